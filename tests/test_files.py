"""Outputs appear whole or not at all, and what was there is kept when writing fails."""

import os
import stat
import subprocess
import sys

import pytest

from analysis.errors import OutputError
from analysis.files import session, whole_file


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


posix = pytest.mark.skipif(os.name == "nt", reason="rights, links and pipes of POSIX")


def write(path, text="ny"):
    with whole_file(path) as place:
        place.write_text(text, encoding="utf-8")


@posix
@pytest.mark.parametrize(("umask", "rights"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_rights_that_the_system_gives_new_files(tmp_path, umask, rights):
    before = os.umask(umask)
    try:
        write(tmp_path / "svar.txt")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "svar.txt").stat().st_mode) == rights


@posix
@pytest.mark.parametrize("rights", [0o600, 0o640, 0o666])
def test_a_file_keeps_its_rights(tmp_path, rights):
    path = tmp_path / "svar.txt"
    path.write_text("gammal", encoding="utf-8")
    path.chmod(rights)
    write(path)
    assert (path.read_text(encoding="utf-8"), stat.S_IMODE(path.stat().st_mode)) == ("ny", rights)


@posix
@pytest.mark.parametrize("is_there", [True, False])
def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path, is_there):
    target, link = tmp_path / "delad" / "bok.xlsx", tmp_path / "ut" / "bok.xlsx"
    target.parent.mkdir()
    link.parent.mkdir()
    if is_there:
        target.write_text("gammal", encoding="utf-8")
    link.symlink_to("../delad/bok.xlsx")
    write(link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "ny"
    assert [path.name for path in (*target.parent.iterdir(), *link.parent.iterdir())] == ["bok.xlsx", "bok.xlsx"]


@posix
def test_a_link_that_leads_to_itself_is_refused(tmp_path):
    link = tmp_path / "bok.xlsx"
    link.symlink_to("bok.xlsx")
    with pytest.raises(OutputError, match=r"bok\.xlsx: saw ") as caught:
        write(link)
    assert "länken leder tillbaka till sig själv" in caught.value.swedish()
    assert link.is_symlink()


@posix
def test_a_pipe_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "bok.xlsx")
    with pytest.raises(OutputError, match=r"bok\.xlsx: saw a folder or device; expected a file"):
        write(tmp_path / "bok.xlsx")
    assert stat.S_ISFIFO((tmp_path / "bok.xlsx").stat().st_mode)


def test_a_folder_is_not_replaced(tmp_path):
    (tmp_path / "bok.xlsx").mkdir()
    with pytest.raises(OutputError, match=r"bok\.xlsx: saw a folder or device; expected a file"):
        write(tmp_path / "bok.xlsx")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locale")
def test_a_board_is_told_to_another_process_in_any_locale():
    told = (
        "import os, subprocess, sys\nfrom pathlib import Path\nfrom analysis.files import environment, session\n"
        "if len(sys.argv) > 1: sys.exit(print(ascii(session()[1])))\n"
        "asked = [sys.executable, '-c', sys.orig_argv[2], 'asked']\n"
        "subprocess.run(asked, env={**os.environ, **environment(Path(), 'N\\xe4mnden')}, check=True)"
    )
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    found = subprocess.run([sys.executable, "-c", told], env=plain, capture_output=True, text=True, check=True)
    assert found.stdout == "'N\\xe4mnden'\n"


def test_a_board_that_is_named_in_another_encoding_than_utf_8_is_taken_as_it_is(monkeypatch):
    monkeypatch.setenv("ANALYSIS_BOARD", os.fsdecode(b"N\xe4mnden"))
    assert session()[1] == os.fsdecode(b"N\xe4mnden")
