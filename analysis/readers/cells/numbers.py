"""Cells to printed numbers: footnote marks fall away, and what a point parts is decided for the whole table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.readers.cuts import Cut, agreement, tolerance
from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.labels import is_part, is_total
from analysis.vocabulary.numerals import DASHES, MONEY_UNITS, NO_BREAK_SPACE, Printed, clean, minus_first, parse_number
from analysis.vocabulary.relations import Relation, relations

GROUPS, DECIMALS, OPEN = "tusental", "decimaler", "öppen"  # what a point may part
_MARK = re.compile(r"(?<=\d)(?:\s*\*+\)?|\s+\d{1,2}\))$")
_SIGN = rf"[{DASHES}+]?\s?"
_UNIT = rf"(?:\s?(?:%|{'|'.join(MONEY_UNITS)}))?"
_GROUPED = re.compile(rf"{_SIGN}[1-9]\d{{0,2}}(?:\.\d{{3}})+(?:,\d+)?{_UNIT}")
_SURELY_GROUPED = re.compile(rf"{_SIGN}[1-9]\d{{0,2}}(?:(?:\.\d{{3}}){{2,}}|(?:\.\d{{3}})+,\d+){_UNIT}")
_WITH_DECIMALS = re.compile(rf"{_SIGN}(?:\d{{1,3}}(?:,\d{{3}})*|\d+)\.\d+{_UNIT}")


NOT_KNOWN = frozenset({"..", "…"})  # in a cell: there is a number, which is not known
NO_SHARE = frozenset({"#DIV/0!", "#DIVISION/0!"})  # in a cell of per cent: of nothing


class Points(NamedTuple):
    """What a point parts in each column that has one, by place; what is not told stands in `open`."""

    known: Mapping[int, str]
    open: frozenset[int] = frozenset()

    def of(self, place: int) -> str:
        """Say what a point parts in a column; empty where none stands there or that cannot be told."""
        return self.known.get(place, "")


def without_mark(cell: str) -> str:
    """Return a cell without the mark of a footnote behind its number.

    Examples
    --------
    >>> without_mark("-96*)"), without_mark("-96 1)"), without_mark("1 200")
    ('-96', '-96', '1 200')
    """
    return _MARK.sub("", clean(cell))


def read_number(cell: str, point: str = "") -> Printed | None:
    """Read a cell as a number where it is told what a point parts.

    Raises
    ------
    ValueError
        When the cell is not one printed number.

    Examples
    --------
    >>> read_number("-1.174 tkr", GROUPS), read_number("1,234.50", DECIMALS).value
    (Printed(value=Decimal('-1174'), resolution=Decimal('1'), unit='tkr'), Decimal('1234.50'))
    """
    text = minus_first(without_mark(cell))
    if text in NOT_KNOWN:
        return None
    if point == GROUPS and _GROUPED.fullmatch(text):
        text = text.replace(".", NO_BREAK_SPACE)
    elif point == DECIMALS and _WITH_DECIMALS.fullmatch(text):
        text = text.replace(",", "").replace(".", ",")
    return parse_number(text)


def number_or_none(cell: str, point: str = "") -> Printed | None:
    """Read a cell as a number; None where it is empty or anything else."""
    try:
        return read_number(cell, point)
    except ValueError:
        return None


def find_points(columns: Sequence[Column], rows: Sequence[Sequence[str]], labels: Sequence[str]) -> Points:
    """Find out what points part in the columns of a table.

    A cell with two groups, or with decimals behind a comma, tells for all; fewer or more than three digits behind a
    point tell for their own column. Else the sums and differences tell that hold with one reading and not with the
    other. What they do not tell stays open.

    Parameters
    ----------
    columns
        All columns of the table.
    rows
        The cells of its rows.
    labels
        Their labels.

    Examples
    --------
    >>> two = [Column("Utfall", "tal", "utfall"), Column("Budget", "tal", "budget")]
    >>> find_points(two, [["-900", "-1.100"], ["-274", "-2.000.000"]], ["Stab", "HVB"]).known
    {1: 'tusental'}
    """
    cells = {
        at: [minus_first(without_mark(row[at])) for row in rows if at < len(row)] for at in _number_places(columns)
    }
    pointed = {at: [text for text in texts if "." in text] for at, texts in cells.items()}
    pointed = {at: texts for at, texts in pointed.items() if any(map(_is_pointed, texts))}
    own = {at: _told_by(texts) for at, texts in pointed.items()}
    known = {at: told for at, told in own.items() if told not in {"", OPEN}}
    waiting = frozenset(at for at, told in own.items() if told == OPEN)
    if waiting and set(known.values()) == {GROUPS}:
        return Points({**known, **dict.fromkeys(waiting, GROUPS)})
    if not waiting:
        return Points(known)
    decided = _told_by_sums(columns, rows, labels, Points(known, waiting))
    return Points({**known, **dict.fromkeys(waiting, decided)}) if decided else Points(known, waiting)


def _number_places(columns: Sequence[Column]) -> Iterator[int]:
    yield from (at for at, column in enumerate(columns) if column.kind == "tal")


def _is_pointed(text: str) -> bool:
    return _GROUPED.fullmatch(text) is not None or _WITH_DECIMALS.fullmatch(text) is not None


def _told_by(texts: Sequence[str]) -> str:
    """Say what the points of one column part by their own look; empty where they contradict each other."""
    grouped = any(map(_SURELY_GROUPED.fullmatch, texts))
    with_decimals = any(_WITH_DECIMALS.fullmatch(text) and not _GROUPED.fullmatch(text) for text in texts)
    if grouped and with_decimals:
        return ""
    return GROUPS if grouped else DECIMALS if with_decimals else OPEN


def _told_by_sums(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], labels: Sequence[str], points: Points
) -> str:
    """Say which reading the printed sums and differences hold with, of those that hold with one alone."""
    found = list[Mapping[tuple[int, ...], bool]]()
    for reading in (GROUPS, DECIMALS):
        tried = Points({**points.known, **dict.fromkeys(points.open, reading)})
        cuts = [
            tuple(number_or_none(row[at], tried.of(at)) if at < len(row) else None for at in range(len(columns)))
            for row in rows
        ]
        mixed = [
            {at for at in points.open if at < len(row) and _is_pointed(minus_first(without_mark(row[at])))}
            for row in rows
        ]
        found.append(_evidence(cuts, mixed, _gaps(rows, cuts), labels, relations(columns)))
    grouped, decimal = found
    telling = {grouped[test] for test in grouped if grouped[test] != decimal.get(test)}
    return "" if len(telling) != 1 else GROUPS if True in telling else DECIMALS


def _gaps(rows: Sequence[Sequence[str]], cuts: Sequence[Cut]) -> list[set[int]]:
    """Find the cells of each row that have something in them which is no number, so that no sum can be tested."""
    return [
        {at for at, cell in enumerate(row[: len(cut)]) if cut[at] is None and clean(cell) and clean(cell) not in DASHES}
        for row, cut in zip(rows, cuts, strict=True)
    ]


def _evidence(
    cuts: Sequence[Cut],
    pointed: Sequence[set[int]],
    gaps: Sequence[set[int]],
    labels: Sequence[str],
    pairs: Sequence[Relation],
) -> dict[tuple[int, ...], bool]:
    """Tell of each sum and difference of numbers with and without points whether it holds."""
    held, since = dict[tuple[int, ...], bool](), 0
    for at, (cut, own) in enumerate(zip(cuts, pointed, strict=True)):
        for pair in pairs:
            if 0 < len(own.intersection(pair)) < len(pair) and all(cut[place] is not None for place in pair):
                ways = (pair, Relation(pair.budget, pair.utfall, pair.avvikelse))
                held[at, *pair] = any(agreement(cut, [one]) for one in ways)
        if not is_total(labels[at]):
            continue
        parts = [place for place in range(since, at) if not is_part(labels[place])]
        for place in range(len(cut)):
            is_whole = not any(place in gaps[one] for one in [*parts, at])
            is_mixed = is_whole and 0 < sum(place in pointed[one] for one in [*parts, at]) < len(parts) + 1
            told = _adds_up([cuts[one][place] for one in parts], cut[place]) if is_mixed else None
            if told is not None:
                held[at, place] = told
        since = at + 1
    return held


def _adds_up(parts: Sequence[Printed | None], total: Printed | None) -> bool | None:
    numbers = [number for number in parts if number is not None]
    if total is None or not numbers:
        return None
    return abs(sum(number.value for number in numbers) - total.value) <= tolerance([*numbers, total])
