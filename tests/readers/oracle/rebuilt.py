"""Layouts of real documents, rebuilt by hand: the print of each stands beside its file."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from analysis.vocabulary.periods import month_of
from tests.readers.oracle.truth import Cell, Column, Printed, Row

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ROLES = {  # the first that a column's name has
    "%": {"", "andel", "avvikelse", "förändring"},
    "avvik": {"avvikelse"},
    "diff": {"avvikelse"},
    "prognos": {"prognos"},
    "totalutgift": {"", "budget"},
    "budget": {"budget"},
    "utfall": {"utfall"},
    "bokslut": {"utfall"},
}
_WORDS = ("fg", "period", "intäkt", "kostnad", "netto", "elever", "yta")
NO_UNIT_BELOW = {"r09_stacked_tables_gap1", "r09c_stacked_tables"}  # pupils and square metres
PERCENT = {"Andel samtal besvarade"}  # printed with %
DASHES = {"r13_accounting_format_calc"}  # zero is printed as a dash
NO_YEARS = {"r14_left_heads_right_numbers"}  # the truth beside it names a year that the print has not

TURNS = {  # costs printed positive or negative; deviation printed as outcome less budget or the other way round
    "k15_heading_resultat_turns_the_signs": (-1, -1),
    "k16_one_large_income_turns_the_signs": (1, 1),
    "k18_deviation_before_outcome_turned": (-1, 1),
}


def read_print(path: Path) -> tuple[Printed, ...]:
    """Read what a rebuilt file prints: one table, or two where the columns have two names."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    names = [name.split(" | ") for name in truth["columns"]]
    count, rows = len(names[0]), truth["rows"]
    each = len(rows) // count
    return tuple(
        Printed(
            truth.get("unit") if not at or path.stem not in NO_UNIT_BELOW else None,
            tuple(_columns([name[at] for name in names], path.stem)),
            tuple(_row(row, path.stem) for row in rows[at * each : (at + 1) * each]),
            TURNS.get(path.stem),
        )
        for at in range(count)
    )


def _row(row: list[Any], name: str) -> Row:
    label, *values = row
    unit = "%" if label in PERCENT else ""
    return Row((label,), "", tuple(_cell(value, unit, name) for value in values))


def _cell(value: float | None, unit: str, name: str) -> Cell:
    if value is None or (not value and name in DASHES):
        return Cell(None, "" if value is None else "-")
    return Cell(Decimal(str(value)), str(value), unit)


def _columns(names: list[str], case: str) -> list[Column]:
    years = {int(found[0]) for name in names if (found := _YEAR.search(name))}
    months = {month for name in names if (month := _month(name))}
    return [_column(name, years, months, has_years=case not in NO_YEARS) for name in names]


def _column(name: str, years: set[int], months: set[int], *, has_years: bool) -> Column:
    lower, month = name.lower(), _month(name)
    written = _YEAR.search(name) if has_years else None
    shared = next(iter(months), None) if lower.startswith("ack") else None
    return Column(
        name,
        frozenset(next((roles for word, roles in _ROLES.items() if word in lower), {"", "utfall"})),
        frozenset({int(written[0])} if written else {None, *years}),
        month or shared,
        is_share="%" in name,
        words=tuple(word for word in _WORDS if word in lower),
        has_period=month is not None,
    )


def _month(name: str) -> int | None:
    return month_of(_YEAR.sub("", name))
