"""The two real reports as tidy frames, typed from the print."""

from __future__ import annotations

import pytest

from analysis.statements.load import (
    load_carry_overs,
    load_drift,
    load_investments,
    load_staff,
    load_volumes,
)
from tests.boards import plain_rows


def test_the_real_frames_have_their_columns_and_kinds_of_value() -> None:
    place = {"dokument": "str", "nämnd": "str", "år": "int64", "period": "str", "avsnitt": "str", "rad": "int64"}
    line = {"etikett": "str", "post": "str", "slag": "str", "förälder": "str"}
    money = {"utfall_tkr": "float64", "budget_tkr": "float64", "avvikelse_tkr": "float64"}
    step = {"upplösning_tkr": "float64", "läsning": "str"}
    measured = {"etikett": "str", "post": "str", "enhet": "str"}
    expected = [
        {**place, "ordning": "int64", **line, **money, **step},
        {**place, "ordning": "int64", **line, "omfattning": "str", **money, **step},
        {**place, "ordning": "int64", "nr": "str", **line, **money}
        | {"ombudgetering_tkr": "float64", "till_år": "Int64", **step},
        {
            **place,
            "ordning": "int64",
            **measured,
            "roll": "str",
            "värde": "float64",
            "upplösning": "float64",
            "läsning": "str",
        },
        {**place, "ordning": "int64", "rubrik": "str", "mätdatum": "str", "grupp": "str", **measured}
        | {"roll": "str", "värde": "float64", "upplösning": "float64", "läsning": "str"},
    ]
    frames = [load_drift(), load_investments(), load_carry_overs(), load_volumes(), load_staff()]
    assert [[*frame.dtypes.astype(str).items()] for frame in frames] == [[*kinds.items()] for kinds in expected]


def test_the_real_frames_have_one_row_a_key() -> None:
    keys = [
        (load_drift(), ["dokument", "år", "rad"], 27),
        (load_investments(), ["dokument", "år", "rad", "omfattning"], 13),
        (load_carry_overs(), ["dokument", "år", "rad"], 6),
        (load_volumes(), ["dokument", "år", "rad"], 26),
        (load_staff(), ["dokument", "avsnitt", "år", "rad", "grupp"], 312),
    ]
    for frame, key, size in keys:
        assert len(frame) == len(frame.drop_duplicates(key)) == size


def test_no_real_row_is_in_doubt() -> None:
    frames = [load_drift(), load_investments(), load_carry_overs(), load_volumes(), load_staff()]
    assert {text for frame in frames for text in frame["läsning"]} == {"säker"}


def test_the_real_drift_of_2017() -> None:
    drift = load_drift()
    columns = ("rad", "ordning", "slag", "förälder", "post", "utfall_tkr", "budget_tkr", "avvikelse_tkr")
    assert plain_rows(drift[drift["år"] == 2017], *columns) == [
        (39, 1, "intäkt", "", "Intäkter", 114282.0, 99660.0, 14623.0),
        (40, 2, "varav", "Intäkter", "Migrationsverket", 89667.0, 83419.0, 6248.0),
        (41, 3, "varav", "Intäkter", "Sociala kontrakt", 7351.0, 8488.0, -1137.0),
        (42, 4, "varav", "Intäkter", "Momsbidrag", 4541.0, 5360.0, -819.0),
        (43, 5, "kostnad", "", "Kostnader", -297890.0, -279780.0, -18110.0),
        (44, 6, "varav", "Kostnader", "Ekonomiskt bistånd", -60794.0, -55591.0, -5203.0),
        (45, 7, "varav", "Kostnader", "HVB placeringar", -95052.0, -79405.0, -15647.0),
        (46, 8, "varav", "Kostnader", "Utredningskonsulter", -12269.0, 0.0, -12269.0),
        (47, 9, "varav", "Kostnader", "Familjehem och kontaktpersoner", -48214.0, -56855.0, 8641.0),
        (48, 10, "varav", "Kostnader", "Personalkostnader", -74209.0, -79599.0, 5390.0),
        (49, 11, "varav", "Kostnader", "Sociala kontrakt", -7320.0, -8300.0, 980.0),
        (50, 12, "varav", "Kostnader", "Finansposter", -32.0, -30.0, -2.0),
        (51, 13, "summa", "", "Totalt", -183607.0, -180121.0, -3487.0),
    ]


def test_the_real_drift_of_2020() -> None:
    drift = load_drift()
    columns = ("rad", "ordning", "slag", "förälder", "post", "utfall_tkr", "budget_tkr", "avvikelse_tkr")
    assert plain_rows(drift[drift["år"] == 2020], *columns) == [
        (36, 1, "netto", "", "Socialnämnd", -1291.0, -1402.0, 111.0),
        (38, 2, "netto", "", "Ledning", -15785.0, 859.0, -16644.0),
        (40, 3, "netto", "", "Stab", -10420.0, -10459.0, 39.0),
        (42, 4, "netto", "", "Öppenvårdsavd", -3617.0, -3959.0, 342.0),
        (44, 5, "netto", "", "Öppna insatser", -11244.0, -11970.0, 726.0),
        (46, 6, "netto", "", "HVB", -5974.0, -5978.0, 4.0),
        (48, 7, "netto", "", "Socialt boende", -6629.0, -5918.0, -711.0),
        (50, 8, "netto", "", "Myndighet Barn, unga och familj avd", -2344.0, -2857.0, 513.0),
        (52, 9, "netto", "", "Barn och unga", -40112.0, -30246.0, -9866.0),
        (54, 10, "netto", "", "Barn och familj", -38365.0, -30542.0, -7823.0),
        (56, 11, "netto", "", "Myndighet ek.bistånd och vuxna avd", -3377.0, -1215.0, -2162.0),
        (58, 12, "netto", "", "Ekonomiskt bistånd", -68904.0, -72337.0, 3433.0),
        (60, 13, "netto", "", "Ekonomiskt bistånd och vuxna", -10629.0, -15006.0, 4377.0),
        (62, 14, "summa", "", "Summa", -218690.0, -191030.0, -27660.0),
    ]


def test_the_real_drift_stands_in_its_sections_in_whole_tkr() -> None:
    assert plain_rows(
        load_drift()[["dokument", "avsnitt", "upplösning_tkr"]].drop_duplicates(),
        "dokument",
        "avsnitt",
        "upplösning_tkr",
    ) == [
        ("socialnamnden-2017", "4.1 Ekonomiskt utfall enligt driftsredovisningen", 1.0),
        ("socialnamnden-2020", "Drift", 1.0),
    ]


def test_the_labels_of_2017_keep_their_marks() -> None:
    drift = load_drift()
    assert drift.loc[[1, 5, 12], "etikett"].tolist() == [
        "*varav Migrationsverket",
        "**varav Ekonomiskt bistånd",
        "<b>Totalt</b>",
    ]


def test_the_real_investments() -> None:
    columns = ("år", "rad", "omfattning", "post", "slag", "utfall_tkr", "budget_tkr", "avvikelse_tkr")
    assert plain_rows(load_investments(), *columns) == [
        (2017, 57, "årets", "Arbetsmiljöförbättringar", "netto", -155.0, -650.0, 495.0),
        (2017, 58, "årets", "Upprustning moduler", "netto", -509.0, 0.0, -509.0),
        (2017, 59, "årets", "Totalt", "summa", -664.0, -650.0, -14.0),
        (2020, 83, "sedan projektstart", "Nytt verksamhetssystem", "netto", 0.0, -100.0, 100.0),
        (2020, 85, "sedan projektstart", "Digitalisering/utveckling data", "netto", 0.0, -800.0, 800.0),
        (2020, 88, "sedan projektstart", "Möbler och inventarier ny våning", "netto", -437.0, -575.0, 138.0),
        (2020, 90, "sedan projektstart", "Arbetsmiljöinvesteringar", "netto", None, None, None),
        (2020, 92, "sedan projektstart", "Summa", "summa", -437.0, -1475.0, 1038.0),
        (2020, 83, "årets", "Nytt verksamhetssystem", "netto", 0.0, -100.0, 100.0),
        (2020, 85, "årets", "Digitalisering/utveckling data", "netto", 0.0, -800.0, 800.0),
        (2020, 88, "årets", "Möbler och inventarier ny våning", "netto", -59.0, -197.0, 138.0),
        (2020, 90, "årets", "Arbetsmiljöinvesteringar", "netto", -207.0, -300.0, 93.0),
        (2020, 92, "årets", "Summa", "summa", -266.0, -1397.0, 1131.0),
    ]


def test_the_real_carry_overs() -> None:
    columns = ("rad", "nr", "post", "utfall_tkr", "budget_tkr", "avvikelse_tkr", "ombudgetering_tkr", "till_år")
    assert plain_rows(load_carry_overs(), *columns) == [
        (339, "946 019", "Möbler och inventarier ny våning", -59.0, -197.0, 138.0, 138.0, 2021),
        (345, "946 045", "Arbetsmiljöinvesteringar", -207.0, -300.0, 93.0, 93.0, 2021),
        (347, "", "Summa", -266.0, -497.0, 231.0, 231.0, 2021),
        (372, "940 000", "Nytt verksamhetssystem", 0.0, -100.0, 100.0, 100.0, 2021),
        (378, "940 201", "Digitalisering/utveckling data", 0.0, -800.0, 800.0, 400.0, 2021),
        (380, "", "Summa", 0.0, -900.0, 900.0, 500.0, 2021),
    ]
    assert load_carry_overs()["avsnitt"].unique().tolist() == [
        "Bilaga: Information om ombudgetering av investeringsmedel",
        "Bilaga: Begäran om ombudgetering av investeringsmedel",
    ]


def test_the_real_volumes() -> None:
    volumes = load_volumes()
    assert plain_rows(volumes, "rad", "år", "värde", "enhet") == [
        (4, 2019, 588.0, "antal per månad"),
        (4, 2020, 565.0, "antal per månad"),
        (6, 2019, 35.0, "antal"),
        (6, 2020, 22.0, "antal"),
        (8, 2019, 10500.0, "vårddygn"),
        (8, 2020, 8000.0, "vårddygn"),
        (10, 2019, 3500.0, "vårddygn"),
        (10, 2020, 4500.0, "vårddygn"),
        (12, 2019, 26000.0, "vårddygn"),
        (12, 2020, 26300.0, "vårddygn"),
        (14, 2019, 6000.0, "vårddygn"),
        (14, 2020, 7500.0, "vårddygn"),
        (16, 2019, 7000.0, "vårddygn"),
        (16, 2020, 5400.0, "vårddygn"),
        (18, 2019, 2060.0, "vårddygn"),
        (18, 2020, 900.0, "vårddygn"),
        (20, 2019, 78.0, "antal"),
        (20, 2020, 89.0, "antal"),
        (22, 2019, 11.0, "antal"),
        (22, 2020, 5.0, "antal"),
        (24, 2019, 115.0, "antal"),
        (24, 2020, 79.0, "antal"),
        (26, 2019, 88.0, "antal"),
        (26, 2020, 75.0, "antal"),
        (28, 2019, 30.0, "antal"),
        (28, 2020, 34.0, "antal"),
    ]
    assert volumes.loc[[20, 0, 18, 2], "post"].tolist() == [
        "Kvinnofridsärenden",
        "Hushåll med utbetalt försörjningsstöd, antal per månad",
        "Spelmissbruksärenden",
        "Ensamkommande barn och unga",
    ]
    assert set(plain_rows(volumes, "dokument", "avsnitt")) == {("socialnamnden-2020", "Volymutveckling")}


@pytest.mark.parametrize(
    ("post", "rows"),
    [
        (
            "Antal årsarbetare totalt (omräknade heltider)",
            [
                (2017, "totalt", "Personalstyrka", "1/12-30/11", 142.3, "årsarbetare", 0.1),
                (2017, "kvinnor", "Personalstyrka", "1/12-30/11", 105.3, "årsarbetare", 0.1),
                (2017, "män", "Personalstyrka", "1/12-30/11", 37.0, "årsarbetare", 0.1),
                (2016, "totalt", "Personalstyrka", "1/12-30/11", 126.8, "årsarbetare", 0.1),
                (2016, "kvinnor", "Personalstyrka", "1/12-30/11", 94.5, "årsarbetare", 0.1),
                (2016, "män", "Personalstyrka", "1/12-30/11", 32.3, "årsarbetare", 0.1),
            ],
        ),
        (
            "Antal tillsvidareanställda som gått i pension",
            [
                (2017, "totalt", "Kompetensförsörjning", "1/12-30/11", None, "antal", None),
                (2017, "kvinnor", "Kompetensförsörjning", "1/12-30/11", None, "antal", None),
                (2017, "män", "Kompetensförsörjning", "1/12-30/11", None, "antal", None),
                (2016, "totalt", "Kompetensförsörjning", "1/12-30/11", 1.0, "antal", 1.0),
                (2016, "kvinnor", "Kompetensförsörjning", "1/12-30/11", None, "antal", None),
                (2016, "män", "Kompetensförsörjning", "1/12-30/11", None, "antal", None),
            ],
        ),
        (
            "Total lönekostnad (tkr)",
            [
                (2017, "totalt", "Personalkostnader", "1/12-30/11", 104700.0, "tkr", 1.0),
                (2017, "kvinnor", "Personalkostnader", "1/12-30/11", None, "tkr", None),
                (2017, "män", "Personalkostnader", "1/12-30/11", None, "tkr", None),
                (2016, "totalt", "Personalkostnader", "1/12-30/11", 94993.0, "tkr", 1.0),
                (2016, "kvinnor", "Personalkostnader", "1/12-30/11", None, "tkr", None),
                (2016, "män", "Personalkostnader", "1/12-30/11", None, "tkr", None),
            ],
        ),
        (
            "Lönekostnader totalt, tkr",
            [
                (2020, "totalt", "", "1/1-31/12", -91093.0, "tkr", 1.0),
                (2020, "kvinnor", "", "1/1-31/12", None, "tkr", None),
                (2020, "män", "", "1/1-31/12", None, "tkr", None),
                (2019, "totalt", "", "1/1-31/12", -92727.0, "tkr", 1.0),
                (2019, "kvinnor", "", "1/1-31/12", None, "tkr", None),
                (2019, "män", "", "1/1-31/12", None, "tkr", None),
            ],
        ),
        (
            "Årsarbetare, antal omräknade heltider",
            [
                (2020, "totalt", "", "1/1-31/12", 137.7, "årsarbetare", 0.1),
                (2020, "kvinnor", "", "1/1-31/12", 109.5, "årsarbetare", 0.1),
                (2020, "män", "", "1/1-31/12", 28.2, "årsarbetare", 0.1),
                (2019, "totalt", "", "1/1-31/12", 138.6, "årsarbetare", 0.1),
                (2019, "kvinnor", "", "1/1-31/12", 111.2, "årsarbetare", 0.1),
                (2019, "män", "", "1/1-31/12", 27.5, "årsarbetare", 0.1),
            ],
        ),
        (
            "HME delindex ledarskap",
            [
                (2020, "totalt", "", "dec", 4.3, "index", 0.1),
                (2020, "kvinnor", "", "dec", 4.2, "index", 0.1),
                (2020, "män", "", "dec", 4.5, "index", 0.1),
                (2019, "totalt", "", "dec", 4.1, "index", 0.1),
                (2019, "kvinnor", "", "dec", 4.0, "index", 1.0),
                (2019, "män", "", "dec", 4.4, "index", 0.1),
            ],
        ),
        (
            "Medelålder månadsanställda",
            [
                (2020, "totalt", "", "30/11", 44.0, "år", 1.0),
                (2020, "kvinnor", "", "30/11", 43.0, "år", 1.0),
                (2020, "män", "", "30/11", 50.0, "år", 1.0),
                (2019, "totalt", "", "30/11", None, "år", None),
                (2019, "kvinnor", "", "30/11", None, "år", None),
                (2019, "män", "", "30/11", None, "år", None),
            ],
        ),
        (
            "Sjukfrånvaro totalt (%)",
            [
                (2020, "totalt", "", "1/12-30/11", 6.6, "%", 0.1),
                (2020, "kvinnor", "", "1/12-30/11", 7.0, "%", 1.0),
                (2020, "män", "", "1/12-30/11", 5.0, "%", 1.0),
                (2019, "totalt", "", "1/12-30/11", 4.5, "%", 0.1),
                (2019, "kvinnor", "", "1/12-30/11", 4.0, "%", 1.0),
                (2019, "män", "", "1/12-30/11", 6.0, "%", 1.0),
            ],
        ),
    ],
)
def test_a_real_staff_figure(post: str, rows: list[tuple[object, ...]]) -> None:
    staff = load_staff()
    found = staff[staff["post"] == post]
    assert plain_rows(found, "år", "grupp", "rubrik", "mätdatum", "värde", "enhet", "upplösning") == rows


def test_the_real_staff_tables() -> None:
    lines = load_staff().drop_duplicates(["dokument", "rad"]).groupby(["dokument", "avsnitt"], sort=False)
    assert list(lines.size().items()) == [
        (("socialnamnden-2017", "3.1 Personalnyckeltal"), 21),
        (("socialnamnden-2020", "Personalkostnader & personalstyrka"), 8),
        (("socialnamnden-2020", "Medarbetarskap & ledarskap"), 4),
        (("socialnamnden-2020", "Kompetensförsörjning & kompetensutveckling"), 7),
        (("socialnamnden-2020", "Hållbart arbetsliv & arbetsmiljö"), 12),
    ]
