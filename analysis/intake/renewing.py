"""Sums of a registered report moved to the heading that their table is read under now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.csv_files import read_csv
from analysis.data_files import SUMS
from analysis.files import session
from analysis.intake.writing import write_together
from analysis.statements.folder import opened_for
from analysis.statements.register import registered_rows
from analysis.statements.sums import fitting_sections, load_sums
from analysis.together import alone


class Renewal(NamedTuple):
    """A sum whose table is no longer read under its heading, and the one heading under which a table has its lines."""

    document: str
    total: str
    old: str
    new: str


def find_renewals(*, data: str | Path | None = None) -> list[Renewal]:
    """Find the sums of a folder that a heading read otherwise has left without their table.

    Parameters
    ----------
    data
        The folder that holds the register.

    Returns
    -------
    list[Renewal]
        Those whose lines stand, each once, under one other heading of the same report; of the rest `check` tells.

    Raises
    ------
    DataError
        When the register or sums.csv is wrong.

    Examples
    --------
    >>> find_renewals()
    []
    """
    data = session()[0] if data is None else Path(data)
    return [one for row in registered_rows(data) for one in _of_document(row["id"], data)]


def _of_document(document: str, data: Path) -> Iterator[Renewal]:
    folder = opened_for(data, document)
    for found in load_sums(folder):
        if found.document == document:
            sections = fitting_sections(found, folder)
            if sections and found.section not in sections and len(sections) == 1:
                yield Renewal(document, found.total, found.section, sections[0])


def renew(renewals: Sequence[Renewal], *, data: str | Path | None = None) -> list[Path]:
    """Write the new headings of sums into sums.csv; nothing else of a row changes.

    Parameters
    ----------
    renewals
        What `find_renewals` found.
    data
        The folder that holds the register.

    Returns
    -------
    list[Path]
        sums.csv where anything changed.

    Raises
    ------
    DataError
        When the folder could not be loaded then; the file is as it was.
    OutputError
        When it cannot be written.

    Examples
    --------
    >>> renew([])
    []
    """
    data = session()[0] if data is None else Path(data)
    moved = {(one.document, one.old, one.total): one.new for one in renewals}

    def section(row: Mapping[str, str]) -> str:
        own = row.get("section", "")
        return moved.get((row.get("document", ""), own, row.get("total", "")), own)

    if not moved:
        return []
    with alone(data):
        path = data / SUMS.name
        return write_together(data, [(path, read_csv(path, SUMS.names).filled("section", section))])
