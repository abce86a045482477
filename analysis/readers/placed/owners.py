"""The municipality, and it with its companies, over columns whose names come twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.readers.placed.lines import Fragment
from analysis.readers.placed.regions import Interval
from analysis.vocabulary.owners import border_of, is_municipality, owners_in


class Owner(NamedTuple):
    """Whose figures columns hold: the words, on one line or two, and where they stand."""

    name: str
    fragments: tuple[Fragment, ...]

    @property
    def middle(self) -> float:
        """The middle of the words."""
        return (min(one.left for one in self.fragments) + max(one.right for one in self.fragments)) / 2


def find_owners(rows: Sequence[Sequence[Fragment]]) -> list[Owner]:
    """Find the two owners in a head, the municipality first; none where it does not name both.

    Parameters
    ----------
    rows
        The lines of the head.
    """
    firsts = [one for row in rows for one in row if is_municipality(one.text)]
    for row, below in pairwise([*rows, []]):
        for second in row:
            ends = [(second, one) for one in below if one.left < second.right and second.left < one.right]
            for fragments in ((second,), *ends):
                name = " ".join(one.text for one in fragments)
                first = next((one for one in firsts if owners_in(f"{one.text} {name}")), None)
                if first and first.right <= min(one.left for one in fragments):
                    return [Owner(first.text, (first,)), Owner(name, fragments)]
    return []


def name_by_owners(names: Sequence[str], owners: Sequence[Owner], cells: Sequence[Interval]) -> list[str]:
    """Put the owner before each name; nothing where the names do not come twice, or an owner stands elsewhere.

    Parameters
    ----------
    names
        The names of the columns without their owners.
    owners
        The two owners.
    cells
        The left and right edge of the cells of each column.
    """
    border = border_of(names)
    if border is None or not all(names):
        return []
    first, second = owners
    if not (cells[0][0] < first.middle < cells[border - 1][1] and cells[border][0] < second.middle < cells[-1][1]):
        return []
    return [f"{(first if at < border else second).name} {name}" for at, name in enumerate(names)]
