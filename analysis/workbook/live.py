"""Formulas of the ledger as live formulas of a workbook, and links to where its figures stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.frames import Record
from analysis.ledger.figures import load_cells
from analysis.ledger.formulas import Node, parse_formula, references, spreadsheet, terms
from analysis.ledger.ledger import Ledger, load_ledger
from analysis.ledger.places import place_text
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Folder
from analysis.statements.sums import Placed
from analysis.vocabulary.numerals import decimals_of, exact
from analysis.workbook.cells import LONGEST, MONEY, Cell, Formula, Link, Number, Summation, cell_name, in_parts

Places = Mapping[str, str]  # the cell that holds each figure, by id


class Allotted(Mapping[str, str]):
    """The cell of each figure on a sheet that holds only those asked for: the first time, a figure gets the next row.

    Attributes
    ----------
    rows
        The row of each figure that was asked for, in that order; what a computed one needs has a row too.
    """

    def __init__(self, ledger: Ledger, sheet: str, first: int, column: int) -> None:
        self.rows = dict[str, int]()
        self._ledger, self._sheet, self._first, self._column = ledger, sheet, first, column
        self._elsewhere = dict[str, str]()

    def stand(self, name: str, place: str) -> None:
        """Say that a figure stands, as it is printed, in a cell of another sheet."""
        self._elsewhere.setdefault(name, place)

    def __getitem__(self, name: str) -> str:
        if name in self._elsewhere:
            return self._elsewhere[name]
        if name not in self.rows:
            figure = self._ledger.figures[name]
            self.rows[name] = self._first + len(self.rows)
            for part in references(figure.node) if figure.node else ():
                self[part.name]
        return f"'{self._sheet}'!{cell_name(self.rows[name], self._column, fixed=True)}"

    def __contains__(self, name: object) -> bool:
        return name in self._ledger.figures

    def __iter__(self) -> Iterator[str]:
        return iter([*self._elsewhere, *self.rows])

    def __len__(self) -> int:
        return len(self._elsewhere) + len(self.rows)


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
        text, parts = self._written(node)
        text = text if factor == 1 else f"({text})/{factor:f}"
        text = f"={text}" if decimals is None else f"=ROUND({text},{decimals})"
        return Formula(text, value, number_format(value), parts)

    def _written(self, node: Node) -> Summation:
        """Write a formula, in base units; a sum that is too long in parts."""
        text = spreadsheet(node, self._cell)
        if len(text) <= LONGEST:
            return Summation(text)
        return in_parts([(sign, self._bound(part), self._value(part)) for sign, part in terms(node)])

    def _bound(self, part: Node) -> str:
        text = spreadsheet(part, self._cell)
        return text if part.kind in {"reference", "number"} else f"({text})"

    def _value(self, part: Node) -> Decimal:
        quantity, _ = self.ledger.evaluate(part)
        return quantity.value if quantity else Decimal(0)

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


def source_text(place: Mapping[str, str], where: int | str | None = None) -> str:
    """Write document, section and where in the report: its line, or the name of its page or sheet.

    Examples
    --------
    >>> source_text({"dokument": "a-2023", "avsnitt": "Drift"}, 12)
    'a-2023, Drift, rad 12'
    """
    parts = [place["dokument"], place["avsnitt"], place_text(where)]
    return ", ".join(part for part in parts if part)


Spots = dict[tuple[str, str, int, str], tuple[str, float]]  # document, kind, line, column: the cell and its value


class Kind(NamedTuple):
    """A kind of table: its title, the columns that it has for itself and what is in them, and how it is missed."""

    title: str
    columns: dict[str, str]
    own: tuple[str, ...]
    missing: str


class Summed(NamedTuple):
    """A printed sum, the lines that make it with their weights, and what the difference between them is called."""

    whole: Record
    parts: list[tuple[Record, int]]
    rest: str

    def computed(self, name: str) -> float:
        """Add up what the lines have in a column; nothing comes of lines that have nothing."""
        terms = [exact(line[name]) * weight for line, weight in self.parts if not pd.isna(line[name])]
        return float(sum(terms)) if terms else float("nan")

    @staticmethod
    def value(line: Record, name: str) -> Decimal:
        """Return what a line adds to a sum of a column; what is empty adds nothing."""
        return Decimal(0) if pd.isna(line[name]) else exact(line[name])


def summed_lines(placed: Placed) -> Summed:
    """Gather the lines of a sum."""
    found = placed.found
    parts = [(placed.lines[part.post, part.parent].record(), part.weight) for part in found.parts]
    rest = "övrigt (beräknat)" if found.relation == "högst" else "skillnad, tryckt − beräknad"
    return Summed(placed.total.record(), parts, rest)


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


def figure_places(spots: Spots, folder: Folder) -> Places:
    """Name the cell of each figure of the ledger that stands on the sheet with the ledger's own value."""
    figures, places = load_ledger(folder).figures, dict[str, str]()
    for cell in load_cells(folder).known.values():
        place, value = spots.get((cell.key.document, cell.key.kind, cell.line, cell.key.column), ("", float("nan")))
        if not pd.isna(value) and figures[cell.id].value() == exact(value):
            places[cell.id] = place
    return places
