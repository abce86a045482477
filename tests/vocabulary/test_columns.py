"""The words of table heads to named columns."""

from __future__ import annotations

import pytest

from analysis.vocabulary.column_kinds import Column, is_cumulative, number_column
from analysis.vocabulary.columns import cell_column, join_wrapped, read_head, starts_head
from analysis.vocabulary.relations import Relation, relations


def label(name: str) -> Column:
    return Column(name, "etikett")


def text(name: str) -> Column:
    return Column(name, "text")


def number(name: str, role: str, year: int | None = None, group: str = "") -> Column:
    return Column(name, "tal", role, year, group)


HEADS: list[tuple[str, list[Column]]] = [
    (
        "Utfall 2020 Budget 2020 Avvikelse",
        [
            number("Utfall 2020", "utfall", 2020),
            number("Budget 2020", "budget", 2020),
            number("Avvikelse", "avvikelse"),
        ],
    ),
    (
        "Budget Utfall Avvikelse",
        [number("Budget", "budget"), number("Utfall", "utfall"), number("Avvikelse", "avvikelse")],
    ),
    (
        "UTFALL 2020 BUDGET 2020 AVVIKELSE",
        [
            number("UTFALL 2020", "utfall", 2020),
            number("BUDGET 2020", "budget", 2020),
            number("AVVIKELSE", "avvikelse"),
        ],
    ),
    (
        "Utfall per 31/12 2017 Budget per 31/12 2017 Avvikelse mot budget",
        [
            number("Utfall per 31/12 2017", "utfall", 2017),
            number("Budget per 31/12 2017", "budget", 2017),
            number("Avvikelse mot budget", "avvikelse"),
        ],
    ),
    (
        "Verksamhet Bokslut 2019 Årsbudget 2020 Helårsprognos 2020 Diff.",
        [
            label("Verksamhet"),
            number("Bokslut 2019", "utfall", 2019),
            number("Årsbudget 2020", "budget", 2020),
            number("Helårsprognos 2020", "prognos", 2020),
            number("Diff.", "avvikelse"),
        ],
    ),
    (
        "Utfall (tkr) Budget (tkr) Avvikelse (tkr) Avvikelse %",
        [
            number("Utfall (tkr)", "utfall"),
            number("Budget (tkr)", "budget"),
            number("Avvikelse (tkr)", "avvikelse"),
            number("Avvikelse %", "avvikelse"),
        ],
    ),
    (
        "Volymmått Utfall 2019 Utfall 2020 Förändring",
        [
            label("Volymmått"),
            number("Utfall 2019", "utfall", 2019),
            number("Utfall 2020", "utfall", 2020),
            number("Förändring", "förändring"),
        ],
    ),
    (
        "Nyckeltal Mätdatum Utfall 2020 Utfall kvinnor 2020 Utfall män 2020 Riket",
        [
            label("Nyckeltal"),
            text("Mätdatum"),
            number("Utfall 2020", "utfall", 2020),
            number("Utfall kvinnor 2020", "utfall", 2020, "kvinnor"),
            number("Utfall män 2020", "utfall", 2020, "män"),
            number("Riket", "jämförelse"),
        ],
    ),
    (
        "Nr Projekt Beslutad total budget Ack utfall Ombudgetering till 2021 Kommentar",
        [
            text("Nr"),
            label("Projekt"),
            number("Beslutad total budget", "budget"),
            number("Ack utfall", "utfall"),
            number("Ombudgetering till 2021", "ombudgetering", 2021),
            text("Kommentar"),
        ],
    ),
    ("Volymmått 2019 2020", [label("Volymmått"), number("2019", "utfall", 2019), number("2020", "utfall", 2020)]),
    ("2019 2020", [number("2019", "utfall", 2019), number("2020", "utfall", 2020)]),
    ("Verksamhet Utfall 2020", [label("Verksamhet"), number("Utfall 2020", "utfall", 2020)]),
    (
        "Utfall jan-dec Reviderad budget 2020 Avvikelse Andel",
        [
            number("Utfall jan-dec", "utfall"),
            number("Reviderad budget 2020", "budget", 2020),
            number("Avvikelse", "avvikelse"),
            number("Andel", "andel"),
        ],
    ),
    (
        "Berörd enhet Utfall Budget",
        [label("Berörd enhet"), number("Utfall", "utfall"), number("Budget", "budget")],
    ),
]


@pytest.mark.parametrize(("line", "columns"), HEADS)
def test_a_head_names_its_columns(line: str, columns: list[Column]) -> None:
    assert starts_head(line)
    assert read_head([line, "Stab 1 2 3"], 0, marks_wraps=False) == (columns, 1)


@pytest.mark.parametrize(
    ("lines", "names", "below"),
    [
        (
            ["Utfall 2020", "Budget", "2020 Avvikelse", "Stab 1 2 -1"],
            ["Utfall 2020", "Budget 2020", "Avvikelse"],
            3,
        ),
        (
            ["Nyckeltal Mätdatum ", "Utfall ", "2020 ", "", "Utfall ", "kvinnor ", "", "2020 ", "", "Stab dec 1 2 "],
            ["Nyckeltal", "Mätdatum", "Utfall 2020", "Utfall kvinnor 2020"],
            8,
        ),
        (
            [
                "Nr Projektbenämning ",
                "Investerings- ",
                "budget 2020 ",
                "",
                "Ombudge- ",
                "tering till ",
                "",
                "2021 ",
                "Kommentar ",
            ],
            ["Nr", "Projektbenämning", "Investeringsbudget 2020", "Ombudgetering till 2021", "Kommentar"],
            9,
        ),
        (
            ["Beslutad ", "total ", "budget Ack utfall Avvi", "kelse ", " ", "Stab 1 2 "],
            ["Beslutad total budget", "Ack utfall", "Avvikelse"],
            4,
        ),
    ],
    ids=["unmarked", "blank lines", "hyphens", "broken word"],
)
def test_a_head_goes_on_over_wrapped_lines(lines: list[str], names: list[str], below: int) -> None:
    head = read_head(lines, 0, marks_wraps=lines[0].endswith(" "))
    assert head is not None
    assert [column.name for column in head[0]] == names
    assert head[1] == below


@pytest.mark.parametrize(
    "line",
    [
        "Utfall 2020",
        "Budget 2020 är ett ord i löptext om Utfall 2020 och mer därtill",
        "Verksamhet och annat",
        "Kommentar Nr",
        "Utfallet var bra",
        "Berörd enhet Utfall",
        "2020",
    ],
)
def test_a_line_without_two_number_columns_is_no_head(line: str) -> None:
    assert read_head([line, "", "Stab 1 2 3"], 0, marks_wraps=False) is None


@pytest.mark.parametrize(
    "line",
    [
        *("Stab 1 2 3", "Utfall 859 Budget 900 Avvikelse", "Öppna insatser", "", "Utfall -15"),
        *("## Utfall Budget Avvikelse", "Stab\tUtfall\tBudget"),
    ],
)
def test_a_line_of_something_else_starts_no_head(line: str) -> None:
    assert not starts_head(line)


@pytest.mark.parametrize("line", ["Stab 1 2 3", "## Budget", "Budget 2020\t", "Utfall -15"])
def test_a_head_does_not_go_on_past_something_else(line: str) -> None:
    assert read_head(["Utfall 2020", line, "Budget 2020"], 0, marks_wraps=False) is None


@pytest.mark.parametrize(
    ("lines", "marks_wraps", "joined"),
    [
        (["Möbler och inventarier ny ", "våning "], True, "Möbler och inventarier ny våning"),
        (["Arbetsmiljöinvesterin", "gar "], True, "Arbetsmiljöinvesteringar"),
        (["Arbetsmiljöinvesterin", "gar"], False, "Arbetsmiljöinvesterin gar"),
        (["Ombudge- ", "tering till ", "2021 "], True, "Ombudgetering till 2021"),
        (["Budget- ", "och skuldrådgivning "], True, "Budget- och skuldrådgivning"),
        (["Stöd- ", "Insatser "], True, "Stöd-Insatser"),
        (["Barn - ", "unga "], True, "Barn - unga"),
        (["Barn -", "unga"], False, "Barn - unga"),
        (["  Stab  "], True, "Stab"),
        ([], True, ""),
    ],
)
def test_wrapped_lines_are_joined(lines: list[str], marks_wraps: bool, joined: str) -> None:  # noqa: FBT001
    assert join_wrapped(lines, marks_wraps=marks_wraps) == joined


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("", label("")),
        ("<b>Utfall 2020</b>", number("Utfall 2020", "utfall", 2020)),
        ("2017 Totalt", number("2017 Totalt", "utfall", 2017, "totalt")),
        ("2016 Kvinnor", number("2016 Kvinnor", "utfall", 2016, "kvinnor")),
        ("Kvinnor", number("Kvinnor", "utfall", None, "kvinnor")),
        ("2016", number("2016", "utfall", 2016)),
        ("2020 Utfall", number("2020 Utfall", "utfall", 2020)),
        ("2020 Avvikelse", number("2020 Avvikelse", "avvikelse", 2020)),
        ("2020 Kommentar", text("2020 Kommentar")),
        ("Ack. utfall", number("Ack. utfall", "utfall")),
        ("Mätdatum/ mätperiod", text("Mätdatum/mätperiod")),
        ("Kommentar", text("Kommentar")),
        ("Verksamhet", label("Verksamhet")),
        ("Ansvarig chef", text("Ansvarig chef")),
        ("Utfall enligt chefen", text("Utfall enligt chefen")),
    ],
)
def test_a_cell_of_a_head_names_one_column(cell: str, column: Column) -> None:
    assert cell_column(cell) == column


@pytest.mark.parametrize(
    ("name", "group"),
    [("Utfall 2020", ""), ("Utfall totalt", "totalt"), ("Totalt utfall 2020", "totalt"), ("Utfall MÄN", "män")],
)
def test_a_number_column_has_the_group_and_the_year_that_its_name_has(name: str, group: str) -> None:
    assert number_column(name, "utfall") == number(name, "utfall", 2020 if "2020" in name else None, group)


def columns_of(*roles: str) -> list[Column]:
    return [number(role, role) for role in roles]


@pytest.mark.parametrize(
    ("roles", "found"),
    [
        (["utfall", "budget", "avvikelse"], [(0, 1, 2)]),
        (["budget", "utfall", "avvikelse"], [(1, 0, 2)]),
        (["budget", "utfall", "avvikelse", "utfall", "budget", "avvikelse"], [(1, 0, 2), (3, 4, 5)]),
        (["utfall", "budget", "avvikelse", "avvikelse"], [(0, 1, 2)]),
        (["utfall", "budget", "avvikelse", "ombudgetering"], [(0, 1, 2)]),
        (["prognos", "budget", "avvikelse"], []),
        (["utfall", "utfall", "budget", "avvikelse"], [(1, 2, 3)]),
        (["utfall", "budget", "budget", "avvikelse"], [(0, 2, 3)]),
        (["avvikelse", "utfall", "budget"], []),
        (["utfall", "budget"], []),
        ([], []),
    ],
)
def test_outcome_budget_and_deviation_belong_together(roles: list[str], found: list[tuple[int, int, int]]) -> None:
    assert relations(columns_of(*roles)) == [Relation(*one) for one in found]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Utfall 2019 Utfall 2020 Budget 2020 Avvikelse", [(1, 2, 3)]),
        ("Utfall 2020 Utfall 2019 Budget 2020 Avvikelse", [(0, 2, 3)]),
        ("Utfall 2019 Utfall 2020 Budget 2019 Budget 2020 Avvikelse 2019", [(0, 2, 4)]),
        ("Utfall 2019 Budget 2020 Avvikelse", []),
        ("Utfall Budget 2020 Avvikelse", [(0, 1, 2)]),
    ],
)
def test_the_year_tells_which_columns_belong_together(line: str, found: list[tuple[int, int, int]]) -> None:
    head = read_head([line], 0, marks_wraps=False)
    assert head is not None
    assert relations(head[0]) == [Relation(*one) for one in found]


def test_a_whole_project_is_told_from_a_year() -> None:
    line = "Beslutad total budget Ack utfall Avvikelse Budget 2020 Utfall 2020 Avvikelse 2020"
    head = read_head([line], 0, marks_wraps=False)
    assert head is not None
    assert [is_cumulative(column) for column in head[0]] == [True, True, False, False, False, False]
