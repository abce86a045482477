"""How Swedish sentences are put together: capitals, lists, counts, amounts, and texts that a notebook shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from analysis.harmless import for_markdown
from analysis.vocabulary.numerals import format_number

_DIGITS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def capital(text: str) -> str:
    """Begin a text with a capital letter, and leave the rest as it is.

    Examples
    --------
    >>> capital("utbetalt till HVB")
    'Utbetalt till HVB'
    """
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """Write a text as within a sentence; what begins with several capitals keeps them.

    Examples
    --------
    >>> uncapital("Daglig verksamhet"), uncapital("LSS"), uncapital("HVB-placeringar")
    ('daglig verksamhet', 'LSS', 'HVB-placeringar')
    """
    return text if text[:2].isupper() and len(text) > 1 else f"{text[:1].lower()}{text[1:]}"


def listed(items: Sequence[str]) -> str:
    """Write items one after the other.

    Examples
    --------
    >>> listed(["Ledning"]), listed(["Stab", "HVB", "Ledning"])
    ('Ledning', 'Stab, HVB och Ledning')
    """
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} och {items[-1]}"


class Text(str):
    """Sentences that a notebook shows as text rather than as code.

    A line that begins with a dash and a space is an item of a list, one between two pairs of stars a heading; all else
    is shown as it is, whatever document it comes from.
    """

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return "\n".join(map(_marked, self.split("\n")))

    def __repr__(self) -> str:
        return str(self)


def _marked(line: str) -> str:
    if line.startswith("- "):
        return f"- {for_markdown(line[2:])}"
    if line.startswith("**") and line.endswith("**") and len(line) > len("****"):
        return f"**{for_markdown(line[2:-2])}**"
    return for_markdown(line)


def tkr(value: float, *, signed: bool = False) -> str:
    """Write an amount in tkr.

    Examples
    --------
    >>> tkr(-27660).replace("\N{NO-BREAK SPACE}", " ")
    '−27 660 tkr'
    """
    return format_number(value, unit="tkr", signed=signed)


def count(number: int, one: str, many: str) -> str:
    """Write a number of things, small numbers in letters.

    Examples
    --------
    >>> count(1, "rad", "rader"), count(14, "rad", "rader").replace("\N{NO-BREAK SPACE}", " ")
    ('en rad', '14 rader')
    """
    word = _DIGITS[number] if number < len(_DIGITS) else format_number(number)
    return f"{word} {one if number == 1 else many}"


def result_word(deviation: float) -> str:
    """Say what a deviation from budget is called.

    Examples
    --------
    >>> result_word(-27660), result_word(14623), result_word(0)
    ('underskott', 'överskott', 'utfall i nivå med budget')
    """
    return "underskott" if deviation < 0 else "överskott" if deviation > 0 else "utfall i nivå med budget"


def number_word(number: int) -> str:
    """Write a count of neuter or unnamed things: letters up to twelve, then digits.

    Examples
    --------
    >>> number_word(0), number_word(2), number_word(45)
    ('ingen', 'två', '45')
    """
    return "ingen" if not number else _DIGITS[number] if number < len(_DIGITS) else format_number(number)


_ACTED = re.compile(  # a verb that says what somebody did or does; nouns end as verbs do
    r"(?:\w+ade|fick|gav|tog|vidtog|drog|satte|tillsatte|såg|lät|höll|slöt|bad|införde|beställde|använde|anställde|"
    r"förstärkte|sänkte|höjde|köpte|sålde|började|begärde|begär|prövar|ordnar|ska|har|väntas)\b",
    re.IGNORECASE,
)


def acted(who: str, what: str) -> str:
    """Say who did what: in one sentence where it begins with a verb that is known, else behind a colon.

    Examples
    --------
    >>> acted("nämnden", "Fick i uppdrag att spara"), acted("nämnden", "Översyn av taxor")
    ('Nämnden fick i uppdrag att spara', 'Nämnden: översyn av taxor')
    """
    return f"{capital(who)}{' ' if _ACTED.match(what) else ': '}{uncapital(what)}"


def file_name(text: str) -> str:
    """Write a name in small letters without accents, words parted by _.

    Examples
    --------
    >>> file_name("Stöd i hemmet, över 65 år")
    'stod_i_hemmet_over_65_ar'
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "amne"
