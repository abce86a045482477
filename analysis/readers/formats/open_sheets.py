"""An OpenDocument workbook (.ods) to the lines of a document: each cell as its sheet shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from analysis.errors import DocumentError, fault
from analysis.readers.formats.layouts import Layout, sheet_rows
from analysis.readers.formats.lines import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Document, LineWriter
from analysis.readers.formats.open_cells import cell_text
from analysis.readers.formats.packages import refuse_damage, scan_xml

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE = f"{{{_OASIS}table:1.0}}"
_STYLE = f"{{{_OASIS}style:1.0}}"
_STYLE_NAME = f"{_STYLE}name"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_HIDDEN = {"collapse", "filter"}
_RAISED = re.compile(r"super|[1-9]\d*%")
_COUNT = re.compile(r"[1-9]\d{0,8}", re.ASCII)


class _Sheet(NamedTuple):
    """A sheet: its rows by column, what it hides and merges, and whether it is seen."""

    name: str
    rows: list[dict[int, str]]
    layout: Layout
    is_seen: bool


def read_open_spreadsheet(path: Path, data: bytes) -> Document:
    """Read every visible sheet of a workbook; numbers are written as their cells show them, nothing is run.

    Parameters
    ----------
    path
        The file, for its name.
    data
        Its bytes: a ZIP package with a workbook.

    Raises
    ------
    DocumentError
        When the workbook is damaged, locked, unsafe or larger than a report can be.
    """
    name, writer = path.name, LineWriter(path.name)
    scan_xml(name, data)
    with refuse_damage(name), ZipFile(BytesIO(data)) as package:
        if _MANIFEST in package.namelist() and b"encryption-data" in package.read(_MANIFEST):
            raise DocumentError(fault("locked-file", name))
        sheets = list(_SheetReader(writer, package).read())
    hidden = [one.name for one in sheets if not one.is_seen]
    if hidden:
        writer.note(f"dolda blad är inte lästa: {', '.join(hidden)[:200]}.")
    for one in sheets:
        if one.is_seen:
            title = " ".join(one.name.split())
            writer.place(f"blad {title}")
            writer.heading(title)
            writer.table(sheet_rows(writer, one.layout, one.rows), comma_is_decimal=True)
    return writer.document()


class _SheetReader:
    """Goes through the sheets of a workbook, row by row, and forgets each row when its texts are taken."""

    def __init__(self, writer: LineWriter, package: ZipFile) -> None:
        self._writer, self._package = writer, package
        self._raised, self._unseen = set[str](), set[str]()
        self._cells = self._depth = self._column = self._empty = 0
        self._sheet = _Sheet("", [], Layout(), is_seen=True)

    def read(self) -> Iterator[_Sheet]:
        """Yield the sheets in order."""
        with self._package.open(_CONTENT) as stream:
            for event, element in iterparse(stream, ("start", "end")):  # noqa: S314  (gone through before)
                if event == "start":
                    self._begin(element)
                elif element.tag == f"{_TABLE}table":
                    self._depth -= 1
                    if not self._depth:
                        yield self._sheet
                        element.clear()
                else:
                    self._end(element)

    def _begin(self, element: Element) -> None:
        if element.tag == f"{_TABLE}table":
            self._depth += 1
            if self._depth == 1:
                name, style = element.get(f"{_TABLE}name", ""), element.get(f"{_TABLE}style-name")
                self._sheet = _Sheet(name, [], Layout(), is_seen=style not in self._unseen)
                self._column = self._empty = 0

    def _end(self, element: Element) -> None:
        if element.tag == f"{_STYLE}style":
            self._learn(element)
        elif self._depth != 1:
            return  # a table inside a cell
        elif element.tag == f"{_TABLE}table-column":
            count = self._repeated(element, "columns")
            if element.get(f"{_TABLE}visibility") in _HIDDEN:
                self._sheet.layout.hidden_columns.append((self._column, self._column + count - 1))
            self._column += count
        elif element.tag == f"{_TABLE}table-row":
            self._row(element)
            element.clear()

    def _learn(self, style: Element) -> None:
        """Learn which styles raise figures, and which hide a sheet."""
        name = style.get(_STYLE_NAME, "")
        for properties in style:
            if _RAISED.match(properties.get(f"{_STYLE}text-position", "")):
                self._raised.add(name)
            if properties.get(f"{_TABLE}display") == "false":
                self._unseen.add(name)

    def _row(self, element: Element) -> None:
        count, texts, spans = self._repeated(element, "rows"), dict[int, str](), list[tuple[int, int, int]]()
        at = 0
        for cell in (one for one in element if one.tag in _CELLS):
            repeated, text = self._repeated(cell, "columns"), cell_text(cell, self._raised)
            if text:
                if at + repeated > MOST_COLUMNS:
                    self._writer.refuse(MOST_COLUMNS, "columns", "kolumner")
                texts.update(dict.fromkeys(range(at, at + repeated), text))
            if (wide := int(cell.get(f"{_TABLE}number-columns-spanned", "1"))) > 1:
                spans.append((at, at + wide - 1, int(cell.get(f"{_TABLE}number-rows-spanned", "1"))))
            at += repeated
        if not texts:
            self._empty += count
            return
        self._add(texts, count, is_hidden=element.get(f"{_TABLE}visibility") in _HIDDEN)
        first = len(self._sheet.rows) - count + 1
        for left, right, high in spans:
            for row in range(first, first + max(count, min(high, MOST_ROWS))):
                self._sheet.layout.merge(row, left, right)

    def _add(self, texts: dict[int, str], count: int, *, is_hidden: bool) -> None:
        """Take a row as often as it stands in the sheet, below the empty ones before it."""
        rows = self._sheet.rows
        if len(rows) + self._empty + count > MOST_ROWS:
            self._writer.refuse(MOST_ROWS, "rows", "rader")
        self._cells += len(texts) * count
        if self._cells > MOST_CELLS:
            self._writer.refuse(MOST_CELLS, "cells", "celler")
        rows += [{}] * self._empty + [texts] * count
        self._empty = 0
        if is_hidden:
            self._sheet.layout.hidden_rows.update(range(len(rows) - count + 1, len(rows) + 1))

    def _repeated(self, element: Element, what: str) -> int:
        """Return how many times a row, a column or a cell stands there; a count that is none is damage."""
        text = element.get(f"{_TABLE}number-{what}-repeated", "1")
        if not _COUNT.fullmatch(text):
            self._writer.refuse_damaged(f"number-{what}-repeated = {text[:20]!r}", "ods")
        return int(text)
