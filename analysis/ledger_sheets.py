"""The sheets of the ledger: figures, claims, comparability; what is computed stands as live formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.board_sheets import columns_of
from analysis.claims import Claim, audit_claims, load_claims
from analysis.crosswalk import Entry, load_crosswalk, unknown_lines
from analysis.entries import COMPUTED, MISSING, Figure
from analysis.figures import load_ledger
from analysis.formulas import Node, spreadsheet
from analysis.frames import Record, records
from analysis.ledger import Ledger
from analysis.narrate import describe_claims
from analysis.numerals import decimals_of
from analysis.series import compare
from analysis.sheets import TEXT, YEAR, Cell, Formula, Number, Sheet, cell_name
from analysis.units import parse_unit

_FIGURES = {
    "Uppgift": TEXT, "Värde": "0", "Enhet": TEXT, "Osäkerhet ±": "0", "Uträkning": TEXT, "Källa": TEXT,
    "Anmärkning": TEXT, "Period": TEXT, "Id": TEXT,
}  # fmt: skip
_CLAIMS = {
    "Påstående": TEXT, "Ska vara": TEXT, "Påstått": "0", "Beräknat": "0", "Skillnad": "0", "Tolerans": "0",
    "Enhet": TEXT, "Utslag": TEXT, "Antagande": TEXT, "Utan antagande": "0", "Uträkning": TEXT,
    "Anmärkning": TEXT, "Källa": TEXT,
}  # fmt: skip
_STATED, _COMPUTED, _VERDICT = 2, 3, 7  # columns of the sheet of claims
_SERIES = {
    "Begrepp": TEXT, "År": YEAR, "Värde": "0", "Enhet": TEXT, "Osäkerhet ±": "0", "Jämförbarhet": TEXT, "Skäl": TEXT,
    "Mått": TEXT, "Uträkning": TEXT, "Källa": TEXT,
}  # fmt: skip
_UNKNOWN = {
    "Rad i driftredovisningen": TEXT,
    "År": YEAR,
    "Rad i källfilen": "0",
    "Dokument": TEXT,
    "Närmast kända": TEXT,
}
_RELATIONS = {"lika": "lika med", "större": "större än", "mindre": "mindre än", "minst": "minst", "högst": "högst"}
_VALUE_AT = 1  # the column of values on the sheet of figures
_GROUPS = ("Beräknade uppgifter", "Tryckta i text och indikatorer", "Tryckta i tabeller", "Saknas i källorna")
Places = Mapping[str, str]  # the cell that holds each figure, by id


def figure_sheet(book: Any, footer: str, data: Path, elsewhere: Places) -> Places:
    """Write all figures; those that have a cell on another sheet are linked to it.

    Parameters
    ----------
    book, footer, data
        The workbook, the foot of its pages, and the folder that holds the register.
    elsewhere
        The cells of figures that are written on other sheets, by id.

    Returns
    -------
    Mapping[str, str]
        The cell of each figure that has a value, by id, for formulas on any sheet.
    """
    widths = (40, 11, 14, 11, 44, 34, 34, 14, 40)
    sheet = Sheet(book, "Uppgifter", widths, footer=footer, landscape=True)
    ledger = load_ledger(data)
    sheet.title(
        "Uppgifter: varje tal, dess uträkning och dess källa",
        "Beräknade tal är levande formler över tryckta. Osäkerheten är vad avrundningen i tryck kan ha flyttat talet.",
        "Tryckta tal har rapportens tecken; i beräknade är kostnader negativa. Antal är exakta. Tomt värde: saknas.",
        "Kolumnerna Period och Id skrivs inte ut.",
    )
    groups = {name: [one for one in ledger.figures.values() if _group(one) == name] for name in _GROUPS}
    rows = _rows({name: figures for name, figures in groups.items() if figures}, sheet.row)
    places = {name: sheet.place(row, _VALUE_AT, fixed=True) for name, row in rows.items()}
    for at, (name, figures) in enumerate((name, figures) for name, figures in groups.items() if figures):
        sheet.subtitle(name)
        lines = [_figure_row(figure, ledger, places, elsewhere) for figure in figures]
        first = sheet.table(f"Uppgifter{at + 1}", columns_of(_FIGURES), lines)
        if not at:
            sheet.keep_above(first)
    sheet.print_columns(len(widths) - 2)
    return places


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


def _figure_row(figure: Figure, ledger: Ledger, places: Places, elsewhere: Places) -> list[Cell]:
    value, tolerance = figure.value(), figure.tolerance()
    cell: Cell = None
    if value is not None:
        cell = _number(float(value))
        if figure.node:
            cell = _live(figure.node, float(value), figure.unit, ledger, places)
        elif figure.id in elsewhere:
            cell = Formula(f"={elsewhere[figure.id]}", float(value), _format(float(value)))
    place = ledger.sources(figure.node) if figure.node else {"dokument": figure.document, "avsnitt": figure.section}
    return [
        *(figure.name, cell, figure.unit, None if tolerance is None else _number(float(tolerance))),
        ledger.written(figure.node) if figure.node else "",
        *(_source(place, figure.line), figure.note, figure.period, figure.id),
    ]


def _source(place: Mapping[str, str], line: int | None = None) -> str:
    """Write document, section and line in the source file."""
    parts = [place["dokument"], place["avsnitt"], f"rad {line}" if line else ""]
    return ", ".join(part for part in parts if part)


def _live(node: Node, value: float | None, unit: str, ledger: Ledger, places: Places) -> Formula | None:
    """Write a formula of the ledger as one of the spreadsheet, with the value that it gives; none without a value."""
    if value is None or pd.isna(value):
        return None

    def cell(name: str) -> str:
        factor = parse_unit(ledger.figures[name].unit).factor
        return places[name] if factor == 1 else f"({places[name]}*{factor:f})"

    factor = parse_unit(unit).factor
    text = spreadsheet(node, cell)
    return Formula(f"={text}" if factor == 1 else f"=({text})/{factor:f}", value, _format(value))


def _number(value: float | None) -> Cell:
    return None if value is None or pd.isna(value) else Number(value, _format(value))


def _format(value: float) -> str:
    number = f"#,##0.{'0' * decimals_of(value)}".rstrip(".")
    return f"{number};\u2212{number};0"


def claim_sheet(book: Any, footer: str, data: Path, places: Places) -> str:
    """Write all claims with verdicts; return the range of the verdicts for formulas on other sheets."""
    widths = (34, 11, 10, 10, 10, 10, 13, 13, 20, 11, 32, 30, 24)
    sheet = Sheet(book, "Påståenden", widths, footer=footer, landscape=True)
    ledger, claims = load_ledger(data), load_claims(data)
    audit = records(audit_claims(data))
    sheet.title(
        "Påståenden: rapporternas egna uppgifter prövade",
        describe_claims(data),
        "Påståendena är återgivna med våra ord; det påstådda talet står i Påstått. Skillnad är påstått minus beräknat.",
        "Stämmer: så avrundas talet. Avrundning: ryms i vad avrundningen och ordalaget kan ge. Avviker: större.",
        "Kan inte prövas: ett tal som behövs är inte tryckt. Antagande: krävs för att det ska gå ihop.",
    )
    first = sheet.row + 1
    pairs = enumerate(zip(audit, claims, strict=True), first)
    rows = [_claim_row(row, claim, at, (ledger, places)) for at, (row, claim) in pairs]
    sheet.table("Påståendelista", columns_of(_CLAIMS), rows)
    sheet.keep_above(first)
    last = first + max(len(rows), 1) - 1
    return f"'{sheet.name}'!{cell_name(first, _VERDICT, fixed=True)}:{cell_name(last, _VERDICT, fixed=True)}"


def _claim_row(row: Record, claim: Claim, at: int, book: tuple[Ledger, Places]) -> list[Cell]:
    """Write what was claimed, what it comes to and the difference as live formulas."""
    used = claim.assumed if row["antagande"] and claim.assumed else claim.formula
    nodes = {"påstått": claim.claimed, "beräknat": used, "utan_antagande": claim.formula}
    stated, computed, literal = (_live(node, row[name], row["enhet"], *book) for name, node in nodes.items())
    text = f"={cell_name(at, _STATED)}-{cell_name(at, _COMPUTED)}"
    gap: Cell = None if pd.isna(row["skillnad"]) else Formula(text, row["skillnad"], _format(row["skillnad"]))
    how = row["ordalag"] if row["relation"] == "lika" and row["ordalag"] != "exakt" else _RELATIONS[row["relation"]]
    missing = f"Saknas: {row['saknas']}." if row["saknas"] and not row["antagande"] else ""
    return [
        *(row["påstående"], how, stated, computed, gap, _number(row["tolerans"]), row["enhet"], row["utslag"]),
        *(row["antagande"], literal, row["uträkning"]),
        *(" ".join(text for text in (missing, row["anmärkning"]) if text), _source(row)),
    ]


def series_sheet(book: Any, footer: str, data: Path, places: Places) -> None:
    """Write every concept year by year, with whether the years may stand side by side and why not."""
    widths = (30, 6, 11, 14, 11, 13, 44, 26, 34, 32)
    sheet = Sheet(book, "Jämförbarhet", widths, footer=footer, landscape=True)
    ledger = load_ledger(data)
    sheet.title(
        "Jämförbarhet: vilka år som mäter samma sak",
        "Jämförbar: samma mått. Delvis: skälet säger vad som skiljer. Ej jämförbar: ställ inte åren mot varandra.",
        "Två år med samma mått kan jämföras med varandra även där båda är delvis. Kostnader är negativa.",
    )
    entries = {(entry.row["concept"], entry.year): entry for entry in load_crosswalk(data)}
    rows = list[list[Cell]]()
    for concept in dict.fromkeys(concept for concept, _ in entries):
        years = [year for name, year in entries if name == concept]
        for row in records(compare(concept, range(min(years), max(years) + 1), data)):
            rows.append(_series_cells(row, entries.get((concept, row["år"])), ledger, places))
    first = sheet.table("Begrepp", columns_of(_SERIES), rows)
    sheet.keep_above(first)
    lines = records(unknown_lines(data))
    if lines:
        sheet.subtitle("Rader i driftredovisningen som inget begrepp mäter")
        names = ("post", "år", "rad", "dokument", "närmast_kända")
        sheet.table("OkändaRader", columns_of(_UNKNOWN), [[line[name] for name in names] for line in lines])


def _series_cells(row: Record, entry: Entry | None, ledger: Ledger, places: Places) -> list[Cell]:
    value = _live(entry.node, row["värde"], row["enhet"], ledger, places) if entry else None
    names = ("jämförbarhet", "skäl", "mått", "uträkning")
    own = [row["begrepp"], row["år"], value, row["enhet"], _number(row["tolerans"])]
    return [*own, *(row[name] for name in names), _source(row)]
