"""Which operating statement a year is told by, where its reports print several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.statements.folder import Folder, kept
from analysis.statements.lines import MoneyLine
from analysis.statements.load import drift_lines
from analysis.statements.totals import whole_total
from analysis.vocabulary.labels import COST, INCOME, side_of

_PARTS, _TOTAL = "varav", "summa"


class Statement(NamedTuple):
    """An operating statement of a year: its lines, and the total of them all."""

    document: str
    section: str
    year: int
    lines: tuple[MoneyLine, ...]
    total: MoneyLine

    @property
    def parts(self) -> list[MoneyLine]:
        """Return its lines but for totals and what is part of a line above."""
        return [line for line in self.lines if line.slag not in {_PARTS, _TOTAL}]

    @property
    def lacks(self) -> str:
        """Name what its total lacks of outcome and budget; nothing where it has both."""
        own = {"utfall": self.total.utfall_tkr, "budget": self.total.budget_tkr}
        return " och ".join(name for name, value in own.items() if value is None)

    @property
    def labels(self) -> set[str]:
        """Return the labels of its parts."""
        return {line.post for line in self.parts}


@kept
def statements(folder: Folder) -> tuple[Statement, ...]:
    """Find every operating statement that has a total, in the order that they are printed in.

    Examples
    --------
    >>> [(one.document, one.section, one.total.post) for one in statements()]
    [('socialnamnden-2017', '4.1 Ekonomiskt utfall enligt driftsredovisningen', 'Totalt'),
     ('socialnamnden-2020', 'Drift', 'Summa')]
    """
    groups = dict[tuple[str, str, int], list[MoneyLine]]()
    for line in drift_lines(folder):
        groups.setdefault((line.dokument, line.avsnitt, line.år), []).append(line)
    return tuple(Statement(*key, tuple(lines), total) for key, lines in groups.items() if (total := whole_total(lines)))


@kept
def main_statements(folder: Folder) -> dict[int, Statement]:
    """Choose a statement for each year: of several, the one that has most labels in common with another year's.

    Of two that are alike in that, the one by activities is chosen before one by kinds of income and cost.

    Examples
    --------
    >>> {year: one.section for year, one in main_statements().items()}
    {2017: '4.1 Ekonomiskt utfall enligt driftsredovisningen', 2020: 'Drift'}
    """
    every = statements(folder)
    years = sorted({one.year for one in every})
    return {year: _most_alike([one for one in every if one.year == year], every) for year in years}


def _most_alike(own: Sequence[Statement], every: Sequence[Statement]) -> Statement:
    """Return the statement most like one of another year; of several, the one by activities, and then the last."""
    others = [one.labels for one in every if one.year != own[0].year]

    def likeness(one: Statement) -> tuple[int, int]:
        kinds = sum(side_of(label) in {INCOME, COST} for label in one.labels)
        return max((len(one.labels & labels) for labels in others), default=0), -kinds

    return max(reversed(own), key=likeness)
