"""The way of a budget: it sums exactly to the printed one and the outcome, or it is refused and says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ComparisonError, DataError
from analysis.explanations.audit.budgets import DECISIONS, budget_decisions, budget_revision
from analysis.statements.folder import opened
from analysis.statements.originals import printed_originals
from analysis.wording.audit.budgets import describe_budget_revision
from tests.boards import columns_of, make_board, plain_rows
from tests.ledgers import Row, printed, write_ledger

FIGURES = [
    printed("först_2021", "-30"),
    printed("mer_2021", "-5"),
    printed("lån_2021", "3"),
    printed("flytt_2020", "4"),
]
WITH_ORIGINALS = "Drift\n\nDriftredovisning (tkr)\n\n\tUrsprunglig budget\tBudget\tUtfall\tAvvikelse"


def entered(kind: str, amount: str, /, **cells: str) -> Row:
    """Return a row of budgets.csv of the board as a whole in 2021, told by no report, but for some cells."""
    row = dict.fromkeys(columns_of("budgets.csv"), "") | {
        "year": "2021", "kind": kind, "amount": amount, "decision": f"{kind} {amount}"
    }  # fmt: skip
    return [{**row, **cells}[column] for column in row]


ORIGINAL = entered("ursprunglig", "först_2021")
MORE = entered("beslut", "mer_2021", date="2021-05-03", decision="Tilläggsanslag", reason="Fler ärenden.")
LESS = entered("beslut", "lån_2021", date="2021-02-01", decision="Till stadsdelen", what="Stab")


def board(data: Path, *rows: Row) -> Path:
    """Write a board whose printed budget is −32 and whose outcome is −30."""
    return write_ledger(data, FIGURES, budgets=rows)


def told(data: Path, what: str = "") -> list[tuple[object, ...]]:
    return plain_rows(budget_revision(2021, what, data=data), "post", "slag", "effekt_tkr", "tal", "orsak")


def test_the_original_budget_and_the_decisions_lead_to_the_printed_one_and_the_outcome(tmp_path: Path) -> None:
    assert told(board(tmp_path, ORIGINAL, MORE, LESS)) == [
        ("Ursprunglig budget 2021", "start", -30, "tryckt", ""),
        ("2021-02-01: Stab: Till stadsdelen", "budgetändring", 3, "tryckt", "ej angiven"),
        ("2021-05-03: Tilläggsanslag", "budgetändring", -5, "tryckt", "uppgett"),
        ("Slutlig budget 2021", "nivå", -32, "tryckt", ""),
        ("Avvikelse mot den slutliga budgeten", "effekt", 2, "beräknat", "ej angiven"),
        ("Utfall 2021", "slut", -30, "tryckt", ""),
    ]


def test_without_an_original_budget_it_is_computed_from_the_printed_one(tmp_path: Path) -> None:
    data = board(tmp_path, MORE)
    assert told(data)[:3] == [
        ("Budget före ändringarna (beräknad)", "start", -27, "beräknat", ""),
        ("2021-05-03: Tilläggsanslag", "budgetändring", -5, "tryckt", "uppgett"),
        ("Slutlig budget 2021", "nivå", -32, "tryckt", ""),
    ]
    assert "räknad baklänges" in describe_budget_revision(2021, data=data)


def test_a_change_of_the_frame_goes_before_the_original_budget(tmp_path: Path) -> None:
    frame = entered("ramändring", "flytt_2020", decision="Sänkt ram")
    assert [row[:3] for row in told(board(tmp_path, ORIGINAL, MORE, LESS, frame))][:4] == [
        ("Budget före ramändringen (beräknad)", "start", -34),
        ("Sänkt ram", "budgetändring", 4),
        ("Ursprunglig budget 2021", "nivå", -30),
        ("2021-02-01: Stab: Till stadsdelen", "budgetändring", 3),
    ]


def test_a_change_without_a_decision_is_a_step_of_its_own(tmp_path: Path) -> None:
    assert told(board(tmp_path, ORIGINAL))[1:3] == [
        ("Ändringar som inget beslut är infört för", "budgetändring", -2, "beräknat", "ej angiven"),
        ("Slutlig budget 2021", "nivå", -32, "tryckt", ""),
    ]


def test_a_line_has_its_own_way(tmp_path: Path) -> None:
    assert [row[:3] for row in told(board(tmp_path, MORE, LESS), "Stab")] == [
        ("Budget före ändringarna (beräknad)", "start", -15),
        ("2021-02-01: Stab: Till stadsdelen", "budgetändring", 3),
        ("Slutlig budget 2021", "nivå", -12),
        ("Avvikelse mot den slutliga budgeten", "effekt", 2),
        ("Utfall 2021", "slut", -10),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([ORIGINAL, MORE], r"ursprunglig budget 2021 och beslut: -35 tkr against -32 tkr of tryckt budget"),
        ([MORE, entered("slutlig", "först_2021")], r"slutlig budget 2021: -30 tkr against -32 tkr of tryckt budget"),
        ([ORIGINAL, entered("beslut", "-mer_2021", decision="Fel tecken"), LESS], r"-22 tkr against -32 tkr"),
    ],
)
def test_a_final_budget_that_is_not_the_printed_one_is_refused(tmp_path: Path, rows: list[Row], said: str) -> None:
    data = board(tmp_path, *rows)
    with pytest.raises(ComparisonError, match=said.replace("-", "[-\N{MINUS SIGN}]").replace(" ", r"\s")):
        budget_revision(2021, data=data)
    assert describe_budget_revision(2021, data=data).startswith("Budgetens väg 2021 går inte att följa.")


def test_every_fault_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        entered("ursprunglig", "först_2021"),
        entered("ursprunglig", "mer_2021"),
        entered("tillägg", "mer_2021"),
        entered("beslut", "borta_2021", what="Stabb", date="i våras"),
        entered("ombudgetering", "lån_2021"),
        entered("beslut", "mer_2021", document="a-1999"),
    ]
    with pytest.raises(DataError, match=r"^budgets\.csv, line 3: saw 2021 ursprunglig twice") as error:
        budget_decisions(data=board(tmp_path, *rows))
    assert [(one.line, one.code, one.values.get("column")) for one in error.value.faults] == [
        (3, "duplicate-key", None),
        (4, "unknown-reference", "kind"),
        (5, "unknown-reference", "what"),
        (5, "bad-value", "date"),
        (5, "unknown-reference", "amount"),
        (6, "bad-value", "from"),
        (7, "unknown-reference", "document"),
    ]


def test_a_year_or_a_line_without_rows_says_what_is_missing(tmp_path: Path) -> None:
    data = board(tmp_path)
    with pytest.raises(DataError, match=r"^budgets\.csv: .*: saw year 2021; expected one of"):
        budget_revision(2021, data=data)
    assert describe_budget_revision(2021, data=data) == (
        "Ursprunglig budget och beslut under 2021 är inte införda (budgets.csv)."
    )
    with pytest.raises(DataError, match=r"saw what = 'Stabben'; expected one of: .*Stab"):
        budget_revision(2021, "Stabben", data=data)
    assert budget_decisions(data=data).dtypes.astype(str).to_dict() == DECISIONS


@pytest.mark.parametrize("minus", ["", "-"], ids=["costs positive", "costs negative"])
def test_a_printed_column_of_original_budgets_is_read_in_the_sign_of_the_frames(tmp_path: Path, minus: str) -> None:
    lines = ("Stab;90;100;110;-10", "HVB;200;200;190;10", "Summa;290;300;300;0")
    cells = [line.split(";") for line in lines]
    rows = ["\t".join([label, *(f"{minus}{one}" for one in costs), gap]) for label, *costs, gap in cells]
    data = make_board(tmp_path, "\n".join([WITH_ORIGINALS, *rows, ""]), ())
    assert plain_rows(budget_revision(2023, data=data), "post", "slag", "effekt_tkr", "tal") == [
        ("Ursprunglig budget 2023", "start", -290, "tryckt"),
        ("Ändringar som inget beslut är infört för", "budgetändring", -10, "beräknat"),
        ("Slutlig budget 2023", "nivå", -300, "tryckt"),
        ("Avvikelse mot den slutliga budgeten", "effekt", 0, "beräknat"),
        ("Utfall 2023", "slut", -300, "tryckt"),
    ]
    assert [one.budget_tkr for one in printed_originals(opened(data), 2023)] == [-90, -200, -290]
    assert budget_revision(2023, "Stab", data=data)["effekt_tkr"].tolist() == [-90, -10, -100, -10, -110]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=6), st.integers(-(10**7), 10**7))
def test_the_steps_sum_to_the_levels_whatever_was_decided(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[int], first: int
) -> None:
    final = first + sum(amounts)
    report = f"## Drift\n\nDriftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nStab\t-7\t{final}\t{-7 - final}\nSumma\t-7\t{final}\t{-7 - final}\n"
    figures = [printed(f"d{at}x_2021", str(amount)) for at, amount in enumerate(amounts)]
    figures.append(printed("start_2021", str(first)))
    rows = [entered("beslut", f"d{at}x_2021") for at, _ in enumerate(amounts)]
    data = write_ledger(
        tmp_path_factory.mktemp("nämnd"), figures, reports={"a-2021": report},
        budgets=[entered("ursprunglig", "start_2021"), *rows],
    )  # fmt: skip
    frame = budget_revision(2021, data=data)
    start, *steps, level, missed, end = frame["effekt_tkr"].tolist()
    assert start == first
    assert start + sum(steps) == level == final
    assert level + missed == end == -7


def test_a_frame_that_grew_between_years_is_no_decision_of_the_year(tmp_path: Path) -> None:
    data = board(tmp_path, entered("ramändring", "mer_2021", decision="Ramen ökade"))
    assert (
        describe_budget_revision(2021, data=data)
        .replace("\N{NO-BREAK SPACE}", " ")
        .startswith("Ramen ökade: från 27 till 32 tkr. Utfallet blev")
    )
    assert "ändrades" not in describe_budget_revision(2021, data=data)
    assert told(data)[0][0] == "Budget före ramändringen (beräknad)"


def test_a_carry_over_that_is_asked_for_changes_no_budget(tmp_path: Path) -> None:
    asked = (*entered("begärd ombudgetering", "mer_2021", decision="Begäran")[:3], "2020", *entered("", "mer_2021")[4:])
    data = board(tmp_path, MORE, asked)
    assert [row[0] for row in told(data)] == [row[0] for row in told(board(tmp_path / "utan", MORE))]
    assert (
        describe_budget_revision(2020, data=data)
        .replace("\N{NO-BREAK SPACE}", " ")
        .endswith("Ombudgetering är begärd: 5 tkr till 2021.")
    )


def test_the_frame_of_2020_and_the_carry_overs_are_the_printed_ones() -> None:
    frame = budget_decisions()
    assert plain_rows(frame, "år", "slag", "belopp_tkr", "rad") == [
        (2020, "ramändring", -9824, 778),
        (2021, "ombudgetering", -138, 1419),
        (2021, "ombudgetering", -93, 1442),
        (2021, "begärd ombudgetering", -100, 1486),
        (2021, "begärd ombudgetering", -400, 1507),
    ]
    assert budget_revision(2020)["effekt_tkr"].tolist() == [-181_206, -9_824, -191_030, -27_660, -218_690]
