"""Outputs appear whole or not at all, and what was there is kept when writing fails."""

import os

import pytest

from analysis.errors import OutputError
from analysis.files import whole_file


def test_new_file_has_all_of_its_content_and_leaves_nothing_else(tmp_path):
    path = tmp_path / "ny" / "svar.txt"
    with whole_file(path) as place:
        place.write_text("27 660", encoding="utf-8")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "27 660"
    assert [file.name for file in path.parent.iterdir()] == ["svar.txt"]


def test_existing_file_is_kept_when_writing_stops_half_way(tmp_path):
    path = tmp_path / "svar.txt"
    path.write_text("gammal", encoding="utf-8")

    def write_half() -> None:
        with whole_file(path) as place:
            place.write_text("halv", encoding="utf-8")
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match=r"svar\.txt: saw No space left on device; .*the old file is kept"):
        write_half()
    assert path.read_text(encoding="utf-8") == "gammal"
    assert [file.name for file in tmp_path.iterdir()] == ["svar.txt"]


def test_other_errors_pass_through_and_leave_nothing_behind(tmp_path):
    path = tmp_path / "svar.txt"

    def fail() -> None:
        with whole_file(path):
            raise KeyError("post")

    with pytest.raises(KeyError, match="post"):
        fail()
    assert not list(tmp_path.iterdir())


def test_read_only_file_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "svar.txt"
    path.write_text("gammal", encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write to anything

    def write() -> None:
        with whole_file(path) as place:
            place.write_text("ny", encoding="utf-8")

    with pytest.raises(OutputError, match="the file is read-only"):
        write()
    assert path.read_text(encoding="utf-8") == "gammal"


def test_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "ut").write_text("", encoding="utf-8")

    def write() -> None:
        with whole_file(tmp_path / "ut" / "svar.txt"):
            pass

    with pytest.raises(OutputError, match=r"ut[/\\]svar\.txt: saw ") as caught:
        write()
    assert "väntade en plats som går att skriva på" in caught.value.swedish()
