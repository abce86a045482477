"""Effects that sum exactly to what they explain: whole tkr, the rounding and the unexplained rows of their own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, fault
from analysis.frames import NUMBER, TEXT, Record, frame_of, records
from analysis.vocabulary.numerals import exact, half_up

PRINTED, COMPUTED = "tryckt", "beräknat"  # where a number comes from
STATED, UNSTATED, UNEXPLAINED = "uppgett", "ej angiven", "oförklarat"  # what is known of its cause
UNKNOWN = "Ingen källa och ingen beräkning förklarar resten."
START, EFFECT, ROUNDING, REST, END = "start", "effekt", "avrundning", "rest", "slut"
REVISED, RESTATED = "budgetändring", "omräkning"  # steps that are neither better nor worse
LEVEL = "nivå"  # a total on the way
NEUTRAL = {REVISED, RESTATED}
TOTALS = {START, LEVEL, END}
EFFECTS = {
    "post": TEXT,
    "slag": TEXT,
    "effekt_tkr": NUMBER,
    "tal": TEXT,
    "orsak": TEXT,
    "skäl": TEXT,
    "källa": TEXT,
    "formel": TEXT,
    "lägst_tkr": NUMBER,
    "högst_tkr": NUMBER,
}


class Effect(NamedTuple):
    """A step of an explanation, before it is rounded to whole tkr.

    Attributes
    ----------
    name, value
        What it is, and how much, in tkr: minus is worse.
    tal
        Whether the number is ``tryckt`` or ``beräknat``.
    orsak
        Whether a report states its cause: ``uppgett`` or ``ej angiven``; ``oförklarat`` where nothing explains it.
    reason, source
        What is said of it, and the ids or lines that it comes from.
    formula
        How it is computed, over ids of the ledger; empty where a cell of a statement is all there is to it.
    kind
        What kind of step it is.
    """

    name: str
    value: Decimal
    tal: str = COMPUTED
    orsak: str = UNSTATED
    reason: str = ""
    source: str = ""
    formula: str = ""
    kind: str = EFFECT


class Total(NamedTuple):
    """A total that a bridge starts or ends in."""

    name: str
    value: Decimal
    source: str = ""
    formula: str = ""
    tal: str = COMPUTED

    def step(self) -> Effect:
        """Return it as a step of a bridge, in whole tkr."""
        return Effect(self.name, half_up(self.value), self.tal, "", "", self.source, self.formula)


class Step(NamedTuple):
    """A row of a bridge, named as in `bridge_frame`: in whole tkr, of a total its size."""

    post: str
    slag: str
    effekt_tkr: Decimal
    tal: str = COMPUTED
    orsak: str = ""
    skäl: str = ""
    källa: str = ""
    formel: str = ""
    lägst_tkr: Decimal | None = None
    högst_tkr: Decimal | None = None


def steps_between(
    start: Total, effects: Sequence[Effect], end: Total, tolerance: Decimal, rest: str = "Oförklarat"
) -> list[Step]:
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
    list[Step]
        The start, the effects, what rounding or nothing explains, and the end: start and steps add up to it exactly.

    Examples
    --------
    >>> effects = [Effect("Hyra", Decimal("-10.4")), Effect("El", Decimal("-5.4"))]
    >>> steps = steps_between(Total("2019", Decimal(-100)), effects, Total("2020", Decimal(-116)), Decimal(1))
    >>> [(step.post, int(step.effekt_tkr)) for step in steps]
    [('2019', -100), ('Hyra', -10), ('El', -5), ('Avrundning', -1), ('2020', -116)]
    """
    first, last = half_up(start.value), half_up(end.value)
    whole = [effect._replace(value=half_up(effect.value)) for effect in effects]
    steps = [_step(START, start.step()), *(_step(effect.kind, effect) for effect in whole)]
    left = last - first - sum((effect.value for effect in whole), Decimal(0))
    gap = end.value - start.value - sum((effect.value for effect in effects), Decimal(0))
    if left and abs(gap) <= tolerance:
        steps.append(_step(ROUNDING, Effect("Avrundning", left, COMPUTED, "", "Följer av hur talen är avrundade.")))
    elif left:
        steps.append(_step(REST, Effect(rest, left, COMPUTED, UNEXPLAINED, UNKNOWN)))
    return [*steps, _step(END, end.step())]


def joined(*parts: Sequence[Step]) -> list[Step]:
    """Put bridges behind each other, each of which starts where the one before ends: its end is a level on the way.

    Examples
    --------
    >>> first = steps_between(Total("a", Decimal(1)), [Effect("x", Decimal(2))], Total("b", Decimal(3)), Decimal(0))
    >>> last = steps_between(Total("b", Decimal(3)), [Effect("y", Decimal(-3))], Total("c", Decimal(0)), Decimal(0))
    >>> [(step.post, step.slag, int(step.effekt_tkr)) for step in joined(first, last)]
    [('a', 'start', 1), ('x', 'effekt', 2), ('b', 'nivå', 3), ('y', 'effekt', -3), ('c', 'slut', 0)]
    """
    *before, last = parts
    whole = [step._replace(slag=LEVEL) if step.slag == END else step for part in before for step in part] + [*last]
    return [step for at, step in enumerate(whole) if at == 0 or step.slag != START]


def _step(kind: str, effect: Effect) -> Step:
    # adding zero takes the sign from a zero
    told = (effect.tal, effect.orsak, effect.reason, effect.source, effect.formula)
    return Step(effect.name, kind, effect.value + 0, *told)


def bridge_frame(steps: Sequence[Step]) -> pd.DataFrame:
    """Make the frame of a bridge.

    Parameters
    ----------
    steps
        As `steps_between` gives them.

    Returns
    -------
    pandas.DataFrame
        One row a step: ``post``, ``slag`` (``start``, ``effekt``, ``budgetändring``, ``omräkning``, ``avrundning``,
        ``rest``, ``nivå``, ``slut``), ``effekt_tkr`` (of the totals: their size), ``tal`` (the number is ``tryckt`` or
        ``beräknat``), ``orsak`` (its cause is ``uppgett``, ``ej angiven`` or ``oförklarat``; empty of totals and
        rounding), ``skäl``, ``källa`` and ``formel``
        (the step before it was rounded, over ids of the ledger). Start and steps add up to the end exactly. Where
        steps may overlap, the rest lies between ``lägst_tkr`` and ``högst_tkr``.

    Examples
    --------
    >>> steps = [Step("2019", START, Decimal(-100)), Step("Hyra", EFFECT, Decimal(-10), PRINTED, STATED)]
    >>> bridge_frame(steps)[["post", "effekt_tkr", "tal", "orsak"]]
       post  effekt_tkr       tal    orsak
    0  2019      -100.0  beräknat
    1  Hyra       -10.0    tryckt  uppgett
    """
    return frame_of("effekter", steps, EFFECTS)


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
    >>> effects = [Effect(name, Decimal(value)) for name, value in (("Hyra", -9), ("El", 2), ("Vatten", 1))]
    >>> steps = steps_between(Total("2019", Decimal(-10)), effects, Total("2020", Decimal(-16)), Decimal(0))
    >>> shorten(bridge_frame(steps), most=1)[["post", "effekt_tkr"]]
                post  effekt_tkr
    0           2019       -10.0
    1           Hyra        -9.0
    2  Övriga 2 steg         3.0
    3           2020       -16.0
    """
    steps = [_row_step(row) for row in records(frame)]
    effects = [step for step in steps if step.slag == EFFECT]
    if len(effects) <= most + 1:
        return frame
    kept = sorted(range(len(effects)), key=lambda at: -abs(effects[at].effekt_tkr))[:most]
    others = [step.effekt_tkr for at, step in enumerate(effects) if at not in kept]
    rest = Step(f"Övriga {len(others)} steg", EFFECT, sum(others, Decimal(0)))
    top = [step for step in steps if step.slag in {START, RESTATED}]
    below = [step for step in steps if step.slag not in {START, RESTATED, EFFECT}]
    return bridge_frame([*top, *(effects[at] for at in sorted(kept)), rest, *below])


def _row_step(row: Record) -> Step:
    money = {
        name: None if pd.isna(row[name]) else exact(row[name]) for name in ("effekt_tkr", "lägst_tkr", "högst_tkr")
    }
    return Step(**{**row, **money})
