"""Text laid out in columns of signs: read by the places of its words, as a page whose signs are all equally wide."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.readers.body.zones import plain
from analysis.readers.formats.lines import Document
from analysis.readers.placed.lines import Fragment, Line, ends_number, may_head, unmixed
from analysis.readers.placed.names import column_of
from analysis.readers.placed.regions import overlapped
from analysis.readers.placed.tables import PlacedTable, find_tables
from analysis.readers.placed.words import Word
from analysis.readers.places import numbered
from analysis.vocabulary.heads import PART, YEAR, roles_in
from analysis.vocabulary.numerals import MONEY_UNITS

_SIZE, _STEP = 5 / 3, 2.0  # of the font, and from line to line, in widths of a sign
_SHIFT = 3.0  # signs that columns may move where the head stands again
_WIDEST = 600  # signs of a row
_EVEN = 0.7  # of the numbers that stand below each other
_FEWEST = 2  # lines that show columns
_APART = re.compile(r"\S {2,}\S.* {2,}\S")
_FRAGMENT = re.compile(r"[^ ]+(?: [^ ]+)*")
_WORD = re.compile(r"\S+")
_OF_PAGES = r"(?:\s*(?:av|/|\()\s*\d+\)?)"
_PAGE = re.compile(rf"(?:sida|sid\.?|s\.)\s*\d{{1,4}}{_OF_PAGES}?|\d{{1,3}}{_OF_PAGES}", re.IGNORECASE)
_LONE = re.compile(r"\d{1,3}")
_PAGE_OR_YEAR = re.compile(r"\d{1,3}|(?:19|20)\d\d")
_AMOUNT = re.compile(r"[-\u2212–(]?\d[\d.,]*[-\u2212–)]?")
_UNIT_ALONE = re.compile(rf"(?:.*: )?\(?(?:{'|'.join(MONEY_UNITS)})\)?", re.IGNORECASE)  # broken off a name
_NUMBERED = re.compile(r"[1-9]")  # a forecast or a part of the year
_NUMBER_AHEAD = re.compile(r"\d+ [^\W\d_]")
_DECIMALS = re.compile(r",(\d+)")
_FEWEST_USUAL = 3  # numbers that show how many decimals a column has
MAY_BE_PAGE = "talen kan vara sidans nummer; de står kvar"
HAS_MORE = "raden har mer text än sina celler; talen står kvar"
MAY_HAVE_MARK = "ett tal kan sluta med en nots nummer; talen står kvar"


def part_cells(document: Document) -> Document:
    r"""Part the cells of tables that are laid out in columns by tabs; what is no such table stays as it is.

    Parameters
    ----------
    document
        The lines of a text. Where tabs part its cells, or its line ends tell broken words, it has no columns.

    Examples
    --------
    >>> rows = ["          Utfall   Budget", "Stab       1 200       96", "Vård          75    1 475"]
    >>> part_cells(Document("a.txt", rows, marks_wraps=False)).lines[1:4]
    ['\tUtfall\tBudget', 'Stab\t1 200\t96', 'Vård\t75\t1 475']
    """
    lines = document.lines
    apart = [line for line in lines if _APART.search(line.rstrip())]
    if (
        document.marks_wraps
        or len(apart) < _FEWEST
        or max(map(len, apart)) > _WIDEST
        or any("\t" in one for one in lines)
    ):
        return document
    first = {line: at for at, line in reversed(list(enumerate(lines)))}
    pages = [at for at in range(len(lines)) if _is_page_number(lines, at, first)]
    by_line, tables = _tables(lines, {*pages})
    if cells := {at for one in tables for at in _inside(one, pages) if _stands_in_column(one, lines[at])}:
        by_line, tables = _tables(lines, {*pages} - cells)
    if not tables:
        return document
    for table in tables:
        _doubt_more(table, by_line)
        _doubt_notes(table)
    joined = _join(list(by_line.values()), tables)
    repeated = [f"{document.at(_number(one.top - _SIZE) + 1)}: {_REPEATED}" for one in joined]
    parted = list(_parted(lines, tables, by_line))
    texts = [one.text for one in parted]
    places = numbered(texts, [one.at + 1 for one in parted if one.text.strip()])
    doubts = {number: one.doubt for number, one in enumerate(parted, 1) if one.doubt}
    return document._replace(lines=texts, places=places, notes=(*document.notes, *repeated), doubts=doubts)


_REPEATED = "tabellhuvudet upprepas (ny sida); läst som samma tabell."


def _tables(lines: Sequence[str], pages: Collection[int]) -> tuple[dict[int, Line], list[PlacedTable]]:
    """Place the words of the lines that hold no number of a page, and find the tables that are laid out."""
    printed = [at for at, line in enumerate(lines) if line.strip() and at not in pages]
    placed = {at: line for at in printed if (line := _line(lines[at], at)).fragments}
    cut = [at for at in printed if len(lines[at].rstrip()) > _WIDEST]
    found = find_tables(list(placed.values()))
    for one, other in pairwise(found):
        if _are_beside(one, other):  # neither leaves the other's words over
            one.used |= other.used
            other.used |= one.used
    return placed, [one for one in found if not _inside(one, cut) and _is_laid_out(one, placed)]


def _are_beside(table: PlacedTable, other: PlacedTable) -> bool:
    """Tell whether the second of two tables begins above the end of the first."""
    return other.top > table.bottom


def _stands_in_column(table: PlacedTable, text: str) -> bool:
    return any(_over(table, one) for one in _line(text, 0).fragments)


def _is_page_number(lines: Sequence[str], at: int, first: Mapping[str, int]) -> bool:
    """Tell a line with the number of a page: told as one, or alone beside a blank line or a head that stands again."""
    text = lines[at].strip()
    if _PAGE.fullmatch(text):
        return True
    below = lines[at + 1] if at + 1 < len(lines) else ""
    is_apart = not below.strip() or (at > 0 and not lines[at - 1].strip()) or first.get(below, at) < at
    return is_apart and _LONE.fullmatch(text) is not None


def _line(text: str, at: int) -> Line:
    """Give the words of a line their places; two blanks part cells."""
    fragments = list[Fragment]()
    for found in _FRAGMENT.finditer(plain(text[:_WIDEST], keeps_places=True)):
        words = [_word(found, word, at) for word in _WORD.finditer(found[0])]
        opens = [ends_number(one.text.lstrip("("), other.text.rstrip(")")) for one, other in pairwise(words)]
        fragments += unmixed(Fragment(words, opens)) if words else []
    return Line(-_STEP * at, _SIZE, fragments)


def _word(fragment: re.Match[str], word: re.Match[str], at: int) -> Word:
    left = float(fragment.start() + word.start())
    is_bound = word.start() > 0 and fragment[0][word.start() - 1] != " "
    return Word(left, left + len(word[0]), -_STEP * at, _SIZE, word[0], follows=True, ends=False, bound=is_bound)


def _number(base: float) -> int:
    return round(-base / _STEP)


def _inside(table: PlacedTable, lines: Sequence[int]) -> Sequence[int]:
    """Return those of some lines, which are in order, that a table reaches over."""
    first, last = _number(table.top - _SIZE), _number(table.bottom)
    return lines[bisect_left(lines, first) : bisect_right(lines, last)]


def _is_laid_out(table: PlacedTable, placed: Mapping[int, Line]) -> bool:
    """Tell whether a table has a clear head, parted by blanks as its rows are, and numbers that end or begin alike."""
    if not table.head or table.is_unclear:
        return False
    first, below = _number(table.top - _SIZE), _number(table.bases[0])
    heads = [placed[at] for at in range(first, below) if at in placed]
    words = (word for name in table.head for word in name.split())
    if any(_AMOUNT.fullmatch(word) and not may_head(word) and not _NUMBERED.fullmatch(word) for word in words):
        return False  # rows that were not known for such
    wide = [one for line in heads for one in line.fragments if len(_over(table, one)) > 1]
    wide = [one for one in wide if not any(one.text in name for name in [*table.head, *table.above])]
    if not all(_is_parted_rightly(table, one) for one in wide):
        return False  # words that stand together were parted
    if any(YEAR.search(one.text) or roles_in(one.text) for line in heads for one in _rest(table, line)):
        return False  # a name was left over
    edges: list[list[tuple[float, float]]] = [[] for _ in table.columns]
    for base in table.bases:
        for one in placed[_number(base)].numbers:
            if len(over := _over(table, one)) == 1:
                edges[over[0]].append((one.left, one.right))
    even = sum(max(map(_most_alike, zip(*own, strict=True))) for own in edges if own)
    is_full = all(len(own) == len(table.bases) for own in edges)  # then their order tells the columns
    return is_full or even >= _EVEN * sum(map(len, edges))


def _is_parted_rightly(table: PlacedTable, words: Fragment) -> bool:
    """Tell whether each of some words stands over one column, and what it names says what its numbers are."""
    places = [overlapped(table.columns, one.left, one.right) for one in words.words]
    names = table.head[-len(table.columns) :]
    return all(len(over) == 1 and _is_of_numbers(names[over[0]]) for over in places)


def _is_of_numbers(name: str) -> bool:
    return column_of(name).kind == "tal" or PART.match(name) is not None


def _over(table: PlacedTable, one: Fragment) -> list[int]:
    return overlapped(table.columns, one.left, one.right)


def _most_alike(edges: Sequence[float]) -> int:
    """Count the edges that stand at one place, or one sign beside it."""
    return max(sum(abs(one - edge) <= 1 for one in edges) for edge in {*edges})


def _join(placed: Sequence[Line], tables: Sequence[PlacedTable]) -> list[PlacedTable]:
    """Let a table go on from the one above it where nothing but the same head stands between them; return those."""
    joined = list[PlacedTable]()
    for above, table in pairwise(tables):
        if _are_beside(above, table):
            continue
        below = bisect_right(placed, -above.bottom, key=lambda line: -line.base)
        if _number(placed[below].base) >= _number(table.top - _SIZE) and table.goes_on(above, _SHIFT):
            table.continues = True
            joined.append(table)
            _doubt_page(above)
    return joined


def _doubt_more(table: PlacedTable, placed: Mapping[int, Line]) -> None:
    """Doubt rows with figures beside their cells or below a unit alone, or words that few have, and then the next."""
    rests = [_rest(table, placed[_number(base)]) for base in table.bases]
    words = Counter(cell for row in table.rows for cell in row[-len(table.columns) :] if cell[:1].isalpha())
    beside = [
        any(one.left > table.columns[0][0] for one in rest) or any(words[cell] == 1 for cell in row)
        for rest, row in zip(rests, table.rows, strict=True)
    ]
    is_rare = sum(beside) * 2 < len(rests)
    width = len(table.columns)
    units = [at for at, name in enumerate(table.head[-width:]) if _UNIT_ALONE.fullmatch(name)]
    for at, rest in enumerate(rests):
        has_figures = any(map(str.isdigit, "".join(one.text for one in rest)))
        cells = table.rows[at][-width:]
        is_moved = "" in cells and any(map(_AMOUNT.fullmatch, (cells[place] for place in units)))
        is_joined = _begins_inside(table, placed[_number(table.bases[at])])
        if has_figures or is_moved or is_joined or (is_rare and any(beside[max(at - 1, 0) : at + 1])):
            table.doubts[at].append(HAS_MORE)


def _begins_inside(table: PlacedTable, line: Line) -> bool:
    """Tell whether words behind a number stand apart from the label, left of all columns: of another row, perhaps."""
    labels = [one.text for one in line.fragments if one.right <= table.columns[0][0]]
    return any(_NUMBER_AHEAD.match(text) for text in labels[1:])


def _doubt_notes(table: PlacedTable) -> None:
    """Doubt rows with a number of more decimals than is usual in its column: a footnote's mark may be the last."""
    width = len(table.columns)
    numbers = [row[-width:] for row in table.rows]
    decimals = [[len(found[1]) if (found := _DECIMALS.search(text)) else 0 for text in row] for row in numbers]
    finest = max((count for row in decimals for count in row), default=0)
    is_alone = sum(count == finest for row in decimals for count in row) == 1 and finest > 1
    for at in range(width):
        own = sorted(row[at] for row in decimals if row[at])
        usual = max(own, key=own.count, default=0) if len(own) >= _FEWEST_USUAL else finest
        for row, doubts in zip(decimals, table.doubts, strict=True):
            if row[at] > usual or (is_alone and row[at] == finest):
                doubts.append(MAY_HAVE_MARK)


def _rest(table: PlacedTable, line: Line) -> list[Fragment]:
    """Return the words of a line that a table does not take up, those of each fragment together."""
    pieces = [[word for word in one.words if id(word) not in table.used] for one in line.fragments]
    return [Fragment(words) for words in pieces if words]


def _doubt_page(table: PlacedTable) -> None:
    """Doubt a last row above a head that stands again, whose numbers may be those of its page and year."""
    numbers = table.rows[-1][-len(table.columns) :]
    filled = [text for text in numbers if text]
    if all(map(_PAGE_OR_YEAR.fullmatch, filled)) and len(filled) < len(numbers):
        table.doubts[-1].append(MAY_BE_PAGE)


class _Parted(NamedTuple):
    """A line of the document, the line of the text that it stands in, and what makes it doubtful."""

    at: int
    text: str
    doubt: str = ""


def _parted(lines: Sequence[str], tables: Sequence[PlacedTable], placed: Mapping[int, Line]) -> Iterator[_Parted]:
    """Yield the lines of the document; what no table takes up follows it."""
    rest, done = list[_Parted](), 0
    for table in tables:
        first, end = _number(table.top - _SIZE), _number(table.bottom) + 1
        rest += [_Parted(at, lines[at]) for at in range(done, first)]
        if not table.continues:
            yield from [*rest, _Parted(first, "")]
            rest = []
        yield from (_Parted(first, text) for text in table.head_lines())
        yield from (_Parted(_number(at), *row) for at, row in zip(table.bases, table.row_lines(), strict=True))
        left = [(at, _rest(table, placed[at])) for at in range(first, end) if at in placed]
        texts = (_Parted(at, "  ".join(one.text for one in words)) for at, words in left if words)
        rest += [_Parted(end - 1, ""), *texts]
        done = max(done, end)
    yield from [*rest, *(_Parted(at, lines[at]) for at in range(done, len(lines)))]
