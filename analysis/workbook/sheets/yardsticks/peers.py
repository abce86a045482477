"""The sheet Andra kommuner: saved values of key figures, and what we compute of them as live formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from analysis.errors import AnalysisError
from analysis.explanations.effects import START
from analysis.statements.folder import Folder
from analysis.swedish import capital
from analysis.wording.audit.principles import describe_group_principles
from analysis.wording.yardsticks.peers import OWN_WORK, describe_peers
from analysis.workbook.cells import TEXT, YEAR, Cell, Column, Formula, Number, cell_name, columns_of
from analysis.workbook.desk import Desk
from analysis.workbook.sheet import Sheet
from analysis.yardsticks.comparison import Comparison, load_comparison
from analysis.yardsticks.peers import SOURCE, PeerRow, peer_rows, split_rows

NAME = "Andra kommuner"
_MEASURE, _UNIT, _YEAR, _NUMBER, _REASON = 44, 11, 7, 12, 40  # widths of columns
_FEWEST = 6  # columns of numbers: those of what is computed
_SIGNED = "+#,##0.0;\u2212#,##0.0;0.0"
_MOST_DECIMALS = 3
_OWN = 3  # the column of the own municipality; its group follows
_COMPUTED = {
    "Mått": TEXT, "Enhet": TEXT, "År": YEAR, "Egen": "0.0", "Gruppens median": "0.0", "Lägst": "0.0", "Högst": "0.0",
    "Skillnad": _SIGNED, "Antal kommuner": "0", "Skäl": TEXT,
}  # fmt: skip
_STEPS = {"Steg": TEXT, "Enhet": TEXT, "År": YEAR, "Effekt": _SIGNED, "Skäl": TEXT}


def has_peers(desk: Desk) -> bool:
    """Tell whether the own municipality has a saved value up to the workbook's year."""
    return bool(_rows(desk))


def _rows(desk: Desk) -> list[PeerRow]:
    return [row for row in peer_rows(desk.folder) if row.år <= desk.year]


def peer_sheet(desk: Desk) -> None:
    """Write the saved values, what they come to against the group's median, and costs as quantity × price."""
    about, rows = load_comparison(desk.folder), _rows(desk)
    numbers = max(len(about.group) + 1, _FEWEST)
    sheet = desk.sheet(NAME, (_MEASURE, _UNIT, _YEAR, *[_NUMBER] * numbers, _REASON, _REASON))
    sheet.title(
        "Andra kommuner: den egna mot en grupp av liknande",
        describe_peers(desk.year, data=desk.folder),
        *([f"Grupp: {about.group_name}."] if about.group_name else []),
        describe_group_principles(desk.year, desk.folder),
        "Kostnader är positiva i Kolada. Värden revideras utan att det sägs: de är som de var när filen sparades.",
    )
    first = _values(sheet, rows, about)
    places = _computed(sheet, rows, first, about)
    _splits(sheet, rows, places, desk.folder)


def _values(sheet: Sheet, rows: Sequence[PeerRow], about: Comparison) -> int:
    """Write the values as they were saved; return the row of the first."""
    sheet.subtitle(f"Värden. {SOURCE}")
    own = about.own or ("", "")
    names = _names([own[1], *about.group.values()])
    heads = {"Mått": TEXT, "Enhet": TEXT, "År": YEAR, **dict.fromkeys(names, "0.0"), "Läge": TEXT, "Källa": TEXT}
    codes = [own[0], *about.group]
    cells = [
        [
            *(f"{capital(row.mått)} ({row.kpi})", row.enhet, row.år),
            *(_saved(row, code) for code in codes),
            *(row.läge, row.källa),
        ]
        for row in rows
    ]
    return sheet.table("Kolada", _unwrapped(heads), cells)


def _unwrapped(kinds: Mapping[str, str]) -> list[Column]:
    """Return columns whose last runs on over the empty cells to its right."""
    return [Column(heading, kind, heading not in {"Källa", "Skäl"}) for heading, kind in kinds.items()]


def _saved(row: PeerRow, code: str) -> Number | None:
    """Write a value with the decimals that it was saved with."""
    one = row.members.get(code)
    return None if one is None or one.value is None else Number(float(one.value), _format(one.value))


def _format(value: Decimal) -> str:
    places = min(max(-int(value.as_tuple().exponent), 0), _MOST_DECIMALS)
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _names(names: Sequence[str]) -> list[str]:
    """Name the columns of the municipalities; two of one name are numbered."""
    return [f"{name} ({at})" if names.count(name) > 1 else name for at, name in enumerate(names, 1)]


def _computed(
    sheet: Sheet, rows: Sequence[PeerRow], first: int, about: Comparison
) -> dict[tuple[str, int], tuple[str, str]]:
    """Write median, range and difference as formulas; return the cells of own value and median."""
    sheet.subtitle("Mot gruppen (egna beräkningar)")
    sheet.text(OWN_WORK)
    top, cells = sheet.row + 1, list[list[Cell]]()
    places = dict[tuple[str, int], tuple[str, str]]()
    for at, row in enumerate(rows):
        span = f"{cell_name(first + at, _OWN + 1)}:{cell_name(first + at, _OWN + len(about.group))}"
        own, middle = cell_name(top + at, _OWN), cell_name(top + at, _OWN + 1)
        places[row.kpi, row.år] = own, middle
        found = [("MEDIAN", row.median), ("MIN", row.lägst), ("MAX", row.högst)]
        cells.append(
            [
                *(capital(row.mått), row.enhet, row.år, _live(f"={cell_name(first + at, _OWN)}", row.egen)),
                *(_live(f"={name}({span})", value) for name, value in found),
                _signed(f"={own}-{middle}", row.skillnad),
                Formula(f"=COUNT({span})", row.antal) if about.group else None,
                row.skäl,
            ]
        )
    sheet.table("Gruppen", columns_of(_COMPUTED), cells)
    return places


def _live(text: str, value: Decimal | None) -> Formula | None:
    return None if value is None else Formula(text, float(value), _format(value.normalize()))


def _signed(text: str, value: Decimal | None) -> Formula | None:
    if value is None:
        return None
    look = _format(value.normalize())
    return Formula(text, float(value), f"+{look};\u2212{look};{look}")


def _splits(
    sheet: Sheet, rows: Sequence[PeerRow], places: Mapping[tuple[str, int], tuple[str, str]], folder: Folder
) -> None:
    """Write each cost that is quantity × price as steps from the group's median to the own cost; or why not."""
    measures = load_comparison(folder).measures
    for row in rows:
        measure = measures.get(row.kpi)
        if measure is None or not measure.quantity or row.median is None:
            continue
        sheet.subtitle(f"{capital(row.mått)} {row.år}: volym och pris mot gruppens median")
        try:
            steps = split_rows(folder, row.kpi, row.år)
        except AnalysisError as error:
            sheet.text(f"Går inte att dela upp: {error.swedish()}")
            sheet.row += 1
            continue
        cost, quantity, price = (places[one, row.år] for one in (row.kpi, measure.quantity, measure.price))
        texts = {
            START: f"={cost[1]}",
            "Volym": f"=({quantity[0]}-{quantity[1]})*{price[1]}",
            "Pris": f"=({price[0]}-{price[1]})*{quantity[0]}",
            "Medianerna är inte samma kommuns": f"={quantity[1]}*{price[1]}-{cost[1]}",
            "Avrundning": f"={cost[0]}-{quantity[0]}*{price[0]}",
        }
        cells = list[list[Cell]]()
        for one in steps:
            text = texts.get(one.slag) or texts.get(one.post.partition(":")[0], f"={cost[0]}")
            is_total = one is steps[0] or one is steps[-1]
            size = Formula(text, float(one.effekt), _format(one.effekt.normalize()) if is_total else None)
            cells.append([one.post, one.enhet, row.år, size, one.skäl])
        sheet.table(f"Uppdelning_{row.kpi}_{row.år}", _unwrapped(_STEPS), cells, [0, len(cells) - 1])
