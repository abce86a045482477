"""The causes that a report states for a line of its operating statement: `data/causes.csv`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from analysis.errors import DataError, Fault, fault
from analysis.figures import load_ledger
from analysis.frames import CsvRow, nearest, read_rows

FILE = "causes.csv"
_COLUMNS = ("document", "line", "section", "cause")
UNSTATED = "Ingen källa anger orsaken."


class Cause(NamedTuple):
    """What a report says of a line, in our words, and where."""

    text: str
    section: str


def load_causes(data: Path) -> dict[tuple[str, int], Cause]:
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
    cells = [figure for figure in load_ledger(data).figures.values() if ":drift:" in figure.id and figure.line]
    lines = {tuple(cell.id.rpartition(":")[0].split(":drift:")): cell.line for cell in cells}
    rows = read_rows(data / FILE, _COLUMNS) if (data / FILE).is_file() else []
    causes, faults = dict[tuple[str, int], Cause](), list[Fault]()
    for row in rows:
        key, place = (row["document"], row["line"]), lines.get((row["document"], row["line"]))
        if place is None:
            known = nearest(row["line"], [line for document, line in lines if document == row["document"]])
            faults.append(fault("unknown-reference", FILE, row.line, column="line", seen=": ".join(key), known=known))
        elif (row["document"], place) in causes:
            faults.append(fault("duplicate-key", FILE, row.line, seen=": ".join(key), key="line"))
        else:
            causes[row["document"], place] = Cause(row["cause"], row["section"])
        faults += _empty(row)
    if faults:
        raise DataError(faults)
    return causes


def _empty(row: CsvRow) -> list[Fault]:
    texts = {"expected": "a text", "expected_sv": "en text"}
    names = [name for name in ("section", "cause") if not row[name]]
    return [fault("bad-value", FILE, row.line, column=name, seen="", **texts) for name in names]
