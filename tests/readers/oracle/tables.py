"""Random tables: title, unit, head, rows that add up, headings, totals, footnotes."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tests.readers.oracle import words
from tests.readers.oracle.figures import (
    FINE,
    Amounts,
    Signs,
    Style,
    fill,
    line_amounts,
    make_style,
    printed_cells,
    total,
)
from tests.readers.oracle.heads import MORE, NOTE, Head, Piece, make_heads
from tests.readers.oracle.truth import Cell


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the table: a heading (no cells) or a row.

    ``mark`` is a footnote mark behind the label, ``number_mark`` one behind the figure in the last column; ``gone`` is
    the place of a cell that a file with cells leaves out altogether.
    """

    label: str
    cells: tuple[Cell, ...] = ()
    code: str = ""
    mark: str = ""
    number_mark: str = ""
    is_total: bool = False
    starts: bool = False  # nothing above it is its heading any more
    gone: int | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A table before it is laid out."""

    title: str
    unit: str | None
    unit_place: str  # title, line, corner, heads, cells, or empty
    corner: str
    heads: tuple[Head, ...]
    items: tuple[Item, ...]
    style: Style
    year: int
    turn: tuple[int, int] | None = None  # see `Printed`
    footnotes: tuple[str, ...] = ()
    section: str = ""
    traits: tuple[str, ...] = field(default=())


def make_model(chance: random.Random) -> Model:
    """Make a table."""
    about = chance.choices(("drift", "investering", "volym"), (8, 2, 1))[0]
    year = chance.randint(2017, 2026)
    unit = None if about == "volym" else chance.choice(("tkr",) * 6 + ("mnkr",) * 3 + ("kr",) + ("mkr",))
    style = make_style(chance, "mnkr" if unit == "mkr" else unit)
    heads = make_heads(chance, about, year)
    signs = Signs(chance.choice((-1, -1, 1)), chance.choice((1, 1, -1)))
    if about == "volym":
        signs = Signs(1, 1)
    items = _items(chance, about, heads, signs, style)
    place = chance.choice(("title",) * 6 + ("line", "line", "corner", "corner", "heads")) if unit else ""
    place = "cells" if style.unit else place
    model = Model(
        title=_title(chance, about, year, unit if place == "title" else None),
        unit=unit,
        unit_place=place,
        corner=_corner(chance, unit if place == "corner" else None),
        heads=_with_unit(heads, unit) if place == "heads" and unit else heads,
        items=items,
        style=style,
        year=year,
        turn=None if about == "volym" else (-signs.cost, -signs.cost * signs.deviation),
        section=f"{chance.randint(1, 6)}.{chance.randint(1, 4)} {chance.choice(words.SECTIONS)}"
        if chance.random() < 0.4
        else "",
    )
    model = _with_footnotes(chance, model)
    return _with_notes(chance, model) if about == "drift" and chance.random() < 0.06 else model


def _with_notes(chance: random.Random, model: Model) -> Model:
    """Put a column with the numbers of notes before the others."""
    head = Head(NOTE, (Piece("Not", MORE),), frozenset({""}), None)
    items, in_order, last = list[Item](), chance.random() < 0.6, 0
    for item in model.items:
        has_note = not item.is_total and bool(item.cells) and chance.random() < 0.8
        last += has_note
        text = str(last if in_order else chance.randint(1, 24)) if has_note else ""
        cell = Cell(Decimal(text) if text else None, text)
        items.append(replace(item, cells=(cell, *item.cells)) if item.cells else item)
    return replace(model, heads=(head, *model.heads), items=tuple(items))


def _with_unit(heads: Iterable[Head], unit: str) -> tuple[Head, ...]:
    return tuple(one if one.is_share else one._replace(pieces=(*one.pieces, Piece(unit, "unit"))) for one in heads)


def _title(chance: random.Random, about: str, year: int, unit: str | None) -> str:
    title = chance.choice(words.TITLES[about])
    title = f"{title} {year}" if chance.random() < 0.25 else title
    forms = (" ({})", " ({})", ", {}", " (belopp i {})", " i {}")
    return title + (chance.choice(forms).format(unit) if unit else "")


def _corner(chance: random.Random, unit: str | None) -> str:
    if unit:
        return chance.choice(("Belopp i {}", "{}", "({})", "Belopp {}")).format(unit)
    return chance.choice(words.CORNERS)


def _items(chance: random.Random, about: str, heads: tuple[Head, ...], signs: Signs, style: Style) -> tuple[Item, ...]:
    maker = _Maker(chance, heads, signs, style)
    if about == "volym":
        return maker.flat(words.VOLUMES, chance.randint(2, 6), ends=False)
    if about == "investering":
        return maker.flat(words.PROJECTS, chance.randint(2, 8), ends=chance.random() < 0.8)
    shape = chance.random()
    if shape < 0.5:
        return maker.flat(words.PLAIN, chance.randint(2, 14), ends=chance.random() < 0.85)
    return maker.grouped() if shape < 0.75 else maker.statement()


class _Maker:
    """Makes the rows of one table."""

    def __init__(self, chance: random.Random, heads: tuple[Head, ...], signs: Signs, style: Style) -> None:
        self._chance, self._heads, self._signs, self._style = chance, heads, signs, style
        self._largest = chance.uniform(2.2, 5.6) if style.decimals else chance.uniform(2.5, 6.0)
        self._coded, self._digits = chance.random() < 0.1, chance.choice((1, 4))
        self._empty = chance.choice((0, 0, 0.05, 0.15))
        self._long, self._tricky = chance.choice((0, 0, 0.2, 0.5)), chance.choice((0, 0, 0.1, 0.2))
        self._used = set[str]()
        self._noise = chance.random() < 0.3

    def flat(self, labels: tuple[str, ...], count: int, *, ends: bool) -> tuple[Item, ...]:
        rows = [self._amounts(is_income=self._chance.random() < 0.1) for _ in range(count)]
        items = [self._item(self._label(labels), row) for row in rows]
        if not ends:
            return tuple(items)
        last = self._total(self._chance.choice(("Summa", "Summa", "Totalt", "Nettokostnad", "Total")), rows)
        if self._chance.random() < 0.07:
            return (last, *items)
        return (*self._with_parts(items, rows), last)

    def grouped(self) -> tuple[Item, ...]:
        items, all_rows = list[Item](), list[Amounts]()
        for name in self._chance.sample(words.GROUPS, self._chance.randint(2, 3)):
            rows = [self._amounts(is_income=False) for _ in range(self._chance.randint(1, 4))]
            items.append(Item(name, starts=True))
            items += [self._item(self._label(words.PLAIN), row) for row in rows]
            if self._chance.random() < 0.8:
                items.append(self._total(f"Summa {name.lower()}", rows))
            all_rows += rows
        return (
            *items,
            replace(
                self._total(self._chance.choice(("Totalt", "Summa totalt", "Nettokostnad")), all_rows), starts=True
            ),
        )

    def statement(self) -> tuple[Item, ...]:
        incomes = [self._amounts(is_income=True) for _ in range(self._chance.randint(1, 3))]
        costs = [self._amounts(is_income=False) for _ in range(self._chance.randint(1, 4))]
        net = self._chance.choice(("Nettokostnad", "Netto", "Totalt", "Resultat", "Summa"))
        if self._chance.random() < 0.5:
            items = [self._total("Intäkter", incomes), self._total("Kostnader", costs)]
            return (
                *self._with_parts(items, [total(incomes, len(self._heads)), total(costs, len(self._heads))]),
                self._total(net, [*incomes, *costs]),
            )
        first = [self._item(self._label(words.INCOME), row) for row in incomes]
        second = [self._item(self._label(words.COST), row) for row in costs]
        return (
            *(Item("Intäkter", starts=True), *first, self._total("Summa intäkter", incomes)),
            *(Item("Kostnader", starts=True), *second, self._total("Summa kostnader", costs)),
            replace(self._total(net, [*incomes, *costs]), starts=True),
        )

    def _with_parts(self, items: list[Item], rows: list[Amounts]) -> list[Item]:
        if self._chance.random() < 0.8:
            return items
        found = list[Item]()
        for item, row in zip(items, rows, strict=True):
            found.append(item)
            if self._chance.random() < 0.3:
                share = self._chance.uniform(0.1, 0.7)
                part = {at: None if one is None else int(one * share) for at, one in row.items()}
                found.append(self._item(f"varav {self._chance.choice(words.PARTS)}", part))
        return found

    def _label(self, labels: tuple[str, ...]) -> str:
        pool = labels
        if labels is words.PLAIN:
            roll = self._chance.random()
            pool = words.LONG if roll < self._long else words.TRICKY if roll > 1 - self._tricky else labels
        left = [one for one in pool if one not in self._used] or [
            f"{self._chance.choice(pool)} {chr(65 + len(self._used) % 26)}"
        ]
        label = self._chance.choice(left)
        self._used.add(label)
        return label

    def _amounts(self, *, is_income: bool) -> Amounts:
        amounts = line_amounts(self._chance, self._heads, self._signs, is_income=is_income, largest=self._largest)
        if not self._noise:
            amounts = {at: one and round(one / FINE) * FINE for at, one in amounts.items()}
        for at in list(amounts):
            if self._chance.random() < self._empty and sum(one is not None for one in amounts.values()) > 1:
                amounts[at] = None
        return amounts

    def _item(self, label: str, amounts: Amounts) -> Item:
        cells = printed_cells(self._heads, fill(self._heads, amounts, self._signs), self._style)
        code = (
            f"{self._chance.randint(100, 9999):0{self._digits}}"
            if self._coded and not label.startswith("varav")
            else ""
        )
        return Item(label, cells, code)

    def _total(self, label: str, rows: list[Amounts]) -> Item:
        amounts = total(rows, len(self._heads))
        cells = printed_cells(self._heads, fill(self._heads, amounts, self._signs), self._style)
        return Item(label, cells, is_total=True)


def _with_footnotes(chance: random.Random, model: Model) -> Model:
    """Mark a label or a figure, and explain the mark below the table."""
    if chance.random() > 0.12:
        return model
    mark = chance.choice(("1)", "*", "¹", "**", " 1)"))
    if model.style.decimals in {1, 2} and not model.style.unit and chance.random() < 0.2:
        mark = "1"  # a raised figure that lost its place
    at = chance.choice([place for place, item in enumerate(model.items) if item.cells])
    item = model.items[at]
    is_last = item.cells[-1].value is not None and not item.cells[-1].unit and model.style.minus not in {"()", "behind"}
    is_label = mark != "1" and (chance.random() < 0.6 or not is_last)
    if mark == "1" and not is_last:
        return model
    marked = replace(item, mark=mark) if is_label else replace(item, number_mark=mark)
    note = f"{mark.strip()} {chance.choice(words.FOOTNOTES)}"
    return replace(model, items=(*model.items[:at], marked, *model.items[at + 1 :]), footnotes=(note,))
