"""From one year's deviation to another's: each known adjustment a step, the rest unexplained, the sum exact."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ComparisonError, DataError
from analysis.explanations.bridges import adjust
from analysis.vocabulary.numerals import NO_BREAK_SPACE
from tests.boards import plain_rows
from tests.ledgers import Row, concept, printed, write_ledger

UNKNOWN = "Varken ram eller kända engångsposter förklarar resten."
Values = dict[int, int]


def write_years(data: Path, **concepts: Values) -> Path:
    """Write a board with values by concept and year."""
    figures, rows = list[Row](), list[Row]()
    for name, years in concepts.items():
        for year, value in years.items():
            figures.append(printed(f"{name}_{year}", str(value)))
            rows.append(concept(name, year, f"{name}_{year}"))
    return write_ledger(data, figures, concepts=rows)


def test_frames_and_one_offs_are_steps_and_the_rest_is_unexplained(tmp_path: Path) -> None:
    data = write_years(
        tmp_path,
        nettoavvikelse={2021: -900, 2022: -500},
        ramökning={2022: 700},
        engångskostnad={2021: -50, 2022: -20},
    )
    assert plain_rows(adjust(2022, 2021, data=data), "post", "slag", "effekt_tkr", "härkomst", "skäl") == [
        ("Nettoavvikelse 2021", "start", -900.0, "beräknat", ""),
        ("Ramökning", "effekt", 700.0, "uppgett", ""),
        ("Engångskostnad", "effekt", 30.0, "uppgett", ""),
        ("Övrig förändring", "rest", -330.0, "oförklarat", UNKNOWN),
        (
            "Nettoavvikelse 2022",
            "slut",
            -500.0,
            "beräknat",
            f"Utan engångsposter är förändringen +370{NO_BREAK_SPACE}tkr.",
        ),
    ]


VALUES = st.integers(-(10**9), 10**9)


@settings(max_examples=40)
@given(st.tuples(VALUES, VALUES), VALUES, st.tuples(VALUES, VALUES))
def test_the_chain_adds_up_exactly_whatever_the_signs(
    tmp_path_factory: pytest.TempPathFactory, deviations: tuple[int, int], frame: int, one_offs: tuple[int, int]
) -> None:
    (first, last), (before, after) = deviations, one_offs
    data = write_years(
        tmp_path_factory.mktemp("nämnd"),
        nettoavvikelse={2021: first, 2022: last},
        ramökning={2022: frame},
        engångskostnad={2021: before, 2022: after},
    )
    found = adjust(2022, 2021, data=data)
    values = found["effekt_tkr"].tolist()
    assert values[:3] == [first, frame, after - before]
    assert sum(values[:-1]) == values[-1] == last


@pytest.mark.parametrize(
    ("known", "expected", "reason"),
    [
        ({2021: 1, 2022: 100, 2023: 200}, [300.0], UNKNOWN),
        ({2022: 100, 2023: -200}, [-100.0], UNKNOWN),
        ({2022: 100}, [], f"{UNKNOWN} Ramökning är inte känd för alla år 2022–2023."),
        ({2021: 50, 2023: 200}, [], f"{UNKNOWN} Ramökning är inte känd för alla år 2022–2023."),
    ],
)
def test_a_frame_is_a_step_only_where_every_year_on_the_way_is_known(
    tmp_path: Path, known: Values, expected: list[float], reason: str
) -> None:
    data = write_years(tmp_path, nettoavvikelse={2021: -900, 2023: -100}, ramökning=known)
    found = adjust(2023, 2021, one_offs=(), data=data)
    assert found.loc[found["slag"] == "effekt", "effekt_tkr"].tolist() == expected
    assert found.loc[found["slag"] == "rest", "skäl"].tolist() == [reason]


@pytest.mark.parametrize(
    ("known", "expected", "rest"),
    [
        ({2021: -50, 2022: -20}, [(30.0, "")], UNKNOWN),
        ({2021: -50, 2022: 0}, [(50.0, "")], UNKNOWN),
        ({2022: -20}, [(-20.0, "Engångskostnad är inte känd för 2021.")], UNKNOWN),
        ({2021: -50}, [(50.0, "Engångskostnad är inte känd för 2022.")], UNKNOWN),
        ({2020: -50}, [], f"{UNKNOWN} Engångskostnad är inte känd för 2021 och 2022."),
    ],
)
def test_a_one_off_that_is_not_known_for_a_year_says_so(
    tmp_path: Path, known: Values, expected: list[tuple[float, str]], rest: str
) -> None:
    data = write_years(tmp_path, nettoavvikelse={2021: -900, 2022: -100}, engångskostnad=known)
    found = adjust(2022, 2021, frames=(), data=data)
    assert plain_rows(found[found["slag"] == "effekt"], "effekt_tkr", "skäl") == expected
    assert found.loc[found["slag"] == "rest", "skäl"].tolist() == [rest]


def test_a_deviation_may_change_sign_and_need_no_rest(tmp_path: Path) -> None:
    data = write_years(tmp_path, nettoavvikelse={2021: 300, 2022: -200}, ramökning={2022: -500})
    found = adjust(2022, 2021, one_offs=(), data=data)
    assert plain_rows(found, "slag", "effekt_tkr") == [("start", 300.0), ("effekt", -500.0), ("slut", -200.0)]


def test_other_frames_may_be_asked_for(tmp_path: Path) -> None:
    data = write_years(tmp_path, nettoavvikelse={2021: -9, 2022: -8}, index={2022: -4}, ramökning={2022: 7})
    found = adjust(2022, 2021, frames=("index", "ramökning"), one_offs=(), data=data)
    assert plain_rows(found, "post", "effekt_tkr")[1:3] == [("Index", -4.0), ("Ramökning", 7.0)]


def test_deviations_that_do_not_compare_are_refused(tmp_path: Path) -> None:
    figures = [printed("avvikelse_2021", "-900"), printed("avvikelse_2022", "-100")]
    other = {"comparability": "ej jämförbar", "reason": "Ny nämnd"}
    rows = [
        concept("nettoavvikelse", 2021, "avvikelse_2021", basis="gamla nämnden", **other),
        concept("nettoavvikelse", 2022, "avvikelse_2022"),
    ]
    with pytest.raises(ComparisonError, match=r"saw nettoavvikelse 2021 against 2022 \(2021: Ny nämnd\)"):
        adjust(2022, 2021, data=write_ledger(tmp_path, figures, concepts=rows))


def test_a_year_without_a_deviation_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nettoavvikelse: saw year 2020; expected one of: 2021, 2022;"):
        adjust(2022, 2020, data=write_years(tmp_path, nettoavvikelse={2021: -9, 2022: -8}))


def test_the_chain_from_2019_to_2020() -> None:
    found = adjust(2020, 2019)
    assert found["effekt_tkr"].tolist() == [-38874, 9824, -827, 2217, -27660]
    assert found["härkomst"].tolist() == ["beräknat", "uppgett", "uppgett", "oförklarat", "beräknat"]


def test_the_chain_from_2017_leaves_the_frame_out_and_says_so() -> None:
    found = adjust(2020, 2017)
    assert plain_rows(found, "post", "effekt_tkr", "skäl") == [
        ("Nettoavvikelse 2017", -3487.0, ""),
        ("Engångskostnad", -827.0, "Engångskostnad är inte känd för 2017."),
        ("Övrig förändring", -23346.0, f"{UNKNOWN} Ramökning är inte känd för alla år 2018–2020."),
        (
            "Nettoavvikelse 2020",
            -27660.0,
            f"Utan engångsposter är förändringen −23{NO_BREAK_SPACE}346{NO_BREAK_SPACE}tkr.",
        ),
    ]
