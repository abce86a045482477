"""What one unit of each driver is worth in a year, and how many it would take to bring the deviation to zero."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvCell, CsvRow, Judge, refuse
from analysis.data_files import DRIVERS
from analysis.errors import Fault
from analysis.explanations.deviations import total_of
from analysis.explanations.effects import COMPUTED
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.ledger.quantities import is_unit, parse_unit
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.vocabulary.numerals import half_up

SENSITIVITY = {
    "drivkraft": TEXT, "enhet": TEXT, "mätår": WHOLE, "tkr_per_enhet": NUMBER, "nivå": NUMBER, "krävs": NUMBER,
    "krävs_procent": NUMBER, "tal": TEXT, "skäl": TEXT, "källa": TEXT,
}  # fmt: skip


class Sensitivity(NamedTuple):
    """What one unit of a driver is worth, named as in `sensitivity`."""

    drivkraft: str
    enhet: str
    mätår: int
    tkr_per_enhet: Decimal | None
    nivå: Decimal | None
    krävs: Decimal | None
    krävs_procent: Decimal | None
    tal: str
    skäl: str
    källa: str


def sensitivity(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Tell what one unit of each driver is worth, and what it would take, driver by driver, to reach balance.

    Parameters
    ----------
    year
        The year whose deviation is to be brought to zero.
    data, board
        The folder that holds `drivers.csv`, `figures.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a driver, as last measured up to the year: ``drivkraft``, ``enhet``, ``mätår`` (the year that it is
        measured in), ``tkr_per_enhet`` (what one unit fewer saves in a year, tkr), ``nivå`` (how many there are),
        ``krävs`` (how many fewer would cover the deviation by themselves, rounded up; 0 where there is no underskott)
        and ``krävs_procent`` of the level; above 100 it cannot be done by that driver alone. ``tal`` is
        ``beräknat``, or empty where what is needed is printed nowhere and the numbers are missing; ``skäl`` says what.

    Raises
    ------
    DataError
        When the year is unknown or drivers.csv is wrong; every fault is named.

    Examples
    --------
    >>> sensitivity(2020)[["drivkraft", "tkr_per_enhet", "krävs"]].head(1)
                              drivkraft  tkr_per_enhet  krävs
    0  ett hushåll med försörjningsstöd          101.4  273.0
    """
    frame = frame_of("känslighet", sensitivity_rows(opened(data, board), year), SENSITIVITY, ["drivkraft"])
    if frame.empty:
        frame.attrs["skäl"] = f"Inga kostnadsdrivare är mätta till och med {year} ({DRIVERS.name})."
    return frame


def sensitivity_rows(folder: Folder, year: int) -> list[Sensitivity]:
    """Do what `sensitivity` does, with exact figures."""
    ledger, rows = load_ledger(folder), load_drivers(folder)
    deviation = total_of(folder, year).avvikelse_tkr
    measured = sorted((row for row in rows if int(row["year"]) <= year), key=lambda row: row["year"])
    newest = {row["driver"]: row for row in measured}
    own = [row for row in rows if newest.get(row["driver"]) is row]
    return [_row(row, deviation, ledger) for row in own]


@kept
def load_drivers(folder: Folder) -> tuple[CsvRow, ...]:
    """Load drivers.csv; a folder without it has no drivers.

    Raises
    ------
    DataError
        When the file is wrong; every fault is named.
    """
    found = folder.table(DRIVERS, _judges(load_ledger(folder), folder))
    refuse(found.faults)
    return tuple(found.rows)


def _row(row: CsvRow, deviation: Decimal, ledger: Ledger) -> Sensitivity:
    node = parse_formula(row["effect"])
    effect, missing = ledger.evaluate(node)
    level, absent = ledger.evaluate(parse_formula(row["level"])) if row["level"] else (None, ())
    missing = tuple(dict.fromkeys((*missing, *absent)))
    worth = None if effect is None else effect.within(parse_unit(f"tkr/{row['unit']}"))[0]
    number = None if level is None else level.within(parse_unit(row["unit"]))[0]
    needed = (max(-deviation, Decimal(0)) / worth).quantize(Decimal(1), rounding=ROUND_CEILING) if worth else None
    lacks = f"Saknas: {', '.join(ledger.figures[name].name for name in missing)}." if missing else ""
    return Sensitivity(
        drivkraft=row["driver"],
        enhet=row["unit"],
        mätår=int(row["year"]),
        tkr_per_enhet=None if worth is None else half_up(worth, Decimal("0.1")),
        nivå=number,
        krävs=needed,
        krävs_procent=needed / number * 100 if needed is not None and number else None,
        tal="" if missing else COMPUTED,
        skäl=" ".join(filter(None, (ledger.filled(row["note"]), lacks))),
        källa="; ".join(dict.fromkeys(part.name for part in references(node))),
    )


def _judges(ledger: Ledger, folder: Folder) -> dict[str, Judge]:
    known = judges_of(ledger, folder)

    def saving(cell: CsvCell) -> Iterator[Fault]:
        found = list(known["formula"](cell))
        yield from found
        if not found and is_unit(cell.unit):
            effect, _ = ledger.evaluate(parse_formula(cell.text))
            if effect and effect.value <= 0:
                yield cell.bad("a saving, above 0", "en besparing, större än 0")

    return {**known, "saving": saving}
