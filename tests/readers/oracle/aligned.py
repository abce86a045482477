"""Columns that stand below each other, as ``pdftotext -layout`` writes them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.readers.oracle.heads import Head, Piece
from tests.readers.oracle.lines import BLANK, HEAD, HEADING, ROW, Line, Told
from tests.readers.oracle.tables import Model
from tests.readers.oracle.texts import Setting, assemble, banners, broken_word, label_of, texts_of, wrapped

Stack = list[list[Piece]]  # the words of a head, line by line


def layout_lines(model: Model, chance: random.Random) -> list[Line]:
    """Lay out a table in columns of characters."""
    stacks = [_stack(head, chance) for head in model.heads]
    rows = [texts_of(item) for item in model.items if item.cells]
    gap, left = chance.randint(2, 7), chance.choice((0, 0, 0, 4))
    limit = chance.choice((60, 60, 26, 20))
    labels = [wrapped(label_of(item), limit) for item in model.items]
    width = max(len(part) for parts in [*labels, [model.corner]] for part in parts) + gap
    widths = [
        max(*(len(row[at]) for row in rows), *(len(_text(level)) for level in stack)) + gap
        for at, stack in enumerate(stacks)
    ]
    side = chance.choice(("right", "right", "right", "left", "centre"))
    page = _Page(left, width, widths, gap, side)
    head = [*_banner(model, page), *_heads(model, stacks, page, chance.choice(("bottom", "bottom", "top", "middle")))]
    holder = chance.choice(("first", "last", "last", "middle"))
    blank, spread = chance.random() < 0.1, chance.random() < 0.2
    body = list[list[Line]]()
    for at, (item, parts) in enumerate(zip(model.items, labels, strict=True)):
        if not item.cells:
            lead = [Line("", BLANK)] if spread else []
            body.append([*lead, *(Line(" " * left + part, HEADING, at, part) for part in parts)])
            continue
        place = {"first": 0, "last": len(parts) - 1, "middle": len(parts) // 2}[holder]
        figures = page.row(texts_of(item))
        body.append(
            [
                Line(
                    page.line(part, figures if one == place else ""),
                    ROW,
                    at,
                    part,
                    tuple(range(len(item.cells))) if one == place else (),
                )
                for one, part in enumerate(parts)
            ]
        )
    return assemble(model, head, body, chance, Setting(blank))


class _Page:
    """Where columns stand."""

    def __init__(self, left: int, width: int, widths: Sequence[int], gap: int, side: str) -> None:
        self.left, self.width, self.widths, self.gap, self.side = left, width, widths, gap, side

    def row(self, texts: Sequence[str]) -> str:
        return "".join(text.rjust(width) for text, width in zip(texts, self.widths, strict=True))

    def heads(self, texts: Sequence[str]) -> str:
        return "".join(self._head(text, width) for text, width in zip(texts, self.widths, strict=True))

    def _head(self, text: str, width: int) -> str:
        inner = width - self.gap
        placed = {"right": text.rjust, "left": text.ljust, "centre": text.center}[self.side](inner)
        return " " * self.gap + placed

    def line(self, label: str, rest: str) -> str:
        return (" " * self.left + label.ljust(self.width) + rest).rstrip()

    def edge(self, at: int) -> int:
        return sum(self.widths[:at])


def _stack(head: Head, chance: random.Random) -> Stack:
    """Break the words of a head over lines."""
    pieces = list(head.pieces)
    if chance.random() < 0.03:
        return broken_word(pieces)
    if len(pieces) < 2 or chance.random() < 0.5:
        return [pieces]
    cut = chance.randint(1, len(pieces) - 1)
    return [pieces[:cut], pieces[cut:]]


def _text(level: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in level)


def _banner(model: Model, page: _Page) -> list[Line]:
    names = banners(model.heads)
    if not names:
        return []
    text, told = "", frozenset[tuple[int, str]]()
    for first, last, words, said in names:
        room = page.edge(last + 1) - page.edge(first)
        text = text.ljust(page.edge(first)) + words.center(room)
        told |= said
    return [Line(page.line("", text), HEAD, told=told)]


def _heads(model: Model, stacks: Sequence[Stack], page: _Page, edge: str) -> list[Line]:
    height = max(len(stack) for stack in stacks)
    lines, corner_at = list[Line](), height - 1 if edge != "top" else 0
    for level in range(height):
        texts, told = list[str](), set[tuple[int, str]]()
        has_unit = False
        for at, stack in enumerate(stacks):
            start = {"bottom": height - len(stack), "top": 0, "middle": (height - len(stack)) // 2}[edge]
            pieces = stack[level - start] if 0 <= level - start < len(stack) else []
            texts.append(_text(pieces))
            told |= {(at, piece.tells) for piece in pieces}
            has_unit |= any(piece.tells == "unit" for piece in pieces)
        corner = model.corner if level == corner_at else ""
        has_unit |= bool(corner) and model.unit_place == "corner"
        lines.append(Line(page.line(corner, page.heads(texts)), HEAD, told=_frozen(told), has_unit=has_unit))
    return lines


def _frozen(told: set[tuple[int, str]]) -> Told:
    return frozenset(told)
