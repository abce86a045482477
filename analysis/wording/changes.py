"""Bridges, splits and series to Swedish sentences; a cause stands in them only where a source states it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.data_files import NOT, PARTLY, SAME, UNTRIED
from analysis.errors import AnalysisError
from analysis.explanations.bridges import adjust, bridge
from analysis.explanations.causes import are_all_entered
from analysis.explanations.deviations import LEAST_PERCENT, LEAST_TKR, YES, rank_deviations, year_total
from analysis.explanations.effects import EFFECT, REST, RESTATED, STATED
from analysis.explanations.forecasts import forecast_path, forecast_years, month_names, total_path
from analysis.explanations.sensitivity import sensitivity
from analysis.explanations.staffing import staffing
from analysis.explanations.subjects import split_named, staffed_subject
from analysis.explanations.volumes import IMPLIED_NAME, volume_price
from analysis.explanations.years import forecast_of, target_of
from analysis.frames import Record, records
from analysis.ledger.compare import change
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, opened
from analysis.swedish import Text, capital, count, listed, tkr, uncapital
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.vocabulary.units import without_unit
from analysis.wording.sentences import NOT_ENTERED
from analysis.wording.views import present, trace, trace_year

WHOLE_LEVEL = 100  # per cent
WHOLE_FROM = 1000  # larger values are written without decimals
NO_YEAR = "Inget år att jämföra med är valt; välj ett, eller lägg in en rapport för ett tidigare år."
_LEVELS = {SAME: "jämförbart", UNTRIED: "inte prövat", PARTLY: "delvis jämförbart", NOT: "inte jämförbart"}


def describe_ranking(
    year: int,
    least_tkr: float = LEAST_TKR,
    least_percent: float = LEAST_PERCENT,
    *,
    data: Data | None = None,
    board: str | None = None,
) -> Text:
    """Say which lines are material, and which causes a report states.

    Examples
    --------
    >>> print(describe_ranking(2020).split(" (")[0])
    Fem rader är väsentliga
    """
    folder = opened(data, board)
    ranked = rank_deviations(year, least_tkr=least_tkr, least_percent=least_percent, data=folder)
    material = ranked[ranked["väsentlig"] == YES]
    lines = count(len(material), "rad är väsentlig", "rader är väsentliga")
    parts = [f"{capital(lines)} (minst {tkr(least_tkr)} och {format_number(least_percent, unit='%')} av budget)."]
    stated = material[material["orsak"] == STATED]
    parts += [f"{row['post']} ({tkr(row['avvikelse_tkr'], signed=True)}): {row['skäl']}" for row in records(stated)]
    if len(material) and stated.empty:
        none = "Rapporten anger ingen orsak till avvikelsen på någon av dem."
        parts.append(none if are_all_entered(folder, year) else NOT_ENTERED)
    elif unstated := len(material) - len(stated):
        told = "anger rapporten ingen orsak" if are_all_entered(folder, year) else "är ingen orsak införd"
        parts.append(f"För {count(unstated, 'rad', 'rader')} {told}.")
    return Text(" ".join(parts))


def describe_target(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Hold the year's deviation against the board's own target.

    Examples
    --------
    >>> print(describe_target(2020).replace("\N{NO-BREAK SPACE}", " "))
    Målet var ett underskott på högst 17 000 tkr; det blev 27 660 tkr, 10 660 tkr mer.
    """
    folder = opened(data, board)
    entry = target_of(year, folder)
    if entry is None or entry.quantity is None:
        return Text("Inget mål för avvikelsen är tryckt för året.")
    target = float(entry.quantity.within(parse_unit("tkr"))[0])
    deviation = float(year_total(year, data=folder)["avvikelse_tkr"])
    if deviation >= 0:
        return Text(f"Målet var ett underskott på högst {tkr(-target)}; det blev inget underskott.")
    gap = f"{tkr(abs(deviation - target))} {'mer' if deviation < target else 'mindre'}"
    return Text(f"Målet var ett underskott på högst {tkr(-target)}; det blev {tkr(-deviation)}, {gap}.")


def describe_bridge(year: int, since: int | None, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how the net cost changed between two years, and through what; or why that cannot be said.

    Examples
    --------
    >>> print(describe_bridge(2020, since=2017).split(". ")[0].replace("\N{NO-BREAK SPACE}", " "))
    Nettokostnaden är 35 083 tkr högre 2020 än 2017
    """
    folder = opened(data, board)
    if since is None:
        return Text(NO_YEAR)
    if year == since:
        return Text("Välj två olika år att jämföra.")
    try:
        frame = bridge(year, since, data=folder)
    except AnalysisError as error:
        return Text(f"Det går inte att jämföra {since} och {year}: {why(error)}")
    first, *steps, last = records(frame)
    gap = last["effekt_tkr"] - first["effekt_tkr"]
    head = f"Nettokostnaden är {tkr(abs(gap))} {'högre' if gap < 0 else 'lägre'} {year} än {since}."
    return Text(" ".join([head, *sides(steps), *_left(steps)]))


def sides(steps: Sequence[Record]) -> Iterator[str]:
    """Name the steps that made a result better, largest first, then those that made it worse.

    Examples
    --------
    >>> steps = [{"post": "Hyra", "slag": "effekt", "effekt_tkr": -5.0}]
    >>> [text.replace("\N{NO-BREAK SPACE}", " ") for text in sides(steps)]
    ['Sämre: hyra 5 tkr.']
    """
    effects = sorted((one for one in steps if one["slag"] == EFFECT), key=lambda one: -abs(one["effekt_tkr"]))
    for word, way in (("Bättre", 1), ("Sämre", -1)):
        own = [
            f"{uncapital(one['post'])} {tkr(abs(one['effekt_tkr']))}" for one in effects if one["effekt_tkr"] * way > 0
        ]
        if own:
            yield f"{word}: {listed(own)}."


def _left(steps: Sequence[Record]) -> Iterator[str]:
    """Say what is a restatement alone, and what no step explains, with what it lies between."""
    for one in steps:
        if one["slag"] == RESTATED:
            yield f"Omräkning: {tkr(one['effekt_tkr'], signed=True)}. {one['skäl']}"
        if one["slag"] == REST:
            span = ""
            if not pd.isna(one["lägst_tkr"]):
                ends = [tkr(one[name], signed=True) for name in ("lägst_tkr", "högst_tkr")]
                span = f", eller mellan {' och '.join(ends)} om poster räknas två gånger"
            yield f"Oförklarat: {tkr(one['effekt_tkr'], signed=True)}{span}."


def describe_adjustment(year: int, since: int | None, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how the deviation changed between two years, and through what.

    Examples
    --------
    >>> print(describe_adjustment(2020, since=2019).split(". ")[0].replace("\N{NO-BREAK SPACE}", " "))
    Avvikelsen gick från −38 874 tkr 2019 till −27 660 tkr 2020
    """
    folder = opened(data, board)
    if since is None:
        return Text(NO_YEAR)
    try:
        frame = adjust(year, since, data=folder)
    except AnalysisError as error:
        return Text(f"Det går inte att följa avvikelsen från {since} till {year}: {why(error)}")
    first, *steps, last = records(frame)
    head = f"Avvikelsen gick från {tkr(first['effekt_tkr'])} {since} till {tkr(last['effekt_tkr'])} {year}."
    return Text(" ".join([head, *sides(steps), *_left(steps)]))


def describe_volume_price(
    year: int, since: int, split: str | None = None, *, data: Data | None = None, board: str | None = None
) -> Text:
    """Say how much of a change in a cost is quantity and how much is price; or why they cannot be told apart.

    Examples
    --------
    >>> print(describe_volume_price(2020, since=2019).split(": ")[0].replace("\N{NO-BREAK SPACE}", " "))
    Utbetalt ekonomiskt bistånd kostade 3 702 tkr mindre 2020 än 2019
    """
    folder = opened(data, board)
    try:
        known = split_named(split, folder)
        frame = volume_price(year, since, split=known.name, data=folder)
    except AnalysisError as error:
        return Text(f"Volym och pris går inte att skilja åt mellan {since} och {year}. {capital(why(error))}")
    first, *steps, last = records(frame)
    gap = last["effekt_tkr"] - first["effekt_tkr"]
    is_ahead = bool(forecast_of(year, folder))
    named = listed([f"{_way(one)} {_moved(one['effekt_tkr'], is_ahead=is_ahead)}" for one in steps])
    less = "mindre" if gap > 0 else "mer"
    head = f"{capital(known.cost)} {'väntas kosta' if is_ahead else 'kostade'} {tkr(abs(gap))} {less} {year} än {since}"
    return Text(f"{head}: {named}. {last['skäl']}".rstrip())


def _way(step: Record) -> str:
    """Say which way the quantity or the price went; a part that a source states is called by its name."""
    kind, _, name = step["post"].removesuffix(", övrigt").partition(": ")
    if not name or step["orsak"] == STATED:
        return str(name or uncapital(kind))
    words = ("färre", "fler") if kind == "Volym" else ("lägre", "högre")
    left = " i övrigt" if step["post"].endswith(", övrigt") else ""  # beside the part that a source states
    return f"{words[step['effekt_tkr'] < 0]} {_counted(name)}{left}"


def _counted(name: str) -> str:
    """Call a quantity or a price as within a sentence: *Antal utförda timmar* are *utförda timmar*, without a unit.

    Examples
    --------
    >>> _counted("Antal utförda timmar"), _counted("Vårddygn, vuxna"), _counted("Kostnad per timme, kr")
    ('utförda timmar', 'vårddygn, vuxna', 'kostnad per timme')
    >>> _counted("beräknat pris (kostnad ÷ Antal utförda timmar)"), _counted("HVB-dygn")
    ('beräknat pris', 'HVB-dygn')
    """
    plain = without_unit(name) if not name.startswith(IMPLIED_NAME) else IMPLIED_NAME
    return uncapital(re.sub(r"^antal (?=\w)", "", plain, flags=re.IGNORECASE))


def _moved(effect: float, *, is_ahead: bool) -> str:
    lowers, raises = ("sänker", "höjer") if is_ahead else ("sänkte", "höjde")
    return f"{lowers if effect > 0 else raises} kostnaden med {tkr(abs(effect))}"


def describe_staffing(
    year: int, subject: str | None = None, *, data: Data | None = None, board: str | None = None
) -> Text:
    """Say what hired staff cost in a year, beside the salaries that were not paid.

    Examples
    --------
    >>> print(describe_staffing(2017).split(",")[0].replace("\N{NO-BREAK SPACE}", " "))
    Konsulter kostade 12 269 tkr 2017
    """
    folder = opened(data, board)
    try:
        own, staffed = staffed_subject(subject, folder)
        rows = {row["år"]: row for row in records(staffing(subject=own.name, data=folder))}
    except AnalysisError as error:
        return Text(why(error))
    name = capital(staffed.hired)
    if year not in rows:
        return Text(f"{name}: ingen källa har kostnaden för {year}.")
    row = rows[year]
    text = f"{name} kostade {tkr(-row['inhyrt_tkr'])} {year}"
    if pd.isna(row["merkostnad_tkr"]):
        return Text(f"{text}. Hur mycket lön som inte betalades ut är inte känt, så merkostnaden går inte att räkna.")
    word = "mer" if row["merkostnad_tkr"] < 0 else "mindre"
    unpaid = f"de löner som inte betalades ut ({tkr(row['ej_utbetald_lön_tkr'])})"
    return Text(f"{text}, {tkr(abs(row['merkostnad_tkr']))} {word} än {unpaid}. {row['skäl']}".rstrip())


def describe_change(concept: str, year: int, since: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how a concept changed between two years, with any doubt; or why that is refused.

    Examples
    --------
    >>> print(describe_change("konsulter", 2020, 2017).replace("\N{NO-BREAK SPACE}", " "))
    Konsulter: 12 269 tkr 2017 och 402 tkr 2020, 11 867 tkr mindre (jämförbart).
    """
    folder = opened(data, board)
    try:
        row = records(change(concept, since, year, data=folder))[0]
    except AnalysisError as error:
        return Text(f"{capital(concept)} går inte att jämföra mellan {since} och {year}. {why(error)}")
    is_cost = row["från"] < 0 and row["till"] < 0 and row["enhet"].startswith("tkr")
    sign = -1 if is_cost else 1
    first, last = (_number(row[name] * sign, row["enhet"]) for name in ("från", "till"))
    gap = row["förändring"] * sign
    size = f"{_number(abs(gap), row['enhet'])} {'mer' if gap > 0 else 'mindre'}" if gap else "lika mycket"
    level = _LEVELS[row["jämförbarhet"]]
    doubt = f"{level}: {uncapital(row['skäl'])}" if row["skäl"] else level
    return Text(f"{capital(concept)}: {first} {since} och {last} {year}, {size} ({doubt.rstrip('.')}).")


def _number(value: float, unit: str) -> str:
    return format_number(value, 0 if abs(value) >= WHOLE_FROM else decimals_of(value), unit)


def describe_sensitivity(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say what it would take, driver by driver, to bring the deviation to zero.

    Examples
    --------
    >>> print(describe_sensitivity(2020).split(". ")[0].replace("\N{NO-BREAK SPACE}", " "))
    För att ensam täcka underskottet krävs 273 hushåll färre (101,4 tkr vardera)
    """
    folder = opened(data, board)
    frame = attempt(sensitivity, year, data=folder)
    if frame.empty:
        return Text(str(frame.attrs.get("skäl", f"Inga kostnadsdrivare är mätta till och med {year}.")))
    rows = [row for row in records(frame) if not pd.isna(row["krävs"])]
    if not any(row["krävs"] for row in rows):
        return Text("Året gav inget underskott att täcka.")
    enough = [row for row in rows if pd.isna(row["krävs_procent"]) or row["krävs_procent"] <= WHOLE_LEVEL]
    if not enough:
        return Text("Ingen kostnadsdrivare räcker ensam till för att täcka underskottet.")
    text = f"För att ensam täcka underskottet krävs {' eller '.join(map(_needed, enough))}."
    return Text(f"{text} Vad varje tal bygger på står vid kostnadsdrivaren.")


def _needed(row: dict[str, Any]) -> str:
    """Say how much of a driver it would take, and what one unit of it is worth."""
    number, worth = format_number(row["krävs"]), format_number(row["tkr_per_enhet"], 1, "tkr")
    if row["enhet"] == "%":
        return f"{number} procent{row['drivkraft'].removeprefix('en procent')} ({worth} per procent)"
    return f"{number} {row['enhet']} färre ({worth} vardera)"


def why(error: AnalysisError) -> str:
    """Say in a sentence why something cannot be told: what does not compare, or what is missing."""
    reasons = list[str]()
    for one in error.faults:
        said = dict(one[3])
        if one.code == "unknown-reference" and said["column"] == "concept":
            reasons.append(f"Talen för ”{said['seen']}” är inte kopplade mellan åren (i concepts.csv).")
        elif one.code == "not-comparable":
            reasons.append(f"{said['reason']}.")
        elif one.code == "unknown-year":
            what = one.file.rpartition(": ")[2]
            known = listed(str(said["known"]).split(", "))
            only = f", bara för {known}" if said["known"] not in {"", "–"} else " eller något annat år"
            reasons.append(f"{what} finns inte för {said['seen']}{only}.")
        elif one.code == "amounts-differ":
            reasons.append(f"{said['title']} är {said['first']} men {said['last']} enligt {said['other']}.")
        else:
            reasons.append(one.swedish())
    return " ".join(dict.fromkeys(reasons))


def attempt(function: Callable[..., Any], *arguments: object, **options: object) -> Any:
    """Call a function that explains; where the data cannot answer, return an empty frame that says why.

    Examples
    --------
    >>> frame = attempt(volume_price, 2020, since=2017)
    >>> frame.empty, frame.attrs["skäl"].split(",")[0]
    (True, 'hushåll med försörjningsstöd per månad finns inte för 2017')
    """
    try:
        return function(*arguments, **options)
    except AnalysisError as error:
        frame = pd.DataFrame()
        frame.attrs["skäl"] = why(error)
        return present(frame) if function in {trace, trace_year} else frame


def describe_forecast(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how the forecast of a year moved, how far it was from the outcome, and which line was furthest from its own.

    Examples
    --------
    >>> print(describe_forecast(1999))
    Ingen uppföljning är inläst för 1999.
    """
    folder = opened(data, board)
    known = forecast_years(data=folder)
    if year not in known:
        others = f", bara för {listed([str(one) for one in known])}" if known else ""
        return Text(f"Ingen uppföljning är inläst för {year}{others}.")
    return describe_path(forecast_path(year, data=folder), year)


def describe_path(path: pd.DataFrame, year: int) -> Text:
    """Do what `describe_forecast` does, from the frame of `forecast_path`."""
    rows = total_path(path)
    names = month_names(rows)
    known = [(row, name) for row, name in zip(rows, names, strict=True) if not pd.isna(row["prognos_tkr"])]
    if not known:
        return Text(f"Uppföljningarna {year} har ingen prognos för summan som går att läsa.")
    said = listed([f"{tkr(row['prognos_tkr'])} i {name}" for row, name in known])
    parts = [f"Prognosen för helåret {year} var {said}."]
    last = known[-1][0]
    if not pd.isna(last["prognosavvikelse_tkr"]):
        parts.append(f"Mot årsbudgeten är den senaste {tkr(last['prognosavvikelse_tkr'], signed=True)}.")
    if pd.isna(last["utfall_tkr"]):
        parts.append("Årets utfall är inte inläst.")
    else:
        parts += [_missed(last), *_furthest(path, last["dokument"])]
    if gone := [name for row, name in zip(rows, names, strict=True) if pd.isna(row["prognos_tkr"])]:
        parts.append(f"Prognos för summan saknas i {listed(gone)}.")
    return Text(" ".join(parts))


def _missed(last: Record) -> str:
    outcome, error = tkr(last["utfall_tkr"]), last["prognosfel_tkr"]
    if not error:
        return f"Utfallet blev {outcome}, lika med den sista prognosen."
    share = last["prognosfel_procent"]
    words: str = "" if pd.isna(share) else f" ({format_number(abs(share), 1, '%')} av utfallet)"
    return f"Utfallet blev {outcome}, {tkr(abs(error))} {_worse(error)} än den sista prognosen{words}."


def _worse(error: float) -> str:
    return "sämre" if error < 0 else "bättre"


def _furthest(path: pd.DataFrame, document: str) -> list[str]:
    """Name the line whose last forecast was furthest from its outcome; parts of lines and sums are left out."""
    own = (path["dokument"] == document) & ~path["slag"].isin(["varav", "summa"]) & (path["prognosfel_tkr"].abs() > 0)
    lines = path[own]
    if lines.empty:
        return []
    row = records(lines.loc[[lines["prognosfel_tkr"].abs().idxmax()]])[0]
    error = row["prognosfel_tkr"]
    return [f"Längst från sin prognos hamnade {capital(row['post'])}, {tkr(abs(error))} {_worse(error)}."]
