"""Figures of a line are told from years, dates, telephone numbers and other names made of digits."""

from __future__ import annotations

import pytest

from analysis.vocabulary.figures import shape_of


@pytest.mark.parametrize(
    "line",
    [
        "Utfall 2019 Utfall 2020 Budget 2020",
        "Kommunplan 2019-2022 och 2020/21",
        "2023-12-31",
        "Mätperiod 1/12-30/11, 31/12",
        "den 17 november 2020, 3 jan",
        "Perioden 202501 - 202512",
        "Serveringen stänger kl. 22.30, öppet 13:00–15.30",
        "Tel 0150-570 00, 070 123 45 67 eller +46 150-570 00",
        "Ring 0150 - 57 00 00",
        "Org.nr 212000-0340, Box 123, 641 80 Katrineholm",
        "Dnr 2023/123 och SFS 2001:453, 3 kap. 2 §, § 45",
        "se sidan 12, tabell 3, s. 7 och avsnitt 4.1.2",
        "Sida 3 av 12",
        "3 (12)",
        "4.2 Ekonomiskt utfall",
        "## 1.1 Vision",
        "1) först och 2) sedan",
        "elever i åk A4, 12-åringar, covid-19 och den 5:e",
        "barn 0–18 år, åldern 16-24",
        "Ansvar 0110",
        "https://exempel.se/12/34 namn12@exempel.se",
        "Inledning ........ 3",
        "1.2 Ansvarsområde ... 13",
    ],
)
def test_names_made_of_digits_are_no_figures(line: str) -> None:
    assert shape_of(line).figures == 0


@pytest.mark.parametrize(
    ("line", "figures", "together"),
    [
        ("Stab -10 420 -10 459 39", 3, 3),
        ("Stab –10 420 –10 459 39", 3, 3),
        ("Vård -1 091 -93 022 -7", 3, 3),
        ("Stab 120 100 220", 2, 2),
        ("Stab 0 100 100", 2, 2),
        ("Plan 10 000 000 kr", 1, 1),
        ("Plan 1 234 567 kronor", 1, 1),
        ("Stab (6 767) (7 090) 323", 3, 3),
        ("Hyra|120,5|130,0|-9,5", 3, 3),
        ("Hyra;120;-;130", 2, 2),
        ("Andel 12–15 år 45 % 48 %", 2, 2),
        ("110 Stab 120 100 20", 2, 2),
        ("Vård -4 022 -4 234 212¹", 2, 2),
        ("Nämnden ökade från 176 till 261", 2, 1),
        ("Läkare kostade 9,6 mnkr (4,1 mnkr 2023)", 2, 1),
        ("Intäkterna sjönk från 31 575 tkr år 2019 till 26 080 tkr år 2020, med 5 495 tkr", 3, 1),
        ("Lönekostnader, tkr 1/1-31/12 -91 093   -92 727   ", 2, 2),
        ("<b>Totalt</b>\t<b>-183 607</b>\t<b>-180 121</b>", 2, 2),
    ],
)
def test_figures_are_counted_and_those_side_by_side(line: str, figures: int, together: int) -> None:
    assert shape_of(line)[:2] == (figures, together)


@pytest.mark.parametrize(
    ("line", "words", "ends", "is_sentence"),
    [
        ("Stab och vård 12", 3, True, False),
        ("58 mnkr", 0, True, False),
        ("12 Stab och vård", 3, False, False),
        ("Det blev 12 barn. Vården ökade", 5, False, True),
        ("Vården ökade.", 2, False, True),
        ("jan. och feb. var lugna", 5, False, False),
    ],
)
def test_words_and_ends_are_told(line: str, words: int, ends: bool, is_sentence: bool) -> None:  # noqa: FBT001
    assert shape_of(line)[2:] == (words, ends, is_sentence)
