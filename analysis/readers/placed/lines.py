"""Words with places to lines of fragments: words that stand together as in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.readers.placed.words import Word
from analysis.vocabulary.columns import SHORT_DATE
from analysis.vocabulary.numerals import DASHES, MONEY_UNITS, NO_BREAK_SPACE, is_number

_SAME_LINE = 0.25  # of the font size: how far baselines of one line may differ
_TEXT_GAP, _REAL_GAP, _OPEN_GAP = 0.75, 0.62, 0.42  # of the font size: wider gaps part cells
_FIXED_GAP = 0.78  # where a space is as wide as a letter
_OVER = 0.1  # of the font size: words printed over each other cannot be told apart
_LONG, _ENOUGH, _EVEN = 3, 3, 0.012
_SMALL, _BEHIND, _RAISED = 0.8, 0.2, 0.15  # of the size of the word that a footnote mark belongs to
_MARK = re.compile(r"\d{1,2}\)?")
_ATOM = re.compile(rf"[{DASHES}+(]?\d[\d.,]*%?\)?|[{DASHES}+%]")
_GROUP = re.compile(r"\d{3}(?:,\d+)?%?")
_BRACKETED = re.compile(r"\((?!(?:19|20)\d\d\)|\d\))[\d .,]+%?\)")  # a minus; a lone digit or a year is a remark
_MONEY = "|".join(MONEY_UNITS)
_POINTED = re.compile(
    rf"\(?[{DASHES}+]? ?[1-9]\d{{0,2}}(?:\.\d{{3}})+(?:,\d+)?%?[{DASHES})]?(?: (?:{_MONEY}))?"
)  # thousands
SIGNS = {*DASHES, "+"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEAD_YEAR = re.compile(rf"(?:19|20)\d\d(?: (?:{_MONEY}))?|{SHORT_DATE}")


@dataclass(slots=True)
class Fragment:
    """Words of one line that stand together.

    Attributes
    ----------
    words
        The words, left to right.
    opens
        Whether the gap before each word but the first is known by its width alone.
    is_blurred
        Whether words are printed over each other.
    left, right, size
        Its edges and its font size.
    text
        The words, parted by single spaces.
    is_number
        Whether the text is one printed number, or a lone dash.
    """

    words: list[Word]
    opens: list[bool] = field(default_factory=list)
    is_blurred: bool = False
    left: float = field(init=False)
    right: float = field(init=False)
    size: float = field(init=False)
    text: str = field(init=False)
    is_number: bool = field(init=False)

    def __post_init__(self) -> None:
        first = self.words[0]
        self.left, self.right, self.size = first.left, self.words[-1].right, first.size
        self.text = " ".join([word.text for word in self.words]) if len(self.words) > 1 else first.text
        sign = self.text[0]
        is_like = sign.isdigit() or sign in "%+" or sign in DASHES or _BRACKETED.fullmatch(self.text) is not None
        self.is_number = is_like and not self.is_blurred and is_cell_number(self.text)

    @property
    def printed(self) -> str:
        """The words, parted by the spaces that are printed."""
        return "".join((NO_BREAK_SPACE if word.bound else " ") + word.text for word in self.words).strip(" ")

    @property
    def ends(self) -> bool:
        """Whether the file holds a space behind the last word, at the end of the line."""
        return self.words[-1].ends

    def parted(self, at: int) -> tuple[Fragment, Fragment]:
        """Return the words before a place and those from it on."""
        return Fragment(self.words[:at], self.opens[: at - 1]), Fragment(self.words[at:], self.opens[at:])


@dataclass(slots=True)
class Line:
    """Fragments that stand on one baseline, left to right, and those of them that are one number each."""

    base: float
    size: float
    fragments: list[Fragment]
    numbers: list[Fragment] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = [fragment for fragment in self.fragments if fragment.is_number]

    @property
    def text(self) -> str:
        """The whole line, words parted by single spaces."""
        return " ".join(fragment.printed for fragment in self.fragments)


def is_cell_number(text: str) -> bool:
    """Tell whether a text fills a cell of numbers: a number, or a dash for nothing.

    Examples
    --------
    >>> [is_cell_number(text) for text in ("-1 475", "–", "2020", "1.475,5", "Stab")]
    [True, True, True, True, False]
    """
    return is_number(text) or (len(text) == 1 and text in DASHES) or _POINTED.fullmatch(text) is not None


def is_digits(fragment: Fragment) -> bool:
    """Tell whether a fragment holds nothing but digits and signs."""
    return all(_ATOM.fullmatch(word.text) for word in fragment.words)


def is_year(text: str) -> bool:
    """Tell whether a text is a year, as heads print it."""
    return _YEAR.fullmatch(text) is not None


def may_head(text: str) -> bool:
    """Tell whether a text is a year, also with a unit behind it, or a month or date of six digits at most.

    Examples
    --------
    >>> may_head("2021"), may_head("2021 tkr"), may_head("2 021 tkr"), may_head("2408")
    (True, True, False, True)
    """
    return _HEAD_YEAR.fullmatch(text) is not None


def has_fixed_pitch(words: Sequence[Word]) -> bool | None:
    """Tell whether all signs of a line are equally wide; None where too few words tell.

    Examples
    --------
    >>> has_fixed_pitch([Word(0, 6.0 * len(text), 0, 10, text, False, False) for text in ("Stab", "illa", "-475")])
    True
    """
    widths = [
        (word.right - word.left) / len(word.text) / max(word.size, 0.1) for word in words if len(word.text) >= _LONG
    ]
    if len(widths) < _ENOUGH or not any(word.text.isalpha() and len(word.text) >= _LONG for word in words):
        return None
    return max(widths) - min(widths) < _EVEN


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Put words into lines, top to bottom.

    Examples
    --------
    >>> words = [Word(50, 70, 700, 10, "Stab", False, False), Word(200, 210, 700.4, 10, "-1", False, False)]
    >>> [fragment.text for fragment in lines_of(words)[0].fragments]
    ['Stab', '-1']
    """
    rows = list[list[Word]]()
    base = size = 0.0
    for word in sorted(_without_marks(words), key=lambda word: -word.base):
        if rows and base - word.base <= _SAME_LINE * max(size, word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
            base = word.base
        size = word.size
    lines, fixed = list[Line](), False
    for row in rows:
        told = has_fixed_pitch(row)
        fixed = fixed if told is None else told
        lines.append(_line(row, fixed=fixed))
    return lines


def _without_marks(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out footnote marks: small digits raised behind a word."""
    largest = max((word.size for word in words), default=0.0)
    marks = [word for word in words if word.size < _SMALL * largest and _MARK.fullmatch(word.text)]
    least = min((mark.size for mark in marks), default=0.0) / _SMALL
    large = [word for word in words if word.size > least] if marks else []
    raised = {id(mark) for mark in marks if any(_carries(word, mark) for word in large)}
    return [word for word in words if id(word) not in raised] if raised else words


def _carries(word: Word, mark: Word) -> bool:
    """Tell whether a mark stands raised behind a word."""
    is_behind = -_BEHIND < (mark.left - word.right) / max(word.size, 0.1) < _BEHIND
    return is_behind and mark.size < _SMALL * word.size and _RAISED < (mark.base - word.base) / word.size < 1


def _line(words: list[Word], *, fixed: bool) -> Line:
    words.sort(key=lambda word: word.left)
    groups = [([words[0]], list[bool](), list[bool]())]
    for before, word in pairwise(words):
        gap = (word.left - before.right) / max(word.size, before.size, 0.1)
        if gap > _FIXED_GAP:
            groups.append(([word], [], []))
            continue
        digits = _ATOM.fullmatch(before.text) is not None or _ATOM.fullmatch(word.text) is not None
        most = _FIXED_GAP if fixed else (_REAL_GAP if word.follows else _OPEN_GAP) if digits else _TEXT_GAP
        if gap <= most:
            held, opens, blurred = groups[-1]
            held.append(word)
            opens.append(gap >= -_OVER and not word.follows)
            blurred.append(gap < -_OVER)
        else:
            groups.append(([word], [], []))
    fragments = [Fragment(held, opens, any(blurred)) for held, opens, blurred in groups]
    fragments = [piece for fragment in fragments for piece in unmixed(fragment)]
    return Line(words[0].base, max(word.size for word in words), fragments)


def unmixed(fragment: Fragment) -> Sequence[Fragment]:
    """Part digits that cannot be one number: another sign or a group too short, or spaces of two kinds between them.

    Examples
    --------
    >>> words = [Word(9.0 * at, 9.0 * at + 6, 0, 10, text, False, False) for at, text in enumerate(("719", "12"))]
    >>> [one.text for one in unmixed(Fragment(words, [True]))]
    ['719', '12']
    """
    words, opens = fragment.words, fragment.opens
    for at in range(1, len(words)):
        is_edge = words[at].text in SIGNS and not is_year(words[at - 1].text)  # a sign at the edge of the next cell
        if (opens[at - 1] or is_edge) and ends_number(words[at - 1].text, words[at].text):
            before, after = fragment.parted(at)
            return [before, *unmixed(after)]
    first = int(words[0].text in SIGNS)  # the space behind a sign tells nothing
    if len({*opens[first:]}) < 2 or not fragment.is_number:  # noqa: PLR2004
        return [fragment]
    before, after = fragment.parted(opens.index(True, first) + 1)
    return [before, *unmixed(after)]


def ends_number(before: str, after: str) -> bool:
    """Tell whether a number ends before a word of digits that cannot go on it.

    Examples
    --------
    >>> ends_number("719", "-12"), ends_number("290", "1"), ends_number("-1", "475"), ends_number("7,0", "475")
    (True, True, False, True)
    """
    if not _ATOM.fullmatch(after) or not _ATOM.fullmatch(before):
        return False
    if before in SIGNS:
        return not after[0].isdigit()
    return (after not in {"%", *SIGNS} and (_GROUP.fullmatch(after) is None or "," in before or "%" in before)) or (
        after in SIGNS
    )
