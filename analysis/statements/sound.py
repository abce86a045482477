"""Which tables of a registered document can be loaded: one that cannot is left out and named, not all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from analysis.errors import DataError, Fault, fault
from analysis.readers.tables import Table
from analysis.statements.lines import Line, MeasureLine
from analysis.statements.months import month_rows
from analysis.statements.tidy import Place, follow_up_rows, money_rows, staff_rows, volume_rows
from analysis.vocabulary.periods import is_part_of_year, is_whole_year

LINE_KEY = ("dokument", "år", "rad", "ordning")  # a total may stand on the line of the row before it
SCOPE_KEY = (*LINE_KEY, "omfattning")
MONTH_KEY = (*LINE_KEY, "månad")
MEASURE_KEY = (*LINE_KEY, "period", "roll")
GROUP_KEY = ("dokument", "avsnitt", "år", "rad", "grupp", "period", "roll")


class Loading(NamedTuple):
    """How the tables of a kind are loaded: of which documents, by what, and what tells their lines apart."""

    takes: Callable[[str], bool]
    rows: Callable[[Place, Table], Iterable[Line]]
    key: Sequence[str]


def is_any(_period: str) -> bool:
    """Take every document."""
    return True


_LOADED = {
    "drift": (
        Loading(is_whole_year, money_rows, LINE_KEY),
        Loading(is_part_of_year, follow_up_rows, LINE_KEY),
        Loading(is_any, month_rows, MONTH_KEY),
    ),
    "investering": (Loading(is_whole_year, money_rows, SCOPE_KEY), Loading(is_part_of_year, follow_up_rows, LINE_KEY)),
    "ombudgetering": (Loading(is_whole_year, money_rows, LINE_KEY),),
    "volym": (Loading(is_any, volume_rows, MEASURE_KEY),),
    "personal": (Loading(is_any, staff_rows, GROUP_KEY),),
}


class LeftOut(NamedTuple):
    """A table that cannot be loaded, and why.

    Attributes
    ----------
    document
        The id of its document.
    table
        The table.
    faults
        What is wrong with it.
    """

    document: str
    table: Table
    faults: tuple[Fault, ...]

    def note(self) -> str:
        """Say it to a controller."""
        why = " ".join(one.swedish() for one in self.faults)
        return f"Tabellen ”{self.table.title or 'utan rubrik'}” är utelämnad: {why}"


def place_of(document: Mapping[str, str]) -> Place:
    """Return what a row of documents.csv says of the tables of its file.

    Examples
    --------
    >>> place_of({"id": "a-2023", "nämnd": "Nämnden", "year": "2023", "period": "helår"})
    Place(dokument='a-2023', nämnd='Nämnden', år=2023, period='helår')
    """
    return Place(document["id"], document["nämnd"], int(document["year"]), document["period"])


def lines_of(document: Mapping[str, str], table: Table) -> list[Line]:
    """Return the lines that a table of a document is loaded as; none where it is of no kind that is loaded."""
    place = place_of(document)
    return [
        line
        for loading in _LOADED.get(table.kind, ())
        if loading.takes(place.period)
        for line in loading.rows(place, table)
    ]


def part_sound(document: Mapping[str, str], tables: Sequence[Table]) -> tuple[list[Table], list[LeftOut]]:
    """Part the tables of a document that can be loaded from those that cannot.

    Parameters
    ----------
    document
        Its row of documents.csv.
    tables
        The tables that were read from its file.
    """
    sound, left = list[Table](), list[LeftOut]()
    place = place_of(document)
    for table in tables:
        found = list(_faults(place, table))
        faults = tuple(one for at, one in enumerate(found) if one not in found[:at])
        if faults:
            left.append(LeftOut(place.dokument, table, faults))
        else:
            sound.append(table)
    return sound, left


def is_nothing_sound(sound: Sequence[Table], left: Sequence[LeftOut]) -> bool:
    """Tell whether a document has tables of the kinds that are loaded, but none that can be."""
    return bool(left) and not any(table.kind in _LOADED for table in sound)


def _faults(place: Place, table: Table) -> Iterator[Fault]:
    for loading in _LOADED.get(table.kind, ()):
        if not loading.takes(place.period):
            continue
        try:
            lines = list(loading.rows(place, table))
        except DataError as error:
            yield from error.faults
            continue
        most = max(Counter(map(attrgetter(*loading.key), lines)).values(), default=1)
        if most > 1:
            file, line = table.location.origin.fault_place(table.location.first)
            if isinstance(lines[0], MeasureLine):
                what = ", ".join(_doubled(lines, loading.key))
                yield fault("same-columns", file, line, seen=most, what=what)
            else:
                yield fault("two-sets", file, line, seen=most, year=lines[0].år)


def _doubled(lines: Sequence[Line], key: Sequence[str]) -> list[str]:
    """Say of which columns of measures there are several, such as ``utfall 2024 januari–augusti``."""
    counts = Counter(map(attrgetter(*key), lines))
    own = [one for one in lines if isinstance(one, MeasureLine) and counts[attrgetter(*key)(one)] > 1]
    return list(dict.fromkeys(f"{one.roll} {one.år} {one.period}" for one in own))
