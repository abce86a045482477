"""Whether what a unit cost is plausible, in Swedish sentences."""

from __future__ import annotations

from analysis.data_files import LIMITS
from analysis.explanations.audit.unit_costs import (
    ABOVE,
    AT_LIMIT,
    BELOW,
    IDLE,
    UNKNOWN,
    UNLIMITED,
    UNPAID,
    UnitCost,
    unit_cost_rows,
)
from analysis.statements.folder import Data, opened
from analysis.swedish import Text, capital, count, listed
from analysis.vocabulary.numerals import decimals_of, format_number

_TOLD = {IDLE: "Kostnad utan verksamhet", UNPAID: "Verksamhet utan kostnad", UNKNOWN: "Kan inte beräknas"}


def describe_unit_costs(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how many costs per unit of a year are within their limits, and name those that are not.

    Examples
    --------
    >>> print(describe_unit_costs(2020))
    Tre styckkostnader är kända för 2020. Ingen har en gräns att prövas mot (limits.csv).
    """
    rows = unit_cost_rows(opened(data, board), year)
    if not rows:
        return Text(f"Inga styckkostnader är kända för {year}.")
    known = [one for one in rows if one.värde is not None]
    said = [f"{capital(count(len(known), 'styckkostnad', 'styckkostnader'))} är {_known(known)} för {year}."]
    limited = [one for one in known if one.bedömning != UNLIMITED]
    if known and not limited:
        said.append(f"Ingen har en gräns att prövas mot ({LIMITS.name}).")
    outside = [one for one in limited if one.bedömning in {BELOW, ABOVE, AT_LIMIT}]
    if limited:
        number = len(limited) - len(outside)
        said.append(f"Inom sina gränser: {number} av {len(limited)} med gräns.")
    said += [_outside(one) for one in outside]
    for verdict, head in _TOLD.items():
        if names := [one.kostnad_per_enhet for one in rows if one.bedömning == verdict]:
            said.append(f"{head}: {listed(names)}.")
    return Text(" ".join(said))


def _known(known: list[UnitCost]) -> str:
    return "känd" if len(known) == 1 else "kända"


def _outside(one: UnitCost) -> str:
    """Say a value with the limit that it is beyond, or that rounding leaves open, and whose limit that is."""
    value = format_number(one.värde, unit=one.enhet)
    limits = [
        f"{word} {format_number(limit, decimals_of(limit), one.enhet)}"
        for word, limit in (("lägst", one.lägst), ("högst", one.högst))
        if limit is not None
    ]
    return f"{capital(one.kostnad_per_enhet)}, {value}, är {one.bedömning} ({listed(limits)}; {one.gränsens_källa})."
