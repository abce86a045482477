"""The subjects that have sheets of their own in the board's workbook: `data/subjects.csv`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.errors import DataError, Fault, fault
from analysis.explanations.staffing import CONSULTANTS
from analysis.explanations.volumes import ASSISTANCE, PLACEMENTS, Splitting
from analysis.frames import CsvRow, doubled, nearest, read_rows
from analysis.ledger.crosswalk import load_crosswalk
from analysis.ledger.figures import load_ledger
from analysis.ledger.ledger import Ledger
from analysis.paths import DATA
from analysis.workbook.cells import sheet_name

FILE = "subjects.csv"
COLUMNS = ("sheet", "kind", "what")
TITLE, CONCEPT, PRICE, STAFFING, QUESTION, MISSING = "rubrik", "begrepp", "pris", "bemanning", "fråga", "saknas"
KINDS = (TITLE, CONCEPT, PRICE, STAFFING, QUESTION, MISSING)
SPLITS = {split.cost: split for split in (ASSISTANCE, PLACEMENTS)}
_A_TEXT = {"expected": "a text", "expected_sv": "en text"}
_A_NAME = {
    "expected": "at most 31 characters without : * ? / \\ ' and brackets",
    "expected_sv": "högst 31 tecken utan : * ? / \\ ' och hakparenteser",
}
_NO_VALUE = {"expected": "a figure that has no value", "expected_sv": "en uppgift som saknar värde"}
_OTHER_NAME = {
    "expected": "a name that no other sheet of the workbook has",
    "expected_sv": "ett namn som inget annat blad i arbetsboken har",
}


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


def load_subjects(data: Path = DATA, taken: Collection[str] = ()) -> list[Subject]:
    """Load the subjects in the order that they first stand in; a folder without subjects.csv has none.

    Parameters
    ----------
    data
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
    if not (data / FILE).is_file():
        return []
    rows, ledger = read_rows(data / FILE, COLUMNS), load_ledger(data)
    known: Mapping[str, Collection[str]] = {
        CONCEPT: {entry.row["concept"] for entry in load_crosswalk(data)},
        PRICE: SPLITS,
        STAFFING: ("", CONSULTANTS),
        MISSING: {figure.id for figure in ledger.figures.values() if figure.quantity is None},
    }
    faults = [one for row in rows for one in (*_name_faults(row, taken), *_faults(row, known, ledger))]
    faults += [*_doubled(rows), *_alike(rows)]
    if faults:
        raise DataError(sorted(faults, key=lambda one: one.line or 0))
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


def _name_faults(row: CsvRow, taken: Collection[str]) -> Iterator[Fault]:
    name = row["sheet"]
    if not name or sheet_name(name) != name:
        yield fault("bad-value", FILE, row.line, column="sheet", seen=name, **_A_NAME)
    if name.casefold() in {one.casefold() for one in taken}:
        yield fault("bad-value", FILE, row.line, column="sheet", seen=name, **_OTHER_NAME)


def _faults(row: CsvRow, known: Mapping[str, Collection[str]], ledger: Ledger) -> Iterator[Fault]:
    kind, what = row["kind"], row["what"]
    if kind not in KINDS:
        yield fault("unknown-reference", FILE, row.line, column="kind", seen=kind, known=", ".join(KINDS))
    elif kind == MISSING and what in ledger.figures and what not in known[kind]:
        yield fault("bad-value", FILE, row.line, column="what", seen=what, **_NO_VALUE)
    elif kind in known and what not in known[kind]:
        close = nearest(what, [one for one in known[kind] if one])
        yield fault("unknown-reference", FILE, row.line, column="what", seen=what, known=close)
    elif kind not in known and not what:
        yield fault("bad-value", FILE, row.line, column="what", seen="", **_A_TEXT)


def _doubled(rows: Sequence[CsvRow]) -> list[Fault]:
    """Find what stands twice: of the heading and of the staffing a sheet has one."""
    single = [row for row in rows if row["kind"] in {TITLE, STAFFING}]
    others = [row for row in rows if row["kind"] not in {TITLE, STAFFING}]
    return [*doubled(FILE, others, *COLUMNS), *doubled(FILE, single, "sheet", "kind")]


def _alike(rows: Sequence[CsvRow]) -> Iterator[Fault]:
    """Find names of sheets that differ in capitals or signs alone: a workbook holds them for one."""
    first = dict[str, CsvRow]()
    for row in rows:
        same = first.setdefault(_key(row["sheet"]).casefold(), row)
        if same["sheet"] != row["sheet"]:
            english = f"{same['sheet']!r} as on line {same.line}, or other letters"
            swedish = f"”{same['sheet']}” som på rad {same.line} eller andra bokstäver"
            texts = {"expected": english, "expected_sv": swedish}
            yield fault("bad-value", FILE, row.line, column="sheet", seen=row["sheet"], **texts)
