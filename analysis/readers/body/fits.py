"""The names of columns weighed against what their figures are of each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.readers.body.identities import Identity
from analysis.vocabulary.column_kinds import Column, part_of
from analysis.vocabulary.heads import PART, UNKNOWN
from analysis.vocabulary.periods import month_of

_COMES_TO = re.compile(r"\back|\btotal|\bsumma|\bhittills|\bperiod", re.IGNORECASE)
_CONTRADICTED = -4.0
_DIFFERENCES = {"avvikelse", "förändring"}
_COMPARED = ({"utfall", "budget"}, {"prognos", "budget"}, {"utfall", "prognos"})
_RESULT = re.compile(r"resultat\b", re.IGNORECASE)
_GROSS = {"intäkt", "kostnad", "netto"}
_TRIPLE = 3  # a total and a pair


@lru_cache(maxsize=16384)
def month_in(name: str) -> int | None:
    """Return the month that a name says; None where it says none."""
    return month_of(name)


def fit(columns: Sequence[Column], identity: Identity) -> float:
    """Weigh the roles of columns against what the figures are of each other.

    Parameters
    ----------
    columns
        The columns as named.
    identity
        What the figures say.
    """
    roles = [columns[place].role for place in (identity.total, *identity.parts)]
    differences = [role for role in roles if role in _DIFFERENCES]
    if UNKNOWN in roles:
        return 0.0
    if len(roles) != _TRIPLE:
        return 1.0 if roles[0] == roles[1] else -1.0
    if roles[0] in _DIFFERENCES or len(differences) > 1:
        return _CONTRADICTED
    if differences:
        return _fit_difference(columns, identity, differences[0])
    return _fit_sum(columns, identity)


def _fit_sum(columns: Sequence[Column], identity: Identity) -> float:
    own = [columns[place] for place in identity.places]
    if len({column.role for column in own}) == 1 and _sums_months(columns, identity):
        return 4.0
    parts = {_part(columns[place]): place for place in identity.places}
    if {*parts} == _GROSS and parts["netto"] == max(parts.values()) and parts["intäkt"] != identity.total:
        return 4.0  # costs printed as positive numbers are what income and net come to
    if all(PART.search(column.name) for column in own):
        return 4.0 if columns[identity.total].name.lower().startswith("netto") else 0.0
    return _CONTRADICTED


def _part(column: Column) -> str:
    return part_of(column) or ("netto" if _RESULT.match(column.name) else "")


def _sums_months(columns: Sequence[Column], identity: Identity) -> bool:
    """Tell whether the names say what the figures do: months, and what they come to."""
    total = columns[identity.total].name
    return all(month_in(columns[place].name) for place in identity.parts) and _COMES_TO.search(total) is not None


def _fit_difference(columns: Sequence[Column], identity: Identity, difference: str) -> float:
    own = [columns[place] for place in (identity.total, *identity.parts)]
    amounts = {column.role for column in own if column.role not in _DIFFERENCES}
    if len(amounts) == 1:
        return 3.0 if difference == "förändring" else -3.0
    return _fits_years(own) + (4.0 if amounts in _COMPARED else 0.0)


def _fits_years(columns: Sequence[Column]) -> float:
    """Weigh the years of an outcome and a budget that belong together."""
    years = [column.year for column in columns if column.role in {"utfall", "budget", "prognos"}]
    if len(set(years)) == 1:
        return 1.5 if years[0] else 0.0
    return -3.0 if None not in years else -0.5
