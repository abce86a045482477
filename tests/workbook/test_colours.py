"""No meaning stands in colour alone, and each text can be read on its filling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl.utils import range_boundaries

from tests.books import WHITE, Book, cells, contrast, is_number, made_book
from tests.workbook.both import CASES, real_book

INK, THEME = "000000", {0: WHITE, 1: "000000", 10: "0000FF"}  # colours of the theme that texts and links have
LEAST = 4.5  # contrast


@pytest.fixture(params=CASES)
def book(request) -> Book:
    return real_book(request.param)


def colour_of(found: Any, otherwise: str) -> str:
    """Return a colour of a cell as six hexadecimal digits."""
    if found is None or found.type == "indexed":
        return otherwise
    return THEME[found.theme] if found.type == "theme" else found.rgb[-6:]


def behind(cell: Any) -> str:
    return colour_of(cell.fill.fgColor, WHITE) if cell.fill.fill_type == "solid" else WHITE


def is_signed(number_format: str) -> bool:
    """Tell whether a number format writes both plus and minus."""
    parts = [part.lstrip('"\\') for part in number_format.split(";")]
    return len(parts) > 1 and parts[0].startswith("+") and parts[1].startswith(("-", "\u2212"))


def ruled(sheet: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each cell that a conditional format may colour, with what it looks like then."""
    for one in sheet.conditional_formatting:
        for place in str(one.sqref).split():
            left, top, right, bottom = range_boundaries(place)
            for row in sheet.iter_rows(top, bottom, left, right):
                yield from ((cell, rule.dxf) for cell in row for rule in one.rules)


def unsigned(book: Book) -> list[Any]:
    """Return the cells that a conditional format may colour, but that have no explicit sign."""
    coloured = [cell for sheet in book.shown.worksheets for cell, _ in ruled(sheet)]
    return [cell for cell in coloured if is_number(cell.value) and not is_signed(cell.number_format)]


def colour_alone(book: Book) -> list[str]:
    """Name numbers that a colour says something of that their sign does not say."""
    coloured = (f"{cell.parent.title}!{cell.coordinate}: coloured, {cell.number_format}" for cell in unsigned(book))
    faults = [*dict.fromkeys(coloured)]
    for place, cell in cells(book.shown):
        colour = colour_of(cell.font.color, INK)
        is_grey = len(set(re.findall("..", colour))) == 1
        if cell.hyperlink and not cell.font.u:
            faults.append(f"{place}: a link that is not underlined")
        elif not is_grey and not cell.hyperlink and not is_signed(cell.number_format):
            faults.append(f"{place}: {colour}")
    return faults


def pale_cells(book: Book) -> list[str]:
    """Name cells whose text, by itself or by a conditional format, can hardly be read on its filling."""
    faults, found = list[str](), dict[tuple[str, str], str]()
    for place, cell in cells(book.shown):
        found.setdefault((colour_of(cell.font.color, INK), behind(cell)), place)
    for sheet in book.shown.worksheets:
        for cell, look in ruled(sheet):
            place = f"{sheet.title}!{cell.coordinate}, by its rule"
            if look is None:
                faults.append(f"{place}: a scale of colours")
            else:
                font = colour_of(look.font and look.font.color, colour_of(cell.font.color, INK))
                found.setdefault((font, colour_of(look.fill and look.fill.bgColor, behind(cell))), place)
    pale = {pair: place for pair, place in found.items() if contrast(*pair) < LEAST}
    return faults + [f"{place}: {font} on {ground}" for (font, ground), place in pale.items()]


def test_numbers_say_by_their_sign_what_their_colour_says(book):
    assert colour_alone(book) == []


def test_texts_can_be_read_on_their_filling(book):
    assert pale_cells(book) == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("000000", "FFFFFF", 21.0), ("FFFFFF", "FF777777", 4.48), ("767676", "FFFFFF", 4.54), ("FF0000", "0000FF", 2.15)],
)
def test_contrast_as_wcag_defines_it(one, other, ratio):
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


@pytest.mark.parametrize(
    ("number_format", "signed"),
    [
        *(("+#,##0;\u2212#,##0;0", True), ("+0.0;-0.0", True), ('"+"0;"-"0', True)),
        *(("#,##0;\u2212#,##0;0", False), ("+0", False), ("General", False), ("+0;0", False)),
    ],
)
def test_number_formats_that_write_both_signs(number_format, signed):
    assert is_signed(number_format) == signed


def test_meaning_in_colour_alone_is_found(tmp_path):
    def fill(book):
        sheet, red = book.add_worksheet("Tal"), book.add_format({"font_color": "#a93226"})
        signed = book.add_format({"num_format": "+0;-0", "font_color": "#a93226"})
        for row in range(4):
            sheet.write(row, 0, -5)
        sheet.write(1, 0, -5, signed)
        sheet.conditional_format(0, 0, 1, 0, {"type": "cell", "criteria": "<", "value": 0, "format": red})
        sheet.conditional_format("A3", {"type": "2_color_scale"})
        sheet.write(4, 0, "avviker", red)
        sheet.write_url(5, 0, "internal:'Tal'!A1", red, "Till Tal")

    faults = [f"Tal!{cell}: coloured, General" for cell in ("A1", "A3")]
    book = made_book(tmp_path, fill)
    assert colour_alone(book) == [*faults, "Tal!A5: A93226", "Tal!A6: a link that is not underlined"]
    assert pale_cells(book) == ["Tal!A3, by its rule: a scale of colours"]


def test_pale_texts_are_found(tmp_path):
    def fill(book):
        def look(**kinds):
            return book.add_format(kinds)

        sheet = book.add_worksheet("Text")
        sheet.write(0, 0, "blekt", look(font_color="#999999"))
        sheet.write(1, 0, "mörkt på mörkt", look(bg_color="#333333"))
        sheet.write(2, 0, "ljust på mörkt", look(bg_color="#333333", font_color="#ffffff"))
        sheet.write(3, 0, 1, look(bg_color="#333333", font_color="#ffffff"))
        sheet.conditional_format(3, 0, 3, 0, {"type": "no_blanks", "format": look(font_color="#a93226")})
        sheet.conditional_format(4, 0, 4, 0, {"type": "no_blanks", "format": look(bg_color="#14635e")})

    assert pale_cells(made_book(tmp_path, fill)) == [
        *("Text!A1: 999999 on FFFFFF", "Text!A2: 000000 on 333333"),
        *("Text!A4, by its rule: A93226 on 333333", "Text!A5, by its rule: 000000 on 14635E"),
    ]
