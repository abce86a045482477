"""The words above a block to the names of its columns, in the light of what the figures are of each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from analysis.readers.body.banners import (
    below_each,
    over_years,
    with_ack_behind,
    with_each,
    with_groups,
    without_label_heads,
)
from analysis.readers.body.certain import (
    are_sure,
    has_loose_year,
    has_upper_name,
    is_bare_year,
    leaves_names,
    leaves_years,
    parts_dates,
    parts_names,
)
from analysis.readers.body.fits import fit, month_in
from analysis.readers.body.identities import Identity
from analysis.readers.body.stacking import Labelling, Word, column_named, joined, stacked, years_first
from analysis.vocabulary.column_kinds import Column, number_column
from analysis.vocabulary.columns import is_label_word
from analysis.vocabulary.heads import (
    UNKNOWN,
    YEAR,
    YEAR_BEFORE,
    ends_open,
    is_after,
    is_label_head,
    is_titled,
    name_score,
    roles_in,
)

MOST_WORDS = 40  # of a head; more than that is prose
_LONGEST_NAME = 6  # words
_BEAM = 4  # partitions kept a state
_MARGIN = 2.0  # that a labelling must be better by than the next different one
_PLAIN = 3.5  # points a column of a head that is read line by line
_TORN = 3.0  # points for a name that goes on in a line of years below several names
_SHARES = frozenset({"andel", "förändring"})
_SHARE = re.compile(r"%|\(?(?:i )?procent\)?", re.IGNORECASE)
_MOST_A_NAME, _MOST_AN_IDENTITY, _MOST_BESIDE = 5.5, 5.5, 5.0
_BARE_YEAR = -5.0  # points for a column named by its year alone, beside columns that are not


class Named(NamedTuple):
    """The columns of a block.

    Attributes
    ----------
    columns
        One a cell of its rows.
    is_sure
        Whether no other naming fits nearly as well.
    first
        The first line of the head, None where there is no head.
    last
        Its last line.
    score, label
        How well the words fit, and the name of the column of labels.
    is_near
        Whether another number of columns fits nearly as well.
    """

    columns: list[Column]
    is_sure: bool
    first: int | None
    last: int | None
    score: float = 0.0
    label: str = ""
    is_near: bool = False


def label_columns(words: Sequence[Word], width: int, identities: Sequence[Identity], shares: Sequence[bool]) -> Named:
    """Name the columns of a block by the words above it.

    Parameters
    ----------
    words
        The words above its first row, in printed order.
    width
        How many columns the rows have.
    identities
        What they are of each other.
    shares
        For each column whether its numbers are printed with a per cent sign.
    """
    words, turned = without_label_heads(words)
    words, each = below_each(with_ack_behind(words)[-MOST_WORDS:], width)
    weighed = _weighed(_in_order(tuple(words), width), identities, shares)
    if not _is_plain(weighed, words, width):
        weighed = sorted([*weighed, *_weighed(stacked(words, width), identities, shares)], key=lambda one: -one.score)
    weighed = sorted([*weighed, *_weighed(years_first(words, width), identities, shares)], key=lambda one: -one.score)
    if turned and not each:
        other = _weighed(_in_order(tuple(turned[-MOST_WORDS:]), width), identities, shares)
        weighed = sorted([*weighed, *other], key=lambda one: -one.score)
    if not weighed or weighed[0].score < 0:
        return Named(nameless(width, identities), is_sure=False, first=None, last=None)
    weighed = _with_years(weighed, words, identities)
    best = _with_shares(over_years(words, weighed[0]), shares)
    grouped = with_groups(words, best, identities)
    # the words of groups name no column of their own
    rest = [one for one in weighed[1:] if grouped.columns == best.columns or one.first >= best.first]
    meaning = _meaning(weighed[0])
    others = [one for one in rest if _meaning(one) != meaning and not _is_rest_of(one, best, words)]
    is_ahead = not others or best.score - others[0].score >= _MARGIN
    bare = with_each(best, each)
    best = with_each(grouped, each) if grouped.columns != best.columns else with_groups(words, bare, identities)
    is_sure = is_ahead and are_sure(bare.columns, identities, best.columns)
    is_sure = is_sure and not leaves_years(words, grouped) and not leaves_names(words, grouped)
    is_loose = has_loose_year(words, grouped) and not parts_names(grouped, identities)
    is_loose = is_loose or parts_dates(words, grouped)
    is_sure = is_sure and not is_loose and not has_upper_name(words, grouped, is_turned=bool(turned))
    is_sure = is_sure and not (each and any(YEAR.search(column.name) for column in grouped.columns))
    first, label = _label_head(words, best.first, best.label)
    return Named(list(best.columns), is_sure, first, best.last, best.score, label)


def most_points(width: int, identities: Sequence[Identity]) -> float:
    """Say how many points names can have at most: a role and a line of its own each, and all that the figures say."""
    return _MOST_A_NAME * width + _MOST_AN_IDENTITY * len(identities) + _MOST_BESIDE


def _weighed(found: Iterable[Labelling], identities: Sequence[Identity], shares: Sequence[bool]) -> list[Labelling]:
    weighed = (one._replace(score=one.score + _fits(one.columns, identities, shares)) for one in found)
    return sorted(weighed, key=lambda one: -one.score)


def _with_years(weighed: list[Labelling], words: Sequence[Word], identities: Sequence[Identity]) -> list[Labelling]:
    """Weigh the likeliest names once more: years that stand beside them and are not taken up speak against them."""
    likely = [one for one in weighed if one.score > weighed[0].score - _MARGIN]
    if len(likely) == 1:
        return weighed
    left = [leaves_years(words, with_groups(words, one, identities)) for one in likely]
    again = [one._replace(score=one.score - _MARGIN * leaves) for one, leaves in zip(likely, left, strict=True)]
    return sorted([*again, *weighed[len(likely) :]], key=lambda one: -one.score)


def _with_shares(best: Labelling, shares: Sequence[bool]) -> Labelling:
    """Tell a column of per cent from one of amounts that has its name."""
    names = [column.name for column in best.columns]
    columns = tuple(
        number_column(f"{column.name} %", "andel") if is_share and names.count(column.name) > 1 else column
        for column, is_share in zip(best.columns, shares, strict=True)
    )
    return best._replace(columns=columns)


def _is_rest_of(one: Labelling, best: Labelling, words: Sequence[Word]) -> bool:
    """Tell whether a naming is another one without its last lines, of years and periods, which it leaves unused."""
    is_shorter = one.first == best.first and one.last < best.last
    return is_shorter and leaves_years(words, one) and not leaves_years(words, best)


def _is_plain(weighed: Sequence[Labelling], words: Sequence[Word], width: int) -> bool:
    """Tell whether the words, read line by line, give each column one role, so that no other order need be tried."""
    if not weighed or weighed[0].score < _PLAIN * width or any(_is_below(words, at) for at in range(1, len(words))):
        return False
    return all(len(roles_in(column.name)) == 1 for column in weighed[0].columns)


def _label_head(words: Sequence[Word], first: int, label: str) -> tuple[int, str]:
    """Find the name of the label column: on the line of the first name, or alone on the line above it."""
    if label:
        return first, label
    above = [word for word in words if word.line < first]
    line = [word for word in above if word.line == above[-1].line] if above else []
    if len(line) == 1 and is_label_word(line[0].text):
        return line[0].line, line[0].text
    return first, ""


def nameless(width: int, identities: Sequence[Identity] = ()) -> list[Column]:
    """Name columns without a head by what they are.

    Examples
    --------
    >>> [column.name for column in nameless(3, [Identity(0, (1, 2))])]
    ['kolumn 1', 'kolumn 2', 'skillnad mellan kolumn 1 och 2']
    """
    names = [f"kolumn {place + 1}" for place in range(width)]
    for identity in identities:
        if len(identity.parts) == 2:  # noqa: PLR2004  (a pair)
            one, place = identity.parts
            names[place] = f"skillnad mellan kolumn {identity.total + 1} och {one + 1}"
    return [number_column(name, UNKNOWN) for name in names]


def _meaning(labelling: Labelling) -> list[tuple[str, int | None, str, int | None, bool]]:
    return [
        (column.role, column.year, column.group, month_in(column.name), YEAR_BEFORE.search(column.name) is not None)
        for column in labelling.columns
    ]


def _fits(columns: Sequence[Column], identities: Sequence[Identity], shares: Sequence[bool]) -> float:
    bare = sum(YEAR.fullmatch(column.name) is not None for column in columns)
    others = [column for column in columns if not is_bare_year(column)]
    is_change = len(others) == 1 and others[0].role == "förändring"  # of two of the years
    score = _BARE_YEAR * bare if others and not is_change else 0.0
    for identity in identities:
        score += fit(columns, identity)
    for column, is_share in zip(columns, shares, strict=True):
        if is_share:
            score += 1.0 if column.role in _SHARES or "%" in column.name else 0.0
    return score


@lru_cache(maxsize=2048)
def _in_order(words: tuple[Word, ...], width: int) -> list[Labelling]:
    """Part the words, read line by line, into names; words before the first and lines after the last are no names."""
    states = _partings(words, width)
    found = list[Labelling]()
    for end in range(1, len(words) + 1):
        tail = _tail(words, end)
        if tail is None:
            continue
        for score, ends in states.get((end, width), ()):
            columns = tuple(column_named(joined(words[a:b])) for a, b in pairwise(ends))
            first = words[ends[0]].line
            label = " ".join(word.text for word in words[: ends[0]] if word.line == first)
            found.append(Labelling(columns, score - tail, first, words[end - 1].line, label))
    found.sort(key=lambda one: -one.score)
    return found[: 4 * _BEAM]


# by the word below the last name and the number of names: the best points, and where each name begins
_States = dict[tuple[int, int], list[tuple[float, tuple[int, ...]]]]


def _partings(words: Sequence[Word], width: int) -> _States:
    """Part words into so many names in the best ways."""
    states: _States = {(at, 0): [(-_skipped(words, at), (at,))] for at in range(len(words))}
    for at, groups in product(range(len(words)), range(width)):
        for end in range(at + 1, min(at + _LONGEST_NAME, len(words)) + 1) if (at, groups) in states else ():
            own = _group_score(words, at, end)
            entry = states.setdefault((end, groups + 1), [])
            entry += [(score + own, (*ends, end)) for score, ends in states[at, groups][:_BEAM]]
            entry.sort(reverse=True)
            del entry[_BEAM:]
    return states


def _skipped(words: Sequence[Word], first: int) -> float:
    """Weigh the words before the first name against their being left out."""
    cost = 1.5 if first and ends_open(words[first - 1].text) else 0.0
    for word in words[:first]:
        if roles_in(word.text) or YEAR.fullmatch(word.text):
            is_title = word.line != words[first].line
            cost += 8.0 if not is_title else 3.0 if roles_in(word.text) and not is_titled(word.text) else 0.0
        else:
            cost += -0.3 if is_label_head(word.text) else 0.1
    return cost


def _tail(words: Sequence[Word], end: int) -> float | None:
    """Weigh the lines below the last name, which head the rows; None where a name would end inside a line."""
    if end < len(words) and words[end].line == words[end - 1].line:
        return None
    rest = words[end:]
    lines = len({word.line for word in rest})
    left = [word for word in rest if roles_in(word.text) or YEAR.fullmatch(word.text) or _SHARE.fullmatch(word.text)]
    return 0.2 * lines + 4.0 * len(left)


def _group_score(words: Sequence[Word], first: int, end: int) -> float:
    name = joined(words[first:end])
    torn = _TORN * any(_is_below(words, at) for at in range(first + 1, end))
    crossed = sum(words[at].line != words[at + 1].line for at in range(first, end - 1))
    is_line_end = end == len(words) or words[end].line != words[end - 1].line
    is_line_start = first == 0 or words[first - 1].line != words[first].line
    whole_line = 0.5 if is_line_end and is_line_start and not crossed else 0.0
    return name_score(name)[0] - 0.5 * crossed - torn + whole_line


def _is_below(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word begins a line of years and units below a line of several names: it may belong to any."""
    if words[at].line == words[at - 1].line:
        return False
    line = [word for word in words if word.line == words[at].line]
    above = [word for word in words if word.line == words[at - 1].line]
    return all(is_after(word.text) for word in line) and sum(bool(roles_in(word.text)) for word in above) > 1
