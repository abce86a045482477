"""A report is registered once, however often a notebook is run, and not before its doubts are answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.intake.adding import add_report
from analysis.intake.registration import Wanted
from analysis.statements.register import load_documents
from tests.boards import REPORT

WANTED = Wanted("Fritidsnämnden", 2023)


def write(folder: Path, text: str = REPORT) -> Path:
    path = folder / "bokslut.txt"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path, data = write(tmp_path), tmp_path / "data"
    assert add_report(path, WANTED, data=data) == "fritidsnamnden-2023"
    before = {one: one.read_bytes() for one in data.rglob("*") if one.is_file()}
    assert add_report(path, WANTED._replace(board=" Fritidsnämnden "), data=data) == "fritidsnamnden-2023"
    assert {one: one.read_bytes() for one in data.rglob("*") if one.is_file()} == before


@pytest.mark.parametrize("wanted", [WANTED._replace(year=2024), WANTED._replace(period="januari–augusti")])
def test_as_another_time_it_is_refused(tmp_path: Path, wanted: Wanted) -> None:
    path, data = write(tmp_path), tmp_path / "data"
    add_report(path, WANTED, data=data)
    with pytest.raises(DataError, match="saw a file that is registered, as fritidsnamnden-2023"):
        add_report(path, wanted, data=data)


def test_what_may_be_mistaken_is_registered_only_when_accepted(tmp_path: Path) -> None:
    path, data = (
        write(tmp_path, REPORT.replace("Drift\n", "Drift\n\nPeriod: januari–augusti 2023\n", 1)),
        tmp_path / "data",
    )
    with pytest.raises(DataError, match="--accept period"):
        add_report(path, WANTED, data=data)
    assert not data.exists()
    assert add_report(path, WANTED, accept={"period"}, data=data) == "fritidsnamnden-2023"
    assert list(load_documents(data=data)["period"]) == ["helår"]


def test_a_second_source_of_a_time_is_registered_only_when_accepted(tmp_path: Path) -> None:
    path, data, other = write(tmp_path), tmp_path / "data", tmp_path / "export.txt"
    add_report(path, WANTED, data=data)
    other.write_text(REPORT.replace("Drift\n", "Utdrag\n", 1), encoding="utf-8", newline="\n")
    with pytest.raises(DataError, match="a second report of Fritidsnämnden for 2023"):
        add_report(other, WANTED, data=data)
    assert add_report(other, WANTED, accept={"source"}, data=data) == "export"
