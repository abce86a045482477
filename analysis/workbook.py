"""The board's workbook, written in one go: each formula carries the value that it gives."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

from analysis.board_sheets import (
    COMPUTED,
    PRINTED,
    QUANTITIES,
    DriftPlaces,
    check_sheet,
    columns_of,
    drift_sheet,
    reading_sheet,
    source_sheet,
)
from analysis.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE, reconcile
from analysis.claims import audit_claims
from analysis.deviations import REST, deviation_lines, year_total, years
from analysis.figures import load_ledger
from analysis.frames import Record, records
from analysis.ledger_sheets import claim_sheet, figure_sheet, series_sheet
from analysis.load import load_drift
from analysis.narrate import describe_layouts, describe_year
from analysis.outputs import whole_file
from analysis.paths import DATA
from analysis.registry import load_documents
from analysis.sheets import MONEY, PLAIN, SHARE, SIGNED, TEXT, Cell, Formula, Link, Sheet

_LARGEST = 5  # deviations on the first page
_LARGEST_COLUMNS = {"Utfall, tkr": MONEY, "Budget, tkr": MONEY, "Avvikelse, tkr": SIGNED}
_SHEETS = {
    "Kontroller": "tryckta summor och avvikelser omräknade",
    "Uppgifter": "varje tal, dess uträkning och dess källa",
    "Påståenden": "rapporternas egna uppgifter prövade",
    "Jämförbarhet": "vilka år som mäter samma sak",
    "Källor": "dokumenten och vad som saknas i dem",
    "Läsning": "tolkningar vid inläsningen",
}


def write_board_workbook(path: str | Path, year: int | None = None, data: Path = DATA) -> Path:
    """Write the workbook that the board gets.

    The sheets are Sammanfattning, one Drift a year, Kontroller, Uppgifter (the ledger), Påståenden (the reports' own
    statements with verdicts), Jämförbarhet, Källor and Läsning. Each deviation, sum and computed figure is a live
    formula that carries its value, so that a phone, a preview and `pandas.read_excel` show numbers.

    Parameters
    ----------
    path
        The file to write, an .xlsx. An existing one is replaced only once the new one is whole.
    year
        The year that the first sheet is about; the newest one where none is given.
    data
        The folder that holds the register.

    Returns
    -------
    Path
        The file written. The same data give the same bytes.

    Raises
    ------
    DataError
        When the year is unknown or a data file is wrong.
    OutputError
        When the file cannot be written; what was there is kept.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> with TemporaryDirectory() as folder:
    ...     book = pd.read_excel(write_board_workbook(Path(folder, "bok.xlsx")), sheet_name=None, engine="openpyxl")
    >>> list(book)
    ['Sammanfattning', 'Drift 2017', 'Drift 2020', 'Kontroller', 'Uppgifter', 'Påståenden', 'Jämförbarhet', 'Källor',
     'Läsning']
    """
    known = years(data)
    year = known[-1] if year is None else year
    year_total(year, data)  # an unknown year is named before anything is written
    content = _content(year, known, data)
    with whole_file(path) as place:
        place.write_bytes(content)
    return Path(path)


def _content(year: int, known: list[int], data: Path) -> bytes:
    import xlsxwriter

    first = load_documents(data).iloc[0]
    footer = f"{first['nämnd']}, {first['publisher']}"
    memory = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, options) as book:
        title = f"{footer}: utfall mot budget {year}"
        created = datetime(year, 12, 31)  # noqa: DTZ001  (the clock must not change the bytes)
        book.set_properties({"title": title, "author": str(first["nämnd"]), "created": created})
        summary = Sheet(book, "Sammanfattning", (58, 15, 15, 15), footer=footer)
        drift = {one: drift_sheet(book, one, footer, data) for one in known}
        verdicts = check_sheet(book, footer, data)
        places = figure_sheet(book, footer, data, _drift_cells(drift, data))
        claims = claim_sheet(book, footer, data, places)
        series_sheet(book, footer, data, places)
        source_sheet(book, footer, data)
        reading_sheet(book, footer, data)
        _write_summary(summary, year, drift, (verdicts, claims), data)
    return memory.getvalue()


def _write_summary(
    sheet: Sheet, year: int, drift: dict[int, DriftPlaces], verdicts: tuple[str, str], data: Path
) -> None:
    """Write the page that stands alone: message, key figures, largest deviations, checks, links."""
    first = load_documents(data).iloc[0]
    sheet.title(f"Utfall mot budget {year}", f"{first['nämnd']}, {first['publisher']}")
    sheet.text(describe_year(year, data))
    sheet.row += 1
    heads = {"Nämnden totalt, tkr": TEXT} | {str(one): MONEY for one in drift}
    sheet.table("Nyckeltal", columns_of(heads), _key_figures(drift, data))
    sheet.row -= 1
    sheet.text("Minus är kostnad, i avvikelser underskott. Tryckt och omräknad avvikelse kan skilja genom avrundning.")
    sheet.text(describe_layouts(data))
    sheet.row += 1
    largest = _largest(year, drift[year], data)
    heads = {f"Största avvikelserna {year}": TEXT} | _LARGEST_COLUMNS
    sheet.table("Avvikelser", columns_of(heads), largest, [len(largest) - 1])
    counts = {"Prövning": TEXT, "Tryckta summor": PLAIN, "Rapporternas påståenden": PLAIN}
    sheet.table("Utslag", columns_of(counts), _verdicts(verdicts, data))
    sheet.subtitle("Innehåll")
    for places in drift.values():
        sheet.link(Link(f"'{places.sheet.name}'!A1", f"{places.sheet.name}: driftredovisningen rad för rad"))
    for name, what in _SHEETS.items():
        sheet.link(Link(f"'{name}'!A1", f"{name}: {what}"))


def _key_figures(drift: dict[int, DriftPlaces], data: Path) -> list[list[Cell]]:
    """Link outcome, budget and deviation of each year to the line of its printed total."""
    columns = list[list[Cell]]()
    for year, places in drift.items():
        total = year_total(year, data)
        line = int(total["rad"])
        outcome, budget, deviation = places.cells(line)
        utfall, planned, shown = (float(total[name]) for name in QUANTITIES)
        computed = places.sheet.place(places.rows[line], COMPUTED)
        columns.append(
            [
                Formula(f"={outcome}", utfall),
                Formula(f"={budget}", planned),
                Formula(f"={deviation}", shown, SIGNED) if line in places.stated else None,
                Formula(f"={computed}", utfall - planned, SIGNED),
                Formula(f"={deviation}/ABS({budget})", shown / abs(planned), SHARE) if planned else None,
            ]
        )
    names = (
        "Nettokostnad, utfall",
        "Nettobudget",
        "Avvikelse, tryckt",
        "Avvikelse, omräknad",
        "Avvikelse, andel av budget",
    )
    return [[name, *cells] for name, *cells in zip(names, *columns, strict=True)]


def _largest(year: int, places: DriftPlaces, data: Path) -> list[list[Cell]]:
    """Link the largest deviations to their lines, and say what the other lines come to."""
    lines, total = records(deviation_lines(year, data)), year_total(year, data)
    rows = [_linked(line["post"], line, places) for line in lines[:_LARGEST]]
    whole = _linked("Nämnden totalt", {str(name): value for name, value in total.items()}, places)
    rest: list[Cell] = ["Övriga rader"]
    for at, name in enumerate(QUANTITIES, 1):
        cells = [row[at] for row in [whole, *rows]]
        text = "-".join(cell.text.removeprefix("=") for cell in cells if isinstance(cell, Formula))
        rest.append(Formula(f"={text}", float(total[name]) - sum(line[name] for line in lines[:_LARGEST])))
    return [*rows, rest, whole] if len(lines) > len(rows) else [*rows, whole]


def _linked(post: str, line: Record, places: DriftPlaces) -> list[Cell]:
    """Link outcome, budget and deviation to where they stand: among the lines, or among the sums."""
    cells = places.cells(int(line["rad"]), rest=post.endswith(REST))
    return [post, *(Formula(f"={cell}", float(line[name])) for cell, name in zip(cells, QUANTITIES, strict=True))]


def _verdicts(verdicts: tuple[str, str], data: Path) -> list[list[Cell]]:
    """Count the verdicts of the checks and of the claims."""
    tested = (reconcile(data)["utslag"], audit_claims(data)["utslag"])
    rows = list[list[Cell]]()
    for name in (AGREES, ROUNDING, DIFFERS, UNTESTABLE):
        pairs = zip(verdicts, tested, strict=True)
        cells = [Formula(f'=COUNTIF({where},"{name}")', int((found == name).sum())) for where, found in pairs]
        rows.append([name.capitalize(), *cells])
    return rows


def _drift_cells(drift: dict[int, DriftPlaces], data: Path) -> dict[str, str]:
    """Name the cells of the operating statements' figures, where one document alone has a year."""
    documents = load_drift(data).groupby("år")["dokument"].nunique()
    cells = dict[str, str]()
    for figure in load_ledger(data).figures.values():
        places = drift.get(figure.year)
        quantity = f"{figure.id.rpartition(':')[2].partition(' ')[0]}_tkr"
        if places and ":drift:" in figure.id and documents[figure.year] == 1 and figure.line in places.rows:
            cells[figure.id] = places.sheet.place(places.rows[figure.line], PRINTED[quantity])
    return cells
