"""The 28 points that the field asks of a deviation analysis, and how many of them a board's data gives for a year."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.frames import TEXT, WHOLE, frame_of
from analysis.statements.folder import Data, Folder, opened
from analysis.yardsticks import given, given_audit
from analysis.yardsticks.given import GIVEN, Decide

CHECKLIST = {"nr": WHOLE, "punkt": TEXT, "läge": TEXT, "underlag": TEXT, "fil": TEXT}


class Point(NamedTuple):
    """A point: what is asked, what decides whether the data gives it, and which file would give what is missing."""

    text: str
    decide: Decide
    file: str


class ListedPoint(NamedTuple):
    """A point for a board and year, named as in `checklist`."""

    nr: int
    punkt: str
    läge: str
    underlag: str
    fil: str


_REPORT = "årets rapport (add)"
POINTS = (  # in the order of the list that README tells of
    Point("Utfall, budget och avvikelse rad för rad, med summor som går ihop", given.statement, f"{_REPORT}, sums.csv"),
    Point("Ursprunglig budget, årets beslut och slutlig budget var för sig", given_audit.budget_decided, "budgets.csv"),
    Point("Intäkter och kostnader brutto, inte bara netto", given.gross, f"{_REPORT}, concepts.csv"),
    Point("Varje ansvarig enhet förklarar sin egen avvikelse", given.commented, "comments.csv"),
    Point("Väsentliga rader enligt en angiven gräns", given.ranked, _REPORT),
    Point("Orsak till varje väsentlig rad, med källa", given.caused, "causes.csv"),
    Point("Volym och pris var för sig", given.split, "splits.csv"),
    Point("Mix av placeringsformer, och extremer för sig", given_audit.mixed, "mixes.csv"),
    Point("Kostnad per invånare och per användare", given.each, "kolada/"),
    Point("Jämfört med liknande kommuner och referenskostnad", given.peered, "kolada/, peers.csv"),
    Point("Engångsposter och ramändringar utskilda", given.one_offs, "causes.csv (amount), concepts.csv (role)"),
    Point("Var budgeten realistisk?", given_audit.realistic, "budgets.csv, föregående års rapport"),
    Point("Jämfört med tidigare år bara där det är jämförbart", given.earlier, "föregående års rapport, concepts.csv"),
    Point("Bemanning: vakanser, konsulter och sjukfrånvaro", given.staffed, "subjects.csv, personaltabell"),
    Point("Varje uppföljnings prognos, och hur den flyttade sig", given.followed, "årets uppföljningar (add --period)"),
    Point("Prognosernas träffsäkerhet rad för rad över flera år", given.accurate, "tidigare uppföljningar"),
    Point("Periodisering: delårets resultat mot årets vanliga profil", given.profiled, "månadsutfall för tre år"),
    Point("Åtgärder med effekt i tkr, från när, vem och läge", given_audit.measured, "measures.csv (effect_…)"),
    Point("Vad som återstår till balans efter åtgärderna", given_audit.left, "uppföljning, measures.csv (effect_…)"),
    Point("Risker och känslighet", given.risks, "drivers.csv, causes.csv (nämner som risk)"),
    Point("Mål och kvalitet bredvid pengarna", given.aimed, "goals.csv (target), subjects.csv"),
    Point("Projekt: beslutad mot beräknad totalutgift", given.projects, "investeringstabell, projects.csv"),
    Point("Rimliga styckkostnader; kostnad utan verksamhet och tvärtom", given_audit.plausible, "limits.csv"),
    Point("Principer: overhead, interna poster och kapitalkostnad", given_audit.principled, "principles.csv"),
    Point("Andra huvudmäns pengar för sig", given_audit.paid_by_others, "payers.csv"),
    Point("Signal eller brus i månadsserier", given.noise, "utfall eller volymer för tolv månader"),
    Point("En sida utan fackspråk, med frågorna att ställa", given.page, "subjects.csv (fråga)"),
    Point("Varje tal går att följa, påståenden är prövade", given.traced, "claims.csv"),
)  # fmt: skip


def checklist(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Tell which of the 28 points that the field asks for the board's data gives for a year.

    Parameters
    ----------
    year
        The year that the analysis is about.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a point: ``nr``, ``punkt`` (what is asked), ``läge`` (``givet``, ``delvis`` or ``saknas``, computed from
        the data), ``underlag`` (what the data gives) and ``fil`` (which file would give what is missing; empty where
        nothing is).

    Raises
    ------
    DataError
        When a data file is wrong.

    Examples
    --------
    >>> frame = checklist(2020)
    >>> len(frame), frame.loc[0, "läge"]
    (28, 'givet')
    """
    return frame_of("checklista", listed_points(opened(data, board), year), CHECKLIST, ["nr"])


def listed_points(folder: Folder, year: int) -> list[ListedPoint]:
    """Do what `checklist` does."""
    rows = list[ListedPoint]()
    for number, point in enumerate(POINTS, 1):
        found = point.decide(folder, year)
        rows.append(
            ListedPoint(number, point.text, found.state, found.said, "" if found.state == GIVEN else point.file)
        )
    return rows
