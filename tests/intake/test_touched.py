"""Which boards see anything of a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.intake.touched import touched_boards
from tests import large


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return large.write_folder(tmp_path / "data", boards=3, years=1, lines=2)


def names(found: object) -> list[str] | None:
    return None if found is None else sorted(one.name for one in found)  # type: ignore[attr-defined]


def changed(data: Path, name: str, old: str, new: str) -> dict[Path, bytes | None]:
    text = (data / name).read_text(encoding="utf-8")
    assert old in text
    return {data / name: text.replace(old, new, 1).encode()}


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("sums.csv", "namnd2-2024", "namnd3-2024", ["Nämnd 2", "Nämnd 3"]),
        ("sums.csv", "Enhet 1-1", "Enhet 1-9", ["Nämnd 1"]),
        ("documents.csv", "Årsredovisning 2024", "Bokslut", ["Nämnd 1"]),
        ("documents.csv", "Nämnd 2", "Nämnd 1", None),  # the second board is no more
        ("documents.csv", "id,", "idé,", None),  # no register
        ("reports/namnd3-2024.txt", "Utfall", "Resultat", ["Nämnd 3"]),
    ],
)
def test_boards_of_a_change(data: Path, name: str, old: str, new: str, expected: list[str] | None) -> None:
    assert names(touched_boards(data, changed(data, name, old, new))) == expected


def test_all_boards_may_see_a_row_of_none_the_workbook_and_no_change(data: Path) -> None:
    figures = b"id,concept,year,value,unit,resolution,status\na,a,2024,1,tkr,1,tryckt\n"
    for change in ({data / "figures.csv": figures}, {data / "egna_uppgifter.xlsx": b"PK"}, {}):
        assert touched_boards(data, change) is None


def test_all_boards_see_that_a_folder_of_one_gets_a_second(tmp_path: Path) -> None:
    data = large.write_folder(tmp_path / "data", boards=1, years=2, lines=2)
    assert touched_boards(data, changed(data, "documents.csv", "Nämnd 1", "Nämnd 2")) is None
