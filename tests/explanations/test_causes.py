"""The causes that a report states: read by document and line, and every fault of causes.csv told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.explanations.notes import Cause, load_causes
from analysis.files import DATA
from tests.ledgers import Row, write_ledger


def write_causes(data: Path, *rows: Row) -> Path:
    return write_ledger(data, causes=rows)


def test_causes_stand_by_document_and_line_of_its_file(tmp_path: Path) -> None:
    data = write_causes(tmp_path, ("a-2021", "HVB", "4.1", "Fler dygn."), ("a-2021", "Stab", "4.2", "Vakanser."))
    assert load_causes(data) == {("a-2021", 6): Cause("Fler dygn.", "4.1"), ("a-2021", 5): Cause("Vakanser.", "4.2")}


def test_a_folder_without_causes_has_none(tmp_path: Path) -> None:
    assert load_causes(write_ledger(tmp_path)) == {}


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        ("a-2021", "Stab", "4.1", "Vakanser."),
        ("a-2021", "HVBB", "4.1", "Fler dygn."),
        ("a-2021", "Stab", "4.2", "Något annat."),
        ("a-2021", "HVB", "", ""),
        ("a-2022", "Stab", "4.1", "Fel dokument."),
    ]
    with pytest.raises(DataError, match=r"^causes\.csv, line 3: ") as error:
        load_causes(write_causes(tmp_path, *rows))
    told = [(one.line, one.code, one.values.get("column"), one.values["seen"]) for one in error.value.faults]
    assert told == [
        (3, "unknown-reference", "line", "a-2021: HVBB"),
        (4, "duplicate-key", None, "a-2021: Stab"),
        (5, "bad-value", "section", ""),
        (5, "bad-value", "cause", ""),
        (6, "unknown-reference", "line", "a-2022: Stab"),
    ]


def test_an_unknown_line_is_named_with_the_nearest_of_its_document(tmp_path: Path) -> None:
    data = write_causes(tmp_path, ("a-2021", "Stabb", "4.1", "Vakanser."))
    with pytest.raises(DataError, match=r"saw line = 'a-2021: Stabb'; expected one of: Stab;") as error:
        load_causes(data)
    assert error.value.swedish() == (
        "causes.csv rad 2: line = ”a-2021: Stabb”; väntade något av: Stab; "
        "rätta stavningen eller registrera det som saknas."
    )


def test_another_column_is_refused(tmp_path: Path) -> None:
    data = write_causes(tmp_path, ("a-2021", "Stab", "4.1", "Vakanser."))
    (data / "causes.csv").write_text("document,line,cause\na-2021,Stab,Vakanser.\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"^causes\.csv, line 1: saw columns document, line, cause; "):
        load_causes(data)


def test_the_causes_of_2017_name_the_lines_of_its_statement() -> None:
    causes = load_causes(DATA)
    assert sorted(causes) == [("socialnamnden-2017", line) for line in (42, 44, 45, 46)]
    assert {cause.section for cause in causes.values()} == {"4.1.1 Kommentarer till driftsredovisning"}
