"""The fragments of a line to the columns of its table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.readers.placed.lines import SIGNS, Fragment, Line, is_cell_number, is_digits
from analysis.readers.placed.regions import Interval, overlapped
from analysis.readers.placed.words import BLURRED
from analysis.vocabulary.numerals import DASHES
from analysis.vocabulary.relations import Relation

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
    step
        How far two lines of labels stand from each other at least.
    marks
        Whether lines of labels end in a space where a word ends.
    begins_large
        Whether most lines of labels begin with a capital.
    all_large
        Whether all do, those of several lines without numbers among them, so that these are headings.
    near
        Font sizes that the cells of a row may be out of line.
    """

    relations: Sequence[Relation]
    right: float
    widest: dict[int, float]
    pitch: float
    step: float
    marks: bool
    begins_large: bool
    all_large: bool = False
    near: float = NEAR


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


DIGITS = re.compile(r"\d{3}(?: \d{3})*(?:,\d+)?%?")
_ALIGNED = 0.3  # font sizes between the edges of two cells of a column
_APART = 1.0  # font sizes between two numbers that are not one
_BESIDE = 3.0  # font sizes right of the numbers where a table has ended
_SENTENCE = re.compile(r"(?:[a-zåäö]{3}|\d)[.!?](?:\s|$)")
_PROSE_LINES = 3


def _is_prose(texts: Sequence[str]) -> bool:
    """Tell lines of prose beside a table from labels: sentences that run over line ends."""
    text = " ".join(texts)
    small = sum(one[:1].islower() for one in texts)
    return len(texts) >= _PROSE_LINES and small * 2 >= len(texts) and _SENTENCE.search(text) is not None


def label_columns(span: Sequence[Line], columns: Sequence[Interval], heads: Sequence[Fragment]) -> list[Interval]:
    """Find the columns of words left of the numbers; the last holds the labels, prose further left is none."""
    limit = columns[0][0]
    texts = [one for line in span for one in line.fragments if one.left < limit and _is_label(one, line, columns)]
    groups = list[Interval]()
    for one in sorted(texts, key=lambda one: one.left):
        right = min(one.right, limit)
        if groups and one.left < groups[-1][1]:
            groups[-1] = (groups[-1][0], max(groups[-1][1], right))
        else:
            groups.append((one.left, right))
    main = max(
        range(len(groups)), key=lambda at: sum(groups[at][0] <= one.left < groups[at][1] for one in texts), default=0
    )
    kept = [(groups[main][0], groups[-1][1])] if groups else []
    for group in reversed(groups[:main]):
        lines_with = [line for line in span if any(group[0] <= one.left < group[1] for one in line.fragments)]
        held = [one.text for line in lines_with for one in line.fragments if group[0] <= one.left < group[1]]
        if _is_prose(held) or not all(len(line.numbers) > 0 for line in lines_with):
            break
        if any(overlapped([group], one.left, one.right) for one in heads):
            kept.insert(0, group)
        else:
            kept[0] = (group[0], kept[0][1])
    return kept or [(limit - 1.0, limit)]


def _is_label(one: Fragment, line: Line, columns: Sequence[Interval]) -> bool:
    """Tell a label from what fills a cell of numbers: one that reaches into them begins its line."""
    return not overlapped(columns, one.left, one.right) or (len(one.words) > 1 and one is line.fragments[0])


def body_line(line: Line, columns: Sequence[Interval], labels: Sequence[Interval]) -> BodyLine:
    """Put the fragments of a line into the columns of its table.

    Parameters
    ----------
    line
        A line below the head.
    columns, labels
        The columns of numbers, and those of words before them.
    """
    body, edge = BodyLine(line.base, line.size), columns[-1][1]
    for one in [part for whole in line.fragments for part in _parted(whole, columns)]:
        if one.is_number and len(over := overlapped(columns, one.left, one.right)) == 1:
            _add(body, over[0] + 1, one)
            continue
        is_beside = one.left > edge + _BESIDE * one.size or one.right < labels[0][0]
        at = None if is_beside else _column_of(one, columns, labels)
        is_glued = _is_between(one, columns) or (is_digits(one) and not one.is_number)
        if at is not None and at > 0 and is_glued and not DIGITS.fullmatch(one.text):  # numbers without a gap
            for place in overlapped(columns, one.left, one.right):
                _add(body, place + 1, Fragment([one.words[0]._replace(text=BLURRED)]))
        elif at is not None:
            _add(body, at, one)
        elif one.is_number and one.left >= edge and not is_beside:  # of a column of which only the head was found
            _add(body, len(columns), Fragment([one.words[0]._replace(text=BLURRED)]))
    _mark_hidden(body, columns)
    return body


def _add(body: BodyLine, at: int, one: Fragment) -> None:
    held = body.cells.get(at)
    if held:
        if (
            at > 0
            and is_digits(one)
            and held.is_number
            and held.text not in SIGNS
            and one.left - held.right > _APART * one.size
        ):
            first = one.words[0]  # two numbers, one of them of a column that no other line shows
            one = Fragment([first._replace(text=f"/ {first.text}"), *one.words[1:]], one.opens, one.is_blurred)
        is_blurred = held.is_blurred or one.is_blurred
        one = Fragment([*held.words, *one.words], [*held.opens, False, *one.opens], is_blurred)
    body.cells[at] = one


def _mark_hidden(body: BodyLine, columns: Sequence[Interval]) -> None:
    """Mark the empty cells that digits of a label reach into: they may be numbers."""
    for key in [key for key in body.cells if key <= 0]:
        for word in body.cells[key].words:
            if any(map(str.isdigit, word.text)):
                for at in overlapped(columns, word.left, word.right):
                    body.cells.setdefault(at + 1, Fragment([word._replace(text=BLURRED)]))


def _column_of(one: Fragment, columns: Sequence[Interval], labels: Sequence[Interval]) -> int | None:
    """Tell the column of a fragment: where it begins, for words left of the numbers; else what it stands over."""
    over = overlapped(columns, one.left, one.right)
    fills = over and (is_digits(one) or one.left > labels[-1][1])
    if not (one.is_number or fills) and one.left < columns[0][0]:
        if one.left < labels[0][0] - one.size:
            return None
        near = min(
            range(len(labels)), key=lambda at: abs(labels[at][0] - one.left) if one.left < labels[at][0] else 0.0
        )
        near = max([at for at, (left, _) in enumerate(labels) if left <= one.left + one.size], default=near)
        return near + 1 - len(labels)
    if over:
        return 1 + max(over, key=lambda at: _shared(one, columns[at]))
    if one.right <= columns[0][0]:
        return None if one.right < labels[0][0] else 0
    if one.left >= columns[-1][1]:
        return None
    return next(at + 1 for at, (_, right) in enumerate(columns) if one.left < right)


def _shared(one: Fragment, column: Interval) -> float:
    return min(one.right, column[1]) - max(one.left, column[0])


def _is_between(one: Fragment, columns: Sequence[Interval]) -> bool:
    """Tell whether a fragment fills a good part of more than one column."""
    return sum(_shared(one, column) > _ALIGNED * one.size for column in columns) > 1


def _parted(whole: Fragment, columns: Sequence[Interval]) -> Sequence[Fragment]:
    """Part words that only look joined: a number that stands close behind a label or another number."""
    over = overlapped(columns, whole.left, whole.right)
    if not over or (whole.is_number and len(over) == 1):
        return [whole]
    places = [(overlapped(columns, word.left, word.right) or [-1])[-1] for word in whole.words]
    if is_digits(whole) and whole.right < columns[-1][1] and whole.left < columns[0][0] - whole.size:
        return [whole]  # digits that reach out of the columns
    pieces, rest, done = list[Fragment](), whole, 0
    for at in range(1, len(places)):
        if places[at] != places[at - 1]:
            before, rest = rest.parted(at - done)
            pieces.append(before)
            done = at
    pieces.append(rest)
    numbers = [one for one in pieces if overlapped(columns, one.left, one.right)]
    if pieces[1:] and all(one.is_number or DIGITS.fullmatch(one.text) for one in numbers):
        return pieces
    return _tail_parted(whole, columns)


def _tail_parted(whole: Fragment, columns: Sequence[Interval]) -> Sequence[Fragment]:
    """Part the number at the end of words that reach into its column."""
    for at in range(1, len(whole.words)):
        before, after = whole.parted(at)
        over = overlapped(columns, after.left, after.right)
        if after.is_number and len(over) == 1 and after.words[0].text not in SIGNS:
            left, right = columns[over[0]]
            is_aligned = min(abs(after.right - right), abs(after.left - left)) < _ALIGNED * after.size
            return [*_parted(before, columns), after] if is_aligned and not before.is_number else [whole]
    return [whole]
