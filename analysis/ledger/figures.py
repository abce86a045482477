"""A printed cell or a row of `data/figures.csv` to a figure of the ledger, checked by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvCell, CsvRow
from analysis.data_files import COMPUTED, FIGURES, MISSING, PRINTED
from analysis.errors import Fault, fault
from analysis.frames import Record, nearest, records
from analysis.ledger.formulas import FormulaError, Node, parse_formula
from analysis.ledger.quantities import KNOWN, Quantity, is_unit, parse_unit, printed
from analysis.readers.tables import CERTAIN
from analysis.statements.load import load_staff, load_volumes
from analysis.statements.register import State, state
from analysis.statements.sums import money_tables
from analysis.vocabulary.numerals import Printed, decimals_of, exact, format_number, parse_number

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
    >>> from analysis.files import DATA
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


FILE = FIGURES.name
_NEEDS = {PRINTED: (True, False), COMPUTED: (False, True), MISSING: (False, False)}  # a value, a formula


class Figure(NamedTuple):
    """A figure of the ledger.

    Attributes
    ----------
    id, name, concept
        What formulas call it, what people call it (with its year), and what it measures.
    year, period
        What time it is for.
    unit, status
        The unit of its value; ``tryckt``, ``beräknad`` or ``saknas``.
    resolution
        One step of the last printed digit; None where it is computed.
    document, section, line, note
        Where it stands (no line for prose), and what else must be known.
    row
        Its row in figures.csv; None for a cell of a table.
    formula, node
        Its formula as it is written in figures.csv, and as it was read.
    quantity
        Its value with its doubt; None where it or something it needs is missing.
    missing
        The ids of the figures that are missing for it.
    """

    id: str
    name: str
    concept: str
    year: int
    period: str
    unit: str
    status: str
    resolution: Decimal | None
    document: str
    section: str
    line: int | None
    note: str
    row: int | None = None
    formula: str = ""
    node: Node | None = None
    quantity: Quantity | None = None
    missing: tuple[str, ...] = ()

    def known(self) -> Quantity:
        """Return the quantity of a figure that has one."""
        if self.quantity is None:
            raise KeyError(self.id)
        return self.quantity

    def value(self) -> Decimal | None:
        """Return the value in the figure's own unit."""
        return None if self.quantity is None else self.quantity.within(parse_unit(self.unit))[0]

    def shown(self) -> str:
        """Write the value with its unit, at most one decimal."""
        value = self.value()
        return format_number(value, decimals_of(value), self.unit if value is not None else "")

    def tolerance(self) -> Decimal | None:
        """Return how far rounding can have moved the value, in the same unit."""
        return None if self.quantity is None else self.quantity.within(parse_unit(self.unit))[1]


def of_cell(cell: Cell) -> Figure:
    """Make a figure of a printed cell."""
    known = cell.value is not None
    unit = parse_unit(cell.unit)
    return Figure(
        id=cell.id,
        name=f"{cell.kind.capitalize()}: {cell.post}, {cell.column}",
        concept=f"{cell.post}, {re.sub(r' ?[0-9]{4}', '', cell.column).strip() or 'totalt'}",
        year=cell.year,
        period=cell.period,
        unit=cell.unit,
        status=PRINTED if known else MISSING,
        resolution=cell.resolution,
        document=cell.document,
        section=cell.section,
        line=cell.line,
        note="" if known else "Kunde inte läsas säkert.",
        quantity=printed(cell.id, cell.value, cell.resolution, unit) if cell.value is not None else None,
        missing=() if known else (cell.id,),
    )


def of_row(row: CsvRow) -> Figure:
    """Make a figure of a row that has no faults."""
    value = _number(row["value"])
    resolution = _number(row["resolution"])
    quantity = None
    if value is not None and resolution is not None:
        quantity = printed(row["id"], value.value, resolution.value, parse_unit(row["unit"]))
    return Figure(
        id=row["id"],
        name=f"{row['concept']} {row['year']}",
        concept=row["concept"],
        year=int(row["year"]),
        period=row["period"],
        unit=row["unit"],
        status=row["status"],
        resolution=resolution and resolution.value,
        document=row["document"],
        section=row["section"],
        line=None,
        note=row["note"],
        row=row.line,
        formula=row["formula"],
        node=parse_formula(row["formula"]) if row["formula"] else None,
        quantity=quantity,
        missing=(row["id"],) if row["status"] == MISSING else (),
    )


def stand_in(row: CsvRow) -> Figure:
    """Make a missing figure of a row that has faults, so that formulas over it can be checked all the same."""
    unit = row["unit"] if is_unit(row["unit"]) else "ggr"
    names = (row["id"], row["id"], row["concept"], 0, row["period"], unit, MISSING, None)
    return Figure(*names, row["document"], row["section"], None, row["note"], row.line, missing=(row["id"],))


def _number(text: str) -> Printed | None:
    try:
        return parse_number(text)
    except ValueError:
        return None


def unit_faults(cell: CsvCell) -> Iterator[Fault]:
    """Find a unit that is none, with the nearest that there are."""
    if not is_unit(cell.text):
        yield cell.unknown([nearest(cell.text, KNOWN, 5)])


def wording_faults(cell: CsvCell) -> Iterator[Fault]:
    """Find a formula that cannot be read."""
    try:
        parse_formula(cell.text)
    except FormulaError as error:
        yield fault("bad-formula", cell.file, cell.row.line, column=cell.column.name, seen=error)


def row_faults(row: CsvRow) -> Iterator[Fault]:
    """Find what of a row does not fit together: value or formula with its status, the value with its step."""
    have = (bool(row["value"]), bool(row["formula"]))
    if row["status"] in _NEEDS and have != _NEEDS[row["status"]]:
        names = {(True, True): ("both", "bådadera"), (False, False): ("neither", "ingetdera")}
        english, swedish = names.get(have, ("a value", "ett värde") if have[0] else ("a formula", "en formel"))
        yield fault("value-or-formula", FILE, row.line, seen=row["status"], have=english, have_sv=swedish)
    value, step = (_number(row[column]) for column in ("value", "resolution"))
    if value and step and step.value > 0 and value.value % step.value:
        expected = ("a step that the value is a multiple of", "ett steg som värdet är en multipel av")
        yield FIGURES.cell(row, "resolution").bad(*expected)
