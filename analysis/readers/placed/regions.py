"""Lines of a page to the regions where numbers stand in columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.readers.placed.lines import SIGNS, Fragment, Line, is_year, may_head
from analysis.vocabulary.columns import names_role, starts_head
from analysis.vocabulary.heads import names_labels
from analysis.vocabulary.titles import unit_line

Interval = tuple[float, float]
_MOST_APART = 14.0  # font sizes from one row of a table to the next
_CLOSE = 2.0  # font sizes between lines of one row
_FARTHER = 1.3  # times the widest step between rows: another table
_MARK = re.compile(r"\(\d\)")
_NOT_KNOWN = {"..", "…"}  # in the place of a number
_PROSE = 10  # words that run from the labels into the numbers


@dataclass(slots=True)
class Region:
    """Lines with numbers below each other, and the intervals that the numbers fill.

    Attributes
    ----------
    first, last
        The first and the last line with two numbers or more.
    columns
        The left and right edge of each column of numbers.
    """

    first: int
    last: int
    columns: list[Interval]


def overlapped(columns: Sequence[Interval], left: float, right: float) -> list[int]:
    """Return the places of the intervals that share some width with a span.

    Examples
    --------
    >>> overlapped([(0, 10), (20, 30)], 8, 21)
    [0, 1]
    """
    return [place for place, (low, high) in enumerate(columns) if low < right and left < high]


def find_regions(lines: Sequence[Line]) -> list[Region]:
    """Find where lines with two numbers or more stand below each other.

    Examples
    --------
    >>> find_regions([])
    []
    """
    found = list[Region]()
    for at, line in enumerate(lines):
        numbers = line.numbers
        if len(numbers) < 2 or all(number.text in SIGNS for number in numbers) or _heads_dates(line):  # noqa: PLR2004
            continue
        goes_on = bool(found) and _goes_on(found[-1], lines, at, numbers)
        if all(is_year(number.text) for number in numbers) and (
            not goes_on or _is_year_head(found[-1], lines, at, numbers)
        ):
            continue
        if goes_on:
            found[-1].last = at
            _widen(found[-1].columns, numbers)
        else:
            found.append(Region(at, at, _widen([], numbers)))
    for region in found:
        _keep_columns(region, lines)
    return [region for region in found if len(region.columns) > 1]


def _is_year_head(region: Region, lines: Sequence[Line], at: int, numbers: Sequence[Fragment]) -> bool:
    """Tell a line of years that heads the next table from a row whose numbers look like years."""
    labels = [fragment.text for fragment in lines[at].fragments if fragment.right < numbers[0].left]
    if not labels or names_labels(labels[-1]):
        return True
    rows = [lines[place].base for place in range(region.first, region.last + 1) if len(lines[place].numbers) > 1]
    pitch = max((above - below for above, below in pairwise(rows)), default=0.0)
    return lines[region.last].base - lines[at].base > _FARTHER * (pitch or 2 * lines[at].size)


def _widen(columns: list[Interval], numbers: Iterable[Fragment]) -> list[Interval]:
    """Add the numbers of a line to the columns; one that spans several is left for the others to part."""
    for number in numbers:
        at = overlapped(columns, number.left, number.right)
        if not at:
            columns.append((number.left, number.right))
        elif len(at) == 1:
            low, high = columns[at[0]]
            columns[at[0]] = (min(low, number.left), max(high, number.right))
    columns.sort()
    for place in range(len(columns) - 1, 0, -1):
        if columns[place][0] < columns[place - 1][1]:
            columns[place - 1 : place + 1] = [(columns[place - 1][0], max(columns[place - 1][1], columns[place][1]))]
    return columns


def _goes_on(region: Region, lines: Sequence[Line], at: int, numbers: Sequence[Fragment]) -> bool:
    """Tell whether a line belongs to the region above it."""
    above, line = lines[region.last], lines[at]
    if above.base - line.base > _MOST_APART * max(above.size, line.size):
        return False
    shared = [overlapped(region.columns, number.left, number.right) for number in numbers]
    if not any(shared) and above.base - line.base > _CLOSE * line.size:
        return False
    if any(len(one) > 1 and not any(number.opens) for one, number in zip(shared, numbers, strict=True)):
        return False
    return not any(_parts(region.columns, lines[place]) for place in range(region.last + 1, at))


def _parts(columns: Sequence[Interval], line: Line) -> bool:
    """Tell whether a line between two rows parts their tables: another head, or prose across the columns."""
    if _heads_years(line):
        return True
    heads = [
        word.text
        for fragment in line.fragments
        if not fragment.is_number or is_year(fragment.text)
        for word in fragment.words
        if overlapped(columns, word.left, word.right)
    ]
    places = {
        place
        for fragment in line.fragments
        for word in fragment.words
        for place in overlapped(columns, word.left, word.right)
    }
    if sum(names_role(fragment.text) for fragment in line.fragments) > 1 and all(
        map(is_year, (one.text for one in line.numbers))
    ):
        return True  # the names of columns that stand elsewhere
    if len(places) > 1 and (starts_head(" ".join(heads)) or (heads and all(map(is_year, heads)))):
        return True
    over = [fragment for fragment in line.fragments if overlapped(columns, fragment.left, fragment.right)]
    words = {word.text for fragment in over for word in fragment.words}
    if all(_MARK.fullmatch(fragment.text) or fragment.is_number for fragment in over):
        return False  # (5) is a number or the mark of a note
    if len({fragment.text for fragment in over}) > 1 and not line.numbers:
        labels = [one.text for one in line.fragments if one.right < columns[0][0] and one not in over]
        if len(words) >= len(places) or any(names_labels(text) or unit_line(text) for text in labels):
            return True  # nothing but words, and not one answer in every column: another head
    left, right = columns[0]
    return any(
        fragment.left < left and fragment.right > right and len(fragment.words) >= _PROSE for fragment in line.fragments
    )


def _heads_years(line: Line) -> bool:
    """Tell a line of years, each another, behind the name of the labels or nothing."""
    years = [one.text for one in line.numbers]
    labels = [one.text for one in line.fragments if not one.is_number]
    is_head = len(years) > 1 and all(map(is_year, years)) and len({*years}) == len(years)
    return is_head and all(map(names_labels, labels))


def _heads_dates(line: Line) -> bool:
    """Tell a line of years and dates beside roles, or behind the name of the labels."""
    others = [one.text for one in line.fragments if not one.is_number]
    are_dates = all(may_head(one.text) for one in line.numbers) and not all(is_year(one.text) for one in line.numbers)
    return are_dates and any(names_role(text) or names_labels(text) for text in others)


def _keep_columns(region: Region, lines: Sequence[Line]) -> None:
    """Find the columns anew: narrow numbers tell them apart, and what spans two joins those that no line fills both."""
    span = lines[region.first : region.last + 1]
    rows = [line.numbers for line in span]
    sized = sorted((one for row in rows for one in row), key=lambda one: one.right - one.left)
    solid = [one for one in sized if not any(one.opens)]
    columns = _widen([], [*solid, *(one for one in sized if any(one.opens))])
    for one in sized:
        at = overlapped(columns, one.left, one.right)
        if len(at) > 1 and not any(_fills(row, columns, at) for row in rows):
            columns[at[0] : at[-1] + 1] = [(columns[at[0]][0], columns[at[-1]][1])]
    region.columns = _in_order(rows, [column for column in columns if not _holds_words(column, span)])


def _in_order(rows: Sequence[Sequence[Fragment]], columns: list[Interval]) -> list[Interval]:
    """Join columns where all lines have as many numbers, fewer than columns, which stand beside each other in order."""
    rows = [row for row in rows if len(row) > 1]
    if len({len(row) for row in rows}) != 1 or len(rows[0]) >= len(columns):
        return columns
    found = [(min(one.left for one in own), max(one.right for one in own)) for own in zip(*rows, strict=True)]
    return found if all(one[1] < other[0] for one, other in pairwise(found)) else columns


def _fills(row: Sequence[Fragment], columns: Sequence[Interval], places: Sequence[int]) -> bool:
    """Tell whether a line has a number of its own in more than one of some columns."""
    own = {tuple(at) for one in row if (at := overlapped(columns, one.left, one.right))}
    return sum(at[0] in places for at in own if len(at) == 1) > 1


def sign_columns(region: Region, lines: Sequence[Line]) -> list[int]:
    """Find columns of nothing but dashes before numbers without a sign: they may be signs at the edge of cells."""
    found = list[int]()
    if not any(one.text in SIGNS for line in lines[region.first : region.last + 1] for one in line.numbers):
        return found
    for at, pair in enumerate(pairwise(region.columns)):
        cells = [
            [[one for one in line.numbers if overlapped(pair, one.left, one.right) == [side]] for side in range(2)]
            for line in lines[region.first : region.last + 1]
        ]
        dashes = [(before, after) for before, after in cells if before]
        if all(len(before) == 1 and before[0].text in SIGNS for before, _ in dashes) and all(
            len(after) == 1 and after[0].text[0].isdigit() for _, after in dashes
        ):
            found.append(at)
    return found


def _holds_words(column: Interval, lines: Sequence[Line]) -> bool:
    """Tell whether more words than numbers stand in a column: numbers among labels, or in prose beside the table."""
    left, right = column
    inside = [one for line in lines for one in line.fragments if one.left < right and left < one.right]
    inside = [one for one in inside if one.text not in _NOT_KNOWN and not _MARK.fullmatch(one.text)]
    return sum(one.is_number for one in inside) * 2 < len(inside)
