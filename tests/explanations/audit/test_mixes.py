"""Quantity × mix × price: a public case comes out as published, it sums exactly, and what is not the same is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data_files import MIXES
from analysis.errors import ComparisonError, DataError
from analysis.explanations.audit.mixes import load_mixes, volume_mix_price
from analysis.statements.folder import opened
from analysis.wording.audit.mixes import describe_volume_mix_price
from tests.boards import plain_rows, write_csv
from tests.ledgers import Row, concept, printed, write_ledger

MIX_COLUMNS = MIXES.names
YEARS = (2014, 2015, 2016)
DAYS = {"missbruk": (12275, 10796, 9798), "psykiatri": (16774, 14382, 14771), "barn": (19156, 23845, 26366)}
PRICES = {"missbruk": (2042, 1875, 2263), "psykiatri": (1841, 2020, 1930), "barn": (3001, 2636, 2658)}
MERGED = "Två rader är sammanslagna."


def in_mix(form: str, /, mix: str = "Institution", **cells: str) -> Row:
    """Return a row of mixes.csv of a form with a printed price, but for some cells."""
    row = dict.fromkeys(MIX_COLUMNS, "") | {
        "mix": mix,
        "form": form,
        "quantity": f"dygn, {form}",
        "price": f"pris, {form}",
    }
    return [{**row, **cells}[column] for column in MIX_COLUMNS]


def institutions(
    data: Path, *rows: Row, days: Mapping[str, tuple[int, ...]] = DAYS, prices: Mapping[str, tuple[int, ...]] = PRICES
) -> Path:
    """Write days and prices of forms in three years; those of children in 2016 measure something else."""
    figures, concepts = list[Row](), list[Row]()
    for form, name, unit, values in (
        *((form, "dygn", "vårddygn", own) for form, own in days.items()),
        *((form, "pris", "kr/vårddygn", own) for form, own in prices.items()),
    ):
        for year, value in zip(YEARS, values, strict=False):
            figures.append(printed(f"{name}_{form}_{year}", str(value), "0", unit))
            is_merged = (form, name, year) == ("barn", "pris", 2016)
            differs = {"comparability": "ej jämförbar", "reason": MERGED, "basis": "annat"} if is_merged else {}
            concepts.append(concept(f"{name}, {form}", year, f"{name}_{form}_{year}", unit, **differs))
    write_ledger(data, figures, concepts=concepts)
    write_csv(data / MIXES.name, MIX_COLUMNS, rows)
    return data


ADULTS = (in_mix("missbruk"), in_mix("psykiatri"))


@pytest.mark.parametrize(
    ("since", "change", "effects"),
    [(2014, 6652, [7455, -32, -771]), (2015, -1387, [1192, -107, -2472])],
)
def test_the_published_case_comes_out_as_published(tmp_path: Path, since: int, change: int, effects: list[int]) -> None:
    # published with cost positive: −6 652 = −7 455 + 32 + 771, and +1 387 = −1 192 + 107 + 2 472
    frame = volume_mix_price(since + 1, since, data=institutions(tmp_path, *ADULTS))
    sizes = frame.set_index("post")["effekt_tkr"]
    assert [sizes[name] for name in ("Volym", "Mix", "Pris")] == effects
    first, *_, last = frame["effekt_tkr"]
    assert last - first == change
    assert first + frame["effekt_tkr"].iloc[1:-1].sum() == last


def test_rows_that_were_merged_are_refused(tmp_path: Path) -> None:
    data = institutions(tmp_path, *ADULTS, in_mix("barn"))
    assert len(volume_mix_price(2015, 2014, data=data)) == 5
    with pytest.raises(ComparisonError, match=MERGED):
        volume_mix_price(2016, 2015, data=data)
    said = describe_volume_mix_price(2016, 2015, data=data)
    assert said.startswith("Volym, mix och pris går inte att skilja åt mellan 2015 och 2016.")


def test_a_price_that_is_missing_is_refused_and_no_form_that_ends(tmp_path: Path) -> None:
    prices = {**PRICES, "barn": (3001, 2636)}
    with pytest.raises(DataError, match=r"pris, barn"):
        volume_mix_price(2016, 2015, data=institutions(tmp_path, *ADULTS, in_mix("barn"), prices=prices))


@pytest.mark.parametrize(
    ("cells", "days", "post", "effect"),
    [
        ({"first_year": "2015"}, (7, 100, 0), "Ny form: barn", -200),
        ({}, (0, 100, 0), "Ny form: barn", -200),
        ({"last_year": "2014"}, (100, 7, 0), "Avslutad form: barn", 100),
        ({}, (100, 0, 0), "Avslutad form: barn", 100),
    ],
)
def test_a_form_that_starts_or_ends_is_its_own_effect_and_no_price(
    tmp_path: Path, cells: dict[str, str], days: tuple[int, ...], post: str, effect: int
) -> None:
    data = institutions(
        tmp_path, *ADULTS, in_mix("barn", **cells),
        days={**DAYS, "barn": days}, prices={**PRICES, "barn": (1000, 2000)},
    )  # fmt: skip
    sizes = volume_mix_price(2015, 2014, data=data).set_index("post")["effekt_tkr"]
    assert sizes[post] == effect
    assert [sizes[name] for name in ("Volym", "Mix", "Pris")] == [7455, -32, -771]


def test_an_outlier_is_told_apart_by_the_rule_of_the_file(tmp_path: Path) -> None:
    prices = {**PRICES, "barn": (9000, 5000)}
    rows = [*ADULTS, in_mix("barn", outlier="3")]
    data = institutions(tmp_path, *rows, days={**DAYS, "barn": (100, 200)}, prices=prices)
    frame = volume_mix_price(2015, 2014, data=data)
    found = {row[0]: row for row in plain_rows(frame, "post", "effekt_tkr", "skäl")}
    assert found["Avvikande: barn"] == (
        "Avvikande: barn", -100, "Särredovisas: priset är mer än 3 gånger övriga formers snittpris."
    )  # fmt: skip
    assert [found[name][1] for name in ("Volym", "Mix", "Pris")] == [7455, -32, -771]
    within = institutions(
        tmp_path / "b", *ADULTS, in_mix("barn", outlier="5"), days={**DAYS, "barn": (100, 200)}, prices=prices
    )
    assert "Avvikande: barn" not in volume_mix_price(2015, 2014, data=within)["post"].tolist()


@pytest.mark.parametrize(("cost", "is_refused"), [("-200", False), ("-199", True)])
def test_quantity_times_price_must_be_the_printed_cost(tmp_path: Path, cost: str, is_refused: bool) -> None:  # noqa: FBT001
    figures = [printed("d_2020", "100", "0", "vårddygn"), printed("d_2021", "100", "0", "vårddygn")]
    figures += [printed("p_2020", "1000", "0", "kr/vårddygn"), printed("p_2021", "2000", "0", "kr/vårddygn")]
    figures += [printed("k_2020", "-100"), printed("k_2021", cost)]
    kinds = {"d": "vårddygn", "p": "kr/vårddygn", "k": "tkr"}
    concepts = [concept(f"mått {one}", year, f"{one}_{year}", kinds[one]) for one in kinds for year in (2020, 2021)]
    mixes = [in_mix("hem", quantity="mått d", price="mått p", cost="mått k")]
    data = write_ledger(tmp_path, figures, concepts=concepts)
    write_csv(data / MIXES.name, MIX_COLUMNS, mixes)
    if is_refused:
        with pytest.raises(ComparisonError, match="hem 2021"):
            volume_mix_price(2021, 2020, data=data)
    else:
        assert volume_mix_price(2021, 2020, data=data)["effekt_tkr"].tolist() == [-100, 0, 0, -100, -200]


def test_every_fault_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        in_mix("missbruk"),
        in_mix("psykiatri", quantity="dygn, missbruk"),
        in_mix("barn", price=""),
        in_mix("hem", quantity="dygn, hem", price=""),
        in_mix(
            "unga", quantity="dygn, psykiatri", price="pris, barn", outlier="0,5", first_year="2016", last_year="2015"
        ),
    ]
    with pytest.raises(DataError, match="mixes") as error:
        load_mixes(opened(institutions(tmp_path, *rows)))
    assert [(one.line, one.code, one.values["column"]) for one in error.value.faults] == [
        (3, "bad-value", "quantity"),
        (4, "bad-value", "price"),
        (5, "unknown-reference", "quantity"),
        (6, "bad-value", "outlier"),
    ]


def test_an_unknown_mix_and_years_the_wrong_way_are_named(tmp_path: Path) -> None:
    data = institutions(tmp_path, *ADULTS)
    with pytest.raises(DataError, match=r"saw mix = 'Hem'; expected one of: Institution"):
        volume_mix_price(2015, 2014, "Hem", data=data)
    with pytest.raises(DataError, match="a year before 2014"):
        volume_mix_price(2014, 2015, data=data)
    with pytest.raises(DataError, match="mixes"):
        volume_mix_price(2020, 2019)


def test_forms_that_are_counted_in_other_units_are_refused(tmp_path: Path) -> None:
    figures = [
        printed("t_2014", "5", "0", "mån"),
        printed("t_2015", "6", "0", "mån"),
        printed("u_2014", "9", "0", "kr/mån"),
    ]
    figures.append(printed("u_2015", "9", "0", "kr/mån"))
    data = institutions(tmp_path, *ADULTS, in_mix("tid", quantity="tid", price="taxa"))
    units = {"t": ("tid", "mån"), "u": ("taxa", "kr/mån")}
    concepts = [concept(units[one][0], year, f"{one}_{year}", units[one][1]) for one in units for year in (2014, 2015)]
    own = write_ledger(tmp_path / "b", figures, concepts=concepts)
    for name in ("figures.csv", "concepts.csv"):
        rows = (own / name).read_text(encoding="utf-8").partition("\n")[2]
        (data / name).write_text((data / name).read_text(encoding="utf-8") + rows, encoding="utf-8")
    with pytest.raises(DataError, match="one unit for all forms"):
        volume_mix_price(2015, 2014, data=data)


WHOLE = st.integers(1, 10**6)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(WHOLE, WHOLE, WHOLE, WHOLE), min_size=1, max_size=4))
def test_the_effects_sum_to_the_change_whatever_the_forms(
    tmp_path_factory: pytest.TempPathFactory, forms: list[tuple[int, int, int, int]]
) -> None:
    names = ["ett", "två", "tre", "fyra"][: len(forms)]
    days = {name: own[:2] for name, own in zip(names, forms, strict=True)}
    prices = {name: own[2:] for name, own in zip(names, forms, strict=True)}
    data = institutions(tmp_path_factory.mktemp("nämnd"), *map(in_mix, names), days=days, prices=prices)
    frame = volume_mix_price(2015, 2014, data=data)
    first, *steps, last = frame["effekt_tkr"]
    assert first + sum(steps) == last
    assert "rest" not in frame["slag"].tolist()
