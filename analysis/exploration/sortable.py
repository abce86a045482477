"""Long tables that sort, filter and search in JupyterLab, without a network; the plain table elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import pandas as pd

from analysis.wording.views import View, present

_VIEW = "application/vnd.jupyter.widget-view+json"
_WORDS = {
    "search": "Sök:",
    "lengthMenu": "Visa _MENU_ rader",
    "info": "Rad _START_ till _END_ av _TOTAL_",
    "infoEmpty": "Ingen rad",
    "infoFiltered": "(valda av _MAX_)",
    "zeroRecords": "Ingen rad har det som söks",
    "emptyTable": "Tabellen är tom",
    "thousands": "\N{NO-BREAK SPACE}",
    "paginate": {"first": "Första", "last": "Sista", "next": "Nästa", "previous": "Föregående"},
}


class Sortable(View):
    """A table that sorts, filters and searches where `itables` is at hand, and is a plain one where it is not.

    Attributes
    ----------
    live
        The table as a widget; none where `itables` or what it needs is missing.
    """

    def __init__(self, plain: View, live: Any) -> None:
        super().__init__(plain.headings, plain.rows, plain.numeric)
        self.live = live

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        plain = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if self.live is None:
            return plain
        bundle = self.live._repr_mimebundle_(include=include, exclude=exclude)
        found = bundle[0] if isinstance(bundle, tuple) else bundle  # beside what is said of it
        return plain | {name: value for name, value in found.items() if name == _VIEW}


def sortable(frame: pd.DataFrame, *columns: str) -> Sortable:
    """Show a long frame as `analysis.present` does, to be sorted by a column, filtered by column and searched.

    Parameters
    ----------
    frame
        Any frame of this package.
    columns
        The columns to show, in order; all where none is named.

    Returns
    -------
    Sortable
        For the eye; compute with the frame itself. Numbers sort by their value, a missing one before all others. Where
        `itables` is missing (``pip install analysis[tables]``) it is the plain table.

    Examples
    --------
    >>> sortable(pd.DataFrame({"post": ["Ledning", "Stab"], "avvikelse_tkr": [-644.0, 39.0]}))
    Post     Avvikelse, tkr
    Ledning            −644
    Stab                +39
    """
    plain = present(frame, *columns)
    if frame.empty or find_spec("itables") is None or find_spec("anywidget") is None:
        return Sortable(plain, None)
    from itables.widget import ITable

    names = list(columns) or list(frame.columns)
    texts = [[row[at] for row in plain.rows] for at in range(len(names))]
    shown = [
        _ranked(own, frame[name]) if number else pd.Series(own, dtype="str")
        for name, own, number in zip(names, texts, plain.numeric, strict=True)
    ]
    table = pd.concat(shown, axis=1, keys=plain.headings)
    right = [at for at, number in enumerate(plain.numeric) if number]
    sides = [{"className": "dt-right", "targets": right}, {"className": "dt-left", "targets": "_all"}]
    options: dict[str, Any] = {
        "columnDefs": sides,
        "language": _WORDS,
        "column_filters": "footer",
        "lengthMenu": [10, 25, 100],
        "text_in_header_can_be_selected": False,  # a click on it sorts
    }
    live = ITable(table, showIndex=False, maxBytes=0, allow_html=False, add_rank_to_categories=True, **options)
    return Sortable(plain, live)


def _ranked(texts: Sequence[str], values: pd.Series) -> pd.Series:
    """Let texts of numbers sort by the numbers.

    Examples
    --------
    >>> list(_ranked(["–", "+9", "−10"], pd.Series([None, 9.0, -10.0])).cat.categories)
    ['–', '−10', '+9']
    """
    order = values.reset_index(drop=True).sort_values(na_position="first", kind="stable").index
    return pd.Series(
        list(texts), dtype=pd.CategoricalDtype(list(dict.fromkeys(texts[at] for at in order)), ordered=True)
    )
