"""Totals that figures tell: of a whole statement, of a part of it, and those that no word names."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from analysis.intake.proposed_sums import propose_sums
from analysis.statements.folder import opened
from analysis.statements.load import drift_lines, money_lines
from analysis.statements.main import main_statements
from tests.boards import write_board

HEAD = "Driftredovisning (tkr)\n\nVerksamhet\tUtfall 2023\tBudget 2023\tAvvikelse\n"
UNITS = "Hemtjänst\t-204\t-180\t-24\nBoende\t-341\t-340\t-1\nStab\t-99\t-97\t-2\n"
CARE = "Hemtjänst\t-204\t-180\t-24\nBoende\t-341\t-340\t-1\nSumma omsorg\t-545\t-520\t-25\n"
YOUNG = "Barn\t-70\t-75\t5\nMissbruk\t-29\t-22\t-7\nSumma stöd\t-99\t-97\t-2\n"
KINDS = (
    "Verksamhetens intäkter\t20\t18\t2\nPersonalkostnader\t-341\t-340\t-1\nÖvriga kostnader\t-99\t-97\t-2\n"
    "Verksamhetens kostnader\t-440\t-437\t-3\nVerksamhetens nettokostnader\t-420\t-419\t-1\n"
)


def totals(folder: Path, rows: str) -> list[str]:
    lines = drift_lines(opened(write_board(folder, {"a-2023": f"1 Ekonomi\n\n{HEAD}{rows}\n"})))
    return [line.post for line in lines if line.slag == "summa"]


def whole(folder: Path, rows: str) -> dict[int, tuple[str, Decimal | None]]:
    data = opened(write_board(folder, {"a-2023": f"1 Ekonomi\n\n{HEAD}{rows}\n"}))
    return {year: (one.total.post, one.total.utfall_tkr) for year, one in main_statements(data).items()}


@pytest.mark.parametrize("label", ["Socialnämnden", "Hela nämnden", "Nämnden totalt", "Nettokostnader", "Netto", "S:a"])
def test_the_last_row_that_is_the_sum_of_the_others_is_the_total(tmp_path: Path, label: str) -> None:
    assert totals(tmp_path, f"{UNITS}{label}\t-644\t-617\t-27\n") == [label]


@pytest.mark.parametrize("numbers", ["-644\t-610\t-34", "-637\t-617\t-20", "-644\t\t"])
def test_a_last_row_that_adds_up_in_one_column_only_is_a_line(tmp_path: Path, numbers: str) -> None:
    assert totals(tmp_path, f"{UNITS}Socialnämnden\t{numbers}\n") == []


def test_a_row_that_is_the_sum_of_one_line_is_none(tmp_path: Path) -> None:
    assert totals(tmp_path, "Hemtjänst\t-204\t-180\t-24\nSocialnämnden\t-204\t-180\t-24\n") == []


def test_a_doubtful_line_makes_no_total(tmp_path: Path) -> None:
    assert totals(tmp_path, f"{UNITS}Gata\t-5\t-5\t9\nSocialnämnden\t-649\t-622\t-27\n") == []


def test_what_is_left_of_a_cost_and_its_funding_is_no_total(tmp_path: Path) -> None:
    rows = f"{UNITS}Summa\t-644\t-617\t-27\nIntäkter från kommunen\t617\t610\t7\nResultat\t-27\t-7\t-20\n"
    assert totals(tmp_path, rows) == ["Summa"]


def test_the_total_of_totals_is_that_of_the_statement(tmp_path: Path) -> None:
    assert whole(tmp_path, f"{CARE}{YOUNG}Socialnämnden\t-644\t-617\t-27\n") == {2023: ("Socialnämnden", Decimal(-644))}


def test_the_total_of_a_part_is_not_that_of_the_statement(tmp_path: Path) -> None:
    assert whole(tmp_path, f"{CARE}{YOUNG}Stab\t-4\t-5\t1\n") == {}


def test_a_total_before_that_of_an_appendix_is_that_of_the_statement(tmp_path: Path) -> None:
    rows = f"{UNITS}Totalt\t-644\t-617\t-27\nLokaler\t-60\t-61\t1\nKost\t-20\t-18\t-2\nSumma köp\t-80\t-79\t-1\n"
    assert whole(tmp_path, rows) == {2023: ("Totalt", Decimal(-644))}


def test_all_costs_are_the_sum_of_the_nearest_lines(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2023": f"1 Ekonomi\n\n{HEAD}{KINDS}\n"})
    sums, remarks = propose_sums(money_lines(opened(data)))
    assert remarks == []
    assert [(one.total, [post for post, _ in one.parts], one.holds) for one in sums] == [
        ("Verksamhetens kostnader", ["Personalkostnader", "Övriga kostnader"], True),
        ("Verksamhetens nettokostnader", ["Verksamhetens intäkter", "Personalkostnader", "Övriga kostnader"], True),
    ]
