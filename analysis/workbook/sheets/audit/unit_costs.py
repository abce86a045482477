"""The sheet Styckkostnader: each cost per unit against its limits and its own earlier years."""

from __future__ import annotations

from decimal import Decimal

from analysis.explanations.audit.unit_costs import UnitCost, unit_cost_rows
from analysis.swedish import capital
from analysis.wording.audit.unit_costs import describe_unit_costs
from analysis.workbook.cells import TEXT, Cell, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import number

NAME = "Styckkostnader"
_NUMBER = "#,##0.0"
_COLUMNS = {
    "Kostnad per enhet": TEXT, "Enhet": TEXT, "Värde": _NUMBER, "Lägst": _NUMBER, "Högst": _NUMBER, "Bedömning": TEXT,
    "Gränsens källa": TEXT, "Tidigare år": TEXT, "Lägst tidigare": _NUMBER, "Högst tidigare": _NUMBER,
    "Mot tidigare år": TEXT, "Skäl": TEXT, "Uppgifter": TEXT,
}  # fmt: skip
_WIDTHS = (34, 16, 12, 12, 12, 22, 28, 16, 12, 12, 18, 44, 40)


def has_unit_costs(desk: Desk) -> bool:
    """Tell whether anything is known of what a unit cost in the year."""
    return bool(unit_cost_rows(desk.folder, desk.year))


def unit_cost_sheet(desk: Desk) -> None:
    """Write each cost per unit of the year as a live formula, beside its limits and its earlier years."""
    sheet = desk.sheet(NAME, _WIDTHS)
    sheet.title(
        f"Styckkostnader {desk.year}: är de rimliga?",
        describe_unit_costs(desk.year, data=desk.folder),
        "Priset som det är tryckt, annars kostnaden delad med volymen. Bara tidigare år som mäter samma sak räknas.",
        "Tom cell: uppgiften är inte tryckt eller ingen gräns är angiven. Den är inte noll.",
    )
    rows = [_row(one, desk) for one in unit_cost_rows(desk.folder, desk.year)]
    sheet.keep_above(sheet.table("Styckkostnader", columns_of(_COLUMNS), rows), in_view=False)


def _row(one: UnitCost, desk: Desk) -> list[Cell]:
    value = None if one.värde is None else desk.live.formula(one.uträkning, float(one.värde), one.enhet)
    return [
        *(capital(one.kostnad_per_enhet), one.enhet, value, _cell(one.lägst), _cell(one.högst), one.bedömning),
        *(one.gränsens_källa, one.tidigare_år, _cell(one.tidigare_lägst), _cell(one.tidigare_högst)),
        *(one.mot_tidigare, one.skäl, desk.live.link(one.uppgifter)),
    ]


def _cell(value: Decimal | None) -> Cell:
    return None if value is None else number(float(round(value, 1)))
