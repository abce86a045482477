"""What a sheet says of its rows and columns besides their values: what is hidden, what is merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.readers.formats.lines import MOST_ROWS, LineWriter
from analysis.readers.formats.rows import Row
from analysis.vocabulary.numerals import is_number

HIDDEN_ROW = "raden är dold i bladet"
_MOST_EMPTY = 2  # empty rows that are kept one after the other; more of them part tables no better
_MOST_NAMED = 8
_LETTERS = 26


@dataclass(slots=True)
class Layout:
    """The rows and columns of one sheet.

    Attributes
    ----------
    hidden_rows
        The hidden rows that hold anything, counted from 1.
    hidden_columns
        The hidden columns, counted from 0: the first and the last of each run.
    spans
        How many columns each merged cell covers, by row (from 1) and by the column that it begins in (from 0).
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    spans: dict[int, dict[int, int]] = field(default_factory=dict)

    def merge(self, row: int, first: int, last: int) -> None:
        """Note a cell that covers several columns."""
        if last > first:
            self.spans.setdefault(row, {})[first] = last - first + 1

    def is_hidden(self, column: int) -> bool:
        """Tell whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def column_name(column: int) -> str:
    """Name a column as a sheet does.

    Examples
    --------
    >>> column_name(0), column_name(27)
    ('A', 'AB')
    """
    before, at = divmod(column, _LETTERS)
    return (column_name(before - 1) if before else "") + chr(ord("A") + at)


def sheet_rows(writer: LineWriter, layout: Layout, rows: Iterable[Mapping[int, str]]) -> list[Row]:
    """Put the rows of a sheet together; what is hidden is read, named in a note, and a hidden row is doubtful.

    Parameters
    ----------
    writer
        What the rows are written with, for its notes.
    layout
        What the sheet hides and merges.
    rows
        The texts of each row by column, from the first row of the sheet on; an empty row too.

    Raises
    ------
    DocumentError
        When there are more rows than a report has.
    """
    found, hidden, empty, filled = list[Row](), list[str](), 0, 0
    for number, cells in enumerate(rows, 1):
        filled += bool(cells)
        if filled > MOST_ROWS:
            writer.refuse(MOST_ROWS, "rows", "rader")
        is_hidden = bool(cells) and number in layout.hidden_rows
        if is_hidden:
            hidden.append(f"{number} ({_first_words(cells)})")
        empty = 0 if cells else empty + 1
        if empty <= _MOST_EMPTY:
            found.append(Row(cells, layout.spans.get(number, {}), doubt=HIDDEN_ROW if is_hidden else ""))
    if hidden:
        writer.note(f"dolda rader är lästa och tveksamma: {_listed(hidden)}.")
    places = sorted({at for row in found for at in row.cells if layout.is_hidden(at)})
    if places:
        named = [f"{column_name(at)} ({_first_words_in(found, at)})" for at in places]
        writer.note(f"dolda kolumner är lästa som de andra: {_listed(named)}.")
    return found


def _first_words(cells: Mapping[int, str]) -> str:
    texts = [text for text in cells.values() if not is_number(text)]
    return next(iter(texts or cells.values()))[:40]


def _first_words_in(rows: Sequence[Row], column: int) -> str:
    """Return what the first cell of a column says."""
    return next((_first_words({column: row.cells[column]}) for row in rows if column in row.cells), "")


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" och {more} till" if more > 0 else "")
