"""Pages of subjects are named so that they sort as the subjects stand and never take another notebook's number."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.files import NOTEBOOKS
from analysis.report import make_report, page_number
from analysis.swedish import file_name
from tests.boards import make_board, write_csv
from tests.notebooks import make_notebook

NAMES = ["Öppen vård", "Åldring", "Ämne", "Boende", "A", "Z"]


@given(st.integers(0, 79), st.integers(1, 20), st.integers(0, 300))
def test_numbers_sort_as_the_subjects_stand_and_stay_below_the_next_notebook(first: int, room: int, at: int) -> None:
    after = first + room
    own, following = page_number(first, after, at), page_number(first, after, at + 1)
    assert f"{first:02}_" <= f"{own}_" < f"{following}_" < f"{after:02}_"
    assert f"{own}_zzz" < f"{following}_a"


def test_the_first_ones_keep_the_plain_numbers() -> None:
    assert [page_number(2, 5, at) for at in range(3)] == ["02", "03", "04"]


@pytest.mark.parametrize("many", [1, 3, 4, 6])
def test_a_board_of_many_subjects_has_a_page_for_each_in_their_order(tmp_path: Path, many: int) -> None:
    data = make_board(tmp_path / "data")
    rows = [(name, "rad", "Bibliotek") for name in NAMES[:many]]
    write_csv(data / "subjects.csv", ("sheet", "kind", "what"), rows)
    books = tmp_path / "bok"
    books.mkdir()
    make_notebook(books / "02_amne.ipynb", "subject = None")
    make_notebook(books / "05_underlag_till_namnden.ipynb", "1 + 1")
    found = make_report(tmp_path / "ut", data=data, notebooks=books)
    pages = [path.stem for path in found.files if path.suffix == ".html"]
    assert pages == sorted(pages)
    assert len({page.partition("_")[0] for page in pages}) == many + 1
    assert [page.partition("_")[2] for page in pages] == [*map(file_name, NAMES[:many]), "underlag_till_namnden"]
    write_csv(data / "subjects.csv", ("sheet", "kind", "what"), [])
    later = make_report(tmp_path / "ut", data=data, notebooks=books)
    assert sorted(path.stem for path in later.older if path.suffix == ".html") == pages[:-1]


def test_the_notebooks_of_the_house_leave_room() -> None:
    numbers = [path.stem[:2] for path in NOTEBOOKS.glob("[0-9]*.ipynb")]
    assert len(set(numbers)) == len(numbers)
