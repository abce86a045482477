"""The page Tal och prövning: how the figures were tested, and those that the pages use with where each is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from analysis.data_files import COMPUTED as COMPUTED_STATUS
from analysis.data_files import MISSING
from analysis.explanations.effects import COMPUTED, PRINTED
from analysis.ledger.figures import Figure
from analysis.ledger.ledger import load_ledger
from analysis.swedish import capital
from analysis.wording.sentences import TESTED
from analysis.workbook.cells import PLAIN, TEXT, YEAR, Cell, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import Allotted, Live, number
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.board.tested import write_tested
from analysis.workbook.sheets.board.told import report_names

NAME = TESTED
_VALUE_AT, _SOURCE_AT = 1, 6  # columns
_WIDTHS = (39.5, 8.8, 8.5, 8.5, 14, 7.7, 22, 60)
_FIGURES = {
    "Uppgift": TEXT, "Värde": "0", "År": YEAR, "Tal": TEXT, "Enhet": TEXT, "Rad": PLAIN, "Källa eller uträkning": TEXT,
    "Id": TEXT,
}  # fmt: skip
_ON_PAPER = len(_FIGURES) - 1  # columns


def open_figures(desk: Desk) -> None:
    """Let the figures of the ledger have cells below the tests, a row each once one is asked for."""
    import xlsxwriter

    ledger = load_ledger(desk.folder)
    scratch = replace(desk, book=xlsxwriter.Workbook(BytesIO()))  # to see how many rows stand above
    scratch.live = Live(ledger, Allotted(ledger, NAME, 0, _VALUE_AT))
    trial = scratch.page(NAME, _WIDTHS, printed=_ON_PAPER)
    _open(trial, scratch)
    desk.live = Live(ledger, Allotted(ledger, NAME, trial.row + 1, _VALUE_AT))


def figure_page(desk: Desk) -> None:
    """Write how the figures were tested, then those that the pages asked for, in that order."""
    sheet, live = desk.page(NAME, _WIDTHS, printed=_ON_PAPER), desk.live
    _open(sheet, desk)
    names = list(live.places.rows) if isinstance(live.places, Allotted) else []
    reports = report_names(desk.folder)
    rows = [_row(live.ledger.figures[name], live, sheet, reports) for name in names]
    columns = [one._replace(wraps=False) for one in columns_of(_FIGURES)]
    first = sheet.table("Tal", columns, rows, empty="Alla tal står på bladet Avvikelser.")
    if rows:
        sheet.keep_above(first, in_view=False)
    sheet.print_columns(_ON_PAPER)


def _open(sheet: Sheet, desk: Desk) -> None:
    """Write all that stands above the figures."""
    write_tested(sheet, desk)
    sheet.row -= 1
    sheet.subtitle("Tal: det som sidorna bygger på")
    sheet.text("Källan börjar med rapportens år; Rad är raden i dess text. Hela källan står i Bilaga, Uppgifter.")


def _row(figure: Figure, live: Live, sheet: Sheet, reports: Mapping[str, str]) -> list[Cell]:
    value = figure.value()
    cell: Cell = None
    if value is not None:
        cell = live.formula(figure.node, float(value), figure.unit) if figure.node else number(float(value))
    kinds = {COMPUTED_STATUS: COMPUTED, MISSING: MISSING}
    return [
        *(sheet.fitting(capital(figure.concept), 0, 0), cell, figure.year),
        *(kinds.get(figure.status, PRINTED), figure.unit, figure.spot()),
        *(sheet.fitting(_source(figure, live, reports), _SOURCE_AT, _SOURCE_AT), figure.id),
    ]


def _source(figure: Figure, live: Live, reports: Mapping[str, str]) -> str:
    """Write how a figure is computed, or in which section of which document it is printed."""
    if figure.node:
        return f"= {live.ledger.written(figure.node)}"
    report = reports.get(figure.document, figure.document)
    return f"{report}: {figure.section}" if figure.section else report
