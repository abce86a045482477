"""The rows of a sheet or a table whose cells are known: where tables begin and end, below and beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise, takewhile

from analysis.vocabulary.columns import cell_column
from analysis.vocabulary.labels import is_total
from analysis.vocabulary.numerals import DASHES, is_number
from analysis.vocabulary.periods import one_month

HEAD_ROWS = 8  # rows of a block that its head stands among
_FEWEST = 2  # columns of numbers, and rows of them, below a head of words that are not known
_LONGEST_NAME = 40  # characters; longer words above numbers are prose
_YEAR = re.compile(r"(?:19|20)\d\d")
NO_NUMBER = re.compile(
    rf"[{DASHES}.x\s]*|(?:uppgift(?:er)?\s)?saknas|ej\b.*|inte\b.*|inga?|se\b.*|e\.? ?t\.?|n/?a|sant|falskt",
    re.IGNORECASE,
)


_PAGE = re.compile(
    r"(?:sida|sid\.?|s\.)?\s*\d{1,4}(?:\s*(?:av|/|\()\s*\d{1,4}\)?)?|[-–]\s*\d{1,4}\s*[-–]|forts\.?(?:ättning)?",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"(?:[^\d,(]*[\s–-])?(?:årsredovisning|verksamhetsberättelse|delårsrapport|årsrapport|tertialrapport|månadsrapport)\b"
    r"[^\d,(]*(?:(?:19|20)\d\d)?(?:\s+\d{1,4})?",
    re.IGNORECASE,
)


def is_page_mark(text: str) -> bool:
    """Tell a page number, or the name of a report as it runs over its pages, from what a table says.

    Examples
    --------
    >>> is_page_mark("Sida 4 av 12"), is_page_mark("Nämnden – verksamhetsberättelse 2018  18"), is_page_mark("Lokaler")
    (True, True, False)
    """
    return _PAGE.fullmatch(text) is not None or _RUNNING.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells.

    Attributes
    ----------
    cells
        The texts by place; an empty cell is left out.
    spans
        How many columns each merged cell covers, by the place where it begins.
    width
        How many cells the row has, empty ones too; None where the file does not say.
    doubt
        Why the row is doubtful before anything of it is read, in Swedish.
    """

    cells: Mapping[int, str]
    spans: Mapping[int, int] = field(default_factory=dict)
    width: int | None = None
    doubt: str = ""

    def within(self, first: int, last: int | None = None) -> Row:
        """Return the cells from one place on, up to another where one is given."""
        inside = {at: text for at, text in self.cells.items() if at >= first and (last is None or at < last)}
        return replace(self, cells=inside, width=None)


def is_period_number(text: str) -> bool:
    """Tell digits that name a year or a month of a year from an amount.

    Examples
    --------
    >>> is_period_number("2024"), is_period_number("202401"), is_period_number("1 200")
    (True, True, False)
    """
    return _YEAR.fullmatch(text) is not None or one_month(text) is not None


def heads_table(cells: Mapping[int, str]) -> bool:
    """Tell the row of a head that names columns of numbers: no numbers but years, and at least one known name."""
    if len(cells) <= 1 or any(map(_is_amount, cells.values())):
        return False
    return any(column.kind == "tal" and not column.name.isdigit() for column in map(cell_column, cells.values()))


def heads_unknown(cells: Mapping[int, str], below: Sequence[Mapping[int, str]]) -> bool:
    """Tell a row of nothing but words, none of them known, that stands above columns of nothing but numbers.

    Examples
    --------
    >>> below = [{0: "Norr", 1: "185", 2: "13"}, {0: "Söder", 1: "9", 2: "7"}]
    >>> heads_unknown({0: "Enhet", 1: "Elever", 2: "Yta"}, below)
    True
    >>> heads_unknown({0: "Stab", 1: "ej klar", 2: "ej klar"}, below)
    False
    """
    left = min([*cells, *(at for row in below for at in row)], default=0)
    names = {at: text for at, text in cells.items() if at > left}
    if len(names) < _FEWEST or not may_name_columns(list(names.values())) or is_total(cells.get(left, "")):
        return False
    rows = list(takewhile(lambda row: len(row) == 1 or any(map(is_number, row.values())), filter(None, below)))
    columns = [[row[at] for row in rows if at in row] for at in names]
    filled = [texts for texts in columns if sum(map(is_number, texts)) >= _FEWEST]
    return len(filled) >= _FEWEST and all(is_number(text) or text in DASHES for texts in filled for text in texts)


def may_name_columns(texts: Sequence[str]) -> bool:
    """Tell whether words may be the names of columns: each its own, and none that says that a number is missing.

    Examples
    --------
    >>> may_name_columns(["Elever", "Yta kvm"]), may_name_columns(["ej klar", "väntar"])
    (True, False)
    """
    return len(set(texts)) == len(texts) and all(map(_may_be_name, texts))


def _may_be_name(text: str) -> bool:
    is_word = not re.search(r"\d", _YEAR.sub("", text)) and re.search(r"[^\W\d_]{2}", text) is not None
    return is_word and len(text) <= _LONGEST_NAME and not NO_NUMBER.fullmatch(text)


def segments(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Part rows where another table begins: below an empty row with a head, or below two empty rows."""
    segment, empty = list[Row](), 0
    for at, row in enumerate(rows):
        if not row.cells:
            empty += 1
            continue
        if empty and segment:
            if empty > 1 or (_has_head(rows, at) and not _goes_on_page(segment, rows[at : at + HEAD_ROWS])):
                yield segment
                segment = []
            else:
                segment.append(Row({}))
        segment.append(row)
        empty = 0
    if segment:
        yield segment


def _goes_on_page(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Tell the head of a table printed again on a new page, below nothing but the number or the name of the page."""
    last = next((row for row in reversed(above) if row.cells), Row({}))
    marks = [*([last] if _is_page_row(last) else []), *takewhile(_is_page_row, below)]
    head = next((row.cells for row in below if not _is_page_row(row)), None)
    return bool(marks) and any(row.cells == head for row in above[:HEAD_ROWS])


def _is_page_row(row: Row) -> bool:
    return len(row.cells) == 1 and all(map(is_page_mark, row.cells.values()))


def _has_head(rows: Sequence[Row], start: int) -> bool:
    block = [row.cells for row in rows[start : start + HEAD_ROWS]]
    block = block[: next((at for at, cells in enumerate(block) if not cells), len(block))]
    return find_head(block) is not None


def find_head(block: Sequence[Mapping[int, str]]) -> int | None:
    """Find the row among the first of a block that names columns of numbers, by known words or by the numbers below.

    Examples
    --------
    >>> find_head([{0: "Driftredovisning"}, {0: "Verksamhet", 1: "Utfall", 2: "Budget"}, {0: "Stab", 1: "1", 2: "2"}])
    1
    """
    known = next((at for at, cells in enumerate(block[:HEAD_ROWS]) if heads_table(cells)), None)
    if known is not None:
        return known
    return next((at for at, cells in enumerate(block[:HEAD_ROWS]) if heads_unknown(cells, block[at + 1 :])), None)


def edge_of_head(body: Sequence[Row], head: int) -> int:
    """Find the last column that the rows of a head reach over.

    Examples
    --------
    >>> edge_of_head([Row({1: "2024"}, {1: 2}), Row({0: "Post", 1: "Utfall"}), Row({0: "Stab", 3: "1"})], 0)
    2
    """
    below = takewhile(lambda row: len(row.cells) > 1 and not any(map(_is_amount, row.cells.values())), body[head + 1 :])
    rows = [*body[: head + 1], *islice(below, HEAD_ROWS)]
    return max(max(at, at + row.spans.get(at, 1) - 1) for row in rows for at in row.cells)


def _is_amount(text: str) -> bool:
    return is_number(text) and not is_period_number(text)


def body_of(rows: Sequence[Row]) -> tuple[int, int]:
    """Find where the table itself begins and ends: lone texts above and below it are titles and remarks."""
    left = min((at for row in rows for at in row.cells), default=0)
    first, last = 0, len(rows)
    while first < last and (not rows[first].cells or _is_lone_text(rows[first].cells)):
        if rows[first].cells and left not in rows[first].cells and _names_group(rows[first]):
            break
        first += 1
    while last > first and (
        not rows[last - 1].cells or (left in rows[last - 1].cells and _is_lone_text(rows[last - 1].cells))
    ):
        last -= 1
    while first < last < len(rows) and _goes_on_label(rows[last].cells, left):
        last += 1
    return first, last


def _goes_on_label(cells: Mapping[int, str], left: int) -> bool:
    """Tell the end of the last label, on a row of its own below the numbers."""
    text = cells.get(left, "")
    return len(cells) == 1 and text[:1].islower() and len(text) <= _LONGEST_NAME and text[-1] not in ".:;"


def _names_group(row: Row) -> bool:
    """Tell a lone text that is merged over the columns that it is the name of, or says when their numbers are of."""
    (text,) = row.cells.values()
    return bool(row.spans) or any(cell_column(name).kind == "tal" for name in (text, f"{text} utfall"))


def _is_lone_text(cells: Mapping[int, str]) -> bool:
    return len(cells) == 1 and not any(map(is_number, cells.values()))


def side_by_side(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Part two tables that stand beside each other with an empty column between them."""
    used = sorted({at for row in rows for at in row.cells})
    edges = [after for before, after in pairwise(used) if after > before + 1]
    for edge in edges:
        left, right = [row.within(0, edge) for row in rows], [row.within(edge) for row in rows]
        if _has_head_inside(left) and _has_head_inside(right) and _begins_with_labels(right, edge):
            yield left
            yield from side_by_side(right)
            return
    yield rows


def _has_head_inside(rows: Sequence[Row]) -> bool:
    return any(heads_table(cells) for cells in [row.cells for row in rows if row.cells][:HEAD_ROWS])


def _begins_with_labels(rows: Sequence[Row], first: int) -> bool:
    """Tell whether the first column holds words, not numbers, in the rows that have more."""
    texts = [
        row.cells[first] for row in rows if first in row.cells and len(row.cells) > 1 and not heads_table(row.cells)
    ]
    return bool(texts) and not any(map(is_number, texts))
