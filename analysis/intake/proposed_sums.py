"""Which lines of the money tables of a new report add up to which printed total, as rows for `data/sums.csv`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.readers.tables import CERTAIN
from analysis.statements.lines import MoneyLine
from analysis.statements.sums import Key
from analysis.statements.totals import adds_up, holds

_FEWEST_PARTS = 2  # of a line that is taken apart in "varav" lines, or of a total of totals
_TOTAL = "summa"


class Proposal(NamedTuple):
    """A printed total and the lines that should add up to it.

    Attributes
    ----------
    section
        The heading of the table.
    total
        The label of the total.
    parts
        Label and parent of each line.
    holds
        Whether they add up to it within rounding, in every column of money.
    is_told
        Whether it is known all the same what makes it up: all lines were read for certain, and they add up in another
        column, or the table has no other way. Such a total is wrong in print, and is tested as one.
    """

    section: str
    total: str
    parts: tuple[Key, ...]
    holds: bool
    is_told: bool = True

    def rows(self, document: str) -> list[dict[str, str]]:
        """Return the rows that the sum has in sums.csv."""
        common = {"document": document, "section": self.section, "total": self.total}
        ends = {"weight": "1", "relation": "lika"}
        return [{**common, "part": post, "parent": parent, **ends} for post, parent in self.parts]


def propose_sums(tables: Mapping[str, Sequence[MoneyLine]]) -> tuple[list[Proposal], list[str]]:
    """Find the printed totals of one document's money tables and the lines that add up to each.

    Of the ways in which lines may make up a total, the first that adds up is taken: the lines since the total before,
    the totals before, all lines from the first one, the total before with the lines since, only the nearest of the
    lines. Where none does, the way that adds up in most columns stands as one that does not hold. Lines that are taken
    apart in *varav* lines are totals too where those add up.

    Parameters
    ----------
    tables
        The lines, by kind of table, as `analysis.statements.load.money_lines` gives them.

    Returns
    -------
    tuple[list[Proposal], list[str]]
        The sums, and in Swedish which totals cannot be named in sums.csv.

    Examples
    --------
    >>> from analysis.statements.load import money_lines
    >>> found, _ = propose_sums({kind: [one for one in own if one.år == 2020] for kind, own in money_lines().items()})
    >>> found[0].section, found[0].total, len(found[0].parts), found[0].holds
    ('Drift', 'Summa', 13, True)
    """
    sums, remarks = dict[tuple[str, str], list[Proposal]](), list[str]()
    for lines in _groups(tables):
        counts = Counter(map(_key, lines))
        for one in _proposals(lines):
            if all(key[0] and counts[key] == 1 for key in [(one.total, ""), *one.parts]):
                sums.setdefault((one.section, one.total), []).append(one)
            else:
                remarks.append(
                    f"{one.section}: ”{one.total}” prövas inte; en rads etikett saknas eller står två gånger."
                )
    for section, total in [key for key, found in sums.items() if len({one.parts for one in found}) > 1]:
        remarks.append(f"{section}: ”{total}” prövas inte; avsnittet har flera tabeller med den summan.")
        del sums[section, total]
    kept = [
        found[0]._replace(holds=all(one.holds for one in found), is_told=all(one.is_told for one in found))
        for found in sums.values()
    ]
    return kept, list(dict.fromkeys(remarks))


def _groups(tables: Mapping[str, Sequence[MoneyLine]]) -> list[list[MoneyLine]]:
    """Part the lines by table, year and scope, as `analysis.statements.sums` does."""
    groups = dict[tuple[str, str, int, str], list[MoneyLine]]()
    for kind, lines in tables.items():
        for line in lines:
            groups.setdefault((kind, line.avsnitt, line.år, line.omfattning), []).append(line)
    return list(groups.values())


def _key(line: MoneyLine) -> Key:
    return line.post, line.förälder


def _proposals(lines: Sequence[MoneyLine]) -> Iterator[Proposal]:
    since, before, totals = list[MoneyLine](), list[MoneyLine](), list[MoneyLine]()
    for line in lines:
        if line.förälder:
            continue
        if line.slag == _TOTAL:
            yield from _total(line, since, before, totals)
            since, totals = [], [*totals, line]
            continue
        since, before = [*since, line], [*before, line]
        parts = [one for one in lines if one.förälder == line.post]
        if len(parts) >= _FEWEST_PARTS and adds_up(parts, line):
            yield _proposal(line, parts, holds=True)


def _total(
    total: MoneyLine, since: Sequence[MoneyLine], before: Sequence[MoneyLine], totals: Sequence[MoneyLine]
) -> Iterator[Proposal]:
    """Yield how a total is made up, where its table prints any of its money."""
    if all(total.amount(column) is None for column in total.money) and total.läsning == CERTAIN:
        return
    mixed = [totals[-1], *since] if totals and since else []
    ways = [way for way in (since, totals if len(totals) >= _FEWEST_PARTS else [], before, mixed) if way]
    nearest = [since[start:] for start in range(1, len(since) - 1)]
    fitting = [way for way in [*ways, *nearest] if adds_up(way, total)]
    if fitting:
        yield _proposal(total, fitting[0], holds=True)
    elif ways:
        held = [sum(holds(way, total, column) is True for column in total.money) for way in ways]
        best = ways[held.index(max(held))]
        is_certain = all(line.läsning == CERTAIN for line in [*best, total])
        is_told = is_certain and (max(held) > 0 or len({tuple(map(_key, way)) for way in ways}) == 1)
        yield _proposal(total, best, holds=False)._replace(is_told=is_told)


def _proposal(total: MoneyLine, parts: Sequence[MoneyLine], *, holds: bool) -> Proposal:
    return Proposal(total.avsnitt, total.post, tuple(map(_key, parts)), holds)
