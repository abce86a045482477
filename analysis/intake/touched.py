"""Which boards of a folder see anything of a change: the others need not be loaded to know what it leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from analysis.csv_files import CsvFile, CsvRow
from analysis.csv_text import parse_csv
from analysis.data_files import ALL, DOCUMENTS
from analysis.errors import AnalysisError
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
    old = _rows(DOCUMENTS, _held(register))
    new = _rows(DOCUMENTS, changed[register]) if register in changed else old
    before, after = boards_of(old), boards_of(new)
    if not set(before.known) <= set(after.known) or len(before.known) == 1 < len(after.known):
        yield _EVERYONE  # a board bears another name, or rows without one are told apart from now on
    for path, content in changed.items():
        file = _FILES.get(path.relative_to(data).as_posix())
        if file is DOCUMENTS:
            names = [row["id"] for row in _apart(old, new)]
            yield from (boards.of[name] for name in names for boards in (before, after) if name in boards.of)
        elif file:
            yield from (after.owner(row) for row in _apart(_rows(file, _held(path)), _rows(file, content)))
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


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _rows(file: CsvFile, content: bytes | None) -> list[CsvRow]:
    if content is None:
        return []
    empty = dict.fromkeys(file.names, "")
    return [CsvRow({**empty, **row}, 0) for row in parse_csv(file.name, content, file.names).records()]


def _apart(old: Sequence[CsvRow], new: Sequence[CsvRow]) -> Iterator[Mapping[str, str]]:
    """Yield the rows that only one of two lists has, or has more often."""
    first, second = (Counter(tuple(row.items()) for row in rows) for rows in (old, new))
    yield from map(dict, [*(first - second), *(second - first)])
