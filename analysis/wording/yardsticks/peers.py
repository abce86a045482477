"""The own municipality against its group in Swedish sentences; our own computations are not given Kolada as source."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.errors import AnalysisError
from analysis.explanations.effects import EFFECT
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import Text, capital, listed
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.yardsticks.comparison import load_comparison
from analysis.yardsticks.kolada import load_kolada
from analysis.yardsticks.peers import FINAL, SOURCE, PeerRow, peer_rows, split_rows

OWN_WORK = "Median, skillnad och uppdelning är egna beräkningar."


def describe_peers(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say how the own municipality stands against its group, in the newest year of each key figure up to one.

    Examples
    --------
    >>> print(describe_peers(2020))
    Ingen fil från Kolada är sparad i mappen kolada, så kommunen jämförs inte med andra.
    """
    folder = opened(data, board)
    rows = newest_rows(folder, year)
    if not rows:
        return Text(_nothing(folder, year))
    said = [_sentence(row) for row in rows]
    splits = [text for row in rows for text in _split(folder, row)]
    return Text(" ".join([*said, *splits, *load_kolada(folder).notes, f"Värden: {SOURCE}. {OWN_WORK}"]))


def newest_rows(folder: Folder, year: int) -> list[PeerRow]:
    """Return the newest row of each key figure up to a year."""
    newest = {row.kpi: row for row in sorted(peer_rows(folder), key=lambda row: row.år) if row.år <= year}
    return [row for row in peer_rows(folder) if newest.get(row.kpi) is row]


def _nothing(folder: Folder, year: int) -> str:
    if not load_kolada(folder).numbers:
        return "Ingen fil från Kolada är sparad i mappen kolada, så kommunen jämförs inte med andra."
    if load_comparison(folder).own is None:
        return "Filen peers.csv säger inte vilken kommun som är den egna, så kommunen jämförs inte med andra."
    return f"De sparade filerna från Kolada har inget värde för den egna kommunen till och med {year}."


def _sentence(row: PeerRow) -> str:
    """Say a key figure with its year, its doubt, and the group's median."""
    mark = "" if row.läge == FINAL else f" ({row.läge})"
    text = f"{capital(row.mått)} var {_shown(row.egen, row.enhet)} {row.år}{mark}"
    if row.median is None or row.skillnad is None:
        return f"{text}. {row.skäl}".rstrip()
    side = "lika med" if not row.skillnad else f"{_shown(abs(row.skillnad), row.enhet)} {_side(row.skillnad)}"
    return f"{text}, {side} gruppens median {_shown(row.median, row.enhet)} ({row.antal} kommuner)."


def _shown(value: Decimal, unit: str, *, signed: bool = False) -> str:
    return format_number(value, decimals_of(value.normalize(), 2), unit, signed=signed)


def _side(gap: Decimal) -> str:
    return "över" if gap > 0 else "under"


def _split(folder: Folder, row: PeerRow) -> Iterator[str]:
    """Say how much of the difference is quantity and how much price, or why that cannot be told."""
    measure = load_comparison(folder).measures.get(row.kpi)
    if measure is None or not measure.quantity or row.median is None:
        return
    try:
        steps = [one for one in split_rows(folder, row.kpi, row.år) if one.slag == EFFECT]
    except AnalysisError as error:
        yield f"{capital(row.mått)} går inte att dela i volym och pris: {error.swedish()}"
        return
    parts = [f"{one.post.partition(':')[0].lower()} {_shown(one.effekt, one.enhet, signed=True)}" for one in steps]
    if parts:
        yield f"Av skillnaden för {row.mått} är {listed(parts)}."
