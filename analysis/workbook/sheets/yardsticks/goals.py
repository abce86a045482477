"""The sheet Mål och kostnad: the reports' goals and indicators beside what their subjects cost."""

from __future__ import annotations

from decimal import Decimal

from analysis.swedish import capital
from analysis.wording.yardsticks.goals import describe_goals
from analysis.workbook.cells import MONEY, TEXT, YEAR, Cell, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import source_text
from analysis.yardsticks.goals import Goal, cost_entry, load_goals

NAME = "Mål och kostnad"
_GOALS = {
    "Mål": TEXT, "Indikator": TEXT, "Ämne": TEXT, "År": YEAR, "Enhet": TEXT, "Utfall": "0.0", "Riktning": TEXT,
    "Målvärde": "0.0", "Tidigare": "0.0", "Riket": "0.0", "Måluppfyllelse": TEXT, "Ämnets kostnad": TEXT,
    "Kostnad, tkr": MONEY, "Skäl": TEXT, "Källa": TEXT,
}  # fmt: skip
_WIDTHS = (32, 34, 18, 7, 12, 10, 10, 10, 10, 10, 15, 22, 11, 38, 34)


def has_goals(desk: Desk) -> bool:
    """Tell whether any goal is entered."""
    return bool(load_goals(desk.folder))


def goal_sheet(desk: Desk) -> None:
    """Write every goal's indicator with its verdict, beside the first cost that its subject has for the year."""
    sheet = desk.sheet(NAME, _WIDTHS)
    sheet.title(
        "Mål och kostnad: vad blev det för pengarna?",
        describe_goals(desk.year, data=desk.folder),
        "Mål och indikatorer är återgivna med våra ord. Att ett mål nåddes säger inte att kostnaden gjorde det.",
        "Kostnader är negativa. Tom cell: uppgiften är inte tryckt. Den är inte noll.",
    )
    rows = sorted(load_goals(desk.folder), key=lambda one: -one.år)
    first = sheet.table("Mål", columns_of(_GOALS), [_row(one, desk) for one in rows])
    sheet.keep_above(first, in_view=False)


def _row(one: Goal, desk: Desk) -> list[Cell]:
    values = [
        _live(one, column, value, desk)
        for column, value in (
            *(("outcome", one.utfall), ("target", one.målvärde), ("earlier", one.tidigare), ("national", one.riket)),
        )
    ]
    entry = cost_entry(one.ämne, one.år, desk.folder)
    size = None if one.kostnad_tkr is None else float(one.kostnad_tkr)
    cost = desk.live.formula(entry.node, size, "tkr") if entry else None
    return [
        *(capital(one.mål), capital(one.indikator), one.ämne, one.år, one.enhet, values[0], one.riktning, *values[1:]),
        *(one.måluppfyllelse, one.kostnad, cost and cost._replace(number_format=None), one.skäl),
        source_text(one._asdict(), one.rad),
    ]


def _live(one: Goal, column: str, value: Decimal | None, desk: Desk) -> Cell:
    return None if value is None else desk.live.formula(one.formulas[column], float(value), one.enhet)
