"""The sheets Investeringar and Volymer och personal: what tables beside the operating statement print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.frames import Record, records
from analysis.ledger.places import report_place
from analysis.readers.tables import CERTAIN
from analysis.statements.folder import Folder
from analysis.statements.load import load_staff, load_volumes
from analysis.statements.sums import Placed, money_tables, place_sums
from analysis.swedish import capital
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.vocabulary.periods import own_part
from analysis.workbook.cells import (
    MONEY,
    PLAIN,
    SHARE,
    SIGNED,
    TEXT,
    YEAR,
    Cell,
    Formula,
    Summation,
    Term,
    added_up,
    cell_name,
    columns_of,
)
from analysis.workbook.desk import Desk
from analysis.workbook.live import (
    Kind,
    Spots,
    figure_places,
    less,
    printed_number,
    source_text,
    summed_lines,
    with_decimals,
)
from analysis.workbook.sheet import Sheet

INVESTMENTS, VOLUMES = "Investeringar", "Volymer och personal"
_PRINTED = {"utfall": 4, "budget": 5, "avvikelse": 7, "ombudgetering": 9}  # columns of printed amounts
_OUTCOME, _BUDGET, _DEVIATION, _STATED, _DIFFERENCE, _LAST = range(4, 10)
_MONEY_WIDTHS = (7, 36, 21, 14, 12, 12, 13, 13, 12, 15, 45)
_AMOUNTS = {
    "Utfall, tkr": MONEY,
    "Budget, tkr": MONEY,
    "Avvikelse, tkr (beräknad)": SIGNED,
    "Avvikelse, tkr (tryckt)": SIGNED,
    "Skillnad, tkr": SIGNED,
}
_INVESTED = {"Omfattning": TEXT, "Del av": TEXT, **_AMOUNTS, "Förbrukat av budget": "0.0\u00a0%;\u22120.0\u00a0%"}
_MOVED = {"Nr": TEXT, "Till år": YEAR, **_AMOUNTS, "Ombudgetering, tkr": MONEY}
_MONEY_NOTES = (
    "Belopp i tkr. Minus är utgift, i avvikelser överskriden budget. Avvikelse = utfall − budget.",
    "Skillnad = tryckt − beräknad avvikelse. Ombudgetering är budget som flyttas till ett senare år.",
)


_MONEY = {
    "investering": Kind(
        "Investeringar",
        {"År": YEAR, "Projekt": TEXT, **_INVESTED, "Källa": TEXT},
        ("omfattning", "förälder"),
        "Ingen investeringsredovisning är inläst: inget registrerat dokument har en sådan tabell.",
    ),
    "ombudgetering": Kind(
        "Ombudgeteringar",
        {"År": YEAR, "Projekt": TEXT, **_MOVED, "Källa": TEXT},
        ("nr", "till_år"),
        "Ingen tabell över ombudgeteringar är inläst.",
    ),
}


def investment_sheet(desk: Desk) -> None:
    """Write all investment statements and carry-overs as printed, their deviations and sums as live formulas."""
    folder, frames = desk.folder, money_tables(desk.folder)
    tables = {kind: records(frames[kind]) for kind in _MONEY}
    sheet, spots = desk.sheet(INVESTMENTS, _MONEY_WIDTHS), Spots()
    said = [_message(kind, lines) if lines else _MONEY[kind].missing for kind, lines in tables.items()]
    sheet.title("Investeringar och ombudgeteringar", *said, *(_MONEY_NOTES if any(tables.values()) else ()))
    firsts = [_write_money(sheet, kind, lines, spots, folder) for kind, lines in tables.items() if lines]
    if len(firsts) == 1:  # the head of one kind of table must not stand above the other kind
        sheet.keep_above(firsts[0])
    desk.cells |= figure_places(spots, desk.folder)


def _message(kind: str, lines: Sequence[Record]) -> str:
    """Say what the printed totals come to, year by year."""
    places = ("år", "avsnitt", "dokument")
    own = [line for line in lines if line["slag"] == "summa" and line["omfattning"] == "årets"]
    totals = {tuple(line[name] for name in places): line for line in own}
    years, sections = [year for year, *_ in totals], [section for _, section, _ in totals]
    parts = list[str]()
    for (year, section, document), line in totals.items():
        outcome, budget, stated = (line[f"{name}_tkr"] for name in ("utfall", "budget", "avvikelse"))
        if kind == "investering":
            gap = _tkr(less(outcome, budget) if pd.isna(stated) else stated, signed=True)
            text = f"{year} utfall {_tkr(outcome)} mot budget {_tkr(budget)}, avvikelse {gap}"
        else:
            text = f"{_tkr(line['ombudgetering_tkr'])} från {year}"
            text += "" if pd.isna(line["till_år"]) else f" till {line['till_år']}"
        where = document if sections.count(section) > 1 else section
        parts.append(f"{text} ({where})" if years.count(year) > 1 else text)
    name = "Årets investeringar" if kind == "investering" else "Ombudgetering"
    return f"{name}: {'; '.join(parts) or 'ingen summa är tryckt'}."


def _tkr(value: float, *, signed: bool = False) -> str:
    return format_number(value, decimals_of(value), "tkr", signed=signed)


def _write_money(sheet: Sheet, kind: str, lines: Sequence[Record], spots: Spots, folder: Folder) -> int:
    """Write the lines of a kind of table, and its sums computed anew; return the first row of the lines."""
    title, columns = _MONEY[kind].title, columns_of(_MONEY[kind].columns)
    sheet.subtitle(title)
    first = sheet.row + 1
    rows = {_key(line): first + at for at, line in enumerate(lines)}
    totals = [at for at, line in enumerate(lines) if line["slag"] == "summa"]
    cells = [_amount_cells(_amounts(line), first + at, line["upplösning_tkr"]) for at, line in enumerate(lines)]
    pairs = zip(lines, cells, strict=True)
    sheet.table(title, columns, [_money_row(kind, line, line["post"], own, folder) for line, own in pairs], totals)
    for line in lines:
        scope = "" if line["omfattning"] == "årets" else f" {line['omfattning']}"
        for name, value in _amounts(line).items():
            place = sheet.place(rows[_key(line)], _PRINTED[name], fixed=True)
            spots[line["dokument"], kind, line["rad"], f"{name} {line['år']}{scope}"] = (place, value)
    sums = [one for one in place_sums(folder) if one.kind == kind]
    if sums:
        sheet.subtitle(f"{title}: summorna omräknade")
        groups = [_sum_rows(one, rows, sheet.row + 1 + 3 * at, folder) for at, one in enumerate(sums)]
        columns[1] = columns[1]._replace(heading="Summa")
        sheet.table(f"{title}Summor", columns, [row for group in groups for row in group])
    return first


def _key(line: Record) -> tuple[object, ...]:
    return tuple(line[name] for name in ("dokument", "avsnitt", "rad", "år", "omfattning"))


def _amounts(line: Record) -> dict[str, float]:
    return {name: line[f"{name}_tkr"] for name in _PRINTED if f"{name}_tkr" in line}


def _money_row(kind: str, line: Record, name: str, cells: Sequence[Cell], folder: Folder) -> list[Cell]:
    source = source_text(line, report_place(folder, line["dokument"], line["rad"]))
    return [line["år"], name, *(line[own] for own in _MONEY[kind].own), *cells, source]


def _amount_cells(
    amounts: Mapping[str, float], row: int, step: float, texts: Mapping[str, Summation] | None = None
) -> list[Cell]:
    """Write amounts, by their formulas where those are given, and what follows from them as live formulas."""
    cells = dict[int, Cell].fromkeys(range(_OUTCOME, _LAST + 1))
    for name, value in amounts.items():
        number = printed_number(value, step, SIGNED if name == "avvikelse" else MONEY)
        own = texts[name] if texts and number else None
        cells[_PRINTED[name]] = Formula(f"={own.text}", *number, own.parts) if own and number else number
    first, second, computed, printed = (cell_name(row, one) for one in (_OUTCOME, _BUDGET, _DEVIATION, _STATED))
    gap, signed = less(amounts["utfall"], amounts["budget"]), with_decimals(SIGNED, step)
    if not pd.isna(gap):
        cells[_DEVIATION] = Formula(f"={first}-{second}", gap, signed)
        if amounts["budget"] and "ombudgetering" not in amounts:
            cells[_LAST] = Formula(f"={first}/{second}", amounts["utfall"] / amounts["budget"])
    difference = less(amounts["avvikelse"], gap)
    if not pd.isna(difference):
        cells[_DIFFERENCE] = Formula(f"={printed}-{computed}", difference, signed)
    return list(cells.values())


def _sum_rows(placed: Placed, rows: Mapping[tuple[object, ...], int], row: int, folder: Folder) -> list[list[Cell]]:
    """Write a sum as computed from its lines, as printed, and the difference; the first stands in the row given."""
    found = summed_lines(placed)
    whole, parts = found.whole, found.parts
    texts: list[dict[str, Summation]] = [{}, {}, {}]
    summed, gaps, printed = dict[str, float](), dict[str, float](), _amounts(whole)
    for name, value in printed.items():
        summed[name] = found.computed(f"{name}_tkr")
        gaps[name] = less(value, summed[name])
        first, second, total = (cell_name(at, _PRINTED[name]) for at in (row, row + 1, rows[_key(whole)]))
        terms = [Term(rows[_key(line)], weight, found.value(line, f"{name}_tkr")) for line, weight in parts]
        formulas = (added_up(terms, _PRINTED[name]), Summation(total), Summation(f"{second}-{first}"))
        for own, formula in zip(texts, formulas, strict=True):
            own[name] = formula
    step = pd.Series([line["upplösning_tkr"] for line, _ in [*parts, (whole, 1)]]).min()
    cells = [_amount_cells(one, row + at, step, texts[at]) for at, one in enumerate((summed, printed, gaps))]
    if "ombudgetering" not in printed:
        cells[2][-1] = None  # a difference uses no budget
    names = (f"beräknad av {len(parts)} {'rad' if len(parts) == 1 else 'rader'}", "tryckt", found.rest)
    pairs = zip(names, cells, strict=True)
    return [_money_row(placed.kind, whole, f"{whole['post']}, {name}", own, folder) for name, own in pairs]


_MEASURE_WIDTHS = (64, 18, 12, 12)  # label, unit, then group and date of measurement or the first figures
_ALL = "totalt"
_MEASURE_NOTES = (
    "Talen står som de är tryckta, med tecken och decimaler. En tom cell är tom i tryck eller gick inte att läsa.",
    "Förändring: senare år minus tidigare i samma tabell, för andelar (%) i procentenheter.",
    "Förändring i procent gäller storleken: minus är en lägre kostnad, också där kostnaden är tryckt med minus.",
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


def volume_sheet(desk: Desk) -> None:
    """Write the volumes and the key figures of staff as printed, one table a heading, changes as live formulas."""
    volumes = load_volumes(data=desk.folder).assign(rubrik="", grupp=_ALL)
    tables = [
        (kind, records(table))
        for kind, frame in {"volym": volumes, "personal": load_staff(data=desk.folder)}.items()
        for _, table in frame.groupby(["dokument", "avsnitt", "rubrik"], sort=False)
    ]
    most = max((len(_times(lines)) for _, lines in tables), default=0)
    widths = (*_MEASURE_WIDTHS, *[12] * (most + 3))
    sheet, spots = desk.sheet(VOLUMES, widths), Spots()
    missing = [one.missing for kind, one in _MEASURES.items() if kind not in dict(tables)]
    sheet.title(VOLUMES, *(_MEASURE_NOTES if tables else ()), *missing)
    firsts = [_write_measures(sheet, at, tables[at - 1], spots, desk.folder) for at in range(1, len(tables) + 1)]
    if len(firsts) == 1:  # the head of one table must not stand above another's years
        sheet.keep_above(firsts[0])
    desk.cells |= figure_places(spots, desk.folder)


def _write_measures(
    sheet: Sheet, number: int, table: tuple[str, Sequence[Record]], spots: Spots, folder: Folder
) -> int:
    """Write one printed table with a column a year, part of it and role, oldest first; return its first row."""
    kind, lines = table
    times, own = _times(lines), _MEASURES[kind]
    span = "–".join(str(year) for year in dict.fromkeys((times[0].year, times[-1].year)))
    document, section = lines[0]["dokument"], lines[0]["avsnitt"]
    sheet.subtitle(f"{own.title} {span}: {lines[0]['rubrik'] or section or document}")
    sheet.text(f"Källa: {document}, {section}".removesuffix(", "))
    columns = {**own.columns, **{time.head: PLAIN for time in times}}
    ends = _ends(times)
    if ends:
        part = f"{ends[0].part} " if ends[0].part else ""
        columns |= {f"Förändring {part}{ends[0].year}–{ends[1].year}": PLAIN, "Förändring i procent": SHARE}
    first, rows = sheet.row + 1, list[list[Cell]]()
    for row, found in enumerate(_measured(lines), first):
        rows.append(_measure_row(found, times, own.own, row, folder))
        for time, line in found.items():
            place = sheet.place(row, len(own.own) + times.index(time), fixed=True)
            spots[document, kind, line["rad"], _column(kind, time, line["grupp"])] = (place, line["värde"])
    return sheet.table(f"{own.title}{number}", columns_of({**columns, "Rad": PLAIN}), rows)


class _Time(NamedTuple):
    """What a column of measures is for: a year, a part of it where it is not whole, and whether it was the outcome."""

    year: int
    part: str
    role: str

    @property
    def head(self) -> str:
        """Return the head of its column."""
        role = "" if self.role == "utfall" else self.role
        return capital(" ".join(filter(None, (role, self.part, str(self.year)))))


def _time(line: Record) -> _Time:
    return _Time(line["år"], own_part(line["period"]), line["roll"])


def _times(lines: Sequence[Record]) -> list[_Time]:
    """List what the columns of a table are for, oldest first, those of a year as they are printed."""
    return sorted(dict.fromkeys(map(_time, lines)), key=lambda time: time.year)


def _ends(times: Sequence[_Time]) -> list[_Time]:
    """Find the outcomes of the two last years that are of the same part of the year; none where it is not known."""
    outcomes = [time for time in times if time.role == "utfall" and " eller " not in time.part]
    same = [time for time in outcomes if time.part == outcomes[-1].part]
    return same[-2:] if len(same) > 1 else []


def _column(kind: str, time: _Time, group: str) -> str:
    """Name a column as the ids of its cells do."""
    role = "" if kind == "personal" and time.role == "utfall" else time.role
    return " ".join(filter(None, (role, str(time.year), time.part, "" if group == _ALL else group)))


def _measured(lines: Sequence[Record]) -> list[dict[_Time, Record]]:
    """Gather by column what a line prints for one group in one unit; a line that prints nothing has its total."""
    known = {line["rad"] for line in lines if _is_full(line)}
    rows = dict[tuple[object, ...], dict[_Time, Record]]()
    for line in lines:
        if _is_full(line) or (line["grupp"] == _ALL and line["rad"] not in known):
            rows.setdefault((line["rad"], line["grupp"], line["enhet"]), {})[_time(line)] = line
    return list(rows.values())


def _is_full(line: Record) -> bool:
    """Tell a printed figure, read or not, from a cell that is empty in print."""
    return not pd.isna(line["värde"]) or line["läsning"] != CERTAIN


def _measure_row(
    found: Mapping[_Time, Record], times: Sequence[_Time], own: Sequence[str], row: int, folder: Folder
) -> list[Cell]:
    """Write what a line prints year by year, and its last change as live formulas."""
    head = next(iter(found.values()))
    cells: list[Cell] = [head[name] for name in own]
    cells += [
        printed_number(found[time]["värde"], found[time]["upplösning"]) if time in found else None for time in times
    ]
    if ends := _ends(times):
        first, second = (cell_name(row, len(own) + times.index(time)) for time in ends)
        last = [found[time] for time in ends if time in found and not pd.isna(found[time]["värde"])]
        cells += [None, None]
        if len(last) == 2:  # noqa: PLR2004  (a change has two ends)
            before, after = (line["värde"] for line in last)
            look = with_decimals(SIGNED, min(line["upplösning"] for line in last))
            cells[-2] = Formula(f"={second}-{first}", less(after, before), look)
            if before and head["enhet"] != "%":
                cells[-1] = Formula(
                    f"=(ABS({second})-ABS({first}))/ABS({first})", less(abs(after), abs(before)) / abs(before)
                )
    return [*cells, report_place(folder, head["dokument"], head["rad"])]
