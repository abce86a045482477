"""The text of a CSV file as rows of cells, however Swedish Excel saved it, and back again."""

from __future__ import annotations

import csv
import gc
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import NamedTuple

from analysis.errors import DataError, fault
from analysis.harmless import for_csv, from_csv
from analysis.vocabulary.encodings import marked_encoding, windows_text

_COMMA, _SEMICOLON, _TAB = ",", ";", "\t"  # of a file in English, of Swedish Excel, of its "Unicode text"
_MOST_KEPT = 4_000_000  # bytes of a file that is parsed once for as long as it holds the same
_NAMED = re.compile(r'"?sep=([;,\t])"?;*[ \t]*\r?\n', re.IGNORECASE)
Rows = tuple[tuple[int, list[str]], ...]  # the line that a row ends on, and its cells


class CsvText(NamedTuple):
    """A CSV file as it is written.

    Attributes
    ----------
    rows
        The line of the file that each row ends on, and its cells, the header first; empty rows are left out.
    text
        What it holds, without a byte order mark.
    encoding, sign, end
        How it is encoded, what parts its cells, how its lines end.
    """

    rows: Rows
    text: str
    encoding: str
    sign: str
    end: str

    @property
    def header(self) -> list[str]:
        """Return the names of its columns."""
        return [name.strip() for name in self.rows[0][1]] if self.rows else []

    def records(self) -> list[dict[str, str]]:
        """Return its rows by column."""
        return [dict(zip(self.header, map(str.strip, cells), strict=False)) for _, cells in self.rows[1:]]

    def extended(self, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
        r"""Return the file with some rows more, in its own order of columns and written as it is.

        A column that it does without is added where a new row has something in it.

        Examples
        --------
        >>> old = parse_csv("a.csv", b"year;id\r\n2023;a", ["id", "year"])
        >>> old.extended(["id", "year"], [{"id": "b", "year": "2024"}])
        b'year;id\r\n2023;a\r\n2024;b\r\n'
        >>> parse_csv("a.csv", b"id\na\n", ["id"]).extended(["id", "unit"], [{"id": "b", "unit": "tkr"}])
        b'id,unit\na,\nb,tkr\n'
        """
        new = [name for name in columns if name not in self.header and any(row.get(name) for row in rows)]
        names = [*self.header, *new]
        wider = [[*cells, *([""] * len(new))] for _, cells in self.rows[1:]]
        text = self._written([names, *wider]) if new else self.text
        gap = self.end if rows and text and not text.endswith(("\n", "\r")) else ""
        return self._encoded(text + gap + self._written([[row.get(name, "") for name in names] for row in rows]))

    def replaced(self, column: str, new: Mapping[str, str]) -> bytes:
        r"""Return the file with a row in the place of the one that has its value in a column, written as it is.

        Examples
        --------
        >>> old = parse_csv("a.csv", b"id,year\na,2023\nb,2024\n", ["id", "year"])
        >>> old.replaced("id", {"id": "a", "year": "2025"})
        b'id,year\na,2025\nb,2024\n'
        """
        names = [*self.header, *(name for name in new if name not in self.header and new[name])]
        rows = [new if row.get(column) == new[column] else row for row in self.records()]
        return self._encoded(self._written([names, *([row.get(name, "") for name in names] for row in rows)]))

    def filled(self, column: str, value: Callable[[Mapping[str, str]], str]) -> bytes:
        r"""Return the file with a column, new or not, filled in row by row, written as it is.

        Examples
        --------
        >>> old = parse_csv("a.csv", b"id\na\n", ["id"])
        >>> old.filled("board", lambda row: row["id"].upper())
        b'id,board\na,A\n'
        """
        names = [*self.header, *([column] if column not in self.header else [])]
        rows = [{**row, column: value(row)} for row in self.records()]
        return self._encoded(self._written([names, *([row.get(name, "") for name in names] for row in rows)]))

    def without(self, column: str, value: str) -> bytes:
        r"""Return the file without the rows that have a value in a column, written as it is.

        Examples
        --------
        >>> parse_csv("a.csv", b"id,year\na,2023\nb,2024\n", ["id", "year"]).without("id", "a")
        b'id,year\nb,2024\n'
        """
        return self.kept(lambda row: row.get(column, "") != value)

    def kept(self, keeps: Callable[[Mapping[str, str]], bool]) -> bytes:
        """Return the file with those rows alone that are to be kept, by column, written as it is."""
        kept = [cells for (_, cells), row in zip(self.rows[1:], self.records(), strict=True) if keeps(row)]
        is_same = len(kept) == len(self.rows) - 1
        return self._encoded(self.text if is_same else self._written([self.header, *kept]))

    def _written(self, rows: Sequence[Sequence[str]]) -> str:
        return written(rows, self.sign, self.end)

    def _encoded(self, text: str) -> bytes:
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:  # a letter that Windows-1252 lacks; Excel knows UTF-8 by its mark
            return text.encode("utf-8-sig")


def parse_csv(name: str, data: bytes, columns: Sequence[str]) -> CsvText:
    r"""Read the bytes of a CSV file; its header row tells what parts its cells.

    Parameters
    ----------
    name
        The file's name, for messages.
    data
        UTF-8, UTF-16 with a byte order mark, or Windows-1252; cells parted by commas, semicolons or tabs. Lines that
        Excel took for one cell each, because they were parted by commas, are taken apart again.
    columns
        The columns that its header row should name.

    Raises
    ------
    DataError
        When it is in another encoding, or its quotation marks do not close.

    Examples
    --------
    >>> parse_csv("a.csv", "post;år\r\nMål;2020\r\n;\r\n".encode("cp1252"), ["post", "år"]).rows
    ((1, ['post', 'år']), (2, ['Mål', '2020']))
    """
    parse = _parse if len(data) < _MOST_KEPT else _parse.__wrapped__
    return parse(name, data, tuple(columns))


@lru_cache(maxsize=32)
def _parse(name: str, data: bytes, columns: tuple[str, ...]) -> CsvText:
    text, encoding = _decoded(name, data)
    end = "\r\n" if "\r\n" in text else "\n"
    named = _NAMED.match(text)
    body = f"\n{text[named.end() :]}" if named else text  # its lines keep their numbers
    sign = named[1] if named else _sign(body, columns)
    with _uncollected():
        rows, reason = _plainly(body, sign)
    if sign == _COMMA and not _is_even(rows) and (apart := _taken_apart(body)):
        return CsvText(apart, written([cells for _, cells in apart], _SEMICOLON, end), encoding, _SEMICOLON, end)
    if reason is not None:
        raise DataError(fault("bad-csv", name, reason=reason)) from reason
    return CsvText(rows, text, encoding, sign, end)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Make many rows without a search for circles every few hundred: they hold none, and it takes most of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    """Decode bytes; return the text and its encoding."""
    encoding = marked_encoding(data) or "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        text = windows_text(data)
        if text is not None:
            return text, "cp1252"
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(fault("wrong-encoding", name, line, byte=f"0x{data[error.start]:02x}")) from error


def written(rows: Sequence[Sequence[str]], sign: str, end: str) -> str:
    r"""Write rows of cells as the text of a CSV file, without a formula that a spreadsheet would run.

    Examples
    --------
    >>> written([["post", "värde"], ["a;b", "1"]], ";", "\n")
    'post;värde\n"a;b";1\n'
    """
    memory = io.StringIO()
    csv.writer(memory, delimiter=sign, lineterminator=end).writerows([map(for_csv, row) for row in rows])
    return memory.getvalue()


def with_lines(rows: Sequence[tuple[int, Sequence[str]]]) -> str:
    r"""Write rows as `written` does, parted by commas, so that each ends on its line.

    Examples
    --------
    >>> with_lines([(1, ["id"]), (4, ["a"])])
    'id\n\n\na\n'
    """
    memory, at = io.StringIO(), 0
    writer = csv.writer(memory, lineterminator="\n")
    for line, cells in rows:
        height = 1 + sum(cell.count("\n") for cell in cells)
        gap = max(line - height - at, 0)
        memory.write("\n" * gap)
        writer.writerow(map(for_csv, cells))
        at += gap + height
    return memory.getvalue()


def _parsed(text: str, sign: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    return ((reader.line_num, cells) for cells in reader)


def _sign(text: str, columns: Sequence[str]) -> str:
    """Tell what parts the cells: what finds most of the columns in the first line."""
    first = text.lstrip("\r\n").partition("\n")[0]

    def found(sign: str) -> int:
        cells = next(csv.reader([first], delimiter=sign), [])
        return len({cell.strip() for cell in cells} & set(columns))

    return max((_COMMA, _SEMICOLON, _TAB), key=found)


def _trimmed(rows: Iterable[tuple[int, list[str]]], *, pads: bool) -> Rows:
    """Leave out empty rows, and empty cells beside the table; Excel leaves out those at the end of a row, too."""
    filled = [row for row in rows if any(map(str.strip, row[1]))]
    width = max((at for at, name in enumerate(filled[0][1], 1) if name.strip()), default=0) if filled else 0
    return tuple((line, _cells(cells, width, pads=pads)) for line, cells in filled)


def _cells(cells: list[str], width: int, *, pads: bool) -> list[str]:
    own = cells if len(cells) <= width or any(map(str.strip, cells[width:])) else cells[:width]
    if "'" in "".join(own):
        own = [*map(from_csv, own)]
    return [*own, *([""] * (width - len(own)))] if pads else own


def _plainly(text: str, sign: str) -> tuple[Rows, csv.Error | None]:
    """Read a text as it stands; return its rows, or none and what hinders it."""
    try:
        return _trimmed(_parsed(text, sign), pads=sign == _SEMICOLON), None
    except csv.Error as error:
        return (), error


def _is_even(rows: Rows) -> bool:
    return len({len(cells) for _, cells in rows}) == 1


def _taken_apart(text: str) -> Rows | None:
    """Take lines that Excel took for one cell each apart at their commas; None where that gives no even rows.

    Excel opened each line as a cell, put it in quotation marks where it had some, and parted it at its semicolons.
    """
    with suppress(csv.Error):
        lines = [_SEMICOLON.join(cells).rstrip(_SEMICOLON) for _, cells in _parsed(text, _SEMICOLON)]
        rows = _trimmed(_parsed("\n".join(lines), _COMMA), pads=False)
        if _is_even(rows):
            return rows
    return None
