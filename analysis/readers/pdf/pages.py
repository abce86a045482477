"""A PDF to lines of text: the pages, one at a time, with their tables as cells parted by tabs."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import DocumentError, Fault, fault
from analysis.readers.formats.lines import UNCLEAR, Document
from analysis.readers.pdf.scans import scan_of
from analysis.readers.pdf.words import page_text, page_words, plain
from analysis.readers.placed.lines import Line, lines_of
from analysis.readers.placed.tables import PlacedTable, find_tables
from analysis.readers.running import running_lines

_JOIN = 2.5  # font sizes: words further apart on a line belong to different columns of text
_GUTTER = 0.8  # font sizes between columns of text
_PARAGRAPH = 1.75  # font sizes between baselines where a paragraph ends


@dataclass(slots=True)
class Item:
    """A line of text or a table, and where it stands."""

    left: float
    right: float
    top: float
    bottom: float
    size: float
    content: str | PlacedTable


def page_items(lines: Sequence[Line], tables: Sequence[PlacedTable]) -> list[Item]:
    """Put tables, and the text that stands outside them, in the order in which it is read.

    Parameters
    ----------
    lines
        The lines of the page, top to bottom.
    tables
        Its tables.
    """
    used = set[int]().union(*(table.used for table in tables))
    items = [Item(one.left, one.right, one.top, one.bottom, 0.0, one) for one in tables]
    for line in lines:
        items += _texts(line, used)
    return _ordered(items)


def _texts(line: Line, used: set[int]) -> Iterator[Item]:
    """Yield the text of a line outside tables; words far apart are texts of their own."""
    rest = [one for one in line.fragments if not used.intersection(map(id, one.words))]
    texts = list[Item]()
    for one in rest:
        if texts and one.left - texts[-1].right <= _JOIN * line.size:
            texts[-1].right, texts[-1].content = one.right, f"{texts[-1].content} {one.printed}"
        else:
            high, low = line.base + 0.7 * line.size, line.base - 0.2 * line.size
            texts.append(Item(one.left, one.right, high, low, line.size, one.printed))
    yield from texts


def _ordered(items: list[Item]) -> list[Item]:
    """Order items top to bottom; where columns stand beside each other, one column after the other."""
    items.sort(key=lambda item: -item.top)
    found, group = list[Item](), list[Item]()
    is_wide = False
    for band in _bands(items):
        whole = [*group, *band]
        gutter = _gutter(whole) if is_wide or len(band) > 1 else None
        if group and gutter is None and (is_wide or len(band) > 1):
            found += _columns(group)
            group, is_wide = [], False
        group += band
        is_wide = is_wide or len(band) > 1
    return [*found, *_columns(group)]


def _bands(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the items that stand beside each other, from the top down."""
    band, low = list[Item](), 0.0
    for item in items:
        if band and item.top <= low:
            yield band
            band = []
        low = min(low, item.bottom) if band else item.bottom
        band.append(item)
    if band:
        yield band


def _gutter(items: Sequence[Item]) -> float | None:
    """Find where a strip without anything parts the items into left and right."""
    reach, widest = float("-inf"), None
    for item in sorted(items, key=lambda item: item.left):
        size = item.size or 8.0
        if widest is None and reach != float("-inf") and item.left - reach > _GUTTER * size:
            widest = (item.left + reach) / 2
        reach = max(reach, item.right)
    return widest


def _columns(items: list[Item]) -> list[Item]:
    """Read a group column by column; a table whose title stands above all columns comes first."""
    gutter = _gutter(items)
    if gutter is None or len(items) == 1:
        return sorted(items, key=lambda item: -item.top)
    left = [item for item in items if item.right < gutter]
    right = [item for item in items if item.right >= gutter]
    if not left or not right:  # a broken file may have boxes that end before they begin
        return sorted(items, key=lambda item: -item.top)
    left, right = _ordered(left), _ordered(right)
    first = right[0].content
    return [*right, *left] if isinstance(first, PlacedTable) else [*left, *right]


def is_apart(above: Item, below: Item) -> bool:
    """Tell whether a blank line belongs between two items."""
    if not isinstance(above.content, str) or not isinstance(below.content, str):
        return True
    step = above.bottom - below.bottom
    return step < 0 or step > _PARAGRAPH * max(above.size, below.size)


MOST_PAGES = 3_000
MOST_SIGNS = 100_000  # on one page
MOST_SECONDS = 300.0
_NUMBERS_SIDE_BY_SIDE = re.compile(
    r"""\d[%*]?\s+(?=
        [-–−+]\s?\d | [-–−]\s             # a sign, or a dash for nothing
        | (?!\d{3}(?!\d))\d               # digits that are no group of thousands
        | \d{3}(?!\d)[%*]?\s*(?:[\r\n]|$|[-–−+]?\d)  # a group, but not one inside a sentence
        | \(\d+[ .,]\d                   # a negative number, but not how many pages there are
    )
    | \d[-–−)]\s+\(?[-–−+]?\s?\d  # a sign behind, or a negative number before another""",
    re.VERBOSE,
)
_PAGE_NUMBER = re.compile(r"\d{1,4}|sid(?:a|\.)? ?\d{1,4}|\d{1,4} ?(?:\(|/|av) ?\d{1,4}\)?", re.IGNORECASE)
_SPACES = re.compile(r"[ \t]+")
_SHIFT = 6.0  # points that columns may move from page to page


@dataclass(slots=True)
class _Page:
    """What a page holds, in the order in which it is read, and whether its text was told from a picture."""

    items: list[Item]
    is_scanned: bool = False


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
    lines, places, scanned, doubts = list[str](), list[tuple[int, str]](), list[range](), dict[int, str]()
    for number, page in enumerate(pages, 1):
        first = len(lines) + 1
        places.append((first, f"sida {number}"))
        for line, doubt in _lines(page.items):
            lines.append(line)
            if doubt:
                doubts[len(lines)] = doubt
        scanned += [range(first, len(lines) + 1)] if page.is_scanned else []
    notes = _notes(path.name, pages)
    placed, seen = tuple(places), tuple(scanned)
    return Document(path.name, lines, marks_wraps=False, notes=notes, places=placed, scanned=seen, doubts=doubts)


def _notes(name: str, pages: Sequence[_Page]) -> tuple[str, ...]:
    """Say what was read with doubt, and which tables were not read."""
    scanned = [str(number) for number, page in enumerate(pages, 1) if page.is_scanned and page.items]
    notes = list[str]()
    if scanned:
        where = ", ".join(scanned)
        notes.append(
            f"{name}: texten på sida {where} är tolkad ur en bild (OCR); rader vars tal räkningen inte "
            "bekräftar är tveksamma."
        )
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
        text, is_aligned = page_text(raw, textpage)
        if len(text) > MOST_SIGNS:
            raise DocumentError(_too_many(path, f"sida {place + 1}", MOST_SIGNS, "signs", "tecken"))
        scan = scan_of(raw, document, page)
        if not _NUMBERS_SIDE_BY_SIDE.search(text):
            return _Page(_plain_items(text), scan.is_scanned)
        words, is_unseen = page_words(raw, page, textpage, (text, is_aligned), keeps_hidden=scan.keeps_hidden)
        lines = lines_of(words)
        tables = find_tables(lines)
        has_rows = tables or any(len(line.numbers) > 1 for line in lines)
        return _Page(page_items(lines, tables) if has_rows else _plain_items(text), scan.is_scanned or is_unseen)
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
                    table.is_unclear = table.is_unclear or last.is_unclear
                above = above if table.continues else table
                above = above if above and above.head else None
                last = table
            elif item in (page.items[0], page.items[-1]) and _PAGE_NUMBER.fullmatch(str(table).strip()):
                continue
            else:
                above = None
            first = False


def _lines(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Write items as lines, and say what makes each doubtful; a blank line parts what is apart."""
    for place, item in enumerate(items):
        table = item.content
        if place and is_apart(items[place - 1], item):
            yield "", ""
        if isinstance(table, str):
            yield table, ""
        elif table.head or table.continues:
            unclear = UNCLEAR if table.is_unclear else ""
            yield from ((line, unclear) for line in table.head_lines())
            yield from ((line, unclear or doubt) for line, doubt in table.row_lines())
        else:
            yield from ((line, UNCLEAR if table.is_unclear else "") for line in table.plain)
    if items and isinstance(items[-1].content, str):
        yield "", ""
