"""What a year is held against besides its budget: what the data gives, in sentences, and last what is missing."""

from __future__ import annotations

from collections.abc import Callable

from analysis.explanations.forecasts import forecast_years
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import Text, listed
from analysis.wording.yardsticks.accuracy import describe_accuracy
from analysis.wording.yardsticks.goals import describe_goals
from analysis.wording.yardsticks.monthly import describe_profile, describe_signals
from analysis.wording.yardsticks.peers import describe_peers, newest_rows
from analysis.yardsticks.goals import load_goals
from analysis.yardsticks.profile import profile_years
from analysis.yardsticks.signals import every_series

_TOLD: tuple[tuple[Callable[..., Text], Callable[[Folder, int], object], str], ...] = (
    (describe_accuracy, lambda folder, _: forecast_years(data=folder), "uppföljningar med prognos"),
    (describe_profile, lambda folder, year: year in profile_years(folder), "månadsutfall från januari"),
    (describe_signals, every_series, "kostnader eller volymer månad för månad"),
    (describe_peers, newest_rows, "sparade filer från Kolada"),
    (describe_goals, lambda folder, year: any(one.år == year for one in load_goals(folder)), "mål och indikatorer"),
)


def describe_yardsticks(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how a year is to earlier forecasts, its usual profile, its own noise, other municipalities and its goals.

    Examples
    --------
    >>> print(describe_yardsticks(2020).splitlines()[-1])
    - Inte inläst för 2020: uppföljningar med prognos, månadsutfall från januari, kostnader eller volymer månad för
      månad och sparade filer från Kolada.
    """
    folder, told, missing = opened(data, board), list[Text](), list[str]()
    for describe, is_there, name in _TOLD:
        if is_there(folder, year):
            told.append(describe(year, data=folder))
        else:
            missing.append(name)
    lacking = [f"Inte inläst för {year}: {listed(missing)}."] if missing else []
    return Text("\n".join(f"- {text}" for text in [*told, *lacking]))
