"""What should be asked before a report is registered: year, period, board, municipality, a report there already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from analysis.errors import Fault, fault
from analysis.readers.tables import Table
from analysis.statements.boards import NO_PUBLISHER
from analysis.vocabulary.column_kinds import is_month
from analysis.vocabulary.periods import WHOLE_YEAR, is_whole_year, month_of, months_to, named_part, time_key

YEAR, PERIOD, BOARD, PUBLISHER, SOURCE = ACCEPTED = ("year", "period", "board", "publisher", "source")
_DECEMBER = 12
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\d\d)?(?!\d)")  # with or without a month
_NEAR = 0.85  # how alike two names of boards are that may be one


class Doubt(NamedTuple):
    """What may be mistaken in what is said of a report.

    Attributes
    ----------
    kind
        ``year``, ``period``, ``board``, ``publisher`` or ``source``: what a yes to it is called.
    seen, expected
        What was seen and what was expected, in Swedish, as the parts of a sentence.
    way_out
        What else to do than to say yes.
    """

    kind: str
    seen: str
    expected: str
    way_out: str

    @property
    def sentence(self) -> str:
        """Say it to the one who is asked."""
        return f"{self.seen[0].upper()}{self.seen[1:]}; väntade {self.expected}."

    def fault(self, file: str) -> Fault:
        """Say it to one who cannot be asked."""
        own = {"seen": self.seen, "expected": self.expected, "way_out": self.way_out, "kind": self.kind}
        return fault("needs-a-yes", file, None, **own)


def doubts_of(
    tables: Sequence[Table], row: Mapping[str, str], registered: Sequence[Mapping[str, str]], replaced: str = ""
) -> list[Doubt]:
    """Find what should be asked of a report before it is registered.

    Parameters
    ----------
    tables
        Its tables.
    row
        Its row of documents.csv.
    registered
        The rows that are there.
    replaced
        The id of the report that it takes the place of; empty where it is added.
    """
    others = [one for one in registered if one["id"] != replaced]
    found = [*_of_year(tables, row), *_of_period(tables, row), *_of_board(row, others), *_of_publisher(row, others)]
    return found if replaced else [*found, *_of_source(row, others)]


def is_same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two rows of documents.csv are of one board, year and part of it."""
    first, second = ((row["nämnd"].casefold(), row["year"], time_key(row["period"])) for row in (one, other))
    publishers = {row.get("publisher", NO_PUBLISHER) for row in (one, other)} - {NO_PUBLISHER}
    return first == second and len(publishers) < 2  # noqa: PLR2004  (one municipality)


def _of_year(tables: Sequence[Table], row: Mapping[str, str]) -> Iterator[Doubt]:
    """Doubt a year that no column prints, or only beside budgets of others; or no period where no column prints one."""
    columns = [column for table in tables if table.kind == "drift" for column in table.columns]
    columns = columns or [column for table in tables for column in table.columns]
    printed, own = {column.year for column in columns if column.year}, int(row["year"])
    if printed and own not in printed:
        said = ", ".join(map(str, sorted(printed)))
        yield Doubt(YEAR, f"tabellhuvudena har {said}, men rapporten läggs in för {own}", said, "ändra --year")
    elif (budgeted := _years_held_against_budget(tables)) and own not in budgeted:
        said = ", ".join(map(str, sorted(budgeted)))
        yield Doubt(YEAR, f"budget och avvikelse är för {said}, men rapporten läggs in för {own}", said, "ändra --year")
    periods = dict.fromkeys(table.period for table in tables if _YEAR.search(table.period))
    if not printed and periods and not any(row["year"] in _YEAR.findall(period) for period in periods):
        yield Doubt(YEAR, *_beside_period(periods, row["year"]), "ändra --year")


def _years_held_against_budget(tables: Sequence[Table]) -> set[int]:
    """Return the years whose outcomes operating statements hold against a budget; none where one may be any year's."""
    sets = [(table.columns, one) for table in tables if table.kind == "drift" for one in table.pairs]
    found = {columns[one.utfall].year or columns[one.budget].year for columns, one in sets}
    return {year for year in found if year} if None not in found else set()


def _of_period(tables: Sequence[Table], row: Mapping[str, str]) -> Iterator[Doubt]:
    """Doubt a period that ends with another month than what every table says: above it, or in the names of outcomes."""
    own = _last_month(row["period"])
    printed = {table.period: _last_month(table.period) for table in tables if table.period}
    if own and printed and own not in printed.values() and None not in printed.values():
        month = next(iter(printed.values()))
        part = WHOLE_YEAR if month == _DECEMBER else months_to(month or _DECEMBER)
        yield Doubt(PERIOD, *_beside_period(printed, row["period"]), f"ändra --period till ”{part}”")
    parts = {part: month_of(part) for part in _parts_of_outcomes(tables, int(row["year"]))}
    if own and not printed and parts and own not in parts.values() and "" not in parts:
        said = ", ".join(parts)
        seen = f"kolumnerna med utfall gäller {said}, men rapporten läggs in för {row['period']}"
        yield Doubt(PERIOD, seen, said, f"ange --period {next(iter(parts))}")


def _parts_of_outcomes(tables: Sequence[Table], year: int) -> dict[str, None]:
    """Name the parts of a year that the outcomes of operating statements are of, single months left out."""
    columns = [column for table in tables if table.kind == "drift" for column in table.columns]
    own = [column for column in columns if column.role == "utfall" and column.year in {None, year}]
    return dict.fromkeys(named_part(column.name) for column in own if not is_month(column))


def _beside_period(printed: Iterable[str], given: str) -> tuple[str, str]:
    """Say what was seen and expected, where the periods above the tables are not what was given."""
    said = ", ".join(printed)
    return f"ovanför tabellen står perioden {said}, men rapporten läggs in för {given}", said


def _last_month(period: str) -> int | None:
    return month_of(period) or (_DECEMBER if is_whole_year(period) else None)


def _of_board(row: Mapping[str, str], others: Sequence[Mapping[str, str]]) -> Iterator[Doubt]:
    """Doubt the name of a board that the register lacks, where it has others, perhaps one that is nearly the same."""
    known = {one["nämnd"] for one in others}
    if not known or row["nämnd"].casefold() in {name.casefold() for name in known}:
        return
    near = [name for name in sorted(known) if _likeness(name, row["nämnd"]) >= _NEAR]
    if near:
        best = max(near, key=lambda name: _likeness(name, row["nämnd"]))
        yield Doubt(BOARD, f"mappen har ingen ”{row['nämnd']}”", f"”{best}”, som den har", "ändra --board")
        return
    said = " och ".join(f"”{name}”" for name in sorted(known))
    yield Doubt(BOARD, f"mappen har {said}, inte ”{row['nämnd']}”", "en nämnd per mapp", "ange en egen mapp med --data")


def _likeness(one: str, other: str) -> float:
    """Tell how alike two names are, whatever their capitals, hyphens and spaces."""
    first, second = (re.sub(r"\W", "", name).casefold() for name in (one, other))
    return SequenceMatcher(None, first, second).ratio()


def _of_publisher(row: Mapping[str, str], others: Sequence[Mapping[str, str]]) -> Iterator[Doubt]:
    """Doubt a municipality that no other report of the board, or of the folder, is of."""
    own = [one["publisher"] for one in others if one["nämnd"] == row["nämnd"]]
    known = list(dict.fromkeys(own or [one["publisher"] for one in others]))
    if known and row["publisher"] not in known:
        said = " eller ".join(f"”{name}”" for name in known)
        yield Doubt(PUBLISHER, f"kommunen är ”{row['publisher']}”", f"{said}, som i mappen", "ändra --publisher")


def _of_source(row: Mapping[str, str], others: Sequence[Mapping[str, str]]) -> Iterator[Doubt]:
    """Doubt a second report of a board for a year and a part of it."""
    for one in others:
        if is_same(one, row):
            time = f"{row['year']}, {row['period']}"
            seen = f"{row['nämnd']} har redan en rapport för {time}: {one['id']} ({one['title']})"
            yield Doubt(SOURCE, seen, "en rapport per nämnd, år och period", "byt ut den med --replace")
            return
