"""The cuts of a run of digits, and the arithmetic that picks one or says that it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis.readers.orientations
from analysis.readers.cuts import (
    Cut,
    Run,
    agreement,
    candidate_cuts,
    drop_last,
    number_runs,
    settle_by_sums,
    shorten,
    tolerance,
)
from analysis.readers.orientations import keep
from analysis.vocabulary.numerals import Printed, parse_number
from analysis.vocabulary.relations import Relation

UBA = [Relation(0, 1, 2)]


def cut(*texts: str) -> Cut:
    """Write a reading as its printed cells."""
    return tuple(map(parse_number, texts))


def readings(line: str, width: int, *, texts_after: int = 0) -> list[Cut]:
    """List the readings of a line that holds one run."""
    (run,) = number_runs(line)
    return candidate_cuts(run, width, closes_with_space=line.endswith(" "), texts_after=texts_after)


def spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("Ledning  -15 785 859 ", [Run(9, 21, ("-15", "785", "859"), (2, 1, 1, 1))]),
        ("Stab -10 420 39", [Run(5, 15, ("-10", "420", "39"), (1, 1, 1, 0))]),
        ("1 2", [Run(0, 3, ("1", "2"), (0, 1, 0))]),
        ("Möten 1 och 2", [Run(6, 8, ("1",), (1, 1)), Run(12, 13, ("2",), (1, 0))]),
        ("Andel 1/1-31/12 37%   36%   ", [Run(16, 28, ("37%", "36%"), (1, 3, 3))]),
        ("Andel 96,4 % 5", [Run(6, 14, ("96,4", "%", "5"), (1, 1, 1, 0))]),
        ("Stab - – 5", [Run(5, 10, ("-", "–", "5"), (1, 1, 1, 0))]),
        ("Stab + 5", [Run(5, 8, ("+", "5"), (1, 1, 0))]),
        ("Stab - - -", [Run(5, 10, ("-", "-", "-"), (1, 1, 1, 0))]),
        ("Kostnad, kr 5 6", [Run(12, 15, ("5", "6"), (1, 1, 0))]),
        ("Ledning -15\u00a0785 859", [Run(8, 19, ("-15\u00a0785", "859"), (1, 1, 0))]),
        ("Stab 5*", []),
        ("Barn 0-17 (2) 3:e HVB2", []),
        ("Stab - –", [Run(5, 8, ("-", "–"), (1, 1, 0))]),
        ("", []),
    ],
)
def test_runs_of_digits_are_found_with_their_spaces(line: str, runs: list[Run]) -> None:
    assert number_runs(line) == runs


def test_the_first_atom_can_be_left_to_the_label() -> None:
    assert shorten(Run(5, 16, ("12", "1", "000"), (1, 2, 1, 0))) == Run(9, 16, ("1", "000"), (2, 1, 0))


def test_the_last_atom_can_be_left_out() -> None:
    assert drop_last(Run(5, 16, ("12", "1", "000"), (1, 2, 1, 0))) == Run(5, 13, ("12", "1"), (1, 2, 1))
    assert drop_last(Run(5, 14, ("12", "50"), (1, 2, 3))) == Run(5, 9, ("12",), (1, 2))


@pytest.mark.parametrize(
    ("line", "width", "cuts"),
    [
        ("Stab -1 -2 1", 3, [["-1", "-2", "1"]]),
        ("Stab 1 2", 3, []),
        ("Stab 1 2 3 4", 3, []),
        ("Stab 1 200", 2, [["1", "200"]]),
        ("Stab 1 200", 1, [["1 200"]]),
        ("Stab 0 800", 2, [["0", "800"]]),
        ("Stab 1234 567", 1, []),
        ("Stab 1 291,5 2,5", 2, [["1 291,5", "2,5"]]),
        ("Stab 94 % 6 %", 2, [["94 %", "6 %"]]),
        ("Stab - 5 - 6", 2, [["- 5", "- 6"]]),
        ("Stab - 5", 2, [["-", "5"]]),
        ("Stab 5 - 6", 3, [["5", "-", "6"]]),
        ("Stab + 5 + 6", 2, [["5", "6"]]),
        ("Stab - - -", 3, [["-", "-", "-"]]),
        (
            "Ledning -15 785 859 -16 644",
            3,
            [["-15", "785 859", "-16 644"], ["-15 785", "859", "-16 644"], ["-15 785 859", "-16", "644"]],
        ),
        ("Vuxna 7 000 5 400", 2, [["7 000", "5 400"]]),
        ("Barn 26 000 263 100", 2, [["26 000", "263 100"], ["26 000 263", "100"]]),
        ("Löner -91   -92   ", 6, [["-91", "", "", "-92", "", ""]]),
        ("Stab 1  3", 3, [["1", "", "3"]]),
        ("Stab 1 2 ", 3, []),
        ("Stab 1 2  ", 3, [["1", "2", ""]]),
        ("Miljö    -300 93 ", 5, [["", "", "", "-300", "93"]]),
        ("Miljö    -300 93 ", 2, [["-300", "93"]]),
        ("Stab  1 200 ", 2, [["1", "200"], ["", "1 200"]]),
        ("Stab     1 200      -5   1 205", 3, [["1 200", "-5", "1 205"]]),
        ("Stab     1 20      -5   1 205", 3, []),
    ],
)
def test_every_legal_cut_of_a_row_is_listed_once(line: str, width: int, cuts: list[list[str]]) -> None:
    assert readings(line, width) == [cut(*cells) for cells in cuts]


def test_empty_columns_of_text_leave_spaces_too() -> None:
    assert readings("Summa 5 6  ", 3, texts_after=1) == [cut("5", "6", "")]
    assert readings("Summa 5 6  ", 2, texts_after=1) == [cut("5", "6")]
    assert readings("Summa 5 6  ", 2) == []


def test_a_run_much_longer_than_the_table_is_wide_has_no_reading() -> None:
    assert readings(" ".join(["1", *["000"] * 25]), 3) == []


@pytest.mark.parametrize(
    ("numbers", "half_steps"),
    [(["1", "2", "3"], "1.5"), (["1,5", "2,25"], "0.055"), (["1"], "0.5"), ([], "0")],
)
def test_the_tolerance_is_half_a_printed_step_a_number(numbers: list[str], half_steps: str) -> None:
    printed = [number for text in numbers if (number := parse_number(text))]
    assert tolerance(printed) == Decimal(half_steps)


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        (["-15 785", "859", "-16 644"], 1),
        (["-15 785", "859", "-16 645"], 1),
        (["-15 785", "859", "-16 646"], None),
        (["1,5", "2,0", "-0,6"], 1),
        (["1,5", "2,0", "-0,7"], None),
        (["5", "", "5"], 0),
        (["", "", ""], 0),
    ],
)
def test_a_reading_keeps_or_breaks_its_relation(cells: list[str], kept: int | None) -> None:
    assert agreement(cut(*cells), UBA) == kept


def test_relations_are_counted_and_one_broken_is_enough() -> None:
    both = [Relation(0, 1, 2), Relation(4, 3, 5)]
    assert agreement(cut("5", "3", "2", "1", "9", "8"), both) == 2
    assert agreement(cut("5", "3", "2", "1", "", "8"), both) == 1
    assert agreement(cut("5", "3", "2", "1", "9", "-8"), both) is None
    assert agreement(cut("5", "3", "9"), []) == 0


def test_the_reading_that_agrees_is_kept() -> None:
    assert keep(readings("Ledning -15 785 859 -16 644", 3), [UBA]) == [cut("-15 785", "859", "-16 644")]


def test_of_several_relations_the_reading_that_satisfies_most_is_kept() -> None:
    both = [Relation(0, 1, 2), Relation(3, 4, 5)]
    one, two = cut("5", "3", "2", "", "1", "7"), cut("5", "3", "2", "8", "1", "7")
    assert keep([one, two], [both]) == [two]


@pytest.mark.parametrize(
    ("line", "count"),
    [("Stab 100 200 100 100 100", 2), ("Stab -15 785 859 -16 999", 3), ("Stab - 100 - 100", 2)],
    ids=["two agree", "none agrees", "nothing to compute"],
)
def test_arithmetic_cannot_always_decide(line: str, count: int) -> None:
    (run,) = number_runs(line)
    cuts = candidate_cuts(run, 3, closes_with_space=False)
    assert len(keep(cuts, [UBA])) == count


def test_the_two_readings_that_agree_are_both_kept() -> None:
    cuts = readings("Stab 100 200 100 100 100", 3)
    assert len(cuts) == 6
    assert keep(cuts, [UBA]) == [cut("100 200", "100", "100 100"), cut("100 200", "100 100", "100")]


def test_without_a_relation_all_readings_are_kept() -> None:
    cuts = readings("Barn 26 000 263 100", 2)
    assert keep(cuts, []) == cuts
    assert keep([], [UBA]) == []


def test_too_many_readings_are_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    cuts = readings("Ledning -15 785 859 -16 644", 3)
    monkeypatch.setattr(analysis.readers.orientations, "MOST_CUTS", 2)
    assert keep(cuts, [UBA]) == cuts


NUMBERS = st.one_of(*(st.integers(-(10**size), 10**size) for size in (1, 3, 4, 6, 9)))


@given(utfall=NUMBERS, budget=NUMBERS, rounding=st.sampled_from([-1, 0, 1]), closes=st.booleans())
def test_the_true_reading_is_listed_and_kept(utfall: int, budget: int, rounding: int, closes: bool) -> None:  # noqa: FBT001
    true = tuple(Printed(Decimal(number), Decimal(1), None) for number in (utfall, budget, utfall - budget + rounding))
    printed = " ".join(spaced(int(number.value)) for number in true)
    cuts = readings(f"Stab {printed}{' ' * closes}", 3)
    kept = keep(cuts, [UBA])
    assert cuts.count(true) == 1
    assert true in kept
    assert all(agreement(one, UBA) == 1 for one in kept)


@given(cells=st.lists(st.one_of(st.none(), NUMBERS), min_size=2, max_size=6).filter(any))
def test_empty_cells_survive_as_spaces(cells: list[int | None]) -> None:
    true = tuple(None if number is None else Printed(Decimal(number), Decimal(1), None) for number in cells)
    line = "Stab " + "".join(f"{'' if number is None else spaced(number)} " for number in cells)
    assert readings(line, len(cells)).count(true) == 1


def choices(*rows: Sequence[str]) -> list[Cut]:
    return [cut(*row) for row in rows]


def test_the_column_sums_decide() -> None:
    parts = [choices(["1 200", "300"], ["1", "200 300"]), choices(["5", "7"])]
    totals = choices(["1", "205 307"], ["1 205", "307"])
    assert settle_by_sums(parts, totals) == [cut("1 200", "300"), cut("5", "7"), cut("1 205", "307")]


def test_sums_may_be_off_by_rounding_alone() -> None:
    parts = [choices(["1 200", "300"], ["1", "200 300"]), choices(["5", "7"])]
    assert settle_by_sums(parts, choices(["1 206", "306"])) == [*(parts[0][:1]), *parts[1], cut("1 206", "306")]
    assert settle_by_sums(parts, choices(["1 207", "307"])) is None


def test_an_empty_cell_adds_nothing() -> None:
    parts = [choices(["", "300"], ["300", ""]), choices(["5", ""])]
    assert settle_by_sums(parts, choices(["5", "300"])) == [cut("", "300"), cut("5", ""), cut("5", "300")]
    assert settle_by_sums(parts, choices(["305", ""])) == [cut("300", ""), cut("5", ""), cut("305", "")]


@pytest.mark.parametrize(
    ("parts", "totals"),
    [
        ([choices(["1", "200"], ["1 200", ""])], choices(["7", "7"])),
        ([choices(["1", "2"], ["2", "1"]), choices(["2", "1"], ["1", "2"])], choices(["3", "3"])),
        ([choices(["1", "2"], ["2", "1"])], choices(["1", "2"], ["2", "1"])),
        ([choices(["1", ""], ["2", ""])], choices(["", "3"])),
        ([choices(["1", "2"]), []], choices(["1", "2"])),
        ([choices(["1", "2"])], []),
        ([], choices(["1", "2"])),
    ],
    ids=["none fits", "two fit", "two totals fit", "nothing to add", "unread part", "unread total", "no parts"],
)
def test_sums_that_do_not_decide_give_nothing(parts: list[list[Cut]], totals: list[Cut]) -> None:
    assert settle_by_sums(parts, totals) is None


def test_too_many_combinations_are_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [choices(["1 200", "300"], ["1", "200 300"]), choices(["5", "7"])]
    monkeypatch.setattr(analysis.readers.cuts, "MOST_COMBINATIONS", 2)
    assert settle_by_sums(parts, choices(["1 205", "307"])) is not None
    monkeypatch.setattr(analysis.readers.cuts, "MOST_COMBINATIONS", 1)
    assert settle_by_sums(parts, choices(["1 205", "307"])) is None
