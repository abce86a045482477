"""The share that some boards have in the CSV files of a data folder: what is tried for them reads no other's rows.

The rows of other boards are neither judged nor made into typed rows; a board's job, and `check`, tell what is wrong
with them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

from analysis.csv_files import CsvFile, CsvRow
from analysis.csv_text import CsvText, parse_csv, with_lines
from analysis.data_files import ALL, DOCUMENTS
from analysis.errors import DataError
from analysis.statements.boards import Board, Boards, boards_of

_Row = tuple[int, list[str]]  # the line that it ends on, and its cells


def shares(data: Path, changed: Mapping[Path, bytes | None], touched: Collection[Board]) -> dict[Path, bytes]:
    """Return what some boards see of each CSV file of a folder, as it would be with some of its files changed."""
    paths = {file: data / file.name for file in ALL}
    held = {file: changed[path] if path in changed else contents(path) for file, path in paths.items()}
    whose = boards_of(rows_in(DOCUMENTS, held[DOCUMENTS]))
    if set(whose.known) <= set(touched):
        return {}
    return {paths[file]: share_of(file, content, whose, touched) for file, content in held.items() if content}


def contents(path: Path) -> bytes | None:
    """Return what a file holds; None where it is not there."""
    return path.read_bytes() if path.is_file() else None


def rows_in(file: CsvFile, content: bytes | None) -> list[CsvRow]:
    """Return the rows of a CSV file with all its columns, whatever is wrong with them; none where there is no file.

    Raises
    ------
    DataError
        When it is no CSV.
    """
    if content is None:
        return []
    empty = dict.fromkeys(file.names, "")
    text = parse_csv(file.name, content, file.names)
    return [CsvRow({**empty, **row}, line) for (line, _), row in zip(text.rows[1:], text.records(), strict=True)]


def share_of(file: CsvFile, content: bytes, whose: Boards, touched: Collection[Board]) -> bytes:
    r"""Return a CSV file with the rows of some boards and those that are nobody's, each on the line that it stands on.

    The register keeps, of the other boards, one row for each way in which their names are written: whose a row is stays
    told as by all of it. A file that is no CSV is returned as it is.

    Parameters
    ----------
    file
        What is declared for it.
    content
        What it holds.
    whose
        The boards of the folder.
    touched
        Those whose rows are kept.

    Examples
    --------
    >>> from analysis.data_files import EXCERPTS
    >>> a, b = Board("A", "Exempelby"), Board("B", "Exempelby")
    >>> rows = b"document,line,report_line\na-23,1,8\nb-23,1,9\nc-23,1,9\n"
    >>> share_of(EXCERPTS, rows, Boards({"a-23": a, "b-23": b}), {b})
    b'document,line,report_line\n\nb-23,1,9\nc-23,1,9\n'
    """
    try:
        text = parse_csv(file.name, content, file.names)
    except DataError:
        return content
    rows = list(text.rows[1:])
    kept = _of_register(text, rows, whose, touched) if file is DOCUMENTS else _of_boards(text, rows, whose, touched)
    return with_lines([*text.rows[:1], *kept]).encode()


def _of_boards(text: CsvText, rows: Sequence[_Row], whose: Boards, touched: Collection[Board]) -> list[_Row]:
    document, board = (_cell(text, name) for name in ("document", "board"))

    @cache
    def is_kept(named: str, said: str) -> bool:
        owner = whose.owner({"document": named, "board": said})
        return owner is None or owner in touched

    return [row for row in rows if is_kept(document(row), board(row))]


def _of_register(text: CsvText, rows: Sequence[_Row], whose: Boards, touched: Collection[Board]) -> list[_Row]:
    own, *name = (_cell(text, one) for one in ("id", "nämnd", "publisher"))
    newest = {tuple(cell(row) for cell in name): row for row in rows}
    named = {line for line, _ in newest.values()}
    return [row for row in rows if whose.of.get(own(row)) in {None, *touched} or row[0] in named]


def _cell(text: CsvText, column: str) -> Callable[[_Row], str]:
    """Make what takes a cell of a column out of a row; it is empty where there is none."""
    if column not in text.header:
        return lambda _row: ""
    at = text.header.index(column)
    return lambda row: row[1][at].strip() if at < len(row[1]) else ""
