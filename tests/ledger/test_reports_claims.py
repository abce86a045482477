"""The claims of the two real reports: every verdict that is not plain agreement, the hard cases, and the remarks."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from analysis.ledger.claims import audit_claims
from tests.boards import plain_rows


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    return audit_claims()


def test_the_claims_are_told_apart_from_what_the_project_holds_together_itself(real: pd.DataFrame) -> None:
    assert real["id"].is_unique
    assert set(real["dokument"]) == {"socialnamnden-2017", "socialnamnden-2020"}
    assert set(real["relation"]) == {"lika", "större", "mindre", "minst", "högst"}
    assert Counter(zip(real["art"], real["utslag"], strict=True)) == {
        ("påstående", "stämmer"): 44,
        ("påstående", "avrundning"): 2,
        ("påstående", "kan inte prövas"): 25,
        ("avstämning", "stämmer"): 40,
        ("avstämning", "avrundning"): 2,
        ("avstämning", "avviker"): 6,
    }


def test_no_statement_of_the_reports_is_refuted_but_six_own_checks_are(real: pd.DataFrame) -> None:
    chosen = real[real["utslag"].isin(["avviker", "avrundning"])]
    assert plain_rows(chosen, "id", "art", "utslag") == [
        ("utbetalt_minskning_2020", "påstående", "avrundning"),
        ("orosanmälningar_ökning_2020", "påstående", "avrundning"),
        ("snitt_per_hushåll_2020", "avstämning", "avviker"),
        ("utbetalt_indikator_2020", "avstämning", "avviker"),
        ("årsarbetare_2019", "avstämning", "avrundning"),
        ("månadsanställda_2019", "avstämning", "avviker"),
        ("anställningsform_2020", "avstämning", "avrundning"),
        ("sjukfrånvaro_delar_2020", "avstämning", "avviker"),
        ("ej_återaktualiserade_2020", "avstämning", "avviker"),
        ("multiteam_start_2020", "avstämning", "avviker"),
    ]


def test_what_cannot_be_tested(real: pd.DataFrame) -> None:
    assert real.loc[real["utslag"] == "kan inte prövas", "id"].tolist() == [
        *("operativt_resultat_2017", "största_intäkter_2017", "momsplaceringar_2017", "ekonomiskt_bistånd_2016"),
        *("hvb_majoritet_2017", "hvb_gånger_budget_2017", "hvb_gånger_mer_budget_2017", "hvb_ökning_2017"),
        *("tvångsvård_2017", "familjehem_underskott_2017", "familjehem_vårddygn_2017", "upprustning_dyrare_2017"),
        *("egen_försörjning_2017", "tre_år_tillbaka_2020", "tre_sista_månader_2020", "utbetalt_ökade_2019"),
        *("köp_ökning_2020", "hvb_vård_ökning_2020", "familjehem_minskning_2020"),
        *("personal_mindre_än_löneökning_2020", "personalminskning_justerad_2020", "våningen_flyttat_2019"),
        *("löneandel_2019", "vårnäs_kostnad_2020", "nettokostnad_förändring_2020"),
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("migrationsverket_minskning_2020", "minst 63 587 tkr, eller 72,1 % av intäkternas minskning"),
        ("operativt_resultat_2017", "Justeringarna måste vara större än 3 487 tkr."),
        ("hvb_majoritet_2017", "I kronor är ensamkommande högst 48,2 % av raden"),
        (
            "hvb_gånger_budget_2017",
            "budgeten 19 700 tkr: delen kostade 29 600 tkr mer än sin budget och övrig HVB 13 900",
        ),
        ("hvb_gånger_mer_budget_2017", "delen kostade 35 200 tkr mer än sin budget och övrig HVB 19 500 tkr mindre."),
        ("hvb_ökning_2017", "Ökningen ger 33 300 tkr för 2016, 16 000 tkr mindre än 2017."),
        ("hvb_vård_ökning_2020", "ökade med 1 500 vårddygn, 25 %, vilket talar för det."),
        ("personal_mindre_än_löneökning_2020", "ger 1 544 tkr, 1,7 % av lönekostnaden 2019"),
        ("personalkostnad_2017", "så lägre kan inte betyda lägre än 2016."),
        ("löneandel_2019", "Med den beräknade bruttokostnaden blir andelen 36,8 %."),
        ("utbetalt_indikator_2020", "Med indikatorns eget genomsnitt blir det 57,4 mnkr."),
        ("sjukfrånvaro_delar_2020", "Kvinnors delar är tillsammans 6,6 % mot tryckta 7 %"),
        ("vårnäs_kostnad_2020", "ändrades med −1 600 vårddygn"),
        ("nettokostnad_förändring_2020", "ändrades med −0,6 % från 2019."),
    ],
)
def test_a_remark_says_what_can_be_said_all_the_same(real: pd.DataFrame, name: str, told: str) -> None:
    (remark,) = real.loc[real["id"] == name, "anmärkning"]
    assert told in remark.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kostnadsminskning_2020", ("stämmer", 7700.0, 7712.0, -12.0, 103.5, "tkr", 6885.0)),
        ("avvikelse_minskning_2020", ("stämmer", 12041.0, 12041.0, 0.0, 1.5, "tkr", None)),
        ("personalkostnad_2017", ("stämmer", 5390.0, 5390.0, 0.0, 1.0, "tkr", None)),
        ("snitt_per_hushåll_2020", ("avviker", 8470.0, 8453.0, 17.0, 1.0, "kr/hushåll/mån", None)),
        ("månadsanställda_2019", ("avviker", 140.0, 141.0, -1.0, 0.0, "personer", None)),
        ("sjukfrånvaro_delar_2020", ("avviker", 6.6, 6.3, 0.3, 0.2, "%", None)),
        ("årsarbetare_2019", ("avrundning", 138.6, 138.7, -0.1, 0.15, "årsarbetare", None)),
        ("nettoavvikelse_2020", ("stämmer", -27660.0, -27660.0, 0.0, 1.5, "tkr", None)),
        ("förbättring_2020", ("stämmer", 2217.0, 2217.0, 0.0, 1.5, "tkr", None)),
        ("migrationsverket_minskning_2020", ("stämmer", 89667.0, 26080.0, 63587.0, 1.0, "tkr", None)),
        ("sociala_kontrakt_täckning_2017", ("stämmer", 0.0, 31.0, -31.0, 1.0, "tkr", None)),
        ("ej_återaktualiserade_2020", ("avviker", 70.0, 77.0, -7.0, 1.0, "%", None)),
        ("hvb_gånger_budget_2017", ("kan inte prövas", 2.5, None, None, None, "ggr", None)),
        ("hvb_gånger_mer_budget_2017", ("kan inte prövas", 2.5, None, None, None, "ggr", None)),
    ],
)
def test_the_values_of_a_hard_case(real: pd.DataFrame, name: str, expected: tuple[object, ...]) -> None:
    columns = ("utslag", "påstått", "beräknat", "skillnad", "tolerans", "enhet", "utan_antagande")
    assert plain_rows(real[real["id"] == name], *columns) == [expected]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("orosanmälningar_ökning_2020", ("avrundning", 21.0, 21.6078, -0.6078, 1.0)),
        ("utbetalt_indikator_2020", ("avviker", 58.0, 57.3113, 0.6887, 0.5541)),
        ("placeringar_största_del_2020", ("stämmer", 50.0, 69.5621, -19.5621, 0.0951)),
        ("utbetalt_minskning_2020", ("avrundning", 3706.0, 3701.892, 4.108, 106.775)),
        ("migrationsverket_huvudsak_2017", ("stämmer", 50.0, 78.4612, -28.4612, 0.0008)),
        ("personalminskning_minst_2020", ("stämmer", 1.0, 1.5116, -0.5116, 0.0762)),
    ],
)
def test_the_values_of_a_hard_case_with_decimals(
    real: pd.DataFrame, name: str, expected: tuple[str, float, float, float, float]
) -> None:
    (row,) = plain_rows(real[real["id"] == name], "utslag", "påstått", "beräknat", "skillnad", "tolerans")
    assert row[0] == expected[0]
    assert row[1:] == pytest.approx(expected[1:], abs=0.00006)


def test_claims_of_the_reports_that_hold_only_under_an_assumption_state_it(real: pd.DataFrame) -> None:
    assert plain_rows(real[real["antagande"] != ""], "id", "utslag", "antagande") == [
        ("personalkostnad_2017", "stämmer", "Lägre än budget, inte lägre än 2016."),
        (
            *("sociala_kontrakt_täckning_2017", "stämmer"),
            "Raderna Sociala kontrakt, med reparationer, får stå för hyran.",
        ),
        (
            *("placeringar_största_del_2020", "stämmer"),
            "Hela placeringskostnaden är köpt vård, och varken löner, bistånd, konsulter eller aktivt försörjningsstöd är köp av huvudverksamhet.",
        ),
        (
            "personalminskning_minst_2020",
            "stämmer",
            "En person kostar som lönen per årsarbetare, −661,5\xa0tkr/årsarbetare.",
        ),
        (
            "personalminskning_högst_2020",
            "stämmer",
            "En person kostar som lönen per årsarbetare, −661,5\xa0tkr/årsarbetare.",
        ),
        ("kostnadsminskning_2020", "stämmer", "Engångskostnaden räknas bort först."),
        (
            *("hemmaplan_ökning_samlad_2020", "stämmer"),
            "Ökningen gäller bara första halvåret, som i målbedömningen.",
        ),
        ("löneandel_2020", "stämmer", "Verksamhetskostnaderna är bruttokostnaden."),
    ]


def test_the_figures_of_the_reports_that_were_cut_off_are_remarked(real: pd.DataFrame) -> None:
    assert plain_rows(real[real["anmärkning"].str.contains("Avkortat")], "id", "utslag", "anmärkning") == [
        ("orosanmälningar_ökning_2020", "avrundning", "Avkortat; avrundat blir det 22\xa0%."),
    ]


def test_every_claim_that_cannot_be_tested_names_what_is_missing(real: pd.DataFrame) -> None:
    untested = real[real["utslag"] == "kan inte prövas"]
    assert (untested["saknas"] != "").all()
    assert plain_rows(untested[untested["id"].str.startswith("hvb_gånger")], "saknas") == [
        ("HVB-placeringar av barn och unga exkl. ensamkommande, budget 2017",),
        ("HVB-placeringar av barn och unga exkl. ensamkommande, budget 2017",),
    ]
