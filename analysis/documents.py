"""A file to lines of text: bytes, encoding and size are settled here, so that no reader sees them."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import NamedTuple

from analysis.errors import DocumentError, fault

MOST_BYTES = 200_000_000
_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP, XLSX, DOCX",
    b"\xd0\xcf\x11\xe0": "OLE",
    b"{\\rtf": "RTF",
}
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_QUOTED_INSIDE = re.compile(r"\w[„”]\w")
_SWEDISH = set("åäöÅÄÖéÉèàüÜæøÆØ§°´½–—−‘’“”„…•·«»×€©®²³µ¨\u00a0\u00ad")


class Document(NamedTuple):
    """The lines of one file.

    Attributes
    ----------
    name
        The file's name, as messages give it.
    lines
        The lines without their line ends, spaces at the end kept; line 1 is ``lines[0]``.
    marks_wraps
        Whether lines end in a space where a word ends, so that a line that does not was broken inside a word.
    notes
        What had to be decided to read the file, in Swedish.
    """

    name: str
    lines: list[str]
    marks_wraps: bool
    notes: tuple[str, ...] = ()


def read_document(path: str | Path) -> Document:
    """Read a text file, whatever encoding Swedish text commonly has.

    Parameters
    ----------
    path
        A text file in UTF-8, UTF-16 with a byte order mark, or Windows-1252.

    Raises
    ------
    DocumentError
        When the file is missing, empty, too large, binary or in an unknown encoding.
    """
    path = Path(path)
    text, notes = _decode(path, _read_bytes(path))
    if not text.strip():
        raise DocumentError(fault("empty-file", path.name))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ").split("\n")
    spaced = sum(line.endswith(" ") for line in lines)
    return Document(path.name, lines, spaced * 2 > sum(map(bool, lines)), notes)


def _read_bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(fault("not-a-file", path.name))
        if status.st_size > MOST_BYTES:
            raise DocumentError(fault("too-large", path.name, size=status.st_size, most=MOST_BYTES))
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise DocumentError(fault("missing-file", path)) from None
    except (OSError, ValueError) as error:
        raise DocumentError(fault("unreadable-file", path.name, reason=error)) from error


def _decode(path: Path, data: bytes) -> tuple[str, tuple[str, ...]]:
    bom = next((encoding for mark, encoding in _BOMS.items() if data.startswith(mark)), None)
    kind = next((name for mark, name in _MAGIC.items() if data.startswith(mark)), None)
    if kind or (not bom and b"\x00" in data):
        raise DocumentError(fault("binary-file", path.name, format=kind or "NUL"))
    try:
        return data.decode(bom or "utf-8"), ()
    except UnicodeDecodeError as error:
        return _decode_windows(path, data, error)


def _decode_windows(path: Path, data: bytes, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    """Fall back on Windows-1252, but only where it gives letters that Swedish text has."""
    text = data.decode("cp1252", errors="replace")
    # DOS text has its ä and ö where Windows has quotation marks
    if not _QUOTED_INSIDE.search(text) and all(one in _SWEDISH for one in text if not one.isascii()):
        return text, (f"{path.name}: filen är inte UTF-8; läst som Windows-1252.",)
    line = data.count(b"\n", 0, error.start) + 1
    raise DocumentError(fault("wrong-encoding", path.name, line, byte=f"0x{data[error.start]:02x}")) from error
