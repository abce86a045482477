"""Totals by their figures: what adds up to them, which holds a whole statement, and which no word names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from analysis.readers.signs import Turn
from analysis.readers.tables import CERTAIN, Row, Table
from analysis.statements.lines import MoneyColumn, MoneyLine
from analysis.vocabulary.column_kinds import is_amount
from analysis.vocabulary.labels import is_part, is_total
from analysis.vocabulary.numerals import clean

_TOTAL = "summa"
_MONEY = ("utfall", "budget", "prognos")
_OF_SIDE = re.compile(r"(?:verksamhetens |nämndens )?(?:brutto)?(?:kostnader|intäkter)", re.IGNORECASE)
_FEWEST_PARTS, _FEWEST_COLUMNS = 2, 2  # that add up; one line or one column may do so by chance

_Printed = tuple[Decimal, Decimal]  # a number with the signs of the statements, and its print resolution


def adds_up(parts: Sequence[MoneyLine], total: MoneyLine) -> bool:
    """Tell whether all lines were read for certain and their money adds up to the total.

    Examples
    --------
    >>> from analysis.statements.load import drift_lines
    >>> *lines, total = [line for line in drift_lines() if line.år == 2020 and not line.förälder]
    >>> total.post, adds_up(lines, total), adds_up(lines[1:], total)
    ('Summa', True, False)
    """
    if any(line.läsning != CERTAIN for line in [*parts, total]):
        return False
    tests = [holds(parts, total, column) for column in total.money]
    return False not in tests and True in tests


def holds(parts: Sequence[MoneyLine], total: MoneyLine, column: MoneyColumn) -> bool | None:
    """Tell whether a column of money adds up within rounding; None where it has nothing to be tested."""
    known = [(line, value) for line in parts if (value := line.amount(column)) is not None]
    printed = total.amount(column)
    if printed is None or not known:
        return None
    steps = sum((line.upplösning_tkr or Decimal(0) for line in [*(line for line, _ in known), total]), Decimal(0))
    found = sum((value for _, value in known), Decimal(0))
    return abs(found - printed) * 2 <= steps


def whole_total(lines: Sequence[MoneyLine]) -> MoneyLine | None:
    """Find the total of a whole statement: the last one, where it is not that of a part of the statement only.

    A total of a part is the sum of the lines since the total before. A statement that ends in one has another total
    only where that is named by one word, as *Totalt*.

    Parameters
    ----------
    lines
        The lines of a statement, in print order.

    Returns
    -------
    MoneyLine | None
        None where the statement prints no total, or only those of its parts.

    Examples
    --------
    >>> from analysis.statements.load import drift_lines
    >>> found = whole_total([line for line in drift_lines() if line.år == 2017])
    >>> found and found.post
    'Totalt'
    """
    own = [line for line in lines if not line.förälder]
    totals = [at for at in reversed(range(len(own))) if own[at].slag == _TOTAL]
    whole = [at for at in totals if not _is_subtotal(own[: at + 1])]
    told = [at for at in whole if at == totals[0] or len(own[at].post.split()) == 1]
    return own[told[0]] if told else None


def _is_subtotal(lines: Sequence[MoneyLine]) -> bool:
    """Tell whether the last of some lines is the sum of those since the total before, and of nothing else."""
    *above, total = lines
    since, *others = _ways([line.slag == _TOTAL for line in above])
    holding = adds_up([above[at] for at in since], total) and len(since) < len(above)
    return holding and not any(adds_up([above[at] for at in way], total) for way in others if way)


def find_unnamed_totals(table: Table) -> set[int]:
    """Find the rows that are totals of a table by their figures though their labels do not say so.

    A board's statement may end in the name of the board, in "Resultat" or in "Hela nämnden": the last row is a total
    where it is the sum of the lines above it, of the totals above it, or of the totals with the lines since the last
    of them. So is a row that is labelled as all costs or all income, and is the sum of the lines next above it. All
    must be read for certain, and add up in every column of outcome, budget and forecast.

    Parameters
    ----------
    table
        A table of money.

    Returns
    -------
    set[int]
        The places of the rows.
    """
    turns = table.turns or [Turn()] * len(table.rows)
    whole = [at for at, row in enumerate(table.rows) if not is_part(row.label)]
    columns = [place for place, one in enumerate(table.columns) if one.role in _MONEY and is_amount(one)]
    lines = [_turned(table.rows[at], turns[at], columns) for at in whole]
    totals, found = [is_total(table.rows[at].label) for at in whole], set[int]()
    for at, place in enumerate(whole):
        ways = _next_above(totals[:at]) if _OF_SIDE.fullmatch(clean(table.rows[place].label)) else []
        ways += _ways(totals[:at])[1:] if at == len(whole) - 1 else []
        if not totals[at] and lines[at] and any(_is_sum(lines[at], [lines[one] for one in way]) for way in ways):
            totals[at] = True
            found.add(place)
    return found


def _turned(row: Row, turn: Turn, columns: Sequence[int]) -> list[_Printed | None]:
    """Return the numbers of a row with the signs of the statements; none where it was not read for certain."""
    if row.certainty != CERTAIN or turn.doubt:
        return []
    numbers = [row.cut[place] for place in columns]
    return [None if one is None else (one.value * turn.amount, one.resolution) for one in numbers]


def _ways(totals: Sequence[bool]) -> list[list[int]]:
    """Return what may make up the next line: the lines since the last total, all lines, the totals, both."""
    named = [at for at, is_named in enumerate(totals) if is_named]
    since = list(range(max(named, default=-1) + 1, len(totals)))
    lines = [at for at, is_named in enumerate(totals) if not is_named]
    return [since, lines, named, [*named, *since], [*named[-1:], *since]]


def _next_above(totals: Sequence[bool]) -> list[list[int]]:
    """Return the lines next above, fewer each time, that no total parts."""
    since = max((at + 1 for at, is_named in enumerate(totals) if is_named), default=0)
    return [list(range(start, len(totals))) for start in range(since, len(totals))]


def _is_sum(total: Sequence[_Printed | None], parts: Sequence[Sequence[_Printed | None]]) -> bool:
    """Tell whether lines add up to another in every column, and in enough of them; a small rest of them is no total."""
    tested = 0
    if not all(parts):
        return False
    for place, whole in enumerate(total):
        known = [one for line in parts if (one := line[place]) is not None]
        if whole is None or not known:
            continue
        steps = sum((step for _, step in [*known, whole]), Decimal(0))
        is_left = abs(whole[0]) * 2 < max(abs(value) for value, _ in known)  # a result: cost less what pays for it
        if is_left or abs(sum((value for value, _ in known), Decimal(0)) - whole[0]) * 2 > steps:
            return False
        tested += sum(value != 0 for value, _ in known) >= _FEWEST_PARTS
    return tested >= _FEWEST_COLUMNS
