"""A block of zones to a table: its columns named, its rows cut and labelled, each doubt said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from analysis.readers.body.certain import is_bare_year
from analysis.readers.body.chain import Block, names_columns
from analysis.readers.body.fits import fit
from analysis.readers.body.identities import ENOUGH, FEWEST, Weighed, is_exact
from analysis.readers.body.labels import LOOSE, TAKES_NUMBER, Label, is_prose, read_labels
from analysis.readers.body.lattice import Cut
from analysis.readers.body.naming import Named, label_columns, most_points
from analysis.readers.body.notes import note_name, settle_notes, without_notes
from analysis.readers.body.pairs import find_hypothesis, said_by_words
from analysis.readers.body.rows import (
    Facts,
    ReadRow,
    decision,
    grouping,
    is_one_a_line,
    is_told,
    mark_outliers,
    raw_rows,
)
from analysis.readers.body.solve import Solution, choose, solutions
from analysis.readers.body.stacking import Word, head_words
from analysis.readers.body.sums import add_up
from analysis.readers.body.zones import NEW_LINE, Piece, Zone
from analysis.readers.formats.lines import Document
from analysis.readers.raw import RawTable
from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.figures import shape_of
from analysis.vocabulary.heads import PART, UNKNOWN, is_banner, roles_in
from analysis.vocabulary.numerals import MONEY_UNITS, clean
from analysis.vocabulary.titles import unit_in_words

_NEAR_HEAD = 3  # lines, blank ones among them
_HEAD_LINES = 60  # above the first row, that its head is looked for in
_MOST_TRIED = 8  # readings of a block that words are laid beside
_NEAR = 4.0  # points that another number of columns must be behind
_CONTRADICTS = -1.0  # points from which on words deny what the figures say
_OF_WORDS = re.compile(r"kommentar(?:er)?|anmärkning(?:ar)?", re.IGNORECASE)  # heads of what stands behind the figures
_HEADS = "är en rubrik utan tal"
_AMOUNT_BEHIND = re.compile(r"(?:\(\d[\d ]*\)|\d[.,]\d+|\d \d{3})$")
_MAY_BE_NOTE = "det första talet kan vara numret på en not; talen står kvar som de är tryckta"
_MAY_BE_PAGE = "det sista talet kan vara sidans nummer; talen står kvar som de är tryckta"
_PAGE = re.compile(r"\d{1,3}")
_NOTE, _GROUP = re.compile(r"\d{1,2}"), re.compile(r"\d{3}(?:,\d+)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_APART = re.compile(r"\S {2,}\S")
_ACCOUNTS = re.compile(r"(?:resultat|balans)räkning|redovisning|bokslut|utfall", re.IGNORECASE)
_PLANS = re.compile(r"budget|plan|prognos|\bram(?:ar)?\b", re.IGNORECASE)
_NUMBER_INSIDE = re.compile(r"(?<!\S)\d+ [^\W\d_]")
_UNIT = re.compile(
    rf"(?<![^\W\d_])(?:(?<!\d )|(?<=\b20\d\d )|(?<=\b19\d\d ))(?:belopp )?(?:i )?\b({'|'.join(MONEY_UNITS)})\b",
    re.IGNORECASE,
)


class BlockReader:
    """Reads one block."""

    def __init__(self, document: Document, block: Block) -> None:
        self._document, self._lines, self._block = document, document.lines, block
        self._zones = block.zones
        _leave_to_labels(self._zones)
        self._notes = list[str]()

    def read(self) -> RawTable | None:
        """Read the block; None where it is no table."""
        words = self._head_words()
        name = note_name(words)
        self._zones = without_notes(self._zones, is_named=bool(name))
        self._note_name = name or ("Not" if any(zone.note for zone in self._zones) else "")
        named = sum(len(roles_in(word.text)) > 0 for word in words)
        best, naming = self._best(words, named) if self._zones else (None, None)
        if not best or not naming:
            return None
        self._settle_notes(best)
        return self._table(best, naming)

    def _settle_notes(self, best: Solution) -> None:
        """Give back to the amounts what was taken for the number of a note and is none."""
        whole = [best.cut(zone.whole) if zone.whole else [] for zone in self._zones]
        said = settle_notes(self._zones, best.cuts, whole, best.identities)
        self._open_notes = {zone.line for zone, one in zip(self._zones, said, strict=True) if one.is_open}
        for at, (zone, one) in enumerate(zip(self._zones, said, strict=True)):
            if zone.whole and not one.is_note:
                self._zones[at], best.cuts[at] = zone.whole, whole[at]

    def _head_words(self) -> list[Word]:
        since = max(self._block.since, self._zones[0].line - _HEAD_LINES)
        pieces = [piece for piece in self._zones[0].above if piece.line >= since]
        words = head_words((piece.line, piece.text) for piece in pieces)
        return [word for word in words if not _OF_WORDS.fullmatch(word.text)]

    def _best(self, words: Sequence[Word], named: int) -> tuple[Solution | None, Named | None]:
        """Choose the reading that figures and words together explain best; where another is near, nothing is sure."""
        weighed, sure = [], float("-inf")
        for one in solutions(self._zones, named, counts_blanks=self._document.marks_wraps)[:_MOST_TRIED]:
            if one.score + most_points(one.width, one.identities) < sure - _NEAR:
                continue  # whatever the words say, it is not near
            naming = label_columns(words, one.width, one.identities, _shares(one))
            said = naming.score if naming.is_sure else naming.score / 2
            weighed.append((one.score + said, one, naming))
            sure = max(sure, one.score + said) if naming.is_sure else sure
        weighed.sort(key=lambda item: -item[0])
        if not weighed:
            return None, None
        score, best, naming = next((one for one in weighed if one[2].is_sure), weighed[0])
        is_near = any(own > score - _NEAR and other.width != best.width for own, other, _ in weighed)
        return best, naming._replace(is_sure=False, is_near=True) if is_near else naming

    def _table(self, best: Solution, naming: Named) -> RawTable | None:
        naming = naming._replace(is_sure=naming.is_sure and not self._is_head_open(best, naming))
        best.found = [one for one in best.found if _speaks(one, naming)]
        best.found += said_by_words(naming.columns, best)
        rows = self._rows(best, naming)
        is_table = naming.first is not None or best.found
        is_headed = naming.is_sure or (
            naming.first is not None and all(column.role != UNKNOWN for column in naming.columns)
        )
        if not is_table or not rows or not (is_headed or any(row.cut for row in rows)):
            return None
        self._add_up(rows, best)
        is_head = any(
            len(roles_in(row.text)) >= FEWEST
            or _names_parts(row.label.heading)
            or shape_of(row.label.heading).figures > FEWEST  # rows that no number of columns fits
            for row in rows
        )
        if is_head or _begins_with_year(rows[0], naming.columns):
            naming = naming._replace(is_sure=False)  # a head among the rows
        start = naming.first if naming.first is not None else rows[0].zone.line
        label = [Column(naming.label.strip(), "etikett")] if naming.label.strip() else []
        notes = [Column(self._note_name, "text")] if self._note_name else []
        table = RawTable(
            [*label, *notes, *naming.columns], [], self._notes, start, max(row.label.last for row in rows) + 1
        )
        table.unit = self._unit()
        chosen, labels = [(row.kept, row.held) for row in rows], [row.label for row in rows]
        table.hypothesis, table.doubt = find_hypothesis(naming.columns, chosen, labels, best)
        self._fill(table, rows, best, naming)
        return table

    def _is_head_open(self, best: Solution, naming: Named) -> bool:
        """Tell whether what stands around the names leaves them open, though each is known."""
        names_outcomes = not all(map(is_bare_year, naming.columns)) or not self._is_money() or self._is_of_accounts()
        lacks_year = any(column.year is None for column in naming.columns)
        return (
            not names_outcomes  # nor budgets
            or _has_odd_deviation(naming.columns, best)  # per cent
            or (lacks_year and self._has_years_inside())  # a part of the head, parted from it by a new page
            or _label_takes(naming)
            or self._leaves_names(naming)
            or self._stands_below_years(naming)
            or self._is_laid_out(naming)
        )

    def _rows(self, best: Solution, naming: Named) -> list[ReadRow]:
        """Give each zone its label and the readings that what holds leaves."""
        merged = self._merge(list(zip(self._zones, best.cuts, strict=True)), best.width)
        if not merged:
            return []
        identities = [one.identity for one in best.found]
        rows = list[ReadRow]()
        for (zone, cuts), label in zip(merged, self._labels(merged, naming), strict=True):
            kept, held = choose(cuts, identities)
            text = label.text(marks_wraps=self._document.marks_wraps)
            if not TAKES_NUMBER.search(text):
                kept = [cut for cut in kept if not cut.shed] or kept
            exact = any(is_exact(cut.cells, one) for cut in kept for one in identities)
            rows.append(ReadRow(zone, cuts, kept, held, label, text, is_exact=exact))
        return rows

    def _add_up(self, rows: Sequence[ReadRow], best: Solution) -> None:
        """Hold the rows against the printed totals."""
        summed = add_up([row.text for row in rows], [[cut.cells for cut in row.kept] for row in rows])
        for at, row in enumerate(rows):
            if at in summed.settled:
                row.kept = [cut for cut in row.kept if cut.cells == summed.settled[at]]
            row.is_summed, row.is_settled = at in summed.backed, at in summed.settled
            row.fails = at in summed.failing
        mark_outliers(rows, best.width, {place for one in best.found for place in one.identity.places})

    def _fill(self, table: RawTable, rows: Sequence[ReadRow], best: Solution, naming: Named) -> None:
        """Write the rows, and what had to be decided."""
        pairs = [set(pair) for pair in table.hypothesis.relations]
        others = [one.identity for one in best.found if one.identity.places not in pairs]
        names = [column.name for column in naming.columns]
        has_long, may_have_blanks = grouping([row.zone for row in rows], best.width)
        is_proven = any(row.held for row in rows)
        has_gaps = any(not row.kept for row in rows)
        has_more = sum(row.cut is not None and row.cut.dropped > 0 for row in rows) > 1
        is_one = sum(map(is_one_a_line, rows)) * 2 > len(rows)
        told = naming.is_sure and is_told(rows, best.width)
        known = (names, naming.is_sure, naming.is_near, best.only, is_proven, told)
        most = max(row.held for row in rows)
        facts = Facts(*known, has_long, may_have_blanks, is_one, has_gaps, has_more, most, others)
        for line in self._block.repeated:
            self._note(line, "tabellhuvudet upprepas (ny sida); läst som samma tabell.")
        lines = Counter(row.zone.line for row in rows)
        for row, below in zip(rows, [*rows[1:], None], strict=True):
            if lines[row.zone.line] > 1 and _NUMBER_INSIDE.search(row.text):
                row.label.doubt = row.label.doubt or LOOSE  # the cells of a row that has no more than one
            row.has_words = self._has_words(row.zone, below)
            row.has_rest = below is not None and not row.is_exact and (not clean(below.text) or _takes_code(row, below))
            if row.label.heads is not None:
                what = "har tal men är läst som rubrik; kontrollera den" if _has_cells(row.label.heading) else _HEADS
                self._note(row.label.heads, f"”{row.label.heading}” {what}.")
            made = raw_rows(row, facts)
            if self._note_name:
                made = [replace(one, texts={self._note_name: row.zone.note}) for one in made]
            if problem := self._figure_too_many(row, below):
                made = [replace(one, problem=one.problem or problem) for one in made]
            if said := decision(row):
                self._note(row.zone.line, said, clean(made[0].label))
            table.rows += made

    def _has_words(self, zone: Zone, below: ReadRow | None) -> bool:
        """Tell whether words stand behind the figures of a row on their last line."""
        behind = [*below.zone.above, Piece(below.zone.line, below.zone.own, after_blank=False)] if below else []
        behind = [piece for piece in [*behind, *self._block.tail] if piece.text.strip()]
        return bool(behind) and behind[0].line == zone.last

    def _figure_too_many(self, row: ReadRow, below: ReadRow | None) -> str:
        """Say which figure of a row may be a note's number, or the page's: alone on a line above the head again."""
        zone = row.zone
        if zone.line in self._open_notes or self._may_hold_note(row):
            return _MAY_BE_NOTE
        if below is None or row.held or zone.last == zone.line:
            return ""
        is_turn = any(zone.last < line <= below.zone.line for line in self._block.repeated)
        return _MAY_BE_PAGE if is_turn and _PAGE.fullmatch(self._lines[zone.last].strip()) else ""

    def _may_hold_note(self, row: ReadRow) -> bool:
        """Tell whether a row without a note, of a table with notes, may have one joined with its first amount."""
        one, *more = row.zone.atoms[:2]
        is_joined = _NOTE.fullmatch(one.text) and any(atom.gap == 1 and _GROUP.fullmatch(atom.text) for atom in more)
        return bool(self._note_name and is_joined) and not row.zone.note and not row.held

    def _labels(self, rows: Sequence[tuple[Zone, list[Cut]]], naming: Named) -> list[Label]:
        zones = [zone for zone, _ in rows]
        bottom = naming.last if naming.last is not None else -1
        above = [piece for piece in zones[0].above if piece.line > bottom]
        return read_labels(zones, self._block.tail, above if naming.first is not None else above[-1:])

    def _stands_below_years(self, naming: Named) -> bool:
        """Tell whether the line above the head has nothing but years and periods, though it was taken for a row."""
        above = [line for line in self._lines[: naming.first or 0][-_NEAR_HEAD:] if line.strip()]
        words = above[-1].split() if above else []
        return any(map(_YEAR.fullmatch, words)) and all(map(is_banner, words))

    def _leaves_names(self, naming: Named) -> bool:
        """Tell whether a name with its year stands before the first column on its line, and names none."""
        line, name = self._lines[naming.first or 0], naming.columns[0].name
        before, _, _ = line.partition(name)
        is_left = naming.first is not None and before != line and not naming.label.strip()
        return is_left and _YEAR.search(before) is not None

    def _is_laid_out(self, naming: Named) -> bool:
        """Tell whether blanks part the words of a head of several lines, so that their places name the columns."""
        first, last = naming.first or 0, naming.last or 0
        return last > first and any(map(_APART.search, map(str.strip, self._lines[first : last + 1])))

    def _has_years_inside(self) -> bool:
        """Tell whether two years or more stand among the figures of a row, with or without a page number."""
        return any(len(_YEAR.findall(zone.printed)) >= FEWEST for zone in self._zones)

    def _is_money(self) -> bool:
        return any(_UNIT.search(" ".join(piece.text.split())) for piece in self._zones[0].above)

    def _is_of_accounts(self) -> bool:
        """Tell whether the lines above say that what follows is what came out, and speak of no budget."""
        above = " ".join(piece.text for piece in self._zones[0].above if piece.line >= self._block.since)
        return _ACCOUNTS.search(above) is not None and _PLANS.search(above) is None

    def _unit(self) -> str:
        """Find the unit that stands alone above the first row, or in the head; empty where two differ."""
        found = list[str]()
        for piece in self._zones[0].above:
            if piece.line >= self._block.since and (names_columns(piece.text) or not is_prose(piece.text)):
                text = " ".join(piece.text.split())
                found += [one[1].lower() for one in _UNIT.finditer(text)] or filter(None, [unit_in_words(text)])
        return found[0] if len(set(found)) == 1 else ""

    def _merge(self, rows: Sequence[tuple[Zone, list[Cut]]], width: int) -> list[tuple[Zone, list[Cut]]]:
        """Take a lone figure that is no row for words of the row below it."""
        merged, carried = list[tuple[Zone, list[Cut]]](), list[Piece]()
        for at, (zone, cuts) in enumerate(rows):
            zone.above = [*carried, *zone.above]
            carried = []
            following = rows[at + 1][0].own[:1] if at + 1 < len(rows) else ""
            is_lone = not cuts and len(zone.atoms) == 1 and width > 1 and zone.own
            if is_lone and (zone.printed.startswith("(") or not (zone.own[:1].isupper() and following.isupper())):
                carried = [*zone.above, Piece(zone.line, f"{zone.own} {zone.printed}", after_blank=False)]
                continue
            merged.append((zone, cuts))
        self._block.tail = [*carried, *self._block.tail]
        return merged

    def _note(self, line: int, text: str, label: str | None = None) -> None:
        self._notes.append(f"{self._document.at(line + 1, label)}: {text}")


def _has_cells(heading: str) -> bool:
    """Tell whether what was taken for a heading ends in an amount, or has two figures or more."""
    shape = shape_of(heading)
    return shape.figures > 1 or (shape.ends_in_figure and _AMOUNT_BEHIND.search(heading) is not None)


def _takes_code(row: ReadRow, below: ReadRow) -> bool:
    """Tell whether the last figure of a row may be the code of the label behind it, for its own begins with one."""
    goes_on = below.zone.line == row.zone.last
    return goes_on and row.text[:1].isdigit() and not below.text[:1].isdigit()


def _label_takes(naming: Named) -> bool:
    """Tell whether the name of the labels holds a role, or a year that a column beside it lacks."""
    lacks_year = any(column.year is None or is_bare_year(column) for column in naming.columns)
    return bool(roles_in(naming.label)) or (lacks_year and _YEAR.search(naming.label) is not None)


def _begins_with_year(row: ReadRow, columns: Sequence[Column]) -> bool:
    """Tell whether a row without a label, the first, begins with a year that a name above it lacks."""
    is_year = not row.text.strip() and _YEAR.fullmatch(row.zone.atoms[0].text) is not None
    return is_year and any(column.year is None for column in columns)


def _names_parts(heading: str) -> bool:
    """Tell a heading that names two columns or more: incomes, costs, what is left."""
    return sum(PART.fullmatch(word) is not None for word in heading.split()) >= FEWEST


def _has_odd_deviation(columns: Sequence[Column], best: Solution) -> bool:
    """Tell whether a column called a deviation has other decimals than the amounts and is no difference of them."""
    steps = list[int]()
    for place in range(best.width):
        own = [number.step for row in best.cuts if len(row) == 1 and (number := row[0].cells[place]) and number.value]
        steps.append(max(set(own), key=own.count) if own else 0)
    amounts = {step for column, step in zip(columns, steps, strict=True) if column.role in {"utfall", "budget"}}
    held = {place for one in best.found for place in one.identity.places}
    return any(
        column.role == "avvikelse" and at not in held and bool(step) and bool(amounts) and step not in amounts
        for at, (column, step) in enumerate(zip(columns, steps, strict=True))
    )


def _leave_to_labels(zones: Sequence[Zone]) -> None:
    """Where each cell stands on a line of its own, give the figures beside a label to the label."""
    alone = [zone for zone in zones if len(zone.atoms) > 1 and any(atom.gap == NEW_LINE for atom in zone.atoms[1:])]
    if sum(not zone.own for zone in alone) * 2 <= len(zones):
        return
    for zone in zones:
        first = next((at for at, atom in enumerate(zone.atoms) if at and atom.gap < 0), None)
        if zone.own and first:
            zone.own = " ".join([zone.own, *(atom.text for atom in zone.atoms[:first])])
            zone.atoms, zone.lead = zone.atoms[first:], 0


def _speaks(weighed: Weighed, naming: Named) -> bool:
    """Tell whether an identity is to be believed: strong by itself, or said by the words too."""
    fits = fit(naming.columns, weighed.identity)
    is_strong = weighed.bits >= ENOUGH and weighed.held >= FEWEST
    return fits > 0 or (is_strong and fits > _CONTRADICTS)


def _shares(solution: Solution) -> list[bool]:
    """Tell for each column whether its numbers are printed with a per cent sign."""
    shares = []
    for place in range(solution.width):
        numbers = [row[0].cells[place] for row in solution.cuts if len(row) == 1]
        units = [number.printed.unit == "%" for number in numbers if number]
        shares.append(bool(units) and all(units))
    return shares
