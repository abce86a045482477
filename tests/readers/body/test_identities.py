"""What columns are of each other: found where it holds, not found where it does not."""

from __future__ import annotations

import random

from analysis.readers.body.identities import ENOUGH, Cells, Figure, Identity, directions, find_identities
from analysis.vocabulary.numerals import parse_number


def row(*numbers: str) -> Cells:
    return tuple(Figure.of(number) if (number := parse_number(text)) else None for text in numbers)


ROWS = [row("-15 785", "859", "-16 644"), row("-10 420", "-10 459", "39"), row("-26 205", "-9 600", "-16 605")]


def test_a_difference_is_found_whatever_the_columns_are_called() -> None:
    (found, *_) = find_identities([[one] for one in ROWS], 3)
    assert (found.identity, found.held, found.broken) == (Identity(0, (1, 2)), 3, 0)
    assert found.bits > ENOUGH


def test_a_row_that_breaks_it_costs_and_is_counted() -> None:
    (found, *_) = find_identities([[one] for one in [*ROWS, row("-5", "-6", "99")]], 3)
    assert (found.identity, found.held, found.broken) == (Identity(0, (1, 2)), 3, 1)


def test_nought_is_nought_weighs_nothing() -> None:
    assert find_identities([[row("0", "0", "0")], [row("0", "0", "0")]], 3) == []


def test_numbers_that_have_nothing_to_do_with_each_other_are_no_identity() -> None:
    chance = random.Random(7)  # noqa: S311  (a fixed sample)
    for _ in range(100):
        rows = [[row(*(str(chance.randrange(1_000, 99_999)) for _ in range(4)))] for _ in range(6)]
        assert not [one for one in find_identities(rows, 4) if one.bits >= ENOUGH and one.held > 1]


def test_months_add_up_to_their_total() -> None:
    rows = [[row("100", "200", "300", "600")], [row("15", "25", "35", "75")], [row("1 000", "2", "30", "1 032")]]
    assert Identity(3, (0, 1, 2)) in [one.identity for one in find_identities(rows, 4)]


def test_which_way_a_deviation_is_counted() -> None:
    rows = [row("10", "8", "2"), row("10", "8", "-2"), row("10", "8", "5"), row("10", "8", "-")]
    assert directions(rows, 0, 1, 2) == [1, -1, 0, 0]
