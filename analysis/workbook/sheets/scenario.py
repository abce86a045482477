"""A cost split into quantity and price on a sheet, and a scenario that its reader can try."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.explanations.effects import END, START
from analysis.explanations.subjects import Splitting, Subject, load_subjects
from analysis.explanations.volumes import volume_price
from analysis.frames import Record, records
from analysis.ledger.compare import Pair, compared
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
_WIDTHS = (46, 12, 13, 15, 20, 19, 38, 40)
_STEPS = {
    "Steg": TEXT, "Slag": TEXT, "Effekt, tkr": SIGNED, "Belopp, tkr": MONEY, "Andel av förändringen": SHARE,
    "Tal": TEXT, "Skäl": TEXT, "Källa": TEXT,
}  # fmt: skip
_EFFECT, _AMOUNT = 2, 3  # columns of the steps
_BEFORE, _AFTER, _TRIED = 1, 2, 3  # columns of the scenario: two years and the scenario


class Split(NamedTuple):
    """A subject's cost between two years, split into quantity and price.

    Attributes
    ----------
    subject, split
        The subject, and what of it is split.
    since, year
        Between which years.
    frame
        The effects; empty where the data cannot tell them, with the reason among its attributes.
    said
        Why the first year is another than the one asked for; empty where it is not.
    """

    subject: Subject
    split: Splitting
    since: int
    year: int
    frame: pd.DataFrame
    said: str


def split_years(subject: Subject, year: int, since: int | None, folder: Folder) -> Split | None:
    """Split a subject's cost against an earlier year or, where that cannot be split, against the year before.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> folder = opened()
    >>> subject = next(one for one in load_subjects(folder) if one.split)
    >>> found = split_years(subject, 2020, 2017, folder)
    >>> found.since, found.said.rpartition(". ")[2]
    (2019, 'Volym och pris jämförs därför med 2019.')
    """
    if subject.split is None:
        return None
    since = year - 1 if since is None or since >= year else since
    frame = attempt(volume_price, year, since, subject=subject.name, data=folder)
    if frame.empty and since != year - 1:
        nearer = attempt(volume_price, year, year - 1, subject=subject.name, data=folder)
        if not nearer.empty:
            said = f"{capital(str(frame.attrs['skäl']))} Volym och pris jämförs därför med {year - 1}."
            return Split(subject, subject.split, year - 1, year, nearer, said)
    return Split(subject, subject.split, since, year, frame, "")


def scenario_sheet(desk: Desk) -> None:
    """Write each cost that quantity and price make up, split between the years, with a scenario to try."""
    sheet = desk.sheet(NAME, _WIDTHS)
    sheet.title("Scenario: vad blir kostnaden om volym eller pris ändras?")
    for subject in load_subjects(desk.folder):
        found = split_years(subject, desk.year, desk.since, desk.folder)
        if found is None:
            continue
        if found.said:
            sheet.text(found.said)
        sheet.text(describe_volume_price(found.year, found.since, subject.name, data=desk.folder))
        sheet.row += 1
        if not found.frame.empty:
            _split_tables(sheet, found, desk.live, desk.folder)
    sheet.print_columns(len(_WIDTHS))


def has_split(folder: Folder) -> bool:
    """Tell whether any subject has a cost that quantity and price make up."""
    return any(subject.split for subject in load_subjects(folder))


def _split_tables(sheet: Sheet, found: Split, live: Live, folder: Folder) -> None:
    """Write the effects of quantity and price, and a scenario."""
    name = found.subject.key
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
    names = (found.split.quantity, found.split.price)
    parts = [compared(concept, found.since, found.year, folder) for concept in names]
    top = sheet.row + 1
    rows = [_part_row(pair, top + at, live) for at, pair in enumerate(parts)]
    if found.split.months:
        months = Number(found.split.months, "0")
        rows.append(["Månader", months, months, Formula(f"={cell_name(top + 2, _AFTER)}", months.value), "mån", None])
    rate = _rate(parts, found.split.months)
    rows.append(_cost_row(found.split, rows, top, rate))
    sheet.table(f"Scenario_{name}", columns_of(heads), rows, [len(rows) - 1])
    heads = {f"Från {found.year} till scenariot": TEXT, "Effekt, tkr": SIGNED}
    effects = _effect_rows(found.split, top, sheet.row + 1, rate)
    sheet.table(f"Scenarioeffekt_{name}", columns_of(heads), effects, [len(effects) - 1])


def _part_row(pair: Pair, row: int, live: Live) -> list[Cell]:
    """Write quantity or price of two years, and the cell where its reader may try another."""
    unit, entries = pair.before.row["unit"], (pair.before, pair.after)
    before, after = (live.formula(entry.node, entry.shown(entry.quantity)[0], unit) for entry in entries)
    value = float(after.value) if after else 0.0
    tried = Input(Formula(f"={cell_name(row, _AFTER)}", value, number_format(value)))
    return [capital(pair.before.row["concept"]), before, after, tried, unit, CHANGE_HERE]


def _rate(parts: Sequence[Pair], months: int | None) -> Decimal:
    """Tell what the product of one of each is worth in tkr."""
    factors = [parse_unit(pair.before.row["unit"]).factor for pair in parts]
    return factors[0] * factors[1] * (parse_unit("mån").factor if months else 1)


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
        cells.append(Formula(_times(f"=-{product}", rate), float(value), MONEY))
    return [f"{capital(split.cost)}: volym × pris", *cells, "tkr", None]


def _value(cell: Cell) -> float:
    """Return the number that a cell shows."""
    if isinstance(cell, Input):
        cell = cell.content
    return float(cell.value) if isinstance(cell, (Formula, Number)) else 0.0


def _effect_rows(split: Splitting, top: int, first: int, rate: Decimal) -> list[list[Cell]]:
    """Write what quantity and price do from the last year to the scenario; nothing, until it is changed."""
    quantity, price = ([cell_name(top + at, column) for column in (_AFTER, _TRIED)] for at in (0, 1))
    months = f"*{cell_name(top + 2, _AFTER)}" if split.months else ""
    volume = f"=-({quantity[1]}-{quantity[0]})*{price[0]}{months}"
    dearer = f"=-{quantity[1]}*({price[1]}-{price[0]}){months}"
    total = f"=SUM({cell_range(first, first + 1, 1)})"
    return [
        [f"Volym: {split.quantity}", Formula(_times(volume, rate), 0.0)],
        [f"Pris: {split.price}", Formula(_times(dearer, rate), 0.0)],
        ["Summa", Formula(total, 0.0)],
    ]
