"""What compares by itself: the totals of the operating statements, and lines of one label in the same kind of table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.csv_files import CsvRow
from analysis.data_files import CONCEPTS, UNTRIED
from analysis.ledger.figures import DRIFT, Figure
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import Ledger, load_ledger
from analysis.statements.folder import Folder, kept
from analysis.statements.lines import MoneyLine
from analysis.statements.main import Statement, main_statements, statements
from analysis.statements.sums import place_sums
from analysis.vocabulary.periods import is_forecast

NET, INCOME, GROSS, BUDGET, DEVIATION = "nettokostnad", "intäkter", "bruttokostnad", "nettobudget", "nettoavvikelse"
ALIKE = "Samma benämning, inte prövad."
_OUTCOME, _AHEAD = "utfall", "prognos"
_COST = "kostnad"
Place = tuple[str, str]  # the kind of a table, and a line of it


class Printed(NamedTuple):
    """A figure of a line for a year, whether the year's own report prints it, and whether it is only expected."""

    figure: Figure
    is_own: bool
    is_forecast: bool = False


def total_rows(folder: Folder) -> list[CsvRow]:
    """Write the totals of each year as rows of concepts.csv: of its own report, else of the one after it.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> row = total_rows(opened())[0]
    >>> row["concept"], row["year"], row["figure"]
    ('nettokostnad', '2017', '[socialnamnden-2017:drift:Totalt:utfall 2017]')
    """
    rows = [row for one in main_statements(folder).values() for row in _totals(one, folder)]
    own = {(row["concept"], row["year"]) for row in rows}
    last = {(one.document, one.total.post): one for one in main_statements(folder).values()}
    for figure in load_ledger(folder).figures.values():
        is_total = figure.cell is not None and (figure.document, figure.cell.post) in last
        if figure.cell and is_total and figure.cell.kind == DRIFT and figure.cell.quantity == _OUTCOME:
            one = last[figure.document, figure.cell.post]
            if figure.year < one.year and (NET, str(figure.year)) not in own and figure.line == one.total.rad:
                rows.append(_row(NET, figure.year, f"[{figure.id}]", "driftredovisningens summa", figure.document))
    return rows


def _totals(one: Statement, folder: Folder) -> Iterator[CsvRow]:
    cells = load_ledger(folder).line(one.document, one.total.rad, one.year)
    ids = {name: f"[{figure.id}]" for name, figure in cells.items() if figure.quantity}
    if "avvikelse" not in ids and {_OUTCOME, "budget"} <= set(ids):
        ids["avvikelse"] = f"{ids[_OUTCOME]} - {ids['budget']}"
    for concept, name in ((NET, _OUTCOME), (BUDGET, "budget"), (DEVIATION, "avvikelse")):
        if name in ids:
            yield _row(concept, one.year, ids[name], "driftredovisningens summa", one.document)
    incomes = next((found for other in _same_total(one, folder) if (found := _incomes(other, folder))), "")
    if incomes and _OUTCOME in ids:
        yield _row(INCOME, one.year, incomes, "driftredovisningens intäkter", one.document)
        yield _row(GROSS, one.year, f"{ids[_OUTCOME]} - ({incomes})", "nettokostnad minus intäkter", one.document)


def _same_total(one: Statement, folder: Folder) -> list[Statement]:
    """Return the statements of a year that come to the same total."""
    return [
        other
        for other in statements(folder)
        if other.year == one.year and other.total.utfall_tkr == one.total.utfall_tkr
    ]


def _incomes(one: Statement, folder: Folder) -> str:
    """Add up the lines of income of a statement that is parted into income and cost; nothing of any other."""
    key = (one.document, one.section, one.total.post)
    sums = [
        [placed.lines[part.post, part.parent] for part in placed.found.parts]
        for placed in place_sums(folder)
        if placed.kind == DRIFT
        and (placed.found.document, placed.found.section, placed.found.total) == key
        and placed.total.år == one.year
        and placed.found.relation == "lika"
    ]
    for lines in sums:
        incomes = [line for line in lines if line.slag == "intäkt"]
        costs = [line for line in lines if line not in incomes]
        is_parted = any(_COST in line.post.lower() for line in costs) and all(map(_is_cost, costs))
        if incomes and is_parted and all(line.utfall_tkr is not None for line in incomes):
            cells = [load_ledger(folder).line(line.dokument, line.rad, one.year)[_OUTCOME] for line in incomes]
            return " + ".join(f"[{cell.id}]" for cell in cells)
    return ""


def _is_cost(line: MoneyLine) -> bool:
    return line.utfall_tkr is not None and line.utfall_tkr <= 0


def _row(concept: str, year: int, figure: str, measure: str, document: str, unit: str = "tkr") -> CsvRow:
    cells = {"concept": concept, "year": str(year), "figure": figure, "unit": unit, "comparability": UNTRIED}
    own = {"basis": f"{measure} enligt {document}", "reason": ALIKE}
    return CsvRow(dict.fromkeys(CONCEPTS.names, "") | cells | own, 0)


@kept
def lines_by_label(folder: Folder) -> dict[Place, dict[int, Printed]]:
    """Find what each line prints for each year: its own report's figure, else that of the report nearest after it.

    A year without an outcome has what a follow-up expects of it, until its operating statement tells how it ended. A
    label that a table prints more than once is left
    out, as it does not say which line is meant.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> {year: str(one.figure.value()) for year, one in lines_by_label(opened())["volym", "Sociala kontrakt"].items()}
    {2019: '88', 2020: '75'}
    """
    found = dict[Place, dict[int, Printed]]()
    ended = {year for year, one in main_statements(folder).items() if not is_forecast(one.total.period)}
    for (place, year), printed in printed_by_place(folder).items():
        known = [one for one in printed if not one.is_forecast or year not in ended]
        if known:
            best = min(known, key=lambda one: (one.is_forecast, not one.is_own, one.figure.document))
            found.setdefault(place, {})[year] = best
    return found


def printed_by_place(folder: Folder) -> dict[tuple[Place, int], list[Printed]]:
    """Gather the figures of each line and year, those of every report that prints it."""
    years = _years_of(folder)
    found = dict[tuple[Place, int], list[Printed]]()
    for figure in load_ledger(folder).figures.values():
        cell = figure.cell
        if cell and figure.quantity and cell.at is None and not cell.scope and cell.quantity in {_OUTCOME, _AHEAD, ""}:
            own = Printed(figure, years[figure.document] == figure.year, cell.quantity == _AHEAD)
            found.setdefault(((cell.kind, cell.post), figure.year), []).append(own)
    return found


def _years_of(folder: Folder) -> dict[str, int]:
    from analysis.statements.register import load_documents

    documents = load_documents(data=folder)
    return {str(name): int(year) for name, year in zip(documents["id"], documents["year"], strict=True)}


def label_rows(folder: Folder, written: Sequence[CsvRow]) -> list[CsvRow]:
    """Write the lines of operating statements whose labels stand for several years as rows of concepts.csv.

    What the file has goes before: a line that it uses for a year is not written again for that year, and one that it
    gives a name bears it in other years too.
    """
    used, named = _used(written, load_ledger(folder))
    totals = {one.total.post for one in statements(folder)}
    rows = list[CsvRow]()
    for place, years in lines_by_label(folder).items():
        if place[0] != DRIFT or place[1] in totals or len(years) == 1:
            continue
        concept = named.get(place, place[1])
        rows += _rows(concept, {year: one for year, one in years.items() if (place, year) not in used})
    return rows


def rows_of_label(folder: Folder, label: str, written: Collection[CsvRow]) -> list[CsvRow]:
    """Write a line of any table as rows of concepts.csv, where its label is that of one kind of table alone."""
    found = {place: years for place, years in lines_by_label(folder).items() if place[1].casefold() == label.casefold()}
    if len(found) != 1:
        return []
    used, _ = _used(written, load_ledger(folder))
    ((place, years),) = found.items()
    return list(_rows(place[1], {year: one for year, one in years.items() if (place, year) not in used}))


def _rows(concept: str, years: Mapping[int, Printed]) -> Iterator[CsvRow]:
    for year, one in sorted(years.items()):
        cell = one.figure.cell
        measure = f"{'prognosen för ' if one.is_forecast else ''}raden {cell.post}" if cell else concept
        yield _row(concept, year, f"[{one.figure.id}]", measure, one.figure.document, one.figure.unit)


def _used(written: Iterable[CsvRow], ledger: Ledger) -> tuple[set[tuple[Place, int]], dict[Place, str]]:
    """Find the lines that concepts.csv uses, each with its year, and the only names that it gives them."""
    used, names = set[tuple[Place, int]](), dict[Place, set[str]]()
    for row in written:
        node = parse_formula(row["figure"])
        for part in references(node):
            cell = ledger.figures[part.name].cell
            if cell:
                used.add(((cell.kind, cell.post), int(row["year"])))
                names.setdefault((cell.kind, cell.post), set()).add(row["concept"] if node.kind == "reference" else "")
    return used, {place: next(iter(own)) for place, own in names.items() if len(own) == 1 and "" not in own}
