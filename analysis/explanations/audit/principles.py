"""By which principles costs are reported, `principles.csv`, and whether the same ones held in all years compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from typing import NamedTuple

import pandas as pd

from analysis.csv_files import CsvRow, refuse
from analysis.data_files import PRINCIPLES
from analysis.data_files.audited import ASKED, OTHER
from analysis.errors import Fault
from analysis.frames import MAYBE_WHOLE, TEXT, frame_of
from analysis.ledger.ledger import judges_of, load_ledger
from analysis.statements.folder import Data, Folder, kept, opened

HELD = {
    "vad": TEXT, "första_år": MAYBE_WHOLE, "sista_år": MAYBE_WHOLE, "hur": TEXT, "uppgift_från": TEXT,
    "dokument": TEXT, "avsnitt": TEXT, "rad": MAYBE_WHOLE,
}  # fmt: skip
_EARLIEST, _LATEST = 0, 9999


class Principle(NamedTuple):
    """By which principle something is reported, named as in `principles`."""

    vad: str
    första_år: int | None
    sista_år: int | None
    hur: str
    uppgift_från: str
    dokument: str
    avsnitt: str
    rad: int | None

    def holds(self, year: int) -> bool:
        """Tell whether it holds for a year."""
        return (self.första_år or _EARLIEST) <= year <= (self.sista_år or _LATEST)


class Stretch(NamedTuple):
    """Years that follow each other with one principle, or with none that is known."""

    first: int
    last: int
    principle: Principle | None


class Compared(NamedTuple):
    """What is known of one thing over all years that are compared, oldest first."""

    what: str
    stretches: tuple[Stretch, ...]

    @property
    def is_known(self) -> bool:
        """Tell whether a principle is known for any of the years."""
        return any(one.principle for one in self.stretches)

    @property
    def is_same(self) -> bool:
        """Tell whether one principle is known to have held for all of them."""
        return len(self.stretches) == 1 and self.is_known


@kept
def load_principles(folder: Folder) -> tuple[Principle, ...]:
    """Load principles.csv in its order; a folder without it has none.

    Raises
    ------
    DataError
        When a row names what is not there, its years are the wrong way round, or two rows of one thing overlap; every
        fault is named.

    Examples
    --------
    >>> load_principles()
    ()
    """
    read = folder.table(PRINCIPLES, judges_of(load_ledger(folder), folder))
    good = [row for row in read.rows if row.line not in read.wrong]
    refuse([*read.faults, *(one for row in good for one in _turned(row)), *_overlapping(good)])
    return tuple(_principle(row) for row in good)


def _years(row: CsvRow) -> tuple[int, int]:
    return int(row["first_year"] or _EARLIEST), int(row["last_year"] or _LATEST)


def _turned(row: CsvRow) -> Iterator[Fault]:
    first, last = _years(row)
    if first > last:
        texts = ("a year not before the first one", "ett år som inte är före det första")
        yield PRINCIPLES.cell(row, "last_year").bad(*texts)


def _overlapping(rows: Sequence[CsvRow]) -> Iterator[Fault]:
    """Find two principles of one thing that hold for the same year."""
    for first, last in combinations(rows, 2):
        if first["what"] == last["what"] != OTHER:
            (begin, end), (start, stop) = _years(first), _years(last)
            if max(begin, start) <= min(end, stop):
                english = f"years that line {first.line} does not have, as both are of {last['what']}"
                swedish = f"år som rad {first.line} inte har, eftersom båda gäller {last['what']}"
                yield PRINCIPLES.cell(last, "first_year").bad(english, swedish)


def _principle(row: CsvRow) -> Principle:
    first, last, line = (int(row[name]) if row[name] else None for name in ("first_year", "last_year", "line"))
    return Principle(row["what"], first, last, row["how"], row["source"], row["document"], row["section"], line)


def principles(year: int | None = None, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """List by which principles the board reports.

    Parameters
    ----------
    year
        Only those that hold for this year; all where none is given.
    data, board
        The folder that holds `principles.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a principle, in the order of the file: ``vad``, ``första_år`` (missing where it held before) and
        ``sista_år`` (missing where it goes on), ``hur``, ``uppgift_från``, and ``dokument``, ``avsnitt``, ``rad`` of a
        report that tells of it.

    Raises
    ------
    DataError
        When a data file is wrong.

    Examples
    --------
    >>> principles(2020).empty
    True
    """
    rows = [one for one in load_principles(opened(data, board)) if year is None or one.holds(year)]
    return frame_of("principer", rows, HELD)


def compared_principles(folder: Folder, since: int, year: int) -> list[Compared]:
    """Tell for each thing that is asked for, and each that is entered, what held from one year to another."""
    known = load_principles(folder)
    whats = dict.fromkeys([*ASKED, *(one.vad for one in known if one.vad != OTHER)])
    found = [Compared(what, _stretches([one for one in known if one.vad == what], since, year)) for what in whats]
    others = (_stretches([one], since, year) for one in known if one.vad == OTHER)
    return [*found, *(Compared(OTHER, own) for own in others if any(one.principle for one in own))]


def _stretches(rows: Sequence[Principle], since: int, year: int) -> tuple[Stretch, ...]:
    of_years = [(at, next((one for one in rows if one.holds(at)), None)) for at in range(since, year + 1)]
    found = list[Stretch]()
    for principle, own in groupby(of_years, key=lambda pair: pair[1]):
        years = [at for at, _ in own]
        found.append(Stretch(years[0], years[-1], principle))
    return tuple(found)
