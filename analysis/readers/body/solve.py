"""A block of zones to rows of numbers: the number of columns, how they are printed, and what they are of each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.readers.body.identities import FEWEST, Identity, Weighed, find_identities, test
from analysis.readers.body.lattice import MOST_CUTS, Cut, Lattice, Mode
from analysis.readers.body.zones import Zone

MOST_COLUMNS = 16
_MOST_WIDTHS = 6
_FEWEST_OPEN = 3  # rows that are looked at where all have many readings
_PROOF = 40.0  # bits from which on no other number of columns is tried
_FEWEST_PROVEN = 3  # rows
_LIKELY = 4.0  # bits from which on an identity counts for a reading
_SHED, _DROPPED, _UNREAD, _ROW = 3.0, 2.0, 4.0, 2.0
_SPLIT = 0.7


@dataclass(slots=True)
class Solution:
    """One way to read all rows of a block.

    Attributes
    ----------
    width
        How many columns the rows have.
    cuts
        For each zone its possible readings.
    found
        What the columns are of each other.
    score
        How well it explains the figures.
    mode
        How its numbers are printed.
    """

    width: int
    cuts: list[list[Cut]]
    found: list[Weighed]
    score: float
    mode: Mode
    only: bool = field(default=False)

    def cut(self, zone: Zone) -> list[Cut]:
        """List the readings of one more row."""
        return _lattice(zone, self.mode).cuts(self.width, self.identities)

    @property
    def identities(self) -> list[Identity]:
        """The identities that words need not speak for."""
        return [weighed.identity for weighed in self.found if weighed.bits >= _LIKELY and weighed.held >= FEWEST]


def solutions(zones: Sequence[Zone], named: int, *, counts_blanks: bool) -> list[Solution]:
    """List the ways to read a block, the best first.

    Parameters
    ----------
    zones
        The rows.
    named
        How many columns the words above them seem to name.
    counts_blanks
        Whether a cell is followed by one blank, so that each blank more is an empty cell.
    """
    return sorted(_by_lattice(zones, named, counts_blanks=counts_blanks), key=lambda one: -one.score)


def _by_lattice(zones: Sequence[Zone], named: int, *, counts_blanks: bool) -> Iterable[Solution]:
    for mode in _modes(zones, counts_blanks=counts_blanks):
        lattices = [_lattice(zone, mode) for zone in zones]
        shared = _shared([lattice.widths for lattice in lattices])
        for width in _widths(lattices, named):
            cuts, found = _cut(lattices, width)
            yield Solution(width, cuts, found, _score(zones, cuts, found), mode, only=shared == 1 << width)
            if _is_proven(zones, cuts, found):
                break


def _lattice(zone: Zone, mode: Mode) -> Lattice:
    return Lattice(zone.atoms, mode, max(zone.lead - 1, 0), max(zone.trail - 1, 0))


def _cut(lattices: Sequence[Lattice], width: int) -> tuple[list[list[Cut]], list[Weighed]]:
    """Cut all rows into so many cells: the plain ones tell what holds, and that tells how to cut the others."""
    counts = [lattice.count(width) for lattice in lattices]
    plain = [lattice.cuts(width) if count <= MOST_CUTS else [] for lattice, count in zip(lattices, counts, strict=True)]
    if not any(plain):
        least = sorted(count for count in counts if count)[:_FEWEST_OPEN]
        plain = [lattice.cuts(width) if count in least else [] for lattice, count in zip(lattices, counts, strict=True)]
    found = find_identities([[cut.cells for cut in row] for row in plain], width)
    strong = [one.identity for one in found if one.bits >= _LIKELY and one.held >= FEWEST]
    cuts = [
        lattice.cuts(width, strong) if count > MOST_CUTS else row
        for lattice, count, row in zip(lattices, counts, plain, strict=True)
    ]
    if cuts != plain and strong:
        found = find_identities([[cut.cells for cut in row] for row in cuts], width)
    return cuts, found


def _is_proven(zones: Sequence[Zone], cuts: Sequence[Sequence[Cut]], found: Sequence[Weighed]) -> bool:
    """Tell whether what holds leaves every row of three or more one reading, so that nothing else need be tried."""
    strong = [one for one in found if one.bits >= _PROOF and not one.broken]
    if not strong or len(zones) < _FEWEST_PROVEN or max(one.held for one in strong) * 2 < len(zones):
        return False
    identities = [one.identity for one in strong]
    return all(len(choose(row, identities)[0]) == 1 and not _shed_or_dropped(row) for row in cuts)


def _shed_or_dropped(row: Sequence[Cut]) -> bool:
    return all(cut.shed or cut.dropped for cut in row)


def _shared(masks: Sequence[int]) -> int:
    """Return the numbers of columns, two or more, that all rows allow, as a mask of bits."""
    shared = (1 << MOST_COLUMNS + 1) - 4
    for mask in masks:
        shared &= mask
    return shared


def _modes(zones: Sequence[Zone], *, counts_blanks: bool) -> list[Mode]:
    atoms = [atom for zone in zones for atom in zone.atoms]
    dashes = [True, False] if any(atom.is_sign for atom in atoms) else [True]
    pointed = [atom.text for atom in atoms if "." in atom.text.strip(".")]
    points = bool(pointed) and not any(map(_DECIMAL_POINT.match, pointed))
    return [Mode(dash, counts_blanks, points) for dash in dashes]


_DECIMAL_POINT = re.compile(r"\D*0\.\d")  # then no point parts thousands


def _widths(lattices: Sequence[Lattice], named: int) -> list[int]:
    """List the numbers of columns that are worth a try: what most rows allow, and what the words above name."""
    masks = [lattice.widths for lattice in lattices]
    counts = Counter(width for mask in masks for width in range(2, MOST_COLUMNS + 1) if mask >> width & 1)
    most = max(counts.values(), default=0)
    likely = [width for width, count in counts.most_common() if count * 2 >= most][:_MOST_WIDTHS]
    if named > 0 and named not in likely and named <= MOST_COLUMNS:
        likely.append(named)
    return sorted(likely, key=lambda width: (width != named, width))


def _score(zones: Sequence[Zone], cuts: Sequence[Sequence[Cut]], found: Sequence[Weighed]) -> float:
    score = sum(weighed.bits for weighed in found if weighed.bits >= _LIKELY and weighed.held >= FEWEST)
    for zone, row in zip(zones, cuts, strict=True):
        if not row:
            score -= _UNREAD if len(zone.atoms) > 1 else 1.0
            continue
        score += _ROW - min(_cost(cut) for cut in row)
    return score


def _cost(cut: Cut) -> float:
    return _SHED * cut.shed + (_DROPPED if cut.dropped else 0.0) + _SPLIT * cut.splits


def choose(row: Sequence[Cut], identities: Sequence[Identity]) -> tuple[list[Cut], int]:
    """Keep the readings of a row that satisfy most identities, the plainest of them; say how many they satisfy."""
    if not row:
        return [], 0
    held = [sum(test(cut.cells, one) is True for one in identities) for cut in row]
    broken = [sum(test(cut.cells, one) is False for one in identities) for cut in row]
    best = max(own - off for own, off in zip(held, broken, strict=True))
    kept = [at for at in range(len(row)) if held[at] - broken[at] == best]
    most = max(held[at] for at in kept)
    kept = [at for at in kept if held[at] == most]
    if most == 0:  # nothing is tested: what the figures are as they stand
        least = min(row[at].shed + bool(row[at].dropped) for at in kept)
        kept = [at for at in kept if row[at].shed + bool(row[at].dropped) == least]
    return [row[at] for at in kept], most
