"""Goals beside money in Swedish sentences."""

from __future__ import annotations

from analysis.statements.folder import Data, opened
from analysis.swedish import Text, capital, count, tkr
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.yardsticks.goals import MISSED, UNJUDGED, Goal, load_goals

_MOST = 4  # indicators that a text names


def describe_goals(
    year: int, subject: str | None = None, *, data: Data | None = None, board: str | None = None
) -> Text:
    """Say how many indicators of a year can be judged, and how those went, beside what their subject cost.

    Parameters
    ----------
    year
        The year of the outcomes.
    subject
        A subject of `subjects.csv`; all where none is given.
    data, board
        The folder that holds `goals.csv`, and the board where it has several.

    Examples
    --------
    >>> print(describe_goals(2017).split(": ")[0])
    Nio indikatorer är införda för 2017, en går att bedöma
    """
    folder = opened(data, board)
    own = [one for one in load_goals(folder) if one.år == year and subject in {None, one.ämne}]
    if not own:
        about = f" för {subject}" if subject else ""
        return Text(f"Inga mål eller indikatorer är införda{about} för {year} (goals.csv).")
    judged = [one for one in own if one.måluppfyllelse != UNJUDGED]
    entered = "införd" if len(own) == 1 else "införda"
    head = f"{capital(count(len(own), 'indikator', 'indikatorer'))} är {entered} för {year}"
    if not judged:
        reasons = {one.skäl for one in own}
        why = (
            reasons.pop()
            if len(reasons) == 1
            else "inget mål i tal och ingen tidigare nivå som mäts likadant är införd."
        )
        return Text(f"{head}, ingen går att bedöma: {why}")
    ranked = sorted(judged, key=lambda one: one.måluppfyllelse != MISSED)
    more = [f"{capital(count(len(ranked) - _MOST, 'till', 'till'))} står i bilagan."] if len(ranked) > _MOST else []
    said = " ".join([*map(_sentence, ranked[:_MOST]), *more])
    return Text(f"{head}, {count(len(judged), 'går', 'går')} att bedöma: {said}")


def _sentence(one: Goal) -> str:
    """Say an indicator with its target or its earlier level, the verdict, and what the subject cost."""
    value, target, earlier = (
        format_number(number, decimals_of(number), one.enhet) for number in (one.utfall, one.målvärde, one.tidigare)
    )
    against = f"målet är {one.riktning} {target}" if one.målvärde is not None else f"{earlier} tidigare"
    cost = f" {capital(one.kostnad)} kostade {tkr(float(abs(one.kostnad_tkr)))}." if one.kostnad_tkr is not None else ""
    note = f" {one.skäl}" if one.skäl else ""
    return f"{capital(one.indikator)} {value} ({against}): {one.måluppfyllelse}.{note}{cost}"
