"""Frames to Swedish sentences that a board can read; every number in them is computed."""

from __future__ import annotations

import pandas as pd

from analysis.errors import AnalysisError
from analysis.explanations.deviations import deviation_lines, year_total, years
from analysis.frames import records
from analysis.statements.boards import Board
from analysis.statements.folder import Data, opened
from analysis.statements.register import load_documents
from analysis.swedish import Text, capital, listed, result_word, tkr
from analysis.vocabulary.numerals import format_number
from analysis.vocabulary.periods import is_forecast, span_of
from analysis.wording.answers import answers
from analysis.wording.changes import why
from analysis.wording.sentences import bullets


def describe_year(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how a year ended against its budget, which lines weigh most, and which were budgeted with the opposite sign.

    Parameters
    ----------
    year
        A year that `years` lists.
    data, board
        The folder that holds the register, and the board where it has several.

    Examples
    --------
    >>> print(describe_year(2017).split(".")[0].replace("\N{NO-BREAK SPACE}", " "))
    Socialnämnden redovisar 2017 ett underskott mot budget på 3 487 tkr, 1,9 % av nettobudgeten på 180 121 tkr
    """
    folder = opened(data, board)
    total, lines = year_total(year, data=folder), deviation_lines(year, data=folder)
    return Text(f"{_result(total)} {_drivers(total, lines)}{_turned(lines)}")


def describe_board(*, data: Data | None = None, board: str | None = None) -> str:
    """Say whose reports are loaded: board and publisher of the newest document.

    Examples
    --------
    >>> describe_board()
    'Socialnämnden, Katrineholms kommun'
    """
    folder = opened(data, board)
    newest = load_documents(data=folder).sort_values("year", kind="stable").iloc[-1]
    return Board(str(newest["nämnd"]), str(newest["publisher"])).shown


def describe_place(year: int, *, data: Data | None = None, board: str | None = None) -> tuple[str, str]:
    """Say whose year it is, and which period is compared with what: the outer lines of a chart's title.

    Of a year that no operating statement is about, the board and the year are said.

    Examples
    --------
    >>> describe_place(2020)
    ('Socialnämnden, Katrineholms kommun', 'Helår 2020, utfall jämfört med budget')
    """
    folder = opened(data, board)
    if year not in years(data=folder):
        return describe_board(data=folder), str(year)
    documents, total = load_documents(data=folder), year_total(year, data=folder)
    document = documents[documents["id"] == total["dokument"]].iloc[0]
    who = Board(str(document["nämnd"]), str(document["publisher"])).shown
    against = "jämförd med budget" if is_forecast(str(total["period"])) else "utfall jämfört med budget"
    return who, f"{capital(str(total['period']))} {year}, {against}"


def describe_who(total: pd.Series) -> str:
    """Say whose result a year's total is, up to the word that names it: reported, or expected by a follow-up."""
    if is_forecast(str(total["period"])):
        return f"{total['nämnd']} väntar enligt {total['period']} {total['år']} ett"
    return f"{total['nämnd']} redovisar {span_of(str(total['period']), int(total['år']))} ett"


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
    """Tell of printed lines whose budget has the opposite sign of their outcome."""
    is_turned = (lines["utfall_tkr"] * lines["budget_tkr"] < 0) & (lines["tal"] == "tryckt")
    return "".join(
        f" {line['post']} har en budget med motsatt tecken mot utfallet ({tkr(line['budget_tkr'], signed=True)} mot "
        f"{tkr(line['utfall_tkr'], signed=True)}); tabellen säger inte varför."
        for line in records(lines[is_turned])
    )


def _listed(lines: pd.DataFrame) -> str:
    pairs = zip(lines["post"], lines["avvikelse_tkr"], strict=True)
    return listed([f"{post} ({tkr(value, signed=True)})" for post, value in pairs])


def describe_message(
    year: int, since: int | None = None, *, data: Data | None = None, board: str | None = None
) -> Text:
    """Say in two sentences how the year ended, and how it differs from another year; or why that cannot be said.

    Examples
    --------
    >>> print(describe_message(2020, since=2019).split(",")[0].replace("\N{NO-BREAK SPACE}", " "))
    Underskottet 2020 blev 27 660 tkr
    """
    folder = opened(data, board)
    try:
        found = answers(year, since, data=folder)
    except AnalysisError as error:
        return Text(f"{year} går inte att beskriva: {why(error)}")
    return Text(" ".join(one.sentences[0].text for one in found[:2]))


def describe_answers(
    year: int, since: int | None = None, *, data: Data | None = None, board: str | None = None
) -> Text:
    """Write the answers of a year for a notebook: a heading and a list each; or why the year cannot be told of.

    Examples
    --------
    >>> print(describe_answers(2018))
    2018 går inte att beskriva: driftredovisning finns inte för 2018, bara för 2017 och 2020.
    """
    try:
        found = answers(year, since, data=data, board=board)
    except AnalysisError as error:
        return Text(f"{year} går inte att beskriva: {why(error)}")
    return Text("\n\n".join(f"**{one.heading}**\n\n{bullets(one)}" for one in found if one.sentences))
