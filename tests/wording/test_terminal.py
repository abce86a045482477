"""What the terminal shows of the tables of a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.readers.tables import Table, read_tables
from analysis.wording.terminal import show_tables

TEXT = "Drift (tkr)\n\nPost\tUtfall\tBudget\nStab\t-5\t-6\n\nVolymer\n\nPost\tUtfall 2023\nElever\t7\nKlasser\t1\n"


@pytest.fixture
def tables(tmp_path: Path) -> list[Table]:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return [replace(table, notes=()) for table in read_tables(path)]


def notes(tables: list[Table]) -> list[str]:
    shown = "\n".join(show_tables(tables)).splitlines()
    return [line for line in shown if line.startswith(("Tabell", "Anm", "  om"))]


def test_what_is_noted_of_all_tables_is_said_once_behind_them(tables: list[Table]) -> None:
    first, second = tables
    both = [replace(first, notes=("om filen", "om den första")), replace(second, notes=("om filen",))]
    assert notes(both) == [
        *("Tabell 1: Drift (tkr)", "Anmärkningar:", "  om den första", "Tabell 2: Volymer"),
        *("Anmärkningar till hela filen:", "  om filen"),
    ]


def test_what_is_noted_of_the_only_table_is_said_of_it(tables: list[Table]) -> None:
    assert notes([replace(tables[0], notes=("om filen",))]) == ["Tabell 1: Drift (tkr)", "Anmärkningar:", "  om filen"]


def test_without_notes_none_are_announced(tables: list[Table]) -> None:
    assert notes(tables) == ["Tabell 1: Drift (tkr)", "Tabell 2: Volymer"]
