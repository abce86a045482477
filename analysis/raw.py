"""A table before its numbers are decided: labels, words, and every possible reading of each row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analysis.cuts import Cut
from analysis.headers import Column
from analysis.numerals import clean

_TOTAL = re.compile(r"(?:summa|total|totalt|nettokostnad|nettoresultat)\b", re.IGNORECASE)
_PART = re.compile(r"varav\s+", re.IGNORECASE)


@dataclass(slots=True)
class RawRow:
    """A printed row before its numbers are decided.

    Attributes
    ----------
    line
        The line that the numbers stand in, counted from 1.
    label
        The label as printed, wrapped lines joined, marks kept.
    cuts
        Every possible reading of the numbers; none where the row cannot be read.
    printed
        The numbers as they were printed, for messages.
    texts
        What the text columns hold, by column name.
    heading
        The heading inside the table that the row stands under.
    problem
        What is wrong with the row, in Swedish; empty where nothing is.
    """

    line: int
    label: str
    cuts: list[Cut]
    printed: str
    texts: dict[str, str] = field(default_factory=dict)
    heading: str = ""
    problem: str = ""


@dataclass(slots=True)
class RawTable:
    """The head and the rows of a table as found in a document.

    Attributes
    ----------
    columns
        All columns in printed order, those of text and labels too.
    rows
        The rows in printed order.
    notes
        What had to be decided to find them, in Swedish.
    start, end
        The first line of the head and the first line below the table, counted from 0.
    title
        The title that stands in the table itself; empty where there is none.
    """

    columns: list[Column]
    rows: list[RawRow]
    notes: list[str]
    start: int
    end: int
    title: str = ""


def is_total(label: str) -> bool:
    """Tell whether a label names a sum of the rows above it.

    Examples
    --------
    >>> is_total("<b>Totalt</b>"), is_total("Ledning")
    (True, False)
    """
    return _TOTAL.match(clean(label)) is not None


def is_part(label: str) -> bool:
    """Tell whether a label names a part (varav) of a line above it.

    Examples
    --------
    >>> is_part("**varav HVB placeringar"), is_part("Kostnader")
    (True, False)
    """
    return _PART.match(clean(label)) is not None


def without_part(label: str) -> str:
    """Return a label without marks and without the word that makes it a part.

    Examples
    --------
    >>> without_part("**varav HVB placeringar"), without_part("Sjukfrånvaro, varav <15 dagar")
    ('HVB placeringar', 'Sjukfrånvaro, varav <15 dagar')
    """
    text = clean(label)
    found = _PART.match(text)
    return text[found.end() :] if found else text
