"""Words over several columns of a head: which of the columns they name, and which a line of them shares."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.readers.placed.banners import grown
from analysis.readers.placed.grid import Grid
from analysis.readers.placed.lines import Fragment
from analysis.vocabulary.columns import cell_column, names_role

_APART = 2.6  # font sizes that the name of a group may reach out of its columns

Placed = tuple[Fragment, list[int]]  # words, and the columns that they stand over
Group = tuple[str, list[int]]  # the name of a group, and its columns


def group_columns(wide: Sequence[Sequence[Placed]], names: Sequence[str], grid: Grid) -> list[Group]:
    """Tell which columns the words over several of them name: roles that begin anew show where a group begins."""
    found, repeats = list[Group](), _repeats(names)
    for row in _unwrapped(wide):
        ones = [one for one, _ in row]
        own = [[group for group in repeats if stand_over([one], [group], grid)] for one in ones]
        firsts = [groups[0][0] for groups in own if len(groups) == 1]
        even = share_evenly(len(names), len(ones)) if len(ones) > 1 else []
        if len(repeats) > 1 and len({*firsts}) == len(ones):
            found += [(one.text, groups[0]) for one, groups in zip(ones, own, strict=True)]
        elif stand_over(ones, even, grid):
            found += [(one.text, group) for one, group in zip(ones, even, strict=True)]
        elif len(repeats) > 1 and len(ones) == 1 and not own[0]:
            found.append((ones[0].text, list(range(len(names)))))
        else:
            found += [(one.text, grown(one, places, names, grid.cells)) for one, places in row]
    return found


def share_evenly(count: int, parts: int) -> list[list[int]]:
    """Share columns evenly; nothing where each would have one, or where they cannot be shared so."""
    each = count // parts
    return [list(range(at, at + each)) for at in range(0, count, each)] if each > 1 and not count % parts else []


def stand_over(ones: Sequence[Fragment], groups: Sequence[Sequence[int]], grid: Grid) -> bool:
    """Tell whether each fragment stands over a group of its own."""
    return len(ones) == len(groups) and all(
        grid.cells[group[0]][0] - _APART * one.size <= one.left
        and one.right <= grid.cells[group[-1]][1] + _APART * one.size
        and grid.cells[group[0]][0] < (one.left + one.right) / 2 < grid.cells[group[-1]][1]
        for one, group in zip(ones, groups, strict=True)
    )


def _repeats(names: Sequence[str]) -> list[list[int]]:
    """Part columns where a role comes back."""
    groups, seen = list[list[int]](), set[str]()
    for at, name in enumerate(names):
        role = cell_column(name).role if names_role(name) else ""
        if not groups or role in seen:
            groups.append([])
            seen = set()
        groups[-1].append(at)
        seen.update({role} - {""})
    return groups


def _unwrapped(wide: Sequence[Sequence[Placed]]) -> list[list[Placed]]:
    """Join the lines of names of groups that are wrapped: words in small letters below others."""
    rows = list[list[Placed]]()
    for row in filter(None, wide):
        above = rows[-1] if rows else []
        pairs = [
            [at for at, (one, _) in enumerate(above) if one.left < low.right and low.left < one.right] for low, _ in row
        ]
        if above and all(len(pair) == 1 for pair in pairs) and all(one.text[:1].islower() for one, _ in row):
            for (low, places), (at,) in zip(row, pairs, strict=True):
                one, others = above[at]
                above[at] = Fragment([*one.words, *low.words]), sorted({*places, *others})
        else:
            rows.append(list(row))
    return rows
