"""Whether what a unit cost is plausible: held against the limits of `limits.csv` and against its own earlier years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvRow, named_in, refuse
from analysis.data_files import LIMITS, SAME
from analysis.errors import ComparisonError, DataError, Fault
from analysis.explanations.audit.mixes import load_mixes
from analysis.explanations.subjects import load_splits
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.ledger.compare import compared
from analysis.ledger.crosswalk import Entry, entries_of, load_crosswalk, year_entry
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import judges_of, load_ledger
from analysis.ledger.quantities import Quantity, Unit, constant, parse_unit
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.vocabulary.numerals import decimals_of, format_number, parse_number

UNIT_COSTS = {
    "år": WHOLE, "kostnad_per_enhet": TEXT, "enhet": TEXT, "värde": NUMBER, "tolerans": NUMBER, "lägst": NUMBER,
    "högst": NUMBER, "gränsens_källa": TEXT, "bedömning": TEXT, "tidigare_år": TEXT, "tidigare_lägst": NUMBER,
    "tidigare_högst": NUMBER, "mot_tidigare": TEXT, "skäl": TEXT, "uträkning": TEXT, "uppgifter": TEXT,
}  # fmt: skip
BELOW, WITHIN, ABOVE = "under gränsen", "inom gränserna", "över gränsen"
AT_LIMIT, UNLIMITED, UNKNOWN = "vid gränsen", "ingen gräns", "kan inte beräknas"
IDLE, UNPAID = "kostnad utan verksamhet", "verksamhet utan kostnad"
LOWER, ALIKE, HIGHER = "under tidigare år", "inom tidigare år", "över tidigare år"
_CLASH = "Kostnad, volym och pris har enheter som inte hör ihop."


class Limit(NamedTuple):
    """What a unit should cost: the unit of the limits, the lower and the upper one, and who says so."""

    unit: str
    lowest: Decimal | None
    highest: Decimal | None
    source: str


class Priced(NamedTuple):
    """A cost per unit: its concepts, of which some may be empty, what their product is taken times, its years."""

    name: str
    cost: str
    quantity: str
    price: str
    factor: str = ""
    first_year: int = 0
    last_year: int = 9999

    @property
    def number(self) -> Quantity:
        """Return the factor; one where there is none."""
        node = parse_formula(self.factor or "1")
        return constant(node.value, parse_unit(node.name))


class UnitCost(NamedTuple):
    """A cost per unit in a year against its limits and its earlier years, named as in `unit_costs`."""

    år: int
    kostnad_per_enhet: str
    enhet: str
    värde: Decimal | None
    tolerans: Decimal | None
    lägst: Decimal | None
    högst: Decimal | None
    gränsens_källa: str
    bedömning: str
    tidigare_år: str
    tidigare_lägst: Decimal | None
    tidigare_högst: Decimal | None
    mot_tidigare: str
    skäl: str
    uträkning: str
    uppgifter: str


class _Value(NamedTuple):
    """What a unit cost in a year, or why that is not known; where cost and activity do not meet, its verdict."""

    size: Quantity | None
    formula: str = ""
    ids: str = ""
    verdict: str = ""
    reasons: tuple[str, ...] = ()


class _Earlier(NamedTuple):
    """What a unit cost in the earlier years that compare, oldest first, and which years do not."""

    years: tuple[int, ...]
    sizes: tuple[Quantity, ...]
    others: tuple[int, ...]


@kept
def load_limits(folder: Folder) -> dict[str, Limit]:
    """Load the limits by the name of the cost per unit; a folder without limits.csv has none.

    Raises
    ------
    DataError
        When a name is unknown, a row has neither limit or the lower above the upper, or its unit is that of something
        else; every fault is named.

    Examples
    --------
    >>> load_limits()
    {}
    """
    known = {one.name: one for one in priced(folder)}
    judges = {**judges_of(load_ledger(folder), folder), "priced": named_in(list(known))}
    rows, faults, wrong = folder.table(LIMITS, judges)
    good = [row for row in rows if row.line not in wrong]
    refuse([*faults, *(one for row in good for one in _row_faults(row, known[row["what"]], folder))])
    return {row["what"]: _limit(row) for row in good}


def _limit(row: CsvRow) -> Limit:
    return Limit(row["unit"], _number(row["lowest"]), _number(row["highest"]), row["source"])


def _number(text: str) -> Decimal | None:
    found = parse_number(text) if text else None
    return found.value if found else None


def _row_faults(row: CsvRow, one: Priced, folder: Folder) -> Iterator[Fault]:
    lowest, highest = _number(row["lowest"]), _number(row["highest"])
    if lowest is None and highest is None:
        yield LIMITS.cell(row, "highest").bad("a lowest or a highest cost", "en lägsta eller en högsta kostnad")
    if lowest is not None and highest is not None and lowest > highest:
        yield LIMITS.cell(row, "highest").bad("a cost not below the lowest", "en kostnad som inte är under den lägsta")
    unit = _unit(one, folder)
    if parse_unit(row["unit"]).kind != parse_unit(unit).kind:
        yield LIMITS.cell(row, "unit").bad(f"a unit of the same kind as {unit}", f"en enhet av samma slag som {unit}")


@kept
def priced(folder: Folder) -> tuple[Priced, ...]:
    """List every cost per unit that the folder knows: of splits, of forms, and concepts in money per something."""
    found = [Priced(one.name, one.cost, one.quantity, one.price, one.factor) for one in load_splits(folder)]
    for mix, forms in load_mixes(folder).items():
        found += [
            Priced(f"{mix}: {one.name}", one.cost, one.quantity, one.price, "", one.first_year, one.last_year)
            for one in forms
        ]
    used = {one.price.casefold() for one in found} | {one.name for one in found}
    alone = dict.fromkeys(entry.row["concept"] for entry in load_crosswalk(folder) if _is_price(entry.row["unit"]))
    return (*found, *(Priced(name, "", "", name) for name in alone if name.casefold() not in used))


def _is_price(unit: str) -> bool:
    money, _, per = unit.partition("/")
    return bool(per) and parse_unit(money).kind == parse_unit("tkr").kind


def _years(one: Priced, folder: Folder) -> list[int]:
    """Return the years that anything of a cost per unit is known in."""
    names = filter(None, (one.cost, one.quantity, one.price))
    years = {entry.year for name in names for entry in entries_of(name, folder) if entry.quantity}
    return sorted(year for year in years if one.first_year <= year <= one.last_year)


def _value(one: Priced, year: int, folder: Folder) -> _Value:
    """Take the printed price, else cost ÷ quantity; say where cost and activity do not meet."""
    cost, quantity, price = (
        year_entry(name, year, folder) if name else None for name in (one.cost, one.quantity, one.price)
    )
    there = [entry for entry in (price, cost, quantity) if entry]
    why = [entry.row["reason"] for entry in there if entry.row["comparability"] != SAME]
    ids = "; ".join(dict.fromkeys(name for entry in there for name in entry.ids.split("; ")))
    if verdict := _unmet(cost, quantity):
        return _Value(None, "", ids, verdict, (_printed_as_zero(one, cost, verdict), *why))
    if price is not None and price.quantity is not None:
        sign = "-" if price.quantity.value < 0 else ""
        size = -price.quantity if sign else price.quantity
        said = [*_product(one, cost, quantity, size)]
        return _Value(size, f"{sign}({price.formula})", ids, "", tuple(dict.fromkeys([*said, *why])))
    divided, said = _divided(one, cost, quantity, parse_unit(_unit(one, folder)))
    times = f" * {one.factor}" if one.factor else ""
    formula = f"-({cost.formula}) / (({quantity.formula}){times})" if divided and cost and quantity else ""
    return _Value(divided, formula, ids, "", tuple(dict.fromkeys([*said, *why])))


def _printed_as_zero(one: Priced, cost: Entry | None, verdict: str) -> str:
    """Say what is printed as zero, and what rounding may hide of a cost."""
    if verdict == IDLE:
        return f"Tryckt som noll: {one.quantity}."
    hidden = cost.quantity.within(parse_unit("tkr"))[1] if cost and cost.quantity else Decimal(0)
    room = f"; avrundningen kan dölja upp till {format_number(hidden, decimals_of(hidden), 'tkr')}" if hidden else ""
    return f"Tryckt som noll: {one.cost}{room}."


def _unmet(cost: Entry | None, quantity: Entry | None) -> str:
    """Tell whether one of cost and activity is printed as zero and the other is not; what is not printed is unknown."""
    if not (cost and quantity and cost.quantity and quantity.quantity):
        return ""
    paid, done = (bool(one.value) for one in (cost.quantity, quantity.quantity))
    return IDLE if paid and not done else UNPAID if done and not paid else ""


def _divided(one: Priced, cost: Entry | None, quantity: Entry | None, unit: Unit) -> tuple[Quantity | None, list[str]]:
    """Divide a cost by its quantity; none, and why, where one is unknown, no cost, maybe zero or counted else."""
    missing = [name for name, entry in ((one.cost, cost), (one.quantity, quantity)) if name and entry is None]
    if missing or not (cost and quantity and cost.quantity and quantity.quantity):
        return None, [f"Uppgift saknas: {name}." for name in missing]
    if cost.quantity.value >= 0:
        return None, [f"Är ingen kostnad, som skrivs med minus: {one.cost}."]
    if quantity.quantity.value <= quantity.quantity.tolerance:
        return None, [f"Kan vara noll inom avrundningen: {one.quantity}."]
    size = -cost.quantity / (quantity.quantity * one.number)
    if unit.kind not in {size.kind, parse_unit("tkr").kind}:
        return None, [_CLASH]
    return replace(size, kind=unit.kind), []


def _product(one: Priced, cost: Entry | None, quantity: Entry | None, price: Quantity) -> Iterator[str]:
    """Say where quantity × price is not the printed cost within rounding: one of them covers something else."""
    if not (cost and quantity and cost.quantity and quantity.quantity):
        return
    made = quantity.quantity * price * one.number
    if parse_unit("tkr").kind not in {made.kind, price.kind}:
        yield _CLASH
        return
    gap = replace(made, kind=cost.quantity.kind) + cost.quantity
    if abs(gap.value) > gap.tolerance:
        yield "Volym × pris är inte den tryckta kostnaden; de avser inte samma sak."


def _unit(one: Priced, folder: Folder) -> str:
    """Return the unit of the printed price, else money per what is counted."""
    if one.price:
        return entries_of(one.price, folder)[0].row["unit"]
    counted, factor = entries_of(one.quantity, folder)[0].row["unit"], parse_formula(one.factor or "1").name
    per = "" if parse_unit(factor).kind == parse_unit("ggr").kind else factor
    return "/".join(filter(None, ("kr", counted if counted.isalpha() and counted != "antal" else "st", per)))


def unit_costs(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Hold each cost per unit of a year against given limits and against its own earlier years.

    It is the printed price, else cost ÷ quantity: of each split, of each form of a mix, and of each concept that is
    in money per something. Only earlier years that measure the same thing count.

    Parameters
    ----------
    year
        The year that is judged.
    data, board
        The folder that holds `limits.csv`, `splits.csv`, `mixes.csv` and `concepts.csv`, and the board where it has
        several.

    Returns
    -------
    pandas.DataFrame
        One row a cost per unit that anything is known of in the year: ``år``, ``kostnad_per_enhet``, ``enhet``,
        ``värde`` and ``tolerans`` (a cost is above zero here), ``lägst``, ``högst`` and ``gränsens_källa`` of
        `limits.csv`, ``bedömning`` (``inom gränserna``, ``under gränsen``, ``över gränsen``, ``vid gränsen`` where
        rounding leaves it open, ``ingen gräns``, ``kostnad utan verksamhet``, ``verksamhet utan kostnad``, ``kan inte
        beräknas``), ``tidigare_år`` with ``tidigare_lägst`` and ``tidigare_högst``, ``mot_tidigare`` (``under``,
        ``inom`` or ``över tidigare år``, else empty), ``skäl``, ``uträkning`` (a formula over ids) and ``uppgifter``
        (the ids).

    Raises
    ------
    DataError
        When limits.csv is wrong; every fault is named.

    Examples
    --------
    >>> for row in unit_costs(2020).head(1).itertuples():
    ...     print(row.kostnad_per_enhet, row.värde, row.enhet, row.bedömning, row.tidigare_år, row.mot_tidigare)
    Ekonomiskt bistånd 8453.0 kr/hushåll/mån ingen gräns 2019 under tidigare år
    """
    return frame_of("styckkostnader", unit_cost_rows(opened(data, board), year), UNIT_COSTS)


@kept
def unit_cost_rows(folder: Folder, year: int) -> tuple[UnitCost, ...]:
    """Do what `unit_costs` does, with exact figures."""
    limits = load_limits(folder)
    known = [one for one in priced(folder) if year in _years(one, folder)]
    return tuple(_row(one, year, limits.get(one.name), folder) for one in known)


def _row(one: Priced, year: int, limit: Limit | None, folder: Folder) -> UnitCost:
    own = _value(one, year, folder)
    unit = limit.unit if limit else _unit(one, folder)
    before = _earlier(one, year, folder) if own.size else _Earlier((), (), ())
    sizes = [size.within(parse_unit(unit))[0] for size in before.sizes]
    value, room = own.size.within(parse_unit(unit)) if own.size else (None, None)
    others = [f"Jämförs inte med {', '.join(map(str, before.others))}: annat mått."] if before.others else []
    return UnitCost(
        år=year,
        kostnad_per_enhet=one.name,
        enhet=unit,
        värde=value,
        tolerans=room,
        lägst=limit.lowest if limit else None,
        högst=limit.highest if limit else None,
        gränsens_källa=limit.source if limit else "",
        bedömning=own.verdict or _judged(value, room, limit),
        tidigare_år=", ".join(map(str, before.years)),
        tidigare_lägst=min(sizes, default=None),
        tidigare_högst=max(sizes, default=None),
        mot_tidigare=_against(own.size, before.sizes),
        skäl=" ".join([*own.reasons, *others]),
        uträkning=own.formula,
        uppgifter=own.ids,
    )


def _judged(value: Decimal | None, room: Decimal | None, limit: Limit | None) -> str:
    """Judge a value by its limits; where rounding leaves room for both answers, that is the answer."""
    if value is None or room is None:
        return UNKNOWN
    if limit is None:
        return UNLIMITED
    if limit.lowest is not None and value + room < limit.lowest:
        return BELOW
    if limit.highest is not None and value - room > limit.highest:
        return ABOVE
    low_holds = limit.lowest is None or value - room >= limit.lowest
    return WITHIN if low_holds and (limit.highest is None or value + room <= limit.highest) else AT_LIMIT


def _earlier(one: Priced, year: int, folder: Folder) -> _Earlier:
    """Gather the earlier years with a value whose concepts all measure the same thing as the year's."""
    same, others = dict[int, Quantity](), list[int]()
    for at in (known for known in _years(one, folder) if known < year):
        value = _value(one, at, folder)
        if value.size is None:
            continue
        if _compares(one, at, year, folder):
            same[at] = value.size
        else:
            others.append(at)
    return _Earlier(tuple(same), tuple(same.values()), tuple(others))


def _compares(one: Priced, at: int, year: int, folder: Folder) -> bool:
    """Tell whether what the value is made of measures the same thing in both years."""
    try:
        for concept in [one.price] if one.price else [one.cost, one.quantity]:
            compared(concept, at, year, folder)
    except (ComparisonError, DataError):
        return False
    return True


def _against(size: Quantity | None, earlier: tuple[Quantity, ...]) -> str:
    """Tell whether a value is above or below all earlier ones by more than rounding leaves room for."""
    if size is None or not earlier:
        return ""
    gaps = [size - one for one in earlier]
    if all(gap.value > gap.tolerance for gap in gaps):
        return HIGHER
    return LOWER if all(-gap.value > gap.tolerance for gap in gaps) else ALIKE
