"""The registered documents under `data/`: their printed lines, exact, and tidy frames of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

import pandas as pd

from analysis.csv_files import refuse
from analysis.errors import Fault, fault
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, frame_of
from analysis.readers.tables import Table
from analysis.statements.folder import REGISTER, Data, Folder, kept, opened
from analysis.statements.lines import FollowUpLine, Line, MoneyLine, MonthLine, StaffLine, VolumeLine
from analysis.statements.months import month_rows
from analysis.statements.register import load_tables, second_sources
from analysis.statements.sound import GROUP_KEY, LINE_KEY, MEASURE_KEY, MONTH_KEY, SCOPE_KEY, is_any, place_of
from analysis.statements.tidy import (
    Place,
    follow_up_rows,
    money_rows,
    prior_rows,
    so_far,
    staff_rows,
    stand_in,
    volume_rows,
)
from analysis.vocabulary.periods import is_part_of_year, is_whole_year

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
MONTHS = {
    **_PLACE,
    "månad": WHOLE,
    **_LINE,
    "utfall_tkr": NUMBER,
    "budget_tkr": NUMBER,
    "tal": TEXT,
    **_STEP_TKR,
    "källa": TEXT,
}
VOLUMES = {**_PLACE, **_MEASURE, "roll": TEXT, "värde": NUMBER, **_STEP}
STAFF = {**_PLACE, "rubrik": TEXT, "mätdatum": TEXT, "grupp": TEXT, **_MEASURE, "roll": TEXT, "värde": NUMBER, **_STEP}


def load_drift(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Load the operating statements (driftredovisning) of all registered documents.

    Parameters
    ----------
    data, board
        The folder that holds `documents.csv` and the reports; so for all the loaders here, and the board where it has
        several.

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
        says so (``prognos efter augusti``). A board that has follow-ups alone, none with a forecast, is represented by
        what they say so far (``januari–augusti``), all to the month of the newest.

    Raises
    ------
    DataError
        When the register or a registered file is wrong, or none of a document's tables can be loaded.

    Examples
    --------
    >>> drift = load_drift()
    >>> drift.loc[drift["post"] == "Ledning", ["år", "slag", "utfall_tkr", "budget_tkr", "avvikelse_tkr"]]
          år   slag  utfall_tkr  budget_tkr  avvikelse_tkr
    14  2020  netto    -15785.0       859.0       -16644.0
    """
    return _framed(opened(data, board), "drift").copy()


def load_follow_ups(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Load the operating statements of all documents that cover a part of a year, placed and signed as in `load_drift`.

    ``månad`` is the last month that the document covers (1 to 12); ``utfall_tkr`` and ``budget_tkr`` are since the
    beginning of the year; ``årsbudget_tkr``, ``prognos_tkr`` and ``prognosavvikelse_tkr`` are for the whole year.

    Examples
    --------
    >>> load_follow_ups()[["år", "månad", "post", "utfall_tkr", "prognos_tkr"]].empty
    True
    """
    return _framed(opened(data, board), _FOLLOWED).copy()


def load_months(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Load what each month came to, of all documents with a column a month or an amount a line and month.

    Placed and signed as in `load_drift`; one row a printed line and month (``månad``, 1 to 12) that the document has
    any amount of: ``utfall_tkr`` and ``budget_tkr`` of that month alone. ``tal`` is ``beräknat`` where the print holds
    the months before too, and the month is the difference of two columns. ``källa`` says where the line stands.

    Examples
    --------
    >>> load_months()[["år", "månad", "post", "utfall_tkr", "budget_tkr"]].empty
    True
    """
    return _framed(opened(data, board), _MONTHLY).copy()


def load_investments(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Load the investment statements of all registered documents, as `load_drift`; an outlay is negative.

    One row a printed line, year and ``omfattning``: ``årets``, or ``sedan projektstart`` for the whole project.

    Examples
    --------
    >>> load_investments()["omfattning"].unique().tolist()
    ['årets', 'sedan projektstart']
    """
    return _framed(opened(data, board), "investering").copy()


def load_carry_overs(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Load the tables of carried-over investment money (ombudgetering) of all registered documents, as `load_drift`.

    ``nr`` is the project's number, ``ombudgetering_tkr`` what is moved (positive), ``till_år`` the year it is moved to.

    Examples
    --------
    >>> moved = load_carry_overs()
    >>> moved.loc[moved["slag"] == "summa", "ombudgetering_tkr"].tolist()
    [231.0, 500.0]
    """
    return _framed(opened(data, board), "ombudgetering").copy()


def load_volumes(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Load the volume tables (volymutveckling) of all registered documents, placed as in `load_drift`.

    One row a printed line, year, ``period`` and ``roll``: ``utfall``, ``budget`` or ``prognos``. ``period`` is what
    time of the year the column is for: that of the document where its whole year is told of, else ``helår``,
    ``januari–augusti`` or ``augusti`` by the head of the column. ``värde`` is in the unit that ``enhet`` names,
    ``upplösning`` one step of its last printed digit.

    Examples
    --------
    >>> volumes = load_volumes()
    >>> volumes.loc[volumes["post"] == "Sociala kontrakt", ["år", "roll", "värde", "enhet"]]
          år    roll  värde  enhet
    22  2019  utfall   88.0  antal
    23  2020  utfall   75.0  antal
    """
    return _framed(opened(data, board), "volym").copy()


def load_staff(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Load the personnel key figures of all registered documents, placed as in `load_drift`.

    One row a printed line, year, ``period``, ``roll`` (as in `load_volumes`) and ``grupp`` (``totalt``, ``kvinnor``,
    ``män``): ``rubrik`` is the heading inside the table, ``mätdatum`` the day or period measured, ``värde`` in the unit
    that ``enhet`` names, sign as printed (2020 prints salaries as negative, 2017 as positive).

    Examples
    --------
    >>> staff = load_staff()
    >>> staff.loc[staff["post"].str.startswith("Lönekostnader totalt"), ["år", "grupp", "värde", "enhet"]].dropna()
           år   grupp    värde enhet
    126  2020  totalt -91093.0   tkr
    129  2019  totalt -92727.0   tkr
    """
    return _framed(opened(data, board), "personal").copy()


@kept
def drift_lines(folder: Folder) -> tuple[MoneyLine, ...]:
    """Load the lines that `load_drift` makes a frame of.

    Examples
    --------
    >>> line = drift_lines()[14]
    >>> line.post, line.utfall_tkr, line.avvikelse_tkr
    ('Ledning', Decimal('-15785'), Decimal('-16644'))
    """
    found = _with_forecasts(folder, "drift")
    if found or any(is_whole_year(one["period"]) for one, _ in load_tables(folder)):
        return found
    return tuple(so_far(follow_up_lines(folder)))


@kept
def investment_lines(folder: Folder) -> tuple[MoneyLine, ...]:
    """Load the lines that `load_investments` makes a frame of."""
    return _with_forecasts(folder, "investering")


@kept
def carry_over_lines(folder: Folder) -> tuple[MoneyLine, ...]:
    """Load the lines that `load_carry_overs` makes a frame of; each is a `CarryOverLine`."""
    refuse(_unknown_periods(folder))
    return _lines_of(folder, "ombudgetering", money_rows, is_whole_year)


@kept
def prior_lines(folder: Folder) -> tuple[MoneyLine, ...]:
    """Load what the operating statements print of earlier years beside their own, for comparison."""
    found = _lines_of(folder, "drift", prior_rows, is_whole_year)
    own = {(line.dokument, line.post, line.förälder, line.avsnitt, line.år) for line in drift_lines(folder)}
    return tuple(line for line in found if (line.dokument, line.post, line.förälder, line.avsnitt, line.år) not in own)


@kept
def follow_up_lines(folder: Folder) -> tuple[FollowUpLine, ...]:
    """Load the lines that `load_follow_ups` makes a frame of."""
    return _lines_of(folder, "drift", follow_up_rows, is_part_of_year)


@kept
def month_lines(folder: Folder) -> tuple[MonthLine, ...]:
    """Load the lines that `load_months` makes a frame of."""
    return _lines_of(folder, "drift", month_rows, of_all=True)  # a second source counts no month twice


@kept
def volume_lines(folder: Folder) -> tuple[VolumeLine, ...]:
    """Load the lines that `load_volumes` makes a frame of."""
    return _lines_of(folder, "volym", volume_rows)


@kept
def staff_lines(folder: Folder) -> tuple[StaffLine, ...]:
    """Load the lines that `load_staff` makes a frame of."""
    return _lines_of(folder, "personal", staff_rows)


@kept
def money_lines(folder: Folder) -> dict[str, tuple[MoneyLine, ...]]:
    """Load every line that holds outcome, budget and deviation of a year, by kind of table."""
    lines = drift_lines(folder), investment_lines(folder), carry_over_lines(folder)
    return dict(zip(("drift", "investering", "ombudgetering"), lines, strict=True))


_FOLLOWED, _MONTHLY = "uppföljning", "månader"
Some = TypeVar("Some", bound=Line)


class _Kind(NamedTuple):
    """How a frame is made: of which lines, and which columns and key it has."""

    lines: Callable[[Folder], Sequence[Line]]
    schema: dict[str, str]
    key: Sequence[str]


_KINDS = {
    "drift": _Kind(drift_lines, DRIFT, LINE_KEY),
    "investering": _Kind(investment_lines, INVESTMENTS, SCOPE_KEY),
    "ombudgetering": _Kind(carry_over_lines, CARRY_OVERS, LINE_KEY),
    "volym": _Kind(volume_lines, VOLUMES, MEASURE_KEY),
    "personal": _Kind(staff_lines, STAFF, GROUP_KEY),
    _FOLLOWED: _Kind(follow_up_lines, FOLLOW_UPS, LINE_KEY),
    _MONTHLY: _Kind(month_lines, MONTHS, MONTH_KEY),
}


@kept
def _framed(folder: Folder, kind: str) -> pd.DataFrame:
    own = _KINDS[kind]
    return frame_of(kind, own.lines(folder), own.schema, own.key)


Rows = Callable[[Place, Table], Iterable[Some]]


def _with_forecasts(folder: Folder, kind: str) -> tuple[MoneyLine, ...]:
    """Load the lines of whole years, and the forecasts that stand in where a year has none."""
    refuse(_unknown_periods(folder))
    found = _lines_of(folder, kind, money_rows, is_whole_year)
    ahead = _lines_of(folder, kind, follow_up_rows, is_part_of_year)
    return (*found, *_standing_in(found, ahead, folder))


def _lines_of(
    folder: Folder, kind: str, rows: Rows[Some], takes: Callable[[str], bool] = is_any, *, of_all: bool = False
) -> tuple[Some, ...]:
    """Read the lines of one kind of table in the documents whose period is asked for, each time from one source."""
    found, second = list[Some](), () if of_all else second_sources(folder)
    for document, tables in load_tables(folder):
        if takes(document["period"]) and (document["id"], kind) not in second:
            place = place_of(document)
            found += [line for table in tables if table.kind == kind for line in rows(place, table)]
    return tuple(found)


def _standing_in(found: Sequence[MoneyLine], ahead: Sequence[FollowUpLine], folder: Folder) -> list[MoneyLine]:
    """Return the forecasts of the years of a board that have no document of the whole year."""
    whole = {(one["nämnd"], int(one["year"])) for one, _ in load_tables(folder) if is_whole_year(one["period"])}
    whole |= {(line.nämnd, line.år) for line in found}
    years = dict.fromkeys((line.nämnd, line.år) for line in ahead)
    return [
        line
        for year in years
        if year not in whole
        for line in stand_in([one for one in ahead if (one.nämnd, one.år) == year])
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
        if not is_whole_year(one["period"]) and not is_part_of_year(one["period"])
    ]
