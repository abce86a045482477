"""Excel workbooks in, frames out: what a sheet shows is what is read, and what would be too much is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook

import analysis.readers.formats.packages
import analysis.readers.formats.sheet_scan
from analysis.errors import DocumentError
from analysis.readers.documents import read_document
from analysis.readers.formats.number_formats import print_number
from analysis.readers.tables import Table, read_tables
from analysis.vocabulary.numerals import is_number
from tests.boards import plain_rows

HEAD = ["Verksamhet", "Utfall 2020", "Budget 2020", "Avvikelse"]
ACCOUNTS = '_-* #,##0\\ "kr"_-;\\-* #,##0\\ "kr"_-;_-* "-"??\\ "kr"_-;_-@_-'


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook: each sheet's rows, all numbers in one format."""

    def write(number_format: str = "General", **sheets: list[list[Any]]) -> Path:
        path = tmp_path / "rapport.xlsx"
        with xlsxwriter.Workbook(path) as file:
            shown = file.add_format({"num_format": number_format})
            for name, rows in sheets.items():
                sheet = file.add_worksheet(name)
                for line, row in enumerate(rows):
                    for column, value in enumerate(row):
                        if value is not None:
                            sheet.write(line, column, value, shown if isinstance(value, int | float) else None)
        return path

    return write


def rows(table: Table) -> list[tuple[object, ...]]:
    return plain_rows(table.frame, *table.frame.columns)


def lines(path: Path) -> list[str]:
    return [line for line in read_document(path).lines if line]


def test_a_sheet_becomes_a_frame(book: Callable[..., Path]) -> None:
    path = book(
        "#,##0",
        Drift=[
            ["Driftredovisning (tkr)"],
            [],
            HEAD,
            ["Socialnämnd", -1291.4, -1402.4, 111],
            ["Ledning", -15785, 859, -16644],
            ["Summa", -17076.4, -543.4, -16533],
        ],
    )
    (table,) = read_tables(path)
    assert rows(table) == [
        ("Socialnämnd", -1291, -1402, 111),
        ("Ledning", -15785, 859, -16644),
        ("Summa", -17076, -543, -16533),
    ]
    assert list(table.frame.columns) == ["post", *HEAD[1:]]
    assert (table.title, table.section, table.kind, table.unit) == ("Driftredovisning (tkr)", "Drift", "drift", "tkr")
    assert [row.certainty for row in table.rows] == ["säker"] * 3
    assert table.notes == ()


def test_sheets_stand_below_each_other_and_say_where(book: Callable[..., Path]) -> None:
    document = read_document(book(Drift=[HEAD, ["Stab", -5, -6, 1]], Mer=[HEAD, ["Vård", 1, 2, -1]]))
    assert document.lines == [
        *["## Drift", "", "Verksamhet\tUtfall 2020\tBudget 2020\tAvvikelse", "Stab\t−5\t−6\t1", "", ""],
        *["## Mer", "", "Verksamhet\tUtfall 2020\tBudget 2020\tAvvikelse", "Vård\t1\t2\t−1", "", ""],
    ]
    assert document.places == ((1, "blad Drift"), (7, "blad Mer"))
    assert document.origin.where(10) == "blad Mer"


def test_two_sheets_are_two_tables(book: Callable[..., Path]) -> None:
    path = book(Drift=[HEAD, ["Stab", -5, -6, 1]], Mer=[HEAD, ["Vård", 1, 2, -1]])
    assert [(table.section, rows(table)) for table in read_tables(path)] == [
        ("Drift", [("Stab", -5, -6, 1)]),
        ("Mer", [("Vård", 1, 2, -1)]),
    ]


def test_a_year_merged_over_its_columns_names_each(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as file:
        sheet = file.add_worksheet("Drift")
        sheet.merge_range("B2:B3", "Verksamhet")
        sheet.merge_range("C2:E2", 2020)
        sheet.merge_range("G2:I2", 2019)
        sheet.write_row("C3", ["Utfall", "Budget", "Avvikelse"])
        sheet.write_row("G3", ["Utfall", "Budget", "Avvikelse"])
        sheet.write_row("B4", ["Stab", 1, 2, -1])
        sheet.write_row("G4", [3, 5, -2])
    (table,) = read_tables(path)
    assert list(table.frame.columns[1:]) == [
        f"{year} {name}" for year in (2020, 2019) for name in ("Utfall", "Budget", "Avvikelse")
    ]
    assert rows(table) == [("Stab", 1, 2, -1, 3, 5, -2)]


def test_numbers_written_as_text_stay_as_they_are_written(book: Callable[..., Path]) -> None:
    path = book(
        Drift=[
            HEAD,
            ["Stab", "\u22121\u00a0500", "-1 600", "100"],
            ["Vård", "1 234,5", "1.234", "(5)"],
            ["Hem", "-1,500", -1, -1],
        ]
    )
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", -1500, -1600, 100), ("Vård", 1234.5, None, -5), ("Hem", None, -1, -1)]
    assert [row.certainty for row in table.rows] == ["säker", "tveksam", "tveksam"]
    assert "Budget 2020: ”1.234” kan vara tusental eller decimaler" in table.rows[1].doubt


def test_a_formula_without_a_value_is_doubted_and_named(tmp_path: Path) -> None:
    path, file = tmp_path / "a.xlsx", Workbook()
    sheet = file.worksheets[0]
    sheet.title = "Drift"
    for row in (HEAD, ["Stab", -5, -6, "=B2-C2"], ["Vård", -1, -2, 1], ["Hyra", 1, 3, "=B4-C4"]):
        sheet.append(row)
    file.save(path)
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", -5, -6, None), ("Vård", -1, -2, 1), ("Hyra", 1, 3, None)]
    assert [row.certainty for row in table.rows] == ["tveksam", "säker", "tveksam"]
    assert table.notes[0] == (
        "a.xlsx blad Drift: 2 formler saknar uträknat värde (den första i D2); öppna och spara filen i Excel."
    )


def test_a_formula_with_a_value_is_read_as_its_value(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as file:
        sheet = file.add_worksheet("Drift")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["Stab", -5, -6])
        sheet.write_formula(1, 3, "=B2-C2", None, 1)
        sheet.write_formula(1, 0, '=""', None, "x")
    path = replace(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>x</v>", b"<v></v>"))
    (table,) = read_tables(path)
    assert rows(table) == [("", -5, -6, 1)]
    assert not [note for note in table.notes if "formler" in note]


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!"])
def test_an_error_in_a_cell_is_doubted(book: Callable[..., Path], error: str) -> None:
    (table,) = read_tables(book(Drift=[HEAD, ["Stab", -5, error, 1]]))
    assert rows(table) == [("Stab", -5, None, 1)]
    assert table.rows[0].doubt == f"Budget 2020: ”{error}” kan inte läsas som tal; cellen är utelämnad"


@pytest.mark.parametrize(
    ("value", "shown"), [(b"1e999", "inf"), (b"-1e308", "-1e+308"), (b"1e15", "1000000000000000.0")]
)
def test_a_number_that_no_amount_can_be_is_doubted(book: Callable[..., Path], value: bytes, shown: str) -> None:
    path = book("#,##0", Drift=[HEAD, ["Stab", -5, -6789, 1]])
    (table,) = read_tables(
        replace(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>-6789</v>", b"<v>" + value + b"</v>"))
    )
    assert rows(table) == [("Stab", -5, None, 1)]
    assert table.rows[0].doubt == f"Budget 2020: ”{shown}” kan inte läsas som tal; cellen är utelämnad"


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as file:
        file.add_worksheet("Drift").write_row(0, 0, ["Stab"])
        for name in ("Arbete", "Mer"):
            hidden = file.add_worksheet(name)
            hidden.write_row(0, 0, ["hemligt"])
            hidden.hide()
    document = read_document(path)
    assert document.notes == ("a.xlsx: dolda blad är inte lästa: Arbete, Mer.",)
    assert document.lines == ["## Drift", "", "Stab", "", ""]


def test_two_tables_below_each_other_are_two(book: Callable[..., Path]) -> None:
    one, other = ["Nyckeltal", "Utfall 2019", "Utfall 2020"], ["Antal", 4, 5]
    path = book(Blad=[["Driftredovisning (tkr)"], HEAD, ["Stab", -5, -6, 1], [], ["Personal"], one, other])
    assert [(table.title, rows(table)) for table in read_tables(path)] == [
        ("Driftredovisning (tkr)", [("Stab", -5, -6, 1)]),
        ("Personal", [("Antal", 4, 5)]),
    ]


def test_two_tables_beside_each_other_are_two(book: Callable[..., Path]) -> None:
    path = book(Blad=[[*HEAD, None, *HEAD], ["Stab", -5, -6, 1, None, "Vård", 7, 9, -2]])
    assert [rows(table) for table in read_tables(path)] == [[("Stab", -5, -6, 1)], [("Vård", 7, 9, -2)]]


def test_an_empty_row_and_an_empty_column_inside_a_table_part_nothing(book: Callable[..., Path]) -> None:
    head = [HEAD[0], None, *HEAD[1:]]
    path = book(Blad=[head, ["Stab", None, -5, -6, 1], [], ["Vård", None, 7, 9, -2]])
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", -5, -6, 1), ("Vård", 7, 9, -2)]


def test_rows_without_a_head_are_named(book: Callable[..., Path]) -> None:
    path = book(Blad=[HEAD, ["Stab", -5, -6, 1], [], [], ["Antal anställda", 45]])
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", -5, -6, 1)]
    assert table.notes == (
        "rapport.xlsx blad Blad: en rad med tal ingår inte i någon läst tabell (”Antal anställda | 45”); kontrollera den.",
    )


def test_words_to_the_right_of_a_table_are_left_out_and_numbers_there_doubted(book: Callable[..., Path]) -> None:
    (table,) = read_tables(book(Blad=[HEAD, ["Stab", -5, -6, 1, None, "se not"], ["Vård", -9, -7, -2]]))
    assert rows(table) == [("Stab", -5, -6, 1), ("Vård", -9, -7, -2)]
    assert table.notes == (
        f"rapport.xlsx blad Blad: texter till höger om tabellen ”{' | '.join(HEAD)}” är inte lästa.",
    )
    (table,) = read_tables(book(Blad=[HEAD, ["Stab", -5, -6, 1, None, 3], ["Vård", -9, -7, -2]]))
    assert rows(table) == [("Stab", None, None, None), ("Vård", -9, -7, -2)]
    assert table.rows[0].doubt == "5 celler, tabellhuvudet har 4; talen är utelämnade"


def test_a_raised_figure_is_a_footnote_and_no_digit(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as file:
        raised, sheet = file.add_format({"font_script": 1}), file.add_worksheet("Drift")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["Stab", -5, -6, 1])
        sheet.write_rich_string(1, 1, "-", "5", raised, "1")
        sheet.write_rich_string(1, 0, "Sta", "b", raised, "2)")
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", -5, -6, 1)]


def test_decimals_of_a_number_format_are_decimals(book: Callable[..., Path]) -> None:
    (table,) = read_tables(book("0.000", Drift=[HEAD, ["Stab", -15.785, -16.785, 1]]))
    assert rows(table) == [("Stab", -15.785, -16.785, 1)]
    assert table.rows[0].certainty == "säker"


def test_dates_and_truth_are_words(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as file:
        sheet = file.add_worksheet("Drift")
        year, day = file.add_format({"num_format": "yyyy"}), file.add_format({"num_format": "yyyy-mm-dd"})
        moment = file.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_datetime(0, 0, date(2020, 12, 31), year)
        sheet.write_datetime(0, 1, date(2020, 12, 31), day)
        sheet.write_datetime(0, 2, datetime(2020, 12, 31, 8, 5), moment)  # noqa: DTZ001
        sheet.write_boolean(0, 3, True)  # noqa: FBT003
    assert lines(path)[1:] == ["2020\t2020-12-31\t2020-12-31 08:05\tSANT"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (2020, "General", "2020"),
        (2020.0, "General", "2020"),
        (-0.1 - 0.2, "General", "−0,3"),
        (1234.5678, "General", "1234,5678"),
        (1 / 3, "General", "0,333333"),
        (1234567, "#,##0", "1\u00a0234\u00a0567"),
        (1234567, "#\\ ##0", "1\u00a0234\u00a0567"),
        (-1234.5, "#,##0", "−1\u00a0235"),
        (2.5, "0", "3"),
        (-0.4, "0", "0"),
        (1234.5, "#,##0.00", "1\u00a0234,50"),
        (1.5, "0.0##", "1,5"),
        (0.145, "0.0%", "14,5\u00a0%"),
        (0.145, "0%", "15\u00a0%"),
        (14.5, '0.0" %"', "14,5\u00a0%"),
        (1234567, "#,##0,", "1\u00a0235"),
        (1234567, '0.0,," mnkr"', "1,2\u00a0mnkr"),
        (-5, "#,##0;(#,##0)", "−5"),
        (-5, "#,##0;[Red]#,##0", "−5"),
        (-5, ACCOUNTS, "−5\u00a0kr"),
        (0, ACCOUNTS, "0\u00a0kr"),
        (5, "#,##0 [$kr-41D]", "5\u00a0kr"),
        (42, "0000", "0042"),
        (5, "0 @", "5"),
    ],
)
def test_a_number_is_written_as_its_cell_shows_it(value: float, number_format: str, text: str) -> None:
    assert print_number(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (5, "-0;0", "5 (talformat -0;0)"),
        (-5, "-0;0", "−5 (talformat -0;0)"),
        (5, ";;;", "5 (talformat ;;;)"),
        (-5, "0;;", "−5 (dolt av talformatet)"),
        (5, "[>=1000]0,;0", "5 (villkorat talformat)"),
        (12, '0" personer"', "12\u00a0personer"),
        (1e-7, "General", "0,0000001"),
    ],
)
def test_a_number_that_its_format_hides_or_turns_is_no_certain_number(
    value: float, number_format: str, text: str
) -> None:
    printed = print_number(value, number_format)
    assert printed == text
    assert not is_number(printed)


def test_more_rows_than_a_report_has_are_refused(book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(Drift=[HEAD, ["Stab", -5, -6, 1], ["Vård", 1, 2, -1]])
    monkeypatch.setattr(analysis.readers.formats.sheet_scan, "MOST_ROWS", 3)
    assert len(read_tables(path)[0].rows) == 2
    monkeypatch.setattr(analysis.readers.formats.sheet_scan, "MOST_ROWS", 2)
    with pytest.raises(
        DocumentError, match=r"saw sheet1\.xml: more than 2 rows; expected at most 2 rows; copy"
    ) as error:
        read_document(path)
    assert error.value.swedish() == (
        "rapport.xlsx: sheet1.xml: fler än 2 rader; väntade högst 2 rader; kopiera rapportens tabeller till en egen fil."
    )


def test_more_columns_than_a_report_has_are_refused(book: Callable[..., Path]) -> None:
    with pytest.raises(DocumentError, match="more than 1000 columns"):
        read_document(book(Drift=[[None] * 1000 + ["a"]]))
    assert lines(book(Drift=[[None] * 999 + ["a"]])) == ["## Drift", "a"]


def with_renamed_sheet(path: Path) -> Path:
    """Call the sheet's part something that is looked through by none before it is read."""
    with ZipFile(path) as package:
        parts = {name: package.read(name).replace(b"sheet1.xml", b"sheet1.dat") for name in package.namelist()}
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("sheet1.xml", "sheet1.dat"), content)
    return path


def test_the_rows_of_a_renamed_sheet_are_bounded_too(
    book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_renamed_sheet(book(Drift=[HEAD, ["Stab", -5, -6, 1], ["Vård", 1, 2, -1]]))
    monkeypatch.setattr(analysis.readers.formats.layouts, "MOST_ROWS", 3)
    assert len(read_tables(path)[0].rows) == 2
    monkeypatch.setattr(analysis.readers.formats.layouts, "MOST_ROWS", 2)
    with pytest.raises(DocumentError, match=r"saw blad Drift: more than 2 rows; expected at most 2 rows; copy"):
        read_document(path)


def test_the_columns_of_a_renamed_sheet_are_bounded_too(book: Callable[..., Path]) -> None:
    assert lines(with_renamed_sheet(book(Drift=[[None] * 999 + ["a"]]))) == ["## Drift", "a"]
    with pytest.raises(DocumentError, match=r"saw blad Drift: more than 1000 columns"):
        read_document(with_renamed_sheet(book(Drift=[[None] * 1000 + ["a"]])))


def test_more_cells_than_a_report_has_are_refused(book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis.readers.formats.sheet_scan, "MOST_CELLS", 7)
    with pytest.raises(DocumentError, match="more than 7 cells"):
        read_document(book(Drift=[HEAD, ["Stab", -5, -6, 1]]))


def test_a_cell_that_is_too_long_is_cut_and_noted(book: Callable[..., Path]) -> None:
    document = read_document(book(Drift=[["a" * 2001, "b" * 2000]]))
    assert document.lines[2] == "a" * 2000 + "\t" + "b" * 2000
    assert document.notes == ("rapport.xlsx: 1 celler är längre än 2000 tecken; resten av dem är utelämnad.",)


def test_line_ends_tabs_and_unseen_characters_in_cells(book: Callable[..., Path]) -> None:
    path = book(Drift=[["Utfall\n2020", "Netto-\nkostnad", "a\tb", "so\u00adci\u200bal", "12\n345", "1\u2007234"]])
    assert lines(path)[1] == "Utfall 2020\tNettokostnad\ta b\tsocial\t12 / 345\t1\u00a0234"


def test_a_workbook_without_cells_is_refused(book: Callable[..., Path], tmp_path: Path) -> None:
    assert lines(book(Drift=[])) == ["## Drift"]
    with ZipFile(tmp_path / "a.xlsx", "w") as package:
        package.writestr("[Content_Types].xml", "<a/>")
        package.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(DocumentError, match=r"^a\.xlsx: saw a damaged file \(.*expected a whole Excel file; open it"):
        read_document(tmp_path / "a.xlsx")


def replace(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Write a package anew with one of its parts changed."""
    other = path.with_name("ändrad.xlsx")
    with ZipFile(path) as source, ZipFile(other, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return other


LAUGHS = b"<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]>"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_entities_are_refused_in_every_part(book: Callable[..., Path], part: str) -> None:
    path = replace(book(Drift=[HEAD]), part, lambda xml: xml.replace(b"?>", b"?>" + LAUGHS, 1))
    with pytest.raises(DocumentError, match=rf"saw {part} declaring a document type of its own; expected XML without"):
        read_document(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_a_part_that_breaks_off_is_refused(book: Callable[..., Path], part: str) -> None:
    path = replace(book(Drift=[HEAD]), part, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(DocumentError, match=r"^ändrad\.xlsx: saw a damaged file"):
        read_document(path)


def test_an_encoding_that_nobody_knows_is_refused(book: Callable[..., Path]) -> None:
    path = replace(book(Drift=[HEAD]), "xl/workbook.xml", lambda xml: xml.replace(b"UTF-8", b"UTX-8", 1))
    with pytest.raises(DocumentError, match=r"damaged file \(unknown encoding: UTX-8\)"):
        read_document(path)


def test_a_row_beyond_any_sheet_is_refused(book: Callable[..., Path]) -> None:
    path = replace(
        book(Drift=[HEAD]), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="1"', b'<row r="99999999"')
    )
    with pytest.raises(DocumentError, match=r"damaged file \(xl/worksheets/sheet1\.xml: row 99999999\)"):
        read_document(path)


def test_a_sheet_that_lies_about_its_size_is_read_whole(book: Callable[..., Path]) -> None:
    path = book(Drift=[HEAD, ["Stab", -5, -6, 1]])
    path = replace(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:D2"', b'ref="A1"'))
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", -5, -6, 1)]


def test_a_package_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 20_000_000)
    with pytest.raises(DocumentError, match=r"saw content that unpacks to 20000000 bytes; expected at most 500000000"):
        read_document(path)


def test_a_package_is_held_to_its_size(book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(Drift=[HEAD])
    with ZipFile(path) as package:
        size = sum(info.file_size for info in package.infolist())
    monkeypatch.setattr(analysis.readers.formats.packages, "MOST_UNPACKED", size)
    assert lines(path)
    monkeypatch.setattr(analysis.readers.formats.packages, "MOST_UNPACKED", size - 1)
    with pytest.raises(DocumentError, match=f"unpacks to {size} bytes") as error:
        read_document(path)
    assert error.value.swedish().endswith("kopiera tabellerna till en ny fil.")


def test_a_part_that_is_larger_than_the_directory_says_is_refused(book: Callable[..., Path]) -> None:
    path = book(Drift=[HEAD])
    with ZipFile(path) as package:
        size = package.getinfo("xl/worksheets/sheet1.xml").file_size
    data = path.read_bytes()
    lying = data.replace(size.to_bytes(4, "little"), (size - 100).to_bytes(4, "little"))
    assert lying != data
    path.write_bytes(lying)
    with pytest.raises(DocumentError, match=r"saw a damaged file \(.*(CRC|element|token)"):
        read_document(path)


def test_a_package_inside_a_package_is_left_alone(book: Callable[..., Path]) -> None:
    path = book(Drift=[HEAD, ["Stab", -5, -6, 1]])
    with ZipFile(path, "a") as package:
        package.writestr("xl/embeddings/inre.zip", b"PK\x03\x04 no package")
    assert rows(read_tables(path)[0]) == [("Stab", -5, -6, 1)]


def test_a_part_that_stands_twice_is_refused(book: Callable[..., Path]) -> None:
    path = book(Drift=[HEAD])
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(path, "a") as package:
        package.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(DocumentError, match="parts that stand twice"):
        read_document(path)
