"""One amount a line, with year, month or measure in columns of their own, to tables with a column a measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.readers.cells.labels import label_places, row_labels
from analysis.readers.cells.lines import Cells
from analysis.readers.cells.numbers import find_points, read_number
from analysis.readers.cuts import Cut
from analysis.readers.raw import RawRow, RawTable
from analysis.vocabulary.column_kinds import Column, number_column
from analysis.vocabulary.columns import cell_column, names_role
from analysis.vocabulary.heads import roles_in
from analysis.vocabulary.numerals import MONEY_UNITS, Printed, clean, is_number
from analysis.vocabulary.periods import month_name, one_month

_YEARS = re.compile(r"år|årtal|räkenskapsår|budgetår", re.IGNORECASE)
_MONTHS = re.compile(r"månad(?:snr|snummer)?|mån|period|bokföringsperiod|år[ -]?månad", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH_NUMBER = re.compile(r"0?[1-9]|1[0-2]")
_MEASURES = re.compile(r"mått|värdetyp|typ|slag|variabel|nyckeltal|indikator", re.IGNORECASE)
_SUMS = re.compile(rf"(?:belopp|saldo|summa)(?: *\(?(?:{'|'.join(MONEY_UNITS)})\)?)?", re.IGNORECASE)  # of a ledger
_OPEN = "”{0}” säger inte om beloppet är utfall eller budget; det är läst som utfall, så som en bokföring har det"
_REMARKS = re.compile(r"(?:kommentar|anteckning|notering|anm)\w*\.?", re.IGNORECASE)
_MOST_MEASURES = 8
_UNIT = re.compile(rf"(?<!\w)(?:{'|'.join(MONEY_UNITS)})(?!\w)", re.IGNORECASE)
_LONGEST = 200  # characters of the lines of a row, for messages
_TWICE = "flera belopp av samma slag på raden; de är inte lagda ihop och är utelämnade"


class When(NamedTuple):
    """The year and the month of a line, where its own columns say them."""

    year: int | None = None
    month: int | None = None

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.month and month_name(self.month), self.year) if part)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the columns of a list of amounts are, by place.

    Attributes
    ----------
    year, month
        Where the year and the month stand; None where they do not.
    measure
        Where it stands whether an amount is outcome, budget or another; None where the heads of the amounts say so.
    amounts
        Where the amounts stand.
    keys
        All other columns: what the amounts are of.
    """

    year: int | None
    month: int | None
    measure: int | None
    amounts: tuple[int, ...]
    keys: tuple[int, ...]


class Source(NamedTuple):
    """Where a list stands, the names of its columns, and its lines."""

    name: str
    head: Sequence[str]
    cells: Cells


def find_shape(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Shape | None:
    """Tell a list with one amount a line, or with one period a line, from a table; None where it is a table.

    Examples
    --------
    >>> head = ["År", "Verksamhet", "Mått", "Belopp"]
    >>> find_shape(head, [["2024", "Stab", "Utfall", "-5"], ["2024", "Stab", "Budget", "-6"]])
    Shape(year=0, month=None, measure=2, amounts=(3,), keys=(1,))
    >>> find_shape(["Verksamhet", "Utfall", "Budget"], [["Stab", "-5", "-6"]]) is None
    True
    """
    texts = [[clean(row[at]) if at < len(row) else "" for row in rows] for at in range(len(head))]
    names = list(map(clean, head))
    year = next((at for at, name in enumerate(names) if _YEARS.fullmatch(name) and _all(_YEAR, texts[at])), None)
    month = next((at for at, name in enumerate(names) if _MONTHS.fullmatch(name) and _are_months(texts[at])), None)
    measure = next((at for at, name in enumerate(names) if not names_role(name) and are_measures(texts[at])), None)
    if measure is None and (year is not None or month is not None):
        measure = next((at for at, name in enumerate(names) if _MEASURES.fullmatch(name) and _are_few(texts[at])), None)
    if year is None and month is None and measure is None:
        return None
    amounts = _amounts(names, texts, measure, {year, month})
    taken = {year, month, measure, *amounts}
    keys = tuple(at for at in range(len(head)) if at not in taken and not _REMARKS.fullmatch(names[at]))
    if not amounts or not all(any(texts[at][line] for at in keys) for line in range(len(rows))):
        return None  # a table with a row for each year or month
    return Shape(year, month, measure, amounts, keys)


def _amounts(
    names: Sequence[str], texts: Sequence[Sequence[str]], measure: int | None, taken: set[int | None]
) -> tuple[int, ...]:
    """Find the columns of amounts: those that a role heads, or the last column of numbers beside a measure."""
    if measure is None:
        named = [at for at, name in enumerate(names) if cell_column(name).kind == "tal" and at not in taken]
        return tuple(named or [at for at, name in enumerate(names) if _SUMS.fullmatch(name)][-1:])
    numbers = [
        at for at, own in enumerate(texts) if at not in taken and any(own) and all(map(_is_empty_or_number, own))
    ]
    return tuple(numbers) if len(numbers) == 1 else ()  # several are a table that lies on its side


def _is_empty_or_number(text: str) -> bool:
    return not text or is_number(text) or re.fullmatch(r"[-\u2212–+]?[\d.,\s]+", text) is not None


def _all(pattern: re.Pattern[str], texts: Sequence[str]) -> bool:
    return bool(texts) and all(map(pattern.fullmatch, texts))


def _are_months(texts: Sequence[str]) -> bool:
    return _all(_MONTH_NUMBER, texts) or (bool(texts) and all(map(one_month, texts)))


def are_measures(texts: Sequence[str]) -> bool:
    """Tell a column that says what each amount is, in a few words.

    Examples
    --------
    >>> are_measures(["Utfall", "Budget", "Utfall"]), are_measures(["Stab", "Budget"])
    (True, False)
    """
    distinct = set(texts)
    return 0 < len(distinct) <= _MOST_MEASURES and all(names_role(text) and cell_column(text).role for text in distinct)


def _are_few(texts: Sequence[str]) -> bool:
    """Tell what is measured, a few things with a name each, from what the rows are of."""
    return all(texts) and 0 < len({*texts}) <= _MOST_MEASURES and not any(map(is_number, texts))


def read_list(source: Source, shape: Shape, table: RawTable) -> list[RawTable]:
    """Lay a list of amounts out as one table a period, with a column a measure; nothing is added up.

    Parameters
    ----------
    source
        Its head and its lines.
    shape
        What its columns are.
    table
        Where it stands and what it is called.
    """
    periods = dict[When, list[int]]()
    for at, row in enumerate(source.cells.rows):
        periods.setdefault(_when(row, shape), []).append(at)
    reader = _List(source, shape)
    return [reader.table(when, lines, table) for when, lines in periods.items()]


def _when(row: Sequence[str], shape: Shape) -> When:
    year = int(clean(row[shape.year])) if shape.year is not None else None
    if shape.month is None:
        return When(year)
    text = clean(row[shape.month])
    if _MONTH_NUMBER.fullmatch(text):
        return When(year, int(text))
    found = one_month(text)
    return When((found and found[0]) or year, found and found[1])


def _cell(row: Sequence[str], at: int) -> str:
    return clean(row[at]) if at < len(row) else ""


class _List:
    """A list of amounts, of which each period makes a table; its rows are called the same in all of them."""

    def __init__(self, source: Source, shape: Shape) -> None:
        self._source, self._shape, self._rows = source, shape, source.cells.rows
        roles = [cell_column(clean(source.head[at])).role or "utfall" for at in shape.amounts]
        columns = [Column("belopp", "tal", role) for role in roles]
        values = [[_cell(row, at) for at in shape.amounts] for row in self._rows]
        self._points = find_points(columns, values, [""] * len(values))
        keys = list(dict.fromkeys(map(self._key, self._rows)))
        named = [Column(clean(source.head[at]), "text") for at in shape.keys]
        places = label_places([*named, Column("", "tal")], [[*key, "1"] for key in keys])
        labels = row_labels([*named, Column("", "tal")], keys, places)
        self._labels = dict(zip(keys, labels, strict=True))
        self._columns = [Column(one.name, "etikett") if at in places else one for at, one in enumerate(named)]

    def table(self, when: When, lines: Sequence[int], table: RawTable) -> RawTable:
        """Make the table of a period."""
        rows = dict[tuple[str, ...], list[int]]()
        for at in lines:
            rows.setdefault(self._key(self._rows[at]), []).append(at)
        measures = list(self._measures(lines))
        numbers = [self._column(when, said, at) for said, at in measures]
        period = f" för {when}" if str(when) else ""
        what = "har en kolumn var för det som beloppen avser; inget är lagt ihop"
        note = f"{self._source.name}: {len(lines)} rader{period} {what}."
        found = RawTable([*self._columns, *numbers], [], [note], table.start, table.end, table.title)
        found.rows = [self._row(key, own, measures) for key, own in rows.items()]
        return found

    def _key(self, row: Sequence[str]) -> tuple[str, ...]:
        return tuple(_cell(row, at) for at in self._shape.keys)

    def _measures(self, lines: Sequence[int]) -> Iterator[tuple[str, int]]:
        """Yield what the amounts of some lines are, and where they stand."""
        if self._shape.measure is None:
            yield from ((clean(self._source.head[at]), at) for at in self._shape.amounts)
            return
        said = dict.fromkeys(_cell(row, self._shape.measure) for row in self._rows)
        here = {_cell(self._rows[at], self._shape.measure) for at in lines}
        yield from ((one, self._shape.amounts[0]) for one in said if one in here)

    def _column(self, when: When, said: str, at: int) -> Column:
        unit = _UNIT.search(clean(self._source.head[at]))
        name = " ".join(filter(None, [said, str(when), unit[0] if unit and unit[0] not in said else ""]))
        own = cell_column(said)
        period = month_name(when.month) if when.month else ""
        return number_column(name, own.role or next(iter(roles_in(said)), "utfall"))._replace(
            year=when.year or own.year, period=period
        )

    def _row(self, key: tuple[str, ...], lines: Sequence[int], measures: Sequence[tuple[str, int]]) -> RawRow:
        """Read the amounts of one key; two of the same measure are not added up."""
        cut, problems = list[Printed | None](), list[str]()
        rows = [self._rows[at] for at in lines]
        for said, at in measures:
            own = [row for row in rows if self._shape.measure is None or _cell(row, self._shape.measure) == said]
            number, problem = self._number([_cell(row, at) for row in own], self._shape.amounts.index(at))
            cut.append(number)
            problems += [f"{said}: {problem}"] if problem else []
            problems += [_OPEN.format(said)] if _SUMS.fullmatch(said) else []
        label = self._labels[key]
        if not label:
            problems.append("raden saknar etikett; talen står kvar")
        texts = {one.name: text for one, text in zip(self._columns, key, strict=True) if one.kind == "text"}
        printed = " / ".join(" | ".join(text for cell in row if (text := clean(cell))) for row in rows)
        cuts: list[Cut] = [tuple(cut)]
        line = self._source.cells.lines[lines[0]]
        return RawRow(line, label, cuts, printed[:_LONGEST], texts, problem="; ".join(problems))

    def _number(self, cells: Sequence[str], place: int) -> tuple[Printed | None, str]:
        if len(cells) > 1:
            return None, _TWICE
        try:
            return (read_number(cells[0], self._points.of(place)) if cells else None), ""
        except ValueError:
            return None, f"”{cells[0][:40]}” kan inte läsas som tal; cellen är utelämnad"
