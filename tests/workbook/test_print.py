"""The workbook prints well: A4, one page wide, heads repeated, feet that say what the page is, no page without content."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter
from openpyxl.utils import range_boundaries

from tests.books import Book, made_book, read_book, run_office, tables
from tests.workbook.both import CASES, FEET, finished, is_appendix, real_book

A4, LONG = 9, 25  # rows that surely fit on a page
SMALLEST = 8.95  # points: 9, rounded
FOOT = re.compile(r"^.* – (?P<sheet>.+?)\s+Sida (?P<page>\d+) av (?P<pages>\d+)\s*$", re.MULTILINE)


@pytest.fixture(params=CASES)
def case(request) -> str:
    return str(request.param)


def page_faults(book: Book, foot: str, single: Collection[str]) -> list[str]:
    """Name sheets whose page is not A4, as wide as the sheet, with a foot; some must be one page, others must not."""
    faults = list[str]()
    for sheet in book.written.worksheets:
        page, fit = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
        wide, high = (1 if number is None else number for number in (page.fitToWidth, page.fitToHeight))
        is_first = sheet.title in single
        left, right = (part.text or "" for part in (sheet.oddFooter.left, sheet.oddFooter.right))
        found = {
            "not A4": page.paperSize != A4,
            "not one page wide": not (fit and fit.fitToPage and wide == 1),
            "not one page": is_first and high != 1,
            "pressed together on one page": not is_first and high != 0,
            f"foot {left!r}": left != f"{foot} – {sheet.title}",
            f"page numbers {right!r}": right != "Sida &P av &N",
        }
        faults += [f"{sheet.title}: {fault}" for fault, is_so in found.items() if is_so]
    return faults


def lost_heads(book: Book) -> list[str]:
    """Name sheets of one long table, or of parts with the same head, whose head is not repeated on each page."""
    faults = list[str]()
    for sheet in book.written.worksheets:
        own = [table for table in tables(book) if table.sheet == sheet.title]
        if own and sum(len(table.body) for table in own) > LONG and all(one.headings == own[0].headings for one in own):
            head = min(range_boundaries(one.ref)[1] for one in own)
            if sheet.print_title_rows != f"${head}:${head}":
                faults.append(f"{sheet.title}: row {head} is not repeated, but {sheet.print_title_rows}")
    return faults


def small_letters(book: Book) -> list[str]:
    """Name sheets whose letters are smaller on paper than a reader of a paper page can be asked for."""
    faults = list[str]()
    for sheet in book.written.worksheets:
        left, top, right, bottom = range_boundaries(sheet.print_area.rpartition("!")[2].replace("$", ""))
        columns, page = list(sheet.column_dimensions.values()), sheet.page_margins
        widths = {at: one.width for one in columns for at in range(one.min, one.max + 1)}
        wide = sum(int(widths.get(at, 8.43) * 7) * 0.75 for at in range(left, right + 1))
        high = sum(sheet.row_dimensions[at].height or 12.75 for at in range(top, bottom + 1))
        paper = (842, 595) if sheet.page_setup.orientation == "landscape" else (595, 842)
        across, down = paper[0] - 72 * (page.left + page.right), paper[1] - 72 * (page.top + page.bottom)
        fits_height = sheet.page_setup.fitToHeight in {None, 1}
        scale = min(1, across / wide, down / high if fits_height else 1)
        least = min(cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value is not None)
        if least * scale < SMALLEST:
            faults.append(f"{sheet.title}: {least * scale:.1f} points")
    return faults


class Page(NamedTuple):
    """A printed page: its sheet, and its words without those of its foot."""

    sheet: str
    words: list[str]


def printed(text: str) -> list[Page]:
    """Cut the text of a print into its pages."""
    pages = list[Page]()
    for page in text.removesuffix("\f").split("\f"):
        foot = FOOT.search(page)
        pages.append(Page(foot["sheet"] if foot else "", FOOT.sub("", page).split()))
    return pages


def print_faults(pages: list[Page], book: Book) -> list[str]:
    """Name sheets that are not printed, a first sheet of several pages, and pages of nothing but repeated rows."""
    first, counts = book.shown.sheetnames[0], dict.fromkeys(book.shown.sheetnames, 0)
    faults = list[str]()
    for at, page in enumerate(pages, 1):
        if page.sheet not in counts:
            faults.append(f"page {at}: a foot of no sheet")
            continue
        counts[page.sheet] += 1
        if not set(page.words) - repeated(book.shown[page.sheet]):
            faults.append(f"page {at}, {page.sheet}: nothing but repeated rows")
    faults += [f"{name}: not printed" for name, count in counts.items() if not count]
    return faults + ([f"{first}: {counts[first]} pages"] if counts[first] > 1 else [])


def repeated(sheet: Any) -> set[str]:
    """Return the words of the rows that are printed on every page."""
    if not sheet.print_title_rows:
        return set()
    first, last = (int(row) for row in sheet.print_title_rows.replace("$", "").split(":"))
    cells = (cell for row in sheet.iter_rows(first, last) for cell in row if cell.value is not None)
    return {word for cell in cells for word in str(cell.value).split()}


def astray(folder: Path) -> Path:
    """Write a workbook that prints badly, with feet as ours."""
    path = folder / "fel.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheets = [book.add_worksheet(name) for name in ("Ett", "Två", "Tre", "Fyra")]
        for sheet in sheets[:3]:
            sheet.set_footer(f"&LNämnden 2020 – {sheet.get_name()}&RSida &P av &N")
        for row in range(80):
            sheets[0].write(row, 0, f"rad {row}")
        sheets[1].write(0, 0, "Post i tabellen")
        sheets[1].write(1, 0, "rad")
        sheets[1].repeat_rows(0)
        sheets[1].set_h_pagebreaks([2])
        sheets[1].write(2, 0, "i tabellen")
        sheets[3].write(0, 0, "utan fot")
    return path


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> dict[str, list[Page]]:
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice or pdftotext is not installed here")
    folder = tmp_path_factory.mktemp("tryck")
    found = dict[str, list[Page]]()
    for pdf in run_office("pdf", folder, finished(CASES[0]), astray(folder)):
        command = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
        text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
        found[pdf.stem] = printed(text)
    return found


def test_pages_are_a4_as_wide_as_the_sheet_and_say_what_they_are(case):
    book = real_book(case)
    names = book.written.sheetnames
    assert page_faults(book, FEET[case], names[:1] if is_appendix(case) else names[:-1]) == []


def test_long_tables_have_their_head_on_each_page(case):
    assert lost_heads(real_book(case)) == []


def test_first_sheet_is_one_page_and_no_page_is_empty(paper):
    assert print_faults(paper[CASES[0]], real_book(CASES[0])) == []


def test_the_board_gets_eight_pages_at_the_most(paper):
    assert len(paper[CASES[0]]) <= 8


@pytest.mark.parametrize("case", [case for case in CASES if not is_appendix(case)])
def test_the_letters_of_the_board_are_large_enough_on_paper(case):
    assert small_letters(real_book(case)) == []


def test_small_letters_are_found(tmp_path):
    def fill(book):
        wide, high, fit = (book.add_worksheet(name) for name in ("Bred", "Hög", "Lagom"))
        for sheet in (wide, high, fit):
            sheet.fit_to_pages(1, 1)
            sheet.write(0, 0, "text")
        wide.set_column(0, 0, 200)
        wide.print_area(0, 0, 0, 0)
        high.print_area(0, 0, 99, 0)
        fit.print_area(0, 0, 9, 2)

    faults = [one.partition(":")[0] for one in small_letters(made_book(tmp_path, fill))]
    assert faults == ["Bred", "Hög"]


def test_pages_that_print_badly_are_found(tmp_path):
    def fill(book):
        first, second, third = (book.add_worksheet(name) for name in ("Ett", "Två", "Tre"))
        for sheet in (first, second):
            sheet.set_paper(A4)
            sheet.fit_to_pages(1, 0)
            sheet.set_footer(f"&LNämnden 2020 – {sheet.get_name()}&RSida &P av &N")
        second.fit_to_pages(1, 1)
        third.fit_to_pages(2, 0)

    assert page_faults(made_book(tmp_path, fill), "Nämnden 2020", ["Ett"]) == [
        *("Ett: not one page", "Två: pressed together on one page"),
        *("Tre: not A4", "Tre: not one page wide", "Tre: foot ''", "Tre: page numbers ''"),
    ]


def test_long_tables_without_a_repeated_head_are_found(tmp_path):
    def fill(book):
        for name, rows, heads in (
            ("Ett", 20, "AA"),
            ("Två", 9, "AA"),
            ("Tre", 20, "AB"),
            ("Fyra", 20, "AA"),
            ("Fem", 26, "A"),
        ):
            sheet = book.add_worksheet(name)
            for at, head in enumerate(heads):
                top = 2 + at * (rows + 2)
                data = {"columns": [{"header": head}], "data": [["rad"]] * rows}
                sheet.add_table(top, 0, top + rows, 0, data)
            if name in {"Fyra", "Fem"}:
                sheet.repeat_rows(2 if name == "Fyra" else 0)

    faults = ["Ett: row 3 is not repeated, but None", "Fem: row 3 is not repeated, but $1:$1"]
    assert lost_heads(made_book(tmp_path, fill)) == faults


def test_sheets_of_several_pages_and_pages_without_content_are_found(paper, tmp_path):
    book = read_book(astray(tmp_path).read_bytes())
    assert print_faults(paper["fel"], book) == [
        *("page 4, Två: nothing but repeated rows", "page 5: a foot of no sheet"),
        *("Tre: not printed", "Fyra: not printed", "Ett: 2 pages"),
    ]
