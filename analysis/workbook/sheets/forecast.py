"""The sheet Prognos: each line's forecasts through the year against the outcome, as live formulas."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.explanations.effects import EFFECT, END, PRINTED, START, UNEXPLAINED
from analysis.explanations.forecasts import forecast_bridge, forecast_path, forecast_years, total_path
from analysis.frames import Record, records
from analysis.ledger.places import place_text, report_place
from analysis.statements.boards import Board
from analysis.statements.folder import Folder
from analysis.statements.register import load_documents
from analysis.wording.changes import describe_forecast, describe_path
from analysis.workbook.cells import MONEY, SHARE, SIGNED, TEXT, Cell, Formula, cell_name, cell_range, columns_of
from analysis.workbook.charts import Step, Told
from analysis.workbook.desk import Desk, DriftPlaces
from analysis.workbook.live import less, number
from analysis.workbook.sheet import Sheet

NAME = "Prognos"
_PATH = {
    "Rad": TEXT, "Del av": TEXT, "Uppföljning": TEXT, "Årsbudget, tkr": MONEY, "Prognos, tkr": MONEY,
    "Prognosavvikelse, tkr": SIGNED, "Ändring, tkr": SIGNED, "Utfall helår, tkr": MONEY, "Prognosfel, tkr": SIGNED,
    "Prognosfel, % av utfallet": SHARE, "Skäl": TEXT, "Källa": TEXT,
}  # fmt: skip
_WIDTHS = (36, 20, 20, 11, 12, 17, 10, 11, 12, 14, 44, 38)
_BUDGET, _FORECAST, _DEVIATION, _CHANGE, _OUTCOME, _ERROR = range(3, 9)  # columns of the path
_STEPS = {"Steg": TEXT, "Skäl": TEXT, "Källa": TEXT, "Effekt, tkr": SIGNED, "Tal": TEXT, "Orsak": TEXT}
_EFFECT = 3  # the column of a step's size


def forecast_sheet(desk: Desk) -> None:
    """Write how the forecasts of a year moved and how far they were from the outcome; or why that is not shown.

    Where the year of the workbook has no follow-up, a later year that has is shown, the newest first.
    """
    sheet, year = desk.sheet(NAME, _WIDTHS), desk.year
    known = forecast_years(data=desk.folder)
    shown = year if year in known else max((one for one in known if one > year), default=None)
    if shown is None:
        sheet.title("Prognos: hur träffsäkra var årets prognoser?", describe_forecast(year, data=desk.folder))
        return
    path = forecast_path(shown, data=desk.folder)
    other = [f"För {year} är ingen uppföljning inläst; här visas {shown}."] if shown != year else []
    sheet.title(
        f"Prognos {shown}: hur prognosen flyttade sig, och hur långt från utfallet den var",
        *other,
        describe_path(path, shown),
        "Prognosavvikelse = prognos − årsbudget, minus är underskott. Prognosfel = utfall − prognos, minus: sämre än"
        " prognosen. Ändring är mot prognosen före.",
    )
    has_total = any(not pd.isna(row["prognos_tkr"]) for row in total_path(path))
    frame = forecast_bridge(shown, data=desk.folder) if has_total else pd.DataFrame()
    has_steps = has_total and len(frame) > len((START, END))  # one forecast alone leads nowhere
    high, top = 90 + 26 * len(frame), sheet.row
    if has_steps:
        sheet.space(high)
    first = _path_table(sheet, records(path), desk.drift.get(shown), desk.folder)
    sheet.keep_above(first, in_view=False)
    if has_steps:
        sheet.subtitle("Stegen från den första prognosen")
        steps = _steps_table(sheet, frame, path, first, desk.folder)
        end: str = "den senaste" if pd.isna(total_path(path)[-1]["utfall_tkr"]) else "utfallet"
        titles = Told(f"Från den första prognosen för {shown} till {end}", "Prognos för helåret, tkr", _who(desk, path))
        sheet.charts_at(top, [desk.charts.bridge(titles, steps)], (900, high))


def _who(desk: Desk, path: pd.DataFrame) -> str:
    documents = load_documents(data=desk.folder)
    own = documents[documents["id"] == path["dokument"].iloc[-1]].iloc[0]
    return Board(str(own["nämnd"]), str(own["publisher"])).shown


def _path_table(sheet: Sheet, lines: Sequence[Record], drift: DriftPlaces | None, folder: Folder) -> int:
    """Write a row a line and follow-up; return the first."""
    top, rows = sheet.row + 1, list[list[Cell]]()
    begins = before = -1  # where the line begins, and where its forecast before stands
    own: tuple[object, ...] = ()
    for at, line in enumerate(lines):
        name = tuple(line[part] for part in ("post", "förälder", "slag"))
        if name != own:
            own, begins, before = name, at, -1
        cells = _path_row(line, top + at, (top + begins, top + before if before >= 0 else None), drift)
        rows.append([*cells, line["skäl"], _source(line, folder)])
        if not pd.isna(line["prognos_tkr"]):
            before = at
    return sheet.table("Prognoser", columns_of(_PATH), rows, [at for at, one in enumerate(lines) if _is_sum(one)])


def _is_sum(line: Record) -> bool:
    return bool(line["slag"] == "summa")


def _path_row(line: Record, row: int, own: tuple[int, int | None], drift: DriftPlaces | None) -> list[Cell]:
    """Write a follow-up of a line: what is printed here alone as numbers, all else as formulas.

    Of the line it has the row that it begins in, and that of the forecast before.
    """
    begins, before = own
    budget, forecast, deviation = (cell_name(row, column) for column in (_BUDGET, _FORECAST, _DEVIATION))
    outcome, error = cell_name(row, _OUTCOME), cell_name(row, _ERROR)
    is_printed = line["tal"] == PRINTED
    last = None if before is None else cell_name(before, _FORECAST)
    gap = less(line["prognos_tkr"], line["årsbudget_tkr"])
    printed: Cell = None if pd.isna(line["prognosavvikelse_tkr"]) else float(line["prognosavvikelse_tkr"])
    share = line["prognosfel_procent"] / 100
    return [
        *(line["post"], line["förälder"], line["period"], number(line["årsbudget_tkr"])),
        number(line["prognos_tkr"]) if is_printed else _live(f"={budget}+{deviation}", line["prognos_tkr"]),
        (_live(f"={forecast}-{budget}", gap) if is_printed else None) or printed,
        _live(f"={forecast}-{last}", line["ändring_tkr"]),
        _outcome(line, drift) if row == begins else _live(f"={cell_name(begins, _OUTCOME)}", line["utfall_tkr"]),
        _live(f"={outcome}-{forecast}", line["prognosfel_tkr"]),
        _live(f"={error}/ABS({outcome})", share),
    ]


def _outcome(line: Record, drift: DriftPlaces | None) -> Cell:
    """Link the outcome of the year to its cell in the operating statement."""
    if drift is None or pd.isna(line["utfall_rad"]) or int(line["utfall_rad"]) not in drift.rows:
        return number(line["utfall_tkr"])
    return _live(f"={drift.cells(int(line['utfall_rad']))[0]}", line["utfall_tkr"])


def _live(text: str, value: float) -> Formula | None:
    return None if pd.isna(value) else Formula(text, value)


def _source(line: Record, folder: Folder) -> str:
    return "; ".join(filter(None, (_place(line, folder), _place(line, folder, "utfall_"))))


def _place(line: Record, folder: Folder, of: str = "") -> str:
    """Name the document and the line that a forecast, or an outcome, is printed in; nothing where it is in none."""
    if pd.isna(line[f"{of}rad"]):
        return ""
    document = line[f"{of}dokument"]
    at = report_place(folder, document, int(line[f"{of}rad"]))
    return f"{document}, {place_text(at)}" if at else document


def _steps_table(sheet: Sheet, frame: pd.DataFrame, path: pd.DataFrame, top: int, folder: Folder) -> list[Step]:
    """Write the steps as formulas over the path; return them for a chart."""
    totals = total_path(path)
    start = top + len(path) - len(totals)
    rows = [start + at for at, line in enumerate(totals) if not pd.isna(line["prognos_tkr"])]
    sizes = iter([*((row, _CHANGE) for row in rows[1:]), (rows[-1], _ERROR)])
    has_outcome, outcome = not pd.isna(totals[-1]["utfall_tkr"]), _place(totals[-1], folder, "utfall_")
    ends = {START: (rows[0], _FORECAST), END: (rows[-1], _OUTCOME if has_outcome else _FORECAST)}
    first, cells, steps = sheet.row + 1, list[list[Cell]](), list[Step]()
    last = first + len(frame) - 1
    for at, step in enumerate(records(frame), first):
        kind, value, is_total = step["slag"], step["effekt_tkr"], step["slag"] in ends
        text = f"={cell_name(last, _EFFECT)}-SUM({cell_range(first, at - 1, _EFFECT)})"
        if is_total or kind == EFFECT:
            text = f"=ROUND({cell_name(*(ends[kind] if is_total else next(sizes)))},0)"
        size = Formula(text, value, MONEY if is_total else None)
        source = outcome if ":" in step["källa"] else step["källa"]  # a place that a reader can find, not an id
        cells.append([step["post"], step["skäl"], source, size, step["tal"], step["orsak"]])
        live = Formula(f"={sheet.place(at, _EFFECT)}", value)
        steps.append(Step(step["post"], is_total=is_total, value=live, explained=step["orsak"] != UNEXPLAINED))
    sheet.table("Prognossteg", columns_of(_STEPS), cells, [0, len(cells) - 1])
    return steps
