"""What can be changed to try what would happen: quantities, prices and amounts of the board's own data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvRow
from analysis.data_files import COMPUTED
from analysis.explanations.deviations import total_of
from analysis.explanations.effects import PRINTED
from analysis.explanations.sensitivity import load_drivers
from analysis.explanations.subjects import Splitting, load_splits, load_subjects
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.ledger.crosswalk import entries_of, load_crosswalk
from analysis.ledger.formulas import Node, parse_formula, references
from analysis.ledger.ledger import Ledger, load_ledger
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.vocabulary.numerals import half_up

LEVERS = {
    "reglage": TEXT, "enhet": TEXT, "mätår": WHOLE, "nivå": NUMBER, "lägst": NUMBER, "högst": NUMBER, "tal": TEXT,
    "skäl": TEXT, "källa": TEXT,
}  # fmt: skip
ASSUMED = "antas"  # no source has the level
NOT_MEASURED = "Ingen källa har nivån; den måste antas."
_ADDED = "Läggs till det som priset ändras."
_MOST = 2  # times the largest level of any year


class Lever(NamedTuple):
    """Something that can be changed, named as in `levers`."""

    reglage: str
    enhet: str
    mätår: int
    nivå: Decimal | None
    lägst: Decimal | None
    högst: Decimal | None
    tal: str
    skäl: str = ""
    källa: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether it can be changed at all."""
        return self.högst is not None


class Product(NamedTuple):
    """A cost that is a quantity times a price; an amount alone has no quantity.

    Attributes
    ----------
    quantity, price
        What can be changed of it.
    worth
        What one of the quantity at a price of one costs, in tkr.
    """

    quantity: Lever | None
    price: Lever
    worth: Decimal

    @property
    def own(self) -> list[Lever]:
        """Return what can be changed of it."""
        return [one for one in (self.quantity, self.price) if one]


def levers(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """List what can be changed to try what a year's deviation would have been.

    Parameters
    ----------
    year
        A year that `analysis.years` lists.
    data, board
        The folder that holds `splits.csv`, `drivers.csv`, `subjects.csv` and the register, and the board where it has
        several.

    Returns
    -------
    pandas.DataFrame
        One row a lever: quantity and price of each split and of each driver, the uprating of a split, and the cost of
        hired staff. ``reglage`` (its name), ``enhet``, ``mätår``, ``nivå`` (in that unit, costs positive),
        ``lägst`` and ``högst`` (between which it can be tried; missing where the year has no figure for it),
        ``tal`` (``tryckt``, ``beräknat``, ``antas`` where no source has the level, or empty), ``skäl``, ``källa``.

    Raises
    ------
    DataError
        When the year is unknown or a data file is wrong.

    Examples
    --------
    >>> levers(2020)[["reglage", "enhet", "nivå"]].head(2)
                                    reglage           enhet    nivå
    0  hushåll med försörjningsstöd per månad         hushåll   565.0
    1          utbetalt per hushåll och månad  kr/hushåll/mån  8453.0
    """
    found, closed = products(opened(data, board), year)
    rows = [*(lever for one in found for lever in one.own), *closed]
    return frame_of("reglage", rows, LEVERS, ["reglage"])


@kept
def products(folder: Folder, year: int) -> tuple[tuple[Product, ...], tuple[Lever, ...]]:
    """Return the costs of which something can be changed, and what cannot be changed in the year."""
    found, closed, named = list[Product](), list[Lever](), set[str]()
    net = -total_of(folder, year).utfall_tkr
    for made in (*_of_splits(folder, year), *_of_drivers(folder, year, net), *_of_staff(folder, year)):
        own = made.own if isinstance(made, Product) else [made]
        if named.isdisjoint(one.reglage for one in own):  # a quantity may be split and be a driver too
            named |= {one.reglage for one in own}
            if isinstance(made, Product):
                found.append(made)
            else:
                closed.append(made)
    return tuple(found), tuple(closed)


def _of_splits(folder: Folder, year: int) -> Iterator[Product | Lever]:
    for split in load_splits(folder):
        counted = _level(split.quantity, year, folder)
        paid = _level(split.price, year, folder) if split.price else _implied(split, counted, year, folder)
        if not (counted.is_open and paid.is_open):
            yield from (counted, paid)
            continue
        number = split.number
        one = parse_unit(counted.enhet).factor * parse_unit(paid.enhet).factor * number.value
        if split.price and parse_unit(paid.enhet).kind == parse_unit("tkr").kind:  # for one of the quantity
            one = parse_unit(paid.enhet).factor * number.value
        yield Product(counted, paid, one)
        if split.uprating:
            extra = _amount(split.uprating, year, folder)
            yield (
                Product(None, extra._replace(skäl=f"{_ADDED} {extra.skäl}".strip()), Decimal(1))
                if (extra.is_open)
                else extra
            )


def _of_drivers(folder: Folder, year: int, net: Decimal) -> Iterator[Product]:
    """Make quantity and price of each driver, as it was last measured up to the year."""
    ledger = load_ledger(folder)
    measured = sorted((row for row in load_drivers(folder) if int(row["year"]) <= year), key=lambda row: row["year"])
    for row in {row["driver"]: row for row in measured}.values():
        at, node = int(row["year"]), parse_formula(row["effect"])
        effect, _ = ledger.evaluate(node)
        level = parse_formula(row["level"]) if row["level"] else None
        counted = _counted(row, at, level, folder)
        name = _concept(node, at, folder) or f"pris per {row['unit']}: {counted.reglage}"
        unit = f"kr/{row['unit']}"
        worth = parse_unit(unit).factor * parse_unit(row["unit"]).factor
        most = half_up(net / (counted.nivå or 1) / worth)  # it costs no more than all that the board does
        price = Lever(name, unit, at, None, Decimal(0), _round_up(most), ASSUMED, NOT_MEASURED, _ids(node))
        if effect:
            value = half_up(effect.within(parse_unit(unit))[0])
            most = _round_up(value * _MOST)
            price = price._replace(nivå=value, högst=most, tal=_origin(node, ledger), skäl=ledger.filled(row["note"]))
        yield Product(counted, price, worth)


def _counted(row: CsvRow, at: int, level: Node | None, folder: Folder) -> Lever:
    """Return how many there are of a driver; one that has no level is a change from nothing."""
    if level is None:
        most = Decimal(10)
        return Lever(row["driver"], row["unit"], at, Decimal(0), -most, most, COMPUTED, "Ändring från årets nivå.")
    found, _ = load_ledger(folder).evaluate(level)
    number = half_up(found.within(parse_unit(row["unit"]))[0]) if found else None
    top = _round_up(number * _MOST) if number else None
    name = _concept(level, at, folder) or row["driver"]
    return Lever(name, row["unit"], at, number, Decimal(0), top, _origin(level, load_ledger(folder)), "", _ids(level))


def _of_staff(folder: Folder, year: int) -> Iterator[Product | Lever]:
    for name in dict.fromkeys(one.staffing.hired for one in load_subjects(folder) if one.staffing):
        lever = _amount(name, year, folder)
        yield Product(None, lever, Decimal(1)) if lever.is_open else lever


def _amount(concept: str, year: int, folder: Folder) -> Lever:
    """Return a cost in tkr, positive."""
    return _level(concept, year, folder, "tkr", -1)


def _level(concept: str, year: int, folder: Folder, unit: str = "", sign: int = 1) -> Lever:
    """Return what a year has of a concept, and how far it may be changed; else why it cannot be."""
    entries = entries_of(concept, folder)
    unit = unit or entries[0].row["unit"]
    known = {one.year: one.quantity.within(parse_unit(unit))[0] * sign for one in entries if one.quantity}
    if known.get(year, Decimal(-1)) < 0:
        years = ", ".join(map(str, known)) or "–"
        return Lever(concept, unit, year, None, None, None, "", f"Ingen källa har uppgiften för {year}, bara {years}.")
    entry = next(one for one in entries if one.year == year)
    most = _round_up(max(*known.values(), known[year] * _MOST))
    told = (_origin(entry.node, load_ledger(folder)), entry.row["reason"], entry.ids)
    return Lever(concept, unit, year, known[year], Decimal(0), most or Decimal(1), *told)


def _implied(split: Splitting, counted: Lever, year: int, folder: Folder) -> Lever:
    """Return what one of a quantity costs where no price is printed: the cost over the quantity."""
    cost = _amount(split.cost, year, folder)
    name, unit = f"beräknat pris (kostnad ÷ {split.quantity})", f"kr/{counted.enhet.replace('antal', 'st')}"
    if not (cost.nivå and counted.nivå):
        return cost._replace(reglage=name, enhet=unit, nivå=None, högst=None)
    worth = parse_unit(counted.enhet).factor * parse_unit("kr").factor * split.number.value
    price = half_up(cost.nivå / counted.nivå / worth, Decimal("0.01"))
    top = _round_up(price * _MOST)
    ids = "; ".join(filter(None, (cost.källa, counted.källa)))
    return Lever(name, unit, year, price, Decimal(0), top, COMPUTED, "Priset är inte tryckt.", ids)


def _concept(node: Node, year: int, folder: Folder) -> str:
    """Return the concept that a formula measures in a year; nothing where none does."""
    return next((one.row["concept"] for one in load_crosswalk(folder) if one.year == year and one.node == node), "")


def _origin(node: Node, ledger: Ledger) -> str:
    return PRINTED if ledger.printed_figure(node) else COMPUTED


def _ids(node: Node) -> str:
    return "; ".join(dict.fromkeys(part.name for part in references(node)))


def _round_up(value: Decimal) -> Decimal:
    """Round up to two digits, so that a scale ends in a number that is easily read.

    Examples
    --------
    >>> _round_up(Decimal(7733)), _round_up(Decimal(29158)), _round_up(Decimal(0))
    (Decimal('7800'), Decimal('30000'), Decimal('0'))
    """
    if value <= 0:
        return Decimal(0)
    step = Decimal(10) ** (value.adjusted() - 1)
    rounded = (value / step).to_integral_value(ROUND_CEILING) * step
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
