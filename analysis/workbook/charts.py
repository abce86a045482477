"""Native charts of a workbook, drawn from live tables that stand on a sheet of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.charts.geometry import Reach, bridge_geometry
from analysis.charts.style import BETTER, INK, PALE, PAPER, TOTAL, WORSE
from analysis.vocabulary.numerals import format_number
from analysis.workbook.cells import MONEY, SIGNED, TEXT, YEAR, Cell, Formula, columns_of
from analysis.workbook.paper import USUAL
from analysis.workbook.sheet import FONT, Sheet

NAME = "Diagramunderlag"
_MINUS, _PLUS, _TOTAL = "\u2212#,##0;\u2212#,##0;;", "+#,##0;+#,##0;;", "#,##0;\u2212#,##0;;"
_ROOM = 0.5  # of what a chart spans, beside it, for the numbers
_EACH = "+#,##0;\u2212#,##0;;"  # a number with its sign, no zero
_LARGE = 100  # from here on decimals say nothing in a chart
_TARGET = "Mål (högst)"
_KINDS = {  # the columns of a bridge: how they are filled, and which steps they hold
    "Sämre": ({"fill": {"color": WORSE}}, "effekt", -1),
    "Bättre": ({"fill": {"color": BETTER}}, "effekt", 1),
    "Oförklarat, sämre": ({"pattern": {"pattern": "wide_upward_diagonal", "fg_color": WORSE}}, "rest", -1),
    "Oförklarat, bättre": ({"pattern": {"pattern": "wide_upward_diagonal", "fg_color": BETTER}}, "rest", 1),
    "Summa": ({"fill": {"color": TOTAL}}, "summa", 0),
}
_MARKS = {"jämförbar": {"fill": {"color": TOTAL}}, "delvis": {"fill": {"color": PALE}}}
_MARK_NAMES = {"jämförbar": "Jämförbar", "delvis": "Delvis jämförbar"}


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


class Told(NamedTuple):
    """What a chart says: its message, then what is drawn in which unit, whose figures it is, and what colours mean."""

    message: str
    what: str
    who: str
    colours: str = ""


class Chart(NamedTuple):
    """A native chart, and what it says to those who do not see it."""

    drawing: Any
    alt: str


class _Span(NamedTuple):
    """The first row of a chart's table, and what its rows hold."""

    first: int
    rows: Sequence[Sequence[Cell]]


def chart_data(book: Any, footer: str) -> Sheet:
    """Open the sheet that holds the tables of charts, where they do not stand beside the charts."""
    sheet = Sheet(book, NAME, (36, *[9.5] * 17), footer=footer, paper=USUAL._replace(landscape=True))
    sheet.title(
        "Diagramunderlag: talen som diagrammen ritas av",
        "Alla tal är levande formler över de andra bladen. Plus och minus i rubrikerna: delen över och under noll.",
        "En stapel som går från ett läge till ett annat delas i en osynlig bas och den del som syns.",
    )
    return sheet


class Charts:
    """Makes charts, each over a table of its own."""

    def __init__(self, book: Any, sheet: Sheet, size: int = 9) -> None:
        self._book, self._number, self._sheet = book, 0, sheet
        self._font = {"name": FONT["font_name"], "size": size, "color": INK}

    def _table(self, told: Told, heads: dict[str, str], rows: Sequence[Sequence[Cell]]) -> _Span:
        """Write the table of a chart; return where it stands."""
        self._number += 1
        self._sheet.subtitle(f"Diagram {self._number}: {told.what or told.message}")
        own = "".join(letter for letter in self._sheet.name if letter.isalnum())
        name = "Diagramtabell" if self._sheet.name == NAME else f"Diagram_{own}_"
        first = self._sheet.table(f"{name}{self._number}", columns_of(heads), rows)
        return _Span(first, rows)

    def _series(self, name: str, column: int, span: _Span, **look: Any) -> dict[str, Any]:
        """Set up a series of a column; a preview, which shows kept values, is told of the gaps too."""
        first, rows = span
        number = len(rows)
        places = {
            "categories": self._sheet.span(first, number, 0),
            "values": self._sheet.span(first, number, column),
        }
        kept = [float(cell.value) if isinstance(cell := row[column], Formula) else None for row in rows]
        return {"name": name, **places, "values_data": kept, **look}

    def bridge(self, told: Told, steps: Sequence[Step]) -> Chart:
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
            _bridge_row(step, reach, (self._sheet, top + at), kinds, below=below)
            for at, (step, reach) in enumerate(zip(steps, reaches, strict=True))
        ]
        span = self._table(told, heads, rows)
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        for at, part in enumerate(parts, 4):
            name = part[:-2]
            look: dict[str, Any] = {"fill": {"none": True}} if name == "Bas" else dict(_KINDS[name][0])
            if name == "Summa":
                font = {**self._font, "color": PAPER}
                look["data_labels"] = {"value": True, "position": "inside_end", "num_format": _TOTAL, "font": font}
            chart.add_series(self._series(part, at, span, gap=45, border={"none": True}, **look))
        for at, shown in enumerate((_MINUS, _PLUS), 4 + len(parts)):
            label = {"value": True, "position": "inside_base", "num_format": shown, "font": self._font}
            look = {"fill": {"none": True}, "border": {"none": True}, "data_labels": label}
            chart.add_series(self._series(list(heads)[at], at, span, **look))
        shown_kinds = [f"{name} {side}" for name in kinds if name[0] == "O" for side in ("+", "−")]
        hidden = [at for at, part in enumerate([*parts, "", ""]) if part not in shown_kinds]
        legend = {"position": "bottom", "font": self._font, "delete_series": hidden} if shown_kinds else None
        self._lying(chart, told, [place for reach in reaches for place in reach], legend)
        said = [(step.name, format_number(step.size, signed=not step.is_total)) for step in steps]
        return Chart(chart, _alt("Brygga", told, said))

    def deviations(self, told: Told, lines: Sequence[tuple[str, Formula]], room: float = _ROOM) -> Chart:
        """Draw the deviation of each line as a lying bar."""
        heads = {"Rad": TEXT, "Avvikelse": SIGNED, "Sämre": SIGNED, "Bättre": SIGNED}
        top, rows = self._sheet.row + 2, list[list[Cell]]()
        for at, (name, value) in enumerate(lines, top):
            rows.append([name, value, *self._signed(self._sheet.cell(at, 1), float(value.value))])
        span = self._table(told, heads, rows)
        chart = self._book.add_chart({"type": "bar"})
        self._add_signed(chart, span, 2, {"gap": 35, "overlap": 100})
        self._lying(chart, told, [0.0, *(float(value.value) for _, value in lines)], room=room)
        said = [(name, format_number(float(value.value), signed=True)) for name, value in lines]
        return Chart(chart, _alt("Liggande staplar", told, said))

    def _signed(self, cell: str, size: float) -> list[Cell]:
        """Part a number into a worse and a better one."""
        return [Formula(f"=MIN(0,{cell})", min(0.0, size)), Formula(f"=MAX(0,{cell})", max(0.0, size))]

    def _add_signed(self, chart: Any, span: _Span, first: int, look: dict[str, Any]) -> None:
        label = {"value": True, "position": "outside_end", "num_format": _EACH, "font": self._font}
        for at, (name, colour) in enumerate((("Sämre", WORSE), ("Bättre", BETTER)), first):
            own = {"fill": {"color": colour}, "border": {"none": True}, "data_labels": label}
            chart.add_series(self._series(name, at, span, **own, **look))

    def years(self, told: Told, rows: Sequence[tuple[int, Formula | None, str]]) -> Chart:
        """Draw a measure year by year, costs upwards: a gap where a year is missing, pale where it compares in part."""
        marks = [mark for mark in _MARKS if any(value is not None and mark == own for _, value, own in rows)]
        values = [float(value.value) for _, value, _ in rows if value is not None]
        if upside := bool(values) and max(values) <= 0:
            rows = [(year, _turned(value), own) for year, value, own in rows]
            values = [-value for value in values]
        number = "#,##0;\u2212#,##0;0" if max(map(abs, values), default=0) >= _LARGE else "#,##0.0;\u2212#,##0.0;0"
        heads = {"År": YEAR, **dict.fromkeys([_MARK_NAMES[mark] for mark in marks] or ["Värde"], number)}
        cells = list[list[Cell]]()
        for year, value, own in rows:
            name: Cell = year if value is not None else f"{year} saknas"
            cells.append([name, *(value if mark == own else None for mark in marks or [""])])
        span = self._table(told, heads, cells)
        chart = self._book.add_chart({"type": "column"})
        label = {"value": True, "position": "outside_end", "num_format": number, "font": self._font}
        for at, mark in enumerate(marks, 1):
            look = {**_MARKS[mark], "border": {"color": TOTAL}, "data_labels": label}
            chart.add_series(self._series(_MARK_NAMES[mark], at, span, gap=60, overlap=100, **look))
        if not marks:
            chart.add_series(self._series("Värde", 1, span))
        self._standing(chart, told, [0, *values], legend={} if len(marks) > 1 or marks == ["delvis"] else None)
        said = [
            (
                f"{year}{' (delvis jämförbar)' if value and own == 'delvis' else ''}",
                format_number(value and float(value.value), 0 if max(map(abs, values), default=0) >= _LARGE else 1),
            )
            for year, value, own in rows
        ]
        return Chart(chart, _alt("Staplar per år, kostnad uppåt" if upside else "Staplar per år", told, said))

    def targets(self, told: Told, rows: Sequence[tuple[int, Formula | None, Formula | None]]) -> Chart:
        """Draw deviations year by year as columns, with the target of a year as a mark across its column."""
        heads = {"År": YEAR, "Avvikelse": SIGNED, "Sämre": SIGNED, "Bättre": SIGNED, _TARGET: SIGNED}
        top, cells, said = self._sheet.row + 2, list[list[Cell]](), list[tuple[str, str]]()
        for at, (year, value, target) in enumerate(rows, top):
            name: Cell = year if value is not None else f"{year} saknas"
            parts = [None, None] if value is None else self._signed(self._sheet.cell(at, 1), float(value.value))
            cells.append([name, value, *parts, target])
            said.append((str(year), format_number(value and float(value.value), signed=True)))
            if target is not None:
                said.append((f"mål {year}", format_number(float(target.value), signed=True)))
        span = self._table(told, heads, cells)
        chart = self._book.add_chart({"type": "column"})
        self._add_signed(chart, span, 2, {"gap": 60, "overlap": 100})
        has_target = any(target is not None for *_, target in rows)
        if has_target:
            line = self._book.add_chart({"type": "line"})
            mark = {"type": "long_dash", "size": 20, "fill": {"color": TOTAL}, "border": {"color": TOTAL}}
            line.add_series(self._series(_TARGET, 4, span, line={"color": TOTAL, "width": 1.5}, marker=mark))
            chart.combine(line)
        sizes = [float(one.value) for _, *both in rows for one in both if one is not None]
        self._standing(
            chart, told, [0, *sizes], legend={"position": "top", "delete_series": [0, 1]} if has_target else None
        )
        return Chart(chart, _alt("Staplar per år", told, said))

    def months(
        self, told: Told, rows: Sequence[tuple[str, Formula | None, Formula | None]], *, added: bool = False
    ) -> Chart:
        """Draw outcome and budget month by month, costs upwards: as columns, or as lines where they are added up."""
        values = [float(one.value) for _, *both in rows for one in both if one is not None]
        if upside := bool(values) and max(values) <= 0:
            rows = [(name, _turned(outcome), _turned(budget)) for name, outcome, budget in rows]
            values = [-value for value in values]
        names = ["Utfall", *(["Budget"] if any(budget is not None for *_, budget in rows) else [])]
        span = self._table(
            told, {"Månad": TEXT, **dict.fromkeys(names, MONEY)}, [row[: len(names) + 1] for row in rows]
        )
        chart = self._book.add_chart({"type": "line" if added else "column"})
        for at, name in enumerate(names, 1):
            look = self._added_up(rows, at) if added else self._of_month(at)
            chart.add_series(self._series(name, at, span, **look))
        self._standing(chart, told, [0, *values], {"position": "top"} if len(names) > 1 else None)
        said = [
            (f"{name} {word.lower()}", format_number(float(value.value)))
            for name, *both in rows
            for word, value in zip(names, both, strict=False)
            if value is not None
        ]
        kind = "Linjer per månad" if added else "Staplar per månad"
        return Chart(chart, _alt(f"{kind}, kostnad uppåt" if upside else kind, told, said))

    def outlook(self, told: Told, rows: Sequence[tuple[str, Sequence[Formula | None]]]) -> Chart:
        """Draw outcome so far and the forecast of the rest on each other, the budget as a mark; costs upwards."""
        values = [float(one.value) for _, parts in rows for one in parts if one is not None]
        if values and max(values) <= 0:
            rows = [(name, [_turned(one) for one in parts]) for name, parts in rows]
            values = [-value for value in values]
        names = ("Utfall hittills", "Prognos för resten", "Budget")
        heads = {"Rad": TEXT, **dict.fromkeys(names, MONEY)}
        span = self._table(told, heads, [[name, *parts] for name, parts in rows])
        chart = self._book.add_chart({"type": "column", "subtype": "stacked"})
        for at, (name, colour) in enumerate(zip(names[:2], (TOTAL, PALE), strict=True), 1):
            look = {"fill": {"color": colour}, "border": {"color": TOTAL}, "gap": 60, "overlap": 100}
            label = {"data_labels": self._label("center", PAPER)} if at == 1 else {}  # the rest may be a thin strip
            chart.add_series(self._series(name, at, span, **label, **look))
        marks, ink = self._book.add_chart({"type": "line"}), {"color": INK}
        own = {"line": {"none": True}, "marker": {"type": "long_dash", "size": 14, "fill": ink, "border": ink}}
        marks.add_series(self._series(names[2], 3, span, data_labels=self._label("right", INK), **own))
        chart.combine(marks)
        self._standing(chart, told, [0, *values], {"position": "top"})
        said = [
            (f"{name} {word.lower()}", format_number(float(value.value)))
            for name, parts in rows
            for word, value in zip(names, parts, strict=True)
            if value is not None
        ]
        return Chart(chart, _alt("Staplar per rad", told, said))

    def _label(self, position: str, ink: str) -> dict[str, Any]:
        font = {**self._font, "color": ink}
        return {"value": True, "position": position, "num_format": _TOTAL, "font": font}

    def _of_month(self, at: int) -> dict[str, Any]:
        """Look as columns: the outcome dark and with its numbers, the budget pale beside it."""
        label = {"value": True, "position": "outside_end", "num_format": _TOTAL, "font": self._font}
        own = {"data_labels": label} if at == 1 else {}
        return {"fill": {"color": TOTAL if at == 1 else PALE}, "border": {"color": TOTAL}, "gap": 40, **own}

    def _added_up(self, rows: Sequence[Sequence[Any]], at: int) -> dict[str, Any]:
        """Look as a line with the number at its end; of two lines, that of the higher one stands above."""
        known = [place for place, row in enumerate(rows) if row[at] is not None]
        last = known[-1] if known else -1
        ends = [float(row.value) if (row := rows[last][one]) is not None else 0.0 for one in (1, 2)]
        side = "above" if ends[at - 1] >= ends[2 - at] else "below"
        custom = [{} if place == last else {"delete": True} for place in range(len(rows))]
        label = {"value": True, "position": side, "num_format": _TOTAL, "font": self._font, "custom": custom}
        line = {"color": TOTAL, "width": 2.25} if at == 1 else {"color": TOTAL, "width": 1.25, "dash_type": "dash"}
        return {"line": line, "data_labels": label}

    def _lying(
        self,
        chart: Any,
        told: Told,
        ends: Sequence[float],
        legend: dict[str, Any] | None = None,
        *,
        room: float = _ROOM,
    ) -> None:
        """Set up lying bars: names to the left from the top down, room for the numbers, no numbers on the axis."""
        low, high = min(0.0, *ends), max(0.0, *ends)
        beside = (high - low or 1) * room
        names = {"label_position": "low", "major_tick_mark": "none", "num_font": self._font, "interval_unit": 1}
        chart.set_y_axis({"reverse": True, **names})
        least, most = low - beside if low < 0 else 0, high + beside if high > 0 else 0
        chart.set_x_axis(
            {**self._silent(told.colours or told.what), "min": least, "max": most or (high - low) * 0.02 or 1}
        )
        self._finish(chart, told, legend)

    def _standing(self, chart: Any, told: Told, values: Sequence[float], legend: dict[str, Any] | None) -> None:
        """Set up standing columns: years below, room for the numbers, no numbers on the axis."""
        low, high = min(values), max(values)
        room = (high - low or 1) * _ROOM
        hidden = {"visible": False, "major_gridlines": {"visible": False}}
        chart.set_y_axis({**hidden, "min": low - room if low < 0 else 0, "max": high + room if high > 0 else 0})
        named = {"name": told.what, "name_font": {**self._font, "bold": False}} if told.what else {}
        chart.set_x_axis({"label_position": "low", "major_tick_mark": "none", "num_font": self._font, **named})
        chart.show_blanks_as("gap")
        self._finish(chart, told, legend)

    def _silent(self, what: str) -> dict[str, Any]:
        """Set up an axis of values without numbers or lines, that only names what is drawn."""
        return {
            "name": what,
            "name_font": {**self._font, "bold": False},
            "label_position": "none",
            "major_tick_mark": "none",
            "line": {"none": True},
            "major_gridlines": {"visible": False},
        }

    def _finish(self, chart: Any, told: Told, legend: dict[str, Any] | None) -> None:
        font = {**self._font, "bold": True}
        place = {"x": 0.01, "y": 0.02}
        chart.set_title({"name": told.message, "name_font": font, "overlay": False, "layout": place})
        said = {"none": True} if legend is None else {"position": "right", "font": self._font, **legend}
        chart.set_legend(said)
        chart.set_chartarea({"border": {"none": True}})


def _bare(value: Formula) -> str:
    return f"({value.text.removeprefix('=')})"


def _turned(value: Formula | None) -> Formula | None:
    return value and Formula(f"=-{_bare(value)}", -float(value.value))


def _bridge_row(step: Step, reach: Reach, at: tuple[Sheet, int], kinds: Sequence[str], *, below: bool) -> list[Cell]:
    """Write a step with the lengths of its base, of its visible part and of its label, as formulas over two cells."""
    sheet, row = at
    amount, here, there = (sheet.cell(row, column) for column in (1, 2, 3))
    origin = "=0" if step.is_total else f"={sheet.cell(row - 1, 3)}"
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


def _alt(kind: str, told: Told, said: Sequence[tuple[str, str]]) -> str:
    """Say what a chart shows, number by number."""
    texts = ". ".join(text for text in (kind, told.who, told.message, told.what) if text)
    return f"{texts}: {'; '.join(f'{name} {number}' for name, number in said)}."
