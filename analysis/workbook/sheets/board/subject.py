"""A page a subject: its figures year by year, what the report says, what follows, what was done and what is unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.data_files import NOT, PARTLY, SAME, UNTRIED
from analysis.explanations.causes import Cause, causes_within
from analysis.explanations.measures import load_measures
from analysis.explanations.staffing import StaffingRow, staffing_rows
from analysis.explanations.subjects import Staffed, Subject, load_subjects, splits_of
from analysis.explanations.years import forecast_of
from analysis.ledger.crosswalk import Entry, entries_of, load_crosswalk, together
from analysis.ledger.ledger import ids_in
from analysis.statements.folder import Folder
from analysis.swedish import capital, listed
from analysis.vocabulary.numerals import exact, format_number, half_up
from analysis.wording.changes import describe_volume_price
from analysis.wording.sentences import places_of
from analysis.wording.subjects import ABOUT_FROM
from analysis.wording.year import describe_board
from analysis.workbook.cells import MONEY, SIGNED, TEXT, YEAR, Cell, Formula, cell_name, columns_of
from analysis.workbook.charts import Chart, Charts, Told
from analysis.workbook.desk import Desk
from analysis.workbook.live import Live
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.board.told import brief, cited, firmly, report_names, write_filled, write_measure

_NAME_WIDE, _UNIT_WIDE, _YEAR_WIDE, _LAST_WIDE = 33, 12, 9, 22
_ABOUT, _ABOUT_STEP = '"ca "#,##0;"ca "\u2212#,##0;0', 100  # of what rounding may have moved, as notebooks have it
_MOST_YEARS, _ABREAST, _HIGH, _MANY = 5, 2, 172, 6
_MOST_CAUSES, _MOST_MEASURES = 7, 4


class _Series(NamedTuple):
    """A measure's years that compare with one another, why others do not, and what differs in part."""

    concept: str
    unit: str
    kept: dict[int, Entry]
    refused: dict[int, str]
    partly: dict[int, str]
    level: str  # how the kept years compare where none does in part


def subject_pages(desk: Desk) -> None:
    """Write all that is known of each subject, a page each."""
    for subject in load_subjects(desk.folder):
        _page(desk, subject)


def _page(desk: Desk, subject: Subject) -> None:
    folder, live = desk.folder, desk.live
    series = [one for name in subject.concepts if (one := _series(name, folder)) is not None]
    years = sorted({year for one in series for year in one.kept})[-_MOST_YEARS:]
    number = max(len(years), 1)
    widths = (_NAME_WIDE, _UNIT_WIDE, *[_YEAR_WIDE * _MOST_YEARS / number] * number, _LAST_WIDE)
    sheet = desk.page(subject.name, widths)
    sheet.title(subject.title)
    if series and years:
        _table(sheet, subject, series, years, live)
    if said := [f"{year} är en {period}." for year in years if (period := forecast_of(year, folder))]:
        sheet.text(" ".join(said))
    _charts(sheet, subject, {one.concept: one for one in series}, desk, len(widths))
    if subject.staffing:
        _staffing(sheet, subject, subject.staffing, desk)
    _causes(sheet, subject, desk, _most(len(series), has_staff=subject.staffing is not None))
    _follows(sheet, subject, desk)
    _measures(sheet, subject, desk)
    _unknown(sheet, subject, desk)
    _refused(sheet, series)
    sheet.one_page(len(widths))


def _series(concept: str, folder: Folder) -> _Series | None:
    """Keep the years of a measure that compare with its newest comparable one."""
    own = [entry for entry in entries_of(concept, folder) if entry.quantity]
    if not own:
        return None
    sure = [entry for entry in own if entry.row["comparability"] == SAME] or own
    newest = max(sure, key=lambda entry: entry.year)
    kept, refused, partly = dict[int, Entry](), dict[int, str](), dict[int, str]()
    for entry in own:
        level, reason = together(entry, newest) if entry is not newest else (SAME, "")
        if level == NOT:
            refused[entry.year] = reason
        else:
            kept[entry.year] = entry
            if level == PARTLY:
                partly[entry.year] = entry.row["reason"]
    levels = {together(entry, newest)[0] for entry in kept.values() if entry is not newest}
    return _Series(concept, own[0].row["unit"], kept, refused, partly, "inte prövat" if UNTRIED in levels else "alla")


def _value(entry: Entry, live: Live) -> Formula | None:
    value, tolerance = entry.shown(entry.quantity)
    cell = live.formula(entry.node, value, entry.row["unit"])
    if cell is None:
        return None
    if tolerance and tolerance > ABOUT_FROM:
        rounded = float(half_up(exact(float(cell.value)) / _ABOUT_STEP) * _ABOUT_STEP)
        return cell._replace(text=f"=ROUND({cell.text.removeprefix('=')},-2)", value=rounded, number_format=_ABOUT)
    large = abs(float(cell.value)) >= 1000  # noqa: PLR2004  (decimals of thousands say nothing)
    return cell._replace(number_format=MONEY) if large else cell


def _table(sheet: Sheet, subject: Subject, series: Sequence[_Series], years: Sequence[int], live: Live) -> None:
    """Write a row a measure and a column a year; what does not compare is left out."""
    heads = {"Mått": TEXT, "Enhet": TEXT, **{str(year): "0" for year in years}, "Helt jämförbara år": TEXT}
    rows = list[list[Cell]]()
    for one in series:
        values: list[Cell] = [_value(one.kept[year], live) if year in one.kept else None for year in years]
        partly = f"alla utom {listed([str(year) for year in one.partly])}" if one.partly else one.level
        rows.append([capital(one.concept), one.unit, *values, partly if len(one.kept) > 1 else "bara ett år"])
    sheet.table(f"Mått_{subject.key}", columns_of(heads), rows)
    sheet.row -= 1
    sheet.text("Kostnader är negativa. Tom cell: uppgiften finns inte eller går inte att jämföra. Den är inte noll.")


def _charts(sheet: Sheet, subject: Subject, series: dict[str, _Series], desk: Desk, columns: int) -> None:
    """Draw the measures that the subject names, at most two side by side."""
    charts, drawn = desk.charts_beside(sheet, columns + 1), list[Chart]()
    for concept in subject.charted[:_ABREAST]:
        if concept in series and series[concept].kept:
            drawn.append(_chart(charts, series[concept], desk))
    if drawn:
        wide = sheet.pixels(0, columns - 1) // _ABREAST - 24
        high = _HIGH if len(series) > _MANY else _HIGH + 40
        sheet.charts_at(sheet.row, drawn, (wide if len(drawn) > 1 else wide * 3 // 2, high))
        sheet.space(high)


def _chart(charts: Charts, one: _Series, desk: Desk) -> Chart:
    rows = list[tuple[int, Formula | None, str]]()
    for year in range(min(one.kept), max(one.kept) + 1):
        entry = one.kept.get(year)
        rows.append((year, _value(entry, desk.live) if entry else None, PARTLY if year in one.partly else SAME))
    told = Told(_message(one), f"{capital(one.concept)}, {one.unit}", describe_board(data=desk.folder))
    return charts.years(told, rows)


def _message(one: _Series) -> str:
    """Say what changed how much from the year before the last to the last."""
    known = [(year, entry.shown(entry.quantity)[0]) for year, entry in sorted(one.kept.items())]
    if len(known) == 1:
        return f"Känt bara för {known[0][0]}"
    (before, first), (after, last) = known[-2:]
    if not first or last is None:
        return f"{before} till {after}"
    share = (abs(last) - abs(first)) / abs(first) * 100
    word = "upp" if share > 0 else "ned"
    return f"{after}: {word} {format_number(abs(share), 0, '%')} från {before}"


def _staffing(sheet: Sheet, subject: Subject, staffed: Staffed, desk: Desk) -> None:
    """Write salaries beside hired staff, and what the hired cost beyond the salaries that were not paid."""
    rows = staffing_rows(desk.folder, None, subject.name)
    if not rows:
        return
    unpaid_heads = {"Ej utbetald lön, tkr": MONEY, "Merkostnad, tkr": SIGNED} if staffed.unpaid else {}
    own = {"Egen lönekostnad, tkr": MONEY} if staffed.salary else {}
    heads = {"År": YEAR, f"{capital(staffed.hired)}, tkr": MONEY, **unpaid_heads, **own}
    entries = {(entry.row["concept"], entry.year): entry for entry in load_crosswalk(desk.folder)}

    def money(concept: str, year: int, value: object) -> Formula | None:
        entry = entries.get((concept, year))
        if entry is None or value is None:
            return None
        cell = desk.live.formula(entry.node, float(str(value)), "tkr", decimals=0)
        return cell and cell._replace(number_format=MONEY)

    against = "löner som inte betalades ut" if staffed.unpaid else "egna löner"
    sheet.subtitle(f"{capital(staffed.hired)} mot {against}")
    cells, first = list[list[Cell]](), sheet.row + 1
    for at, row in enumerate(rows, first):
        hired, unpaid = (
            money(staffed.hired, row.år, row.inhyrt_tkr),
            money(staffed.unpaid, row.år, row.ej_utbetald_lön_tkr),
        )
        extra: Cell = None
        if row.merkostnad_tkr is not None:
            extra = Formula(f"={cell_name(at, 1)}+{cell_name(at, 2)}", float(row.merkostnad_tkr))
        salary = money(staffed.salary, row.år, row.lönekostnad_tkr)
        cells.append([row.år, hired, *((unpaid, extra) if unpaid_heads else ()), *((salary,) if own else ())])
    sheet.table(f"Inhyrt_{subject.key}", columns_of(heads), cells)
    sheet.row -= 1
    if staffed.unpaid:
        _unpaid_notes(sheet, [row for row in rows if row.merkostnad_tkr is not None], staffed, entries)


def _unpaid_notes(
    sheet: Sheet, rows: Sequence[StaffingRow], staffed: Staffed, entries: Mapping[tuple[str, int], Entry]
) -> None:
    """Say what the extra cost is, and what the unpaid salaries of each year rest on."""
    sheet.text("Merkostnaden är kostnaden för inhyrd personal minus de löner som inte betalades ut; minus är dyrare.")
    for row in rows:
        entry = entries.get((staffed.unpaid, row.år))
        if entry is not None and entry.row["reason"]:
            sheet.text(f"{row.år}: {entry.row['reason']}")


def _most(measures: int, *, has_staff: bool) -> int:
    """Say how many causes the page has room for: few measures have higher charts, and staff has a table of its own."""
    return _MOST_CAUSES - (measures <= _MANY) - has_staff


def _causes(sheet: Sheet, subject: Subject, desk: Desk, most: int) -> None:
    """Write what the report states of the subject, those of one part together."""
    found = _found(subject, desk)
    if not found:
        return
    main, told = _main(subject), dict[str, dict[str, list[Cause]]]()
    for one in found[:most]:
        when = f"{one.från_år}–{one.år}" if one.från_år else str(one.år)
        about = f"{when}, {one.vad}" if one.vad not in main else when
        told.setdefault(about, {}).setdefault(one.avser_del, []).append(one)
    sheet.subtitle("Vad rapporten anger")
    for about, parts in told.items():
        if len(parts) > 1:
            sheet.text(f"{about}:")
        for part, own in parts.items():
            lead = capital(part) if len(parts) > 1 else ", ".join(filter(None, (about, part)))
            said = " ".join([f"• {lead}:" if lead else "•", *map(firmly, own)])
            sheet.prose(said, cited(desk.live, report_names(desk.folder), (), places_of(own)))
    if len(found) > most:
        sheet.text(f"Ytterligare {len(found) - most} står i Bilaga för granskning, bladet Orsaker och åtgärder.")


def _found(subject: Subject, desk: Desk) -> list[Cause]:
    """Return the causes of a subject, each once: of what is drawn first, the newest year first."""
    main = _main(subject)

    def place(one: Cause) -> tuple[bool, bool, bool, int]:
        return one.is_risk, not one.is_stated, one.vad not in main, -one.år

    found = dict[str, Cause]()
    for cause in sorted(causes_within(desk.folder, subject.whats), key=place):
        if cause.år <= desk.year:
            found.setdefault(cause.orsak, cause)
    return list(found.values())


def _main(subject: Subject) -> set[str]:
    return {*subject.charted, *subject.lines}


def _follows(sheet: Sheet, subject: Subject, desk: Desk) -> None:
    """Write what follows from the figures."""
    texts = list(subject.follows)
    since = desk.since if desk.since is not None and desk.since < desk.year else desk.year - 1
    splits = [
        describe_volume_price(desk.year, since, one.name, data=desk.folder)
        for one in splits_of(subject.name, desk.folder)
    ]
    if not texts and not splits:
        return
    sheet.subtitle("Det följer av talen")
    for split in splits:
        sheet.prose(f"• {split}")
    write_filled(sheet, [text for text in texts if _known(text, desk.live)], desk.live, desk.folder)


def _known(text: str, live: Live) -> bool:
    return all(live.ledger.figures[name].quantity is not None for name in ids_in(text))


def _measures(sheet: Sheet, subject: Subject, desk: Desk) -> None:
    own = [one for one in load_measures(desk.folder) if one.vad in subject.whats and one.år <= desk.year]
    each = {one.åtgärd: one for one in own}.values()
    newest = sorted(each, key=lambda one: (-one.år, one.vad not in subject.charted))[:_MOST_MEASURES]
    if not newest:
        return
    sheet.subtitle("Åtgärder och uppdrag")
    for one in newest:
        write_measure(sheet, one, desk.live, desk.folder)


def _unknown(sheet: Sheet, subject: Subject, desk: Desk) -> None:
    """Write what is not known, and what the board should ask."""
    if subject.unknown:
        sheet.subtitle("Det vi inte vet")
        write_filled(sheet, subject.unknown, desk.live, desk.folder)
    if subject.questions:
        sheet.subtitle("Frågor att ställa")
        for at, question in enumerate(subject.questions, 1):
            sheet.prose(f"{at}. {question}")


def _refused(sheet: Sheet, series: Sequence[_Series]) -> None:
    """Say last, and briefly, which years are left out because they measure something else."""
    for one in series:
        if one.refused:
            years = listed([str(year) for year in sorted(one.refused)])
            reason = brief(next(iter(one.refused.values())).removeprefix(f"{years}: "), 90).removesuffix(" …")
            sheet.text(f"Visas inte: {one.concept} {years}. {reason}")
