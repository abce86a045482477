"""The words of a head to the names of its columns: what stands in a cell names it, what spans several names a group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from analysis.readers.placed.banners import reaches_further, share_columns
from analysis.readers.placed.grid import Grid
from analysis.readers.placed.groups import Group, Placed, group_columns, share_evenly, stand_over
from analysis.readers.placed.lines import Fragment, is_year
from analysis.readers.placed.owners import find_owners, name_by_owners
from analysis.readers.placed.regions import Interval
from analysis.readers.placed.words import Word
from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.columns import cell_column, join_wrapped, names_role
from analysis.vocabulary.heads import PART, is_note_word
from analysis.vocabulary.heads import is_known as begins_name
from analysis.vocabulary.owners import without_owner

_MOST_JOINS = 6  # places where a word of a head may have been broken
_TITLE = 1.6  # font sizes from a title to the head below it
_INTO_CELL = 0.5  # font sizes that a name begins beside the edge of its cell
_GLUED = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])")
_COMPOUND = re.compile(r"(?:s|netto|brutto|drift|budget|-)$", re.IGNORECASE)  # begins a word that a role ends
_END = re.compile(r"[a-zåäö]{1,8}")
_BROKEN = ("avvikelse", "budget", "utfall", "prognos", "bokslut", "redovisning", "underskott")  # over two lines
_REST = re.compile(r"\d{1,3}|[a-zåäö]{1,8}|(?:19|20)\d\d")


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


def is_known(text: str) -> bool:
    """Tell whether a text is known to head a column of numbers."""
    return column_of(text).kind == "tal"


def name_columns(rows: Sequence[Sequence[Fragment]], grid: Grid, *, parts_words: bool) -> Named:
    """Give each column the words above it; words over several columns are theirs or name a group of them.

    The municipality, and it with its companies, may each stand over columns whose names come twice.

    Parameters
    ----------
    rows
        The lines of the head.
    grid
        The columns and their cells.
    parts_words
        Whether words over several columns are parted between them where they say what a column is.
    """
    whose = find_owners(rows)
    if whose:
        others = [[one for one in row if not any(one in owner.fragments for owner in whose)] for row in rows]
        named = _name_columns([row for row in others if row], grid, parts_words=parts_words)
        whole = name_by_owners(named.names, whose, grid.cells)
        if whole:
            return named._replace(names=whole, used=[*named.used, *(one for owner in whose for one in owner.fragments)])
    named = _name_columns(rows, grid, parts_words=parts_words)
    owned = [without_owner(name) != name for name in named.names if name]
    return named._replace(is_unclear=named.is_unclear or (bool(whose) and any(owned) and not all(owned)))


def _name_columns(rows: Sequence[Sequence[Fragment]], grid: Grid, *, parts_words: bool) -> Named:
    """Give each column the words above it, below a line with the names of groups where there is one."""
    plain = _name_below(rows, grid, parts_words=parts_words)
    if len(rows) > 1 and not any(map(grid.reach, rows[0])):  # a unit or a title above the labels
        below = _name_columns(rows[1:], grid, parts_words=parts_words)
        return below._replace(labels=[*rows[0], *below.labels])
    ones = [one for one in rows[0] if grid.reach(one)] if len(rows) > 1 else []
    if len(ones) >= len(grid.columns) or not all(one.right > grid.labels for one in ones) or not ones:
        return plain
    below, begun = _with_beginnings(_name_columns(rows[1:], grid, parts_words=parts_words), ones, grid)
    ones = [one for one in ones if one not in begun]
    are_whole = all(names_role(name) or PART.match(name) for name in below.names)  # else the line may begin names
    is_told = len({*plain.names}) == len(plain.names) and all(map(is_known, plain.names))
    if (is_told and not are_whole) or not all(below.names) or not ones:
        return plain
    alone = {place for one in begun for place in grid.reach(one)}
    kept = [at for at in range(len(grid.cells)) if at not in alone]
    rest = Grid([grid.columns[at] for at in kept], [grid.cells[at] for at in kept], grid.labels)
    shared = share_columns(ones, [below.names[at] for at in kept], rest.cells, rest.columns)
    spans = shared.spans if shared else []
    names = _with_groups(below.names, [(one.text, kept[slice(*span)]) for one, span in zip(ones, spans, strict=False)])
    if shared is None or not all(map(is_known, names)):
        return plain
    labels = [one for one in rows[0] if one not in [*ones, *begun] and one.right <= grid.columns[0][0]]
    used, is_unclear = [*ones, *begun, *below.used], below.is_unclear or shared.is_open
    return Named([*labels, *below.labels], names, below.above, used, is_unclear)


def _with_beginnings(below: Named, ones: Sequence[Fragment], grid: Grid) -> tuple[Named, list[Fragment]]:
    """Put the words over one column alone, whose name below says no role, before that name; return these words too."""
    names, begun = list(below.names), list[Fragment]()
    for one in ones:
        places = grid.reach(one)
        name = names[places[0]]
        if len(places) == 1 and name and not names_role(name) and not PART.match(name) and names_role(one.text):
            names[places[0]] = f"{one.text} {name}"
            begun.append(one)
    return below._replace(names=names), begun


def _name_below(rows: Sequence[Sequence[Fragment]], grid: Grid, *, parts_words: bool) -> Named:
    own: list[list[Fragment]] = [[] for _ in grid.columns]
    labels, used, wide = list[Fragment](), list[Fragment](), list[list[Placed]]()
    tops = _top_groups(rows, grid)
    for row in rows:
        wide.append([])
        for whole in row:
            is_note = is_note_word(whole.text) and whole.right <= grid.columns[0][0]
            parts = [(whole, [])] if is_note else _parted(whole, grid, parts_words=parts_words)
            for one, reach in parts:
                places = tops.get(id(one)) or reach or _stacked(one, rows, grid)
                if len(places) > 1:
                    wide[-1].append((one, places))
                elif places:
                    own[places[0]].append(one)
                elif one.right <= grid.columns[0][0]:
                    labels.append(one)
            used += [whole] if any(reach or _stacked(one, rows, grid) for one, reach in parts) else []
    titles = _take_title(rows[0], own, grid) if rows else []
    _take_ends(wide, own)
    names, short = _short_groups(own)
    groups = [*group_columns(wide, names, grid), *short]
    full = _with_groups(names, groups)
    is_unclear = any(names_role(text) and not all(names_role(full[at]) for at in places) for text, places in groups)
    is_unclear = is_unclear or any(reaches_further(*group, names, full) for group in groups)
    is_unclear = is_unclear or any(map(_is_end_alone, full)) or any(map(_are_two, own))
    is_unclear = is_unclear or any(is_year(name) and _is_said_twice(name, full) for name in full)
    above = titles + [text for text, places in groups if not all(text in full[at] for at in places)]
    return Named(labels, full, above, used, is_unclear)


def _stacked(one: Fragment, rows: Sequence[Sequence[Fragment]], grid: Grid) -> list[int]:
    """Find the column of words far from its numbers, which stand in a stack with words that are not."""
    if one.left < grid.labels or not is_year(one.text):
        return []
    others = [other for row in rows for other in row if other is not one and _overlaps(other, one)]
    found = {tuple(grid.reach(other)) for other in others} - {()}
    return list(found.pop()) if len(found) == 1 and all(len(places) == 1 for places in found) else []


def _overlaps(one: Fragment, other: Fragment) -> bool:
    return one.left < other.right and other.left < one.right


def _are_two(parts: Sequence[Fragment]) -> bool:
    """Tell two names over one column: they stand apart on a line, or each says a role of its own and one a year."""
    known = [one for one in parts if names_role(one.text) or one.text == "%"]
    if any(one.words[0].base == other.words[0].base for one, other in pairwise(known)):
        return True
    columns = [column_of(one.text) for one in known]
    dated = any(column.role == "utfall" and column.year for column in columns)
    return dated and any(column.role == "avvikelse" for column in columns)


def _is_end_alone(name: str) -> bool:
    """Tell the end of a broken word whose beginning went to another name."""
    own = name.rpartition(": ")[2]
    first = own.partition(" ")[0]
    is_rest = first != own and any(word != first and word.endswith(first) for word in _BROKEN if first)
    return is_rest or (_END.fullmatch(own) is not None and not is_known(own))


def _is_said_twice(year: str, names: Sequence[str]) -> bool:
    """Tell whether another column is the outcome of a year that heads a column alone: that one lost its words."""
    return any(name != year and year in name.split() and column_of(name).role == "utfall" for name in names)


def _parted(whole: Fragment, grid: Grid, *, parts_words: bool) -> list[Placed]:
    """Part words that stand in several cells where they say roles or years; the name of a group stays whole."""
    places = grid.reach(whole)
    says_roles = names_role(whole.text) or all(
        _REST.fullmatch(word.text) or PART.fullmatch(word.text) for word in whole.words
    )
    if not parts_words or len(places) <= 1 or not (says_roles or _begin_cells(whole, grid)):
        return [(whole, places)]
    words = [part for word in whole.words for part in _unglued(word)]
    cells = [max(places, key=lambda at: _shared(word, grid.cells[at])) for word in words]
    cuts = [0, *(at for at in range(1, len(words)) if cells[at] != cells[at - 1]), len(words)]
    return [(Fragment(words[start:end]), [cells[start]]) for start, end in pairwise(cuts)]


def _begin_cells(whole: Fragment, grid: Grid) -> bool:
    """Tell whether each word begins where another cell does: names, or pieces of them, that fill their cells."""
    room = _INTO_CELL * whole.size
    edges = [[at for at, (left, _) in enumerate(grid.cells) if abs(word.left - left) < room] for word in whole.words]
    places = [at for found in edges for at in found]
    return len(whole.words) > 1 and all(len(found) == 1 for found in edges) and len({*places}) == len(places)


def _shared(word: Word, cell: Interval) -> float:
    return min(word.right, cell[1]) - max(word.left, cell[0])


def _unglued(word: Word) -> list[Word]:
    """Part a word where a name begins inside it."""
    parts, left = list[Word](), word.left
    for text in _GLUED.split(word.text):
        right = left + (word.right - word.left) * len(text) / len(word.text)
        parts.append(word._replace(left=left, right=right, text=text))
        left = right
    return parts


def _top_groups(rows: Sequence[Sequence[Fragment]], grid: Grid) -> dict[int, list[int]]:
    """Find the columns under each year or period of a head's first line, where they share all columns between them.

    Years share them evenly. Other words that say no role do where the columns below repeat, a forecast like an outcome.
    """
    top = [one for one in rows[0] if one.right > grid.labels] if len(rows) > 1 else []
    if not top or any(names_role(one.text) for one in top):
        return {}
    groups = share_evenly(len(grid.columns), len(top))
    if not (all(is_year(one.text) for one in top) or _repeat(rows[1:], groups, grid)):
        return {}
    return {id(one): group for one, group in zip(top, groups, strict=True)} if stand_over(top, groups, grid) else {}


def _repeat(rows: Sequence[Sequence[Fragment]], groups: Sequence[Sequence[int]], grid: Grid) -> bool:
    """Tell whether each of some groups of columns has the same roles, each of them once."""
    names = _name_below(rows, grid, parts_words=True).names if len(groups) > 1 else []
    roles = [[column_of(names[at]).role for at in own] for own in groups if names]
    shapes = [sorted(own if "utfall" in own else (one.replace("prognos", "utfall") for one in own)) for own in roles]
    return bool(shapes) and all(one == shapes[0] for one in shapes) and len({*shapes[0]} - {""}) == len(shapes[0])


def _take_title(row: Sequence[Fragment], own: Sequence[list[Fragment]], grid: Grid) -> list[str]:
    """Take a title out of the name of the column below it: it stands alone on its line, far above the rest."""
    over = [one for one in row if grid.reach(one)]
    for pieces in own:
        is_named = over and all(begins_name(word.text) or is_known(word.text) for word in over[0].words)
        if len(over) == 1 and pieces[:1] == over and len(pieces) > 1 and not is_named:
            step = over[0].words[0].base - pieces[1].words[0].base
            return [pieces.pop(0).text] if step > _TITLE * over[0].size and names_role(_joined(pieces[1:])) else []
    return []


def _take_ends(wide: Sequence[list[Placed]], own: Sequence[list[Fragment]]) -> None:
    """Give the names of groups their last lines, where those are so short that they stand in one cell."""
    for row in wide:
        for at, (one, places) in enumerate(row):
            for pieces in [own[place] for place in places if len(own[place]) > 1]:
                end = pieces[0]
                is_end = end.text[:1].islower() and not names_role(end.text) and names_role(_joined(pieces[1:]))
                if is_end and _overlaps(one, end) and end.words[0].base < one.words[0].base:
                    row[at] = Fragment([*row[at][0].words, *end.words]), places
                    del pieces[0]


def _short_groups(own: Sequence[Sequence[Fragment]]) -> tuple[list[str], list[Group]]:
    """Join the pieces of each name; where names come twice, a group may begin at words above the role of one."""
    names = [_joined(pieces) for pieces in own]
    roles = [next((at for at, one in enumerate(pieces) if names_role(one.text)), 0) for pieces in own]
    high = max((pieces[0].words[0].base for pieces in own if pieces), default=0.0)
    tops = [at for at, role in enumerate(roles) if role and own[at][0].words[0].base == high]
    if len({*names}) == len(names) or not tops:
        return names, []
    bare = [_joined(pieces[roles[at] :]) if at in tops else names[at] for at, pieces in enumerate(own)]
    ends = [*tops[1:], len(own)]
    groups = [(_joined(own[at][: roles[at]]), list(range(at, end))) for at, end in zip(tops, ends, strict=True)]
    whole = _with_groups(bare, groups)
    return (bare, groups) if len({*whole}) == len(whole) else (names, [])


def _with_groups(names: Sequence[str], groups: Sequence[Group]) -> list[str]:
    """Name columns by their groups too, where the whole is known, or parted by a colon where names come twice."""
    whole, comes_twice = list[str](), len({*names}) < len(names)
    for at, name in enumerate(names):
        is_named = names_role(name)  # then words over the whole table are its title
        over = [text for text, places in groups if at in places and not (is_named and len(places) == len(names))]
        told = " ".join([*over, name])
        if not over or not name:
            whole.append(name)
        elif is_known(told):
            whole.append(told)
        else:
            whole.append(f"{' '.join(over)}: {name}" if comes_twice else name)
    return whole


def _begins_word(above: str, below: str) -> bool:
    """Tell whether a line of a head begins a word of its own, for no word was broken there."""
    return below[:1].isupper() or (names_role(below.partition(" ")[0]) and not _COMPOUND.search(above))


def _joined(pieces: Sequence[Fragment]) -> str:
    """Join wrapped lines; where the words are known only without a space, a word was broken there."""
    texts = [one.text for one in pieces]
    plain = join_wrapped(texts, marks_wraps=False)
    if not 1 < len(texts) <= _MOST_JOINS + 1 or is_known(plain):
        return plain
    gaps = [(" ",) if _begins_word(above, below) else (" ", "") for above, below in pairwise(texts)]
    for ends in product(*gaps):
        name = join_wrapped([text + end for text, end in zip(texts, (*ends, " "), strict=True)], marks_wraps=True)
        if is_known(name):
            return name
    return plain
