"""Statements and own checks: what is told of each, assumptions, remarks, and what changes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import DataError
from analysis.ledger.claims import AUDIT, audit_claims, load_claims
from tests.boards import plain_rows
from tests.ledgers import Row, absent, claim_row, computed, printed, write_ledger

Number = tuple[str, str]  # a printed value and its print step


def audit(data: Path, figures: Sequence[Row], *claims: Row) -> pd.DataFrame:
    return audit_claims(data=write_ledger(data, figures, claims=claims))


def judged(data: Path, claimed: Number, parts: Sequence[Number], *columns: str, **cells: str) -> tuple[object, ...]:
    """Claim that a figure is the sum of its parts, and return columns of the verdict."""
    figures = [printed("sagt_2021", *claimed)]
    figures += [printed(f"del{at}_2021", *part) for at, part in enumerate(parts)]
    formula = " + ".join(f"del{at}_2021" for at in range(len(parts)))
    (row,) = plain_rows(audit(data, figures, claim_row("sagt_2021", formula, **cells)), *columns)
    return row


def comma(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


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
            *("påstående", "påstående", "a-2021", "Text", "Allt kostade så.", "exakt", "lika"),
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


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ("", "−1 260,4 tkr"),
        ("|belopp", "1 260,4 tkr"),
        ("|belopp 1", "1 260 tkr"),
        ("|belopp 100", "1 300 tkr"),
        ("|belopp 1000", "1 000 tkr"),
        ("|belopp 50", "1 250 tkr"),
    ],
)
def test_an_id_in_braces_may_ask_for_the_size_to_a_step(tmp_path: Path, how: str, shown: str) -> None:
    figures = [printed("sagt_2021", "-1 260,4", "0,1")]
    found = audit(tmp_path, figures, claim_row("sagt_2021", "sagt_2021", note=f"Det är {{sagt_2021{how}}}."))
    assert found["anmärkning"].iloc[0].replace("\u00a0", " ") == f"Det är {shown}."


def test_a_half_is_rounded_away_from_zero_and_what_is_missing_has_no_size(tmp_path: Path) -> None:
    figures = [printed("sagt_2021", "-250"), absent("okänt_2021")]
    note = "{sagt_2021|belopp 100}, {okänt_2021|belopp 100}"
    found = audit(tmp_path, figures, claim_row("sagt_2021", "sagt_2021", note=note))
    assert found["anmärkning"].iloc[0].replace("\u00a0", " ") == "300 tkr, –"


def test_a_folder_without_claims_has_an_empty_frame(tmp_path: Path) -> None:
    found = audit_claims(data=write_ledger(tmp_path))
    assert (len(found), found.dtypes.astype(str).to_dict()) == (0, AUDIT)


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
    assert audit_claims(data=tmp_path)["utslag"].tolist() == ["stämmer"]
    assert [claim.row["id"] for claim in load_claims(tmp_path)] == ["påstående"]
