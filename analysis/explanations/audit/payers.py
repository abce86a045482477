"""What other principals pay of a board's cost, `payers.csv`, held against what its lines come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvCell, CsvRow, Judge, refuse
from analysis.data_files import PAYERS
from analysis.errors import Fault
from analysis.explanations.audit.amounts import (
    BUDGET,
    COST,
    INCOME,
    OUTCOME,
    Amount,
    added,
    income_of,
    line_amounts,
)
from analysis.explanations.causes import line_of
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, frame_of, nearest
from analysis.ledger.figures import DRIFT
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.statements.main import main_statements
from analysis.vocabulary.numerals import format_number
from analysis.vocabulary.periods import is_forecast

PAID = {
    "år": WHOLE, "vad": TEXT, "betalare": TEXT, "utfall_tkr": NUMBER, "budget_tkr": NUMBER, "avvikelse_tkr": NUMBER,
    "anmärkning": TEXT, "dokument": TEXT, "avsnitt": TEXT, "rad": MAYBE_WHOLE,
}  # fmt: skip
_COLUMNS = {OUTCOME: "outcome", BUDGET: "budget"}
_TKR, _WHOLE_YEAR = "tkr", "helår"


class Paid(NamedTuple):
    """What somebody else pays, named as in `other_payers`; a part of it nothing says is missing."""

    år: int
    vad: str
    betalare: str
    amounts: dict[str, Amount]
    anmärkning: str
    dokument: str
    avsnitt: str
    rad: int | None
    missing: dict[str, tuple[str, ...]]
    rad_i_filen: int

    @property
    def utfall_tkr(self) -> Decimal | None:
        """Return what was paid."""
        return self.amounts[OUTCOME].tkr if OUTCOME in self.amounts else None

    @property
    def budget_tkr(self) -> Decimal | None:
        """Return what was budgeted."""
        return self.amounts[BUDGET].tkr if BUDGET in self.amounts else None

    @property
    def avvikelse_tkr(self) -> Decimal | None:
        """Return how much more than budgeted was paid."""
        paid, planned = self.utfall_tkr, self.budget_tkr
        return None if paid is None or planned is None else paid - planned


@kept
def load_payers(folder: Folder) -> tuple[Paid, ...]:
    """Load payers.csv in its order; a folder without it has no rows.

    Raises
    ------
    DataError
        When a row names what is not there, its figures are of another year, part of the year or unit, an amount is
        below zero, or all payers of a line or year pay more than it comes to; every fault is named.

    Examples
    --------
    >>> [(one.år, one.betalare, one.utfall_tkr) for one in load_payers()][0]
    (2017, 'Migrationsverket', Decimal('89667'))
    """
    ledger = load_ledger(folder)
    read = folder.table(PAYERS, {**judges_of(ledger, folder), "stated": _line_judge(ledger)})
    good = [row for row in read.rows if row.line not in read.wrong]
    misfits = [one for row in good for one in _misfits(row, ledger, folder)]
    refuse([*read.faults, *misfits])
    paid = tuple(_paid(row, ledger) for row in good)
    refuse(_beyond(paid, {row.line: row for row in good}, folder))
    return paid


def _line_judge(ledger: Ledger) -> Judge:
    cells = [one.cell for one in ledger.figures.values() if one.cell and one.cell.kind == DRIFT]

    def judge(cell: CsvCell) -> Iterator[Fault]:
        known = {line_of(one) for one in cells if str(one.year) == cell.row["year"]}
        if cell.text and cell.text not in known:
            yield cell.unknown([nearest(cell.text, known, 5)] if known else [])

    return judge


def _misfits(row: CsvRow, ledger: Ledger, folder: Folder) -> Iterator[Fault]:
    """Find figures of another time than the row's, and amounts that are no income."""
    statement = main_statements(folder).get(int(row["year"]))
    period = statement.total.period if statement else _WHOLE_YEAR
    right = {f"{row['year']}, {one}" for one in ((period, _WHOLE_YEAR) if is_forecast(period) else (period,))}
    for column in _COLUMNS.values():
        if not row[column]:
            continue
        node, cell = parse_formula(row[column]), PAYERS.cell(row, column)
        parts = [ledger.figures[part.name] for part in references(node)]
        times = list(dict.fromkeys(f"{one.year}, {one.period}" for one in parts))
        if wrong := [time for time in times if time not in right]:
            texts = (f"figures of {row['year']}, {period}", f"tal för {row['year']}, {period}")
            yield cell.bad(*texts, "; ".join(wrong))
        quantity, _ = ledger.evaluate(node)
        if quantity is not None and quantity.value < 0:
            yield cell.bad("an income of the board, not below zero", "en intäkt för nämnden, inte under noll")


def _paid(row: CsvRow, ledger: Ledger) -> Paid:
    amounts, missing = dict[str, Amount](), dict[str, tuple[str, ...]]()
    for side, column in _COLUMNS.items():
        quantity, absent = ledger.evaluate(parse_formula(row[column])) if row[column] else (None, ())
        missing[side] = absent
        if quantity is not None:
            amounts[side] = Amount(quantity, row[column])
    line = int(row["line"]) if row["line"] else None
    return Paid(
        *(int(row["year"]), row["what"], row["payer"], amounts, row["note"]),
        *(row["document"], row["section"], line, missing, row.line),
    )


def _beyond(paid: Sequence[Paid], rows: dict[int, CsvRow], folder: Folder) -> Iterator[Fault]:
    """Find lines, and years as a whole, whose payers together pay more than they come to, beyond rounding."""
    for year, what in dict.fromkeys(key for one in paid for key in ((one.år, one.vad), (one.år, ""))):
        own = [one for one in paid if one.år == year and what in {one.vad, ""}]
        for side, column in _COLUMNS.items():
            most, given = _most(folder, year, what, side), [one for one in own if side in one.amounts]
            if most is None or not given:
                continue
            over, room = (added(one.amounts[side] for one in given).quantity - most.quantity).within(parse_unit(_TKR))
            if over > room:
                size = format_number(most.tkr, unit=_TKR)
                name = what or "nämnden"
                texts = (f"at most {size} of all payers of {name}", f"högst {size} av alla betalare för {name}")
                seen = f"{format_number(most.tkr + over)} {_TKR}"
                yield PAYERS.cell(rows[given[-1].rad_i_filen], column).bad(*texts, seen)


def _most(folder: Folder, year: int, what: str, side: str) -> Amount | None:
    """Return what others can pay at most of a line of income or cost, or of a year: none where that is not known."""
    if not what:
        return income_of(folder, year, side)
    line = line_amounts(folder, year, what)
    amount = line.amount(side) if line else None
    if line is None or amount is None or line.side not in {COST, INCOME}:
        return None
    return Amount(-amount.quantity, f"-{amount.formula}") if line.side == COST else amount


def other_payers(year: int | None = None, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """List what other principals pay of the board's cost.

    Parameters
    ----------
    year
        The year of the money; any where none is given.
    data, board
        The folder that holds `payers.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a payer, year and line, in the order of the file: ``år``, ``vad`` (empty: the board as a whole),
        ``betalare``, ``utfall_tkr``, ``budget_tkr`` and ``avvikelse_tkr`` (plus: it paid more than budgeted), missing
        where nothing says, ``anmärkning``, ``dokument``, ``avsnitt`` and ``rad`` of the report.

    Raises
    ------
    DataError
        When a data file is wrong.

    Examples
    --------
    >>> other_payers(2017)[["betalare", "utfall_tkr", "avvikelse_tkr"]]
               betalare  utfall_tkr  avvikelse_tkr
    0  Migrationsverket     89667.0         6248.0
    """
    rows = [one for one in load_payers(opened(data, board)) if year in {None, one.år}]
    return frame_of("andra betalare", rows, PAID)
