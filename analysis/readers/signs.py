"""How a table prints its signs: whether costs are positive, told by its rows, words and sums together, or in doubt.

What counts is how many rows say something, not how much money they hold: one large income is one line. *Clear* is three
rows for each one against; a row whose amounts have both signs says nothing. The first line that fits decides.

==================================================  ====================================================================
What is printed                                     What it says
==================================================  ====================================================================
columns of income, cost and net                     which is less which, by the rows that add up
outlays (investments)                               their sign, if clear
lines of cost and of income, both negative          doubt; so where either has no clear sign
lines of cost and of income, both positive          no signs are printed: labels tell the lines, sums tell the nets
lines of cost and of income, one of each sign       the sign of the lines of cost
lines of cost alone                                 their sign, unless most units are of the other
lines of income and of units                        the sign of the units, if clear and not that of the income
lines of income alone                               as printed if positive, else doubt
units mostly of one sign, Statsbidrag of the other  the sign of the units
units clearly negative                              costs are negative
units below *nettoresultat*                         costs are negative, unless a deviation of budget − outcome denies it
                                                    or three units or more are clearly positive
units clearly positive below *nettokostnad*         costs are positive; so where the total is called that
units clearly positive, a deviation says more       costs are positive if minus is then underskott: by the head of an
                                                    över-/underskott, or because it is budget − outcome and no word
                                                    (*resultat*, *intäkter*) speaks for income
anything else                                       doubt
==================================================  ====================================================================

A table so told is in doubt all the same where a total *nettokostnad* has the other sign and no line of income explains
it, where a total of units is their sum with the other sign, and where an över-/underskott would come out turned. A row
is where its label says income, its sign cost, and no total adds up with it; where a total adds up only without it; and
where it is a total that may be what is left the other way round. A deviation turns as the rows that can be reckoned
count it; where none can, it is in doubt. Negative costs beside outcome − budget are as in the frames: nothing turns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.readers.cuts import Cut, agreement
from analysis.readers.nets import find_splits, is_left, majority, sign_of, split_sign, taken_away, total_sign
from analysis.readers.raw import RawRow, RawTable, sides_of
from analysis.vocabulary.column_kinds import Column, is_amount, is_month, is_whole_year_column
from analysis.vocabulary.labels import COST, INCOME, NET, WHOLE, is_part, is_total, may_be_income
from analysis.vocabulary.relations import Relation

_MONEY_KINDS = {"drift", "investering", "ombudgetering"}
_AMOUNTS = {"utfall", "budget", "prognos"}
_CLEAR = 3  # rows of one sign for each one of the other
_ENOUGH = 2  # rows of one sign beside a label that says income
_CLAIMED = "kan vara intäkt"  # the side of a unit whose label says income
_INCOMES = (INCOME, _CLAIMED)
_COST_WORDS = re.compile(r"kostnad(?:er(?:na)?)?\b|\butgift", re.IGNORECASE)
_NET_COST = re.compile(r"(?:netto|brutto)kostnad(?:er(?:na)?)?\b", re.IGNORECASE)
_INCOME_WORDS, _RESULT_WORDS = re.compile(r"intäkt|inkomst", re.IGNORECASE), re.compile(r"resultat", re.IGNORECASE)
_STATEMENT, _CHAPTER = (
    re.compile(r"\bdrifts?(?:redovisning|budget|kostnad)", re.IGNORECASE),
    re.compile(r"[\d. ]*(?:ekonomiskt |årets |periodens |ekonomi och )?resultat", re.IGNORECASE),
)
_NET_RESULT = re.compile(r"nettoresultat", re.IGNORECASE)
_SURPLUS = re.compile(r"över-?(?:skott)?\W*(?:/|och|eller)\W*underskott", re.IGNORECASE)
_HOUSE = "i underlaget är kostnader negativa och avvikelse = utfall − budget, så att minus är underskott"
_OPEN = (
    "det går inte att avgöra om plus är kostnad eller intäkt; talen står som de är tryckta, "
    "men deras tecken är tveksamma"
)
_OPEN_ROW = "det går inte att avgöra om radens belopp är kostnad eller intäkt"
_OPEN_NET = "netto är inte summan av intäkter och kostnader"
_OPEN_DEVIATION = "det går inte att avgöra om avvikelsen är utfall − budget eller budget − utfall"


class Turn(NamedTuple):
    """What turns a row's numbers to one convention.

    Attributes
    ----------
    amount
        1 where its amounts are printed with income positive and cost negative, -1 where the other way round.
    deviation
        1 where its deviations are outcome less budget in those signs, -1 where the other way round.
    doubt
        Why that is in doubt, in Swedish; empty where it is not.
    """

    amount: int = 1
    deviation: int = 1
    doubt: str = ""


class _Row(NamedTuple):
    side: str
    label: str
    cut: Cut
    sign: int  # of its amounts; 0 where they have none, or both
    is_read: bool
    is_blank: bool


def sign_words(title: str, section: str) -> str:
    """Join what the title and the heading of a table may say of its signs.

    A chapter called *Ekonomiskt resultat* says nothing of them where the title names an operating statement.

    Examples
    --------
    >>> sign_words("Driftredovisning (tkr)", "Ekonomiskt resultat"), sign_words("Tabell 1", "Resultat")
    ('Driftredovisning (tkr)', 'Tabell 1 Resultat')
    """
    is_chapter = _STATEMENT.search(title) and _CHAPTER.fullmatch(section)
    return title if is_chapter else f"{title} {section}"


def find_signs(raw: RawTable, cuts: Sequence[Cut], kind: str, words: str) -> tuple[list[Turn], list[str]]:
    """Find out how a table prints its signs.

    Parameters
    ----------
    raw
        The table, with what its numbers satisfy.
    cuts
        The numbers of each row.
    kind
        What the table is about.
    words
        Its title and heading.

    Returns
    -------
    tuple[list[Turn], list[str]]
        One turn a row, and what must be said of the table, in Swedish.
    """
    if kind not in _MONEY_KINDS:
        return [Turn() for _ in cuts], []
    statement = _Statement(raw, cuts, kind, words)
    turns = [statement.turn(place) for place in range(len(cuts))]
    return turns, statement.notes(turns)


class _Statement:
    """A money table whose signs are to be told."""

    def __init__(self, raw: RawTable, cuts: Sequence[Cut], kind: str, words: str) -> None:
        columns = [column for column in raw.columns if column.kind == "tal"]
        self._hypothesis, self._kind = raw.hypothesis, kind
        money = [at for at, one in enumerate(columns) if one.role in _AMOUNTS]
        self._places = [at for at in money if is_amount(columns[at])] or [at for at in money if is_month(columns[at])]
        self._rows = [self._row(*one) for one in zip(sides_of(raw.rows), raw.rows, cuts, strict=True)]
        totals = [row.label for row in self._rows if row.side == WHOLE]
        self._words = " ".join([words, *(column.name for column in columns), *totals])
        self._deviations = _deviations(columns, raw.hypothesis.relations)
        self._is_surplus = all(_SURPLUS.search(columns[at].name) for at in self._deviations)
        self._counted = {is_income for is_income in (True, False) if self._is_counted(is_income=is_income)}
        self._splits, self._way = find_splits(columns, _AMOUNTS), (1, 1)
        self._cost, self._is_unsigned = self._told()
        if self._is_denied():
            self._cost = 0
        self._proven, self._suspects = self._by_totals()

    def _row(self, side: str, raw: RawRow, cut: Cut) -> _Row:
        side = _CLAIMED if side == NET and may_be_income(raw.label) else side
        is_blank = not raw.problem and len(raw.cuts) == 1 and not any(raw.cuts[0])
        sign = sign_of([cut[at] for at in self._places])
        return _Row(side, raw.label, cut, sign, not raw.problem and any(cut), is_blank)

    def turn(self, place: int) -> Turn:
        """Say what turns a row; what cannot be told stays as printed."""
        row, amount = self._rows[place], self._amount(place)
        if row.is_blank:
            return Turn()
        if not amount and self._cost and row.side == WHOLE and not _RESULT_WORDS.search(row.label):
            amount = -self._cost  # most likely as its lines
            return Turn(amount, amount * (self._direction(row, amount) or 1), _OPEN_ROW)
        if not amount:
            return Turn(doubt=_OPEN_ROW if self._cost else _OPEN)
        direction = self._direction(row, amount)
        if any(is_left(row.cut, one, self._way) is False for one in self._splits):
            return Turn(amount, amount * (direction or 1), _OPEN_NET)
        return Turn(amount, amount * direction) if direction else Turn(amount, 1, _OPEN_DEVIATION)

    def notes(self, turns: Sequence[Turn]) -> list[str]:
        """Say how the signs are printed, where that is not as the frames have them."""
        if not self._cost:
            return [f"{_OPEN}."] if any(row.is_read for row in self._rows) else []
        hypothesis, found = self._hypothesis, list[str]()
        if self._cost > 0:
            found.append("kostnader är tryckta som positiva tal")
        if hypothesis.relations and min(hypothesis.income, hypothesis.other) < 0:
            whom = "" if hypothesis.income == hypothesis.other else " på alla rader utom intäkter"
            found.append(f"avvikelsen är tryckt som budget − utfall{whom}")
        told = [f"{'; '.join(found)}; {_HOUSE}."] if found else []
        is_open = any(turn.doubt == _OPEN_DEVIATION for turn in turns)
        return [
            *told,
            *([f"{_OPEN_DEVIATION}; den står som den är tryckt, men dess tecken är tveksamt."] if is_open else []),
        ]

    def _amount(self, place: int) -> int:
        """Return what a row's amounts are to be multiplied by; 0 where that cannot be told."""
        row, cost = self._rows[place], self._cost
        if not cost or self._splits:
            return -cost
        if self._is_unsigned:
            return {INCOME: 1, COST: -1}.get(row.side) or self._of_unsigned_total(place)
        if row.side == WHOLE:
            return self._of_total(place)
        is_odd = row.side in _INCOMES and row.sign == cost and not is_part(row.label) and place not in self._proven
        return 0 if is_odd or place in self._suspects else -cost

    def _of_unsigned_total(self, place: int) -> int:
        """Tell a total where no signs are printed: by its lines, else by its deviation, which is minus for a deficit.

        That is so where income counts outcome less budget and cost budget less outcome.
        """
        told, hypothesis = self._sum(place), self._hypothesis
        if told is not None:
            return told
        is_mixed = hypothesis.income == 1 and hypothesis.other == -1 and len(self._counted) > 1
        return self._count(self._rows[place].cut) if is_mixed else 0

    def _of_total(self, place: int) -> int:
        """Tell a total where signs are printed: among positive costs it may be income less cost all the same."""
        row, told, cost = self._rows[place], self._sum(place), self._cost
        if told == cost:
            return cost if self._has(COST) and self._has(INCOME) else 0
        may_be_result = row.sign < 0 or self._has(*_INCOMES) or _RESULT_WORDS.search(row.label)
        return 0 if cost > 0 and told != -cost and may_be_result else -cost

    def _told(self) -> tuple[int, bool]:
        """Return the sign that costs are printed with, 0 where that cannot be told, and whether incomes have it too."""
        if not any(number and number.value for row in self._rows for at in self._places if (number := row.cut[at])):
            return -1, False
        if self._splits:
            cost, self._way = split_sign([row.cut for row in self._rows], self._splits, _CLEAR)
            return cost, False
        if self._kind != "drift":
            return majority(self._signs(NET, COST) or self._signs(WHOLE), _CLEAR), False
        return self._told_by_sides()

    def _told_by_sides(self) -> tuple[int, bool]:
        """Tell the same by the lines of cost, of income and of units."""
        cost, income, claimed = (majority(self._signs(side), _CLEAR) for side in (COST, *_INCOMES))
        units = self._signs(NET) if any(row.side != WHOLE for row in self._rows) else self._signs(WHOLE)
        clear = majority(units, _CLEAR)
        if self._has(COST) and self._has(INCOME):
            return (1, True) if cost > 0 and income > 0 else (cost if cost == -income else 0, False)
        if self._has(COST):
            return (0 if majority(units) == -cost and claimed != -cost else cost), False
        if self._has(INCOME):
            return (clear if clear == -income else 0 if any(units) or income < 0 else -income), False
        return self._of_units(units, claimed), False

    def _of_units(self, units: list[int], claimed: int) -> int:
        """Tell the sign of costs where lines hold only what is left of income and cost."""
        lead, every = majority(units), [*units, *self._signs(_CLAIMED)]
        is_clear = majority(units, _CLEAR) == majority(every, _CLEAR) != 0
        if lead and claimed == -lead and units.count(lead) >= _ENOUGH:
            return lead
        if claimed >= 0 and _NET_RESULT.search(self._words) and not self._is_back() and not self._may_be_costs(units):
            return -1
        if lead <= 0:
            return -int(is_clear)
        is_cost = _NET_COST.search(self._words) or (
            _COST_WORDS.search(self._words) and not _INCOME_WORDS.search(self._words)
        )
        if is_cost or not is_clear:
            return int(is_clear)
        if self._is_surplus and self._counted:
            return -self._hypothesis.other
        return int(self._is_back() and not (_RESULT_WORDS.search(self._words) or _INCOME_WORDS.search(self._words)))

    def _may_be_costs(self, units: Sequence[int]) -> bool:
        """Tell whether so many units are positive that no word makes them incomes; what is unread may be negative."""
        unread = sum(not row.is_read and not row.is_blank for row in self._rows)
        return units.count(1) >= _CLEAR * max(1, units.count(-1) + unread)

    def _is_back(self) -> bool:
        return self._hypothesis.other < 0 and False in self._counted

    def _is_denied(self) -> bool:
        """Tell whether something speaks against the sign of costs, or too little was read to turn anything."""
        cost, totals = self._cost, [at for at, row in enumerate(self._rows) if row.side == WHOLE]
        if not cost or self._kind != "drift" or self._splits:
            return False
        unread = [row for row in self._rows if not row.is_read]
        costs = [row for row in self._rows if row.side == COST]
        if cost > 0 and (len(unread) * 2 > len(self._rows) or (costs and all(row in unread for row in costs))):
            return True
        if self._is_surplus and self._counted and self._hypothesis.other == cost:
            return True
        if self._is_unsigned or (self._has(COST) and self._has(INCOME)):
            return False
        named = [self._rows[at].sign for at in totals if _NET_COST.search(self._rows[at].label)]
        is_explained = any(row.sign == -cost for row in self._rows if row.side in _INCOMES)
        return (majority(named) == -cost and not is_explained) or any(self._sum(at) == cost for at in totals)

    def _sum(self, place: int) -> int | None:
        """Tell with which sign a total is the sum of lines above it, as the frames have them; see `total_sign`."""
        found = {self._left(place, way) for way in self._ways(place)} - {None}
        told = found - {0}
        return told.pop() if len(told) == 1 else 0 if found else None

    def _left(self, place: int, way: Sequence[int]) -> int | None:
        lines = [(self._weight(self._rows[at].side), self._rows[at].cut) for at in way]
        return total_sign(self._rows[place].cut, lines, self._places) if all(one for one, _ in lines) else None

    def _weight(self, side: str) -> int:
        return {INCOME: 1, COST: -1}.get(side, 0) if self._is_unsigned else -self._cost

    def _ways(self, place: int) -> list[list[int]]:
        """List what a total may be the sum of: the lines since the total before, the totals, all lines, the subtotals.

        A subtotal takes the place of the lines of its side before it; or of all lines since the subtotal before.
        """
        since, lines, totals = dict[str, list[int]](), list[int](), list[int]()
        closed, open_ones = list[int](), list[int]()
        for at, row in enumerate(self._rows[:place]):
            if row.side == WHOLE:
                since, totals, closed, open_ones = {}, [*totals, at], [], []
            elif not is_part(row.label):
                is_sum = is_total(row.label) or self._is_subtotal(at, since.get(row.side, []))
                since[row.side] = [*([] if is_sum else since.get(row.side, [])), at]
                closed, open_ones = ([*closed, at], []) if is_sum else (closed, [*open_ones, at])
                lines.append(at)
        stepped = [[*closed, *open_ones]] if len(closed) > 1 else []
        return [[at for own in since.values() for at in own], totals, lines, *stepped]

    def _is_subtotal(self, place: int, above: Sequence[int]) -> bool:
        """Tell a line of a side that is the sum of those above it, though its label does not say so."""
        lines = [(1, self._rows[at].cut) for at in above]
        return len(lines) > 1 and total_sign(self._rows[place].cut, lines, self._places) == 1

    def _by_totals(self) -> tuple[set[int], set[int]]:
        """Find the lines that totals prove, and those that must be taken away for one to hold."""
        proven, suspects = set[int](), set[int]()
        for place, row in enumerate(self._rows):
            if row.side != WHOLE or not self._cost or self._is_unsigned:
                continue
            ways = self._ways(place)
            holding = [way for way in ways if self._left(place, way)]
            proven.update(*holding)
            if not holding and self._cost > 0:
                away = taken_away(row.cut, [self._rows[at].cut for at in ways[0]], self._places)
                suspects.update(ways[0][at] for at in away)
        return proven, suspects

    def _is_counted(self, *, is_income: bool) -> bool:
        """Tell whether the rows of a side count the deviation as they are taken to."""
        is_mixed = self._hypothesis.income != self._hypothesis.other
        rows = [row for row in self._rows if (row.side == INCOME) == is_income and not (is_mixed and row.side == WHOLE)]
        return majority(self._count(row.cut) * self._hypothesis.direction(row.side) for row in rows) > 0

    def _count(self, cut: Cut) -> int:
        """Return 1 where a row can only be outcome less budget, -1 where only budget less outcome, else 0."""
        return majority((ahead == 1) - (back == 1) for ahead, back in self._tested(cut))

    def _tested(self, cut: Cut) -> list[tuple[int | None, int | None]]:
        """Hold each deviation of a row against outcome less budget, and against budget less outcome."""
        return [
            (agreement(cut, [one]), agreement(cut, [Relation(one.budget, one.utfall, one.avvikelse)]))
            for one in self._hypothesis.relations
        ]

    def _direction(self, row: _Row, amount: int) -> int:
        """Return which way a row counts its deviations; 0 where it has some and that cannot be told."""
        hypothesis = self._hypothesis
        direction, is_mixed = hypothesis.direction(row.side), hypothesis.income != hypothesis.other
        own = self._count(row.cut)
        if row.side == WHOLE:
            direction = own or (hypothesis.other if amount < 0 else hypothesis.income)
        is_doubted = not row.is_read or (None, None) in self._tested(row.cut)  # what it holds, not which way
        if is_doubted or not any(number and number.value for at in self._deviations if (number := row.cut[at])):
            return direction
        if self._is_surplus and not self._counted:
            return amount
        if own == -direction:
            return 0
        is_told = (row.side == INCOME) in self._counted if is_mixed and row.side != WHOLE else bool(self._counted)
        return direction if is_told else 0

    def _signs(self, *sides: str) -> list[int]:
        return [row.sign for row in self._rows if row.side in sides and not is_part(row.label)]

    def _has(self, *sides: str) -> bool:
        return any(self._signs(*sides))


def _deviations(columns: Sequence[Column], relations: Sequence[Relation]) -> list[int]:
    """Find the places of deviations: those that hold with outcome and budget, and others that frames may take."""
    own = [one.avvikelse for one in relations]
    loose = [at for at, one in enumerate(columns) if one.role == "avvikelse" and is_amount(one) and at not in own]
    return [*own, *(at for at in loose if not own or is_whole_year_column(columns[at]))]
