"""Paragraphs and tables whose cells are known to the lines of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.errors import DocumentError, fault
from analysis.readers.places import Origin
from analysis.vocabulary.columns import cell_column, join_wrapped
from analysis.vocabulary.numerals import is_number


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
    """

    name: str
    lines: list[str]
    marks_wraps: bool
    notes: tuple[str, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    scanned: tuple[range, ...] = ()

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


_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
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


def without_unseen(text: str) -> str:
    """Return a text without characters that print nothing; tabs stay, a figure space becomes a no-break space."""
    return _UNSEEN.sub("", text.replace("\u2007", "\u00a0"))


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

Cells = Mapping[int, str]  # the texts of one row by column; an empty cell is left out
_HEAD_ROWS = 8  # rows of a block that its head stands among
_YEAR = re.compile(r"(?:19|20)\d\d")


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

    def refuse(self, most: int, what: str, what_sv: str) -> None:
        """Raise the error that says what there is too much of, and where."""
        place = self._place or "filen"
        raise DocumentError(fault("too-many", self._name, place=place, most=most, what=what, what_sv=what_sv))

    def table(self, rows: Sequence[Sequence[str] | Cells], *, comma_is_decimal: bool = False) -> None:
        """Add the rows of a table or a sheet: tables below and beside each other are parted where heads tell so.

        Parameters
        ----------
        rows
            The texts of the cells, by place; an empty row parts blocks.
        comma_is_decimal
            Whether a comma before three digits surely begins decimals.
        """
        self._check(rows)
        cells = [{at: text for at, raw in _items(row) if (text := self._cell(raw))} for row in rows]
        if not comma_is_decimal and not shows_decimals(cells):
            cells = [{at: doubt_comma(text) for at, text in row.items()} for row in cells]
        self.blank()
        self._tables += 1
        if self._numbers_tables:
            self.place(f"tabell {self._tables}")
        for segment in _segments(cells):
            for part in _side_by_side(segment):
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
        return Document(self._name, self._lines, False, (*notes, *self._notes), tuple(self._places))  # noqa: FBT003

    def _check(self, rows: Sequence[Sequence[str] | Cells]) -> None:
        widths = [max(row, default=-1) + 1 if isinstance(row, Mapping) else len(row) for row in rows]
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

    def _segment(self, rows: Sequence[Cells]) -> None:
        """Write one table: its titles as lines of text, its rows with tabs, what stands below it as lines of text."""
        first, last = _body(rows)
        body = [row for row in rows[first:last] if row]
        self._plain(rows[:first])
        if body:
            head = next((at for at, row in enumerate(body[:_HEAD_ROWS]) if _heads_table(row)), None)
            columns, inside = self._columns(body, head)
            for row in body:
                wide = [row.get(at, "") for at in columns]
                while len(wide) > inside and not wide[-1]:
                    wide.pop()
                self._lines.append("\t".join(wide))
        self._plain(rows[last:])
        self._lines += ["", ""]  # two blank lines end a table

    def _plain(self, rows: Sequence[Cells]) -> None:
        for row in rows:
            self._lines.append("  ".join(row.values()))

    def _columns(self, body: Sequence[Cells], head: int | None) -> tuple[list[int], int]:
        """Return the columns that hold anything, and how many of them the head reaches over.

        What stands to the right of the head belongs to no column of it: words there are left out, numbers are kept,
        so that the row is seen to be too wide.
        """
        columns = sorted({at for row in body for at in row})
        if head is None:
            return columns, len(columns)
        edge = max(at for row in body[: head + 1] for at in row)
        beyond = [at for at in columns if at > edge]
        wordy = {at for at in beyond if not any(is_number(row.get(at, "")) for row in body)}
        if wordy:
            self.note(f"texter till höger om tabellen ”{_shown(body[head])}” är inte lästa.")
        return [at for at in columns if at not in wordy], sum(at <= edge for at in columns)


def _items(row: Sequence[str] | Cells) -> Iterator[tuple[int, str]]:
    yield from row.items() if isinstance(row, Mapping) else enumerate(row)


def _shown(row: Cells) -> str:
    return " | ".join(row.values())[:60]


def _heads_table(row: Cells) -> bool:
    """Tell the row of a head that names columns of numbers: no numbers but years, and at least one known name."""
    if len(row) <= 1 or any(is_number(text) and not _YEAR.fullmatch(text) for text in row.values()):
        return False
    return any(column.kind == "tal" and not column.name.isdigit() for column in map(cell_column, row.values()))


def _segments(rows: Sequence[Cells]) -> Iterator[list[Cells]]:
    """Part rows where another table begins: below an empty row with a head, or below two empty rows."""
    segment, empty = list[Cells](), 0
    block_from = 0
    for at, row in enumerate(rows):
        if not row:
            empty += 1
            continue
        if empty:
            block_from = at
            if segment and (empty > 1 or _has_head(rows, block_from)):
                yield segment
                segment = []
            elif segment:
                segment.append({})
        segment.append(row)
        empty = 0
    if segment:
        yield segment


def _has_head(rows: Sequence[Cells], start: int) -> bool:
    for row in rows[start : start + _HEAD_ROWS]:
        if not row:
            return False
        if _heads_table(row):
            return True
    return False


def _body(rows: Sequence[Cells]) -> tuple[int, int]:
    """Find where the table itself begins and ends: lone texts above and below it are titles and remarks."""
    left = min((at for row in rows for at in row), default=0)
    first, last = 0, len(rows)
    while first < last and (not rows[first] or _is_lone_text(rows[first])):
        if rows[first] and left not in rows[first] and cell_column(*rows[first].values()).kind == "tal":
            break  # a year that spans its columns
        first += 1
    while last > first and (not rows[last - 1] or (left in rows[last - 1] and _is_lone_text(rows[last - 1]))):
        last -= 1
    return first, last


def _is_lone_text(row: Cells) -> bool:
    return len(row) == 1 and not any(map(is_number, row.values()))


def _side_by_side(rows: Sequence[Cells]) -> Iterator[Sequence[Cells]]:
    """Part two tables that stand beside each other with an empty column between them."""
    used = sorted({at for row in rows for at in row})
    edges = [after for before, after in pairwise(used) if after > before + 1]
    for edge in edges:
        left = [{at: text for at, text in row.items() if at < edge} for row in rows]
        right = [{at: text for at, text in row.items() if at >= edge} for row in rows]
        if _has_head_inside(left) and _has_head_inside(right) and _begins_with_labels(right, edge):
            yield left
            yield from _side_by_side(right)
            return
    yield rows


def _has_head_inside(rows: Sequence[Cells]) -> bool:
    return any(_heads_table(row) for row in [row for row in rows if row][:_HEAD_ROWS])


def _begins_with_labels(rows: Sequence[Cells], first: int) -> bool:
    """Tell whether the first column holds words, not numbers, in the rows that have more."""
    texts = [row[first] for row in rows if first in row and len(row) > 1 and not _heads_table(row)]
    return bool(texts) and not any(map(is_number, texts))
