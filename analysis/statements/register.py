"""The register of source documents, `data/documents.csv`, and the tables of its files."""

from __future__ import annotations

import hashlib
import stat
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvRow, read_rows, read_table, refuse
from analysis.data_files import DOCUMENTS
from analysis.errors import Fault, fault
from analysis.files import DATA
from analysis.frames import TEXT, WHOLE, make_frame, records
from analysis.readers.tables import Table, read_tables
from analysis.statements.corrections import FILE as CORRECTIONS
from analysis.statements.corrections import correct_tables

FILE = DOCUMENTS.name
_SCHEMA = dict.fromkeys(DOCUMENTS.names, TEXT) | {"year": WHOLE}
# a file written again in the same tick of its clock has the same times; the coarsest clock, FAT's, ticks every 2 s
_SETTLED_NS = 3_000_000_000
Seen = tuple[int, int, str]  # device, number and SHA-256 of a file, or why it cannot be read
State = tuple[Seen, ...]


class Registered(NamedTuple):
    """A row of `documents.csv` with the tables of its file, corrected where a person has done so."""

    document: dict[str, str]
    tables: list[Table]


def load_documents(data: Path = DATA) -> pd.DataFrame:
    """Load the register of source documents.

    Parameters
    ----------
    data
        The folder that holds `documents.csv`.

    Returns
    -------
    pandas.DataFrame
        One row a document: ``id``, ``nämnd``, ``year``, ``period``, ``title``, ``publisher``, ``file`` (below
        `data`), ``sha256`` and ``missing`` (what the file does not have).

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
    return _load_once(data, state(data)).copy()


@lru_cache(maxsize=64)
def _load_once(data: Path, _state: State) -> pd.DataFrame:
    found = read_table(data, DOCUMENTS)
    refuse([*found.faults, *(one for row in found.rows for one in _file_faults(row, data))])
    return make_frame(FILE, found.rows, _SCHEMA, ["id"])


def _file_faults(row: CsvRow, data: Path) -> Iterator[Fault]:
    if not row["file"]:
        return
    name = row["file"].replace("\0", "")
    path = (data / name).resolve()
    if not path.is_relative_to(data.resolve()):
        yield fault("outside-data", FILE, row.line, seen=row["file"])
    elif name != row["file"] or not path.is_file():
        yield DOCUMENTS.cell(row, "file").bad("a file below data/", "en fil under data/")
    elif (found := hashlib.sha256(path.read_bytes()).hexdigest()) != row["sha256"]:
        yield fault("changed-file", row["file"], seen=found, expected=row["sha256"])


def state(data: Path = DATA, *names: str) -> State:
    """Tell which files the register, its reports and their corrections are and what they hold.

    What is read from them is kept by this.

    Parameters
    ----------
    data
        The folder that holds `documents.csv`.
    names
        Other files of the folder that the same holds for; they need not be there.

    Raises
    ------
    DataError
        When the register is missing or has wrong columns; `load_documents` finds the other faults.

    Examples
    --------
    >>> register, *reports, sums = state(DATA, "sums.csv")
    >>> state(DATA) == (register, *reports)
    True
    """
    register = _seen(data / FILE)
    return (register, *(_seen(data / name) for name in (*_reports(data, register), CORRECTIONS, *names)))


@lru_cache(maxsize=64)
def _reports(data: Path, _register: Seen) -> tuple[str, ...]:
    return tuple(row["file"] for row in read_rows(data / FILE, DOCUMENTS.names))


def _seen(path: Path) -> Seen:
    """Return which file a path leads to, and the hash of what it holds now."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return found.st_dev, found.st_ino, ""
        times = (found.st_mtime_ns, found.st_ctime_ns)
        digest = _digest if time.time_ns() - max(times) > _SETTLED_NS else _digest.__wrapped__
        return found.st_dev, found.st_ino, digest(path, found.st_dev, found.st_ino, found.st_size, times)
    except (OSError, ValueError) as error:  # a ValueError for a name with NUL
        return 0, 0, str(error)


@lru_cache(maxsize=1024)
def _digest(path: Path, *_status: object) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_tables(data: Path = DATA) -> list[Registered]:
    """Read the tables of every registered document, in the register's order, with the corrections of `corrections.csv`.

    Raises
    ------
    DataError
        When the register or a correction is wrong; every fault of the file is named.
    """
    return list(_tables_once(data, state(data)))


@lru_cache(maxsize=16)
def _tables_once(data: Path, _state: State) -> list[Registered]:
    rows = [{name: str(value) for name, value in row.items()} for row in records(load_documents(data))]
    read = {row["id"]: _read_once(data / row["file"], row["sha256"]) for row in rows}
    corrected = correct_tables(data, read)
    return [Registered(row, corrected[row["id"]]) for row in rows]


@lru_cache(maxsize=64)
def _read_once(path: Path, _sha256: str) -> list[Table]:
    """Read a file once for as long as its content is the same."""
    return read_tables(path)
