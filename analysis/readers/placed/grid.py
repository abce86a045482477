"""The columns of numbers on a page, the cells that they stand in, and which of them words stand over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.readers.placed.lines import Fragment, Line
from analysis.readers.placed.regions import Interval, overlapped

_NEAR = 1.5  # font sizes between a head and the numbers below it
_PADDING = 0.3  # font sizes between a number and the edge of its cell
_INTO, _FAR_INTO = 0.5, 1.2  # font sizes that words reach into a cell that they stand over


class Grid(NamedTuple):
    """The columns of numbers and the cells that they stand in.

    Attributes
    ----------
    columns
        The left and right edge of the numbers of each column.
    cells
        The left and right edge of its cells, as the alignment of the numbers tells them.
    labels
        Where the widest label ends.
    """

    columns: list[Interval]
    cells: list[Interval]
    labels: float

    def reach(self, one: Fragment) -> list[int]:
        """Return the columns that a fragment stands over; none for one over the labels or beside the table."""
        over = overlapped(self.columns, one.left, one.right)
        if not over and one.left < self.labels:
            return []
        most = (_FAR_INTO if len(over) == 1 else _INTO) * one.size
        cells = [at for at, cell in enumerate(self.cells) if min(one.right, cell[1]) - max(one.left, cell[0]) > most]
        found = [*over, *cells] or self._inside(one) or self._nearest(one)
        return list(range(min(found), max(found) + 1)) if found else []

    def _inside(self, one: Fragment) -> list[int]:
        """Find the cell that the end of a broken word begins in, at its left edge."""
        room = _PADDING * one.size
        return [at for at, (left, right) in enumerate(self.cells) if abs(one.left - left) < room and one.right < right]

    def _nearest(self, one: Fragment) -> list[int]:
        """Find the column that words stand above, or so near that it cannot be another's."""
        away = [max(left - one.right, one.left - right) for left, right in self.columns]
        best = min(range(len(away)), key=away.__getitem__)
        return [best] if away[best] <= _NEAR * one.size else []

    def is_near(self, one: Fragment) -> bool:
        """Tell whether words stand above the numbers of a column, or next to them."""
        return bool(self._nearest(one))


def grid_of(columns: Sequence[Interval], lines: Iterable[Line], size: float) -> Grid:
    """Tell the cells of columns of numbers from how the numbers are aligned, and where the labels end.

    Examples
    --------
    >>> grid_of([(90.0, 100.0), (180.0, 200.0)], [], 10.0).cells
    [(-10.0, 103.0), (103.0, 215.0)]
    """
    numbers: list[list[Fragment]] = [[] for _ in columns]
    labels = list[float]()
    for one in [one for line in lines for one in line.fragments]:
        at = overlapped(columns, one.left, one.right)
        if len(at) == 1 and one.is_number:
            numbers[at[0]].append(one)
        elif one.right < columns[0][0] and not one.is_number:
            labels.append(one.right)
    widest = max((right - left for (_, left), (_, right) in pairwise(columns)), default=0.0)
    edges, is_left = _edges(columns, [column for column in numbers if column], size)
    end = max(columns[-1][1] + _NEAR * size, columns[-1][0] + (widest if is_left else 0.0))
    right = max(labels, default=columns[0][0] - widest)
    start = min(max(right, columns[0][1] - _NEAR * widest), columns[0][0])
    return Grid(list(columns), list(pairwise([start, *edges, end])), right if labels else start)


def _edges(columns: Sequence[Interval], numbers: Sequence[Sequence[Fragment]], size: float) -> tuple[list[float], bool]:
    """Tell where cells meet, and whether their numbers begin below each other: else they end so, or are centred."""

    def spread(share: float) -> float:
        places = [[share * one.left + (1 - share) * one.right for one in column] for column in numbers]
        return sum(max(column) - min(column) for column in places)

    rights, lefts, middles = spread(0.0), spread(1.0), spread(0.5)
    if 2 * lefts < rights and lefts <= middles:
        return [left - _PADDING * size for left, _ in columns[1:]], True
    if 2 * middles < rights:
        return [(before[1] + after[0]) / 2 for before, after in pairwise(columns)], False
    return [right + _PADDING * size for _, right in columns[:-1]], False
