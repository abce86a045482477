"""A file by its seed: one or two tables among prose, in one of the kinds, with or without a fault of print."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.readers.oracle import words
from tests.readers.oracle.aligned import layout_lines
from tests.readers.oracle.files import SUFFIXES, csv_file, docx_file, html_file, text_file, xlsx_file
from tests.readers.oracle.grids import grid_lines
from tests.readers.oracle.lines import BLANK, FOOT, PROSE, TITLE, Line, numbered, printed_of
from tests.readers.oracle.mutations import FILE_MUTATIONS, MUTATIONS, change_model, lose_lines
from tests.readers.oracle.pages import pdf_file
from tests.readers.oracle.tables import Model, make_model
from tests.readers.oracle.texts import table_lines
from tests.readers.oracle.truth import Case, Printed

TEXT_KINDS = ("text", "broken", "layout", "cells", "tabs")
KINDS = (*TEXT_KINDS, "csv", "xlsx", "docx", "html", "pdf")
_SHARE_MUTATED = 0.5


def make_case(seed: int, number: int, kind: str, *, clean: bool = False) -> Case:
    """Make the file of a seed and a number."""
    chance = random.Random(f"{seed}:{number}:{kind}")  # noqa: S311  (to make tables, not to keep secrets)
    mutation = (
        chance.choice(MUTATIONS if kind in TEXT_KINDS else FILE_MUTATIONS)
        if not clean and chance.random() < _SHARE_MUTATED
        else ""
    )
    first = change_model(make_model(chance), mutation, chance)
    models = [first] if chance.random() < 0.85 else [first, make_model(chance)]
    blocks = [_block(kind, model, chance, is_first=not at) for at, model in enumerate(models)]
    blocks[0] = lose_lines(blocks[0], mutation, chance)
    before, after = _prose(chance), _prose(chance)
    if kind == "csv" and chance.random() < 0.1:  # as an export: nothing but head and rows
        blocks = [[line for line in blocks[0] if line.cells]]
        models, before, after = models[:1], [], []
    lines = [*before, *blocks[0]]
    starts = [numbered(before)[-1] if before else 0]
    if len(blocks) > 1:
        between = _between(chance)
        starts.append(numbered(lines)[-1] + len(between))
        lines += [*between, *blocks[1]]
    lines += after
    tables = [
        _placed(printed_of(model, block), start if kind in TEXT_KINDS else None)
        for model, block, start in zip(models, blocks, starts, strict=True)
    ]
    content = write(kind, lines, chance)
    is_text = kind in TEXT_KINDS
    shown = content.decode() if is_text else "\n".join(line.text or " | ".join(line.cells) for line in lines)
    return Case(kind, f"{number}{SUFFIXES.get(kind, '.txt')}", content, tuple(tables), shown, mutation)


def _placed(table: Printed, start: int | None) -> Printed:
    """Count lines from the top of the file; where a file has no lines, not at all."""
    return table._replace(rows=tuple(row._replace(line=0 if start is None else row.line + start) for row in table.rows))


def write(kind: str, lines: Sequence[Line], chance: random.Random) -> bytes:
    """Write the lines as a file of a kind."""
    if kind in TEXT_KINDS:
        return text_file(lines)
    if kind == "csv":
        return csv_file(lines, chance)
    if kind == "xlsx":
        return xlsx_file(lines, chance)
    if kind == "docx":
        return docx_file(lines)
    return html_file(lines, chance) if kind == "html" else pdf_file(lines, chance)


def _block(kind: str, model: Model, chance: random.Random, *, is_first: bool) -> list[Line]:
    """Lay out a table with its title, its unit and its footnotes."""
    above = list[Line]()
    if model.section and is_first:
        above += [Line(model.section, PROSE), Line("", BLANK)]
    above.append(Line(model.title, TITLE, has_unit=model.unit_place == "title"))
    if model.unit_place == "line":
        above.append(
            Line(chance.choice(("Belopp i {}", "Belopp i {}", "({})", "{}")).format(model.unit), TITLE, has_unit=True)
        )
    above += [Line("", BLANK)] if chance.random() < 0.6 else []
    if kind == "layout":
        body = layout_lines(model, chance)
    else:
        body = table_lines(kind, model, chance) if kind in TEXT_KINDS else grid_lines(kind, model, chance)
    below = [Line(note, FOOT) for note in model.footnotes]
    gap = [Line("", BLANK)] if below and chance.random() < 0.4 else []
    return [*above, *body, *gap, *below]


def _prose(chance: random.Random) -> list[Line]:
    if chance.random() < 0.4:
        return []
    said = chance.sample(words.PROSE, chance.randint(1, 2))
    return [Line("", BLANK), *(Line(one, PROSE) for one in said), Line("", BLANK)]


def _between(chance: random.Random) -> list[Line]:
    """Part two tables: by a blank line, or by prose."""
    return (
        [Line("", BLANK)]
        if chance.random() < 0.5
        else [Line("", BLANK), Line(chance.choice(words.PROSE), PROSE), Line("", BLANK)]
    )


__all__ = ["KINDS", "TEXT_KINDS", "make_case"]
