"""The sheet Volymer och personal: volumes and key figures of staff as printed, with their changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.frames import Record, records
from analysis.readers.tables import CERTAIN
from analysis.statements.load import load_staff, load_volumes
from analysis.workbook.cells import PLAIN, SHARE, SIGNED, TEXT, Cell, Formula, cell_name, columns_of
from analysis.workbook.live import Places
from analysis.workbook.printed_cells import Kind, Spots, figure_places, less, printed_number, with_decimals
from analysis.workbook.sheet import Sheet

_MEASURE_WIDTHS = (64, 18, 12, 12)  # label, unit, then group and date of measurement or the first figures
_ALL = "totalt"
_MEASURE_NOTES = (
    "Talen står som de är tryckta, med tecken och decimaler. En tom cell är tom i tryck eller gick inte att läsa.",
    "Förändring: senare år minus tidigare i samma tabell, för andelar (%) i procentenheter.",
    "För en kostnad som är tryckt med minus betyder plus i förändringen att kostnaden har minskat.",
    "Tabellerna jämförs inte med varandra: de kan mäta olika perioder och ha olika tecken.",
)
_MEASURES = {
    "volym": Kind("Volymer", {"Post": TEXT, "Enhet": TEXT}, ("post", "enhet"), "Ingen tabell över volymer är inläst."),
    "personal": Kind(
        "Personal",
        {"Post": TEXT, "Enhet": TEXT, "Grupp": TEXT, "Mätdatum": TEXT},
        ("post", "enhet", "grupp", "mätdatum"),
        "Ingen tabell med personalnyckeltal är inläst.",
    ),
}


def volume_sheet(book: Any, footer: str, data: Path) -> Places:
    """Write the volumes and the key figures of staff as printed, one table a heading, changes as live formulas.

    Parameters
    ----------
    book, footer, data
        The workbook, the foot of its pages, and the folder that holds the register.

    Returns
    -------
    Mapping[str, str]
        The cell of each printed figure, by its id in the ledger.
    """
    volumes = load_volumes(data).rename(columns={"utfall": "värde"}).assign(rubrik="", grupp=_ALL)
    tables = [
        (kind, records(table))
        for kind, frame in {"volym": volumes, "personal": load_staff(data)}.items()
        for _, table in frame.groupby(["dokument", "avsnitt", "rubrik"], sort=False)
    ]
    most = max((len({line["år"] for line in lines}) for _, lines in tables), default=0)
    widths = (*_MEASURE_WIDTHS, *[12] * (most + 3))
    sheet, spots = Sheet(book, "Volymer och personal", widths, footer=footer, landscape=True), Spots()
    missing = [one.missing for kind, one in _MEASURES.items() if kind not in dict(tables)]
    sheet.title("Volymer och personal", *(_MEASURE_NOTES if tables else ()), *missing)
    firsts = [_write_measures(sheet, at, kind, lines, spots) for at, (kind, lines) in enumerate(tables, 1)]
    if len(firsts) == 1:  # the head of one table must not stand above another's years
        sheet.keep_above(firsts[0])
    return figure_places(spots, data)


def _write_measures(sheet: Sheet, number: int, kind: str, lines: Sequence[Record], spots: Spots) -> int:
    """Write one printed table with a column a year, oldest first; return its first row."""
    years, own = sorted({line["år"] for line in lines}), _MEASURES[kind]
    span = "–".join(str(year) for year in dict.fromkeys((years[0], years[-1])))
    document, section = lines[0]["dokument"], lines[0]["avsnitt"]
    sheet.subtitle(f"{own.title} {span}: {lines[0]['rubrik'] or section or document}")
    sheet.text(f"Källa: {document}, {section}".removesuffix(", "))
    columns = {**own.columns, **{str(year): PLAIN for year in years}}
    if len(years) > 1:
        columns |= {f"Förändring {years[-2]}–{years[-1]}": PLAIN, "Förändring i procent": SHARE}
    first, rows = sheet.row + 1, list[list[Cell]]()
    for row, found in enumerate(_measured(lines), first):
        rows.append(_measure_row(found, years, own.own, row))
        for year, line in found.items():
            group = "" if line["grupp"] == _ALL else f" {line['grupp']}"
            column = f"utfall {year}" if kind == "volym" else f"{year}{group}"
            place = sheet.place(row, len(own.own) + years.index(year), fixed=True)
            spots[document, kind, line["rad"], column] = (place, line["värde"])
    return sheet.table(f"{own.title}{number}", columns_of({**columns, "Rad i källfilen": PLAIN}), rows)


def _measured(lines: Sequence[Record]) -> list[dict[int, Record]]:
    """Gather by year what a line prints for one group in one unit; a line that prints nothing has its total."""
    known = {line["rad"] for line in lines if _is_full(line)}
    rows = dict[tuple[object, ...], dict[int, Record]]()
    for line in lines:
        if _is_full(line) or (line["grupp"] == _ALL and line["rad"] not in known):
            rows.setdefault((line["rad"], line["grupp"], line["enhet"]), {})[line["år"]] = line
    return list(rows.values())


def _is_full(line: Record) -> bool:
    """Tell a printed figure, read or not, from a cell that is empty in print."""
    return not pd.isna(line["värde"]) or line["läsning"] != CERTAIN


def _measure_row(found: Mapping[int, Record], years: Sequence[int], own: Sequence[str], row: int) -> list[Cell]:
    """Write what a line prints year by year, and its last change as live formulas."""
    head = next(iter(found.values()))
    cells: list[Cell] = [head[name] for name in own]
    cells += [
        printed_number(found[year]["värde"], found[year]["upplösning"]) if year in found else None for year in years
    ]
    if len(years) > 1:
        first, second = (cell_name(row, len(cells) - back) for back in (2, 1))
        last = [found[year] for year in years[-2:] if year in found and not pd.isna(found[year]["värde"])]
        cells += [None, None]
        if len(last) == 2:  # noqa: PLR2004  (a change has two ends)
            before, after = (line["värde"] for line in last)
            look = with_decimals(SIGNED, min(line["upplösning"] for line in last))
            cells[-2] = Formula(f"={second}-{first}", less(after, before), look)
            if before and head["enhet"] != "%":
                cells[-1] = Formula(f"=({second}-{first})/ABS({first})", less(after, before) / abs(before))
    return [*cells, head["rad"]]
