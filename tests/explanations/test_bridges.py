"""Bridges: within a year one step a line, between years one a comparable concept, and they always add up."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ComparisonError, DataError
from analysis.explanations.bridges import bridge
from analysis.explanations.effects import EFFECTS
from tests.boards import columns_of, make_board, plain_rows, sum_parts, write_csv
from tests.ledgers import Row, concept, printed, write_ledger

UNDIVIDED = "Ingen finare uppdelning mäter båda åren på samma sätt."
Change = tuple[int, int]


COSTS: dict[str, Change] = {"nettokostnad": (-700, -900), "intäkter": (300, 250), "bruttokostnad": (-1000, -1150)}


def write_costs(data: Path, more: dict[str, Change] | None = None, **first: str) -> Path:
    """Write the costs of 2021 and 2022 and what more is given; cells of the first year's rows may be others."""
    figures, rows = list[Row](), list[Row]()
    for name, pair in {**COSTS, **(more or {})}.items():
        figures += [printed(f"{name}_{year}", str(value)) for year, value in zip((2021, 2022), pair, strict=True)]
        rows += [concept(name, 2021, f"{name}_2021", **first), concept(name, 2022, f"{name}_2022")]
    return write_ledger(data, figures, concepts=rows)


def added_up(found: pd.DataFrame) -> bool:
    values = found["effekt_tkr"].tolist()
    return bool(sum(values[:-1]) == values[-1])


def test_between_years_income_and_gross_cost_are_steps(tmp_path: Path) -> None:
    found = bridge(2022, since=2021, data=write_costs(tmp_path))
    assert found.dtypes.astype(str).to_dict() == EFFECTS
    assert plain_rows(found, *EFFECTS) == [
        ("Nettokostnad 2021", "start", -700.0, "beräknat", "", "nettokostnad_2021", "nettokostnad_2021"),
        (
            "Intäkter",
            "effekt",
            -50.0,
            "beräknat",
            "",
            "intäkter_2021; intäkter_2022",
            "(intäkter_2022) - (intäkter_2021)",
        ),
        (
            *("Bruttokostnad", "effekt", -150.0, "oförklarat", UNDIVIDED, "bruttokostnad_2021; bruttokostnad_2022"),
            "(bruttokostnad_2022) - (bruttokostnad_2021)",
        ),
        ("Nettokostnad 2022", "slut", -900.0, "beräknat", "", "nettokostnad_2022", "nettokostnad_2022"),
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), [("Bruttokostnad", -150.0)]),
        (("hyra",), [("Hyra", -40.0), ("Bruttokostnad utom ovanstående", -110.0)]),
        (("hyra", "el"), [("Hyra", -40.0), ("El", 5.0), ("Bruttokostnad utom ovanstående", -115.0)]),
        (("hyra", "hyra"), [("Hyra", -40.0), ("Bruttokostnad utom ovanstående", -110.0)]),
    ],
)
def test_each_part_that_both_years_measure_is_a_step_of_its_own(
    tmp_path: Path, parts: tuple[str, ...], expected: list[tuple[str, float]]
) -> None:
    data = write_costs(tmp_path, {"hyra": (-60, -100), "el": (-25, -20)})
    found = bridge(2022, 2021, parts, data)
    assert plain_rows(found, "post", "effekt_tkr")[2:-1] == expected
    assert added_up(found)


@pytest.mark.parametrize(
    ("year", "basis", "level"),
    [(2021, "hyra och el", "delvis"), (2021, "hyra och el", "ej jämförbar"), (2020, "hyra", "jämförbar")],
)
def test_a_part_that_the_years_do_not_measure_alike_is_no_step(
    tmp_path: Path, year: int, basis: str, level: str
) -> None:
    data = write_costs(tmp_path)
    rent = [
        concept("hyra", year, "intäkter_2021", basis=basis, comparability=level, reason="Med el."),
        concept("hyra", 2022, "intäkter_2022", basis="hyra"),
    ]
    costs = [concept(name, at, f"{name}_{at}") for name in COSTS for at in (2021, 2022)]
    write_csv(data / "concepts.csv", columns_of("concepts.csv"), [*costs, *rent])
    found = bridge(2022, 2021, ("hyra",), data)
    assert plain_rows(found, "post", "effekt_tkr")[1:-1] == [("Intäkter", -50.0), ("Bruttokostnad", -150.0)]


def test_a_step_between_years_that_compare_in_part_says_why_once(tmp_path: Path) -> None:
    data = write_costs(tmp_path, basis="gammalt", comparability="delvis", reason="Annat ansvar.")
    assert bridge(2022, 2021, data=data)["skäl"].tolist() == ["", "2021: Annat ansvar.", UNDIVIDED, ""]
    text = (data / "concepts.csv").read_text(encoding="utf-8")
    last = text.rpartition("Annat ansvar.")
    (data / "concepts.csv").write_text(f"{last[0]}Med hyra.{last[2]}", encoding="utf-8")
    found = bridge(2022, 2021, data=data)["skäl"].tolist()
    assert found == ["", "2021: Annat ansvar.", f"{UNDIVIDED} 2021: Med hyra.", ""]


def test_years_that_do_not_compare_are_refused(tmp_path: Path) -> None:
    data = write_costs(tmp_path, basis="gamla nämnden", comparability="ej jämförbar", reason="Annan nämnd")
    with pytest.raises(ComparisonError, match=r"saw nettokostnad 2021 against 2022 \(2021: Annan nämnd\)"):
        bridge(2022, since=2021, data=data)


@pytest.mark.parametrize(
    ("net", "post", "label"),
    [
        (-901, "Avrundning", "beräknat"),
        (-903, "Avrundning", "beräknat"),
        (-950, "Oförklarat", "oförklarat"),
        (-850, "Oförklarat", "oförklarat"),
    ],
)
def test_a_net_cost_that_income_and_cost_do_not_give_has_a_row_for_what_is_left(
    tmp_path: Path, net: int, post: str, label: str
) -> None:
    found = bridge(2022, 2021, data=write_costs(tmp_path, {"nettokostnad": (-700, net)}))
    assert plain_rows(found, "post", "effekt_tkr", "härkomst")[-2] == (post, net + 900.0, label)
    assert added_up(found)


AMOUNT = st.integers(-(10**9), 10**9)
PAIR = st.tuples(AMOUNT, AMOUNT)


@settings(max_examples=40)
@given(PAIR, PAIR, PAIR, PAIR)
def test_any_bridge_between_years_adds_up_exactly(
    tmp_path_factory: pytest.TempPathFactory, net: Change, income: Change, gross: Change, part: Change
) -> None:
    values = {"nettokostnad": net, "intäkter": income, "bruttokostnad": gross, "hyra": part}
    found = bridge(2022, 2021, ("hyra",), write_costs(tmp_path_factory.mktemp("nämnd"), values))
    assert added_up(found)
    rent, rest = part[1] - part[0], gross[1] - gross[0] - (part[1] - part[0])
    assert found["effekt_tkr"].tolist()[:4] == [net[0], income[1] - income[0], rent, rest]
    assert found["effekt_tkr"].iloc[-1] == net[1]


def test_a_year_without_a_net_cost_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nettokostnad: saw year 2020; expected one of: 2021, 2022;"):
        bridge(2022, since=2020, data=write_costs(tmp_path))


def test_within_a_year_each_line_is_a_step_and_a_stated_cause_its_reason(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    write_csv(
        data / "causes.csv", columns_of("causes.csv"), [("kultur-2023", "Bibliotek", "4.1 Kommentar", "Fler lån.")]
    )
    unstated, cell = "Ingen källa anger orsaken för raden.", "kultur-2023:drift:"
    assert plain_rows(bridge(2023, data=data).drop(columns="formel"), *list(EFFECTS)[:-1]) == [
        ("Budget 2023", "start", -3400.0, "beräknat", "", f"{cell}Summa:budget 2023"),
        ("Ledning", "effekt", -500.0, "beräknat", unstated, f"{cell}Ledning:avvikelse 2023"),
        ("Bibliotek", "effekt", -200.0, "uppgett", "Fler lån.", f"{cell}Bibliotek:avvikelse 2023; 4.1 Kommentar"),
        ("=Simhall", "effekt", 100.0, "beräknat", unstated, f"{cell}=Simhall:avvikelse 2023"),
        ("Utfall 2023", "slut", -4000.0, "beräknat", "", f"{cell}Summa:utfall 2023"),
    ]


@pytest.mark.parametrize(
    ("total", "post", "label"), [(-14, "Avrundning", "beräknat"), (-90, "Oförklarat", "oförklarat")]
)
def test_within_a_year_what_no_line_explains_has_a_row(tmp_path: Path, total: int, post: str, label: str) -> None:
    head = "Drift\n\nDriftredovisning (tkr)\t\t\t\n\tUtfall 2023\tBudget 2023\tAvvikelse\n"
    report = f"{head}Stab\t-8\t-5\t-3\nDrift\t-5\t-5\t0\nSumma\t{total}\t-10\t{total + 10}\n"
    found = bridge(2023, data=make_board(tmp_path, report, sum_parts("Stab", "Drift")))
    assert plain_rows(found, "post", "effekt_tkr", "härkomst")[1:-1] == [
        ("Stab", -3.0, "beräknat"),
        (post, total + 13.0, label),
    ]
    assert added_up(found)


@pytest.mark.parametrize(("year", "budget", "outcome"), [(2017, -180121, -183607), (2020, -191030, -218690)])
def test_the_two_reports_go_from_budget_to_outcome_exactly(year: int, budget: int, outcome: int) -> None:
    found = bridge(year)
    assert found["effekt_tkr"].iloc[[0, -1]].tolist() == [budget, outcome]
    assert added_up(found)
    assert "rest" not in set(found["slag"])


def test_a_year_without_a_statement_is_named() -> None:
    with pytest.raises(DataError, match=r"saw year 2019; expected one of: 2017, 2020"):
        bridge(2019)


def test_the_net_cost_from_2017_to_2020() -> None:
    found = bridge(2020, since=2017)
    assert found["effekt_tkr"].tolist() == [-183607, -88202, 11867, 41253, -1, -218690]
    assert found["slag"].tolist() == ["start", "effekt", "effekt", "effekt", "avrundning", "slut"]
    assert found["härkomst"].tolist() == [*["beräknat"] * 3, "oförklarat", "beräknat", "beräknat"]
    assert found["skäl"].iloc[1].startswith("2017: Rapporterna beskriver nämndens uppgifter olika")


def test_the_net_cost_from_2019_to_2020_has_more_parts() -> None:
    found = bridge(2020, since=2019)
    assert found["effekt_tkr"].tolist() == [-220080, -5495, 7331, 1634, 3702, -5782, -218690]


def test_parts_that_no_concept_is_called_are_named_with_the_nearest(tmp_path: Path) -> None:
    data = write_costs(tmp_path, {"hyra": (-60, -100)})
    with pytest.raises(DataError, match=r"saw parts = 'hyrra'; expected one of: hyra") as error:
        bridge(2022, 2021, ("hyrra", "el"), data)
    assert len(error.value.faults) == 2
