"""Changes that reports print: what they are part of, between what a rest lies, and every fault of changes.csv."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.explanations.changes import StatedChange, changes_between, inside, load_changes, span
from analysis.files import DATA
from analysis.ledger.quantities import constant, parse_unit
from analysis.statements.folder import opened
from tests.ledgers import Row, absent, concept, printed, stated, write_ledger

FIGURES = [printed("mindre_2022", "30"), printed("mer_2022", "-0,5", "0,1", "mnkr"), absent("okänt_2022")]
CONCEPTS = [concept(name, 2022, "mindre_2022") for name in ("bruttokostnad", "intäkter", "hyra")]


def write_changes(data: Path, *rows: Row) -> Path:
    return write_ledger(data, FIGURES, concepts=CONCEPTS, changes=rows)


def test_a_change_knows_its_amount_its_place_and_what_it_is_part_of(tmp_path: Path) -> None:
    rows = [
        stated("bruttokostnad", "Hyra", "-mindre_2022 + mer_2022", concept="hyra", overlaps="2021", note="Not."),
        stated("steg:Hyra", "El", "mer_2022"),
        stated("bruttokostnad", "Okänt", "okänt_2022"),
        stated("intäkter", "Taxa", "mindre_2022", overlaps="Hyra"),
        stated("bruttokostnad", "Hyra", "mindre_2022", year="2023"),
    ]
    folder = opened(write_changes(tmp_path, *rows))
    rent, power, fees, later = load_changes(folder)
    assert (rent.tkr, rent.ids, rent.overlaps, rent.note) == (Decimal(-530), "mindre_2022; mer_2022", "2021", "Not.")
    assert (rent.since, rent.year, rent.of, rent.inside, rent.concept) == (2021, 2022, "bruttokostnad", "", "hyra")
    assert (rent.document, rent.section, rent.line) == ("a-2021", "Text", 9)
    assert (power.of, power.inside, power.tkr) == ("", "Hyra", Decimal(-500))
    assert changes_between(folder, 2021, 2022, "bruttokostnad") == [rent]
    assert changes_between(folder, 2021, 2022, "intäkter") == [fees]
    assert (inside(folder, rent), inside(folder, later)) == ([power], [])


def test_a_folder_without_the_file_has_no_changes(tmp_path: Path) -> None:
    assert load_changes(opened(write_ledger(tmp_path))) == ()


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"document": "b-2021"}, "saw document = 'b-2021'; expected one of: a-2021;"),
        ({"line": "-1"}, "saw line = '-1'; expected a whole number;"),
        ({"since": "2022"}, "saw since = '2022'; expected a year before the one explained;"),
        ({"of": ""}, "saw of = ''; expected a text;"),
        ({"of": "brutto"}, "saw of = 'brutto'; expected one of: bruttokostnad;"),
        ({"of": "steg:Löner"}, "saw of = 'steg:Löner'; expected one of: Lön;"),
        ({"of": "steg:Hyra"}, "saw of = 'steg:Hyra'; expected one of: "),
        ({"step": ""}, "saw step = ''; expected a text;"),
        ({"concept": "hyror"}, "saw concept = 'hyror'; expected one of: hyra;"),
        ({"formula": ""}, "saw formula = ''; expected a formula;"),
        ({"formula": "3 personer"}, "saw formula: units that do not fit in 3 personer; expected units that give tkr;"),
        ({"overlaps": "Löner"}, "saw overlaps = 'Löner'; expected one of: 2021, Lön;"),
        ({"overlaps": "2020"}, "saw overlaps = '2020'; expected one of: 2021, Lön;"),
        ({"overlaps": "Hyra"}, "saw overlaps = 'Hyra'; expected one of: 2021, Lön;"),
    ],
)
def test_each_fault_is_named_with_its_row(tmp_path: Path, cells: dict[str, str], text: str) -> None:
    other = stated("bruttokostnad", "Lön", "mindre_2022")
    elsewhere = stated("bruttokostnad", "Löner", "mindre_2022", year="2023")
    row = dict(zip(("of", "step", "formula"), ("bruttokostnad", "Hyra", "mindre_2022"), strict=True)) | cells
    wrong = stated(row.pop("of"), row.pop("step"), row.pop("formula"), **row)
    with pytest.raises(DataError, match=r"^changes\.csv, line 4: saw ") as error:
        load_changes(opened(write_changes(tmp_path, other, elsewhere, wrong)))
    assert str(error.value).startswith(f"changes.csv, line 4: {text}")


TKR = parse_unit("tkr")


def step_of(value: Decimal, overlaps: str) -> StatedChange:
    quantity = constant(value, TKR)
    return StatedChange(2022, 2021, "bruttokostnad", "", "S", "", "x", "x", quantity, overlaps, "", "a-2021", "T", 1)


AMOUNTS = st.integers(-(10**6), 10**6).map(Decimal)


@given(AMOUNTS, st.lists(st.tuples(AMOUNTS, st.sampled_from(["", "2021", "Hyra"])), max_size=6))
def test_the_span_holds_the_rest_for_every_choice_of_overlapping_steps(
    left: Decimal, rows: list[tuple[Decimal, str]]
) -> None:
    steps = [step_of(*row) for row in rows]
    own = [one.tkr for one in steps if one.overlaps]
    rests = {left + sum(chosen) for size in range(len(own) + 1) for chosen in combinations(own, size)}
    assert span(left, steps) == (min(rests), max(rests))


def test_the_changes_that_the_reports_print() -> None:
    folder = opened(DATA)
    steps = changes_between(folder, 2019, 2020, "bruttokostnad")
    assert {one.step: int(one.tkr) for one in steps} == {
        "Konsulter": 7331,
        "Utbetalt ekonomiskt bistånd": 3706,
        "Aktivt försörjningsstöd": -1947,
        "Köpt verksamhet, mest placeringar": -3228,
        "Personalkostnader": 1634,
        "Engångskostnad för omställning": -827,
    }
    staff = next(one for one in steps if one.step == "Personalkostnader")
    parts = inside(folder, staff)
    assert [(one.step, int(one.tkr)) for one in parts] == [
        ("Familjehem och kontaktpersoner", 2178),
        ("Egen personal", -544),
    ]
    assert sum(one.tkr for one in parts) == staff.tkr


@pytest.mark.parametrize(("year", "least"), [(2020, -63587), (2019, -58092)])
def test_the_state_s_compensation_fell_at_least_so_much_since_2017(year: int, least: int) -> None:
    folder = opened(DATA)
    (income,) = changes_between(folder, 2017, year, "intäkter")
    (bound,) = inside(folder, income)
    assert (bound.step, int(bound.tkr)) == ("Migrationsverket, minst", least)
    assert abs(bound.tkr) <= abs(income.tkr)
