"""The sheet Mix: each cost that forms make up, split into quantity, mix and price."""

from __future__ import annotations

from analysis.explanations.audit.mixes import load_mixes, volume_mix_price
from analysis.wording.audit.mixes import describe_volume_mix_price
from analysis.wording.changes import attempt
from analysis.workbook.desk import Desk
from analysis.workbook.sheets.audit.steps import WIDTHS, step_table

NAME = "Volym, mix och pris"


def mix_sheet(desk: Desk) -> None:
    """Write each mix between the two years as live formulas, or why it cannot be told."""
    sheet, year = desk.sheet(NAME, WIDTHS), desk.year
    since = year - 1 if desk.since is None else desk.since
    sheet.title(
        f"Volym, mix och pris {since} till {year}",
        "Volym: fler eller färre till det första årets snittpris. Mix: andelarna av dyrare och billigare former. "
        "Pris: varje forms eget pris. En effekt med plus sänker kostnaden.",
    )
    for at, mix in enumerate(load_mixes(desk.folder)):
        sheet.text(describe_volume_mix_price(year, since, mix, data=desk.folder))
        frame = attempt(volume_mix_price, year, since, mix, data=desk.folder)
        if not frame.empty:
            sheet.subtitle(mix)
            step_table(sheet, f"Mixsteg_{at}", frame, desk.live)
        sheet.row += 1
    sheet.print_columns(len(WIDTHS))
