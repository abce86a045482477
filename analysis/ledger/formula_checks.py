"""What can be wrong with a formula or a text over figures, each fault with its file, row and column."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from analysis.errors import Fault, fault
from analysis.frames import nearest
from analysis.ledger.formulas import FormulaError, Node, compute, numbers, parse_formula, references, written
from analysis.ledger.ledger import Ledger, ids_in
from analysis.ledger.quantities import Quantity, UnitClashError, constant
from analysis.ledger.units import KNOWN, is_unit, parse_unit


class Where(NamedTuple):
    """Where a formula stands: the file under `data/`, its row and its column."""

    file: str
    row: int | None
    column: str


def text_faults(where: Where, text: str, ledger: Ledger) -> Iterator[Fault]:
    """Find the ids in {braces} in a text that name no figure."""
    for name in ids_in(text):
        if name not in ledger.figures:
            yield _unknown(where, name, nearest(name, ledger.figures))


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
