"""The lines of a table below its head, and what is the same for all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.readers.pdf.lines import Fragment, is_cell_number
from analysis.vocabulary.columns import Relation
from analysis.vocabulary.numerals import DASHES

NEAR = 0.3  # font sizes that two baselines in line with each other may differ
SPACE = 0.3  # font sizes that a space is wide
BROKEN = re.compile(r"0\d{2}.*")  # the end of a number: none begins with a nought
SIGN = re.compile(rf"[{DASHES}+]")
GOES_ON = re.compile(r"\d{3}(?: \d{3})*(?:,\d+)?\s?%?")
_BEGINS = re.compile(rf"[{DASHES}+]?\s?(?:\d{{1,3}}(?: \d{{3}})*)?")


@dataclass(slots=True)
class BodyLine:
    """One printed line below a head.

    Attributes
    ----------
    base, size
        Its baseline and its font size.
    cells
        What stands in each column: 0 holds the labels, the columns of numbers follow, negative ones stand before.
    """

    base: float
    size: float
    cells: dict[int, Fragment] = field(default_factory=dict)

    @property
    def has_numbers(self) -> bool:
        """Whether anything stands right of the label."""
        return any(column > 0 for column in self.cells)


class Layout(NamedTuple):
    """What is the same for all rows of a table.

    Attributes
    ----------
    relations
        Which columns of numbers, from 0, are outcome, budget and deviation of each other.
    right
        Where the widest label ends.
    widest
        How wide the widest number on one line is, by column.
    pitch
        How far rows stand from each other that have label and numbers on one line; 0 where no two do.
    marks
        Whether lines of labels end in a space where a word ends.
    """

    relations: Sequence[Relation]
    right: float
    widest: dict[int, float]
    pitch: float
    marks: bool


def stacks_of(run: Sequence[BodyLine]) -> dict[int, list[BodyLine]]:
    """Return the lines that each column of a row fills; what stands before the labels is left out."""
    stacks = dict[int, list[BodyLine]]()
    for line in run:
        for column in line.cells:
            if column >= 0:
                stacks.setdefault(column, []).append(line)
    return stacks


def joined_number(pieces: Sequence[str]) -> str:
    """Join the lines of one number that was wrapped between its groups; empty where they are no one number.

    Examples
    --------
    >>> joined_number(["-1", "475"]), joined_number(["−", "475"]), joined_number(["12", "34"])
    ('-1 475', '− 475', '')
    """
    starts = pieces[:1] if _BEGINS.fullmatch(pieces[0]) else []
    if not starts or (SIGN.fullmatch(pieces[0]) and len(pieces) == 2 and is_cell_number(pieces[1])):  # noqa: PLR2004
        return " ".join(pieces) if starts else ""
    text = " ".join(pieces)
    return text if all(map(GOES_ON.fullmatch, pieces[1:])) and is_cell_number(text) else ""
