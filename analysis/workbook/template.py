"""The workbook that a controller fills in: causes, measures, comments, figures, decisions and what else is added."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from analysis.csv_columns import Column
from analysis.csv_files import CsvFile
from analysis.csv_workbook import HEADS, SHEETS, WORKBOOK
from analysis.data_files import (
    BUDGETS,
    CAUSES,
    COMMENTS,
    CORRECTIONS,
    FIGURES,
    MEASURES,
    MIXES,
    PAYERS,
    PRINCIPLES,
    PROJECTS,
    SPLITS,
    SUBJECTS,
)
from analysis.errors import OutputError, fault
from analysis.explanations.audit.projects import printed_projects
from analysis.explanations.sensitivity import load_drivers
from analysis.files import whole_file
from analysis.intake.drafting import drafts
from analysis.ledger.crosswalk import load_crosswalk
from analysis.ledger.figures import DRIFT, load_cells
from analysis.ledger.quantities import KNOWN
from analysis.statements.folder import Data, Folder, opened
from analysis.statements.register import load_documents, load_tables

FILES = (
    CAUSES,
    MEASURES,
    COMMENTS,
    FIGURES,
    CORRECTIONS,
    SUBJECTS,
    SPLITS,
    BUDGETS,
    MIXES,
    PAYERS,
    PRINCIPLES,
    PROJECTS,
)
_ROWS = 500  # that have lists to choose from
_LISTS, _HELP = "Listor", "Läs mig"
_MOST = 32_000  # rows of a list
_TOLD = (
    "Fyll i bladen och lägg arbetsboken i datamappen under namnet " + WORKBOOK + ".",
    "En rad är en uppgift. Ändra inte rubrikerna på rad 1; tomma rader gör inget.",
    "Arbetsboken läses bredvid CSV-filerna: bådas rader gäller. En rad som står lika i båda räknas en gång.",
    "Säger de olika om samma sak stoppas läsningen, med båda ställena: ta bort den ena raden.",
    "Bara cellernas värden läses; formler räknas inte om.",
    "Skriv tal som de är tryckta: -1 234,5. Datum: 2026-03-01.",
    "Bladen Ämnen och Uppdelningar har utkast ur rapporterna. Ett utkast räknas när Utkast är godkänt, eller tomt.",
    "Ett utkast som inte ska användas får ordet avvisat i Utkast; då föreslås det inte igen.",
    "Kontrollera med: python -m analysis check --data MAPPEN",
)
_LONG = {"cause", "measure", "comment", "note", "reason", "formula", "section", "what", "line", "concept", "document"}
_LONG |= {"split", "cost", "quantity", "price", "decision", "acts_on", "responsible", "mix", "form", "payer"}
_LONG |= {"how", "source", "project"}


class _List(NamedTuple):
    """Values to choose from, and whether others are right too."""

    name: str
    values: list[str]
    is_open: bool = False


def write_template(path: str | Path, *, data: Data | None = None, board: str | None = None) -> Path:
    """Write a workbook with a sheet for each kind of thing that a controller adds, drafts, and lists to choose from.

    Parameters
    ----------
    path
        The workbook; a folder gets it under the name that it is read by.
    data, board
        The folder, and the board where it has several, whose reports, lines, concepts and columns the lists name.

    Returns
    -------
    Path
        The workbook.

    Raises
    ------
    DataError
        When the folder is wrong.
    OutputError
        When the file is there already, or cannot be written.
    """
    path = Path(path) / WORKBOOK if Path(path).is_dir() else Path(path)
    if path.exists():
        raise OutputError(fault("already-there", path))
    folder = opened(data, board)
    lists, waiting = _lists(folder), [(one.file, row) for one in drafts(data=folder) for row in one.rows]
    with whole_file(path) as place, xlsxwriter.Workbook(str(place), {"strings_to_formulas": False}) as book:
        bold, text = (
            book.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
            book.add_format({"num_format": "@"}),
        )
        sheet = book.add_worksheet(_HELP)
        sheet.set_column(0, 0, 110)
        for row, line in enumerate(_TOLD):
            sheet.write_string(row, 0, line)
        for file in FILES:
            sheet = book.add_worksheet(SHEETS[file.name])
            _write_sheet(sheet, file, lists, (bold, text))
            for at, one in enumerate((row for name, row in waiting if name == file.name), 1):
                sheet.write_row(at, 0, [one[name] for name in file.names], text)
        _write_lists(book.add_worksheet(_LISTS), lists, bold)
    return path


def _lists(folder: Folder) -> dict[str, _List]:
    """Gather what cells may name."""
    cells = load_cells(folder).known.values()
    lines = dict.fromkeys(cell.key.label for cell in cells if cell.key.kind == DRIFT)
    others = dict.fromkeys(
        cell.key.label if cell.key.kind == "volym" else f"{cell.key.kind}:{cell.key.label}"
        for cell in cells
        if cell.key.kind != DRIFT
    )
    concepts = sorted({entry.row["concept"] for entry in load_crosswalk(folder)})
    drivers = [row["driver"] for row in load_drivers(folder)]
    heads = [name for one in load_tables(folder) for table in one.tables for name in table.names]
    found = (
        _List("Rapporter", [str(name) for name in load_documents(data=folder)["id"]]),
        _List("Rader", [*lines]),
        _List("Rader, begrepp, volymer", [*dict.fromkeys([*lines, *concepts, *others])]),
        _List("Begrepp", concepts),
        _List("Projekt", [*dict.fromkeys(project for _, project in printed_projects(folder))]),
        _List("Verkar på", [*dict.fromkeys([*drivers, *lines, *concepts, *others])]),
        _List("Kolumner", [*dict.fromkeys(heads)]),
        _List("Enheter", [*KNOWN], is_open=True),
    )
    return {one.name: one for one in found}


def _list_of(file: CsvFile, column: Column, lists: dict[str, _List]) -> _List | None:
    """Return what a column is chosen from; None where it is written freely."""
    if column.kind.words:
        return _List("", list(column.kind.words))
    names = {"document": "Rapporter", "what": "Rader, begrepp, volymer", "column": "Kolumner", "unit": "Enheter"}
    names |= {"acts_on": "Verkar på", "project": "Projekt"}
    if file is COMMENTS:
        names["line"] = "Rader"
    if file is PAYERS:
        names["what"] = "Rader"
    if file is MIXES:
        names |= dict.fromkeys(("quantity", "price", "cost"), "Begrepp")
    found = lists.get(names.get(column.name, ""))
    # a heading or a sentence is neither, and the label of a line will do for a concept
    is_open = (file is SUBJECTS and column.name == "what") or file is MIXES
    return found._replace(is_open=is_open or found.is_open) if found else None


def _write_sheet(sheet: Any, file: CsvFile, lists: dict[str, _List], formats: Sequence[Any]) -> None:
    """Write the head of a sheet, and lists below it."""
    bold, text = formats
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(file.columns):
        sheet.set_column(at, at, 34 if column.name in _LONG else 14, text)
        sheet.write_string(0, at, HEADS[column.name], bold)
        chosen = _list_of(file, column, lists)
        if chosen is None or not chosen.values:
            continue
        place = list(lists).index(chosen.name) if chosen.name else -1
        last = min(len(chosen.values), _MOST) + 1
        source = f"={_LISTS}!${chr(65 + place)}$2:${chr(65 + place)}${last}" if chosen.name else chosen.values
        kind = "information" if chosen.is_open else "stop"
        told = {"error_title": "Finns inte i listan", "error_message": f"Välj ur listan för {HEADS[column.name]}."}
        sheet.data_validation(1, at, _ROWS, at, {"validate": "list", "source": source, "error_type": kind, **told})


def _write_lists(sheet: Any, lists: dict[str, _List], bold: Any) -> None:
    """Write what the lists are made of, one a column."""
    sheet.set_column(0, len(lists), 40)
    for at, one in enumerate(lists.values()):
        sheet.write_string(0, at, one.name, bold)
        for row, value in enumerate(one.values[:_MOST], 1):
            sheet.write_string(row, at, value)
