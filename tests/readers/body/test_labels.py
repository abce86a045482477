"""Lines between rows: the end of the label above, a heading, or the beginning of the label below."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.tables import Table

HEAD = "Drift (tkr)\n\nVerksamhet Utfall Budget Avvikelse\n"
LONG = "Vård och omsorg om äldre och andra -3 -5 2\n"  # shows how wide labels are


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Summa avslutade -1 -2 1\nprojekt\n", [("Summa avslutade projekt", "", True)]),
        ("Stöd till familjer\noch barn -1 -2 1\n", [("Stöd till familjer och barn", "", True)]),
        ("Kostnader\nStab -1 -2 1\n", [("Stab", "Kostnader", True)]),
        ("Stab -1 -2 1\nVård\nHem -1 -3 2\n", [("Stab", "", True), ("Hem", "Vård", True)]),
        (
            "Vård och omsorg om unga och deras -1 -2 1\nFamiljer\nHem -1 -3 2\n",
            [("Vård och omsorg om unga och deras", "", False), ("Hem", "Familjer", True)],
        ),
        ("Stöd och\nStab -1 -2 1\n", [("Stöd och Stab", "", False)]),
    ],
    ids=["below", "above", "heading", "heading between rows", "heading or end", "a line may be missing"],
)
def test_what_a_line_between_rows_is(
    read_one: Callable[[str], Table], text: str, labels: list[tuple[str, str, bool]]
) -> None:
    rows = read_one(f"{HEAD}{text}{LONG}").rows[: len(labels)]
    assert [(row.label, row.heading, row.certainty == "säker") for row in rows] == labels
