"""Whose figures columns hold: those of the municipality, or of it and its companies together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.vocabulary.numerals import MONEY_UNITS

MUNICIPALITY = r"kommunen?"
GROUP_OF_COMPANIES = r"(?:kommun(?:ala )?)?koncern(?:en)?|sammanställd redovisning"
OWNER_WORD = re.compile(r"kommun(?:en|ala)?|(?:kommun)?koncern(?:en)?|sammanställd|redovisning", re.IGNORECASE)
_UNIT = re.compile(rf"(?<!\w)\(?(?:{'|'.join(MONEY_UNITS)})\)?(?!\w) ?", re.IGNORECASE)
_TWO = re.compile(rf"(?P<first>{MUNICIPALITY}) (?P<second>{GROUP_OF_COMPANIES})", re.IGNORECASE)
_FIRST = re.compile(rf"(?:{MUNICIPALITY}|{GROUP_OF_COMPANIES}):? (?=\S)", re.IGNORECASE)


def without_owner(name: str) -> str:
    """Leave out whose figures the name of a column says that it holds.

    Examples
    --------
    >>> without_owner("Sammanställd redovisning Utfall 2024"), without_owner("Utfall 2024")
    ('Utfall 2024', 'Utfall 2024')
    """
    return _FIRST.sub("", name, count=1) if _FIRST.match(name) else name


def is_municipality(text: str) -> bool:
    """Tell whether words name the municipality alone, as the owner of columns below.

    Examples
    --------
    >>> is_municipality("Kommunen"), is_municipality("Koncernen")
    (True, False)
    """
    return re.fullmatch(MUNICIPALITY, text, re.IGNORECASE) is not None


def owners_in(text: str) -> tuple[str, str] | None:
    """Part words that name the municipality, and it with its companies, over their columns; None where they do not.

    Examples
    --------
    >>> owners_in("Kommunen Sammanställd redovisning")
    ('Kommunen', 'Sammanställd redovisning')
    """
    found = _TWO.fullmatch(text)
    return (found["first"], found["second"]) if found else None


def border_of(names: Sequence[str]) -> int | None:
    """Find where the names of columns come a second time; None where that place is not the only one.

    Examples
    --------
    >>> border_of(["Budget 2024", "Utfall 2024", "Utfall 2023", "Utfall 2024", "Utfall 2023"])
    3
    >>> border_of(["Utfall kr 2024", "Utfall 2023", "Utfall 2024", "Utfall 2023"])  # a unit is printed once
    2
    >>> border_of(["Utfall 2024", "Utfall 2023"]) is None
    True
    """
    names = [_UNIT.sub("", name).strip() for name in names]
    found = [
        at
        for at in range(1, len(names))
        if len({*names[:at]}) == at and len({*names[at:]}) == len(names) - at and {*names[at:]} <= {*names[:at]}
    ]
    return found[0] if len(found) == 1 else None
