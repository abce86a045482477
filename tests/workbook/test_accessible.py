"""The workbook can be used by everyone: it says what it is, in Swedish; nothing in it is hidden or out of the way."""

from __future__ import annotations

import itertools
import re

import pytest

from analysis.workbook.binding import LANGUAGE
from tests.books import Book, defined_names, drawings, made_book, tables, twice
from tests.workbook.both import CASES, real_book

CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*([CcKk]\d*)?|[CcKk]\d*")  # of both styles, in English and in Swedish


@pytest.fixture(params=CASES)
def book(request) -> Book:
    return real_book(request.param)


def property_faults(book: Book) -> list[str]:
    """Name the properties that the workbook does not say of itself, and texts in another language."""
    said = {
        one.tag.rpartition("}")[2]: one.text for name in ("core", "app") for one in book.part(f"docProps/{name}.xml")
    }
    names = ("title", "subject", "creator", "category", "Company", "keywords", "created")
    faults = [f"no {name}" for name in names if not (said.get(name) or "").strip()]
    faults += [] if said.get("language") == LANGUAGE else [f"language {said.get('language')}"]
    for name in sorted(book.parts):
        if name.startswith(("xl/charts/chart", "xl/drawings/drawing")):
            text = book.parts[name].decode()
            spoken = re.findall(r'(?:<c:lang val|\blang)="([^"]*)"', text)
            faults += [f"{name}: {one}" for one in sorted({*spoken} - {LANGUAGE})]
            faults += [f"{name}: no language"] if "<c:chart>" in text and "<c:lang" not in text else []
    return faults


def name_faults(sheets: list[str], names: list[str], table_names: list[str]) -> list[str]:
    """Name what is wrong with the names of sheets, cells and tables."""
    faults = [f"sheet {one}: twice" for one in twice(sheets)]
    faults += [f"sheet {one}: over 31 characters" for one in sheets if len(one) > 31]
    faults += [
        f"sheet {one}: not Swedish" for one in sheets if not re.fullmatch(r"[A-ZÅÄÖ][a-zåäöéA-ZÅÄÖ0-9 –-]+", one)
    ]
    faults += [f"sheet {one}: says nothing" for one in sheets if re.fullmatch(r"(Sheet|Blad|Chart|Diagram)\d*", one)]
    faults += [f"{one}: twice" for one in twice([*names, *table_names])]
    faults += [f"name {one}: over 31 characters" for one in names if len(one) > 31]
    faults += [f"name {one}: not letters and _" for one in names if not re.fullmatch(r"[A-Za-zÅÄÖåäö_]+", one)]
    faults += [
        f"table {one}: not a word" for one in table_names if not re.fullmatch(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö0-9_]+", one)
    ]
    return faults + [f"{one}: looks like a cell" for one in [*names, *table_names] if CELL.fullmatch(one)]


def layout_faults(book: Book) -> list[str]:
    """Name sheets without a title, empty, hidden or merged in part, or opened elsewhere than at the top."""
    faults = [] if book.shown.active.title == book.shown.sheetnames[0] else ["the first sheet is not the active one"]
    for sheet in book.shown.worksheets:
        title, view = sheet["A1"], sheet.sheet_view
        lines = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        texts = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        starts = {view.topLeftCell, *(one.activeCell for one in view.selection), *(one.sqref for one in view.selection)}
        found = {
            "no title in A1": not isinstance(title.value, str) or not title.value.strip(),
            "title not the largest text": any(cell.font.sz >= title.font.sz for cell in texts if cell is not title),
            "empty": len(texts) < 2,
            sheet.sheet_state: sheet.sheet_state != "visible",
            "hidden rows or columns": any(one.hidden for one in lines),
            "merged cells": bool(sheet.merged_cells.ranges),
            "not opened in A1": not starts <= {None, "A1"},
        }
        faults += [f"{sheet.title}: {fault}" for fault, is_so in found.items() if is_so]
    return faults


def gaps(book: Book) -> list[str]:
    """Name the places where a reader who goes down column A meets so many blank rows that the sheet seems to end."""
    faults, found = list[str](), drawings(book)
    for sheet in book.shown.worksheets:
        drawn = {row for one in found if one.sheet == sheet.title for row in one.rows}
        filled = [row for row in range(1, sheet.max_row + 1) if row in drawn or sheet.cell(row, 1).value is not None]
        steps = itertools.pairwise([0, *filled])
        faults += [f"{sheet.title}: rows {one + 1} to {two - 1} are blank" for one, two in steps if two - one > 3]
    return faults


def test_says_what_it_is_and_in_which_language(book):
    assert property_faults(book) == []


def test_names_are_swedish_short_and_told_apart(book):
    names = [table.name for table in tables(book)]
    assert name_faults(book.written.sheetnames, defined_names(book), names) == []


def test_each_sheet_opens_at_its_title_with_nothing_hidden_or_merged(book):
    assert layout_faults(book) == []


def test_no_sheet_seems_to_end_before_its_end(book):
    assert gaps(book) == []


def test_silent_workbook_is_found(tmp_path):
    def fill(book):
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$1"})
        book.add_worksheet().insert_chart(0, 0, chart)

    missing = [f"no {name}" for name in ("title", "subject", "creator", "category", "Company", "keywords")]
    silent = made_book(tmp_path, fill)
    assert property_faults(silent) == [*missing, "language None", "xl/charts/chart1.xml: en-US"]
    core = re.sub(rb"<dcterms:created.*?</dcterms:created>", b"", silent.parts["docProps/core.xml"])
    chart = silent.parts["xl/charts/chart1.xml"].replace(b'<c:lang val="en-US"/>', b"")
    faults = property_faults(
        silent._replace(parts={**silent.parts, "docProps/core.xml": core, "xl/charts/chart1.xml": chart})
    )
    assert faults[6:] == ["no created", "language None", "xl/charts/chart1.xml: no language"]


def test_poor_names_are_found(tmp_path):
    def fill(book):
        book.add_worksheet()
        book.add_worksheet("Källa & co")
        book.add_worksheet("K2").add_table(0, 0, 1, 1, {"name": "Summa"})
        for name in ("Summa", "Ålder_2", "a" * 32):
            book.define_name(name, "=Sheet1!$A$1")

    poor = made_book(tmp_path, fill)
    faults = name_faults(
        [*poor.written.sheetnames, "k2", "Å" * 32], [*defined_names(poor), "RK"], ["Summa", "rad", "AB12"]
    )
    assert sorted(faults) == sorted([
        *("sheet k2: twice", f"sheet {'Å' * 32}: over 31 characters", "sheet Källa & co: not Swedish", "sheet k2: not Swedish"),
        *("sheet Sheet1: says nothing", "Summa: twice", f"name {'a' * 32}: over 31 characters"),
        *("name Ålder_2: not letters and _", "table rad: not a word", "AB12: looks like a cell", "RK: looks like a cell"),
    ])  # fmt: skip


def test_hidden_merged_and_untitled_sheets_are_found(tmp_path):
    def fill(book):
        first, second, third = (book.add_worksheet(name) for name in ("Ett", "Två", "Tre"))
        large = book.add_format({"font_size": 16})
        first.write(0, 0, 2020, large)
        first.merge_range(2, 0, 2, 1, "två i en")
        first.set_row(4, None, None, {"hidden": True})
        second.write(0, 0, "Rubrik")
        second.write(5, 1, "Störst", large)
        second.set_column(1, 1, None, None, {"hidden": True})
        second.set_selection(9, 0, 9, 0)
        second.activate()
        third.write(0, 0, "Bara rubrik", large)
        third.hide()

    assert layout_faults(made_book(tmp_path, fill)) == [
        "the first sheet is not the active one",
        *("Ett: no title in A1", "Ett: hidden rows or columns", "Ett: merged cells"),
        *("Två: title not the largest text", "Två: hidden rows or columns", "Två: not opened in A1"),
        *("Tre: empty", "Tre: hidden"),
    ]


def test_rows_left_blank_are_found(tmp_path):
    def fill(book):
        sheet, chart = book.add_worksheet("Glest"), book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Glest!$B$1:$B$2"})
        chart.set_size({"height": 70})
        sheet.insert_chart(2, 0, chart)
        for row in (0, 1, 9, 12):
            sheet.write(row, 0, "text")
        sheet.write(18, 1, "bredvid")
        sheet.write(19, 0, "text")

    assert gaps(made_book(tmp_path, fill)) == ["Glest: rows 7 to 9 are blank", "Glest: rows 14 to 19 are blank"]
