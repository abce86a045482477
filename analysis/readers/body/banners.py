"""Lines of a head above and below the names of its columns: groups, one role over years, one year for each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from analysis.readers.body.identities import Identity
from analysis.readers.body.stacking import Labelling, Word, column_named
from analysis.vocabulary.column_kinds import Column, number_column
from analysis.vocabulary.heads import (
    UNIT_IN_BRACKETS,
    YEAR,
    groups_in,
    is_after,
    is_banner,
    is_known,
    is_label_head,
    is_note_word,
    is_titled,
    names_labels,
    roles_in,
)
from analysis.vocabulary.owners import border_of, owners_in

_OUTCOME, _DEVIATION, _WHOLE_YEAR = "utfall", "avvikelse", "helår"
_ACK = re.compile(r"ack\.?", re.IGNORECASE)
_WIDTH = 3  # an outcome, a budget and their deviation are of one year
_LONGEST_OWNERS = 4  # words that name both
_AS_OUTCOME = {"prognos": _OUTCOME}  # of the whole year beside the outcome of a part of it


def without_label_heads(words: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """Leave out the name of the column of labels where it begins a line below one that names columns.

    Returns
    -------
    tuple[Sequence[Word], Sequence[Word]]
        The other words as they stand, and with that line first, for its names may be those of the first columns; none
        where no word is left out.

    Examples
    --------
    >>> words = [Word("Utfall", 0), Word("Budget", 0), Word("Nämnd", 1), Word("Avvikelse", 1)]
    >>> [[word.text for word in one] for one in without_label_heads(words)]
    [['Utfall', 'Budget', 'Avvikelse'], ['Avvikelse', 'Utfall', 'Budget']]
    """
    kept, named, turned = list[Word](), set[int](), dict[int, int]()
    titles = {word.line for word in words if not is_known(word.text) and not is_label_head(word.text)}
    for at, word in enumerate(words):
        begins = at > 0 and words[at - 1].line != word.line and words[at - 1].line in named
        names_more = begins and any(other.line == word.line and roles_in(other.text) for other in words[at + 1 :])
        if names_more and names_labels(word.text):
            turned = {word.line: words[at - 1].line, words[at - 1].line: word.line}
            continue
        kept.append(word)
        if roles_in(word.text) and not is_titled(word.text) and word.line not in titles:
            named.add(word.line)
    other = [word._replace(line=turned.get(word.line, word.line)) for word in kept if turned]
    return kept, sorted(other, key=lambda word: word.line)


def with_ack_behind(words: Sequence[Word]) -> Sequence[Word]:
    """Join "ack" with the role before it, where it would else begin a name of the whole year.

    Examples
    --------
    >>> head = "Budget ack Utfall ack Prognos helår".split()
    >>> [word.text for word in with_ack_behind([Word(text, 0) for text in head])]
    ['Budget ack', 'Utfall ack', 'Prognos', 'helår']
    """
    places = [at for at, word in enumerate(words) if _ACK.fullmatch(word.text)]
    follows = all(at and roles_in(words[at - 1].text) and words[at - 1].line == words[at].line for at in places)
    is_open = any(len(words) > at + 2 and words[at + 2].text.lower() == _WHOLE_YEAR for at in places)
    if not (follows and is_open):
        return words
    joined = {at - 1: Word(f"{words[at - 1].text} {words[at].text}", words[at].line) for at in places}
    return [joined.get(at, word) for at, word in enumerate(words) if at not in places]


def below_each(words: Sequence[Word], width: int) -> tuple[Sequence[Word], list[list[Word]]]:
    """Take the last line away where it has a year, with or without a unit, for each column; return that too.

    Examples
    --------
    >>> words = [Word("Utfall", 0), Word("Budget", 0), Word("Nämnd", 1), Word("2024", 1), Word("2023", 1)]
    >>> [[word.text for word in own] for own in below_each(words, 2)[1]]
    [['2024'], ['2023']]
    """
    lines = sorted({word.line for word in words})
    for above, line in pairwise(lines):
        own = [word for word in words if word.line == line]
        own = own[1:] if names_labels(own[0].text) or UNIT_IN_BRACKETS.fullmatch(own[0].text) else own
        if parts := _same_year(own, [word for word in words if word.line == above], width):
            return [word for word in words if word.line != line], parts
        each, rest = divmod(len(own), width)
        names = sum(bool(roles_in(word.text)) for word in words if word.line == above)
        if rest or not each or names < min(width, 2) or not all(is_after(word.text) for word in own):
            continue
        parts = [own[at : at + each] for at in range(0, len(own), each)]
        if all(
            [YEAR.fullmatch(word.text) is not None for word in part] == [True] + [False] * (each - 1) for part in parts
        ):
            return [word for word in words if word.line != line], parts
    return words, []


def _same_year(own: Sequence[Word], above: Sequence[Word], width: int) -> list[list[Word]]:
    """Give one year, printed for each amount of the line above, to these; a deviation needs none."""
    roles = [roles[0] for word in above if (roles := roles_in(word.text))]
    amounts = [role for role in roles if role != _DEVIATION]
    is_one = len({word.text for word in own}) == 1 and YEAR.fullmatch(own[0].text) is not None
    if not is_one or len(roles) != width or width != _WIDTH or not 1 < len(amounts) == len(own) < width:
        return []
    return [[] if role == _DEVIATION else [own[0]] for role in roles]


def with_each(best: Labelling, each: Sequence[Sequence[Word]]) -> Labelling:
    """Put the words that stand below each column behind its name."""
    if not each:
        return best
    names = [
        " ".join([column.name, *(word.text for word in own)]) for column, own in zip(best.columns, each, strict=True)
    ]
    columns = tuple(number_column(name, one.role) for name, one in zip(names, best.columns, strict=True))
    return best._replace(columns=columns, last=max([best.last, *(word.line for own in each for word in own)]))


def over_years(words: Sequence[Word], best: Labelling) -> Labelling:
    """Put an outcome that stands alone on the line above years before each of them."""
    above = _line_above(words, best.first)
    years = sum(YEAR.fullmatch(word.text) is not None for word in words if best.first <= word.line <= best.last)
    is_each = all(map(_is_year, best.columns)) and years == len(best.columns)
    if len(above) != 1 or roles_in(above[0].text) != [_OUTCOME] or not is_each:
        return best
    columns = tuple(column_named(f"{above[0].text} {column.name}") for column in best.columns)
    return best._replace(columns=columns, first=above[0].line)


def with_groups(words: Sequence[Word], best: Labelling, identities: Sequence[Identity]) -> Labelling:
    """Put the names of two groups of columns, on the line above, before the names of their columns."""
    if whose := _owners(words, best):
        return whose
    half, roles = len(best.columns) // 2, [_AS_OUTCOME.get(column.role, column.role) for column in best.columns]
    near = _line_above(words, best.first)
    groups = groups_in(" ".join(word.text for word in near))
    if groups is None or len(roles) % 2 or set(roles[:half]) != set(roles[half:]):
        return best
    names = [column.name.lower() for column in best.columns]
    if len({*names}) == len(names) and not all(is_banner(word.text) for word in near):
        return best  # they are told apart without the names of projects
    if not all(max(one.places) < half or min(one.places) >= half for one in identities):
        return best  # what the figures say crosses the groups
    return _grouped(best, groups, half, near[0].line)


def _owners(words: Sequence[Word], best: Labelling) -> Labelling | None:
    """Part columns whose names come twice between the municipality and it with its companies, named above them."""
    border = border_of([column.name.lower() for column in best.columns])
    if border is None:
        return None
    above = [word for word in words if word.line < best.first]
    while above and (is_label_head(above[-1].text) or is_note_word(above[-1].text)):
        above.pop()
    for length in range(min(len(above), _LONGEST_OWNERS), 1, -1):
        groups = owners_in(" ".join(word.text for word in above[-length:]))
        if groups:
            return _grouped(best, groups, border, above[-length].line)
    return None


def _grouped(best: Labelling, groups: tuple[str, str], border: int, first: int) -> Labelling:
    names = [f"{groups[at >= border]} {column.name}" for at, column in enumerate(best.columns)]
    columns = tuple(number_column(name, column.role) for name, column in zip(names, best.columns, strict=True))
    return best._replace(columns=columns, first=first)


def _line_above(words: Sequence[Word], first: int) -> list[Word]:
    """Return the words of the line above a head but for those that head the labels."""
    above = [word for word in words if word.line < first]
    near = [word for word in above if word.line == above[-1].line]
    while near and is_label_head(near[0].text):
        near.pop(0)
    return near


def _is_year(column: Column) -> bool:
    return YEAR.fullmatch(column.name) is not None
