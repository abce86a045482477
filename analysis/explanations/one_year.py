"""The lines that only one of two years has: what a bridge leaves over between statements that name lines otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal

from analysis.ledger.crosswalk import Pair
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Folder
from analysis.statements.main import main_statements
from analysis.swedish import listed, tkr

_MOST = 4  # lines of a year that are named


def lines_of_one_year(first: int, last: int, pairs: Iterable[Pair], folder: Folder) -> str:
    """Name the lines of two operating statements that have no counterpart, with what they came to; or say nothing.

    Parameters
    ----------
    first, last
        The years.
    pairs
        What both years have.
    folder
        The data folder.
    """
    used = {name for pair in pairs for one in (pair.before, pair.after) for name in one.ids.split("; ")}
    parts = [f"Bara {year}: {said}." for year in (last, first) if (said := _named(year, used, folder))]
    return " ".join(parts)


def _named(year: int, used: AbstractSet[str], folder: Folder) -> str:
    lines = sorted(_left(year, used, folder), key=lambda line: -abs(line[1]))
    named = [f"{post} {tkr(float(value), signed=True)}" for post, value in lines[:_MOST]]
    more = [f"{len(lines) - _MOST} till"] if len(lines) > _MOST else []
    return listed([*named, *more]) if named else ""


def _left(year: int, used: AbstractSet[str], folder: Folder) -> Iterator[tuple[str, Decimal]]:
    """Yield the lines of a year's operating statement with an outcome that no figure in use is."""
    statement, ledger = main_statements(folder).get(year), load_ledger(folder)
    for line in statement.parts if statement else ():
        cell = ledger.line(line.dokument, line.rad, year).get("utfall")
        if cell and cell.id not in used and line.utfall_tkr:
            yield line.post, line.utfall_tkr
