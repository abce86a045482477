"""A line's digits to the run that fills a table's columns; what belongs to label or comment is told by arithmetic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from analysis.readers.cuts import Cut, Run, candidate_cuts, drop_last, number_runs, shorten
from analysis.readers.orientations import score
from analysis.readers.raw import NET, Hypothesis
from analysis.vocabulary.columns import Column

_MOST_CODES = 3  # numbers that a label may end in, or a comment begin with
_GROUP = 3  # digits that stand together where thousands are parted


class Reading(NamedTuple):
    """A run of digits, its possible readings, and what is wrong with it (in Swedish, or empty)."""

    run: Run
    cuts: list[Cut]
    problem: str = ""


class DigitReader:
    """Reads the digits of one line after the other as rows of the same table.

    Parameters
    ----------
    numbers
        The number columns of the table, in printed order.
    texts_after
        How many columns of text follow them.
    hypothesis
        What the numbers are taken to satisfy.
    closes_with_space
        Whether each cell of the document is followed by a space.
    """

    def __init__(
        self, numbers: Sequence[Column], texts_after: int, hypothesis: Hypothesis, *, closes_with_space: bool
    ) -> None:
        self._numbers, self._texts_after, self._closes = numbers, texts_after, closes_with_space
        self._hypothesis = hypothesis
        self._ways = hypothesis.ways(NET)

    def read(self, line: str, side: str = NET) -> Reading | None:
        """Find the run of digits that fills the table's columns, and its readings; None where there is none.

        The side of the statement that the line stands on tells which way its deviation is counted.
        """
        self._ways = self._hypothesis.ways(side)
        runs = number_runs(line)
        if not self._texts_after:
            runs = [run for run in runs[-1:] if run.end == len(line)]
        return next((reading for run in runs if (reading := self._reading(run))), None)

    def expected(self) -> str:
        """Say in Swedish what a row must hold."""
        return f"väntade {len(self._numbers)} tal ({', '.join(column.name for column in self._numbers)})"

    def mixes_groups(self, run: Run) -> bool:
        """Tell whether thousands stand both with and without a space, and no arithmetic can say why."""
        if self._ways or len(run.atoms) <= len(self._numbers):
            return False
        return any(len(re.sub(r"\D", "", atom.split(",")[0])) > _GROUP for atom in run.atoms)

    def _reading(self, run: Run) -> Reading | None:
        """Read a run; its first numbers may belong to the label, its last to a comment, where arithmetic says so."""
        whole = Reading(run, self._cuts(run))
        if not self._ways or self._agreeing(whole.cuts):
            return whole if whole.cuts else None
        extra = min(_MOST_CODES, len(run.atoms) - 1)
        others = [*_pieces(run, shorten, extra), *_pieces(run, drop_last, extra)]
        fitting = [Reading(piece, cuts) for piece in others if (cuts := self._agreeing(self._cuts(piece)))]
        if not fitting:
            return whole if whole.cuts else None
        chosen = fitting[0]
        if len(fitting) > 1 or (chosen.run.end < run.end and not self._texts_after):
            return Reading(run, [], f"{self.expected()}; talen är utelämnade")
        return Reading(chosen.run, [*chosen.cuts, *whole.cuts])

    def _cuts(self, run: Run) -> list[Cut]:
        width, after = len(self._numbers), self._texts_after
        return candidate_cuts(run, width, closes_with_space=self._closes, texts_after=after)

    def _agreeing(self, cuts: Sequence[Cut]) -> list[Cut]:
        return [cut for cut in cuts if score(cut, self._ways)]


def _pieces(run: Run, less: Callable[[Run], Run], most: int) -> Iterator[Run]:
    """Yield what is left of a run when one atom after the other is taken away at an end."""
    for _ in range(most):
        run = less(run)
        yield run
