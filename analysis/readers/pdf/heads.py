"""The words above columns of numbers to the names of the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from analysis.readers.pdf.lines import Fragment, Line, is_year
from analysis.readers.pdf.regions import Interval, overlapped
from analysis.vocabulary.columns import Column, cell_column, is_label_word, join_wrapped, names_role, starts_head

_MOST_JOINS = 6  # places where a word of a head may have been broken
_NEAR = 1.5  # font sizes between a head and the numbers below it
_APART = 2.6  # font sizes that a year may reach out of its columns
Piece = tuple[str, bool]  # a wrapped line of a head, and whether a space stands at its end


class Named(NamedTuple):
    """The names of columns.

    Attributes
    ----------
    labels
        The fragments left of the columns, above the labels.
    names
        The name of each column; empty where none stands above it.
    above
        Words that span several columns and are part of no name.
    used
        The fragments that make the names.
    is_unclear
        Whether words over several columns say what one of them is that nothing else names.
    """

    labels: list[Fragment]
    names: list[str]
    above: list[str]
    used: list[Fragment]
    is_unclear: bool = False


@lru_cache(maxsize=4096)
def column_of(text: str) -> Column:
    """Say what a column is from the text of its head, once for each text.

    Examples
    --------
    >>> column_of("Utfall 2020").role
    'utfall'
    """
    return cell_column(text)


def nearest(grid: Sequence[Interval], one: Fragment) -> int | None:
    """Find the column that a fragment stands above, or so near that it cannot be another's."""

    def away(place: int) -> float:
        return max(grid[place][0] - one.right, one.left - grid[place][1])

    best = min(range(len(grid)), key=away)
    return best if away(best) <= _NEAR * one.size else None


def name_columns(rows: Sequence[Sequence[Fragment]], grid: Sequence[Interval], *, parts_words: bool) -> Named:
    """Give each column the words above it; words over several columns are theirs or are kept apart."""
    own: list[list[Piece]] = [[] for _ in grid]
    spans: list[list[str]] = [[] for _ in grid]
    labels, used, wide = list[Fragment](), list[Fragment](), list[tuple[str, list[int]]]()
    years = _year_spans(rows, grid)
    for one in [one for row in rows for one in row]:
        places = years.get(id(one)) or overlapped(grid, one.left, one.right)
        near = nearest(grid, one)
        if len(places) > 1 and parts_words and id(one) not in years:
            for at, part in _split(one, places, grid):
                own[at].append((part.text, part.ends))
        elif len(places) > 1:
            wide.append((one.text, places))
            for at in places:
                spans[at].append(one.text)
        elif near is not None and (places or one.left >= grid[0][0] - _NEAR * one.size):
            own[near].append((one.text, one.ends))
        elif one.right <= grid[0][0]:
            labels.append(one)
            continue
        else:
            continue
        used.append(one)
    names = [_name(pieces, span) for pieces, span in zip(own, spans, strict=True)]
    above = [text for text, places in wide if not all(text in names[at] for at in places)]
    is_unclear = any(names_role(text) and not all(names_role(names[at]) for at in places) for text, places in wide)
    return Named(labels, names, above, used, is_unclear)


def _split(one: Fragment, places: Sequence[int], grid: Sequence[Interval]) -> list[tuple[int, Fragment]]:
    """Part words over several columns: at the widest gaps, or each word to the nearest column, as names are known."""
    gaps = sorted(range(1, len(one.words)), key=lambda at: one.words[at - 1].right - one.words[at].left)
    by_gaps = sorted(gaps[: len(places) - 1])
    places_of = [nearest(grid, Fragment([word])) for word in one.words]
    by_places = [at for at, place in enumerate(places_of) if at and place is not None and place not in places_of[:at]]
    pieces = [_cut(one, cuts) for cuts in (by_gaps, by_places)]
    best = max(pieces, key=lambda found: sum(column_of(part.text).kind == "tal" for part in found))
    return list(zip(places, best, strict=False))


def _cut(one: Fragment, cuts: Sequence[int]) -> list[Fragment]:
    pieces, rest, done = list[Fragment](), one, 0
    for at in cuts:
        before, rest = rest.parted(at - done)
        pieces.append(before)
        done = at
    return [*pieces, rest]


def _year_spans(rows: Sequence[Sequence[Fragment]], grid: Sequence[Interval]) -> dict[int, list[int]]:
    """Find the columns under each year of a head's first line, where fewer years than columns share them evenly."""
    top = [one for one in rows[0] if one.right > grid[0][0] - _NEAR * one.size] if len(rows) > 1 else []
    if not top or not all(is_year(one.text) for one in top) or len(grid) == len(top) or len(grid) % len(top):
        return {}
    each = len(grid) // len(top)
    groups = [list(range(at, at + each)) for at in range(0, len(grid), each)]
    fits = all(
        grid[group[0]][0] - _APART * one.size <= one.left and one.right <= grid[group[-1]][1] + _APART * one.size
        for one, group in zip(top, groups, strict=True)
    )
    return {id(one): group for one, group in zip(top, groups, strict=True)} if fits else {}


def _name(pieces: Sequence[Piece], spans: Sequence[str]) -> str:
    """Join the lines of one head; a word over several columns is part of a name where the name is then known."""
    name = _joined(pieces)
    whole = " ".join([*spans, name]).strip()
    if not pieces:
        return ""  # a head over two columns names neither
    return whole if spans and column_of(whole).kind == "tal" else name


def _joined(pieces: Sequence[Piece]) -> str:
    """Join wrapped lines; where the words are known only without a space, a word was broken there."""
    texts = [text for text, _ in pieces]
    plain = join_wrapped(texts, marks_wraps=False)
    if not 1 < len(texts) <= _MOST_JOINS + 1 or column_of(plain).kind == "tal":
        return plain
    for ends in product((" ", ""), repeat=len(texts) - 1):
        name = join_wrapped([text + end for text, end in zip(texts, (*ends, " "), strict=True)], marks_wraps=True)
        if column_of(name).kind == "tal":
            return name
    return plain


_MOST_LINES = 16
_TIGHT = 2.6  # font sizes between lines of one head, and from it to the first row
_STEP = 1.3  # times the widest step between rows
_FAR = 6.0  # font sizes to a line whose words are known to head columns
_DIGITS = re.compile(r"\d+")
_REST = re.compile(r"\d{1,3}|[a-zåäö]{1,8}|(?:19|20)\d\d")
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
    columns
        Left and right edge of each column of numbers.
    pitch
        How far the rows stand from each other at most.
    """

    lines: Sequence[Line]
    first_row: int
    last_row: int
    floor: int
    columns: Sequence[Interval]
    pitch: float

    def find(self) -> Head:
        """Find the head; the more names and years are known, and the fewer words are left, the better."""
        found = list[tuple[tuple[int, int, int], Head]]()
        below = self.first_row
        while below < self.last_row and self._is_rest(self.lines[below]):
            below += 1
        starts = {self._up(): False, self.first_row: False}
        for start, takes_rests in [*starts.items(), (below, True)]:
            taken = self._lines_above(start, takes_rests=takes_rests)
            for parts_words in (False, True):
                head = self._head(taken, start, parts_words=parts_words)
                found.append((self._score(head, takes_rests=takes_rests), head))
            if len(starts) == 1 and below == start and found[0][0][0] == len(self.columns) and not found[0][0][2]:
                break
        return max(found, key=lambda one: one[0])[1]

    def _head(self, taken: Sequence[int], start: int, *, parts_words: bool) -> Head:
        grid = list(self.columns)
        rows = [list(self.lines[at].fragments) for at in taken]
        for row in rows:
            _add_columns(grid, row)
        first, below = (taken[0], taken[-1] + 1) if taken else (start, start)
        return Head(first, below, name_columns(rows, grid, parts_words=parts_words), grid)

    @staticmethod
    def _score(head: Head, *, takes_rests: bool) -> tuple[int, int, int]:
        names = head.named.names
        known = [column for column in map(column_of, names) if column.kind == "tal"]
        is_broken = any(_DIGITS.fullmatch(word) and not is_year(word) for name in names for word in name.split())
        if is_broken and takes_rests:
            return -1, -1, 0
        return len(known), sum(column.year is not None for column in known), -len(head.named.above)

    def _over(self, line: Line) -> list[Fragment]:
        """Return the fragments of a line that stand over the numbers."""
        return [one for one in line.fragments if overlapped(self.columns, one.left, one.right)]

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
        for at in range(start - 1, max(self.floor, start - _MOST_LINES) - 1, -1):
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
        heads_labels = [at for at in taken if any(is_label_word(one.text) for one in self.lines[at].fragments)]
        below = max(*named, *(at for at in heads_labels if at > max(named)), -1)
        return [at for at in reversed(taken) if min(named) <= at <= below]

    def _is_far(self, line: Line, last: Line, over: Sequence[Fragment]) -> bool:
        """Tell whether a line is too far above another to belong to one head; known words may stand further off."""
        is_years = bool(over) and all(is_year(one.text) for one in over)
        is_known = is_years or starts_head(" ".join(one.text for one in over))
        return line.base - last.base > max((_FAR if is_known else _TIGHT) * line.size, _STEP * self.pitch)

    def _is_rest(self, line: Line) -> bool:
        """Tell a line of nothing but what may be the ends of broken words and years, beside the head of labels."""
        return all(
            all(_REST.fullmatch(word.text) for word in one.words)
            if overlapped(self.columns, one.left, one.right)
            else is_label_word(one.text)
            for one in line.fragments
        )

    def _is_other(self, one: Fragment) -> bool:
        """Tell a fragment above numbers that names no column: a number, prose, or a title begun further left."""
        if one.is_number:
            return not is_year(one.text)
        is_title = one.left < self.columns[0][0] - _TIGHT * one.size and not _RIGHT_OF_LABEL.match(one.text)
        return is_title or _SENTENCE.search(one.text) is not None


def _add_columns(grid: list[Interval], row: Sequence[Fragment]) -> None:
    """Add the columns that hold nothing but their head."""
    for one in row:
        is_column = column_of(one.text).kind == "tal" or _TEXT_COLUMN.fullmatch(one.text)
        if is_column and one.left > grid[0][0] and nearest(grid, one) is None:
            grid.append((one.left, one.right))
            grid.sort()
