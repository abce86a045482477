"""The documents of made-up boards as tidy frames: literal rows in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    drift = load_drift(data=board)
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
    drift = load_drift(data=board)
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
    drift = load_drift(data=board)
    assert set(plain_rows(drift, "nämnd", "period")) == {("Nämnden", "helår")}


def test_investments_keep_the_year_and_the_whole_project_apart(board: Path) -> None:
    columns = ("år", "rad", "post", "omfattning", "utfall_tkr", "budget_tkr", "avvikelse_tkr", "upplösning_tkr")
    assert plain_rows(load_investments(data=board), *columns) == [
        (2022, 18, "Nya stolar", "sedan projektstart", 0.0, -100.0, 100.0, 1.0),
        (2022, 20, "Datorer", "sedan projektstart", None, None, None, None),
        (2022, 22, "Summa", "sedan projektstart", 0.0, -100.0, 100.0, 1.0),
        (2022, 18, "Nya stolar", "årets", 0.0, -100.0, 100.0, 1.0),
        (2022, 20, "Datorer", "årets", -207.0, -300.0, 93.0, 1.0),
        (2022, 22, "Summa", "årets", -207.0, -400.0, 193.0, 1.0),
    ]


def test_carry_overs_know_their_project_and_where_the_money_goes(board: Path) -> None:
    columns = ("år", "nr", "post", "slag", "utfall_tkr", "budget_tkr", "avvikelse_tkr", "ombudgetering_tkr", "till_år")
    assert plain_rows(load_carry_overs(data=board), *columns) == [
        (2022, "946 019", "Datorer", "netto", -207.0, -300.0, 93.0, 90.0, 2023),
        (2022, "", "Summa", "summa", -207.0, -300.0, 93.0, 90.0, 2023),
    ]


def test_volumes_have_a_row_for_each_year(board: Path) -> None:
    assert plain_rows(load_volumes(data=board), "dokument", "år", "rad", "post", "värde", "enhet", "upplösning") == [
        ("d-2022", 2021, 4, "Vårddygn i familjehem", 10500.0, "vårddygn", 1.0),
        ("d-2022", 2022, 4, "Vårddygn i familjehem", 8000.0, "vårddygn", 1.0),
        ("d-2022", 2021, 6, "Ärenden", 35.0, "antal", 1.0),
        ("d-2022", 2022, 6, "Ärenden", 22.5, "antal", 0.1),
    ]


def test_staff_figures_have_a_row_for_each_group_in_their_own_unit(board: Path) -> None:
    columns = ("rad", "rubrik", "post", "mätdatum", "grupp", "värde", "enhet", "upplösning", "läsning")
    assert plain_rows(load_staff(data=board), *columns) == [
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
    with pytest.raises(DataError, match="saw a table in money without a printed unit") as error:
        load_drift(data=data)
    assert str(error.value).splitlines() == [
        f"{name}.txt, line 4: saw a table in money without a printed unit; expected (tkr), (mnkr) or (kr) in the table's title; "
        "give it with --unit when the report is added, or in the column unit of documents.csv"
        for name in ("b-2022", "c-2023")
    ]
    assert error.value.swedish().splitlines()[0] == (
        "b-2022.txt rad 4: en tabell i pengar utan tryckt enhet; väntade (tkr), (mnkr) eller (kr) i tabellens rubrik; ange enheten med --unit "
        "(t.ex. --unit tkr) när rapporten läses, eller i kolumnen unit i documents.csv."
    )


def test_a_number_in_a_unit_that_is_not_money_is_refused(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": IN_MNKR.replace("12,5", "12,5 %")})
    with pytest.raises(DataError, match=r"^a-2021\.txt, line 3: saw enhet = '%'; expected \(tkr\), \(mnkr\) or \(kr\)"):
        load_drift(data=data)


def test_a_unit_beside_a_number_goes_before_the_tables(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": IN_MNKR.replace("0,5\n", "500 tkr\n")})
    assert plain_rows(load_drift(data=data).head(1), "utfall_tkr", "budget_tkr", "avvikelse_tkr") == [
        (12500.0, 12000.0, 500.0)
    ]


def test_a_cell_that_cannot_be_read_is_missing_and_its_row_in_doubt(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": IN_MNKR.replace("–21,30", "–21,3O")})
    assert plain_rows(
        load_drift(data=data).loc[[3]], "post", "utfall_tkr", "budget_tkr", "avvikelse_tkr", "läsning"
    ) == [("Kostnader", -20450.0, None, 850.0, "tveksam")]


def test_a_table_of_two_years_has_a_row_for_each(tmp_path: Path) -> None:
    head = "\tUtfall 2021\tBudget 2021\tAvvikelse 2021\tUtfall 2020\tBudget 2020\tAvvikelse 2020"
    text = f"Driftsredovisning (tkr)\t\t\t\t\t\t\n{head}\nStab\t-3\t-5\t2\t-4\t-8\t4\nHVB\t-1\t-1\t0\t-2\t-2\t0\n"
    drift = load_drift(data=write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(drift, "år", "rad", *COLUMNS) == [
        (2021, 3, "Stab", -3.0, -5.0, 2.0),
        (2021, 4, "HVB", -1.0, -1.0, 0.0),
        (2020, 3, "Stab", -4.0, -8.0, 4.0),
        (2020, 4, "HVB", -2.0, -2.0, 0.0),
    ]


def test_a_table_that_names_no_year_is_of_the_reports_year(tmp_path: Path) -> None:
    text = "Driftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nStab\t-3\t-5\t2\n"
    drift = load_drift(data=write_board(tmp_path, {"a-2021": text, "b-2022": text}))
    assert plain_rows(drift, "dokument", "år") == [("a-2021", 2021), ("b-2022", 2022)]


def test_a_row_has_the_finest_step_that_it_prints(tmp_path: Path) -> None:
    rows = "Stab\t-1,2\t0\t-1,2\nHVB\t-12\t0\t-12\nLedning\t-1,25\t-1,2\t0\nSumma\t\t\t\n"
    text = f"Driftsredovisning (mnkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\n{rows}"
    drift = load_drift(data=write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(drift, "post", "upplösning_tkr") == [("Stab", 100.0), ("HVB", 1000.0), ("Ledning", 10.0)]


def test_drift_without_deviations_is_loaded(tmp_path: Path) -> None:
    text = "Driftsredovisning (tkr)\t\t\n\tUtfall\tBudget\nStab\t-3\t-1\nHVB\t-4\t-5\n"
    drift = load_drift(data=write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(drift, "år", *COLUMNS, "läsning") == [
        (2021, "Stab", -3.0, -1.0, None, "säker"),
        (2021, "HVB", -4.0, -5.0, None, "säker"),
    ]


def test_two_sets_of_one_year_are_refused_in_every_document(tmp_path: Path) -> None:
    head = "\tAck utfall {0}\tAck budget {0}\tAvvikelse\tUtfall {0}\tBudget {0}\tAvvikelse\n"
    text = "Driftsredovisning (tkr)\t\t\t\t\t\t\n" + head + "Stab\t-1\t-1\t0\t-2\t-2\t0\n"
    data = write_board(tmp_path, {"a-2021": "\n" + text.format(2021), "b-2022": text.format(2022)})
    with pytest.raises(DataError, match="saw 2 sets") as error:
        load_drift(data=data)
    assert error.value.swedish().splitlines() == [
        "a-2021.txt rad 2: 2 uppsättningar Utfall, Budget och Avvikelse för 2021; väntade en; behåll bara helårets kolumner i den registrerade filen.",
        "b-2022.txt rad 1: 2 uppsättningar Utfall, Budget och Avvikelse för 2022; väntade en; behåll bara helårets kolumner i den registrerade filen.",
    ]


@pytest.mark.parametrize(("head", "year"), [("Ombudgetering till 2022", 2022), ("Ombudgetering", None)])
def test_the_year_that_money_is_carried_over_to_may_be_missing(tmp_path: Path, head: str, year: int | None) -> None:
    title = "## Flyttade medel\n\nOmbudgetering (tkr)\t\t\t\t\n"
    text = f"{title}Projekt\tUtfall\tBudget\tAvvikelse\t{head}\nDatorer\t-1\t-3\t2\t2\n"
    moved = load_carry_overs(data=write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(moved, "år", *COLUMNS, "ombudgetering_tkr", "till_år") == [
        (2021, "Datorer", -1.0, -3.0, 2.0, 2.0, year)
    ]
    assert str(moved["till_år"].dtype) == "Int64"


def test_a_table_below_a_heading_of_its_own_name_is_one_table(tmp_path: Path) -> None:
    title = "## Ombudgetering\n\nOmbudgetering (tkr)\t\t\t\t\n"
    text = f"{title}Projekt\tUtfall\tBudget\tAvvikelse\tOmbudgetering till 2022\nDatorer\t-1\t-3\t2\t2\n"
    moved = load_carry_overs(data=write_board(tmp_path, {"a-2021": text}))
    assert plain_rows(moved, "avsnitt", "rad", "post", "ombudgetering_tkr") == [("Ombudgetering", 5, "Datorer", 2.0)]


def test_a_first_row_of_dashes_is_a_row(tmp_path: Path) -> None:
    text = "Driftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nHyror\t-\t–\t-\nStab\t-3\t-5\t2\n"
    drift = load_drift(data=write_board(tmp_path, {"a-2021": text}))
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
    assert plain_rows(load_drift(data=data), "avsnitt", "rad", "post") == [("Ekonomi", 5, "Stab")]
    assert plain_rows(load_investments(data=data), "avsnitt", "rad", "post") == [("Ekonomi", 9, "Datorer")]


def test_only_a_label_that_begins_with_varav_loses_the_word(tmp_path: Path) -> None:
    rows = "Sjukfrånvaro totalt, varav <15 dagar (%)\t2,5\t2,1\nvarav >59 dagar (%)\t1,5\t1,1\n"
    data = write_board(tmp_path, {"a-2021": f"# Personal\n\nNyckeltal\tUtfall 2021\tUtfall 2020\n{rows}"})
    assert plain_rows(load_staff(data=data).drop_duplicates("rad"), "etikett", "post", "enhet") == [
        ("Sjukfrånvaro totalt, varav <15 dagar (%)", "Sjukfrånvaro totalt, varav <15 dagar (%)", "%"),
        ("varav >59 dagar (%)", ">59 dagar (%)", "%"),
    ]


def test_a_changed_board_is_loaded_anew(tmp_path: Path) -> None:
    first = load_drift(data=write_board(tmp_path, {"a-2021": IN_MNKR}))
    first["post"] = "ändrad"
    assert load_drift(data=tmp_path)["post"].iloc[0] == "Intäkter"
    write_board(tmp_path, {"a-2021": IN_MNKR.replace("Intäkter", "Avgifter och annat")})
    assert load_drift(data=tmp_path)["post"].iloc[0] == "Avgifter och annat"


def test_a_board_without_a_kind_of_table_has_an_empty_frame(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2021": IN_MNKR})
    frames = [load_investments(data=data), load_carry_overs(data=data), load_volumes(data=data), load_staff(data=data)]
    assert [list(frame.columns) for frame in frames] == [
        list(schema) for schema in (INVESTMENTS, CARRY_OVERS, VOLUMES, STAFF)
    ]
    assert [len(frame) for frame in frames] == [0, 0, 0, 0]
