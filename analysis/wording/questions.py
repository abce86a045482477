"""The questions that can be asked, in Swedish, each with the call that answers it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Needs(StrEnum):
    """What a data folder must have for a question to be asked of it."""

    NOTHING = ""
    YEAR = "year"
    EARLIER = "earlier"
    SUBJECT = "subject"
    SPLIT = "split"
    FOLLOW_UP = "follow-up"
    MONTHS = "months"
    DRIVERS = "drivers"
    CLAIMS = "claims"
    STAFFED = "staffed"
    ONLY_FOUND = "only found"  # by its words; a new reader need not see it


class Question(NamedTuple):
    """A question, the call that answers it with places for years and names, what it needs, and more words for it."""

    text: str
    call: str
    needs: Needs
    words: str = ""

    @property
    def names(self) -> list[str]:
        """The public names that the call uses."""
        parts = self.call.replace("(", " ").replace(")", " ").replace(",", " ").split()
        return [part.removeprefix("analysis.") for part in parts if part.startswith("analysis.")]


def _found(text: str, call: str, words: str = "") -> Question:
    return Question(text, call, Needs.ONLY_FOUND, words)


QUESTIONS = (
    Question("Hur gick året, och varför?", "analysis.describe_answers({year}, {since})", Needs.YEAR, "svar förklaring"),
    Question("Vilka år är kända?", "analysis.present(analysis.year_table())", Needs.YEAR, "nettokostnad budget mål"),
    Question(
        "Vilka rader ligger bakom avvikelsen?",
        "analysis.present(analysis.deviation_lines({year}))",
        Needs.YEAR,
        "underskott överskott verksamhet post",
    ),
    Question(
        "Vilka rader är väsentliga, och vad är orsaken?",
        "analysis.present(analysis.rank_deviations({year}))",
        Needs.YEAR,
        "störst tröskel",
    ),
    Question(
        "Varför ändrades nettokostnaden från {since} till {year}?",
        "analysis.present(analysis.bridge({year}, {since}))",
        Needs.EARLIER,
        "brygga förändring jämförelse skillnad mellan åren",
    ),
    Question(
        "Varför ändrades avvikelsen mot budget från {since} till {year}?",
        "analysis.present(analysis.adjust({year}, {since}))",
        Needs.EARLIER,
        "ramökning engångspost justerad",
    ),
    Question(
        "Vad har hänt med {subject}?",
        'analysis.describe_subject_change("{subject}", {year}, {since})',
        Needs.SUBJECT,
        "ämne placeringar konsulter bistånd",
    ),
    Question("Vilka tal finns om {subject}?", 'analysis.present(analysis.subject_table("{subject}"))', Needs.SUBJECT),
    Question(
        "Är det volymen eller priset som ändrats?",
        'analysis.present(analysis.volume_price({year}, {since}, split="{split}"))',
        Needs.SPLIT,
        "kvantitet uppdelning styckkostnad hushåll dygn",
    ),
    Question(
        "Hur mycket av lönekostnaden är inhyrd personal?",
        "analysis.present(analysis.staffing())",
        Needs.STAFFED,
        "bemanning konsulter vakanser lön",
    ),
    Question(
        "Hur flyttade sig prognosen under året?",
        "analysis.present(analysis.forecast_path({forecast}))",
        Needs.FOLLOW_UP,
        "uppföljning prognosfel delår",
    ),
    Question(
        "Vad kom varje månad till?",
        "analysis.present(analysis.load_months())",
        Needs.MONTHS,
        "ackumulerat periodisering",
    ),
    Question(
        "Hur känslig är årets kostnad?",
        "analysis.present(analysis.sensitivity({year}))",
        Needs.DRIVERS,
        "känslighet risk drivkraft scenario",
    ),
    Question(
        "Hur står sig året mot annat än budgeten?",
        "analysis.describe_yardsticks({year})",
        Needs.ONLY_FOUND,
        "mått prognoser profil kommuner mål",
    ),
    Question(
        "Vad räcker uppgifterna till?",
        "analysis.present(analysis.checklist({year}))",
        Needs.YEAR,
        "checklista revision krav punkter saknas",
    ),
    Question(
        "Vad ligger bakom avvikelsen, steg för steg?",
        "analysis.explain_tree({year}, {since})",
        Needs.EARLIER,
        "träd öppna rader orsaker åtgärder källor",
    ),
    Question(
        "Vad kan jag pröva att ändra?",
        "analysis.present(analysis.levers({year}))",
        Needs.DRIVERS,
        "reglage volym pris nivå",
    ),
    Question("Stämmer rapporternas summor?", "analysis.describe_checks({year})", Needs.YEAR, "kontroll avstämning"),
    Question("Håller det som rapporterna säger?", "analysis.describe_claims()", Needs.CLAIMS, "påståenden"),
    Question("Varifrån kommer årets siffra?", "analysis.trace_year({year})", Needs.YEAR, "källa spåra ursprung rad"),
    Question(
        "Hur får nämnden svaret i Excel?",
        'analysis.write_board_workbook("underlag.xlsx", {year}, {since})',
        Needs.EARLIER,
        "arbetsbok skriva fil underlag",
    ),
    _found(
        "Hur träffsäkra har prognoserna varit?",
        "analysis.present(analysis.forecast_accuracy()) analysis.describe_accuracy(year)",
        "prognosfel flera år spridning",
    ),
    _found(
        "Hur mycket återstår av året, och vad kan prognosen bli?",
        "analysis.present(analysis.forecast_outlook(year))",
        "spann",
    ),
    _found(
        "Är delårets resultat verkligt?",
        "analysis.present(analysis.year_profile(year)) analysis.describe_profile(year)",
        "periodisering profil andel av budget",
    ),
    _found(
        "Är månadens ändring signal eller brus?",
        "analysis.present(analysis.signals(year)) analysis.describe_signals(year)",
        "gränser slump variation xmr",
    ),
    _found(
        "Hur står sig kommunen mot andra kommuner?",
        "analysis.present(analysis.peers(year)) analysis.describe_peers(year)",
        "kolada jämförelse liknande invånare",
    ),
    _found("Hur ändrades ett nyckeltal mellan åren?", "analysis.peer_change(kpi, year, since)", "kolada"),
    _found("Är det volym eller pris som skiljer mot gruppen?", "analysis.peer_split(kpi, year)", "kolada dygn"),
    _found(
        "Vad blev det för pengarna?",
        "analysis.present(analysis.goals(year)) analysis.describe_goals(year)",
        "mål indikatorer kvalitet måluppfyllelse",
    ),
    _found("Hur många av revisionens punkter ges?", "analysis.describe_checklist(year)", "checklista"),
    _found("Vilken bilaga kan en revisor gå igenom?", "analysis.write_audit_workbook()", "arbetsbok granskning excel"),
    _found("Hur sparar jag en tabell i Excel?", "analysis.to_excel(tabell, fil)", "skriva exportera kalkylblad"),
    _found("Vad står i en arbetsbok?", "analysis.workbook_table(fil, blad)", "excel läsa"),
    _found("Hur väljer jag mapp och nämnd?", 'analysis.use("min-data", board=nämnd)', "byta data"),
    _found("Vilka nämnder finns i mappen?", "analysis.boards()", "kommun"),
    _found("Vad finns det, och vad kan jag fråga?", "analysis.overview()", "börja start hjälp"),
    _found("Vilken funktion svarar på det?", "analysis.help(ord)", "sök hjälp"),
    _found("Hur utforskar jag utan kod?", "analysis.explore()", "reglage panel pröva knapp"),
    _found(
        "Vad händer om en volym eller ett pris ändras?",
        "analysis.describe_scenario(året, värden) analysis.scenario(året, värden) "
        "analysis.left_to_balance(året, värden)",
        "reglage scenario tänk om balans",
    ),
    _found("Hur sorterar och söker jag i en lång tabell?", "analysis.sortable(tabell)", "filtrera bläddra"),
    _found("Vilken nämnd och kommun gäller det?", "analysis.describe_board()"),
    _found("Vilket år jämförs med vilket?", "analysis.choose(year, since)", "välj jämförelseår"),
    _found("Vilket år är närmast före?", "analysis.comparison_year(year)", "jämförelseår"),
    _found("Vilka år har en driftredovisning?", "analysis.years()"),
    _found("Hur stor är årets avvikelse?", "analysis.year_total(year)", "summa totalt resultat"),
    _found(
        "Hur gick året i en mening?", "analysis.describe_year(year) analysis.describe_message(year)", "sammanfattning"
    ),
    _found("Vad frågar en lekman?", "analysis.answers(year)", "svar sammanfattning"),
    _found("Vilka är nämndens ämnen?", "analysis.subject_names() analysis.choose_subject(namn)", "välj"),
    _found(
        "Vad säger rapporterna om ett ämne?",
        "analysis.describe_subject(ämne, del) analysis.subject_answers(ämne)",
        "orsak",
    ),
    _found(
        "Hur såg ett ämne ut år för år?",
        "analysis.subject_series(ämne) analysis.subject_splits(ämne) analysis.trace_subject(ämne)",
        "serie utveckling diagram",
    ),
    _found("Vad saknas om ett ämne?", "analysis.subject_missing(ämne) analysis.subject_doubts(ämne)", "jämförbarhet"),
    _found("Vilka orsaker anger rapporterna?", "analysis.causes(vad)", "förklaring skäl"),
    _found("Vilka åtgärder är beslutade?", "analysis.measures(vad)", "handlingsplan"),
    _found("Går åren att jämföra?", "analysis.compare(begrepp) analysis.concepts()", "jämförbarhet begrepp"),
    _found("Hur mycket ändrades ett tal?", "analysis.change(begrepp)", "förändring procent"),
    _found("Vilka rader kan inte jämföras?", "analysis.unknown_lines()", "okända koppling"),
    _found("Visa en tabell med svenska tal", "analysis.present(tabell)", "läsbar"),
    _found("Svara med en mening om det inte går", "analysis.attempt(funktion)", "fel"),
    _found("Korta en lång brygga", "analysis.shorten(brygga)", "steg övrigt"),
    _found("Varifrån kommer en uppgift?", "analysis.trace(id)", "källa spåra ursprung"),
    _found("Vilken rad i rapporten gäller det?", "analysis.describe_place(year)", "period rubrik diagram"),
    _found(
        "Vad säger åren emellan, i en mening?",
        "analysis.describe_bridge(year) analysis.describe_adjustment(year) analysis.describe_change(begrepp)",
        "förändring brygga",
    ),
    _found("Vilka rader är väsentliga, i en mening?", "analysis.describe_ranking(year)"),
    _found(
        "Hur kom budgeten till, från ursprunglig till slutlig?",
        "analysis.describe_budget_revision(year) analysis.budget_revision(year) analysis.budget_decisions(year)",
        "ram tilläggsanslag beslut ombudgetering ändring",
    ),
    _found(
        "Vad återstår till balans efter åtgärderna?",
        "analysis.describe_measures_to_balance(year) analysis.measures_to_balance(year)",
        "åtgärdsplan beslutade föreslagna effekt prognos",
    ),
    _found(
        "Gav åtgärderna det som väntades?",
        "analysis.measures_against_outcome(year)",
        "effekt utfall uppföljning åtgärdsplan",
    ),
    _found(
        "Vems pengar är det, och vad betalar andra?",
        "analysis.describe_other_payers(year) analysis.own_money() analysis.gross_to_net(year) analysis.other_payers()",
        "migrationsverket statsbidrag bruttokostnad nettokostnad huvudman ersättning",
    ),
    _found(
        "Vad beräknas projekten kosta mot vad som är beslutat?",
        "analysis.describe_projects(year) analysis.project_outlays(year)",
        "investeringar totalutgift prognos sedan projektstart ackumulerat",
    ),
    _found(
        "Enligt vilka principer är kostnaderna redovisade?",
        "analysis.describe_principles(year, since) analysis.principles()",
        "overhead interna poster kapitalkostnad jämförbarhet",
    ),
    _found(
        "Är det volymen, mixen av former eller priset som ändrats?",
        "analysis.describe_volume_mix_price(year, since) analysis.volume_mix_price(year, since)",
        "vårdform fördelning dygnskostnad",
    ),
    _found(
        "Är styckkostnaderna rimliga?",
        "analysis.describe_unit_costs(year) analysis.unit_costs(year)",
        "kostnad per enhet gräns extrem verksamhet utan",
    ),
    _found("Nåddes målet?", "analysis.describe_target(year)", "mål underskott"),
    _found("Vad säger volym och pris, i en mening?", "analysis.describe_volume_price(year)"),
    _found("Vad säger bemanningen, i en mening?", "analysis.describe_staffing()", "konsulter"),
    _found("Vad säger känsligheten, i en mening?", "analysis.describe_sensitivity(year)", "risk"),
    _found(
        "Vilka prognoser finns?",
        "analysis.forecast_years() analysis.forecast_bridge(year) analysis.describe_forecast(year)",
        "uppföljning brygga",
    ),
    _found("Stämmer tryckta summor och avvikelser?", "analysis.reconcile()", "kontroll omräknad avvikelse"),
    _found("Stämmer två källor med varandra?", "analysis.compare_sources()", "export uppföljning skillnad"),
    _found("Håller varje påstående?", "analysis.audit_claims()", "prövade"),
    _found(
        "Visa driftredovisningen som tabell",
        "analysis.load_drift() analysis.load_investments() analysis.load_carry_overs()",
        "investeringar ombudgetering rader ladda läs in",
    ),
    _found("Visa volymer och personal som tabell", "analysis.load_volumes() analysis.load_staff()", "nyckeltal ladda"),
    _found("Visa uppföljningarna som tabell", "analysis.load_follow_ups()", "prognos ladda"),
    _found("Visa alla uppgifter som tabell", "analysis.load_figures()", "tal källor ladda"),
    _found("Vilka rapporter är inlästa?", "analysis.load_documents()", "dokument register"),
    _found(
        "Läs en ny rapport",
        "analysis.read_tables(fil) analysis.inspect_report(fil, year) analysis.show_tables(tabeller) "
        "analysis.show_inspection(namn, läst) analysis.Table",
        "pdf word excel csv pröva fil",
    ),
    _found(
        "Registrera en rapport",
        "analysis.add_report(fil, uppgifter) analysis.plan_addition(fil, uppgifter) "
        "analysis.show_addition(namn, tillägg) analysis.register(innehåll) "
        "analysis.Wanted(nämnd, year) analysis.remove(id)",
        "lägga till ta bort ersätta spara",
    ),
    _found("Rätta en cell som lästs fel", "analysis.correct(id, cell, värde, skäl)", "korrigera fel tal"),
    _found(
        "Godkänn utkast till ämnen och uppdelningar",
        "analysis.drafts() analysis.accept_drafts(namn) analysis.turn_down_drafts(namn)",
        "förslag",
    ),
    _found("Skriv en mall för orsaker och kommentarer", "analysis.write_template(mapp)", "fylla i åtgärder excel"),
    _found("Rita ett diagram", "analysis.charts analysis.forecast_lines(prognoser)", "stapel bild graf"),
    _found("Var ligger mapparna?", "analysis.DATA analysis.OUT analysis.EXAMPLES", "sökväg exempel"),
    _found(
        "Vad betyder ett fel?",
        "analysis.AnalysisError analysis.DataError analysis.DocumentError analysis.NoTablesError "
        "analysis.ComparisonError analysis.OutputError",
        "undantag",
    ),
)
