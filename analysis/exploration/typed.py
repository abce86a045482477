"""What is typed on the panel: a number as Swedes write it, or by how many per cent a level is changed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from analysis.exploration.levers import Lever
from analysis.vocabulary.numerals import decimals_of, exact, format_number, half_up, parse_number

_PART = re.compile(r"([-\u2212+])\s*(\d+(?:[.,]\d+)?)\s*%")


class Typed(NamedTuple):
    """The value that was typed; none where it is no value of the lever, and then what to write."""

    value: Decimal | None
    way_out: str = ""


def typed_value(text: str, lever: Lever) -> Typed:
    r"""Read what was typed for a lever, in whole units.

    Examples
    --------
    >>> days = Lever("vårddygn", "vårddygn", 2020, Decimal(7500), Decimal(0), Decimal(15000), "tryckt")
    >>> [int(typed_value(text, days).value) for text in ("6 750", "6750,4", "−10 %", "+4%")]
    [6750, 6750, 6750, 7800]
    >>> typed_value("99 999", days).way_out.replace("\N{NO-BREAK SPACE}", " ")
    'skriv ett tal från 0 till 15 000, eller en ändring som −10 %'
    """
    least, most = lever.lägst or Decimal(0), lever.högst or Decimal(0)
    value = _read(text.strip(), lever)
    if value is not None and least <= value <= most:
        return Typed(value)
    change = ", eller en ändring som −10 %" if lever.nivå else ""
    return Typed(None, f"skriv ett tal från {written(least)} till {written(most)}{change}")


def typed_limit(text: str, most: int) -> Typed:
    r"""Read from where a line is material: tkr, or per cent of the budget.

    Examples
    --------
    >>> [str(typed_limit(text, 1000).value) for text in ("2,5", "5 %", "1 000")]
    ['2.5', '5', '1000']
    >>> typed_limit("2.5", 1000).way_out.replace("\N{NO-BREAK SPACE}", " ")
    'skriv ett tal från 0 till 1 000, till exempel 2,5'
    """
    try:
        number = parse_number(text.strip().removesuffix("%"))
    except ValueError:
        number = None
    if number and 0 <= number.value <= most:
        return Typed(number.value)
    return Typed(None, f"skriv ett tal från 0 till {written(most)}, till exempel 2,5")


def written(value: Decimal | float) -> str:
    """Write a number with the decimals that it has.

    Examples
    --------
    >>> written(2.5), written(6)
    ('2,5', '6')
    """
    return format_number(value, decimals_of(exact(float(value)), most=2))


def _read(text: str, lever: Lever) -> Decimal | None:
    if (part := _PART.fullmatch(text)) and lever.nivå:
        way = 1 if part[1] == "+" else -1
        return half_up(lever.nivå * (1 + way * Decimal(part[2].replace(",", ".")) / 100))
    try:
        number = parse_number(text)
    except ValueError:
        return None
    return half_up(number.value) if number and number.unit != "%" else None
