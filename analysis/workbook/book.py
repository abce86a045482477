"""The board's workbook, written in one go: each formula carries the value that it gives."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from analysis.errors import DataError, fault
from analysis.explanations.deviations import LEAST_PERCENT, LEAST_TKR, year_total, years
from analysis.explanations.forecasts import forecast_years
from analysis.files import DATA, whole_file
from analysis.ledger.compare import load_crosswalk
from analysis.statements.folder import Data, Folder, opened
from analysis.vocabulary.periods import outcome_word
from analysis.wording.year import comparison_year, describe_place
from analysis.workbook.charts import NAME as CHARTS
from analysis.workbook.desk import Desk, Thresholds, chart_sheet
from analysis.workbook.sheets.as_printed import INVESTMENTS, VOLUMES, investment_sheet, volume_sheet
from analysis.workbook.sheets.between_years import NAME as BETWEEN
from analysis.workbook.sheets.between_years import between_sheet
from analysis.workbook.sheets.checks import CHECKS, CLAIMS, check_sheet, claim_sheet
from analysis.workbook.sheets.contents import CONTENTS, READING, SOURCES, contents_sheet, reading_sheet, source_sheet
from analysis.workbook.sheets.deviations import NAME as DEVIATIONS
from analysis.workbook.sheets.deviations import deviation_sheet
from analysis.workbook.sheets.figures import FIGURES, SERIES, figure_sheet, series_sheet
from analysis.workbook.sheets.forecast import NAME as FORECAST
from analysis.workbook.sheets.forecast import forecast_sheet
from analysis.workbook.sheets.front_page import NAME as FRONT
from analysis.workbook.sheets.front_page import front_page
from analysis.workbook.sheets.sensitivity import NAME as SENSITIVITY
from analysis.workbook.sheets.sensitivity import sensitivity_sheet
from analysis.workbook.sheets.statement import NAME as DRIFT
from analysis.workbook.sheets.statement import drift_sheets
from analysis.workbook.sheets.subjects import load_subjects, subject_sheets

LANGUAGE = "sv-SE"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say


class Stage(IntEnum):
    """When a sheet is written: those whose cells others point at come first; within a stage, in the book's order."""

    DRAWN = 1  # what charts are drawn over
    PRINTED = 2  # figures as printed
    LEDGER = 3  # every figure, those printed on other sheets linked to them
    EXPLAINED = 4  # what is computed from the figures
    REPORTED = 5  # what the reports say besides, and how they were read
    SUMMED_UP = 6  # what points at all the others


def _once(_: Desk) -> list[tuple[str, ...]]:
    return [()]


def _each_year(desk: Desk) -> list[tuple[str, ...]]:
    return [(str(year),) for year in years(desk.folder)]


def _if_followed(desk: Desk) -> list[tuple[str, ...]]:
    """Give the sheet where the year, or a later one, is followed up."""
    return [()] if any(year >= desk.year for year in forecast_years(desk.folder)) else []


def _each_subject(desk: Desk) -> list[tuple[str, ...]]:
    others = [one for one in SHEETS if one.there is not _each_subject]
    taken = {name for one in others for name in (one.name, *one.sheets(desk))}
    found = load_subjects(desk.folder, taken)
    return [(one.sheet, one.title.removeprefix(f"{one.sheet}: ")) for one in found]


class BookSheet(NamedTuple):
    """A sheet of the workbook, or several of a kind.

    Attributes
    ----------
    name, shows
        Its name, and what the contents say that it shows, each with a place for what differs between several.
    write
        What writes it, or all of the kind.
    stage
        When it is written.
    there
        What stands in those places, once a sheet; nothing where there is no sheet.
    """

    name: str
    shows: str
    write: Callable[[Desk], None]
    stage: Stage = Stage.EXPLAINED
    there: Callable[[Desk], list[tuple[str, ...]]] = _once

    def sheets(self, desk: Desk) -> dict[str, str]:
        """Name the sheets, each with what it shows."""
        return {self.name.format(*own): self.shows.format(*own) for own in self.there(desk)}


SHEETS = (  # in the order in which a board reads them
    BookSheet(FRONT, "hela året på en sida", front_page, Stage.SUMMED_UP),
    BookSheet(CONTENTS, "vilka blad det finns", contents_sheet, Stage.SUMMED_UP),
    BookSheet(
        DRIFT,
        "driftredovisningen rad för rad, med summor och avvikelser omräknade",
        drift_sheets,
        Stage.PRINTED,
        _each_year,
    ),
    BookSheet(DEVIATIONS, "raderna bakom årets avvikelse, störst först, med orsaker och kommentarer", deviation_sheet),
    BookSheet(BETWEEN, "varför nettokostnaden och avvikelsen ändrades", between_sheet),
    BookSheet(
        FORECAST,
        "hur prognosen flyttade sig under året, och hur långt från utfallet den var",
        forecast_sheet,
        there=_if_followed,
    ),
    BookSheet("{0}", "{1}", subject_sheets, there=_each_subject),
    BookSheet(INVESTMENTS, "årets investeringar och ombudgeteringar", investment_sheet, Stage.PRINTED),
    BookSheet(VOLUMES, "volymer och personaltal så som de är tryckta", volume_sheet, Stage.PRINTED),
    BookSheet(SENSITIVITY, "vad en enhet är värd, och hur många som skulle täcka underskottet", sensitivity_sheet),
    BookSheet(CLAIMS, "rapporternas egna uppgifter prövade", claim_sheet, Stage.REPORTED),
    BookSheet(CHECKS, "tryckta summor och avvikelser omräknade", check_sheet),
    BookSheet(SERIES, "vilka år som mäter samma sak", series_sheet, Stage.REPORTED),
    BookSheet(FIGURES, "varje tal, dess uträkning och dess källa", figure_sheet, Stage.LEDGER),
    BookSheet(SOURCES, "dokumenten och vad som saknas i dem", source_sheet, Stage.REPORTED),
    BookSheet(READING, "tolkningar vid inläsningen", reading_sheet, Stage.REPORTED),
    BookSheet(CHARTS, "talen som diagrammen ritas av", chart_sheet, Stage.DRAWN),
)


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
    data: Data = DATA,
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
    folder = opened(data)
    known = years(folder)
    year = known[-1] if year is None else year
    year_total(year, folder)  # an unknown year is named before anything is written
    since = comparison_year(year, folder) if compared_with is None else compared_with
    _may_compare(year, since, folder)
    content = _content((year, since), Thresholds(*thresholds), folder)
    with whole_file(path) as place:
        place.write_bytes(content)
    return Path(path)


def _may_compare(year: int, since: int | None, folder: Folder) -> None:
    """Refuse to compare a year with itself, or with one that nothing is known of."""
    known = {*years(folder), *(entry.year for entry in load_crosswalk(folder) if entry.quantity)} - {year}
    if since is not None and since not in known:
        said = ", ".join(str(one) for one in sorted(known)) or "–"
        raise DataError(fault("unknown-year", "jämförelseår (compared_with)", seen=since, known=said))


def _content(pair: tuple[int, int | None], limits: Thresholds, folder: Folder) -> bytes:
    import xlsxwriter

    memory = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(memory, options) as book:
        footer = f"{describe_place(pair[0], folder)[0]} {pair[0]}"
        desk = Desk(book, footer, folder, *pair, limits)
        book.set_properties(_properties(desk))
        given = [(one, one.sheets(desk)) for one in SHEETS]
        desk.contents = {name: shows for _, sheets in given for name, shows in sheets.items()}
        for name in desk.contents:
            book.add_worksheet(name)
        for one, sheets in sorted(given, key=lambda pair: pair[0].stage):
            if sheets:
                one.write(desk)
    return in_swedish(memory.getvalue())


def _properties(desk: Desk) -> dict[str, object]:
    """Say what the file is about, as a file manager shows it."""
    board, _ = describe_place(desk.year, desk.folder)
    word = outcome_word(str(year_total(desk.year, desk.folder)["period"]))
    author, _, company = board.partition(", ")
    return {
        "title": f"{board}: {word} mot budget {desk.year}",
        "subject": f"Jämförelse med {desk.since}" if desk.since else "Utan jämförelseår",
        "author": author,
        "company": company,
        "category": "Uppföljning",
        "keywords": "utfall, budget, avvikelse",
        "created": datetime(desk.year, 12, 31),  # noqa: DTZ001  (the clock must not change the bytes)
    }
