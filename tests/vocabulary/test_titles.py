"""The lines above a head to title, section, kind and unit."""

from __future__ import annotations

import pytest

from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.columns import read_head
from analysis.vocabulary.titles import Heading, after_figures, find_kind, find_title, find_unit

HEAD = "Utfall 2020 Budget 2020 Avvikelse"


@pytest.mark.parametrize(
    ("above", "title", "section"),
    [
        ([], "", ""),
        (["Driftsredovisning (tkr)"], "Driftsredovisning (tkr)", ""),
        (
            ["Ekonomi ", "Drift ", "Driftsredovisning, nettoresultat (tkr) ", " "],
            "Driftsredovisning, nettoresultat (tkr)",
            "Drift",
        ),
        (
            ["### 4.1 Ekonomiskt utfall", "", "Driftsredovisning, netto (tkr)"],
            "Driftsredovisning, netto (tkr)",
            "4.1 Ekonomiskt utfall",
        ),
        (["### 3.1 Personalnyckeltal", ""], "Personalnyckeltal", "3.1 Personalnyckeltal"),
        (["3.1 Personalnyckeltal", ""], "Personalnyckeltal", "3.1 Personalnyckeltal"),
        (["## **Personal**", ""], "Personal", "Personal"),
        (["Medarbetarskap & ledarskap ", " "], "Medarbetarskap & ledarskap", "Medarbetarskap & ledarskap"),
        (
            [" Bilaga: Begäran om ", "ombudgetering av ", "investeringsmedel ", "Begäran till 2021 (tkr) ", " "],
            "Begäran till 2021 (tkr)",
            "Bilaga: Begäran om ombudgetering av investeringsmedel",
        ),
        (["## Drift", "", "Nämnden redovisar ett underskott. Se tabellen nedan."], "Drift", "Drift"),
        (["## Drift", "", "Se driftsredovisning", ""], "Se driftsredovisning", "Drift"),
        (["Tabellen nedan visar utfallet.", ""], "", ""),
        (["Stab\t1\t2", ""], "", ""),
        (["Hushållen blev färre, men de som", "blev kvar behövde stöd längre.", ""], "", ""),
        (["Drift", *["Löptext som fyller sidan."] * 59], "Drift", "Drift"),
        (["Drift", *["Löptext som fyller sidan."] * 60], "", ""),
    ],
)
def test_title_and_section_stand_above_the_head(above: list[str], title: str, section: str) -> None:
    assert find_title([*above, HEAD], len(above), 0) == (title, section)


def test_nothing_above_the_table_before_is_looked_at() -> None:
    lines = ["## Drift", "Driftsredovisning (tkr)", HEAD, "Stab 1 2 -1", "", HEAD]
    assert find_title(lines, 5, 4) == ("", "")
    assert find_title(lines, 2, 0) == ("Driftsredovisning (tkr)", "Drift")


@pytest.mark.parametrize(
    ("title", "section", "head", "kind"),
    [
        ("Driftsredovisning (tkr)", "", HEAD, "drift"),
        ("Driftredovisning (tkr)", "", HEAD, "drift"),
        ("DRIFTSBUDGET", "", HEAD, "drift"),
        ("", "", HEAD, "drift"),
        ("", "", "Budget 2020 Utfall 2020 Avvikelse", "drift"),
        ("", "", "Utfall 2020 Budget 2020", "övrig"),
        ("", "", "Utfall 2019 Utfall 2020", "övrig"),
        ("Investeringsredovisning (tkr)", "", HEAD, "investering"),
        ("", "4.2 Investeringar", HEAD, "investering"),
        ("Begäran om ombudgetering av investeringsmedel", "", HEAD, "ombudgetering"),
        ("Driftsredovisning", "Investeringar", HEAD, "drift"),
        ("Volymutveckling", "Drift", "Utfall 2019 Utfall 2020", "volym"),
        ("Utveckling", "", "Volymmått Utfall 2019 Utfall 2020", "volym"),
        ("Medarbetarskap", "", "Nyckeltal Utfall 2019 Utfall 2020", "personal"),
        ("Personalredovisning", "", "Utfall 2019 Utfall 2020", "personal"),
        ("Personal", "", "Indikatorer Utfall 2019 Utfall 2020", "övrig"),
        ("Omsorg", "6.1 Indikatorer", "Utfall 2019 Utfall 2020", "övrig"),
    ],
)
def test_the_kind_of_a_table_is_in_its_own_words(title: str, section: str, head: str, kind: str) -> None:
    found = read_head([head], 0, marks_wraps=False)
    assert found is not None
    assert find_kind(title, section, found[0]) == kind


def test_without_any_word_the_kind_is_other() -> None:
    assert find_kind("", "", [Column("Riket", "tal", "jämförelse")]) == "övrig"


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Driftsredovisning (tkr)", "tkr"),
        ("Driftsredovisning (mnkr) Drift (tkr)", "mnkr"),
        ("Drift (i kr)", "kr"),
        ("Drift (Mkr)", "Mkr"),
        ("Drift i tkr", "tkr"),
        ("Belopp i mnkr, netto", "mnkr"),
        ("Drift tkr", "tkr"),
        ("Fordon tkr", None),
        ("Nämnden i kris", None),
        ("Andel (%)", None),
        ("", None),
    ],
)
def test_a_unit_is_printed_in_parentheses_or_behind_a_word(words: str, unit: str | None) -> None:
    assert find_unit(words) == unit


@pytest.mark.parametrize(
    "field", ["Utskriven 2026-01-22 08:14", "Period: 202501 - 202512", "Ansvar: 71", "Urval : alla"]
)
def test_what_an_export_says_of_itself_is_no_title_and_no_heading(field: str) -> None:
    lines = ["Resultat per konto", field, "Belopp i kr", "", "Konto\tUtfall\tBudget"]
    since = after_figures(lines, 0, 4)
    assert (since, find_title(lines, 4, since)) == (0, Heading("Resultat per konto, kr", "Resultat per konto"))


def test_a_line_that_ends_in_figures_stands_between_a_table_and_what_is_above() -> None:
    lines = ["Resultat per konto", "Stab 202501 202512", "Belopp i kr", "", "Konto\tUtfall\tBudget"]
    assert after_figures(lines, 0, 4) == 2
