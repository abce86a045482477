"""Where a line of a document stands in its file, as messages say it: a page, a sheet, a table, or a line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

_LINE = "rad "


class Origin(NamedTuple):
    """A file and what its parts are called.

    Attributes
    ----------
    file
        Its name.
    places
        In a file that has pages, sheets or tables but no lines of its own: the first line of each as it was read,
        counted from 1, and what it is called (``sida 3``, ``blad Drift``; empty for text that has no name). Empty where
        the lines that were read are those of the file. Where these are other ones: ``rad 17``, which is counted on.
    """

    file: str
    places: tuple[tuple[int, str], ...] = ()

    def where(self, line: int) -> str:
        """Say where a line stands in the file; empty where that has no name.

        Examples
        --------
        >>> Origin("a.pdf", ((1, "sida 1"), (5, "sida 2"))).where(7), Origin("a.txt").where(7)
        ('sida 2', 'rad 7')
        """
        number = self._number(line)
        at = bisect_right(self.places, line, key=itemgetter(0))
        return f"rad {number}" if number else self.places[at - 1][1] if at else ""

    def _number(self, line: int) -> int | None:
        """Return the line of the file; None in a file that has no lines of its own."""
        if not self.places:
            return line
        at = bisect_right(self.places, line, key=itemgetter(0))
        first, name = self.places[max(at - 1, 0)]
        return int(name.removeprefix(_LINE)) + line - first if name.startswith(_LINE) else None

    def span(self, first: int, last: int) -> str:
        """Say where lines stand, from the first to the last of them.

        Examples
        --------
        >>> Origin("a.txt").span(3, 9), Origin("a.pdf", ((1, "sida 1"), (5, "sida 2"))).span(3, 9)
        ('rad 3–9', 'sida 1–2')
        """
        one, other = self.where(first), self.where(last)
        if one == other:
            return one
        shared = len("".join(takewhile(str.isalpha, one))) + 1
        return f"{one}–{other[shared:] if one[:shared] == other[:shared] else other}".strip("–")

    def at(self, line: int, label: str | None = None) -> str:
        """Say where a line stands: the file and the place in it, with the label of the row where there is one.

        Examples
        --------
        >>> Origin("a.txt").at(7, "Stab"), Origin("a.pdf", ((1, "sida 1"),)).at(7, "Stab")
        ('a.txt rad 7 ”Stab”', 'a.pdf sida 1, ”Stab”')
        """
        said = f"{self.file} {self.where(line)}".rstrip()
        if label is None:
            return said
        return f"{said} ”{label}”" if self._number(line) else f"{said}, ”{label}”"

    def fault_place(self, line: int) -> tuple[str, int | None]:
        """Give a fault its file and line; a file without lines of its own has its place in the name."""
        number = self._number(line)
        return (self.file, number) if number else (self.at(line), None)


def numbered(lines: Sequence[str], numbers: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """Say which lines of a file the lines are that were read from it; nothing where they are the same.

    Parameters
    ----------
    lines
        The lines as they were read.
    numbers
        The line of the file that each of those with any text begins on. Where there are more or fewer of them than of
        lines with text, nothing can be said.

    Examples
    --------
    >>> numbered(["Post Utfall", "Stab 1", "", "", "Post Utfall", "Vård 2"], [1, 2, 4, 5])
    ((1, 'rad 1'), (5, 'rad 4'))
    """
    filled = [at for at, line in enumerate(lines, 1) if line.strip()]
    if len(filled) != len(numbers) or filled == list(numbers):
        return ()
    found = list[tuple[int, str]]()
    shift = None
    for at, number in zip(filled, numbers, strict=True):
        if number - at != shift:
            found.append((at, f"{_LINE}{number}"))
            shift = number - at
    return tuple(found)


class Location(NamedTuple):
    """Where a table stands: file, first and last line, counted from 1, and what the parts of the file are called."""

    file: str
    first: int
    last: int
    places: tuple[tuple[int, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.file} {self.origin.span(self.first, self.last)}".rstrip()

    @property
    def origin(self) -> Origin:
        """Return what says where a line of the table stands."""
        return Origin(self.file, self.places)
