"""Wherever a command is killed, the next one finds the old state or the new, says what it mended, and leaves nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest

import analysis.report
from analysis.__main__ import main
from analysis.cache import CACHE
from analysis.intake.correcting import correct
from analysis.intake.inspection import plan_addition
from analysis.intake.registration import Wanted, register, remove
from analysis.locks import LOCK
from analysis.report import make_report
from analysis.together import RecoveryWarning, alone, change, has_remains, recover
from analysis.workbook.template import write_template
from tests.boards import REPORT, held, make_board
from tests.kills import kill_at_each, watched

BROKEN = REPORT.replace("-300 200 -500", "-300 2O0 -500")
NEWER = REPORT.replace("-1 200 -1 000 -200", "-1 250 -1 000 -250").replace("-4 000 -3 400 -600", "-4 050 -3 400 -650")
Make = Callable[[], Path]
Act = Callable[[Path], object]


@pytest.fixture
def number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Name a new folder; what killed commands leave in the folder for temporary files goes with the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    numbers = count()
    return lambda: tmp_path / f"nr-{next(numbers)}" / "data"


def add(data: Path, *, replace: bool = False) -> None:
    data.parent.mkdir(exist_ok=True)
    report = data.parent / "ny.txt"
    report.write_text(NEWER, encoding="utf-8", newline="\n")
    wanted = Wanted("Kulturnämnden", 2023 if replace else 2024, replace=replace)
    addition = plan_addition(report, wanted, data=data)
    register(addition.found.content, addition.row, addition.sums, data=data, replace=replace)


def correct_last(data: Path) -> None:
    correct("kultur-2023", (11, "Avvikelse"), "-500", "Bokstav.", data=data)


def half_corrected(data: Path) -> Path:
    make_board(data, BROKEN, sums=[])
    for column, value in (("Utfall 2023", "-300"), ("Budget 2023", "200")):
        correct("kultur-2023", (11, column), value, "Bokstav.", data=data)
    return data


CASES: dict[str, tuple[Callable[[Path], Path], Act, list[str]]] = {
    "add": (make_board, add, ["documents.csv", "reports/kulturnamnden-2024.txt", "sums.csv"]),
    "add in a new folder": (lambda data: data, add, ["documents.csv", "reports/kulturnamnden-2024.txt", "sums.csv"]),
    "replace": (
        make_board,
        lambda data: add(data, replace=True),
        ["documents.csv", "reports/kultur-2023-2.txt", "reports/kultur-2023.txt", "sums.csv"],
    ),
    "remove": (
        half_corrected,
        lambda data: remove("kultur-2023", data=data),
        ["corrections.csv", "documents.csv", "reports/kultur-2023.txt"],
    ),
    "correct": (half_corrected, correct_last, ["corrections.csv", "sums.csv"]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_folder_is_as_it_was_or_as_it_would_be(
    case: str, number: Callable[[], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    first, act, changed = CASES[case]
    pattern = first(number())
    old = held(pattern)

    def make(data: Path) -> Path:
        return shutil.copytree(pattern, data) if pattern.exists() else data

    act(done := make(number()))
    new, seen = held(done), list[bool]()
    assert sorted(name for name in old | new if old.get(name) != new.get(name)) == changed
    for folder in kill_at_each(lambda: make(number()), act):
        is_begun = any(path.name not in {CACHE, LOCK} for path in folder.glob(".*")) if folder.exists() else False
        capsys.readouterr()
        code = main(["check", "--data", str(folder)])
        said = capsys.readouterr().err
        assert held(folder) in (old, new)
        assert not has_remains(folder)
        assert is_begun == ("avbröts" in said or "avbruten" in said)
        assert (code == 0) == (held(folder) == new or "documents.csv" in old)
        seen.append(held(folder) == new)
    assert seen == sorted(seen)  # once it is decided, it is done
    assert {*seen} == {False, True}


def test_what_was_killed_can_be_done_again(number: Callable[[], Path]) -> None:
    add(done := make_board(number()))
    for folder in kill_at_each(lambda: make_board(number()), add):
        recover(folder)
        if held(folder) != held(done):
            add(folder)
        assert held(folder) == held(done)


def small(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("a.csv", "b.csv"):
        (folder / name).write_bytes(b"gammal")
    return folder


def change_three(folder: Path) -> None:
    with alone(folder):
        change(folder, {folder / "a.csv": b"ny", folder / "b.csv": None, folder / "under" / "c.csv": b"ny"})


OLD, NEW = {"a.csv": b"gammal", "b.csv": b"gammal"}, {"a.csv": b"ny", "under/c.csv": b"ny"}


def test_what_mends_may_be_killed_too(number: Callable[[], Path]) -> None:
    for at, _ in enumerate(kill_at_each(lambda: small(number()), change_three)):

        def killed(at: int = at) -> Path:
            with watched(folder := small(number()), at):
                change_three(folder)
            return folder

        for folder in kill_at_each(killed, recover):
            recover(folder)
            assert held(folder) in (OLD, NEW)
            assert not has_remains(folder)


def test_a_change_that_the_system_refuses_is_taken_back_wherever_that_is_killed(
    number: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "c.csv":
            raise PermissionError(13, "nej")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(analysis.errors.OutputError, match=r"c\.csv: saw nej"):
        change_three(folder := small(number()))
    assert held(folder) == OLD
    assert [path.name for path in folder.iterdir() if path.is_dir()] == []
    said = set[str]()
    for at in count():
        with watched(folder := small(number()), at) as seen, pytest.MonkeyPatch.context() as inner:
            inner.setattr(Path, "replace", refuse)
            try:
                change_three(folder)
            except analysis.errors.OutputError:
                break
        assert len(seen) > at
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(Path, "replace", replace)
            said.add(recover(folder).rpartition(" som ")[0])
        assert held(folder) in (OLD, NEW)
    assert said == {"", "En ändring i data/"}


PAGES = {"01_oversikt.html": b"sida", "01_oversikt_diagram_1.png": b"bild", "underlag_till_namnden.xlsx": b"bok"}


def older(out: Path) -> Path:
    out.mkdir(parents=True)
    for name in PAGES:
        (out / name).write_bytes(b"gammal")
    (out / "min egen.txt").write_bytes(b"orord")
    return out


@pytest.fixture
def report(number: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], object]:
    """Make a report whose files are made at once, so that its move is what takes time."""

    def made(place: Path, *_: object) -> tuple[list[str], list[Path]]:
        for name, content in PAGES.items():
            (place / name).write_bytes(content)
        return [], [place / name for name in PAGES]

    data = make_board(number())
    monkeypatch.setattr(analysis.report, "_made", made)
    return lambda out: make_report(out, data=data, notebooks=data)


def test_a_report_is_a_whole_set_wherever_it_is_killed(
    number: Callable[[], Path], report: Callable[[Path], object]
) -> None:
    old = held(older(number()))
    new, seen = {**old, **PAGES}, list[bool]()
    for out in kill_at_each(lambda: older(number()), report):
        is_begun = any(path.name != LOCK for path in out.glob(".*"))
        assert bool(recover(out)) == is_begun
        assert held(out) in (old, new)
        seen.append(held(out) == new)
    assert {*seen} == {False, True}


def test_the_next_report_says_what_it_mended(number: Callable[[], Path], report: Callable[[Path], object]) -> None:
    for out in kill_at_each(lambda: older(number()), report):
        if any(path.name != LOCK for path in out.glob(".*")):
            with pytest.warns(RecoveryWarning, match=r"^(En ändring i data/ som avbröts är nu slutförd|Rester av en)"):
                report(out)
        else:
            report(out)
        assert held(out) == {**PAGES, "min egen.txt": b"orord"}


def test_a_template_is_whole_or_not_there(number: Callable[[], Path], capsys: pytest.CaptureFixture[str]) -> None:
    data = make_board(number())

    def write(folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        write_template(folder / "mall.xlsx", data=data)

    write(done := number())
    for folder in kill_at_each(number, write):
        has = [*held(folder)] if folder.exists() else []
        code = main(["template", str(folder / "mall.xlsx"), "--data", str(data)])
        assert (code == 0) == ("mall.xlsx" not in has)
        assert [*held(folder)] == [*held(done)]
    assert "Rester av en avbruten körning i data/ är borttagna" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../ute.csv", "/ute.csv", "C:ute.csv", "under\\ute.csv", "", "lank/ute.csv"])
def test_a_change_of_a_file_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    folder = small(tmp_path / "data")
    (folder / "lank").symlink_to(tmp_path)
    (folder / ".analysis-change").mkdir()
    said = f'[{{"name": "{name}", "is_new": true, "is_old": false}}]'.replace("\\", "\\\\")
    (folder / ".analysis-change" / "steps.json").write_text(said, encoding="utf-8")
    (folder / ".analysis-change" / "new-0").write_bytes(b"ny")
    with pytest.raises(
        analysis.errors.DataError, match=r"\.analysis-change: saw a change that was stopped and cannot be ended"
    ):
        recover(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


@pytest.mark.parametrize("said", ["", "{}", "[1]", '[{"name": "a.csv"}]'])
def test_a_change_that_cannot_be_read_is_named(tmp_path: Path, said: str) -> None:
    folder = small(tmp_path / "data")
    (folder / ".analysis-change").mkdir()
    (folder / ".analysis-change" / "steps.json").write_text(said, encoding="utf-8")
    if said != "{}":
        with pytest.raises(analysis.errors.DataError, match="cannot be ended"):
            recover(folder)
    assert held(folder).items() >= OLD.items()


def names(paths: Sequence[Path]) -> list[str]:
    return [path.name for path in paths]


def test_what_an_earlier_version_left_is_taken_away_and_nothing_of_ones_own(tmp_path: Path) -> None:
    folder = small(tmp_path / "data")
    for name in (".k3_x9ab2.csv", ".analysis-making-abcdefgh.xlsx", ".min.csv", ".gitignore", "._documents.csv"):
        (folder / name).write_bytes(b"")
    assert recover(folder) == "Rester av en avbruten körning i data/ är borttagna; inga andra filer är ändrade."
    assert sorted(names([*folder.iterdir()])) == ["._documents.csv", ".gitignore", ".min.csv", "a.csv", "b.csv"]
    assert recover(folder) == ""
