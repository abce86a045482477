"""What a lay reader asks of a year, answered in sentences: each made of figures and stated causes, with its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from analysis.data_files.reasons import CALLED_OFF, DECIDED, ENDED, GOING_ON, PLANNED, PROPOSED
from analysis.explanations.causes import Cause, are_all_entered, are_entered, causes_of_line, causes_of_total, marked
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
from analysis.explanations.deviations import REST as BEYOND
from analysis.explanations.deviations import ROUNDING as LEFT_OVER
from analysis.explanations.effects import STATED, UNSTATED
from analysis.explanations.measures import Action, load_measures
from analysis.explanations.notes import Comment, describe_comments, load_comments
from analysis.explanations.subjects import load_subjects
from analysis.explanations.years import comparison_year, year_entries, year_rows
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import Data, Folder, opened
from analysis.swedish import acted, capital, count, listed, number_word, result_word, tkr
from analysis.vocabulary.numerals import format_number, half_up
from analysis.vocabulary.periods import date_words, is_forecast, span_of
from analysis.wording.audit.balance import left_to_balance
from analysis.wording.differences import compared_rows, differs, left_over
from analysis.wording.reliance import relied_on
from analysis.wording.sentences import (
    NONE_DONE,
    NOT_ENTERED,
    Answer,
    Answers,
    Sentence,
    places_of,
    signed,
    size,
    stated,
)

MOST_MEASURES, MOST_OF_TOTAL = 6, 2  # on a page that is read in a few minutes
NOT_SAID = "framgår inte"
MOST_NAMED = 5  # lines that are named one by one, in the text and in the chart beside it
MOST_OF_YEAR = 4  # causes of the year as a whole, on the same page

_WHOLE = "Om året som helhet säger rapporten: "
_ALSO = "Den skriver också: "
_EXPLAINED = ("förklarade", "förklarad")  # several, one

T = TypeVar("T")
_NO_LINES = {LEFT_OVER, UNEXPLAINED}  # what is left over when the lines are added up


def answers(year: int, since: int | None = None, *, data: Data | None = None, board: str | None = None) -> Answers:
    """Answer what a board asks of a year: why its budget was missed, why it differs, what was done, what is not known.

    Parameters
    ----------
    year
        A year that `analysis.years` lists.
    since
        The year to compare with; the newest earlier one with a net cost where none is given.
    data, board
        The folder that holds the register and what belongs to it, and the board where it has several.

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
    ['Varför missades budgeten?', 'Vad har ändrats sedan 2019 och 2017, och varför?', 'Vad har gjorts?',
     'Vad vet vi inte?', 'Går det att lita på talen?']
    >>> print(found[0].sentences[0].text.replace("\N{NO-BREAK SPACE}", " "))
    Underskottet 2020 blev 27 660 tkr, 14,5 % av budgeten, och 10 660 tkr mer än nämndens mål på högst 17 000 tkr.
    """
    folder = opened(data, board)
    total = total_of(folder, year)
    before = comparison_year(year, data=folder) if since is None else since
    found = [
        Answer(_asked(total), tuple(_missed(total, folder))),
        Answer(_changed(year, before, folder), tuple(differs(year, before, folder))),
        Answer("Vad har gjorts?", tuple(_done(year, folder))),
        Answer("Vad vet vi inte?", tuple(_unknown(year, before, folder))),
    ]
    said = [sentence for answer in found for sentence in answer.sentences]
    return Answers([*found, Answer("Går det att lita på talen?", tuple(relied_on(said, folder, total.line.dokument)))])


def _asked(total: YearTotal) -> str:
    """Ask why the year ended, or is expected to end, otherwise than its budget."""
    is_ahead = is_forecast(total.line.period)
    if not total.avvikelse_tkr:
        return "Hur väntas det gå mot budgeten?" if is_ahead else "Hur gick det mot budgeten?"
    if total.avvikelse_tkr < 0:
        return "Varför väntas budgeten missas?" if is_ahead else "Varför missades budgeten?"
    return "Varför väntas ett överskott?" if is_ahead else "Varför blev det ett överskott?"


def _changed(year: int, since: int | None, folder: Folder) -> str:
    """Ask what has changed since the years that the answer goes back to."""
    known = [row.år for row in compared_rows(year, folder)]
    if since is None or since >= year or len(known) < 2:  # noqa: PLR2004  (one year has nothing to be compared with)
        return "Vad har ändrats, och varför?"
    named = listed([str(one) for one in dict.fromkeys([since, min(known)]) if one <= since])
    return f"Vad har ändrats sedan {named}, och varför?"


def largest(lines: Sequence[T]) -> tuple[list[T], list[T]]:
    """Part lines, the largest first, into those that are named one by one and those that are told of together.

    Examples
    --------
    >>> largest([9, 7, 5, 4, 3, 2]), largest([9, 7, 5, 4, 3, 2, 1])
    (([9, 7, 5, 4, 3, 2], []), ([9, 7, 5, 4, 3], [2, 1]))
    """
    most = len(lines) if len(lines) <= MOST_NAMED + 1 else MOST_NAMED
    return list(lines[:most]), list(lines[most:])


def _missed(total: YearTotal, folder: Folder) -> Iterator[Sentence]:
    year = total.line.år
    yield _result(total, folder)
    every = [line for line in ranked_lines(folder, year) if line.avvikelse_tkr]
    found = [line for line in every if line.post not in _NO_LINES]
    if found and all(line.väsentlig != YES for line in found):
        limits = f"minst {tkr(LEAST_TKR)} och {format_number(LEAST_PERCENT, unit='%')} av budget"
        yield Sentence(f"Ingen rad avviker väsentligt ({limits}). De största avvikelserna är dessa.")
    lines, others = largest(found)
    way = -1 if total.avvikelse_tkr < 0 else 1
    same = [line for line in lines if (line.avvikelse_tkr or 0) * way > 0]
    turned = [line for line in same if line.slag == TURNED]
    is_ahead = is_forecast(total.line.period)
    yield from (_turned(line, is_ahead=is_ahead) for line in turned)
    own = [line for line in lines if line not in turned]
    if said := _weighed((own, others, every[len(found) :]), way, "väntas gå" if is_ahead else "gick"):
        yield said
    known = [line for line in found if line.orsak == STATED and (line.avvikelse_tkr or 0) * way > 0]
    told = [line for line in known if line in lines or line.väsentlig == YES]
    for line in told:
        lead = line.post if line in lines else f"{line.post}, {size(line.avvikelse_tkr)} {_word(way)} än budget"
        yield from stated(lead, _causes_of(line, folder), _ids(line))
    shown = [line for line in found if line in lines or line.väsentlig == YES]
    noted = [line for line in shown if line.orsak != STATED and _comments(line, folder)]
    yield from (_noted(line, folder) for line in noted)
    silent = bool(same) and not told and not noted
    if silent and not are_entered(folder, year):
        yield Sentence(NOT_ENTERED)
    elif silent and not are_all_entered(folder, year):
        yield Sentence("Ingen orsak till radernas avvikelser är införd ur rapporten.")
        yield from _as_a_whole(total, causes_of_total(folder, year), silent=False)
    else:
        yield from _as_a_whole(total, causes_of_total(folder, year), silent=silent)


def _causes_of(line: Ranked, folder: Folder) -> list[Cause]:
    """Return the causes that the report gives of a line, what it states before what it hints at."""
    figure = next((load_ledger(folder).figures[name] for name in _ids(line)), None)
    if figure is None or figure.cell is None:
        return []
    return causes_of_line(folder, figure.cell.document, figure.cell.label, figure.cell.year)


def _comments(line: Ranked, folder: Folder) -> list[Comment]:
    """Return what the controller says of a line, but not of what it holds beyond its parts."""
    figure = next((load_ledger(folder).figures[name] for name in _ids(line)), None)
    if figure is None or figure.line is None or line.post.endswith(BEYOND):
        return []
    return load_comments(folder).get((figure.document, figure.line), [])


def _noted(line: Ranked, folder: Folder) -> Sentence:
    """Tell of a line in the controller's words, with who it is and when."""
    return Sentence(f"{line.post}: {describe_comments(_comments(line, folder))}", _ids(line))


def _as_a_whole(total: YearTotal, causes: Sequence[Cause], *, silent: bool) -> Iterator[Sentence]:
    """Say that no cause is stated for a line, and what is said of the year as a whole.

    What the report ties to the deviation comes first; what it tells of the year without doing so is told apart.
    """
    kept, word = _firmest(causes), result_word(float(total.avvikelse_tkr))
    firm = " ".join(marked(one, *_weight(one, total.avvikelse_tkr)) for one in kept if one.is_stated)
    hints = " ".join(one.orsak for one in kept if not one.is_stated)
    beside = f"{hints} Om det bidrog till {word}et, och hur mycket, sägs inte." if hints else ""
    lead = "Rapporten anger ingen orsak till någon av radernas avvikelser" if silent else ""
    if not kept:
        said = [f"{lead}."] if lead else []
    elif not firm:
        said = [f"{lead}. " if lead else "", "Om året som helhet skriver den: " if lead else _WHOLE, beside]
    else:
        said = [f"{lead}, men säger om hela året: " if lead else _WHOLE, firm]
        said += [f" {_ALSO}", beside] if beside else []
    if said:
        yield Sentence("".join(said), (), places_of(kept))


def _weight(cause: Cause, whole: Decimal) -> Iterator[str]:
    """Say what a cause came to, and how much of the deviation that is where both go the same way."""
    if cause.belopp_tkr is None:
        return
    yield size(cause.belopp_tkr)
    if cause.belopp_tkr * whole > 0:
        share = format_number(float(cause.belopp_tkr / whole) * 100, 0, "%")
        yield f"{share} av {result_word(float(whole))}et"


def _result(total: YearTotal, folder: Folder) -> Sentence:
    year, deviation, budget = total.line.år, total.avvikelse_tkr, total.budget_tkr
    cells = load_ledger(folder).line(total.line.dokument, total.line.rad, year)
    ids = [cells[name].id for name in ("avvikelse", "budget") if name in cells]
    word = "Prognosen för" if is_forecast(total.line.period) else ""
    when = span_of(total.line.period, year)
    if not deviation:
        return Sentence(f"{word or 'Utfallet'} {when} är lika med budgeten, {tkr(float(abs(budget)))}.", tuple(ids))
    text = f"{result_word(float(deviation)).capitalize()}et {when} blev {size(deviation)}"
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


def _turned(line: Ranked, *, is_ahead: bool) -> Sentence:
    """Tell of a line whose budget has the opposite sign of its outcome, as it is printed."""
    budget, outcome = line.budget_tkr or Decimal(0), line.utfall_tkr or Decimal(0)
    planned, became = ("en intäkt", "en kostnad") if budget > 0 else ("en kostnad", "en intäkt")
    word = _word(1 if (line.avvikelse_tkr or 0) > 0 else -1)
    went, came, was = ("väntas gå", "väntas bli", "är") if is_ahead else ("gick", "blev", "var")
    text = f"Raden {line.post} {went} {size(line.avvikelse_tkr)} {word} än budget: den {was} budgeterad som {planned}"
    return Sentence(f"{text} på {size(budget)} och {came} {became} på {size(outcome)}.", _ids(line))


def _weighed(groups: tuple[Sequence[Ranked], ...], way: int, went: str) -> Sentence | None:
    """Name the lines that went the year's way, those that went the other, and what the rest came to."""
    parts, (own, others, left) = list[str](), groups
    for sign in (way, -way):
        lines = [line for line in own if (line.avvikelse_tkr or 0) * sign > 0]
        if lines:
            named = listed([f"{line.post} ({size(line.avvikelse_tkr)})" for line in lines])
            more = f", tillsammans {size(_added(lines))}" if len(lines) > 1 else ""
            parts.append(f"{named} {went} {_word(sign)} än budget{more}")
    if others:
        rest = _added(others)
        came = f"{size(rest)} {_word(1 if rest > 0 else -1)}" if rest else "jämnt ut"
        parts.append(f"övriga {count(len(others), 'rad', 'rader')} {went} tillsammans {came}")
    kept = [(line.post.lower(), line.avvikelse_tkr or Decimal(0)) for line in left]
    parts += [f"{name} {signed(value)}" for name, value in kept if half_up(value)]
    if not parts:
        return None
    return Sentence(f"{capital('; '.join(parts))}.", tuple(one for line in own for one in _ids(line)))


def _added(lines: Sequence[Ranked]) -> Decimal:
    return sum((line.avvikelse_tkr or Decimal(0) for line in lines), Decimal(0))


def _word(sign: int) -> str:
    return "bättre" if sign > 0 else "sämre"


def _done(year: int, folder: Folder) -> Iterator[Sentence]:
    yield from left_to_balance(year, folder)
    own = [one for one in load_measures(folder) if one.år == year]
    chosen = _chosen(own, folder)
    if not chosen:
        yield Sentence(NONE_DONE)
        return
    yield from (done(one, folder) for one in chosen)


def done(one: Action, folder: Folder, *, noted: bool = True) -> Sentence:
    """Say who did what, how far it has come, what it gave where that is printed, and what is noted of the year's."""
    who, what = one.vem.partition(";")[0], one.åtgärd.rstrip(".")
    text = what if who == NOT_SAID else acted(who, what)
    note = f" {one.anmärkning}" if one.anmärkning and noted and not one.vad else ""
    return Sentence(f"{text}{_come(one)}.{_effect(one, folder)}{note}", (), places_of([one]))


def _come(one: Action) -> str:
    """Say when a measure was taken, and whether it is only decided, goes on or has ended."""
    when = "" if one.från == NOT_SAID else date_words(one.från)
    going = f"pågick {when}" if when.isdigit() else f"pågår sedan {when}"  # a year alone is that of the report
    words = {
        PROPOSED: f"föreslaget, gäller {when}",
        CALLED_OFF: f"avbrutet, gällde {when}",
        DECIDED: f"beslutat, gäller {when}",
        PLANNED: f"planerat, {when}",
        GOING_ON: going,
        ENDED: f"gällde {when}",
    }
    without = {PROPOSED: "föreslaget", CALLED_OFF: "avbrutet", DECIDED: "beslutat", PLANNED: "planerat"}
    without |= {GOING_ON: "pågår", ENDED: "avslutat"}
    said = (words if when else without).get(one.läge, when)
    return f" ({said})" if said else ""


def _effect(one: Action, folder: Folder) -> str:
    """Say what a measure gave, and against which year where its figures are of two."""
    if one.effekt_tkr is None:
        return ""
    figures = load_ledger(folder).figures
    known = {figures[part.name].year for part in references(parse_formula(one.formel))}
    before = f" än {min(known)}" if len(known) > 1 else ""
    return f" Kostnaden blev {size(one.effekt_tkr)} {'lägre' if one.effekt_tkr > 0 else 'högre'}{before}."


def _chosen(own: Sequence[Action], folder: Folder) -> list[Action]:
    """Choose what answers the year as a whole, then one measure for each thing that a subject is about."""
    total = sorted((one for one in own if not one.vad), key=lambda one: one.läge == ENDED)[:MOST_OF_TOTAL]
    whats = {what for subject in load_subjects(folder) for what in subject.whats}
    first = {one.vad: one for one in reversed(own) if one.vad in whats}
    others = sorted(first.values(), key=lambda one: (one.effekt_tkr is None, own.index(one)))
    return [*total, *others[: MOST_MEASURES - len(total)]]


def _unknown(year: int, since: int | None, folder: Folder) -> Iterator[Sentence]:
    lines = [line for line in ranked_lines(folder, year) if line.väsentlig == YES]
    silent = [line for line in lines if line.orsak == UNSTATED and not _comments(line, folder)]
    for line in silent:
        if line.slag == TURNED and are_all_entered(folder, year):
            kind = "intäkt" if (line.budget_tkr or 0) > 0 else "kostnad"
            yield Sentence(f"Rapporten säger inte varför {line.post} var budgeterad som en {kind}.", _ids(line))
    if silent and len(silent) < len(lines):
        known = len(lines) - len(silent)
        share = f"bara {number_word(known)}"
        cause = share if known == 1 else f"{share} en"  # "bara en orsak", "bara två en orsak"
        told = f"har {cause} orsak {'i' if are_all_entered(folder, year) else 'införd ur'} rapporten"
        if any(_comments(line, folder) for line in lines):
            told = f"är {share} {_EXPLAINED[known == 1]}, i rapporten eller av controllern"
        lead = f"Av de {count(len(lines), 'rad', 'rader')} som avviker väsentligt {told}."
        yield Sentence(lead, tuple(one for line in silent for one in _ids(line)))
    if since is not None and since < year:
        yield from left_over(since, year, folder)
    if year == max(years(data=folder)):  # what is not known is written for the newest year
        yield from (
            Sentence(load_ledger(folder).filled(text)) for one in load_subjects(folder) for text in one.unknown[:1]
        )


def _ids(line: Ranked) -> tuple[str, ...]:
    return tuple(part for part in line.källa.split("; ")[:1] if part)


def _firmest(causes: Sequence[Cause]) -> list[Cause]:
    """Put what the report states first, an amount last of it, then what it hints at; risks are left out."""
    kept = [one for one in causes if not one.is_risk]
    return sorted(kept, key=lambda one: (not one.is_stated, one.belopp_tkr is not None))[:MOST_OF_YEAR]
