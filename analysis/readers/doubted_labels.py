"""What of the labels of a table cannot be trusted, though they can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from analysis.vocabulary.columns import names_role
from analysis.vocabulary.labels import is_part, is_total
from analysis.vocabulary.numerals import clean, is_number

_OPEN_END = re.compile(r"\b(?:av|och|för|på|till|i|med|från|samt|eller|hos|vid|inom)$", re.IGNORECASE)
_CODE = re.compile(r"\d{2,5} +\D")
_SHORT_CODE = re.compile(r"\d [A-ZÅÄÖ]")
_AMOUNT = r"[-\u2212–]?\d[\d.,]*"
_NUMBERS_INSIDE = re.compile(
    rf"(?:[^\W\d_]|\)) +(?:[-\u2212–] )?{_AMOUNT}(?: +{_AMOUNT})+[-\u2212–]?(?= |$)|"
    r" [-\u2212–(]\d+[.,]\d+\)?$|[^\W\d_] +[-\u2212–(]?\d+[.,]\d+[)\u2212–-]?$|"
    r"[)¹²³*] +[-\u2212–(]?\d+[.,]\d+[)\u2212–-]?$|[a-zåäö)] +[-\u2212–]\d*$|\bej aktuellt\b|"
    r"[a-zåäö)] +\d+(?: +[-\u2212–]|[-\u2212–](?: [-\u2212–])+) +[^\W\d_]|"
    r"[a-zåäö)*] +[-\u2212–]\d+ +[A-ZÅÄÖ]|[a-zåäö)*] +(?:0 +[A-ZÅÄÖ]|\d+ +(?:Summa|Total))|"
    r"[a-zåäö)](?: +[-\u2212–]){2}|[a-zåäö)] +\d+[-\u2212–](?:\d{3,5} +)?[A-ZÅÄÖ]|"
    r"[a-zåäö)],? +[-\u2212–] ?\d[\d.,]*(?:$| +[-\u2212–] ?\d)|,? \.\.$|"
    r" [-\u2212–] \d[\d ]* (?:[-\u2212–] )?[A-ZÅÄÖ]|\b(?:och|eller|samt) \d{1,3} [a-zåäö]{3}|"
    rf"^{_AMOUNT}(?: +{_AMOUNT}){{2,}}|"
    r"^[-+\u2212–] ?\d|^\(\d+\)|^\d+(?: \d+ +|[-\u2212–] +)[^\W\d_]"
)
_CELL = r"(?:[-\u2212–]? ?\d[\d.,]*|\.\.|\([\d ]+\))"
_CELLS_INSIDE = re.compile(
    rf"(?:[^\W\d_]|\)|¹|²|³|\*)[ \u2212–-]* {_CELL}(?: +{_CELL}| +[-\u2212–](?= [^\d]|$)){{2,}}(?= +[^\W\d_]|$)"
)
_NUMBER_AHEAD = re.compile(r"\d+(?: \d+)* +[^\W\d_]")
_MARK_ALONE = re.compile(r"\(?\d+\)")
_NUMBERED_SUM = re.compile(r"\d+ (?:summa|totalt?)\b", re.IGNORECASE)
_ENDS_JOINING = re.compile(
    r"\b(?:och|eller|samt|för|av|med|till|från|enligt|mot|per|mellan|hos|om|åt|under|utan|genom)$|"
    r" [a-zåäö]+ (?:i|på|inom|vid)$|^(?:varav|därav)$|[a-zåäö] ?[,(/]$"
)
_PART_ALONE = re.compile(r"varav|därav")
_CODE_INSIDE = re.compile(r"[a-zåäö)] +\d{2,5} +[A-ZÅÄÖ]")
_YEAR_INSIDE = re.compile(r"[a-zåäö] (?:19|20)\d\d [A-ZÅÄÖ]")
_CODE_BEHIND = re.compile(r"[a-zåäö)] (\d{2,5})$")
MONEY_LABEL = re.compile(
    r"(?:summa )?(?:(?:netto|brutto)?kostnad(?:er)?|intäkter|netto|(?:beräknat |årets |periodens )?resultat)"
    r"(?: totalt)?",
    re.IGNORECASE,
)
_SENTENCE_INSIDE = re.compile(r"[a-zåäö]{4}[.!?] +[A-ZÅÄÖ][a-zåäö]")
_LISTED = re.compile(r"[-\u2212–] (?!varav|därav)", re.IGNORECASE)
_LACKS_CODE = "etiketten kan vara en del av en som brutits, för de andra börjar med en kod"
_BEGINS, _ENDS = re.compile(r"\d+ [^\W\d_]"), re.compile(r"[^\W\d_] \d+$")  # a row broken between its cells
_YEAR_BEHIND = re.compile(r"\((?:19|20)\d\d\)$")
_FEWEST = 2  # labels that end so
_FEWEST_CODED = 3


def label_suspicions(labels: Sequence[str], doubted: Sequence[bool], headings: Sequence[str] = ()) -> list[str]:
    """Say of each label why it cannot be trusted: it is a number, holds some, or is a heading and a label in one.

    Parameters
    ----------
    labels
        The labels of the rows of a table.
    doubted
        Whether a row is doubted already.
    headings
        The heading that each row stands under, where that is known.

    Examples
    --------
    >>> label_suspicions(["110 Stab", "120 HVB", "Vuxna 130 Boende"], [False] * 3)[2]
    'etiketten kan vara en rubrik och en rad som löpt ihop'
    >>> label_suspicions(["Lekplats Södra 39 39", "Avdelning 2"], [False] * 2)
    ['etiketten har tal som kan vara celler', '']
    >>> label_suspicions(["Lokalerna lämnades i april. Summa"], [False])
    ['etiketten har en mening i sig, av text som står bredvid tabellen']
    """
    names, over = [clean(label) for label in labels], list(headings) or [""] * len(labels)
    is_coded = any(map(_CODE.match, names))
    ahead = [len(found[0]) for name in names if (found := re.match(r"\d+", name)) and _CODE.match(f"{name} -")]
    codes = set(ahead) if len(ahead) > 1 else set[int]()
    is_numbered = sum(_NUMBER_AHEAD.match(name) is not None for name in names) * 2 > len(names)
    small = _goes_on_small(names, is_coded=is_coded)
    is_only = len({*over} - {""}) == 1
    alone = [is_only and _heads_a_total(*one) for one in zip(names, over, ["", *over[:-1]], strict=True)]
    bare = [is_number(name) for name in names]
    ends_below = [any(one) for one in zip(*([*own[1:], False] for own in (small, alone, bare)), strict=True)]
    loose = [above and not own and not is_numbered for above, own in zip([False, *doubted], doubted, strict=False)]
    begun = [own or _goes_on(above, name) for own, above, name in zip(small, over, names, strict=True)]
    torn = _torn_from_codes(names, [clean(heading) for heading in headings])
    return [
        _label_suspicion(name, is_coded=is_coded, is_numbered=is_numbered, is_loose=is_loose, codes=codes)
        or ("" if own else _broken_label(name, is_small=is_small))
        or ends
        or (_LACKS_CODE if is_torn and not own else "")
        or ("etiketten kan fortsätta på raden under" if goes_on else "")
        for name, is_loose, own, ends, is_torn, goes_on, is_small in zip(
            names, loose, doubted, _cells_at_ends(names, over), torn, ends_below, begun, strict=True
        )
    ]


def _goes_on(heading: str, name: str) -> bool:
    """Tell a heading that cannot end so from the beginning of the label below it."""
    return name[:1].islower() and _OPEN_END.search(heading) is not None


def _goes_on_small(names: Sequence[str], *, is_coded: bool) -> list[bool]:
    """Tell which labels begin small where labels begin large as a rule: the end of another one, it may be."""
    starts = [name[0].islower() for name in names if name[:1].isalnum()]
    is_capital = sum(starts) * 3 < len(starts) + is_coded
    has_capital = any(name[:1].isupper() and not is_total(name) for name in names)
    below_part = [_PART_ALONE.fullmatch(name) is not None for name in ["", *names[:-1]]]
    return [
        name[:1].islower() and not is_part(name) and (is_capital or ends_above or (at == 0 and has_capital))
        for at, (name, ends_above) in enumerate(zip(names, below_part, strict=True))
    ]


def _cells_at_ends(names: Sequence[str], over: Sequence[str]) -> list[str]:
    """Say which labels begin or end with what may be a cell: a year in brackets, a number, a dash."""
    in_brackets = [_YEAR_BEHIND.search(name) is not None for name in names]
    are_cells = sum(in_brackets) >= _FEWEST and sum(in_brackets) * 2 >= len(names)
    listed = [_LISTED.match(name) is not None for name in names]
    is_one = sum(listed) == 1  # the last cell of the row above
    return [
        "etiketten slutar med ett årtal inom parentes som kan vara en cell"
        if is_year and are_cells
        else "etiketten kan börja med en cell av raden ovanför"
        if _BEGINS.match(name) and _ENDS.search(heading)
        else "etiketten börjar med ett streck som kan vara en cell"
        if is_listed and is_one
        else ""
        for name, heading, is_year, is_listed in zip(names, over, in_brackets, listed, strict=True)
    ]


def _heads_a_total(name: str, heading: str, above: str) -> bool:
    """Tell whether a heading has nothing but a total below it that does not name it: the end of a label, it may be."""
    is_new = bool(heading) and heading != above
    return is_new and is_total(name) and clean(heading).lower() not in name.lower()


def _torn_from_codes(names: Sequence[str], headings: Sequence[str]) -> list[bool]:
    """Tell where labels as a rule begin with a code which may be one half of a label that lost the other."""
    items = [name for name in names if not _is_sum(name)]
    short = [_SHORT_CODE.match(name) is not None for name in names]
    coded = [
        _CODE.match(f"{name} -") is not None or (is_short and sum(short) > 1)
        for name, is_short in zip(names, short, strict=True)
    ]
    if sum(coded) * 2 < len(items) or sum(coded) < _FEWEST_CODED:
        return [False] * len(names)
    lacks = [not is_code and not _is_sum(name) for name, is_code in zip(names, coded, strict=True)]
    below = [*headings[1:], *headings[-1:]]
    goes_on = [
        one != other and bool(other) and not _CODE.match(other) for one, other in zip(headings, below, strict=True)
    ] or [False] * len(names)
    return [is_bare or (is_code and is_last) for is_bare, is_code, is_last in zip(lacks, coded, goes_on, strict=True)]


def _is_sum(name: str) -> bool:
    return is_total(name) or is_part(name) or MONEY_LABEL.fullmatch(name) is not None


def _label_suspicion(name: str, *, is_coded: bool, is_numbered: bool, is_loose: bool, codes: AbstractSet[int]) -> str:
    """Say what numbers in a label may be; below a doubted row they may be that row's."""
    said = {
        "etiketten är ett tal": is_number(name) or _MARK_ALONE.fullmatch(name),
        "etiketten har tal som kan vara celler": _NUMBERS_INSIDE.search(name) or _CELLS_INSIDE.search(name),
        "etiketten börjar med ett tal som kan höra till raden ovanför": (is_loose and _NUMBER_AHEAD.match(name))
        or (not is_numbered and _NUMBERED_SUM.match(name)),
        "etiketten kan vara en rubrik och en rad som löpt ihop": _YEAR_INSIDE.search(name)
        or (is_coded and not _CODE.match(name) and _CODE_INSIDE.search(name)),
        "etiketten slutar med ett tal som kan vara nästa rads kod": (found := _CODE_BEHIND.search(name))
        and len(found[1]) in codes,
    }
    return next((text for text, is_so in said.items() if is_so), "")


def _broken_label(name: str, *, is_small: bool) -> str:
    if is_small:
        return "etiketten börjar med liten bokstav och kan vara slutet på en annan"
    if sum(map(names_role, name.split())) > 1:
        return "etiketten har namn på kolumner i sig"
    if _SENTENCE_INSIDE.search(name):
        return "etiketten har en mening i sig, av text som står bredvid tabellen"
    return "etiketten slutar mitt i en mening" if _ENDS_JOINING.search(name) else ""
