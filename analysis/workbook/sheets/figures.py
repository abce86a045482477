"""The sheets Uppgifter and Jämförbarhet: every figure, every concept; what is computed stands as live formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.data_files import COMPUTED, MISSING
from analysis.explanations.audit.principles import Principle, load_principles
from analysis.frames import Record, records
from analysis.ledger.compare import compare, unknown_lines
from analysis.ledger.crosswalk import Entry, load_crosswalk
from analysis.ledger.figures import Figure
from analysis.ledger.ledger import load_ledger
from analysis.ledger.places import report_place
from analysis.statements.folder import Folder
from analysis.swedish import capital
from analysis.workbook.cells import TEXT, YEAR, Cell, Formula, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live, Places, number, number_format, source_text

FIGURES, SERIES = "Uppgifter", "Jämförbarhet"
_FIGURES = {
    "Uppgift": TEXT, "Värde": "0", "Enhet": TEXT, "Osäkerhet ±": "0", "Uträkning": TEXT, "Källa": TEXT,
    "Anmärkning": TEXT, "Period": TEXT, "Id": TEXT,
}  # fmt: skip
_SERIES = {
    "Begrepp": TEXT, "År": YEAR, "Värde": "0", "Enhet": TEXT, "Osäkerhet ±": "0", "Jämförbarhet": TEXT, "Skäl": TEXT,
    "Källa": TEXT, "Mått": TEXT, "Uträkning": TEXT,
}  # fmt: skip
_UNKNOWN = {
    "Rad i driftredovisningen": TEXT,
    "År": YEAR,
    "Rad": "0",
    "Dokument": TEXT,
    "Närmast kända": TEXT,
}
_PRINCIPLES = {
    "Princip": TEXT, "Från": YEAR, "Till": YEAR, "Rapport": TEXT, "Avsnitt": TEXT, "Rad": "0", "Hur": TEXT,
    "Uppgift från": TEXT,
}  # fmt: skip
_VALUE_AT = 1  # the column of values on the sheet of figures
_GROUPS = ("Beräknade uppgifter", "Tryckta i text och indikatorer", "Tryckta i tabeller", "Saknas i källorna")


def figure_sheet(desk: Desk) -> None:
    """Write all figures, those that have a cell on another sheet linked to it; from here on the ledger has cells."""
    widths = (42, 11, 14, 11, 46, 36, 34, 14, 40)
    sheet, ledger = desk.sheet(FIGURES, widths), load_ledger(desk.folder)
    sheet.title(
        "Uppgifter: varje tal, dess uträkning och dess källa",
        "Beräknade tal är levande formler. Osäkerhet: så mycket kan rapportens avrundning ha ändrat talet.",
        "Tryckta tal har rapportens tecken; i beräknade är kostnader negativa. Antal är exakta. Tomt värde: saknas.",
        "Kolumnerna Period och Id skrivs inte ut.",
    )
    groups = {name: [one for one in ledger.figures.values() if _group(one) == name] for name in _GROUPS}
    rows = _rows({name: figures for name, figures in groups.items() if figures}, sheet.row)
    places = {name: sheet.place(row, _VALUE_AT, fixed=True) for name, row in rows.items()}
    live = desk.live = Live(ledger, places)
    for at, (name, figures) in enumerate((name, figures) for name, figures in groups.items() if figures):
        sheet.subtitle(name)
        lines = [_figure_row(figure, live, desk.cells) for figure in figures]
        first = sheet.table(f"Uppgifter{at + 1}", columns_of(_FIGURES), lines)
        if not at:
            sheet.keep_above(first)
    sheet.print_columns(len(widths) - 2)


def _group(figure: Figure) -> str:
    if figure.status in {COMPUTED, MISSING}:
        return _GROUPS[0] if figure.status == COMPUTED else _GROUPS[3]
    return _GROUPS[1] if figure.line is None else _GROUPS[2]


def _rows(groups: Mapping[str, Sequence[Figure]], start: int) -> dict[str, int]:
    """Tell the row that each figure will stand in: a heading and a table head above each group, a row between."""
    rows, row = dict[str, int](), start
    for figures in groups.values():
        row += 2
        rows |= {figure.id: row + at for at, figure in enumerate(figures)}
        row += len(figures) + 1
    return rows


def _figure_row(figure: Figure, live: Live, elsewhere: Places) -> list[Cell]:
    value, tolerance = figure.value(), figure.tolerance()
    cell: Cell = None
    if value is not None:
        cell = number(float(value))
        if figure.node:
            cell = live.formula(figure.node, float(value), figure.unit)
        elif figure.id in elsewhere:
            cell = Formula(f"={elsewhere[figure.id]}", float(value), number_format(float(value)))
    place = (
        live.ledger.sources(figure.node) if figure.node else {"dokument": figure.document, "avsnitt": figure.section}
    )
    return [
        *(figure.name, cell, figure.unit, None if tolerance is None else number(float(tolerance))),
        live.ledger.written(figure.node) if figure.node else "",
        *(source_text(place, figure.place), figure.note, figure.period, figure.id),
    ]


def series_sheet(desk: Desk) -> None:
    """Write every concept year by year, with whether the years may stand side by side and why not."""
    widths = (27, 7, 10, 14, 10, 13, 40, 28, 26, 34)
    sheet, folder, live = desk.sheet(SERIES, widths), desk.folder, desk.live
    entries = {(entry.row["concept"], entry.year): entry for entry in load_crosswalk(folder)}
    is_untried = any(not entry.is_written for entry in entries.values())
    by_label = ["Inte prövad: åren står under samma benämning; om de mäter samma sak är inte prövat."] * is_untried
    sheet.title(
        "Jämförbarhet: vilka år som mäter samma sak",
        "Jämförbar: samma mått. Delvis: skälet säger vad som skiljer. Ej jämförbar: ställ inte åren mot varandra.",
        "Två år med samma mått kan jämföras med varandra även där båda är delvis. Kostnader är negativa.",
        "Kolumnerna Mått och Uträkning skrivs inte ut.",
        *by_label,
    )
    rows = list[list[Cell]]()
    for concept in dict.fromkeys(concept for concept, _ in entries):
        years = [year for name, year in entries if name == concept]
        for row in records(compare(concept, range(min(years), max(years) + 1), data=folder)):
            rows.append(_series_cells(row, entries.get((concept, row["år"])), live))
    first = sheet.table("Begrepp", columns_of(_SERIES), rows, empty="Inga begrepp är registrerade.")
    sheet.keep_above(first)
    lines = records(unknown_lines(data=folder))
    if lines:
        sheet.subtitle("Rader i driftredovisningen som inget begrepp mäter")
        rows = [_unknown_row(line, folder) for line in lines]
        sheet.table("OkändaRader", columns_of(_UNKNOWN), rows)
    if known := load_principles(folder):
        sheet.subtitle("Principer som kostnaderna är redovisade enligt")
        sheet.table("Principer", columns_of(_PRINCIPLES), [_principle_row(one) for one in known])
    sheet.print_columns(len(widths) - 2)


def _principle_row(one: Principle) -> list[Cell]:
    return [
        *(capital(one.vad), one.första_år, one.sista_år, one.dokument, one.avsnitt, one.rad),
        *(one.hur, one.uppgift_från),
    ]


def _unknown_row(line: Record, folder: Folder) -> list[Cell]:
    at = report_place(folder, line["dokument"], line["rad"])
    return [line["post"], line["år"], at, line["dokument"], line["närmast_kända"]]


def _series_cells(row: Record, entry: Entry | None, live: Live) -> list[Cell]:
    value = live.formula(entry.node, row["värde"], row["enhet"]) if entry else None
    own = [row["begrepp"], row["år"], value, row["enhet"], number(row["tolerans"])]
    return [*own, row["jämförbarhet"], row["skäl"], source_text(row), row["mått"], row["uträkning"]]
