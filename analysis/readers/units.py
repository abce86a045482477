"""The unit of a table, and whether its numbers are money or something that is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.readers.doubted_labels import MONEY_LABEL
from analysis.vocabulary.column_kinds import Column, part_of
from analysis.vocabulary.numerals import MONEY_UNITS, clean
from analysis.vocabulary.titles import MONEY_KINDS, find_unit

_UNIT_OF_YEAR = re.compile(rf"\b(?:19|20)\d\d \(?(?:{'|'.join(MONEY_UNITS)})\b", re.IGNORECASE)
_UNIT_FIRST = re.compile(rf"\(?(?:{'|'.join(MONEY_UNITS)})\)? [A-ZÅÄÖ]")  # in the corner of a head
_COUNTED = re.compile(
    r"antal|andel|dygn|timm|elever|^barn\b|platser|brukare|årsarbetare|personer|hushåll|besök|ärenden|medel|index|frånvaro|"
    r"anställda|kvinnor|män\b|invånare|lån\b|procent|%",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"(?:antal|andel)\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"^(?:antal|andel|genomsnitt\w*|snitt\w*|medel\w*|belägg\w*|(?:kostnad|pris|avgift)(?:er)? per)\b|"
    rf"(?:, | \()(?:{'|'.join(MONEY_UNITS)}|%|procent|antal|st|dygn|timmar)(?:/\w+)?\)?$",
    re.IGNORECASE,
)
_OF_MONEY = frozenset({"budget", "prognos", "avvikelse"})
_SUM = re.compile(r"(?:summa|totalt?)\b", re.IGNORECASE)


def unit_of(words: str, columns: Sequence[Column], head: str = "") -> tuple[str | None, str]:
    """Find the unit of a table: that of its columns goes before that of its title; say where they differ.

    Examples
    --------
    >>> unit_of("Drift (tkr)", [Column("Utfall 2023 mnkr", "tal"), Column("Budget 2023 mnkr", "tal")])
    ('mnkr', 'enheten i kolumnerna (mnkr) går före rubrikens (tkr)')
    """
    names = [column.name for column in columns]
    known = "|".join(MONEY_UNITS)
    own = {found[1].lower() for name in names if (found := re.search(rf"(?<!\w)({known})(?!\w)", name, re.IGNORECASE))}
    titled = find_unit(words)
    if head and not own:
        own = {head}
    if len(own) != 1:
        return titled or find_unit(" ".join([words, *names]), *names), ""
    (unit,) = own
    differs = titled is not None and MONEY_UNITS.get(titled.lower()) != MONEY_UNITS[unit.lower()]
    return unit, f"enheten i kolumnerna ({unit}) går före rubrikens ({titled})" if differs else ""


NO_UNIT = "ingen enhet är tryckt vid tabellen, fast dokumentet har en på annat håll"


def prints_unit(lines: Sequence[str]) -> bool:
    r"""Tell whether any line of a document prints a unit of money.

    Examples
    --------
    >>> prints_unit(["Drift (tkr)", "Mer"]), prints_unit(["Verksamhet\tUtfall 2023 mnkr"]), prints_unit(["Drift"])
    (True, True, False)
    >>> prints_unit(["kr Enhet 2019\t2020"])
    True
    """
    cells = (cell for line in lines for cell in line.split("\t"))
    return any(find_unit(cell, cell) or _UNIT_OF_YEAR.search(cell) or _UNIT_FIRST.match(cell) for cell in cells)


def are_measures(title: str, labels: Sequence[str]) -> bool:
    """Tell a table of what is counted or of one each: its title says so, or most of its labels, each with its unit.

    Examples
    --------
    >>> are_measures("Barn och unga", ["Antal vårddygn", "Kostnad per vårddygn, kr", "Beläggning, %"])
    True
    >>> are_measures("Barn och unga", ["Barn", "Antalet unga", "Summa"]), are_measures("Antal hushåll", ["2023"])
    (False, True)
    """
    told = sum(_MEASURE.search(clean(label)) is not None for label in labels)
    return _COUNTS.match(title) is not None or (bool(labels) and told * 3 >= len(labels) * 2)


def is_of_money(kind: str, columns: Sequence[Column], named: Sequence[tuple[str, str]], title: str = "") -> bool:
    """Tell whether a table is of money, by its kind or by what its columns and rows are called.

    Parameters
    ----------
    kind
        What the table is of.
    columns
        Its number columns.
    named
        The heading that each row stands under, or none, and its label.
    title
        Its title.

    Examples
    --------
    >>> head = [Column("2023", "tal", "utfall")]
    >>> is_of_money("övrig", head, [("", "Stab"), ("", "Summa")]), is_of_money("volym", head, [("", "Summa")])
    (True, False)
    >>> is_of_money("övrig", head, [("Antal besökare", "Norra simhallen")])
    False
    >>> is_of_money("personal", head, [("", "Material"), ("", "Summa kostnader")])
    True
    """
    labels, told = [label for _, label in named], [" ".join(pair).strip() for pair in named]
    if kind == "övrig" and are_measures(title, labels):
        return False
    if kind == "övrig" and sum(_COUNTED.search(clean(text)) is None for text in told) * 2 > len(labels):
        return True  # what is counted says so
    speaks = any(column.role in _OF_MONEY or part_of(column) for column in columns) or any(
        _SUM.match(clean(label)) for label in labels
    )
    is_cost = any(MONEY_LABEL.fullmatch(clean(label)) for label in labels)
    return kind in MONEY_KINDS or is_cost or (kind == "övrig" and speaks)
