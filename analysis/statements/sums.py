"""Which printed lines add up to which total: `data/sums.csv`, held against the loaded lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import read_table, refuse
from analysis.data_files import SUMS
from analysis.errors import DataError, Fault, fault
from analysis.files import DATA
from analysis.frames import Record, nearest, records
from analysis.statements.load import load_carry_overs, load_drift, load_investments
from analysis.statements.register import State, load_documents, state
from analysis.vocabulary.periods import is_whole_year

FILE = SUMS.name
_TABLE = ["dokument", "avsnitt", "år", "omfattning"]
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
    lines: dict[Key, Record]


def money_tables(data: Path = DATA) -> dict[str, pd.DataFrame]:
    """Load every frame that holds outcome, budget and deviation, by kind of table."""
    return {
        "drift": load_drift(data).assign(omfattning="årets"),
        "investering": load_investments(data),
        "ombudgetering": load_carry_overs(data).assign(omfattning="årets"),
    }


def load_sums(data: Path = DATA) -> list[Sum]:
    """Load which lines add up to which total.

    Parameters
    ----------
    data
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
    found = read_table(data, SUMS)
    refuse(found.faults)
    groups: dict[tuple[str, str, str, str], list[Part]] = {}
    for row in found.rows:
        parts = groups.setdefault((row["document"], row["section"], row["total"], row["relation"]), [])
        parts.append(Part(row["part"], row["parent"], int(row["weight"]), row.line))
    return [Sum(*key[:3], tuple(parts), key[3]) for key, parts in groups.items()]


def place_sums(data: Path = DATA) -> list[Placed]:
    """Find the table of each sum, and its lines in it.

    Parameters
    ----------
    data
        The folder that holds `documents.csv` and `sums.csv`.

    Returns
    -------
    list[Placed]
        A sum once for each table that has its lines: a project's table has them for the year and since its start.

    Raises
    ------
    DataError
        When a sum names a table or a line that is not there, or a label that stands twice; every fault is named.

    Examples
    --------
    >>> placed = place_sums()[0]
    >>> placed.kind, placed.lines["Kostnader", ""]["utfall_tkr"]
    ('drift', -297890.0)
    """
    kept = _place_once(data, state(data, FILE))
    return [one._replace(lines={key: dict(line) for key, line in one.lines.items()}) for one in kept]


@lru_cache(maxsize=64)
def _place_once(data: Path, _state: State) -> list[Placed]:
    frames = money_tables(data)
    tables = _tables(frames)
    documents = load_documents(data)
    # a follow-up leaves the frames once a later one, or the annual report, is there
    passed = set(documents.loc[~documents["period"].map(is_whole_year), "id"])
    placed, faults = list[Placed](), list[Fault]()
    for found in load_sums(data):
        own = tables.get((found.document, found.section), [])
        counts = [Counter((line["post"], line["förälder"]) for line in lines) for _, lines in own]
        fit = [all(count[key] == 1 for key in found.lines()) for count in counts]
        for kind, lines in compress(own, fit):
            placed.append(Placed(found, kind, {(line["post"], line["förälder"]): line for line in lines}))
        if not any(fit) and (counts or found.document not in passed):
            faults += _line_faults(found, counts) if counts else _table_faults(found, frames)
    if faults:
        raise DataError(faults)
    return placed


def _tables(frames: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], list[tuple[str, list[Record]]]]:
    """Part the lines of all frames by table: by document and section, each table with its kind."""
    groups = dict[tuple[str, ...], list[Record]]()
    for kind, frame in frames.items():
        for line in records(frame):
            groups.setdefault((kind, *(line[name] for name in _TABLE)), []).append(line)
    tables = dict[tuple[str, str], list[tuple[str, list[Record]]]]()
    for (kind, document, section, *_), lines in groups.items():
        tables.setdefault((document, section), []).append((kind, lines))
    return tables


def _table_faults(found: Sum, tables: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    """Say which of document and section no table has."""
    documents = {name for frame in tables.values() for name in frame["dokument"]}
    sections = {
        section for frame in tables.values() for section in frame.loc[frame["dokument"] == found.document, "avsnitt"]
    }
    column, seen, known = ("section", found.section, sections) if sections else ("document", found.document, documents)
    line = found.parts[0].line
    yield fault("unknown-reference", FILE, line, column=column, seen=seen, known=nearest(seen, known))


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
