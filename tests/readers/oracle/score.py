"""A strict judge: what of a print is right, doubted, left out with or without a word, or wrong and sure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from analysis.readers.tables import Row as ReadRow
from analysis.readers.tables import Table
from analysis.vocabulary.columns import Column as ReadColumn
from analysis.vocabulary.columns import is_share
from analysis.vocabulary.numerals import MONEY_UNITS, Printed as Number, clean
from analysis.vocabulary.periods import month_of
from tests.readers.oracle.truth import Cell, Column, Printed, Row

RIGHT, DOUBTED, NOTED, SILENT, WRONG = "rätt", "tveksam", "med ord", "utan ord", "fel och säker"
OUTCOMES = (RIGHT, DOUBTED, NOTED, SILENT, WRONG)
LABEL, NUMBER, UNIT, COLUMN, NOT_PRINTED = "etikett", "tal", "enhet", "kolumn", "ingen sådan rad"
CAUSES = (LABEL, NUMBER, UNIT, COLUMN, NOT_PRINTED)
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
    rows: int = 0


class _Read(NamedTuple):
    table: Table
    row: ReadRow


def score(printed: Sequence[Printed], tables: Sequence[Table], said: Sequence[str] = ()) -> Score:
    """Hold what was read against the print.

    Parameters
    ----------
    printed
        The printed tables.
    tables
        What the reader made of them.
    said
        What else was said of the file: an error's text.
    """
    truth = [(table, row) for table in printed for row in table.rows]
    read = [_Read(table, row) for table in tables for row in table.rows]
    maps = {(id(one), id(table)): _mapping(one, table) for one in printed for table in tables}
    pairs = _aligned(truth, read, maps)
    result, notes = Score(rows=len(truth)), [*said, *(note for table in tables for note in table.notes)]
    matched = dict(pairs)
    taken = set(matched.values())
    for at, (table, row) in enumerate(truth):
        one = read[matched[at]] if at in matched else None
        places = maps[id(table), id(one.table)] if one else ()
        _judge(result, table, row, one, places, notes)
    for at, one in enumerate(read):
        if at not in taken and one.row.certainty == SURE and any(one.row.cut):
            result.wrong.append(Wrong(NOT_PRINTED, _shown(one), ""))
    return result


def _judge(result: Score, table: Printed, row: Row, one: _Read | None, places: Sequence[int | None], notes: Sequence[str]) -> None:
    """Count the cells of a printed row."""
    shown = [cell for cell in row.cells if cell.value is not None]
    if one is None:
        result.cells[NOTED if _is_noted(row, notes) else SILENT] += len(shown)
        return
    if one.row.certainty != SURE:
        result.cells[DOUBTED] += len(shown)
        return
    if not any(one.row.cut) and shown:
        result.cells[SILENT] += len(shown)
    cause = _fault(table, row, one, places)
    if cause:
        result.wrong.append(Wrong(cause, _shown(one), _printed(row)))
        result.cells[WRONG] += len(shown)
        return
    kept = sum(row.cells[at].value is not None for at in places if at is not None)
    result.cells[RIGHT] += kept
    result.cells[NOTED if _is_noted(row, notes) else SILENT] += len(shown) - kept
    result.headings += one.row.heading.strip() != row.heading


def _fault(table: Printed, row: Row, one: _Read, places: Sequence[int | None]) -> str:
    """Say in what a sure row differs from print; empty where in nothing."""
    if not _same_label(row, one.row.label):
        return LABEL
    for at, number in zip(places, one.row.cut, strict=True):
        if at is None:
            if number is not None:
                return NUMBER
        elif not same_cell(row.cells[at], number, table.columns[at]):
            return NUMBER
    if not same_unit(table.unit, one.table.unit) and not _has_units(table, one.row, places):
        return UNIT
    wrong = any(not same_column(table.columns[at], one.table.columns[to]) for to, at in enumerate(places) if at is not None)
    return COLUMN if wrong else ""


def _has_units(table: Printed, row: ReadRow, places: Sequence[int | None]) -> bool:
    """Tell whether every amount has the printed unit with it."""
    amounts = [number for at, number in zip(places, row.cut, strict=True) if at is not None and not table.columns[at].is_share]
    return all(number is None or same_unit(table.unit, number.unit) for number in amounts)


def same_cell(cell: Cell, number: Number | None, column: Column) -> bool:
    """Tell whether a number is the printed one: value, sign, and the unit where one stands in the cell."""
    if cell.value is None:
        return number is None or (bool(cell.text) and not number.value)
    if number is None or number.value != cell.value:
        return False
    if column.is_share:
        return number.unit in {None, "%"}
    return number.unit == "%" if cell.unit == "%" else not number.unit or same_unit(cell.unit, number.unit)


def same_unit(printed: str | None, read: str | None) -> bool:
    """Tell whether two units are the same, whatever they are called."""
    return (printed and MONEY_UNITS[printed.lower()]) == (read and MONEY_UNITS.get(read.lower(), 0))


def same_column(printed: Column, read: ReadColumn) -> bool:
    """Tell whether a column is called what it is printed as: role, year, period, per cent."""
    if read.role not in printed.roles or read.year not in printed.years:
        return False
    said = None if read.name.isdigit() else month_of(re.sub(r"\b(?:19|20)\d\d\b", "", read.name))
    name = re.sub(r"\W", "", read.name.lower())
    is_period = said == printed.month or (said is None and not printed.has_period) or (printed.month is None and said == 12)
    return is_period and is_share(read) == printed.is_share and all(word in name for word in printed.words)


def _same_label(row: Row, label: str) -> bool:
    return plain_label(label) in {plain_label(one) for one in row.labels}


def plain_label(label: str) -> str:
    """Write a label without marks and footnotes."""
    return " ".join(_FOOTNOTE.sub("", clean(label)).split())


def _mapping(printed: Printed, table: Table) -> tuple[int | None, ...]:
    """Say which printed column each read column is: in order, with most cells and names right; None for none."""
    wide, width = len(printed.columns), len(table.columns)
    fewer = min(wide, width)
    best, found = -1.0, tuple[int | None, ...](None for _ in range(width))
    for places in combinations(range(wide), fewer):
        for kept in combinations(range(width), fewer) if width > wide else [tuple(range(width))]:
            one = _spread(width, kept, places)
            worth = _worth(printed, table, one)
            if worth > best:
                best, found = worth, one
    return found


def _spread(width: int, kept: Sequence[int], places: Sequence[int]) -> tuple[int | None, ...]:
    to = dict(zip(kept, places, strict=True))
    return tuple(to.get(at) for at in range(width))


def _worth(printed: Printed, table: Table, places: Sequence[int | None]) -> float:
    names = sum(at is not None and same_column(printed.columns[at], one) for at, one in zip(places, table.columns, strict=True))
    values = [[cell.value for row in printed.rows if (cell := row.cells[at])] if at is not None else [] for at in places]
    cells = sum(number is not None and number.value in values[to] for row in table.rows for to, number in enumerate(row.cut))
    return cells + names / 2


def _aligned(
    truth: Sequence[tuple[Printed, Row]], read: Sequence[_Read], maps: dict[tuple[int, int], tuple[int | None, ...]]
) -> Iterable[tuple[int, int]]:
    """Pair printed rows with read ones, in order, so that most are alike."""
    alike = [[_alike(table, row, one, maps[id(table), id(one.table)]) for one in read] for table, row in truth]
    best = [[0.0] * (len(read) + 1) for _ in range(len(truth) + 1)]
    for at in range(len(truth) - 1, -1, -1):
        for to in range(len(read) - 1, -1, -1):
            pair = alike[at][to] + best[at + 1][to + 1] if alike[at][to] else 0
            best[at][to] = max(best[at + 1][to], best[at][to + 1], pair)
    at = to = 0
    while at < len(truth) and to < len(read):
        if alike[at][to] and best[at][to] == alike[at][to] + best[at + 1][to + 1]:
            yield at, to
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            at += 1
        else:
            to += 1


def _alike(table: Printed, row: Row, one: _Read, places: Sequence[int | None]) -> float:
    """Weigh how like a read row is to a printed one: its numbers first, then its label, then its line."""
    numbers = sum(
        cell.value is not None and number is not None and number.value == cell.value
        for at, number in zip(places, one.row.cut, strict=True)
        if at is not None and (cell := row.cells[at])
    )
    label = plain_label(one.row.label)
    own = plain_label(row.labels[0])
    same = 4 if _same_label(row, one.row.label) else 1 if label and own and (label in own or own in label) else 0
    fault = 0 if (numbers or same) and not _fault(table, row, one, places) else 1
    near = 0.5 if row.line and abs(one.row.line - row.line) <= _CLOSE else 0
    return 2 * numbers + same + near * bool(numbers or same or one.row.line == row.line) + 20 * (1 - fault) if numbers or same or near else 0


def _is_noted(row: Row, notes: Sequence[str]) -> bool:
    """Tell whether a row that was not read is named in a note: its figures, its label, or its line."""
    figures = re.sub(r"[^\d]", "", "".join(cell.text for cell in row.cells))
    label = re.sub(r"\W", "", row.labels[0])
    for note in notes:
        if figures and figures in re.sub(r"[^\d]", "", note):
            return True
        if len(label) > 3 and label in re.sub(r"\W", "", note):
            return True
        if any(int(first) <= row.line <= int(last or first) for first, last in re.findall(r"\brad (\d+)(?:[-–](\d+))?", note)):
            return True
    return False


def _shown(one: _Read) -> str:
    names = ", ".join(f"{column.name} [{column.role} {column.year or ''}]" for column in one.table.columns)
    numbers = " | ".join("" if number is None else f"{number.value}{number.unit or ''}" for number in one.row.cut)
    return f"”{one.row.label}” {numbers}   ({names}; {one.table.unit})"


def _printed(row: Row) -> str:
    return f"”{row.labels[0]}” {' | '.join(cell.text for cell in row.cells)}"
