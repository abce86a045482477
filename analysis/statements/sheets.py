"""Which sheets of a workbook are read, where a person has chosen some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.errors import DataError, fault
from analysis.readers.places import Location
from analysis.readers.tables import Table

SIGN = "/"  # parts the names: no sheet's name may have it
_SHEET = "blad "


def names_of(text: str) -> list[str]:
    """Return the sheets that a cell of documents.csv names; none where all of them are read.

    Examples
    --------
    >>> names_of("Drift / Volymer"), names_of("")
    (['Drift', 'Volymer'], [])
    """
    return [name for one in text.split(SIGN) if (name := one.strip())]


def in_sheets(tables: Sequence[Table], text: str, file: str) -> list[Table]:
    """Keep the tables that stand in the sheets named, and of their notes those on these.

    Parameters
    ----------
    tables
        All tables of a file.
    text
        The names of sheets, as documents.csv has them; all of them where it is empty.
    file
        What the file is called.

    Raises
    ------
    DataError
        When it has no such sheet, or none of those named has a table; each fault says which it has.
    """
    names = names_of(text)
    if not names:
        return list(tables)
    known = [name.removeprefix(_SHEET) for _, name in tables[0].location.places if name.startswith(_SHEET)]
    faults = [
        fault("unknown-sheet", file, seen=name, known=", ".join(known) or "–") for name in names if name not in known
    ]
    if faults:
        raise DataError(faults)
    kept = [table for table in tables if _sheet(table.location) in names]
    if not kept:
        told = ", ".join(dict.fromkeys(_sheet(table.location) for table in tables))
        raise DataError(fault("sheet-without-table", file, seen=", ".join(names), known=told))
    others = [f"{file} {_SHEET}{name}" for name in known if name not in names]
    return [replace(one, notes=tuple(note for note in one.notes if not _is_on(note, others))) for one in kept]


def _sheet(location: Location) -> str:
    return location.origin.where(location.first).removeprefix(_SHEET)


def _is_on(note: str, places: Sequence[str]) -> bool:
    """Tell whether a note begins with one of some places."""
    return any(note.startswith((f"{place}:", f"{place},", f"{place} ")) for place in places)
