"""What a year comes to gross and net, and each line of its statement: exact, with the formulas over the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from analysis.explanations.causes import line_of
from analysis.explanations.years import year_entries
from analysis.ledger.figures import Figure
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import load_ledger
from analysis.ledger.quantities import Quantity, parse_unit
from analysis.statements.folder import Folder
from analysis.statements.main import main_statements

OUTCOME, BUDGET, DEVIATION = "utfall", "budget", "avvikelse"
COST, INCOME = "kostnad", "intäkt"
_PART = "varav"
_NET = {OUTCOME: "nettokostnad_tkr", BUDGET: "nettobudget_tkr", DEVIATION: "avvikelse_tkr"}
_TKR = "tkr"


class Amount(NamedTuple):
    """An amount with its formula over ids of the ledger."""

    quantity: Quantity
    formula: str

    @property
    def tkr(self) -> Decimal:
        """Return it in tkr."""
        return self.quantity.within(parse_unit(_TKR))[0]

    @property
    def ids(self) -> str:
        """Return the ids of its figures."""
        return "; ".join(dict.fromkeys(part.name for part in references(parse_formula(self.formula))))


class Line(NamedTuple):
    """A line of an operating statement: whether it is income, cost or net, and its figures."""

    side: str
    figures: dict[str, Figure]

    def amount(self, side: str) -> Amount | None:
        """Return its outcome, budget or deviation as it is printed; none where it is not."""
        figure = self.figures.get(side)
        return Amount(figure.quantity, f"[{figure.id}]") if figure and figure.quantity else None


def line_amounts(folder: Folder, year: int, what: str) -> Line | None:
    """Find a line of the statement that a year is told by."""
    statement = main_statements(folder).get(year)
    if statement is None:
        return None
    sides = {line.post: line.slag for line in statement.lines if line.slag != _PART}
    for line in statement.lines:
        found = load_ledger(folder).line(line.dokument, line.rad, year)
        if any(one.cell and line_of(one.cell) == what for one in found.values()):
            return Line(sides.get(line.förälder, "") if line.slag == _PART else line.slag, found)
    return None


def _sides(folder: Folder, year: int, kind: str, side: str) -> Amount | None:
    """Add up the lines of income, or of cost, of a statement that is parted into the two; none of any other."""
    statement = main_statements(folder).get(year)
    if statement is None or {line.slag for line in statement.parts} != {COST, INCOME}:
        return None
    lines = [line for line in statement.parts if line.slag == kind]
    found = [load_ledger(folder).line(line.dokument, line.rad, year).get(side) for line in lines]
    known = [Amount(one.quantity, f"[{one.id}]") for one in found if one and one.quantity]
    return added(known) if len(known) == len(lines) else None


def income_of(folder: Folder, year: int, side: str) -> Amount | None:
    """Return the income of a year: that of its statement, else of the concept; none where it is not known."""
    return _sides(folder, year, INCOME, side) or _entry(folder, year, {OUTCOME: "intäkter_tkr"}.get(side, ""))


def gross_of(folder: Folder, year: int, side: str) -> Amount | None:
    """Return the cost of a year before any income, likewise."""
    return _sides(folder, year, COST, side) or _entry(folder, year, {OUTCOME: "bruttokostnad_tkr"}.get(side, ""))


def net_of(folder: Folder, year: int, side: str) -> Amount | None:
    """Return what a year came to in all: by the concept, else by the total of its statement."""
    return _entry(folder, year, _NET[side]) or _total(folder, year, side)


def _total(folder: Folder, year: int, side: str) -> Amount | None:
    statement = main_statements(folder).get(year)
    found = load_ledger(folder).line(statement.document, statement.total.rad, year) if statement else {}
    return Line("", found).amount(side)


def _entry(folder: Folder, year: int, column: str) -> Amount | None:
    entry = year_entries(folder, year).get(column)
    return Amount(entry.quantity, entry.formula) if entry and entry.quantity else None


def added(amounts: Iterable[Amount]) -> Amount:
    """Add amounts up: one at the least."""
    return reduce(lambda one, other: Amount(one.quantity + other.quantity, f"{one.formula} + {other.formula}"), amounts)


def less(one: Amount | None, *others: Amount | None) -> Amount | None:
    """Take amounts away from another; none where one of them is not known."""
    result = one
    for other in others:
        if result is None or other is None:
            return None
        result = Amount(result.quantity - other.quantity, f"{result.formula} - ({other.formula})")
    return result
