"""Effects that sum exactly to what they explain: whole tkr, the rounding and the unexplained rows of their own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, fault
from analysis.frames import NUMBER, TEXT, Record, make_frame, records
from analysis.vocabulary.numerals import exact, half_up

STATED, COMPUTED, UNEXPLAINED = "uppgett", "beräknat", "oförklarat"
UNKNOWN = "Ingen källa eller beräkning förklarar resten."
START, EFFECT, ROUNDING, REST, END = "start", "effekt", "avrundning", "rest", "slut"
EFFECTS = {
    "post": TEXT,
    "slag": TEXT,
    "effekt_tkr": NUMBER,
    "härkomst": TEXT,
    "skäl": TEXT,
    "källa": TEXT,
    "formel": TEXT,
}


class Effect(NamedTuple):
    """A step of an explanation, before it is rounded to whole tkr.

    Attributes
    ----------
    name, value
        What it is, and how much, in tkr: minus is worse.
    label
        ``uppgett``, ``beräknat`` or ``oförklarat``.
    reason, source
        What is said of it, and the ids or lines that it comes from.
    formula
        How it is computed, over ids of the ledger; empty where a cell of a statement is all there is to it.
    """

    name: str
    value: Decimal
    label: str
    reason: str = ""
    source: str = ""
    formula: str = ""


class Total(NamedTuple):
    """A total that a bridge starts or ends in."""

    name: str
    value: Decimal
    source: str = ""
    formula: str = ""

    def step(self) -> Effect:
        """Return it as a step of a bridge, in whole tkr."""
        return Effect(self.name, half_up(self.value), COMPUTED, "", self.source, self.formula)


def bridge_frame(
    start: Total, effects: Sequence[Effect], end: Total, tolerance: Decimal, rest: str = "Oförklarat"
) -> pd.DataFrame:
    """Put effects between two totals so that they sum exactly.

    Parameters
    ----------
    start, end
        The totals.
    effects
        The steps; each is rounded half up to whole tkr.
    tolerance
        How far rounding in print can make the steps, before they are rounded here, miss the end, in tkr.
    rest
        What is left over beyond the tolerance is called.

    Returns
    -------
    pandas.DataFrame
        One row a step: ``post``, ``slag`` (``start``, ``effekt``, ``avrundning``, ``rest``, ``slut``), ``effekt_tkr``
        (of the totals: their size), ``härkomst``, ``skäl``, ``källa`` and ``formel`` (the step before it was rounded,
        over ids of the ledger). Start and steps add up to the end exactly.

    Examples
    --------
    >>> steps = [Effect("Hyra", Decimal("-10.4"), COMPUTED), Effect("El", Decimal("-5.4"), COMPUTED)]
    >>> frame = bridge_frame(Total("2019", Decimal(-100)), steps, Total("2020", Decimal(-116)), Decimal(1))
    >>> frame[["post", "effekt_tkr", "härkomst"]]
             post  effekt_tkr  härkomst
    0        2019      -100.0  beräknat
    1        Hyra       -10.0  beräknat
    2          El        -5.0  beräknat
    3  Avrundning        -1.0  beräknat
    4        2020      -116.0  beräknat
    """
    first, last = half_up(start.value), half_up(end.value)
    rows = [_row(START, start.step())]
    whole = [effect._replace(value=half_up(effect.value)) for effect in effects]
    rows += [_row(EFFECT, effect) for effect in whole]
    left = last - first - sum((effect.value for effect in whole), Decimal(0))
    gap = end.value - start.value - sum((effect.value for effect in effects), Decimal(0))
    if left and abs(gap) <= tolerance:
        rows.append(_row(ROUNDING, Effect("Avrundning", left, COMPUTED, "Följer av hur talen är avrundade.")))
    elif left:
        rows.append(_row(REST, Effect(rest, left, UNEXPLAINED, UNKNOWN)))
    rows.append(_row(END, end.step()))
    return make_frame("effekter", rows, EFFECTS)


def in_order(since: int, year: int) -> None:
    """Refuse a change that does not start from an earlier year.

    Raises
    ------
    DataError
        When `since` is not before `year`.
    """
    if since >= year:
        texts = {"expected": f"a year before {year}", "expected_sv": f"ett år före {year}"}
        raise DataError(fault("bad-value", "years", None, column="since", seen=since, **texts))


def shorten(frame: pd.DataFrame, most: int = 6) -> pd.DataFrame:
    """Keep the largest effects of a bridge and put the others together, so that it still sums exactly.

    Examples
    --------
    >>> steps = [Effect(name, Decimal(value), COMPUTED) for name, value in (("Hyra", -9), ("El", 2), ("Vatten", 1))]
    >>> frame = bridge_frame(Total("2019", Decimal(-10)), steps, Total("2020", Decimal(-16)), Decimal(0))
    >>> shorten(frame, most=1)[["post", "effekt_tkr"]]
                post  effekt_tkr
    0           2019       -10.0
    1           Hyra        -9.0
    2  Övriga 2 steg         3.0
    3           2020       -16.0
    """
    effects = frame[frame["slag"] == EFFECT]
    if len(effects) <= most + 1:
        return frame
    kept = effects["effekt_tkr"].abs().sort_values(ascending=False, kind="stable").index[:most]
    others = effects.drop(kept)
    rest = Effect(f"Övriga {len(others)} steg", exact(others["effekt_tkr"].sum()), COMPUTED)
    top, below = frame[frame["slag"] == START], frame[~frame["slag"].isin([START, EFFECT])]
    parts = [*records(top), *records(frame.loc[sorted(kept)]), _row(EFFECT, rest), *records(below)]
    return make_frame("effekter", parts, EFFECTS)


def _row(kind: str, effect: Effect) -> Record:
    number = {"effekt_tkr": float(effect.value + 0)}
    return {
        "post": effect.name,
        "slag": kind,
        **number,
        "härkomst": effect.label,
        "skäl": effect.reason,
        "källa": effect.source,
        "formel": effect.formula,
    }
