"""The sheet Checklista: what the field asks for, what the data gives of it, and which file would give the rest."""

from __future__ import annotations

from collections import Counter

from analysis.wording.yardsticks.checklist import describe_checklist
from analysis.workbook.cells import PLAIN, TEXT, Cell, Formula, columns_of
from analysis.workbook.desk import Desk
from analysis.yardsticks.checklist import listed_points
from analysis.yardsticks.given import GIVEN, MISSING, PARTLY

NAME = "Checklista"
_POINTS = {"Nr": PLAIN, "Punkt": TEXT, "Läge": TEXT, "Vad uppgifterna ger": TEXT, "Fil som ger resten": TEXT}
_WIDTHS = (9, 62, 12, 62, 46)
_STATE = 2  # the column of the state


def checklist_sheet(desk: Desk) -> None:
    """Write the points with their states, which are computed from the data, and count them."""
    sheet, rows = desk.sheet(NAME, _WIDTHS), listed_points(desk.folder, desk.year)
    sheet.title(
        f"Checklista {desk.year}: vad en analys av avvikelser ska ge, och vad uppgifterna räcker till",
        describe_checklist(desk.year, data=desk.folder),
        "Punkterna är vad kommunal revision, RKR, SKR och Socialstyrelsen frågar efter. Läget räknas ur uppgifterna.",
    )
    points: list[list[Cell]] = [[*row] for row in rows]
    first = sheet.table("Checklista", columns_of(_POINTS), points)
    found, span = Counter(row.läge for row in rows), sheet.column(first, len(rows), _STATE)
    counts: list[list[Cell]] = [
        [Formula(f'=COUNTIF({span},"{state}")', found[state]), state] for state in (GIVEN, PARTLY, MISSING)
    ]
    sheet.table("Punkter", columns_of({"Antal": PLAIN, "Läge": TEXT}), counts)
