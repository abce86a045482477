"""The follow-ups of a running year: outcome and budget so far, and the forecast that stands in for the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.readers.tables import Table
from analysis.statements.tidy import Place, TidyRow, finest_step, money_lines, turned
from analysis.vocabulary.columns import Column, Relation, is_amount, is_period, is_whole_year_column
from analysis.vocabulary.periods import forecast_after, month_of

_AHEAD = "prognosavvikelse"
_FOLLOWED = ("utfall", "budget", "årsbudget", "prognos", _AHEAD)
_STANDS_IN = {"utfall_tkr": "prognos_tkr", "budget_tkr": "årsbudget_tkr", "avvikelse_tkr": f"{_AHEAD}_tkr"}


def follow_up_rows(place: Place, table: Table) -> Iterator[TidyRow]:
    """Yield one row a printed line with outcome and budget so far and the forecast of the year, in tkr."""
    places = _places(place.år, table)
    if not places:
        return
    for line, money, turn in money_lines(place, table):
        yield {
            **line,
            "månad": month_of(place.period),
            **{f"{name}_tkr": turned(money, places.get(name), turn, name) for name in _FOLLOWED},
            "upplösning_tkr": finest_step(money, places.values()),
        }


def _places(year: int, table: Table) -> dict[str, int]:
    """Find the places of a follow-up: what belongs together by arithmetic, then the columns that say what they are."""
    found, columns = dict[str, int](), table.columns
    for one in _of_year(year, columns, table.forecasts)[:1]:
        found |= {"årsbudget": one.budget, "prognos": one.utfall, _AHEAD: one.avvikelse}
    for one in _of_year(year, columns, table.relations)[:1]:
        is_whole = is_whole_year_column(columns[one.budget]) or one.budget == found.get("årsbudget")
        found["utfall"] = one.utfall
        found.setdefault("årsbudget" if is_whole else "budget", one.budget)
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


def stand_in(rows: Sequence[TidyRow]) -> list[TidyRow]:
    """Let the forecast of a follow-up stand in for the outcome of its year; nothing where it has none.

    Parameters
    ----------
    rows
        Rows of follow-ups of one board and year.

    Returns
    -------
    list[TidyRow]
        Rows as `analysis.statements.tidy.money_rows` yields them, of the newest follow-up with a forecast.
    """
    months = [_month(row) for row in rows if row["prognos_tkr"] is not None]
    if not months:
        return []
    newest = [row for row in rows if _month(row) == max(months)]
    period = forecast_after(max(months))
    return [
        {**row, "period": period, "omfattning": "årets", **{name: row[own] for name, own in _STANDS_IN.items()}}
        for row in newest
    ]


def _month(row: TidyRow) -> int:
    return int(str(row["månad"]))
