"""What was made of files, kept beside them between runs: it may be deleted at any time, and is never trusted blindly.

What is kept bears a name of all that it was made of, this program and its libraries among it, and a seal that only
this user on this machine can set: a folder that another hands over brings nothing that would be believed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from analysis.errors import OutputError
from analysis.files import MAKING, whole_file

CACHE = ".analysis-cache"  # the folder of what is kept, within the folder of the files
MOST = 2_000  # files that are kept; the oldest go first
_SEAL = 32  # bytes of a seal, and of the secret that it is set with
_OURS = re.compile(rf"[0-9a-f]{{64}}|{re.escape(MAKING)}.*")  # and what a run that was stopped left
_LENT: dict[Path, Path] = {}
_SHARED = "ANALYSIS_SHARED"  # names the folder in which the processes of a job find what another of them has made


def recall(folder: Path, made_of: object) -> bytes | None:
    """Return what was kept of something, or None where it has to be made.

    Parameters
    ----------
    folder
        The folder that it was kept in.
    made_of
        All that it was made of but the program itself; its ``repr`` tells it from everything else.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     keep(Path(place), ("drift.txt", "tkr"), b"27 660")
    ...     recall(Path(place), ("drift.txt", "tkr")), recall(Path(place), ("drift.txt", "kr"))
    (b'27 660', None)
    """
    path = _path(folder, made_of)
    with suppress(OSError):
        seal, content = (found := path.read_bytes())[:_SEAL], found[_SEAL:]
        if (own := _seal(path.name, content)) and hmac.compare_digest(seal, own):
            with suppress(OSError):
                os.utime(path)
            return content
    return None


def keep(folder: Path, made_of: object, content: bytes) -> None:
    """Keep what was made of something; where that cannot be done it is made anew the next time.

    Parameters
    ----------
    folder
        A folder, in which a folder of its own is made.
    made_of
        All that it was made of but the program itself.
    content
        What was made.
    """
    path = _path(folder, made_of)
    if not (seal := _seal(path.name, content)) or not path.parent.parent.is_dir():
        return
    with suppress(OSError, OutputError):
        if path.parent.is_symlink() or path.is_symlink():  # it would lead to files that are not ours
            return
        with whole_file(path) as place:
            place.write_bytes(seal + content)
        ours = [one for one in path.parent.iterdir() if _OURS.fullmatch(one.name)]
        for one in sorted(ours, key=lambda one: one.stat().st_mtime_ns)[:-MOST]:
            one.unlink(missing_ok=True)


@contextmanager
def lent(folder: Path, copy: Path) -> Iterator[None]:
    """Let what is kept in a folder be that of a copy of it too, for a while."""
    _LENT[copy] = folder
    try:
        yield
    finally:
        del _LENT[copy]


@contextmanager
def shared(folder: Path) -> Iterator[None]:
    """Let this process, and those that it starts, make a thing once between them, for a while."""
    before = os.environ.get(_SHARED)
    os.environ[_SHARED] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(_SHARED)
        os.environ.update({_SHARED: before} if before else {})


def made_once(made_of: object, make: Callable[[], bytes]) -> bytes:
    """Return what is made of something: by this process, or by another where they share what they make.

    Parameters
    ----------
    made_of
        All that it is made of but the program itself; its ``repr`` tells it from everything else.
    make
        What makes it.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place, shared(Path(place)):
    ...     made_once("drift", lambda: b"27 660"), made_once("drift", lambda: b"not asked")
    (b'27 660', b'27 660')
    >>> made_once("drift", lambda: b"asked")
    b'asked'
    """
    folder = os.environ.get(_SHARED)
    found = recall(Path(folder), made_of) if folder else None
    content = make() if found is None else found
    if folder and found is None:
        keep(Path(folder), made_of, content)
    return content


def _path(folder: Path, made_of: object) -> Path:
    name = hashlib.sha256(repr((_program(), made_of)).encode()).hexdigest()
    return _LENT.get(folder, folder) / CACHE / name


@lru_cache(maxsize=1)
def _program() -> tuple[str, ...]:
    """Tell this program, its libraries and its Python from every other."""
    own, place = hashlib.sha256(), Path(__file__).parent
    for path in sorted(one for kind in ("py", "html") for one in place.rglob(f"*.{kind}")):
        content = path.read_bytes()
        own.update(f"{path.relative_to(place).as_posix()} {len(content)}\n".encode() + content)
    libraries = sorted(one.name for one in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return own.hexdigest(), sys.version, *libraries


def _seal(name: str, content: bytes) -> bytes:
    """Return what shows that this user kept it; nothing where there is no secret to set it with."""
    secret = _secret()
    return hmac.digest(secret, name.encode() + content, "sha256") if secret else b""


@lru_cache(maxsize=1)
def _secret() -> bytes:
    """Return a secret of this user on this machine, made when it is first asked for."""
    from platformdirs import user_state_path

    path = user_state_path("analysis") / "seal"
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(FileExistsError):
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(_SEAL))
        found = path.read_bytes()
        return found if len(found) == _SEAL else b""  # another is writing it
    return b""
