"""Heads of several levels in all formats: the lowest cell says what a column is, the levels above when and of what."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.readers.tables import read_tables
from analysis.vocabulary.column_kinds import is_cumulative
from analysis.vocabulary.relations import Relation
from tests.grids import KINDS, WITH_MERGES, columns, printed, write_grid

INVESTED = [
    [None, "Utgifter sedan projektets start", None, None, "Varav årets investeringar", None, None],
    ["Projekt", "Beslutad totalutgift", "Ack utfall", "Avvikelse", "Budget 2025", "Utfall 2025", "Avvikelse"],
    ["Gatubelysning", 5310, 5102, 208, 846, 638, 208],
    ["Markiser", None, None, None, 150, 150, None],
    ["Summa", 5310, 5102, 208, 996, 788, 208],
]


@pytest.mark.parametrize("kind", KINDS)
def test_the_groups_of_an_investment_table_are_no_roles(tmp_path: Path, kind: str) -> None:
    merges = [(0, 1, 3), (0, 4, 6)] if kind in WITH_MERGES else []
    (table,) = read_tables(write_grid(tmp_path, kind, INVESTED, merges))
    start, year = "Utgifter sedan projektets start", "Varav årets investeringar"
    assert columns(table) == [
        (f"{start} Beslutad totalutgift", "budget", None, ""),
        (f"{start} Ack utfall", "utfall", None, ""),
        (f"{start} Avvikelse", "avvikelse", None, ""),
        (f"{year} Budget 2025", "budget", 2025, ""),
        (f"{year} Utfall 2025", "utfall", 2025, ""),
        (f"{year} Avvikelse", "avvikelse", None, ""),
    ]
    assert printed(table) == [
        ("Gatubelysning", 5310, 5102, 208, 846, 638, 208, "säker"),
        ("Markiser", None, None, None, 150, 150, None, "säker"),
        ("Summa", 5310, 5102, 208, 996, 788, 208, "säker"),
    ]
    assert table.pairs == (Relation(1, 0, 2), Relation(4, 3, 5))
    assert [is_cumulative(column) for column in table.columns] == [True] * 3 + [False] * 3
    assert table.kind == "investering"


def test_the_words_of_an_investment_table_may_stand_in_one_row(tmp_path: Path) -> None:
    head = ["Projekt", "Beslutad totalutgift", "Utgifter sedan projektstart", "Avvikelse", "Budget"]
    rows = [
        [*head, "Varav årets investeringar", "Avvikelse"],
        ["Bryggor", 1000, 400, 600, 500, 300, 200],
        ["Cykelbana", 2000, 1900, 100, 900, 850, 50],
    ]
    (table,) = read_tables(write_grid(tmp_path, "xlsx", rows))
    assert [column.role for column in table.columns] == ["budget", "utfall", "avvikelse"] * 2
    assert table.pairs == (Relation(1, 0, 2), Relation(4, 3, 5))
    assert [row[-1] for row in printed(table)] == ["säker"] * 2
    assert table.kind == "investering"


YEARS = [
    [None, 2023, None, 2024, None],
    ["Verksamhet", "Budget", "Bokslut", "Budget", "Bokslut"],
    ["Stab", -510, -520, -530, -540],
    ["Hemtjänst", -9210, -9220, -9230, -9240],
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_year_above_its_columns_makes_them_others(tmp_path: Path, kind: str) -> None:
    merges = [(0, 1, 2), (0, 3, 4)] if kind in WITH_MERGES else []
    (table,) = read_tables(write_grid(tmp_path, kind, YEARS, merges))
    assert columns(table) == [
        ("2023 Budget", "budget", 2023, ""),
        ("2023 Bokslut", "utfall", 2023, ""),
        ("2024 Budget", "budget", 2024, ""),
        ("2024 Bokslut", "utfall", 2024, ""),
    ]
    assert printed(table) == [
        ("Stab", -510, -520, -530, -540, "säker"),
        ("Hemtjänst", -9210, -9220, -9230, -9240, "säker"),
    ]


BLOCKS = [
    ["Verksamhet", "Bokslut", "Budget", "Prognos", "Bokslut", "Budget", "Prognos"],
    ["Stab", -1, -2, -3, -4, -5, -6],
    ["Hemtjänst", -11, -12, -13, -14, -15, -16],
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", [1, 2, 3], ids=["left", "centred", "right"])
def test_a_year_stands_for_its_block_wherever_in_it_it_is_written(tmp_path: Path, kind: str, place: int) -> None:
    above: list[object] = [None] * 7
    above[place], above[place + 3] = "År 2023", "År 2024"
    (table,) = read_tables(write_grid(tmp_path, kind, [above, *BLOCKS]))
    assert [(column.role, column.year) for column in table.columns] == [
        *(("utfall", 2023), ("budget", 2023), ("prognos", 2023)),
        *(("utfall", 2024), ("budget", 2024), ("prognos", 2024)),
    ]
    assert [row[-1] for row in printed(table)] == ["säker"] * 2


@pytest.mark.parametrize("kind", KINDS)
def test_columns_that_nothing_tells_apart_are_doubted(tmp_path: Path, kind: str) -> None:
    rows = [["Verksamhet", "Budget", "Utfall", "Budget", "Utfall"], ["Stab", -1, -2, -3, -4], ["Äldre", -5, -6, -7, -8]]
    (table,) = read_tables(write_grid(tmp_path, kind, rows))
    doubt = "kolumnerna 2 och 4 heter båda ”Budget” och kan inte skiljas åt; talen står kvar"
    assert [(row.certainty, row.doubt) for row in table.rows] == [("tveksam", doubt)] * 2


@pytest.mark.parametrize("kind", WITH_MERGES)
def test_a_merged_name_reaches_as_far_as_its_cell(tmp_path: Path, kind: str) -> None:
    rows = [
        [None, "Ack", None, None],
        ["Verksamhet", "Utfall", "Budget", "Prognos 2025"],
        ["Stab", -510, -520, -530],
        ["Hemtjänst", -9210, -9220, -9230],
    ]
    (table,) = read_tables(write_grid(tmp_path, kind, rows, [(0, 1, 2)]))
    assert [column.name for column in table.columns] == ["Ack Utfall", "Ack Budget", "Prognos 2025"]


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (
            [[None, "Budget", None, "Utfall", None], [None, "2023", "2024", "2023", "2024"]],
            [
                *(("Budget 2023", "budget", 2023), ("Budget 2024", "budget", 2024)),
                *(("Utfall 2023", "utfall", 2023), ("Utfall 2024", "utfall", 2024)),
            ],
        ),
        (
            [[None, "Prognos helår", None, None, "Ack"], [None, "Utfall", "Budget", "Avvikelse", "Utfall"]],
            [
                *(("Prognos helår – Utfall", "utfall", None), ("Prognos helår – Budget", "budget", None)),
                *(("Prognos helår – Avvikelse", "avvikelse", None), ("Ack Utfall", "utfall", None)),
            ],
        ),
        (
            [[None, "2023", None, None, None], ["Post", "Utfall", "Budget", "Prognos 2024", "Budget 2024"]],
            [
                *(("2023 Utfall", "utfall", 2023), ("2023 Budget", "budget", 2023)),
                *(("Prognos 2024", "prognos", 2024), ("Budget 2024", "budget", 2024)),
            ],
        ),
        (
            [[None, "Avvikelse mot", None, "Prognos-", "Utfall"], [None, "budget", "prognos", "avvikelse", "2024"]],
            [
                *(("Avvikelse mot budget", "avvikelse", None), ("Avvikelse mot prognos", "avvikelse", None)),
                *(("Prognosavvikelse", "avvikelse", None), ("Utfall 2024", "utfall", 2024)),
            ],
        ),
        (
            [[None, "Socialförvaltningen", "Belopp", None, None], [None, "Utfall 2024", "Budget", "Prognos", "Utfall"]],
            [
                *(("Socialförvaltningen Utfall 2024", "utfall", 2024), ("Belopp Budget", "budget", None)),
                *(("Belopp Prognos", "prognos", None), ("Belopp Utfall", "utfall", None)),
            ],
        ),
    ],
    ids=["roles above years", "a role as a group", "own years first", "goes on below", "unknown words above"],
)
def test_the_lowest_cell_decides(tmp_path: Path, head: list[list[str]], names: list[tuple[object, ...]]) -> None:
    (table,) = read_tables(write_grid(tmp_path, "csv", [*head, ["Stab", -10, -20, 10, -5], ["HVB", -7, -8, 1, -6]]))
    assert [(column.name, column.role, column.year) for column in table.columns] == names


def test_a_deviation_above_other_roles_is_no_role_of_theirs(tmp_path: Path) -> None:
    rows = [
        [None, "Avvikelse", None, "Utfall"],
        [None, "Budget", "Prognos", "2024"],
        ["Stab", 1, 2, 3],
        ["HVB", 4, 5, 6],
    ]
    (table,) = read_tables(write_grid(tmp_path, "csv", rows))
    assert [row.certainty for row in table.rows] == ["tveksam"] * 2
    assert "budget" not in [column.role for column in table.columns]


@pytest.mark.parametrize("kind", WITH_MERGES)
def test_a_number_over_two_columns_of_numbers_is_doubted(tmp_path: Path, kind: str) -> None:
    rows = [["Verksamhet", "Utfall", "Budget"], ["Stab", -510, -520], ["Äldre", -9210, None]]
    (table,) = read_tables(write_grid(tmp_path, kind, rows, [(2, 1, 2)]))
    assert printed(table)[0] == ("Stab", -510, -520, "säker")
    assert table.rows[1].doubt.endswith("9210” står i en cell över 2 kolumner; talet står kvar i den första")


def test_a_year_that_may_be_of_the_columns_before_it_too_is_doubted(tmp_path: Path) -> None:
    rows = [[None, None, "2023", None], ["Post", "Bokslut", "Budget", "Prognos"], ["Stab", 1, 2, 3], ["HVB", 4, 5, 6]]
    (table,) = read_tables(write_grid(tmp_path, "csv", rows))
    doubt = "det går inte att avgöra vilka kolumner ”2023” gäller; talen står kvar"
    assert [(row.certainty, row.doubt) for row in table.rows] == [("tveksam", doubt)] * 2
    (table,) = read_tables(write_grid(tmp_path, "xlsx", rows, [(0, 2, 3)]))
    assert [row.certainty for row in table.rows] == ["säker"] * 2


@pytest.mark.parametrize(("numbers", "role"), [((-900, -800, -100), "budget"), ((-900, -800, -50), None)])
def test_a_column_of_unknown_words_is_the_budget_where_the_deviation_says_so(
    tmp_path: Path, numbers: tuple[int, int, int], role: str | None
) -> None:
    head = ["Verksamhet", "Utfall 2023", "Medel enligt beslut", "Avvikelse"]
    rows: list[list[object]] = [["Stab", *numbers], ["HVB", -5000, -5200, numbers[2] + 300]]
    (table,) = read_tables(write_grid(tmp_path, "csv", [head, *rows]))
    assert [one[1] for one in columns(table) if one[0] == "Medel enligt beslut"] == ([role] if role else [])
    said = "kolumnen ”Medel enligt beslut” är läst som budget: ”Avvikelse” är skillnaden mot ”Utfall 2023”."
    assert any(said in note for note in table.notes) == (role is not None)
