"""Frames to Swedish sentences that a board can read; every number in them is computed."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.errors import AnalysisError
from analysis.explanations.bridges import ONE_OFFS, bridge
from analysis.explanations.deviations import GAP, deviation_lines, rank_deviations, year_total, years
from analysis.explanations.effects import END, START, UNEXPLAINED
from analysis.files import DATA
from analysis.frames import records
from analysis.ledger.compare import year_entry
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, Folder, opened
from analysis.statements.register import load_documents
from analysis.swedish import Text, capital, listed, result_word, tkr
from analysis.vocabulary.numerals import format_number
from analysis.vocabulary.periods import is_forecast
from analysis.wording.changes import why


def describe_year(year: int, data: Data = DATA) -> Text:
    """Say how a year ended against its budget, which lines weigh most, and which were budgeted with the opposite sign.

    Parameters
    ----------
    year
        A year that `years` lists.
    data
        The folder that holds the register.

    Examples
    --------
    >>> print(describe_year(2017).split(".")[0].replace("\N{NO-BREAK SPACE}", " "))
    Socialnämnden redovisar 2017 ett underskott mot budget på 3 487 tkr, 1,9 % av nettobudgeten på 180 121 tkr
    """
    folder = opened(data)
    total, lines = year_total(year, folder), deviation_lines(year, folder)
    return Text(f"{_result(total)} {_drivers(total, lines)}{_turned(lines)}")


def describe_board(data: Data = DATA) -> str:
    """Say whose reports are loaded: board and publisher of the newest document.

    Examples
    --------
    >>> describe_board()
    'Socialnämnden, Katrineholms kommun'
    """
    folder = opened(data)
    newest = load_documents(folder).sort_values("year", kind="stable").iloc[-1]
    return f"{newest['nämnd']}, {newest['publisher']}"


def describe_place(year: int, data: Data = DATA) -> tuple[str, str]:
    """Say whose year it is, and which period is compared with what: the outer lines of a chart's title.

    Examples
    --------
    >>> describe_place(2020)
    ('Socialnämnden, Katrineholms kommun', 'Helår 2020, utfall jämfört med budget')
    """
    folder = opened(data)
    documents, total = load_documents(folder), year_total(year, folder)
    document = documents[documents["id"] == total["dokument"]].iloc[0]
    who = f"{document['nämnd']}, {document['publisher']}"
    against = "jämförd med budget" if is_forecast(str(total["period"])) else "utfall jämfört med budget"
    return who, f"{capital(str(total['period']))} {year}, {against}"


def describe_who(total: pd.Series) -> str:
    """Say whose result a year's total is, up to the word that names it: reported, or expected by a follow-up."""
    if is_forecast(str(total["period"])):
        return f"{total['nämnd']} väntar enligt {total['period']} {total['år']} ett"
    return f"{total['nämnd']} redovisar {total['år']} ett"


def _result(total: pd.Series) -> str:
    deviation, budget = total["avvikelse_tkr"], total["budget_tkr"]
    who = describe_who(total)
    if not deviation:
        return f"{who} {result_word(deviation)} på {tkr(abs(budget))}."
    share = (
        f", {format_number(abs(deviation / budget) * 100, 1, '%')} av nettobudgeten" if budget else ", nettobudgeten är"
    )
    return f"{who} {result_word(deviation)} mot budget på {tkr(abs(deviation))}{share} på {tkr(abs(budget))}."


def _drivers(total: pd.Series, lines: pd.DataFrame) -> str:
    """Name the three largest lines that go the year's way and the two largest that go the other."""
    sign = 1 if total["avvikelse_tkr"] > 0 else -1
    signed = lines["avvikelse_tkr"] * sign
    groups = ((lines[signed > 0].head(3), sign), (lines[signed < 0].head(2), -sign))
    parts = [f"{_largest(way, len(group))} har {_listed(group)}" for group, way in groups if len(group)]
    return f"{capital('; '.join(parts))}." if parts else "Ingen rad avviker."


def _largest(way: int, number: int) -> str:
    return f"det största {result_word(way)}et" if number == 1 else f"de största {result_word(way)}en"


def _turned(lines: pd.DataFrame) -> str:
    """Tell of printed lines whose budget has the opposite sign of their outcome: the gap was there from the start."""
    is_turned = (lines["utfall_tkr"] * lines["budget_tkr"] < 0) & (lines["härkomst"] == "tryckt")
    return "".join(
        f" {line['post']} har en budget med motsatt tecken mot utfallet ({tkr(line['budget_tkr'], signed=True)} mot "
        f"{tkr(line['utfall_tkr'], signed=True)}); tabellen säger inte varför."
        for line in records(lines[is_turned])
    )


def _listed(lines: pd.DataFrame) -> str:
    pairs = zip(lines["post"], lines["avvikelse_tkr"], strict=True)
    return listed([f"{post} ({tkr(value, signed=True)})" for post, value in pairs])


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


def headline(year: int, data: Data = DATA) -> Headline:
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
    folder = opened(data)
    total, ranked = year_total(year, folder), rank_deviations(year, data=folder)
    gaps = ranked[ranked["slag"] == GAP]
    one_offs = {
        name: float(entry.quantity.within(parse_unit("tkr"))[0])
        for name in ONE_OFFS
        if (entry := year_entry(name, year, folder)) and entry.quantity
    }
    outcome, budget, deviation = (float(total[name]) for name in ("utfall_tkr", "budget_tkr", "avvikelse_tkr"))
    gap, lines = float(gaps["avvikelse_tkr"].sum()), tuple(gaps["post"])
    return Headline(year, describe_who(total), str(total["period"]), outcome, budget, deviation, one_offs, gap, lines)


def describe_message(year: int, since: int | None = None, data: Data = DATA) -> Text:
    """Say in two sentences how the year ended, and how it differs from another year; or why that cannot be said.

    Examples
    --------
    >>> print(describe_message(2020, since=2017).split(";")[0].replace("\N{NO-BREAK SPACE}", " "))
    Socialnämnden redovisar 2020 ett underskott mot budget på 27 660 tkr, 14,5 % av nettobudgeten
    """
    folder = opened(data)
    try:
        result = _result_short(headline(year, folder))
    except AnalysisError as error:
        return Text(f"{year} går inte att beskriva: {why(error)}")
    return Text(f"{result} {_difference(year, since, folder)}".rstrip())


def _result_short(one: Headline) -> str:
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


def _difference(year: int, since: int | None, folder: Folder) -> str:
    if since is None:
        return ""
    try:
        steps = records(bridge(year, since, data=folder))
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


def comparison_year(year: int, data: Data = DATA) -> int | None:
    """Choose the year to compare with: the newest earlier one that has an operating statement.

    Examples
    --------
    >>> comparison_year(2020), comparison_year(2017)
    (2017, None)
    """
    return max((one for one in years(data) if one < year), default=None)
