"""Paragraphs and tables whose cells are known to the lines of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from analysis.errors import DocumentError, fault
from analysis.harmless import document_line, without_unseen
from analysis.readers.formats.rows import Row, body_of, edge_of_head, find_head, segments, side_by_side
from analysis.readers.places import Origin
from analysis.vocabulary.columns import join_wrapped
from analysis.vocabulary.numerals import is_number

UNCLEAR = "tabellens huvud kunde inte tolkas; talen står kvar"


class Document(NamedTuple):
    """The lines of one file.

    Attributes
    ----------
    name
        The file's name, as messages give it.
    lines
        The lines without their line ends, spaces at the end kept; line 1 is ``lines[0]``.
    marks_wraps
        Whether lines end in a space where a word ends, so that a line that does not was broken inside a word.
    notes
        What had to be decided to read the file, in Swedish.
    places
        What the parts of a file without lines of its own are called, as in `Origin`.
    scanned
        The lines, counted from 1, whose text was told from a picture (OCR).
    spans
        How many columns merged cells cover: by line, counted from 1, and by the place of the cell in the line.
    doubts
        Why what stands in a line is doubtful whatever it says, in Swedish; by line, counted from 1.
    """

    name: str
    lines: list[str]
    marks_wraps: bool
    notes: tuple[str, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    scanned: tuple[range, ...] = ()
    spans: Mapping[int, Mapping[int, int]] = MappingProxyType({})
    doubts: Mapping[int, str] = MappingProxyType({})

    @property
    def origin(self) -> Origin:
        """Return what says where a line stands in the file."""
        return Origin(self.name, self.places)

    def at(self, line: int, label: str | None = None) -> str:
        """Say where a line stands, for a message: file, place, and the label of the row where there is one.

        Examples
        --------
        >>> Document("a.pdf", [""] * 9, False, places=((1, "sida 1"), (5, "sida 2"))).at(7)
        'a.pdf sida 2'
        """
        return self.origin.at(line, label)


def harmless(document: Document) -> Document:
    """Return a document whose lines, and what is said of them, hold nothing that would steer what shows them."""
    return document._replace(
        name=document_line(document.name),
        lines=[document_line(line) for line in document.lines],
        notes=tuple(map(document_line, document.notes)),
        places=tuple((first, document_line(name)) for first, name in document.places),
        doubts={line: document_line(doubt) for line, doubt in document.doubts.items()},
    )


_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_THOUSANDS_OR_DECIMALS = re.compile(r"[-\u2212–+]?\s?[1-9]\d{0,2}(?:,\d{3})+(?:\s?%)?")
_COMMA = re.compile(r"\d,\d")
_MARK = re.compile(r"\s*\(?[\d*†‡](?:[\d, ]{0,3}\d)?\)?\s*|\s*[a-h]\)\s*")


def footnote_mark(before: str, raised: str) -> str:
    """Write raised text as print has it: a footnote's number becomes a star, so that it joins no number.

    Examples
    --------
    >>> footnote_mark("1 234", "1"), footnote_mark("kr per m", "2")
    ('*', '2')
    """
    is_power = re.search(r"(?:^|[ /])[ckd]?m$", before) is not None
    return "*" if not is_power and _MARK.fullmatch(raised) else raised


def cell_text(raw: str) -> str:
    r"""Return the text of one cell on one line, without tabs and characters that print nothing.

    Examples
    --------
    >>> cell_text("Utfall\n2020"), cell_text("Netto-\nkostnad"), cell_text("12\n345")
    ('Utfall 2020', 'Nettokostnad', '12 / 345')
    """
    if raw.isascii() and raw.isprintable():
        return raw.strip(" ")
    text = without_unseen(_LINE_ENDS.sub("\n", raw)).replace("\t", " ")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = join_wrapped(lines, marks_wraps=False) if len(lines) > 1 else "".join(lines)
    # two numbers below each other are not one with its thousands parted
    return " / ".join(lines) if len(lines) > 1 and is_number(joined) else joined


def doubt_comma(text: str) -> str:
    """Add a remark to a number whose comma may part thousands as well as decimals, so that its row is doubted.

    Examples
    --------
    >>> doubt_comma("-15,785"), doubt_comma("15,78")
    ('-15,785 (tusental eller decimaler?)', '15,78')
    """
    return f"{text} (tusental eller decimaler?)" if _THOUSANDS_OR_DECIMALS.fullmatch(text) else text


def shows_decimals(rows: Iterable[Mapping[int, str]]) -> bool:
    """Tell whether any number has a comma that parts no thousands."""
    texts = (text for row in rows for text in row.values() if _COMMA.search(text))
    return any(is_number(text) and not _THOUSANDS_OR_DECIMALS.fullmatch(text) for text in texts)


MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
MOST_CELLS = 1_000_000
LONGEST_CELL = 2_000  # characters


class LineWriter:
    """Collects the lines of a file as its reader goes through it.

    Parameters
    ----------
    name
        The file's name, as messages give it.
    numbers_tables
        Whether the file has neither lines nor pages of its own, so that a place in it is told by the table's number.
    """

    def __init__(self, name: str, *, numbers_tables: bool = False) -> None:
        self._name, self._place, self._numbers_tables = name, "", numbers_tables
        self._tables = 0
        self._lines = list[str]()
        self._places = list[tuple[int, str]]()
        self._notes = dict[str, None]()
        self._spans = dict[int, dict[int, int]]()
        self._doubts = dict[int, str]()
        self._cut = 0

    def place(self, name: str) -> None:
        """Name the page, sheet or table that the lines from here on come from; nothing where they have no name."""
        self._place = name
        self._places.append((len(self._lines) + 1, name))

    def note(self, text: str) -> None:
        """Tell in Swedish what had to be decided; the file's name and the place are put before it."""
        self._notes[f"{self._name}{f' {self._place}' if self._place else ''}: {text}"] = None

    def blank(self) -> None:
        """Part what follows from what stands above."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def heading(self, raw: str) -> None:
        """Add a heading."""
        if text := self._cell(raw):
            self.blank()
            self._lines += [f"## {text}", ""]

    def text(self, line: str) -> None:
        """Add one line of text as it is; its spaces and tabs are kept."""
        self._lines.append(without_unseen(line))
        if len(self._lines) > MOST_CELLS:
            self.refuse(MOST_CELLS, "lines", "rader")

    def refuse_damaged(self, reason: str, file_format: str) -> None:
        """Raise the error that says that the file is damaged."""
        raise DocumentError(fault("damaged-file", self._name, reason=reason, format=file_format))

    def refuse(self, most: int, what: str, what_sv: str) -> None:
        """Raise the error that says what there is too much of, and where."""
        place = self._place or "filen"
        raise DocumentError(fault("too-many", self._name, place=place, most=most, what=what, what_sv=what_sv))

    def table(self, rows: Sequence[Sequence[str] | Mapping[int, str] | Row], *, comma_is_decimal: bool = False) -> None:
        """Add the rows of a table or a sheet: tables below and beside each other are parted where heads tell so.

        Parameters
        ----------
        rows
            The texts of the cells, by place; an empty row parts blocks.
        comma_is_decimal
            Whether a comma before three digits surely begins decimals.
        """
        given = list(map(_row, rows))
        self._check(given)
        cells = [{at: text for at, raw in row.cells.items() if (text := self._cell(raw))} for row in given]
        if not comma_is_decimal and not shows_decimals(cells):
            cells = [{at: doubt_comma(text) for at, text in row.items()} for row in cells]
        self.blank()
        self._tables += 1
        if self._numbers_tables:
            self.place(f"tabell {self._tables}")
        for segment in segments([replace(row, cells=own) for row, own in zip(given, cells, strict=True)]):
            for part in side_by_side(segment):
                self._segment(part)
        if self._numbers_tables:
            self.place("")

    def document(self, notes: Sequence[str] = ()) -> Document:
        """Return what was collected; a file without any text is refused."""
        if not any(map(str.strip, self._lines)):
            raise DocumentError(fault("empty-file", self._name))
        if self._cut:
            self._place = ""
            self.note(f"{self._cut} celler är längre än {LONGEST_CELL} tecken; resten av dem är utelämnad.")
        notes = (*notes, *self._notes)
        places = tuple(self._places)
        return Document(self._name, self._lines, False, notes, places, spans=self._spans, doubts=self._doubts)  # noqa: FBT003

    def _check(self, rows: Sequence[Row]) -> None:
        widths = [max([*row.cells, (row.width or 0) - 1], default=-1) + 1 for row in rows]
        filled = sum(1 for width in widths if width)
        widest = max(widths, default=0)
        if filled > MOST_ROWS:
            self.refuse(MOST_ROWS, "rows", "rader")
        if widest > MOST_COLUMNS:
            self.refuse(MOST_COLUMNS, "columns", "kolumner")
        if filled * widest > MOST_CELLS:
            self.refuse(MOST_CELLS, "cells", "celler")

    def _cell(self, raw: str) -> str:
        if len(raw) > LONGEST_CELL:
            self._cut += 1
            raw = raw[:LONGEST_CELL]
        return cell_text(raw)

    def _segment(self, rows: Sequence[Row]) -> None:
        """Write one table: its titles as lines of text, its rows with tabs, what stands below it as lines of text."""
        first, last = body_of(rows)
        body = [row for row in rows[first:last] if row.cells]
        self._plain(rows[:first])
        if body:
            head = find_head([row.cells for row in body])
            columns, inside = self._columns(body, head)
            for row in body:
                self._tabbed(row, columns, inside)
        self._plain(rows[last:])
        self._lines += ["", ""]  # two blank lines end a table

    def _tabbed(self, row: Row, columns: Sequence[int], inside: int) -> None:
        """Write one row; one that has fewer cells than the head stays as short as it is."""
        wide = [row.cells.get(at, "") for at in columns]
        least = inside if row.width is None else min(inside, sum(at < row.width for at in columns))
        while len(wide) > least and not wide[-1]:
            wide.pop()
        self._lines.append("\t".join(wide))
        if row.doubt:
            self._doubts[len(self._lines)] = row.doubt
        if row.spans:
            ends = {at: at + span for at, span in row.spans.items()}
            self._spans[len(self._lines)] = {
                columns.index(at): sum(at <= other < end for other in columns)
                for at, end in ends.items()
                if at in columns
            }

    def _plain(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._lines.append("  ".join(row.cells.values()))

    def _columns(self, body: Sequence[Row], head: int | None) -> tuple[list[int], int]:
        """Return the columns that hold anything, and how many of them the head reaches over.

        What stands to the right of the head belongs to no column of it: words there are left out, numbers are kept,
        so that the row is seen to be too wide.
        """
        columns = sorted({at for row in body for at in row.cells})
        if head is None:
            return columns, len(columns)
        edge = edge_of_head(body, head)
        beyond = [at for at in columns if at > edge]
        wordy = {at for at in beyond if not any(is_number(row.cells.get(at, "")) for row in body)}
        if wordy:
            self.note(f"texter till höger om tabellen ”{_shown(body[head].cells)}” är inte lästa.")
        return [at for at in columns if at not in wordy], sum(at <= edge for at in columns)


def _row(raw: Sequence[str] | Mapping[int, str] | Row) -> Row:
    """Make a row of the texts that a file gives; a list of them says how many cells there are."""
    if isinstance(raw, Row):
        return raw
    if isinstance(raw, Mapping):
        return Row(raw)
    return Row(dict(enumerate(raw)), width=len(raw))


def _shown(cells: Mapping[int, str]) -> str:
    return " | ".join(cells.values())[:60]
