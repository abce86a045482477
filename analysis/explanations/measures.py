"""What the board did, decided or proposes, `measures.csv`, by what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvCell, CsvRow, Judge, refuse
from analysis.data_files import MEASURES
from analysis.data_files.reasons import CALLED_OFF, COUNTED, PLANNED, PROPOSED
from analysis.errors import Fault
from analysis.explanations.causes import VOLUMES, line_of, subject_judge, value_of
from analysis.explanations.sensitivity import load_drivers
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, frame_of, nearest
from analysis.ledger.crosswalk import load_crosswalk
from analysis.ledger.formulas import numbers, parse_formula
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.ledger.quantities import Quantity, parse_unit
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.vocabulary.numerals import format_number, half_up

ACTIONS = {
    "år": WHOLE, "gäller": TEXT, "vad": TEXT, "åtgärd": TEXT, "vem": TEXT, "från": TEXT, "läge": TEXT,
    "effekt_tkr": NUMBER, "formel": TEXT, "anmärkning": TEXT, "dokument": TEXT, "avsnitt": TEXT, "rad": MAYBE_WHOLE,
    "effekt_i_år_tkr": NUMBER, "helårseffekt_tkr": NUMBER, "startmånad": TEXT, "i_prognosen": TEXT, "ansvarig": TEXT,
    "verkar_på": TEXT, "avser_del": TEXT,
}  # fmt: skip
_TKR, _YEAR = "tkr", 12  # months


class Action(NamedTuple):
    """What the board did, decided or proposes, in our words, named as in `measures`.

    Beside those: the formulas of its expected effects, and its row in the file.
    """

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
    rad: int | None
    effekt_i_år_tkr: Decimal | None = None
    helårseffekt_tkr: Decimal | None = None
    startmånad: str = ""
    i_prognosen: str = ""
    ansvarig: str = ""
    verkar_på: str = ""
    avser_del: str = ""
    formel_i_år: str = ""
    formel_helår: str = ""
    rad_i_filen: int = 0

    @property
    def stands(self) -> bool:
        """Tell whether it is not called off."""
        return self.läge != CALLED_OFF

    @property
    def is_decided(self) -> bool:
        """Tell whether it is decided, and not only proposed or planned."""
        return self.läge not in {PROPOSED, PLANNED}

    @property
    def is_in_forecast(self) -> bool:
        """Tell whether the newest forecast counts with it already."""
        return self.i_prognosen == COUNTED


@kept
def load_measures(folder: Folder) -> tuple[Action, ...]:
    """Load what the board did, in the order of the file; a folder without measures.csv has nothing.

    Raises
    ------
    DataError
        As `load_causes`.
    """
    ledger = load_ledger(folder)
    judges = {"subject": subject_judge(folder), "acted": _acted_judge(ledger, folder)}
    read = folder.table(MEASURES, judges_of(ledger, folder) | judges)
    good = [row for row in read.rows if row.line not in read.wrong]
    refuse([*read.faults, *(one for row in good for one in _misfits(row, ledger))])
    return tuple(_action(row, ledger) for row in good)


def _acted_judge(ledger: Ledger, folder: Folder) -> Judge:
    """Know which drivers, lines, volumes and concepts a measure may act on."""

    def judge(cell: CsvCell) -> Iterator[Fault]:
        known = {row["driver"] for row in load_drivers(folder)}
        known |= {entry.row["concept"] for entry in load_crosswalk(folder)}
        cells = [one.cell for one in ledger.figures.values() if one.cell]
        known |= {one.label if one.kind == VOLUMES else line_of(one) for one in cells}
        if cell.text and cell.text not in known:
            yield cell.unknown([nearest(cell.text, known, 5)])

    return judge


def _misfits(row: CsvRow, ledger: Ledger) -> Iterator[Fault]:
    """Find an effect of this year that is not its part of the whole year's, from the month that it begins with."""
    this_year, full_year = (_quantity(row[name], ledger) for name in ("effect_this_year", "effect_full_year"))
    if not row["start"] or this_year is None or full_year is None:
        return
    months = _months(row)
    (own, room), (whole, more) = (one.within(parse_unit(_TKR)) for one in (this_year, full_year))
    expected = whole * months / _YEAR
    room += _half_step(row["effect_this_year"]) + (more + _half_step(row["effect_full_year"])) * months / _YEAR
    if abs(own - expected) > room:
        shown, of = (format_number(half_up(one), unit=_TKR) for one in (expected, whole))
        english = f"{shown}, {months} of 12 months of {of}; or no start where the effect comes by degrees"
        swedish = f"{shown}, {months} av 12 månader av {of}; eller ingen startmånad om effekten kommer stegvis"
        yield MEASURES.cell(row, "effect_this_year").bad(english, swedish)


def _months(row: CsvRow) -> int:
    """Count the months of the year in which a measure has effect, from the one that it begins with."""
    year, month = map(int, row["start"].split("-"))
    return min(max((int(row["year"]) - year) * _YEAR + _YEAR + 1 - month, 0), _YEAR)


def _half_step(formula: str) -> Decimal:
    """Return how far an amount that is written as a number can be off, in tkr: half a step of its last digit."""
    money = parse_unit(_TKR)
    steps = [
        Decimal((0, (1,), int(one.value.as_tuple().exponent))) * parse_unit(one.name).factor
        for one in numbers(parse_formula(formula))
        if parse_unit(one.name).kind == money.kind
    ]
    return sum(steps, Decimal(0)) / 2


def _quantity(formula: str, ledger: Ledger) -> Quantity | None:
    return ledger.evaluate(parse_formula(formula))[0] if formula else None


def _action(row: CsvRow, ledger: Ledger) -> Action:
    said = (ledger.filled(row["measure"]), row["who"], row["from"], row["status"])
    effect = (value_of(row["effect"], ledger), row["effect"], ledger.filled(row["note"]))
    where = (row["document"], row["section"], int(row["line"]) if row["line"] else None)
    this_year = row["effect_this_year"]
    if not this_year and row["effect_full_year"] and row["start"]:
        this_year = f"({row['effect_full_year']}) * {_months(row)} / {_YEAR}"
    return Action(
        *(int(row["year"]), row["kind"], row["what"], *said, *effect, *where),
        effekt_i_år_tkr=value_of(this_year, ledger),
        helårseffekt_tkr=value_of(row["effect_full_year"], ledger),
        startmånad=row["start"],
        i_prognosen=row["in_forecast"],
        ansvarig=row["responsible"],
        verkar_på=row["acts_on"] or row["what"],
        avser_del=row["part"],
        formel_i_år=this_year,
        formel_helår=row["effect_full_year"],
        rad_i_filen=row.line,
    )


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
        ``läge`` (``föreslagen``, ``planerad``, ``beslutad``, ``pågår``, ``genomförd``, ``avslutad``, ``avbruten``),
        ``effekt_tkr`` (missing where none is printed) with its ``formel``, ``anmärkning``, ``dokument``, ``avsnitt``
        and ``rad`` of the report; and what it is expected to give, plus is better: ``effekt_i_år_tkr`` (computed from
        that of a whole year where only that and the month are given), ``helårseffekt_tkr``, ``startmånad``,
        ``i_prognosen`` (``ja`` where the newest forecast counts with it), ``ansvarig``, ``verkar_på`` (the driver,
        line, volume or concept) and ``avser_del`` of that. What nobody says is missing, or an empty text.

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
