"""Drafts of subjects and splits, out of what the registered reports print: shown until a controller accepts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.csv_files import DRAFT, PROPOSED, CsvFile, CsvRow, read_rows
from analysis.csv_workbook import sheet_rows
from analysis.data_files import SPLITS, SUBJECTS
from analysis.errors import DataError
from analysis.explanations.subjects import CHART, CONCEPT, LINE, VOLUME
from analysis.intake.draft_words import HIRED, SALARY, STAFF, UNPAID, Words, load_words
from analysis.ledger.alike import lines_by_label
from analysis.ledger.crosswalk import Entry, entries_of
from analysis.ledger.figures import DRIFT
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Folder
from analysis.statements.main import statements
from analysis.swedish import capital, listed, uncapital
from analysis.vocabulary.numerals import MONEY_UNITS

_LONGEST = 31  # letters of a sheet's name
_NEVER = {"%", "år", "index", "ggr"}  # units that no cost is the product of
_VOLUMES, _STAFF_TABLE = "volym", "personal"
FILES = (SUBJECTS, SPLITS)
_SAME = {SUBJECTS.name: ("sheet", "kind", "what", "board"), SPLITS.name: ("cost", "quantity", "board")}


class Line(NamedTuple):
    """A printed line that is the only one of its label: what measures it year by year."""

    label: str
    kind: str
    entries: tuple[Entry, ...]

    @property
    def unit(self) -> str:
        """Return the unit of its figures."""
        return self.entries[0].row["unit"]

    @property
    def own(self) -> str:
        """Return its label without the line that it is a part of."""
        return self.label.rpartition(" > ")[2]


class Found(NamedTuple):
    """The rows that are proposed, by the name of their file, and what was seen and not proposed, in Swedish."""

    rows: dict[str, list[dict[str, str]]]
    doubts: list[str]


def find_drafts(folder: Folder) -> Found:
    """Propose subjects and splits of a board, none that it has or has turned down already.

    A cost is split where a volume's label has all the words that say what the cost is, counts something, and fits no
    other cost. A printed price is used where quantity × price is the cost in every year that prints all three.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> find_drafts(opened()).rows["splits.csv"]
    []
    """
    words, lines = load_words(folder), _lines(folder)
    totals = {one.total.post for one in statements(folder)}
    costs = [one for one in lines if one.kind == DRIFT and one.label not in totals and _is_cost(one)]
    subjects, splits, doubts = list[dict[str, str]](), list[dict[str, str]](), list[str]()
    known = folder.boards.known
    board = folder.boards.choices[known.index(folder.board)] if folder.board and len(known) > 1 else ""
    answered = {row["quantity"].casefold() for row in rows_at_hand(SPLITS, folder) if row.get("board", "") == board}
    volumes = [one for one in lines if one.kind == _VOLUMES]
    pairs = _paired(costs, volumes, words, unsure := dict[str, str]())
    doubts += [said for label, said in unsure.items() if label.casefold() not in answered]
    for cost in costs:
        volumes = [volume for other, volume in pairs if other is cost]
        if volumes:
            prices = [_price(cost, volume, lines, words) for volume in volumes]
            subjects += _of_a_split(cost, volumes, prices)
            splits += [_split(cost, *one) for one in zip(volumes, prices, strict=True)]
        if words.begins(cost.own, HIRED):
            subjects += [*_of_a_line(cost), *_staffing(cost, lines, words, doubts)]
    return Found(
        {file.name: _new(file, rows, board, folder) for file, rows in ((SUBJECTS, subjects), (SPLITS, splits))}, doubts
    )


def rows_at_hand(file: CsvFile, folder: Folder) -> list[CsvRow]:
    """Return all rows of a file and of its sheet in the workbook, those that do not count among them."""
    path = folder.path / file.name
    own = read_rows(path, file.names, file.optional) if path.is_file() else []
    sheet = sheet_rows(folder.path, file.name, file.names, file.optional)
    return [*own, *(CsvRow(row.cells, row.line) for row in sheet)]


def _new(file: CsvFile, rows: Sequence[dict[str, str]], board: str, folder: Folder) -> list[dict[str, str]]:
    """Fill in the rows of a file, and leave out those that are there in any form."""

    def key(row: dict[str, str]) -> tuple[str, ...]:
        return tuple(row.get(name, "").casefold() for name in _SAME[file.name])

    known = {key(row) for row in rows_at_hand(file, folder)}
    empty = dict.fromkeys(file.names, "") | {"board": board, DRAFT: PROPOSED}
    full = {key(one): one for row in rows if key(one := empty | row) not in known}
    return list(full.values())


def _lines(folder: Folder) -> list[Line]:
    """Gather the lines that a concept may name by their label alone."""
    found = list[Line]()
    for kind, label in lines_by_label(folder):
        try:
            entries = tuple(entries_of(label, folder))
        except DataError:  # concepts.csv has it under another name, or several tables print it
            continue
        found.append(Line(label, kind, entries))
    return found


def _is_cost(line: Line) -> bool:
    values = [one.quantity.value for one in line.entries if one.quantity]
    return line.unit == "tkr" and bool(values) and max(values) < 0


def _is_counted(line: Line, words: Words) -> bool:
    return line.unit not in {*_NEVER, *MONEY_UNITS} and words.is_volume(line.own) and not words.is_price(line.own)


def _paired(
    costs: Sequence[Line], volumes: Sequence[Line], words: Words, doubts: dict[str, str]
) -> list[tuple[Line, Line]]:
    """Pair each volume with the only cost that it fits; tell of those that fit several, or only in part."""
    pairs = list[tuple[Line, Line]]()
    for volume in volumes:
        if not _is_counted(volume, words):
            continue
        shared = [(cost, *words.shared(cost.own, volume.own)) for cost in costs]
        whole = [cost for cost, many, common in shared if many and common == many]
        partly = [cost for cost, many, common in shared if 0 < common < many]
        if len(whole) == 1:
            pairs.append((whole[0], volume))
        elif whole or len(partly) == 1:
            names = listed([f"”{cost.label}”" for cost in whole or partly])
            why = "kan höra till flera rader" if whole else "delar bara en del av namnet med raden"
            doubts[volume.label] = f"Volymen ”{volume.label}” {why}: {names}. Den är inget utkast."
    return pairs


def _price(cost: Line, volume: Line, lines: Sequence[Line], words: Words) -> str:
    """Return the only printed price that gives the cost; nothing where none or several do."""
    found = [
        one.label
        for one in lines
        if one.kind == _VOLUMES and one.unit in MONEY_UNITS and words.is_price(one.own)
        if len({*words.shared(cost.own, one.own)}) == 1 and _gives(cost, volume, one)
    ]
    return found[0] if len(found) == 1 else ""


def _gives(cost: Line, volume: Line, price: Line) -> bool:
    """Tell whether quantity × price is the cost within rounding in every year that prints all three."""
    years = [{one.year: one for one in line.entries if one.quantity} for line in (cost, volume, price)]
    common = set.intersection(*(set(one) for one in years))
    return bool(common) and all(_holds(*(one[year] for one in years)) for year in common)


def _holds(cost: Entry, volume: Entry, price: Entry) -> bool:
    if cost.quantity is None or volume.quantity is None or price.quantity is None:
        return False
    amount, room = cost.quantity.within(parse_unit("tkr"))
    many, step = volume.quantity.value, volume.quantity.tolerance
    one, slack = price.quantity.within(parse_unit("tkr"))
    most: Decimal = room + abs(many) * slack + abs(one) * step + step * slack
    return abs(abs(amount) - abs(many * one)) <= most


def _sheet(line: Line) -> str:
    """Name a sheet by a line: whole words of it, without the signs that no sheet may have."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\']", " ", line.own).split())
    if len(plain) <= _LONGEST:
        return capital(plain)
    short = plain[: _LONGEST + 1].rpartition(" ")[0] or plain[:_LONGEST]
    return capital(short.rstrip(" ,–-"))


def _row(sheet: str, kind: str, what: str) -> dict[str, str]:
    return {"sheet": sheet, "kind": kind, "what": what}


def _of_a_line(cost: Line) -> list[dict[str, str]]:
    return [_row(_sheet(cost), kind, cost.label) for kind in (CONCEPT, CHART, LINE)]


def _of_a_split(cost: Line, volumes: Sequence[Line], prices: Sequence[str]) -> Iterator[dict[str, str]]:
    yield from _of_a_line(cost)
    for what in dict.fromkeys([*(one.label for one in volumes), *filter(None, prices)]):
        yield _row(_sheet(cost), CONCEPT, what)
        yield _row(_sheet(cost), VOLUME, what)


def _split(cost: Line, volume: Line, price: str) -> dict[str, str]:
    name = f"{capital(cost.own)}: {uncapital(volume.own)}"
    return {"split": name, "sheet": _sheet(cost), "cost": cost.label, "quantity": volume.label, "price": price}


def _staffing(hired: Line, lines: Sequence[Line], words: Words, doubts: list[str]) -> Iterator[dict[str, str]]:
    """Set hired staff against salaries, where one line is the salaries; full-time equivalents where one line is."""
    rows = list[dict[str, str]]()
    for kind, table in ((SALARY, DRIFT), (UNPAID, DRIFT), (STAFF, _STAFF_TABLE)):
        found = [one for one in lines if one.kind == table and words.begins(one.own, kind)]
        if kind == STAFF:
            found = [one for one in found if one.unit == "årsarbetare"]
        if len(found) == 1:
            rows.append(_row(_sheet(hired), kind, found[0].label))
        elif found:
            names = listed([f"”{one.label}”" for one in found])
            doubts.append(f"Flera rader kan vara {kind} för ”{hired.label}”: {names}. Ingen av dem är ett utkast.")
    if any(row["kind"] in {SALARY, UNPAID} for row in rows):
        yield _row(_sheet(hired), HIRED, hired.label)
        yield from rows
