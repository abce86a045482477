"""A printed word and where it stands."""

from __future__ import annotations

from typing import NamedTuple

BLURRED = "\ufffd"  # behind a word that cannot be read


class Word(NamedTuple):
    """A printed word, in points from the lower left corner of the upright page.

    Attributes
    ----------
    left, right, base, size
        Its edges, its baseline and its font size.
    text
        The word.
    follows
        Whether a space that the file holds stands before it; False also where only distance parts it.
    ends
        Whether a space stands behind it at the end of its line.
    bound
        Whether the space before it is one that never parts two numbers.
    is_bold
        Whether the line of text that it stands in begins bold.
    """

    left: float
    right: float
    base: float
    size: float
    text: str
    follows: bool
    ends: bool
    bound: bool = False
    is_bold: bool = False
