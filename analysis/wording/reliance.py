"""Whether the figures of a page can be relied on: a plain answer first, then what was tested and what was not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

import pandas as pd

from analysis.data_files import OWN_CHECK, STATEMENT, UNTRIED
from analysis.explanations.years import year_entries, year_rows
from analysis.ledger.claims import audit_claims, load_claims
from analysis.ledger.formulas import Node, references
from analysis.ledger.ledger import Ledger, load_ledger
from analysis.ledger.restated import restated
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE, reconcile
from analysis.statements.folder import Folder
from analysis.statements.register import left_out, load_tables
from analysis.statements.sources import Compared, compared
from analysis.swedish import count, listed, number_word
from analysis.vocabulary.numerals import decimals_of, format_number
from analysis.vocabulary.periods import span_of
from analysis.wording.sentences import APPENDIX, TESTED, Sentence

MOST_RESTATED, MOST_SOURCES = 3, 2  # on a page that is read in a few minutes
_YES = "Ja, så långt talen har gått att pröva: inget är fel."
_TWICE = "Inte helt: ett år har andra tal i en senare rapport än i sin egen. Inom rapporterna är inget fel."
_CLAIMS, _READING = "Påståenden", "Läsning"  # sheets of the appendix


def relied_on(said: Sequence[Sentence], folder: Folder, document: str = "") -> Iterator[Sentence]:
    """Say whether what a page says can be relied on.

    Parameters
    ----------
    said
        What the page says besides: the figures that it names are those that must hold.
    folder
        The data folder.
    document
        The report that tells of its year, where there is one.
    """
    sums = list(reconcile(data=folder)["utslag"])
    audit = audit_claims(data=folder)
    own = audit[audit["art"] == STATEMENT]
    wrong = sums.count(DIFFERS), list(own["utslag"]).count(DIFFERS)
    apart = audit[(audit["art"] == OWN_CHECK) & (audit["utslag"] == DIFFERS)]
    if sums or not own.empty:
        touched = _touched(list(apart["id"]), _used(said, folder), folder)
        split = [one for one in compared(folder) if document in {one.källa, one.andra_källa} and one.utslag == DIFFERS]
        lead = _lead(wrong, len(apart), touched, is_split=bool(split))
        yield Sentence(_TWICE if lead == _YES and restated(folder) else lead)
        yield from _sources(split, document)
    yield from _unread(document, folder)
    if sums:
        yield Sentence(_sums(sums))
    if not own.empty:
        yield Sentence(_claims(own))
    yield from (
        Sentence(f"Det är osäkert hur väl {row.år} går att jämföra. {row.skäl}")
        for row in year_rows(folder)
        if row.skäl
    )
    yield from _untried(folder)


def _sources(split: Sequence[Compared], document: str) -> Iterator[Sentence]:
    """Say where a second source of the same time prints other figures than the year's report."""
    for one in sorted(split, key=lambda one: -abs(one.skillnad or Decimal(0)))[:MOST_SOURCES]:
        values = [format_number(value, decimals_of(value), one.enhet) for value in (one.värde, one.andra_värde)]
        first, second = ("årets rapport" if name == document else name for name in (one.källa, one.andra_källa))
        told = f"{one.post}, {one.storhet} {span_of(one.period, one.år)}, är {values[0]} i {first}"
        yield Sentence(f"{told} men {values[1]} i {second}.")
    if (left := len(split) - MOST_SOURCES) > 0:
        yield Sentence(f"De går isär på {count(left, 'ställe', 'ställen')} till.")


def _unread(document: str, folder: Folder) -> Iterator[Sentence]:
    """Say what of the year's report was not read, or not for certain; nothing where all of it was."""
    if said := not_read(document, folder):
        yield Sentence(f"Årets rapport är inte läst fullt ut: {said}. Se {APPENDIX}, {_READING}.")


def not_read(document: str, folder: Folder) -> str:
    """Say what of a report is not read, or not for certain, by the readers of today; nothing where all of it is.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> not_read("socialnamnden-2020", opened())
    ''
    """
    tables = [table for one, own in load_tables(folder) if one["id"] == document for table in own]
    left = [one.table for one in left_out(folder) if one.document == document]
    rows, doubts = sum(len(table.rows) for table in tables), sum(table.doubtful for table in tables)
    places = sum(table.unread for table in [*tables, *left])
    parts = [
        *([f"{count(len(left), 'tabell', 'tabeller')} gick inte att använda"] if left else []),
        *(
            [f"tal på {'ett ställe' if places == 1 else count(places, '', 'ställen')} ingår inte i någon läst tabell"]
            if places
            else []
        ),
        *([f"{number_word(doubts)} av {rows} rader är tveksamt lästa"] if doubts > 1 else []),
        *([f"en av {rows} rader är tveksamt läst"] if doubts == 1 else []),
    ]
    return listed(parts) if parts else ""


def _untried(folder: Folder) -> Iterator[Sentence]:
    """Say which years stand side by side by what they are called alone, and which outcomes were restated."""
    found = [year_entries(folder, row.år).get("nettokostnad_tkr") for row in year_rows(folder)]
    years = [str(entry.year) for entry in found if entry and entry.row["comparability"] == UNTRIED]
    if len(years) > 1:
        yield Sentence(f"Att {listed(years)} mäter samma sak är inte prövat: de jämförs efter hur raderna heter.")
    changed = sorted(restated(folder), key=lambda one: -abs(one.difference))
    for one in changed[:MOST_RESTATED]:
        figures = f"{one.own.shown()} i årets rapport men {one.later.shown()} i en senare"
        yield Sentence(f"{one.post} {one.year} är {figures}.", (one.own.id, one.later.id))
    if (left := len(changed) - MOST_RESTATED) > 0:
        yield Sentence(f"Ytterligare {count(left, 'tal är ändrat', 'tal är ändrade')} i en senare rapport.")


def _lead(wrong: tuple[int, int], apart: int, touched: Sequence[str], *, is_split: bool) -> str:
    """Answer in a word, and say where the figures do not hold."""
    if is_split:
        rest = _lead(wrong, apart, touched, is_split=False) if any(wrong) or apart else "Inom rapporterna är inget fel."
        return f"Inte helt: två källor för samma tid går isär. {rest}"
    sums = count(wrong[0], "omräknad summa eller avvikelse", "omräknade summor och avvikelser")
    claims = f"{_neuter(wrong[1])} {'påstående' if wrong[1] == 1 else 'påståenden'}"
    found = [text for text, number in zip((sums, claims), wrong, strict=True) if number]
    if not found and not apart:
        return _YES
    text = f"Inte helt: {listed(found)} stämmer inte." if found else ""
    if apart:
        places = f"på {_neuter(apart)} {'ställe' if apart == 1 else 'ställen'}"
        lead = f" Dessutom säger rapporterna emot sig själva {places}"
        alone = f"Ja, så långt talen har gått att pröva, utom {places} där rapporterna säger emot sig själva"
        text += f"{lead if found else alone}; {_reach(apart, touched)}."
    return f"{text} {'Allt' if found or apart == 1 else 'De'} står på bladet {TESTED}."


def _reach(apart: int, touched: Sequence[str]) -> str:
    """Say which of the contradictions are about amounts of the page."""
    if not touched:
        return f"{'det rör inte' if apart == 1 else 'inget av dem rör'} beloppen på den här sidan"
    named = listed([f"”{one.rstrip('.')}”" for one in touched])
    which = "det" if apart == 1 else f"{_neuter(len(touched))} av dem"
    return f"{which} rör belopp på den här sidan: {named}"


def _neuter(number: int) -> str:
    return "ett" if number == 1 else number_word(number)


def _sums(verdicts: Sequence[str]) -> str:
    """Count the printed sums and deviations by how they held when they were computed anew."""
    words = {
        AGREES: "stämmer",
        ROUNDING: "skiljer sig bara genom avrundning",
        DIFFERS: "avviker",
        UNTESTABLE: "går inte att pröva",
    }
    said = listed([f"{verdicts.count(kind)} {word}" for kind, word in words.items() if kind in verdicts])
    return f"Alla {len(verdicts)} summor och avvikelser i rapporterna är omräknade: {said}."


def _claims(own: pd.DataFrame) -> str:
    """Count the statements that were tested, under what they hold, and why others cannot be tested."""
    verdicts = list(own["utslag"])
    untested, wrong, rounded = (verdicts.count(kind) for kind in (UNTESTABLE, DIFFERS, ROUNDING))
    assumed = int((own["antagande"] != "").sum())
    doubts = {"bara med avrundning": rounded, f"under ett antagande, se {APPENDIX}, {_CLAIMS}": assumed}
    how = listed([f"{_neuter(number)} {text}" for text, number in doubts.items() if number] or [""])
    verdict = f"{_neuter(wrong)} är fel" if wrong else f"alla stämmer{f' ({how})' if how else ''}"
    what = f"{_neuter(len(own))} {'påstående' if len(own) == 1 else 'påståenden'}"
    text = f"Av rapporternas {what} om tal gick {len(own) - untested} att pröva, och {verdict}."
    others = f"de andra {untested}" if untested > 1 else "det andra" if len(own) > 1 else "det"
    return f"{text} För {others} saknas tal i rapporterna." if untested else text


def _touched(ids: Collection[str], used: Collection[str], folder: Folder) -> list[str]:
    """Name the claims among some that are about figures of a page."""
    ledger = load_ledger(folder)
    found = list[str]()
    for claim in load_claims(folder):
        nodes = [node for node in (claim.claimed, claim.formula, claim.assumed) if node is not None]
        if claim.row["id"] in ids and _below(ledger, nodes) & set(used):
            found.append(ledger.filled(claim.row["claim"]))
    return found


def _used(said: Sequence[Sentence], folder: Folder) -> set[str]:
    """Return the figures that a page rests on: those of its sentences and of its table of years."""
    ledger = load_ledger(folder)
    names = {name for one in said for name in one.ids if name in ledger.figures}
    entries = [entry for row in year_rows(folder) for entry in year_entries(folder, row.år).values()]
    nodes = [entry.node for entry in entries] + [Node("reference", name=name) for name in names]
    return _below(ledger, nodes)


def _below(ledger: Ledger, nodes: Sequence[Node]) -> set[str]:
    """Return the figures that formulas rest on, down to the printed ones."""
    found, rest = set[str](), [part.name for node in nodes for part in references(node)]
    while rest:
        name = rest.pop()
        if name in found or name not in ledger.figures:
            continue
        found.add(name)
        node = ledger.figures[name].node
        rest += [part.name for part in references(node)] if node else []
    return found
