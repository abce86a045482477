"""Which lines add up to which total: sums.csv with its faults, and its lines against those of the tables."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from analysis.data_files import SUMS as SUMS_FILE
from analysis.errors import DataError
from analysis.statements.boards import Boards
from analysis.statements.folder import Folder
from analysis.statements.sums import Part, Placed, Sum, load_sums, money_tables, place_sums
from tests.boards import write_board, write_csv

LINE = ("a-2021", "Drift", "Kostnader", "Lokaler", "Kostnader", "1", "lika")


def change(folder: Path, **cells: str) -> Path:
    """Write a sum of one line, but for some cells."""
    write_csv(
        folder / "sums.csv",
        SUMS_FILE.names,
        [[cells.get(name, cell) for name, cell in zip(SUMS_FILE.names, LINE, strict=True)]],
    )
    return folder


def unregistered(path: Path) -> Folder:
    """Open a folder that has no register, so that its rows are nobody's."""
    return Folder(path, Boards({}), None)


def test_lines_are_gathered_by_their_total_in_the_order_of_the_file(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "sums.csv",
        SUMS_FILE.names,
        [
            ("a-2021", "Drift", "Netto", "Kostnader", "", "1", "lika"),
            ("a-2021", "Drift", "Intäkter", "Avgifter", "Intäkter", "1", "högst"),
            ("a-2021", "Drift", "Netto", "Intäkter", "", "-1", "lika"),
            ("b-2022", "Drift", "Netto", "Kostnader", "", "1", "lika"),
        ],
    )
    assert load_sums(unregistered(tmp_path)) == [
        Sum("a-2021", "Drift", "Netto", (Part("Kostnader", "", 1, 2), Part("Intäkter", "", -1, 4)), "lika"),
        Sum("a-2021", "Drift", "Intäkter", (Part("Avgifter", "Intäkter", 1, 3),), "högst"),
        Sum("b-2022", "Drift", "Netto", (Part("Kostnader", "", 1, 5),), "lika"),
    ]


def test_the_same_label_below_two_parents_is_two_parts(tmp_path: Path) -> None:
    rows = [
        ("a-2021", "Drift", "Summa", "Sociala kontrakt", parent, "1", "lika") for parent in ("Intäkter", "Kostnader")
    ]
    write_csv(tmp_path / "sums.csv", SUMS_FILE.names, rows)
    (found,) = load_sums(unregistered(tmp_path))
    assert found.parts == (
        Part("Sociala kontrakt", "Intäkter", 1, 2),
        Part("Sociala kontrakt", "Kostnader", 1, 3),
    )
    assert found.lines() == [("Summa", ""), ("Sociala kontrakt", "Intäkter"), ("Sociala kontrakt", "Kostnader")]


@pytest.mark.parametrize("weight", ["", "0", "2", "+1", "1.0", "−1", "minus"])
def test_a_wrong_weight_is_named(tmp_path: Path, weight: str) -> None:
    with pytest.raises(
        DataError, match=r"^sums\.csv, line 2: saw weight = .*; expected 1 or -1; correct the cell$"
    ) as error:
        load_sums(unregistered(change(tmp_path, weight=weight)))
    assert error.value.swedish() == f"sums.csv rad 2: weight = ”{weight}”; väntade 1 eller -1; rätta cellen."


@pytest.mark.parametrize("relation", ["", "minst", "Lika", "="])
def test_a_wrong_relation_is_named(tmp_path: Path, relation: str) -> None:
    with pytest.raises(
        DataError, match=rf"^sums\.csv, line 2: saw relation = '{relation}'; expected one of: lika, högst;"
    ):
        load_sums(unregistered(change(tmp_path, relation=relation)))


def test_a_part_that_stands_twice_is_named_at_its_second_line(tmp_path: Path) -> None:
    write_csv(tmp_path / "sums.csv", SUMS_FILE.names, [LINE, LINE])
    with pytest.raises(
        DataError,
        match=r"^sums\.csv, line 3: saw Lokaler Kostnader Kostnader a-2021 Drift lika twice; expected each part \+ [^\n]*$",
    ):
        load_sums(unregistered(tmp_path))


def test_a_part_that_is_both_added_and_taken_away_is_named(tmp_path: Path) -> None:
    write_csv(tmp_path / "sums.csv", SUMS_FILE.names, [LINE, [], (*LINE[:5], "-1", "lika")])
    with pytest.raises(
        DataError,
        match=r"^sums\.csv, line 4: saw Lokaler Kostnader Kostnader a-2021 Drift lika twice; expected each part \+ [^\n]*$",
    ):
        load_sums(unregistered(tmp_path))


@pytest.mark.parametrize("column", SUMS_FILE.names)
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    left = [name for name in SUMS_FILE.names if name != column]
    write_csv(tmp_path / "sums.csv", left, [])
    with pytest.raises(
        DataError, match=rf"^sums\.csv, line 1: saw columns {', '.join(left)}; expected columns document"
    ):
        load_sums(unregistered(tmp_path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"sums\.csv: saw no such file"):
        load_sums(unregistered(tmp_path))


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    write_csv(tmp_path / "sums.csv", SUMS_FILE.names, [LINE, (*LINE[:5], "1", "minst"), (*LINE[:5], "2", "lika"), LINE])
    with pytest.raises(DataError, match="line 3") as error:
        load_sums(unregistered(tmp_path))
    assert [(one.code, one.line) for one in error.value.faults] == [
        ("unknown-reference", 3),
        ("bad-value", 4),
        ("duplicate-key", 4),
        ("duplicate-key", 5),
    ]


LINES = ("Intäkter | 5", "varav Sociala kontrakt | 2", "Kostnader | -7", "varav Lokaler | -4", "Totalt | -2")


def table(title: str, *lines: str) -> str:
    """Print a table with the same number in each line as outcome and budget."""
    rows = [line.split(" | ") for line in lines]
    body = "".join(f"{label}\t{number}\t{number}\t0\n" for label, number in rows)
    return f"{title} (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\n{body}\n"


REPORT = (
    "## Drift\n\n"
    + table("Driftsredovisning", *LINES)
    + "## Investeringar\n\n"
    + table("Investeringsredovisning", "Datorer | -1", "Totalt | -1")
)


def place(
    data: Path, section: str, total: str, *parts: str, document: str = "a-2021", report: str = REPORT
) -> tuple[Placed, ...]:
    """Place one sum in the tables of a report; a part of a line is written ``line > part``."""
    named = [part.rpartition(" > ") for part in parts]
    rows = [(document, section, total, post, parent, "1", "lika") for parent, _, post in named]
    return place_sums(write_board(data, {"a-2021": report}, rows))


def said(data: Path, section: str, total: str, *parts: str, document: str = "a-2021", report: str = REPORT) -> str:
    """Return what is said of the lines of one sum."""
    with pytest.raises(DataError, match=r"^sums\.csv, line 2: saw ") as error:
        place(data, section, total, *parts, document=document, report=report)
    return str(error.value)


def test_a_sum_is_placed_in_its_table_with_the_lines_by_label_and_parent(tmp_path: Path) -> None:
    (placed,) = place(tmp_path, "Drift", "Totalt", "Kostnader > Lokaler", "Intäkter", "Intäkter > Sociala kontrakt")
    assert (placed.kind, placed.found.total) == ("drift", "Totalt")
    assert {key: line.utfall_tkr for key, line in placed.lines.items()} == {
        ("Intäkter", ""): Decimal(5),
        ("Sociala kontrakt", "Intäkter"): Decimal(2),
        ("Kostnader", ""): Decimal(-7),
        ("Lokaler", "Kostnader"): Decimal(-4),
        ("Totalt", ""): Decimal(-2),
    }


def test_a_sum_of_another_kind_of_table_is_placed_there(tmp_path: Path) -> None:
    (placed,) = place(tmp_path, "Investeringar", "Totalt", "Datorer")
    assert (placed.kind, placed.total.utfall_tkr) == ("investering", Decimal(-1))


def test_a_sum_is_placed_once_for_the_year_and_once_since_the_start(tmp_path: Path) -> None:
    text = (
        "## Investeringar\n\nInvesteringsredovisning (tkr)\t\t\t\t\t\t\n"
        "\tBeslutad total budget\tAck utfall\tAvvikelse\tBudget 2021\tUtfall 2021\tAvvikelse 2021\n"
        "Datorer\t-9\t-5\t4\t-3\t-2\t1\nTotalt\t-9\t-5\t4\t-3\t-2\t1\n"
    )
    placed = place(tmp_path, "Investeringar", "Totalt", "Datorer", report=text)
    assert [(one.total.omfattning, one.total.utfall_tkr) for one in placed] == [
        ("sedan projektstart", Decimal(-5)),
        ("årets", Decimal(-2)),
    ]


def test_of_two_tables_below_one_heading_the_one_with_the_lines_is_taken(tmp_path: Path) -> None:
    text = (
        "# Ekonomi\n\n"
        + table("Driftsredovisning", "Stab | -3", "Totalt | -3")
        + table("Investeringsredovisning", "Datorer | -1", "Totalt | -1")
    )
    found = [place(tmp_path, "Ekonomi", "Totalt", part, report=text) for part in ("Datorer", "Stab")]
    assert [[(one.kind, one.total.rad) for one in placed] for placed in found] == [
        [("investering", 11)],
        [("drift", 6)],
    ]


def test_an_unknown_line_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    assert said(tmp_path, "Drift", "Totalt", "Kostnad") == (
        "sums.csv, line 2: saw part = 'Kostnad'; expected one of: Kostnader, Kostnader > Lokaler; correct the spelling, or register what is missing"
    )


def test_an_unknown_total_is_called_a_total(tmp_path: Path) -> None:
    assert said(tmp_path, "Drift", "Totalsumma", "Kostnader") == (
        "sums.csv, line 2: saw total = 'Totalsumma'; expected one of: Totalt; correct the spelling, or register what is missing"
    )


def test_an_unknown_part_of_a_line_is_named_with_its_parent(tmp_path: Path) -> None:
    assert said(tmp_path, "Drift", "Intäkter", "Intäkter > Social kontrakt") == (
        "sums.csv, line 2: saw part = 'Intäkter > Social kontrakt'; expected one of: Intäkter > Sociala kontrakt; correct the spelling, or register what is missing"
    )


def test_a_line_below_another_parent_is_named_with_the_right_one(tmp_path: Path) -> None:
    assert said(tmp_path, "Drift", "Kostnader", "Kostnader > Sociala kontrakt").startswith(
        "sums.csv, line 2: saw part = 'Kostnader > Sociala kontrakt'; expected one of: Intäkter > Sociala kontrakt, Kostnader > Lokaler; correct"
    )


def test_a_line_of_another_table_is_unknown(tmp_path: Path) -> None:
    assert said(tmp_path, "Drift", "Totalt", "Datorer", "Kostnader > Lokaler").startswith(
        "sums.csv, line 2: saw part = 'Datorer'; expected one of: "
    )


def test_every_unknown_line_is_named_with_its_row_and_the_total_first(tmp_path: Path) -> None:
    parts = ("Kostnader > Lokaler", "Intäkt", "Intäkter", "Kostnader > Lokalerna")
    lines = said(tmp_path, "Drift", "Totalsumma", *parts).splitlines()
    assert [line.partition("; correct")[0].removeprefix("sums.csv, line ") for line in lines] == [
        "2: saw total = 'Totalsumma'; expected one of: Totalt",
        "3: saw part = 'Intäkt'; expected one of: Intäkter",
        "5: saw part = 'Kostnader > Lokalerna'; expected one of: Kostnader > Lokaler, Kostnader",
    ]


def test_the_rows_of_a_file_with_blank_lines_are_named_by_its_own_lines(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": REPORT}, [[], ("a-2021", "Drift", "Totalt", "Staben", "", "1", "lika")])
    with pytest.raises(DataError, match=r"^sums\.csv, line 3: saw part = 'Staben';"):
        place_sums(data)


def test_an_unknown_section_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    assert said(tmp_path, "Investering", "Totalt", "Datorer") == (
        "sums.csv, line 2: saw section = 'Investering'; expected one of: Investeringar; correct the spelling, or let the command renew move the sum"
    )


def test_an_unknown_document_is_called_a_document(tmp_path: Path) -> None:
    assert said(tmp_path, "Drift", "Totalt", "Kostnader", document="a-2022") == (
        "sums.csv, line 2: saw document = 'a-2022'; expected one of: a-2021; correct the spelling, or register what is missing"
    )


@pytest.mark.parametrize(
    ("column", "total", "part", "seen"),
    [
        ("part", "Totalt", "Stab", "Stab"),
        ("total", "Stab", "HVB", "Stab"),
        ("part", "Totalt", "Stab > Lokaler", "Stab > Lokaler"),
    ],
)
def test_a_label_that_stands_twice_in_its_table_is_refused(
    tmp_path: Path, column: str, total: str, part: str, seen: str
) -> None:
    lines = ("Stab | -1", "varav Lokaler | -1", "HVB | -2", "Stab | -3", "varav Lokaler | -2", "Totalt | -6")
    assert said(tmp_path, "Drift", total, part, report="## Drift\n\n" + table("Driftsredovisning", *lines)) == (
        f"sums.csv, line 2: saw {column} = '{seen}', which stands twice in the table; expected a label that stands once; leave the sum out"
    )


def test_a_label_that_stands_twice_may_stand_beside_a_sum(tmp_path: Path) -> None:
    lines = ("Stab | -1", "HVB | -2", "Stab | -3", "Totalt | -2")
    text = "## Drift\n\n" + table("Driftsredovisning", *lines)
    (placed,) = place(tmp_path, "Drift", "Totalt", "HVB", report=text)
    assert placed.lines["HVB", ""].utfall_tkr == Decimal(-2)


def test_the_faults_of_all_sums_are_named_together(tmp_path: Path) -> None:
    rows = [
        ("b-2021", "Drift", "Totalt", "Kostnader", "", "1", "lika"),
        ("a-2021", "Drift", "Totalt", "Kostnader", "", "1", "lika"),
        ("a-2021", "Drif", "Totalt", "Kostnader", "", "1", "lika"),
        ("a-2021", "Investeringar", "Totalt", "Datorerna", "", "1", "lika"),
    ]
    with pytest.raises(DataError, match="line 2") as error:
        place_sums(write_board(tmp_path, {"a-2021": REPORT}, rows))
    assert [(one.code, one.line, one.values["seen"]) for one in error.value.faults] == [
        ("unknown-reference", 2, "b-2021"),
        ("unknown-section", 4, "Drif"),
        ("unknown-reference", 5, "Datorerna"),
    ]


def test_the_real_sums() -> None:
    assert [(one.document[-4:], one.section[:13], one.total, len(one.parts), one.relation) for one in load_sums()] == [
        ("2017", "4.1 Ekonomisk", "Totalt", 2, "lika"),
        ("2017", "4.1 Ekonomisk", "Intäkter", 3, "högst"),
        ("2017", "4.1 Ekonomisk", "Kostnader", 7, "lika"),
        ("2017", "4.2 Ekonomisk", "Totalt", 2, "lika"),
        ("2020", "Drift", "Summa", 13, "lika"),
        ("2020", "Investeringar", "Summa", 4, "lika"),
        ("2020", "Bilaga: Infor", "Summa", 2, "lika"),
        ("2020", "Bilaga: Begär", "Summa", 2, "lika"),
    ]


def test_the_real_sums_name_lines_that_their_tables_have() -> None:
    placed = [(one.found.document[-4:], one.found.section[:13], one.found.total, one.kind) for one in place_sums()]
    assert placed == [
        ("2017", "4.1 Ekonomisk", "Totalt", "drift"),
        ("2017", "4.1 Ekonomisk", "Intäkter", "drift"),
        ("2017", "4.1 Ekonomisk", "Kostnader", "drift"),
        ("2017", "4.2 Ekonomisk", "Totalt", "investering"),
        ("2020", "Drift", "Summa", "drift"),
        *[("2020", "Investeringar", "Summa", "investering")] * 2,
        ("2020", "Bilaga: Infor", "Summa", "ombudgetering"),
        ("2020", "Bilaga: Begär", "Summa", "ombudgetering"),
    ]


def test_every_line_of_a_real_money_table_takes_part_in_a_sum() -> None:
    used = {(found.document, found.section, *line) for found in load_sums() for line in found.lines()}
    for frame in money_tables().values():
        lines = set(frame[["dokument", "avsnitt", "post", "förälder"]].itertuples(index=False, name=None))
        assert lines <= used


def test_sums_that_change_are_placed_anew(tmp_path: Path) -> None:
    found = [place(tmp_path, "Drift", "Totalt", *parts) for parts in (("Intäkter", "Kostnader"), ("Kostnader",))]
    assert [[part.post for part in one.found.parts] for (one,) in found] == [["Intäkter", "Kostnader"], ["Kostnader"]]


def test_tables_that_change_are_placed_anew(tmp_path: Path) -> None:
    reports = (REPORT, REPORT.replace("Intäkter\t5\t5", "Intäkter\t6\t6"))
    found = [place(tmp_path, "Drift", "Totalt", "Intäkter", "Kostnader", report=report) for report in reports]
    assert [one.lines["Intäkter", ""].utfall_tkr for (one,) in found] == [Decimal(5), Decimal(6)]
