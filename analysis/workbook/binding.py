"""Sheets bound to a workbook, written in one go: each formula carries the value that it gives."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from analysis.cache import made_once
from analysis.csv_files import refuse
from analysis.data_files import DOCUMENTS, SUBJECTS
from analysis.errors import DataError, Fault, fault
from analysis.explanations.deviations import total_of, years
from analysis.explanations.years import comparison_year, year_rows
from analysis.files import whole_file
from analysis.harmless import for_page
from analysis.ledger.crosswalk import load_crosswalk
from analysis.statements.folder import Folder, digests
from analysis.statements.register import left_out
from analysis.vocabulary.periods import outcome_word
from analysis.wording.year import describe_place
from analysis.workbook.desk import Desk, Thresholds
from analysis.workbook.sheet import FONT, ROW_PIXELS

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
    ALLOTTED = 7  # the figures that the others asked for


def once(_: Desk) -> list[tuple[str, ...]]:
    """Have one sheet of a kind."""
    return [()]


class BookSheet(NamedTuple):
    """A sheet of a workbook, or several of a kind.

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
    there: Callable[[Desk], list[tuple[str, ...]]] = once

    def sheets(self, desk: Desk) -> dict[str, str]:
        """Name the sheets, each with what it shows."""
        return {self.name.format(*own): self.shows.format(*own) for own in self.there(desk)}


class Asked(NamedTuple):
    """What a workbook is about: the year, the one to compare it with, what makes a line material, and the data."""

    year: int
    since: int | None
    limits: Thresholds
    folder: Folder


def asked(year: int | None, since: int | None, thresholds: tuple[float, float], folder: Folder) -> Asked:
    """Settle what a workbook is about, before anything is written.

    Raises
    ------
    DataError
        When no year has an operating statement, a year is unknown, or the two are the same.
    """
    if not years(data=folder):
        left = [one for out in left_out(folder) for one in out.faults]
        raise DataError([fault("no-statement", DOCUMENTS.name), *left])
    year = years(data=folder)[-1] if year is None else year
    total_of(folder, year)  # an unknown year is named
    since = comparison_year(year, data=folder) if since is None else since
    of_concepts = {entry.year for entry in load_crosswalk(folder) if entry.quantity}
    known = {*years(data=folder), *of_concepts, *(row.år for row in year_rows(folder))} - {year}
    if since is not None and since not in known:
        said = ", ".join(str(one) for one in sorted(known)) or "–"
        raise DataError(fault("unknown-year", "jämförelseår (compared_with)", seen=since, known=said))
    return Asked(year, since, Thresholds(*thresholds), folder)


def bound(path: str | Path, sheets: Sequence[BookSheet], title: str, about: Asked) -> Path:
    """Write sheets to a workbook that appears whole; return its path."""
    folder = about.folder
    made_of = ("workbook", title, about[:-1], str(folder.path), folder.board, digests(folder.state))
    content = made_once(made_of, lambda: _content(sheets, title, about))
    with whole_file(path) as place:
        place.write_bytes(content)
    return Path(path)


def _content(sheets: Sequence[BookSheet], title: str, about: Asked) -> bytes:
    import xlsxwriter

    memory = BytesIO()
    as_text = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    options = {**as_text, "default_format_properties": dict(FONT), "default_row_height": ROW_PIXELS}
    with xlsxwriter.Workbook(memory, options) as book:
        footer = f"{describe_place(about.year, data=about.folder)[0]} {about.year}"
        desk = Desk(book, footer, about.folder, about.year, about.since, about.limits)
        book.set_properties(_properties(title, desk))
        given = [(one, one.sheets(desk)) for one in sheets]
        desk.contents = _contents(given)
        for name in desk.contents:
            book.add_worksheet(name)
        for one, own in sorted(given, key=lambda pair: pair[0].stage):
            if own:
                one.write(desk)
    return in_swedish(memory.getvalue())


def _contents(given: Sequence[tuple[BookSheet, Mapping[str, str]]]) -> dict[str, str]:
    """Say what each sheet shows; a subject may not bear the name of another sheet, whose place it would take."""
    taken, faults = dict[str, str](), list[Fault]()
    for kind, name in [(one.name, name) for one, own in given for name in own]:
        if taken.setdefault(name.casefold(), kind) != kind:  # a sheet that is written in two stages stands twice
            english, swedish = "a name that no other sheet has", "ett namn som inget annat blad har"
            words = {"column": "sheet", "seen": name, "expected": english, "expected_sv": swedish}
            faults.append(fault("bad-value", SUBJECTS.name, None, **words))
    refuse(faults)
    return {name: shows for _, own in given for name, shows in own.items()}


def _properties(title: str, desk: Desk) -> dict[str, object]:
    """Say what the file is about, as a file manager shows it."""
    board, _ = describe_place(desk.year, data=desk.folder)
    word = outcome_word(total_of(desk.folder, desk.year).line.period)
    author, _, company = board.partition(", ")
    return {
        "title": f"{title}, {board}: {word} mot budget {desk.year}",
        "subject": f"Jämförelse med {desk.since}" if desk.since else "Utan jämförelseår",
        "author": author,
        "company": company,
        "category": "Uppföljning",
        "keywords": "utfall, budget, avvikelse",
        "created": datetime(desk.year, 12, 31),  # noqa: DTZ001  (the clock must not change the bytes)
    }


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
            if part.filename.endswith((".xml", ".rels", ".vml")):
                text = for_page(text.decode()).encode()
            if part.filename == "docProps/core.xml":
                end = b"</cp:coreProperties>"
                text = text.replace(end, f"<dc:language>{LANGUAGE}</dc:language>".encode() + end)
            elif part.filename.startswith("xl/charts/"):
                text = re.sub(rb'(<c:lang val=|\blang=)"en-US"', rb'\1"' + LANGUAGE.encode() + b'"', text)
            swedish.writestr(zipfile.ZipInfo(part.filename, _FIRST_DAY), text, zipfile.ZIP_DEFLATED)
    return memory.getvalue()
