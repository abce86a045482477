"""Tables in cells, for sheets, Word files, web pages and PDF pages."""

from __future__ import annotations

import random

from tests.readers.oracle.lines import HEADING, ROW, Line
from tests.readers.oracle.tables import Model
from tests.readers.oracle.texts import Setting, assemble, grid_head, label_of, texts_of, wrapped


def grid_lines(kind: str, model: Model, chance: random.Random) -> list[Line]:
    """Write head and rows in cells; in a sheet a long label may go on in the row below its figures or begin above them."""
    width = len(model.heads)
    wrap = chance.choice((0,) * 8 + (28,)) if kind in {"csv", "xlsx"} else 0
    above = chance.random() < 0.5
    rows = list[list[Line]]()
    for at, item in enumerate(model.items):
        parts = wrapped(label_of(item), wrap)
        what, places = ROW if item.cells else HEADING, tuple(range(len(item.cells)))
        row = [Line("", what, at, part, cells=(part, *[""] * width)) for part in parts]
        if item.cells:
            holder = len(parts) - 1 if above else 0
            cells = (parts[holder], *texts_of(item, gone=kind in {"csv", "html"}))
            row[holder] = Line("", what, at, parts[holder], places, cells=cells)
        rows.append(row)
    pages = kind in {"csv", "pdf"}
    return assemble(model, grid_head(model, chance), rows, chance, Setting(cells=width, pages=pages))
