"""A Word file (.docx) to the lines of a document: paragraphs as lines, tables with tabs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from analysis.readers.formats.lines import MOST_COLUMNS, Document, LineWriter, footnote_mark
from analysis.readers.formats.packages import damaged, list_parts, refuse_damage, scan_xml
from analysis.readers.formats.rows import Row

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_SKIPPED = {f"{_W}{name}" for name in ("del", "moveFrom", "txbxContent", "pPr", "rPr", "instrText")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_HEADING = re.compile(r"heading|rubrik|title|titel", re.IGNORECASE)
_NO_HEADING = re.compile(r"toc|innehåll|table|tabell", re.IGNORECASE)
_OFF = {"0", "false", "off", "none"}


def read_word_file(path: Path, data: bytes) -> Document:
    """Read the body of a Word file; headers, footers, notes and text boxes are left out.

    Parameters
    ----------
    path
        The file, for its name.
    data
        Its bytes: a ZIP package with a Word document.

    Raises
    ------
    DocumentError
        When the file is damaged, locked, unsafe or larger than a report can be.
    """
    import docx

    name = path.name
    list_parts(name, data)
    scan_xml(name, data)
    writer = LineWriter(name, numbers_tables=True)
    with refuse_damage(name):
        document = docx.Document(BytesIO(data))
        headings = {
            style.style_id
            for style in document.styles
            if _HEADING.search(style.name or "") and not _NO_HEADING.search(style.name or "")
        }
        raised = {style.style_id for style in document.styles if _is_raised(style.element, set())}
        body = document.element.body
        if body is None:
            raise damaged(name, "a document without a body")
        _Body(writer, headings, raised).read(body)
    return writer.document()


class _Body:
    """Goes down the body of a document."""

    def __init__(self, writer: LineWriter, headings: set[str], raised: set[str]) -> None:
        self._writer, self._headings, self._raised = writer, headings, raised

    def read(self, body: Any) -> None:
        """Write paragraphs and tables in printed order."""
        for element in _children(body):
            if element.tag == f"{_W}p":
                self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                self._writer.table(list(self._rows(element)))
        if next(body.iter(f"{_W}txbxContent"), None) is not None:
            self._writer.note("textrutor är inte lästa.")
        if any(next(body.iter(f"{_W}{tag}"), None) is not None for tag in ("ins", "del", "moveTo", "moveFrom")):
            self._writer.note("dokumentet har spårade ändringar; läst som om alla vore godkända.")

    def _paragraph(self, paragraph: Any) -> None:
        text = _text(paragraph, self._raised)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        is_heading = (style is not None and style.get(f"{_W}val") in self._headings) or level is not None
        if is_heading and text.strip():
            self._writer.heading(text)
        else:
            for line in text.split("\n"):
                self._writer.text(line)

    def _rows(self, table: Any) -> Iterator[Row]:
        for row in _children(table):
            if row.tag == f"{_W}tr" and row.find(f"{_W}trPr/{_W}del") is None:
                yield self._cells(row)

    def _cells(self, row: Any) -> Row:
        """Give each cell its place in the table's grid; a merged one stands where it begins."""
        at = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        cells, spans = dict[int, str](), dict[int, int]()
        for cell in _children(row):
            if cell.tag != f"{_W}tc":
                continue
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is None or merged.get(f"{_W}val") == "restart":
                cells[at] = self._cell(cell)
            spans[at] = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            at += spans[at]
            if at > MOST_COLUMNS:
                self._writer.refuse(MOST_COLUMNS, "columns", "kolumner")
        return Row(cells, {place: span for place, span in spans.items() if span > 1}, at)

    def _cell(self, cell: Any) -> str:
        paragraphs = list[str]()
        for element in _children(cell):
            if element.tag == f"{_W}p":
                paragraphs.append(_text(element, self._raised))
            elif element.tag == f"{_W}tbl":
                self._writer.note("en tabell inuti en annan tabells cell är inte läst.")
        return "\n".join(paragraphs)


def _children(element: Any) -> Iterator[Any]:
    """Yield what stands in an element, without the wrappers of controls and of tracked insertions."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _number(element: Any, other: int) -> int:
    text = element.get(f"{_W}val", "") if element is not None else ""
    return max(int(text), other) if text.isdecimal() else other


def _text(paragraph: Any, raised: set[str]) -> str:
    """Join the text of a paragraph's runs: what is deleted, struck or hidden is not printed."""
    text = ""
    for element in _walk(paragraph, lambda run: run.tag in _SKIPPED or (run.tag == f"{_W}r" and _is_hidden(run))):
        if element.tag == f"{_W}t":
            written = element.text or ""
            text += footnote_mark(text, written) if _is_raised(element.getparent(), raised) else written
        elif element.tag in _SIGNS:
            text += _SIGNS[element.tag]
    return text


def _walk(element: Any, is_skipped: Callable[[Any], bool]) -> Iterator[Any]:
    for child in element:
        if not is_skipped(child):
            yield child
            yield from _walk(child, is_skipped)


def _is_on(run: Any, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in _OFF


def _is_hidden(run: Any) -> bool:
    return any(_is_on(run, name) for name in ("vanish", "strike", "dstrike"))


def _is_raised(run: Any, styles: set[str]) -> bool:
    """Tell whether a run stands above its line, by its own format or by one of the styles that do that."""
    value = {
        name: found.get(f"{_W}val", "")
        for name in ("vertAlign", "position", "rStyle")
        if (found := run.find(f"{_W}rPr/{_W}{name}")) is not None
    }
    is_lifted = value.get("position", "0").isdecimal() and int(value.get("position", "0")) > 0
    return value.get("vertAlign") == "superscript" or is_lifted or value.get("rStyle") in styles
