"""Which municipality is the board's own, which are its group, and what is known of the key figures: three CSV files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from analysis.csv_files import CsvFile, CsvRow, read_table, refuse
from analysis.data_files.yardsticks import BREAKS, KEY_FIGURES, OWN, PEER, PEERS
from analysis.files import ROOT
from analysis.statements.folder import Folder, kept


class Measure(NamedTuple):
    """A key figure as it is shown: id, title, unit, and the ids of quantity and price where it is their product."""

    kpi: str
    title: str
    unit: str
    quantity: str
    price: str


class Comparison(NamedTuple):
    """The own municipality, the group by code, what the group is called, the key figures, and their breaks."""

    own: tuple[str, str] | None
    group: Mapping[str, str]
    group_name: str
    measures: Mapping[str, Measure]
    breaks: tuple[CsvRow, ...]


@kept
def load_comparison(folder: Folder) -> Comparison:
    """Load which municipality is the own one, which are its group, and what is known of the key figures.

    A folder without key_figures.csv or breaks.csv has those of the project.

    Raises
    ------
    DataError
        When a file is wrong, two municipalities are the own one, or the group has two names; every fault is named.

    Examples
    --------
    >>> load_comparison().own, load_comparison().measures["N33002"].quantity
    (('0483', 'Katrineholm'), 'N33800')
    """
    rows, faults, _ = folder.table(PEERS)
    own = [row for row in rows if row["role"] == OWN]
    group = [row for row in rows if row["role"] == PEER]
    again = [PEERS.cell(row, "role").bad("one row with egen", "en rad med egen") for row in own[1:]]
    names = dict.fromkeys(row["group"] for row in group)
    several = [
        PEERS.cell(row, "group").bad(f"the same group on all rows, {next(iter(names))}", "samma grupp på alla rader")
        for row in group
        if row["group"] != next(iter(names))
    ]
    measures, breaks = (_shared(folder, file) for file in (KEY_FIGURES, BREAKS))
    refuse([*faults, *again, *several])
    return Comparison(
        (own[0]["municipality"], own[0]["name"]) if own else None,
        {row["municipality"]: row["name"] for row in group},
        next(iter(names), ""),
        {row["kpi"]: Measure(*(row[name] for name in KEY_FIGURES.names)) for row in measures},
        tuple(breaks),
    )


def _shared(folder: Folder, file: CsvFile) -> list[CsvRow]:
    rows, faults, _ = read_table(folder.path if (folder.path / file.name).is_file() else ROOT / "data", file)
    refuse(faults)
    return rows
