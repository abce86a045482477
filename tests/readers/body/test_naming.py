"""Words of a head to names: what is sure, and what is not."""

from __future__ import annotations

import pytest

from analysis.readers.body.identities import Identity
from analysis.readers.body.naming import label_columns
from analysis.readers.body.stacking import head_words

DIFFERENCE = [Identity(0, (1, 2))]


@pytest.mark.parametrize(
    ("head", "width", "identities", "names"),
    [
        ("Verksamhet Utfall 2020 Budget 2020 Avvikelse", 3, DIFFERENCE, ["Utfall 2020", "Budget 2020", "Avvikelse"]),
        ("Driftbudget\nUtfall Tilldelat Avvik.", 3, DIFFERENCE, ["Utfall", "Tilldelat", "Avvik."]),
        ("UtfallBudgetAvvikelse", 3, DIFFERENCE, ["Utfall", "Budget", "Avvikelse"]),
        ("Utfall\n2020 Budget Diff", 3, DIFFERENCE, ["Utfall 2020", "Budget", "Diff"]),
        ("Enhet\nUtfall\nBudget\nAvvikelse", 3, DIFFERENCE, ["Utfall", "Budget", "Avvikelse"]),
        ("Utfall Budget Avvikelse\n2020 2020 2020", 3, DIFFERENCE, ["Utfall 2020", "Budget 2020", "Avvikelse 2020"]),
        ("Utfall Budget Avvikelse %", 4, DIFFERENCE, ["Utfall", "Budget", "Avvikelse", "%"]),
        (
            "Utgifter sedan projektstart Varav årets investeringar\nBudget Utfall Avvikelse Budget Utfall Avvikelse",
            6,
            [Identity(1, (0, 2)), Identity(4, (3, 5))],
            [
                *(f"Utgifter sedan projektstart {name}" for name in ("Budget", "Utfall", "Avvikelse")),
                *(f"Varav årets investeringar {name}" for name in ("Budget", "Utfall", "Avvikelse")),
            ],
        ),
        (
            "Kommunen Kommunkoncernen\nUtfall Utfall Utfall Utfall\n(tkr) 2025 2024 2025 2024",
            4,
            [],
            [f"{whose} Utfall {year}" for whose in ("Kommunen", "Kommunkoncernen") for year in (2025, 2024)],
        ),
        (
            "Kommunen Kommunkoncernen\nUtfall (tkr) 2025 Utfall 2024 Utfall 2025 Utfall 2024",
            4,
            [],
            [
                *("Kommunen Utfall (tkr) 2025", "Kommunen Utfall 2024"),  # the unit is printed once
                *("Kommunkoncernen Utfall 2025", "Kommunkoncernen Utfall 2024"),
            ],
        ),
    ],
)
def test_names_that_are_sure(head: str, width: int, identities: list[Identity], names: list[str]) -> None:
    named = label_columns(head_words(enumerate(head.split("\n"))), width, identities, [False] * width)
    assert [column.name for column in named.columns] == names
    assert named.is_sure


@pytest.mark.parametrize(
    ("head", "width", "identities"),
    [
        ("Utfall Budget Avvikelse Bokslut\nföreg år", 4, DIFFERENCE),  # of the first or of the last
        ("Utfall Budget Avvikelse Prognos\n2020 2020 2020", 4, DIFFERENCE),  # of which three
        ("Utfall Budget Avvikelse Utfall Budget Avvikelse", 6, [Identity(0, (1, 2)), Identity(3, (4, 5))]),
        ("Utfall Avvikelse Budget", 3, [Identity(1, (0, 2))]),  # the figures say that the deviation is the sum
        ("Utfall\nBudget 2020 Avvikelse", 3, [Identity(1, (0, 2))]),  # the year of the budget, or of the outcome
        ("Elever Yta Kostnad", 3, []),
        ("", 3, DIFFERENCE),
    ],
)
def test_names_that_are_not(head: str, width: int, identities: list[Identity]) -> None:
    assert not label_columns(head_words(enumerate(head.split("\n"))), width, identities, [False] * width).is_sure


def test_columns_without_a_head_are_named_by_what_they_are() -> None:
    named = label_columns([], 3, DIFFERENCE, [False] * 3)
    assert [column.name for column in named.columns] == ["kolumn 1", "kolumn 2", "skillnad mellan kolumn 1 och 2"]
