"""Every wording and relation of a claim at the edges of its window."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.boards import plain_rows
from tests.ledger.test_claims import Number, audit, comma, judged
from tests.ledgers import Row, claim_row, printed


@pytest.mark.parametrize(
    ("wording", "claimed", "value", "expected"),
    [
        ("exakt", ("100", "1"), "100", ("stämmer", 0.5)),
        ("exakt", ("100", "1"), "100,499", ("stämmer", 0.5)),
        ("exakt", ("100", "1"), "99,5", ("stämmer", 0.5)),
        ("exakt", ("100", "1"), "100,5", ("avrundning", 0.5)),
        ("exakt", ("100", "1"), "100,501", ("avviker", 0.5)),
        ("exakt", ("100", "1"), "99,499", ("avviker", 0.5)),
        ("exakt", ("100", "1"), "-100", ("avviker", 0.5)),
        ("exakt", ("6,5", "0,1"), "6,549", ("stämmer", 0.05)),
        ("exakt", ("6,5", "0,1"), "6,551", ("avviker", 0.05)),
        ("cirka", ("100", "1"), "100,499", ("stämmer", 1.0)),
        ("cirka", ("100", "1"), "100,5", ("avrundning", 1.0)),
        ("cirka", ("100", "1"), "101", ("avrundning", 1.0)),
        ("cirka", ("100", "1"), "101,001", ("avviker", 1.0)),
        ("cirka", ("100", "1"), "99,5", ("stämmer", 1.0)),
        ("cirka", ("100", "1"), "99,499", ("avrundning", 1.0)),
        ("cirka", ("100", "1"), "99", ("avrundning", 1.0)),
        ("cirka", ("100", "1"), "98,999", ("avviker", 1.0)),
        ("cirka", ("1 200", "100"), "1 249", ("stämmer", 100.0)),
        ("cirka", ("1 200", "100"), "1 300", ("avrundning", 100.0)),
        ("cirka", ("1 200", "100"), "1 301", ("avviker", 100.0)),
        ("närmare", ("100", "1"), "100", ("stämmer", 1.0)),
        ("närmare", ("100", "1"), "99", ("stämmer", 1.0)),
        ("närmare", ("100", "1"), "98,999", ("avviker", 1.0)),
        ("närmare", ("100", "1"), "100,001", ("avviker", 1.0)),
        ("drygt", ("100", "1"), "100", ("stämmer", 1.0)),
        ("drygt", ("100", "1"), "101", ("stämmer", 1.0)),
        ("drygt", ("100", "1"), "101,001", ("avviker", 1.0)),
        ("drygt", ("100", "1"), "99,999", ("avviker", 1.0)),
    ],
)
def test_each_wording_leaves_its_own_window(
    tmp_path: Path, wording: str, claimed: Number, value: str, expected: tuple[str, float]
) -> None:
    assert judged(tmp_path, claimed, [(value, "0")], "utslag", "tolerans", wording=wording) == expected


@pytest.mark.parametrize(
    ("wording", "value", "expected"),
    [
        ("exakt", "-100,499", "stämmer"),
        ("exakt", "-99,5", "stämmer"),
        ("exakt", "-100,5", "avrundning"),
        ("exakt", "-100,501", "avviker"),
        ("exakt", "-99,499", "avviker"),
        ("cirka", "-101", "avrundning"),
        ("cirka", "-101,001", "avviker"),
        ("cirka", "-99", "avrundning"),
        ("cirka", "-98,999", "avviker"),
        ("närmare", "-99", "stämmer"),
        ("närmare", "-98,999", "avviker"),
        ("närmare", "-100,001", "avviker"),
        ("drygt", "-101", "stämmer"),
        ("drygt", "-101,001", "avviker"),
        ("drygt", "-99,999", "avviker"),
    ],
)
def test_the_window_of_a_negative_figure_speaks_of_its_size(
    tmp_path: Path, wording: str, value: str, expected: str
) -> None:
    assert judged(tmp_path, ("-100", "1"), [(value, "0")], "utslag", wording=wording) == (expected,)


@pytest.mark.parametrize("wording", ["exakt", "cirka", "närmare", "drygt"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [("100", "stämmer"), ("99", "avviker"), ("101", "avviker"), ("100,001", "avviker"), ("99,999", "avviker")],
)
def test_an_exact_count_has_no_window(tmp_path: Path, wording: str, value: str, expected: str) -> None:
    found = judged(tmp_path, ("100", "0"), [(value, "0")], "utslag", "tolerans", wording=wording)
    assert found == (expected, 0.0)


@pytest.mark.parametrize(
    ("wording", "parts", "expected"),
    [
        ("exakt", [("60", "1"), ("40", "1")], ("stämmer", 1.5)),
        ("exakt", [("60", "1"), ("41", "1")], ("avrundning", 1.5)),
        ("exakt", [("60", "1"), ("42", "1")], ("avviker", 1.5)),
        ("exakt", [("60", "1"), ("39", "1")], ("avrundning", 1.5)),
        ("exakt", [("60", "1"), ("38", "1")], ("avviker", 1.5)),
        ("exakt", [("60", "1"), ("41,5", "0,5")], ("avviker", 1.25)),
        ("exakt", [("60", "1"), ("41", "0,5")], ("avrundning", 1.25)),
        ("cirka", [("60", "1"), ("42", "1")], ("avrundning", 2.0)),
        ("cirka", [("60", "1"), ("43", "1")], ("avviker", 2.0)),
        ("cirka", [("60", "1"), ("38", "1")], ("avrundning", 2.0)),
        ("cirka", [("60", "1"), ("37", "1")], ("avviker", 2.0)),
        ("närmare", [("60", "1"), ("39", "1")], ("stämmer", 2.0)),
        ("närmare", [("60", "1"), ("38", "1")], ("avrundning", 2.0)),
        ("närmare", [("60", "1"), ("37", "1")], ("avviker", 2.0)),
        ("närmare", [("60", "1"), ("41", "1")], ("avrundning", 2.0)),
        ("närmare", [("60", "1"), ("42", "1")], ("avviker", 2.0)),
        ("drygt", [("60", "1"), ("41", "1")], ("stämmer", 2.0)),
        ("drygt", [("60", "1"), ("42", "1")], ("avrundning", 2.0)),
        ("drygt", [("60", "1"), ("43", "1")], ("avviker", 2.0)),
        ("drygt", [("60", "1"), ("39", "1")], ("avrundning", 2.0)),
        ("drygt", [("60", "1"), ("38", "1")], ("avviker", 2.0)),
    ],
)
def test_the_doubt_of_rounded_parts_widens_the_window(
    tmp_path: Path, wording: str, parts: list[Number], expected: tuple[str, float]
) -> None:
    assert judged(tmp_path, ("100", "1"), parts, "utslag", "tolerans", wording=wording) == expected


def test_rounded_parts_of_an_exact_figure_are_doubted_by_themselves_alone(tmp_path: Path) -> None:
    parts = [("60,2", "0,1"), ("39,9", "0,1")]
    assert judged(tmp_path, ("100", "0"), parts, "utslag", "tolerans") == ("avrundning", 0.1)
    assert judged(tmp_path, ("100", "0"), [*parts, ("0,1", "0")], "utslag", "tolerans") == ("avviker", 0.1)


@pytest.mark.parametrize(
    ("relation", "claimed", "value", "expected"),
    [
        ("lika", "100", "100", "stämmer"),
        ("lika", "100", "101", "avrundning"),
        ("lika", "100", "99", "avrundning"),
        ("lika", "100", "102", "avviker"),
        ("lika", "-100", "-101", "avrundning"),
        ("lika", "-100", "-102", "avviker"),
        ("större", "100", "100", "avrundning"),
        ("större", "100", "101", "avrundning"),
        ("större", "100", "99", "avrundning"),
        ("större", "100", "102", "stämmer"),
        ("större", "100", "98", "avviker"),
        ("större", "-100", "-100", "avrundning"),
        ("större", "-100", "-98", "stämmer"),
        ("större", "-100", "-102", "avviker"),
        ("mindre", "100", "100", "avrundning"),
        ("mindre", "100", "99", "avrundning"),
        ("mindre", "100", "101", "avrundning"),
        ("mindre", "100", "98", "stämmer"),
        ("mindre", "100", "102", "avviker"),
        ("mindre", "-100", "-100", "avrundning"),
        ("mindre", "-100", "-102", "stämmer"),
        ("mindre", "-100", "-98", "avviker"),
        ("minst", "100", "100", "stämmer"),
        ("minst", "100", "99", "avrundning"),
        ("minst", "100", "102", "stämmer"),
        ("minst", "100", "98", "avviker"),
        ("minst", "-100", "-100", "stämmer"),
        ("minst", "-100", "-101", "avrundning"),
        ("minst", "-100", "-98", "stämmer"),
        ("minst", "-100", "-102", "avviker"),
        ("högst", "100", "100", "stämmer"),
        ("högst", "100", "101", "avrundning"),
        ("högst", "100", "98", "stämmer"),
        ("högst", "100", "102", "avviker"),
        ("högst", "-100", "-100", "stämmer"),
        ("högst", "-100", "-99", "avrundning"),
        ("högst", "-100", "-102", "stämmer"),
        ("högst", "-100", "-98", "avviker"),
    ],
)
def test_each_relation_at_within_and_beyond_the_doubt(
    tmp_path: Path, relation: str, claimed: str, value: str, expected: str
) -> None:
    found = judged(tmp_path, (claimed, "1"), [(value, "1")], "utslag", "tolerans", relation=relation)
    assert found == (expected, 1.0)


@pytest.mark.parametrize(
    ("relation", "value", "expected"),
    [
        ("större", "101", "stämmer"),
        ("större", "99", "avviker"),
        ("mindre", "99", "stämmer"),
        ("mindre", "101", "avviker"),
        ("minst", "100", "stämmer"),
        ("minst", "101", "stämmer"),
        ("minst", "99", "avviker"),
        ("högst", "100", "stämmer"),
        ("högst", "99", "stämmer"),
        ("högst", "101", "avviker"),
    ],
)
def test_exact_counts_are_in_order_or_are_not(tmp_path: Path, relation: str, value: str, expected: str) -> None:
    found = judged(tmp_path, ("100", "0"), [(value, "0")], "utslag", "tolerans", relation=relation)
    assert found == (expected, 0.0)


STEPS = st.sampled_from(["0.1", "1", "10"]).map(Decimal)
WORDINGS = st.sampled_from(["exakt", "cirka", "närmare", "drygt"])
THOUSANDTHS = st.integers(-500_000, 500_000).map(lambda number: Decimal(number).scaleb(-3))


@settings(max_examples=40)
@given(st.lists(st.tuples(THOUSANDTHS, STEPS), min_size=1, max_size=8))
def test_a_figure_that_is_rounded_as_print_does_always_agrees(
    tmp_path_factory: pytest.TempPathFactory, cases: list[tuple[Decimal, Decimal]]
) -> None:
    figures, claims = list[Row](), list[Row]()
    for at, (value, step) in enumerate(cases):
        stated = (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
        figures += [
            printed(f"sagt{at}_2021", comma(stated), comma(step)),
            printed(f"del{at}_2021", comma(value), "0"),
        ]
        claims.append(claim_row(f"sagt{at}_2021", f"del{at}_2021", id=f"p{at}", wording=["exakt", "cirka"][at % 2]))
    found = audit(tmp_path_factory.mktemp("nämnd"), figures, *claims)
    assert set(plain_rows(found, "utslag", "anmärkning")) == {("stämmer", "")}


@settings(max_examples=40)
@given(WORDINGS, st.integers(-300, 300), st.integers(-3000, 3000), STEPS)
def test_a_verdict_stays_when_every_sign_is_turned(
    tmp_path_factory: pytest.TempPathFactory, wording: str, steps: int, gap: int, step: Decimal
) -> None:
    stated = steps * step
    value = stated + Decimal(gap).scaleb(-3) * step
    figures = [
        printed("sagt_2021", comma(stated), comma(step)),
        printed("del_2021", comma(value.quantize(Decimal("0.0001"))), "0"),
        printed("omvänt_2021", comma(-stated), comma(step)),
        printed("delen_2021", comma(-value.quantize(Decimal("0.0001"))), "0"),
    ]
    found = audit(
        tmp_path_factory.mktemp("nämnd"),
        figures,
        claim_row("sagt_2021", "del_2021", id="p", wording=wording),
        claim_row("omvänt_2021", "delen_2021", id="q", wording=wording),
    )
    first, second = found["utslag"]
    if steps:
        assert first == second
    window = float(step / 2 if wording == "exakt" else step)
    assert plain_rows(found, "skillnad", "tolerans") == [
        (float(stated - value), window),
        (float(value - stated), window),
    ]


@pytest.mark.parametrize(
    ("relation", "value", "expected"),
    [
        *(("större", "5", "avviker"), ("större", "6", "stämmer"), ("större", "4", "avviker")),
        *(("mindre", "5", "avviker"), ("mindre", "4", "stämmer"), ("mindre", "6", "avviker")),
        *(("minst", "5", "stämmer"), ("minst", "4", "avviker"), ("högst", "5", "stämmer"), ("högst", "6", "avviker")),
    ],
)
def test_counts_leave_no_doubt_on_which_side_they_are(tmp_path: Path, relation: str, value: str, expected: str) -> None:
    assert judged(tmp_path, ("5", "0"), [(value, "0")], "utslag", relation=relation) == (expected,)


@pytest.mark.parametrize(
    ("relation", "value", "expected"),
    [
        *(("minst", "98", "avviker"), ("minst", "99", "avrundning"), ("minst", "100", "stämmer")),
        *(("minst", "101", "stämmer"), ("minst", "102", "stämmer")),
        *(("större", "99", "avrundning"), ("större", "100", "avrundning"), ("större", "101", "avrundning")),
        *(("större", "98", "avviker"), ("större", "102", "stämmer")),
    ],
)
def test_a_verdict_never_falls_as_the_figure_rises(tmp_path: Path, relation: str, value: str, expected: str) -> None:
    assert judged(tmp_path, ("100", "1"), [(value, "1")], "utslag", relation=relation) == (expected,)
