"""The page Mellan åren: every year side by side, and the way from one year's net cost or deviation to another's."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal

from analysis.errors import AnalysisError
from analysis.explanations.bridges import adjust_steps, bridge_steps
from analysis.explanations.effects import COMPUTED, EFFECT, END, NEUTRAL, REST, RESTATED, START, Step
from analysis.explanations.years import YearRow, forecast_of, year_rows
from analysis.ledger.alike import NET
from analysis.ledger.compare import compared
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.quantities import parse_unit
from analysis.swedish import result_word, tkr, uncapital
from analysis.vocabulary.numerals import half_up
from analysis.wording.audit.principles import describe_principles
from analysis.wording.changes import why
from analysis.wording.year import describe_board
from analysis.workbook.cells import MONEY, SIGNED, TEXT, Cell, Formula, cell_name, cell_range, columns_of
from analysis.workbook.charts import Told
from analysis.workbook.desk import Desk
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.board.told import brief, cited, report_names
from analysis.workbook.sheets.board.years import DEVIATION_AT, TARGET_AT, all_years, year_cells, year_columns

NAME = "Mellan åren"
_WIDTHS = (25, 12.6, 9, 10, 12.5, 42.5)
_STEPS = {"Steg": TEXT, "Effekt, tkr": SIGNED, "Tal": TEXT, "Orsak": TEXT, "Källa": TEXT, "Vad rapporten säger": TEXT}
_BESIDE, _LOWEST = 5, 172  # the column that the chart begins in, and how high it is at least, in pixels
_MOST, _LONG, _SHORT = 2, 60, 1  # bridges, and letters of what the report says of a step, the first sentence at least
_NOTHING = 0  # letters: the steps stand in the bridges above


def between_page(desk: Desk) -> None:
    """Write the years, the bridges between their net costs, and the chain from deviation to deviation."""
    sheet, rows = desk.page(NAME, _WIDTHS), list(year_rows(desk.folder))
    sheet.title(
        "Mellan åren: vad ändrades, och varför?",
        "Tkr. Minus är kostnad eller underskott; i stegen är minus sämre. Stegen ger tillsammans hela skillnaden. Tom "
        "cell: uppgiften finns inte. Uppgett: en rapport anger orsaken. Oförklarat: varken rapport eller tal ger svar.",
    )
    for row in rows:
        if said := forecast_of(row.år, desk.folder):
            sheet.text(f"{row.år} är en {said}, inte ett utfall.")
    if rows:
        _years(sheet, rows, desk)
    known = [row.år for row in rows if row.nettokostnad_tkr is not None]
    pairs = _pairs(known, desk)
    if not pairs:
        sheet.text("Inget tidigare år är inläst. Nettokostnaden kan därför inte jämföras mellan år.")
        sheet.row += 1
    done = [_bridge(sheet, pair, at, desk) for at, pair in enumerate(pairs)][:1] == [True]
    if pairs and done:
        _chain(sheet, pairs[0], desk)
    sheet.row -= 1
    doubts = [f"{row.år} är bara delvis jämförbart med senare år. {brief(row.skäl, 60)}" for row in rows if row.skäl]
    if pairs:
        compared_years = [year for pair in pairs for year in pair]
        doubts.append(describe_principles(max(compared_years), min(compared_years), data=desk.folder))
    sheet.text(" ".join(doubts))
    sheet.one_page(len(_WIDTHS))


def _pairs(known: Sequence[int], desk: Desk) -> list[tuple[int, int]]:
    """Choose the years to go between: those asked for, the latest that follow each other, the first and the last."""
    years = [year for year in known if year <= desk.year]
    asked = [(desk.since, desk.year)] if desk.since is not None and desk.since < desk.year else []
    follow = list(itertools.pairwise(years))[::-1]
    whole = [(years[0], years[-1])] if len(years) > 1 else []
    return list(dict.fromkeys([*asked, *follow[: _MOST - 1], *whole]))[:_MOST]


def _years(sheet: Sheet, rows: Sequence[YearRow], desk: Desk) -> None:
    """Write a row a year and a row a change, with the deviations drawn beside them."""
    top, first, live = sheet.row, sheet.row + 1, desk.live
    cells: list[list[Cell]] = [[str(row.år), *year_cells(row, live, desk.folder)] for row in rows]
    places = {row.år: first + at for at, row in enumerate(rows)}
    spans = list(itertools.pairwise([row.år for row in rows]))
    if len(rows) > 2:  # noqa: PLR2004  (of two years, the last is also the next)
        spans.append((rows[0].år, rows[-1].år))
    own = {row.år: row for row in rows}
    for before, after in spans:
        cells.append([f"Från {before} till {after}", *_changes(own[before], own[after], places)])
    sheet.table("ÅrTillÅr", columns_of(year_columns("År")), cells)
    high = max(_LOWEST, 18 * (len(cells) + 2))
    drawn = [_drawn(own.get(year), places) for year in all_years(rows)]
    points = [(year, *one) for year, one in zip(all_years(rows), drawn, strict=True)]
    charts = desk.charts_beside(sheet, len(_WIDTHS) + 1)
    told = Told(f"Avvikelse, tkr: {_message(rows)}", "", describe_board(data=desk.folder))
    size = (sheet.pixels(_BESIDE, len(_WIDTHS) - 1) - 20, high)
    sheet.charts_at(top, [charts.targets(told, points)], size, _BESIDE)
    sheet.below(top, high)


def _changes(before: YearRow, after: YearRow, places: dict[int, int]) -> list[Cell]:
    """Write how each column changed between two years; of the target there is no change to speak of."""
    cells = list[Cell]()
    for column, name in enumerate(("nettokostnad_tkr", "nettobudget_tkr", "avvikelse_tkr"), 1):
        first, last = getattr(before, name), getattr(after, name)
        here, there = (cell_name(places[one.år], column) for one in (before, after))
        known = first is not None and last is not None
        cells.append(Formula(f"={there}-{here}", float(last - first), SIGNED) if known else None)
    return [*cells, None]


def _drawn(row: YearRow | None, places: dict[int, int]) -> tuple[Formula | None, Formula | None]:
    """Link a year's deviation and target for the chart."""
    if row is None:
        return None, None
    values = {DEVIATION_AT: row.avvikelse_tkr, TARGET_AT: row.mål_tkr}
    first, second = (
        None if value is None else Formula(f"={cell_name(places[row.år], column)}", float(value))
        for column, value in values.items()
    )
    return first, second


def _message(rows: Sequence[YearRow]) -> str:
    """Say which year deviated most."""
    known = [row for row in rows if row.avvikelse_tkr is not None]
    if not known:
        return "ingen är känd"
    worst = min(known, key=lambda row: row.avvikelse_tkr or Decimal(0))
    if len(known) == 1 or not (worst.avvikelse_tkr or 0) < 0:
        return f"{result_word(float(known[-1].avvikelse_tkr or 0))} {known[-1].år}"
    return f"störst underskott {worst.år}"


def _bridge(sheet: Sheet, pair: tuple[int, int], at: int, desk: Desk) -> bool:
    """Write the steps between two years' net costs, what the report says in the first bridge; tell if there are any."""
    since, year = pair
    sheet.subtitle(f"Nettokostnaden {since} till {year}")
    try:
        steps = bridge_steps(desk.folder, year, since)
    except AnalysisError as error:
        sheet.text(why(error))
        sheet.row += 1
        return False
    _steps(sheet, f"Steg{since}_{year}", steps, (_SHORT if at else _LONG), desk)
    return True


def _steps(sheet: Sheet, name: str, steps: Sequence[Step], most: int, desk: Desk) -> int:
    """Write steps that sum exactly as live formulas; return the row of the first."""
    first = sheet.row + 1
    last = first + len(steps) - 1
    rows = list[list[Cell]]()
    for row, step in enumerate(steps, first):
        text = f"={cell_name(last, 1)}-SUM({cell_range(first, row - 1, 1)})"
        if step.slag != REST and step.formel:
            found = desk.live.formula(step.formel, float(step.effekt_tkr), "tkr", decimals=0)
            text = found.text if found else text
        cell = Formula(text, float(step.effekt_tkr), MONEY if step.slag in {START, END, *NEUTRAL} else None)
        rows.append([step.post, cell, step.tal, step.orsak, _source(step, desk), _said(step, most)])
    sheet.table(name, columns_of(_STEPS), rows, [0, len(rows) - 1])
    return first


def _said(step: Step, most: int) -> str:
    """Write what the report says of a step; of the rest, between what it lies."""
    if step.lägst_tkr is not None and step.högst_tkr is not None:
        ends = " och ".join(tkr(float(end), signed=True) for end in (step.lägst_tkr, step.högst_tkr))
        return f"Mellan {ends}: {uncapital(step.skäl)}"
    if step.slag == RESTATED:
        return step.skäl
    return brief(step.skäl, most) if most else ""


def _source(step: Step, desk: Desk) -> Cell:
    """Lead to the first figure of a step, by the line that it is printed on."""
    ids = [part for part in step.källa.split("; ") if part in desk.live.ledger.figures]
    if not ids and step.formel and step.slag != REST:
        ids = [part.name for part in references(parse_formula(step.formel))]
    found = cited(desk.live, report_names(desk.folder), ids[:1])
    for name in ids[1:]:  # every figure of the step has a cell
        cited(desk.live, {}, [name])
    return found


def _chain(sheet: Sheet, pair: tuple[int, int], desk: Desk) -> None:
    """Write the way from one deviation to the other: what the budget did, then the net cost as a whole."""
    since, year = pair
    sheet.subtitle(f"Avvikelsen mot budget {since} till {year}")
    try:
        steps = _gathered(adjust_steps(desk.folder, year, since), pair, desk)
    except AnalysisError as error:
        sheet.text(why(error))
        sheet.row += 1
        return
    _steps(sheet, f"Avvikelse{since}_{year}", steps, _NOTHING, desk)


def _gathered(steps: Sequence[Step], pair: tuple[int, int], desk: Desk) -> list[Step]:
    """Put the steps of the net cost, which stand in the bridge above, together as one."""
    since, year = pair
    net = {step.post for step in bridge_steps(desk.folder, year, since)}
    kept = [step for step in steps if step.post not in net]
    gone = [step for step in steps if step.post in net]
    change = compared(NET, since, year, desk.folder)
    value = half_up(change.difference.within(parse_unit("tkr"))[0])
    ids = "; ".join(dict.fromkeys((change.before.ids, change.after.ids)))
    whole = [Step("Nettokostnadens förändring", EFFECT, value, COMPUTED, källa=ids, formel=change.formula)]
    if left := sum((step.effekt_tkr for step in gone), Decimal(0)) - value:
        whole.append(Step("Avrundning", REST, left, COMPUTED))
    return [*kept[:-1], *whole, kept[-1]]
