"""Cost split into quantity and price, where quantity × price is the cost."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

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
from analysis.explanations.subjects import Splitting, with_part
from analysis.ledger.compare import Pair, compared
from analysis.ledger.crosswalk import summed
from analysis.ledger.quantities import Quantity, constant, parse_unit
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import capital
from analysis.vocabulary.numerals import format_number

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
    subject: str | None = None,
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
    subject
        The subject of `subjects.csv` that names the concepts of quantity, price and cost; the first that does where
        none is given.
    data, board
        The folder that holds `concepts.csv`, `figures.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        As `bridge_frame`, in tkr, cost negative: the cost of both years with quantity, price, the
        stated part of the price and, where the change is printed, the difference to it as rounding.

    Raises
    ------
    ComparisonError
        When quantity × price is not the cost in either year within rounding, or the years do not compare: with what
        differs.
    DataError
        When a year has no value for one of them, `since` is not before `year`, or `joint` is unknown.

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
    split = with_part("split", subject, folder).split
    return bridge_frame(volume_price_steps(folder, year, since, split, joint) if split else [])


def volume_price_steps(folder: Folder, year: int, since: int, split: Splitting, joint: str = "pris") -> list[Step]:
    """Do what `volume_price` does, with exact figures."""
    if joint not in JOINT:
        raise DataError(fault("unknown-reference", "volume_price", column="joint", seen=joint, known=", ".join(JOINT)))
    in_order(since, year)
    quantity, price, cost = (compared(name, since, year, folder) for name in split[:3])
    months = constant(Decimal(split.months or 1), parse_unit("mån" if split.months else "ggr"))
    for entry, amount, number, rate in (
        (cost.before, cost.first, quantity.first, price.first),
        (cost.after, cost.last, quantity.last, price.last),
    ):
        product = f"{split.quantity} × {split.price}"
        _hold(f"{split.cost} {entry.year}", product, amount, -(number * rate * months))
    more, dearer = quantity.difference * months, price.difference
    joint_effect = _tkr(-(more * dearer))
    volume, rate_effect = _tkr(-(more * price.first)), _tkr(-(quantity.first * months * dearer))
    share = {"pris": Decimal(0), "delas": joint_effect / 2, "visas": Decimal(0)}[joint]
    rest = {"pris": joint_effect, "delas": joint_effect / 2, "visas": Decimal(0)}[joint]
    source = "; ".join(one.ids for pair in (quantity, price) for one in (pair.before, pair.after))
    formulas = _formulas(quantity, price, split, joint)
    steps = [
        Effect(f"Volym: {split.quantity}", volume + share, COMPUTED, UNSTATED, _JOINT[joint], source, formulas[0]),
        *_price(
            Effect(f"Pris: {split.price}", rate_effect + rest, COMPUTED, UNSTATED, "", source, formulas[1]),
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
    said = _printed(since, year, split, cost, folder)
    return [step._replace(skäl=said) if step.slag == END else step for step in whole]


def _tkr(quantity: Quantity) -> Decimal:
    return quantity.within(parse_unit("tkr"))[0]


def _hold(name: str, other_name: str, one: Quantity, other: Quantity) -> Decimal:
    """Refuse where two amounts differ by more than rounding; return how much rounding leaves room for."""
    gap, tolerance = (one - other).within(parse_unit("tkr"))
    if abs(gap) > tolerance:
        first, last, room = (format_number(amount, unit="tkr") for amount in (_tkr(one), _tkr(other), tolerance))
        said = fault("amounts-differ", "concepts.csv", title=name, first=first, last=last, other=other_name, room=room)
        raise ComparisonError(said)
    return tolerance


def _formulas(quantity: Pair, price: Pair, split: Splitting, joint: str) -> tuple[str, str, str]:
    """Write the effects of quantity, of price and of both at once over ids of the ledger."""
    times = f" * {split.months} mån" if split.months else ""
    more, dearer = f"({quantity.formula}){times}", f"({price.formula})"
    both = f"-({more} * {dearer})"
    volume = f"-({more} * ({price.before.formula}))"
    rate = f"-(({quantity.before.formula}){times} * {dearer})"
    half = {"pris": ("", f" + ({both})"), "delas": (f" + ({both}) / 2", f" + ({both}) / 2"), "visas": ("", "")}[joint]
    return volume + half[0], rate + half[1], both


def _price(effect: Effect, since: int, year: int, split: Splitting, folder: Folder) -> list[Effect]:
    """Return the price effect, a stated part of it apart where a source has one."""
    stated = summed(split.uprating, since, year, folder)
    if stated is None:
        return [effect]
    value = _tkr(stated.quantity)
    rest = effect._replace(
        name=f"{effect.name}, övrigt",
        value=effect.value - value,
        reason="Priset utan den del som en källa anger.",
        formula=f"{effect.formula} - ({stated.formula})",
    )
    return [Effect(f"Pris: {split.uprating}", value, PRINTED, STATED, "", stated.ids, stated.formula), rest]


def _printed(since: int, year: int, split: Splitting, cost: Pair, folder: Folder) -> str:
    """Hold the change against the printed one, where there is one."""
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
