"""Printed totals: what they settle, confirm and deny."""

from __future__ import annotations

from analysis.readers.body.identities import Cells, Figure
from analysis.readers.body.sums import add_up
from analysis.vocabulary.numerals import parse_number


def row(*numbers: str) -> Cells:
    return tuple(Figure.of(number) if (number := parse_number(text)) else None for text in numbers)


def test_a_total_picks_one_of_two_readings() -> None:
    rows = [[row("1", "200 300"), row("1 200", "300")], [row("5", "7")], [row("1", "205 307"), row("1 205", "307")]]
    summed = add_up(["Barn", "Vuxna", "Summa"], [rows[0], rows[1], [rows[2][1]]])
    assert summed.settled == {0: row("1 200", "300")}
    assert (summed.backed, summed.failing) == ({0, 1, 2}, set())


def test_two_choices_that_add_up_settle_nothing() -> None:
    rows = [[row("1", "200 300"), row("1 200", "300")], [row("0", "0")], [row("1", "200 300"), row("1 200", "300")]]
    assert add_up(["Barn", "Vuxna", "Summa"], rows).settled == {}


def test_a_part_is_not_added_and_totals_add_up_to_their_total() -> None:
    labels = ["A", "varav B", "C", "Summa A", "D", "E", "Summa D", "Totalt"]
    rows = [[row(text)] for text in ("5", "2", "6", "11", "7", "8", "15", "26")]
    assert add_up(labels, rows).backed == {0, 2, 3, 4, 5, 6, 7}


def test_a_total_that_does_not_add_up_denies_its_rows() -> None:
    summed = add_up(["A", "B", "Summa"], [[row("5")], [row("6")], [row("14")]])
    assert (summed.backed, summed.failing) == (set(), {0, 1, 2})


def test_rounding_may_part_a_total_from_its_rows() -> None:
    assert add_up(["A", "B", "Summa"], [[row("5,4")], [row("6,4")], [row("11,9")]]).backed == {0, 1, 2}
