"""One page of a PDF to words with places: what is hidden, turned or painted twice is left out."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from analysis.readers.placed.words import BLURRED, Word
from analysis.vocabulary.numerals import BOUND_SPACES, DASHES

_PIECE = re.compile(r"[^\s\x00\ufffe\x02]+[\ufffe\x02]?")
_SPACES = f" {BOUND_SPACES}"
_QUARTER = math.pi / 2
_UPRIGHT = 0.1  # radians that a word may lean
_INSIDE = 0.12  # of the font size: a wider gap inside a number parts two of them
_SAME = 0.12  # of the font size: the same sign painted so near is the same sign in fake bold
_WIDEST = 0.8  # of the font size: what a digit or letter may be wide
_UNEVEN = 0.04  # of the font size: signs that stand nearer than their widths are printed over each other
_RAISED = 0.2  # of the font size: a digit on another baseline or much smaller is a footnote mark
_HIDDEN = 3  # the mode that neither fills nor strokes
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", "\u00ad": "-"})
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
_SPECIAL = set("\ufffe\x02\u00adﬀﬁﬂﬃﬄ")
_DIGIT = re.compile(r"\d")
_CELL_SIGNS = {*"0123456789%+(", *DASHES}
_LONG = 3
_BOLD = 600
_SURROGATES = 0xD800, 0xDFFF
_SOFT = re.compile("\u00ad(?!$)", re.MULTILINE)


def page_text(raw: Any, textpage: Any) -> tuple[str, bool]:
    """Return the characters of a page, and whether their places in the text are their numbers on the page."""
    count = max(raw.FPDFText_CountChars(textpage), 0)
    buffer = (ctypes.c_ushort * (count + 1))()
    length = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = ctypes.string_at(buffer, 2 * max(length - 1, 0)).decode("utf-16-le", errors="replace")
    return text, len(text) == count


def plain(text: str) -> str:
    r"""Return text with ligatures parted and hyphens as they are printed; soft hyphens inside a line are no text.

    Examples
    --------
    >>> plain("of\ufb01ciell vård\xadtid")
    'officiell vårdtid'
    """
    return _SOFT.sub("", text).translate(_HYPHENS).translate(_LIGATURES)


def page_words(
    raw: Any, page: Any, textpage: Any, found: tuple[str, bool], *, keeps_hidden: bool = False
) -> tuple[list[Word], bool]:
    """Return the words of a page in the order of the file, and whether they lie unseen over a picture.

    Parameters
    ----------
    raw
        The functions of PDFium.
    page, textpage
        The page and its text.
    found
        The characters of the text, and whether they are numbered as on the page.
    keeps_hidden
        Whether text that is not painted belongs to the page.
    """
    text, is_aligned = found
    if not is_aligned:
        count = raw.FPDFText_CountChars(textpage)
        text = "".join(_sign(raw.FPDFText_GetUnicode(textpage, at)) for at in range(count))
    reader = _Reader(raw, page, textpage, text)
    reader.keeps_hidden = keeps_hidden
    words = reader.all_words()
    if not words and reader.hidden:  # the text of a scanned page lies unseen above its picture
        reader.keeps_hidden = True
        words = reader.all_words()
    return list(_once(words)), reader.keeps_hidden


def _sign(code: int) -> str:
    return "\ufffd" if _SURROGATES[0] <= code <= _SURROGATES[1] else chr(code)


class _Reader:
    """Asks PDFium where the characters of one page stand."""

    def __init__(self, raw: Any, page: Any, textpage: Any, text: str) -> None:
        self._raw, self._textpage, self._text = raw, textpage, text
        self._x, self._y, self._box, self._matrix = (
            ctypes.c_double(),
            ctypes.c_double(),
            raw.FS_RECTF(),
            raw.FS_MATRIX(),
        )
        self._at_x, self._at_y, self._at_box = ctypes.byref(self._x), ctypes.byref(self._y), ctypes.byref(self._box)
        raw.FPDF_GetPageBoundingBox(page, self._at_box)
        self._bounds = self._box.left, self._box.bottom, self._box.right, self._box.top
        self._turns = raw.FPDFPage_GetRotation(page) % 4
        self._asked, self._place = -1, (0.0, 0.0)
        self._scales: dict[float, float] = {}
        self._is_special = not _SPECIAL.isdisjoint(text)
        self._size, self._is_hidden, self._is_turned, self._is_bold = 0.0, False, False, False
        self.hidden, self.keeps_hidden = 0, False

    def all_words(self) -> list[Word]:
        """Return the words of the page; letters that PDFium puts on lines of their own are joined again."""
        found, until = list[Word](), 0
        for piece in _PIECE.finditer(self._text):
            words = list(self.words(piece.start(), piece.end()))
            if found and words and self._text[until : piece.start()] == "\r\n" and _go_on(found[-1], words[0]):
                last, first = found.pop(), words[0]
                words[0] = first._replace(left=last.left, text=last.text + first.text, follows=last.follows)
            found += words
            until = piece.end()
        return found

    def words(self, start: int, end: int) -> Iterator[Word]:
        """Yield the words of one piece of text without spaces; digits that stand apart are words of their own."""
        text = self._text
        has_digits = _DIGIT.search(text, start, end) is not None
        starts_line = not start or text[start - 1] == "\n"
        if starts_line:
            self._is_turned = self._leans(start)
            self._is_bold = self._raw.FPDFText_GetFontWeight(self._textpage, start) >= _BOLD
        if starts_line or has_digits:
            self._look(start)
        if self._is_turned or self._is_hidden:
            return
        left, low, right, high = self._bounds
        self._origin(start)
        if not (left - 1 <= self._x.value <= right + 1 and low - 1 <= self._y.value <= high + 1):
            return  # beside the paper
        if not has_digits:
            yield self._word(start, end, end)
            return
        for first, last in self._parted(start, end, self._size):
            if last - first > _LONG and self._is_blurred(first, last, self._size):
                word = self._word(first, last, end)
                yield word._replace(text=word.text + BLURRED)
            else:
                yield self._word(first, last, end)

    def _word(self, start: int, end: int, line_end: int) -> Word:
        """Make one word; only before digits does it matter whether the file holds the space."""
        text = self._text
        space = text[start - 1] if start else ""
        is_cell = text[start] in _CELL_SIGNS
        follows = is_cell and space in _SPACES and not self._raw.FPDFText_IsGenerated(self._textpage, start - 1)
        ends = text[line_end : line_end + 1] == " " and text[line_end + 1 : line_end + 2] in {"", "\r"}
        left, base = self._origin(start)
        right = self._right(end - 1)
        word = plain(text[start:end]) if self._is_special else text[start:end]
        bound = follows and space in BOUND_SPACES
        return Word(left, right, base, self._size, word, follows, ends, bound, self._is_bold)

    def _leans(self, at: int) -> bool:
        """Tell whether a sign does not stand upright on its page."""
        angle = self._raw.FPDFText_GetCharAngle(self._textpage, at)
        quarters = round(angle / _QUARTER)
        return bool((quarters + self._turns) % 4) or bool(abs(angle - quarters * _QUARTER) > _UPRIGHT)

    def _look(self, at: int) -> None:
        """Take the font size from here on, and whether the text is unseen."""
        raw, textpage = self._raw, self._textpage
        mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(textpage, at))
        self._is_hidden = mode == _HIDDEN and not self.keeps_hidden
        self.hidden += self._is_hidden
        self._size = self._font_size(at)

    def _parted(self, start: int, end: int, size: float) -> list[tuple[int, int]]:
        """Part digits that stand apart; leave out raised footnote marks behind them, and signs painted twice."""
        pieces, first = list[tuple[int, int]](), start
        x, base = self._origin(start)
        widest = 0.0
        for at in range(start + 1, end):
            last, (x, y) = x, self._origin(at)
            is_near = x - last < widest - _UNEVEN * size
            widest = max(widest, x - last)
            if abs(y - base) > _RAISED * size:
                return [*pieces, (first, at)]
            is_far = x - last > _WIDEST * size and x - self._right(at - 1) > _INSIDE * size
            is_over = is_near and self._right(at - 1) - x > _UNEVEN * size
            if is_far or is_over or x < last - _SAME * size:
                pieces.append((first, at))
                first = at
        return [*pieces, (first, end)]

    def _is_blurred(self, start: int, end: int, size: float) -> bool:
        """Tell whether letters and digits of one word are printed over each other."""
        text = self._text[start:end]
        if text.isalpha() or not (any(map(str.isalpha, text)) and any(map(str.isdigit, text))):
            return False
        return any(self._right(at) - self._origin(at + 1)[0] > _INSIDE * size for at in range(start, end - 1))

    def _font_size(self, at: int) -> float:
        """Return the font size as it is printed; each size of a page is scaled alike."""
        printed = self._raw.FPDFText_GetFontSize(self._textpage, at)
        if printed not in self._scales:
            self._raw.FPDFText_GetMatrix(self._textpage, at, ctypes.byref(self._matrix))
            self._scales[printed] = math.hypot(self._matrix.a, self._matrix.b) or 1.0
        return float(printed * self._scales[printed])

    def _origin(self, at: int) -> tuple[float, float]:
        if at == self._asked:
            return self._place
        self._asked = at
        self._raw.FPDFText_GetCharOrigin(self._textpage, at, self._at_x, self._at_y)
        x, y = self._x.value, self._y.value
        self._place = self._turned(x, y) if self._turns else (x, y)
        return self._place

    def _right(self, at: int) -> float:
        box = self._box
        self._raw.FPDFText_GetLooseCharBox(self._textpage, at, self._at_box)
        if not self._turns:
            return float(box.right)
        far = (box.right, box.top, box.left, box.bottom)[self._turns]
        return self._turned(far, far)[0]

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        """Turn a place as its page is turned."""
        return ((y, -x), (-x, -y), (-y, x))[self._turns - 1]


def _go_on(one: Word, other: Word) -> bool:
    """Tell whether a word begins on the baseline where another ends, without a space between them."""
    is_level = abs(one.base - other.base) < _UNEVEN * one.size and one.size == other.size
    return is_level and abs(other.left - one.right) < _INSIDE * one.size


def _once(words: Iterable[Word]) -> Iterator[Word]:
    """Leave out words painted over themselves."""
    seen = dict[str, list[Word]]()
    for word in words:
        others = seen.setdefault(word.text, [])
        near = max(_SAME * 3 * word.size, 0.5)
        if any(abs(one.base - word.base) < near and abs(one.left - word.left) < near for one in others):
            continue
        others.append(word)
        yield word
