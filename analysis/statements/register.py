"""The register of source documents, `data/documents.csv`, and the tables of its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvRow, read_table, refuse
from analysis.data_files import DOCUMENTS
from analysis.errors import Fault, fault
from analysis.files import DATA
from analysis.frames import TEXT, WHOLE, make_frame, records
from analysis.readers.tables import Table, read_tables
from analysis.statements.corrections import correct_tables
from analysis.statements.folder import Data, Folder, kept

FILE = DOCUMENTS.name
_SCHEMA = dict.fromkeys(DOCUMENTS.names, TEXT) | {"year": WHOLE}


class Registered(NamedTuple):
    """A row of `documents.csv` with the tables of its file, corrected where a person has done so."""

    document: dict[str, str]
    tables: list[Table]


def load_documents(data: Data = DATA) -> pd.DataFrame:
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
    return _documents(data).copy()


@kept
def _documents(folder: Folder) -> pd.DataFrame:
    found = read_table(folder.path, DOCUMENTS)
    refuse([*found.faults, *(one for row in found.rows for one in _file_faults(row, folder.path))])
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


@kept
def load_tables(folder: Folder) -> list[Registered]:
    """Read the tables of every registered document, in the register's order, with the corrections of `corrections.csv`.

    Raises
    ------
    DataError
        When the register or a correction is wrong; every fault of the file is named.
    """
    rows = [{name: str(value) for name, value in row.items()} for row in records(load_documents(folder))]
    read = {row["id"]: _read_once(folder.path / row["file"], row["sha256"]) for row in rows}
    corrected = correct_tables(folder.path, read)
    return [Registered(row, corrected[row["id"]]) for row in rows]


@lru_cache(maxsize=64)
def _read_once(path: Path, _sha256: str) -> list[Table]:
    """Read a file once for as long as its content is the same."""
    return read_tables(path)
