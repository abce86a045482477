"""A file of plain text, or of cells parted by a sign (CSV), to the lines of a document."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from itertools import islice
from pathlib import Path

from analysis.errors import DocumentError, fault
from analysis.readers.formats.lines import MOST_CELLS, MOST_ROWS, Document, LineWriter
from analysis.readers.places import numbered
from analysis.readers.running import running_lines
from analysis.vocabulary.encodings import marked_encoding, windows_text

_LATIN = {"windows-1252", "cp1252", "iso-8859-1", "latin1", "latin-1", "iso8859-1", "iso-8859-15", "x-ansi"}
_MOST_TABLES = 3  # of different widths in one file
LONGEST_LINE = 2_000_000  # signs; a paragraph has some thousands
_SAMPLE = 500  # rows that a delimiter is judged by
_SHARE = {";": 0.5, "\t": 0.8, ",": 0.8}  # of the rows that must have the same number of cells
_FEWEST = {";": 2, "\t": 2, ",": 3}  # cells of such a row
_ENDS_IN_NUMBER = re.compile(r"\s[-\u2212–+(]?\d+$")
_FEWEST_PAGES = 3
_NAMED = re.compile(r'"?sep=([;,\t])"?\s*\n', re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


def decode(name: str, data: bytes, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Decode the bytes of a text, whatever encoding Swedish text commonly has.

    Parameters
    ----------
    name
        The file's name, for messages.
    data
        The bytes: UTF-8, UTF-16 with a byte order mark, or Windows-1252.
    declared
        The encoding that the text itself names, where it does.

    Returns
    -------
    tuple[str, tuple[str, ...]]
        The text, and in Swedish what had to be decided.

    Raises
    ------
    DocumentError
        When the bytes are no text, or in an unknown encoding.
    """
    bom = marked_encoding(data)
    if not bom and b"\x00" in data:
        raise DocumentError(fault("binary-file", name, format="NUL"))
    try:
        return data.decode(bom or "utf-8"), ()
    except UnicodeDecodeError as error:
        if declared in _LATIN:
            return data.decode("iso-8859-15" if declared == "iso-8859-15" else "cp1252", errors="replace"), ()
        return _decode_windows(name, data, error)


def _decode_windows(name: str, data: bytes, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    """Fall back on Windows-1252, but only where it gives letters that Swedish text has."""
    text = windows_text(data)
    if text is not None:
        return text, (f"{name}: filen är inte UTF-8; läst som Windows-1252.",)
    line = data.count(b"\n", 0, error.start) + 1
    raise DocumentError(fault("wrong-encoding", name, line, byte=f"0x{data[error.start]:02x}")) from error


def read_text(path: Path, text: str, notes: tuple[str, ...] = ()) -> Document:
    """Read a text line by line, or cell by cell where a delimiter parts its lines alike.

    Parameters
    ----------
    path
        The file, for its name.
    text
        The decoded text.
    notes
        What was decided before, in Swedish.

    Raises
    ------
    DocumentError
        When the text is empty, or has more rows, cells or letters on a line than a report can have.
    """
    if not text.strip():
        raise DocumentError(fault("empty-file", path.name))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = find_delimiter(text)
    if delimiter:
        return _read_cells(path.name, text, delimiter, notes)
    _refuse_too_many(path.name, text)
    lines = _without_running(text).replace("\f", " ").split("\n")
    spaced = sum(line.endswith(" ") for line in lines)
    return Document(path.name, lines, spaced * 2 > sum(map(bool, lines)), notes)


def _without_running(text: str) -> str:
    """Empty the lines that run over the pages of a text, where it is parted into pages."""
    pages = [page.split("\n") for page in text.split("\f")]
    if len(pages) < _FEWEST_PAGES:
        return text
    for page, dropped in zip(pages, running_lines(pages, has_rows=True), strict=True):
        for place in dropped:
            page[place] = ""
    return "\f".join("\n".join(page) for page in pages)


def _refuse_too_many(name: str, text: str) -> None:
    """Refuse a text that is larger than a report can be, before its lines are looked at."""
    writer = LineWriter(name)
    if text.count("\n") > MOST_ROWS:
        writer.refuse(MOST_ROWS, "lines", "rader")
    if text.count("\t") > MOST_CELLS:
        writer.refuse(MOST_CELLS, "cells", "celler")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            told = {"place": "raden", "most": LONGEST_LINE, "what": "signs", "what_sv": "tecken"}
            raise DocumentError(fault("too-many", name, number, **told))


def find_delimiter(text: str) -> str:
    r"""Find the sign that parts a text into rows of as many cells each; empty where the text is no such table.

    Examples
    --------
    >>> find_delimiter("Post;Utfall;Budget\nStab;-1,5;2\n"), find_delimiter("Utfall Budget\nStab -1,5 2,5\n")
    (';', '')
    """
    named = _NAMED.match(text)
    if named:
        return named[1]
    has_tabs = text.count("\t") * 2 >= text.count("\n")
    if has_tabs:  # cells that stand without quotation marks are told by their tabs as they are
        return "\t" if re.search(r'(?:^|\t)"', text, re.MULTILINE) and _parts(text, "\t") else ""
    return next((sign for sign in (";", ",") if _parts(text, sign)), "")


def _parts(text: str, sign: str) -> bool:
    """Tell whether a sign parts most rows into the same number of cells, or into those of a few tables."""
    try:
        rows = [
            row
            for row in islice(csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True), _SAMPLE)
            if any(map(str.strip, row))
        ]
    except csv.Error:
        return False
    counts = Counter(map(len, rows))
    widths = {width for width, count in counts.items() if width >= _FEWEST[sign] and count > 1}
    even = sum(counts[width] for width in widths)
    told = [row for row in rows if sign != "," or len(row) > 1]  # titles and remarks hold no commas
    if len(widths) > _MOST_TABLES or even < max(2, _SHARE[sign] * len(told)):
        return False
    return sign != "," or _is_comma_table([row for row in rows if len(row) in widths])


def _is_comma_table(rows: list[list[str]]) -> bool:
    """Tell cells from prose and from decimals: the first row names columns, and no space follows the commas."""
    rows = [row for row in rows if sum(map(bool, map(str.strip, row))) > 1]  # a lone text is a title or a remark
    if not rows:
        return False
    digits = [cell for cell in rows[0] if re.search(r"\d", cell) and not _YEAR.search(cell)]
    if sum(_ENDS_IN_NUMBER.search(row[0]) is not None for row in rows) * 2 >= len(rows):
        return False  # the commas are those of decimals
    spaced = sum(cell.startswith(" ") for row in rows for cell in row[1:])
    return not digits and spaced * 2 < sum(len(row) - 1 for row in rows)


def _read_cells(name: str, text: str, sign: str, notes: tuple[str, ...]) -> Document:
    writer = LineWriter(name)
    named = _NAMED.match(text)
    text = text[named.end() :] if named else text
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    rows, ends = list[list[str]](), [bool(named) + 0]
    try:
        for row in islice(reader, MOST_ROWS + 1):
            rows.append(row)
            ends.append(bool(named) + reader.line_num)
    except csv.Error as error:
        raise DocumentError(fault("damaged-file", name, reader.line_num, reason=error, format="CSV")) from error
    if len(rows) > MOST_ROWS:
        writer.refuse(MOST_ROWS, "rows", "rader")
    writer.table(rows, comma_is_decimal=sign == ";")
    document = writer.document(notes)
    begins = [end + 1 for end, row in zip(ends, rows, strict=False) if any(map(str.strip, row))]
    return document._replace(places=numbered(document.lines, begins))
