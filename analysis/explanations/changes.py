"""What the reports print as changes between two years, `changes.csv`: steps of a bridge without the years' levels."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.csv_files import CsvRow, named_in, refuse
from analysis.data_files import CHANGES
from analysis.errors import Fault
from analysis.explanations.causes import AN_EARLIER_YEAR, is_before
from analysis.frames import nearest
from analysis.ledger.crosswalk import load_crosswalk
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.ledger.quantities import Quantity, parse_unit
from analysis.statements.folder import Folder, kept

_INSIDE = "steg:"  # begins the name of the step that another one is part of


class StatedChange(NamedTuple):
    """A change between two years as a report gives it.

    Attributes
    ----------
    year, since
        The years.
    of, inside
        The concept that it is part of, or the step that it lies inside of: then it is not added.
    step, concept
        What it is called, and the concept whose causes explain it.
    formula, ids, quantity
        The change over ids of the ledger, those ids, and its value: plus is better.
    overlaps
        The step that it may lie inside of, or the year that may have had the same cost; empty where neither.
    note
        What else must be known.
    document, section, line
        Where the report gives it.
    """

    year: int
    since: int
    of: str
    inside: str
    step: str
    concept: str
    formula: str
    ids: str
    quantity: Quantity
    overlaps: str
    note: str
    document: str
    section: str
    line: int

    @property
    def tkr(self) -> Decimal:
        """Return the change in tkr."""
        return self.quantity.within(parse_unit("tkr"))[0]


@kept
def load_changes(folder: Folder) -> tuple[StatedChange, ...]:
    """Load the changes that reports print, in the order of the file; a folder without changes.csv has none.

    Raises
    ------
    DataError
        When a formula or a concept is wrong, or a step is said to lie inside one that is not there; every fault is
        named.

    Examples
    --------
    >>> [(one.step, int(one.tkr)) for one in load_changes() if one.overlaps]
    [('Aktivt försörjningsstöd', -1947), ('Engångskostnad för omställning', -827)]
    """
    ledger = load_ledger(folder)
    concepts = {entry.row["concept"] for entry in load_crosswalk(folder)}
    found = folder.table(CHANGES, judges_of(ledger, folder) | {"concept": named_in(concepts)})
    refuse([*found.faults, *_misplaced([row for row in found.rows if row.line not in found.wrong], concepts)])
    made = (_change(row, ledger) for row in found.rows)
    return tuple(one for one in made if one is not None)


def _misplaced(rows: Sequence[CsvRow], concepts: Collection[str]) -> Iterator[Fault]:
    """Find what is no part of a concept or of a step of the same years, and overlaps with what is not there."""
    for row in rows:
        steps = [one["step"] for one in rows if _years(one) == _years(row) and one is not row]
        of, overlaps = row["of"], row["overlaps"]
        if of not in {*concepts, *(f"{_INSIDE}{step}" for step in steps)}:
            known = steps if of.startswith(_INSIDE) else concepts
            yield CHANGES.cell(row, "of").unknown([nearest(of.removeprefix(_INSIDE), known, 5)])
        if overlaps not in {"", row["since"], *steps}:
            yield CHANGES.cell(row, "overlaps").unknown([row["since"], *steps])
        if not is_before(row):
            yield CHANGES.cell(row, "since").bad(*AN_EARLIER_YEAR)


def _years(row: CsvRow) -> tuple[str, str]:
    return row["since"], row["year"]


def _change(row: CsvRow, ledger: Ledger) -> StatedChange | None:
    node = parse_formula(row["formula"])
    quantity, _ = ledger.evaluate(node)
    if quantity is None:
        return None
    is_inside = row["of"].startswith(_INSIDE)
    return StatedChange(
        year=int(row["year"]),
        since=int(row["since"]),
        of="" if is_inside else row["of"],
        inside=row["of"].removeprefix(_INSIDE) if is_inside else "",
        step=row["step"],
        concept=row["concept"],
        formula=row["formula"],
        ids="; ".join(dict.fromkeys(part.name for part in references(node))),
        quantity=quantity,
        overlaps=row["overlaps"],
        note=row["note"],
        document=row["document"],
        section=row["section"],
        line=int(row["line"]),
    )


def changes_between(folder: Folder, since: int, year: int, of: str) -> list[StatedChange]:
    """Return the changes between two years that are steps of a concept."""
    return [one for one in load_changes(folder) if (one.since, one.year, one.of) == (since, year, of)]


def inside(folder: Folder, change: StatedChange) -> list[StatedChange]:
    """Return the changes that lie inside another one of the same years."""
    return [
        one
        for one in load_changes(folder)
        if (one.since, one.year, one.inside) == (change.since, change.year, change.step)
    ]


def span(left: Decimal, steps: Sequence[StatedChange]) -> tuple[Decimal, Decimal]:
    """Return between what a rest lies if steps that may overlap with others are no steps of their own.

    Parameters
    ----------
    left
        What all steps leave, in tkr.
    steps
        The steps; those without an overlap move nothing.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> found = changes_between(opened(), 2019, 2020, "bruttokostnad")
    >>> [int(end) for end in span(Decimal(216), found)]
    [-2558, 216]
    """
    moved = [one.tkr for one in steps if one.overlaps]
    zero = Decimal(0)
    return left + sum((one for one in moved if one < 0), zero), left + sum((one for one in moved if one > 0), zero)
