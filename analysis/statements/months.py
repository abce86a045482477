"""A table with a column a month, or an amount a line and month, to typed lines: what each month alone came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from analysis.readers.signs import Turn
from analysis.readers.tables import CERTAIN, Table
from analysis.statements.lines import MonthLine
from analysis.statements.tidy import Money, Place, finest_step, printed_money, turned
from analysis.vocabulary.column_kinds import Column, is_month, is_previous, is_share, part_of
from analysis.vocabulary.periods import month_of

_ROLES = ("utfall", "budget")
PRINTED, COMPUTED = "tryckt", "beräknat"


class _Source(NamedTuple):
    """The column that a month's amount stands in, and that of the months before where it holds those too."""

    place: int
    before: int | None = None


class MonthRow(NamedTuple):
    """A line with its months: as it is printed first, and what is told of each month, by number."""

    head: MonthLine
    months: dict[int, MonthLine]

    @property
    def is_sure(self) -> bool:
        """Tell whether all its months are read for certain."""
        return all(line.läsning == CERTAIN for line in self.months.values())


Key = tuple[int, int, str]  # year, month and role
Sources = dict[tuple[int, int], dict[str, _Source]]  # by year and month, then by role


def month_rows(place: Place, table: Table) -> Iterator[MonthLine]:
    """Yield one line a printed line and month, in tkr: each month alone, also where months before are in its column.

    A column of the year to its end, a part of a year or a whole year beside them is none of a month. Of two columns
    that say the same of a month, neither is taken.
    """
    sources = _sources(place.år, table)
    if not sources:
        return
    for line, money, turn in printed_money(place, table):
        where = f"{place.dokument}, {table.location.origin.where(line.rad)}"
        for (year, month), own in sources.items():
            found = {role: _amount(money, own.get(role), turn, role) for role in _ROLES}
            used = [at for one in own.values() for at in one if at is not None]
            is_computed = any(one.before is not None for one in own.values())
            values: dict[str, Any] = {f"{role}_tkr": value for role, value in found.items()}
            yield MonthLine(
                **{**line.shared(), "år": year},
                **values,
                månad=month,
                tal=COMPUTED if is_computed else PRINTED,
                upplösning_tkr=finest_step(money, used),
                källa=where,
            )


def newest_months(lines: Sequence[MonthLine]) -> dict[int, tuple[MonthLine, ...]]:
    """Choose for each year the document that tells of most of its months, the last one of several.

    Parameters
    ----------
    lines
        Lines of months of one board.

    Returns
    -------
    dict[int, tuple[MonthLine, ...]]
        By year, the oldest first, the lines of the document that is chosen.
    """
    found = dict[int, tuple[MonthLine, ...]]()
    for year in sorted({line.år for line in lines}):
        by_document = dict[str, list[MonthLine]]()
        for line in lines:
            if line.år == year:
                by_document.setdefault(line.dokument, []).append(line)
        best = max(reversed(list(by_document.values())), key=_told)
        found[year] = tuple(best)
    return found


def by_line(lines: Iterable[MonthLine]) -> list[MonthRow]:
    """Put the months of each line together, in printed order; a label that stands twice is two lines."""
    found, seen = dict[tuple[object, ...], MonthRow](), Counter[tuple[object, ...]]()
    for line in lines:
        name = (line.avsnitt, line.etikett, line.förälder)
        seen[*name, line.månad] += 1
        row = found.setdefault((*name, seen[*name, line.månad]), MonthRow(line, {}))
        row.months[line.månad] = line
    return list(found.values())


def whole_of(rows: Sequence[MonthRow]) -> list[MonthRow]:
    """Return what the whole is: the last total that is printed, else all lines where all are sure and none is a part.

    Nothing where it cannot be told.
    """
    totals = [row for row in rows if row.head.slag == "summa"]
    is_plain = all(row.is_sure and row.head.slag != "varav" for row in rows)
    is_one = len({row.head.avsnitt for row in rows}) == 1
    return totals[-1:] or (list(rows) if is_plain and is_one else [])


def _told(lines: Sequence[MonthLine]) -> tuple[int, int]:
    """Count the months that have an outcome, and those that have a budget."""
    outcome = {line.månad for line in lines if line.utfall_tkr is not None}
    return len(outcome), len({line.månad for line in lines if line.budget_tkr is not None})


def _sources(year: int, table: Table) -> Sources:
    """Find the columns of each month that has any amount."""
    found = _columns(year, table)
    by_month: Sources = {}
    for (own_year, month, role), source in sorted(found.items()):
        if any(row.cut[source.place] is not None for row in table.rows):
            by_month.setdefault((own_year, month), {})[role] = source
    return by_month


def _columns(year: int, table: Table) -> dict[Key, _Source]:
    """Find the one column of each month and role: of it alone, else of all months to it."""
    alone, since_start = dict[Key, list[int]](), dict[Key, list[int]]()
    for at, column in enumerate(table.columns):
        month = month_of(column.period)
        if month is not None and _is_amount(column):
            key = (column.year or (year - 1 if is_previous(column) else year), month, column.role)
            (alone if is_month(column) else since_start).setdefault(key, []).append(at)
    found = {key: _Source(places[0]) for key, places in alone.items() if len(places) == 1}
    for (own_year, month, role), places in since_start.items():
        before = since_start.get((own_year, month - 1, role), [])
        if (own_year, month, role) not in alone and len(places) == 1 and (month == 1 or len(before) == 1):
            found[own_year, month, role] = _Source(places[0], before[0] if before else None)
    return found


def _is_amount(column: Column) -> bool:
    return column.role in _ROLES and not is_share(column) and part_of(column) not in {"intäkt", "kostnad"}


def _amount(money: list[Money], source: _Source | None, turn: Turn, role: str) -> Decimal | None:
    """Return what a month alone came to; nothing where a number that it needs is not printed."""
    if source is None:
        return None
    value = turned(money, source.place, turn, role)
    if source.before is None or value is None:
        return value
    before = turned(money, source.before, turn, role)
    return None if before is None else value - before
