"""What a row is called where codes, units and repeated words stand before its numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.readers.tables import read_tables
from tests.grids import KINDS, printed, write_grid

REPEATED = [
    ["kommunkod", "kommun", "nämnd", "utfall", "budget"],
    ["0599", "Lövhult", "Ledning och stab", -11890, -11500],
    ["0599", "Lövhult", "Förskola", -91240, -92800],
]
IN_PAIRS = [
    ["Ansvar", "Ansvar(T)", "Konto", "Konto(T)", "Utfall", "Budget"],
    ["1100", "Stab", "5011", "Månadslön", -11890, -11500],
    ["1200", "Förskola", "5011", "Månadslön", -91240, -92800],
]
LEDGER = [
    *IN_PAIRS,
    ["1200", "Förskola", "5020", "Övertid", -310, -300],
    [None, None, None, "Summa", -103440, -104600],
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_with_a_leading_zero_is_no_label(tmp_path: Path, kind: str) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, REPEATED))
    assert printed(table) == [
        ("Ledning och stab", -11890, -11500, "säker"),
        ("Förskola", -91240, -92800, "säker"),
    ]
    assert [row.texts for row in table.rows] == [{"kommunkod": "0599", "kommun": "Lövhult"}] * 2
    assert table.notes == ()


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_words_that_differ_are_the_label(tmp_path: Path, kind: str) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, IN_PAIRS))
    assert printed(table) == [("Stab", -11890, -11500, "säker"), ("Förskola", -91240, -92800, "säker")]
    assert table.rows[1].texts == {"Ansvar": "1200", "Konto": "5011", "Konto(T)": "Månadslön"}
    assert table.notes == ()


@pytest.mark.parametrize("kind", KINDS)
def test_words_that_only_together_differ_make_the_label(tmp_path: Path, kind: str) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, LEDGER))
    assert printed(table) == [
        ("Stab, Månadslön", -11890, -11500, "säker"),
        ("Förskola, Månadslön", -91240, -92800, "säker"),
        ("Förskola, Övertid", -310, -300, "säker"),
        ("Summa", -103440, -104600, "säker"),
    ]


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        (
            [["Konto", "Benämning"], ["5011", "Lön"], ["5020", "Övertid"], ["Summa", None]],
            ["Lön", "Övertid", "Summa"],
        ),
        ([[None, None], ["510", "Stab"], [None, "Vård"]], ["Stab", "Vård"]),
        ([["Enhet", "Konto"], ["Stab", "5011"], ["Stab", "5020"]], ["Stab", "Stab"]),
        (
            [["Nämnd", "Område", "Konto"], ["Kultur", "Bibliotek", "5011"], ["Kultur", "Bibliotek", "5020"]],
            ["Kultur, Bibliotek, 5011", "Kultur, Bibliotek, 5020"],
        ),
        (
            [["Område", "Slag"], ["Bibliotek", "Lön"], [None, "Lokaler"], ["Museum", "Lön"], [None, "Summa"]],
            ["Bibliotek, Lön", "Bibliotek, Lokaler", "Museum, Lön", "Summa"],
        ),
        ([["Verksamhet", "Ansvarig"], ["Bad", "Chef A"], ["Park", "Chef B"]], ["Bad", "Park"]),
        ([["Nr", "Projekt"], ["P8014", "Bryggor"], ["P8015", "Hyllor"]], ["Bryggor", "Hyllor"]),
    ],
    ids=["total among codes", "no head", "one column of words", "codes too", "printed once", "named", "lettered codes"],
)
def test_labels(tmp_path: Path, rows: list[list[str]], labels: list[str]) -> None:
    head, *body = rows
    grid = [[*head, "Utfall", "Budget"], *([*row, 10 * at, 20 * at] for at, row in enumerate(body, 1))]
    for kind in KINDS:
        (table,) = read_tables(write_grid(tmp_path, kind, grid))
        assert [row.label for row in table.rows] == labels
        assert [row.certainty for row in table.rows] == ["säker"] * len(labels)


def test_a_code_alone_is_no_certain_label(tmp_path: Path) -> None:
    (table,) = read_tables(
        write_grid(tmp_path, "csv", [["Kod", "Utfall", "Budget"], ["0599", -5, -6], ["0601", -7, -8]])
    )
    assert [(row.label, row.doubt) for row in table.rows] == [
        ("0599", "etiketten är en kod; talen står kvar"),
        ("0601", "etiketten är en kod; talen står kvar"),
    ]


def test_the_last_label_may_go_on_below_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    head = "Drift (tkr)\n\n\tUtfall\tBudget\tAvvikelse\nStab\t-5\t-6\t1\nVård av vuxna\t-7\t-9\t2\n"
    for below, doubts in (
        ("egna hem", ["", "etiketten kan fortsätta under tabellen (”egna hem”)"]),
        ("Nämnden har sparat.", ["", ""]),
    ):
        path.write_text(f"{head}\n{below}\n", encoding="utf-8")
        (table,) = read_tables(path)
        assert [row.doubt for row in table.rows] == doubts
