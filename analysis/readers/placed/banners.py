"""The names of groups on the first line of a head: which of the columns below, whose names come back, each is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from analysis.readers.placed.lines import Fragment
from analysis.readers.placed.regions import Interval
from analysis.vocabulary.columns import names_role
from analysis.vocabulary.heads import PART

_FARTHEST = 2.6  # font sizes that the middle of a group's name may be away from the middle of its columns
_UNCOVERED = 0.5  # font sizes that a column without a group weighs
_ALIKE = 0.1  # font sizes between edges that are one
_MARGIN = 0.4  # font sizes that another way to share the columns must be behind
_MOST_COLUMNS = 16

Span = tuple[int, int]  # the first column of a group, and the one behind its last


class Shared(NamedTuple):
    """Which columns each name of a group is of, and whether another way is as near."""

    spans: list[Span]
    is_open: bool


class _Way(NamedTuple):
    """A way to share columns, and how far names stand from where it would put them."""

    spans: tuple[Span, ...]
    cost: float


def share_columns(
    ones: Sequence[Fragment], names: Sequence[str], cells: Sequence[Interval], numbers: Sequence[Interval] = ()
) -> Shared | None:
    """Share columns whose names come back among the names of groups above them, each over the middle of its own.

    Parameters
    ----------
    ones
        The names of the groups, from left to right.
    names
        The names of the columns.
    cells
        The left and right edge of the cells of each column.
    numbers
        The left and right edge of its numbers; a name that ends where those of one column do is of that alone.

    Returns
    -------
    Shared | None
        None where names come back inside every group, or no way puts each name over its columns.
    """
    if not ones or len(ones) >= len(names) > _MOST_COLUMNS or len({*names}) == len(names):
        return None
    ways = sorted(_ways(ones, names, _evened(cells), numbers), key=lambda way: way.cost)
    if not ways:
        return None
    is_open = len(ways) > 1 and ways[1].cost - ways[0].cost < _MARGIN * ones[0].size
    return Shared(list(ways[0].spans), is_open)


def grown(one: Fragment, places: list[int], names: Sequence[str], cells: Sequence[Interval]) -> list[int]:
    """Let a role over some columns without one be of those beside them too, where it stands in the middle of all.

    Parameters
    ----------
    one
        The name of the group.
    places
        The columns that it stands over.
    names
        The names of the columns.
    cells
        The left and right edge of the cells of each column.
    """
    bare = [bool(name) and not _says_role(name) for name in names]
    first, last = places[0], places[-1]
    if not names_role(one.text) or not all(bare[first : last + 1]):
        return places
    while first and bare[first - 1]:
        first -= 1
    while last + 1 < len(names) and bare[last + 1]:
        last += 1
    even = _evened(cells) if len(cells) > 1 else cells
    middle = (even[first][0] + even[last][1]) / 2
    is_over = abs(middle - (one.left + one.right) / 2) <= _FARTHEST * one.size
    return list(range(first, last + 1)) if is_over else places


def reaches_further(text: str, places: Sequence[int], names: Sequence[str], full: Sequence[str]) -> bool:
    """Tell whether a role over columns without one stands beside another that still has none.

    Examples
    --------
    >>> names = ["T1", "T2", "T3", "Budget"]
    >>> reaches_further("Utfall", [1, 2], names, ["T1", "Utfall T2", "Utfall T3", "Budget"])
    True
    """
    beside = [at for at in (places[0] - 1, places[-1] + 1) if 0 <= at < len(names)]
    is_of_bare = names_role(text) and not any(names_role(names[at]) for at in places)
    return is_of_bare and any(full[at] and not _says_role(full[at]) for at in beside)


def _says_role(name: str) -> bool:
    return names_role(name) or PART.match(name) is not None


def _evened(cells: Sequence[Interval]) -> list[Interval]:
    """Let the first and the last cell, whose outer edges nothing tells, be as wide as the others are."""
    (_, first), *_, (last, _) = cells
    wide = median([right - left for left, right in cells[1:-1]] or [first - cells[0][0]])
    return [(first - wide, first), *cells[1:-1], (last, last + wide)]


def _ways(
    ones: Sequence[Fragment], names: Sequence[str], cells: Sequence[Interval], numbers: Sequence[Interval]
) -> Iterator[_Way]:
    """Yield the ways after which no two columns have the same group and name."""
    owned = [list(_spans(one, names, cells, numbers)) for one in ones]

    def extend(at: int, spans: tuple[Span, ...], cost: float) -> Iterator[_Way]:
        if at == len(ones):
            if not _come_back(spans, names):
                bare = len(names) - sum(end - first for first, end in spans)
                yield _Way(spans, cost + bare * _UNCOVERED * ones[0].size)
            return
        for span, own in owned[at]:
            if not spans or span[0] >= spans[-1][1]:
                yield from extend(at + 1, (*spans, span), cost + own)

    yield from extend(0, (), 0.0)


def _spans(
    one: Fragment, names: Sequence[str], cells: Sequence[Interval], numbers: Sequence[Interval]
) -> Iterator[tuple[Span, float]]:
    """Yield the runs of columns with different names that a name stands over the middle of, and how far from it."""
    middle = (one.left + one.right) / 2
    for first in range(len(names)):
        for end in range(first + 1, len(names) + 1):
            if len({*names[first:end]}) < end - first:
                break
            left, right = cells[first][0], cells[end - 1][1]
            ends_alike = end - first == 1 and numbers and abs(numbers[first][1] - one.right) < _ALIKE * one.size
            away = 0.0 if ends_alike else abs((left + right) / 2 - middle)
            if away <= _FARTHEST * one.size and left < middle < right:
                yield (first, end), away


def _come_back(spans: Sequence[Span], names: Sequence[str]) -> bool:
    """Tell whether a column outside all groups has the name of another."""
    inside = {at for first, end in spans for at in range(first, end)}
    return any(names.count(name) > 1 for at, name in enumerate(names) if at not in inside)
