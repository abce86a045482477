"""How wide a text is in the workbook's font, so that its lines are broken where the paper ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from analysis.vocabulary.numerals import NO_BREAK_SPACE

# thousandths of the letter size; the font and its free counterpart have the same
_WIDTHS: Mapping[str, int] = MappingProxyType({
    letter: width
    for width, letters in {
        191: "'", 222: "ijl\u2019\u2018", 260: "|¦", 278: " \u00a0!,./:;I[\\]ft\u2009\u202f", 333: "()-r`\u201d\u201c",
        350: "\u2022", 355: '"', 389: "*", 469: "^", 500: "ckJsvxyz", 556: "abdeghnopqu0123456789$?_Låäöéèü\u2013§",
        584: "+<=>~\u2212\u00d7", 611: "FTZ", 667: "ABEKPSVXY&ÅÄÉ", 722: "CDHNRUw", 778: "GOQÖ", 833: "Mm", 889: "%",
        944: "W", 1000: "\u2026\u2014", 1015: "@",
    }.items()
    for letter in letters
})  # fmt: skip
_WIDEST, _BOLD = 1000, 1.07  # of a letter that is not listed, and how much wider bold ones are on the whole


_AND_MORE = " m.fl."
_LEAD = re.compile(r"[,;]?\s*\b(?:blad|rad|sida|tabell)\s*$")


def text_width(text: str, size: float = 10, *, bold: bool = False) -> float:
    """Return how wide a text is, in points.

    Examples
    --------
    >>> round(text_width("nämnd"), 2), text_width("il") < text_width("mm")
    (30.57, True)
    """
    return _thousandths(text) * size / 1000 * (_BOLD if bold else 1)


@lru_cache(maxsize=16_384)  # the same words come again and again
def _thousandths(text: str) -> int:
    return sum(_WIDTHS.get(letter, _WIDEST) for letter in text)


def wrapped(text: str, points: float, size: float = 10) -> list[str]:
    """Part a text into lines that are no wider than so many points; a longer word is parted too.

    Examples
    --------
    >>> wrapped("Nämnden fick två år till.", 70)
    ['Nämnden fick', 'två år till.']
    """
    lines, taken = list[list[str]](), 0
    for word in _words(text, points, size):
        own, space = _thousandths(word), _thousandths(" ")
        if lines and (taken + space + own) * size / 1000 <= points:
            lines[-1].append(word)
            taken += space + own
        else:
            lines.append([word])
            taken = own
    return [" ".join(line) for line in lines]


def cut_short(text: str, points: float, most: int, slack: float = 0.0) -> list[str]:
    r"""Part a text into so many lines at the most; the last one says that there is more.

    Parameters
    ----------
    text
        What is to be written.
    points
        How wide a line may be.
    most
        How many lines there may be.
    slack
        How much wider a last line of one word may be, in points.

    Examples
    --------
    >>> cut_short("2023, tabell 1; 2024, sida 2; 2025, sida 3", 90, 1)
    ['2023, tabell 1 m.fl.']
    >>> cut_short("2023, blad\N{NO-BREAK SPACE}Resultatrapport; 2024, rad 3", 70, 1)
    ['2023 m.fl.']
    """
    lines = wrapped(text, points)
    if len(lines) <= most:
        return lines
    kept = _without_lead(lines[most - 1].rstrip(",;"))
    while text_width(kept + _AND_MORE) > points + (0 if " " in kept else slack):
        kept = _without_lead((kept.rpartition(" ")[0] or kept[:-1]).rstrip(" -,;"))
    return [*lines[: most - 1], f"{kept}{_AND_MORE}"]


def _without_lead(text: str) -> str:
    """Leave out the word at the end that says what a name or a number behind it was: a sheet, a page, a line."""
    return _LEAD.sub("", text) or text


def _words(text: str, points: float, size: float) -> Iterator[str]:
    """Yield the words of a text; one that is too wide in parts, at its no-break spaces and hyphens where it has any."""
    for word in filter(None, text.replace("\n", " ").split(" ")):
        part = word
        while text_width(part, size) > points and len(part) > 1:
            most = next(at for at in range(1, len(part) + 1) if text_width(part[: at + 1], size) > points)
            ends = (part.rfind(NO_BREAK_SPACE, 1, most) + 1, part.rfind("-", 1, most) + 1, most)
            end = next(at for at in ends if at > 0)
            yield part[:end]
            part = part[end:]
        yield part
