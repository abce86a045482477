"""Forecasts of a year's follow-ups held against its final outcome, line by line and step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

import pandas as pd

from analysis.errors import DataError, fault
from analysis.explanations.effects import COMPUTED, PRINTED, UNSTATED, Effect, Step, Total, bridge_frame, steps_between
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, Record, frame_of, records
from analysis.readers.tables import CERTAIN
from analysis.statements.folder import Data, Folder, opened
from analysis.statements.lines import FollowUpLine, MoneyLine, StatementLine
from analysis.statements.load import drift_lines, follow_up_lines
from analysis.statements.register import place_in_file
from analysis.vocabulary.numerals import format_number
from analysis.vocabulary.periods import is_whole_year, month_name

FORECASTS = {
    "år": WHOLE, "post": TEXT, "förälder": TEXT, "slag": TEXT, "månad": WHOLE, "period": TEXT,
    "årsbudget_tkr": NUMBER, "prognos_tkr": NUMBER, "prognosavvikelse_tkr": NUMBER, "tal": TEXT,
    "ändring_tkr": NUMBER, "utfall_tkr": NUMBER, "avvikelse_tkr": NUMBER, "prognosfel_tkr": NUMBER,
    "prognosfel_procent": NUMBER, "skäl": TEXT, "dokument": TEXT, "rad": MAYBE_WHOLE, "utfall_dokument": TEXT,
    "utfall_rad": MAYBE_WHOLE,
}  # fmt: skip
MISSED = "Från sista prognosen till utfallet"
Key = tuple[str, str]
_TOTAL: Key = ("", "summa")  # no printed line has a parent and no label
Some = TypeVar("Some", FollowUpLine, MoneyLine)


class PathRow(NamedTuple):
    """A line's forecast in a follow-up against the outcome, named as in `forecast_path`."""

    år: int
    post: str
    förälder: str
    slag: str
    månad: int
    period: str
    årsbudget_tkr: Decimal | None
    prognos_tkr: Decimal | None
    prognosavvikelse_tkr: Decimal | None
    tal: str
    ändring_tkr: Decimal | None
    utfall_tkr: Decimal | None
    avvikelse_tkr: Decimal | None
    prognosfel_tkr: Decimal | None
    prognosfel_procent: float | None
    skäl: str
    dokument: str
    rad: int | None
    utfall_dokument: str
    utfall_rad: int | None


class _Paper(NamedTuple, Generic[Some]):
    """A follow-up or an annual report: its first line, and all by label; several where a label stands twice."""

    first: Some
    lines: dict[Key, list[Some]]


_FollowUp = _Paper[FollowUpLine]
_Annual = _Paper[MoneyLine]


class _Forecast(NamedTuple):
    """A line's figures in a follow-up, one step of their last digit, and why any is missing or computed."""

    budget: Decimal | None
    forecast: Decimal | None
    deviation: Decimal | None
    origin: str
    line: int | None
    step: Decimal
    reasons: list[str]


class _Outcome(NamedTuple):
    """A line's outcome of the whole year, where it is printed, one step of its last digit, and why it is missing."""

    outcome: Decimal | None
    deviation: Decimal | None
    document: str
    line: int | None
    step: Decimal
    reasons: list[str]


def forecast_years(*, data: Data | None = None, board: str | None = None) -> list[int]:
    """List the years that have follow-ups, oldest first."""
    return sorted({line.år for line in follow_up_lines(opened(data, board))})


def forecast_path(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Follow the forecast of each line through a year's follow-ups to the final outcome.

    Parameters
    ----------
    year
        A year that `forecast_years` lists.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a line and follow-up, the total last: ``år``, ``post``, ``förälder``, ``slag``, ``månad``, ``period``,
        ``årsbudget_tkr``, ``prognos_tkr``, ``prognosavvikelse_tkr``, ``tal`` (of the forecast: ``tryckt``,
        ``beräknat`` from budget and printed deviation, or empty), ``ändring_tkr`` (against the forecast before),
        ``utfall_tkr`` and ``avvikelse_tkr`` of the whole year (NaN until there is an annual report),
        ``prognosfel_tkr`` (utfall − prognos, minus: it became worse than the forecast), ``prognosfel_procent`` (of the
        outcome's size), ``skäl`` (why a number is missing or computed), and where the two are printed: ``dokument``,
        ``rad``, ``utfall_dokument``, ``utfall_rad``. Lines are matched by their labels; the total by being it.

    Raises
    ------
    DataError
        When the year has no follow-up, and those that have are named; or when a data file is wrong.
    """
    return path_frame(path_rows(opened(data, board), year))


def path_frame(rows: Sequence[PathRow]) -> pd.DataFrame:
    """Make the frame of `forecast_path`."""
    return frame_of("prognoser", rows, FORECASTS)


def path_rows(folder: Folder, year: int) -> list[PathRow]:
    """Do what `forecast_path` does, with exact figures."""
    return path_of(follow_up_lines(folder), drift_lines(folder), year)


def path_of(follow_ups: Sequence[FollowUpLine], drift: Sequence[MoneyLine], year: int) -> list[PathRow]:
    """Do what `path_rows` does, from the lines of follow-ups and operating statements.

    Where follow-ups of several boards are loaded, the one of the year's annual report is followed, else the last.
    """
    own = [line for line in follow_ups if line.år == year]
    if not own:
        known = ", ".join(str(one) for one in sorted({line.år for line in follow_ups}))
        raise DataError(fault("unknown-year", "uppföljning", seen=year, known=known))
    whole = [line for line in drift if line.år == year and is_whole_year(line.period)]
    boards = [_fold(line.nämnd) for line in own]
    board = next((name for line in reversed(whole) if (name := _fold(line.nämnd)) in boards), boards[-1])
    final = _annual([line for line in whole if _fold(line.nämnd) == board])
    by_document: dict[str, list[FollowUpLine]] = {}
    for line in own:
        if _fold(line.nämnd) == board:
            by_document.setdefault(line.dokument, []).append(line)
    groups = sorted(by_document.values(), key=lambda group: group[0].månad)
    lines: list[StatementLine] = [*(line for group in groups for line in group), *final]
    totals = [line.post for line in lines if line.slag == "summa"]
    label = _fold(totals[-1]) if totals else ""
    annual = _paper(final, label) if final else None
    papers = [_paper(group, label) for group in groups]
    return [one for key in _keys(annual, papers) for one in _line_path(key, annual, papers)]


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _annual(lines: Sequence[MoneyLine]) -> list[MoneyLine]:
    """Keep the table that holds the year's total, as `analysis.year_total` finds it."""
    chosen = [line for line in lines if line.slag == "summa"] or lines
    if not chosen:
        return []
    last = chosen[-1]
    table = [line for line in lines if (line.dokument, line.avsnitt) == (last.dokument, last.avsnitt)]
    same = (last.slag, _fold(last.post))
    return [line for line in table if line is last or (line.slag, _fold(line.post)) != same or line.slag != "summa"]


def _paper(rows: Sequence[Some], label: str) -> _Paper[Some]:
    """Sort the lines of a document by label; the total is the sum of that label, or the only sum that there is."""
    sums = {_fold(row.post) for row in rows if row.slag == "summa"}
    own = label if label in sums else next(iter(sums)) if len(sums) == 1 else None
    lines: dict[Key, list[Some]] = {}
    for row in rows:
        post = _fold(row.post)
        key = _TOTAL if row.slag == "summa" and post == own else (post, _fold(row.förälder))
        same = lines.setdefault(key, [])
        if all(_values(row) != _values(other) for other in same):  # a line may stand in two tables of a document
            same.append(row)
    return _Paper(rows[0], lines)


def _values(line: FollowUpLine | MoneyLine) -> tuple[Decimal | None, ...]:
    if isinstance(line, MoneyLine):
        return line.utfall_tkr, line.budget_tkr, line.avvikelse_tkr
    so_far = (line.utfall_tkr, line.budget_tkr)
    return (*so_far, line.årsbudget_tkr, line.prognos_tkr, line.prognosavvikelse_tkr)


def _keys(annual: _Annual | None, papers: Sequence[_FollowUp]) -> list[Key]:
    """List the lines in the order of the newest document that has them, the total last.

    Where the annual report is drawn up by other lines than every follow-up, its own tell nothing of a forecast.
    """
    followed = [key for paper in reversed(papers) for key in paper.lines]
    own = list(annual.lines) if annual else []
    if not set(own) & set(followed) - {_TOTAL}:
        own = [key for key in own if key == _TOTAL]
    return sorted(dict.fromkeys([*own, *followed]), key=lambda key: key == _TOTAL)


def _head(key: Key, annual: _Annual | None, papers: Sequence[_FollowUp]) -> StatementLine:
    """Return the line as the newest document that has it names it."""
    if annual and key in annual.lines:
        return annual.lines[key][0]
    return next(paper.lines[key][0] for paper in reversed(papers) if key in paper.lines)


def _line_path(key: Key, annual: _Annual | None, papers: Sequence[_FollowUp]) -> Iterator[PathRow]:
    """Yield a line's row for each follow-up, with its change against the forecast before."""
    head, outcome = _head(key, annual, papers), _outcome(key, annual)
    before, before_paper = _NOTHING, -1
    for at, paper in enumerate(papers):
        own = _forecast(key, paper, head.post)
        change, error = _less(own.forecast, before.forecast), _less(outcome.outcome, own.forecast)
        reasons = list(own.reasons)
        if change is not None and at - before_paper > 1:
            reasons.append(f"Ändringen är räknad från {papers[before_paper].first.period}.")
        for name, value, step in (("Ändringen", change, before.step), ("Prognosfelet", error, outcome.step)):
            if value and abs(value) <= (own.step + step) / 2:
                reasons.append(f"{name} kan vara avrundning.")
        yield PathRow(
            *(head.år, head.post, head.förälder, head.slag, paper.first.månad, paper.first.period),
            *(own.budget, own.forecast, own.deviation),
            tal=own.origin,
            ändring_tkr=change,
            utfall_tkr=outcome.outcome,
            avvikelse_tkr=outcome.deviation,
            prognosfel_tkr=error,
            prognosfel_procent=_share(error, outcome.outcome),
            skäl=" ".join([*reasons, *outcome.reasons]),
            dokument=paper.first.dokument,
            rad=own.line,
            utfall_dokument=outcome.document,
            utfall_rad=outcome.line,
        )
        if own.forecast is not None:
            before, before_paper = own, at


def _share(error: Decimal | None, outcome: Decimal | None) -> float | None:
    """Return an error in per cent of the outcome's size."""
    return float(error) / abs(float(outcome)) * 100 if error is not None and outcome else None


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


_NOTHING = _Forecast(None, None, None, "", None, Decimal(0), [])


def _forecast(key: Key, paper: _FollowUp, post: str) -> _Forecast:
    """Return a line's figures in a follow-up, and why any is missing or computed."""
    lines, period = paper.lines.get(key, []), paper.first.period
    if len(lines) != 1:
        twice = f"Etiketten står flera gånger med olika tal i uppföljningen {period}; raden går inte att följa."
        return _NOTHING._replace(reasons=[twice if lines else f"Raden finns inte i uppföljningen {period}."])
    line, reasons, origin = lines[0], list[str](), PRINTED
    budget, forecast, printed = line.årsbudget_tkr, line.prognos_tkr, line.prognosavvikelse_tkr
    if key == _TOTAL and _fold(line.post) != _fold(post):
        reasons.append(f"Summan heter ”{line.post}” i uppföljningen {period}.")
    if forecast is None and line.läsning == CERTAIN and budget is not None and printed is not None:
        forecast, origin = budget + printed, COMPUTED
        reasons.append("Prognosen är räknad: årsbudget plus tryckt prognosavvikelse.")
    elif forecast is None:
        origin, read = "", line.läsning == CERTAIN
        reasons.append("Ingen prognos är tryckt för raden." if read else "Prognosen gick inte att läsa säkert.")
    step, computed = line.upplösning_tkr or Decimal(0), _less(forecast, budget)
    gap = _less(computed, printed)
    if printed is None and computed is not None:
        reasons.append("Prognosavvikelsen är räknad.")
    elif gap is not None and abs(gap) > step * 3 / 2:
        seen, expected = (format_number(value, signed=True) for value in (printed, computed))
        reasons.append(f"Tryckt prognosavvikelse är {seen} men prognos minus årsbudget {expected} tkr.")
    return _Forecast(budget, forecast, computed if printed is None else printed, origin, line.rad, step, reasons)


def _outcome(key: Key, annual: _Annual | None) -> _Outcome:
    """Return a line's outcome of the whole year, and why it is missing."""
    nothing = _Outcome(None, None, "", None, Decimal(0), [])
    if annual is None:
        return nothing._replace(reasons=["Årets utfall är inte inläst."])
    lines = annual.lines.get(key, [])
    if len(lines) != 1:
        twice = "Etiketten står flera gånger med olika tal i årsredovisningen; raden går inte att följa."
        said = twice if lines else "Raden finns inte i årsredovisningen."
        return nothing._replace(document=annual.first.dokument if lines else "", reasons=[said])
    line = lines[0]
    deviation = line.avvikelse_tkr
    if deviation is None:
        deviation = _less(line.utfall_tkr, line.budget_tkr)
    unread = ["Årets utfall gick inte att läsa säkert."] if line.utfall_tkr is None else []
    return _Outcome(line.utfall_tkr, deviation, line.dokument, line.rad, line.upplösning_tkr or Decimal(0), unread)


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
    return _names([(row["månad"], row["dokument"]) for row in rows])


def _names(papers: Sequence[tuple[int, str]]) -> list[str]:
    months = [month for month, _ in papers]
    return [
        f"{month_name(month)} ({document})" if months.count(month) > 1 else month_name(month)
        for month, document in papers
    ]


def forecast_bridge(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
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
    folder = opened(data, board)
    return bridge_frame(forecast_steps(path_rows(folder, year), year, partial(place_in_file, folder)))


def forecast_steps(
    path: Sequence[PathRow], year: int, where: Callable[[str, int], str] = lambda _, line: f"rad {line}"
) -> list[Step]:
    """Do what `forecast_bridge` does, from the rows of `path_rows` and what says where a line of a file stands."""
    rows = _total_rows(path)
    papers = [row.dokument for row in rows]
    names = dict(zip(papers, _names([(row.månad, row.dokument) for row in rows]), strict=True))
    known = [(row, row.prognos_tkr) for row in rows if row.prognos_tkr is not None]
    if not known:
        texts = {"expected": "a forecast of the total", "expected_sv": "en prognos för summan som går att läsa"}
        raise DataError(fault("bad-value", f"uppföljning {year}", None, column="prognos", seen="", **texts))
    sources = {row.dokument: f"{row.dokument}, {where(row.dokument, row.rad or 0)}" for row, _ in known}
    effects = list[Effect]()
    for (before, last), (row, value) in pairwise(known):
        skipped = papers.index(row.dokument) - papers.index(before.dokument) > 1
        reason = f"Sedan {before.period}; däremellan finns ingen prognos att läsa." if skipped else ""
        effects.append(
            Effect(
                f"Ändring till {names[row.dokument]}", value - last, COMPUTED, UNSTATED, reason, sources[row.dokument]
            )
        )
    start, end = (
        Total(f"Prognos i {names[row.dokument]}", value, sources[row.dokument]) for row, value in (known[0], known[-1])
    )
    newest, forecast = known[-1]
    if newest.utfall_tkr is not None:
        source = f"{newest.utfall_dokument}:drift:{newest.post}:utfall {year}"
        effects.append(Effect(MISSED, newest.utfall_tkr - forecast, COMPUTED, UNSTATED, "", source))
        end = Total(f"Utfall {year}", newest.utfall_tkr, source)
    return steps_between(start, effects, end, Decimal(0))


def _total_rows(path: Sequence[PathRow]) -> list[PathRow]:
    """Return the rows of the total, as `total_path` finds them."""
    if not path or path[-1].slag != "summa":
        return []
    return [row for row in path if row[1:4] == path[-1][1:4]]
