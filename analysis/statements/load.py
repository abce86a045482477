"""The registered documents under `data/` to tidy frames, one row a printed line and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, Fault, fault
from analysis.files import DATA
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, Record, make_frame
from analysis.readers.tables import Table
from analysis.statements.folder import REGISTER, Data, Folder, kept
from analysis.statements.register import load_tables
from analysis.statements.tidy import Place, follow_up_rows, money_rows, staff_rows, stand_in, volume_rows
from analysis.vocabulary.periods import is_whole_year, month_of

_PLACE = {"dokument": TEXT, "nämnd": TEXT, "år": WHOLE, "period": TEXT, "avsnitt": TEXT, "rad": WHOLE, "ordning": WHOLE}
_LINE = {"etikett": TEXT, "post": TEXT, "slag": TEXT, "förälder": TEXT}
_MONEY = {"utfall_tkr": NUMBER, "budget_tkr": NUMBER, "avvikelse_tkr": NUMBER}
_MEASURE = {"etikett": TEXT, "post": TEXT, "enhet": TEXT}
_READING = {"läsning": TEXT}
_STEP_TKR = {"upplösning_tkr": NUMBER, **_READING}
_STEP = {"upplösning": NUMBER, **_READING}
DRIFT = {**_PLACE, **_LINE, **_MONEY, **_STEP_TKR}
INVESTMENTS = {**_PLACE, **_LINE, "omfattning": TEXT, **_MONEY, **_STEP_TKR}
CARRY_OVERS = {
    **_PLACE,
    "nr": TEXT,
    **_LINE,
    **_MONEY,
    "ombudgetering_tkr": NUMBER,
    "till_år": MAYBE_WHOLE,
    **_STEP_TKR,
}
FOLLOW_UPS = {
    **_PLACE,
    "månad": WHOLE,
    **_LINE,
    **{f"{name}_tkr": NUMBER for name in ("utfall", "budget", "årsbudget", "prognos", "prognosavvikelse")},
    **_STEP_TKR,
}
VOLUMES = {**_PLACE, **_MEASURE, "utfall": NUMBER, **_STEP}
STAFF = {**_PLACE, "rubrik": TEXT, "mätdatum": TEXT, "grupp": TEXT, **_MEASURE, "värde": NUMBER, **_STEP}


def load_drift(data: Data = DATA) -> pd.DataFrame:
    """Load the operating statements (driftredovisning) of all registered documents.

    Parameters
    ----------
    data
        The folder that holds `documents.csv` and the reports.

    Returns
    -------
    pandas.DataFrame
        One row a printed line and year. ``dokument``, ``nämnd``, ``år``, ``period``, ``avsnitt`` and ``rad``
        (line in the file) say where it stands, ``ordning`` its place in the table, ``etikett`` the label as
        printed, ``post`` the label without marks and without "varav", ``slag`` what it is (``intäkt``,
        ``kostnad``, ``netto``, ``varav``, ``summa``), ``förälder`` the line that a ``varav`` is part of. Then
        ``utfall_tkr``, ``budget_tkr``, ``avvikelse_tkr``: income positive, cost negative, minus = underskott;
        NaN is an empty or unread cell. ``upplösning_tkr`` is one step of the last printed digit; ``läsning`` is
        ``säker`` or ``tveksam``. A year that has no document of the whole year is represented by its newest
        follow-up with a forecast: ``utfall_tkr`` is the forecast, ``budget_tkr`` the year's budget, and ``period``
        says so (``prognos efter augusti``).

    Raises
    ------
    DataError
        When the register or a registered file is wrong, or a table's unit is not printed.

    Examples
    --------
    >>> drift = load_drift()
    >>> drift.loc[drift["post"] == "Ledning", ["år", "slag", "utfall_tkr", "budget_tkr", "avvikelse_tkr"]]
          år   slag  utfall_tkr  budget_tkr  avvikelse_tkr
    14  2020  netto    -15785.0       859.0       -16644.0
    """
    return _load("drift", data)


def load_follow_ups(data: Data = DATA) -> pd.DataFrame:
    """Load the operating statements of all documents that cover a part of a year.

    Parameters
    ----------
    data
        The folder that holds `documents.csv` and the reports.

    Returns
    -------
    pandas.DataFrame
        One row a printed line, placed as in `load_drift`. ``månad`` is the last month that the document covers (1 to
        12); ``utfall_tkr`` and ``budget_tkr`` are since the beginning of the year; ``årsbudget_tkr``, ``prognos_tkr``
        and ``prognosavvikelse_tkr`` are for the whole year. Signs as in `load_drift`; NaN is not printed or unread.

    Raises
    ------
    DataError
        As `load_drift`.

    Examples
    --------
    >>> load_follow_ups()[["år", "månad", "post", "utfall_tkr", "prognos_tkr"]].empty
    True
    """
    return _load("uppföljning", data)


def load_investments(data: Data = DATA) -> pd.DataFrame:
    """Load the investment statements of all registered documents.

    Parameters
    ----------
    data
        The folder that holds `documents.csv` and the reports.

    Returns
    -------
    pandas.DataFrame
        As `load_drift`, with one row a printed line, year and ``omfattning``: ``årets`` for the year, ``sedan
        projektstart`` for the whole project. In tkr; an outlay is negative.

    Raises
    ------
    DataError
        As `load_drift`.

    Examples
    --------
    >>> load_investments()["omfattning"].unique().tolist()
    ['årets', 'sedan projektstart']
    """
    return _load("investering", data)


def load_carry_overs(data: Data = DATA) -> pd.DataFrame:
    """Load the tables of carried-over investment money (ombudgetering) of all registered documents.

    Parameters
    ----------
    data
        The folder that holds `documents.csv` and the reports.

    Returns
    -------
    pandas.DataFrame
        As `load_drift`, with ``nr`` (the project's number), ``ombudgetering_tkr`` (what is moved, positive) and
        ``till_år`` (the year it is moved to).

    Raises
    ------
    DataError
        As `load_drift`.

    Examples
    --------
    >>> moved = load_carry_overs()
    >>> moved.loc[moved["slag"] == "summa", "ombudgetering_tkr"].tolist()
    [231.0, 500.0]
    """
    return _load("ombudgetering", data)


def load_volumes(data: Data = DATA) -> pd.DataFrame:
    """Load the volume tables (volymutveckling) of all registered documents.

    Parameters
    ----------
    data
        The folder that holds `documents.csv` and the reports.

    Returns
    -------
    pandas.DataFrame
        One row a printed line and year, placed as in `load_drift`: ``utfall`` in the unit that ``enhet`` names,
        ``upplösning`` one step of its last printed digit.

    Raises
    ------
    DataError
        When the register or a registered file is wrong.

    Examples
    --------
    >>> volumes = load_volumes()
    >>> volumes.loc[volumes["post"] == "Sociala kontrakt", ["år", "utfall", "enhet"]]
          år  utfall  enhet
    22  2019    88.0  antal
    23  2020    75.0  antal
    """
    return _load("volym", data)


def load_staff(data: Data = DATA) -> pd.DataFrame:
    """Load the personnel key figures of all registered documents.

    Parameters
    ----------
    data
        The folder that holds `documents.csv` and the reports.

    Returns
    -------
    pandas.DataFrame
        One row a printed line, year and ``grupp`` (``totalt``, ``kvinnor``, ``män``), placed as in `load_drift`:
        ``rubrik`` the heading inside the table, ``mätdatum`` the day or period measured, ``värde`` in the unit
        that ``enhet`` names, sign as printed (2020 prints salaries as negative, 2017 as positive).

    Raises
    ------
    DataError
        When the register or a registered file is wrong.

    Examples
    --------
    >>> staff = load_staff()
    >>> staff.loc[staff["post"].str.startswith("Lönekostnader totalt"), ["år", "grupp", "värde", "enhet"]].dropna()
           år   grupp    värde enhet
    126  2020  totalt -91093.0   tkr
    129  2019  totalt -92727.0   tkr
    """
    return _load("personal", data)


Rows = Callable[[Place, Table], Iterable[Record]]


class _Kind(NamedTuple):
    """How a frame is made: of which kind of table, by what, and which columns and key it has."""

    table: str
    rows: Rows
    schema: dict[str, str]
    key: list[str]


_LINE_KEY = ["dokument", "år", "rad", "ordning"]  # a total may stand on the line of the row before it
_FOLLOWED = "uppföljning"
_KINDS = {
    "drift": _Kind("drift", money_rows, DRIFT, _LINE_KEY),
    "investering": _Kind("investering", money_rows, INVESTMENTS, [*_LINE_KEY, "omfattning"]),
    "ombudgetering": _Kind("ombudgetering", money_rows, CARRY_OVERS, _LINE_KEY),
    "volym": _Kind("volym", volume_rows, VOLUMES, _LINE_KEY),
    "personal": _Kind("personal", staff_rows, STAFF, ["dokument", "avsnitt", "år", "rad", "grupp"]),
    _FOLLOWED: _Kind("drift", follow_up_rows, FOLLOW_UPS, _LINE_KEY),
}
_STOOD_IN = {"drift", "investering"}  # kinds of which a forecast may stand in for the year


def _load(kind: str, data: Data) -> pd.DataFrame:
    """Load one kind of table from all registered files."""
    return _loaded(data, kind).copy()


@kept
def _loaded(folder: Folder, kind: str) -> pd.DataFrame:
    own = _KINDS[kind]
    by_month = own.rows is follow_up_rows
    found, faults = _rows_of(own, folder, _is_part if by_month else _is_whole if own.rows is money_rows else _is_any)
    if kind in _STOOD_IN:
        ahead, more = _rows_of(own._replace(rows=follow_up_rows, key=_LINE_KEY), folder, _is_part)
        found, faults = [*found, *_standing_in(found, ahead, folder)], [*faults, *more]
    if own.rows is money_rows:
        faults = [*_unknown_periods(folder), *faults]
    if faults:
        raise DataError(faults)
    schema = own.schema
    return make_frame(kind, ({name: row.get(name) for name in schema} for row in found), schema, own.key)


def _is_whole(period: str) -> bool:
    return is_whole_year(period)


def _is_part(period: str) -> bool:
    return not is_whole_year(period) and month_of(period) is not None


def _is_any(_period: str) -> bool:
    return True


def _rows_of(kind: _Kind, folder: Folder, takes: Callable[[str], bool]) -> tuple[list[Record], list[Fault]]:
    """Make the rows of one kind of table in the documents whose period is asked for."""
    found, faults = list[Record](), list[Fault]()
    for document, tables in load_tables(folder):
        place = Place(document["id"], document["nämnd"], int(document["year"]), document["period"])
        for table in tables if takes(place.period) else ():
            if table.kind != kind.table:
                continue
            try:
                lines = list(kind.rows(place, table))
                faults += _repeated(table, lines, kind.key)
                found += lines
            except DataError as error:
                faults += error.faults
    return found, faults


def _standing_in(found: Sequence[Record], ahead: Sequence[Record], folder: Folder) -> list[Record]:
    """Return the forecasts of the years of a board that have no document of the whole year."""
    whole = {(one["nämnd"], int(one["year"])) for one, _ in load_tables(folder) if _is_whole(one["period"])}
    whole |= {(row["nämnd"], row["år"]) for row in found}
    years = dict.fromkeys((row["nämnd"], row["år"]) for row in ahead)
    return [
        line
        for year in years
        if year not in whole
        for line in stand_in([row for row in ahead if (row["nämnd"], row["år"]) == year])
    ]


def _unknown_periods(folder: Folder) -> list[Fault]:
    """Name the documents of which it cannot be told whether they cover the whole year."""
    known = {
        "expected": "helår, or what month it ends with, such as januari–augusti",
        "expected_sv": "helår, eller till vilken månad, t.ex. januari–augusti",
    }
    return [
        fault("bad-value", REGISTER, None, column="period", seen=f"{one['id']}: {one['period']}", **known)
        for one, _ in load_tables(folder)
        if not _is_whole(one["period"]) and not _is_part(one["period"])
    ]


def _repeated(table: Table, lines: list[Record], key: list[str]) -> list[Fault]:
    """Name a table whose columns give more than one set of figures for the same line and year."""
    counts = Counter(tuple(line[name] for name in key) for line in lines)
    most = max(counts.values(), default=1)
    where = table.location
    return [fault("two-sets", where.file, where.first, seen=most, year=lines[0]["år"])] if most > 1 else []
