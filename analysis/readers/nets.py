"""What is left of income and cost: in columns beside each other, and in totals below their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from analysis.readers.cuts import Cut, tolerance
from analysis.vocabulary.column_kinds import Column, part_of
from analysis.vocabulary.numerals import Printed

Way = tuple[int, int]  # weights of income and cost in what is left of them
_WAYS: tuple[Way, ...] = ((1, 1), (1, -1), (-1, 1))
_MOST_LINES = 30  # of a total that is tried without one or two of them


class Split(NamedTuple):
    """Places of columns of income, cost and what is left of them."""

    income: int
    cost: int
    net: int


def majority(signs: Iterable[int], times: int = 1) -> int:
    """Return the sign that most have, at least so many for each one of the other; 0 where neither has.

    Examples
    --------
    >>> majority([-1, -1, 1, 0]), majority([-1, -1, 1, 0], times=3), majority([])
    (-1, 0, 0)
    """
    known = list(signs)
    up, down = known.count(1), known.count(-1)
    return (up > down) - (down > up) if max(up, down) >= times * min(up, down) else 0


def find_splits(columns: Sequence[Column], roles: Iterable[str]) -> list[Split]:
    """Find income, cost and net that stand beside each other, among columns of some roles.

    Examples
    --------
    >>> find_splits([Column(name, "tal", "utfall") for name in ("Kostnader", "Intäkter", "Netto")], {"utfall"})
    [Split(income=1, cost=0, net=2)]
    """
    parts = [part_of(column) if column.role in roles else "" for column in columns]
    return [
        Split(at, at + 1, at + 2) if parts[at] == "intäkt" else Split(at + 1, at, at + 2)
        for at in range(len(parts) - 2)
        if sorted(parts[at : at + 2]) == ["intäkt", "kostnad"] and parts[at + 2] == "netto"
    ]


def is_left(cut: Cut, split: Split, way: Way) -> bool | None:
    """Tell whether net is income and cost with some weights; None where one of them is not printed."""
    income, cost, net = (cut[at] for at in split)
    if income is None or cost is None or net is None:
        return None
    total = way[0] * income.value + way[1] * cost.value
    return abs(total - net.value) <= tolerance([income, cost, net])


def split_sign(cuts: Sequence[Cut], splits: Sequence[Split], times: int) -> tuple[int, Way]:
    """Tell the sign of costs in columns of net, and what they are of income and cost.

    Parameters
    ----------
    cuts
        The numbers of the rows.
    splits
        Where income, cost and net stand.
    times
        How many costs of one sign are asked for each one of the other.

    Returns
    -------
    tuple[int, Way]
        0 where net is not what is left, or in ways that say different things.
    """
    counts = {way: sum(is_left(cut, one, way) is True for cut in cuts for one in splits) for way in _WAYS}
    signs = [sign_of([cut[one.cost]]) for cut in cuts for one in splits]
    costs, most = majority(signs, times), max(counts.values())
    meant = {way: costs if way == (1, 1) else way[1] if costs > 0 else 0 for way in _WAYS if counts[way] == most}
    found = set(meant.values()) - {0}
    return (found.pop() if most and len(found) == 1 else 0), next(iter(meant))


def sign_of(numbers: Iterable[Printed | None]) -> int:
    """Return the sign that all numbers share which are not 0; 0 where they share none."""
    signs = {1 if number.value > 0 else -1 for number in numbers if number and number.value}
    return signs.pop() if len(signs) == 1 else 0


def total_sign(total: Cut, lines: Sequence[tuple[int, Cut]], places: Sequence[int]) -> int | None:
    """Tell with which sign a total is the sum of weighted lines.

    Parameters
    ----------
    total
        The numbers of the total.
    lines
        The weight and the numbers of each line.
    places
        The columns; most of those that can be tested must agree, and none say otherwise. A misprint in one column
        turns no total.

    Returns
    -------
    int | None
        1 or -1; 0 where it is their sum with neither sign, None where it cannot be tested.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> lines = [(1, (parse_number("300"),)), (-1, (parse_number("100"),))]
    >>> [total_sign((parse_number(text),), lines, [0]) for text in ("200", "-200", "400", "0")]
    [1, -1, 0, None]
    >>> three = [(1, tuple(map(parse_number, ("300", "20", "7")))), (-1, tuple(map(parse_number, ("100", "10", "7"))))]
    >>> total_sign(tuple(map(parse_number, ("200", "10", "1"))), three, [0, 1, 2])
    1
    """
    found = list[int]()
    for at in places:
        net, parts = total[at], [(weight, number) for weight, cut in lines if (number := cut[at])]
        if net is None or not net.value or not parts:
            continue
        left = sum((weight * number.value for weight, number in parts), Decimal(0))
        room = tolerance([net, *(number for _, number in parts)])
        fits = [sign for sign in (1, -1) if abs(left - sign * net.value) <= room]
        found += [0] if not fits else fits if len(fits) == 1 else []
    told = {*found} - {0}
    if not found:
        return None
    return told.pop() if len(told) == 1 and found.count(0) * 2 < len(found) else 0


def taken_away(total: Cut, cuts: Sequence[Cut], places: Sequence[int]) -> set[int]:
    """Find the lines of which one or two must be taken away for a total to be the sum of all.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> taken_away((parse_number("200"),), [(parse_number(text),) for text in ("250", "50")], [0])
    {1}
    """
    found, every = set[int](), range(len(cuts) if len(cuts) <= _MOST_LINES else 0)
    for chosen in [*combinations(every, 1), *combinations(every, 2)]:
        lines = [(-1 if at in chosen else 1, cut) for at, cut in enumerate(cuts)]
        if len(chosen) < len(cuts) and total_sign(total, lines, places) == 1:
            found.update(chosen)
    return found
