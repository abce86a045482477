"""Tables below each other: none is read under the head of the one above, and none is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.readers.tables import Table, read_tables
from tests.grids import KINDS, columns, printed, write_grid

NET = [["Verksamhet", "Bokslut 2023", "Bokslut 2024"], ["Ledning", 11320, 10980], ["Skola", 87450, 90210]]
PLACES = [["Enhet", "Elever", "Yta kvm"], ["Norrskolan", 185, 13200], ["Söderskolan", 392, 20450]]


@pytest.mark.parametrize("kind", ["tabs", "csv", "xlsx"])
@pytest.mark.parametrize("between", [[], [[]], [[], ["Lokaler", None, None]], [["Lokaler", None, None]]])
def test_a_head_of_unknown_words_begins_another_table(tmp_path: Path, kind: str, between: list[list[object]]) -> None:
    first, second = read_tables(write_grid(tmp_path, kind, [*NET, *between, *PLACES]))
    assert [column[0] for column in columns(first)] == ["Bokslut 2023", "Bokslut 2024"]
    assert printed(first) == [("Ledning", 11320, 10980, "säker"), ("Skola", 87450, 90210, "säker")]
    assert columns(second) == [("Elever", "okänd", None, ""), ("Yta kvm", "okänd", None, "")]
    assert printed(second) == [("Norrskolan", 185, 13200, "tveksam"), ("Söderskolan", 392, 20450, "tveksam")]
    assert (second.kind, second.unit) == ("övrig", None)
    assert any("”Elever”, ”Yta kvm” säger inte om talen är utfall, budget eller annat" in note for note in second.notes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_unknown_words_is_read_as_it_stands(tmp_path: Path, kind: str) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, PLACES))
    assert printed(table) == [("Norrskolan", 185, 13200, "tveksam"), ("Söderskolan", 392, 20450, "tveksam")]
    assert {row.doubt for row in table.rows} == {"kolumnernas namn säger inte vad talen är"}
    assert not any("utan känt tabellhuvud" in note for note in table.notes)


@pytest.mark.parametrize("kind", ["tabs", "csv", "xlsx"])
def test_rows_below_words_that_may_be_a_head_are_doubted(tmp_path: Path, kind: str) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, [*NET, *PLACES[:2]]))
    assert printed(table) == [
        ("Ledning", 11320, 10980, "säker"),
        ("Skola", 87450, 90210, "säker"),
        ("Enhet", None, None, "tveksam"),
        ("Norrskolan", 185, 13200, "tveksam"),
    ]
    assert table.rows[3].doubt == "raden står under ”Enhet | Elever | Yta kvm”, som kan vara ett annat tabellhuvud"


@pytest.mark.parametrize("cells", [["ej klart", "ej klart"], ["saknas", "-"], ["se not", "väntar"], ["x", "x"]])
def test_words_where_a_number_is_missing_are_no_head(tmp_path: Path, cells: list[str]) -> None:
    (table,) = read_tables(write_grid(tmp_path, "csv", [*NET, ["Kultur", *cells], ["Teknik", 512, 514]]))
    assert [row.label for row in table.rows] == ["Ledning", "Skola", "Kultur", "Teknik"]
    assert printed(table)[3] == ("Teknik", 512, 514, "säker")


def test_a_known_head_without_a_blank_line_begins_another_table(tmp_path: Path) -> None:
    rows = [*NET, ["Kostnadsslag", "Utfall", "Budget"], ["Personal", 310, 320]]
    first, second = read_tables(write_grid(tmp_path, "xlsx", rows))
    assert [row.label for row in first.rows] == ["Ledning", "Skola"]
    assert (columns(second)[0][1], printed(second)) == ("utfall", [("Personal", 310, 320, "säker")])


def test_the_same_head_on_a_new_page_goes_on(tmp_path: Path) -> None:
    rows = [*NET, NET[0], ["Kultur", 512, 514], ["Summa", 99282, 101704]]
    (table,) = read_tables(write_grid(tmp_path, "tabs", rows))
    assert [row.label for row in table.rows] == ["Ledning", "Skola", "Kultur", "Summa"]


TABS = "Driftredovisning (tkr)\n\n\tUtfall\tBudget\tAvvikelse\nStab\t-1 200\t-1 000\t-200\n"
BELOW = "HVB\t-5 974\t-5 978\t4\nSumma\t-7 174\t-6 978\t-196\n"


@pytest.mark.parametrize("between", ["Sida 4", "4 (12)", "- 4 -", "4", "\nSida 4"])
def test_a_page_number_does_not_end_a_table(read: Callable[[str], list[Table]], between: str) -> None:
    (table,) = read(f"{TABS}{between}\n{BELOW}")
    assert printed(table) == [
        ("Stab", -1200, -1000, -200, "säker"),
        ("HVB", -5974, -5978, 4, "säker"),
        ("Summa", -7174, -6978, -196, "säker"),
    ]
    assert table.notes == ()


def test_a_remark_does_not_end_a_table_where_the_deviations_hold(read: Callable[[str], list[Table]]) -> None:
    (table,) = read(f"{TABS}*) Preliminärt.\n{BELOW}")
    assert [row[-1] for row in printed(table)] == ["säker"] * 3
    assert table.notes == ("rapport.txt rad 5: ”*) Preliminärt.” står inne i tabellen och är inte läst.",)


def test_rows_below_a_remark_are_doubted_where_nothing_tells(read: Callable[[str], list[Table]]) -> None:
    (table,) = read("Nettokostnad (tkr)\n\n\tUtfall\tBudget\nStab\t-12\t-13\nLokaler\nNorr\t185\t13 200\n")
    assert printed(table) == [("Stab", -12, -13, "säker"), ("Norr", 185, 13200, "tveksam")]
    assert table.rows[1].doubt == "raden står under ”Lokaler”; tabellhuvudet gäller kanske inte den"
    (table,) = read(f"{TABS}Lokaler\nHVB\t185\t13 200\t7\n")
    assert [row[-1] for row in printed(table)] == ["säker", "tveksam"]


@pytest.mark.parametrize("cells", ["-1.174\t-1.078\tca -96", "1174 ±\t-\t?"])
def test_a_total_that_cannot_be_read_is_a_row_and_no_head(read: Callable[[str], list[Table]], cells: str) -> None:
    (table,) = read(f"{TABS}HVB\t-974\t-978\t4\nTotalt\t{cells}\n")
    assert [(row.label, row.certainty) for row in table.rows] == [
        ("Stab", "säker"),
        ("HVB", "säker"),
        ("Totalt", "tveksam"),
    ]
