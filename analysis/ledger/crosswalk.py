"""The crosswalk: which figure measures what in which year, out of `data/concepts.csv` and out of equal labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.csv_files import CsvRow, refuse
from analysis.data_files import CONCEPTS as CONCEPTS_FILE
from analysis.data_files import NOT, PARTLY, SAME, UNTRIED
from analysis.errors import DataError, Fault, fault
from analysis.frames import nearest
from analysis.ledger.alike import ALIKE, label_rows, lines_by_label, rows_of_label, total_rows
from analysis.ledger.formulas import Node, parse_formula, references
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.ledger.quantities import Quantity, parse_unit
from analysis.statements.folder import Folder, kept

FILE = CONCEPTS_FILE.name


LEVELS = (SAME, UNTRIED, PARTLY, NOT)


class Entry(NamedTuple):
    """A row of concepts.csv with its formula read and computed; no quantity where a figure is missing."""

    row: CsvRow
    node: Node
    quantity: Quantity | None
    missing: tuple[str, ...]

    @property
    def year(self) -> int:
        """Return the year that the row is for."""
        return int(self.row["year"])

    @property
    def is_written(self) -> bool:
        """Tell whether concepts.csv has it; else it compares by itself."""
        return self.row["comparability"] != UNTRIED

    @property
    def ids(self) -> str:
        """Return the ids of the figures that it is, for `analysis.trace`."""
        return "; ".join(dict.fromkeys(part.name for part in references(self.node)))

    @property
    def formula(self) -> str:
        """Return what it is over ids of the ledger, as concepts.csv has it."""
        return self.row["figure"]

    def shown(self, quantity: Quantity | None) -> tuple[float | None, float | None]:
        """Return the value and the tolerance of a quantity in the row's unit."""
        if quantity is None:
            return None, None
        value, tolerance = quantity.within(parse_unit(self.row["unit"]))
        return float(value), float(tolerance)


class Pair(NamedTuple):
    """A concept in two years with its quantities, and whether they may stand side by side."""

    before: Entry
    after: Entry
    first: Quantity
    last: Quantity
    level: str
    reason: str

    @property
    def difference(self) -> Quantity:
        """Return the last year's quantity less the first's."""
        return self.last - self.first

    @property
    def formula(self) -> str:
        """Return the difference over ids of the ledger."""
        return f"({self.after.formula}) - ({self.before.formula})"


@kept
def load_crosswalk(folder: Folder) -> tuple[Entry, ...]:
    """Load concepts.csv with its figures computed, and behind it what compares by itself: totals and equal labels.

    Raises
    ------
    DataError
        When the file is wrong: every fault at once, with its row; a line that no table has with the nearest ones.
    """
    ledger = load_ledger(folder)
    read = folder.table(CONCEPTS_FILE, judges_of(ledger, folder))
    refuse([*read.faults, *_group_faults(read.rows)])
    known = {(row["concept"], row["year"]) for row in read.rows}
    more = [*total_rows(folder), *label_rows(folder, read.rows)]
    more = [row for row in more if (row["concept"], row["year"]) not in known]
    years = Counter(row["concept"] for row in [*read.rows, *more])
    return tuple(_entry(row, ledger) for row in [*read.rows, *(row for row in more if years[row["concept"]] > 1)])


def _entry(row: CsvRow, ledger: Ledger) -> Entry:
    node = parse_formula(row["figure"])
    return Entry(row, node, *ledger.evaluate(node))


def _group_faults(rows: Sequence[CsvRow]) -> Iterator[Fault]:
    """Find other units of a concept than its first row's, and comparable rows with other measures."""
    first, measures = dict[str, CsvRow](), dict[str, CsvRow]()
    for row in rows:
        yield from _other_than(first.setdefault(row["concept"], row), row, "unit")
        if row["comparability"] == SAME:
            yield from _other_than(measures.setdefault(row["concept"], row), row, "basis")


def _other_than(same: CsvRow, row: CsvRow, column: str) -> Iterator[Fault]:
    if row[column] != same[column]:
        english, swedish = f"{same[column]!r} as on line {same.line}", f"”{same[column]}” som på rad {same.line}"
        yield CONCEPTS_FILE.cell(row, column).bad(english, swedish)


def year_entry(concept: str, year: int, folder: Folder) -> Entry | None:
    """Return what measures a concept in a year, if anything that has a value does."""
    try:
        own = [entry for entry in entries_of(concept, folder) if entry.year == year]
    except DataError as error:
        if any(one.code != "unknown-reference" for one in error.faults):
            raise
        return None
    return own[0] if own and own[0].quantity else None


class Summed(NamedTuple):
    """A concept added up over years: its quantity, the ids of its figures, and the sum over them."""

    quantity: Quantity
    ids: str
    formula: str


def summed(concept: str, since: int, year: int, folder: Folder) -> Summed | None:
    """Add up a concept that tells of the change from the year before; none where a year on the way has no value."""
    total = None
    for at in range(since + 1, year + 1):
        entry = year_entry(concept, at, folder)
        if entry is None or entry.quantity is None:
            return None
        own = Summed(entry.quantity, entry.ids, f"({entry.formula})")
        if total:
            own = Summed(total[0] + own[0], f"{total[1]}; {own[1]}", f"{total[2]} + {own[2]}")
        total = own
    return total


def worst_of(*entries: Entry) -> Entry:
    """Return the entry that measures its concept worst."""
    return max(entries, key=lambda entry: LEVELS.index(entry.row["comparability"]))


def together(first: Entry, last: Entry) -> tuple[str, str]:
    """Judge whether two years may stand side by side: the same measure does, else the worse of the two rows decides."""
    if first.row["basis"] == last.row["basis"]:
        return SAME, ""
    worst = max((first.row["comparability"], last.row["comparability"]), key=LEVELS.index)
    if worst == UNTRIED:
        return worst, ALIKE
    reasons = [
        f"{entry.year}: {entry.row['reason']}"
        for entry in (first, last)
        if entry.row["comparability"] not in {SAME, UNTRIED}
    ]
    return worst, " ".join(reasons)


def concepts_of_role(role: str, folder: Folder) -> list[str]:
    """Return the concepts that concepts.csv gives a role, in its order.

    Examples
    --------
    >>> from analysis.data_files import FRAME
    >>> from analysis.statements.folder import opened
    >>> concepts_of_role(FRAME, opened())
    ['ramökning']
    """
    return list(dict.fromkeys(entry.row["concept"] for entry in load_crosswalk(folder) if entry.row["role"] == role))


def concept_names(folder: Folder) -> set[str]:
    """Return what may be asked for over several years: the concepts, and the labels of lines of any table."""
    labels = {post for _, post in lines_by_label(folder)}
    names = {entry.row["concept"] for entry in load_crosswalk(folder)} | labels
    return names | {f"{name[:1].lower()}{name[1:]}" for name in names}


def entries_of(concept: str, folder: Folder) -> list[Entry]:
    """Return what measures a concept, oldest first: one of the crosswalk, else a line of any table by its label.

    Raises
    ------
    DataError
        When there is none; the nearest are named.
    """
    if not (own := _entries_of(folder, concept)):
        said = nearest(concept, _by_concept(folder))
        raise DataError(fault("unknown-reference", FILE, column="concept", seen=concept, known=said))
    return [*own]


@kept
def _entries_of(folder: Folder, concept: str) -> list[Entry]:
    """Do what `entries_of` does; none where nothing measures it."""
    known = _by_concept(folder)
    name = concept if concept in known else next((one for one in known if one.casefold() == concept.casefold()), "")
    own = known.get(name, [])
    if not own:
        rows = rows_of_label(folder, concept, [entry.row for entry in load_crosswalk(folder)])
        own = [_entry(row, load_ledger(folder)) for row in rows]
    return sorted(own, key=lambda entry: entry.year)


@kept
def _by_concept(folder: Folder) -> dict[str, list[Entry]]:
    found = dict[str, list[Entry]]()
    for entry in load_crosswalk(folder):
        found.setdefault(entry.row["concept"], []).append(entry)
    return found
