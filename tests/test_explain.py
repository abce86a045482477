"""A deviation's lines add up to it exactly, whatever the report rounds or leaves out."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.explain import deviation_lines, year_total, years
from tests.boards import make_board

MONEY = ["utfall_tkr", "budget_tkr", "avvikelse_tkr"]


def test_largest_first_and_shares_of_the_whole(tmp_path):
    lines = deviation_lines(2023, make_board(tmp_path))
    assert lines[["post", *MONEY]].to_numpy().tolist() == [
        ["Ledning", -300.0, 200.0, -500.0],
        ["Bibliotek", -1200.0, -1000.0, -200.0],
        ["=Simhall", -2500.0, -2600.0, 100.0],
    ]
    assert lines["andel_procent"].round(4).tolist() == [83.3333, 33.3333, -16.6667]
    assert lines["härkomst"].tolist() == ["tryckt"] * 3


def test_rounding_is_a_line_of_its_own(tmp_path):
    report = """Drift (tkr)\n\nUtfall 2023 Budget 2023 Avvikelse\nA -1 0 -1\nB -2 0 -2\nSumma -4 0 -4\n"""
    sums = "document,section,total,part,parent,weight,relation\nkultur-2023,Drift (tkr),Summa,A,,1,lika\nkultur-2023,Drift (tkr),Summa,B,,1,lika\n"
    lines = deviation_lines(2023, make_board(tmp_path, report, sums))
    assert lines[["post", "avvikelse_tkr", "härkomst"]].to_numpy().tolist() == [
        ["B", -2.0, "tryckt"],
        ["A", -1.0, "tryckt"],
        ["Avrundning", -1.0, "beräknad"],
    ]


def test_what_rounding_cannot_explain_is_called_unexplained(tmp_path):
    report = """Drift (tkr)\n\nUtfall 2023 Budget 2023 Avvikelse\nA -1 0 -1\nB -2 0 -2\nSumma -9 0 -9\n"""
    sums = "document,section,total,part,parent,weight,relation\nkultur-2023,Drift (tkr),Summa,A,,1,lika\nkultur-2023,Drift (tkr),Summa,B,,1,lika\n"
    lines = deviation_lines(2023, make_board(tmp_path, report, sums))
    assert lines.iloc[-1][["post", "avvikelse_tkr"]].tolist() == ["Oförklarat", -6.0]


def test_lines_of_2017_reach_down_to_the_parts_of_income_and_cost():
    lines = deviation_lines(2017)
    assert lines["post"].tolist()[:4] == [
        "HVB placeringar", "Utredningskonsulter", "Intäkter, övrigt", "Familjehem och kontaktpersoner",
    ]  # fmt: skip
    rest = lines[lines["post"] == "Intäkter, övrigt"].iloc[0]
    # 114 282 − 89 667 − 7 351 − 4 541, and likewise for budget and deviation
    assert rest[MONEY].tolist() == [12723.0, 2393.0, 10331.0]
    assert rest["härkomst"] == "beräknad"
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
    sums = "document,section,total,part,parent,weight,relation\nkultur-2023,Drift,Summa,Biblioteket,,1,lika\n"
    with pytest.raises(DataError, match=r"sums\.csv: saw part = 'Biblioteket'; expected one of: Bibliotek"):
        deviation_lines(2023, make_board(tmp_path, sums=sums))


def test_years_are_those_with_a_statement(tmp_path):
    assert years(make_board(tmp_path)) == [2023]


AMOUNT = st.integers(-99_999_999, 99_999_999)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(AMOUNT, AMOUNT), min_size=1, max_size=8), st.tuples(AMOUNT, AMOUNT))
def test_any_table_adds_up_exactly(tmp_path_factory, amounts, rest):
    rows = [(f"Post{chr(65 + at)}", utfall, budget) for at, (utfall, budget) in enumerate(amounts)]
    total = ("Summa", sum(row[1] for row in rows) + rest[0], sum(row[2] for row in rows) + rest[1])
    cells = "\n".join(f"{name}\t{utfall}\t{budget}\t{utfall - budget}" for name, utfall, budget in [*rows, total])
    sums = "\n".join(
        [
            "document,section,total,part,parent,weight,relation",
            *(f"kultur-2023,Drift,Summa,{name},,1,lika" for name, _, _ in rows),
        ]
    )
    report = f"# Drift\n\nDriftredovisning (tkr)\t\t\t\n\tUtfall 2023\tBudget 2023\tAvvikelse\n{cells}\n"
    data = make_board(tmp_path_factory.mktemp("data"), report, sums + "\n")
    lines = deviation_lines(2023, data)
    assert lines[MONEY].sum().tolist() == [total[1], total[2], total[1] - total[2]]
    named = lines[~lines["post"].isin(["Avrundning", "Oförklarat"])]
    assert sorted(named["post"]) == sorted(name for name, _, _ in rows)
    assert pd.Series(named["avvikelse_tkr"]).abs().is_monotonic_decreasing
