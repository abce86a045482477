"""The register of source documents, `data/documents.csv`, and the tables of its files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, Fault, fault
from analysis.files import DATA
from analysis.frames import TEXT, WHOLE, CsvRow, doubled, make_frame, read_rows, records
from analysis.readers.tables import Table, read_tables
from analysis.statements.corrections import correct_tables
from analysis.statements.folder import REGISTER as FILE
from analysis.statements.folder import Data, Folder, kept

_DOCUMENTS = {
    "id": TEXT, "nämnd": TEXT, "year": WHOLE, "period": TEXT, "title": TEXT,
    "publisher": TEXT, "file": TEXT, "sha256": TEXT, "missing": TEXT,
}  # fmt: skip


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
    rows = read_rows(folder.path / FILE, list(_DOCUMENTS))
    faults = [one for row in rows for one in (*_value_faults(row), *_file_faults(row, folder.path))]
    faults += doubled(FILE, rows, "id")
    if faults:
        raise DataError(faults)
    return make_frame(FILE, rows, _DOCUMENTS, ["id"])


def _value_faults(row: CsvRow) -> Iterator[Fault]:
    for column in ("id", "nämnd", "period", "title", "publisher", "file"):
        if not row[column]:
            known = {"expected": "a text", "expected_sv": "en text"}
            yield fault("bad-value", FILE, row.line, column=column, seen="", **known)
    if not re.fullmatch(r"(?:19|20)\d\d", row["year"]):
        known = {"expected": "a year such as 2020", "expected_sv": "ett år, t.ex. 2020"}
        yield fault("bad-value", FILE, row.line, column="year", seen=row["year"], **known)


def _file_faults(row: CsvRow, data: Path) -> Iterator[Fault]:
    if not row["file"]:
        return
    name = row["file"].replace("\0", "")
    path = (data / name).resolve()
    if not path.is_relative_to(data.resolve()):
        yield fault("outside-data", FILE, row.line, seen=row["file"])
    elif name != row["file"] or not path.is_file():
        known = {"expected": "a file below data/", "expected_sv": "en fil under data/"}
        yield fault("bad-value", FILE, row.line, column="file", seen=row["file"], **known)
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
