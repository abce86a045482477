"""Text that was told from a picture (OCR): its rows are sure only where what they hold is confirmed by arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.readers.body.sums import part_sets
from analysis.readers.cuts import Cut, agreement, tolerance
from analysis.vocabulary.labels import is_total
from analysis.vocabulary.relations import Relation

DOUBT = "texten är tolkad ur en bild (OCR), och räkningen bekräftar inte talen; de står kvar som de är tolkade"
Ways = Sequence[Sequence[Relation]]  # the arithmetic that a row may satisfy, as `Hypothesis.ways` gives it


def are_confirmed(labels: Sequence[str], cuts: Sequence[Cut], ways: Sequence[Ways]) -> list[bool]:
    """Tell of each row whether its own deviation and the sum that it is part of hold, all its numbers among them.

    Parameters
    ----------
    labels, cuts
        The labels and the numbers of the rows.
    ways
        For each row the arithmetic that it may satisfy.

    Examples
    --------
    >>> from analysis.vocabulary.numerals import parse_number
    >>> cuts = [tuple(map(parse_number, row)) for row in (("5", "3", "2"), ("4", "1", "3"), ("9", "4", "5"))]
    >>> are_confirmed(["Stab", "Vård", "Summa"], cuts, [[[Relation(0, 1, 2)]]] * 3)
    [True, True, True]
    """
    summed = set[int]()
    for total, label in enumerate(labels):
        if is_total(label):
            for parts in part_sets(labels, total):
                if _adds_up([cuts[at] for at in parts], cuts[total]):
                    summed.update([*parts, total])
                    break
    return [at in summed and _holds(cut, own) for at, (cut, own) in enumerate(zip(cuts, ways, strict=True))]


def _holds(cut: Cut, ways: Ways) -> bool:
    """Tell whether every number of a row takes part in a deviation that holds."""
    filled = {at for at, number in enumerate(cut) if number is not None}
    for way in ways:
        whole = [one for one in way if filled.issuperset(one)]
        if filled and agreement(cut, way) and filled == {at for one in whole for at in one}:
            return True
    return False


def _adds_up(parts: Sequence[Cut], total: Cut) -> bool:
    """Tell whether every column that has numbers adds up to its printed total."""
    tested = False
    for at, printed in enumerate(total):
        numbers = [number for cut in parts if (number := cut[at]) is not None]
        if not numbers and printed is None:
            continue
        if printed is None or not numbers:
            return False
        if abs(sum(number.value for number in numbers) - printed.value) > tolerance([*numbers, printed]):
            return False
        tested = tested or bool(printed.value)
    return tested
