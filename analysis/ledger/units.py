"""Units of figures: which of them fit each other, and what one is worth in the base unit of its kind."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pint import UnitRegistry
    from pint.util import UnitsContainer

_DEFINITIONS = (
    *("tkr = [pengar]", "kr = 0.001 tkr", "mnkr = 1000 tkr", "mkr = 1000 tkr"),
    *("antal = [antal]", "st = antal", "hushåll = antal", "personer = antal", "barn = antal", "platser = antal"),
    *("årsarbetare = antal", "konsulter = antal"),
    *("vårddygn = [vårddygn]", "mån = [månad]", "dagar = [dag]", "år = [ålder]"),
    *("procent = 0.01", "ggr = 1", "index = 1"),
)
_SPELLINGS = {"%": "procent", "antal per månad": "antal"}  # a mean over the months is a number all the same
KNOWN = ("%", *(text.partition(" =")[0] for text in _DEFINITIONS))


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
    """Read a unit such as ``tkr``, ``%`` or ``kr/hushåll/mån``.

    Raises
    ------
    ValueError
        When a part of it is no known unit.

    Examples
    --------
    >>> parse_unit("mnkr").factor, parse_unit("kr/hushåll/mån").factor
    (Decimal('1000'), Decimal('0.001'))
    >>> parse_unit("tkr").kind == parse_unit("kr").kind, parse_unit("tkr").kind == parse_unit("vårddygn").kind
    (True, False)
    """
    registry = _registry()
    parts = _SPELLINGS.get(text, text).split("/")
    names = [_SPELLINGS.get(part.strip(), part.strip()) for part in parts]
    if not all(name in KNOWN or name == "procent" for name in names):
        raise ValueError(f"not a known unit: {text[:40]!r}")
    unit = registry.parse_units(names[0])
    for name in names[1:]:
        unit = unit / registry.parse_units(name)
    factor, _ = registry.get_base_units(unit)
    return Unit(Decimal(str(factor)), unit.dimensionality)


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit."""
    try:
        return bool(parse_unit(text))
    except ValueError:
        return False
