"""A message says where in the file a thing stands: page, sheet, table, or line where the file has lines of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import xlsxwriter

from analysis.readers.documents import read_document
from analysis.readers.places import Origin
from analysis.readers.tables import Table, read_tables
from tests.pdf_files import Text, make_pdf
from tests.readers.pdf.test_pages import ROWS, table_texts

PAGED = ((1, "sida 1"), (5, "sida 2"), (9, "sida 12"))
SHEETS = ((1, "blad Drift"), (7, "blad Mer"))
WORD = ((3, "tabell 1"), (8, ""))


@pytest.mark.parametrize(
    ("places", "line", "said"),
    [
        ((), 7, "a rad 7 ”Stab”"),
        (PAGED, 1, "a sida 1, ”Stab”"),
        (PAGED, 8, "a sida 2, ”Stab”"),
        (PAGED, 99, "a sida 12, ”Stab”"),
        (SHEETS, 7, "a blad Mer, ”Stab”"),
        (WORD, 1, "a, ”Stab”"),
        (WORD, 7, "a tabell 1, ”Stab”"),
        (WORD, 8, "a, ”Stab”"),
    ],
)
def test_a_row_is_named_by_its_place_and_its_label(places: tuple[tuple[int, str], ...], line: int, said: str) -> None:
    assert Origin("a", places).at(line, "Stab") == said


@pytest.mark.parametrize(
    ("places", "first", "last", "said"),
    [
        ((), 7, 7, "rad 7"),
        ((), 7, 12, "rad 7–12"),
        (PAGED, 5, 8, "sida 2"),
        (PAGED, 1, 8, "sida 1–2"),
        (PAGED, 5, 9, "sida 2–12"),
        (SHEETS, 1, 9, "blad Drift–Mer"),
        (WORD, 1, 4, "tabell 1"),
        (WORD, 4, 9, "tabell 1"),
        (WORD, 1, 2, ""),
    ],
)
def test_lines_are_named_from_the_first_to_the_last_place(
    places: tuple[tuple[int, str], ...], first: int, last: int, said: str
) -> None:
    assert Origin("a", places).span(first, last) == said


def test_a_fault_has_a_line_only_where_the_file_has_lines() -> None:
    assert Origin("a.txt").fault_place(7) == ("a.txt", 7)
    assert Origin("a.pdf", PAGED).fault_place(7) == ("a.pdf sida 2", None)


def test_a_pdf_is_told_by_its_pages(tmp_path: Path) -> None:
    rows = [("Stab", "-10", "859", "-16 644"), *ROWS[1:]]
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf([Text(60, 700, "Rapport.")], table_texts(rows)))
    (found,) = read_tables(path)
    assert str(found.location) == "a.pdf sida 2"
    (note,) = found.notes
    assert note == (
        "a.pdf sida 2, ”Stab”: ”Stab | -10 | 859 | -16 644” – talen följer inte utfall − budget = avvikelse; "
        "de står kvar som de är tryckta; kontrollera raden i dokumentet."
    )


def test_a_workbook_is_told_by_its_sheets(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "bok.xlsx") as file:
        for name in ("Drift", "Mer"):
            sheet = file.add_worksheet(name)
            sheet.write_row(0, 0, ["", "Utfall", "Budget", "Avvikelse"])
            sheet.write_row(1, 0, ["Stab", "-1O", -6, 1])
    drift, more = read_tables(tmp_path / "bok.xlsx")
    assert [str(one.location) for one in (drift, more)] == ["bok.xlsx blad Drift", "bok.xlsx blad Mer"]
    assert more.notes[-1].startswith("bok.xlsx blad Mer, ”Stab”: ”Stab | -1O | −6 | 1” – Utfall: ")


def test_a_word_file_and_a_page_are_told_by_their_tables(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("Nämnden redovisar.")
    for _ in range(2):
        grid = file.add_table(2, 4)
        for row, cells in zip(
            grid.rows, [["", "Utfall", "Budget", "Avvikelse"], ["Stab", "-1O", "-6", "1"]], strict=True
        ):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        file.add_paragraph("Mer om det.")
    file.save(str(tmp_path / "a.docx"))
    assert read_document(tmp_path / "a.docx").places == ((3, "tabell 1"), (7, ""), (9, "tabell 2"), (13, ""))
    assert [str(one.location) for one in read_tables(tmp_path / "a.docx")] == ["a.docx tabell 1", "a.docx tabell 2"]
    rows = "<tr><td></td><td>Utfall</td><td>Budget</td></tr><tr><td>Stab</td><td>-1O</td><td>2</td></tr>"
    (tmp_path / "a.html").write_text(f"<html><p>Text.</p><table>{rows}</table></html>", encoding="utf-8")
    (found,) = read_tables(tmp_path / "a.html")
    assert found.notes[-1].startswith("a.html tabell 1, ”Stab”: ")


def test_a_table_of_cells_parted_by_a_sign_is_told_by_the_lines_of_its_file(tmp_path: Path) -> None:
    text = 'sep=;\nDrift (tkr);;\n;;\nPost;Utfall;Budget\n"Stab\noch";1;2O\n;;\nMer (tkr);;\nPost;Utfall;Budget\nVård;1;2O\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    drift, more = read_tables(tmp_path / "a.csv")
    assert [str(one.location) for one in (drift, more)] == ["a.csv rad 4–5", "a.csv rad 9–10"]
    assert more.notes[-1].startswith("a.csv rad 10 ”Vård”: ")
    assert more.location.origin.fault_place(more.location.first) == ("a.csv", 9)


def test_a_run_of_figures_in_a_file_of_cells_is_told_by_its_lines(tmp_path: Path) -> None:
    text = "Post;Utfall;Budget\nStab;1;2\n;;\n;;\n;;\nElever;12;13\nLärare;2;3\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    (table,) = read_tables(tmp_path / "a.csv")
    assert table.notes[-1].startswith("a.csv rad 6–7: två rader med tal ingår inte i någon läst tabell (")


def test_a_text_is_told_by_its_lines(read_one: Callable[[str], Table]) -> None:
    table = read_one("Driftredovisning (tkr)\n\nUtfall Budget Avvikelse\nStab 1 2O 3\nVård 5 6 -1\n")
    assert str(table.location) == "rapport.txt rad 3–5"
    assert table.notes[0].startswith("rapport.txt rad 4 ”Stab”: ")
