"""What of a head, of labels, of numbers and of units cannot be trusted, though it can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from analysis.readers.cuts import Cut
from analysis.vocabulary.columns import Column, Relation
from analysis.vocabulary.numerals import MONEY_UNITS, clean, is_number
from analysis.vocabulary.titles import find_unit

_ROLE = r"(?:ack\w*\.? |års|helårs)?(?:utfall|bokslut|budget|prognos|avvikelse|differens)"
_ROLES = re.compile(rf"(?<!\w){_ROLE}(?!\w)", re.IGNORECASE)
_MAY_HAVE_TWO = re.compile(
    r"(?-i:[a-zåäö] avvikelse)|mot|från|jämfört|jmf|minus|[-–−/]|\bi\b|av\b|per\b|%|procent", re.IGNORECASE
)
_CODE = re.compile(r"\d{2,5} +\D")
_CODE_INSIDE = re.compile(r"[a-zåäö)] +\d{2,5} +[A-ZÅÄÖ]")
_THOUSANDTHS = Decimal("0.001")


def head_suspicion(columns: Sequence[Column], sets: Sequence[Relation]) -> str:
    """Say in Swedish why the head of a table cannot be trusted; empty where it can.

    Examples
    --------
    >>> head_suspicion([Column("Budget 2023 Avvikelse", "tal", "avvikelse", 2023)], [])
    'kolumnrubriken ”Budget 2023 Avvikelse” ser ut att vara två'
    """
    for column in columns:
        roles = [role.lower() for role in _ROLES.findall(column.name)]
        if len(set(roles)) < len(roles) or (len(roles) > 1 and not _MAY_HAVE_TWO.search(column.name)):
            return f"kolumnrubriken ”{column.name}” ser ut att vara två"
    for one in sets:
        years = sorted({year for at in one if (year := columns[at].year)})
        is_loose = len(sets) > 1 and columns[one.utfall].year is None and bool(years)
        if is_loose or len(years) > 1:
            said = ", ".join(columns[at].name for at in one)
            return f"kolumnerna {said} hör ihop men har olika år eller saknar år"
    return ""


def label_suspicions(labels: Sequence[str]) -> list[str]:
    """Say of each label why it cannot be trusted: it is a number, or a heading and a label run together.

    Examples
    --------
    >>> label_suspicions(["110 Stab", "120 HVB", "Vuxna 130 Boende"])[2]
    'etiketten kan vara en rubrik och en rad som löpt ihop'
    """
    names = [clean(label) for label in labels]
    is_coded = sum(_CODE.match(name) is not None for name in names) > 1
    return [
        "etiketten är ett tal"
        if is_number(name)
        else "etiketten kan vara en rubrik och en rad som löpt ihop"
        if is_coded and not _CODE.match(name) and _CODE_INSIDE.search(name)
        else ""
        for name in names
    ]


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
    differs = titled is not None and MONEY_UNITS.get(titled.lower()) != MONEY_UNITS[unit]
    return unit, f"enheten i kolumnerna ({unit}) går före rubrikens ({titled})" if differs else ""


def number_suspicion(cut: Cut, unit: str | None) -> str:
    """Say why the numbers of a row may be misread: three decimals in kr or tkr may be thousands.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> number_suspicion((parse_number("-12,345"),), "tkr")
    'tre decimaler i tkr kan vara tusental med engelskt kommatecken; talen är utelämnade'
    """
    units = {(number.unit or unit or "").lower() for number in cut if number and number.resolution == _THOUSANDTHS}
    small = sorted(units & {"kr", "tkr"})
    return (
        f"tre decimaler i {small[0]} kan vara tusental med engelskt kommatecken; talen är utelämnade" if small else ""
    )
