"""A deviation's lines add up to it exactly, whatever the report rounds or leaves out."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.explanations.deviations import deviation_lines, year_total, years
from tests.boards import REPORT, make_board, sum_parts

MONEY = ["utfall_tkr", "budget_tkr", "avvikelse_tkr"]


def test_largest_first_and_shares_of_the_whole(tmp_path):
    lines = deviation_lines(2023, data=make_board(tmp_path))
    assert lines[["post", *MONEY]].to_numpy().tolist() == [
        ["Ledning", -300.0, 200.0, -500.0],
        ["Bibliotek", -1200.0, -1000.0, -200.0],
        ["=Simhall", -2500.0, -2600.0, 100.0],
    ]
    assert lines["andel_procent"].round(4).tolist() == [83.3333, 33.3333, -16.6667]
    assert lines["tal"].tolist() == ["tryckt"] * 3


def test_rounding_is_a_line_of_its_own(tmp_path):
    report = """Drift (tkr)\n\nUtfall 2023 Budget 2023 Avvikelse\nA -1 0 -1\nB -2 0 -2\nSumma -4 0 -4\n"""
    lines = deviation_lines(2023, data=make_board(tmp_path, report, sum_parts("A", "B", section="Drift (tkr)")))
    assert lines[["post", "avvikelse_tkr", "tal"]].to_numpy().tolist() == [
        ["B", -2.0, "tryckt"],
        ["A", -1.0, "tryckt"],
        ["Avrundning", -1.0, "beräknat"],
    ]


def test_what_rounding_cannot_explain_is_called_unexplained(tmp_path):
    report = """Drift (tkr)\n\nUtfall 2023 Budget 2023 Avvikelse\nA -1 0 -1\nB -2 0 -2\nSumma -9 0 -9\n"""
    lines = deviation_lines(2023, data=make_board(tmp_path, report, sum_parts("A", "B", section="Drift (tkr)")))
    assert lines.iloc[-1][["post", "avvikelse_tkr"]].tolist() == ["Oförklarat", -6.0]


def test_lines_of_2017_reach_down_to_the_parts_of_income_and_cost():
    lines = deviation_lines(2017)
    assert lines["post"].tolist()[:4] == [
        "HVB placeringar", "Utredningskonsulter", "Intäkter, övrigt (beräknat)", "Familjehem och kontaktpersoner",
    ]  # fmt: skip
    rest = lines[lines["post"] == "Intäkter, övrigt (beräknat)"].iloc[0]
    # 114 282 − 89 667 − 7 351 − 4 541, and likewise for budget and deviation
    assert rest[MONEY].tolist() == [12723.0, 2393.0, 10331.0]
    assert rest["tal"] == "beräknat"
    assert {"Sociala kontrakt (intäkter)", "Sociala kontrakt (kostnader)"} <= set(lines["post"])
    assert lines[MONEY].sum().tolist() == [-183607.0, -180121.0, -3487.0]


def test_lines_of_2020_add_up_to_the_printed_total():
    lines = deviation_lines(2020)
    assert lines[MONEY].sum().tolist() == [-218690.0, -191030.0, -27660.0]
    assert lines.iloc[-1][["post", *MONEY]].tolist() == ["Avrundning", 1.0, 0.0, 1.0]


def test_unknown_year_names_the_known_ones():
    with pytest.raises(DataError, match=r"saw year 2018; expected one of: 2017, 2020"):
        year_total(2018)


def test_a_part_that_the_table_does_not_have_is_named(tmp_path):
    sums = sum_parts("Biblioteket")
    with pytest.raises(DataError, match=r"^sums\.csv, line 2: saw part = 'Biblioteket'; expected one of: Bibliotek"):
        deviation_lines(2023, data=make_board(tmp_path, sums=sums))


WITHOUT = """\
Drift

Driftredovisning (tkr)\t\t
\tUtfall 2023\tBudget 2023
Ledning\t-300\t200
Bibliotek\t-1 200\t-1 000
Simhall\t-2 500\t-2 600
Summa\t-4 000\t-3 400
"""


def test_a_deviation_that_is_not_printed_is_computed(tmp_path):
    board = make_board(tmp_path, WITHOUT, sum_parts("Ledning", "Bibliotek", "Simhall"))
    lines = deviation_lines(2023, data=board)
    assert lines[["post", *MONEY, "tal"]].to_numpy().tolist() == [
        ["Ledning", -300.0, 200.0, -500.0, "beräknat"],
        ["Bibliotek", -1200.0, -1000.0, -200.0, "beräknat"],
        ["Simhall", -2500.0, -2600.0, 100.0, "beräknat"],
    ]


def test_a_share_of_a_deviation_that_is_not_printed_is_computed(tmp_path):
    board = make_board(tmp_path, WITHOUT, sum_parts("Ledning", "Bibliotek", "Simhall"))
    assert deviation_lines(2023, data=board)["andel_procent"].round(4).tolist() == [83.3333, 33.3333, -16.6667]


def test_the_total_has_a_deviation_that_is_not_printed(tmp_path):
    board = make_board(tmp_path, WITHOUT, sum_parts("Ledning", "Bibliotek", "Simhall"))
    assert year_total(2023, data=board)[MONEY].tolist() == [-4000.0, -3400.0, -600.0]


def test_only_the_deviations_that_are_not_printed_are_computed(tmp_path):
    report = WITHOUT.replace("(tkr)\t\t", "(tkr)\t\t\t").replace("Budget 2023\n", "Budget 2023\tAvvikelse\n")
    report = report.replace("\t200\n", "\t200\t-500\n").replace("-2 600\n", "-2 600\t100\n")
    report = report.replace("-1 000\n", "-1 000\t\n").replace("-3 400\n", "-3 400\t-600\n")
    lines = deviation_lines(2023, data=make_board(tmp_path, report, sum_parts("Ledning", "Bibliotek", "Simhall")))
    assert lines[["post", "avvikelse_tkr", "tal"]].to_numpy().tolist() == [
        ["Ledning", -500.0, "tryckt"],
        ["Bibliotek", -200.0, "beräknat"],
        ["Simhall", 100.0, "tryckt"],
    ]


def test_a_table_of_investments_in_the_same_section_takes_no_part(tmp_path):
    investments = (
        "Investeringsredovisning (tkr)\n\nUtfall 2023 Budget 2023 Avvikelse\n\nDatorer -2 -3 1\n\nSumma -2 -3 1\n"
    )
    lines = deviation_lines(2023, data=make_board(tmp_path, f"{REPORT}\n{investments}"))
    assert lines["post"].tolist() == ["Ledning", "Bibliotek", "=Simhall"]
    assert lines[MONEY].sum().tolist() == [-4000.0, -3400.0, -600.0]


def test_years_are_those_with_a_statement(tmp_path):
    assert years(data=make_board(tmp_path)) == [2023]


AMOUNT = st.integers(-99_999_999, 99_999_999)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(AMOUNT, AMOUNT), min_size=1, max_size=8), st.tuples(AMOUNT, AMOUNT))
def test_any_table_adds_up_exactly(tmp_path_factory, amounts, rest):
    rows = [(f"Post{chr(65 + at)}", utfall, budget) for at, (utfall, budget) in enumerate(amounts)]
    total = ("Summa", sum(row[1] for row in rows) + rest[0], sum(row[2] for row in rows) + rest[1])
    cells = "\n".join(f"{name}\t{utfall}\t{budget}\t{utfall - budget}" for name, utfall, budget in [*rows, total])
    report = f"# Drift\n\nDriftredovisning (tkr)\t\t\t\n\tUtfall 2023\tBudget 2023\tAvvikelse\n{cells}\n"
    data = make_board(tmp_path_factory.mktemp("data"), report, sum_parts(*(row[0] for row in rows)))
    lines = deviation_lines(2023, data=data)
    assert lines[MONEY].sum().tolist() == [total[1], total[2], total[1] - total[2]]
    named = lines[~lines["post"].isin(["Avrundning", "Oförklarat"])]
    assert sorted(named["post"].str.removesuffix(" (tveksamt läst)")) == sorted(name for name, _, _ in rows)
    assert pd.Series(named["avvikelse_tkr"]).abs().is_monotonic_decreasing


def test_a_total_that_is_listed_as_its_own_part_is_not_taken_apart_for_ever(tmp_path):
    sums = sum_parts("Summa")
    assert deviation_lines(2023, data=make_board(tmp_path, sums=sums))["post"].tolist() == ["Summa"]


def test_years_pair_outcome_and_budget_where_no_deviation_is_printed(tmp_path):
    report = """Drift (tkr)\n\nUtfall 2022 Budget 2022 Utfall 2023 Budget 2023\nA -1 -2 -3 -5\nSumma -1 -2 -3 -5\n"""
    data = make_board(tmp_path, report, sum_parts("A", section="Drift (tkr)"))
    assert years(data=data) == [2022, 2023]
    assert [deviation_lines(year, data=data)["avvikelse_tkr"].tolist() for year in (2022, 2023)] == [[1.0], [2.0]]


def test_the_complete_way_to_take_a_line_apart_goes_before_one_of_some_parts(tmp_path):
    some = [*sum_parts("Ledning")[0]]
    some[-1] = "högst"
    lines = deviation_lines(
        2023, data=make_board(tmp_path, sums=[*sum_parts("Bibliotek", "=Simhall", "Ledning"), some])
    )
    assert lines["post"].tolist() == ["Ledning", "Bibliotek", "=Simhall"]


def test_a_total_that_cannot_be_read_is_named_with_its_line(tmp_path):
    data = make_board(tmp_path, REPORT.replace("-4 000 -3 400 -600", "-4 000 -3 4O0 -600"))
    with pytest.raises(DataError, match="kultur-2023, line 13: saw the total Summa of 2023 without utfall"):
        deviation_lines(2023, data=data)
