"""The year's profile, and signal or noise in monthly series, in Swedish sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.statements.folder import Data, opened
from analysis.swedish import Text, count, listed, tkr
from analysis.vocabulary.numerals import format_number
from analysis.vocabulary.periods import month_name
from analysis.yardsticks.monthly import COST
from analysis.yardsticks.profile import ABOVE, BELOW, WITHIN, ProfileRow, profile_rows, profile_years
from analysis.yardsticks.signals import SIGNAL, SignalRow, signal_rows

_MOST = 5  # lines or series that a text names


def describe_profile(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how the year so far lies against the share that each line usually has used by then.

    Examples
    --------
    >>> print(describe_profile(2020))
    Inga månadsutfall från januari är inlästa för 2020, så årets profil går inte att följa.
    """
    folder = opened(data, board)
    if year not in profile_years(folder):
        return Text(f"Inga månadsutfall från januari är inlästa för {year}, så årets profil går inte att följa.")
    rows = [row for row in profile_rows(folder, year) if not row.is_part]
    told = [row for row in rows if row.tolkning]
    if not told:
        return Text(" ".join(dict.fromkeys(row.skäl for row in rows if row.skäl)))
    total = [row for row in told if row.is_total]
    odd = [row for row in told if row.tolkning != WITHIN and not row.is_total]
    odd.sort(key=lambda row: abs(row.mot_profil_tkr or Decimal(0)), reverse=True)
    said = [_line(row) for row in [*total[-1:], *odd[:_MOST]]]
    if not odd:
        said.append("Alla rader har använt en så stor andel av sin budget som de brukar ha använt då.")
    elif len(odd) > _MOST:
        said.append(f"{count(len(odd) - _MOST, 'rad', 'rader')} till ligger utanför det vanliga.".capitalize())
    return Text(" ".join([*said, *_untold(rows)]))


def _line(row: ProfileRow) -> str:
    """Say what share of its budget a line has used, what it usually has, and what that comes to."""
    used, low, high = (format_number(value, 1) for value in (row.andel_av_budget_procent, *_ends(row)))
    text = f"{row.post} har till och med {month_name(row.månad)} {used} % av årsbudgeten; vanligt är {low}–{high} %"
    if row.tolkning == WITHIN or row.mot_profil_tkr is None:
        return f"{text}."
    side = {ABOVE: "mer", BELOW: "mindre"}[row.tolkning]
    return f"{text}, alltså {side} än vanligt ({tkr(float(row.mot_profil_tkr), signed=True)} mot profilen)."


def _ends(row: ProfileRow) -> tuple[float, float]:
    return float(row.lägsta_andel_procent or 0), float(row.högsta_andel_procent or 0)


def _untold(rows: Sequence[ProfileRow]) -> Iterator[str]:
    names = [row.post for row in rows if not row.tolkning]
    if names:
        more = f" och {count(len(names) - _MOST, 'rad', 'rader')} till" if len(names) > _MOST else ""
        said = listed(names) if not more else f"{', '.join(names[:_MOST])}{more}"
        yield f"Ingen vanlig andel går att ange för {said}."


def describe_signals(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say which months of costs and volumes are signals, and that the rest is noise.

    Examples
    --------
    >>> print(describe_signals(2020))
    Inga kostnader eller volymer månad för månad är inlästa för 2020, så signal går inte att skilja från brus.
    """
    rows = signal_rows(opened(data, board), year)
    if not rows:
        lacking = f"Inga kostnader eller volymer månad för månad är inlästa för {year}"
        return Text(f"{lacking}, så signal går inte att skilja från brus.")
    told = [row for row in rows if row.tolkning]
    if not told:
        return Text(" ".join(dict.fromkeys(row.skäl for row in rows)))
    found = [row for row in told if row.tolkning == SIGNAL]
    series = len({(row.slag, row.post, row.förälder, row.enhet) for row in told})
    counted = f"{count(len(told), 'månadsvärde', 'månadsvärden')} i {count(series, 'serie', 'serier')} är prövade"
    if not found:
        return Text(f"{counted.capitalize()}: alla ligger inom sina gränser, så skillnaderna mellan dem är brus.")
    said = [_signal(row) for row in found[:_MOST]]
    if len(found) > _MOST:
        said.append(f"{count(len(found) - _MOST, 'signal', 'signaler')} till står i tabellen.".capitalize())
    return Text(" ".join([f"{counted.capitalize()}, {count(len(found), 'är en signal', 'är signaler')}.", *said]))


def _signal(row: SignalRow) -> str:
    value, low, high = (format_number(one, 0, row.enhet) for one in (row.värde, row.undre_gräns, row.övre_gräns))
    what = f"{row.post} ({'kostnad' if row.slag == COST else 'volym'})"
    return f"{what}, {month_name(row.månad)} {row.år}: {value}; gränser {low} till {high}. {row.skäl}"
