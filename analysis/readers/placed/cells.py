"""The lines of rows to the texts of their cells, with what makes them doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from analysis.readers.cuts import agreement
from analysis.readers.placed.columns import BROKEN, NEAR, BodyLine, Layout, joined_number, stacks_of
from analysis.readers.placed.lines import SIGNS, Fragment
from analysis.readers.placed.rows import JOINING, LETTER, OPEN_END, RowLines
from analysis.readers.placed.words import BLURRED
from analysis.vocabulary.columns import join_wrapped
from analysis.vocabulary.numerals import parse_number


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
        The cells. A number on several lines that may be several numbers keeps a slash between them: no reader takes
        them for one, so that the row is doubted.
    """
    runs = [row.lines for row in rows]
    wraps = any(_evidence(run, layout, width) is True for run in runs)
    found = [_row_cells(run, layout, is_sure=_evidence(run, layout, width, wraps=wraps) is True) for run in runs]
    for cells in found:
        if any(BLURRED in text for text in cells.values()):  # a number may be hidden under the words
            cells.update({column: BLURRED for column in range(1, width + 1) if column not in cells})
    if any(map(_has_loose_sign, runs)):
        for cells in found:
            cells.update({column: f"{text}{BLURRED}" for column, text in cells.items() if column > 0 and text in SIGNS})
    return found


def open_labels(rows: Sequence[RowLines], layout: Layout) -> list[bool]:
    """Tell of each row whether its label may be longer or shorter than it was taken for.

    Parameters
    ----------
    rows
        The lines of each row.
    layout
        What is the same for all of them.
    """
    runs_into = [*map(_may_end_above, rows[1:]), False]
    return [row.is_open or _is_open_label(row.lines, layout) or runs for row, runs in zip(rows, runs_into, strict=True)]


def _may_end_above(row: RowLines) -> bool:
    """Tell whether the label of a row may hold the end of the one above: words printed over it, or digits alone."""
    labels = [line.cells[0] for line in row.lines if 0 in line.cells]
    is_digits = len(labels) == 1 and labels[0].text.isdecimal() and not any(line.has_numbers for line in row.lines)
    return is_digits or any(cell.is_blurred for cell in labels)


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
    is_full = layout.right - above.right < LETTER * above.size
    goes_on = below.text[:1].islower() and not JOINING.match(below.text)
    return len(above.words) == 1 and not above.ends and is_full and goes_on


def _is_open_label(run: Sequence[BodyLine], layout: Layout) -> bool:
    """Tell a label printed over another, one that begins or ends as if there were more, or whose words may be one."""
    stack = [line.cells[0] for line in run if 0 in line.cells]
    if not stack:
        return False
    first = stack[0].text
    begins_small = layout.begins_large and first[:1].islower() and not JOINING.match(first)
    return (
        begins_small
        or any(cell.is_blurred or cell.text.isdecimal() for cell in stack)  # a code, or the number of a page
        or OPEN_END.search(stack[-1].text) is not None
        or any(_may_be_broken(*pair, layout) for pair in pairwise(stack))
    )
