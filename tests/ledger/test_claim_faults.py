"""Every fault of claims.csv: by itself, all at once, with its row, and in Swedish."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.ledger.claims import audit_claims
from tests.boards import columns_of
from tests.ledger.test_claims import audit
from tests.ledgers import claim_row, printed, write_ledger

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
    ("p", {"kind": ""}, ["saw kind = ''; expected one of: påstående, avstämning;"]),
    ("p", {"kind": "rapport"}, ["saw kind = 'rapport'; expected one of: påstående, avstämning;"]),
    ("p", {"note": "Mot {del_2021|}."}, ["saw note = ''; expected belopp, or belopp and a step such as 100;"]),
    ("p", {"note": "Mot {del_2021|belopp 0}."}, ["saw note = 'belopp 0'; expected belopp, or belopp and a step"]),
    ("p", {"claim": "Det är {del_2021|mnkr}."}, ["saw claim = 'mnkr'; expected belopp, or belopp and a step"]),
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


def test_a_claim_with_nothing_but_a_note_names_each_cell_that_it_needs(tmp_path: Path) -> None:
    row = [{"note": "Senare."}.get(column, "") for column in columns_of("claims.csv")]
    with pytest.raises(DataError, match="wording") as error:
        audit(tmp_path, PLAIN, row)
    assert [one.english().partition(" = ")[0] for one in error.value.faults] == [
        f"claims.csv, line 2: saw {column}"
        for column in (
            "kind",
            "id",
            "document",
            "section",
            "claim",
            "claimed",
            "wording",
            "relation",
            "formula",
            "unit",
        )
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
        audit_claims(data=data)


def test_an_assumption_without_a_formula_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"claims\.csv, line 2: saw assumed_formula = ''"):
        audit(tmp_path, [printed("a_2021", "1")], claim_row("a_2021", "a_2021", assumption="Något."))
