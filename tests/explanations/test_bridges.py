"""Bridges: within a year one step a line, between years one a comparable concept, and they always add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ComparisonError, DataError
from analysis.explanations.bridges import bridge
from analysis.explanations.effects import EFFECTS
from tests.boards import columns_of, make_board, plain_rows, sum_parts, write_csv
from tests.ledgers import Row, cause, concept, printed, stated, write_ledger

UNDIVIDED = "Rapporterna delar upp resten olika, så den går inte att dela upp."
Change = tuple[int, int]


COSTS: dict[str, Change] = {"nettokostnad": (-700, -900), "intäkter": (300, 250), "bruttokostnad": (-1000, -1150)}


def write_costs(
    data: Path,
    more: Mapping[str, Change] | None = None,
    changes: Sequence[Row] = (),
    causes: Sequence[Row] = (),
    **first: str,
) -> Path:
    """Write the costs of 2021 and 2022 and what more is given; cells of the first year's rows may be others."""
    figures, rows = [printed("okänt_2022", "0")], list[Row]()
    for name, pair in {**COSTS, **(more or {})}.items():
        part = "" if name in COSTS else "bruttokostnad"
        figures += [printed(f"{name}_{year}", str(value)) for year, value in zip((2021, 2022), pair, strict=True)]
        rows += [concept(name, 2021, f"{name}_2021", part_of=part, **first)]
        rows += [concept(name, 2022, f"-(-{name}_2022)", part_of=part)]
    return write_ledger(data, figures, concepts=rows, changes=changes, causes=causes)


def added_up(found: pd.DataFrame) -> bool:
    values = found["effekt_tkr"].tolist()
    return bool(sum(values[:-1]) == values[-1])


def test_between_years_income_is_a_step_and_what_is_left_is_unexplained(tmp_path: Path) -> None:
    found = bridge(2022, since=2021, data=write_costs(tmp_path))
    assert found.dtypes.astype(str).to_dict() == EFFECTS
    change = "(-(-intäkter_2022)) - (intäkter_2021)"
    rest = f"((-(-nettokostnad_2022)) - (nettokostnad_2021)) - ({change})"
    assert plain_rows(found.drop(columns=["lägst_tkr", "högst_tkr"]), *list(EFFECTS)[:-2]) == [
        ("Nettokostnad 2021", "start", -700.0, "tryckt", "", "", "nettokostnad_2021", "nettokostnad_2021"),
        ("Intäkter", "effekt", -50.0, "beräknat", "ej angiven", "", "intäkter_2021; intäkter_2022", change),
        ("Övrigt, oförklarat", "rest", -150.0, "beräknat", "oförklarat", UNDIVIDED, "", rest),
        ("Nettokostnad 2022", "slut", -900.0, "beräknat", "", "", "nettokostnad_2022", "-(-nettokostnad_2022)"),
    ]
    assert plain_rows(found, "lägst_tkr", "högst_tkr") == [(None, None)] * 4


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), [("Övrigt, oförklarat", -150.0)]),
        (("hyra",), [("Hyra", -40.0), ("Övrigt, oförklarat", -110.0)]),
        (("el", "hyra"), [("El", 5.0), ("Hyra", -40.0), ("Övrigt, oförklarat", -115.0)]),
        (("hyra", "hyra"), [("Hyra", -40.0), ("Övrigt, oförklarat", -110.0)]),
        (None, [("Hyra", -40.0), ("El", 5.0), ("Övrigt, oförklarat", -115.0)]),
    ],
)
def test_each_part_that_both_years_measure_is_a_step_of_its_own(
    tmp_path: Path, parts: tuple[str, ...] | None, expected: list[tuple[str, float]]
) -> None:
    data = write_costs(tmp_path, {"hyra": (-60, -100), "el": (-25, -20)})
    found = bridge(2022, 2021, parts, data=data)
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
    found = bridge(2022, 2021, ("hyra",), data=data)
    assert plain_rows(found, "post", "effekt_tkr")[1:-1] == [("Intäkter", -50.0), ("Övrigt, oförklarat", -150.0)]


def test_years_that_compare_in_part_say_why(tmp_path: Path) -> None:
    data = write_costs(tmp_path, basis="gammalt", comparability="delvis", reason="Annat ansvar.")
    told = "2021: Annat ansvar."
    assert bridge(2022, 2021, data=data)["skäl"].tolist() == ["", told, f"{UNDIVIDED} {told}", ""]


def test_a_printed_change_goes_before_a_concept_and_has_its_causes(tmp_path: Path) -> None:
    changes = [
        stated("intäkter", "Avgifter", "intäkter_2022 - intäkter_2021"),
        stated("bruttokostnad", "Lokaler", "hyra_2022 - hyra_2021", concept="hyra"),
        stated("steg:Lokaler", "El", "el_2022 - el_2021"),
        stated("bruttokostnad", "Bilar", "-el_2021"),
        stated("bruttokostnad", "Annat år", "-el_2021", since="2020"),
    ]
    causes = [
        cause("hyra", "Ny lokal.", kind="begrepp", year="2022", since="2021"),
        cause("hyra", "Kanske fler.", kind="begrepp", year="2022", since="2021", strength="nämner som risk"),
        cause("", "Sålda bilar.", kind="total", year="2022", amount="-el_2021", strength="antyder"),
    ]
    data = write_costs(tmp_path, {"hyra": (-60, -100), "el": (-25, -20)}, changes, causes)
    found = bridge(2022, 2021, data=data)
    assert plain_rows(found, "post", "effekt_tkr", "tal", "orsak", "skäl")[1:-1] == [
        ("Avgifter", -50.0, "beräknat", "ej angiven", ""),
        ("Lokaler", -40.0, "beräknat", "uppgett", "Ny lokal. I beloppet ingår El +5\u00a0tkr."),
        ("Bilar", 25.0, "tryckt", "ej angiven", "Sålda bilar (antyds i rapporten)."),
        ("El", 5.0, "beräknat", "ej angiven", ""),
        ("Övrigt, oförklarat", -140.0, "beräknat", "oförklarat", UNDIVIDED),
    ]
    assert added_up(found)


def test_a_concept_has_the_causes_of_each_year_on_the_way(tmp_path: Path) -> None:
    whole = {"kind": "begrepp", "year": "2022", "since": "2021"}
    causes = [cause("intäkter", "Lägre taxa.", **whole), cause("intäkter", "Kanske.", **(whole | {"year": "2023"}))]
    found = bridge(2022, 2021, data=write_costs(tmp_path, causes=causes))
    assert plain_rows(found, "orsak", "skäl")[1] == ("uppgett", "Lägre taxa.")


def test_a_step_that_may_overlap_leaves_a_span_that_is_told(tmp_path: Path) -> None:
    changes = [
        stated("bruttokostnad", "Bilar", "el_2021", overlaps="Hyra"),
        stated("bruttokostnad", "Hyra", "hyra_2022 - hyra_2021"),
        stated("bruttokostnad", "Möbler", "-el_2022", overlaps="2021"),
    ]
    found = bridge(2022, 2021, (), data=write_costs(tmp_path, {"hyra": (-60, -100), "el": (-25, -20)}, changes))
    rest = found[found["slag"] == "rest"]
    assert plain_rows(rest, "effekt_tkr", "lägst_tkr", "högst_tkr") == [(-105.0, -130.0, -85.0)]
    assert rest["skäl"].iloc[0].replace("\u00a0", " ") == (
        "Om bilar redan ingår i hyra är resten −130 tkr. Om möbler kostade lika mycket 2021 är resten −85 tkr."
    )


def test_where_nothing_is_left_a_step_that_may_overlap_leaves_a_span_all_the_same(tmp_path: Path) -> None:
    changes = [stated("bruttokostnad", "Bilar", "el_2022", overlaps="2021")]
    found = bridge(2022, 2021, (), data=write_costs(tmp_path, {"el": (0, -150)}, changes))
    rest = ("Övrigt, oförklarat", "rest", 0.0, "oförklarat", -150.0, 0.0)
    assert plain_rows(found, "post", "slag", "effekt_tkr", "orsak", "lägst_tkr", "högst_tkr")[-2] == rest
    assert added_up(found)


def test_years_that_do_not_compare_are_refused(tmp_path: Path) -> None:
    data = write_costs(tmp_path, basis="gamla nämnden", comparability="ej jämförbar", reason="Annan nämnd")
    with pytest.raises(ComparisonError, match=r"saw nettokostnad 2021 against 2022 \(2021: Annan nämnd\)"):
        bridge(2022, since=2021, data=data)


AMOUNT = st.integers(-(10**9), 10**9)
PAIR = st.tuples(AMOUNT, AMOUNT)


@settings(max_examples=40)
@given(PAIR, PAIR, PAIR, PAIR)
def test_any_bridge_between_years_adds_up_exactly(
    tmp_path_factory: pytest.TempPathFactory, net: Change, income: Change, gross: Change, part: Change
) -> None:
    values = {"nettokostnad": net, "intäkter": income, "bruttokostnad": gross, "hyra": part}
    found = bridge(2022, 2021, ("hyra",), data=write_costs(tmp_path_factory.mktemp("nämnd"), values))
    assert added_up(found)
    rent, more = part[1] - part[0], income[1] - income[0]
    assert found["effekt_tkr"].tolist()[:3] == [net[0], more, rent]
    rest = found.loc[found["slag"] == "rest", "effekt_tkr"].tolist()
    left = net[1] - net[0] - more - rent
    assert rest == ([left] if left else [])
    assert found["effekt_tkr"].iloc[-1] == net[1]


OVERLAPS = st.sampled_from(["", "2021", "Steg0"])


@settings(max_examples=40)
@given(PAIR, st.lists(st.tuples(AMOUNT, OVERLAPS), min_size=1, max_size=4))
def test_the_rest_of_any_printed_changes_lies_in_its_span(
    tmp_path_factory: pytest.TempPathFactory, net: Change, rows: list[tuple[int, str]]
) -> None:
    steps = [(value, "" if at == 0 and name == "Steg0" else name) for at, (value, name) in enumerate(rows)]
    changes = [
        stated("bruttokostnad", f"Steg{at}", f"steg{at}_2022", overlaps=name) for at, (_, name) in enumerate(steps)
    ]
    more = {f"steg{at}": (0, value) for at, (value, _) in enumerate(steps)}
    data = write_costs(tmp_path_factory.mktemp("nämnd"), {"nettokostnad": net, **more}, changes)
    found = bridge(2022, 2021, (), data=data)
    assert added_up(found)
    left = net[1] - net[0] - -50 - sum(value for value, _ in steps)
    moved = [value for value, name in steps if name]
    ends = (left + sum(min(one, 0) for one in moved), left + sum(max(one, 0) for one in moved))
    expected = (left, *(ends if ends[0] != ends[1] else (None, None)))
    rest = plain_rows(found[found["slag"] == "rest"], "effekt_tkr", "lägst_tkr", "högst_tkr")
    assert rest == ([expected] if left or any(moved) else [])


def test_a_year_without_a_net_cost_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nettokostnad: saw year 2020; expected one of: 2021, 2022;"):
        bridge(2022, since=2020, data=write_costs(tmp_path))


def test_within_a_year_each_line_is_a_step_and_a_stated_cause_its_reason(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    row = cause("Bibliotek", "Fler lån.", document="kultur-2023", section="4.1 Kommentar", year="2023")
    write_csv(data / "causes.csv", columns_of("causes.csv"), [row])
    cell = "kultur-2023:drift:"
    assert plain_rows(bridge(2023, data=data), *list(EFFECTS)[:-3]) == [
        ("Budget 2023", "start", -3400.0, "tryckt", "", "", f"{cell}Summa:budget 2023"),
        ("Ledning", "effekt", -500.0, "tryckt", "ej angiven", "", f"{cell}Ledning:avvikelse 2023"),
        (
            *("Bibliotek", "effekt", -200.0, "tryckt", "uppgett", "Fler lån."),
            f"{cell}Bibliotek:avvikelse 2023; 4.1 Kommentar",
        ),
        ("=Simhall", "effekt", 100.0, "tryckt", "ej angiven", "", f"{cell}=Simhall:avvikelse 2023"),
        ("Utfall 2023", "slut", -4000.0, "tryckt", "", "", f"{cell}Summa:utfall 2023"),
    ]


@pytest.mark.parametrize(("total", "post", "label"), [(-14, "Avrundning", ""), (-90, "Oförklarat", "oförklarat")])
def test_within_a_year_what_no_line_explains_has_a_row(tmp_path: Path, total: int, post: str, label: str) -> None:
    head = "Drift\n\nDriftredovisning (tkr)\t\t\t\n\tUtfall 2023\tBudget 2023\tAvvikelse\n"
    report = f"{head}Stab\t-8\t-5\t-3\nDrift\t-5\t-5\t0\nSumma\t{total}\t-10\t{total + 10}\n"
    found = bridge(2023, data=make_board(tmp_path, report, sum_parts("Stab", "Drift")))
    assert plain_rows(found, "post", "effekt_tkr", "tal", "orsak")[1:-1] == [
        ("Stab", -3.0, "tryckt", "ej angiven"),
        (post, total + 13.0, "beräknat", label),
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


def test_the_net_cost_from_2019_to_2020_is_told_but_for_216() -> None:
    found = bridge(2020, since=2019)
    assert found["effekt_tkr"].tolist() == [-220080, -5495, 7331, 3706, -1947, -3228, 1634, -827, 216, -218690]
    assert found["slag"].tolist() == ["start", *["effekt"] * 7, "rest", "slut"]
    assert found["tal"].tolist() == ["beräknat", "tryckt", "beräknat", *["tryckt"] * 5, "beräknat", "tryckt"]
    assert added_up(found)
    rest = found.iloc[-2]
    assert (rest["orsak"], rest["lägst_tkr"], rest["högst_tkr"]) == ("oförklarat", -2558, 216)
    told = rest["skäl"].replace("\u00a0", " ")
    assert "aktivt försörjningsstöd kostade lika mycket 2019 är resten −1 731 tkr." in told
    assert "redan ingår i personalkostnader är resten −611 tkr." in told
    assert "Multiteamet" in found["skäl"].iloc[5]


def test_what_the_report_names_as_a_risk_is_no_cause_of_a_step() -> None:
    told = " ".join(bridge(2020, since=2019)["skäl"])
    assert "Nya regler kan göra" not in told
    assert "Placeringarna kan öka" not in told


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2020, [-183607, -88202, 11867, 41252, -218690]), (2019, [-183607, -82707, 4536, 41698, -220080])],
)
def test_the_net_cost_since_2017_leaves_what_the_reports_divide_in_two_ways(year: int, expected: list[int]) -> None:
    found = bridge(year, since=2017)
    assert found["effekt_tkr"].tolist() == expected
    assert found["post"].tolist()[1:-1] == ["Intäkter", "Konsulter", "Övrigt, oförklarat"]
    assert found["skäl"].iloc[3].startswith(UNDIVIDED)
    assert "I beloppet ingår Migrationsverket, minst −" in found["skäl"].iloc[1]


def test_parts_that_no_concept_is_called_are_named_with_the_nearest(tmp_path: Path) -> None:
    data = write_costs(tmp_path, {"hyra": (-60, -100)})
    with pytest.raises(DataError, match=r"saw parts = 'hyrra'; expected one of: hyra") as error:
        bridge(2022, 2021, ("hyrra", "el"), data=data)
    assert len(error.value.faults) == 2
