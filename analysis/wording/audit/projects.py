"""What projects are thought to cost in all against what is decided, in Swedish sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.data_files import PROJECTS
from analysis.explanations.audit.projects import ALL_PROJECTS, Project, project_rows
from analysis.statements.folder import Data, opened
from analysis.swedish import Text, listed
from analysis.wording.sentences import size

_MOST = 3  # projects that are named


def describe_projects(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how much more or less than decided the projects of a year are thought to cost, or what is missing.

    Examples
    --------
    >>> print(describe_projects(2020))
    Beräknad totalutgift är inte införd för något av de 4 projekten 2020 (projects.csv).
    """
    rows = [one for one in project_rows(opened(data, board)) if one.år == year]
    if not rows:
        return Text(f"Inga investeringsprojekt är inlästa för {year}.")
    *projects, whole = rows
    known = [one for one in projects if one.beräknad_avvikelse]
    if not any(one.beräknad for one in projects):
        many = f"något av de {len(projects)} projekten" if len(projects) > 1 else "årets enda projekt"
        return Text(f"Beräknad totalutgift är inte införd för {many} {year} ({PROJECTS.name}).")
    return Text(" ".join([*_each(known), *_all(whole, projects)]))


def _each(known: Sequence[Project]) -> Iterator[str]:
    """Tell of the projects whose estimate is farthest from what is decided."""
    off = [(one, one.beräknad_avvikelse) for one in known if one.beräknad_avvikelse and one.beräknad_avvikelse.tkr]
    for one, gap in sorted(off, key=lambda pair: -abs(pair[1].tkr))[:_MOST]:
        if one.beräknad and one.beslutad:
            word = "mer" if gap.tkr < 0 else "mindre"
            cost = f"beräknas kosta {size(one.beräknad.tkr)} i allt, {size(gap.tkr)} {word} än de beslutade"
            yield f"{one.projekt} {cost} {size(one.beslutad.tkr)}."
    if known and not off:
        yield f"{listed([one.projekt for one in known])} beräknas kosta vad som är beslutat."


def _all(whole: Project, projects: Sequence[Project]) -> Iterator[str]:
    """Tell of all projects together, or which of them are missing."""
    gap = whole.beräknad_avvikelse
    if gap is None or whole.beräknad is None or whole.beslutad is None:
        yield whole.skäl
    elif len(projects) > 1:
        cost = f"{ALL_PROJECTS} beräknas kosta {size(whole.beräknad.tkr)} mot beslutade {size(whole.beslutad.tkr)}"
        yield f"{cost}, {size(gap.tkr)} {'mer' if gap.tkr < 0 else 'mindre'}." if gap.tkr else f"{cost}."
    if whole.avvikelse and whole.avvikelse.tkr:
        word = "mer" if whole.avvikelse.tkr < 0 else "mindre"
        yield f"I år förbrukades {size(whole.avvikelse.tkr)} {word} än årets budget."
