"""The register of source documents, `data/documents.csv`, and the tables of its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.cache import keep, recall
from analysis.csv_files import CsvRow, CsvTable, read_table, refuse
from analysis.data_files import DOCUMENTS
from analysis.errors import DataError, Fault, fault, swedish_reason
from analysis.files import sha256_of
from analysis.frames import TEXT, WHOLE, make_frame, records
from analysis.readers.bounded import read_tables
from analysis.readers.places import Origin
from analysis.readers.tables import Table
from analysis.statements.corrections import correct_tables
from analysis.statements.folder import Data, Folder, State, kept, opened, seen_file
from analysis.statements.sheets import in_sheets
from analysis.statements.sound import LeftOut, is_nothing_sound, part_sound
from analysis.vocabulary.periods import time_key

FILE = DOCUMENTS.name
_DECIDING = ("sha256", "unit", "sheets")  # what decides the tables of a file
_SCHEMA = dict.fromkeys(DOCUMENTS.names, TEXT) | {"year": WHOLE}


class Registered(NamedTuple):
    """A row of `documents.csv` with the tables of its file that can be loaded, corrected where a person has done so."""

    document: dict[str, str]
    tables: list[Table]


def load_documents(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Load the register of source documents.

    Parameters
    ----------
    data, board
        The folder that holds `documents.csv`, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a document: ``id``, ``nämnd``, ``year``, ``period``, ``title``, ``publisher``, ``file`` (below
        `data`), ``sha256``, ``unit`` (of tables in money that print none), ``sheets`` (that are read),
        ``reasons`` (``alla`` where every cause and measure that it states is entered) and ``missing`` (what the file
        lacks).

    Raises
    ------
    DataError
        When the register has wrong columns or values; every fault is named.

    Examples
    --------
    >>> load_documents()[["id", "year"]]
                       id  year
    0  socialnamnden-2017  2017
    1  socialnamnden-2020  2020
    """
    return _documents(opened(data, board)).copy()


@kept
def _documents(folder: Folder) -> pd.DataFrame:
    found = _register(folder.path, folder.state[:1])
    own = [row for row in found.rows if folder.has(row["id"])]
    refuse([*found.faults, *(one for row in own for one in _file_faults(row, folder.path))])
    return make_frame(FILE, own, _SCHEMA, ["id"])


@lru_cache(maxsize=8)
def _register(data: Path, _state: State) -> CsvTable:
    return read_table(data, DOCUMENTS)


def registered_rows(data: Path) -> list[CsvRow]:
    """Read the rows of the register, of whatever board; none where there is no register. Their files are not opened.

    Raises
    ------
    DataError
        When the register has wrong columns or values; every fault is named.
    """
    if not (data / FILE).exists():
        return []
    found = _register(data, (seen_file(data, FILE),))
    refuse(found.faults)
    return [*found.rows]


def registered_row(document: str, data: Path) -> CsvRow | None:
    """Read the row of a document of the register, whose file is what it says; None where there is none.

    Raises
    ------
    DataError
        When the register has wrong columns or values, or the file is outside the folder, missing or another.
    """
    own = next((row for row in registered_rows(data) if row["id"] == document), None)
    refuse(_file_faults(own, data) if own else ())
    return own


def _file_faults(row: CsvRow, data: Path) -> Iterator[Fault]:
    if not row["file"]:
        return
    name = row["file"].replace("\0", "")
    path = (data / name).resolve()
    if not path.is_relative_to(data.resolve()):
        yield fault("outside-data", FILE, row.line, seen=row["file"])
    elif name != row["file"] or not path.is_file():
        yield DOCUMENTS.cell(row, "file").bad("a file below data/", "en fil under data/")
    else:
        yield from _content_faults(row, path)


def _content_faults(row: CsvRow, path: Path) -> Iterator[Fault]:
    try:
        found = sha256_of(path)
    except OSError as error:
        yield fault("unreadable-file", row["file"], reason=error.strerror, reason_sv=swedish_reason(error))
        return
    if found != row["sha256"]:
        yield fault("changed-file", row["file"], seen=found, expected=row["sha256"])


@kept
def load_tables(folder: Folder) -> list[Registered]:
    """Read the tables of every registered document, in the register's order, with the corrections of `corrections.csv`.

    A table that cannot be loaded is left out: `left_out` names it.

    Raises
    ------
    DataError
        When the register or a correction is wrong, or no table of a document can be loaded; every fault is named.
    """
    judged = _judged(folder)
    faults = [one for _, sound, left in judged if is_nothing_sound(sound, left) for out in left for one in out.faults]
    if faults:
        raise DataError(faults)
    return [Registered(document, sound) for document, sound, _ in judged]


@kept
def left_out(folder: Folder) -> list[LeftOut]:
    """Name the tables that cannot be loaded, and why."""
    return [one for _, _, left in _judged(folder) for one in left]


@kept
def second_sources(folder: Folder) -> dict[tuple[str, str], str]:
    """Tell which tables of a document another one has already, for the same board, year and part of it.

    They are no lines of the statements, which would count everything twice; `analysis.statements.sources` holds the two
    against each other.

    Returns
    -------
    dict
        By a document and a kind of table, the document that was registered first.
    """
    first, second = dict[tuple[str, ...], str](), dict[tuple[str, str], str]()
    for document, tables in load_tables(folder):
        time = (document["nämnd"], document["year"], time_key(document["period"]))
        for kind in dict.fromkeys(table.kind for table in tables):
            owner = first.setdefault((*time, kind), document["id"])
            if owner != document["id"]:
                second[document["id"], kind] = owner
    return second


@kept
def _judged(folder: Folder) -> list[tuple[dict[str, str], list[Table], list[LeftOut]]]:
    """Read the tables of every registered document: those that can be loaded, and those that cannot."""
    rows = [{name: str(value) for name, value in row.items()} for row in records(load_documents(data=folder))]
    read = {
        row["id"]: read_registered(folder.path / row["file"], *(row[name] for name in _DECIDING), kept_in=folder.path)
        for row in rows
    }
    corrected = correct_tables(folder, read)
    return [(row, *part_sound(row, corrected[row["id"]])) for row in rows]


@kept
def origins(folder: Folder) -> dict[str, Origin]:
    """Return what says where a line of each registered file stands in it, by the document's id.

    Examples
    --------
    >>> origins()["socialnamnden-2020"].where(38)
    'rad 38'
    """
    return {
        row["id"]: [*sound, *(one.table for one in left)][0].location.origin for row, sound, left in _judged(folder)
    }


def place_in_file(folder: Folder, document: str, line: int) -> str:
    """Say where a line of a registered file stands in it: a line, or what its page or sheet is called.

    Examples
    --------
    >>> place_in_file(opened(), "socialnamnden-2020", 38)
    'rad 38'
    """
    known = origins(folder)
    return known[document].where(line) if document in known else f"rad {line}"


def read_registered(
    path: Path, sha256: str, unit: str, sheets: str = "", *, kept_in: Path | None = None
) -> list[Table]:
    """Read a file once for as long as its content is the same, wherever it lies.

    Parameters
    ----------
    path, sha256
        The file and the checksum of what it holds.
    unit
        The unit of its tables in money that print none; empty where it is not given.
    sheets
        The sheets that are read, as documents.csv names them; empty for all of them.
    kept_in
        The data folder that keeps what was read for the next run; none does where it is not given.

    Raises
    ------
    DataError
        When it has no such sheet, or no table in them.
    """
    return in_sheets(_read(_Content(path.name, sha256, unit, path, kept_in)), sheets, path.name)


@dataclass(frozen=True, slots=True)
class _Content:
    """What decides the tables of a file; where it lies does not."""

    name: str
    sha256: str
    unit: str
    path: Path = field(compare=False)
    kept_in: Path | None = field(compare=False)


@lru_cache(maxsize=512)
def _read(content: _Content) -> list[Table]:
    if content.kept_in is None:
        return read_tables(content.path, content.unit or None)
    import msgspec

    made_of = ("tables", content.name, content.sha256, content.unit)
    if (found := recall(content.kept_in, made_of)) is not None:
        return msgspec.msgpack.decode(found, type=list[Table])
    tables = read_tables(content.path, content.unit or None)
    if sha256_of(content.path) == content.sha256:  # it was not changed since it was looked at
        keep(content.kept_in, made_of, msgspec.msgpack.encode(tables))
    return tables
