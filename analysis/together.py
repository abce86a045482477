"""Files of a folder changed as one: all of them or none, wherever the process that changes them is stopped.

What the files are to hold, and what they hold, is first put into a folder of its own within theirs. One rename makes it
a change that is decided; then the files are moved, and the folder is taken away. Whoever comes next finishes a change
that is decided, and takes away one that is not.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from analysis.errors import DataError, OutputError, fault, swedish_reason
from analysis.files import MAKING
from analysis.locks import LOCK, locked

_LEFT = re.compile(
    rf"{re.escape(MAKING)}.*|\.[a-z0-9_]{{8}}\.(?:csv|xlsx|html|png|txt)"
)  # the second: of earlier versions
_CHANGE, _UNDO, _LIST = ".analysis-change", ".analysis-undo", "steps.json"


class RecoveryWarning(UserWarning):
    """What was begun in a folder and stopped half-way has been finished or taken back."""


class _Step(NamedTuple):
    """A file by its name below the folder, whether it is to hold something, and whether it held something."""

    name: str
    is_new: bool
    is_old: bool


@contextmanager
def alone(folder: Path, patience: float | None = None) -> Iterator[None]:
    """Have a folder, new or not, to oneself; what was begun in it and not ended is finished or taken back first.

    Parameters
    ----------
    folder
        The folder; it is made where it is not there, and gone again where nothing came of it.
    patience
        How long another process is waited for, in seconds; as long as usual where none is given.

    Raises
    ------
    OutputError
        When another process works in it, or it cannot be written to.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        with _naming(folder):
            folder.mkdir(parents=True, exist_ok=True)
        with locked(folder, patience):
            if said := _recovered(folder):
                warnings.warn(said, RecoveryWarning, stacklevel=4)
            yield
    finally:
        for one in made:
            with suppress(OSError):
                one.rmdir()


@contextmanager
def making(folder: Path) -> Iterator[Path]:
    """Give a folder within a folder that one is alone in, to make what is to be moved; it is gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix=MAKING, dir=folder))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def change(folder: Path, files: Mapping[Path, bytes | Path | None]) -> list[Path]:
    """Change files of a folder that one is alone in, all of them or none.

    Parameters
    ----------
    folder
        The folder.
    files
        What each file in it is to hold: bytes, those of a file that is moved there, or None where it is to go.

    Returns
    -------
    list[Path]
        The files that are changed; those that hold it already are left alone.

    Raises
    ------
    OutputError
        When a file cannot be written; all are as they were.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as place, alone(folder := Path(place)):
    ...     _ = change(folder, {folder / "a.csv": b"1", folder / "b.csv": b"2"})
    ...     [path.name for path in change(folder, {folder / "a.csv": None, folder / "b.csv": b"2"})]
    ['a.csv']
    """
    new = {path: content for path, content in files.items() if not _holds(path, content)}
    if not new:
        return []
    with _naming(folder), making(folder) as place:
        steps = [_staged(place, folder, at, *one) for at, one in enumerate(new.items())]
        _write(place / _LIST, json.dumps([step._asdict() for step in steps]).encode())
        place.rename(folder / _CHANGE)
    try:
        _finish(folder, steps)
    except BaseException:
        if os.path.lexists(folder / _CHANGE):
            with _naming(folder):
                (folder / _CHANGE).rename(folder / _UNDO)
            _undo(folder, steps)
        raise
    return [*new]


def recover(folder: Path, patience: float | None = None) -> str:
    """Finish or take back what was begun in a folder and not ended; say so in Swedish, else return an empty text.

    Parameters
    ----------
    folder
        The folder; it need not be there. One that nothing was left in is not touched.
    patience
        How long another process is waited for that is moving files; as long as usual where none is given.

    Raises
    ------
    OutputError
        When a decided change cannot be finished, or another process does not end its own.
    """
    if not has_remains(folder):
        return ""
    try:
        with locked(folder, patience if is_changing(folder) else 0):
            return _recovered(folder)
    except OutputError:
        if is_changing(folder):
            raise
        return ""  # another is at work, or the folder is not ours: what it holds is whole


def is_changing(folder: Path) -> bool:
    """Tell whether files of a folder are being moved, or were when that was stopped."""
    return any(os.path.lexists(folder / name) for name in (_CHANGE, _UNDO))


def has_remains(folder: Path) -> bool:
    """Tell whether a folder holds what a run left, or what another is at work with."""
    return is_changing(folder) or any(_remains(folder)) or os.path.lexists(folder / LOCK)


def _remains(folder: Path) -> Iterator[Path]:
    with suppress(OSError), os.scandir(folder) as entries:
        yield from (Path(one.path) for one in entries if _LEFT.fullmatch(one.name))


def _recovered(folder: Path) -> str:
    """Finish or undo, and clean; say what was done."""
    said = list[str]()
    for name, end, word in ((_CHANGE, _finish, "slutförd"), (_UNDO, _undo, "återtagen")):
        if os.path.lexists(folder / name):
            steps = _read_list(folder, name)
            end(folder, steps)
            names = ", ".join(one.name for one in steps)
            said.append(f"En ändring i {folder.resolve().name}/ som avbröts är nu {word}: {names}.")
    left = [*_remains(folder)]
    for one in left:
        _take_away(one)
    if left and not said:
        where = folder.resolve().name
        said.append(f"Rester av en avbruten körning i {where}/ är borttagna; inga andra filer är ändrade.")
    return " ".join(said)


def _take_away(path: Path) -> None:
    """Take a file or a folder away."""
    with _naming(path):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _read_list(folder: Path, name: str) -> list[_Step]:
    """Read what a change is about; a file outside the folder is refused."""
    path = folder / name / _LIST
    try:
        found = json.loads(path.read_bytes())
        steps = [_Step(str(one["name"]), bool(one["is_new"]), bool(one["is_old"])) for one in found]
    except (OSError, ValueError, TypeError, LookupError) as error:
        raise DataError(fault("broken-change", folder / name, seen=type(error).__name__)) from error
    for step in steps:
        if not _is_below(folder, step.name):
            raise DataError(fault("broken-change", folder / name, seen=ascii(step.name)))
    return steps


def _is_below(folder: Path, name: str) -> bool:
    parts = PurePosixPath(name)
    if not name or parts.is_absolute() or ".." in parts.parts or set(name) & set("\\:\0"):
        return False
    return (folder / name).parent.resolve().is_relative_to(folder.resolve())


def _staged(place: Path, folder: Path, at: int, path: Path, content: bytes | Path | None) -> _Step:
    """Put beside each other what a file is to hold and what it holds."""
    with _naming(path):
        if path.is_symlink():
            raise OSError(errno.EMLINK, "the file is a link")
        is_old = path.is_file()
        if path.exists() and not is_old:
            raise IsADirectoryError(errno.EISDIR, "there is a folder or device of that name")
        if is_old and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "the file is read-only")  # a rename would take it away all the same
        if isinstance(content, Path):
            content.rename(_new(place, at))
        elif content is not None:
            _write(_new(place, at), content)
        if is_old:
            _write(_old(place, at), path.read_bytes())
            for copy in (_old(place, at), *([_new(place, at)] if content is not None else [])):
                shutil.copymode(path, copy)
        return _Step(path.relative_to(folder).as_posix(), content is not None, is_old)


def _finish(folder: Path, steps: Sequence[_Step]) -> None:
    """Move the new files to their places; what is there already is left there."""
    for at, step in enumerate(steps):
        new, path = _new(folder / _CHANGE, at), folder / step.name
        with _naming(path):
            if not step.is_new:
                path.unlink(missing_ok=True)
            elif new.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                new.replace(path)
    _put_away(folder, _CHANGE)


def _undo(folder: Path, steps: Sequence[_Step]) -> None:
    """Move the old files back; what is there already is left there."""
    for at, step in enumerate(steps):
        old, path = _old(folder / _UNDO, at), folder / step.name
        with _naming(path):
            if not step.is_old:
                path.unlink(missing_ok=True)
                if path.parent != folder:
                    with suppress(OSError):
                        path.parent.rmdir()
            elif old.exists():
                old.replace(path)
    _put_away(folder, _UNDO)


def _put_away(folder: Path, name: str) -> None:
    """End a change: once it bears another name, nothing of it is done again."""
    done = folder / f"{MAKING}done"
    with _naming(folder):
        shutil.rmtree(done, ignore_errors=True)
        (folder / name).rename(done)
    shutil.rmtree(done, ignore_errors=True)


def _new(place: Path, at: int) -> Path:
    return place / f"new-{at}"


def _old(place: Path, at: int) -> Path:
    return place / f"old-{at}"


def _write(path: Path, content: bytes) -> None:
    """Write a file that is on the disk before anything is decided."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _holds(path: Path, content: bytes | Path | None) -> bool:
    if content is None:
        return not os.path.lexists(path)
    try:
        return isinstance(content, bytes) and not path.is_symlink() and path.is_file() and path.read_bytes() == content
    except OSError:
        return False


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Say of what the system refuses which file it is about."""
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise OutputError(fault("cannot-write", path, reason=why, reason_sv=swedish_reason(error))) from error
