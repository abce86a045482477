"""The tolerance of a check: half a step of each number that takes part, and nothing of those that do not."""

from __future__ import annotations

from pathlib import Path

from tests.boards import plain_rows
from tests.statements.test_checks import DEVIATION, ROWS, SUMS, Part, checks


def test_the_tolerance_of_a_table_in_mnkr_follows_its_decimals(tmp_path: Path) -> None:
    name = "rader = Summa"
    rows = "Stab | -1,2 | -1,0 | {}\nHVB | -2,0 | -2,0 | 0,0\nSumma | {} | -3,0 | -0,2"
    found = checks(tmp_path, rows.format("-0,3", "-3,4"), *SUMS[name], unit="mnkr")
    columns = ("beräknat_tkr", "tryckt_tkr", "skillnad_tkr", "tolerans_tkr", "toleransens_grund", "utslag", "uträkning")
    assert plain_rows(found.loc[[0, 3, 4]], *columns) == [
        (-200.0, -300.0, -100.0, 150.0, "3 tryckta tal × ½ × 100 tkr", "avrundning", "−1 200 − (−1 000)"),
        (-3200.0, -3400.0, -200.0, 150.0, "3 tryckta tal × ½ × 100 tkr", "avviker", "−1 200 + (−2 000)"),
        (-3000.0, -3000.0, 0.0, 150.0, "3 tryckta tal × ½ × 100 tkr", "stämmer", "−1 000 + (−2 000)"),
    ]


def test_the_tolerance_of_a_table_in_kr_is_a_fraction_of_a_tkr(tmp_path: Path) -> None:
    found = checks(tmp_path, "Stab | -1 200 | -1 000 | -201\nHVB | -1 200 | -1 000 | -202", unit="kr")
    columns = ("skillnad_tkr", "tolerans_tkr", "toleransens_grund", "utslag", "uträkning")
    assert plain_rows(found, *columns) == [
        (-0.001, 0.0015, "3 tryckta tal × ½ × 0,001 tkr", "avrundning", "−1,2 − (−1)"),
        (-0.002, 0.0015, "3 tryckta tal × ½ × 0,001 tkr", "avviker", "−1,2 − (−1)"),
    ]


def test_each_number_adds_half_of_its_own_step_to_the_tolerance(tmp_path: Path) -> None:
    parts: list[Part] = [("Summa", name, "", "1", "lika") for name in ("Stab", "HVB", "Ledning")]
    rows = "Stab | -12 | -12 | 0\nHVB | -20 | -20 | 0\nLedning | -1,0 | -1,0 | 0,0\nSumma | -34,0 | -33,0 | -1,0"
    found = checks(tmp_path, rows, *parts, unit="mnkr")
    grounds = "2 tryckta tal × ½ × 100 tkr + 2 tryckta tal × ½ × 1 000 tkr"
    assert plain_rows(found.loc[[4]], "skillnad_tkr", "tolerans_tkr", "toleransens_grund", "utslag") == [
        (-1000.0, 1100.0, grounds, "avrundning")
    ]


def test_one_number_that_takes_part_is_counted_in_the_singular(tmp_path: Path) -> None:
    parts: list[Part] = [("Summa", "Stab", "", "1", "lika"), ("Summa", "HVB", "", "1", "lika")]
    rows = "Stab | -12 | -12 | 0\nHVB | -1,5 | -1,0 | -0,5\nSumma | -13,5 | -13,0 | -0,5"
    found = checks(tmp_path, rows, *parts, unit="mnkr")
    grounds = "2 tryckta tal × ½ × 100 tkr + 1 tryckt tal × ½ × 1 000 tkr"
    assert plain_rows(found.loc[[3]], "tolerans_tkr", "toleransens_grund", "utslag") == [(600.0, grounds, "stämmer")]


def test_a_bare_zero_beside_decimals_widens_no_tolerance(tmp_path: Path) -> None:
    found = checks(tmp_path, "Stab | -1,2 | 0 | -1,4\nHVB | -1,2 | 0 | -1,2", unit="mnkr")
    assert plain_rows(found, "post", "skillnad_tkr", "tolerans_tkr", "toleransens_grund", "utslag") == [
        ("Stab", -200.0, 150.0, "3 tryckta tal × ½ × 100 tkr", "avviker"),
        ("HVB", 0.0, 150.0, "3 tryckta tal × ½ × 100 tkr", "stämmer"),
    ]


def test_nothing_is_said_of_the_tolerance_of_a_check_that_cannot_be_made(tmp_path: Path) -> None:
    name = "rader = Summa"
    found = checks(tmp_path, ROWS[name].format("-1x", "-32"), *SUMS[name])
    untestable = found[found["utslag"] == "kan inte prövas"]
    assert plain_rows(untestable, "post", "storhet", "tolerans_tkr", "toleransens_grund", "uträkning") == [
        ("Stab", "avvikelse", None, "ett tal saknas eller är tveksamt läst", "−(−10)"),
        ("Summa", "utfall", None, "ett tal saknas eller är tveksamt läst", "−20"),
    ]


def test_an_empty_cell_adds_nothing_and_takes_no_part_in_the_tolerance(tmp_path: Path) -> None:
    name = "rader = Summa"
    found = checks(tmp_path, "Stab | -12 |  | -12\nHVB | -20 | -20 | 0\nSumma | -32 | -20 | -12", *SUMS[name])
    columns = ("storhet", "beräknat_tkr", "tolerans_tkr", "utslag", "uträkning")
    assert plain_rows(found.tail(3), *columns) == [
        ("utfall", -32.0, 1.5, "stämmer", "−12 + (−20)"),
        ("budget", -20.0, 1.0, "stämmer", "−20"),
        ("avvikelse", -12.0, 1.5, "stämmer", "−12 + 0"),
    ]


def test_a_printed_zero_takes_part_in_the_tolerance(tmp_path: Path) -> None:
    name = "rader = Summa"
    found = checks(tmp_path, "Stab | -12 | 0 | -12\nHVB | -20 | -20 | 0\nSumma | -32 | -20 | -12", *SUMS[name])
    assert plain_rows(found.loc[[4]], "storhet", "beräknat_tkr", "tolerans_tkr", "utslag", "uträkning") == [
        ("budget", -20.0, 1.5, "stämmer", "0 + (−20)")
    ]


def test_an_empty_cell_is_not_zero_in_a_deviation(tmp_path: Path) -> None:
    found = checks(tmp_path, "HVB | -20 | -20 | 0\nStab | -12 |  | -12\nLedning | -12 | 0 | -12")
    assert found["utslag"].tolist() == ["stämmer", "kan inte prövas", "stämmer"]


def test_a_line_without_any_number_is_not_checked_and_adds_nothing(tmp_path: Path) -> None:
    name = "rader = Summa"
    found = checks(tmp_path, "HVB | -20 | -20 | 0\nStab | - | - | -\nSumma | -20 | -20 | 0", *SUMS[name])
    assert plain_rows(found, "post", "kontroll", "storhet", "utslag") == [
        ("HVB", DEVIATION, "avvikelse", "stämmer"),
        ("Summa", DEVIATION, "avvikelse", "stämmer"),
        ("Summa", name, "utfall", "stämmer"),
        ("Summa", name, "budget", "stämmer"),
        ("Summa", name, "avvikelse", "stämmer"),
    ]


def test_a_total_of_nothing_but_empty_cells_cannot_be_tested(tmp_path: Path) -> None:
    parts: list[Part] = [("Summa", "Stab", "", "1", "lika")]
    found = checks(tmp_path, "HVB | -20 | -20 | 0\nStab | - | - | -\nSumma | 0 | 0 | 0", *parts)
    assert found["utslag"].tolist()[-3:] == ["kan inte prövas"] * 3


def test_a_part_in_doubt_stops_only_the_columns_that_it_does_not_have(tmp_path: Path) -> None:
    name = "rader = Summa"
    found = checks(tmp_path, ROWS[name].format("-1x", "-32"), *SUMS[name])
    assert found["utslag"].tolist()[-3:] == ["kan inte prövas", "stämmer", "stämmer"]
