"""A cost split into quantity and price on a sheet, and a scenario that its reader can try."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.explanations.effects import END, START
from analysis.explanations.subjects import Splitting, load_splits
from analysis.explanations.volumes import Parts, parts_of, volume_price
from analysis.frames import Record, records
from analysis.ledger.formulas import parse_formula
from analysis.ledger.quantities import parse_unit
from analysis.statements.folder import Folder
from analysis.swedish import capital
from analysis.vocabulary.numerals import exact
from analysis.wording.changes import attempt, describe_volume_price
from analysis.workbook.cells import (
    MONEY,
    SHARE,
    SIGNED,
    TEXT,
    Cell,
    Formula,
    Input,
    Number,
    cell_name,
    cell_range,
    columns_of,
)
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live, number_format
from analysis.workbook.sheet import Sheet

NAME = "Scenario"
CHANGE_HERE = "ändra här"
_FACTORS = {"mån": "Månader", "dagar": "Dagar"}
_WIDTHS = (46, 12, 13, 15, 20, 19, 38, 40)
_STEPS = {
    "Steg": TEXT, "Slag": TEXT, "Effekt, tkr": SIGNED, "Belopp, tkr": MONEY, "Andel av förändringen": SHARE,
    "Tal": TEXT, "Skäl": TEXT, "Källa": TEXT,
}  # fmt: skip
_EFFECT, _AMOUNT = 2, 3  # columns of the steps
_BEFORE, _AFTER, _TRIED = 1, 2, 3  # columns of the scenario: two years and the scenario


class Split(NamedTuple):
    """A cost between two years, split into quantity and price.

    Attributes
    ----------
    split
        What is split.
    since, year
        Between which years.
    frame
        The effects; empty where the data cannot tell them, with the reason among its attributes.
    said
        Why the first year is another than the one asked for; empty where it is not.
    """

    split: Splitting
    since: int
    year: int
    frame: pd.DataFrame
    said: str


def split_years(split: Splitting, year: int, since: int | None, folder: Folder) -> Split:
    """Split a cost against an earlier year or, where that cannot be split, against the year before.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> found = split_years(load_splits()[0], 2020, 2017, opened())
    >>> found.since, found.said.rpartition(". ")[2]
    (2019, 'Volym och pris jämförs därför med 2019.')
    """
    since = year - 1 if since is None or since >= year else since
    frame = attempt(volume_price, year, since, split=split.name, data=folder)
    if frame.empty and since != year - 1:
        nearer = attempt(volume_price, year, year - 1, split=split.name, data=folder)
        if not nearer.empty:
            said = f"{capital(str(frame.attrs['skäl']))} Volym och pris jämförs därför med {year - 1}."
            return Split(split, year - 1, year, nearer, said)
    return Split(split, since, year, frame, "")


def scenario_sheet(desk: Desk) -> None:
    """Write each cost that quantity and price make up, split between the years, with a scenario to try."""
    sheet = desk.sheet(NAME, _WIDTHS)
    sheet.title("Scenario: vad blir kostnaden om volym eller pris ändras?")
    every = [split_years(split, desk.year, desk.since, desk.folder) for split in load_splits(desk.folder)]
    for found in sorted(every, key=lambda one: one.frame.empty):
        if found.said:
            sheet.text(found.said)
        sheet.text(describe_volume_price(found.year, found.since, found.split.name, data=desk.folder))
        sheet.row += 1
        if not found.frame.empty:
            _split_tables(sheet, found, desk.live, desk.folder)
    sheet.print_columns(len(_WIDTHS))


def _split_tables(sheet: Sheet, found: Split, live: Live, folder: Folder) -> None:
    """Write the effects of quantity and price, and a scenario."""
    name = found.split.key
    sheet.subtitle(f"Volym och pris: {found.split.cost}, {found.since} till {found.year}")
    sheet.text("Stegen ger tillsammans hela förändringen. En effekt med plus sänker kostnaden, en med minus höjer den.")
    lines = records(found.frame)
    rows = _step_rows(lines, sheet.row + 1, live)
    sheet.table(f"Steg_{name}", columns_of(_STEPS), rows, [0, len(rows) - 1])
    _scenario(sheet, name, found, live, folder)


def _step_rows(lines: Sequence[Record], first: int, live: Live) -> list[list[Cell]]:
    """Write each step with its effect, the amount after it and its share of the change, as live formulas."""
    last, rows = first + len(lines) - 1, list[list[Cell]]()
    change = lines[-1]["effekt_tkr"] - lines[0]["effekt_tkr"]
    gap = f"({cell_name(last, _AMOUNT)}-{cell_name(first, _AMOUNT)})"
    reached = 0.0
    for at, line in enumerate(lines, first):
        value, is_total = line["effekt_tkr"], line["slag"] in {START, END}
        text = f"={gap[1:-1]}-SUM({cell_range(first + 1, at - 1, _EFFECT)})"
        own = Formula(text, value)  # what rounding leaves, or nothing explains
        if line["formel"]:
            own = live.formula(line["formel"], value, "tkr", decimals=0) or own
        reached = value if is_total else reached + value
        effect = None if is_total else Formula(own.text, value)
        amount = Formula(f"={cell_name(at - 1, _AMOUNT)}+{cell_name(at, _EFFECT)}", reached)
        if line["slag"] == END:
            effect = Formula(f"=SUM({cell_range(first + 1, at - 1, _EFFECT)})", change)
        share = Formula(f"={cell_name(at, _EFFECT)}/{gap}", effect.value / change) if effect and change else None
        place = [effect, own._replace(number_format=None) if is_total else amount, share]
        rows.append([line["post"], line["slag"], *place, line["tal"], line["skäl"], live.link(line["källa"])])
    return rows


def _scenario(sheet: Sheet, name: str, found: Split, live: Live, folder: Folder) -> None:
    """Write quantity, price and cost of two years beside a scenario, and what takes one year to the scenario."""
    sheet.subtitle("Prova ett scenario")
    sheet.text(f"Skriv egna tal i de gula, inramade cellerna märkta ”{CHANGE_HERE}”; kostnad och effekter räknas om.")
    sheet.text(
        "Scenariot säger bara vad kostnaden skulle bli, inte vad årets avvikelse mot budget hade blivit. Minus är "
        "kostnad. En effekt med plus sänker kostnaden. Det som volym och pris ger tillsammans räknas som pris."
    )
    heads = {"Storhet": TEXT, str(found.since): "0", str(found.year): "0", "Scenario": "0", "Enhet": TEXT, "": TEXT}
    heads = {head or "Får ändras": look for head, look in heads.items()}
    parts = parts_of(found.split, found.since, found.year, folder)
    top = sheet.row + 1
    rows = _part_rows(parts, top, live)
    factor = parse_formula(found.split.factor or "1")
    if found.split.factor:
        number = Number(float(factor.value), number_format(float(factor.value)))
        tried = Formula(f"={cell_name(top + 2, _AFTER)}", number.value)
        unit = "" if factor.name == "ggr" else factor.name
        rows.append([_FACTORS.get(unit, "Faktor"), number, number, tried, unit, None])
    units = (parts.quantity.before.row["unit"], parts.price.unit, factor.name)
    rate = math.prod((parse_unit(unit).factor for unit in units), start=Decimal(1))
    rows.append(_cost_row(found.split, rows, top, rate))
    sheet.table(f"Scenario_{name}", columns_of(heads), rows, [len(rows) - 1])
    heads = {f"Från {found.year} till scenariot": TEXT, "Effekt, tkr": SIGNED}
    effects = _effect_rows(found.split, parts.price.name, top, sheet.row + 1, rate)
    sheet.table(f"Scenarioeffekt_{name}", columns_of(heads), effects, [len(effects) - 1])


def _part_rows(parts: Parts, top: int, live: Live) -> list[list[Cell]]:
    """Write quantity and price of two years, and the cells where their reader may try others."""
    quantity, price = parts.quantity, parts.price
    unit, entries = quantity.before.row["unit"], (quantity.before, quantity.after)
    counted = [live.formula(entry.node, entry.shown(entry.quantity)[0], unit) for entry in entries]
    worth = parse_unit(price.unit).factor
    paid = [
        live.formula(text, float(one.value / worth), price.unit)
        for text, one in ((price.before, price.first), (price.after, price.last))
    ]
    rows = list[list[Cell]]()
    for at, (name, own, shown) in enumerate(
        ((quantity.before.row["concept"], unit, counted), (price.name, price.unit, paid)), top
    ):
        value = float(shown[1].value) if shown[1] else 0.0
        tried = Input(Formula(f"={cell_name(at, _AFTER)}", value, number_format(value)))
        rows.append([capital(name), *shown, tried, own, CHANGE_HERE])
    return rows


def _times(text: str, rate: Decimal) -> str:
    """Multiply by what a unit is worth: by a whole number, or divided by one, where it can be written so."""
    if rate == 1:
        return text
    inverse = 1 / rate
    return f"{text}/{inverse:f}" if rate < 1 and inverse == inverse.to_integral() else f"{text}*{rate:f}"


def _cost_row(split: Splitting, rows: Sequence[Sequence[Cell]], top: int, rate: Decimal) -> list[Cell]:
    """Write quantity × price of each column as a cost."""
    cells = list[Cell]()
    for column in (_BEFORE, _AFTER, _TRIED):
        value = -rate
        for row in rows:
            value *= exact(_value(row[column]))
        product = "*".join(cell_name(top + at, column) for at in range(len(rows)))
        cells.append(Formula(_times(f"=-{product}", rate), float(round(value, 6)), MONEY))
    return [f"{capital(split.cost)}: volym × pris", *cells, "tkr", None]


def _value(cell: Cell) -> float:
    """Return the number that a cell shows."""
    if isinstance(cell, Input):
        cell = cell.content
    return float(cell.value) if isinstance(cell, (Formula, Number)) else 0.0


def _effect_rows(split: Splitting, price_name: str, top: int, first: int, rate: Decimal) -> list[list[Cell]]:
    """Write what quantity and price do from the last year to the scenario; nothing, until it is changed."""
    quantity, price = ([cell_name(top + at, column) for column in (_AFTER, _TRIED)] for at in (0, 1))
    times = f"*{cell_name(top + 2, _AFTER)}" if split.factor else ""
    volume = f"=-({quantity[1]}-{quantity[0]})*{price[0]}{times}"
    dearer = f"=-{quantity[1]}*({price[1]}-{price[0]}){times}"
    total = f"=SUM({cell_range(first, first + 1, 1)})"
    return [
        [f"Volym: {split.quantity}", Formula(_times(volume, rate), 0.0)],
        [f"Pris: {price_name}", Formula(_times(dearer, rate), 0.0)],
        ["Summa", Formula(total, 0.0)],
    ]
