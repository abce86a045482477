"""Goals and indicators of the reports, `goals.csv`, each beside what its subject cost in the year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvRow, named_in, refuse
from analysis.data_files import NOT
from analysis.data_files.yardsticks import AIMS, AT_LEAST, MORE, WAYS
from analysis.data_files.yardsticks import GOALS as GOALS_FILE
from analysis.errors import Fault
from analysis.explanations.subjects import load_subjects
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.ledger.crosswalk import Entry, entries_of
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, Folder, kept, opened

GOALS = {
    "år": WHOLE, "ämne": TEXT, "mål": TEXT, "indikator": TEXT, "enhet": TEXT, "utfall": NUMBER, "riktning": TEXT,
    "målvärde": NUMBER, "tidigare": NUMBER, "riket": NUMBER, "måluppfyllelse": TEXT, "skäl": TEXT, "kostnad": TEXT,
    "kostnad_tkr": NUMBER, "dokument": TEXT, "avsnitt": TEXT, "rad": WHOLE,
}  # fmt: skip
REACHED, MISSED, CLOSER, FARTHER, SAME = "nått", "ej nått", "åt rätt håll", "åt fel håll", "oförändrat"
UNJUDGED = "kan inte bedömas"


class Goal(NamedTuple):
    """A goal's indicator of a year beside the cost of its subject, named as in `goals`; formulas as in the file."""

    år: int
    ämne: str
    mål: str
    indikator: str
    enhet: str
    utfall: Decimal | None
    riktning: str
    målvärde: Decimal | None
    tidigare: Decimal | None
    riket: Decimal | None
    måluppfyllelse: str
    skäl: str
    kostnad: str
    kostnad_tkr: Decimal | None
    dokument: str
    avsnitt: str
    rad: int
    formulas: CsvRow


@kept
def load_goals(folder: Folder) -> tuple[Goal, ...]:
    """Load the goals in the order of the file, each judged and set beside its subject's cost.

    Raises
    ------
    DataError
        When a row names what is not there, a formula is wrong, or a target or an earlier level stands with a direction
        that it says nothing of; every fault is named.

    Examples
    --------
    >>> goal = next(one for one in load_goals() if one.målvärde)
    >>> goal.indikator, goal.utfall, goal.målvärde, goal.måluppfyllelse
    ('genomsnittlig utredningstid för barn och unga', Decimal('98'), Decimal('120'), 'nått')
    """
    ledger = load_ledger(folder)
    judges = {**judges_of(ledger, folder), "sheet": named_in([one.name for one in load_subjects(folder)])}
    rows, faults, wrong = folder.table(GOALS_FILE, judges)
    refuse([*faults, *(one for row in rows if row.line not in wrong for one in _misplaced(row))])
    return tuple(_goal(row, ledger, folder) for row in rows)


def _misplaced(row: CsvRow) -> Iterator[Fault]:
    """Find a target or an earlier level beside a direction that does not ask for it."""
    for column, directions in (("target", AIMS), ("earlier", WAYS)):
        if row[column] and row["direction"] not in directions:
            words = " or ".join(directions), " eller ".join(directions)
            cell = GOALS_FILE.cell(row, "direction")
            yield cell.bad(f"{words[0]}, as {column} is filled in", f"{words[1]}, då {column} är ifylld")


def _value(text: str, unit: str, ledger: Ledger) -> Decimal | None:
    if not text:
        return None
    quantity, _ = ledger.evaluate(parse_formula(text))
    return quantity.within(parse_unit(unit))[0] if quantity else None


def _goal(row: CsvRow, ledger: Ledger, folder: Folder) -> Goal:
    outcome, target, earlier, national = (
        _value(row[column], row["unit"], ledger) for column in ("outcome", "target", "earlier", "national")
    )
    verdict, reason = _judged(row["direction"], outcome, target, earlier)
    concept, cost = _cost(row["subject"], int(row["year"]), folder)
    return Goal(
        år=int(row["year"]),
        ämne=row["subject"],
        mål=row["goal"],
        indikator=row["indicator"],
        enhet=row["unit"],
        utfall=outcome,
        riktning=row["direction"],
        målvärde=target,
        tidigare=earlier,
        riket=national,
        måluppfyllelse=verdict,
        skäl=" ".join(filter(None, (reason, ledger.filled(row["note"])))),
        kostnad=concept,
        kostnad_tkr=cost,
        dokument=row["document"],
        avsnitt=row["section"],
        rad=int(row["line"]),
        formulas=row,
    )


def _judged(
    direction: str, outcome: Decimal | None, target: Decimal | None, earlier: Decimal | None
) -> tuple[str, str]:
    """Judge an outcome by its target, or by which way it went; say why where it cannot be judged."""
    if outcome is None:
        return UNJUDGED, "Utfallet är inte tryckt."
    if target is not None:
        return (REACHED if (outcome >= target if direction == AT_LEAST else outcome <= target) else MISSED), ""
    if not direction:
        return UNJUDGED, "Rapporten anger inget mål i tal."
    if earlier is None:
        return UNJUDGED, f"Målet är att {direction}, och ingen tidigare nivå som mäts likadant är införd."
    if outcome == earlier:
        return SAME, ""
    return (CLOSER if (outcome > earlier) == (direction == MORE) else FARTHER), ""


def _cost(subject: str, year: int, folder: Folder) -> tuple[str, Decimal | None]:
    entry = cost_entry(subject, year, folder)
    return (
        ("", None)
        if entry is None or entry.quantity is None
        else (entry.row["concept"], entry.quantity.within(parse_unit("tkr"))[0])
    )


def cost_entry(subject: str, year: int, folder: Folder) -> Entry | None:
    """Find the first concept in money of a subject that measures the year; what measures something else is left out."""
    own = [one for one in load_subjects(folder) if one.name == subject]
    entries = (entry for concept in (own[0].concepts if own else ()) for entry in entries_of(concept, folder))
    return next((entry for entry in entries if entry.year == year and _is_cost(entry)), None)


def _is_cost(entry: Entry) -> bool:
    is_money = parse_unit(entry.row["unit"]).kind == parse_unit("tkr").kind
    return entry.quantity is not None and is_money and entry.row["comparability"] != NOT


def goals(
    year: int | None = None, subject: str | None = None, *, data: Data | None = None, board: str | None = None
) -> pd.DataFrame:
    """Set the goals and indicators of the reports beside what their subjects cost.

    Parameters
    ----------
    year
        The year of the outcomes; all where none is given.
    subject
        A subject of `subjects.csv`; all, and goals of none, where none is given.
    data, board
        The folder that holds `goals.csv`, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row an indicator: ``år``, ``ämne``, ``mål``, ``indikator``, ``enhet``, ``utfall``, ``riktning``
        (``minst``, ``högst``, ``öka``, ``minska`` or empty), ``målvärde``, ``tidigare`` (an earlier level), ``riket``,
        ``måluppfyllelse`` (``nått``, ``ej nått``, ``åt rätt håll``, ``åt fel håll``, ``oförändrat``, ``kan inte
        bedömas``), ``skäl``, ``kostnad`` (the subject's first concept in money that measures it) and ``kostnad_tkr`` of
        the year, cost negative, and where the indicator is printed: ``dokument``, ``avsnitt``, ``rad``. That a goal
        was reached says nothing of what the cost did for it.

    Raises
    ------
    DataError
        When goals.csv is wrong; every fault is named.

    Examples
    --------
    >>> print(*goals(2020, "HVB-placeringar")[["indikator", "utfall", "enhet"]].iloc[-1])
    socialnämndens kostnader för placeringar 65.4 mnkr
    """
    own = [one for one in load_goals(opened(data, board)) if year in {None, one.år} and subject in {None, one.ämne}]
    return frame_of("mål", own, GOALS)
