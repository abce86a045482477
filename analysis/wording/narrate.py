"""Frames to Swedish sentences that a board can read; every number in them is computed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.explanations.deviations import deviation_lines, year_total, years
from analysis.frames import records
from analysis.ledger.claims import audit_claims
from analysis.ledger.crosswalk import PARTLY, SAME, load_crosswalk
from analysis.ledger.series import together
from analysis.paths import DATA
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE, reconcile
from analysis.statements.load import load_drift
from analysis.statements.register import load_documents
from analysis.swedish import Text, capital, count, listed, number_word, result_word, tkr
from analysis.vocabulary.numerals import format_number
from analysis.vocabulary.periods import is_forecast


def describe_year(year: int, data: Path = DATA) -> Text:
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
    total, lines = year_total(year, data), deviation_lines(year, data)
    return Text(f"{_result(total)} {_drivers(total, lines)}{_turned(lines)}")


def describe_board(data: Path = DATA) -> str:
    """Say whose reports are loaded: board and publisher of the newest document.

    Examples
    --------
    >>> describe_board()
    'Socialnämnden, Katrineholms kommun'
    """
    newest = load_documents(data).sort_values("year", kind="stable").iloc[-1]
    return f"{newest['nämnd']}, {newest['publisher']}"


def describe_place(year: int, data: Path = DATA) -> tuple[str, str]:
    """Say whose year it is, and which period is compared with what: the outer lines of a chart's title.

    Examples
    --------
    >>> describe_place(2020)
    ('Socialnämnden, Katrineholms kommun', 'Helår 2020, utfall jämfört med budget')
    """
    documents, total = load_documents(data), year_total(year, data)
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


def describe_layouts(data: Path = DATA) -> Text:
    """Say whether the lines of the years' operating statements can stand beside each other at all.

    Parameters
    ----------
    data
        The folder that holds the register.

    Examples
    --------
    >>> print(describe_layouts())
    2017 är uppställt efter intäkter och kostnader, 2020 efter verksamhet: raderna går inte att jämföra mellan åren.
    Totalerna (nettokostnad) är delvis jämförbara. 2017: Rapporterna beskriver nämndens uppgifter olika; om ansvaret har
    ändrats sedan 2017 framgår inte.
    """
    drift = load_drift(data)
    layouts = {
        str(year): "intäkter och kostnader" if {"intäkt", "kostnad"} & set(table["slag"]) else "verksamhet"
        for year, table in drift.groupby("år")
    }
    if len(layouts) < 2:  # noqa: PLR2004
        return Text("Bara ett år är inläst.")
    totals = _totals(data)
    if len(set(layouts.values())) == 1:
        return Text(f"Åren är uppställda på samma sätt. {totals}")
    first, *others = [f"{year} är uppställt efter {layout}" for year, layout in layouts.items()]
    rest = [text.replace(" är uppställt", "") for text in others]
    return Text(f"{', '.join([first, *rest])}: raderna går inte att jämföra mellan åren. {totals}")


def _totals(data: Path) -> str:
    """Say what the crosswalk says of the years' totals."""
    totals = [year_total(year, data) for year in years(data)]
    cells = {f"{one['dokument']}:drift:{one['post']}:utfall {one['år']}": int(one["år"]) for one in totals}
    entries = load_crosswalk(data)
    own = [entry for entry in entries if entry.node.kind == "reference" and cells.get(entry.node.name) == entry.year]
    concepts = {entry.row["concept"] for entry in own}
    if len(own) < len(cells) or len(concepts) != 1:
        return "Att totalerna omfattar samma sak är inte prövat."
    for entry in own[1:]:
        level, reason = together(own[0], entry)
        if level != SAME:
            return f"Totalerna ({concepts.pop()}) är {'delvis' if level == PARTLY else 'inte'} jämförbara. {reason}"
    return f"Totalerna ({concepts.pop()}) mäter samma sak."


def describe_checks(year: int | None = None, data: Path = DATA) -> Text:
    """Say how the printed sums and deviations held when they were computed anew.

    Parameters
    ----------
    year
        A year, or None for all.
    data
        The folder that holds the register.

    Examples
    --------
    >>> print(describe_checks(2020).replace("\N{NO-BREAK SPACE}", " "))
    46 kontroller av tryckta summor och avvikelser: 44 stämmer, två skiljer inom vad avrundning förklarar och ingen
    avviker.
    """
    checks = reconcile(data)
    checks = checks if year is None else checks[checks["år"] == year]
    counts = checks["utslag"].value_counts()
    number = {name: int(counts.get(name, 0)) for name in (AGREES, ROUNDING, DIFFERS, UNTESTABLE)}
    text = (
        f"{capital(number_word(len(checks)))} kontroller av tryckta summor och avvikelser: "
        f"{number_word(number[AGREES])} stämmer, "
        f"{number_word(number[ROUNDING])} skiljer inom vad avrundning förklarar och "
        f"{number_word(number[DIFFERS])} avviker"
    )
    unread = number[UNTESTABLE]
    return Text(f"{text}; {number_word(unread)} kan inte prövas." if unread else f"{text}.")


def describe_claims(data: Path = DATA) -> Text:
    """Say how the reports' own quantitative statements held when they were computed anew.

    Parameters
    ----------
    data
        The folder that holds the register.

    Examples
    --------
    >>> print(describe_claims().partition(" ")[2].partition(":")[0])
    påståenden ur rapporterna
    """
    audit = audit_claims(data)
    if audit.empty:
        return Text("Inga påståenden ur rapporterna är registrerade.")
    counts = audit["utslag"].value_counts()
    number = {name: int(counts.get(name, 0)) for name in (AGREES, ROUNDING, DIFFERS, UNTESTABLE)}
    assumed = int(((audit["antagande"] != "") & (audit["utslag"] == AGREES)).sum())
    under = f" (varav {number_word(assumed)} under ett antagande)" if assumed else ""
    return Text(
        f"{capital(count(len(audit), 'påstående', 'påståenden'))} ur rapporterna: {number_word(number[AGREES])} "
        f"stämmer{under}, {number_word(number[ROUNDING])} skiljer inom vad avrundning förklarar, "
        f"{number_word(number[DIFFERS])} avviker och {number_word(number[UNTESTABLE])} kan inte prövas."
    )
