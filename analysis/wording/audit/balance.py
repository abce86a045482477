"""What measures leave to balance in Swedish sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.data_files import MEASURES
from analysis.errors import AnalysisError
from analysis.explanations.audit.balance import Counted, balance_steps, balance_years, counted, newest_forecast
from analysis.explanations.deviations import total_of
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import Text, capital, count, number_word, result_word
from analysis.vocabulary.periods import is_forecast, month_name
from analysis.wording.changes import why
from analysis.wording.sentences import Sentence, places_of, size


def describe_measures_to_balance(year: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Say what the year's measures add to its newest forecast and what is left to balance; or what is missing.

    Examples
    --------
    >>> print(describe_measures_to_balance(2020))
    Kvar till balans 2020 går inte att räkna: ingen uppföljning med prognos är inläst.
    """
    folder = opened(data, board)
    if newest_forecast(folder, year) is None:
        return Text(f"Kvar till balans {year} går inte att räkna: ingen uppföljning med prognos är inläst.")
    own = counted(folder, year)
    if not own.known:
        return Text(f"Kvar till balans {year} går inte att räkna: ingen åtgärd har en effekt i tkr ({MEASURES.name}).")
    try:
        left = balance_steps(folder, year)[-1].effekt_tkr
    except AnalysisError as error:
        return Text(f"Kvar till balans {year} går inte att räkna. {capital(why(error))}")
    return Text(" ".join([*_balance(year, own, left, folder), *_doubts(own)]))


def left_to_balance(year: int, folder: Folder) -> Iterator[Sentence]:
    """Say on page one what is left to balance of a year that goes on; nothing where the data does not tell."""
    if year not in balance_years(folder) or not is_forecast(total_of(folder, year).line.period):
        return
    own = counted(folder, year)
    try:
        left = balance_steps(folder, year)[-1].effekt_tkr
    except AnalysisError as error:
        yield Sentence(f"Kvar till balans {year} går inte att räkna. {capital(why(error))}", (), places_of(own.known))
        return
    row = newest_forecast(folder, year)
    ids = (f"{row.dokument}:drift:{row.post}:avvikelse {year}",) if row else ()
    yield Sentence(" ".join(_balance(year, own, left, folder)), ids, places_of(own.added))


def _balance(year: int, own: Counted, left: Decimal, folder: Folder) -> Iterator[str]:
    row = newest_forecast(folder, year)
    deviation = (row.prognosavvikelse_tkr if row else None) or Decimal(0)
    word = f"ett {result_word(float(deviation))} på {size(deviation)}" if deviation else "lika med budgeten"
    yield f"Prognosen efter {month_name(row.månad if row else 1)} {year} är {word}."
    decided, proposed = (
        sum((one.effekt_i_år_tkr or Decimal(0) for one in group), Decimal(0)) for group in (own.decided, own.proposed)
    )
    said = [f"beslutade åtgärder som prognosen inte räknar med ger {_amount(decided)}"] if own.decided else []
    if own.proposed:
        said.append(
            f"föreslagna {_amount(proposed)}"
            if said
            else f"föreslagna åtgärder som prognosen inte räknar med ger {_amount(proposed)}"
        )
    if said:
        yield f"{capital(' och '.join(said))}."
    if left < 0:
        yield f"Kvar till balans är {size(left)}."
    else:
        lead = "Med dem är budgeten" if said else "Budgeten är"
        yield f"{lead} i balans{f', med {size(left)} till godo' if left else ''}."


def _amount(value: Decimal) -> str:
    return size(value) if value >= 0 else f"{size(value)} sämre"


def _doubts(own: Counted) -> Iterator[str]:
    """Say what is not counted and why, and what cannot be tried for being counted twice."""
    if inside := len(own.in_forecast):
        are = "är redan med i prognosen och räknas inte igen"
        yield f"{capital(count(inside, 'åtgärd', 'åtgärder'))} {are}."
    if silent := len(own.silent):
        named = "en åtgärd" if silent == 1 else f"{number_word(silent)} åtgärder"
        yield f"Vad {named} ger i år är inte känt; {'den' if silent == 1 else 'de'} är inte med."
    unsaid = sum(not one.verkar_på for one in own.known)
    if unsaid and len(own.known) > 1:
        each = "en" if unsaid == 1 else number_word(unsaid)
        pronoun = "den" if unsaid == 1 else "de"
        yield f"Vad {each} av åtgärderna verkar på är inte infört, så {pronoun} kan räknas två gånger."
