"""A file is read by a process of its own, within a memory and a time; whatever it does there, the caller lives on.

The limits here are small ones that the tests pass in: what is told is that a limit holds, not how long it takes.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.errors import AnalysisError, DocumentError, NoTablesError, fault
from analysis.readers import bounded, tables, worker
from analysis.readers.bounded import Answer, Reader, faults_left
from tests.pdf_files import recursive_form

TEXT = "Drift (tkr)\n\nUtfall 2020 Budget 2020 Avvikelse\nLedning -15 785 859 -16 644\n"
LIMIT, LITTLE = 400_000_000, 150_000_000  # bytes

needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to a memory")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def reader() -> Iterator[Reader]:
    own = Reader(LIMIT)
    yield own
    own.close()


def test_a_table_is_the_same_as_without_a_process(report: Path) -> None:
    (here,), (there,) = tables.read_tables(report), bounded.read_tables(report)
    assert here == there
    assert there.frame.to_dict("records") == [
        {"post": "Ledning", "Utfall 2020": -15785.0, "Budget 2020": 859.0, "Avvikelse": -16644.0}
    ]


def test_the_unit_goes_along(report: Path) -> None:
    report.write_text(TEXT.replace(" (tkr)", ""), encoding="utf-8")
    assert [table.unit for table in bounded.read_tables(report, "mnkr")] == ["mnkr"]


def test_a_refusal_is_the_same_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text("Bara prosa.\nStab 1 2 3\n", encoding="utf-8")
    with pytest.raises(NoTablesError, match=r"^rapport\.txt: saw 3 lines without a table") as here:
        tables.read_tables(path)
    with pytest.raises(NoTablesError, match=r"^rapport\.txt: saw 3 lines without a table") as there:
        bounded.read_tables(path)
    assert there.value.faults == here.value.faults
    assert there.value.swedish() == here.value.swedish()


def test_a_path_is_meant_from_where_the_caller_is(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(report.parent)
    assert len(bounded.read_tables("rapport.txt")) == 1
    with pytest.raises(DocumentError, match=r"^borta\.txt: saw no such file"):
        bounded.read_tables("borta.txt")


def test_figures_in_no_table_are_found_there_too(report: Path) -> None:
    (found,) = faults_left(report, [])
    assert (found.code, found.values["text"]) == ("figures-left", "Ledning -15 785 859 -16 644")


def test_one_process_reads_several_files(reader: Reader, report: Path) -> None:
    reader.do("read_tables", report)
    process = reader._process
    reader.do("read_tables", report)
    assert process is not None
    assert reader._process is process


def test_a_process_that_is_gone_is_started_anew(reader: Reader, report: Path) -> None:
    reader.do("read_tables", report)
    assert reader._process is not None
    reader._process.kill()
    assert len(reader.do("read_tables", report)) == 1


def test_a_file_that_takes_too_long_is_refused(report: Path) -> None:
    hurried = Reader(most_seconds=0.0)
    with pytest.raises(DocumentError, match=r"^rapport\.txt: saw a file that takes more than 0 s to read") as error:
        hurried.do("read_tables", report)
    assert error.value.swedish() == (
        "rapport.txt: en fil som tar mer än 0 s att läsa; väntade högst 0 s; kopiera sidorna med tabeller till en egen fil."
    )
    assert hurried._process is None


@needs_limits
def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_one_read(report: Path, tmp_path: Path) -> None:
    large = tmp_path / "stor.csv"
    with large.open("wb") as file:  # no byte of it is on the disk
        file.truncate(LITTLE)
    small = Reader(LITTLE)
    with pytest.raises(DocumentError, match=r"^stor\.csv: saw a file that takes more than 150 MB of memory") as error:
        small.do("read_tables", large)
    assert error.value.swedish() == (
        "stor.csv: en fil som tar mer än 150 MB minne att läsa; väntade högst 150 MB; "
        "kopiera sidorna med tabeller till en egen fil."
    )
    assert len(small.do("read_tables", report)) == 1
    small.close()


@needs_limits
def test_a_pdf_that_draws_itself_stops_its_reader_only(reader: Reader, report: Path, tmp_path: Path) -> None:
    path = tmp_path / "slinga.pdf"
    path.write_bytes(recursive_form())
    with pytest.raises(DocumentError, match=r"^slinga\.pdf: saw a file that stops the process that reads it") as error:
        reader.do("read_tables", path)
    assert "en fil som får läsningen att avbrytas" in error.value.swedish()
    assert len(reader.do("read_tables", report)) == 1


@needs_limits
@pytest.mark.parametrize("command", ["read {}", "add {} --board Kulturnämnden --year 2023 --data {}-data --yes"])
def test_commands_refuse_such_a_file_with_a_sentence(
    reader: Reader,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    path = tmp_path / "slinga.pdf"
    path.write_bytes(recursive_form())
    monkeypatch.setattr(bounded, "_READER", reader)
    assert main(command.format(path, path).split()) == 1
    said = capsys.readouterr().err
    assert "Det gick inte:\nslinga.pdf: en fil som får läsningen att avbrytas" in said
    assert not (tmp_path / "slinga.pdf-data").exists()


@needs_limits
def test_what_an_earlier_file_left_behind_refuses_no_other(reader: Reader, report: Path) -> None:
    reader.do("read_tables", report)
    reader._ask = _ask_once_in_vain(reader)  # type: ignore[method-assign]
    assert len(reader.do("read_tables", report)) == 1


def _ask_once_in_vain(reader: Reader):
    ask, answers = reader._ask, [Answer("memory")]

    def vain(*told: object, until: float) -> Answer:
        if answers:
            reader.close()
            return answers.pop()
        return ask(*told, until=until)  # type: ignore[arg-type]

    return vain


def test_ctrl_c_stops_the_process_and_is_passed_on(
    reader: Reader, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(pickle, "load", interrupt)
        with pytest.raises(KeyboardInterrupt, match=r"^$"):
            reader.do("read_tables", report)
    assert reader._process is None
    assert len(reader.do("read_tables", report)) == 1


def _fails(_: Path) -> None:
    raise ZeroDivisionError("ett fel i programmet")


def _warns(_: Path) -> str:
    warnings.warn("gammalt", UserWarning, stacklevel=1)
    return "läst"


def _lacks_memory(_: Path) -> None:
    raise MemoryError


def test_a_fault_of_the_program_keeps_its_kind_and_its_place() -> None:
    outcome, value, told, _ = worker._done(_fails, (Path(),))
    assert (outcome, type(value)) == ("raised", ZeroDivisionError)
    assert "in _fails" in told


def test_warnings_of_the_libraries_are_passed_on(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = worker._done(_warns, (Path(),))
    assert (answer.outcome, answer.value) == ("done", "läst")
    assert answer.warned[0][:2] == ("gammalt", UserWarning)
    monkeypatch.setattr(reader, "_ask", lambda *_, **__: answer)
    with pytest.warns(UserWarning, match=r"^gammalt$"):
        assert reader.do("read_tables", Path()) == "läst"


def test_too_little_memory_is_said_as_that() -> None:
    assert worker._done(_lacks_memory, (Path(),)) == Answer("memory")


def test_faults_go_from_a_process_to_another() -> None:
    error = DocumentError([fault("unreadable-file", "a.txt", 3, reason=OSError(5, "fel"), reason_sv="fel")])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert isinstance(again, AnalysisError)
    assert (str(again), again.swedish()) == (str(error), error.swedish())


def test_the_process_ends_with_its_input() -> None:
    command = [sys.executable, "-m", "analysis.readers.worker", str(LIMIT), "5"]
    done = subprocess.run(command, input=b"", capture_output=True, check=False, cwd=Path(bounded.__file__).parents[2])
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_fork_starts_a_process_of_its_own(reader: Reader, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.do("read_tables", report)
    before = reader._process
    assert before is not None
    with monkeypatch.context() as patched:
        patched.setattr(os, "getpid", lambda: -1)
        assert len(reader.do("read_tables", report)) == 1
        assert reader._process is not before
        reader.close()
    assert before.poll() is None
    reader._process, reader._owner = before, os.getpid()
