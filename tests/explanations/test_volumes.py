"""A cost split into quantity and price: exact sums, where the joint part goes, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ComparisonError, DataError
from analysis.explanations.effects import bridge_frame
from analysis.explanations.subjects import Splitting
from analysis.explanations.volumes import volume_price, volume_price_steps
from analysis.statements.folder import opened
from analysis.vocabulary.numerals import NO_BREAK_SPACE, half_up
from tests.boards import columns_of, plain_rows, write_csv
from tests.ledgers import Row, computed, concept, printed, write_ledger

SPLIT = Splitting("barn", "pris", "kostnad", "index", "tryckt", months=12)
Counts = dict[int, tuple[int, int]]


def write_homes(
    data: Path, years: Counts, more: list[Row] | None = None, rows: list[Row] | None = None, cost: str = ""
) -> Path:
    """Write a board that pays so much a month for so many children, by year; the cost is the product or a formula."""
    figures, concepts = list[Row](), list[Row]()
    for year, (number, price) in years.items():
        figures.append(printed(f"barn_{year}", str(number), "0", "barn"))
        figures.append(printed(f"pris_{year}", str(price), "0", "kr/barn/mån"))
        figures.append(computed(f"kostnad_{year}", cost.format(year) or f"-barn_{year} * pris_{year} * 12 mån"))
        concepts.append(concept("barn", year, f"barn_{year}", "barn"))
        concepts.append(concept("pris", year, f"pris_{year}", "kr/barn/mån"))
        concepts.append(concept("kostnad", year, f"kostnad_{year}"))
    return write_ledger(data, [*figures, *(more or [])], concepts=[*concepts, *(rows or [])])


def split(data: Path, year: int = 2022, since: int = 2021, joint: str = "pris") -> pd.DataFrame:
    return bridge_frame(volume_price_steps(opened(data), year, since, SPLIT, joint))


TWO: Counts = {2021: (10, 5000), 2022: (12, 6000)}  # -600 tkr and -864 tkr


@pytest.mark.parametrize(
    ("joint", "expected"),
    [
        ("pris", [("Volym: barn", -120.0), ("Pris: pris", -144.0)]),
        ("delas", [("Volym: barn", -132.0), ("Pris: pris", -132.0)]),
        ("visas", [("Volym: barn", -120.0), ("Pris: pris", -120.0), ("Volym och pris tillsammans", -24.0)]),
    ],
)
def test_the_joint_part_goes_where_it_is_asked_for(
    tmp_path: Path, joint: str, expected: list[tuple[str, float]]
) -> None:
    found = split(write_homes(tmp_path, TWO), joint=joint)
    ends = ("Kostnad 2021", -600.0), ("Kostnad 2022", -864.0)
    assert plain_rows(found, "post", "effekt_tkr") == [ends[0], *expected, ends[1]]
    assert set(found["tal"]) == {"beräknat"}
    assert found["orsak"].tolist() == ["", *["ej angiven"] * len(expected), ""]


NUMBERS, PRICES = st.integers(0, 5000), st.integers(0, 100_000)


@settings(max_examples=40)
@given(st.tuples(NUMBERS, PRICES), st.tuples(NUMBERS, PRICES), st.sampled_from(["pris", "delas", "visas"]))
def test_volume_and_price_add_up_exactly_for_any_numbers_and_prices(
    tmp_path_factory: pytest.TempPathFactory, first: tuple[int, int], last: tuple[int, int], joint: str
) -> None:
    found = split(write_homes(tmp_path_factory.mktemp("nämnd"), {2021: first, 2022: last}), joint=joint)
    (n0, p0), (n1, p1) = first, last
    values = found["effekt_tkr"].tolist()
    assert values[0] == float(half_up(Decimal(-n0 * p0 * 12) / 1000))
    assert values[-1] == float(half_up(Decimal(-n1 * p1 * 12) / 1000)) == sum(values[:-1])
    more, dearer = (n1 - n0) * 12, p1 - p0
    shared = {"pris": Decimal(0), "delas": Decimal(1) / 2, "visas": Decimal(0)}[joint]
    assert values[1] == float(half_up(-(more * p0 + shared * more * dearer) / 1000))
    assert not set(found["slag"]) & {"rest"}


def test_an_unknown_joint_is_named_with_the_known(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"saw joint = 'hälften'; expected one of: pris, delas, visas;"):
        split(write_homes(tmp_path, TWO), joint="hälften")


def test_a_cost_that_is_not_quantity_times_price_is_refused_with_both_sums(tmp_path: Path) -> None:
    data = write_homes(tmp_path, TWO, cost="-barn_{0} * pris_{0} * 11 mån")
    with pytest.raises(ComparisonError, match=r"^concepts\.csv: saw kostnad 2021: −550") as error:
        split(data)
    assert f"−550{NO_BREAK_SPACE}tkr mot −600{NO_BREAK_SPACE}tkr enligt barn × pris" in error.value.swedish()
    assert "jämför uppgifter som omfattar samma sak" in error.value.swedish()


@pytest.mark.parametrize(("off", "refused"), [(0, False), (1, True), (-1, True)])
def test_exact_figures_leave_no_room_between_cost_and_product(tmp_path: Path, off: int, *, refused: bool) -> None:
    data = write_homes(tmp_path, TWO, cost=f"-barn_{{0}} * pris_{{0}} * 12 mån + {abs(off)} tkr * {off}")
    if refused:
        with pytest.raises(ComparisonError, match="kostnad 2021"):
            split(data)
    else:
        assert split(data)["effekt_tkr"].iloc[-1] == -864


def test_years_that_do_not_compare_are_refused(tmp_path: Path) -> None:
    rows = [
        concept("lokal", 2021, "barn_2021", "barn", "gammalt", comparability="ej jämförbar", reason="Räknat om"),
        concept("lokal", 2022, "barn_2022", "barn"),
    ]
    data = write_homes(tmp_path, TWO, rows=rows)
    with pytest.raises(ComparisonError, match=r"saw lokal 2021 against 2022 \(2021: Räknat om\)"):
        volume_price_steps(opened(data), 2022, 2021, SPLIT._replace(quantity="lokal"))


def test_a_year_without_a_value_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"barn: saw year 2020; expected one of: 2021, 2022;"):
        split(write_homes(tmp_path, TWO), since=2020)


THREE: Counts = {2021: (10, 5000), 2022: (12, 6000), 2023: (12, 7000)}  # -600, -864 and -1008 tkr


@pytest.mark.parametrize(
    ("year", "since", "known", "expected"),
    [
        (2022, 2021, [2022], [("index", -50.0, "uppgett"), ("pris, övrigt", -94.0, "ej angiven")]),
        (2022, 2021, [2021], [("pris", -144.0, "ej angiven")]),
        (2023, 2021, [2022], [("pris", -288.0, "ej angiven")]),
        (2023, 2021, [2023], [("pris", -288.0, "ej angiven")]),
        (2023, 2021, [2022, 2023], [("index", -100.0, "uppgett"), ("pris, övrigt", -188.0, "ej angiven")]),
        (2023, 2022, [2022, 2023], [("index", -50.0, "uppgett"), ("pris, övrigt", -94.0, "ej angiven")]),
    ],
)
def test_a_stated_uprating_is_apart_only_where_every_year_on_the_way_has_one(
    tmp_path: Path, year: int, since: int, known: list[int], expected: list[tuple[str, float, str]]
) -> None:
    rows = [concept("index", at, "-index_2022") for at in known]
    found = split(write_homes(tmp_path, THREE, [printed("index_2022", "50")], rows), year, since)
    wanted = [(f"Pris: {name}", value, label) for name, value, label in expected]
    rows_found = plain_rows(found, "post", "effekt_tkr", "orsak")
    assert [row for row in rows_found if str(row[0]).startswith("Pris")] == wanted


@pytest.mark.parametrize(("change", "step", "gap", "most"), [(264, "1", 0, 1), (260, "10", 4, 5)])
def test_a_printed_change_that_fits_is_told(tmp_path: Path, change: int, step: str, gap: int, most: int) -> None:
    figures = [printed("tryckt_2022", f"-{change}", step)]
    found = split(write_homes(tmp_path, TWO, figures, [concept("tryckt", 2022, "tryckt_2022")]))
    told = f"Tryckt förändring −{change} tkr; skillnaden {gap} tkr ryms i avrundningen (högst {most} tkr)."
    assert found["skäl"].iloc[-1].replace(NO_BREAK_SPACE, " ") == told


@pytest.mark.parametrize(("change", "step"), [("-265", "1"), ("-263", "1"), ("264", "1"), ("-270", "10")])
def test_a_printed_change_that_does_not_fit_is_refused(tmp_path: Path, change: str, step: str) -> None:
    figures = [printed("tryckt_2022", change, step)]
    data = write_homes(tmp_path, TWO, figures, [concept("tryckt", 2022, "tryckt_2022")])
    with pytest.raises(ComparisonError, match="tryckt 2022: "):
        split(data)


def test_a_change_that_is_not_printed_for_every_year_is_said_to_be_so(tmp_path: Path) -> None:
    data = write_homes(tmp_path, THREE, [printed("tryckt_2022", "-264")], [concept("tryckt", 2022, "tryckt_2022")])
    assert split(data, 2023, 2021)["skäl"].iloc[-1] == "Förändringen är inte tryckt."
    assert split(data, 2022, 2021)["skäl"].iloc[-1].startswith("Tryckt förändring")


def test_assistance_between_2019_and_2020_and_the_change_as_printed() -> None:
    found = volume_price(2020, since=2019)
    assert found["effekt_tkr"].tolist() == [-61013, 2387, -1200, 2515, -57311]
    assert found["tal"].tolist() == ["beräknat", "beräknat", "tryckt", "beräknat", "beräknat"]
    assert found["orsak"].tolist() == ["", "ej angiven", "uppgett", "ej angiven", ""]
    shown = found["skäl"].iloc[-1].replace(NO_BREAK_SPACE, " ")
    assert shown == "Tryckt förändring +3 706 tkr; skillnaden 4 tkr ryms i avrundningen (högst 107 tkr)."


@pytest.mark.parametrize(("joint", "expected"), [("delas", [2360, -1200, 2542]), ("visas", [2387, -1200, 2569, -54])])
def test_the_joint_part_of_assistance(joint: str, expected: list[int]) -> None:
    assert volume_price(2020, 2019, joint)["effekt_tkr"].tolist() == [-61013, *expected, -57311]


def test_assistance_of_2017_has_no_number_of_households() -> None:
    with pytest.raises(DataError, match=r"hushåll med försörjningsstöd per månad: saw year 2017;"):
        volume_price(2020, 2017)


@pytest.mark.parametrize("since", [2022, 2023])
def test_a_change_starts_from_an_earlier_year(tmp_path: Path, since: int) -> None:
    with pytest.raises(DataError, match=f"saw since = {since}; expected a year before 2022"):
        split(write_homes(tmp_path, TWO), 2022, since)


SUBJECT: list[Row] = [
    ("Barn", "mängd", "barn"),
    ("Barn", "pris", "pris"),
    ("Barn", "kostnad", "kostnad"),
    ("Barn", "månader", "12"),
    ("Annat", "begrepp", "barn"),
]


def test_the_concepts_come_from_the_subject_that_is_asked_for(tmp_path: Path) -> None:
    data = write_homes(tmp_path, TWO)
    write_csv(data / "subjects.csv", columns_of("subjects.csv"), SUBJECT)
    expected = [("Kostnad 2021", -600.0), ("Volym: barn", -120.0), ("Pris: pris", -144.0), ("Kostnad 2022", -864.0)]
    for subject in (None, "Barn"):
        assert plain_rows(volume_price(2022, 2021, subject=subject, data=data), "post", "effekt_tkr") == expected


def test_a_subject_without_quantity_and_price_is_named_with_one_that_has_them(tmp_path: Path) -> None:
    data = write_homes(tmp_path, TWO)
    write_csv(data / "subjects.csv", columns_of("subjects.csv"), SUBJECT)
    with pytest.raises(DataError, match=r"^subjects\.csv: saw sheet = 'Annat'; expected one of: Barn;"):
        volume_price(2022, 2021, subject="Annat", data=data)


def test_a_board_without_such_a_subject_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^subjects\.csv: saw sheet = '–'; expected one of: –;"):
        volume_price(2022, 2021, data=write_homes(tmp_path, TWO))
