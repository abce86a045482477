"""The subjects that a board asks about, `subjects.csv`: what each consists of, and the figures that explain it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.csv_files import CsvCell, CsvRow, Judge, doubled, named_in, refuse
from analysis.data_files import SUBJECTS
from analysis.errors import DataError, Fault, fault
from analysis.explanations.causes import line_of
from analysis.frames import nearest
from analysis.ledger.crosswalk import concept_names
from analysis.ledger.ledger import judges_of, load_ledger
from analysis.statements.folder import Folder, kept

FILE = SUBJECTS.name
TITLE, CONCEPT, CHART, LINE, VOLUME = "rubrik", "begrepp", "diagram", "rad", "volym"
FOLLOWS, UNKNOWN, QUESTION, MISSING = "följer", "okänt", "fråga", "saknas"
COST, QUANTITY, PRICE, UPRATING = "kostnad", "mängd", "pris", "uppräkning"
PRINTED_CHANGE, MONTHS = "tryckt förändring", "månader"
HIRED, SALARY, UNPAID, STAFF = "inhyrd personal", "lönekostnad", "ej utbetald lön", "årsarbetare"
_SPLIT = (QUANTITY, PRICE, COST, UPRATING, PRINTED_CHANGE)
_STAFFING = (SALARY, HIRED, UNPAID, STAFF)
_ONCE = {TITLE, MONTHS, *_SPLIT, *_STAFFING}
_LONGEST_NAME = 31  # letters of a sheet's name
_A_NAME = ("a name of at most 31 letters without [ ] : * ? / \\ '", "ett namn på högst 31 tecken utan [ ] : * ? / \\ '")


class Splitting(NamedTuple):
    """What a cost is split into.

    Attributes
    ----------
    quantity, price, cost
        The concepts whose product must be the cost.
    uprating, printed_change
        Concepts that tell of a change from the year before: a stated part of the price effect, and the change of the
        cost as printed; either may be empty.
    months
        How many months the cost is for, where the price is for one month; else None.
    """

    quantity: str
    price: str
    cost: str
    uprating: str = ""
    printed_change: str = ""
    months: int | None = None


class Staffed(NamedTuple):
    """The concepts of salaries, hired staff, salaries that were not paid, and full-time equivalents."""

    salary: str
    hired: str
    unpaid: str
    staff: str


class Subject(NamedTuple):
    """A subject and what is told of it.

    Attributes
    ----------
    name, title
        Its name, of at most 31 letters, and its heading.
    concepts, charted
        What is shown year by year, and what of it a chart draws.
    lines, volumes
        The printed lines and volumes whose causes and measures belong to it, beside those of its concepts.
    split, staffing
        What its cost is split into, and whose salaries its hired staff is set against; either may be missing.
    follows, unknown, questions
        Sentences: what follows from the figures (ids in braces), what is not known, what to ask.
    missing
        The ids of figures that an answer needs and no report prints.
    """

    name: str
    title: str
    concepts: tuple[str, ...] = ()
    charted: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    split: Splitting | None = None
    staffing: Staffed | None = None
    follows: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return its name as a part of the names of tables."""
        return _key(self.name)

    @property
    def whats(self) -> set[str]:
        """Return all that causes and measures of it may be stated of."""
        return {*self.concepts, *self.lines, *self.volumes}


@kept
def load_subjects(folder: Folder) -> tuple[Subject, ...]:
    """Load the subjects in the order that they first stand in; a folder without subjects.csv has none.

    Raises
    ------
    DataError
        When a concept, a line, a figure or a kind is unknown, a figure has a value, a row or a role stands twice, a
        text is empty, or a name fits no sheet; every fault is named.

    Examples
    --------
    >>> [(subject.name, len(subject.questions)) for subject in load_subjects()]
    [('HVB-placeringar', 3), ('Konsulter', 3), ('Ekonomiskt bistånd', 3)]
    """
    rows, faults, _ = folder.table(SUBJECTS, _judges(folder))
    refuse([*faults, *_twice(rows), *_alike(rows)])
    return tuple(
        _subject(name, [row for row in rows if row["sheet"] == name])
        for name in dict.fromkeys(row["sheet"] for row in rows)
    )


def with_part(part: str, name: str | None, folder: Folder) -> Subject:
    """Return the subject of a name, or the first that has a part such as ``split``.

    Raises
    ------
    DataError
        When there is none; those that have the part are named.
    """
    known = [one for one in load_subjects(folder) if getattr(one, part)]
    found = [one for one in known if name in {None, one.name}]
    if not found:
        names = [one.name for one in known]
        said = nearest(name or "", names) if names else "–"
        raise DataError(fault("unknown-reference", FILE, None, column="sheet", seen=name or "–", known=said))
    return found[0]


def _key(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _subject(name: str, rows: Sequence[CsvRow]) -> Subject:
    things: dict[str, tuple[str, ...]] = {}
    for row in rows:
        things[row["kind"]] = (*things.get(row["kind"], ()), row["what"])
    one = {kind: next(iter(things.get(kind, ())), "") for kind in _ONCE}
    months = int(one[MONTHS]) if one[MONTHS] else None
    return Subject(
        name=name,
        title=one[TITLE] or name,
        concepts=things.get(CONCEPT, ()),
        charted=things.get(CHART, ()),
        lines=things.get(LINE, ()),
        volumes=things.get(VOLUME, ()),
        split=Splitting(one[QUANTITY], one[PRICE], one[COST], one[UPRATING], one[PRINTED_CHANGE], months)
        if all(one[kind] for kind in _SPLIT[:3])
        else None,
        staffing=Staffed(one[SALARY], one[HIRED], one[UNPAID], one[STAFF])
        if all(one[kind] for kind in _STAFFING)
        else None,
        follows=things.get(FOLLOWS, ()),
        unknown=things.get(UNKNOWN, ()),
        questions=things.get(QUESTION, ()),
        missing=things.get(MISSING, ()),
    )


def sheet_faults(cell: CsvCell) -> Iterator[Fault]:
    """Find a name that no sheet may have."""
    if not re.fullmatch(r"[^\[\]:*?/\\']+", cell.text) or len(cell.text) > _LONGEST_NAME:
        yield cell.bad(*_A_NAME)


def _judges(folder: Folder) -> dict[str, Judge]:
    """Know which names a sheet may have, and what a row of each kind may name."""
    ledger = load_ledger(folder)
    concepts = concept_names(folder)
    cells = {one.cell for one in ledger.figures.values() if one.cell}
    absent = {figure.id for figure in ledger.figures.values() if figure.quantity is None}
    known: Mapping[str, Collection[str]] = {
        **dict.fromkeys((CONCEPT, CHART, *_SPLIT, *_STAFFING), concepts),
        LINE: {line_of(one) for one in cells if one.kind != "volym"},
        VOLUME: {one.label for one in cells if one.kind == "volym"},
        MONTHS: {str(number) for number in range(1, 13)},
        MISSING: absent,
    }

    quoting = judges_of(ledger, folder)["quoting"]

    def what(cell: CsvCell) -> Iterator[Fault]:
        kind = cell.row["kind"]
        if kind == MISSING and cell.text in ledger.figures and cell.text not in absent:
            yield cell.bad("a figure that has no value", "en uppgift som saknar värde")
        elif kind in known:
            yield from named_in(known[kind])(cell)
        elif not cell.text:
            yield cell.bad("a text", "en text")
        elif kind in {FOLLOWS, UNKNOWN}:
            yield from quoting(cell)

    return {"sheet": sheet_faults, "what": what}


def _twice(rows: Sequence[CsvRow]) -> list[Fault]:
    """Find what stands twice: a subject has one heading, and one concept in each role."""
    single = [row for row in rows if row["kind"] in _ONCE]
    others = [row for row in rows if row["kind"] not in _ONCE]
    return [*doubled(FILE, others, "sheet", "kind", "what"), *doubled(FILE, single, "sheet", "kind")]


def _alike(rows: Sequence[CsvRow]) -> Iterator[Fault]:
    """Find names that differ in capitals or signs alone: a workbook holds them for one."""
    first = dict[str, CsvRow]()
    for row in rows:
        same = first.setdefault(_key(row["sheet"]).casefold(), row)
        if same["sheet"] != row["sheet"]:
            english = f"{same['sheet']!r} as on line {same.line}, or other letters"
            swedish = f"”{same['sheet']}” som på rad {same.line} eller andra bokstäver"
            yield SUBJECTS.cell(row, "sheet").bad(english, swedish)
