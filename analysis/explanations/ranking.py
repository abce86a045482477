"""The year's deviations ranked: which are material, which were in the budget from the start, which have a cause."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.explanations.causes import UNSTATED, Cause, load_causes
from analysis.explanations.deviations import REST as WHAT_IS_LEFT
from analysis.explanations.deviations import ROUNDING, UNEXPLAINED, deviation_lines
from analysis.explanations.effects import COMPUTED, STATED
from analysis.explanations.effects import UNEXPLAINED as NOT_EXPLAINED
from analysis.frames import NUMBER, TEXT, WHOLE, Record, make_frame, records
from analysis.ledger.figures import load_ledger
from analysis.paths import DATA

RANKED = {
    "plats": WHOLE, "post": TEXT, "utfall_tkr": NUMBER, "budget_tkr": NUMBER, "avvikelse_tkr": NUMBER,
    "andel_procent": NUMBER, "ackumulerad_procent": NUMBER, "budgetavvikelse_procent": NUMBER, "väsentlig": TEXT,
    "slag": TEXT, "orsak": TEXT, "härkomst": TEXT, "källa": TEXT,
}  # fmt: skip
GAP, OVERSPEND, REST = "gap i budgeten från början", "avvikelse från budget", "avrundning eller rest"
YES, NO = "ja", "nej"
LEAST_TKR, LEAST_PERCENT = 1000, 5


def rank_deviations(
    year: int, least_tkr: float = LEAST_TKR, least_percent: float = LEAST_PERCENT, data: Path = DATA
) -> pd.DataFrame:
    """Rank the lines that make up a year's deviation, largest first.

    Parameters
    ----------
    year
        A year that `analysis.years` lists.
    least_tkr, least_percent
        A line is material where its deviation is at least so many tkr and at least so many per cent of its budget.
    data
        The folder that holds the register.

    Returns
    -------
    pandas.DataFrame
        One row a line: ``plats``, ``post``, ``utfall_tkr``, ``budget_tkr``, ``avvikelse_tkr`` (minus = underskott;
        the rows add up to the printed total exactly), ``andel_procent`` and ``ackumulerad_procent`` of the total
        deviation, ``budgetavvikelse_procent`` of the line's budget (missing where that is 0), ``väsentlig`` (``ja`` or
        ``nej``), ``slag`` (a line budgeted with the opposite sign of its outcome is a ``gap i budgeten från början``),
        ``orsak``, and ``härkomst``: ``uppgett`` where a report states the cause, ``beräknat`` where none does,
        ``oförklarat`` for what no line explains. ``källa`` is the id of the printed cell,
        for `analysis.trace`, and the section of the cause.

    Raises
    ------
    DataError
        When the year is unknown or a data file is wrong.

    Examples
    --------
    >>> rank_deviations(2020)[["post", "avvikelse_tkr", "slag", "härkomst"]].head(2)
                post  avvikelse_tkr                        slag  härkomst
    0        Ledning       -16644.0  gap i budgeten från början  beräknat
    1  Barn och unga        -9866.0       avvikelse från budget  beräknat
    """
    lines, causes = records(deviation_lines(year, data)), load_causes(data)
    ids = {
        (one.document, one.line, one.id.rpartition(":")[2].split()[0]): one.id
        for one in load_ledger(data).figures.values()
        if ":drift:" in one.id and one.year == year
    }
    total = sum(line["avvikelse_tkr"] for line in lines)
    running, rows = 0.0, list[Record]()
    for place, line in enumerate(lines, 1):
        running += line["avvikelse_tkr"]
        place_of = (line["dokument"], int(line["rad"]))
        line["id"] = ids.get((*place_of, "avvikelse")) or ids.get((*place_of, "utfall"), "")
        own = not line["post"].endswith(WHAT_IS_LEFT)  # the rest of a line has none of the line's causes
        cause = causes.get(place_of) if own else None
        share = {"plats": place, "ackumulerad_procent": running / total * 100 if total else None}
        rows.append(
            {
                **line,
                "andel_procent": line["andel_procent"] + 0,
                **share,
                **_judged(line, least_tkr, least_percent),
                **_caused(line, cause),
            }
        )
    return make_frame("avvikelser", ({name: row[name] for name in RANKED} for row in rows), RANKED)


def _judged(line: Record, least_tkr: float, least_percent: float) -> Record:
    """Say how large a deviation is beside its budget, whether it is material, and of what kind."""
    budget, deviation = line["budget_tkr"], line["avvikelse_tkr"]
    share = deviation / abs(budget) * 100 if budget else None
    large = abs(deviation) >= least_tkr and (share is None or abs(share) >= least_percent)
    if line["post"] in {ROUNDING, UNEXPLAINED}:
        return {"budgetavvikelse_procent": None, "väsentlig": NO, "slag": REST}
    kind = GAP if line["utfall_tkr"] * budget < 0 else OVERSPEND
    return {"budgetavvikelse_procent": share, "väsentlig": YES if large else NO, "slag": kind}


def _caused(line: Record, cause: Cause | None) -> Record:
    source = line["id"]
    if cause:
        return {"orsak": cause.text, "härkomst": STATED, "källa": f"{source}; {cause.section}"}
    if line["post"] in {ROUNDING, UNEXPLAINED}:
        return {"orsak": "", "härkomst": COMPUTED if line["post"] == ROUNDING else NOT_EXPLAINED, "källa": source}
    return {"orsak": UNSTATED, "härkomst": COMPUTED, "källa": source}
