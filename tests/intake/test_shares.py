"""What is tried for a board reads no other board's rows, keeps every line, and hides no fault from `check`."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.csv_files import CsvFile, CsvRow, CsvTable, Judge, judged
from analysis.data_files import CAUSES, DOCUMENTS, FIGURES, SUMS
from analysis.errors import DataError
from analysis.intake.inspection import plan_addition
from analysis.intake.registration import Wanted, register, remove
from analysis.intake.rehearsal import folder_faults, opened_share
from analysis.intake.shares import share_of
from analysis.statements import folder as folders
from analysis.statements.boards import Board, Boards
from analysis.statements.folder import opened
from analysis.statements.sums import load_sums
from tests import large

A, B = Board("A", "Exempelby"), Board("B", "Exempelby")
WHOSE = Boards({"a-23": A, "b-23": B, "b-24": B})


def share(file: CsvFile, *rows: str, board: Board = A) -> list[str]:
    return (
        share_of(file, "\n".join([",".join(file.names), *rows, ""]).encode(), WHOSE, {board}).decode().split("\n")[1:]
    )


def causes(*rows: str) -> list[str]:
    return [f"{row}{',' * (len(CAUSES.names) - row.count(',') - 1)}" for row in rows]


def test_rows_of_the_board_and_of_nobody_stay_on_their_lines() -> None:
    own = causes("b-23,Text", "a-23,Text", "b-24,Text", "c-23,Okänd", "a-23,Sist")
    assert share(CAUSES, *own) == ["", own[1], "", own[3], own[4], ""]
    assert share(CAUSES, *own, board=B) == [own[0], "", own[2], own[3], ""]


def test_a_text_over_several_lines_keeps_the_lines_below() -> None:
    own = causes('b-23,"Två\nrader"', 'a-23,"Två\nrader"', "b-23,Text", "a-23,Text")
    assert share(CAUSES, *own) == ["", "", *own[1].split("\n"), "", own[3], ""]


def test_rows_of_another_width_are_kept_where_nobody_is_named() -> None:
    assert share(CAUSES, "b-23,kort", "a-23,kort", ",utan dokument") == ["", "a-23,kort", ",utan dokument", ""]


def test_a_row_that_names_its_board_is_that_boards() -> None:
    at = FIGURES.names.index("board")
    rows = [",".join([f"tal_{name}", *[""] * (at - 1), name]) for name in ("A", "B", "C", "")]
    assert share(FIGURES, *rows) == [rows[0], "", rows[2], rows[3], ""]


def test_the_register_keeps_a_row_for_each_way_a_board_is_named() -> None:
    rows = ["a-23,A,2023,,,Exempelby", "b-23,B,2023,,,Exempelby", "b-24,B,2024,,,Exempelby", "x-1,,2024,,,"]
    rows = [f"{row}{',' * (len(DOCUMENTS.names) - row.count(',') - 1)}" for row in rows]
    assert share(DOCUMENTS, *rows) == [rows[0], "", rows[2], rows[3], ""]


@pytest.mark.parametrize("content", [b'document\n"aldrig slut\n', b"\xff\xfe\x00"])
def test_what_is_no_csv_stays_as_it_is_and_is_refused_by_who_reads_it(content: bytes) -> None:
    assert share_of(CAUSES, content, WHOSE, {A}) == content


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return large.write_folder(tmp_path / "data", boards=3, years=2, lines=4)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "ny.txt"
    path.write_text(large.report(2025, 4), encoding="utf-8")
    return path


def test_a_share_holds_what_the_whole_folder_has_for_the_board(data: Path) -> None:
    for board in opened(data, "Nämnd 1").boards.known:
        with opened_share(data, board) as own:
            assert (own.board, own.boards.choices) == (board, ["Nämnd 1", "Nämnd 2", "Nämnd 3"])
            assert load_sums(own) == load_sums(opened(data, board.name))
            assert len({part.line for one in load_sums(own) for part in one.parts}) == 8
            assert len(list((own.path / "reports").iterdir())) == 2


def test_a_board_that_has_the_folder_alone_has_all_of_it_as_it_is(tmp_path: Path) -> None:
    data = large.write_folder(tmp_path / "data", boards=1, years=2, lines=4)
    (board,) = opened(data).boards.known
    with opened_share(data, board) as own:
        assert (own.path / "sums.csv").read_bytes() == (data / "sums.csv").read_bytes()


def test_adding_judges_no_row_of_another_board_and_carries_its_bytes_over(
    data: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, before = set[str](), (data / "sums.csv").read_bytes()

    def noted(file: CsvFile, rows: list[CsvRow], judges: dict[str, Judge] | None = None) -> CsvTable:
        seen.update(row["document"] for row in rows if file is SUMS)
        return judged(file, rows, judges)

    monkeypatch.setattr(folders, "judged", noted)
    addition = plan_addition(report, Wanted("Nämnd 2", 2025), data=data)
    register(addition.found.content, addition.row, addition.sums, data=data)
    assert seen - {"rapport"} == {"namnd2-2023", "namnd2-2024", "namnd-2-2025"}
    assert (data / "sums.csv").read_bytes().startswith(before)
    assert folder_faults(data) == []


def add(report: Path, data: Path) -> int:
    return main(["add", str(report), "--board", "Nämnd 2", "--year", "2025", "--yes", "--data", str(data)])


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("sums.csv", "Enhet 1-3,,1", "Enhet 1-3,,2", "sums.csv rad 5: weight = ”2”"),
        ("sums.csv", "Enhet 1-3", "Enhet 9", "sums.csv rad 5: part = ”Enhet 9”"),
        ("reports/namnd1-2023.txt", "Enhet", "Avdelning", "reports/namnd1-2023.txt: sha256"),
    ],
)
def test_a_fault_of_another_board_does_not_stop_a_report_and_is_told_by_check(
    data: Path, report: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, said: str
) -> None:
    spoil(data / name, old, new)
    assert add(report, data) == 0
    assert (data / "reports" / "namnd-2-2025.txt").is_file()
    capsys.readouterr()
    assert main(["check", "--data", str(data), "--board", "Nämnd 2"]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("sums.csv", "namnd2-2024,Driftredovisning (tkr),Summa,Enhet 1-0,,1", "namnd2-2024,Driftredovisning (tkr),Summa,Enhet 1-0,,2", "sums.csv rad 14: weight"),
        ("reports/namnd2-2023.txt", "Enhet", "Avdelning", "reports/namnd2-2023.txt"),
    ],
)  # fmt: skip
def test_a_fault_of_its_own_board_stops_a_report_and_nothing_is_written(
    data: Path, report: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, said: str
) -> None:
    spoil(data / name, old, new)
    before = (data / "documents.csv").read_bytes()
    assert add(report, data) == 1
    assert said in capsys.readouterr().err
    assert (data / "documents.csv").read_bytes() == before
    assert not (data / "reports" / "namnd-2-2025.txt").exists()


def test_a_report_outside_the_folder_is_not_taken_away(data: Path, tmp_path: Path) -> None:
    outside = tmp_path / "utanför.txt"
    outside.write_bytes((data / "reports" / "namnd1-2023.txt").read_bytes())
    spoil(data / "documents.csv", "reports/namnd1-2023.txt", "../utanför.txt")
    with pytest.raises(DataError, match=r"documents\.csv, line 2: saw .*utanför\.txt"):
        remove("namnd1-2023", data=data)
    assert outside.is_file()
