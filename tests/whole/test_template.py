"""The workbook that a controller fills in is written with lists, and read as it is beside the CSV files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from analysis.__main__ import main
from analysis.csv_workbook import HEADS, SHEETS, WORKBOOK
from analysis.data_files import ALL, CAUSES, COMMENTS
from analysis.errors import DataError, OutputError
from analysis.explanations.causes import load_causes
from analysis.explanations.notes import load_comments
from analysis.intake.rehearsal import folder_faults
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import opened
from analysis.statements.load import load_drift
from analysis.workbook.template import FILES, write_template
from tests.ledgers import cause, printed, write_ledger

CAUSE = {
    "Rapport": "a-2021", "Avsnitt": "Text", "Rad": 7, "År": 2021, "Gäller": "rad", "Vad": "Stab",
    "Orsak": "Två tjänster var vakanta.", "Styrka": "anger",
}  # fmt: skip
FIGURE = {
    "Id": "timmar_2021", "Begrepp": "timmar", "År": 2021, "Period": "helår", "Värde": 8.5, "Enhet": "antal",
    "Steg": 0.1, "Rapport": "a-2021", "Avsnitt": "Text", "Status": "tryckt",
}  # fmt: skip
Filled = Mapping[str, Sequence[Mapping[str, object]]]


def filled(data: Path, sheets: Filled) -> Path:
    """Write the template into a folder and fill rows in."""
    path = data / WORKBOOK
    if not path.exists():
        write_template(path, data=data)
    book = openpyxl.load_workbook(path)
    for name, rows in sheets.items():
        heads = [cell.value for cell in book[name][1]]
        for at, row in enumerate(rows, 2):
            for head, value in row.items():
                book[name].cell(at, heads.index(head) + 1, value)
    book.save(path)
    return data


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_ledger(tmp_path / "data", [printed("vård_2021", "7")])


def test_an_empty_template_changes_nothing(data: Path) -> None:
    before = load_ledger(opened(data)).figures
    write_template(data, data=data)
    assert folder_faults(data) == []
    assert load_ledger(opened(data)).figures == before


def test_each_sheet_has_the_columns_of_its_file_and_lists_to_choose_from(data: Path) -> None:
    book = openpyxl.load_workbook(write_template(data, data=data))
    assert book.sheetnames == ["Läs mig", *SHEETS.values(), "Listor"]
    for file in FILES:
        assert [cell.value for cell in book[SHEETS[file.name]][1]] == [HEADS[name] for name in file.names]
    lists = {
        column[0]: [value for value in column[1:] if value] for column in book["Listor"].iter_cols(values_only=True)
    }
    assert lists["Rapporter"] == ["a-2021"]
    assert lists["Rader"] == ["Stab", "HVB", "Summa"]
    assert lists["Kolumner"] == ["Utfall", "Budget", "Avvikelse"]
    chosen = {str(one.sqref): one.formula1 for one in book["Orsaker"].data_validations.dataValidation}
    assert chosen == {
        "A2:A501": "Listor!$A$2:$A$2",
        "F2:F501": '"rad,begrepp,volym,total"',
        "G2:G501": "Listor!$C$2:$C$4",
        "K2:K501": '"anger,antyder,nämner som risk"',
    }


def test_every_column_that_a_sheet_has_is_named_in_swedish_once() -> None:
    for file in ALL:
        if file.name in SHEETS:
            assert len({HEADS[name] for name in file.names}) == len(file.names)


def test_what_is_filled_in_is_read(data: Path) -> None:
    day = {"Rapport": "a-2021", "Rad": "HVB", "Datum": date(2026, 3, 1), "Namn": "Controllern", "Kommentar": "Klart."}
    filled(data, {"Orsaker": [CAUSE], "Uppgifter": [FIGURE], "Kommentarer": [day]})
    folder = opened(data)
    assert [(one.vad, one.orsak, one.rad) for one in load_causes(folder)] == [("Stab", "Två tjänster var vakanta.", 7)]
    assert load_ledger(folder).figures["timmar_2021"].shown().replace("\N{NO-BREAK SPACE}", " ") == "8,5 antal"
    ((found,),) = load_comments(folder).values()
    assert found == ("Klart.", "2026-03-01", "Controllern")
    assert main(["check", "--data", str(data)]) == 0


def test_a_correction_in_the_workbook_corrects(data: Path) -> None:
    row = {"Rapport": "a-2021", "Rad": 5, "Kolumn": "Utfall", "Värde": -11, "Skäl": "Fel i trycket.", "Tryckt": "-10"}
    filled(data, {"Rättelser": [row]})
    assert load_drift(data=data)["utfall_tkr"].tolist()[0] == -11


def test_rows_of_both_count_and_the_same_row_counts_once(data: Path) -> None:
    same = {HEADS[name]: text for name, text in zip(CAUSES.names, cause("HVB", "En till."), strict=True)}
    write_ledger(data, [printed("vård_2021", "7")], causes=[cause("HVB", "En till.")])
    filled(data, {"Orsaker": [CAUSE, same]})
    assert [one.vad for one in load_causes(opened(data))] == ["HVB", "Stab"]


def test_two_that_say_different_things_are_refused(data: Path) -> None:
    filled(data, {"Uppgifter": [{**FIGURE, "Id": "vård_2021"}]})
    with pytest.raises(DataError, match="vård_2021 twice") as error:
        load_ledger(opened(data))
    assert error.value.swedish().startswith("egna_uppgifter.xlsx rad 2 i bladet Uppgifter: vård_2021 två gånger;")


MEASURE = {
    "Rapport": "a-2021", "Avsnitt": "Text", "Rad": 8, "År": 2021, "Gäller": "rad", "Vad": "Stab",
    "Åtgärd": "Tjänsterna tillsattes.", "Vem": "nämnden", "Från": "maj", "Status": "genomförd",
}  # fmt: skip


def test_a_cause_or_a_measure_that_is_entered_twice_is_told(data: Path) -> None:
    again = {**MEASURE, "Rad": 9, "Status": "pågår"}
    filled(data, {"Orsaker": [CAUSE, {**CAUSE, "Rad": 9}], "Åtgärder": [MEASURE, again]})
    assert [one.swedish().partition(";")[0] for one in folder_faults(data)] == [
        "egna_uppgifter.xlsx rad 3 i bladet Orsaker: a-2021 2021 rad Stab Två tjänster var vakanta. två gånger",
        "egna_uppgifter.xlsx rad 3 i bladet Åtgärder: a-2021 2021 rad Stab Tjänsterna tillsattes. två gånger",
    ]


def test_causes_of_other_years_things_and_parts_are_not_the_same(data: Path) -> None:
    others = [CAUSE, {**CAUSE, "Vad": "HVB"}, {**CAUSE, "Från år": 2020}, {**CAUSE, "Del": "lokaler"}]
    filled(data, {"Orsaker": others})
    assert folder_faults(data) == []
    assert len(load_causes(opened(data))) == len(others)


def test_faults_say_sheet_row_and_head_and_hide_no_others(data: Path) -> None:
    wrong = [{**CAUSE, "Styrka": "säger"}, {**CAUSE, "Orsak": "En annan."}, {**CAUSE, "Vad": "Stav"}]
    filled(data, {"Orsaker": wrong, "Uppgifter": [{**FIGURE, "Värde": "åtta"}]})
    assert sorted(one.swedish().partition("; väntade")[0] for one in folder_faults(data)) == [
        "egna_uppgifter.xlsx rad 2 i bladet Orsaker: Styrka = ”säger”",
        "egna_uppgifter.xlsx rad 2 i bladet Uppgifter: Värde = ”åtta”",
        "egna_uppgifter.xlsx rad 4 i bladet Orsaker: Vad = ”Stav”",
    ]


def test_another_head_is_refused(data: Path) -> None:
    filled(data, {"Orsaker": [CAUSE]})
    book = openpyxl.load_workbook(data / WORKBOOK)
    book["Orsaker"]["A1"] = "Dokument"
    book.save(data / WORKBOOK)
    (one,) = folder_faults(data)
    assert one.swedish().startswith("egna_uppgifter.xlsx rad 1 i bladet Orsaker: kolumnerna Dokument, Avsnitt,")


def test_no_formula_is_run(data: Path) -> None:
    filled(data, {"Orsaker": [{**CAUSE, "Orsak": "=1+1"}]})
    (one,) = folder_faults(data)
    assert one.swedish().startswith("egna_uppgifter.xlsx rad 2 i bladet Orsaker: Orsak = ””; väntade en text;")


def test_a_file_that_is_no_workbook_is_told(data: Path) -> None:
    (data / WORKBOOK).write_text("inget", encoding="utf-8")
    (one,) = folder_faults(data)
    assert (one.code, one.file) == ("damaged-file", WORKBOOK)


def test_a_workbook_with_a_broken_sheet_is_told(data: Path) -> None:
    filled(data, {"Orsaker": [CAUSE]})
    path = data / WORKBOOK
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content[: len(content) // 2] if name.startswith("xl/worksheets/") else content)
    (one,) = folder_faults(data)
    assert (one.code, one.file, one.values["reason"]) == ("damaged-file", WORKBOOK, "ParseError")


def test_a_workbook_that_is_changed_is_read_anew(data: Path) -> None:
    filled(data, {"Orsaker": [CAUSE]})
    assert len(load_causes(opened(data))) == 1
    filled(data, {"Orsaker": [CAUSE, {**CAUSE, "Vad": "HVB"}]})
    assert len(load_causes(opened(data))) == 2


def test_a_file_that_is_there_is_not_overwritten(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", str(data), "--data", str(data)]) == 0
    assert capsys.readouterr().out.startswith(f"Skrivet:\n  {data / WORKBOOK}\n")
    before = (data / WORKBOOK).read_bytes()
    with pytest.raises(OutputError, match="saw a file that is there; expected a name that is free"):
        write_template(data / WORKBOOK, data=data)
    assert (data / WORKBOOK).read_bytes() == before


def test_comments_have_the_heads_of_their_file() -> None:
    assert [HEADS[name] for name in COMMENTS.names] == ["Rapport", "Rad", "Datum", "Namn", "Kommentar"]
