"""Files of a data folder changed together: tried in a copy first, then all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from analysis.csv_files import CsvFile, read_csv
from analysis.csv_text import parse_csv
from analysis.files import whole_file
from analysis.intake.rehearsal import rehearse
from analysis.statements.checks import reconcile
from analysis.statements.folder import boards

Step = tuple[Path, bytes | None]  # a file and what it is to hold; None where it is to go


def write_together(data: Path, steps: Sequence[Step]) -> list[Path]:
    """Take steps one after the other, if the folder can be loaded after the last; what fails takes all of them back.

    Parameters
    ----------
    data
        The folder; it is made where it is not there.
    steps
        In an order in which each step leaves a folder that loads; a file may have several.

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
    before = {path: contents(path) for path, _ in steps}
    folders = [*dict.fromkeys(path.parent for path in before if path.parent != data), data]
    made = [folder for folder in folders if not folder.exists()]
    rehearse(data, dict(steps))
    try:
        for path, content in steps:
            _write(path, content)
        for board in boards(data=data):
            reconcile(data=data, board=board)
    except BaseException:
        for path, content in reversed(before.items()):
            _write(path, content)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise
    return [path for path in before if contents(path) != before[path]]


def _write(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    elif content != contents(path):
        with whole_file(path) as place:
            place.write_bytes(content)


def contents(path: Path) -> bytes | None:
    """Return what a file holds; None where it is not there."""
    return path.read_bytes() if path.is_file() else None


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
