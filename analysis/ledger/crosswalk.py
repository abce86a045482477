"""The crosswalk `data/concepts.csv`: which figure measures what in which year, and which years may stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, Fault, fault
from analysis.frames import TEXT, WHOLE, CsvRow, Record, doubled, make_frame, nearest, read_rows
from analysis.ledger.entries import FILE as FIGURES
from analysis.ledger.figures import load_ledger
from analysis.ledger.formula_checks import Where, formula_faults
from analysis.ledger.formulas import Node, parse_formula, references
from analysis.ledger.ledger import Ledger
from analysis.ledger.quantities import Quantity
from analysis.ledger.units import KNOWN, is_unit, parse_unit
from analysis.paths import DATA
from analysis.statements.register import State, state

FILE = "concepts.csv"
_COLUMNS = ("concept", "year", "figure", "unit", "basis", "comparability", "reason")
SAME, PARTLY, NOT, NONE = "jämförbar", "delvis", "ej jämförbar", "saknas"
LEVELS = (SAME, PARTLY, NOT)
CONCEPTS = {"begrepp": TEXT, "enhet": TEXT, "år": TEXT, "jämförbarhet": TEXT}
UNKNOWN = {"dokument": TEXT, "år": WHOLE, "rad": WHOLE, "post": TEXT, "närmast_kända": TEXT}


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


def concepts(data: Path = DATA) -> pd.DataFrame:
    """List what can be asked for over several years.

    Returns
    -------
    pandas.DataFrame
        One row a concept: ``begrepp``, ``enhet``, ``år`` (the years that a source measures it in) and
        ``jämförbarhet`` (``jämförbar`` where all its years measure the same, else that of the worst of them).

    Examples
    --------
    >>> concepts().set_index("begrepp").loc["konsulter", ["år", "jämförbarhet"]].tolist()
    ['2016, 2017, 2019, 2020', 'jämförbar']
    """
    groups = dict[str, list[Entry]]()
    for entry in load_crosswalk(data):
        groups.setdefault(entry.row["concept"], []).append(entry)
    rows = list[Record]()
    for concept, own in groups.items():
        known = [entry for entry in own if entry.quantity]
        worst = max((entry.row["comparability"] for entry in known), key=LEVELS.index, default=NONE)
        level = SAME if len(known) > 1 and len({entry.row["basis"] for entry in known}) == 1 else worst
        years = ", ".join(str(entry.year) for entry in known)
        rows.append({"begrepp": concept, "enhet": own[0].row["unit"], "år": years, "jämförbarhet": level})
    return make_frame(FILE, rows, CONCEPTS, ["begrepp"])


def unknown_lines(data: Path = DATA) -> pd.DataFrame:
    """List the lines of the operating statements that the crosswalk does not know, with the nearest that it does.

    Returns
    -------
    pandas.DataFrame
        One row a line: ``dokument``, ``år``, ``rad``, ``post`` and ``närmast_kända``.

    Examples
    --------
    >>> len(unknown_lines())
    0
    """
    used = {_line(part.name) for entry in load_crosswalk(data) for part in references(entry.node)}
    labels = [_label(line) for line in used if line]
    rows = dict[str, Record]()
    for cell in load_ledger(data).figures.values():
        line = _line(cell.id)
        if line and line not in used:
            place = {"dokument": cell.document, "år": cell.year, "rad": cell.line}
            rows[line] = {**place, "post": _label(line), "närmast_kända": nearest(_label(line), labels)}
    return make_frame(FILE, rows.values(), UNKNOWN)


def _label(line: str) -> str:
    """Return the label of a line without the number that tells it from another of its name."""
    return re.sub(r"@\d+$", "", line.split(":", 2)[2])


def _line(name: str) -> str:
    """Return document, table and line of the id of a cell in an operating statement, else nothing."""
    return name.rpartition(":")[0] if ":drift:" in name else ""


def load_crosswalk(data: Path = DATA) -> list[Entry]:
    """Load concepts.csv with its figures computed; a folder without it has no concepts.

    Raises
    ------
    DataError
        When the file is wrong: every fault at once, with its row; a line that no table has with the nearest ones.
    """
    return list(_load_once(data, state(data, FIGURES, FILE)))


@lru_cache(maxsize=16)
def _load_once(data: Path, _state: State) -> list[Entry]:
    ledger = load_ledger(data)
    rows = read_rows(data / FILE, _COLUMNS) if (data / FILE).is_file() else []
    faults = [one for row in rows for one in (*_value_faults(row), *_figure_faults(row, ledger))]
    faults += _group_faults(rows)
    if faults:
        raise DataError(sorted(faults, key=lambda one: one.line or 0))
    nodes = [parse_formula(row["figure"]) for row in rows]
    return [Entry(row, node, *ledger.evaluate(node)) for row, node in zip(rows, nodes, strict=True)]


def _value_faults(row: CsvRow) -> Iterator[Fault]:
    if row["comparability"] not in LEVELS:
        known = ", ".join(LEVELS)
        yield fault("unknown-reference", FILE, row.line, column="comparability", seen=row["comparability"], known=known)
    if not is_unit(row["unit"]):
        known = nearest(row["unit"], KNOWN, 5)
        yield fault("unknown-reference", FILE, row.line, column="unit", seen=row["unit"], known=known)
    if not re.fullmatch(r"(?:19|20)\d\d", row["year"]):
        texts = {"expected": "a year such as 2020", "expected_sv": "ett år, t.ex. 2020"}
        yield fault("bad-value", FILE, row.line, column="year", seen=row["year"], **texts)
    needed = ["concept", "figure", "basis", *(["reason"] if row["comparability"] != SAME else [])]
    for column in needed:
        if not row[column]:
            texts = {"expected": "a text", "expected_sv": "en text"}
            yield fault("bad-value", FILE, row.line, column=column, seen="", **texts)


def _figure_faults(row: CsvRow, ledger: Ledger) -> Iterator[Fault]:
    if row["figure"]:
        yield from formula_faults(Where(FILE, row.line, "figure"), row["figure"], row["unit"], ledger)


def _group_faults(rows: Sequence[CsvRow]) -> Iterator[Fault]:
    """Find a year twice for a concept, other units than its first row's, and comparable rows with other measures."""
    yield from doubled(FILE, rows, "concept", "year")
    first, measures = dict[str, CsvRow](), dict[str, CsvRow]()
    for row in rows:
        yield from _other_than(first.setdefault(row["concept"], row), row, "unit")
        if row["comparability"] == SAME:
            yield from _other_than(measures.setdefault(row["concept"], row), row, "basis")


def _other_than(same: CsvRow, row: CsvRow, column: str) -> Iterator[Fault]:
    if row[column] != same[column]:
        english, swedish = f"{same[column]!r} as on line {same.line}", f"”{same[column]}” som på rad {same.line}"
        texts = {"expected": english, "expected_sv": swedish}
        yield fault("bad-value", FILE, row.line, column=column, seen=row[column], **texts)
