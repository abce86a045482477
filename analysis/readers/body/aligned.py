"""Text laid out in columns: the place of a figure on its line tells its column, and so do the words above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.readers.body.identities import Cells, Figure
from analysis.readers.body.lattice import read_figure
from analysis.readers.body.zones import Zone
from analysis.vocabulary.column_kinds import Column, number_column
from analysis.vocabulary.heads import UNKNOWN, groups_in, name_score, roles_in

_APART = 2  # blanks that part two cells
_FRAGMENT = re.compile(r"\S+(?: \S+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST = 2  # rows that show columns
_MOST_HEAD = 14  # lines


class Span(NamedTuple):
    """Where on a line something stands."""

    start: int
    end: int


class _Cell(NamedTuple):
    span: Span
    number: Figure | None


def aligned_cells(zones: Sequence[Zone]) -> tuple[list[Span], list[Cells | None]] | None:
    """Read rows whose cells are parted by two blanks or more by the place of each cell.

    Returns
    -------
    tuple[list[Span], list[Cells | None]] | None
        Where the columns stand, and the cells of each zone (None where it is no such row); None where the zones are
        not laid out in columns.
    """
    rows = [_cells_of(zone) for zone in zones]
    spaced = [row for row in rows if row and len(row) > 1]
    if len(spaced) < _FEWEST or len(spaced) * 2 <= sum(len(zone.atoms) > 1 for zone in zones):
        return None
    columns = _columns([row for row in rows if row])
    if columns is None or len(columns) < _FEWEST:
        return None
    if all(len(row) == len(columns) for row in rows if row):
        return columns, [tuple(cell.number for cell in row) if row else None for row in rows]
    return columns, [_placed(row, columns) for row in rows]


def _cells_of(zone: Zone) -> list[_Cell] | None:
    """Part the figures of a zone where two blanks or more stand; None where what is left is no number."""
    if zone.last != zone.line:
        return None
    cells, at, text, start = list[_Cell](), zone.start, "", zone.start
    for place, atom in enumerate(zone.atoms):
        if place:
            at += atom.gap
            if atom.gap >= _APART:
                cells.append(_Cell(Span(start, start + len(text)), read_figure(text, points=True)))
                text, start = "", at
            else:
                text += " "
        text += atom.text
        at += len(atom.text)
    cells.append(_Cell(Span(start, start + len(text)), read_figure(text, points=True)))
    is_good = all(cell.number is not None or cell.span.end - cell.span.start <= _APART for cell in cells)
    return cells if is_good else None


def _columns(rows: Sequence[Sequence[_Cell]]) -> list[Span] | None:
    """Join the places of cells that stand below each other; None where it cannot be told which do."""
    widths = {len(row) for row in rows}
    if len(widths) == 1:
        return [_around([row[at] for row in rows]) for at in range(widths.pop())]
    columns = list[Span]()
    for span in sorted({cell.span for row in rows for cell in row}):
        if columns and span.start < columns[-1].end:
            columns[-1] = Span(columns[-1].start, max(columns[-1].end, span.end))
        else:
            columns.append(span)
    return columns if all(_placed(row, columns) for row in rows) else None


def _around(cells: Sequence[_Cell]) -> Span:
    return Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))


def _placed(row: Sequence[_Cell] | None, columns: Sequence[Span]) -> Cells | None:
    if not row:
        return None
    found: list[Figure | None] = [None] * len(columns)
    taken = set[int]()
    for cell in row:
        places = [at for at, span in enumerate(columns) if _overlap(cell.span, span)]
        if len(places) != 1 or places[0] in taken:
            return None
        taken.add(places[0])
        found[places[0]] = cell.number
    return tuple(found)


def _overlap(one: Span, other: Span) -> int:
    return max(min(one.end, other.end) - max(one.start, other.start), 0)


class Head(NamedTuple):
    """The head above columns: what it names, whether that is sure, and its first and last line (from 0)."""

    columns: list[Column]
    label: str
    is_sure: bool
    first: int
    last: int


def aligned_head(lines: Sequence[str], first: int, end: int, columns: Sequence[Span], labels: Span) -> Head | None:
    """Read the head above columns of figures; None where no line above them names any.

    Parameters
    ----------
    lines
        The lines of the document.
    first, end
        The first line that may belong to the head, and the line of the first row.
    columns
        Where the figures stand.
    labels
        Where the labels of the rows stand.
    """
    names: list[list[str]] = [[] for _ in columns]
    label, top, bottom, groups = list[str](), -1, -1, False
    for at in range(end - 1, max(first, end - _MOST_HEAD) - 1, -1):
        fragments = [(Span(found.start(), found.end()), found[0]) for found in _FRAGMENT.finditer(lines[at])]
        if not fragments:
            continue
        over = [(span, text) for span, text in fragments if _is_over(span, columns[0], labels)]
        if not over:
            if bottom >= 0:
                break
            continue  # a heading between the head and the first row
        placed = _over(over, columns)
        if placed is None:
            named = _grouped(over, names, columns)
            names, top, groups = named or names, at if named else top, named is None
            break
        top, bottom = at, bottom if bottom >= 0 else at
        for place, text in placed:
            names[place].insert(0, text)
        label = [one[1] for one in fragments if one not in over] + label
    if bottom < 0:
        return None
    joined = [" ".join(parts) for parts in names]
    found = [
        number_column(name or f"kolumn {at + 1}", name_score(name)[1] if name else UNKNOWN)
        for at, name in enumerate(joined)
    ]
    return Head(found, " ".join(label), not groups, top, bottom)


def _grouped(
    fragments: Sequence[tuple[Span, str]], names: Sequence[list[str]], columns: Sequence[Span]
) -> list[list[str]] | None:
    """Put the names of two groups before names that come twice, each group over its half of the columns."""
    half = len(names) // 2
    said = groups_in(" ".join(text for _, text in fragments))
    if said is None or len(names) % 2 or names[:half] != names[half:] or len(fragments) != len(said):
        return None
    middles = [(span.start + span.end) / 2 for span, _ in fragments]
    edge = (columns[half - 1].end + columns[half].start) / 2
    if not middles[0] < edge < middles[1]:
        return None
    return [[said[at >= half], *own] for at, own in enumerate(names)]


def _is_over(span: Span, first: Span, labels: Span) -> bool:
    """Tell words over the columns from words over the labels."""
    return span.start > labels.start + _APART and (span.end > first.start - _APART or span.start > labels.end)


def _over(fragments: Sequence[tuple[Span, str]], columns: Sequence[Span]) -> list[tuple[int, str]] | None:
    """Lay the words of a line over columns; None where words stand over several and it cannot be told which."""
    found = list[tuple[int, str]]()
    for span, text in fragments:
        hit = [at for at, column in enumerate(columns) if _overlap(span, column)]
        if not hit and _YEAR.fullmatch(text):
            return None  # the year of either column beside it
        if len(hit) <= 1:
            found.append((hit[0] if hit else _nearest(span, columns), text))
            continue
        words = [(Span(span.start + one.start(), span.start + one.end()), one[0]) for one in re.finditer(r"\S+", text)]
        if _names_several(words):
            found += [(_nearest(own, columns), word) for own, word in words]
        elif len(words) > 1 or not _YEAR.fullmatch(text):
            best = sorted(hit, key=lambda at: -_overlap(span, columns[at]))
            if _overlap(span, columns[best[0]]) < 2 * _overlap(span, columns[best[1]]):
                return None
            found.append((best[0], text))
        else:
            return None
    return found


def _names_several(words: Sequence[tuple[Span, str]]) -> bool:
    return sum(bool(roles_in(word)) or bool(_YEAR.fullmatch(word)) for _, word in words) > 1


def _nearest(span: Span, columns: Sequence[Span]) -> int:
    """Return the column that words stand over or nearest to; the right edge counts, as figures are set to the right."""
    return min(
        range(len(columns)),
        key=lambda at: (
            -_overlap(span, columns[at]),
            min(abs(span.end - columns[at].end), abs(span.start - columns[at].start)),
        ),
    )
