"""The cells of the loaded tables as figures, each with an id made from document, table, line and column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.frames import Record, records
from analysis.readers.tables import CERTAIN
from analysis.statements.load import load_staff, load_volumes
from analysis.statements.register import State, state
from analysis.statements.sums import money_tables
from analysis.vocabulary.numerals import exact

_MONEY = ("utfall", "budget", "avvikelse", "ombudgetering")


class Cell(NamedTuple):
    """A printed cell.

    Attributes
    ----------
    id
        ``document:table:line:column``; a label that its table prints more than once has its line number behind it.
    kind, post, column
        The kind of table, the line and the column as a person names them.
    year, period
        What time the figure is for.
    value
        As printed; None where it could not be read.
    unit, resolution
        The unit, and one step of the last printed digit; 0 where whole things are counted, which rounds nothing.
    document, section, line
        Where it stands.
    """

    id: str
    kind: str
    post: str
    column: str
    year: int
    period: str
    value: Decimal | None
    unit: str
    resolution: Decimal
    document: str
    section: str
    line: int


class Cells(NamedTuple):
    """All cells by id, and the ids that would be those of several cells, with the ids to use in their place."""

    known: dict[str, Cell]
    unclear: dict[str, list[str]]


def load_cells(data: Path) -> Cells:
    """Load the cells of every registered table; an empty cell is none, one that could not be read has no value.

    They are read once for as long as the files are the same, and shared.

    Examples
    --------
    >>> from analysis.paths import DATA
    >>> cell = load_cells(DATA).known["socialnamnden-2020:drift:Ledning:avvikelse 2020"]
    >>> cell.value, cell.unit, cell.section, cell.line
    (Decimal('-16644'), 'tkr', 'Drift', 38)
    """
    return _load_once(data, state(data))


@lru_cache(maxsize=16)
def _load_once(data: Path, _state: State) -> Cells:
    found = _exact_counts([*_money_cells(data), *_volume_cells(data), *_staff_cells(data)])
    counts = Counter(cell.id for cell in found)
    known, unclear = dict[str, Cell](), dict[str, list[str]]()
    for cell in found:
        own = cell.id
        if counts[cell.id] > 1:
            document, kind, rest = cell.id.split(":", 2)
            own = f"{document}:{kind}:{rest.removesuffix(f':{cell.column}')}@{cell.line}:{cell.column}"
            unclear.setdefault(cell.id, []).append(own)
        known[own] = cell._replace(id=own)
    return Cells(known, unclear)


def _exact_counts(cells: list[Cell]) -> list[Cell]:
    """Take the doubt of rounding from numbers of people and cases; a line with a decimal in it counts no heads."""
    rounded = {(cell.document, cell.line) for cell in cells if cell.resolution != 1}
    return [
        cell._replace(resolution=Decimal(0))
        if cell.unit == "antal" and (cell.document, cell.line) not in rounded
        else cell
        for cell in cells
    ]


def line_name(row: Record) -> str:
    """Name a line, a part together with the line that it is part of.

    Examples
    --------
    >>> line_name({"post": "HVB placeringar", "förälder": "Kostnader"}), line_name({"post": "Stab", "förälder": ""})
    ('Kostnader > HVB placeringar', 'Stab')
    """
    parent = row.get("förälder")
    return _plain(f"{parent} > {row['post']}" if parent else str(row["post"]))


def _plain(text: str) -> str:
    """Take the marks that a formula uses for itself out of a label."""
    return text.replace("[", "(").replace("]", ")")


def _money_cells(data: Path) -> Iterator[Cell]:
    for kind, frame in money_tables(data).items():
        for row in records(frame):
            scope = "" if row["omfattning"] == "årets" else f" {row['omfattning']}"
            own = {"enhet": "tkr", "upplösning": row["upplösning_tkr"]}
            for quantity in _MONEY:
                if f"{quantity}_tkr" in row:
                    cell = {**row, **own, "värde": row[f"{quantity}_tkr"]}
                    yield from _cell(kind, f"{quantity} {row['år']}{scope}", cell)


def _volume_cells(data: Path) -> Iterator[Cell]:
    for row in records(load_volumes(data)):
        yield from _cell("volym", f"utfall {row['år']}", {**row, "värde": row["utfall"]})


def _staff_cells(data: Path) -> Iterator[Cell]:
    for row in records(load_staff(data)):
        group = "" if row["grupp"] == "totalt" else f" {row['grupp']}"
        yield from _cell("personal", f"{row['år']}{group}", row)


def _cell(kind: str, column: str, row: Record) -> Iterator[Cell]:
    """Yield a cell unless it is empty; a missing number in a doubtful row may be one that could not be read."""
    empty = pd.isna(row["värde"])
    if empty and row["läsning"] == CERTAIN:
        return
    name = line_name(row)
    yield Cell(
        id=f"{row['dokument']}:{kind}:{name}:{column}",
        kind=kind,
        post=name,
        column=column,
        year=int(row["år"]),
        period=str(row.get("mätdatum") or row["period"]),
        value=None if empty else exact(row["värde"]),
        unit=row["enhet"],
        resolution=exact(1 if pd.isna(row["upplösning"]) else row["upplösning"]),
        document=str(row["dokument"]),
        section=str(row["avsnitt"]),
        line=int(row["rad"]),
    )
