"""Tables in cells, for sheets, Word files, web pages and PDF pages."""

from __future__ import annotations

import random

from tests.readers.oracle.lines import HEADING, ROW, Line
from tests.readers.oracle.tables import Model
from tests.readers.oracle.texts import assemble, grid_head, label_of, texts_of


def grid_lines(model: Model, chance: random.Random) -> list[Line]:
    """Write head and rows in cells."""
    width = len(model.heads)
    rows = list[list[Line]]()
    for at, item in enumerate(model.items):
        label = label_of(item)
        cells = texts_of(item) if item.cells else [""] * width
        rows.append([Line("", ROW if item.cells else HEADING, at, label, tuple(range(len(item.cells))), cells=(label, *cells))])
    return assemble(model, grid_head(model, chance), rows, chance, blank=False, cells=width)
