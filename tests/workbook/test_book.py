"""The workbook shows numbers everywhere, its formulas give them, and it is safe to open and to write."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from analysis.cache import shared
from analysis.errors import DataError, OutputError
from analysis.ledger.claims import audit_claims
from analysis.workbook import binding
from analysis.workbook.book import write_audit_workbook, write_board_workbook
from tests.boards import REPORT, make_board, sum_parts
from tests.books import ONLY_DRIFT, filled, formulas, live_values, loaded, needs_office, recalculated
from tests.workbook.both import APPENDIX, finished

APPENDIX_2020 = f"{APPENDIX}2020 mot 2019"


@pytest.fixture(scope="module")
def real() -> Path:
    return finished(APPENDIX_2020)


@pytest.fixture(scope="module")
def pages() -> Path:
    return finished("2020 mot 2019")


def test_sheets_in_the_order_a_board_reads_them(real, pages):
    assert loaded(pages).sheetnames == [
        *("Sammanfattning", "Mellan åren", "Avvikelser", "HVB-placeringar", "Konsulter", "Ekonomiskt bistånd"),
        "Tal och prövning",
    ]
    assert loaded(real).sheetnames == [
        *("Innehåll", "Checklista", "Driftredovisning 2017", "Driftredovisning 2020", "Budgetens väg"),
        *("Vems pengar", "Investeringar"),
        *(
            "Volymer och personal",
            "Orsaker och åtgärder",
            "Scenario",
            "Styckkostnader",
            "Känslighet",
            "Mål och kostnad",
        ),
        *("Påståenden", "Kontroller", "Jämförbarhet"),
        *("Uppgifter", "Källor", "Läsning"),
    ]


def test_pandas_sees_the_numbers_of_the_report(real):
    sheet = pd.read_excel(real, sheet_name="Driftredovisning 2020", header=5, engine="openpyxl")
    total = sheet[sheet["Post"] == "Summa"].iloc[0]
    assert total["Utfall, tkr"] == -218690
    assert total["Budget, tkr"] == -191030
    assert total["Avvikelse, tkr (beräknad)"] == -27660
    assert total["Skillnad, tkr"] == 0


def test_deviations_and_sums_are_live_formulas_with_values(real):
    texts, values = formulas(real), filled(real, values=True)
    assert texts["Driftredovisning 2017", "F7"] == "=D7-E7"
    assert texts["Driftredovisning 2017", "H7"] == "=G7-F7"
    assert (
        values["Driftredovisning 2017", "F7"],
        values["Driftredovisning 2017", "G7"],
        values["Driftredovisning 2017", "H7"],
    ) == (14622, 14623, 1)
    assert texts["Driftredovisning 2017", "D29"] == "=SUM(D12:D18)"
    assert values["Driftredovisning 2017", "D29"] == -297890
    assert set(texts) <= set(values)


def test_true_tables_no_merged_cells_nothing_hidden_a4(real):
    book = loaded(real)
    for sheet in book.worksheets:
        assert sheet.tables, sheet.title
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert not [row for row, height in sheet.row_dimensions.items() if height.hidden]
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        pages = 1 if sheet.title == "Innehåll" else 0
        assert (sheet.page_setup.fitToWidth or 1, 1 if sheet.page_setup.fitToHeight is None else 0) == (1, pages)
        assert "Socialnämnden, Katrineholms kommun" in sheet.oddFooter.left.text
        assert "&P" in sheet.oddFooter.right.text
    repeated = {sheet.title: sheet.print_title_rows for sheet in book.worksheets}
    assert repeated["Kontroller"] == "$7:$7"


def test_same_data_give_the_same_bytes(real, pages, tmp_path):
    assert pages.read_bytes() == write_board_workbook(tmp_path / "a.xlsx").read_bytes()
    assert real.read_bytes() == write_audit_workbook(tmp_path / "b.xlsx").read_bytes()


def test_what_another_process_of_a_job_has_written_is_written_once(tmp_path, monkeypatch):
    data, made = make_board(tmp_path / "data"), list[str]()
    content = binding._content

    def counted(*words):
        made.append(words[1])
        return content(*words)

    monkeypatch.setattr(binding, "_content", counted)
    alone = write_board_workbook(tmp_path / "a.xlsx", data=data).read_bytes()
    with shared(tmp_path):
        paths = [write_board_workbook(tmp_path / f"{name}.xlsx", data=data) for name in "bcd"]
        write_audit_workbook(tmp_path / "e.xlsx", data=data)
        write_board_workbook(tmp_path / "f.xlsx", thresholds=(1, 1), data=data)
    write_board_workbook(tmp_path / "g.xlsx", data=data)
    assert all(path.read_bytes() == alone for path in paths)
    board, audit = "Underlag till nämnden", "Bilaga för granskning"
    assert made == [board, board, audit, board, board]


def test_label_that_looks_like_a_formula_stays_text():
    book = loaded(finished(f"{APPENDIX}{ONLY_DRIFT}"))
    kinds = {cell.value: cell.data_type for row in book["Driftredovisning 2023"].iter_rows() for cell in row}
    assert kinds["=Simhall"] == "s"


def test_text_in_the_workbook_starts_no_program(real):
    with zipfile.ZipFile(io.BytesIO(real.read_bytes())) as parts:
        names = parts.namelist()
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]


def test_empty_and_doubtful_cells_stay_empty(tmp_path):
    report = REPORT.replace("-300 200 -500", "-300 2O0 -500")
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data", report))
    rows = pd.read_excel(path, sheet_name="Driftredovisning 2023", header=5, engine="openpyxl").set_index("Post")
    assert rows.loc["Ledning", ["Utfall, tkr", "Avvikelse, tkr (beräknad)", "Skillnad, tkr"]].isna().all()
    notes = pd.read_excel(path, sheet_name="Läsning", header=3, engine="openpyxl")
    assert notes["Anmärkning"].str.contains("2O0").any()


def test_year_can_be_chosen():
    assert filled(finished("2017"), values=True)["Sammanfattning", "A1"] == "Utfall mot budget 2017"


def test_unknown_year_is_named_before_anything_is_written(tmp_path):
    path = tmp_path / "bok.xlsx"
    path.write_text("gammal", encoding="utf-8")
    with pytest.raises(DataError, match=r"saw year 1999; expected one of: 2017, 2020"):
        write_board_workbook(path, year=1999)
    assert path.read_text(encoding="utf-8") == "gammal"


def test_a_subject_may_not_take_the_place_of_another_sheet(tmp_path):
    folder = make_board(tmp_path)
    rows = ["sheet,kind,what", "avvikelser,rubrik,Varför?", "avvikelser,fråga,Vad hände?"]
    (folder / "subjects.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"subjects\.csv.*sheet = 'avvikelser'.*a name that no other sheet has"):
        write_board_workbook(tmp_path / "underlag.xlsx", data=folder)
    assert not (tmp_path / "underlag.xlsx").exists()


def test_old_workbook_is_kept_when_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "bok.xlsx"
    path.write_text("gammal", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_board_workbook(path)
    assert path.read_text(encoding="utf-8") == "gammal"
    assert [file.name for file in tmp_path.iterdir()] == ["bok.xlsx"]


def test_negative_weights_become_minus_signs(tmp_path):
    sums = sum_parts("Bibliotek", "=Simhall", "-Ledning")
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data", sums=sums))
    texts, values = formulas(path), filled(path, values=True)
    assert texts["Driftredovisning 2023", "D14"] == "=D7+D8-D9"
    assert values["Driftredovisning 2023", "D14"] == -3400


@needs_office
def test_recalculated_by_libreoffice_every_cell_keeps_its_value():
    paths = [finished(case) for case in ("2020 mot 2017", "2017", APPENDIX_2020)]
    for path, anew in zip(paths, recalculated(*paths), strict=True):
        before, after = live_values(path, anew)
        assert len(before) > 150
        assert after == pytest.approx(before)


def test_deviations_that_are_not_printed_are_computed(tmp_path):
    report = """Drift

Driftredovisning (tkr)

Utfall 2023 Budget 2023

Bibliotek -1 200 -1 000

=Simhall -2 500 -2 600

Ledning -300 200

Summa -4 000 -3 400
"""
    path = write_board_workbook(tmp_path / "bok.xlsx", data=make_board(tmp_path / "data", report))
    texts, values = formulas(path), filled(path, values=True)
    row = labelled(path, "Avvikelser")["Summa"]
    assert texts["Avvikelser", f"D{row}"] == f"=B{row}-C{row}"
    assert values["Avvikelser", f"D{row}"] == -600
    row = labelled(path, "Sammanfattning")[2023]
    assert values["Sammanfattning", f"D{row}"] == -600


def labelled(path: Path, sheet: str, column: str = "A") -> dict[object, int]:
    """Return the row of each label in a column, the first where it stands twice."""
    found = [
        (value, int(place[len(column) :]))
        for (name, place), value in filled(path, values=True).items()
        if name == sheet and place.rstrip("0123456789") == column
    ]
    return dict(reversed(found))


def test_computed_figures_are_live_formulas_over_printed_ones(real):
    texts, values = formulas(real), filled(real, values=True)
    rows = labelled(real, "Uppgifter")
    budget, rise, result = rows["Drift: Summa, budget 2020"], rows["ramökning 2020"], rows["nettobudget 2019"]
    assert texts["Uppgifter", f"B{result}"] == f"='Uppgifter'!$B${budget}+'Uppgifter'!$B${rise}"
    assert values["Uppgifter", f"B{result}"] == -181206
    assert values["Uppgifter", f"F{rise}"] == "socialnamnden-2020, Drift, rad 778"
    assert values["Uppgifter", f"F{budget}"] == "socialnamnden-2020, Drift, rad 770"


def test_figures_of_the_operating_statements_are_linked_to_their_sheets(real):
    texts, rows = formulas(real), labelled(real, "Uppgifter")
    assert texts["Uppgifter", f"B{rows['Drift: Ledning, avvikelse 2020']}"] == "='Driftredovisning 2020'!G8"
    assert texts["Uppgifter", f"B{rows['Drift: Ledning, utfall 2020']}"] == "='Driftredovisning 2020'!D8"


def test_units_are_converted_in_the_formulas(real):
    texts, values, rows = formulas(real), filled(real, values=True), labelled(real, "Uppgifter")
    row = rows["utbetalt ekonomiskt bistånd 2020"]
    assert texts["Uppgifter", f"B{row}"].endswith("*0.001)*12")
    assert values["Uppgifter", f"B{row}"] == pytest.approx(-57311.34)
    share = rows["lönekostnadernas andel av bruttokostnaden 2019"]
    assert texts["Uppgifter", f"B{share}"].endswith(")/0.01")
    assert values["Uppgifter", f"B{share}"] == pytest.approx(36.846874)


def test_claims_show_claimed_computed_and_verdict(real):
    texts, values = formulas(real), filled(real, values=True)
    claim = audit_claims().set_index("id").loc["kostnadsminskning_2020", "påstående"]
    row = labelled(real, "Påståenden")[claim]
    shown = [values.get(("Påståenden", f"{column}{row}")) for column in "BCDEGHM"]
    assert shown == ["cirka", 7700, 7712, -12, "tkr", "stämmer", 6885]
    assert texts["Påståenden", f"E{row}"] == f"=C{row}-D{row}"
    assert values["Påståenden", f"I{row}"] == "Engångskostnaden räknas bort först."


def test_verdicts_are_counted_in_words_by_a_formula(real):
    texts, values, rows = formulas(real), filled(real, values=True), labelled(real, "Innehåll")
    place = "Innehåll", f"B{rows['Tryckta summor och avvikelser']}"
    assert values[place] == "67 stämmer, 6 avrundning, 0 avviker, 0 kan inte prövas"
    assert texts[place].startswith('=COUNTIF(\'Kontroller\'!$H$8:$H$80,"stämmer")&" stämmer"&", "&COUNTIF(')
    verdicts = [value for (sheet, name), value in values.items() if sheet == "Påståenden" and name.startswith("H")]
    counts = [f"{verdicts.count(name)} {name}" for name in ("stämmer", "avrundning", "avviker", "kan inte prövas")]
    names = ("Rapporternas påståenden", "Egna avstämningar")
    shown = [str(values["Innehåll", f"B{rows[name]}"]).split(", ") for name in names]
    sums = [int(one.split()[0]) + int(other.split()[0]) for one, other in zip(*shown, strict=True)]
    assert [f"{number} {count.partition(' ')[2]}" for number, count in zip(sums, counts, strict=True)] == counts


def test_years_that_do_not_compare_say_why_on_their_row(real):
    values = filled(real, values=True)
    rows = [row for row in range(1, 400) if values.get(("Jämförbarhet", f"A{row}")) == "HVB-placeringar"]
    shown = [[values.get(("Jämförbarhet", f"{column}{row}")) for column in "BCF"] for row in rows]
    assert shown == [
        [2017, -95052, "jämförbar"],
        [2018, None, "saknas"],
        [2019, None, "saknas"],
        [2020, -5974, "ej jämförbar"],
    ]
    assert "Bara namnet är gemensamt" in str(values["Jämförbarhet", f"G{rows[-1]}"])


def test_lines_that_no_concept_measures_are_listed():
    rows = labelled(finished(f"{APPENDIX}{ONLY_DRIFT}"), "Jämförbarhet")
    assert {"Bibliotek", "=Simhall", "Ledning", "Summa"} <= set(rows)


def test_each_figure_of_the_board_is_found_in_the_appendix_by_its_id(real, pages):
    own = filled(real, values=True)
    known = {value for (sheet, place), value in own.items() if sheet == "Uppgifter" and place.startswith("I")}
    shown = filled(pages, values=True)
    columns = {"Tal och prövning": "H", "Avvikelser": "K"}
    ids = [value for (sheet, place), value in shown.items() if value and place.startswith(columns.get(sheet, "-"))]
    assert len([one for one in ids if one in known]) > 100
    assert set(ids) - known == {"Id"} - known


def test_no_measure_that_does_not_compare_stands_in_a_row_of_another(pages):
    values, row = filled(pages, values=True), labelled(pages, "HVB-placeringar")["HVB-placeringar"]
    shown = [values.get(("HVB-placeringar", f"{column}{row}")) for column in "CDEFG"]
    assert [one for one in shown if one is not None] == [-95052]
