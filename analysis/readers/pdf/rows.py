"""Lines of a table to its rows: wrapped labels and wrapped numbers are joined where geometry and arithmetic allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from analysis.readers.pdf.body import BROKEN, GOES_ON, NEAR, SIGN, SPACE, BodyLine, Layout, joined_number, stacks_of
from analysis.readers.pdf.lines import Fragment
from analysis.vocabulary.columns import Relation

MODES = 3  # lines of a cell stand at its top, in its middle or at its bottom
_MOST_LINES = 16  # that one row may take
_BAD = 40.0
_LOOSE = 1.75  # font sizes between two lines of one cell
_OVERLAP = 0.9  # font sizes that two rows are apart at least
_PADDED, _AS_FAR, _TIGHTER = 1.3, 0.97, 0.97
_ROOM = 0.8  # font sizes that a word needs beside its own width
_OPEN_END = re.compile(r"(?:[/,(-]|\b(?:och|eller|samt|av|för|per|i|på|till|inkl|exkl|som|med|från|enligt)|§)$")


def layout_of(lines: Sequence[BodyLine], relations: Sequence[Relation]) -> Layout:
    """Measure a table.

    Parameters
    ----------
    lines
        The lines below the head.
    relations
        Which columns of numbers belong together.
    """
    whole_labels = [line.cells[0] for line in lines if 0 in line.cells]
    several = [one.right for one in whole_labels if len(one.words) > 1]  # a single word may reach out of its cell
    widest = dict[int, float]()
    for line in lines:
        for column, cell in line.cells.items():
            if cell.is_number:
                widest[column] = max(widest.get(column, 0.0), cell.right - cell.left)
    marks = any(line.cells[0].ends for line in lines if 0 in line.cells)
    whole = [
        above.base - below.base
        for above, below in pairwise(lines)
        if all(0 in line.cells and line.has_numbers for line in (above, below))
    ]
    return Layout(
        relations,
        max(several or [one.right for one in whole_labels], default=0.0),
        widest,
        min(whole, default=0.0),
        marks,
    )


def group_rows(lines: Sequence[BodyLine], layout: Layout) -> list[list[BodyLine]]:
    """Part the lines of a table into its rows.

    Parameters
    ----------
    lines
        The lines below the head, top to bottom.
    layout
        What is the same for all of them.

    Returns
    -------
    list[list[BodyLine]]
        The lines of each row; a row without numbers is a heading.
    """
    if all(0 in line.cells and line.has_numbers for line in lines) and not _may_wrap(lines):
        return [[line] for line in lines]
    rows = list[list[BodyLine]]()
    for first, end in _best_runs(lines, layout):
        if rows and _is_loose_end(lines[first:end], rows[-1]):
            rows[-1] += lines[first:end]
        else:
            rows.append(list(lines[first:end]))
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


def _best_runs(lines: Sequence[BodyLine], layout: Layout) -> list[tuple[int, int]]:
    """Find the cheapest way to part the lines, with lines of all cells at the top, the middle or the bottom."""
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] for _ in range(MODES)]
    between = [0.0, *(_boundary_cost(above, below, layout) for above, below in pairwise(lines))]
    for end in range(1, len(lines) + 1):
        options: list[list[tuple[float, int]]] = [[] for _ in range(MODES)]
        for first in range(end - 1, max(end - _MOST_LINES, 0) - 1, -1):
            if first < end - 1 and _collide(lines[first], lines[first + 1]):
                break
            costs = _run_costs(lines[first:end], layout)
            if costs[0] >= _BAD and options[0]:
                break
            for mode in range(MODES):
                options[mode].append((best[mode][first][0] + costs[mode] + between[first], first))
        for mode in range(MODES):
            best[mode].append(min(options[mode]))
    chosen = min(best, key=lambda found: found[-1][0])
    runs, end = list[tuple[int, int]](), len(lines)
    while end:
        runs.append((chosen[end][1], end))
        end = chosen[end][1]
    return runs[::-1]


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
    if layout.pitch > _PADDED * below.size and gap > _AS_FAR * layout.pitch:
        cost += 1.5  # as far apart as rows are
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
