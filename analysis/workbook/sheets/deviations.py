"""The sheets Avvikelser and Mellan åren: lines ranked, years bridged, each step a live formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.explanations.bridges import says_something
from analysis.explanations.deviations import (
    GAP,
    LEAST_PERCENT,
    LEAST_TKR,
    NO,
    ROUNDING,
    UNEXPLAINED,
    YES,
    deviation_lines,
    rank_deviations,
    year_total,
)
from analysis.explanations.deviations import REST as WHAT_IS_LEFT
from analysis.explanations.notes import Comment, describe_comments, load_comments
from analysis.frames import Record, records
from analysis.wording.changes import describe_ranking
from analysis.wording.year import describe_place
from analysis.workbook.cells import (
    MONEY,
    PLAIN,
    SIGNED,
    TEXT,
    Cell,
    Formula,
    Input,
    Link,
    Number,
    cell_name,
    columns_of,
)
from analysis.workbook.charts import Desk
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.statement import DriftPlaces

PERCENT = "0.0\u00a0%;\u22120.0\u00a0%;0.0\u00a0%"
_RANKED = {
    "Rad": TEXT, "Utfall, tkr": MONEY, "Budget, tkr": MONEY, "Avvikelse, tkr": SIGNED, "Andel av avvikelsen": PERCENT,
    "Ackumulerad andel": PERCENT, "Andel av budget": PERCENT, "Väsentlig": TEXT, "Slag": TEXT, "Orsak": TEXT,
    "Härkomst": TEXT, "Kommentarer": TEXT,
}  # fmt: skip
_DEVIATION, _KIND = 3, 8  # columns of the sheet Avvikelser
_THRESHOLDS = {"Tröskel": TEXT, "Minst": PLAIN}


class Thresholds(NamedTuple):
    """What makes a line material: so many tkr and so many per cent of its budget."""

    tkr: float = LEAST_TKR
    percent: float = LEAST_PERCENT


class Ranked(NamedTuple):
    """The sheet Avvikelser: the lines, and where they and their sum stand.

    Attributes
    ----------
    sheet
        The sheet.
    lines
        Frame of `analysis.rank_deviations`.
    first
        The row of the first line; the sum stands below the last one.
    links
        Where each line leads to.
    """

    sheet: Sheet
    lines: list[Record]
    first: int
    links: list[str]

    def cell(self, at: int, column: int) -> str:
        """Name a cell of a line, counted from 0."""
        return self.sheet.place(self.first + at, column)

    def deviation(self, at: int) -> Formula:
        """Link the deviation of a line, or of their sum, which stands below them."""
        value = self.lines[at]["avvikelse_tkr"] if at < len(self.lines) else self._sum(0, len(self.lines))
        return Formula(f"={self.cell(at, _DEVIATION)}", value)

    def rest(self, at: int) -> Formula:
        """Add up the deviations from one line on, to the last that is a line of the statement."""
        last = max(place for place, line in enumerate(self.lines) if line["post"] not in {ROUNDING, UNEXPLAINED})
        text = f"=SUM({self.cell(at, _DEVIATION)}:{cell_name(self.first + last, _DEVIATION)})"
        return Formula(text, self._sum(at, last + 1))

    def _sum(self, first: int, last: int) -> float:
        values = (line["avvikelse_tkr"] for line in self.lines[first:last])
        return float(sum(value for value in values if not pd.isna(value)))

    def drawn(self, at: int) -> bool:
        """Tell whether a line has a deviation that a chart can show."""
        return says_something(self.lines[at]["avvikelse_tkr"])

    def gaps(self) -> str:
        """Write the sum of the gaps that were in the budget from the start."""
        ranges = [
            f"{self.cell(0, column)}:{cell_name(self.first + len(self.lines) - 1, column)}"
            for column in (_KIND, _DEVIATION)
        ]
        return f'SUMIF({ranges[0]},"{GAP}",{ranges[1]})'


def deviation_sheet(desk: Desk, year: int, drift: DriftPlaces, limits: Thresholds) -> Ranked:
    """Write the year's lines ranked, with shares, causes and the controller's own comments."""
    book, footer, charts, data = desk
    sheet = Sheet(book, "Avvikelser", (31, 10, 10, 10, 10, 12, 9, 10, 24, 38, 10, 30), footer=footer, landscape=True)
    pairs = zip(records(deviation_lines(year, data)), records(rank_deviations(year, *limits, data=data)), strict=True)
    lines = [{**line, **ranked} for line, ranked in pairs]
    sheet.title(
        f"Avvikelser {year}: raderna bakom avvikelsen, störst först",
        describe_ranking(year, data, *limits),
        "Minus är kostnad, i avvikelser underskott. Varje rad leder till sin plats i driftredovisningen.",
        "Uppgett: en rapport anger orsaken. Beräknat: talet är räknat, men ingen rapport anger orsaken.",
    )
    high = 100 + 17 * sum(says_something(line["avvikelse_tkr"]) for line in lines)
    top = sheet.row
    sheet.space(high)
    first = sheet.row + 1
    names = _thresholds(sheet, first + len(lines) + 2, limits)
    ranked = Ranked(sheet, lines, first, [_target(line, drift) for line in lines])
    comments = load_comments(data)
    rows = [_line_cells(line, at, ranked, (drift, names, comments)) for at, line in enumerate(lines)]
    total = {str(name): value for name, value in year_total(year, data).items()}
    sums: list[Cell] = ["Summa", *drift.linked(total), *[None] * 3, *[""] * 5]
    sheet.table("Avvikelselista", columns_of(_RANKED), [*rows, sums], [len(rows)])
    sheet.keep_above(first, in_view=False)
    sheet.table("Trösklar", columns_of(_THRESHOLDS), _threshold_rows(limits))
    who, period = describe_place(year, data)
    drawn = [(line["post"], ranked.deviation(at)) for at, line in enumerate(lines) if ranked.drawn(at)]
    chart = charts.deviations((who, "Avvikelse mot budget per rad, tkr", period), drawn, ranked.deviation(len(lines)))
    sheet.charts_at(top, [chart], (900, high))
    sheet.print_columns(len(_RANKED) - (not comments))
    return ranked


def _thresholds(sheet: Sheet, head: int, limits: Thresholds) -> tuple[str, str]:
    """Name the cells of the thresholds, which stand below a table head."""
    rows = (head + 1 + at for at in range(len(limits)))
    tkr, percent = (
        sheet.define(name, row, 1) for name, row in zip(("Tröskel_tkr", "Tröskel_procent"), rows, strict=True)
    )
    return tkr, percent


def _threshold_rows(limits: Thresholds) -> list[list[Cell]]:
    names = ("Väsentlig från, tkr (ändra här)", "Väsentlig från, procent av budget (ändra här)")
    return [[name, Input(Number(value, "#,##0"))] for name, value in zip(names, limits, strict=True)]


def _target(line: Record, drift: DriftPlaces) -> str:
    """Name the cell of the operating statement that a line leads to."""
    if line["post"] in {ROUNDING, UNEXPLAINED}:
        return drift.sheet.place(0, 0)
    return drift.cells(int(line["rad"]), rest=line["post"].endswith(WHAT_IS_LEFT))[2]


def _line_cells(
    line: Record,
    at: int,
    ranked: Ranked,
    book: tuple[DriftPlaces, tuple[str, str], Mapping[tuple[str, int], Sequence[Comment]]],
) -> list[Cell]:
    drift, (tkr, percent), comments = book
    row, total = ranked.first + at, ranked.first + len(ranked.lines)
    _, budget, own = (cell_name(row, column) for column in (1, 2, _DEVIATION))
    whole = f"{cell_name(total, _DEVIATION, fixed=True)}"
    top = cell_name(ranked.first, _DEVIATION, fixed=True)
    printed, known = line["post"] not in {ROUNDING, UNEXPLAINED}, not pd.isna(line["avvikelse_tkr"])
    shares: list[Cell] = [
        _share(f"={own}/{whole}", line["andel_procent"]),
        _share(f"=SUM({top}:{own})/{whole}", line["ackumulerad_procent"]),
        _share(f"={own}/ABS({budget})", line["budgetavvikelse_procent"]),
    ]
    test = f"ABS({own})>={tkr},OR({budget}=0,ABS({own})>=ABS({budget})*{percent}/100)"
    material: Cell = Formula(f'=IF(AND({test}),"{YES}","{NO}")', line["väsentlig"]) if printed and known else NO
    said = comments.get((line["dokument"], int(line["rad"])), []) if printed else []
    comment = describe_comments(said) if said and not line["post"].endswith(WHAT_IS_LEFT) else ""
    money = drift.linked(line) if printed else _left_over(ranked, at)
    return [
        Link(ranked.links[at], line["post"]) if printed else line["post"],
        *(*money, *shares, material, line["slag"], line["orsak"], line["härkomst"], comment),
    ]


def _share(text: str, percent: float | None) -> Cell:
    return None if percent is None or pd.isna(percent) else Formula(text, percent / 100)


def _left_over(ranked: Ranked, at: int) -> list[Cell]:
    """Write rounding, or what nothing explains, as the sum less the lines above it."""
    total, row, cells = ranked.first + len(ranked.lines), ranked.first + at, list[Cell]()
    for column, name in enumerate(("utfall_tkr", "budget_tkr", "avvikelse_tkr"), 1):
        above = f"SUM({cell_name(ranked.first, column)}:{cell_name(row - 1, column)})"
        cells.append(Formula(f"={cell_name(total, column)}-{above}", ranked.lines[at][name]))
    return cells
