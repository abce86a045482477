"""The unit that a label names."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.ledger.quantities import is_unit
from analysis.vocabulary.units import COUNT, unit_of

NAMED = {
    "Sjukfrånvaro, %": "%",
    "Andel timavlönade (%)": "%",
    "Andel behöriga, procent": "%",
    "Kostnad per hemtjänsttimme, kr": "kr",
    "Kostnad per plats (kronor)": "kr",
    "Köpt vård (tkr)": "tkr",
    "Hyror, mnkr": "mnkr",
    "Lokaler, kvm": "kvm",
    "Antal årsarbetare": "årsarbetare",
    "Årsarbetare, kvinnor": "årsarbetare",
    "Måltider, kr/portion": "kr",
    "Vårddygn i korttidsboende": "vårddygn",
    "Medelålder": "år",
    "Besök, antal": COUNT,
}


@pytest.mark.parametrize(("label", "unit"), NAMED.items())
def test_a_label_names_its_unit(label: str, unit: str) -> None:
    assert unit_of(label) == unit


@pytest.mark.parametrize(
    "label",
    [
        "Antal brukare med hemtjänst, december",
        "Platser (särskilt boende)",
        "Sjukdagar per årsarbetare",
        "Kronor och ören",
        "Ärenden, kr per",
        "Avgift, kr, per månad",
        "",
    ],
)
def test_a_label_that_names_none_counts(label: str) -> None:
    assert unit_of(label) == COUNT


@given(st.text(max_size=60))
def test_what_a_label_names_is_a_unit_of_the_ledger(label: str) -> None:
    assert is_unit(unit_of(label))


@given(st.sampled_from(sorted({"kr", "tkr", "kronor"})), st.text(st.characters(exclude_characters=",()"), max_size=20))
@example("kr", "ANTAL PER MÅNAD")
@example("kr", "vårddygn och plats")
def test_money_for_one_of_something_is_money_or_a_count(money: str, noun: str) -> None:
    assert unit_of(f"Kostnad, {money} per {noun}") in {"kr", "tkr", COUNT}
