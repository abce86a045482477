"""What of a head, of labels, of numbers and of units cannot be trusted, though it can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from analysis.readers.cuts import Cut
from analysis.vocabulary.columns import Column, names_role, part_of
from analysis.vocabulary.labels import is_part
from analysis.vocabulary.numerals import MONEY_UNITS, clean, is_number
from analysis.vocabulary.relations import Relation
from analysis.vocabulary.titles import MONEY_KINDS, find_unit

_ROLE = r"(?:ack\w*\.? |års|helårs)?(?:utfall|bokslut|budget|prognos|avvikelse|differens)"
_ROLES = re.compile(rf"(?<!\w){_ROLE}(?!\w)", re.IGNORECASE)
_MAY_HAVE_TWO = re.compile(
    r"(?-i:[a-zåäö] avvikelse)|mot|från|jämfört|jmf|minus|[-–−/]|\bi\b|av\b|per\b|%|procent", re.IGNORECASE
)
_CODE = re.compile(r"\d{2,5} +\D")
_AMOUNT = r"[-\u2212–]?\d[\d.,]*"
_NUMBERS_INSIDE = re.compile(
    rf"[a-zåäö)] +{_AMOUNT}(?: +{_AMOUNT})+(?= |$)|[a-zåäö)] +\d+[.,]\d+$|\bej aktuellt\b|"
    r"[a-zåäö)] +\d+(?: +[-\u2212–]|[-\u2212–](?: [-\u2212–])+) +[^\W\d_]|"
    r"[a-zåäö)*] +[-\u2212–]\d+ +[A-ZÅÄÖ]|[a-zåäö)] +\d+[-\u2212–][A-ZÅÄÖ]|"
    r"^[-\u2212–] ?\d|^\(\d+\)|^\d+(?: \d+ +|[-\u2212–] +)[^\W\d_]"
)
_NUMBER_AHEAD = re.compile(r"\d+(?: \d+)* +[^\W\d_]")
_ENDS_JOINING = re.compile(
    r"\b(?:och|eller|samt|för|av|med|till|från|enligt|mot|per|mellan|hos)$| [a-zåäö]+ (?:i|på|inom|vid)$"
)
_CODE_INSIDE = re.compile(r"[a-zåäö)] +\d{2,5} +[A-ZÅÄÖ]")
_MONEY_LABEL = re.compile(r"(?:summa )?(?:(?:netto|brutto)?kostnad(?:er)?|intäkter|netto)(?: totalt)?", re.IGNORECASE)
_SUM = re.compile(r"(?:summa|totalt?)\b", re.IGNORECASE)
_UNIT_OF_YEAR = re.compile(rf"\b(?:19|20)\d\d \(?(?:{'|'.join(MONEY_UNITS)})\b", re.IGNORECASE)
_OF_MONEY = frozenset({"budget", "prognos", "avvikelse"})
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
        if len(words := [word for word in column.name.lower().split() if word[:1].isalpha()]) > len(set(words)):
            return f"kolumnrubriken ”{column.name}” säger samma sak två gånger"
    for one in sets:
        years = sorted({year for at in one if (year := columns[at].year)})
        is_loose = len(sets) > 1 and columns[one.utfall].year is None and bool(years)
        if is_loose or len(years) > 1:
            said = ", ".join(columns[at].name for at in one)
            return f"kolumnerna {said} hör ihop men har olika år eller saknar år"
    return ""


def label_suspicions(labels: Sequence[str], doubted: Sequence[bool]) -> list[str]:
    """Say of each label why it cannot be trusted: it is a number, holds some, or is a heading and a label in one.

    Parameters
    ----------
    labels
        The labels of the rows of a table.
    doubted
        Whether a row is doubted already.

    Examples
    --------
    >>> label_suspicions(["110 Stab", "120 HVB", "Vuxna 130 Boende"], [False] * 3)[2]
    'etiketten kan vara en rubrik och en rad som löpt ihop'
    >>> label_suspicions(["Lekplats Södra 39 39", "Avdelning 2"], [False] * 2)
    ['etiketten har tal som kan vara celler', '']
    """
    names = [clean(label) for label in labels]
    is_coded = sum(_CODE.match(name) is not None for name in names) > 1
    starts = [name[0].islower() for name in names if name[:1].isalpha()]
    is_capital = sum(starts) * 3 < len(starts)  # as a rule: a small letter goes on with another label
    is_numbered = sum(_NUMBER_AHEAD.match(name) is not None for name in names) * 2 > len(names)
    loose = [above and not own and not is_numbered for above, own in zip([False, *doubted], doubted, strict=False)]
    return [
        _label_suspicion(name, is_coded=is_coded, is_loose=is_loose)
        or ("" if own else _broken_label(name, is_capital=is_capital))
        for name, is_loose, own in zip(names, loose, doubted, strict=True)
    ]


def _label_suspicion(name: str, *, is_coded: bool, is_loose: bool) -> str:
    """Say what numbers in a label may be; below a doubted row they may be that row's."""
    said = {
        "etiketten är ett tal": is_number(name),
        "etiketten har tal som kan vara celler": _NUMBERS_INSIDE.search(name),
        "etiketten börjar med ett tal som kan höra till raden ovanför": is_loose and _NUMBER_AHEAD.match(name),
        "etiketten kan vara en rubrik och en rad som löpt ihop": is_coded
        and not _CODE.match(name)
        and _CODE_INSIDE.search(name),
    }
    return next((text for text, is_so in said.items() if is_so), "")


def _broken_label(name: str, *, is_capital: bool) -> str:
    if is_capital and name[:1].islower() and not is_part(name):
        return "etiketten börjar med liten bokstav och kan vara slutet på en annan"
    if sum(map(names_role, name.split())) > 1:
        return "etiketten har namn på kolumner i sig"
    return "etiketten slutar mitt i en mening" if _ENDS_JOINING.search(name) else ""


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
    """
    return any(find_unit(cell, cell) or _UNIT_OF_YEAR.search(cell) for line in lines for cell in line.split("\t"))


def is_of_money(kind: str, columns: Sequence[Column], labels: Sequence[str]) -> bool:
    """Tell whether a table is of money, by its kind or by what its columns and rows are called.

    Parameters
    ----------
    kind
        What the table is of.
    columns
        Its number columns.
    labels
        The labels of its rows.

    Examples
    --------
    >>> head = [Column("2023", "tal", "utfall")]
    >>> is_of_money("övrig", head, ["Stab", "Summa"]), is_of_money("volym", head, ["Summa"])
    (True, False)
    """
    speaks = any(column.role in _OF_MONEY or part_of(column) for column in columns) or any(
        _MONEY_LABEL.fullmatch(clean(label)) or _SUM.match(clean(label)) for label in labels
    )
    return kind in MONEY_KINDS or (kind == "övrig" and speaks)


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
