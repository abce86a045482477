"""An Excel workbook (.xlsx) to the lines of a document: each cell as its sheet shows it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import DocumentError, fault
from analysis.readers.formats.lines import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Document,
    LineWriter,
    doubt_comma,
    footnote_mark,
)
from analysis.readers.formats.packages import Watchers, damaged, list_parts, refuse_damage, scan_xml
from analysis.vocabulary.numerals import MONEY_UNITS, NO_BREAK_SPACE, UNITS, exact, format_number

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


NO_VALUE = "formel utan värde"
_LAST_ROW = 1_048_576  # of any sheet of Excel
_MOST = 10**15  # from here on Excel drops digits, and nothing so large is an amount
_MOST_EMPTY = 2  # empty rows that are kept one after the other; more of them part tables no better
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Z]{1,3}")
_YEAR_FORMAT = re.compile(r"(?:\[[^\]]*\])*(?:y{1,4}|e{1,4})(?:;@)?", re.IGNORECASE)
Row = dict[int, str]


def read_spreadsheet(path: Path, data: bytes) -> Document:
    """Read every visible sheet of a workbook; numbers are written as their formats show them.

    Parameters
    ----------
    path
        The file, for its name.
    data
        Its bytes: a ZIP package with a workbook.

    Raises
    ------
    DocumentError
        When the workbook is damaged, locked, unsafe or larger than a report can be.
    """
    name = path.name
    list_parts(name, data)
    scan = _Scan(name)
    scan_xml(name, data, scan.watch)
    writer = LineWriter(name)
    with refuse_damage(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what only matters to who saves the workbook again
        _read_sheets(writer, data, bare_formulas=scan.has_bare_formula)
    return writer.document()


class _Scan:
    """Counts what the sheets hold before any cell of them is kept."""

    def __init__(self, name: str) -> None:
        self._name, self._part = name, ""
        self._rows = self._column = self._widest = 0
        self._is_row_counted = self._has_formula = self._in_value = self._is_text = False
        self._has_bare = False

    @property
    def has_bare_formula(self) -> bool:
        """Whether any formula has no value beside it."""
        return self._has_bare or self._has_formula

    def watch(self, part: str) -> Watchers | None:
        """Return who is to be told of the elements and texts of a part, where it is a sheet."""
        self._close()
        self._part, self._rows, self._column, self._widest = part, 0, 0, 0
        return (self._start, self._text) if _SHEET.fullmatch(part) else None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        self._in_value = local == "v"
        if local == "c":
            self._close()
            self._is_text = attributes.get("t") == "str"  # a formula may give an empty one
            self._column = _column_number(attributes.get("r", "")) or self._column + 1
        elif local == "f":
            self._has_formula = not self._is_text
        elif local in {"v", "is"}:
            self._value()
        elif local == "row":
            self._close()
            self._column, self._is_row_counted = 0, False
            if not attributes.get("r", "1").isdecimal() or int(attributes.get("r", "1")) > _LAST_ROW:
                raise damaged(self._name, f"{self._part}: row {attributes['r'][:20]}")

    def _text(self, _: str) -> None:
        if self._in_value:
            self._has_formula = False

    def _close(self) -> None:
        self._has_bare |= self._has_formula
        self._has_formula = False

    def _value(self) -> None:
        self._widest = max(self._widest, self._column)
        if not self._is_row_counted:
            self._rows += 1
            self._is_row_counted = True
        if self._rows > MOST_ROWS:
            self._refuse(MOST_ROWS, "rows", "rader")
        if self._widest > MOST_COLUMNS:
            self._refuse(MOST_COLUMNS, "columns", "kolumner")
        if self._rows * self._widest > MOST_CELLS:
            self._refuse(MOST_CELLS, "cells", "celler")

    def _refuse(self, most: int, what: str, what_sv: str) -> None:
        place = self._part.rpartition("/")[2]
        raise DocumentError(fault("too-many", self._name, place=place, most=most, what=what, what_sv=what_sv))


def _column_number(reference: str) -> int:
    letters, number = _LETTERS.match(reference), 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _read_sheets(writer: LineWriter, data: bytes, *, bare_formulas: bool) -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, rich_text=True, keep_links=False)
    formulas = load_workbook(BytesIO(data), read_only=True, keep_links=False) if bare_formulas else None
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        writer.note(f"dolda blad är inte lästa: {', '.join(hidden)[:200]}.")
    for sheet in book.worksheets:
        if sheet.title in hidden:
            continue
        title = " ".join(sheet.title.split())
        writer.place(f"blad {title}")
        writer.heading(title)
        rows = _rows(writer, sheet, formulas[sheet.title] if formulas else None)
        writer.table(rows, comma_is_decimal=True)
    book.close()


def _rows(writer: LineWriter, sheet: Any, formulas: Any) -> list[Row]:
    """Read the cells of a sheet that hold anything, row by row."""
    rows, empty = list[Row](), 0
    bare = list[str]()
    for cells, written in zip_longest(_cells(sheet), _cells(formulas) if formulas else (), fillvalue=()):
        row = {at: text for at, cell in enumerate(cells) if cell.value is not None and (text := _text(cell))}
        for at, cell in enumerate(written):
            if cell.data_type == "f" and (at >= len(cells) or cells[at].value is None):
                row[at] = NO_VALUE
                bare.append(cell.coordinate)
        empty = 0 if row else empty + 1
        if empty <= _MOST_EMPTY:
            rows.append(dict(sorted(row.items())))
    if bare:
        writer.note(
            f"{len(bare)} formler saknar uträknat värde (den första i {bare[0]}); öppna och spara filen i Excel."
        )
    return rows


def _cells(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    yield from sheet.iter_rows(max_col=MOST_COLUMNS)


def _text(cell: Any) -> str:
    """Write the value of a cell as its sheet shows it."""
    value = cell.value
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, int | float):
        if abs(value) >= _MOST:
            return str(value)
        return print_number(value, cell.number_format)
    if isinstance(value, datetime):
        return _date(value, cell.number_format)
    if isinstance(value, date | time | timedelta):
        return str(value)
    return doubt_comma(value if type(value) is str else _rich_text(value))


def _date(value: datetime, number_format: str) -> str:
    if _YEAR_FORMAT.fullmatch(number_format):
        return str(value.year)
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")


def _rich_text(value: Any) -> str:
    """Join the pieces of a text; raised figures are marks of footnotes."""
    if isinstance(value, str):
        return str(value)
    text = ""
    for piece in value:
        is_raised = not isinstance(piece, str) and piece.font is not None and piece.font.vertAlign == "superscript"
        text += footnote_mark(text, piece.text) if is_raised else str(piece)
    return text
