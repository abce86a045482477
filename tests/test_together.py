"""Files are changed together, by one process at a time, and one that was killed holds nobody up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.errors import DataError, OutputError
from analysis.locks import LOCK, locked
from analysis.report import make_report
from analysis.together import RecoveryWarning, alone, change, making
from tests.boards import REPORT, make_board
from tests.notebooks import make_notebook

ROOT = Path(__file__).resolve().parents[1]
HOLDS = """
import sys
from pathlib import Path
from analysis.files import MAKING
from analysis.locks import locked
with locked(Path(sys.argv[1])):
    Path(sys.argv[1], MAKING + "halv.csv").write_text("halv")
    print("har den", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.txt"
    path.write_text(REPORT.replace("Bibliotek", "Museum"), encoding="utf-8", newline="\n")
    return path


def added(report: Path, data: Path, board: str = "Fritidsnämnden") -> list[str]:
    return ["add", str(report), "--board", board, "--year", "2023", "--data", str(data), "--yes", "--accept", "board"]


def test_a_second_one_is_told_that_another_is_at_work(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("analysis.locks.PATIENCE", 0)
    data = make_board(tmp_path / "data")
    with locked(data):
        assert main(added(report, data)) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"{data}: en annan körning arbetar i mappen; väntade en i taget; vänta tills den är klar och försök igen."
    )
    assert main(added(report, data)) == 0


def test_all_that_add_at_once_get_in(tmp_path: Path) -> None:
    data, running = tmp_path / "data", list[subprocess.Popen[str]]()
    for number in (1, 2, 3):
        own = tmp_path / f"rapport-{number}.txt"
        own.write_text(REPORT.replace("Bibliotek", f"Museum {number}"), encoding="utf-8", newline="\n")
        words = [sys.executable, "-m", "analysis", *added(own, data, f"Nämnd {'ABC'[number - 1]}"), "--accept", "board"]
        running.append(subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
    said = [one.communicate()[0] for one in running]
    assert [one.returncode for one in running] == [0, 0, 0], said
    assert (data / "documents.csv").read_text("utf-8").count("\n") == 4
    assert len({line.split(",")[0] for line in (data / "sums.csv").read_text("utf-8").splitlines()[1:]}) == 3


def test_one_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data")
    words = [sys.executable, "-c", HOLDS, str(data)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "har den\n"
        with pytest.raises(OutputError, match="saw another run at work in the folder"), locked(data, patience=0):
            pass
        other.kill()
    with pytest.warns(RecoveryWarning, match="^Rester av en avbruten körning i data/"), alone(data, patience=0):
        pass
    assert sorted(path.name for path in data.iterdir()) == ["documents.csv", "reports", "sums.csv"]


def test_a_lock_is_gone_with_the_one_who_held_it(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [LOCK]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_made_for_nothing_is_gone(tmp_path: Path) -> None:
    def fail() -> None:
        with alone(tmp_path / "a" / "b"), making(tmp_path / "a" / "b"):
            raise KeyError("b")

    with pytest.raises(KeyError, match="b"):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("kind", "why"), [("link", "the file is a link"), ("folder", "there is a folder or device")])
def test_what_is_no_file_is_not_replaced(tmp_path: Path, kind: str, why: str) -> None:
    folder, place = tmp_path / "data", tmp_path / "data" / "b.csv"
    folder.mkdir()
    (tmp_path / "annan.csv").write_bytes(b"annan")
    if kind == "link":
        place.symlink_to(tmp_path / "annan.csv")
    else:
        place.mkdir()
    with alone(folder), pytest.raises(OutputError, match=rf"b\.csv: saw {why}"):
        change(folder, {folder / "a.csv": b"ny", place: b"ny"})
    assert [path.name for path in folder.iterdir()] == ["b.csv"]
    assert (tmp_path / "annan.csv").read_bytes() == b"annan"


def test_the_rights_of_a_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"gammal")
    path.chmod(0o640)
    with alone(tmp_path):
        change(tmp_path, {path: b"ny"})
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"ny", 0o640)


def test_a_report_of_a_folder_that_was_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    data, out = make_board(tmp_path / "data"), tmp_path / "ut"
    change_sums = "Path(os.environ['ANALYSIS_DATA'], 'sums.csv').write_text('document,section,total,part,parent,weight,relation\\n')"
    make_notebook(tmp_path / "01_prov.ipynb", "import os; from pathlib import Path", change_sums)
    out.mkdir()
    (out / "01_prov.html").write_bytes(b"gammal")
    with pytest.raises(DataError, match=r"data: saw files that changed while they were read; .*start again"):
        make_report(out, data=data, notebooks=tmp_path)
    assert [(path.name, path.read_bytes()) for path in out.iterdir()] == [("01_prov.html", b"gammal")]


def test_what_an_earlier_report_left_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, out = make_board(tmp_path / "data"), tmp_path / "ut"
    out.mkdir()
    for name in ("02_hemtjanst.html", "02_hemtjanst_diagram_1.png", "min_sida.html"):
        (out / name).write_bytes(b"gammal")
    assert main(["report", "--data", str(data), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert said.endswith(
        "Kvar från en tidigare körning, inte skrivet nu:\n"
        f"  {out / '02_hemtjanst.html'}\n  {out / '02_hemtjanst_diagram_1.png'}\n"
    )
