"""The ways to cut a run of figures, literally, and that none is lost or made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.readers.body.identities import Identity
from analysis.readers.body.lattice import Lattice, Mode
from analysis.readers.body.zones import find_zones

MINUS, EMPTY = Mode(dash_is_minus=True, counts_blanks=False), Mode(dash_is_minus=False, counts_blanks=False)


def lattice(line: str, mode: Mode = MINUS) -> Lattice:
    (zone,), _ = find_zones([f"Stab {line}"], 0, 1)
    return Lattice(zone.atoms, mode, 0, 0)


def cells(line: str, width: int, mode: Mode = MINUS) -> list[list[int | None]]:
    return [[number and int(number.printed.value) for number in cut.cells] for cut in lattice(line, mode).cuts(width)]


@pytest.mark.parametrize(
    ("line", "width", "mode", "expected"),
    [
        ("-15 785 859", 2, MINUS, [[-15, 785859], [-15785, 859]]),
        ("-15 785 859", 3, MINUS, [[-15, 785, 859]]),
        ("-15 785 859", 4, MINUS, []),
        ("– 60 881 2", 2, MINUS, [[-60881, 2]]),
        ("– 60 881 2", 3, EMPTY, [[None, 60881, 2]]),
        ("1 100 200", 2, MINUS, [[1, 100200], [1100, 200], [100, 200]]),  # the last leaves 1 to the label
    ],
)
def test_the_ways_to_cut_a_run(line: str, width: int, mode: Mode, expected: list[list[int | None]]) -> None:
    assert cells(line, width, mode) == expected


def test_what_the_cells_must_satisfy_leaves_fewer_ways() -> None:
    found = lattice("-100 100 500 -100 600").cuts(3, [Identity(0, (1, 2))])
    assert [[number and int(number.printed.value) for number in cut.cells] for cut in found] == [
        [-100, 100500, -100600],
        [-100100, 500, -100600],
    ]


@given(st.lists(st.integers(-99_999, 99_999), min_size=2, max_size=4))
def test_what_is_printed_is_among_the_ways(numbers: list[int]) -> None:
    line = " ".join(f"{number:,}".replace(",", " ") for number in numbers)
    own = lattice(line)
    assert own.count(len(numbers)) == len(own.cuts(len(numbers)))
    assert numbers in cells(line, len(numbers))
