"""Heads run together, years that do not fit and English thousands leave the numbers out; good tables are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.tables import Table

ReadOne = Callable[[str], Table]


def drift(head: str, *rows: str) -> str:
    return "\n".join(["Driftredovisning (tkr)", "", f"Verksamhet\t{head}", *rows, ""])


@pytest.mark.parametrize(
    ("head", "row", "doubt"),
    [
        ("Utfall 2023\tBudget 2023 Avvikelse", "Stab\t-3\t-2", "”Budget 2023 Avvikelse” ser ut att vara två"),
        ("Utfall 2023\tBudget 2023\tAvvikelse Avvikelse %", "Stab\t-3\t-2\t-1", "ser ut att vara två"),
        (
            "Utfall\tBudget\tAvvikelse 2022\tUtfall\tBudget\tAvvikelse",
            "Stab\t-3\t-2\t-1\t-4\t-4\t0",
            "har olika år eller saknar år",
        ),
        ("Utfall 2023\tBudget 2023\tAvvikelse", "Stab\t-12,345\t-14,000\t1,655", "tre decimaler i tkr"),
    ],
)
def test_what_may_be_misread_is_left_out_and_said(read_one: ReadOne, head: str, row: str, doubt: str) -> None:
    table = read_one(drift(head, row))
    assert table.frame.iloc[0, 1:].isna().all()
    assert table.rows[0].certainty == "tveksam"
    assert doubt in table.rows[0].doubt
    assert any(doubt in note for note in table.notes)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Utfall 2023\tBudget 2023\tAvvikelse mot budget", "Stab\t-3\t-2\t-1"),
        ("Utfall 2023\tBudget 2023\tAvvikelse\tUtfall 2022\tBudget 2022\tAvvikelse", "Stab\t-3\t-2\t-1\t-4\t-4\t0"),
        ("Utfall 2023 mnkr\tBudget 2023 mnkr\tAvvikelse", "Stab\t-12,345\t-14,000\t1,655"),
    ],
)
def test_what_is_as_it_should_be_stays(read_one: ReadOne, head: str, row: str) -> None:
    table = read_one(drift(head, row))
    assert table.rows[0].certainty == "säker"
    assert table.frame.iloc[0, 1:].notna().all()


def test_the_unit_of_the_columns_goes_before_that_of_the_title(read_one: ReadOne) -> None:
    table = read_one(drift("Utfall 2023 mnkr\tBudget 2023 mnkr\tAvvikelse", "Stab\t-12,3\t-12,0\t-0,3"))
    assert table.unit == "mnkr"
    assert any("enheten i kolumnerna (mnkr) går före rubrikens (tkr)" in note for note in table.notes)


def test_a_heading_that_ran_into_a_row_and_a_number_for_a_label_are_doubted(read_one: ReadOne) -> None:
    head = "Utfall 2023\tBudget 2023\tAvvikelse"
    rows = ["110 Stab\t-3\t-2\t-1", "120 HVB 0-20 år\t-4\t-4\t0", "Vuxna 130 Boende\t-1\t-1\t0", "-106\t-2\t-1\t-1"]
    table = read_one(drift(head, *rows))
    assert [row.certainty for row in table.rows] == ["säker", "säker", "tveksam", "tveksam"]
    assert table.frame.iloc[2:, 1:].isna().all(axis=None)
