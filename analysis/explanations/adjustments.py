"""From one year's deviation to another's: frame and one-offs taken out one step at a time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd

from analysis.explanations.effects import END, REST, STATED, Effect, Total, bridge_frame, in_order
from analysis.ledger.series import compared, summed, year_entry
from analysis.ledger.units import parse_unit
from analysis.paths import DATA
from analysis.swedish import capital
from analysis.vocabulary.numerals import format_number, half_up

DEVIATION = "nettoavvikelse"
FRAMES = ("ramökning",)
ONE_OFFS = ("engångskostnad",)
INDEX = "riksnormens uppräkning"  # may be asked for among the frames
LEFT = "Övrig förändring"
NEITHER = "Varken ram eller kända engångsposter förklarar resten."


def adjust(
    year: int, since: int, frames: Sequence[str] = FRAMES, one_offs: Sequence[str] = ONE_OFFS, data: Path = DATA
) -> pd.DataFrame:
    """Go from one year's deviation from budget to another's, each known adjustment a step of its own.

    Parameters
    ----------
    year, since
        The year that the chain ends in, and the one that it starts from.
    frames
        Concepts that tell of a change from the year before, such as a frame that grew or an index: the years on the
        way are added up, and one that is not known for all of them is left out and named.
    one_offs
        Concepts that weigh on one year alone: what they were in `year` less what they were in `since`, where known.
    data
        The folder that holds `concepts.csv`, `figures.csv` and the register.

    Returns
    -------
    pandas.DataFrame
        As `bridge_frame`; what the steps leave is ``Övrig förändring``, ``oförklarat``.

    Raises
    ------
    ComparisonError
        When the deviations of the two years do not compare.
    DataError
        When a year has no deviation, or `since` is not before `year`.

    Examples
    --------
    >>> adjust(2020, since=2019)[["post", "effekt_tkr", "härkomst"]]
                      post  effekt_tkr    härkomst
    0  Nettoavvikelse 2019    -38874.0    beräknat
    1            Ramökning      9824.0     uppgett
    2       Engångskostnad      -827.0     uppgett
    3     Övrig förändring      2217.0  oförklarat
    4  Nettoavvikelse 2020    -27660.0    beräknat
    """
    in_order(since, year)
    pair, unit = compared(DEVIATION, since, year, data=data), parse_unit("tkr")
    effects, notes = list[Effect](), list[str]()
    for name in frames:
        total = summed(name, since, year, data)
        if total is None:
            notes.append(f"{capital(name)} är inte känd för alla år {since + 1}–{year}.")
        else:
            value = total.quantity.within(unit)[0]
            effects.append(Effect(capital(name), value, STATED, "", total.ids, total.formula))
    for name in one_offs:
        effect, note = _one_off(name, since, year, data)
        effects += [effect] if effect else []
        notes += [note] if note else []
    ends = [
        Total(f"{capital(DEVIATION)} {at}", one.within(unit)[0], entry.ids, entry.formula)
        for at, one, entry in ((since, pair.first, pair.before), (year, pair.last, pair.after))
    ]
    frame = bridge_frame(ends[0], effects, ends[1], Decimal(0), rest=LEFT)
    frame.loc[frame["slag"] == REST, "skäl"] = " ".join([NEITHER, *notes])
    moved = sum((half_up(one.value) for one in effects if one.name in map(capital, one_offs)), Decimal(0))
    change = format_number(half_up(ends[1].value) - half_up(ends[0].value) - moved, unit="tkr", signed=True)
    if moved:
        frame.loc[frame["slag"] == END, "skäl"] = f"Utan engångsposter är förändringen {change}."
    return frame


def _one_off(name: str, since: int, year: int, data: Path) -> tuple[Effect | None, str]:
    """Return what a one-off moved between two years, and what is not known of it."""
    unit, (before, after) = parse_unit("tkr"), (year_entry(name, at, data) for at in (since, year))
    values = [entry.quantity.within(unit)[0] if entry and entry.quantity else None for entry in (before, after)]
    unknown = [str(at) for at, value in zip((since, year), values, strict=True) if value is None]
    note = f"{capital(name)} är inte känd för {' och '.join(unknown)}." if unknown else ""
    if len(unknown) == len(values):
        return None, note
    return Effect(
        capital(name),
        (values[1] or Decimal(0)) - (values[0] or Decimal(0)),
        STATED,
        note,
        "; ".join(entry.ids for entry in (before, after) if entry),
        (f"({after.formula})" if after else "") + (f" - ({before.formula})" if before else ""),
    ), ""
