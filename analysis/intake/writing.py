"""Files of a data folder changed together: tried in a copy first, then all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.csv_files import CsvFile, read_csv
from analysis.csv_text import parse_csv
from analysis.intake.rehearsal import rehearse
from analysis.together import change

Step = tuple[Path, bytes | None]  # a file and what it is to hold; None where it is to go


def write_together(data: Path, steps: Sequence[Step]) -> list[Path]:
    """Change files of a folder that one is alone in, if it can be loaded then: all of them or none.

    Parameters
    ----------
    data
        The folder.
    steps
        Each file once, in an order in which each step leaves a folder that loads.

    Returns
    -------
    list[Path]
        The files changed.

    Raises
    ------
    DataError
        When the folder could not be loaded then; every fault is named.
    OutputError
        When a file cannot be written; what was there is kept.
    """
    rehearse(data, dict(steps))
    return change(data, dict(steps))


def extended(old: bytes | None, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    r"""Return what a CSV file, new or not, holds with some rows more, written as it is.

    Examples
    --------
    >>> extended(None, ["id", "year"], [])
    b'id,year\n'
    >>> extended(b"year;id\r\n2023;a", ["id", "year"], [{"id": "b", "year": "2024"}])
    b'year;id\r\n2023;a\r\n2024;b\r\n'
    """
    if old is None or not old.strip():
        old = (",".join(columns) + "\n").encode()
    return parse_csv("", old, columns).extended(columns, rows)


def without_document(data: Path, file: CsvFile, document: str) -> bytes | None:
    """Return what a CSV file holds without the rows of a document; None where there is no such file."""
    path = data / file.name
    column = "id" if file.names[0] == "id" else "document"
    return read_csv(path, file.names).without(column, document) if path.is_file() else None
