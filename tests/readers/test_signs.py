"""How tables print their signs: whatever the convention, the frames have one, or the rows are in doubt."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.readers.signs import Turn
from analysis.readers.tables import Table
from analysis.statements.load import load_drift, load_investments
from tests.boards import plain_rows, write_board
from tests.readers.conventions import DOUBTED, RIGHT, WRONG, judge, make_sheet, verdict

ReadOne = Callable[[str], Table]

MONEY = ("utfall_tkr", "budget_tkr", "avvikelse_tkr")
TABS = "\tUtfall\tBudget\tAvvikelse\n"
TURNED = "i underlaget är kostnader negativa och avvikelse = utfall − budget, så att minus är underskott."
POSITIVE, BACKWARDS = "kostnader är tryckta som positiva tal", "avvikelsen är tryckt som budget − utfall"
OPEN = "det går inte att avgöra om plus är kostnad eller intäkt; talen står som de är tryckta, men deras tecken är tveksamma."


def loaded(text: str, loader: Callable[..., pd.DataFrame] = load_drift) -> pd.DataFrame:
    with TemporaryDirectory() as folder:
        return loader(data=write_board(Path(folder), {"a-2021": text}))


def house(text: str) -> list[tuple[object, ...]]:
    """Load a board's drift and return label, numbers and how sure the reading is."""
    return plain_rows(loaded(text), "post", *MONEY, "läsning")


HOUSE = [("Stab", -110.0, -100.0, -10.0, "säker"), ("HVB", -195.0, -200.0, 5.0, "säker")]
SHEETS = {
    "costs negative, outcome less budget": ("Drift (tkr)", "Stab\t-110\t-100\t-10\nHVB\t-195\t-200\t5\n", ()),
    "costs negative, budget less outcome": ("Drift (tkr)", "Stab\t-110\t-100\t10\nHVB\t-195\t-200\t-5\n", (BACKWARDS,)),
    "costs positive, budget less outcome": (
        "Drift (tkr)",
        "Stab\t110\t100\t-10\nHVB\t195\t200\t5\n",
        (POSITIVE, BACKWARDS),
    ),
    "costs positive, outcome less budget": (
        "Nettokostnader (tkr)",
        "Stab\t110\t100\t10\nHVB\t195\t200\t-5\n",
        (POSITIVE,),
    ),
}


@pytest.mark.parametrize(("title", "lines", "told"), SHEETS.values(), ids=SHEETS)
def test_each_convention_gives_the_same_frame(read_one: ReadOne, title: str, lines: str, told: tuple[str, ...]) -> None:
    text = f"{title}\n{TABS}{lines}"
    assert house(text) == HOUSE
    notes = (f"rapport.txt rad 2: {'; '.join(told)}; {TURNED}",) if told else ()
    table = read_one(text)
    assert table.notes == notes
    printed = [[float(cell.replace("−", "-")) for cell in line.split("\t")[1:]] for line in lines.splitlines()]
    assert table.frame.iloc[:, 1:].to_numpy().tolist() == printed


def test_what_cannot_be_decided_is_kept_as_printed_and_doubted(read_one: ReadOne) -> None:
    text = f"Drift (tkr)\n{TABS}Stab\t110\t100\t10\nHVB\t195\t200\t-5\n"
    assert house(text) == [("Stab", 110.0, 100.0, 10.0, "tveksam"), ("HVB", 195.0, 200.0, -5.0, "tveksam")]
    assert read_one(text).notes == (f"rapport.txt rad 2: {OPEN}",)


def test_amounts_of_both_signs_are_not_taken_for_costs() -> None:
    rows = house(f"Drift (tkr)\n{TABS}Avgifter\t500\t490\t-10\nVatten\t-310\t-300\t10\n")
    assert {row[-1] for row in rows} == {"tveksam"}


def test_a_result_is_income_less_cost() -> None:
    rows = house(f"Driftredovisning, nettoresultat (tkr)\n{TABS}Stab\t110\t100\t10\nHVB\t195\t200\t-5\n")
    assert rows == [("Stab", 110.0, 100.0, 10.0, "säker"), ("HVB", 195.0, 200.0, -5.0, "säker")]


def test_no_word_makes_incomes_of_three_units_that_are_all_positive() -> None:
    lines = "Stab\t110\t100\t10\nHVB\t195\t200\t-5\nVuxna\t7\t9\t-2\n"
    rows = house(f"Driftredovisning, nettoresultat (tkr)\n{TABS}{lines}")
    assert [row[-1] for row in rows] == ["tveksam"] * 3
    rows = house(f"Driftredovisning, nettoresultat (tkr)\n{TABS}{lines}Kansli\t-20\t-18\t-2\nLager\t-5\t-4\t-1\n")
    assert [row[1::3] for row in rows] == [(amount, "säker") for amount in (110.0, 195.0, 7.0, -20.0, -5.0)]


def test_one_large_income_turns_no_other_line() -> None:
    rows = house(f"Drift (tkr)\n{TABS}Stab\t-110\t-100\t-10\nHVB\t-195\t-200\t5\nStatsbidrag\t9000\t8000\t1000\n")
    assert rows == [*HOUSE, ("Statsbidrag", 9000.0, 8000.0, 1000.0, "säker")]


def test_a_heading_resultat_does_not_make_positive_costs_incomes() -> None:
    rows = house(f"2.1 Resultat\n\nDrift (tkr)\n{TABS}Stab\t110\t100\t10\nHVB\t195\t200\t-5\n")
    assert rows == [("Stab", 110.0, 100.0, 10.0, "tveksam"), ("HVB", 195.0, 200.0, -5.0, "tveksam")]


def test_a_line_that_the_total_takes_away_is_doubted() -> None:
    lines = "Stab\t250\t260\t10\nReserv\t50\t50\t0\nSumma\t200\t210\t10\n"
    rows = house(f"Nettokostnader (tkr)\n{TABS}{lines}")
    assert [row[::4] for row in rows] == [("Stab", "säker"), ("Reserv", "tveksam"), ("Summa", "säker")]


def test_a_deviation_alone_is_as_printed_and_doubted(read_one: ReadOne) -> None:
    table = read_one("Drift (tkr)\n\tUtfall\tAvvikelse\nStab\t-110\t-10\nHVB\t-195\t5\n")
    doubt = "det går inte att avgöra om avvikelsen är utfall − budget eller budget − utfall"
    assert list(table.turns) == [Turn(1, 1, doubt)] * 2
    assert table.notes == (f"rapport.txt rad 2: {doubt}; den står som den är tryckt, men dess tecken är tveksamt.",)


def test_an_over_and_under_tells_a_deviation_alone(read_one: ReadOne) -> None:
    table = read_one("Drift (tkr)\n\tUtfall\tÖver-/underskott\nStab\t-110\t-10\nHVB\t-195\t5\n")
    assert (list(table.turns), table.notes) == ([Turn(), Turn()], ())


def test_random_tables_of_every_convention_are_never_turned_wrong() -> None:
    counts = sum((judge(make_sheet(random.Random(seed))) for seed in range(1500)), Counter())  # noqa: S311
    assert (counts[RIGHT], counts[DOUBTED], counts[WRONG]) == (7199, 2335, 0)


def test_the_judge_of_random_tables_finds_a_wrong_turn_and_counts_a_doubt() -> None:
    sheet = next(one for seed in range(50) if (one := make_sheet(random.Random(seed))).rows[0][1])  # noqa: S311
    right = sheet.rows[0][3]
    assert verdict(sheet, 0, right) == RIGHT
    assert verdict(sheet, 0, right._replace(amount=-right.amount)) == WRONG
    assert verdict(sheet, 0, right._replace(amount=-right.amount, doubt="osäkert")) == DOUBTED


STATEMENT = [
    ("Intäkter", 100.0, 90.0, 10.0, "säker"),
    ("Kostnader", -300.0, -280.0, -20.0, "säker"),
    ("HVB", -200.0, -190.0, -10.0, "säker"),
]
STATEMENTS = {
    "as in the frames": "Intäkter\t100\t90\t10\nKostnader\t-300\t-280\t-20\nvarav HVB\t-200\t-190\t-10\n{}-200\t-190\t-10",
    "income negative": "Intäkter\t-100\t-90\t10\nKostnader\t300\t280\t-20\nvarav HVB\t200\t190\t-10\n{}200\t190\t-10",
    "income negative, outcome less budget": (
        "Intäkter\t-100\t-90\t-10\nKostnader\t300\t280\t20\nvarav HVB\t200\t190\t10\n{}200\t190\t10"
    ),
    "no signs, minus is worse": "Intäkter\t100\t90\t10\nKostnader\t300\t280\t-20\nvarav HVB\t200\t190\t-10\n{}200\t190\t-10",
    "no signs, a net with one": "Intäkter\t100\t90\t10\nKostnader\t300\t280\t-20\nvarav HVB\t200\t190\t-10\n{}-200\t-190\t-10",
    "no signs, outcome less budget": "Intäkter\t100\t90\t10\nKostnader\t300\t280\t20\nvarav HVB\t200\t190\t10\n{}200\t190\t10",
}


@pytest.mark.parametrize("lines", STATEMENTS.values(), ids=STATEMENTS)
def test_income_and_cost_lines_tell_the_signs(lines: str) -> None:
    assert house(f"Drift (tkr)\n{TABS}{lines.format('Nettokostnad' + chr(9))}\n") == [
        *STATEMENT,
        ("Nettokostnad", -200.0, -190.0, -10.0, "säker"),
    ]


def test_a_net_that_is_not_what_is_left_is_doubted() -> None:
    rows = house(f"Drift (tkr)\n{TABS}Intäkter\t100\t90\t10\nKostnader\t300\t280\t-20\nNetto\t250\t190\t-60\n")
    assert [row[-1] for row in rows] == ["säker", "säker", "tveksam"]


def test_costs_and_income_that_are_both_negative_are_doubted() -> None:
    rows = house(f"Drift (tkr)\n{TABS}Intäkter\t-100\t-90\t-10\nKostnader\t-300\t-280\t-20\n")
    assert [row[-1] for row in rows] == ["tveksam", "tveksam"]


def test_rows_that_count_both_ways_are_doubted(read_one: ReadOne) -> None:
    text = f"Drift (tkr)\n{TABS}Stab\t-110\t-100\t-10\nHVB\t-195\t-200\t-5\n"
    doubt = (
        "raderna räknar avvikelsen åt olika håll, och det går inte att avgöra vilket som gäller; "
        "de står kvar som de är tryckta"
    )
    assert [row.doubt for row in read_one(text + "Ledning\t-30\t-20\t10\n").rows] == [doubt] * 3


def test_one_row_that_counts_the_other_way_is_a_misprint(read_one: ReadOne) -> None:
    rows = read_one(f"Drift (tkr)\n{TABS}Stab\t-110\t-100\t10\nHVB\t-10\t-10\t0\n").rows
    assert [row.certainty for row in rows] == ["tveksam", "säker"]


def test_a_backward_deviation_that_does_not_hold_is_named_as_such(read_one: ReadOne) -> None:
    rows = read_one(f"Drift (tkr)\n{TABS}Stab\t110\t100\t-10\nHVB\t195\t200\t5\nÖvrigt\t50\t70\t5\n").rows
    assert rows[2].doubt == "talen följer inte budget − utfall = avvikelse; de står kvar som de är tryckta"


def test_an_outlay_of_an_investment_is_negative() -> None:
    text = "Investeringsredovisning (tkr)\n\tBudget\tUtfall\tAvvikelse\nDatorer\t50\t30\t20\nBord\t10\t15\t-5\n"
    assert plain_rows(loaded(text, load_investments), "post", *MONEY, "läsning") == [
        ("Datorer", -30.0, -50.0, 20.0, "säker"),
        ("Bord", -15.0, -10.0, -5.0, "säker"),
    ]


class Line(NamedTuple):
    label: str
    utfall: int
    budget: int


class Style(NamedTuple):
    """How a made-up table is printed: signs, order of the columns, unit, cells and title."""

    costs: int
    deviation: int
    order: str
    unit: str
    is_grid: bool
    title: str


def lines_of(names: list[str]) -> st.SearchStrategy[list[Line]]:
    amount = st.integers(-99_999, -1)
    return st.tuples(*(st.builds(Line, st.just(name), amount, amount) for name in names)).map(with_sum)


def with_sum(lines: tuple[Line, ...]) -> list[Line]:
    return [*lines, Line("Summa", sum(line.utfall for line in lines), sum(line.budget for line in lines))]


NAMES = st.lists(st.sampled_from(["Stab", "HVB", "Ledning", "Öppna insatser", "Enhet 2"]), min_size=2, unique=True)
TABLES = NAMES.flatmap(lines_of)
STYLES = st.builds(
    Style,
    costs=st.sampled_from([-1, 1]),
    deviation=st.sampled_from([-1, 1]),
    order=st.sampled_from(["uba", "bua"]),
    unit=st.sampled_from(["tkr", "kr", "mnkr"]),
    is_grid=st.booleans(),
    title=st.sampled_from(["Driftredovisning", "Nettokostnad per enhet"]),
)
DECIMALS = {"tkr": 0, "kr": 0, "mnkr": 1}
STEPS = {"tkr": Decimal(1), "kr": Decimal("0.001"), "mnkr": Decimal(100)}  # of print, in tkr


def printed(lines: list[Line], style: Style) -> str:
    """Print lines whose numbers are whole steps of print."""
    heads = {"u": "Utfall", "b": "Budget", "a": "Avvikelse"}
    rows = [[heads[one] for one in style.order]]
    for line in lines:
        values = {
            "u": -style.costs * line.utfall,
            "b": -style.costs * line.budget,
            "a": -style.costs * style.deviation * (line.utfall - line.budget),
        }
        rows.append([number(values[one], DECIMALS[style.unit]) for one in style.order])
    labels = ["", *(line.label for line in lines)]
    gap = "\t" if style.is_grid else " "
    body = "\n".join(gap.join([label, *cells]).strip(" ") for label, cells in zip(labels, rows, strict=True))
    return f"{style.title} ({style.unit})\n\n{body}\n"


def number(value: int, decimals: int) -> str:
    shown = f"{Decimal(value).scaleb(-decimals):,.{decimals}f}"
    return shown.replace(",", " ").replace(".", ",")


@settings(max_examples=300)
@given(TABLES, STYLES)
def test_whatever_the_print_the_frame_is_the_same_or_in_doubt(lines: list[Line], style: Style) -> None:
    drift = loaded(printed(lines, style))
    step = STEPS[style.unit]
    wanted = {
        line.label: tuple(float(value * step) for value in (line.utfall, line.budget, line.utfall - line.budget))
        for line in lines
    }
    sure = [row for row in plain_rows(drift, "post", *MONEY, "läsning") if row[-1] == "säker"]
    assert {str(post): tuple(numbers) for post, *numbers, _ in sure} == {
        str(row[0]): wanted[str(row[0])] for row in sure
    }


@settings(max_examples=150)
@given(TABLES, STYLES.filter(lambda style: style.is_grid and (style.costs < 0 or style.title != "Driftredovisning")))
def test_known_cells_and_words_that_tell_leave_no_doubt(lines: list[Line], style: Style) -> None:
    telling = sum(abs(line.utfall - line.budget) > 1 for line in lines)
    doubtful = {str(row) for row in loaded(printed(lines, style))["läsning"]} - {"säker"}
    assert not doubtful or telling < 2


def test_nothing_is_turned_where_the_costs_could_not_be_read(read: Callable[[str], list[Table]]) -> None:
    text = "Driftredovisning (tkr)\n\n\tUtfall\tBudget\tAvvikelse\nTaxor\t82\t77\t5\nHyreskostnader\t-x\t-y\t1\nKostnader\tz\tz\tz\n"
    (table,) = read(text)
    assert [turn.amount for turn in table.turns] == [1, 1, 1]
    assert "det går inte att avgöra" in table.turns[0].doubt


def test_a_net_cost_is_the_sum_of_subtotals_that_stand_beside_each_other() -> None:
    rows = [
        ("Avgifter", -30),
        ("Summa intäkter", -30),
        ("Löner", 500),
        ("Pensioner", 50),
        ("Summa personalkostnader", 550),
    ]
    rows += [("Hyror", 90), ("Livsmedel", 10), ("Summa övriga kostnader", 100), ("Nettokostnad", 620)]
    text = f"Driftredovisning (tkr)\n\n{TABS}" + "".join(f"{label}\t{n}\t{n}\t0\n" for label, n in rows)
    assert [(post, utfall, sure) for post, utfall, _, _, sure in house(text)][-2:] == [
        ("Summa övriga kostnader", -100, "säker"),
        ("Nettokostnad", -620, "säker"),
    ]


@pytest.mark.parametrize("wrong", [(2, 0), (4, 1)])  # a misprint in a line, in the total
def test_a_misprint_in_one_column_turns_no_total(wrong: tuple[int, int]) -> None:
    labels = ("Hemtjänst", "Boende", "Assistans", "Statsbidrag", "Summa nettokostnad")
    rows = [[150, 140, 140], [250, 245, 240], [41, 39, 38], [-19, -14, -16], [422, 410, 402]]
    at, column = wrong
    rows[at][column] += 7
    head = "\tUtfall 2024\tBudget 2024\tUtfall 2023\n"
    lines = ["\t".join([label, *map(str, row)]) for label, row in zip(labels, rows, strict=True)]
    text = f"Driftredovisning (tkr)\n\n{head}" + "\n".join(lines) + "\n"
    found = {(post, utfall, sure) for post, utfall, _, _, sure in house(text)}
    assert {("Hemtjänst", -150, "säker"), ("Summa nettokostnad", -rows[-1][0], "säker")} <= found
