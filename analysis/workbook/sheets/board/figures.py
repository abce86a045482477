"""The page Tal och prövning: how the figures were tested, and those that the pages use with where each is printed."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from analysis.data_files import COMPUTED as COMPUTED_STATUS
from analysis.data_files import MISSING
from analysis.explanations.effects import COMPUTED, PRINTED
from analysis.ledger.figures import Figure
from analysis.ledger.ledger import load_ledger
from analysis.swedish import capital
from analysis.workbook.cells import PLAIN, TEXT, YEAR, Cell, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import Allotted, Live, number
from analysis.workbook.sheets.board.tested import write_tested

NAME = "Tal och prövning"
_VALUE_AT = 1  # the column of values
_WIDTHS = (45, 9.5, 9, 9, 10.5, 8, 18, 60)
_FIGURES = {
    "Uppgift": TEXT, "Värde": "0", "År": YEAR, "Tal": TEXT, "Enhet": TEXT, "Rad": PLAIN, "Källa eller uträkning": TEXT,
    "Id": TEXT,
}  # fmt: skip
_ON_PAPER = len(_FIGURES) - 1  # columns


def open_figures(desk: Desk) -> None:
    """Let the figures of the ledger have cells below the tests, a row each once one is asked for."""
    import xlsxwriter

    ledger = load_ledger(desk.folder)
    scratch = replace(desk, book=xlsxwriter.Workbook(BytesIO()))  # to see how many rows the tests take
    scratch.live = Live(ledger, Allotted(ledger, NAME, 0, _VALUE_AT))
    trial = scratch.page(NAME, _WIDTHS, printed=_ON_PAPER)
    write_tested(trial, scratch)
    desk.live = Live(ledger, Allotted(ledger, NAME, trial.row + 2, _VALUE_AT))


def figure_page(desk: Desk) -> None:
    """Write how the figures were tested, then those that the pages asked for, in that order."""
    sheet, live = desk.page(NAME, _WIDTHS, printed=_ON_PAPER), desk.live
    write_tested(sheet, desk)
    sheet.row -= 1
    sheet.subtitle("Tal: det som sidorna bygger på")
    sheet.text(
        "Rad är raden i rapportens text. Hela uträkningen och samma id finns i Bilaga för granskning, Uppgifter."
    )
    names = list(live.places.rows) if isinstance(live.places, Allotted) else []
    rows = [_row(live.ledger.figures[name], live) for name in names]
    columns = [one._replace(wraps=False) for one in columns_of(_FIGURES)]
    first = sheet.table("Tal", columns, rows, empty="Alla tal står på bladet Avvikelser.")
    if rows:
        sheet.keep_above(first, in_view=False)
    sheet.print_columns(_ON_PAPER)


def _row(figure: Figure, live: Live) -> list[Cell]:
    value = figure.value()
    cell: Cell = None
    if value is not None:
        cell = live.formula(figure.node, float(value), figure.unit) if figure.node else number(float(value))
    kinds = {COMPUTED_STATUS: COMPUTED, MISSING: MISSING}
    return [
        *(capital(figure.concept), cell, figure.year, kinds.get(figure.status, PRINTED), figure.unit),
        *(figure.report_line, _source(figure, live), figure.id),
    ]


def _source(figure: Figure, live: Live) -> str:
    """Write how a figure is computed, or in which section of which document it is printed."""
    if figure.node:
        return f"= {live.ledger.written(figure.node)}"
    return f"{figure.section}, {figure.document}" if figure.section else figure.document
