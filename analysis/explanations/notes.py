"""The CSV files under `data/` that say something of a line of an operating statement, read and checked row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from analysis.csv_columns import on_one_line
from analysis.csv_files import CsvCell, CsvFile, CsvRow, refuse, shortened
from analysis.csv_workbook import WORKBOOK
from analysis.data_files import COMMENTS
from analysis.errors import Fault, fault
from analysis.frames import nearest
from analysis.ledger.figures import DRIFT
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Folder, kept

Place = tuple[str, int]  # a document, and the line of its file that holds the line's numbers
Line = tuple[str, str]  # a document, and the line as the ids of its cells name it


def read_line_notes(folder: Folder, file: CsvFile, key: Sequence[str] = ()) -> list[tuple[Place, CsvRow]]:
    """Read a CSV file whose columns ``document`` and ``line`` name a line; a file that is not there has no rows.

    Parameters
    ----------
    folder, file
        The data folder, and what is declared for the file in it.
    key
        The columns that tell rows of one line apart; none where a line may stand only once.

    Returns
    -------
    list of (tuple, CsvRow)
        The place of the line and the row, in the order of the file.

    Raises
    ------
    DataError
        When a line is unknown, a key stands twice or a cell is wrong; every fault is named.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> read_line_notes(opened(), COMMENTS)
    []
    """
    if not any((folder.path / name).is_file() for name in (file.name, WORKBOOK)):
        return []
    lines = _known_lines(folder)

    def line(cell: CsvCell) -> Iterator[Fault]:
        if (cell.row["document"], cell.text) not in lines:
            yield _unknown(cell, lines)

    read = folder.table(file, {"line": line})
    notes, seen, faults = list[tuple[Place, CsvRow]](), set[tuple[object, ...]](), list[Fault]()
    for row in read.rows:
        place = lines.get((row["document"], row["line"]))
        own = (place, *(row[name] for name in key))
        if place is not None and own in seen:
            said = shortened(", ".join([_named(row), *(row[name] for name in key)]))
            faults.append(fault("duplicate-key", file.name, row.line, seen=said, key=" + ".join(["line", *key])))
        elif place is not None:
            seen.add(own)
            notes.append((place, row))
    refuse([*read.faults, *faults])
    return notes


def _known_lines(folder: Folder) -> dict[Line, Place]:
    """Find the lines of all operating statements in the ids of their cells."""
    places = dict[Line, Place]()
    for figure in load_ledger(folder).figures.values():
        if figure.cell and figure.cell.kind == DRIFT and figure.line:
            places[figure.document, figure.cell.label] = (figure.document, figure.line)
    return places


def _unknown(cell: CsvCell, lines: Iterable[Line]) -> Fault:
    """Name a line that no statement has, and the nearest ones: of its document, or of all where that has none."""
    lines = list(lines)
    own = [line for document, line in lines if document == cell.row["document"]]
    known = nearest(cell.text, own) if own else nearest(_named(cell.row), map(": ".join, lines))
    return cell.unknown([known] if known else [], seen=_named(cell.row))


def _named(row: CsvRow) -> str:
    return f"{row['document']}: {row['line']}"


_APART = " · "  # a line break would be lost where a comment is shown in a frame, a preview or a sentence


class Comment(NamedTuple):
    """What a controller says of a line, the day as yyyy-mm-dd, and who it is."""

    text: str
    date: str
    name: str


@kept
def load_comments(folder: Folder) -> dict[Place, list[Comment]]:
    """Load the comments by document and line of its file, oldest first; a folder without comments.csv has none.

    Comments of one day keep the order of the file. A line break in a cell becomes a blank.

    Raises
    ------
    DataError
        When a line is unknown, a row stands twice, a cell is empty, a date is none, or a text is longer than 2000
        characters or holds a control character; every fault is named.
    """
    notes = read_line_notes(folder, COMMENTS, ["date", "name", "comment"])
    comments = dict[Place, list[Comment]]()
    for place, row in sorted(notes, key=lambda note: note[1]["date"]):
        comment = Comment(on_one_line(row["comment"]), row["date"], on_one_line(row["name"]))
        comments.setdefault(place, []).append(comment)
    return comments


def describe_comments(comments: Iterable[Comment]) -> str:
    """Write the comments of a line for one cell, each with who gave it and when; an empty text where there are none.

    Examples
    --------
    >>> describe_comments([Comment("Två placeringar är avslutade.", "2026-03-01", "Eva Ek")])
    'Två placeringar är avslutade. (uppgett av controller, Eva Ek, 2026-03-01)'
    """
    return _APART.join(f"{one.text} (uppgett av controller, {one.name}, {one.date})" for one in comments)
