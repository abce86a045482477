"""The subjects that a board asks about, `subjects.csv`, and the costs that quantity and price make up, `splits.csv`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.csv_files import CsvCell, CsvFile, CsvRow, Judge, doubled, named_in, refuse
from analysis.data_files import SPLITS, SUBJECTS
from analysis.errors import DataError, Fault, fault
from analysis.explanations.causes import line_of
from analysis.frames import nearest
from analysis.ledger.crosswalk import concept_names, entries_of
from analysis.ledger.formulas import FormulaError, Node, parse_formula
from analysis.ledger.ledger import judges_of, load_ledger
from analysis.ledger.quantities import Quantity, constant, is_unit, parse_unit
from analysis.statements.folder import Folder, kept

FILE = SUBJECTS.name
TITLE, CONCEPT, CHART, LINE, VOLUME = "rubrik", "begrepp", "diagram", "rad", "volym"
FOLLOWS, UNKNOWN, QUESTION, MISSING = "följer", "okänt", "fråga", "saknas"
HIRED, SALARY, UNPAID, STAFF = "inhyrd personal", "lönekostnad", "ej utbetald lön", "årsarbetare"
_STAFFING = (SALARY, HIRED, UNPAID, STAFF)
_SPLIT = ("split", "cost", "quantity", "price", "factor", "uprating", "printed_change", "sheet")
_ONCE = {TITLE, *_STAFFING}
_LONGEST_NAME = 31  # letters of a sheet's name
_A_NAME = ("a name of at most 31 letters without [ ] : * ? / \\ '", "ett namn på högst 31 tecken utan [ ] : * ? / \\ '")


class Splitting(NamedTuple):
    """What a cost is split into.

    Attributes
    ----------
    name, subject
        What the split is called, and the subject whose sheet tells of it; the latter may be empty.
    cost, quantity, price
        Concepts: quantity × price × factor must be the cost. Without a price it is the cost over the other two.
    factor
        A number with its unit, as a formula writes it; may be empty.
    uprating, printed_change
        Concepts that tell of a change from the year before: a stated part of the price effect, and the change of the
        cost as printed; either may be empty.
    """

    name: str
    cost: str
    quantity: str
    price: str = ""
    factor: str = ""
    uprating: str = ""
    printed_change: str = ""
    subject: str = ""

    @property
    def key(self) -> str:
        """Return its name as a part of the names of tables."""
        return _key(self.name)

    @property
    def number(self) -> Quantity:
        """Return the factor; one where there is none."""
        node = parse_formula(self.factor or "1")
        return constant(node.value, parse_unit(node.name))


class Staffed(NamedTuple):
    """The concepts of salaries, hired staff, unpaid salaries and full-time equivalents; empty but for the second."""

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
    staffing
        Whose salaries its hired staff is set against; may be missing.
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


@kept
def load_splits(folder: Folder) -> tuple[Splitting, ...]:
    """Load the splits in the order of splits.csv; a folder without it has none.

    Raises
    ------
    DataError
        When a concept or a subject is unknown, units do not fit, or two splits have one name; every fault is named.

    Examples
    --------
    >>> [(one.name, one.cost, one.factor) for one in load_splits()]
    [('Ekonomiskt bistånd', 'utbetalt ekonomiskt bistånd', '12 mån')]
    """
    subjects = [one.name for one in load_subjects(folder)]
    judges = {**judges_of(load_ledger(folder), folder), "concept": named_in(concept_names(folder))}
    judges |= {"sheet": named_in(subjects), "split": _name_faults, "factor": _factor_faults}
    rows, faults, wrong = folder.table(SPLITS, judges)
    misfits = [one for row in rows if row.line not in wrong for one in _unit_faults(row, folder)]
    refuse([*faults, *misfits, *_alike(rows, SPLITS, "split")])
    return tuple(Splitting(*(row[column] for column in _SPLIT)) for row in rows)


def splits_of(subject: str, folder: Folder) -> list[Splitting]:
    """Return the splits that the sheet of a subject tells of."""
    return [one for one in load_splits(folder) if one.subject == subject]


def split_named(name: str | None, folder: Folder) -> Splitting:
    """Return the split of a name, or the first.

    Raises
    ------
    DataError
        When there is none; the nearest are named.
    """
    known = {one.name.casefold(): one for one in load_splits(folder)}
    if not known or (name is not None and name.casefold() not in known):
        said = nearest(name or "", [one.name for one in known.values()]) if known else "–"
        raise DataError(fault("unknown-reference", SPLITS.name, None, column="split", seen=name or "–", known=said))
    return known[name.casefold()] if name is not None else next(iter(known.values()))


def staffed_subject(name: str | None, folder: Folder) -> tuple[Subject, Staffed]:
    """Return the subject of a name, or the first, that sets hired staff against salaries.

    Raises
    ------
    DataError
        When there is none; those that do are named.
    """
    known = {one.name.casefold(): (one, one.staffing) for one in load_subjects(folder) if one.staffing}
    if not known:
        expected = f"a subject with {HIRED} beside {SALARY}", f"ett ämne med {HIRED} bredvid {SALARY}"
        own = {"seen": name or "–", "expected": expected[0], "expected_sv": expected[1]}
        raise DataError(fault("bad-choice", FILE, None, column="sheet", **own))
    if name is not None and name.casefold() not in known:
        said = nearest(name, [one.name for one, _ in known.values()])
        if name.casefold() in {one.name.casefold() for one in load_subjects(folder)}:
            raise DataError(fault("no-staff", FILE, None, seen=name, known=said))
        raise DataError(fault("unknown-reference", FILE, None, column="sheet", seen=name, known=said))
    return known[name.casefold()] if name is not None else next(iter(known.values()))


def _name_faults(cell: CsvCell) -> Iterator[Fault]:
    if not cell.text:
        yield cell.bad("a text", "en text")


def _factor_faults(cell: CsvCell) -> Iterator[Fault]:
    """Find a factor that is no number above 0, with or without a unit."""
    try:
        node = parse_formula(cell.text)
    except FormulaError:
        node = Node("reference")
    if node.kind != "number" or not is_unit(node.name) or node.value <= 0:
        yield cell.bad("a number with its unit, such as 12 mån", "ett tal med enhet, t.ex. 12 mån")


def _unit_faults(row: CsvRow, folder: Folder) -> Iterator[Fault]:
    """Find a cost that is not in money, and quantity, price and factor whose product is not."""
    money = parse_unit("tkr").kind
    units = {name: entries_of(row[name], folder)[0].row["unit"] for name in ("cost", "quantity", "price") if row[name]}
    if parse_unit(units["cost"]).kind != money:
        yield SPLITS.cell(row, "cost").bad("a cost in money", "en kostnad i pengar", f"{row['cost']}, {units['cost']}")
    if row["price"]:
        price, counted = (parse_unit(units[name]).kind for name in ("price", "quantity"))
        whole = price * counted * Splitting("", "", "", factor=row["factor"]).number.kind
        if money not in {price, whole}:
            seen = " × ".join(filter(None, (units["quantity"], units["price"], row["factor"])))
            texts = {"expected": "units that give tkr", "expected_sv": "enheter som ger tkr"}
            yield fault("unit-clash", SPLITS.name, row.line, column="price", seen=seen, **texts)


def _key(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _subject(name: str, rows: Sequence[CsvRow]) -> Subject:
    things: dict[str, tuple[str, ...]] = {}
    for row in rows:
        things[row["kind"]] = (*things.get(row["kind"], ()), row["what"])
    one = {kind: next(iter(things.get(kind, ())), "") for kind in _ONCE}
    return Subject(
        name=name,
        title=one[TITLE] or name,
        concepts=things.get(CONCEPT, ()),
        charted=things.get(CHART, ()),
        lines=things.get(LINE, ()),
        volumes=things.get(VOLUME, ()),
        staffing=Staffed(one[SALARY], one[HIRED], one[UNPAID], one[STAFF])
        if one[HIRED] and (one[SALARY] or one[UNPAID])
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
        **dict.fromkeys((CONCEPT, CHART, *_STAFFING), concepts),
        LINE: {line_of(one) for one in cells if one.kind != "volym"},
        VOLUME: {one.label for one in cells if one.kind == "volym"},
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


def _alike(rows: Sequence[CsvRow], file: CsvFile = SUBJECTS, column: str = "sheet") -> Iterator[Fault]:
    """Find names that differ in capitals or signs alone: a workbook holds them for one."""
    first = dict[str, CsvRow]()
    for row in rows:
        same = first.setdefault(_key(row[column]).casefold(), row)
        if same[column] != row[column]:
            english = f"{same[column]!r} as on line {same.line}, or other letters"
            swedish = f"”{same[column]}” som på rad {same.line} eller andra bokstäver"
            yield file.cell(row, column).bad(english, swedish)
