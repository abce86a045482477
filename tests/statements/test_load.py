"""The documents under data/ as tidy frames: made-up boards and the real ones, literal rows in and out."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.statements.load import (
    CARRY_OVERS,
    INVESTMENTS,
    STAFF,
    VOLUMES,
    load_carry_overs,
    load_drift,
    load_investments,
    load_staff,
    load_volumes,
)
from tests.boards import plain_rows, write_board

COLUMNS = ("post", "utfall_tkr", "budget_tkr", "avvikelse_tkr")
IN_MNKR = """\
## 2 Drift

Driftsredovisning (mnkr)\t\t\t
\tUtfall 2021\tBudget 2021\tAvvikelse
Intäkter\t12,5\t12,0\t0,5
*varav Avgifter\t4,1\t\t
*varav Bidrag\t0,3\t-\t0,3
Kostnader\t−20,45\t–21,30\t0,85
**varav Lokaler\t-7,0\t- 7,0\t0,0
<b>Totalt</b>\t<b>-1 007,9</b>\t-9,3\t-998,6
"""
IN_KR = """\
Drift 
Driftsredovisning (kr) 

 Utfall 2022 Budget 2022 Avvikelse 

Stab -1 234 567 -1 200 000 -34 567 

Öppna insatser  -10 000 859 -10 859 

Myndighet barn, 
unga och familj -5 0 -5 

Summa -1 244 572 -1 199 141 -45 431 
"""  # noqa: W291  (a printed line ends in a space)
INVESTED = """\
Investeringar 
Investeringsredovisning (tkr) 

 
Beslutad 

total 
budget Ack utfall Avvikelse 

Utfall 
2022 Budget 2022 

Avvikelse 
2022 

Pågående projekt:       

Nya stolar -100 0 100 0 -100 100 

Datorer    -207 -300 93 

Summa -100 0 100 -207 -400 193 

 Ombudgetering 
Ombudgetering av investeringsmedel (tkr) 

Nr Projektbenämning 
Använda 
investerings- 
medel 2022 

Investerings- 
budget 2022 

Avvikelse 
Ombudge- 
tering till 

2023 
Kommentar 

946 
019 

Datorer -207 -300 93 90 

Summa -207 -300 93 90 
"""  # noqa: W291, W293
COUNTED = """\
Volymutveckling
Volymmått Utfall 2021 Utfall 2022

Vårddygn i familjehem 10500 8000

Ärenden 35 22,5

# Personal

Nyckeltal\tMätdatum\tUtfall 2022\tUtfall kvinnor 2022\tUtfall män 2022
Antal anställda\t30/11\t<b>138</b>\t111\t27
Sjukfrånvaro\t1/12-30/11\t6,6 %\t7 %\t
<b>Kostnader</b>\t\t\t\t
Löner (tkr)\t1/1-31/12\t-91 093\t\t-
Medelålder\tdec\t44\t43x\t50
"""


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reports = {"a-2021": IN_MNKR, "b-2022": IN_KR, "c-2022": INVESTED, "d-2022": COUNTED}
    return write_board(tmp_path_factory.mktemp("data"), reports)


def test_drift_in_mnkr_and_kr_comes_out_in_tkr(board: Path) -> None:
    drift = load_drift(board)
    assert plain_rows(drift, "dokument", "år", "utfall_tkr", "budget_tkr", "avvikelse_tkr", "upplösning_tkr") == [
        ("a-2021", 2021, 12500.0, 12000.0, 500.0, 100.0),
        ("a-2021", 2021, 4100.0, None, None, 100.0),
        ("a-2021", 2021, 300.0, None, 300.0, 100.0),
        ("a-2021", 2021, -20450.0, -21300.0, 850.0, 10.0),
        ("a-2021", 2021, -7000.0, -7000.0, 0.0, 100.0),
        ("a-2021", 2021, -1007900.0, -9300.0, -998600.0, 100.0),
        ("b-2022", 2022, -1234.567, -1200.0, -34.567, 0.001),
        ("b-2022", 2022, -10.0, 0.859, -10.859, 0.001),
        ("b-2022", 2022, -0.005, 0.0, -0.005, 0.001),
        ("b-2022", 2022, -1244.572, -1199.141, -45.431, 0.001),
    ]


def test_drift_lines_know_their_place_kind_and_parent(board: Path) -> None:
    drift = load_drift(board)
    assert plain_rows(drift, "avsnitt", "rad", "ordning", "etikett", "post", "slag", "förälder", "läsning") == [
        ("2 Drift", 5, 1, "Intäkter", "Intäkter", "intäkt", "", "säker"),
        ("2 Drift", 6, 2, "*varav Avgifter", "Avgifter", "varav", "Intäkter", "säker"),
        ("2 Drift", 7, 3, "*varav Bidrag", "Bidrag", "varav", "Intäkter", "säker"),
        ("2 Drift", 8, 4, "Kostnader", "Kostnader", "kostnad", "", "säker"),
        ("2 Drift", 9, 5, "**varav Lokaler", "Lokaler", "varav", "Kostnader", "säker"),
        ("2 Drift", 10, 6, "<b>Totalt</b>", "Totalt", "summa", "", "säker"),
        ("Drift", 6, 1, "Stab", "Stab", "netto", "", "säker"),
        ("Drift", 8, 2, "Öppna insatser", "Öppna insatser", "netto", "", "säker"),
        ("Drift", 11, 3, "Myndighet barn, unga och familj", "Myndighet barn, unga och familj", "netto", "", "säker"),
        ("Drift", 13, 4, "Summa", "Summa", "summa", "", "säker"),
    ]


def test_every_row_names_board_and_period(board: Path) -> None:
    drift = load_drift(board)
    assert set(plain_rows(drift, "nämnd", "period")) == {("Nämnden", "helår")}


def test_investments_keep_the_year_and_the_whole_project_apart(board: Path) -> None:
    columns = ("år", "rad", "post", "omfattning", "utfall_tkr", "budget_tkr", "avvikelse_tkr", "upplösning_tkr")
    assert plain_rows(load_investments(board), *columns) == [
        (2022, 18, "Nya stolar", "sedan projektstart", 0.0, -100.0, 100.0, 1.0),
        (2022, 20, "Datorer", "sedan projektstart", None, None, None, None),
        (2022, 22, "Summa", "sedan projektstart", 0.0, -100.0, 100.0, 1.0),
        (2022, 18, "Nya stolar", "årets", 0.0, -100.0, 100.0, 1.0),
        (2022, 20, "Datorer", "årets", -207.0, -300.0, 93.0, 1.0),
        (2022, 22, "Summa", "årets", -207.0, -400.0, 193.0, 1.0),
    ]


def test_carry_overs_know_their_project_and_where_the_money_goes(board: Path) -> None:
    columns = ("år", "nr", "post", "slag", "utfall_tkr", "budget_tkr", "avvikelse_tkr", "ombudgetering_tkr", "till_år")
    assert plain_rows(load_carry_overs(board), *columns) == [
        (2022, "946 019", "Datorer", "netto", -207.0, -300.0, 93.0, 90.0, 2023),
        (2022, "", "Summa", "summa", -207.0, -300.0, 93.0, 90.0, 2023),
    ]


def test_volumes_have_a_row_for_each_year(board: Path) -> None:
    assert plain_rows(load_volumes(board), "dokument", "år", "rad", "post", "utfall", "enhet", "upplösning") == [
        ("d-2022", 2021, 4, "Vårddygn i familjehem", 10500.0, "vårddygn", 1.0),
        ("d-2022", 2022, 4, "Vårddygn i familjehem", 8000.0, "vårddygn", 1.0),
        ("d-2022", 2021, 6, "Ärenden", 35.0, "antal", 1.0),
        ("d-2022", 2022, 6, "Ärenden", 22.5, "antal", 0.1),
    ]


def test_staff_figures_have_a_row_for_each_group_in_their_own_unit(board: Path) -> None:
    columns = ("rad", "rubrik", "post", "mätdatum", "grupp", "värde", "enhet", "upplösning", "läsning")
    assert plain_rows(load_staff(board), *columns) == [
        (11, "", "Antal anställda", "30/11", "totalt", 138.0, "antal", 1.0, "säker"),
        (11, "", "Antal anställda", "30/11", "kvinnor", 111.0, "antal", 1.0, "säker"),
        (11, "", "Antal anställda", "30/11", "män", 27.0, "antal", 1.0, "säker"),
        (12, "", "Sjukfrånvaro", "1/12-30/11", "totalt", 6.6, "%", 0.1, "säker"),
        (12, "", "Sjukfrånvaro", "1/12-30/11", "kvinnor", 7.0, "%", 1.0, "säker"),
        (12, "", "Sjukfrånvaro", "1/12-30/11", "män", None, "%", None, "säker"),
        (14, "Kostnader", "Löner (tkr)", "1/1-31/12", "totalt", -91093.0, "tkr", 1.0, "säker"),
        (14, "Kostnader", "Löner (tkr)", "1/1-31/12", "kvinnor", None, "tkr", None, "säker"),
        (14, "Kostnader", "Löner (tkr)", "1/1-31/12", "män", None, "tkr", None, "säker"),
        (15, "Kostnader", "Medelålder", "dec", "totalt", 44.0, "år", 1.0, "tveksam"),
        (15, "Kostnader", "Medelålder", "dec", "kvinnor", None, "år", None, "tveksam"),
        (15, "Kostnader", "Medelålder", "dec", "män", 50.0, "år", 1.0, "tveksam"),
    ]


def test_a_table_without_a_printed_unit_is_refused_in_every_document(tmp_path: Path) -> None:
    without = IN_KR.replace(" (kr)", "")
    data = write_board(tmp_path, {"a-2021": IN_MNKR, "b-2022": without, "c-2023": without.replace("2022", "2023")})
    with pytest.raises(DataError, match="saw enhet = ''") as error:
        load_drift(data)
    assert str(error.value).splitlines() == [
        "b-2022.txt, line 4: saw enhet = ''; expected (tkr), (mnkr) or (kr) in the table's title; correct the cell",
        "c-2023.txt, line 4: saw enhet = ''; expected (tkr), (mnkr) or (kr) in the table's title; correct the cell",
    ]
    assert error.value.swedish().splitlines()[0] == (
        "b-2022.txt rad 4: enhet = ””; väntade (tkr), (mnkr) eller (kr) i tabellens rubrik; rätta cellen."
    )


def test_a_number_in_a_unit_that_is_not_money_is_refused(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": IN_MNKR.replace("12,5", "12,5 %")})
    with pytest.raises(DataError, match=r"^a-2021\.txt, line 3: saw enhet = '%'; expected \(tkr\), \(mnkr\) or \(kr\)"):
        load_drift(data)


def test_a_unit_beside_a_number_goes_before_the_tables(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": IN_MNKR.replace("0,5\n", "500 tkr\n")})
    assert plain_rows(load_drift(data).head(1), "utfall_tkr", "budget_tkr", "avvikelse_tkr") == [
        (12500.0, 12000.0, 500.0)
    ]


def test_a_cell_that_cannot_be_read_is_missing_and_its_row_in_doubt(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": IN_MNKR.replace("–21,30", "–21,3O")})
    assert plain_rows(load_drift(data).loc[[3]], "post", "utfall_tkr", "budget_tkr", "avvikelse_tkr", "läsning") == [
        ("Kostnader", -20450.0, None, 850.0, "tveksam")
    ]


def test_a_table_of_two_years_has_a_row_for_each(tmp_path: Path) -> None:
    head = "\tUtfall 2021\tBudget 2021\tAvvikelse 2021\tUtfall 2020\tBudget 2020\tAvvikelse 2020"
    text = f"Driftsredovisning (tkr)\t\t\t\t\t\t\n{head}\nStab\t-3\t-5\t2\t-4\t-8\t4\nHVB\t-1\t-1\t0\t-2\t-2\t0\n"
    drift = load_drift(write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(drift, "år", "rad", *COLUMNS) == [
        (2021, 3, "Stab", -3.0, -5.0, 2.0),
        (2021, 4, "HVB", -1.0, -1.0, 0.0),
        (2020, 3, "Stab", -4.0, -8.0, 4.0),
        (2020, 4, "HVB", -2.0, -2.0, 0.0),
    ]


def test_a_table_that_names_no_year_is_of_the_reports_year(tmp_path: Path) -> None:
    text = "Driftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nStab\t-3\t-5\t2\n"
    drift = load_drift(write_board(tmp_path, {"a-2021": text, "b-2022": text}))
    assert plain_rows(drift, "dokument", "år") == [("a-2021", 2021), ("b-2022", 2022)]


def test_a_row_has_the_finest_step_that_it_prints(tmp_path: Path) -> None:
    rows = "Stab\t-1,2\t0\t-1,2\nHVB\t-12\t0\t-12\nLedning\t-1,25\t-1,2\t0\nSumma\t\t\t\n"
    text = f"Driftsredovisning (mnkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\n{rows}"
    drift = load_drift(write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(drift, "post", "upplösning_tkr") == [("Stab", 100.0), ("HVB", 1000.0), ("Ledning", 10.0)]


def test_drift_without_deviations_is_loaded(tmp_path: Path) -> None:
    text = "Driftsredovisning (tkr)\t\t\n\tUtfall\tBudget\nStab\t-3\t-1\nHVB\t-4\t-5\n"
    drift = load_drift(write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(drift, "år", *COLUMNS, "läsning") == [
        (2021, "Stab", -3.0, -1.0, None, "säker"),
        (2021, "HVB", -4.0, -5.0, None, "säker"),
    ]


def test_two_sets_of_one_year_are_refused_in_every_document(tmp_path: Path) -> None:
    head = "\tAck utfall {0}\tAck budget {0}\tAvvikelse\tUtfall {0}\tBudget {0}\tAvvikelse\n"
    text = "Driftsredovisning (tkr)\t\t\t\t\t\t\n" + head + "Stab\t-1\t-1\t0\t-2\t-2\t0\n"
    data = write_board(tmp_path, {"a-2021": "\n" + text.format(2021), "b-2022": text.format(2022)})
    with pytest.raises(DataError, match="saw 2 sets") as error:
        load_drift(data)
    assert error.value.swedish().splitlines() == [
        "a-2021.txt rad 2: 2 uppsättningar Utfall, Budget och Avvikelse för 2021; väntade en; behåll bara helårets kolumner i den registrerade filen.",
        "b-2022.txt rad 1: 2 uppsättningar Utfall, Budget och Avvikelse för 2022; väntade en; behåll bara helårets kolumner i den registrerade filen.",
    ]


@pytest.mark.parametrize(("head", "year"), [("Ombudgetering till 2022", 2022), ("Ombudgetering", None)])
def test_the_year_that_money_is_carried_over_to_may_be_missing(tmp_path: Path, head: str, year: int | None) -> None:
    title = "## Flyttade medel\n\nOmbudgetering (tkr)\t\t\t\t\n"
    text = f"{title}Projekt\tUtfall\tBudget\tAvvikelse\t{head}\nDatorer\t-1\t-3\t2\t2\n"
    moved = load_carry_overs(write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(moved, "år", *COLUMNS, "ombudgetering_tkr", "till_år") == [
        (2021, "Datorer", -1.0, -3.0, 2.0, 2.0, year)
    ]
    assert str(moved["till_år"].dtype) == "Int64"


def test_a_table_below_a_heading_of_its_own_name_is_one_table(tmp_path: Path) -> None:
    title = "## Ombudgetering\n\nOmbudgetering (tkr)\t\t\t\t\n"
    text = f"{title}Projekt\tUtfall\tBudget\tAvvikelse\tOmbudgetering till 2022\nDatorer\t-1\t-3\t2\t2\n"
    moved = load_carry_overs(write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(moved, "avsnitt", "rad", "post", "ombudgetering_tkr") == [("Ombudgetering", 5, "Datorer", 2.0)]


def test_a_first_row_of_dashes_is_a_row(tmp_path: Path) -> None:
    text = "Driftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nHyror\t-\t–\t-\nStab\t-3\t-5\t2\n"
    drift = load_drift(write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(drift, *COLUMNS, "upplösning_tkr", "läsning") == [
        ("Hyror", None, None, None, None, "säker"),
        ("Stab", -3.0, -5.0, 2.0, 1.0, "säker"),
    ]


def test_the_second_table_below_a_heading_stands_in_the_same_section(tmp_path: Path) -> None:
    text = (
        "# Ekonomi\n\nDriftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nStab\t-1\t-1\t0\n\n"
        "Investeringsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nDatorer\t-2\t-3\t1\n"
    )
    data = write_board(tmp_path, {"a-2021": text})
    assert plain_rows(load_drift(data), "avsnitt", "rad", "post") == [("Ekonomi", 5, "Stab")]
    assert plain_rows(load_investments(data), "avsnitt", "rad", "post") == [("Ekonomi", 9, "Datorer")]


def test_only_a_label_that_begins_with_varav_loses_the_word(tmp_path: Path) -> None:
    rows = "Sjukfrånvaro totalt, varav <15 dagar (%)\t2,5\t2,1\nvarav >59 dagar (%)\t1,5\t1,1\n"
    data = write_board(tmp_path, {"a-2021": f"# Personal\n\nNyckeltal\tUtfall 2021\tUtfall 2020\n{rows}"})
    assert plain_rows(load_staff(data).drop_duplicates("rad"), "etikett", "post", "enhet") == [
        ("Sjukfrånvaro totalt, varav <15 dagar (%)", "Sjukfrånvaro totalt, varav <15 dagar (%)", "%"),
        ("varav >59 dagar (%)", ">59 dagar (%)", "%"),
    ]


def test_a_changed_board_is_loaded_anew(tmp_path: Path) -> None:
    first = load_drift(write_board(tmp_path, {"a-2021": IN_MNKR}))
    first["post"] = "ändrad"
    assert load_drift(tmp_path)["post"].iloc[0] == "Intäkter"
    write_board(tmp_path, {"a-2021": IN_MNKR.replace("Intäkter", "Avgifter och annat")})
    assert load_drift(tmp_path)["post"].iloc[0] == "Avgifter och annat"


def test_a_board_without_a_kind_of_table_has_an_empty_frame(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": IN_MNKR})
    frames = [load_investments(data), load_carry_overs(data), load_volumes(data), load_staff(data)]
    assert [list(frame.columns) for frame in frames] == [
        list(schema) for schema in (INVESTMENTS, CARRY_OVERS, VOLUMES, STAFF)
    ]
    assert [len(frame) for frame in frames] == [0, 0, 0, 0]


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
        {**place, "ordning": "int64", **measured, "utfall": "float64", "upplösning": "float64", "läsning": "str"},
        {**place, "ordning": "int64", "rubrik": "str", "mätdatum": "str", "grupp": "str", **measured}
        | {"värde": "float64", "upplösning": "float64", "läsning": "str"},
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
    assert plain_rows(volumes, "rad", "år", "utfall", "enhet") == [
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
                (2017, "totalt", "Personalstyrka", "1/12-30/11", 142.3, "antal", 0.1),
                (2017, "kvinnor", "Personalstyrka", "1/12-30/11", 105.3, "antal", 0.1),
                (2017, "män", "Personalstyrka", "1/12-30/11", 37.0, "antal", 0.1),
                (2016, "totalt", "Personalstyrka", "1/12-30/11", 126.8, "antal", 0.1),
                (2016, "kvinnor", "Personalstyrka", "1/12-30/11", 94.5, "antal", 0.1),
                (2016, "män", "Personalstyrka", "1/12-30/11", 32.3, "antal", 0.1),
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
                (2020, "totalt", "", "1/1-31/12", 137.7, "antal", 0.1),
                (2020, "kvinnor", "", "1/1-31/12", 109.5, "antal", 0.1),
                (2020, "män", "", "1/1-31/12", 28.2, "antal", 0.1),
                (2019, "totalt", "", "1/1-31/12", 138.6, "antal", 0.1),
                (2019, "kvinnor", "", "1/1-31/12", 111.2, "antal", 0.1),
                (2019, "män", "", "1/1-31/12", 27.5, "antal", 0.1),
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


class Line(NamedTuple):
    """A line of a made-up drift table: outcome and budget; the deviation follows."""

    label: str
    utfall: int
    budget: int

    @property
    def numbers(self) -> tuple[int, int, int]:
        return self.utfall, self.budget, self.utfall - self.budget


class Print(NamedTuple):
    """How a document prints: its minus, what ends a line, what parts label and numbers, blank lines or not."""

    minus: str
    line_end: str
    after_label: str
    between_rows: str


LABELS = (
    "Ledning",
    "Stab",
    "HVB",
    "Öppna insatser",
    "Barn och unga",
    "Barn, familj och vuxna",
    "Ek.bistånd",
    "IFO/LSS",
)
AMOUNTS = st.one_of(st.integers(-999, 999), st.integers(-99_999, 99_999), st.integers(-9_999_999, 9_999_999))
LINES = st.builds(Line, st.sampled_from(LABELS), AMOUNTS, AMOUNTS)
# -100 100 500 -100 600 is -100 100 less 500 and -100 less 100 500
TWO_WAYS = st.builds(
    Line, st.sampled_from(LABELS), st.integers(100, 999).map(lambda number: -1001 * number), st.integers(100, 999)
)
TABLES = st.lists(LINES | TWO_WAYS, min_size=1, max_size=8).map(
    lambda lines: [*lines, Line("Summa", sum(line.utfall for line in lines), sum(line.budget for line in lines))]
)
PRINTS = st.builds(
    Print,
    st.sampled_from("-–−"),
    st.sampled_from(["\n", " \n"]),
    st.sampled_from([" ", "  "]),
    st.sampled_from(["", "\n"]),
)


def printed(number: int, minus: str) -> str:
    return f"{number:,}".replace(",", " ").replace("-", minus)


def as_text(lines: list[Line], style: Print) -> str:
    """Print a table whose cells and thousands are parted by the same space."""
    rows = [
        line.label + style.after_label + " ".join(printed(number, style.minus) for number in line.numbers)
        for line in lines
    ]
    head = ["Drift", "Driftsredovisning, nettoresultat (tkr)", "", "Utfall 2021 Budget 2021 Avvikelse", ""]
    ends = [line and style.line_end for line in head] + [style.line_end + style.between_rows] * len(rows)
    return "".join(line + (end or "\n") for line, end in zip([*head, *rows], ends, strict=True))


def as_grid(lines: list[Line], style: Print) -> str:
    """Print a table whose cells are parted by tabs."""
    rows = ["\t".join([line.label, *(printed(number, style.minus) for number in line.numbers)]) for line in lines]
    head = ["## Drift", "", "Driftsredovisning, nettoresultat (tkr)\t\t\t", "\tUtfall 2021\tBudget 2021\tAvvikelse"]
    return "\n".join([*head, *rows, ""])


def loaded(text: str) -> pd.DataFrame:
    with TemporaryDirectory() as folder:
        return load_drift(write_board(Path(folder), {"a-2021": text}))


@settings(max_examples=100)
@given(TABLES, PRINTS)
def test_a_table_that_kept_its_cells_loads_as_it_was_printed(lines: list[Line], style: Print) -> None:
    drift = loaded(as_grid(lines, style))
    assert plain_rows(drift, *COLUMNS) == [(line.label, *map(float, line.numbers)) for line in lines]
    assert set(drift["läsning"]) == {"säker"}


@settings(max_examples=200)
@given(TABLES, PRINTS)
def test_a_table_that_lost_its_cells_loads_as_it_was_printed_or_not_at_all(lines: list[Line], style: Print) -> None:
    drift = loaded(as_text(lines, style))
    assert plain_rows(drift, *COLUMNS) == [
        (line.label, *(map(float, line.numbers) if reading == "säker" else (None, None, None)))
        for line, reading in zip(lines, drift["läsning"], strict=True)
    ]


def test_both_layouts_of_a_table_load_the_same() -> None:
    lines = [Line("Ledning", -15785, 859), Line("Stab", -10420, -10459), Line("Summa", -26205, -9600)]
    style = Print("-", " \n", "  ", "\n")
    text, grid = loaded(as_text(lines, style)), loaded(as_grid(lines, style))
    assert plain_rows(text, *COLUMNS, "läsning") == plain_rows(grid, *COLUMNS, "läsning")
    assert plain_rows(text, *COLUMNS, "läsning") == [
        ("Ledning", -15785.0, 859.0, -16644.0, "säker"),
        ("Stab", -10420.0, -10459.0, 39.0, "säker"),
        ("Summa", -26205.0, -9600.0, -16605.0, "säker"),
    ]


def test_a_row_that_can_be_read_in_two_ways_is_left_out() -> None:
    line = "-100 100 500 -100 600"
    drift = loaded(f"Driftsredovisning (tkr)\n\nUtfall 2021 Budget 2021 Avvikelse\nStab {line}\nSumma {line}\n")
    assert plain_rows(drift, *COLUMNS, "läsning") == [
        ("Stab", None, None, None, "tveksam"),
        ("Summa", None, None, None, "tveksam"),
    ]


@pytest.mark.parametrize(
    ("total", "utfall", "budget"),
    [("-100 102 501 -100 603", -100100.0, 500.0), ("-102 100 501 -100 603", -100.0, 100500.0)],
)
def test_the_printed_sum_picks_one_of_two_readings(total: str, utfall: float, budget: float) -> None:
    lines = f"Stab -100 100 500 -100 600\nHVB -2 1 -3\nSumma {total}\n"
    drift = loaded(f"Driftsredovisning, nettoresultat (tkr)\n\nUtfall 2021 Budget 2021 Avvikelse\n{lines}")
    assert plain_rows(drift.head(1), *COLUMNS, "läsning") == [("Stab", utfall, budget, -100600.0, "säker")]
