"""From the newest forecast over measures to what is left to balance, and measures held against the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from analysis.data_files import MEASURES
from analysis.errors import AnalysisError, ComparisonError, DataError, Fault, fault
from analysis.explanations.causes import line_of
from analysis.explanations.effects import COMPUTED, PRINTED, Effect, Step, Total, bridge_frame, joined, steps_between
from analysis.explanations.forecasts import PathRow, forecast_years, path_rows
from analysis.explanations.measures import Action, load_measures
from analysis.explanations.sensitivity import load_drivers
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.ledger.alike import NET
from analysis.ledger.compare import compared
from analysis.ledger.crosswalk import Pair, load_crosswalk
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import load_ledger
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, Folder, opened
from analysis.statements.register import place_in_file
from analysis.vocabulary.periods import date_words, forecast_after, is_whole_year

AFTER_DECIDED, LEFT = "Efter beslutade åtgärder", "Kvar till balans"
NOT_KNOWN = "ej känt"
OUTCOMES = {
    "år": WHOLE, "åtgärd": TEXT, "läge": TEXT, "verkar_på": TEXT, "väntad_tkr": NUMBER, "förändring_tkr": NUMBER,
    "skäl": TEXT, "källa": TEXT, "formel": TEXT,
}  # fmt: skip
_TKR = "tkr"


class Counted(NamedTuple):
    """The measures of a year that have an effect in it: those that are added to the forecast, and those it has.

    Attributes
    ----------
    decided, proposed
        Those that are added.
    in_forecast
        Those that the forecast counts with already.
    silent
        Those that stand and of which nobody says what they give in the year.
    """

    decided: tuple[Action, ...]
    proposed: tuple[Action, ...]
    in_forecast: tuple[Action, ...]
    silent: tuple[Action, ...]

    @property
    def added(self) -> tuple[Action, ...]:
        """Return those that are added to the forecast."""
        return (*self.decided, *self.proposed)

    @property
    def known(self) -> tuple[Action, ...]:
        """Return those whose effect in the year is known."""
        return (*self.added, *self.in_forecast)


class OutcomeRow(NamedTuple):
    """What a measure was expected to give beside what it acts on, named as in `measures_against_outcome`."""

    år: int
    åtgärd: str
    läge: str
    verkar_på: str
    väntad_tkr: Decimal | None
    förändring_tkr: Decimal | None
    skäl: str
    källa: str = ""
    formel: str = ""


def counted(folder: Folder, year: int) -> Counted:
    """Sort the measures of a year by what they add to its forecast; one that is called off is none of them."""
    own = [one for one in load_measures(folder) if one.år == year and one.stands]
    known = [one for one in own if one.effekt_i_år_tkr is not None]
    added = [one for one in known if not one.is_in_forecast]
    return Counted(
        tuple(one for one in added if one.is_decided),
        tuple(one for one in added if not one.is_decided),
        tuple(one for one in known if one.is_in_forecast),
        tuple(one for one in own if one.effekt_i_år_tkr is None),
    )


def balance_years(folder: Folder) -> list[int]:
    """List the years that have a follow-up with a forecast of the total, and measures whose effect is known."""
    measured = {one.år for one in load_measures(folder) if one.stands and one.effekt_i_år_tkr is not None}
    return [year for year in forecast_years(data=folder) if year in measured and newest_forecast(folder, year)]


def measures_to_balance(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Go from the deviation that the newest forecast expects over the year's measures to what is left to balance.

    Parameters
    ----------
    year
        A year that has a follow-up with a forecast.
    data, board
        The folder that holds `measures.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        As `bridge_frame`: the forecast's deviation, the decided measures, the level after them, the proposed ones, and
        the deviation that is left: minus is what is missing to the budget. Start and steps add up to it exactly. What
        the forecast counts with already, and what is called off, is no step.

    Raises
    ------
    ComparisonError
        When two measures act on the same thing and do not say that they are about different parts of it.
    DataError
        When the year has no follow-up, its forecast of the total cannot be read, no measure of it has an effect that is
        known, or a data file is wrong.
    """
    return bridge_frame(balance_steps(opened(data, board), year))


def balance_steps(folder: Folder, year: int) -> list[Step]:
    """Do what `measures_to_balance` does, with exact figures."""
    row = _forecast(folder, year)
    own = counted(folder, year)
    if not own.known:
        every = {one.år for one in load_measures(folder) if one.effekt_i_år_tkr is not None}
        known = ", ".join(map(str, sorted(every)))
        raise DataError(fault("unknown-year", f"{MEASURES.name}: åtgärder med effekt i tkr", seen=year, known=known))
    if doubles := list(_doubles(own.known)):
        raise ComparisonError(doubles)
    start = _start(row, folder)
    level = start.value + _given(own.decided)
    left = Total(LEFT, level + _given(own.proposed))
    effects = [[_effect(one, folder) for one in group] for group in (own.decided, own.proposed)]
    if not own.decided or not own.proposed:
        return steps_between(start, [*effects[0], *effects[1]], left, Decimal(0))
    after = Total(AFTER_DECIDED, level)
    return joined(
        steps_between(start, effects[0], after, Decimal(0)), steps_between(after, effects[1], left, Decimal(0))
    )


def newest_forecast(folder: Folder, year: int) -> PathRow | None:
    """Return the total's row of the newest follow-up of a year that has a forecast of it; none where none has."""
    if year not in forecast_years(data=folder):
        return None
    rows = [one for one in path_rows(folder, year) if one.slag == "summa" and one.prognosavvikelse_tkr is not None]
    return rows[-1] if rows else None


def _forecast(folder: Folder, year: int) -> PathRow:
    path_rows(folder, year)  # refuses a year without a follow-up
    row = newest_forecast(folder, year)
    if row is None:
        texts = {"expected": "a forecast of the total", "expected_sv": "en prognos för summan som går att läsa"}
        raise DataError(fault("bad-value", f"uppföljning {year}", None, column="prognos", seen="", **texts))
    return row


def _start(row: PathRow, folder: Folder) -> Total:
    """Begin with what the forecast deviates from the budget; its figure of the ledger, where that has it."""
    value = row.prognosavvikelse_tkr or Decimal(0)
    name = f"{row.dokument}:drift:{row.post}:avvikelse {row.år}"
    figure = load_ledger(folder).figures.get(name)
    same = figure is not None and figure.value() == value
    place = f"{row.dokument}, {place_in_file(folder, row.dokument, row.rad or 0)}"
    source, formula = (name, f"[{name}]") if same else (place, "")
    return Total(f"Avvikelse enligt {forecast_after(row.månad)}", value, source, formula, PRINTED)


def _given(measures: Sequence[Action]) -> Decimal:
    return sum((one.effekt_i_år_tkr or Decimal(0) for one in measures), Decimal(0))


def _effect(one: Action, folder: Folder) -> Effect:
    """Make a step of a measure: its amount printed where that is all its formula is, what is said of it as reason."""
    node = parse_formula(one.formel_i_år)
    figure = load_ledger(folder).printed_figure(node)
    is_plain = node.kind == "number" or figure is not None
    told = [one.läge]
    if one.avser_del:
        told.append(f"del: {one.avser_del}")
    if one.startmånad:
        told.append(f"från {date_words(one.startmånad)}")
    if one.ansvarig:
        told.append(f"ansvarig: {one.ansvarig}")
    source = figure.id if figure else ", ".join(filter(None, (one.dokument, one.avsnitt)))
    value = one.effekt_i_år_tkr or Decimal(0)
    tal = PRINTED if is_plain else COMPUTED
    return Effect(one.åtgärd.rstrip("."), value, tal, "", f"{'; '.join(told)}.", source, one.formel_i_år)


def _doubles(measures: Sequence[Action]) -> Iterator[Fault]:
    """Find two measures that act on the same thing, or on a line and one that is part of it, and say no part each."""
    for first, last in combinations(sorted(measures, key=lambda one: one.rad_i_filen), 2):
        whats = sorted((first.verkar_på, last.verkar_på), key=len)
        is_same = whats[0] and (whats[0] == whats[1] or whats[1].startswith(f"{whats[0]} > "))
        parts = {first.avser_del, last.avser_del}
        if is_same and ("" in parts or len(parts) == 1):
            rows = {"first": first.rad_i_filen, "last": last.rad_i_filen, "what": whats[1], "year": first.år}
            yield fault("counted-twice", MEASURES.name, last.rad_i_filen, **rows)


def measures_against_outcome(
    year: int | None = None, *, data: Data | None = None, board: str | None = None
) -> pd.DataFrame:
    """Set what measures were expected to give beside how much what they act on changed from the year before.

    Parameters
    ----------
    year
        The year of the measures; any where none is given.
    data, board
        The folder that holds `measures.csv`, `concepts.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a measure that has an expected effect, in the order of the file: ``år``, ``åtgärd``, ``läge``,
        ``verkar_på`` (the net cost where it answers the total), ``väntad_tkr`` (expected in that year) and
        ``förändring_tkr`` (of what it acts on, from the year before), both plus where better; ``skäl`` (why a number is
        not known, or how well the years compare), ``källa`` and ``formel`` of the change. Nothing says that the measure
        made the change.

    Examples
    --------
    >>> measures_against_outcome(2020).empty
    True
    """
    folder = opened(data, board)
    return frame_of("åtgärder mot utfall", [one for one in outcome_rows(folder) if year in {None, one.år}], OUTCOMES)


def outcome_rows(folder: Folder) -> list[OutcomeRow]:
    """Do what `measures_against_outcome` does, with exact figures."""
    drivers = {row["driver"] for row in load_drivers(folder)}
    rows = list[OutcomeRow]()
    for one in load_measures(folder):
        if one.effekt_i_år_tkr is None and one.helårseffekt_tkr is None:
            continue
        about = one.verkar_på or NET
        own = OutcomeRow(one.år, one.åtgärd, one.läge, about, one.effekt_i_år_tkr, None, "")
        if about in drivers:
            own = own._replace(skäl=f"{NOT_KNOWN}: vad drivkraften gjorde med kostnaden följs inte.")
        else:
            own = _with_change(own, folder)
        unsaid = f"Väntad effekt i år är {NOT_KNOWN}: bara helårets är införd. " if own.väntad_tkr is None else ""
        rows.append(own._replace(skäl=f"{unsaid}{own.skäl}".strip()))
    return rows


def _with_change(own: OutcomeRow, folder: Folder) -> OutcomeRow:
    """Add how much a line or concept changed from the year before, or why that is not known."""
    try:
        pair = _pair(own.verkar_på, own.år, folder)
    except ComparisonError as error:
        reason = str(dict(error.faults[0][3])["reason"]).rstrip(".")
        return own._replace(skäl=f"{NOT_KNOWN}: åren går inte att jämföra ({reason}).")
    except DataError:
        return own._replace(skäl=f"{NOT_KNOWN}: utfallet finns inte för både {own.år - 1} och {own.år}.")
    figures, ids = load_ledger(folder).figures, list(dict.fromkeys(f"{pair.before.ids}; {pair.after.ids}".split("; ")))
    if any(not is_whole_year(figures[name].period) for name in ids):
        return own._replace(skäl=f"{NOT_KNOWN}: årets utfall är inte inläst för både {own.år - 1} och {own.år}.")
    if pair.difference.kind != parse_unit(_TKR).kind:
        return own._replace(skäl=f"{NOT_KNOWN} i kronor: {own.verkar_på} mäts i {pair.after.row['unit']}.")
    value = pair.difference.within(parse_unit(_TKR))[0]
    return own._replace(förändring_tkr=value, skäl=pair.reason, källa="; ".join(ids), formel=pair.formula)


def _pair(about: str, year: int, folder: Folder) -> Pair:
    """Put a line or concept beside itself the year before; a line also by the concept that is nothing else."""
    *others, last = [about.removeprefix("investering:"), *_concepts_of(about, year, folder)]
    for name in others:
        with suppress(AnalysisError):
            return compared(name, year - 1, year, folder)
    return compared(last, year - 1, year, folder)


def _concepts_of(line: str, year: int, folder: Folder) -> list[str]:
    """Name the concepts that are nothing but the outcome of a line in a year."""
    figures = load_ledger(folder).figures
    found = list[str]()
    for entry in load_crosswalk(folder):
        cell = figures[entry.node.name].cell if entry.node.kind == "reference" else None
        if entry.year == year and cell and line_of(cell) == line and cell.quantity == "utfall":
            found.append(entry.row["concept"])
    return list(dict.fromkeys(found))
