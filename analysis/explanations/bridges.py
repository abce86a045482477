"""Bridges: from budget to outcome within a year, and from one year's net cost to another's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from analysis.data_files import SAME
from analysis.errors import DataError, fault
from analysis.explanations.deviations import ROUNDING, UNEXPLAINED, YearTotal, ranked_lines, total_of
from analysis.explanations.effects import (
    COMPUTED,
    END,
    REST,
    STATED,
    Effect,
    Step,
    Total,
    bridge_frame,
    in_order,
    steps_between,
)
from analysis.explanations.effects import UNEXPLAINED as NOT_EXPLAINED
from analysis.files import DATA
from analysis.frames import nearest
from analysis.ledger.compare import Pair, compared, load_crosswalk, summed, year_entry
from analysis.ledger.quantities import Unit, parse_unit
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import capital
from analysis.vocabulary.numerals import format_number, half_up
from analysis.vocabulary.periods import outcome_word

NET, INCOME, GROSS = "nettokostnad", "intäkter", "bruttokostnad"
UNDIVIDED = "Ingen finare uppdelning mäter båda åren på samma sätt."
PARTS = ("konsulter", "lönekostnad", "utbetalt ekonomiskt bistånd")  # kinds of cost that do not overlap


def _tkr() -> Unit:
    return parse_unit("tkr")


def bridge(year: int, since: int | None = None, parts: Sequence[str] = PARTS, data: Data = DATA) -> pd.DataFrame:
    """Go from budget to outcome within a year, or from one year's net cost to another's, in steps that sum exactly.

    Parameters
    ----------
    year
        The year that the bridge ends in.
    since
        The year to start from; where none is given, the bridge starts from the year's budget.
    parts
        Concepts that are parts of the gross cost; between years, each one that both years measure in the same way is
        a step of its own. They must not overlap.
    data
        The folder that holds the register, `figures.csv` and `concepts.csv`.

    Returns
    -------
    pandas.DataFrame
        As `bridge_frame`: ``post``, ``slag``, ``effekt_tkr`` (minus is worse), ``härkomst``,
        ``skäl``, ``källa`` and ``formel``; within a year one step a line, between years one a comparable concept. A
        reason says where two years compare only partly.

    Raises
    ------
    ComparisonError
        When the years do not compare.
    DataError
        When a year is unknown or has no value for what the bridge needs.

    Examples
    --------
    >>> bridge(2020, since=2017)[["post", "effekt_tkr", "härkomst"]]
                                 post  effekt_tkr    härkomst
    0               Nettokostnad 2017   -183607.0    beräknat
    1                        Intäkter    -88202.0    beräknat
    2                       Konsulter     11867.0    beräknat
    3  Bruttokostnad utom ovanstående     41253.0  oförklarat
    4                      Avrundning        -1.0    beräknat
    5               Nettokostnad 2020   -218690.0    beräknat
    """
    return bridge_frame(bridge_steps(opened(data), year, since, parts))


def bridge_steps(folder: Folder, year: int, since: int | None = None, parts: Sequence[str] = PARTS) -> list[Step]:
    """Do what `bridge` does, with exact figures."""
    return _within(year, folder) if since is None else _between(since, year, parts, folder)


def _within(year: int, folder: Folder) -> list[Step]:
    total = total_of(folder, year)
    effects = [
        Effect(line.post, line.avvikelse_tkr, line.härkomst, line.orsak, line.källa)
        for line in ranked_lines(folder, year)
        if line.post not in {ROUNDING, UNEXPLAINED} and line.avvikelse_tkr is not None and line.avvikelse_tkr
    ]
    start = Total(f"Budget {year}", total.budget_tkr, _cell(total, "budget"))
    name = f"{capital(outcome_word(total.line.period))} {year}"
    end = Total(name, total.utfall_tkr, _cell(total, "utfall"))
    tolerance = (total.line.upplösning_tkr or Decimal(0)) * (len(effects) + 2) / 2
    return steps_between(start, effects, end, tolerance)


def says_something(deviation: float) -> bool:
    """Tell a deviation from none, and from one that could not be read: that stays in what nothing explains."""
    return not pd.isna(deviation) and deviation != 0


def _cell(total: YearTotal, column: str) -> str:
    return f"{total.line.dokument}:drift:{total.line.post}:{column} {total.line.år}"


def _between(first: int, last: int, parts: Sequence[str], folder: Folder) -> list[Step]:
    known = [entry.row["concept"] for entry in load_crosswalk(folder)]
    if parts is not PARTS and (unknown := [part for part in parts if part not in known]):
        raise DataError(
            [
                fault("unknown-reference", "bridge", None, column="parts", seen=one, known=nearest(one, known))
                for one in unknown
            ]
        )
    net, income, gross = (compared(name, first, last, data=folder) for name in (NET, INCOME, GROSS))
    own = [(name, pair) for name in dict.fromkeys(parts) if (pair := _same(name, first, last, folder))]
    rest = gross.difference
    for _, pair in own:
        rest -= pair.difference
    name = "Bruttokostnad utom ovanstående" if own else "Bruttokostnad"
    steps = [_step(INCOME, income), *(_step(part, pair) for part, pair in own)]
    left = _step(GROSS, gross)._replace(name=name, value=rest.within(_tkr())[0], label=NOT_EXPLAINED)
    left = left._replace(formula=" - ".join([left.formula, *(f"({pair.formula})" for _, pair in own)]))
    steps.append(
        left._replace(reason=" ".join(filter(None, (UNDIVIDED, gross.reason if gross.reason != income.reason else ""))))
    )
    ends = [
        Total(f"Nettokostnad {entry.year}", quantity.within(_tkr())[0], entry.ids, entry.formula)
        for entry, quantity in ((net.before, net.first), (net.after, net.last))
    ]
    tolerance = (net.difference - income.difference - gross.difference).within(_tkr())[1]
    return steps_between(ends[0], steps, ends[1], tolerance)


def _same(concept: str, first: int, last: int, folder: Folder) -> Pair | None:
    """Return a concept's two years where both have a value and the same measure."""
    if not (year_entry(concept, first, folder) and year_entry(concept, last, folder)):
        return None
    pair = compared(concept, first, last, anyway=True, data=folder)
    return pair if pair.level == SAME else None


def _step(concept: str, pair: Pair) -> Effect:
    sources = dict.fromkeys((pair.before.ids, pair.after.ids))
    name = capital(concept)
    value = pair.difference.within(_tkr())[0]
    return Effect(name, value, COMPUTED, pair.reason, "; ".join(sources), pair.formula)


DEVIATION = "nettoavvikelse"
FRAMES = ("ramökning",)
ONE_OFFS = ("engångskostnad",)
LEFT = "Övrig förändring"
NEITHER = "Varken ram eller kända engångsposter förklarar resten."


def adjust(
    year: int, since: int, frames: Sequence[str] = FRAMES, one_offs: Sequence[str] = ONE_OFFS, data: Data = DATA
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
    return bridge_frame(adjust_steps(opened(data), year, since, frames, one_offs))


def adjust_steps(
    folder: Folder, year: int, since: int, frames: Sequence[str] = FRAMES, one_offs: Sequence[str] = ONE_OFFS
) -> list[Step]:
    """Do what `adjust` does, with exact figures."""
    in_order(since, year)
    pair, unit = compared(DEVIATION, since, year, data=folder), parse_unit("tkr")
    effects, notes = list[Effect](), list[str]()
    for name in frames:
        total = summed(name, since, year, folder)
        if total is None:
            notes.append(f"{capital(name)} är inte känd för alla år {since + 1}–{year}.")
        else:
            value = total.quantity.within(unit)[0]
            effects.append(Effect(capital(name), value, STATED, "", total.ids, total.formula))
    for name in one_offs:
        effect, note = _one_off(name, since, year, folder)
        effects += [effect] if effect else []
        notes += [note] if note else []
    ends = [
        Total(f"{capital(DEVIATION)} {at}", one.within(unit)[0], entry.ids, entry.formula)
        for at, one, entry in ((since, pair.first, pair.before), (year, pair.last, pair.after))
    ]
    steps = steps_between(ends[0], effects, ends[1], Decimal(0), rest=LEFT)
    moved = sum((half_up(one.value) for one in effects if one.name in map(capital, one_offs)), Decimal(0))
    change = format_number(half_up(ends[1].value) - half_up(ends[0].value) - moved, unit="tkr", signed=True)
    reasons = {REST: " ".join([NEITHER, *notes])}
    if moved:
        reasons[END] = f"Utan engångsposter är förändringen {change}."
    return [step._replace(skäl=reasons.get(step.slag, step.skäl)) for step in steps]


def _one_off(name: str, since: int, year: int, folder: Folder) -> tuple[Effect | None, str]:
    """Return what a one-off moved between two years, and what is not known of it."""
    unit, (before, after) = parse_unit("tkr"), (year_entry(name, at, folder) for at in (since, year))
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
