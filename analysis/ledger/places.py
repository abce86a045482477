"""Where a line of a registered file stands in the report that it is of: a line of it, a page or a sheet."""

from __future__ import annotations

from analysis.csv_files import named_in, refuse
from analysis.data_files import EXCERPTS
from analysis.statements.folder import Folder, kept
from analysis.statements.register import load_documents, origins


@kept
def report_lines(folder: Folder) -> dict[tuple[str, int], int]:
    """Return which line of its report a line of an excerpt is; a file that is no excerpt has its own lines.

    Raises
    ------
    DataError
        When excerpts.csv is wrong.

    Examples
    --------
    >>> from analysis.files import DATA
    >>> report_lines(DATA)["socialnamnden-2020", 38]
    746
    """
    documents = {str(name) for name in load_documents(data=folder)["id"]}
    read = folder.table(EXCERPTS, {"document": named_in(documents)})
    refuse(read.faults)
    return {(row["document"], int(row["line"])): int(row["report_line"]) for row in read.rows}


def report_place(folder: Folder, document: str, line: int) -> int | str | None:
    """Return where a line of a registered file stands in its report: a line of it, or what its page or sheet is called.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> report_place(opened(), "socialnamnden-2020", 38)
    746
    """
    if has_excerpt(folder, document):
        return report_lines(folder).get((document, line))
    origin = origins(folder).get(document)
    if origin is None:
        return line
    _, number = origin.fault_place(line)
    return number or origin.where(line) or None


def has_excerpt(folder: Folder, document: str) -> bool:
    """Tell whether a registered file is an excerpt, so that its lines are not those of the report."""
    return document in _excerpts(folder)


@kept
def _excerpts(folder: Folder) -> frozenset[str]:
    return frozenset(name for name, _ in report_lines(folder))


def place_text(place: int | str | None) -> str:
    """Say where a line stands in its report; nothing where that is not known.

    Examples
    --------
    >>> place_text(746), place_text("sida 3"), place_text(None)
    ('rad 746', 'sida 3', '')
    """
    return f"rad {place}" if isinstance(place, int) else place or ""
