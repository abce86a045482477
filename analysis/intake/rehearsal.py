"""A data folder as it would become, loaded in a copy before anything of the folder itself is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.csv_files import read_rows
from analysis.data_files import DOCUMENTS
from analysis.ledger.claims import audit_claims
from analysis.ledger.compare import concepts, unknown_lines
from analysis.ledger.ledger import load_figures
from analysis.statements.checks import reconcile
from analysis.statements.folder import boards
from analysis.statements.load import (
    load_carry_overs,
    load_drift,
    load_follow_ups,
    load_investments,
    load_staff,
    load_volumes,
)

_LOADED: tuple[Callable[..., object], ...] = (
    *(load_drift, load_investments, load_carry_overs, load_follow_ups, load_volumes, load_staff),
    *(reconcile, load_figures, audit_claims, concepts, unknown_lines),
)


def rehearse(data: Path, changed: Mapping[Path, bytes]) -> None:
    """Load all that is read from a folder as it would be with some of its files changed; the folder is left alone.

    Parameters
    ----------
    data
        The folder; it need not be there.
    changed
        What files in it are to hold.

    Raises
    ------
    DataError
        When the folder could not be loaded then; every fault of a file is named.
    """
    with TemporaryDirectory() as place:
        stage = Path(place)
        for path in _files(data):
            if path not in changed:
                shutil.copyfile(path, _copy_of(path, data, stage))
        for path, content in changed.items():
            _copy_of(path, data, stage).write_bytes(content)
        for board in boards(data=stage):
            for load in _LOADED:
                load(data=stage, board=board)


def _files(data: Path) -> Iterator[Path]:
    """Yield the files of a folder that anything is read from."""
    yield from data.glob("*.csv")
    if (data / DOCUMENTS.name).is_file():
        names = {row["file"] for row in read_rows(data / DOCUMENTS.name, DOCUMENTS.names, DOCUMENTS.optional)}
        yield from (data / name for name in sorted(names) if (data / name).is_file())


def _copy_of(path: Path, data: Path, stage: Path) -> Path:
    """Say where the copy of a file goes; its folder is made."""
    copy = stage / path.relative_to(data)
    copy.parent.mkdir(parents=True, exist_ok=True)
    return copy
