"""The sheet Mellan åren: from one net cost to the other, and with frame and one-offs apart."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.explanations.bridges import adjust, bridge
from analysis.explanations.effects import END, START
from analysis.explanations.effects import UNEXPLAINED as NOT_EXPLAINED
from analysis.frames import records
from analysis.wording.changes import attempt, describe_adjustment, describe_bridge
from analysis.wording.year import describe_place
from analysis.workbook.cells import MONEY, SIGNED, TEXT, Cell, Formula, cell_name, cell_range, columns_of
from analysis.workbook.charts import Chart, Step
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live
from analysis.workbook.sheet import Sheet

NAME = "Mellan åren"
_HIGH, _ABREAST = 250, 2  # pixels, and charts side by side
_STEPS = {"Steg": TEXT, "Effekt, tkr": SIGNED, "Härkomst": TEXT, "Skäl": TEXT, "Varifrån": TEXT}


def between_sheet(desk: Desk) -> None:
    """Write the bridge between two years' net costs, and the way from one deviation to the other."""
    year, since, folder = desk.year, desk.since, desk.folder
    sheet = desk.sheet(NAME, (44, 13, 12, 58, 50))
    sheet.title(
        f"Mellan åren: varför skiljer sig {f'{since} och {year}' if since else f'{year} och året före'}?",
        "Stegen summerar exakt. Minus drar upp nettokostnaden eller underskottet. Uppgett: en källa anger beloppet.",
        "Beräknat: räknat ur tryckta tal. Oförklarat: ingen källa eller beräkning förklarar beloppet.",
    )
    top, drawn = sheet.row, list[Chart]()
    parts = list[Part]()
    if since is not None:
        said, frame = describe_bridge(year, since, folder), attempt(bridge, year, since, data=folder)
        parts.append(Part(f"Nettokostnaden {since} till {year}", "Nettokostnad, tkr", since, said, frame))
    for before in sorted({one for one in (since, year - 1) if one and one < year}, reverse=True):
        said, frame = describe_adjustment(year, before, folder), attempt(adjust, year, before, data=folder)
        title = f"Avvikelsen mot budget {before} till {year}, ram och engångsposter för sig"
        parts.append(Part(title, "Avvikelse mot budget, tkr", before, said, frame))
    if any(not part.frame.empty for part in parts):
        sheet.space(_HIGH)
    if since is None:
        sheet.text("Inget tidigare år är inläst. Nettokostnaden kan därför inte jämföras mellan år.")
        sheet.row += 1
    who = describe_place(year, folder)[0]
    for at, part in enumerate(parts, 1):
        sheet.subtitle(part.title)
        sheet.text(part.said)
        titles = (who, part.what, f"{part.since} till {year}")
        steps = steps_table(sheet, f"Steg{at}", part.frame, desk.live)
        if steps and len(drawn) < _ABREAST:
            drawn.append(desk.charts.bridge(titles, steps))
    sheet.charts_at(top, drawn, (640, _HIGH))


class Part(NamedTuple):
    """A way from one year to another: its titles, the year it starts from, its sentence and its steps."""

    title: str
    what: str
    since: int
    said: str
    frame: pd.DataFrame


def steps_table(sheet: Sheet, name: str, frame: pd.DataFrame, live: Live) -> list[Step]:
    """Write effects that sum exactly as live formulas; return them for a chart; none where the frame is empty."""
    steps, first = records(frame), sheet.row + 1
    rows, last = list[list[Cell]](), first + len(steps) - 1
    for at, step in enumerate(steps, first):
        text = f"={cell_name(last, 1)}-SUM({cell_range(first, at - 1, 1)})"
        if step["formel"] and (found := live.formula(step["formel"], step["effekt_tkr"], "tkr", decimals=0)):
            text = found.text
        cell = Formula(text, step["effekt_tkr"], MONEY if step["slag"] in {START, END} else None)
        rows.append([step["post"], cell, step["härkomst"], step["skäl"], live.link(step["källa"])])
    ends = [at for at, step in enumerate(steps) if step["slag"] in {START, END}]
    if rows:
        sheet.table(name, columns_of(_STEPS), rows, ends)
    else:
        sheet.row += 1
    return [
        Step(
            step["post"],
            is_total=step["slag"] in {START, END},
            value=Formula(f"={sheet.place(at, 1)}", step["effekt_tkr"]),
            explained=step["härkomst"] != NOT_EXPLAINED,
        )
        for at, step in enumerate(steps, first)
    ]
