"""Formulas of the ledger as live formulas of a workbook, and links to where its figures stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.ledger.figures import load_ledger
from analysis.ledger.formulas import Node, parse_formula, spreadsheet
from analysis.ledger.ledger import Ledger
from analysis.ledger.units import parse_unit
from analysis.vocabulary.numerals import decimals_of
from analysis.workbook.cells import Cell, Formula, Link, Number

Places = Mapping[str, str]  # the cell that holds each figure, by id


class Live(NamedTuple):
    """The ledger, and the cell of the workbook that holds each of its figures."""

    ledger: Ledger
    places: Places

    def formula(
        self, source: Node | str, value: float | None, unit: str, *, decimals: int | None = None
    ) -> Formula | None:
        """Write a formula of the ledger as one of the spreadsheet, with the value that it gives; none without a value.

        Parameters
        ----------
        source
            The formula as it stands in a file under `data/`, or as it was read.
        value
            What it gives in the unit.
        unit
            The unit of the value.
        decimals
            How many decimals the formula rounds to, half away from zero; it does not round where none are given.
        """
        if value is None or pd.isna(value):
            return None
        node = parse_formula(source) if isinstance(source, str) else source
        factor = parse_unit(unit).factor
        text = spreadsheet(node, self._cell)
        text = text if factor == 1 else f"({text})/{factor:f}"
        return Formula(f"={text}" if decimals is None else f"=ROUND({text},{decimals})", value, number_format(value))

    def _cell(self, name: str) -> str:
        factor = parse_unit(self.ledger.figures[name].unit).factor
        return self.places[name] if factor == 1 else f"({self.places[name]}*{factor:f})"

    def link(self, ids: str) -> Cell:
        """Name the figures that something comes from, and lead to the first of them that has a cell.

        Parameters
        ----------
        ids
            Ids of figures, parted by "; "; what is no id is left as it is.
        """
        parts = [part for part in ids.split("; ") if part]
        names = [self.ledger.figures[part].name if part in self.ledger.figures else part for part in parts]
        text = "; ".join(dict.fromkeys(names))
        target = next((self.places[part] for part in parts if part in self.places), None)
        return Link(target.replace("$", ""), text) if target else text


def load_live(data: Path, places: Places) -> Live:
    """Put the ledger of a folder together with the cells that its figures have been given."""
    return Live(load_ledger(data), places)


def number(value: float | None) -> Cell:
    """Write a number with as many decimals as it needs; none where there is no value."""
    return None if value is None or pd.isna(value) else Number(value, number_format(value))


def number_format(value: float) -> str:
    """Return a number format with as many decimals as the value needs, at most one.

    Examples
    --------
    >>> number_format(-27660), number_format(664.5).partition(";")[0]
    ('#,##0;\N{MINUS SIGN}#,##0;0', '#,##0.0')
    """
    text = f"#,##0.{'0' * decimals_of(value)}".rstrip(".")
    return f"{text};\u2212{text};0"
