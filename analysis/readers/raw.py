"""A table before its numbers are decided: labels, words, and every possible reading of each row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.readers.cuts import Cut
from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.labels import INCOME, NET, WHOLE, is_part, side_of
from analysis.vocabulary.relations import Relation


class Hypothesis(NamedTuple):
    """What the numbers of a table are taken to satisfy.

    Attributes
    ----------
    relations
        Which columns are outcome (or forecast), budget and deviation of each other.
    income, other
        For lines of income and for all others: 1 where the deviation is outcome less budget, -1 where it is budget
        less outcome.
    """

    relations: tuple[Relation, ...]
    income: int = 1
    other: int = 1

    def direction(self, side: str) -> int:
        """Return the direction of the deviations on a side."""
        return self.income if side == INCOME else self.other

    def ways(self, side: str) -> list[list[Relation]]:
        """List the arithmetic that a row may satisfy; a whole of both sides may go with either of them.

        Examples
        --------
        >>> Hypothesis((Relation(0, 1, 2),), other=-1).ways("kostnad")
        [[Relation(utfall=1, budget=0, avvikelse=2)]]
        """
        own = [self.direction(side)]
        if side == WHOLE and self.income != self.other:
            own = [self.other, self.income]
        return [self._oriented(one) for one in own] if self.relations else []

    def _oriented(self, direction: int) -> list[Relation]:
        return [one if direction > 0 else Relation(one.budget, one.utfall, one.avvikelse) for one in self.relations]


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
    unit
        The unit that stands in its head or on a line of its own above it; empty where there is none.
    hypothesis
        What its numbers are taken to satisfy.
    doubt
        Whether the rows speak for something else nearly as much.
    """

    columns: list[Column]
    rows: list[RawRow]
    notes: list[str]
    start: int
    end: int
    title: str = ""
    unit: str = ""
    hypothesis: Hypothesis = field(default_factory=lambda: Hypothesis(()))
    doubt: bool = False


def sides_of(rows: Iterable[RawRow]) -> list[str]:
    """Tell which side each row of a table stands on."""
    found, above = list[str](), NET
    for row in rows:
        side = side_of(row.label, row.heading, above)
        found.append(side)
        above = above if is_part(row.label) else side
    return found
