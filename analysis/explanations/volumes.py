"""Cost split into quantity and price, where quantity × price is the cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.data_files import SPLITS
from analysis.errors import ComparisonError, DataError, fault
from analysis.explanations.effects import (
    COMPUTED,
    END,
    PRINTED,
    STATED,
    UNSTATED,
    Effect,
    Step,
    Total,
    bridge_frame,
    in_order,
    steps_between,
)
from analysis.explanations.subjects import Splitting, split_named
from analysis.ledger.compare import compared
from analysis.ledger.crosswalk import Entry, Pair, summed, year_entry
from analysis.ledger.formulas import parse_formula
from analysis.ledger.quantities import Quantity, Unit, constant, parse_unit
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import capital, listed
from analysis.vocabulary.numerals import format_number

_DIGITS = 12  # behind the comma of an amount in tkr
IMPLIED_NAME = "beräknat pris"
IMPLIED = "Priset är inte tryckt; det är beräknat som kostnaden delad med volymen."
JOINT = ("pris", "delas", "visas")
_JOINT = {
    "pris": "Den gemensamma delen räknas till priset.",
    "delas": "Den gemensamma delen delas lika.",
    "visas": "Den gemensamma delen är en egen rad.",
}


def volume_price(
    year: int,
    since: int,
    joint: str = "pris",
    split: str | None = None,
    *,
    data: Data | None = None,
    board: str | None = None,
) -> pd.DataFrame:
    """Split the change of a cost between two years into quantity and price, in effects that sum exactly.

    Parameters
    ----------
    year, since
        The year that the change ends in, and the one that it starts from.
    joint
        Where the effect of both changing at once goes: ``pris`` to price, ``delas`` half to each, ``visas`` a row of
        its own.
    split
        Which split of `splits.csv`; the first where none is given.
    data, board
        The folder that holds `concepts.csv`, `figures.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        As `bridge_frame`, in tkr, cost negative: the cost of both years with quantity, price, the stated part of the
        price and, where the change is printed, the difference to it. Where either year prints no price it is cost ÷
        quantity in both, which the row of the price and the last one say.

    Raises
    ------
    ComparisonError
        When quantity × price is not the cost in either year within rounding, or the years do not compare: with what
        differs.
    DataError
        When a year has no value for one of them, `since` is not before `year`, or `joint` or the split is unknown; when
        a price cannot be implied, as a cost is above zero or a quantity may be zero.

    Examples
    --------
    >>> for row in volume_price(2020, since=2019).itertuples():
    ...     print(row.post, row.effekt_tkr, row.orsak)
    Utbetalt ekonomiskt bistånd 2019 -61013.0
    Volym: hushåll med försörjningsstöd per månad 2387.0 ej angiven
    Pris: riksnormens uppräkning -1200.0 uppgett
    Pris: utbetalt per hushåll och månad, övrigt 2515.0 ej angiven
    Utbetalt ekonomiskt bistånd 2020 -57311.0
    """
    folder = opened(data, board)
    return bridge_frame(volume_price_steps(folder, year, since, split_named(split, folder), joint))


class Priced(NamedTuple):
    """What one of a quantity costs in two years: the printed price, or the cost over the quantity.

    Attributes
    ----------
    name, unit
        What it is called, and the unit that it is shown in.
    first, last
        The price of each year, a positive number for a cost.
    before, after
        The same over ids of the ledger.
    ids
        The figures that it comes from.
    """

    name: str
    unit: str
    first: Quantity
    last: Quantity
    before: str
    after: str
    ids: str

    @property
    def difference(self) -> Quantity:
        """Return the last year's price less the first's."""
        return self.last - self.first


class Parts(NamedTuple):
    """The cost of a split in two years, with its quantity and its price."""

    cost: Pair
    quantity: Pair
    price: Priced
    implied: str = ""  # what is said of a price that is computed


def implied_for(years: Sequence[int]) -> str:
    """Say that a price is computed, and for which years of two it is not printed; none where for neither.

    Examples
    --------
    >>> implied_for([2025])
    'Priset är inte tryckt för 2025; det är beräknat som kostnaden delad med volymen.'
    """
    return IMPLIED.replace("tryckt", f"tryckt för {listed([str(one) for one in years])}", 1) if years else IMPLIED


def parts_of(split: Splitting, since: int, year: int, folder: Folder) -> Parts:
    """Return what a cost is made of in two years; refuse as `volume_price` does."""
    quantity, cost = (compared(name, since, year, folder) for name in (split.quantity, split.cost))
    printed = [entry for at in (since, year) if split.price and (entry := year_entry(split.price, at, folder))]
    if len(printed) == 1:  # cost ÷ quantity is the same measure, if it is what the one year prints
        _hold_one(split, printed[0], cost, quantity)
    if len(printed) < len((since, year)):
        absent = [at for at in (since, year) if at not in {entry.year for entry in printed}]
        return Parts(cost, quantity, _implied_price(split, quantity, cost), implied_for(absent if printed else []))
    return Parts(cost, quantity, _printed_price(split, quantity, compared(split.price, since, year, folder)))


def _hold_one(split: Splitting, price: Entry, cost: Pair, quantity: Pair) -> None:
    """Refuse where quantity × price is not the cost in the only year that prints a price."""
    at = price.year == cost.after.year
    amount, counted = (cost.last, quantity.last) if at else (cost.first, quantity.first)
    rate = price.quantity or constant(Decimal(0), parse_unit(price.row["unit"]))
    if rate.kind == parse_unit("tkr").kind:
        rate = rate / constant(Decimal(1), Unit(Decimal(1), counted.kind * split.number.kind))
    _hold(f"{split.cost} {price.year}", f"{split.quantity} × {split.price}", amount, -(counted * rate * split.number))


def _printed_price(split: Splitting, quantity: Pair, price: Pair) -> Priced:
    """Take a printed price as it is; one in money alone is for one of the quantity."""
    entries, unit = (price.before, price.after), price.before.row["unit"]
    first, last, (before, after) = price.first, price.last, (one.formula for one in entries)
    if price.first.kind == parse_unit("tkr").kind:
        one = constant(Decimal(1), Unit(Decimal(1), quantity.first.kind * split.number.kind))
        first, last = first / one, last / one
        per = f"1 {_counted(quantity)}" + (f" / 1 {_factor_unit(split)}" if _factor_unit(split) else "")
        before, after = f"({before}) / {per}", f"({after}) / {per}"
    return Priced(split.price, unit, first, last, before, after, _ids(entries))


def _implied_price(split: Splitting, quantity: Pair, cost: Pair) -> Priced:
    """Divide the cost by the quantity, where no price is printed."""
    made = list[tuple[Quantity, str]]()
    for entry, paid, counted, amount in (
        (quantity.before, cost.before, quantity.first, cost.first),
        (quantity.after, cost.after, quantity.last, cost.last),
    ):
        if amount.value > 0:
            raise _refused(
                "cost", f"{split.cost} {entry.year}", "a cost below zero", "en kostnad, som skrivs med minus"
            )
        if counted.value <= counted.tolerance:
            raise _refused("quantity", f"{split.quantity} {entry.year}", "more than nothing", "mer än noll")
        made.append((-amount / (counted * split.number), f"-({paid.formula}) / (({entry.formula}){_times(split)})"))
    per = _counted(quantity).replace("antal", "st")
    unit = "/".join(filter(None, ("kr", per, _factor_unit(split))))
    ids = _ids((cost.before, cost.after, quantity.before, quantity.after))
    (first, before), (last, after) = made
    return Priced(f"{IMPLIED_NAME} (kostnad ÷ {split.quantity})", unit, first, last, before, after, ids)


def _refused(column: str, seen: str, expected: str, expected_sv: str) -> DataError:
    own = {"column": column, "seen": seen, "expected": expected, "expected_sv": expected_sv}
    return DataError(fault("bad-value", SPLITS.name, None, **own))


def _ids(entries: Iterable[Entry]) -> str:
    return "; ".join(one.ids for one in entries)


def _times(split: Splitting) -> str:
    return f" * {split.factor}" if split.factor else ""


def _factor_unit(split: Splitting) -> str:
    name = parse_formula(split.factor or "1").name
    return "" if parse_unit(name).kind == parse_unit("ggr").kind else name


def _counted(quantity: Pair) -> str:
    """Return the word that a formula counts a quantity by."""
    unit = quantity.before.row["unit"]
    return unit if unit.isalpha() else "antal"


def volume_price_steps(folder: Folder, year: int, since: int, split: Splitting, joint: str = "pris") -> list[Step]:
    """Do what `volume_price` does, with exact figures."""
    if joint not in JOINT:
        raise DataError(fault("unknown-reference", "volume_price", column="joint", seen=joint, known=", ".join(JOINT)))
    in_order(since, year)
    cost, quantity, price, why = parts = parts_of(split, since, year, folder)
    factor = split.number
    if not why:
        _hold_products(split, parts)
    more, dearer = quantity.difference * factor, price.difference
    joint_effect = _tkr(-(more * dearer))
    volume, rate_effect = _tkr(-(more * price.first)), _tkr(-(quantity.first * factor * dearer))
    share = {"pris": Decimal(0), "delas": joint_effect / 2, "visas": Decimal(0)}[joint]
    rest = {"pris": joint_effect, "delas": joint_effect / 2, "visas": Decimal(0)}[joint]
    source = "; ".join(dict.fromkeys(f"{_ids((quantity.before, quantity.after))}; {price.ids}".split("; ")))
    formulas = _formulas(parts, split, joint)
    steps = [
        Effect(f"Volym: {split.quantity}", volume + share, COMPUTED, UNSTATED, _JOINT[joint], source, formulas[0]),
        *_price(
            Effect(f"Pris: {price.name}", rate_effect + rest, COMPUTED, UNSTATED, why, source, formulas[1]),
            since,
            year,
            split,
            folder,
        ),
    ]
    if joint == "visas":
        steps.append(
            Effect("Volym och pris tillsammans", joint_effect, COMPUTED, UNSTATED, _JOINT[joint], source, formulas[2])
        )
    name = capital(split.cost)
    ends = [
        Total(f"{name} {entry.year}", _tkr(amount), entry.ids, entry.formula)
        for entry, amount in ((cost.before, cost.first), (cost.after, cost.last))
    ]
    whole = steps_between(ends[0], steps, ends[1], cost.difference.within(parse_unit("tkr"))[1])
    said = " ".join(filter(None, (why, _printed(since, year, split, cost, folder))))
    return [step._replace(skäl=said) if step.slag == END else step for step in whole]


def _tkr(quantity: Quantity) -> Decimal:
    """Return the value in tkr, without what dividing leaves behind the last of its digits."""
    return round(quantity.within(parse_unit("tkr"))[0], _DIGITS)


def _hold_products(split: Splitting, parts: Parts) -> None:
    """Refuse a printed price where quantity × price is not the cost in either year."""
    cost, quantity, price, _ = parts
    for entry, amount, number, rate in (
        (cost.before, cost.first, quantity.first, price.first),
        (cost.after, cost.last, quantity.last, price.last),
    ):
        product = f"{split.quantity} × {split.price}"
        _hold(f"{split.cost} {entry.year}", product, amount, -(number * rate * split.number))


def _hold(name: str, other_name: str, one: Quantity, other: Quantity) -> Decimal:
    """Refuse where two amounts differ by more than rounding; return how much rounding leaves room for."""
    gap, tolerance = (one - other).within(parse_unit("tkr"))
    if abs(gap) > tolerance:
        first, last, room = (format_number(amount, unit="tkr") for amount in (_tkr(one), _tkr(other), tolerance))
        said = fault("amounts-differ", "concepts.csv", title=name, first=first, last=last, other=other_name, room=room)
        raise ComparisonError(said)
    return tolerance


def _formulas(parts: Parts, split: Splitting, joint: str) -> tuple[str, str, str]:
    """Write the effects of quantity, of price and of both at once over ids of the ledger."""
    _, quantity, price, _ = parts
    times = _times(split)
    more, dearer = f"({quantity.formula}){times}", f"({price.after}) - ({price.before})"
    both = f"-({more} * ({dearer}))"
    volume = f"-({more} * ({price.before}))"
    rate = f"-(({quantity.before.formula}){times} * ({dearer}))"
    half = {"pris": ("", f" + ({both})"), "delas": (f" + ({both}) / 2", f" + ({both}) / 2"), "visas": ("", "")}[joint]
    return volume + half[0], rate + half[1], both


def _price(effect: Effect, since: int, year: int, split: Splitting, folder: Folder) -> list[Effect]:
    """Return the price effect, a stated part of it apart where a source has one."""
    stated = summed(split.uprating, since, year, folder) if split.uprating else None
    if stated is None:
        return [effect]
    value = _tkr(stated.quantity)
    rest = effect._replace(
        name=f"{effect.name}, övrigt",
        value=effect.value - value,
        reason=" ".join(filter(None, ("Priset utan den del som en källa anger.", effect.reason))),
        formula=f"{effect.formula} - ({stated.formula})",
    )
    return [Effect(f"Pris: {split.uprating}", value, PRINTED, STATED, "", stated.ids, stated.formula), rest]


def _printed(since: int, year: int, split: Splitting, cost: Pair, folder: Folder) -> str:
    """Hold the change against the printed one, where there is one."""
    if not split.printed_change:
        return ""
    change = summed(split.printed_change, since, year, folder)
    if change is None:
        return "Förändringen är inte tryckt."
    tolerance = _hold(
        f"{split.printed_change} {year}", f"förändringen av {split.cost}", change.quantity, cost.difference
    )
    printed, gap = _tkr(change.quantity), _tkr(change.quantity - cost.difference)
    room = format_number(tolerance, unit="tkr")
    return (
        f"Tryckt förändring {format_number(printed, unit='tkr', signed=True)}; skillnaden "
        f"{format_number(abs(gap), unit='tkr')} ryms i avrundningen (högst {room})."
    )
