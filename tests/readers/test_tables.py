"""Printed tables in, frames out: literal texts, and what the reader says of the rows that it doubts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import NoTablesError
from analysis.readers.places import Location
from analysis.readers.tables import Table, read_tables
from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.relations import Relation
from tests.boards import plain_rows

Read = Callable[[str], list[Table]]
ReadOne = Callable[[str], Table]

HEAD = "Driftsredovisning (tkr)\n\nUtfall 2020 Budget 2020 Avvikelse\n"


def rows(table: Table) -> list[tuple[object, ...]]:
    """Return the rows of a table's frame as tuples, None for a missing number."""
    return plain_rows(table.frame, *table.frame.columns)


def test_a_text_that_lost_its_cells_becomes_a_frame(read_one: ReadOne) -> None:
    table = read_one(f"{HEAD}Socialnämnd -1 291 -1 402 111\nLedning  -15 785 859 -16 644\nSumma -17 076 -543 -16 533\n")
    pd.testing.assert_frame_equal(
        table.frame,
        pd.DataFrame(
            {
                "post": ["Socialnämnd", "Ledning", "Summa"],
                "Utfall 2020": [-1291.0, -15785.0, -17076.0],
                "Budget 2020": [-1402.0, 859.0, -543.0],
                "Avvikelse": [111.0, -16644.0, -16533.0],
            }
        ),
    )
    decided = "är möjliga; utfall − budget = avvikelse avgjorde."
    assert table.notes == (
        f"rapport.txt rad 4 ”Socialnämnd”: 3 läsningar av ”-1 291 -1 402 111” {decided}",
        f"rapport.txt rad 5 ”Ledning”: 3 läsningar av ”-15 785 859 -16 644” {decided}",
    )
    assert [row.certainty for row in table.rows] == ["säker"] * 3


def test_what_else_is_known_of_a_table(read_one: ReadOne) -> None:
    table = read_one(f"## 4 Ekonomi\n\n### 4.1 Utfall\n\n{HEAD}*Stab -10 420 -10 459 39\n")
    assert (table.title, table.section) == ("Driftsredovisning (tkr)", "4.1 Utfall")
    assert (table.kind, table.unit) == ("drift", "tkr")
    assert table.location == Location("rapport.txt", 7, 8)
    assert str(table.location) == "rapport.txt rad 7–8"
    assert repr(table) == "<Table drift ”Driftsredovisning (tkr)” 1 rader, rapport.txt rad 7–8>"
    assert table.columns == (
        Column("Utfall 2020", "tal", "utfall", 2020),
        Column("Budget 2020", "tal", "budget", 2020),
        Column("Avvikelse", "tal", "avvikelse"),
    )
    assert table.relations == [Relation(0, 1, 2)]
    (row,) = table.rows
    assert (row.line, row.label, row.heading, row.texts, row.doubt) == (8, "*Stab", "", {}, "")
    assert rows(table) == [("Stab", -10420.0, -10459.0, 39.0)]


def test_signs_decimals_and_units_stay_as_printed(read_one: ReadOne) -> None:
    table = read_one(
        "Drift (mnkr)\n\nBudget 2020 Utfall 2020 Avvikelse\n"
        "Vård – 15,8 0,9 16,7\nStab −1 110,45 −1 110,5 −0,05\nHyror +3 +5 +2\n"
    )
    assert table.unit == "mnkr"
    assert table.relations == [Relation(1, 0, 2)]
    assert rows(table) == [("Vård", -15.8, 0.9, 16.7), ("Stab", -1110.45, -1110.5, -0.05), ("Hyror", 3, 5, 2)]
    assert [str(number.resolution) for number in table.rows[1].cut if number] == ["0.01", "0.1", "0.01"]


def test_cells_that_are_parted_by_tabs(read_one: ReadOne) -> None:
    table = read_one(
        "### 3.1 Personal\n\n"
        "\tMätdatum/ mätperiod\t2017\t\t2016\t\n"
        "\t\tTotalt\tKvinnor\tTotalt\tKvinnor\n"
        "<b>Styrka</b>\t\t\t\t\t\n"
        "<b>Antal (heltider)</b>\t1/12-30/11\t<b>142,3</b>\t105,3\t126,8\t94,5\n"
        "andel anställda\t30/11\t96,4 %\t98 %\t%97\t98,4%\n"
        "**varav i pension*\t30/11\t-\t\t1\t–\n"
        "Kostnader\t\t\t\t\t\n"
        "Lön (tkr)\t\t104 700\t\t94\u00a0993\t\n"
    )
    assert (table.title, table.section, table.kind, table.unit) == ("Personal", "3.1 Personal", "personal", None)
    assert table.frame.to_dict("list")["post"] == [
        "Antal (heltider)",
        "andel anställda",
        "varav i pension",
        "Lön (tkr)",
    ]
    assert rows(table) == [
        ("Antal (heltider)", 142.3, 105.3, 126.8, 94.5),
        ("andel anställda", 96.4, 98, 97, 98.4),
        ("varav i pension", None, None, 1, None),
        ("Lön (tkr)", 104700, None, 94993, None),
    ]
    assert list(table.frame.columns[1:]) == ["2017 Totalt", "2017 Kvinnor", "2016 Totalt", "2016 Kvinnor"]
    assert [(column.year, column.group) for column in table.columns][1:3] == [(2017, "kvinnor"), (2016, "totalt")]
    assert [row.heading for row in table.rows] == ["Styrka", "Styrka", "Styrka", "Kostnader"]
    assert [row.texts["Mätdatum/mätperiod"] for row in table.rows] == ["1/12-30/11", "30/11", "30/11", ""]
    assert table.notes == tuple(
        f"rapport.txt rad {line}: ”{heading}” är en rubrik utan tal."
        for line, heading in [(5, "Styrka"), (9, "Kostnader")]
    )
    assert table.rows[2].label == "**varav i pension*"
    assert [number and number.unit for number in table.rows[1].cut] == ["%"] * 4


def test_a_year_that_spans_its_columns_of_tabs_names_each(read_one: ReadOne) -> None:
    table = read_one(
        "Drift\n\n\t2020\t\t\t2019\t\t\n\tUtfall\tBudget\tAvvikelse\tUtfall\tBudget\tAvvikelse\n"
        "Stab\t1\t2\t-1\t3\t5\t-2\n"
    )
    assert [(column.name, column.role, column.year) for column in table.columns] == [
        ("2020 Utfall", "utfall", 2020),
        ("2020 Budget", "budget", 2020),
        ("2020 Avvikelse", "avvikelse", 2020),
        ("2019 Utfall", "utfall", 2019),
        ("2019 Budget", "budget", 2019),
        ("2019 Avvikelse", "avvikelse", 2019),
    ]
    assert table.relations == [Relation(0, 1, 2), Relation(3, 4, 5)]
    assert rows(table) == [("Stab", 1, 2, -1, 3, 5, -2)]


def test_a_table_of_tabs_may_bring_its_own_title(read_one: ReadOne) -> None:
    table = read_one("## 4 Ekonomi\n\nDrift (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nStab\t-5\t-6\t1\n")
    assert (table.title, table.section, table.unit) == ("Drift (tkr)", "4 Ekonomi", "tkr")
    assert (table.location.first, table.location.last) == (3, 5)
    assert rows(table) == [("Stab", -5, -6, 1)]


def test_codes_and_comments_in_a_table_of_tabs(read_one: ReadOne) -> None:
    table = read_one(
        "Nr\tProjekt\tBudget\tUtfall\tAvvikelse\tKommentar\n"
        "12\tMöbler\t-5\t-6\t-1\tFler stolar,\nsom köptes 2 gånger\n13\tDatorer\t-1\t0\t1\t\n"
    )
    assert rows(table) == [("Möbler", -5, -6, -1), ("Datorer", -1, 0, 1)]
    assert [row.texts for row in table.rows] == [
        {"Nr": "12", "Kommentar": "Fler stolar,"},
        {"Nr": "13", "Kommentar": ""},
    ]


def test_the_label_is_the_last_column_without_a_head(read_one: ReadOne) -> None:
    table = read_one("\t\tUtfall\tBudget\tAvvikelse\n510\tStab\t5\t6\t-1\n\tVård\t1\t1\t0\n")
    assert rows(table) == [("Stab", 5, 6, -1), ("Vård", 1, 1, 0)]


def test_two_columns_of_one_name_are_told_apart(read_one: ReadOne) -> None:
    table = read_one("Drift\n\nUtfall Budget Avvikelse Utfall Budget Avvikelse\nStab 1 2 -1 3 5 -2\n")
    assert table.frame.to_dict("split") == {
        "index": [0],
        "columns": ["post", "Utfall", "Budget", "Avvikelse", "Utfall (2)", "Budget (2)", "Avvikelse (2)"],
        "data": [["Stab", 1, 2, -1, 3, 5, -2]],
    }
    assert table.relations == [Relation(0, 1, 2), Relation(3, 4, 5)]


def test_labels_that_are_wrapped_over_lines(read_one: ReadOne) -> None:
    table = read_one(
        "Investeringar (tkr) \n \nUtfall 2020 Budget 2020 Avvikelse \n \n"
        "Möbler och inventarier ny \nvåning -437 -575 138 \n \n"
        "Arbetsmiljöinvesterin\ngar -207 -300 93 \n \n"
        "Budget- och skuld- \nrådgivning till \nHyresgäster 1 2 -1 \n \n"
        "Stöd till personer över \n \n1 2 -1 \n"
    )
    assert rows(table) == [
        ("Möbler och inventarier ny våning", -437, -575, 138),
        ("Arbetsmiljöinvesteringar", -207, -300, 93),
        ("Budget- och skuldrådgivning till Hyresgäster", 1, 2, -1),
        ("Stöd till personer över", 1, 2, -1),
    ]
    assert [row.line for row in table.rows] == [6, 9, 13, 17]


def test_labels_are_joined_with_a_space_where_lines_do_not_mark_words(read_one: ReadOne) -> None:
    table = read_one(f"{HEAD}Möbler och inventarier ny\nvåning -437 -575 138\n")
    assert rows(table) == [("Möbler och inventarier ny våning", -437, -575, 138)]


def test_a_wrapped_head_with_codes_empty_cells_and_headings(read_one: ReadOne) -> None:
    table = read_one(
        "Investeringar (tkr) \n \nBeslutad \ntotal \nbudget Ack utfall Avvikelse \n \nBudget \n2020 Utfall 2020 \n \n"
        "Avvikelse \n2020 \n \nPågående projekt:       \n \nSystem -100 0 100 -100 0 100 \n \n"
        "Miljö    -300 -207 93 \n \nDatorer -5 -4 1    \n \nNya projekt: \n \nMöbler -575 -437 138 -197 -59 138 \n"
    )
    names = ["Beslutad total budget", "Ack utfall", "Avvikelse", "Budget 2020", "Utfall 2020", "Avvikelse 2020"]
    assert list(table.frame.columns) == ["post", *names]
    assert rows(table) == [
        ("System", -100, 0, 100, -100, 0, 100),
        ("Miljö", None, None, None, -300, -207, 93),
        ("Datorer", -5, -4, 1, None, None, None),
        ("Möbler", -575, -437, 138, -197, -59, 138),
    ]
    assert [row.heading for row in table.rows] == [*["Pågående projekt:"] * 3, "Nya projekt:"]
    assert "rapport.txt rad 13: ”Pågående projekt:” är en rubrik utan tal." in table.notes


def test_headings_above_rows_without_a_blank_line(read_one: ReadOne) -> None:
    table = read_one(
        f"{HEAD}Intäkter\nAvgifter 5 6 -1\nKostnader för vård\nFamiljehem och\nstöd -1 -2 1\nVård på institution, vuxna -1 -2 1\n"
    )
    assert [row.heading for row in table.rows] == ["Intäkter", "Kostnader för vård", "Kostnader för vård"]
    assert [row.label for row in table.rows] == ["Avgifter", "Familjehem och stöd", "Vård på institution, vuxna"]
    assert table.notes == tuple(
        f"rapport.txt rad {line}: ”{heading}” är en rubrik utan tal."
        for line, heading in [(4, "Intäkter"), (6, "Kostnader för vård")]
    )


def test_headings_below_headings(read_one: ReadOne) -> None:
    table = read_one(
        "Drift (tkr) \n \nUtfall Budget Avvikelse \n \nKostnader    \n \nVård    \n \nHem 5 6 -1 \n \nStab 1 1 0 \n"
    )
    assert [(row.heading, row.label) for row in table.rows] == [("Vård", "Hem"), ("Vård", "Stab")]


@pytest.mark.parametrize(
    "prose",
    [
        "Utfallet blev sämre än budget. Nämnden köpte fler platser och betalade 1 2 3\n",
        f"{'Utfallet blev sämre än budget och det kom av att nämnden köpte ' * 4}1 2 3\n",
        "nämnden köpte\n" * 13 + "1 2 3\n",
        "Nämnden köpte fler platser\nän året före.\n\nDe kostade\n5 6 -1\n",
    ],
    ids=["sentences", "long line", "many lines", "paragraphs"],
)
def test_prose_below_a_table_is_no_row(read_one: ReadOne, prose: str) -> None:
    assert rows(read_one(f"{HEAD}Stab 5 6 -1\n{prose}")) == [("Stab", 5, 6, -1)]


def test_a_head_that_is_repeated_on_a_new_page(read_one: ReadOne) -> None:
    table = read_one(f"{HEAD}Stab -10 420 -10 459 39\n\nUtfall 2020 Budget 2020\nAvvikelse\n\nHVB -5 974 -5 978 4\n")
    assert rows(table) == [("Stab", -10420, -10459, 39), ("HVB", -5974, -5978, 4)]
    assert "rapport.txt rad 6: tabellhuvudet upprepas (ny sida); läst som samma tabell." in table.notes


def test_lines_are_counted_as_in_the_file_after_a_new_page(read_one: ReadOne) -> None:
    table = read_one("Sida 1\n\fDrift (tkr)\n\nUtfall 2020 Budget 2020 Avvikelse\nStab 1 2 -1\n\fHVB 3 5 -2\n")
    assert rows(table) == [("Stab", 1, 2, -1), ("HVB", 3, 5, -2)]
    assert [row.line for row in table.rows] == [5, 6]
    assert str(table.location) == "rapport.txt rad 4–6"


def test_a_head_of_other_columns_begins_another_table(read: Read) -> None:
    first, second = read(f"{HEAD}Stab 1 2 -1\nInvesteringar (mnkr)\nBudget 2020 Utfall 2020 Avvikelse\nDatorer 3 5 2\n")
    assert (first.kind, first.unit, rows(first)) == ("drift", "tkr", [("Stab", 1, 2, -1)])
    assert (second.kind, second.unit, rows(second)) == ("investering", "mnkr", [("Datorer", 3, 5, 2)])
    assert second.relations == [Relation(1, 0, 2)]


def test_tables_stand_in_the_section_above_them(read: Read) -> None:
    first, second, third, fourth = read(
        "Drift (tkr)\n\nUtfall Budget Avvikelse\nStab 1 2 -1\n\n## 5 Personal\n\nUtfall Budget Avvikelse\nVård 1 2 -1\n\n"
        "Volymredovisning\nVolymmått Utfall 2019 Utfall 2020\nHushåll 5 6\n\nUtfall 2019 Budget 2019\nHem 7 8\n"
    )
    assert (first.title, first.section) == ("Drift (tkr)", "Drift (tkr)")
    assert (second.title, second.section) == ("Personal", "5 Personal")
    assert (third.title, third.section, third.kind) == ("Volymredovisning", "5 Personal", "volym")
    assert (fourth.section, fourth.kind) == ("5 Personal", "personal")


def test_codes_and_comments_in_a_text_that_lost_its_cells(read_one: ReadOne) -> None:
    table = read_one(
        "Ombudgetering av medel till 2021 (tkr) \n \nNr Projektbenämning \nBudget 2020 \n \nUtfall 2020 \n \nAvvikelse \n"
        "Ombudge- \ntering till \n \n2021 \nKommentar \n \n946 \n019 \n \nMöbler och \nstolar -197 -59 138 138 Det \n"
        "kom av \n \n940 \n \nNytt system -100 0 100 100 \n \nSumma -297 -59 238 238  \nLöptext om åren \n"
    )
    assert table.kind == "ombudgetering"
    assert list(table.frame.columns[1:]) == ["Budget 2020", "Utfall 2020", "Avvikelse", "Ombudgetering till 2021"]
    assert rows(table) == [
        ("Möbler och stolar", -197, -59, 138, 138),
        ("Nytt system", -100, 0, 100, 100),
        ("Summa", -297, -59, 238, 238),
    ]
    assert [row.texts["Nr"] for row in table.rows] == ["946 019", "940", ""]


def test_dates_between_label_and_numbers(read_one: ReadOne) -> None:
    table = read_one(
        "Personal \n\nNyckeltal Mätdatum Utfall 2020 Utfall 2019 \n"
        "Antal 30/11 138 140 \nHME index 2 dec 4,1 4 \nAntal över 65 år 1/12-30/11 3 3 \n"
    )
    assert rows(table) == [("Antal", 138, 140), ("HME index 2", 4.1, 4), ("Antal över 65 år", 3, 3)]
    assert [row.texts["Mätdatum"] for row in table.rows] == ["30/11", "dec", "1/12-30/11"]


def test_a_date_may_be_of_the_label_where_line_ends_tell_nothing(read_one: ReadOne) -> None:
    (row,) = read_one("Personal\n\nNyckeltal Mätdatum Utfall 2020 Utfall 2019\nAntal 30/11 138 140\n").rows
    assert (row.label, row.certainty) == ("Antal 30/11", "tveksam")


def test_columns_that_are_aligned_with_spaces(read_one: ReadOne) -> None:
    table = read_one(
        "Drift (tkr)\n\nVerksamhet          Utfall 2020  Budget 2020  Avvikelse\n"
        "Ledning                 -15 785          859    -16 644\n"
        "Öppna insatser               -5           -6          1\n"
        "Summa                   -15 790          853    -16 643\n"
    )
    assert rows(table) == [
        ("Ledning", -15785, 859, -16644),
        ("Öppna insatser", -5, -6, 1),
        ("Summa", -15790, 853, -16643),
    ]


def test_a_lone_dash_is_nothing(read_one: ReadOne) -> None:
    table = read_one(f"{HEAD}Stab - -5 5\nVård -5 – -5\nHVB -7 -7 -\n")
    assert rows(table) == [("Stab", None, -5, 5), ("Vård", -5, None, -5), ("HVB", -7, -7, None)]


def test_a_deviation_that_rounding_explains_is_kept(read_one: ReadOne) -> None:
    table = read_one(f"{HEAD}Stab -10 -12 3\n")
    assert rows(table) == [("Stab", -10, -12, 3)]
    assert (table.rows[0].certainty, table.notes) == ("säker", ())


def test_numbers_that_belong_to_the_label(read_one: ReadOne) -> None:
    table = read_one(f"{HEAD}Kv. 12 -10 420 -10 459 39\n51 Stab 1 2 -1\nBarn 0-17 år 1 2 -1\nHVB (2) 1 2 -1\n")
    assert [row.label for row in table.rows] == ["Kv. 12", "51 Stab", "Barn 0-17 år", "HVB (2)"]
    assert [row.certainty for row in table.rows] == ["säker"] * 4
    assert rows(table)[0] == ("Kv. 12", -10420, -10459, 39)


def test_a_file_without_a_table_is_an_error_in_both_languages(write: Callable[[str], Path]) -> None:
    english = r"^rapport\.txt: saw 3 lines without a table; expected a table head with at least two number columns"
    with pytest.raises(NoTablesError, match=english) as error:
        read_tables(write("Utfallet blev 5 tkr bättre än budget.\n\nStab 1 2 3"))
    assert error.value.swedish() == (
        "rapport.txt: 3 rader utan tabell; väntade ett tabellhuvud med minst två talkolumner "
        "(t.ex. Utfall, Budget, Avvikelse) ovanför rader med tal; "
        "kontrollera att det är rätt fil och att texten inte försvann vid exporten.\n"
        "rapport.txt rad 3: en rad med tal (”Stab 1 2 3”); väntade ett tabellhuvud ovanför; "
        "kontrollera stället i dokumentet."
    )


def test_a_head_without_rows_is_no_table(read: Read) -> None:
    with pytest.raises(NoTablesError, match=r"saw 4 lines without a table"):
        read(HEAD)


@pytest.mark.parametrize(
    "row",
    [
        f"Stab{' 1' * 100_000}",
        f"Stab {'1 ' * 100_000}",
        f"Stab {'1' * 100_000}",
        f"Stab {'1' * 100_000} 2 3",
        f"Stab {'- ' * 50_000}1 2 -1",
        f"{'a' * 1_000_000} 1 2 -1",
    ],
    ids=["ones", "ones closed by spaces", "digits", "digits and numbers", "dashes", "letters"],
)
def test_a_monstrous_row_is_not_sure_and_takes_no_other_with_it(read_one: ReadOne, row: str) -> None:
    table = read_one(f"{HEAD}Vård 3 5 -2\n{row}\nHVB 1 2 -1\n")
    assert [
        (read.label, [number and int(number.value) for number in read.cut], read.line)
        for read in table.rows
        if read.certainty == "säker"
    ] == [("Vård", [3, 5, -2], 4), ("HVB", [1, 2, -1], 6)]


def test_a_monstrous_row_of_tabs_is_doubted(read_one: ReadOne) -> None:
    table = read_one("\tUtfall\tBudget\tAvvikelse\nStab" + "\t1" * 100_000 + "\nHVB\t1\t2\t-1\n")
    assert rows(table) == [("Stab", None, None, None), ("HVB", 1, 2, -1)]
    assert [row.doubt for row in table.rows] == ["100001 celler, tabellhuvudet har 4; talen är utelämnade", ""]


@pytest.mark.parametrize(
    "spaced", ["Stab" + " " * 1_000_000 + "1 2 -1", "Stab 1 2 -1" + " " * 1_000_000], ids=["inside", "at the end"]
)
def test_a_million_spaces_are_no_cells(read_one: ReadOne, spaced: str) -> None:
    assert rows(read_one(f"{HEAD}{spaced}\nHVB 1 2 -1\n")) == [("Stab", 1, 2, -1), ("HVB", 1, 2, -1)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Utfall 2020 Budget 2020 Avvikelse\n" * 2_000, 2_001),
        ("2019 2020\n" * 2_000, 2_001),
        ("Stab\ta\tb\n" * 20_000, 20_001),
        ("\tResultat\tLäge\nStab\ta\tb\n" * 10_000, 20_001),
        ("Stab\ta\n\n" * 10_000, 20_001),
        ("a" * 1_000_000 + "\n", 2),
        ("Utfall " + "a" * 1_000_000 + "\n", 2),
    ],
    ids=["heads", "years", "words in tabs", "unknown heads in tabs", "tabs and blank lines", "letters", "long head"],
)
def test_a_monstrous_file_without_a_table_is_refused(read: Read, text: str, lines: int) -> None:
    with pytest.raises(
        NoTablesError, match=rf"^rapport\.txt: saw {lines} lines without a table; expected a table head"
    ):
        read(text)
