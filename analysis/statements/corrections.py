"""A person's corrections of cells that the reader could not tell or told wrongly: `data/corrections.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from analysis.errors import DataError, Fault, fault
from analysis.frames import CsvRow, doubled, nearest, read_rows
from analysis.readers.cuts import agreement
from analysis.readers.tables import CERTAIN, DOUBTFUL, Row, Table
from analysis.vocabulary.columns import Relation
from analysis.vocabulary.numerals import Printed, clean, parse_number

FILE = "corrections.csv"
COLUMNS = ("document", "line", "column", "value", "reason", "printed")
LONGEST = 2000
_KEY = ("document", "line", "column")
_LONGEST_SEEN = 80
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


def correct_tables(data: Path, documents: Mapping[str, Sequence[Table]]) -> dict[str, list[Table]]:
    r"""Put the corrected numbers in the tables; a folder without corrections.csv leaves them as they are.

    A correction holds for as long as the source prints what it replaces. A row is ``säker`` once each of its numbers
    was read or is corrected and they agree with each other; else it stays ``tveksam``.

    Parameters
    ----------
    data
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
    >>> from analysis.files import DATA
    >>> correct_tables(DATA, {"a-2023": []})
    {'a-2023': []}
    """
    corrected = {name: list(tables) for name, tables in documents.items()}
    if not (data / FILE).is_file():
        return corrected
    rows = read_rows(data / FILE, COLUMNS)
    found, faults = list[Correction](), list[Fault]()
    for row in rows:
        own = [*_text_faults(row), *_place_faults(row, documents)]
        if not own:
            place = _places(row, documents[row["document"]])[0]
            own += _printed_faults(row, documents[row["document"]][place.table], place)
            found.append(Correction(row, place, None if own else parse_number(row["value"])))
        faults += own
    faults += doubled(FILE, rows, *_KEY)
    if faults:
        raise DataError(sorted(faults, key=lambda one: one.line or 0))
    for name, tables in corrected.items():
        for at, table in enumerate(tables):
            own_cells = [one for one in found if (one.csv["document"], one.place.table) == (name, at)]
            tables[at] = _corrected(table, own_cells) if own_cells else table
    return corrected


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= _LONGEST_SEEN else f"{line[: _LONGEST_SEEN - 1]}…"


def _bad(row: CsvRow, column: str, expected: str, expected_sv: str) -> Fault:
    texts = {"expected": expected, "expected_sv": expected_sv}
    return fault("bad-value", FILE, row.line, column=column, seen=_short(row[column]), **texts)


def _text_faults(row: CsvRow) -> Iterator[Fault]:
    """Find a value that is no number, and a reason that says nothing or more than a workbook can hold."""
    try:
        parse_number(row["value"])
    except ValueError:
        yield _bad(row, "value", "a Swedish number, or nothing", "ett tal som −1 234,5, eller ingenting")
    reason = _one_line(row["reason"])
    if not reason or len(reason) > LONGEST or not reason.isprintable():
        yield _bad(row, "reason", f"a text of at most {LONGEST} characters", f"en text på högst {LONGEST} tecken")


def _place_faults(row: CsvRow, documents: Mapping[str, Sequence[Table]]) -> Iterator[Fault]:
    """Find a document, a line or a column that is not there, with those that come nearest."""

    def unknown(column: str, known: str) -> Fault:
        return fault("unknown-reference", FILE, row.line, column=column, seen=_short(row[column]), known=known or "–")

    tables = documents.get(row["document"])
    if tables is None:
        yield unknown("document", nearest(row["document"], documents))
        return
    known = {line.line: table for table in tables for line in table.rows}
    if not re.fullmatch(r"[0-9]{1,9}", row["line"]) or int(row["line"]) not in known:
        at = int(row["line"]) if re.fullmatch(r"[0-9]{1,9}", row["line"]) else 0
        near = sorted(sorted(known, key=lambda line: abs(line - at))[:5])
        yield unknown("line", ", ".join(map(str, near)))
        return
    places = _places(row, tables)
    if not places:
        yield unknown("column", ", ".join(_column_names(known[int(row["line"])])))
    elif len(places) > 1:
        yield _bad(row, "column", "a line and column that one table has", "en rad och kolumn som bara en tabell har")


def _column_names(table: Table) -> list[str]:
    """Name the number columns; one that has the name of another before it has its number behind it."""
    return [str(name) for name in table.frame.columns[1:]]


def _places(row: CsvRow, tables: Sequence[Table]) -> list[Place]:
    column = _one_line(row["column"])
    return [
        Place(at, line, [_one_line(name) for name in _column_names(table)].index(column))
        for at, table in enumerate(tables)
        for line, own in enumerate(table.rows)
        if own.line == int(row["line"]) and column in map(_one_line, _column_names(table))
    ]


def _printed_faults(row: CsvRow, table: Table, place: Place) -> Iterator[Fault]:
    """Find a correction of something that the source does not print, or no longer."""
    own = table.rows[place.row]
    whole, number = _whole(table, own), own.cut[place.column]
    said = _one_line(row["printed"])
    name = _column_names(table)[place.column]
    is_cell = f"{name}: ”{said}”" in _one_line(own.doubt) if said else number is None and not own.doubt
    if not (is_cell or (said and said == whole) or (number is not None and _is_same(said, number))):
        now = whole or (_NOTHING if number is None else _shown(number))
        yield _bad(row, "printed", f"what the source prints there: {now!r}", f"det som källan har där: ”{now}”")


def _is_same(text: str, number: Printed) -> bool:
    try:
        found = parse_number(text)
    except ValueError:
        return False
    return found is not None and found[:2] == number[:2] and found.unit in {None, number.unit}


def _shown(number: Printed) -> str:
    return f"{number.value}".replace(".", ",").replace("-", "−") + (f" {number.unit}" if number.unit else "")


def _whole(table: Table, row: Row) -> str:
    """Return the printed text of a row as the reader's note on it has it; nothing where there is no note."""
    head = f" rad {row.line} ”{clean(row.label)}”: "
    for note in table.notes:
        rest = note.partition(head)[2]
        if row.doubt and rest.startswith("”") and f"” – {row.doubt}" in rest:
            return _one_line(rest[1:].partition(f"” – {row.doubt}")[0])
        if found := re.match(r"\d+ läsningar av ”(.*)” är möjliga", rest):
            return _one_line(found[1])
    return ""


def _corrected(table: Table, corrections: Sequence[Correction]) -> Table:
    """Put numbers into the rows and the frame of a table, with a note for each."""
    rows, frame, notes = list(table.rows), table.frame.copy(), list(table.notes)
    for at in sorted({one.place.row for one in corrections}):
        own = {one.place.column: one for one in corrections if one.place.row == at}
        rows[at] = _row(table, rows[at], {column: one.number for column, one in own.items()})
        for column, one in own.items():
            frame.iloc[at, column + 1] = float("nan") if one.number is None else float(one.number.value)
            notes.append(_note(table, table.rows[at], one))
    return replace(table, rows=tuple(rows), frame=frame, notes=tuple(notes))


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
    where = f"{table.location.file} rad {row.line} ”{clean(row.label)}”"
    value, printed = _one_line(one.csv["value"]) or "tom", _one_line(one.csv["printed"]) or "tom"
    name = _column_names(table)[one.place.column]
    return f"{where}: rättad: {name} = ”{value}” i stället för ”{printed}” ({_one_line(one.csv['reason'])})."
