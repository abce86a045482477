"""What others pay stands apart exactly, year by year, and is refused where it does not fit what it is part of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data_files import PAYERS
from analysis.errors import DataError
from analysis.explanations.audit.money import MONEY, gross_to_net, money_rows, own_money
from analysis.explanations.audit.payers import PAID, other_payers
from analysis.statements.folder import opened
from analysis.wording.audit.payers import describe_other_payers
from tests.boards import plain_rows, write_csv
from tests.follow_ups import follow_up_board
from tests.ledgers import HEAD, Row, absent, computed, printed, write_ledger

SPACE = "\N{NO-BREAK SPACE}"
REPORT = (
    f"{HEAD}Intäkter\t60\t50\t10\nvarav Bidrag\t45\t30\t15\nKostnader\t-100\t-90\t-10\nvarav HVB\t-70\t-60\t-10\n"
    "Summa\t-40\t-40\t0\n"
)
NETS = f"{HEAD}Boende\t-30\t-28\t-2\nStab\t-10\t-12\t2\nSumma\t-40\t-40\t0\n"
FIGURES = [
    *(printed("bidrag_2021", "40"), printed("plan_2021", "25"), printed("fjol_2020", "40"), absent("okänt_2021")),
    *(
        printed("dygn_2021", "7", unit="vårddygn"),
        printed("minus_2021", "-5"),
        computed("hälften_2021", "bidrag_2021 / 2"),
    ),
]


def paid(payer: str, outcome: str = "", budget: str = "", /, **cells: str) -> Row:
    """Return a row of payers.csv of the board as a whole in 2021, but for some cells."""
    row = dict.fromkeys(PAYERS.names, "") | {"year": "2021", "payer": payer, "outcome": outcome, "budget": budget}
    return [{**row, **cells}[name] for name in row]


def board(data: Path, *rows: Row, report: str = REPORT, figures: Sequence[Row] = FIGURES) -> Path:
    write_ledger(data, figures, reports={"a-2021": report})
    write_csv(data / "payers.csv", PAYERS.names, rows)
    return data


STATE = paid("Migrationsverket", "bidrag_2021", "plan_2021", document="a-2021", section="Drift", line="4")
COLUMNS = ("vad", "mått", "brutto_tkr", "andra_betalar_tkr", "övriga_intäkter_tkr", "netto_tkr", "skäl")


def money(data: Path) -> list[tuple[object, ...]]:
    return plain_rows(own_money(2021, data=data), *COLUMNS)


def test_gross_others_and_other_income_are_the_net_in_outcome_and_budget(tmp_path: Path) -> None:
    data = board(tmp_path, STATE)
    assert own_money(data=data).dtypes.astype(str).to_dict() == MONEY
    assert money(data) == [
        ("", "utfall", -100, 40, 20, -40, ""),
        ("", "budget", -90, 25, 25, -40, ""),
        ("", "avvikelse", -10, 15, -5, 0, ""),
    ]
    for budget, steps in ((False, [-100, 40, 20, -40]), (True, [-90, 25, 25, -40])):
        assert gross_to_net(2021, budget=budget, data=data)["effekt_tkr"].tolist() == steps
    assert gross_to_net(2021, data=data)["post"].tolist() == [
        *("Bruttokostnad 2021", "Migrationsverket betalar", "Övriga intäkter", "Nettokostnad 2021"),
    ]


def test_each_payer_is_a_step_and_one_that_pays_of_two_lines_is_one(tmp_path: Path) -> None:
    rows = [paid("Staten", "bidrag_2021", what="Kostnader > HVB"), paid("Staten", "5 tkr"), paid("Regionen", "3 tkr")]
    frame = gross_to_net(2021, data=board(tmp_path, *rows))
    assert plain_rows(frame, "post", "effekt_tkr", "tal")[1:4] == [
        ("Staten betalar", 45, "beräknat"),
        ("Regionen betalar", 3, "beräknat"),
        ("Övriga intäkter", 12, "beräknat"),
    ]


@pytest.mark.parametrize(
    ("what", "report", "row"),
    [
        ("Kostnader > HVB", REPORT, ("Kostnader > HVB", "utfall", -70, 40, None, -30, "")),
        ("Intäkter > Bidrag", REPORT, ("Intäkter > Bidrag", "utfall", None, 40, 5, 45, "")),
        ("Boende", NETS, ("Boende", "utfall", -70, 40, None, -30, "")),
    ],
    ids=["cost", "income", "net"],
)
def test_a_line_has_its_own_gross_and_net(tmp_path: Path, what: str, report: str, row: tuple[object, ...]) -> None:
    data = board(tmp_path, paid("Migrationsverket", "bidrag_2021", "plan_2021", what=what), report=report)
    assert row in money(data)


def test_a_line_of_cost_deviates_by_its_cost_and_by_what_others_pay(tmp_path: Path) -> None:
    data = board(tmp_path, paid("Migrationsverket", "bidrag_2021", "plan_2021", what="Kostnader > HVB"))
    assert ("Kostnader > HVB", "avvikelse", -10, 15, None, 5, "") in money(data)


def test_net_lines_alone_have_no_gross_and_no_other_income(tmp_path: Path) -> None:
    data = board(tmp_path, STATE, report=NETS)
    assert money(data)[0] == ("", "utfall", None, 40, None, -40, "")
    with pytest.raises(DataError, match=r"^payers\.csv: saw utfall 2021 = ''; expected amounts, gross cost and income"):
        gross_to_net(2021, data=data)
    assert (
        describe_other_payers(2021, data=data)
        .replace(SPACE, " ")
        .startswith("Av bruttokostnaden 2021 täckte Migrationsverket 40 tkr. Nettokostnaden blev 40 tkr.")
    )


def test_an_amount_that_is_not_printed_is_not_known_and_nothing_is_computed_with_it(tmp_path: Path) -> None:
    data = board(tmp_path, paid("Migrationsverket", "okänt_2021", "plan_2021"), paid("Regionen", "", "5 tkr"))
    assert money(data) == [
        ("", "utfall", -100, None, None, -40, "Inte känt: okänt 2021, vad Regionen betalar."),
        ("", "budget", -90, 30, 20, -40, ""),
        ("", "avvikelse", -10, None, None, 0, ""),
    ]
    assert plain_rows(other_payers(data=data), "utfall_tkr", "budget_tkr", "avvikelse_tkr") == [
        (None, 25, None),
        (None, 5, None),
    ]
    assert describe_other_payers(2021, data=data) == "Vad Migrationsverket och Regionen betalade 2021 är inte känt."


def test_the_file_is_listed_as_it_is(tmp_path: Path) -> None:
    frame = other_payers(data=board(tmp_path, STATE))
    assert frame.dtypes.astype(str).to_dict() == PAID
    assert plain_rows(frame, *PAID) == [(2021, "", "Migrationsverket", 40, 25, 15, "", "a-2021", "Drift", 4)]
    empty = board(tmp_path / "tom")
    assert other_payers(data=empty).dtypes.astype(str).to_dict() == PAID
    assert own_money(data=empty).empty
    with pytest.raises(DataError, match=r"^payers\.csv: andra betalare: saw year 2021"):
        gross_to_net(2021, data=empty)
    assert describe_other_payers(2021, data=empty) == "Vad andra huvudmän betalar 2021 är inte infört (payers.csv)."


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([paid("A", "61 tkr")], r"line 2: saw outcome = '61 tkr'; expected at most 60 tkr of all payers of nämnden"),
        ([paid("A", "40 tkr"), paid("B", "", "51 tkr")], r"line 3: saw budget = '51 tkr'; expected at most 50 tkr"),
        ([paid("A", "40 tkr"), paid("B", "21 tkr")], r"line 3: saw outcome = '61 tkr'"),
        (
            [paid("A", "46 tkr", what="Intäkter > Bidrag")],
            r"line 2: saw outcome = '46 tkr'; expected at most 45 tkr of all payers of Intäkter > Bidrag",
        ),
        ([paid("A", "71 tkr", what="Kostnader > HVB")], r"expected at most 70 tkr of all payers of Kostnader > HVB"),
        ([paid("A", "40 tkr", what="Kostnader > HVB"), paid("B", "21 tkr")], r"line 3: saw outcome = '61 tkr'"),
    ],
)
def test_payers_that_pay_more_than_there_is_are_refused(tmp_path: Path, rows: list[Row], said: str) -> None:
    with pytest.raises(DataError, match=re.sub(r"(most \d+) ", r"\1\\s", said)):
        other_payers(data=board(tmp_path, *rows))


def test_what_is_more_by_rounding_alone_is_read(tmp_path: Path) -> None:
    figures = [printed("allt_2021", "61")]
    assert len(other_payers(data=board(tmp_path, paid("A", "allt_2021"), figures=figures))) == 1


def test_every_fault_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        paid("A", "fjol_2020"),
        paid("B", "dygn_2021"),
        paid("C", "minus_2021"),
        paid("D", "bidrag_2021", what="HVB"),
        paid("", "bidrag_2021"),
        paid("E", "bidrag_2021", year="2019", what="Kostnader"),
        paid("C", "1 tkr"),
    ]
    with pytest.raises(
        DataError, match=r"^payers\.csv, line 2: saw outcome = '2020, helår'; expected figures of 2021"
    ) as error:
        other_payers(data=board(tmp_path, *rows))
    assert [(one.line, one.code, one.values.get("column")) for one in error.value.faults] == [
        (2, "bad-value", "outcome"),
        (3, "unit-clash", "outcome"),
        (4, "bad-value", "outcome"),
        (5, "unknown-reference", "what"),
        (6, "bad-value", "payer"),
        (7, "unknown-reference", "what"),
        (8, "duplicate-key", None),
    ]


def test_a_year_that_goes_on_takes_figures_of_its_forecast_and_of_the_whole_year_alone(tmp_path: Path) -> None:
    data = follow_up_board(tmp_path, final=False)
    write_csv(data / "payers.csv", PAYERS.names, [paid("Staten", "[u-08-2023:drift:Stab:avvikelse 2023]", year="2023")])
    assert plain_rows(other_payers(data=data), "utfall_tkr") == [(1,)]
    data = board(
        tmp_path / "del",
        paid("Staten", "del_2021"),
        figures=[[*printed("del_2021", "4")[:3], "januari–augusti", *printed("del_2021", "4")[4:]]],
    )
    with pytest.raises(DataError, match=r"saw outcome = '2021, januari–augusti'; expected figures of 2021, helår"):
        other_payers(data=data)


@pytest.mark.parametrize(
    ("outcome", "budget", "said"),
    [
        ("40 tkr", "25 tkr", "Mot budget betalade A 15 tkr mer. Utan det vore avvikelsen −15 tkr i stället för 0 tkr"),
        ("20 tkr", "25 tkr", "Mot budget betalade A 5 tkr mindre. Utan det vore avvikelsen +5 tkr i stället för 0 tkr"),
        ("25 tkr", "25 tkr", "Det var lika mycket som budgeterat (25 tkr)."),
        ("25 tkr", "", "Vad A var budgeterad att betala är inte känt."),
    ],
)
def test_the_words_say_what_others_money_did_to_the_deviation(
    tmp_path: Path, outcome: str, budget: str, said: str
) -> None:
    text = describe_other_payers(2021, data=board(tmp_path, paid("A", outcome, budget))).replace(SPACE, " ")
    assert said in text


def test_the_reports_print_what_migrationsverket_paid_in_2017_and_not_later() -> None:
    assert plain_rows(other_payers(), "år", "betalare", "utfall_tkr", "budget_tkr", "rad") == [
        (2017, "Migrationsverket", 89_667, 83_419, 192),
        (2019, "Migrationsverket", None, None, 782),
        (2020, "Migrationsverket", None, None, 782),
    ]
    assert plain_rows(own_money(2020), "mått", "brutto_tkr", "andra_betalar_tkr", "netto_tkr")[0] == (
        *("utfall", -244_770, None, -218_690),
    )
    assert [skäl for (skäl,) in plain_rows(own_money(2020), "skäl")] == [
        *("Inte känt: ersättning från Migrationsverket 2020.", "Inte känt: vad Migrationsverket betalar.", ""),
    ]
    assert describe_other_payers(2020) == "Vad Migrationsverket betalade 2020 är inte känt."


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), st.integers(0, 10**6), st.integers(0, 10**7))
def test_the_way_from_gross_to_net_is_exact_whatever_others_pay(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[int], more: int, cost: int
) -> None:
    income = sum(amounts) + more
    report = f"{HEAD}Intäkter\t{income}\t0\t{income}\nKostnader\t{-cost}\t0\t{-cost}\nSumma\t{income - cost}\t0\t{income - cost}\n"
    rows = [paid(f"Betalare {at}", f"{size} tkr") for at, size in enumerate(amounts)]
    data = board(tmp_path_factory.mktemp("nämnd"), *rows, report=report, figures=())
    start, *steps, end = (Decimal(str(one)) for one in gross_to_net(2021, data=data)["effekt_tkr"])
    assert (start, start + sum(steps)) == (Decimal(-cost), end)
    row = money_rows(opened(data))[0]
    assert (row.brutto_tkr or 0) + (row.andra_betalar_tkr or 0) + (row.övriga_intäkter_tkr or 0) == row.netto_tkr
