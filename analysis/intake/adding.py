"""A report registered from a notebook: once, and not before what may be mistaken has been answered."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from analysis.errors import DataError
from analysis.files import session, sha256_of
from analysis.intake.guards import SOURCE
from analysis.intake.inspection import plan_addition
from analysis.intake.registration import Wanted, register
from analysis.statements.register import registered_rows
from analysis.vocabulary.periods import plain_period


def add_report(
    path: str | Path, wanted: Wanted, *, accept: Collection[str] = (), data: str | Path | None = None
) -> str:
    """Register a report unless the folder has it, so that a notebook may be run again; give its id.

    Parameters
    ----------
    path
        Any file that `analysis.read_tables` reads.
    wanted
        What its row of documents.csv says.
    accept
        What is right although it looks mistaken: ``year``, ``period``, ``board``, ``publisher`` or ``source``.
    data
        The folder to register it in; it is made where it is not there.

    Raises
    ------
    DocumentError
        When the file cannot be read or has no table.
    DataError
        When it is registered for another board, year or period, something may be mistaken that is not accepted, or the
        folder cannot be loaded with it; nothing is written.
    OutputError
        When a file cannot be written; what was there is kept.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from analysis import EXAMPLES
    >>> with TemporaryDirectory() as folder:
    ...     wanted = Wanted("Kulturnämnden", 2023, publisher="Exempelby")
    ...     [add_report(EXAMPLES / "kulturnamnden-2023.xlsx", wanted, data=folder) for _ in range(2)]
    ['kulturnamnden-2023', 'kulturnamnden-2023']
    """
    path, data = Path(path), session()[0] if data is None else Path(data)
    if known := _registered(path, wanted, data):
        return known
    addition = plan_addition(path, wanted._replace(source=wanted.source or SOURCE in accept), data=data)
    doubts = [doubt for doubt in addition.doubts if doubt.kind not in accept]
    if doubts:
        raise DataError([doubt.fault(path.name) for doubt in doubts])
    register(addition.found.content, addition.row, addition.sums, data=data, replace=wanted.replace)
    return addition.row["id"]


def _registered(path: Path, wanted: Wanted, data: Path) -> str:
    """Return the id of a file that is registered as is wanted; empty where it is not."""
    if not path.is_file():
        return ""
    period = plain_period(" ".join(wanted.period.split()))
    own = {
        "nämnd": " ".join(wanted.board.split()),
        "year": str(wanted.year),
        "period": period,
        "sha256": sha256_of(path),
    }
    return next((row["id"] for row in registered_rows(data) if own.items() <= row.items()), "")
