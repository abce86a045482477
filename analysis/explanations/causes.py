"""What the reports state as causes, `causes.csv`, by what they are stated of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvCell, CsvRow, Judge, refuse
from analysis.data_files import ALL_ENTERED, CONCEPT, HINTED, LINE, RISK, STATED, TOTAL, VOLUME
from analysis.data_files import CAUSES as CAUSES_FILE
from analysis.errors import Fault
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, frame_of, nearest
from analysis.ledger.crosswalk import load_crosswalk
from analysis.ledger.figures import DRIFT, CellId
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.statements.register import registered_rows

CAUSES = {
    "år": WHOLE, "från_år": MAYBE_WHOLE, "gäller": TEXT, "vad": TEXT, "avser_del": TEXT, "orsak": TEXT, "styrka": TEXT,
    "belopp_tkr": NUMBER, "formel": TEXT, "dokument": TEXT, "avsnitt": TEXT, "rad": WHOLE,
}  # fmt: skip
VOLUMES = "volym"  # the kind of a table of volumes
AN_EARLIER_YEAR = ("a year before the one explained", "ett år före det som förklaras")


class Cause(NamedTuple):
    """What a report states as a cause, in our words, named as in `causes`."""

    år: int
    från_år: int | None
    gäller: str
    vad: str
    avser_del: str
    orsak: str
    styrka: str
    belopp_tkr: Decimal | None
    formel: str
    dokument: str
    avsnitt: str
    rad: int

    @property
    def text(self) -> str:
        """Return the cause with the part that it is stated for."""
        return f"Om {self.avser_del}: {self.orsak}" if self.avser_del else self.orsak

    @property
    def is_stated(self) -> bool:
        """Tell whether the report states it, and does not only hint at it or name it as a risk."""
        return self.styrka == STATED

    @property
    def is_risk(self) -> bool:
        """Tell whether the report names it as a risk alone."""
        return self.styrka == RISK


@kept
def load_causes(folder: Folder) -> tuple[Cause, ...]:
    """Load the stated causes in the order of the file; a folder without causes.csv has none.

    Raises
    ------
    DataError
        When a row names what is not there, or an amount cannot be computed; every fault is named.

    Examples
    --------
    >>> cause = next(one for one in load_causes() if one.vad == "konsulter" and one.från_år == 2019)
    >>> cause.styrka, cause.belopp_tkr
    ('anger', Decimal('7331'))
    """
    return tuple(_cause(row, load_ledger(folder)) for row in _rows(folder))


def _rows(folder: Folder) -> list[CsvRow]:
    found = folder.table(CAUSES_FILE, judges_of(load_ledger(folder), folder) | {"subject": subject_judge(folder)})
    late = [row for row in found.rows if row.line not in found.wrong and not is_before(row)]
    refuse([*found.faults, *(CAUSES_FILE.cell(row, "since").bad(*AN_EARLIER_YEAR) for row in late)])
    return found.rows


def is_before(row: CsvRow) -> bool:
    """Tell whether the year that a change is from, where there is one, lies before the one that it leads to."""
    return row.get("since", "") < row["year"]


def subject_judge(folder: Folder) -> Judge:
    """Know which lines, concepts and volumes there are."""
    cells = {one.cell for one in load_ledger(folder).figures.values() if one.cell}
    concepts = {entry.row["concept"] for entry in load_crosswalk(folder)}

    def judge(cell: CsvCell) -> Iterator[Fault]:
        kind, document = cell.row["kind"], cell.row["document"]
        known = {
            CONCEPT: concepts,
            LINE: {line_of(one) for one in cells if one.document == document and one.kind != VOLUMES},
            VOLUME: {one.label for one in cells if one.document == document and one.kind == VOLUMES},
            TOTAL: {""},
        }.get(kind)
        if known is not None and cell.text not in known:
            yield cell.unknown([nearest(cell.text, known, 5)] if known - {""} else [])

    return judge


def line_of(cell: CellId) -> str:
    """Name the line of a cell as causes do: one that is of no operating statement has its kind of table before it.

    Examples
    --------
    >>> line_of(CellId("a-2023", "drift", "Stab", "utfall", 2023)), line_of(CellId("a", "investering", "Bil", "", 2023))
    ('Stab', 'investering:Bil')
    """
    return cell.label if cell.kind == DRIFT else f"{cell.kind}:{cell.label}"


def value_of(formula: str, ledger: Ledger) -> Decimal | None:
    """Compute a formula in tkr; none where there is no formula, or a figure of it is missing."""
    if not formula:
        return None
    quantity, _ = ledger.evaluate(parse_formula(formula))
    return quantity.within(parse_unit("tkr"))[0] if quantity else None


def _cause(row: CsvRow, ledger: Ledger) -> Cause:
    return Cause(
        år=int(row["year"]),
        från_år=int(row["since"]) if row["since"] else None,
        gäller=row["kind"],
        vad=row["what"],
        avser_del=row["part"],
        orsak=ledger.filled(row["cause"]),
        styrka=row["strength"],
        belopp_tkr=value_of(row["amount"], ledger),
        formel=row["amount"],
        dokument=row["document"],
        avsnitt=row["section"],
        rad=int(row["line"]),
    )


def causes(
    what: str | None = None,
    year: int | None = None,
    since: int | None = None,
    *,
    data: Data | None = None,
    board: str | None = None,
) -> pd.DataFrame:
    """Find what the reports state as causes.

    Parameters
    ----------
    what
        The line, concept or volume that they are stated of; ``""`` for the year's total; any where none is given.
    year
        The year explained; any where none is given.
    since
        Only of changes from this year; of deviations and changes alike where none is given.
    data, board
        The folder that holds `causes.csv`, `concepts.csv`, `figures.csv` and the register, and the board where it has
        several.

    Returns
    -------
    pandas.DataFrame
        One row a cause, in the order of the file: ``år`` and ``från_år`` (missing where the year's deviation from
        budget, or its figure, is explained), ``gäller`` (``rad``, ``begrepp``, ``volym``, ``total``) and ``vad`` it is
        stated of, ``avser_del`` (for which part, empty where for all), ``orsak`` in our words, ``styrka`` (``anger``,
        ``antyder``, ``nämner som risk``), ``belopp_tkr`` (plus is better; missing where none is printed) with its
        ``formel``, ``dokument``, ``avsnitt`` and ``rad`` of the report.

    Raises
    ------
    DataError
        When a data file is wrong.

    Examples
    --------
    >>> causes("konsulter", 2020)[["från_år", "styrka", "belopp_tkr"]]
       från_år   styrka  belopp_tkr
    0     2019    anger      7331.0
    1     2019  antyder         NaN
    """
    rows = [
        one for one in load_causes(opened(data, board)) if _is_asked(one, what, year) and since in {None, one.från_år}
    ]
    return frame_of("orsaker", rows, CAUSES)


def _is_asked(one: Cause, what: str | None, year: int | None) -> bool:
    return what in {None, one.vad} and year in {None, one.år}


def causes_of_line(folder: Folder, document: str, label: str, year: int) -> list[Cause]:
    """Return the causes of the deviation of a line of an operating statement, those that are stated first."""
    own = (
        one
        for one in load_causes(folder)
        if (one.gäller, one.dokument, one.vad, one.år, one.från_år) == (LINE, document, label, year, None)
    )
    return sorted(own, key=lambda one: not one.is_stated)


def causes_of_change(folder: Folder, what: Iterable[str], since: int, year: int) -> list[Cause]:
    """Return the causes stated for a change of concepts or volumes between two years, or within them."""
    names = set(what)
    return [
        one
        for one in load_causes(folder)
        if one.gäller in {CONCEPT, VOLUME}
        and one.vad in names
        and one.från_år is not None
        and since <= one.från_år < one.år <= year
    ]


def causes_of_total(folder: Folder, year: int) -> list[Cause]:
    """Return the causes stated for the year's deviation as a whole."""
    return [one for one in load_causes(folder) if (one.gäller, one.år, one.från_år) == (TOTAL, year, None)]


def are_entered(folder: Folder, year: int) -> bool:
    """Tell whether any cause of a year is entered in causes.csv; where none is, nobody knows what the report states.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> are_entered(opened(), 2020), are_entered(opened(), 2018)
    (True, False)
    """
    return any(one.år == year for one in load_causes(folder))


def are_all_entered(folder: Folder, year: int | None = None) -> bool:
    """Tell whether all that the reports of a year, or of every year, state is entered: only then is a report silent.

    A year without a report of its own is told of by the others.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> are_all_entered(opened(), 2020), are_all_entered(opened(), 2019)
    (True, True)
    """
    every = [row for row in registered_rows(folder.path) if folder.has(row["id"])]
    own = [row for row in every if row["year"] == str(year)] or every
    return bool(own) and all(row["reasons"] == ALL_ENTERED for row in own)


def causes_within(folder: Folder, whats: Iterable[str]) -> list[Cause]:
    """Return all causes stated of some lines, concepts or volumes."""
    names = set(whats) - {""}
    return [one for one in load_causes(folder) if one.vad in names]


def told(causes: Iterable[Cause], since: int | None = None, year: int | None = None) -> str:
    """Write causes one after the other, those of the same part together; risks are left out.

    A hint says that it is one, and a cause of fewer years than asked for says of which.

    Examples
    --------
    >>> found = causes_of_change(opened(), ["konsulter"], 2019, 2020)
    >>> print(told(found, 2017, 2020).split(". ")[1])
    Om barn och unga: Lediga tjänster som länge täckts av konsulter kunde tillsättas (antyds i rapporten, 2019–2020).
    """
    parts = dict[str, dict[str, str]]()
    for one in causes:
        own = parts.setdefault(one.avser_del, {})
        if not one.is_risk and (one.orsak not in own or one.styrka == STATED):
            fewer = since is not None and one.från_år is not None and (one.från_år, one.år) != (since, year)
            own[one.orsak] = marked(one, f"{one.från_år}–{one.år}" if fewer else "")
    return " ".join(
        f"{f'Om {part}: ' if part else ''}{' '.join(texts.values())}" for part, texts in parts.items() if texts
    )


def marked(one: Cause, *more: str) -> str:
    """Write a cause with what must be said of it in brackets: that it is a hint, and what else is given."""
    marks = ", ".join(filter(None, ("antyds i rapporten" if one.styrka == HINTED else "", *more)))
    return f"{one.orsak.rstrip('.')} ({marks})." if marks else one.orsak
