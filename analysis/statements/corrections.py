"""A person's corrections of cells that the reader could not tell or told wrongly: `data/corrections.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.csv_files import CsvCell, CsvRow, Judge, named_in, refuse
from analysis.data_files import CORRECTIONS
from analysis.errors import Fault
from analysis.readers.cuts import agreement
from analysis.readers.tables import CERTAIN, DOUBTFUL, Row, Table
from analysis.statements.folder import Folder
from analysis.vocabulary.numerals import Printed, clean, parse_number
from analysis.vocabulary.relations import Relation

FILE = CORRECTIONS.name
_NOTHING = "ingenting (cellen är tom)"
_DISAGREES = "talen följer inte utfall − budget = avvikelse; de står kvar som de är rättade"


class Place(NamedTuple):
    """The cell that a correction names: which table of its document, which row and which number column."""

    table: int
    row: int
    column: int


class Correction(NamedTuple):
    """A row of corrections.csv, the cell that it names, and the number that goes there (None: the cell is empty)."""

    csv: CsvRow
    place: Place
    number: Printed | None


def correct_tables(folder: Folder, documents: Mapping[str, Sequence[Table]]) -> dict[str, list[Table]]:
    r"""Put the corrected numbers in the tables; a folder without corrections.csv leaves them as they are.

    A correction holds for as long as the source prints what it replaces. A row is ``säker`` once each of its numbers
    was read or is corrected and they agree with each other; else it stays ``tveksam``.

    Parameters
    ----------
    folder
        The folder that holds `corrections.csv`.
    documents
        The tables of each registered document, by its id.

    Raises
    ------
    DataError
        When a row names no cell or no number, stands twice, or the source no longer prints what it replaces; every
        fault is named with its line.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> correct_tables(opened(), {"a-2023": []})
    {'a-2023': []}
    """
    read = folder.table(CORRECTIONS, _judges(documents))
    found, faults = list[Correction](), list[Fault]()
    for row in read.rows:
        if row.line not in read.wrong:
            place = _places(row, documents[row["document"]])[0]
            faults += _printed_faults(row, documents[row["document"]][place.table], place)
            found.append(Correction(row, place, parse_number(row["value"])))
    refuse([*read.faults, *faults])
    corrected = {name: list(tables) for name, tables in documents.items()}
    for name, tables in corrected.items():
        for at, table in enumerate(tables):
            own_cells = [one for one in found if (one.csv["document"], one.place.table) == (name, at)]
            tables[at] = _corrected(table, own_cells) if own_cells else table
    return corrected


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _judges(documents: Mapping[str, Sequence[Table]]) -> dict[str, Judge]:
    """Know the documents, the lines of their rows and the columns of a row; tell those that come nearest."""

    def row(cell: CsvCell) -> Iterator[Fault]:
        known = _lines(documents.get(cell.row["document"], ()))
        if cell.row["document"] in documents and _line(cell.row) not in known:
            near = sorted(known, key=lambda line: (abs(line - _line(cell.row)), line))[:5]
            yield cell.unknown(map(str, sorted(near)))

    def number(cell: CsvCell) -> Iterator[Fault]:
        tables = documents.get(cell.row["document"], ())
        table = _lines(tables).get(_line(cell.row))
        places = _places(cell.row, tables) if table else []
        if table and not places:
            yield cell.unknown(table.names)
        elif len(places) > 1:
            yield cell.bad("a line and column that one table has", "en rad och kolumn som bara en tabell har")

    return {"document": named_in(documents), "row": row, "cell": number}


def _lines(tables: Sequence[Table]) -> dict[int, Table]:
    return {row.line: table for table in tables for row in table.rows}


def _line(row: CsvRow) -> int:
    """Return the line that a correction names, 0 where that is no number."""
    return int(row["line"]) if re.fullmatch(r"[0-9]{1,9}", row["line"]) else 0


def _places(row: CsvRow, tables: Sequence[Table]) -> list[Place]:
    column = _one_line(row["column"])
    return [
        Place(at, line, [_one_line(name) for name in table.names].index(column))
        for at, table in enumerate(tables)
        for line, own in enumerate(table.rows)
        if own.line == int(row["line"]) and column in map(_one_line, table.names)
    ]


def _printed_faults(row: CsvRow, table: Table, place: Place) -> Iterator[Fault]:
    """Find a correction of something that the source does not print, or no longer."""
    own = table.rows[place.row]
    whole, number = _whole(table, own), own.cut[place.column]
    said = _one_line(row["printed"])
    name = table.names[place.column]
    is_cell = f"{name}: ”{said}”" in _one_line(own.doubt) if said else number is None and not own.doubt
    if not (is_cell or (said and said == whole) or (number is not None and _is_same(said, number))):
        now = whole or (_NOTHING if number is None else _shown(number))
        cell = CORRECTIONS.cell(row, "printed")
        yield cell.bad(f"what the source prints there: {now!r}", f"det som källan har där: ”{now}”")


def _is_same(text: str, number: Printed) -> bool:
    try:
        found = parse_number(text)
    except ValueError:
        return False
    return found is not None and found[:2] == number[:2] and found.unit in {None, number.unit}


def _shown(number: Printed) -> str:
    return f"{number.value}".replace(".", ",").replace("-", "−") + (f" {number.unit}" if number.unit else "")


def _whole(table: Table, row: Row) -> str:
    """Return the printed text of a row that is in doubt or could be read in several ways; nothing of any other."""
    where = table.location.origin.at(row.line, clean(row.label))
    decided = re.compile(rf"{re.escape(where)}: \d+ läsningar av {re.escape(f'”{row.printed}”')} är möjliga")
    return _one_line(row.printed) if row.doubt or any(map(decided.match, table.notes)) else ""


def _corrected(table: Table, corrections: Sequence[Correction]) -> Table:
    """Put numbers into the rows of a table, with a note for each."""
    rows, notes = list(table.rows), list(table.notes)
    for at in sorted({one.place.row for one in corrections}):
        own = {one.place.column: one for one in corrections if one.place.row == at}
        rows[at] = _row(table, rows[at], {column: one.number for column, one in own.items()})
        notes += [_note(table, table.rows[at], one) for one in own.values()]
    return replace(table, rows=tuple(rows), notes=tuple(notes))


def _row(table: Table, row: Row, numbers: Mapping[int, Printed | None]) -> Row:
    cut = tuple(numbers.get(column, number) for column, number in enumerate(row.cut))
    left_out = any(number is None and column not in numbers for column, number in enumerate(row.cut))
    doubt = row.doubt if left_out or not clean(row.label) else ""
    if not doubt and all(agreement(cut, way) is None for way in _ways(table)):
        doubt = _DISAGREES
    return row._replace(cut=cut, certainty=DOUBTFUL if doubt else CERTAIN, doubt=doubt)


def _ways(table: Table) -> list[list[Relation]]:
    """Return which way round the certain rows of a table print their deviations: both where income and cost differ."""
    forth = table.relations
    back = [Relation(one.budget, one.utfall, one.avvikelse) for one in forth]
    cuts = [row.cut for row in table.rows if row.certainty == CERTAIN]
    spoken = [
        way
        for way, other in ((forth, back), (back, forth))
        if any(agreement(cut, way) and agreement(cut, other) is None for cut in cuts)
    ]
    return spoken or [forth]


def _note(table: Table, row: Row, one: Correction) -> str:
    where = table.location.origin.at(row.line, clean(row.label))
    value, printed = _one_line(one.csv["value"]) or "tom", _one_line(one.csv["printed"]) or "tom"
    name = table.names[one.place.column]
    return f"{where}: rättad: {name} = ”{value}” i stället för ”{printed}” ({_one_line(one.csv['reason'])})."
