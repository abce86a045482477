"""Lines of a table to its rows: wrapped labels and wrapped numbers are joined where geometry and arithmetic allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

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
from analysis.readers.placed.lines import Fragment
from analysis.vocabulary.relations import Relation

MODES = 3  # lines of a cell stand at its top, in its middle or at its bottom
_MOST_LINES = 16  # that one row may take
_BAD = 40.0
_MARGIN = 2.9  # costs nearer each other decide nothing
_FAR_OFF = float("inf")
_LOOSE = 1.75  # font sizes between two lines of one cell
_OVERLAP = 0.9  # font sizes that two rows are apart at least
_PADDED, _SPACED, _AS_FAR, _TIGHTER = 1.3, 1.45, 0.97, 0.97
_JITTER = 0.12  # font sizes that steps between lines differ by, rounded to pixels
_HALF = 0.55  # of the step from line to line: the middle of two lines is one of them
LETTER = 0.8  # font sizes that a letter is wide at most
_ROOM = 0.8  # font sizes that a word needs beside its own width
_WORDS = (  # that join what stands around them
    "och|eller|samt|av|för|per|(?-i:i)|på|till|inkl|exkl|som|med|från|enligt|varav|därav|inom|under|vid|mot|utan|mellan|genom"
)
OPEN_END = re.compile(rf"(?:[/,(-]|\b(?:{_WORDS})|§)$", re.IGNORECASE)
_CODE = re.compile(r"\d{2,6}(?: |$)")
_TOTAL = re.compile(r"(?:summa )?totalt?|summa|netto(?:kostnad(?:er)?)?|resultat", re.IGNORECASE)  # whole labels
BEGINS_PART = re.compile(r"(?:var|där)av\b", re.IGNORECASE)
JOINING = re.compile(rf"(?:{_WORDS})\b")


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
        begins_large=sum(_begins_large(one.text) for one in whole_labels) * 2 > len(whole_labels),
        all_large=_are_headings_large(lines[: last + 1]),
        near=_near(lines),
    )


def _are_headings_large(lines: Sequence[BodyLine]) -> bool:
    """Tell whether no label begins small, though some lines have nothing but one: those are headings, as a rule."""
    labels = [(line.cells[0].text, line.has_numbers) for line in lines if 0 in line.cells]
    bare = [text for text, has_numbers in labels if not has_numbers]
    return all(_begins_large(text) for text, _ in labels) and len(bare) > 1 and not any(map(_CODE.match, bare))


def _near(lines: Sequence[BodyLine]) -> float:
    """Measure how far the cells of a row may be out of line: where all lines are as far apart, its middle is a line."""
    steps = [above.base - below.base for above, below in pairwise(lines)]
    step = min(steps, default=0.0)
    if not steps or step < _OVERLAP * lines[0].size:
        return NEAR
    is_even = all(abs(one - round(one / step) * step) < _JITTER * lines[0].size for one in steps)
    return _HALF * step / lines[0].size if is_even else NEAR


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
    return [cost + 8.0 * min(_misplaced(stacks, mode, layout.near), 2) for mode in range(MODES)]


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


def _misplaced(stacks: dict[int, list[BodyLine]], mode: int, near: float) -> int:
    """Count the cells that do not stand where the mode puts them."""

    def place(stack: list[BodyLine]) -> float:
        return (stack[0].base, (stack[0].base + stack[-1].base) / 2, stack[-1].base)[mode]

    first = max(stack[0].base for stack in stacks.values())
    last = min(stack[-1].base for stack in stacks.values())
    wanted = (first, (first + last) / 2, last)[mode]
    return sum(abs(place(stack) - wanted) > near * stack[0].size for stack in stacks.values())


def _begins_large(label: str) -> bool:
    """Tell whether a label begins with a capital, with or without a code before it."""
    rest = _CODE.sub("", label)
    return not rest or rest[:1].isupper()


def _wrap_cost(above: BodyLine, below: BodyLine, layout: Layout) -> float:
    """Say how unlikely it is that a label goes on from one line to the next."""
    before, after = above.cells[0], below.cells[0]
    gap = above.base - below.base
    is_open = not _begins_large(after.text) or OPEN_END.search(before.text) is not None
    cost = 0.0 if is_open else 4.5 if layout.all_large else 2.5
    if _TOTAL.fullmatch(before.text):
        cost += 4.0
    if BEGINS_PART.fullmatch(before.text) and not above.has_numbers:
        cost += 4.0  # it heads the rows below
    if BEGINS_PART.match(after.text) or (after.text[:1].isupper() and after.text.endswith(":")):
        cost += 4.0
    if gap < _OVERLAP * min(above.size, below.size):
        cost += 8.0
    if not OPEN_END.search(before.text) and before.right + _ROOM * below.size + _width(after) < layout.right:
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
        if not _begins_large(label) and not BEGINS_PART.match(label):
            cost += 3.0
        if 0 in above.cells and OPEN_END.search(above.cells[0].text):
            cost += 4.0
        if 0 in above.cells and gap < _TIGHTER * layout.pitch:
            cost += 4.0
    return cost


def _would_fit(pieces: Sequence[Fragment], widest: float) -> bool:
    """Tell whether a number on several lines is no wider than one that stands on a single line."""
    whole = sum(piece.right - piece.left for piece in pieces) + SPACE * pieces[0].size
    return whole < widest
