"""Labels that run over several rows of cells: the pieces put together, or the row doubted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.vocabulary.columns import join_wrapped
from analysis.vocabulary.labels import is_part
from analysis.vocabulary.numerals import clean

# words that join what stands beside them
_WORDS = r"och|eller|samt|för|på|i|av|med|till|från|enligt|inom|under|vid|om|mot|utan|som|per|mellan|hos|åt|ur"
_ENDS = re.compile(rf"(?:\b(?:{_WORDS}|den|det|de|en|ett)|[,/&–-])$", re.IGNORECASE)
_BEGINS = re.compile(rf"(?:{_WORDS})\b")
_PART = re.compile(r"\W*(?:var|där)av\W*", re.IGNORECASE)  # alone, with its other words on another row
_SHARE = 0.6  # of the labels that must begin with a capital before a small letter says anything
_MAY_BE_TWO = "etiketten ”{0}” kan vara två: ”{1}” och ”{2}”"
_MAY_BE_END = "etiketten börjar med liten bokstav och kan vara slutet på en annan"
_MAY_BE_START = "etiketten är bara ”{0}”; resten kan stå på en annan rad"
_MAY_BE_CUT = "etiketten kan ha börjat på raden ovanför (”{0}”)"


@dataclass(slots=True)
class Wraps:
    """What became of the labels of a table.

    Attributes
    ----------
    labels
        The label of each row, put together where it is wrapped.
    pieces
        The rows that are a piece of another row's label.
    problems
        Why the label of a row is in doubt, in Swedish, by row.
    """

    labels: list[str]
    pieces: set[int] = field(default_factory=set)
    problems: dict[int, str] = field(default_factory=dict)


def join_labels(labels: Sequence[str], has_numbers: Sequence[bool]) -> Wraps:
    """Put the labels together that run over rows without numbers, above the row of their numbers or below it.

    Where capitals begin the labels, a small letter goes on with one. Two pieces are surely one label where a word
    such as *och* or a hyphen stands between them; else the row is doubted.

    Parameters
    ----------
    labels
        The label of each row as printed.
    has_numbers
        Whether anything stands beside it.

    Examples
    --------
    >>> join_labels(["Stab", "Individ och", "familj", "Vård av", "vuxna"], [True, True, False, False, True]).labels
    ['Stab', 'Individ och familj', 'familj', 'Vård av', 'Vård av vuxna']
    """
    found = Wraps(list(labels))
    names = [clean(label) for label in labels]
    begins = [name for at, name in enumerate(names) if has_numbers[at] and (not at or has_numbers[at - 1])]
    begins = [name for name in begins if name[:1].isalpha() and not _PART.fullmatch(name) and not is_part(name)]
    if sum(name[0].isupper() for name in begins) < _SHARE * len(begins):
        return found
    before: int | None = None
    chain = list[int]()
    for at, is_row in enumerate(has_numbers):
        if not is_row:
            chain.append(at)
            continue
        _between(found, names, before, chain, at)
        before, chain = at, []
    _between(found, names, before, chain, None)
    return found


def _goes_on(name: str) -> bool:
    """Tell a label that begins with a small letter, as the end of another does."""
    return name[:1].islower() and not is_part(name)


def _between(found: Wraps, names: Sequence[str], before: int | None, chain: Sequence[int], after: int | None) -> None:
    """Give the rows without numbers between two rows of numbers to the label that they are a piece of."""
    lead = next((count for count, at in enumerate(chain) if not _goes_on(names[at])), len(chain))
    is_started = before is not None and _PART.fullmatch(names[before]) is not None
    lead = max(lead, int(is_started)) if chain else 0
    is_end = after is not None and (_goes_on(names[after]) or any(_PART.fullmatch(names[at]) for at in chain[-1:]))
    if before is not None and after is not None and lead == len(chain) > 0 and is_end:
        found.problems.update(dict.fromkeys((before, after), _MAY_BE_END))
        return
    if before is not None and lead:
        _join(found, names, [before, *chain[:lead]], before)
    elif before is not None and is_started:
        found.problems[before] = _MAY_BE_START.format(names[before])
    if after is not None and chain[lead:]:
        _above(found, names, chain[lead:], after, is_end=is_end)


def _above(found: Wraps, names: Sequence[str], rest: Sequence[int], after: int, *, is_end: bool) -> None:
    """Give rows without numbers to the label below them where that goes on with them."""
    if is_end:
        first = max(count for count, at in enumerate(rest) if not _goes_on(names[at]))
        _join(found, names, [*rest[first:], after], after)
    elif _ENDS.search(names[rest[-1]]):
        found.problems[after] = _MAY_BE_CUT.format(names[rest[-1]])


def _join(found: Wraps, names: Sequence[str], pieces: Sequence[int], row: int) -> None:
    found.labels[row] = join_wrapped([names[at] for at in pieces], marks_wraps=False)
    found.pieces.update(at for at in pieces if at != row)
    for above, below in pairwise(pieces):
        is_one = _ENDS.search(names[above]) or _BEGINS.match(names[below]) or _PART.fullmatch(names[above])
        if not is_one:
            found.problems[row] = _MAY_BE_TWO.format(found.labels[row], names[above], names[below])
