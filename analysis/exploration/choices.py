"""What is chosen on the panel, and the plain calls that answer the same without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from analysis.explanations.deviations import LEAST_PERCENT, LEAST_TKR, total_of, years
from analysis.explanations.years import comparison_year, year_rows
from analysis.statements.folder import Data, opened
from analysis.swedish import file_name


class Chosen(NamedTuple):
    """What a panel is about.

    Attributes
    ----------
    year, since
        The year, and the one to compare with; nothing is compared where it is none.
    least_tkr, least_percent
        From where a line is material.
    board
        The board where the folder has several, else none: what a call must name.
    """

    year: int
    since: int | None
    least_tkr: float = LEAST_TKR
    least_percent: float = LEAST_PERCENT
    board: str | None = None

    @property
    def _more(self) -> str:
        return f", board={self.board!r}" if self.board else ""

    @property
    def _limits(self) -> str:
        return f"{self.least_tkr:g}, {self.least_percent:g}"

    def calls(self) -> list[str]:
        """Return the calls that say what the year was like.

        Examples
        --------
        >>> Chosen(2020, 2019).calls()[1:]
        ['analysis.describe_bridge(2020, 2019)', 'analysis.describe_ranking(2020, 1000, 5)']
        """
        between = [f"analysis.describe_bridge({self.year}, {self.since}{self._more})"] if self.since else []
        ranking = f"analysis.describe_ranking({self.year}, {self._limits}{self._more})"
        return [f"analysis.describe_year({self.year}{self._more})", *between, ranking]

    def tree_call(self) -> str:
        """Return the call that opens up the year."""
        return f"analysis.explain_tree({self.year}, {self.since}, {self._limits}{self._more})"

    def scenario_calls(self, values: Mapping[str, float]) -> list[str]:
        """Return the values, and the calls for the sentence, the bridge and what is left to balance.

        Examples
        --------
        >>> Chosen(2020, 2019).scenario_calls({"konsulter": 0})[:2]
        ["values = {'konsulter': 0}", 'analysis.describe_scenario(2020, values)']
        """
        names = ("describe_scenario", "scenario", "left_to_balance")
        calls = [f"analysis.{name}({self.year}, values{self._more})" for name in names]
        return [f"values = {dict(values)!r}", *calls]

    def file_name(self) -> str:
        """Return the name of the board's file; the board is in it where the folder has several.

        Examples
        --------
        >>> Chosen(2020, 2019, board="Socialnämnden, Ås").file_name()
        'underlag_socialnamnden_as_2020_mot_2019.xlsx'
        """
        whose = f"{file_name(self.board)}_" if self.board else ""
        against = f"_mot_{self.since}" if self.since else ""
        return f"underlag_{whose}{self.year}{against}.xlsx"

    def file_call(self) -> str:
        """Return the call that writes the board's file.

        Examples
        --------
        >>> Chosen(2020, 2019).file_call()
        "analysis.write_board_workbook(analysis.OUT / 'underlag_2020_mot_2019.xlsx', 2020, 2019, (1000, 5))"
        """
        where = f"analysis.OUT / {self.file_name()!r}"
        return f"analysis.write_board_workbook({where}, {self.year}, {self.since}, ({self._limits}){self._more})"


def compared_years(year: int, *, data: Data | None = None, board: str | None = None) -> list[int]:
    """List the earlier years that a year can be held against, the newest first.

    Examples
    --------
    >>> compared_years(2020), compared_years(2017)
    ([2019, 2017], [])
    """
    rows = year_rows(opened(data, board))
    return sorted((one.år for one in rows if one.år < year and one.nettokostnad_tkr is not None), reverse=True)


def first_choice(
    year: int | None = None, since: int | None = None, *, data: Data | None = None, board: str | None = None
) -> Chosen:
    """Fill in what a panel opens with: the newest year and the year before it that is known.

    Raises
    ------
    DataError
        When the year is asked for and unknown, or no year is known.

    Examples
    --------
    >>> first_choice()[:2], first_choice(2017)[:2]
    ((2020, 2019), (2017, None))
    """
    folder = opened(data, board)
    about = total_of(folder, year).line.år if year is not None else years(data=folder)[-1]
    against = since if since in compared_years(about, data=folder) else comparison_year(about, data=folder)
    return Chosen(about, against)
