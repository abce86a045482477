"""The board's own municipality against a group of others, by key figures that were saved from Kolada."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

import pandas as pd

from analysis.data_files.yardsticks import BREAKS, KEY_FIGURES
from analysis.data_files.yardsticks import PEERS as PEERS_FILE
from analysis.errors import ComparisonError, DataError, Fault, fault
from analysis.explanations.effects import COMPUTED, EFFECT, END, PRINTED, REST, ROUNDING, START
from analysis.frames import NUMBER, TEXT, WHOLE, frame_of, nearest
from analysis.statements.folder import Data, Folder, kept, opened
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.yardsticks.comparison import Comparison, Measure, load_comparison
from analysis.yardsticks.kolada import Kolada, Value, load_kolada

PEERS = {
    "kpi": TEXT, "mått": TEXT, "enhet": TEXT, "år": WHOLE, "egen": NUMBER, "läge": TEXT, "median": NUMBER,
    "lägst": NUMBER, "högst": NUMBER, "antal": WHOLE, "skillnad": NUMBER, "skäl": TEXT, "källa": TEXT,
}  # fmt: skip
SPLIT = {"post": TEXT, "slag": TEXT, "effekt": NUMBER, "enhet": TEXT, "tal": TEXT, "skäl": TEXT, "källa": TEXT}
FINAL, PRELIMINARY, UNSURE = "slutligt", "preliminärt", "kan vara preliminärt"
SOURCE, OUR_OWN = "Källa: Kolada", "Egen beräkning"
FEWEST = 3  # municipalities that a median is told of
_MEDIAN = "Gruppens median"


class PeerRow(NamedTuple):
    """A key figure of a year, own against the group, named as in `peers`; values by code, the own first."""

    kpi: str
    mått: str
    enhet: str
    år: int
    egen: Decimal
    läge: str
    median: Decimal | None
    lägst: Decimal | None
    högst: Decimal | None
    antal: int
    skillnad: Decimal | None
    skäl: str
    källa: str
    members: Mapping[str, Value]


class SplitRow(NamedTuple):
    """A step from the group's median to the own cost, named as in `peer_split`."""

    post: str
    slag: str
    effekt: Decimal
    enhet: str
    tal: str
    skäl: str
    källa: str


def peers(year: int | None = None, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Hold the own municipality against its group, key figure by key figure, in each year that is saved.

    Parameters
    ----------
    year
        One year alone; all where none is given.
    data, board
        The folder that holds `peers.csv` and the files under ``kolada/``, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a key figure and year that the own municipality has a value of: ``kpi``, ``mått``, ``enhet``, ``år``,
        ``egen`` (as Kolada has it: costs are positive), ``läge`` (``slutligt``, ``preliminärt`` or ``kan vara
        preliminärt``), ``median``, ``lägst`` and ``högst`` of the group without the own, ``antal`` (members with a
        value), ``skillnad`` (egen − median), ``skäl`` (what is missing or in doubt) and ``källa``, which names Kolada
        for the values alone: median and difference are computed here. Without files or an own municipality it is
        empty.

    Raises
    ------
    DataError
        When a file is wrong; every fault is named.

    Examples
    --------
    >>> peers().empty
    True
    """
    rows = peer_rows(opened(data, board))
    return frame_of("jämförelse", [row for row in rows if year in {None, row.år}], PEERS, ["kpi", "år"])


@kept
def peer_rows(folder: Folder) -> tuple[PeerRow, ...]:
    """Do what `peers` does, with exact figures."""
    saved, about = load_kolada(folder), load_comparison(folder)
    if about.own is None:
        return ()
    order = [*about.measures, *sorted({kpi for kpi, _, _ in saved.numbers} - set(about.measures))]
    return tuple(
        _row(saved.numbers[kpi, about.own[0], year], saved, about)
        for kpi in order
        for year in saved.years(kpi, about.own[0])
    )


def _row(own: Value, saved: Kolada, about: Comparison) -> PeerRow:
    found = {code: saved.numbers.get((own.kpi, code, own.year)) for code in about.group}
    known = {code: one for code, one in found.items() if one is not None and one.value is not None}
    numbers = sorted(one.value for one in known.values() if one.value is not None)
    is_told, measure = len(numbers) >= FEWEST, _measure(own.kpi, saved, about)
    value = own.value or Decimal(0)
    middle = median(numbers) if is_told else None
    marks = [saved.is_preliminary(one) for one in (own, *known.values())]
    return PeerRow(
        kpi=own.kpi,
        mått=measure.title,
        enhet=measure.unit,
        år=own.year,
        egen=value,
        läge=PRELIMINARY if True in marks else UNSURE if None in marks else FINAL,
        median=middle,
        lägst=numbers[0] if is_told else None,
        högst=numbers[-1] if is_told else None,
        antal=len(numbers),
        skillnad=None if middle is None else value - middle,
        skäl=" ".join([*_missing(len(numbers), about), *_status(own, marks)]),
        källa=f"{SOURCE}, {own.kpi} ({own.file})",
        members={own.municipality: own, **known},
    )


def _measure(kpi: str, saved: Kolada, about: Comparison) -> Measure:
    title = saved.about[kpi].title if kpi in saved.about else kpi
    return about.measures.get(kpi, Measure(kpi, title, "", "", ""))


def _missing(number: int, about: Comparison) -> Iterator[str]:
    """Say how many of the group have no value."""
    if not about.group:
        yield "Ingen grupp är inlagd i peers.csv."
    elif number < FEWEST:
        yield f"{number} av {len(about.group)} kommuner i gruppen har ett värde; en median kräver minst {FEWEST}."
    elif number < len(about.group):
        yield f"{number} av {len(about.group)} kommuner i gruppen har ett värde."


def _status(own: Value, marks: Sequence[bool | None]) -> Iterator[str]:
    if own.status:
        yield f"Kolada anger status ”{own.status}”."
    if True in marks:
        yield "Minst ett värde är preliminärt."
    elif None in marks:
        yield "Utan metadata med publiceringsdag och en hämtningsdag i filens namn syns inte om värdet är slutligt."


def peer_change(kpi: str, year: int, since: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Follow a key figure from one year to another, own and group; refuse where its method changed between them.

    Returns
    -------
    pandas.DataFrame
        As `peers`: the row of the earlier year, then that of the later.

    Raises
    ------
    ComparisonError
        When the key figure is measured in a new way from a year between them: with what changed, and who says so.
    DataError
        When the own municipality has no value of one of the years, or the earlier is not the earlier.

    Examples
    --------
    >>> peer_change("N30001", 2020, 2017)
    Traceback (most recent call last):
    analysis.errors.ComparisonError: breaks.csv, line 2: saw N30001 2017 against 2020 (Nettokostnadsavvikelsen räknas på
    ett nytt sätt från 2019; beskrivningen av N30001 i Kolada); expected years that measure the same; choose years on
    the same side of 2019
    """
    folder = opened(data, board)
    if faults := broken(folder, kpi, year, since):
        raise ComparisonError(faults)
    return frame_of("jämförelse", [row_of(folder, kpi, one) for one in (since, year)], PEERS, ["kpi", "år"])


def broken(folder: Folder, kpi: str, year: int, since: int) -> list[Fault]:
    """Find the breaks of method of a key figure between two years."""
    first, last = sorted((year, since))
    return [
        fault(
            "not-comparable",
            BREAKS.name,
            row.line,
            title=kpi,
            first=first,
            last=last,
            reason=f"{row['reason'].rstrip('.')}; {row['source']}",
            action=f"choose years on the same side of {row['year']}",
            action_sv=f"välj år på samma sida om {row['year']}",
        )
        for row in load_comparison(folder).breaks
        if row["kpi"] == kpi and first < int(row["year"]) <= last
    ]


def row_of(folder: Folder, kpi: str, year: int) -> PeerRow:
    """Return the row of a key figure and year.

    Raises
    ------
    DataError
        When there is none; the years, or the key figures, that there are are named.
    """
    rows = [row for row in peer_rows(folder) if row.kpi == kpi]
    found = [row for row in rows if row.år == year]
    if not found:
        every = {row.kpi for row in peer_rows(folder)}
        known = ", ".join(str(row.år) for row in rows) or (nearest(kpi, every) if every else "–")
        seen = {"column": "kpi", "seen": f"{kpi} {year}"}
        raise DataError(fault("unknown-reference", "kolada", None, **seen, known=known))
    return found[0]


def peer_split(kpi: str, year: int, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """Split how far a cost per inhabitant is from the group's median into quantity and price, exactly.

    Parameters
    ----------
    kpi
        A key figure that key_figures.csv says is quantity × price, such as N33002 = N33800 × N33100.
    year
        The year.
    data, board
        As `peers`.

    Returns
    -------
    pandas.DataFrame
        ``post``, ``slag`` (``start``, ``effekt``, ``rest``, ``avrundning``, ``slut``), ``effekt`` in ``enhet``,
        ``tal``, ``skäl``, ``källa``: the group's median cost, quantity at the group's price, price at the own
        quantity (what both change together counts to price), what the product of the medians is beside the median
        cost, rounding, and the own cost. Start and steps add up to the end exactly; plus is dearer.

    Raises
    ------
    ComparisonError
        When the own quantity × price is not the own cost within the rounding of the saved values.
    DataError
        When the key figure is no product, or a value or a median is missing.
    """
    return frame_of("uppdelning", split_rows(opened(data, board), kpi, year), SPLIT)


def split_rows(folder: Folder, kpi: str, year: int) -> list[SplitRow]:
    """Do what `peer_split` does, with exact figures."""
    measure = load_comparison(folder).measures.get(kpi)
    products = {one.kpi for one in load_comparison(folder).measures.values() if one.quantity and one.price}
    if measure is None or kpi not in products:
        known = ", ".join(sorted(products)) or "–"
        raise DataError(fault("unknown-reference", KEY_FIGURES.name, None, column="kpi", seen=kpi, known=known))
    cost, quantity, price = (row_of(folder, one, year) for one in (kpi, measure.quantity, measure.price))
    gap = _rounding(folder, cost, quantity, price)
    middles = [one.median for one in (cost, quantity, price)]
    if None in middles:
        said = " ".join(dict.fromkeys(one.skäl for one in (cost, quantity, price) if one.median is None))
        texts = {"expected": "a median of the group", "expected_sv": "en median för gruppen"}
        raise DataError(fault("bad-value", PEERS_FILE.name, None, column="grupp", seen=said, **texts))
    cost_median, usual, usual_price = (one or Decimal(0) for one in middles)
    volume, dearer = (quantity.egen - usual) * usual_price, (price.egen - usual_price) * quantity.egen
    steps = [
        (f"{_MEDIAN}: {cost.mått}", START, cost_median, ""),
        (f"Volym: {quantity.mått}", EFFECT, volume, _against(quantity)),
        (f"Pris: {price.mått}", EFFECT, dearer, f"{_against(price)} Den gemensamma delen räknas till priset."),
        ("Medianerna är inte samma kommuns", REST, usual * usual_price - cost_median, ""),
        ("Avrundning", ROUNDING, gap, "Följer av hur talen är avrundade."),
    ]
    rows = [SplitRow(post, kind, size, cost.enhet, COMPUTED, said, OUR_OWN) for post, kind, size, said in steps if size]
    end = SplitRow(f"{_own_name(folder)}: {cost.mått}", END, cost.egen, cost.enhet, PRINTED, cost.läge, cost.källa)
    return [*rows, end]


def _own_name(folder: Folder) -> str:
    own = load_comparison(folder).own
    return own[1] if own else ""


def _against(one: PeerRow) -> str:
    own, middle = (
        format_number(value, decimals_of(value.normalize(), 2), one.enhet)
        for value in (one.egen, one.median or Decimal(0))
    )
    return f"{own} mot {middle}."


def _rounding(folder: Folder, cost: PeerRow, quantity: PeerRow, price: PeerRow) -> Decimal:
    """Return what the own cost is beyond quantity × price, which rounding must explain."""
    gap = cost.egen - quantity.egen * price.egen
    steps = [_step(folder, one.kpi) / 2 for one in (cost, quantity, price)]
    room = steps[0] + steps[1] * price.egen + steps[2] * quantity.egen + steps[1] * steps[2]
    if abs(gap) > room:
        first, last, bound = (format_number(one, 2, cost.enhet) for one in (cost.egen, cost.egen - gap, room))
        other = f"{quantity.kpi} × {price.kpi}"
        own = {"title": f"{cost.kpi} {cost.år}", "first": first, "last": last, "other": other, "room": bound}
        raise ComparisonError(fault("amounts-differ", KEY_FIGURES.name, None, **own))
    return gap


def _step(folder: Folder, kpi: str) -> Decimal:
    """Return one step of the finest digit that any value of a key figure is saved with."""
    exponents = [
        int(one.value.as_tuple().exponent)
        for (own, _, _), one in load_kolada(folder).numbers.items()
        if own == kpi and one.value is not None
    ]
    return Decimal(1).scaleb(min(exponents))
