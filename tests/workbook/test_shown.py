"""A written workbook's tables are shown as the file itself shows them."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from analysis.errors import DocumentError
from analysis.workbook.cells import MONEY, SHARE, SIGNED, TEXT, YEAR, Formula, Link, columns_of
from analysis.workbook.sheet import Sheet
from analysis.workbook.shown import shown, workbook_table
from tests.books import finished


@pytest.fixture(scope="module")
def real() -> Path:
    return finished("2020 mot 2017")


def make_book(path: Path, rows) -> Path:
    """Write a sheet with one table, as the workbook's own is written."""
    with xlsxwriter.Workbook(path) as book:
        sheet = Sheet(book, "Första", (20, 10, 10, 20), footer="Nämnden 2021")
        sheet.title("Rubrik", "En ingress som är längre än den första kolumnen.")
        kinds = {"Post": TEXT, "Avvikelse": SIGNED, "Andel": SHARE, "Orsak": TEXT}
        sheet.table("Poster", columns_of(kinds), rows)
    return path


ROWS = [
    [Link("'Första'!A1", "Ledning"), Formula("=-20", -20.0), Formula("=-0.25", -0.25), "Ingen källa."],
    ["Stab", Formula("=5", 5.0), None, "Vakanser som ingen har sökt under hela året."],
]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (-27660.0, MONEY, "−27\xa0660"),
        (0.0, MONEY, "0"),
        (1024, SIGNED, "+1\xa0024"),
        (-1024, SIGNED, "−1\xa0024"),
        (-0.144794, SHARE, "−14,5\xa0%"),
        (0.0005, SHARE, "+0,1\xa0%"),
        (0, SHARE, "0,0\xa0%"),
        (2020, YEAR, "2020"),
        (0, YEAR, ""),
        (-12.5, "0.0", "−12,5"),
        (1234567.25, "#,##0.0", "1\xa0234\xa0567,3"),
        (5, "−#,##0;−#,##0;;", "−5"),
        (0, "−#,##0;−#,##0;;", ""),
        (-0.5, "General", "−0,5"),
        (1200.0, "General", "1200"),
        ("-", MONEY, "-"),
        (None, MONEY, ""),
    ],
)
def test_numbers_are_shown_as_their_formats_say(value, number_format, text):
    assert shown(value, number_format) == text


def test_a_table_is_shown_as_the_workbook_shows_it(tmp_path):
    view = workbook_table(make_book(tmp_path / "bok.xlsx", ROWS), "Poster")
    assert view.headings == ["Post", "Avvikelse", "Andel", "Orsak"]
    assert view.rows == [
        ["Ledning", "−20", "−25,0\xa0%", "Ingen källa."],
        ["Stab", "+5", "", "Vakanser som ingen har sökt under hela året."],
    ]
    assert view.numeric == [False, True, True, False]


def test_the_years_of_the_board_are_read_back(real):
    assert workbook_table(real, "Åren").rows == [
        ["2017", "−183\xa0607", "−180\xa0121", "−3\xa0487", ""],
        ["2019", "−220\xa0080", "−181\xa0206", "−38\xa0874", ""],
        ["2020", "−218\xa0690", "−191\xa0030", "−27\xa0660", "−17\xa0000"],
    ]


def test_a_table_of_a_later_sheet_is_shown_without_reading_the_others(tmp_path, monkeypatch):
    path = tmp_path / "bok.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, table in (("Första", "Poster"), ("Andra", "Poster_2"), ("Tredje", "Poster_3")):
            sheet = Sheet(book, name, (20, 10), footer="Nämnden 2021")
            sheet.table(table, columns_of({"Post": TEXT, "Avvikelse": SIGNED}), [[name, 5.0]])
    load, cells = openpyxl.load_workbook, list[int]()

    def counted(*args, **words):
        book = load(*args, **words)
        cells.append(sum(cell.value is not None for one in book.worksheets for row in one.iter_rows() for cell in row))
        return book

    monkeypatch.setattr(openpyxl, "load_workbook", counted)
    assert workbook_table(path, "Poster_2").rows == [["Andra", "+5"]]
    assert cells == [4]


def test_a_table_that_is_not_there_is_named_with_those_that_are(tmp_path):
    with pytest.raises(DocumentError, match=r"bok\.xlsx: saw table = 'Posten'; expected one of: Poster"):
        workbook_table(make_book(tmp_path / "bok.xlsx", ROWS), "Posten")


@pytest.mark.parametrize("name", ["bok.xlsx", "bok.txt"])
def test_a_file_that_is_no_workbook_is_named(tmp_path, name):
    (tmp_path / name).write_text("ingen arbetsbok", encoding="utf-8")
    with pytest.raises(DocumentError, match=rf"{name}: saw .*; expected a file that may be read"):
        workbook_table(tmp_path / name, "Poster")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DocumentError, match=r"bok\.xlsx: saw no such file"):
        workbook_table(tmp_path / "bok.xlsx", "Poster")


def test_where_no_workbook_was_written_the_reason_is_shown():
    none = pd.DataFrame()
    none.attrs["skäl"] = "Driftredovisning finns inte för 2018."
    assert workbook_table(none, "Åren").rows == [["Driftredovisning finns inte för 2018."]]


def test_what_reads_workbooks_is_loaded_only_when_used():
    code = "import sys, analysis.workbook.shown; print('openpyxl' in sys.modules, 'matplotlib' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "False False\n"
