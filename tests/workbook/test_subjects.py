"""The subjects of a board: read in order, and every fault of subjects.csv told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.explanations.volumes import ASSISTANCE, PLACEMENTS
from analysis.workbook.sheets.subjects import Subject, load_subjects
from tests.ledgers import Row, absent, concept, printed, write_ledger

FIGURES = [printed("bad_2021", "5"), absent("besök_2021", "antal"), absent("besökare_2021", "antal")]
CONCEPTS = [concept("simhallar", 2021, "bad_2021"), concept("besök", 2021, "besök_2021", "antal")]


def write_subjects(data: Path, *rows: Row) -> Path:
    return write_ledger(data, FIGURES, concepts=CONCEPTS, subjects=rows)


def faults(data: Path, *rows: Row, taken: tuple[str, ...] = ()) -> list[tuple[object, ...]]:
    with pytest.raises(DataError, match=r"^subjects\.csv, line") as error:
        load_subjects(write_subjects(data, *rows), taken)
    return [(one.line, one.code, one.values.get("column"), one.values["seen"]) for one in error.value.faults]


def test_subjects_stand_in_the_order_they_are_first_named_in(tmp_path: Path) -> None:
    data = write_subjects(
        tmp_path,
        ("Bad", "begrepp", "simhallar"),
        ("Mat", "fråga", "Vad kostar en portion?"),
        ("Bad", "begrepp", "besök"),
        ("Bad", "rubrik", "Bad: fler besök?"),
        ("Bad", "fråga", "Varför?"),
        ("Bad", "fråga", "För vem?"),
        ("Mat", "pris", "placeringar totalt"),
        ("Mat", "pris", "utbetalt ekonomiskt bistånd"),
        ("Mat", "bemanning", ""),
        ("Bad", "saknas", "besök_2021"),
    )
    bad, mat = load_subjects(data)
    asked = ("Varför?", "För vem?")
    assert bad == Subject("Bad", "Bad: fler besök?", ("simhallar", "besök"), questions=asked, missing=("besök_2021",))
    assert mat == Subject(
        "Mat", "Mat", splits=(PLACEMENTS, ASSISTANCE), has_staffing=True, questions=("Vad kostar en portion?",)
    )


def test_a_folder_without_subjects_has_none(tmp_path: Path) -> None:
    assert load_subjects(write_ledger(tmp_path)) == []


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        ("Bad", "begrepp", "simhall"),
        ("Bad", "fraga", "Varför?"),
        ("Bad", "saknas", "besok_2021"),
        ("Bad", "saknas", "bad_2021"),
        ("Bad", "pris", "inträde"),
        ("Bad", "bemanning", "badvakter"),
        ("Bad", "fråga", ""),
        ("", "rubrik", ""),
    ]
    assert faults(tmp_path, *rows) == [
        (2, "unknown-reference", "what", "simhall"),
        (3, "unknown-reference", "kind", "fraga"),
        (4, "unknown-reference", "what", "besok_2021"),
        (5, "bad-value", "what", "bad_2021"),
        (6, "unknown-reference", "what", "inträde"),
        (7, "unknown-reference", "what", "badvakter"),
        (8, "bad-value", "what", ""),
        (9, "bad-value", "sheet", ""),
        (9, "bad-value", "what", ""),
    ]


@pytest.mark.parametrize(
    ("row", "known"),
    [
        (("Bad", "begrepp", "simhall"), "simhallar"),
        (("Bad", "saknas", "besök_2020"), "besök_2021, besökare_2021"),
        (("Bad", "pris", "placeringar"), "placeringar totalt"),
        (("Bad", "bemanning", "konsult"), "konsulter"),
        (("Bad", "rubriker", "Bad"), "rubrik, begrepp, pris, bemanning, fråga, saknas"),
    ],
)
def test_what_is_unknown_is_told_with_the_nearest_known(tmp_path: Path, row: Row, known: str) -> None:
    with pytest.raises(DataError, match=rf"expected one of: {known};"):
        load_subjects(write_subjects(tmp_path, row))


def test_a_figure_that_has_a_value_is_not_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        load_subjects(write_subjects(tmp_path, ("Bad", "saknas", "bad_2021")))
    assert error.value.swedish() == (
        "subjects.csv rad 2: what = ”bad_2021”; väntade en uppgift som saknar värde; rätta cellen."
    )


@pytest.mark.parametrize("what", ["konsulter", ""])
def test_what_stands_twice_is_told(tmp_path: Path, what: str) -> None:
    rows = [
        ("Bad", "begrepp", "simhallar"),
        ("Bad", "begrepp", "simhallar"),
        ("Bad", "rubrik", "Bad"),
        ("Bad", "rubrik", "Simning"),
        ("Bad", "bemanning", ""),
        ("Bad", "bemanning", what),
        ("Mat", "begrepp", "simhallar"),
        ("Mat", "rubrik", "Bad"),
    ]
    assert faults(tmp_path, *rows) == [
        (3, "duplicate-key", None, "Bad begrepp simhallar"),
        (5, "duplicate-key", None, "Bad rubrik"),
        (7, "duplicate-key", None, "Bad bemanning"),
    ]


@pytest.mark.parametrize("name", ["Bad/Mat", "Bad: mat", "[Bad]", "'Bad'", "x" * 32])
def test_a_name_that_no_sheet_can_have_is_told(tmp_path: Path, name: str) -> None:
    assert faults(tmp_path, (name, "fråga", "Varför?")) == [(2, "bad-value", "sheet", name)]


@pytest.mark.parametrize("name", ["bad och mat", "BAD OCH MAT", "Bad-och-mat"])
def test_names_that_a_workbook_holds_for_one_are_told(tmp_path: Path, name: str) -> None:
    rows = [("Bad och mat", "fråga", "Varför?"), (name, "fråga", "För vem?")]
    assert faults(tmp_path, *rows) == [(3, "bad-value", "sheet", name)]


def test_the_name_of_another_sheet_is_told(tmp_path: Path) -> None:
    rows = [("kontroller", "fråga", "Varför?"), ("Bad", "fråga", "För vem?")]
    assert faults(tmp_path, *rows, taken=("Kontroller", "Källor")) == [(2, "bad-value", "sheet", "kontroller")]


def test_another_column_is_refused(tmp_path: Path) -> None:
    data = write_subjects(tmp_path)
    (data / "subjects.csv").write_text("sheet,kind\nBad,fråga\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"^subjects\.csv, line 1: saw columns sheet, kind; "):
        load_subjects(data)


def test_the_subjects_of_the_board() -> None:
    found = [(one.sheet, one.concepts[0], one.splits, one.has_staffing, len(one.missing)) for one in load_subjects()]
    assert found == [
        ("HVB-placeringar", "HVB-placeringar", (PLACEMENTS,), False, 13),
        ("Konsulter", "konsulter", (), True, 7),
        ("Ekonomiskt bistånd", "utbetalt ekonomiskt bistånd", (ASSISTANCE,), False, 6),
    ]
