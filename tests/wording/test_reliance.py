"""Whether the figures can be relied on is answered first, and only as far as they were tested."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.statements.folder import opened
from analysis.wording.answers import answers
from analysis.wording.reliance import relied_on
from analysis.wording.sentences import Sentence
from analysis.workbook.book import write_audit_workbook
from tests.boards import write_board
from tests.books import table
from tests.ledgers import REPORT, Row, absent, claim_row, computed, printed, write_ledger

WRONG = REPORT.replace("Summa\t-30\t-32\t2", "Summa\t-30\t-32\t9")
FIGURES = [printed("a_2021", "10"), printed("b_2021", "12"), printed("c_2021", "10"), computed("d_2021", "b_2021 * 2")]
TESTED = "Ja, så långt talen har gått att pröva"


def own(name: str, formula: str) -> Row:
    return claim_row("a_2021", formula, id=name, kind="avstämning", claim=f"Talet är {name}.")


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([], f"{TESTED}: inget är fel."),
        ([claim_row("a_2021", "c_2021")], f"{TESTED}: inget är fel."),
        (
            [own("ett", "b_2021")],
            (
                f"{TESTED}, utom på ett ställe där rapporterna säger emot sig själva; det rör belopp på den här sidan: "
                "”Talet är ett”. Allt står på bladet Tal och prövning."
            ),
        ),
        (
            [own("ett", "b_2021"), claim_row("a_2021", "b_2021")],
            (
                "Inte helt: ett påstående stämmer inte. Dessutom säger rapporterna emot sig själva på ett ställe; det rör "
                "belopp på den här sidan: ”Talet är ett”. Allt står på bladet Tal och prövning."
            ),
        ),
        (
            [claim_row("a_2021", "b_2021"), claim_row("c_2021", "b_2021", id="andra")],
            "Inte helt: två påståenden stämmer inte. Allt står på bladet Tal och prövning.",
        ),
    ],
)
def test_the_first_sentence_answers(tmp_path: Path, claims: list[Row], expected: str) -> None:
    folder = opened(write_ledger(tmp_path / "data", FIGURES, claims=claims))
    assert next(relied_on([Sentence("Det ena och det andra.", ("d_2021",))], folder)).text == expected


def test_contradictions_that_the_page_does_not_rest_on_are_told_from_those_it_does(tmp_path: Path) -> None:
    claims = [own("ett", "b_2021"), claim_row("c_2021", "15 tkr", id="två", kind="avstämning", claim="Talet är två.")]
    folder = opened(write_ledger(tmp_path / "data", FIGURES, claims=claims))
    said = {
        name: next(relied_on([Sentence("Text.", (name,))], folder)).text.partition("; ")[2]
        for name in ("d_2021", "c_2021", "socialnamnden")
    }
    assert said == {
        "d_2021": "ett av dem rör belopp på den här sidan: ”Talet är ett”. De står på bladet Tal och prövning.",
        "c_2021": "ett av dem rör belopp på den här sidan: ”Talet är två”. De står på bladet Tal och prövning.",
        "socialnamnden": "inget av dem rör beloppen på den här sidan. De står på bladet Tal och prövning.",
    }


def test_sums_that_do_not_hold_are_said_first(tmp_path: Path) -> None:
    folder = opened(write_ledger(tmp_path / "data", FIGURES, reports={"a-2021": WRONG}))
    first, second = (one.text for one in relied_on([], folder))
    assert first == ("Inte helt: en omräknad summa eller avvikelse stämmer inte. Allt står på bladet Tal och prövning.")
    assert second == "Alla 3 summor och avvikelser i rapporterna är omräknade: 2 stämmer och 1 avviker."


def test_statements_that_cannot_be_tested_are_counted_apart(tmp_path: Path) -> None:
    claims = [claim_row("a_2021", "c_2021"), claim_row("a_2021", "e_2021", id="andra")]
    folder = opened(write_ledger(tmp_path / "data", [*FIGURES, absent("e_2021")], claims=claims))
    assert [one.text for one in relied_on([], folder)][-1] == (
        "Av rapporternas två påståenden om tal gick 1 att pröva, och alla stämmer. För det andra saknas tal i rapporterna."
    )


def test_nothing_is_answered_where_nothing_was_tested(tmp_path: Path) -> None:
    report = "## Drift\n\nDriftsredovisning (tkr)\t\t\n\tUtfall\tBudget\nSumma\t-30\t-32\n"
    assert list(relied_on([], opened(write_ledger(tmp_path / "data", reports={"a-2021": report})))) == []


PAPER = "Drift (tkr)\n\n\tUtfall\tBudget\tAvvikelse\nStab\t-28\t-30\t2\nHVB\t-84\t-70\t-14\nSumma\t-112\t-100\t-12\n"


PROSE = "En text som inte är en tabell, utan löper på som prosa gör."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PAPER.replace("-84\t", "-8?4\t"), "en av 3 rader är tveksamt läst"),
        (f"{PAPER}\n{PROSE}\n\nPlatser 12 14 2\nBarn 13 15 2\n", "tal på ett ställe ingår inte i någon läst tabell"),
        (
            f"{PAPER}\nInvesteringar\n\n\tUtfall\tBudget\tAvvikelse\nLift\t-1\t-2\t1\n",
            "en tabell gick inte att använda",
        ),
    ],
    ids=["tveksam rad", "ingen tabell", "utelämnad tabell"],
)
def test_what_was_not_read_of_the_years_report_is_said(tmp_path: Path, text: str, expected: str) -> None:
    data = write_board(tmp_path, {"a-2021": text, "a-2020": PAPER})
    said = f"Årets rapport är inte läst fullt ut: {expected}. Se Bilaga för granskning, Läsning."
    assert said in [one.text for one in answers(2021, data=data)[-1].sentences]
    assert not any(one.text.startswith("Årets rapport är inte läst") for one in answers(2020, data=data)[-1].sentences)


def test_the_sheet_of_sources_says_what_is_not_read_beside_what_a_person_wrote(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": PAPER.replace("-84\t", "-8?4\t")}, missing="Bilagan saknas.")
    rows = {row[0]: row[4] for row in table(write_audit_workbook(tmp_path / "b.xlsx", data=data), "Källor", "Dokument")}
    assert rows["a-2021"] == "Bilagan saknas. Inte läst fullt ut: en av 3 rader är tveksamt läst."
    data = write_board(tmp_path / "hel", {"a-2021": PAPER})
    rows = {row[0]: row[4] for row in table(write_audit_workbook(tmp_path / "c.xlsx", data=data), "Källor", "Dokument")}
    assert not rows["a-2021"]
