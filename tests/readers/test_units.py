"""The unit of a table, and tables of what is counted, which have none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.tables import Table

ReadOne = Callable[[str], Table]
ABOVE = (
    "Driftredovisning (tkr)\n\n\tUtfall\tBudget\tAvvikelse\nStab\t-3\t-2\t-1\nVård\t-5\t-5\t0\nSumma\t-8\t-7\t-1\n\n"
)
COUNTED = "Antal vårddygn\t400\t390\t10\nKostnad per vårddygn, kr\t5 900\t6 000\t-100\nBeläggning, %\t93\t95\t-2\n"


@pytest.mark.parametrize(("title", "kind"), [("Barn och unga", "volym"), ("Driftredovisning barn och unga", "volym")])
def test_a_table_of_counts_beside_one_of_money_needs_no_unit(
    read: Callable[[str], list[Table]], title: str, kind: str
) -> None:
    _, table = read(f"{ABOVE}{title}\n\n\tUtfall\tBudget\tAvvikelse\n{COUNTED}")
    assert (table.kind, {row.certainty for row in table.rows}) == (kind, {"säker"})


def test_a_table_of_money_without_a_unit_beside_one_with_it_is_doubted(read: Callable[[str], list[Table]]) -> None:
    _, table = read(
        f"{ABOVE}Drift barn och unga\n\n\tUtfall\tBudget\tAvvikelse\nHVB\t-4\t-4\t0\nStab\t-1\t-2\t1\nSumma\t-5\t-6\t1\n"
    )
    assert {row.certainty for row in table.rows} == {"tveksam"}


def test_the_title_of_a_table_may_end_in_its_unit(read_one: ReadOne) -> None:
    assert (
        read_one("Investeringar tkr\n\n\tUtfall\tBudget\tAvvikelse\nBil\t-4\t-4\t0\nSumma\t-4\t-4\t0\n").unit == "tkr"
    )


def test_the_columns_of_a_pivot_table_are_what_they_are_the_sums_of(read_one: ReadOne) -> None:
    table = read_one(
        "Drift (tkr)\n\nRadetiketter\tSumma av Utfall\tSumma av Budget\nStab\t-3\t-2\nVård\t-5\t-5\nTotalsumma\t-8\t-7\n"
    )
    assert [column.role for column in table.columns] == ["utfall", "budget"]
    assert [row.certainty for row in table.rows] == ["säker"] * 3
