"""The CSV files under `data/` that say something of a line of an operating statement, read and checked row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from analysis.errors import DataError, Fault, fault
from analysis.frames import CsvRow, nearest, read_rows
from analysis.ledger.figures import DRIFT
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Folder, kept

Place = tuple[str, int]  # a document, and the line of its file that holds the line's numbers
Line = tuple[str, str]  # a document, and the line as the ids of its cells name it
_LONGEST_SEEN = 60


def read_line_notes(
    folder: Folder, file: str, columns: Sequence[str], key: Sequence[str], judge: Callable[[CsvRow], Iterable[Fault]]
) -> list[tuple[Place, CsvRow]]:
    """Read a CSV file whose columns ``document`` and ``line`` name a line; a file that is not there has no rows.

    Parameters
    ----------
    folder, file
        The data folder, and the name of the file in it.
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
    >>> from analysis.statements.folder import opened
    >>> columns = ("document", "line", "section", "cause")
    >>> read_line_notes(opened(), "causes.csv", columns, [], lambda row: ())[0][0]
    ('socialnamnden-2017', 45)
    """
    path = folder.path / file
    if not path.is_file():
        return []
    lines = _known_lines(folder)
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


def _known_lines(folder: Folder) -> dict[Line, Place]:
    """Find the lines of all operating statements in the ids of their cells."""
    places = dict[Line, Place]()
    for figure in load_ledger(folder).figures.values():
        if figure.cell and figure.cell.kind == DRIFT and figure.line:
            places[figure.document, figure.cell.label] = (figure.document, figure.line)
    return places


def _unknown(file: str, row: CsvRow, lines: Iterable[Line]) -> Fault:
    """Name a line that no statement has, and the nearest ones: of its document, or of all where that has none."""
    lines = list(lines)
    own = [line for document, line in lines if document == row["document"]]
    known = nearest(row["line"], own) if own else nearest(_named(row), map(": ".join, lines))
    return fault("unknown-reference", file, row.line, column="line", seen=shortened(_named(row)), known=known or "–")


def _named(row: CsvRow) -> str:
    return f"{row['document']}: {row['line']}"


CAUSES_FILE = "causes.csv"
_COLUMNS = ("document", "line", "section", "cause")
UNSTATED = "Ingen källa anger orsaken för raden."


class Cause(NamedTuple):
    """What a report says of a line, in our words, and where."""

    text: str
    section: str


@kept
def load_causes(folder: Folder) -> dict[Place, Cause]:
    """Load the stated causes by document and line of its file; a folder without causes.csv has none.

    Raises
    ------
    DataError
        When a line is unknown or stands twice, or a cell is empty; every fault is named.

    Examples
    --------
    >>> from analysis.files import DATA
    >>> load_causes(DATA)["socialnamnden-2017", 42].section
    '4.1.1 Kommentarer till driftsredovisning'
    """
    notes = read_line_notes(
        folder, CAUSES_FILE, _COLUMNS, [], lambda row: empty_cells(CAUSES_FILE, row, "section", "cause")
    )
    return {place: Cause(row["cause"], row["section"]) for place, row in notes}


COMMENTS_FILE = "comments.csv"
COMMENTS = ("document", "line", "date", "name", "comment")
LONGEST = 2000
_APART = " · "  # a line break would be lost where a comment is shown in a frame, a preview or a sentence
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# control characters, marks that turn the direction of the text, and two that no workbook may hold
_REFUSED = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


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
    notes = read_line_notes(folder, COMMENTS_FILE, COMMENTS, ["date", "name", "comment"], _faults)
    comments = dict[Place, list[Comment]]()
    for place, row in sorted(notes, key=lambda note: note[1]["date"]):
        comment = Comment(_on_one_line(row["comment"]), row["date"], _on_one_line(row["name"]))
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


def _on_one_line(text: str) -> str:
    parts = (part.strip() for part in _BREAKS.split(text))
    return " ".join(part for part in parts if part)


def _faults(row: CsvRow) -> Iterator[Fault]:
    if not _is_day(row["date"]):
        texts = {"expected": "a day such as 2026-03-01", "expected_sv": "en dag, t.ex. 2026-03-01"}
        yield fault("bad-value", COMMENTS_FILE, row.line, column="date", seen=shortened(row["date"]), **texts)
    yield from empty_cells(COMMENTS_FILE, row, "name", "comment")
    for column in ("name", "comment"):
        yield from _text_faults(row.line, column, _on_one_line(row[column]))


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _text_faults(line: int, column: str, text: str) -> Iterator[Fault]:
    if len(text) > LONGEST:
        most = f"at most {LONGEST} characters, not {len(text)}"
        texts = {"expected": most, "expected_sv": f"högst {LONGEST} tecken, inte {len(text)}"}
        yield fault("bad-value", COMMENTS_FILE, line, column=column, seen=shortened(text), **texts)
    if codes := dict.fromkeys(f"U+{ord(mark):04X}" for mark in _REFUSED.findall(text)):
        texts = {"expected": "no control characters", "expected_sv": "inga styrtecken"}
        yield fault("bad-value", COMMENTS_FILE, line, column=column, seen=", ".join(codes), **texts)
