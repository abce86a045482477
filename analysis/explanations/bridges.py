"""Bridges: from budget to outcome within a year, from one year's net cost or deviation to another's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from os import PathLike
from typing import NamedTuple

import pandas as pd

from analysis.data_files import FRAME, SAME, UNTRIED
from analysis.data_files import PRINTED as PRINTED_STATUS
from analysis.errors import AnalysisError, DataError, fault
from analysis.explanations.causes import Cause, causes_of_change, load_causes, told
from analysis.explanations.changes import StatedChange, changes_between, inside, span
from analysis.explanations.deviations import ROUNDING, UNEXPLAINED, YearTotal, ranked_lines, total_of
from analysis.explanations.effects import (
    COMPUTED,
    PRINTED,
    REST,
    RESTATED,
    STATED,
    UNSTATED,
    Effect,
    Step,
    Total,
    bridge_frame,
    in_order,
    steps_between,
)
from analysis.explanations.effects import UNEXPLAINED as NOT_EXPLAINED
from analysis.explanations.one_year import lines_of_one_year
from analysis.frames import nearest
from analysis.ledger.alike import ALIKE, BUDGET, DEVIATION, GROSS, INCOME, NET
from analysis.ledger.compare import compared
from analysis.ledger.crosswalk import Entry, Pair, concepts_of_role, load_crosswalk, summed, year_entry
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import load_ledger
from analysis.ledger.quantities import parse_unit
from analysis.ledger.restated import both_figures, on_one_basis, restated_net, restatement_of
from analysis.statements.folder import Data, Folder, opened
from analysis.statements.main import main_statements
from analysis.swedish import capital, tkr, uncapital
from analysis.vocabulary.periods import outcome_word

LEFT = "Övrigt, oförklarat"
UNDIVIDED = "Rapporterna delar upp resten olika, så den går inte att dela upp."
UNSUMMED = "Alla rader finns båda åren, men de ger inte de tryckta summorna."
UNMATCHED = "Här ryms de rader som bara finns det ena året, eller heter olika."


def bridge(
    year: int,
    since: int | None = None,
    parts: Sequence[str] | None = None,
    *,
    data: Data | None = None,
    board: str | None = None,
) -> pd.DataFrame:
    """Go from budget to outcome within a year, or from one year's net cost to another's, in steps that sum exactly.

    Parameters
    ----------
    year
        The year that the bridge ends in.
    since
        The year to start from; where none is given, the bridge starts from the year's budget.
    parts
        Concepts that are parts of the gross cost and do not overlap; those that `concepts.csv` calls so where none are
        given. Between years, each one that both years measure in the same way is a step, unless a report prints its
        change (`changes.csv`): that goes before. Where no file names parts or changes of the two years, each line of
        the operating statement that both years have is a step. Where the last year's report restates the first year,
        the steps go by the restated figures, and what that changes is a step of its own.
    data, board
        The folder that holds the register, `figures.csv`, `concepts.csv`, `changes.csv` and `causes.csv`, and the board
        where it has several.

    Returns
    -------
    pandas.DataFrame
        As `bridge_frame`: ``post``, ``slag``, ``effekt_tkr`` (minus is worse), ``tal``, ``orsak``, ``skäl``,
        ``källa``, ``formel``, ``lägst_tkr`` and ``högst_tkr``; within a year one step a line, between years one a
        concept or a printed change. What they leave is a row of its own, a span where steps may overlap.

    Raises
    ------
    ComparisonError
        When the years do not compare.
    DataError
        When a year is unknown or has no value for what the bridge needs.

    Examples
    --------
    >>> steps = bridge(2020, since=2019)
    >>> steps.loc[1:8, ["post", "effekt_tkr", "tal", "orsak"]]
                                    post  effekt_tkr       tal       orsak
    1                           Intäkter     -5495.0    tryckt     uppgett
    2                          Konsulter      7331.0  beräknat     uppgett
    3        Utbetalt ekonomiskt bistånd      3706.0    tryckt     uppgett
    4            Aktivt försörjningsstöd     -1947.0    tryckt     uppgett
    5  Köpt verksamhet, mest placeringar     -3228.0    tryckt     uppgett
    6                  Personalkostnader      1634.0    tryckt     uppgett
    7      Engångskostnad för omställning      -827.0    tryckt     uppgett
    8                 Övrigt, oförklarat       216.0  beräknat  oförklarat
    >>> steps.loc[8, ["lägst_tkr", "högst_tkr"]].tolist()
    [-2558.0, 216.0]
    """
    return bridge_frame(bridge_steps(opened(data, board), year, since, parts))


def bridge_steps(folder: Folder, year: int, since: int | None = None, parts: Sequence[str] | None = None) -> list[Step]:
    """Do what `bridge` does, with exact figures."""
    return _within(year, folder) if since is None else _between(since, year, parts, folder)


def _within(year: int, folder: Folder) -> list[Step]:
    total = total_of(folder, year)
    effects = [
        Effect(line.post, line.avvikelse_tkr, line.tal, line.orsak, line.skäl, line.källa)
        for line in ranked_lines(folder, year)
        if line.post not in {ROUNDING, UNEXPLAINED} and line.avvikelse_tkr is not None and line.avvikelse_tkr
    ]
    start = Total(f"Budget {year}", total.budget_tkr, _cell(total, "budget"), tal=PRINTED)
    name = f"{capital(outcome_word(total.line.period))} {year}"
    end = Total(name, total.utfall_tkr, _cell(total, "utfall"), tal=PRINTED)
    tolerance = (total.line.upplösning_tkr or Decimal(0)) * (len(effects) + 2) / 2
    return steps_between(start, effects, end, tolerance)


def says_something(deviation: float) -> bool:
    """Tell a deviation from none, and from one that could not be read: that stays in what nothing explains."""
    return not pd.isna(deviation) and deviation != 0


def _cell(total: YearTotal, column: str) -> str:
    return f"{total.line.dokument}:drift:{total.line.post}:{column} {total.line.år}"


class _Change(NamedTuple):
    """The steps of a change of net cost, and those of them that reports print as changes."""

    effects: list[Effect]
    stated: list[StatedChange]
    reason: str
    is_named: bool = False  # whether a file names parts or changes of the years
    tolerance: Decimal = Decimal(0)  # how far rounding can have moved steps that are all there is
    pairs: Sequence[Pair] = ()  # what the steps are the differences of, each by its year's own report
    rest: str = UNDIVIDED


def _between(first: int, last: int, parts: Sequence[str] | None, folder: Folder) -> list[Step]:
    net = compared(NET, first, last, folder)
    own = _change(first, last, parts, folder)
    ends = [_total(NET, entry, value, folder) for entry, value in _sides(net)]
    steps = steps_between(ends[0], own.effects, ends[1], own.tolerance, LEFT)
    return _with_span(steps, own, f"({net.formula})")


def _parts(parts: Sequence[str] | PathLike[str] | None, folder: Folder) -> list[str]:
    rows = [entry.row for entry in load_crosswalk(folder)]
    known = list(dict.fromkeys(row["concept"] for row in rows))
    if parts is None:
        return list(dict.fromkeys(row["concept"] for row in rows if row["part_of"] == GROSS))
    named = [str(parts)] if isinstance(parts, str | PathLike) else parts  # a folder perhaps, which is given as data=
    if unknown := [part for part in named if part not in known]:
        raise DataError(
            [
                fault("unknown-reference", "bridge", None, column="parts", seen=one, known=nearest(one, known))
                for one in unknown
            ]
        )
    return list(dict.fromkeys(named))


def _change(first: int, last: int, parts: Sequence[str] | None, folder: Folder) -> _Change:
    """Find the steps of a change of net cost out of what files name; where they name nothing, out of the lines."""
    named = _net_change(first, last, _parts(parts, folder), folder)
    lines = None if named.is_named or parts is not None else _line_steps(first, last, folder)
    own = lines if lines and lines.effects else named
    return own._replace(effects=[*_restatement(first, last, own.pairs, folder), *own.effects])


def _restatement(first: int, last: int, pairs: Sequence[Pair], folder: Folder) -> list[Effect]:
    """Make a step of what the last year's report prints of the first year otherwise than the first year's own."""
    net = _known(NET, first, last, folder)
    moved = [one for pair in pairs if (one := restatement_of(pair, folder))]
    found = restated_net(net, moved, folder) if net else []
    value = sum((one.difference for one in found), Decimal(0))
    if not value:
        return []
    reason = " ".join(both_figures(one, last, "det senare i stegen") for one in found)
    formula = " + ".join(f"([{one.later.id}] - [{one.own.id}])" for one in found)
    ids = "; ".join(name for one in found for name in (one.later.id, one.own.id))
    return [Effect(f"{first} omräknat i rapporten för {last}", value, COMPUTED, "", reason, ids, formula, RESTATED)]


def _line_steps(first: int, last: int, folder: Folder) -> _Change | None:
    """Make a step of each line of the last year's operating statement that the first year has too."""
    statement, ledger = main_statements(folder).get(last), load_ledger(folder)
    if statement is None:
        return None
    cells = [ledger.line(line.dokument, line.rad, last).get("utfall") for line in statement.parts]
    entries = [entry for entry in load_crosswalk(folder) if entry.year == last and entry.node.kind == "reference"]
    names = {entry.node.name: entry.row["concept"] for entry in reversed(entries)}
    found = [names[cell.id] for cell in cells if cell and cell.id in names]
    pairs = {name: pair for name in found if (pair := _same(name, first, last, folder))}
    effects = [_concept_step(name, pair, folder) for name, pair in pairs.items()]
    is_whole = len(pairs) == len(statement.parts)
    doubts = [pair.difference.within(parse_unit("tkr"))[1] for pair in pairs.values() if is_whole]
    rest = UNSUMMED if is_whole else f"{UNMATCHED} {lines_of_one_year(first, last, pairs.values(), folder)}".rstrip()
    return _Change(effects, [], "", tolerance=sum(doubts, Decimal(0)), pairs=[*pairs.values()], rest=rest)


def _net_change(first: int, last: int, parts: Sequence[str], folder: Folder) -> _Change:
    """Find the steps of a change of net cost: income, then what reports print as changes, then what both years have."""
    stated = changes_between(folder, first, last, GROSS)
    effects, reasons = list[Effect](), list[str]()
    income = changes_between(folder, first, last, INCOME)
    if income:
        effects += [_stated_step(one, folder) for one in income]
    elif pair := _known(INCOME, first, last, folder):
        effects.append(_concept_step(INCOME, pair, folder))
        reasons += [pair.reason] if pair.reason else []
    effects += [_stated_step(one, folder) for one in stated]
    told = {one.concept for one in stated} | {one.step.lower() for one in stated}
    pairs = {name: pair for name in parts if name not in told and (pair := _same(name, first, last, folder))}
    effects += [_concept_step(name, pair, folder) for name, pair in pairs.items()]
    found = bool(pairs or income or stated)
    return _Change(effects, [*income, *stated], " ".join(reasons), found, pairs=[*pairs.values()])


def _with_span(steps: Sequence[Step], own: _Change, whole: str) -> list[Step]:
    """Say of what is left between what it lies, and how it is computed; where nothing is left, something may be."""
    if all(step.slag != REST for step in steps) and any(one.overlaps and one.tkr for one in own.stated):
        steps = [*steps[:-1], Step(LEFT, REST, Decimal(0), COMPUTED, NOT_EXPLAINED), steps[-1]]
    formulas = [whole, *(f"({one.formula})" for one in own.effects)]
    done = list[Step]()
    for step in steps:
        if step.slag != REST:
            done.append(step)
            continue
        least, most = span(step.effekt_tkr, own.stated)
        is_span = least != most
        reason = " ".join(filter(None, (_overlaps(step.effekt_tkr, own.stated) or own.rest, own.reason)))
        ends = (least, most) if is_span else (None, None)
        done.append(step._replace(skäl=reason, formel=" - ".join(formulas), lägst_tkr=ends[0], högst_tkr=ends[1]))
    return done


def _overlaps(left: Decimal, stated: Sequence[StatedChange]) -> str:
    """Say what the rest is where a step is no step of its own."""
    return " ".join(
        f"Om {uncapital(one.step)} {overlap(one)} är resten {tkr(float(left + one.tkr), signed=True)}."
        for one in stated
        if one.overlaps
    )


def overlap(one: StatedChange) -> str:
    """Say in what case a step is no step of its own."""
    is_year = one.overlaps.isdigit()
    return f"kostade lika mycket {one.overlaps}" if is_year else f"redan ingår i {uncapital(one.overlaps)}"


def _sides(pair: Pair) -> list[tuple[Entry, Decimal]]:
    return [
        (entry, one.within(parse_unit("tkr"))[0]) for entry, one in ((pair.before, pair.first), (pair.after, pair.last))
    ]


def _total(concept: str, entry: Entry, value: Decimal, folder: Folder) -> Total:
    return Total(f"{capital(concept)} {entry.year}", value, entry.ids, entry.formula, _tal(entry.formula, folder))


def _tal(formula: str, folder: Folder) -> str:
    """Tell a number that is printed, its sign apart, from one that is computed."""
    figure = load_ledger(folder).printed_figure(parse_formula(formula))
    return PRINTED if figure and figure.status == PRINTED_STATUS else COMPUTED


def _known(concept: str, first: int, last: int, folder: Folder) -> Pair | None:
    """Return a concept's two years where both have a value and compare at least in part."""
    try:
        return compared(concept, first, last, folder)
    except AnalysisError:
        return None


def _same(concept: str, first: int, last: int, folder: Folder) -> Pair | None:
    """Return a concept's two years where both have a value and the same measure, or the same label."""
    if not (year_entry(concept, first, folder) and year_entry(concept, last, folder)):
        return None
    pair = compared(concept, first, last, folder, anyway=True)
    return pair if pair.level in {SAME, UNTRIED} else None


def _concept_step(concept: str, pair: Pair, folder: Folder) -> Effect:
    pair = on_one_basis(pair, folder)
    value = pair.difference.within(parse_unit("tkr"))[0]
    found = causes_of_change(folder, [concept], pair.before.year, pair.after.year)
    said = pair.reason if pair.reason != ALIKE else ""  # of the two labels, not of the change
    reason = f"{told(found, pair.before.year, pair.after.year)} {said}".strip()
    sources = dict.fromkeys((pair.before.ids, pair.after.ids))
    return Effect(capital(concept), value, COMPUTED, _stated(found), reason, "; ".join(sources), pair.formula)


def _stated_step(one: StatedChange, folder: Folder) -> Effect:
    found = causes_of_change(folder, [one.concept], one.since, one.year) if one.concept else []
    found += [cause for cause in load_causes(folder) if cause.formel == one.formula and cause not in found]
    parts = [f"{part.step} {tkr(float(part.tkr), signed=True)}" for part in inside(folder, one)]
    within = f"I beloppet ingår {'; '.join(parts)}." if parts else ""
    reason = " ".join(filter(None, (told(found, one.since, one.year), within)))
    return Effect(one.step, one.tkr, _tal(one.formula, folder), _stated(found), reason, one.ids, one.formula)


def _stated(causes: Sequence[Cause]) -> str:
    return STATED if any(one.is_stated for one in causes) else UNSTATED


def adjust(
    year: int, since: int, frames: Sequence[str] | None = None, *, data: Data | None = None, board: str | None = None
) -> pd.DataFrame:
    """Go from one year's deviation from budget to another's: the budget that changed, then the net cost.

    Parameters
    ----------
    year, since
        The year that the chain ends in, and the one that it starts from.
    frames
        Concepts that tell of a change of the budget from the year before: those known for all years on the way are
        steps of their own, the rest of the budget's change another; those that `concepts.csv` gives the role ``ram``
        where none are given.
    data, board
        The folder that holds `concepts.csv`, `changes.csv`, `figures.csv` and the register, and the board where it has
        several.

    Returns
    -------
    pandas.DataFrame
        As `bridge`.

    Raises
    ------
    ComparisonError
        When the deviations of the two years do not compare.
    DataError
        When a year has no deviation, or `since` is not before `year`.

    Examples
    --------
    >>> adjust(2020, since=2019)[["post", "effekt_tkr"]].iloc[[0, 1, 2, -2, -1]]
                      post  effekt_tkr
    0  Nettoavvikelse 2019    -38874.0
    1            Ramökning      9824.0
    2             Intäkter     -5495.0
    9   Övrigt, oförklarat       216.0
    10 Nettoavvikelse 2020    -27660.0
    """
    return bridge_frame(adjust_steps(opened(data, board), year, since, frames))


def adjust_steps(folder: Folder, year: int, since: int, frames: Sequence[str] | None = None) -> list[Step]:
    """Do what `adjust` does, with exact figures."""
    in_order(since, year)
    pair = compared(DEVIATION, since, year, folder)
    known = _known(NET, since, year, folder) is not None
    own = _change(since, year, None, folder) if known else _Change([], [], "")
    own_frames = concepts_of_role(FRAME, folder) if frames is None else frames
    budget = _budget_steps(since, year, own_frames, folder)
    ends = [_total(DEVIATION, entry, value, folder) for entry, value in _sides(pair)]
    steps = steps_between(ends[0], [*budget, *own.effects], ends[1], own.tolerance, LEFT)
    return _with_span(steps, own._replace(effects=[*budget, *own.effects]), f"({pair.formula})")


def _budget_steps(since: int, year: int, frames: Sequence[str], folder: Folder) -> list[Effect]:
    """Return what a larger or smaller budget does to the deviation: the frames, then what else changed it."""
    unit = parse_unit("tkr")
    found = [(name, total) for name in frames if (total := summed(name, since, year, folder))]
    steps = [
        Effect(
            capital(name),
            total.quantity.within(unit)[0],
            _tal(total.formula, folder),
            STATED,
            "",
            total.ids,
            total.formula,
        )
        for name, total in found
    ]
    pair = _known(BUDGET, since, year, folder)
    if pair is None:
        return steps
    left = -pair.difference.within(unit)[0] - sum((one.value for one in steps), Decimal(0))
    if left:
        formula = " - ".join([f"-({pair.formula})", *(f"({total.formula})" for _, total in found)])
        name, sources = f"{'Större' if left > 0 else 'Mindre'} nettobudget", (pair.before.ids, pair.after.ids)
        steps.append(Effect(name, left, COMPUTED, UNSTATED, pair.reason, "; ".join(dict.fromkeys(sources)), formula))
    return steps
