"""A PDF to lines of text: the pages, one at a time, with their tables as cells parted by tabs."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import DocumentError, Fault, fault
from analysis.readers.formats.document_lines import Document
from analysis.readers.pdf.lines import lines_of
from analysis.readers.pdf.order import Item, is_apart, page_items
from analysis.readers.pdf.placed import PlacedTable
from analysis.readers.pdf.running import running_lines
from analysis.readers.pdf.tables import find_tables
from analysis.readers.pdf.words import page_text, page_words, plain

MOST_PAGES = 3_000
MOST_SIGNS = 100_000  # on one page
MOST_SECONDS = 300.0
_NUMBERS_SIDE_BY_SIDE = re.compile(
    r"""\d[%*]?\s+(?=
        [-–−+]\s?\d | [-–−]\s             # a sign, or a dash for nothing
        | (?!\d{3}(?!\d))\d               # digits that are no group of thousands
        | \d{3}(?!\d)[%*]?\s*(?:[\r\n]|$|[-–−+]?\d)  # a group, but not one inside a sentence
    )""",
    re.VERBOSE,
)
_SPACES = re.compile(r"[ \t]+")
_SHIFT = 6.0  # points that columns may move from page to page


@dataclass(slots=True)
class _Page:
    """What a page holds, in the order in which it is read, and whether its text lies unseen over a picture."""

    items: list[Item]
    is_unseen: bool = False


def read_pdf(path: Path, data: bytes) -> Document:
    """Read the pages of a PDF.

    Parameters
    ----------
    path
        The file, for messages.
    data
        What it holds.

    Returns
    -------
    Document
        Lines of text; a row of a table is a line with its cells parted by tabs.

    Raises
    ------
    DocumentError
        When the file is locked, damaged, too long, or holds no text.
    """
    pages = list(_read_pages(path, data))
    if not any(page.items for page in pages):
        raise DocumentError(fault("no-text", path.name))
    texts = [[item.content if isinstance(item.content, str) else "" for item in page.items] for page in pages]
    for page, dropped in zip(pages, running_lines(texts), strict=True):
        page.items = [item for place, item in enumerate(page.items) if place not in dropped]
    _join_tables(pages)
    lines, places = list[str](), list[tuple[int, str]]()
    for number, page in enumerate(pages, 1):
        places.append((len(lines) + 1, f"sida {number}"))
        lines += _lines(page.items)
    return Document(path.name, lines, marks_wraps=False, notes=_notes(path.name, pages), places=tuple(places))


def _notes(name: str, pages: Sequence[_Page]) -> tuple[str, ...]:
    """Say what was read with doubt, and which tables were not read."""
    unseen = [str(number) for number, page in enumerate(pages, 1) if page.is_unseen]
    notes = list[str]()
    if unseen:
        where = ", ".join(unseen)
        notes.append(f"{name}: texten på sida {where} ligger osynlig över en bild (OCR); kontrollera talen.")
    for number, page in enumerate(pages, 1):
        unclear = sum(isinstance(item.content, PlacedTable) and item.content.is_unclear for item in page.items)
        if unclear:
            what = "en tabell vars huvud" if unclear == 1 else f"{unclear} tabeller vars huvuden"
            notes.append(f"{name} sida {number}: {what} inte kunde tolkas är inte läst; kontrollera sidan.")
    return tuple(notes)


def _read_pages(path: Path, data: bytes) -> Iterator[_Page]:
    """Read one page after the other; each is closed before the next."""
    import pypdfium2
    from pypdfium2 import raw

    stop = time.monotonic() + MOST_SECONDS
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(_cannot_open(path, raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD, error)) from error
    try:
        count = len(document)
        if not count:
            raise DocumentError(fault("damaged-file", path.name, reason="0 sidor", format="PDF"))
        if count > MOST_PAGES:
            raise DocumentError(_too_many(path, "filen", MOST_PAGES, "pages", "sidor"))
        for place in range(count):
            if time.monotonic() > stop:
                raise DocumentError(_too_many(path, f"sida {place + 1}", int(MOST_SECONDS), "seconds", "sekunder"))
            yield _read_page(path, document, place)
    finally:
        document.close()


def _cannot_open(path: Path, is_locked: bool, error: Exception) -> Fault:  # noqa: FBT001
    if is_locked or "password" in str(error).lower():
        return fault("locked-file", path.name)
    return fault("damaged-file", path.name, reason=str(error).rstrip("."), format="PDF")


def _too_many(path: Path, place: str, most: int, what: str, what_sv: str) -> Fault:
    return fault("too-many", path.name, place=place, most=most, what=what, what_sv=what_sv)


def _read_page(path: Path, document: Any, place: int) -> _Page:
    """Read one page; what has no numbers side by side is plain text."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[place]
    except pypdfium2.PdfiumError as error:
        reason = f"sida {place + 1} går inte att läsa"
        raise DocumentError(fault("damaged-file", path.name, reason=reason, format="PDF")) from error
    textpage = page.get_textpage()
    try:
        text, _ = page_text(raw, textpage)
        if len(text) > MOST_SIGNS:
            raise DocumentError(_too_many(path, f"sida {place + 1}", MOST_SIGNS, "signs", "tecken"))
        if not _NUMBERS_SIDE_BY_SIDE.search(text):
            return _Page(_plain_items(text))
        words, is_unseen = page_words(raw, page, textpage)
        lines = lines_of(words)
        tables = find_tables(lines)
        has_rows = tables or any(len(line.numbers) > 1 for line in lines)
        return _Page(page_items(lines, tables) if has_rows else _plain_items(text), is_unseen)
    finally:
        textpage.close()
        page.close()


def _plain_items(text: str) -> list[Item]:
    """Put the lines of a page without tables one below the other, in the order of the file."""
    lines = [_SPACES.sub(" ", line).strip() for line in plain(text).splitlines()]
    return [Item(0, 0, -place, -place, 1, line) for place, line in enumerate(lines) if line]


def _join_tables(pages: Sequence[_Page]) -> None:
    """Let a table that fills the top of a page go on from the bottom of the page before; undo one without a head."""
    above: PlacedTable | None = None
    last: PlacedTable | None = None
    for page in pages:
        first = True
        for item in page.items:
            table = item.content
            if isinstance(table, PlacedTable):
                table.continues = first and above is not None and table.goes_on(above, _SHIFT)
                if table.continues and last:
                    last.take_rest(table)
                above = above if table.continues else table
                above = above if above and above.head else None
                last = table
            else:
                above = None
            first = False


def _lines(items: Sequence[Item]) -> Iterator[str]:
    """Write items as lines; a blank line stands between what is apart."""
    for place, item in enumerate(items):
        table = item.content
        if place and is_apart(items[place - 1], item):
            yield ""
        if isinstance(table, str):
            yield table
        elif table.head or table.continues:
            yield from table.lines()
        else:
            yield from table.plain
    if items and isinstance(items[-1].content, str):
        yield ""
