"""A report into `data/` and out of it: its file, its row of documents.csv and its sums, all or nothing."""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from analysis.csv_files import CsvRow, read_csv
from analysis.data_files import ALL, CORRECTIONS, DOCUMENTS, EXCERPTS, SUMS
from analysis.errors import DataError, Fault, fault
from analysis.files import session, sha256_of
from analysis.frames import nearest
from analysis.intake.drafting import write_drafts
from analysis.intake.guards import is_same
from analysis.intake.rehearsal import opened_share
from analysis.intake.shares import contents
from analysis.intake.writing import Step, extended, without_document, write_together
from analysis.statements.boards import NO_PUBLISHER, boards_of
from analysis.statements.register import registered_row, registered_rows
from analysis.statements.sheets import names_of
from analysis.together import alone
from analysis.vocabulary.numerals import MONEY_UNITS
from analysis.vocabulary.periods import WHOLE_YEAR, is_whole_year, plain_period

_LONGEST_ID = 80
_ID = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{_LONGEST_ID - 1}}}")
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # Windows takes a file of such a name for a device
_TEXTS = (".txt", ".csv", ".tsv")
_OF_CELLS = (".csv", ".tsv", ".xlsx", ".xls", ".xlsb", ".ods")
_OFFICE = {"xl/workbook": ".xlsx", "word/document": ".docx"}
_WITH_IT = (SUMS, CORRECTIONS, EXCERPTS)  # what says nothing without its report
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|table)\b", re.IGNORECASE)


class Wanted(NamedTuple):
    """What the one who registers a report says of it; an empty text is filled in.

    Of a workbook, `sheets` names those that are read, parted by `/`. With `replace`, it takes the place of the report
    with its id, or else of that of its board, year and period. A second `source` of a time that has a report is called
    by its file where it is given no id.
    """

    board: str
    year: int
    period: str = WHOLE_YEAR
    title: str = ""
    publisher: str = ""
    id: str = ""
    unit: str = ""
    replace: bool = False
    sheets: str = ""
    source: bool = False


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
        When a value is wrong, the report is registered already, its id or file name is taken, or what it is to replace
        is not there.
    """
    board, period = " ".join(wanted.board.split()), plain_period(" ".join(wanted.period.split()))
    parts = [board, str(wanted.year), *([period] if not is_whole_year(period) else [])]
    own = wanted.id or _id_of(parts)
    if wanted.replace:
        own = _replaced(wanted, board, period, data)
    is_second = wanted.source and not wanted.replace and _is_second(wanted, board, period, data)
    if is_second and not wanted.id:
        own = _slug(Path(name).stem) or f"{own}-2"
    title = _title(board, wanted.year, period, suffix_of(content, name)) + (f" ({own})" if is_second else "")
    row = {
        "id": own,
        "nämnd": board,
        "year": str(wanted.year),
        "period": period,
        "title": " ".join(wanted.title.split()) or title,
        "publisher": " ".join(wanted.publisher.split()) or _publisher(board, data),
        "file": _free_file(own, suffix_of(content, name), data) if wanted.replace else _file(own, content, name),
        "sha256": hashlib.sha256(content).hexdigest(),
        "unit": wanted.unit.strip().lower(),
        **({"sheets": " / ".join(names_of(wanted.sheets))} if wanted.sheets else {}),
        "missing": "",
    }
    faults = list(_value_faults(row))
    if faults:
        raise DataError(faults)
    if not wanted.id and not wanted.replace:
        _refuse_second(row, data)
    _refuse_taken(row, data, is_replacing=wanted.replace)
    return row


def _file(own: str, content: bytes, name: str) -> str:
    return f"reports/{own}{suffix_of(content, name)}"


def _free_file(own: str, suffix: str, data: Path) -> str:
    """Name a file that is not there: the one that it replaces stays until the register names the new one."""
    names = (f"reports/{own}{f'-{at}' if at > 1 else ''}{suffix}" for at in itertools.count(1))
    return next(name for name in names if not (data / name).exists())


def _replaced(wanted: Wanted, board: str, period: str, data: Path) -> str:
    """Return the id of the report that another takes the place of."""
    rows = registered_rows(data)
    if wanted.id:
        _refuse_unknown(wanted.id, rows)
        return wanted.id
    found = [row["id"] for row in rows if is_same(row, {"nämnd": board, "year": str(wanted.year), "period": period})]
    if not found:
        raise DataError(fault("nothing-to-replace", DOCUMENTS.name, board=board, year=wanted.year, period=period))
    return found[0]


def _is_second(wanted: Wanted, board: str, period: str, data: Path) -> bool:
    """Tell whether the board has a report for the year and the part of it."""
    own = {"nämnd": board, "year": str(wanted.year), "period": period}
    return any(is_same(row, own) for row in registered_rows(data))


def _refuse_unknown(document: str, rows: Sequence[Mapping[str, str]]) -> None:
    ids = [row["id"] for row in rows]
    if document not in ids:
        known = nearest(document, ids) or "–"
        raise DataError(fault("unknown-reference", DOCUMENTS.name, column="id", seen=document, known=known))


def _refuse_second(row: Mapping[str, str], data: Path) -> None:
    """Refuse a report whose board has one for the year and the part of it, where no id tells it from that."""
    for other in registered_rows(data):
        if other["id"] == row["id"] and other["sha256"] != row["sha256"] and is_same(other, row):
            own = {"board": row["nämnd"], "year": row["year"], "period": row["period"]}
            raise DataError(fault("second-report", DOCUMENTS.name, None, **own, title=other["title"]))


def _id_of(parts: Sequence[str]) -> str:
    """Make an id of board, year and period; a name that is too long for one is cut at the end of a word."""
    board, *time = filter(None, map(_slug, parts))
    room = _LONGEST_ID - len("-".join(["", *time]))
    cut = board if len(board) <= room else board[: room + 1].rpartition("-")[0] or board[:room]
    return "-".join([cut, *time])


def _slug(text: str) -> str:
    """Write a text with the letters that any file system and formula takes."""
    dashed = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    bare = unicodedata.normalize("NFKD", dashed).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def _title(board: str, year: int, period: str, suffix: str) -> str:
    """Name a report for its board and time; a file of cells is no annual report, whose tables it may hold."""
    owner = board if board.endswith(("s", "x", "z")) else f"{board}s"
    if period != WHOLE_YEAR:
        return f"{owner} uppföljning {year}, {period}"
    return f"{owner} {'redovisning' if suffix in _OF_CELLS else 'årsredovisning'} {year}"


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
    if _DEVICE.fullmatch(row["id"]):
        expected = "another id: Windows lets no file be called so"
        yield _bad("id", row, expected, "ett annat id: Windows tillåter ingen fil med det namnet (--id)")


def _refuse_taken(row: Mapping[str, str], data: Path, *, is_replacing: bool = False) -> None:
    """Refuse a report that is registered, an id that is taken, and a file that is there with something else in it."""
    faults = list[Fault]()
    for other in registered_rows(data):
        if other["sha256"] == row["sha256"]:
            faults.append(fault("registered-already", DOCUMENTS.name, id=other["id"], title=other["title"]))
        elif other["id"] == row["id"] and not is_replacing:
            expected = f"an id that is free; this one is {other['title']}; choose another with --id"
            expected_sv = f"ett ledigt id (”{other['title']}” har redan det här; välj ett annat med --id)"
            faults.append(_bad("id", row, expected, expected_sv))
    place = data / row["file"]
    is_same = place.is_file() and sha256_of(place) == row["sha256"]
    if not faults and place.exists() and not is_same:
        faults.append(_bad("file", row, "a name that is free", "ett ledigt filnamn (välj ett annat id med --id)"))
    if faults:
        raise DataError(faults)


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
    replace: bool = False,
) -> list[Path]:
    """Write the report, its row and its sums, if the folder can be loaded with them; what fails takes all of it back.

    Then what its lines propose is written into subjects.csv and splits.csv as drafts, which no figure is told by until
    they are accepted.

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
    replace
        Whether it takes the place of the report with its id, whose file and sums go.

    Returns
    -------
    list[Path]
        The files written, extended or taken away.

    Raises
    ------
    DataError
        When the folder cannot be loaded with it, or another has taken its id since.
    OutputError
        When a file cannot be written; what was there is kept.
    """
    data = session()[0] if data is None else Path(data)
    with alone(data):
        _refuse_taken(row, data, is_replacing=replace)
        changed = write_together(data, _steps(content, row, sums, data, replace=replace))
        with opened_share(data, boards_of(registered_rows(data)).of[row["id"]]) as own:
            changed += write_drafts(own, data)
    first = [data / row["file"], data / DOCUMENTS.name, data / SUMS.name]
    return sorted(set(changed), key=[*first, *changed].index)


def _steps(
    content: bytes, row: Mapping[str, str], sums: Sequence[Mapping[str, str]], data: Path, *, replace: bool
) -> list[Step]:
    """Say what each file is to hold with a report registered, or in the place of the one with its id."""
    register_file, sum_file = data / DOCUMENTS.name, data / SUMS.name
    old = registered_row(row["id"], data) if replace else None
    if old is None:
        new_register, kept_sums = extended(contents(register_file), DOCUMENTS.names, [row]), contents(sum_file)
    else:  # the row keeps its place: the first of two sources stays the first
        new_register = read_csv(register_file, DOCUMENTS.names).replaced("id", row)
        kept_sums = without_document(data, SUMS, row["id"])
    return [
        (data / row["file"], content),
        *_named_for_the_first(data, row),
        (register_file, new_register),
        (sum_file, extended(kept_sums, SUMS.names, sums)),
        *([(data / old["file"], None)] if old is not None else []),
    ]


def _named_for_the_first(data: Path, row: Mapping[str, str]) -> list[Step]:
    """Say of the rows without a document whose they are, where a folder of one board gets a second one."""
    rows = registered_rows(data)
    before, after = boards_of(rows), boards_of([*rows, CsvRow(row, 0)])
    if len(before.known) != 1 or len(after.known) == 1:
        return []
    board, steps = after.choices[0], list[Step]()

    def named(one: Mapping[str, str]) -> str:
        return one.get("board", "") or ("" if one.get("document") else board)

    for file in ALL:
        if "board" in file.names and (data / file.name).is_file():
            steps.append((data / file.name, read_csv(data / file.name, file.names).filled("board", named)))
    return steps


def rows_of(document: str, data: Path) -> dict[str, int]:
    """Count the rows that go with a report, by file.

    Examples
    --------
    >>> rows_of("socialnamnden-2017", session()[0])["sums.csv"] > 0
    True
    """
    found = {file.name: read_csv(data / file.name, file.names) for file in _WITH_IT if (data / file.name).is_file()}
    counts = {name: sum(row.get("document") == document for row in text.records()) for name, text in found.items()}
    return {name: count for name, count in counts.items() if count}


def remove(document: str, *, data: str | Path | None = None) -> list[Path]:
    """Take a report out of a folder: its file, its row, its sums, its corrections and where its lines stand.

    Parameters
    ----------
    document
        Its id in documents.csv.
    data
        The folder that it is registered in.

    Returns
    -------
    list[Path]
        The files changed or taken away.

    Raises
    ------
    DataError
        When there is no such report, or when another file, such as causes.csv, names it; every such row is named, and
        nothing is changed.
    OutputError
        When a file cannot be written; what was there is kept.

    Examples
    --------
    >>> remove("socialnamnden-2018")
    Traceback (most recent call last):
    analysis.errors.DataError: documents.csv: saw id = 'socialnamnden-2018'; expected one of: socialnamnden-2017,
    socialnamnden-2020; correct the spelling, or register what is missing
    """
    data = session()[0] if data is None else Path(data)
    _refuse_unknown(document, registered_rows(data))
    with alone(data):
        _refuse_unknown(document, registered_rows(data))
        own = registered_row(document, data)
        kept = {data / file.name: without_document(data, file, document) for file in (*_WITH_IT, DOCUMENTS)}
        steps: list[Step] = [(path, content) for path, content in kept.items() if content is not None]
        return write_together(data, [*steps, *([(data / own["file"], None)] if own else [])])
