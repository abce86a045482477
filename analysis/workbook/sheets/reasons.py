"""The sheet Orsaker och åtgärder: all that the reports state as causes, and all that the board did."""

from __future__ import annotations

from analysis.explanations.audit.balance import balance_years
from analysis.explanations.causes import Cause, load_causes
from analysis.explanations.measures import Action, load_measures
from analysis.swedish import capital
from analysis.wording.audit.balance import describe_measures_to_balance
from analysis.workbook.cells import SIGNED, TEXT, YEAR, Cell, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live, source_text

NAME = "Orsaker och åtgärder"
_CAUSES = {
    "Vad": TEXT, "Gäller": TEXT, "År": YEAR, "Från år": YEAR, "Del": TEXT, "Orsak": TEXT, "Styrka": TEXT,
    "Belopp, tkr": SIGNED, "Källa": TEXT,
}  # fmt: skip
_MEASURES = {
    "Vad": TEXT, "Gäller": TEXT, "År": YEAR, "Läge": TEXT, "Från": TEXT, "Åtgärd": TEXT, "Vem": TEXT,
    "Effekt, tkr": SIGNED, "Källa": TEXT, "Anmärkning": TEXT,
}  # fmt: skip
_WIDTHS = (26, 9, 7, 11, 20, 46, 16, 10, 28, 30)
TOTAL = "hela året"  # what a cause of no line or concept is of


def reason_sheet(desk: Desk) -> None:
    """Write all causes and measures with the section and the line of the report that states them."""
    sheet = desk.sheet(NAME, _WIDTHS)
    sheet.title(
        "Orsaker och åtgärder: vad rapporterna anger",
        "Återgivet med våra ord. Styrka: anger, antyder eller nämner som risk. Plus i belopp och effekt är bättre.",
        "Har en orsak inget från-år gäller den årets avvikelse eller nivå, annars förändringen från det året.",
    )
    causes = [_cause(one, desk.live) for one in load_causes(desk.folder)]
    if causes:
        sheet.subtitle("Orsaker")
    sheet.table("Orsaker", columns_of(_CAUSES), causes, empty="Inga orsaker är registrerade.")
    measures = [_measure(one, desk.live) for one in load_measures(desk.folder)]
    if measures:
        sheet.subtitle("Åtgärder")
        if desk.year not in balance_years(desk.folder):
            sheet.text(describe_measures_to_balance(desk.year, data=desk.folder))
    sheet.table("Åtgärder", columns_of(_MEASURES), measures, empty="Inga åtgärder är registrerade.")


def _cause(one: Cause, live: Live) -> list[Cell]:
    amount = None if one.belopp_tkr is None else live.formula(one.formel, float(one.belopp_tkr), "tkr")
    return [
        *(capital(one.vad or TOTAL), one.gäller, one.år, one.från_år, one.avser_del, one.orsak, one.styrka),
        *(amount and amount._replace(number_format=None), source_text(one._asdict(), one.rad)),
    ]


def _measure(one: Action, live: Live) -> list[Cell]:
    effect = None if one.effekt_tkr is None else live.formula(one.formel, float(one.effekt_tkr), "tkr")
    return [
        *(capital(one.vad or TOTAL), one.gäller, one.år, one.läge, one.från, one.åtgärd, one.vem),
        *(effect and effect._replace(number_format=None), source_text(one._asdict(), one.rad), one.anmärkning),
    ]
