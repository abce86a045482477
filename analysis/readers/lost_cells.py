"""The lines of a table whose cells were lost to raw rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from analysis.readers.cuts import Cut, Run, candidate_cuts, drop_last, number_runs, shorten
from analysis.readers.formats.lines import Document
from analysis.readers.orientations import choose, score
from analysis.readers.raw import Hypothesis, RawRow, RawTable
from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.columns import is_label_word, join_wrapped, read_head, starts_head
from analysis.vocabulary.labels import NET, is_part, is_total, side_of
from analysis.vocabulary.numerals import clean, is_number

_MOST_CODES = 3  # numbers that a label may end in, or a comment begin with
_GROUP = 3  # digits that stand together where thousands are parted


class Reading(NamedTuple):
    """A run of digits, its possible readings, and what is wrong with it (in Swedish, or empty)."""

    run: Run
    cuts: list[Cut]
    problem: str = ""


class DigitReader:
    """Reads the digits of one line after the other as rows of the same table.

    Parameters
    ----------
    numbers
        The number columns of the table, in printed order.
    texts_after
        How many columns of text follow them.
    hypothesis
        What the numbers are taken to satisfy.
    closes_with_space
        Whether each cell of the document is followed by a space.
    """

    def __init__(
        self, numbers: Sequence[Column], texts_after: int, hypothesis: Hypothesis, *, closes_with_space: bool
    ) -> None:
        self._numbers, self._texts_after, self._closes = numbers, texts_after, closes_with_space
        self._hypothesis = hypothesis
        self._ways = hypothesis.ways(NET)

    def read(self, line: str, side: str = NET) -> Reading | None:
        """Find the run of digits that fills the table's columns, and its readings; None where there is none.

        The side of the statement that the line stands on tells which way its deviation is counted.
        """
        self._ways = self._hypothesis.ways(side)
        runs = number_runs(line)
        if not self._texts_after:
            runs = [run for run in runs[-1:] if run.end == len(line)]
        return next((reading for run in runs if (reading := self._reading(run))), None)

    def expected(self) -> str:
        """Say in Swedish what a row must hold."""
        return f"väntade {len(self._numbers)} tal ({', '.join(column.name for column in self._numbers)})"

    def mixes_groups(self, run: Run) -> bool:
        """Tell whether thousands stand both with and without a space, and no arithmetic can say why."""
        if self._ways or len(run.atoms) <= len(self._numbers):
            return False
        return any(len(re.sub(r"\D", "", atom.split(",")[0])) > _GROUP for atom in run.atoms)

    def _reading(self, run: Run) -> Reading | None:
        """Read a run; its first numbers may belong to the label, its last to a comment, where arithmetic says so."""
        whole = Reading(run, self._cuts(run))
        if not self._ways or self._agreeing(whole.cuts):
            return whole if whole.cuts else None
        extra = min(_MOST_CODES, len(run.atoms) - 1)
        others = [*_pieces(run, shorten, extra), *_pieces(run, drop_last, extra)]
        fitting = [Reading(piece, cuts) for piece in others if (cuts := self._agreeing(self._cuts(piece)))]
        if not fitting:
            return whole if whole.cuts else None
        chosen = fitting[0]
        if len(fitting) > 1 or (chosen.run.end < run.end and not self._texts_after):
            return Reading(run, [], f"{self.expected()}; talen är utelämnade")
        return Reading(chosen.run, [*chosen.cuts, *whole.cuts])

    def _cuts(self, run: Run) -> list[Cut]:
        width, after = len(self._numbers), self._texts_after
        return candidate_cuts(run, width, closes_with_space=self._closes, texts_after=after)

    def _agreeing(self, cuts: Sequence[Cut]) -> list[Cut]:
        return [cut for cut in cuts if score(cut, self._ways)]


def _pieces(run: Run, less: Callable[[Run], Run], most: int) -> Iterator[Run]:
    """Yield what is left of a run when one atom after the other is taken away at an end."""
    for _ in range(most):
        run = less(run)
        yield run


_LONGEST_LABEL = 200  # characters; more than that is prose
_MOST_LINES = 12  # lines that one label may be wrapped over
_MOST_PENDING = 100  # lines in a run without a row; more than that is no table
_MOST_BROKEN = 3  # lines of a row that cannot be read
_MOST_STARTS = 3  # lines of a title that may be taken for the beginning of a head
_MONTH = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
_DATE = re.compile(rf"\d\d?/\d\d?(?:-\d\d?/\d\d?)?|(?:{_MONTH})\w*\.?", re.IGNORECASE)
_LIKE_NUMBER = re.compile(r"[-–−+(]?\d\S*")
_LAST_DIGITS = re.compile(r"(?:\s+\S*\d\S*)+$")
_CODE = re.compile(r"\d{1,6}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOES_ON = re.compile(r"(?:[,/(-]|\b(?:och|eller|samt|av|för|per|i|på|till|inkl|exkl|som))$")
_SENTENCE = re.compile(r"(?:[a-zåäö]{4}|\d)[.!?](?: +[A-ZÅÄÖ]|$)")  # no abbreviation
_MARKED_NUMBER = re.compile(r"(?:<b>|\*+)(?=[-–−]?\d)|(?<=[\d%])(?:</b>|\*+)")
_RUN_ON = re.compile(r"(?<=\d)\s+(?=(?:Summa|Totalt?|Nettokostnad(?:er)?|Nettoresultat)\b)")
_NUMBERS_ONLY = re.compile(r"[\d ,%+\-–−]+")


def has_text_columns(document: Document, start: int) -> bool:
    """Tell whether a head begins at a line that names columns of text beside those of numbers.

    Only where line ends tell broken words do words and numbers of a row part without arithmetic.
    """
    if not document.marks_wraps or not starts_head(document.lines[start]):
        return False
    head = read_head(document.lines, start, marks_wraps=document.marks_wraps)
    return head is not None and any(column.kind == "text" for column in head[0])


def read_text_table(document: Document, start: int) -> RawTable | None:
    """Read the table whose head begins at a line.

    Parameters
    ----------
    document
        The document.
    start
        The first line of the head, counted from 0.

    Returns
    -------
    RawTable | None
        The table, without rows where none follows the head; None where no head begins here.
    """
    table = _read_from(document, start)
    if table is None or any(row.cuts for row in table.rows):
        return table
    # no row fits the head: a line of it may be a title made of the same words
    later = [at for at in range(start + 1, table.end) if starts_head(document.lines[at])][:_MOST_STARTS]
    for at in later:
        other = _read_from(document, at)
        if other and any(row.cuts for row in other.rows):
            return other
    return table


def _read_from(document: Document, start: int) -> RawTable | None:
    """Read a head and the rows below it; None where no head begins here."""
    if not starts_head(document.lines[start]):
        return None
    head = read_head(document.lines, start, marks_wraps=document.marks_wraps)
    if not head:
        return None
    columns, below = head

    def read(hypothesis: Hypothesis) -> RawTable:
        table = RawTable(columns, [], [], start, below, hypothesis=hypothesis)
        _TextRows(document, table).read()
        return table

    return choose([column for column in columns if column.kind == "tal"], read)


class _TextRows:
    """Fills a table with the rows that stand below its head, line by line."""

    def __init__(self, document: Document, table: RawTable) -> None:
        self._document, self._lines, self._table = document, document.lines, table
        self._numbers = [column for column in table.columns if column.kind == "tal"]
        kinds = [column.kind for column in table.columns]
        first, after_last = kinds.index("tal"), len(kinds) - kinds[::-1].index("tal")
        label = max((at for at in range(first) if kinds[at] == "etikett"), default=-1)
        self._codes = [column.name for column in table.columns[: max(label, 0)] if column.kind == "text"]
        self._dates = [column.name for column in table.columns[label + 1 : first] if column.kind == "text"]
        self._texts_after = len(kinds) - after_last
        own, closes = table.hypothesis, document.marks_wraps
        self._digits = DigitReader(self._numbers, self._texts_after, own, closes_with_space=closes)
        self._pending: list[str] = []  # lines of the block at hand that hold no numbers of a row
        self._block: list[str] = []  # the block before, where a blank line parts a label from its numbers
        self._code = self._heading = ""
        self._side = NET  # of the last row that is no part

    def read(self) -> None:
        """Go down the lines until one no longer belongs to the table."""
        at = self._table.end
        while at < len(self._lines):
            below = self._head_again(at)
            if below == at:
                return
            if below:
                at = below
                continue
            if not self._take(at):
                return
            at += 1
        if self._pending:
            self._close_block(at)

    def _take(self, at: int) -> bool:
        """Take one line; say whether the table may go on below it."""
        if "\t" in self._lines[at]:
            return False  # a table that kept its cells
        if not self._lines[at].strip():
            return not self._pending or self._close_block(at)
        if all(self._row(at, piece) for piece in self._pieces(at)):
            return not (self._texts_after and is_total(self._table.rows[-1].label))
        self._pending.append(self._lines[at])
        return len(self._pending) <= _MOST_PENDING

    def _head_again(self, at: int) -> int:
        """Return the line below a head repeated on a new page, the line itself at another head, 0 at neither."""
        if not starts_head(self._lines[at]):
            return 0
        found = read_head(self._lines, at, marks_wraps=self._document.marks_wraps)
        if not found:
            return 0
        is_same = found[0] == self._table.columns
        has_label = any(is_label_word(column.name) for column in found[0])
        if not is_same and not has_label and all(column.name.isdigit() for column in found[0] if column.kind == "tal"):
            return 0  # numbers that look like years
        is_other = not is_same or not self._table.rows
        if is_other or (self._pending and not self._texts_after):
            return at
        self._note(at + 1, "tabellhuvudet upprepas (ny sida); läst som samma tabell.")
        self._pending, self._block = [], []
        return found[1]

    def _note(self, line: int, text: str) -> None:
        self._table.notes.append(f"{self._document.at(line)}: {text}")

    def _join(self, lines: Sequence[str]) -> str:
        return join_wrapped(lines, marks_wraps=self._document.marks_wraps)

    def _pieces(self, at: int) -> list[str]:
        """Part a total that ran on to the line of the row before it."""
        pieces = _RUN_ON.split(self._lines[at])
        is_run_on = not self._texts_after and all(map(self._digits.read, pieces))
        return pieces if is_run_on else [self._lines[at]]

    def _row(self, at: int, text: str) -> bool:
        """Take a line, or a piece of one, as a row if its numbers fill the columns, with the label before them."""
        line = _MARKED_NUMBER.sub("", text)
        if self._pending and self._looks_broken(self._pending[-1:], line):
            self._add_broken(at)
        reading = self._digits.read(line, side_of(" ".join([*self._pending, line]), self._heading, self._side))
        if not reading:
            return False
        before = line[: reading.run.start]
        if self._pending and self._goes_on_above(self._pending):
            self._pending = []
        is_split = self._split_heading(at, before)
        wrapped = self._pending or ([] if before.strip() else self._block)
        label = self._join([*wrapped, before.rstrip(" ") or " "])
        if len(label) > _LONGEST_LABEL or len(wrapped) > _MOST_LINES or _SENTENCE.search(label):
            return False
        problem = reading.problem or self._doubt(label, reading, loose=is_split and not before.strip())
        label, texts = self._split_texts(label)
        printed = line[reading.run.start : reading.run.end].strip()
        cuts = [] if problem else reading.cuts
        if problem:  # digits at the end of the label may belong to the numbers
            bare = _LAST_DIGITS.sub("", label)
            label, printed = bare, f"{label[len(bare) :]} {printed}".strip()
        self._add(RawRow(at + 1, label, cuts, printed, texts, self._heading, problem))
        return True

    def _doubt(self, label: str, reading: Reading, *, loose: bool) -> str:
        """Say why a row's numbers cannot be trusted, though they fill the columns."""
        last = label.rsplit(maxsplit=1)[-1] if label else ""
        is_like_number = re.match(r"[-–−+]?\d", last) and not _DATE.fullmatch(last.rstrip(")-."))
        if not label:
            return "raden saknar etikett; talen är utelämnade"
        if is_like_number and not last.endswith((")", "-", ".")) and not is_number(last):
            return f"”{last}” kan inte läsas som tal; talen är utelämnade"
        if self._pending and re.search(r"\d\s*$", self._pending[-1]) and reading.run.start == 0:
            return "ett tal kan vara delat över två rader; talen är utelämnade"
        if loose or _GOES_ON.search(label):
            return "etiketten hör inte säkert till talen; talen är utelämnade"
        if self._digits.mixes_groups(reading.run):
            return "tal med och utan mellanrum i tusental; talen är utelämnade"
        return ""

    def _add(self, row: RawRow) -> None:
        self._table.rows.append(row)
        self._table.end = row.line
        self._pending, self._block, self._code = [], [], ""
        self._side = self._side if is_part(row.label) else side_of(row.label, row.heading)

    def _split_texts(self, label: str) -> tuple[str, dict[str, str]]:
        """Part a date behind the label, and a code before it, from the label."""
        texts, words = dict.fromkeys(self._codes, self._code), label.split()
        for name in reversed(self._dates):
            texts[name] = words.pop() if len(words) > 1 and _DATE.fullmatch(words[-1]) else ""
        return " ".join(words), texts

    def _split_heading(self, at: int, before: str) -> bool:
        """Part a heading from a label that begins with a capital below it; say whether there was one."""
        lines = [line.strip() for line in [*self._pending, before]]
        for place in range(len(lines) - 1, 0, -1):
            if lines[place][:1].isupper() and not _GOES_ON.search(lines[place - 1]):
                label, self._pending = self._pending[place:], self._pending[:place]
                self._set_heading(at - len(label))
                self._pending = label
                return True
        return False

    def _set_heading(self, at: int) -> None:
        """Take the lines at hand as a heading, or as a broken row where they end in digits."""
        if self._looks_broken(self._pending, ""):
            self._add_broken(at)
            return
        self._heading = clean(self._join(self._pending))
        self._note(at, f"”{self._heading}” är en rubrik utan tal.")
        self._pending = []

    def _looks_broken(self, block: Sequence[str], following: str) -> bool:
        """Tell whether lines look like a row whose numbers do not fill the columns."""
        text = self._join(block)
        if self._texts_after or len(text) > _LONGEST_LABEL or _SENTENCE.search(text):
            return False
        words, tail = text.split(), 0
        while tail < len(words) and _LIKE_NUMBER.fullmatch(words[-1 - tail]) and not _DATE.fullmatch(words[-1 - tail]):
            tail += 1
        if tail == 1:  # a label may run over the line after one number, a heading may end in a year
            starts_anew = not following.strip() or following.lstrip()[:1].isupper()
            return starts_anew and len(words) > 1 and not _YEAR.fullmatch(words[-1])
        return 0 < tail < len(words)

    def _add_broken(self, at: int) -> None:
        text = self._join(self._pending)
        bare = _LAST_DIGITS.sub("", text)
        label, texts = self._split_texts(bare)
        problem = f"{self._digits.expected()}; talen är utelämnade"
        self._add(RawRow(at, label, [], text[len(bare) :].strip(), texts, self._heading, problem))

    def _close_block(self, at: int) -> bool:
        """At a blank line: say whether the block above it, which holds no row, still belongs to the table."""
        block, following = self._pending, next((line for line in self._lines[at : at + 5] if line.strip()), "")
        if self._goes_on_above(block):
            self._pending = []
        elif self._codes and all(_CODE.fullmatch(line.strip()) for line in block):
            self._code, self._pending = " ".join(line.strip() for line in block), []
        elif len(block) <= _MOST_BROKEN and self._looks_broken(block, ""):
            self._add_broken(at)
        elif self._texts_after or _NUMBERS_ONLY.fullmatch(following):
            self._block, self._pending = block, []
        elif len(block) == 1 and not _SENTENCE.search(block[0].strip()) and self._heads_rows(block[0], at):
            self._set_heading(at)
        else:
            return False
        return True

    def _goes_on_above(self, block: Sequence[str]) -> bool:
        """Doubt the row just above when digits of it may have been wrapped to lines of their own."""
        rows, above = self._table.rows, self._table.end
        digits = all(_NUMBERS_ONLY.fullmatch(line.strip()) for line in block)
        follows = bool(rows) and self._lines[above : above + 1] == block[:1]
        if self._codes or self._texts_after or not digits or not follows:
            return False
        rows[-1].cuts, rows[-1].printed = [], f"{rows[-1].printed} {self._join(block)}"
        rows[-1].problem = "ett tal kan vara delat över två rader; talen är utelämnade"
        return True

    def _heads_rows(self, line: str, at: int) -> bool:
        """Tell whether a line without numbers is a heading: its cells are empty, or a row follows."""
        is_empty_row = len(line) - len(line.rstrip(" ")) >= len(self._numbers)
        return is_empty_row or self._row_follows(at)

    def _row_follows(self, at: int) -> bool:
        """Tell whether the next block of lines has a row in it."""
        while at < len(self._lines) and not self._lines[at].strip():
            at += 1
        for place in range(at, min(at + _MOST_LINES, len(self._lines))):
            if not self._lines[place].strip() or self._is_head(place):
                return False
            if self._digits.read(self._lines[place]):
                return True
        return False

    def _is_head(self, at: int) -> bool:
        found = starts_head(self._lines[at])
        return found and read_head(self._lines, at, marks_wraps=self._document.marks_wraps) is not None
