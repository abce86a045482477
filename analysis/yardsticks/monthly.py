"""What each line came to month by month over all years, and volumes by month, as series without gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.readers.tables import CERTAIN
from analysis.statements.folder import Folder, kept
from analysis.statements.lines import MonthLine
from analysis.statements.load import drift_lines, follow_up_lines, month_lines, volume_lines
from analysis.statements.months import by_line, newest_months
from analysis.vocabulary.periods import is_whole_year, one_month

YEAR = 12  # months
COST, VOLUME = "kostnad", "volym"
Month = tuple[int, int]  # year and month


class Series(NamedTuple):
    """A line's or a volume's values by month, each read for certain.

    Attributes
    ----------
    name, parent, kind
        The line as its newest document names it; what it is (``kostnad`` is any line in money, ``volym``).
    unit
        The unit of the values.
    amounts, budgets
        The outcome, and the budget, of each month that is known.
    is_part, is_total
        Whether it is a part of another line, or a total.
    """

    name: str
    parent: str
    kind: str
    unit: str
    amounts: Mapping[Month, Decimal]
    budgets: Mapping[Month, Decimal]
    is_part: bool = False
    is_total: bool = False

    def to(self, year: int, month: int) -> Decimal | None:
        """Add up a year's outcomes from January to a month; none where one of them is not known."""
        return _added(self.amounts, year, month)

    def last_month(self, year: int) -> int:
        """Return the last month of a year to which all are known; 0 where January is not."""
        return next((month for month in range(YEAR, 0, -1) if self.to(year, month) is not None), 0)

    def run(self, year: int) -> list[Month]:
        """Return the months without a gap up to the last known one of a year, oldest first."""
        known = [month for month in self.amounts if month[0] <= year]
        at, found = max(known, default=(year, 0)), list[Month]()
        while at in self.amounts:
            found.append(at)
            at = (at[0], at[1] - 1) if at[1] > 1 else (at[0] - 1, YEAR)
        return found[::-1]


def _added(values: Mapping[Month, Decimal], year: int, month: int) -> Decimal | None:
    months = [(year, one) for one in range(1, month + 1)]
    return sum((values[one] for one in months), Decimal(0)) if all(one in values for one in months) else None


@kept
def cost_series(folder: Folder) -> tuple[Series, ...]:
    """Gather what each line of the monthly statements came to; lines are matched over the years by their labels.

    A label that stands twice in a year is none of them, as it cannot be told which is which.
    """
    found = dict[tuple[str, str], list[tuple[MonthLine, Mapping[int, MonthLine]]]]()
    for lines in newest_months(month_lines(folder)).values():
        rows = by_line(lines)
        keys = [_key(row.head) for row in rows]
        for key, row in zip(keys, rows, strict=True):
            if keys.count(key) == 1:
                found.setdefault(key, []).append((row.head, row.months))
    return tuple(_series(parts) for parts in found.values())


def _key(line: MonthLine) -> tuple[str, str]:
    return _plain(line.post), _plain(line.förälder)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _series(parts: Sequence[tuple[MonthLine, Mapping[int, MonthLine]]]) -> Series:
    head = parts[-1][0]
    sure = [line for _, months in parts for line in months.values() if line.läsning == CERTAIN]
    values = {(line.år, line.månad): line.utfall_tkr for line in sure if line.utfall_tkr is not None}
    budgets = {(line.år, line.månad): line.budget_tkr for line in sure if line.budget_tkr is not None}
    is_part, is_total = head.slag == "varav", head.slag == "summa"
    return Series(head.post, head.förälder, COST, "tkr", values, budgets, is_part, is_total)


@kept
def volume_series(folder: Folder) -> tuple[Series, ...]:
    """Gather the volumes that documents print for a month alone; the document registered last goes before."""
    found = dict[tuple[str, str], tuple[str, dict[Month, Decimal]]]()
    for line in volume_lines(folder):
        month = one_month(line.period)
        if month is not None and line.roll == "utfall" and line.läsning == CERTAIN and line.värde is not None:
            _, values = found.setdefault((_plain(line.post), line.enhet), (line.post, {}))
            values[line.år, month[1]] = line.värde
    return tuple(Series(name, "", VOLUME, unit, values, {}) for (_, unit), (name, values) in found.items())


def year_budget(folder: Folder, series: Series, year: int) -> Decimal | None:
    """Return a line's budget of a whole year: its twelve months, else that of a follow-up or an annual report."""
    months = _added(series.budgets, year, YEAR)
    if months is not None:
        return months
    ahead = [line for line in follow_up_lines(folder) if line.år == year and line.läsning == CERTAIN]
    whole = [line for line in drift_lines(folder) if line.år == year and is_whole_year(line.period)]
    budgets = [
        *((line, line.årsbudget_tkr) for line in sorted(ahead, key=lambda line: line.månad)),
        *((line, line.budget_tkr) for line in whole if line.läsning == CERTAIN),
    ]
    key = (_plain(series.name), _plain(series.parent))
    own = [value for line, value in budgets if (_plain(line.post), _plain(line.förälder)) == key and value is not None]
    return own[-1] if own else None
