"""A year in a few figures and two sentences: what the deviation was, and what it would be without known specials."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.errors import AnalysisError
from analysis.explanations.adjustments import ONE_OFFS
from analysis.explanations.bridges import bridge
from analysis.explanations.deviations import year_total, years
from analysis.explanations.effects import END, START, UNEXPLAINED
from analysis.explanations.ranking import GAP, rank_deviations
from analysis.frames import records
from analysis.ledger.crosswalk import NOT, PARTLY, SAME, Entry, load_crosswalk
from analysis.ledger.series import together, year_entry
from analysis.ledger.units import parse_unit
from analysis.paths import DATA
from analysis.swedish import Text, capital, listed, result_word, tkr
from analysis.vocabulary.numerals import format_number
from analysis.wording.changes import why
from analysis.wording.narrate import describe_who

REMAINING = "övrig bruttokostnad"  # what a bridge between years leaves of the gross cost


class Headline(NamedTuple):
    """A year's deviation from budget in tkr, minus = underskott.

    Attributes
    ----------
    year, who
        What it is for, and whose result it is, up to the word that names it.
    period
        What part of the year it is for, or after which month it is a forecast.
    outcome, budget, deviation
        The printed total.
    one_offs
        The concepts of one-offs that are known for the year, with what they were.
    gap
        What lines that were budgeted with the opposite sign of their outcome deviate; 0 where there are none.
    gap_lines
        Those lines.
    """

    year: int
    who: str
    period: str
    outcome: float
    budget: float
    deviation: float
    one_offs: dict[str, float]
    gap: float
    gap_lines: tuple[str, ...]

    @property
    def one_off(self) -> float | None:
        """Return all known one-offs together; None where none is known."""
        return sum(self.one_offs.values()) if self.one_offs else None


def headline(year: int, data: Path = DATA) -> Headline:
    """Gather a year's headline figures.

    Raises
    ------
    DataError
        When the year has no operating statement with a total.

    Examples
    --------
    >>> found = headline(2020)
    >>> found.deviation, found.one_off, found.gap, found.gap_lines
    (-27660.0, -827.0, -16644.0, ('Ledning',))
    """
    total, ranked = year_total(year, data), rank_deviations(year, data=data)
    gaps = ranked[ranked["slag"] == GAP]
    one_offs = {
        name: float(entry.quantity.within(parse_unit("tkr"))[0])
        for name in ONE_OFFS
        if (entry := year_entry(name, year, data)) and entry.quantity
    }
    outcome, budget, deviation = (float(total[name]) for name in ("utfall_tkr", "budget_tkr", "avvikelse_tkr"))
    gap, lines = float(gaps["avvikelse_tkr"].sum()), tuple(gaps["post"])
    return Headline(year, describe_who(total), str(total["period"]), outcome, budget, deviation, one_offs, gap, lines)


def describe_message(year: int, since: int | None = None, data: Path = DATA) -> Text:
    """Say in two sentences how the year ended, and how it differs from another year; or why that cannot be said.

    Examples
    --------
    >>> print(describe_message(2020, since=2017).split(";")[0].replace("\N{NO-BREAK SPACE}", " "))
    Socialnämnden redovisar 2020 ett underskott mot budget på 27 660 tkr, 14,5 % av nettobudgeten
    """
    try:
        result = _result(headline(year, data))
    except AnalysisError as error:
        return Text(f"{year} går inte att beskriva: {why(error)}")
    return Text(f"{result} {_difference(year, since, data)}".rstrip())


def _result(one: Headline) -> str:
    if not one.deviation:
        return f"{one.who} {result_word(one.deviation)}."
    share = f", {format_number(abs(one.deviation / one.budget) * 100, 1, '%')} av nettobudgeten" if one.budget else ""
    word = result_word(one.deviation)
    text = f"{one.who} {word} mot budget på {tkr(abs(one.deviation))}{share}"
    taken = list[str]()
    if one.gap:
        lines = listed(list(one.gap_lines))
        taken.append(f"det gap på {tkr(abs(one.gap))} som låg i budgeten från början ({lines})")
    if one.one_off:
        taken.append(f"engångsposter på {tkr(abs(one.one_off))}")
    if not taken:
        return f"{text}."
    left = one.deviation - one.gap - (one.one_off or 0)
    rest = f"{result_word(left)}et {tkr(abs(left))}" if left else "avvikelsen noll"
    return f"{text}; utan {listed(taken)} är {rest}."


def _difference(year: int, since: int | None, data: Path) -> str:
    if since is None:
        return ""
    try:
        steps = records(bridge(year, since, data=data))
    except AnalysisError as error:
        reason = why(error)
        return f"Nettokostnaden går inte att jämföra med {since}: {reason[:1].lower()}{reason[1:]}"
    ends = {step["slag"]: step["effekt_tkr"] for step in steps if step["slag"] in {START, END}}
    gap = ends[END] - ends[START]
    parts = [
        f"{REMAINING} {tkr(step['effekt_tkr'], signed=True)}, oförklarat"
        if step["härkomst"] == UNEXPLAINED
        else f"{step['post'].lower()} {tkr(step['effekt_tkr'], signed=True)}"
        for step in steps
        if step["slag"] == "effekt"
    ]
    word = "högre" if gap < 0 else "lägre"
    change = f"{tkr(abs(gap))} {word} än" if gap else "lika hög som"
    return f"Nettokostnaden är {change} {since}: {listed(parts)} (minus drar upp nettokostnaden)."


def comparison_year(year: int, data: Path = DATA) -> int | None:
    """Choose the year to compare with: the newest earlier one that has an operating statement.

    Examples
    --------
    >>> comparison_year(2020), comparison_year(2017)
    (2017, None)
    """
    return max((one for one in years(data) if one < year), default=None)


def comparability(year: int, since: int, data: Path = DATA) -> dict[str, list[str]]:
    """Group the concepts by whether two years of them compare; those that only one of the years has are ``saknas``.

    Examples
    --------
    >>> comparability(2020, 2017)["ej jämförbar"][0]
    'HVB-placeringar'
    """
    known = dict[str, dict[int, Entry]]()
    for entry in load_crosswalk(data):
        if entry.quantity and entry.year in {year, since}:
            known.setdefault(entry.row["concept"], {})[entry.year] = entry
    groups: dict[str, list[str]] = {SAME: [], PARTLY: [], NOT: [], "saknas": []}
    for concept, own in known.items():
        level = together(own[since], own[year])[0] if len(own) == len({year, since}) else "saknas"
        groups[level].append(concept)
    return groups


def describe_comparability(year: int, since: int | None, data: Path = DATA) -> Iterator[Text]:
    """Say which concepts do not compare between two years, a sentence a level.

    Examples
    --------
    >>> next(describe_comparability(2020, 2017)).split(",")[0]
    'Ej jämförbara mellan 2017 och 2020: HVB-placeringar'
    """
    if since is None:
        yield Text("Inget tidigare år är inläst att jämföra med.")
        return
    groups = comparability(year, since, data)
    for level, word in ((NOT, "Ej jämförbara"), (PARTLY, "Delvis jämförbara")):
        if groups[level]:
            yield Text(f"{word} mellan {since} och {year}: {listed(groups[level])}.")
    if groups["saknas"]:
        yield Text(f"{capital(_counted(len(groups['saknas'])))} finns bara för det ena året.")
    if not any(groups.values()):
        yield Text("Inga begrepp är registrerade; om åren mäter samma sak är inte prövat.")
    elif not groups[NOT] and not groups[PARTLY]:
        yield Text(f"De begrepp som finns för både {since} och {year} mäter samma sak.")


def _counted(number: int) -> str:
    return f"{format_number(number)} begrepp"
