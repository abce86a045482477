"""What a board has in a data folder, opened once: what is read is kept for as long as the files stay the same."""

from __future__ import annotations

import os
import stat
import time
import warnings
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from analysis.csv_files import CsvFile, CsvRow, CsvTable, Judge, counting_rows, judged, read_rows
from analysis.csv_workbook import WORKBOOK
from analysis.data_files import DOCUMENTS
from analysis.files import ROOT, environment, session, sha256_of
from analysis.statements.boards import Board, Boards, Shares, boards_of
from analysis.together import RecoveryWarning, is_changing, recover

REGISTER = DOCUMENTS.name
SAVED = "kolada/*.json"  # files of key figures that a controller saved
# a file written again in the same tick of its clock has the same times; the coarsest clock, FAT's, ticks every 2 s
_SETTLED_NS = 3_000_000_000
Seen = tuple[str, int, int, str]  # name, device, number and SHA-256 of a file, or why it cannot be read
State = tuple[Seen, ...]
Asked = ParamSpec("Asked")
Made = TypeVar("Made")
Made_co = TypeVar("Made_co", covariant=True)


class Folder:
    """What one board has in a data folder, whose files are the same for as long as the object lives.

    Attributes
    ----------
    path
        Where it is.
    boards
        Whose its documents are.
    board
        The board whose documents and rows are seen; None where there is no document.
    state
        Which files it has, and what they hold.
    """

    def __init__(self, path: Path, boards: Boards, board: Board | None, state: State = ()) -> None:
        self.path, self.boards, self.board, self.state = path, boards, board, state
        self._kept = dict[Hashable, Any]()

    def once(self, make: Callable[Concatenate[Folder, Asked], Made], *args: Asked.args, **words: Asked.kwargs) -> Made:
        """Return what a function makes of the folder, made when it is first asked for."""
        key = (make, args, tuple(words.items()))
        if key not in self._kept:
            self._kept[key] = make(self, *args, **words)
        return cast("Made", self._kept[key])

    def table(self, file: CsvFile, judges: Mapping[str, Judge] | None = None) -> CsvTable:
        """Read a CSV file of the folder as `read_table` does: the rows of this board, none of another's."""
        if self.state:
            shares = _shares(self.path, self.state, file)
        else:  # nothing tells whether the file is as it was
            shares = self.boards.shares(file, counting_rows(self.path, file))
        found = judged(file, shares.of(self.board), judges)
        wrong = found.wrong | {one.line for one in shares.faults if one.line}
        return CsvTable(found.rows, [*shares.faults, *found.faults], wrong)

    def has(self, document: str) -> bool:
        """Tell whether a document is this board's."""
        return self.boards.of.get(document, self.board) == self.board


Data = str | Path | Folder  # what public functions take: a data folder's path, or the folder opened


def opened(data: Data | None = None, board: str | None = None) -> Folder:
    """Open what a board has in a data folder: the same object for as long as the folder's files are the same.

    Parameters
    ----------
    data
        The folder that holds `documents.csv`; that of the session where none is given, and one that is open already as
        it is.
    board
        The board, with its municipality where two have one of that name; the only one, or that of the session in its
        folder, where none is given.

    Raises
    ------
    DataError
        When the register is missing or has wrong columns, or the folder has several boards and none is asked for.

    Examples
    --------
    >>> from analysis.files import DATA
    >>> opened(DATA) is opened(DATA, "socialnämnden"), opened(DATA).path == DATA
    (True, True)
    """
    if isinstance(data, Folder):
        return data if board is None else opened(data.path, board)
    own, usual = session()
    path = own if data is None else Path(data)
    if is_changing(path) and (said := recover(path)):
        warnings.warn(said, RecoveryWarning, stacklevel=2)
    seen = state(path)
    boards = _boards(path, seen)
    return _opened(path, seen, boards.chosen(board or (usual if path.resolve() == own.resolve() else None)))


@lru_cache(maxsize=16)
def _boards(path: Path, _state: State) -> Boards:
    return boards_of(_register_rows(path))


@lru_cache(maxsize=32)
def _shares(path: Path, state: State, file: CsvFile) -> Shares:
    return _boards(path, state).shares(file, counting_rows(path, file))


@lru_cache(maxsize=32)
def _opened(path: Path, state: State, board: Board | None) -> Folder:
    return Folder(path, _boards(path, state), board, state)


def opened_for(data: Path, document: str) -> Folder:
    """Open what the board of a document has in a data folder."""
    return opened(data, boards_of(_register_rows(data)).of[document].text)


def boards(*, data: Data | None = None) -> list[str]:
    """List the boards that a data folder has reports of, as `board=` names them.

    Parameters
    ----------
    data
        The folder that holds `documents.csv`; that of the session where none is given.

    Examples
    --------
    >>> boards()
    ['Socialnämnden']
    """
    return boards_of(_register_rows(folder_path(data))).choices


def folder_path(data: Data | None) -> Path:
    """Return where the data folder is that is meant; that of the session where none is given."""
    return data.path if isinstance(data, Folder) else session()[0] if data is None else Path(data)


def use(data: str | Path | None = None, *, board: str | None = None) -> None:
    """Choose the data folder, and the board in it, that this session and what it starts mean where none are given.

    Parameters
    ----------
    data
        The folder that holds `documents.csv`, or will hold it, from here or from the project; as it was where none is
        given: what the environment variable ``ANALYSIS_DATA`` names, else `data/` of the project.
    board
        The board, where the folder has several; where neither is given as it was: what ``ANALYSIS_BOARD`` names.

    Raises
    ------
    DataError
        When the folder has several boards and none is chosen, or the one chosen is not there.

    Examples
    --------
    >>> from analysis.files import DATA
    >>> use(DATA, board="Socialnämnden")
    >>> use(DATA)
    """
    path, usual = session()
    asked = board or (usual if data is None else None)
    path = path if data is None else _found(Path(data).expanduser())
    if (path / REGISTER).is_file():
        boards_of(_register_rows(path)).chosen(asked)
    os.environ.update(environment(path, asked))


def _found(path: Path) -> Path:
    """Return where a folder is: from where one stands, else from the project, as a notebook stands below it."""
    return ROOT / path if not path.exists() and (ROOT / path).exists() else path


class Kept(Protocol[Asked, Made_co]):
    """What `kept` makes of a function."""

    def __call__(self, data: Data | None = None, /, *args: Asked.args, **words: Asked.kwargs) -> Made_co:
        """Return what the function makes of the folder."""


def kept(make: Callable[Concatenate[Folder, Asked], Made]) -> Kept[Asked, Made]:
    """Let a function of an open folder take a path too, and make its result once; whoever changes it takes a copy."""

    @wraps(make)
    def made(data: Data | None = None, /, *args: Asked.args, **words: Asked.kwargs) -> Made:
        return opened(data).once(make, *args, **words)

    return made


def state(data: Path) -> State:
    """Tell which files the register, its reports and the CSV files beside it are, and what they hold.

    Raises
    ------
    DataError
        When the register is missing or has wrong columns; `load_documents` finds the other faults.

    Examples
    --------
    >>> from analysis.files import DATA
    >>> state(DATA)[0][0], {"figures.csv", "reports/socialnamnden-2017.txt"} <= {seen[0] for seen in state(DATA)}
    ('documents.csv', True)
    """
    register = seen_file(data, REGISTER)
    beside = sorted(path.name for path in data.glob("*.csv") if path.name != REGISTER and path.name[0] != ".")
    beside += [WORKBOOK] if (data / WORKBOOK).is_file() else []
    beside += sorted(path.relative_to(data).as_posix() for path in data.glob(SAVED))
    return (register, *(seen_file(data, name) for name in (*_reports(data, register), *beside)))


def digests(seen: State) -> list[tuple[str, str]]:
    """Return the names of a folder's files with what tells what they hold, wherever the folder lies."""
    return [(name, digest) for name, _, _, digest in seen]


@lru_cache(maxsize=64)
def _reports(data: Path, _register: Seen) -> tuple[str, ...]:
    return tuple(row["file"] for row in _register_rows(data))


def _register_rows(data: Path) -> list[CsvRow]:
    return read_rows(data / REGISTER, DOCUMENTS.names, DOCUMENTS.optional)


def seen_file(data: Path, name: str) -> Seen:
    """Return which file a path leads to, and the hash of what it holds now."""
    path = data / name
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return name, found.st_dev, found.st_ino, ""
        times = (found.st_mtime_ns, found.st_ctime_ns)
        digest = _digest if time.time_ns() - max(times) > _SETTLED_NS else _digest.__wrapped__
        return name, found.st_dev, found.st_ino, digest(path, found.st_dev, found.st_ino, found.st_size, times)
    except (OSError, ValueError) as error:  # a ValueError for a name with NUL
        return name, 0, 0, str(error)


@lru_cache(maxsize=1024)
def _digest(path: Path, *_status: object) -> str:
    return sha256_of(path)
