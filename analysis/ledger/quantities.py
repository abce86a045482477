"""Exact values that know their unit and how far the rounding of printed figures can have moved them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pint import UnitRegistry
    from pint.util import UnitsContainer

_DEFINITIONS = (
    *("tkr = [pengar]", "kr = 0.001 tkr", "mnkr = 1000 tkr", "mkr = 1000 tkr"),
    *("antal = [antal]", "st = antal", "årsarbetare = antal"),
    *("vårddygn = [vårddygn]", "mån = [månad]", "dagar = [dag]", "år = [ålder]", "kvm = [yta]"),
    *("procent = 0.01", "ggr = 1", "index = 1"),
)
_SPELLINGS = {
    "%": "procent",
    "antal per månad": "antal",  # a mean over the months is a number all the same
    "månad": "mån",
    "månader": "mån",
    "dag": "dagar",
}
KNOWN = ("%", *(text.partition(" =")[0] for text in _DEFINITIONS))
_NOUN = re.compile(r"(?=.{3,30}$)(?=.*[aeiouyåäöéü])[a-zåäöéü]+(?:-[a-zåäöéü]+)*")  # timmar, brukare, hushåll
_NO_COUNT = re.compile(
    r".*kr|(?:kron(?:a|or)|euro|eur|[a-z]?sek|usd|nok|dkk|dollar|pund|tusen|miljon|miljard|procent|promille)\w*"
)
_MONEY = ("tkr", "mnkr", "mkr", "kr")
_SLIP, _MONEY_SLIP = 0.8, 0.75  # how much a word has in common with a unit that it is a slip for


class Unit(NamedTuple):
    """A unit as its kind and its worth in the base unit of that kind (tkr for money, 1 for shares).

    Attributes
    ----------
    factor
        What one is worth in the base unit.
    kind
        What is measured, as powers of money, number, care days, months; empty for a share.
    """

    factor: Decimal
    kind: UnitsContainer


@lru_cache(maxsize=1)
def _registry() -> UnitRegistry[Decimal]:
    """Make the registry once; pint is loaded only where figures are computed."""
    from pint import UnitRegistry

    registry: UnitRegistry[Decimal] = UnitRegistry(None, non_int_type=Decimal)
    for text in _DEFINITIONS:
        registry.define(text)
    return registry


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit:
    """Read a unit such as ``tkr``, ``%`` or ``kr/timme/mån``: what is counted may be called by any noun.

    Raises
    ------
    ValueError
        When a part of it is neither a measure nor a noun, or a noun that may be a slip for a measure.

    Examples
    --------
    >>> parse_unit("mnkr").factor, parse_unit("kr/timme/mån").factor
    (Decimal('1000'), Decimal('0.001'))
    >>> parse_unit("tkr").kind == parse_unit("kr").kind, parse_unit("tkr").kind == parse_unit("vårddygn").kind
    (True, False)
    """
    registry = _registry()
    parts = _SPELLINGS.get(text, text).split("/")
    names = [_measure(part.strip()) for part in parts]
    if not all(names):
        raise ValueError(f"not a known unit: {text[:40]!r}")
    unit = registry.parse_units(names[0])
    for name in names[1:]:
        unit = unit / registry.parse_units(name)
    factor, _ = registry.get_base_units(unit)
    return Unit(Decimal(str(factor)), unit.dimensionality)


def _measure(word: str) -> str:
    """Return what a word measures: a unit of its own, else a number of what the noun names; nothing where neither."""
    name = _SPELLINGS.get(word, word)
    return name if name in KNOWN or name == "procent" else "antal" if is_counted(word) else ""


def is_counted(word: str) -> bool:
    """Tell whether a word may be what is counted: a noun in small letters that is no money, share or slip for a unit.

    Examples
    --------
    >>> [is_counted(word) for word in ("timmar", "besök", "euro", "tkrr", "Timmar", "procentenheter")]
    [True, True, False, False, False, False]
    """
    if not _NOUN.fullmatch(word) or _NO_COUNT.fullmatch(word):
        return False
    slips = [(one, _SLIP) for one in KNOWN if one not in _MONEY] + [(one, _MONEY_SLIP) for one in _MONEY]
    return not any(SequenceMatcher(None, word, one).ratio() > least for one, least in slips)


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit."""
    try:
        return bool(parse_unit(text))
    except ValueError:
        return False


if TYPE_CHECKING:
    from pint.util import UnitsContainer

ZERO = Decimal(0)


class UnitClashError(ValueError):
    """Two quantities of different kinds were added."""


@dataclass(frozen=True)
class Quantity:
    """A value with its kind of unit and its doubt, in base units.

    The doubt is an affine form: each printed figure that takes part can move the value by a signed amount, so that a
    figure that is used twice is not doubted twice; `beyond` bounds what products and quotients add to that.

    Attributes
    ----------
    value
        The value, exact as far as decimal division goes.
    kind
        What is measured, as `analysis.ledger.quantities.Unit` has it.
    moves
        By id of a printed figure: how much half its print step moves the value.
    beyond
        A bound of what the moves leave out; never negative.
    """

    value: Decimal
    kind: UnitsContainer
    moves: Mapping[str, Decimal] = field(default_factory=dict)
    beyond: Decimal = ZERO

    @property
    def tolerance(self) -> Decimal:
        """How far from the value the true one can be, when each printed figure was rounded to its step."""
        return sum(map(abs, self.moves.values()), self.beyond)

    def __neg__(self) -> Quantity:
        return self._scaled(Decimal(-1))

    def __add__(self, other: Quantity) -> Quantity:
        if self.kind != other.kind:
            raise UnitClashError
        moves = _combined(self.moves, other.moves, Decimal(1))
        return Quantity(self.value + other.value, self.kind, moves, self.beyond + other.beyond)

    def __sub__(self, other: Quantity) -> Quantity:
        return self + -other

    def __mul__(self, other: Quantity) -> Quantity:
        moves = _combined(self._scaled(other.value).moves, other.moves, self.value)
        joint = (self.tolerance - self.beyond) * (other.tolerance - other.beyond)
        left, right = abs(self.value) + self.tolerance, abs(other.value) + other.tolerance
        beyond = joint + self.beyond * right + other.beyond * left
        return Quantity(self.value * other.value, self.kind * other.kind, moves, beyond)

    def __truediv__(self, other: Quantity) -> Quantity:
        least = abs(other.value) - other.tolerance
        if least <= 0:
            raise ZeroDivisionError
        ratio = self.value / other.value
        # x/y - ratio = (dx - ratio dy)/y, and y is nowhere nearer zero than `least`
        gap = Quantity(ZERO, self.kind, _combined(self.moves, other.moves, -ratio))
        linear = gap._scaled(1 / other.value)
        outer = self.beyond + abs(ratio) * other.beyond
        beyond = gap.tolerance * (1 / least - 1 / abs(other.value)) + outer / least
        return Quantity(ratio, self.kind / other.kind, linear.moves, beyond)

    def _scaled(self, factor: Decimal) -> Quantity:
        moves = {name: move * factor for name, move in self.moves.items()}
        return Quantity(self.value * factor, self.kind, moves, self.beyond * abs(factor))

    def within(self, unit: Unit) -> tuple[Decimal, Decimal]:
        """Return value and tolerance in a unit of the same kind.

        Raises
        ------
        UnitClashError
            When the unit is of another kind.
        """
        if self.kind != unit.kind:
            raise UnitClashError
        return self.value / unit.factor, self.tolerance / unit.factor


def _combined(first: Mapping[str, Decimal], second: Mapping[str, Decimal], weight: Decimal) -> dict[str, Decimal]:
    names = {**first, **second}
    return {name: first.get(name, ZERO) + weight * second.get(name, ZERO) for name in names}


def printed(name: str, value: Decimal, resolution: Decimal, unit: Unit) -> Quantity:
    """Return the quantity of a printed figure, doubted by half its print step.

    Examples
    --------
    >>> from analysis.ledger.quantities import parse_unit
    >>> tkr = parse_unit("tkr")
    >>> share = printed("a", Decimal(30), Decimal(1), tkr) / printed("b", Decimal(120), Decimal(1), tkr)
    >>> share.value, round(share.tolerance, 4)
    (Decimal('0.25'), Decimal('0.0052'))
    """
    move = resolution / 2 * unit.factor
    return Quantity(value * unit.factor, unit.kind, {name: move} if move else {})


def constant(value: Decimal, unit: Unit) -> Quantity:
    """Return the quantity of a number that is exact by its meaning, such as the months of a year."""
    return Quantity(value * unit.factor, unit.kind)
