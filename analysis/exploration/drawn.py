"""A bridge as lying bars in a page, drawn fast enough to follow a hand."""

from __future__ import annotations

import html
from math import isnan

import pandas as pd

from analysis.charts.geometry import bridge_geometry
from analysis.charts.style import BETTER, BETTER_TEXT, LINE, TOTAL, WORSE, WORSE_TEXT
from analysis.explanations.effects import END, ROUNDING, START
from analysis.frames import Record, records
from analysis.vocabulary.numerals import format_number

UNCOUNTED = "inte räknad"
_MOST = 100.0  # per cent of the width


def bridge_page(frame: pd.DataFrame, what: str) -> str:
    """Draw a bridge as `analysis.charts.bridge_bars` does: from its start, better to the right, signs on the numbers.

    Parameters
    ----------
    frame
        Frame of `analysis.scenario`, or any bridge in tkr; a step without a number is said not to be counted.
    what
        What is drawn and in which unit.

    Returns
    -------
    str
        A table for a page; nothing where the frame is empty.

    Examples
    --------
    >>> steps = {"post": ["2019", "Hyra", "2020"], "slag": ["start", "effekt", "slut"], "effekt_tkr": [-9.0, 2.0, -7.0]}
    >>> page = bridge_page(pd.DataFrame(steps), "Avvikelse, tkr")
    >>> page.count("<tr"), "+2" in page
    (3, True)
    """
    if frame.empty:
        return ""
    steps = records(frame)
    start = steps[0]["effekt_tkr"]
    totals = [one["slag"] in {START, END} for one in steps]
    known: list[float] = [0.0 if isnan(one["effekt_tkr"]) else one["effekt_tkr"] for one in steps]
    sizes = [one - start if is_total else one for one, is_total in zip(known, totals, strict=True)]
    reaches = bridge_geometry(sizes, totals)
    least, most = min(min(one) for one in reaches), max(max(one) for one in reaches)
    room = most - least or 1.0
    rows = [
        _row(one, size, _MOST * (min(reach) - least) / room, _MOST * abs(reach.end - reach.start) / room)
        for one, size, reach in zip(steps, sizes, reaches, strict=True)
    ]
    zero = _MOST * -least / room
    note = "Lodräta linjen: avvikelsen som den blev. Grönt: bättre. Rött: sämre."
    head = f'<div style="font-weight: bold; margin: 8px 0 4px">{html.escape(what)}</div>'
    body = "".join(rows).replace("{zero}", f"{zero:.2f}")
    return f'{head}<table style="width: 100%; border-collapse: collapse">{body}</table><div>{note}</div>'


def _row(step: Record, size: float, left: float, width: float) -> str:
    is_total, is_open = step["slag"] in {START, END}, isnan(step["effekt_tkr"])
    fill = TOTAL if is_total else BETTER if size >= 0 else WORSE
    ink = TOTAL if is_total or is_open else BETTER_TEXT if size >= 0 else WORSE_TEXT
    weight = "bold" if is_total or step["slag"] == ROUNDING else "normal"
    number = UNCOUNTED if is_open else format_number(step["effekt_tkr"], signed=not is_total)
    line = f'<div style="position: absolute; left: {{zero}}%; top: 0; bottom: 0; border-left: 1px solid {LINE}"></div>'
    reach = f"left: {left:.2f}%; width: {width:.2f}%; top: 4px; bottom: 4px"
    bar = f'<div style="position: absolute; {reach}; background: {fill}"></div>'
    cell = "padding: 2px 6px; line-height: 1.3"
    return (
        f'<tr><td style="{cell}; width: 42%; font-weight: {weight}">{html.escape(step["post"])}</td>'
        f'<td style="padding: 0"><div style="position: relative; height: 26px">{bar}{line}</div></td>'
        f'<td style="{cell}; width: 5.5em; text-align: right; color: {ink}; font-weight: bold">{number}</td></tr>'
    )
