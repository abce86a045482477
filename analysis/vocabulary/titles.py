"""The lines above a table's head to its title, section, kind and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.numerals import MONEY_UNITS, clean, is_number
from analysis.vocabulary.periods import MONTH

_REACH = 60  # lines above a head that may hold its title
_NEAR = 3  # printed lines just above a head, of which one may be the title
_UNIT_AND_STOP = re.compile(rf"(?:{'|'.join(MONEY_UNITS)})\.", re.IGNORECASE)
_LONGEST_TITLE, _LONGEST_HEADING, _LONGEST_PIECE = 120, 70, 45  # characters
_TITLED = r"\b(?:drift|investering|resultat|budget|ekonomi|nettokostnad)\w* |\w(?:redovisning|uppföljning|rapport) "
_UNIT = re.compile(rf"(?:\((?:i )?|\bi |[a-zåäö\d], |{_TITLED})({'|'.join(MONEY_UNITS)})\b", re.IGNORECASE)
_ALONE = re.compile(
    rf"\(?(?:(?:alla )?belopp(?:en)? )?(?:anges )?(?:i )?({'|'.join(MONEY_UNITS)})\b\)?\.?", re.IGNORECASE
)
_BEGINS_WITH_UNIT = re.compile(rf"belopp(?:en)? (?:i |anges i )({'|'.join(MONEY_UNITS)})\b", re.IGNORECASE)
_ENDS_IN_UNIT = re.compile(r"[A-ZÅÄÖ].*(?:[a-zåäö)]|\b(?:19|20)\d\d) (tkr|mnkr|mkr)", re.IGNORECASE)
_PRINTED_BY = re.compile(  # what an export says of itself and of what was asked for
    r"utskriven|utskrivet|uttagen|uttaget|skapad|rapportdatum|(?:ansvar|bolag|enhet|förvaltning|konto|period|urval)\s*:",
    re.IGNORECASE,
)
_IN_CORNER = re.compile(rf"(?:[a-zåäö]+ )?{_ALONE.pattern}(?: [a-zåäö]+)?", re.IGNORECASE)
_SPELLED = {  # units written out, and other short forms
    re.compile(
        r"\b(?:tusen|tusental|1 ?000-tals?) kr(?:onor)?\b|(?:(?<=\bi )|(?<=\())1 ?000 kr(?:onor)?\b|"
        r"\b(?:tsek|ksek|kkr)\b",
        re.IGNORECASE,
    ): "tkr",
    re.compile(r"\b(?:miljoner|miljontal|milj\.?) kr(?:onor)?\b|\bmsek\b", re.IGNORECASE): "mnkr",
    re.compile(r"\b(?:hela )?kronor\b(?! per\b|/)|\bsek\b", re.IGNORECASE): "kr",
}
_PERIOD = re.compile(
    r"(?:(?:rapport)?period|avser)(?:\s*:\s*|\s+)((?:jan\w*\.?|\d{6})(?: \d{4})?\s*[-–]\s*\w+\.?(?: \d{4})?)",
    re.IGNORECASE,
)
_KINDS = {
    "övrig": r"indikator",
    "ombudgetering": r"ombudgetering",
    "drift": r"drifts?redovisning|drifts?budget|\bdrift\b",
    "investering": r"investering",
    "volym": r"volym",
    "personal": r"nyckeltal|personal",
}
MONEY_KINDS = ("drift", "investering", "ombudgetering")  # whose numbers are amounts of money
_INVESTED = re.compile(r"totalutgift|årets investering|sedan projekt", re.IGNORECASE)
_NAMES_TABLE = re.compile(rf"{_UNIT.pattern}|redovisning\b", re.IGNORECASE)
_DOCUMENT = re.compile(r"årsredovisning|delårs|verksamhetsberättelse|månads(?:rapport|uppföljning)", re.IGNORECASE)
_PAGE_FOOT = re.compile(r"\s(?:sida?\s+)?\d{1,3}(?:\s*\(\d+\))?$", re.IGNORECASE)  # behind the name of the document
_ENDS_SENTENCE = re.compile(r"[.,;:!?]$")
_FIGURE = r"[-\u2212–(]? ?(?!(?:19|20)\d\d\b)\d[\d.,]*\)?%?"
_ENDS_IN_FIGURES = re.compile(rf"[^\W\d_].*?(?:\s+{_FIGURE}){{2,}}\s*$")
_WHEN = re.compile(rf"(?:(?:{MONTH}|(?:19|20)\d\d|helår|t\.?o\.?m\.?|per|\d\d?)[\s–-]*)+", re.IGNORECASE)
_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+")
_MARKS = re.compile(r"^#+\s*|\*+")


class Heading(NamedTuple):
    """The title of a table and the heading of the section that it stands in."""

    title: str
    section: str


def find_title(lines: Sequence[str], head: int, since: int) -> Heading:
    """Find title and section in the lines above a head; empty where none is printed.

    Parameters
    ----------
    lines
        The lines of the document.
    head
        The first line of the table's head, counted from 0.
    since
        Where the table before ended; nothing above it is looked at.

    Examples
    --------
    >>> find_title(["### 4.1 Drift", "", "Driftredovisning (tkr)", "Utfall Budget"], 3, 0)
    Heading(title='Driftredovisning (tkr)', section='4.1 Drift')
    """
    title, at = _own_title(lines, head, since)
    tail = ""
    for place in range(at - 1, max(since, head - _REACH) - 1, -1):
        line = _plain(lines[place])
        if not line:
            tail = ""
        elif _is_heading(lines, place, tail):
            section = clean(f"{line} {tail}")
            return Heading(title or without_number(section), section)
        else:
            tail = f"{line} {tail}".strip() if len(line) <= _LONGEST_PIECE and line[:1].islower() else ""
    return Heading(title, "")


def period_above(lines: Sequence[str], head: int, since: int) -> str:
    """Return the period that a line of its own above a head names; empty where none does.

    Parameters
    ----------
    lines
        The lines of the document.
    head
        The first line of the table's head, counted from 0.
    since
        Where the table before ended; nothing above it is looked at.

    Examples
    --------
    >>> period_above(["Drift (tkr)", "Period: januari–december 2024", "Utfall period Budget period"], 2, 0)
    'januari–december 2024'
    """
    above = (_PERIOD.fullmatch(_plain(line)) for line in reversed(lines[max(since, head - _REACH) : head]))
    return next((found[1].strip() for found in above if found), "")


def after_figures(lines: Sequence[str], since: int, head: int) -> int:
    r"""Return the line below the last row of figures above a table: what stands over those is no title of it.

    Parameters
    ----------
    lines
        The lines of the document.
    since, head
        Where the table before ended, and the first line of the table's head, counted from 0.

    Examples
    --------
    >>> after_figures(["Drift (mnkr)", "Stab\t1,5\t2,5", "", "Utfall Budget 2024"], 0, 3)
    2
    """
    rows = (at for at in range(head - 1, max(since, head - _REACH) - 1, -1) if _ENDS_IN_FIGURES.search(lines[at]))
    return next((at for at in rows if not _PRINTED_BY.match(_plain(lines[at]))), since - 1) + 1


def unit_above(lines: Sequence[str], head: int, since: int) -> str:
    """Return the unit that stands on a line of its own just above a table; empty where there is none.

    Parameters
    ----------
    lines
        The lines of the document.
    head
        The first line of the table's head, counted from 0.
    since
        Where the table before ended; nothing above it is looked at.

    Examples
    --------
    >>> unit_above(["Driftbudget", "Belopp i tkr", "", "Utfall Budget"], 3, 0), unit_above(["5 tkr", "Utfall"], 1, 0)
    ('tkr', '')
    >>> unit_above(["Resultatrapport", "Belopp i kronor", "Utfall Budget"], 2, 0)
    'kr'
    >>> unit_above(["Socialnämnden tkr", "Jan Feb"], 1, 0)
    'tkr'
    """
    near = [place for place in range(head - 1, max(since, head - _REACH) - 1, -1) if lines[place].strip()]
    for place in near[:_NEAR]:
        if _ends_sentence(lines, place):
            continue
        cells = [" ".join(_plain(cell).split()) for cell in lines[place].split("\t")]
        titled = _unit_behind(cells) if len(cells) > 1 or place == near[0] else ""
        if found := next(filter(None, map(unit_line, cells)), titled):
            return found.lower()
    return ""


def names_table(line: str) -> bool:
    """Tell whether a line is the title of a table: it says a unit, or what the table is about, not the document.

    Examples
    --------
    >>> names_table("Investeringar (tkr)"), names_table("Personalnyckeltal"), names_table("Årsredovisning 2024")
    (True, True, False)
    """
    if _DOCUMENT.search(line) and not _UNIT.search(_shortened(line)):
        return False
    return _NAMES_TABLE.search(_shortened(line)) is not None or any(
        re.search(words, line, re.IGNORECASE) for words in _KINDS.values()
    )


def without_number(section: str) -> str:
    """Return a heading without its section number.

    Examples
    --------
    >>> without_number("3.1 Personalnyckeltal")
    'Personalnyckeltal'
    """
    return _NUMBER.sub("", section)


def _plain(line: str) -> str:
    return _MARKS.sub("", line).strip()


def _own_title(lines: Sequence[str], head: int, since: int) -> tuple[str, int]:
    """Find the line just above a head that names the table, and where it stands; else nothing and the head.

    A unit on a line of its own belongs to the line above it.
    """
    near = [place for place in range(head - 1, max(since, head - _REACH) - 1, -1) if lines[place].strip()]
    near = [place for place in near if not _PRINTED_BY.match(_plain(lines[place])) and not _ends_sentence(lines, place)]
    unit, nearest = "", _name_at(lines, near)
    for place in near[:_NEAR]:
        if "\t" in lines[place]:
            break  # a row of another table
        line = " ".join(_plain(lines[place]).split())
        is_marked = lines[place].startswith("#")
        if nearest and place != near[0] and (own := unit_line(line) or _unit_in_sentence(line)):
            return f"{nearest}, {own}", place
        if not unit and (own := unit_line(line)):
            unit = own
            continue
        if len(line) <= _LONGEST_TITLE and _NAMES_TABLE.search(_shortened(line)) and not is_marked:
            return clean(f"{line}, {unit}" if unit and not find_unit(line) else line), place
        if unit:
            is_title = len(line) <= _LONGEST_HEADING and not _ENDS_SENTENCE.search(line) and "\t" not in lines[place]
            return (clean(f"{without_number(line)}, {unit}"), place + 1) if is_title else (f"({unit})", place + 1)
        if is_marked:
            break
    return (f"({unit})", near[0]) if unit else ("", head)


def _ends_sentence(lines: Sequence[str], at: int) -> bool:
    """Tell a unit alone with a full stop, below words: the end of a sentence about one amount."""
    return at > 0 and _UNIT_AND_STOP.fullmatch(lines[at].strip()) is not None and bool(lines[at - 1].strip())


def _name_at(lines: Sequence[str], near: Sequence[int]) -> str:
    """Return the nearest line where it is short, begins with a capital and ends no sentence; else nothing."""
    line = lines[near[0]].strip() if near else ""
    is_name = line[:1].isupper() and len(line) <= _LONGEST_HEADING and not _ENDS_SENTENCE.search(line)
    return " ".join(line.split()) if is_name and "\t" not in line else ""


def _unit_in_sentence(line: str) -> str:
    return find_unit(line) or "" if _ENDS_SENTENCE.search(line) else ""


def _unit_behind(cells: Sequence[str]) -> str:
    """Return the unit that a short title ends with, where no number stands beside it."""
    cells = [_shortened(cell) for cell in cells]
    found = _ENDS_IN_UNIT.fullmatch(cells[0]) if len(cells[0]) <= _LONGEST_HEADING else None
    return found[1] if found and not any(map(is_number, cells)) else ""


def unit_line(line: str) -> str:
    """Return the unit of a line that says nothing but it, or begins with it and goes on about its signs.

    Examples
    --------
    >>> unit_line("Belopp i tkr"), unit_line("Drift (tkr)")
    ('tkr', '')
    """
    text = _shortened(line)
    found = _ALONE.fullmatch(text) or _BEGINS_WITH_UNIT.match(text)
    return found[1] if found else ""


def _is_heading(lines: Sequence[str], at: int, tail: str) -> bool:
    """Tell a heading from the first line of a paragraph; `tail` holds wrapped pieces of it found below."""
    line = _plain(lines[at])
    if lines[at].startswith("#"):
        return True
    if _PRINTED_BY.match(line) or _WHEN.fullmatch(line) or (_PAGE_FOOT.search(line) and _DOCUMENT.search(line)):
        return False
    if "\t" in line or len(line) > _LONGEST_HEADING or not (line[0].isupper() or line[0].isdigit()):
        return False
    if _ENDS_SENTENCE.search(tail or line):
        return False
    above = lines[at - 1].strip() if at else ""
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    begins = not above or above.endswith(".") or lines[at].startswith(" ") or len(above) <= _LONGEST_PIECE
    return begins and (bool(tail) or not below[:1].islower())


def find_kind(title: str, section: str, head: Sequence[Column]) -> str:
    """Tell what a table is about from its own words, its title's before those of its section.

    Examples
    --------
    >>> find_kind("Driftsredovisning, nettoresultat (tkr)", "Drift", [])
    'drift'
    """
    numbers = [column for column in head if column.kind == "tal"]
    if numbers and all(column.role == "okänd" for column in numbers):
        return "övrig"
    if any(_INVESTED.search(column.name) for column in numbers):
        return "investering"
    labels = " ".join(column.name for column in head if column.kind == "etikett")
    for text in (labels, title, section):
        for kind, words in _KINDS.items():
            if re.search(words, text, re.IGNORECASE):
                return kind
    roles = {column.role for column in head}
    return "drift" if {"budget", "avvikelse"} <= roles and roles & {"utfall", "prognos"} else "övrig"


def find_unit(words: str, *cells: str) -> str | None:
    """Return the unit that a title or a head prints in parentheses or after a comma, or that a cell of a head is.

    A cell may also say it before or behind one word, as the corner above labels does.

    Examples
    --------
    >>> find_unit("Investeringsredovisning (tkr)"), find_unit("Drift, belopp i miljoner kronor"), find_unit("", "Tkr")
    ('tkr', 'mnkr', 'Tkr')
    >>> find_unit("Driftredovisning 2023 (kronor)"), find_unit("Kostnad i kronor per timme")
    ('kr', None)
    >>> find_unit("", "mnkr Verksamhet"), find_unit("", "kr per timme"), find_unit("Investeringar tkr")
    ('mnkr', None, 'tkr')
    """
    corners = (_IN_CORNER.fullmatch(_shortened(clean(cell))) for cell in cells)
    found = _UNIT.search(_shortened(words)) or next(filter(None, corners), None)
    return found[1] if found else unit_in_words(words)


def unit_in_words(text: str) -> str | None:
    """Return the unit that is written out, such as millions of kronor; None where none is, or where it is kronor.

    Examples
    --------
    >>> unit_in_words("Belopp i tusental kronor"), unit_in_words("Utfall Budget")
    ('tkr', None)
    """
    return next((unit for pattern, unit in _SPELLED.items() if unit != "kr" and pattern.search(text)), None)


def _shortened(text: str) -> str:
    """Write units in their short forms."""
    for pattern, unit in _SPELLED.items():
        text = pattern.sub(unit, text)
    return text
