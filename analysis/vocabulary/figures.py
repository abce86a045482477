"""What in a printed line is a figure, and what is a year, a date, a telephone number or another name made of digits."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.vocabulary.numerals import BOUND_SPACES, DASHES, MONEY_UNITS
from analysis.vocabulary.periods import MONTH

_SPACE = f"[ {BOUND_SPACES}]"
_UNITS = "|".join([*MONEY_UNITS, "kronor", "st", "procent"])
_GROUPS = 3  # groups of three digits without sign or unit; so many may be two numbers
_NAMES = re.compile(
    rf"""
      https?://\S+ | www\.\S+ | \S+@\S+
    # dates, months, times
    | \b\d{{4}}-\d\d-\d\d\b | \b(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:\d\d)?\b | \b\d\d?\.\d\d?\.\d{{2,4}}\b
    | \b\d\d?/\d\d?(?:[-–]\d\d?/\d\d?)?(?![\d/]) | \b\d\d?\s(?:{MONTH})(?![a-zåäö])(?:\s\d{{4}})?
    | \b\d\d?[.:]\d\d\s?[-–]\s?\d\d?[.:]\d\d | \b(?:kl|klockan)\.?\s?\d\d?(?:[.:]\d\d)? | \b\d\d?:\d\d\b
    # telephones, firms, towns
    | \+46[\d\s()/-]{{6,}}\d | (?<!\d{_SPACE})\b0\d*(?:[-–/]|\s[-–/]\s)\d[\d ]{{4,}}\d
    | (?<![\d,.])(?<!\d{_SPACE})0\d{{1,3}}(?:\s\d{{2,3}}){{2,4}}(?!\d)
    | \b(?:tel|tfn|fax|telefon|mobil|växel)\S*\s+[\d +-]{{6,}}
    | \b\d{{6}}-\d{{4}}\b | \b\d{{3}}{_SPACE}\d\d(?=\s+[A-ZÅÄÖ]) | \bbox\s\d+
    # codes, laws, files, pages, sections, numbered things, notes
    | (?<![\d,.])(?<!\d{_SPACE})0\d+(?![\d,]) | \b(?:ansvar|bolag|konto|kostnadsställe|kst|objekt|version)\s+\d+\*?\s*$
    | §+\s?\d+(?:\s?[a-z]\b)? | \b\d+\s(?:kap\b|§)\S* | \b\d{{4}}[/:]\d+
    | \b(?:sid(?:an|orna|a)?|s|nr|nummer|bilaga|tabell|diagram|figur|punkt|avsnitt|kapitel|mål|steg)
      \.?\s\d+(?:[.-]\d+)*\b(?:\sav\s\d+)?
    | \b\d+\s?\(\d+\)\s*$ | \(\d{{1,2}}\) | (?<![\d(])(?<!\d{_SPACE})\b\d{{1,2}}\)
    | \b\d+(?:\.\d+){{2,}} | ^[\s\#*]*\d+(?:\.\d+)*\.?(?=\s+[^\W\d_])(?!\s+(?:{_UNITS})\b)
    # years, from one number to another, words with digits in them
    | (?<![\d,.])(?<!\d{_SPACE})(?:19|20)\d\d(?:\s?[-–/]\s?\d{{2,4}})?(?![\d%]|,\d|{_SPACE}\d{{3}}(?!\d))
    | (?<!\S)\d+[-–]\d+(?!\S) | \b\d+(?:[-–]|\s[-–]\s)\d+(?=\s?[^\W\d_]) | \b\d+[-:][a-zåäö]+
    | [^\W\d_][\w.-]*\d[\w.-]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAME = "\N{CURRENCY SIGN}"  # stands in the place of such a name
_FIGURE = re.compile(
    rf"(?<![\w,.])(?P<sign>[{DASHES}+(]{_SPACE}?[{DASHES}]?)?\d+(?:{_SPACE}\d{{3}}(?!\d))*(?:[.,]\d+)*\)?(?!\w)"
    rf"(?P<unit>{_SPACE}?(?:%|(?:{_UNITS})\b\.?))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"[{DASHES}\s|;/*)]*")
_MARKS = re.compile(r"</?\w+[^>]*>|\*\*|(?<=[\d)])[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"[a-zåäö]{3}[.!?](?:\s+[A-ZÅÄÖ]|\s*$)")
_LEADERS = re.compile(r"\.{4,}|…{2,}|(?:\s\.){4,}|(?:\.{3}|…)\s*\d+\s*$")


class Shape(NamedTuple):
    """What a printed line holds.

    Attributes
    ----------
    figures
        How many figures.
    together
        How many of them stand side by side, without words between.
    words
        How many words.
    ends_in_figure
        Whether its last figure ends it.
    is_sentence
        Whether a sentence ends in it.
    """

    figures: int = 0
    together: int = 0
    words: int = 0
    ends_in_figure: bool = False
    is_sentence: bool = False


def shape_of(line: str) -> Shape:
    """Tell figures from words in a printed line; years, dates, pages, sections and telephone numbers are no figures.

    Examples
    --------
    >>> shape_of("Stab -10 420 -10 459 39")
    Shape(figures=3, together=3, words=1, ends_in_figure=True, is_sentence=False)
    >>> shape_of("Under 2020 ökade antalet med 12 procent till 140 barn.").together
    1
    >>> shape_of("Inledning ........ 3").figures, shape_of("Tel 0150-570 00, 2020-12-31, sida 4").figures
    (0, 0)
    """
    bare = _MARKS.sub("", line)
    is_sentence = _SENTENCE.search(bare) is not None
    if _LEADERS.search(bare) or not _DIGIT.search(bare):
        return Shape(words=len(_WORD.findall(bare)), is_sentence=is_sentence)
    text = _NAMES.sub(_NAME, bare)
    found = list(_FIGURE.finditer(text))
    words = len(_WORD.findall(_FIGURE.sub("", text)))
    together = most = 0
    for at, one in enumerate(found):
        is_beside = at > 0 and _are_beside(text, found[at - 1], one)
        together = together * is_beside + _count(one)
        most = max(most, together)
    ends = bool(found) and _BETWEEN.fullmatch(text, found[-1].end()) is not None
    return Shape(sum(map(_count, found)), most, words, ends, is_sentence)


def _are_beside(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether two figures stand as in cells; one in brackets behind another may be a comparison in a sentence."""
    is_bracketed = [figure[0].startswith("(") for figure in (one, other)]
    return _BETWEEN.fullmatch(text, one.end(), other.start()) is not None and is_bracketed != [False, True]


def _count(figure: re.Match[str]) -> int:
    """Count a long run of groups of three digits without sign or unit as two numbers, unless it ends in zeros."""
    groups = re.findall(r"\d+", figure[0])
    is_two = len(groups) >= _GROUPS and not (figure["sign"] or figure["unit"] or "," in figure[0])
    return 2 if is_two and set(groups[1:]) != {"000"} else 1
