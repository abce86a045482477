"""CSV files under `data/`: read as texts, and held against the columns that are declared for them."""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.csv_columns import Column, on_one_line
from analysis.csv_text import CsvText, parse_csv
from analysis.csv_workbook import HEADS, SheetLine, sheet_rows
from analysis.errors import DataError, Fault, fault, swedish_reason
from analysis.frames import nearest
from analysis.harmless import steering

MOST_CSV_BYTES = 50_000_000
_LONGEST_SEEN = 80
DRAFT = "draft"  # the column that says of a row whether it counts
PROPOSED, TURNED_DOWN = WAITING = ("utkast", "avvisat")  # of rows that do not
ACCEPTED = "godkänt"


class CsvRow(dict[str, str]):
    """A row of a CSV file by column, with the line of the file that it ends on."""

    def __init__(self, cells: Mapping[str, str], line: int) -> None:
        super().__init__(cells)
        self.line = line


def read_rows(path: Path, columns: Sequence[str], optional: Collection[str] = ()) -> list[CsvRow]:
    """Read a CSV file under `data/` as texts, empty cells as empty texts.

    Parameters
    ----------
    path
        The file: comma-separated UTF-8, or as Swedish Excel saves it, with semicolons and in Windows-1252.
    columns
        The columns that it must have, in any order, and no others.
    optional
        Those that it may do without; their cells are empty then.

    Raises
    ------
    DataError
        When the file is missing or no CSV, or has other columns or rows of another width.
    """
    (first, cells), *rows = read_csv(path, columns).rows or ((1, []),)
    header = [name.strip() for name in cells]
    left_out = [name for name in columns if name in optional and name not in header]
    if sorted([*header, *left_out]) != sorted(columns):
        seen, expected = ", ".join(header) or "–", ", ".join(columns)
        raise DataError(fault("wrong-columns", path.name, first, seen=seen, expected=expected))
    faults = [
        fault("wrong-width", path.name, line, seen=len(row), expected=len(header))
        for line, row in rows
        if len(row) != len(header)
    ]
    if faults:
        raise DataError(faults)
    empty = dict.fromkeys(left_out, "")
    return [CsvRow({**dict(zip(header, map(str.strip, row), strict=True)), **empty}, line) for line, row in rows]


def doubled(file: str, rows: Iterable[CsvRow], *key: str) -> list[Fault]:
    """Name the rows of a CSV file whose key stands on an earlier row.

    Examples
    --------
    >>> rows = [CsvRow({"id": "a"}, 2), CsvRow({"id": "b"}, 3), CsvRow({"id": "a"}, 4)]
    >>> [(one.line, one.values["seen"]) for one in doubled("figures.csv", rows, "id")]
    [(4, 'a')]
    """
    faults, seen = list[Fault](), set[tuple[str, ...]]()
    for row in rows:
        own = tuple(row[name] for name in key)
        if own in seen:
            named = " ".join(filter(None, own))
            faults.append(fault("duplicate-key", file, row.line, seen=named, key=" + ".join(key)))
        seen.add(own)
    return faults


def read_csv(path: Path, columns: Sequence[str]) -> CsvText:
    """Read a CSV file as it is written.

    Raises
    ------
    DataError
        When the file is missing, no file but a folder or a device, too large, or no CSV.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a device may never end, and a pipe never begin
            raise DataError(fault("not-a-file", path.name))
        if status.st_size > MOST_CSV_BYTES:
            raise DataError(fault("too-large", path.name, size=status.st_size, most=MOST_CSV_BYTES))
        return parse_csv(path.name, path.read_bytes(), columns)
    except FileNotFoundError:
        raise DataError(fault("missing-file", path)) from None
    except OSError as error:
        raise DataError(fault("unreadable-file", path.name, reason=error, reason_sv=swedish_reason(error))) from error


class CsvFile(NamedTuple):
    """A CSV file under `data/`.

    Attributes
    ----------
    name
        The name of the file.
    columns
        Its columns, in the order that a new file gets.
    key
        Columns whose values together may stand only once; none where that is told by what they name.
    may_be_missing
        Whether a folder without it has no rows of it, and no fault.
    optional
        Columns that it may do without.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    may_be_missing: bool = True
    optional: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its columns."""
        return tuple(column.name for column in self.columns)

    def cell(self, row: CsvRow, column: str) -> CsvCell:
        """Return a cell of it, for a fault."""
        return CsvCell(self.name, row, self.columns[self.names.index(column)])

    def dictionary(self) -> str:
        """Write the table of its columns for the data dictionary."""
        rows = [f"| `{column.name}` | {column.meaning} |\n" for column in self.columns]
        return "".join(["| column | meaning |\n| --- | --- |\n", *rows])


class CsvCell(NamedTuple):
    """A cell of a row of a file, which words its own faults."""

    file: str
    row: CsvRow
    column: Column

    @property
    def text(self) -> str:
        """Return what it holds."""
        return self.row[self.column.name]

    @property
    def title(self) -> str:
        """Return what its column is called where it stands."""
        return HEADS[self.column.name] if isinstance(self.row.line, SheetLine) else self.column.name

    @property
    def unit(self) -> str:
        """Return the unit that its formula must come out in."""
        return self.column.kind.unit.format_map(self.row)

    def bad(self, expected: str, expected_sv: str, seen: str | None = None) -> Fault:
        """Say that it holds what it must not; what was seen is the cell where nothing else is given."""
        own = {"column": self.title, "seen": shortened(self.text if seen is None else seen)}
        return fault("bad-value", self.file, self.row.line, **own, expected=expected, expected_sv=expected_sv)

    def unknown(self, known: Iterable[str], seen: str | None = None) -> Fault:
        """Say that it names something that is not there, with what there is."""
        own = {"column": self.title, "seen": shortened(self.text if seen is None else seen)}
        return fault("unknown-reference", self.file, self.row.line, **own, known=", ".join(known) or "–")


Judge = Callable[[CsvCell], Iterable[Fault]]


def named_in(known: Collection[str]) -> Judge:
    """Make a judge that knows what a cell may name, and tells the nearest where it names something else."""

    def judge(cell: CsvCell) -> Iterator[Fault]:
        if cell.text not in known:
            yield cell.unknown([nearest(cell.text, known, 5)] if known else [])

    return judge


class CsvTable(NamedTuple):
    """The rows of a file, its faults, and the lines of the rows that have a wrong cell (a key twice is none)."""

    rows: list[CsvRow]
    faults: list[Fault]
    wrong: frozenset[int]


def read_table(data: Path, file: CsvFile, judges: Mapping[str, Judge] | None = None) -> CsvTable:
    """Read a CSV file and find all that is wrong with its cells and its key.

    Parameters
    ----------
    data
        The folder that holds it.
    file
        What is declared for it.
    judges
        What knows more than this floor does, by the name that its columns ask for.

    Returns
    -------
    CsvTable
        Its rows and its faults, those of a row in the order of the columns. `refuse` raises them, together with those
        that only more than one row or file can tell.

    Raises
    ------
    DataError
        When it is missing and may not be, is no CSV, or has other columns or rows of another width.

    Examples
    --------
    >>> from analysis.data_files import SUMS
    >>> from analysis.files import DATA
    >>> found = read_table(DATA, SUMS)
    >>> found.rows[0]["part"], found.faults
    ('Intäkter', [])
    """
    return judged(file, counting_rows(data, file), judges)


def counting_rows(data: Path, file: CsvFile) -> list[CsvRow]:
    """Read the rows of a file that count, those of the folder's workbook among them.

    Raises
    ------
    DataError
        When it is missing and may not be, is no CSV, or has other columns or rows of another width.
    """
    path = data / file.name
    is_left_out = file.may_be_missing and not path.exists()
    rows = [] if is_left_out else counting(read_rows(path, file.names, file.optional))
    return [*rows, *_added(data, file, rows)]


def judged(file: CsvFile, rows: list[CsvRow], judges: Mapping[str, Judge] | None = None) -> CsvTable:
    """Find all that is wrong with the cells of some rows of a file, and with their key."""
    cells = (CsvCell(file.name, row, column) for row in rows for column in file.columns)
    faults = [one for cell in cells for one in _cell_faults(cell, judges or {})]
    wrong = frozenset(one.line for one in faults if one.line)
    return CsvTable(rows, [*faults, *(doubled(file.name, rows, *file.key) if file.key else ())], wrong)


def counting(rows: Iterable[CsvRow]) -> list[CsvRow]:
    """Leave out the rows that are drafts, or were turned down; one that was accepted is like any other.

    Examples
    --------
    >>> rows = [CsvRow({"split": name, "draft": word}, 2) for name, word in (("a", "utkast"), ("b", "godkänt"))]
    >>> counting(rows)
    [{'split': 'b', 'draft': ''}]
    """
    kept = [row for row in rows if row.get(DRAFT) not in WAITING]
    return [CsvRow({**row, DRAFT: ""}, row.line) if row.get(DRAFT) == ACCEPTED else row for row in kept]


def _added(data: Path, file: CsvFile, rows: Sequence[CsvRow]) -> list[CsvRow]:
    """Return the rows of the folder's workbook that the CSV file does not have just so.

    Both count; one that says something else of the same key is a key twice, and refused as that.
    """
    sheet = sheet_rows(data, file.name, file.names, file.optional)
    added = counting([CsvRow(row.cells, row.line) for row in sheet])
    if not added:
        return []
    own = {tuple(row[name] for name in file.names) for row in rows}
    return [row for row in added if tuple(row[name] for name in file.names) not in own]


def _cell_faults(cell: CsvCell, judges: Mapping[str, Judge]) -> Iterator[Fault]:
    text, kind = cell.text, cell.column.kind
    if marks := steering(text):
        yield cell.bad("no control characters", "inga styrtecken", ", ".join(marks))
        return
    if not text and not cell.column.needed(cell.row):
        return
    if not text and kind.expected:
        yield cell.bad(kind.expected, kind.expected_sv)
    elif kind.words and text not in kind.words:
        yield cell.unknown(kind.words)
    elif kind.judge:
        yield from judges[kind.judge](cell)
    else:
        yield from (cell.bad(one.expected, one.expected_sv, one.seen) for one in kind.wrong(text))


def refuse(faults: Iterable[Fault]) -> None:
    """Raise the faults of a file in the order of its lines; do nothing where there are none.

    Raises
    ------
    DataError
        With all of them.
    """
    if found := sorted(faults, key=lambda one: one.line or 0):
        raise DataError(found)


def shortened(text: str) -> str:
    r"""Shorten a text that a message quotes, and put it on one line.

    Examples
    --------
    >>> shortened("Fler\ndygn."), len(shortened("a" * 2000))
    ('Fler dygn.', 80)
    """
    line = on_one_line(text)  # blanks stay as they are: two in a row may be what is wrong
    return line if len(line) <= _LONGEST_SEEN else f"{line[: _LONGEST_SEEN - 1]}…"
