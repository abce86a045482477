"""What a file becomes before its tables are looked for: lines, and where each of them stands."""

from __future__ import annotations

from typing import NamedTuple


class Document(NamedTuple):
    """The lines of one file.

    Attributes
    ----------
    name
        The file's name, as messages give it.
    lines
        The lines without their line ends, spaces at the end kept; line 1 is ``lines[0]``.
    marks_wraps
        Whether lines end in a space where a word ends, so that a line that does not was broken inside a word.
    notes
        What had to be decided to read the file, in Swedish.
    places
        Where a line comes from in a file that has pages or sheets: the first line of each, counted from 1, and what
        it is called (``sida 3``, ``blad Drift``).
    """

    name: str
    lines: list[str]
    marks_wraps: bool
    notes: tuple[str, ...] = ()
    places: tuple[tuple[int, str], ...] = ()

    def where(self, line: int) -> str:
        """Say where a line stands, for a message.

        Examples
        --------
        >>> Document("a.pdf", [""] * 9, False, places=((1, "sida 1"), (5, "sida 2"))).where(7)
        'sida 2 rad 7'
        """
        named = [name for first, name in self.places if first <= line]
        return f"{named[-1]} rad {line}" if named else f"rad {line}"
