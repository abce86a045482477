"""The crosswalk of concepts: what it knows, what it does not, and every fault of concepts.csv."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.ledger.compare import CONCEPTS, UNKNOWN, concepts, unknown_lines
from analysis.ledger.crosswalk import load_crosswalk
from tests.boards import columns_of, plain_rows
from tests.ledgers import HEAD, REPORT, Row, absent, computed, printed, write_ledger

COLUMNS = columns_of("concepts.csv")
FIGURES = [
    printed("hyra_2020", "9"),
    printed("hyra_2021", "10"),
    printed("dygn_2021", "5", "0", "vårddygn"),
    absent("okänt_2021"),
    computed("staben_2021", "[a-2021:drift:Stab:utfall 2021] + hyra_2021"),
]
FIRST: Row = ("hyra", "2020", "-hyra_2020", "tkr", "hyra", "jämförbar", "", "")


def crosswalk(data: Path, *rows: Row, report: str = REPORT) -> Path:
    """Write a board of one drift table with its concepts."""
    return write_ledger(data, FIGURES, concepts=rows, reports={"a-2021": report})


def said(data: Path, *rows: Row) -> list[str]:
    """Return what is said of wrong rows."""
    with pytest.raises(DataError, match=r"^concepts\.csv, line \d+: saw ") as error:
        load_crosswalk(crosswalk(data, *rows))
    return str(error.value).split("\n")


def row(**cells: str) -> Row:
    """Return a row of the concept's second year, but for some cells."""
    own = dict(zip(COLUMNS, ("hyra", "2021", "-hyra_2021", "tkr", "hyra", "jämförbar", "", "", ""), strict=True))
    return [{**own, **cells}[column] for column in COLUMNS]


FAULTS: list[tuple[dict[str, str], list[str]]] = [
    (
        {"figure": "[a-2021:drift:Stabb:utfall 2021]"},
        [
            "saw figure = 'a-2021:drift:Stabb:utfall 2021'; expected one of: a-2021:drift:Stab:utfall 2021, ",
        ],
    ),
    ({"year": "2020"}, ["saw hyra 2020 twice; expected each concept + year once; remove or rename one of the rows"]),
    ({"unit": "kr"}, ["saw unit = 'kr'; expected 'tkr' as on line 2; correct the cell"]),
    ({"basis": "hyra och el"}, ["saw basis = 'hyra och el'; expected 'hyra' as on line 2; correct the cell"]),
    ({"comparability": "delvis"}, ["saw reason = ''; expected a text; correct the cell"]),
    ({"comparability": "ej jämförbar"}, ["saw reason = ''; expected a text; correct the cell"]),
    (
        {"comparability": "saknas", "reason": "Så är det."},
        ["saw comparability = 'saknas'; expected one of: jämförbar, delvis, ej jämförbar;"],
    ),
    ({"year": "21"}, ["saw year = '21'; expected a year such as 2020; correct the cell"]),
    (
        {"unit": "tkrr"},
        [
            "saw unit = 'tkrr'; expected one of: tkr, kr, mkr, mnkr; correct the spelling, or register what is missing",
            "saw unit = 'tkrr'; expected 'tkr' as on line 2; correct the cell",
        ],
    ),
    ({"figure": "hyra_2021 & 2"}, ["saw figure stops making sense at '& 2'; expected ids, cells in [brackets],"]),
    (
        {"figure": "dygn_2021"},
        ["saw figure: units that do not fit in dygn_2021; expected units that give tkr; correct the formula"],
    ),
    ({"figure": ""}, ["saw figure = ''; expected a formula; correct the cell"]),
    ({"basis": "", "comparability": "delvis", "reason": "Så är det."}, ["saw basis = ''; expected a text;"]),
    ({"concept": ""}, ["saw concept = ''; expected a text; correct the cell"]),
]


@pytest.mark.parametrize(("cells", "texts"), FAULTS)
def test_each_fault_is_named_with_its_row(tmp_path: Path, cells: dict[str, str], texts: list[str]) -> None:
    starts = [f"concepts.csv, line 3: {text}" for text in texts]
    lines = said(tmp_path, FIRST, row(**cells))
    assert [line[: len(start)] for line, start in zip(lines, starts, strict=True)] == starts


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    rows = [
        row(figure="[a-2021:drift:Staben:utfall 2021]"),
        row(year="2020"),
        row(year="2022", unit="mnkr"),
        row(year="2023", basis="el"),
        row(year="2024", comparability="delvis"),
        row(year="2025", comparability="bra"),
        row(year="i år", unit="mkrr"),
    ]
    with pytest.raises(DataError, match="Staben") as error:
        load_crosswalk(crosswalk(tmp_path, FIRST, *rows))
    assert [(one.code, one.line, one.values.get("column", "")) for one in error.value.faults] == [
        ("unknown-reference", 3, "figure"),
        ("duplicate-key", 4, ""),
        ("bad-value", 5, "unit"),
        ("bad-value", 6, "basis"),
        ("bad-value", 7, "reason"),
        ("unknown-reference", 8, "comparability"),
        ("bad-value", 8, "reason"),
        ("bad-value", 9, "year"),
        ("unknown-reference", 9, "unit"),
        ("bad-value", 9, "unit"),
    ]


def test_faults_are_told_in_swedish(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="basis") as error:
        load_crosswalk(crosswalk(tmp_path, FIRST, row(basis="el"), row(year="2022", comparability="delvis")))
    assert error.value.swedish().split("\n") == [
        "concepts.csv rad 3: basis = ”el”; väntade ”hyra” som på rad 2; rätta cellen.",
        "concepts.csv rad 4: reason = ””; väntade en text; rätta cellen.",
    ]


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "role"])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    data = crosswalk(tmp_path)
    left = ",".join(name for name in COLUMNS if name != column)
    (data / "concepts.csv").write_text(f"{left}\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"^concepts\.csv, line 1: saw columns {left.replace(',', ', ')}; expected"):
        load_crosswalk(data)


def test_rows_with_another_measure_are_right_where_they_say_why_they_do_not_compare(tmp_path: Path) -> None:
    rows = [
        FIRST,
        row(basis="hyra och el", comparability="ej jämförbar", reason="El ingår."),
        row(year="2022", basis="hyra och larm", comparability="delvis", reason="Larm ingår."),
        row(year="2023"),
    ]
    assert [(entry.year, entry.row["basis"]) for entry in load_crosswalk(crosswalk(tmp_path, *rows))] == [
        (2020, "hyra"),
        (2021, "hyra och el"),
        (2022, "hyra och larm"),
        (2023, "hyra"),
    ]


def test_the_first_row_need_not_be_the_comparable_one(tmp_path: Path) -> None:
    rows = [row(year="2019", basis="el", comparability="delvis", reason="El ingår."), FIRST, row()]
    assert len(load_crosswalk(crosswalk(tmp_path, *rows))) == 3
    assert said(tmp_path, *rows[:2], row(basis="larm")) == [
        "concepts.csv, line 4: saw basis = 'larm'; expected 'hyra' as on line 3; correct the cell"
    ]


def test_each_row_is_computed_in_its_unit(tmp_path: Path) -> None:
    rows = [
        FIRST,
        row(),
        ("stab", "2021", "staben_2021", "kr", "stab", "jämförbar", "", ""),
        ("okänt", "2021", "okänt_2021 + hyra_2021", "tkr", "okänt", "jämförbar", "", ""),
    ]
    assert [
        (entry.row["concept"], entry.year, *entry.shown(entry.quantity), entry.missing)
        for entry in load_crosswalk(crosswalk(tmp_path, *rows))
    ] == [
        ("hyra", 2020, -9.0, 0.5, ()),
        ("hyra", 2021, -10.0, 0.5, ()),
        ("stab", 2021, 0.0, 1000.0, ()),
        ("okänt", 2021, None, None, ("okänt_2021",)),
    ]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (("jämförbar", "jämförbar", "jämförbar"), "jämförbar"),
        (("jämförbar", "delvis", "jämförbar"), "delvis"),
        (("ej jämförbar", "jämförbar", "jämförbar"), "ej jämförbar"),
        (("delvis", "ej jämförbar", "jämförbar"), "ej jämförbar"),
        (("jämförbar", "ej jämförbar", "delvis"), "ej jämförbar"),
    ],
)
def test_a_concept_is_as_comparable_as_its_worst_year(tmp_path: Path, levels: Sequence[str], expected: str) -> None:
    rows = [
        row(year=str(year), comparability=level, basis=level, reason="Så är det.")
        for year, level in enumerate(levels, 2020)
    ]
    found = concepts(data=crosswalk(tmp_path, *rows))
    assert plain_rows(found, *CONCEPTS) == [("hyra", "tkr", "2020, 2021, 2022", expected)]


def test_concepts_are_listed_in_the_order_of_the_file(tmp_path: Path) -> None:
    other = ("dygn", "2021", "dygn_2021", "vårddygn", "dygn", "delvis", "Avrundade.", "")
    found = concepts(data=crosswalk(tmp_path, FIRST, other, row()))
    assert found.dtypes.astype(str).to_dict() == CONCEPTS
    assert plain_rows(found, *CONCEPTS) == [
        ("hyra", "tkr", "2020, 2021", "jämförbar"),
        ("dygn", "vårddygn", "2021", "delvis"),
    ]


def test_a_folder_without_concepts_has_empty_frames(tmp_path: Path) -> None:
    data = write_ledger(tmp_path)
    assert load_crosswalk(data) == ()
    assert (len(concepts(data=data)), concepts(data=data).dtypes.astype(str).to_dict()) == (0, CONCEPTS)


def cell(line: str, column: str = "utfall 2021") -> str:
    return f"[a-2021:drift:{line}:{column}]"


def test_a_line_that_no_concept_has_is_listed_with_the_nearest_that_one_has(tmp_path: Path) -> None:
    report = f"{HEAD}Stab\t-10\t-12\t2\nStaben\t-4\t-4\t0\nHVB\t-20\t-20\t0\nSumma\t-34\t-36\t2\n"
    rows = [
        ("stab", "2021", cell("Stab"), "tkr", "stab", "jämförbar", "", ""),
        ("netto", "2021", f"{cell('HVB', 'budget 2021')} + {cell('Summa')}", "tkr", "netto", "jämförbar", "", ""),
    ]
    found = unknown_lines(data=crosswalk(tmp_path, *rows, report=report))
    assert found.dtypes.astype(str).to_dict() == UNKNOWN
    assert plain_rows(found, *UNKNOWN) == [("a-2021", 2021, 6, "Staben", "Stab")]


def test_a_table_whose_lines_all_belong_to_a_concept_has_no_unknown_ones(tmp_path: Path) -> None:
    rows = [(name, "2021", cell(name), "tkr", name, "jämförbar", "", "") for name in ("Stab", "HVB", "Summa")]
    assert plain_rows(unknown_lines(data=crosswalk(tmp_path, *rows)), "post") == []
    assert plain_rows(unknown_lines(data=crosswalk(tmp_path, *rows[1:])), "post", "rad") == [("Stab", 5)]


def test_every_line_is_unknown_where_there_are_no_concepts(tmp_path: Path) -> None:
    assert plain_rows(unknown_lines(data=write_ledger(tmp_path)), "post", "närmast_kända") == [
        ("Stab", ""),
        ("HVB", ""),
        ("Summa", ""),
    ]


def test_the_same_label_below_another_line_is_another_line(tmp_path: Path) -> None:
    report = (
        f"{HEAD}Intäkter\t5\t5\t0\nvarav Hyra\t2\t2\t0\nKostnader\t-7\t-7\t0\nvarav Hyra\t-4\t-4\t0\nStab\t-1\t-1\t0\n"
    )
    names = ("Stab", "Intäkter", "Intäkter > Hyra", "Kostnader")
    rows = [(name, "2021", cell(name), "tkr", name, "jämförbar", "", "") for name in names]
    found = unknown_lines(data=crosswalk(tmp_path, *rows, report=report))
    assert plain_rows(found, "post", "närmast_kända") == [("Kostnader > Hyra", "Kostnader, Intäkter > Hyra")]


def test_every_line_of_the_two_reports_belongs_to_a_concept() -> None:
    assert plain_rows(unknown_lines(), "dokument", "post") == []


def test_the_concepts_of_the_two_reports_that_do_not_compare_over_all_years() -> None:
    found = concepts()
    assert plain_rows(found[found["jämförbarhet"] != "jämförbar"], *CONCEPTS) == [
        ("nettokostnad", "tkr", "2017, 2019, 2020", "delvis"),
        ("nettobudget", "tkr", "2017, 2019, 2020", "delvis"),
        ("nettoavvikelse", "tkr", "2017, 2019, 2020", "delvis"),
        ("intäkter", "tkr", "2017, 2019, 2020", "delvis"),
        ("bruttokostnad", "tkr", "2017, 2019, 2020", "delvis"),
        ("nettoavvikelse utan engångskostnad", "tkr", "2019, 2020", "delvis"),
        ("HVB-placeringar", "tkr", "2017, 2020", "ej jämförbar"),
        ("eget HVB", "tkr", "2017, 2020", "ej jämförbar"),
        ("övrig HVB, mest ensamkommande", "tkr", "2017", "delvis"),
        ("placeringar totalt", "tkr", "2017, 2020", "ej jämförbar"),
        ("utbetalt ekonomiskt bistånd", "tkr", "2017, 2019, 2020", "delvis"),
        ("enheten Ekonomiskt bistånd", "tkr", "2017, 2020", "ej jämförbar"),
        ("personalkostnad", "tkr", "2017, 2019, 2020", "ej jämförbar"),
        ("lönekostnad", "tkr", "2016, 2017, 2019, 2020", "delvis"),
        ("lönekostnad och konsulter", "tkr", "2016, 2017, 2019, 2020", "delvis"),
        ("lönekostnad per årsarbetare", "tkr/årsarbetare", "2016, 2017, 2019, 2020", "delvis"),
        ("lönekostnad och konsulter per årsarbetare", "tkr/årsarbetare", "2016, 2017, 2019, 2020", "delvis"),
        ("årsarbetare", "årsarbetare", "2016, 2017, 2019, 2020", "delvis"),
        ("orosanmälningar", "antal", "2015, 2016, 2017, 2019, 2020", "delvis"),
        ("dygnskostnad på institution, barn och unga exkl. ensamkommande", "tkr/vårddygn", "", "saknas"),
        ("ej utbetalda löner", "tkr", "2017, 2019", "delvis"),
    ]


def test_the_concepts_that_the_two_reports_share_are_known() -> None:
    found = concepts().set_index("begrepp")["år"]
    names = ["nettokostnad", "nettobudget", "nettoavvikelse", "intäkter", "bruttokostnad", "konsulter"]
    assert found[names].tolist() == [*["2017, 2019, 2020"] * 5, "2016, 2017, 2019, 2020"]


def test_an_unknown_line_that_stands_twice_has_its_label_alone(tmp_path: Path) -> None:
    report = f"{HEAD}Stab\t-10\t-12\t2\nStab\t-20\t-20\t0\nSumma\t-30\t-32\t2\n"
    found = unknown_lines(data=crosswalk_of(tmp_path, report))
    assert plain_rows(found, "post", "rad") == [("Stab", 5), ("Stab", 6), ("Summa", 7)]


def crosswalk_of(data: Path, report: str) -> Path:
    """Write a board of one drift table whose only concept measures none of its lines."""
    rows: list[Row] = [("hyra", "2020", "-hyra_2020", "tkr", "hyra", "jämförbar", "", "")]
    return write_ledger(data, [printed("hyra_2020", "9")], concepts=rows, reports={"a-2021": report})


def test_a_crosswalk_or_figure_that_changes_is_loaded_anew(tmp_path: Path) -> None:
    data = crosswalk(tmp_path, FIRST)
    values = [load_crosswalk(data)[0].shown(load_crosswalk(data)[0].quantity)[0]]
    for name, old, new in (("concepts.csv", "-hyra_2020", "+hyra_2021"), ("figures.csv", ",10,", ",11,")):
        path = data / name
        text = path.read_text(encoding="utf-8").replace(old, new.replace("+", ""))
        path.write_text(text, encoding="utf-8", newline="")
        values.append(load_crosswalk(data)[0].shown(load_crosswalk(data)[0].quantity)[0])
    assert values == [-9.0, 10.0, 11.0]
