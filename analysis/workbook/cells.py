"""What stands in a cell of a workbook: kinds of content, number formats, names of cells and sheets."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

MONEY = "#,##0;\u2212#,##0;0"
SIGNED = "+#,##0;\u2212#,##0;0"
SHARE = "+0.0\u00a0%;\u22120.0\u00a0%;0.0\u00a0%"
PLAIN = "0"
YEAR = "0;;"  # stands to the left, as a label does
TEXT = "@"
_LONGEST_NAME = 31
LONGEST = 8000  # characters of a sum; Excel takes 8 192 of a formula


class Formula(NamedTuple):
    """A live formula and the value that a phone or a preview shows; a number format goes before the column's.

    One that would be too long for Excel has `parts`, sums in cells of their own, which its text names ``{0}``, ``{1}``.
    """

    text: str
    value: float | str
    number_format: str | None = None
    parts: tuple[Formula, ...] = ()


class Number(NamedTuple):
    """A number with a number format of its own."""

    value: float
    number_format: str


class Input(NamedTuple):
    """A cell that its reader may write another number in: a number, or a formula that stands until then."""

    content: Formula | Number


class Link(NamedTuple):
    """A link to a cell of this workbook."""

    target: str
    text: str


Cell = str | float | int | Formula | Number | Input | Link | None


class Column(NamedTuple):
    """A column of a table: its heading, its number format, and whether its texts may take several lines."""

    heading: str
    number_format: str = TEXT
    wraps: bool = True  # or each text keeps to one line, of which paper shows what fits


def columns_of(kinds: dict[str, str]) -> list[Column]:
    """Return the columns of a table from their headings and number formats."""
    return [Column(heading, number_format) for heading, number_format in kinds.items()]


def sheet_name(text: str) -> str:
    """Make a text fit for the name of a sheet.

    Examples
    --------
    >>> sheet_name("Drift: 2020/2021")
    'Drift 2020 2021'
    """
    return " ".join(re.sub(r"[\[\]:*?/\\']", " ", text).split())[:_LONGEST_NAME]


def cell_name(row: int, column: int, *, fixed: bool = False) -> str:
    """Name a cell, both places counted from 0.

    Examples
    --------
    >>> cell_name(4, 27), cell_name(0, 0, fixed=True)
    ('AB5', '$A$1')
    """
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed))


def cell_range(first: int, last: int, column: int, *, fixed: bool = False) -> str:
    """Name the cells of a column from one row to another; a range of one cell is written as a range too.

    Examples
    --------
    >>> cell_range(4, 9, 1), cell_range(4, 4, 1, fixed=True)
    ('B5:B10', '$B$5:$B$5')
    """
    return f"{cell_name(first, column, fixed=fixed)}:{cell_name(last, column, fixed=fixed)}"


def first_cell(sheet: str, text: str = "") -> Link:
    """Lead to the top of a sheet, by its name where no other text is given."""
    return Link(f"'{sheet}'!A1", text or sheet)


def added_up(parts: Sequence[Term], column: int) -> Summation:
    """Write the sum of cells of a column; rows that follow one another become a range.

    Examples
    --------
    >>> [added_up([Term(1, 1), Term(2, weight)], 0).text for weight in (1, -1)]
    ['SUM(A2:A3)', 'A2-A3']
    """
    rows = [part.row for part in parts]
    if all(part.weight == 1 for part in parts) and rows == list(range(rows[0], rows[-1] + 1)):
        return Summation(f"SUM({cell_range(rows[0], rows[-1], column)})")
    return in_parts([(part.weight, cell_name(part.row, column), part.value) for part in parts])


class Term(NamedTuple):
    """A cell that takes part in a sum: its row, 1 where it is added and -1 where it is taken away, and its value."""

    row: int
    weight: int
    value: Decimal = Decimal(0)


class Summation(NamedTuple):
    """The text of a sum without its equals sign, and the sums of its parts where it is too long for one formula."""

    text: str
    parts: tuple[Formula, ...] = ()


def in_parts(terms: Sequence[tuple[int, str, Decimal]], longest: int = LONGEST) -> Summation:
    """Write a sum of texts, each with its sign and value; one that is too long is the sum of sums that are not.

    Parameters
    ----------
    terms
        The sign of each, its text and its value.
    longest
        How many characters a formula may have.

    Examples
    --------
    >>> in_parts([(1, "A1", Decimal(5)), (-1, "A3", Decimal(2))])
    Summation(text='A1-A3', parts=())
    >>> long = in_parts([(1, "A1", Decimal(5)), (-1, "A3", Decimal(2)), (1, "A5", Decimal(4))], 6)
    >>> long.text, [(part.text, part.value) for part in long.parts]
    ('{0}+{1}', [('=A1-A3', 3.0), ('=A5', 4.0)])
    """
    texts, values = [""], [Decimal(0)]
    for sign, text, value in terms:
        own = f"{'+' if sign > 0 else '-'}{text}"
        if len(texts[-1]) + len(own) > longest and texts[-1]:
            texts.append("")
            values.append(Decimal(0))
        texts[-1] += own
        values[-1] += value if sign > 0 else -value
    whole = [text.removeprefix("+") for text in texts]
    if len(whole) == 1:
        return Summation(whole[0])
    parts = tuple(Formula(f"={text}", float(value)) for text, value in zip(whole, values, strict=True))
    return Summation("+".join(f"{{{at}}}" for at in range(len(parts))), parts)


def fitted(cell: Cell, width: float) -> Cell:
    """Shorten a text, or that of a link, in its middle, so that where it stands on a page is still said.

    Examples
    --------
    >>> fitted("Personalkostnader & personalstyrka, rad 880", 24)
    'Personalkostna…, rad 880'
    >>> fitted("4.1.1 Kommentarer till driftsredovisning", 18)
    '4.1.1 Kommentarer…'
    """
    text = cell.text if isinstance(cell, Link) else cell
    if not isinstance(text, str) or len(text) <= width:
        return cell
    head, comma, tail = text.rpartition(", ")
    if len(comma + tail) > width - 4:  # what stands last leaves the rest no room
        head, comma, tail = text, "", ""
    short = f"{head[: max(int(width) - len(comma + tail) - 1, 1)].rstrip()}…{comma}{tail}"
    return Link(cell.target, short) if isinstance(cell, Link) else short


@lru_cache(maxsize=4096)
def lines_of(text: str, width: int) -> int:
    """Count the lines that a text takes in a column of a width in characters.

    Examples
    --------
    >>> lines_of("Ingen källa anger det.", 12)
    2
    """
    return len(textwrap.wrap(text, width))


def has_sign(cell: Cell) -> bool:
    """Tell whether a cell of a column of signed numbers shows one of them, and not a number of another format."""
    own = cell.number_format if isinstance(cell, (Formula, Number)) else None
    return cell is not None and own in {None, SIGNED}


def runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Put rows that follow one another together: the first and the last of each run.

    Examples
    --------
    >>> list(runs([4, 5, 8]))
    [(4, 5), (8, 8)]
    """
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        own = [row for _, row in run]
        yield own[0], own[-1]
