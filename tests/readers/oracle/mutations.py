"""Faults of print: a digit changed, a line lost, a head removed, a cell lost, a line break lost. What is left is the truth."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from tests.readers.oracle.figures import text_of
from tests.readers.oracle.lines import HEAD, HEADING, ROW, TITLE, Line
from tests.readers.oracle.tables import Model
from tests.readers.oracle.truth import Cell

DIGIT, LINE, NO_HEAD, CELL, JOIN = "digit", "line", "no head", "cell", "join"
MUTATIONS = (DIGIT, LINE, NO_HEAD, CELL, JOIN)
FILE_MUTATIONS = (DIGIT, LINE, NO_HEAD, CELL)


def change_model(model: Model, mutation: str, chance: random.Random) -> Model:
    """Change a digit of one cell, or take the number of one cell away."""
    if mutation not in {DIGIT, CELL}:
        return model
    places = [
        (at, place)
        for at, item in enumerate(model.items)
        for place, cell in enumerate(item.cells)
        if cell.value is not None
    ]
    at, place = chance.choice(places)
    item = model.items[at]
    old = item.cells[place]
    if mutation == CELL and sum(cell.value is not None for cell in item.cells) < 2:
        return model
    cell = Cell(None, "") if mutation == CELL else _other_digit(old, model, chance)
    mark = "" if mutation == CELL and place == len(item.cells) - 1 else item.number_mark
    gone = place if mutation == CELL and chance.random() < 0.4 else None
    changed = replace(item, cells=(*item.cells[:place], cell, *item.cells[place + 1 :]), number_mark=mark, gone=gone)
    return replace(model, items=(*model.items[:at], changed, *model.items[at + 1 :]))


def _other_digit(cell: Cell, model: Model, chance: random.Random) -> Cell:
    assert cell.value is not None
    style = model.style
    if cell.unit == "%" or cell.text != text_of(cell.value, style):
        return cell
    digits = str(abs(cell.value).scaleb(style.decimals).to_integral_value())
    at = chance.randrange(len(digits))
    others = [one for one in "0123456789" if one != digits[at] and not (at == 0 and one == "0" and len(digits) > 1)]
    changed = digits[:at] + chance.choice(others) + digits[at + 1 :]
    value = type(cell.value)(changed).scaleb(-style.decimals)
    value = -value if cell.value < 0 else value
    return Cell(value, text_of(value, style), cell.unit)


def lose_lines(lines: Sequence[Line], mutation: str, chance: random.Random) -> list[Line]:
    """Take one line away, or all lines of the head, or print one behind the line above it."""
    if mutation == NO_HEAD:
        return [line for line in lines if line.what != HEAD]
    if mutation == JOIN:
        places = [at for at in range(1, len(lines)) if lines[at].what == lines[at - 1].what == ROW]
        at = chance.choice(places) if places else 0
        return [line._replace(joins=line.joins or (at > 0 and one == at)) for one, line in enumerate(lines)]
    if mutation != LINE:
        return list(lines)
    places = [at for at, line in enumerate(lines) if line.what in {HEAD, ROW, HEADING, TITLE}]
    lost = chance.choice(places)
    return [line for at, line in enumerate(lines) if at != lost]
