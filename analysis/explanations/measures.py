"""What the board did, decided or proposes, `measures.csv`, by what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvRow, refuse
from analysis.data_files import MEASURES
from analysis.explanations.causes import subject_judge, value_of
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.statements.folder import Data, Folder, kept, opened

ACTIONS = {
    "år": WHOLE, "gäller": TEXT, "vad": TEXT, "åtgärd": TEXT, "vem": TEXT, "från": TEXT, "läge": TEXT,
    "effekt_tkr": NUMBER, "formel": TEXT, "anmärkning": TEXT, "dokument": TEXT, "avsnitt": TEXT, "rad": WHOLE,
}  # fmt: skip


class Action(NamedTuple):
    """What the board did or decided, in our words, named as in `measures`."""

    år: int
    gäller: str
    vad: str
    åtgärd: str
    vem: str
    från: str
    läge: str
    effekt_tkr: Decimal | None
    formel: str
    anmärkning: str
    dokument: str
    avsnitt: str
    rad: int


@kept
def load_measures(folder: Folder) -> tuple[Action, ...]:
    """Load what the board did, in the order of the file; a folder without measures.csv has nothing.

    Raises
    ------
    DataError
        As `load_causes`.
    """
    ledger = load_ledger(folder)
    read = folder.table(MEASURES, judges_of(ledger, folder) | {"subject": subject_judge(folder)})
    refuse(read.faults)
    return tuple(_action(row, ledger) for row in read.rows)


def _action(row: CsvRow, ledger: Ledger) -> Action:
    said = (ledger.filled(row["measure"]), row["who"], row["from"], row["status"])
    effect = (value_of(row["effect"], ledger), row["effect"], ledger.filled(row["note"]))
    where = (row["document"], row["section"], int(row["line"]))
    return Action(int(row["year"]), row["kind"], row["what"], *said, *effect, *where)


def measures(
    what: str | None = None, year: int | None = None, *, data: Data | None = None, board: str | None = None
) -> pd.DataFrame:
    """Find what the board did or decided.

    Parameters
    ----------
    what, year, data, board
        As of `causes`; the year is that of the report.

    Returns
    -------
    pandas.DataFrame
        One row a measure: ``år``, ``gäller`` and ``vad`` it answers, ``åtgärd`` in our words, ``vem``, ``från``,
        ``läge`` (``beslutad``, ``planerad``, ``pågår``, ``genomförd``, ``avslutad``), ``effekt_tkr`` (missing where
        none is printed) with its ``formel``, ``anmärkning``, ``dokument``, ``avsnitt`` and ``rad`` of the report.

    Examples
    --------
    >>> measures("konsulter", 2020)["läge"].tolist()
    ['genomförd', 'genomförd']
    """
    rows = [one for one in load_measures(opened(data, board)) if what in {None, one.vad} and year in {None, one.år}]
    return frame_of("åtgärder", rows, ACTIONS)


def measures_within(folder: Folder, whats: Iterable[str]) -> list[Action]:
    """Return all measures that answer some lines, concepts or volumes; an empty name asks for those of the total."""
    names = set(whats)
    return [one for one in load_measures(folder) if one.vad in names]
