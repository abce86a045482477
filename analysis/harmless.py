"""Text that is data stays data: what it could do where it is read or shown is taken from it, what it says is kept."""

from __future__ import annotations

import re

_BREAKS = "\x0b\x0c\x85\u2028\u2029"  # within what is one line to us
_NO_CHARACTERS = "".join(chr(plane + at) for plane in range(0, 0x110000, 0x10000) for at in (0xFFFE, 0xFFFF))
# control characters, marks that turn the direction of a text, halves of pairs, and what Unicode says is no character
_STEERING = f"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}"
_SHOWS_NOTHING = "\u00ad\u061c\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef"
_STEERS = re.compile(f"[{_STEERING}]")
_IN_NO_PAGE = re.compile(f"[{_STEERING}\x0b\x0c]")
_UNSEEN = re.compile(f"[{_STEERING}{_SHOWS_NOTHING}\x85]")
_BREAK = re.compile(f"[{_BREAKS}]")
_KEPT = "\u00a0\u2003\n"  # what a terminal is given though Python does not call it printable
# what Markdown makes more of than a character, in itself or in the page that it becomes
_MARKUP = re.compile(r"[\\`*_\[\]<>&#~|$@]|:(?=//)|(?<=mailto):|(?<=www)\.|^[-+=:]", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d+)([.)])")
# where a spreadsheet begins a cell, also one that parts cells by another sign or reads a line break as a new row, and
# what it would run there; a lone sign and a number are no formula
_BEGINS_CELL = r"(?:^|(?<=[;,\t\r\n]))[ \"]*"
_RUNS = r"(?:[=@\uff1d\uff20]|[-+\uff0b\uff0d](?![\s\d.,%]*(?:[;,\t\r\n]|$))(?=\S))"
_FORMULA = re.compile(rf"({_BEGINS_CELL})('*)(?={_RUNS})")


def without_unseen(text: str) -> str:
    r"""Return a text of a document without characters that print nothing; a figure space becomes a no-break space.

    Examples
    --------
    >>> without_unseen("St\u00adab\x1b\ufffe\t1\u2007200")
    'Stab\t1\xa0200'
    """
    return _UNSEEN.sub("", text.replace("\u2007", "\u00a0"))


def document_line(text: str) -> str:
    r"""Return a line of a document without what prints nothing; a break that is none to us becomes a space.

    Examples
    --------
    >>> document_line("Stab\x0bLedning\x01")
    'Stab Ledning'
    """
    return text if text.isprintable() else without_unseen(_BREAK.sub(" ", text))


def steering(text: str) -> list[str]:
    r"""Name the characters of a text that would steer what shows it, each once.

    Examples
    --------
    >>> steering("Stab\x1b[31m\u202e\n")
    ['U+001B', 'U+202E']
    """
    return [] if text.isprintable() else list(dict.fromkeys(f"U+{ord(one):04X}" for one in _STEERS.findall(text)))


def for_terminal(text: str) -> str:
    r"""Return a text of which nothing steers a terminal.

    Examples
    --------
    >>> for_terminal("Stab\x1b[31m röd")
    'Stab�[31m röd'
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in _KEPT else "\ufffd" for one in text)


def for_markdown(text: str) -> str:
    """Return Markdown that shows a text as it is, on one line: no markup, no link, nothing of a page.

    Examples
    --------
    >>> for_markdown("[Stab](https://a.se) <b> 5*3")
    '&#91;Stab&#93;(https&#58;//a.se) &#60;b&#62; 5&#42;3'
    """
    lines = without_unseen(_BREAK.sub(" ", text)).splitlines()
    plain = " ".join(line for each in lines if (line := each.strip(" \t")))
    escaped = _MARKUP.sub(lambda found: _entity(found[0]), plain)
    return _NUMBERED.sub(lambda found: found[1] + _entity(found[2]), escaped, 1) if _NUMBERED.match(plain) else escaped


def _entity(letter: str) -> str:
    return f"&#{ord(letter)};"


def for_page(text: str) -> str:
    """Return a page, or a part of a workbook, without the characters that neither may hold."""
    return text if text.isprintable() else _IN_NO_PAGE.sub("", text)


def for_csv(text: str) -> str:
    """Return what a cell of a CSV file holds for a text: an apostrophe before what a spreadsheet would run.

    Examples
    --------
    >>> for_csv("=HYPERLINK(A1)"), for_csv("-Stab"), for_csv("a;=1+1"), for_csv("-"), for_csv("-13 875"), for_csv("'=1")
    ("'=HYPERLINK(A1)", "'-Stab", "a;'=1+1", '-', '-13 875', "''=1")
    """
    return _FORMULA.sub(r"\1'\2", text)


def from_csv(text: str) -> str:
    """Return the text that a cell of a CSV file holds; one written by hand without the apostrophe is the same text.

    Examples
    --------
    >>> from_csv("'=HYPERLINK(A1)"), from_csv("=HYPERLINK(A1)"), from_csv("'Stab'"), from_csv("''=1")
    ('=HYPERLINK(A1)', '=HYPERLINK(A1)', "'Stab'", "'=1")
    """
    return _FORMULA.sub(lambda found: found[1] + found[2][1:], text) if "'" in text else text
