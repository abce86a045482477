"""Made-up boards for tests, each a folder laid out as `data/` is, and frames as plain rows."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.cache import CACHE
from analysis.data_files import DOCUMENTS as DOCUMENTS_FILE
from analysis.data_files import SUMS as SUMS_FILE
from analysis.files import DATA

REPORT = """\
Drift

Driftredovisning (tkr)

Utfall 2023 Budget 2023 Avvikelse

Bibliotek -1 200 -1 000 -200

=Simhall -2 500 -2 600 100

Ledning -300 200 -500

Summa -4 000 -3 400 -600
"""
BOARD = {"nämnd": "Kulturnämnden", "title": "Kulturnämndens bokslut 2023", "publisher": "Exempelby"}


def columns_of(name: str) -> list[str]:
    """Return the columns of a file of `data/`, which the code refuses where they are not its own."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a CSV file in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([columns, *rows])


def document_row(data: Path, name: str, text: str, **cells: str) -> list[str]:
    """Write one report, named by board and year such as ``a-2021``, and return its row of documents.csv.

    What stands in the row may be given by column.
    """
    path = data / "reports" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    year = name.rpartition("-")[2]
    row = {
        "id": name,
        "nämnd": "Nämnden",
        "year": year,
        "period": "helår",
        "title": f"Årsredovisning {year}",
        "publisher": "Kommunen",
        "file": f"reports/{name}.txt",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "unit": "",
        "sheets": "",
        "reasons": "",
        "missing": "",
    }
    return [{**row, **cells}[column] for column in DOCUMENTS_FILE.names]


def write_board(data: Path, reports: Mapping[str, str], sums: Sequence[Sequence[str]] = (), **cells: str) -> Path:
    """Write a board's register, its reports by name, and which lines add up to which."""
    data.mkdir(parents=True, exist_ok=True)
    rows = [document_row(data, *report, **cells) for report in reports.items()]
    write_csv(data / "documents.csv", DOCUMENTS_FILE.names, rows)
    write_csv(data / "sums.csv", SUMS_FILE.names, sums)
    return data


def plain_rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Return columns of a frame as tuples, None where a number is missing."""
    chosen = frame[list(columns)].astype(object)
    return list(chosen.where(chosen.notna(), None).itertuples(index=False, name=None))


def write_figures(data: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """Write figures.csv: rows by column, the first being line 2; return the folder.

    A row needs its id alone; a value makes it printed (in steps of 1 tkr, below Drift in ``kultur-2023``), a formula
    computed. Whatever a row names goes before that.
    """
    columns = columns_of("figures.csv")
    cells = [{**_figure_defaults(row), **row} for row in rows]
    write_csv(data / "figures.csv", columns, [[one.get(column, "") for column in columns] for one in cells])
    return data


def _figure_defaults(row: Mapping[str, str]) -> dict[str, str]:
    concept = row["id"].replace("_", " ")
    common = {"concept": concept, "year": "2023", "period": "helår", "unit": "tkr"}
    if "value" in row:
        place = {"document": "kultur-2023", "section": "Drift"}
        return {**common, **place, "resolution": "1", "status": "tryckt"}
    return {**common, "status": "beräknad" if "formula" in row else "saknas"}


def sum_parts(*names: str, section: str = "Drift", total: str = "Summa") -> list[Sequence[str]]:
    """Return rows of sums.csv: lines that add up to a total; one with a minus in front is taken away."""
    signs = [("-1" if name.startswith("-") else "1", name.removeprefix("-")) for name in names]
    return [("kultur-2023", section, total, name, "", weight, "lika") for weight, name in signs]


SUMS = sum_parts("Bibliotek", "=Simhall", "Ledning")


def make_board(folder: Path, report: str = REPORT, sums: Sequence[Sequence[str]] = SUMS, **cells: str) -> Path:
    """Write a board's register, report and sums; return the folder."""
    return write_board(folder, {"kultur-2023": report}, sums, **{**BOARD, **cells})


def held(folder: Path) -> dict[str, bytes]:
    """Return what the files below a folder hold, by their names; what is kept between runs is none of them."""
    files = (path for path in folder.rglob("*") if path.is_file() and CACHE not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files} if folder.exists() else {}
