"""A sum whose table is read under another heading now is moved to it, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.errors import DataError
from analysis.intake.renewing import Renewal, find_renewals, renew
from analysis.statements.checks import reconcile
from tests.boards import write_board

TABLE = "Driftredovisning (tkr)\n\tUtfall\tBudget\tAvvikelse\nSkola\t-10\t-12\t2\nSumma\t-10\t-12\t2\n\n"
TWICE = "Driftredovisning, igen (tkr)\n\tUtfall\tBudget\tAvvikelse\nSkola\t-10\t-12\t2\nSumma\t-10\t-12\t2\n\n"


def board(folder: Path, section: str, total: str = "Summa", text: str = f"## 3.1 Drift\n\n{TABLE}") -> Path:
    return write_board(folder, {"a-2021": text}, [("a-2021", section, total, "Skola", "", "1", "lika")])


def test_a_sum_is_moved_to_the_heading_of_the_table_that_has_its_lines(tmp_path: Path) -> None:
    data = board(tmp_path, "Utskriven i maj")
    with pytest.raises(DataError, match=r"section = 'Utskriven i maj'; expected one of: 3.1 Drift; .* renew") as error:
        reconcile(data=data)
    assert "kommandot renew" in error.value.swedish()
    found = find_renewals(data=data)
    assert found == [Renewal("a-2021", "Summa", "Utskriven i maj", "3.1 Drift")]
    before = (data / "sums.csv").read_text(encoding="utf-8")
    assert [path.name for path in renew(found, data=data)] == ["sums.csv"]
    assert (data / "sums.csv").read_text(encoding="utf-8") == before.replace("Utskriven i maj", "3.1 Drift")
    assert set(reconcile(data=data)["utslag"]) == {"stämmer"}
    assert find_renewals(data=data) == []


def test_a_sum_that_no_table_has_the_lines_of_stays_a_fault(tmp_path: Path) -> None:
    assert find_renewals(data=board(tmp_path, "Utskriven i maj", "Totalt")) == []


def test_a_sum_that_two_headings_have_the_lines_of_is_not_guessed(tmp_path: Path) -> None:
    text = f"## 3.1 Drift\n\n{TABLE}## 3.2 Drift igen\n\n{TWICE}"
    assert find_renewals(data=board(tmp_path, "Utskriven i maj", text=text)) == []


def test_the_command_says_what_it_moves_and_asks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = board(tmp_path, "Utskriven i maj")
    before = (data / "sums.csv").read_bytes()
    assert main(["renew", "--data", str(data)]) == 1  # no terminal to ask in
    assert (data / "sums.csv").read_bytes() == before
    assert main(["renew", "--data", str(data), "--yes"]) == 0
    said = capsys.readouterr().out
    assert "a-2021: summan ”Summa” står under ”Utskriven i maj”, som nu läses som ”3.1 Drift”." in said
    assert main(["renew", "--data", str(data)]) == 0
    assert "Alla summor i sums.csv står under en rubrik" in capsys.readouterr().out
