"""What the figures of a table settle that its words leave open, and what they leave open too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.readers.tables import Table, read_tables

Read = Callable[[str], list[Table]]
UNCONFIRMED = "inget i räkningen bekräftar hur raden ska delas i tal; talen är utelämnade"
LOOSE = "etiketten hör inte säkert till talen; talen står kvar"
NOT_NAMED = "kolumnernas namn är inte säkra; talen står kvar som de är tryckta"
OPEN = "kan vara tusental eller decimaler; cellen är utelämnad"
POINTS = "Drift (tkr)\n\nPost\tBudget\tUtfall\tDiff\n{}"
FORECAST = "Drift (tkr)\n\nPost\tUtfall\tPrognos\tBudget\tAvvikelse prognos\nStab\t-3\t{}\nVård\t-4\t-21\t-20\t-1\n"
BLOCKS = "Investeringar (tkr)\n\nPost\tHela projektet\t\tÅrets 2021\t\n\tUtfall\tBudget\t{}\nKök\t-3\t-4\t-5\t-6\nTak\t1\t2\t3\t4\n"


def numbers(tables: list[Table]) -> dict[str, list[float | None]]:
    """Return the numbers of the sure rows by label."""
    return {
        row.label: [float(number.value) if number else None for number in row.cut]
        for table in tables
        for row in table.rows
        if not row.doubt
    }


def doubts(tables: list[Table]) -> dict[str, str]:
    return {row.label: row.doubt for table in tables for row in table.rows}


def test_a_deviation_without_points_tells_what_points_part(read: Read) -> None:
    rows = "Stab\t-1.356\t-1.245\t111\nVård\t-5.400\t-5.400\t0\n"
    assert numbers(read(POINTS.format(rows))) == {"Stab": [-1356, -1245, 111], "Vård": [-5400, -5400, 0]}


def test_points_that_nothing_tells_of_stay_open(read: Read) -> None:
    found = doubts(read(POINTS.format("Stab\t-3.356\t-1.245\t2.111\nVård\t-5.400\t-5.400\t0\n")))
    assert all(OPEN in found[label] for label in ("Stab", "Vård"))


def test_sums_and_deviations_that_tell_otherwise_settle_nothing(read: Read) -> None:
    rows = "Stab\t-1.356\t-1.245\t111\nVård\t-5.500\t-5.000\t0.5\nBad\t-5.500\t-5.000\t0,500\n"
    assert OPEN in doubts(read(POINTS.format(rows)))["Stab"]


def test_a_sum_of_parts_of_which_one_is_not_known_tells_nothing(read: Read) -> None:
    rows = "Stab\t-1.356\t-1.245\t111\nVård\t-900\t..\t..\nHVB\t-1.100\t-1.000\t100\nSumma\t-3.356\t-4.000\t-644\n"
    assert numbers(read(POINTS.format(rows))) == {
        "Stab": [-1356, -1245, 111],
        "Vård": [-900, None, None],
        "HVB": [-1100, -1000, 100],
        "Summa": [-3356, -4000, -644],
    }


def test_a_first_row_with_numbers_that_are_not_known_is_no_head(read: Read) -> None:
    text = "Drift (tkr)\n\nPost\tIntäkter\tKostnader\tNetto\tBudget\tDiff\nStab\t28\t-136\t-108\t..\t..\nVård\t5\t-9\t-4\t-3\t-1\n"
    assert numbers(read(text)) == {"Stab": [28, -136, -108, None, None], "Vård": [5, -9, -4, -3, -1]}


def test_the_deviation_of_the_forecast_is_one_column_where_the_figures_show_it(read: Read) -> None:
    assert numbers(read(FORECAST.format("-11\t-10\t-1"))) == {"Stab": [-3, -11, -10, -1], "Vård": [-4, -21, -20, -1]}


@pytest.mark.parametrize("row", ["-11\t-10\t-5", "-11\t-11\t0"], ids=["does not hold", "one row is too few"])
def test_a_name_that_may_be_two_is_doubted_where_the_figures_do_not_show_it(read: Read, row: str) -> None:
    said = "kolumnrubriken ”Avvikelse prognos” ser ut att vara två; talen är utelämnade"
    assert doubts(read(FORECAST.format(row)))["Vård"] == said


def test_groups_over_blocks_of_the_same_columns_tell_whose_a_year_is(read: Read) -> None:
    (table,) = read(BLOCKS.format("Utfall\tBudget"))
    assert [(column.name, column.year) for column in table.columns] == [
        ("Hela projektet Utfall", None),
        ("Hela projektet Budget", None),
        ("Årets 2021 Utfall", 2021),
        ("Årets 2021 Budget", 2021),
    ]
    assert not any(row.doubt for row in table.rows)


def test_a_year_over_other_columns_than_those_beside_it_may_be_theirs_too(read: Read) -> None:
    found = doubts(read(BLOCKS.format("Budget\tUtfall")))
    assert found["Kök"] == "det går inte att avgöra vilka kolumner ”Årets 2021” gäller; talen står kvar"


@pytest.mark.parametrize(
    ("head", "row"),
    [("Budget\tPrognos\tAvvikelse", "-9\t-7\t{}"), ("Utfall fg år\tBokslut\tFörändring", "3\t5\t{}")],
    ids=["forecast", "change"],
)
def test_a_heading_among_the_rows_is_no_other_head_where_the_figures_hold(read: Read, head: str, row: str) -> None:
    text = f"Drift (mnkr)\n\nPost\t{head}\nNorr\nStab\t{row.format(2)}\nSöder\nVård\t{row.format('{}')}\n"
    assert doubts(read(text.format(2))) == {"Stab": "", "Vård": ""}
    assert doubts(read(text.format(8)))["Vård"] == "raden står under ”Söder”; tabellhuvudet gäller kanske inte den"


def test_figures_in_a_label_may_be_cells(read: Read) -> None:
    text = "Drift (tkr)\n\nPost\tUtfall\tBudget\nVård {}\t-6\t-7\nStab\t-5\t-6\n"
    said = "etiketten har tal som kan vara celler; talen är utelämnade"
    for cells in ("– 391 – 253", "– 391", ", −166", ", .."):
        assert doubts(read(text.format(cells).replace(" ,", ",")))[f"Vård {cells}".replace(" ,", ",")] == said
    assert doubts(read(text.format("0 – 6 år")))["Vård 0 – 6 år"] == ""


def test_a_label_that_ends_in_figures_may_not_go_on_below_them(read: Read) -> None:
    text = "Drift (mnkr)\n\nPost\nUtfall\nBudget\nAvvikelse\nNorr\nSärskilt boende i egen regi -8,0 -9,0 1,0\nDel 1 av {} -7,2 -8,2 1,0\nSöder\nBad -1,3 -1,6 0,3\n"
    found = read(text.format("3"))
    assert doubts(found)["Del 1 av Söder 3"] == LOOSE
    assert doubts(read(text.replace("Del 1 av {}", "Del {}").format("3")))["Del 3"] == ""


def test_a_heading_that_a_total_sums_begins_no_label(read: Read) -> None:
    text = "Drift (tkr)\n\nNämnd Budget Utfall Avvikelse\n{}\noch administration -99 -105 -6\nKonsulter -729 -752 -23\nSumma kultur -828 -857 -29\n"
    assert doubts(read(text.format("Kultur")))["Kultur och administration"] == LOOSE
    assert doubts(read(text.format("Ledning")))["Ledning och administration"] == ""


def test_a_dash_among_blank_cells_may_be_a_minus(read: Read) -> None:
    rows = "Bad\n2,7\n2,6\n– 0,1\n\n{}Vinter\n0,4\n0,2\n0,4\n0,2\n\nTurism\n4,3\n4,1\n4,3\n0,2\n\nSumma\n7,4\n6,9\n8,1\n1,2\n"
    text = f"Drift 2022 (mnkr)\n\nNämnd\nBokslut 2021\nBokslut\nBudget\nDifferens\n\n{rows}"
    assert doubts(read(text.format("Kansli\n0,4\n0,4\n\n")))["Bad"] == UNCONFIRMED


def test_a_number_that_no_arithmetic_has_and_that_has_other_decimals_is_doubted(read: Read) -> None:
    head = "Drift (tkr)\n\nPost\nBudget 2022\nPrognos 2022\nAvvikelse 2022\nUtfall 2021\n"
    rows = (
        "10 Avgift 6,1 5,5 -0,7 6,9\n20 Kansli -2,6 -2,6 0,0 – {} Elevhälsa 2,9 2,9 0,0 2,8\n40 Bad 1,9 1,7 -0,2 2,8\n"
    )
    said = "ett tal har annat antal decimaler än kolumnens övriga; talen står kvar som de är tryckta"
    found = doubts(read((head + rows.replace(" Elevhälsa 2,9 2,9 0,0 2,8", "")).format("7479")))
    assert found["20 Kansli"] == said
    assert doubts(read((head + rows.replace(" Elevhälsa 2,9 2,9 0,0 2,8", "")).format("7,9")))["20 Kansli"] == ""


def test_a_figure_on_a_line_of_its_own_may_be_a_page_number(read: Read) -> None:
    text = "Nyckeltal\n\nPost\nBokslut 2024\nBokslut 2025\nUtlån\n30 31\nAntal barn 22 22\nElever 261 369\n{}\nVerksamheten växer.\n"
    assert doubts(read(text.format("32")))["Elever"] == UNCONFIRMED


def test_a_year_in_the_name_of_the_labels_may_be_of_a_column(read: Read) -> None:
    text = "Volymer\n\nPost {}2020 2021 2022\nElever 911 1839 2339\nBarn 1305 1346 956\nPlaceringar 79 84 112\n"
    assert set(doubts(read(text.format("2019 "))).values()) == {NOT_NAMED}
    assert set(doubts(read(text.format(""))).values()) == {""}


def test_a_line_of_groups_above_a_head_that_is_laid_out_leaves_its_names_open(read: Read) -> None:
    first = (
        "Volymer\n\n              2018   2019\nPlatser         22     24\nTimmar         198    140\n\nDrift (mnkr)\n\n"
    )
    groups = "                 Period                 2018\n"
    head = "Enhet          Utfall   Budget   Prognos   Anslag   Utfall 2017\n"
    rows = "Stab              7,7      7,8       7,5     11,6          11,6\nVård              2,2      1,8       2,7      3,3           2,3\n"
    said = "det går inte att avgöra vilka kolumner ”2018” gäller; talen står kvar"
    assert doubts(read(first + groups + head + rows))["Stab"] == said


def test_a_line_of_years_above_a_head_may_be_of_all_its_columns(read: Read) -> None:
    rows = "Kollektivtrafik – 4 668 – 3 835 +833 – 4 717\nNäringsliv – 33 – 33 0 – 49\nTurism – 465 – 704 – 239 – 689\n"
    text = "Drift (tkr)\n\nPost\n\n{}Ack budget aug Ack utfall aug Ack avvikelse Bokslut 2021\n\n" + rows
    assert set(doubts(read(text.format("Ackumulerat 2022\n"))).values()) == {NOT_NAMED}
    assert set(doubts(read(text.format(""))).values()) == {""}


def test_a_line_of_groups_that_stands_apart_from_its_head_leaves_the_years_open(tmp_path: Path) -> None:
    def read(text: str) -> list[Table]:
        path = tmp_path / "export.csv"
        path.write_text(text, encoding="utf-8")
        return read_tables(path)

    pad, head = "\t" * 7, "Enhet\tAck budget\tAck utfall\tAck avvikelse\tÅrsbudget\tPrognos\tDiff\tBokslut fg år\n"
    groups = "\tAckumulerat\t\t\t2018\t\t\t\n"
    rows = "Bad\t-12\t-11\t1\t-18\t-16\t2\t-19\nVård\t6\t1\t-5\t10\t11\t1\nNetto\t-6\t-10\t-4\t-8\t-5\t3\t-11\n"
    said = "det går inte att avgöra vilka kolumner ”2018” gäller; talen står kvar"
    above = "".join(f"{line}{pad}\n" for line in ("Året var lugnt.", "Vi blev färre.", "3.2 Uppföljning", "Drift i kr"))
    text = f"{above}{{}}{head}{rows}{pad}\n"
    assert doubts(read(text.format(groups)))["Bad"] == said
    assert doubts(read(text.format("")))["Bad"] == ""


def test_a_table_ends_where_another_ones_title_and_the_name_of_a_column_stand(read: Read) -> None:
    first = (
        "Drift (mkr)\n\nPost\nUtfall 2020\nUtfall 2021\nKöp -23,3 -48,2\nLokaler -177,2 -183,5\nSumma -200,5 -231,7\n"
    )
    second = "Drift per verksamhet\n\nsep okt\nUtfall ack\nMaterial -179 -170\nKapital -66\n-66 -131\n"
    assert {row.label for row in read(first + second)[0].rows} == {"Köp", "Lokaler", "Summa"}


def test_a_line_of_periods_below_the_names_is_of_them_where_it_has_one_for_each(read: Read) -> None:
    rows = "Ledning 1 210 1 300 90 5 100 5 200 100\nVård 24 870 22 100 -2 770 96 400 88 400 -8 000\nSumma 26 080 23 400 -2 680 101 500 93 600 -7 900\n"
    head = "Tkr Utfall Budget Avvikelse Prognos Budget Avvikelse\n"
    (table,) = read(
        f"Resultat per verksamhet jan-mars 2018\n\n{head}jan-mars jan-mars jan-mars helår helår helår\n{rows}"
    )
    assert [column.name for column in table.columns] == [
        *("Utfall jan-mars", "Budget jan-mars", "Avvikelse jan-mars"),
        *("Prognos helår", "Budget helår", "Avvikelse helår"),
    ]
    assert not any(row.doubt for row in table.rows)
    assert set(doubts(read(f"Resultat per verksamhet jan-mars 2018\n\n{head}jan-mars helår\n{rows}")).values()) == {
        NOT_NAMED
    }


def test_a_change_may_name_both_of_its_years(read: Read) -> None:
    rows = "Stab -4 120 -4 300 -4 180 120 -60\nVård -61 300 -58 000 -66 900 -8 900 -5 600\nTotalt -65 420 -62 300 -71 080 -8 780 -5 660\n"
    text = "Utfall 2021, tkr\n\nPost Bokslut 2020 Budget 2021 Bokslut 2021 Avvikelse 2021 {} 2020–2021\n" + rows
    (table,) = read(text.format("Förändring"))
    assert (table.columns[-1].role, table.columns[-1].year) == ("förändring", 2021)
    assert not any(row.doubt for row in table.rows)
    assert all(doubts(read(text.format("Utfall"))).values())
    assert all(doubts(read(text.replace("2020–2021", "2018–2021").format("Förändring"))).values())


def test_arithmetic_of_one_half_says_nothing_of_numbers_with_an_empty_cell_in_the_other(read: Read) -> None:
    head = "Investeringar (tkr)\n\nPost\nTotalt projekt Årets investeringar\nBudget Utfall Avvikelse Budget Utfall Avvikelse\n"
    rows = "Kök 2 259 2 679 420\n3 423 3 433 10\nBad 10 8 -2\n15 14 -1\nTak 44 32 -12\n66 59 -7\n"
    half = "Hus 32 590\n22 212 -10 378 49 379\n-\n"
    found = doubts(read(f"{head}{rows}{half}"))
    assert found["Kök"] == found["Bad"] == ""
    assert found["Hus"] != ""


def test_a_nought_with_decimals_shows_how_many_its_column_has(read: Read) -> None:
    text = "Resultat (mnkr)\n\nEnhet\nUtfall\nBudget\nAvvikelse\nAvvikelse i %\n{}"
    rows = "Bad\n-0,56\n-0,56\n0,00\n{}\nVård\n77,14\n78,86\n-1,72\n-2,21\nSumma\n76,58\n78,30\n-1,72\n-2,2\n"
    assert doubts(read(text.format(rows.format("0,0"))))["Vård"] != ""


def test_a_short_number_behind_a_unit_that_has_one_is_no_sure_cell(read: Read) -> None:
    head = "Drift (tkr)\n\nPost Bokslut 2018 Utfall 2019 Budget 2019 Avvikelse\n"
    rows = "Bad -17 -20 -18 -2\n{} 2 -32 -32 0\nTak -11 -21 -24 3\n"
    assert doubts(read(head + rows.format("Enhet")))["Enhet"] != ""
    assert doubts(read(head + rows.format("Hyror")))["Hyror"] == ""


def test_a_bracket_below_a_row_may_be_its_last_cell(read: Read) -> None:
    text = "Drift (kr)\n\nPost Utfall Anslag Differens\nStab 20 17 (3)\nVård 20 231 211\n{} 2\n2 0\n(2)\nTak 31 35 4\n"
    assert doubts(read(text.format("Enhet")))["Enhet (2)"] != ""


def test_the_unit_in_a_head_that_looks_like_a_sentence_is_read(read: Read) -> None:
    prose = "Flera tjänster har varit vakanta och rekryteringen har tagit längre tid än vad som antogs i budgeten.\n\n"
    head = "Belopp kr Utfall 2021 Anslag 2021 Avvik. Prognos 2021 Avvikelse prognos\nIntäkter\n"
    rows = """2986 Statsbidrag -893 -843 -50
Summa intäkter -893 -843 -50
Kostnader
3991 Personalkostnader 4581 6200 -1619 8952 2752
9552 Material 80 637 -557 210 -427
Summa kostnader 4661 6837 -2176 9162 2325
Resultat 3768 5994 -2226 9162 3168
"""
    assert [table.unit for table in read(f"{prose}5.4 Ekonomi\n\nEkonomiskt utfall\n\n{head}{rows}")] == ["kr"]
