"""Where the names of groups, years and units may stand beside the names of columns, and what they then say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.readers.tables import Table, read_tables

Read = Callable[..., list[Table]]
GROUPED = [
    ("Jan-aug Budget", "budget"),
    ("Jan-aug Utfall", "utfall"),
    ("Jan-aug Avvikelse", "avvikelse"),
    ("Helår Budget", "budget"),
    ("Helår Prognos", "prognos"),
    ("Helår Avvikelse", "avvikelse"),
]
ROWS = "Stab;66;64;2;100;101;-1\nVård;145;146;-1;220;219;1\n"
NAMES = "Post;Budget;Utfall;Avvikelse;Budget;Prognos;Avvikelse\n"
WIDE = """Nettokostnad per verksamhet (tkr)

Verksamhet         {}
                   Budget   Utfall  Avvikelse   Budget  Prognos  Avvikelse
Socialpsykiatri    63 444   51 346     12 098   45 043   30 952     14 091
Servicebostad       6 348    6 059        289    9 517    9 813       -296
"""
PLAIN = "{}\n\nVerksamhet {}\nFörskola 100 500 101 500 -1 000\nGrundskola 220 300 219 100 1 200\nSumma 320 800 320 600 200\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def told(text: str, suffix: str = ".txt") -> list[Table]:
        path = tmp_path / f"a{suffix}"
        path.write_text(text, encoding="utf-8")
        return read_tables(path)

    return told


def names(table: Table) -> list[tuple[str, str]]:
    return [(column.name, column.role) for column in table.columns]


def doubts(table: Table) -> set[str]:
    return {row.doubt for row in table.rows}


@pytest.mark.parametrize("above", [";Jan-aug;;;Helår;;", ";;Jan-aug;;;Helår;", ";;;Jan-aug;;;Helår"])
def test_the_name_of_a_group_stands_for_its_block_wherever_it_is_written(read: Read, above: str) -> None:
    (table,) = read(f"Drift (tkr)\n{above}\n{NAMES}{ROWS}", ".csv")
    assert (names(table), doubts(table)) == (GROUPED, {""})


def test_a_name_that_may_be_of_the_column_before_it_too_is_doubted(read: Read) -> None:
    head = ";;Jan-aug;;Helår;\nPost;Budget;Utfall;Budget;Prognos;Avvikelse\n"
    (table,) = read(f"Drift (tkr)\n{head}Stab;66;64;70;101;2\nVård;145;146;150;219;-1\n", ".csv")
    assert doubts(table) == {"det går inte att avgöra vilka kolumner ”Jan-aug” gäller; talen står kvar"}


@pytest.mark.parametrize(
    "above",
    [
        "        Jan-aug                        Helår",
        "                Jan-aug                        Helår",
        "                      Jan-aug                        Helår",
    ],
)
def test_the_same_holds_for_words_that_are_laid_out(read: Read, above: str) -> None:
    (table,) = read(WIDE.format(above))
    assert (names(table), doubts(table)) == (GROUPED, {""})


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Driftredovisning 2023 (kronor)", "kr"),
        ("Driftredovisning 2023, kronor", "kr"),
        ("Driftredovisning 2023 (kkr)", "tkr"),
        ("Driftredovisning\n\nBelopp i tusental kronor", "tkr"),
        ("Driftredovisning\n\nMiljoner kronor", "mnkr"),
        ("Driftredovisning (1 000 kr)", "tkr"),
        ("Driftredovisning\n\nBelopp i 1000 kr", "tkr"),
        ("Driftredovisning\n\nAvgiften är 1 000 kr", None),
        ("Driftredovisning\n\nKostnad i kronor per invånare", None),
    ],
)
def test_a_unit_may_be_written_out(read: Read, title: str, unit: str | None) -> None:
    (table,) = read(PLAIN.format(title, "Budget 2023 Utfall 2023 Avvikelse"))
    assert table.unit == unit


@pytest.mark.parametrize("pair", ["budget-utfall", "utfall/budget", "(budget-utfall)"])
def test_a_deviation_may_say_what_it_is_the_difference_of(read: Read, pair: str) -> None:
    (table,) = read(PLAIN.format("Driftredovisning (tkr)", f"Budget 2023 Utfall 2023 Avvikelse {pair}"))
    assert names(table)[2] == (f"Avvikelse {pair}", "avvikelse")
    assert doubts(table) == {""}


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Driftredovisning (tkr)", "Rev budget 2023 Utfall 2023 Avvikelse"),
        ("Ekonomiskt utfall per verksamhet (tkr)", "Budget 2023 Utfall 2023 Avvikelse"),
        ("Ekonomiskt resultat\n\nDriftredovisning (tkr)", "Budget 2023 Utfall 2023 Avvikelse"),
    ],
)
def test_a_title_is_no_part_of_a_head_and_a_chapter_says_no_sign(read: Read, title: str, head: str) -> None:
    (table,) = read(PLAIN.format(title, head))
    assert ([column.year for column in table.columns][:2], doubts(table)) == ([2023, 2023], {""})
    assert [turn.amount for turn in table.turns] == [-1, -1, -1]


def test_one_year_below_the_amounts_is_of_each_of_them(read: Read) -> None:
    rows = "Förskola 100 500 101 500 -1 000\nGrundskola 220 300 219 100 1 200\n"
    (table,) = read(f"Drift (tkr)\n\nBudget Utfall Avvikelse\nVerksamhet 2023 2023\n{rows}")
    assert [column.name for column in table.columns] == ["Budget 2023", "Utfall 2023", "Avvikelse"]
    assert doubts(table) == {""}


def test_a_month_and_a_year_below_names_may_be_of_one(read: Read) -> None:
    rows = "Arbete 7,8 5,3 7,9 -0,1\nNäring 9,8 5,9 10,4 -0,6\nPlan 63,1 40,3 60,8 2,3\n"
    head = "Verksamhet Årsbudget Utfall Prognos Avvikelse\njan-mar 2019 2019 helår\n"
    (table,) = read(f"Uppföljning (mnkr)\n\n{head}{rows}")
    assert "" not in doubts(table)


def test_titles_above_cells_parted_by_commas_are_no_rows_of_them(read: Read) -> None:
    text = "Nämnden\nEkonomi\nDrift\nBelopp i tkr\nPost,Budget 2023,Utfall 2023,Avvikelse\nStab,100,101,-1\nVård,20,21,-1\n"
    (table,) = read(text, ".csv")
    assert [(row.label, row.doubt) for row in table.rows] == [("Stab", ""), ("Vård", "")]


def test_commas_of_decimals_part_no_cells(read: Read) -> None:
    rows = "Stab –5,89 – 0,07\nÖvrigt –0,47 – –0,46\nVård –0,44 –0,42 –0,02\nLokaler –1,44 –1,42 –0,02\n"
    (table,) = read(f"Driftredovisning, nettokostnad, mnkr\n\nNämnd Utfall Budget Diff\n{rows}", ".csv")
    assert [row.label for row in table.rows] == ["Stab", "Övrigt", "Vård", "Lokaler"]


def test_a_head_with_a_unit_before_it_parts_two_tables(read: Read) -> None:
    first = "Drift (tkr)\n\nNämnd              Utfall apr   Utfall maj   Ack utfall\n"
    rows = "Grundskola                  9           11           20\nBarn och unga              12           12           24\n"
    second = "Belopp i tkr         Intäkter    Kostnader        Netto\n"
    more = "Skuld                      16          -19           -3\nFritid                     32          -42          -10\n"
    found = read(f"{first}{rows}\nNämndens ekonomi\n{second}{more}")
    assert [[row.label for row in table.rows] for table in found] == [
        ["Grundskola", "Barn och unga"],
        ["Skuld", "Fritid"],
    ]
