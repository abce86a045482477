"""What the data gives of what an audit asks beside the year's deviation: all, a part, or nothing, and what says so."""

from __future__ import annotations

from contextlib import suppress

from analysis.data_files.audited import ASKED, CARRIED, DECISION, ORIGINAL
from analysis.errors import AnalysisError
from analysis.explanations.audit.amounts import BUDGET, OUTCOME
from analysis.explanations.audit.balance import balance_steps, balance_years, counted, newest_forecast
from analysis.explanations.audit.budgets import is_of, load_budgets
from analysis.explanations.audit.mixes import load_mixes, mix_steps
from analysis.explanations.audit.money import money_rows
from analysis.explanations.audit.payers import load_payers
from analysis.explanations.audit.principles import load_principles
from analysis.explanations.audit.unit_costs import unit_cost_rows
from analysis.explanations.measures import load_measures
from analysis.explanations.years import comparison_year, target_of, year_rows
from analysis.statements.folder import Folder
from analysis.statements.originals import printed_originals
from analysis.swedish import capital, count, listed, number_word
from analysis.yardsticks.given import GIVEN, MISSING, PARTLY, Verdict, either


def budget_decided(folder: Folder, year: int) -> Verdict:
    """Tell whether the original budget, the decisions of the year and the final budget stand apart."""
    rows = [one for one in load_budgets(folder) if one.år == year and is_of(one, "")]
    decisions = sum(one.slag in {DECISION, CARRIED} for one in rows)
    has_original = _has_original(folder, year)
    part = "Ursprunglig budget, inga beslut." if has_original else f"Beslut: {decisions}; ingen ursprunglig budget."
    texts = (f"Ursprunglig budget; beslut under året: {decisions}.", part, "Varken ursprunglig budget eller beslut.")
    return either(has_original and decisions, has_original or decisions, texts)


def _has_original(folder: Folder, year: int) -> bool:
    return bool(printed_originals(folder, year)) or any(
        one.år == year and one.slag == ORIGINAL for one in load_budgets(folder)
    )


def mixed(folder: Folder, year: int) -> Verdict:
    """Tell whether a cost is split into quantity, mix of forms and price against an earlier year."""
    names = list(load_mixes(folder))
    since = comparison_year(year, data=folder)
    split = [name for name in names if since is not None and _can_be_mixed(folder, year, since, name)]
    texts = (
        f"Volym, mix och pris sedan {since}: {', '.join(split)}.",
        f"Former finns, men de går inte att jämföra mellan {since} och {year}.",
        "mixes.csv har inga rader.",
    )
    return either(split, names, texts)


def _can_be_mixed(folder: Folder, year: int, since: int, name: str) -> bool:
    with suppress(AnalysisError):
        return bool(mix_steps(folder, year, since, name))
    return False


def plausible(folder: Folder, year: int) -> Verdict:
    """Tell whether costs per unit are held against limits, and cost and activity against each other."""
    rows = unit_cost_rows(folder, year)
    said = f"Styckkostnader med gräns: {sum(bool(row.gränsens_källa) for row in rows)} av {len(rows)}."
    return either(rows and all(row.gränsens_källa for row in rows), rows, (said, said, "Inga styckkostnader."))


def realistic(folder: Folder, year: int) -> Verdict:
    """Tell whether the budget can be held against the outcome of the year before, and against how it was decided."""
    before = any(row.år == year - 1 and row.nettokostnad_tkr is not None for row in year_rows(folder))
    texts = ("Ursprunglig budget och föregående års utfall.", "Bara det ena av ursprunglig budget och förra utfallet.")
    decided = _has_original(folder, year)
    return either(before and decided, before or decided, (*texts, "Varken ursprunglig budget eller förra utfallet."))


def measured(folder: Folder, year: int) -> Verdict:
    """Tell how many measures of the year have effect, start, responsible and status."""
    own = [one for one in load_measures(folder) if one.år == year and one.stands]
    if not own:
        return Verdict(MISSING, "Inga åtgärder är införda för året.")
    effects = [one for one in own if one.effekt_tkr is not None or one.effekt_i_år_tkr is not None]
    whole = sum(all((one.startmånad or one.från, one.ansvarig or one.vem, one.läge)) for one in effects)
    return Verdict(
        GIVEN if whole == len(own) else PARTLY,
        f"{capital(count(len(own), 'åtgärd', 'åtgärder'))}, {number_word(whole)} med effekt i tkr.",
    )


def left(folder: Folder, year: int) -> Verdict:
    """Tell whether what is left to balance is computed: a forecast, and measures that all have an effect this year."""
    if year in balance_years(folder):
        silent = len(counted(folder, year).silent)
        try:
            balance_steps(folder, year)
        except AnalysisError:
            return Verdict(PARTLY, "Prognos och åtgärder, men åtgärderna går inte att lägga ihop.")
        texts = (
            "Prognos, och åtgärder som alla har effekt i år.",
            f"Prognos; åtgärder utan effekt i år: {silent}.",
            "",
        )
        return either(not silent, silent, texts)
    known = [one for one in load_measures(folder) if one.år == year and one.effekt_tkr is not None]
    aim, forecast = target_of(year, folder) is not None, newest_forecast(folder, year) is not None
    have = [
        word for word, is_there in (("prognos", forecast), ("mål", aim), ("åtgärder med effekt", known)) if is_there
    ]
    said = f"{capital(listed(have))}, men ingen räkning från prognos till balans." if have else ""
    return either(None, have, ("", said, "Varken prognos, mål eller åtgärder med effekt."))


def principled(folder: Folder, year: int) -> Verdict:
    """Tell how many of the principles that are asked for are known for the year."""
    known = {one.vad for one in load_principles(folder) if one.holds(year)} & set(ASKED)
    named = listed(sorted(known)) if known else ""
    return either(
        len(known) == len(ASKED), known, (f"Angivna: {named}.", f"Bara angivet: {named}.", "Inga principer är angivna.")
    )


def paid_by_others(folder: Folder, year: int) -> Verdict:
    """Tell whether what other principals pay of the year stands apart, in outcome and budget."""
    payers = list(dict.fromkeys(one.betalare for one in load_payers(folder) if one.år == year))
    known = {
        one.mått for one in money_rows(folder) if (one.år, one.vad) == (year, "") and one.andra_betalar_tkr is not None
    }
    if not payers:
        return Verdict(MISSING, "Inga andra betalare är införda för året.")
    said = f"{listed(payers)}: {'bara ' if known == {OUTCOME} else ''}utfall"
    texts = (f"{said} och budget.", f"{said}.", f"{listed(payers)}: beloppet för utfallet är inte känt.")
    return either({OUTCOME, BUDGET} <= known, OUTCOME in known, texts)
