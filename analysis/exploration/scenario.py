"""What a year's deviation would have been with other quantities, prices and amounts, all else as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, fault
from analysis.explanations.deviations import total_of
from analysis.explanations.effects import COMPUTED, Effect, Step, Total, bridge_frame, steps_between
from analysis.exploration.levers import ASSUMED, Lever, Product, products
from analysis.frames import nearest
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import Text, capital, listed, tkr, uncapital
from analysis.vocabulary.numerals import decimals_of, exact, format_number

Values = Mapping[str, float]
_PLACE = "reglagen"
_ALIKE = "Allt annat är som det var."
_GUESS = "Priset är antaget och står inte i någon rapport."
_VOLUME = "Volym: "
_EXAMPLE = Decimal(1000)  # a price to reckon with, in its own unit
_UNPRICED = "Priset är inte tryckt, så effekten är inte räknad"


class Change(NamedTuple):
    """A lever with the value that is tried; none where it has no level and none is assumed."""

    lever: Lever
    value: Decimal | None

    @property
    def is_made(self) -> bool:
        """Tell whether it is another value than the year's."""
        return self.value != self.lever.nivå

    @property
    def said(self) -> str:
        """Say what is tried instead of what."""
        name, old = self.lever.reglage, self.lever.nivå
        if old is None:
            return f"{name} antas vara {amount(self.value, self.lever.enhet)}"
        return f"{name} är {amount(self.value, self.lever.enhet)} i stället för {amount(old)}{self._share}"

    @property
    def _share(self) -> str:
        part = share(self.lever, self.value)
        return f" ({part})" if part else ""


def amount(value: Decimal | None, unit: str = "") -> str:
    """Write a value with the decimals that it needs."""
    return format_number(value, decimals_of(value, most=2), unit)


def share(lever: Lever, value: Decimal | None) -> str:
    r"""Say by how many per cent a value is more or less than a lever's level.

    Examples
    --------
    >>> days = Lever("vårddygn", "vårddygn", 2020, Decimal(7500), Decimal(0), Decimal(15000), "tryckt")
    >>> share(days, Decimal(6750)).replace("\N{NO-BREAK SPACE}", " "), share(days, None)
    ('−10 %', '')
    """
    if value is None or not lever.nivå or value == lever.nivå:
        return ""
    part = float((value - lever.nivå) / lever.nivå * 100)
    return format_number(part, decimals_of(part), "%", signed=True)


def scenario(
    year: int, values: Values | None = None, *, data: Data | None = None, board: str | None = None
) -> pd.DataFrame:
    """Compute what a year's deviation from budget would have been with other values, all else as it was.

    Parameters
    ----------
    year
        A year that `analysis.years` lists.
    values
        By the name of a lever of `analysis.levers`: the value to try, in the lever's unit.
    data, board
        As of `analysis.levers`.

    Returns
    -------
    pandas.DataFrame
        As `analysis.bridge` (``post``, ``slag``, ``effekt_tkr`` …), from the deviation as printed to the one with the
        values: a row for each that changes the cost, plus is better; ``skäl`` writes out the computation. What quantity
        and price give together counts as price. A quantity whose price no source has, and none is assumed, has no
        ``effekt_tkr`` and says so. Start and steps add up to the end exactly.

    Raises
    ------
    DataError
        When the year or a name is unknown (the nearest are named), or a value is outside the lever's range.

    Examples
    --------
    >>> scenario(2020, {"hushåll med försörjningsstöd per månad": 500})[["post", "effekt_tkr"]]
                                                post  effekt_tkr
    0                                 Avvikelse 2020    -27660.0
    1  Volym: hushåll med försörjningsstöd per månad      6593.0
    2                    Avvikelse med ändringarna      -21067.0
    """
    steps = scenario_steps(opened(data, board), year, values)
    frame = bridge_frame(steps)
    frame.loc[[at for at, one in enumerate(steps) if _is_open(one)], "effekt_tkr"] = float("nan")
    return frame


def scenario_steps(folder: Folder, year: int, values: Values | None = None) -> list[Step]:
    """Do what `scenario` does, with exact figures."""
    total = total_of(folder, year)
    effects = [
        effect
        for product, quantity, price in _tried(folder, year, values or {})
        for effect in _effects(product, quantity, price)
    ]
    end = total.avvikelse_tkr + sum((one.value for one in effects), Decimal(0))
    start = Total(f"Avvikelse {year}", total.avvikelse_tkr, tal=total.tal)
    return steps_between(start, effects, Total("Avvikelse med ändringarna", end), Decimal(0))


def left_to_balance(
    year: int, values: Values | None = None, *, data: Data | None = None, board: str | None = None
) -> float:
    """Return how many tkr are left to a deviation of nothing, with the values of `scenario`; 0 where there is none.

    Examples
    --------
    >>> left_to_balance(2020), left_to_balance(2020, {"konsulter": 0})
    (27660.0, 27258.0)
    """
    return float(_left(scenario_steps(opened(data, board), year, values)))


def _left(steps: list[Step]) -> Decimal:
    return max(-steps[-1].effekt_tkr, Decimal(0)) + 0


def describe_scenario(
    year: int, values: Values | None = None, *, data: Data | None = None, board: str | None = None
) -> Text:
    r"""Say what a year's deviation would have been, and what is left to balance; or what must be assumed first.

    Examples
    --------
    >>> print(describe_scenario(2020, {"konsulter": 0}).replace("\N{NO-BREAK SPACE}", " "))
    Om konsulter är 0 tkr i stället för 402 (−100 %) blir avvikelsen 2020 −27 258 tkr i stället för −27 660 tkr: 402 tkr
    bättre. Kvar till balans: 27 258 tkr. Allt annat är som det var.
    """
    folder = opened(data, board)
    try:
        steps = scenario_steps(folder, year, values)
    except DataError as error:
        return Text(error.swedish())
    tried = [one for one in _tried(folder, year, values or {}) if one[1] is None or one[2].value is not None]
    changes = [one for _, *own in tried for one in own if one and one.is_made]
    unpriced = [
        f"{capital(step.post.removeprefix(_VOLUME))}: {uncapital(step.skäl)}" for step in steps if _is_open(step)
    ]
    left = f"Kvar till balans: {tkr(float(_left(steps)))}."
    before, after = steps[0].effekt_tkr, steps[-1].effekt_tkr
    if not changes:
        same = unpriced or ["Ingenting är ändrat."]
        return Text(" ".join([f"Avvikelsen {year} är {tkr(float(before))}. {left}", *same]))
    gap = after - before
    head = f"Om {listed([one.said for one in changes])} blir avvikelsen {year}"
    if not gap:
        said = f"{head} oförändrad, {tkr(float(before))}."
    else:
        way = "bättre" if gap > 0 else "sämre"
        said = f"{head} {tkr(float(after))} i stället för {tkr(float(before))}: {tkr(float(abs(gap)))} {way}."
    guessed = [_GUESS] if any(one.lever.tal == ASSUMED for one in changes) else []
    return Text(" ".join([said, left, _ALIKE, *guessed, *unpriced]))


def _is_open(step: Step) -> bool:
    return step.skäl.startswith(_UNPRICED)


def _tried(folder: Folder, year: int, values: Values) -> Iterator[tuple[Product, Change | None, Change]]:
    """Yield each cost with what is tried of it; refuse what cannot be."""
    found, closed = products(folder, year)
    known = {lever.reglage: lever for one in found for lever in one.own}
    for name, value in values.items():
        _refuse(name, value, known, {one.reglage: one for one in closed})
    for product in found:
        quantity, price = (
            None if one is None else Change(one, exact(values[one.reglage]) if one.reglage in values else one.nivå)
            for one in (product.quantity, product.price)
        )
        if price is not None:
            yield product, quantity, price


def _refuse(name: str, value: float, known: Mapping[str, Lever], closed: Mapping[str, Lever]) -> None:
    if name in closed:
        texts = {"expected": "a lever of the year", "expected_sv": closed[name].skäl.rstrip(".")}
        raise DataError(fault("bad-lever", _PLACE, None, column=name, seen=amount(exact(value)), **texts))
    if name not in known:
        said = nearest(name, known) if known else "–"
        raise DataError(fault("unknown-reference", _PLACE, None, column="reglage", seen=name, known=said))
    least, most = known[name].lägst, known[name].högst
    if least is None or most is None or not float(least) <= value <= float(most):
        texts = {"expected": f"{least} to {most}", "expected_sv": f"{amount(least)} till {amount(most)}"}
        raise DataError(fault("bad-lever", _PLACE, None, column=name, seen=amount(exact(value)), **texts))


def _effects(product: Product, quantity: Change | None, price: Change) -> Iterator[Effect]:
    """Return what a changed quantity, and a changed price or amount, do to the cost; plus is better."""
    old, new = price.lever.nivå, price.value
    if quantity is None:
        if price.is_made and old is not None and new is not None:
            text = f"−({amount(new)} − {amount(old)}) {price.lever.enhet}"
            yield _effect(price.lever.reglage, (old - new) * product.worth, text, price.lever.källa)
        return
    before, after = quantity.lever.nivå, quantity.value
    if before is None or after is None:
        return
    if new is None:
        if quantity.is_made:
            yield _effect(f"{_VOLUME}{quantity.lever.reglage}", Decimal(0), _unpriced(product, quantity, price), "")
        return
    rate = new if old is None else old
    source = "; ".join(filter(None, (quantity.lever.källa, price.lever.källa)))
    if quantity.is_made:
        times = _times(product, quantity.lever, price.lever)
        text = f"−({amount(after)} − {amount(before)}) {quantity.lever.enhet} × {amount(rate, price.lever.enhet)}"
        text += f"{times}. {_GUESS}" if old is None else times
        yield _effect(f"{_VOLUME}{quantity.lever.reglage}", (before - after) * rate * product.worth, text, source)
    if old is not None and price.is_made:
        times = _times(product, quantity.lever, price.lever)
        text = f"−({amount(new)} − {amount(old)}) {price.lever.enhet} × {amount(after, quantity.lever.enhet)}{times}"
        yield _effect(f"Pris: {price.lever.reglage}", (old - new) * after * product.worth, text, source)


def _unpriced(product: Product, quantity: Change, price: Change) -> str:
    r"""Say what a changed quantity would give at a price that nobody has said yet."""
    zero = Decimal(0)
    gap = ((quantity.lever.nivå or zero) - (quantity.value or zero)) * product.worth * _EXAMPLE
    way = "bättre" if gap > 0 else "sämre"
    return f"{_UNPRICED}. Anta ett: varje {amount(_EXAMPLE, price.lever.enhet)} ger {tkr(float(abs(gap)))} {way}."


def _times(product: Product, quantity: Lever, price: Lever) -> str:
    """Write the factor that is left when the units' own worth is taken out: twelve months."""
    factor = product.worth / parse_unit(price.enhet).factor / parse_unit(quantity.enhet).factor
    return "" if factor == 1 else f" × {amount(factor)}"


def _effect(name: str, value: Decimal, text: str, source: str) -> Effect:
    return Effect(name, value, COMPUTED, "", f"{text}.".replace("..", "."), source)
