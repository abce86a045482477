"""The controller's own comments on lines of an operating statement: `data/comments.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from analysis.errors import Fault, fault
from analysis.explanations.line_notes import Place, empty_cells, read_line_notes, shortened
from analysis.frames import CsvRow

FILE = "comments.csv"
COLUMNS = ("document", "line", "date", "name", "comment")
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


def load_comments(data: Path) -> dict[Place, list[Comment]]:
    """Load the comments by document and line of its file, oldest first; a folder without comments.csv has none.

    Comments of one day keep the order of the file. A line break in a cell becomes a blank.

    Raises
    ------
    DataError
        When a line is unknown, a row stands twice, a cell is empty, a date is none, or a text is longer than 2000
        characters or holds a control character; every fault is named.
    """
    notes = read_line_notes(data / FILE, COLUMNS, ["date", "name", "comment"], _faults)
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
        yield fault("bad-value", FILE, row.line, column="date", seen=shortened(row["date"]), **texts)
    yield from empty_cells(FILE, row, "name", "comment")
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
        yield fault("bad-value", FILE, line, column=column, seen=shortened(text), **texts)
    if codes := dict.fromkeys(f"U+{ord(mark):04X}" for mark in _REFUSED.findall(text)):
        texts = {"expected": "no control characters", "expected_sv": "inga styrtecken"}
        yield fault("bad-value", FILE, line, column=column, seen=", ".join(codes), **texts)
