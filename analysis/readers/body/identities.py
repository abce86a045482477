"""What the columns of a block are of each other, weighed in bits: differences and sums that chance does not explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from math import log2
from typing import NamedTuple

from analysis.vocabulary.numerals import Printed

ENOUGH = 10.0  # bits that an identity needs where no word speaks for it
_SHARE = 0.6  # of the rows that can be tested, that must hold
FEWEST = 2  # rows that must hold where no word speaks for an identity
_FAILED = 5.0  # bits that a row which breaks an identity costs
_LEAST_RUN = 3  # columns of a sum, beside the pairs
_PLAIN = 12  # readings of a row that tells what holds
_WIDE = 8  # columns above which the turned differences are not tried
_SAMPLE = 4  # rows that an identity is tried on first


_MILLIONTHS = 6  # decimals that a printed number may have


class Figure(NamedTuple):
    """A printed number in whole millionths, so that sums are exact and quick.

    Attributes
    ----------
    value, step
        The number and its last printed digit, in millionths.
    printed
        The number as printed.
    """

    value: int
    step: int
    printed: Printed

    @classmethod
    def of(cls, number: Printed) -> Figure:
        """Make one of a printed number."""
        return cls(int(number.value.scaleb(_MILLIONTHS)), int(number.resolution.scaleb(_MILLIONTHS)), number)


Cells = tuple[Figure | None, ...]


class Identity(NamedTuple):
    """A column that is the sum of others.

    Attributes
    ----------
    total
        The place of the sum.
    parts
        The places of what adds up to it.
    either
        Whether the last part may also be the difference the other way round, in other rows: the deviations of
        income and of cost.
    """

    total: int
    parts: tuple[int, ...]
    either: bool = False

    @property
    def places(self) -> frozenset[int]:
        """All places that take part."""
        return frozenset((self.total, *self.parts))


class Weighed(NamedTuple):
    """An identity, its bits, and how many rows hold and break it."""

    identity: Identity
    bits: float
    held: int
    broken: int


def test(cells: Cells, identity: Identity) -> bool | None:
    """Tell whether a row satisfies an identity within half a printed step a number; None where a cell is empty.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> row = tuple(Figure.of(parse_number(text)) for text in ("-15 785", "859", "-16 644"))
    >>> test(row, Identity(0, (1, 2))), test(row, Identity(1, (0, 2)))
    (True, False)
    """
    total = cells[identity.total]
    if total is None:
        return None
    difference, steps = total.value, total.step
    for place in identity.parts:
        part = cells[place]
        if part is None:
            return None
        difference -= part.value
        steps += part.step
    if abs(difference) * 2 <= steps:
        return True
    last = cells[identity.parts[-1]]
    return identity.either and last is not None and abs(difference + 2 * last.value) * 2 <= steps


def is_exact(cells: Cells, identity: Identity) -> bool:
    """Tell whether a row satisfies an identity to the last printed digit.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> row = tuple(Figure.of(parse_number(text)) for text in ("1", "121", "1", "121"))
    >>> test(row, Identity(3, (0, 1, 2))), is_exact(row, Identity(3, (0, 1, 2)))
    (True, False)
    """
    exact = tuple(number and number._replace(step=0) for number in cells)
    return test(exact, identity) is True


def _bits(cells: Cells, identity: Identity) -> float:
    """Weigh a row that holds: the smallest number in it, against the room that rounding leaves."""
    numbers = [number for place in identity.places if (number := cells[place]) is not None]
    return _weight(min(abs(number.value) for number in numbers), sum(number.step for number in numbers))


@lru_cache(maxsize=65536)
def _weight(smallest: int, steps: int) -> float:
    return log2((4 * smallest + steps) / steps)


def candidates(width: int) -> Iterator[Identity]:
    """List what may hold between so many columns: each pair, and each run of columns, beside their sum."""
    for total in range(width):
        others = [place for place in range(width) if place != total]
        for one, other in combinations(others, 2):
            yield Identity(total, (one, other))
            if one > total:
                yield Identity(total, (one, other), either=True)
            if other > total:
                yield Identity(total, (other, one), either=True)
        for first in range(width):
            for end in range(first + _LEAST_RUN, width + 1):
                if not first <= total < end:
                    yield Identity(total, tuple(range(first, end)))


def find_identities(rows: Sequence[Sequence[Cells]], width: int) -> list[Weighed]:
    """Find the identities that hold in a block, the strongest first; the bits are less what trying so many costs.

    Parameters
    ----------
    rows
        For each row its possible readings.
    width
        How many columns there are.
    """
    tested = sorted((row for row in rows if row), key=len)
    plain = [row for row in tested if len(row) <= _PLAIN]
    tested = plain if len(plain) >= _SAMPLE - 1 else [row[:_PLAIN] for row in tested[:_SAMPLE]]
    possible = _possible(width)
    tried = log2(max(len(possible), 1))
    found = [
        weighed._replace(bits=weighed.bits - tried)
        for one in possible
        if _is_worth_a_try(tested, one) and (weighed := _weigh(tested, one))
    ]
    found.sort(key=lambda one: -one.bits)
    kept = list[Weighed]()
    for one in found:
        if not any(_excludes(stronger, one) for stronger in kept):
            kept.append(one)
    return kept


def _is_worth_a_try(rows: Sequence[Sequence[Cells]], identity: Identity) -> bool:
    """Tell quickly whether an identity may hold: not most of the rows that are plainest to read break it."""
    held = broken = 0
    for row in rows[:_SAMPLE]:
        results = [test(cells, identity) for cells in row]
        if True in results:
            held += 1
        elif False in results and None not in results:
            broken += 1
    return held > 0 or not broken


@lru_cache(maxsize=64)
def _possible(width: int) -> tuple[Identity, ...]:
    return tuple(one for one in candidates(width) if width <= _WIDE or not one.either)


def _weigh(rows: Sequence[Sequence[Cells]], identity: Identity) -> Weighed | None:
    bits, held, broken, left = 0.0, 0, 0, len(rows)
    for row in rows:
        left -= 1
        results = [test(cells, identity) for cells in row]
        if True in results:
            weight = max(_bits(cells, identity) for cells, result in zip(row, results, strict=True) if result)
            bits += max(weight - log2(len(row)) - identity.either, 0.0)
            held += 1
        elif False in results and None not in results:
            bits -= _FAILED
            broken += 1
        if broken > FEWEST and broken > (held + left) * (1 - _SHARE) / _SHARE:
            return None
    return Weighed(identity, bits, held, broken) if bits > 0 and held >= _SHARE * (held + broken) else None


def _excludes(stronger: Weighed, other: Weighed) -> bool:
    """Tell whether an identity is chance beside a stronger one: over the same columns, or all but one of them."""
    own = other.identity.places
    return len(stronger.identity.places & own) >= len(own) - 1


def directions(rows: Sequence[Cells], outcome: int, budget: int, deviation: int) -> list[int]:
    """Tell for each row which way its deviation is counted.

    Parameters
    ----------
    rows
        The rows as read.
    outcome, budget, deviation
        The places of the three columns.

    Returns
    -------
    list[int]
        1 where it is outcome less budget, -1 where it is budget less outcome, 0 where both or neither hold.
    """
    forward, back = Identity(outcome, (budget, deviation)), Identity(budget, (outcome, deviation))
    return [(test(cells, forward) is True) - (test(cells, back) is True) for cells in rows]
