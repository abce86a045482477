"""The real reports: every row of every table, typed from the printed lines, against what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.readers.tables import Table, read_tables
from tests.boards import plain_rows

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "reports"
SOURCES = ROOT.parent / "shared" / "reports"
REPORTS = ("socialnamnden-2017.txt", "socialnamnden-2020.txt")
KINDS = ("drift", "investering", "volym", "personal", "ombudgetering")

Head = tuple[str, str, str, str | None, list[str]]  # kind, title, section, unit, number columns
Rows = list[tuple[object, ...]]

PERIOD_2017 = ["Utfall per 31/12 2017", "Budget per 31/12 2017", "Avvikelse"]
STAFF_2020 = [f"Utfall{group} {year}" for year in (2020, 2019) for group in ("", " kvinnor", " män")]
CARRY_OVER = ["Investeringsbudget 2020", "Använda investeringsmedel 2020", "Avvikelse", "Ombudgetering till 2021"]
APPENDIX = "ombudgetering av investeringsmedel"

STAFF_2017: tuple[Head, Rows] = (
    (
        "personal",
        "Personalnyckeltal",
        "3.1 Personalnyckeltal",
        None,
        [f"{year} {group}" for year in (2017, 2016) for group in ("Totalt", "Kvinnor", "Män")],
    ),
    [
        ("Antal årsarbetare totalt (omräknade heltider)", 142.3, 105.3, 37.0, 126.8, 94.5, 32.3),
        ("andel månadsanställda", 96.4, 98.0, 91.8, 97.4, 98.4, 94.7),
        ("andel timanställda", 3.6, 2.0, 8.2, 2.6, 1.6, 5.3),
        ("Antal månadsanställda personer", 140, 106, 34, 128, 93, 35),
        ("andel tillsvidareanställda", 94, 93, 94, 94, 94, 94),
        ("andel visstidsanställda", 6, 7, 6, 6, 6, 6),
        ("Andel med heltidsanställning, månadsanställda", 97, 98, 94, 95, 95, 97),
        ("Genomsnittlig sysselsättningsgrad, månadsanställda med deltidsanställning", 58, 63, 53, 62, 60, 75),
        ("Antal tillsvidareanställda som gått i pension", None, None, None, 1, None, None),
        ("Antal tillsvidareanställda som slutat på egen begäran", 19, None, None, 27, None, None),
        ("Antal tillsvidareanställda 61 år eller äldre", 14, 8, 6, 12, 7, 5),
        ("Antal pågående rehabärenden", 6, None, None, 3, None, None),
        ("Antal ärenden på rehabbevakning", 5, None, None, 5, None, None),
        ("Total sjukfrånvaro", 4.7, 4.6, 4.8, 4.2, 4.0, 5.1),
        ("total sjukfrånvaro, anställda -29 år", 6.7, 8.0, 1.5, 4.1, 2.9, 8.5),
        ("total sjukfrånvaro, anställda 30-49 år", 4.3, 3.8, 5.8, 5.0, 4.2, 7.6),
        ("total sjukfrånvaro, anställda 50- år", 4.8, 5.1, 3.8, 3.2, 3.8, 2.0),
        (
            "andel av total sjukfrånvaro som avser långtidssjukfrånvaro (60 dagar eller mer)",
            *(39.2, 33.6, 57.9, 53.6, 52.9, 56.0),
        ),
        ("Sjukfrånvaro tillsvidareanställda", 4.9, 4.8, 5.5, 4.3, 4.1, 5.1),
        ("Total lönekostnad (tkr)", 104700, None, None, 94993, None, None),
        ("Sjuklönekostnad som andel av total lönekostnad", 1.2, None, None, 0.8, None, None),
    ],
)
DRIFT_2017: tuple[Head, Rows] = (
    (
        "drift",
        "Driftsredovisning, nettoresultat (tkr)",
        "4.1 Ekonomiskt utfall enligt driftsredovisningen",
        "tkr",
        PERIOD_2017,
    ),
    [
        ("Intäkter", 114282, 99660, 14623),
        ("varav Migrationsverket", 89667, 83419, 6248),
        ("varav Sociala kontrakt", 7351, 8488, -1137),
        ("varav Momsbidrag", 4541, 5360, -819),
        ("Kostnader", -297890, -279780, -18110),
        ("varav Ekonomiskt bistånd", -60794, -55591, -5203),
        ("varav HVB placeringar", -95052, -79405, -15647),
        ("varav Utredningskonsulter", -12269, 0, -12269),
        ("varav Familjehem och kontaktpersoner", -48214, -56855, 8641),
        ("varav Personalkostnader", -74209, -79599, 5390),
        ("varav Sociala kontrakt", -7320, -8300, 980),
        ("varav Finansposter", -32, -30, -2),
        ("Totalt", -183607, -180121, -3487),
    ],
)
INVESTMENTS_2017: tuple[Head, Rows] = (
    (
        "investering",
        "Investeringsredovisning, nettoresultat (tkr)",
        "4.2 Ekonomiskt utfall enligt investeringsredovisningen",
        "tkr",
        PERIOD_2017,
    ),
    [
        ("Arbetsmiljöförbättringar", -155, -650, 495),
        ("Upprustning moduler", -509, 0, -509),
        ("Totalt", -664, -650, -14),
    ],
)
VOLUMES_2020: tuple[Head, Rows] = (
    ("volym", "Volymutveckling", "Volymutveckling", None, ["Utfall 2019", "Utfall 2020"]),
    [
        ("Hushåll med utbetalt försörjningsstöd, antal per månad", 588, 565),
        ("Ensamkommande barn och unga", 35, 22),
        ("Vårddygn i familjehem, ensamkommande barn och unga", 10500, 8000),
        ("Vårddygn i stödboende/HVB, ensamkommande barn och unga", 3500, 4500),
        ("Vårddygn i familjehem, barn och unga exkl ensamkommande", 26000, 26300),
        ("Vårddygn på institution, barn och unga exkl ensamkommande", 6000, 7500),
        ("Antal utnyttjande vårddygn på institution, vuxna", 7000, 5400),
        ("Antal utnyttjade vårddygn på Vårnäs, öppet intag", 2060, 900),
        ("Pågående insatser, kontaktfamiljer/kontaktpersoner", 78, 89),
        ("Spelmissbruksärenden", 11, 5),
        ("Kvinnofridsärenden", 115, 79),
        ("Sociala kontrakt", 88, 75),
        ("Stadigvarande serveringstillstånd", 30, 34),
    ],
)
DRIFT_2020: tuple[Head, Rows] = (
    (
        "drift",
        "Driftsredovisning, nettoresultat (tkr)",
        "Drift",
        "tkr",
        ["Utfall 2020", "Budget 2020", "Avvikelse"],
    ),
    [
        ("Socialnämnd", -1291, -1402, 111),
        ("Ledning", -15785, 859, -16644),
        ("Stab", -10420, -10459, 39),
        ("Öppenvårdsavd", -3617, -3959, 342),
        ("Öppna insatser", -11244, -11970, 726),
        ("HVB", -5974, -5978, 4),
        ("Socialt boende", -6629, -5918, -711),
        ("Myndighet Barn, unga och familj avd", -2344, -2857, 513),
        ("Barn och unga", -40112, -30246, -9866),
        ("Barn och familj", -38365, -30542, -7823),
        ("Myndighet ek.bistånd och vuxna avd", -3377, -1215, -2162),
        ("Ekonomiskt bistånd", -68904, -72337, 3433),
        ("Ekonomiskt bistånd och vuxna", -10629, -15006, 4377),
        ("Summa", -218690, -191030, -27660),
    ],
)
INVESTMENTS_2020: tuple[Head, Rows] = (
    (
        "investering",
        "Investeringsredovisning (tkr)",
        "Investeringar",
        "tkr",
        ["Beslutad total budget", "Ack utfall", "Avvikelse", "Budget 2020", "Utfall 2020", "Avvikelse 2020"],
    ),
    [
        ("Nytt verksamhetssystem", -100, 0, 100, -100, 0, 100),
        ("Digitalisering/utveckling data", -800, 0, 800, -800, 0, 800),
        ("Möbler och inventarier ny våning", -575, -437, 138, -197, -59, 138),
        ("Arbetsmiljöinvesteringar", None, None, None, -300, -207, 93),
        ("Summa", -1475, -437, 1038, -1397, -266, 1131),
    ],
)
STAFF_COSTS_2020: tuple[Head, Rows] = (
    ("personal", "Personalkostnader & personalstyrka", "Personalkostnader & personalstyrka", None, STAFF_2020),
    [
        ("Lönekostnader totalt, tkr", -91093, None, None, -92727, None, None),
        ("Lönekostnader som andel av verksamhetskostnaderna (%)", 37, None, None, 36, None, None),
        ("Kostnad övertid inkl mertid, andel av lönekostnader totalt (%)", 0.1, None, None, 0.4, None, None),
        ("Årsarbetare, antal omräknade heltider", 137.7, 109.5, 28.2, 138.6, 111.2, 27.5),
        ("Timanställda, andel av totalt antal årsarbetare (%)", 0.9, 0.3, 3.3, 1.7, 1.3, 3.4),
        ("Månadsanställda, antal", 138, 111, 27, 140, 112, 29),
        ("Tillsvidareanställda, andel av månadsanställda (%)", 95.7, 94.6, 100, 97.1, 98.2, 92.9),
        ("Visstidsanställda, andel av månadsanställda (%)", 4.4, 5.4, 0, 2.9, 1.8, 7.1),
    ],
)
ENGAGEMENT_2020: tuple[Head, Rows] = (
    ("personal", "Medarbetarskap & ledarskap", "Medarbetarskap & ledarskap", None, STAFF_2020),
    [
        ("Hållbart medarbetarengagemang, HME totalt", 4.1, 4, 4.3, 4.1, 4, 4.2),
        ("HME delindex motivation", 4.1, 4.1, 4, 4.1, 4.1, 4.2),
        ("HME delindex ledarskap", 4.3, 4.2, 4.5, 4.1, 4, 4.4),
        ("HME delindex styrning", 3.9, 3.8, 4.3, 3.9, 3.9, 4.2),
    ],
)
SKILLS_2020: tuple[Head, Rows] = (
    (
        "personal",
        "Kompetensförsörjning & kompetensutveckling",
        "Kompetensförsörjning & kompetensutveckling",
        None,
        STAFF_2020,
    ),
    [
        ("Månadsanställda som arbetar heltid, andel (%)", 97.1, 98.2, 92.6, 95.7, 96.4, 92.9),
        (
            "Månadsanställda med heltidsanställning som har valt att arbeta deltid, andel (%)",
            *(2.9, 1.8, 7.4, 3.6, 2.7, 7.1),
        ),
        (
            "Genomsnittlig sysselsättningsgrad månadsanställda som arbetar deltid (%)",
            *(66.3, 77.5, 55, 76.7, 80, 70),
        ),
        ("Tillsvidareanställda som slutat på egen begäran, antal", 15, None, None, 12, None, None),
        ("Tillsvidareanställda som gått i pension, antal", 2, None, None, 2, None, None),
        ("Månadsanställda som är 65 år eller äldre, antal", 3, None, None, 3, None, None),
        ("Medelålder månadsanställda", 44, 43, 50, None, None, None),
    ],
)
HEALTH_2020: tuple[Head, Rows] = (
    ("personal", "Hållbart arbetsliv & arbetsmiljö", "Hållbart arbetsliv & arbetsmiljö", None, STAFF_2020),
    [
        ("Sjuklönekostnader, andel av lönekostnader totalt (%)", 1.9, None, None, 1.2, None, None),
        (
            "Frisktal, tillsvidareanställda som haft högst 5 sjukfrånvarodagar senaste 12 månaderna (%)",
            *(36.3, 36.3, 36.4, 62.7, 62.5, 63.6),
        ),
        ("Sjukfrånvaro tillsvidareanställda (%)", 6.6, 7.1, 4.9, 4.5, 4.2, 6.2),
        ("Sjukfrånvaro totalt (%)", 6.6, 7, 5, 4.5, 4, 6),
        ("Sjukfrånvaro totalt, varav <15 dagar (%)", 3.7, 3.5, 4.5, 2.6, 2.7, 2.1),
        ("Sjukfrånvaro totalt, varav 15-90 dagar (%)", 1.1, 1.2, 0.4, 0.6, 0.5, 1),
        ("Sjukfrånvaro totalt, varav >90 dagar (%)", 1.5, 1.9, 0, 1.3, 0.8, 2.9),
        (
            "Andel av totala sjukfrånvaron som avser frånvaro under en sammanhängande period av 60 dagar eller mer (%)",
            *(33, 38, 3, 34, 31, 44),
        ),
        ("Sjukfrånvaro totalt, anställda -29 år (%)", 3, 2.7, 4.1, 2.7, 2.6, 2.8),
        ("Sjukfrånvaro totalt, anställda 30-49 år (%)", 6.3, 6.5, 5, 3.3, 3.5, 2.1),
        ("Sjukfrånvaro totalt, anställda 50- år (%)", 8.2, 9.6, 5.2, 6.8, 5.6, 9.9),
        ("Rehabärenden pågående, antal", 11, None, None, 6, None, None),
    ],
)
INFORMATION_2020: tuple[Head, Rows] = (
    (
        "ombudgetering",
        f"Information om {APPENDIX} från 2020 till 2021 (tkr)",
        f"Bilaga: Information om {APPENDIX}",
        "tkr",
        CARRY_OVER,
    ),
    [
        ("Möbler och inventarier ny våning", -197, -59, 138, 138),
        ("Arbetsmiljöinvesteringar", -300, -207, 93, 93),
        ("Summa", -497, -266, 231, 231),
    ],
)
REQUEST_2020: tuple[Head, Rows] = (
    (
        "ombudgetering",
        f"Begäran om {APPENDIX} från 2020 till 2021 (tkr)",
        f"Bilaga: Begäran om {APPENDIX}",
        "tkr",
        CARRY_OVER,
    ),
    [
        ("Nytt verksamhetssystem", -100, 0, 100, 100),
        ("Digitalisering/utveckling data", -800, 0, 800, 400),
        ("Summa", -900, 0, 900, 500),
    ],
)
PRINTED = {
    REPORTS[0]: [STAFF_2017, DRIFT_2017, INVESTMENTS_2017],
    REPORTS[1]: [
        *(VOLUMES_2020, DRIFT_2020, INVESTMENTS_2020),
        *(STAFF_COSTS_2020, ENGAGEMENT_2020, SKILLS_2020, HEALTH_2020),
        *(INFORMATION_2020, REQUEST_2020),
    ],
}


def head_of(table: Table) -> Head:
    return table.kind, table.title, table.section, table.unit, [column.name for column in table.columns]


def rows_of(table: Table) -> Rows:
    return plain_rows(table.frame, *table.frame.columns)


@pytest.mark.parametrize("report", REPORTS)
def test_every_row_of_every_table_is_read_as_printed(report: str) -> None:
    tables = read_tables(DATA / report)
    assert [head_of(table) for table in tables] == [head for head, _ in PRINTED[report]]
    for table, (_, rows) in zip(tables, PRINTED[report], strict=True):
        assert rows_of(table) == rows
        assert [row.certainty for row in table.rows] == ["säker"] * len(rows)
        assert [row.doubt for row in table.rows] == [""] * len(rows)


@pytest.mark.parametrize("report", REPORTS)
def test_no_note_on_the_reports_names_a_doubt(report: str) -> None:
    notes = [note for table in read_tables(DATA / report) for note in table.notes]
    told = ("avgjorde.", "är en rubrik utan tal.", "läst som samma tabell.")
    assert [note for note in notes if not note.endswith(told)] == []


def test_how_the_ambiguous_rows_were_decided_is_noted() -> None:
    (drift,) = [table for table in read_tables(DATA / REPORTS[1]) if table.kind == "drift"]
    where = "socialnamnden-2020.txt rad 38 ”Ledning”: "
    (note,) = [note for note in drift.notes if note.startswith(where)]
    assert note == f"{where}4 läsningar av ”-15 785 859 -16 644” är möjliga; utfall − budget = avvikelse avgjorde."


@pytest.mark.parametrize("report", REPORTS)
def test_the_whole_source_reports_read_the_same(report: str) -> None:
    if not (SOURCES / report).is_file():
        pytest.skip(f"the whole report {report} is not kept in the repository; it was not found in {SOURCES}")
    tables = [table for table in read_tables(SOURCES / report) if table.kind in KINDS]
    assert [head_of(table) for table in tables] == [head for head, _ in PRINTED[report]]
    assert [rows_of(table) for table in tables] == [rows for _, rows in PRINTED[report]]
    assert {row.certainty for table in tables for row in table.rows} == {"säker"}


def test_codes_dates_and_headings_are_read_as_printed() -> None:
    staff, _, _ = read_tables(DATA / REPORTS[0])
    assert [row.texts["Mätdatum/mätperiod"] for row in staff.rows[:4]] == [*["1/12-30/11"] * 3, "30/11"]
    headings = ["Personalstyrka", "Kompetensförsörjning", "Hälsa och arbetsmiljö", "Personalkostnader"]
    assert [row.heading for row in staff.rows] == [
        heading for heading, count in zip(headings, (8, 3, 8, 2), strict=True) for _ in range(count)
    ]
    *_, investments, costs, engagement, _, _, information, request = read_tables(DATA / REPORTS[1])
    assert [row.heading for row in investments.rows] == ["Pågående projekt:"] * 5
    assert [row.texts["Mätdatum"] for row in costs.rows] == [*["1/1-31/12"] * 5, *["30/11"] * 3]
    assert [row.texts["Mätdatum"] for row in engagement.rows] == ["dec"] * 4
    assert [row.texts["Nr"] for row in information.rows] == ["946 019", "946 045", ""]
    assert [row.texts["Nr"] for row in request.rows] == ["940 000", "940 201", ""]
