"""Where things are, and files that appear whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.errors import OutputError, fault, swedish_reason

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ANALYSIS_DATA", ROOT / "data"))  # so that a notebook can be shown other data
EXAMPLES = ROOT / "data" / "examples"  # made-up reports
NOTEBOOKS = ROOT / "notebooks"
_FOLDER, _BOARD = "ANALYSIS_DATA", "ANALYSIS_BOARD"  # what a session, and the kernels that it starts, works on
OUT = Path(os.environ.get("ANALYSIS_OUT", ROOT / "out"))  # so that a notebook writes where the report is written
MAKING = ".analysis-making-"  # begins the name of what is being made
WORKBOOK, APPENDIX = "underlag_till_namnden.xlsx", "bilaga_for_granskning.xlsx"


def session() -> tuple[Path, str | None]:
    """Return the data folder and the board that are meant where none are given: those of `use`, else `data/`.

    Examples
    --------
    >>> session()[0].name
    'data'
    """
    return Path(os.environ.get(_FOLDER) or ROOT / "data"), _as_text(os.environ.get(_BOARD, "")) or None


def _as_text(value: str) -> str:
    """Read a value that stands in UTF-8, also where the locale says that the system writes another encoding."""
    with suppress(UnicodeError):
        return os.fsencode(value).decode()
    return value


def environment(data: Path, board: str | None) -> dict[str, str]:
    """Return what tells another process which data folder and board are meant."""
    return {_FOLDER: str(data.resolve()), _BOARD: os.fsdecode((board or "").encode())}  # in UTF-8 in every locale


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of what a file holds."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Give a place to write to that takes the file's name once all is written.

    Parameters
    ----------
    path
        The file to write. Missing folders are made; an existing file stays as it is until the new one is whole, which
        gets its rights; a new one has those that the system gives to new files (umask). A link stays: what it leads to
        is written.

    Yields
    ------
    Path
        A new file in the same folder, with the same suffix.

    Raises
    ------
    OutputError
        When the file cannot be written, is held open by another program, or is no file but a folder or a device.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder, "svar.txt")) as place:
    ...         _ = place.write_text("27 660")
    ...     os.listdir(folder)
    ['svar.txt']
    """
    path = Path(os.path.realpath(path)) if Path(path).is_symlink() else Path(path)
    place: Path | None = None
    try:
        rights = _rights(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        place = path.parent / f"{MAKING}{secrets.token_hex(8)}{path.suffix}"
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))  # the system takes its umask off
        yield place
        if rights is not None:
            place.chmod(rights)
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "the file is read-only")  # os.replace would take it away all the same
        place.replace(path)
    except OSError as error:
        why = error.strerror or error
        raise OutputError(fault("cannot-write", path, reason=why, reason_sv=swedish_reason(error))) from error
    finally:
        if place is not None:
            place.unlink(missing_ok=True)


def _rights(path: Path) -> int | None:
    """Return who may do what with a file, None where there is none; what is no file is refused."""
    if path.is_symlink():  # it still is one where it leads round in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise OutputError(fault("not-a-file", path))
    return stat.S_IMODE(mode)
