"""Two tables beside each other: the words of the second's labels stand between the numbers of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.readers.placed.lines import Fragment, Line
from analysis.readers.placed.regions import Interval, Region

_FEWEST = 3  # rows with a label of the second table
_MOST_HEAD = 8  # lines above the rows that a title and a head of their own may have
_FAR = 2.6  # font sizes from one line of a head to the next
_WORD = re.compile(r"[^\W\d_]{2}")


class Beside(NamedTuple):
    """Lines in which two tables stand beside each other, and where the second begins."""

    first: int
    end: int
    cut: float


def find_beside(region: Region, lines: Sequence[Line], floor: int) -> Beside | None:
    """Find where words begin below each other in a region, right of numbers and left of others.

    Parameters
    ----------
    region
        Lines with numbers below each other.
    lines
        The lines of the page.
    floor
        The first line that is not part of a table above.
    """
    rows = [line for line in lines[region.first : region.last + 1] if len(line.numbers) > 1]
    for before, after in pairwise(region.columns):
        labels = [one for line in rows if (one := _label(line, before, after))]
        lefts = [one.left for one in labels]
        if len(labels) < _FEWEST or len(labels) * 2 < len(rows) or max(lefts) - min(lefts) > labels[0].size:
            continue
        cut = min(lefts) - 1.0
        if any(_crosses(line, cut) for line in rows) or not _has_columns(region, cut):
            continue
        first, end = region.first, region.last + 1
        while first > max(floor, region.first - _MOST_HEAD) and _stands_beside(lines, first - 1, cut):
            first -= 1
        while end < len(lines) and lines[end - 1].base - lines[end].base < _FAR * lines[end].size:
            if not _stands_beside(lines, end, cut):
                break
            end += 1
        return Beside(first, end, cut)
    return None


def part_lines(lines: Sequence[Line], cut: float) -> tuple[list[Line], list[Line]]:
    """Part lines in those left of a cut and those right of it; a side without words has no line."""
    made = [
        [Line(line.base, line.size, own) for line in lines if (own := _on_side(line, cut, is_right=is_right))]
        for is_right in (False, True)
    ]
    return made[0], made[1]


def _on_side(line: Line, cut: float, *, is_right: bool) -> list[Fragment]:
    return [one for one in line.fragments if (one.left >= cut) == is_right]


def _label(line: Line, before: Interval, after: Interval) -> Fragment | None:
    """Return the words of a line between two columns of numbers, with numbers on both sides of them."""
    return next(
        (
            one
            for one in line.fragments
            if not one.is_number
            and _WORD.match(one.text)
            and before[1] < one.left < after[1]
            and any(number.right < one.left for number in line.numbers)
        ),
        None,
    )


def _has_columns(region: Region, cut: float) -> bool:
    """Tell whether two columns of numbers or more stand on either side."""
    left = sum(column[1] < cut for column in region.columns)
    return left > 1 and len(region.columns) - left > 1


def _crosses(line: Line, cut: float) -> bool:
    return any(one.left < cut < one.right for one in line.fragments)


def _stands_beside(lines: Sequence[Line], at: int, cut: float) -> bool:
    """Tell a line that reaches to the right of a cut, with nothing that stands on both sides of it."""
    return not _crosses(lines[at], cut) and lines[at].fragments[-1].right > cut
