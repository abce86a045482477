"""Tables in cells, for sheets, Word files, web pages and PDF pages."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.readers.oracle.lines import HEADING, ROW, Line
from tests.readers.oracle.tables import Model
from tests.readers.oracle.texts import Setting, assemble, grid_head, label_of, texts_of, wrapped


def grid_lines(kind: str, model: Model, chance: random.Random) -> list[Line]:
    """Write head and rows in cells.

    In a sheet a long label may go on in the row below its figures, or begin above them, and codes may have a column of
    their own.
    """
    width, is_sheet = len(model.heads), kind in {"csv", "xlsx"}
    wrap = chance.choice((0,) * 8 + (28,)) if is_sheet else 0
    above, parts_codes = chance.random() < 0.5, is_sheet and chance.random() < 0.7
    coded = parts_codes and any(item.code for item in model.items)
    rows = list[list[Line]]()
    for at, item in enumerate(model.items):
        code, parts = (
            ((item.code,) if coded else ()),
            wrapped(label_of(replace(item, code="") if coded else item), wrap),
        )
        what, places = ROW if item.cells else HEADING, tuple(range(len(item.cells)))
        none = ("",) * len(code)
        row = [Line("", what, at, part, cells=(*none, part, *[""] * width)) for part in parts]
        if item.cells:
            holder = len(parts) - 1 if above else 0
            cells = (*code, parts[holder], *texts_of(item, gone=kind in {"csv", "html"}))
            row[holder] = Line("", what, at, parts[holder], places, cells=cells)
        rows.append(row)
    head = grid_head(model, chance)
    head = [_coded(line, chance.choice(("Kod", "Ansvar", ""))) for line in head] if coded else head
    setting = Setting(cells=width + coded, pages=kind in {"csv", "pdf"})
    return assemble(model, head, rows, chance, setting)


def _coded(line: Line, name: str) -> Line:
    """Put a cell for codes before the others; its name stands where that of the labels does."""
    spans = tuple((first + 1, last + 1) for first, last in line.spans)
    return line._replace(cells=(name if line.cells[0] else "", *line.cells), spans=spans)
