"""Which columns the name of a group is of, where it stands in the middle of them."""

from __future__ import annotations

import pytest

from analysis.readers.placed.banners import Shared, share_columns
from analysis.readers.placed.lines import Fragment
from analysis.readers.placed.words import Word

TWICE = ["Budget", "Utfall", "Avvikelse"] * 2
MIXED = ["Budget", "Utfall", "Andel", "Mål", "Plan", "Budget"]  # only the first comes back


def cells(count: int) -> list[tuple[float, float]]:
    return [(at * 60.0, at * 60.0 + 60) for at in range(count)]


def name(middle: float) -> Fragment:
    return Fragment([Word(middle - 20, middle + 20, 700.0, 8.0, "Helår 2024", follows=False, ends=False)])


def shared(middles: tuple[float, ...], names: list[str]) -> Shared | None:
    return share_columns([name(middle) for middle in middles], names, cells(len(names)))


@pytest.mark.parametrize(
    ("middles", "names", "spans"),
    [
        ((90, 270), TWICE, [(0, 3), (3, 6)]),
        ((90, 270), [*TWICE, "Andel"], [(0, 3), (3, 6)]),  # what stands beside the last group is of none
        ((60, 180, 300), ["2024", "2023"] * 3, [(0, 2), (2, 4), (4, 6)]),
    ],
)
def test_a_name_is_of_the_columns_that_it_stands_in_the_middle_of(
    middles: tuple[float, ...], names: list[str], spans: list[tuple[int, int]]
) -> None:
    assert shared(middles, names) == Shared(spans, is_open=False)


@pytest.mark.parametrize(
    ("middles", "names"),
    [
        ((270,), TWICE),  # the first half would have no name, though its columns come back
        ((90, 270), ["Budget", "Utfall", "Avvikelse", "Plan", "Mål", "Andel"]),  # nothing comes back
        ((10, 350), TWICE),  # over the middle of nothing
        ((), TWICE),
    ],
)
def test_where_no_way_names_all_that_come_back_none_is_taken(middles: tuple[float, ...], names: list[str]) -> None:
    assert shared(middles, names) is None


def test_two_ways_that_are_as_near_leave_it_open() -> None:
    found = shared((42, 318), MIXED)  # between one column and two
    assert found is not None
    assert found.is_open
