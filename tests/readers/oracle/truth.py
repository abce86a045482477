"""What is printed: the cells, columns and rows that a reader is held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class Cell(NamedTuple):
    """A printed cell: its value (None where no number is printed), its text, and a unit that stands in the cell."""

    value: Decimal | None
    text: str
    unit: str = ""


class Column(NamedTuple):
    """What the print says of a number column.

    ``roles`` and ``years`` are what a reader may say; ``month`` is the last month of the printed period, None where
    none is printed; ``words`` must stand in the column's name, each.
    """

    name: str
    roles: frozenset[str]
    years: frozenset[int | None]
    month: int | None = None
    is_share: bool = False
    words: tuple[str, ...] = ()
    has_period: bool = False  # whether the column's own head prints the period, so that its name must


class Row(NamedTuple):
    """A printed row: the labels that may be said of it, its heading, its cells, and the line its figures stand in."""

    labels: tuple[str, ...]
    heading: str
    cells: tuple[Cell, ...]
    line: int = 0


class Printed(NamedTuple):
    """One printed table.

    ``turn`` says how its signs are: what its amounts and its deviations are to be multiplied by so that costs are
    negative and a deviation is outcome less budget; None where the print does not decide it.
    """

    unit: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    turn: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A file, what it prints, and how it came to be."""

    kind: str
    name: str
    content: bytes
    tables: tuple[Printed, ...]
    shown: str = ""
    mutation: str = ""
    traits: tuple[str, ...] = field(default=())
