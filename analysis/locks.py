"""One process at a time in a folder: a lock that the system takes back from a process that ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.errors import OutputError, fault, swedish_reason

LOCK = ".analysis-lock"
PATIENCE = 5.0  # seconds that another process is waited for
_PAUSE = 0.05
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_NONE = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}  # a file system that has no locks


@contextmanager
def locked(folder: Path, patience: float | None = None) -> Iterator[None]:
    """Keep other processes that ask for the same from a folder.

    Parameters
    ----------
    folder
        The folder, which is there.
    patience
        How long another is waited for, in seconds; as long as usual where none is given.

    Raises
    ------
    OutputError
        When another still holds it, or the folder cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place, locked(Path(place)):
    ...     [path.name for path in Path(place).iterdir()]
    ['.analysis-lock']
    """
    handle = _held(folder, PATIENCE if patience is None else patience)
    try:
        yield
    finally:
        try:
            if os.name != "nt":  # the name is gone before the lock is: who waited for it looks for a new one
                _forget(folder)
        finally:
            os.close(handle)
        if os.name == "nt":  # where an open file keeps its name
            _forget(folder)


def _forget(folder: Path) -> None:
    with suppress(OSError):
        (folder / LOCK).unlink()


def _held(folder: Path, patience: float) -> int:
    """Return the lock file, open and locked."""
    end = time.monotonic() + patience
    while True:
        try:
            handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
            is_ours = _lock(handle) and _is_there(handle, folder / LOCK)
        except OSError as error:
            why = error.strerror or error
            raise OutputError(fault("cannot-write", folder, reason=why, reason_sv=swedish_reason(error))) from error
        if is_ours:
            return handle
        os.close(handle)
        if time.monotonic() >= end:
            raise OutputError(fault("busy", folder))
        time.sleep(_PAUSE)


def _lock(handle: int) -> bool:
    """Lock an open file; tell whether that could be done."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        if error.errno not in _NONE:
            os.close(handle)
            raise
    return True


def _is_there(handle: int, path: Path) -> bool:
    """Tell whether an open file still has its name: who held it before may have taken that away."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
