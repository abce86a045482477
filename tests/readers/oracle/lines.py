"""Printed lines that know what they carry, and the truth that follows from those that are left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tests.readers.oracle.heads import PERIOD, ROLE, YEAR, Head
from tests.readers.oracle.tables import Item, Model
from tests.readers.oracle.truth import Column, Printed, Row

PROSE, TITLE, HEAD, ROW, HEADING, FOOT, PAGE, BLANK = (
    *("prose", "title", "head", "row", "heading", "foot", "page", "blank"),
)
Told = frozenset[tuple[int, str]]


class Line(NamedTuple):
    """A printed line.

    ``item`` is the line of the table it belongs to, ``label`` the part of the label and ``places`` the columns whose
    cells stand in it; ``told`` is what it says of columns, ``copy`` which print of the head it belongs to; ``cells``
    holds the cells of a line of a grid, with ``spans`` of them that reach over several (first, last).
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


def told_by(heads: Sequence[Head]) -> Told:
    """List all that a head says of its columns."""
    return frozenset(
        (at, piece.tells) for at, head in enumerate(heads) for piece in (*head.pieces, *head.banner)
    )


def printed_of(model: Model, lines: Sequence[Line]) -> Printed:
    """Say what the lines that are left print of a table; lines are counted from 1."""
    columns = tuple(_columns(model, lines))
    has_unit = any(line.has_unit for line in lines) or model.unit_place == "cells"
    rows, heading = list[Row](), ""
    for at, item in enumerate(model.items):
        own = [(place, line) for place, line in enumerate(lines, 1) if line.item == at]
        if not item.cells:
            heading = " ".join(line.label for _, line in own) if own else heading
            continue
        if item.starts:
            heading = ""
        places = {place for _, line in own for place in line.places}
        if not places:
            continue
        cells = tuple(cell if place in places else cell._replace(value=None, text="") for place, cell in enumerate(item.cells))
        if not any(cell.text for cell in cells):
            continue
        first = next(place for place, line in own if line.places)
        rows.append(Row(_labels(item, [line.label for _, line in own if line.label]), heading, cells, first))
    return Printed(model.unit if has_unit and model.unit else None, columns, tuple(rows))


def _labels(item: Item, parts: Sequence[str]) -> tuple[str, ...]:
    """Say what the label may be: with its code or without; a hyphen at a line's end may be of the word or of the line."""
    whole = joined(parts)
    found = [whole]
    if item.code and whole.startswith(f"{item.code} "):
        found.append(whole.removeprefix(f"{item.code} "))
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


def _columns(model: Model, lines: Sequence[Line]) -> list[Column]:
    copies = sorted({line.copy for line in lines if line.what == HEAD})
    told = [frozenset[tuple[int, str]]().union(*(line.told for line in lines if line.copy == copy)) for copy in copies]
    everywhere = frozenset.intersection(*told) if told else frozenset()
    somewhere = frozenset[tuple[int, str]]().union(*told)
    titled = any(str(model.year) in line.text for line in lines if line.what in {TITLE, PROSE, PAGE})
    years = {head.year for at, head in enumerate(model.heads) if (at, YEAR) in somewhere}
    return [
        Column(
            " ".join(piece.text for piece in (*head.banner, *head.pieces)),
            _roles(head, at, everywhere, somewhere),
            _years(model, head, (at, YEAR) in everywhere, (at, YEAR) in somewhere, years, titled=titled),
            head.month if (at, PERIOD) in somewhere else None,
            is_share=head.is_share and (at, ROLE) in somewhere,
            words=head.words if {(at, tells) for tells in (ROLE, YEAR) if _has(head, tells)} <= everywhere else (),
            has_period=(at, PERIOD) in everywhere,
        )
        for at, head in enumerate(model.heads)
    ]


def _has(head: Head, tells: str) -> bool:
    return any(piece.tells == tells for piece in (*head.pieces, *head.banner))


def _roles(head: Head, at: int, everywhere: Told, somewhere: Told) -> frozenset[str]:
    """Give what the role may be called; where no word of the head says it, it is nothing."""
    if not _has(head, ROLE):  # bare years, bare months
        return frozenset({"", "utfall"})
    if (at, ROLE) in everywhere:
        return head.roles
    return head.roles | {""} if (at, ROLE) in somewhere else frozenset({""})


def _years(
    model: Model, head: Head, always: bool, sometimes: bool, years: set[int | None], *, titled: bool
) -> frozenset[int | None]:
    is_written = any(piece.tells == YEAR and re.fullmatch(r"\d{4}", piece.text) for piece in (*head.pieces, *head.banner))
    if always and is_written:
        in_own = any(piece.tells == YEAR for piece in head.pieces)
        return frozenset({head.year}) if in_own or len(years) > 1 else frozenset({head.year, None})
    if sometimes or titled or head.year in years or (model.year in years):
        return frozenset({head.year, None})
    return frozenset({None})
