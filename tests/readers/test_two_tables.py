"""Two tables that stand close to each other stay two tables, each with its own title, kind and rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.readers.tables import Table
from analysis.statements.load import load_drift, load_investments
from tests.boards import plain_rows, write_board

DRIFT = "Driftsredovisning (tkr)\n{0}Utfall 2021 Budget 2021 Avvikelse\n{0}Stab -1 -1 0\n{0}Summa -1 -1 0\n"
INVESTED = "Investeringsredovisning (tkr)\n{0}Utfall 2021 Budget 2021 Avvikelse\n{0}Datorer -2 -3 1\n{0}Summa -2 -3 1\n"
TEXTS = {
    "no blank line": "Ekonomi\n\n" + DRIFT.format("") + INVESTED.format(""),
    "blank line between": "Ekonomi\n\n" + DRIFT.format("") + "\n" + INVESTED.format(""),
    "blank lines everywhere": "Ekonomi\n\n" + DRIFT.format("\n") + "\n" + INVESTED.format("\n"),
    "spaces at line ends": ("Ekonomi\n\n" + DRIFT.format("\n") + "\n" + INVESTED.format("\n")).replace("\n", " \n"),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_two_tables_of_the_same_head_stay_two(read: Callable[[str], list[Table]], text: str) -> None:
    assert [(table.kind, table.title, table.section, list(table.frame["post"])) for table in read(text)] == [
        ("drift", "Driftsredovisning (tkr)", "Ekonomi", ["Stab", "Summa"]),
        ("investering", "Investeringsredovisning (tkr)", "Ekonomi", ["Datorer", "Summa"]),
    ]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_each_is_loaded_as_what_it_is(tmp_path: Path, text: str) -> None:
    data = write_board(tmp_path, {"a-2021": text})
    columns = ("avsnitt", "post", "utfall_tkr", "budget_tkr", "avvikelse_tkr", "läsning")
    assert plain_rows(load_drift(data=data), *columns) == [
        ("Ekonomi", "Stab", -1.0, -1.0, 0.0, "säker"),
        ("Ekonomi", "Summa", -1.0, -1.0, 0.0, "säker"),
    ]
    assert plain_rows(load_investments(data=data), *columns) == [
        ("Ekonomi", "Datorer", -2.0, -3.0, 1.0, "säker"),
        ("Ekonomi", "Summa", -2.0, -3.0, 1.0, "säker"),
    ]


@pytest.mark.parametrize("notes", ["", "Not"])
def test_a_head_of_years_ends_the_table_above_also_with_a_column_of_notes(
    read: Callable[[str], list[Table]], notes: str
) -> None:
    first = "Investeringar, tkr\n\nPost\tUtfall\tBudget\tAvvikelse\nMöbler\t-3\t-4\t1\nTak\t-5\t-5\t0\n"
    head = f"Enhet\t{notes}\t2021\t2022" if notes else "Enhet\t2020\t2021\t2022"
    second = f"Drift\t\t\t\nmnkr\t\t\t\n{head}\nStab\t3\t-3,2\t-2,5\nBad\t\t-2,5\t-2,1\n"
    table, *_ = read(first + second)
    assert [(row.label, row.doubt) for row in table.rows] == [("Möbler", ""), ("Tak", "")]
