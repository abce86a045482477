"""Two sources of a board's year, or of a part of it, held against each other line by line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.readers.tables import CERTAIN
from analysis.statements.checks import verdict
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.statements.lines import FollowUpLine, Line, MeasureLine, MoneyLine, StaffLine, StatementLine
from analysis.statements.register import Registered, load_tables, second_sources
from analysis.statements.sound import lines_of

SOURCES = {
    "nämnd": TEXT,
    "år": WHOLE,
    "period": TEXT,
    "post": TEXT,
    "storhet": TEXT,
    "enhet": TEXT,
    "källa": TEXT,
    "värde": NUMBER,
    "andra_källa": TEXT,
    "andra_värde": NUMBER,
    "skillnad": NUMBER,
    "tolerans": NUMBER,
    "utslag": TEXT,
}
_FOLLOWED = ("utfall_tkr", "budget_tkr", "årsbudget_tkr", "prognos_tkr", "prognosavvikelse_tkr")
_TOTAL = re.compile(r"(?:summa|totalt?|total)\s+(?=\w)")
Key = tuple[str, ...]


class Compared(NamedTuple):
    """A figure that two sources print, named as in `compare_sources`."""

    nämnd: str
    år: int
    period: str
    post: str
    storhet: str
    enhet: str
    källa: str
    värde: Decimal | None
    andra_källa: str
    andra_värde: Decimal | None
    skillnad: Decimal | None
    tolerans: Decimal | None
    utslag: str


class _Printed(NamedTuple):
    """A figure that a line prints: the line, what it is of, its unit, its value and one step of it."""

    line: Line
    storhet: str
    enhet: str
    value: Decimal | None
    step: Decimal | None


def compare_sources(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Hold the second source of a board's year, or of a part of it, against the first, line by line.

    Lines are the same where their labels are, whatever their capitals and the word *Summa* before a total. A label that
    a source has twice is compared with nothing.

    Parameters
    ----------
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a figure that both print. ``nämnd``, ``år`` and ``period`` say of what, ``post`` and ``storhet`` which
        line and column; ``värde`` is what ``källa`` (registered first) has and ``andra_värde`` what ``andra_källa``
        has, in ``enhet``, signs as in the statements; ``skillnad`` is the second less the first, ``tolerans`` half a
        printed step of each. ``utslag`` is ``stämmer``, ``avrundning``, ``avviker``, or ``kan inte prövas`` where one
        of them is in doubt.

    Raises
    ------
    DataError
        When the register or a registered file is wrong.

    Examples
    --------
    >>> compare_sources().empty
    True
    """
    return frame_of("källor", compared(opened(data, board)), SOURCES)


@kept
def compared(folder: Folder) -> tuple[Compared, ...]:
    """Return the rows that `compare_sources` makes a frame of."""
    documents = {one.document["id"]: one for one in load_tables(folder)}
    return tuple(
        row
        for (second, kind), first in second_sources(folder).items()
        for row in _pair(documents[first], documents[second], kind)
    )


def _pair(first: Registered, second: Registered, kind: str) -> Iterator[Compared]:
    """Hold what two documents print in one kind of table against each other."""
    own, other = (_figures(one, kind) for one in (first, second))
    for key, one in own.items():
        if key in other and one.enhet == other[key].enhet:
            yield _row(one, other[key])


def _row(one: _Printed, other: _Printed) -> Compared:
    is_sure = one.line.läsning == other.line.läsning == CERTAIN
    difference = other.value - one.value if is_sure and one.value is not None and other.value is not None else None
    tolerance = sum((half.step or Decimal(0) for half in (one, other)), Decimal(0)) / 2
    place = (one.line.nämnd, one.line.år, one.line.period, one.line.post, one.storhet, one.enhet)
    values = (one.line.dokument, one.value, other.line.dokument, other.value)
    return Compared(*place, *values, difference, tolerance, verdict(difference, tolerance))


def _figures(source: Registered, kind: str) -> dict[Key, _Printed]:
    """Return what a document prints in one kind of table, by what tells it apart; no label that stands twice."""
    lines = [line for table in source.tables if table.kind == kind for line in lines_of(source.document, table)]
    found = [(_key(one), one) for line in lines for one in _printed(line)]
    counts = Counter(key for key, _ in found)
    return {key: one for key, one in found if counts[key] == 1 and not _is_empty(one)}


def _is_empty(one: _Printed) -> bool:
    return one.value is None and one.line.läsning == CERTAIN


def _printed(line: Line) -> Iterator[_Printed]:
    if isinstance(line, MeasureLine):
        yield _Printed(line, line.roll, line.enhet, line.värde, line.upplösning)
    elif isinstance(line, MoneyLine | FollowUpLine):
        for column in line.money if isinstance(line, MoneyLine) else _FOLLOWED:
            yield _Printed(line, column.removesuffix("_tkr"), "tkr", getattr(line, column), line.upplösning_tkr)


def _key(one: _Printed) -> Key:
    line = one.line
    parent = line.förälder if isinstance(line, StatementLine) else ""
    group = line.grupp if isinstance(line, StaffLine) else ""
    scope = line.omfattning if isinstance(line, MoneyLine) else ""
    names = (_TOTAL.sub("", " ".join(name.casefold().split())) for name in (line.post, parent))
    return (*names, one.storhet, str(line.år), line.period, group, scope)
