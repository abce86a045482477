"""The sheet Avvikelser: the year's lines ranked, with causes and comments, each number a live formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.explanations.bridges import says_something
from analysis.explanations.deviations import (
    NO,
    REST,
    ROUNDING,
    UNEXPLAINED,
    YES,
    deviation_lines,
    rank_deviations,
    year_total,
)
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
    cell_range,
    columns_of,
)
from analysis.workbook.desk import Desk, DriftPlaces, Ranked, Thresholds
from analysis.workbook.sheet import Sheet

NAME = "Avvikelser"
PERCENT = "0.0\u00a0%;\u22120.0\u00a0%;0.0\u00a0%"
_RANKED = {
    "Rad": TEXT, "Utfall, tkr": MONEY, "Budget, tkr": MONEY, "Avvikelse, tkr": SIGNED, "Andel av avvikelsen": PERCENT,
    "Ackumulerad andel": PERCENT, "Andel av budget": PERCENT, "Väsentlig": TEXT, "Slag": TEXT, "Orsak": TEXT,
    "Härkomst": TEXT, "Kommentarer": TEXT,
}  # fmt: skip
_DEVIATION = 3  # a column of the lines
_THRESHOLDS = {"Tröskel": TEXT, "Minst": PLAIN}


def deviation_sheet(desk: Desk) -> None:
    """Write the year's lines ranked, with shares, causes and the controller's own comments."""
    year, folder, limits, drift = desk.year, desk.folder, desk.limits, desk.drift[desk.year]
    sheet = desk.sheet(NAME, (31, 10, 10, 10, 10, 12, 9, 10, 24, 38, 10, 30))
    pairs = zip(
        records(deviation_lines(year, folder)), records(rank_deviations(year, *limits, data=folder)), strict=True
    )
    lines = [{**line, **ranked} for line, ranked in pairs]
    sheet.title(
        f"Avvikelser {year}: raderna bakom avvikelsen, störst först",
        describe_ranking(year, folder, *limits),
        "Minus är kostnad, i avvikelser underskott. Varje rad leder till sin plats i driftredovisningen.",
        "Uppgett: en rapport anger orsaken. Beräknat: talet är räknat, men ingen rapport anger orsaken.",
    )
    high = 100 + 17 * sum(says_something(line["avvikelse_tkr"]) for line in lines)
    top = sheet.row
    sheet.space(high)
    first = sheet.row + 1
    names = _thresholds(sheet, first + len(lines) + 2, limits)
    ranked = desk.ranked = Ranked(sheet, lines, first, [_target(line, drift) for line in lines])
    comments = load_comments(folder)
    rows = [_line_cells(line, at, ranked, (drift, names, comments)) for at, line in enumerate(lines)]
    total = {str(name): value for name, value in year_total(year, folder).items()}
    sums: list[Cell] = ["Summa", *drift.linked(total), *[None] * 3, *[""] * 5]
    sheet.table("Avvikelselista", columns_of(_RANKED), [*rows, sums], [len(rows)])
    sheet.keep_above(first, in_view=False)
    sheet.table("Trösklar", columns_of(_THRESHOLDS), _threshold_rows(limits))
    who, period = describe_place(year, folder)
    drawn = [(line["post"], ranked.deviation(at)) for at, line in enumerate(lines) if ranked.drawn(at)]
    titles = (who, "Avvikelse mot budget per rad, tkr", period)
    chart = desk.charts.deviations(titles, drawn, ranked.deviation(len(lines)))
    sheet.charts_at(top, [chart], (900, high))
    sheet.print_columns(len(_RANKED) - (not comments))


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
    return drift.cells(int(line["rad"]), rest=line["post"].endswith(REST))[2]


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
    comment = describe_comments(said) if said and not line["post"].endswith(REST) else ""
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
        above = f"SUM({cell_range(ranked.first, row - 1, column)})"
        cells.append(Formula(f"={cell_name(total, column)}-{above}", ranked.lines[at][name]))
    return cells
