"""The lines above columns of numbers that are their head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.readers.placed.grid import Grid, grid_of
from analysis.readers.placed.lines import Fragment, Line, is_year, may_head
from analysis.readers.placed.names import Named, column_of, is_known, name_columns
from analysis.readers.placed.regions import Interval
from analysis.vocabulary.columns import is_label_word, starts_head
from analysis.vocabulary.numerals import MONEY_UNITS

MOST_LINES = 16
_TIGHT = 2.6  # font sizes between lines of one head, and from it to the first row
_STEP = 1.3  # times the widest step between rows
_INTO = 0.5  # font sizes that a head may begin left of its cell
_BESIDE = 0.8  # font sizes between baselines of words that stand beside each other
_FAR = 6.0  # font sizes to a line whose words are known to head columns
_SHORT = 2  # words that may end in an abbreviation
_DIGITS = re.compile(r"\d+")
_REST = re.compile(r"\d{1,3}|[a-zåäö]{1,8}|(?:19|20)\d\d")
_UNIT = re.compile(rf"\(?(?:belopp i )?(?:{'|'.join(MONEY_UNITS)})\)?", re.IGNORECASE)
_SENTENCE = re.compile(r"\w\w[.!?]$")
_RIGHT_OF_LABEL = re.compile(r"(?:ack|budget|utfall|avvikelse|prognos|bokslut|beslutad)", re.IGNORECASE)
_TEXT_COLUMN = re.compile(r"kommentar\w*|mätdatum|mätperiod|anmärkning\w*", re.IGNORECASE)


class Head(NamedTuple):
    """The head of a table.

    Attributes
    ----------
    first, below
        Its first line, and the first line below it.
    named
        The names of the columns.
    columns
        The columns of numbers, with those added that only the head shows.
    """

    first: int
    below: int
    named: Named
    columns: list[Interval]


@dataclass(frozen=True, slots=True)
class HeadFinder:
    """Finds the head above a table.

    Attributes
    ----------
    lines
        The lines of the page.
    first_row, last_row
        The first and the last line with numbers.
    floor
        The first line that is not part of a table above.
    grid
        The columns of numbers and their cells.
    pitch
        How far the rows stand from each other at most.
    """

    lines: Sequence[Line]
    first_row: int
    last_row: int
    floor: int
    grid: Grid
    pitch: float

    def find(self) -> Head:
        """Find the head; the more names and years are known, words taken up and names apart, the better."""
        found = list[tuple[tuple[int, int, int, int], Head]]()
        below = self.first_row
        while below < self.last_row and self._is_rest(self.lines[below]):
            below += 1
        starts = {self._up(): False, self.first_row: False}
        whole = (len(self.grid.columns), 0) if len(starts) == 1 and below == self.first_row else None
        for start, takes_rests in [*starts.items(), (below, True)]:
            taken = self._lines_above(start, takes_rests=takes_rests)
            for parts_words in (False, True):
                head = self._head(taken, start, parts_words=parts_words)
                score = self._score(head, takes_rests=takes_rests)
                if (score[0], score[2]) == whole:
                    return head
                found.append((score, head))
        return max(found, key=lambda one: one[0])[1]

    def _head(self, taken: Sequence[int], start: int, *, parts_words: bool) -> Head:
        rows = [list(self.lines[at].fragments) for at in taken]
        added = [at for row in rows for at in _added(row, self.grid)]
        columns = sorted([*self.grid.columns, *added])
        rows_below = self.lines[self.first_row : self.last_row + 1]
        grid = grid_of(columns, rows_below, rows_below[0].size) if added else self.grid
        first, below = (taken[0], taken[-1] + 1) if taken else (start, start)
        return Head(first, below, name_columns(rows, grid, parts_words=parts_words), columns)

    @staticmethod
    def _score(head: Head, *, takes_rests: bool) -> tuple[int, int, int, int]:
        names = head.named.names
        known = [column for column in map(column_of, names) if column.kind == "tal"]
        is_broken = any(_DIGITS.fullmatch(word) and not is_year(word) for name in names for word in name.split())
        if is_broken and takes_rests:
            return -1, -1, 0, 0
        years = sum(column.year is not None for column in known)
        return len(known), years, -len(head.named.above), len({*names})

    def _over(self, line: Line) -> list[Fragment]:
        """Return the fragments of a line that stand over the numbers or in their cells."""
        return [one for one in line.fragments if self.grid.reach(one)]

    def _up(self) -> int:
        """Go up over lines that hold nothing but digits over the columns: the tops of wrapped numbers."""
        at, lines = self.first_row, self.lines
        while at > self.floor and lines[at - 1].base - lines[at].base < 2 * lines[at].size:
            over = self._over(lines[at - 1])
            if not over or len(over) < len(lines[at - 1].fragments) or not all(one.is_number for one in over):
                break
            at -= 1
        return at

    def _lines_above(self, start: int, *, takes_rests: bool) -> list[int]:
        """Go up as long as words stand above the numbers; rests are ends of broken words and years."""
        taken, named, last = list[int](), list[int](), self.lines[start]
        for at in range(start - 1, max(self.floor, start - MOST_LINES) - 1, -1):
            line = self.lines[at]
            over = self._over(line)
            is_rest = takes_rests and self._is_rest(line)
            if self._is_far(line, last, over) or (not is_rest and any(map(self._is_other, over))):
                break
            taken.append(at)
            if over:
                named.append(at)
            last = line
        if not named:
            return []
        first, last_named = min(named), max(named)
        has_label = any(one.right <= self.grid.labels for at in named for one in self.lines[at].fragments)
        heads_labels = [at for at in taken if any(map(_heads_labels, self.lines[at].fragments))]
        beside = [at for at in taken if self.lines[at].base - self.lines[first].base < _BESIDE * self.lines[first].size]
        first = min(first, *beside, *(at for at in heads_labels if _UNIT.fullmatch(self.lines[at].text)), last_named)
        below = last_named if has_label else max(last_named, *heads_labels, -1)
        return [at for at in reversed(taken) if first <= at <= below]

    def _is_far(self, line: Line, last: Line, over: Sequence[Fragment]) -> bool:
        """Tell whether a line is too far above another to belong to one head; known words may stand further off."""
        is_years = bool(over) and all(is_year(one.text) for one in over)
        is_known = is_years or starts_head(" ".join(one.text for one in over))
        return line.base - last.base > max((_FAR if is_known else _TIGHT) * line.size, _STEP * self.pitch)

    def _is_rest(self, line: Line) -> bool:
        """Tell a line of nothing but what may be the ends of broken words and years, beside the head of labels."""
        return all(
            all(_REST.fullmatch(word.text) for word in one.words) if self.grid.reach(one) else is_label_word(one.text)
            for one in line.fragments
        )

    def _is_other(self, one: Fragment) -> bool:
        """Tell a fragment above numbers that names no column: a number, prose, or a title begun further left."""
        if one.is_number:
            return not may_head(one.text)
        names_first = _RIGHT_OF_LABEL.match(one.text) and (len(one.words) <= _SHORT or is_known(one.text))
        is_title = one.left < self.grid.cells[0][0] - _INTO * one.size and not names_first
        return is_title or (len(one.words) > _SHORT and _SENTENCE.search(one.text) is not None)


def _heads_labels(one: Fragment) -> bool:
    return is_label_word(one.text) or _UNIT.fullmatch(one.text) is not None


def _added(row: Sequence[Fragment], grid: Grid) -> list[Interval]:
    """Return the columns that hold nothing but their head: beside the table, or left of another head in its cell."""
    found = list[Interval]()
    for at, one in enumerate(row):
        if (
            one.left <= grid.columns[0][0]
            or grid.is_near(one)
            or not (is_known(one.text) or _TEXT_COLUMN.fullmatch(one.text))
        ):
            continue
        places = grid.reach(one)
        if not places or any(grid.reach(other) == places for other in row[at + 1 :]):
            found.append((one.left, one.right))
    return found
