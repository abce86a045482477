"""The raw text of a cell to what a reader of tables may take it for: one line, without marks that look like digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analysis.vocabulary.columns import join_wrapped
from analysis.vocabulary.numerals import is_number

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_THOUSANDS_OR_DECIMALS = re.compile(r"[-\u2212–+]?\s?[1-9]\d{0,2}(?:,\d{3})+(?:\s?%)?")
_COMMA = re.compile(r"\d,\d")
_MARK = re.compile(r"\s*\(?[\d*†‡](?:[\d, ]{0,3}\d)?\)?\s*|\s*[a-h]\)\s*")


def footnote_mark(before: str, raised: str) -> str:
    """Write raised text as print has it: a footnote's number becomes a star, so that it joins no number.

    Examples
    --------
    >>> footnote_mark("1 234", "1"), footnote_mark("kr per m", "2")
    ('*', '2')
    """
    is_power = re.search(r"(?:^|[ /])[ckd]?m$", before) is not None
    return "*" if not is_power and _MARK.fullmatch(raised) else raised


def without_unseen(text: str) -> str:
    """Return a text without characters that print nothing; tabs stay, a figure space becomes a no-break space."""
    return _UNSEEN.sub("", text.replace("\u2007", "\u00a0"))


def cell_text(raw: str) -> str:
    r"""Return the text of one cell on one line, without tabs and characters that print nothing.

    Examples
    --------
    >>> cell_text("Utfall\n2020"), cell_text("Netto-\nkostnad"), cell_text("12\n345")
    ('Utfall 2020', 'Nettokostnad', '12 / 345')
    """
    if raw.isascii() and raw.isprintable():
        return raw.strip(" ")
    text = without_unseen(_LINE_ENDS.sub("\n", raw)).replace("\t", " ")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = join_wrapped(lines, marks_wraps=False) if len(lines) > 1 else "".join(lines)
    # two numbers below each other are not one with its thousands parted
    return " / ".join(lines) if len(lines) > 1 and is_number(joined) else joined


def doubt_comma(text: str) -> str:
    """Add a remark to a number whose comma may part thousands as well as decimals, so that its row is doubted.

    Examples
    --------
    >>> doubt_comma("-15,785"), doubt_comma("15,78")
    ('-15,785 (tusental eller decimaler?)', '15,78')
    """
    return f"{text} (tusental eller decimaler?)" if _THOUSANDS_OR_DECIMALS.fullmatch(text) else text


def shows_decimals(rows: Iterable[Mapping[int, str]]) -> bool:
    """Tell whether any number has a comma that parts no thousands."""
    texts = (text for row in rows for text in row.values() if _COMMA.search(text))
    return any(is_number(text) and not _THOUSANDS_OR_DECIMALS.fullmatch(text) for text in texts)
