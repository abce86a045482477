"""Deviations split into lines that add up to them exactly, the remainder a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pandas as pd

from analysis.errors import DataError, fault
from analysis.frames import NUMBER, TEXT, WHOLE, Record, make_frame, records
from analysis.paths import DATA
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


def years(data: Path = DATA) -> list[int]:
    """List the years that have an operating statement, oldest first.

    Examples
    --------
    >>> years()
    [2017, 2020]
    """
    return sorted({int(year) for year in load_drift(data)["år"]})


def year_total(year: int, data: Path = DATA) -> pd.Series:
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
    drift = load_drift(data)
    totals = drift[(drift["år"] == year) & (drift["slag"] == "summa")]
    if totals.empty:
        known = ", ".join(str(one) for one in sorted(set(drift.loc[drift["slag"] == "summa", "år"])))
        raise DataError(fault("unknown-year", "driftredovisning", seen=year, known=known))
    total = _with_deviation(records(totals)[-1])
    if any(pd.isna(total[name]) for name in _MONEY):
        texts = {"expected": "figures that can be read", "expected_sv": "siffror som går att läsa"}
        raise DataError(fault("bad-value", total["dokument"], total["rad"], column=total["post"], seen="", **texts))
    return pd.Series(total)


def deviation_lines(year: int, data: Path = DATA) -> pd.DataFrame:
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
    total = year_total(year, data)
    drift = load_drift(data)
    is_own = (drift["dokument"] == total["dokument"]) & (drift["avsnitt"] == total["avsnitt"])
    table = drift[is_own & (drift["år"] == year)]
    own = [one.found for one in place_sums(data) if one.kind == "drift" and one.found.document == total["dokument"]]
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
