"""Where things are, and files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import OutputError, fault, swedish_reason

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ANALYSIS_DATA", ROOT / "data"))  # so that a notebook can be shown other data
EXAMPLES = ROOT / "data" / "examples"  # made-up reports
NOTEBOOKS = ROOT / "notebooks"
_FOLDER, _BOARD = "ANALYSIS_DATA", "ANALYSIS_BOARD"  # what a session, and the kernels that it starts, works on
OUT = Path(os.environ.get("ANALYSIS_OUT", ROOT / "out"))  # so that a notebook writes where the report is written
WORKBOOK, APPENDIX = "underlag_till_namnden.xlsx", "bilaga_for_granskning.xlsx"


def session() -> tuple[Path, str | None]:
    """Return the data folder and the board that are meant where none are given: those of `use`, else `data/`.

    Examples
    --------
    >>> session()[0].name
    'data'
    """
    return Path(os.environ.get(_FOLDER) or ROOT / "data"), os.environ.get(_BOARD) or None


def environment(data: Path, board: str | None) -> dict[str, str]:
    """Return what tells another process which data folder and board are meant."""
    return {_FOLDER: str(data.resolve()), _BOARD: board or ""}


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Give a place to write to that takes the file's name once all is written.

    Parameters
    ----------
    path
        The file to write. Missing folders are made; an existing file stays as it is until the new one is whole.

    Yields
    ------
    Path
        A new file in the same folder, with the same suffix.

    Raises
    ------
    OutputError
        When the file cannot be written, or is held open by another program.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder, "svar.txt")) as place:
    ...         _ = place.write_text("27 660")
    ...     os.listdir(folder)
    ['svar.txt']
    """
    path = Path(path)
    place: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        place = Path(name)
        yield place
        place.chmod(0o644)
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "the file is read-only")  # os.replace would take it away all the same
        place.replace(path)
    except OSError as error:
        why = error.strerror or error
        raise OutputError(fault("cannot-write", path, reason=why, reason_sv=swedish_reason(error))) from error
    finally:
        if place is not None:
            place.unlink(missing_ok=True)
