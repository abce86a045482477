"""The sheet Profil och signaler: the year so far against its usual shares, months against their limits, live."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.vocabulary.periods import month_name
from analysis.wording.yardsticks.monthly import describe_profile, describe_signals
from analysis.workbook.cells import MONEY, SIGNED, TEXT, Cell, Formula, cell_name, cell_range, columns_of
from analysis.workbook.cells import YEAR as YEAR_FORMAT
from analysis.workbook.desk import Desk
from analysis.workbook.sheet import Sheet
from analysis.yardsticks.monthly import YEAR, Series, cost_series
from analysis.yardsticks.profile import ProfileRow, profile_rows, profile_years
from analysis.yardsticks.signals import FACTOR, every_series, limits_of, rows_of

NAME = "Profil och signaler"
_PERCENT, _ONE = "0.0", "#,##0.0;\u2212#,##0.0;0.0"
_PROFILE = {
    "Rad": TEXT, "Del av": TEXT, "Till och med": TEXT, "Utfall hittills, tkr": MONEY, "Årsbudget, tkr": MONEY,
    "Andel av budget, %": _PERCENT, "Vanlig andel, %": _PERCENT, "Lägsta, %": _PERCENT, "Högsta, %": _PERCENT,
    "Väntat hittills, tkr": MONEY, "Mot profilen, tkr": SIGNED, "Tolkning": TEXT, "Skäl": TEXT,
}  # fmt: skip
_SHARES = {
    "Rad": TEXT, "Del av": TEXT, "År": YEAR_FORMAT, "Till och med månaden, tkr": MONEY, "Hela året, tkr": MONEY,
    "Andel, %": _PERCENT,
}  # fmt: skip
_LIMITS = {
    "Serie": TEXT, "Del av": TEXT, "Enhet": TEXT, "Antal månader": "0", "Medel": _ONE, "Undre gräns": _ONE,
    "Övre gräns": _ONE, "Skäl": TEXT,
}  # fmt: skip
_POINTS = {
    "Serie": TEXT, "Del av": TEXT, "Enhet": TEXT, "År": YEAR_FORMAT, "Månad": TEXT, "Värde": _ONE,
    "Ändring, storlek": _ONE, "Tolkning": TEXT, "Skäl": TEXT,
}  # fmt: skip
_WIDTHS = (34, 18, 12, 12, 12, 12, 12, 12, 12, 12, 12, 20, 44)
_SO_FAR, _BUDGET, _USED, _USUAL, _LOW, _HIGH, _EXPECTED = range(3, 10)  # columns of the profile
_VALUE, _RANGE = 5, 6  # columns of the points


class Shown(NamedTuple):
    """The year whose profile is shown, where there is one, and the year whose months are judged."""

    profile: int | None
    signals: int


def monthly_years(desk: Desk) -> Shown | None:
    """Choose the years: that of the workbook, a later one where it has no months; a profile of one that is not over."""
    known = [year for year in profile_years(desk.folder) if year >= desk.year]
    open_years = [year for year in known if any(one.last_month(year) < YEAR for one in _told(desk, year))]
    judged = next((year for year in (desk.year, *known) if every_series(desk.folder, year)), None)
    profile = next((year for year in (*open_years, *known)), None)
    return None if judged is None else Shown(profile, judged)


def _told(desk: Desk, year: int) -> list[Series]:
    return [one for one in cost_series(desk.folder) if one.last_month(year)]


def monthly_sheet(desk: Desk) -> None:
    """Write the year so far against its usual shares, and each month against the limits of its series."""
    sheet, shown = desk.sheet(NAME, _WIDTHS), monthly_years(desk) or Shown(None, desk.year)
    sheet.title(
        "Profil och signaler: är delårets resultat verkligt, och är månadens ändring mer än slump?",
        describe_profile(shown.profile or desk.year, data=desk.folder),
        describe_signals(shown.signals, data=desk.folder),
        "Vanlig andel är medianen av vad tidigare hela år hade till och med samma månad av sitt eget utfall.",
        "Gränserna är medelvärdet ± 2,66 × den genomsnittliga ändringen mellan månader (XmR). De tar inte ut säsong.",
    )
    if shown.profile is not None:
        _profile(sheet, profile_rows(desk.folder, shown.profile), shown.profile)
    _signals(sheet, every_series(desk.folder, shown.signals), shown.signals)


def _live(text: str, value: Decimal | None) -> Formula | None:
    return None if value is None else Formula(text, float(value))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _profile(sheet: Sheet, rows: Sequence[ProfileRow], year: int) -> None:
    """Write each line against its usual share as formulas over the shares of earlier years, which stand below."""
    sheet.subtitle(f"Profilen {year}")
    first, cells, shares = sheet.row + 1, list[list[Cell]](), list[list[Cell]]()
    below = first + len(rows) + 3  # a blank row, a heading and a head
    for at, row in enumerate(rows, first):
        own = below + len(shares)
        span = cell_range(own, own + max(len(row.shares), 1) - 1, 5)
        so_far, budget, usual, expected = (cell_name(at, column) for column in (_SO_FAR, _BUDGET, _USUAL, _EXPECTED))
        ends = ((_USUAL, row.vanlig_andel_procent, "MEDIAN"), (_LOW, row.lägsta_andel_procent, "MIN"))
        cells.append(
            [
                *(
                    row.post,
                    row.förälder,
                    month_name(row.månad),
                    float(row.utfall_hittills_tkr),
                    _number(row.årsbudget_tkr),
                ),
                _live(f"={so_far}/{budget}*100", row.andel_av_budget_procent),
                *(_live(f"={name}({span})", value) for _, value, name in ends),
                _live(f"=MAX({span})", row.högsta_andel_procent),
                _live(f"={budget}*{usual}/100", row.väntat_hittills_tkr),
                _live(f"={so_far}-{expected}", row.mot_profil_tkr),
                *(row.tolkning, row.skäl),
            ]
        )
        for line, one in enumerate(row.shares, own):
            text = f"={cell_name(line, 3)}/{cell_name(line, 4)}*100"
            shares.append(
                [*(row.post, row.förälder, one.year, float(one.so_far), float(one.whole)), _live(text, one.percent)]
            )
    sheet.table("Profil", columns_of(_PROFILE), cells, [at for at, row in enumerate(rows) if row.is_total])
    if shares:
        sheet.subtitle("Tidigare års andelar")
        sheet.table("Andelar", columns_of(_SHARES), shares)


def _signals(sheet: Sheet, series: Sequence[Series], year: int) -> None:
    """Write the limits of each series as formulas over its months, and what each month of the year is."""
    if not series:
        return
    sheet.subtitle(f"Gränser {year}")
    first = sheet.row + 1
    below = first + len(series) + 3
    limits, points = list[list[Cell]](), list[list[Cell]]()
    for one in series:
        own, bounds = below + len(points), limits_of(one, year)
        limits.append(_limits(one, year, own, first + len(limits)))
        judged = {(row.år, row.månad): row for row in rows_of(one, year)} if bounds else {}
        for at, month in enumerate(one.run(year)):
            value, before = cell_name(own + at, _VALUE), cell_name(own + at - 1, _VALUE)
            size = abs(one.amounts[month] - one.amounts[one.run(year)[at - 1]]) if at else None
            told = judged.get(month)
            points.append(
                [
                    *(one.name, one.parent, one.unit, month[0], month_name(month[1]), float(one.amounts[month])),
                    _live(f"=ABS({value}-{before})", size),
                    *((told.tolkning, told.skäl) if told else ("", "")),
                ]
            )
    sheet.table("Gränser", columns_of(_LIMITS), limits)
    sheet.subtitle("Månad för månad")
    columns = [one._replace(wraps=one.heading != "Skäl") for one in columns_of(_POINTS)]
    sheet.table("Månadsvärden", columns, points)


def _limits(one: Series, year: int, own: int, row: int) -> list[Cell]:
    """Write the limits of a series, whose months stand from a row on."""
    bounds = limits_of(one, year)
    if bounds is None:
        said = rows_of(one, year)[0].skäl
        return [one.name, one.parent, one.unit, len(one.run(year)), None, None, None, said]
    number = len(bounds.months)
    values = cell_range(own, own + number - 1, _VALUE)
    reach = f"{FACTOR}*AVERAGE({cell_range(own + 1, own + number - 1, _RANGE)})"
    mean = cell_name(row, 4)
    return [
        *(one.name, one.parent, one.unit, Formula(f"=COUNT({values})", number)),
        _live(f"=AVERAGE({values})", bounds.mean),
        _live(f"={mean}-{reach}", bounds.low),
        _live(f"={mean}+{reach}", bounds.high),
        "",
    ]
