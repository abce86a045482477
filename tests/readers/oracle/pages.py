"""Pages of a PDF: columns at their places, wrapped labels and heads, pages that end."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from tests.pdf_files import Text, make_pdf
from tests.readers.oracle.lines import HEAD, PAGE, Line, runs_of

_ADVANCE = {  # of Helvetica, in thousandths
    sign: wide
    for wide, signs in {
        222: "il",
        278: " ,.:;/!\u00a0tfI",
        300: "jr",
        333: "-()",
        389: "*",
        500: "cksvxyzJ",
        584: "+",
        611: "FT",
        667: "BEKAPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "mM",
        889: "%",
        944: "W",
    }.items()
    for sign in signs
}
_LEFT, _TOP, _BOTTOM, _ROOM = 56.0, 780.0, 70.0, 483.0  # of the page, in points


class _Look(NamedTuple):
    """How the tables of a file look."""

    size: float
    pitch: float
    gap: float
    heads: str  # right, left, centre
    holder: str  # which line of a wrapped label its figures stand in
    label: float  # the widest line of a label
    minus: str  # whole, apart, or at the left edge of its cell


def advance(text: str, size: float) -> float:
    """Say how wide a text is in Helvetica."""
    return sum(_ADVANCE.get(sign, 556) for sign in text) * size / 1000


def pdf_file(lines: Sequence[Line], chance: random.Random) -> bytes:
    """Write pages."""
    size = chance.choice((8.0, 9.0, 10.0))
    look = _Look(
        size,
        size * chance.uniform(1.25, 1.8),
        chance.uniform(10, 24),
        chance.choice(("right", "right", "left", "centre")),
        chance.choice(("first", "first", "last", "middle")),
        chance.choice((190.0, 150.0, 110.0)),
        chance.choice(("whole",) * 12 + ("apart", "edge")),
    )
    paper = _Paper(look)
    for is_table, run in runs_of(lines):
        if is_table:
            paper.table(run)
        else:
            paper.prose(run)
    return make_pdf(*paper.pages)


class _Paper:
    """The pages, and where the next line stands."""

    def __init__(self, look: _Look) -> None:
        self.look, self.pages, self._y = look, [list[Text]()], _TOP

    def prose(self, lines: Sequence[Line]) -> None:
        for line in lines:
            if line.what == PAGE:
                self._end(line.text)
                continue
            for part in _broken(_latin(line.text), _ROOM, self.look.size):
                self._put([(_LEFT, part)])
        self._y -= self.look.pitch * 0.6

    def table(self, lines: Sequence[Line]) -> None:
        look = self.look
        edges = _edges(lines, look)
        if edges[-1][1] > _LEFT + _ROOM:  # smaller, so that it fits the page
            look = look._replace(size=6.5, gap=8, label=100)
            edges = _edges(lines, look)
        for line in lines:
            if line.what == PAGE:
                self._end(line.text)
                continue
            for texts in _physical(line, edges, look):
                self._put(texts, look.size)
        self._y -= look.pitch * 0.6

    def _put(self, texts: Sequence[tuple[float, str]], size: float = 0) -> None:
        if self._y < _BOTTOM:
            self.pages.append([])
            self._y = _TOP
        self.pages[-1] += [Text(round(x, 2), round(self._y, 1), text, size or self.look.size) for x, text in texts]
        self._y -= self.look.pitch

    def _end(self, running: str) -> None:
        self.pages[-1].append(Text(_LEFT, 36, _latin(running), 8))
        self.pages.append([])
        self._y = _TOP


def _broken(text: str, room: float, size: float) -> list[str]:
    """Wrap a text between its words."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and advance(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _edges(lines: Sequence[Line], look: _Look) -> list[tuple[float, float]]:
    """Place columns, the left and the right edge of each: as wide as their widest number and the longest word of their head."""
    width = max(len(line.cells) for line in lines)
    edges, at = list[tuple[float, float]](), _LEFT
    for place in range(width):
        room = 18.0 if place else 40.0
        for line in lines:
            if place >= len(line.cells) or any(first <= place <= last for first, last in line.spans):
                continue
            text = _latin(line.cells[place])
            parts = (
                text.split(" ") if line.what == HEAD else _broken(text, look.label, look.size) if not place else [text]
            )
            room = max(room, *(advance(part, look.size) for part in parts))
        edges.append((at, at + room + 1))
        at += room + 1 + look.gap
    return edges


def _physical(line: Line, edges: Sequence[tuple[float, float]], look: _Look) -> list[list[tuple[float, str]]]:
    """Break a line of a grid into lines of the page, each with places and texts."""
    is_head = line.what == HEAD
    stacks = list[list[str]]()
    for place, cell in enumerate(line.cells):
        left = edges[place][0]
        last = next((last for first, last in line.spans if first == place), place)
        stacks.append(
            _broken(_latin(cell), edges[last][1] - left + 0.5, look.size) if is_head or not place else [_latin(cell)]
        )
    height = max(len(stack) for stack in stacks)
    found = list[list[tuple[float, str]]]([] for _ in range(height))
    for place, stack in enumerate(stacks):
        start = height - len(stack) if is_head else 0
        if place and not is_head:
            start = {"first": 0, "last": height - 1, "middle": height // 2}[look.holder]
        for level, text in enumerate(stack, start):
            if text:
                found[level] += _placed(line, place, text, edges, look)
    return found


def _placed(
    line: Line, place: int, text: str, edges: Sequence[tuple[float, float]], look: _Look
) -> list[tuple[float, str]]:
    left, right = edges[place]
    wide = advance(text, look.size)
    last = next((last for first, last in line.spans if first == place), place)
    if last > place:
        return [(max(left, (left + edges[last][1] - wide) / 2), text)]
    if place == 0 or (line.what == HEAD and look.heads == "left"):
        return [(left, text)]
    if line.what == HEAD and look.heads == "centre":
        return [((left + right - wide) / 2, text)]
    x = right - wide
    if text[0] in "-–" and text[1:2].isdigit() and look.minus != "whole":
        sign = advance(text[0], look.size)
        return [(x if look.minus == "apart" else left, text[0]), (x + sign, text[1:])]
    return [(x, text)]


def _latin(text: str) -> str:
    """Write with the signs that the file's font has."""
    return text.replace("−", "-").replace("\u202f", "\u00a0")
