"""Number formats of a spreadsheet: a value to the text that its cell shows, in Swedish."""

from __future__ import annotations

import re
from datetime import datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from analysis.readers.formats.lines import doubt_comma
from analysis.vocabulary.numerals import MONEY_UNITS, NO_BREAK_SPACE, UNITS, exact, format_number
from analysis.vocabulary.periods import month_name

_PIECE = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|General|[Ee][+-]|.', re.IGNORECASE | re.DOTALL)
_GENERAL_DIGITS = 10  # that Excel shows of a number without a format
_MOST_DECIMALS = 6  # that a printed number may have
_EXCEL_DIGITS = 15
_CONDITION = re.compile(r"\[[<>=]")


class Shape(NamedTuple):
    """What one section of a number format makes of a number.

    Attributes
    ----------
    fewest, most
        How many decimals are shown at least and at most.
    whole
        How many digits the whole part has at least.
    shift
        By how many powers of ten the number is shown larger: 2 for per cent, −3 for thousands.
    groups
        Whether thousands are parted.
    literal
        The words beside the number.
    signed
        Whether the section writes a minus or a parenthesis itself.
    is_general
        Whether the number is shown as it is.
    """

    fewest: int
    most: int
    whole: int
    shift: int
    groups: bool
    literal: str
    signed: bool
    is_general: bool


def print_number(value: float, number_format: str) -> str:
    r"""Write a number as its cell shows it, in Swedish.

    What no certain number can be made of (a format that hides the number, or turns its sign) is written with a
    remark beside the number, so that the row it stands in is doubted.

    Examples
    --------
    >>> print_number(-1234.5, "#,##0"), print_number(0.145, "0.0%"), print_number(2020, "General")
    ('−1\xa0235', '14,5\xa0%', '2020')
    """
    number = _fifteen_digits(value)
    sections = _sections(number_format)
    if any(map(_CONDITION.search, sections)):
        return f"{_plain(number)} (villkorat talformat)"
    first = _shape(sections[0])
    if first is None or (first.signed and number):
        return f"{_plain(number)} (talformat {number_format[:40]})" if number else "0"
    shape = _shape(sections[_which(number, len(sections))])
    if shape is None:  # the section shows no digits
        return f"{_plain(number)} (dolt av talformatet)" if number else "0"
    return _plain(number) if shape.is_general and not shape.literal else _print(number, shape)


def _fifteen_digits(value: float) -> Decimal:
    """Take away binary noise: Excel shows fifteen digits at most."""
    number = exact(value) if isinstance(value, float) else Decimal(value)
    digits = max(number.adjusted() + 1, 1)
    if isinstance(value, float) and digits < _EXCEL_DIGITS:
        number = round(number, _EXCEL_DIGITS - digits)
    return number


def _plain(number: Decimal) -> str:
    """Write a number without a format with the digits that it has."""
    if number != number.to_integral_value():
        number = round(number, max(_GENERAL_DIGITS - max(number.adjusted() + 1, 1), 0)) or number
        if abs(number) >= Decimal("0.001"):
            number = round(number, _MOST_DECIMALS)
    decimals = max(-int(number.normalize().as_tuple().exponent), 0)
    return format_number(number, decimals, thousands="")


def _which(number: Decimal, sections: int) -> int:
    if number < 0:
        return min(1, sections - 1)
    return 2 if not number and sections > 2 else 0  # noqa: PLR2004  (positive; negative; zero)


def _print(number: Decimal, shape: Shape) -> str:
    shown = number.scaleb(shape.shift)
    if shape.is_general:
        text = _plain(shown)
    else:
        decimals = max(-int(shown.normalize().as_tuple().exponent), 0)
        decimals = min(max(decimals, shape.fewest), shape.most)
        text = format_number(shown, decimals, thousands=NO_BREAK_SPACE if shape.groups else "")
    if shape.whole > 1:
        sign, digits = (text[0], text[1:]) if not text[0].isdigit() else ("", text)
        whole, comma, rest = digits.partition(",")
        text = f"{sign}{whole.zfill(shape.whole)}{comma}{rest}"
    return f"{text}{NO_BREAK_SPACE}{shape.literal}" if shape.literal else text


@lru_cache(maxsize=4096)
def _sections(number_format: str) -> tuple[str, ...]:
    """Part a format at the semicolons that stand outside quotes and brackets."""
    parts = [""]
    for piece in _PIECE.findall(number_format or "General"):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(parts)


@lru_cache(maxsize=4096)
def _shape(section: str) -> Shape | None:
    """Read one section; None where it shows no digits."""
    digits, literal, percent = "", "", 0
    is_general = False
    for piece in _PIECE.findall(section):
        if piece.lower() == "general" or piece in {"@", "/"} or re.fullmatch(r"[Ee][+-]", piece):
            is_general = True
        elif piece in "0#?.,":
            digits += piece
        elif piece == "%":
            percent += 1
        else:
            literal += _literal(piece)
    if not is_general and not re.search(r"[0#?]", digits):
        return None
    whole, _, decimals = digits.rstrip(",").partition(".")
    signed = re.search(r"[-\u2212(]", literal) is not None
    words = " ".join(re.sub(r"[-+\u2212()]", " ", literal).split())
    if percent:
        words = f"% {words}".strip()
    scale = 0 if is_general else len(digits) - len(digits.rstrip(","))
    fewest, most = decimals.count("0"), min(len(decimals.replace(",", "")), _MOST_DECIMALS)
    groups = "," in whole or re.search(r"[0#?]\\?[ \u00a0][0#?]", section) is not None
    unit = words.lower() if words.lower() in {*UNITS, *MONEY_UNITS} else words
    zeros = whole.count("0") if not groups else 0
    return Shape(fewest, most, zeros, 2 * percent - 3 * scale, groups, unit, signed, is_general)


def _literal(piece: str) -> str:
    if piece[0] == '"':
        return piece.strip('"')
    if piece[0] == "\\":
        return piece[1:]
    if piece[0] == "[":  # a currency stands before its language; colours and languages are not shown
        return piece[2:-1].partition("-")[0] if piece.startswith("[$") else ""
    return "" if piece[0] in "_*" else piece


_MOST = 10**15  # from here on Excel drops digits, and nothing so large is an amount
_MONTH_FORMAT = re.compile(r"(?:\[[^\]]*\])*(?:y{1,4}|m{1,5}|[-/. \\]){1,6}(?:;@)?", re.IGNORECASE)
_YEAR_FORMAT = re.compile(r"(?:\[[^\]]*\])*(?:y{1,4}|e{1,4})(?:;@)?", re.IGNORECASE)


def show_value(value: object, number_format: str) -> str:
    r"""Write a value as its cell shows it: a number or a date by its format, all else as it is.

    Examples
    --------
    >>> show_value(True, "General"), show_value(1234.5, "#,##0"), show_value(datetime(2024, 3, 1), "mmm yyyy")
    ('SANT', '1\xa0235', '2024-03')
    """
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, int | float):
        return str(value) if abs(value) >= _MOST else print_number(value, number_format)
    if isinstance(value, datetime):
        return _date(value, number_format)
    return doubt_comma(str(value))


def _date(value: datetime, number_format: str) -> str:
    if _YEAR_FORMAT.fullmatch(number_format):
        return str(value.year)
    if _MONTH_FORMAT.fullmatch(number_format):
        return f"{value:%Y-%m}" if "y" in number_format.lower() else month_name(value.month)
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
