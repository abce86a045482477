"""A table loads as it was printed, whether its cells were kept or lost, for any lines and ways of printing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statements.load import (
    load_drift,
)
from tests.boards import plain_rows, write_board

COLUMNS = ("post", "utfall_tkr", "budget_tkr", "avvikelse_tkr")


class Line(NamedTuple):
    """A line of a made-up drift table: outcome and budget; the deviation follows."""

    label: str
    utfall: int
    budget: int

    @property
    def numbers(self) -> tuple[int, int, int]:
        return self.utfall, self.budget, self.utfall - self.budget


class Print(NamedTuple):
    """How a document prints: its minus, what ends a line, what parts label and numbers, blank lines or not."""

    minus: str
    line_end: str
    after_label: str
    between_rows: str


LABELS = (
    "Ledning",
    "Stab",
    "HVB",
    "Öppna insatser",
    "Barn och unga",
    "Barn, familj och vuxna",
    "Ek.bistånd",
    "IFO/LSS",
)
AMOUNTS = st.one_of(st.integers(-999, 999), st.integers(-99_999, 99_999), st.integers(-9_999_999, 9_999_999))
LINES = st.builds(Line, st.sampled_from(LABELS), AMOUNTS, AMOUNTS)
# -100 100 500 -100 600 is -100 100 less 500 and -100 less 100 500
TWO_WAYS = st.builds(
    Line, st.sampled_from(LABELS), st.integers(100, 999).map(lambda number: -1001 * number), st.integers(100, 999)
)


def is_told(lines: list[Line]) -> bool:
    """Tell whether the title makes plus income: three units and more that are nearly all positive may be costs."""
    positive = sum(min(line[1:]) >= 0 < max(line[1:]) for line in lines)
    negative = sum(max(line[1:]) <= 0 > min(line[1:]) for line in lines)
    return positive < 3 * max(1, negative)


TABLES = (
    st.lists(LINES | TWO_WAYS, min_size=1, max_size=8)
    .filter(is_told)
    .map(lambda lines: [*lines, Line("Summa", sum(line.utfall for line in lines), sum(line.budget for line in lines))])
)
PRINTS = st.builds(
    Print,
    st.sampled_from("-–−"),
    st.sampled_from(["\n", " \n"]),
    st.sampled_from([" ", "  "]),
    st.sampled_from(["", "\n"]),
)


def printed(number: int, minus: str) -> str:
    return f"{number:,}".replace(",", " ").replace("-", minus)


def as_text(lines: list[Line], style: Print) -> str:
    """Print a table whose cells and thousands are parted by the same space."""
    rows = [
        line.label + style.after_label + " ".join(printed(number, style.minus) for number in line.numbers)
        for line in lines
    ]
    head = ["Drift", "Driftsredovisning, nettoresultat (tkr)", "", "Utfall 2021 Budget 2021 Avvikelse", ""]
    ends = [line and style.line_end for line in head] + [style.line_end + style.between_rows] * len(rows)
    return "".join(line + (end or "\n") for line, end in zip([*head, *rows], ends, strict=True))


def as_grid(lines: list[Line], style: Print) -> str:
    """Print a table whose cells are parted by tabs."""
    rows = ["\t".join([line.label, *(printed(number, style.minus) for number in line.numbers)]) for line in lines]
    head = ["## Drift", "", "Driftsredovisning, nettoresultat (tkr)\t\t\t", "\tUtfall 2021\tBudget 2021\tAvvikelse"]
    return "\n".join([*head, *rows, ""])


def loaded(text: str) -> pd.DataFrame:
    with TemporaryDirectory() as folder:
        return load_drift(data=write_board(Path(folder), {"a-2021": text}))


@settings(max_examples=100)
@given(TABLES, PRINTS)
def test_a_table_that_kept_its_cells_loads_as_it_was_printed(lines: list[Line], style: Print) -> None:
    drift = loaded(as_grid(lines, style))
    assert plain_rows(drift, *COLUMNS) == [(line.label, *map(float, line.numbers)) for line in lines]
    assert set(drift["läsning"]) == {"säker"}


@settings(max_examples=200)
@given(TABLES, PRINTS)
def test_a_table_that_lost_its_cells_loads_as_it_was_printed_or_not_at_all(lines: list[Line], style: Print) -> None:
    drift = loaded(as_text(lines, style))
    assert plain_rows(drift, *COLUMNS) == [
        (line.label, *(map(float, line.numbers) if reading == "säker" else (None, None, None)))
        for line, reading in zip(lines, drift["läsning"], strict=True)
    ]


def test_both_layouts_of_a_table_load_the_same() -> None:
    lines = [Line("Ledning", -15785, 859), Line("Stab", -10420, -10459), Line("Summa", -26205, -9600)]
    style = Print("-", " \n", "  ", "\n")
    text, grid = loaded(as_text(lines, style)), loaded(as_grid(lines, style))
    assert plain_rows(text, *COLUMNS, "läsning") == plain_rows(grid, *COLUMNS, "läsning")
    assert plain_rows(text, *COLUMNS, "läsning") == [
        ("Ledning", -15785.0, 859.0, -16644.0, "säker"),
        ("Stab", -10420.0, -10459.0, 39.0, "säker"),
        ("Summa", -26205.0, -9600.0, -16605.0, "säker"),
    ]


def test_a_row_that_can_be_read_in_two_ways_is_left_out() -> None:
    line = "-100 100 500 -100 600"
    drift = loaded(f"Driftsredovisning (tkr)\n\nUtfall 2021 Budget 2021 Avvikelse\nStab {line}\nSumma {line}\n")
    assert plain_rows(drift, *COLUMNS, "läsning") == [
        ("Stab", None, None, None, "tveksam"),
        ("Summa", None, None, None, "tveksam"),
    ]


@pytest.mark.parametrize(
    ("total", "utfall", "budget"),
    [("-100 102 501 -100 603", -100100.0, 500.0), ("-102 100 501 -100 603", -100.0, 100500.0)],
)
def test_the_printed_sum_picks_one_of_two_readings(total: str, utfall: float, budget: float) -> None:
    lines = f"Stab -100 100 500 -100 600\nHVB -2 1 -3\nSumma {total}\n"
    drift = loaded(f"Driftsredovisning, nettoresultat (tkr)\n\nUtfall 2021 Budget 2021 Avvikelse\n{lines}")
    assert plain_rows(drift.head(1), *COLUMNS, "läsning") == [("Stab", utfall, budget, -100600.0, "säker")]
