"""The steps of a bridge as a table of live formulas, whatever it leads from and to."""

from __future__ import annotations

import pandas as pd

from analysis.explanations.effects import NEUTRAL, TOTALS
from analysis.frames import Record, records
from analysis.workbook.cells import MONEY, SIGNED, TEXT, Cell, Formula, cell_name, cell_range, columns_of
from analysis.workbook.charts import Step
from analysis.workbook.live import Live
from analysis.workbook.sheet import Sheet

WIDTHS = (46, 14, 12, 12, 11, 12, 46, 40)
_HEADS = {
    "Steg": TEXT, "Slag": TEXT, "Effekt, tkr": SIGNED, "Belopp, tkr": MONEY, "Tal": TEXT, "Orsak": TEXT, "Skäl": TEXT,
    "Källa": TEXT,
}  # fmt: skip
_EFFECT, _AMOUNT = 2, 3  # columns


def step_table(sheet: Sheet, name: str, frame: pd.DataFrame, live: Live) -> int:
    """Write a bridge: each total and effect computed from its figures, and the amount that each step leads to.

    The row of its first step is returned.
    """
    lines = records(frame)
    first = sheet.row + 1
    totals = [at for at, line in enumerate(lines) if line["slag"] in TOTALS]
    rows = list[list[Cell]]()
    reached = 0.0
    for at, line in enumerate(lines):
        value = line["effekt_tkr"]
        reached = value if at in totals else reached + value
        if at in totals:
            size = [None, _total(line, first + at, live, is_first=at == 0)]
        else:
            last = next(total for total in totals if total > at)
            before = max(total for total in totals if total < at)
            others = [other for other in range(before + 1, last) if other != at]
            size = [_effect(line, (first + before, first + last), [first + one for one in others], live)]
            above, own = cell_name(first + at - 1, _AMOUNT), cell_name(first + at, _EFFECT)
            size.append(Formula(f"={above}+{own}", reached))
        told = [line["tal"], line["orsak"], line["skäl"], live.link(line["källa"])]
        rows.append([line["post"], line["slag"], *size, *told])
    return sheet.table(name, columns_of(_HEADS), rows, totals)


def chart_steps(sheet: Sheet, first: int, frame: pd.DataFrame) -> list[Step]:
    """Link the cells of a bridge that stands from a row on, for a chart of it."""
    found = list[Step]()
    for row, line in enumerate(records(frame), first):
        is_total = line["slag"] in TOTALS
        place = sheet.place(row, _AMOUNT if is_total else _EFFECT)
        found.append(Step(line["post"], is_total=is_total, value=Formula(f"={place}", line["effekt_tkr"])))
    return found


def _total(line: Record, row: int, live: Live, *, is_first: bool) -> Cell:
    """Compute a total from its figures; one that has none is where the steps lead, or a number that was entered."""
    found = live.formula(line["formel"], line["effekt_tkr"], "tkr", decimals=0) if line["formel"] else None
    if found is not None:
        return found._replace(number_format=None)
    above = f"={cell_name(row - 1, _AMOUNT)}"
    return float(line["effekt_tkr"]) if is_first else Formula(above, line["effekt_tkr"])


def _effect(line: Record, ends: tuple[int, int], others: list[int], live: Live) -> Cell:
    """Compute an effect from its figures; what rounding leaves, or nothing explains, from the steps beside it."""
    found = live.formula(line["formel"], line["effekt_tkr"], "tkr", decimals=0) if line["formel"] else None
    shown = MONEY if line["slag"] in NEUTRAL else None  # in no colour: it is neither better nor worse
    if found is not None:
        return found._replace(number_format=shown)
    start, end = (cell_name(one, _AMOUNT) for one in ends)
    beside = "".join(f"-{cell_range(one, one, _EFFECT).partition(':')[0]}" for one in others)
    return Formula(f"={end}-{start}{beside}", line["effekt_tkr"], shown)
