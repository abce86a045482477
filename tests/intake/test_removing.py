"""A report is replaced or taken away with all that is its own, and nothing else, or not at all."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.data_files import CAUSES
from analysis.errors import DataError, OutputError
from analysis.intake.correcting import correct
from analysis.intake.inspection import plan_addition
from analysis.intake.registration import Wanted, register, remove
from analysis.statements.load import load_drift
from analysis.statements.register import load_documents
from analysis.statements.sums import load_sums
from tests.boards import REPORT, held, make_board, write_csv
from tests.ledgers import cause

NEWER = REPORT.replace("-1 200 -1 000 -200", "-1 250 -1 000 -250").replace("-4 000 -3 400 -600", "-4 050 -3 400 -650")
WANTED = Wanted("Kulturnämnden", 2023, replace=True)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_board(tmp_path / "data")


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    path = tmp_path / "nyare.txt"
    path.write_text(NEWER, encoding="utf-8", newline="\n")
    return path


def put(newer: Path, data: Path, wanted: Wanted = WANTED) -> list[Path]:
    addition = plan_addition(newer, wanted, data=data)
    return register(addition.found.content, addition.row, addition.sums, data=data, replace=True)


def test_a_newer_version_takes_the_place_of_the_report_of_its_year(newer: Path, data: Path) -> None:
    addition = plan_addition(newer, WANTED, data=data)
    assert (addition.row["id"], addition.replaces, addition.doubts) == (
        "kultur-2023",
        "Kulturnämndens bokslut 2023",
        [],
    )
    files = register(addition.found.content, addition.row, addition.sums, data=data, replace=True)
    assert [path.name for path in files] == ["kultur-2023-2.txt", "documents.csv", "sums.csv", "kultur-2023.txt"]
    assert [path.name for path in (data / "reports").iterdir()] == ["kultur-2023-2.txt"]
    assert load_documents(data=data)["id"].tolist() == ["kultur-2023"]
    assert load_drift(data=data)["utfall_tkr"].tolist() == [-1250.0, -2500.0, -300.0, -4050.0]
    assert len(load_sums(data)) == 1


def test_it_is_replaced_on_the_command_line(newer: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--board", "Kulturnämnden", "--year", "2023", "--data", str(data), "--yes", "--replace"]
    assert main(["add", str(newer), *words]) == 0
    out = capsys.readouterr().out
    assert "Byter ut: Kulturnämndens bokslut 2023\n" in out
    assert out.endswith(f"Borttaget:\n  {data / 'reports' / 'kultur-2023.txt'}\n")


def test_the_first_of_two_stays_the_first(newer: Path, data: Path, tmp_path: Path) -> None:
    other = tmp_path / "annan.txt"
    other.write_text(REPORT.replace("Bibliotek", "Museum"), encoding="utf-8")
    addition = plan_addition(other, Wanted("Kulturnämnden", 2022), data=data)
    register(addition.found.content, addition.row, addition.sums, data=data)
    put(newer, data)
    assert load_documents(data=data)["id"].tolist() == ["kultur-2023", "kulturnamnden-2022"]


@pytest.mark.parametrize(
    ("wanted", "match"),
    [
        (WANTED._replace(year=2022), "saw no report of Kulturnämnden for 2022, helår; expected one to replace"),
        (WANTED._replace(id="kultur-2032"), "saw id = 'kultur-2032'; expected one of: kultur-2023"),
    ],
)
def test_what_is_not_there_is_not_replaced(newer: Path, data: Path, wanted: Wanted, match: str) -> None:
    with pytest.raises(DataError, match=match):
        plan_addition(newer, wanted, data=data)


def test_the_same_file_replaces_nothing(data: Path) -> None:
    with pytest.raises(DataError, match="saw a file that is registered, as kultur-2023; expected one that is not"):
        plan_addition(data / "reports" / "kultur-2023.txt", WANTED, data=data)


def test_a_correction_that_a_newer_version_no_longer_prints_stops_it(newer: Path, data: Path) -> None:
    correct("kultur-2023", (7, "Utfall 2023"), "−1 201", "Fel i trycket.", data=data)
    before = held(data)
    with pytest.raises(
        DataError, match=r"^corrections\.csv, line 2: saw printed = '−1.*200'; expected what the source"
    ):
        put(newer, data)
    assert held(data) == before


@pytest.mark.parametrize("failing", ["kultur-2023-2.txt", "documents.csv"])
def test_what_fails_leaves_the_older_version(
    newer: Path, data: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    before, replace, done = held(data), Path.replace, list[str]()

    def refuse(self: Path, target: Path) -> Path:
        if target.name == failing and not done:
            done.append(failing)
            raise PermissionError(13, "nej")
        return replace(self, target)

    addition = plan_addition(newer, WANTED, data=data)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=failing):
        register(addition.found.content, addition.row, addition.sums, data=data, replace=True)
    assert held(data) == before


def test_a_report_is_taken_away_with_what_is_its_own(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    correct("kultur-2023", (7, "Utfall 2023"), "−1 201", "Fel i trycket.", data=data)
    assert main(["remove", "kultur-2023", "--data", str(data), "--yes"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "Tas bort: Kulturnämndens bokslut 2023 (reports/kultur-2023.txt)\n"
        "  sums.csv: tre rader\n  corrections.csv: en rad\nSkrivet:\n"
    )
    assert list((data / "reports").iterdir()) == []
    assert [path.read_text("utf-8").count("\n") for path in sorted(data.glob("*.csv"))] == [1, 1, 1]
    assert main(["check", "--data", str(data)]) == 0


def test_what_others_say_of_a_report_stops_its_removal(data: Path) -> None:
    write_csv(data / "causes.csv", CAUSES.names, [cause("Ledning", "En orsak.", document="kultur-2023", year="2023")])
    before = held(data)
    with pytest.raises(DataError, match=r"^causes\.csv, line 2: saw document = 'kultur-2023'; expected one of: –"):
        remove("kultur-2023", data=data)
    assert held(data) == before


@pytest.mark.parametrize(("answer", "left"), [("j\n", 0), ("n\n", 1), ("", 1)])
def test_it_is_asked_before(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str, left: int
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(answer))
    assert main(["remove", "kultur-2023", "--data", str(data)]) == 0
    assert ("Inget är borttaget." in capsys.readouterr().out) == bool(left)
    assert len(load_documents(data=data)) == left


def test_without_a_terminal_nothing_is_taken_away(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("j\n"))
    assert main(["remove", "kultur-2023", "--data", str(data)]) == 1
    assert len(load_documents(data=data)) == 1


def test_an_unknown_id_is_named_with_the_nearest(data: Path) -> None:
    with pytest.raises(DataError, match="saw id = 'kultur-2024'; expected one of: kultur-2023"):
        remove("kultur-2024", data=data)
