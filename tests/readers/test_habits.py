"""Habits of print in other boards' reports and exports: each a small table, and what is read of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.tables import Table

Read = Callable[[str], list[Table]]


def names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def rows(table: Table) -> dict[str, list[float | None]]:
    """Return the numbers of the rows that are sure, by label."""
    return {row.label: [number and float(number.value) for number in row.cut] for row in table.rows if not row.doubt}


def doubts(table: Table) -> dict[str, str]:
    return {row.label: row.doubt for row in table.rows}


def test_a_column_of_codes_before_the_labels_is_no_column_of_numbers(read: Read) -> None:
    (table,) = read(
        "Bad och fritid, belopp i kr\n\n"
        "Konto  Benämning                 Utfall         Budget      Avvikelse\n"
        "3011   Inträden             812 330,50-    900 000,00-     87 669,50-\n"
        "3410   Hyror                120 400,00-    118 000,00-      2 400,00\n"
        "6210   El                   988 120,25     860 000,00     128 120,25-\n"
    )
    assert names(table) == ["Utfall", "Budget", "Avvikelse"]
    assert rows(table)["3011 Inträden"] == [-812330.5, -900000.0, -87669.5]


def test_a_label_that_ends_in_an_amount_with_its_minus_behind_is_doubted(read: Read) -> None:
    (table,) = read("Drift (kr)\n\nPost\tBudget\tUtfall\nAvgifter 812 330,50-\t-9\t-8\nHyror\t-5\t-4\n")
    assert "tal som kan vara celler" in doubts(table)["Avgifter 812 330,50-"]
    assert rows(table) == {"Hyror": [-5.0, -4.0]}


def test_months_and_dates_of_four_and_six_digits_are_when(read: Read) -> None:
    (table,) = read(
        "Drift (mnkr)\n\n"
        "              Utfall    Budget               Prognos\n"
        "Nämnd           2408      2408    Avvik          aug\n"
        "Stab            61,3      63,9      2,6         94,0\n"
        "Skola          402,7     396,1     -6,6        601,5\n"
    )
    assert [(column.name, column.year) for column in table.columns] == [
        ("Utfall 2408", 2024),
        ("Budget 2408", 2024),
        ("Avvik", None),
        ("Prognos aug", None),
    ]
    assert rows(table)["Skola"] == [402.7, 396.1, -6.6, 601.5]


def test_years_over_groups_beside_a_name_of_two_lines(read: Read) -> None:
    (table,) = read(
        "Nettokostnader (mnkr)\n\n"
        "                         2024                   2023     Förändring\n"
        "             Utfall    Budget    Avvikelse    Utfall       mot 2023\n"
        "Stab          -70,2     -71,0          0,8     -68,1           -2,1\n"
        "Skola        -388,9    -380,5         -8,4    -366,0          -22,9\n"
    )
    assert [(column.role, column.year) for column in table.columns] == [
        ("utfall", 2024),
        ("budget", 2024),
        ("avvikelse", 2024),
        ("utfall", 2023),
        ("förändring", None),  # of the year before to this one
    ]


@pytest.mark.parametrize(
    ("name", "role"), [("Kvarvarande", "avvikelse"), ("Förändring", "förändring"), ("Netto", "budget")]
)
def test_a_word_above_budget_is_no_beginning_of_it(read: Read, name: str, role: str) -> None:
    (table,) = read(
        "Investeringar (tkr)\n\n"
        f"             Budget      Utfall    {name:>12}\n"
        "Projekt        2024        2024          budget\n"
        "Lekplats      2 400       1 902             498\n"
        "Fordon        5 200       5 611            -411\n"
    )
    assert table.columns[2].role == role or all(doubts(table).values())


def test_the_name_of_a_group_that_is_printed_once_is_of_all_its_rows(read: Read) -> None:
    head = "Resultat (mnkr)\n\nVerksamhet\t\tBudget 2024\tBokslut 2024\tAvvikelse\n"
    (table,) = read(
        f"{head}Skola\tIntäkter\t20,1\t21,4\t1,3\n\tKostnader\t-163,9\t-168,0\t-4,1\n"
        "Vård\tIntäkter\t41,5\t44,0\t2,5\n\tKostnader\t-329,0\t-331,2\t-2,2\n"
    )
    assert list(rows(table)) == ["Skola, Intäkter", "Skola, Kostnader", "Vård, Intäkter", "Vård, Kostnader"]
    (centred,) = read(
        f"{head}\tIntäkter\t20,1\t21,4\t1,3\nSkola\tKostnader\t-163,9\t-168,0\t-4,1\n\tNetto\t-143,8\t-146,6\t-2,8\n"
        "\tIntäkter\t41,5\t44,0\t2,5\nVård\tKostnader\t-329,0\t-331,2\t-2,2\n\tNetto\t-287,5\t-287,2\t0,3\n"
    )
    assert list(rows(centred))[::2] == ["Skola, Intäkter", "Skola, Netto", "Vård, Kostnader"]


def test_names_of_groups_that_stand_at_no_first_row_leave_all_rows_in_doubt(read: Read) -> None:
    (table,) = read(
        "Resultat (mnkr)\n\nVerksamhet\t\tBudget 2024\tBokslut 2024\n"
        "\tIntäkter\t20,1\t21,4\nSkola\tKostnader\t-163,9\t-168,0\nVård\tIntäkter\t41,5\t44,0\n"
    )
    assert {"namnen på grupperna" in said for said in doubts(table).values()} == {True}


def test_a_table_on_its_side_is_doubted(read: Read) -> None:
    (table,) = read("Vård (tkr)\n\n\tHemtjänst\tLSS\tTotalt\nBudget\t61\t92\t153\nUtfall\t64\t93\t157\n")
    assert {"byt plats på rader och kolumner" in said for said in doubts(table).values()} == {True}


def test_a_unit_beside_every_number_is_that_of_the_table(read: Read) -> None:
    table, other = read(
        "Drift\n\nPost\tUtfall\tBudget\nStab\t-1 200 tkr\t-1 100 tkr\nHVB\t-75 tkr\t-80 tkr\n\n"
        "Vård\n\nPost\tUtfall\tBudget\nStab\t-1 200 tkr\t-1 100\nHVB\t-75 tkr\t-80 tkr\n"
    )
    assert (table.unit, len(rows(table))) == ("tkr", 2)
    assert other.unit is None


@pytest.mark.parametrize(
    ("above", "title", "unit"),
    [
        ("Alla belopp anges i tusental kronor (tkr).\nDriftsammandrag", "Driftsammandrag, tkr", "tkr"),
        (
            "Nedan visas kalkyl och utfall för pågående\nprojekt (mnkr).\n\nPågående projekt",
            "Pågående projekt, mnkr",
            "mnkr",
        ),
        ("Socialnämnden tkr", "", "tkr"),
    ],
)
def test_a_sentence_with_the_unit_is_no_title(read: Read, above: str, title: str, unit: str) -> None:
    (table,) = read(f"{above}\n\nPost\tUtfall\tBudget\nStab\t-1\t-2\nHVB\t-3\t-4\n")
    assert table.unit == unit
    assert table.title == title or not title


def test_years_behind_a_code_and_a_label_head_the_next_table(read: Read) -> None:
    first, second = read(
        "Mått (antal)\n\nAnsvar\tNamn\tBudget 2019\tBudget 2020\n6622\tBarn\t137\t132\n9078\tTimmar\t13\t14\n"
        "\tOmråde\t2018\t2019\n6090\tÄrenden\t18\t14\n5808\tLån\t117\t122\n"
    )
    assert names(first) == ["Budget 2019", "Budget 2020"]
    assert names(second) == ["2018", "2019"]


def test_a_row_with_one_number_below_a_table_or_in_it_is_named(read: Read) -> None:
    (table,) = read("Drift (tkr)\n\nPost Utfall 2024 Budget 2024 Avvikelse\nStab 27,6 23,1 4,5\nFamiljehem 3,1\n")
    assert any("”Familjehem 3,1”" in note for note in table.notes)


def test_a_pivot_table_names_its_columns_below_what_was_added_up(read: Read) -> None:
    (table,) = read(
        "Utfall per verksamhet, tkr\n\nSumma av Belopp\tKolumnetiketter\t\nRadetiketter\t2022\t2023\n"
        "Förskola\t81 230\t83 411\nTotalsumma\t81 230\t83 411\n"
    )
    assert [(column.role, column.year) for column in table.columns] == [("utfall", 2022), ("utfall", 2023)]
    assert rows(table)["Förskola"] == [81230.0, 83411.0]


def test_a_list_may_say_what_is_counted_in_a_column_of_its_own(read: Read) -> None:
    (table,) = read(
        "Period\tEnhet\tMått\tVärde\n202401\tNorr\tUtfall antal brukare\t114\n202401\tNorr\tBudget timmar\t4000\n"
        "202401\tSöder\tUtfall antal brukare\t93\n202401\tSöder\tBudget timmar\t3500\n"
    )
    assert [column.role for column in table.columns] == ["utfall", "budget"]
    assert rows(table) == {"Norr": [114.0, 4000.0], "Söder": [93.0, 3500.0]}
    (other,) = read("Enhet\tMått\tUtfall\tBudget\nNorr\tTimmar\t4\t5\nSöder\tPlatser\t6\t7\n")
    assert [column.role for column in other.columns] == ["utfall", "budget"]  # no list without a period


def test_a_unit_in_the_corner_above_groups_names_no_labels(read: Read) -> None:
    (table,) = read(
        "Tkr\tOktober 2024\t\tJan-okt 2024\t\nEnhet\tUtfall\tBudget\tUtfall\tBudget\nStab\t-1\t-2\t-3\t-4\nHVB\t-5\t-6\t-7\t-8\n"
    )
    assert names(table)[::2] == ["Oktober 2024 Utfall", "Jan-okt 2024 Utfall"]
    assert rows(table)["HVB"] == [-5.0, -6.0, -7.0, -8.0]


def test_sums_and_results_among_rows_with_codes_lack_none(read: Read) -> None:
    (table,) = read(
        "Drift (kr)\n\nKonto\tUtfall\tBudget\n3410 Hyror\t81\t80\n3510 Bidrag\t12\t15\n4110 Skötsel\t-31\t-20\n"
        "Beräknat resultat\t62\t75\nStädning\t-1\t-2\n"
    )
    assert rows(table)["Beräknat resultat"] == [62.0, 75.0]
    assert "brutits" in doubts(table)["Städning"]


def test_a_share_of_nothing_is_empty_and_no_doubt(read: Read) -> None:
    (table,) = read("Drift (tkr)\n\nPost\tBudget\tUtfall\tFörbrukat %\nStab\t0\t-5\t#DIV/0!\nHVB\t-4\t-2\t50 %\n")
    assert rows(table) == {"Stab": [0.0, -5.0, None], "HVB": [-4.0, -2.0, 50.0]}


def test_a_number_between_a_label_and_a_sum_is_a_cell_of_another_row(read: Read) -> None:
    (table,) = read("Drift, kr\n\nPost\tUtfall\tBudget\nGrundskola 0 Summa\t-18\t-19\nSkola\t-1\t-2\n")
    assert "tal som kan vara celler" in doubts(table)["Grundskola 0 Summa"]


@pytest.mark.parametrize(
    "title",
    [
        "Driftramar (tkr)",
        "Resultatbudget, tkr",
        "Kommunbidrag per nämnd, tkr",
        "Prognostiserat antal elever",
        "Budgetavvikelser (tkr)",
    ],
)
def test_years_below_a_title_of_plans_are_no_outcome(read: Read, title: str) -> None:
    (table,) = read(f"{title}\n\nNämnd\t2025\t2026\nStab\t1\t2\nSkola\t3\t4\n")
    assert {"kolumnerna inte om talen är utfall" in said for said in doubts(table).values()} == {True}
    (other,) = read(f"{title}, uppföljning\n\nNämnd\t2025\t2026\nStab\t1\t2\nSkola\t3\t4\n")
    assert not any("kolumnerna inte om" in said for said in doubts(other).values())


def test_a_deviation_from_a_forecast_is_between_two_of_them(read: Read) -> None:
    (table,) = read(
        "Helårsprognos, mnkr\n\nNämnd\tBudget 2024\tPrognos 2\tPrognos 3\tAvvikelse mot budget\tAvvikelse mot prognos 2\n"
        "Stab\t101,4\t100,2\t99,0\t2,4\t1,2\nSkola\t602,3\t609,9\t612,0\t-9,7\t-2,1\nVård\t498,8\t521,0\t517,1\t-18,3\t4,9\n"
    )
    assert list(rows(table)) == ["Stab", "Skola"]  # the last one is 3,9
    assert "följer inte" in doubts(table)["Vård"]


def test_words_cut_short_say_the_same(read: Read) -> None:
    (table,) = read(
        "Uppföljning (tkr)\n\n"
        "Kontogrupp             Utf ack    Bud ack       Diff    Helårsbudget    Prognos 1    Prognos 2\n"
        "30 Taxor                 8 120      7 900        220          11 850       11 900       12 100\n"
        "50 Löner              -110 420   -109 000     -1 420        -163 500     -164 000     -165 600\n"
    )
    assert [column.role for column in table.columns] == [
        "utfall",
        "budget",
        "avvikelse",
        "budget",
        "prognos",
        "prognos",
    ]
    assert rows(table)["50 Löner"][:3] == [-110420.0, -109000.0, -1420.0]


def test_a_role_in_the_middle_of_its_parts_is_of_all_of_them(read: Read) -> None:
    (table,) = read(
        "Nettokostnad (mnkr)\n\n"
        "                       Utfall 2024                   Budget\n"
        "Verksamhet      T1        T2        T3     Helår       2024\n"
        "Hemtjänst    -31,0     -32,9     -33,4     -97,3      -90,0\n"
        "Boende       -70,2     -71,1     -74,0    -215,3     -212,0\n"
    )
    assert names(table) == ["Utfall 2024 T1", "Utfall 2024 T2", "Utfall 2024 T3", "Utfall 2024 Helår", "Budget 2024"]


def test_months_broken_at_their_hyphen_keep_it(read: Read) -> None:
    (table,) = read(
        "Drift (tkr)\n\nUtfall jan-\naug 2024\nBudget jan-\naug 2024\nAvvikelse\nStab -5 -6 1\nHVB -9 -7 -2\n"
    )
    assert names(table)[:2] == ["Utfall jan-aug 2024", "Budget jan-aug 2024"]


def test_a_count_before_the_first_named_column_is_no_code(read: Read) -> None:
    (table,) = read("Skola (tkr)\n\nEnhet\tAntal barn\tBudget\tUtfall\nNorr\t118\t-5\t-6\nSöder\t204\t-7\t-8\n")
    assert any("”Antal barn” är okänd" in note for note in table.notes)


def test_rows_below_a_row_of_bare_years_are_of_other_columns(read: Read) -> None:
    above = "Resultat per enhet i tkr\n\nVerksamhet        Budget    Utfall\nStab                 -37       -45\n"
    below = (
        "Avgifter             -59       -45 Summa                 -59       -45\nBoende              -448      -448\n"
    )
    years = "                    2021      2020      2019      2018\n\nAntal barn          7045      7357      9316      9049\n"
    tables = read(f"{above}{below}\nVolymutveckling\n{years}")
    assert not [row for one in tables for row in one.rows if row.label == "Antal barn" and row.certainty == "säker"]


def test_two_names_that_stand_over_one_column_leave_it_unsure(read: Read) -> None:
    (table,) = read(
        "Ekonomiskt utfall\n"
        "(tkr)              Not  Utfall    Budget    Diff    %\n"
        "Nettokostnad            (26 766)  (37 059)  10 293    27,\ufffd%\n"
        "Planering               (15 404)  (15 348)    (56)   (0,4)%\n"
        "Skog                 3     (374)     (398)      24     6,\ufffd%\n"
        "Övrigt               6     (319)         0   (319)        -\n"
        "Elevhälsa                 39 240    37 296   1 944     5,\ufffd%\n"
        "Näringsliv           5   (7 123)   (7 005)   (118)   (1,7)%\n"
    )
    assert [column.name for column in table.columns][-1] == "Diff %"
    assert {row.certainty for row in table.rows} == {"tveksam"}


INVESTED = (
    "Investeringsredovisning\n\nUtgifter sedan projektstart Varav årets investeringar\n"
    "(kr) Utfall Budget Avvikelse Utfall Budget Avvikelse\n"
)


def test_a_dash_before_a_number_may_be_its_minus_where_a_cell_is_empty(read: Read) -> None:
    (table,) = read(
        f"{INVESTED}0899 Ventilation simhall – 33 – 42 50 – 8\n"
        "0909 Hiss stadshuset 70 589 66 372 4 217 – 100 564 –\n"
        "1520 Inventarier kök – 66 850 – 135 041 – –\n"
        "Nettokostnad 70 589 133 255 – 62 666 135 083 100 614 34 469\n"
    )
    assert doubts(table)["Nettokostnad"]


def test_a_figure_at_the_end_of_a_label_with_the_others_below_may_be_a_cell(read: Read) -> None:
    (table,) = read(
        f"{INVESTED}Tak Norrgården\n49\n– – 74 64 10\n\nVerksamhetssystem 35\n39 – 4 53\n53 0\n\n"
        "Fordon 2\n15 16\n– 1 – 29\n–\n\nMöbler\n143 120 23 217\n219 – 2\n\nLarm\n– 10\n– 18 16 1\n"
    )
    assert all(doubt for label, doubt in doubts(table).items() if label.startswith("Verksamhetssystem"))


def test_a_name_whose_beginning_is_lost_is_unsure(read: Read) -> None:
    (table,) = read(
        "Driftsredovisning (tkr)\n\n"
        "    Nämnd                         Bokslut   Reviderad budget   Differens   Prognos   se prognos\n"
        "    Politisk ledning                   15                 14         – 1        14            0\n"
        "    Budget och skuld                2 265              2 502        +237     3 037        – 535\n"
    )
    assert all(doubts(table).values())


def test_the_first_row_of_amounts_is_no_row_of_short_years(read: Read) -> None:
    (table,) = read(
        "Driftredovisning, tkr\n\nEnhet\tUtfall apr\tUtfall maj\tUtfall totalt\nDagverksamhet\t-18\t-18\t-36\n"
        "Stab\t-44\t-60\t-104\n"
    )
    assert names(table) == ["Utfall apr", "Utfall maj", "Utfall totalt"]


def test_amounts_with_units_are_no_years(read: Read) -> None:
    (table,) = read("Drift\n\nNämnd\tUtfall 2023\tUtfall 2024\nStab\t264 tkr\t264 tkr\nBarn\t1941 tkr\t1951 tkr\n")
    assert rows(table)["Barn"] == [1941, 1951]


def test_an_amount_with_its_unit_in_a_label_is_a_cell_of_another_row(read: Read) -> None:
    (table,) = read(
        "Uppföljning\n\nPost Utfall 2020 Budget Avvikelse\nPlanering - 268 tkr - 181 tkr 87 tkr\n"
        "Korttidsvård - 11 tkr SFI - 122 tkr\n- 114 tkr 8 tkr\nNettokostnad - 415 tkr\n- 314 tkr 101 tkr\n"
    )
    assert all(doubt for label, doubt in doubts(table).items() if "SFI" in label)


def test_a_deviation_over_a_budget_and_an_outcome_may_be_of_one_of_them(read: Read) -> None:
    (table,) = read(
        "Drift (mnkr)\n\n\t\tAvvikelse mot\t\t\nOmråde\tNot\tbudget\tUtfall\tBudget\nStab\t1\t-0,4\t-42,6\t-42,2\n"
        "Vård\t2\t-0,1\t-8,0\t-7,9\n"
    )
    assert all(doubts(table).values())


def test_an_amount_in_parentheses_below_the_figures_may_be_of_another_row(read: Read) -> None:
    (table,) = read(
        "Drift 2024, tkr\n\nNämnd Budget Diff. Utfall\n\nFörsäljning (14\u202f271)\n(9\u202f241) (23\u202f512)\n(16\u202f687)\n\n"
        "Hyresintäkter\n(487)\n(11)\n(498)\n\nSumma (28\u202f109) (12\u202f588) (40\u202f697)\n"
    )
    assert all(doubt for label, doubt in doubts(table).items() if "16" in label)


def test_a_heading_that_ends_open_may_begin_the_label_below_it(read: Read) -> None:
    (table,) = read(
        "Nämndens ekonomi\n\n(tkr)\tUtfall\tBudget\tAvvikelse\nDrift och underhåll av\n"
        "gator, torg och lekplatser\t2,0\t2,0\t0,0\nErsättning till fristående\nförskolor och pedagogisk\n"
        "omsorg\t1,0\t1,2\t- 0,2 Särskild undervisning på\ngymnasiet och för vuxna\t0,3\t0,0\t0,3\nSumma\t3,3\t3,2\t0,1\n"
    )
    assert doubts(table)["gator, torg och lekplatser"]
