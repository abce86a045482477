"""Amounts that add up, and how they are printed: signs, thousands, decimals, empty cells."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tests.readers.oracle.heads import Head
from tests.readers.oracle.truth import Cell

FINE = 100  # amounts are reckoned in hundredths of a printed step

Amounts = dict[int, int | None]  # column -> hundredths of a printed step


class Style(NamedTuple):
    """How the numbers of a table are printed."""

    decimals: int
    thousands: str
    minus: str  # what stands before, or "()" or "behind"
    empty: str  # what stands in a cell without a number
    percent: str
    plus: bool = False
    unit: str = ""  # printed behind every number


class Signs(NamedTuple):
    """Whether costs are negative, and whether a deviation is outcome less budget."""

    cost: int
    deviation: int


def make_style(chance: random.Random, unit: str | None) -> Style:
    """Choose how numbers are printed in a unit."""
    decimals = {"mnkr": chance.choice((1, 1, 1, 2, 3)), "tkr": int(chance.random() < 0.12)}.get(unit or "", 0)
    return Style(
        decimals,
        chance.choice((" ", " ", " ", " ", " ", "\u00a0", "\u00a0", "\u202f", "", "", ".")),
        chance.choice(("-",) * 9 + ("−", "−", "–", "–", "– ", "- ", "()", "behind")),
        chance.choice(("",) * 7 + ("-",) * 7 + ("–", "–", "..", "ej aktuellt")),
        chance.choice(("{}", "{}", "{} %", "{}%")),
        plus=chance.random() < 0.04,
        unit=f" {unit}" if unit and chance.random() < 0.02 else "",
    )


def line_amounts(
    chance: random.Random, heads: Sequence[Head], signs: Signs, *, is_income: bool, largest: float
) -> Amounts:
    """Make the amounts of one line, in hundredths of a printed step."""
    sign = (1 if is_income else -1) * -signs.cost
    budget = sign * int(10 ** chance.uniform(1.0, largest) * FINE)
    if chance.random() < 0.04:
        budget = 0
    values = {"B": budget, "U": _near(chance, budget, sign), "P": _near(chance, budget, sign)}
    values["pU"] = _near(chance, budget, sign)
    values["aB"], values["aU"] = int(budget * 0.66), int(values["U"] * chance.uniform(0.5, 0.8))
    values["R"] = values["B"]
    gross = _near(chance, budget, sign) + sign * FINE
    values["K"], values["I"] = gross, -int(gross * chance.uniform(0, 0.9))
    values["N"] = values["K"] + values["I"]
    values["yK"], values["yI"] = _near(chance, gross, sign), _near(chance, values["I"], -sign)
    if not any(head.key == "U" for head in heads) and any(head.key == "N" for head in heads):
        values["U"] = values["N"]
    found = dict[int, int | None]()
    level = budget
    for at, head in enumerate(heads):
        if head.key in {"yU", "yB", "m"}:
            level = _near(chance, level or sign * 10 * FINE, sign)
            found[at] = level
        elif head.key in values:
            found[at] = values[head.key]
    return found


def _near(chance: random.Random, amount: int, sign: int) -> int:
    if chance.random() < 0.08:
        return amount
    if not amount:
        return sign * int(10 ** chance.uniform(0, 3) * FINE)
    return amount + int(amount * chance.choice((chance.gauss(0, 0.06), chance.gauss(0, 0.4))))


def fill(heads: Sequence[Head], amounts: Amounts, signs: Signs) -> Amounts:
    """Add what follows from the amounts: deviations, sums of months, changes (not per cent)."""
    at = {head.key: place for place, head in enumerate(heads)}
    full = dict(amounts)
    for place, head in enumerate(heads):
        pair = {"A": (_outcome(at), _first(at, "B", "R")), "aA": (at.get("aU"), at.get("aB")), "Q": _forecast(at)}.get(
            head.key
        )
        if pair and pair[0] is not None and pair[1] is not None:
            upper, lower = full.get(pair[0]), full.get(pair[1])
            full[place] = None if upper is None or lower is None else signs.deviation * (upper - lower)
        elif head.key == "S":
            parts = [full.get(one) for one in range(place)]
            full[place] = sum(part for part in parts if part is not None)
        elif head.key == "D":
            new, old = full.get(at["U"]), full.get(at["pU"])
            full[place] = None if new is None or old is None else new - old
    return full


def _first(at: Mapping[str, int], *keys: str) -> int | None:
    return next((at[key] for key in keys if key in at), None)


def _outcome(at: Mapping[str, int]) -> int | None:
    return _first(at, "U", "N", "P")


def _forecast(at: Mapping[str, int]) -> tuple[int | None, int | None]:
    return at.get("P"), _first(at, "B")


def total(rows: Iterable[Amounts], width: int) -> Amounts:
    """Add up the columns; a column without any number stays empty."""
    rows = list(rows)
    found = Amounts()
    for place in range(width):
        parts = [amount for row in rows if (amount := row.get(place)) is not None]
        found[place] = sum(parts) if parts else None
    return found


def printed_cells(heads: Sequence[Head], amounts: Amounts, style: Style) -> tuple[Cell, ...]:
    """Print a row."""
    return tuple(
        _percent(heads, amounts, style) if head.is_share else number(amounts.get(at), style, head)
        for at, head in enumerate(heads)
    )


def number(amount: int | None, style: Style, head: Head | None = None) -> Cell:
    """Print one amount, rounded half up as print does."""
    if amount is None:
        return Cell(None, style.empty)
    steps = int((Decimal(abs(amount)) / FINE).quantize(Decimal(1), ROUND_HALF_UP))
    value = Decimal(steps if amount >= 0 else -steps).scaleb(-style.decimals)
    is_signed = style.plus and head is not None and head.key in {"A", "aA", "Q"}
    return Cell(value, text_of(value, style, plus=is_signed), style.unit.strip())


def text_of(value: Decimal, style: Style, *, plus: bool = False) -> str:
    """Write a number in a style."""
    whole, _, decimals = f"{abs(value):.{style.decimals}f}".partition(".")
    groups = f"{int(whole):,}".replace(",", style.thousands)
    digits = f"{groups},{decimals}" if decimals else groups
    if value < 0:
        digits = (
            f"({digits})"
            if style.minus == "()"
            else f"{digits}-"
            if style.minus == "behind"
            else f"{style.minus}{digits}"
        )
    elif value > 0 and plus:
        digits = f"+{digits}"
    return digits + style.unit


def _percent(heads: Sequence[Head], amounts: Amounts, style: Style) -> Cell:
    keys = {head.key: at for at, head in enumerate(heads)}
    part, whole = amounts.get(keys["A"]), amounts.get(keys["B"])
    if part is None or not whole:
        return Cell(None, style.empty)
    value = (Decimal(100 * part) / abs(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    shown = text_of(value, style._replace(decimals=1, unit=""))
    text = style.percent.format(shown)
    return Cell(value + 0, text, "%" if "%" in text else "")
