"""What no office program prints on request: odd places, hidden text, damage, and files without text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.errors import DocumentError
from analysis.readers.pdf import pages as pdf_pages
from analysis.readers.pdf.pages import read_pdf
from analysis.readers.tables import Table, read_tables
from tests.pdf_files import Text, make_pdf

HEAD = ("Utfall 2021", "Budget 2021", "Avvikelse")
ROWS = (
    ("Stab", "-15 785", "859", "-16 644"),
    ("HVB", "-5 974", "-5 978", "4"),
    ("Summa", "-21 759", "-5 119", "-16 640"),
)
EDGES = (300, 400, 500)
ADVANCE = {" ": 2.78, "-": 3.33, ",": 2.78}  # of Helvetica, 10 points; its digits are 5.56


def at_right(right: float, y: float, text: str) -> Text:
    """Put digits so that they end at an edge."""
    return Text(right - sum(ADVANCE.get(sign, 5.56) for sign in text), y, text)


def table_texts(rows: Sequence[Sequence[str]] = ROWS, *, top: float = 700, head: Sequence[str] = HEAD) -> list[Text]:
    texts = [Text(right - 50, top, name) for right, name in zip(EDGES, head, strict=True)]
    for place, (label, *numbers) in enumerate(rows, 1):
        texts.append(Text(60, top - 20 * place, label))
        texts += [at_right(right, top - 20 * place, one) for right, one in zip(EDGES, numbers, strict=True) if one]
    return texts


def lines_of(*pages: Sequence[Text], rotate: int = 0) -> list[str]:
    return read_pdf(Path("rapport.pdf"), make_pdf(*pages, rotate=rotate)).lines


def tables_of(folder: Path, *pages: Sequence[Text]) -> list[Table]:
    path = folder / "rapport.pdf"
    path.write_bytes(make_pdf(*pages))
    return read_tables(path)


GRID = ["\tUtfall 2021\tBudget 2021\tAvvikelse", *("\t".join(row) for row in ROWS)]


def test_a_table_is_lines_of_cells() -> None:
    assert lines_of(table_texts()) == GRID


def test_text_painted_twice_is_read_once() -> None:
    bold = [one._replace(x=one.x + 0.3) for one in table_texts()]
    assert lines_of([*table_texts(), *bold]) == GRID


def test_unseen_and_turned_text_and_text_beside_the_paper_are_left_out() -> None:
    others = [
        Text(330, 680, "999", before="3 Tr"),
        Text(20, 400, "Utkast 12 34", turned=True),
        Text(620, 680, "77"),
    ]
    assert lines_of([*table_texts(), *others]) == GRID


def test_text_over_a_picture_is_read_with_a_note() -> None:
    data = make_pdf([one._replace(before="3 Tr") for one in table_texts()])
    document = read_pdf(Path("rapport.pdf"), data)
    assert document.lines == GRID
    (note,) = document.notes
    assert note.startswith("rapport.pdf: texten på sida 1 är tolkad ur en bild (OCR); rader vars tal ")


def test_a_turned_page_is_read_upright() -> None:
    turned = [one._replace(x=595 - one.y + 200, y=one.x, turned=True) for one in table_texts()]
    assert lines_of(turned, rotate=90) == GRID


def test_a_raised_footnote_mark_is_no_digit() -> None:
    mark = Text(300, 684, "1", 6)
    assert lines_of([*table_texts(), mark])[1] == "Stab\t-15 785\t859\t-16 644"


@pytest.mark.parametrize("sign", ["({})", "{}-", "{}\u2013"])
def test_numbers_whose_sign_is_not_before_them_have_cells(sign: str) -> None:
    numbers = [("51,7", "70,2", "18,5"), ("3 221,6", "2 859,6", "362,0")]
    rows = [(label, *map(sign.format, own)) for label, own in zip(("Stab", "Park"), numbers, strict=True)]
    assert lines_of(table_texts(rows)) == [GRID[0], *("\t".join(row) for row in rows)]


def test_a_hyphen_at_a_line_end_parts_words_not_cells() -> None:
    rows = [("Barn- och ungdoms-", "-1", "-2", "1"), *ROWS]
    below = Text(60, 669, "avdelningen")
    assert lines_of([*table_texts(rows), below])[1] == "Barn- och ungdomsavdelningen\t-1\t-2\t1"


def test_numbers_without_a_gap_are_not_taken_for_one(tmp_path: Path) -> None:
    rows = [("Stab", "-1", "-2", "1"), ("Övrigt", "", "", ""), ("HVB", "-3", "-3", "0")]
    glued = at_right(400, 660, "15 785 859 999 123 456 789")
    (table,) = tables_of(tmp_path, [Text(60, 720, "Drift (tkr)"), *table_texts(rows), glued])
    certain = [(row.label, row.certainty) for row in table.rows]
    assert certain == [("Stab", "säker"), ("Övrigt", "tveksam"), ("HVB", "säker")]
    assert table.frame.isna().to_numpy()[1].tolist() == [False, True, True, True]


def test_a_head_that_names_no_column_gives_no_numbers() -> None:
    texts = [one for one in table_texts() if one.text not in HEAD]
    document = read_pdf(
        Path("rapport.pdf"), make_pdf([*texts, Text(250, 700, "Utfall 2021"), Text(450, 700, "Avvikelse")])
    )
    assert document.lines[0] == "\t\t\t"
    assert document.notes == (
        "rapport.pdf sida 1: en tabell vars huvud inte kunde tolkas är inte läst; kontrollera sidan.",
    )


def test_digits_on_two_lines_that_may_be_two_numbers_are_left_out(tmp_path: Path) -> None:
    head, rows = ("Utfall 2019", "Utfall 2020", "Utfall 2021"), [("Stab", "1", "2", "3")]
    wrapped = [at_right(right, 668, text) for right, text in zip(EDGES, ("475", "520", "455"), strict=True)]
    (table,) = tables_of(tmp_path, [Text(60, 720, "Volymer"), *table_texts(rows, head=head), *wrapped])
    assert [(row.certainty, row.cut) for row in table.rows] == [("tveksam", (None, None, None))]


def test_arithmetic_joins_digits_on_two_lines(tmp_path: Path) -> None:
    wrapped = [at_right(right, 668, text) for right, text in zip(EDGES, ("475", "520", "955"), strict=True)]
    (table,) = tables_of(tmp_path, [Text(60, 720, "Drift (tkr)"), *table_texts([("Stab", "3", "1", "1")]), *wrapped])
    assert list(table.frame.iloc[0]) == ["Stab", 3475.0, 1520.0, 1955.0]
    assert table.rows[0].certainty == "säker"


def test_a_rest_of_a_table_without_a_head_is_plain_text() -> None:
    texts = [one for one in table_texts() if one.text not in HEAD]
    assert lines_of(texts) == ["Stab -15 785 859 -16 644", "HVB -5 974 -5 978 4", "Summa -21 759 -5 119 -16 640"]


def test_other_columns_on_the_next_page_are_another_table() -> None:
    below = table_texts([("Datorer", "-2", "-3", "1")], head=("Budget 2021", "Utfall 2021", "Avvikelse"))
    assert lines_of(table_texts(), below)[4:] == ["\tBudget 2021\tUtfall 2021\tAvvikelse", "Datorer\t-2\t-3\t1"]


def test_a_table_goes_on_without_its_head() -> None:
    below = [
        one for one in table_texts([("Datorer", "-2", "-3", "1"), ("Bilar", "-5", "-4", "-1")]) if one.text not in HEAD
    ]
    assert lines_of(table_texts(), below) == [*GRID, "Datorer\t-2\t-3\t1", "Bilar\t-5\t-4\t-1"]


def test_only_repeated_titles_and_page_numbers_are_dropped() -> None:
    texts = ("Årsrapport", "Barn", "Familjer", "Vuxna", "Äldre")
    heights = (800, 600, 500, 400, 300)
    pages = [
        [
            *(Text(60, y, f"{text} {one}" if y < 800 else text) for y, text in zip(heights, texts, strict=True)),
            Text(60, 30, f"Sida {one} av 3"),
        ]
        for one in (7, 3, 1)
    ]
    document = read_pdf(Path("rapport.pdf"), make_pdf(*pages))
    wanted = ["Årsrapport", *(f"{text} {one}" for one in (7, 3, 1) for text in texts[1:])]
    assert [line for line in document.lines if line] == wanted
    assert [name for _, name in document.places] == ["sida 1", "sida 2", "sida 3"]


def fails(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_pdf(Path("rapport.pdf"), data)
    return caught.value.swedish()


def test_a_page_of_pictures_is_said_to_be_so() -> None:
    assert "sidor som bara är bilder" in fails(make_pdf([]))


def test_a_locked_file_is_said_to_be_so() -> None:
    secret = "<" + "41" * 32 + ">"
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {secret} /U {secret} /P -4 >> /ID [<00> <00>]"
    assert "lösenord" in fails(make_pdf(table_texts(), trailer=encrypt))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00" * 999, make_pdf(table_texts())[:300]])
def test_a_damaged_file_is_said_to_be_so(data: bytes) -> None:
    assert "skadad" in fails(data)


def test_too_many_pages_or_signs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_PAGES", 1)
    assert "fler än 1 sidor" in fails(make_pdf(table_texts(), table_texts()))
    monkeypatch.setattr(pdf_pages, "MOST_SIGNS", 10)
    assert "fler än 10 tecken" in fails(make_pdf(table_texts()))


def test_too_long_a_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_SECONDS", -1.0)
    assert "sekunder" in fails(make_pdf(table_texts()))
