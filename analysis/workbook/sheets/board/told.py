"""Causes, measures and sentences on a page, each beside the place in the report that it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.explanations.causes import Cause, marked
from analysis.explanations.effects import COMPUTED
from analysis.explanations.measures import Action
from analysis.frames import records
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import ids_in
from analysis.statements.folder import Folder, kept
from analysis.statements.main import main_statements
from analysis.statements.register import load_documents
from analysis.vocabulary.numerals import NO_BREAK_SPACE
from analysis.vocabulary.periods import is_whole_year, month_name, month_of
from analysis.wording.answers import done
from analysis.wording.sentences import Place
from analysis.workbook.cells import Cell, Link
from analysis.workbook.live import Live
from analysis.workbook.sheet import Sheet

_TIED = NO_BREAK_SPACE


@kept
def report_names(folder: Folder) -> dict[str, str]:
    """Name each document by its year, a follow-up by its month too; by its id where another of then tells the year."""
    register = records(load_documents(data=folder))
    named = {str(row["id"]): _named(str(row["period"]), int(row["year"])) for row in register}
    told = {one.document for one in main_statements(folder).values()}
    names = list(named.values())
    return {
        document: name if document in told or names.count(name) == 1 else document for document, name in named.items()
    }


def _named(period: str, year: int) -> str:
    month = None if is_whole_year(period) else month_of(period)
    return f"{month_name(month)[:3]}{_TIED}{year}" if month else str(year)


def cited(live: Live, reports: Mapping[str, str], ids: Sequence[str], where: Sequence[Place] = ()) -> Cell:
    """Say where a sentence has its figures and its words from: reports and lines, leading to the first figure.

    Every figure of the sentence gets a cell.

    Parameters
    ----------
    live
        The figures and their cells.
    reports
        The name of each report, as `report_names` gives it.
    ids, where
        The figures, and the places that the words rest on: these stand behind the first figure.
    """
    known = [live.ledger.figures[name] for name in ids if name in live.ledger.figures]
    cells = [live.places[one.id] for one in known]
    places = [Place(one.document, one.section, spot) for one in known if (spot := one.spot())]
    own = bool(known) and bool(known[0].spot())
    lines = dict[str, dict[int | str, None]]()
    for place in [*places[: int(own)], *where, *places[int(own) :]]:
        lines.setdefault(reports.get(place.document, place.document), {})[place.line] = None
    said = [f"{report},{_TIED}{_spots(list(spots))}" for report, spots in lines.items()]
    text = "; ".join(said) or (COMPUTED if known else "")
    return Link(cells[0].replace("$", ""), text) if cells else text


def _spots(spots: Sequence[int | str]) -> str:
    """Name pages and sheets, then lines.

    Examples
    --------
    >>> _spots(["sida 3", 770, 12]).replace("\N{NO-BREAK SPACE}", " ")
    'sida 3, rad 770, 12'
    """
    numbers = ", ".join(str(one) for one in spots if isinstance(one, int))
    names = [one.replace(" ", _TIED) for one in spots if isinstance(one, str)]
    return ", ".join([*names, *([f"rad{_TIED}{numbers}"] if numbers else [])])


def write_measure(sheet: Sheet, one: Action, live: Live, folder: Folder) -> None:
    """Write what was done, by whom, how far it has come and what it gave."""
    said = done(one, folder, noted=False)
    ids = [part.name for part in references(parse_formula(one.formel))] if one.formel else []
    sheet.prose(said.text, cited(live, report_names(folder), ids, said.where))


def write_filled(sheet: Sheet, texts: Sequence[str], live: Live, folder: Folder) -> None:
    """Write sentences with the figures that they name in braces."""
    for text in texts:
        names = ids_in(text)
        sheet.prose(f"• {live.ledger.filled(text)}", cited(live, report_names(folder), names))


def firmly(cause: Cause, lead: str = "") -> str:
    """Write a cause, and in brackets where the report does not state it outright."""
    if cause.is_risk:
        return f"{lead}{cause.orsak.rstrip('.')} (nämns som risk)."
    return f"{lead}{marked(cause).rstrip('.')}."


def brief(text: str, most: int) -> str:
    """Keep the sentences of a text that fit in so many letters, the first in any case.

    Examples
    --------
    >>> brief("Ett skäl. Ett annat skäl. Ett tredje skäl.", 26)
    'Ett skäl. Ett annat skäl. …'
    """
    kept, rest = "", text
    while rest:
        sentence, dot, rest = rest.partition(". ")
        sentence += dot.rstrip()
        if kept and len(kept) + len(sentence) > most:
            return f"{kept} …"
        kept = f"{kept} {sentence}".strip()
    return kept
