"""Whether the names of columns leave no doubt: each sure by itself, none twice, no year beside them unused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from analysis.readers.body.fits import fit
from analysis.readers.body.identities import Identity
from analysis.readers.body.stacking import Labelling, Word, head_words
from analysis.vocabulary.column_kinds import Column, spans_years
from analysis.vocabulary.heads import (
    PART,
    PERIOD,
    UNIT_IN_BRACKETS,
    UNIT_WORD,
    UNKNOWN,
    YEAR,
    goes_on,
    is_after,
    is_banner,
    is_known,
    is_label_head,
    roles_in,
    without_pair,
)
from analysis.vocabulary.numerals import MONEY_UNITS

_MONEY = re.compile(rf"(?<!\w)(?:{'|'.join(MONEY_UNITS)})(?!\w)", re.IGNORECASE)
_DENIED = -2.0  # points from which on what the figures say contradicts the names


def is_bare_year(column: Column) -> bool:
    """Tell whether a column is named by a year alone.

    Examples
    --------
    >>> from analysis.vocabulary.column_kinds import number_column
    >>> is_bare_year(number_column("2024", "utfall")), is_bare_year(number_column("Utfall 2024", "utfall"))
    (True, False)
    """
    return YEAR.fullmatch(column.name) is not None


def are_sure(
    columns: Sequence[Column], identities: Sequence[Identity], grouped: Sequence[Column] | None = None
) -> bool:
    """Tell whether names leave no doubt: each sure by itself, none twice, none denied by the figures.

    Parameters
    ----------
    columns
        The columns as named.
    identities
        What they are of each other.
    grouped
        The same with the name of the group that each stands in, where groups are named.
    """
    parts = [bool(roles_in(column.name)) for column in columns if PART.search(column.name)]
    if len(set(parts)) > 1:
        return False  # the title of the table in the name of a column
    money = [column.year for column in columns if _MONEY.search(column.name)]
    if money == [None] and any(column.year for column in columns):
        return False  # the unit of the table in the name of a column that lacks its year
    lower = sum(column.name[:1].islower() for column in columns)
    return (
        lower in {0, len(columns)}  # else a name was broken off another
        and all(_is_sure(column, at, columns, identities) for at, column in enumerate(columns))
        and not _repeats(grouped or columns, identities)
        and all(fit(columns, identity) > _DENIED for identity in identities)
        and not any(_takes_share(columns, identity) for identity in identities)
    )


def _takes_share(columns: Sequence[Column], identity: Identity) -> bool:
    """Tell whether figures that add up are called a share, or a change that is not of two outcomes."""
    roles = {columns[at].role for at in identity.places}
    return "andel" in roles or ("förändring" in roles and fit(columns, identity) <= 0)


def _is_sure(column: Column, place: int, columns: Sequence[Column], identities: Sequence[Identity]) -> bool:
    """Tell whether a name leaves no doubt: all its words known, one year, and no year or part alone beside others."""
    if spans_years(column):
        column = column._replace(name=re.sub(r"(\d{4}) ?[-–/] ?\d{4}", r"\1", column.name))
    if (
        column.role == UNKNOWN
        or not all(map(is_known, [word.text for word in head_words([(0, column.name)])]))
        or len(YEAR.findall(column.name)) > 1
    ):
        return False
    words = column.name.split()
    if goes_on(column.name):
        return False  # broken off from the name beside it
    is_period = re.fullmatch(rf"{PERIOD.pattern} {YEAR.pattern}", column.name, re.IGNORECASE) is not None
    is_whole = is_period or all(YEAR.match(other.name) for other in columns)
    if len(words) > 1 and is_after(words[0]) and words[0].lower() != "budget" and not is_whole:
        return False  # a year or a month that may belong to the column before
    if YEAR.fullmatch(column.name):
        return all(YEAR.fullmatch(other.name) or other.role == "förändring" for other in columns)
    is_part = PART.fullmatch(column.name) is not None
    return not is_part or any(place in identity.places and fit(columns, identity) > 0 for identity in identities)


def leaves_years(words: Sequence[Word], best: Labelling) -> bool:
    """Tell whether years, or a line of nothing but roles, years and periods, stand beside the names unused."""
    beside = sum(YEAR.fullmatch(word.text) is not None for word in words if best.first <= word.line <= best.last)
    if beside > max(len(best.columns) * all(map(is_bare_year, best.columns)), _years(best.columns)):
        return True
    lines = {word.line for word in words if not best.first <= word.line <= best.last}
    for line in lines:
        own = [word.text for word in words if word.line == line and not is_label_head(word.text)]
        periods = [text for text in own if is_after(text) and not UNIT_WORD.fullmatch(text)]
        stands_over = bool(own) and all(map(is_banner, own)) and not all(map(UNIT_WORD.fullmatch, own))
        is_role = bool(own) and all(map(roles_in, own)) and all(map(is_bare_year, best.columns))
        is_part = line < best.first and bool(periods) and any(map(PART.fullmatch, own)) and all(map(is_known, own))
        if stands_over or is_role or is_part or (periods and line > best.last):
            return True
    return False


def _years(columns: Sequence[Column]) -> int:
    return sum(len(YEAR.findall(column.name)) for column in columns)


def has_loose_year(words: Sequence[Word], best: Labelling) -> bool:
    """Tell whether a year stands alone on a line below the names of several columns: it may be of any."""
    last = [word.text for word in words if word.line == best.last and not UNIT_WORD.fullmatch(word.text)]
    upper = [word for word in words if word.line < best.last]
    roles = sum(bool(roles_in(word.text)) for word in upper if word.line == upper[-1].line)
    return len(last) == 1 < roles and YEAR.fullmatch(last[0]) is not None


def parts_dates(words: Sequence[Word], best: Labelling) -> bool:
    """Tell whether a month and the year behind it, on the last line of a head, went to two names: they may be one's."""
    last = [word.text for word in words if word.line == best.last and best.first < best.last]
    dates = [f"{one} {other}" for one, other in pairwise(last) if PERIOD.fullmatch(one) and YEAR.fullmatch(other)]
    return any(not any(date in column.name for column in best.columns) for date in dates)


def parts_names(best: Labelling, identities: Sequence[Identity]) -> bool:
    """Tell whether the year of the last name parts it from another like it, which alone is what the figures say."""
    name = YEAR.sub("", best.columns[-1].name).strip()
    told = {place for identity in identities for place in identity.places}
    alike = [at for at, column in enumerate(best.columns[:-1]) if column.name == name]
    return len(alike) == 1 and alike[0] in told and len(best.columns) - 1 not in told


def has_upper_name(words: Sequence[Word], best: Labelling, *, is_turned: bool) -> bool:
    """Tell whether years or periods on the last line of a head, fewer than its names, may be of a name above it."""
    first, last = ([word.text for word in words if word.line == line] for line in (best.first, best.last))
    told = [text for text in last if is_after(text) and not UNIT_WORD.fullmatch(text)]
    is_alone = best.first < best.last and len(first) == 1 and bool(roles_in(first[0])) and last[0] not in told
    return (is_turned or is_alone) and 0 < len(told) < sum(bool(roles_in(text)) for text in last)


def leaves_names(words: Sequence[Word], best: Labelling) -> bool:
    """Tell whether an income, a cost or a role on the lines of the names is in none of them.

    Examples
    --------
    >>> from analysis.vocabulary.column_kinds import number_column
    >>> words = head_words([(0, "Intäkter 2017 Intäkter 2018")])
    >>> leaves_names(words, Labelling((number_column("Intäkter 2018", "utfall"),), 1.0, 0, 0, ""))
    True
    """
    line = " ".join(word.text for word in words if best.first <= word.line <= best.last)
    own = without_pair(line).replace("- ", "").split()
    told = Counter(said for column in best.columns for said in _said(column.name))
    return any(times > told[said] for said, times in Counter(said for text in own for said in _said(text)).items())


def _said(text: str) -> list[str]:
    """List the roles and parts that words name."""
    return [*roles_in(text), *(word.lower() for word in text.split() if PART.fullmatch(word))]


def _repeats(columns: Sequence[Column], identities: Sequence[Identity]) -> bool:
    """Tell whether two columns have one name, other than deviations that the figures part."""
    seen = set[str]()
    parted = {place for identity in identities for place in identity.places}
    for place, column in enumerate(columns):
        bare = UNIT_IN_BRACKETS.sub("", column.name)  # a unit printed once tells no columns apart
        name = " ".join(bare.lower().split())
        if name in seen and not (column.role == "avvikelse" and place in parted):
            return True
        seen.add(name)
    return False
