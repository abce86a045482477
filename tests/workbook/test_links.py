"""Links lead somewhere and say where, the contents list every sheet, and the first page computes all that it shows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from openpyxl.formula import Tokenizer
from openpyxl.utils import range_boundaries

from analysis.workbook.cells import YEAR
from tests.books import Book, is_number, made_book
from tests.workbook.both import CASES, is_appendix, real_book

CONTENTS = "Innehåll"
ADDRESS = re.compile(r"(?:'[^']+'!|[^\s'!]+!)?\$?[A-Za-z]{1,3}\$?\d+|https?://\S+|internal:.*|#.*")


@pytest.fixture(params=CASES)
def book(request) -> Book:
    return real_book(request.param)


def links(book: Book) -> list[tuple[str, Any, str, str]]:
    """Return each linked cell: its place, the cell, and the sheet and the cell that it leads to."""
    found = list[tuple[str, Any, str, str]]()
    for sheet in book.shown.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            name, _, target = (cell.hyperlink.location or "").rpartition("!")
            found.append((f"{sheet.title}!{cell.coordinate}", cell, name.strip("'").replace("''", "'"), target))
    return found


def link_faults(book: Book) -> list[str]:
    """Name links out of the workbook, links to nothing, and links whose text says nothing."""
    faults = list[str]()
    for place, cell, name, target in links(book):
        text = str("" if cell.value is None else cell.value).strip()
        if cell.hyperlink.target:
            faults.append(f"{place}: leads out, to {cell.hyperlink.target}")
        elif name not in book.shown.sheetnames:
            faults.append(f"{place}: no sheet {name}")
        elif not re.fullmatch(r"[A-Z]{1,3}[1-9]\d*", target):
            faults.append(f"{place}: no cell {target}")
        elif all(one.value is None for one in book.shown[name][book.shown[name][target].row]):
            faults.append(f"{place}: {name}!{target} stands in an empty row")
        if not text or ADDRESS.fullmatch(text):
            faults.append(f"{place}: the text {text!r} says nothing")
    return faults


def unlisted(book: Book) -> list[str]:
    """Name the sheets that the contents do not list, and what is listed in another order or twice."""
    listed = [name for place, _, name, _ in links(book) if place.startswith(f"{CONTENTS}!")]
    others = [name for name in book.shown.sheetnames if name != CONTENTS]
    missing = [f"{name} is not listed" for name in others if name not in listed]
    return missing or ([] if listed == others else [f"listed as {', '.join(listed)}"])


def sourceless(book: Book) -> list[str]:
    """Name numbers of the first page that are typed, and rows with numbers that lead to no source."""
    written, shown = (one.worksheets[0] for one in (book.written, book.shown))
    faults = list[str]()
    for cell in (cell for row in shown.iter_rows() for cell in row if is_number(cell.value)):
        if cell.number_format != YEAR and not operands(written[cell.coordinate]):
            faults.append(f"{cell.coordinate}: {cell.value} is typed")
    for table in written.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        for row in written.iter_rows(top + 1, bottom, left, right):
            has_number = any(is_number(shown[cell.coordinate].value) for cell in row)
            if has_number and not any(cell.hyperlink or any("!" in one for one in operands(cell)) for cell in row):
                faults.append(f"{row[0].coordinate}: {row[0].value} leads nowhere")
    return faults


def other_values(book: Book) -> list[str]:
    """Name cells that fetch one cell and show another value than it: it stands in another row than was thought."""
    faults = list[str]()
    for sheet in book.written.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            found = re.fullmatch(r"=(-?)'([^']+)'!(\$?[A-Z]+\$?\d+)", str(cell.value))
            if found:
                sign, name, place = found.groups()
                there, here = (book.shown[one][at].value for one, at in ((name, place), (sheet.title, cell.coordinate)))
                if not is_number(there) or (-there if sign else there) != pytest.approx(here, abs=1e-6):
                    faults.append(f"{sheet.title}!{cell.coordinate}: {here}, but {name}!{place} is {there}")
    return faults


def operands(cell: Any) -> list[str]:
    """Return the cells and names that the formula of a cell reads."""
    if cell.data_type != "f":
        return []
    return [one.value for one in Tokenizer(cell.value).items if one.subtype == "RANGE"]


def test_links_lead_somewhere_and_say_where(book):
    assert book.shown.sheetnames[0] in {place.partition("!")[0] for place, *_ in links(book)}
    assert link_faults(book) == []


@pytest.mark.parametrize("case", [case for case in CASES if is_appendix(case)])
def test_the_contents_list_every_other_sheet_in_order(case):
    assert unlisted(real_book(case)) == []


def test_what_is_fetched_is_what_stands_there(book):
    assert other_values(book) == []


def test_values_fetched_from_another_row_are_found(tmp_path):
    def fill(book):
        first, second = book.add_worksheet("Ett"), book.add_worksheet("Två")
        second.write_column(0, 0, [5, 7])
        for row, (text, value) in enumerate([("='Två'!$A$1", 5), ("=-'Två'!$A$2", -7), ("='Två'!$A$2", 5)]):
            first.write_formula(row, 0, text, None, value)
        first.write_formula(3, 0, "='Två'!$A$3", None, 5)

    assert other_values(made_book(tmp_path, fill)) == [
        *("Ett!A3: 5, but Två!$A$2 is 7", "Ett!A4: 5, but Två!$A$3 is None"),
    ]


def test_all_that_the_first_page_shows_has_a_source(book):
    assert sourceless(book) == []


def test_links_that_lead_astray_are_found(tmp_path):
    def fill(book):
        first, _ = book.add_worksheet("Ett"), book.add_worksheet("Två år")
        first.write(0, 0, "Rubrik")
        for row, (url, text) in enumerate(
            [
                *(
                    ("internal:'Ett'!A1", "Till början"),
                    ("internal:'Tre'!A1", "Till tre"),
                    ("internal:Ett", "Till Ett"),
                ),
                *(
                    ("internal:'Två år'!A9", "Till två"),
                    ("https://example.org/", "Ut"),
                    ("internal:'Ett'!A1", "Ett!A1"),
                ),
                *(("internal:'Ett'!A1", " "), ("internal:'Ett'!A1", "B12"), ("internal:'Ett'!A1", "'Två år'!$A$1")),
            ],
            1,
        ):
            first.write_url(row, 0, url, None, text)

    assert link_faults(made_book(tmp_path, fill)) == [
        *("Ett!A3: no sheet Tre", "Ett!A4: no sheet ", "Ett!A5: Två år!A9 stands in an empty row"),
        *("Ett!A6: leads out, to https://example.org/", "Ett!A7: the text 'Ett!A1' says nothing"),
        *("Ett!A8: the text '' says nothing", "Ett!A9: the text 'B12' says nothing"),
        "Ett!A10: the text \"'Två år'!$A$1\" says nothing",
    ]


def test_sheets_that_the_contents_lack_or_mix_up_are_found(tmp_path):
    def fill(book):
        contents = [book.add_worksheet(name) for name in ("Ett", CONTENTS, "Två", "Tre")][1]
        for row, name in enumerate(listed):
            contents.write_url(row, 0, f"internal:'{name}'!A1", None, name)

    listed = ["Ett", "Tre"]
    assert unlisted(made_book(tmp_path, fill)) == ["Två is not listed"]
    listed = ["Två", "Ett", "Tre", "Ett"]
    assert unlisted(made_book(tmp_path, fill)) == ["listed as Två, Ett, Tre, Ett"]


def test_typed_numbers_and_rows_without_a_source_are_found(tmp_path):
    def fill(book):
        first, second = book.add_worksheet("Ett"), book.add_worksheet("Två")
        second.write(0, 0, 5)
        rows = ["typat", "räknat", "hämtat", "länkat", "konstant", "inte känt"]
        first.add_table(0, 0, 6, 2, {"data": [[row] for row in rows]})
        first.write(1, 1, 5)
        for row, text, value in ((2, "=B2+1", 6), (3, "='Två'!A1", 5), (5, "=1+1", 2)):
            first.write_formula(row, 1, text, None, value)
        first.write_formula(4, 1, "=B4", None, 5)
        first.write_url(4, 2, "internal:'Två'!A1", None, "Två")

    assert sourceless(made_book(tmp_path, fill)) == [
        *("B2: 5 is typed", "B6: 2 is typed", "A2: typat leads nowhere"),
        *("A3: räknat leads nowhere", "A6: konstant leads nowhere"),
    ]
