"""A text layer that was told from a picture is found, and its rows are sure only where arithmetic confirms them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.readers.formats.lines import Document
from analysis.readers.pdf.pages import read_pdf
from analysis.readers.scanned import are_confirmed
from analysis.readers.tables import Table, read_tables
from analysis.vocabulary.numerals import parse_number
from analysis.vocabulary.relations import Relation
from tests.pdf_files import Picture, Text, make_pdf
from tests.readers.pdf.test_pages import GRID, HEAD, ROWS, table_texts

PAGE, STAMP = Picture(), Text(60, 800, "Dnr SOC 2021-12")
STRIPS = [Picture(0, at * 211, 595, 211) for at in range(4)]
LOGOTYPE = Picture(40, 780, 60, 40)
DOUBT = "texten är tolkad ur en bild (OCR), och räkningen bekräftar inte talen; de står kvar som de är tolkade"
TITLE = Text(60, 740, "Driftredovisning (tkr)")


def unseen(texts: Sequence[Text]) -> list[Text]:
    return [one._replace(before="3 Tr") for one in texts]


def document_of(*pages: Sequence[Text | Picture], producer: str = "", in_form: bool = False) -> Document:
    return read_pdf(Path("rapport.pdf"), make_pdf(*pages, producer=producer, in_form=in_form))


SCANNED = {
    "unseen over a picture": ([PAGE, *unseen(table_texts())], "", False),
    "unseen over strips": ([*STRIPS, *unseen(table_texts())], "", False),
    "unseen without a picture": (unseen(table_texts()), "", False),
    "unseen, with a stamp": ([PAGE, *unseen(table_texts()), STAMP], "", False),
    "under the picture": ([*table_texts(), PAGE], "", False),
    "under strips": ([*table_texts(), *STRIPS], "", False),
    "by a scanner": ([PAGE, *table_texts()], "ABBYY FineReader 15", False),
    "by Acrobat": ([PAGE, *table_texts()], "Adobe Acrobat Paper Capture Plug-in", False),
    "unseen in a form": ([PAGE, *unseen(table_texts())], "", True),
    "under the picture in a form": ([*table_texts(), PAGE], "", True),
}
PAINTED = {
    "no picture": (table_texts(), "", False),
    "on a background": ([PAGE, *table_texts()], "Adobe InDesign", False),
    "on a background in a form": ([PAGE, *table_texts()], "", True),
    "with a logotype": ([*table_texts(), LOGOTYPE], "Canon iR", False),
    "by a scanner's program": (table_texts(), "ABBYY FineReader 15", False),
    "beside a picture": ([*table_texts(), Picture(0, 0, 595, 400)], "", False),
}


@pytest.mark.parametrize(("page", "producer", "in_form"), SCANNED.values(), ids=SCANNED)
def test_text_that_was_told_from_a_picture_is_found(page: list[Text | Picture], producer: str, in_form: bool) -> None:  # noqa: FBT001
    document = document_of(page, producer=producer, in_form=in_form)
    assert [line for line in document.lines if "\t" in line] == GRID
    assert document.scanned == (range(1, len(document.lines) + 1),)
    assert document.notes == (
        "rapport.pdf: texten på sida 1 är tolkad ur en bild (OCR); rader vars tal räkningen inte bekräftar är tveksamma.",
    )


@pytest.mark.parametrize(("page", "producer", "in_form"), PAINTED.values(), ids=PAINTED)
def test_painted_text_is_no_text_of_a_picture(page: list[Text | Picture], producer: str, in_form: bool) -> None:  # noqa: FBT001
    document = document_of(page, producer=producer, in_form=in_form)
    assert document.lines == GRID
    assert (document.scanned, document.notes) == ((), ())


def test_only_the_pages_that_were_scanned_are_told() -> None:
    prose: list[Text | Picture] = [PAGE, *unseen([Text(60, 700, "Bilaga med bilder.")])]
    document = document_of(table_texts(), prose, [PAGE, *unseen(table_texts())])
    assert [document.lines[lines.start - 1] for lines in document.scanned] == ["Bilaga med bilder.", GRID[0]]
    assert document.notes[0].startswith("rapport.pdf: texten på sida 2, 3 är tolkad ur en bild (OCR); ")


def tables_of(folder: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> list[Table]:
    path = folder / "rapport.pdf"
    path.write_bytes(make_pdf([PAGE, *unseen([TITLE, *table_texts(rows, head=head)])]))
    return read_tables(path)


def doubts(table: Table) -> list[str]:
    return [row.doubt for row in table.rows]


def test_rows_that_add_up_both_ways_are_sure(tmp_path: Path) -> None:
    (table,) = tables_of(tmp_path, ROWS)
    assert doubts(table) == ["", "", ""]
    assert [row.certainty for row in table.rows] == ["säker"] * 3


def test_numbers_that_a_sum_does_not_confirm_stand_and_are_doubted(tmp_path: Path) -> None:
    (table,) = tables_of(tmp_path, [("Stab", "-5", "-6", "1"), ("HVB", "-7", "-9", "2")])
    assert doubts(table) == [DOUBT, DOUBT]
    assert table.frame.iloc[0].tolist() == ["Stab", -5, -6, 1]


def test_a_total_that_fails_in_one_column_confirms_nothing(tmp_path: Path) -> None:
    rows = [("Stab", "-5", "-6", "1"), ("HVB", "-7", "-9", "2"), ("Summa", "-12", "-18", "6")]
    (table,) = tables_of(tmp_path, rows)
    assert doubts(table) == [DOUBT, DOUBT, DOUBT]


def test_a_part_of_a_row_is_in_no_sum(tmp_path: Path) -> None:
    rows = [
        ("Stab", "-5", "-6", "1"),
        ("varav lön", "-3", "-4", "1"),
        ("HVB", "-7", "-9", "2"),
        ("Summa", "-12", "-15", "3"),
    ]
    (table,) = tables_of(tmp_path, rows)
    assert doubts(table) == ["", DOUBT, "", ""]


@pytest.mark.parametrize(
    ("rows", "relations", "confirmed"),
    [
        (["-5 -6 1", "-7 -9 2", "-12 -15 3"], [Relation(0, 1, 2)], [True, True, True]),
        (["-5 -6", "-7 -9", "-12 -15"], [], [False, False, False]),
        (["-5 -6 1 7", "-7 -9 2 8", "-12 -15 3 15"], [Relation(0, 1, 2)], [False, False, False]),
        (["-5 -6 1", "-7 -9 4", "-12 -15 5"], [Relation(0, 1, 2)], [True, False, False]),
        (["-5 -6 1", "-7 -9 2", "-12 -15 -"], [Relation(0, 1, 2)], [False, False, False]),
        (["-5 -6 1", "- - -", "-5 -6 1"], [Relation(0, 1, 2)], [True, False, True]),
    ],
    ids=["all", "no deviation", "a fourth column", "a wrong row", "no total of a column", "an empty row"],
)
def test_a_row_is_confirmed_by_its_deviation_and_its_sum(
    rows: list[str], relations: list[Relation], confirmed: list[bool]
) -> None:
    cuts = [tuple(map(parse_number, row.split())) for row in rows]
    ways = [[relations] if relations else []] * len(rows)
    assert are_confirmed(["Stab", "Vård", "Summa"], cuts, ways) == confirmed


def test_a_row_of_a_subtotal_and_of_the_grand_total_is_sure(tmp_path: Path) -> None:
    rows = [
        ("Stab", "-5", "-6", "1"),
        ("HVB", "-7", "-9", "2"),
        ("Summa vård", "-12", "-15", "3"),
        ("Park", "-1", "-2", "1"),
        ("Hem", "-4", "-4", "0"),
        ("Summa park", "-5", "-6", "1"),
        ("Totalt", "-17", "-21", "4"),
    ]
    (table,) = tables_of(tmp_path, rows)
    assert doubts(table) == [""] * 7
