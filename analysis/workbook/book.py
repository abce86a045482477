"""The board's workbook, written in one go: each formula carries the value that it gives."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from analysis.errors import DataError, fault
from analysis.explanations.deviations import LEAST_PERCENT, LEAST_TKR, year_total, years
from analysis.explanations.forecasts import forecast_years
from analysis.files import DATA, whole_file
from analysis.ledger.compare import load_crosswalk
from analysis.ledger.figures import DRIFT
from analysis.ledger.ledger import load_ledger
from analysis.statements.load import load_drift
from analysis.vocabulary.periods import outcome_word
from analysis.wording.year import comparison_year, describe_place
from analysis.workbook.charts import NAME as CHARTS
from analysis.workbook.charts import ChartSheet, Desk
from analysis.workbook.live import load_live
from analysis.workbook.sheets.as_printed import investment_sheet, volume_sheet
from analysis.workbook.sheets.between_years import between_sheet
from analysis.workbook.sheets.checks import check_sheet, claim_sheet
from analysis.workbook.sheets.contents import contents_sheet, reading_sheet, source_sheet
from analysis.workbook.sheets.deviations import Thresholds, deviation_sheet
from analysis.workbook.sheets.figures import figure_sheet, series_sheet
from analysis.workbook.sheets.forecast import forecast_sheet
from analysis.workbook.sheets.front_page import NAME as FRONT
from analysis.workbook.sheets.front_page import Book, front_page
from analysis.workbook.sheets.sensitivity import sensitivity_sheet
from analysis.workbook.sheets.statement import PRINTED, DriftPlaces, drift_sheet
from analysis.workbook.sheets.subjects import Subject, load_subjects, subject_sheet

LANGUAGE = "sv-SE"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say


def in_swedish(content: bytes) -> bytes:
    """Return a workbook that says that its language is Swedish; the same content gives the same bytes.

    Examples
    --------
    >>> import xlsxwriter
    >>> memory = BytesIO()
    >>> with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
    ...     _ = book.add_worksheet()
    >>> with zipfile.ZipFile(BytesIO(in_swedish(memory.getvalue()))) as package:
    ...     b"<dc:language>sv-SE</dc:language>" in package.read("docProps/core.xml")
    True
    """
    memory = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as package,
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as swedish,
    ):
        for part in package.infolist():
            text = package.read(part)
            if part.filename == "docProps/core.xml":
                end = b"</cp:coreProperties>"
                text = text.replace(end, f"<dc:language>{LANGUAGE}</dc:language>".encode() + end)
            elif part.filename.startswith("xl/charts/"):
                text = re.sub(rb'(<c:lang val=|\blang=)"en-US"', rb'\1"' + LANGUAGE.encode() + b'"', text)
            swedish.writestr(zipfile.ZipInfo(part.filename, _FIRST_DAY), text, zipfile.ZIP_DEFLATED)
    return memory.getvalue()


def write_board_workbook(
    path: str | Path,
    year: int | None = None,
    compared_with: int | None = None,
    thresholds: tuple[float, float] = (LEAST_TKR, LEAST_PERCENT),
    data: Path = DATA,
) -> Path:
    """Write the workbook that the board gets.

    The first sheet is one page that stands alone; then contents, each year's operating statement, the deviations
    ranked, the bridge between the years, the subjects of `subjects.csv`, investments, volumes and staff, sensitivity,
    claims, checks, comparability, the ledger and the sources. Each deviation, sum and computed figure is a live formula
    that carries its value, so that a phone, a preview and `pandas.read_excel` show numbers. A sheet without data says
    why.

    Parameters
    ----------
    path
        The file to write, an .xlsx. An existing one is replaced only once the new one is whole.
    year
        The year that the workbook is about; the newest one where none is given.
    compared_with
        The year to compare it with; the newest earlier one that has an operating statement where none is given.
    thresholds
        A line is material from so many tkr and so many per cent of its budget.
    data
        The folder that holds the register.

    Returns
    -------
    Path
        The file written. The same data give the same bytes.

    Raises
    ------
    DataError
        When a year is unknown, the two are the same, or a data file is wrong.
    OutputError
        When the file cannot be written; what was there is kept.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> with TemporaryDirectory() as folder:
    ...     book = pd.read_excel(write_board_workbook(Path(folder, "bok.xlsx")), sheet_name=None, engine="openpyxl")
    >>> list(book)
    ['Sammanfattning', 'Innehåll', 'Driftredovisning 2017', 'Driftredovisning 2020', 'Avvikelser', 'Mellan åren',
     'HVB-placeringar', 'Konsulter', 'Ekonomiskt bistånd', 'Investeringar', 'Volymer och personal', 'Känslighet',
     'Påståenden', 'Kontroller', 'Jämförbarhet', 'Uppgifter', 'Källor', 'Läsning', 'Diagramunderlag']
    """
    known = years(data)
    year = known[-1] if year is None else year
    year_total(year, data)  # an unknown year is named before anything is written
    since = comparison_year(year, data) if compared_with is None else compared_with
    _may_compare(year, since, data)
    content = _content((year, since), Thresholds(*thresholds), data)
    with whole_file(path) as place:
        place.write_bytes(content)
    return Path(path)


def _may_compare(year: int, since: int | None, data: Path) -> None:
    """Refuse to compare a year with itself, or with one that nothing is known of."""
    known = {*years(data), *(entry.year for entry in load_crosswalk(data) if entry.quantity)} - {year}
    if since is not None and since not in known:
        said = ", ".join(str(one) for one in sorted(known)) or "–"
        raise DataError(fault("unknown-year", "jämförelseår (compared_with)", seen=since, known=said))


def _content(pair: tuple[int, int | None], limits: Thresholds, data: Path) -> bytes:
    import xlsxwriter

    year, known = pair[0], years(data)
    board, _ = describe_place(year, data)
    memory = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, options) as book:
        created = datetime(year, 12, 31)  # noqa: DTZ001  (the clock must not change the bytes)
        title = f"{board}: {outcome_word(str(year_total(year, data)['period']))} mot budget {year}"
        subject = f"Jämförelse med {pair[1]}" if pair[1] else "Utan jämförelseår"
        author, _, company = board.partition(", ")
        said = {"title": title, "subject": subject, "author": author, "company": company, "category": "Uppföljning"}
        book.set_properties({**said, "keywords": "utfall, budget, avvikelse", "created": created})
        is_followed = any(one >= year for one in forecast_years(data))
        subjects = load_subjects(data, taken=_names(known, (), is_followed=True))
        names = _names(known, [subject.sheet for subject in subjects], is_followed=is_followed)
        for name in names:
            book.add_worksheet(name)
        _fill(book, pair, (f"{board} {year}", names), (limits, subjects), data)
    return in_swedish(memory.getvalue())


def _names(known: Sequence[int], subjects: Sequence[str], *, is_followed: bool) -> list[str]:
    """List the sheets in the order in which a board reads them; forecasts have one where a year is followed up."""
    return [
        *(FRONT, "Innehåll", *(f"Driftredovisning {one}" for one in known), "Avvikelser", "Mellan åren"),
        *(["Prognos"] if is_followed else []),
        *subjects,
        *("Investeringar", "Volymer och personal", "Känslighet", "Påståenden", "Kontroller", "Jämförbarhet"),
        *("Uppgifter", "Källor", "Läsning", CHARTS),
    ]


def _fill(
    book: Any,
    pair: tuple[int, int | None],
    foot: tuple[str, list[str]],
    asked: tuple[Thresholds, list[Subject]],
    data: Path,
) -> None:
    """Write the sheets: those that hold printed figures first, since the others point at their cells."""
    year, (footer, names), (limits, subjects) = pair[0], foot, asked
    titles = {one.sheet: one.title.removeprefix(f"{one.sheet}: ") for one in subjects}
    desk = Desk(book, footer, ChartSheet(book, footer), data)
    drift = {one: drift_sheet(book, one, footer, data) for one in years(data)}
    own = {**investment_sheet(book, footer, data), **volume_sheet(book, footer, data), **_drift_cells(drift, data)}
    live = load_live(data, figure_sheet(book, footer, data, own))
    ranked = deviation_sheet(desk, year, drift[year], limits)
    between_sheet(desk, pair, live)
    if "Prognos" in names:
        forecast_sheet(desk, year, drift)
    for subject in subjects:
        subject_sheet(desk, subject, live, pair)
    sensitivity_sheet(book, footer, data, live, year)
    verdicts = (check_sheet(book, footer, data, live.places), claim_sheet(book, footer, data, live.places))
    series_sheet(book, footer, data, live.places)
    source_sheet(book, footer, data)
    reading_sheet(book, footer, data)
    front_page(desk, pair, Book(drift, ranked, live))
    contents_sheet(book, [(name, titles.get(name, "")) for name in names], footer, verdicts, data)


def _drift_cells(drift: dict[int, DriftPlaces], data: Path) -> dict[str, str]:
    """Name the cells of the operating statements' figures, where one document alone has a year."""
    documents = load_drift(data).groupby("år")["dokument"].nunique()
    cells = dict[str, str]()
    for figure in load_ledger(data).figures.values():
        places = drift.get(figure.year)
        own = figure.cell if figure.cell and figure.cell.kind == DRIFT else None
        if places and own and documents[figure.year] == 1 and figure.line in places.rows:
            cells[figure.id] = places.sheet.place(places.rows[figure.line], PRINTED[f"{own.quantity}_tkr"])
    return cells
