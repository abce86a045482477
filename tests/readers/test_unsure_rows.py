"""Rows that arithmetic confirms within rounding only, or that words make doubtful: never another row, and sure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.tables import Table

Read = Callable[[str], list[Table]]
UNCONFIRMED = "inget i räkningen bekräftar hur raden ska delas i tal; talen är utelämnade"
EXPECTED = "väntade 4 tal (Utfall jul, Utfall aug, Utfall sep, Utfall totalt); talen är utelämnade"
MONTHS = (
    "Drift (tkr)\n\nPost Utfall jul Utfall aug Utfall sep Utfall totalt\nPark -105 -104 -92 -301\n{}Bad -4 -1 -2 -7\n"
)
COLUMNS = "Drift (tkr)\nEnhet\nBudget\nUtfall\nAvvikelse\nKansli\n-388\n-220\n168\n{}Total\n-4 687\n-3 868\n819\n"
CELLS = (
    "Investeringar (kr)\nProjekt\nAck. Utfall\nTotalutgift\nAck. Avvikelse\nUtfall 2026\nBudget 2026\n"
    "Larm\n-946\n-1 039\n93\n-1 574\nHiss\n-123\n-147\n24\n-225\n-223\n-2\n"
    "Total\n-1 090\n-1 186\n96\n-253\n-1 822\n1 569\n"
)
DASH = "Drift\nBelopp i mnkr Budget Utfall\n{}Kostnader 44,7 33,1\nResultat 42,5 33,1\n"
FOUR = "Drift (tkr)\n\nBokslut 2019 Utfall 2020 Budget 2020 Differens\nPark 12 13 14 1\n{}"
TABS = "Drift (mnkr)\n\n\t{}\nStab\t-5,1\t-6,1\t1,0\n{}HVB\t-1,0\t-2,0\t1,0\n"
ROLES = "Utfall\tBudget\tAvvikelse"


def doubts(tables: list[Table]) -> dict[str, str]:
    return {row.label: row.doubt for table in tables for row in table.rows}


@pytest.mark.parametrize(
    ("text", "label", "doubt"),
    [
        (MONTHS.format("Vård 1 121 1 121\nHVB 403 600 1 003\n"), "Vård", UNCONFIRMED),  # 1 + 121 + 1 is nearly 121
        (MONTHS.format("Vård 1 121 1 121\nHVB 403 600 1 003\n"), "HVB", EXPECTED),
        (MONTHS.format("Vård 1 121 1 123\nHVB 403 600 1 003\n"), "Vård", ""),
        (COLUMNS.format("Vård\n-4 299\n-3 648\n651\n"), "Vård", ""),
        (COLUMNS.format("Vård\n-3 648\n651\n"), "Vård", UNCONFIRMED),  # a cell a line is no two
        (DASH.format("Intäkter – 2,2\n"), "Intäkter", UNCONFIRMED),  # an empty cell, or a minus
        (DASH.format("Intäkter 2,2 –\n"), "Intäkter", ""),
        (
            FOUR.format("Stöd 152\n174 159 – 15\nSFI\n90\nej aktuellt 72\nej aktuellt\n"),
            "Stöd",
            UNCONFIRMED,
        ),  # a minus, and then four figures
        (CELLS, "Larm", UNCONFIRMED),  # four cells
        (COLUMNS.format("Bil 2\n25 22\n-3\n"), "Bil 2", UNCONFIRMED),  # the figure below may be its last
    ],
)
def test_a_row_that_may_be_another_is_left_out(read: Read, text: str, label: str, doubt: str) -> None:
    assert doubts(read(text))[label] == doubt


def test_two_rows_on_a_line_are_not_one_with_a_long_label(read: Read) -> None:
    text = "Volymer\n\nVerksamhet Utfall 2021 Utfall 2022\nDygn HVB   122   122 Hushåll   105   109\nElever   7   8\n"
    assert doubts(read(text)) == {
        "Dygn HVB 122 122 Hushåll": "etiketten har tal som kan vara celler; talen är utelämnade",
        "Elever": "",
    }


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        ("Driftredovisning\t2018\t\t\n", "raden har bara årtal och kan vara en rubrik; talen är utelämnade"),
        ("Lokaler\t-2018\t\t\n", ""),
        ("Lokaler\t2 018\t\t\n", ""),
    ],
)
def test_a_row_of_one_year_may_be_a_title(read: Read, row: str, doubt: str) -> None:
    assert doubts(read(TABS.format(ROLES, row)))[row.split("\t", maxsplit=1)[0]] == doubt


def test_a_label_taken_for_the_name_of_a_column_is_doubted(read: Read) -> None:
    doubt = "en rads etikett kan vara läst som namn på en kolumn; talen är utelämnade"
    assert doubts(read(TABS.format("Budget\tAvvikelse\tIntäkter", "Kostnader\t1,0\t1,0\t1,0\n")))["Stab"] == doubt
    summed = TABS.format("Budget\tAvvikelse\tIntäkter", "Summa intäkter\t1,0\t1,0\t1,0\n")
    assert doubts(read(summed))["Stab"] == doubt
    parts = TABS.format("Intäkter\tKostnader\tNetto", "Kostnader\t1,0\t1,0\t1,0\n")
    assert doubt not in doubts(read(parts)).values()


def test_a_name_that_could_not_be_read_is_doubted(read: Read) -> None:
    found = doubts(read(TABS.format("Utfall\tBudget\t\ufffd", "")))
    assert found["Stab"] == "kolumnrubriken ”\ufffd” kunde inte läsas; talen är utelämnade"


def test_a_second_table_whose_names_have_years_has_its_own_head(read: Read) -> None:
    first = "Drift (tkr)\n\n\tBokslut 2025\tBokslut 2024\nStab\t-3\t-4\nHVB\t-1\t-1\n\nDriftbudget (kr)\t\t\n"
    second = "Benämning\tIntäkter 2024\tKostnader 2024\nSkola\t35\t-40\nBad\t12\t-17\n"
    assert [(table.unit, [column.name for column in table.columns]) for table in read(first + second)] == [
        ("tkr", ["Bokslut 2025", "Bokslut 2024"]),
        ("kr", ["Intäkter 2024", "Kostnader 2024"]),
    ]


def test_a_share_that_is_a_difference_has_another_columns_name(read: Read) -> None:
    text = "Drift (tkr)\n\nNämnd Budget Avvik. {}\nStab 1 863 2 181 -318\nHVB -3 636 -3 299 -337\n"
    assert all(doubts(read(text.format("Avv. %"))).values())
    assert not any(doubts(read(text.replace("Avvik.", "Utfall").format("Avvikelse"))).values())


def test_the_years_of_the_head_again_are_no_row(read: Read) -> None:
    text = "Drift (tkr)\n\nPost\tUtfall 2018\tUtfall 2017\nStab\t-5\t-6\nNot\t2018\t2017\n"
    said = "raden har bara årtal och kan vara en rubrik; talen är utelämnade"
    assert doubts(read(text)) == {"Stab": "", "Not": said}


def test_a_head_that_ends_as_the_first_one_is_not_the_first_one_again(read: Read) -> None:
    first = "Resultat (mnkr)\n\nBenämning\nReviderad budget\nRedovisat utfall\nAvvikelse\nStab -2,5\n-1,8\n0,7\n\n"
    second = "Ekonomi\n\nEnhet Årsbudget Bokslut 2024 Avvikelse\n\nPark 0,75 mnkr\n0,94 mnkr -0,19 mnkr\n"
    tables = read(first + second + "\nBad\n0,78 mnkr\n0,74 mnkr 0,04 mnkr\n")
    assert [column.name for column in tables[0].columns] == ["Reviderad budget", "Redovisat utfall", "Avvikelse"]
    assert not any(row.label in {"Park", "Bad"} for row in tables[0].rows)


def test_a_row_without_a_note_among_rows_with_notes_may_have_one_in_its_first_amount(read: Read) -> None:
    text = (
        "Drift per verksamhet (tkr)\n\nEnhet\nNot\nUtfall 2023\nAnslag 2023\nDiff\nFörskola\n19\n16 088\n19 211\n-3 123\n"
        "Kv. Lyktan\n7 147\n-\n-\nKonsulter\n8 874\n9 323\n-448\nPersonlig assistans\n8\n-137\n-199\n63\nNämnd\n23\n71\n0\n71\n"
    )
    (table,) = read(text)
    doubts = {row.label: row.doubt for row in table.rows}
    assert "numret på en not" in doubts["Kv. Lyktan"]
    assert [doubts[label] for label in ("Förskola", "Personlig assistans", "Nämnd")] == ["", "", ""]


def test_a_heading_that_names_parts_is_the_head_of_what_stands_below_it(read: Read) -> None:
    head = "Belopp tkr Intäkter Kostnader Nettokostnad\n"
    first = "Intäkter 74\nvarav HVB 51\nSida 31\n"
    second = "Kostnader 71 -242 -170\nvarav vikarier 46 -155 -109\nTotalt 71 -167 -170\n"
    tables = read(f"2.1 Uppföljning\n\nDriftbudget\n\n{head}\n{first}{head}{second}")
    named = {row.label: row.certainty for table in tables for row in table.rows}
    assert {named[label] for label in ("Intäkter", "varav HVB") if label in named} <= {"tveksam"}
    assert named["varav vikarier"] == "säker"


def test_a_line_of_a_head_printed_again_above_years_begins_another_table(read: Read) -> None:
    rows = "Elever\t92\t113\t109\nPlatser\t514\t511\t450\n"
    first, second = read(f"Volymer\n\n\tBudget\t\t\n{rows}\n36 (24)\n\n\tBudget\t\t\nPost\t2021\t2020\t2019\n{rows}")
    assert second.names == ["Budget 2021", "Budget 2020", "Budget 2019"]
    assert all(row.doubt for row in first.rows)


YEARS = (
    "Drift\nBelopp i tkr\n\nPost\nBudget\n2024\nPrognos\n2024\nAvvikelse\n2024\n{}-15\n-14\n1\nStab\n7142\n6891\n-251\n"
)
YEAR_OF_ALL = "Resultat\n\n(tkr)\nUtfall Budget Diff.\n2024\n{}94.143 95.024 (881)\nStab\n(52.282) (67.949) 15.667\n"


@pytest.mark.parametrize("text", [YEARS, YEAR_OF_ALL])
def test_a_year_of_the_head_below_which_a_label_was_lost_leaves_the_names_in_doubt(read: Read, text: str) -> None:
    assert all(doubts(read(text.format(""))).values())


def test_with_its_label_the_row_leaves_the_year_to_the_head(read: Read) -> None:
    assert doubts(read(YEARS.format("Bad\n"))) == {"Bad": "", "Stab": ""}


def test_a_label_with_a_cell_of_a_list_without_a_head_is_doubted(read: Read) -> None:
    rows = "Park,- 12,- 12\nBad,- 10,- 11\nIshall,- 196,- 146\nSkola,- 798,- 801\n"
    found = doubts(read(f",,\nVi var 14 anställda färre än budgeterat.,,\n,,\nDrift,,\n(tkr),,\n,,\n{rows}"))
    assert all(found.values())
