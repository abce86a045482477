"""The sheet Projekt: decided and estimated total outlay of each project, beside the year's outcome and budget."""

from __future__ import annotations

from analysis.explanations.audit.projects import ALL_PROJECTS, Project, project_rows
from analysis.wording.audit.projects import describe_projects
from analysis.workbook.cells import MONEY, SIGNED, TEXT, Cell, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import source_text

NAME = "Projekt"
_COLUMNS = {
    "År och projekt": TEXT, "Beslutad totalutgift, tkr": MONEY, "Ackumulerat utfall, tkr": MONEY,
    "Beräknad totalutgift, tkr": MONEY, "Beräknad avvikelse, tkr": SIGNED, "Återstår, tkr": MONEY,
    "Årets utfall, tkr": MONEY, "Årets budget, tkr": MONEY, "Årets avvikelse, tkr": SIGNED, "Datum": TEXT,
    "Uppgift från": TEXT, "Vad som inte är känt": TEXT, "Källa": TEXT,
}  # fmt: skip
_WIDTHS = (40, 14, 14, 14, 14, 14, 14, 14, 14, 12, 30, 44, 40)


def project_sheet(desk: Desk) -> None:
    """Write each project of all years, its deviations and what is left as live formulas."""
    sheet, rows = desk.sheet(NAME, _WIDTHS), project_rows(desk.folder)
    sheet.title(
        f"Projekt {desk.year}: beslutad och beräknad totalutgift",
        describe_projects(desk.year, data=desk.folder),
        "Utgift är minus. Beräknad avvikelse = beräknad − beslutad totalutgift: minus är dyrare än beslutat. "
        "Återstår = beräknad totalutgift − ackumulerat utfall.",
        "Beslutad totalutgift och utfall är tryckta, beräknad totalutgift är införd i projects.csv. Ett belopp som "
        "inte är känt är en tom ruta, inte noll.",
    )
    totals = [at for at, one in enumerate(rows) if one.projekt == ALL_PROJECTS]
    sheet.keep_above(sheet.table("Projekt", columns_of(_COLUMNS), [_row(one, desk) for one in rows], totals))


def _row(one: Project, desk: Desk) -> list[Cell]:
    found = [amount and desk.live.formula(amount.formula, float(amount.tkr), "tkr") for amount in one.amounts.values()]
    amounts = [cell and cell._replace(number_format=None) for cell in found]
    source = source_text(one._asdict(), one.rad) if one.dokument else ""
    return [f"{one.år}: {one.projekt}", *amounts, one.datum, one.uppgift_från, one.skäl, source]
