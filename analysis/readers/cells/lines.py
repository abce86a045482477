"""Which lines with tabs are one table: where it ends, where its head ends, where the next one begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, pairwise

from analysis.readers.cells.heads import is_unit
from analysis.readers.cells.months import is_month_head
from analysis.readers.formats.rows import NO_NUMBER, heads_unknown, is_page_mark, may_name_columns
from analysis.vocabulary.columns import LONGEST_HEAD, cell_column, names_role
from analysis.vocabulary.labels import is_total
from analysis.vocabulary.numerals import DASHES, MONEY_UNITS, clean, is_number

_MOST_BETWEEN = 5  # lines without a tab that may stand inside a table
_YEAR = re.compile(r"(?:199|20[0-4])\d")
_DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d){1,2}|\d\d?/\d\d?")
_ANY_YEAR = re.compile(r"(?<!\d)(?:199|20[0-4])\d(?!\d)")
_SHORT_YEAR = re.compile(r"[-’'´][1-3]\d")
_BESIDE = re.compile(r"kommentar\w*|anm\w*\.?|status|trend", re.IGNORECASE)  # heads of words beside the numbers
_SHARES = re.compile(r"% ?(?:19|20)\d\d")  # heads a column of them
_WHEN = re.compile(rf"(?:(?:19|20)\d\d)?\s*\(?(?:{'|'.join(MONEY_UNITS)}|%)?\)?", re.IGNORECASE)
_NAMES_LABELS = re.compile(
    r"enhet|verksamhet|område|nämnd|benämning|\bpost|projekt|program|kostnadsslag|grupp|mått|förvaltning|avdelning|objekt|"
    r"konto|ansvar|\bkod\b|volym",
    re.IGNORECASE,
)
_UNIT_BEHIND = re.compile(rf"(?<=[\d\u2212–-]) ?(?:{'|'.join(MONEY_UNITS)})$", re.IGNORECASE)
_NOTES = re.compile(r"not(?:er)?\.?", re.IGNORECASE)  # heads the numbers of notes
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Cells:
    """The lines of one table.

    Attributes
    ----------
    lines
        The number of each line, from 1.
    rows
        The cells of each line.
    bare
        The lines without a tab among them: a piece of a label, or a remark.
    """

    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    bare: set[int] = field(default_factory=set)

    def part(self, first: int, last: int | None = None) -> Cells:
        """Return the lines from one place to another."""
        return Cells(self.lines[first:last], self.rows[first:last], self.bare)

    def drop_last(self) -> None:
        """Take the last line away."""
        self.lines.pop()
        self.rows.pop()

    def without(self, places: Sequence[int]) -> Cells:
        """Return all lines but those at some places."""
        gone = set(places)
        kept = [at for at in range(len(self.rows)) if at not in gone]
        return Cells([self.lines[at] for at in kept], [self.rows[at] for at in kept], self.bare)


def cell_lines(lines: Sequence[str], start: int) -> Cells:
    """Read the lines with cells from one on.

    A blank line between rows of the same width is passed over, and so is a page number in a line of its own; other
    lines without a tab stand in the table where rows of the same width follow that are no head.
    """
    found, at, width = Cells(), start, lines[start].count("\t")
    while at < len(lines):
        if has_cells(lines[at]):
            found.lines.append(at + 1)
            found.rows.append(lines[at].split("\t"))
            at += 1
            continue
        further = _row_below(lines, at, found.rows)
        if further is None:
            break
        for place in range(at, further):
            if lines[place].strip() and not is_page_mark(lines[place].strip()):
                found.lines.append(place + 1)
                found.rows.append([lines[place].strip(), *[""] * width])
                found.bare.add(place + 1)
        at = further
    return found


def has_cells(line: str) -> bool:
    r"""Tell a row with cells; one of nothing but tabs is a blank line.

    Examples
    --------
    >>> has_cells("Stab\t-5"), has_cells("\t\t"), has_cells("Stab")
    (True, False, False)
    """
    return "\t" in line and line.strip("\t ") != ""


def _row_below(lines: Sequence[str], at: int, rows: Sequence[Sequence[str]]) -> int | None:
    """Find the row that goes on with a table below lines without cells; None where it ends."""
    below = at
    while below < len(lines) and not has_cells(lines[below]):
        below += 1
        if below - at > _MOST_BETWEEN:
            return None
    between = lines[at:below]
    is_apart = any(not above.strip() and not line.strip() for above, line in pairwise(between))
    is_marked = any(line.startswith("#") for line in between)
    if below == len(lines) or lines[below].count("\t") != len(rows[0]) - 1 or is_apart or is_marked:
        return None
    if not any(map(str.strip, between)):
        return below
    row = lines[below].split("\t")
    if row in (rows[0], rows[-1]) or (len(rows) > 1 and row == rows[1]):  # the head again, on a new page
        return below if any(is_page_mark(line.strip()) for line in between) else None
    return below if any(map(is_number, row[1:])) and not starts_table(row) else None


def is_figure(text: str) -> bool:
    """Tell digits that are no year or date from words, also where they make no number.

    Examples
    --------
    >>> [is_figure(text) for text in ("-96*)", "1.174", "Utfall 2023", "31/12", "–", "96- tkr", "% 2023")]
    [True, True, False, False, False, True, False]
    """
    is_when = (_ANY_YEAR.match(text) and _WHEN.fullmatch(text)) or _DATE.fullmatch(text) or _SHARES.fullmatch(text)
    bare = _UNIT_BEHIND.sub("", text)
    return not is_when and (is_number(text) or (any(map(str.isdigit, bare)) and not _LETTER.search(bare)))


def _says_when(row: Sequence[str], above: Sequence[Sequence[str]]) -> bool:
    """Tell a row of years, periods and units below the names of the columns, where no year stands above it already."""
    first = _first_named(above)
    if any(is_figure(clean(cell)) for cell in row[1:first]):
        return False
    others = [text for cell in row[first:] if (text := clean(cell)) and not _BESIDE.fullmatch(text)]
    label = clean(row[0])
    if not label or (_NAMES_LABELS.fullmatch(label) and not any(clean(one[0]) for one in above if one)):
        others = [text if not _SHORT_YEAR.fullmatch(text) else f"20{text[1:]}" for text in others]
    if not others or not all(map(_is_when, others)):
        return False
    if any(_ANY_YEAR.search(cell) for one in above for cell in one[1:]):
        return any(text and " " not in text and names_label(text) for text in map(clean, row[:first]))
    has_words = any(not _YEAR.fullmatch(text) for text in others)
    is_name = any(map(names_label, map(clean, row[:first])))
    return has_words or is_name or (len(others) > 1 and len(set(others)) == 1)


def names_label(text: str) -> bool:
    """Tell the name of the column of labels, a unit in its place, or nothing at all.

    Examples
    --------
    >>> names_label("Nämnd"), names_label("Tkr"), names_label("Stab")
    (True, True, False)
    """
    return is_unit(text) or cell_column(text).kind == "etikett" or _NAMES_LABELS.search(text) is not None


def _first_named(rows: Sequence[Sequence[str]]) -> int:
    """Return the first place behind the labels that names what numbers are; the second where none does."""
    return min((at for row in rows for at, cell in enumerate(row) if at and names_role(cell)), default=1)


def _is_when(text: str) -> bool:
    """Tell a year, a period or a unit, which goes on with the name of a column."""
    if _WHEN.fullmatch(text):
        return True
    is_other = is_figure(text) or _SHARES.fullmatch(text) or NO_NUMBER.fullmatch(text) or names_role(text)
    return not is_other and cell_column(f"Utfall {text}").kind == "tal"


def _is_head(row: Sequence[str], *, below: bool = False) -> bool:
    """Tell a row of a head: words or years, no numbers; below its first row nothing stands above the labels."""
    others = [text for cell in row[1:] if (text := clean(cell))]
    if not others or (below and clean(row[0])):
        return False
    is_months = is_month_head(others)
    return all(is_months or not (is_figure(text) or text in DASHES) for text in others)


def starts_table(row: Sequence[str]) -> bool:
    """Tell the head of another table from a row that holds only words, or years.

    Examples
    --------
    >>> starts_table(["Verksamhet", "Utfall", "Budget"]), starts_table(["Totalt", "-1.174", "-96*)"])
    (True, False)
    """
    if not _is_head(row) or is_total(row[0]):
        return False
    return is_month_head(row) or any(column.role and not column.name.isdigit() for column in map(cell_column, row[1:]))


def head_rows(rows: Sequence[Sequence[str]]) -> int:
    """Count the rows of the head that a table begins with."""
    top = rows[:LONGEST_HEAD]
    return next((place for place in range(len(top)) if not _goes_on_head(top, place)), len(top))


def _goes_on_head(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Tell whether a row belongs to the head that begins above it; the row of roles may name the column of labels."""
    row = rows[place]
    is_labelled = any(not is_unit(clean(upper[0])) for upper in rows[:place])
    if place and _says_when(row, rows[:place]):
        return True
    return _is_head(row, below=place > 0 and (is_labelled or not starts_table(row)))


def end_of_table(rows: Sequence[Sequence[str]], head: int) -> tuple[int, list[int]]:
    """Find the row where the next table begins, and the rows before it that only print the head again, as on a page.

    Parameters
    ----------
    rows
        The rows of the table, its head among them, and of those below it.
    head
        How many rows its head has.

    Examples
    --------
    >>> rows = [["", "Utfall"], ["Stab", "1"], ["", "Utfall"], ["HVB", "2"], ["Mer", ""], ["", "Budget"], ["HVB", "3"]]
    >>> end_of_table(rows, 1)
    (4, [2])
    """
    repeated, place, has_numbers = list[int](), max(head, 1), False
    while place < len(rows):
        has_numbers = has_numbers or _has_figures(rows[place - 1])
        if _is_repeated(rows, head, place):
            repeated += range(place - is_page_mark(clean(rows[place - 1][0])), place + head)
            place += head
        elif starts_table(rows[place]) or (has_numbers and (_starts_unknown(rows, place) or _heads_years(rows[place]))):
            while place > head + 1 and is_title(rows[place - 1]):
                place -= 1
            return place, repeated
        else:
            place += 1
    return len(rows), repeated


def _is_repeated(rows: Sequence[Sequence[str]], head: int, place: int) -> bool:
    """Tell the head printed again below rows of numbers, at most a line that heads pages above it."""
    if not head or place <= head:
        return False
    above = rows[place - 1]
    if not is_page_mark(clean(above[0])) and (is_total(above[0]) or is_title(above)):
        return False
    here, below = rows[place : place + head], rows[place + head : place + head + 1]
    if any(starts_table(one) or _heads_years(one) for one in below):
        return False  # a head of more lines
    return all(list(map(clean, one)) == list(map(clean, other)) for one, other in zip(rows[:head], here, strict=False))


def is_title(row: Sequence[str]) -> bool:
    """Tell a row that holds nothing but words in its first cell."""
    return clean(row[0]) != "" and not any(map(clean, row[1:]))


def _has_figures(row: Sequence[str]) -> bool:
    return any(is_figure(clean(cell)) for cell in row[1:])


def _starts_unknown(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Tell a row of nothing but words above columns of nothing but numbers."""
    if _has_figures(rows[place]):
        return False
    return heads_unknown(_filled(rows[place]), [_filled(row) for row in rows[place + 1 : place + 1 + LONGEST_HEAD]])


def _heads_years(row: Sequence[str]) -> bool:
    """Tell a row of nothing but years, behind the names of codes and labels or nothing."""
    texts = [text for at, cell in enumerate(row) if (text := clean(cell)) and not (at and _NOTES.fullmatch(text))]
    others = list(dropwhile(lambda text: not _ANY_YEAR.match(text), texts))
    is_years = len(set(others)) == len(others) > 1 and all(
        _ANY_YEAR.match(text) and _WHEN.fullmatch(text) for text in others
    )
    return is_years and all(map(names_label, texts[: -len(others)]))


def _filled(row: Sequence[str]) -> dict[int, str]:
    return {at: text for at, cell in enumerate(row) if (text := clean(cell))}


def words_above(rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> dict[int, str]:
    """Find the rows that stand below a row of nothing but words, which may be the head of another table.

    Parameters
    ----------
    rows
        The rows below a head.
    numbers
        The columns of numbers.

    Examples
    --------
    >>> words_above([["Stab", "1", "2"], ["Enhet", "Elever", "Yta"], ["Norr", "3", "4"]], [1, 2])
    {2: 'Enhet | Elever | Yta'}
    """
    found, said, has_numbers = dict[int, str](), "", False
    for at, row in enumerate(rows):
        own = [text for place in numbers if place < len(row) and (text := clean(row[place]))]
        if any(map(is_figure, own)):
            has_numbers = True
            if said:
                found[at] = said
        elif has_numbers and len(own) > 1 and may_name_columns(own) and not is_total(row[0]):
            said = " | ".join(text for cell in row if (text := clean(cell)))
    return found
