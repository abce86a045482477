"""Spreadsheets of before 2007 and OpenDocument: what their cells show, and what they hide.

The files were saved by LibreOffice from two made-up sheets.
"""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import AnalysisError, DocumentError
from analysis.readers.tables import read_tables
from tests.grids import columns, printed

FILES = Path(__file__).parent / "files"
KINDS = ("xls", "ods")


@pytest.mark.parametrize("kind", KINDS)
def test_cells_are_read_as_they_show(kind: str) -> None:
    (table,) = read_tables(FILES / f"uppfoljning.{kind}")
    assert (table.title, table.unit, table.kind) == ("Driftredovisning (tkr)", "tkr", "drift")
    assert [one[:3] for one in columns(table)] == [
        ("Utfall 2023", "utfall", 2023),
        ("Budget 2023", "budget", 2023),
        ("Avvikelse", "avvikelse", None),
        ("%", "andel", None),
    ]
    assert printed(table) == [
        ("Stab", -1520, -1500, -20, 1.3, "säker"),
        ("Fritidsgårdar", -8410, -8655, 245, -2.8, "säker"),
        ("Simhall", -12300.5, -11900.25, -400.25, 3.4, "säker"),
        ("Summa", -22230.5, -22055.25, -175.25, None, "säker"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_hidden_sheet_is_said(kind: str) -> None:
    (table,) = read_tables(FILES / f"uppfoljning.{kind}")
    assert table.notes[0] == f"uppfoljning.{kind}: dolda blad är inte lästa: Arbetsblad."


@pytest.mark.parametrize("kind", KINDS)
def test_decimals_that_no_cell_shows_are_not_read_and_hidden_rows_and_columns_are_said(kind: str) -> None:
    (table,) = read_tables(FILES / f"dolda.{kind}")  # −1100,4 is shown as −1 100; a raised 1 is a footnote's
    assert printed(table) == [
        ("Stab", -1100, -1200, -1000, -200, 1.3, "säker"),
        ("Gömd*", -900, -999, -999, 0, 0, "tveksam"),
        ("Gård", -900, -999, -999, 0, 50, "säker"),
        ("Summa", -2000, -2199, -1999, -200, 100, "säker"),
    ]
    assert table.notes[:2] == (
        f"dolda.{kind} blad Drift tkr: dolda rader är lästa och tveksamma: 5 (Gömd*).",
        f"dolda.{kind} blad Drift tkr: dolda kolumner är lästa som de andra: C (Utfall 2022).",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_ending_is_said_and_the_file_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "uppfoljning.xlsx"
    path.write_bytes((FILES / f"uppfoljning.{kind}").read_bytes())
    (table,) = read_tables(path)
    assert "trots ändelsen .xlsx; läst som det den är" in table.notes[0]
    assert len(table.rows) == 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_workbook_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes((FILES / f"uppfoljning.{kind}").read_bytes()[:2000])
    with pytest.raises(DocumentError, match=rf"^a\.{kind}: saw "):
        read_tables(path)


def test_another_file_of_the_old_frame_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "WordDocument".encode("utf-16-le"))
    with pytest.raises(DocumentError, match=r"^a\.doc: saw content that this program does not read \(OLE\)"):
        read_tables(path)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_a_workbook_with_broken_bytes_is_read_or_refused(tmp_path: Path, kind: str, chance: random.Random) -> None:
    broken = bytearray((FILES / f"uppfoljning.{kind}").read_bytes())
    for _ in range(chance.choice((1, 5, 50))):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    path = tmp_path / f"a.{kind}"
    path.write_bytes(broken)
    with suppress(AnalysisError):
        read_tables(path)


def _open_book(path: Path, rows: str) -> Path:
    """Write an OpenDocument workbook with the given rows, each cell as its element."""
    names = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="Drift tkr">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return path


def _cells(*cells: tuple[str, str]) -> str:
    """Write a row of numbers, each as the file holds it and as its cell shows it; words are only shown."""
    return "".join(
        f'<table:table-cell office:value-type="{"float" if value else "string"}" office:value="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
        for value, shown in cells
    )


def _row(*cells: tuple[str, str], more: str = "") -> str:
    return f"<table:table-row{more}>{_cells(*cells)}</table:table-row>"


HEAD = _row(("", "Verksamhet"), ("", "Utfall"), ("", "Budget"), ("", "Avvikelse"))
STAB = _row(("", "Stab"), ("-1100.4", "-1,100"), ("-1000", "(1,000)"), ("-100.4", "-100 tkr"))


def test_a_number_shown_with_other_digits_is_doubted(tmp_path: Path) -> None:
    wrong = _row(("", "Gård"), ("-900000", "-900"), ("-999000", "-999"), ("99000", "99"))
    unsigned = _row(("", "Bad"), ("-900", "900"), ("-999", "-999"), ("99", "99"))
    (table,) = read_tables(_open_book(tmp_path / "a.ods", HEAD + STAB + wrong + unsigned))
    assert printed(table)[0] == ("Stab", -1100, -1000, -100, "säker")
    assert [row[-1] for row in printed(table)] == ["säker", "tveksam", "tveksam"]
    assert "−900000 (visas som -900)" in table.rows[1].doubt
    assert "−900 (visas som 900)" in table.rows[2].doubt


def test_rows_and_cells_that_are_said_once_are_read_as_often_as_they_stand(tmp_path: Path) -> None:
    zero = '<table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="0"><text:p>0</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="2">{_cells(("", "Park"))}{zero}</table:table-row>'
    empty = '<table:table-row table:number-rows-repeated="1048000"/>'
    (table,) = read_tables(_open_book(tmp_path / "a.ods", HEAD + STAB + rows + empty))
    assert [row[:-1] for row in printed(table)] == [
        ("Stab", -1100, -1000, -100),
        ("Park", 0, 0, 0),
        ("Park", 0, 0, 0),
    ]


@pytest.mark.parametrize("count", ["abc", "0", "-5", "1e3", "²"])
def test_a_count_of_rows_that_is_none_is_damage(tmp_path: Path, count: str) -> None:
    row = _row(("", "Stab"), ("1", "1"), more=f' table:number-rows-repeated="{count}"')
    with pytest.raises(DocumentError, match=r"^a\.ods: saw a damaged file \(number-rows-repeated = "):
        read_tables(_open_book(tmp_path / "a.ods", HEAD + row))


def test_a_row_that_is_said_to_stand_a_million_times_is_refused(tmp_path: Path) -> None:
    many = _row(("", "Stab"), ("1", "1"), more=' table:number-rows-repeated="1048000"')
    with pytest.raises(DocumentError, match=r"^a\.ods: saw filen: more than 200000 rows"):
        read_tables(_open_book(tmp_path / "a.ods", HEAD + many))


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(DocumentError, match=r"^a\.ods: saw .*content\.xml"):
        read_tables(path)
