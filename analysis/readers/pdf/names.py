"""Words that stand above columns of numbers to the names of the columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from analysis.readers.pdf.lines import Fragment, is_year
from analysis.readers.pdf.regions import Interval, overlapped
from analysis.vocabulary.columns import Column, cell_column, join_wrapped

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
    """

    labels: list[Fragment]
    names: list[str]
    above: list[str]
    used: list[Fragment]


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
    return Named(labels, names, above, used)


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
