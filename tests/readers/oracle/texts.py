"""Tables as text: a row a line, aligned as by ``pdftotext -layout``, a cell a line, rows broken over lines, tabs."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from tests.readers.oracle.heads import YEAR, Head, Piece
from tests.readers.oracle.lines import BLANK, HEAD, HEADING, PAGE, ROW, Line, Told
from tests.readers.oracle.tables import Item, Model
from tests.readers.oracle.words import RUNNING


def label_of(item: Item) -> str:
    """Write a label with its code and its mark."""
    return f"{item.code} {item.label}".strip() + item.mark


def texts_of(item: Item, *, gone: bool = False) -> list[str]:
    """Write the cells of a row, the last with its footnote mark; one that is gone leaves no place."""
    cells = [cell.text for cell in item.cells]
    if item.number_mark and cells:
        cells[-1] += item.number_mark
    if gone and item.gone is not None:
        del cells[item.gone]
    return cells


def table_lines(kind: str, model: Model, chance: random.Random) -> list[Line]:
    """Lay out head and rows in one of the kinds of text."""
    return {"text": _running, "broken": _broken, "cells": _cells, "tabs": _tabs}[kind](model, chance)


def pieces_of(head: Head) -> str:
    """Write the words of a column's head."""
    return " ".join(piece.text for piece in head.pieces)


def _told(at: int, pieces: Sequence[Piece]) -> Told:
    return frozenset((at, piece.tells) for piece in pieces)


def banners(heads: Sequence[Head]) -> list[tuple[int, int, str, Told]]:
    """List the names that stand over several columns: first, last, words, and what they tell."""
    found = list[tuple[int, int, str, Told]]()
    for at, head in enumerate(heads):
        if not head.banner:
            continue
        text = " ".join(piece.text for piece in head.banner)
        if found and found[-1][1] == at - 1 and found[-1][2] == text:
            first, _, _, told = found[-1]
            found[-1] = (first, at, text, told | _told(at, head.banner))
        else:
            found.append((at, at, text, _told(at, head.banner)))
    return found


def _banner_line(model: Model) -> list[Line]:
    names = banners(model.heads)
    if not names:
        return []
    told = frozenset[tuple[int, str]]().union(*(one[3] for one in names))
    return [Line(" ".join(one[2] for one in names), HEAD, told=told)]


def running_head(model: Model, chance: random.Random) -> list[Line]:
    """Write a head that lost its cells."""
    style = chance.choice(("line",) * 5 + ("own", "stacked", "stacked", "wrapped", "glued"))
    unit = model.unit_place == "corner"
    corner = [Line(model.corner, HEAD, has_unit=unit)] if model.corner else []
    columns = [(at, head.pieces) for at, head in enumerate(model.heads)]
    in_heads = model.unit_place == "heads"
    if style == "own":
        return [
            *(*corner, *_banner_line(model)),
            *(
                Line(" ".join(p.text for p in pieces), HEAD, told=_told(at, pieces), has_unit=in_heads)
                for at, pieces in columns
            ),
        ]
    if style == "stacked":
        levels = _levels(columns)
        lines = [_head_line(level, in_heads) for level in levels]
        return _headed(model, corner, [*_banner_line(model), *lines], chance)
    if style == "wrapped" and len(columns) > 2:
        cut = chance.randint(1, len(columns) - 1)
        return _headed(
            model,
            corner,
            [*_banner_line(model), *(_head_line(part, in_heads) for part in (columns[:cut], columns[cut:]))],
            chance,
        )
    line = _head_line(columns, in_heads)
    if style == "glued" and all(len(pieces) == 1 and pieces[0].text.isalpha() for _, pieces in columns):
        line = line._replace(text=line.text.replace(" ", ""))
    return _headed(model, corner, [*_banner_line(model), line], chance)


def broken_word(pieces: list[Piece]) -> list[list[Piece]]:
    """Break the first word of a head in two where it is long."""
    first, *rest = pieces
    if len(first.text) < 7 or not first.text.isalpha():
        return [pieces]
    cut = len(first.text) - 1 - len(rest)
    return [[first._replace(text=first.text[:cut])], [first._replace(text=first.text[cut:]), *rest]]


def _levels(columns: Sequence[tuple[int, Sequence[Piece]]]) -> list[list[tuple[int, Sequence[Piece]]]]:
    """Stack heads: the words of the role, then the rest."""
    first = [(at, [one for one in pieces if one.tells not in {YEAR, "unit"}]) for at, pieces in columns]
    second = [(at, [one for one in pieces if one.tells in {YEAR, "unit"}]) for at, pieces in columns]
    return [[one for one in level if one[1]] for level in (first, second) if any(one[1] for one in level)]


def _head_line(columns: Sequence[tuple[int, Sequence[Piece]]], has_unit: bool) -> Line:  # noqa: FBT001
    told = frozenset[tuple[int, str]]().union(*(_told(at, pieces) for at, pieces in columns))
    text = " ".join(piece.text for _, pieces in columns for piece in pieces)
    return Line(text, HEAD, told=told, has_unit=has_unit and any(p.tells == "unit" for _, ps in columns for p in ps))


def _headed(model: Model, corner: list[Line], lines: list[Line], chance: random.Random) -> list[Line]:
    """Put the head of the labels before the first line, on a line of its own, or before the last."""
    if not corner:
        return lines
    if chance.random() < 0.25:
        return [*corner, *lines]
    at = 0 if chance.random() < 0.5 else len(lines) - 1
    first = lines[at]
    unit = first.has_unit or model.unit_place == "corner"
    return [*lines[:at], first._replace(text=f"{model.corner} {first.text}", has_unit=unit), *lines[at + 1 :]]


def _running(model: Model, chance: random.Random) -> list[Line]:
    """Write a row a line, one blank between cells; long labels wrap before or behind their figures."""
    wrap = chance.choice((0, 0, 24, 32))
    behind, blank = chance.random() < 0.3, chance.random() < 0.25
    head, between = running_head(model, chance), chance.choice((" ",) * 9 + ("  ", "   "))
    rows = list[list[Line]]()
    for at, item in enumerate(model.items):
        parts = wrapped(label_of(item), wrap)
        if not item.cells:
            rows.append([Line(part, HEADING, at, part) for part in parts])
            continue
        figures = between.join(text for text in texts_of(item) if text)
        places = tuple(range(len(item.cells)))
        row = [Line(part, ROW, at, part) for part in parts]
        holder = 0 if behind else len(parts) - 1
        row[holder] = Line(f"{parts[holder]}{between}{figures}", ROW, at, parts[holder], places)
        rows.append(row)
    return assemble(model, head, rows, chance, Setting(blank))


def wrapped(label: str, width: int) -> list[str]:
    """Wrap a long label; where labels wrap, the word that makes a part may stand alone."""
    if width and label.startswith("varav ") and len(label) % 2:
        return ["varav", label.removeprefix("varav ")]
    if not width or len(label) <= width:
        return [label]
    return textwrap.wrap(label, width, break_long_words=False, break_on_hyphens=False)


class Setting(NamedTuple):
    """How rows are put together: blank lines between them, how many cells a line has, whether pages may end."""

    blank: bool = False
    cells: int = 0
    pages: bool = True


def assemble(
    model: Model, head: list[Line], rows: Sequence[list[Line]], chance: random.Random, setting: Setting
) -> list[Line]:
    """Put head and rows together; sometimes a page ends between rows and the head comes again."""
    gap = [Line("", BLANK)] if setting.blank else []
    head = [line._replace(copy=1) for line in head]
    lines = [*head, *([Line("", BLANK)] if setting.blank or chance.random() < 0.2 else [])]
    ends = setting.pages and len(rows) > 3 and chance.random() < 0.12
    breaks = chance.randrange(1, len(rows)) if ends else 0
    for at, row in enumerate(rows):
        if at and at == breaks:
            lines += _page_end(model, head, chance, setting.cells)
        lines += [*row, *gap]
    return lines


def _page_end(model: Model, head: list[Line], chance: random.Random, cells: int) -> list[Line]:
    running = chance.choice(RUNNING).format(chance.randint(2, 40), year=model.year)
    page = Line(running, PAGE, cells=(running, *[""] * cells) if cells else ())
    again = [line._replace(copy=2, has_unit=line.has_unit) for line in head] if chance.random() < 0.7 else []
    gap = [Line("", BLANK)] if chance.random() < 0.6 else []
    return [*gap, page, *gap, *again]


def _broken(model: Model, chance: random.Random) -> list[Line]:
    """Write rows that are broken over lines between their cells."""
    head = running_head(model, chance)
    rows = list[list[Line]]()
    for at, item in enumerate(model.items):
        label = label_of(item)
        if not item.cells:
            rows.append([Line(label, HEADING, at, label)])
            continue
        row = [Line(label, ROW, at, label)]
        for place, text in enumerate(texts_of(item)):
            last = row[-1]
            if text and chance.random() < 0.4:
                row.append(Line(text, ROW, at, "", (place,)))
            else:
                row[-1] = last._replace(text=f"{last.text} {text}".rstrip(), places=(*last.places, place))
        rows.append(row)
    lines = assemble(model, head, rows, chance, Setting(chance.random() < 0.3))
    if chance.random() < 0.06 and all(item.cells for item in model.items):  # a page on one line
        lines = [line for line in lines if line.what != BLANK]
        lines = [line._replace(joins=at > 0) for at, line in enumerate(lines)]
    return lines


def _cells(model: Model, chance: random.Random) -> list[Line]:
    """Write a cell a line; a cell without a number leaves no line."""
    corner = [Line(model.corner, HEAD, has_unit=model.unit_place == "corner")] if model.corner else []
    head = [*corner, *_banner_line(model)]
    split = chance.random() < 0.3
    for at, one in enumerate(model.heads):
        groups = [[piece] for piece in one.pieces] if split else [list(one.pieces)]
        if len(groups) == 1 and chance.random() < 0.02:
            groups = broken_word(groups[0])
        head += [
            Line(
                " ".join(p.text for p in group),
                HEAD,
                told=_told(at, group),
                has_unit=any(p.tells == "unit" for p in group),
            )
            for group in groups
        ]
    rows = list[list[Line]]()
    for at, item in enumerate(model.items):
        label = label_of(item)
        what = ROW if item.cells else HEADING
        row = [Line(label, what, at, label)]
        row += [Line(text, ROW, at, "", (place,)) for place, text in enumerate(texts_of(item)) if text]
        rows.append(row)
    lines = assemble(model, head, rows, chance, Setting(chance.random() < 0.4))
    if chance.random() < 0.25:  # as the text of a web page
        lines = [one for line in lines for one in (line, Line("", BLANK))]
    return lines


def _tabs(model: Model, chance: random.Random) -> list[Line]:
    """Write cells parted by tabs."""
    head = [line._replace(text="\t".join(line.cells)) for line in grid_head(model, chance)]
    wrap = chance.choice((0, 0, 0, 0, 28))
    rows = list[list[Line]]()
    for at, item in enumerate(model.items):
        label = label_of(item)
        places = tuple(range(len(item.cells)))
        what = ROW if item.cells else HEADING
        parts = wrapped(label, wrap)
        row = [Line(part, what, at, part) for part in parts]
        row[-1] = Line("\t".join([parts[-1], *texts_of(item, gone=True)]), what, at, parts[-1], places)
        rows.append(row)
    return assemble(model, head, rows, chance, Setting())


def grid_head(model: Model, chance: random.Random) -> list[Line]:
    """Write a head in cells: names over several columns first, then one to two lines of words."""
    lines = list[Line]()
    for first, last, text, told in banners(model.heads):
        cells = ["", *("" for _ in model.heads)]
        cells[first + 1] = text
        if lines:
            whole = [new or old for new, old in zip(cells, lines[0].cells, strict=True)]
            lines[0] = lines[0]._replace(
                cells=tuple(whole), told=lines[0].told | told, spans=(*lines[0].spans, (first + 1, last + 1))
            )
        else:
            lines.append(Line("", HEAD, told=told, cells=tuple(cells), spans=((first + 1, last + 1),)))
    columns = [(at, head.pieces) for at, head in enumerate(model.heads)]
    levels = _levels(columns) if chance.random() < 0.25 else [columns]
    for level in levels:
        texts = {at: " ".join(piece.text for piece in pieces) for at, pieces in level}
        line = _head_line(level, model.unit_place == "heads")
        lines.append(line._replace(text="", cells=("", *(texts.get(at, "") for at in range(len(model.heads))))))
    at = 0 if chance.random() < 0.3 else len(lines) - 1
    unit = lines[at].has_unit or model.unit_place == "corner"
    lines[at] = lines[at]._replace(cells=(model.corner, *lines[at].cells[1:]), has_unit=unit)
    return lines
