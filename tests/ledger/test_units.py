"""Units of figures: what they are worth, which fit each other, and which are none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ledger.quantities import KNOWN, is_unit, parse_unit
from analysis.vocabulary.numerals import UNITS


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("tkr", "1"),
        ("kr", "0.001"),
        ("mnkr", "1000"),
        ("%", "0.01"),
        ("procent", "0.01"),
        ("ggr", "1"),
        ("antal", "1"),
        ("mån", "1"),
        ("kr/hushåll/mån", "0.001"),
        ("mnkr/årsarbetare", "1000"),
        ("tkr/%", "100"),
    ],
)
def test_a_unit_is_worth_so_much_in_the_base_unit_of_its_kind(text: str, factor: str) -> None:
    assert parse_unit(text).factor == Decimal(factor)


@pytest.mark.parametrize(
    "same",
    [
        ("tkr", "kr", "mnkr"),
        ("antal", "hushåll", "personer", "barn", "platser", "årsarbetare", "konsulter", "antal per månad"),
        ("antal", "timmar", "timme", "brukare", "besök", "elever", "förskole-barn", "kranar", "höskördar"),
        ("mån", "månad", "månader"),
        ("dagar", "dag"),
        ("%", "procent", "ggr", "index", "kr/tkr", "barn/personer"),
        ("kr/hushåll/mån", "tkr/mån/antal", "kr / hushåll / mån"),
    ],
)
def test_units_of_one_kind_fit_each_other(same: tuple[str, ...]) -> None:
    assert {text: parse_unit(text).kind == parse_unit(same[0]).kind for text in same} == dict.fromkeys(same, True)


def test_units_of_different_kinds_do_not_fit() -> None:
    texts = ["tkr", "antal", "vårddygn", "mån", "dagar", "år", "kvm", "%", "tkr/antal", "tkr/mån", "antal/tkr"]
    fitting = [(a, b) for a in texts for b in texts if a != b and parse_unit(a).kind == parse_unit(b).kind]
    assert fitting == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "/",
            "kr/",
            "/kr",
            "kr//mån",
            "Tkr",
            *("euro", "euros", "EUR", "sek", "tsek", "kronor", "dollar", "miljoner", "tusental", "procentenheter"),
            *("tkrr", "tkrs", "tk", "ktr", "mnrk", "mkrn", "mrkn", "kkr", "vårdygn", "vård dygn", "antalet kr"),
            *("Timmar", "timmar!", "timmar i veckan", "timmar-", "x2", "st."),
            "m",
            "tkr mån",
            "tkr per år",
            "kr*mån",
            "kr**2",
            "kr^2",
        ),
        *("1", "2 kr", "kilokr", "[pengar]", "kr\nmån", "__import__('os')", "x" * 10_000),
    ],
)
def test_anything_else_is_no_unit(text: str) -> None:
    assert not is_unit(text)
    with pytest.raises(ValueError, match=r"^not a known unit: "):
        parse_unit(text)


@given(st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=1, max_size=12))
def test_a_word_is_a_measure_or_a_number_of_what_it_names_and_never_money_by_chance(word: str) -> None:
    if is_unit(word) and word not in KNOWN:
        assert parse_unit(word) in [parse_unit(name) for name in ("antal", "mån", "dagar", "%")]


def test_a_long_unknown_unit_is_cut_in_the_message() -> None:
    with pytest.raises(ValueError, match=f"^not a known unit: '{'x' * 40}'$"):
        parse_unit("x" * 41)


@pytest.mark.parametrize("text", KNOWN)
def test_every_unit_that_messages_offer_is_one(text: str) -> None:
    assert is_unit(text)


@given(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=4))
def test_a_quotient_is_worth_the_quotient_of_its_parts(names: list[str]) -> None:
    first, *rest = [parse_unit(name) for name in names]
    factor, kind = first.factor, first.kind
    for unit in rest:
        factor, kind = factor / unit.factor, kind / unit.kind
    assert parse_unit("/".join(names)) == (factor, kind)


@pytest.mark.parametrize("text", UNITS)
def test_every_unit_that_may_be_printed_beside_a_number_is_known(text: str) -> None:
    assert is_unit(text)
