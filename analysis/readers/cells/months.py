"""One column a month: told from columns of a year, named by their months, and held against what they add up to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from analysis.readers.cuts import Cut, tolerance
from analysis.vocabulary.column_kinds import Column, is_amount, is_month, is_share, is_whole_year_column
from analysis.vocabulary.columns import names_role
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.vocabulary.periods import month_name, month_of, months_to, one_month

_FEWEST = 3  # months in a row; two where the first is January
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARLY = 12
_SAYS_WHOLE = re.compile(r"\back|\bperiod|\bsumma|\btotal|hittills", re.IGNORECASE)
_ROLES = {"utfall", "budget"}


class Months(NamedTuple):
    """Columns named by their months, and what must be said of the rows and of the table.

    Attributes
    ----------
    columns
        All columns of the table.
    problems
        For each row why it is doubtful, in Swedish; empty where it is not.
    notes
        What must be said of the table, in Swedish.
    """

    columns: list[Column]
    problems: list[str]
    notes: list[str]


class _Month(NamedTuple):
    place: int
    role: str
    year: int | None
    month: int

    @property
    def ordinal(self) -> int:
        return (self.year or 0) * _YEARLY + self.month


def name_months(columns: Sequence[Column]) -> list[Column]:
    """Give each column of one month its role, year and period where columns of other months stand beside it.

    Examples
    --------
    >>> head = [Column("Konto", "text"), *(Column(name, "text") for name in ("202401", "202402", "Budget"))]
    >>> [(column.role, column.year, column.period) for column in name_months(head)]
    [('', None, ''), ('utfall', 2024, 'januari'), ('utfall', 2024, 'februari'), ('', None, '')]
    """
    named = list(columns)
    for series in _series(columns):
        for one in series:
            old = columns[one.place]
            named[one.place] = Column(old.name, "tal", one.role, one.year, old.group, month_name(one.month))
    return named


def name_whole(columns: Sequence[Column], cuts: Sequence[Cut]) -> list[Column]:
    """Name a column such as "Ack" by the months that it is the sum of, in most rows.

    Parameters
    ----------
    columns
        All columns of the table, named by `name_months`.
    cuts
        For each row one number or None a column.
    """
    named = list(columns)
    for role in sorted({column.role for column in columns if is_month(column)}):
        places = [at for at, column in enumerate(columns) if is_month(column) and column.role == role]
        for at, column in enumerate(columns):
            if column.kind == "text" and _SAYS_WHOLE.search(column.name):
                told = [_adds_up(cut, places, at) for cut in cuts]
                if told.count(True) > told.count(False):
                    named[at] = Column(column.name, "tal", role, columns[places[0]].year, column.group)
    return named


def _series(columns: Sequence[Column]) -> list[list[_Month]]:
    """Find the columns of months that follow each other, for each role."""
    months = [one for at, column in enumerate(columns) if (one := _month(at, column))]
    found = list[list[_Month]]()
    for role in sorted({one.role for one in months}):
        run = list[_Month]()
        for one in [month for month in months if month.role == role]:
            if run and (one.ordinal != run[-1].ordinal + 1 or (one.year is None) != (run[-1].year is None)):
                found.append(run)
                run = []
            run.append(one)
        found.append(run)
    return [
        run
        for run in found
        if len(run) >= _FEWEST or (len(run) > 1 and (run[0].month == 1 or _has_whole(columns, run)))
    ]


def _has_whole(columns: Sequence[Column], run: Sequence[_Month]) -> bool:
    """Tell whether the column behind two months says that it is what they come to."""
    behind = columns[run[-1].place + 1 :][:1]
    return any(column.role == run[0].role and _SAYS_WHOLE.search(column.name) for column in behind)


def _month(place: int, column: Column) -> _Month | None:
    """Read a column that is named by one month, beside a role and a year at most."""
    words = column.name.replace("–", " ").split()
    if column.role not in {*_ROLES, ""} or column.kind == "etikett" or is_share(column):
        return None
    roles = [word for word in words if names_role(word)]
    rest = [word for word in words if word not in roles]
    years = [int(word) for word in rest if _YEAR.fullmatch(word)] if len(rest) > 1 else []
    found = one_month(" ".join(word for word in rest if not years or not _YEAR.fullmatch(word)))
    if not found or len(roles) > 1 or len(years) > 1:
        return None
    year = found[0] or next(iter(years), None)
    return _Month(place, column.role or "utfall", year, found[1])


def is_month_head(texts: Sequence[str]) -> bool:
    """Tell a row whose digits are months that follow each other, such as 202401 and 202402, from amounts.

    Examples
    --------
    >>> is_month_head(["Konto", "202401", "202402"]), is_month_head(["Stab", "202401", "512"])
    (True, False)
    """
    months = [found for text in texts if text.isdigit() and (found := one_month(text))]
    counts = [(year or 0) * _YEARLY + month for year, month in months]
    return len(counts) > 1 and all(after == before + 1 for before, after in pairwise(counts))


def check_months(columns: Sequence[Column], cuts: Sequence[Cut]) -> Months:
    """Hold the months of each row against the column that says what they come to.

    Parameters
    ----------
    columns
        All columns of the table, named by `name_months`.
    cuts
        For each row one number or None a column.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> head = name_months([*(Column(name, "tal", "utfall") for name in ("Jan", "Feb", "Ack utfall"))])
    >>> check_months(head, [tuple(map(parse_number, ("10", "20", "40")))]).problems
    ['Jan–Feb blir 30, inte 40 som i ”Ack utfall”; talen står kvar som de är tryckta']
    """
    named, problems, notes = list(columns), [""] * len(cuts), list[str]()
    for role in sorted({column.role for column in columns if is_month(column)}):
        places = [at for at, column in enumerate(columns) if is_month(column) and column.role == role]
        span = f"{columns[places[0]].name}–{columns[places[-1]].name}"
        whole = _whole_of(columns, places)
        if whole is None:
            notes.append(f"{span} är var sin månads {role}; ingen kolumn säger vad de blir tillsammans.")
            continue
        told = [_adds_up(cut, places, whole) for cut in cuts]
        if told.count(False) <= max(told.count(True), 1 if _SAYS_WHOLE.search(columns[whole].name) else 0):
            failed = [at for at, one in enumerate(told) if one is False]
            problems = [
                _said(span, columns, cut, places, whole) if at in failed else problems[at]
                for at, cut in enumerate(cuts)
            ]
        elif sum(_is_last(cut, places, whole) for cut in cuts) > told.count(False) // 2:
            notes.append(
                f"{span} är läst som årets {role} till och med varje månad: den sista är ”{columns[whole].name}”."
            )
            for place in places:
                named[place] = named[place]._replace(period=months_to(month_of(columns[place].period) or 1))
        else:
            notes.append(f"{span} blir på de flesta rader inte ”{columns[whole].name}” tillsammans.")
    return Months(named, problems, notes)


def _whole_of(columns: Sequence[Column], months: Sequence[int]) -> int | None:
    """Find the column that months should come to: of their role and year, the nearest behind them, else before."""
    role, years = columns[months[0]].role, {columns[at].year for at in months}
    fitting = [
        at
        for at, column in enumerate(columns)
        if column.kind == "tal" and column.role == role and is_amount(column) and column.year in {*years, None}
    ]
    if len(months) < _YEARLY:
        fitting = [at for at in fitting if not is_whole_year_column(columns[at])]
    behind = [at for at in fitting if at > months[-1]]
    return next(iter(behind or fitting[::-1]), None)


def _adds_up(cut: Cut, months: Sequence[int], whole: int) -> bool | None:
    """Tell whether months come to the whole; None where either is not printed."""
    parts, total = [number for at in months if (number := cut[at])], cut[whole]
    if not parts or total is None:
        return None
    return abs(sum(number.value for number in parts) - total.value) <= tolerance([*parts, total])


def _is_last(cut: Cut, months: Sequence[int], whole: int) -> bool:
    """Tell whether the last month that is printed is the whole, so that each holds the months before it too."""
    parts, total = [number for at in months if (number := cut[at])], cut[whole]
    return len(parts) > 1 and total is not None and abs(parts[-1].value - total.value) <= tolerance([parts[-1], total])


def _said(span: str, columns: Sequence[Column], cut: Cut, months: Sequence[int], whole: int) -> str:
    parts, total = [number for at in months if (number := cut[at])], cut[whole]
    come_to = sum((number.value for number in parts), Decimal(0))
    printed = total.value if total else None
    decimals = max((decimals_of(value, most=2) for value in (come_to, printed)), default=0)
    shown = [format_number(value, decimals) for value in (come_to, printed)]
    return f"{span} blir {shown[0]}, inte {shown[1]} som i ”{columns[whole].name}”; talen står kvar som de är tryckta"
