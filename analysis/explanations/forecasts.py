"""Forecasts of a year's follow-ups held against its final outcome, line by line and step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, fault
from analysis.explanations.deviations import COMPUTED as FIGURED
from analysis.explanations.deviations import PRINTED
from analysis.explanations.effects import COMPUTED, Effect, Total, bridge_frame
from analysis.files import DATA
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, Record, make_frame, records
from analysis.statements.folder import Data, opened
from analysis.statements.load import load_drift, load_follow_ups
from analysis.vocabulary.numerals import exact, format_number
from analysis.vocabulary.periods import is_whole_year, month_name

FORECASTS = {
    "år": WHOLE, "post": TEXT, "förälder": TEXT, "slag": TEXT, "månad": WHOLE, "period": TEXT,
    "årsbudget_tkr": NUMBER, "prognos_tkr": NUMBER, "prognosavvikelse_tkr": NUMBER, "härkomst": TEXT,
    "ändring_tkr": NUMBER, "utfall_tkr": NUMBER, "avvikelse_tkr": NUMBER, "prognosfel_tkr": NUMBER,
    "prognosfel_procent": NUMBER, "skäl": TEXT, "dokument": TEXT, "rad": MAYBE_WHOLE, "utfall_dokument": TEXT,
    "utfall_rad": MAYBE_WHOLE,
}  # fmt: skip
MISSED = "Från sista prognosen till utfallet"
_CERTAIN = "säker"
_VALUES = ("årsbudget_tkr", "prognos_tkr", "prognosavvikelse_tkr", "utfall_tkr", "budget_tkr", "avvikelse_tkr")
Key = tuple[str, str]
_TOTAL: Key = ("", "summa")  # no printed line has a parent and no label
_NAN = float("nan")


class _Paper(NamedTuple):
    """A follow-up or an annual report: which it is, and its lines by label; several where a label stands twice."""

    id: str
    period: str
    month: int
    lines: dict[Key, list[Record]]


def forecast_years(data: Data = DATA) -> list[int]:
    """List the years that have follow-ups, oldest first."""
    return sorted({int(year) for year in load_follow_ups(data)["år"]})


def forecast_path(year: int, data: Data = DATA) -> pd.DataFrame:
    """Follow the forecast of each line through a year's follow-ups to the final outcome.

    Parameters
    ----------
    year
        A year that `forecast_years` lists.
    data
        The folder that holds the register.

    Returns
    -------
    pandas.DataFrame
        One row a line and follow-up, the total last: ``år``, ``post``, ``förälder``, ``slag``, ``månad``, ``period``,
        ``årsbudget_tkr``, ``prognos_tkr``, ``prognosavvikelse_tkr``, ``härkomst`` (of the forecast: ``tryckt``,
        ``beräknad`` from budget and printed deviation, or empty), ``ändring_tkr`` (against the forecast before),
        ``utfall_tkr`` and ``avvikelse_tkr`` of the whole year (NaN until there is an annual report),
        ``prognosfel_tkr`` (utfall − prognos, minus: it became worse than the forecast), ``prognosfel_procent`` (of the
        outcome's size), ``skäl`` (why a number is missing or computed), and where the two are printed: ``dokument``,
        ``rad``, ``utfall_dokument``, ``utfall_rad``. Lines are matched by their labels; the total by being it.

    Raises
    ------
    DataError
        When the year has no follow-up, and those that have are named; or when a data file is wrong.
    """
    folder = opened(data)
    return path_of(load_follow_ups(folder), load_drift(folder), year)


def path_of(follow_ups: pd.DataFrame, drift: pd.DataFrame, year: int) -> pd.DataFrame:
    """Do what `forecast_path` does, from the frames of `load_follow_ups` and `load_drift`.

    Where follow-ups of several boards are loaded, the one of the year's annual report is followed, else the last.
    """
    own = [row for row in records(follow_ups) if row["år"] == year]
    if not own:
        known = ", ".join(str(one) for one in sorted(set(follow_ups["år"])))
        raise DataError(fault("unknown-year", "uppföljning", seen=year, known=known))
    whole = [row for row in records(drift) if row["år"] == year and is_whole_year(row["period"])]
    boards = [_fold(row["nämnd"]) for row in own]
    board = next((name for row in reversed(whole) if (name := _fold(row["nämnd"])) in boards), boards[-1])
    final = _annual([row for row in whole if _fold(row["nämnd"]) == board])
    by_document: dict[str, list[Record]] = {}
    for row in own:
        if _fold(row["nämnd"]) == board:
            by_document.setdefault(row["dokument"], []).append(row)
    groups = sorted(by_document.values(), key=lambda rows: int(rows[0]["månad"]))
    totals = [row["post"] for rows in (*groups, final) for row in rows if row["slag"] == "summa"]
    label = _fold(totals[-1]) if totals else ""
    annual = _paper(final, label) if final else None
    papers = [_paper(rows, label) for rows in groups]
    found = [one for key in _keys(annual, papers) for one in _line_path(key, annual, papers)]
    return make_frame("prognoser", ({"år": year, **one} for one in found), FORECASTS)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _annual(rows: Sequence[Record]) -> list[Record]:
    """Keep the table that holds the year's total, as `analysis.year_total` finds it."""
    chosen = [row for row in rows if row["slag"] == "summa"] or rows
    if not chosen:
        return []
    last = chosen[-1]
    table = [row for row in rows if (row["dokument"], row["avsnitt"]) == (last["dokument"], last["avsnitt"])]
    same = (last["slag"], _fold(last["post"]))
    return [row for row in table if row is last or (row["slag"], _fold(row["post"])) != same or row["slag"] != "summa"]


def _paper(rows: Sequence[Record], label: str) -> _Paper:
    """Sort the lines of a document by label; the total is the sum of that label, or the only sum that there is."""
    sums = {_fold(row["post"]) for row in rows if row["slag"] == "summa"}
    own = label if label in sums else next(iter(sums)) if len(sums) == 1 else None
    lines: dict[Key, list[Record]] = {}
    for row in rows:
        post = _fold(row["post"])
        key = _TOTAL if row["slag"] == "summa" and post == own else (post, _fold(row["förälder"]))
        same = lines.setdefault(key, [])
        if not any(_same(row, other) for other in same):
            same.append(row)
    return _Paper(rows[0]["dokument"], rows[0]["period"], int(rows[0].get("månad", 0)), lines)


def _same(one: Record, other: Record) -> bool:
    """Tell whether two lines say the same: a line that stands in two tables of a document."""
    pairs = [(one.get(name, _NAN), other.get(name, _NAN)) for name in _VALUES]
    return all(a == b or (pd.isna(a) and pd.isna(b)) for a, b in pairs)


def _keys(annual: _Paper | None, papers: Sequence[_Paper]) -> list[Key]:
    """List the lines in the order of the newest document that has them, the total last."""
    newest = [*([annual] if annual else []), *reversed(papers)]
    keys = list(dict.fromkeys(key for paper in newest for key in paper.lines))
    return sorted(keys, key=lambda key: key == _TOTAL)


def _line_path(key: Key, annual: _Paper | None, papers: Sequence[_Paper]) -> Iterator[Record]:
    """Yield a line's row for each follow-up, with its change against the forecast before."""
    newest = [*([annual] if annual else []), *reversed(papers)]
    head = next(paper.lines[key][0] for paper in newest if key in paper.lines)
    outcome, missing = _outcome(key, annual)
    before, before_paper = dict[str, float](), -1
    for at, paper in enumerate(papers):
        own, reasons = _forecast(key, paper, head["post"])
        change = less(own["prognos_tkr"], before.get("prognos_tkr", _NAN))
        error = less(outcome["utfall_tkr"], own["prognos_tkr"])
        size = abs(outcome["utfall_tkr"])
        share = error / size * 100 if size else _NAN
        if not pd.isna(change) and at - before_paper > 1:
            reasons.append(f"Ändringen är räknad från {papers[before_paper].period}.")
        for name, value, other in (("Ändringen", change, before), ("Prognosfelet", error, outcome)):
            if value and abs(value) <= (own["steg"] + other.get("steg", 0)) / 2:
                reasons.append(f"{name} kan vara avrundning.")
        yield {
            **{name: head[name] for name in ("post", "förälder", "slag")},
            "månad": paper.month,
            "period": paper.period,
            "dokument": paper.id,
            **own,
            **{name: outcome[name] for name in ("utfall_tkr", "avvikelse_tkr", "utfall_dokument", "utfall_rad")},
            "ändring_tkr": change,
            "prognosfel_tkr": error,
            "prognosfel_procent": share,
            "skäl": " ".join([*reasons, *missing]),
        }
        if not pd.isna(own["prognos_tkr"]):
            before, before_paper = own, at


def less(one: float, other: float) -> float:
    """Take one amount from another exactly; missing where either is.

    Examples
    --------
    >>> less(0.3, 0.1), less(1.0, float("nan"))
    (0.2, nan)
    """
    return _NAN if pd.isna(one) or pd.isna(other) else float(exact(one) - exact(other))


def _forecast(key: Key, paper: _Paper, post: str) -> tuple[Record, list[str]]:
    """Return a line's figures in a follow-up, and why any is missing or computed."""
    empty = dict.fromkeys(("årsbudget_tkr", "prognos_tkr", "prognosavvikelse_tkr"), _NAN)
    lines = paper.lines.get(key, [])
    if len(lines) != 1:
        twice = f"Etiketten står flera gånger med olika tal i uppföljningen {paper.period}; raden går inte att följa."
        missing = {**empty, "härkomst": "", "rad": None, "steg": 0}
        return missing, [twice if lines else f"Raden finns inte i uppföljningen {paper.period}."]
    line, reasons, origin = lines[0], list[str](), PRINTED
    budget, forecast, printed = (float(line[name]) for name in ("årsbudget_tkr", "prognos_tkr", "prognosavvikelse_tkr"))
    if key == _TOTAL and _fold(line["post"]) != _fold(post):
        reasons.append(f"Summan heter ”{line['post']}” i uppföljningen {paper.period}.")
    if pd.isna(forecast) and line["läsning"] == _CERTAIN and not pd.isna(budget + printed):
        forecast, origin = float(exact(budget) + exact(printed)), FIGURED
        reasons.append("Prognosen är räknad: årsbudget plus tryckt prognosavvikelse.")
    elif pd.isna(forecast):
        origin, read = "", line["läsning"] == _CERTAIN
        reasons.append("Ingen prognos är tryckt för raden." if read else "Prognosen gick inte att läsa säkert.")
    step, computed = _step(line), less(forecast, budget)
    if pd.isna(printed) and not pd.isna(computed):
        reasons.append("Prognosavvikelsen är räknad.")
    elif abs(less(computed, printed)) > step * 3 / 2:
        seen, expected = (format_number(value, signed=True) for value in (printed, computed))
        reasons.append(f"Tryckt prognosavvikelse är {seen} men prognos minus årsbudget {expected} tkr.")
    deviation = computed if pd.isna(printed) else printed
    money = {"årsbudget_tkr": budget, "prognos_tkr": forecast, "prognosavvikelse_tkr": deviation}
    return {**money, "härkomst": origin, "rad": int(line["rad"]), "steg": step}, reasons


def _step(line: Record) -> float:
    return 0.0 if pd.isna(line["upplösning_tkr"]) else float(line["upplösning_tkr"])


def _outcome(key: Key, annual: _Paper | None) -> tuple[Record, list[str]]:
    """Return a line's outcome of the whole year, and why it is missing."""
    lines = annual.lines.get(key, []) if annual else []
    place = {"utfall_dokument": annual.id if annual and lines else "", "utfall_rad": None}
    empty = {"utfall_tkr": _NAN, "avvikelse_tkr": _NAN, "steg": 0, **place}
    if annual is None:
        return empty, ["Årets utfall är inte inläst."]
    if len(lines) != 1:
        twice = "Etiketten står flera gånger med olika tal i årsredovisningen; raden går inte att följa."
        return empty, [twice if lines else "Raden finns inte i årsredovisningen."]
    line = lines[0]
    deviation = float(line["avvikelse_tkr"])
    if pd.isna(deviation):
        deviation = less(line["utfall_tkr"], line["budget_tkr"])
    unread: list[str] = ["Årets utfall gick inte att läsa säkert."] if pd.isna(line["utfall_tkr"]) else []
    money = {"utfall_tkr": float(line["utfall_tkr"]), "avvikelse_tkr": deviation, "steg": _step(line)}
    return {**place, **money, "utfall_rad": int(line["rad"])}, unread


def total_path(path: pd.DataFrame) -> list[Record]:
    """Return the rows of the total, which stand last; none where no document has a total."""
    lines = records(path)
    last = lines[-1] if lines else None
    if last is None or last["slag"] != "summa":
        return []
    names = ("post", "förälder", "slag")
    return [row for row in lines if all(row[name] == last[name] for name in names)]


def month_names(rows: Sequence[Record]) -> list[str]:
    """Name each follow-up by its month, and by its document where a month has two."""
    months = [row["månad"] for row in rows]
    names = [month_name(month) for month in months]
    return [
        f"{name} ({row['dokument']})" if months.count(row["månad"]) > 1 else name
        for name, row in zip(names, rows, strict=True)
    ]


def forecast_bridge(year: int, data: Data = DATA) -> pd.DataFrame:
    """Go from the first forecast of the year's total, change by change, to the outcome or the newest forecast.

    Returns
    -------
    pandas.DataFrame
        As `bridge_frame`: start, one step a later follow-up, the step to the outcome, end; whole tkr.

    Raises
    ------
    DataError
        As `forecast_path`; also when no forecast of a total can be read.
    """
    return bridge_of(forecast_path(year, data), year)


def bridge_of(path: pd.DataFrame, year: int) -> pd.DataFrame:
    """Do what `forecast_bridge` does, from the frame of `forecast_path`."""
    rows = total_path(path)
    names = dict(zip([row["dokument"] for row in rows], month_names(rows), strict=True))
    known = [row for row in rows if not pd.isna(row["prognos_tkr"])]
    if not known:
        texts = {"expected": "a forecast of the total", "expected_sv": "en prognos för summan som går att läsa"}
        raise DataError(fault("bad-value", f"uppföljning {year}", None, column="prognos", seen="", **texts))
    ends = [_total(row, names[row["dokument"]]) for row in (known[0], known[-1])]
    steps = list[Effect]()
    papers = list(names)
    for before, row in pairwise(known):
        skipped = papers.index(row["dokument"]) - papers.index(before["dokument"]) > 1
        reason = f"Sedan {before['period']}; däremellan finns ingen prognos att läsa." if skipped else ""
        name, source = f"Ändring till {names[row['dokument']]}", f"{row['dokument']}, rad {row['rad']}"
        steps.append(Effect(name, exact(row["ändring_tkr"]), COMPUTED, reason, source))
    last = known[-1]
    if not pd.isna(last["utfall_tkr"]):
        source = f"{last['utfall_dokument']}:drift:{last['post']}:utfall {year}"
        steps.append(Effect(MISSED, exact(last["prognosfel_tkr"]), COMPUTED, "", source))
        ends[1] = Total(f"Utfall {year}", exact(last["utfall_tkr"]), source)
    return bridge_frame(ends[0], steps, ends[1], exact(0))


def _total(row: Record, name: str) -> Total:
    return Total(f"Prognos i {name}", exact(row["prognos_tkr"]), f"{row['dokument']}, rad {row['rad']}")
