"""Tables as they stand in the text of a page: budgets of several years, notes, owners, a cell a line, glued heads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.tables import Table

Read = Callable[[str], list[Table]]
MAY_BE_NOTE = "det första talet kan vara numret på en not; talen står kvar som de är tryckta"
UNCONFIRMED = "inget i räkningen bekräftar hur raden ska delas i tal; talen är utelämnade"
NOT_NAMED = "kolumnernas namn är inte säkra; talen står kvar som de är tryckta"


def sure(table: Table) -> dict[str, list[float | None]]:
    """Return the numbers of the sure rows by label."""
    return {row.label: numbers(table, row.label) for row in table.rows if not row.doubt}


def numbers(table: Table, label: str) -> list[float | None]:
    row = next(row for row in table.rows if row.label == label)
    return [float(number.value) if number else None for number in row.cut]


def doubt(table: Table, label: str) -> str:
    return next(row.doubt for row in table.rows if row.label == label)


def names(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.kind == "tal"]


def roles(table: Table) -> list[str]:
    return [column.role for column in table.columns if column.kind == "tal"]


def test_a_budget_of_several_years_whose_names_wrap(read_one: Callable[[str], Table]) -> None:
    head = "Driftbudget per nämnd\n\n(mnkr) Bokslut\n2023\nBudget\n2024\nBudget\n2025\nPlan\n2026\n"
    rows = "Skolnämnd\nStab 7,5 7,9 8,7 8,5\nSkola 18,8 18,2 18,9 19,5\nSumma 26,3 26,1 27,6 28,0\n\nRevision\nStab 1,4 0,5 1,1 1,2\n"
    table = read_one(head + rows)
    assert names(table) == ["Bokslut 2023", "Budget 2024", "Budget 2025", "Plan 2026"]
    assert roles(table) == ["utfall", "budget", "budget", "budget"]
    assert [row.doubt for row in table.rows] == [""] * 4
    assert table.unit == "mnkr"


GROSS = (
    "mnkr Intäkter 2020Intäkter 2021Kostnader 2020Kostnader 2021Nettokostnad 2021Budget 2021Avvikelse mot budget 2021\n"
)


def test_a_glued_head_of_incomes_and_costs_of_two_years(read_one: Callable[[str], Table]) -> None:
    rows = [
        "Stab\n\n28,1\n\n28,3\n\n-69,7\n\n-69,3\n\n-41,0\n\n-41,5\n\n0,5\n",
        "Skola\n\n12,5\n\n18,3  -84,4  -79,4\n\n -61,1  -64,4 3,3\n",
        "Vård\n\n4,0\n\n 4,8  -16,5  -17,3  -12,5  -11,6 -0,9\n",
    ]
    table = read_one(f"Driftredovisning\n\n{GROSS}" + "\n".join(rows))
    assert names(table)[:2] == ["Intäkter 2020", "Intäkter 2021"]
    assert sure(table) == {
        "Stab": [28.1, 28.3, -69.7, -69.3, -41.0, -41.5, 0.5],
        "Skola": [12.5, 18.3, -84.4, -79.4, -61.1, -64.4, 3.3],
        "Vård": [4.0, 4.8, -16.5, -17.3, -12.5, -11.6, -0.9],
    }


def test_a_change_in_amounts_and_one_in_per_cent_with_the_same_name(read_one: Callable[[str], Table]) -> None:
    head = "Drift\n\n(tkr) Utfall2013 Förändring 2012/2013 Förändring 2012/2013 Budget 2013 Budget-avvikelse\n"
    rows = "Stab – 614 – 9 1,6 % – 620 6\nVård – 4 646 – 76 1,7 % – 4 937 291\nSkola – 8 311 5 108 – 38,1 % – 11 593 3 282\n"
    table = read_one(head + rows)
    assert names(table)[1:3] == ["Förändring 2012/2013", "Förändring 2012/2013 %"]
    assert roles(table) == ["utfall", "förändring", "andel", "budget", "avvikelse"]
    assert [column.year for column in table.columns if column.kind == "tal"][:4] == [2013] * 4
    assert sure(table)["Skola"] == [-8311, 5108, -38.1, -11593, 3282]


NOTED = "Resultat\n\nBelopp i mnkr Not Utfall 2024 Utfall 2023\n{}"


def test_numbers_of_notes_are_no_amounts(read_one: Callable[[str], Table]) -> None:
    rows = "Intäkter 1 -132,4 -106,5\nKostnader 2, 3 522,9 515,5\nAvskrivningar 4 15,8 14,5\nNetto 406,3 423,5\n"
    table = read_one(NOTED.format(rows))
    assert sure(table) == {
        "Intäkter": [-132.4, -106.5],
        "Kostnader": [522.9, 515.5],
        "Avskrivningar": [15.8, 14.5],
        "Netto": [406.3, 423.5],
    }
    assert [row.texts["Not"] for row in table.rows] == ["1", "2, 3", "4", ""]


def test_a_note_that_may_be_thousands_is_settled_where_each_number_comes_once(read_one: Callable[[str], Table]) -> None:
    rows = (
        "Avgifter 1 177,3 163,5\nLöner 2 -990,2 -814,7\nHyror 5 -19,7 -21,1\nBidrag 3 660,6 699,2\nRänta 4 -10,1 -8,5\n"
    )
    assert sure(read_one(NOTED.format(rows)))["Avgifter"] == [177.3, 163.5]
    other = read_one(NOTED.format(rows.replace("Hyror 5", "Hyror 7")))
    assert doubt(other, "Avgifter") == MAY_BE_NOTE


def test_a_short_number_that_may_be_a_note_beside_a_missing_cell_is_doubted(read_one: Callable[[str], Table]) -> None:
    rows = "Stab 1 1333 1324\nVård 4 6835 8697\nSkola 3 1685 1542\nHyror 7 78\nBad 5 124 139\n"
    table = read_one(NOTED.format(rows))
    assert doubt(table, "Hyror") == MAY_BE_NOTE
    assert numbers(table, "Vård") == [6835, 8697]


def test_a_row_whose_label_takes_a_number_keeps_it_beside_the_note(read_one: Callable[[str], Table]) -> None:
    rows = "Turism 1 -6,28 -5,56\nSkola 2 -0,56 -0,57\nEnhet 2 3 -3,55 -3,46\nEnhet 4 -0,81 -0,47\n"
    table = read_one(NOTED.format(rows))
    assert [row.label for row in table.rows[:3]] == ["Turism", "Skola", "Enhet 2"]
    assert [row.doubt != "" for row in table.rows] == [False, False, False, True]


def test_the_word_not_before_each_number(read_one: Callable[[str], Table]) -> None:
    head = "Resultat\n\n(tkr) Kommunen Sammanställd redovisning\nUtfall\n2019\nUtfall\n2018\nUtfall\n2019\nUtfall\n2018\n\n"
    rows = "Kostnader Not 3 – 522 941 – 515 518 – 643 944 – 625 709\nHyror\nNot 4 – 15 842 – 14 517 – 25 576 – 23 244\nNETTO\n– 538 783 – 530 035 – 669 520 – 648 953\n"
    table = read_one(head + rows)
    assert names(table) == [
        *("Kommunen Utfall 2019", "Kommunen Utfall 2018"),
        *("Sammanställd redovisning Utfall 2019", "Sammanställd redovisning Utfall 2018"),
    ]
    assert sure(table)["Hyror"] == [-15842, -14517, -25576, -23244]
    assert [row.label for row in table.rows] == ["Kostnader", "Hyror", "NETTO"]


OWNED = "Resultat\n\nMiljoner kronor {}\nNot Budget 2014 Utfall 2013 Utfall 2014 Utfall 2013 Utfall 2014\n"
OWNED_ROWS = "Löner 1 -4 412 -4 203 -4 314 -4 264 -4 374\nHyror 2 -231 -199 -229 -241 -293\nRänta 3 -15 10 -18 10 -17\n"


def test_owners_part_columns_whose_names_come_twice(read_one: Callable[[str], Table]) -> None:
    table = read_one(OWNED.format("Kommunen Koncernen") + OWNED_ROWS)
    assert names(table) == [
        *("Kommunen Budget 2014", "Kommunen Utfall 2013", "Kommunen Utfall 2014"),
        *("Koncernen Utfall 2013", "Koncernen Utfall 2014"),
    ]
    assert sure(table)["Hyror"] == [-231, -199, -229, -241, -293]
    assert table.unit == "mnkr"


def test_columns_whose_names_come_twice_without_owners_are_doubted(read_one: Callable[[str], Table]) -> None:
    table = read_one(OWNED.format("") + OWNED_ROWS)
    assert all(row.doubt for row in table.rows)


def test_a_cell_a_line_parted_by_blank_lines(read_one: Callable[[str], Table]) -> None:
    cells = [
        *("Resultat\nKommunen", "Kommunkoncernen", "Belopp, mkr", "NOT", "2018", "2017", "2018", "2017"),
        *("Intäkter", "1", "1 268", "1 136", "2 835", "2 633"),
        *("Hyror", "3", "-332", "-320", "-508", "-542"),
        *("Netto\n", "-32", "17", "243", "307"),
        *("Ränta", "6", "121", "455", "18", "10"),
        *("Resultat efter ränta\n", "79", "462", "181", "226"),
    ]
    table = read_one("\n\n".join(cells) + "\n")
    assert names(table) == ["Kommunen 2018", "Kommunen 2017", "Kommunkoncernen 2018", "Kommunkoncernen 2017"]
    assert sure(table) == {
        "Intäkter": [1268, 1136, 2835, 2633],
        "Hyror": [-332, -320, -508, -542],
        "Netto": [-32, 17, 243, 307],
        "Ränta": [121, 455, 18, 10],
        "Resultat efter ränta": [79, 462, 181, 226],
    }


PLAIN = "Drift (mnkr)\n\nPost Bokslut 2022 Budget 2023 Plan 2024\n{}"


def test_rows_that_can_be_cut_in_one_way_are_sure_beside_one_that_lacks_a_cell(
    read_one: Callable[[str], Table],
) -> None:
    rows = "Skatt 893,7 954,2 995,3\nBidrag 244,2 261,8 262,6\nAvgift 53,8 29,9 44,3\nRest 6,2 0,1\n"
    table = read_one(PLAIN.format(rows))
    assert list(sure(table)) == ["Skatt", "Bidrag", "Avgift"]


def test_rows_that_can_be_cut_in_more_ways_stay_in_doubt_beside_one_that_lacks_a_cell(
    read_one: Callable[[str], Table],
) -> None:
    rows = "Skatt 893 954 995\nBidrag 24 61 62\nAvgift 5 2 4\nHyra 7 8 3\nRest 6 1\n"
    table = read_one(PLAIN.format(rows))
    assert doubt(table, "Skatt") == UNCONFIRMED
    assert not doubt(table, "Hyra")


@pytest.mark.parametrize(
    "head",
    [
        "Bokslut\nVerksamhet Budget 2025 Avvikelse\n",
        "Prognos\nVerksamhet Anslag helår Avvikelse\n",
        "Avvikelse Redovisat utfall Årets budget\nmnkr 2023\n",
    ],
)
def test_a_year_that_may_be_of_another_name_of_the_head_makes_no_row_sure(read: Read, head: str) -> None:
    tables = read(f"Drift (mnkr)\n\n{head}Stab -20,4 -21,1 0,7\nVård -16,5 -23,1 6,6\nSkola -10,9 -10,5 -0,4\n")
    assert tables
    assert all(row.doubt for table in tables for row in table.rows)


def test_rows_with_more_cells_than_the_head_make_all_doubtful(read_one: Callable[[str], Table]) -> None:
    rows = "Tak\t-9\t-10\nKök\t-3\t-3\t0\t-4\nVäg\t-1\t-6\t-5\t-8\n"
    table = read_one(f"Investeringar (tkr)\n\nProjekt\tUtfall\tBudget\n{rows}")
    assert "fler celler än tabellhuvudet" in doubt(table, "Tak")


def test_a_head_of_years_among_the_rows_of_cells_is_no_row(read_one: Callable[[str], Table]) -> None:
    rows = "Stab\t-9\t-10\t1\nVård\t-3\t-3\t0\nBelopp mkr\t2019\t2020\t\n"
    table = read_one(f"Drift (tkr)\n\nPost\tUtfall\tBudget\tAvvikelse\n{rows}")
    assert doubt(table, "Belopp mkr")
    assert not doubt(table, "Stab")


def test_the_number_of_a_note_is_never_called_a_deviation(read_one: Callable[[str], Table]) -> None:
    rows = "Avgifter\t1\t-19,6\t-18,1\nLöner\t2\t4,7\t6,7\nSumma\t\t-14,9\t-11,4\n"
    table = read_one(f"Drift (mnkr)\n\nPost\tNot\tUtfall 2021\tBudget 2021\n{rows}")
    assert names(table) == ["Utfall 2021", "Budget 2021"]


def test_a_part_and_its_year_above_the_head_may_be_a_column_that_rows_lack(read_one: Callable[[str], Table]) -> None:
    head = (
        "Intäkter 2020\nVerksamhet Intäkter 2021 Kostnader 2020 Kostnader 2021 Netto 2021 Budget 2021 Avvikelse 2021\n"
    )
    rows = (
        "Stab 5 133 -10 260 -10 260 -5 127 -11 444 6 317\nVård 186 -448 -442 -256 -428 172\nBad 9 -50 -48 -39 -30 -9\n"
    )
    table = read_one(f"Drift (tkr)\n\n{head}{rows}")
    assert all(row.doubt for row in table.rows)


def test_a_column_of_shares_without_numbers_may_be_a_part_of_the_one_beside_it(
    read_one: Callable[[str], Table],
) -> None:
    head = "Drift (tkr)\n\nPost\tUtfall 2022\tBudget 2022\tAvvikelse %\tAvvikelse 2022\n"
    table = read_one(f"{head}Stab\t-20\t-26\t\t6\nVård\t-30\t-26\t\t-4\n")
    assert "har inga tal" in doubt(table, "Stab")
    assert not doubt(read_one(f"{head}Stab\t-20\t-26\t23\t6\nVård\t-30\t-26\t\t-4\n"), "Stab")


def test_a_figure_inside_a_label_of_several_rows_on_a_line(read_one: Callable[[str], Table]) -> None:
    table = read_one(
        "Volymer\n\nBenämning 2025 2024\nAntal ärenden 10 Vårddygn 88 88 Placerade 21 078 10 817\nBesök 3 4\n"
    )
    assert doubt(table, "Antal ärenden 10 Vårddygn")
    assert not doubt(table, "Besök")


def test_the_end_of_a_label_on_several_lines_below_the_table(read: Read) -> None:
    rows = "Stab\t-20\t-26\nGemensamma kostnader\t-30\t-26\nför omsorg och\nstöd\n\nVerksamheten växer.\n"
    (table,) = read(f"Drift (tkr)\n\nPost\tUtfall 2022\tBudget 2022\n{rows}")
    assert "för omsorg och stöd" in doubt(table, "Gemensamma kostnader")
    other = read(f"Drift (tkr)\n\nPost\tUtfall 2022\tBudget 2022\n{rows.replace('stöd', 'stöd växte.')}")
    assert not doubt(other[0], "Gemensamma kostnader")


def test_owners_over_a_head_that_is_laid_out_with_a_row_out_of_place(read: Read) -> None:
    text = """Drift, mnkr
                              Kommunen           Koncernen
Enhet                   Utfall   Utfall      Utfall   Utfall
                          2024     2023        2024     2023
Stab                     -21,1     -6,7        -1,4     -1,5
Vård                      -1,6     -1,6        -1,6     -0,3
{}
Skola                    -23,7     -9,4        -4,4     -3,3
"""
    (table,) = read(text.format("Bad                       -5,1     -6,0        -8,3     -7,6"))
    assert names(table) == [
        "Kommunen Utfall 2024",
        "Kommunen Utfall 2023",
        "Koncernen Utfall 2024",
        "Koncernen Utfall 2023",
    ]
    assert not any(row.doubt for row in table.rows)
    shifted = read(
        text.format("Arbete mot våld i nära relationer i området                     -1,0         -1,1    -1,4    -1,5")
    )
    assert all(row.doubt for table in shifted for row in table.rows)


def test_a_year_behind_a_label_that_takes_a_number_may_be_of_the_label(read_one: Callable[[str], Table]) -> None:
    head = "Investeringar (kr)\n\nPost Utfall 2025 Utfall 2026 Budget 2026 Diff 2026\n"
    table = read_one(
        f"{head}Tak 210 17 305 16 946 -359\nKök 105 905 815 -90\nVäg 9 88 80 -8\nProjekt 2019 305 946 641\n"
    )
    assert doubt(table, "Projekt")


AMOUNTS = ["-68 900 -64 000 -4 900 -61 500", "-30 800 -31 500 700 -31 900", "-7 400 -7 000 -400 -6 900"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Område 2022 Utfall 2022 Budget 2022 Avvikelse 2021 Utfall", ["2022 Utfall", "2022 Budget"]),
        ("Område Bokslut -22 Budget -22 Avvikelse Bokslut -21", ["Bokslut -22", "Budget -22"]),
        ("Nämnd Resultat 2022 Budget 2022 Avvikelse Resultat 2021", ["Resultat 2022", "Budget 2022"]),
        ("Nämnd Redovisning 2022 Budget 2022 Differens Redovisning 2021", ["Redovisning 2022", "Budget 2022"]),
        ("Belopp i tkr Utfall Budget Avvikelse Utfall\n2022 2022 2022 2021", ["Utfall 2022", "Budget 2022"]),
    ],
)
def test_names_of_columns_and_their_years(read_one: Callable[[str], Table], head: str, expected: list[str]) -> None:
    rows = "\n".join(f"{label} {row}" for label, row in zip(("Barn", "Vuxna", "Stöd"), AMOUNTS, strict=True))
    table = read_one(f"Driftredovisning (tkr)\n\n{head}\n{rows}\n")
    columns = [column for column in table.columns if column.kind == "tal"]
    assert [column.name for column in columns[:2]] == expected
    assert [(column.role, column.year) for column in columns[:2]] == [("utfall", 2022), ("budget", 2022)]
    assert (columns[3].role, columns[3].year) == ("utfall", 2021)
    assert sure(table)["Vuxna"] == [-30800, -31500, 700, -31900]


def test_a_period_and_its_year_are_an_outcome(read_one: Callable[[str], Table]) -> None:
    rows = (
        "Intäkter 41 000 39 500 40 200 800\nLöner -120 400 -118 950 -121 000 600\nKöp -98 300 -88 020 -90 000 -8 300\n"
    )
    table = read_one(f"Resultat (tkr)\n\nKonto Jan-dec 2022 Jan-dec 2021 Budget 2022 Avvikelse\n{rows}")
    assert [(column.name, column.role) for column in table.columns if column.kind == "tal"][:2] == [
        ("Jan-dec 2022", "utfall"),
        ("Jan-dec 2021", "utfall"),
    ]
    assert sure(table)["Löner"] == [-120400, -118950, -121000, 600]


def test_periods_over_two_halves_of_a_head(read_one: Callable[[str], Table]) -> None:
    head = "Ack augusti Helår\nUtfall Budget Avvikelse Prognos Budget Avvikelse\n"
    rows = "Barn -45 210 -41 000 -4 210 -68 900 -61 500 -7 400\nVuxna -20 115 -21 300 1 185 -30 800 -31 900 1 100\n"
    table = read_one(f"Uppföljning (tkr)\n\n{head}{rows}Stöd -5 002 -4 600 -402 -7 400 -6 900 -500\n")
    assert names(table)[::3] == ["Ack augusti Utfall", "Helår Prognos"]
    assert not any(row.doubt for row in table.rows)


def test_a_title_whose_word_begins_with_a_role_is_no_column(read_one: Callable[[str], Table]) -> None:
    head = "Prognosutveckling (tkr)\n\nVerksamhet Budget 2023 Prognos mars Prognos augusti Förändring\n"
    table = read_one(
        f"{head}Barn 61 500 64 000 68 900 4 900\nVuxna 31 900 31 500 30 800 -700\nStöd 6 900 7 000 7 400 400\n"
    )
    assert names(table) == ["Budget 2023", "Prognos mars", "Prognos augusti", "Förändring"]
    assert not any(row.doubt for row in table.rows)


def test_a_change_beside_years_alone(read_one: Callable[[str], Table]) -> None:
    rows = "Stab 22,5 23,0 24,2 1,2\nHandläggare 61,0 63,5 60,1 -3,4\nBehandlare 18,4 18,9 20,0 1,1\n"
    table = read_one(f"Personal\n\nAntal årsarbetare 2019 2020 2021 Förändring\n{rows}")
    assert names(table) == ["2019", "2020", "2021", "Förändring"]
    assert not any(row.doubt for row in table.rows)


GROSS_ROWS = "Plan 25,4 61,1 35,7 27,5 – 8,2 3,8\nPark 10,2 83,3 73,1 76,7 3,6 10,6\nMiljö 2,9 8,4 5,5 6,9 1,4 0,0\n"


def test_hyphens_in_a_head_and_the_year_of_the_last_of_two_deviations(read_one: Callable[[str], Table]) -> None:
    head = "(mnkr) Intäkter Kost-\nnader\nNetto-\nkostnad\nKommun-\nbidrag\nAvvikelse Avvikelse\n2017\n"
    table = read_one(f"Driftsredovisning\n\n{head}{GROSS_ROWS}")
    assert names(table) == ["Intäkter", "Kostnader", "Nettokostnad", "Kommunbidrag", "Avvikelse", "Avvikelse 2017"]
    assert sure(table)["Park"] == [10.2, 83.3, 73.1, 76.7, 3.6, 10.6]


def test_a_heading_of_rows_is_not_the_last_of_three_names(read_one: Callable[[str], Table]) -> None:
    cells = ["Intäkter", "Kostnader", "Netto", "Intäkter", "Avgift", "-10", "16", "6", "Bidrag", "-171", "353", "182"]
    table = read_one("Drift (tkr)\n\n" + "\n".join([*cells, "Hyra", "-38", "130", "92"]) + "\n")
    assert names(table) == ["Intäkter", "Kostnader", "Netto"] or all(row.doubt for row in table.rows)


def test_a_cell_a_line_does_not_go_on_behind_more_blank_lines_than_part_the_others(read: Read) -> None:
    head = ["Nämnd", "Bokslut 2025", "Bokslut 2024", "Bokslut 2023"]
    rows = [
        "Besök",
        "44",
        "74",
        "81",
        "Barn",
        "13",
        "12",
        "\n\n39",
        "Hushåll",
        "17",
        "18",
        "13",
        "Elever",
        "7",
        "8",
        "3",
    ]
    tables = read("Volymer\n\n" + "\n\n".join([*head, *rows]) + "\n")
    assert [row.label for table in tables for row in table.rows if row.doubt] == ["Barn"]


def test_a_period_below_a_name_and_the_whole_year_are_of_two_columns(read_one: Callable[[str], Table]) -> None:
    table = read_one("Drift (tkr)\n\nPost\tBudget\tPrognos januari–oktober helår\tAvvikelse\nStab\t-90\t-64\t26\n")
    assert "två perioder" in doubt(table, "Stab")


def test_a_deviation_that_is_no_difference_beside_one_that_is(read_one: Callable[[str], Table]) -> None:
    head = "Drift (mkr)\n\nPost\tUtfall 2023\tBudget 2023\tBudgetavvikelse\t{}\n"
    rows = "Stab\t12,1\t12,0\t0,1\t1,0\nVård\t0,9\t1,2\t-0,3\t-25,0\nSkola\t288,0\t263,9\t24,1\t9,1\n"
    assert "ingen skillnad" in doubt(read_one(head.format("Avvikelse") + rows), "Stab")
    assert not doubt(read_one(head.format("Avvikelse %") + rows), "Stab")


def test_labels_that_end_in_a_year_in_brackets_may_have_lost_a_cell(read_one: Callable[[str], Table]) -> None:
    table = read_one("Drift (tkr)\n\nPost\tUtfall\tBudget\nStab (1929)\t(471)\t(372)\nVård (1997)\t(506)\t(525)\n")
    assert all("parentes" in row.doubt for row in table.rows)


def test_a_label_that_begins_with_a_number_below_a_heading_that_ends_in_one(read_one: Callable[[str], Table]) -> None:
    rows = "Besök\t17\t18\nAntal platser 10\t\t\n9 Personer\t17\t17\nVårddygn\t15\t14\n"
    table = read_one(f"Volymer\n\nPost\tUtfall 2023\tUtfall 2022\n{rows}")
    assert "cell av raden ovanför" in doubt(table, "9 Personer")
    assert not doubt(table, "Vårddygn")


def test_a_label_that_takes_a_number_beside_a_missing_cell(read_one: Callable[[str], Table]) -> None:
    rows = "Stab -1 358 -1 287 -1 321\nPersoner över 65 -2 065 -2 520\nSkola 3 930 5 518 6 019\nVård -105 -149 -211\n"
    table = read_one(f"Drift (tkr)\n\nPost Utfall 2023 Utfall 2022 Utfall 2021\n{rows}")
    assert doubt(table, "Personer över")


def test_a_note_on_the_line_of_a_broken_row(read_one: Callable[[str], Table]) -> None:
    rows = "Stab 1 -71\n-70 -1\nVård 2 -50\n-40 -10\nSkog 3 173\n173\n0\nBad 4 -93 -90\n-3\n"
    table = read_one(f"Drift (tkr)\n\nPost Not Utfall Budget Avvikelse\n{rows}")
    assert numbers(table, "Skog") == [173, 173, 0]


def test_years_alone_are_outcomes_where_the_title_says_so(read_one: Callable[[str], Table]) -> None:
    rows = (
        "tkr 2022 2021\nIntäkter 41 000 39 500\nLöner -120 400 -118 950\nKöp -98 300 -88 020\nNetto -177 700 -167 470\n"
    )
    assert not any(row.doubt for row in read_one(f"Resultaträkning\n\n{rows}").rows)
    assert all(row.doubt for row in read_one(f"Driftbudget och resultaträkning\n\n{rows}").rows)


def test_a_head_of_owners_and_years_is_no_row(read_one: Callable[[str], Table]) -> None:
    rows = "Intäkter 81,2 77,5 91,6 87,3\nLöner -30,3 -29,8 -31,1 -29,5\nNetto 50,9 47,7 60,5 57,8\n"
    table = read_one(f"Resultat\n\nmnkr Kommunen 2019 Kommunen 2018 Koncernen 2019 Koncernen 2018\n{rows}")
    assert names(table) == ["Kommunen 2019", "Kommunen 2018", "Koncernen 2019", "Koncernen 2018"]
    assert roles(table) == ["utfall", "utfall", "jämförelse", "jämförelse"]


def test_a_total_that_begins_as_a_note_does_is_told_by_the_order_of_the_notes(read_one: Callable[[str], Table]) -> None:
    rows = "Vägar 1 112 -294 -268 26\nPark 2 -64 -64 -63 1\nBad 3 -14 -13 -14 -1\nSumma 1 176 -358 -331 27\nKök 4 -66 -109 -112 -3\n"
    table = read_one(f"Drift (tkr)\n\nPost Not Bokslut 2022 Budget 2023 Utfall 2023 Avvikelse\n{rows}")
    assert numbers(table, "Summa") == [1176, -358, -331, 27]


def test_cells_that_commas_part_are_no_label(read_one: Callable[[str], Table]) -> None:
    rows = "Stab 12 11\nplaceringar,272,- 721,- 449 30 40\nVård 21 20\nSkola 31 30\n"
    table = read_one(f"Drift (tkr)\n\nPost Utfall 2024 Utfall 2023\n{rows}")
    assert next(row.doubt for row in table.rows if row.label.startswith("placeringar"))


def test_notes_in_a_text_that_is_laid_out_stand_beside_the_labels(read_one: Callable[[str], Table]) -> None:
    text = """Resultat

Belopp i mnkr             Not        Utfall 2024     Utfall 2023
Intäkter                    1             -132,4          -106,5
Personer över 65         2, 3              522,9           515,5
Netto                                      390,5           409,0
"""
    table = read_one(text)
    assert [row.label for row in table.rows] == ["Intäkter", "Personer över 65", "Netto"]
    assert [row.texts["Not"] for row in table.rows] == ["1", "2, 3", ""]
    assert not any(row.doubt for row in table.rows)


PAGES = "Drift (tkr)\nUtfall 2021 Utfall 2022 Utfall 2023\nStab −82 −89\n{}\n{}Skola −5 −4 −4\nVård −161 −155 −122\n"
MAY_BE_PAGE = "det sista talet kan vara sidans nummer; talen står kvar som de är tryckta"


@pytest.mark.parametrize(
    ("last", "head", "said"),
    [("31", "Utfall 2021 Utfall 2022 Utfall 2023\n", MAY_BE_PAGE), ("−31", "", ""), ("31", "", "")],
)
def test_a_number_alone_above_a_head_that_stands_again_may_be_the_page(
    last: str, head: str, said: str, read_one: Callable[[str], Table]
) -> None:
    assert doubt(read_one(PAGES.format(last, head)), "Stab") == said


LOST = "Drift (tkr)\nVerksamhet Utfall 2024 Budget 2024 Avvikelse 2024\nBad 19 16 −3\n{}\nHemsjukvård 30 27 −3\nSumma 49 43 −6\n"
NOT_ITS_OWN = "etiketten hör inte säkert till talen; talen står kvar"


@pytest.mark.parametrize(("line", "said"), [("varav placeringar 2", NOT_ITS_OWN), ("varav placeringar 2 3 1", "")])
def test_a_part_whose_figures_are_lost_is_no_end_of_the_label_above(
    line: str, said: str, read_one: Callable[[str], Table]
) -> None:
    table = read_one(LOST.format(line))
    assert (table.rows[0].label[:3], table.rows[0].doubt) == ("Bad", said)
