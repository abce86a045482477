"""Printed sums and deviations against computed ones: every kind of check with every verdict, and its tolerance."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.statements.checks import CHECKS, load_checks, reconcile, verdict
from tests.boards import plain_rows, write_board

Part = tuple[str, str, str, str, str]  # total, part, parent, weight, relation
DEVIATION = "avvikelse = utfall − budget"


def checks(data: Path, lines: str, *parts: Part, unit: str = "tkr") -> pd.DataFrame:
    """Reconcile a board of one drift table, whose lines have their cells parted by a bar."""
    rows = "".join(line.replace(" | ", "\t") + "\n" for line in lines.split("\n"))
    head = f"## Drift\n\nDriftsredovisning ({unit})\t\t\t\n\tUtfall 2021\tBudget 2021\tAvvikelse\n"
    return reconcile(data=write_board(data, {"a-2021": head + rows}, [("a-2021", "Drift", *part) for part in parts]))


def one_check(frame: pd.DataFrame, name: str, column: str, post: str) -> tuple[object, ...]:
    """Return computed, printed, difference, tolerance and verdict of one check."""
    chosen = frame[(frame["kontroll"] == name) & (frame["storhet"] == column) & (frame["post"] == post)]
    (row,) = plain_rows(chosen, "beräknat_tkr", "tryckt_tkr", "skillnad_tkr", "tolerans_tkr", "utslag")
    return row


SUMS: dict[str, list[Part]] = {
    "rader = Summa": [("Summa", "Stab", "", "1", "lika"), ("Summa", "HVB", "", "1", "lika")],
    "netto = intäkter + kostnader": [("Totalt", "Intäkter", "", "1", "lika"), ("Totalt", "Kostnader", "", "1", "lika")],
    "varav-rader = Kostnader": [
        ("Kostnader", "Lokaler", "Kostnader", "1", "lika"),
        ("Kostnader", "Löner", "Kostnader", "1", "lika"),
    ],
    "varav-rader ryms i Intäkter, resten är inte särredovisad": [
        ("Intäkter", "Avgifter", "Intäkter", "1", "högst"),
        ("Intäkter", "Bidrag", "Intäkter", "1", "högst"),
    ],
}
ROWS = {  # with the outcome of a part and that of the total left open
    "rader = Summa": "Stab | {0} | -10 | -2\nHVB | -20 | -20 | 0\nSumma | {1} | -30 | -2",
    "netto = intäkter + kostnader": "Intäkter | {0} | 10 | 2\nKostnader | -20 | -20 | 0\nTotalt | {1} | -10 | 2",
    "varav-rader = Kostnader": "Kostnader | {1} | -30 | -2\nvarav Lokaler | {0} | -10 | -2\nvarav Löner | -20 | -20 | 0",
    "varav-rader ryms i Intäkter, resten är inte särredovisad": "Intäkter | {1} | 10 | 2\nvarav Avgifter | {0} | 5 | 2\nvarav Bidrag | 1 | 1 | 0",
}


@pytest.mark.parametrize(
    ("name", "part", "total", "expected"),
    [
        ("rader = Summa", "-12", "-32", (-32.0, -32.0, 0.0, 1.5, "stämmer")),
        ("rader = Summa", "-12", "-33", (-32.0, -33.0, -1.0, 1.5, "avrundning")),
        ("rader = Summa", "-12", "-31", (-32.0, -31.0, 1.0, 1.5, "avrundning")),
        ("rader = Summa", "-12", "-34", (-32.0, -34.0, -2.0, 1.5, "avviker")),
        ("rader = Summa", "-12", "32", (-32.0, 32.0, 64.0, 1.5, "avviker")),
        ("rader = Summa", "-1x", "-32", (None, -32.0, None, None, "kan inte prövas")),
        ("rader = Summa", "-12", "-3x", (None, None, None, None, "kan inte prövas")),
        ("netto = intäkter + kostnader", "12", "-8", (-8.0, -8.0, 0.0, 1.5, "stämmer")),
        ("netto = intäkter + kostnader", "12", "-9", (-8.0, -9.0, -1.0, 1.5, "avrundning")),
        ("netto = intäkter + kostnader", "12", "-6", (-8.0, -6.0, 2.0, 1.5, "avviker")),
        ("netto = intäkter + kostnader", "1x", "-8", (None, -8.0, None, None, "kan inte prövas")),
        ("varav-rader = Kostnader", "-12", "-32", (-32.0, -32.0, 0.0, 1.5, "stämmer")),
        ("varav-rader = Kostnader", "-12", "-31", (-32.0, -31.0, 1.0, 1.5, "avrundning")),
        ("varav-rader = Kostnader", "-12", "-30", (-32.0, -30.0, 2.0, 1.5, "avviker")),
        ("varav-rader = Kostnader", "-1x", "-32", (None, -32.0, None, None, "kan inte prövas")),
        ("varav-rader ryms i Intäkter, resten är inte särredovisad", "7", "8", (8.0, 8.0, 0.0, 1.5, "stämmer")),
        ("varav-rader ryms i Intäkter, resten är inte särredovisad", "7", "900", (8.0, 900.0, 892.0, 1.5, "stämmer")),
        ("varav-rader ryms i Intäkter, resten är inte särredovisad", "7", "7", (8.0, 7.0, -1.0, 1.5, "avrundning")),
        ("varav-rader ryms i Intäkter, resten är inte särredovisad", "7", "6", (8.0, 6.0, -2.0, 1.5, "avviker")),
        (
            "varav-rader ryms i Intäkter, resten är inte särredovisad",
            "7",
            "-900",
            (8.0, -900.0, -908.0, 1.5, "avviker"),
        ),
        (
            "varav-rader ryms i Intäkter, resten är inte särredovisad",
            "7x",
            "8",
            (None, 8.0, None, None, "kan inte prövas"),
        ),
    ],
)
def test_a_printed_sum(tmp_path: Path, name: str, part: str, total: str, expected: tuple[object, ...]) -> None:
    found = checks(tmp_path, ROWS[name].format(part, total), *SUMS[name])
    assert one_check(found, name, "utfall", SUMS[name][0][0]) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("-12 | -10 | -2", (-2.0, -2.0, 0.0, 1.5, "stämmer")),
        ("-12 | -10 | -3", (-2.0, -3.0, -1.0, 1.5, "avrundning")),
        ("-12 | -10 | -1", (-2.0, -1.0, 1.0, 1.5, "avrundning")),
        ("-12 | -10 | -4", (-2.0, -4.0, -2.0, 1.5, "avviker")),
        ("-12 | -10 | 2", (-2.0, 2.0, 4.0, 1.5, "avviker")),
        ("-1x | -10 | -2", (None, -2.0, None, None, "kan inte prövas")),
        ("-12 | -1x | -2", (None, -2.0, None, None, "kan inte prövas")),
        ("-12 | -10 | -x2", (None, None, None, None, "kan inte prövas")),
        ("-12 |  | -2", (None, -2.0, None, None, "kan inte prövas")),
    ],
)
def test_a_printed_deviation(tmp_path: Path, numbers: str, expected: tuple[object, ...]) -> None:
    found = checks(tmp_path, f"Stab | {numbers}\nHVB | -1 | -1 | 0")
    assert one_check(found, DEVIATION, "avvikelse", "Stab") == expected


def test_a_check_says_where_the_figure_stands_and_how_it_was_computed(tmp_path: Path) -> None:
    found = checks(
        tmp_path, "Stab | -15 785 | 859 | -16 644\nSumma | -15 785 | 860 | -16 644", ("Summa", "Stab", "", "1", "lika")
    )
    place = {"dokument": "a-2021", "nämnd": "Nämnden", "år": 2021, "avsnitt": "Drift", "omfattning": "årets"}
    assert found.dtypes.astype(str).to_dict() == CHECKS
    assert found.iloc[[0, 3]].to_dict("records") == [
        {
            **place,
            "rad": 5,
            "post": "Stab",
            "kontroll": "avvikelse = utfall − budget",
            "storhet": "avvikelse",
            "beräknat_tkr": -16644.0,
            "tryckt_tkr": -16644.0,
            "skillnad_tkr": 0.0,
            "tolerans_tkr": 1.5,
            "toleransens_grund": "3 tryckta tal × ½ × 1 tkr",
            "utslag": "stämmer",
            "uträkning": "−15 785 − 859",
        },
        {
            **place,
            "rad": 6,
            "post": "Summa",
            "kontroll": "rader = Summa",
            "storhet": "budget",
            "beräknat_tkr": 859.0,
            "tryckt_tkr": 860.0,
            "skillnad_tkr": 1.0,
            "tolerans_tkr": 1.0,
            "toleransens_grund": "2 tryckta tal × ½ × 1 tkr",
            "utslag": "avrundning",
            "uträkning": "859",
        },
    ]


def test_the_deviations_come_first_and_then_each_column_of_each_sum(tmp_path: Path) -> None:
    name = "rader = Summa"
    found = checks(tmp_path, ROWS[name].format("-12", "-32"), *SUMS[name])
    assert plain_rows(found, "post", "kontroll", "storhet", "uträkning") == [
        ("Stab", DEVIATION, "avvikelse", "−12 − (−10)"),
        ("HVB", DEVIATION, "avvikelse", "−20 − (−20)"),
        ("Summa", DEVIATION, "avvikelse", "−32 − (−30)"),
        ("Summa", name, "utfall", "−12 + (−20)"),
        ("Summa", name, "budget", "−10 + (−20)"),
        ("Summa", name, "avvikelse", "−2 + 0"),
    ]


def test_a_column_that_the_total_leaves_empty_is_not_checked(tmp_path: Path) -> None:
    name = "rader = Summa"
    found = checks(tmp_path, ROWS[name].format("-12", ""), *SUMS[name])
    assert found.loc[found["kontroll"] == name, "storhet"].tolist() == ["budget", "avvikelse"]


def test_a_table_without_deviations_has_none_checked(tmp_path: Path) -> None:
    text = "## Drift\n\nDriftsredovisning (tkr)\t\t\n\tUtfall\tBudget\nStab\t-3\t-1\nHVB\t-4\t-5\nSumma\t-7\t-6\n"
    parts = [("a-2021", "Drift", *part) for part in SUMS["rader = Summa"]]
    found = reconcile(data=write_board(tmp_path, {"a-2021": text}, parts))
    assert plain_rows(found, "post", "kontroll", "storhet", "utslag") == [
        ("Summa", "rader = Summa", "utfall", "stämmer"),
        ("Summa", "rader = Summa", "budget", "stämmer"),
    ]


def test_a_sum_is_named_by_its_lines_and_their_signs(tmp_path: Path) -> None:
    parts: list[Part] = [("Totalt", "Taxor", "", "1", "lika"), ("Totalt", "Avdrag", "", "-1", "lika")]
    found = checks(tmp_path, "Taxor | 10 | 12 | -2\nAvdrag | 30 | 30 | 0\nTotalt | -20 | -18 | -2", *parts)
    assert plain_rows(found.tail(3), "kontroll", "utslag", "uträkning") == [
        ("rader = Totalt", "stämmer", "10 − 30"),
        ("rader = Totalt", "stämmer", "12 − 30"),
        ("rader = Totalt", "stämmer", "−2 − 0"),
    ]


def test_parts_that_are_only_some_of_a_line_say_nothing_of_its_deviation(tmp_path: Path) -> None:
    name = "varav-rader ryms i Intäkter, resten är inte särredovisad"
    found = checks(tmp_path, ROWS[name].format("7", "12"), *SUMS[name])
    assert found.loc[found["kontroll"] == name, "storhet"].tolist() == ["utfall", "budget"]


def test_a_weight_of_minus_one_takes_a_line_away(tmp_path: Path) -> None:
    parts: list[Part] = [("Summa", "Avdrag", "", "1", "lika"), ("Summa", "Taxor", "", "-1", "lika")]
    found = checks(tmp_path, "Taxor | 10 | 12 | -2\nAvdrag | 30 | 30 | 0\nSumma | 20 | 18 | 1", *parts)
    assert plain_rows(found.tail(3), "kontroll", "storhet", "beräknat_tkr", "utslag", "uträkning") == [
        ("rader = Summa", "utfall", 20.0, "stämmer", "30 − 10"),
        ("rader = Summa", "budget", 18.0, "stämmer", "30 − 12"),
        ("rader = Summa", "avvikelse", 2.0, "avrundning", "0 − (−2)"),
    ]


def test_a_first_line_with_a_weight_of_minus_one_is_written_in_parentheses(tmp_path: Path) -> None:
    parts: list[Part] = [("Summa", "Taxor", "", "-1", "lika"), ("Summa", "Avdrag", "", "1", "lika")]
    found = checks(tmp_path, "Taxor | 10 | 12 | -2\nAvdrag | 30 | 30 | 0\nSumma | 20 | 18 | 2", *parts)
    assert found["uträkning"].tolist()[-3:] == ["−(10) + 30", "−(12) + 30", "−(−2) + 0"]


def test_a_sum_is_checked_in_its_own_document_only(tmp_path: Path) -> None:
    text = "## Drift\n\nDriftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nStab\t-1\t-1\t0\nSumma\t-1\t-1\t0\n"
    data = write_board(
        tmp_path, {"a-2021": text, "b-2022": text}, [("b-2022", "Drift", "Summa", "Stab", "", "1", "lika")]
    )
    sums = reconcile(data=data).query("kontroll == 'rader = Summa'")
    assert plain_rows(sums, "dokument", "år", "storhet") == [
        ("b-2022", 2022, "utfall"),
        ("b-2022", 2022, "budget"),
        ("b-2022", 2022, "avvikelse"),
    ]


def test_a_sum_is_checked_in_the_table_of_its_section_that_has_its_lines(tmp_path: Path) -> None:
    text = (
        "# Ekonomi\n\nDriftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nStab\t-1\t-1\t0\nSumma\t-1\t-1\t0\n\n"
        "Investeringsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nDatorer\t-2\t-3\t1\nSumma\t-2\t-3\t1\n"
    )
    parts = [("a-2021", "Ekonomi", "Summa", "Datorer", "", "1", "lika")]
    found = reconcile(data=write_board(tmp_path, {"a-2021": text}, parts))
    assert plain_rows(found, "avsnitt", "rad", "kontroll", "storhet", "tryckt_tkr") == [
        ("Ekonomi", 5, DEVIATION, "avvikelse", 0.0),
        ("Ekonomi", 6, DEVIATION, "avvikelse", 0.0),
        ("Ekonomi", 10, DEVIATION, "avvikelse", 1.0),
        ("Ekonomi", 11, DEVIATION, "avvikelse", 1.0),
        ("Ekonomi", 11, "rader = Summa", "utfall", -2.0),
        ("Ekonomi", 11, "rader = Summa", "budget", -3.0),
        ("Ekonomi", 11, "rader = Summa", "avvikelse", 1.0),
    ]


def test_investments_and_carry_overs_are_checked_too(tmp_path: Path) -> None:
    text = (
        "## Investeringar\n\nInvesteringsredovisning (tkr)\t\t\t\t\t\t\n"
        "\tBeslutad total budget\tAck utfall\tAvvikelse\tBudget 2021\tUtfall 2021\tAvvikelse 2021\n"
        "Datorer\t-9\t-5\t4\t-3\t-2\t3\nStolar\t\t\t\t-1\t-1\t0\nSumma\t-9\t-5\t4\t-4\t-3\t1\n\n"
        "## Flyttade medel\n\nOmbudgetering (tkr)\t\t\t\t\n"
        "Projekt\tBudget 2021\tUtfall 2021\tAvvikelse\tOmbudgetering till 2022\n"
        "Datorer\t-3\t-2\t1\t7\nSumma\t-3\t-2\t1\t9\n"
    )
    sums = [
        ("a-2021", "Investeringar", "Summa", "Datorer", "", "1", "lika"),
        ("a-2021", "Investeringar", "Summa", "Stolar", "", "1", "lika"),
        ("a-2021", "Flyttade medel", "Summa", "Datorer", "", "1", "lika"),
    ]
    found = reconcile(data=write_board(tmp_path, {"a-2021": text}, sums))
    assert plain_rows(found, "omfattning", "post", "kontroll", "storhet", "skillnad_tkr", "utslag") == [
        ("sedan projektstart", "Datorer", DEVIATION, "avvikelse", 0.0, "stämmer"),
        ("sedan projektstart", "Summa", DEVIATION, "avvikelse", 0.0, "stämmer"),
        ("årets", "Datorer", DEVIATION, "avvikelse", 2.0, "avviker"),
        ("årets", "Stolar", DEVIATION, "avvikelse", 0.0, "stämmer"),
        ("årets", "Summa", DEVIATION, "avvikelse", 0.0, "stämmer"),
        ("sedan projektstart", "Summa", "rader = Summa", "utfall", 0.0, "stämmer"),
        ("sedan projektstart", "Summa", "rader = Summa", "budget", 0.0, "stämmer"),
        ("sedan projektstart", "Summa", "rader = Summa", "avvikelse", 0.0, "stämmer"),
        ("årets", "Summa", "rader = Summa", "utfall", 0.0, "stämmer"),
        ("årets", "Summa", "rader = Summa", "budget", 0.0, "stämmer"),
        ("årets", "Summa", "rader = Summa", "avvikelse", -2.0, "avviker"),
        ("årets", "Datorer", DEVIATION, "avvikelse", 0.0, "stämmer"),
        ("årets", "Summa", DEVIATION, "avvikelse", 0.0, "stämmer"),
        ("årets", "Summa", "rader = Summa", "utfall", 0.0, "stämmer"),
        ("årets", "Summa", "rader = Summa", "budget", 0.0, "stämmer"),
        ("årets", "Summa", "rader = Summa", "avvikelse", 0.0, "stämmer"),
        ("årets", "Summa", "rader = Summa", "ombudgetering", 2.0, "avviker"),
    ]
    assert found["avsnitt"].tolist() == ["Investeringar"] * 11 + ["Flyttade medel"] * 6


@pytest.mark.parametrize(
    ("difference", "tolerance", "whole", "expected"),
    [
        (None, "0", None, "kan inte prövas"),
        (None, "1.5", "10", "kan inte prövas"),
        ("0", "0", None, "stämmer"),
        ("0.0", "1.5", None, "stämmer"),
        ("1.5", "1.5", None, "avrundning"),
        ("-1.5", "1.5", None, "avrundning"),
        ("1.6", "1.5", None, "avviker"),
        ("-1.6", "1.5", None, "avviker"),
        ("0.001", "0", None, "avviker"),
        ("900", "1.5", "1000", "stämmer"),
        ("-900", "1.5", "-1000", "stämmer"),
        ("-1", "1.5", "1000", "avrundning"),
        ("-2", "1.5", "1000", "avviker"),
        ("2", "1.5", "-1000", "avviker"),
        ("1000", "1.5", "1000", "stämmer"),
        ("1001", "1.5", "1000", "avviker"),
        ("-908", "1.5", "-900", "avviker"),
        ("0", "1.5", "0", "stämmer"),
        ("-1", "1.5", "0", "avrundning"),
        ("-2", "1.5", "0", "avviker"),
        ("2", "1.5", "0", "avviker"),
    ],
)
def test_a_verdict(difference: str | None, tolerance: str, whole: str | None, expected: str) -> None:
    numbers = [None if text is None else Decimal(text) for text in (difference, whole)]
    assert verdict(numbers[0], Decimal(tolerance), numbers[1]) == expected


def test_sums_of_lines_that_no_table_has_are_named_together(tmp_path: Path) -> None:
    parts: list[Part] = [("Summa", "Staben", "", "1", "lika"), ("Total", "Stab", "", "1", "lika")]
    with pytest.raises(DataError, match=r"saw part = 'Staben'; expected one of: ") as error:
        checks(tmp_path, "Stab | -1 | -1 | 0\nSumma | -1 | -1 | 0", *parts)
    assert [one.english().rpartition("; ")[0] for one in error.value.faults] == [
        "sums.csv, line 2: saw part = 'Staben'; expected one of: Stab",
        "sums.csv, line 3: saw total = 'Total'; expected one of: Stab, Summa",
    ]


def test_a_board_without_sums_has_its_deviations_checked(tmp_path: Path) -> None:
    found = checks(tmp_path, "Stab | -1 | -1 | 0\nSumma | -1 | -1 | 0")
    assert found["kontroll"].tolist() == [DEVIATION, DEVIATION]


Shown = tuple[str, tuple[str, str], list[tuple[str, str, int]], bool, int]


def shown(data: Path) -> list[Shown]:
    """Return each check with its kind, the line and column of its numbers, and their signs."""
    return [
        (
            one.kind,
            (one.printed.line.post, one.printed.column),
            [(part.line.post, part.column, part.weight) for part in one.parts],
            one.some_only,
            one.left_out,
        )
        for one in load_checks(data)
    ]


def test_a_check_tells_where_each_of_its_numbers_stands(tmp_path: Path) -> None:
    text = (
        "## Drift\n\nDriftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\n"
        "Intäkter\t12\t12\t0\nvarav Bidrag\t10\t10\t\nKostnader\t30\t\t\nTotalt\t-18\t\t\n\n"
        "## Flyttade medel\n\nOmbudgetering (tkr)\t\t\t\t\n"
        "Projekt\tBudget 2021\tUtfall 2021\tAvvikelse\tOmbudgetering till 2022\n"
        "Datorer\t\t\t\t7\nSumma\t\t\t\t7\n"
    )
    sums = [
        ("a-2021", "Drift", "Totalt", "Kostnader", "", "-1", "lika"),
        ("a-2021", "Drift", "Totalt", "Intäkter", "", "1", "lika"),
        ("a-2021", "Drift", "Intäkter", "Bidrag", "Intäkter", "1", "högst"),
        ("a-2021", "Flyttade medel", "Summa", "Datorer", "", "1", "lika"),
    ]
    assert shown(write_board(tmp_path, {"a-2021": text}, sums)) == [
        (
            "drift",
            ("Intäkter", "avvikelse_tkr"),
            [("Intäkter", "utfall_tkr", 1), ("Intäkter", "budget_tkr", -1)],
            False,
            0,
        ),
        (
            "drift",
            ("Totalt", "utfall_tkr"),
            [("Kostnader", "utfall_tkr", -1), ("Intäkter", "utfall_tkr", 1)],
            False,
            0,
        ),
        ("drift", ("Intäkter", "utfall_tkr"), [("Bidrag", "utfall_tkr", 1)], True, 0),
        ("drift", ("Intäkter", "budget_tkr"), [("Bidrag", "budget_tkr", 1)], True, 0),
        ("ombudgetering", ("Summa", "ombudgetering_tkr"), [("Datorer", "ombudgetering_tkr", 1)], False, 0),
    ]


def test_an_empty_cell_is_no_part_of_a_check_and_one_in_doubt_is(tmp_path: Path) -> None:
    head = "## Drift\n\nDriftsredovisning (tkr)\t\t\n\tUtfall\tBudget\n"
    text = f"{head}Stab\t\t-1\nHVB\t-2x\t-2\nSumma\t-3\t-3\n"
    sums = [("a-2021", "Drift", "Summa", name, "", "1", "lika") for name in ("Stab", "HVB")]
    assert shown(write_board(tmp_path, {"a-2021": text}, sums)) == [
        ("drift", ("HVB", "avvikelse_tkr"), [("HVB", "utfall_tkr", 1), ("HVB", "budget_tkr", -1)], False, 0),
        ("drift", ("Summa", "utfall_tkr"), [("HVB", "utfall_tkr", 1)], False, 1),
        ("drift", ("Summa", "budget_tkr"), [("Stab", "budget_tkr", 1), ("HVB", "budget_tkr", 1)], False, 0),
    ]


def test_checks_come_in_the_order_of_their_rows() -> None:
    rows = reconcile()
    places = [(one.printed.line.dokument, one.printed.line.rad, one.name) for one in load_checks()]
    assert places == plain_rows(rows, "dokument", "rad", "kontroll")
