"""Printed Swedish numbers to exact values and back."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

NO_BREAK_SPACE = "\u00a0"
TRUE_MINUS = "\u2212"
BOUND_SPACES = "\u00a0\u202f\u2009"  # spaces that never separate two numbers
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
MONEY_UNITS = {"kr": Decimal("0.001"), "tkr": Decimal(1), "mnkr": Decimal(1000), "mkr": Decimal(1000)}
UNITS = ("%", *MONEY_UNITS, "dagar", "st")
LONGEST = 15  # digits; a float holds that many exactly

_MARKUP = re.compile(r"</?b>")
_BLANKS = f" \t{BOUND_SPACES}"
_STARS = "*\\"
_SPACE = f"[ {BOUND_SPACES}]"
_NUMBER = re.compile(
    rf"(?!% ?(?:19|20)\d\d$)(?P<percent>%?){_SPACE}?(?P<sign>[{DASHES}+]?){_SPACE}?"
    rf"(?P<whole>0|[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+|[1-9]\d*)(?:,(?P<decimals>\d{{1,6}}))?"
    rf"{_SPACE}?(?P<unit>{'|'.join(UNITS)})?",
    re.IGNORECASE,
)
_BEFORE_UNIT = rf"(?={_SPACE}?(?:{'|'.join(UNITS)})?$)"
_BRACKETED = re.compile(rf"^\(\s*(\d[^()]*)\){_BEFORE_UNIT}", re.IGNORECASE)
_MINUS_BEHIND = re.compile(rf"^(\d[\d\s,.]*)[{DASHES}]{_BEFORE_UNIT}", re.IGNORECASE)


class Printed(NamedTuple):
    """A number as it was printed.

    Attributes
    ----------
    value
        The exact value, in the unit that it was printed in; sign as printed.
    resolution
        The value of one step in the last printed digit: 1 for ``12``, 0.1 for ``4,5``.
    unit
        The unit printed beside the number (``%``, ``tkr``, ``mnkr`` …), or None.
    """

    value: Decimal
    resolution: Decimal
    unit: str | None


@lru_cache(maxsize=64)  # a cell is looked at many times, then no more; a line may be long
def clean(text: str) -> str:
    """Take away bold marks and footnote stars, and white space at both ends.

    Examples
    --------
    >>> clean("<b>**varav Finansposter</b> ")
    'varav Finansposter'
    """
    if text.isalnum():
        return text
    return _MARKUP.sub("", text).strip(_BLANKS).strip(_STARS).strip(_BLANKS)


@lru_cache(maxsize=65536)
def parse_number(text: str) -> Printed | None:
    """Read one printed number exactly.

    Thousands may be parted by a space, a no-break space, a narrow or thin space, or nothing;
    decimals follow a comma; the minus may be a hyphen, a dash or U+2212, with or without a space; it may stand behind
    the number, and a number in parentheses is negative.

    Returns
    -------
    Printed | None
        The number, or None where nothing is printed (an empty cell or a lone dash).

    Raises
    ------
    ValueError
        When the text is not one printed Swedish number.

    Examples
    --------
    >>> parse_number("−1 234,5 mnkr")
    Printed(value=Decimal('-1234.5'), resolution=Decimal('0.1'), unit='mnkr')
    >>> is_number("% 12"), is_number("% 2019")  # a share, and the head of a column of shares
    (True, False)
    >>> parse_number("-") is None, parse_number("1 200- kr").value, parse_number("(12) %").value
    (True, Decimal('-1200'), Decimal('-12'))
    """
    bare = minus_first(clean(text))
    if not bare or (len(bare) == 1 and bare in DASHES):
        return None
    found = _NUMBER.fullmatch(bare)
    digits = re.sub(r"\D", "", bare) if found else ""
    if not found or len(digits) > LONGEST or (found["percent"] and found["unit"]):
        raise ValueError(f"not a printed Swedish number: {text[:40]!r}")
    decimals = found["decimals"] or ""
    value = Decimal(re.sub(r"\D", "", found["whole"]) + (f".{decimals}" if decimals else ""))
    unit = "%" if found["percent"] else found["unit"]
    negative = found["sign"] not in ("", "+")
    return Printed(-value if negative else value, Decimal(1).scaleb(-len(decimals)), unit and unit.lower())


def minus_first(text: str) -> str:
    """Write a number whose minus stands behind it, or that stands in brackets, with its minus first.

    Examples
    --------
    >>> minus_first("1.204.330,50-"), minus_first("(12) %"), minus_first("12 st")
    ('-1.204.330,50', '-12 %', '12 st')
    """
    return _BRACKETED.sub(r"-\1", _MINUS_BEHIND.sub(r"-\1", text))


def is_number(text: str) -> bool:
    """Tell whether a text is one printed number."""
    try:
        return parse_number(text) is not None
    except ValueError:
        return False


def exact(value: float | Decimal) -> Decimal:
    """Return the decimal number that a float of a frame stands for, free of binary noise.

    Examples
    --------
    >>> exact(0.1) + exact(0.2)
    Decimal('0.3')
    """
    return value if isinstance(value, Decimal) else Decimal(repr(float(value))).normalize() + 0


def half_up(value: float | Decimal, resolution: Decimal = Decimal(1)) -> Decimal:
    """Round to a multiple of the resolution as print does: a half goes away from zero.

    Examples
    --------
    >>> half_up(Decimal("-2.5")), half_up(1250, Decimal(100))
    (Decimal('-3'), Decimal('1300'))
    """
    return (exact(value) / resolution).quantize(Decimal(1), rounding=ROUND_HALF_UP) * resolution


def format_number(
    value: float | Decimal | None,
    decimals: int = 0,
    unit: str = "",
    *,
    signed: bool = False,
    thousands: str = NO_BREAK_SPACE,
) -> str:
    r"""Write a number the Swedish way; a missing one becomes an en dash.

    Parameters
    ----------
    value
        The number, in the unit that is to be written; None or NaN is missing.
    decimals
        How many decimals; rounding is half up, as in print.
    unit
        Written behind a no-break space.
    signed
        Whether a positive number gets a plus sign, as on a deviation.
    thousands
        What parts the groups of three digits.

    Examples
    --------
    >>> format_number(-27660, unit="tkr", thousands=" ")
    '−27 660\xa0tkr'
    >>> format_number(4.25, 1), format_number(111, signed=True), format_number(None)
    ('4,3', '+111', '–')
    """
    if value is None or value != value:  # noqa: PLR0124  (NaN is not equal to itself)
        return "–"
    rounded = half_up(value, Decimal(1).scaleb(-decimals))
    digits = f"{abs(rounded):,.{decimals}f}".replace(",", thousands).replace(".", ",")
    sign = TRUE_MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{digits}{NO_BREAK_SPACE + unit if unit else ''}"


def decimals_of(value: float | Decimal | None, most: int = 1) -> int:
    """Tell how many decimals to show a number with: at most so many, more where it would look like zero.

    Examples
    --------
    >>> decimals_of(12.0), decimals_of(48.1624), decimals_of(0.05), decimals_of(None)
    (0, 1, 2, 0)
    """
    if value is None or not value or value != value:  # noqa: PLR0124  (NaN is not equal to itself)
        return 0
    number = exact(value)
    needed = max(-int(number.as_tuple().exponent), 0)
    first = -number.adjusted()  # the place of the first digit that is not zero
    return min(needed, max(most, first))
