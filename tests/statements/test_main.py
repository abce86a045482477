"""Which of several operating statements a year is told by."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.statements.folder import opened
from analysis.statements.main import main_statements
from tests.boards import write_board

HEAD = "{0}\n\nDriftredovisning (tkr)\n\n\tUtfall {1}\tBudget {1}\tAvvikelse\n"
KINDS = "Intäkter\t10\t9\t1\nPersonalkostnader\t-20\t-19\t-1\nNettokostnad\t-10\t-10\t0\n\n"
ACTIVITIES = "Hemtjänst\t-6\t-7\t1\nBoende\t-4\t-3\t-1\nSumma\t-10\t-10\t0\n\n"


def table(section: str, rows: str, year: int = 2023) -> str:
    return HEAD.format(section, year) + rows


@pytest.mark.parametrize("is_first", [True, False])
def test_activities_go_before_kinds_of_income_and_cost(tmp_path: Path, *, is_first: bool) -> None:
    parts = [table("1 Verksamhet", ACTIVITIES), table("2 Slag", KINDS)]
    data = write_board(tmp_path, {"a-2023": "".join(parts if is_first else reversed(parts))})
    assert {year: one.section for year, one in main_statements(opened(data)).items()} == {2023: "1 Verksamhet"}


def test_what_another_year_has_too_goes_before_that(tmp_path: Path) -> None:
    texts = {
        "a-2022": table("1 Slag", KINDS, 2022),
        "a-2023": table("1 Verksamhet", ACTIVITIES) + table("2 Slag", KINDS),
    }
    data = write_board(tmp_path, texts)
    assert {year: one.section for year, one in main_statements(opened(data)).items()} == {
        2022: "1 Slag",
        2023: "2 Slag",
    }
