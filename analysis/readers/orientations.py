"""Which columns are the difference of which, and which way round: by their words and by what the rows satisfy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from analysis.readers.cuts import MOST_CUTS, Cut, agreement
from analysis.readers.raw import Hypothesis, RawRow, RawTable, sides_of
from analysis.vocabulary.column_kinds import Column, is_amount, is_period, is_whole_year_column, number_column
from analysis.vocabulary.heads import is_note_word
from analysis.vocabulary.labels import INCOME, WHOLE
from analysis.vocabulary.relations import Relation, relations

_DIRECTIONS = ((1, 1), (-1, -1), (1, -1), (-1, 1))  # of lines of income, and of all others
_MOST_CHOICES = 4  # pairs of columns that one deviation is tried with
_MOST_HYPOTHESES = 16
_FROM_FORECAST = re.compile(r"\b(?:mot|från|jmf|jämfört med)\b.*prognos", re.IGNORECASE)
_CLEAR = 2  # how many times as many rows must speak for one hypothesis as against it
_ENOUGH = 2  # rows that must speak against the words of the head


class Choice(NamedTuple):
    """A deviation and the pairs of outcome and budget that it may be the difference of, likeliest first."""

    place: int
    pairs: tuple[Relation, ...]


def choices(columns: Sequence[Column]) -> list[Choice]:
    """List what each printed deviation may be the difference of, by the words of the head.

    Examples
    --------
    >>> head = [Column(role, "tal", role) for role in ("budget", "utfall", "prognos", "avvikelse")]
    >>> choices(head)[0].pairs
    (Relation(utfall=2, budget=0, avvikelse=3), Relation(utfall=1, budget=0, avvikelse=3))
    """
    return list(_choices_of(tuple(columns)))


@lru_cache(maxsize=4096)  # a long file has the same few heads again and again
def _choices_of(columns: tuple[Column, ...]) -> tuple[Choice, ...]:
    by_words = {relation.avvikelse: relation for relation in relations(columns)}
    found, since = list[Choice](), 0
    for place, column in enumerate(columns):
        if column.role == "avvikelse" and is_amount(column):
            against = list(_between_forecasts(columns, place))
            if against:
                found.append(Choice(place, tuple(against[:_MOST_CHOICES])))
                continue
            own = [by_words[place]] if place in by_words else []
            ahead = list(_forecasts(columns, since, place))
            is_forecast = is_whole_year_column(column) or (ahead and ahead[0].utfall >= since)
            ordered = [*ahead, *own] if is_forecast else [*own, *ahead]
            if ordered:
                found.append(Choice(place, tuple(dict.fromkeys(ordered))[:_MOST_CHOICES]))
            since = place + 1
    return tuple(found)


def _forecasts(columns: Sequence[Column], since: int, place: int) -> Iterator[Relation]:
    """Yield the pairs of a forecast and a budget before a deviation, those of the whole year and the nearest first."""
    outcomes = [at for at in range(place) if columns[at].role == "prognos" and is_amount(columns[at])]
    budgets = [at for at in range(place) if columns[at].role == "budget" and is_amount(columns[at])]
    budgets.sort(key=lambda at: (is_period(columns[at]), at < since, -at))
    for outcome in outcomes[-1:]:
        yield from (Relation(outcome, budget, place) for budget in budgets)


def _between_forecasts(columns: Sequence[Column], place: int) -> Iterator[Relation]:
    """Yield the pairs of forecasts that a deviation from a forecast may be between, the one that it names first."""
    if not _FROM_FORECAST.search(columns[place].name):
        return
    outcomes = [at for at in range(place) if columns[at].role == "prognos" and is_amount(columns[at])]
    told = columns[place].name.lower()

    def names(at: int) -> bool:
        return all(word in told for word in columns[at].name.lower().split())

    for at in sorted(outcomes[:-1], key=lambda at: (not names(at), -at)):
        yield Relation(outcomes[-1], at, place)


def hypotheses(columns: Sequence[Column], known: Mapping[int, Relation] = MappingProxyType({})) -> list[Hypothesis]:
    """List what the numbers of a table may satisfy, the likeliest first; the first follows the words alone."""
    open_ones = [choice.pairs for choice in choices(columns) if choice.place not in known]
    found = [
        Hypothesis((*known.values(), *pairs), *direction)
        for pairs in product(*open_ones)
        for direction in (_DIRECTIONS if pairs or known else _DIRECTIONS[:1])
    ]
    return found[:_MOST_HYPOTHESES]


def keep(cuts: Sequence[Cut], ways: Sequence[Sequence[Relation]]) -> list[Cut]:
    """Keep the readings of a row that satisfy most relations in one of the ways; all where none satisfies any."""
    if len(cuts) == 1 or len(cuts) > MOST_CUTS:
        return list(cuts)
    scores = [score(cut, ways) or 0 for cut in cuts]
    best = max(scores, default=0)
    return [cut for cut, own in zip(cuts, scores, strict=True) if own == best] if best else list(cuts)


def score(cut: Cut, ways: Sequence[Sequence[Relation]]) -> int | None:
    """Count the relations that a reading satisfies in the way that suits it best; None where it breaks each way."""
    found = [own for way in ways if (own := agreement(cut, way)) is not None]
    return max(found, default=None) if ways else 0


def fits(cut: Cut, way: Sequence[Relation]) -> int:
    """Count the relations that a row speaks for: it satisfies them, and would not the other way round."""
    if not agreement(cut, way):
        return 0
    return sum(agreement(cut, [_turned(relation)]) is None for relation in way)


def _turned(relation: Relation) -> Relation:
    return Relation(relation.budget, relation.utfall, relation.avvikelse)


def choose(
    columns: Sequence[Column],
    read: Callable[[Hypothesis], RawTable | None],
    known: Mapping[int, Relation] = MappingProxyType({}),
) -> RawTable | None:
    """Read a table as the hypothesis that most of its rows speak for.

    Parameters
    ----------
    columns
        Its number columns.
    read
        Reads the table on a hypothesis.
    known
        What is known already, by the place of the deviation.

    Returns
    -------
    RawTable | None
        The table, with `doubt` where as good as equally many rows speak for another hypothesis.
    """
    possible = hypotheses(columns, known)
    first = read(possible[0])
    if first is None or not first.rows:
        return first  # no hypothesis has any row to be judged by
    if len(possible) == 1 or _is_clear(first, possible[1:]):
        return first
    tables = [first, *(table for one in possible[1:] if (table := read(one)))]
    votes = [_votes(table) for table in tables]
    best = max(range(len(tables)), key=lambda at: (sum(fit for fit, _ in votes[at].values()), -at))
    if best and len(votes[best]) < _ENOUGH:
        return first  # a single row may be a misprint
    for at in range(len(tables)):
        won = _weight(votes[best], votes[at])
        lost = _weight(votes[at], votes[best])
        if at != best and lost and won < (_CLEAR + 1 if best else _CLEAR) * lost:
            return replace(tables[best], doubt=True)
    return tables[best]


# by line and label: how many relations a row speaks for, and the reading that does
Votes = dict[tuple[int, str], tuple[int, Cut]]


def _votes(table: RawTable) -> Votes:
    found, sides = Votes(), set[str]()
    for row, side in zip(table.rows, sides_of(table.rows), strict=True):
        if row.problem:
            continue
        ways = table.hypothesis.ways(side)
        kept = keep(row.cuts, ways)
        fit = max((fits(kept[0], way) for way in ways), default=0) if len(kept) == 1 else 0
        if fit:
            found[row.line, row.label] = fit, kept[0]
            sides.add(side)
    is_mixed = table.hypothesis.income != table.hypothesis.other
    return found if not is_mixed or (INCOME in sides and sides - {INCOME, WHOLE}) else Votes()


def _weight(votes: Votes, others: Votes) -> int:
    """Count the votes of rows that the others do not have, or have for another reading."""
    return sum(fit for row, (fit, cut) in votes.items() if others.get(row, (0, None))[1] != cut)


def _is_clear(table: RawTable, others: Sequence[Hypothesis]) -> bool:
    """Tell whether every row speaks for a table as it was read, and hardly any for another hypothesis."""
    votes = _votes(table)
    if not votes or len(votes) < len([row for row in table.rows if len(row.cuts) != 1 or _has_deviation(row, table)]):
        return False
    return all(_weight(_votes(replace(table, hypothesis=one)), votes) * _CLEAR <= len(votes) for one in others)


def _has_deviation(row: RawRow, table: RawTable) -> bool:
    return any(row.cuts[0][relation.avvikelse] is not None for relation in table.hypothesis.relations)


class Named(NamedTuple):
    """Columns named by their figures, the pairs that were found by number column, and what must be said of it."""

    columns: list[Column]
    pairs: dict[int, Relation]
    notes: list[str]


def name_by_figures(columns: Sequence[Column], numbers: Sequence[Cut]) -> Named:
    """Name the columns that are the difference of an outcome and a budget in every row that can tell.

    Parameters
    ----------
    columns
        All columns of a table whose cells are known.
    numbers
        For each row one number or None a column.
    """
    by_words = {choice.place: choice.pairs for choice in choices(columns)}
    found = {at: pairs for at in range(len(columns)) if (pairs := _pairs(columns, numbers, at))}
    named, new, notes = list(columns), dict[int, Relation](), list[str]()
    taken = {pair[:2] for at, own in found.items() if at in by_words for pair in own}
    for at, own in found.items():
        fresh = [pair for pair in own if pair[:2] not in taken]
        if not fresh or at in by_words:
            continue
        new[at] = fresh[0]
        taken.add(fresh[0][:2])
        outcome, budget, own_name = (columns[place].name for place in fresh[0])
        named[at] = number_column(own_name, "avvikelse")
        difference = f"skillnaden mellan ”{outcome}” och ”{budget}”"
        notes.append(f"kolumnen ”{own_name}” är läst som avvikelse: talen är {difference}.")
        for other, own_pairs in by_words.items():
            if other not in found and any(pair[:2] == fresh[0][:2] for pair in own_pairs):
                named[other] = number_column(columns[other].name, "okänd")
                notes.append(f"kolumnen ”{columns[other].name}” är inte den skillnaden; den används inte.")
    places = {at: place for place, at in enumerate(at for at, one in enumerate(named) if one.kind == "tal")}
    moved = {places[at]: Relation(*(places[place] for place in pair)) for at, pair in new.items()}
    return Named(named, moved, notes)


def name_compared(columns: Sequence[Column], numbers: Sequence[Cut]) -> Named:
    """Name a column of unknown words the budget, or the outcome, where a deviation is its difference to the other.

    Parameters
    ----------
    columns
        All columns of a table whose cells are known.
    numbers
        For each row one number or None a column.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> head = [number_column("Utfall", "utfall"), Column("Medel", "text"), number_column("Avvikelse", "avvikelse")]
    >>> rows = [tuple(map(parse_number, row)) for row in (("-9", "-7", "-2"), ("-5", "-8", "3"))]
    >>> name_compared(head, rows).columns[1].role
    'budget'
    """
    named, notes, told = list(columns), list[str](), {choice.place for choice in choices(columns)}
    unknown = [at for at, one in enumerate(columns) if _is_unknown(one) and any(cut[at] for cut in numbers)]
    for place in [at for at, one in enumerate(columns) if one.role == "avvikelse" and at not in told]:
        for role, other in (("budget", "utfall"), ("utfall", "budget")):
            known = [at for at, one in enumerate(columns) if one.role == other and is_amount(one)]
            pairs = product(known, unknown) if role == "budget" else product(unknown, known)
            found = [one for pair in pairs if _is_difference(numbers, one := Relation(*pair, place))]
            if len(found) == 1:
                at = found[0].budget if role == "budget" else found[0].utfall
                named[at] = number_column(columns[at].name, role)
                against = columns[found[0].utfall if role == "budget" else found[0].budget].name
                said = f"”{columns[place].name}” är skillnaden mot ”{against}”"
                notes.append(f"kolumnen ”{columns[at].name}” är läst som {role}: {said}.")
    return Named(named, {}, notes)


def _pairs(columns: Sequence[Column], numbers: Sequence[Cut], place: int) -> list[Relation]:
    """Find the pairs of outcome and budget that a column is the difference of, the nearest first."""
    column = columns[place]
    is_candidate = _is_unknown(column) or column.role == "avvikelse"
    if not is_candidate or not is_amount(column) or not any(cut[place] for cut in numbers):
        return []
    outcomes = [at for at, one in enumerate(columns) if one.role in {"utfall", "prognos"} and is_amount(one)]
    budgets = [at for at, one in enumerate(columns) if one.role == "budget" and is_amount(one)]
    pairs = sorted(product(outcomes, budgets), key=lambda pair: sum(abs(place - at) for at in pair))
    return [one for pair in pairs if _is_difference(numbers, one := Relation(*pair, place))]


def _is_unknown(column: Column) -> bool:
    return column.kind == "text" and not is_note_word(column.name)


def _is_difference(numbers: Sequence[Cut], relation: Relation) -> bool:
    whole = [cut for cut in numbers if all(cut[place] is not None for place in relation)]
    for one in (relation, _turned(relation)):
        if sum(fits(cut, [one]) for cut in whole) >= _ENOUGH:
            return sum(agreement(cut, [one]) is None for cut in whole) * (_CLEAR + 1) <= len(whole)
    return False
