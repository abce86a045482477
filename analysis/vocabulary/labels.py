"""Labels of printed lines: which side of a statement they stand on, and which are totals or parts."""

from __future__ import annotations

import re

from analysis.vocabulary.numerals import clean

INCOME, COST, NET, WHOLE = "intäkt", "kostnad", "netto", "summa"  # the sides of a statement
_TOTAL = re.compile(
    r"(?:summa|s:a|total|totalt|totala|totalsumma|nettoresultat|nettoutfall)\b|"
    r"(?:verksamhetens )?nettokostnad(?:er(?:na)?)?\b|"
    r".*\w (?-i:Summa|Totalt)$|.*\w, netto$",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:varav|därav)\s+", re.IGNORECASE)
_SIDES = {
    WHOLE: re.compile(r"\bnetto|\bresultat", re.IGNORECASE),
    INCOME: re.compile(r"(?:intäkt|inkomst)(?:er(?:na)?)?\b", re.IGNORECASE),
    COST: re.compile(r"(?:kostnad|utgift)(?:er(?:na)?)?\b", re.IGNORECASE),
}
_MAY_BE_INCOME = re.compile(
    r"\b(?:stats|moms|drift|investerings)bidrag|\bbidrag från|\bersättning(?:ar)? från|^(?:taxor|avgifter)\b|"
    r"\båtersökning|\bförsäljning|\b(?:vård|omsorgs|brukar|plats|barnomsorgs)avgift",
    re.IGNORECASE,
)


def side_of(label: str, heading: str = "", above: str = NET) -> str:
    """Tell which side of a statement a line stands on.

    Parameters
    ----------
    label
        The label as printed.
    heading
        The heading that it stands under.
    above
        The side of the last line above that is no part.

    Examples
    --------
    >>> [side_of(label) for label in ("Summa intäkter", "Personalkostnader", "Nettokostnad", "Stab")]
    ['intäkt', 'kostnad', 'summa', 'netto']
    """
    text = clean(label)
    if is_part(text) and above in {INCOME, COST}:
        return above
    for words in (text, "" if is_total(text) else clean(heading)):
        found = next((side for side, pattern in _SIDES.items() if pattern.search(words)), "")
        if found and (words is text or found != WHOLE):
            return found
    return WHOLE if is_total(text) else NET


def may_be_income(label: str) -> bool:
    """Tell whether a label names what is income as a rule, though it may be a unit with income and cost.

    Examples
    --------
    >>> may_be_income("Statsbidrag"), may_be_income("Taxor och avgifter"), may_be_income("Sociala avgifter")
    (True, True, False)
    """
    return _MAY_BE_INCOME.search(clean(label)) is not None


def is_total(label: str) -> bool:
    """Tell whether a label names a sum of the rows above it.

    Examples
    --------
    >>> is_total("<b>Totalt</b>"), is_total("Förskola Summa"), is_total("Förskola, Netto"), is_total("Ledning")
    (True, True, True, False)
    """
    return _TOTAL.match(clean(label)) is not None


def is_part(label: str) -> bool:
    """Tell whether a label names a part (varav) of a line above it.

    Examples
    --------
    >>> is_part("**varav HVB placeringar"), is_part("Kostnader")
    (True, False)
    """
    return _PART.match(clean(label)) is not None


def without_part(label: str) -> str:
    """Return a label without marks and without the word that makes it a part.

    Examples
    --------
    >>> without_part("**varav HVB placeringar"), without_part("Sjukfrånvaro, varav <15 dagar")
    ('HVB placeringar', 'Sjukfrånvaro, varav <15 dagar')
    """
    text = clean(label)
    found = _PART.match(text)
    return text[found.end() :] if found else text
