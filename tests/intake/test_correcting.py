"""A correction is written with what the source prints, mends the sums that hold now, and leaves nothing half-done."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.errors import DataError
from analysis.intake.correcting import correct
from analysis.statements.load import load_drift
from analysis.statements.sums import load_sums
from tests.boards import REPORT, make_board, plain_rows

BROKEN = REPORT.replace("-300 200 -500", "-300 2O0 -500")


def ledning(data: Path) -> list[tuple[object, ...]]:
    drift = load_drift(data=data)
    return plain_rows(drift[drift["post"] == "Ledning"], "utfall_tkr", "budget_tkr", "avvikelse_tkr", "läsning")


def line_of(data: Path) -> int:
    drift = load_drift(data=data)
    return int(drift.loc[drift["läsning"] == "tveksam", "rad"].iloc[0])


def test_every_cell_of_a_doubtful_row_is_corrected_and_the_sum_is_named(tmp_path: Path) -> None:
    data = make_board(tmp_path, BROKEN, sums=[])
    line = line_of(data)
    for column, value in (("Utfall 2023", "-300"), ("Budget 2023", "200"), ("Avvikelse", "-500")):
        path = correct("kultur-2023", (line, column), value, "Bokstav i stället för siffra.", data=data)
    assert path.name == "corrections.csv"
    assert ledning(data) == [(-300.0, 200.0, -500.0, "säker")]
    (found,) = load_sums(data)
    assert (found.total, [part.post for part in found.parts]) == ("Summa", ["Bibliotek", "=Simhall", "Ledning"])


def test_a_number_that_was_read_wrongly_is_replaced(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    line = int(load_drift(data=data).query("post == 'Bibliotek'")["rad"].iloc[0])
    correct("kultur-2023", (line, "Utfall 2023"), "−1 201", "Fel i trycket.", data=data)
    assert load_drift(data=data).query("post == 'Bibliotek'")["utfall_tkr"].tolist() == [-1201.0]


@pytest.mark.parametrize(
    ("document", "cell", "value", "match"),
    [
        ("kultur-2022", (7, "Utfall 2023"), "1", r"document = 'kultur-2022'; expected one of: kultur-2023"),
        ("kultur-2023", (999, "Utfall 2023"), "1", r"line = '999'"),
        ("kultur-2023", (7, "Utfall 1999"), "1", r"column = 'Utfall 1999'"),
        ("kultur-2023", (7, "Utfall 2023"), "tolv", r"value = 'tolv'"),
    ],
)
def test_a_wrong_correction_is_refused_and_leaves_no_file(
    tmp_path: Path, document: str, cell: tuple[int, str], value: str, match: str
) -> None:
    data = make_board(tmp_path)
    with pytest.raises(DataError, match=match):
        correct(document, cell, value, "Skäl.", data=data)
    assert not (data / "corrections.csv").exists()


def test_a_refused_correction_leaves_the_earlier_ones(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    path = correct("kultur-2023", (7, "Utfall 2023"), "−1 201", "Fel i trycket.", data=data)
    before = path.read_bytes()
    with pytest.raises(DataError, match="value"):
        correct("kultur-2023", (9, "Utfall 2023"), "x", "Skäl.", data=data)
    assert path.read_bytes() == before


def test_a_cell_is_corrected_anew(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    for value in ("−1 201", "-1 202"):
        correct("kultur-2023", (7, "Utfall 2023"), value, "Fel i trycket.", data=data)
    assert load_drift(data=data).query("post == 'Bibliotek'")["utfall_tkr"].tolist() == [-1202.0]


def test_cells_are_corrected_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = make_board(tmp_path, BROKEN, sums=[])
    line = str(line_of(data))
    for column, value in (("Utfall 2023", "-300"), ("Budget 2023", "200"), ("Avvikelse", "-500,0")):
        words = ["correct", "kultur-2023", line, column, value, "--reason", "Bokstav.", "--data", str(data)]
        assert main(words) == 0
    assert ledning(data) == [(-300.0, 200.0, -500.0, "säker")]
    assert capsys.readouterr().out.endswith(f"{data / 'corrections.csv'}\n  {data / 'sums.csv'}\n")
    assert main(["correct", "kultur-2023", line, "Utfall 2023", "tolv", "--reason", "x", "--data", str(data)]) == 1
    assert "value = ”tolv”; väntade ett tal" in capsys.readouterr().err


def test_sums_that_hold_after_corrections_by_hand_are_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = make_board(tmp_path, sums=[])
    assert main(["correct", "kultur-2023", "--data", str(data)]) == 0
    assert [one.total for one in load_sums(data)] == ["Summa"]
    assert main(["correct", "kultur-2023", "--data", str(data)]) == 0
    assert capsys.readouterr().out.endswith("sums.csv har redan de summor i rapporten som stämmer.\n")
