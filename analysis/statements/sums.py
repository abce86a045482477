"""Which printed lines add up to which total: `data/sums.csv`, held against the loaded lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import refuse
from analysis.data_files import SUMS
from analysis.errors import DataError, Fault, fault
from analysis.frames import nearest
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.statements.lines import MoneyLine
from analysis.statements.load import load_carry_overs, load_drift, load_investments, money_lines
from analysis.statements.register import load_tables, second_sources
from analysis.vocabulary.periods import is_whole_year

FILE = SUMS.name
Key = tuple[str, str]  # the label of a line, and the line that it is part of


class Part(NamedTuple):
    """A line of a sum: its label, the line it is a ``varav`` of (or empty), +1 or −1, and its row in the file."""

    post: str
    parent: str
    weight: int
    line: int


class Sum(NamedTuple):
    """A total and the lines that add up to it, as `sums.csv` lists them.

    Attributes
    ----------
    document, section
        The table.
    total
        The label of the line that holds the printed total.
    parts
        The lines in the sum.
    relation
        ``lika`` where the lines are the whole of the total, ``högst`` where they are only some of it.
    """

    document: str
    section: str
    total: str
    parts: tuple[Part, ...]
    relation: str

    def lines(self) -> list[Key]:
        """Return the total and its parts by label and parent."""
        return [(self.total, ""), *((part.post, part.parent) for part in self.parts)]


class Placed(NamedTuple):
    """A sum in the table that has its lines: which kind of table, and the lines by key."""

    found: Sum
    kind: str
    lines: dict[Key, MoneyLine]

    @property
    def total(self) -> MoneyLine:
        """Return the line that holds the printed total."""
        return self.lines[self.found.total, ""]


def money_tables(data: Data | None = None) -> dict[str, pd.DataFrame]:
    """Load every frame that holds outcome, budget and deviation, by kind of table."""
    folder = opened(data)
    return {
        "drift": load_drift(data=folder).assign(omfattning="årets"),
        "investering": load_investments(data=folder),
        "ombudgetering": load_carry_overs(data=folder).assign(omfattning="årets"),
    }


@kept
def load_sums(folder: Folder) -> list[Sum]:
    """Load which lines add up to which total.

    Parameters
    ----------
    folder
        The folder that holds `sums.csv`.

    Raises
    ------
    DataError
        When columns, weights or relations are wrong; every fault is named with its line.

    Examples
    --------
    >>> found = load_sums()[0]
    >>> found.total, [part.post for part in found.parts], found.relation
    ('Totalt', ['Intäkter', 'Kostnader'], 'lika')
    """
    found = folder.table(SUMS)
    refuse(found.faults)
    groups: dict[tuple[str, str, str, str], list[Part]] = {}
    for row in found.rows:
        parts = groups.setdefault((row["document"], row["section"], row["total"], row["relation"]), [])
        parts.append(Part(row["part"], row["parent"], int(row["weight"]), row.line))
    return [Sum(*key[:3], tuple(parts), key[3]) for key, parts in groups.items()]


@kept
def place_sums(folder: Folder) -> tuple[Placed, ...]:
    """Find the table of each sum, and its lines in it.

    Parameters
    ----------
    folder
        The folder that holds `documents.csv` and `sums.csv`.

    Returns
    -------
    tuple of Placed
        A sum once for each table that has its lines: a project's table has them for the year and since its start.

    Raises
    ------
    DataError
        When a sum names a table or a line that is not there, or a label that stands twice; every fault is named.

    Examples
    --------
    >>> placed = place_sums()[0]
    >>> placed.kind, placed.lines["Kostnader", ""].utfall_tkr
    ('drift', Decimal('-297890'))
    """
    tables = _tables(money_lines(folder))
    # the lines of a follow-up are gone once a later one, or the annual report, is there; a second source has none
    passed = {one["id"] for one, _ in load_tables(folder) if not is_whole_year(one["period"])}
    passed |= {document for document, _ in second_sources(folder)}
    placed, faults = list[Placed](), list[Fault]()
    for found in load_sums(folder):
        own = tables.get((found.document, found.section), [])
        counts = [Counter(map(_key, lines)) for _, lines in own]
        fit = [all(count[key] == 1 for key in found.lines()) for count in counts]
        for kind, lines in compress(own, fit):
            placed.append(Placed(found, kind, {_key(line): line for line in lines}))
        if not any(fit) and (counts or found.document not in passed):
            faults += _line_faults(found, counts) if counts else _table_faults(found, tables)
    if faults:
        raise DataError(faults)
    return tuple(placed)


def fitting_sections(found: Sum, folder: Folder) -> list[str]:
    """List the headings of a sum's document under which a table has each of its lines once.

    Examples
    --------
    >>> fitting_sections(load_sums()[0], opened()) == [load_sums()[0].section]
    True
    """
    fit = list[str]()
    for (document, section), own in _tables(money_lines(folder)).items():
        counts = [Counter(map(_key, lines)) for _, lines in own]
        if document == found.document and any(all(one[key] == 1 for key in found.lines()) for one in counts):
            fit.append(section)
    return fit


Tables = dict[tuple[str, str], list[tuple[str, list[MoneyLine]]]]  # by document and section, each with its kind


def _key(line: MoneyLine) -> Key:
    return line.post, line.förälder


def _tables(lines: Mapping[str, Sequence[MoneyLine]]) -> Tables:
    """Part the lines of all kinds by table, year and scope."""
    groups = dict[tuple[str, str, str, int, str], list[MoneyLine]]()
    for kind, own in lines.items():
        for line in own:
            groups.setdefault((kind, line.dokument, line.avsnitt, line.år, line.omfattning), []).append(line)
    tables: Tables = {}
    for (kind, document, section, *_), group in groups.items():
        tables.setdefault((document, section), []).append((kind, group))
    return tables


def _table_faults(found: Sum, tables: Tables) -> Iterator[Fault]:
    """Say which of document and section no table has."""
    documents = {document for document, _ in tables}
    sections = {section for document, section in tables if document == found.document}
    line = found.parts[0].line
    if sections:
        yield fault("unknown-section", FILE, line, seen=found.section, known=nearest(found.section, sections))
    else:
        known = nearest(found.document, documents)
        yield fault("unknown-reference", FILE, line, column="document", seen=found.document, known=known)


def _line_faults(found: Sum, counts: Sequence[Counter[Key]]) -> Iterator[Fault]:
    """Say which lines the table that comes nearest does not have once."""
    best = max(counts, key=lambda count: sum(count[key] == 1 for key in found.lines()))
    columns = ["total", *("part" for _ in found.parts)]
    rows = [found.parts[0].line, *(part.line for part in found.parts)]
    for column, line, (post, parent) in zip(columns, rows, found.lines(), strict=True):
        seen = f"{parent} > {post}" if parent else post
        if best[post, parent] > 1:
            yield fault("label-twice", FILE, line, column=column, seen=seen)
        elif not best[post, parent]:
            known = [f"{one[1]} > {one[0]}" if one[1] else one[0] for one in best]
            yield fault("unknown-reference", FILE, line, column=column, seen=seen, known=nearest(seen, known))
