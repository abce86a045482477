"""A point may part thousands or begin decimals: the table tells, or the cell is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.readers.cells.numbers import read_number
from analysis.readers.tables import read_tables
from tests.grids import printed, write_grid

HEAD = ["Verksamhet", "Utfall", "Budget", "Avvikelse"]
KINDS = ["tabs", "csv", "xlsx", "docx", "html"]

TOLD = {
    "a difference": (
        [["Stab", "-1.320", "-1.980", "660"], ["HVB", "-185", "-200", "15"]],
        [("Stab", -1320, -1980, 660), ("HVB", -185, -200, 15)],
    ),
    "a sum": (
        [["Stab", "-200", "-100", None], ["HVB", "-974", "-978", None], ["Totalt", "-1.174", "-1.078", None]],
        [("Stab", -200, -100, None), ("HVB", -974, -978, None), ("Totalt", -1174, -1078, None)],
    ),
    "two groups elsewhere": (
        [["Stab", "-1.320", "-1.980.000", None], ["HVB", "-1.185", "-200.000", None]],
        [("Stab", -1320, -1980000, None), ("HVB", -1185, -200000, None)],
    ),
    "decimals behind a comma": (
        [["Stab", "-1.320,5", "-1.980", None], ["HVB", "-1.185", "-1.200", None]],
        [("Stab", -1320.5, -1980, None), ("HVB", -1185, -1200, None)],
    ),
    "decimals behind a point": (
        [["Stab", "-1.32", "-1.9", None], ["HVB", "-1.185", "0.123", None]],
        [("Stab", -1.32, -1.9, None), ("HVB", -1.185, 0.123, None)],
    ),
    "a difference that is less than one": (
        [["Stab", "-1.320", "-1.980", "0.660"], ["HVB", "-1.185", "-1.200", "0.015"]],
        [("Stab", -1.32, -1.98, 0.66), ("HVB", -1.185, -1.2, 0.015)],
    ),
    "English thousands": (
        [["Stab", "-1,320.50", "-1,980.00", None], ["HVB", "-185.00", "-200.10", None]],
        [("Stab", -1320.5, -1980, None), ("HVB", -185, -200.1, None)],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("rows", "read"), TOLD.values(), ids=TOLD)
def test_the_table_tells(tmp_path: Path, kind: str, rows: list[list[str]], read: list[tuple[object, ...]]) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, [HEAD, *rows]))
    assert printed(table) == [(*row, "säker") for row in read]


OPEN = {
    "two ways at once": [["Stab", "-1.320.000", "-1", None], ["HVB", "-1.5", "-2", None]],
    "sums that fail": [["Stab", "-200", "-1", None], ["HVB", "-974", "-2", None], ["Totalt", "-1.199", "-3", None]],
    "nothing but three digits": [["Stab", "-1.320", "-1.980", None], ["HVB", "-1.185", "-1.200", None]],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", OPEN.values(), ids=OPEN)
def test_what_the_table_does_not_tell_is_left_out(tmp_path: Path, kind: str, rows: list[list[str]]) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, [HEAD, *rows]))
    pointed = [(at, place) for at, row in enumerate(rows) for place, cell in enumerate(row[1:3]) if "." in (cell or "")]
    assert pointed
    for at, place in pointed:
        assert table.rows[at].cut[place] is None
        assert table.rows[at].certainty == "tveksam"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("-96*)", -96), ("-96 *", -96), ("-96 1)", -96), ("12 345 2)", 12345), ("1 200", 1200), ("(96)", -96)],
)
def test_the_mark_of_a_footnote_is_no_digit(cell: str, value: int) -> None:
    number = read_number(cell)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize("cell", ["961)", "1 2 3", "12.5.2024"])
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="not a printed Swedish number"):
        read_number(cell)
