"""The sheet Vems pengar: gross cost, what other principals pay, other income and the board's own net."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.explanations.audit.amounts import BUDGET, OUTCOME, Amount, less
from analysis.explanations.audit.money import Money, gross_to_net, money_rows
from analysis.explanations.audit.payers import Paid, load_payers
from analysis.wording.audit.payers import describe_other_payers
from analysis.wording.changes import attempt
from analysis.workbook.cells import MONEY, SIGNED, TEXT, YEAR, Cell, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live, source_text
from analysis.workbook.sheets.audit.steps import WIDTHS, step_table

NAME = "Vems pengar"
_WHOLE = "Hela nämnden"
_MONEY = {
    "År och vad": TEXT, "Mått": TEXT, "Brutto, tkr": MONEY, "Andra betalar, tkr": MONEY, "Övriga intäkter, tkr": MONEY,
    "Netto, tkr": MONEY, "Vad som inte är känt": TEXT,
}  # fmt: skip
_PAID = {
    "Betalare": TEXT, "År": YEAR, "Utfall, tkr": MONEY, "Budget, tkr": MONEY, "Avvikelse, tkr": SIGNED, "Gäller": TEXT,
    "Anmärkning": TEXT, "Källa": TEXT,
}  # fmt: skip


def payer_sheet(desk: Desk) -> None:
    """Write the year's way from gross to net as live formulas, all years beside each other, and who pays what."""
    sheet, year, folder = desk.sheet(NAME, WIDTHS), desk.year, desk.folder
    sheet.title(
        f"Vems pengar {year}: vad andra betalar, och vad nämnden själv betalar",
        describe_other_payers(year, data=folder),
        "Kostnad är minus. Brutto: kostnaden innan någon annan har betalat. Övriga intäkter: det som ingen annan "
        "huvudman betalar. Nettot för hela nämnden är tryckt; de tre beloppen före det kan skilja sig från det med "
        "avrundning. Ett belopp som inte är känt är en tom ruta, inte noll.",
    )
    for name, is_budget in (("Utfall", False), ("Budget", True)):
        frame = attempt(gross_to_net, year, budget=is_budget, data=folder)
        if not frame.empty:
            sheet.subtitle(f"{name} {year}")
            step_table(sheet, f"Brutto{name}", frame, desk.live)
    sheet.subtitle("År för år")
    sheet.table("VemsPengar", columns_of(_MONEY), [_row(one, desk.live) for one in money_rows(folder)])
    sheet.subtitle("Vem som betalar")
    sheet.table("Betalare", columns_of(_PAID), [_paid(one, desk.live) for one in load_payers(folder)])
    sheet.print_columns(len(WIDTHS))


def _row(one: Money, live: Live) -> list[Cell]:
    amounts = _amounts((one.brutto, one.andra, one.övriga, one.netto), live)
    return [f"{one.år}: {one.vad or _WHOLE.lower()}", one.mått, *amounts, one.skäl]


def _paid(one: Paid, live: Live) -> list[Cell]:
    outcome, budget = one.amounts.get(OUTCOME), one.amounts.get(BUDGET)
    gap = less(outcome, budget)
    return [
        *(one.betalare, one.år, *_amounts((outcome, budget, gap), live), one.vad or _WHOLE, one.anmärkning),
        source_text(one._asdict(), one.rad),
    ]


def _amounts(amounts: Iterable[Amount | None], live: Live) -> list[Cell]:
    found = [one and live.formula(one.formula, float(one.tkr), "tkr") for one in amounts]
    return [one and one._replace(number_format=None) for one in found]
