"""What a later report prints of a year otherwise than the year's own report did: restated figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.csv_files import CsvRow
from analysis.ledger.alike import printed_by_place
from analysis.ledger.crosswalk import Entry, Pair, together
from analysis.ledger.figures import DRIFT, Figure
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Folder, kept
from analysis.statements.main import main_statements
from analysis.vocabulary.periods import is_forecast

_OUTCOME = "utfall"


class Restated(NamedTuple):
    """An outcome that a later report prints otherwise than the year's own: both figures, each with its report."""

    kind: str
    post: str
    year: int
    own: Figure
    later: Figure

    @property
    def difference(self) -> Decimal:
        """Return the later figure less the year's own, in their unit."""
        return (self.later.value() or Decimal(0)) - (self.own.value() or Decimal(0))


@kept
def restated(folder: Folder) -> tuple[Restated, ...]:
    """Find the outcomes that a later report prints otherwise than the year's own, by more than print rounds.

    Lines are the same where their labels are, totals whatever they are called.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> restated(opened())
    ()
    """
    found = list[Restated]()
    for ((kind, post), year), printed in printed_by_place(folder).items():
        known = [one for one in printed if not one.is_forecast and not is_forecast(one.figure.period)]
        own = next((one.figure for one in known if one.is_own), None)
        later = [one.figure for one in known if not one.is_own]
        found += [Restated(kind, post, year, own, one) for one in later if own is not None and _differs(own, one)]
    known_pairs = {(one.own.id, one.later.id) for one in found}
    return (*found, *(one for one in _totals(folder) if (one.own.id, one.later.id) not in known_pairs))


def _totals(folder: Folder) -> Iterator[Restated]:
    """Find the totals of operating statements that a later report prints otherwise, under any name."""
    ledger, main = load_ledger(folder), main_statements(folder)
    last = {(one.document, one.total.rad): one.year for one in main.values()}
    own = {
        year: figure
        for year, one in main.items()
        if not is_forecast(one.total.period)
        and (figure := ledger.line(one.document, one.total.rad, year).get(_OUTCOME)) is not None
    }
    for figure in ledger.figures.values():
        cell = figure.cell
        if cell is None or cell.kind != DRIFT or cell.quantity != _OUTCOME or figure.line is None:
            continue
        is_later = last.get((figure.document, figure.line), 0) > figure.year
        if is_later and (first := own.get(figure.year)) is not None and _differs(first, figure):
            yield Restated(DRIFT, cell.post, figure.year, first, figure)


def _differs(own: Figure, later: Figure) -> bool:
    if own.unit != later.unit or own.quantity is None or later.quantity is None:
        return False
    gap = abs((later.value() or Decimal(0)) - (own.value() or Decimal(0)))
    return gap > (own.tolerance() or Decimal(0)) + (later.tolerance() or Decimal(0))


def restatement_of(pair: Pair, folder: Folder) -> Restated | None:
    """Return what the report of a pair's last year prints of its first year otherwise; None where it does not.

    What concepts.csv names is left as it is: a person has chosen the figure.
    """
    if pair.before.is_written or pair.before.node.kind != "reference" or pair.after.node.kind != "reference":
        return None
    after = load_ledger(folder).figures[pair.after.node.name].document
    return next(
        (one for one in restated(folder) if one.own.id == pair.before.node.name and one.later.document == after), None
    )


def on_one_basis(pair: Pair, folder: Folder) -> Pair:
    """Put the first year of a pair as the report of its last year prints it, where that report restates it."""
    found = restatement_of(pair, folder)
    if found is None or found.later.quantity is None:
        return pair
    own = {"figure": f"[{found.later.id}]", "basis": pair.after.row["basis"]}  # one report measures both
    row = CsvRow({**pair.before.row, **own}, pair.before.row.line)
    before = Entry(row, parse_formula(row["figure"]), found.later.quantity, ())
    level, _ = together(before, pair.after)
    return Pair(before, pair.after, found.later.quantity, pair.last, level, both_figures(found, pair.after.year))


def restated_net(pair: Pair, moved: Sequence[Restated], folder: Folder) -> list[Restated]:
    """Return what of the net cost of a pair's first year was restated: its total, else the lines that steps moved.

    A total that the later report prints as the year's own did leaves nothing, whatever lines were moved within it.
    """
    after = main_statements(folder).get(pair.after.year)
    ledger = load_ledger(folder)
    printed = ledger.line(after.document, after.total.rad, pair.before.year).get(_OUTCOME) if after else None
    if printed is None or printed.quantity is None:
        return [*moved]
    return [one for one in [restatement_of(pair, folder)] if one]


def both_figures(found: Restated, year: int, used: str = "det senare") -> str:
    """Say what two reports print of a year, and which of the two is used.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> figures = load_ledger(opened()).figures
    >>> ids = ("socialnamnden-2020:drift:Summa:budget 2020", "socialnamnden-2020:drift:Summa:utfall 2020")
    >>> one = Restated("drift", "Summa", 2019, *(figures[name] for name in ids))
    >>> both_figures(one, 2020).replace("\N{NO-BREAK SPACE}", " ")
    '2019 är −191 030 tkr i årets egen rapport men −218 690 tkr i rapporten för 2020. Här används det senare.'
    """
    own = f"{found.year} är {found.own.shown()} i årets egen rapport"
    return f"{own} men {found.later.shown()} i rapporten för {year}. Här används {used}."
