"""The sheets Driftredovisning: each year's operating statement as printed, with what follows from it live."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.explanations.deviations import years
from analysis.frames import Record, records
from analysis.ledger.figures import DRIFT
from analysis.ledger.ledger import load_ledger
from analysis.ledger.places import report_place
from analysis.statements.folder import Folder
from analysis.statements.load import load_drift
from analysis.statements.sums import Placed, place_sums
from analysis.swedish import listed
from analysis.vocabulary.periods import is_forecast, is_whole_year
from analysis.workbook.cells import (
    MONEY,
    PLAIN,
    SIGNED,
    TEXT,
    Cell,
    Formula,
    Term,
    added_up,
    cell_name,
    columns_of,
)
from analysis.workbook.desk import BUDGET, COMPUTED, OUTCOME, QUANTITIES, STATED, Desk, DriftPlaces
from analysis.workbook.live import less, summed_lines

NAME = "Driftredovisning {}"
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
    "Rad": PLAIN,
    "Rad i utdraget": PLAIN,
}
_SUMS = {
    "Summa": TEXT,
    "Slag": TEXT,
    "Del av": TEXT,
    "Utfall, tkr": MONEY,
    "Budget, tkr": MONEY,
    "Avvikelse, tkr": SIGNED,
}

_AHEAD = "Årets utfall är inte inläst. Det som står som utfall är nämndens {}, och budget är årsbudgeten."

_SO_FAR = "Årets utfall är inte inläst. Utfall och budget är för {}."


def drift_sheets(desk: Desk) -> None:
    """Write the operating statement of each year as printed, with its deviations and sums as live formulas."""
    for year in years(data=desk.folder):
        desk.drift[year] = _drift_sheet(desk, year)
    desk.cells |= _figure_cells(desk)


def _drift_sheet(desk: Desk, year: int) -> DriftPlaces:
    frame = load_drift(data=desk.folder)
    lines = records(frame[frame["år"] == year])
    apart = dict[tuple[str, str], list[Record]]()
    for line in lines:
        apart.setdefault((line["dokument"], line["avsnitt"]), []).append(line)
    sheet = desk.sheet(NAME.format(year), (38, 10, 12, 13, 13, 13, 13, 12, 8, 10))
    sheet.title(
        NAME.format(year),
        _source([*apart]),
        "Minus är kostnad, i avvikelser underskott. Avvikelse = utfall − budget; skillnad = tryckt − beräknad.",
        "Rad är raden i den publicerade rapporten; rad i utdraget är raden i den fil som tabellen lästes ur.",
        *_not_the_year(lines[0]["period"]),
    )
    stated = frozenset(line["rad"] for line in lines if not pd.isna(line["avvikelse_tkr"]))
    places = DriftPlaces(sheet, {}, {}, stated, {line["rad"]: line for line in lines})
    for at, ((_, section), own) in enumerate(apart.items(), 1):
        if len(apart) > 1:
            sheet.subtitle(f"Uppställning {at}: {section}")
        first = _statement(desk, f"{year}{f'_{at}' if at > 1 else ''}", own, places)
        if len(apart) == 1:  # the head of one statement must not stand above another
            sheet.keep_above(first)
    return places


def _source(statements: Sequence[tuple[str, str]]) -> str:
    """Say where the statements of a year stand."""
    if len(statements) == 1:
        return "Källa: {}, avsnitt {}. Belopp i tkr.".format(*statements[0])
    sections = listed([f"avsnitt {section} ({document})" for document, section in statements])
    return f"Källor: {sections}. Var och en står för sig. Belopp i tkr."


def _statement(desk: Desk, name: str, lines: Sequence[Record], places: DriftPlaces) -> int:
    """Write one operating statement and its sums, say where its lines stand, and return its first row."""
    sheet, first = places.sheet, places.sheet.row + 1
    totals = [at for at, line in enumerate(lines) if line["slag"] == "summa"]
    rows = [_drift_row(line, first + at, desk.folder) for at, line in enumerate(lines)]
    sheet.table(f"Driftredovisning{name}", columns_of(_DRIFT), rows, totals)
    places.rows.update({line["rad"]: first + at for at, line in enumerate(lines)})
    own = (lines[0]["dokument"], lines[0]["år"], lines[0]["avsnitt"])
    placed = [one for one in place_sums(desk.folder) if one.kind == "drift"]
    sums = [one for one in placed if (one.total.dokument, one.total.år, one.total.avsnitt) == own]
    if sums:
        sheet.subtitle("Summorna omräknade")
        groups = [_sum_rows(one, places.rows) for one in sums]
        top = sheet.table(f"Summor{name}", columns_of(_SUMS), [row for group in groups for row in group])
        places.rests.update({one.total.rad: top + 3 * at + 2 for at, one in enumerate(sums)})
    return first


def _not_the_year(period: str) -> list[str]:
    """Say of figures that are not the outcome of the whole year what they are."""
    if is_whole_year(period):
        return []
    return [(_AHEAD if is_forecast(period) else _SO_FAR).format(period)]


def _figure_cells(desk: Desk) -> dict[str, str]:
    """Name the cells of the operating statements' figures, where one document alone has a year."""
    documents = load_drift(data=desk.folder).groupby("år")["dokument"].nunique()
    cells = dict[str, str]()
    for figure in load_ledger(desk.folder).figures.values():
        places = desk.drift.get(figure.year)
        own = figure.cell if figure.cell and figure.cell.kind == DRIFT else None
        if places and own and documents[figure.year] == 1 and figure.line in places.rows:
            cells[figure.id] = places.sheet.place(places.rows[figure.line], PRINTED[f"{own.quantity}_tkr"])
    return cells


def _drift_row(line: Record, row: int, folder: Folder) -> list[Cell]:
    utfall, budget, printed = (line[name] for name in QUANTITIES)
    outcome, planned, stated = (cell_name(row, PRINTED[name]) for name in QUANTITIES)
    deviation: Cell = None
    difference: Cell = None
    if not pd.isna([utfall, budget]).any():
        deviation = Formula(f"={outcome}-{planned}", utfall - budget)
        if not pd.isna(printed):
            difference = Formula(f"={stated}-{cell_name(row, COMPUTED)}", printed - (utfall - budget))
    places = (report_place(folder, line["dokument"], line["rad"]), line["rad"])
    return [*(line["post"], line["slag"], line["förälder"], utfall, budget, deviation, printed, difference), *places]


def _sum_rows(placed: Placed, rows: dict[int, int]) -> list[list[Cell]]:
    """Write a sum as computed from its lines, as printed, and the difference."""
    found, computed, printed, difference = summed_lines(placed), list[Cell](), list[Cell](), list[Cell]()
    for name in QUANTITIES:
        terms = [Term(rows[line["rad"]], weight, found.value(line, name)) for line, weight in found.parts]
        text, parts = added_up(terms, PRINTED[name])
        value, stated = found.computed(name), found.whole[name]
        total = cell_name(rows[found.whole["rad"]], PRINTED[name])
        computed.append(Formula(f"={text}", 0.0 if pd.isna(value) else value, parts=parts))  # as empty cells do
        printed.append(None if pd.isna(stated) else Formula(f"={total}", stated))
        gap = less(stated, 0.0 if pd.isna(value) else value)
        difference.append(None if pd.isna(gap) else Formula(f"={total}-({text})", gap, parts=parts))
    kinds = {f"beräknad summa av {len(found.parts)} rader": computed, "tryckt": printed, found.rest: difference}
    head = (found.whole["slag"], found.whole["förälder"])
    return [[f"{found.whole['post']}, {kind}", *head, *cells] for kind, cells in kinds.items()]
