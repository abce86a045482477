"""Lists with one amount a line become a table a period, with a column a measure; nothing is added up."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.readers.tables import read_tables
from tests.grids import KINDS, columns, printed, write_grid

MEASURES = [
    ["År", "Månad", "Verksamhet", "Mått", "Belopp (tkr)"],
    [2024, 1, "Stab", "Utfall", -510],
    [2024, 1, "Stab", "Budget", -520],
    [2024, 1, "HVB", "Utfall", -710],
    [2024, 2, "Stab", "Utfall", -530],
    [2024, 2, "Stab", "Budget", -520],
]


@pytest.mark.parametrize("kind", KINDS)
def test_each_month_is_a_table_with_a_column_a_measure(tmp_path: Path, kind: str) -> None:
    first, second = read_tables(write_grid(tmp_path, kind, MEASURES))
    assert columns(first) == [
        ("Utfall januari 2024 tkr", "utfall", 2024, "januari"),
        ("Budget januari 2024 tkr", "budget", 2024, "januari"),
    ]
    assert printed(first) == [("Stab", -510, -520, "säker"), ("HVB", -710, None, "säker")]
    assert printed(second) == [("Stab", -530, -520, "säker")]
    assert [table.unit for table in (first, second)] == ["tkr", "tkr"]
    assert first.notes[0].endswith(
        "3 rader för januari 2024 har en kolumn var för det som beloppen avser; inget är lagt ihop."
    )


def test_title_and_section_hold_for_every_period(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "".join(f"{year};Stab;{year - 2500}\n" for year in (2022, 2023))
    path.write_text(f"Driftredovisning (tkr);;\n;;\nÅr;Verksamhet;Utfall\n{rows}", encoding="utf-8")
    first, second = read_tables(path)
    assert [(table.title, table.kind, table.unit) for table in (first, second)] == [
        ("Driftredovisning (tkr)", "drift", "tkr")
    ] * 2
    assert [columns(table) for table in (first, second)] == [
        [("Utfall 2022", "utfall", 2022, "")],
        [("Utfall 2023", "utfall", 2023, "")],
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_with_a_period_a_line(tmp_path: Path, kind: str) -> None:
    rows = [
        ["Period", "Ansvar", "Ansvar(T)", "Konto", "Konto(T)", "Utfall", "Budget"],
        ["202401", "1100", "Stab", "5011", "Lön", -510, -520],
        ["202401", "1100", "Stab", "5020", "Övertid", -10, -20],
        ["202402", "1200", "Förskola", "5011", "Lön", -710, -720],
    ]
    first, second = read_tables(write_grid(tmp_path, kind, rows))
    assert [column[1:] for column in columns(first)] == [("utfall", 2024, "januari"), ("budget", 2024, "januari")]
    assert printed(first) == [("Stab, Lön", -510, -520, "säker"), ("Stab, Övertid", -10, -20, "säker")]
    assert printed(second) == [("Förskola, Lön", -710, -720, "säker")]
    assert second.rows[0].texts == {"Ansvar": "1200", "Konto": "5011"}


def test_two_amounts_of_one_kind_are_not_added_up(tmp_path: Path) -> None:
    rows = [*MEASURES, [2024, 2, "Stab", "Budget", -7]]
    _, table = read_tables(write_grid(tmp_path, "csv", rows))
    assert printed(table) == [("Stab", -530, None, "tveksam")]
    assert table.rows[0].doubt == (
        "Budget: flera belopp av samma slag på raden; de är inte lagda ihop och är utelämnade"
    )


def test_an_amount_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    rows = [*MEASURES, [2024, 2, "HVB", "Utfall", "1 2"]]
    _, table = read_tables(write_grid(tmp_path, "csv", rows))
    assert printed(table)[1] == ("HVB", None, None, "tveksam")
    assert table.rows[1].doubt == "Utfall: ”1 2” kan inte läsas som tal; cellen är utelämnad"


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        ([["År", "Utfall", "Budget"], [2022, 1, 2], [2023, 3, 4]], ["2022", "2023"]),
        ([["Månad", "Utfall", "Budget", "Kommentar"], ["jan", 1, 2, "bra"], ["feb", 3, 4, "bra"]], ["jan", "feb"]),
        ([["Verksamhet", "Utfall 2022", "Budget 2022"], ["Stab", 1, 2], ["HVB", 3, 4]], ["Stab", "HVB"]),
    ],
    ids=["a row a year", "a row a month", "a table"],
)
def test_a_table_is_no_list(tmp_path: Path, rows: list[list[object]], labels: list[str]) -> None:
    (table,) = read_tables(write_grid(tmp_path, "csv", rows))
    assert [row.label for row in table.rows] == labels
