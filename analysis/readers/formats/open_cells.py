"""The cells of an OpenDocument sheet to the texts that they show."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from analysis.readers.formats.lines import doubt_comma, footnote_mark
from analysis.vocabulary.numerals import MONEY_UNITS, NO_BREAK_SPACE, UNITS, format_number

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT = f"{{{_OASIS}office:1.0}}", f"{{{_OASIS}text:1.0}}"
_NUMBERS = {"float", "percentage", "currency"}
_MOST_DECIMALS = 6
_SPACES = {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}
_MINUS = re.compile(r"[-\u2212\u2013(]")
_NO_WORD = re.compile(r"[\d\s.,%()+\u2212\u2013\u2019'-]+")
_SHOWN_DATE = re.compile(r"(?:19|20)\d\d|.*[^\W\d_].*")


def cell_text(cell: Element, raised: Collection[str]) -> str:
    """Write a cell as its sheet shows it; an empty text where it holds nothing.

    Parameters
    ----------
    cell
        The element of the cell.
    raised
        The names of the styles that raise figures: marks of footnotes.
    """
    kind = cell.get(f"{_OFFICE}value-type", "")
    shown = " ".join(" ".join(_paragraph(one, raised) for one in cell if one.tag == f"{_TEXT}p").split())
    if kind in _NUMBERS:
        return show_number(cell.get(f"{_OFFICE}value", ""), shown, is_share=kind == "percentage")
    if kind == "boolean":
        return "SANT" if cell.get(f"{_OFFICE}boolean-value") == "true" else "FALSKT"
    if kind == "date":
        return shown if _SHOWN_DATE.fullmatch(shown) else cell.get(f"{_OFFICE}date-value", shown)[:10]
    return doubt_comma(shown)


def show_number(value: str, shown: str, *, is_share: bool) -> str:
    r"""Write a number with the decimals that its cell shows; what shows another number gets a remark, and is doubted.

    What a cell shows depends on the language of who saved the file, the value beside it does not.

    Parameters
    ----------
    value
        The number as the file holds it.
    shown
        The text of the cell.
    is_share
        Whether it is a share of one, shown in per cent.

    Examples
    --------
    >>> show_number("-1200.4", "-1,200", is_share=False), show_number("0.125", "12.5%", is_share=True)
    ('−1200', '12,5\xa0%')
    >>> show_number("1200000", "1 200", is_share=False), show_number("0", "-", is_share=False)
    ('1200000 (visas som 1 200)', '0')
    """
    try:
        number = Decimal(value).scaleb(2 if is_share else 0)
    except InvalidOperation:
        return shown
    digits = re.sub(r"\D", "", shown)
    if not number.is_finite() or (not digits and number):
        return f"{value} (dolt av talformatet)"
    if not digits:
        return "0"
    for text in _printed(number):
        own = re.sub(r"\D", "", text)
        if own == digits or (own.lstrip("0") and own.lstrip("0") == digits.lstrip("0")):
            is_negative = _MINUS.search(shown) is not None
            if is_negative == text.startswith(("-", "\u2212")) or not own.strip("0"):
                words = "% " * is_share + _NO_WORD.sub(" ", shown).strip()
                unit = words.lower() if words.lower() in {*UNITS, *MONEY_UNITS} else words
                return f"{text}{NO_BREAK_SPACE}{unit.strip()}" if unit else text
    plain = format(number.normalize(), "f").replace(".", ",").replace("-", "\u2212")
    return f"{plain} (visas som {shown[:40]})"


def _printed(number: Decimal) -> list[str]:
    """Write a number with each count of decimals that a cell may show."""
    return [format_number(number, decimals, thousands="") for decimals in range(_MOST_DECIMALS + 1)]


def _paragraph(element: Element, raised: Collection[str]) -> str:
    """Join the pieces of a paragraph; raised figures are marks of footnotes."""
    text = element.text or ""
    for piece in element:
        inner = " " if piece.tag in _SPACES else _paragraph(piece, raised)
        style = piece.get(f"{_TEXT}style-name")
        text += (footnote_mark(text, inner) if style in raised else inner) + (piece.tail or "")
    return text
