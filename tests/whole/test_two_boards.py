"""Two boards in one folder, from the command line to the workbooks: each gets a paper of its own, or a refusal."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from analysis.__main__ import main
from analysis.report import make_report
from tests.boards import REPORT
from tests.notebooks import make_notebook
from tests.statements.test_boards import CULTURE, OTHER, SPORT, rows_of, write_rows

HEADS = "Det gick inte:\ndocuments.csv: rapporter från flera nämnder; väntade en av: Kulturnämnden; Idrottsnämnden;"
SECOND = ("--accept", "board")  # another board in the folder is asked about


def add(data: Path, board: str, text: str, *more: str) -> int:
    path = data.parent / "rapport.txt"
    path.write_text(text, encoding="utf-8", newline="\n")
    where = ["--board", board, "--year", "2023", "--data", str(data), "--publisher", "Exempelby"]
    return main(["add", str(path), *where, "--yes", *more])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    assert add(folder, CULTURE, REPORT) == add(folder, SPORT, OTHER, *SECOND) == 0
    return folder


@pytest.mark.parametrize("command", [["check"], ["claims"], ["trace", "dubbelt"], ["report"]])
def test_a_command_that_is_not_told_the_board_refuses(
    data: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(data.parent / "ut")] if command == ["report"] else []
    capsys.readouterr()
    assert main([*command, "--data", str(data), *out]) == 1
    assert HEADS in capsys.readouterr().err
    assert not (data.parent / "ut").exists()


def test_a_command_that_is_told_the_board_is_about_it_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(
        data, rows_of(CULTURE, "kulturnamnden-2023", "Bibliotek"), rows_of(SPORT, "idrottsnamnden-2023", "Ridhus")
    )
    capsys.readouterr()
    assert main(["check", "--data", str(data), "--board", SPORT]) == 0
    assert capsys.readouterr().out.startswith("Sju kontroller")
    assert main(["trace", "dubbelt", "--data", str(data), "--board", SPORT]) == 0
    shown = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Ridhus" in shown
    assert "−3 800" in shown
    assert main(["trace", "dubbelt", "--data", str(data), "--board", CULTURE]) == 0
    assert "−2 400" in capsys.readouterr().out.replace("\u00a0", " ")


def test_no_word_and_no_number_of_one_board_stands_in_the_paper_of_the_other(data: Path, tmp_path: Path) -> None:
    write_rows(
        data, rows_of(CULTURE, "kulturnamnden-2023", "Bibliotek"), rows_of(SPORT, "idrottsnamnden-2023", "Ridhus")
    )
    make_notebook(tmp_path / "01_prov.ipynb", "import analysis", "analysis.describe_year(2023)")
    for board, own, other in ((CULTURE, "Bibliotek", "Ridhus"), (SPORT, "Ridhus", "Bibliotek")):
        report = make_report(tmp_path / board, data=data, board=board, notebooks=tmp_path)
        cells = set[str]()
        for path in report.files[:2]:
            for sheet in openpyxl.load_workbook(path, data_only=True):
                cells |= {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
        text = f"{' '.join(sorted(cells))} {report.files[2].read_text('utf-8')} {' '.join(report.summary)}"
        assert own in text
        assert board in text
        assert other not in text
        assert {CULTURE: SPORT, SPORT: CULTURE}[board] not in text
        numbers = {CULTURE: ("-4000", "-4700"), SPORT: ("-4700", "-4000")}[board]
        assert numbers[0] in cells
        assert numbers[1] not in cells


def test_a_notebook_that_chooses_other_data_is_run_on_those_asked_for(data: Path, tmp_path: Path) -> None:
    source = 'import analysis\nanalysis.use("annan-mapp", board="Skolnämnden")\nprint(analysis.describe_board())'
    make_notebook(tmp_path / "01_prov.ipynb", source)
    report = make_report(tmp_path / "ut", data=data, board=SPORT, notebooks=tmp_path)
    assert "Idrottsnämnden, Exempelby" in report.files[2].read_text("utf-8")


def test_adding_a_second_board_says_so(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert add(data, CULTURE, REPORT.replace("2023", "2022"), "--year", "2022") == 0
    assert "Mappen har redan" not in capsys.readouterr().out
    assert add(data, "Kultur-nämnden", REPORT.replace("2023", "2021"), "--year", "2021") == 1
    assert "väntade ”Kulturnämnden”, som den har; ändra --board" in capsys.readouterr().err
    words = ["--year", "2021", *SECOND]
    assert add(data, "Kultur-nämnden", REPORT.replace("2023", "2021"), *words) == 0
    said = (
        "  Mappen har redan Kulturnämnden, Exempelby och Idrottsnämnden, Exempelby. Kultur-nämnden, Exempelby blir en "
        "nämnd till, med ett eget underlag, och de andra kommandona behöver --board.\n"
    )
    assert said in capsys.readouterr().out


def test_what_was_the_only_boards_bears_its_name_once_there_is_a_second(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert add(data, CULTURE, REPORT) == 0
    write_rows(data, rows_of("", "kulturnamnden-2023", "Bibliotek"))
    text = (data / "concepts.csv").read_text("utf-8").replace(",board\n", "\n").replace(",\n", "\n")
    (data / "concepts.csv").write_bytes(text.replace("\n", "\r\n").encode())
    assert add(data, SPORT, OTHER, *SECOND) == 0
    for name in ("figures.csv", "concepts.csv", "drivers.csv", "subjects.csv"):
        with (data / name).open(encoding="utf-8", newline="") as file:
            assert [row["board"] for row in csv.DictReader(file)] == [CULTURE]
    content = (data / "concepts.csv").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    assert main(["check", "--data", str(data), "--board", CULTURE]) == 0
    assert main(["claims", "--data", str(data), "--board", SPORT]) == 0


def test_a_folder_is_as_it_was_where_a_second_board_cannot_be_added(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert add(data, CULTURE, REPORT) == 0
    write_rows(data, rows_of("", "kulturnamnden-2023", "Bibliotek"))
    text = (data / "claims.csv").read_text("utf-8")
    (data / "claims.csv").write_text(text.replace("dubbelt", "saknad"), encoding="utf-8")
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert add(data, SPORT, OTHER) == 1
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
