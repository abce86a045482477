"""Lines that run over the pages of a document: titles at their tops, and their numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analysis.vocabulary.titles import find_unit

_LONGEST = 6  # digits; more are no page number
_MOST_NUMBERS = 2  # at the end of a line that the page's may be among: it, and how many there are
_EDGE = 2  # lines at the top and at the bottom of a page where they are looked for
_NUMBERED = re.compile(
    r"(?:sida|sid\.?|s\.)\s*\d+(?:\s*(?:av|/|\()\s*\d+\)?)?|\d+\s*\(\d+\)|\d+\s*/\s*\d+", re.IGNORECASE
)
_FEWEST_OF_ROWS = 3  # pages
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIGITS = re.compile(r"\d+")


def running_lines(pages: Sequence[Sequence[str]], *, has_rows: bool = False) -> list[set[int]]:
    """Find the lines of each page that repeat on others, or that are page numbers.

    Parameters
    ----------
    pages
        The lines of each page, top to bottom; a table is an empty line.
    has_rows
        Whether rows of tables stand among them. Then a line with figures besides years runs over pages only where
        nothing but the number of the page changes in it, on three pages or more.

    Returns
    -------
    list[set[int]]
        The places of these lines on each page. The first copy of a running title at the top of a page stays.

    Examples
    --------
    >>> running_lines([["Årsrapport", "Drift", "Sida 1 av 2"], ["Årsrapport", "Mer", "Sida 2 av 2"]])
    [{2}, {0, 2}]
    """
    edges = [_edges(lines) for lines in pages]
    counts = Counter(key for page, edge in enumerate(edges) for key in {*_keys(pages[page], edge, page)})
    found = list[set[int]]()
    seen = set[str]()
    for page, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        dropped = set[int]()
        for place in edge:
            keys = _keys(lines, [place], page)
            is_row = has_rows and _DIGITS.search(_YEAR.sub("", lines[place])) is not None
            fewest = _FEWEST_OF_ROWS if is_row else 2
            repeats = any(counts[key] >= fewest for key in keys[is_row:]) and find_unit(lines[place]) is None
            is_first_title = place < len(lines) / 2 and not seen.intersection(keys)
            seen.update(keys)
            if _NUMBERED.fullmatch(lines[place].strip()) or (repeats and not is_first_title):
                dropped.add(place)
        found.append(dropped)
    return found


def _edges(lines: Sequence[str]) -> list[int]:
    """Return the places of the first and last lines of a page that hold text, as far as the first table."""
    printed = [place for place, line in enumerate(lines) if line.strip()]
    return sorted({*printed[:_EDGE], *printed[-_EDGE:]})


def _keys(lines: Sequence[str], places: Sequence[int], page: int) -> list[str]:
    """Say what a line is apart from the number of its page."""
    keys = list[str]()
    for place in places:
        text = " ".join(lines[place].split())
        keys.append(text)
        digits = list(_DIGITS.finditer(text))
        for one in {*digits[:1], *digits[-_MOST_NUMBERS:]}:
            keys.append(
                f"{text[: one.start()]}#{int(one[0]) - page if len(one[0]) < _LONGEST else one[0]}#{text[one.end() :]}"
            )
    return keys
