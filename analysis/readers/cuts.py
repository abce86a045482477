"""The possible ways to cut a run of digits into cells, and the arithmetic that picks one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from analysis.vocabulary.labels import is_part, is_total
from analysis.vocabulary.numerals import BOUND_SPACES, DASHES, UNITS, Printed, parse_number
from analysis.vocabulary.relations import Relation

Cut = tuple[Printed | None, ...]
MOST_CUTS = 5000  # a row with more readings than this is not decided but reported
MOST_COMBINATIONS = 20_000
_MOST_ATOMS = 8  # a sign, five groups of three digits, a unit

_ATOM = rf"[{DASHES}+]?\d[\d{BOUND_SPACES}]*(?:,\d+)?%?|[{DASHES}+]|(?:{'|'.join(UNITS)})"
_RUN = re.compile(rf"(?<!\S)(?:{_ATOM})(?:[ ]+(?:{_ATOM}))*(?![^ ])[ ]*", re.IGNORECASE)
_GROUP = re.compile(rf"\d{{3}}(?:,\d+)?%?|{'|'.join(UNITS)}", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


class Run(NamedTuple):
    """A run of printed digits with the spaces around it.

    Attributes
    ----------
    start, end
        Where the run stands in its line.
    atoms
        Its pieces, parted by spaces: each is a whole number or a group of one.
    gaps
        How many spaces stand before each atom, and after the last.
    """

    start: int
    end: int
    atoms: tuple[str, ...]
    gaps: tuple[int, ...]


def number_runs(line: str) -> list[Run]:
    """Find the runs of digits in a line, left to right.

    Examples
    --------
    >>> number_runs("Ledning  -15 785 859 ")
    [Run(start=9, end=21, atoms=('-15', '785', '859'), gaps=(2, 1, 1, 1))]
    """
    runs = []
    for found in _RUN.finditer(line):
        atoms = found[0].strip(" ").split(" ")
        if not _DIGIT.search(found[0]) and len(atoms) <= 1:
            continue
        before = len(line[: found.start()]) - len(line[: found.start()].rstrip(" "))
        gaps = [len(gap) for gap in re.findall(" +", found[0].rstrip(" "))]
        after = len(found[0]) - len(found[0].rstrip(" "))
        run = Run(found.start(), found.end(), tuple(filter(None, atoms)), (before, *gaps, after))
        while run.atoms[0].lower() in UNITS and len(run.atoms) > 1:
            run = shorten(run)  # a unit closes the label
        runs.append(run)
    return runs


def shorten(run: Run) -> Run:
    """Leave the first atom of a run to the label (a house number, a code)."""
    width = len(run.atoms[0]) + run.gaps[1]
    return Run(run.start + width, run.end, run.atoms[1:], run.gaps[1:])


def drop_last(run: Run) -> Run:
    """Leave the last atom of a run out (the beginning of a comment, or a number too many)."""
    return Run(run.start, run.end - len(run.atoms[-1]) - run.gaps[-1], run.atoms[:-1], run.gaps[:-1])


def _numbers(atoms: tuple[str, ...], first: int, empties: Sequence[int]) -> Iterator[tuple[int, Printed | None]]:
    """Yield each number that may begin at an atom, with the place after it."""
    for end in range(first + 1, min(first + _MOST_ATOMS, len(atoms)) + 1):
        if end > first + 1 and (empties[end - 1] > 0 or not _runs_on(atoms[end - 2], atoms[end - 1])):
            return
        try:
            yield end, parse_number(" ".join(atoms[first:end]))
        except ValueError:
            continue


@lru_cache(maxsize=65536)
def _runs_on(before: str, atom: str) -> bool:
    """Tell whether an atom can belong to the number that the one before it began: a group, a unit, after a sign."""
    return before in {*DASHES, "+"} or _GROUP.fullmatch(atom) is not None


def _cuts_with(atoms: tuple[str, ...], width: int, empties: Sequence[int]) -> list[Cut]:
    """All cuts into exactly `width` cells, where `empties` gives the empty cells before each atom and at the end."""
    numbers = [list(_numbers(atoms, at, empties)) for at in range(len(atoms))]
    widths: list[set[int]] = [set() for _ in atoms] + [{empties[-1]}]  # how many cells may follow from each atom
    for at in range(len(atoms) - 1, -1, -1):
        widths[at] = {1 + empties[at] + rest for end, _ in numbers[at] for rest in widths[end] if rest < width}
    found: list[Cut] = []

    def extend(at: int, cells: Cut) -> None:
        if len(found) > MOST_CUTS:
            return
        cells += (None,) * empties[at]
        if at == len(atoms):
            found.append(cells)
            return
        for end, number in numbers[at]:
            if width - len(cells) - 1 in widths[end]:
                extend(end, (*cells, number))

    if width in widths[0]:
        extend(0, ())
    return found


def candidate_cuts(run: Run, width: int, *, closes_with_space: bool, texts_after: int = 0) -> list[Cut]:
    """List every legal reading of a run as one row of a table.

    A cell is followed by one space, so an empty one survives as one space more. Before the first number
    that is uncertain, because a label may end in a space of its own: there, fewer empty cells are tried too.
    Where no reading has the width of the table, the columns may have been parted by two spaces or more.

    Parameters
    ----------
    run
        The digits and the spaces around them.
    width
        How many numbers the table's head says that a row has.
    closes_with_space
        Whether each cell of this document, the last of a row too, is followed by a space.
    texts_after
        How many columns of text follow the numbers; their empty cells leave spaces as well.

    Returns
    -------
    list[Cut]
        The readings, each with `width` cells, None for an empty cell; no reading is listed twice.
    """
    if len(run.atoms) > _MOST_ATOMS * width:
        return []
    inside = [gap - 1 for gap in run.gaps[1:-1]]
    last = max(run.gaps[-1] - (1 if closes_with_space else 0), 0)
    # where cells are not closed by a space, spaces at the end of a line may mean nothing
    fewest = max(last - texts_after, 0) if closes_with_space else 0
    cuts: dict[Cut, None] = {}
    for leading, trailing in product(range(max(min(run.gaps[0], width + 1), 1)), range(fewest, min(last, width) + 1)):
        cuts.update(dict.fromkeys(_cuts_with(run.atoms, width, [leading, *inside, trailing])))
    if not cuts and max(inside, default=0) > 0:
        cuts.update(dict.fromkeys(_aligned(run, width)))
    return list(cuts)


def _aligned(run: Run, width: int) -> list[Cut]:
    """Read columns that are parted by two spaces or more, with single spaces inside their numbers."""
    text = "".join(atom + " " * gap for atom, gap in zip(run.atoms, run.gaps[1:], strict=True))
    try:
        cells = tuple(parse_number(cell) for cell in re.split(" {2,}", text.strip()))
    except ValueError:
        return []
    return [cells] if len(cells) == width else []


def tolerance(numbers: Sequence[Printed]) -> Decimal:
    """How far rounding alone can part a figure from its sum: half a printed step for each number in it.

    Examples
    --------
    >>> tolerance([Printed(Decimal(-15785), Decimal(1), None)] * 3)
    Decimal('1.5')
    """
    return sum((number.resolution for number in numbers), Decimal(0)) / 2


def agreement(cut: Cut, relations: Sequence[Relation]) -> int | None:
    """Count the relations that a reading satisfies within rounding; None where it breaks one."""
    kept = 0
    for relation in relations:
        utfall, budget, avvikelse = (cut[place] for place in relation)
        if utfall is None or budget is None or avvikelse is None:
            continue
        steps = utfall.resolution + budget.resolution + avvikelse.resolution
        if abs(utfall.value - budget.value - avvikelse.value) * 2 > steps:
            return None
        kept += 1
    return kept


def settle_rows(labels: Sequence[str], readings: list[list[Cut]]) -> set[int]:
    """Let the printed totals decide rows that their own arithmetic left open; return which ones it decided.

    Parameters
    ----------
    labels
        The label of each row.
    readings
        Its remaining readings; where the totals decide, only the one that adds up is kept.
    """
    settled, start = set[int](), 0
    for place, label in enumerate(labels):
        if not is_total(label):
            continue
        parts = [at for at in range(start, place) if not is_part(labels[at])]
        open_rows = [at for at in [*parts, place] if len(readings[at]) > 1]
        choice = settle_by_sums([readings[at] for at in parts], readings[place]) if open_rows else None
        if choice:
            for at, cut in zip([*parts, place], choice, strict=True):
                readings[at] = [cut]
            settled.update(open_rows)
        start = place + 1
    return settled


def settle_by_sums(parts: Sequence[Sequence[Cut]], totals: Sequence[Cut]) -> list[Cut] | None:
    """Find the one choice of readings whose columns add up to the printed total.

    Parameters
    ----------
    parts
        For each row that adds up to the total, its remaining readings.
    totals
        The remaining readings of the total row.

    Returns
    -------
    list[Cut] | None
        One reading for each part and, last, for the total; None where no choice or more than one adds up.
    """
    combinations = len(totals)
    for readings in parts:
        combinations *= len(readings)
        if not 0 < combinations <= MOST_COMBINATIONS:
            return None
    fitting = [list(choice) for choice in product(*parts, totals) if _adds_up(choice[:-1], choice[-1])]
    return fitting[0] if len(fitting) == 1 else None


def _adds_up(parts: Sequence[Cut], total: Cut) -> bool:
    tested = False
    for place, printed in enumerate(total):
        numbers = [number for cut in parts if (number := cut[place]) is not None]
        if printed is None or not numbers:
            continue
        tested = True
        if abs(sum(number.value for number in numbers) - printed.value) > tolerance([*numbers, printed]):
            return False
    return tested
