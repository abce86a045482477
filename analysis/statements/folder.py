"""A data folder opened once: what is read from it is kept for as long as its files stay the same."""

from __future__ import annotations

import hashlib
import stat
import time
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from analysis.csv_files import read_rows
from analysis.data_files import DOCUMENTS
from analysis.files import DATA

REGISTER = DOCUMENTS.name
# a file written again in the same tick of its clock has the same times; the coarsest clock, FAT's, ticks every 2 s
_SETTLED_NS = 3_000_000_000
Seen = tuple[str, int, int, str]  # name, device, number and SHA-256 of a file, or why it cannot be read
State = tuple[Seen, ...]
Asked = ParamSpec("Asked")
Made = TypeVar("Made")
Made_co = TypeVar("Made_co", covariant=True)


class Folder:
    """A data folder whose files are the same for as long as the object lives.

    Attributes
    ----------
    path
        Where it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept = dict[Hashable, Any]()

    def once(self, make: Callable[Concatenate[Folder, Asked], Made], *args: Asked.args, **words: Asked.kwargs) -> Made:
        """Return what a function makes of the folder, made when it is first asked for."""
        key = (make, args, tuple(words.items()))
        if key not in self._kept:
            self._kept[key] = make(self, *args, **words)
        return cast("Made", self._kept[key])


Data = Path | Folder  # what public functions take: a data folder's path, or the folder opened


def opened(data: Data = DATA) -> Folder:
    """Open a data folder: the same object for as long as its register, its reports and its CSV files are the same.

    Parameters
    ----------
    data
        The folder that holds `documents.csv`; one that is open already is returned as it is.

    Raises
    ------
    DataError
        When the register is missing or has wrong columns.

    Examples
    --------
    >>> opened(DATA) is opened(DATA), opened(DATA).path == DATA
    (True, True)
    """
    return data if isinstance(data, Folder) else _opened(data, state(data))


@lru_cache(maxsize=16)
def _opened(path: Path, _state: State) -> Folder:
    return Folder(path)


class Kept(Protocol[Asked, Made_co]):
    """What `kept` makes of a function."""

    def __call__(self, data: Data = DATA, /, *args: Asked.args, **words: Asked.kwargs) -> Made_co:
        """Return what the function makes of the folder."""


def kept(make: Callable[Concatenate[Folder, Asked], Made]) -> Kept[Asked, Made]:
    """Let a function of an open folder take a path too, and make its result once; whoever changes it takes a copy."""

    @wraps(make)
    def made(data: Data = DATA, /, *args: Asked.args, **words: Asked.kwargs) -> Made:
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
    >>> state(DATA)[0][0], {"figures.csv", "reports/socialnamnden-2017.txt"} <= {seen[0] for seen in state(DATA)}
    ('documents.csv', True)
    """
    register = _seen(data, REGISTER)
    beside = sorted(path.name for path in data.glob("*.csv") if path.name != REGISTER)
    return (register, *(_seen(data, name) for name in (*_reports(data, register), *beside)))


@lru_cache(maxsize=64)
def _reports(data: Path, _register: Seen) -> tuple[str, ...]:
    return tuple(row["file"] for row in read_rows(data / REGISTER, DOCUMENTS.names, DOCUMENTS.optional))


def _seen(data: Path, name: str) -> Seen:
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
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
