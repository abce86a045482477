"""The lines of a page to its tables: head, rows and cells, told from where words stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from analysis.readers.placed.beside import Beside, find_beside, part_lines
from analysis.readers.placed.cells import open_labels, table_cells
from analysis.readers.placed.columns import NEAR, BodyLine, body_line, label_columns
from analysis.readers.placed.grid import grid_of
from analysis.readers.placed.heads import MOST_LINES, Head, HeadFinder
from analysis.readers.placed.lines import Fragment, Line, is_digits, is_year
from analysis.readers.placed.names import column_of
from analysis.readers.placed.notes import note_head, take_notes
from analysis.readers.placed.regions import Interval, Region, find_regions, overlapped, sign_columns
from analysis.readers.placed.rows import BEGINS_PART, RowLines, group_rows, layout_of
from analysis.vocabulary.column_kinds import number_column
from analysis.vocabulary.columns import is_label_word, names_role
from analysis.vocabulary.heads import is_label_head
from analysis.vocabulary.relations import Relation, relations


@dataclass(slots=True)
class PlacedTable:
    """A table and where it stands on its page.

    Attributes
    ----------
    above
        Words over several columns that are part of no column's name.
    head
        The cells of its head; empty where the page has none.
    rows
        The cells of its rows.
    columns
        The edges of its columns of numbers.
    top, bottom, left, right
        Its edges.
    used
        The words in it, by identity.
    bases
        Where each row stands: its first line with numbers, or with anything.
    doubts
        Why each row cannot be trusted, in Swedish.
    plain
        Its lines without cells.
    is_unclear
        Whether its columns cannot be told apart, so that no name is given and no number read.
    continues
        Whether it goes on from the page before.
    """

    above: list[str]
    head: list[str]
    rows: list[list[str]]
    columns: list[Interval]
    top: float
    bottom: float
    left: float
    right: float
    used: set[int]
    bases: list[float]
    doubts: list[list[str]]
    plain: list[str] = field(default_factory=list)
    is_unclear: bool = False
    continues: bool = False

    def goes_on(self, above: PlacedTable, shift: float) -> bool:
        """Tell whether this is the rest of a table on the page before: the same head or none, the same columns."""
        numbers = len(self.columns)  # beside them stands the head of the labels, with a unit that is printed once
        if numbers != len(above.columns) or (self.head and self.head[-numbers:] != above.head[-numbers:]):
            return False
        if self.rows and len(self.rows[0]) != len(above.rows[0]):
            return False
        moved = [one[1] - other[1] for one, other in zip(self.columns, above.columns, strict=True)]
        return max(moved) - min(moved) <= shift

    def take_rest(self, below: PlacedTable) -> None:
        """Take the first row of the next page where it ends this table's last row; what is in doubt stays so."""
        if not below.rows or not self.rows:
            return
        label, rest = self.rows[-1][0], below.rows[0]
        starts_row = rest[0][:1].isupper() or BEGINS_PART.match(rest[0])
        if starts_row or not any(rest[1:]) or not any(self.rows[-1][1:]):
            return
        self.doubts[-1] += below.doubts[0]
        del below.rows[0], below.bases[0], below.doubts[0]
        joined = [
            f"{above} / {end}" if above and end else above or end
            for above, end in zip(self.rows[-1], rest, strict=True)
        ]
        self.rows[-1] = [f"{label} {rest[0]}".strip(), *joined[1:]]

    def head_lines(self) -> list[str]:
        """Write the head as lines with cells parted by tabs; a table that goes on needs none."""
        above = [] if self.is_unclear else self.above
        names = [""] * len(self.head) if self.is_unclear else self.head
        return [] if self.continues else [*above, "\t".join(names)]

    def row_lines(self) -> list[tuple[str, str]]:
        """Write each row as a line with cells parted by tabs, and say why it cannot be trusted."""
        return [
            ("\t".join(row), "; ".join(dict.fromkeys(own)) if any(row[-len(self.columns) :]) else "")
            for row, own in zip(self.rows, self.doubts, strict=True)
        ]


_NAMELESS = "(utan rubrik)"
OPEN_LABEL = "oklart var etiketten slutar; talen står kvar"
LOOSE = "ett tal på raden hör till ingen kolumn; talen står kvar"
_SHORT = re.compile(r"\d{1,3}")
_CODE = re.compile(r"\d{1,8}")
_FEWEST = 2  # columns of numbers
_TAIL = 1.7  # font sizes from the last row to a line that its label runs on to
_FAR = 2.2  # font sizes from which on a line below is no end of a label
_EVEN = 1.05  # times a step between lines that another is as wide as
_MOST_TAIL = 6
_FOOTNOTE = re.compile(
    r"\d{1,2}\)|(?-i:\d [A-ZÅÄÖ][a-zåäö])|[a-h]\)|[*†‡¹²³]|(?:not|anm|anmärkning|källa|kommentar)\b.?[ :\d]",
    re.IGNORECASE,
)


def find_tables(lines: Sequence[Line]) -> list[PlacedTable]:
    """Find the tables of a page.

    Parameters
    ----------
    lines
        Its lines, top to bottom.
    """
    found, floor = list[PlacedTable](), 0
    regions = find_regions(lines)
    for region in regions:
        if (beside := find_beside(region, lines, floor)) and _are_apart(sides := _sides(lines, beside)):
            return [*find_tables(lines[: beside.first]), *chain(*sides), *find_tables(lines[beside.end :])]
    firsts = [*(region.first for region in regions), len(lines)]
    for region, end in zip(regions, firsts[1:], strict=True):
        if region.first < floor:
            continue
        table, floor = _table(lines, region, floor, end)
        if table:
            found.append(table)
    return found


def _sides(lines: Sequence[Line], beside: Beside) -> list[list[PlacedTable]]:
    """Find the tables on either side of a cut; what stands above the first of a side is of that side alone."""
    sides = list[list[PlacedTable]]()
    for own in part_lines(lines[beside.first : beside.end], beside.cut):
        tables = find_tables(own)
        above = [line for line in own if tables and line.base > tables[0].top]
        if above:
            tables[0].above[:0] = [line.text for line in above]
            tables[0].used.update(id(word) for line in above for one in line.fragments for word in one.words)
            tables[0].top = above[0].base + above[0].size
        sides.append(tables)
    return sides


def _are_apart(sides: Sequence[Sequence[PlacedTable]]) -> bool:
    """Tell tables with a name of numbers in common, each with labels of its own, from columns of words in one table."""
    if not all(sides):
        return False
    first, other = (own[0] for own in sides)
    names = [{*one.head[-len(one.columns) :]} - {""} for one in (first, other)]
    known = [*first.head[: -len(first.columns)], ""]
    if not names[0] & names[1] or not all(
        name in known or all(map(is_label_head, name.replace(",", " ").split()))
        for name in other.head[: -len(other.columns)]
    ):
        return False
    labels = [[row[0] for row in one.rows] for one in (first, other)]
    return all(all(own) and len({*own}) == len(own) for own in labels)


def _table(lines: Sequence[Line], region: Region, floor: int, end: int) -> tuple[PlacedTable | None, int]:
    """Put one table together, above the line that the next has its first row in; say where the next may begin."""
    head = _head(lines, region, floor)
    last = _last(lines, region, end)
    span = lines[head.below : last + 1]
    labels = label_columns(span, head.columns, head.named.labels)
    body = [found for line in span if (found := body_line(line, head.columns, labels)).cells]
    layout = layout_of(body, _relations(head.named.names))
    rows = group_rows(body, layout)
    while rows and not any(line.has_numbers for line in rows[-1].lines):
        rows.pop()
    if not rows:
        return None, region.last + 1
    if _label_goes_on(lines, rows[-1].lines[-1], labels):
        rows[-1] = rows[-1]._replace(is_open=True)
    table = _placed(head, rows, table_cells(rows, layout, len(head.columns)), labels)
    for doubts, is_open in zip(table.doubts, open_labels(rows, layout), strict=True):
        doubts.extend([OPEN_LABEL] if is_open else [])
    table.is_unclear = table.is_unclear or _is_unclear(head, region, lines)
    above = lines[max(floor, head.first - MOST_LINES) : head.below]
    if not table.head and any(names_role(line.text) for line in above):
        table.head = [""] * len(table.rows[0])  # its words may head it: no reader shall take the rest for lost cells
    table.plain = [line.text for line in lines[head.first : last + 1]]
    return table, region.last + 1


def _head(lines: Sequence[Line], region: Region, floor: int) -> Head:
    """Find the head; a first column without a name, of few numbers, belongs to the labels, as one of codes does."""
    cores = _cores(lines, region)
    pitch = max((above.base - below.base for above, below in pairwise(cores)), default=0.0)
    if _are_codes(region.columns, cores):
        region.columns.pop(0)
    region.first = _first(lines, region, floor)
    _join_signs(lines, region, floor)
    while True:
        grid = grid_of(region.columns, lines[region.first : region.last + 1], lines[region.first].size)
        head = HeadFinder(lines, region.first, region.last, floor, grid, pitch).find()
        names = head.named.names
        if not any(names) or names[0] or not _is_rare(region.columns[0], cores):
            return head
        region.columns.pop(0)


def _are_codes(columns: Sequence[Interval], cores: Sequence[Line]) -> bool:
    """Tell a first column of codes from one of numbers: words stand behind most of them, before the next column."""
    if len(columns) <= _FEWEST:
        return False
    left, right = columns[0][1], columns[1][0]
    numbers = [(line, one) for line in cores for one in line.numbers if overlapped(columns[:1], one.left, one.right)]
    worded = sum(any(not one.is_number and left <= one.left < right for one in line.fragments) for line, _ in numbers)
    return all(_CODE.fullmatch(one.text) for _, one in numbers) and worded * 2 > len(numbers)


def _is_word(one: Fragment) -> bool:
    return not one.is_number and any(map(str.isalpha, one.text))


def _join_signs(lines: Sequence[Line], region: Region, floor: int) -> None:
    """Join signs at the left edge of their cells with the numbers, unless each has a head of its own."""
    above = lines[max(floor, region.first - MOST_LINES) : region.first]
    for at in reversed(sign_columns(region, lines)):
        grid = grid_of(region.columns, lines[region.first : region.last + 1], lines[region.first].size)
        heads = [[grid.reach(one) for one in line.fragments] for line in above]
        if not any([at] in places and [at + 1] in places for places in heads):
            region.columns[at : at + 2] = [(region.columns[at][0], region.columns[at + 1][1])]


def _cores(lines: Sequence[Line], region: Region) -> list[Line]:
    """Return the lines of a region that hold two numbers or more."""
    return [line for line in lines[region.first : region.last + 1] if len(line.numbers) > 1]


def _relations(names: Sequence[str]) -> list[Relation]:
    columns = [column_of(name or _NAMELESS) for name in names]
    return relations([one if one.kind == "tal" else number_column("", "") for one in columns])


def _is_unclear(head: Head, region: Region, lines: Sequence[Line]) -> bool:
    """Tell whether columns cannot be told apart: known words over several of them, or none over one."""
    cores = _cores(lines, region)
    nameless = [column for name, column in zip(head.named.names, head.columns, strict=True) if not name]
    return head.named.is_unclear or not all(_is_rare(column, cores) for column in nameless)


def _placed(
    head: Head, rows: Sequence[RowLines], cells: Sequence[dict[int, str]], labels: Sequence[Interval]
) -> PlacedTable:
    """Write the cells of all columns, and say where the table stands."""
    keys = [*range(1 - len(labels), 1), *range(1, len(head.columns) + 1)]
    label_heads, note = _label_heads(head, labels), note_head(head.named.labels)
    notes = take_notes(note, rows, cells) if note else []
    names = [name or _NAMELESS for name in head.named.names]
    nameless = [at for at, name in enumerate(head.named.names, 1) if not name]
    over = {key: [one.text for one in ones if one is not note] for key, ones in label_heads.items()}
    heads = [" ".join(over[key]) if key <= 0 else names[key - 1] for key in keys]
    texts = [[row.get(key, "") for key in keys] for row in cells]
    for row, own in zip([heads, *texts], [note.text if note else "", *notes], strict=False):
        row[len(labels) : len(labels)] = [own] if any(notes) else []
    body = [line for row in rows for line in row.lines]
    used = [one for line in body for one in line.cells.values()]
    used += [*head.named.used, *(one for ones in label_heads.values() for one in ones)]
    words = [word for one in used for word in one.words]
    return PlacedTable(
        above=head.named.above,
        head=heads if any(head.named.names) else [],
        rows=texts,
        columns=head.columns,
        top=max(word.base + word.size for word in words),
        bottom=min(word.base for word in words),
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        used=set(map(id, words)),
        bases=[next((line for line in row.lines if line.has_numbers), row.lines[0]).base for row in rows],
        doubts=[[LOOSE] if any(row.get(at) for at in nameless) else [] for row in cells],
        is_unclear=_is_head_left(cells[0]) or any(is_label_word(row.get(0, "")) for row in cells),
    )


def _is_head_left(cells: dict[int, str]) -> bool:
    """Tell whether a first row holds nothing but short digits: ends of the years of a head."""
    return not cells.get(0) and all(_SHORT.fullmatch(text) for text in cells.values())


def _is_rare(column: Interval, lines: Sequence[Line]) -> bool:
    """Tell whether few lines have a number in a column: one that stands there by chance."""
    filled = sum(
        any(one.is_number and overlapped([column], one.left, one.right) for one in line.fragments) for line in lines
    )
    return filled * 3 <= len(lines)


def _first(lines: Sequence[Line], region: Region, floor: int) -> int:
    """Find the first line with a number of the first row, which may have only one."""
    first = region.first
    for at in range(region.first - 1, max(floor, region.first - _MOST_TAIL) - 1, -1):
        line, below = lines[at], lines[at + 1]
        over = [one for one in line.fragments if overlapped(region.columns, one.left, one.right)]
        if line.base - below.base > 2 * line.size or not all(one.is_number and not is_year(one.text) for one in over):
            break
        if over and (len(line.fragments) > len(over) or not all(_SHORT.fullmatch(one.text) for one in over)):
            first = at
    return first


def _label_goes_on(lines: Sequence[Line], last: BodyLine, labels: Sequence[Interval]) -> bool:
    """Tell whether the line just below the last one, left as labels are, begins as if it ended its label."""
    at = bisect_right(lines, NEAR * last.size - last.base, key=lambda line: -line.base)
    below = lines[at] if at < len(lines) else None
    if below is None or last.base - below.base > _FAR * last.size:
        return False
    first = below.fragments[0]
    return first.text[:1].islower() and abs(first.left - labels[-1][0]) < first.size


def _last(lines: Sequence[Line], region: Region, end: int) -> int:
    """Find the last line that may belong to the last row."""
    last = region.last
    steps = [above.base - below.base for above, below in pairwise(lines[region.first : region.last + 1])]
    pitch = min(steps, default=0.0) * _EVEN  # lines of labels that wrap stand as far apart as rows
    for at in range(region.last + 1, min(region.last + _MOST_TAIL + 1, end)):
        line, above = lines[at], lines[last]
        inside = [one for one in line.fragments if one.left < region.columns[-1][1]]
        if (
            above.base - line.base > max(_TAIL * above.size, pitch if line.text[:1].islower() else 0.0)
            or _FOOTNOTE.match(line.text)
            or any(not _is_figure(one) and overlapped(region.columns, one.left, one.right) for one in inside)
        ):
            break
        if inside:
            last = at
    return last


def _is_figure(one: Fragment) -> bool:
    return one.is_number or is_digits(one)


def _label_heads(head: Head, labels: Sequence[Interval]) -> dict[int, list[Fragment]]:
    """Put the words above the labels over their columns."""
    found: dict[int, list[Fragment]] = {key: [] for key in range(1 - len(labels), 1)}
    for one in head.named.labels:
        for place, (left, right) in enumerate(labels):
            if one.left < right and left < one.right:
                found[place + 1 - len(labels)].append(one)
                break
    return found
