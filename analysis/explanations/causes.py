"""The causes that a report states for a line of its operating statement: `data/causes.csv`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from analysis.explanations.line_notes import Place, empty_cells, read_line_notes

FILE = "causes.csv"
_COLUMNS = ("document", "line", "section", "cause")
UNSTATED = "Ingen källa anger orsaken för raden."


class Cause(NamedTuple):
    """What a report says of a line, in our words, and where."""

    text: str
    section: str


def load_causes(data: Path) -> dict[Place, Cause]:
    """Load the stated causes by document and line of its file; a folder without causes.csv has none.

    Raises
    ------
    DataError
        When a line is unknown or stands twice, or a cell is empty; every fault is named.

    Examples
    --------
    >>> from analysis.paths import DATA
    >>> load_causes(DATA)["socialnamnden-2017", 42].section
    '4.1.1 Kommentarer till driftsredovisning'
    """
    notes = read_line_notes(data / FILE, _COLUMNS, [], lambda row: empty_cells(FILE, row, "section", "cause"))
    return {place: Cause(row["cause"], row["section"]) for place, row in notes}
