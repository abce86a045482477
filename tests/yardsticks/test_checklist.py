"""The checklist decides by what the data gives: a board with all of it, the shipped one, one with next to nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.statements.folder import opened
from analysis.wording.yardsticks.checklist import describe_checklist
from analysis.yardsticks.checklist import POINTS, checklist, listed_points
from tests.boards import REPORT, make_board
from tests.yardsticks.full import YEAR, full_board

NAMED_BY = {"mixes.csv": ("limits.csv",), "splits.csv": ("limits.csv",)}  # which cannot stand without it


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return full_board(tmp_path_factory.mktemp("full") / "data")


def states(data: Path, year: int) -> dict[int, str]:
    return {row.nr: row.läge for row in listed_points(opened(data), year)}


def test_a_board_with_all_files_has_all_points(full: Path) -> None:
    assert states(full, YEAR) == dict.fromkeys(range(1, 29), "givet")


# what a board has that registered one report: its statement, and the figures of it
BARE = dict.fromkeys(range(1, 29), "saknas") | {1: "givet", 5: "givet", 27: "delvis", 28: "delvis"}


def test_a_board_with_one_report_and_nothing_more_has_two_points(tmp_path: Path) -> None:
    data = make_board(
        tmp_path / "data",
        REPORT.replace("-1 200 -1 000 -200", "-3 200 -1 000 -2 200").replace(
            "-4 000 -3 400 -600", "-6 000 -3 400 -2 600"
        ),
    )
    assert states(data, 2023) == BARE


def test_a_year_that_is_not_there_has_what_holds_for_all_years_alone(full: Path) -> None:
    given_points = {number for number, state in states(full, 1999).items() if state == "givet"}
    assert given_points == {28}


def test_a_sum_that_does_not_hold_leaves_the_first_point_in_part(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data", REPORT.replace("Summa -4 000", "Summa -4 100").replace("-600", "-700"))
    assert states(data, 2023)[1] == "delvis"


@pytest.mark.parametrize(
    ("number", "file", "state"),
    [
        (2, "budgets.csv", "saknas"),
        (12, "budgets.csv", "delvis"),
        (8, "mixes.csv", "saknas"),
        (23, "limits.csv", "delvis"),
        (4, "comments.csv", "saknas"),
        (6, "causes.csv", "saknas"),
        (7, "splits.csv", "saknas"),
        (9, "peers.csv", "delvis"),
        (10, "peers.csv", "saknas"),
        (11, "causes.csv", "saknas"),
        (18, "measures.csv", "saknas"),
        (19, "measures.csv", "delvis"),
        (24, "principles.csv", "saknas"),
        (25, "payers.csv", "saknas"),
        (20, "drivers.csv", "delvis"),
        (20, "causes.csv", "delvis"),
        (21, "goals.csv", "saknas"),
        (22, "projects.csv", "delvis"),
        (28, "claims.csv", "delvis"),
    ],
)
def test_each_point_falls_with_the_file_that_gives_it(tmp_path: Path, number: int, file: str, state: str) -> None:
    data = full_board(tmp_path / "data")
    for name in (file, *NAMED_BY.get(file, ())):
        (data / name).unlink()
    assert states(data, YEAR)[number] == state


@pytest.mark.parametrize(
    ("number", "gone", "state"),
    [
        (13, ("a-2021", "u-08-2021"), "saknas"),
        (15, ("u-03-2022",), "delvis"),
        (15, ("u-03-2022", "u-08-2022"), "saknas"),
        (16, ("u-08-2021",), "delvis"),
        (17, ("a-2023",), "delvis"),
    ],
)
def test_each_point_falls_with_the_report_that_gives_it(
    tmp_path: Path, number: int, gone: tuple[str, ...], state: str
) -> None:
    data = full_board(tmp_path / "data")
    names = ("figures", "concepts", "claims", "goals", "drivers", "subjects", "splits", "mixes", "limits")
    for name in names:
        (data / f"{name}.csv").unlink()
    register = data / "documents.csv"
    rows = register.read_text(encoding="utf-8").splitlines()
    register.write_text("\n".join(row for row in rows if not row.startswith(gone)) + "\n", encoding="utf-8")
    assert states(data, YEAR)[number] == state


@pytest.mark.parametrize(
    ("number", "name", "old", "new", "state", "said"),
    [
        (18, "measures.csv", "500 tkr,1500 tkr", ",", "delvis", "En åtgärd, ingen med effekt i tkr."),
        (18, "measures.csv", "pågår", "avbruten", "saknas", "Inga åtgärder är införda för året."),
        (
            *(19, "measures.csv", "500 tkr,1500 tkr", ",", "delvis"),
            "Prognos och mål, men ingen räkning från prognos till balans.",
        ),
        (24, "principles.csv", "overhead", "annat", "delvis", "Bara angivet: interna poster och kapitalkostnad."),
        (24, "principles.csv", "2020", "2023", "saknas", "Inga principer är angivna."),
        (25, "payers.csv", "8000 tkr", "", "delvis", "Staten: bara utfall."),
        (25, "payers.csv", "9000 tkr", "", "saknas", "Staten: beloppet för utfallet är inte känt."),
    ],
)
def test_a_point_falls_with_what_its_rows_lack(
    tmp_path: Path, number: int, name: str, old: str, new: str, state: str, said: str
) -> None:
    data = full_board(tmp_path / "data")
    text = (data / name).read_text(encoding="utf-8")
    assert old in text
    (data / name).write_text(text.replace(old, new), encoding="utf-8")
    (point,) = (row for row in listed_points(opened(data), YEAR) if row.nr == number)
    assert (point.läge, point.underlag) == (state, said)


def test_each_point_names_the_file_that_would_give_what_is_missing(full: Path) -> None:
    frame = checklist(YEAR, data=full)
    assert list(frame["nr"]) == list(range(1, 29))
    assert all(bool(file) is (state != "givet") for file, state in zip(frame["fil"], frame["läge"], strict=True))
    assert all(point.file for point in POINTS)


def test_the_shipped_reports_give_what_they_print() -> None:
    assert checklist(2020)["läge"].value_counts().to_dict() == {"saknas": 11, "givet": 9, "delvis": 8}
    assert checklist(2017)["läge"].value_counts().to_dict() == {"saknas": 13, "givet": 8, "delvis": 7}


def test_the_words_count_the_points(tmp_path: Path) -> None:
    data, asked = full_board(tmp_path / "data"), "punkter som revision och normgivare frågar efter"
    assert describe_checklist(YEAR, data=data) == f"Alla 28 {asked} ges av uppgifterna för 2022."
    (data / "projects.csv").unlink()
    (data / "goals.csv").unlink()
    assert describe_checklist(YEAR, data=data) == (
        f"Av de 28 {asked}: 26 ges av uppgifterna för 2022, en delvis och en inte alls."
    )
