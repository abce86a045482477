"""A cost split into quantity, mix and price, in Swedish sentences."""

from __future__ import annotations

from analysis.data_files import MIXES
from analysis.errors import AnalysisError
from analysis.explanations.audit.mixes import load_mixes, mix_steps
from analysis.explanations.effects import Step
from analysis.statements.folder import Data, opened
from analysis.swedish import Text, capital, listed, tkr, uncapital
from analysis.wording.changes import why

_FACTORS = {"Volym": "volymen", "Mix": "att former med annat pris fick andra andelar", "Pris": "priserna"}


def describe_volume_mix_price(
    year: int, since: int, mix: str | None = None, *, data: Data | None = None, board: str | None = None
) -> Text:
    """Say how much of a change in a cost is quantity, mix and price; or why they cannot be told apart.

    Examples
    --------
    >>> print(describe_volume_mix_price(2020, 2019))
    Volym, mix och pris går inte att skilja åt: inga former är införda (mixes.csv).
    """
    folder = opened(data, board)
    try:
        if not load_mixes(folder):
            return Text(f"Volym, mix och pris går inte att skilja åt: inga former är införda ({MIXES.name}).")
        first, *steps, last = mix_steps(folder, year, since, mix)
    except AnalysisError as error:
        return Text(f"Volym, mix och pris går inte att skilja åt mellan {since} och {year}. {capital(why(error))}")
    gap = last.effekt_tkr - first.effekt_tkr
    words = [
        f"{_named(step)} {'sänkte' if step.effekt_tkr > 0 else 'höjde'} kostnaden med "
        f"{tkr(float(abs(step.effekt_tkr)))}"
        for step in steps
        if step.effekt_tkr
    ]
    name = first.post.removesuffix(f" {since}")
    head = f"{capital(name)} kostade {tkr(float(abs(gap)))} {'mindre' if gap > 0 else 'mer'} {year} än {since}"
    return Text(f"{head}: {listed(words)}." if words else f"{head}.")


def _named(step: Step) -> str:
    return _FACTORS.get(step.post) or uncapital(step.post)
