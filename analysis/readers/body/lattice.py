"""The legal ways to cut a run of figures into a number of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analysis.readers.body.identities import Cells, Figure, Identity, test
from analysis.readers.body.zones import BLANK_LINE, NEW_LINE, Atom
from analysis.vocabulary.numerals import UNITS, parse_number

MOST_CUTS = 64  # readings of one row that are looked at
_MOST_SHED = 3  # numbers that a label may end in
_MOST_ATOMS = 7  # a sign, five groups of digits, a unit
_MOST_COLUMNS = 30
_BITS = 32  # of a count of readings
_COUNT = (1 << _BITS) - 1
_GROUP = re.compile(r"\d{3}(?:,\d+)?%?\)?[-\u2013\u2212]?")
_LEADS = re.compile(r"[-\u2010-\u2014\u2212+]?\(?[-\u2010-\u2014\u2212]?[1-9]\d{0,2}")
_POINTS = re.compile(r"[-\u2010-\u2014\u2212+]?\(?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?\)?")
_CONTINUES = re.compile(r"\d{3}(?:,\d+)?%?")
_UNITS = frozenset(UNITS)
_EMPTY = frozenset({"..", "…"})


class Mode(NamedTuple):
    """How the cells of a block are printed.

    Attributes
    ----------
    dash_is_minus
        Whether a dash before a blank and digits is a minus; otherwise it is an empty cell.
    counts_blanks
        Whether a cell is followed by one blank, so that each blank more is an empty cell.
    points
        Whether points part thousands.
    """

    dash_is_minus: bool
    counts_blanks: bool
    points: bool = False


class Cut(NamedTuple):
    """One way to read a zone as a row.

    Attributes
    ----------
    cells
        The numbers, None for an empty cell.
    shed
        How many atoms at the front belong to the label.
    dropped
        How many atoms at the end, on lines of their own, belong to no cell.
    splits
        How many cells could be a group of the thousands of the cell before them.
    """

    cells: Cells
    shed: int
    dropped: int
    splits: int


class Lattice:
    """The cuts of one run of figures in one mode."""

    def __init__(self, atoms: Sequence[Atom], mode: Mode, lead: int, trail: int) -> None:
        self._atoms, self._mode = atoms, mode
        self._lead, self._trail = (lead, trail) if mode.counts_blanks else (0, 0)
        self._edges = [list(self._numbers(at)) for at in range(len(atoms))]
        self._ends = [len(atoms), *self._shorter()]
        self._counts = {end: self._counted(end) for end in self._ends}
        self.widths = self._widths()

    def _shorter(self) -> Iterator[int]:
        """Yield where the row may end before the last atom: figures on a line of their own below it."""
        for at in range(len(self._atoms) - 1, 0, -1):
            if self._atoms[at].gap in {NEW_LINE, BLANK_LINE}:
                yield at
                return

    def _numbers(self, at: int) -> Iterator[tuple[int, Figure | None]]:
        """Yield each cell that may begin at an atom, with the place after it."""
        atom = self._atoms[at]
        following = self._atoms[at + 1] if at + 1 < len(self._atoms) else None
        if atom.text in _EMPTY:
            yield at + 1, None
            return
        start = at
        if atom.is_sign:
            is_minus = following is not None and following.gap == 1 and following.text[:1].isdigit()
            if not (is_minus and self._mode.dash_is_minus):
                yield at + 1, None
                return
            start = at + 1
        end = start + 1
        while True:
            number = read_figure(" ".join(one.text for one in self._atoms[at:end]), points=self._mode.points)
            if number is not None:
                yield end, number
            if end >= len(self._atoms) or end - at >= _MOST_ATOMS or not self._goes_on(start, end):
                return
            end += 1

    def _goes_on(self, start: int, end: int) -> bool:
        """Tell whether an atom may belong to the number that began before it: a group of thousands, or a unit."""
        atom, before = self._atoms[end], self._atoms[end - 1].text
        if atom.gap != 1:
            return False
        if atom.text.lower() in _UNITS:
            return before.lower() not in _UNITS
        if _GROUP.fullmatch(atom.text) is None:
            return False
        return (_LEADS if end - 1 == start else _CONTINUES).fullmatch(before) is not None and "," not in before

    def _empties(self, at: int) -> int:
        gap = self._atoms[at].gap
        return gap - 1 if self._mode.counts_blanks and gap > 1 else 0

    def _counted(self, end: int) -> list[int]:
        """Count for each atom the ways to cut from there to an end, by the number of cells, packed into one integer."""
        counts = [0] * end + [1 << _BITS * self._tail(end)]
        for at in range(end - 1, -1, -1):
            own = 0
            for after, _ in self._edges[at]:
                if after <= end:
                    own += counts[after] << _BITS * (1 + (self._empties(after) if after < end else 0))
            counts[at] = own & ((1 << _BITS * (_MOST_COLUMNS + 1)) - 1)
        return counts

    def _tail(self, end: int) -> int:
        return self._trail if end == len(self._atoms) else 0

    def _ways(self, at: int, end: int, width: int) -> int:
        """Return in how many ways the atoms from one on can be cut into so many cells."""
        return self._counts[end][at] >> _BITS * width & _COUNT if width > 0 else 0

    def _widths(self) -> int:
        """Return how many cells the run may have, as a mask of bits; nothing shed, no empty cell before the first."""
        counts = self._counts[len(self._atoms)][0]
        return sum(1 << width for width in range(1, _MOST_COLUMNS + 1) if counts >> _BITS * width & _COUNT)

    def _starts(self, width: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield where a row may begin and end, with how many empty cells come first and how many are to be filled."""
        for end in self._ends:
            for shed in range(min(_MOST_SHED, end - 1) + 1):
                if shed and not self._may_be_label(shed):
                    break
                for lead in range(self._lead + 1 if not shed else 1):
                    yield shed, end, lead, width - lead

    def count(self, width: int) -> int:
        """Count the ways to cut the run into so many cells."""
        return sum(self._ways(shed, end, left) for shed, end, _, left in self._starts(width))

    def cuts(self, width: int, identities: Sequence[Identity] = ()) -> list[Cut]:
        """List the ways to cut the run into so many cells, at most `MOST_CUTS` of them.

        Parameters
        ----------
        width
            How many cells.
        identities
            What the cells must satisfy where none of them is empty.
        """
        found = dict[Cells, Cut]()
        for shed, end, lead, left in self._starts(width):
            for cells, splits in self._walk(shed, end, (None,) * lead, left, identities):
                dropped = len(self._atoms) - end
                found.setdefault(cells, Cut(cells, shed, dropped, splits))
                if len(found) >= MOST_CUTS:
                    return list(found.values())
        return list(found.values())

    def _may_be_label(self, shed: int) -> bool:
        """Tell whether the first atoms may belong to the label: bare numbers, perhaps in brackets or a dash between."""
        first = self._atoms[:shed]
        is_one_line = all(atom.gap not in {NEW_LINE, BLANK_LINE} for atom in self._atoms[1 : shed + 1])
        return is_one_line and all(
            atom.text.strip("()").isdigit() or (at and atom.is_sign) for at, atom in enumerate(first)
        )

    def _walk(
        self, start: int, end: int, lead: Cells, width: int, identities: Sequence[Identity]
    ) -> Iterator[tuple[Cells, int]]:
        stack: list[tuple[int, Cells, int]] = [(start, lead, 0)]
        full = len(lead) + width
        while stack:
            at, cells, splits = stack.pop()
            if at == end:
                row = cells + (None,) * self._tail(end)
                if len(row) == full:
                    yield row, splits
                continue
            if not self._ways(at, end, full - len(cells)):
                continue
            is_split = at > start and self._goes_on_from(at)
            for after, number in reversed(self._edges[at]):
                empties = self._empties(after) if after < end else 0
                longer = (*cells, number, *(None,) * empties)
                if identities and _breaks(longer, len(cells), identities):
                    continue
                stack.append((after, longer, splits + is_split))

    def _goes_on_from(self, at: int) -> bool:
        return _GROUP.fullmatch(self._atoms[at].text) is not None and self._goes_on(at - 1, at)


def _breaks(cells: Cells, since: int, identities: Sequence[Identity]) -> bool:
    """Tell whether cells, the last of which are new, break an identity."""
    return any(since <= max(identity.places) < len(cells) and test(cells, identity) is False for identity in identities)


@lru_cache(maxsize=65536)
def read_figure(text: str, *, points: bool) -> Figure | None:
    """Read one printed number; None where it is none, or empty.

    Parameters
    ----------
    text
        The number as printed.
    points
        Whether points part thousands.
    """
    if "." in text:
        if not points or not _POINTS.fullmatch(text):
            return None
        text = text.replace(".", "")
    try:
        number = parse_number(text)
    except ValueError:
        return None
    return Figure.of(number) if number else None
