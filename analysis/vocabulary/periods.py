"""The words for a part of a year to its last month."""

from __future__ import annotations

import re

WHOLE_YEAR = "helår"
_FORECAST = "prognos efter"
_NAMES = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_SHORT = {name[:3]: number for number, name in enumerate(_NAMES, 1)}
MONTH = rf"(?:{'|'.join([*_NAMES, 'sept', *_SHORT])})\.?"
_YEAR = r"(?:19|20)\d\d"
_LAST = 12
_WORD = re.compile(rf"(?<![a-zåäö]){MONTH}(?![a-zåäö])", re.IGNORECASE)
_DATE = re.compile(rf"(?:{_YEAR}[-/. ]?|\b\d\d?/)(?P<month>0?[1-9]|1[0-2])(?!\d)(?:-\d\d(?!\d))?")
_SHORT_DATE = re.compile(r"(?<![\d,.])(?<!\s-)(?P<year>2[1-9])(?P<month>0[1-9]|1[0-2])(?:[0-3]\d)?(?![\d,.])")
_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?\b")
_NAMED_MONTH = re.compile(
    rf"(?:(?P<before>{_YEAR})[ -]?)?(?P<name>{MONTH})(?:[ -]?(?P<after>{_YEAR}|(?<=[ -])\d\d))?", re.IGNORECASE
)
_NUMBERED_MONTH = re.compile(
    rf"(?P<year>{_YEAR})[-/. ]?(?P<month>0[1-9]|1[0-2])(?:-(?:01|28|29|30|31))?", re.IGNORECASE
)
_PARTS = {  # months in each numbered part of a year
    r"(?:tertial|delår\w*|\bt)\s?([1-3])\b": 4,
    r"(?:kvartal|\bq)\s?([1-4])\b": 3,
}
_UP_TO = re.compile(r"\bt\.?\s?o\.?\s?m\b|\btill\b|\back", re.IGNORECASE)
_ALL_MONTHS = re.compile(
    rf"\bjan(?:uari|\.)?\s?(?:{_YEAR})?\s?[-–]\s?dec|\b({_YEAR}|2[1-9])-?01\s?[-–]\s?\1-?12\b", re.IGNORECASE
)
_ORDINALS = {"första": "1", "andra": "2", "tredje": "3", "fjärde": "4"}
_HALF = re.compile(r"\bhalvår", re.IGNORECASE)
_WHOLE = re.compile(
    rf"hel[aå]|år(?:et)?\b|(?:års)?bokslut|årsredovisning|verksamhetsberättelse|{_YEAR}$", re.IGNORECASE
)


def month_of(period: str) -> int | None:
    """Return the last month of a part of a year; None where the words name none.

    Examples
    --------
    >>> [month_of(text) for text in ("januari–augusti", "jan-aug", "t.o.m. augusti", "delår 1", "2023-08-31", "helår")]
    [8, 8, 8, 4, 8, None]
    >>> [month_of(text) for text in ("Utfall 2408", "Utfall 240331", "202401-202408", "Utfall 2008")]
    [8, 3, 8, None]
    """
    text = period.lower()
    if words := _WORD.findall(text):
        return _SHORT[words[-1][:3]]
    text = re.sub(rf"({'|'.join(_ORDINALS)})\s+(tertial|kvartal)\w*", lambda f: f"{f[2]} {_ORDINALS[f[1]]}", text)
    for words_of_part, months in _PARTS.items():
        if found := re.search(words_of_part, text):
            return int(found[1]) * months
    if _HALF.search(text):
        return _LAST if "andra" in text else _LAST // 2
    dates = [int(found["month"]) for found in (*_SHORT_DATE.finditer(text), *_DATE.finditer(text))]
    return dates[-1] if dates else None


def year_of_short_date(text: str) -> int | None:
    """Return the year of a date or month written with two digits a part; None where there is none.

    A number that may be a year itself, such as 2008, is none.

    Examples
    --------
    >>> [year_of_short_date(text) for text in ("Utfall 2408", "Utfall 240831", "Utfall 2008", "Konto 24081")]
    [2024, 2024, None, None]
    """
    found = _SHORT_DATE.search(text)
    return 2000 + int(found["year"]) if found else None


def is_part_of_year(period: str) -> bool:
    """Tell whether a document covers a part of a year that ends with a known month.

    Examples
    --------
    >>> [is_part_of_year(text) for text in ("januari–augusti", "helår", "delår")]
    [True, False, False]
    """
    return not is_whole_year(period) and month_of(period) is not None


def one_month(text: str) -> tuple[int | None, int] | None:
    """Read words or digits that name one month and perhaps its year; None where they say anything else.

    Examples
    --------
    >>> [one_month(text) for text in ("Jan", "maj 2024", "jan-24", "202401", "2024-02", "2024-03-31", "jan-aug", "12")]
    [(None, 1), (2024, 5), (2024, 1), (2024, 1), (2024, 2), (2024, 3), None, None]
    """
    bare = text.strip().lower()
    found = _NAMED_MONTH.fullmatch(bare)
    if found:
        year = found["before"] or found["after"]
        return (int(year) if len(year) > len("24") else 2000 + int(year)) if year else None, _SHORT[found["name"][:3]]
    digits = _NUMBERED_MONTH.fullmatch(bare)
    return (int(digits["year"]), int(digits["month"])) if digits else None


def months_to(month: int) -> str:
    """Name the part of a year from its first month to another.

    Examples
    --------
    >>> months_to(8)
    'januari–augusti'
    """
    return f"{_NAMES[0]}–{month_name(month)}"


def named_part(text: str) -> str:
    """Name the part of a year that the head of a column names: a month alone, or all months to one; else nothing.

    Examples
    --------
    >>> [named_part(text) for text in ("Jan-aug 2024", "Utfall t.o.m. aug", "Aug 2024", "Delår 2", "Utfall 2024")]
    ['januari–augusti', 'januari–augusti', 'augusti', 'januari–augusti', '']
    """
    month = month_of(text)
    if month is None:
        return ""
    is_alone = len(_WORD.findall(text)) == 1 and not _UP_TO.search(text)
    return month_name(month) if is_alone else WHOLE_YEAR if month == _LAST else months_to(month)


def plain_period(period: str) -> str:
    """Write a part of a year that ends with a known month in one way; anything else stays as it is.

    Examples
    --------
    >>> [plain_period(text) for text in ("januari-augusti", "jan–aug", "t.o.m. augusti", "delår 2", "helår", "i år")]
    ['januari–augusti', 'januari–augusti', 'januari–augusti', 'januari–augusti', 'helår', 'i år']
    """
    month = month_of(period)
    return months_to(month) if month and is_part_of_year(period) else period


def time_key(period: str) -> str:
    """Write a period so that two that are the same time are the same text.

    Examples
    --------
    >>> time_key("bokslut") == time_key("helår"), time_key("jan-aug") == time_key("januari–augusti")
    (True, True)
    """
    return WHOLE_YEAR if is_whole_year(period) else plain_period(period)


def own_part(period: str) -> str:
    """Name what tells a figure of a part of a year, or of one month, from one of the year; nothing of a year.

    Examples
    --------
    >>> [own_part(period) for period in ("helår", "januari–december", "januari–augusti", "december")]
    ['', '', 'januari–augusti', 'december']
    """
    return period if not is_whole_year(period) or period in _NAMES else ""


def is_whole_year(period: str) -> bool:
    """Tell whether a document covers the whole year.

    Examples
    --------
    >>> [is_whole_year(text) for text in ("helår", "januari–december", "jan-aug", "delår")]
    [True, True, False, False]
    """
    month = month_of(period)
    return month == _LAST if month else _WHOLE.match(period.strip()) is not None


def spans_year(text: str) -> bool:
    """Tell whether words name a time from January to December; what is only called a year names none.

    Examples
    --------
    >>> [spans_year(text) for text in ("januari–december", "Drift jan-dec 2023", "202301-202312", "helår", "dec")]
    [True, True, True, False, False]
    """
    return _ALL_MONTHS.search(text) is not None


def month_name(month: int) -> str:
    """Name a month.

    Examples
    --------
    >>> month_name(8)
    'augusti'
    """
    return _NAMES[month - 1]


def date_words(text: str) -> str:
    """Write months and days that stand as numbers in a text as words.

    Examples
    --------
    >>> date_words("2017-08"), date_words("från 2021-01-01"), date_words("hösten 2020")
    ('augusti 2017', 'från 1 januari 2021', 'hösten 2020')
    """
    return _ISO.sub(
        lambda at: f"{f'{int(at[3])} ' if at[3] else ''}{month_name(int(at[2]))} {at[1]}",
        text,
    )


def forecast_after(month: int) -> str:
    """Name the period of what a follow-up expects of its whole year.

    Examples
    --------
    >>> forecast_after(8)
    'prognos efter augusti'
    """
    return f"{_FORECAST} {month_name(month)}"


def is_forecast(period: str) -> bool:
    """Tell whether a period is what a follow-up expects of its whole year.

    Examples
    --------
    >>> is_forecast(forecast_after(8)), is_forecast("helår")
    (True, False)
    """
    return period.startswith(_FORECAST)


def span_of(period: str, year: int) -> str:
    """Name the time that an outcome, or a forecast of the whole year, is for.

    Examples
    --------
    >>> [span_of(period, 2024) for period in ("helår", "januari–augusti", forecast_after(8))]
    ['2024', 'januari–augusti 2024', '2024']
    """
    return f"{period} {year}" if is_part_of_year(period) and not is_forecast(period) else str(year)


def outcome_word(period: str) -> str:
    """Name what stands in the place of the outcome in a period.

    Examples
    --------
    >>> outcome_word("helår"), outcome_word(forecast_after(8))
    ('utfall', 'prognos')
    """
    return "prognos" if is_forecast(period) else "utfall"
