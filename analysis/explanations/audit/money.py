"""Whose money it is: gross cost, what other principals pay, other income and the board's own net, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.data_files import PAYERS
from analysis.errors import DataError, fault
from analysis.explanations.audit.amounts import (
    BUDGET,
    COST,
    DEVIATION,
    INCOME,
    OUTCOME,
    Amount,
    added,
    gross_of,
    income_of,
    less,
    line_amounts,
    net_of,
)
from analysis.explanations.audit.payers import Paid, load_payers
from analysis.explanations.effects import COMPUTED, PRINTED, Effect, Step, Total, bridge_frame, steps_between
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Data, Folder, kept, opened

MONEY = {
    "år": WHOLE, "vad": TEXT, "mått": TEXT, "brutto_tkr": NUMBER, "andra_betalar_tkr": NUMBER,
    "övriga_intäkter_tkr": NUMBER, "netto_tkr": NUMBER, "skäl": TEXT,
}  # fmt: skip


class Money(NamedTuple):
    """Gross cost, what others pay, other income and net of a year, named as in `own_money`; with their formulas."""

    år: int
    vad: str
    mått: str
    brutto: Amount | None
    andra: Amount | None
    övriga: Amount | None
    netto: Amount | None
    skäl: str = ""

    @property
    def brutto_tkr(self) -> Decimal | None:
        """Return the cost before others' money, negative."""
        return self.brutto and self.brutto.tkr

    @property
    def andra_betalar_tkr(self) -> Decimal | None:
        """Return what others pay."""
        return self.andra and self.andra.tkr

    @property
    def övriga_intäkter_tkr(self) -> Decimal | None:
        """Return the income that no other principal pays."""
        return self.övriga and self.övriga.tkr

    @property
    def netto_tkr(self) -> Decimal | None:
        """Return what the board itself pays, negative."""
        return self.netto and self.netto.tkr


def own_money(year: int | None = None, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Put gross cost, what others pay, other income and the board's own net side by side, year by year.

    Parameters
    ----------
    year
        The year; all that have a payer where none is given.
    data, board
        The folder that holds `payers.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        Three rows a year for the board as a whole, and for each line that has a payer: ``år``, ``vad`` (empty: the
        board as a whole), ``mått`` (``utfall``, ``budget``, ``avvikelse``), ``brutto_tkr`` (cost before others' money,
        negative), ``andra_betalar_tkr``, ``övriga_intäkter_tkr`` (income that no other principal pays), ``netto_tkr``
        (negative) and ``skäl`` (why a number is not known). Of a line of cost the net is its cost less what others pay,
        of any other line as it is printed. Gross, others and other income are the net but for the rounding of print.

    Raises
    ------
    DataError
        When a data file is wrong.

    Examples
    --------
    >>> own_money(2017)[["mått", "brutto_tkr", "andra_betalar_tkr", "övriga_intäkter_tkr", "netto_tkr"]]
            mått  brutto_tkr  andra_betalar_tkr  övriga_intäkter_tkr  netto_tkr
    0     utfall   -297890.0            89667.0              24615.0  -183607.0
    1     budget   -279780.0            83419.0              16241.0  -180121.0
    2  avvikelse    -18110.0             6248.0               8374.0    -3487.0
    """
    rows = [one for one in money_rows(opened(data, board)) if year in {None, one.år}]
    return frame_of("vems pengar", rows, MONEY)


@kept
def money_rows(folder: Folder) -> tuple[Money, ...]:
    """Do what `own_money` does, with exact figures."""
    paid = load_payers(folder)
    keys = sorted({(one.år, what) for one in paid for what in ("", one.vad)})
    return tuple(row for year, what in keys for row in _rows(folder, year, what, paid))


def _rows(folder: Folder, year: int, what: str, paid: Sequence[Paid]) -> Iterator[Money]:
    own = [one for one in paid if one.år == year and what in {one.vad, ""}]
    first, last = (_of_side(folder, (year, what), side, own) for side in (OUTCOME, BUDGET))
    yield first
    yield last
    gross, others, rest, net = (less(one, other) for one, other in zip(first[3:7], last[3:7], strict=True))
    line = line_amounts(folder, year, what) if what else None
    printed = net_of(folder, year, DEVIATION) if not what else line.amount(DEVIATION) if line else None
    is_own_cost = line is not None and line.side == COST  # its net is computed, its deviation with it
    yield Money(year, what, DEVIATION, gross, others, rest, net if is_own_cost else printed or net)


def _of_side(folder: Folder, key: tuple[int, str], side: str, paid: Sequence[Paid]) -> Money:
    year, what = key
    silent = [one for one in paid if side not in one.amounts]
    others = None if silent else added(one.amounts[side] for one in paid)
    figures = load_ledger(folder).figures
    lacks = [
        name
        for one in silent
        for name in ([figures[part].name for part in one.missing[side]] or [f"vad {one.betalare} betalar"])
    ]
    reason = f"Inte känt: {', '.join(dict.fromkeys(lacks))}." if silent else ""
    if not what:
        gross, income = gross_of(folder, year, side), income_of(folder, year, side)
        return Money(year, what, side, gross, others, less(income, others), net_of(folder, year, side), reason)
    line = line_amounts(folder, year, what)
    amount = line.amount(side) if line else None
    if line is None or amount is None:
        return Money(year, what, side, None, others, None, None, reason or "Raden är inte tryckt.")
    if line.side == COST:
        own = Amount(amount.quantity + others.quantity, f"{amount.formula} + {others.formula}") if others else None
        return Money(year, what, side, amount, others, None, own, reason)
    if line.side == INCOME:
        return Money(year, what, side, None, others, less(amount, others), amount, reason)
    return Money(year, what, side, less(amount, others), others, None, amount, reason)


def gross_to_net(
    year: int, *, budget: bool = False, data: Data | None = None, board: str | None = None
) -> pd.DataFrame:
    """Go from the board's gross cost over what each other principal pays and other income to its own net.

    Parameters
    ----------
    year
        A year that has a payer.
    budget
        Go from the budget's gross cost, not the outcome's.
    data, board
        The folder that holds `payers.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        As `bridge_frame`: start and steps add up to the end exactly.

    Raises
    ------
    DataError
        When the year has no payer, or an amount, the gross cost or the income is not known.

    Examples
    --------
    >>> gross_to_net(2017)[["post", "slag", "effekt_tkr"]]
                           post        slag  effekt_tkr
    0        Bruttokostnad 2017       start   -297890.0
    1  Migrationsverket betalar      effekt     89667.0
    2          Övriga intäkter      effekt     24615.0
    3                Avrundning  avrundning         1.0
    4          Nettokostnad 2017       slut   -183607.0
    """
    return bridge_frame(money_steps(opened(data, board), year, BUDGET if budget else OUTCOME))


def money_steps(folder: Folder, year: int, side: str = OUTCOME) -> list[Step]:
    """Do what `gross_to_net` does, with exact figures."""
    own = [one for one in load_payers(folder) if one.år == year]
    row = next((one for one in money_rows(folder) if (one.år, one.vad, one.mått) == (year, "", side)), None)
    if row is None:
        known = ", ".join(str(one) for one in sorted({one.år for one in load_payers(folder)}))
        raise DataError(fault("unknown-year", f"{PAYERS.name}: andra betalare", seen=year, known=known))
    if not (row.brutto and row.andra and row.övriga and row.netto):
        texts = {
            "expected": "amounts, gross cost and income that are known",
            "expected_sv": "belopp, bruttokostnad och intäkter som är kända",
        }
        raise DataError(fault("bad-value", PAYERS.name, None, column=f"{side} {year}", seen=row.skäl, **texts))
    effects = [
        *(_effect(f"{payer} betalar", added(amounts)) for payer, amounts in _by_payer(own, side).items()),
        _effect("Övriga intäkter", row.övriga),
    ]
    names = ("Bruttobudget", "Nettobudget") if side == BUDGET else ("Bruttokostnad", "Nettokostnad")
    start, end = (
        Total(f"{name} {year}", one.tkr, one.ids, one.formula, _origin(one))
        for name, one in zip(names, (row.brutto, row.netto), strict=True)
    )
    sum_of_all = row.brutto.quantity + row.andra.quantity + row.övriga.quantity - row.netto.quantity
    return steps_between(start, effects, end, sum_of_all.tolerance)


def _by_payer(paid: Sequence[Paid], side: str) -> dict[str, list[Amount]]:
    found = dict[str, list[Amount]]()
    for one in paid:
        found.setdefault(one.betalare, []).append(one.amounts[side])
    return found


def _effect(name: str, amount: Amount) -> Effect:
    return Effect(name, amount.tkr, _origin(amount), "", "", amount.ids, amount.formula)


def _origin(amount: Amount) -> str:
    return PRINTED if parse_formula(amount.formula).kind == "reference" else COMPUTED
