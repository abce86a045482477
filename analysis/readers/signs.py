"""How a table prints its signs: whether costs are positive, told by its words and its figures together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.readers.cuts import Cut, tolerance
from analysis.readers.raw import RawTable, sides_of
from analysis.vocabulary.columns import Column, is_amount, part_of
from analysis.vocabulary.labels import COST, INCOME, WHOLE, is_part, is_total

_MONEY_KINDS = {"drift", "investering", "ombudgetering"}
_AMOUNTS = {"utfall", "budget", "prognos"}
_NEARLY_ALL = 10  # how many times as large the amounts of one sign must be as those of the other
_COST_WORDS = re.compile(r"nettokostnad|bruttokostnad|kostnader\b|\butgift", re.IGNORECASE)
_RESULT_WORDS = re.compile(r"resultat", re.IGNORECASE)
_HOUSE = "i underlaget är kostnader negativa och avvikelse = utfall − budget, så att minus är underskott"
_OPEN = "det går inte att avgöra om plus är kostnad eller intäkt; talen står som de är tryckta och raderna är tveksamma"
_OPEN_ROW = "det går inte att avgöra om radens belopp är kostnad eller intäkt"
_WAYS = ((1, 1), (1, -1), (-1, 1))  # weights of income and cost in what is left of them
_OPEN_NET = "netto är inte summan av intäkter och kostnader"


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
    is_whole: bool


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
    columns = [column for column in raw.columns if column.kind == "tal"]
    rows = [
        _Row(side, row.label, cut, not row.problem)
        for side, row, cut in zip(sides_of(raw.rows), raw.rows, cuts, strict=True)
    ]
    words = " ".join([words, *(column.name for column in raw.columns), *(row.label for row in rows)])
    statement = _Statement(columns, rows, raw, kind, words)
    turns = [statement.turn(place) for place in range(len(rows))]
    return turns, statement.notes()


class _Statement:
    """A money table whose signs are to be told."""

    def __init__(self, columns: list[Column], rows: list[_Row], raw: RawTable, kind: str, words: str) -> None:
        self._columns, self._rows, self._raw, self._kind, self._words = columns, rows, raw, kind, words
        self._places = [at for at, one in enumerate(columns) if one.role in _AMOUNTS and is_amount(one)]
        self._is_back = raw.hypothesis.other < 0
        self._splits = _splits(columns)
        self._cost, self._income = self._costs()
        if self._is_unread():
            self._cost, self._income = 0, 0

    def _is_unread(self) -> bool:
        """Tell whether too little was read to turn anything: no cost of the lines of cost, or most lines not at all."""
        if self._kind != "drift" or self._cost <= 0:
            return False
        unread = [row for row in self._rows if not row.is_whole or not any(row.cut)]
        costs = [row for row in self._rows if row.side == COST]
        return len(unread) * 2 > len(self._rows) or bool(costs and all(row in unread for row in costs))

    def turn(self, place: int) -> Turn:
        """Say what turns a row."""
        row, hypothesis = self._rows[place], self._raw.hypothesis
        is_broken = any(all(_adds_up(row.cut, one, way) is False for way in _WAYS) for one in self._splits)
        doubt = _OPEN_NET if is_broken else ""
        amount = self._amount(place)
        if not amount and any(row.cut):
            doubt = doubt or (_OPEN if not self._cost else _OPEN_ROW)
        amount = amount or 1
        direction = hypothesis.direction(row.side)
        if row.side == WHOLE and hypothesis.income != hypothesis.other:
            direction = hypothesis.other if amount < 0 else hypothesis.income
        return Turn(amount, amount * direction, doubt)

    def notes(self) -> list[str]:
        """Say how the signs are printed, where that is not as the frames have them."""
        hypothesis, found = self._raw.hypothesis, list[str]()
        if self._cost > 0:
            found.append("kostnader är tryckta som positiva tal")
        if hypothesis.relations and min(hypothesis.income, hypothesis.other) < 0:
            whom = "" if hypothesis.income == hypothesis.other else " på alla rader utom intäkter"
            found.append(f"avvikelsen är tryckt som budget − utfall{whom}")
        told = [f"{'; '.join(found)}; {_HOUSE}."] if found and self._cost else []
        return told if self._cost else [f"{_OPEN}."]

    def _amount(self, place: int) -> int:
        """Return what a row's amounts are to be multiplied by; 0 where that cannot be told."""
        row = self._rows[place]
        if self._cost <= 0 or self._income < 0:
            return -self._cost
        if row.side == INCOME:
            return 1
        return -1 if row.side == COST else self._net(place)

    def _net(self, place: int) -> int:
        """Tell by the lines above whether a line is income less cost or cost less income."""
        sums: dict[str, list[Cut]] = {INCOME: [], COST: []}
        for row in self._rows[:place]:
            if row.side == WHOLE:
                sums = {INCOME: [], COST: []}
            elif row.side in sums and not is_part(row.label):
                sums[row.side] = [*([] if is_total(row.label) else sums[row.side]), row.cut]
        if not all(sums.values()):
            return 0
        found = {_net_sign(self._rows[place].cut, sums[INCOME], sums[COST], at) for at in self._places} - {None}
        return found.pop() or 0 if len(found) == 1 else 0

    def _costs(self) -> tuple[int, int]:
        """Return the signs that cost and income are printed with; 0 for cost where that cannot be told."""
        if self._splits:
            return _split_sign(self._rows, self._splits), -1
        if self._kind != "drift":
            sign = _sign(self._amounts({row.side for row in self._rows}))
            return (0 if sign is None else sign or -1), -1
        cost, income = _sign(self._amounts({COST})), _sign(self._amounts({INCOME}))
        others = _sign(self._amounts({row.side for row in self._rows} - {INCOME, COST}))
        if cost == 0:
            net = self._net_costs(others)
            return (0, 0) if income is not None and income < 0 and net < 0 else (net, -1)
        if cost is None or income is None or (cost < 0 and income < 0):
            return (-1, -1) if cost is not None and cost < 0 and income is None else (0, 0)
        if cost > 0 and income <= 0 and others is not None and others < 0:
            return 0, 0
        return cost, income or -1

    def _net_costs(self, sign: int | None) -> int:
        """Tell the sign of costs where lines hold only what is left of income and cost."""
        if sign is not None and sign <= 0:
            return -1
        is_cost, is_result = _COST_WORDS.search(self._words), _RESULT_WORDS.search(self._words)
        if is_result and not is_cost:
            return 0 if self._is_back else -1
        return 1 if sign and (is_cost or self._is_back) else 0

    def _amounts(self, sides: set[str]) -> list[Decimal]:
        rows = [row for row in self._rows if row.side in sides and row.is_whole]
        return [number.value for row in rows for at in self._places if (number := row.cut[at]) is not None]


def _sign(amounts: Sequence[Decimal]) -> int | None:
    """Return -1 where most of the money is negative, 1 where nearly all is positive, 0 where there is none; else None.

    Examples
    --------
    >>> _sign([Decimal(-15785), Decimal(859)]), _sign([Decimal(5)]), _sign([]), _sign([Decimal(5), Decimal(-4)])
    (-1, 1, 0, None)
    """
    up = sum((one for one in amounts if one > 0), Decimal(0))
    down = -sum((one for one in amounts if one < 0), Decimal(0))
    if not up and not down:
        return 0
    return -1 if down > up else 1 if up >= down * _NEARLY_ALL else None


def _split_sign(rows: Sequence[_Row], splits: Sequence[tuple[int, int, int]]) -> int:
    """Tell the sign of costs in columns of net; 0 where they are not what is left of income and cost."""
    counts = {way: sum(_adds_up(row.cut, one, way) is True for row in rows for one in splits) for way in _WAYS}
    best = max(_WAYS, key=lambda way: counts[way])
    costs = _sign([number.value for row in rows for one in splits if (number := row.cut[one[1]])])
    if not counts[best] or not costs:
        return 0
    if best == (1, 1):
        return costs
    return best[1] if costs > 0 else 0


def _adds_up(cut: Cut, split: tuple[int, int, int], way: tuple[int, int]) -> bool | None:
    """Tell whether net is income and cost with some weights; None where one of them is not printed."""
    income, cost, net = (cut[at] for at in split)
    if income is None or cost is None or net is None:
        return None
    total = way[0] * income.value + way[1] * cost.value
    return abs(total - net.value) <= tolerance([income, cost, net])


def _splits(columns: Sequence[Column]) -> list[tuple[int, int, int]]:
    """Find the places of income, cost and net that stand beside each other."""
    parts = [part_of(column) if column.role in _AMOUNTS else "" for column in columns]
    return [
        (at, at + 1, at + 2) if parts[at] == "intäkt" else (at + 1, at, at + 2)
        for at in range(len(parts) - 2)
        if sorted(parts[at : at + 2]) == ["intäkt", "kostnad"] and parts[at + 2] == "netto"
    ]


def _net_sign(whole: Cut, income: Sequence[Cut], cost: Sequence[Cut], place: int) -> int | None:
    """Return 1 where a number is income less cost, -1 where it is cost less income; None where it is empty or 0."""
    net = whole[place]
    numbers = [number for cut in (*income, *cost) if (number := cut[place])]
    if net is None or not net.value:
        return None
    signed = [(1, cut[place]) for cut in income] + [(-1, cut[place]) for cut in cost]
    total = sum((weight * number.value for weight, number in signed if number), Decimal(0))
    room = tolerance([*numbers, net])
    return 1 if abs(total - net.value) <= room else -1 if abs(total + net.value) <= room else 0
