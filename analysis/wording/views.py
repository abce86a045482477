"""Frames to what a controller sees of them: Swedish headings and numbers, signs on deviations, nothing cut."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from analysis.data_files import COMPUTED
from analysis.errors import DataError, fault
from analysis.explanations.deviations import year_total
from analysis.frames import MAYBE_WHOLE, NUMBER, TEXT, WHOLE, Record, make_frame, nearest, records
from analysis.ledger.figures import Figure
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import Ledger, load_ledger
from analysis.statements.folder import Data, Folder, opened
from analysis.statements.register import load_documents
from analysis.swedish import capital
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.vocabulary.periods import outcome_word

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
    "unit": "Enhet",
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

    def __getattr__(self, name: str) -> object:
        said = f"a table for the eye has no {name}; take the frame itself, such as analysis.to_excel(frame, path)"
        raise AttributeError(said)

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


def is_signed(column: str) -> bool:
    """Tell whether the numbers of a column say better or worse, so that a plus is written too.

    Examples
    --------
    >>> is_signed("avvikelse_tkr"), is_signed("utfall_tkr")
    (True, False)
    """
    return column.startswith(_SIGNED)


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
    signed = is_signed(name)
    return [format_number(value, decimals_of(value) if own else decimals, signed=signed) for value in values]


TRACE = {
    "nivå": WHOLE, "id": TEXT, "namn": TEXT, "värde": NUMBER, "tolerans": NUMBER, "enhet": TEXT, "status": TEXT,
    "uträkning": TEXT, "dokument": TEXT, "avsnitt": TEXT, "rad": MAYBE_WHOLE, "plats": TEXT,
    "anmärkning": TEXT,
}  # fmt: skip
_STEP = "\u2003"  # an em space, which a page does not swallow
_HEADINGS = ("Uppgift", "Värde", "Osäkerhet ±", "Enhet", "Status", "Varifrån")


class Trace(View):
    """A figure's tree for the eye, each figure indented below the one it is part of; `frame` holds the same as data.

    Attributes
    ----------
    frame
        One row a figure of the tree, from the top down: ``nivå`` (0 is the figure asked for), ``id``, ``namn``,
        ``värde`` and ``tolerans`` in ``enhet``, ``status``, ``uträkning``, ``dokument``, ``avsnitt``, ``rad``,
        ``plats`` and ``anmärkning``.
    """

    def __init__(self, frame: pd.DataFrame, titles: dict[str, str]) -> None:
        self.frame = frame
        rows = [_shown(row, titles) for row in records(frame)]
        super().__init__(_HEADINGS, rows, [False, True, True, False, False, False])


def trace(name: str, *, data: Data | None = None, board: str | None = None) -> Trace:
    r"""Show the whole tree from a figure down to the printed ones, with document and section.

    Parameters
    ----------
    name
        The id of a figure, as `analysis.load_figures` lists it.
    data, board
        The folder that holds `figures.csv` and the register, and the board where it has several.

    Raises
    ------
    DataError
        When no figure has the id; the nearest ids are named.

    Examples
    --------
    >>> for row in trace("nettobudget_2019").frame.itertuples():
    ...     print(row.nivå, row.namn, row.värde, row.avsnitt)
    0 nettobudget 2019 -181206.0
    1 Drift: Summa, budget 2020 -191030.0 Drift
    1 ramökning 2020 9824.0 Drift
    """
    folder = opened(data, board)
    ledger = load_ledger(folder)
    if name in ledger.unclear:
        raise DataError(fault("unclear-cell", "trace", seen=name, known=", ".join(ledger.unclear[name])))
    if name not in ledger.figures:
        known = nearest(name, ledger.figures)
        raise DataError(fault("unknown-reference", "trace", column="id", seen=name, known=known))
    return _traced(_tree(ledger.figures[name], ledger), folder)


def trace_year(year: int, *, data: Data | None = None, board: str | None = None) -> Trace:
    """Show where a year's deviation from budget is printed, and what it is computed from.

    Parameters
    ----------
    year
        A year that `analysis.years` lists.
    data, board
        The folder that holds the register, and the board where it has several.

    Raises
    ------
    DataError
        When the year has no operating statement with a total.

    Examples
    --------
    >>> for row in trace_year(2020).frame.itertuples():
    ...     print(row.nivå, row.namn, row.värde, row.rad)
    0 Drift: Summa, avvikelse 2020 -27660.0 770
    0 utfall − budget 2020 -27660.0 <NA>
    1 Drift: Summa, utfall 2020 -218690.0 770
    1 Drift: Summa, budget 2020 -191030.0 770
    """
    folder = opened(data, board)
    total, ledger = year_total(year, data=folder), load_ledger(folder)
    cells = ledger.line(total["dokument"], total["rad"], year)
    node = parse_formula(f"[{cells['utfall'].id}] - [{cells['budget'].id}]")
    quantity, _ = ledger.evaluate(node)
    computed = cells["utfall"]._replace(
        id="", name=f"{outcome_word(total['period'])} − budget {year}", status=COMPUTED, quantity=quantity
    )
    computed = computed._replace(document="", section="", line=None, report_line=None, place="", node=node)
    printed = [cells["avvikelse"]] if "avvikelse" in cells else []
    return _traced([row for one in (*printed, computed) for row in _tree(one, ledger)], folder)


def traced(figures: Iterable[Figure], folder: Folder) -> Trace:
    """Show the trees of several figures, one below the other."""
    ledger = load_ledger(folder)
    return _traced([row for one in figures for row in _tree(one, ledger)], folder)


def _traced(rows: Iterable[Record], folder: Folder) -> Trace:
    documents = load_documents(data=folder)
    titles = {str(one): str(title) for one, title in zip(documents["id"], documents["title"], strict=True)}
    return Trace(make_frame("trace", rows, TRACE), titles)


def _tree(figure: Figure, ledger: Ledger) -> Iterator[Record]:
    """Yield a figure and all that it comes from; what stands above already is not unfolded again."""
    seen, stack = set[str](), [(0, figure)]
    while stack:
        level, one = stack.pop()
        yield _row(one, level, ledger)
        if one.node is not None and one.id not in seen:
            names = list(dict.fromkeys(part.name for part in references(one.node)))
            stack += [(level + 1, ledger.figures[name]) for name in reversed(names)]
            seen.add(one.id)


def _row(figure: Figure, level: int, ledger: Ledger) -> Record:
    value, tolerance = figure.value(), figure.tolerance()
    return {
        "nivå": level,
        "id": figure.id,
        "namn": figure.name,
        "enhet": figure.unit,
        "status": figure.status,
        "värde": None if value is None else float(value),
        "tolerans": None if tolerance is None else float(tolerance),
        "uträkning": ledger.written(figure.node) if figure.node else "",
        "dokument": figure.document,
        "avsnitt": figure.section,
        "rad": figure.report_line,
        "plats": figure.place,
        "anmärkning": figure.note,
    }


def _shown(row: Record, titles: dict[str, str]) -> list[str]:
    indent = _STEP * (row["nivå"] - 1) + "└ " if row["nivå"] else ""
    where = f"{row['plats']} i källfilen" if row["plats"].startswith("rad ") else row["plats"]
    place = [titles.get(row["dokument"], row["dokument"]), row["avsnitt"], where]
    source = f"= {row['uträkning']}" if row["uträkning"] else ", ".join(part for part in place if part)
    decimals = decimals_of(row["värde"])
    return [
        f"{indent}{row['namn']}",
        format_number(row["värde"], decimals),
        format_number(row["tolerans"], decimals_of(row["tolerans"])),
        row["enhet"],
        row["status"],
        source,
    ]
