"""The unit of a table, and whether its numbers are money or something that is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from analysis.readers.cuts import Cut
from analysis.readers.doubted_labels import MONEY_LABEL
from analysis.vocabulary.column_kinds import Column, part_of
from analysis.vocabulary.numerals import MONEY_UNITS, UNITS, clean
from analysis.vocabulary.titles import MONEY_KINDS, find_unit, unit_line

_UNIT_OF_YEAR = re.compile(rf"\b(?:19|20)\d\d \(?(?:{'|'.join(MONEY_UNITS)})\b", re.IGNORECASE)
_UNLESS = re.compile(r"\bbelopp\w*(?: \w+){0,3} i [\w ]+? om (?:inte|ej|inget) annat\b", re.IGNORECASE)
_AMOUNTS = re.compile(r"(?:alla )?belopp", re.IGNORECASE)
_NAMED_UNIT = re.compile(r"\s(tkr|mnkr|mkr)$", re.IGNORECASE)
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


def unit_in_cells(cuts: Iterable[Cut]) -> str | None:
    """Return the unit of money that every number of a table has beside it; shares apart.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> cuts = [(parse_number("1 tkr"), parse_number("4 %")), (parse_number("2 tkr"), None)]
    >>> unit_in_cells(cuts), unit_in_cells([*cuts, (parse_number("3"), None)])
    ('tkr', None)
    """
    units = {number.unit for cut in cuts for number in cut if number} - {"%"}
    return next(iter(units & {*MONEY_UNITS}), None) if len(units) == 1 else None


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


def unit_for_all(lines: Sequence[str], places: Sequence[tuple[int, str]], start: int) -> str:
    r"""Return the unit of all tables of a sheet or of a document that print none of their own; empty where none is.

    The name of the sheet ends with it, the first line of the sheet says in what amounts are, or a sentence says in what
    all are unless something else is said.

    Parameters
    ----------
    lines
        The lines of the document.
    places
        What its parts are called, by their first line, counted from 1.
    start
        The first line of a table, counted from 0.

    Examples
    --------
    >>> unit_for_all(["Pivot mnkr", "", "Stab\t1\t2"], ((1, "blad Pivot mnkr"),), 2)
    'mnkr'
    >>> unit_for_all(["Data", "Belopp i tkr", "Stab\t1\t2", "", "HVB\t1\t2"], ((1, "blad Data"),), 4)
    'tkr'
    >>> unit_for_all(["Belopp i mnkr om inte annat anges.", "Not 1", "Stab 1 2"], (), 2)
    'mnkr'
    """
    said = (found[0] for line in lines[:start] if (found := _UNLESS.search(line)))
    if unit := next(filter(None, map(find_unit, said)), ""):
        return unit.lower()
    first, name = max((place for place in places if place[0] <= start + 1), default=(1, ""))
    if not name.startswith("blad "):
        return ""
    if named := _NAMED_UNIT.search(name):
        return named[1].lower()
    top = next(filter(None, map(str.strip, lines[first:start])), "")
    return (unit_line(top) if _AMOUNTS.match(top) else "").lower()


def is_unit_word(text: str) -> bool:
    """Tell a cell that says in what its row is measured, and nothing else.

    Examples
    --------
    >>> is_unit_word("mnkr"), is_unit_word("%"), is_unit_word("Stab")
    (True, True, False)
    """
    return text.lower() in UNITS or _COUNTED.fullmatch(text) is not None


class _Row(Protocol):
    """What a row says of what it is measured in."""

    @property
    def label(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def texts(self) -> dict[str, str]: ...


class _Table(Protocol):
    """What a table says of what it is of."""

    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def columns(self) -> tuple[Column, ...]: ...
    @property
    def rows(self) -> Sequence[_Row]: ...


def lacks_unit(table: _Table) -> bool:
    """Tell a table of money that prints no unit, for the whole of it or for each row."""
    named = [(row.heading, row.label) for row in table.rows]
    has_own = table.rows and all(any(map(is_unit_word, row.texts.values())) for row in table.rows)
    return table.unit is None and not has_own and is_of_money(table.kind, table.columns, named, table.title)


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
    >>> budget = [Column("Budget", "tal", "budget"), *head]
    >>> is_of_money("personal", budget, [("", "HVB"), ("", "Summa")]), is_of_money("personal", head, [("", "Summa")])
    (True, False)
    """
    labels, told = [label for _, label in named], [" ".join(pair).strip() for pair in named]
    if kind == "övrig" and are_measures(title, labels):
        return False
    if kind == "övrig" and sum(_COUNTED.search(clean(text)) is None for text in told) * 2 > len(labels):
        return True  # what is counted says so
    names_money = any(column.role in _OF_MONEY or part_of(column) for column in columns)
    adds_up = any(_SUM.match(clean(label)) for label in labels)
    is_cost = any(MONEY_LABEL.fullmatch(clean(label)) for label in labels)
    counts = any(_COUNTED.search(clean(text)) for text in [title, *told])
    speaks = {"övrig": names_money or adds_up, "personal": names_money and adds_up and not counts}
    return kind in MONEY_KINDS or is_cost or speaks.get(kind, False)
