"""How the table of years on a page is to be read: its words, what is missing in it, and where it does not add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from analysis.explanations.deviations import total_of, years
from analysis.explanations.years import YearRow, year_entries, year_rows
from analysis.ledger.crosswalk import Entry
from analysis.ledger.figures import Figure
from analysis.ledger.formulas import references
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Folder
from analysis.statements.register import load_documents
from analysis.swedish import listed
from analysis.vocabulary.periods import is_forecast
from analysis.wording.sentences import size

_NAMES = {"nettokostnad_tkr": "nettokostnaden", "nettobudget_tkr": "budgeten", "avvikelse_tkr": "avvikelsen"}
_PARTS = 3  # outcome, budget and deviation, each rounded to half a step


def year_legend(folder: Folder) -> Iterator[str]:
    """Say how to read the table of years, a sentence or two at a time.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> for text in list(year_legend(opened()))[2:]:
    ...     print(text.replace("\N{NO-BREAK SPACE}", " "))
    Tom ruta: uppgift saknas. För 2018 saknas allt.
    För 2019 är avvikelsen tryckt i rapporten för 2020; nettokostnaden och budgeten är uträknade.
    2017: 1 tkr av avvikelsen är avrundning.
    """
    rows = year_rows(folder)
    yield "Tkr är tusen kronor. Nettokostnad är kostnader minus intäkter."
    target = " Mål är det största underskott som nämnden satte som mål." if any(row.mål_tkr for row in rows) else ""
    yield f"Minus i tabellen är kostnad eller underskott; i texten står beloppen utan minus.{target}"
    gaps = [str(year) for one, two in pairwise(row.år for row in rows) for year in range(one + 1, two)]
    yield f"Tom ruta: uppgift saknas.{f' För {listed(gaps)} saknas allt.' if gaps else ''}"
    yield from _borrowed(folder)
    for row in (row for row in rows if row.period):
        yield f"{row.år} är {_the(row.period)}." if is_forecast(row.period) else f"{row.år} gäller bara {row.period}."
    for row in rows:
        yield from _rounded(row, folder)


def _the(forecast: str) -> str:
    """Name a forecast as one that is known: *prognosen efter augusti*."""
    first, _, rest = forecast.partition(" ")
    return f"{first}en {rest}"


def _borrowed(folder: Folder) -> Iterator[str]:
    """Name the years that have no report of their own, whose reports tell of them, and what of them is computed."""
    register = load_documents(data=folder)
    reports = dict(zip(register["id"], register["year"], strict=True))
    figures = load_ledger(folder).figures
    for row in year_rows(folder):
        if row.år in years(data=folder):
            continue
        entries, found = year_entries(folder, row.år), set[str]()
        rest = [part.name for entry in entries.values() for part in references(entry.node)]
        while rest:
            figure = figures.get(rest.pop())
            if figure is not None and figure.node is not None:
                rest += [part.name for part in references(figure.node)]
            elif figure is not None:
                found.add(str(reports.get(figure.document, figure.document)))
        whose = f"{'rapporten' if len(found) == 1 else 'rapporterna'} för {listed(sorted(found))}" if found else ""
        yield _of_others(row.år, whose or "andra års rapporter", entries, figures)


def _of_others(year: int, whose: str, entries: Mapping[str, Entry], figures: Mapping[str, Figure]) -> str:
    """Say which of a year's figures stand in the reports of other years, and which are computed from those."""
    named = [(_NAMES[column], entries[column]) for column in _NAMES if column in entries]
    made = [name for name, entry in named if not _is_printed(entry, figures)]
    told = [name for name, _ in named if name not in made]
    if not made:
        return f"{year} är hämtat ur {whose}."
    if not told:
        return f"{year} är uträknat ur {whose}."
    printed, computed = "tryckt" if len(told) == 1 else "tryckta", "uträknad" if len(made) == 1 else "uträknade"
    return f"För {year} är {listed(told)} {printed} i {whose}; {listed(made)} är {computed}."


def _is_printed(entry: Entry, figures: Mapping[str, Figure]) -> bool:
    parts = list(references(entry.node))
    return len(parts) == 1 and (figure := figures.get(parts[0].name)) is not None and figure.node is None


def _rounded(row: YearRow, folder: Folder) -> Iterator[str]:
    """Say by how much a printed deviation differs from net cost less budget."""
    if row.nettokostnad_tkr is None or row.nettobudget_tkr is None or row.avvikelse_tkr is None:
        return
    found = row.nettokostnad_tkr - row.nettobudget_tkr
    gap = abs(found - row.avvikelse_tkr)
    if not gap:
        return
    step = (total_of(folder, row.år).line.upplösning_tkr if row.år in years(data=folder) else None) or Decimal(0)
    said = "av avvikelsen är avrundning" if gap <= step * _PARTS / 2 else "skiljer avvikelsen från talen bredvid"
    yield f"{row.år}: {size(gap)} {said}."
