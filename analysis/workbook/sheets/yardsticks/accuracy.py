"""The sheet Träffsäkerhet: forecasts against outcomes over years, and the present forecast with its span, live."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from analysis.explanations.forecasts import forecast_years
from analysis.vocabulary.periods import month_name
from analysis.wording.yardsticks.accuracy import describe_accuracy
from analysis.wording.year import describe_board
from analysis.workbook.cells import MONEY, SIGNED, TEXT, YEAR, Cell, Formula, cell_name, cell_range, columns_of
from analysis.workbook.charts import Told
from analysis.workbook.desk import Desk
from analysis.workbook.sheet import Sheet
from analysis.yardsticks.accuracy import Errors, Key, OutlookRow, errors_of, outlook_lines

NAME = "Träffsäkerhet"
_OUTLOOK = {
    "Rad": TEXT, "Del av": TEXT, "Utfall hittills, tkr": MONEY, "Återstår, tkr": MONEY, "Prognos, tkr": MONEY,
    "Årsbudget, tkr": MONEY, "Avvikelse, tkr": SIGNED, "Lägst, tkr": MONEY, "Högst, tkr": MONEY, "Tidigare år": "0",
    "Skäl": TEXT,
}  # fmt: skip
_ACCURACY = {
    "Rad": TEXT, "Del av": TEXT, "Prognos efter": TEXT, "Antal år": "0", "Snittfel, tkr": SIGNED,
    "Lägsta fel, tkr": SIGNED, "Högsta fel, tkr": SIGNED, "Spridning, tkr": MONEY,
}  # fmt: skip
_ERRORS = {
    "Rad": TEXT, "Del av": TEXT, "Prognos efter": TEXT, "År": YEAR, "Prognos, tkr": MONEY, "Utfall, tkr": MONEY,
    "Prognosfel, tkr": SIGNED, "Dokument": TEXT,
}  # fmt: skip
_WIDTHS = (36, 20, 14, 12, 12, 12, 12, 12, 12, 10, 44)
_CHART = (900, 290)  # pixels
_SPENT, _LEFT, _FORECAST, _BUDGET, _GAP = range(2, 7)  # columns of the outlook
_ERROR_FORECAST, _ERROR_OUTCOME, _ERROR = 4, 5, 6  # columns of the errors
_LOWEST, _HIGHEST = 5, 6  # columns of the accuracy


def accuracy_sheet(desk: Desk) -> None:
    """Write the present forecast with its span, the errors of each line and month, and what they come to."""
    sheet, known = desk.sheet(NAME, _WIDTHS), forecast_years(data=desk.folder)
    shown = desk.year if desk.year in known else max(known)
    sheet.title(
        f"Träffsäkerhet: hur långt från utfallet har prognoserna legat, och vad säger det om {shown}?",
        describe_accuracy(shown, data=desk.folder),
        "Prognosfel = utfall − prognos, minus: sämre än prognosen. Lägst och högst är prognosen med tidigare års lägsta"
        " och högsta fel för raden samma månad. Rader paras mellan åren på sin etikett.",
    )
    rows, errors = outlook_lines(desk.folder, shown), errors_of(desk.folder, shown)
    top = sheet.row
    sheet.space(_CHART[1])
    below = sheet.row + len(rows) + 4  # heading, head, and a blank row after the outlook
    live = _places(errors, below + 1)
    first = _outlook(sheet, rows, live, shown)
    _accuracy(sheet, errors, below, live)
    told = Told(f"Utfall hittills, prognos för resten och budget {shown}", "Tkr", describe_board(data=desk.folder))
    drawn = [
        (row.post, [_linked(sheet, first + at, column, row) for column in (_SPENT, _LEFT, _BUDGET)])
        for at, (_, row) in enumerate(rows)
        if row.slag != "varav"
    ]
    sheet.charts_at(top, [desk.charts.outlook(told, drawn)], _CHART)


def _places(errors: Sequence[Errors], first: int) -> dict[tuple[Key, int], int]:
    """Say which row of the accuracy each line and month stands in."""
    return {(one.key, one.month): first + at for at, one in enumerate(errors)}


def _linked(sheet: Sheet, row: int, column: int, line: OutlookRow) -> Formula | None:
    value = {_SPENT: line.utfall_hittills_tkr, _LEFT: line.återstår_tkr, _BUDGET: line.årsbudget_tkr}[column]
    return _live(f"={sheet.place(row, column)}", value)


def _live(text: str, value: Decimal | None) -> Formula | None:
    return None if value is None else Formula(text, float(value))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _outlook(sheet: Sheet, rows: Sequence[tuple[Key, OutlookRow]], live: dict[tuple[Key, int], int], year: int) -> int:
    """Write the newest follow-up: what is printed as numbers, all else as formulas; return the row of the first."""
    sheet.subtitle(f"Prognosen {year} efter {month_name(rows[0][1].månad)}, med spann")
    first, cells = sheet.row + 1, list[list[Cell]]()
    for at, (key, row) in enumerate(rows, first):
        spent, forecast, budget = (cell_name(at, column) for column in (_SPENT, _FORECAST, _BUDGET))
        error = live.get((key, row.månad), 0)
        low, high = (f"={forecast}+{cell_name(error, column)}" for column in (_LOWEST, _HIGHEST))
        is_known = row.prognos_tkr is not None and row.årsbudget_tkr is not None
        gap = (row.prognos_tkr or Decimal(0)) - (row.årsbudget_tkr or Decimal(0)) if is_known else None
        cells.append(
            [
                *(row.post, row.förälder, _number(row.utfall_hittills_tkr)),
                _live(f"={forecast}-{spent}", row.återstår_tkr),
                *(_number(row.prognos_tkr), _number(row.årsbudget_tkr), _live(f"={forecast}-{budget}", gap)),
                *(_live(low, row.lägst_tkr), _live(high, row.högst_tkr), row.antal_år, row.skäl),
            ]
        )
    bold = [at for at, (_, row) in enumerate(rows) if row.slag == "summa"]
    return sheet.table("Utsikt", columns_of(_OUTLOOK), cells, bold)


def _accuracy(sheet: Sheet, errors: Sequence[Errors], row: int, live: dict[tuple[Key, int], int]) -> None:
    """Write bias and spread as formulas over the errors, which stand below."""
    sheet.row = row - 1
    sheet.subtitle("Prognosfel över åren")
    own, summed, listed = row + len(errors) + 4, list[list[Cell]](), list[list[Cell]]()
    for one in errors:
        first, newest, sizes = own + len(listed), one.rows[-1], one.sizes
        span = cell_range(first, first + len(sizes) - 1, _ERROR)
        at = live[one.key, one.month]
        low, high = cell_name(at, _LOWEST), cell_name(at, _HIGHEST)
        summed.append(
            [
                *(newest.post, newest.förälder, month_name(one.month), Formula(f"=COUNT({span})", len(sizes))),
                _live(f"=AVERAGE({span})", one.mean),
                *(_live(f"={name}({span})", value) for name, value in (("MIN", min(sizes)), ("MAX", max(sizes)))),
                _live(f"={high}-{low}", max(sizes) - min(sizes)),
            ]
        )
        for line, year in enumerate(one.rows, first):
            forecast, outcome = cell_name(line, _ERROR_FORECAST), cell_name(line, _ERROR_OUTCOME)
            listed.append(
                [
                    *(year.post, year.förälder, month_name(one.month), year.år, _number(year.prognos_tkr)),
                    *(_number(year.utfall_tkr), _live(f"={outcome}-{forecast}", year.prognosfel_tkr)),
                    f"{year.dokument}; {year.utfall_dokument}",
                ]
            )
    sheet.table("Träffsäkerhet", columns_of(_ACCURACY), summed, empty="Inget tidigare år har både prognos och utfall.")
    if listed:
        sheet.subtitle("Varje års prognos och utfall")
        columns = [one._replace(wraps=one.heading != "Dokument") for one in columns_of(_ERRORS)]
        sheet.table("Prognosfel", columns, listed)
