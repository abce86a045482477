"""A report that is not registered: what is read from it, how it holds, and what should be looked at."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvRow, refuse
from analysis.data_files import DOCUMENTS, SUMS
from analysis.errors import DataError, DocumentError, fault, swedish_reason
from analysis.files import session
from analysis.frames import nearest
from analysis.intake.guards import Doubt, doubts_of
from analysis.intake.proposed_sums import Proposal, propose_sums
from analysis.intake.registration import Wanted, register_row
from analysis.intake.rehearsal import opened_share
from analysis.intake.writing import extended
from analysis.ledger.compare import used_labels
from analysis.ledger.figures import line_name
from analysis.readers.bounded import faults_left
from analysis.readers.documents import MOST_BYTES
from analysis.readers.leftovers import span_of
from analysis.readers.tables import Table
from analysis.statements.boards import Board, Boards, boards_of
from analysis.statements.checks import reconcile
from analysis.statements.folder import Folder, opened
from analysis.statements.load import drift_lines, money_lines
from analysis.statements.main import main_statements
from analysis.statements.register import left_out, read_registered, registered_rows
from analysis.swedish import listed
from analysis.vocabulary.column_kinds import is_unnamed_period
from analysis.vocabulary.periods import WHOLE_YEAR

_STAND_IN = {"id": "rapport", "nämnd": "–", "title": "–", "publisher": "–"}
_FAILS = {
    True: "stämmer inte med sina rader; den registreras och visas som avvikande.",
    False: "registreras inte; dess rader ger den inte, eller är tveksamt lästa.",
}
_ANY_YEAR = 2000  # for columns that print none, where none is said


class Inspection(NamedTuple):
    """A report that is read and checked on its own.

    Attributes
    ----------
    content
        The bytes of its file.
    tables
        Its tables.
    checks
        Printed deviations and sums computed anew, as `analysis.reconcile` has them.
    sums
        Which lines should add up to which total.
    lines
        The lines of its operating statement.
    remarks
        What should be looked at, in Swedish.
    fault
        Why nothing of it can be registered as it stands; None where something can.
    """

    content: bytes
    tables: list[Table]
    checks: pd.DataFrame
    sums: list[Proposal]
    lines: list[str]
    remarks: list[str]
    fault: DataError | None = None


class Addition(NamedTuple):
    """A report that may be registered.

    Attributes
    ----------
    found
        What is read from it and how it holds.
    row
        Its row of documents.csv.
    sums
        Its rows of sums.csv: of the sums that hold.
    unknown
        The lines of its operating statement that the crosswalk does not know, each with the nearest known ones.
    doubts
        What should be asked before it is registered.
    replaces
        The title of the report that it takes the place of; empty where it is added.
    """

    found: Inspection
    row: dict[str, str]
    sums: list[dict[str, str]]
    unknown: dict[str, str]
    doubts: list[Doubt]
    replaces: str = ""


def inspect_report(
    path: Path, year: int | None = None, period: str = WHOLE_YEAR, unit: str = "", sheets: str = ""
) -> Inspection:
    """Read a report and check it as if it were registered alone; nothing is kept.

    Parameters
    ----------
    path
        Any file that `analysis.read_tables` reads.
    year, period
        The year and the part of it that it is said to be for.
    unit
        The unit of its tables in money that print none, where it is known.
    sheets
        The sheets of a workbook that are read, parted by `/`; all of them where none is named.

    Raises
    ------
    DocumentError
        When the file cannot be read or has no table.
    DataError
        When it has no sheet of a name, or no table in those named.
    """
    content, unit = _content(path), unit.strip().lower()
    with TemporaryDirectory() as folder:
        stage = Path(folder)
        tables = _staged(stage, content, path, {"unit": unit, "sheets": sheets, **_time(year, period)})
        remarks = list[str]()
        try:
            sums, more = propose_sums(money_lines(stage))
            checks = _reconciled(stage, sums)
            lines = list(dict.fromkeys(line_name(line.post, line.förälder) for line in drift_lines(stage)))
            left = left_out(stage)
        except DataError as error:
            return Inspection(content, tables, pd.DataFrame({"utslag": []}), [], [], remarks, error)
        failing = [f"{one.section}: summan ”{one.total}” {_FAILS[one.is_told]}" for one in sums if not one.holds]
        if not lines and not any(one.table.kind == "drift" for one in left):
            more = [*more, "Ingen driftredovisning hittades: rapporten ger inga rader med utfall och budget för helår."]
            more += _unnamed_periods(tables)
        more = [*more, *_unfit(stage)]
        remarks += [one.note() for one in left]
        return Inspection(content, tables, checks, sums, lines, [*remarks, *more, *failing])


def _unnamed_periods(tables: Sequence[Table]) -> Iterator[str]:
    """Say how to tell that columns of a period without a name are for the whole year."""
    columns = (column for table in tables if table.kind == "drift" for column in table.columns)
    name = next((column.name for column in columns if column.role == "utfall" and is_unnamed_period(column)), None)
    if name is not None:
        yield (
            f"Kolumnen ”{name}” säger inte vilken period den gäller. Är det hela året: ange --period januari–december. "
            "Då läses den som årets utfall, om inget annat utfall och ingen annan budget för året står bredvid."
        )


def _unfit(stage: Path) -> Iterator[str]:
    """Say which operating statements no paper can be made of: those without a total, or whose total has no budget."""
    main = main_statements(folder := opened(stage))
    for year in sorted({line.år for line in drift_lines(folder)}):
        if year not in main:
            yield (
                f"Driftredovisningen för {year} har ingen summarad för hela nämnden; utan den går inget underlag för "
                f"året att skriva."
            )
        elif lacks := main[year].lacks:
            yield (
                f"Driftredovisningens summa för {year} saknar {lacks}; utan utfall och budget går inget underlag för "
                f"året att skriva."
            )


def plan_addition(path: Path, wanted: Wanted, *, data: str | Path | None = None) -> Addition:
    """Read a report that is to be registered, check it, and fill in what would be written; nothing is written.

    Parameters
    ----------
    path
        Any file that `analysis.read_tables` reads.
    wanted
        What its row of documents.csv says.
    data
        The folder that it would be registered in; it need not be there.

    Raises
    ------
    DocumentError
        When the file cannot be read or has no table.
    DataError
        When it is registered already, its id or file name is taken, a value is wrong, none of its tables can be loaded,
        or the folder itself is wrong.
    """
    path, data = Path(path), session()[0] if data is None else Path(data)
    row = register_row(_content(path), path.name, wanted, data)
    found = inspect_report(path, wanted.year, " ".join(wanted.period.split()), wanted.unit, wanted.sheets)
    if found.fault is not None:
        spans = [span_of(one.location, one.rows, one.columns) for one in found.tables]
        raise DataError([*found.fault.faults, *faults_left(path, spans)])
    sums = [part for one in found.sums if one.is_told for part in one.rows(row["id"])]
    known = registered_rows(data)
    replaced = row["id"] if wanted.replace else ""
    title = next((one["title"] for one in known if one["id"] == replaced), "")
    doubts = doubts_of(found.tables, row, known, replaced)
    before, board = boards_of(known), boards_of([*known, CsvRow(row, 0)]).of[row["id"]]
    if board in before.known:
        with opened_share(data, board) as own:
            refuse(own.table(SUMS).faults)
            return Addition(found, row, sums, _unknown(found.lines, own), doubts, title)
    remarks = [*found.remarks, *_board_remarks(board, before)]
    return Addition(found._replace(remarks=remarks), row, sums, {}, doubts, title)


def _board_remarks(board: Board, before: Boards) -> Iterator[str]:
    """Say of a board that is new to its folder which others that has."""
    if before.known:
        others = listed([one.text for one in before.known])
        yield (
            f"Mappen har redan {others}. {board.text} blir en nämnd till, med ett eget underlag, och de andra "
            f"kommandona behöver --board."
        )


def _time(year: int | None, period: str) -> dict[str, str]:
    return {"year": str(year or _ANY_YEAR), "period": period}


def _staged(stage: Path, content: bytes, path: Path, own: dict[str, str]) -> list[Table]:
    """Register a report alone in an empty folder, under its own name, and read it there."""
    name = os.fsencode(path.name).decode("utf-8", "replace").strip()  # as a cell of the register can hold it
    place = stage / "reports" / name
    place.parent.mkdir()
    place.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    row = {**_STAND_IN, **own, "file": f"reports/{name}", "sha256": digest, "missing": ""}
    (stage / DOCUMENTS.name).write_bytes(extended(None, DOCUMENTS.names, [row]))
    return read_registered(place, digest, own["unit"], own["sheets"])


def _reconciled(stage: Path, sums: Sequence[Proposal]) -> pd.DataFrame:
    rows = [row for one in sums for row in one.rows(_STAND_IN["id"])]
    (stage / SUMS.name).write_bytes(extended(None, SUMS.names, rows))
    return reconcile(data=stage)


def _content(path: Path) -> bytes:
    """Read the bytes of a file of a size that a report may have."""
    try:
        if path.exists() and not path.is_file():
            raise DocumentError(fault("not-a-file", path.name))
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise DocumentError(fault("too-large", path.name, size=size, most=MOST_BYTES))
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise DocumentError(fault("missing-file", path)) from None
    except (OSError, ValueError) as error:
        raise DocumentError(
            fault("unreadable-file", path.name, reason=error, reason_sv=swedish_reason(error))
        ) from error


def _unknown(lines: Sequence[str], folder: Folder) -> dict[str, str]:
    """List the lines whose labels no concept uses, each with the nearest that one does; none without a crosswalk."""
    known = used_labels(folder)
    return {line: nearest(line, known) for line in lines if line not in known} if known else {}
