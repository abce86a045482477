"""Lines of text to zones: runs of figures across line ends, each with the words that stand before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from analysis.vocabulary.numerals import BOUND_SPACES, DASHES, UNITS

NEW_LINE, BLANK_LINE = -1, -2  # what parts two atoms, where it is no number of blanks
_DIGITS = rf"\d[\d{BOUND_SPACES}]*(?:[.,]\d+)*"
_FIGURE = re.compile(rf"[{DASHES}+]?\(?[{DASHES}+]?{_DIGITS}%?\)?(?:[{DASHES}])?")
_OUTLINE = re.compile(r"\d+(?:\.\d{1,2}){2,}\.?|\d\d?\)")  # a numbered heading, a remark's number
_CONFUSED = re.compile(rf"[{DASHES}+]?[\dOolI]{{2,}}(?:,[\dOolI]+)?")
_CODE = re.compile(r"\d{1,6}")
_YEAR = re.compile(r"(?:199\d|20[0-3]\d)")
_ONE_NUMBER = re.compile(rf"\S+|(?:[{DASHES}+] ?)?\d{{1,3}}(?: \d{{3}})*(?:,\d+)?(?: ?%)?")
_CHUNK = re.compile(r"[^ \t]+")
_MARKS = re.compile(r"(?:<b>)(?=[-\u2013\u2212]?\d)|(?<=[\d%])</b>")
_FOOTNOTE = re.compile(r"(?<=[\d%)])(?:[\u00b9\u00b2\u00b3\u2070-\u2079]+|\*+\)?|\\\*)(?=\s|$)")
_BEFORE_DIGIT = re.compile(r"\*+(?=[-\u2013\u2212]?\d)")
_SIGNS, _EMPTY = frozenset([*DASHES, "+"]), frozenset({"..", "…"})
_GROUP = re.compile(r"\d{3}(?:,\d+)?")
_FEWEST = 2  # numbers that are a row though words follow them
_MOST_CODES = 2  # bare numbers that a line of words may begin with
_UNITS = frozenset(UNITS)


class Atom(NamedTuple):
    """A sign, a group of digits, a unit or an empty cell's mark, with how many blanks stand before it."""

    text: str
    gap: int

    @property
    def is_sign(self) -> bool:
        """Whether the atom is a lone dash."""
        return self.text in _SIGNS


class Piece(NamedTuple):
    """Words of one line without figures of a row; `line` is counted from 0."""

    line: int
    text: str
    after_blank: bool


@dataclass(slots=True)
class Zone:
    """A run of figures and the words before it.

    Attributes
    ----------
    line, last
        The first and the last line of its figures, counted from 0.
    above
        The words of whole lines since the zone before.
    own
        The words that stand before the figures on their first line.
    lead
        How many blanks stand between them and the figures.
    start
        Where in the line the figures begin.
    atoms
        The figures, in printed order.
    trail
        How many blanks stand behind the last of them.
    blanks
        How many blank lines part its first cells, where they stand on lines of their own.
    note, whole
        The number of a note that stood before the first figure, and the zone with it.
    """

    line: int
    last: int
    above: list[Piece]
    own: str
    lead: int
    start: int
    atoms: list[Atom] = field(default_factory=list)
    trail: int = 0
    blanks: int = 0
    note: str = ""
    whole: Zone | None = None

    @property
    def may_end_label(self) -> bool:
        """Whether one figure stands behind the label and all others below: it may be of the label, or not."""
        if self.own[-1:].isdigit() and self.atoms[0].gap < 0:
            return True
        return bool(self.own) and len(self.atoms) > 1 and self.atoms[1].gap < 0

    @property
    def open_dashes(self) -> int:
        """How many dashes stand before a number without a sign: minuses, or empty cells."""
        return sum(one.is_sign and other.text[:1].isdigit() for one, other in pairwise(self.atoms))

    @property
    def printed(self) -> str:
        """The figures as they were printed, for messages."""
        return " ".join(atom.text for atom in self.atoms)


def plain(line: str, *, keeps_places: bool = False) -> str:
    """Take bold marks and the marks of footnotes away from a line; blanks may keep the places of the others.

    Examples
    --------
    >>> plain("Stab <b>-1 200</b> 96*)"), plain("Stab 96*) 12", keeps_places=True)
    ('Stab -1 200 96', 'Stab 96   12')
    """
    if line.isascii() and "*" not in line and "<" not in line:
        return line
    for marks in (_MARKS, _FOOTNOTE, _BEFORE_DIGIT):
        line = marks.sub(_blanks if keeps_places else "", line)
    return line


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


_PAGE = re.compile(r"\d{1,4} ?(?:\(|/|av) ?\d{1,4}\)?")  # the number of a page, and of how many


class _Run(NamedTuple):
    start: int
    end: int
    atoms: tuple[Atom, ...]


def find_runs(line: str) -> list[_Run]:
    """Find the runs of figures in a line that may be cells of a row.

    A single figure with words behind it, and one or two bare numbers that a line of words begins with, are words.

    Examples
    --------
    >>> [[atom.text for atom in run.atoms] for run in find_runs("Enhet 2 -15 785 859")]
    [['2', '-15', '785', '859']]
    >>> find_runs("Elever i åk 9 som trivs"), find_runs("110 Stab")
    ([], [])
    """
    chunks = [(found.start(), found.end(), found[0]) for found in _CHUNK.finditer(line)]
    runs, at = list[_Run](), 0
    while at < len(chunks):
        end = at
        while end < len(chunks) and _is_figure(chunks[end][2]):
            end += 1
        if end > at:
            run = _run(chunks, at, end)
            if run and not (end < len(chunks) and _is_among_words(run, chunks[end][2], is_first=at == 0)):
                runs.append(run)
        at = max(end, at + 1)
    return runs


def _is_figure(text: str) -> bool:
    """Tell a chunk that may belong to a number; a letter taken for a digit makes the number unreadable, not a word."""
    if _CONFUSED.fullmatch(text) and any(map(str.isdigit, text)):
        return True
    if text in _SIGNS or text in _EMPTY or text.lower() in _UNITS:
        return True
    return text[-1:] not in "/:" and _FIGURE.fullmatch(text) is not None and _OUTLINE.fullmatch(text) is None


def _run(chunks: Sequence[tuple[int, int, str]], first: int, end: int) -> _Run | None:
    while first < end and chunks[first][2].lower() in _UNITS:
        first += 1
    digits = sum(any(map(str.isdigit, chunk[2])) for chunk in chunks[first:end])
    signs = sum(chunk[2] in _SIGNS or chunk[2] in _EMPTY for chunk in chunks[first:end])
    is_cell = signs == len(chunks)  # a line of nothing but a dash
    if not digits and signs < _MOST_CODES and not is_cell:
        return None
    atoms = [
        Atom(chunks[at][2], chunks[at][0] - chunks[at - 1][1] if at else chunks[at][0]) for at in range(first, end)
    ]
    return _Run(chunks[first][0], chunks[end - 1][1], tuple(atoms))


def _is_among_words(run: _Run, following: str, *, is_first: bool) -> bool:
    """Tell whether figures with words behind them belong to those words."""
    bare = [atom.text for atom in run.atoms]
    if is_first and len(bare) <= _MOST_CODES and all(map(_CODE.fullmatch, bare)):
        return True
    numbers = sum(
        any(map(str.isdigit, text)) and not (at and _GROUP.fullmatch(text) and bare[at - 1] not in _SIGNS)
        for at, text in enumerate(bare)
    )
    return numbers < _FEWEST or not following[:1].isupper()


def find_zones(lines: Sequence[str], first: int, end: int) -> tuple[list[Zone], list[Piece]]:
    """Part lines into zones; return them and the words behind the last.

    Parameters
    ----------
    lines
        The lines of the document.
    first, end
        The first line and the line after the last, counted from 0.
    """
    zones, words, blanks, is_open = list[Zone](), list[Piece](), 0, False
    for at in range(first, end):
        line = plain(lines[at])
        if not line.strip() or (blanks and _PAGE.fullmatch(line.strip()) and not "".join(lines[at + 1 : at + 2])):
            blanks += 1
            continue
        place = 0
        for run in find_runs(line):
            before = line[place : run.start]
            if not before.strip() and not words and is_open and not place and _goes_on(zones[-1], run, blanks):
                gap = BLANK_LINE if blanks else NEW_LINE
                zones[-1].blanks = zones[-1].blanks or blanks
                zones[-1].atoms += [Atom(run.atoms[0].text, gap), *run.atoms[1:]]
                zones[-1].last = at
            else:
                zones.append(_zone(at, before, words, run))
                words = []
            zones[-1].trail = len(line) - len(line.rstrip(" ")) if run.end == len(line.rstrip(" ")) else 0
            place, is_open, blanks = run.end, True, 0
        if line[place:].strip():
            words.append(Piece(at, line[place:], blanks > 0))
        blanks = 0
    return zones, words


def _goes_on(zone: Zone, run: _Run, blanks: int) -> bool:
    """Tell whether figures on a line of their own belong to the row above: not after a head's years, or a blank line.

    Where the first cells of a row are parted by blank lines, each with one number, all are, by no more of them.
    """
    if len(zone.atoms) > 1 and _are_years(zone.atoms) and not _are_years(run.atoms):
        return False
    first_break = next((atom.gap for atom in zone.atoms if atom.gap < 0), None)
    is_one = first_break is None and _ONE_NUMBER.fullmatch(zone.printed) is not None
    return not blanks or is_one or (first_break == BLANK_LINE and blanks <= zone.blanks)


def _are_years(atoms: Sequence[Atom]) -> bool:
    return all(_YEAR.fullmatch(atom.text) or atom.text.lower() in _UNITS for atom in atoms)


def _zone(at: int, before: str, words: list[Piece], run: _Run) -> Zone:
    lead = len(before) - len(before.rstrip(" "))
    return Zone(at, at, words, before.strip(" "), lead, run.start, [Atom(run.atoms[0].text, lead), *run.atoms[1:]])
