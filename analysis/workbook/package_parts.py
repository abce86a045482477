"""The parts of a workbook's package that its writer cannot set: the language of its text and charts."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

LANGUAGE = "sv-SE"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say


def in_swedish(content: bytes) -> bytes:
    """Return a workbook that says that its language is Swedish; the same content gives the same bytes.

    Examples
    --------
    >>> import xlsxwriter
    >>> memory = BytesIO()
    >>> with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
    ...     _ = book.add_worksheet()
    >>> with zipfile.ZipFile(BytesIO(in_swedish(memory.getvalue()))) as package:
    ...     b"<dc:language>sv-SE</dc:language>" in package.read("docProps/core.xml")
    True
    """
    memory = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as package,
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as swedish,
    ):
        for part in package.infolist():
            text = package.read(part)
            if part.filename == "docProps/core.xml":
                end = b"</cp:coreProperties>"
                text = text.replace(end, f"<dc:language>{LANGUAGE}</dc:language>".encode() + end)
            elif part.filename.startswith("xl/charts/"):
                text = re.sub(rb'(<c:lang val=|\blang=)"en-US"', rb'\1"' + LANGUAGE.encode() + b'"', text)
            swedish.writestr(zipfile.ZipInfo(part.filename, _FIRST_DAY), text, zipfile.ZIP_DEFLATED)
    return memory.getvalue()
