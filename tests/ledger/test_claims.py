"""The reports' own statements: every wording and relation at the edges of its window, and those of the real reports."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.ledger.claims import AUDIT, audit_claims, load_claims
from tests.boards import columns_of, plain_rows
from tests.ledgers import Row, absent, claim_row, computed, printed, write_ledger

Number = tuple[str, str]  # a printed value and its print step


def audit(data: Path, figures: Sequence[Row], *claims: Row) -> pd.DataFrame:
    return audit_claims(write_ledger(data, figures, claims=claims))


def judged(data: Path, claimed: Number, parts: Sequence[Number], *columns: str, **cells: str) -> tuple[object, ...]:
    """Claim that a figure is the sum of its parts, and return columns of the verdict."""
    figures = [printed("sagt_2021", *claimed)]
    figures += [printed(f"del{at}_2021", *part) for at, part in enumerate(parts)]
    formula = " + ".join(f"del{at}_2021" for at in range(len(parts)))
    (row,) = plain_rows(audit(data, figures, claim_row("sagt_2021", formula, **cells)), *columns)
    return row


def comma(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


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


def test_a_claim_says_what_was_claimed_where_and_how_it_was_computed(tmp_path: Path) -> None:
    figures = [
        printed("total_2021", "1,4", "0,1", "mnkr"),
        printed("löner_2021", "900"),
        printed("hyra_2021", "600"),
    ]
    row = claim_row("total_2021", "löner_2021 + hyra_2021", unit="mnkr", claim="Allt kostade så.", note="Egen not.")
    found = audit(tmp_path, figures, row)
    assert found.dtypes.astype(str).to_dict() == AUDIT
    assert plain_rows(found, *AUDIT) == [
        (
            *("påstående", "a-2021", "Text", "Allt kostade så.", "exakt", "lika"),
            *(1.4, 1.5, -0.1, 0.051, "mnkr", "avviker", ""),
            *(None, "löner 2021 + hyra 2021", "", "Egen not."),
        )
    ]


def test_a_claim_about_a_cell_of_a_table_is_held_against_it(tmp_path: Path) -> None:
    found = audit(tmp_path, [], claim_row("-[a-2021:drift:HVB:utfall 2021]", "20 tkr"))
    assert plain_rows(found, "påstått", "beräknat", "skillnad", "utslag", "uträkning") == [
        (20.0, 20.0, 0.0, "stämmer", "20 tkr")
    ]


ASSUMPTION = {"assumption": "Engångskostnaden räknas bort.", "assumed_formula": "del_2021 + engång_2021"}
ASSUMED = ("utslag", "beräknat", "antagande", "utan_antagande", "uträkning", "saknas")


def assumed(data: Path, part: Row, once: Row) -> tuple[object, ...]:
    """Claim 100 of a part that a sum spent once may have to be added to."""
    row = claim_row("sagt_2021", "del_2021", **ASSUMPTION)
    (found,) = plain_rows(audit(data, [printed("sagt_2021", "100"), part, once], row), *ASSUMED)
    return found


def test_an_assumption_is_used_where_the_claim_does_not_hold_as_worded(tmp_path: Path) -> None:
    assert assumed(tmp_path, printed("del_2021", "80"), printed("engång_2021", "20")) == (
        "stämmer",
        100.0,
        "Engångskostnaden räknas bort.",
        80.0,
        "del 2021 + engång 2021",
        "",
    )


@pytest.mark.parametrize(("value", "verdict"), [("100", "stämmer"), ("101", "avrundning")])
def test_an_assumption_is_not_used_where_the_claim_holds_as_worded(tmp_path: Path, value: str, verdict: str) -> None:
    found = assumed(tmp_path, printed("del_2021", value), printed("engång_2021", "-1"))
    assert found == (verdict, float(value), "", None, "del 2021", "")


def test_an_assumption_is_used_where_the_claim_cannot_be_tested_as_worded(tmp_path: Path) -> None:
    row = claim_row("sagt_2021", "del_2021", assumption="Det är hyran.", assumed_formula="hyra_2021")
    figures = [printed("sagt_2021", "100"), absent("del_2021"), printed("hyra_2021", "100")]
    assert plain_rows(audit(tmp_path, figures, row), *ASSUMED) == [
        ("stämmer", 100.0, "Det är hyran.", None, "hyra 2021", "del 2021")
    ]


def test_a_claim_that_holds_in_neither_way_differs(tmp_path: Path) -> None:
    assert assumed(tmp_path, printed("del_2021", "80"), printed("engång_2021", "5"))[0] == "avviker"


@pytest.mark.parametrize(
    ("claimed", "formula", "expected"),
    [
        ("sagt_2021", "borta_2021 + del_2021", (100.0, None, "borta 2021")),
        ("borta_2021", "del_2021", (None, 60.0, "borta 2021")),
        ("borta_2021", "okänt_2020", (None, None, "borta 2021; okänt 2020")),
        ("borta_2021", "borta_2021 - del_2021", (None, None, "borta 2021")),
        ("sagt_2021", "summa_2021", (100.0, None, "borta 2021; okänt 2020")),
    ],
    ids=["computed", "claimed", "both", "once", "behind a formula"],
)
def test_what_is_missing_is_named(
    tmp_path: Path, claimed: str, formula: str, expected: tuple[float | None, float | None, str]
) -> None:
    figures = [
        printed("sagt_2021", "100"),
        printed("del_2021", "60"),
        absent("borta_2021"),
        absent("okänt_2020"),
        computed("summa_2021", "borta_2021 + okänt_2020"),
    ]
    found = audit(tmp_path, figures, claim_row(claimed, formula))
    columns = ("utslag", "skillnad", "tolerans", "påstått", "beräknat", "saknas")
    assert plain_rows(found, *columns) == [("kan inte prövas", None, None, *expected)]


@pytest.mark.parametrize(
    ("claimed", "value", "expected"),
    [
        (("21", "1"), "21,6", "Avkortat; avrundat blir det 22\xa0tkr."),
        (("21", "1"), "21,5", "Avkortat; avrundat blir det 22\xa0tkr."),
        (("21", "1"), "21,999", "Avkortat; avrundat blir det 22\xa0tkr."),
        (("6,5", "0,1"), "6,58", "Avkortat; avrundat blir det 6,6\xa0tkr."),
        (("1 200", "100"), "1 260", "Avkortat; avrundat blir det 1\xa0300\xa0tkr."),
        (("21", "1"), "21,499", ""),
        (("22", "1"), "21,6", ""),
        (("22", "1"), "22", ""),
        (("21", "1"), "22", ""),
        (("22", "1"), "21,4", ""),
        (("21", "0"), "21,6", ""),
    ],
)
def test_a_figure_that_was_cut_off_is_remarked(tmp_path: Path, claimed: Number, value: str, expected: str) -> None:
    for wording in ("exakt", "cirka"):
        assert judged(tmp_path, claimed, [(value, "0")], "anmärkning", wording=wording) == (expected,)


def test_the_remark_stands_before_the_note(tmp_path: Path) -> None:
    found = judged(tmp_path, ("21", "1"), [("21,6", "0")], "anmärkning", note="Egen not.")
    assert found == ("Avkortat; avrundat blir det 22\xa0tkr. Egen not.",)


def test_ids_in_braces_become_their_values(tmp_path: Path) -> None:
    texts = {"assumption": "Engångskostnaden är {engång_2021}.", "assumed_formula": "del_2021 + engång_2021"}
    row = claim_row("sagt_2021", "del_2021", note="Utan den {del_2021}.", **texts)
    figures = [printed("sagt_2021", "1 100"), printed("del_2021", "1 080"), printed("engång_2021", "20")]
    assert plain_rows(audit(tmp_path, figures, row), "utslag", "antagande", "anmärkning") == [
        ("stämmer", "Engångskostnaden är 20\xa0tkr.", "Utan den 1\xa0080\xa0tkr.")
    ]


def test_a_folder_without_claims_has_an_empty_frame(tmp_path: Path) -> None:
    found = audit_claims(write_ledger(tmp_path))
    assert (len(found), found.dtypes.astype(str).to_dict()) == (0, AUDIT)


FAULTS: list[tuple[str, dict[str, str], list[str]]] = [
    (
        "p",
        {"wording": "exkt"},
        [
            "saw wording = 'exkt'; expected one of: exakt, cirka, närmare, drygt; correct the spelling, or register what is missing"
        ],
    ),
    (
        "p",
        {"relation": "störst"},
        [
            "saw relation = 'störst'; expected one of: lika, större, mindre, minst, högst; correct the spelling, or register what is missing"
        ],
    ),
    (
        "p",
        {"document": "a-2012"},
        ["saw document = 'a-2012'; expected one of: a-2021; correct the spelling, or register what is missing"],
    ),
    (
        "p",
        {"unit": "tkrr"},
        ["saw unit = 'tkrr'; expected one of: tkr, kr, mkr, mnkr; correct the spelling, or register what is missing"],
    ),
    (
        "p",
        {"formula": "del_2021 & 2"},
        ["saw formula stops making sense at '& 2'; expected ids, cells in [brackets],"],
    ),
    (
        "p",
        {"claimed": "sagd_2021"},
        ["saw claimed = 'sagd_2021'; expected one of: sagt_2021, "],
    ),
    (
        "p",
        {"formula": "del_2021 + dygn_2021"},
        ["saw formula: units that do not fit in del_2021 + dygn_2021; expected units that give tkr;"],
    ),
    (
        "p",
        {"unit": "%"},
        ["saw claimed: units that do not fit in sagt_2021;", "saw formula: units that do not fit in del_2021;"],
    ),
    (
        "p",
        {"formula": "del_2021 / (del_2021 - del_2021)"},
        ["saw formula: a divisor that is or may be zero in del_2021 / (del_2021 − del_2021);"],
    ),
    (
        "p",
        {"claimed": "", "formula": ""},
        ["saw claimed = ''; expected a formula;", "saw formula = ''; expected a formula;"],
    ),
    ("p", {"section": "", "claim": " "}, ["saw section = ''; expected a text;", "saw claim = ''; expected a text;"]),
    ("", {}, ["saw id = ''; expected a text; correct the cell"]),
    ("p", {"note": "Utan {sagd_2021}."}, ["saw note = 'sagd_2021'; expected one of: sagt_2021, "]),
    ("p", {"assumed_formula": "del_2021"}, ["saw assumption = ''; expected a text; correct the cell"]),
    (
        "p",
        {"assumption": "Något.", "assumed_formula": "dygn_2021"},
        ["saw assumed_formula: units that do not fit in dygn_2021; expected units that give tkr;"],
    ),
]
PLAIN = [printed("sagt_2021", "100"), printed("del_2021", "100"), printed("dygn_2021", "5", "0", "vårddygn")]


def test_all_faults_are_reported_together_with_their_rows(tmp_path: Path) -> None:
    rows = [claim_row("sagt_2021", "del_2021", id="rätt")]
    names = [name and f"{name}{at}" for at, (name, _, _) in enumerate(FAULTS)]
    rows += [claim_row("sagt_2021", "del_2021", **{"id": name} | FAULTS[at][1]) for at, name in enumerate(names)]
    rows += [claim_row("sagt_2021", "del_2021", id="rätt"), claim_row("sagt_2021", "del_2021", id="rätt")]
    with pytest.raises(DataError, match=r"^claims\.csv, line 3: saw wording") as error:
        audit(tmp_path, PLAIN, *rows)
    said = str(error.value).split("\n")
    starts = [f"claims.csv, line {at + 3}: {text}" for at, (_, _, texts) in enumerate(FAULTS) for text in texts]
    last = len(FAULTS) + 3
    starts += [f"claims.csv, line {last + at}: saw rätt twice; expected each id once;" for at in (0, 1)]
    assert [line[: len(start)] for line, start in zip(said, starts, strict=True)] == starts


@pytest.mark.parametrize(("name", "cells", "said"), FAULTS)
def test_each_fault_is_a_fault_by_itself(tmp_path: Path, name: str, cells: dict[str, str], said: list[str]) -> None:
    with pytest.raises(DataError, match=r"^claims\.csv, line 2: saw ") as error:
        audit(tmp_path, PLAIN, claim_row("sagt_2021", "del_2021", **{"id": name} | cells))
    lines = str(error.value).split("\n")
    assert [line.startswith(f"claims.csv, line 2: {text}") for line, text in zip(lines, said, strict=True)] == [
        True
    ] * len(said)


def test_a_claim_without_any_of_its_cells_names_each_that_it_needs(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="wording") as error:
        audit(tmp_path, PLAIN, [""] * len(columns_of("claims.csv")))
    assert [one.english().partition(" = ")[0] for one in error.value.faults] == [
        f"claims.csv, line 2: saw {column}"
        for column in ("id", "document", "section", "claim", "claimed", "wording", "relation", "formula", "unit")
    ]


def test_a_fault_is_told_in_swedish(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="relation") as error:
        audit(tmp_path, PLAIN, claim_row("sagt_2021", "del_2021 + dygn_2021", relation="Lika"))
    assert error.value.swedish() == (
        "claims.csv rad 2: relation = ”Lika”; väntade något av: lika, större, mindre, minst, högst; "
        "rätta stavningen eller registrera det som saknas.\n"
        "claims.csv rad 2: formula: enheter som inte går ihop i del_2021 + dygn_2021; "
        "väntade enheter som ger tkr; rätta formeln eller enheten."
    )


@pytest.mark.parametrize("column", columns_of("claims.csv"))
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    data = write_ledger(tmp_path, PLAIN, claims=[])
    left = ",".join(name for name in columns_of("claims.csv") if name != column)
    (data / "claims.csv").write_text(f"{left}\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"^claims\.csv, line 1: saw columns {left.replace(',', ', ')}; expected"):
        audit_claims(data)


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    return audit_claims()


def test_the_two_reports_make_at_least_35_claims_each_with_its_own_id(real: pd.DataFrame) -> None:
    assert len(real) >= 35
    assert real["id"].is_unique
    assert set(real["dokument"]) == {"socialnamnden-2017", "socialnamnden-2020"}
    assert set(real["relation"]) == {"lika", "större", "mindre", "minst", "högst"}


def test_all_claims_of_the_two_reports_hold_but_these(real: pd.DataFrame) -> None:
    assert plain_rows(real[real["utslag"] != "stämmer"], "id", "utslag") == [
        ("operativt_resultat_2017", "kan inte prövas"),
        ("största_intäkter_2017", "kan inte prövas"),
        ("momsplaceringar_2017", "kan inte prövas"),
        ("ekonomiskt_bistånd_2016", "kan inte prövas"),
        ("hvb_majoritet_2017", "kan inte prövas"),
        ("hvb_gånger_budget_2017", "kan inte prövas"),
        ("hvb_gånger_mer_budget_2017", "kan inte prövas"),
        ("hvb_ökning_2017", "kan inte prövas"),
        ("tvångsvård_2017", "kan inte prövas"),
        ("familjehem_underskott_2017", "kan inte prövas"),
        ("familjehem_vårddygn_2017", "kan inte prövas"),
        ("sociala_kontrakt_täckning_2017", "kan inte prövas"),
        ("upprustning_dyrare_2017", "kan inte prövas"),
        ("egen_försörjning_2017", "kan inte prövas"),
        ("migrationsverket_minskning_2020", "kan inte prövas"),
        ("utbetalt_minskning_2020", "avrundning"),
        ("tre_år_tillbaka_2020", "kan inte prövas"),
        ("tre_sista_månader_2020", "kan inte prövas"),
        ("utbetalt_ökade_2019", "kan inte prövas"),
        ("köp_ökning_2020", "kan inte prövas"),
        ("placeringar_största_del_2020", "kan inte prövas"),
        ("hvb_vård_ökning_2020", "kan inte prövas"),
        ("familjehem_minskning_2020", "kan inte prövas"),
        ("personal_mindre_än_löneökning_2020", "kan inte prövas"),
        ("personalminskning_justerad_2020", "kan inte prövas"),
        ("våningen_flyttat_2019", "kan inte prövas"),
        ("orosanmälningar_ökning_2020", "avrundning"),
        ("snitt_per_hushåll_2020", "avviker"),
        ("utbetalt_indikator_2020", "avviker"),
        ("utbetalt_indikator_eget_snitt_2020", "avviker"),
        ("löneandel_2019", "avviker"),
        ("årsarbetare_2019", "avrundning"),
        ("månadsanställda_2019", "avviker"),
        ("anställningsform_2020", "avrundning"),
        ("sjukfrånvaro_delar_2020", "avviker"),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kostnadsminskning_2020", ("stämmer", 7700.0, 7712.0, -12.0, 103.5, "tkr", 6885.0)),
        ("avvikelse_minskning_2020", ("stämmer", 12041.0, 12041.0, 0.0, 1.5, "tkr", None)),
        ("personalkostnad_2017", ("stämmer", 5390.0, 5390.0, 0.0, 1.0, "tkr", None)),
        ("snitt_per_hushåll_2020", ("avviker", 8470.0, 8453.0, 17.0, 1.0, "kr/hushåll/mån", None)),
        ("månadsanställda_2019", ("avviker", 140.0, 141.0, -1.0, 0.0, "personer", None)),
        ("sjukfrånvaro_delar_2020", ("avviker", 6.6, 6.3, 0.3, 0.2, "%", None)),
        ("årsarbetare_2019", ("avrundning", 138.6, 138.7, -0.1, 0.15, "årsarbetare", None)),
        ("nettoavvikelse_2020", ("stämmer", -27660.0, -27660.0, 0.0, 1.5, "tkr", None)),
        ("förbättring_2020", ("stämmer", 2217.0, 2217.0, 0.0, 1.5, "tkr", None)),
        ("hvb_gånger_budget_2017", ("kan inte prövas", 2.5, None, None, None, "ggr", None)),
        ("hvb_gånger_mer_budget_2017", ("kan inte prövas", 2.5, None, None, None, "ggr", None)),
    ],
)
def test_the_values_of_a_hard_case(real: pd.DataFrame, name: str, expected: tuple[object, ...]) -> None:
    columns = ("utslag", "påstått", "beräknat", "skillnad", "tolerans", "enhet", "utan_antagande")
    assert plain_rows(real[real["id"] == name], *columns) == [expected]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("orosanmälningar_ökning_2020", ("avrundning", 21.0, 21.6078, -0.6078, 1.0)),
        ("löneandel_2019", ("avviker", 36.0, 36.8469, -0.8469, 0.5005)),
        ("utbetalt_indikator_2020", ("avviker", 58.0, 57.3113, 0.6887, 0.5541)),
        ("utbetalt_indikator_eget_snitt_2020", ("avviker", 58.0, 57.4266, 0.5734, 0.5542)),
        ("utbetalt_minskning_2020", ("avrundning", 3706.0, 3701.892, 4.108, 106.775)),
        ("migrationsverket_huvudsak_2017", ("stämmer", 50.0, 78.4612, -28.4612, 0.0008)),
        ("personalminskning_minst_2020", ("stämmer", 1.0, 1.5116, -0.5116, 0.0762)),
    ],
)
def test_the_values_of_a_hard_case_with_decimals(
    real: pd.DataFrame, name: str, expected: tuple[str, float, float, float, float]
) -> None:
    (row,) = plain_rows(real[real["id"] == name], "utslag", "påstått", "beräknat", "skillnad", "tolerans")
    assert row[0] == expected[0]
    assert row[1:] == pytest.approx(expected[1:], abs=0.00006)


def test_claims_of_the_reports_that_hold_only_under_an_assumption_state_it(real: pd.DataFrame) -> None:
    assert plain_rows(real[real["antagande"] != ""], "id", "utslag", "antagande") == [
        ("personalkostnad_2017", "stämmer", "Lägre än budget, inte lägre än 2016."),
        (
            "personalminskning_minst_2020",
            "stämmer",
            "En person kostar som lönen per årsarbetare, −661,5\xa0tkr/årsarbetare.",
        ),
        (
            "personalminskning_högst_2020",
            "stämmer",
            "En person kostar som lönen per årsarbetare, −661,5\xa0tkr/årsarbetare.",
        ),
        ("kostnadsminskning_2020", "stämmer", "Engångskostnaden räknas bort först."),
        ("löneandel_2019", "avviker", "Verksamhetskostnaderna är bruttokostnaden."),
        ("löneandel_2020", "stämmer", "Verksamhetskostnaderna är bruttokostnaden."),
    ]


def test_the_figures_of_the_reports_that_were_cut_off_are_remarked(real: pd.DataFrame) -> None:
    assert plain_rows(real[real["anmärkning"].str.contains("Avkortat")], "id", "utslag", "anmärkning") == [
        ("orosanmälningar_ökning_2020", "avrundning", "Avkortat; avrundat blir det 22\xa0%."),
        ("löneandel_2019", "avviker", "Avkortat; avrundat blir det 37\xa0%. Bruttokostnaden 2019 är beräknad."),
    ]


def test_every_claim_that_cannot_be_tested_names_what_is_missing(real: pd.DataFrame) -> None:
    untested = real[real["utslag"] == "kan inte prövas"]
    assert (untested["saknas"] != "").all()
    assert plain_rows(untested[untested["id"].str.startswith("hvb_gånger")], "saknas") == [
        ("HVB-placeringar av barn och unga exkl. ensamkommande, budget 2017",),
        ("HVB-placeringar av barn och unga exkl. ensamkommande, budget 2017",),
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


@pytest.mark.parametrize(
    ("assumed", "expected"),
    [
        ("b_2021 + c_2021", ("avviker", "", 50.0)),
        ("b_2021 + 5 tkr", ("avviker", "", 50.0)),
        ("b_2021 + 50 tkr", ("stämmer", "Ett antagande.", 100.0)),
    ],
)
def test_an_assumption_is_made_only_where_it_helps(
    tmp_path: Path, assumed: str, expected: tuple[str, str, float]
) -> None:
    figures = [printed("a_2021", "100"), printed("b_2021", "50"), absent("c_2021")]
    claim = claim_row("a_2021", "b_2021", assumption="Ett antagande.", assumed_formula=assumed)
    assert plain_rows(audit(tmp_path, figures, claim), "utslag", "antagande", "beräknat") == [expected]


def test_what_division_leaves_far_behind_the_comma_is_no_difference(tmp_path: Path) -> None:
    figures = [printed("a_2021", "1", "0"), printed("b_2021", "3", "0")]
    found = audit(tmp_path, figures, claim_row("a_2021", "a_2021 / b_2021 * b_2021 / 1 tkr * 1 tkr"))
    assert plain_rows(found, "utslag", "skillnad") == [("stämmer", 0.0)]


def test_a_figure_just_over_is_not_called_cut_off(tmp_path: Path) -> None:
    assert judged(tmp_path, ("21", "1"), [("21,6", "0")], "utslag", "anmärkning", wording="drygt") == ("stämmer", "")


@pytest.mark.parametrize(("value", "expected"), [("4", "stämmer"), ("3,5", "avrundning"), ("5,9", "avviker")])
def test_a_claimed_sum_has_no_print_step_of_its_own(tmp_path: Path, value: str, expected: str) -> None:
    figures = [printed("a_2021", "2"), printed("b_2021", "2"), printed("c_2021", value, "0")]
    found = audit(tmp_path, figures, claim_row("a_2021 + b_2021", "c_2021"))
    assert plain_rows(found, "utslag", "anmärkning") == [(expected, "")]


def test_an_assumption_without_a_formula_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"claims\.csv, line 2: saw assumed_formula = ''"):
        audit(tmp_path, [printed("a_2021", "1")], claim_row("a_2021", "a_2021", assumption="Något."))


def test_a_claim_or_figure_that_changes_is_judged_anew(tmp_path: Path) -> None:
    figures = [printed("sagt_2021", "100"), printed("räknat_2021", "100")]
    verdicts = list[tuple[object, ...]]()
    for value, wording in (("100", "exakt"), ("102", "exakt"), ("102", "drygt"), ("101", "drygt")):
        figures[1] = printed("räknat_2021", value)
        found = audit(tmp_path, figures, claim_row("sagt_2021", "räknat_2021", wording=wording))
        verdicts += plain_rows(found, "ordalag", "beräknat", "utslag")
    assert verdicts == [
        ("exakt", 100.0, "stämmer"),
        ("exakt", 102.0, "avviker"),
        ("drygt", 102.0, "avviker"),
        ("drygt", 101.0, "stämmer"),
    ]


def test_a_claim_over_a_figure_that_is_gone_is_named(tmp_path: Path) -> None:
    audit(tmp_path, [printed("sagt_2021", "100")], claim_row("sagt_2021", "100 tkr"))
    assert len(load_claims(tmp_path)) == 1
    write_ledger(tmp_path, [printed("annat_2021", "100")])
    with pytest.raises(
        DataError, match=r"^claims\.csv, line 2: saw claimed = 'sagt_2021'; expected one of: annat_2021"
    ):
        load_claims(tmp_path)


def test_an_audit_can_be_changed_without_harm(tmp_path: Path) -> None:
    first = audit(tmp_path, [printed("sagt_2021", "100")], claim_row("sagt_2021", "100 tkr"))
    first["utslag"] = "fel"
    assert audit_claims(tmp_path)["utslag"].tolist() == ["stämmer"]
    assert [claim.row["id"] for claim in load_claims(tmp_path)] == ["påstående"]
