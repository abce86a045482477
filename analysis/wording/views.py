"""Frames to what a controller sees of them: Swedish headings and numbers, signs on deviations, nothing cut."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pandas as pd

from analysis.swedish import capital
from analysis.vocabulary.numerals import decimals_of, format_number

_UNITS = {"tkr": "tkr", "procent": "%"}
_SIGNED = ("avvikelse", "skillnad", "förändring", "effekt", "prognosavvikelse", "prognosfel", "ändring")
_DECIMALS = {"procent": 1}
_WORDS = {
    "andel_procent": "Andel av avvikelsen, %",
    # the columns of documents.csv
    "id": "Dokument",
    "year": "År",
    "title": "Titel",
    "publisher": "Utgivare",
    "file": "Fil",
    "missing": "Saknas",
}


class View:
    """A table of texts that a notebook shows in full.

    Attributes
    ----------
    headings
        The heading of each column.
    rows
        The texts of each row.
    numeric
        Which columns hold numbers; they stand to the right.
    """

    def __init__(self, headings: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> None:
        self.headings, self.rows, self.numeric = list(headings), [list(row) for row in rows], list(numeric)

    def _repr_html_(self) -> str:
        head = self._html_row("th", self.headings)
        body = "\n".join(self._html_row("td", row) for row in self.rows)
        return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def _html_row(self, kind: str, texts: Sequence[str]) -> str:
        sides = ["right" if number else "left" for number in self.numeric]
        cells = zip(texts, sides, strict=True)
        inner = [f'<{kind} style="text-align: {side}">{html.escape(text)}</{kind}>' for text, side in cells]
        return f"<tr>{''.join(inner)}</tr>"

    def __repr__(self) -> str:
        lines = [self.headings, *self.rows]
        widths = [max(len(line[at]) for line in lines) for at in range(len(self.headings))]
        return "\n".join("  ".join(self._padded(line, widths)).rstrip() for line in lines)

    def _padded(self, line: Sequence[str], widths: Sequence[int]) -> list[str]:
        cells = zip(line, widths, self.numeric, strict=True)
        return [text.rjust(width) if number else text.ljust(width) for text, width, number in cells]


def heading(column: str) -> str:
    """Write a column's name as a heading with its unit.

    Examples
    --------
    >>> heading("utfall_tkr"), heading("andel_procent"), heading("post"), heading("missing")
    ('Utfall, tkr', 'Andel av avvikelsen, %', 'Post', 'Saknas')
    """
    name, _, unit = column.rpartition("_")
    words = _WORDS.get(column) or (f"{name}, {_UNITS[unit]}" if unit in _UNITS else column)
    words = words.replace("_", " ")
    return capital(words)


def present(frame: pd.DataFrame, *columns: str) -> View:
    r"""Show a frame with Swedish numbers; a missing number is an en dash, a favourable deviation has a plus sign.

    Parameters
    ----------
    frame
        Any frame of this package.
    columns
        The columns to show, in order; all where none is named.

    Returns
    -------
    View
        For the eye; compute with the frame itself.

    Examples
    --------
    >>> present(pd.DataFrame({"post": ["Ledning", "Stab"], "avvikelse_tkr": [-644.0, 39.0]}))
    Post     Avvikelse, tkr
    Ledning            −644
    Stab                +39
    """
    if frame.empty and "skäl" in frame.attrs:
        return View(["Går inte att visa"], [[frame.attrs["skäl"]]], [False])
    shown = frame[list(columns) or list(frame.columns)]
    own = "enhet" in shown  # rows of several units: each number has the decimals that it needs
    texts = [_column(str(name), shown[name], own=own) for name in shown.columns]
    numeric = [pd.api.types.is_numeric_dtype(shown[name]) for name in shown.columns]
    return View([heading(str(name)) for name in shown.columns], list(zip(*texts, strict=True)), numeric)


def _column(name: str, values: pd.Series, *, own: bool) -> list[str]:
    if pd.api.types.is_integer_dtype(values) and values.hasnans:
        return ["" if pd.isna(value) else str(value) for value in values]
    if not pd.api.types.is_float_dtype(values):
        return [str(value) for value in values]
    unit = name.rpartition("_")[2]
    most = max((decimals_of(value) for value in values), default=0)
    decimals = _DECIMALS.get(unit, most)
    signed = name.startswith(_SIGNED)
    return [format_number(value, decimals_of(value) if own else decimals, signed=signed) for value in values]
