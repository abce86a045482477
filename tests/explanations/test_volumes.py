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
from analysis.explanations.subjects import Splitting, load_splits
from analysis.explanations.volumes import parts_of, volume_price, volume_price_steps
from analysis.ledger.formulas import parse_formula
from analysis.ledger.ledger import load_ledger
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import opened
from analysis.vocabulary.numerals import NO_BREAK_SPACE, half_up
from tests.boards import columns_of, plain_rows, write_csv
from tests.ledgers import Row, computed, concept, printed, write_ledger

SPLIT = Splitting("Barn", "kostnad", "barn", "pris", "12 mån", "index", "tryckt")
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


def write_splits(data: Path, *rows: Row) -> Path:
    write_csv(data / "subjects.csv", columns_of("subjects.csv"), [("Barn", "begrepp", "barn")])
    write_csv(data / "splits.csv", ("split", "sheet", "cost", "quantity", "price", "factor"), rows)
    return data


PRICED = ("Barn", "Barn", "kostnad", "barn", "pris", "12 mån")
IMPLIED = ("Egen", "", "kostnad", "barn", "", "12 mån")
IMPLIED_NAME = "Pris: beräknat pris (kostnad ÷ barn)"


def test_the_concepts_come_from_the_split_that_is_asked_for(tmp_path: Path) -> None:
    data = write_splits(write_homes(tmp_path, TWO), PRICED, IMPLIED)
    expected = [("Kostnad 2021", -600.0), ("Volym: barn", -120.0), ("Pris: pris", -144.0), ("Kostnad 2022", -864.0)]
    for name in (None, "Barn"):
        assert plain_rows(volume_price(2022, 2021, split=name, data=data), "post", "effekt_tkr") == expected
    found = volume_price(2022, 2021, split="Egen", data=data)
    assert plain_rows(found, "post", "effekt_tkr") == [*expected[:2], (IMPLIED_NAME, -144.0), expected[3]]


def test_a_price_that_is_not_printed_is_cost_over_quantity_and_said_to_be(tmp_path: Path) -> None:
    figures = [
        *(printed(f"tid_{year}", number, "1", "timmar") for year, number in ((2021, "1000"), (2022, "1100"))),
        *(printed(f"vård_{year}", amount, "1") for year, amount in ((2021, "-500"), (2022, "-605"))),
    ]
    rows = [concept("tid", year, f"tid_{year}", "timmar") for year in (2021, 2022)]
    rows += [concept("vård", year, f"vård_{year}") for year in (2021, 2022)]
    data = write_splits(write_homes(tmp_path, TWO, figures, rows), ("Vård", "", "vård", "tid", "", ""))
    found = volume_price(2022, 2021, data=data)
    assert plain_rows(found, "post", "effekt_tkr", "tal") == [
        ("Vård 2021", -500.0, "beräknat"),
        ("Volym: tid", -50.0, "beräknat"),
        ("Pris: beräknat pris (kostnad ÷ tid)", -55.0, "beräknat"),
        ("Vård 2022", -605.0, "beräknat"),
    ]
    said = "Priset är inte tryckt; det är beräknat som kostnaden delad med volymen."
    assert found["skäl"].tolist()[2:] == [said, said]
    parts = parts_of(load_splits(opened(data))[0], 2021, 2022, opened(data))
    assert parts.price.unit == "kr/timmar"
    assert parts.price.first.within(parse_unit("kr/timmar"))[0].compare(Decimal(500)) == 0


@settings(max_examples=40)
@given(*[st.tuples(st.integers(1, 5000), st.integers(0, 900_000))] * 2, st.sampled_from(["pris", "delas", "visas"]))
def test_an_implied_price_adds_up_exactly_for_any_costs_and_quantities(
    tmp_path_factory: pytest.TempPathFactory, first: tuple[int, int], last: tuple[int, int], joint: str
) -> None:
    figures, rows = list[Row](), list[Row]()
    for year, (number, amount) in zip((2021, 2022), (first, last), strict=True):
        figures += [printed(f"tid_{year}", str(number), "0", "timmar"), printed(f"vård_{year}", str(-amount), "0")]
        rows += [concept("tid", year, f"tid_{year}", "timmar"), concept("vård", year, f"vård_{year}")]
    data = write_ledger(tmp_path_factory.mktemp("nämnd"), figures, concepts=rows)
    steps = bridge_frame(volume_price_steps(opened(data), 2022, 2021, Splitting("Vård", "vård", "tid"), joint))
    values = steps["effekt_tkr"].tolist()
    assert (values[0], values[-1]) == (-first[1], -last[1])
    assert sum(values[:-1]) == values[-1]
    more = last[0] - first[0]
    shared = {"pris": Decimal(0), "delas": Decimal(more) / 2, "visas": Decimal(0)}[joint]
    dearer = Decimal(last[1]) / last[0] - Decimal(first[1]) / first[0]
    assert values[1] == float(half_up(-(more * Decimal(first[1]) / first[0] + shared * dearer)))


def test_a_price_in_money_alone_is_for_one_of_the_quantity(tmp_path: Path) -> None:
    figures = [printed(f"avgift_{year}", amount, "0", "kr") for year, amount in ((2021, "60000"), (2022, "72000"))]
    rows = [concept("avgift", year, f"avgift_{year}", "kr") for year in (2021, 2022)]
    data = write_splits(write_homes(tmp_path, TWO, figures, rows), ("Barn", "", "kostnad", "barn", "avgift", ""))
    found = volume_price(2022, 2021, data=data)
    assert found["effekt_tkr"].tolist() == [-600.0, -120.0, -144.0, -864.0]
    for step in found.itertuples():
        if step.formel:
            quantity, _ = load_ledger(opened(data)).evaluate(parse_formula(str(step.formel)))
            assert quantity is not None
            assert float(quantity.within(parse_unit("tkr"))[0]) == step.effekt_tkr


@pytest.mark.parametrize(
    ("amount", "number", "texts"),
    [
        ("500", "10", "saw cost = 'vård 2021'; expected a cost below zero"),
        ("-500", "0", "saw quantity = 'tid 2021'; expected more than nothing"),
    ],
)
def test_a_price_that_cannot_be_implied_is_refused(tmp_path: Path, amount: str, number: str, texts: str) -> None:
    figures = [printed("tid_2021", number, "1", "timmar"), printed("tid_2022", "9", "1", "timmar")]
    figures += [printed("vård_2021", amount), printed("vård_2022", "-9")]
    rows = [concept("tid", year, f"tid_{year}", "timmar") for year in (2021, 2022)]
    rows += [concept("vård", year, f"vård_{year}") for year in (2021, 2022)]
    data = write_ledger(tmp_path, figures, concepts=rows)
    with pytest.raises(DataError, match=r"^splits\.csv: saw ") as error:
        volume_price_steps(opened(data), 2022, 2021, Splitting("Vård", "vård", "tid"))
    assert str(error.value).startswith(f"splits.csv: {texts}")


def test_a_split_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    data = write_splits(write_homes(tmp_path, TWO), PRICED)
    with pytest.raises(DataError, match=r"^splits\.csv: saw split = 'Barnen'; expected one of: Barn;"):
        volume_price(2022, 2021, split="Barnen", data=data)


def test_a_board_without_splits_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^splits\.csv: saw split = '–'; expected one of: –;"):
        volume_price(2022, 2021, data=write_homes(tmp_path, TWO))


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({0: ""}, "saw split = ''; expected a text"),
        ({1: "Barnen"}, "saw sheet = 'Barnen'; expected one of: Barn;"),
        ({2: ""}, "saw cost = ''; expected one of: "),
        ({2: "kostnaden"}, "saw cost = 'kostnaden'; expected one of: kostnad;"),
        ({2: "barn", 4: ""}, "saw cost = 'barn, barn'; expected a cost in money;"),
        ({3: ""}, "saw quantity = ''; expected one of: "),
        ({3: "barnen"}, "saw quantity = 'barnen'; expected one of: barn;"),
        ({4: "priset"}, "saw price = 'priset'; expected one of: pris;"),
        ({4: "barn"}, "saw price: units that do not fit in barn × barn × 12 mån; expected units that give tkr;"),
        ({5: ""}, "saw price: units that do not fit in barn × kr/barn/mån; expected units that give tkr;"),
        ({5: "12"}, "saw price: units that do not fit in barn × kr/barn/mån × 12; expected units that give tkr;"),
        ({5: "tolv"}, "saw factor = 'tolv'; expected a number with its unit, such as 12 mån;"),
        ({5: "0 mån"}, "saw factor = '0 mån'; expected a number with its unit, such as 12 mån;"),
        ({5: "12 mån + 1 mån"}, "saw factor = '12 mån + 1 mån'; expected a number with its unit, such as 12 mån;"),
    ],
)
def test_each_fault_of_a_split_is_named_with_its_row(tmp_path: Path, cells: dict[int, str], text: str) -> None:
    row = [cells.get(at, cell) for at, cell in enumerate(PRICED)]
    data = write_splits(write_homes(tmp_path, TWO), row)
    with pytest.raises(DataError, match=r"^splits\.csv, line 2: saw ") as error:
        load_splits(opened(data))
    assert str(error.value).startswith(f"splits.csv, line 2: {text}")


@pytest.mark.parametrize("second", ["Barn", "barn"])
def test_two_splits_of_one_name_are_refused(tmp_path: Path, second: str) -> None:
    data = write_splits(write_homes(tmp_path, TWO), PRICED, (second, *PRICED[1:]))
    with pytest.raises(DataError, match=r"^splits\.csv, line 3: saw ") as error:
        load_splits(opened(data))
    assert len(error.value.faults) == 1
