"""Lines of a table to its rows: wrapped labels and wrapped numbers are joined where geometry and arithmetic allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.readers.cuts import agreement
from analysis.readers.placed.columns import (
    BROKEN,
    GOES_ON,
    NEAR,
    SIGN,
    SPACE,
    BodyLine,
    Layout,
    joined_number,
    stacks_of,
)
from analysis.readers.placed.lines import SIGNS, Fragment
from analysis.readers.placed.words import BLURRED
from analysis.vocabulary.columns import join_wrapped
from analysis.vocabulary.numerals import parse_number
from analysis.vocabulary.relations import Relation

OPEN_LABEL = " (oklart var etiketten slutar)"  # behind a number whose label may be longer or shorter


def table_cells(rows: Sequence[RowLines], layout: Layout, width: int) -> list[dict[int, str]]:
    """Return the text of each cell of each row.

    Parameters
    ----------
    rows
        The lines of each row.
    layout
        What is the same for all of them.
    width
        How many columns of numbers the table has.

    Returns
    -------
    list[dict[int, str]]
        The cells. A number on several lines that may be several numbers keeps a slash between them, and the first
        number behind a label in doubt a remark: no reader takes them for numbers, so that the row is doubted.
    """
    runs = [row.lines for row in rows]
    wraps = any(_evidence(run, layout, width) is True for run in runs)
    found = [_row_cells(run, layout, is_sure=_evidence(run, layout, width, wraps=wraps) is True) for run in runs]
    is_open = [row.is_open or _is_open_label(row.lines, layout) for row in rows]
    runs_into = [*(any(line.cells[0].is_blurred for line in row.lines if 0 in line.cells) for row in rows[1:]), False]
    for cells, *doubts in zip(found, is_open, runs_into, strict=True):
        numbers = [column for column in sorted(cells) if column > 0]
        if numbers and any(doubts):
            cells[numbers[0]] += OPEN_LABEL
        if any(BLURRED in text for text in cells.values()):  # a number may be hidden under the words
            cells.update({column: BLURRED for column in range(1, width + 1) if column not in cells})
    if any(map(_has_loose_sign, runs)):
        for cells in found:
            cells.update({column: f"{text}{BLURRED}" for column, text in cells.items() if column > 0 and text in SIGNS})
    return found


def _has_loose_sign(run: Sequence[BodyLine]) -> bool:
    """Tell whether a sign stands on a line of its own, above its number: other lone signs may then be no dashes."""
    stacks = {column: stack for column, stack in stacks_of(run).items() if column > 0}
    lone = [stack for column, stack in stacks.items() if stack[0].cells[column].text in SIGNS]
    is_unlabelled = not any(0 in line.cells for line in run) and len(lone) == len(stacks)
    return is_unlabelled or any(len(stack) > 1 for stack in lone)


def _row_cells(run: Sequence[BodyLine], layout: Layout, *, is_sure: bool) -> dict[int, str]:
    stacks = dict[int, list[Fragment]]()
    for line in run:
        for column, cell in line.cells.items():
            stacks.setdefault(column, []).append(cell)
    cells = dict[int, str]()
    for column, stack in stacks.items():
        texts = [cell.text for cell in stack]
        if column <= 0:
            cells[column] = _label(stack, layout)
        elif len(stack) == 1:
            cells[column] = texts[0]
        else:
            cells[column] = (joined_number(texts) if is_sure else "") or " / ".join(texts)
    return cells


def _evidence(run: Sequence[BodyLine], layout: Layout, width: int, *, wraps: bool = False) -> bool | None:
    """Tell whether numbers on several lines are one: by a group that begins with 0, by arithmetic or by their places.

    None where nothing says so, or no number stands on several lines; `wraps` says that it is sure in another row.
    """
    stacks = {column: stack for column, stack in stacks_of(run).items() if column > 0}
    texts = {column: [line.cells[column].text for line in stack] for column, stack in stacks.items()}
    if not any(len(one) > 1 for one in texts.values()):
        return None
    if any(BROKEN.fullmatch(text) for one in texts.values() for text in one[1:]):
        return True
    agrees = _agrees(
        {column: joined_number(one) if len(one) > 1 else one[0] for column, one in texts.items()}, layout, width
    )
    if agrees is False:
        return False
    lines = [{column: line.cells[column].text for column in line.cells if column > 0} for line in run]
    if wraps or (agrees and not all(_agrees(line, layout, width) for line in lines)):
        return True
    bases = [line.base for line in run if line.has_numbers]
    labels = [line.base for line in run if 0 in line.cells]
    is_apart = not any(abs(label - base) <= NEAR * run[0].size for label in labels for base in bases)
    return True if is_apart and labels else None


def _agrees(texts: dict[int, str], layout: Layout, width: int) -> bool | None:
    """Tell whether the numbers fit each other; None where nothing tests them."""
    try:
        cut = tuple(parse_number(texts.get(column, "")) for column in range(1, width + 1))
    except ValueError:
        return False
    found = agreement(cut, layout.relations)
    return None if found == 0 else found is not None


def _label(stack: Sequence[Fragment], layout: Layout) -> str:
    """Join the lines of a label; a word too long for its column is broken without a mark."""
    broken = [layout.marks and _may_be_broken(above, below, layout) for above, below in pairwise(stack)]
    texts = [cell.text + ("" if is_broken else " ") for cell, is_broken in zip(stack, [*broken, False], strict=True)]
    return join_wrapped(texts, marks_wraps=True)


def _may_be_broken(above: Fragment, below: Fragment, layout: Layout) -> bool:
    """Tell whether a word that fills its column may go on in small letters on the next line."""
    is_full = layout.right - above.right < _LETTER * above.size
    goes_on = below.text[:1].islower() and not _JOINING.match(below.text)
    return len(above.words) == 1 and not above.ends and is_full and goes_on


def _is_open_label(run: Sequence[BodyLine], layout: Layout) -> bool:
    """Tell a label printed over another, one that begins or ends as if there were more, or whose words may be one."""
    stack = [line.cells[0] for line in run if 0 in line.cells]
    if not stack:
        return False
    first = stack[0].text
    begins_small = layout.begins_large and first[:1].islower() and not _JOINING.match(first)
    return (
        begins_small
        or any(cell.is_blurred for cell in stack)
        or _OPEN_END.search(stack[-1].text) is not None
        or any(_may_be_broken(*pair, layout) for pair in pairwise(stack))
    )


MODES = 3  # lines of a cell stand at its top, in its middle or at its bottom
_MOST_LINES = 16  # that one row may take
_BAD = 40.0
_MARGIN = 2.9  # costs nearer each other decide nothing
_FAR_OFF = float("inf")
_LOOSE = 1.75  # font sizes between two lines of one cell
_OVERLAP = 0.9  # font sizes that two rows are apart at least
_PADDED, _SPACED, _AS_FAR, _TIGHTER = 1.3, 1.45, 0.97, 0.97
_JITTER = 0.12  # font sizes that steps between lines differ by, rounded to pixels
_LETTER = 0.8  # font sizes that a letter is wide at most
_ROOM = 0.8  # font sizes that a word needs beside its own width
_WORDS = (  # that join what stands around them
    "och|eller|samt|av|för|per|i|på|till|inkl|exkl|som|med|från|enligt|varav|inom|under|vid|mot|utan|mellan|genom"
)
_OPEN_END = re.compile(rf"(?:[/,(-]|\b(?:{_WORDS})|§)$", re.IGNORECASE)
_JOINING = re.compile(rf"(?:{_WORDS})\b")


class RowLines(NamedTuple):
    """The lines of a row, and whether it is open where its label begins or ends."""

    lines: list[BodyLine]
    is_open: bool = False


def layout_of(lines: Sequence[BodyLine], relations: Sequence[Relation]) -> Layout:
    """Measure a table.

    Parameters
    ----------
    lines
        The lines below the head.
    relations
        Which columns of numbers belong together.
    """
    last = max((at for at, line in enumerate(lines) if line.has_numbers), default=len(lines))
    whole_labels = [line.cells[0] for line in lines[: last + 1] if 0 in line.cells]
    several = [one.right for one in whole_labels if len(one.words) > 1]  # a single word may reach out of its cell
    widest = dict[int, float]()
    for line in lines:
        for column, cell in line.cells.items():
            if cell.is_number:
                widest[column] = max(widest.get(column, 0.0), cell.right - cell.left)
    steps = [(above.base - below.base, below.size) for above, below in _labelled(lines)]
    whole = [above.base - below.base for above, below in _labelled(lines) if above.has_numbers and below.has_numbers]
    return Layout(
        relations,
        right=max(several or [one.right for one in whole_labels], default=0.0),
        widest=widest,
        pitch=min(whole, default=0.0),
        step=min((gap for gap, size in steps if gap > _OVERLAP * size), default=0.0),
        marks=any(one.ends for one in whole_labels),
        begins_large=sum(one.text[:1].isupper() for one in whole_labels) * 2 > len(whole_labels),
    )


def _labelled(lines: Sequence[BodyLine]) -> list[tuple[BodyLine, BodyLine]]:
    """Return the pairs of lines below each other that both hold a label, or a part of one."""
    return [(above, below) for above, below in pairwise(lines) if 0 in above.cells and 0 in below.cells]


def group_rows(lines: Sequence[BodyLine], layout: Layout) -> list[RowLines]:
    """Part the lines of a table into its rows.

    Parameters
    ----------
    lines
        The lines below the head, top to bottom.
    layout
        What is the same for all of them.

    Returns
    -------
    list[RowLines]
        The lines of each row; a row without numbers is a heading.
    """
    if all(0 in line.cells and line.has_numbers for line in lines) and not _may_wrap(lines):
        return [RowLines([line]) for line in lines]
    rows = list[RowLines]()
    runs, open_at = _best_runs(lines, layout)
    for first, end in runs:
        if rows and _is_loose_end(lines[first:end], rows[-1].lines):
            rows[-1].lines.extend(lines[first:end])
        else:
            rows.append(RowLines(list(lines[first:end]), not open_at.isdisjoint(range(first, end + 1))))
    return rows


def _is_loose_end(run: Sequence[BodyLine], above: Sequence[BodyLine]) -> bool:
    """Tell lines without a label that may be the ends of the numbers above: no reader shall take them for a row."""
    cells = [(column, cell) for line in run for column, cell in line.cells.items()]
    filled = {column: cell.text for line in above for column, cell in line.cells.items()}
    return all(
        column > 0 and column in filled and (GOES_ON.fullmatch(cell.text) or SIGN.fullmatch(filled[column]))
        for column, cell in cells
    )


def _may_wrap(lines: Sequence[BodyLine]) -> bool:
    """Tell whether the numbers of some line may be the ends of those above it."""
    return any(
        all(
            GOES_ON.fullmatch(cell.text) and column in above.cells for column, cell in below.cells.items() if column > 0
        )
        for above, below in pairwise(lines)
    )


def _best_runs(lines: Sequence[BodyLine], layout: Layout) -> tuple[list[tuple[int, int]], set[int]]:
    """Find the cheapest way to part the lines, with lines of all cells at the top, the middle or the bottom.

    Say also which lines of labels may as well begin a row as not: the next best way costs hardly more.
    """
    costs, whole = _all_costs(lines, layout), range(len(lines) + 1)
    forth = [[0.0, *(_FAR_OFF for _ in lines)] for _ in range(MODES)]
    back = [[*(_FAR_OFF for _ in lines), 0.0] for _ in range(MODES)]
    for mode in range(MODES):
        for (first, end), cost in sorted(costs.items()):
            forth[mode][end] = min(forth[mode][end], forth[mode][first] + cost[mode])
        for (first, end), cost in sorted(costs.items(), reverse=True):
            back[mode][first] = min(back[mode][first], cost[mode] + back[mode][end])
    parted = [min(forth[mode][at] + back[mode][at] for mode in range(MODES)) for at in whole]
    joined = [_FAR_OFF for _ in whole]
    for (first, end), cost in costs.items():
        way = min(forth[mode][first] + cost[mode] + back[mode][end] for mode in range(MODES))
        joined[first + 1 : end] = [min(way, other) for other in joined[first + 1 : end]]
    open_at = {
        at
        for at in whole[1:-1]
        if abs(parted[at] - joined[at]) < _MARGIN and 0 in lines[at - 1].cells and 0 in lines[at].cells
    }
    best, runs, end = min(range(MODES), key=lambda mode: forth[mode][-1]), list[tuple[int, int]](), len(lines)
    while end:
        first = min(
            (at for at in range(max(end - _MOST_LINES, 0), end) if (at, end) in costs),
            key=lambda at: forth[best][at] + costs[at, end][best],
        )
        runs.append((first, end))
        end = first
    return runs[::-1], open_at


def _all_costs(lines: Sequence[BodyLine], layout: Layout) -> dict[tuple[int, int], list[float]]:
    """Say how unlikely each run of lines is to be one row, with the boundary above it."""
    costs = dict[tuple[int, int], list[float]]()
    between = [0.0, *(_boundary_cost(above, below, layout) for above, below in pairwise(lines))]
    for end in range(1, len(lines) + 1):
        for first in range(end - 1, max(end - _MOST_LINES, 0) - 1, -1):
            if first < end - 1 and _collide(lines[first], lines[first + 1]):
                break
            run = _run_costs(lines[first:end], layout)
            if run[0] >= _BAD and first < end - 1:
                break
            costs[first, end] = [cost + between[first] for cost in run]
    return costs


def _collide(above: BodyLine, below: BodyLine) -> bool:
    """Tell whether two lines have whole numbers in one column, so that they are no one row."""
    return any(
        column > 0 and column in below.cells and not joined_number([cell.text, below.cells[column].text])
        for column, cell in above.cells.items()
    )


def _run_costs(run: Sequence[BodyLine], layout: Layout) -> list[float]:
    """Say how unlikely it is that lines make one row, with their cells at the top, in the middle or at the bottom."""
    stacks = stacks_of(run)
    labels = stacks.get(0, [])
    cost = sum(_wrap_cost(above, below, layout) for above, below in pairwise(labels))
    numbers = {column: stack for column, stack in stacks.items() if column > 0}
    if not numbers:
        return [cost + 1.5] * MODES
    texts = {column: [line.cells[column].text for line in stack] for column, stack in numbers.items()}
    if any(BROKEN.fullmatch(found[0]) for found in texts.values()):
        cost += 10.0
    if all(SIGN.fullmatch(text) for found in texts.values() for text in found):
        cost += 4.0  # signs that may belong to the numbers below
    cost += 0.0 if labels else 6.0
    if len(run) == 1:
        return [cost] * MODES
    cost += _stack_cost(stacks, texts, layout)
    if cost >= _BAD:
        return [cost] * MODES
    return [cost + 8.0 * min(_misplaced(stacks, mode), 2) for mode in range(MODES)]


def _stack_cost(stacks: dict[int, list[BodyLine]], texts: dict[int, list[str]], layout: Layout) -> float:
    """Say how unlikely it is that lines of one cell stand as they do, and that numbers on several lines are one."""
    gaps = ((above.base - below.base) / above.size for stack in stacks.values() for above, below in pairwise(stack))
    cost = 6.0 if any(gap > _LOOSE for gap in gaps) else 0.0
    wrapped = [column for column, found in texts.items() if len(found) > 1]
    for column in wrapped:
        if not joined_number(texts[column]):
            return _BAD
        if _would_fit([line.cells[column] for line in stacks[column]], layout.widest.get(column, 0.0)):
            cost += 15.0
    return cost + (1.0 if wrapped else 0.0)


def _misplaced(stacks: dict[int, list[BodyLine]], mode: int) -> int:
    """Count the cells that do not stand where the mode puts them."""

    def place(stack: list[BodyLine]) -> float:
        return (stack[0].base, (stack[0].base + stack[-1].base) / 2, stack[-1].base)[mode]

    first = max(stack[0].base for stack in stacks.values())
    last = min(stack[-1].base for stack in stacks.values())
    wanted = (first, (first + last) / 2, last)[mode]
    return sum(abs(place(stack) - wanted) > NEAR * stack[0].size for stack in stacks.values())


def _wrap_cost(above: BodyLine, below: BodyLine, layout: Layout) -> float:
    """Say how unlikely it is that a label goes on from one line to the next."""
    before, after = above.cells[0], below.cells[0]
    gap = above.base - below.base
    cost = 0.0 if not after.text[:1].isupper() or _OPEN_END.search(before.text) else 2.5
    if after.text.lower().startswith("varav") or (after.text[:1].isupper() and after.text.endswith(":")):
        cost += 4.0
    if gap < _OVERLAP * min(above.size, below.size):
        cost += 8.0
    if not _OPEN_END.search(before.text) and before.right + _ROOM * below.size + _width(after) < layout.right:
        cost += 4.0  # the next word had room
    is_outdented = before.left > after.left + SPACE * below.size
    if gap > layout.step + _JITTER * below.size or is_outdented or before.words[0].is_bold != after.words[0].is_bold:
        cost += 6.0  # farther apart than lines of one cell, begun further left, or in another weight
    elif layout.pitch > _PADDED * below.size and gap > _AS_FAR * layout.pitch:
        cost += 4.0 if layout.pitch > _SPACED * below.size else 1.5  # as far apart as rows are
    return cost


def _width(fragment: Fragment) -> float:
    """Return the width of the first word."""
    return fragment.words[0].right - fragment.left


def _boundary_cost(above: BodyLine, below: BodyLine, layout: Layout) -> float:
    """Say how unlikely it is that a row ends between two lines."""
    gap = above.base - below.base
    cost = 8.0 if gap < _OVERLAP * min(above.size, below.size) else 0.0
    if 0 in below.cells:
        label = below.cells[0].text
        if not label[:1].isupper() and not label.lower().startswith("varav"):
            cost += 3.0
        if 0 in above.cells and _OPEN_END.search(above.cells[0].text):
            cost += 4.0
        if 0 in above.cells and gap < _TIGHTER * layout.pitch:
            cost += 4.0
    return cost


def _would_fit(pieces: Sequence[Fragment], widest: float) -> bool:
    """Tell whether a number on several lines is no wider than one that stands on a single line."""
    whole = sum(piece.right - piece.left for piece in pieces) + SPACE * pieces[0].size
    return whole < widest
