"""A file to the lines of a document: what the file is, is told by its content and not by its name."""

from __future__ import annotations

import re
import stat
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import DocumentError, fault, swedish_reason
from analysis.readers.formats.html import declared_encoding, is_web_page, read_web_page
from analysis.readers.formats.lines import Document, harmless
from analysis.readers.formats.packages import list_parts
from analysis.readers.formats.text import decode, read_text
from analysis.readers.laid_out import part_cells
from analysis.readers.piped import part_pipes

MOST_BYTES = 200_000_000
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE, _RTF = b"\xd0\xcf\x11\xe0", b"{\\rtf"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SPREADSHEET = b"opendocument.spreadsheet"
_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))  # streams of a workbook before 2007
_XML = re.compile(r"\ufeff?\s*<\?xml\s", re.IGNORECASE)
_MAIL = re.compile(r"(?:[\w-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){0,20}MIME-Version: 1\.0", re.IGNORECASE)
_SUFFIXES = {
    "en Excelarbetsbok": {".xlsx", ".xlsm", ".xltx", ".xltm"},
    "en äldre Excelarbetsbok": {".xls"},
    "en binär Excelarbetsbok": {".xlsb"},
    "ett OpenDocument-kalkylblad": {".ods"},
    "en Wordfil": {".docx", ".docm", ".dotx", ".dotm"},
    "en webbsida": {".html", ".htm", ".xhtml"},
    "en PDF": {".pdf"},
}
_OTHERS = {".doc", ".rtf", ".odt", ".csv", ".tsv", ".txt"}


def read_document(path: str | Path) -> Document:
    """Read a report as lines, whichever usual file it is.

    Parameters
    ----------
    path
        Text (UTF-8, UTF-16 with a byte order mark, Windows-1252), CSV, a saved web page, Excel (.xlsx, .xlsb, .xls),
        OpenDocument (.ods), Word (.docx) or PDF.

    Raises
    ------
    DocumentError
        When the file is missing, empty, too large, damaged, locked, of another kind or in an unknown encoding.
    """
    path = Path(path)
    return harmless(_read(path, _read_bytes(path)))


def _read(path: Path, data: bytes) -> Document:
    if data.startswith(b"%PDF"):
        from analysis.readers.pdf.pages import read_pdf

        return _named(path, "en PDF", read_pdf(path, data))
    if data.startswith(_ZIP):
        return _read_package(path, data)
    if data.startswith(_OLE):
        return _read_compound(path, data)
    if data.startswith(_RTF):
        raise DocumentError(fault("binary-file", path.name, format="RTF"))
    return _read_text(path, data)


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
        raise DocumentError(
            fault("unreadable-file", path.name, reason=error, reason_sv=swedish_reason(error))
        ) from error


def _read_package(path: Path, data: bytes) -> Document:
    parts = list_parts(path.name, data)
    kind = _package_kind(parts, data)
    if kind == "XLSX":
        from analysis.readers.formats.excel import read_spreadsheet

        return _named(path, "en Excelarbetsbok", read_spreadsheet(path, data))
    if kind == "DOCX":
        from analysis.readers.formats.word import read_word_file

        return _named(path, "en Wordfil", read_word_file(path, data))
    if kind == "ODS":
        from analysis.readers.formats.open_sheets import read_open_spreadsheet

        return _named(path, "ett OpenDocument-kalkylblad", read_open_spreadsheet(path, data))
    if kind == "XLSB":
        from analysis.readers.formats.binary_excel import read_binary_spreadsheet

        return _named(path, "en binär Excelarbetsbok", read_binary_spreadsheet(path, data))
    raise DocumentError(fault("binary-file", path.name, format=kind))


def _read_compound(path: Path, data: bytes) -> Document:
    """Read an Excel workbook from before 2007; any other file of that frame is refused."""
    if _LOCKED in data:
        raise DocumentError(fault("locked-file", path.name))
    if not any(stream in data for stream in _BOOKS):
        raise DocumentError(fault("binary-file", path.name, format="OLE"))
    from analysis.readers.formats.old_excel import read_old_spreadsheet

    return _named(path, "en äldre Excelarbetsbok", read_old_spreadsheet(path, data))


def _package_kind(parts: Sequence[str], data: bytes) -> str:
    """Name the kind of a ZIP package by its parts, and by what it says first of itself."""
    if "mimetype" in parts and "content.xml" in parts:
        return "ODS" if _SPREADSHEET in data[:200] else "ODF"
    if "xl/workbook.bin" in parts:
        return "XLSB"
    places = {part.partition("/")[0] for part in parts if "/" in part}
    known = {"word": "DOCX", "xl": "XLSX", "ppt": "PPTX"}
    is_office = "[Content_Types].xml" in parts
    return next((kind for place, kind in known.items() if is_office and place in places), "ZIP")


def _read_text(path: Path, data: bytes) -> Document:
    text, notes = decode(path.name, data, declared_encoding(data))
    if is_web_page(text):
        return _named(path, "en webbsida", read_web_page(path, text, notes))
    if _XML.match(text):
        raise DocumentError(fault("binary-file", path.name, format="XML"))
    if _MAIL.match(text):
        raise DocumentError(fault("binary-file", path.name, format="MHTML"))
    return _named(path, "text", part_cells(part_pipes(read_text(path, text, notes))))


def _named(path: Path, kind: str, document: Document) -> Document:
    """Note a name that says another kind of file than the content is."""
    suffix, own = path.suffix.lower(), _SUFFIXES.get(kind, {".csv", ".tsv", ".txt"})
    said = _OTHERS.union(*_SUFFIXES.values()) - own
    if suffix not in said:
        return document
    note = f"{path.name}: filen är {kind}, trots ändelsen {suffix}; läst som det den är."
    return document._replace(notes=(note, *document.notes))
