"""How far earlier forecasts were off, and what that says of the present one, in Swedish sentences."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.explanations.forecasts import forecast_years
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import Text, count, tkr
from analysis.vocabulary.periods import month_name
from analysis.yardsticks.accuracy import FEWEST, AccuracyRow, OutlookRow, accuracy_rows, outlook_rows

NO_PROBABILITY = "Spannet är vad som har hänt, ingen sannolikhet."


def describe_accuracy(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how far earlier years' forecasts were from their outcomes, and what span that gives the year's forecast.

    Parameters
    ----------
    year
        The year whose forecast is told; only years before it are looked at.
    data, board
        The folder that holds the register, and the board where it has several.

    Examples
    --------
    >>> print(describe_accuracy(2020))
    Ingen uppföljning är inläst, så prognosernas träffsäkerhet går inte att följa.
    """
    folder = opened(data, board)
    if not forecast_years(data=folder):
        return Text("Ingen uppföljning är inläst, så prognosernas träffsäkerhet går inte att följa.")
    earlier = [row for row in accuracy_rows(folder, year) if row.slag != "varav"]
    if not earlier:
        return Text(
            f"Inget år före {year} har både uppföljning och utfall inlästa, så träffsäkerheten går inte att följa."
        )
    totals = [row for row in earlier if row.slag == "summa"]
    return Text(" ".join([*map(_bias, totals or earlier[:1]), *_span(folder, year)]))


def _bias(row: AccuracyRow) -> str:
    """Say on which side of the outcomes the forecasts after a month lay, and by how much."""
    name = f"Prognosen efter {month_name(row.månad)} för {'summan' if row.slag == 'summa' else row.post}"
    years = f"{count(row.antal_år, 'år', 'år') if row.antal_år > 1 else 'ett år'} ({row.år})"
    low, high = row.lägsta_fel_tkr, row.högsta_fel_tkr
    if low == high == 0:
        return f"{name} stämde med utfallet i {years}."
    if high < 0 or low > 0:
        word = "för ljus" if high < 0 else "för mörk"
        return f"{name} var {word} i {years}, i snitt {tkr(float(abs(row.snittfel_tkr)))}."
    spread = f"från {tkr(float(low), signed=True)} till {tkr(float(high), signed=True)}"
    return f"{name} missade {spread} i {years}, i snitt {tkr(float(row.snittfel_tkr), signed=True)}."


def _span(folder: Folder, year: int) -> Iterator[str]:
    """Say the span of the total's newest forecast, or of the first line where no total is told."""
    if year not in forecast_years(data=folder):
        return
    rows = outlook_rows(folder, year)
    row = next((one for one in rows if one.slag == "summa"), rows[0])
    yield from _told(row, year)


def _told(row: OutlookRow, year: int) -> Iterator[str]:
    if row.lägst_tkr is None or row.högst_tkr is None or row.prognos_tkr is None:
        yield row.skäl or f"Ett spann kräver minst {FEWEST} tidigare år."
        return
    name = "summan" if row.slag == "summa" else row.post
    low, high, own = (tkr(float(value)) for value in (row.lägst_tkr, row.högst_tkr, row.prognos_tkr))
    yield f"Med samma fel som då hamnar {name} {year} mellan {low} och {high}; prognosen är {own}."
    yield NO_PROBABILITY
