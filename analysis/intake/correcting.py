"""A person's corrections of cells that were read wrongly, and the sums that hold once they are made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from analysis.csv_files import CsvRow, read_csv
from analysis.data_files import CORRECTIONS, SUMS
from analysis.errors import DataError, fault
from analysis.files import session
from analysis.frames import nearest
from analysis.intake.proposed_sums import propose_sums
from analysis.intake.rehearsal import staged
from analysis.intake.shares import contents
from analysis.intake.writing import Step, extended, write_together
from analysis.readers.bounded import read_tables
from analysis.readers.tables import Row, Table
from analysis.statements.folder import opened_for
from analysis.statements.load import money_lines
from analysis.statements.register import registered_row, registered_rows
from analysis.statements.sums import load_sums
from analysis.together import alone
from analysis.vocabulary.numerals import format_number


def correct(document: str, cell: tuple[int, str], value: str, reason: str, *, data: str | Path | None = None) -> Path:
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
        corrections.csv, with the correction and the printed text that it replaces, in the place of an earlier one of
        the cell. A sum of the report that sums.csv lacks is added to that where it holds now.

    Raises
    ------
    DataError
        When there is no such document, line or column, or the value is no number; the file is as it was.
    """
    return correct_cell(document, cell, value, reason, session()[0] if data is None else Path(data))[0]


def correct_cell(document: str, cell: tuple[int, str], value: str, reason: str, data: Path) -> list[Path]:
    """Do what `correct` does; return all files that are written, corrections.csv first."""
    with alone(data):
        path, row = data / CORRECTIONS.name, _correction(document, cell, value, reason, data)
        corrections = extended(_without_cell(path, row), CORRECTIONS.names, [row])
        written = write_together(data, [(path, corrections), *_new_sums(document, data, {path: corrections})])
    return list(dict.fromkeys([path, *written]))


def _correction(document: str, cell: tuple[int, str], value: str, reason: str, data: Path) -> dict[str, str]:
    """Return the row of a correction, with what the source prints."""
    line, column = cell
    own = _registered(document, data)
    tables = read_tables(data / own["file"], own["unit"] or None)
    printed = next((_printed(table, row, column) for table in tables for row in table.rows if row.line == line), "")
    return dict(zip(CORRECTIONS.names, (document, str(line), column, value, reason, printed), strict=True))


def _registered(document: str, data: Path) -> CsvRow:
    """Return the row of a report in documents.csv."""
    if (found := registered_row(document, data)) is None:
        known = nearest(document, [row["id"] for row in registered_rows(data)]) or "–"
        raise DataError(fault("unknown-reference", CORRECTIONS.name, column="document", seen=document, known=known))
    return found


def _without_cell(path: Path, cell: Mapping[str, str]) -> bytes | None:
    """Return what corrections.csv holds without an earlier correction of a cell."""
    if not path.is_file():
        return None
    own = tuple(cell[name] for name in CORRECTIONS.key)
    text = read_csv(path, CORRECTIONS.names)
    return text.kept(lambda one: tuple(one.get(name, "") for name in CORRECTIONS.key) != own)


def add_sums(document: str, data: Path) -> list[Path]:
    """Add the sums of a report that hold and that sums.csv lacks, as after corrections that were written by hand.

    Parameters
    ----------
    document
        The id of the report in documents.csv.
    data
        The folder that holds the register.

    Returns
    -------
    list[Path]
        sums.csv where it got rows; else nothing.

    Raises
    ------
    DataError
        When there is no such document, or a file of the folder is wrong.
    """
    with alone(data):
        _registered(document, data)
        steps = _new_sums(document, data, {})
        return write_together(data, steps) if steps else []


def _new_sums(document: str, data: Path, changed: Mapping[Path, bytes]) -> list[Step]:
    """Find the sums of a report that hold with some files changed and that sums.csv lacks."""
    with staged(data, changed) as stage:
        folder = opened_for(stage, document)
        lines = {kind: [one for one in own if one.dokument == document] for kind, own in money_lines(folder).items()}
        known = {(one.document, one.section, one.total) for one in load_sums(folder)}
    found, _ = propose_sums(lines)
    new = [one for one in found if one.is_told and (document, one.section, one.total) not in known]
    path = data / SUMS.name
    rows = [row for one in new for row in one.rows(document)]
    return [(path, extended(contents(path), SUMS.names, rows))] if rows else []


def _printed(table: Table, row: Row, column: str) -> str:
    """Find what a correction replaces: the cell that could not be read, the numbers left out, or the number read."""
    unread = re.search(rf"{re.escape(column)}: ”([^”]*)”", row.doubt)
    if unread:
        return unread[1]
    places = {name: at for at, name in enumerate(table.names)}
    number = row.cut[places[column]] if column in places else None
    if number is not None:
        decimals = max(-int(number.resolution.normalize().as_tuple().exponent), 0)
        return format_number(number.value, decimals, number.unit or "")
    return row.printed if row.doubt else ""
