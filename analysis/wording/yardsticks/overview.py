"""What a year is held against besides its budget, a sentence or two of each, or what is missing for it."""

from __future__ import annotations

from analysis.statements.folder import Data, opened
from analysis.swedish import Text
from analysis.wording.yardsticks.accuracy import describe_accuracy
from analysis.wording.yardsticks.goals import describe_goals
from analysis.wording.yardsticks.monthly import describe_profile, describe_signals
from analysis.wording.yardsticks.peers import describe_peers


def describe_yardsticks(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how a year is to earlier forecasts, its usual profile, its own noise, other municipalities and its goals.

    Examples
    --------
    >>> print(describe_yardsticks(2020).splitlines()[0])
    - Ingen uppföljning är inläst, så prognosernas träffsäkerhet går inte att följa.
    """
    folder = opened(data, board)
    tell = (describe_accuracy, describe_profile, describe_signals, describe_peers)
    return Text(
        "\n".join(
            f"- {text}" for text in (*(one(year, data=folder) for one in tell), describe_goals(year, data=folder))
        )
    )
