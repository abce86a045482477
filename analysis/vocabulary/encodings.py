"""The bytes of Swedish text as letters, whichever of its usual encodings they are in."""

from __future__ import annotations

import re

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_QUOTED_INSIDE = re.compile(r"\w[„”]\w")
_SWEDISH = set("åäöÅÄÖéÉèàüÜæøÆØ§°´½–—−‘’“”„…•·«»×€®©¹²³µ¨\u00a0\u00ad")


def marked_encoding(data: bytes) -> str:
    r"""Tell the encoding that a byte order mark names; empty where there is none.

    Examples
    --------
    >>> marked_encoding(b"\xef\xbb\xbfid"), marked_encoding(b"id")
    ('utf-8-sig', '')
    """
    return next((encoding for mark, encoding in _BOMS.items() if data.startswith(mark)), "")


def windows_text(data: bytes) -> str | None:
    r"""Read bytes as Windows-1252, but only where that gives letters that Swedish text has; else None.

    Examples
    --------
    >>> windows_text(b"n\xe4mnd"), windows_text(b"n\x84mnd")  # the second is DOS text
    ('nämnd', None)
    """
    text = data.decode("cp1252", errors="replace")
    # DOS text has its ä and ö where Windows has quotation marks
    is_swedish = not _QUOTED_INSIDE.search(text) and all(one in _SWEDISH for one in text if not one.isascii())
    return text if is_swedish else None
