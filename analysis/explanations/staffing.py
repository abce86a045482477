"""Salaries, vacancies and hired staff: what the hired cost beyond the salaries that were not paid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.data_files import SAME
from analysis.explanations.effects import COMPUTED
from analysis.explanations.subjects import Staffed, staffed_subject
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.ledger.compare import compare
from analysis.ledger.crosswalk import Entry, year_entry
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import capital, uncapital
from analysis.vocabulary.numerals import half_up

STAFFING = {
    "år": WHOLE, "lönekostnad_tkr": NUMBER, "inhyrt_tkr": NUMBER, "summa_tkr": NUMBER, "årsarbetare": NUMBER,
    "lönekostnad_per_årsarbetare_tkr": NUMBER, "summa_per_årsarbetare_tkr": NUMBER, "ej_utbetald_lön_tkr": NUMBER,
    "merkostnad_tkr": NUMBER, "merkostnad_per_årsarbetare_tkr": NUMBER, "tal": TEXT, "skäl": TEXT, "källa": TEXT,
}  # fmt: skip


class StaffingRow(NamedTuple):
    """Hired staff against salaries in a year, named as in `staffing`."""

    år: int
    lönekostnad_tkr: Decimal | None
    inhyrt_tkr: Decimal | None
    summa_tkr: Decimal | None
    årsarbetare: Decimal | None
    lönekostnad_per_årsarbetare_tkr: Decimal | None
    summa_per_årsarbetare_tkr: Decimal | None
    ej_utbetald_lön_tkr: Decimal | None
    merkostnad_tkr: Decimal | None
    merkostnad_per_årsarbetare_tkr: Decimal | None
    tal: str
    skäl: str
    källa: str


def staffing(
    years: Sequence[int] | None = None,
    subject: str | None = None,
    *,
    data: Data | None = None,
    board: str | None = None,
) -> pd.DataFrame:
    """Set hired staff against salaries, year by year.

    Parameters
    ----------
    years
        The years; all that have hired staff, where none are given.
    subject
        The subject of `subjects.csv` that names the concepts; the first that does where none is given.
    data, board
        The folder that holds `concepts.csv`, `figures.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a year, in tkr, cost negative: ``lönekostnad_tkr``, ``inhyrt_tkr``, ``summa_tkr``; ``årsarbetare``; cost
        and sum per full-time equivalent; ``ej_utbetald_lön_tkr`` (positive: salaries that were not paid);
        ``merkostnad_tkr``: the hired staff's cost less those salaries, minus where it cost more; ``tal``
        (``beräknat``; empty where the unpaid salaries are not known); ``skäl`` says what differs between
        years or is assumed. A missing number is NaN.

    Examples
    --------
    >>> staffing()[["år", "inhyrt_tkr", "ej_utbetald_lön_tkr", "merkostnad_tkr"]]
         år  inhyrt_tkr  ej_utbetald_lön_tkr  merkostnad_tkr
    0  2016        -2070.0                  NaN             NaN
    1  2017       -12269.0               5390.0         -6879.0
    2  2019        -7733.0               4683.0         -3050.0
    3  2020         -402.0                  NaN             NaN
    """
    return frame_of("bemanning", staffing_rows(opened(data, board), years, subject), STAFFING, ["år"])


def staffing_rows(folder: Folder, years: Sequence[int] | None = None, subject: str | None = None) -> list[StaffingRow]:
    """Do what `staffing` does, with exact figures."""
    _, staffed = staffed_subject(subject, folder)
    series = compare(staffed.hired, years, data=folder)
    return [_row(int(year), staffed, folder) for year in series.loc[series["värde"].notna(), "år"]]


def _row(year: int, staffed: Staffed, folder: Folder) -> StaffingRow:
    entries = {name: year_entry(name, year, folder) if name else None for name in staffed}
    salary, hired, unpaid = (_value(entries[name], "tkr") for name in staffed[:3])
    staff = _value(entries[staffed.staff], "årsarbetare")
    both, extra = _sum(salary, hired), _sum(hired, unpaid)
    known = [entry for entry in entries.values() if entry]
    told = ((name, entry.row) for name, entry in entries.items() if entry and entry.row["comparability"] != SAME)
    reasons = dict.fromkeys(f"{capital(name)}: {uncapital(row['reason'])}" for name, row in told)
    missing = "" if unpaid is not None or not staffed.unpaid else "Ej utbetalda löner är inte tryckta för året."
    return StaffingRow(
        år=year,
        lönekostnad_tkr=_whole(salary),
        inhyrt_tkr=_whole(hired),
        summa_tkr=_whole(both),
        årsarbetare=staff,
        lönekostnad_per_årsarbetare_tkr=_share(salary, staff),
        summa_per_årsarbetare_tkr=_share(both, staff),
        ej_utbetald_lön_tkr=_whole(unpaid),
        merkostnad_tkr=_sum(_whole(hired), _whole(unpaid)),
        merkostnad_per_årsarbetare_tkr=_share(extra, staff),
        tal=COMPUTED if extra is not None else "",
        skäl=" ".join(filter(None, (*reasons, missing))),
        källa="; ".join(dict.fromkeys(entry.ids for entry in known)),
    )


def _value(entry: Entry | None, unit: str) -> Decimal | None:
    return entry.quantity.within(parse_unit(unit))[0] if entry and entry.quantity else None


def _whole(value: Decimal | None) -> Decimal | None:
    return None if value is None else half_up(value)


def _sum(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first + second


def _share(value: Decimal | None, staff: Decimal | None) -> Decimal | None:
    return None if value is None or not staff else half_up(value / staff, Decimal("0.1"))
