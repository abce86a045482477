"""The writing of a new report into `data/`: its file, its row of documents.csv and its sums, all or nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from analysis.csv_files import CsvRow, read_table, refuse
from analysis.data_files import ALL, CORRECTIONS, DOCUMENTS, SUMS
from analysis.errors import DataError, Fault, fault
from analysis.files import session, whole_file
from analysis.frames import nearest
from analysis.intake.proposed_sums import propose_sums
from analysis.intake.rehearsal import rehearse
from analysis.readers.tables import Row, Table, read_tables
from analysis.statements.boards import NO_PUBLISHER, boards_of
from analysis.statements.checks import reconcile
from analysis.statements.folder import Folder, opened_for
from analysis.statements.load import money_lines
from analysis.statements.register import registered_rows
from analysis.statements.sums import load_sums
from analysis.vocabulary.numerals import MONEY_UNITS, format_number

WHOLE_YEAR = "helår"
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_TEXTS = (".txt", ".csv", ".tsv")
_OFFICE = {"xl/workbook": ".xlsx", "word/document": ".docx"}
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|table)\b", re.IGNORECASE)


class Wanted(NamedTuple):
    """What the one who registers a report says of it; an empty text is filled in."""

    board: str
    year: int
    period: str = WHOLE_YEAR
    title: str = ""
    publisher: str = ""
    id: str = ""
    unit: str = ""


def register_row(content: bytes, name: str, wanted: Wanted, data: Path) -> dict[str, str]:
    """Fill in the row that a report gets in documents.csv.

    Parameters
    ----------
    content, name
        What its file holds, and what that is called.
    wanted
        What is said of it.
    data
        The folder that it is to be registered in; it need not be there.

    Raises
    ------
    DataError
        When a value is wrong, the report is registered already, or its id or file name is taken.
    """
    board, period = " ".join(wanted.board.split()), " ".join(wanted.period.split())
    parts = [board, str(wanted.year), *([period] if period != WHOLE_YEAR else [])]
    own = wanted.id or "-".join(filter(None, map(_slug, parts)))
    row = {
        "id": own,
        "nämnd": board,
        "year": str(wanted.year),
        "period": period,
        "title": " ".join(wanted.title.split()) or _title(board, wanted.year, period),
        "publisher": " ".join(wanted.publisher.split()) or _publisher(board, data),
        "file": f"reports/{own}{suffix_of(content, name)}",
        "sha256": hashlib.sha256(content).hexdigest(),
        "unit": wanted.unit.strip().lower(),
        "missing": "",
    }
    faults = list(_value_faults(row))
    if faults:
        raise DataError(faults)
    _refuse_taken(row, data)
    return row


def _slug(text: str) -> str:
    """Write a text with the letters that any file system and formula takes."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def _title(board: str, year: int, period: str) -> str:
    owner = board if board.endswith(("s", "x", "z")) else f"{board}s"
    return f"{owner} årsredovisning {year}" if period == WHOLE_YEAR else f"{owner} uppföljning {year}, {period}"


def _publisher(board: str, data: Path) -> str:
    """Take the publisher of the board's newest report, or the only one that there is."""
    rows = sorted(registered_rows(data), key=lambda row: row["year"])
    own = [row["publisher"] for row in rows if row["nämnd"].casefold() == board.casefold()]
    every = {row["publisher"] for row in rows}
    return own[-1] if own else every.pop() if len(every) == 1 else NO_PUBLISHER


def _bad(column: str, row: Mapping[str, str], expected: str, expected_sv: str) -> Fault:
    texts = {"seen": row[column], "expected": expected, "expected_sv": expected_sv}
    return fault("bad-value", DOCUMENTS.name, None, column=column, **texts)


def _value_faults(row: Mapping[str, str]) -> Iterator[Fault]:
    texts = {
        "nämnd": ("the board's name", "nämndens namn (--board)"),
        "period": ("a period", "en period, t.ex. helår (--period)"),
        "title": ("a title", "en titel (--title)"),
        "publisher": ("a publisher", "en utgivare (--publisher)"),
    }
    for column, (expected, expected_sv) in texts.items():
        if not row[column] or not row[column].isprintable():
            yield _bad(column, row, expected, expected_sv)
    if row["unit"] and row["unit"] not in MONEY_UNITS:
        known = ", ".join(MONEY_UNITS)
        yield _bad("unit", row, f"one of: {known}", f"något av: {known} (--unit)")
    if not _ID.fullmatch(row["id"]):
        yield _bad("id", row, "an id of a–z, 0–9, - and _", "ett id med a–z, 0–9, - och _ (--id)")


def _refuse_taken(row: Mapping[str, str], data: Path) -> None:
    """Refuse a report that is registered, an id that is taken, and a file that is there with something else in it."""
    faults = list[Fault]()
    for other in registered_rows(data):
        if other["sha256"] == row["sha256"]:
            expected = f"a file that is not registered; this one is {other['id']}"
            expected_sv = f"en fil som inte redan är registrerad; den här är {other['id']} ({other['title']})"
            faults.append(_bad("sha256", row, expected, expected_sv))
        elif other["id"] == row["id"]:
            expected = f"an id that is free; this one is {other['title']}; choose another with --id"
            expected_sv = f"ett ledigt id (”{other['title']}” har redan det här; välj ett annat med --id)"
            faults.append(_bad("id", row, expected, expected_sv))
    place = data / row["file"]
    is_same = place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == row["sha256"]
    if not faults and place.exists() and not is_same:
        faults.append(_bad("file", row, "a name that is free", "ett ledigt filnamn (välj ett annat id med --id)"))
    if faults:
        raise DataError(faults)
    if (data / SUMS.name).is_file():
        refuse(read_table(data, SUMS).faults)


def suffix_of(content: bytes, name: str) -> str:
    """Tell the suffix that a file should have from what it holds; its name tells only one kind of text from another.

    Examples
    --------
    >>> suffix_of(b"%PDF-1.7", "rapport"), suffix_of(b"<html>", "rapport.xls"), suffix_of(b"Drift (tkr)", "a.csv")
    ('.pdf', '.html', '.csv')
    """
    own = Path(name).suffix.lower()
    if content.startswith(b"%PDF"):
        return ".pdf"
    if content.startswith(b"PK"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.namelist()
            return next((kind for part, kind in _OFFICE.items() if any(one.startswith(part) for one in members)), own)
    if _PAGE.search(content[:4096]):
        return ".html"
    return own if own in _TEXTS else ".txt"


def register(
    content: bytes,
    row: Mapping[str, str],
    sums: Sequence[Mapping[str, str]],
    *,
    data: str | Path | None = None,
) -> list[Path]:
    """Write the report, its row and its sums, if the folder can be loaded with them; what fails takes all of it back.

    Parameters
    ----------
    content
        The bytes of its file.
    row
        Its row of documents.csv, as `register_row` fills it in.
    sums
        Its rows of sums.csv.
    data
        The folder to register it in; it is made where it is not there.

    Returns
    -------
    list[Path]
        The files written or extended.

    Raises
    ------
    DataError
        When the folder cannot be loaded with it, or another has taken its id since.
    OutputError
        When a file cannot be written; what was there is kept.
    """
    data = session()[0] if data is None else Path(data)
    _refuse_taken(row, data)
    report, register_file, sum_file = data / row["file"], data / DOCUMENTS.name, data / SUMS.name
    named = _named_for_the_first(data, row)
    paths = (report, register_file, sum_file, *named)
    before = {path: path.read_bytes() if path.is_file() else None for path in paths}
    made = [folder for folder in (report.parent, data) if not folder.exists()]
    # in this order each step leaves a folder that loads
    steps = {
        report: content,
        sum_file: extended(before[sum_file], SUMS.names, []),
        **named,
        register_file: extended(before[register_file], DOCUMENTS.names, [row]),
    }
    whole_sums = extended(before[sum_file], SUMS.names, sums)
    rehearse(data, {**steps, sum_file: whole_sums})
    try:
        for path, new in steps.items():
            _write(path, new, before[path])
        _write(sum_file, whole_sums, steps[sum_file])
        reconcile(data=opened_for(data, row["id"]))
    except BaseException:
        _take_back(before, made)
        raise
    return [path for path in paths if path.read_bytes() != before[path]]


def _named_for_the_first(data: Path, row: Mapping[str, str]) -> dict[Path, bytes]:
    """Say of the rows without a document whose they are, where a folder of one board gets a second one."""
    rows = registered_rows(data)
    before, after = boards_of(rows), boards_of([*rows, CsvRow(row, 0)])
    if len(before.known) != 1 or len(after.known) == 1:
        return {}
    files = ((data / file.name, file) for file in ALL if "board" in file.names)
    return {path: _with_board(path.read_bytes(), after.choices[0]) for path, _ in files if path.is_file()}


def _with_board(old: bytes, board: str) -> bytes:
    """Fill in the board in the rows of a CSV file that name neither a document nor a board."""
    text = old.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    header = next(csv.reader(io.StringIO(text)), [])
    names = [*header, *(["board"] if "board" not in header else [])]
    memory = io.StringIO()
    writer = csv.DictWriter(memory, names, lineterminator="\r\n" if "\r\n" in text else "\n")
    writer.writeheader()
    writer.writerows({**one, "board": one.get("board") or ("" if one.get("document") else board)} for one in rows)
    return memory.getvalue().encode()


def _take_back(before: Mapping[Path, bytes | None], made: Sequence[Path]) -> None:
    for path, content in reversed(list(before.items())):
        if content is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != content:
            _write(path, content, None)
    for folder in made:
        with suppress(OSError):
            folder.rmdir()


def _write(path: Path, content: bytes, before: bytes | None) -> None:
    if content != before:
        with whole_file(path) as place:
            place.write_bytes(content)


def extended(old: bytes | None, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    r"""Return what a CSV file holds with some rows more, in its own order of columns and with its own line ends.

    A column that it does without is added where a new row has something in it.

    Examples
    --------
    >>> extended(None, ["id", "year"], [])
    b'id,year\n'
    >>> extended(b"year,id\r\n2023,a", ["id", "year"], [{"id": "b", "year": "2024"}])
    b'year,id\r\n2023,a\r\n2024,b\r\n'
    >>> extended(b"id\na\n", ["id", "unit"], [{"id": "b", "unit": "tkr"}])
    b'id,unit\na,\nb,tkr\n'
    """
    if old is None or not old.strip():
        old = (",".join(columns) + "\n").encode()
    text = old.decode("utf-8-sig")
    end = "\r\n" if "\r\n" in text else "\n"
    names = [name.strip() for name in next(csv.reader(io.StringIO(text)))]
    new = [name for name in columns if name not in names and any(row.get(name) for row in rows)]
    if new:
        text = _with_columns(text, new, end)
        old, names = text.encode(), [*names, *new]
    memory = io.StringIO()
    csv.DictWriter(memory, names, extrasaction="ignore", lineterminator=end).writerows(rows)
    gap = end if rows and not text.endswith(("\n", "\r")) else ""
    return old + (gap + memory.getvalue()).encode()


def _with_columns(text: str, names: Sequence[str], end: str) -> str:
    """Add columns to a CSV text; the rows that it has are empty there."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    memory = io.StringIO()
    cells = [[*header, *names], *([*row, *[""] * len(names)] if row else [] for row in rows)]
    csv.writer(memory, lineterminator=end).writerows(cells)
    return memory.getvalue()


def correct(document: str, cell: tuple[int, str], value: str, reason: str, *, data: str | Path | None = None) -> Path:
    """Correct a cell of a registered report by hand; the report itself stays as it is.

    Parameters
    ----------
    document
        The id of the report in documents.csv.
    cell
        The line (`rad`) and the column, as the reader's note names them.
    value
        The right number as a Swedish text; an empty text where the cell is empty.
    reason
        Why, for the one who reads the note.
    data
        The folder that holds the register.

    Returns
    -------
    Path
        corrections.csv, with the correction and the printed text that it replaces. A sum of the report that sums.csv
        lacks is added to that where it holds now.

    Raises
    ------
    DataError
        When there is no such document, line or column, or the value is no number; the file is as it was.
    """
    line, column = cell
    data = session()[0] if data is None else Path(data)
    found = {row["id"]: row for row in registered_rows(data)}
    if document not in found:
        known = nearest(document, found)
        raise DataError(fault("unknown-reference", CORRECTIONS.name, column="document", seen=document, known=known))
    tables = read_tables(data / found[document]["file"], found[document]["unit"] or None)
    printed = next((_printed(table, row, column) for table in tables for row in table.rows if row.line == line), "")
    path = data / CORRECTIONS.name
    before = path.read_bytes() if path.is_file() else None
    cells = (document, str(line), column, value, reason, printed)
    _write_corrections(path, extended(before, CORRECTIONS.names, [dict(zip(CORRECTIONS.names, cells, strict=True))]))
    try:
        _add_sums(document, opened_for(data, document))
    except DataError:
        path.unlink() if before is None else _write_corrections(path, before)
        raise
    return path


def _add_sums(document: str, folder: Folder) -> None:
    """Add the sums of a report that hold and that sums.csv lacks."""
    tables = {kind: [one for one in own if one.dokument == document] for kind, own in money_lines(folder).items()}
    known = {(one.document, one.section, one.total) for one in load_sums(folder)}
    found, _ = propose_sums(tables)
    new = [one for one in found if one.holds and (document, one.section, one.total) not in known]
    if new:
        path = folder.path / SUMS.name
        before = path.read_bytes() if path.is_file() else None
        _write_corrections(path, extended(before, SUMS.names, [row for one in new for row in one.rows(document)]))


def _write_corrections(path: Path, content: bytes) -> None:
    with whole_file(path) as place:
        place.write_bytes(content)


def _printed(table: Table, row: Row, column: str) -> str:
    """Find what a correction replaces: the cell that could not be read, the numbers left out, or the number read."""
    unread = re.search(rf"{re.escape(column)}: ”([^”]*)”", row.doubt)
    if unread:
        return unread[1]
    places = {str(name): at for at, name in enumerate(table.frame.columns[1:])}
    number = row.cut[places[column]] if column in places else None
    if number is not None:
        decimals = max(-int(number.resolution.normalize().as_tuple().exponent), 0)
        return format_number(number.value, decimals, number.unit or "")
    return row.printed if row.doubt else ""
