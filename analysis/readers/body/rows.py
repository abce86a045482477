"""A zone, its reading and its label to a row of a table, with what must be said of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from analysis.readers.body.identities import Cells, Figure, Identity, test
from analysis.readers.body.labels import LONGEST, LOOSE, TAKES_NUMBER, Label
from analysis.readers.body.lattice import Cut
from analysis.readers.body.zones import Zone
from analysis.readers.raw import RawRow
from analysis.vocabulary.numerals import clean

_MANY = "läsningar är möjliga och räkningen skiljer dem inte åt; talen är utelämnade"
_NAMELESS = "kolumnernas namn är inte säkra; talen står kvar som de är tryckta"
_BROKEN = "talen följer inte det som gäller för de andra raderna; de står kvar som de är tryckta"
_NO_LABEL_LEFT_OUT = "raden saknar etikett; talen är utelämnade"
_LONG_LABEL = "etiketten är för lång för att vara en rads; talen står kvar som de är tryckta"
_NO_LABEL = "raden saknar etikett; talen står kvar"
_OUTLIER = "ett tal har annat antal decimaler än kolumnens övriga; talen står kvar som de är tryckta"
_FAILS = "en tryckt summa stämmer inte med raderna; talen står kvar som de är tryckta"
_MIXED = "tal med och utan mellanrum i tusental; talen är utelämnade"
_WRAPPED = "ett tal kan vara delat över två rader; talen är utelämnade"
_UNSURE_CUT = "inget i räkningen bekräftar hur raden ska delas i tal; talen är utelämnade"
_SUMS, _DIFFERENCE = "kolumnsummorna", "utfall − budget = avvikelse"
_FEWEST_ROWS = 3
_TENTH = Decimal("0.1")
_YEAR = re.compile(r"(?:199\d|20[0-3]\d)")
_LAST_DIGITS = re.compile(r"(?:\s+\S*\d\S*)+$")
_FIGURE_IN_LABEL = re.compile(  # an amount, or a date that nothing says is of the label
    r"\d[.,]\d|(?<!per |den )(?<!\d)\d{1,2}/\d{1,2}$|[^\W\d_],(?:[-\u2212\u2013] ?)?\d|\d\s\d{3}(?!\d)|"
    r"\d[-\u2212\u2013](?=[^\W\d]| |$)|[-\u2212\u2013] ?\d+ (?:t|mn|m)?kr\b"
)
_SHORT, _FAR = re.compile(r"\d{1,2}"), 10
_GROUP = re.compile(r"\d{3}(?:,\d+)?")
_LONG = re.compile(r"\d{4}")


class Facts(NamedTuple):
    """What is known of all rows of a block.

    Attributes
    ----------
    names
        The names of the columns.
    is_named
        Whether the names are sure.
    is_near
        Whether another number of columns fits nearly as well.
    is_only
        Whether the rows allow no other number of columns.
    is_proven
        Whether arithmetic confirms a row of them.
    is_told
        Whether a sure head and most rows, each of which has one reading, tell the number of columns.
    has_long
        Whether a number shows that thousands are printed without a blank.
    may_have_blanks
        Whether thousands may be printed with one.
    is_one_a_line
        Whether most rows have one number a line.
    has_gaps
        Whether a row has fewer numbers than columns, so that any may have empty cells.
    has_more
        Whether several rows have more numbers than columns.
    most_held
        How many identities a row satisfies at most.
    identities
        What all rows must satisfy, but for the difference of outcome and budget, which is tested later.
    """

    names: Sequence[str]
    is_named: bool
    is_near: bool
    is_only: bool
    is_proven: bool
    is_told: bool
    has_long: bool
    may_have_blanks: bool
    is_one_a_line: bool
    has_gaps: bool
    has_more: bool
    most_held: int
    identities: Sequence[Identity]


@dataclass(slots=True)
class ReadRow:
    """One row of a block: its zone, all readings, those that are left, and its label.

    Attributes
    ----------
    held
        How many identities the readings that are left satisfy.
    is_summed, is_settled, fails
        Whether a printed total adds up with the row, chose its reading, or does not add up.
    is_exact
        Whether arithmetic confirms it to the last digit.
    has_rest, has_words
        Whether figures without a label stand below it, so that they may be its own, and words behind its figures.
    is_outlier, is_finer
        Whether a number has other decimals than the others of its column, or more of them; what no arithmetic has
        counts as that, and a first number that may be one of the label.
    """

    zone: Zone
    cuts: list[Cut]
    kept: list[Cut]
    held: int
    label: Label
    text: str
    is_summed: bool = False
    is_settled: bool = False
    is_exact: bool = False
    has_rest: bool = False
    has_words: bool = False
    fails: bool = False
    is_outlier: bool = False
    is_finer: bool = False

    @property
    def cut(self) -> Cut | None:
        """The one reading that is left; None where there is none, or more than one."""
        return self.kept[0] if len(self.kept) == 1 else None

    @property
    def cells(self) -> Cells:
        """The numbers of the one reading that is left, else none."""
        return self.cut.cells if self.cut else ()

    @property
    def is_backed(self) -> bool:
        """Whether arithmetic confirms the row."""
        return self.held > 0 or self.is_summed


def grouping(zones: Sequence[Zone], width: int) -> tuple[bool, bool]:
    """Tell whether a block surely prints thousands without a blank, and whether it may print them with one.

    Parameters
    ----------
    zones
        The rows.
    width
        How many columns they have.
    """
    atoms = [atom.text for zone in zones for atom in zone.atoms]
    has_long = any(_LONG.search(text) and not _YEAR.fullmatch(text) for text in atoms)
    is_plain = len(zones) >= _FEWEST_ROWS and all(_figures(zone) <= width for zone in zones)
    return has_long, not has_long and not is_plain


def is_one_a_line(row: ReadRow) -> bool:
    """Tell whether a row has several numbers, as many as it has lines with figures, or a cell a line."""
    lines = _lines(row.zone)
    return lines > 1 and lines in {len(row.cells), sum(number is not None for number in row.cells)}


def _lines(zone: Zone) -> int:
    return 1 + sum(atom.gap < 0 for atom in zone.atoms[1:])


def _parts_lines(zone: Zone, cut: Cut) -> bool:
    """Tell whether a reading parts figures that may be one number, though else each line has one."""
    lines = _lines(zone)
    return cut.splits > 0 and 1 < lines == sum(number is not None for number in cut.cells) - cut.splits


def _figures(zone: Zone) -> int:
    return sum(any(map(str.isdigit, atom.text)) for atom in zone.atoms)


def is_forced(row: ReadRow) -> bool:
    """Tell whether a row has a number or a dash for each column, and nothing in it could be cut otherwise."""
    cut, atoms = row.cut, row.zone.atoms
    plain = [one for one in row.cuts if not one.shed and not one.dropped]
    if cut is None or plain != [cut] or cut.splits or TAKES_NUMBER.search(row.text):
        return False
    dashes = sum(one.is_sign and not other.text[:1].isdigit() for one, other in pairwise(atoms)) + atoms[-1].is_sign
    return cut.cells.count(None) == dashes


def is_told(rows: Sequence[ReadRow], width: int) -> bool:
    """Tell whether most rows, three or more, must have so many columns, and none has more.

    Parameters
    ----------
    rows
        The rows of a block.
    width
        How many columns its head names.
    """
    forced = sum(map(is_forced, rows))
    has_more = any(not row.cuts and _figures(row.zone) > width for row in rows)
    return forced >= _FEWEST_ROWS and forced * 2 >= len(rows) and not has_more


def mark_outliers(rows: Sequence[ReadRow], width: int, proven: Collection[int]) -> None:
    """Mark the rows that have a number with other decimals than all others of its column.

    Parameters
    ----------
    rows
        The rows of a block.
    width
        How many columns they have.
    proven
        The places that an identity of the block has: what stands elsewhere no arithmetic confirms.
    """
    finest = min((number.step for row in rows for number in _amounts(row)), default=0)
    finer = [row for row in rows for number in _amounts(row) if number.step == finest]
    if len(finer) == 1 and any(number.printed.resolution < _TENTH for number in _amounts(finer[0])):
        finer[0].is_finer = True  # the mark of a footnote may be the last digit
    for row in rows:
        first = row.zone.atoms[0].text
        is_short = _SHORT.fullmatch(first) is not None or _YEAR.fullmatch(first) is not None
        if is_short and bool(proven) and 0 not in proven and TAKES_NUMBER.search(row.text) and not row.is_summed:
            row.is_finer = True  # it may be the number of what the label names
    for place in range(width):
        numbers = [(row, one) for row in rows if row.cells and (one := row.cells[place]) and _shows_decimals(one)]
        kinds = [number.step for _, number in numbers]
        if len(kinds) < _FEWEST_ROWS:
            continue
        usual = max(set(kinds), key=kinds.count)
        for row, number in numbers:
            row.is_outlier = row.is_outlier or number.step != usual
            is_alone = place not in proven and not row.is_summed
            row.is_finer = row.is_finer or number.step < usual or (number.step != usual and is_alone)


def _shows_decimals(number: Figure) -> bool:
    """Tell whether a number shows how many decimals its column has; a nought alone does not."""
    return bool(number.value) or number.printed.resolution < 1


def _amounts(row: ReadRow) -> list[Figure]:
    return [number for number in row.cells or () if number and number.value and number.printed.unit != "%"]


def raw_rows(row: ReadRow, facts: Facts) -> list[RawRow]:
    """Make a row of a table, and one more where figures without a label stand below it.

    Parameters
    ----------
    row
        The row as read.
    facts
        What is known of the block.
    """
    zone, cut, text, printed = row.zone, row.cut, _label(row), row.zone.printed
    if cut is None:
        problem = _unread(row, facts)
        bare = text if row.kept else _LAST_DIGITS.sub("", text)
        text, printed = bare, f"{text[len(bare) :]} {printed}".strip()
    else:
        problem = _number_doubt(row, cut, facts) or _label_doubt(row, text)
    problem = problem or ("" if clean(text) else _NO_LABEL)
    left_out = cut is None or problem in {_UNSURE_CUT, _MIXED, _WRAPPED}
    read = [] if left_out or cut is None else [tuple(number and number.printed for number in cut.cells)]
    rows = [RawRow(zone.line + 1, text, read, printed, {}, row.label.heading, problem)]
    if cut and cut.dropped > 1:
        left = " ".join(atom.text for atom in zone.atoms[-cut.dropped :])
        rows.append(RawRow(zone.last + 1, "", [], left, {}, row.label.heading, _NO_LABEL_LEFT_OUT))
    return rows


def decision(row: ReadRow) -> str:
    """Say in Swedish what decided between several readings; empty where there was one, or nothing did.

    Parameters
    ----------
    row
        The row as read.
    """
    whole = [cut for cut in row.cuts if not cut.shed and not cut.dropped]
    how = _SUMS if row.is_settled else _DIFFERENCE if row.held else ""
    if row.cut is None or len(whole) < 2 or not how:  # noqa: PLR2004  (readings to decide between)
        return ""
    return f"{len(whole)} läsningar av ”{row.zone.printed}” är möjliga; {how} avgjorde."


def _label(row: ReadRow) -> str:
    """Add the figures that belong to the label; a page number below the row is left out."""
    cut, atoms = row.cut, [atom.text for atom in row.zone.atoms]
    if cut is None:
        return row.text
    below = " ".join(atoms[len(atoms) - cut.dropped :]) if cut.dropped else ""
    return " ".join([row.text, *atoms[: cut.shed], *([below] if below.startswith("(") else [])]).strip()


def _unread(row: ReadRow, facts: Facts) -> str:
    if row.kept:
        return f"{len(row.kept)} {_MANY}"
    if any(atom.gap < 0 and _GROUP.fullmatch(atom.text) for atom in row.zone.atoms):
        return _WRAPPED
    return f"väntade {len(facts.names)} tal ({', '.join(facts.names)}); talen är utelämnade"


def _number_doubt(row: ReadRow, cut: Cut, facts: Facts) -> str:
    """Say why the numbers of a row, or what they are, cannot be trusted."""
    if cut.dropped and _GROUP.fullmatch(row.zone.atoms[-1].text):
        return _WRAPPED
    is_among_words = row.has_words and cut.cells.count(None) > sum(atom.is_sign for atom in row.zone.atoms)
    is_other = facts.is_one_a_line and not is_one_a_line(row)
    if is_other or is_among_words or _are_minuses(row.zone, cut) or _parts_lines(row.zone, cut):
        return _UNSURE_CUT
    if not facts.is_named:
        return _NAMELESS if facts.is_only or (row.is_backed and not facts.is_near) else _UNSURE_CUT
    if row.is_finer:
        return _OUTLIER  # the mark of a footnote looks like a decimal
    if doubt := _inexact(row, cut, facts) or ("" if row.is_backed else _unbacked(row, cut, facts)):
        return doubt
    return _BROKEN if any(test(cut.cells, one) is False for one in facts.identities) else ""


def _inexact(row: ReadRow, cut: Cut, facts: Facts) -> str:
    """Say why a row that arithmetic confirms within rounding, if at all, may be another one."""
    if row.is_exact:
        dashes, is_gap = row.zone.open_dashes, None in cut.cells
        has_fewer = row.held < facts.most_held and (cut.splits > 0 or dashes > 0)
        is_loose = row.zone.may_end_label or (cut.shed > 0 and facts.has_gaps)
        is_open = is_gap and (has_fewer or (cut.splits > 0 and dashes > 0))
        is_open = is_open or (is_loose and (cut.splits > 0 or is_gap))
        has_more = facts.has_more or TAKES_NUMBER.search(row.text) is not None  # its first may be one of the label
        return _UNSURE_CUT if is_open or (cut.dropped and has_more) else ""
    is_open = row.has_rest or bool(cut.dropped) or (cut.splits > 0 and facts.has_gaps)
    is_open = is_open or (row.held > 0 and _SHORT.fullmatch(row.zone.atoms[0].text) is not None)
    if is_open or _may_be_minus(row.zone, cut):
        return _UNSURE_CUT  # a short first number may belong to the label
    return _OUTLIER if row.is_outlier else ""


def _unbacked(row: ReadRow, cut: Cut, facts: Facts) -> str:
    """Say why a row that no arithmetic confirms is in doubt; empty where there is only one way to read it."""
    first = row.zone.atoms[0].text
    is_of_label = (_SHORT.fullmatch(first) or _YEAR.fullmatch(first)) and TAKES_NUMBER.search(row.text)
    if (
        cut.shed
        or is_of_label
        or (cut.splits and (_may_be_one(row.zone) or row.zone.may_end_label))
        or _has_open_dash(row.zone, cut, facts)
        or any(_YEAR.fullmatch(atom.text) for atom in row.zone.atoms)
    ):
        return _UNSURE_CUT
    is_joined = _figures(row.zone) > sum(number is not None for number in cut.cells)
    is_own_line = facts.is_one_a_line and facts.is_told and is_forced(row) and is_one_a_line(row)
    if is_joined and row.zone.last != row.zone.line and not is_own_line:
        return _UNSURE_CUT  # what stands on the last line may be a page number
    if row.fails or row.is_outlier:
        return _FAILS if row.fails else _OUTLIER
    if facts.has_long and is_joined:
        return _MIXED
    if (facts.is_proven and len(row.cuts) == 1 and not cut.splits) or (facts.is_told and is_forced(row)):
        return ""
    return _UNSURE_CUT if not facts.is_only or (facts.may_have_blanks and cut.splits) else ""


def _may_be_minus(zone: Zone, cut: Cut) -> bool:
    """Tell whether a dash read as an empty cell may be a minus, for there is a figure for each cell without it."""
    return zone.open_dashes > 0 and None in cut.cells and _figures(zone) == len(cut.cells)


def _may_be_one(zone: Zone) -> bool:
    """Tell whether two figures of very different size may be one number with its thousands parted."""
    return any(
        _SHORT.fullmatch(one.text) and _GROUP.fullmatch(other.text) and int(other.text[:3]) > _FAR * int(one.text)
        for one, other in pairwise(zone.atoms)
    )


def _are_minuses(zone: Zone, cut: Cut) -> bool:
    """Tell whether dashes were read as empty cells though one stands before each number."""
    return None in cut.cells and zone.open_dashes == sum(number is not None for number in cut.cells) > 0


def _has_open_dash(zone: Zone, cut: Cut, facts: Facts) -> bool:
    """Tell whether a dash before a number without a sign may be its minus or an empty cell.

    One that begins the row may be; one inside it too, where it is read as an empty cell and other rows lack cells.
    """
    places = [at for at, (one, other) in enumerate(pairwise(zone.atoms)) if one.is_sign and other.text[:1].isdigit()]
    if len(places) == len(cut.cells) and None not in cut.cells:
        return False  # each is a minus, or there would be more cells than columns
    return 0 in places or bool(places and facts.has_gaps and None in cut.cells)


def _label_doubt(row: ReadRow, text: str) -> str:
    shed = row.cut.shed if row.cut else 0
    is_loose = shed and (row.label.tail or not row.zone.own)  # words below its figures, or figures alone on a line
    if row.label.doubt or is_loose or _FIGURE_IN_LABEL.search(text):
        return f"{LOOSE}; talen står kvar"
    return _LONG_LABEL if len(text) > LONGEST else ""
