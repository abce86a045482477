"""A cost split into quantity, mix and price over the forms that it is made of, `mixes.csv`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvRow, named_in, refuse
from analysis.data_files import MIXES
from analysis.errors import ComparisonError, DataError, Fault, fault
from analysis.explanations.effects import COMPUTED, UNSTATED, Effect, Step, Total, bridge_frame, in_order, steps_between
from analysis.frames import nearest
from analysis.ledger.compare import compared
from analysis.ledger.crosswalk import Entry, concept_names, year_entry
from analysis.ledger.quantities import Quantity, parse_unit
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.vocabulary.numerals import format_number

_DIGITS = 12  # behind the comma of an amount in tkr: what dividing leaves lies beyond them
_SHARES = "Andelarna av dyrare och billigare former."
_JOINT = "Det som volym och pris ger tillsammans räknas till priset."


class Form(NamedTuple):
    """A form that a cost is made of: its concepts, and the years that there is one."""

    mix: str
    name: str
    quantity: str
    price: str
    cost: str
    first_year: int
    last_year: int
    outlier: Decimal | None

    def is_there(self, year: int) -> bool:
        """Tell whether there is such a form in a year."""
        return self.first_year <= year <= self.last_year


class _Year(NamedTuple):
    """Quantity, price and cost of a form in a year, with their formulas; a cost is above zero here."""

    quantity: Quantity
    price: Quantity
    cost: Quantity
    counted: str
    paid: str
    ids: tuple[str, ...]


class _Measured(NamedTuple):
    """A form in two years; nothing of a year that it is not there in."""

    form: Form
    first: _Year | None
    last: _Year | None


class _Both(NamedTuple):
    """A form that is there in both years."""

    form: Form
    first: _Year
    last: _Year


@kept
def load_mixes(folder: Folder) -> dict[str, tuple[Form, ...]]:
    """Load the forms of each mix in the order of the file; a folder without mixes.csv has none.

    Raises
    ------
    DataError
        When a concept is unknown, a form has neither price nor cost, or two of a mix have one quantity; every fault is
        named.

    Examples
    --------
    >>> load_mixes()
    {}
    """
    read = folder.table(MIXES, {"concept": named_in(concept_names(folder))})
    good = [row for row in read.rows if row.line not in read.wrong]
    refuse([*read.faults, *(one for row in good for one in _row_faults(row)), *_shared(good)])
    found = dict[str, tuple[Form, ...]]()
    for row in good:
        found[row["mix"]] = (*found.get(row["mix"], ()), _form(row))
    return found


def _form(row: CsvRow) -> Form:
    years = int(row["first_year"] or 0), int(row["last_year"] or 9999)
    limit = Decimal(row["outlier"].replace(",", ".").replace(" ", "")) if row["outlier"] else None
    return Form(row["mix"], row["form"], row["quantity"], row["price"], row["cost"], *years, limit)


def _row_faults(row: CsvRow) -> Iterator[Fault]:
    if not row["price"] and not row["cost"]:
        yield MIXES.cell(row, "price").bad("a price or a cost", "ett pris eller en kostnad")
    if row["first_year"] and row["last_year"] and row["first_year"] > row["last_year"]:
        yield MIXES.cell(row, "last_year").bad("a year not before the first one", "ett år som inte är före det första")


def _shared(rows: Sequence[CsvRow]) -> Iterator[Fault]:
    """Find a quantity that two forms of a mix have: its days would be counted twice."""
    seen = dict[tuple[str, str], CsvRow]()
    for row in rows:
        same = seen.setdefault((row["mix"], row["quantity"]), row)
        if same is not row:
            other = same["form"]
            texts = (f"a quantity of its own, not that of {other}", f"en egen volym, inte den som {other} har")
            yield MIXES.cell(row, "quantity").bad(*texts)


def volume_mix_price(
    year: int, since: int, mix: str | None = None, *, data: Data | None = None, board: str | None = None
) -> pd.DataFrame:
    """Split the change of a cost between two years into quantity, mix of forms and price, exactly.

    The quantity effect is what more or fewer units cost at the first year's mean price, the mix what the shares of
    dearer and cheaper forms did at the first year's prices, the price what each form's own price did to its last
    quantity. A form that starts or ends, and one that is an outlier by the rule of its mix, is an effect of its own.

    Parameters
    ----------
    year, since
        The year that the change ends in, and the one that it starts from.
    mix
        Which mix of `mixes.csv`; the first where none is given.
    data, board
        The folder that holds `mixes.csv`, `concepts.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        As `bridge_frame`, in tkr, cost negative: plus is a lower cost.

    Raises
    ------
    ComparisonError
        When the years of a form do not compare, or its quantity × price is not its cost within rounding.
    DataError
        When the mix is unknown, `since` is not before `year`, a year has no value, or units do not fit.
    """
    return bridge_frame(mix_steps(opened(data, board), year, since, mix))


def mix_steps(folder: Folder, year: int, since: int, mix: str | None = None) -> list[Step]:
    """Do what `volume_mix_price` does, with exact figures."""
    in_order(since, year)
    known = load_mixes(folder)
    name = mix if mix is not None else next(iter(known), "")
    if name not in known:
        said = nearest(name, known) or "–"
        raise DataError(fault("unknown-reference", MIXES.name, None, column="mix", seen=name or "–", known=said))
    every = [_measured(form, since, year, folder) for form in known[name]]
    _one_unit(every)
    both = [_Both(one.form, one.first, one.last) for one in every if one.first and one.last]
    apart = [one for one in both if _is_outlier(one, both)]
    effects = [*_factors([one for one in both if one not in apart]), *map(_outlier, apart), *_changed(every)]
    ends = [_total(name, since, [one.first for one in every]), _total(name, year, [one.last for one in every])]
    return steps_between(ends[0], effects, ends[1], Decimal("0.001"))


def _measured(form: Form, since: int, year: int, folder: Folder) -> _Measured:
    """Measure a form in the years that there is one; where that is both, they must compare."""
    there = [at for at in (since, year) if form.is_there(at) and not _is_none(form, at, folder)]
    if len(there) > 1:
        for concept in filter(None, (form.quantity, form.price, form.cost)):
            compared(concept, since, year, folder)
    first, last = (_of_year(form, at, folder) if at in there else None for at in (since, year))
    return _Measured(form, first, last)


def _one_unit(every: Sequence[_Measured]) -> None:
    """Refuse forms whose quantities are not counted in one unit: they cannot be added."""
    years = [(one.form, side) for one in every for side in (one.first, one.last) if side]
    for form, own in years:
        if own.quantity.kind != years[0][1].quantity.kind:
            texts = {"expected": "one unit for all forms", "expected_sv": "en enhet för alla former"}
            raise DataError(fault("unit-clash", MIXES.name, None, column="quantity", seen=form.quantity, **texts))


def _is_none(form: Form, year: int, folder: Folder) -> bool:
    """Tell whether a form is printed to have had a quantity of zero; one that is not printed is missing, not zero."""
    entry = year_entry(form.quantity, year, folder)
    return entry is not None and entry.quantity is not None and not entry.quantity.value


def _entry(concept: str, year: int, folder: Folder) -> tuple[Entry, Quantity]:
    entry = year_entry(concept, year, folder)
    if entry is None or entry.quantity is None:
        raise DataError(fault("unknown-year", f"{MIXES.name}: {concept}", seen=year, known=""))
    return entry, entry.quantity


def _of_year(form: Form, year: int, folder: Folder) -> _Year:
    counted, quantity = _entry(form.quantity, year, folder)
    if quantity.value <= quantity.tolerance:
        texts = {"expected": "more than nothing", "expected_sv": "mer än noll"}
        raise DataError(
            fault("bad-value", MIXES.name, None, column="quantity", seen=f"{form.quantity} {year}", **texts)
        )
    if form.price:
        entry, price = _entry(form.price, year, folder)
        paid, ids = entry.formula, (counted.ids, entry.ids)
        made = quantity * price
        if form.cost:
            _hold(f"{form.name} {year}", -_entry(form.cost, year, folder)[1], made)
    else:
        entry, cost = _entry(form.cost, year, folder)
        made = -cost
        price, paid = made / quantity, f"-({entry.formula}) / ({counted.formula})"
        ids = (counted.ids, entry.ids)
    if made.kind != parse_unit("tkr").kind:
        texts = {"expected": "units that give tkr", "expected_sv": "enheter som ger tkr"}
        seen = f"{counted.row['unit']} × {entry.row['unit']}"
        raise DataError(fault("unit-clash", MIXES.name, None, column="price", seen=seen, **texts))
    return _Year(quantity, price, made, counted.formula, paid, ids)


def _hold(name: str, cost: Quantity, product: Quantity) -> None:
    """Refuse a form whose quantity × price is not its cost within rounding."""
    gap, room = (cost - product).within(parse_unit("tkr"))
    if abs(gap) > room:
        first, last, least = (format_number(one, unit="tkr") for one in (_tkr(cost), _tkr(product), room))
        said = {"title": name, "first": first, "last": last, "other": "volym × pris", "room": least}
        raise ComparisonError(fault("amounts-differ", MIXES.name, None, **said))


def _is_outlier(one: _Both, every: Sequence[_Both]) -> bool:
    """Tell whether a form is dearer, in either year, than so many times the mean price of the others."""
    limit = one.form.outlier
    others = [other for other in every if other is not one]
    if limit is None or not others:
        return False
    sides = ((one.first, [other.first for other in others]), (one.last, [other.last for other in others]))
    return any(own.price.value > limit * _mean(rest).value for own, rest in sides)


def _mean(years: Sequence[_Year]) -> Quantity:
    """Return the mean price of forms in a year: all their cost over all their quantity."""
    return _added([one.cost for one in years]) / _added([one.quantity for one in years])


def _added(parts: Sequence[Quantity]) -> Quantity:
    return reduce(lambda total, own: total + own, parts)


def _factors(forms: Sequence[_Both]) -> Iterator[Effect]:
    """Yield the effects of quantity, mix and price of the forms that both years have."""
    if not forms:
        return
    after = _added([one.last.quantity for one in forms])
    mean = _mean([one.first for one in forms])
    at_old = _added([one.last.quantity * one.first.price for one in forms])
    cost = _added([one.last.cost for one in forms])
    more = after - _added([one.first.quantity for one in forms])
    old, new = (" + ".join(f"({one.counted})" for one in own) for own in _sides(forms))
    paid, now = (" + ".join(_product(one) for one in own) for own in _sides(forms))
    kept_price = " + ".join(f"({one.last.counted}) * ({one.first.paid})" for one in forms)
    ids = "; ".join(dict.fromkeys(name for own in _sides(forms) for one in own for name in one.ids))
    level = f"({paid}) / ({old})"
    for name, value, reason, formula in (
        ("Volym", -(more * mean), "", f"-((({new}) - ({old})) * ({level}))"),
        ("Mix", after * mean - at_old, _SHARES, f"({new}) * ({level}) - ({kept_price})"),
        ("Pris", at_old - cost, _JOINT, f"({kept_price}) - ({now})"),
    ):
        yield Effect(name, _tkr(value), reason=reason, source=ids, formula=formula)


def _sides(forms: Sequence[_Both]) -> tuple[list[_Year], list[_Year]]:
    return [one.first for one in forms], [one.last for one in forms]


def _outlier(one: _Both) -> Effect:
    limit = format_number(one.form.outlier or Decimal(0))
    return Effect(
        f"Avvikande: {one.form.name}",
        _tkr(one.first.cost - one.last.cost),
        reason=f"Särredovisas: priset är mer än {limit} gånger övriga formers snittpris.",
        source="; ".join(dict.fromkeys([*one.first.ids, *one.last.ids])),
        formula=f"{_product(one.first)} - {_product(one.last)}",
    )


def _changed(every: Sequence[_Measured]) -> Iterator[Effect]:
    """Yield the forms that start or end: their cost is no price effect."""
    for form, first, last in every:
        if last and not first:
            own, reason = f"-({_product(last)})", "Fanns inte det första året; inget pris att jämföra med."
            yield Effect(
                f"Ny form: {form.name}", _tkr(-last.cost), COMPUTED, UNSTATED, reason, "; ".join(last.ids), own
            )
        elif first and not last:
            ids, own = "; ".join(first.ids), _product(first)
            yield Effect(
                f"Avslutad form: {form.name}",
                _tkr(first.cost),
                reason="Finns inte det sista året.",
                source=ids,
                formula=own,
            )


def _product(one: _Year) -> str:
    return f"({one.counted}) * ({one.paid})"


def _total(name: str, year: int, sides: Sequence[_Year | None]) -> Total:
    own = [one for one in sides if one]
    value = sum((_tkr(-one.cost) for one in own), Decimal(0))
    formula = " + ".join(f"-({_product(one)})" for one in own)
    return Total(f"{name} {year}", value, "; ".join(i for one in own for i in one.ids), formula)


def _tkr(quantity: Quantity) -> Decimal:
    return round(quantity.within(parse_unit("tkr"))[0], _DIGITS)
