"""What is told of a subject: its years as a table, its causes, what follows, what was done, what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from analysis.data_files import NOT
from analysis.errors import AnalysisError, DataError, fault
from analysis.explanations.causes import Cause, are_all_entered, causes_within, load_causes, marked
from analysis.explanations.measures import Action, load_measures, measures_within
from analysis.explanations.subjects import FILE, Subject, load_subjects, splits_of
from analysis.frames import TEXT, WHOLE, make_frame, nearest, records
from analysis.ledger.compare import compare
from analysis.ledger.crosswalk import entries_of
from analysis.ledger.ledger import ids_in, load_ledger
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import Text, capital, tkr
from analysis.vocabulary.numerals import decimals_of, exact, format_number, half_up
from analysis.wording.answers import done
from analysis.wording.changes import WHOLE_FROM, describe_volume_price, why
from analysis.wording.sentences import NONE_DONE, NOT_ENTERED, Answer, Answers, Sentence, bullets, places_of

UNPRINTED = "–"
FEWEST = 2  # concepts that must have a year for it to have a column
ABOUT_FROM = 10  # a computed value that rounding can have moved further is shown as about
_ABOUT_STEP = Decimal(100)
MISSING = {"begrepp": TEXT, "år": WHOLE, "anmärkning": TEXT, "avsnitt": TEXT}

_NO_CAUSE, _NO_MEASURE = "Ingen orsak är införd ur rapporten.", "Ingen åtgärd är införd ur rapporten."


def subject_of(name: str, folder: Folder) -> Subject:
    """Return the subject of a name.

    Raises
    ------
    DataError
        When there is none; the nearest names are named.
    """
    known = {one.name: one for one in load_subjects(folder)}
    own = next((one for one in known if one.casefold() == name.casefold()), None)
    if own is None:
        said = nearest(name, known) if known else UNPRINTED
        raise DataError(fault("unknown-reference", FILE, None, column="sheet", seen=name, known=said))
    return known[own]


def subject_table(name: str, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    r"""Put what measures a subject in rows and its years in columns, as text; what measures something else is left out.

    Parameters
    ----------
    name
        A subject of `subjects.csv`.
    data, board
        The folder that holds `subjects.csv`, `concepts.csv` and `figures.csv`, and the board where it has several.

    Returns
    -------
    pandas.DataFrame
        One row a concept: ``mått`` with its unit, then a column a year. Costs are written without a minus; what
        rounding can have moved by more than 10 is written as *ca*; a lone dash is not printed.

    Raises
    ------
    DataError
        When the subject is unknown; the nearest are named.

    Examples
    --------
    >>> subject_table("Konsulter").iloc[0].tolist()
    ['Konsulter, tkr', '2\xa0070', '12\xa0269', '7\xa0733', '402']
    """
    folder = opened(data, board)
    rows = [row for concept in subject_of(name, folder).concepts if (row := _row(concept, folder))[1]]
    counts = Counter(year for _, values in rows for year in values)
    years = sorted(year for year, number in counts.items() if number >= min(FEWEST, len(rows)))
    shown = [{"mått": title, **{str(year): values.get(year, UNPRINTED) for year in years}} for title, values in rows]
    return make_frame("ämne", shown, {"mått": TEXT, **{str(year): TEXT for year in years}})


def _row(concept: str, folder: Folder) -> tuple[str, dict[int, str]]:
    own = [
        row
        for row in records(compare(concept, data=folder))
        if not pd.isna(row["värde"]) and row["jämförbarhet"] != NOT
    ]
    sign = -1 if own and all(row["värde"] <= 0 for row in own) else 1
    unit = f", {own[0]['enhet']}" if own and own[0]["enhet"] not in concept else ""
    return f"{capital(concept)}{unit}", {row["år"]: _number(row["värde"] * sign, row["tolerans"]) for row in own}


def _number(value: float, tolerance: float) -> str:
    if not pd.isna(tolerance) and tolerance > ABOUT_FROM:
        return f"ca {format_number(half_up(exact(value) / _ABOUT_STEP) * _ABOUT_STEP)}"
    return format_number(value, 0 if abs(value) >= WHOLE_FROM else decimals_of(value))


def subject_missing(name: str, *, data: Data | None = None, board: str | None = None) -> pd.DataFrame:
    """List the figures that an answer needs and no report prints: ``begrepp``, ``år``, ``anmärkning``, ``avsnitt``.

    Raises
    ------
    DataError
        When the subject is unknown; the nearest are named.

    Examples
    --------
    >>> subject_missing("Konsulter")["begrepp"][0]
    'kostnad per person för berörda tjänster'
    """
    folder = opened(data, board)
    figures = [load_ledger(folder).figures[one] for one in subject_of(name, folder).missing]
    rows = [{"begrepp": one.concept, "år": one.year, "anmärkning": one.note, "avsnitt": one.section} for one in figures]
    return make_frame("saknas", rows, MISSING)


def subject_answers(name: str, *, data: Data | None = None, board: str | None = None) -> Answers:
    """Tell a subject's story in five answers: what the reports state, what follows, what was done, what is not known.

    Parameters
    ----------
    name
        A subject of `subjects.csv`.
    data, board
        The folder that holds it and what belongs to it, and the board where it has several.

    Returns
    -------
    Answers
        Causes by the years that they explain, what follows from the figures, measures, what is not known, what to ask.
        A part without anything says so.

    Raises
    ------
    DataError
        When the subject is unknown; the nearest are named.

    Examples
    --------
    >>> [one.heading for one in subject_answers("Konsulter")][:2]
    ['Vad rapporten anger som orsak', 'Vad som följer av talen']
    """
    folder = opened(data, board)
    subject = subject_of(name, folder)
    filled = load_ledger(folder).filled
    is_silent = are_all_entered(folder)
    uncaused = "Rapporten anger ingen." if is_silent else _NO_CAUSE if load_causes(folder) else NOT_ENTERED
    undone = "Rapporten nämner inga åtgärder." if is_silent else _NO_MEASURE if load_measures(folder) else NONE_DONE
    found = (
        ("Vad rapporten anger som orsak", _caused(causes_within(folder, subject.whats)), uncaused),
        ("Vad som följer av talen", _follows(subject, folder), "Inget mer går att räkna fram."),
        ("Vad som har gjorts", _measured(measures_within(folder, subject.whats), folder), undone),
        ("Vad vi inte vet", map(Sentence, map(filled, subject.unknown)), "Inget särskilt är känt som saknas."),
        ("Vad nämnden bör fråga", map(Sentence, subject.questions), "Inga frågor är införda."),
    )
    return Answers(Answer(heading, tuple(said) or (Sentence(nothing),)) for heading, said, nothing in found)


def _follows(subject: Subject, folder: Folder) -> Iterator[Sentence]:
    """Write what follows from the figures; how the cost changed with quantity and price in the newest pair of years."""
    ledger = load_ledger(folder)
    for split in splits_of(subject.name, folder):
        known = [entry.year for entry in entries_of(split.quantity, folder) if entry.quantity]
        for since, year in list(pairwise(sorted(known)))[-1:]:
            yield Sentence(describe_volume_price(year, since, split.name, data=folder))
    yield from (Sentence(ledger.filled(one), tuple(ids_in(one))) for one in subject.follows)


def _caused(causes: Iterable[Cause]) -> Iterator[Sentence]:
    """Write causes by what they explain: a change between years, or a year against its budget."""
    groups = dict[str, list[Cause]]()
    for one in sorted(causes, key=lambda one: (one.år, one.från_år or 0)):
        groups.setdefault(f"{one.från_år}–{one.år}" if one.från_år else str(one.år), []).append(one)
    seen = set[str]()
    for when, own in groups.items():
        for one in own:
            if one.orsak not in seen:
                seen.add(one.orsak)
                yield Sentence(f"{when}: {_hedged(one)}", (), places_of([one]))


def _hedged(one: Cause) -> str:
    amount = tkr(float(one.belopp_tkr), signed=True) if one.belopp_tkr is not None else ""
    part = f"Om {one.avser_del}: " if one.avser_del else ""
    return f"{'Risk: ' if one.is_risk else ''}{part}{marked(one, amount)}"


def _measured(measures: Iterable[Action], folder: Folder) -> Iterator[Sentence]:
    for one in {one.åtgärd: one for one in measures}.values():
        note = f" {one.anmärkning}" if one.anmärkning and one.vad else ""
        said = done(one, folder)
        yield said._replace(text=f"{said.text}{note}")


def describe_subject(name: str, part: int, *, data: Data | None = None, board: str | None = None) -> Text:
    """Write one of the five answers of a subject as a list for a notebook; or why it cannot be told.

    Examples
    --------
    >>> print(describe_subject("Konsulter", 4).splitlines()[0])
    - Hur många tjänster var vakanta varje månad, och vilken lön frigjorde de?
    """
    try:
        return Text(bullets(subject_answers(name, data=data, board=board)[part]))
    except AnalysisError as error:
        return Text(why(error))
