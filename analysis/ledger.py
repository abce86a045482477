"""The ledger: every printed cell, the figures of `data/figures.csv`, and the formulas between them, evaluated."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

from analysis.cells import load_cells
from analysis.entries import COLUMNS, FILE, Figure, of_cell, of_row, row_faults
from analysis.errors import DataError, Fault, fault
from analysis.formulas import Node, compute, references, written
from analysis.frames import CsvRow, nearest, read_rows
from analysis.quantities import Quantity, UnitClashError
from analysis.registry import load_documents
from analysis.units import parse_unit

_ID = re.compile(r"\{([^{}]+)\}")


class Where(NamedTuple):
    """Where a formula stands: the file under `data/`, its row and its column."""

    file: str
    row: int | None
    column: str


class Ledger(NamedTuple):
    """All figures by id, and the ids that would name several cells with the ids to use in their place."""

    figures: Mapping[str, Figure]
    unclear: Mapping[str, list[str]]

    def evaluate(self, node: Node) -> tuple[Quantity | None, tuple[str, ...]]:
        """Compute a formula over the figures; where one is missing, return none and the ids of what is missing."""
        parts = [self.figures[part.name] for part in references(node)]
        missing = [name for part in parts if part.quantity is None for name in part.missing]
        if missing:
            return None, tuple(dict.fromkeys(missing))
        return compute(node, lambda name: _known(self.figures[name])), ()

    def leaves(self, node: Node) -> list[Figure]:
        """Return the figures without a formula that a formula comes down to, each once."""
        found = dict[str, Figure]()
        for part in references(node):
            figure = self.figures[part.name]
            below = self.leaves(figure.node) if figure.node else [figure]
            found |= {one.id: one for one in below}
        return list(found.values())

    def sources(self, node: Node) -> dict[str, str]:
        """Say which documents and sections a formula comes down to."""
        places = dict.fromkeys((leaf.document, leaf.section) for leaf in self.leaves(node) if leaf.document)
        documents = dict.fromkeys(document for document, _ in places)
        sections = dict.fromkeys(section for _, section in places if section)
        return {"dokument": ", ".join(documents), "avsnitt": "; ".join(sections)}

    def filled(self, text: str) -> str:
        """Put the value of a figure in the place of its id in {braces}."""
        return _ID.sub(lambda found: self.figures[found[1]].shown(), text)

    def written(self, node: Node) -> str:
        """Write a formula out with the names of the figures."""
        return written(node, lambda name: self.figures[name].name)


def _known(figure: Figure) -> Quantity:
    if figure.quantity is None:
        raise KeyError(figure.id)
    return figure.quantity


def load_ledger(data: Path) -> Ledger:
    """Load and evaluate all figures; a folder without figures.csv has its printed cells.

    Raises
    ------
    DataError
        When figures.csv is wrong: every fault of values, units, references and formulas at once, with its row.
    """
    path = data / FILE
    content = path.read_bytes() if path.is_file() else b""
    state = tuple(load_documents(data).itertuples(index=False, name=None))
    return _load_once(data, hashlib.sha256(content).hexdigest(), state)


@lru_cache(maxsize=16)
def _load_once(data: Path, _sha256: str, state: tuple[tuple[object, ...], ...]) -> Ledger:
    cells = load_cells(data)
    ledger = Ledger({name: of_cell(cell) for name, cell in cells.known.items()}, cells.unclear)
    rows = read_rows(data / FILE, COLUMNS) if (data / FILE).is_file() else []
    faults = [one for row in rows for one in row_faults(row, {str(document[0]) for document in state})]
    faults += _doubled(rows)
    own = {row["id"]: of_row(row) for row in rows if not faults}
    ledger = Ledger({**ledger.figures, **own}, cells.unclear)
    computed = {figure.id: figure for figure in own.values() if figure.node}
    wrong = {name: _reference_faults(figure, ledger) for name, figure in computed.items()}
    faults += [one for found in wrong.values() for one in found]
    ledger, more = _evaluated(ledger, [name for name in computed if not wrong[name]])
    if faults or more:
        raise DataError([*faults, *more])
    return ledger


def _doubled(rows: Sequence[CsvRow]) -> list[Fault]:
    seen = set[str]()
    faults = list[Fault]()
    for row in rows:
        if row["id"] in seen:
            faults.append(fault("duplicate-key", FILE, row.line, seen=row["id"], key="id"))
        seen.add(row["id"])
    return faults


def _where(figure: Figure) -> Where:
    return Where(FILE, figure.row, "formula")


def _reference_faults(figure: Figure, ledger: Ledger) -> list[Fault]:
    return reference_faults(_where(figure), figure.node, ledger) if figure.node else []


def text_faults(where: Where, text: str, ledger: Ledger) -> list[Fault]:
    """Find the ids in {braces} in a text that name no figure."""
    unknown = [name for name in _ID.findall(text) if name not in ledger.figures]
    return [
        fault(
            "unknown-reference",
            where.file,
            where.row,
            column=where.column,
            seen=one,
            known=nearest(one, ledger.figures),
        )
        for one in unknown
    ]


def reference_faults(where: Where, node: Node, ledger: Ledger) -> list[Fault]:
    """Find the ids in a formula that name no figure, or several cells."""
    faults = list[Fault]()
    for name in dict.fromkeys(part.name for part in references(node)):
        if name in ledger.unclear:
            faults.append(
                fault("unclear-cell", where.file, where.row, seen=name, known=", ".join(ledger.unclear[name]))
            )
        elif name not in ledger.figures:
            known = nearest(name, ledger.figures)
            faults.append(
                fault("unknown-reference", where.file, where.row, column=where.column, seen=name, known=known)
            )
    return faults


def _evaluated(ledger: Ledger, names: Sequence[str]) -> tuple[Ledger, list[Fault]]:
    """Evaluate formulas in the order that they need each other in; what hangs on a fault is left out in silence."""
    figures = dict(ledger.figures)
    needs = {name: {part.name for part in references(node)} for name in names if (node := figures[name].node)}
    order, faults = _ordered(needs, figures)
    known = {name for name, figure in figures.items() if figure.node is None}
    for name in order:
        node, figure = figures[name].node, figures[name]
        if node is None or not needs[name] <= known:
            continue
        try:
            quantity, missing = Ledger(figures, {}).evaluate(node)
            if quantity:
                quantity.within(parse_unit(figure.unit))
            figures[name] = figure._replace(quantity=quantity, missing=missing)
            known.add(name)
        except (UnitClashError, ZeroDivisionError) as error:
            faults.append(arithmetic_fault(_where(figure), error, node, figure.unit))
    return Ledger(figures, ledger.unclear), faults


def arithmetic_fault(where: Where, error: Exception, node: Node, unit: str) -> Fault:
    """Say what stopped a formula from being computed."""
    column, seen = where.column, written(node, str)
    if isinstance(error, ZeroDivisionError):
        return fault("zero-divisor", where.file, where.row, column=column, seen=seen)
    expected = {"expected": f"units that give {unit}", "expected_sv": f"enheter som ger {unit}"}
    return fault("unit-clash", where.file, where.row, column=column, seen=seen, **expected)


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
