"""Where a table ends, and which printed marks are columns of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.readers.pdf.pages import read_pdf
from analysis.readers.tables import read_tables
from tests.pdf_files import Text, make_pdf, put_right

HEAD = ("Verksamhet", "Utfall 2024", "Budget 2024", "Avvikelse")
ROWS = (
    ("Ledning", "-10 310", "-10 150", "-160"),
    ("Skola", "-81 240", "-82 600", "1 360"),
    ("Summa", "-91 550", "-92 750", "1 200"),
)
EDGES = (300, 400, 500)


def printed(rows: Sequence[Sequence[str]], top: float, pitch: float = 14) -> list[Text]:
    """Print rows, numbers to the right, the first of them the head."""
    texts = list[Text]()
    for place, (label, *others) in enumerate(rows):
        texts.append(Text(60, top - pitch * place, label))
        texts += [put_right(at, top - pitch * place, one) for at, one in zip(EDGES, others, strict=False) if one]
    return texts


def lines_of(*texts: Text) -> list[str]:
    return read_pdf(Path("rapport.pdf"), make_pdf(texts)).lines


def grid(rows: Sequence[Sequence[str]]) -> list[str]:
    return ["\t".join(row) for row in rows]


@pytest.mark.parametrize(
    "head", [("Verksamhet", "Intäkter", "Kostnader", "Netto"), ("Enhet", "Antal barn", "Per barn", "Index")]
)
def test_a_table_ends_at_the_head_of_the_next_though_its_words_are_unknown(head: tuple[str, ...]) -> None:
    rows = (head, ("Ledning", "1 400", "-11 710", "-10 310"), ("Skola", "3 960", "-85 200", "-81 240"))
    lines = lines_of(*printed((HEAD, *ROWS), 700), Text(60, 636, "Mer om verksamheten"), *printed(rows, 620))
    assert lines == [*grid((HEAD, *ROWS)), "", "Mer om verksamheten", "", *grid(rows)]


def test_the_same_words_in_every_column_are_a_row() -> None:
    rows = (HEAD, *ROWS[:2], ("Bad", "uppgift saknas", "uppgift saknas", "uppgift saknas"), ROWS[2])
    assert lines_of(*printed(rows, 700)) == grid(rows)


def test_a_minus_in_a_run_of_its_own_is_a_sign_of_the_number_behind_it() -> None:
    rows = (HEAD, *ROWS, ("Fritid", "5 930", "-6 410", "480"))
    minus = Text(269, 644, "-")
    assert lines_of(*printed(rows, 700), minus)[4] == "Fritid\t- 5 930\t-6 410\t480"


def test_a_minus_at_the_left_edge_of_its_cell_is_a_sign(tmp_path: Path) -> None:
    rows = (HEAD, *ROWS[:2], ("Tillsyn", "-1 150", "-990", "160"), ROWS[2])
    minus = Text(412, 658, "-")
    path = tmp_path / "rapport.pdf"
    path.write_bytes(make_pdf([Text(60, 730, "Drift (tkr)"), *printed(rows, 700), minus]))
    (table,) = read_tables(path)
    assert [column.name for column in table.columns] == list(HEAD[1:])
    assert [float(row.cut[2].value) for row in table.rows if row.cut[2]] == [-160, 1360, -160, 1200]
    assert [row.certainty for row in table.rows] == ["säker"] * 4


def test_a_column_of_dashes_with_a_head_of_its_own_stays_a_column() -> None:
    rows = (HEAD, ("Ledning", "-10 310", "–", "160"), ("Skola", "-81 240", "–", "1 360"))
    assert lines_of(*printed(rows, 700)) == grid(rows)


def test_signs_at_the_left_edges_of_cells_close_to_the_numbers_before_them_are_signs() -> None:
    rows = (
        HEAD,
        ("Miljö", "393", "424", "31"),
        ("Bibliotek", "-1 295", "-1 295", "0"),
        ("Hemtjänst", "18", "51", "263"),
    )
    signs = [Text(left, 700 - 14 * at, "-") for at in (1, 3) for left in (258, 303)]
    assert lines_of(*printed(rows, 700), *signs)[1:] == [
        "Miljö\t- 393\t- 424\t31",
        "Bibliotek\t-1 295\t-1 295\t0",
        "Hemtjänst\t- 18\t- 51\t263",
    ]


@pytest.mark.parametrize("note", ["1) Exklusive interna poster.", "* Avser tre kvartal.", "Källa: ekonomisystemet"])
def test_a_note_right_below_the_last_row_joins_no_label(note: str) -> None:
    lines = lines_of(*printed((HEAD, *ROWS), 700), Text(60, 644, note))
    assert lines == [*grid((HEAD, *ROWS)), "", note, ""]


def test_words_in_the_first_column_of_numbers_are_no_part_of_the_label() -> None:
    rows = (HEAD, *ROWS, ("Bad", "Ej aktuellt", "-19 440", "1 015"))
    assert lines_of(*printed(rows, 700)) == grid(rows)


def test_a_unit_above_the_labels_heads_them(tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    texts = [Text(60, 730, "Driftredovisning"), Text(60, 703.5, "tkr"), *printed((("", *HEAD[1:]), *ROWS), 700)]
    path.write_bytes(make_pdf(texts))
    assert [table.unit for table in read_tables(path)] == ["tkr"]


def test_a_minus_at_the_edge_of_its_cell_is_no_column_where_another_row_fills_both() -> None:
    rows = [("Skola", "-57 293", "-119 093"), ("Summa", "-26 850", "")]
    texts = printed([("Verksamhet", "Utfall 2024", "Budget 2024"), *rows], 700)
    signed = [*texts, Text(358, 672, "-"), put_right(400, 672, "86 515")]
    assert lines_of(*signed)[-1].replace("- ", "-") == "Summa\t-26 850\t-86 515"


def test_two_numbers_in_one_column_are_not_joined() -> None:
    rows = [("Ledning", "-243", "367", "-317"), ("Skola", "-48", "191", "5"), ("Summa", "-291", "558", "-312")]
    words = [put_right(350, top, "saknas") for top in (686, 672)]  # a column of its own, of more words than numbers
    lines = lines_of(*printed([HEAD, *rows], 700), *words, put_right(350, 658, "50"))
    assert "Summa\t-291\t50 / 558\t-312" in lines


def test_the_rows_below_a_lone_digit_in_parentheses_stand_in_the_same_table() -> None:
    rows = [("Ledning", "-87", "-79", "-8"), ("Hyror", "(5)", "(8)", "(3)"), ("Skola", "-15", "-14", "-1")]
    lines = lines_of(*printed([HEAD, *rows, ("F-6", "-469", "", ""), ("Summa", "-576", "-101", "-475")], 700))
    rows_read = lines[: lines.index("")]
    assert [line.split("\t")[0] for line in rows_read] == [
        "Verksamhet",
        "Ledning",
        "Hyror",
        "Skola",
        "F-6",
        "Summa",
    ]


def test_a_label_that_goes_on_below_the_last_row_is_open(tmp_path: Path) -> None:
    texts = printed([HEAD, *ROWS[:1], ("Ersättning till", "-5 000", "-5 010", "10")], 700)
    path = tmp_path / "rapport.pdf"
    path.write_bytes(make_pdf([*texts, Text(60, 656, "skolor")]))
    (table,) = read_tables(path)
    assert [(row.label, row.certainty) for row in table.rows] == [
        ("Ledning", "säker"),
        ("Ersättning till skolor", "tveksam"),
    ]


UNCLEAR = "tabellens huvud kunde inte tolkas; talen står kvar"


def test_a_table_whose_head_is_unclear_is_read_by_no_head_printed_in_it_without_doubt(tmp_path: Path) -> None:
    head = ("Verksamhet", "2026 tkr", "2025 tkr", "2024 tkr")
    rows = [head, ("Ledning", "-10", "-11", "-12"), ("Skola", "-20", "-21", "-22"), ("Bad", "-3", "-4", "-5")]
    again = [head, ("Vård", "-6", "-7", "-8"), ("HVB", "-1", "-2", "-3")]
    over = Text(240, 714, "Budget och utfall för åren")
    (tmp_path / "a.pdf").write_bytes(make_pdf([over, *printed([*rows, *again], 700)]))
    assert {
        row.label: (row.certainty, row.doubt) for table in read_tables(tmp_path / "a.pdf") for row in table.rows
    } == {
        "Vård": ("tveksam", UNCLEAR),
        "HVB": ("tveksam", UNCLEAR),
    }


def test_a_role_set_over_years_makes_no_outcomes_of_the_years_beside_it(tmp_path: Path) -> None:
    head = ("Verksamhet", "2026 tkr", "2025 tkr", "2024 tkr")
    rows = [head, ("Ledning", "-10", "-11", "-12"), ("Skola", "-20", "-21", "-22")]
    (tmp_path / "a.pdf").write_bytes(make_pdf([Text(330, 714, "Budget"), *printed(rows, 700)]))
    (table,) = read_tables(tmp_path / "a.pdf")
    said = "kolumnerna som bara heter ett årtal kan höra till ”Budget 2025 tkr”; talen är utelämnade"
    assert {row.doubt for row in table.rows} == {said}
