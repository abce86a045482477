"""Bridges, splits and series to Swedish sentences; a cause stands in them only where a source states it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.errors import AnalysisError
from analysis.explanations.bridges import adjust, bridge
from analysis.explanations.deviations import GAP, LEAST_PERCENT, LEAST_TKR, YES, rank_deviations, year_total
from analysis.explanations.effects import EFFECT, STATED
from analysis.explanations.forecasts import forecast_path, forecast_years, month_names, total_path
from analysis.explanations.sensitivity import sensitivity
from analysis.explanations.staffing import staffing
from analysis.explanations.volumes import ASSISTANCE, Splitting, volume_price
from analysis.files import DATA
from analysis.frames import Record, records
from analysis.ledger.compare import change, year_entry
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, opened
from analysis.swedish import Text, capital, count, listed, tkr
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.wording.views import present, trace

TARGET = "mål för nettoavvikelsen"
WHOLE_LEVEL = 100  # per cent


def describe_ranking(
    year: int, data: Data = DATA, least_tkr: float = LEAST_TKR, least_percent: float = LEAST_PERCENT
) -> Text:
    """Say which lines are material, which gap was in the budget from the start, and which causes a report states.

    Examples
    --------
    >>> print(describe_ranking(2020).split(" (")[0])
    Fem rader är väsentliga
    """
    folder = opened(data)
    ranked = rank_deviations(year, least_tkr, least_percent, folder)
    material = ranked[ranked["väsentlig"] == YES]
    lines = count(len(material), "rad är väsentlig", "rader är väsentliga")
    parts = [f"{capital(lines)} (minst {tkr(least_tkr)} och {format_number(least_percent, unit='%')} av budget)."]
    for row in records(ranked[(ranked["slag"] == GAP) & (ranked["avvikelse_tkr"] < 0)]):
        budget, outcome = tkr(row["budget_tkr"], signed=True), tkr(row["utfall_tkr"])
        parts.append(f"{tkr(-row['avvikelse_tkr'])} låg i budgeten från början: {row['post']} var budgeterad till")
        parts.append(f"{budget} och blev {outcome}. {row['orsak']}")
    others = material[material["slag"] != GAP]
    stated = others[others["härkomst"] == STATED]
    parts += [f"{row['post']} ({tkr(row['avvikelse_tkr'], signed=True)}): {row['orsak']}" for row in records(stated)]
    if unstated := len(others) - len(stated):
        parts.append(f"För {count(unstated, 'väsentlig rad', 'väsentliga rader')} anger ingen källa orsaken.")
    return Text(" ".join(parts))


def describe_target(year: int, data: Data = DATA) -> Text:
    """Hold the year's deviation against the board's own target.

    Examples
    --------
    >>> print(describe_target(2020).replace("\N{NO-BREAK SPACE}", " "))
    Målet var ett underskott på högst 17 000 tkr; det blev 27 660 tkr, 10 660 tkr mer.
    """
    folder = opened(data)
    entry = year_entry(TARGET, year, folder)
    if entry is None or entry.quantity is None:
        return Text("Inget mål för avvikelsen är tryckt för året.")
    target = float(entry.quantity.within(parse_unit("tkr"))[0])
    deviation = float(year_total(year, folder)["avvikelse_tkr"])
    if deviation >= 0:
        return Text(f"Målet var ett underskott på högst {tkr(-target)}; det blev inget underskott.")
    gap = f"{tkr(abs(deviation - target))} {'mer' if deviation < target else 'mindre'}"
    return Text(f"Målet var ett underskott på högst {tkr(-target)}; det blev {tkr(-deviation)}, {gap}.")


def describe_bridge(year: int, since: int, data: Data = DATA) -> Text:
    """Say how the net cost changed between two years, and through what; or why that cannot be said.

    Examples
    --------
    >>> print(describe_bridge(2020, since=2017).split(";")[0].replace("\N{NO-BREAK SPACE}", " "))
    Nettokostnaden är 35 083 tkr högre 2020 än 2017
    """
    folder = opened(data)
    if year == since:
        return Text("Välj två olika år att jämföra.")
    try:
        frame = bridge(year, since, data=folder)
    except AnalysisError as error:
        return Text(f"Det går inte att jämföra {since} och {year}: {why(error)}")
    first, *steps, last = records(frame)
    gap = last["effekt_tkr"] - first["effekt_tkr"]
    text = f"Nettokostnaden är {tkr(abs(gap))} {'högre' if gap < 0 else 'lägre'} {year} än {since}; "
    effects = [step for step in steps if step["slag"] == EFFECT]
    text += listed([f"{step['post'].lower()} {tkr(step['effekt_tkr'], signed=True)}" for step in effects])
    doubts = dict.fromkeys(step["skäl"] for step in effects if step["skäl"])
    return Text(f"{text} (minus drar upp nettokostnaden). {' '.join(doubts)}".rstrip())


def describe_adjustment(year: int, since: int, data: Data = DATA) -> Text:
    """Say what is left of a change in the deviation when frame and one-offs are taken out.

    Examples
    --------
    >>> print(describe_adjustment(2020, since=2019).split(". ")[0].replace("\N{NO-BREAK SPACE}", " "))
    Avvikelsen gick från −38 874 tkr 2019 till −27 660 tkr 2020
    """
    folder = opened(data)
    try:
        frame = adjust(year, since, data=folder)
    except AnalysisError as error:
        return Text(f"Det går inte att följa avvikelsen från {since} till {year}: {why(error)}")
    first, *steps, last = records(frame)
    text = f"Avvikelsen gick från {tkr(first['effekt_tkr'])} {since} till {tkr(last['effekt_tkr'])} {year}."
    if steps:
        names = listed([f"{step['post'].lower()} {tkr(step['effekt_tkr'], signed=True)}" for step in steps])
        text += f" Stegen däremellan: {names}."
    return Text(" ".join([text, *dict.fromkeys(step["skäl"] for step in (last, *steps) if step["skäl"])]))


def describe_volume_price(year: int, since: int, split: Splitting = ASSISTANCE, data: Data = DATA) -> Text:
    """Say how much of a change in a cost is quantity and how much is price; or why they cannot be told apart.

    Examples
    --------
    >>> print(describe_volume_price(2020, since=2019).split(": ")[0].replace("\N{NO-BREAK SPACE}", " "))
    Utbetalt ekonomiskt bistånd är 3 702 tkr lägre 2020 än 2019
    """
    folder = opened(data)
    try:
        frame = volume_price(year, since, split=split, data=folder)
    except AnalysisError as error:
        cost = f"{capital(split.cost)}: volym och pris går inte att skilja åt mellan {since} och {year}."
        return Text(f"{cost} {capital(why(error))}")
    first, *steps, last = records(frame)
    gap = last["effekt_tkr"] - first["effekt_tkr"]
    names = listed([f"{_lower(step['post'])} {tkr(step['effekt_tkr'], signed=True)}" for step in steps])
    word = "lägre" if gap > 0 else "högre"
    text = f"{capital(split.cost)} är {tkr(abs(gap))} {word} {year} än {since}: {names} (plus sänker kostnaden)."
    return Text(f"{text} {last['skäl']}".rstrip())


def describe_staffing(year: int, data: Data = DATA) -> Text:
    """Say what consultants cost in a year, beyond the salaries that were not paid.

    Examples
    --------
    >>> print(describe_staffing(2017).split(";")[0].replace("\N{NO-BREAK SPACE}", " "))
    Konsulterna kostade 12 269 tkr 2017
    """
    folder = opened(data)
    frame = attempt(staffing, data=folder)
    rows = {row["år"]: row for row in records(frame)}
    if year not in rows:
        return Text(f"Ingen källa har konsultkostnaden för {year}.")
    row = rows[year]
    text = f"Konsulterna kostade {tkr(-row['konsulter_tkr'])} {year}"
    if pd.isna(row["merkostnad_tkr"]):
        return Text(f"{text}. Hur mycket lön som inte betalades ut är inte känt, så merkostnaden går inte att räkna.")
    extra = tkr(abs(row["merkostnad_tkr"]))
    more = f"{extra} {'mer' if row['merkostnad_tkr'] < 0 else 'mindre'} än de löner som inte betalades ut"
    each = format_number(abs(row["merkostnad_per_årsarbetare_tkr"]), 1, "tkr")
    return Text(
        f"{text}; det är {more} ({tkr(row['ej_utbetald_lön_tkr'])}), {each} per årsarbetare. {row['skäl']}".rstrip()
    )


def describe_change(concept: str, year: int, since: int, data: Data = DATA) -> Text:
    """Say how a concept changed between two years, with any doubt; or why that is refused.

    Examples
    --------
    >>> print(describe_change("konsulter", 2020, 2017).replace("\N{NO-BREAK SPACE}", " "))
    Konsulter: −12 269 tkr 2017, −402 tkr 2020, en förändring på +11 867 tkr (jämförbar).
    """
    folder = opened(data)
    try:
        row = records(change(concept, since, year, data=folder))[0]
    except AnalysisError as error:
        return Text(f"{capital(concept)} går inte att jämföra mellan {since} och {year}. {why(error)}")
    first, last = (format_number(row[name], decimals_of(row[name]), row["enhet"]) for name in ("från", "till"))
    gap = format_number(row["förändring"], decimals_of(row["förändring"]), row["enhet"], signed=True)
    doubt = f"{row['jämförbarhet']}: {row['skäl']}" if row["skäl"] else row["jämförbarhet"]
    return Text(f"{capital(concept)}: {first} {since}, {last} {year}, en förändring på {gap} ({doubt.rstrip('.')}).")


def describe_sensitivity(year: int, data: Data = DATA) -> Text:
    """Say what it would take, driver by driver, to bring the deviation to zero.

    Examples
    --------
    >>> print(describe_sensitivity(2020).split(" eller ")[0].replace("\N{NO-BREAK SPACE}", " "))
    För att ensam täcka underskottet krävs 273 hushåll färre (101,4 tkr vardera)
    """
    folder = opened(data)
    frame = attempt(sensitivity, year, folder)
    if frame.empty:
        return Text(str(frame.attrs.get("skäl", f"Inga drivkrafter är mätta till och med {year}.")))
    rows = [row for row in records(frame) if not pd.isna(row["krävs"])]
    if not any(row["krävs"] for row in rows):
        return Text("Året gav inget underskott att täcka.")
    enough = [row for row in rows if pd.isna(row["krävs_procent"]) or row["krävs_procent"] <= WHOLE_LEVEL]
    text = f"För att ensam täcka underskottet krävs {' eller '.join(map(_needed, enough))}."
    short = [row["drivkraft"] for row in rows if row not in enough]
    rest = f" Ensam räcker inte: {', '.join(short)}." if short else ""
    return Text(f"{text}{rest} Vad varje tal bygger på står vid drivkraften.")


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
            reasons.append(f"Ingen uppgift är registrerad för ”{said['seen']}”.")
        elif one.code == "not-comparable":
            reasons.append(f"{said['reason']}.")
        elif one.code == "unknown-year":
            what = one.file.rpartition(": ")[2]
            only = f", bara för {said['known']}" if said["known"] else " eller något annat år"
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
        return present(frame) if function is trace else frame


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def describe_forecast(year: int, data: Data = DATA) -> Text:
    """Say how the forecast of a year moved, how far it was from the outcome, and which line was furthest from its own.

    Examples
    --------
    >>> print(describe_forecast(1999))
    Ingen uppföljning är inläst för 1999.
    """
    folder = opened(data)
    known = forecast_years(folder)
    if year not in known:
        others = f", bara för {listed([str(one) for one in known])}" if known else ""
        return Text(f"Ingen uppföljning är inläst för {year}{others}.")
    return describe_path(forecast_path(year, folder), year)


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
