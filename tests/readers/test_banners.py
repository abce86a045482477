"""Lines of a head above and below the names of its columns, in text whose cells were lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.tables import Table

Read = Callable[[str], list[Table]]
NOT_NAMED = "kolumnernas namn är inte säkra; talen står kvar som de är tryckta"
THREE = "Stab -2,48 -2,91 -0,43\nVård -342,20 -367,32 -25,12\nSumma -344,68 -370,23 -25,55\n"
SIX = "Stab 226 288 62 389 437 48\nVård 265 176 -89 290 267 -23\nBad 28 30 2 46 46 0\n"


def named(tables: list[Table]) -> tuple[list[str], set[str]]:
    """Return the names of the columns of the one table, and what its rows are doubted for."""
    (table,) = tables
    return table.names, {row.doubt for row in table.rows}


def test_a_line_with_a_year_for_each_name_says_the_year_of_each(read: Read) -> None:
    text = "Drift i mnkr\n\nÅrets budget t.o.m. aug Prognos Avvikelse\nNämnd 2022 2022 2022\n" + THREE
    assert named(read(text)) == (["Årets budget t.o.m. aug 2022", "Prognos 2022", "Avvikelse 2022"], {""})
    text = "Drift i mnkr\n\nBudget Prognos Avvikelse\n2022 tkr 2022 tkr 2022 tkr\n" + THREE
    assert named(read(text))[0] == ["Budget 2022 tkr", "Prognos 2022 tkr", "Avvikelse 2022 tkr"]


def test_years_below_names_that_have_theirs_leave_them_open(read: Read) -> None:
    text = "Drift i mnkr\n\nBudget 2021 Prognos 2021 Avvikelse\n2022 2022 2022\n" + THREE
    assert named(read(text))[1] == {"kolumnrubriken ”Budget 2021 2022” har två år; talen är utelämnade"}


def test_an_outcome_alone_above_years_is_of_all_of_them(read: Read) -> None:
    rows = "Platser 235 220 217\nBesök 61 61 67\nTimmar 21 22 23\n"
    assert named(read("Volymer\n\nMått\nUtfall\n2021 2022 2023\n" + rows)) == (
        ["Utfall 2021", "Utfall 2022", "Utfall 2023"],
        {""},
    )
    assert named(read("Volymer\n\nMått\nBudget\n2021 2022 2023\n" + rows))[1] == {NOT_NAMED}


def test_periods_above_two_halves_of_the_names_are_of_their_columns(read: Read) -> None:
    head = "Enhet Utfall mar Budget mar Avvikelse Prognos Budget Prognosavvikelse\n"
    names, doubts = named(read("Drift (tkr)\n\nAckumulerat Helår\n" + head + SIX))
    assert names[:1] + names[3:5] == ["Ackumulerat Utfall mar", "Helår Prognos", "Helår Budget"]
    assert doubts == {""}


@pytest.mark.parametrize("label", ["Nämnd", "Resultatenhet", "Verksamhet"])
def test_the_name_of_the_labels_on_a_second_line_is_no_part_of_a_column(read: Read, label: str) -> None:
    text = f"Drift (tkr)\n\nUtfall mar Budget mar Avvikelse Prognos\n{label} Budget Avvikelse prognos\n" + SIX
    names = ["Utfall mar", "Budget mar", "Avvikelse", "Prognos", "Budget", "Avvikelse prognos"]
    assert named(read(text)) == (names, {""})


def test_names_beside_that_of_the_labels_may_be_of_the_first_columns(read: Read) -> None:
    text = "Drift i mnkr\n\nBudget 2022 Prognos 2022\nNämnd Avvikelse 2022\n" + THREE
    assert named(read(text))[1] == {NOT_NAMED}  # or a deviation first, of budget less forecast


def test_a_long_head_is_no_prose(read: Read) -> None:
    head = "Verksamhet Ack utfall 2023 jan–okt Ack budget 2023 jan–okt Ack avvikelse Prognos helår Budget helår Prognosavvikelse\n"
    assert len(head) > 90
    assert named(read("Drift (tkr)\n\n" + head + SIX))[1] == {""}


def test_ack_may_stand_behind_what_it_is_of(read: Read) -> None:
    head = "Verksamhet Budget helår Budget ack Utfall ack Avvikelse ack Prognos helår Avvikelse helår\n"
    rows = """Stab 12 400 3 100 2 950 150 12 100 300
Barn 58 200 14 550 17 020 -2 470 66 200 -8 000
Vuxna 23 400 5 850 5 610 240 23 000 400
Vård 19 000 4 750 5 190 -440 20 500 -1 500
Totalt 113 000 28 250 30 770 -2 520 121 800 -8 800
"""
    assert named(read("Månadsrapport, mars 2019 (tkr)\n\n" + head + rows)) == (
        ["Budget helår", "Budget ack", "Utfall ack", "Avvikelse ack", "Prognos helår", "Avvikelse helår"],
        {""},
    )
    before = "Verksamhet Utfall 2018 Ack utfall Ack budget Ack avvikelse\n"
    assert named(read("Drift (tkr)\n\n" + before + "Stab 12 13 14 1\nVård 5 6 9 3\n"))[0][1:] == [
        "Ack utfall",
        "Ack budget",
        "Ack avvikelse",
    ]


def test_a_year_beside_the_name_of_the_labels_below_a_head_leaves_its_names_open(read: Read) -> None:
    text = "Resultat\n\nBokslut Budget Budgetavvikelse\nVerksamhetsområde 2026 tkr tkr tkr\n"
    rows = "Konst -672 -652 -20\nHVB -95 -86 -9\nVård -276 -267 -9\n"
    assert "" not in named(read(text + rows))[1]


def test_a_name_that_stands_before_the_columns_and_names_none_leaves_them_open(read: Read) -> None:
    text = (
        "Resultat per enhet 2018 i tkr\nVerksamhetsområde\n"
        "Intäkter 2017 Intäkter 2018 Kostnader 2017 Kostnader 2018 Netto 2018 Årets budget 2018 Budgetavvikelse 2018\n"
        "Fritidshem 526 397 – 963 – 1022 – 625 – 1043 418\nGymnasieskola 131 – 379 – 358 – 227 – 575 347\n"
        "Gator och vägar 1867 1811 – 3614 – 3590 – 1779\nSFI 1652 1626 – 2618 – 2413 – 787 – 2591 1804\n"
        "Hemtjänst 11986 – 20194 – 19252 – 6053 – 19251 13199\n"
        "Bostadsanpassning 670 391 – 3874 – 3874 – 3484 – 3772 289\nSkog 8 – 11 – 17 – 4 0 – 4\n"
    )
    names, doubts = named(read(text))
    assert names[0] == "Intäkter 2017"
    assert "" not in doubts  # no row shows which of its cells is empty
