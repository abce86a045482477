"""A CSV file is read as Swedish Excel saves it, and written as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.csv_text import parse_csv
from analysis.errors import DataError
from analysis.harmless import for_csv

COLUMNS = ("post", "värde", "note")
ROWS = [["post", "värde", "note"], ["Stöd, vuxna", "−1,5", ""], ["Mål", "", "a; b"]]


def saved(rows: list[list[str]], sign: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    memory = io.StringIO()
    csv.writer(memory, delimiter=sign, lineterminator=end).writerows(rows)
    return memory.getvalue().encode(encoding)


def cells(data: bytes) -> list[list[str]]:
    return [cells for _, cells in parse_csv("a.csv", data, COLUMNS).rows]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_excel_saves_is_read(sign: str, encoding: str, end: str) -> None:
    assert cells(saved(ROWS, sign, encoding, end)) == ROWS


def test_windows_1252_is_read_and_kept() -> None:
    rows = [["post", "värde", "note"], ["Hälso- och sjukvård", "-1,5", "”på” §"]]
    read = parse_csv("a.csv", saved(rows, encoding="cp1252"), COLUMNS)
    assert ([one for _, one in read.rows], read.encoding) == (rows, "cp1252")
    assert read.extended(COLUMNS, [{"post": "Ö"}]) == saved([*rows, ["Ö", "", ""]], encoding="cp1252")


def test_a_letter_that_windows_1252_lacks_is_written_in_utf_8_that_excel_knows() -> None:
    read = parse_csv("a.csv", saved([["post", "värde", "note"]], encoding="cp1252"), COLUMNS)
    assert read.extended(COLUMNS, [{"värde": "−1"}]) == saved(
        [["post", "värde", "note"], ["", "−1", ""]], encoding="utf-8-sig"
    )


def test_a_line_that_names_the_sign_is_no_header() -> None:
    read = parse_csv("a.csv", b"sep=;\r\n" + saved(ROWS), COLUMNS)
    assert read.rows == ((2, ROWS[0]), (3, ROWS[1]), (4, ROWS[2]))


def test_empty_rows_and_empty_columns_beside_the_table_are_none() -> None:
    data = "post;värde;note;;\r\nStab;1;x;;\r\n;;;;\r\nHVB;2;;;\r\n".encode()
    assert parse_csv("a.csv", data, COLUMNS).rows == (
        (1, ["post", "värde", "note"]),
        (2, ["Stab", "1", "x"]),
        (4, ["HVB", "2", ""]),
    )


def test_what_stands_beside_the_table_stays_too_wide() -> None:
    assert cells("post;värde;note;;\r\nStab;1;x;;y\r\n".encode())[1] == ["Stab", "1", "x", "", "y"]


def test_excel_leaves_out_empty_cells_at_the_end_of_a_row() -> None:
    assert cells("post;värde;note\r\nStab;1\r\nHVB\r\n".encode()) == [
        ["post", "värde", "note"],
        ["Stab", "1", ""],
        ["HVB", "", ""],
    ]


def test_a_short_row_of_a_comma_file_has_lost_a_comma() -> None:
    assert cells("post,värde,note\nStab,1\n".encode())[1] == ["Stab", "1"]


def test_lines_that_excel_took_for_one_cell_are_taken_apart() -> None:
    plain = saved(ROWS, ",").decode()
    one_cell = [line.split(";") for line in plain.splitlines()]  # as Swedish Excel opens it
    widest = max(map(len, one_cell))
    kept = saved([[*cells, *[""] * (widest - len(cells))] for cells in one_cell], encoding="utf-8-sig")
    assert kept != plain.encode("utf-8-sig")
    assert cells(kept) == ROWS
    again = parse_csv("a.csv", kept, COLUMNS).extended(COLUMNS, [{"post": "Ny"}])
    assert again == saved([*ROWS, ["Ny", "", ""]], encoding="utf-8-sig")


def test_quotation_marks_that_do_not_close_are_told_in_swedish() -> None:
    with pytest.raises(DataError, match=r"^a\.csv: saw unexpected end of data; expected a table parted by") as error:
        parse_csv("a.csv", 'post;värde;note\n"Stab;1;\n'.encode(), COLUMNS)
    assert error.value.swedish() == (
        "a.csv: citattecken som inte går ihop; väntade en tabell med komma eller semikolon mellan cellerna; "
        "rätta citattecknen eller spara om filen som CSV från Excel."
    )


_CELL = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(str.strip)


@given(st.lists(st.lists(_CELL, min_size=3, max_size=3), max_size=5), st.sampled_from([",", ";", "\t"]))
def test_whatever_stands_in_the_cells_is_read_as_it_was_written(rows: list[list[str]], sign: str) -> None:
    assert cells(saved([list(COLUMNS), *rows], sign)) == [list(COLUMNS), *rows]


@given(st.lists(st.lists(_CELL, min_size=3, max_size=3), max_size=5), st.sampled_from([",", ";"]))
def test_a_row_is_added_to_what_was_there_and_taken_away_again(rows: list[list[str]], sign: str) -> None:
    own = [[f"rad {at}", *row[1:]] for at, row in enumerate(rows)]
    before = saved([list(COLUMNS), *([for_csv(cell) for cell in row] for row in own)], sign)
    after = parse_csv("a.csv", before, COLUMNS).extended(COLUMNS, [{"post": "ny"}])
    assert cells(after) == [list(COLUMNS), *own, ["ny", "", ""]]
    assert parse_csv("a.csv", after, COLUMNS).without("post", "ny") == before
