"""Lines whose cells are parted by tabs to raw rows."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.documents import Document
from analysis.headers import Column, cell_column
from analysis.numerals import Printed, clean, is_number, parse_number
from analysis.raw import RawRow, RawTable

_YEAR_DIGITS = 4
Cells = list[tuple[int, list[str]]]  # line number from 1, and the cells of the line


def read_grid(document: Document, start: int) -> RawTable | None:
    """Read the table of tab-parted cells that begins at a line.

    Parameters
    ----------
    document
        The document.
    start
        The first line of the table, counted from 0.

    Returns
    -------
    RawTable | None
        The table, without rows where none follows the head; None where it has no number column.
    """
    cells = _cell_lines(document.lines, start)
    title = clean(cells[0][1][0]) if cells and not any(map(clean, cells[0][1][1:])) else ""
    body = cells[1:] if title else cells
    head = next((place for place, (_, row) in enumerate(body) if not _is_head(row)), len(body))
    columns = _columns([row for _, row in body[:head]])
    if not any(column.kind == "tal" for column in columns):
        return None
    if columns[-1].kind == "text":
        _go_on_past_comments(document.lines, body, len(columns))
    table = RawTable(columns, [], [], start, body[-1][0], title)
    _fill(document, table, body[head:])
    return table


def _cell_lines(lines: Sequence[str], at: int) -> Cells:
    found = Cells()
    while at < len(lines) and "\t" in lines[at]:
        found.append((at + 1, lines[at].split("\t")))
        at += 1
    return found


def _go_on_past_comments(lines: Sequence[str], cells: Cells, width: int) -> None:
    """Add the rows that stand below a comment which runs over several lines of the last column."""
    for at in range(cells[-1][0], len(lines)):
        if lines[at].startswith("#"):
            return
        row = lines[at].split("\t")
        if len(row) == width and not _is_head(row):
            cells.append((at + 1, row))


def _is_year(text: str) -> bool:
    return len(text) == _YEAR_DIGITS and text.isdigit() and text[:2] in {"19", "20"}


def _is_head(row: Sequence[str]) -> bool:
    others = [text for cell in row[1:] if (text := clean(cell))]
    return bool(others) and all(_is_year(text) or not is_number(text) for text in others)


def _columns(head: Sequence[Sequence[str]]) -> list[Column]:
    """Join the rows of a head column by column; a cell that spans several columns names each of them."""
    width = max(map(len, head), default=0)
    names = [""] * width
    for level, row in enumerate(head):
        spanning = ""
        for place in range(width):
            text = clean(row[place]) if place < len(row) else ""
            below = any(place < len(lower) and clean(lower[place]) for lower in head[level + 1 :])
            spanning = text or (spanning if below else "")
            names[place] = f"{names[place]} {spanning}".strip()
    return [cell_column(name) for name in names]


def _fill(document: Document, table: RawTable, cells: Cells) -> None:
    """Add the rows below the head; a label without anything beside it is a heading."""
    columns, heading = table.columns, ""
    label_at = max((place for place, column in enumerate(columns) if column.kind == "etikett"), default=0)
    for line, row in cells:
        padded = [*row, *[""] * (len(columns) - len(row))]
        label, others = padded[label_at].strip(), [*padded[:label_at], *padded[label_at + 1 :]]
        if clean(label) and not any(map(clean, others)):
            heading = clean(label)
            table.notes.append(f"{document.name} rad {line}: ”{heading}” är en rubrik utan tal.")
        elif clean(label) or any(is_number(cell) for cell in others):
            table.rows.append(_row(line, label, padded, columns, heading))


def _row(line: int, label: str, row: list[str], columns: Sequence[Column], heading: str) -> RawRow:
    """Read one row; a cell that is no number is left out and named."""
    cut, problems, texts = list[Printed | None](), list[str](), dict[str, str]()
    for column, cell in zip(columns, row, strict=False):
        if column.kind == "text":
            texts[column.name] = clean(cell)
        elif column.kind == "tal":
            try:
                cut.append(parse_number(cell))
            except ValueError:
                cut.append(None)
                problems.append(f"{column.name}: ”{clean(cell)[:40]}” kan inte läsas som tal")
    is_wider = any(map(clean, row[len(columns) :]))
    if is_wider:
        problems.append(f"{len(row)} celler, tabellhuvudet har {len(columns)}")
    if not clean(label):
        problems.append("raden saknar etikett")
    printed = " | ".join(text for cell in row if (text := clean(cell)))
    return RawRow(line, label, [] if is_wider else [tuple(cut)], printed, texts, heading, "; ".join(problems))
