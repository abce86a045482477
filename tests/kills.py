"""A process that is killed, as its files see it: from one file operation on, none is done any more."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PATHS = {"os.rename": 2, "os.remove": 1, "os.mkdir": 1, "os.rmdir": 1, "os.chmod": 1, "os.link": 2, "os.truncate": 1}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Killed(BaseException):
    """What a process that is no more does not get to know."""


class _Watch:
    """The folder that is watched, the operations seen in it, and the one that is not done any more."""

    folder: str = ""
    seen: list[str]
    at: int | None = None


def _is_write(event: str, args: tuple[object, ...]) -> bool:
    return event in _PATHS or (event == "open" and isinstance(args[2], int) and bool(args[2] & _WRITES))


def _names(event: str, args: tuple[object, ...]) -> Iterator[str]:
    """Yield the files that an operation is about; one named from an open folder, with that."""
    fd = args[-1] if event in {"os.remove", "os.rmdir", "os.mkdir"} else -1
    for one in args[: _PATHS.get(event, 1)]:
        if isinstance(one, str | bytes | os.PathLike):
            yield str(Path(_open_folder(fd) if isinstance(fd, int) and fd >= 0 else "", os.fsdecode(one)))


def _open_folder(fd: int) -> str:
    try:
        return str(Path(f"/proc/self/fd/{fd}").readlink())
    except OSError:  # a system that does not tell; counted once too often
        return _Watch.folder


def _hook(event: str, args: tuple[object, ...]) -> None:
    if not _Watch.folder or not _is_write(event, args):
        return
    is_over = _Watch.at is not None and len(_Watch.seen) > _Watch.at
    if is_over or any(name.startswith(_Watch.folder) for name in _names(event, args)):
        _Watch.seen.append(f"{event} {args[0]!r}")
        if _Watch.at is not None and len(_Watch.seen) > _Watch.at:
            raise Killed


sys.addaudithook(_hook)


@contextmanager
def watched(folder: Path, at: int | None = None) -> Iterator[list[str]]:
    """Give the operations that change files below a folder, as they are done; from number `at` on none is done."""
    _Watch.folder, _Watch.seen, _Watch.at = str(folder), [], at
    try:
        with suppress(Killed):
            yield _Watch.seen
    finally:
        _Watch.folder = ""


def kill_at_each(make: Callable[[], Path], act: Callable[[Path], object]) -> Iterator[Path]:
    """Yield the folder, made anew each time, as it is left when the act in it is killed at each of its operations."""
    with watched(folder := make()) as seen:
        act(folder)
    for at in range(len(seen)):
        with watched(folder := make(), at):
            act(folder)
        yield folder
