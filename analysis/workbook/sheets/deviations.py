"""The sheets Avvikelser and Mellan åren: lines ranked, years bridged, each step a live formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.explanations.adjustments import adjust
from analysis.explanations.bridges import bridge, says_something
from analysis.explanations.comments import Comment, describe_comments, load_comments
from analysis.explanations.deviations import REST as WHAT_IS_LEFT
from analysis.explanations.deviations import ROUNDING, UNEXPLAINED, deviation_lines, year_total
from analysis.explanations.effects import END, START
from analysis.explanations.effects import UNEXPLAINED as NOT_EXPLAINED
from analysis.explanations.ranking import GAP, LEAST_PERCENT, LEAST_TKR, NO, YES, rank_deviations
from analysis.frames import Record, records
from analysis.wording.changes import attempt, describe_adjustment, describe_bridge, describe_ranking
from analysis.wording.narrate import describe_place
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
from analysis.workbook.charts import Chart, Desk, Step
from analysis.workbook.live import Live
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
_HIGH, _ABREAST = 250, 2  # pixels, and charts side by side
_STEPS = {"Steg": TEXT, "Effekt, tkr": SIGNED, "Härkomst": TEXT, "Skäl": TEXT, "Varifrån": TEXT}


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


def between_sheet(desk: Desk, years: tuple[int, int | None], live: Live) -> None:
    """Write the bridge between two years' net costs, and the way from one deviation to the other."""
    (book, footer, charts, data), (year, since) = desk, years
    sheet = Sheet(book, "Mellan åren", (44, 13, 12, 58, 50), footer=footer, landscape=True)
    sheet.title(
        f"Mellan åren: varför skiljer sig {f'{since} och {year}' if since else f'{year} och året före'}?",
        "Stegen summerar exakt. Minus drar upp nettokostnaden eller underskottet. Uppgett: en källa anger beloppet.",
        "Beräknat: räknat ur tryckta tal. Oförklarat: ingen källa eller beräkning förklarar beloppet.",
    )
    top, drawn = sheet.row, list[Chart]()
    parts = list[Part]()
    if since is not None:
        said, frame = describe_bridge(year, since, data), attempt(bridge, year, since, data=data)
        parts.append(Part(f"Nettokostnaden {since} till {year}", "Nettokostnad, tkr", since, said, frame))
    for before in sorted({one for one in (since, year - 1) if one and one < year}, reverse=True):
        said, frame = describe_adjustment(year, before, data), attempt(adjust, year, before, data=data)
        title = f"Avvikelsen mot budget {before} till {year}, ram och engångsposter för sig"
        parts.append(Part(title, "Avvikelse mot budget, tkr", before, said, frame))
    if any(not part.frame.empty for part in parts):
        sheet.space(_HIGH)
    if since is None:
        sheet.text("Inget tidigare år är inläst. Nettokostnaden kan därför inte jämföras mellan år.")
        sheet.row += 1
    who = describe_place(year, data)[0]
    for at, part in enumerate(parts, 1):
        sheet.subtitle(part.title)
        sheet.text(part.said)
        titles = (who, part.what, f"{part.since} till {year}")
        steps = steps_table(sheet, f"Steg{at}", part.frame, live)
        if steps and len(drawn) < _ABREAST:
            drawn.append(charts.bridge(titles, steps))
    sheet.charts_at(top, drawn, (640, _HIGH))


class Part(NamedTuple):
    """A way from one year to another: its titles, the year it starts from, its sentence and its steps."""

    title: str
    what: str
    since: int
    said: str
    frame: pd.DataFrame


def steps_table(sheet: Sheet, name: str, frame: pd.DataFrame, live: Live) -> list[Step]:
    """Write effects that sum exactly as live formulas; return them for a chart; none where the frame is empty."""
    steps, first = records(frame), sheet.row + 1
    rows, last = list[list[Cell]](), first + len(steps) - 1
    for at, step in enumerate(steps, first):
        text = f"={cell_name(last, 1)}-SUM({cell_name(first, 1)}:{cell_name(at - 1, 1)})"
        if step["formel"] and (found := live.formula(step["formel"], step["effekt_tkr"], "tkr", decimals=0)):
            text = found.text
        cell = Formula(text, step["effekt_tkr"], MONEY if step["slag"] in {START, END} else None)
        rows.append([step["post"], cell, step["härkomst"], step["skäl"], live.link(step["källa"])])
    ends = [at for at, step in enumerate(steps) if step["slag"] in {START, END}]
    if rows:
        sheet.table(name, columns_of(_STEPS), rows, ends)
    else:
        sheet.row += 1
    return [
        Step(
            step["post"],
            is_total=step["slag"] in {START, END},
            value=Formula(f"={sheet.place(at, 1)}", step["effekt_tkr"]),
            explained=step["härkomst"] != NOT_EXPLAINED,
        )
        for at, step in enumerate(steps, first)
    ]
