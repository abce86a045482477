"""The sheet Budgetens väg: the original budget, what was decided, the final budget and the outcome."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.explanations.audit.budgets import Decided, budget_revision, load_budgets
from analysis.wording.audit.budgets import describe_budget_revision
from analysis.wording.changes import attempt
from analysis.workbook.cells import MONEY, TEXT, YEAR, Cell, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live, source_text
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.audit.steps import WIDTHS, step_table

NAME = "Budgetens väg"
_DECISIONS = {
    "Beslut": TEXT, "Slag": TEXT, "År": YEAR, "Belopp, tkr": MONEY, "Datum": TEXT, "Från år": YEAR, "Skäl": TEXT,
    "Källa": TEXT,
}  # fmt: skip


def budget_sheet(desk: Desk) -> None:
    """Write how the year's budget came about, as a whole and line by line, and all decisions that are entered."""
    sheet, year, folder = desk.sheet(NAME, WIDTHS), desk.year, desk.folder
    sheet.title(
        f"Budgetens väg {year}: från ursprunglig budget till utfall",
        describe_budget_revision(year, data=folder),
        "Tecken som i budgeten: kostnad är minus, så en större budget för kostnader är också minus. En ändrad budget "
        "är varken bättre eller sämre.",
    )
    known = load_budgets(folder)
    lines = dict.fromkeys(["", *(one.vad for one in known if one.år == year)])
    for at, what in enumerate(lines):
        frame = attempt(budget_revision, year, what, data=folder)
        if not frame.empty:
            sheet.subtitle(what.rpartition(":")[2] or "Hela nämnden")
            step_table(sheet, f"Budgetsteg_{at}", frame, desk.live)
    sheet.subtitle("Beslut om budgeten, alla år")
    _decisions(sheet, known, desk.live)
    sheet.print_columns(len(WIDTHS))


def _decisions(sheet: Sheet, known: Sequence[Decided], live: Live) -> None:
    rows = list[list[Cell]]()
    for one in known:
        amount = live.formula(one.formel, float(one.belopp_tkr), "tkr")
        about = f"{one.vad.rpartition(':')[2]}: " if one.vad else ""
        rows.append(
            [
                *(f"{about}{one.beslut}", one.slag, one.år, amount and amount._replace(number_format=None)),
                *(one.datum, one.från_år, one.skäl, source_text(one._asdict(), one.rad)),
            ]
        )
    sheet.table("Budgetbeslut", columns_of(_DECISIONS), rows)
