"""Which printed lines add up to which total: `data/sums.csv`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, Fault, fault
from analysis.frames import nearest, read_rows
from analysis.paths import DATA

_COLUMNS = ("document", "section", "total", "part", "parent", "weight", "relation")
_ALLOWED = {"weight": ("1", "-1"), "relation": ("lika", "högst")}


class Sum(NamedTuple):
    """A total and the lines that add up to it, as `sums.csv` lists them.

    Attributes
    ----------
    document, section
        The table.
    total
        The label of the line that holds the printed total.
    parts
        Label, parent (empty unless it is a ``varav`` line) and weight +1 or −1 of each line in the sum.
    relation
        ``lika`` where the lines are the whole of the total, ``högst`` where they are only some of it.
    """

    document: str
    section: str
    total: str
    parts: tuple[tuple[str, str, int], ...]
    relation: str


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
    >>> load_sums()[0]
    Sum(document='socialnamnden-2017', section='4.1 Ekonomiskt utfall enligt driftsredovisningen', total='Totalt',
        parts=(('Intäkter', '', 1), ('Kostnader', '', 1)), relation='lika')
    """
    rows = read_rows(data / "sums.csv", _COLUMNS)
    faults = list[Fault]()
    groups: dict[tuple[str, str, str, str], list[tuple[str, str, int]]] = {}
    for line, row in enumerate(rows, 2):
        for column, allowed in _ALLOWED.items():
            if row[column] not in allowed:
                known = {"expected": " or ".join(allowed), "expected_sv": " eller ".join(allowed)}
                faults.append(fault("bad-value", "sums.csv", line, column=column, seen=row[column], **known))
        key = (row["document"], row["section"], row["total"], row["relation"])
        part = (row["part"], row["parent"], 1 if row["weight"] == "1" else -1)
        if part in groups.setdefault(key, []):
            faults.append(fault("duplicate-key", "sums.csv", line, seen=row["part"], key="part"))
        groups[key].append(part)
    if faults:
        raise DataError(faults)
    return [Sum(*key[:3], tuple(parts), key[3]) for key, parts in groups.items()]


def unknown_lines(found: Sum, frames: Sequence[pd.DataFrame]) -> Iterator[Fault]:
    """Name each line of a sum that its table does not have, with the nearest ones that it has."""
    tables = [frame[(frame["dokument"] == found.document) & (frame["avsnitt"] == found.section)] for frame in frames]
    known = [(post, parent) for table in tables for post, parent in zip(table["post"], table["förälder"], strict=True)]
    if not known:
        names = nearest(found.section, (section for frame in frames for section in frame["avsnitt"]))
        yield fault(
            "unknown-reference",
            "sums.csv",
            column="section",
            seen=f"{found.document}: {found.section}",
            known=names,
        )
        return
    for part, parent in [(found.total, ""), *((part, parent) for part, parent, _ in found.parts)]:
        if (part, parent) not in known:
            names = nearest(part, (post for post, _ in known))
            yield fault(
                "unknown-reference",
                "sums.csv",
                column="part",
                seen=f"{parent}: {part}" if parent else part,
                known=names,
            )
