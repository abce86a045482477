"""A frame written to a workbook: numbers as numbers, headings with units, sources above, nothing half-written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis.errors import DataError, OutputError
from analysis.explanations.bridges import bridge
from analysis.statements.load import load_drift
from analysis.workbook.frames import to_excel

LINES = pd.DataFrame(
    {
        "år": [2020, 2020],
        "post": ["=Stab", "HVB"],
        "utfall_tkr": [-12.5, float("nan")],
        "avvikelse_tkr": [3.0, -4.0],
        "andel_procent": [12.34, -1.0],
        "rad": pd.array([7, None], dtype="Int64"),
    }
)


def cells(path: Path) -> list[list[tuple[object, str]]]:
    sheet = openpyxl.load_workbook(path)["Tabell"]
    return [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]


def test_numbers_keep_their_format_and_texts_are_no_formulas(tmp_path: Path) -> None:
    rows = cells(to_excel(LINES, tmp_path / "a.xlsx", title="Rader"))
    assert [cell[0] for cell in rows[0]][:1] == ["Rader"]
    assert [cell[0] for cell in rows[2]] == [
        *("År", "Post", "Utfall, tkr", "Avvikelse, tkr", "Andel av avvikelsen, %", "Rad")
    ]
    assert rows[3] == [
        *((2020, "0;;"), ("=Stab", "@"), (-12.5, "#,##0.0;−#,##0.0;0"), (3, "+#,##0;−#,##0;0")),
        *((12.34, "#,##0.00;−#,##0.00;0"), (7, "#,##0;−#,##0;0")),
    ]
    assert [cell[0] for cell in rows[4]] == [2020, "HVB", None, -4, -1, None]


def test_the_documents_are_named_above_the_table(tmp_path: Path) -> None:
    rows = cells(to_excel(load_drift(), tmp_path / "a.xlsx", "dokument", "post", "utfall_tkr"))
    assert " ".join(str(row[0][0]) for row in rows[1:3]) == (
        "Källa: Socialnämndens årsredovisning 2017, Katrineholms kommun och "
        "Socialnämndens årsredovisning 2020, Katrineholms kommun."
    )


def test_a_document_that_no_register_has_is_named_by_its_id(tmp_path: Path) -> None:
    frame = pd.DataFrame({"dokument": ["a-2020"], "utfall_tkr": [1.0]})
    rows = cells(to_excel(frame, tmp_path / "a.xlsx", data=tmp_path / "ingen"))
    assert rows[1][0][0] == "Källa: a-2020."


def test_the_totals_of_a_bridge_are_neither_good_nor_bad(tmp_path: Path) -> None:
    rows = cells(to_excel(bridge(2020, since=2019), tmp_path / "a.xlsx", "post", "slag", "effekt_tkr"))
    effects = {str(row[0][0]): row[2][1] for row in rows[3:]} | {str(row[1][0]): row[2][1] for row in rows[3:]}
    assert (effects["start"], effects["effekt"], effects["slut"]) == (
        "#,##0;−#,##0;0", "+#,##0;−#,##0;0", "#,##0;−#,##0;0"
    )  # fmt: skip


def test_rows_with_units_have_the_decimals_that_they_need(tmp_path: Path) -> None:
    frame = pd.DataFrame({"värde": [12.0, 0.25], "enhet": ["antal", "%"]})
    rows = cells(to_excel(frame, tmp_path / "a.xlsx"))
    assert [row[0] for row in rows[3:]] == [(12, "#,##0;−#,##0;0"), (0.25, "#,##0.00;−#,##0.00;0")]


def test_a_frame_without_rows_says_why(tmp_path: Path) -> None:
    frame = LINES.head(0)
    frame.attrs["skäl"] = "2022 är inte inläst."
    assert cells(to_excel(frame, tmp_path / "a.xlsx"))[2][0][0] == "2022 är inte inläst."


def test_two_columns_of_one_heading_are_told_apart(tmp_path: Path) -> None:
    frame = pd.DataFrame({"år": [1], "year": [2]})
    assert [cell[0] for cell in cells(to_excel(frame, tmp_path / "a.xlsx"))[2]] == ["År", "År (2)"]


def test_an_unknown_column_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="to_excel: saw columns = 'utfal_tkr'; expected one of: utfall_tkr"):
        to_excel(LINES, tmp_path / "a.xlsx", "utfal_tkr")
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.workbook.frames._EXCEL_ROWS", 1)
    with pytest.raises(DataError, match="more than 1 rows"):
        to_excel(LINES, tmp_path / "a.xlsx")


def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(OutputError, match=r"a\.xlsx"):
        to_excel(LINES, tmp_path / "a.xlsx")
