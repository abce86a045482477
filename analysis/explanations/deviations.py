"""Deviations split into lines that add up to them exactly, the remainder a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from analysis.errors import DataError, fault
from analysis.explanations.effects import COMPUTED as EFFECT_COMPUTED
from analysis.explanations.effects import STATED
from analysis.explanations.effects import UNEXPLAINED as NOT_EXPLAINED
from analysis.explanations.notes import UNSTATED, Cause, load_causes
from analysis.files import DATA
from analysis.frames import NUMBER, TEXT, WHOLE, Record, make_frame, records
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Data, opened
from analysis.statements.load import load_drift
from analysis.statements.sums import Key, Sum, place_sums
from analysis.vocabulary.numerals import exact

LINES = {
    "post": TEXT, "utfall_tkr": NUMBER, "budget_tkr": NUMBER, "avvikelse_tkr": NUMBER, "andel_procent": NUMBER,
    "härkomst": TEXT, "dokument": TEXT, "rad": WHOLE,
}  # fmt: skip
PRINTED, COMPUTED = "tryckt", "beräknad"
REST = ", övrigt (beräknat)"  # closes the name of what a line holds beyond its printed parts
ROUNDING, UNEXPLAINED = "Avrundning", "Oförklarat"
_MONEY = ("utfall_tkr", "budget_tkr", "avvikelse_tkr")


def years(data: Data = DATA) -> list[int]:
    """List the years that have an operating statement, oldest first.

    Examples
    --------
    >>> years()
    [2017, 2020]
    """
    return sorted({int(year) for year in load_drift(data)["år"]})


def year_total(year: int, data: Data = DATA) -> pd.Series:
    """Return the line of the operating statement that holds the year's printed total.

    Parameters
    ----------
    year
        A year that `years` lists.
    data
        The folder that holds the register.

    Returns
    -------
    pandas.Series
        One row of `load_drift`: net cost negative, ``avvikelse_tkr`` negative = underskott; in tkr. A deviation that
        is not printed is computed; ``härkomst`` says which (``tryckt`` or ``beräknad``).

    Raises
    ------
    DataError
        When the year has no operating statement with a total, and the known years are named; or when the total's
        figures could not be read.

    Examples
    --------
    >>> total = year_total(2020)
    >>> float(total["utfall_tkr"]), float(total["budget_tkr"]), float(total["avvikelse_tkr"])
    (-218690.0, -191030.0, -27660.0)
    """
    folder = opened(data)
    drift = load_drift(folder)
    totals = drift[(drift["år"] == year) & (drift["slag"] == "summa")]
    if totals.empty:
        known = ", ".join(str(one) for one in sorted(set(drift.loc[drift["slag"] == "summa", "år"])))
        raise DataError(fault("unknown-year", "driftredovisning", seen=year, known=known))
    total = _with_deviation(records(totals)[-1])
    if any(pd.isna(total[name]) for name in _MONEY):
        texts = {"expected": "figures that can be read", "expected_sv": "siffror som går att läsa"}
        raise DataError(fault("bad-value", total["dokument"], total["rad"], column=total["post"], seen="", **texts))
    return pd.Series(total)


def deviation_lines(year: int, data: Data = DATA) -> pd.DataFrame:
    """Split the year's deviation from budget into the printed lines that make it up.

    Parameters
    ----------
    year
        A year that `years` lists.
    data
        The folder that holds the register and `sums.csv`.

    Returns
    -------
    pandas.DataFrame
        One row a line, the largest deviation first: ``post``, ``utfall_tkr``, ``budget_tkr``, ``avvikelse_tkr``
        (minus = underskott), ``andel_procent`` (the line's deviation in per cent of the total one; negative where
        it goes the other way), ``härkomst`` (``tryckt`` or ``beräknad``), ``dokument`` and ``rad``. What a total
        holds beyond its printed parts is a computed row; what is left over at the end is a row ``Avrundning`` or,
        where rounding cannot explain it, ``Oförklarat``. Each money column adds up to the printed total exactly.

    Raises
    ------
    DataError
        When the year is unknown or a data file is wrong.

    Examples
    --------
    >>> lines = deviation_lines(2020)
    >>> lines.loc[0, "post"], float(lines["avvikelse_tkr"].sum())
    ('Ledning', -27660.0)
    """
    folder = opened(data)
    total = year_total(year, folder)
    drift = load_drift(folder)
    is_own = (drift["dokument"] == total["dokument"]) & (drift["avsnitt"] == total["avsnitt"])
    table = drift[is_own & (drift["år"] == year)]
    own = [one.found for one in place_sums(folder) if one.kind == "drift" and one.found.document == total["dokument"]]
    # where a line is taken apart in two ways, the complete one goes first
    in_order = sorted(own, key=lambda found: found.relation == "lika")
    sums = {found.total: found for found in in_order if found.section == total["avsnitt"]}
    lines = {(row["post"], row["förälder"]): row for row in map(_with_deviation, records(table))}
    whole = lines[total["post"], ""]
    rows = _leaves(whole, lines, sums)
    rows.append(_remainder(whole, rows))
    frame = make_frame("avvikelser", (_line(row, total) for row in rows if _says_something(row)), LINES)
    order = frame["avvikelse_tkr"].abs().sort_values(ascending=False, kind="stable").index
    is_rest = frame.loc[order, "post"].isin([ROUNDING, UNEXPLAINED])
    return frame.loc[[*order[~is_rest], *order[is_rest]]].reset_index(drop=True)


def _with_deviation(line: Record) -> Record:
    """Compute a deviation that is not printed."""
    if not pd.isna(line["avvikelse_tkr"]) or pd.isna(line["utfall_tkr"]) or pd.isna(line["budget_tkr"]):
        return {**line, "härkomst": PRINTED}
    return {**line, "avvikelse_tkr": _less(line["utfall_tkr"], [line["budget_tkr"]]), "härkomst": COMPUTED}


def _leaves(whole: Record, lines: dict[Key, Record], sums: dict[str, Sum]) -> list[Record]:
    """Take a line apart as far as `sums.csv` goes; what its parts do not cover becomes a computed row."""
    found = sums.get(whole["post"]) if not whole["förälder"] else None
    if found is None:
        return [whole]
    leaves = list[Record]()
    below = {name: one for name, one in sums.items() if name != found.total}
    for part in found.parts:
        line = lines[part.post, part.parent]
        signed = {**line, **{name: line[name] * part.weight for name in _MONEY}}
        leaves += _leaves({**signed, "post": _name(signed, lines)}, lines, below)
    if found.relation == "högst":
        rest = {name: _less(whole[name], [leaf[name] for leaf in leaves]) for name in _MONEY}
        leaves.append({**whole, **rest, "post": f"{whole['post']}{REST}", "härkomst": COMPUTED})
    return leaves


def _name(line: Record, lines: dict[Key, Record]) -> str:
    """Tell lines of the same name apart by the line that they are part of."""
    twice = sum(post == line["post"] for post, _ in lines) > 1
    return f"{line['post']} ({line['förälder'].lower()})" if twice else str(line["post"])


def _less(whole: float, parts: Sequence[float]) -> float:
    return float(exact(whole) - sum((exact(part) for part in parts if not pd.isna(part)), Decimal(0)))


def _remainder(total: Record, rows: Sequence[Record]) -> Record:
    rest = {name: _less(total[name], [row[name] for row in rows]) for name in _MONEY}
    within = exact(total["upplösning_tkr"]) * (len(rows) + 1) / 2
    name = ROUNDING if all(abs(exact(value)) <= within for value in rest.values()) else UNEXPLAINED
    return {**total, **rest, "post": name, "härkomst": COMPUTED}


def _says_something(row: Record) -> bool:
    return row["post"] not in {ROUNDING, UNEXPLAINED} or any(row[name] for name in _MONEY)


def _line(row: Record, total: pd.Series) -> Record:
    whole = total["avvikelse_tkr"]
    return {**row, "andel_procent": row["avvikelse_tkr"] / whole * 100 if whole else float("nan")}


RANKED = {
    "plats": WHOLE, "post": TEXT, "utfall_tkr": NUMBER, "budget_tkr": NUMBER, "avvikelse_tkr": NUMBER,
    "andel_procent": NUMBER, "ackumulerad_procent": NUMBER, "budgetavvikelse_procent": NUMBER, "väsentlig": TEXT,
    "slag": TEXT, "orsak": TEXT, "härkomst": TEXT, "källa": TEXT,
}  # fmt: skip
GAP, OVERSPEND, LEFT_OVER = "gap i budgeten från början", "avvikelse från budget", "avrundning eller rest"
YES, NO = "ja", "nej"
LEAST_TKR, LEAST_PERCENT = 1000, 5


def rank_deviations(
    year: int, least_tkr: float = LEAST_TKR, least_percent: float = LEAST_PERCENT, data: Data = DATA
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
    folder = opened(data)
    lines, causes = records(deviation_lines(year, folder)), load_causes(folder)
    ledger = load_ledger(folder)
    total = sum(line["avvikelse_tkr"] for line in lines)
    running, rows = 0.0, list[Record]()
    for place, line in enumerate(lines, 1):
        running += line["avvikelse_tkr"]
        place_of = (line["dokument"], int(line["rad"]))
        cells = ledger.line(*place_of, year)
        line["id"] = next((cells[name].id for name in ("avvikelse", "utfall") if name in cells), "")
        own = not line["post"].endswith(REST)  # the rest of a line has none of the line's causes
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
        return {"budgetavvikelse_procent": None, "väsentlig": NO, "slag": LEFT_OVER}
    kind = GAP if line["utfall_tkr"] * budget < 0 else OVERSPEND
    return {"budgetavvikelse_procent": share, "väsentlig": YES if large else NO, "slag": kind}


def _caused(line: Record, cause: Cause | None) -> Record:
    source = line["id"]
    if cause:
        return {"orsak": cause.text, "härkomst": STATED, "källa": f"{source}; {cause.section}"}
    if line["post"] in {ROUNDING, UNEXPLAINED}:
        return {
            "orsak": "",
            "härkomst": EFFECT_COMPUTED if line["post"] == ROUNDING else NOT_EXPLAINED,
            "källa": source,
        }
    return {"orsak": UNSTATED, "härkomst": EFFECT_COMPUTED, "källa": source}
