"""The sheet Åtgärder till balans: from the forecast over measures to what is left, and earlier ones."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.explanations.audit.balance import (
    OutcomeRow,
    balance_years,
    counted,
    measures_to_balance,
    outcome_rows,
)
from analysis.explanations.measures import Action
from analysis.statements.main import main_statements
from analysis.swedish import capital
from analysis.vocabulary.periods import is_forecast
from analysis.wording.audit.balance import describe_measures_to_balance
from analysis.wording.changes import attempt
from analysis.wording.year import describe_board
from analysis.workbook.cells import SIGNED, TEXT, YEAR, Cell, columns_of
from analysis.workbook.charts import Told
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live, source_text
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.audit.steps import WIDTHS, chart_steps, step_table

NAME = "Åtgärder till balans"
_WIDTHS = (*WIDTHS, 20)
_MEASURES = {
    "Åtgärd": TEXT, "Läge": TEXT, "Effekt i år, tkr": SIGNED, "Effekt helår, tkr": SIGNED, "Från": TEXT,
    "I prognosen": TEXT, "Verkar på": TEXT, "Källa": TEXT, "Ansvarig": TEXT,
}  # fmt: skip
_OUTCOMES = {
    "Åtgärd": TEXT, "Läge": TEXT, "Väntad effekt, tkr": SIGNED, "Förändring, tkr": SIGNED, "År": YEAR,
    "Från år": YEAR, "Vad som är känt": TEXT, "Förändringen gäller": TEXT,
}  # fmt: skip


def shown_year(desk: Desk) -> int | None:
    """Choose the year whose measures are added up: that of the book, else the newest later one; none where none can."""
    known = balance_years(desk.folder)
    return desk.year if desk.year in known else max((one for one in known if one > desk.year), default=None)


def has_balance(desk: Desk) -> bool:
    """Tell whether there is anything to write."""
    return shown_year(desk) is not None or bool(_earlier(desk))


def balance_sheet(desk: Desk) -> None:
    """Write the steps from the forecast to what is left, the measures behind them, and earlier ones beside outcomes."""
    sheet, year = desk.sheet(NAME, _WIDTHS), shown_year(desk)
    if year is None:
        sheet.title("Åtgärder till balans", describe_measures_to_balance(desk.year, data=desk.folder))
    else:
        other = [f"För {desk.year} finns ingen sådan räkning; här visas {year}."] if year != desk.year else []
        if not _goes_on(year, desk) and year == desk.year:
            other.append(f"Året är slut: så såg det ut i den sista uppföljningen {year}.")
        sheet.title(
            f"Åtgärder till balans {year}: från prognosen till det som är kvar",
            *other,
            describe_measures_to_balance(year, data=desk.folder),
            "Plus är bättre, minus är sämre. Kvar till balans är avvikelsen mot budget när åtgärderna är med: minus är "
            "det som saknas. Det som redan är med i prognosen räknas inte igen.",
        )
        _bridge(sheet, year, desk)
        own = counted(desk.folder, year)
        sheet.subtitle(f"Åtgärderna {year}")
        rows = [_measure(one, desk.live) for one in (*own.known, *own.silent)]
        sheet.table("BalansÅtgärder", columns_of(_MEASURES), rows)
    if earlier := _earlier(desk):
        sheet.subtitle("Vad åtgärderna väntades ge, och hur det de verkar på ändrades")
        sheet.text("Talen står bredvid varandra: vad åtgärden har gjort med förändringen är inte känt.")
        sheet.table("ÅtgärderMotUtfall", columns_of(_OUTCOMES), [_outcome(one, desk.live) for one in earlier])
    sheet.print_columns(len(_WIDTHS))


def _bridge(sheet: Sheet, year: int, desk: Desk) -> None:
    """Write the steps as live formulas with their chart; where they are refused, the text above says why."""
    frame = attempt(measures_to_balance, year, data=desk.folder)
    if frame.empty:
        return
    high, top = 90 + 26 * len(frame), sheet.row
    sheet.space(high)
    first = step_table(sheet, "Balanssteg", frame, desk.live)
    told = Told(
        f"Från prognosen {year} till det som är kvar", "Avvikelse mot budget, tkr", describe_board(data=desk.folder)
    )
    sheet.charts_at(top, [desk.charts.bridge(told, chart_steps(sheet, first, frame))], (900, high))


def _measure(one: Action, live: Live) -> list[Cell]:
    about = capital(one.verkar_på) + (f" ({one.avser_del})" if one.avser_del else "")
    return [
        *(one.åtgärd, one.läge, _amount(one.formel_i_år, one.effekt_i_år_tkr, live)),
        *(_amount(one.formel_helår, one.helårseffekt_tkr, live), one.startmånad, one.i_prognosen),
        *(about, source_text(one._asdict(), one.rad), one.ansvarig),
    ]


def _amount(formula: str, value: object, live: Live) -> Cell:
    found = live.formula(formula, float(str(value)), "tkr") if value is not None else None
    return found and found._replace(number_format=None)


def _earlier(desk: Desk) -> Sequence[OutcomeRow]:
    """Return the measures of the year, where it is over, and of the one before."""
    years = [desk.year - 1, *([] if _goes_on(desk.year, desk) else [desk.year])]
    return [one for one in outcome_rows(desk.folder) if one.år in years]


def _goes_on(year: int, desk: Desk) -> bool:
    statement = main_statements(desk.folder).get(year)
    return statement is not None and is_forecast(statement.total.period)


def _outcome(one: OutcomeRow, live: Live) -> list[Cell]:
    expected = None if one.väntad_tkr is None else float(one.väntad_tkr)
    return [
        *(one.åtgärd, one.läge, expected, _amount(one.formel, one.förändring_tkr, live), one.år, one.år - 1),
        *(one.skäl, capital(one.verkar_på)),
    ]
