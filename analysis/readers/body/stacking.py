"""A head whose lines stand below each other, each column's words in a stack, to possible names of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import NamedTuple

from analysis.vocabulary.column_kinds import Column, number_column
from analysis.vocabulary.columns import unglued
from analysis.vocabulary.heads import (
    PERIOD,
    UNIT_WORD,
    YEAR,
    YEAR_BEFORE,
    is_banner,
    is_label_head,
    name_score,
    roles_in,
)

_MOST_STACKED = 3_000  # ways to stack the lines of a head that are tried
_LONGEST = 3  # words of a name on one line
_MOST_LINES = 3
_LEFT = 3.0  # points for a line of years or roles that no name takes up
_PAIR = 2


class Word(NamedTuple):
    """A word of a head and the line that it stands in."""

    text: str
    line: int


def head_words(lines: Iterable[tuple[int, str]]) -> list[Word]:
    """Part the lines of a head into words; what says which year was before stays together.

    Examples
    --------
    >>> [word.text for word in head_words([(0, "UtfallBudget fg år")])]
    ['Utfall', 'Budget', 'fg år']
    """
    return [
        Word(word.replace("\0", " "), line)
        for line, text in lines
        for word in YEAR_BEFORE.sub(r"\1\0\2", unglued(text)).split()
    ]


class Labelling(NamedTuple):
    """Names of the columns, how well they fit, and the line that the first of them stands in."""

    columns: tuple[Column, ...]
    score: float
    first: int
    last: int
    label: str = ""


@lru_cache(maxsize=16384)
def column_named(name: str) -> Column:
    """Make a number column of its name and the role that its words give it.

    Examples
    --------
    >>> column_named("Ack. utfall 2024").role
    'utfall'
    """
    return number_column(name, name_score(name)[1])


def joined(words: Sequence[Word]) -> str:
    """Join the words of a name; a hyphen at the end of a line, before a small letter, is none.

    Examples
    --------
    >>> joined([Word("Budget-", 0), Word("avvikelse", 1)])
    'Budgetavvikelse'
    """
    text = ""
    for at, word in enumerate(words):
        if text.endswith("-") and len(text) > 1 and word.text[:1].islower() and word.line != words[at - 1].line:
            is_span = PERIOD.fullmatch(f"{text.rpartition(' ')[2]}{word.text}") is not None  # of months
            text = (text if is_span else text[:-1]) + word.text
        else:
            text = f"{text} {word.text}".strip()
    return text


def stacked(words: Sequence[Word], width: int) -> Iterator[Labelling]:
    """Part a head whose lines stand below each other column by column: one line begins or ends each name.

    Parameters
    ----------
    words
        The words of the head, in printed order.
    width
        How many columns the rows have.
    """
    lines = [[word for word in words if word.line == line] for line in sorted({word.line for word in words})]
    lines = [line for line in lines if not all(UNIT_WORD.fullmatch(word.text) for word in line)]
    while lines and len(lines[-1]) == 1 and not is_banner(lines[-1][0].text):
        lines.pop()  # a heading of the rows
    lines = lines[-_MOST_LINES:]
    if len(lines) < _PAIR or width < _PAIR:
        return
    for tried, (base, upper, lower, left) in enumerate(_stacks(lines, width)):
        if tried > _MOST_STACKED:
            return
        names = [joined([*upper.words.get(at, []), *base.words[at], *lower.words.get(at, [])]) for at in range(width)]
        score = sum(name_score(name)[0] for name in names) - 1.0 - _LEFT * left
        first = base.first if upper.first is None else upper.first
        last = base.first if lower.last is None else lower.last
        yield Labelling(tuple(map(column_named, names)), score, first or 0, last or 0)


def years_first(words: Sequence[Word], width: int) -> Iterator[Labelling]:
    """Read a line in which each name begins with its year, the last one too.

    Examples
    --------
    >>> (found,) = years_first([Word(text, 0) for text in "Nämnd 2022 Utfall 2022 Budget".split()], 2)
    >>> [column.name for column in found.columns]
    ['2022 Utfall', '2022 Budget']
    """
    for line in sorted({word.line for word in words}):
        own = [word for word in words if word.line == line]
        starts = [at for at, word in enumerate(own) if YEAR.fullmatch(word.text)]
        if (
            len(starts) != width
            or starts[-1] == len(own) - 1
            or not all(is_label_head(one.text) for one in own[: starts[0]])
        ):
            continue
        groups = [own[a:b] for a, b in pairwise([*starts, len(own)])]
        score = sum(name_score(joined([*group[1:], group[0]]))[0] for group in groups) - 0.5
        if all(len(roles_in(joined(group))) == 1 for group in groups):
            label = " ".join(word.text for word in own[: starts[0]])
            yield Labelling(tuple(column_named(joined(group)) for group in groups), score, line, line, label)


class _Laid(NamedTuple):
    """Words laid under columns, and the first and last line that they stand in."""

    words: Mapping[int, Sequence[Word]]
    first: int | None = None
    last: int | None = None


def _stacks(lines: Sequence[Sequence[Word]], width: int) -> Iterator[tuple[_Laid, _Laid, _Laid, int]]:
    """Yield each way to lay the lines of a head: one with words for all columns, perhaps one above, some below.

    With each, how many lines of nothing but years and roles are left out.
    """
    for at, base in enumerate(lines):
        below, above = lines[at + 1 :], lines[:at]
        for groups in _partitions(base, width):
            laid = _Laid(dict(enumerate(groups)), base[0].line, base[0].line)
            for high, deep in product(range(min(len(above), 1), -1, -1), range(len(below), -1, -1)):
                left = sum(all(is_banner(word.text) for word in line) for line in below[deep:])
                for upper in _spread(above[len(above) - high :], width):
                    for lower in _spread(below[:deep], width):
                        yield laid, upper, lower, left


def _partitions(line: Sequence[Word], width: int) -> Iterator[list[Sequence[Word]]]:
    """Part a line into so many groups of one to three words; words before the first are no names."""
    for skipped in range(max(len(line) - width, 0) + 1):
        rest = line[skipped:]
        if len(rest) < width or len(rest) > width * _LONGEST or any(roles_in(word.text) for word in line[:skipped]):
            continue
        yield from _groups(rest, width)


def _groups(words: Sequence[Word], width: int) -> Iterator[list[Sequence[Word]]]:
    """Part words into so many groups of one to three."""
    if not width:
        yield []
        return
    fewest = max(1, len(words) - (width - 1) * _LONGEST)
    for length in range(fewest, min(_LONGEST, len(words) - width + 1) + 1):
        for rest in _groups(words[length:], width - 1):
            yield [words[:length], *rest]


def _spread(lines: Sequence[Sequence[Word]], width: int) -> Iterator[_Laid]:
    """Lay the words of each line under columns, in order, at most one a column and line."""
    if not lines:
        yield _Laid({})
        return
    first, rest = lines[0], lines[1:]
    if len(first) > width:
        return
    for places in combinations(range(width), len(first)):
        for more in _spread(rest, width):
            own = {place: [word] for place, word in zip(places, first, strict=True)}
            words = {place: [*own.get(place, []), *more.words.get(place, [])] for place in {*own, *more.words}}
            yield _Laid(words, first[0].line, first[0].line if more.last is None else more.last)
