"""What of a head, of numbers and of units cannot be trusted, though it can be read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import product

from analysis.readers.cuts import Cut, agreement
from analysis.vocabulary.column_kinds import Column, is_month, is_period, spans_years
from analysis.vocabulary.columns import names_role
from analysis.vocabulary.heads import is_label_head
from analysis.vocabulary.numerals import MONEY_UNITS, clean
from analysis.vocabulary.relations import Relation

_ROLE = (
    r"(?:ack\w*\.? |års|helårs)?(?:utfall|bokslut|budget|prognos|(?:prognos|budget)?avvik(?:else)?|avv|differens|diff)"
)
_ROLES = re.compile(rf"(?<!\w){_ROLE}(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(r"mot|från|jämfört|jmf|minus|[-–−/]|\bi\b|\bav\b|\bper\b", re.IGNORECASE)
_MAY_HAVE_TWO = re.compile(
    r"(?-i:[a-zåäö] avvikelse)|mot|från|jämfört|jmf|minus|[-–−/]|\bi\b|\bav\b|\bper\b|%|procent", re.IGNORECASE
)
_IS_AGAINST = re.compile(
    r"(?:avvikelse|avvik\.?|diff(?:erens)?\.?) (?:års|hel\w+)?budget(?: (?:19|20)\d\d)?", re.IGNORECASE
)
_FEWEST_SHOWN = 2  # rows whose deviation is that of two columns
_FEWEST_EVEN = 4  # numbers with as many decimals
_ACCUMULATED = re.compile(r"ack\.?|ackumulera\w+", re.IGNORECASE)
_OPEN_NAME = re.compile(r"\b(?:mot|från|jämfört|jmf|med|av|per|beslutad)$", re.IGNORECASE)
_MONTHS = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
_BARE_DEVIATION = re.compile(r"(?:budget-?)?(?:avvikelse|avvik\.?|diff(?:erens)?\.?)(?: (?:19|20)\d\d)?", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"\bhel(?:år|a året)", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b\w*?(budget(?:ar|ramar?|förslag)?|plan(?:er)?|ramar?|kommunbidrag|anslag|prognos(?:er)?|avvikelser)\b|"
    r"\b(budgeterad\w*|planerad\w*|prognostisera\w*|tilldela\w*)",
    re.IGNORECASE,
)
_CAME_OUT = re.compile(r"utfall|bokslut|redovis|resultat(?!budget)|uppfölj|jämför", re.IGNORECASE)
_SPAN = re.compile(rf"\b(?:{_MONTHS})\w*\s?[-–]\s?(?:{_MONTHS})\w*", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:drift|investerings)\w*(?:budget|redovisning),?(?: (?:19|20)\d\d,?)? (?:i )?"
    rf"\(?(?:{'|'.join(MONEY_UNITS)})\b",
    re.IGNORECASE,
)
_ONLY_UNIT = re.compile(rf"\(?(?:{'|'.join(MONEY_UNITS)})\)?", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_AND_BEFORE = re.compile(r"(?:19|20)\d\d\b.*\b(?:fg\.?|föreg\w*\.?) år", re.IGNORECASE)
_WHOLE_YEARS: frozenset[Decimal] = frozenset(map(Decimal, range(1990, 2050)))
_PAGES: frozenset[Decimal] = frozenset(map(Decimal, range(1, 1000)))
_BARE_YEAR = re.compile(rf"(?:19|20)\d\d(?: \(?(?:{'|'.join(MONEY_UNITS)})\)?)?", re.IGNORECASE)
_ROLE_OF_YEAR = re.compile(rf"{_ROLE} (?:19|20)\d\d\b", re.IGNORECASE)
_ENDS_IN_YEAR = re.compile(r"(?:^|[\s|])(?:19|20)\d\d(?:[\s|]+\d{1,3})?[\s|]*$")
_TWO_PARTS = frozenset({"intäkter", "kostnader"})
_TOLD_APART = frozenset({"utfall", "budget", "prognos", "okänd"})
_THOUSANDTHS = Decimal("0.001")


def head_suspicion(
    columns: Sequence[Column], sets: Sequence[Relation], labels: str = "", cuts: Sequence[Cut] = ()
) -> str:
    """Say in Swedish why the head of a table cannot be trusted; empty where it can.

    Parameters
    ----------
    columns
        The number columns.
    sets
        Which of them belong together.
    labels
        The name of the column of labels.
    cuts
        The numbers of the rows.

    Examples
    --------
    >>> head_suspicion([Column("Budget 2023 Avvikelse", "tal", "avvikelse", 2023)], [])
    'kolumnrubriken ”Budget 2023 Avvikelse” ser ut att vara två'
    """
    bare = {column.role for column in columns if _BARE_YEAR.fullmatch(column.name)}
    if bare and _YEARS.search(labels):
        return f"årtalet i rubriken ”{labels}” kan stå över en kolumn till"
    over = next((one.name for one in columns if bare and _ROLE_OF_YEAR.match(one.name)), "")
    if over:
        return f"kolumnerna som bara heter ett årtal kan höra till ”{over}”"
    if split := _split_column(columns, cuts):
        return f"kolumnen ”{split}” har inga tal och kan vara en del av kolumnen bredvid"
    shown = _shown_deviations(columns, cuts)
    if loose := _loose_deviation(columns, cuts, shown):
        return f"kolumnen ”{loose}” är ingen skillnad mellan de andra"
    said = next((said for at, column in enumerate(columns) if (said := _name_suspicion(column, bare, shown[at]))), "")
    said = said or next((said for one in sets if (said := _set_suspicion(columns, one, is_one=len(sets) == 1))), "")
    return said or _lacks_its_year(columns)


def _lacks_its_year(columns: Sequence[Column]) -> str:
    """Say of the only outcome without a year, among outcomes that have theirs, that it lost it."""
    bare = [column.name for column in columns if column.year is None]
    is_one = len(bare) == 1 < len(columns) and {column.role for column in columns} == {"utfall"}
    if not is_one or any(is_month(column) or is_period(column) for column in columns):
        return ""
    return f"kolumnen ”{bare[0]}” saknar det årtal som de andra har"


def _split_column(columns: Sequence[Column], cuts: Sequence[Cut]) -> str:
    """Find a column of shares without any number, beside one whose name begins as its own does."""
    for at, column in enumerate(columns):
        beside = [columns[place] for place in (at - 1, at + 1) if 0 <= place < len(columns)]
        is_empty = bool(cuts) and not any(cut[at] for cut in cuts)
        if is_empty and "%" in column.name and any(one.name.split()[0] == column.name.split()[0] for one in beside):
            return column.name
    return ""


def _loose_deviation(columns: Sequence[Column], cuts: Sequence[Cut], shown: Sequence[str]) -> str:
    """Find a bare deviation that is no difference of columns, where another one is: a part of its name was lost."""
    years = {column.year for column, role in zip(columns, shown, strict=True) if role}
    for at, column in enumerate(columns):
        is_bare = column.role == "avvikelse" and _BARE_DEVIATION.fullmatch(column.name) is not None
        if is_bare and not shown[at] and column.year in years and sum(bool(cut[at]) for cut in cuts) >= _FEWEST_SHOWN:
            return column.name
    return ""


def same_columns(columns: Sequence[Column]) -> str:
    """Say of two columns that nothing tells them apart: what stands over them was lost; deviations tell by sums.

    Examples
    --------
    >>> same_columns([Column("Netto", "tal", "utfall", 2024), Column("Netto", "tal", "budget", 2024)])
    ''
    >>> same_columns([Column("Netto", "tal", "utfall")] * 2)
    'två kolumner heter ”Netto” och kan inte skiljas åt; talen står kvar'
    """
    seen = set[tuple[object, ...]]()
    for column in columns:
        key = (column.name.casefold(), column.role, column.year, column.group, column.period)
        if key in seen and column.role in _TOLD_APART:
            return f"två kolumner heter ”{column.name}” och kan inte skiljas åt; talen står kvar"
        seen.add(key)
    return ""


def of_plans(title: str, columns: Sequence[Column]) -> str:
    """Say of columns named by years and periods, below a title of a budget, forecast or deviations, that they may be.

    Examples
    --------
    >>> of_plans("Internbudget 2025, tkr", [Column("Tertial 1", "tal", "utfall")])
    'rubriken säger budget men kolumnerna inte om talen är utfall eller annat; talen står kvar'
    >>> of_plans("Driftramar (mnkr)", [Column("2025", "tal", "utfall")])[:20]
    'rubriken säger ramar'
    >>> of_plans("Budget och utfall 2025", [Column("2025", "tal", "utfall")])
    ''
    >>> of_plans("Internbudget 2025", [Column("Utfall 2025", "tal", "utfall")])
    ''
    """
    bare = [column for column in columns if column.role == "utfall" and not names_role(column.name)]
    planned = _PLANNED.search(title)
    if planned is None or not bare or _CAME_OUT.search(title):
        return ""
    said = next(filter(None, planned.groups())).lower()
    return f"rubriken säger {said} men kolumnerna inte om talen är utfall eller annat; talen står kvar"


def is_named_by_label(columns: Sequence[Column], labels: Sequence[str]) -> bool:
    """Tell whether the label of a row was taken for the name of a column: income beside a row of costs, or the reverse.

    Examples
    --------
    >>> head = [Column("Budget", "tal", "budget"), Column("Intäkter", "tal", "utfall")]
    >>> is_named_by_label(head, ["Kostnader", "Netto"]), is_named_by_label(head, ["Stab", "Netto"])
    (True, False)
    """
    named = {column.name.lower() for column in columns} & _TWO_PARTS
    other = {*(_TWO_PARTS - named), *(f"summa {part}" for part in _TWO_PARTS)}
    return len(named) == 1 and not {clean(label).lower() for label in labels}.isdisjoint(other)


def _shown_deviations(columns: Sequence[Column], cuts: Sequence[Cut]) -> list[str]:
    """Say for each column which role the figures show it to be the deviation of; empty where they do not."""
    found = [""] * len(columns)
    budgets = [at for at, column in enumerate(columns) if column.role == "budget"]
    own = [at for at, column in enumerate(columns) if column.role == "avvikelse"]
    others = [(at, column.role) for at, column in enumerate(columns) if column.role in {"utfall", "prognos"}]
    for place, budget, (other, role) in product(own, budgets, others):
        ways = Relation(other, budget, place), Relation(budget, other, place)
        whole = [cut for cut in cuts if (number := cut[place]) and number.value and cut[budget] and cut[other]]
        if len(whole) >= _FEWEST_SHOWN and any(all(agreement(cut, [way]) for cut in whole) for way in ways):
            found[place] = role
    return found


def _name_suspicion(column: Column, bare: AbstractSet[str], shown: str) -> str:
    """Say what is odd in the name of a column.

    `bare` holds the roles of columns that are named by a year alone; `shown` is what the figures show that it is the
    deviation of.
    """
    roles = [role.lower() for role in _ROLES.findall(column.name)]
    words = [word for word in column.name.lower().split() if word[:1].isalpha()]
    found = {
        "kan stå över flera kolumner": column.role in bare and _ROLES.fullmatch(column.name),
        "säger inte vad talen är": column.role in bare and column.year is None and not names_role(column.name),
        "slutar mitt i ett namn": _OPEN_NAME.search(column.name)
        or (column.role == "avvikelse" and _ACCUMULATED.fullmatch(column.name)),
        "är tabellens rubrik": _TITLE.search(column.name),
        "kunde inte läsas": "\ufffd" in column.name,
        "är bara en enhet": _ONLY_UNIT.fullmatch(column.name),
        "har två år": (len(set(_YEARS.findall(column.name))) > 1 and not spans_years(column))
        or _YEAR_AND_BEFORE.match(column.name),
        "ser ut att vara två": len(set(roles)) < len(roles)
        or (
            len(roles) > 1
            and not _may_have_two(column.name, roles)
            and not (shown and (shown in roles[-1] or _IS_AGAINST.fullmatch(column.name)))
        ),
        "har två perioder": _SPAN.search(column.name) and _WHOLE_YEAR.search(column.name),
        "säger samma sak två gånger": len(words) > len(set(words)),
    }
    return next((f"kolumnrubriken ”{column.name}” {said}" for said, is_so in found.items() if is_so), "")


def _may_have_two(name: str, roles: Sequence[str]) -> bool:
    """Tell whether the words between two roles say that they are of one column; per cent does not of an outcome."""
    bare = _SPAN.sub("", name)
    return (_BETWEEN if {"avvikelse", "utfall"} <= {*roles} else _MAY_HAVE_TWO).search(bare) is not None


def _set_suspicion(columns: Sequence[Column], one: Relation, *, is_one: bool) -> str:
    """Say where outcome, budget and deviation are not of one year."""
    outcome, budget, deviation = (columns[at].year for at in one)
    years = {outcome, budget, deviation} - {None}
    printed = {column.year for column in columns} - {None}
    is_forecast = columns[one.utfall].role == "prognos" and len(printed) == 1  # of the only year there is
    is_loose = not is_one and outcome is None and bool(years) and not is_forecast
    is_torn = deviation is not None and None in {outcome, budget}
    if not (is_loose or is_torn or len(years) > 1):
        return ""
    said = ", ".join(columns[at].name for at in one)
    return f"kolumnerna {said} hör ihop men har olika år eller saknar år"


def is_row_of_years(cut: Cut) -> bool:
    """Tell a row whose numbers, two or more, are all the same year: a part of the head that was taken for one.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> is_row_of_years((parse_number("2018"), parse_number("2018"))), is_row_of_years((parse_number("2018"), None))
    (True, False)
    """
    values = [number.value for number in cut if number]
    return len(values) > 1 and len(set(values)) == 1 and values[0] in _WHOLE_YEARS


def above_years(labels: Sequence[str], cuts: Sequence[Cut]) -> int:
    """Count the rows down to one of nothing but years: those below it may be of other columns.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> above_years(["Stab", "", "Barn"], [(parse_number("5"),), (parse_number("2024"),), (parse_number("7"),)])
    2
    """
    values = [{number.value for number in cut if number} for cut in cuts]
    alone = (at for at, label in enumerate(labels) if not label.strip())
    return next((at + 1 for at in alone if values[at] and values[at] <= _WHOLE_YEARS), len(cuts))


def may_be_title(cut: Cut, printed: str) -> bool:
    """Tell a row of several columns that says nothing but a year, as a title does, or a year and the number of a page.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> may_be_title((parse_number("2018"), None), "2018"), may_be_title((parse_number("2 018"), None), "2 018")
    (True, False)
    >>> may_be_title((parse_number("2018"), parse_number("34"), None), "2018 | 34")
    True
    """
    values = [number.value for number in cut if number]
    is_short = len(values) == 1 or (len(values) == 2 and values[1] in _PAGES)  # noqa: PLR2004  (a year and a page)
    return (
        is_short and len(values) < len(cut) and values[0] in _WHOLE_YEARS and _ENDS_IN_YEAR.search(printed) is not None
    )


def may_be_page(label: str, cut: Cut) -> bool:
    """Tell a row of several columns whose label ends in a year and that has one small number, as what runs over pages.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> [may_be_page(label, (parse_number("34"), None)) for label in ("Årsredovisning 2018", "Stab")]
    [True, False]
    """
    values = [number.value for number in cut if number]
    return len(cut) > len(values) == 1 and values[0] in _PAGES and _ENDS_IN_YEAR.search(label) is not None


def may_head_a_table(label: str, cut: Cut) -> bool:
    """Tell a row of years beside a name of the labels or a unit: the head of another table.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> cut = (parse_number("2019"), parse_number("2020"), None)
    >>> may_head_a_table("Belopp mkr", cut), may_head_a_table("Stab", cut)
    (True, False)
    """
    values = [number.value for number in cut if number]
    return len(values) > 1 and set(values) <= _WHOLE_YEARS and all(map(is_label_head, label.split()))


def repeats_years(cut: Cut, columns: Sequence[Column]) -> bool:
    """Tell a row that gives each column its own year: the head again.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> head = [Column("2018", "tal", "utfall", 2018), Column("2017", "tal", "utfall", 2017)]
    >>> repeats_years((parse_number("2018"), parse_number("2017")), head)
    True
    >>> repeats_years((parse_number("2018"), None), head)
    False
    """
    years = [(number and number.value, column.year) for number, column in zip(cut, columns, strict=True)]
    return len(years) > 1 and all(value is not None and value == year for value, year in years)


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


def odd_decimals(cuts: Sequence[Cut]) -> set[int]:
    """Find rows with a number of more decimals than all others of its column, which agree: a note's number behind it.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> odd_decimals([(parse_number(text),) for text in ("4,5", "1,2", "3,31", "0,4", "7,0")])
    {2}
    """
    found = list[int]()
    for column in zip(*cuts, strict=True):
        by_step = defaultdict[Decimal, list[int]](list)
        for at, number in enumerate(column):
            if number:
                by_step[number.resolution].append(at)
        (coarse, most), *others = sorted(by_step.items(), reverse=True) or [(Decimal(1), [])]
        if coarse < 1 and len(most) >= _FEWEST_EVEN and len(others) == 1 and len(others[0][1]) == 1:
            found += others[0][1]
    return {row for row in found if found.count(row) == 1}  # a row of finer numbers is no mark
