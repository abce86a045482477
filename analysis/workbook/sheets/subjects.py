"""A subject of the board on a sheet of its own: what is known of it, what is missing, and what to ask."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvCell, CsvRow, Judge, doubled, named_in, read_table, refuse
from analysis.data_files import SUBJECTS
from analysis.errors import Fault
from analysis.explanations.staffing import CONSULTANTS, SALARY, STAFF, UNPAID, staffing
from analysis.explanations.volumes import ASSISTANCE, PLACEMENTS, Splitting
from analysis.files import DATA
from analysis.frames import Record, records
from analysis.ledger.compare import Entry, compare, load_crosswalk, year_entry
from analysis.ledger.formulas import Node
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import capital
from analysis.wording.changes import attempt, describe_change, describe_staffing, describe_volume_price
from analysis.wording.year import describe_board
from analysis.workbook.cells import MONEY, TEXT, YEAR, Cell, Formula, Link, cell_name, columns_of, sheet_name
from analysis.workbook.charts import ChartSheet
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live, number
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.scenario import Split, split_tables, split_years

FILE = SUBJECTS.name
TITLE, CONCEPT, PRICE, STAFFING, QUESTION, MISSING = "rubrik", "begrepp", "pris", "bemanning", "fråga", "saknas"
KINDS = (TITLE, CONCEPT, PRICE, STAFFING, QUESTION, MISSING)
SPLITS = {split.cost: split for split in (ASSISTANCE, PLACEMENTS)}
_A_NAME = (
    "at most 31 characters without : * ? / \\ ' and brackets",
    "högst 31 tecken utan : * ? / \\ ' och hakparenteser",
)
_OTHER_NAME = ("a name that no other sheet of the workbook has", "ett namn som inget annat blad i arbetsboken har")


class Subject(NamedTuple):
    """What a sheet tells of one subject.

    Attributes
    ----------
    sheet, title
        The name of the sheet, and its heading.
    concepts
        The concepts of `concepts.csv`; the first is the subject's own.
    splits
        The costs to split into quantity and price.
    has_staffing
        Whether consultants are set against salaries.
    questions
        What the board should ask.
    missing
        The ids of figures that are needed for an answer and printed nowhere.
    """

    sheet: str
    title: str
    concepts: tuple[str, ...] = ()
    splits: tuple[Splitting, ...] = ()
    has_staffing: bool = False
    questions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the sheet's name as a part of the names of its tables."""
        return _key(self.sheet)


def load_subjects(data: Data = DATA, taken: Collection[str] = ()) -> list[Subject]:
    """Load the subjects in the order that they first stand in; a folder without subjects.csv has none.

    Parameters
    ----------
    folder
        The folder that holds `subjects.csv`, `concepts.csv`, `figures.csv` and the register.
    taken
        The names of the workbook's other sheets.

    Raises
    ------
    DataError
        When a concept, a figure, a cost or a kind is unknown, a figure has a value, a row or a heading stands twice, a
        text is empty, or a name fits no sheet or that of another; every fault is named.

    Examples
    --------
    >>> [(subject.sheet, len(subject.questions)) for subject in load_subjects()]
    [('HVB-placeringar', 3), ('Konsulter', 3), ('Ekonomiskt bistånd', 3)]
    """
    folder = opened(data)
    if not (folder.path / FILE).is_file():
        return []
    rows, faults, _ = read_table(folder.path, SUBJECTS, _judges(folder, taken))
    refuse([*faults, *_doubled(rows), *_alike(rows)])
    return [
        _subject(name, [row for row in rows if row["sheet"] == name])
        for name in dict.fromkeys(row["sheet"] for row in rows)
    ]


def _key(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _subject(name: str, rows: Sequence[CsvRow]) -> Subject:
    things = {kind: tuple(row["what"] for row in rows if row["kind"] == kind) for kind in KINDS}
    return Subject(
        name,
        next(iter(things[TITLE]), name),
        things[CONCEPT],
        tuple(SPLITS[cost] for cost in things[PRICE]),
        bool(things[STAFFING]),
        things[QUESTION],
        things[MISSING],
    )


def _judges(folder: Folder, taken: Collection[str]) -> dict[str, Judge]:
    """Know which names a sheet may have, and what a row of each kind may name."""
    ledger, others = load_ledger(folder), {name.casefold() for name in taken}
    concepts = {entry.row["concept"] for entry in load_crosswalk(folder)}
    absent = {figure.id for figure in ledger.figures.values() if figure.quantity is None}
    known: Mapping[str, Collection[str]] = {
        CONCEPT: concepts,
        PRICE: SPLITS,
        STAFFING: (CONSULTANTS,),
        MISSING: absent,
    }

    def sheet(cell: CsvCell) -> Iterator[Fault]:
        if not cell.text or sheet_name(cell.text) != cell.text:
            yield cell.bad(*_A_NAME)
        if cell.text.casefold() in others:
            yield cell.bad(*_OTHER_NAME)

    def what(cell: CsvCell) -> Iterator[Fault]:
        kind = cell.row["kind"]
        if kind == MISSING and cell.text in ledger.figures and cell.text not in absent:
            yield cell.bad("a figure that has no value", "en uppgift som saknar värde")
        elif kind in known:
            yield from named_in(known[kind])(cell)
        elif kind in KINDS and not cell.text:
            yield cell.bad("a text", "en text")

    return {"sheet": sheet, "what": what}


def _doubled(rows: Sequence[CsvRow]) -> list[Fault]:
    """Find what stands twice: of the heading and of the staffing a sheet has one."""
    single = [row for row in rows if row["kind"] in {TITLE, STAFFING}]
    others = [row for row in rows if row["kind"] not in {TITLE, STAFFING}]
    return [*doubled(FILE, others, *SUBJECTS.names), *doubled(FILE, single, "sheet", "kind")]


def _alike(rows: Sequence[CsvRow]) -> Iterator[Fault]:
    """Find names of sheets that differ in capitals or signs alone: a workbook holds them for one."""
    first = dict[str, CsvRow]()
    for row in rows:
        same = first.setdefault(_key(row["sheet"]).casefold(), row)
        if same["sheet"] != row["sheet"]:
            english = f"{same['sheet']!r} as on line {same.line}, or other letters"
            swedish = f"”{same['sheet']}” som på rad {same.line} eller andra bokstäver"
            yield SUBJECTS.cell(row, "sheet").bad(english, swedish)


_WIDTHS = (40, 12, 13, 15, 20, 19, 38, 27)
_CHART = (640, 260)  # pixels
_TENTHS = "#,##0.0;\u2212#,##0.0;0.0"
_CONCEPTS = {
    "Begrepp": TEXT, "År": YEAR, "Värde": "0", "Enhet": TEXT, "Osäkerhet ±": "0", "Jämförbarhet": TEXT, "Skäl": TEXT,
    "Källa": TEXT,
}  # fmt: skip
_COSTS = {
    "År": YEAR, "Lön, tkr": MONEY, "Konsulter, tkr": MONEY, "Summa, tkr": MONEY, "Årsarbetare": "0",
    "Summa per årsarbetare, tkr": _TENTHS,
}  # fmt: skip
_EXTRA = {
    "År": YEAR, "Konsulter, tkr": MONEY, "Ej utbetald lön, tkr": MONEY, "Merkostnad, tkr": MONEY,
    "Merkostnad per årsarbetare, tkr": _TENTHS, "Härkomst": TEXT, "Skäl": TEXT, "Källa": TEXT,
}  # fmt: skip
_SALARY_AT, _CONSULTANTS_AT = 1, 2  # columns of the costs
_MISSING = {
    "Uppgift": TEXT, "År": YEAR, "Enhet": TEXT, "Period": TEXT, "Dokument": TEXT, "Avsnitt": TEXT, "Anmärkning": TEXT,
    "Id": TEXT,
}  # fmt: skip


class _Page(NamedTuple):
    """The sheet, the part of its tables' names that is its own, and what the figures come from."""

    sheet: Sheet
    key: str
    folder: Folder
    live: Live


def subject_sheets(desk: Desk) -> None:
    """Write all that is known of each subject, a sheet each."""
    for subject in load_subjects(desk.folder):
        _subject_sheet(desk, subject)


def _subject_sheet(desk: Desk, subject: Subject) -> None:
    """Write a subject; against the year before where no year is compared with, or none that is earlier."""
    year, since, folder, live = desk.year, desk.since, desk.folder, desk.live
    sheet = desk.sheet(subject.sheet, _WIDTHS)
    page = _Page(sheet, subject.key, folder, live)
    since = year - 1 if since is None or since >= year else since
    splits = [split_years(split, year, since, folder) for split in subject.splits]
    sheet.title(subject.title, *_sentences(subject, splits, (since, year), folder))
    sheet.keep_above(1)
    entries = {(entry.row["concept"], entry.year): entry for entry in load_crosswalk(folder)}
    if subject.concepts:
        _chart(page, subject.concepts[0], desk.charts, entries)
    for at, found in enumerate(splits):
        split_tables(sheet, f"{subject.key}{at or ''}", found, live, folder)
    if subject.has_staffing:
        _staffing_tables(page)
    if subject.concepts:
        _concept_table(page, subject.concepts, entries)
    _questions(page, subject)
    sheet.print_columns(len(_WIDTHS))


def _sentences(subject: Subject, splits: Sequence[Split], years: tuple[int, int], folder: Folder) -> Iterator[str]:
    """Say how the subject changed between the years, and what the change is made of; or why that cannot be said."""
    since, year = years
    if subject.concepts:
        yield describe_change(subject.concepts[0], year, since, folder)
    for found in splits:
        if found.said:
            yield found.said
        yield describe_volume_price(found.year, found.since, found.split, folder)
    if subject.has_staffing:
        yield from dict.fromkeys(describe_staffing(one, folder) for one in years)


def _chart(page: _Page, concept: str, charts: ChartSheet, entries: dict[tuple[str, int], Entry]) -> None:
    """Draw the subject's own concept year by year, where any year has a value."""
    lines = records(compare(concept, data=page.folder))
    rows = [(line["år"], _value(line, entries, page.live), line["jämförbarhet"]) for line in lines]
    if any(value for _, value, _ in rows):
        titles = (
            describe_board(page.folder),
            f"{capital(concept)}, {lines[0]['enhet']}",
            f"{rows[0][0]}–{rows[-1][0]}",
        )
        chart, alt = charts.years(titles, rows)
        page.sheet.chart(chart, alt, _CHART)


def _value(line: Record, entries: dict[tuple[str, int], Entry], live: Live) -> Formula | None:
    entry = entries.get((line["begrepp"], line["år"]))
    return live.formula(entry.node, line["värde"], line["enhet"]) if entry else None


def _concept_table(page: _Page, concepts: Sequence[str], entries: dict[tuple[str, int], Entry]) -> None:
    """Write each concept year by year, with its doubt and whether its years compare."""
    page.sheet.subtitle("År för år")
    page.sheet.text("Kostnader är negativa. Osäkerheten är vad avrundningen i tryck kan ha flyttat talet.")
    rows = list[list[Cell]]()
    for concept in concepts:
        for line in records(compare(concept, [year for name, year in entries if name == concept], page.folder)):
            entry = entries.get((concept, line["år"]))
            value, source = _value(line, entries, page.live), page.live.link(entry.ids) if entry else ""
            own = [capital(concept), line["år"], value, line["enhet"], number(line["tolerans"])]
            rows.append([*own, line["jämförbarhet"], line["skäl"], source])
    page.sheet.table(f"Begrepp_{page.key}", columns_of(_CONCEPTS), rows)


def _staffing_tables(page: _Page) -> None:
    """Write salaries beside consultants, and consultants beside the salaries that were not paid."""
    frame, sheet = attempt(staffing, data=page.folder), page.sheet
    sheet.subtitle("Löner och konsulter")
    if frame.empty:
        sheet.text(str(frame.attrs.get("skäl", "Ingen källa har konsultkostnaden.")))
        sheet.row += 1
        return
    sheet.text("Minus är kostnad. Vad som skiljer mellan åren står i tabellen därunder.")
    lines = records(frame)
    top = sheet.row + 1
    costs = [_cost_row(line, at, page) for at, line in enumerate(lines, top)]
    sheet.table(f"Löner_{page.key}", columns_of(_COSTS), costs)
    sheet.subtitle("Konsulter utöver de löner som inte betalades ut")
    sheet.text("Merkostnaden är konsulterna och de löner som inte betalades ut tillsammans.")
    first = sheet.row + 1
    rows = [_extra_row(line, first + at, cell_name(top + at, _CONSULTANTS_AT), page) for at, line in enumerate(lines)]
    sheet.table(f"Merkostnad_{page.key}", columns_of(_EXTRA), rows)


def _cost_row(line: Record, row: int, page: _Page) -> list[Cell]:
    """Write salaries and consultants of a year, their sum as a formula over them, and the sum each."""
    salary, consultants = (_money(name, line, page) for name in (SALARY, CONSULTANTS))
    both: Cell = None
    if salary and consultants:
        cells = (cell_name(row, column) for column in (_SALARY_AT, _CONSULTANTS_AT))
        both = Formula(f"={'+'.join(cells)}", float(salary.value) + float(consultants.value))
    staff = year_entry(STAFF, line["år"], page.folder)
    number_of = page.live.formula(staff.node, line["årsarbetare"], "årsarbetare") if staff else None
    each = _each((SALARY, CONSULTANTS), line, "summa_per_årsarbetare_tkr", page)
    return [line["år"], salary, consultants, both, number_of, each]


def _extra_row(line: Record, row: int, consultants: str, page: _Page) -> list[Cell]:
    """Write what consultants cost in a year beyond the salaries that were not paid."""
    unpaid = _money(UNPAID, line, page)
    extra: Cell = None
    if unpaid:
        extra = Formula(f"={cell_name(row, 1)}+{cell_name(row, 2)}", line["merkostnad_tkr"])
    each = _each((CONSULTANTS, UNPAID), line, "merkostnad_per_årsarbetare_tkr", page)
    linked = Formula(f"={consultants}", line["konsulter_tkr"])
    return [
        *(line["år"], linked, unpaid, extra, each, line["härkomst"], line["skäl"]),
        page.live.link(line["källa"]),
    ]


def _money(concept: str, line: Record, page: _Page) -> Formula | None:
    """Write a concept of a year in whole tkr."""
    entry = year_entry(concept, line["år"], page.folder)
    name = {SALARY: "lön_tkr", CONSULTANTS: "konsulter_tkr", UNPAID: "ej_utbetald_lön_tkr"}[concept]
    return page.live.formula(entry.node, line[name], "tkr", decimals=0) if entry else None


def _each(concepts: Sequence[str], line: Record, name: str, page: _Page) -> Formula | None:
    """Write two costs of a year together for each full-time equivalent."""
    nodes = [entry.node for one in (*concepts, STAFF) if (entry := year_entry(one, line["år"], page.folder))]
    if pd.isna(line[name]):
        return None
    both = Node("add", (nodes[0], nodes[1]))
    each = page.live.formula(Node("divide", (both, nodes[2])), line[name], "tkr/årsarbetare", decimals=1)
    return each and each._replace(number_format=_TENTHS)


def _questions(page: _Page, subject: Subject) -> None:
    """Write what the board should ask, and which figures an answer needs that no source has."""
    if subject.questions:
        page.sheet.subtitle("Vad nämnden bör fråga")
        for at, question in enumerate(subject.questions, 1):
            page.sheet.text(f"{at}. {question}")
        page.sheet.row += 1
    if subject.missing:
        page.sheet.subtitle("Det som saknas för att svara")
        figures = [page.live.ledger.figures[name] for name in subject.missing]
        rows = list[list[Cell]]()
        for one in figures:
            place = page.live.places.get(one.id, "").replace("$", "")
            named = [one.document, one.section, one.note, Link(place, one.id) if place else one.id]
            rows.append([capital(one.concept), one.year, one.unit, one.period, *named])
        page.sheet.table(f"Saknas_{page.key}", columns_of(_MISSING), rows)
