"""Word files in, frames out: paragraphs as lines, tables with their cells, nothing that Word would not print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.table import Table as WordTable

from analysis.errors import DocumentError
from analysis.readers.documents import read_document
from analysis.readers.tables import Table, read_tables
from tests.boards import plain_rows

HEAD = ["Verksamhet", "Utfall 2020", "Budget 2020", "Avvikelse"]


def add_table(document: WordDocument, cells: Sequence[Sequence[str]]) -> WordTable:
    table: WordTable = document.add_table(rows=len(cells), cols=len(cells[0]))
    for line, row in enumerate(cells):
        for column, text in enumerate(row):
            table.cell(line, column).text = text
    return table


@pytest.fixture
def save(tmp_path: Path) -> Callable[[WordDocument], Path]:
    def write(document: WordDocument) -> Path:
        path = tmp_path / "rapport.docx"
        document.save(str(path))
        return path

    return write


def rows(table: Table) -> list[tuple[object, ...]]:
    return plain_rows(table.frame, *table.frame.columns)


def lines(path: Path) -> list[str]:
    return [line for line in read_document(path).lines if line]


def test_a_table_of_a_word_file_becomes_a_frame(save: Callable[[WordDocument], Path]) -> None:
    document = docx.Document()
    document.add_heading("4.1 Drift", 2)
    document.add_paragraph("Driftredovisning (tkr)")
    add_table(
        document,
        [
            HEAD,
            ["Stab", "\u22121\u00a0500", "-1 600", "100"],
            ["Vård", "-15 785", "-16785", "1 000"],
            ["Summa", "-17 285", "-18 385", "1 100"],
        ],
    )
    (table,) = read_tables(save(document))
    assert rows(table) == [
        ("Stab", -1500, -1600, 100),
        ("Vård", -15785, -16785, 1000),
        ("Summa", -17285, -18385, 1100),
    ]
    assert (table.title, table.section, table.unit) == ("Driftredovisning (tkr)", "4.1 Drift", "tkr")
    assert [row.certainty for row in table.rows] == ["säker"] * 3
    assert table.notes == ()


def test_paragraphs_and_tables_stand_in_their_order(save: Callable[[WordDocument], Path]) -> None:
    document = docx.Document()
    document.add_heading("Rapport", 0)
    document.add_paragraph("Före\nnästa rad")
    add_table(document, [HEAD, ["Stab", "-5", "-6", "1"]])
    document.add_paragraph("Efter")
    assert lines(save(document)) == [
        "## Rapport",
        "Före",
        "nästa rad",
        "\t".join(HEAD),
        "Stab\t-5\t-6\t1",
        "Efter",
    ]


def test_merged_cells_stand_once(save: Callable[[WordDocument], Path]) -> None:
    document = docx.Document()
    table = add_table(
        document,
        [
            ["Verksamhet", "2020", "", "", "2019", "", ""],
            ["", *HEADS, *HEADS],
            ["Stab", "1", "2", "-1", "3", "5", "-2"],
        ],
    )
    for first, last in [((0, 0), (1, 0)), ((0, 1), (0, 3)), ((0, 4), (0, 6))]:
        table.cell(*first).merge(table.cell(*last))
    path = save(document)
    assert lines(path)[0] == "Verksamhet\t2020\t\t\t2019\t\t"
    (read,) = read_tables(path)
    assert rows(read) == [("Stab", 1, 2, -1, 3, 5, -2)]
    assert [column.year for column in read.columns] == [2020] * 3 + [2019] * 3


HEADS = ["Utfall", "Budget", "Avvikelse"]


def test_two_tables_that_follow_each_other_stay_two(save: Callable[[WordDocument], Path]) -> None:
    document = docx.Document()
    add_table(document, [HEAD, ["Stab", "-5", "-6", "1"]])
    add_table(document, [HEAD, ["Hyra", "-5", "-6", "1"]])
    assert [rows(table) for table in read_tables(save(document))] == [[("Stab", -5, -6, 1)], [("Hyra", -5, -6, 1)]]


def test_a_raised_figure_is_a_footnote_and_no_digit(save: Callable[[WordDocument], Path]) -> None:
    document = docx.Document()
    table = add_table(document, [HEAD, ["Stab", "-5", "-6", "1"]])
    for cell in table.rows[1].cells[:2]:
        run = cell.paragraphs[0].add_run("1")
        run.font.superscript = True
    style = document.styles.add_style("Not", WD_STYLE_TYPE.CHARACTER)
    style.element.get_or_add_rPr().superscript = True
    table.cell(1, 2).paragraphs[0].add_run("2)", style="Not")
    path = save(document)
    (read,) = read_tables(path)
    assert rows(read) == [("Stab", -5, -6, 1)]
    lifted = change(path, '<w:vertAlign w:val="superscript"/>', '<w:position w:val="8"/>')
    assert rows(read_tables(lifted)[0]) == [("Stab", -5, -6, 1)]


@pytest.mark.parametrize("mark", ["hidden", "strike", "double_strike"])
def test_what_is_hidden_or_struck_is_no_digit(save: Callable[[WordDocument], Path], mark: str) -> None:
    document = docx.Document()
    table = add_table(document, [HEAD, ["Stab", "-5", "-6", "1"]])
    run = table.cell(1, 1).paragraphs[0].add_run("9")
    setattr(run.font, mark, True)
    (read,) = read_tables(save(document))
    assert rows(read) == [("Stab", -5, -6, 1)]


def change(path: Path, old: str, new: str, part: str = "word/document.xml") -> Path:
    """Write a package anew with a text in one of its parts changed."""
    other = path.with_name("ändrad.docx")
    with ZipFile(path) as source, ZipFile(other, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data.decode()
                data = data.decode().replace(old, new, 1).encode()
            target.writestr(name, data)
    return other


@pytest.fixture
def plain(save: Callable[[WordDocument], Path]) -> Path:
    document = docx.Document()
    add_table(document, [HEAD, ["Stab", "-5", "-6", "1"]])
    return save(document)


def test_tracked_changes_are_read_as_accepted_and_noted(plain: Path) -> None:
    path = change(
        plain,
        "<w:r><w:t>-5</w:t></w:r>",
        "<w:r><w:t>-</w:t></w:r><w:del><w:r><w:delText>7</w:delText></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins>",
    )
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", -5, -6, 1)]
    assert table.notes == ("ändrad.docx: dokumentet har spårade ändringar; läst som om alla vore godkända.",)


def test_signs_that_stand_as_elements(plain: Path) -> None:
    path = change(plain, "<w:r><w:t>-5</w:t></w:r>", "<w:r><w:noBreakHyphen/><w:t>5</w:t><w:softHyphen/></w:r>")
    assert rows(read_tables(path)[0]) == [("Stab", -5, -6, 1)]


def test_controls_are_read_through(plain: Path) -> None:
    path = change(
        plain, "<w:r><w:t>-5</w:t></w:r>", "<w:sdt><w:sdtContent><w:r><w:t>-5</w:t></w:r></w:sdtContent></w:sdt>"
    )
    assert rows(read_tables(path)[0]) == [("Stab", -5, -6, 1)]


def test_two_paragraphs_of_numbers_in_a_cell_are_doubted(plain: Path) -> None:
    path = change(plain, "<w:r><w:t>-5</w:t></w:r>", "<w:r><w:t>12</w:t></w:r></w:p><w:p><w:r><w:t>345</w:t></w:r>")
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", None, -6, 1)]
    assert table.rows[0].doubt.startswith("Utfall 2020: ”12 / 345” kan inte läsas som tal")


def test_a_table_inside_a_cell_is_left_out_and_noted(save: Callable[[WordDocument], Path]) -> None:
    document = docx.Document()
    table = add_table(document, [HEAD, ["Stab", "-5", "-6", "1"]])
    table.cell(1, 0).add_table(1, 1).cell(0, 0).text = "inre"
    read = read_document(save(document))
    assert [line for line in read.lines if line] == ["\t".join(HEAD), "Stab\t-5\t-6\t1"]
    assert read.notes == ("rapport.docx: en tabell inuti en annan tabells cell är inte läst.",)


def test_a_text_box_is_left_out_and_noted(plain: Path) -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    path = change(plain, "<w:r><w:t>-5</w:t></w:r>", f"<w:r><w:t>-5</w:t></w:r>{box}")
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", -5, -6, 1)]
    assert table.notes == ("ändrad.docx: textrutor är inte lästa.",)


def test_a_cell_that_spans_too_much_is_refused(plain: Path) -> None:
    path = change(plain, "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="99999999"/>')
    with pytest.raises(DocumentError, match="filen: more than 1000 columns"):
        read_document(path)


def test_entities_are_refused(plain: Path) -> None:
    laughs = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;'>]>"
    path = change(plain, "<w:document", f"{laughs}<w:document")
    with pytest.raises(DocumentError, match=r"saw word/document\.xml declaring a document type of its own"):
        read_document(path)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_part_that_breaks_off_is_refused(plain: Path, part: str) -> None:
    with pytest.raises(DocumentError, match=r"^ändrad\.docx: saw a damaged file \(.*expected a whole Word file"):
        read_document(change(plain, "</", "", part))


def test_a_file_without_text_is_refused(save: Callable[[WordDocument], Path]) -> None:
    with pytest.raises(DocumentError, match=r"^rapport\.docx: saw an empty file"):
        read_document(save(docx.Document()))


def test_a_bug_of_our_own_is_not_called_a_damaged_file(
    save: Callable[[WordDocument], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = save(docx.Document())
    monkeypatch.setattr("analysis.readers.formats.word._HEADING", None)
    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'search'"):
        read_document(path)


def test_a_document_without_a_body_is_damaged(plain: Path) -> None:
    half = change(plain, "<w:body>", "<w:none>").replace(plain)
    path = change(half, "</w:body>", "</w:none>")
    with pytest.raises(DocumentError, match=r"saw a damaged file \(a document without a body\)"):
        read_document(path)
