"""A strict judge: what of a print is right, doubted, left out with or without a word, or wrong and sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.readers.signs import Turn
from analysis.readers.tables import Row as ReadRow
from analysis.readers.tables import Table
from analysis.vocabulary.column_kinds import Column as ReadColumn
from analysis.vocabulary.column_kinds import is_share
from analysis.vocabulary.numerals import MONEY_UNITS, clean
from analysis.vocabulary.numerals import Printed as Number
from analysis.vocabulary.periods import month_of
from tests.readers.oracle.truth import Cell, Column, Printed, Row

RIGHT, DOUBTED, NOTED, REFUSED, SILENT, WRONG = "rätt", "tveksam", "med ord", "vägrad", "utan ord", "fel och säker"
OUTCOMES = (RIGHT, DOUBTED, NOTED, REFUSED, SILENT, WRONG)
LABEL, NUMBER, SIGN, UNIT, COLUMN = "etikett", "tal", "tecken", "enhet", "kolumn"
NOT_PRINTED = "ingen sådan rad"
SURE = "säker"
_FOOTNOTE = re.compile(r"\s*(?:\*+|[¹²³⁴]|\(?\d\))$")
_CLOSE = 3  # lines between the figures of a row and where it is said to stand


class Wrong(NamedTuple):
    """A sure row that is not as printed: why, what was read, what is printed nearest to it."""

    cause: str
    read: str
    printed: str


@dataclass(slots=True)
class Score:
    """Counts of printed cells by outcome, and the rows that are wrong and sure."""

    cells: Counter[str] = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list)
    headings: int = 0  # sure and right rows under another heading than the printed one
    turned: int = 0  # sure and right rows whose signs are turned the wrong way, and no doubt said
    rows: int = 0


class _Read(NamedTuple):
    table: Table
    row: ReadRow
    turn: Turn


def score(printed: Sequence[Printed], tables: Sequence[Table], refusal: str = "") -> Score:
    """Hold what was read against the print.

    Parameters
    ----------
    printed
        The printed tables.
    tables
        What the reader made of them.
    refusal
        What the reader said instead, where it refused the file.
    """
    return _Judge(printed, tables, refusal).score


class _Judge:
    """Pairs printed rows with read ones, and counts."""

    def __init__(self, printed: Sequence[Printed], tables: Sequence[Table], refusal: str) -> None:
        self.score = Score()
        self._refusal, self._notes = refusal, [refusal, *(note for table in tables for note in table.notes)]
        self._noted = {id(row) for table in printed for row in _noted(table.rows, self._notes)}
        self._maps = {(id(one), id(table)): _mapping(one, table) for one in printed for table in tables}
        truth = [(table, row) for table in printed for row in table.rows]
        read = [_Read(table, row, turn) for table in tables for row, turn in zip(table.rows, table.turns, strict=True)]
        pairs = dict(
            _paired([[_alike(table, row, one, self._places(table, one)) for one in read] for table, row in truth])
        )
        for at, (table, row) in enumerate(truth):
            self._count(table, row, read[pairs[at]] if at in pairs else None)
        for to in sorted(set(range(len(read))) - set(pairs.values())):
            if read[to].row.certainty == SURE and any(read[to].row.cut):
                self.score.wrong.append(Wrong(NOT_PRINTED, _shown(read[to]), ""))

    def _places(self, table: Printed, one: _Read) -> tuple[int | None, ...]:
        return self._maps[id(table), id(one.table)]

    def _count(self, table: Printed, row: Row, one: _Read | None) -> None:
        """Count the cells of a printed row."""
        cells, shown = self.score.cells, sum(cell.value is not None for cell in row.cells)
        self.score.rows += 1
        lost = NOTED if id(row) in self._noted else REFUSED if self._refusal else SILENT
        if one is None:
            cells[lost] += shown
            return
        if one.row.certainty != SURE:
            cells[DOUBTED] += shown
            return
        places = self._places(table, one)
        cause = _fault(table, row, one, places)
        if cause:
            self.score.wrong.append(Wrong(cause, _shown(one), _printed(row)))
            cells[WRONG] += shown
            return
        kept = sum(row.cells[at].value is not None for at in places if at is not None)
        cells[RIGHT] += kept
        cells[lost] += shown - kept
        self.score.headings += one.row.heading.strip() != row.heading
        self.score.turned += _is_turned(table, row, one)


def _fault(table: Printed, row: Row, one: _Read, places: Sequence[int | None]) -> str:
    """Say in what a sure row differs from print; empty where in nothing."""
    if not _same_label(row, one.row.label):
        return LABEL
    for at, number in zip(places, one.row.cut, strict=True):
        if at is None:
            if number is not None:
                return NUMBER
        elif not same_cell(row.cells[at], number, table.columns[at]):
            return SIGN if number and row.cells[at].value == -number.value else NUMBER
    if not same_unit(table.unit, one.table.unit) and not _has_units(table, one.row, places):
        return UNIT
    wrong = any(
        not same_column(table.columns[at], one.table.columns[to]) for to, at in enumerate(places) if at is not None
    )
    return COLUMN if wrong else ""


def _is_turned(table: Printed, row: Row, one: _Read) -> bool:
    """Tell whether amounts or deviations come out with the wrong sign where costs are to be negative."""
    if table.turn is None or one.turn.doubt:
        return False
    filled = [
        column.roles
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.value and not column.is_share
    ]
    amounts = any(roles & {"utfall", "budget", "prognos"} for roles in filled)
    deviations = any(roles == {"avvikelse"} for roles in filled)
    amount, deviation = table.turn
    return (amounts and one.turn.amount != amount) or (deviations and one.turn.deviation != deviation)


def _has_units(table: Printed, row: ReadRow, places: Sequence[int | None]) -> bool:
    """Tell whether every amount has the printed unit with it."""
    amounts = [
        number for at, number in zip(places, row.cut, strict=True) if at is not None and not table.columns[at].is_share
    ]
    return table.unit is not None and all(number is None or same_unit(table.unit, number.unit) for number in amounts)


def same_cell(cell: Cell, number: Number | None, column: Column) -> bool:
    """Tell whether a number is the printed one: value, sign, and the unit where one stands in the cell."""
    if cell.value is None:
        return number is None or (cell.text in {"-", "–", "−"} and not number.value)
    if number is None or number.value != cell.value:
        return False
    if column.is_share:
        return number.unit in {None, "%"}
    return number.unit == "%" if cell.unit == "%" else not number.unit or same_unit(cell.unit, number.unit)


def same_unit(printed: str | None, read: str | None) -> bool:
    """Tell whether two units are the same, whatever they are called."""
    one, other = (printed or "").lower(), (read or "").lower()
    return bool(one) == bool(other) and MONEY_UNITS.get(one) == MONEY_UNITS.get(other)


def same_column(printed: Column, read: ReadColumn) -> bool:
    """Tell whether a column is called what it is printed as: role, year, period, per cent."""
    if read.role not in printed.roles or read.year not in printed.years:
        return False
    said = None if read.name.isdigit() else month_of(re.sub(r"\b(?:19|20)\d\d\b", "", read.name))
    name = re.sub(r"\W", "", read.name.lower())
    is_period = (
        said == printed.month or (said is None and not printed.has_period) or (printed.month is None and said == 12)
    )
    return is_period and is_share(read) == printed.is_share and all(word in name for word in printed.words)


def _same_label(row: Row, label: str) -> bool:
    return plain_label(label) in {plain_label(one) for one in row.labels}


def plain_label(label: str) -> str:
    """Write a label without marks and footnotes."""
    return " ".join(_FOOTNOTE.sub("", clean(label)).split())


def _mapping(printed: Printed, table: Table) -> tuple[int | None, ...]:
    """Say which printed column each read column is: in order, with most cells and names right; None for none."""
    worth = [[_worth(printed, at, table, to) for to in range(len(table.columns))] for at in range(len(printed.columns))]
    to_printed = {to: at for at, to in _paired(worth)}
    return tuple(to_printed.get(to) for to in range(len(table.columns)))


def _worth(printed: Printed, at: int, table: Table, to: int) -> float:
    """Weigh how alike a printed and a read column are; a little even where in nothing, so that none is left over."""
    values = Counter(row.cells[at].value for row in printed.rows)
    cells = sum((values & Counter(number and number.value for row in table.rows for number in [row.cut[to]])).values())
    return 0.01 + cells + same_column(printed.columns[at], table.columns[to]) / 2


def _paired(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pair two rows of things in order, so that the pairs are worth most; a pair that is worth nothing is none."""
    height, width = len(worth), len(worth[0]) if worth else 0
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for at in range(height - 1, -1, -1):
        for to in range(width - 1, -1, -1):
            pair = worth[at][to] + best[at + 1][to + 1] if worth[at][to] else 0
            best[at][to] = max(best[at + 1][to], best[at][to + 1], pair)
    found, at, to = list[tuple[int, int]](), 0, 0
    while at < height and to < width:
        if worth[at][to] and best[at][to] == worth[at][to] + best[at + 1][to + 1]:
            found.append((at, to))
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            at += 1
        else:
            to += 1
    return found


def _alike(table: Printed, row: Row, one: _Read, places: Sequence[int | None]) -> float:
    """Weigh how like a read row is to a printed one: by its numbers, its label and its line."""
    numbers = sum(
        number is not None and number.value == row.cells[at].value
        for at, number in zip(places, one.row.cut, strict=True)
        if at is not None
    )
    label, own = plain_label(one.row.label), plain_label(row.labels[0])
    same = 4 if _same_label(row, one.row.label) else int(bool(label and own) and (label in own or own in label))
    near = 0.5 if row.line and abs(one.row.line - row.line) <= _CLOSE else 0
    is_right = bool(numbers or same) and not _fault(table, row, one, places)
    return 2 * numbers + same + near + 20 * is_right


def _noted(rows: Sequence[Row], notes: Sequence[str]) -> Iterator[Row]:
    """Give the rows of a table that a note names, alone or between the first and the last row of a run."""
    runs = [run for note in notes for run in re.findall(r"\(”([^”]+)” till ”([^”]+)”\)", note)]
    spans = [[at for at, row in enumerate(rows) if any(_is_noted(row, [end]) for end in run)] for run in runs]
    for at, row in enumerate(rows):
        if _is_noted(row, notes) or any(span and span[0] <= at <= span[-1] for span in spans):
            yield row


def _is_noted(row: Row, notes: Sequence[str]) -> bool:
    """Tell whether a row that was not read is named in a note: its figures, its label, or its line."""
    figures = re.sub(r"[^\d]", "", "".join(cell.text for cell in row.cells))
    label = re.sub(r"\W", "", row.labels[0])
    for note in notes:
        if figures and figures in re.sub(r"[^\d]", "", note):
            return True
        if len(label) > 3 and label in re.sub(r"\W", "", note):
            return True
        if row.line and any(
            int(first) <= row.line <= int(last or first)
            for first, last in re.findall(r"\brad (\d+)(?:[-–](\d+))?", note)
        ):
            return True
    return False


def _shown(one: _Read) -> str:
    names = ", ".join(f"{column.name} [{column.role} {column.year or ''}]" for column in one.table.columns)
    numbers = " | ".join("" if number is None else f"{number.value}{number.unit or ''}" for number in one.row.cut)
    return f"”{one.row.label}” {numbers}   ({names}; {one.table.unit})"


def _printed(row: Row) -> str:
    return f"”{row.labels[0]}” {' | '.join(cell.text for cell in row.cells)}"
