"""What a lay reader asks of a year, answered in sentences: each made of figures and stated causes, with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.data_files import OWN_CHECK, STATEMENT
from analysis.data_files import STATED as FIRM
from analysis.explanations.causes import Action, Cause, causes_of_total, load_measures, marked
from analysis.explanations.deviations import (
    LEAST_PERCENT,
    LEAST_TKR,
    TURNED,
    UNEXPLAINED,
    YES,
    Ranked,
    YearTotal,
    ranked_lines,
    total_of,
    years,
)
from analysis.explanations.deviations import ROUNDING as LEFT_OVER
from analysis.explanations.effects import STATED, UNSTATED
from analysis.explanations.subjects import load_subjects
from analysis.explanations.years import comparison_year, year_entries, year_rows
from analysis.files import DATA
from analysis.ledger.claims import audit_claims
from analysis.ledger.ledger import load_ledger
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE, reconcile
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import capital, count, listed, number_word, result_word, tkr
from analysis.vocabulary.numerals import format_number
from analysis.vocabulary.periods import is_forecast
from analysis.wording.differences import differs, left_over
from analysis.wording.sentences import Answer, Answers, Sentence, places_of, size

MOST_MEASURES, MOST_OF_TOTAL = 6, 2  # on a page that is read in a few minutes
DECIDED, NOT_SAID = "beslutad", "framgår inte"
MOST_SMALL = 3  # lines that are named where none is material
MOST_OF_YEAR = 4  # causes of the year as a whole, on the same page

_NO_LINES = {LEFT_OVER, UNEXPLAINED}  # what is left over when the lines are added up


def answers(year: int, since: int | None = None, data: Data = DATA) -> Answers:
    """Answer what a board asks of a year: why its budget was missed, why it differs, what was done, what is not known.

    Parameters
    ----------
    year
        A year that `analysis.years` lists.
    since
        The year to compare with; the newest earlier one with a net cost where none is given.
    data
        The folder that holds the register and what belongs to it.

    Returns
    -------
    Answers
        Five answers, each with a heading and sentences; every number in them is computed, every cause is one that a
        report states. A sentence names the ids of its figures and the lines of the reports.

    Raises
    ------
    DataError
        When the year has no operating statement with a total, or a data file is wrong.

    Examples
    --------
    >>> found = answers(2020)
    >>> [one.heading for one in found]
    ['Varför missades budgeten?', 'Varför skiljer sig året?', 'Vad har gjorts?', 'Vad vet vi inte?',
     'Går det att lita på talen?']
    >>> print(found[0].sentences[0].text.replace("\N{NO-BREAK SPACE}", " "))
    Underskottet 2020 blev 27 660 tkr, 14,5 % av budgeten, och 10 660 tkr mer än nämndens mål på högst 17 000 tkr.
    """
    folder = opened(data)
    total = total_of(folder, year)
    before = comparison_year(year, folder) if since is None else since
    missed = "Varför missades budgeten?" if total.avvikelse_tkr < 0 else "Varför blev det ett överskott?"
    found = (
        (missed, _missed(total, folder)),
        ("Varför skiljer sig året?", differs(year, before, folder)),
        ("Vad har gjorts?", _done(year, folder)),
        ("Vad vet vi inte?", _unknown(year, before, folder)),
        ("Går det att lita på talen?", _trusted(folder)),
    )
    return Answers(Answer(heading, tuple(sentences)) for heading, sentences in found)


def _missed(total: YearTotal, folder: Folder) -> Iterator[Sentence]:
    year = total.line.år
    yield _result(total, folder)
    every = [line for line in ranked_lines(folder, year) if line.avvikelse_tkr]
    found = [line for line in every if line.post not in _NO_LINES]
    lines = [line for line in found if line.väsentlig == YES]
    if found and not lines:
        limits = f"minst {tkr(LEAST_TKR)} och {format_number(LEAST_PERCENT, unit='%')} av budget"
        yield Sentence(f"Ingen rad avviker väsentligt ({limits}). De största avvikelserna är dessa.")
        lines = found[:MOST_SMALL]
    way = -1 if total.avvikelse_tkr < 0 else 1
    same = [line for line in lines if (line.avvikelse_tkr or 0) * way > 0]
    yield from (_turned(line) for line in same if line.slag == TURNED)
    if said := _weighed(
        total, [line for line in lines if line.slag != TURNED], lines, way, has_rounding=len(found) < len(every)
    ):
        yield said
    told = [line for line in same if line.orsak == STATED]
    yield from (Sentence(f"{line.post}: {line.skäl}", _ids(line), _places(line)) for line in told)
    yield from _as_a_whole(causes_of_total(folder, year), silent=bool(same) and not told)


def _as_a_whole(causes: Sequence[Cause], *, silent: bool) -> Iterator[Sentence]:
    """Say that no cause is stated for a line, and what is stated for the year as a whole."""
    kept = _firmest(causes)
    texts = " ".join(marked(one) for one in kept)
    lead = "Rapporten anger ingen orsak till avvikelsen på någon av raderna"
    if silent:
        yield Sentence(f"{lead}, men säger om året som helhet: {texts}" if kept else f"{lead}.", (), places_of(kept))
    elif kept:
        yield Sentence(f"Om året som helhet säger rapporten: {texts}", (), places_of(kept))


def _result(total: YearTotal, folder: Folder) -> Sentence:
    year, deviation, budget = total.line.år, total.avvikelse_tkr, total.budget_tkr
    cells = load_ledger(folder).line(total.line.dokument, total.line.rad, year)
    ids = [cells[name].id for name in ("avvikelse", "budget") if name in cells]
    word = "Prognosen för" if is_forecast(total.line.period) else ""
    if not deviation:
        return Sentence(f"{word or 'Utfallet'} {year} är lika med budgeten, {tkr(float(abs(budget)))}.", tuple(ids))
    text = f"{result_word(float(deviation)).capitalize()}et {year} blev {size(deviation)}"
    if word:
        text = f"{word} {year} är ett {result_word(float(deviation))} på {size(deviation)}"
    share = f"{format_number(abs(float(deviation / budget)) * 100, 1, '%')} av budgeten" if budget else ""
    target = year_entries(folder, year).get("mål_tkr")
    row = next((one for one in year_rows(folder) if one.år == year), None)
    if target is None or row is None or row.mål_tkr is None or deviation >= 0:
        return Sentence(f"{text}, {share}." if share else f"{text}.", tuple(ids))
    gap = deviation - row.mål_tkr
    beside = f"{size(gap)} {'mer' if gap < 0 else 'mindre'} än" if gap else "lika med"
    goal = f"och {beside} nämndens mål på högst {size(row.mål_tkr)}"
    return Sentence(f"{text}, {share}, {goal}.", (*ids, *target.ids.split("; ")))


def _turned(line: Ranked) -> Sentence:
    """Tell of a line whose budget has the opposite sign of its outcome, as it is printed."""
    budget, outcome = line.budget_tkr or Decimal(0), line.utfall_tkr or Decimal(0)
    planned, became = ("en intäkt", "en kostnad") if budget > 0 else ("en kostnad", "en intäkt")
    word = _word(1 if (line.avvikelse_tkr or 0) > 0 else -1)
    text = f"Raden {line.post} gick {size(line.avvikelse_tkr)} {word} än budget: den var budgeterad som {planned}"
    return Sentence(f"{text} på {size(budget)} och blev {became} på {size(outcome)}.", _ids(line))


def _weighed(
    total: YearTotal, own: Sequence[Ranked], material: Sequence[Ranked], way: int, *, has_rounding: bool
) -> Sentence | None:
    """Name the material lines that went the year's way, those that went the other, and what the rest came to."""
    parts = list[str]()
    for sign in (way, -way):
        lines = [line for line in own if (line.avvikelse_tkr or 0) * sign > 0]
        if lines:
            named = listed([f"{line.post} ({size(line.avvikelse_tkr)})" for line in lines])
            both = sum((line.avvikelse_tkr or Decimal(0) for line in lines), Decimal(0))
            more = f", tillsammans {size(both)}" if len(lines) > 1 else ""
            parts.append(f"{named} gick {_word(sign)} än budget{more}")
    rest = total.avvikelse_tkr - sum((line.avvikelse_tkr or Decimal(0) for line in material), Decimal(0))
    if material and rest:
        rounded = " och avrundning" if has_rounding else ""
        parts.append(f"övriga rader{rounded} gick tillsammans {size(rest)} {_word(1 if rest > 0 else -1)}")
    if not parts:
        return None
    return Sentence(f"{capital('; '.join(parts))}.", tuple(one for line in own for one in _ids(line)))


def _word(sign: int) -> str:
    return "bättre" if sign > 0 else "sämre"


def _done(year: int, folder: Folder) -> Iterator[Sentence]:
    own = [one for one in load_measures(folder) if one.år == year]
    chosen = _chosen(own, folder)
    if not chosen:
        yield Sentence("Inga åtgärder är införda ur rapporten.")
        return
    yield from map(done, chosen)


def done(one: Action, *, noted: bool = True) -> Sentence:
    """Say who did what, how far it has come, what it gave where that is printed, and what is noted of the year's."""
    effect = f" Kostnaden blev {_cheaper(one.effekt_tkr)}." if one.effekt_tkr is not None else ""
    who, what = one.vem.partition(";")[0], one.åtgärd.rstrip(".")
    text = what if who == NOT_SAID else f"{capital(who)}: {what[:1].lower()}{what[1:]}"
    note = f" {one.anmärkning}" if one.anmärkning and noted and not one.vad else ""
    when = f", {'gäller ' if one.läge == DECIDED else ''}{one.från}" if one.från != NOT_SAID else ""
    return Sentence(f"{text} ({one.läge}{when}).{effect}{note}", (), (f"{one.avsnitt}, rad {one.rad}",))


def _cheaper(effect: Decimal) -> str:
    return f"{size(effect)} {'lägre' if effect > 0 else 'högre'}"


def _chosen(own: Sequence[Action], folder: Folder) -> list[Action]:
    """Choose what answers the year as a whole, then one measure for each thing that a subject is about."""
    total = [one for one in own if not one.vad][:MOST_OF_TOTAL]
    whats = {what for subject in load_subjects(folder) for what in subject.whats}
    first = {one.vad: one for one in reversed(own) if one.vad in whats}
    others = sorted(first.values(), key=lambda one: (one.effekt_tkr is None, own.index(one)))
    return [*total, *others[: MOST_MEASURES - len(total)]]


def _unknown(year: int, since: int | None, folder: Folder) -> Iterator[Sentence]:
    lines = [line for line in ranked_lines(folder, year) if line.väsentlig == YES]
    silent = [line for line in lines if line.orsak == UNSTATED]
    for line in silent:
        if line.slag == TURNED:
            kind = "intäkt" if (line.budget_tkr or 0) > 0 else "kostnad"
            yield Sentence(f"Rapporten säger inte varför {line.post} var budgeterad som en {kind}.", _ids(line))
    if silent and len(silent) < len(lines):
        share = f"bara {number_word(len(lines) - len(silent))}"
        lead = f"Av de {count(len(lines), 'rad', 'rader')} som avviker väsentligt har {share} en orsak i rapporten."
        yield Sentence(lead, tuple(one for line in silent for one in _ids(line)))
    if since is not None and since < year:
        yield from left_over(since, year, folder)
    if year == max(years(folder)):  # what is not known is written for the newest year
        yield from (
            Sentence(load_ledger(folder).filled(text)) for one in load_subjects(folder) for text in one.unknown[:1]
        )


def _trusted(folder: Folder) -> Iterator[Sentence]:
    verdicts = list(reconcile(folder)["utslag"])
    if verdicts:
        yield Sentence(f"{_checked(len(verdicts), verdicts)}")
    claims = audit_claims(folder)
    of_report = claims[(claims["art"] == STATEMENT)]
    own = list(of_report["utslag"])
    if own:
        untested, wrong = own.count(UNTESTABLE), own.count(DIFFERS)
        rounded, assumed = own.count(ROUNDING), int((of_report["antagande"] != "").sum())
        doubts = {"med avrundning": rounded, "under ett antagande": assumed}
        how = listed([f"{number_word(number)} {text}" for text, number in doubts.items() if number])
        verdict = f"{number_word(wrong)} är fel" if wrong else f"alla stämmer{f' ({how})' if how else ''}"
        what = count(len(own), "påstående", "påståenden")
        left = f"; {untested} går inte att pröva" if untested else ""
        text = f"Av rapporternas {what} om tal gick {len(own) - untested} att pröva, och {verdict}{left}."
        yield Sentence(text)
    if apart := int((claims.loc[claims["art"] == OWN_CHECK, "utslag"] == DIFFERS).sum()):
        places = f"{number_word(apart)} {'ställe' if apart == 1 else 'ställen'}"
        yield Sentence(f"På {places} säger rapporterna emot sig själva; de räknas upp bland prövningarna.")
    yield from (
        Sentence(f"Det är osäkert hur väl {row.år} går att jämföra. {row.skäl}")
        for row in year_rows(folder)
        if row.skäl
    )


def _checked(number: int, verdicts: Sequence[str]) -> str:
    rounded, differ = verdicts.count(ROUNDING) or "ingen", number_word(verdicts.count(DIFFERS))
    said = f"{verdicts.count(AGREES)} stämmer, {rounded} skiljer sig bara genom avrundning och {differ} avviker"
    left = verdicts.count(UNTESTABLE)
    more = f"; {left} går inte att pröva" if left else ""
    return f"Alla {number} summor och avvikelser i rapporterna är omräknade: {said}{more}."


def _ids(line: Ranked) -> tuple[str, ...]:
    return tuple(part for part in line.källa.split("; ")[:1] if part)


def _places(line: Ranked) -> tuple[str, ...]:
    return tuple(line.källa.split("; ")[1:])


def _firmest(causes: Sequence[Cause]) -> list[Cause]:
    """Put what the report states first, then what it hints at; risks are left out."""
    kept = [one for one in causes if not one.is_risk]
    return sorted(kept, key=lambda one: one.styrka != FIRM)[:MOST_OF_YEAR]
