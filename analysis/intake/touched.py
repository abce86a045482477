"""Which boards of a folder see anything of a change: the others need not be loaded to know what it leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

from analysis.csv_files import CsvFile, CsvRow
from analysis.csv_text import CsvText, Rows, parse_csv
from analysis.data_files import ALL, DOCUMENTS
from analysis.errors import AnalysisError
from analysis.intake.shares import contents, rows_in
from analysis.statements.boards import Board, Boards, boards_of

_FILES = {file.name: file for file in ALL}
_EVERYONE = None  # in the place of a board


def touched_boards(data: Path, changed: Mapping[Path, bytes | None]) -> set[Board] | None:
    r"""Find the boards that see what changes in a folder; None where all may, or nothing changes.

    Parameters
    ----------
    data
        The folder.
    changed
        What files in it are to hold; None for one that is to go.

    Examples
    --------
    >>> from analysis.files import DATA
    >>> sums = (DATA / "sums.csv").read_bytes()
    >>> touched_boards(DATA, {DATA / "sums.csv": sums[: sums.rindex(b"\n", 0, -1)]})
    {Board(name='Socialnämnden', publisher='Katrineholms kommun')}
    """
    found = set[Board | None]()
    with suppress(AnalysisError, OSError):
        found = set(_touched(data, changed))
    return None if _EVERYONE in found or not found else {board for board in found if board}


def _touched(data: Path, changed: Mapping[Path, bytes | None]) -> Iterator[Board | None]:
    register = data / DOCUMENTS.name
    held = {path: contents(path) for path in [register, *changed]}
    old = rows_in(DOCUMENTS, held[register])
    new = rows_in(DOCUMENTS, changed[register]) if register in changed else old
    before, after = boards_of(old), boards_of(new)
    if not set(before.known) <= set(after.known) or len(before.known) == 1 < len(after.known):
        yield _EVERYONE  # a board bears another name, or rows without one are told apart from now on
    for path, content in changed.items():
        file = _FILES.get(path.relative_to(data).as_posix())
        if file is DOCUMENTS:
            names = [row["id"] for row in _apart(file, held[path], content)]
            yield from (boards.of[name] for name in names for boards in (before, after) if name in boards.of)
        elif file:
            yield from (after.owner(row) for row in _apart(file, held[path], content))
        else:
            yield from _of_report(path, data, [*old, *new], before, after)


def _of_report(
    path: Path, data: Path, documents: Sequence[CsvRow], before: Boards, after: Boards
) -> Iterator[Board | None]:
    """Yield whose report a file is; everyone's where it is none, as the workbook is."""
    own = [row["id"] for row in documents if data / row["file"] == path]
    yield from (boards.of[name] for name in own for boards in (before, after) if name in boards.of)
    if not own:
        yield _EVERYONE


def _apart(file: CsvFile, old: bytes | None, new: bytes | None) -> Iterator[Mapping[str, str]]:
    """Yield the rows that a file has only before or after a change, or more often."""
    before, after = (parse_csv(file.name, content or b"", file.names) for content in (old, new))
    rows = (before.rows[1:], after.rows[1:])
    rows = _unlike(*rows) if before.header == after.header else rows
    first, second = (
        Counter(map(tuple, _filled(file, text, own))) for text, own in zip((before, after), rows, strict=True)
    )
    for cells in [*(first - second), *(second - first)]:
        yield dict(zip(file.names, cells, strict=True))


def _unlike(first: Rows, second: Rows) -> tuple[Rows, Rows]:
    """Leave out the rows that two files begin and end with alike, which are most of most changes."""
    start = _alike(first, second)
    end = _alike(first[start:][::-1], second[start:][::-1])
    return first[start : len(first) - end], second[start : len(second) - end]


def _alike(first: Rows, second: Rows) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0][1] == pair[1][1], zip(first, second, strict=False)))


def _filled(file: CsvFile, text: CsvText, rows: Rows) -> Iterator[Iterator[str]]:
    """Yield the cells of rows in the declared order of columns; of a column that is left out they are empty."""
    for _, cells in rows:
        own = dict(zip(text.header, map(str.strip, cells), strict=False))
        yield (own.get(name, "") for name in file.names)
