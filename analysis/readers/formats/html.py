"""A saved web page (HTML) to the lines of a document: nothing in it is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import DocumentError, fault
from analysis.readers.formats.lines import MOST_COLUMNS, Document, LineWriter, footnote_mark
from analysis.readers.formats.rows import Row

if TYPE_CHECKING:
    from bs4 import Tag

MOST_BYTES = 30_000_000
MOST_TAGS = 300_000  # a tree of the elements takes many times the page's size
_BEGINS = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->)){0,5000}-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|table|meta|title|div|section|article|p|h[1-6])(?=[\s>/])",
    re.IGNORECASE,
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{3,30})""", re.IGNORECASE
)
_UNSEEN = {"script", "style", "template", "noscript", "head", "svg", "math", "select", "object", "iframe", "textarea"}
_STRUCK = {"del", "s", "strike"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {
    *("address", "article", "aside", "blockquote", "caption", "dd", "details", "dialog", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li", "main", "nav", "ol"),
    *("p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "body", "html"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_LAST_ROW = 65_534  # that a cell may reach down to


def is_web_page(text: str) -> bool:
    """Tell whether a text is the source of a web page.

    Examples
    --------
    >>> is_web_page("<!DOCTYPE html><p>Stab"), is_web_page("<b>Stab</b> 1 2 3")
    (True, False)
    """
    return _BEGINS.match(text) is not None


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page says that it has; empty where it says none."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii").lower() if found else ""


def read_web_page(path: Path, text: str, notes: tuple[str, ...] = ()) -> Document:
    """Read the headings, paragraphs and tables of a page.

    Parameters
    ----------
    path
        The file, for its name.
    text
        The source of the page.
    notes
        What was decided before, in Swedish.

    Raises
    ------
    DocumentError
        When the page is larger than a report can be, or empty.
    """
    from bs4 import BeautifulSoup

    if len(text) > MOST_BYTES:
        raise DocumentError(fault("too-large", path.name, size=len(text), most=MOST_BYTES))
    writer = LineWriter(path.name, numbers_tables=True)
    if text.count("<") > MOST_TAGS:
        writer.refuse(MOST_TAGS, "tags", "taggar")
    page = _Page(writer)
    try:
        soup = BeautifulSoup(text, "html.parser")
    except RecursionError as error:
        raise DocumentError(fault("too-deep", path.name)) from error
    except (ValueError, AssertionError) as error:
        raise DocumentError(fault("damaged-file", path.name, reason=str(error)[:200], format="HTML")) from error
    page.read(soup)
    return writer.document(notes)


class _Grid:
    """The cells of one table, each placed where its rows and columns put it."""

    def __init__(self, writer: LineWriter) -> None:
        self._writer = writer
        self._cells = list[dict[int, str]]()
        self._spans = list[dict[int, int]]()
        self._widths = list[int]()
        self._taken = dict[int, int]()  # column: rows below that a cell from above still covers
        self._above = dict[int, int]()  # the same for the row at hand
        self._at = 0

    @property
    def rows(self) -> list[Row]:
        """The rows, each with as many cells as it has and as reach down into it."""
        return [Row(*row) for row in zip(self._cells, self._spans, self._widths, strict=True)]

    def row(self) -> None:
        """Begin a row."""
        self._cells.append({})
        self._spans.append({})
        self._widths.append(max(self._taken, default=-1) + 1)
        self._at = 0
        self._above, self._taken = self._taken, {at: left - 1 for at, left in self._taken.items() if left > 1}

    def cell(self, text: str, columns: int, rows: int) -> None:
        """Place the next cell of the row."""
        if not self._cells:
            self.row()
        while self._at in self._above:
            self._at += 1
        if self._at + columns > MOST_COLUMNS:
            self._writer.refuse(MOST_COLUMNS, "columns", "kolumner")
        self._cells[-1][self._at] = text
        if columns > 1:
            self._spans[-1][self._at] = columns
        if rows > 1:
            self._taken.update(dict.fromkeys(range(self._at, self._at + columns), rows - 1))
        self._at += columns
        self._widths[-1] = max(self._widths[-1], self._at)


class _Page:
    """Goes through the elements of a page in order."""

    def __init__(self, writer: LineWriter) -> None:
        self._writer = writer
        self._buffer = ""
        self._grid: _Grid | None = None
        self._cell: tuple[int, int] | None = None  # columns and rows that the open cell spans
        self._layouts = set[int]()  # tables that have others in their cells
        self._raised = self._kept = 0

    def read(self, soup: Tag) -> None:
        """Write the lines of the page."""
        from bs4.element import NavigableString, PreformattedString, Tag

        self._layouts = _outer_tables(soup)
        for node, is_open in _walk(soup):
            if isinstance(node, Tag):
                (self._open if is_open else self._close)(node)
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                self._string(str(node))
        self._flush()

    def _string(self, raw: str) -> None:
        text = raw if self._kept else _SPACES.sub(" ", raw)
        self._buffer += footnote_mark(self._buffer, text) if self._raised else text

    def _open(self, tag: Tag) -> None:
        name = tag.name
        if name == "table":
            self._open_table(tag)
        elif self._grid and name == "tr":
            self._end_cell()
            self._grid.row()
        elif self._grid and name in {"td", "th"}:
            self._end_cell()
            self._flush()
            self._cell = _span(tag, "colspan"), _span(tag, "rowspan")
        elif name == "br" or (self._cell and name in _BLOCKS):
            self._buffer += "\n"
        elif name in _BLOCKS:
            self._flush()
        self._raised += name == "sup"
        self._kept += name == "pre"

    def _close(self, tag: Tag) -> None:
        name = tag.name
        if name == "table":
            self._close_table()
        elif name in _HEADINGS and not self._cell:
            self._writer.heading(self._buffer)
            self._buffer = ""
        elif name in {"td", "th"} and self._grid:
            self._end_cell()
        elif self._cell and name in _BLOCKS:
            self._buffer += "\n"
        elif name in _BLOCKS:
            self._flush()
        self._raised -= name == "sup"
        self._kept -= name == "pre"

    def _open_table(self, tag: Tag) -> None:
        self._flush()
        if id(tag) in self._layouts:
            self._writer.note("en tabell har tabeller i sina celler; bara de inre är lästa som tabeller.")
        else:
            self._grid = _Grid(self._writer)

    def _close_table(self) -> None:
        if self._grid:
            self._end_cell()
            self._flush()
            self._writer.table(self._grid.rows)
            self._grid = None
        else:
            self._flush()

    def _end_cell(self) -> None:
        if self._grid and self._cell:
            self._grid.cell(self._buffer, *self._cell)
            self._buffer, self._cell = "", None

    def _flush(self) -> None:
        """Write the text at hand as a paragraph of its own."""
        if self._buffer.strip():
            self._writer.blank()
            for line in self._buffer.strip("\n").split("\n"):
                self._writer.text(line if self._kept else line.strip(" "))
            self._writer.blank()
        self._buffer = ""


def _outer_tables(soup: Tag) -> set[int]:
    """Find the tables that have other tables inside."""
    from bs4 import Tag

    found, open_tables = set[int](), list[Tag]()
    for node, is_open in _walk(soup):
        if not isinstance(node, Tag) or node.name != "table":
            continue
        if is_open:
            found.update(map(id, open_tables[-1:]))
            open_tables.append(node)
        else:
            open_tables.pop()
    return found


def _walk(soup: Tag) -> Iterator[tuple[object, bool]]:
    """Yield each element when it begins and when it ends, and each string; what is not shown is left out."""
    from bs4 import Tag

    stack: list[tuple[Tag, Iterator[object]]] = [(soup, iter(soup.children))]
    while stack:
        tag, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield tag, False
        elif isinstance(child, Tag) and not _is_unseen(child):
            yield child, True
            stack.append((child, iter(child.children)))
        elif not isinstance(child, Tag):
            yield child, True


def _is_unseen(tag: Tag) -> bool:
    if tag.name in _UNSEEN or tag.name in _STRUCK or "hidden" in tag.attrs:
        return True
    return _HIDDEN.search(str(tag.get("style", ""))) is not None


def _span(tag: Tag, name: str) -> int:
    text = str(tag.get(name, "1")).strip()
    if not text.isdecimal() or len(text) > 5:  # noqa: PLR2004  (a page may write anything)
        return 1 if not text.isdecimal() else _LAST_ROW
    return min(int(text), _LAST_ROW) or (_LAST_ROW if name == "rowspan" else 1)
