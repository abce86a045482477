"""Words of a table's head: the role, the year and the period that they give a column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.vocabulary.columns import is_label_word
from analysis.vocabulary.numerals import MONEY_UNITS
from analysis.vocabulary.owners import GROUP_OF_COMPANIES, MUNICIPALITY, OWNER_WORD, without_owner
from analysis.vocabulary.periods import MONTH

UNKNOWN = "okänd"
_END = r"(?-i:(?![a-zåäö]))"  # of a word, though the next may be glued to it
_ROLES = {
    "avvikelse": rf"avvikelse|avvik{_END}|avv{_END}|differens|diff{_END}|över/?underskott|skillnad",
    "budget": r"budget|anslag|totalutgift|\b(?:ram|tilldelat|kommunbidrag)\b|\bplan(?=\d|$|(?-i:[A-ZÅÄÖ]))",
    "prognos": r"prognos",
    "utfall": rf"utfall|bokslut|medel{_END}|(?<![a-zåäö])utf{_END}",
    "ombudgetering": r"ombudgetering",
    "förändring": r"förändring",
    "jämförelse": r"riket|\bmål(?:värde)?(?=\d|$|(?-i:[A-ZÅÄÖ]))",
}
_ROLE = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _ROLES.items()), re.IGNORECASE)
_GRANT = re.compile(r"(?:\bbudget )?\b(?:tilldela[dt] )?(?:ram|tilldelat|kommunbidrag)\b", re.IGNORECASE)
_OMBUD = re.compile(r"ombudgetering", re.IGNORECASE)
PART = re.compile(r"(?:intäkt(?:er)?|(?:brutto)?kostnad(?:er)?|brutto|netto(?:kostnad(?:er)?)?|nto)", re.IGNORECASE)
_SHARE = re.compile(
    r"\(?(?:%|procent)\)?|andel(?: ?\(?%\)?)?|avv(?:ikelse)?\.? ?(?:i )?\(?(?:%|procent)\)?", re.IGNORECASE
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PART_OF_YEAR = re.compile(rf"{PART.pattern}(?: {YEAR.pattern})?", re.IGNORECASE)
_OWNERS = {"utfall": MUNICIPALITY, "jämförelse": GROUP_OF_COMPANIES}  # the figures of companies are no outcome of hers
_AFTER = re.compile(
    rf"(?:(?:19|20)\d\d(?:[-–/](?:19|20)\d\d|(?:-\d\d)*)|[-’'´](?:1|2|3)\d|2[1-9](?:0[1-9]|1[0-2])(?:[0-3]\d)?|\d\d?/\d\d?|\(?(?:%|tkr|mnkr|mkr|kr)\)?|{MONTH}(?:[-–]{MONTH})?|per|t\.?o\.?m\.?|till|"
    r"helår|år|fg\.?(?: år)?|föreg\w*\.?(?: år)?|perioden|totalt|kvinnor|män|i|för|mot|från|budget)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:ack\.?|ackumulera\w+|beslutad|total[at]?|årets|period(?:en|ens)?|använda|förbrukade|aktuell|justera[dt]|just\.?|reviderad|rev\.?|redovisat|"
    r"ursprunglig|urspr\.?|fastställd|gällande|helårs-?|prel\.?|mot|jämfört|jmf|\w+-)",
    re.IGNORECASE,
)
_GLUED_DEVIATION = re.compile(
    r"(?:avvik\w*\.?|diff\w*\.?) (?:mot|från) |(?:budget|prognos)(?:-? ?-|-?)(?:avvik|diff)", re.IGNORECASE
)
_SPACED_DEVIATION = re.compile(
    r"(?i:budget|prognos)(?i:helår)? (?:avvik|diff)|(?i:avvik|diff)(?i:else|erens)?\.? (?:budget|prognos|årsbudget)"
)
_OF_PAIR = re.compile(  # what a deviation is the difference of
    r"\b((?:avvik|diff)\w*\.?) \(?(?:budget|utfall|bokslut|prognos|redovisning) ?[-–/] ?"
    r"(?:budget|utfall|bokslut|prognos|redovisning)\b\)?",
    re.IGNORECASE,
)
_CUMULATIVE = re.compile(r"\b(?:ack|total|beslutad|sedan)", re.IGNORECASE)
_ACCOUNTED = re.compile(r"redovis(?:at|ning)(?: (?:19|20)\d\d)?", re.IGNORECASE)
_SPAN_OF_MONTHS = rf"{MONTH}(?: ?[-–] ?{MONTH})?"
_GROUPS = re.compile(  # of columns whose names come twice: a whole project and its year, a period and its year
    r"(?P<first>utgifter sedan projektstart|totalt? projekt(?:et)?|hela projektet|projektet totalt|"
    rf"(?:ackumulerat|ack\.?|period(?:en)?)(?: {_SPAN_OF_MONTHS})?(?: (?:19|20)\d\d)?|"
    rf"{_SPAN_OF_MONTHS}(?: (?:19|20)\d\d)?|(?:19|20)\d\d(?= (?:19|20)\d\d$)) "
    r"(?P<second>(?:varav )?årets investeringar(?: (?:19|20)\d\d)?|helår(?: (?:19|20)\d\d)?|hela året|"
    r"(?:19|20)\d\d)",
    re.IGNORECASE,
)
PERIOD = re.compile(rf"{MONTH}(?: ?[-–] ?{MONTH})?", re.IGNORECASE)
_RESULT = re.compile(r"resultat", re.IGNORECASE)
_WITHOUT_ROLE = (
    (_ACCOUNTED, 4.0, "utfall"),
    (_PART_OF_YEAR, 2.5, "utfall"),
    (_SHARE, 2.5, "andel"),
    (YEAR, 1.0, "utfall"),
    (re.compile(rf"{PERIOD.pattern} {YEAR.pattern}", re.IGNORECASE), 3.5, "utfall"),
    (PERIOD, 1.0, "utfall"),
    (re.compile(rf"(?:årets |periodens )?{_RESULT.pattern} {YEAR.pattern}", re.IGNORECASE), 2.5, "utfall"),
    (_RESULT, 0.5, "utfall"),
    *((re.compile(rf"(?:{words}) {YEAR.pattern}", re.IGNORECASE), 2.5, role) for role, words in _OWNERS.items()),
)
YEAR_BEFORE = re.compile(r"\b(fg\.?|föreg\w*\.?) (år)\b", re.IGNORECASE)
_SPAN = re.compile(r"\b((?:19|20)\d\d)[-–/](?:19|20)\d\d\b")
_NOTE = re.compile(r"not(?:er)?\.?", re.IGNORECASE)
UNIT_WORD = re.compile(r"\(?(?:tkr|mnkr|mkr|kr|i|per|till|totalt|från|mot|budget)\)?", re.IGNORECASE)
UNIT_IN_BRACKETS = re.compile(rf"\((?:{'|'.join(MONEY_UNITS)})\)", re.IGNORECASE)
_LABEL_WORDS = re.compile(
    r"belopp,?|miljoner|tusental|tusen|kronor|i|tkr|mnkr|mkr|kr|\(tkr\)|\(mnkr\)|enhet|nämnd|konto|text|namn|mått/nyckeltal|resultatenhet|"
    r"verksamhetsområde|område|ansvar|kategori|volymmått|mått",
    re.IGNORECASE,
)
_LABEL_NAMES = re.compile(
    r"nämnd|konto|text|namn|enhet|resultatenhet|verksamhetsområde|område|ansvar|kategori|volymmått|mått", re.IGNORECASE
)
_TITLED = re.compile(
    r"(?:avvikelse|budget|prognos|utfall|bokslut)s?-?(?!era[td]|avv|diff|utfall|budget|prognos)[a-zåäö]{4,}",
    re.IGNORECASE,
)
_ALSO_FIRST = {"budget", "totalt"}  # words that stand before a role or behind it
_GOES_ON = re.compile(r"(?:\b(?:mot|från|jämfört|jmf|med|av|i|minus|till)|[-–/])$", re.IGNORECASE)


def roles_in(text: str) -> list[str]:
    """List the roles that words name, also where they are glued, hyphenated or broken.

    Examples
    --------
    >>> roles_in("Avvikels e"), roles_in("Budget- avvikelse"), roles_in("UtfallRam"), roles_in("Utfall Ram")
    (['avvikelse'], ['budget', 'avvikelse'], ['utfall'], ['utfall', 'budget'])
    >>> roles_in("Avvikelse budget-utfall"), roles_in("budget/utfall")
    (['avvikelse'], ['budget', 'utfall'])
    """
    bare = re.sub(r"[\s-]", "", _GRANT.sub("budget", without_pair(text)))
    if _OMBUD.search(bare):
        return ["ombudgetering"]
    return [str(found.lastgroup) for found in _ROLE.finditer(bare)]


def without_pair(text: str) -> str:
    """Leave out what a deviation is said to be the difference of, where two roles are named.

    Examples
    --------
    >>> without_pair("Utfall 2023 Avvikelse budget-utfall"), without_pair("Avvikelse mot budget")
    ('Utfall 2023 Avvikelse', 'Avvikelse mot budget')
    """
    return _OF_PAIR.sub(r"\1", text)


def is_after(word: str) -> bool:
    """Tell whether a word may follow the role in the name of a column: a year, a month, a unit.

    Examples
    --------
    >>> is_after("2024"), is_after("jan-aug"), is_after("Stab")
    (True, True, False)
    """
    return _AFTER.fullmatch(word) is not None


def groups_in(line: str) -> tuple[str, str] | None:
    """Part a line that names two groups of columns; None where it does not.

    Examples
    --------
    >>> groups_in("Utgifter sedan projektstart Varav årets investeringar")
    ('Utgifter sedan projektstart', 'Varav årets investeringar')
    >>> groups_in("2023 2022"), groups_in("Utfall Budget")
    (('2023', '2022'), None)
    """
    found = _GROUPS.fullmatch(" ".join(line.split()))
    return (found["first"], found["second"]) if found else None


def is_note_word(word: str) -> bool:
    """Tell whether a word names the column of the numbers of notes.

    Examples
    --------
    >>> is_note_word("Not"), is_note_word("Nämnd")
    (True, False)
    """
    return _NOTE.fullmatch(word) is not None


def is_titled(text: str) -> bool:
    """Tell whether a role goes on as another word, as in titles: the development of forecasts.

    Examples
    --------
    >>> is_titled("Prognosutveckling"), is_titled("Prognosavvikelse")
    (True, False)
    """
    return _TITLED.search(text) is not None


def ends_open(word: str) -> bool:
    """Tell whether a word asks for another behind it in the name of a column.

    Examples
    --------
    >>> ends_open("Ack."), ends_open("Utfall")
    (True, False)
    """
    return _BEFORE.fullmatch(word) is not None


def is_label_head(word: str) -> bool:
    """Tell whether a word may stand in the head of the column of labels.

    Examples
    --------
    >>> is_label_head("Verksamhet"), is_label_head("Belopp"), is_label_head("Stab")
    (True, True, False)
    """
    return is_label_word(word) or _LABEL_WORDS.fullmatch(word) is not None


def names_labels(word: str) -> bool:
    """Tell whether a word names the column of labels, and so stands in the name of no other.

    Examples
    --------
    >>> names_labels("Nämnd"), names_labels("Verksamhet"), names_labels("tkr")
    (True, True, False)
    """
    return is_label_word(word) or _LABEL_NAMES.fullmatch(word) is not None


@lru_cache(maxsize=16384)
def name_score(name: str) -> tuple[float, str]:
    """Weigh words as the name of one column; return the role that they give it.

    Examples
    --------
    >>> name_score("Utfall 2024"), name_score("Ack. avvikelse"), name_score("Utfall Budget")
    ((4.0, 'utfall'), (4.0, 'avvikelse'), (-10.0, 'okänd'))
    """
    words = [word.replace("\0", " ") for word in YEAR_BEFORE.sub(r"\1\0\2", name).split()]
    score, role = _role_score(name, words)
    if len(words) > 1 and is_after(words[0]) and words[0].lower() not in _ALSO_FIRST:
        score -= 3.5
    if ends_open(words[-1]) and not (len(words) > 1 and words[-1].lower() == "totalt"):
        score -= 3.0
    score -= 0.5 * (len(words) > 1 and words[-1].lower() == "totalt")
    score -= 3.0 * is_titled(name)
    score -= 4.0 * (len(YEAR.findall(_SPAN.sub(r"\1", name))) > 1)
    score -= 1.0 * (_CUMULATIVE.search(name) is not None and YEAR.search(name) is not None)
    score -= 3.0 * sum(map(names_labels, words))
    score -= 2.0 * (bool(roles_in(name)) and without_owner(name) != name)  # whose figures stands over more than one
    score -= 1.0 * sum(not is_known(word) for word in words)
    return score, "andel" if role != UNKNOWN and "%" in name else role


def _role_score(name: str, words: Sequence[str]) -> tuple[float, str]:
    roles = roles_in(name)
    if len(roles) == 1:
        return 4.0, roles[0]
    if roles:
        return _compound(name, roles)
    for pattern, score, role in _WITHOUT_ROLE:
        if pattern.fullmatch(name):
            return score, role
    return -1.0 - len(words), UNKNOWN


def is_known(word: str) -> bool:
    """Tell whether a word is one that names of columns are made of.

    Examples
    --------
    >>> is_known("Reviderad"), is_known("Elever")
    (True, False)
    """
    words = (_AFTER, _BEFORE, PART, _SHARE, _ACCOUNTED, _RESULT, OWNER_WORD)
    return any(known.fullmatch(word) for known in words) or bool(roles_in(word))


def _compound(name: str, roles: Sequence[str]) -> tuple[float, str]:
    """Weigh a name of two roles: a deviation of the forecast, from the budget, or two columns that ran together."""
    if "avvikelse" not in roles or len(roles) > 2 or len(set(roles)) == 1:  # noqa: PLR2004  (a pair)
        return -5.0 * len(roles), UNKNOWN
    if _GLUED_DEVIATION.search(name):
        return 4.0, "avvikelse"
    return (1.0, "avvikelse") if _SPACED_DEVIATION.search(name) else (-6.0, UNKNOWN)


def is_banner(word: str) -> bool:
    """Tell whether a word alone may stand over several columns: a role, a year or a period, no title.

    Examples
    --------
    >>> is_banner("Ackumulerat"), is_banner("Driftbudget")
    (True, False)
    """
    return any(known.fullmatch(word) for known in (_ROLE, _AFTER, _BEFORE))


def goes_on(name: str) -> bool:
    """Tell a name that was broken off: it ends with a word, or a sign, that another must follow.

    Examples
    --------
    >>> goes_on("Avvikelse mot"), goes_on("Utfall jan–"), goes_on("Avvikelse")
    (True, True, False)
    """
    return _GOES_ON.search(name) is not None
