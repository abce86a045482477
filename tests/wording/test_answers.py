"""A made-up board's year is answered in sentences whose numbers are computed and whose causes are stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.data_files import CAUSES, COMMENTS
from analysis.errors import DataError
from analysis.explanations.measures import Action
from analysis.files import DATA
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import opened
from analysis.wording.answers import answers, done
from analysis.wording.sentences import NONE_DONE, NOT_ENTERED, Answer, Place, Sentence
from tests.boards import REPORT, make_board, write_board, write_csv

SPACE = "\N{NO-BREAK SPACE}"


def texts(found: list[Answer], at: int) -> list[str]:
    return [one.text.replace(SPACE, " ") for one in found[at].sentences]


def test_a_year_is_answered_in_five_parts() -> None:
    assert [one.heading for one in answers(2020)] == [
        "Varför missades budgeten?",
        "Vad har ändrats sedan 2019 och 2017, och varför?",
        "Vad har gjorts?",
        "Vad vet vi inte?",
        "Går det att lita på talen?",
    ]


def test_the_result_is_held_against_budget_and_target() -> None:
    assert texts(answers(2020), 0)[0] == (
        "Underskottet 2020 blev 27 660 tkr, 14,5 % av budgeten, och 10 660 tkr mer än nämndens mål på högst 17 000 tkr."
    )


def test_the_lines_named_add_up_to_the_deviation() -> None:
    assert "16 644 tkr" in texts(answers(2020), 0)[1]
    assert texts(answers(2020), 0)[2] == (
        "Barn och unga (9 866 tkr) och Barn och familj (7 823 tkr) gick sämre än budget, tillsammans 17 689 tkr; "
        "Ekonomiskt bistånd och vuxna (4 377 tkr) och Ekonomiskt bistånd (3 433 tkr) gick bättre än budget, "
        "tillsammans 7 810 tkr; övriga åtta rader gick tillsammans 1 138 tkr sämre; avrundning +1 tkr."
    )
    assert -16_644 - 17_689 + 7_810 - 1_138 + 1 == -27_660


def test_a_line_budgeted_with_the_opposite_sign_is_said_as_it_is_printed() -> None:
    assert texts(answers(2020), 0)[1] == (
        "Raden Ledning gick 16 644 tkr sämre än budget: den var budgeterad som en intäkt på 859 tkr och blev en kostnad på 15 785 tkr."
    )


def test_that_no_cause_is_stated_is_said_once() -> None:
    assert sum("ingen orsak" in text for text in texts(answers(2020), 0)) == 1
    assert not any("ingen orsak" in text for text in texts(answers(2017), 0))


def test_causes_of_a_change_are_told_together_each_with_its_part() -> None:
    (said,) = (text for text in texts(answers(2020), 1) if text.startswith("Högre kostnad än 2019 för köpt"))
    assert said.startswith(
        "Högre kostnad än 2019 för köpt verksamhet, mest placeringar (barn och unga i hem för vård eller boende, HVB): "
        "Det är vården av barn och unga som blev dyrare. Om institutionsplacerade unga: Många har stora vårdbehov, "
    )
    assert said.endswith(
        "Om unga, hösten 2020: Brottsligheten bland unga ökade, vilket höjde kostnaderna för placeringar."
    )


def test_the_stated_causes_stand_beside_their_line() -> None:
    said = texts(answers(2017), 0)
    (line,) = (text for text in said if text.startswith("Ekonomiskt bistånd"))
    assert line == (  # a material line that is not among the largest says its size
        "Ekonomiskt bistånd, 5 203 tkr sämre än budget: Budgeten räknade med att fler hushåll skulle försörja sig "
        "själva; behovet av bistånd blev större än så."
    )
    assert (
        "Utredningskonsulter: Sökande med rätt kompetens saknades till lediga tjänster, så utredningskonsulter köptes in."
    ) in said
    assert any(text.startswith("HVB placeringar (barn och unga utom ensamkommande): Enskilda") for text in said)


def test_a_cause_of_the_whole_year_says_what_it_came_to_and_how_much_of_the_deviation_that_is() -> None:
    (said,) = (text for text in texts(answers(2020), 0) if "ingen orsak" in text)
    assert "på vilken rad sägs inte (827 tkr, 3 % av underskottet)." in said
    assert said.endswith(
        "Den skriver också: Vården av placerade barn och unga blev väsentligt dyrare. Pandemin gjorde arbetet mot en "
        "budget i balans svårare. Om det bidrog till underskottet, och hur mycket, sägs inte."
    )


def test_steps_are_named_as_lower_or_higher_costs_and_income() -> None:
    assert texts(answers(2020), 1)[2] == (
        "Nettokostnaden var 1 390 tkr lägre än 2019. Lägre kostnader: konsulter (7 331 tkr), utbetalt ekonomiskt bistånd "
        "(3 706 tkr) och personalkostnader (1 634 tkr). Lägre intäkter: 5 495 tkr. Högre kostnader: köpt verksamhet, mest "
        "placeringar (3 228 tkr), aktivt försörjningsstöd (högst 1 947 tkr: hela årets kostnad, 2019 års är inte känd) "
        "och engångskostnad för omställning (827 tkr)."
    )


def test_of_a_part_of_the_income_at_least_a_bound_is_named() -> None:
    assert texts(answers(2020, 2017), 1)[2] == (
        "Sedan 2017 är nettokostnaden 35 083 tkr högre: intäkterna är 88 202 tkr lägre (varav Migrationsverket minst "
        "63 587 tkr) och kostnaderna är 53 120 tkr lägre. Av kostnaderna är konsulter 11 867 tkr lägre; resten, 41 252 tkr, "
        "går inte att dela upp, för rapporterna delar upp kostnaderna olika. 1 tkr är avrundning."
    )


def test_the_causes_of_a_change_stand_behind_it_with_their_part() -> None:
    said = texts(answers(2020), 1)
    assert (
        "Lägre intäkter än 2019 (Migrationsverkets ersättning för ensamkommande barn och unga): Ersättningen har minskat "
        "i flera år och väntas minska ytterligare några år."
    ) in said
    assert any(text.startswith("Kostnaden för aktivt försörjningsstöd: Personer som haft rätt") for text in said)
    assert not any(text.startswith("Högre kostnad än 2019 för aktivt") for text in said)


def test_a_cause_of_fewer_years_than_the_change_says_of_which() -> None:
    (said,) = (text for text in texts(answers(2020, 2017), 1) if text.startswith("Lägre kostnad än 2017 för konsulter"))
    assert said.endswith("och det höll (2019–2020, 7 331 tkr).")


def test_a_measure_says_when_it_holds_and_against_which_year_it_gave_something() -> None:
    assert texts(answers(2020), 2)[:3] == [
        "Socialnämnden fick i budgeten för 2020 i uppdrag att på 2 år arbeta bort 2019 års underskott (beslutat).",
        (
            "Socialnämnden fick två år till på sig att nå en budget i balans (beslutat, gäller 2021 och 2022). Vem som gav "
            "nämnden tiden sägs inte."
        ),
        (
            "Socialförvaltningen slutade nästan helt anlita konsulter, efter ett beslut som bara tillät ett fåtal undantag "
            "(inför 2020). Kostnaden blev 7 331 tkr lägre än 2019."
        ),
    ]


@pytest.mark.parametrize(
    ("status", "when", "said"),
    [
        ("beslutad", "2021", "beslutat, gäller 2021"),
        ("beslutad", "framgår inte", "beslutat"),
        ("planerad", "2021-03", "planerat, mars 2021"),
        ("pågår", "augusti–september 2020", "pågår sedan augusti–september 2020"),
        ("pågår", "2020", "pågick 2020"),
        ("pågår", "framgår inte", "pågår"),
        ("genomförd", "2021-01-01", "1 januari 2021"),
        ("genomförd", "framgår inte", ""),
        ("avslutad", "2020", "gällde 2020"),
        ("föreslagen", "2021", "föreslaget, gäller 2021"),
        ("föreslagen", "framgår inte", "föreslaget"),
        ("avbruten", "2020", "avbrutet, gällde 2020"),
    ],
)
def test_how_far_a_measure_has_come_is_said_in_words(tmp_path: Path, status: str, when: str, said: str) -> None:
    one = Action(2020, "total", "", "Satte ett mål.", "Nämnden", when, status, None, "", "", "a", "Drift", 3)
    shown = f" ({said})" if said else ""
    assert done(one, opened(make_board(tmp_path))) == Sentence(
        f"Nämnden satte ett mål{shown}.", (), (Place("a", "Drift", 3),)
    )


def test_the_whole_rise_had_come_before_the_last_year() -> None:
    assert texts(answers(2020), 1)[0] == (
        "Nettokostnaden var 183 607 tkr 2017, 220 080 tkr 2019 och 218 690 tkr 2020. Hela ökningen sedan 2017 hade kommit "
        "redan 2019."
    )


def test_what_is_not_explained_is_a_span_where_steps_may_overlap() -> None:
    found = texts(answers(2020), 3)
    assert found[1] == (
        "Av skillnaden mot 2019 är 216 tkr oförklarade, som gjorde nettokostnaden lägre. Om aktivt försörjningsstöd kostade "
        "lika mycket 2019 och engångskostnad för omställning redan ingår i personalkostnader, är i stället 2 558 tkr "
        "oförklarade, som gjorde nettokostnaden högre."
    )
    assert texts(answers(2020, 2017), 3)[1] == (
        "Av skillnaden mot 2017 är 41 252 tkr lägre kostnader som inte går att dela upp, för rapporterna delar upp "
        "kostnaderna olika."
    )


def test_every_figure_named_as_a_source_is_in_the_ledger() -> None:
    known = load_ledger(DATA).figures
    for year in (2017, 2020):
        ids = {name for one in answers(year) for sentence in one.sentences for name in sentence.ids}
        assert ids
        assert ids <= set(known)


def test_a_sentence_with_a_cause_says_where_it_stands() -> None:
    change = answers(2020)[1]
    (said,) = (one for one in change.sentences if one.text.startswith("Lägre kostnad än 2019 för konsulter:"))
    assert said.where == (Place("socialnamnden-2020", "Drift", 812),)


def test_what_the_reports_contradict_is_not_called_right() -> None:
    said = texts(answers(2020), 4)
    assert said[:3] == [
        (
            "Ja, så långt talen har gått att pröva, utom på sex ställen där rapporterna säger emot sig själva; inget av dem "
            "rör beloppen på den här sidan. De står på bladet Tal och prövning."
        ),
        "Alla 73 summor och avvikelser i rapporterna är omräknade: 67 stämmer och 6 skiljer sig bara genom avrundning.",
        (
            "Av rapporternas 71 påståenden om tal gick 46 att pröva, och alla stämmer (två bara med avrundning och åtta under "
            "ett antagande, se Bilaga för granskning, Påståenden). För de andra 25 saknas tal i rapporterna."
        ),
    ]


def test_parts_that_print_rounds_apart_are_said_to_be_rounded() -> None:
    (since,) = (text for text in texts(answers(2020), 1) if text.startswith("Sedan 2017"))
    assert "35 083 tkr högre" in since
    assert "88 202 tkr lägre" in since
    assert "53 120 tkr lägre" in since
    assert since.endswith(
        "Av kostnaderna är konsulter 11 867 tkr lägre; resten, 41 252 tkr, går inte att dela upp, för rapporterna delar "
        "upp kostnaderna olika. 1 tkr är avrundning."
    )
    assert 88_202 - 53_120 == 35_083 - 1


def test_a_board_with_a_drift_table_alone_is_answered_too(tmp_path: Path) -> None:
    found = answers(2023, data=make_board(tmp_path))
    assert len(found) == 5
    assert texts(found, 0)[1:] == [
        "Ingen rad avviker väsentligt (minst 1 000 tkr och 5 % av budget). De största avvikelserna är dessa.",
        "Raden Ledning gick 500 tkr sämre än budget: den var budgeterad som en intäkt på 200 tkr och blev en kostnad på 300 tkr.",
        "Bibliotek (200 tkr) gick sämre än budget; =Simhall (100 tkr) gick bättre än budget.",
        NOT_ENTERED,
    ]
    assert texts(found, 1) == ["Inget tidigare år är inläst, så det finns inget att jämföra med."]
    assert texts(found, 2) == [NONE_DONE]


def test_an_unknown_year_is_named() -> None:
    with pytest.raises(DataError, match=r"saw year 2018; expected one of: 2017, 2020"):
        answers(2018)


def test_a_controllers_comment_stands_where_the_report_gives_no_cause(tmp_path: Path) -> None:
    data = make_board(tmp_path)
    before = texts(answers(2023, data=data), 0)
    rows = [("kultur-2023", "Bibliotek", "2024-02-02", "Eva Ek", "Hyran höjdes.")]
    write_csv(data / "comments.csv", COMMENTS.names, rows)
    after = texts(answers(2023, data=data), 0)
    assert before[-1] == NOT_ENTERED
    assert after == [*before[:-1], "Bibliotek: Hyran höjdes. (uppgett av controller, Eva Ek, 2024-02-02)"]


def test_a_comment_answers_why_a_budget_has_the_opposite_sign(tmp_path: Path) -> None:
    large = REPORT.replace("-300 200 -500", "-3 000 2 000 -5 000").replace("-4 000 -3 400 -600", "-6 700 -1 600 -5 100")
    data = make_board(tmp_path, large)
    entered = make_board(tmp_path / "entered", large, reasons="alla")
    asked = "Rapporten säger inte varför Ledning var budgeterad som en intäkt."
    assert asked not in texts(answers(2023, data=data), 3)  # no cause is entered, so nobody knows what it says
    cause = ("kultur-2023", "Drift", "3", "2023", "", "rad", "Bibliotek", "", "Hyran steg.", "", "anger")
    for folder in (data, entered):
        write_csv(folder / "causes.csv", CAUSES.names, [cause])
    assert asked not in texts(answers(2023, data=data), 3)  # not all of them are
    assert asked in texts(answers(2023, data=entered), 3)
    write_csv(entered / "comments.csv", COMMENTS.names, [("kultur-2023", "Ledning", "2024-02-02", "Eva Ek", "Sålt.")])
    assert asked not in texts(answers(2023, data=entered), 3)


def _year(fees: int, staff: int) -> str:
    rows = [("Avgifter", fees), ("Stab", staff), ("Summa", fees + staff)]
    lines = "\n".join(f"{label}\t{value}\t{value}\t0" for label, value in rows)
    return f"Driftredovisning (tkr)\n\n\tUtfall\tBudget\tAvvikelse\n{lines}\n"


def test_income_is_called_income_whatever_a_third_year_was(tmp_path: Path) -> None:
    reports = {"a-2021": _year(-90, -5_000), "a-2022": _year(411, -5_200), "a-2023": _year(468, -5_100)}
    data = write_board(tmp_path, reports)
    assert texts(answers(2023, data=data), 1)[2] == (
        "Nettokostnaden var 157 tkr lägre än 2022. Högre intäkter: avgifter (57 tkr). Lägre kostnader: stab (100 tkr)."
    )


def test_no_year_is_asked_about_where_one_alone_is_known(tmp_path: Path) -> None:
    found = answers(2023, 2022, data=write_board(tmp_path, {"a-2023": _year(468, -5_100)}))
    assert found[1].heading == "Vad har ändrats, och varför?"
    assert texts(found, 1) == ["Inget tidigare år är inläst, så det finns inget att jämföra med."]
