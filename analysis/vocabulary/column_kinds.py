"""What a column of a printed table is, told from its name: its role, year and group, amounts or shares."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.vocabulary.periods import is_whole_year, month_of, year_of_short_date

GROUP = r"totalt|kvinnor|män"
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MONTH_NUMBER = r"(?:19|20)\d\d(?=(?:0[1-9]|1[0-2])\b)"  # of 202408
_SPAN_OF_YEARS = re.compile(r"\b((?:19|20)\d\d) ?[-–/] ?((?:19|20)\d\d)\b")
_CHANGE = re.compile(r"förändring\b", re.IGNORECASE)
_YEAR_IN = re.compile(rf"{YEAR.pattern}|\b{MONTH_NUMBER}")
_OTHER_YEAR = re.compile(
    r"\b(?:från|sedan|mot|jämfört med|jmf(?: med)?)(?: (?:år|bokslut|utfall))? (?:19|20)\d\d\b", re.IGNORECASE
)
_SHORT_YEAR = re.compile(r"(?<!\S)[-’'´]([123]\d)(?!\S)")
_SHARE = re.compile(r"%|\bprocent|\bandel", re.IGNORECASE)
_PREVIOUS = re.compile(r"\bfg\b|\bföreg", re.IGNORECASE)
_PERIOD = re.compile(r"\bperiod|\back|\bdelår|\btertial", re.IGNORECASE)
_UNNAMED = re.compile(r"\bperiod", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"hel[aå]|\bårs|prognos", re.IGNORECASE)
_PARTS = {
    "netto": re.compile(r"\bnetto|\bnto\b", re.IGNORECASE),
    "intäkt": re.compile(r"\bintäkt", re.IGNORECASE),
    "kostnad": re.compile(r"\b(?:brutto)?kostnad|\bbrutto\b", re.IGNORECASE),
}
_CUMULATIVE = re.compile(r"\b(?:ack|beslutad|sedan)", re.IGNORECASE)


class Column(NamedTuple):
    """What one column of a printed table is.

    Attributes
    ----------
    name
        The head as printed, its wrapped lines joined.
    kind
        ``tal`` for numbers, ``text`` for words such as a date, ``etikett`` for the label of the row.
    role
        ``utfall``, ``budget``, ``avvikelse``, ``prognos``, ``ombudgetering``, ``förändring`` or ``jämförelse``;
        empty where the column holds no numbers.
    year
        The year that the head names, or None.
    group
        ``totalt``, ``kvinnor`` or ``män``; empty where the head names none.
    period
        The part of the year, where the columns beside it tell: ``januari`` alone, or all of ``januari–mars``.
    """

    name: str
    kind: str
    role: str = ""
    year: int | None = None
    group: str = ""
    period: str = ""


def number_column(name: str, role: str) -> Column:
    """Make a number column out of its printed name and its role.

    Examples
    --------
    >>> number_column("Utfall kvinnor 2020", "utfall")
    Column(name='Utfall kvinnor 2020', kind='tal', role='utfall', year=2020, group='kvinnor', period='')
    >>> number_column("2018 Utfall fg år", "utfall").year is None, number_column("Budget -22", "budget").year
    (True, 2022)
    >>> number_column("Ombudgetering från 2023", "ombudgetering").year is None  # that is where it comes from
    True
    """
    span = _SPAN_OF_YEARS.search(name) if role == "förändring" or _CHANGE.match(name) else None
    if span and int(span[2]) - int(span[1]) == 1:
        return Column(name, "tal", role, int(span[2]))  # the change is of the later year
    year, group = _YEAR_IN.search(_OTHER_YEAR.sub("", name)), re.search(rf"\b(?:{GROUP})\b", name, re.IGNORECASE)
    if _SPAN_OF_YEARS.search(name):
        year = None  # of several years
    if year and not year.start() and _PREVIOUS.search(name):
        year = None  # of the group that the column stands in, not of the year before
    short = _SHORT_YEAR.search(name)
    said = int(year[0]) if year else 2000 + int(short[1]) if short else year_of_short_date(name)
    return Column(name, "tal", role, said, group[0].lower() if group else "")


def spans_years(column: Column) -> bool:
    """Tell whether a column holds the change from one year to the next, and names both.

    Examples
    --------
    >>> spans_years(number_column("Förändring 2020–2021", "förändring"))
    True
    >>> spans_years(number_column("Utfall 2020–2021", "utfall"))
    False
    """
    years = _SPAN_OF_YEARS.search(column.name)
    is_change = column.role == "förändring" or _CHANGE.match(column.name) is not None
    return is_change and years is not None and int(years[2]) - int(years[1]) == 1


def part_of(column: Column) -> str:
    """Tell whether a column holds only income (``intäkt``) or cost (``kostnad``), or what is left (``netto``).

    Examples
    --------
    >>> [part_of(number_column(name, "utfall")) for name in ("Utfall intäkter", "Utfall netto", "Utfall 2020")]
    ['intäkt', 'netto', '']
    """
    return next((part for part, words in _PARTS.items() if words.search(column.name)), "")


def is_share(column: Column) -> bool:
    """Tell whether a column holds per cent rather than amounts."""
    return _SHARE.search(column.name) is not None


def is_month(column: Column) -> bool:
    """Tell whether a column holds one month alone, beside columns of other months.

    Examples
    --------
    >>> is_month(Column("Jan", "tal", "utfall", period="januari")), is_month(number_column("Utfall jan", "utfall"))
    (True, False)
    """
    return bool(column.period) and "–" not in column.period


def is_amount(column: Column) -> bool:
    """Tell whether a column holds whole amounts of its own year: no per cent, no income or cost alone, no one month."""
    is_other = is_share(column) or is_month(column) or is_previous(column)
    return not is_other and part_of(column) not in {"intäkt", "kostnad"}


def is_previous(column: Column) -> bool:
    """Tell whether a column says that it is for the year before.

    Examples
    --------
    >>> [is_previous(number_column(name, "utfall")) for name in ("Utfall fg år", "Utfall 2023")]
    [True, False]
    """
    return _PREVIOUS.search(column.name) is not None


def is_period(column: Column) -> bool:
    """Tell whether a column covers only a part of the year.

    Examples
    --------
    >>> [is_period(number_column(name, "utfall")) for name in ("Utfall jan-aug", "Ack. utfall", "Utfall per 31/12")]
    [True, True, False]
    """
    if column.period:
        return is_month(column) or not is_whole_year(column.period)
    if is_whole_year(column.name) or _WHOLE_YEAR.search(column.name):
        return False
    return month_of(column.name) is not None or _PERIOD.search(column.name) is not None


def is_unnamed_period(column: Column) -> bool:
    """Tell whether a column is for a period without saying which: that may be a month, a part of a year or all of it.

    Examples
    --------
    >>> [is_unnamed_period(number_column(name, "utfall")) for name in ("Utfall period", "Jan-aug", "Utfall delår")]
    [True, False, False]
    """
    named = column.period or month_of(column.name) is not None
    return not named and is_period(column) and _UNNAMED.search(column.name) is not None


def is_whole_year_column(column: Column) -> bool:
    """Tell whether a column says that it covers the whole year.

    Examples
    --------
    >>> is_whole_year_column(number_column("Årsbudget", "budget"))
    True
    """
    return not is_period(column) and _WHOLE_YEAR.search(column.name) is not None


def is_cumulative(column: Column) -> bool:
    """Tell whether a column covers a whole project since its start rather than one year.

    Examples
    --------
    >>> is_cumulative(number_column("Ack utfall", "utfall"))
    True
    """
    return _CUMULATIVE.search(column.name) is not None
