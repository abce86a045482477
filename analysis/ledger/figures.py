"""A printed cell or a row of `data/figures.csv` to a figure of the ledger, checked by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

from analysis.csv_files import CsvCell, CsvRow
from analysis.data_files import COMPUTED, FIGURES, MISSING, PRINTED
from analysis.errors import Fault, fault
from analysis.frames import nearest
from analysis.ledger.formulas import FormulaError, Node, parse_formula
from analysis.ledger.quantities import KNOWN, Quantity, is_unit, parse_unit, printed
from analysis.readers.tables import CERTAIN
from analysis.statements.folder import Folder, kept
from analysis.statements.lines import YEARLY, Line
from analysis.statements.load import money_lines, prior_lines, staff_lines, volume_lines
from analysis.vocabulary.numerals import Printed, decimals_of, format_number, parse_number
from analysis.vocabulary.periods import outcome_word, own_part

DRIFT = "drift"  # the kind of an operating statement
_A_UNIT = (
    "a unit such as tkr, kr or %, or what is counted in small letters, such as timmar",
    "en enhet som tkr, kr eller %, eller det som räknas med små bokstäver, t.ex. timmar",
)


class CellId(NamedTuple):
    """What a printed cell is called, in parts; its text is what formulas write.

    Attributes
    ----------
    document
        The document that prints it.
    kind
        The kind of its table: ``drift``, ``investering``, ``ombudgetering``, ``volym`` or ``personal``.
    post
        Its line; a part together with the line that it is part of.
    quantity
        What its column holds, such as ``utfall``; empty for an outcome in a table of personnel.
    year
        The year that its column is for.
    scope
        What else tells its column from others: ``sedan projektstart``, a part of the year, or a group of people.
    at
        The line of the file, where the table prints the label more than once.

    Examples
    --------
    >>> CellId("a-2023", "drift", "Stab", "utfall", 2023).text
    'a-2023:drift:Stab:utfall 2023'
    """

    document: str
    kind: str
    post: str
    quantity: str
    year: int
    scope: str = ""
    at: int | None = None

    @property
    def column(self) -> str:
        """Return the column as a person names it."""
        return " ".join(filter(None, (self.quantity, str(self.year), self.scope)))

    @property
    def label(self) -> str:
        """Return the line as the id names it."""
        return self.post if self.at is None else f"{self.post}@{self.at}"

    @property
    def text(self) -> str:
        """Return the id as formulas write it."""
        return f"{self.document}:{self.kind}:{self.label}:{self.column}"


class Cell(NamedTuple):
    """A printed cell.

    Attributes
    ----------
    key
        What it is called, in parts.
    period
        What time the figure is for.
    value
        As printed; None where it could not be read.
    unit, resolution
        The unit, and one step of the last printed digit; 0 where whole things are counted, which rounds nothing.
    section, line
        Where it stands.
    """

    key: CellId
    period: str
    value: Decimal | None
    unit: str
    resolution: Decimal
    section: str
    line: int

    @property
    def id(self) -> str:
        """Return what formulas call it."""
        return self.key.text


class Cells(NamedTuple):
    """All cells by id, and the ids that would be those of several cells, with the ids to use in their place."""

    known: dict[str, Cell]
    unclear: dict[str, list[str]]


@kept
def load_cells(folder: Folder) -> Cells:
    """Load the cells of every registered table; an empty cell is none, one that could not be read has no value.

    Examples
    --------
    >>> from analysis.files import DATA
    >>> cell = load_cells(DATA).known["socialnamnden-2020:drift:Ledning:avvikelse 2020"]
    >>> cell.value, cell.unit, cell.section, cell.line
    (Decimal('-16644'), 'tkr', 'Drift', 38)
    """
    found = _exact_counts([*_money_cells(folder), *_volume_cells(folder), *_staff_cells(folder)])
    counts = Counter(cell.id for cell in found)
    known, unclear = dict[str, Cell](), dict[str, list[str]]()
    for cell in found:
        own = cell._replace(key=cell.key._replace(at=cell.line)) if counts[cell.id] > 1 else cell
        if own is not cell:
            unclear.setdefault(cell.id, []).append(own.id)
        known[own.id] = own
    return Cells(known, unclear)


def _exact_counts(cells: list[Cell]) -> list[Cell]:
    """Take the doubt of rounding from numbers of people and cases; a line with a decimal in it counts no heads."""
    rounded = {(cell.key.document, cell.line) for cell in cells if cell.resolution != 1}
    return [
        cell._replace(resolution=Decimal(0))
        if cell.unit == "antal" and (cell.key.document, cell.line) not in rounded
        else cell
        for cell in cells
    ]


def line_name(post: str, parent: str = "") -> str:
    """Name a line, a part together with the line that it is part of.

    Examples
    --------
    >>> line_name("HVB placeringar", "Kostnader"), line_name("Stab")
    ('Kostnader > HVB placeringar', 'Stab')
    """
    return _plain(f"{parent} > {post}" if parent else post)


def _plain(text: str) -> str:
    """Take the marks that a formula, or a list of ids, uses for itself out of a label."""
    return text.replace("[", "(").replace("]", ")").replace("; ", ", ")


class _Number(NamedTuple):
    """What is printed in a cell: its value, one step of it and its unit, and what time it is for."""

    value: Decimal | None
    resolution: Decimal | None
    unit: str
    period: str


def _money_cells(folder: Folder) -> Iterator[Cell]:
    for kind, lines in [*money_lines(folder).items(), (DRIFT, prior_lines(folder))]:
        for line in lines:
            scope = "" if line.omfattning == YEARLY else line.omfattning
            name = line_name(line.post, line.förälder)
            for column in line.money:
                key = CellId(line.dokument, kind, name, column.removesuffix("_tkr"), line.år, scope)
                yield from _cell(key, line, _Number(line.amount(column), line.upplösning_tkr, "tkr", line.period))


def _volume_cells(folder: Folder) -> Iterator[Cell]:
    for line in volume_lines(folder):
        key = CellId(line.dokument, "volym", line_name(line.post), line.roll, line.år, own_part(line.period))
        yield from _cell(key, line, _Number(line.värde, line.upplösning, line.enhet, line.period))


def _staff_cells(folder: Folder) -> Iterator[Cell]:
    for line in staff_lines(folder):
        parts = (own_part(line.period), "" if line.grupp == "totalt" else line.grupp)
        role, scope = "" if line.roll == "utfall" else line.roll, " ".join(filter(None, parts))
        key = CellId(line.dokument, "personal", line_name(line.post), role, line.år, scope)
        yield from _cell(key, line, _Number(line.värde, line.upplösning, line.enhet, line.mätdatum or line.period))


def _cell(key: CellId, line: Line, number: _Number) -> Iterator[Cell]:
    """Yield a cell unless it is empty; a missing number in a doubtful line may be one that could not be read."""
    if number.value is None and line.läsning == CERTAIN:
        return
    step = Decimal(1) if number.resolution is None else number.resolution
    yield Cell(key, number.period, number.value, number.unit, step, line.avsnitt, line.rad)


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
    cell
        Its id in parts where it is a cell of a table.
    report_line
        The line of the report, as it was published to us as text; None where it is not known.
    place
        Where it stands in the report, as a message says it: ``rad 770``, ``sida 3``; empty where it is not known.
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
    cell: CellId | None = None
    report_line: int | None = None
    place: str = ""

    def known(self) -> Quantity:
        """Return the quantity of a figure that has one."""
        if self.quantity is None:
            raise KeyError(self.id)
        return self.quantity

    def value(self) -> Decimal | None:
        """Return the value in the figure's own unit."""
        return None if self.quantity is None else self.quantity.within(parse_unit(self.unit))[0]

    def spot(self) -> int | str | None:
        """Return the line of the report that it stands on, or what its page or sheet is called."""
        return self.report_line if self.place.startswith("rad ") else self.place or None

    def shown(self) -> str:
        """Write the value with its unit, at most one decimal."""
        value = self.value()
        return format_number(value, decimals_of(value), self.unit if value is not None else "")

    def tolerance(self) -> Decimal | None:
        """Return how far rounding can have moved the value, in the same unit."""
        return None if self.quantity is None else self.quantity.within(parse_unit(self.unit))[1]


def _as_told(cell: Cell) -> CellId:
    """Name a cell as readers are told of it: a forecast that stands in for the outcome of its year is none."""
    is_outcome = cell.key.quantity == "utfall"
    return cell.key._replace(quantity=outcome_word(cell.period)) if is_outcome else cell.key


def of_cell(cell: Cell) -> Figure:
    """Make a figure of a printed cell."""
    known = cell.value is not None
    unit, named = parse_unit(cell.unit), _as_told(cell)
    return Figure(
        id=cell.id,
        name=f"{named.kind.capitalize()}: {named.post}, {named.column}",
        concept=f"{named.post}, {f'{named.quantity} {named.scope}'.strip() or 'totalt'}",
        year=cell.key.year,
        period=cell.period,
        unit=cell.unit,
        status=PRINTED if known else MISSING,
        resolution=cell.resolution,
        document=cell.key.document,
        section=cell.section,
        line=cell.line,
        cell=cell.key,
        report_line=cell.line,
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
        report_line=int(row["line"]) if row["line"] else None,
        place=f"rad {row['line']}" if row["line"] else "",
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
    """Find a unit that is none, with the nearest that there are or how what is counted is written."""
    if not is_unit(cell.text):
        near = get_close_matches(cell.text, KNOWN, 1, 0.5)
        yield cell.unknown([nearest(cell.text, KNOWN, 5)]) if near else cell.bad(*_A_UNIT)


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
