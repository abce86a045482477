"""Which columns of a block are outcome, budget and deviation of each other, and which way the deviation is counted."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.readers.body.identities import Cells, Identity, Weighed, directions, test
from analysis.readers.body.labels import Label
from analysis.readers.body.lattice import Cut
from analysis.readers.body.solve import Solution
from analysis.readers.orientations import choices
from analysis.readers.raw import Hypothesis
from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.labels import INCOME, NET, WHOLE, is_part, side_of
from analysis.vocabulary.relations import Relation

_CLEAR = 3  # times as many rows must count the deviation one way as the other
_PAIR = 2


def find_hypothesis(
    columns: Sequence[Column], chosen: Sequence[tuple[Sequence[Cut], int]], labels: Sequence[Label], best: Solution
) -> tuple[Hypothesis, bool]:
    """Tell which columns are outcome, budget and deviation, which way it is counted, and whether the rows disagree.

    Parameters
    ----------
    columns
        The number columns as named.
    chosen
        For each row its readings that are left, and how many identities they satisfy.
    labels
        The labels of the rows: income and cost may count the deviation in different ways.
    best
        How the block was read.
    """
    rows = [kept[0].cells if len(kept) == 1 else (None,) * best.width for kept, _ in chosen]
    pairs, sides, above = _pairs(columns, rows, best), list[str](), NET
    for label in labels:
        text = label.text(marks_wraps=False)
        sides.append(side_of(text, label.heading, above))
        above = above if is_part(text) else sides[-1]
    ways = {INCOME: [0, 0], NET: [0, 0]}
    for relation in pairs:
        for side, way in zip(sides, directions(rows, *relation), strict=True):
            if way and side != WHOLE:
                ways[INCOME if side == INCOME else NET][way < 0] += 1
    income, other = (_way(ways[side]) for side in (INCOME, NET))
    disagree = any(min(counts) * _CLEAR > max(counts) for counts in ways.values())
    return Hypothesis(tuple(pairs), income or other or 1, other or income or 1), disagree


def _way(counts: Sequence[int]) -> int:
    return 0 if not any(counts) else 1 if counts[0] >= counts[1] else -1


def _pairs(columns: Sequence[Column], rows: Sequence[Cells], best: Solution) -> list[Relation]:
    """Find the outcome and the budget of each deviation: what the words say where the rows agree, else what holds."""
    found = list[Relation]()
    for choice in choices(columns):
        agreeing = [pair for pair in choice.pairs if _agree(rows, pair)]
        holding = [pair for one in best.found if (pair := _relation(columns, one.identity, choice.place))]
        holding.sort(key=lambda pair: max(pair) - min(pair))
        found += [*agreeing, *holding, *choice.pairs][:1]
    named = {relation.avvikelse for relation in found}
    for place, column in enumerate(columns):
        if column.role == "avvikelse" and place not in named:
            found += [pair for one in best.found if (pair := _relation(columns, one.identity, place))][:1]
    return sorted(found, key=lambda pair: pair.avvikelse)


def _agree(rows: Sequence[Cells], pair: Relation) -> bool:
    """Tell whether rows speak for a pair, and none against it."""
    ways = (Identity(pair.utfall, pair[1:]), Identity(pair.budget, (pair.utfall, pair.avvikelse)))
    results = [[test(cells, way) for way in ways] for cells in rows]
    return any(True in own for own in results) and not any(own == [False, False] for own in results)


def _relation(columns: Sequence[Column], identity: Identity, place: int) -> Relation | None:
    """Return the outcome and the budget that a deviation is the difference of by an identity; None where it is not."""
    if place not in identity.places or len(identity.parts) != _PAIR:
        return None
    roles = {columns[at].role: at for at in sorted(identity.places - {place})}
    outcome = roles.get("utfall", roles.get("prognos"))
    return Relation(outcome, roles["budget"], place) if outcome is not None and "budget" in roles else None


def said_by_words(columns: Sequence[Column], best: Solution) -> list[Weighed]:
    """List what the words say of the columns, where the figures of most rows deny it: rows may still be held to it.

    Parameters
    ----------
    columns
        The number columns as named.
    best
        How the block was read.
    """
    rows = [[cut.cells for cut in row] for row in best.cuts]
    added = list[Weighed]()
    for relation in [choice.pairs[0] for choice in choices(columns)]:
        if any(set(relation) == one.identity.places for one in best.found):
            continue
        ways = [
            Identity(relation.utfall, relation[1:]),
            Identity(relation.budget, (relation.utfall, relation.avvikelse)),
        ]
        counts = [sum(any(test(cells, way) for cells in row) for row in rows) for way in ways]
        if any(counts):
            added.append(Weighed(ways[counts[0] < counts[1]], 0.0, max(counts), 0))
    return added
