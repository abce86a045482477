"""How much of what the field asks for the data gives, in a Swedish sentence."""

from __future__ import annotations

from collections import Counter

from analysis.statements.folder import Data, opened
from analysis.swedish import Text, number_word
from analysis.yardsticks.checklist import listed_points
from analysis.yardsticks.given import GIVEN, MISSING, PARTLY


def describe_checklist(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how many of the points are given, partly given and missing for a year.

    Examples
    --------
    >>> print(describe_checklist(1999).split(":")[0])
    Av de 28 punkter som revision och normgivare frågar efter
    """
    rows = listed_points(opened(data, board), year)
    found = Counter(row.läge for row in rows)
    if found[GIVEN] == len(rows):
        return Text(f"Alla {len(rows)} punkter som revision och normgivare frågar efter ges av uppgifterna för {year}.")
    given, partly, missing = (number_word(found[state]) for state in (GIVEN, PARTLY, MISSING))
    head = f"Av de {len(rows)} punkter som revision och normgivare frågar efter"
    return Text(f"{head}: {given} ges av uppgifterna för {year}, {partly} delvis och {missing} inte alls.")
