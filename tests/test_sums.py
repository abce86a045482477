"""Which lines add up to which total: sums.csv with its faults, and its lines against those of the tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.load import load_carry_overs, load_drift, load_investments
from analysis.sums import Sum, load_sums, unknown_lines
from tests.helpers_data import SUMS, write_csv

LINE = ("a-2021", "Drift", "Kostnader", "Lokaler", "Kostnader", "1", "lika")


def change(folder: Path, **cells: str) -> Path:
    """Write a sum of one line, but for some cells."""
    write_csv(folder / "sums.csv", SUMS, [[cells.get(name, cell) for name, cell in zip(SUMS, LINE, strict=True)]])
    return folder


def frame(*lines: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=["dokument", "avsnitt", "post", "förälder"])


DRIFT = frame(
    ("a-2021", "Drift", "Intäkter", ""),
    ("a-2021", "Drift", "Sociala kontrakt", "Intäkter"),
    ("a-2021", "Drift", "Kostnader", ""),
    ("a-2021", "Drift", "Lokaler", "Kostnader"),
    ("a-2021", "Drift", "Totalt", ""),
)
INVESTMENTS = frame(("a-2021", "Investeringar", "Datorer", ""), ("a-2021", "Investeringar", "Totalt", ""))


def test_lines_are_gathered_by_their_total_in_the_order_of_the_file(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "sums.csv",
        SUMS,
        [
            ("a-2021", "Drift", "Netto", "Kostnader", "", "1", "lika"),
            ("a-2021", "Drift", "Intäkter", "Avgifter", "Intäkter", "1", "högst"),
            ("a-2021", "Drift", "Netto", "Intäkter", "", "-1", "lika"),
            ("b-2022", "Drift", "Netto", "Kostnader", "", "1", "lika"),
        ],
    )
    assert load_sums(tmp_path) == [
        Sum("a-2021", "Drift", "Netto", (("Kostnader", "", 1), ("Intäkter", "", -1)), "lika"),
        Sum("a-2021", "Drift", "Intäkter", (("Avgifter", "Intäkter", 1),), "högst"),
        Sum("b-2022", "Drift", "Netto", (("Kostnader", "", 1),), "lika"),
    ]


def test_the_same_label_below_two_parents_is_two_parts(tmp_path: Path) -> None:
    rows = [
        ("a-2021", "Drift", "Summa", "Sociala kontrakt", parent, "1", "lika") for parent in ("Intäkter", "Kostnader")
    ]
    write_csv(tmp_path / "sums.csv", SUMS, rows)
    assert load_sums(tmp_path)[0].parts == (("Sociala kontrakt", "Intäkter", 1), ("Sociala kontrakt", "Kostnader", 1))


@pytest.mark.parametrize("weight", ["", "0", "2", "+1", "1.0", "−1", "minus"])
def test_a_wrong_weight_is_named(tmp_path: Path, weight: str) -> None:
    with pytest.raises(
        DataError, match=r"^sums\.csv, line 2: saw weight = .*; expected 1 or -1; correct the cell$"
    ) as error:
        load_sums(change(tmp_path, weight=weight))
    assert error.value.swedish() == f"sums.csv rad 2: weight = ”{weight}”; väntade 1 eller -1; rätta cellen."


@pytest.mark.parametrize("relation", ["", "minst", "Lika", "="])
def test_a_wrong_relation_is_named(tmp_path: Path, relation: str) -> None:
    with pytest.raises(DataError, match=rf"^sums\.csv, line 2: saw relation = '{relation}'; expected lika or högst;"):
        load_sums(change(tmp_path, relation=relation))


def test_a_part_that_stands_twice_is_named_at_its_second_line(tmp_path: Path) -> None:
    write_csv(tmp_path / "sums.csv", SUMS, [LINE, LINE])
    with pytest.raises(DataError, match=r"^sums\.csv, line 3: saw Lokaler twice; expected each part once;[^\n]*$"):
        load_sums(tmp_path)


@pytest.mark.parametrize("column", SUMS)
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    left = [name for name in SUMS if name != column]
    write_csv(tmp_path / "sums.csv", left, [])
    with pytest.raises(
        DataError, match=rf"^sums\.csv, line 1: saw columns {', '.join(left)}; expected columns document"
    ):
        load_sums(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"sums\.csv: saw no such file"):
        load_sums(tmp_path)


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    write_csv(tmp_path / "sums.csv", SUMS, [LINE, (*LINE[:5], "1", "minst"), (*LINE[:5], "2", "lika"), LINE])
    with pytest.raises(DataError, match="line 3") as error:
        load_sums(tmp_path)
    assert [(one.code, one.line) for one in error.value.faults] == [
        ("bad-value", 3),
        ("bad-value", 4),
        ("duplicate-key", 5),
    ]


def unknown(section: str, total: str, *parts: tuple[str, str, int], document: str = "a-2021") -> list[str]:
    """Return what is said of the lines of one sum."""
    found = Sum(document, section, total, parts, "lika")
    return [one.english() for one in unknown_lines(found, [DRIFT, INVESTMENTS])]


def test_known_lines_have_no_fault() -> None:
    parts = [("Lokaler", "Kostnader", 1), ("Intäkter", "", 1), ("Sociala kontrakt", "Intäkter", 1)]
    assert unknown("Drift", "Totalt", *parts) == []
    assert unknown("Investeringar", "Totalt", ("Datorer", "", 1)) == []


def test_an_unknown_line_is_named_with_the_nearest_known_one() -> None:
    assert unknown("Drift", "Totalt", ("Kostnad", "", 1)) == [
        "sums.csv: saw part = 'Kostnad'; expected one of: Kostnader; correct the spelling, or register what is missing"
    ]


def test_an_unknown_part_of_a_line_is_named_with_its_parent() -> None:
    assert unknown("Drift", "Intäkter", ("Social kontrakt", "Intäkter", 1)) == [
        "sums.csv: saw part = 'Intäkter: Social kontrakt'; expected one of: Sociala kontrakt; correct the spelling, or register what is missing"
    ]


def test_a_line_below_another_parent_is_unknown() -> None:
    (said,) = unknown("Drift", "Kostnader", ("Sociala kontrakt", "Kostnader", 1))
    assert said.startswith("sums.csv: saw part = 'Kostnader: Sociala kontrakt'; ")


def test_a_line_of_another_table_is_unknown() -> None:
    (said,) = unknown("Drift", "Totalt", ("Datorer", "", 1), ("Lokaler", "Kostnader", 1))
    assert said.startswith("sums.csv: saw part = 'Datorer'; ")


def test_every_unknown_line_is_named_and_the_total_first() -> None:
    known = [("Lokaler", "Kostnader", 1), ("Intäkter", "", 1)]
    said = unknown("Drift", "Totalsumma", known[0], ("Intäkt", "", 1), known[1], ("Lokalerna", "Kostnader", 1))
    assert [one.partition("; correct")[0].partition("= ")[2] for one in said] == [
        "'Totalsumma'; expected one of: Totalt",
        "'Intäkt'; expected one of: Intäkter",
        "'Kostnader: Lokalerna'; expected one of: Lokaler",
    ]


def test_an_unknown_section_is_named_with_the_nearest_one() -> None:
    assert unknown("Investering", "Totalt", ("Datorer", "", 1)) == [
        "sums.csv: saw section = 'a-2021: Investering'; expected one of: Investeringar; correct the spelling, or register what is missing"
    ]


def test_a_section_of_another_document_is_unknown() -> None:
    (said,) = unknown("Drift", "Totalt", ("Lokaler", "Kostnader", 1), document="b-2022")
    assert said.startswith("sums.csv: saw section = 'b-2022: Drift'; ")


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
    frames = [load_drift(), load_investments(), load_carry_overs()]
    assert [one for found in load_sums() for one in unknown_lines(found, frames)] == []


def test_every_line_of_a_real_money_table_takes_part_in_a_sum() -> None:
    used = {
        (found.document, found.section, *line)
        for found in load_sums()
        for line in [(found.total, ""), *(part[:2] for part in found.parts)]
    }
    for frame in (load_drift(), load_investments(), load_carry_overs()):
        lines = set(frame[["dokument", "avsnitt", "post", "förälder"]].itertuples(index=False, name=None))
        assert lines <= used
