"""One table to typed lines: places, labels, money in tkr, key figures in their own unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, NamedTuple

from analysis.errors import DataError, fault
from analysis.readers.signs import Turn
from analysis.readers.tables import DOUBTFUL, Row, Table
from analysis.statements.lines import (
    SINCE_START,
    YEARLY,
    CarryOverLine,
    FollowUpLine,
    Line,
    MoneyLine,
    StaffLine,
    StatementLine,
    VolumeLine,
)
from analysis.statements.totals import find_unnamed_totals
from analysis.vocabulary.column_kinds import (
    Column,
    is_amount,
    is_cumulative,
    is_period,
    is_previous,
    is_share,
    is_unnamed_period,
    is_whole_year_column,
    part_of,
)
from analysis.vocabulary.labels import is_part, is_total, without_part
from analysis.vocabulary.numerals import MONEY_UNITS, Printed, clean
from analysis.vocabulary.periods import (
    WHOLE_YEAR,
    forecast_after,
    is_whole_year,
    month_of,
    months_to,
    named_part,
    own_part,
    spans_year,
)
from analysis.vocabulary.relations import Relation
from analysis.vocabulary.units import unit_of

_ROLES = ("utfall", "budget", "avvikelse")
MEASURED = ("utfall", "budget", "prognos")  # the roles of a column of measures that are kept
Money = tuple[Decimal | None, Decimal | None]  # in tkr, with its print resolution


class Place(NamedTuple):
    """The document that a table stands in, as `documents.csv` registers it."""

    dokument: str
    nämnd: str
    år: int
    period: str


def line_kind(label: str) -> str:
    """Say what a line of a drift table is, from its label without marks.

    Examples
    --------
    >>> [line_kind(label) for label in ("Intäkter", "Kostnader", "varav Momsbidrag", "Totalt", "Stab")]
    ['intäkt', 'kostnad', 'varav', 'summa', 'netto']
    """
    if is_part(label):
        return "varav"
    if is_total(label):
        return "summa"
    words = label.lower()
    return "intäkt" if words.startswith("intäkt") else "kostnad" if words.startswith("kostnad") else "netto"


def _lines(place: Place, table: Table) -> Iterator[tuple[Line, Row]]:
    """Yield each row with what every kind of line says about it."""
    for order, row in enumerate(table.rows, 1):
        line = Line(
            **place._asdict(),
            avsnitt=table.section,
            rad=row.line,
            ordning=order,
            rubrik=row.heading,
            etikett=row.label,
            post=without_part(clean(row.label)),
            läsning=row.certainty,
        )
        yield line, row


def money_rows(place: Place, table: Table) -> Iterator[MoneyLine]:
    """Yield one line a printed line and set of outcome, budget and deviation of a whole year, in tkr."""
    for places in _sets(table):
        columns = [table.columns[at] for at in places.values()]
        parts = [column for column in columns if is_period(column) and not is_cumulative(column)]
        if parts and not (all(map(is_unnamed_period, parts)) and _is_all_year(place, table, places)):
            continue  # a part of the year is no year
        year = next((column.year for column in columns if column.year), _titled_year(table, place.år))
        cumulative = table.kind == "investering" and any(map(is_cumulative, columns))
        for line, money, turn in printed_money(place, table):
            own: dict[str, Any] = {
                **line.shared(),
                **{f"{role}_tkr": turned(money, places.get(role), turn, role) for role in _ROLES},
                "år": year,
                "omfattning": SINCE_START if cumulative else YEARLY,
                "upplösning_tkr": finest_step(money, places.values()),
            }
            yield CarryOverLine(**own, **_moved(table, money)) if table.kind == "ombudgetering" else MoneyLine(**own)


def _is_all_year(place: Place, table: Table, places: Mapping[str, int]) -> bool:
    """Tell whether the period of some columns is January to December: so says the document, the title or a line above.

    Another outcome or budget of the year beside them would make the period a part of it after all.
    """
    others = [column for at, column in enumerate(table.columns) if at not in places.values()]
    beside = any(one.role in {"utfall", "budget"} and is_amount(one) and one.year in {None, place.år} for one in others)
    return not beside and any(map(spans_year, (place.period, table.title, table.period)))


def prior_rows(place: Place, table: Table) -> Iterator[MoneyLine]:
    """Yield one line a printed line and earlier year whose outcome a report prints beside its own, for comparison."""
    for year, at in _prior_places(place, table).items():
        for line, money, turn in printed_money(place, table):
            value, step = turned(money, at, turn, "utfall"), finest_step(money, [at])
            shared = {**line.shared(), "år": year, "budget_tkr": None, "avvikelse_tkr": None}
            yield MoneyLine(**shared, utfall_tkr=value, upplösning_tkr=step)


def _prior_places(place: Place, table: Table) -> dict[int, int]:
    """Find the column of outcomes of each earlier year; two of one year do not say which holds the whole of it."""
    taken = {at for one in _sets(table) for at in one.values()}
    found = dict[int, list[int]]()
    for at, column in enumerate(table.columns):
        year = column.year or (place.år - 1 if is_previous(column) else place.år)
        is_part = bool(column.period) or is_share(column) or part_of(column) in {"intäkt", "kostnad"}
        is_whole = not is_part and (not is_period(column) or is_cumulative(column))
        if column.role == "utfall" and year < place.år and at not in taken and is_whole:
            found.setdefault(year, []).append(at)
    return {year: places[0] for year, places in found.items() if len(places) == 1}


def _moved(table: Table, money: list[Money]) -> dict[str, Any]:
    at = next((at for at, column in enumerate(table.columns) if column.role == "ombudgetering"), None)
    value, year = (money[at][0], table.columns[at].year) if at is not None else (None, None)
    return {"ombudgetering_tkr": value, "till_år": year}


def _titled_year(table: Table, year: int) -> int:
    """Take the year that the table's title names, where it names one; else the document's."""
    named = {int(found) for found in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", table.title)}
    return named.pop() if len(named) == 1 else year


def printed_money(place: Place, table: Table) -> Iterator[tuple[StatementLine, list[Money], Turn]]:
    """Yield each line with its numbers in tkr and what turns them; one whose signs are in doubt is doubtful.

    A ``varav`` line knows the line above that it is part of.
    """
    turns, parent = table.turns or [Turn()] * len(table.rows), ""
    totals = find_unnamed_totals(table)
    for at, ((line, row), turn) in enumerate(zip(_lines(place, table), turns, strict=True)):
        label = clean(row.label)
        part = is_part(label)
        parent = parent if part else label
        own = {**line.shared(), **({"läsning": DOUBTFUL} if turn.doubt else {})}
        above, number = parent if part else "", row.texts.get("Nr", "")
        kind = "summa" if at in totals else line_kind(label)
        yield StatementLine(**own, slag=kind, förälder=above, nr=number), _amounts(table, row), turn


def turned(money: list[Money], at: int | None, turn: Turn, role: str) -> Decimal | None:
    """Return a number with the signs of the statements; a deviation may turn the other way than an amount.

    Examples
    --------
    >>> turned([(Decimal(5), Decimal(1))], 0, Turn(amount=-1, deviation=1), "utfall")
    Decimal('-5')
    """
    number = money[at][0] if at is not None else None
    if not number:
        return number
    return number * (turn.deviation if role.endswith("avvikelse") else turn.amount)


def finest_step(money: list[Money], places: Iterable[int]) -> Decimal | None:
    """Return the finest print resolution: a number without decimals among others with them has lost its zeros."""
    steps = [resolution for at in places if (resolution := money[at][1])]
    return min(steps, default=None)


def _sets(table: Table) -> list[dict[str, int]]:
    """Find the places of outcome, budget and deviation; without deviations, pair outcome and budget by their years."""
    sets = [relation._asdict() for relation in table.relations]
    if sets or table.forecasts:
        return sets
    by_year: dict[tuple[int | None, bool, bool], dict[str, int]] = {}
    for place, column in enumerate(table.columns):
        if column.role in _ROLES and is_amount(column):
            key = (column.year, is_cumulative(column), is_period(column))
            by_year.setdefault(key, {}).setdefault(column.role, place)
    return list(by_year.values())


def _amounts(table: Table, row: Row) -> list[Money]:
    """Return the numbers of a row in tkr; a share among amounts is none."""
    pairs = zip(table.columns, row.cut, strict=True)
    return [
        _in_tkr(table, None if number and number.unit == "%" and is_share(column) else number)
        for column, number in pairs
    ]


def _in_tkr(table: Table, number: Printed | None) -> Money:
    """Return a number and its print resolution in tkr; its own unit goes before that of the table."""
    if number is None:
        return None, None
    unit = (number.unit or table.unit or "").lower()
    if unit not in MONEY_UNITS:
        file, line = table.location.origin.fault_place(table.location.first)
        if not unit:
            raise DataError(fault("no-unit", file, line))
        known = {
            "expected": "(tkr), (mnkr) or (kr) in the table's title",
            "expected_sv": "(tkr), (mnkr) eller (kr) i tabellens rubrik",
        }
        raise DataError(fault("bad-value", file, line, column="enhet", seen=unit, **known))
    return _plain(number.value * MONEY_UNITS[unit]), _plain(number.resolution * MONEY_UNITS[unit])


def _plain(value: Decimal) -> Decimal:
    """Take the zeros behind the last decimal away: how finely a number is printed, its resolution says."""
    return value.normalize() + 0


def volume_rows(place: Place, table: Table) -> Iterator[VolumeLine]:
    """Yield one line a printed line, year, period and role of a volume table."""
    for line, row in _lines(place, table):
        for column, number in _measured(table, row):
            value, step = _as_printed(number)
            own = {**line.shared(), **time_of(place, column), "roll": column.role}
            yield VolumeLine(**own, enhet=_unit(row.label, number), värde=value, upplösning=step)


def staff_rows(place: Place, table: Table) -> Iterator[StaffLine]:
    """Yield one line a printed line, year, period, role and group of a table of personnel key figures."""
    for line, row in _lines(place, table):
        date = next((text for name, text in row.texts.items() if name.lower().startswith("mät")), "")
        unit = _unit(row.label, next((number for number in row.cut if number), None))
        for column, number in _measured(table, row):
            value, step = _as_printed(number)
            time = time_of(place, column)
            own = {**line.shared(), **time, "grupp": column.group or "totalt", "roll": column.role}
            yield StaffLine(**own, mätdatum=date or own_part(time["period"]), enhet=unit, värde=value, upplösning=step)


def _measured(table: Table, row: Row) -> Iterator[tuple[Column, Printed | None]]:
    """Yield the columns of a table of measures that are kept, each with what a row has there."""
    for column, number in zip(table.columns, row.cut, strict=True):
        if column.role in MEASURED:
            yield column, number


def time_of(place: Place, column: Column) -> dict[str, Any]:
    """Tell the year and the part of it that a column of measures is for.

    A column that names no part is for that of its document. In a document of a part of the year that is so only for
    its own outcome, or where the head says that it is accumulated: the budget of the year, and the year before, may be
    whole, and are then said to be either.

    Examples
    --------
    >>> from analysis.vocabulary.columns import number_column
    >>> august = Place("a-2025", "Nämnden", 2025, "jan-aug")
    >>> [time_of(august, number_column(name, role))["period"] for name, role in (
    ...     ("Jan-aug 2024", "utfall"), ("2024", "utfall"), ("Utfall", "utfall"), ("Årsbudget", "budget"))]
    ['januari–augusti', 'helår eller januari–augusti', 'januari–augusti', 'helår']
    """
    year = column.year or (place.år - 1 if is_previous(column) else place.år)
    month, named = month_of(place.period), column.period or named_part(column.name)
    if named:
        return {"år": year, "period": named}
    if is_whole_year(place.period) or month is None:
        return {"år": year, "period": place.period}
    if column.role == "prognos" or is_whole_year_column(column):
        return {"år": year, "period": WHOLE_YEAR}
    is_so_far = is_period(column) or (column.role == "utfall" and year == place.år)
    return {"år": year, "period": months_to(month) if is_so_far else f"{WHOLE_YEAR} eller {months_to(month)}"}


def _unit(label: str, number: Printed | None) -> str:
    return number.unit if number is not None and number.unit else unit_of(clean(label))


def _as_printed(number: Printed | None) -> tuple[Decimal | None, Decimal | None]:
    return (None, None) if number is None else (_plain(number.value), _plain(number.resolution))


_AHEAD = "prognosavvikelse"
_FOLLOWED = ("utfall", "budget", "avvikelse", "årsbudget", "prognos", _AHEAD)


def follow_up_rows(place: Place, table: Table) -> Iterator[FollowUpLine]:
    """Yield one line a printed line with outcome and budget so far and the forecast of the year, in tkr."""
    places, month = _places(place.år, table), month_of(place.period)
    if not places or month is None:
        return
    for line, money, turn in printed_money(place, table):
        values: dict[str, Any] = {f"{name}_tkr": turned(money, places.get(name), turn, name) for name in _FOLLOWED}
        yield FollowUpLine(**line.shared(), **values, månad=month, upplösning_tkr=finest_step(money, places.values()))


def _places(year: int, table: Table) -> dict[str, int]:
    """Find the places of a follow-up: what belongs together by arithmetic, then the columns that say what they are."""
    found, columns = dict[str, int](), table.columns
    for one in _of_year(year, columns, table.forecasts)[:1]:
        found |= {"årsbudget": one.budget, "prognos": one.utfall, _AHEAD: one.avvikelse}
    for one in _of_year(year, columns, table.relations)[:1]:
        is_whole = is_whole_year_column(columns[one.budget]) or one.budget == found.get("årsbudget")
        found["utfall"] = one.utfall
        if is_whole:
            found.setdefault("årsbudget", one.budget)
        else:
            found |= {"budget": one.budget, "avvikelse": one.avvikelse}
    has_forecast = any(column.role == "prognos" for column in columns)
    for at, column in enumerate(columns):
        if is_amount(column) and column.year in {None, year} and at not in found.values():
            found.setdefault(_named(column, has_forecast=has_forecast), at)
    return {name: at for name, at in found.items() if name}


def _of_year(year: int, columns: Sequence[Column], relations: Sequence[Relation]) -> list[Relation]:
    return [one for one in relations if all(columns[at].year in {None, year} for at in one)]


def _named(column: Column, *, has_forecast: bool) -> str:
    """Say what a column without a deviation of its own holds; nothing where its budget may be of month or year."""
    if column.role == "budget":
        if is_period(column):
            return "budget"
        return "årsbudget" if has_forecast or is_whole_year_column(column) else ""
    if column.role == "avvikelse":
        return _AHEAD if is_whole_year_column(column) else ""
    return column.role if column.role in {"prognos", "utfall"} else ""


def stand_in(lines: Sequence[FollowUpLine]) -> list[MoneyLine]:
    """Let the forecast of a follow-up stand in for the outcome of its year; nothing where it has none.

    Parameters
    ----------
    lines
        Lines of follow-ups of one board and year.

    Returns
    -------
    list[MoneyLine]
        Lines as `analysis.statements.tidy.money_rows` yields them, of the newest follow-up with a forecast.
    """
    newest = max((line.månad for line in lines if line.prognos_tkr is not None), default=None)
    return [_ahead(line) for line in lines if line.månad == newest]


def so_far(lines: Sequence[FollowUpLine]) -> list[MoneyLine]:
    """Let follow-ups without a forecast tell of their years: all to the month of the newest, so that they compare.

    Parameters
    ----------
    lines
        Lines of follow-ups of one board.
    """
    known = [line for line in lines if line.utfall_tkr is not None and line.budget_tkr is not None]
    newest = max(known, key=lambda line: (line.år, line.månad), default=None)
    return [_to_date(line) for line in lines if newest and line.månad == newest.månad]


def _to_date(line: FollowUpLine) -> MoneyLine:
    shared = {one.name: getattr(line, one.name) for one in fields(StatementLine)}
    values = {name: getattr(line, name) for name in ("utfall_tkr", "budget_tkr", "avvikelse_tkr", "upplösning_tkr")}
    return MoneyLine(**shared, **values)


def _ahead(line: FollowUpLine) -> MoneyLine:
    shared = {one.name: getattr(line, one.name) for one in fields(StatementLine)}
    return MoneyLine(
        **{**shared, "period": forecast_after(line.månad)},
        utfall_tkr=line.prognos_tkr,
        budget_tkr=line.årsbudget_tkr,
        avvikelse_tkr=line.prognosavvikelse_tkr,
        upplösning_tkr=line.upplösning_tkr,
    )
