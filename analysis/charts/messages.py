"""What a chart says, as a sentence made from its frame: the first line of its title."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.explanations.effects import EFFECT, LEVEL, REST
from analysis.frames import Record, records
from analysis.swedish import capital, listed, result_word, tkr, uncapital
from analysis.vocabulary.numerals import format_number
from analysis.vocabulary.periods import is_forecast, span_of

_MOST = 2  # lines that a message names


def deviation_message(lines: pd.DataFrame, total: float) -> str:
    """Say how large a deviation is and which lines weigh most.

    Examples
    --------
    >>> frame = pd.DataFrame({"post": ["Stab", "Bad", "Hyra"], "avvikelse_tkr": [-3.0, 2.0, -1.0]})
    >>> print(deviation_message(frame, -2.0).replace("\N{NO-BREAK SPACE}", " "))
    Underskottet är 2 tkr. Mest väger Stab (−3) och Hyra (−1).
    """
    if not total:
        return "Utfallet är lika med budgeten."
    own = lines[lines["avvikelse_tkr"] * total > 0].sort_values("avvikelse_tkr", key=abs, ascending=False)
    named = [f"{row['post']} ({_signed(row['avvikelse_tkr'])})" for row in records(own.head(_MOST))]
    size = f"{capital(result_word(total))}et är {tkr(abs(total))}."
    return f"{size} Mest väger {listed(named)}." if named else size


def bridge_message(steps: Sequence[Record]) -> str:
    """Say what a bridge leads to, and which step drew most each way.

    Examples
    --------
    >>> steps = [("2019", "start", -9.0), ("Hyra", "effekt", 3.0), ("El", "effekt", -1.0), ("2020", "slut", -7.0)]
    >>> rows = [{"post": post, "slag": kind, "effekt_tkr": size} for post, kind, size in steps]
    >>> print(bridge_message(rows).replace("\N{NO-BREAK SPACE}", " "))
    2 tkr bättre: mest upp drog Hyra (+3), mest ner El (−1).
    """
    if levels := [row for row in steps if row["slag"] == LEVEL]:
        return _against(levels[-1], steps[-1])
    change = steps[-1]["effekt_tkr"] - steps[0]["effekt_tkr"]
    effects = sorted((row for row in steps if row["slag"] in {EFFECT, REST}), key=lambda row: row["effekt_tkr"])
    word = f"{tkr(abs(change))} {'bättre' if change > 0 else 'sämre'}" if change else "Ingen förändring"
    ends = [("upp", effects[-1:]), ("ner", effects[:1])]
    named = [
        (way, f"{_name(row['post'])} ({_signed(row['effekt_tkr'])})")
        for way, rows in (ends if change > 0 else reversed(ends))
        for row in rows
        if (row["effekt_tkr"] > 0) == (way == "upp")
    ]
    if not named:
        return f"{word}."
    (way, largest), *others = named
    return ", ".join([f"{word}: mest {way} drog {largest}", *(f"mest {back} {other}" for back, other in others)]) + "."


def year_message(years: Sequence[int], values: Sequence[float | None], texts: Sequence[str]) -> str:
    """Say the first and the last known value of a series, and the largest where it is another.

    Examples
    --------
    >>> year_message([2016, 2017, 2018, 2019], [2.0, 12.0, None, 4.0], ["2 tkr", "12 tkr", "", "ca 4 tkr"])
    'Från 2 tkr (2016) till ca 4 tkr (2019), högst 12 tkr (2017).'
    """
    known = [at for at, value in enumerate(values) if value is not None]
    if not known:
        return ""
    first, last, most = known[0], known[-1], max(known, key=lambda at: values[at] or 0)
    said = {at: f"{texts[at]} ({years[at]})" for at in known}
    if first == last:
        return f"{said[last]}."
    top = f", högst {said[most]}" if most not in {first, last} else ""
    return f"Från {said[first]} till {said[last]}{top}."


def target_message(year: int, deviation: float, target: float | None, period: str = "") -> str:
    """Say how a year ended, or is expected to end, beside the largest deficit that the board allowed itself.

    Examples
    --------
    >>> print(target_message(2020, -27.0, -17.0).replace("\N{NO-BREAK SPACE}", " "))
    Underskottet 2020 blev 27 tkr, 10 tkr mer än målet.
    >>> print(target_message(2025, -10.0, None, "prognos efter augusti").replace("\N{NO-BREAK SPACE}", " "))
    Underskottet 2025 väntas bli 10 tkr.
    """
    became = "väntas bli" if is_forecast(period) else "blev"
    text = f"{capital(result_word(deviation))}et {span_of(period, year)} {became} {tkr(abs(deviation))}"
    if target is None or not deviation:
        return f"{text}."
    gap = deviation - target
    beside = f"{tkr(abs(gap))} {'mer' if gap < 0 else 'mindre'} än målet" if gap else "lika med målet"
    return f"{text}, {beside}."


def _against(level: Record, end: Record) -> str:
    """Say how a bridge ended beside the last level on its way."""
    gap = end["effekt_tkr"] - level["effekt_tkr"]
    beside = f"{tkr(abs(gap))} {'bättre' if gap > 0 else 'sämre'} än" if gap else "lika med"
    return f"{end['post']}: {beside} {uncapital(level['post'])}."


def _name(post: str) -> str:
    """Leave out what kind of step it is: *Volym: timmar*."""
    return capital(post.rpartition(": ")[2])


def _signed(value: float) -> str:
    return format_number(value, signed=True)
