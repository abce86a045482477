"""Printed totals: which rows add up to them, and what that settles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from analysis.readers.body.identities import Cells
from analysis.vocabulary.labels import is_part, is_total

_MOST_CHOICES = 4_000


class Summed(NamedTuple):
    """What the totals of a block say of its rows.

    Attributes
    ----------
    settled
        By row, the one reading with which a total adds up, where there were several.
    backed
        The rows that a total adds up with.
    failing
        The rows among which a total does not add up, whatever is added.
    """

    settled: dict[int, Cells]
    backed: set[int]
    failing: set[int]


def add_up(labels: Sequence[str], rows: Sequence[Sequence[Cells]]) -> Summed:
    """Hold each printed total against the rows above it.

    Parameters
    ----------
    labels
        The labels of the rows.
    rows
        For each row its possible readings.
    """
    found = Summed({}, set(), set())
    for total, label in enumerate(labels):
        if is_total(label) and rows[total]:
            _hold(labels, rows, total, found)
    return found._replace(failing=found.failing - found.backed)


def _hold(labels: Sequence[str], rows: Sequence[Sequence[Cells]], total: int, found: Summed) -> None:
    """Hold one total against the rows that may add up to it, and add what that says."""
    sets = list(part_sets(labels, total))
    for parts in sets:
        choice = _choice([rows[at] for at in parts], rows[total])
        if choice:
            places = [*parts, total]
            found.settled.update({at: cells for at, cells in zip(places, choice, strict=True) if len(rows[at]) > 1})
            found.backed.update(places)
            return
    if sets and all(len(rows[at]) == 1 for at in sets[0]):
        found.failing.update([*sets[0], total])


def part_sets(labels: Sequence[str], total: int) -> Iterator[list[int]]:
    """Yield the rows that may add up to a total: since the total above, all totals above, all lines above, both."""
    whole = [at for at in range(total) if not is_part(labels[at])]
    totals = [at for at in whole if is_total(labels[at])]
    last = totals[-1] if totals else -1
    since = [at for at in whole if at > last]
    lines = [at for at in whole if not is_total(labels[at])]
    seen = list[list[int]]()
    for one in (since, [*totals, *since], totals, lines):
        if len(one) > 1 and one not in seen:
            seen.append(one)
            yield one


def _choice(parts: Sequence[Sequence[Cells]], totals: Sequence[Cells]) -> list[Cells] | None:
    """Find the one choice of readings that adds up in every column; None where there is none, or more than one."""
    count = len(totals)
    for part in parts:
        count *= len(part)
        if not 0 < count <= _MOST_CHOICES:
            return None
    fitting = [list(choice) for choice in product(*parts, totals) if _adds_up(choice[:-1], choice[-1])]
    return fitting[0] if len(fitting) == 1 else None


def _adds_up(parts: Sequence[Cells], total: Cells) -> bool:
    tested = False
    for place, printed in enumerate(total):
        numbers = [number for cells in parts if (number := cells[place]) is not None]
        if printed is None or printed.printed.unit == "%":
            continue
        if not numbers:
            if printed.value:
                return False
            continue
        steps = sum(number.step for number in numbers) + printed.step
        if abs(sum(number.value for number in numbers) - printed.value) * 2 > steps:
            return False
        tested = tested or bool(printed.value)
    return tested
