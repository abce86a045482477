"""Table cells and `data/figures.csv` to the ledger, evaluated; and the ledger as a frame."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvCell, Judge, named_in, refuse
from analysis.data_files import FIGURES as FIGURES_FILE
from analysis.errors import Fault, fault
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, Record, make_frame, nearest
from analysis.ledger.figures import (
    DRIFT,
    FILE,
    Figure,
    load_cells,
    of_cell,
    of_row,
    row_faults,
    stand_in,
    unit_faults,
    wording_faults,
)
from analysis.ledger.formulas import FormulaError, Node, compute, numbers, parse_formula, references, written
from analysis.ledger.places import place_text, report_place
from analysis.ledger.quantities import KNOWN, Quantity, UnitClashError, constant, is_unit, parse_unit
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.statements.register import load_documents
from analysis.vocabulary.numerals import decimals_of, format_number, half_up


class Where(NamedTuple):
    """Where a formula stands: the file under `data/`, its row and its column."""

    file: str
    row: int | None
    column: str


def judges_of(ledger: Ledger, folder: Folder) -> dict[str, Judge]:
    """Know what the columns of the files beside figures.csv ask for: documents, units, formulas, ids in texts."""

    def formula(cell: CsvCell) -> Iterator[Fault]:
        return formula_faults(Where(cell.file, cell.row.line, cell.column.name), cell.text, cell.unit, ledger)

    def quoting(cell: CsvCell) -> Iterator[Fault]:
        for name in ids_in(cell.text):
            if name not in ledger.figures:
                yield cell.unknown([nearest(name, ledger.figures)], name)
        for how in (found[1].partition("|")[2] for found in _ID.finditer(cell.text) if "|" in found[1]):
            if not _HOW.fullmatch(how):
                yield cell.bad(*_A_SIZE, how)

    documents = [str(name) for name in load_documents(data=folder)["id"]]
    return {"document": named_in(documents), "unit": unit_faults, "formula": formula, "quoting": quoting}


def formula_faults(where: Where, text: str, unit: str, ledger: Ledger) -> Iterator[Fault]:
    """Find what is wrong with a formula: its words, the figures it names, its units."""
    try:
        node = parse_formula(text)
    except FormulaError as error:
        yield fault("bad-formula", where.file, where.row, column=where.column, seen=error)
        return
    unknown = list(reference_faults(where, node, ledger))
    yield from unknown
    if not unknown and is_unit(unit):
        yield from arithmetic_faults(where, node, unit, ledger)


def reference_faults(where: Where, node: Node, ledger: Ledger) -> Iterator[Fault]:
    """Find the ids in a formula that name no figure or several cells, and the units of its numbers that are none."""
    for name in dict.fromkeys(part.name for part in references(node)):
        if name in ledger.unclear:
            known = ", ".join(ledger.unclear[name])
            yield fault("unclear-cell", where.file, where.row, seen=name, known=known)
        elif name not in ledger.figures:
            yield _unknown(where, name, nearest(name, ledger.figures))
    for number in numbers(node):
        if not is_unit(number.name):
            yield _unknown(where, number.name, nearest(number.name, KNOWN, 5))


def _unknown(where: Where, seen: str, known: str) -> Fault:
    return fault("unknown-reference", where.file, where.row, column=where.column, seen=seen, known=known)


def arithmetic_faults(where: Where, node: Node, unit: str, ledger: Ledger) -> Iterator[Fault]:
    """Find units that do not fit and divisors that may be zero; a missing figure stands in with its unit alone."""
    absent = [part.name for part in references(node) if ledger.figures[part.name].quantity is None]

    def stand_in(name: str) -> Quantity:
        figure = ledger.figures[name]
        return constant(Decimal(1), parse_unit(figure.unit)) if figure.quantity is None else figure.quantity

    column, seen = where.column, written(node, str)
    try:
        compute(node, stand_in).within(parse_unit(unit))
    except UnitClashError:
        texts = {"expected": f"units that give {unit}", "expected_sv": f"enheter som ger {unit}"}
        yield fault("unit-clash", where.file, where.row, column=column, seen=seen, **texts)
    except ZeroDivisionError:
        if not absent:
            yield fault("zero-divisor", where.file, where.row, column=column, seen=seen)


_ID = re.compile(r"\{([^{}]+)\}")
_HOW = re.compile(r"belopp(?: ([1-9][0-9]{0,8}))?")  # how a figure is shown: its size, to a step
_A_SIZE = ("belopp, or belopp and a step such as 100", "belopp, eller belopp och ett steg, t.ex. 100")


@dataclass(frozen=True)
class Ledger:
    """All figures by id, and the ids that would name several cells with the ids to use in their place."""

    figures: Mapping[str, Figure]
    unclear: Mapping[str, list[str]]

    def line(self, document: str, line: int, year: int) -> dict[str, Figure]:
        """Return the cells of a line of an operating statement for a year, by what their columns hold."""
        return dict(self._lines.get((document, line, year), {}))

    @cached_property
    def _lines(self) -> dict[tuple[str, int | None, int], dict[str, Figure]]:
        found = dict[tuple[str, int | None, int], dict[str, Figure]]()
        for one in self.figures.values():
            if one.cell and one.cell.kind == DRIFT:
                found.setdefault((one.document, one.line, one.year), {})[one.cell.quantity] = one
        return found

    def evaluate(self, node: Node) -> tuple[Quantity | None, tuple[str, ...]]:
        """Compute a formula over the figures; where one is missing, return none and the ids of what is missing."""
        parts = [self.figures[part.name] for part in references(node)]
        missing = [name for part in parts if part.quantity is None for name in part.missing]
        if missing:
            return None, tuple(dict.fromkeys(missing))
        return compute(node, lambda name: self.figures[name].known()), ()

    def leaves(self, node: Node) -> list[Figure]:
        """Return the figures without a formula that a formula comes down to, each once."""
        found, seen, stack = dict[str, Figure](), set[str](), [self._parts(node)]
        while stack:
            one = next(stack[-1], None)
            if one is None:
                stack.pop()
            elif one.node is None:
                found[one.id] = one
            elif one.id not in seen:
                seen.add(one.id)
                stack.append(self._parts(one.node))
        return list(found.values())

    def _parts(self, node: Node) -> Iterator[Figure]:
        return (self.figures[part.name] for part in references(node))

    def sources(self, node: Node) -> dict[str, str]:
        """Say which documents and sections a formula comes down to."""
        places = dict.fromkeys((leaf.document, leaf.section) for leaf in self.leaves(node) if leaf.document)
        documents = dict.fromkeys(document for document, _ in places)
        sections = dict.fromkeys(section for _, section in places if section)
        return {"dokument": ", ".join(documents), "avsnitt": "; ".join(sections)}

    def printed_figure(self, node: Node) -> Figure | None:
        """Return the figure that a formula is nothing but, its sign apart, where it is a printed or missing one."""
        inner = node.parts[0] if node.kind == "negate" else node
        figure = self.figures[inner.name] if inner.kind == "reference" else None
        return figure if figure and figure.node is None else None

    def filled(self, text: str) -> str:
        """Put the value of a figure in the place of its id in {braces}; its size alone for {id|belopp}.

        A number behind that word is the step that it is rounded to: {id|belopp 100}.
        """
        return _ID.sub(lambda found: self._shown(found[1]), text)

    def _shown(self, name: str) -> str:
        own, _, how = name.partition("|")
        figure = self.figures[own]
        value = figure.value()
        if not how or value is None:
            return figure.shown()
        found = _HOW.fullmatch(how)
        step = Decimal(found[1] or 0) if found else Decimal(0)
        size = half_up(abs(value) / step, Decimal(1)) * step if step else abs(value)
        return format_number(size, decimals_of(size), figure.unit)

    def written(self, node: Node) -> str:
        """Write a formula out with the names of the figures."""
        return written(node, lambda name: self.figures[name].name)


def ids_in(text: str) -> list[str]:
    """Return the ids that stand in {braces} in a text.

    Examples
    --------
    >>> ids_in("Läsningen ger {budget_2017} mot {utfall_2017}.")
    ['budget_2017', 'utfall_2017']
    """
    return [name.partition("|")[0] for name in _ID.findall(text)]


FIGURES = {
    "id": TEXT, "begrepp": TEXT, "år": WHOLE, "period": TEXT, "värde": NUMBER, "enhet": TEXT, "tolerans": NUMBER,
    "upplösning": NUMBER, "status": TEXT, "formel": TEXT, "uträkning": TEXT, "saknas": TEXT, "dokument": TEXT,
    "avsnitt": TEXT, "rad": MAYBE_WHOLE, "anmärkning": TEXT,
}  # fmt: skip


def load_figures(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Load the ledger: the cells of all tables, the figures in the commentary, and those computed from them.

    Parameters
    ----------
    data, board
        The folder that holds `figures.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a figure: ``id`` (a table's cell is ``document:table:line:column``), ``begrepp`` (what it measures),
        ``år``, ``period``, ``värde`` in the unit that ``enhet`` names with the sign of the print (computed figures:
        income positive, cost negative), ``tolerans`` (how far rounding can have moved it), ``upplösning`` (one step of
        the last printed digit; 0 for a count), ``status`` (``tryckt``, ``beräknad``, ``saknas``), ``formel`` over ids,
        ``uträkning`` (the formula as a person writes it), ``saknas`` (what is missing for it), ``dokument``,
        ``avsnitt``, ``rad`` (of the report) and ``anmärkning``. A missing value is NaN.

    Raises
    ------
    DataError
        When figures.csv is wrong: unknown ids, circles, two rows for one id, units that do not fit and whatever else,
        all at once with their rows.

    Examples
    --------
    >>> figures = load_figures().set_index("id")
    >>> print(*figures.loc["nettobudget_2019", ["värde", "tolerans", "uträkning"]])
    -181206.0 1.0 Drift: Summa, budget 2020 + ramökning 2020
    """
    folder = opened(data, board)
    ledger = load_ledger(folder)
    return make_frame("figures.csv", (_row(figure, ledger) for figure in ledger.figures.values()), FIGURES, ["id"])


def _row(figure: Figure, ledger: Ledger) -> Record:
    value, tolerance = figure.value(), figure.tolerance()
    own = {"dokument": figure.document, "avsnitt": figure.section}
    return {
        "id": figure.id,
        "begrepp": figure.concept,
        "år": figure.year,
        "period": figure.period,
        "enhet": figure.unit,
        "status": figure.status,
        "anmärkning": figure.note,
        "rad": figure.report_line,
        "värde": None if value is None else float(value),
        "tolerans": None if tolerance is None else float(tolerance),
        "upplösning": None if figure.resolution is None else float(figure.resolution),
        "formel": figure.formula,
        "uträkning": ledger.written(figure.node) if figure.node else "",
        "saknas": "; ".join(ledger.figures[name].name for name in figure.missing),
        **(ledger.sources(figure.node) if figure.node else own),
    }


@kept
def load_ledger(folder: Folder) -> Ledger:
    """Load and evaluate all figures; a folder without figures.csv has its printed cells.

    Raises
    ------
    DataError
        When figures.csv is wrong: every fault of values, units, references and formulas at once, with its row.
    """
    cells = load_cells(folder)
    documents = {str(name) for name in load_documents(data=folder)["id"]}
    judges = {"document": named_in(documents), "unit": unit_faults, "formula": wording_faults}
    read = folder.table(FIGURES_FILE, judges)
    misfits = [one for row in read.rows for one in row_faults(row)]
    wrong = read.wrong | {one.line for one in misfits}
    own = {row["id"]: stand_in(row) if row.line in wrong else of_row(row) for row in read.rows}
    figures = {name: _with_place(of_cell(cell), folder) for name, cell in cells.known.items()} | own
    ledger, more = _evaluated(Ledger(figures, cells.unclear), own)
    refuse([*read.faults, *misfits, *more])
    return ledger


def _with_place(figure: Figure, folder: Folder) -> Figure:
    place = report_place(folder, figure.document, figure.line or 0)
    line = figure.line if isinstance(place, str) else place
    return figure._replace(report_line=line, place=place_text(place))


def _where(figure: Figure) -> Where:
    return Where(FILE, figure.row, "formula")


def _evaluated(ledger: Ledger, own: Mapping[str, Figure]) -> tuple[Ledger, list[Fault]]:
    """Evaluate formulas in the order that they need each other in; what hangs on a fault is missing."""
    figures, faults = dict(ledger.figures), list[Fault]()
    needs = dict[str, set[str]]()
    for figure in own.values():
        if figure.node is not None:
            found = list(reference_faults(_where(figure), figure.node, ledger))
            faults += found
            if not found:
                needs[figure.id] = {part.name for part in references(figure.node)}
            figures[figure.id] = figure._replace(missing=(figure.id,))
    order, circles = _ordered(needs, figures)
    for figure, node in ((own[name], own[name].node) for name in order):
        so_far = Ledger(figures, {})
        if node is not None:
            found = list(arithmetic_faults(_where(figure), node, figure.unit, so_far))
            faults += found
            if not found:
                quantity, missing = so_far.evaluate(node)
                figures[figure.id] = figure._replace(quantity=quantity, missing=missing)
    return Ledger(figures, ledger.unclear), [*faults, *circles]


def _ordered(needs: Mapping[str, set[str]], figures: Mapping[str, Figure]) -> tuple[list[str], list[Fault]]:
    """Sort formulas so that each stands behind what it needs; name every circle."""
    needs, faults = dict(needs), list[Fault]()
    while True:
        try:
            return [name for name in TopologicalSorter(needs).static_order() if name in needs], faults
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            faults.append(fault("cycle", FILE, figures[circle[0]].row, seen=" → ".join(circle)))
            needs = {name: needed for name, needed in needs.items() if name not in circle}
