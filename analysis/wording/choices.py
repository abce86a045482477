"""What a notebook is about: the year, the one to compare with and the subject, chosen or filled in."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from analysis.data_files import SAME
from analysis.errors import DataError, fault
from analysis.explanations.deviations import years
from analysis.explanations.subjects import load_subjects, splits_of
from analysis.explanations.volumes import volume_price
from analysis.explanations.years import comparison_year
from analysis.frames import TEXT, WHOLE, make_frame
from analysis.ledger.compare import change, compare
from analysis.ledger.crosswalk import entries_of
from analysis.ledger.ledger import ids_in, load_ledger
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import Text, capital
from analysis.wording.changes import attempt, describe_change, describe_volume_price
from analysis.wording.subjects import subject_of
from analysis.wording.views import Trace, traced

DOUBTS = {"begrepp": TEXT, "år": WHOLE, "jämförbarhet": TEXT, "skäl": TEXT}


class Choice(NamedTuple):
    """What a notebook is about: a year, and the year to compare with."""

    year: int
    since: int


def choose(
    year: int | str | None = None,
    since: int | str | None = None,
    *,
    reported: bool = False,
    data: Data | None = None,
    board: str | None = None,
) -> Choice:
    """Fill in which years a notebook is about.

    Parameters
    ----------
    year
        The year; the newest that has an operating statement where none is given.
    since
        The year to compare with; the newest earlier one with a net cost, else the year before, where none is given.
    reported
        Whether the year must have an operating statement.
    data, board
        The folder that holds the register, and the board where it has several.

    Raises
    ------
    DataError
        When a year is none or has no operating statement, the two are the same, or there is no year to choose.

    Examples
    --------
    >>> choose(), choose("2020", since=2017)
    (Choice(year=2020, since=2019), Choice(year=2020, since=2017))
    """
    folder = opened(data, board)
    known = years(data=folder)
    about = max(known, default=0) if year is None else _year("year", year)
    if not about or (reported and about not in known):
        seen, said = year or "–", ", ".join(map(str, known))
        raise DataError(fault("unknown-year", "driftredovisning", seen=seen, known=said))
    other = _year("since", since) if since is not None else comparison_year(about, data=folder) or about - 1
    if other == about:
        raise _refused("since", str(other), f"another year than {about}", f"ett annat år än {about}")
    return Choice(about, other)


def choose_subject(name: str | None = None, *, data: Data | None = None, board: str | None = None) -> str:
    """Return the name of a subject of `subjects.csv`, the first where none is given.

    Raises
    ------
    DataError
        When the subject is unknown, or there is none.

    Examples
    --------
    >>> choose_subject()
    'HVB-placeringar'
    """
    folder = opened(data, board)
    known = subject_names(data=folder)
    if not known:
        raise _refused("subject", "–", "a subject in subjects.csv", "ett ämne i subjects.csv")
    return subject_of(str(name), folder).name if name is not None else known[0]


def _year(name: str, value: object) -> int:
    """Read a year that a person has typed, with or without quotes."""
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"(?:19|20)\d\d", text):
        raise _refused(name, text, "a year such as 2020", "ett år, t.ex. 2020")
    return int(text)


def _refused(column: str, seen: str, expected: str, expected_sv: str) -> DataError:
    own = {"column": column, "seen": seen, "expected": expected, "expected_sv": expected_sv}
    return DataError(fault("bad-choice", "anteckningsboken", None, **own))


def subject_names(*, data: Data | None = None, board: str | None = None) -> list[str]:
    """List the subjects that a board asks about, in the order of `subjects.csv`.

    Examples
    --------
    >>> subject_names()
    ['HVB-placeringar', 'Konsulter', 'Ekonomiskt bistånd']
    """
    return [one.name for one in load_subjects(opened(data, board))]


def describe_subject_change(
    name: str, year: int, since: int, *, data: Data | None = None, board: str | None = None
) -> Text:
    """Say how a subject changed between two years: its costs by volume and price, else what it draws.

    Examples
    --------
    >>> print(describe_subject_change("Konsulter", 2020, 2019).split(",")[0].replace("\N{NO-BREAK SPACE}", " "))
    Konsulter: 7 733 tkr 2019 och 402 tkr 2020
    """
    folder = opened(data, board)
    split = [describe_volume_price(year, since, one.name, data=folder) for one in splits_of(name, folder)]
    if split:
        return Text("\n\n".join(split))
    own = subject_of(name, folder)
    drawn = own.charted or own.concepts
    known = [one for one in drawn if not attempt(change, one, since, year, data=folder).empty]
    said = [describe_change(one, year, since, data=folder) for one in known or drawn]
    return Text("\n\n".join(said) or f"Inga mått är införda för {name}.")


def subject_splits(
    name: str, year: int, since: int, *, data: Data | None = None, board: str | None = None
) -> list[pd.DataFrame]:
    """Split each cost of a subject into quantity and price, as `volume_price`; ``attrs["vad"]`` names the cost.

    Examples
    --------
    >>> [one.attrs["vad"] for one in subject_splits("Ekonomiskt bistånd", 2020, 2019)]
    ['Utbetalt ekonomiskt bistånd, tkr']
    """
    folder, found = opened(data, board), list[pd.DataFrame]()
    for split in splits_of(name, folder):
        frame = attempt(volume_price, year, since, split=split.name, data=folder)
        frame.attrs["vad"] = f"{capital(split.cost)}, tkr"
        found.append(frame)
    return found


def subject_series(name: str, *, data: Data | None = None, board: str | None = None) -> list[pd.DataFrame]:
    """Follow what a subject draws year by year, as `compare`; ``attrs["vad"]`` names it with its unit.

    Examples
    --------
    >>> [(one.attrs["vad"], len(one)) for one in subject_series("Konsulter")]
    [('Konsulter, tkr', 5)]
    """
    folder, found = opened(data, board), list[pd.DataFrame]()
    for concept in subject_of(name, folder).charted:
        own = [entry.year for entry in entries_of(concept, folder) if entry.quantity]
        if own:
            frame = compare(concept, range(min(own), max(own) + 1), data=folder)
            frame.attrs["vad"] = f"{capital(concept)}, {frame['enhet'].iloc[0]}"
            found.append(frame)
    return found


def subject_doubts(name: str, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """List the years in which what a subject shows measures it only in part, or measures something else, and why.

    Examples
    --------
    >>> subject_doubts("HVB-placeringar")[["begrepp", "år", "jämförbarhet"]].head(1)
               begrepp    år  jämförbarhet
    0  HVB-placeringar  2020  ej jämförbar
    """
    folder = opened(data, board)
    own = subject_of(name, folder).concepts
    rows = [
        {"begrepp": entry.row["concept"], "år": entry.year, "jämförbarhet": entry.row["comparability"],
         "skäl": entry.row["reason"]}
        for concept in own
        for entry in entries_of(concept, folder)
        if entry.quantity and entry.is_written and entry.row["comparability"] != SAME
    ]  # fmt: skip
    return make_frame("ämne", rows, DOUBTS)


def trace_subject(name: str, *, data: Data | None = None, board: str | None = None) -> Trace:
    """Show the whole tree of each figure that follows for a subject, else of the newest of what it draws.

    Examples
    --------
    >>> trace_subject("Konsulter").frame["namn"].iloc[0]
    'minskning av utredningskonsulter 2020'
    """
    folder = opened(data, board)
    figures = load_ledger(folder).figures
    return traced([figures[one] for one in _told(name, folder)], folder)


def _told(name: str, folder: Folder) -> list[str]:
    """List what follows for a subject, the newest of what it draws, both years and the printed change of a split."""
    own = subject_of(name, folder)
    ids = [one for text in own.follows for one in ids_in(text)]
    splits = splits_of(name, folder)
    costs, changes = [one.cost for one in splits], [one.printed_change for one in splits if one.printed_change]
    for concept in (*own.charted, *costs, *changes):
        known = [entry for entry in entries_of(concept, folder) if entry.quantity]
        newest = known[-2:] if concept in costs else known[-1:]
        ids += [one for entry in newest for one in entry.ids.split("; ")]
    return list(dict.fromkeys(ids))
