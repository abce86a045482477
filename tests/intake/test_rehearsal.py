"""All faults of all files of a folder are told at once, and none that only follows from another."""

from __future__ import annotations

import csv
import io
import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.data_files import ALL
from analysis.errors import AnalysisError, DataError
from analysis.files import DATA
from analysis.intake.rehearsal import folder_faults, rehearse
from analysis.ledger.claims import audit_claims
from analysis.ledger.ledger import load_figures
from analysis.report import make_report
from analysis.statements.checks import reconcile
from tests import large
from tests.boards import make_board
from tests.ledgers import cause, claim_row, concept, printed, write_ledger

RIGHT = printed("timmar_2021", "8", unit="tkr")


def told(data: Path) -> list[tuple[str, int | None, str]]:
    return [(one.file, one.line, one.code) for one in folder_faults(data)]


def test_nothing_is_wrong_with_a_folder_that_is_right(tmp_path: Path) -> None:
    assert folder_faults(make_board(tmp_path)) == []


def test_every_file_is_judged_whatever_is_wrong_with_the_others(tmp_path: Path) -> None:
    data = write_ledger(
        tmp_path,
        [RIGHT, printed("fel_2021", "x"), printed("vård_2021", "7")],
        claims=[claim_row("timmar_2021", "vård_2021", wording="ungefär"), claim_row("timmar_2021", "saknad_2021", id="b")],
        causes=[cause("Stab", "En orsak.", strength="säger"), cause("Stav", "En till.")],
        comments=[["a-2021", "Stabb", "2026-03-01", "E. Ek", "Två nya."]],
    )  # fmt: skip
    assert told(data) == [
        ("figures.csv", 3, "bad-value"),
        ("claims.csv", 2, "unknown-reference"),
        ("claims.csv", 3, "unknown-reference"),
        ("causes.csv", 2, "unknown-reference"),
        ("causes.csv", 3, "unknown-reference"),
        ("comments.csv", 2, "unknown-reference"),
    ]


def test_what_names_a_row_that_is_wrong_is_not_blamed_for_it(tmp_path: Path) -> None:
    data = write_ledger(
        tmp_path,
        [printed("fel_2021", "x")],
        claims=[claim_row("fel_2021", "2 tkr"), claim_row("2 tkr", "annan_2021", id="b")],
        concepts=[concept("kostnad", 2021, "fel_2021")],
    )
    assert told(data) == [("figures.csv", 2, "bad-value"), ("claims.csv", 3, "unknown-reference")]


def test_a_row_of_another_width_hides_no_other(tmp_path: Path) -> None:
    data = write_ledger(tmp_path, [RIGHT], causes=[cause("Stab", "En.", strength="säger"), cause("Stav", "Två.")])
    with (data / "causes.csv").open("a", encoding="utf-8") as file:
        file.write("a-2021,Text\n")
    assert told(data) == [
        ("causes.csv", 2, "unknown-reference"),
        ("causes.csv", 3, "unknown-reference"),
        ("causes.csv", 4, "wrong-width"),
    ]


def test_a_text_over_several_lines_keeps_the_lines_of_the_rows_below(tmp_path: Path) -> None:
    rows = [cause("Stab", "En\norsak.", strength="säger"), cause("Stav", "Två."), cause("HVB", "Tre.", strength="x")]
    assert told(write_ledger(tmp_path, [RIGHT], causes=rows)) == [
        ("causes.csv", 3, "unknown-reference"),
        ("causes.csv", 4, "unknown-reference"),
        ("causes.csv", 5, "unknown-reference"),
    ]


def test_where_figures_cannot_be_read_the_cells_of_the_others_are_judged_by_themselves(tmp_path: Path) -> None:
    data = write_ledger(tmp_path, [], causes=[cause("Stav", "En.", strength="säger", amount="timmar_2021")])
    (data / "figures.csv").write_text("id,year\ntimmar_2021,2021\n", encoding="utf-8")
    assert told(data) == [("figures.csv", 1, "wrong-columns"), ("causes.csv", 2, "unknown-reference")]


def test_a_file_of_no_table_is_told_with_the_faults_of_others(tmp_path: Path) -> None:
    data = write_ledger(tmp_path, [printed("fel_2021", "x")])
    (data / "comments.csv").write_text("document,line\n", encoding="utf-8")
    (data / "drivers.csv").write_text('driver\n"ett hushåll\n', encoding="utf-8")
    assert told(data) == [
        ("figures.csv", 2, "bad-value"),
        ("comments.csv", 1, "wrong-columns"),
        ("drivers.csv", None, "bad-csv"),
    ]


def test_a_report_that_was_changed_hides_no_fault_of_another(tmp_path: Path) -> None:
    data = write_ledger(tmp_path, [RIGHT, printed("fel_2021", "x")], claims=[claim_row("fel_2021", "2 tkr")])
    (data / "reports" / "a-2021.txt").write_text("Något annat\n", encoding="utf-8")
    assert told(data) == [("reports/a-2021.txt", None, "changed-file"), ("figures.csv", 3, "bad-value")]


def test_a_folder_without_a_register_says_so(tmp_path: Path) -> None:
    assert told(tmp_path) == [(str(tmp_path / "documents.csv"), None, "missing-file")]


def test_what_would_leave_a_fault_is_refused_with_all_of_them(tmp_path: Path) -> None:
    data = write_ledger(tmp_path, [RIGHT], claims=[claim_row("timmar_2021", "8 tkr")])
    before = {path: path.read_bytes() for path in data.rglob("*.csv")}
    with pytest.raises(DataError, match=r"^claims\.csv, line 2: saw claimed = 'timmar_2021'; expected one of"):
        rehearse(data, {data / "figures.csv": before[data / "figures.csv"].splitlines(keepends=True)[0]})
    assert {path: path.read_bytes() for path in data.rglob("*.csv")} == before


def test_check_tells_the_faults_of_all_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write_ledger(tmp_path, [printed("fel_2021", "x")], causes=[cause("Stav", "En.")])
    assert main(["check", "--data", str(data)]) == 1
    assert capsys.readouterr().err == (
        "Det gick inte:\n"
        "figures.csv rad 2: value = ”x”; väntade ett tal, t.ex. 8 453 eller 65,4; rätta cellen.\n"
        "causes.csv rad 2: what = ”Stav”; väntade något av: Stab; rätta stavningen eller registrera det som saknas.\n"
    )


@pytest.fixture
def three_wrong(tmp_path: Path) -> Path:
    """Write a folder of which three files have a fault each, none that follows from another."""
    return write_ledger(
        tmp_path / "data",
        [RIGHT, printed("fel_2021", "x")],
        causes=[cause("Stav", "En.")],
        comments=[["a-2021", "Stabb", "2026-03-01", "E. Ek", "Två nya."]],
    )


@pytest.mark.parametrize("command", ["check", "report"])
def test_one_run_tells_the_faults_of_three_files(
    three_wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    out = ["--out", str(tmp_path / "ut")] if command == "report" else []
    assert main([command, "--data", str(three_wrong), *out]) == 1
    said = capsys.readouterr().err
    assert said.partition("Det gick inte:\n")[2] == (
        "figures.csv rad 3: value = ”x”; väntade ett tal, t.ex. 8 453 eller 65,4; rätta cellen.\n"
        "causes.csv rad 2: what = ”Stav”; väntade något av: Stab; rätta stavningen eller registrera det som saknas.\n"
        "comments.csv rad 2: line = ”a-2021: Stabb”; väntade något av: Stab; rätta stavningen eller registrera det "
        "som saknas.\n"
    )
    assert not (tmp_path / "ut").exists()


def test_a_report_tells_the_faults_of_its_own_board_and_of_what_it_was_asked(tmp_path: Path) -> None:
    data = large.write_folder(tmp_path / "data", boards=2, years=1, lines=3)
    for name in ("namnd1", "namnd2"):
        spoiled = (data / "sums.csv").read_text(encoding="utf-8").replace(f"{name}-2024,", f"{name}-2024 ,x", 1)
        (data / "sums.csv").write_text(spoiled, encoding="utf-8")
    with pytest.raises(DataError, match=r"^documents\.csv: saw the reports of 2 boards"):
        make_report(tmp_path / "ut", data=data)
    with pytest.raises(DataError, match=r"^sums\.csv, line 5: saw section = ") as error:
        make_report(tmp_path / "ut", data=data, board="Nämnd 2")
    assert [one.line for one in error.value.faults] == [5]
    shutil.rmtree(data)
    large.write_folder(data, boards=2, years=1, lines=3)
    with pytest.raises(AnalysisError, match=r"saw year 1999") as asked:
        make_report(tmp_path / "ut", data=data, board="Nämnd 2", years=(1999, None))
    assert [one.code for one in asked.value.faults] == ["unknown-year"]


def as_swedish_excel_saves(data: Path, folder: Path, encoding: str) -> Path:
    """Copy a folder with its CSV files as Swedish Excel would save them."""
    shutil.copytree(data, folder)
    for name in (file.name for file in ALL if (data / file.name).is_file()):
        memory = io.StringIO()
        rows = list(csv.reader((data / name).read_text(encoding="utf-8").splitlines(keepends=True)))
        csv.writer(memory, delimiter=";", lineterminator="\r\n").writerows(rows)
        (folder / name).write_bytes(memory.getvalue().encode(encoding))
    return folder


def test_a_folder_that_swedish_excel_saved_is_the_same_folder(tmp_path: Path) -> None:
    folder = as_swedish_excel_saves(DATA, tmp_path / "data", "utf-8-sig")
    assert folder_faults(folder) == []
    for load in (load_figures, audit_claims, reconcile):
        pd.testing.assert_frame_equal(load(data=folder), load(data=DATA))


def test_a_folder_in_the_letters_of_windows_is_read(tmp_path: Path) -> None:
    data = write_ledger(
        tmp_path / "a", [printed("vård_2021", "7,5", "0,1")], causes=[cause("Stab", "Färre än väntat – §.")]
    )
    folder = as_swedish_excel_saves(data, tmp_path / "b", "cp1252")
    assert "vård".encode("cp1252") in (folder / "figures.csv").read_bytes()
    assert folder_faults(folder) == []
    pd.testing.assert_frame_equal(load_figures(data=folder), load_figures(data=data))


@pytest.mark.parametrize("name", ["documents.csv", "sums.csv", "causes.csv", "egna_uppgifter.xlsx"])
def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path, name: str) -> None:
    data = make_board(tmp_path)
    (data / name).unlink(missing_ok=True)
    (data / name).mkdir()
    assert told(data) == [(name, None, "not-a-file")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("name", ["documents.csv", "sums.csv", "causes.csv", "egna_uppgifter.xlsx"])
def test_a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for(tmp_path: Path, name: str) -> None:
    data = make_board(tmp_path)
    (data / name).unlink(missing_ok=True)
    os.mkfifo(data / name)
    assert told(data) == [(name, None, "not-a-file")]


def test_what_is_no_file_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    (data / "gammalt.csv").mkdir()
    assert told(data) == []


def test_a_report_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, copyfile = make_board(tmp_path), shutil.copyfile

    def deny(source: Path, target: Path) -> None:
        if source.suffix == ".txt":
            raise PermissionError(13, "Permission denied", str(source))
        copyfile(source, target)

    monkeypatch.setattr(shutil, "copyfile", deny)
    with pytest.raises(DataError, match=r"^reports/kultur-2023\.txt: saw Permission denied; expected a file") as error:
        folder_faults(data)
    assert "behörighet saknas" in error.value.swedish()
