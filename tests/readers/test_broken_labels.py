"""Labels that hold cells, lost their end or their code, and heads whose names are not what they seem."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.doubted_labels import label_suspicions
from analysis.readers.suspicions import head_suspicion, odd_decimals
from analysis.readers.tables import Table
from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.numerals import parse_number
from analysis.vocabulary.relations import Relation

Read = Callable[[str], list[Table]]

CELLS = "etiketten har tal som kan vara celler"
TORN = "etiketten kan vara en del av en som brutits, för de andra börjar med en kod"
GOES_ON = "etiketten kan fortsätta på raden under"
SETS = [Relation(0, 1, 2)]


@pytest.mark.parametrize(
    ("labels", "headings", "said"),
    [
        (["Stab - 87 - 63 24 varav hyror"], [], [CELLS]),
        (["Köp av tjänster .. -510 .. Summa kostnader"], [], [CELLS]),
        (["Kostnader -132,5"], [], [CELLS]),
        (["Antal barn - 85 112 Besök"], [], [CELLS]),
        (["+2 Föreningsbidrag"], [], [CELLS]),
        (["Antal barn - - 394 Placerade barn"], [], [CELLS]),
        (["2265 Bad - -328 - 5838 Tak", "Bad - Tak"], [], [CELLS, ""]),
        (["6259 Stab 25-6544 Bidrag", "Åk 7-9 Norr"], [], [CELLS, ""]),
        (["Stab", "- Vård", "HVB"], [], ["", "etiketten börjar med ett streck som kan vara en cell", ""]),
        (["Stab", "- Vård", "- HVB"], [], ["", "", ""]),
        (["Stab", "- varav HVB", "Vård"], [], ["", "", ""]),
        (["Placerade barn –"], [], [CELLS]),
        (["LSS - 9 kap", "Barn 0–20 år", "Enhet 2", "F-6"], [], ["", "", "", ""]),
        (["110 Stab", "120 HVB", "130 Boende", "Ekbacken"], [], ["", "", "", TORN]),
        (["110 Stab", "120 HVB", "Boende", "Ekbacken"], [], ["", "", "", ""]),
        (["110 Stab", "120 HVB", "130 Boende", "Summa"], [], ["", "", "", ""]),
        (["110 Stab", "120 Ny skola", "130 Boende"], ["", "", "Ekbacken"], ["", TORN, ""]),
        (["110 Stab", "120 Skola", "130 HVB"], ["", "", "140 Norr"], ["", "", ""]),
        (
            ["110 Stab 120", "HVB", "130 Boende"],
            [],
            ["etiketten slutar med ett tal som kan vara nästa rads kod", "", ""],
        ),
        (
            ["Vuxna Vård", "stöd till vissa", "Barn", "Stab"],
            [],
            [
                GOES_ON,
                "etiketten börjar med liten bokstav och kan vara slutet på en annan",
                "",
                "",
            ],
        ),
        (
            ["8568 Vård och", "insatser 3027 Stöd", "600 Drift"],
            [],
            ["etiketten slutar mitt i en mening", "etiketten kan vara en rubrik och en rad som löpt ihop", ""],
        ),
        (
            ["8568 Vård", "insatser 3027 Stöd", "600 Drift"],
            [],
            [GOES_ON, "etiketten kan vara en rubrik och en rad som löpt ihop", ""],
        ),
        (["10 Stab", "20 Ombyggnad", "Summa"], ["", "", "Ladan"], ["", GOES_ON, ""]),
        (["10 Stab", "20 Ombyggnad", "Summa Ladan"], ["", "", "Ladan"], ["", "", ""]),
        (["Bad", "Skog", "Summa"], ["Norr", "Norr", "Söder"], ["", "", ""]),
        (["Vuxna Vård enligt lagen om"], [], ["etiketten slutar mitt i en mening"]),
    ],
)
def test_what_is_said_of_labels(labels: list[str], headings: list[str], said: list[str]) -> None:
    assert label_suspicions(labels, [False] * len(labels), headings) == said


def column(name: str, role: str = "utfall", year: int | None = None) -> Column:
    return Column(name, "tal", role, year)


@pytest.mark.parametrize(
    ("columns", "sets", "labels", "said"),
    [
        ([column("tkr")], [], "", "kolumnrubriken ”tkr” är bara en enhet"),
        ([column("Driftbudget, tkr", "budget")], [], "", "kolumnrubriken ”Driftbudget, tkr” är tabellens rubrik"),
        ([column("2024 Utfall 2023")], [], "", "kolumnrubriken ”2024 Utfall 2023” har två år"),
        ([column("2021 Utfall fg år")], [], "", "kolumnrubriken ”2021 Utfall fg år” har två år"),
        ([column("Utfall fg år 2020")], [], "", ""),
        (
            [column("2017", year=2017), column("Utfall"), column("2018", year=2018)],
            [],
            "",
            "kolumnrubriken ”Utfall” kan stå över flera kolumner",
        ),
        (
            [column("2022", year=2022), column("t.o.m. aug")],
            [],
            "",
            "kolumnrubriken ”t.o.m. aug” säger inte vad talen är",
        ),
        (
            [column("2025", year=2025), column("2024", year=2024)],
            [],
            "Nämnd 2026",
            "årtalet i rubriken ”Nämnd 2026” kan stå över en kolumn till",
        ),
        ([column("Utfall 2024", year=2024)], [], "Drift 2024", ""),
        (
            [column("Avvikelse budget mot", "avvikelse")],
            [],
            "",
            "kolumnrubriken ”Avvikelse budget mot” slutar mitt i ett namn",
        ),
        (
            [column("Utfall 2021 Diff. 2021", "avvikelse", 2021)],
            [],
            "",
            "kolumnrubriken ”Utfall 2021 Diff. 2021” ser ut att vara två",
        ),
        (
            [column("Avvikelse Utfall jan–mar", "avvikelse")],
            [],
            "",
            "kolumnrubriken ”Avvikelse Utfall jan–mar” ser ut att vara två",
        ),
        ([column("Avvikelse utfall – budget", "avvikelse")], [], "", ""),
        (
            [column("Varav årets Utfall Avvikelse", "avvikelse")],
            [],
            "",
            "kolumnrubriken ”Varav årets Utfall Avvikelse” ser ut att vara två",
        ),
        (
            [
                column("Prognos 2021", "prognos", 2021),
                column("Budget", "budget"),
                column("Avvikelse 2021", "avvikelse", 2021),
            ],
            SETS,
            "",
            "kolumnerna Prognos 2021, Budget, Avvikelse 2021 hör ihop men har olika år eller saknar år",
        ),
        (
            [column("Utfall 2021", year=2021), column("Budget 2021", "budget", 2021), column("Avvikelse", "avvikelse")],
            SETS,
            "",
            "",
        ),
        (
            [column("Bokslut 2023", year=2023), column("Bokslut")],
            [],
            "",
            "kolumnen ”Bokslut” saknar det årtal som de andra har",
        ),
        ([column("Bokslut 2023", year=2023), column("Bokslut"), column("Budget", "budget")], [], "", ""),
    ],
)
def test_what_is_said_of_heads(columns: list[Column], sets: list[Relation], labels: str, said: str) -> None:
    assert head_suspicion(columns, sets, labels) == said


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["4,5", "1,2", "3,31", "0,4", "7,0"], {2}),
        (["4,5", "1,2", "3,31", "0,4"], set()),  # too few agree
        (["4,5", "1,2", "3,31", "0,42", "7,0", "8,1"], set()),
        (["4", "1", "3,5", "2", "7", "8"], set()),  # a half among whole numbers
    ],
)
def test_rows_with_more_decimals(texts: list[str], rows: set[int]) -> None:
    assert odd_decimals([(parse_number(text),) for text in texts]) == rows


def test_a_row_that_is_printed_with_more_decimals_throughout_is_none() -> None:
    rows = [("4,5", "1,2"), ("3,31", "0,42"), ("7,0", "1,0"), ("8,1", "2,0"), ("9,0", "3,0")]
    assert odd_decimals([(parse_number(one), parse_number(other)) for one, other in rows]) == set()


def test_a_column_is_weighed_by_its_own_decimals_beside_one_of_finer_amounts() -> None:
    rows = [("1,54", "13,0"), ("0,67", "13,0"), ("-9,84", "-5,7"), ("-5,85", "-5,7"), ("-8,30", "-4,31")]
    assert odd_decimals([(parse_number(one), parse_number(other)) for one, other in rows]) == {4}


def test_a_head_of_years_ends_the_table_above(read: Read) -> None:
    money, volumes = read(
        "Drift (mnkr)\n\nVerksamhet Bokslut Budget Avvikelse\nStab -15,5 -17,0 1,5\nHVB -9,3 -12,7 3,4\n\n"
        "Verksamhetsmått\nEnhet 2016 2017 2018\n\nBeviljade timmar 44 32 33\n\nVårddygn 7 8 10\n"
    )
    assert [row.label for row in money.rows] == ["Stab", "HVB"]
    assert [column.name for column in volumes.columns] == ["2016", "2017", "2018"]
    assert volumes.unit is None


def test_years_with_units_head_another_table(read: Read) -> None:
    first, second = read(
        "Drift (tkr)\n\tUtfall\tBudget\nStab\t-9\t-8\nHVB\t-5\t-6\n\t\t\nDriftbudget\t\t\n"
        "Enhet\t2021 mnkr\t2022 mnkr\nKök\t-0,1\t-0,2\nVård\t-3,1\t-3,2\n"
    )
    assert [row.label for row in first.rows] == ["Stab", "HVB"]
    assert (second.unit, [row.label for row in second.rows]) == ("mnkr", ["Kök", "Vård"])


def test_the_title_of_figures_that_were_not_read_gives_no_unit(read: Read) -> None:
    (table,) = read(
        "Investeringar per projekt (kr)\n\nHiss\t-14\t-6\nMöbler\t-12\t-10\n\n"
        "Volymer 2023\n\nEnhet\tBokslut 2023\tBokslut 2022\nAntal barn\t99\t108\nAntal besök\t7\t8\n"
    )
    assert (table.unit, table.kind) == (None, "volym")


def test_a_table_of_unknown_things_without_unit_is_doubted_where_money_is_printed(read: Read) -> None:
    text = "Enhet\tUtfall (tkr)\tBudget (tkr)\nStab\t-5\t-6\n\n{}\n\nEnhet\t2018\t2019\n{}\t88,7\t83,2\n{}\t1,5\t2,5\n"
    _, money = read(text.format("Löpande text utan tal.\n" * 9, "Ishall", "Skog"))
    assert [row.certainty for row in money.rows] == ["tveksam", "tveksam"]
    _, counts = read(text.format("Löpande text utan tal.\n" * 9, "Antal barn", "Besök"))
    assert [row.certainty for row in counts.rows] == ["säker", "säker"]


@pytest.mark.parametrize(
    "head",
    [
        "Redovisat utfall Årets budget Avvikelse\ntkr 2025 2025\n",  # the unit stands where a year is looked for
        "Utfall jan-aug Budget jan-aug Diff\n2017\n",  # of any column
    ],
)
def test_names_that_lack_a_year_are_doubted(read: Read, head: str) -> None:
    (table,) = read(f"Drift (tkr)\n\n{head}Stab -96 -98 2\nHVB -256 -209 -47\nFordon -404 -307 -97\n")
    assert {row.certainty for row in table.rows} == {"tveksam"}


def test_the_share_on_a_line_of_its_own_belongs_to_the_name_above(read: Read) -> None:
    lines = ["Drift", "(mnkr)", "Utfall", "Budget", "Avvik.", "Avvikelse", "procent", ""]
    rows = [["Stab", "32,8", "30,0", "2,8", "9,3%"], ["HVB", "308,9", "234,8", "74,1", "31,6%"]]
    (table,) = read("\n".join([*lines, *(cell for row in rows for cell in [*row, ""])]))
    assert table.columns[-1].name == "Avvikelse procent"


def test_a_row_of_years_among_the_rows_doubts_them_all(read: Read) -> None:
    (table,) = read("Drift (tkr)\n\nVerksamhet\tUtfall\tBudget\tDiff\nOmråde A\t2018 x\t2018\t2018\nStab\t-3\t-2\t-1\n")
    assert [row.doubt for row in table.rows] == ["en rad av årtal står bland raderna; talen är utelämnade"] * 2


def test_years_and_a_share_below_a_head_leave_their_names_open(read: Read) -> None:
    (table,) = read("Drift (tkr)\n\nVerksamhet\tUtfall\tBudget\tDiff\nOmråde A\t2018\t2018\t% 2018\nStab\t-3\t-2\t-1\n")
    said = "kolumnerna 2 och 3 heter båda ”2018” och kan inte skiljas åt; talen står kvar"
    assert [row.doubt for row in table.rows] == [said]


def test_a_head_of_shares_of_a_year_names_a_column(read: Read) -> None:
    (table,) = read(
        "Drift (mnkr)\n\nPost\tUtfall 2019\tDiff 2019\t% 2019\nStab\t-0,74\t-0,35\t-89,7 %\nVård\t-1,00\t0,10\t9,1 %\n"
    )
    assert table.names == ["Utfall 2019", "Diff 2019", "% 2019"]
    assert [row.doubt for row in table.rows] == ["", ""]


def test_a_first_label_that_begins_small_and_one_without_letters_are_doubted() -> None:
    small, bare = "etiketten börjar med liten bokstav och kan vara slutet på en annan", "etiketten är ett tal"
    assert label_suspicions(["torg och lekplatser", "Stab", "konsulter", "hyror"], [False] * 4)[0] == small
    assert label_suspicions(["lokaler", "konsulter", "hyror", "Summa"], [False] * 4)[0] == ""
    assert label_suspicions(["Stab", "1)", "Vård"], [False] * 3) == ["", bare, ""]
