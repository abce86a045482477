"""Printed numbers on sheets of tables: their decimals, exact differences, and the figures that they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.ledger.cells import load_cells
from analysis.ledger.figures import load_ledger
from analysis.vocabulary.numerals import exact
from analysis.workbook.cells import MONEY, Number
from analysis.workbook.live import Places

Spots = dict[tuple[str, str, int, str], tuple[str, float]]  # document, kind, line, column: the cell and its value


class Kind(NamedTuple):
    """A kind of table: its title, the columns that it has for itself and what is in them, and how it is missed."""

    title: str
    columns: dict[str, str]
    own: tuple[str, ...]
    missing: str


def less(value: float, other: float) -> float:
    """Subtract without binary noise; nothing comes of a missing number.

    Examples
    --------
    >>> less(0.3, 0.1), less(1.0, float("nan"))
    (0.2, nan)
    """
    return float(exact(value) - exact(other))


def printed_number(value: float, step: float, number_format: str = MONEY) -> Number | None:
    """Write a number with as many decimals as its print has; none where there is none."""
    return None if pd.isna(value) else Number(value, with_decimals(number_format, step))


def with_decimals(number_format: str, step: float) -> str:
    """Give a number format of whole numbers the decimals of a printed step.

    Examples
    --------
    >>> with_decimals("#,##0;0", 0.1), with_decimals("#,##0;0", 100.0)
    ('#,##0.0;0.0', '#,##0;0')
    """
    decimals = 0 if pd.isna(step) else max(-int(exact(step).as_tuple().exponent), 0)
    return re.sub(r"0(?=;|$)", f"0.{'0' * decimals}", number_format) if decimals else number_format


def figure_places(spots: Spots, data: Path) -> Places:
    """Name the cell of each figure of the ledger that stands on the sheet with the ledger's own value."""
    figures, places = load_ledger(data).figures, dict[str, str]()
    for cell in load_cells(data).known.values():
        place, value = spots.get((cell.document, cell.kind, cell.line, cell.column), ("", float("nan")))
        if not pd.isna(value) and figures[cell.id].value() == exact(value):
            places[cell.id] = place
    return places
