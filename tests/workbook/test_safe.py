"""Nothing in the workbook runs by itself or reads elsewhere; each formula is ours and carries the value that it gives."""

from __future__ import annotations

import re
from io import BytesIO

import pandas as pd
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from analysis.workbook.book import write_board_workbook
from tests.boards import REPORT, make_board, sum_parts
from tests.books import Book, cells, defined_names, is_number, made_book, read_book
from tests.workbook.both import CASES, real_book

KNOWN = {  # every spreadsheet has them; none reads the clock, chance, or another file
    *(
        "ABS",
        "AND",
        "AVERAGE",
        "COUNTIF",
        "COUNTIFS",
        "IF",
        "IFERROR",
        "INDEX",
        "ISNUMBER",
        "MATCH",
        "MAX",
        "MIN",
        "NOT",
    ),
    *("OR", "ROUND", "ROUNDDOWN", "ROUNDUP", "SIGN", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT"),
}
ACTIVE = re.compile(r"vba|macro|externalLink|embeddings|activeX|ctrlProp|connections|queryTable|customUI|webextension")
ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!)|Err:\d+")
HIGHEST, LONGEST, LONGEST_FORMULA = 409, 32_767, 8_192


@pytest.fixture(params=CASES)
def book(request) -> Book:
    return real_book(request.param)


def active_parts(book: Book) -> list[str]:
    """Name parts that may run, and what is fetched from outside the workbook."""
    faults = [name for name in sorted(book.parts) if ACTIVE.search(name)]
    for name, content in sorted(book.parts.items()):
        if name.endswith(".rels"):
            outside = (one for one in book.part(name) if one.get("TargetMode") == "External")
            faults += [f"{name}: {one.get('Target')}" for one in outside]
        if name == "[Content_Types].xml" and b"macroEnabled" in content:
            faults.append(f"{name}: says that it has macros")
    return faults


def foreign_formulas(book: Book) -> list[str]:
    """Name formulas that use other functions than known ones, other files, or cells and names that do not exist."""
    faults, names = list[str](), set(defined_names(book))
    for place, cell in cells(book.written):
        if cell.data_type == "f":
            text = getattr(cell.value, "text", cell.value)  # an array has its text apart
            faults += [f"{place}: {fault}" for fault in _foreign(text, book.written.sheetnames, names)]
    return faults


def _foreign(text: str, sheets: list[str], names: set[str]) -> list[str]:
    try:
        tokens = Tokenizer(text).items
    except TokenizerError:
        return [f"{text} is no formula of a spreadsheet"]
    faults = list[str]()
    for one in tokens:
        if one.type == Token.FUNC and one.subtype == Token.OPEN and one.value.rstrip("(").upper() not in KNOWN:
            faults.append(f"the function {one.value})")
        elif one.subtype == Token.RANGE:
            sheet, _, ref = one.value.rpartition("!")
            cell = re.fullmatch(r"\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?", ref)
            if (sheet and sheet.strip("'") not in sheets) or not (cell or one.value in names):
                faults.append(f"reads {one.value}, which is not here")
    return faults


def unshown(book: Book) -> list[str]:
    """Name formulas without a value or with an error for one, and numbers that pandas does not see."""
    frames = pd.read_excel(BytesIO(book.content), sheet_name=None, header=None, engine="openpyxl")
    faults = list[str]()
    for place, cell in cells(book.written):
        shown = book.shown[cell.parent.title][cell.coordinate].value
        if cell.data_type == "f" and (shown is None or not str(shown).strip()):
            faults.append(f"{place}: {cell.value} shows nothing")
        elif cell.data_type == "e" or ERROR.fullmatch(str(shown)):
            faults.append(f"{place}: {shown}")
        elif is_number(shown) and frames[cell.parent.title].iloc[cell.row - 1, cell.column - 1] != shown:
            faults.append(f"{place}: pandas does not see {shown}")
    return faults


def oversized(book: Book) -> list[str]:
    """Name rows, texts and formulas that are larger than a spreadsheet holds, and would be cut."""
    faults = [
        f"{sheet.title}, row {at}: {row.height:g} points"
        for sheet in book.written.worksheets
        for at, row in sheet.row_dimensions.items()
        if row.height and row.height > HIGHEST
    ]
    for shown, most in ((book.shown, LONGEST), (book.written, LONGEST_FORMULA)):
        for place, cell in cells(shown):
            is_formula = cell.data_type == "f"
            if isinstance(cell.value, str) and is_formula == (shown is book.written) and len(cell.value) > most:
                faults.append(f"{place}: {len(cell.value)} characters")
    return faults


def kinds(book: Book, text: str) -> set[str]:
    """Return how the cells that show a text hold it: as a string, or as something else."""
    return {cell.data_type for _, cell in cells(book.written) if cell.value == text}


def test_nothing_runs_and_nothing_is_fetched(book):
    assert active_parts(book) == []


def test_formulas_use_known_functions_of_cells_that_exist(book):
    assert foreign_formulas(book) == []


def test_every_formula_shows_a_value_to_phones_previews_and_pandas(book):
    assert unshown(book) == []


def test_no_row_or_text_is_cut(book):
    assert oversized(book) == []


@pytest.mark.parametrize("label", ["=Bibliotek", "+Bibliotek", "@Bibliotek", '=HYPERLINK("a")', "{=Bibliotek}", "=1+1"])
def test_label_that_looks_like_a_formula_is_a_string_on_every_sheet(tmp_path, label):
    report = REPORT.replace("Bibliotek", label)
    data = make_board(tmp_path / "data", report, sum_parts(label, "=Simhall", "Ledning"))
    book = read_book(write_board_workbook(tmp_path / "bok.xlsx", data=data).read_bytes())
    assert kinds(book, label) == kinds(book, "=Simhall") == {"s"}
    assert foreign_formulas(book) == unshown(book) == []


def test_macros_and_outside_sources_are_found(tmp_path):
    def fill(book):
        book.add_worksheet().write_url(0, 0, "https://example.org/")

    book = made_book(tmp_path, fill)
    kind = book.parts["[Content_Types].xml"].replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
    book = book._replace(parts={**book.parts, "xl/vbaProject.bin": b"", "[Content_Types].xml": kind})
    assert active_parts(book) == [
        *("xl/vbaProject.bin", "[Content_Types].xml: says that it has macros"),
        "xl/worksheets/_rels/sheet1.xml.rels: https://example.org/",
    ]


def test_formulas_that_are_not_ours_are_found(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("Ett")
        book.define_name("Tröskel", "=Ett!$A$1")
        for row, text in enumerate(
            [
                *("=Simhall", "=Tröskel+SUM(A1:$B$2,'Ett'!A1)", "=NOW()", '=HYPERLINK("https://example.org","x")'),
                *("='[Bok.xlsx]Ett'!A1", "=Två!A1", "=IF(A1>0,INDIRECT(A1),0)", "=cmd|'/c calc'!A1"),
            ]
        ):
            sheet.write_formula(row, 3, text, None, 1)
        sheet.write_array_formula(9, 3, 9, 3, "{=TRANSPOSE(A1:A2)}", None, 1)

    assert foreign_formulas(made_book(tmp_path, fill)) == [
        *("Ett!D1: reads Simhall, which is not here", "Ett!D3: the function NOW()", "Ett!D4: the function HYPERLINK()"),
        *("Ett!D5: reads '[Bok.xlsx]Ett'!A1, which is not here", "Ett!D6: reads Två!A1, which is not here"),
        *("Ett!D7: the function INDIRECT()", "Ett!D8: =cmd|'/c calc'!A1 is no formula of a spreadsheet"),
        "Ett!D10: the function TRANSPOSE()",
    ]


def test_formulas_that_show_nothing_or_an_error_are_found(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("Ett")
        for row, value in enumerate((0, 2.5, "", " ", "#DIV/0!", "stämmer", "Err:502")):
            sheet.write_formula(row, 0, "=1+1", None, value)
        sheet.write_string(7, 0, "#REF!")
        sheet.write_string(8, 0, "#1")

    faults = unshown(made_book(tmp_path, fill))
    assert faults == [
        *("Ett!A3: =1+1 shows nothing", "Ett!A4: =1+1 shows nothing", "Ett!A5: #DIV/0!", "Ett!A7: Err:502"),
        "Ett!A8: #REF!",
    ]


def test_numbers_that_pandas_does_not_see_are_found(tmp_path):
    def fill(book):
        book.add_worksheet("Ett").write(0, 0, 5)

    def other(book):
        book.add_worksheet("Ett").write(0, 0, "fem")

    content = made_book(tmp_path, other).content
    assert unshown(made_book(tmp_path, fill)._replace(content=content)) == ["Ett!A1: pandas does not see 5"]


def test_rows_and_texts_that_are_too_large_are_found(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("Ett")
        sheet.set_row(0, 409)
        sheet.set_row(1, 410)
        sheet.write_formula(0, 0, '="a"', None, "x" * 32_767)
        sheet.write_formula(1, 0, '="a"', None, "x" * 32_768)
        sheet.write_formula(2, 0, f"={'+'.join('1' * 5000)}", None, 5000)

    faults = ["Ett, row 2: 410.25 points", "Ett!A2: 32768 characters", "Ett!A3: 10000 characters"]
    assert oversized(made_book(tmp_path, fill)) == faults
