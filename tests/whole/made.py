"""Random boards whose every figure is known, the reports that they print, and what is found when they are held."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from tests.readers.oracle.words import INCOME, PLAIN

TOTAL, NAME = "Summa", "Provnämnden"
IN_TKR = {"kr": Decimal("0.001"), "tkr": Decimal(1), "mnkr": Decimal(1000)}
_STEP = {"kr": Decimal(1000), "tkr": Decimal(1), "mnkr": Decimal("0.1")}  # in the unit: whole tkr, or 0,1 mnkr
_EVEN = 0.08  # of the years end as they were budgeted
_KINDS = ("txt", "csv", "html", "xlsx")
ROLES = ("utfall", "budget", "avvikelse")
Money = tuple[Decimal, Decimal, Decimal]  # outcome, budget, deviation, in tkr; costs negative


class Year(NamedTuple):
    """What a year's report prints: lines with their amounts in tkr, the unit, its sign of costs, the kind of file."""

    lines: dict[str, Money]
    unit: str
    sign: int
    kind: str


def make_board(seed: int) -> dict[int, Year]:
    """Make a board of one to three years with the same lines."""
    chance = random.Random(seed)  # noqa: S311  (no secret)
    labels = [*chance.sample(INCOME, 1), *chance.sample(PLAIN, chance.randint(3, 12))]
    first = chance.randint(2018, 2023)
    return {year: _year(labels, chance) for year in range(first, first + chance.randint(1, 3))}


def _year(labels: list[str], chance: random.Random) -> Year:
    unit, step = chance.choice(("tkr", "tkr", "kr", "mnkr")), 1
    step = 100 if unit == "mnkr" else 1
    lines = dict[str, Money]()
    spread, is_even = chance.choice((300, 300, 3_000)), chance.random() < _EVEN
    for at, label in enumerate(labels):
        budget = Decimal(chance.randint(20, 400) * step if at == 0 else -chance.randint(500, 60_000) * step)
        gap = step * chance.randint(-300, 300) if at == 0 else step * chance.randint(-spread, spread)
        if is_even and at == len(labels) - 1:
            gap = -int(sum(one[2] for one in lines.values()))
        lines[label] = (budget + gap, budget, Decimal(gap))
    totals = [sum((one[column] for one in lines.values()), Decimal(0)) for column in range(3)]
    lines[TOTAL] = (totals[0], totals[1], totals[2])
    return Year(lines, unit, chance.choice((-1, -1, 1)), chance.choice(_KINDS))


def write_report(path: Path, number: int, year: Year) -> Path:
    """Write a year's report in its format; costs have its sign, deviations are outcome less budget in ours."""
    head = ["", f"Utfall {number}", f"Budget {number}", "Avvikelse"]
    rows = [(label, [*printed(money, year)]) for label, money in year.lines.items()]
    title, file = f"Driftredovisning ({year.unit})", path.with_suffix(f".{year.kind}")
    if year.kind == "xlsx":
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet("Drift")
            sheet.write(0, 0, title)
            sheet.write_row(2, 0, head)
            for at, (label, values) in enumerate(rows, 3):
                sheet.write_row(at, 0, [label, *map(float, values)])
        return file
    texts = [head, *([label, *(str(one).replace(".", ",") for one in values)] for label, values in rows)]
    mark = {"txt": "\t", "csv": ";"}.get(year.kind)
    if mark:
        body = "\n".join([title, "", *(mark.join(row) for row in texts), ""])
    else:
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in texts)
        body = f"<html><body><h2>{title}</h2><table>{cells}</table></body></html>"
    file.write_text(body, encoding="utf-8")
    return file


def printed(money: Money, year: Year) -> Iterator[Decimal]:
    """Yield what a line prints of its amounts, in the unit and with the sign of its report."""
    for role, value in zip(ROLES, money, strict=True):
        own = value if role == "avvikelse" else value * -year.sign
        yield (own / IN_TKR[year.unit]).quantize(_STEP[year.unit] if year.unit == "mnkr" else Decimal(1))


class Findings:
    """What an output shows held against the truth.

    Attributes
    ----------
    compared
        How many numbers were.
    wrong
        Those that are others than they should be.
    """

    def __init__(self) -> None:
        self.compared, self.wrong = 0, list[str]()

    def hold(self, where: str, seen: object, expected: Decimal) -> None:
        """Hold a number against the truth; nothing is shown where none is."""
        if seen is None or seen == "" or seen != seen:  # noqa: PLR0124  (NaN)
            return
        self.compared += 1
        if abs(Decimal(str(seen)) - expected) > Decimal("1e-9"):
            self.wrong.append(f"{where}: saw {seen}, expected {expected}")
