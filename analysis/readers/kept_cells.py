"""Lines whose cells are parted by tabs to raw rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.readers.formats.lines import Document
from analysis.readers.orientations import choose, name_by_figures
from analysis.readers.raw import RawRow, RawTable
from analysis.vocabulary.columns import LONGEST_HEAD, Column, cell_column, number_column, part_of
from analysis.vocabulary.numerals import DASHES, MONEY_UNITS, Printed, clean, is_number, parse_number

_YEAR_DIGITS = 4
_PART = re.compile(rf"(?:intäkt(?:er)?|kostnad(?:er)?|netto\w*)(?: *\(?(?:{'|'.join(MONEY_UNITS)})\)?)?", re.IGNORECASE)
_UNIT_OR_NOTHING = re.compile(rf"(?:\(?(?:belopp i )?(?:{'|'.join(MONEY_UNITS)})\)?)?", re.IGNORECASE)
Cells = list[tuple[int, list[str]]]  # line number from 1, and the cells of the line


def read_grid(document: Document, start: int) -> RawTable:
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
        The table, without rows where none follows the head; empty where it has no number column.
    """
    cells = _cell_lines(document.lines, start)
    title = clean(cells[0][1][0]) if not any(map(clean, cells[0][1][1:])) else ""
    body = cells[1:] if title else cells
    top = body[:LONGEST_HEAD]
    head = next((place for place in range(len(top)) if not _goes_on_head(top, place)), len(top))
    columns = _columns([row for _, row in body[:head]])
    body = body[: _next_table(body, max(head, 1))]
    columns = _label_first(columns, [row for _, row in body[head:]])
    if columns and columns[-1].kind == "text" and any(column.kind == "tal" for column in columns):
        _go_on_past_comments(document.lines, body, [row for _, row in body[:head]])
    table = RawTable(columns, [], [], start, body[-1][0] if body else cells[-1][0], title)
    if not any(column.kind == "tal" for column in columns):
        return table
    where = document.at(start + 1)
    named = name_by_figures(columns, [_numbers(row, len(columns)) for _, row in body[head:]])
    table.columns = named.columns
    table.notes += [f"{where}: {note}" for note in named.notes]
    _fill(document, table, body[head:])
    numbers = [column for column in table.columns if column.kind == "tal"]
    return choose(numbers, lambda hypothesis: replace(table, hypothesis=hypothesis), named.pairs) or table


def _cell_lines(lines: Sequence[str], at: int) -> Cells:
    """Read the lines with cells from one on; a blank line between rows of the same width is passed over."""
    found, width = Cells(), lines[at].count("\t")
    while at < len(lines):
        if "\t" in lines[at]:
            found.append((at + 1, lines[at].split("\t")))
        elif lines[at].strip() or "".join(lines[at + 1 : at + 2]).count("\t") != width:
            break
        at += 1
    return found


def _next_table(cells: Cells, start: int) -> int:
    """Find the row where the next table begins: another head with number columns, or the title above it."""
    for place in range(start, len(cells)):
        row = cells[place][1]
        if _starts_table(row):
            above = cells[place - 1][1]
            return place - 1 if place > start and not any(map(clean, above[1:])) else place
    return len(cells)


def _go_on_past_comments(lines: Sequence[str], cells: Cells, head: Sequence[list[str]]) -> None:
    """Add the rows that stand below a comment which runs over several lines of the last column, or on a new page."""
    for at in range(cells[-1][0], len(lines)):
        row = lines[at].split("\t")
        is_other = len(row) > 1 and _starts_table(row) and row not in head
        if is_other and cells[-1][0] == at and not any(map(clean, cells[-1][1][1:])):
            cells.pop()  # the title of the next table
        if is_other or lines[at].startswith("#"):
            return
        if len(row) == len(head[0]) and row not in head:
            cells.append((at + 1, row))


def _is_year(text: str) -> bool:
    return len(text) == _YEAR_DIGITS and text.isdigit() and text[:2] in {"19", "20"}


def _is_head(row: Sequence[str], *, below: bool = False) -> bool:
    """Tell a row of a head: words or years, no numbers; below its first row nothing stands above the labels."""
    others = [text for cell in row[1:] if (text := clean(cell))]
    if not others or (below and clean(row[0])):
        return False
    return all(_is_year(text) or not (is_number(text) or text in DASHES) for text in others)


def _goes_on_head(cells: Cells, place: int) -> bool:
    """Tell whether a row belongs to the head that begins above it; the row of roles may name the column of labels."""
    row = cells[place][1]
    is_labelled = any(clean(upper[0]) for _, upper in cells[:place])
    others = [text for cell in row[1:] if (text := clean(cell))]
    if place and len(others) > 1 and all(map(_is_year, others)) and _UNIT_OR_NOTHING.fullmatch(clean(row[0])):
        return True  # years below the roles
    return _is_head(row, below=place > 0 and (is_labelled or not _starts_table(row)))


def _starts_table(row: Sequence[str]) -> bool:
    """Tell the head of another table from a row that holds only words, or years."""
    return _is_head(row) and any(column.role and not column.name.isdigit() for column in map(cell_column, row))


def _columns(head: Sequence[Sequence[str]]) -> list[Column]:
    """Join the rows of a head column by column; a cell that spans several columns names each of them."""
    width = max(map(len, head), default=0)
    names = [""] * width
    for level, row in enumerate(head):
        spanning, first = "", clean(row[0])
        unit = first if level and _UNIT_OR_NOTHING.fullmatch(first) else ""  # of the numbers, not of the labels
        for place in range(width):
            text = clean(row[place]) if place < len(row) else ""
            if unit and text:
                text = f"{text} {unit}" if place else ""
            below = any(place < len(lower) and clean(lower[place]) for lower in head[level + 1 :])
            spanning = text or (spanning if below else "")
            names[place] = f"{names[place]} {spanning}".strip()
    return [cell_column(name) for name in names]


def _label_first(columns: list[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Take a first column of words for labels though a unit heads it, and columns of income and cost for numbers."""
    texts = [text for row in rows if (text := clean(row[0]))]
    parts = {part_of(column) for column in columns if column.kind == "text"} - {""}
    if columns and columns[0].kind == "tal" and texts and not any(map(is_number, texts)):
        columns = [Column(columns[0].name, "etikett"), *columns[1:]]
    if len(parts) < len(("intäkt", "kostnad")):
        return columns
    return [
        number_column(column.name, "utfall") if column.kind == "text" and _PART.fullmatch(column.name) else column
        for column in columns
    ]


def _numbers(row: Sequence[str], width: int) -> tuple[Printed | None, ...]:
    """Read what numbers there are in a row."""
    cells = [*row, *[""] * (width - len(row))][:width]
    return tuple(parse_number(cell) if is_number(cell) else None for cell in cells)


def _fill(document: Document, table: RawTable, cells: Cells) -> None:
    """Add the rows below the head; a label without anything beside it is a heading."""
    columns, heading = table.columns, ""
    label_at = _label_place(columns, [row for _, row in cells])
    for line, row in cells:
        padded = [*row, *[""] * (len(columns) - len(row))]
        label, others = padded[label_at].strip(), [*padded[:label_at], *padded[label_at + 1 :]]
        if clean(label) and not any(map(clean, others)):
            heading = clean(label)
            table.notes.append(f"{document.at(line)}: ”{heading}” är en rubrik utan tal.")
        elif clean(label) or any(is_number(cell) for cell in others):
            table.rows.append(_row(line, label, row, columns, heading))
    _note_unknown_numbers(document, table, cells)


def _label_place(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    """Find the column of labels: the last that a head names so, else the one with most words in it."""
    places = [place for place, column in enumerate(columns) if column.kind == "etikett"]
    named = [place for place in places if columns[place].name]
    if named or not places:
        return max(named, default=0)
    letters = {at: sum(sum(map(str.isalpha, row[at])) for row in rows if at < len(row)) for at in places}
    return max(places, key=lambda at: letters[at])


def _note_unknown_numbers(document: Document, table: RawTable, cells: Cells) -> None:
    """Say of a column of numbers that its head names nothing known."""
    for place, column in enumerate(table.columns):
        texts = [text for _, row in cells if place < len(row) and (text := clean(row[place]))]
        if column.kind == "text" and texts and all(map(is_number, texts)):
            where = document.at(table.start + 1)
            table.notes.append(f"{where}: kolumnen ”{column.name}” är okänd; dess tal är inte lästa.")


def _row(line: int, label: str, row: list[str], columns: Sequence[Column], heading: str) -> RawRow:
    """Read one row; a cell that is no number is left out and named."""
    cut, problems, texts = list[Printed | None](), list[str](), dict[str, str]()
    for column, cell in zip(columns, [*row, *[""] * (len(columns) - len(row))], strict=False):
        if column.kind == "text":
            texts[column.name] = clean(cell)
        elif column.kind == "tal":
            try:
                cut.append(parse_number(cell))
            except ValueError:
                cut.append(None)
                problems.append(f"{column.name}: ”{clean(cell)[:40]}” kan inte läsas som tal; cellen är utelämnad")
    is_wider = any(map(clean, row[len(columns) :]))
    if is_wider or len(row) < len(columns):
        left_out = "talen är utelämnade" if is_wider else "de som saknas är lästa som tomma"
        problems.append(f"{len(row)} celler, tabellhuvudet har {len(columns)}; {left_out}")
    if not clean(label):
        problems.append("raden saknar etikett; talen står kvar")
    printed = " | ".join(text for cell in row if (text := clean(cell)))
    return RawRow(line, label, [] if is_wider else [tuple(cut)], printed, texts, heading, "; ".join(problems))
