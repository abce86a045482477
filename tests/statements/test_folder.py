"""A data folder is opened once for as long as its files stay the same, and what is made of it is made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.statements.folder import Folder, kept, opened
from tests.boards import write_board

REPORT = "Drift (tkr)\n\tUtfall 2021\tBudget 2021\tAvvikelse\nStab\t-10\t-12\t2\n"


def test_a_folder_is_the_same_object_until_a_file_of_it_changes(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": REPORT})
    first = opened(data)
    assert opened(data) is first
    assert opened(first) is first
    (data / "figures.csv").write_text("id\n", encoding="utf-8")
    second = opened(data)
    assert second is not first
    (data / "figures.csv").unlink()
    assert opened(data) is not second


def test_what_is_made_of_a_folder_is_made_once_for_each_thing_asked(tmp_path: Path) -> None:
    made = list[tuple[Path, int, int]]()

    @kept
    def total(folder: Folder, one: int, *, two: int = 0) -> int:
        made.append((folder.path, one, two))
        return one + two

    data = write_board(tmp_path, {"a-2021": REPORT})
    assert [total(data, 1), total(opened(data), 1), total(data, 1, two=2), total(data, 1, two=2)] == [1, 1, 3, 3]
    assert made == [(data, 1, 0), (data, 1, 2)]


def test_what_fails_is_tried_again(tmp_path: Path) -> None:
    tried = list[int]()

    @kept
    def broken(folder: Folder) -> int:
        tried.append(len(tried))
        raise ValueError(folder.path.name)

    data = write_board(tmp_path, {"a-2021": REPORT})
    for _ in range(2):
        with pytest.raises(ValueError, match=data.name):
            broken(data)
    assert tried == [0, 1]


def test_a_folder_without_a_register_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"documents\.csv"):
        opened(tmp_path)
