"""The writing of a correction into `data/corrections.csv`, with what the source prints there and the sums it mends."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.errors import DataError, fault
from analysis.frames import nearest
from analysis.intake.proposed_sums import propose_sums
from analysis.intake.registration import SUM_COLUMNS, extended
from analysis.outputs import whole_file
from analysis.paths import DATA
from analysis.readers.tables import Row, Table, read_tables
from analysis.statements.corrections import COLUMNS, FILE
from analysis.statements.register import load_documents
from analysis.statements.sums import FILE as SUMS
from analysis.statements.sums import load_sums, money_tables
from analysis.vocabulary.numerals import format_number


def correct(document: str, cell: tuple[int, str], value: str, reason: str, data: Path = DATA) -> Path:
    """Correct a cell of a registered report by hand; the report itself stays as it is.

    Parameters
    ----------
    document
        The id of the report in documents.csv.
    cell
        The line (`rad`) and the column, as the reader's note names them.
    value
        The right number as a Swedish text; an empty text where the cell is empty.
    reason
        Why, for the one who reads the note.
    data
        The folder that holds the register.

    Returns
    -------
    Path
        corrections.csv, with the correction and the printed text that it replaces. A sum of the report that sums.csv
        lacks is added to that where it holds now.

    Raises
    ------
    DataError
        When there is no such document, line or column, or the value is no number; the file is as it was.
    """
    line, column = cell
    found = load_documents(data).set_index("id")
    if document not in found.index:
        known = nearest(document, map(str, found.index))
        raise DataError(fault("unknown-reference", FILE, column="document", seen=document, known=known))
    tables = read_tables(data / str(found.loc[document, "file"]))
    printed = next((_printed(table, row, column) for table in tables for row in table.rows if row.line == line), "")
    path = data / FILE
    before = path.read_bytes() if path.is_file() else None
    cells = (document, str(line), column, value, reason, printed)
    _write(path, extended(before, COLUMNS, [dict(zip(COLUMNS, cells, strict=True))]))
    try:
        _add_sums(document, data)
    except DataError:
        path.unlink() if before is None else _write(path, before)
        raise
    return path


def _add_sums(document: str, data: Path) -> None:
    """Add the sums of a report that hold and that sums.csv lacks."""
    tables = {kind: frame[frame["dokument"] == document] for kind, frame in money_tables(data).items()}
    known = {(one.document, one.section, one.total) for one in load_sums(data)}
    found, _ = propose_sums(tables)
    new = [one for one in found if one.holds and (document, one.section, one.total) not in known]
    if new:
        path = data / SUMS
        before = path.read_bytes() if path.is_file() else None
        _write(path, extended(before, SUM_COLUMNS, [row for one in new for row in one.rows(document)]))


def _write(path: Path, content: bytes) -> None:
    with whole_file(path) as place:
        place.write_bytes(content)


def _printed(table: Table, row: Row, column: str) -> str:
    """Find what a correction replaces: the cell that could not be read, the numbers left out, or the number read."""
    unread = re.search(rf"{re.escape(column)}: ”([^”]*)”", row.doubt)
    if unread:
        return unread[1]
    places = {str(name): at for at, name in enumerate(table.frame.columns[1:])}
    number = row.cut[places[column]] if column in places else None
    if number is not None:
        decimals = max(-int(number.resolution.normalize().as_tuple().exponent), 0)
        return format_number(number.value, decimals, number.unit or "")
    notes = [note.partition(f" rad {row.line} ")[2] for note in table.notes if row.doubt and row.doubt in note]
    whole = re.search(r": ”(.*)” – ", notes[0]) if notes else None
    return whole[1] if whole else ""
