"""A finished workbook as the tests read it: its cells, tables and links, its charts, and the parts of its package."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils import range_boundaries
from openpyxl.xml.functions import fromstring

from analysis.workbook.book import write_board_workbook
from tests.boards import make_board

YEARS: dict[str, tuple[int, int | None]] = {
    "2020 mot 2017": (2020, 2017),
    "2017": (2017, None),
    "2020 mot 2019": (2020, 2019),
}
ONLY_DRIFT = "bara drift"
CASES = [*YEARS, ONLY_DRIFT]
FEET = {
    **{name: f"Socialnämnden, Katrineholms kommun {year}" for name, (year, _) in YEARS.items()},
    ONLY_DRIFT: "Kulturnämnden, Exempelby 2023",
}
WHITE = "FFFFFF"
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_FOLDER = list[Path]()  # of this worker, while its session runs
_OVER_ITS_BAR = {"ctr", "inEnd", "inBase"}


class Book(NamedTuple):
    """A workbook: its bytes, the parts of its package, its cells as they are written, and as they are shown."""

    content: bytes
    parts: dict[str, bytes]
    written: Any
    shown: Any

    def part(self, name: str) -> Any:
        """Return the root of a part that is XML."""
        return fromstring(self.parts[name])


class Table(NamedTuple):
    """A table: its sheet, its name, its columns as the table has them, and its cells as they are shown."""

    sheet: str
    name: str
    ref: str
    has_head: bool
    headings: list[str]
    cells: list[list[Any]]

    @property
    def head(self) -> list[Any]:
        """Return the cells of the header row."""
        return self.cells[0]

    @property
    def body(self) -> list[list[Any]]:
        """Return the rows below the header."""
        return self.cells[1:]


class Bars(NamedTuple):
    """A series of a chart: its values, the colours of its shapes, and its labels, if it has any."""

    name: str
    values: list[float]
    colours: list[str]
    is_drawn: bool
    label: tuple[str, str] | None  # number format, colour
    behind_label: str


class Drawn(NamedTuple):
    """A chart or a picture: its sheet, the rows that it covers, its text for those who do not see it, its root."""

    sheet: str
    name: str
    rows: range
    alt: str
    chart: Any | None


def read_book(content: bytes) -> Book:
    """Read a workbook from its bytes."""
    read = (openpyxl.load_workbook(BytesIO(content), data_only=shown) for shown in (False, True))
    return Book(content, _parts(content), *read)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def keep_books(folder: Path) -> None:
    """Say where this worker keeps finished workbooks and the profile of LibreOffice."""
    _FOLDER[:] = [folder]


@cache
def finished(case: str) -> Path:
    """Write one of the workbooks that the checks are held against, once a worker; it is only to be read."""
    (folder,) = _FOLDER
    path = folder / f"{case}.xlsx"
    if case in YEARS:
        return write_board_workbook(path, *YEARS[case])
    return write_board_workbook(path, data=make_board(folder / "data"))


@cache
def real_book(case: str) -> Book:
    """Read one of the workbooks that the checks are held against."""
    path = finished(case)
    content = path.read_bytes()
    return Book(content, _parts(content), loaded(path), loaded(path, values=True))


def loaded(path: Path, *, values: bool = False) -> Any:
    """Read a workbook that is only looked at: once, as long as its file stays the same."""
    state = path.stat()
    return _opened(path, values, state.st_ino, state.st_mtime_ns)


@lru_cache(maxsize=24)
def _opened(path: Path, values: bool, *_: int) -> Any:  # noqa: FBT001
    return openpyxl.load_workbook(path, data_only=values)


@lru_cache(maxsize=24)
def _filled(book: Any) -> dict[tuple[str, str], Any]:
    return {(cell.parent.title, cell.coordinate): cell.value for _, cell in cells(book)}


def filled(path: Path, *, values: bool = False) -> dict[tuple[str, str], Any]:
    """Return what each cell that is not empty holds, by sheet and place."""
    return _filled(loaded(path, values=values))


def formulas(path: Path) -> dict[tuple[str, str], str]:
    """Return the formulas by sheet and place."""
    return {place: value for place, value in filled(path).items() if str(value).startswith("=")}


def table(path: Path, sheet: str, name: str, *, values: bool = True) -> list[list[Any]]:
    """Return the rows of a table, its heads first."""
    page = loaded(path, values=values)[sheet]
    return [[cell.value for cell in row] for row in page[page.tables[name].ref]]


def run_office(kind: str, folder: Path, *paths: Path) -> list[Path]:
    """Let LibreOffice convert files to another kind, formulas computed anew; return the new files."""
    user = _FOLDER[0] / "profile" / "user"
    if not user.exists():  # a first start takes longer
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={user.parent.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", kind, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return [folder / f"{path.stem}.{kind}" for path in paths]


def recalculated(path: Path, *others: Path) -> list[Path]:
    """Let LibreOffice compute every formula of workbooks anew, all in one call; their names differ."""
    return run_office("xlsx", path.parent / "ny", path, *others)


def live_values(path: Path, anew: Path) -> tuple[dict[tuple[str, str], Any], dict[tuple[str, str], Any]]:
    """Return the value that each formula of a workbook carries, and the one that it was computed anew to."""
    before, after, places = filled(path, values=True), filled(anew, values=True), formulas(path)
    return {place: before[place] for place in places}, {place: after.get(place) for place in places}


def made_book(folder: Path, fill: Callable[[Any], None]) -> Book:
    """Write a workbook by hand, for a check that it must not pass."""
    path = folder / "fel.xlsx"
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return read_book(path.read_bytes())


def cells(book: Any) -> Iterator[tuple[str, Any]]:
    """Yield each cell that holds something, with its place."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield f"{sheet.title}!{cell.coordinate}", cell


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def tables(book: Book) -> list[Table]:
    """Return all tables, sheet by sheet."""
    return [
        Table(
            *(sheet.title, one.name, one.ref, one.headerRowCount == 1, [column.name for column in one.tableColumns]),
            [[cell.value for cell in row] for row in sheet[one.ref]],
        )
        for sheet in book.shown.worksheets
        for one in sheet.tables.values()
    ]


def defined_names(book: Book) -> list[str]:
    """Return the names that the workbook gives to cells, without those that spreadsheets make themselves."""
    found = book.part("xl/workbook.xml").iterfind("{*}definedNames/{*}definedName")
    return [one.get("name") for one in found if not one.get("name").startswith("_xlnm.")]


def twice(names: list[str]) -> list[str]:
    """Return the names that have stood before, in capitals or not."""
    small = [name.casefold() for name in names]
    return [name for at, name in enumerate(names) if name.casefold() in small[:at]]


def within(row: int, column: int, ref: str) -> bool:
    """Tell whether a cell lies in a range."""
    left, top, right, bottom = range_boundaries(ref)
    return bool(left <= column <= right and top <= row <= bottom)


def drawings(book: Book) -> list[Drawn]:
    """Return all charts and pictures, sheet by sheet."""
    found = list[Drawn]()
    for number, sheet in enumerate(book.written.sheetnames, 1):
        for drawing in _related(book, f"xl/worksheets/sheet{number}.xml").values():
            if "/drawings/" in drawing:
                charts, root = _related(book, drawing), book.part(drawing)
                for anchor in root:
                    about = next(anchor.iterfind(".//{*}cNvPr"))
                    first, last = (int(anchor.find(f"{{*}}{end}/{{*}}row").text) + 1 for end in ("from", "to"))
                    chart = next((key for one in anchor.iterfind(".//{*}chart") for key in one.attrib.values()), None)
                    drawn = book.part(charts[chart]) if chart else None
                    found.append(
                        Drawn(sheet, about.get("name"), range(first, last + 1), about.get("descr") or "", drawn)
                    )
    return found


def _related(book: Book, part: str) -> dict[str, str]:
    """Return the parts that a part points at, by their ids."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in book.parts:
        return {}
    root = PurePosixPath("xl")
    return {
        one.get("Id"): str(root / one.get("Target").removeprefix("../"))
        for one in book.part(rels)
        if one.get("TargetMode") != "External"
    }


def bars(chart: Any) -> list[Bars]:
    """Return the series of a chart."""
    stacked = any(one.get("val", "").endswith("tacked") for one in chart.iterfind(".//{*}grouping"))
    found = list[Bars]()
    for one in chart.iterfind(".//{*}ser"):
        values = [float(value.text) for value in one.iterfind("{*}val//{*}v")]
        shapes = [*one.iterfind("{*}spPr"), *one.iterfind("{*}dPt/{*}spPr")]
        colours = [colour.get("val") for shape in shapes for colour in shape.iterfind(".//{*}srgbClr")]
        is_drawn = not shapes or any(shape.find("{*}noFill") is None or _has_line(shape) for shape in shapes)
        name = "".join(text.text for text in one.iterfind("{*}tx//{*}v"))
        label, place = _label(one), one.find("{*}dLbls/{*}dLblPos")
        over = (place.get("val") in _OVER_ITS_BAR) if place is not None else stacked
        fills = [colour.get("val") for colour in one.iterfind("{*}spPr/{*}solidFill/{*}srgbClr")]
        found.append(Bars(name, values, colours, is_drawn, label, fills[0] if over and fills else WHITE))
    return found


def _has_line(shape: Any) -> bool:
    return shape.find("{*}ln") is not None and shape.find("{*}ln/{*}noFill") is None


def _label(series: Any) -> tuple[str, str] | None:
    shown = series.find("{*}dLbls/{*}showVal")
    if shown is None or shown.get("val") != "1":
        return None
    number = series.find("{*}dLbls/{*}numFmt")
    colour = series.find("{*}dLbls/{*}txPr//{*}srgbClr")
    return (
        "General" if number is None else number.get("formatCode"),
        "000000" if colour is None else colour.get("val"),
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it: from 1 to 21."""
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part, 16) / 255 for part in re.findall("..", colour[-6:])]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
