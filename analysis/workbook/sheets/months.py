"""The sheets Månader: what each month of a year came to, line by line, added up, and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from analysis.statements.lines import MonthLine
from analysis.statements.load import month_lines
from analysis.statements.months import COMPUTED, MonthRow, by_line, newest_months, whole_of
from analysis.vocabulary.numerals import exact
from analysis.vocabulary.periods import month_name
from analysis.wording.year import describe_board
from analysis.workbook.cells import MONEY, SIGNED, TEXT, Cell, Formula, cell_name, cell_range, columns_of
from analysis.workbook.charts import Told
from analysis.workbook.desk import Desk
from analysis.workbook.sheet import Sheet

NAME = "Månader {}"
_LABEL, _NUMBER, _READING, _PLACE = 34, 11, 10, 26  # widths of columns
_FEWEST = 6  # columns of numbers: those of the whole and its budget
_CHART = (590, 270)  # pixels
_TOTAL = {"Månad": TEXT, "Utfall, tkr": MONEY, "Utfall hittills, tkr": MONEY}
_BESIDE = {
    "Budget, tkr": MONEY, "Avvikelse, tkr": SIGNED, "Budget hittills, tkr": MONEY,
    "Avvikelse hittills, tkr": SIGNED,
}  # fmt: skip
_OUTCOME, _ADDED, _BUDGET, _BUDGET_ADDED = 1, 2, 3, 5  # columns of the months of the whole
_ROLES = ("utfall", "budget")
_SHORT = 3  # letters of a month at the head of a column


class _Grid(NamedTuple):
    """A table of lines and months: its heading, what it holds, its lines, and the row of its first one."""

    heading: str
    role: str
    rows: list[MonthRow]
    first: int


class _Months(NamedTuple):
    """The months of a year on their sheet."""

    sheet: Sheet
    year: int
    months: list[int]
    grids: list[_Grid]


def month_years(desk: Desk) -> list[int]:
    """List the years that a document tells month by month."""
    return list(newest_months(month_lines(desk.folder)))


def month_sheets(desk: Desk) -> None:
    """Write a sheet for each year that a document tells month by month."""
    for year, lines in newest_months(month_lines(desk.folder)).items():
        _month_sheet(desk, year, by_line(lines))


def _month_sheet(desk: Desk, year: int, rows: Sequence[MonthRow]) -> None:
    months = sorted({month for row in rows for month in row.months})
    widths = (_LABEL, *[_NUMBER] * (len(months) + 1), _READING, _PLACE, *[_NUMBER] * (_FEWEST - len(months) - 3))
    sheet, whole = desk.sheet(NAME.format(year), widths), whole_of(rows)
    sheet.title(
        f"Månader {year}: vad varje månad kom till",
        f"Källa: {rows[0].head.dokument}. Belopp i tkr. Minus är kostnad, i avvikelser underskott.",
        *_said(rows, whole),
    )
    top = sheet.row
    if whole:
        sheet.space(_CHART[1])
    below = sheet.row + (len(months) + 2 if whole else 0)
    own = _Months(sheet, year, months, _grids(rows, below, year))
    if whole:
        steps = _whole_table(own, whole)
        sheet.charts_at(top, [desk.charts.months(*one[:2], added=one[2]) for one in _drawn(desk, own, steps)], _CHART)
    for number, grid in enumerate(own.grids, 1):
        sheet.subtitle(grid.heading)
        heads = [month_name(month)[:_SHORT].capitalize() for month in months]
        kinds = {"Rad": TEXT, **dict.fromkeys(heads, MONEY), "Summa": MONEY, "Läsning": TEXT, "Källa": TEXT}
        cells = [_grid_row(row, grid, at, own) for at, row in enumerate(grid.rows, grid.first)]
        bold = [at for at, row in enumerate(grid.rows) if row.head.slag == "summa"]
        columns = [one._replace(wraps=one.heading == "Rad") for one in columns_of(kinds)]
        sheet.table(f"Månader{year}_{number}", columns, cells, bold)


def _said(rows: Sequence[MonthRow], whole: Sequence[MonthRow]) -> list[str]:
    """Say which months are differences, what the whole is, and how many lines are in doubt."""
    found = list[str]()
    if any(line.tal == COMPUTED for row in rows for line in row.months.values()):
        found.append("Rapporten har årets belopp till och med varje månad; en månad är skillnaden mot månaden före.")
    if not whole:
        found.append("Ingen rad är summan av de andra, så månaderna är inte lagda ihop.")
    elif whole[0].head.slag == "summa":
        found.append(f"Diagrammen och tabellen därunder visar raden {whole[0].head.post}.")
    else:
        found.append("Ingen summa är tryckt; diagrammen och tabellen därunder visar alla rader tillsammans (beräknat).")
    doubts = sum(not row.is_sure for row in rows)
    return [*found, *([f"{doubts} av {len(rows)} rader är tveksamt lästa; se kolumnen Läsning."] if doubts else [])]


def _grids(rows: Sequence[MonthRow], row: int, year: int) -> list[_Grid]:
    """Say which tables are written from a row down: the outcomes of each section, then its budgets."""
    found, sections = list[_Grid](), list(dict.fromkeys(one.head.avsnitt for one in rows))
    for role in _ROLES:
        for section in sections:
            own = [one for one in rows if one.head.avsnitt == section]
            if any(_amount(line, role) is not None for one in own for line in one.months.values()):
                where = f", {section}" if len(sections) > 1 else ""
                found.append(_Grid(f"{role.capitalize()} {year} månad för månad{where}", role, own, row + 2))
                row += len(own) + 3
    return found


def _amount(line: MonthLine | None, role: str) -> Decimal | None:
    value: Decimal | None = getattr(line, f"{role}_tkr") if line else None
    return value


def _grid_row(row: MonthRow, grid: _Grid, at: int, own: _Months) -> list[Cell]:
    cells = [_month_cell(row, grid.role, month) for month in own.months]
    known = [value for month in own.months if (value := _amount(row.months.get(month), grid.role)) is not None]
    ends = f"{cell_name(at, 1)}:{cell_name(at, len(own.months))}"
    total: Cell = Formula(f"=SUM({ends})", float(sum(known, Decimal(0)))) if known else None
    part = f"{row.head.förälder}: {row.head.post}" if row.head.förälder else row.head.post
    doubt = "säker" if row.is_sure else "tveksam"
    return [part, *cells, total, doubt, row.head.källa.removeprefix(f"{row.head.dokument}, ")]


def _month_cell(row: MonthRow, role: str, month: int) -> Cell:
    """Write a month as it is printed; one that is a difference as a formula over the two that are printed."""
    line = row.months.get(month)
    value = _amount(line, role)
    if line is None or value is None:
        return None
    before = [_amount(row.months.get(one), role) for one in range(1, month)]
    if line.tal != COMPUTED or month == 1 or None in before:
        return float(value)
    printed = sum((one for one in before if one is not None), Decimal(0))
    return Formula(f"=({printed + value})-({printed})", float(value))


def _whole_table(own: _Months, whole: Sequence[MonthRow]) -> list[dict[int, Formula]]:
    """Write the months of the whole, alone and added up; return the cells of each that a chart shows, by column."""
    has_budget = any(grid.role == "budget" for grid in own.grids)
    first, rows = own.sheet.row + 1, list[list[Cell]]()
    before: tuple[Formula | None, Formula | None] = None, None
    for at, month in enumerate(own.months):
        is_next = month == at + 1  # what is added up begins in January and has no gap
        outcome, budget = (_linked(own, whole, role, month) for role in _ROLES)
        row = first + at
        added = tuple(
            _running(one, last, (row, column)) if is_next and (at == 0 or last) else None
            for one, last, column in zip((outcome, budget), before, (_OUTCOME, _BUDGET), strict=True)
        )
        before = added[0], added[1]
        cells: list[Cell] = [month_name(month), outcome, added[0]]
        gaps = [_gap(row, (_OUTCOME, _BUDGET), outcome, budget), _gap(row, (_ADDED, _BUDGET_ADDED), *before)]
        rows.append([*cells, budget, gaps[0], added[1], gaps[1]] if has_budget else cells)
    own.sheet.table(f"Månadssumma{own.year}", columns_of({**_TOTAL, **(_BESIDE if has_budget else {})}), rows)
    return [
        {
            column: Formula(f"={own.sheet.place(first + at, column)}", float(cell.value))
            for column, cell in enumerate(row)
            if isinstance(cell, Formula)
        }
        for at, row in enumerate(rows)
    ]


def _linked(own: _Months, whole: Sequence[MonthRow], role: str, month: int) -> Formula | None:
    """Link a month of the whole to its cell, or add up the cells of the lines that make it."""
    values = [_amount(row.months.get(month), role) for row in whole]
    known = [value for value in values if value is not None]
    grid = next((one for one in own.grids if one.role == role and whole[0] in one.rows), None)
    if grid is None or not known:
        return None
    column, at = own.months.index(month) + 1, [grid.first + grid.rows.index(row) for row in whole]
    text = f"={cell_name(at[0], column)}" if len(at) == 1 else f"=SUM({cell_range(at[0], at[-1], column)})"
    return Formula(text, float(sum(known, Decimal(0))))


def _running(value: Formula | None, before: Formula | None, at: tuple[int, int]) -> Formula | None:
    """Add a month to those before it, whose sum stands in the row above."""
    if value is None:
        return None
    row, column = at
    added = _ADDED if column == _OUTCOME else _BUDGET_ADDED
    own = cell_name(row, column)
    text = f"={cell_name(row - 1, added)}+{own}" if before else f"={own}"
    return Formula(text, float(exact(float(value.value)) + exact(float(before.value) if before else 0.0)))


def _gap(row: int, columns: tuple[int, int], outcome: Formula | None, budget: Formula | None) -> Formula | None:
    if outcome is None or budget is None:
        return None
    text = f"={cell_name(row, columns[0])}-{cell_name(row, columns[1])}"
    return Formula(text, float(exact(float(outcome.value)) - exact(float(budget.value))))


def _drawn(desk: Desk, own: _Months, steps: Sequence[dict[int, Formula]]) -> list[tuple[Told, Any, bool]]:
    """Say what the charts show: each month alone, and the months added up where they can be."""
    who = describe_board(data=desk.folder)
    names = [month_name(month)[:_SHORT] for month in own.months]
    charts = [(Told(f"Utfall {own.year}, tkr per månad", "", who), (_OUTCOME, _BUDGET), False)]
    if any(_ADDED in step for step in steps):
        charts.append((Told(f"Utfall {own.year}, tkr till och med månaden", "", who), (_ADDED, _BUDGET_ADDED), True))
    return [
        (told, [(name, step.get(ends[0]), step.get(ends[1])) for name, step in zip(names, steps, strict=True)], added)
        for told, ends, added in charts
    ]
