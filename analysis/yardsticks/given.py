"""What the data gives of a board and year, point by point: all, a part, or nothing, and what says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from analysis.data_files import FRAME, SAME
from analysis.errors import AnalysisError
from analysis.explanations.audit.projects import project_rows
from analysis.explanations.causes import Cause, load_causes
from analysis.explanations.deviations import YES, Ranked, ranked_lines
from analysis.explanations.effects import STATED
from analysis.explanations.forecasts import forecast_years, path_rows
from analysis.explanations.notes import load_comments
from analysis.explanations.sensitivity import sensitivity_rows
from analysis.explanations.staffing import staffing_rows
from analysis.explanations.subjects import load_splits, load_subjects
from analysis.explanations.volumes import volume_price_steps
from analysis.explanations.years import comparison_year, year_rows
from analysis.ledger.claims import load_claims
from analysis.ledger.crosswalk import concepts_of_role, entries_of, load_crosswalk
from analysis.ledger.ledger import load_ledger
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, judge, load_checks
from analysis.statements.folder import Folder
from analysis.statements.lines import SINCE_START
from analysis.statements.load import investment_lines, staff_lines
from analysis.statements.main import main_statements
from analysis.swedish import capital, count
from analysis.yardsticks.accuracy import FEWEST, accuracy_rows
from analysis.yardsticks.goals import UNJUDGED, load_goals
from analysis.yardsticks.peers import PeerRow, peer_rows
from analysis.yardsticks.profile import profile_rows, profile_years
from analysis.yardsticks.signals import signal_rows

GIVEN, PARTLY, MISSING = "givet", "delvis", "saknas"


class Verdict(NamedTuple):
    """How much of a point is given: ``givet``, ``delvis`` or ``saknas``, and what the data says of it."""

    state: str
    said: str


NO_STATEMENT = Verdict(MISSING, "Ingen driftredovisning är inläst för året.")
Decide = Callable[[Folder, int], Verdict]


def share(found: int, of: int, said: str) -> Verdict:
    """Judge by how many of some things there are.

    Examples
    --------
    >>> share(2, 3, "Rader med orsak").said
    'Rader med orsak: 2 av 3.'
    """
    if not of:
        return Verdict(GIVEN, "Inga rader är väsentliga.")
    return Verdict(GIVEN if found == of else PARTLY if found else MISSING, f"{said}: {found} av {of}.")


def either(whole: object, part: object, texts: tuple[str, str, str]) -> Verdict:
    """Judge by what is there: all, else a part, else nothing; with what is said of each."""
    return Verdict(GIVEN, texts[0]) if whole else Verdict(PARTLY, texts[1]) if part else Verdict(MISSING, texts[2])


def statement(folder: Folder, year: int) -> Verdict:
    """Tell whether lines with outcome, budget and deviation are there and their printed sums hold."""
    own = main_statements(folder).get(year)
    if own is None:
        return NO_STATEMENT
    judged = [one for one in map(judge, load_checks(folder)) if (one.dokument, one.år) == (own.document, year)]
    held = sum(one.utslag in {AGREES, ROUNDING} for one in judged)
    wrong = sum(one.utslag == DIFFERS for one in judged)
    said = f"{len(own.lines)} rader; {held} av {len(judged)} kontroller av summor och avvikelser går ihop."
    return Verdict(GIVEN if held and not wrong else PARTLY, said)


def gross(folder: Folder, year: int) -> Verdict:
    """Tell whether income and cost stand apart: line by line, or in all."""
    own = main_statements(folder).get(year)
    sides = {line.slag for line in own.lines} if own else set[str]()
    total = next((row for row in year_rows(folder) if row.år == year), None)
    in_all = total and total.intäkter_tkr is not None and total.bruttokostnad_tkr is not None
    texts = ("Intäkter och kostnader är egna rader.", "Intäkter och kostnader är kända i stort, inte rad för rad.")
    return either({"intäkt", "kostnad"} <= sides, in_all, (*texts, "Bara netto är tryckt."))


def _material(folder: Folder, year: int) -> list[Ranked]:
    return (
        [row for row in ranked_lines(folder, year) if row.väsentlig == YES] if year in main_statements(folder) else []
    )


def commented(folder: Folder, year: int) -> Verdict:
    """Tell how many material lines somebody who is responsible has commented."""
    own = main_statements(folder).get(year)
    if own is None:
        return NO_STATEMENT
    places = {line.post for line in own.lines if (own.document, line.rad) in load_comments(folder)}
    material = [row.post for row in _material(folder, year)]
    return share(sum(post in places for post in material), len(material), "Väsentliga rader med enhetens kommentar")


def ranked(folder: Folder, year: int) -> Verdict:
    """Tell whether lines can be ranked by thresholds that are stated."""
    rows = ranked_lines(folder, year) if year in main_statements(folder) else []
    number = sum(row.väsentlig == YES for row in rows)
    return either(rows, None, (f"{number} av {len(rows)} rader är väsentliga.", "", "Inga rader att rangordna."))


def caused(folder: Folder, year: int) -> Verdict:
    """Tell how many material lines have a stated cause."""
    if year not in main_statements(folder):
        return NO_STATEMENT
    rows = _material(folder, year)
    return share(sum(row.orsak == STATED for row in rows), len(rows), "Väsentliga rader med uppgiven orsak")


def split(folder: Folder, year: int) -> Verdict:
    """Tell whether a cost's change is split into quantity and price."""
    since, kept = comparison_year(year, data=folder), list[str]()
    known = load_splits(folder)
    for one in known if since is not None and since < year else ():
        try:
            volume_price_steps(folder, year, since or year, one)
            kept.append(one.name)
        except AnalysisError:
            continue
    texts = (f"Uppdelade: {', '.join(kept)}.", "En uppdelning är införd men går inte för året.", "Ingen är införd.")
    return either(kept, known, texts)


def _peers(folder: Folder, year: int) -> list[PeerRow]:
    return [row for row in peer_rows(folder) if row.år == year]


def each(folder: Folder, year: int) -> Verdict:
    """Tell whether a cost per inhabitant is known, or one per something else."""
    per_head = [row.kpi for row in _peers(folder, year) if row.enhet.endswith("/inv")]
    per_unit = [
        entry.row["concept"]
        for entry in load_crosswalk(folder)
        if entry.year == year and entry.quantity and entry.row["unit"].startswith(("kr/", "tkr/"))
    ]
    said = f"Bara per användare eller enhet: {', '.join(dict.fromkeys(per_unit))}."
    return either(per_head, per_unit, (f"Per invånare: {', '.join(per_head)}.", said, "Ingen kostnad per invånare."))


def peered(folder: Folder, year: int) -> Verdict:
    """Tell whether the own municipality is held against a group."""
    rows = _peers(folder, year)
    against = [row.kpi for row in rows if row.median is not None]
    texts = (f"Mot gruppens median: {', '.join(against)}.", "Egna värden utan grupp.", "Inga sparade värden för året.")
    return either(against, rows, texts)


def one_offs(folder: Folder, year: int) -> Verdict:
    """Tell whether something of the year is known by its amount, so that it can be taken out."""
    known = _causes(folder, year)
    amounts = sum(one.belopp_tkr is not None for one in known)
    frames = [name for name in concepts_of_role(FRAME, folder) if _has(folder, name, year)]
    texts = (
        f"{capital(count(amounts, 'orsak', 'orsaker'))} med belopp; ramändringar: {len(frames)}.",
        "Orsaker finns, inga med belopp.",
        "Inget.",
    )
    return either(amounts or frames, known, texts)


def _causes(folder: Folder, year: int) -> list[Cause]:
    return [one for one in load_causes(folder) if one.år == year]


def _has(folder: Folder, concept: str, year: int) -> bool:
    return any(entry.year == year and entry.quantity for entry in entries_of(concept, folder))


def earlier(folder: Folder, year: int) -> Verdict:
    """Tell whether an earlier year is there, and whether a person has said what compares."""
    since = comparison_year(year, data=folder)
    tested = any(
        one.year == year and one.is_written and one.row["comparability"] == SAME for one in load_crosswalk(folder)
    )
    texts = (f"{since}, med prövad jämförbarhet.", f"{since}, jämförbarheten är inte prövad.", "Inget tidigare år.")
    return either(since and tested, since, texts)


def staffed(folder: Folder, year: int) -> Verdict:
    """Tell whether hired staff is set against salaries, and key figures of staff are there."""
    has_subject = any(one.staffing for one in load_subjects(folder))
    costs = has_subject and any(row.år == year and row.inhyrt_tkr is not None for row in staffing_rows(folder))
    lines = any(line.år == year for line in staff_lines(folder))
    texts = ("Konsulter och personalnyckeltal.", "Bara konsulter." if costs else "Bara personalnyckeltal.", "Inget.")
    return either(costs and lines, costs or lines, texts)


def followed(folder: Folder, year: int) -> Verdict:
    """Tell how many follow-ups of the year have a forecast."""
    rows = path_rows(folder, year) if year in forecast_years(data=folder) else []
    papers = {row.dokument for row in rows if row.prognos_tkr is not None}
    texts = (
        f"{len(papers)} uppföljningar med prognos.",
        "En uppföljning med prognos.",
        "Ingen uppföljning med prognos.",
    )
    return either(len(papers) > 1, papers, texts)


def accurate(folder: Folder, year: int) -> Verdict:
    """Tell over how many years forecasts are held against outcomes."""
    most = max((row.antal_år for row in accuracy_rows(folder, year + 1)), default=0)
    texts = (f"Prognosfel över {most} år.", "Prognosfel för ett år.", "Inget år har både prognos och utfall.")
    return either(most >= FEWEST, most, texts)


def profiled(folder: Folder, year: int) -> Verdict:
    """Tell whether the year so far, or the year after it, is held against its usual profile."""
    known = [one for one in profile_years(folder) if one in {year, year + 1}]
    told = [one for one in known if any(row.tolkning for row in profile_rows(folder, one))]
    texts = (
        f"Profil för {', '.join(map(str, told))}.",
        "Månadsutfall utan vanlig andel att jämföra med.",
        "Inga månader.",
    )
    return either(told, known, texts)


def risks(folder: Folder, year: int) -> Verdict:
    """Tell whether drivers have a worth, and risks are named."""
    worth = year in main_statements(folder) and [
        row for row in sensitivity_rows(folder, year) if row.tkr_per_enhet is not None
    ]
    named = [one for one in _causes(folder, year) if one.is_risk]
    texts = (
        "Känslighet och risker.",
        "Bara känslighet." if worth else "Bara risker.",
        "Varken känslighet eller risker.",
    )
    return either(worth and named, worth or named, texts)


def aimed(folder: Folder, year: int) -> Verdict:
    """Tell whether goals stand beside a cost, and can be judged."""
    own = [one for one in load_goals(folder) if one.år == year]
    whole = sum(one.kostnad_tkr is not None and one.måluppfyllelse != UNJUDGED for one in own)
    return either(
        whole,
        own,
        (
            f"Indikatorer bedömda bredvid sin kostnad: {whole} av {len(own)}.",
            f"{capital(count(len(own), 'indikator', 'indikatorer'))}, ingen bedömd bredvid sin kostnad.",
            "Inga.",
        ),
    )


def projects(folder: Folder, year: int) -> Verdict:
    """Tell whether projects have what is decided and what they are thought to cost in all, or only what is printed."""
    rows = [one for one in project_rows(folder) if one.år == year][:-1]
    if known := sum(one.beräknad_avvikelse is not None for one in rows):
        said = f"Projekt med beslutad och beräknad totalutgift: {known} av {len(rows)}."
        return Verdict(GIVEN if known == len(rows) else PARTLY, said)
    own = [line for line in investment_lines(folder) if line.år == year]
    since = sum(line.omfattning == SINCE_START for line in own)
    said = (
        f"{capital(count(since, 'rad', 'rader'))} sedan projektens start; beräknad totalutgift är inte införd."
        if since
        else "Bara årets tal."
    )
    return either(None, own, ("", said, "Inga investeringar är inlästa."))


def noise(folder: Folder, year: int) -> Verdict:
    """Tell whether months are held against the limits of their series."""
    rows = signal_rows(folder, year)
    told = sum(bool(row.tolkning) for row in rows)
    return either(told, rows, (f"Prövade månadsvärden: {told}.", "För få månader för gränser.", "Inga månader."))


def page(folder: Folder, year: int) -> Verdict:
    """Tell whether the first page can be written, and there are questions to ask."""
    questions = sum(len(one.questions) for one in load_subjects(folder))
    has_page = year in main_statements(folder)
    texts = (
        f"Sidan och {count(questions, 'fråga', 'frågor')}.",
        "Sidan, utan frågor (subjects.csv).",
        "Ingen driftredovisning.",
    )
    return either(has_page and questions, has_page, texts)


def traced(folder: Folder, _year: int) -> Verdict:
    """Tell whether figures lead back to print, and claims are tested."""
    number, claims = len(load_ledger(folder).figures), len(load_claims(folder))
    texts = (
        f"Uppgifter med källa: {number}; prövade påståenden: {claims}.",
        f"Uppgifter med källa: {number}.",
        "Inga.",
    )
    return either(number and claims, number, texts)
