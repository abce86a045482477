"""Tables in text whose cells are parted by upright strokes, as in Markdown and in printouts of databases."""

from __future__ import annotations

import re
from itertools import groupby

from analysis.readers.formats.lines import Document
from analysis.readers.places import numbered

_STROKE = "[|\u2502\u2503]"
_ROW = re.compile(rf"\s*{_STROKE}(.*){_STROKE}\s*")
_RULE = re.compile(rf"(?=.*[-=\u2500-\u257f]{{3}})[\s:+=\u2500-\u257f-]*(?:{_STROKE}[\s:+=\u2500-\u257f-]*)*")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.{1,120}?)(?<=\S)\1")  # bounded, else many marks take their time squared
_FEWEST = 2  # rows, and cells of a row


def part_pipes(document: Document) -> Document:
    r"""Part cells between upright strokes by tabs, without the lines that rule a table; all else stays as it is.

    Parameters
    ----------
    document
        The lines of a text.

    Examples
    --------
    >>> lines = ["| Post | Utfall | Budget |", "|------|-------:|-------:|", "| **Stab** | 1 200 | 96 |"]
    >>> part_pipes(Document("a.md", lines, marks_wraps=False)).lines
    ['Post\tUtfall\tBudget', 'Stab\t1 200\t96']
    """
    parted = list[tuple[int, str]]()
    for is_table, group in groupby(enumerate(document.lines), key=lambda one: _is_piped(one[1])):
        lines = list(group)
        rows = [(at, _cells(line)) for at, line in lines if is_table and not _RULE.fullmatch(line)]
        if len({len(cells) for _, cells in rows}) == 1 and len(rows) >= _FEWEST:
            parted += [(at, "\t".join(cells)) for at, cells in rows]
        else:
            parted += lines
    texts = [text for _, text in parted]
    if texts == document.lines:
        return document
    places = numbered(texts, [at + 1 for at, text in parted if text.strip()])
    return document._replace(lines=texts, marks_wraps=False, places=places)


def _is_piped(line: str) -> bool:
    """Tell a row between strokes, or a line that rules a table."""
    if "\t" in line:
        return False
    return _RULE.fullmatch(line) is not None or len(_between(line)) >= _FEWEST


def _cells(line: str) -> list[str]:
    return [_EMPHASIS.sub(r"\2", cell.strip()) for cell in _between(line)]


def _between(line: str) -> list[str]:
    found = _ROW.fullmatch(line)
    return re.split(_STROKE, found[1]) if found else []
