"""The page Avvikelser: the year's lines ranked, each as it is printed, with what the report says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.explanations.causes import are_all_entered, are_entered, causes_of_total
from analysis.explanations.deviations import (
    REST,
    TURNED,
    YES,
    DeviationLine,
    YearTotal,
    lines_of,
    ranked_lines,
    total_of,
)
from analysis.explanations.deviations import Ranked as Line
from analysis.explanations.effects import COMPUTED, STATED, UNSTATED
from analysis.explanations.measures import Action, load_measures
from analysis.explanations.notes import Comment, describe_comments, load_comments
from analysis.ledger.figures import Figure
from analysis.ledger.formulas import Node
from analysis.ledger.places import report_place
from analysis.statements.folder import Folder
from analysis.statements.sums import place_sums
from analysis.swedish import capital
from analysis.vocabulary.periods import outcome_word
from analysis.wording.sentences import NOT_ENTERED, places_of
from analysis.workbook.cells import (
    MONEY,
    PLAIN,
    SHARE,
    SIGNED,
    TEXT,
    Cell,
    Formula,
    Input,
    Number,
    cell_name,
    cell_range,
    columns_of,
)
from analysis.workbook.desk import DEVIATION, Desk, Ranked, Thresholds
from analysis.workbook.live import Allotted
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.board.told import brief, cited, firmly, report_names, write_measure

NAME = "Avvikelser"
_OUTCOME = "Utfall, tkr"
_LINES = {
    "Rad": TEXT, _OUTCOME: MONEY, "Budget, tkr": MONEY, "Avvikelse, tkr": SIGNED, "Andel av budget": SHARE,
    "Väsentlig": TEXT, "Tal": TEXT, "Orsak": TEXT, "Tryckt rad": PLAIN, "Vad rapporten säger": TEXT, "Id": TEXT,
}  # fmt: skip
_PRINTED = len(_LINES) - 1  # columns on paper
_NUMBERS = (9.5, 9.5, 9.5, 8, 9.5, 8.5, 7.5, 7.5)
_WIDTHS = {False: (24, *_NUMBERS, 16.5), True: (28, *_NUMBERS, 62)}  # by whether a cause is stated: the page lies then
_QUANTITIES = ("utfall", "budget", "avvikelse")
_THRESHOLDS = {"Tröskel": TEXT, "Minst": PLAIN}
_CAUSE, _PLACE, _OWN = 7, 8, "uppgett av controller"
_MOST, _LONG = 10, 160  # measures on the page, and letters of what is said of a line
_WHOLE = 100  # per cent: a share of a budget that is larger says nothing


class _Written(NamedTuple):
    """What the lines are written with: the page, its first line, the names of the thresholds, and the comments."""

    desk: Desk
    sheet: Sheet
    first: int
    number: int
    limits: tuple[str, str]
    comments: Mapping[tuple[str, int], Sequence[Comment]]


def deviation_page(desk: Desk) -> None:
    """Write the year's lines ranked, what is said of the year as a whole, and what the board did."""
    year, folder, limits = desk.year, desk.folder, desk.limits
    lines = ranked_lines(folder, year, *limits)
    said = [line for line in lines if line.skäl]
    sheet = desk.page(NAME, (*_WIDTHS[bool(said)], 50), landscape=bool(said), printed=_PRINTED)
    sheet.title(
        f"Avvikelser {year}: raderna bakom avvikelsen, störst först",
        "Väsentliga är de rader vars avvikelse når trösklarna under tabellen.",
        "Minus är kostnad, i avvikelser underskott. Andel av budget visas inte över 100 % eller vid motsatt tecken.",
    )
    first = sheet.row + 1
    names = [sheet.define(name, first + len(lines) + 5 + at, 1) for at, name in enumerate(_NAMES)]
    written = _Written(desk, sheet, first, len(lines), (names[0], names[1]), load_comments(folder))
    plain = lines_of(folder, year)
    rows = [_row(line, own, at, written) for at, (line, own) in enumerate(zip(lines, plain, strict=True))]
    total = _total_row(total_of(folder, year), written)
    outcome = f"{capital(outcome_word(total_of(folder, year).line.period))}, tkr"
    heads = {outcome if head == _OUTCOME else head: look for head, look in _LINES.items()}
    columns = [one._replace(wraps=one.heading != "Id") for one in columns_of(heads)]
    sheet.table("Avvikelselista", columns, [*rows, total], [len(rows)])
    desk.ranked = Ranked(sheet, lines, first)
    sheet.row -= 1
    sheet.prose(_unstated(lines, [row[_CAUSE] for row in rows], folder, year))
    sheet.row = first + len(lines) + 4
    sheet.table("Trösklar", columns_of(_THRESHOLDS), _threshold_rows(limits))
    _told(sheet, desk)
    sheet.one_page(_PRINTED)


_EMPTY = "Tom cell: uppgiften finns inte. Den är inte noll."
_NAMES = ("Tröskel_tkr", "Tröskel_procent")


def _unstated(lines: Sequence[Line], causes: Sequence[Cell], folder: Folder, year: int) -> str:
    """Say once for which of the lines nobody states a cause, or that none is entered."""
    if not are_entered(folder, year):
        return f"{_EMPTY} {NOT_ENTERED}"
    is_whole = are_all_entered(folder, year)
    material = [(line, cause) for line, cause in zip(lines, causes, strict=True) if line.väsentlig == YES]
    silent = [line for line, cause in material if line.orsak == UNSTATED and not cause]
    if _OWN not in causes and not any(line.orsak == STATED for line in lines):
        none = "Rapporten anger ingen orsak" if is_whole else "Ingen orsak är införd ur rapporten"
        return f"{none} till någon av radernas avvikelser. {_EMPTY}"
    names = f" Det gäller {len(silent)} av {len(material)} väsentliga rader." if silent else ""
    return f"Tom orsak: {'rapporten anger ingen' if is_whole else 'ingen är införd'}.{names} {_EMPTY}"


def _threshold_rows(limits: Thresholds) -> list[list[Cell]]:
    names = ("Väsentlig från, tkr (ändra här)", "och från, % av budget (ändra här)")
    return [[name, Input(Number(value, "#,##0"))] for name, value in zip(names, limits, strict=True)]


def _row(line: Line, own: DeviationLine, at: int, written: _Written) -> list[Cell]:
    row = written.first + at
    _, budget, deviation = (cell_name(row, column) for column in (1, 2, DEVIATION))
    money = _left_over(own, at, written) if own.is_left_over else _money(own, row, written)
    share: Cell = None
    if line.slag != TURNED and abs(line.budgetavvikelse_procent or _WHOLE + 1) <= _WHOLE:
        share = Formula(f"={deviation}/ABS({budget})", (line.budgetavvikelse_procent or 0) / 100)
    tkr_limit, percent = written.limits
    test = f"ABS({deviation})>={tkr_limit},OR({budget}=0,ABS({deviation})>=ABS({budget})*{percent}/100)"
    known = not own.is_left_over and line.avvikelse_tkr is not None
    material: Cell = Formula(f'=IF(AND({test}),"ja","nej")', line.väsentlig) if known else line.väsentlig
    folder, is_rest = written.desk.folder, own.post.endswith(REST)
    place = None if own.is_left_over or is_rest else report_place(folder, own.dokument, own.rad)
    ids = "" if own.is_left_over or is_rest else line.källa.partition("; ")[0]
    cause = line.orsak if line.orsak != UNSTATED else _OWN if _comments(own, written) else ""
    short = written.sheet.fitting(place, _PLACE, _PLACE)
    return [line.post, *money, share, material, line.tal, cause, short, _said(line, own, written), ids]


def _said(line: Line, own: DeviationLine, written: _Written) -> str:
    """Write what the report says of a line, how its budget is turned, and the controller's comments."""
    parts = [brief(line.skäl, _LONG)]
    if line.slag == TURNED and not line.skäl:
        parts = [f"Budgeterad som {'intäkt' if (line.budget_tkr or 0) > 0 else 'kostnad'}."]
    parts.append(describe_comments(_comments(own, written)))
    return " ".join(part for part in parts if part)


def _comments(own: DeviationLine, written: _Written) -> Sequence[Comment]:
    """Return the controller's comments on a line, but not on what it holds beyond its parts."""
    is_line = not own.is_left_over and not own.post.endswith(REST)
    return written.comments.get((own.dokument, own.rad), []) if is_line else []


def _money(own: DeviationLine, row: int, written: _Written) -> list[Cell]:
    """Write outcome, budget and deviation of a line: as printed, or as formulas over what is printed."""
    if own.post.endswith(REST):
        return _rest(own, written)
    figures = written.desk.live.ledger.line(own.dokument, own.rad, written.desk.year)
    cells = list[Cell]()
    for column, (name, value) in enumerate(zip(_QUANTITIES, own.money, strict=True), 1):
        figure = figures.get(name)
        if value is None:
            cells.append(None)
        elif name == "avvikelse" and own.tal == COMPUTED:
            cells.append(Formula(f"={cell_name(row, 1)}-{cell_name(row, 2)}", float(value)))
        elif figure is not None and figure.value() == value:
            _stand(written, figure, row, column)
            cells.append(float(value))
        elif figure is not None and figure.value() == -value:
            cells.append(Formula(f"=-{written.desk.live.places[figure.id]}", float(value)))
        else:
            cells.append(float(value))
    return cells


def _stand(written: _Written, figure: Figure, row: int, column: int) -> None:
    places = written.desk.live.places
    if isinstance(places, Allotted):
        places.stand(figure.id, written.sheet.place(row, column, fixed=True))


def _rest(own: DeviationLine, written: _Written) -> list[Cell]:
    """Write what a line holds beyond its printed parts as formulas over their figures."""
    year, live, cells = written.desk.year, written.desk.live, list[Cell]()
    parts = _parts(own, written)
    for name, value in zip(_QUANTITIES, own.money, strict=True):
        node = _difference([(live.ledger.line(own.dokument, rad, year).get(name), sign) for rad, sign in parts])
        found = None if node is None or value is None else live.ledger.evaluate(node)[0]
        formula = live.formula(node, float(value), "tkr") if node and found and value is not None else None
        cells.append(formula or (None if value is None else float(value)))
    return [cell._replace(number_format=None) if isinstance(cell, Formula) else cell for cell in cells]


def _parts(own: DeviationLine, written: _Written) -> list[tuple[int, int]]:
    """Return the line of the file and the sign of a total and of the parts that are taken from it."""
    for placed in place_sums(written.desk.folder):
        same = (placed.total.dokument, placed.total.rad, placed.found.relation)
        if same == (own.dokument, own.rad, "högst"):
            lines = [(placed.lines[part.post, part.parent].rad, -part.weight) for part in placed.found.parts]
            return [(own.rad, 1), *lines]
    return [(own.rad, 1)]


def _difference(figures: Sequence[tuple[Figure | None, int]]) -> Node | None:
    """Make a formula that adds and subtracts figures that are known; the first is added."""
    known = [(figure, sign) for figure, sign in figures if figure is not None and figure.quantity is not None]
    node: Node | None = None
    for figure, sign in known:
        own = Node("reference", name=figure.id)
        kind = "add" if sign > 0 else "subtract"
        node = own if node is None else Node(kind, (node, own), depth=node.depth + 1)
    return node


def _left_over(own: DeviationLine, at: int, written: _Written) -> list[Cell]:
    """Write rounding, or what nothing explains, as the sum less the lines above it."""
    total, row, cells = written.first + written.number, written.first + at, list[Cell]()
    for column, value in enumerate(own.money, 1):
        above = f"SUM({cell_range(written.first, row - 1, column)})"
        cells.append(Formula(f"={cell_name(total, column)}-{above}", float(value or Decimal(0))))
    return cells


def _total_row(total: YearTotal, written: _Written) -> list[Cell]:
    """Write the printed total, which the lines add up to."""
    line = total.line
    own = DeviationLine(
        line.post, total.utfall_tkr, total.budget_tkr, total.avvikelse_tkr, total.tal, line.dokument, line.rad
    )
    row = written.first + written.number
    money = _money(own, row, written)
    share: Cell = None
    if total.budget_tkr:
        text = f"={cell_name(row, DEVIATION)}/ABS({cell_name(row, 2)})"
        share = Formula(text, float(total.avvikelse_tkr / abs(total.budget_tkr)))
    place = report_place(written.desk.folder, line.dokument, line.rad)
    figures = written.desk.live.ledger.line(line.dokument, line.rad, line.år)
    ids = next((figures[name].id for name in ("avvikelse", "utfall") if name in figures), "")
    return ["Summa", *money, share, "", total.tal, "", place, "", ids]


def _told(sheet: Sheet, desk: Desk) -> None:
    """Write what the report says of the year as a whole, and what the board did about its lines and its total."""
    causes = causes_of_total(desk.folder, desk.year)
    if causes:
        sheet.subtitle("Vad rapporten säger om året som helhet")
        for cause in causes:
            source = cited(desk.live, report_names(desk.folder), (), places_of([cause]))
            sheet.prose(firmly(cause, f"Om {cause.avser_del}: " if cause.avser_del else ""), source)
        sheet.row += 1
    sheet.subtitle("Åtgärder och uppdrag")
    measures = [one for one in load_measures(desk.folder) if one.år == desk.year and _is_own(one)]
    for one in measures[:_MOST]:
        write_measure(sheet, one, desk.live, desk.folder)
    if not measures:
        sheet.prose("Inga åtgärder mot avvikelsen är registrerade för året.")


def _is_own(one: Action) -> bool:
    """Tell whether a measure answers the total or a line of the operating statement."""
    return one.gäller == "total" or (one.gäller == "rad" and ":" not in one.vad)
