"""The CSV files under `data/` that say something of a line of an operating statement, read and checked row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from analysis.errors import DataError, Fault, fault
from analysis.frames import CsvRow, nearest, read_rows
from analysis.ledger.figures import load_ledger

Place = tuple[str, int]  # a document, and the line of its file that holds the line's numbers
Line = tuple[str, str]  # a document, and the line as the ids of its cells name it
_LONGEST_SEEN = 60


def read_line_notes(
    path: Path, columns: Sequence[str], key: Sequence[str], judge: Callable[[CsvRow], Iterable[Fault]]
) -> list[tuple[Place, CsvRow]]:
    """Read a CSV file whose columns ``document`` and ``line`` name a line; a file that is not there has no rows.

    Parameters
    ----------
    path
        The file, beside the register of the documents.
    columns
        The columns that it must have.
    key
        The columns that tell rows of one line apart; none where a line may stand only once.
    judge
        Names the faults of a row's other cells.

    Returns
    -------
    list of (tuple, CsvRow)
        The place of the line and the row, in the order of the file.

    Raises
    ------
    DataError
        When a line is unknown, a key stands twice or a row is judged wrong; every fault is named.

    Examples
    --------
    >>> from analysis.paths import DATA
    >>> columns = ("document", "line", "section", "cause")
    >>> read_line_notes(DATA / "causes.csv", columns, [], lambda row: ())[0][0]
    ('socialnamnden-2017', 45)
    """
    if not path.is_file():
        return []
    lines = _known_lines(path.parent)
    notes, seen, faults = list[tuple[Place, CsvRow]](), set[tuple[object, ...]](), list[Fault]()
    for row in read_rows(path, columns):
        place = lines.get((row["document"], row["line"]))
        own = (place, *(row[name] for name in key))
        if place is None:
            faults.append(_unknown(path.name, row, lines))
        elif own in seen:
            said = shortened(", ".join([_named(row), *(row[name] for name in key)]))
            faults.append(fault("duplicate-key", path.name, row.line, seen=said, key=" + ".join(["line", *key])))
        else:
            seen.add(own)
            notes.append((place, row))
        faults += judge(row)
    if faults:
        raise DataError(faults)
    return notes


def empty_cells(file: str, row: CsvRow, *columns: str) -> list[Fault]:
    """Name the cells of a row that hold no text but must.

    Examples
    --------
    >>> [one.values["column"] for one in empty_cells("a.csv", CsvRow({"name": "", "cause": "Vakanser."}, 2), "name")]
    ['name']
    """
    texts = {"expected": "a text", "expected_sv": "en text"}
    return [fault("bad-value", file, row.line, column=name, seen="", **texts) for name in columns if not row[name]]


def shortened(text: str) -> str:
    r"""Shorten a text that a message quotes, and put it on one line.

    Examples
    --------
    >>> shortened("Fler\ndygn."), len(shortened("a" * 2000))
    ('Fler dygn.', 60)
    """
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SEEN else f"{line[: _LONGEST_SEEN - 1]}…"


def _known_lines(data: Path) -> dict[Line, Place]:
    """Find the lines of all operating statements in the ids of their cells."""
    places = dict[Line, Place]()
    for figure in load_ledger(data).figures.values():
        document, kind, line = figure.id.rpartition(":")[0].partition(":drift:")
        if kind and figure.line:
            places[document, line] = (document, figure.line)
    return places


def _unknown(file: str, row: CsvRow, lines: Iterable[Line]) -> Fault:
    """Name a line that no statement has, and the nearest ones: of its document, or of all where that has none."""
    lines = list(lines)
    own = [line for document, line in lines if document == row["document"]]
    known = nearest(row["line"], own) if own else nearest(_named(row), map(": ".join, lines))
    return fault("unknown-reference", file, row.line, column="line", seen=shortened(_named(row)), known=known or "–")


def _named(row: CsvRow) -> str:
    return f"{row['document']}: {row['line']}"
