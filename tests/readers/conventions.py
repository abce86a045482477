"""Random tables of every way to print signs, and what turns each row to income +, cost −, deviation = outcome − budget."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.readers.raw import Hypothesis, RawRow, RawTable
from analysis.readers.signs import Turn, find_signs
from analysis.vocabulary.column_kinds import number_column
from analysis.vocabulary.labels import INCOME, side_of
from analysis.vocabulary.numerals import Printed
from analysis.vocabulary.relations import Relation

RIGHT, DOUBTED, WRONG = "rätt", "tveksam", "fel och säker"
UNITS = ("Stab", "Kansli", "HVB", "Öppenvård", "Familjehem", "Kvalitet", "Hemtjänst", "Vuxna", "Mottagning")
COSTS = ("Personalkostnader", "Lokalkostnader", "Övriga kostnader", "Kapitalkostnader")
LABELLED, NAMED, PLAIN = (
    ("Hyresintäkter", "Övriga intäkter"),
    ("Statsbidrag", "Taxor och avgifter"),
    ("Reserv", "Lager"),
)
ORDERS = ("uba", "bua", "bau", "uab", "ub")  # a deviation stands behind, or between the other two, or not at all
HEADS = {"u": "Utfall", "b": "Budget", "a": "Avvikelse"}
ROLES = {"u": "utfall", "b": "budget", "a": "avvikelse"}


class Style(NamedTuple):
    """How a table prints its signs.

    Attributes
    ----------
    cost, income
        The signs that costs and incomes are printed with.
    deviation
        1 for outcome less budget, -1 for budget less outcome, as printed.
    order, over
        The columns, and whether the deviation is called over-/underskott.
    words
        Title and section.
    total
        The label of the total, empty where there is none; "Resultat" is printed as income less cost.
    """

    cost: int
    income: int
    deviation: int
    order: str
    over: bool
    words: str
    total: str


class Line(NamedTuple):
    """A line: label, whether it is income, and outcome and budget as amounts."""

    label: str
    is_income: bool
    outcome: int
    budget: int


class Sheet(NamedTuple):
    """A table as printed: its style, and for each row label, printed outcome and budget, and its right turn."""

    style: Style
    rows: tuple[tuple[str, int, int, Turn], ...]

    def cells(self, row: tuple[str, int, int, Turn]) -> list[int]:
        """Return the numbers of a row in the order of the columns."""
        _, outcome, budget, turn = row
        deviation = turn.deviation * turn.amount * (outcome - budget)
        return [{"u": outcome, "b": budget, "a": deviation}[one] for one in self.style.order]

    def text(self) -> str:
        """Print the table with tabs."""
        heads = [self._name(one) for one in self.style.order]
        lines = ["\t".join([row[0], *(str(cell) for cell in self.cells(row))]) for row in self.rows]
        return "\n".join([f"{self.style.words} (tkr)", "", "\t".join(["", *heads]), *lines, ""])

    def _name(self, one: str) -> str:
        return "Över-/underskott" if one == "a" and self.style.over else HEADS[one]

    def raw(self) -> RawTable:
        """Return the table as the reader has it before its signs are told: what holds in its rows is known."""
        columns = [number_column(self._name(one), ROLES[one]) for one in self.style.order]
        rows = [RawRow(at, row[0], [cut_of(self.cells(row))], "") for at, row in enumerate(self.rows)]
        relations = tuple(Relation(*(self.style.order.index(one) for one in "uba")) for _ in self.style.order[2:])
        spoken = {INCOME: 0, "": 0}
        for label, outcome, budget, turn in self.rows:
            if outcome != budget and label != self.style.total:
                spoken[INCOME if side_of(label) == INCOME else ""] = turn.deviation * turn.amount
        income, other = spoken[INCOME] or spoken[""] or 1, spoken[""] or spoken[INCOME] or 1
        return RawTable(columns, rows, [], 0, len(rows), hypothesis=Hypothesis(relations, income, other))


def cut_of(cells: Sequence[int]) -> tuple[Printed, ...]:
    """Return whole numbers as a row that was read."""
    return tuple(Printed(Decimal(cell), Decimal(1), None) for cell in cells)


def make_sheet(chance: random.Random) -> Sheet:
    """Make a table: one to eight costs, none to two incomes of any size, with words that tell or do not."""
    lines = [*_lines(chance, is_income=False), *_lines(chance, is_income=True)]
    has_plain = any(line.is_income and line.label in PLAIN for line in lines)
    cost = chance.choice((-1, 1))
    is_unsigned = cost > 0 and not has_plain and chance.random() < 0.2
    style = Style(
        cost,
        1 if is_unsigned else -cost,
        chance.choice((-1, 1)),
        chance.choice(ORDERS),
        over=False,
        words=_words(chance, cost),
        total=chance.choice(("", "Summa", "Summa", "Nettokostnad", "Netto", "Resultat")),
    )
    if style.cost * style.deviation < 0 and not is_unsigned:
        style = style._replace(over=chance.random() < 0.2)
    chance.shuffle(lines)
    return Sheet(style, (*(_row(style, line) for line in lines), *_total(style, lines)))


def _words(chance: random.Random, cost: int) -> str:
    title = chance.choice(("Driftredovisning", "Drift per enhet", "Driftredovisning, nettokostnad", "Driftredovisning"))
    if cost < 0 and chance.random() < 0.3:
        title = "Driftredovisning, nettoresultat"
    return f"{title} {chance.choice(('', '2.1 Resultat', '3 Ekonomi'))}".strip()


def _lines(chance: random.Random, *, is_income: bool) -> Iterator[Line]:
    pool: tuple[str, ...] = chance.choice((LABELLED, NAMED, PLAIN)) if is_income else (*UNITS, *COSTS)
    if not is_income and chance.random() < 0.7:
        pool = UNITS
    count = chance.randint(0, 2) if is_income else chance.randint(1, 8)
    for label in chance.sample(pool, count):
        outcome = int(10 ** chance.uniform(1, 6))
        budget = outcome if chance.random() < 0.1 else max(0, int(outcome * chance.gauss(1, 0.2)))
        yield Line(label, is_income, outcome, budget)


def _row(style: Style, line: Line) -> tuple[str, int, int, Turn]:
    """Print a line; what a cost of more than its budget is called is the same for the whole table, in house terms."""
    sign = style.income if line.is_income else style.cost
    amount = sign if line.is_income else -sign
    return line.label, sign * line.outcome, sign * line.budget, Turn(amount, _house(style))


def _house(style: Style) -> int:
    """Return what turns the deviations of a table: told by a cost, and the same for incomes."""
    return -style.cost * style.deviation


def _total(style: Style, lines: Iterable[Line]) -> list[tuple[str, int, int, Turn]]:
    if not style.total:
        return []
    weights = [(1 if line.is_income else -1, line) for line in lines]
    outcome = sum(weight * line.outcome for weight, line in weights)
    budget = sum(weight * line.budget for weight, line in weights)
    amount = 1 if style.total == "Resultat" else -style.cost
    return [(style.total, amount * outcome, amount * budget, Turn(amount, _house(style)))]


def judge(sheet: Sheet) -> Counter[str]:
    """Count the rows whose turn is right, in doubt, or wrong and sure."""
    raw = sheet.raw()
    turns, _ = find_signs(raw, [row.cuts[0] for row in raw.rows], "drift", sheet.style.words)
    return Counter(verdict(sheet, at, turn) for at, turn in enumerate(turns))


def verdict(sheet: Sheet, at: int, turn: Turn) -> str:
    """Hold what turns a row against what is right; what turns nothing is neither."""
    _, outcome, budget, right = sheet.rows[at]
    if turn.doubt:
        return DOUBTED
    is_amount = not (outcome or budget) or turn.amount == right.amount
    is_deviation = "a" not in sheet.style.order or outcome == budget or turn.deviation == right.deviation
    return RIGHT if is_amount and is_deviation else WRONG
