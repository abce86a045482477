"""What is kept between runs: found again, never believed of another, never in the way."""

import os
import shutil
from pathlib import Path

import pytest

import analysis
from analysis import cache
from analysis.cache import CACHE, MOST, keep, lent, recall
from analysis.files import DATA
from analysis.intake import rehearsal
from analysis.intake.rehearsal import folder_faults
from analysis.readers import bounded
from analysis.report import make_report
from analysis.statements import register
from analysis.statements.register import load_tables

MADE_OF = ("tables", "drift.txt", "tkr")


def stored(folder: Path) -> list[Path]:
    return sorted((folder / CACHE).iterdir())


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    return shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns(CACHE, "examples"))


def forget() -> None:
    """Be as a process that has read nothing."""
    register._read.cache_clear()
    analysis.statements.folder._opened.cache_clear()


def test_what_is_kept_is_found_again_by_what_it_was_made_of(tmp_path: Path) -> None:
    keep(tmp_path, MADE_OF, b"27 660")
    assert recall(tmp_path, MADE_OF) == b"27 660"
    assert recall(tmp_path, ("tables", "drift.txt", "mnkr")) is None
    assert [len(path.name) for path in stored(tmp_path)] == [64]


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_a_byte_changed_is_not_believed(tmp_path: Path, at: int) -> None:
    keep(tmp_path, MADE_OF, b"27 660")
    (path,) = stored(tmp_path)
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    assert recall(tmp_path, MADE_OF) is None


def test_what_another_user_kept_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_secret", lambda: b"another's secret")
    keep(tmp_path, MADE_OF, b"27 661")
    monkeypatch.undo()
    assert len(stored(tmp_path)) == 1
    assert recall(tmp_path, MADE_OF) is None


def test_what_was_kept_of_something_else_is_not_believed_under_a_new_name(tmp_path: Path) -> None:
    keep(tmp_path, MADE_OF, b"27 660")
    keep(tmp_path, "other", b"1")
    other, own = sorted(stored(tmp_path), key=lambda path: len(path.read_bytes()))
    own.write_bytes(other.read_bytes())
    assert recall(tmp_path, MADE_OF) is None
    assert recall(tmp_path, "other") == b"1"


def test_another_program_makes_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, MADE_OF, b"27 660")
    monkeypatch.setattr(cache, "_program", lambda: ("another",))
    assert recall(tmp_path, MADE_OF) is None


def test_without_a_secret_or_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path / "no such folder", MADE_OF, b"1")
    monkeypatch.setattr(cache, "_secret", lambda: b"")
    keep(tmp_path, MADE_OF, b"1")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_in_the_place_of_the_cache_is_left_alone(tmp_path: Path) -> None:
    other, data = tmp_path / "other", tmp_path / "data"
    other.mkdir()
    data.mkdir()
    (data / CACHE).symlink_to(other)
    keep(data, MADE_OF, b"1")
    assert [*other.iterdir()] == []


def test_the_oldest_go_first_and_files_of_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 2)
    keep(tmp_path, 0, b"0")
    (tmp_path / CACHE / "mine.txt").write_text("mine")
    for at in range(3):
        keep(tmp_path, at, b"%d" % at)
        os.utime(cache._path(tmp_path, at), ns=(at, at))
    assert [recall(tmp_path, at) for at in range(3)] == [None, b"1", b"2"]
    assert (tmp_path / CACHE / "mine.txt").read_text() == "mine"
    assert len(analysis.load_documents()) < MOST


def test_a_copy_of_a_folder_may_be_lent_what_is_kept_in_it(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    keep(tmp_path, MADE_OF, b"27 660")
    with lent(tmp_path, copy):
        assert recall(copy, MADE_OF) == b"27 660"
    assert recall(copy, MADE_OF) is None


def test_tables_are_read_once_and_come_back_the_same(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    first = load_tables(data)
    monkeypatch.setattr(register, "read_tables", lambda *_: pytest.fail("read again"))
    forget()
    assert load_tables(data) == first
    assert [table.frame.to_csv() for one in load_tables(data) for table in one.tables] == [
        table.frame.to_csv() for one in first for table in one.tables
    ]


def test_a_file_that_was_changed_while_it_was_read_is_not_kept(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path, unit: str | None) -> object:
        path.write_bytes(path.read_bytes() + b"\n")
        return real(path, unit)

    real = bounded.read_tables
    forget()
    monkeypatch.setattr(register, "read_tables", read)
    load_tables(data)
    assert not (data / CACHE).exists()


def test_a_report_that_nothing_has_changed_for_is_not_made_again(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    first = make_report(out, data=data, notebooks=tmp_path)
    written = {path: path.stat().st_mtime_ns for path in first.files}
    again = make_report(out, data=data, notebooks=tmp_path)
    assert again == first._replace(is_unchanged=True)
    assert {path: path.stat().st_mtime_ns for path in again.files} == written


@pytest.mark.parametrize("change", ["data", "workbook", "gone", "year", "notebooks"])
def test_a_report_is_made_again_where_anything_is_other(data: Path, tmp_path: Path, change: str) -> None:
    out, notebooks = tmp_path / "ut", tmp_path / "böcker"
    notebooks.mkdir()
    first = make_report(out, data=data, notebooks=notebooks)
    content = first.files[0].read_bytes()
    if change == "data":
        (data / "causes.csv").write_bytes((data / "causes.csv").read_bytes() + b"\n")
    elif change == "workbook":
        first.files[0].write_bytes(b"other")
    elif change == "gone":
        first.files[0].unlink()
    elif change == "notebooks":
        (notebooks / "01_tom.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    again = make_report(out, data=data, notebooks=notebooks, years=(2017, None) if change == "year" else (None, None))
    assert not again.is_unchanged
    assert (again.files[0].read_bytes() == content) is (change != "year")


def test_a_folder_that_nothing_is_wrong_with_is_not_loaded_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder_faults(data) == []
    monkeypatch.setattr(rehearsal, "_load_all", lambda *_: pytest.fail("loaded again"))
    assert folder_faults(data) == []


def test_a_folder_is_loaded_again_where_a_file_of_it_is_other_or_something_was_wrong(data: Path) -> None:
    assert folder_faults(data) == []
    path = data / "causes.csv"
    path.write_bytes(path.read_bytes().replace(b"socialnamnden-2020", b"socialnamnden-2021"))
    first = folder_faults(data)
    assert {one.file for one in first} == {"causes.csv"}
    assert folder_faults(data) == first
