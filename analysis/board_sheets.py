"""The sheets behind the first page: operating statements, checks, sources, what the reader decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.checks import reconcile
from analysis.frames import Record, records
from analysis.load import load_drift
from analysis.narrate import describe_checks
from analysis.numerals import NO_BREAK_SPACE
from analysis.registry import load_documents, load_tables
from analysis.sheets import MONEY, PLAIN, SIGNED, TEXT, YEAR, Cell, Column, Formula, Sheet, cell_name
from analysis.sums import Placed, place_sums

QUANTITIES = ("utfall_tkr", "budget_tkr", "avvikelse_tkr")
OUTCOME, BUDGET, COMPUTED, STATED = 3, 4, 5, 6  # columns of a drift sheet; the last two are deviations
PRINTED = dict(zip(QUANTITIES, (OUTCOME, BUDGET, STATED), strict=True))
_DRIFT = {
    "Post": TEXT,
    "Slag": TEXT,
    "Del av": TEXT,
    "Utfall, tkr": MONEY,
    "Budget, tkr": MONEY,
    "Avvikelse, tkr (beräknad)": SIGNED,
    "Avvikelse, tkr (tryckt)": SIGNED,
    "Skillnad, tkr": SIGNED,
    "Rad i källfilen": PLAIN,
}
_SUMS = {
    "Summa": TEXT,
    "Slag": TEXT,
    "Del av": TEXT,
    "Utfall, tkr": MONEY,
    "Budget, tkr": MONEY,
    "Avvikelse, tkr": SIGNED,
}
_CHECKS = {
    "År": YEAR,
    "Post": TEXT,
    "Kontroll": TEXT,
    "Storhet": TEXT,
    "Beräknat, tkr": MONEY,
    "Tryckt, tkr": MONEY,
    "Skillnad, tkr": SIGNED,
    "Utslag": TEXT,
    "Tolerans, tkr": "0.0",
    "Toleransens grund": TEXT,
    "Uträkning": TEXT,
    "Källa": TEXT,
}
_COMPUTED_AT, _PRINTED_AT, _VERDICT_AT = 4, 5, 7  # columns of the sheet of checks
_SOURCES = {"Dokument": TEXT, "Titel": TEXT, "Utgivare": TEXT, "År": YEAR, "Fil": TEXT, "sha256": TEXT, "Saknas": TEXT}


class DriftPlaces(NamedTuple):
    """A year's operating statement in the workbook.

    Attributes
    ----------
    sheet
        The year's sheet.
    rows
        The row of each line, by its line in the source.
    rests
        The row of what a line holds beyond its printed parts, by the same.
    stated
        The lines of the source whose deviation is printed.
    """

    sheet: Sheet
    rows: dict[int, int]
    rests: dict[int, int]
    stated: frozenset[int]

    def cells(self, line: int, *, rest: bool = False) -> list[str]:
        """Name the cells of outcome, budget and deviation of a line, or of what it holds beyond its parts."""
        row = self.rests[line] if rest else self.rows[line]
        deviation = STATED if line in self.stated and not rest else COMPUTED
        return [self.sheet.place(row, column) for column in (OUTCOME, BUDGET, deviation)]


def columns_of(kinds: dict[str, str]) -> list[Column]:
    """Return the columns of a table from their headings and number formats."""
    return [Column(heading, number_format) for heading, number_format in kinds.items()]


def drift_sheet(book: Any, year: int, footer: str, data: Path) -> DriftPlaces:
    """Write a year's operating statement as printed, with its deviations and sums as live formulas."""
    frame = load_drift(data)
    lines = records(frame[frame["år"] == year])
    sheet = Sheet(book, f"Drift {year}", (38, 10, 12, 13, 13, 13, 13, 12, 10), footer=footer, landscape=True)
    sheet.title(
        f"Driftredovisning {year}",
        f"Källa: {lines[0]['dokument']}, avsnitt {lines[0]['avsnitt']}. Belopp i tkr.",
        "Minus är kostnad, i avvikelser underskott. Avvikelse = utfall − budget; skillnad = tryckt − beräknad.",
    )
    first = sheet.row + 1
    totals = [at for at, line in enumerate(lines) if line["slag"] == "summa"]
    rows = [_drift_row(line, first + at) for at, line in enumerate(lines)]
    sheet.table(f"Drift{year}", columns_of(_DRIFT), rows, totals)
    sheet.keep_above(first)
    stated = frozenset(line["rad"] for line in lines if not pd.isna(line["avvikelse_tkr"]))
    places = DriftPlaces(sheet, {line["rad"]: first + at for at, line in enumerate(lines)}, {}, stated)
    placed = [(one, one.lines[one.found.total, ""]) for one in place_sums(data) if one.kind == "drift"]
    sums = [one for one, total in placed if (total["dokument"], total["år"]) == (lines[0]["dokument"], year)]
    if sums:
        sheet.subtitle("Summorna omräknade")
        groups = [_sum_rows(one, places.rows) for one in sums]
        first = sheet.table(f"Summor{year}", columns_of(_SUMS), [row for group in groups for row in group])
        places.rests.update({one.lines[one.found.total, ""]["rad"]: first + 3 * at + 2 for at, one in enumerate(sums)})
    return places


def _drift_row(line: Record, row: int) -> list[Cell]:
    utfall, budget, printed = (line[name] for name in QUANTITIES)
    outcome, planned, stated = (cell_name(row, PRINTED[name]) for name in QUANTITIES)
    deviation: Cell = None
    difference: Cell = None
    if not pd.isna([utfall, budget]).any():
        deviation = Formula(f"={outcome}-{planned}", utfall - budget)
        if not pd.isna(printed):
            difference = Formula(f"={stated}-{cell_name(row, COMPUTED)}", printed - (utfall - budget))
    return [line["post"], line["slag"], line["förälder"], utfall, budget, deviation, printed, difference, line["rad"]]


def _sum_rows(placed: Placed, rows: dict[int, int]) -> list[list[Cell]]:
    """Write a sum as computed from its lines, as printed, and the difference."""
    found, whole = placed.found, placed.lines[placed.found.total, ""]
    parts = [(placed.lines[part.post, part.parent], part.weight) for part in found.parts]
    computed, printed, difference = list[Cell](), list[Cell](), list[Cell]()
    for name in QUANTITIES:
        terms = _terms([(rows[line["rad"]], weight) for line, weight in parts], PRINTED[name])
        value = sum(line[name] * weight for line, weight in parts if not pd.isna(line[name]))
        total = cell_name(rows[whole["rad"]], PRINTED[name])
        computed.append(Formula(f"={terms}", value))
        printed.append(None if pd.isna(whole[name]) else Formula(f"={total}", whole[name]))
        difference.append(None if pd.isna(whole[name]) else Formula(f"={total}-({terms})", whole[name] - value))
    rest = "övrigt (beräknat)" if found.relation == "högst" else "skillnad, tryckt − beräknad"
    kinds = {f"beräknad summa av {len(parts)} rader": computed, "tryckt": printed, rest: difference}
    return [[f"{whole['post']}, {kind}", whole["slag"], whole["förälder"], *cells] for kind, cells in kinds.items()]


def _terms(parts: Sequence[tuple[int, int]], column: int) -> str:
    """Write a sum of cells; cells in a row without weights become a range."""
    places = [row for row, _ in parts]
    if all(weight == 1 for _, weight in parts) and places == list(range(places[0], places[-1] + 1)):
        return f"SUM({cell_name(places[0], column)}:{cell_name(places[-1], column)})"
    terms = "".join(f"{'+' if weight > 0 else '-'}{cell_name(row, column)}" for row, weight in parts)
    return terms.removeprefix("+")


def check_sheet(book: Any, footer: str, data: Path) -> str:
    """Write all checks; return the range of their verdicts for formulas on other sheets."""
    widths = (6, 36, 32, 17, 12, 12, 11, 14, 10, 29, 46, 44)
    sheet = Sheet(book, "Kontroller", widths, footer=footer, landscape=True)
    checks = records(reconcile(data).sort_values("år", kind="stable"))
    sheet.title(
        "Kontroller: tryckta summor och avvikelser omräknade",
        describe_checks(None, data),
        "Avrundning: skillnaden ryms i vad avrundning kan ge (ett litet tryckfel kan rymmas i den). Avviker: större.",
        "Rader som lästs med hjälp av utfall − budget = avvikelse (se Läsning) prövas oberoende bara av summorna.",
    )
    first = sheet.row + 1
    sheet.table("Kontrollista", columns_of(_CHECKS), [_check_row(one, first + at) for at, one in enumerate(checks)])
    sheet.keep_above(first)
    last = first + max(len(checks), 1) - 1
    return f"'{sheet.name}'!{cell_name(first, _VERDICT_AT, fixed=True)}:{cell_name(last, _VERDICT_AT, fixed=True)}"


def _check_row(check: Record, row: int) -> list[Cell]:
    difference: Cell = None
    if not pd.isna(check["skillnad_tkr"]):
        text = f"={cell_name(row, _PRINTED_AT)}-{cell_name(row, _COMPUTED_AT)}"
        difference = Formula(text, check["skillnad_tkr"])
    scope = "" if check["omfattning"] == "årets" else f" ({check['omfattning']})"
    numbers = [check["beräknat_tkr"], check["tryckt_tkr"], difference]
    grounds = [check[name] for name in ("utslag", "tolerans_tkr", "toleransens_grund", "uträkning")]
    # a number stays on one line
    grounds[-1] = re.sub(r"(?<=\d) (?=\d{3})", NO_BREAK_SPACE, grounds[-1])
    source = f"{check['dokument']} rad {check['rad']}, {check['avsnitt']}"
    return [check["år"], f"{check['post']}{scope}", check["kontroll"], check["storhet"], *numbers, *grounds, source]


def source_sheet(book: Any, footer: str, data: Path) -> None:
    """Write which documents the figures come from, and what those lack."""
    sheet = Sheet(book, "Källor", (22, 36, 22, 8, 33, 42, 56), footer=footer, landscape=True)
    sheet.title(
        "Källor",
        "Varje siffra i arbetsboken är tryckt i något av dessa dokument eller beräknad ur tryckta siffror.",
        "Uppgifter visar alla tal med avsnitt; för tal ur tabeller också raden i källfilen.",
    )
    names = ("id", "title", "publisher", "year", "file", "sha256", "missing")
    rows = [[row[name] for name in names] for row in records(load_documents(data))]
    sheet.keep_above(sheet.table("Dokument", columns_of(_SOURCES), rows))


def reading_sheet(book: Any, footer: str, data: Path) -> None:
    """Write what the reader of the tables had to decide, and where it is in doubt."""
    sheet = Sheet(book, "Läsning", (22, 44, 90), footer=footer, landscape=True)
    sheet.title(
        "Läsning: tolkningar vid inläsningen",
        "Där tryckta siffror kan delas på flera sätt avgör en kontrollräkning. Om tvivel kvarstår utelämnas siffrorna.",
    )
    notes = [
        [one.document["id"], table.title, note]
        for one in load_tables(data)
        for table in one.tables
        for note in table.notes
    ]
    sheet.keep_above(sheet.table("Anmärkningar", [Column("Dokument"), Column("Tabell"), Column("Anmärkning")], notes))
