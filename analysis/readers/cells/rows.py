"""The rows of a table whose cells are known: label, numbers, and what makes a row doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from analysis.readers.cells.labels import are_words, groups_of, is_code, is_open_group, label_places, row_labels
from analysis.readers.cells.lines import Cells, is_figure, words_above
from analysis.readers.cells.months import check_months, name_whole
from analysis.readers.cells.numbers import GROUPS, NO_SHARE, find_points, number_or_none, read_number
from analysis.readers.cells.wraps import join_labels
from analysis.readers.cuts import Cut, agreement
from analysis.readers.formats.lines import Document
from analysis.readers.formats.rows import NO_NUMBER
from analysis.readers.orientations import choices, keep, name_by_figures, name_compared, score
from analysis.readers.raw import Hypothesis, RawRow, RawTable, sides_of
from analysis.vocabulary.column_kinds import Column, is_share
from analysis.vocabulary.numerals import DASHES, Printed, clean, is_number
from analysis.vocabulary.relations import Relation, relations

_MOST_MISSING = 2  # cells that a row may lack and still have its numbers placed by arithmetic
_MOST_COLUMNS = 30  # of a row whose cells are placed so
_LONGEST_HEADING = 60  # characters
_FEWEST = 2  # other numbers of a column, and decimals, where one with more decimals is doubted
_CODE_DIGITS = 2
_COUNTED = re.compile(r"antal|platser|elever|barn|timmar|dygn|brukare|årsarb", re.IGNORECASE)
_TWO = 2  # outcomes that a change is between


class GridRows:
    """Reads the rows below a head.

    Parameters
    ----------
    document
        The document.
    table
        The table, with the columns that its head names.
    cells
        The lines below its head.
    doubt
        What makes all rows doubtful, in Swedish; empty where nothing does.
    """

    def __init__(self, document: Document, table: RawTable, cells: Cells, doubt: str) -> None:
        self._document, self._cells, self._doubt = document, cells, doubt
        self._where = document.at(table.start + 1)
        self._places = label_places(table.columns, cells.rows)
        labels = row_labels(table.columns, cells.rows, self._places)
        self._wraps = join_labels(labels, [not self._is_bare_label(row) for row in cells.rows])
        self._labels = self._wraps.labels
        table.columns = name_whole(table.columns, [self._bare(row, len(table.columns)) for row in cells.rows])
        self._points = find_points(table.columns, cells.rows, self._labels)
        numbers = [self._numbers(row, len(table.columns)) for row in cells.rows]
        compared = name_compared(table.columns, numbers)
        named = name_by_figures(compared.columns, numbers)
        months = check_months(named.columns, numbers)
        self.columns, self.pairs = months.columns, named.pairs
        self.notes = [f"{self._where}: {note}" for note in (*compared.notes, *named.notes, *months.notes)]
        self._problems = [[one] if one else [] for one in months.problems]
        for at, problem in self._wraps.problems.items():
            self._problems[at].append(problem)
        if is_open_group(self._places, cells.rows) and groups_of(self._places, cells.rows) is None:
            self._doubt = self._doubt or "namnen på grupperna står inte vid sina första rader; talen står kvar"
        self._doubt_by_place(numbers)
        self._doubt_shifted(numbers)
        self._doubt_blank()
        self._doubt_long_decimals(numbers)
        self._placed = dict[int, list[Cut]]()  # by place in `rows`: the readings of a row that lacks a cell
        self.rows = list[RawRow]()
        self._doubt_head()
        self._fill()
        self.notes += self._unknown_numbers()

    def under(self, hypothesis: Hypothesis) -> list[RawRow]:
        """Return the rows; where one lacks a cell, its numbers stand as a hypothesis wants them."""
        rows, sides = list(self.rows), sides_of(self.rows)
        for at, cuts in self._placed.items():
            ways = hypothesis.ways(sides[at])
            kept = keep(cuts, ways)
            if len(kept) == 1 and score(kept[0], ways):
                said = rows[at].problem.replace(_PADDED, _FITTED)
                rows[at] = replace(rows[at], cuts=kept, problem=said)
        return rows

    @staticmethod
    def _bare(row: Sequence[str], width: int) -> Cut:
        """Read the numbers of a row, points as thousands, before it is told what they part."""
        return tuple(number_or_none(row[at], GROUPS) if at < len(row) else None for at in range(width))

    def _numbers(self, row: Sequence[str], width: int) -> Cut:
        cells = [*row, *[""] * (width - len(row))][:width]
        return tuple(number_or_none(cell, self._points.of(at)) for at, cell in enumerate(cells))

    def _doubt_by_place(self, numbers: Sequence[Cut]) -> None:
        """Doubt rows below a line without cells, and below words that may be another head, unless arithmetic speaks."""
        pairs = _differences(self.columns)
        tested = [_holds(cut, pairs) for cut in numbers]
        apart = self._cells.bare - self._pieces()
        bare = [at for at, line in enumerate(self._cells.lines) if line in apart]
        for at, end in pairwise([*bare, len(numbers)]):
            said = self._cells.rows[at][0][:60]
            where = f"{self._document.at(self._cells.lines[at])}: ”{said}”"
            if not _may_head_rows(said):
                self.notes.append(f"{where} står inne i tabellen och är inte läst.")
            own = range(at + 1, end)
            if not any(tested[place] for place in own) or any(tested[place] is False for place in own):
                for place in own:
                    self._problems[place].append(f"raden står under ”{said}”; tabellhuvudet gäller kanske inte den")
        at_numbers = [at for at, column in enumerate(self.columns) if column.kind == "tal"]
        for at, said in words_above(self._cells.rows, at_numbers).items():
            self._problems[at].append(f"raden står under ”{said[:60]}”, som kan vara ett annat tabellhuvud")

    def _doubt_shifted(self, numbers: Sequence[Cut]) -> None:
        """Doubt a row whose last cells are empty where its numbers satisfy the deviation one cell further on."""
        pairs = relations(self.columns)
        last = max(at for at, column in enumerate(self.columns) if column.kind == "tal")
        for at, (row, cut) in enumerate(zip(self._cells.rows, numbers, strict=True)):
            if cut[last] is not None or len(row) <= last or clean(row[last]) or not any(cut) or _holds(cut, pairs):
                continue
            first = max(self._places) + 1
            for empty in range(first, last):
                moved = (*cut[:empty], None, *cut[empty:last], *cut[last + 1 :])
                if cut[empty] is not None and _holds(moved, pairs) and any(moved[at] for at in _deviations(pairs)):
                    self._problems[at].append("talen kan stå en kolumn fel: ett steg åt höger stämmer avvikelsen")
                    break

    def _doubt_blank(self) -> None:
        """Doubt the only row that ends with an empty cell where all other empty cells are printed as dashes."""
        places = [at for at, column in enumerate(self.columns) if column.kind == "tal"]
        printed = {
            at: [clean(row[place]) if place < len(row) else "" for place in places] for at, row in self._with_numbers()
        }
        blank = [at for at, cells in printed.items() if not all(cells)]
        dashes = sum(cell in DASHES for at, cells in printed.items() for cell in cells if cell)
        if len(blank) == 1 and dashes >= _FEWEST and not printed[blank[0]][-1]:
            self._problems[blank[0]].append(
                "sista cellen är tom men andra tomma är streck; talen kan stå en kolumn fel"
            )

    def _with_numbers(self) -> Iterator[tuple[int, Sequence[str]]]:
        yield from ((at, row) for at, row in enumerate(self._cells.rows) if any(map(is_number, row)))

    def _doubt_long_decimals(self, numbers: Sequence[Cut]) -> None:
        """Doubt a number with a decimal more than all others of its column, or of that and its row.

        The mark of a footnote may be its last digit.
        """
        numbered = [at for at, column in enumerate(self.columns) if column.kind == "tal"]
        places = [at for at in numbered if not is_share(self.columns[at])]
        for place in numbered:
            own = {at: _decimals(number) for at, cut in enumerate(numbers) if (number := cut[place])}
            most = max(own.values(), default=0)
            longest = [at for at, count in own.items() if count == most]
            if most < _FEWEST or len(longest) != 1:
                continue
            others = [count for count in own.values() if count != most]
            row = [_decimals(number) for at in places if at != place and (number := numbers[longest[0]][at])]
            known = others if len(others) >= _FEWEST or place not in places else [*others, *row]
            if most in row or len(known) < _FEWEST or set(known) != {most - 1}:
                continue  # the whole row is printed so, or nothing tells how the others are
            cell = clean(self._cells.rows[longest[0]][place])
            said = "har en decimal mer än de andra i kolumnen; den sista siffran kan vara en fotnot"
            self._problems[longest[0]].append(f"{self.columns[place].name}: ”{cell}” {said}")

    def _pieces(self) -> set[int]:
        return {self._cells.lines[at] for at in self._wraps.pieces}

    def _is_bare_label(self, row: Sequence[str]) -> bool:
        """Tell a row that holds nothing but words, in the column of the labels."""
        filled = [at for at, cell in enumerate(row) if clean(cell)]
        return len(filled) == 1 and filled[0] in self._places and not is_number(row[filled[0]])

    def _is_beside_labels(self, filled: Sequence[int]) -> bool:
        """Tell a row whose words stand in columns of text alone, such as a goal above its indicators."""
        return bool(filled) and all(
            at < len(self.columns)
            and at not in self._places
            and self.columns[at].kind != "tal"
            and are_words([clean(row[at]) for row in self._cells.rows if at < len(row)])
            for at in filled
        )

    def _fill(self) -> None:
        """Make the rows; a label without anything beside it is a heading."""
        heading = ""
        for at, (line, row) in enumerate(zip(self._cells.lines, self._cells.rows, strict=True)):
            if at in self._wraps.pieces or (line in self._cells.bare and not _may_head_rows(row[0])):
                continue
            filled = [place for place, cell in enumerate(row) if clean(cell)]
            label = self._labels[at]
            if not any(is_figure(clean(cell)) for cell in row) and self._is_beside_labels(filled):
                continue
            if len(filled) == 1 and clean(label) == clean(row[filled[0]]) and not is_number(label):
                heading = clean(label)
                self.notes.append(f"{self._document.at(line)}: ”{heading}” är en rubrik utan tal.")
            elif clean(label) or any(map(is_number, row)):
                self.rows.append(self._row(at, line, row, heading))

    def _doubt_head(self) -> None:
        """Doubt every row where most have more cells than the head: a line of it was lost."""
        with_numbers = [row for _, row in self._with_numbers()]
        wider = sum(any(map(clean, row[len(self.columns) :])) for row in with_numbers)
        if 0 < len(with_numbers) < 2 * wider:
            self._doubt = self._doubt or "de flesta rader har fler celler än tabellhuvudet; talen står kvar"

    def _row(self, at: int, line: int, row: list[str], heading: str) -> RawRow:
        """Read one row; a cell that is no number is left out and named."""
        label = self._labels[at]
        cut, problems = self._cut(row)
        texts = {
            column.name: clean(cell)
            for place, (column, cell) in enumerate(zip(self.columns, [*row, *[""] * len(self.columns)], strict=False))
            if column.kind != "tal" and column.name and place not in self._places
        }
        is_wider = any(map(clean, row[len(self.columns) :]))
        if is_wider or len(row) < len(self.columns):
            left_out = "talen är utelämnade" if is_wider else _PADDED
            problems.append(f"{len(row)} celler, tabellhuvudet har {len(self.columns)}; {left_out}")
        is_narrow = len(self.columns) <= _MOST_COLUMNS and len(row) > max(self._places)
        if not is_wider and is_narrow and 0 < len(self.columns) - len(row) <= _MOST_MISSING:
            self._placed[len(self.rows)] = list(self._placements(row))
        if not clean(label):
            problems.append("raden saknar etikett; talen står kvar")
        elif clean(label).isdigit() and not is_number(label):
            problems.append("etiketten är en kod; talen står kvar")
        given = self._document.doubts.get(line, "")
        problems += [*self._merged(line, row), *self._problems[at], *filter(None, (self._doubt, given))]
        printed = " | ".join(text for cell in row if (text := clean(cell)))
        return RawRow(line, label, [] if is_wider else [cut], printed, texts, heading, "; ".join(problems))

    def _cut(self, row: Sequence[str]) -> tuple[Cut, list[str]]:
        cut, problems = list[Printed | None](), list[str]()
        for place, column in enumerate(self.columns):
            if column.kind != "tal":
                continue
            cell = row[place] if place < len(row) else ""
            try:
                cut.append(read_number(cell, self._points.of(place)))
            except ValueError:
                cut.append(None)
                if is_share(column) and clean(cell) in NO_SHARE:
                    continue
                is_open = place in self._points.open and "." in cell
                why = "kan vara tusental eller decimaler" if is_open else "kan inte läsas som tal"
                problems.append(f"{column.name}: ”{clean(cell)[:40]}” {why}; cellen är utelämnad")
        return tuple(cut), problems

    def _placements(self, row: Sequence[str]) -> Iterator[Cut]:
        """Yield the readings of a row that lacks cells: as it stands, then with the missing ones at other places."""
        width, first = len(self.columns), max(self._places) + 1
        for empty in sorted(combinations(range(first, width), width - len(row)), reverse=True):
            rest = iter(row[first:])
            cells = [*row[:first], *("" if at in empty else next(rest, "") for at in range(first, width))]
            cut, problems = self._cut(cells)
            words = [cell for column, cell in zip(self.columns, cells, strict=True) if column.kind == "text"]
            if not problems and not any(map(is_figure, map(clean, words[len(words) - 1 :]))):
                yield cut

    def _merged(self, line: int, row: Sequence[str]) -> Iterator[str]:
        """Say of a number in a cell over several columns of numbers that it may belong to any of them."""
        for place, span in self._document.spans.get(line, {}).items():
            over = [column for column in self.columns[place : place + span] if column.kind == "tal"]
            if len(over) > 1 and place < len(row) and is_number(row[place]):
                yield f"”{clean(row[place])}” står i en cell över {len(over)} kolumner; talet står kvar i den första"

    def _unknown_numbers(self) -> Iterator[str]:
        """Say of a column of numbers that its head names nothing known; codes beside a label are none."""
        first = next(at for at, column in enumerate(self.columns) if column.kind == "tal")
        for place, column in enumerate(self.columns):
            filled = (clean(row[place]) for row in self._cells.rows if place < len(row))
            texts = [text for text in filled if text and text not in DASHES and not NO_NUMBER.fullmatch(text)]
            is_unknown = column.kind == "text" and texts and all(map(is_number, texts))
            may_be_codes = place < first and not _COUNTED.search(column.name)
            if is_unknown and not (may_be_codes and _are_codes(texts)):
                yield f"{self._where}: kolumnen ”{column.name}” är okänd; dess tal är inte lästa."


_PADDED = "de som saknas är lästa som tomma"
_FITTED = "de som finns är placerade så att avvikelsen stämmer"


def _are_codes(texts: Sequence[str]) -> bool:
    """Tell codes, all as long as each other and without a sign, from amounts."""
    return (
        all(map(is_code, texts))
        and {len(text) for text in texts} == {len(texts[0])}
        and all(text.isdigit() and len(text) >= _CODE_DIGITS for text in texts)
    )


def _may_head_rows(text: str) -> bool:
    """Tell a heading of rows from a remark: a few words that begin with a capital and end no sentence."""
    return text[:1].isupper() and len(text) <= _LONGEST_HEADING and text[-1] not in ".:;!?"


def _decimals(number: Printed) -> int:
    return -int(number.resolution.as_tuple().exponent)


def _deviations(pairs: Sequence[Relation]) -> list[int]:
    return [pair.avvikelse for pair in pairs]


def _differences(columns: Sequence[Column]) -> list[Relation]:
    """List what deviations and changes are the difference of, where the head leaves one choice."""
    changes = [at for at, column in enumerate(columns) if column.role == "förändring" and not is_share(column)]
    outcomes = [at for at, column in enumerate(columns) if column.role == "utfall" and not is_share(column)]
    two = [Relation(outcomes[-1], outcomes[0], at) for at in changes if len(outcomes) == _TWO]
    return two + [choice.pairs[0] for choice in choices(columns) if len(choice.pairs) == 1]


def _holds(cut: Cut, pairs: Sequence[Relation]) -> bool | None:
    """Tell whether a row satisfies what its columns are of each other, either way round; None where nothing tells."""
    whole = [pair for pair in pairs if all(cut[at] is not None for at in pair)]
    if not whole:
        return None
    return all(
        any(agreement(cut, [one]) for one in (pair, Relation(pair.budget, pair.utfall, pair.avvikelse)))
        for pair in whole
    )
