"""Native charts of a workbook, drawn from live tables that stand on a sheet of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.charts.geometry import Reach, bridge_geometry
from analysis.charts.style import BETTER, INK, PALE, PAPER, TOTAL, WORSE, Titles
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.workbook.cells import MONEY, SIGNED, TEXT, Cell, Formula, cell_name, columns_of
from analysis.workbook.sheet import Sheet

NAME = "Diagramunderlag"
_MINUS, _PLUS, _TOTAL = "\u2212#,##0;\u2212#,##0;;", "+#,##0;+#,##0;;", "#,##0;\u2212#,##0;;"
_ROOM = 0.16  # of what a chart spans, beside it, for the numbers
_NUMBER = {"name": "Calibri", "size": 9, "color": INK}
_KINDS = {  # the columns of a bridge: how they are filled, and which steps they hold
    "Sämre": ({"fill": {"color": WORSE}}, "effekt", -1),
    "Bättre": ({"fill": {"color": BETTER}}, "effekt", 1),
    "Oförklarat, sämre": ({"pattern": {"pattern": "wide_upward_diagonal", "fg_color": WORSE}}, "rest", -1),
    "Oförklarat, bättre": ({"pattern": {"pattern": "wide_upward_diagonal", "fg_color": BETTER}}, "rest", 1),
    "Summa": ({"fill": {"color": TOTAL}}, "summa", 0),
}
_MARKS = {
    "jämförbar": {"fill": {"color": TOTAL}},
    "delvis": {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": TOTAL, "bg_color": PALE}},
    "ej jämförbar": {"fill": {"color": PAPER}},
}


class Step(NamedTuple):
    """A step of a bridge: what it is called, whether it is a total, its cell, and whether anything explains it."""

    name: str
    is_total: bool
    value: Formula
    explained: bool = True

    @property
    def size(self) -> float:
        """Return the value that the cell shows."""
        return float(self.value.value)


class Chart(NamedTuple):
    """A native chart, and what it says to those who do not see it."""

    drawing: Any
    alt: str


class _Span(NamedTuple):
    """The first row of a chart's table, and what its rows hold."""

    first: int
    rows: Sequence[Sequence[Cell]]


class ChartSheet:
    """Makes charts, each over a table of its own on the sheet of chart data."""

    def __init__(self, book: Any, footer: str) -> None:
        self._book, self._number = book, 0
        self._sheet = Sheet(book, NAME, (36, *[9.5] * 17), footer=footer, landscape=True)
        self._sheet.title(
            "Diagramunderlag: talen som diagrammen ritas av",
            "Alla tal är levande formler över de andra bladen. Plus och minus i rubrikerna: delen över och under noll.",
            "En stapel som går från ett läge till ett annat delas i en osynlig bas och den del som syns.",
        )

    def _table(self, titles: Titles, heads: dict[str, str], rows: Sequence[Sequence[Cell]]) -> _Span:
        """Write the table of a chart; return where it stands."""
        self._number += 1
        self._sheet.subtitle(f"Diagram {self._number}: {titles[1]}, {titles[2]}")
        first = self._sheet.table(f"Diagramtabell{self._number}", columns_of(heads), rows)
        return _Span(first, rows)

    def _series(self, name: str, column: int, span: _Span, **look: Any) -> dict[str, Any]:
        """Set up a series of a column; a preview, which shows kept values, is told of the gaps too."""
        (first, rows), sheet = span, self._sheet.name
        last = first + len(rows) - 1
        places = {"categories": [sheet, first, 0, last, 0], "values": [sheet, first, column, last, column]}
        kept = [float(cell.value) if isinstance(cell := row[column], Formula) else None for row in rows]
        return {"name": name, **places, "values_data": kept, **look}

    def bridge(self, titles: Titles, steps: Sequence[Step]) -> Chart:
        """Draw a bridge as lying bars: totals from zero, each effect from where the one above ends.

        Favourable, unfavourable and unexplained effects are series apart, each above and below zero, on an invisible
        base; two more, invisible ones carry the numbers beside the bars.
        """
        kinds = [name for name in _KINDS if name[0] != "O" or not all(step.explained for step in steps)]
        parts = [f"{name} {side}" for name in ("Bas", *kinds) for side in ("+", "−")]
        heads = {"Steg": TEXT, "Belopp": SIGNED, "Från": MONEY, "Till": MONEY, **dict.fromkeys(parts, MONEY)}
        heads |= {"Etikett sämre": MONEY, "Etikett bättre": MONEY}
        top = self._sheet.row + 2
        reaches = bridge_geometry([step.size for step in steps], [step.is_total for step in steps])
        below = min(map(min, reaches)) < 0
        rows = [
            _bridge_row(step, reach, top + at, kinds, below=below)
            for at, (step, reach) in enumerate(zip(steps, reaches, strict=True))
        ]
        span = self._table(titles, heads, rows)
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        for at, part in enumerate(parts, 4):
            name = part[:-2]
            look: dict[str, Any] = {"fill": {"none": True}} if name == "Bas" else dict(_KINDS[name][0])
            if name == "Summa":
                font = {**_NUMBER, "color": PAPER}
                look["data_labels"] = {"value": True, "position": "inside_end", "num_format": _TOTAL, "font": font}
            chart.add_series(self._series(part, at, span, gap=45, border={"none": True}, **look))
        for at, shown in enumerate((_MINUS, _PLUS), 4 + len(parts)):
            label = {"value": True, "position": "inside_base", "num_format": shown, "font": _NUMBER}
            name = list(heads)[at]
            chart.add_series(
                self._series(name, at, span, fill={"none": True}, border={"none": True}, data_labels=label)
            )
        _lying(chart, titles, [place for reach in reaches for place in reach])
        said = [(step.name, format_number(step.size, signed=not step.is_total)) for step in steps]
        return Chart(chart, _alt("Brygga", titles, said))

    def deviations(self, titles: Titles, lines: Sequence[tuple[str, Formula]], total: Formula) -> Chart:
        """Draw the deviation of each line as a lying bar, their sum at the bottom."""
        heads = {"Rad": TEXT, "Avvikelse": SIGNED, "Sämre": SIGNED, "Bättre": SIGNED, "Summa": SIGNED}
        top, rows = self._sheet.row + 2, list[list[Cell]]()
        for at, (name, value) in enumerate([*lines, ("Summa", total)], top):
            cell, size = cell_name(at, 1), float(value.value)
            if name == "Summa" and at == top + len(lines):
                rows.append([name, value, None, None, Formula(f"={cell}", size)])
            else:
                worse, better = Formula(f"=MIN(0,{cell})", min(0, size)), Formula(f"=MAX(0,{cell})", max(0, size))
                rows.append([name, value, worse, better, None])
        span = self._table(titles, heads, rows)
        chart = self._book.add_chart({"type": "bar"})
        label = {"value": True, "position": "outside_end", "num_format": "+#,##0;\u2212#,##0;;", "font": _NUMBER}
        for at, (name, colour) in enumerate((("Sämre", WORSE), ("Bättre", BETTER), ("Summa", TOTAL)), 2):
            look = {"fill": {"color": colour}, "border": {"none": True}, "data_labels": label}
            chart.add_series(self._series(name, at, span, gap=45, overlap=100, **look))
        sizes = [float(value.value) for _, value in lines] + [float(total.value), 0]
        _lying(chart, titles, sizes)
        said = [(name, format_number(float(value.value), signed=True)) for name, value in [*lines, ("Summa", total)]]
        return Chart(chart, _alt("Liggande staplar", titles, said))

    def years(self, titles: Titles, rows: Sequence[tuple[int, Formula | None, str]]) -> Chart:
        """Draw a concept year by year: a gap where a year is missing, other fillings where years do not compare."""
        marks = [mark for mark in _MARKS if any(value is not None and mark == own for _, value, own in rows)]
        values = [float(value.value) for _, value, _ in rows if value is not None]
        digits = max((decimals_of(value) for value in values), default=0)
        number = f"#,##0.{'0' * digits}".rstrip(".")
        number = f"{number};\u2212{number};0"
        heads = {"År": TEXT, **dict.fromkeys([mark.capitalize() for mark in marks] or ["Värde"], number)}
        cells = [
            [str(year) if value is not None else f"{year} saknas", *([None] * max(len(marks), 1))]
            for year, value, _ in rows
        ]
        for line, (_, value, mark) in zip(cells, rows, strict=True):
            if value is not None:
                line[1 + marks.index(mark)] = value  # type: ignore[call-overload]
        span = self._table(titles, heads, cells)
        chart = self._book.add_chart({"type": "column"})
        label = {"value": True, "position": "outside_end", "num_format": number, "font": _NUMBER}
        for at, mark in enumerate(marks, 1):
            look = {**_MARKS[mark], "border": {"color": TOTAL}, "data_labels": label}
            chart.add_series(self._series(mark.capitalize(), at, span, gap=70, overlap=100, **look))
        if not marks:
            chart.add_series(self._series("Värde", 1, span))
        _standing(chart, titles, [0, *values], marks)
        said = [
            (f"{year} ({mark})" if value else str(year), format_number(value and float(value.value), digits))
            for year, value, mark in rows
        ]
        return Chart(chart, _alt("Staplar per år", titles, said))


def _bridge_row(step: Step, reach: Reach, row: int, kinds: Sequence[str], *, below: bool) -> list[Cell]:
    """Write a step with the lengths of its base, of its visible part and of its label, as formulas over two cells."""
    amount, here, there = (cell_name(row, column) for column in (1, 2, 3))
    origin = "=0" if step.is_total else f"={cell_name(row - 1, 3)}"
    texts = (f"MAX(0,MIN({here},{there}))", f"MIN(0,MAX({here},{there}))")
    whole = (f"MAX(0,MAX({here},{there}))-{texts[0]}", f"MIN(0,MIN({here},{there}))-{texts[1]}")
    cells: list[Cell] = [step.name, step.value, Formula(origin, reach.start), Formula(f"={here}+{amount}", reach.end)]
    cells += [Formula(f"={text}", value) for text, value in zip(texts, reach.base, strict=True)]
    own = "summa" if step.is_total else "effekt" if step.explained else "rest"
    for name in kinds:
        _, kind, sign = _KINDS[name]
        for text, value in zip(whole, reach.part, strict=True):
            if kind != own:
                cells.append(None)
            elif sign == 0:
                cells.append(Formula(f"={text}", value))
            else:
                test = f"{amount}{'<' if sign < 0 else '>'}0"
                cells.append(Formula(f"=IF({test},{text},0)", value if step.size * sign > 0 else 0))
    side = -1 if below else 1
    for sign in (-1, 1):
        fits = not step.is_total and step.size * sign > 0
        text = f"=IF({amount}{'<' if sign < 0 else '>'}0,{side}*ABS({amount}),0)"
        cells.append(None if step.is_total else Formula(text, side * abs(step.size) if fits else 0))
    return cells


def _lying(chart: Any, titles: Titles, ends: Sequence[float]) -> None:
    """Set up lying bars: names to the left from the top down, room for the numbers, no axis of values."""
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = (high - low or 1) * _ROOM
    chart.set_y_axis({"reverse": True, "label_position": "low", "major_tick_mark": "none", "num_font": _NUMBER})
    least, most = low - room if low < 0 else 0, high + room if high > 0 else 0
    hidden = {"visible": False, "major_gridlines": {"visible": False}}
    chart.set_x_axis({**hidden, "min": least, "max": most or (high - low) * 0.02 or 1})
    _finish(chart, titles, legend=False)


def _standing(chart: Any, titles: Titles, values: Sequence[float], marks: Sequence[str]) -> None:
    """Set up standing columns: years below, room for the numbers, no axis of values."""
    low, high = min(values), max(values)
    room = (high - low or 1) * _ROOM
    hidden = {"visible": False, "major_gridlines": {"visible": False}}
    chart.set_y_axis({**hidden, "min": low - room if low < 0 else 0, "max": high + room if high > 0 else 0})
    chart.set_x_axis({"label_position": "low", "major_tick_mark": "none", "num_font": _NUMBER})
    chart.show_blanks_as("gap")
    _finish(chart, titles, legend=len(marks) > 1 or bool(marks and marks != ["jämförbar"]))


def _finish(chart: Any, titles: Titles, *, legend: bool) -> None:
    font = {"name": "Calibri", "size": 10, "bold": True, "color": INK}
    chart.set_title({"name": "\n".join(titles), "name_font": font, "overlay": False, "layout": {"x": 0.01, "y": 0.02}})
    chart.set_legend({"position": "bottom", "font": _NUMBER} if legend else {"none": True})
    chart.set_chartarea({"border": {"none": True}})


def _alt(kind: str, titles: Titles, said: Sequence[tuple[str, str]]) -> str:
    """Say what a chart shows, number by number."""
    return f"{kind}. {'. '.join(titles)}. {'; '.join(f'{name} {number}' for name, number in said)}."
