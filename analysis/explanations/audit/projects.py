"""What projects are decided to cost, have cost and are thought to cost in all: `projects.csv` beside printed tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvCell, CsvRow, Judge, refuse
from analysis.data_files import PROJECTS
from analysis.errors import Fault
from analysis.explanations.audit.amounts import BUDGET, OUTCOME, Amount, added, less
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, make_frame, nearest
from analysis.ledger.figures import Figure
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import Ledger, judges_of, load_ledger
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.statements.lines import SINCE_START
from analysis.statements.load import investment_lines
from analysis.swedish import listed
from analysis.vocabulary.numerals import format_number

OUTLAYS = {
    "år": WHOLE, "projekt": TEXT, "beslutad_totalutgift_tkr": NUMBER, "ackumulerat_utfall_tkr": NUMBER,
    "beräknad_totalutgift_tkr": NUMBER, "beräknad_avvikelse_tkr": NUMBER, "återstår_tkr": NUMBER, "utfall_tkr": NUMBER,
    "budget_tkr": NUMBER, "avvikelse_tkr": NUMBER, "datum": TEXT, "uppgift_från": TEXT, "skäl": TEXT, "dokument": TEXT,
    "avsnitt": TEXT, "rad": MAYBE_WHOLE,
}  # fmt: skip
ALL_PROJECTS = "Alla projekt"
_KIND, _TOTAL = "investering", "summa"


class Estimate(NamedTuple):
    """What a project is thought to cost in all, as a row of projects.csv says."""

    amount: Amount | None
    datum: str
    uppgift_från: str
    anmärkning: str


class Project(NamedTuple):
    """A project in a year, named as in `project_outlays`; an amount that is not known is None."""

    år: int
    projekt: str
    beslutad: Amount | None
    ackumulerat: Amount | None
    beräknad: Amount | None
    utfall: Amount | None
    budget: Amount | None
    datum: str
    uppgift_från: str
    skäl: str
    dokument: str
    avsnitt: str
    rad: int | None

    @property
    def beräknad_avvikelse(self) -> Amount | None:
        """Return how much more or less than decided it is thought to cost; minus is more."""
        return less(self.beräknad, self.beslutad)

    @property
    def återstår(self) -> Amount | None:
        """Return what is left to spend if the estimate holds."""
        return less(self.beräknad, self.ackumulerat)

    @property
    def avvikelse(self) -> Amount | None:
        """Return the deviation of the year."""
        return less(self.utfall, self.budget)

    @property
    def amounts(self) -> dict[str, Amount | None]:
        """Return its amounts by their columns."""
        return {
            "beslutad_totalutgift_tkr": self.beslutad, "ackumulerat_utfall_tkr": self.ackumulerat,
            "beräknad_totalutgift_tkr": self.beräknad, "beräknad_avvikelse_tkr": self.beräknad_avvikelse,
            "återstår_tkr": self.återstår, "utfall_tkr": self.utfall, "budget_tkr": self.budget,
            "avvikelse_tkr": self.avvikelse,
        }  # fmt: skip


@kept
def load_estimates(folder: Folder) -> dict[tuple[str, str], Estimate]:
    """Load projects.csv by document and project; a folder without it has no rows.

    Raises
    ------
    DataError
        When a row names a project that its document does not print, or the estimate is no formula in tkr, or an income
        where the decided outlay is none; every fault is named.

    Examples
    --------
    >>> load_estimates()
    {}
    """
    ledger = load_ledger(folder)
    printed = printed_projects(folder)
    read = folder.table(PROJECTS, {**judges_of(ledger, folder), "project": _judge(list(printed))})
    good = [row for row in read.rows if row.line not in read.wrong]
    found = {(row["document"], row["project"]): _estimate(row, ledger) for row in good}
    wrong = (one for row in good for one in _of_another_sign(row, ledger, printed))
    refuse([*read.faults, *wrong])
    return found


def _judge(known: Sequence[tuple[str, str]]) -> Judge:
    def judge(cell: CsvCell) -> Iterator[Fault]:
        own = [project for document, project in known if document == cell.row["document"]]
        if cell.text not in own:
            yield cell.unknown([nearest(cell.text, own, 5)] if own else [])

    return judge


def _estimate(row: CsvRow, ledger: Ledger) -> Estimate:
    quantity, _ = ledger.evaluate(parse_formula(row["estimate"]))
    amount = None if quantity is None else Amount(quantity, row["estimate"])
    return Estimate(amount, row["date"], row["source"], row["note"])


def _of_another_sign(row: CsvRow, ledger: Ledger, printed: dict[tuple[str, str], dict[str, Figure]]) -> Iterator[Fault]:
    """Find an estimate that is an income where the project is decided to be an outlay, or the reverse."""
    estimate = _estimate(row, ledger).amount
    decided = _amount(printed[row["document"], row["project"]], BUDGET, SINCE_START)
    if estimate and decided and estimate.tkr * decided.tkr < 0:
        size = format_number(decided.tkr, unit="tkr")
        texts = (f"the sign of the decided outlay, {size}", f"samma tecken som den beslutade totalutgiften, {size}")
        yield PROJECTS.cell(row, "estimate").bad(*texts)


@kept
def printed_projects(folder: Folder) -> dict[tuple[str, str], dict[str, Figure]]:
    """Gather what tables of investments print of each project, by document and label, then by column."""
    totals = {(line.dokument, line.rad) for line in investment_lines(folder) if line.slag == _TOTAL}
    known = {(line.dokument, line.rad) for line in investment_lines(folder)} - totals
    found = dict[tuple[str, str], dict[str, Figure]]()
    for cell in load_ledger(folder).figures.values():
        if cell.cell and cell.cell.kind == _KIND and (cell.document, cell.line) in known:
            found.setdefault((cell.document, cell.cell.label), {})[cell.cell.column] = cell
    return found


def _amount(figures: dict[str, Figure], quantity: str, scope: str = "") -> Amount | None:
    """Return what is printed of a project in a column of its own; none where nothing, or several years, are printed."""
    own = [one for one in figures.values() if one.cell and (one.cell.quantity, one.cell.scope) == (quantity, scope)]
    return Amount(own[0].quantity, f"[{own[0].id}]") if len(own) == 1 and own[0].quantity else None


@kept
def project_rows(folder: Folder) -> tuple[Project, ...]:
    """Return the projects of every year in the order that they are printed in, those of a year with all of them last.

    Examples
    --------
    >>> [(one.projekt, one.beslutad and one.beslutad.tkr) for one in project_rows() if one.år == 2020][:2]
    [('Nytt verksamhetssystem', Decimal('-100')), ('Digitalisering/utveckling data', Decimal('-800'))]
    """
    rows = list[Project]()
    own = [_project(key, figures, folder) for key, figures in printed_projects(folder).items()]
    parts = {(line.dokument, line.rad) for line in investment_lines(folder) if line.förälder}
    for year in sorted({one.år for one in own}):
        projects = [one for one in own if one.år == year]
        rows += [*projects, _in_all([one for one in projects if (one.dokument, one.rad) not in parts])]
    return tuple(rows)


def _project(key: tuple[str, str], figures: dict[str, Figure], folder: Folder) -> Project:
    document, label = key
    first = next(iter(figures.values()))
    known = {name: one for name, one in figures.items() if one.year == first.year}
    estimate = load_estimates(folder).get(key)
    beräknad = estimate.amount if estimate else None
    made = Project(
        first.year,
        label,
        _amount(known, BUDGET, SINCE_START),
        _amount(known, OUTCOME, SINCE_START),
        beräknad,
        _amount(known, OUTCOME),
        _amount(known, BUDGET),
        estimate.datum if estimate else "",
        estimate.uppgift_från if estimate else "",
        "",
        document,
        first.section,
        first.line,
    )
    return made._replace(skäl=" ".join([*_lacks(made), *([estimate.anmärkning] if estimate else [])]).strip())


def _lacks(one: Project) -> Iterator[str]:
    """Say what of a project is not known, and what of it cannot be so."""
    if one.beslutad is None:
        yield "Beslutad totalutgift är inte tryckt."
    if one.beräknad is None:
        yield f"Beräknad totalutgift saknas ({PROJECTS.name})."
    elif one.ackumulerat and abs(one.beräknad.tkr) < abs(one.ackumulerat.tkr):
        yield "Beräknad totalutgift är lägre än det som redan är förbrukat."


def _in_all(projects: Sequence[Project]) -> Project:
    """Add up the projects of a year; an amount that one of them lacks is not known for all of them."""
    sums = {
        name: added(known) if len(known := [one for one in amounts if one]) == len(amounts) else None
        for name in ("beslutad", "ackumulerat", "beräknad", "utfall", "budget")
        for amounts in [[getattr(project, name) for project in projects]]
    }
    first, silent = projects[0], [one.projekt for one in projects if not (one.beslutad and one.beräknad)]
    why = f"Beslutad eller beräknad totalutgift saknas för {listed(silent)}." if silent else ""
    return Project(
        first.år, ALL_PROJECTS, **sums, datum="", uppgift_från="", skäl=why, dokument="", avsnitt="", rad=None
    )


def project_outlays(year: int | None = None, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Hold what projects are thought to cost in all against what is decided, beside their outcome and budget of a year.

    Parameters
    ----------
    year
        The year of the tables of investments; any where none is given.
    data, board
        The folder that holds `projects.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a project and year, those of a year with ``Alla projekt`` last. In tkr, an outlay is minus:
        ``beslutad_totalutgift_tkr`` and ``ackumulerat_utfall_tkr`` as printed since the start of the project,
        ``beräknad_totalutgift_tkr`` of `projects.csv`, ``beräknad_avvikelse_tkr`` (beräknad − beslutad; minus: dearer
        than decided), ``återstår_tkr`` (beräknad − ackumulerat), then ``utfall_tkr``, ``budget_tkr`` and
        ``avvikelse_tkr`` of the year; missing where one that is needed is. ``datum`` and ``uppgift_från`` are of the
        estimate, ``skäl`` says what is missing, ``dokument``, ``avsnitt`` and ``rad`` where the project is printed.

    Raises
    ------
    DataError
        When a data file is wrong.

    Examples
    --------
    >>> project_outlays(2020)[["projekt", "beslutad_totalutgift_tkr", "beräknad_totalutgift_tkr"]].head(1)
                      projekt  beslutad_totalutgift_tkr  beräknad_totalutgift_tkr
    0  Nytt verksamhetssystem                    -100.0                       NaN
    """
    rows = [one for one in project_rows(opened(data, board)) if year in {None, one.år}]
    amounts = ({name: found.tkr if found else None for name, found in one.amounts.items()} for one in rows)
    return make_frame("projekt", [{**one._asdict(), **own} for one, own in zip(rows, amounts, strict=True)], OUTLAYS)
