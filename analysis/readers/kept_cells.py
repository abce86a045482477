"""Lines whose cells are parted by tabs to raw rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from analysis.readers.cells.heads import is_unit, read_head
from analysis.readers.cells.lines import (
    Cells,
    cell_lines,
    end_of_table,
    head_rows,
    is_figure,
    is_title,
    names_label,
    starts_table,
)
from analysis.readers.cells.lists import Source, are_measures, find_shape, read_list
from analysis.readers.cells.months import name_months
from analysis.readers.cells.rows import GridRows
from analysis.readers.formats.lines import Document
from analysis.readers.formats.rows import NO_NUMBER
from analysis.readers.orientations import choose
from analysis.readers.raw import Hypothesis, RawTable
from analysis.vocabulary.column_kinds import Column, number_column, part_of
from analysis.vocabulary.columns import cell_column, names_role
from analysis.vocabulary.heads import is_banner, is_note_word
from analysis.vocabulary.numerals import DASHES, MONEY_UNITS, clean, is_number

_PART = re.compile(
    rf"(?:intäkt(?:er)?|kostnad(?:er)?|netto\w*|resultat)(?: (?:19|20)\d\d)?(?: *\(?(?:{'|'.join(MONEY_UNITS)})\)?)?",
    re.IGNORECASE,
)
_ADDED_UP = re.compile(r"(?:summa|antal|medel(?:värde)?) av \w", re.IGNORECASE)
_YEAR_OR_DIGIT = re.compile(r"(?:19|20)\d\d|[-’'´][1-3]\d|\d")
_COLUMN_NAMES = re.compile(r"kolumnetiketter", re.IGNORECASE)
_SAYS_MORE = re.compile(
    r"(?<!\w)(?:mot|från|jämfört|jmf|minus|i|av|per|till|andel|procent|(?:kvar|återst|(?:o|ut)*nyttja|förbruk)\w*)(?!\w)|"
    r"[-–/%]",
    re.IGNORECASE,
)
_FEWEST = 2  # columns of numbers, and numbers in each, that a head without known words is believed for
_LONGEST_END = 45  # letters of the end of a label
_MOST_ENDS = 3  # lines that the end of a label takes
_MOST_TITLES, _MOST_ABOVE = 3, 40  # lines above a head that name its table, and that stand in cells as it does


def read_grids(document: Document, start: int) -> list[RawTable]:
    """Read the table of tab-parted cells that begins at a line; a list of amounts becomes one table a period.

    Parameters
    ----------
    document
        The document.
    start
        The first line of the table, counted from 0.
    """
    title, body = _titled(cell_lines(document.lines, start))
    end, repeated = end_of_table(body.rows, 1)
    rows = body.part(0, end).without([0, *repeated])
    shape = find_shape(body.rows[0], rows.rows) if len(rows.rows) > 1 else None
    if not shape:
        return [read_grid(document, start)]
    place = RawTable([], [], [], start, rows.lines[-1], title)
    return [_chosen(table) for table in read_list(Source(document.at(start + 1), body.rows[0], rows), shape, place)]


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
    RawTable
        The table, without rows where none follows the head; empty where it has no number column.
    """
    title, body = _titled(cell_lines(document.lines, start))
    head = head_rows(body.rows)
    end, repeated = end_of_table(body.rows, head)
    top, rows = body.part(0, head), body.part(0, end).without([*range(head), *repeated])
    names = read_head(top.rows, [document.spans.get(line, {}) for line in top.lines])
    columns = _named_by_end(_label_first(name_months(names.columns), rows.rows), rows.rows)
    notes = list[str]()
    if not any(column.kind == "tal" for column in columns):
        columns, notes = _name_by_numbers(columns, rows.rows)
    elif columns[-1].kind == "text":
        _go_on_past_comments(document.lines, rows, top.rows)
    last = max([*body.lines[:end], *rows.lines], default=start + 1)
    table = RawTable(columns, [], [], start, last, title)
    if not any(column.kind == "tal" for column in columns):
        return table
    unknown = "kolumnernas namn säger inte vad talen är" if notes else ""
    filled = GridRows(
        document,
        table,
        rows,
        names.doubt
        or unknown
        or _groups_above(document.lines[: top.lines[0] - 1], columns)
        or _nameless(columns, rows.rows)
        or _loose_words(columns, rows.rows)
        or _on_its_side(columns, rows.rows)
        or _loose_years(columns, rows.rows),
    )
    table.columns, table.rows = filled.columns, filled.rows
    if table.rows and (below := _label_below(document.lines, last)):
        said = f"etiketten kan fortsätta under tabellen (”{below}”)"
        filled.rows[-1] = replace(filled.rows[-1], problem="; ".join(filter(None, [filled.rows[-1].problem, said])))
    table.notes += [*(f"{document.at(start + 1)}: {note}" for note in notes), *filled.notes]
    return _chosen(table, filled)


def _chosen(table: RawTable, filled: GridRows | None = None) -> RawTable:
    """Read a table as the hypothesis that most of its rows speak for."""

    def read(hypothesis: Hypothesis) -> RawTable:
        return replace(table, hypothesis=hypothesis, rows=filled.under(hypothesis) if filled else table.rows)

    numbers = [column for column in table.columns if column.kind == "tal"]
    return choose(numbers, read, filled.pairs if filled else {}) or table


def _groups_above(lines: Sequence[str], columns: Sequence[Column]) -> str:
    """Say that a line of nothing but years and periods stands just above a head that has columns without a year."""
    line = next((line for line in reversed(lines[-_MOST_TITLES:]) if line.strip()), "")
    above = clean(" ".join(line.split())) if line.startswith("\t") else ""  # else it is a title
    is_open = any(column.kind == "tal" and column.year is None for column in columns)
    if not is_open or not re.search(r"\b(?:19|20)\d\d\b", above) or not all(map(is_banner, above.split())):
        return ""
    return f"det går inte att avgöra vilka kolumner ”{above}” gäller; talen står kvar"


def _nameless(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """Say that numbers stand in a column without a name, so that the names beside it may be of several columns."""
    first = next(at for at, column in enumerate(columns) if column.kind == "tal")
    for at in range(first + 1, len(columns)):
        if not columns[at].name and any(is_figure(clean(row[at])) for row in rows if at < len(row)):
            return "en kolumn med tal saknar namn; namnen bredvid kan gälla den"
    return ""


def _loose_words(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """Say that the first row has words where numbers stand, and no number, so that it may be the end of the head."""
    places = [at for at, column in enumerate(columns) if column.kind == "tal"]
    first = [text for row in rows[:1] for at in places if at < len(row) and (text := clean(row[at]))]
    if first and not any(is_figure(text) or is_number(text) or NO_NUMBER.fullmatch(text) for text in first):
        return f"”{first[0]}” kan höra till tabellhuvudet"
    return ""


def _loose_years(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """Say that the first row, named as labels are or not at all, may be the end of the head: years, or a digit."""
    places = [at for at, column in enumerate(columns) if column.kind == "tal"]
    first = rows[0] if rows else []
    texts = [text for at in places if at < len(first) and (text := clean(first[at]))]
    may_name = bool(texts) and names_label(clean(first[0])) and any(column.year is None for column in columns)
    if may_name and all(_YEAR_OR_DIGIT.fullmatch(text) for text in texts):
        return f"”{' '.join(texts)}” på första raden kan höra till tabellhuvudet"
    return ""


def _on_its_side(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """Say that the rows are outcome, budget and the like, so that no column is one of them."""
    labels = [clean(row[0]) for row in rows if any(map(is_figure, map(clean, row[1:])))]
    roles = {column.role for column in columns if column.kind == "tal"}
    if len({*labels}) < _FEWEST or not are_measures(labels) or len(roles) > 1:
        return ""
    return f"raderna är {labels[0].lower()} och {labels[1].lower()}, inte kolumnerna; byt plats på rader och kolumner"


def _label_below(lines: Sequence[str], end: int) -> str:
    """Return a few words that begin with a small letter just below a table: the end of its last label, it may be."""
    at = next((at for at in range(end, min(end + 2, len(lines))) if lines[at].strip()), None)
    if at is None:
        return ""
    below = list(takewhile(str.strip, lines[at : at + _MOST_ENDS + 1]))
    text = " ".join(line.strip() for line in below)
    is_short = len(below) <= _MOST_ENDS and all(
        len(line.strip()) <= _LONGEST_END for line in below
    )  # else prose goes on
    is_end = text[:1].islower() and text[-1] not in ".:;!?" and "\t" not in text
    return text if is_short and is_end else ""


def _titled(cells: Cells) -> tuple[str, Cells]:
    """Part the lines of nothing but a title, or a sentence, from those below; the last titles are the table's."""
    count = 0
    while count < min(_MOST_ABOVE, len(cells.rows) - 1) and (
        is_title(cells.rows[count]) or _is_of_pivot(cells.rows[count])
    ):
        count += 1
    texts = [clean(row[0]) for row in cells.rows[:count] if not _is_of_pivot(row)]
    sentences = [at for at, text in enumerate(texts) if text.endswith(".") and " " in text]
    texts = texts[max(sentences, default=-1) + 1 :][-_MOST_TITLES:]
    return "".join(
        f"{', ' if at and is_unit(text) else ' '}{text}" for at, text in enumerate(texts)
    ).strip(), cells.part(count)


def _is_of_pivot(row: Sequence[str]) -> bool:
    """Tell the line of a pivot table that says what was added up, above the names of its columns."""
    texts = [text for cell in row if (text := clean(cell))]
    return (
        len(texts) == _FEWEST
        and _ADDED_UP.match(texts[0]) is not None
        and _COLUMN_NAMES.fullmatch(texts[1]) is not None
    )


def _go_on_past_comments(lines: Sequence[str], cells: Cells, head: Sequence[list[str]]) -> None:
    """Add the rows that stand below a comment which runs over several lines of the last column, or on a new page."""
    for at in range(cells.lines[-1] if cells.lines else len(lines), len(lines)):
        row = lines[at].split("\t")
        is_other = len(row) > 1 and starts_table(row) and row not in head
        if is_other and cells.lines[-1] == at and is_title(cells.rows[-1]):
            cells.drop_last()  # the title of the next table
        if is_other or lines[at].startswith("#"):
            return
        if len(row) == len(head[0]) and row not in head:
            cells.lines.append(at + 1)
            cells.rows.append(row)


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


def _named_by_end(columns: list[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Take a column of nothing but numbers for what its last word says, where the words before it name its group."""
    found = list(columns)
    for at, column in enumerate(columns):
        before, _, last = column.name.rpartition(" ")
        is_open = column.kind == "text" and before and not _SAYS_MORE.search(before) and not names_role(before)
        if at and is_open and names_role(last) and _is_of_numbers([row[at] for row in rows if at < len(row)]):
            found[at] = number_column(column.name, cell_column(last).role)
    return found


def _is_of_numbers(cells: Sequence[str]) -> bool:
    texts = [text for cell in cells if (text := clean(cell)) and text not in DASHES]
    return sum(map(is_figure, texts)) >= _FEWEST and all(map(is_figure, texts))


def _name_by_numbers(columns: list[Column], rows: Sequence[Sequence[str]]) -> tuple[list[Column], list[str]]:
    """Take columns of nothing but numbers for what they are where no word of the head is known."""
    texts = {at: [text for row in rows if at < len(row) and (text := clean(row[at]))] for at in range(1, len(columns))}
    found = [
        at
        for at, own in texts.items()
        if columns[at].name
        and not is_note_word(columns[at].name)
        and sum(map(is_number, own)) >= _FEWEST
        and all(is_number(one) or one in DASHES for one in own)
    ]
    if len(found) < _FEWEST or any(map(is_number, (clean(row[0]) for row in rows))):
        return columns, []
    said = ", ".join(f"”{columns[at].name}”" for at in found)
    named = [number_column(one.name, "okänd") if at in found else one for at, one in enumerate(columns)]
    return named, [f"kolumnerna {said} säger inte om talen är utfall, budget eller annat; de är lästa som de står."]
