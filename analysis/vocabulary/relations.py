"""Which columns are the difference of which, by their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.vocabulary.column_kinds import Column, is_amount


class Relation(NamedTuple):
    """Places of three number columns of which the third should be the first less the second."""

    utfall: int
    budget: int
    avvikelse: int


def relations(columns: Sequence[Column]) -> list[Relation]:
    """Find which number columns belong together as outcome, budget and deviation.

    Parameters
    ----------
    columns
        The number columns of a table, in printed order.

    Examples
    --------
    >>> head = [Column(role, "tal", role) for role in ("utfall", "budget", "avvikelse")]
    >>> relations(head)
    [Relation(utfall=0, budget=1, avvikelse=2)]
    """
    found, since = list[Relation](), 0
    for place, column in enumerate(columns):
        if column.role != "avvikelse" or not is_amount(column):
            continue
        budget = _nearest(columns, range(since, place), "budget", column.year)
        year = column.year or (columns[budget].year if budget is not None else None)
        outcome = _nearest(columns, range(since, place), "utfall", year)
        if outcome is not None and budget is not None:
            found.append(Relation(outcome, budget, place))
        since = place + 1
    return found


def _nearest(columns: Sequence[Column], places: range, role: str, year: int | None) -> int | None:
    """Find the last column of a role before a deviation, of the deviation's year where a year is printed."""
    found = [place for place in places if columns[place].role == role and is_amount(columns[place])]
    same = [place for place in found if year is None or columns[place].year in {None, year}]
    return same[-1] if same else None
