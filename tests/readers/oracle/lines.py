"""Printed lines that know what they carry, and the truth that follows from those that are left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from tests.readers.oracle.heads import NOTE, PERIOD, ROLE, YEAR, Head
from tests.readers.oracle.tables import Item, Model
from tests.readers.oracle.truth import Cell, Column, Printed, Row

PROSE, TITLE, HEAD, ROW, HEADING, FOOT, PAGE, BLANK = (
    *("prose", "title", "head", "row", "heading", "foot", "page", "blank"),
)
Told = frozenset[tuple[int, str]]


class Line(NamedTuple):
    """A printed line.

    ``item`` is the line of the table it belongs to, ``label`` the part of the label and ``places`` the columns whose
    cells stand in it; ``told`` is what it says of columns, ``copy`` which print of the head it belongs to; ``cells``
    holds the cells of a line of a grid, with ``spans`` of them that reach over several (first, last). A line that ``joins`` is
    printed behind the one above it.
    """

    text: str
    what: str
    item: int = -1
    label: str = ""
    places: tuple[int, ...] = ()
    told: Told = frozenset()
    copy: int = 0
    has_unit: bool = False
    cells: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    joins: bool = False


def runs_of(lines: Sequence[Line]) -> list[tuple[bool, list[Line]]]:
    """Part the lines of a document into runs of prose and tables."""
    found = list[tuple[bool, list[Line]]]()
    for line in lines:
        if line.what == BLANK:
            continue
        is_table = bool(line.cells)
        if found and found[-1][0] == is_table and not (line.what == HEAD and found[-1][1][-1].what != HEAD):
            found[-1][1].append(line)
        else:
            found.append((is_table, [line]))
    return found


def printed_of(model: Model, lines: Sequence[Line]) -> Printed:
    """Say what the lines that are left print of a table; lines are counted from 1."""
    has_unit = any(line.has_unit for line in lines) or model.unit_place == "cells"
    rows, heading, orphan, numbers = list[Row](), "", "", numbered(lines)
    for at, item in enumerate(model.items):
        own = [(place, line) for place, line in zip(numbers, lines, strict=True) if line.item == at]
        parts = [line.label for _, line in own if line.label]
        if not item.cells:
            heading = joined(parts) or heading
            continue
        heading = "" if item.starts else heading
        cells = _left(item, {place for _, line in own for place in line.places})
        if not any(cell.text for cell in cells):  # its figures are lost: what is left may belong to either neighbour
            orphan = joined(parts)
            if orphan and rows:
                rows[-1] = _or_called(rows[-1], [f"{label} {orphan}" for label in rows[-1].labels])
            continue
        first = next(place for place, line in own if line.places)
        row = Row(_labels(item, parts), heading, cells, first)
        if (
            not parts and at and not model.items[at - 1].cells
        ):  # its label is lost: the heading above may be taken for it
            row = _or_called(row, [heading])
        rows.append(_or_called(row, [f"{orphan} {label}".strip() for label in row.labels] if orphan else []))
        orphan = ""
    columns, rows = _without_notes(model, _columns(model, lines), rows)
    return Printed(model.unit if has_unit and model.unit else None, tuple(columns), tuple(rows), model.turn)


def numbered(lines: Sequence[Line]) -> list[int]:
    """Count lines from 1; one that joins stands in the line above it."""
    return list(accumulate(int(not line.joins) for line in lines))


def _without_notes(model: Model, columns: list[Column], rows: list[Row]) -> tuple[list[Column], list[Row]]:
    """Leave out the column of numbers of notes, which holds no money; such a number may be said with the label."""
    kept = [at for at, head in enumerate(model.heads) if head.key != NOTE]
    if len(kept) == len(columns):
        return columns, rows
    found = [
        _or_called(row, [f"{label} {row.cells[0].text}".strip() for label in row.labels])._replace(
            cells=tuple(row.cells[at] for at in kept)
        )
        for row in rows
    ]
    return [columns[at] for at in kept], [row for row in found if any(cell.text for cell in row.cells)]


def _left(item: Item, places: set[int]) -> tuple[Cell, ...]:
    return tuple(cell if at in places else Cell(None, "") for at, cell in enumerate(item.cells))


def _or_called(row: Row, labels: Sequence[str]) -> Row:
    return row._replace(labels=tuple(dict.fromkeys([*row.labels, *labels])))


def _labels(item: Item, parts: Sequence[str]) -> tuple[str, ...]:
    """Say what the label may be: with its code and its mark, or without."""
    whole = joined(parts)
    found = [whole]
    if item.code:
        is_with = whole.startswith(f"{item.code} ")
        found.append(whole.removeprefix(f"{item.code} ") if is_with else f"{item.code} {whole}")
    if item.mark:
        found += [one.removesuffix(item.mark).strip() for one in found]
    return tuple(dict.fromkeys(found))


def joined(parts: Sequence[str]) -> str:
    """Join the parts of a wrapped label."""
    text = ""
    for part in parts:
        if text.endswith("-") and part[:1].islower() and not part.startswith("och "):
            text = text[:-1] + part
        else:
            text = f"{text} {part}".strip()
    return text


class _Said(NamedTuple):
    """What the lines that are left say of columns: in every print of the head, in any; the years, and one in the title."""

    everywhere: Told
    somewhere: Told
    years: frozenset[int | None]
    titled: bool

    def column(self, head: Head, at: int, year: int) -> Column:
        needed = {(at, tells) for tells in (ROLE, YEAR) if _has(head, tells)}
        return Column(
            " ".join(piece.text for piece in (*head.banner, *head.pieces)),
            self._roles(head, at),
            self._years(head, at, year),
            head.month if (at, PERIOD) in self.somewhere else None,
            is_share=head.is_share and (at, ROLE) in self.somewhere,
            words=head.words if needed <= self.everywhere else (),
            has_period=(at, PERIOD) in self.everywhere,
        )

    def _roles(self, head: Head, at: int) -> frozenset[str]:
        """Give what the role may be called; where no word of the head says it, it is nothing."""
        if not _has(head, ROLE):  # bare years, bare months
            return frozenset({"", "utfall"})
        if (at, ROLE) in self.everywhere:
            return head.roles
        if (at, ROLE) in self.somewhere:
            return head.roles | {""}
        is_bare_year = (at, YEAR) in self.everywhere  # what is left is printed as any table of bare years
        return frozenset({"", "utfall"}) if is_bare_year else frozenset({""})

    def _years(self, head: Head, at: int, year: int) -> frozenset[int | None]:
        """Give what the year may be: the printed one; where it stands elsewhere in the table, that or none."""
        pieces = (*head.pieces, *head.banner)
        is_written = any(piece.tells == YEAR and re.fullmatch(r"\d{4}", piece.text) for piece in pieces)
        if (at, YEAR) in self.everywhere and is_written:
            in_own = any(piece.tells == YEAR for piece in head.pieces)
            return frozenset({head.year}) if in_own or len(self.years) > 1 else frozenset({head.year, None})
        is_near = (at, YEAR) in self.somewhere or self.titled or bool({head.year, year} & self.years)
        return frozenset({head.year, None}) if is_near else frozenset({None})


def _columns(model: Model, lines: Sequence[Line]) -> list[Column]:
    copies = sorted({line.copy for line in lines if line.what == HEAD})
    told = [_union(line.told for line in lines if line.copy == copy) for copy in copies]
    somewhere = _union(told)
    said = _Said(
        frozenset.intersection(*told) if told else frozenset(),
        somewhere,
        frozenset(head.year for at, head in enumerate(model.heads) if (at, YEAR) in somewhere),
        any(str(model.year) in line.text for line in lines if line.what in {TITLE, PROSE, PAGE}),
    )
    return [said.column(head, at, model.year) for at, head in enumerate(model.heads)]


def _union(told: Iterable[Told]) -> Told:
    return frozenset[tuple[int, str]]().union(*told)


def _has(head: Head, tells: str) -> bool:
    return any(piece.tells == tells for piece in (*head.pieces, *head.banner))
