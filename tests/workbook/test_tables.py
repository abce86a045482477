"""Numbers stand in true tables with plain headings and no blank rows; cells to change are said in words."""

from __future__ import annotations

import itertools

import pytest
from openpyxl.utils import range_boundaries

from tests.books import Book, Table, cells, is_number, made_book, tables, twice, within
from tests.workbook.both import CASES, real_book

INPUT = "ändra här"


@pytest.fixture(params=CASES)
def book(request) -> Book:
    return real_book(request.param)


def loose_numbers(book: Book) -> list[str]:
    """Name the cells that hold a number outside every table."""
    faults = list[str]()
    for sheet in book.shown.worksheets:
        refs = [table.ref for table in sheet.tables.values()]
        for cell in (cell for row in sheet.iter_rows() for cell in row if is_number(cell.value)):
            if not any(within(cell.row, cell.column, ref) for ref in refs):
                faults.append(f"{sheet.title}!{cell.coordinate}: a number outside tables")
    return faults


def table_faults(book: Book) -> list[str]:
    """Name tables without a plain header row, or with blank rows, and tables that meet."""
    faults = list[str]()
    for table in tables(book):
        faults += [f"{table.sheet}!{table.ref}: {fault}" for fault in _own_faults(table)]
    for sheet in book.shown.worksheets:
        refs = [table.ref for table in sheet.tables.values()]
        faults += [f"{sheet.title}: {fault}" for fault in meeting(refs)]
    return faults


def _own_faults(table: Table) -> list[str]:
    if not table.has_head:
        return ["no header row"]
    head = [str("" if one is None else one).strip() for one in table.head]
    faults = [f"heading {at} is no text" for at, one in enumerate(table.head, 1) if not head[at - 1] or is_number(one)]
    faults += [f"heading {one} twice" for one in twice([one for one in head if one])]
    faults += [] if table.head == table.headings else ["the headings shown are not the table's"]
    first = [str("" if row[0] is None else row[0]).strip() for row in table.body]
    return faults + [f"row {at} says nothing in its first cell" for at, text in enumerate(first, 1) if not text]


def meeting(refs: list[str]) -> list[str]:
    """Name tables that overlap, or that no blank row or column tells apart."""
    faults = list[str]()
    for one, other in itertools.combinations(refs, 2):
        (left, top, right, bottom), (left2, top2, right2, bottom2) = range_boundaries(one), range_boundaries(other)
        if left <= right2 + 1 and left2 <= right + 1 and top <= bottom2 + 1 and top2 <= bottom + 1:
            faults.append(f"{one} meets {other}")
    return faults


def input_faults(book: Book) -> list[str]:
    """Name cells that may be changed, or that have a filling, where no words in row or heading ask to change them."""
    faults = list[str]()
    for sheet in book.shown.worksheets:
        inputs = [place for one in sheet.data_validations.dataValidation for place in str(one.sqref).split()]
        heads = [(range_boundaries(table.ref)[1], table.ref) for table in sheet.tables.values()]
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            own = [top for top, ref in heads if within(cell.row, cell.column, ref)]
            may_change = any(within(cell.row, cell.column, one) for one in inputs)
            if may_change or (cell.fill.fill_type and cell.row not in own):
                said = [one.value for one in (*sheet[cell.row], *(sheet.cell(top, cell.column) for top in own))]
                if not may_change or not any(INPUT in str(text) for text in said):
                    faults.append(f"{sheet.title}!{cell.coordinate}: not said in words")
    return faults


def unexplained_blanks(book: Book) -> list[str]:
    """Name the tables with empty cells of a workbook that nowhere says what an empty cell means."""
    found, said = tables(book), [str(cell.value) for _, cell in cells(book.shown)]
    if any(row[0] == "Tomt" and "inte noll" in str(row[1]) for table in found for row in table.body if len(row) > 1):
        return []
    if any("om cell" in text and "inte noll" in text for text in said):
        return []
    return [f"{table.sheet}!{table.ref}" for table in found if any(None in row for row in table.body)]


def test_every_number_stands_in_a_table(book):
    assert loose_numbers(book) == []


def test_tables_have_plain_headings_no_blank_rows_and_stand_apart(book):
    assert table_faults(book) == []


def test_cells_to_change_are_said_in_words(book):
    assert input_faults(book) == []


def test_empty_cells_are_explained(book):
    assert unexplained_blanks(book) == []


def test_numbers_outside_tables_are_found(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("Tal")
        sheet.add_table(0, 0, 1, 1, {"data": [["Summa", 1]]})
        sheet.write(1, 2, 3)
        sheet.write_formula(4, 0, "=1+1", None, 2)
        sheet.write(5, 0, "2")

    assert loose_numbers(made_book(tmp_path, fill)) == [f"Tal!{cell}: a number outside tables" for cell in ("C2", "A5")]


def test_blank_headings_and_rows_are_found(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("Tal")
        heads = [{"header": head} for head in ("Post", "Summa", "År", "Not")]
        sheet.add_table(0, 0, 3, 3, {"columns": heads, "data": [["Ett"], [None, 2], [" ", 3]]})
        for column, text in enumerate(("", "SUMMA", "summa"), 1):
            sheet.write(0, column, text)
        sheet.write(0, 1, 2020)
        sheet.write(0, 2, "post")
        sheet.add_table(5, 0, 6, 1, {"header_row": False, "data": [["Två", 2]]})

    own = ["heading 2 is no text", "heading post twice", "the headings shown are not the table's"]
    rows = [f"row {at} says nothing in its first cell" for at in (2, 3)]
    faults = [f"Tal!A1:D4: {fault}" for fault in (*own, *rows)]
    assert table_faults(made_book(tmp_path, fill)) == [*faults, "Tal!A6:B7: no header row"]


def test_tables_that_meet_are_found(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("Tal")
        for top, left in ((0, 0), (2, 0), (5, 0), (5, 2), (9, 9)):
            sheet.add_table(top, left, top + 1, left + 1, {"data": [["Ett", 1]]})

    assert table_faults(made_book(tmp_path, fill)) == ["Tal: A1:B2 meets A3:B4", "Tal: A6:B7 meets C6:D7"]
    assert meeting(["A1:C9", "B2:B3", "A11:C12", "E1:F9"]) == ["A1:C9 meets B2:B3"]


def test_cells_that_only_a_colour_asks_to_change_are_found(tmp_path):
    def fill(book):
        sheet, yellow = book.add_worksheet("Prova"), book.add_format({"bg_color": "#fff6d6"})
        head = {"header": "Värde", "header_format": yellow}
        sheet.add_table(0, 0, 3, 1, {"columns": [{"header": "Vad"}, head], "data": [["Pris (ändra här)"], ["Antal"]]})
        for row in (1, 2):
            sheet.write(row, 1, 5, yellow)
            sheet.data_validation(row, 1, row, 1, {"validate": "decimal", "criteria": ">=", "value": 0})
        sheet.write(3, 0, "Summa (ändra här)")
        sheet.write(3, 1, 10, yellow)

    assert input_faults(made_book(tmp_path, fill)) == [f"Prova!B{row}: not said in words" for row in (3, 4)]


def test_blanks_that_nothing_explains_are_found(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("Tal")
        sheet.add_table(0, 0, 1, 1, {"data": [["Ett", 1]]})
        sheet.add_table(3, 0, 4, 1, {"data": [["Tomt", "Finns."]]})
        sheet.add_table(6, 0, 7, 1, {"data": [["Två"]]})

    assert unexplained_blanks(made_book(tmp_path, fill)) == ["Tal!A7:B8"]
