"""Deviations split into lines that add up to them exactly, the remainder a line of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, fault, unknown_year
from analysis.explanations.causes import Cause, causes_of_line, told
from analysis.explanations.effects import COMPUTED, PRINTED, STATED, UNSTATED
from analysis.explanations.effects import UNEXPLAINED as NOT_EXPLAINED
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.ledger.ledger import load_ledger
from analysis.readers.tables import CERTAIN
from analysis.statements.folder import Data, Folder, opened
from analysis.statements.lines import MoneyLine
from analysis.statements.load import DRIFT, drift_lines
from analysis.statements.main import main_statements
from analysis.statements.register import origins
from analysis.statements.sums import Key, Sum, place_sums

LINES = {
    "post": TEXT, "utfall_tkr": NUMBER, "budget_tkr": NUMBER, "avvikelse_tkr": NUMBER, "andel_procent": NUMBER,
    "tal": TEXT, "dokument": TEXT, "rad": WHOLE,
}  # fmt: skip
REST = ", övrigt (beräknat)"  # closes the name of what a line holds beyond its printed parts
DOUBTED = " (tveksamt läst)"  # closes the name of a line of which a number or the label is in doubt
ROUNDING, UNEXPLAINED = "Avrundning", "Oförklarat"
Money = tuple[Decimal | None, Decimal | None, Decimal | None]  # outcome, budget, deviation in tkr


class DeviationLine(NamedTuple):
    """A line of a year's deviation, named as in `deviation_lines`."""

    post: str
    utfall_tkr: Decimal | None
    budget_tkr: Decimal | None
    avvikelse_tkr: Decimal | None
    tal: str
    dokument: str
    rad: int
    andel_procent: float | None = None

    @property
    def money(self) -> Money:
        """Return outcome, budget and deviation."""
        return self.utfall_tkr, self.budget_tkr, self.avvikelse_tkr

    @property
    def is_left_over(self) -> bool:
        """Tell whether it is what the other lines leave over."""
        return self.post in {ROUNDING, UNEXPLAINED}


class YearTotal(NamedTuple):
    """The line that holds a year's printed total, its figures, and where its deviation comes from."""

    line: MoneyLine
    utfall_tkr: Decimal
    budget_tkr: Decimal
    avvikelse_tkr: Decimal
    tal: str


def years(*, data: Data | None = None, board: str | None = None) -> list[int]:
    """List the years that have an operating statement, oldest first.

    Examples
    --------
    >>> years()
    [2017, 2020]
    """
    return sorted({line.år for line in drift_lines(opened(data, board))})


def year_total(year: int, *, data: Data | None = None, board: str | None = None) -> pd.Series:
    """Return the line of the operating statement that holds the year's printed total.

    Parameters
    ----------
    year
        A year that `years` lists.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    pandas.Series
        One row of `load_drift`: net cost negative, ``avvikelse_tkr`` negative = underskott; in tkr. A deviation that
        is not printed is computed; ``tal`` says which (``tryckt`` or ``beräknat``).

    Raises
    ------
    DataError
        When the year has no operating statement with a total, and the known years are named; or when the total's
        figures could not be read.

    Examples
    --------
    >>> total = year_total(2020)
    >>> float(total["utfall_tkr"]), float(total["budget_tkr"]), float(total["avvikelse_tkr"])
    (-218690.0, -191030.0, -27660.0)
    """
    total = total_of(opened(data, board), year)
    row = {**total.line.record(), "avvikelse_tkr": float(total.avvikelse_tkr)}
    return pd.Series({**{name: row[name] for name in DRIFT}, "tal": total.tal})


def total_of(folder: Folder, year: int) -> YearTotal:
    """Do what `year_total` does, with exact figures."""
    main = main_statements(folder)
    if year not in main and any(line.år == year for line in drift_lines(folder)):
        raise DataError(fault("no-total", "driftredovisning", year=year))
    if year not in main:
        raise DataError(unknown_year("driftredovisning", year, ", ".join(map(str, main)) or "–"))
    line = main[year].total
    (outcome, budget, deviation), origin = _with_deviation(line)
    if outcome is None or budget is None or deviation is None:
        file, at = origins(folder)[line.dokument]._replace(file=line.dokument).fault_place(line.rad)
        raise DataError(fault("total-lacks", file, at, post=line.post, year=year, lacks=main[year].lacks))
    return YearTotal(line, outcome, budget, deviation, origin)


def deviation_lines(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Split the year's deviation from budget into the printed lines that make it up.

    Parameters
    ----------
    year
        A year that `years` lists.
    data, board
        The folder that holds the register and `sums.csv`, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a line, the largest deviation first: ``post``, ``utfall_tkr``, ``budget_tkr``, ``avvikelse_tkr``
        (minus = underskott), ``andel_procent`` (the line's deviation in per cent of the total one; negative where
        it goes the other way), ``tal`` (``tryckt`` or ``beräknat``), ``dokument`` and ``rad``. What a total
        holds beyond its printed parts is a computed row; what is left over at the end is a row ``Avrundning`` or,
        where rounding cannot explain it, ``Oförklarat``. Each money column adds up to the printed total exactly.

    Raises
    ------
    DataError
        When the year is unknown or a data file is wrong.

    Examples
    --------
    >>> lines = deviation_lines(2020)
    >>> lines.loc[0, "post"], float(lines["avvikelse_tkr"].sum())
    ('Ledning', -27660.0)
    """
    return frame_of("avvikelser", lines_of(opened(data, board), year), LINES)


def lines_of(folder: Folder, year: int) -> list[DeviationLine]:
    """Do what `deviation_lines` does, with exact figures."""
    total = total_of(folder, year)
    document, section = total.line.dokument, total.line.avsnitt
    statement = main_statements(folder)[year]
    own = [one.found for one in place_sums(folder) if one.kind == "drift" and one.found.document == document]
    # where a line is taken apart in two ways, the complete one goes first
    in_order = sorted(own, key=lambda found: found.relation == "lika")
    sums = {found.total: found for found in in_order if found.section == section}
    lines = {(line.post, line.förälder): line for line in statement.lines}
    if total.line.post in sums:
        rows = _leaves(_deviation(lines[total.line.post, ""]), "", lines, sums)
    else:  # it is not known what adds up to the total, which is no line itself
        counts = Counter(post for post, _ in lines)
        rows = [_deviation(line, _name(line, counts)) for line in statement.parts]
        rows = [row for row in rows if row.avvikelse_tkr is not None]
    rows = [row for row in [*rows, _remainder(total, rows)] if _says_something(row)]
    whole = float(total.avvikelse_tkr)
    shares = [None if row.avvikelse_tkr is None else float(row.avvikelse_tkr) for row in rows]
    shared = [
        row._replace(andel_procent=share / whole * 100 if share is not None and whole else None)
        for row, share in zip(rows, shares, strict=True)
    ]
    return sorted(shared, key=_place)


def _says_something(line: DeviationLine) -> bool:
    return not line.is_left_over or any(value != 0 for value in line.money)


def _place(line: DeviationLine) -> tuple[bool, bool, Decimal]:
    """Order the largest deviation first, one that could not be read behind it, and what is left over last."""
    return line.is_left_over, line.avvikelse_tkr is None, -abs(line.avvikelse_tkr or Decimal(0))


def _with_deviation(line: MoneyLine) -> tuple[Money, str]:
    """Return a line's figures, its deviation computed where it is not printed."""
    outcome, budget, deviation = line.utfall_tkr, line.budget_tkr, line.avvikelse_tkr
    if deviation is None and outcome is not None and budget is not None:
        return (outcome, budget, outcome - budget), COMPUTED
    return (outcome, budget, deviation), PRINTED


def _deviation(line: MoneyLine, post: str = "", weight: int = 1) -> DeviationLine:
    money, origin = _with_deviation(line)
    outcome, budget, deviation = (None if value is None else value * weight + 0 for value in money)
    return DeviationLine(post or line.post, outcome, budget, deviation, origin, line.dokument, line.rad)


def _leaves(
    whole: DeviationLine, parent: str, lines: Mapping[Key, MoneyLine], sums: Mapping[str, Sum]
) -> list[DeviationLine]:
    """Take a line apart as far as `sums.csv` goes; what its parts do not cover becomes a computed row."""
    found = sums.get(whole.post) if not parent else None
    if found is None:
        return [whole]
    leaves, counts = list[DeviationLine](), Counter(post for post, _ in lines)
    below = {name: one for name, one in sums.items() if name != found.total}
    for part in found.parts:
        line = lines[part.post, part.parent]
        leaves += _leaves(_deviation(line, _name(line, counts), part.weight), line.förälder, lines, below)
    if found.relation == "högst":
        leaves.append(_less(whole, leaves)._replace(post=f"{whole.post}{REST}"))
    return leaves


def _name(line: MoneyLine, counts: Mapping[str, int]) -> str:
    """Tell lines of the same name apart by the line that they are part of, and say which was read with doubt."""
    name = f"{line.post} ({line.förälder.lower()})" if counts[line.post] > 1 else line.post
    return name if line.läsning == CERTAIN else f"{name}{DOUBTED}"


def _less(whole: DeviationLine, parts: Sequence[DeviationLine]) -> DeviationLine:
    """Return what a line holds beyond some parts; one that could not be read stays in it."""
    rest = [
        None if value is None else value - sum((one for one in own if one is not None), Decimal(0))
        for value, *own in zip(whole.money, *(part.money for part in parts), strict=True)
    ]
    return DeviationLine(whole.post, rest[0], rest[1], rest[2], COMPUTED, whole.dokument, whole.rad)


def _remainder(total: YearTotal, rows: Sequence[DeviationLine]) -> DeviationLine:
    rest = _less(_deviation(total.line), rows)
    within = (total.line.upplösning_tkr or Decimal(0)) * (len(rows) + 1) / 2
    name = ROUNDING if all(abs(value or Decimal(0)) <= within for value in rest.money) else UNEXPLAINED
    return rest._replace(post=name)


RANKED = {
    "plats": WHOLE, "post": TEXT, "utfall_tkr": NUMBER, "budget_tkr": NUMBER, "avvikelse_tkr": NUMBER,
    "andel_procent": NUMBER, "ackumulerad_procent": NUMBER, "budgetavvikelse_procent": NUMBER, "väsentlig": TEXT,
    "slag": TEXT, "tal": TEXT, "orsak": TEXT, "skäl": TEXT, "källa": TEXT,
}  # fmt: skip
TURNED, USUAL, LEFT_OVER = "budget med motsatt tecken", "avvikelse från budget", "avrundning eller rest"
YES, NO = "ja", "nej"
LEAST_TKR, LEAST_PERCENT = 1000, 5


class Ranked(NamedTuple):
    """A line of a year's deviation with its place, named as in `rank_deviations`."""

    plats: int
    post: str
    utfall_tkr: Decimal | None
    budget_tkr: Decimal | None
    avvikelse_tkr: Decimal | None
    andel_procent: float | None
    ackumulerad_procent: float | None
    budgetavvikelse_procent: float | None
    väsentlig: str
    slag: str
    tal: str
    orsak: str
    skäl: str
    källa: str


def rank_deviations(
    year: int,
    least_tkr: float = LEAST_TKR,
    least_percent: float = LEAST_PERCENT,
    *,
    data: Data | None = None,
    board: str | None = None,
) -> pd.DataFrame:
    """Rank the lines that make up a year's deviation, largest first.

    Parameters
    ----------
    year
        A year that `analysis.years` lists.
    least_tkr, least_percent
        A line is material where its deviation is at least so many tkr and at least so many per cent of its budget;
        where it has no per cent, its size alone tells.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a line: ``plats``, ``post``, ``utfall_tkr``, ``budget_tkr``, ``avvikelse_tkr`` (minus = underskott;
        the rows add up to the printed total exactly), ``andel_procent`` and ``ackumulerad_procent`` of the total
        deviation, ``budgetavvikelse_procent`` of the line's budget (missing where that is 0 or of the opposite sign:
        it would say nothing), ``väsentlig`` (``ja`` or ``nej``), ``slag`` (a line whose budget has the opposite sign
        of its outcome is told apart), ``tal`` (the deviation is ``tryckt`` or ``beräknat``), ``orsak`` (``uppgett``
        where a report states a cause, ``ej angiven`` where none does, whether it hints at one or not, ``oförklarat``
        for what no line explains), ``skäl`` (what it states or hints at, in our words) and ``källa``: the id of the
        printed cell, for `analysis.trace`, and the sections of the causes.

    Raises
    ------
    DataError
        When the year is unknown or a data file is wrong.

    Examples
    --------
    >>> rank_deviations(2017)[["post", "avvikelse_tkr", "tal", "orsak"]].head(2)
                      post  avvikelse_tkr     tal    orsak
    0      HVB placeringar       -15647.0  tryckt  uppgett
    1  Utredningskonsulter       -12269.0  tryckt  uppgett
    """
    return frame_of("avvikelser", ranked_lines(opened(data, board), year, least_tkr, least_percent), RANKED)


def _refuse_no_numbers(**limits: object) -> None:
    """Refuse a limit that is no number: what is given in its place may be a folder."""
    texts = {"expected": "a number; a folder is given as data=", "expected_sv": "ett tal; en mapp anges som data="}
    wrong = [(name, one) for name, one in limits.items() if not isinstance(one, int | float)]
    if wrong:
        raise DataError([fault("bad-value", "trösklar", None, column=name, seen=one, **texts) for name, one in wrong])


def ranked_lines(
    folder: Folder, year: int, least_tkr: float = LEAST_TKR, least_percent: float = LEAST_PERCENT
) -> list[Ranked]:
    """Do what `rank_deviations` does, with exact figures.

    Examples
    --------
    >>> line = ranked_lines(opened(), 2020)[0]
    >>> line.plats, line.post, line.avvikelse_tkr, line.väsentlig
    (1, 'Ledning', Decimal('-16644'), 'ja')
    """
    _refuse_no_numbers(least_tkr=least_tkr, least_percent=least_percent)
    lines, ledger = lines_of(folder, year), load_ledger(folder)
    known = [line.avvikelse_tkr for line in lines if line.avvikelse_tkr is not None]
    total = float(sum(known)) if len(known) == len(lines) else 0.0
    running, rows = Decimal(0), list[Ranked]()
    for place, line in enumerate(lines, 1):
        running += line.avvikelse_tkr or 0
        cells = ledger.line(line.dokument, line.rad, year)
        source = next((cells[name].id for name in ("avvikelse", "utfall") if name in cells), "")
        own = not line.post.endswith(REST)  # the rest of a line has none of the line's causes
        label = next((cell.cell.label for cell in cells.values() if cell.cell), "")
        found = causes_of_line(folder, line.dokument, label, year) if own and label else []
        told = _caused(line, source, found)
        share, large = _beside_budget(line, least_tkr, least_percent)
        rows.append(
            Ranked(
                *(place, line.post, *line.money),
                andel_procent=None if line.andel_procent is None else line.andel_procent + 0,
                ackumulerad_procent=float(running) / total * 100 if total else None,
                budgetavvikelse_procent=share,
                väsentlig=YES if large else NO,
                slag=_kind(line),
                tal=line.tal,
                orsak=told[0],
                skäl=told[1],
                källa=told[2],
            )
        )
    return rows


def _beside_budget(line: DeviationLine, least_tkr: float, least_percent: float) -> tuple[float | None, bool]:
    """Say how large a deviation is beside its budget, in per cent, and whether it is material."""
    if line.is_left_over or line.avvikelse_tkr is None or line.budget_tkr is None:
        return None, False
    deviation, budget = float(line.avvikelse_tkr), float(line.budget_tkr)
    share = deviation / abs(budget) * 100 if budget and _kind(line) != TURNED else None
    return share, abs(deviation) >= least_tkr and (share is None or abs(share) >= least_percent)


def _kind(line: DeviationLine) -> str:
    if line.is_left_over:
        return LEFT_OVER
    return TURNED if (line.utfall_tkr or 0) * (line.budget_tkr or 0) < 0 else USUAL


def _caused(line: DeviationLine, source: str, causes: Sequence[Cause]) -> tuple[str, str, str]:
    """Return whether a cause is stated, the causes, and where the number and they are found."""
    if any(not one.is_risk for one in causes):
        sections = dict.fromkeys(one.avsnitt for one in causes if not one.is_risk)
        known = STATED if any(one.is_stated for one in causes) else UNSTATED
        return known, told(causes), "; ".join(filter(None, (source, *sections)))
    if line.is_left_over:
        return "" if line.post == ROUNDING else NOT_EXPLAINED, "", source
    return UNSTATED, "", source
