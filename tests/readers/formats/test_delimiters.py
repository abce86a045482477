"""A delimiter is found though titles stand above the cells and tables of different widths share the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.readers.formats.text import find_delimiter
from analysis.readers.tables import read_tables
from tests.grids import printed

NARROW = "Post,Utfall,Budget\nStab,-5,-6\nHVB,-7,-9\n"
WIDE = "Post,Utfall,Budget,Avvikelse,Prognos\nStab,-5,-6,1,-5\nHVB,-7,-9,2,-8\n"
REMARK = "Nämnden höll sin ram 2023.,,\n"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        (NARROW, ","),
        (REMARK * 3 + NARROW, ","),
        ("Bilaga 2 till uppföljningen 2023\n" + REMARK + NARROW, ","),
        (NARROW + WIDE, ","),
        (REMARK * 4, ""),
        ("Stab,-5,-6\nHVB,-7,-9\n", ""),
        ("Staben, med kansli, växte,\nHVB, alltså vården, föll,\n", ""),
        ("a;b\na;b\na;b;c\na;b;c\na;b;c;d\na;b;c;d\n", ";"),
        ("a;b\na;b\na;b;c\na;b;c\na;b;c;d\na;b;c;d\na;b;c;d;e\na;b;c;d;e\n", ""),
    ],
    ids=["one table", "remarks", "a title", "two widths", "remarks only", "no head", "prose", "three", "four"],
)
def test_the_delimiter_of_a_text(text: str, delimiter: str) -> None:
    assert find_delimiter(text) == delimiter


def test_both_tables_of_a_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Nämnd 2023 (tkr),,\n" + NARROW + "\nPrognos 2023 (tkr),,,,\n" + WIDE, encoding="utf-8")
    tables = read_tables(path)
    assert [(table.unit, printed(table)) for table in tables] == [
        ("tkr", [("Stab", -5, -6, "säker"), ("HVB", -7, -9, "säker")]),
        ("tkr", [("Stab", -5, -6, 1, -5, "säker"), ("HVB", -7, -9, 2, -8, "säker")]),
    ]
