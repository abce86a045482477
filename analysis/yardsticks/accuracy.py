"""How far forecasts were from the outcome over the years, line by line, and what that says of the present forecast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from analysis.errors import DataError, fault
from analysis.explanations.forecasts import PathRow, forecast_years, path_rows
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.statements.load import follow_up_lines
from analysis.vocabulary.periods import month_name

ACCURACY = {
    "post": TEXT, "förälder": TEXT, "slag": TEXT, "månad": WHOLE, "antal_år": WHOLE, "år": TEXT, "snittfel_tkr": NUMBER,
    "lägsta_fel_tkr": NUMBER, "högsta_fel_tkr": NUMBER, "spridning_tkr": NUMBER, "snittfel_procent": NUMBER,
}  # fmt: skip
OUTLOOK = {
    "post": TEXT, "förälder": TEXT, "slag": TEXT, "månad": WHOLE, "utfall_hittills_tkr": NUMBER, "återstår_tkr": NUMBER,
    "prognos_tkr": NUMBER, "årsbudget_tkr": NUMBER, "lägst_tkr": NUMBER, "högst_tkr": NUMBER, "antal_år": WHOLE,
    "skäl": TEXT,
}  # fmt: skip
FEWEST = 2  # years that a span is told of
Key = tuple[str, str]
_TOTAL: Key = ("", "summa")  # no printed line has a parent and no label


class Errors(NamedTuple):
    """A line's forecast errors after a month, each with the row of its year, oldest first.

    Attributes
    ----------
    key
        What tells the line from others in all years: its label and parent, or that it is the total.
    month
        The month of the forecast.
    rows
        The rows of `forecast_path` that have both forecast and outcome.
    """

    key: Key
    month: int
    rows: tuple[PathRow, ...]

    @property
    def sizes(self) -> list[Decimal]:
        """Return the errors: outcome − forecast, minus is worse than the forecast."""
        return [row.prognosfel_tkr for row in self.rows if row.prognosfel_tkr is not None]

    @property
    def mean(self) -> Decimal:
        """Return the bias: what the outcomes were beyond the forecasts on the average."""
        return sum(self.sizes, Decimal(0)) / len(self.sizes)


class AccuracyRow(NamedTuple):
    """A line's forecast errors after a month, over the years, named as in `forecast_accuracy`."""

    post: str
    förälder: str
    slag: str
    månad: int
    antal_år: int
    år: str
    snittfel_tkr: Decimal
    lägsta_fel_tkr: Decimal
    högsta_fel_tkr: Decimal
    spridning_tkr: Decimal
    snittfel_procent: float | None


class OutlookRow(NamedTuple):
    """A line of the newest follow-up of a year with the span of its forecast, named as in `forecast_outlook`."""

    post: str
    förälder: str
    slag: str
    månad: int
    utfall_hittills_tkr: Decimal | None
    återstår_tkr: Decimal | None
    prognos_tkr: Decimal | None
    årsbudget_tkr: Decimal | None
    lägst_tkr: Decimal | None
    högst_tkr: Decimal | None
    antal_år: int
    skäl: str


def forecast_accuracy(before: int | None = None, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Hold forecasts against outcomes over all years: bias and spread of each line, month by month.

    Parameters
    ----------
    before
        Only years before this one; all where none is given.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a line and month of forecast with a year that has both: ``post`` (as the newest year names it),
        ``förälder``, ``slag``, ``månad``, ``antal_år``, ``år`` (which), ``snittfel_tkr`` (the bias: the mean of utfall
        − prognos, minus: outcomes were worse), ``lägsta_fel_tkr``, ``högsta_fel_tkr``, ``spridning_tkr`` (highest −
        lowest) and ``snittfel_procent`` of the mean outcome's size. Lines are matched over the years by their labels,
        the total by being it; whether a label means the same in all of them is not tested.

    Raises
    ------
    DataError
        When a data file is wrong.

    Examples
    --------
    >>> forecast_accuracy().empty
    True
    """
    return frame_of("träffsäkerhet", accuracy_rows(opened(data, board), before), ACCURACY)


def accuracy_rows(folder: Folder, before: int | None = None) -> list[AccuracyRow]:
    """Do what `forecast_accuracy` does, with exact figures."""
    return [_summed(one) for one in errors_of(folder, before)]


def errors_of(folder: Folder, before: int | None = None) -> list[Errors]:
    """Gather the forecast errors of each line and month, lines as the newest year has them, the total last."""
    found = dict[tuple[Key, int], dict[int, PathRow]]()
    for year in reversed(forecast_years(data=folder)):
        if before is None or year < before:
            for key, row in _paths(folder, year):
                if row.prognosfel_tkr is not None:
                    found.setdefault((key, row.månad), {})[year] = row  # of two in a month the last one counts
    ordered = sorted(found.items(), key=lambda item: item[0][0] == _TOTAL)
    return [Errors(*name, tuple(rows[year] for year in sorted(rows))) for name, rows in ordered]


@kept
def _paths(folder: Folder, year: int) -> tuple[tuple[Key, PathRow], ...]:
    """Give the rows of a year's forecasts, each with what tells its line from others in all years."""
    rows = path_rows(folder, year)
    last = rows[-1]
    return tuple((_TOTAL if last.slag == "summa" and row[1:4] == last[1:4] else _key(row), row) for row in rows)


def _key(row: PathRow) -> Key:
    return _plain(row.post), _plain(row.förälder)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _summed(one: Errors) -> AccuracyRow:
    newest, values = one.rows[-1], one.sizes
    outcomes = [row.utfall_tkr for row in one.rows if row.utfall_tkr is not None]
    size = abs(sum(outcomes, Decimal(0)) / len(outcomes))
    years = ", ".join(str(row.år) for row in one.rows)
    share = float(one.mean) / float(size) * 100 if size else None
    return AccuracyRow(
        *(newest.post, newest.förälder, newest.slag, one.month, len(values), years),
        *(one.mean, min(values), max(values), max(values) - min(values), share),
    )


def forecast_outlook(year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Tell of each line's newest forecast of a year what is spent, what is left, and how far earlier years were off.

    Parameters
    ----------
    year
        A year that `forecast_years` lists.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a line of the newest follow-up, the total last: ``post``, ``förälder``, ``slag``, ``månad``,
        ``utfall_hittills_tkr``, ``återstår_tkr`` (prognos − utfall hittills), ``prognos_tkr``, ``årsbudget_tkr``,
        ``lägst_tkr`` and ``högst_tkr`` (the forecast with the lowest and the highest error that earlier years had
        after the same month; missing where fewer than two had one), ``antal_år`` and ``skäl``. It is a span of what
        has happened, no probability.

    Raises
    ------
    DataError
        When the year has no follow-up; those that have are named.

    Examples
    --------
    >>> forecast_outlook(2020)
    Traceback (most recent call last):
    analysis.errors.DataError: uppföljning: saw year 2020; expected one of: –; choose a year that data/ has
    """
    return frame_of("utsikt", outlook_rows(opened(data, board), year), OUTLOOK)


def outlook_rows(folder: Folder, year: int) -> list[OutlookRow]:
    """Do what `forecast_outlook` does, with exact figures."""
    return [row for _, row in outlook_lines(folder, year)]


def outlook_lines(folder: Folder, year: int) -> list[tuple[Key, OutlookRow]]:
    """Do what `outlook_rows` does, each row with what tells its line from others in all years."""
    known = forecast_years(data=folder)
    if year not in known:
        said = ", ".join(map(str, known)) or "–"
        raise DataError(fault("unknown-year", "uppföljning", seen=year, known=said))
    rows = _paths(folder, year)
    newest = max((row for _, row in rows), key=lambda row: row.månad).månad
    own = [(key, row) for key, row in rows if row.månad == newest]
    document = own[-1][1].dokument
    errors = {(one.key, one.month): one for one in errors_of(folder, year)}
    spent = {(line.dokument, line.rad): line.utfall_tkr for line in follow_up_lines(folder) if line.år == year}
    return [
        (key, _outlook(row, errors.get((key, newest)), spent.get((row.dokument, row.rad or 0))))
        for key, row in own
        if row.dokument == document
    ]


def _outlook(row: PathRow, errors: Errors | None, spent: Decimal | None) -> OutlookRow:
    values = errors.sizes if errors else []
    forecast = row.prognos_tkr
    is_told = forecast is not None and len(values) >= FEWEST
    reasons = [row.skäl] if forecast is None else list(_few(values, row.månad))
    return OutlookRow(
        *(row.post, row.förälder, row.slag, row.månad, spent),
        None if forecast is None or spent is None else forecast - spent,
        *(forecast, row.årsbudget_tkr),
        forecast + min(values) if is_told and forecast is not None else None,
        forecast + max(values) if is_told and forecast is not None else None,
        len(values),
        " ".join([*reasons, *([] if spent is not None else ["Utfallet hittills är inte tryckt."])]),
    )


def _few(values: Sequence[Decimal], month: int) -> Iterator[str]:
    if len(values) < FEWEST:
        number = "Inget tidigare år" if not values else "Bara ett tidigare år"
        yield f"{number} har både prognos efter {month_name(month)} och utfall, så spannet går inte att ange."
