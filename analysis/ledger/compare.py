"""The crosswalk `data/concepts.csv`: which figure measures what in which year, and which years may stand together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.data_files import COMPUTED, NOT, SAME
from analysis.errors import ComparisonError, DataError, fault, unknown_year
from analysis.frames import NUMBER, TEXT, WHOLE, Record, make_frame, nearest
from analysis.ledger.crosswalk import FILE, LEVELS, Entry, Pair, entries_of, load_crosswalk, together, worst_of
from analysis.ledger.figures import DRIFT, CellId, Figure
from analysis.ledger.formulas import references
from analysis.ledger.ledger import Ledger, load_ledger
from analysis.ledger.quantities import parse_unit
from analysis.ledger.restated import both_figures, restatement_of
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.statements.register import load_documents

NONE = "saknas"
CONCEPTS = {"begrepp": TEXT, "enhet": TEXT, "år": TEXT, "jämförbarhet": TEXT}
UNKNOWN = {"dokument": TEXT, "år": WHOLE, "rad": WHOLE, "post": TEXT, "närmast_kända": TEXT}


def concepts(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """List what can be asked for over several years.

    Returns
    -------
    pandas.DataFrame
        One row a concept: ``begrepp``, ``enhet``, ``år`` (the years that a source measures it in) and
        ``jämförbarhet`` (``jämförbar`` where all its years measure the same, else that of the worst of them).

    Examples
    --------
    >>> concepts().set_index("begrepp").loc["konsulter", ["år", "jämförbarhet"]].tolist()
    ['2016, 2017, 2019, 2020', 'jämförbar']
    """
    folder = opened(data, board)
    groups = dict[str, list[Entry]]()
    for entry in load_crosswalk(folder):
        groups.setdefault(entry.row["concept"], []).append(entry)
    rows = list[Record]()
    for concept, own in groups.items():
        known = [entry for entry in own if entry.quantity]
        worst = max((entry.row["comparability"] for entry in known), key=LEVELS.index, default=NONE)
        level = SAME if len(known) > 1 and len({entry.row["basis"] for entry in known}) == 1 else worst
        years = ", ".join(str(entry.year) for entry in known)
        rows.append({"begrepp": concept, "enhet": own[0].row["unit"], "år": years, "jämförbarhet": level})
    return make_frame(FILE, rows, CONCEPTS, ["begrepp"])


def unknown_lines(*, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """List the lines of the operating statements that the crosswalk does not know, with the nearest that it does.

    Returns
    -------
    pandas.DataFrame
        One row a line: ``dokument``, ``år``, ``rad``, ``post`` and ``närmast_kända``.

    Examples
    --------
    >>> len(unknown_lines())
    0
    """
    folder = opened(data, board)
    ledger = load_ledger(folder)
    used = _lines_of(load_crosswalk(folder), ledger)
    labels = [line.post for line in used]
    rows = dict[CellId, Record]()
    for figure in ledger.figures.values():
        line = _line(figure)
        if line and line not in used:
            place = {"dokument": figure.document, "år": figure.year, "rad": figure.line}
            rows[line] = {**place, "post": line.post, "närmast_kända": nearest(line.post, labels)}
    return make_frame(FILE, rows.values(), UNKNOWN)


def used_labels(folder: Folder) -> set[str]:
    """Return the labels of lines that are known where concepts.csv says of any what it measures: used or printed."""
    ledger, entries = load_ledger(folder), load_crosswalk(folder)
    if not any(entry.is_written for entry in entries):
        return set()
    return {line.post for line in [*_lines_of(entries, ledger), *filter(None, map(_line, ledger.figures.values()))]}


def _lines_of(entries: Iterable[Entry], ledger: Ledger) -> dict[CellId, None]:
    found = (_line(ledger.figures[part.name]) for entry in entries for part in references(entry.node))
    return dict.fromkeys(line for line in found if line)


def _line(figure: Figure) -> CellId | None:
    """Return the line that a cell of an operating statement stands on, whatever its column."""
    own = figure.cell
    return own._replace(quantity="", year=0, scope="") if own and own.kind == DRIFT else None


SERIES = {
    "begrepp": TEXT, "år": WHOLE, "värde": NUMBER, "enhet": TEXT, "tolerans": NUMBER, "jämförbarhet": TEXT,
    "skäl": TEXT, "mått": TEXT, "uträkning": TEXT, "status": TEXT, "dokument": TEXT, "avsnitt": TEXT,
}  # fmt: skip
CHANGE = {
    "begrepp": TEXT, "från_år": WHOLE, "till_år": WHOLE, "från": NUMBER, "till": NUMBER, "förändring": NUMBER,
    "förändring_procent": NUMBER, "tolerans": NUMBER, "enhet": TEXT, "jämförbarhet": TEXT, "skäl": TEXT,
}  # fmt: skip


def compare(
    concept: str, years: Sequence[int] | None = None, *, data: Data | None = None, board: str | None = None
) -> pd.DataFrame:
    """Return what measures a concept year by year, and whether it does.

    Parameters
    ----------
    concept
        A concept that `concepts` lists.
    years
        The years; where none are given, all from the concept's first to the last that it or a document has.
    data, board
        The folder that holds `concepts.csv`, `figures.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a year: ``värde`` and ``tolerans`` (from the rounding of print) in the unit that ``enhet`` names,
        income positive and cost negative; ``jämförbarhet`` is ``jämförbar``, ``delvis``, ``ej jämförbar`` or
        ``saknas``, and ``skäl`` says why; ``mått`` names what is measured; ``uträkning``, ``status``, ``dokument``
        and ``avsnitt`` say where the value comes from. A missing year has a row without a value.

    Raises
    ------
    DataError
        When the concept is unknown, and the nearest known ones are named; or when a file is wrong.

    Examples
    --------
    >>> compare("konsulter")[["år", "värde", "jämförbarhet"]]
         år    värde jämförbarhet
    0  2016  -2070.0    jämförbar
    1  2017 -12269.0    jämförbar
    2  2018      NaN       saknas
    3  2019  -7733.0    jämförbar
    4  2020   -402.0    jämförbar
    """
    asked = None if years is None else tuple(years)
    return _compared(opened(data, board), concept, asked).copy()


@kept
def _compared(folder: Folder, concept: str, years: Sequence[int] | None) -> pd.DataFrame:
    ledger = load_ledger(folder)
    entries = {entry.year: entry for entry in entries_of(concept, folder)}
    if years is None:
        reported = [int(year) for year in load_documents(data=folder)["year"]]
        years = range(min(entries), max(*entries, *reported) + 1)
    unit = next(iter(entries.values())).row["unit"]
    rows = [_series_row(concept, year, unit, entries.get(year), ledger) for year in dict.fromkeys(years)]
    return make_frame(FILE, rows, SERIES, ["år"])


def change(
    concept: str, first: int, last: int, *, anyway: bool = False, data: Data | None = None, board: str | None = None
) -> pd.DataFrame:
    """Return how a concept changed between two years; refuse where they do not measure the same.

    Parameters
    ----------
    concept
        A concept that `concepts` lists.
    first, last
        The years.
    anyway
        Whether to compute a change also between years that do not compare; it is marked in ``jämförbarhet``.
    data, board
        The folder that holds `concepts.csv`, `figures.csv` and the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row: ``från``, ``till`` and ``förändring`` (last less first: positive is less cost or more income) in the
        unit of ``enhet``, ``förändring_procent`` of the first year's size, ``tolerans``, ``jämförbarhet`` and ``skäl``,
        which also says where the last year's report restates the first year.

    Raises
    ------
    ComparisonError
        When the years are ``ej jämförbar``, with the reason.
    DataError
        When the concept is unknown or a year has no value.

    Examples
    --------
    >>> change("nettokostnad", 2019, 2020)[["från", "till", "förändring", "tolerans"]]
           från      till  förändring  tolerans
    0 -220080.0 -218690.0      1390.0       2.0
    """
    folder = opened(data, board)
    pair = compared(concept, first, last, folder, anyway=anyway)
    changed = restatement_of(pair, folder)
    other = both_figures(changed, last, "årets egen") if changed else ""
    unit = parse_unit(pair.before.row["unit"])
    values = [float(one.within(unit)[0]) for one in (pair.first, pair.last)]
    gap, tolerance = (float(one) for one in pair.difference.within(unit))
    row = {
        "begrepp": concept,
        "från_år": first,
        "till_år": last,
        "från": values[0],
        "till": values[1],
        "förändring": gap,
        "förändring_procent": gap / abs(values[0]) * 100 if values[0] else None,
        "tolerans": tolerance,
        "enhet": pair.before.row["unit"],
        "jämförbarhet": pair.level,
        "skäl": " ".join(filter(None, (pair.reason, other))),
    }
    return make_frame(FILE, [row], CHANGE)


def compared(concept: str, first: int, last: int, folder: Folder, *, anyway: bool = False) -> Pair:
    """Put two years of a concept side by side; refuse as `change` does."""
    entries = {entry.year: entry for entry in entries_of(concept, folder)}
    known = ", ".join(str(year) for year, entry in entries.items() if entry.quantity)
    absent = [year for year in (first, last) if year not in entries or not entries[year].quantity]
    before, after = entries.get(first), entries.get(last)
    if absent or not (before and after and before.quantity and after.quantity):
        raise DataError([unknown_year(f"{FILE}: {concept}", year, known) for year in absent])
    level, reason = together(before, after)
    if level == NOT and not anyway:
        asked = {"title": concept, "first": first, "last": last, "reason": reason.rstrip(".")}
        texts = {
            "action": "choose other years, or ask with anyway=True",
            "action_sv": "välj andra år eller ange anyway=True",
        }
        raise ComparisonError(fault("not-comparable", FILE, worst_of(before, after).row.line, **asked, **texts))
    return Pair(before, after, before.quantity, after.quantity, level, reason)


def _series_row(concept: str, year: int, unit: str, entry: Entry | None, ledger: Ledger) -> Record:
    if entry is None:
        reason = "Ingen inläst källa har en uppgift för året."
        texts = dict.fromkeys(("mått", "uträkning", "status", "dokument", "avsnitt"), "")
        return {"begrepp": concept, "år": year, "enhet": unit, "jämförbarhet": NONE, "skäl": reason, **texts}
    value, tolerance = entry.shown(entry.quantity)
    reason = entry.row["reason"]
    if entry.missing:
        reason = f"Saknas: {', '.join(ledger.figures[name].name for name in entry.missing)}."
    printed = ledger.printed_figure(entry.node)
    return {
        "begrepp": concept,
        "år": year,
        "värde": value,
        "enhet": unit,
        "tolerans": tolerance,
        "jämförbarhet": NONE if entry.missing else entry.row["comparability"],
        "skäl": reason,
        "mått": entry.row["basis"],
        "uträkning": ledger.written(entry.node),
        "status": printed.status if printed else COMPUTED,
        **ledger.sources(entry.node),
    }
