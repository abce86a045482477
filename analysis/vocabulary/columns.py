"""The words of table heads to named columns: which numbers a row prints, and how they hang together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.vocabulary.column_kinds import GROUP, MONTH_NUMBER, YEAR, Column, number_column
from analysis.vocabulary.numerals import clean
from analysis.vocabulary.owners import without_owner
from analysis.vocabulary.periods import MONTH, one_month

LONGEST_HEAD = 30  # lines; a wrapped head of six columns takes about twenty
_MOST_COLUMNS = 30
_MOST_UNKNOWN = 3  # unknown words before the first column name: the head of the label column

_ROLES = {
    "ombudgetering": r"ombudgetering(?:ar)?|ombudget",
    "avvikelse": r"\w*avvikelse|differens|diff\.?",
    "budget": r"\w*budget(?:ram)?|\w*anslag|totalutgift(?:er)?",
    "prognos": r"\w*prognos",
    "utfall": r"\w*utfall|bokslut|\w+medel|(?:19|20)\d\d",
    "förändring": r"förändring",
    "jämförelse": r"riket",
    "andel": r"andel",
}
_BEFORE = (
    r"ack\.?|ackumulera\w+|beslutad|totala?|årets|periodens|använda|förbrukade|helårs?|aktuell|justerad|reviderad"
    r"|urspr\.?|just\.?|rev\.?"
)
_SHORT = "%|tkr|mnkr|kr"
SHORT_DATE = r"2[1-9](?:0[1-9]|1[0-2])(?:[0-3]\d)?"  # 2408, 240831
_MONTHS = r"(?:20)?\d\d(?:0[1-9]|1[0-2])[-–](?:20)?\d\d(?:0[1-9]|1[0-2])"  # 202401-202408
_DAY = rf"{_MONTHS}|(?:19|20)\d\d(?:-\d\d){{0,2}}|{MONTH_NUMBER}\d\d(?:\d\d)?|{SHORT_DATE}|\d\d?/\d\d?"
_AFTER = (
    rf"{_DAY}|(?:19|20)\d\d[-–/](?:19|20)\d\d|[-’'´][1-3]\d|{MONTH}(?:[-–]{MONTH})?|t\.?o\.?m\.?|per|till|helår|i|%|\((?:{_SHORT})\)|tkr|mnkr|"
    rf"fg|föregående|år|{GROUP}"
)
_TEXT = r"mätdatum|mätdatum/|mätperiod|kommentar|nr|kod|ansvar|konto"
_LABEL = r"nyckeltal|volymmått|projektbenämning|projekt|benämning|verksamhet|post|resultatmål\S*|uppdrag|indikatorer?"
_CELL_LABEL = r"text|kontotext|konto/text|namn|enhet/verksamhet"  # words that stand in prose too
_ROLE = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _ROLES.items()), re.IGNORECASE)
_START = re.compile(rf"\b(?:{'|'.join(_ROLES.values())}|{_LABEL}|{_BEFORE})\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<!\S)[^\s]*\d[^\s]*(?!\S)")
_YEAR_OR_DATE = re.compile(_DAY)
_JOINS = {"och", "eller", "samt"}  # "Budget- och skuldrådgivning" keeps its hyphen
_KNOWN = "Utfall|Budget|Avvikelse|Prognos|Bokslut|Differens|Diff|Årsbudget|Helårsprognos|Prognosavvikelse|Förändring"
_GLUED = re.compile(
    rf"(?<=[a-zåäö])(?=(?:{_KNOWN})(?![a-zåäö])|(?:19|20)\d\d(?!\d))|(?<=\d)(?=(?:{_KNOWN}))|"
    r"(?<=(?<!\d)(?:19|20)\d\d)(?=[A-ZÅÄÖ][a-zåäö])"
)
_SPAN = re.compile(rf"\b({MONTH})\s*([-–])\s*({MONTH})(?!\w)", re.IGNORECASE)
_MORE = (  # what else a head with a cell of its own may say of its numbers
    r"mot|jämfört|jmf|från|med|och|fg|föreg|föregående|samma|år|året|årets|hela|delår|tertial|t\d|mån|månader|procent|"
    r"varav|kf|ks|sedan|projektstart|projektets|start|(?:total)?utgift\w*|investering\w*|"
    r"period|perioden|ack|tkr|mnkr|mkr|kr|ursprunglig|prel|preliminärt?|intäkt\w*|(?:brutto)?kostnad\w*|brutto|netto\w*|nto|efter|justering(?:ar)?|\d|[-–/]"
)
_MORE_ROLES = {
    "avvikelse": r"avv|avvik|över-?/underskott|budgetdiff|prognosdiff",
    "utfall": r"redovisat|redovisning|redov\.?|utf\.?",
    "budget": r"ram|tilldelat|kommunbidrag|plan|bud\.?",
    "prognos": r"prog\.?",
    "jämförelse": r"mål(?:värde|tal|et)?",
}
_SHORT_ROLE = re.compile(_MORE_ROLES["avvikelse"], re.IGNORECASE)
_INCLUDING = r"(?:inkl|exkl)\w*\.?"
_PREVIOUS = r"(?:ack\.? )?(?:fg|föreg\w*)\.? år(?:ets)?(?: ack\.?)?"
_USED = r"(?:ut)?nyttja\w*|förbr\w*\.?"  # of the budget, in per cent
_BROKEN = re.compile(r"(?<=[a-zåäö])- (?=(?:budget|prognos|utfall|avvikelse|anslag|bidrag)\b)")  # at the end of a line
_SUM_OF = re.compile(r"summa av (?=\w)", re.IGNORECASE)  # as a pivot table calls its columns
_INVESTED = (
    r"(?:varav )?(?:årets|ack\S*) (?:netto)?(?:utgift(?:er)?|investering(?:ar|sutgift(?:er)?)?)(?: (?:19|20)\d\d)?|"
    r"(?:ack\S* )?utgift(?:er)? sedan (?:projekt(?:ets|ens)? ?)?start(?:en)?"
)


def _matches(pattern: str, word: str) -> bool:
    return re.fullmatch(pattern, word, re.IGNORECASE) is not None


def _column(words: Sequence[str]) -> tuple[Column, int] | None:
    """Read one column name off the front of the words, with how many words it took."""
    if _matches(_TEXT, words[0]) and not _matches(_LABEL, words[0]):
        length = 2 if words[0].endswith("/") and len(words) > 1 else 1
        return Column(" ".join(words[:length]), "text"), length
    if _matches(_LABEL, words[0]):
        return Column(words[0], "etikett"), 1
    at = 0
    while at < len(words) - 1 and _matches(_BEFORE, words[at]):
        at += 1
    found = _ROLE.fullmatch(words[at])
    if not found:
        return None
    at += 1
    while at < len(words):
        step = 2 if [word.lower() for word in words[at : at + 2]] == ["mot", "budget"] else 1
        if step == 1 and not _matches(_AFTER, words[at]):
            break
        if YEAR.fullmatch(words[at]) and any(YEAR.fullmatch(word) for word in words[:at]):
            break  # a second year is a column of its own
        at += step
    return number_column(" ".join(words[:at]), str(found.lastgroup)), at


def unglued(text: str) -> str:
    """Part column names that lost the space between them, and close up months with a dash between them.

    Examples
    --------
    >>> unglued("UtfallBudget2020Avvikelse"), unglued("jan - aug")
    ('Utfall Budget 2020 Avvikelse', 'jan-aug')
    """
    return _SPAN.sub(r"\1\2\3", _GLUED.sub(" ", text))


def is_label_word(word: str) -> bool:
    """Tell whether a word is known to head the column of labels.

    Examples
    --------
    >>> is_label_word("Volymmått"), is_label_word("Stab")
    (True, False)
    """
    return _matches(_LABEL, word)


@lru_cache(maxsize=4096)
def names_role(text: str) -> bool:
    """Tell whether words say what numbers are, such as budget, and not only their year or the group they belong to.

    Examples
    --------
    >>> names_role("Ack utfall"), names_role("Varav årets investeringar"), names_role("2021"), names_role("Avvik.")
    (True, False, False, True)
    """
    words = [word.strip(".,:()") for word in unglued(text).split()]
    return any((_ROLE.fullmatch(word) or _SHORT_ROLE.fullmatch(word)) and not YEAR.fullmatch(word) for word in words)


def join_wrapped(lines: Sequence[str], *, marks_wraps: bool) -> str:
    """Join the lines of one printed cell: a hyphen or a missing space at a line's end means a broken word.

    Examples
    --------
    >>> join_wrapped(["Digitalisering/utveckli", "ng data "], marks_wraps=True)
    'Digitalisering/utveckling data'
    >>> join_wrapped(["Investerings- ", "budget 2020"], marks_wraps=True)
    'Investeringsbudget 2020'
    >>> join_wrapped(["Utfall jan-", "aug"], marks_wraps=False)
    'Utfall jan-aug'
    """
    text = ""
    for line in lines:
        word = line.strip()
        if text.endswith("-") and not text.endswith(" -") and word[:1].islower():
            is_span = _SPAN.fullmatch(f"{text.rsplit(maxsplit=1)[-1]}{word.split()[0]}") is not None
            text = f"{text} {word}" if word.split()[0] in _JOINS else (text if is_span else text[:-1]) + word
        else:
            text += word
        text += " " if line.endswith(" ") or not marks_wraps else ""
        text = text.rstrip() if re.search(r"\S- *$", text) else text
    return " ".join(text.split())


def starts_head(line: str) -> bool:
    """Tell quickly whether a line may begin a table head."""
    bare = unglued(line)
    return not _is_elsewhere(line) and _START.search(bare) is not None and not _has_other_numbers(bare)


def _is_elsewhere(line: str) -> bool:
    """Tell a line that belongs to no head of lost cells: a marked heading, or one with cells of its own."""
    return line.startswith("#") or "\t" in line


def _has_other_numbers(line: str) -> bool:
    return any(not _YEAR_OR_DATE.fullmatch(word.strip("().,:")) for word in _DIGITS.findall(line))


def read_head(lines: Sequence[str], start: int, *, marks_wraps: bool) -> tuple[list[Column], int] | None:
    """Read the head of a table whose cells were lost.

    Parameters
    ----------
    lines
        The lines of the document.
    start
        Where the head may begin.
    marks_wraps
        Whether lines end in a space where a word ends.

    Returns
    -------
    tuple[list[Column], int] | None
        The columns in printed order and the first line below the head; None where this is no head.
    """
    taken: list[str] = []
    best: tuple[list[Column], int] | None = None
    for end in range(start, min(start + LONGEST_HEAD, len(lines))):
        if not lines[end].strip():
            continue
        if _is_elsewhere(lines[end]) or _has_other_numbers(unglued(lines[end])):
            break
        taken.append(unglued(lines[end]))
        columns, left = _head_columns(join_wrapped(taken, marks_wraps=marks_wraps), len(taken[0].split()))
        if left > len(lines[end].split()) + _MOST_UNKNOWN or len(columns) > _MOST_COLUMNS:
            break
        if not left and _is_head(columns):
            best = list(columns), end + 1
    return best


def _is_head(columns: Sequence[Column]) -> bool:
    """Ask for two number columns, or one beside a column that is known to hold labels."""
    names = [column.name for column in columns if column.kind == "tal"]
    if any(map(str.isdigit, names)) and not all(map(str.isdigit, names)):
        return False  # a line of years and a line of roles: which belongs to which cannot be told
    return len(names) > 1 or (len(names) == 1 and any(_matches(_LABEL, column.name) for column in columns))


@lru_cache(maxsize=4096)
def _head_columns(text: str, first_line: int) -> tuple[tuple[Column, ...], int]:
    """Read column names off the front of a text; return them with how many words were left over.

    Some unknown words may come first, where the first line goes on after them: they name the label column.
    """
    words, at = text.split(), 0
    while at < min(_MOST_UNKNOWN, first_line - 1) and _column(words[at:]) is None:
        at += 1
    columns = [Column(" ".join(words[:at]), "etikett")] if at else []
    while at < len(words) and (found := _column(words[at:])):
        columns.append(found[0])
        at += found[1]
    return tuple(columns), len(words) - at


def cell_column(text: str) -> Column:
    """Say what a column with cells of its own is, from the text of its head; an unknown one holds text.

    Examples
    --------
    >>> cell_column("Varav årets investeringar Budget").role, cell_column("Norra skolan: Budget").role
    ('budget', 'budget')
    >>> cell_column("Ack utfall 202408").year, cell_column("procent").role
    (2024, 'andel')
    >>> cell_column("Helårs- prognos").role, cell_column("Budget- och skuldrådgivning").kind
    ('prognos', 'text')
    >>> cell_column("Summa av Budget").role, cell_column("Mål 2024").role
    ('budget', 'jämförelse')
    >>> [cell_column(text).role for text in ("Utfall 202401-202408", "Bokslut -21", "Budget inkl. ombudgetering")]
    ['utfall', 'utfall', 'budget']
    >>> cell_column("Förbrukad budget, %").role, cell_column("Kvarvarande budget").kind
    ('andel', 'text')
    """
    bare = _BROKEN.sub("", without_owner(_SUM_OF.sub("", clean(text))))
    if bare != clean(text) and (own := cell_column(bare)).kind == "tal":
        return number_column(clean(text), own.role)
    words = unglued(clean(text).replace("/ ", "/")).split()
    if not words or _matches(_CELL_LABEL, " ".join(words)):
        return Column(" ".join(words), "etikett")
    found = _column(words)
    if found and found[1] == len(words):
        return found[0]
    rest = _column(words[1:]) if len(words) > 1 and YEAR.fullmatch(words[0]) else None
    if rest and rest[0].kind == "tal" and rest[1] == len(words) - 1:  # a year that spans its columns
        return number_column(" ".join(words), rest[0].role)
    shares = {"%", "(%)", "procent"} & {word.lower() for word in words}
    is_known = all(_matches(_AFTER, word) or one_month(word) or word.lower() in shares for word in words)
    is_known = is_known or _matches(_PREVIOUS, " ".join(words))
    if is_known or _matches(_INVESTED, " ".join(words)) or (shares and _matches(_USED, words[0])):
        return number_column(" ".join(words), "andel" if shares else "utfall")
    role = _role_among(words) or _role_among(_own(words)) or _role_among(_before_more(words))
    return number_column(" ".join(words), role) if role else Column(" ".join(words), "text")


def _own(words: Sequence[str]) -> Sequence[str]:
    """Return the words of the column itself, behind the name of a group and a colon."""
    ends = [at for at, word in enumerate(words) if word.endswith(":")]
    return words[ends[-1] + 1 :] if ends else []


def _before_more(words: Sequence[str]) -> Sequence[str]:
    """Return the words before those that say what is counted in or left out."""
    at = next((at for at, word in enumerate(words) if _matches(_INCLUDING, word)), 0)
    return words[:at]


def _role_among(words: Sequence[str]) -> str:
    """Find the role in a head whose words are all known, in any order; empty where there is none or more than one."""
    roles = set[str]()
    for word in re.split(r"\s|(?<=[^\W\d_])[-–/](?=[a-zåäö])", " ".join(words)):
        bare = word.strip(".,:()") or "-"
        more = next((role for role, known in _MORE_ROLES.items() if _matches(known, bare)), "")
        found = _ROLE.fullmatch(bare)
        if more or (found and not YEAR.fullmatch(bare)):
            roles.add(more or str(found and found.lastgroup))
        elif not any(_matches(known, one) for known in (_BEFORE, _AFTER, _MORE) for one in (word, bare)):
            return ""
    if "avvikelse" in roles:  # a deviation from the budget, or of the forecast
        return "avvikelse"
    if "förändring" in roles and _matches(_ROLES["förändring"], words[0]):  # of the budget, or of the forecast
        return "förändring"
    return roles.pop() if len(roles) == 1 else ""
