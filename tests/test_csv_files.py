"""CSV files under data/ are read as texts and held against what is declared for them."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis.csv_files
from analysis.csv_columns import (
    DAY,
    TEXT,
    WHOLE,
    YEAR,
    Column,
    Kind,
    beside,
    known_to,
    never,
    note,
    number,
    one_of,
    pattern,
    text,
    unless,
    where,
)
from analysis.csv_files import CsvCell, CsvFile, CsvRow, named_in, read_rows, read_table, refuse
from analysis.data_files import ALL, FIGURES
from analysis.errors import AnalysisError, DataError, Fault
from analysis.ledger.formulas import parse_formula


def codes(error: pytest.ExceptionInfo[AnalysisError]) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.file, one.line) for one in error.value.faults]


def test_a_csv_is_read_as_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('post,år\n"Myndighet, vuxna", 2020 \nÖppna insatser,\n'.encode())
    assert read_rows(path, ["post", "år"]) == [
        {"post": "Myndighet, vuxna", "år": "2020"},
        {"post": "Öppna insatser", "år": ""},
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfpost,year\nStab,2020\n",
        b"post,year\r\nStab,2020\r\n",
        b"post,year\nStab,2020",
        b"post,year\n\nStab,2020\n\n",
        b"year,post\n2020,Stab\n",
    ],
    ids=["byte order mark", "Windows line ends", "no last line end", "blank lines", "other order"],
)
def test_what_spreadsheets_write_is_read_the_same(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert read_rows(path, ["post", "year"]) == [{"post": "Stab", "year": "2020"}]


def test_a_csv_with_only_a_header_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("post,year\n", encoding="utf-8")
    assert read_rows(path, ["post", "year"]) == []


def test_a_missing_csv_is_named_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="saw no such file") as error:
        read_rows(tmp_path / "a.csv", ["post"])
    assert codes(error) == [("missing-file", str(tmp_path / "a.csv"), None)]


def test_a_folder_is_no_csv(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="saw a folder or device; expected a file") as error:
        read_rows(tmp_path, ["post"])
    assert codes(error) == [("not-a-file", tmp_path.name, None)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["a pipe", "a device"])
def test_what_may_never_end_is_not_opened(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a.csv")
    with pytest.raises(DataError, match=r"^a\.csv: saw a folder or device; expected a file"):
        read_rows(tmp_path / "a.csv", ["post"])


def test_a_csv_in_an_encoding_of_no_swedish_program_today_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("post\nStab\nÖppna insatser\n".encode("cp850"))
    with pytest.raises(DataError, match=r"^a\.csv, line 3: saw byte 0x99 that no known encoding of Swedish text has"):
        read_rows(path, ["post"])


def test_an_open_quote_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('post\n"Stab\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"^a\.csv: saw unexpected end of data; expected a table parted by"):
        read_rows(path, ["post"])


def test_a_csv_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("post\nStab\n", encoding="utf-8")
    monkeypatch.setattr(analysis.csv_files, "MOST_CSV_BYTES", 9)
    with pytest.raises(DataError, match=r"^a\.csv: saw 10 bytes; expected at most 9 bytes;"):
        read_rows(path, ["post"])


@pytest.mark.parametrize(
    ("header", "seen"),
    [
        ("post", "post"),
        ("post,year,extra", "post, year, extra"),
        ("post,years", "post, years"),
        ("post;years", "post, years"),
    ],
    ids=["missing", "extra", "name", "semicolons"],
)
def test_wrong_csv_columns_are_named(tmp_path: Path, header: str, seen: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{header}\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"^a\.csv, line 1: saw columns {seen}; expected columns post, year;"):
        read_rows(path, ["post", "year"])


def test_an_empty_csv_has_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    with pytest.raises(DataError, match=r"^a\.csv, line 1: saw columns –; expected columns post, year;") as error:
        read_rows(path, ["post", "year"])
    assert codes(error) == [("wrong-columns", "a.csv", 1)]


def test_all_ragged_rows_are_named_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("post,year\nStab\nLedning,2020\nHVB,2020,1\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2") as error:
        read_rows(path, ["post", "year"])
    assert str(error.value).splitlines() == [
        "a.csv, line 2: saw 1 cells; expected 2 cells; correct the commas and quotation marks of the row",
        "a.csv, line 4: saw 3 cells; expected 2 cells; correct the commas and quotation marks of the row",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("post,year\nStab,2020\nHVB,2021\n", [2, 3]),
        ("post,year\n\nStab,2020\n\n\nHVB,2021\n", [3, 6]),
        ('post,year\n"Stab\nLedning",2020\nHVB,2021\n', [3, 4]),
        ("post,year\r\n\r\nStab,2020\r\nHVB,2021\r\n", [3, 4]),
    ],
    ids=["plain", "blank lines", "quoted line break", "Windows line ends"],
)
def test_a_row_knows_its_line_in_the_file(tmp_path: Path, text: str, lines: list[int]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert [row.line for row in read_rows(path, ["post", "year"])] == lines


def test_ragged_rows_are_counted_by_the_lines_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('post,year\n\n"Stab\nLedning",2020\n\nHVB\n', encoding="utf-8")
    with pytest.raises(DataError, match="saw 1 cells; expected 2 cells") as error:
        read_rows(path, ["post", "year"])
    assert codes(error) == [("wrong-width", "a.csv", 6)]


def faults_in(folder: Path, kind: Kind, *cells: str, known: tuple[str, ...] = ("Stab", "Ledning")) -> list[Fault]:
    """Return the faults of cells in a column of a kind; each one's row has another id."""
    file = CsvFile("a.csv", (Column("id", TEXT, ""), Column("cell", kind, "")), key=("id",))
    rows = [["id", "cell"], *([str(at), cell] for at, cell in enumerate(cells))]
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as place:
        csv.writer(place).writerows(rows)
    return read_table(folder, file, {"line": named_in(known)}).faults


A_NUMBER = ("a number", "ett tal")
KINDS = {
    "text": (TEXT, "Stab", "", "saw cell = ''; expected a text; correct the cell"),
    "text of a sort": (text("the heading", "rubriken"), "Drift", "", "saw cell = ''; expected the heading; "),
    "year": (YEAR, "2020", "20201", "saw cell = '20201'; expected a year such as 2020; "),
    "no year": (YEAR, "1999", "", "saw cell = ''; expected a year such as 2020; "),
    "day": (DAY, "2024-02-29", "2023-02-29", "saw cell = '2023-02-29'; expected a day such as 2026-03-01; "),
    "whole": (WHOLE, "38", "3,8", "saw cell = '3,8'; expected a whole number; "),
    "number": (number(*A_NUMBER), "−8 453,5", "5 tkr", "saw cell = '5 tkr'; expected a number; "),
    "no number": (number(*A_NUMBER), "0", "-", "saw cell = '-'; expected a number; "),
    "least": (number(*A_NUMBER, least=Decimal(0)), "0", "-1", "saw cell = '-1'; expected a number; "),
    "pattern": (pattern("[a-z]+", "letters", "bokstäver"), "ab", "a1", "saw cell = 'a1'; expected letters; "),
    "word": (one_of("lika", "högst"), "lika", "Lika", "saw cell = 'Lika'; expected one of: lika, högst; "),
    "no word": (one_of("lika", "högst"), "högst", "", "saw cell = ''; expected one of: lika, högst; "),
    "reference": (known_to("line"), "Stab", "Stabb", "saw cell = 'Stabb'; expected one of: Stab; "),
    "no reference": (known_to("line"), "Stab", "", "saw cell = ''; expected one of: Ledning, Stab; "),
    "formula": (known_to("line", "a formula", "en formel"), "Stab", "", "saw cell = ''; expected a formula; "),
    "note": (note(5), "Två\u2028å", "Tretton", "saw cell = 'Tretton'; expected at most 5 characters, not 7; "),
    "mark": (note(5), "Två", "T\x07", "saw cell = 'U+0007'; expected no control characters; "),
}


@pytest.mark.parametrize(("kind", "right", "wrong", "said"), KINDS.values(), ids=KINDS)
def test_each_kind_takes_what_is_of_it_and_names_what_is_not(
    tmp_path: Path, kind: Kind, right: str, wrong: str, said: str
) -> None:
    assert faults_in(tmp_path, kind, right) == []
    with pytest.raises(DataError, match=rf"^a\.csv, line 3: {re.escape(said)}"):
        refuse(faults_in(tmp_path, kind, right, wrong))


@pytest.mark.parametrize(("kind", "wrong"), [(kind, wrong) for kind, _, wrong, _ in KINDS.values()], ids=KINDS)
def test_each_kind_speaks_swedish(tmp_path: Path, kind: Kind, wrong: str) -> None:
    (one,) = faults_in(tmp_path, kind, wrong)
    assert re.match(r"a\.csv rad \d: cell = ”.*”; väntade .+; rätta (cellen|stavningen)", one.swedish())
    assert "expected" not in one.swedish()


NEEDED = {
    "never": (Column("cell", YEAR, "", never), {"": True, "tryckt": True}),
    "always": (Column("cell", YEAR, ""), {"": False, "tryckt": False}),
    "where": (Column("cell", YEAR, "", where("status", "tryckt")), {"": True, "tryckt": False, "saknas": True}),
    "unless": (Column("cell", YEAR, "", unless("status", "tryckt")), {"": False, "tryckt": True, "saknas": False}),
    "beside": (Column("cell", YEAR, "", beside("status")), {"": True, "tryckt": False}),
}


@pytest.mark.parametrize(("column", "allowed"), NEEDED.values(), ids=NEEDED)
def test_a_cell_may_be_empty_where_its_column_allows_it(
    tmp_path: Path, column: Column, allowed: dict[str, bool]
) -> None:
    file = CsvFile("a.csv", (Column("id", TEXT, ""), Column("status", TEXT, "", never), column))
    lines = [f"a,{status},{cell}\n" for status in allowed for cell in ("2020", "")]
    (tmp_path / "a.csv").write_text("id,status,cell\n" + "".join(lines), encoding="utf-8")
    wrong = [line for line, fine in zip(range(3, 99, 2), allowed.values(), strict=False) if not fine]
    assert [one.line for one in read_table(tmp_path, file).faults] == wrong


def test_a_cell_that_need_not_be_there_is_checked_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("cell\ni år\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"^a\.csv, line 2: saw cell = 'i år'; expected a year such as 2020;"):
        refuse(read_table(tmp_path, CsvFile("a.csv", (Column("cell", YEAR, "", never),))).faults)


def test_all_faults_of_a_file_are_told_together_in_the_order_of_its_lines(tmp_path: Path) -> None:
    columns = (Column("id", TEXT, ""), Column("year", YEAR, ""), Column("how", one_of("lika", "högst"), ""))
    (tmp_path / "a.csv").write_text("id,year,how\na,2020,lika\na,i år,minst\n,2021,lika\n", encoding="utf-8")
    found = read_table(tmp_path, CsvFile("a.csv", columns, key=("id",)))
    assert found.wrong == {3, 4}
    with pytest.raises(DataError, match="line 3") as error:
        refuse(found.faults)
    assert [(one.line, one.code, one.values.get("column", one.values.get("key"))) for one in error.value.faults] == [
        (3, "bad-value", "year"),
        (3, "unknown-reference", "how"),
        (3, "duplicate-key", "id"),
        (4, "bad-value", "id"),
    ]


def test_a_row_whose_key_stands_twice_has_no_wrong_cell(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\na\na\n", encoding="utf-8")
    found = read_table(tmp_path, CsvFile("a.csv", (Column("id", TEXT, ""),), key=("id",)))
    assert ([one.line for one in found.faults], found.wrong) == ([3], frozenset())


def test_nothing_wrong_is_not_refused() -> None:
    refuse([])


def test_a_file_that_may_be_missing_has_no_rows(tmp_path: Path) -> None:
    assert read_table(tmp_path, CsvFile("a.csv", (Column("id", TEXT, ""),))) == ([], [], frozenset())


def test_a_file_that_may_not_be_missing_is_named(tmp_path: Path) -> None:
    file = CsvFile("a.csv", (Column("id", TEXT, ""),), may_be_missing=False)
    with pytest.raises(DataError, match=r"a\.csv: saw no such file"):
        read_table(tmp_path, file)


def test_a_judge_sees_the_cell_its_row_and_the_unit_of_its_formula(tmp_path: Path) -> None:
    seen = list[tuple[str, str, int]]()

    def judge(cell: CsvCell) -> list[Fault]:
        seen.append((cell.text, cell.unit, cell.row.line))
        return [cell.bad("something else", "något annat", seen="x" * 99)]

    columns = (Column("unit", TEXT, ""), Column("effect", known_to("saving", unit="tkr/{unit}"), ""))
    (tmp_path / "a.csv").write_text("unit,effect\nbarn,pris\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"^a\.csv, line 2: saw effect = 'x{79}…'; expected something else;"):
        refuse(read_table(tmp_path, CsvFile("a.csv", columns), {"saving": judge}).faults)
    assert seen == [("pris", "tkr/barn", 2)]


def test_blanks_that_make_a_name_unknown_are_shown(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"saw cell = 'Stab  2'; expected one of: Stab 2;"):
        refuse(faults_in(tmp_path, known_to("line"), "Stab  2", known=("Stab 2",)))


def test_a_judge_that_knows_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"saw cell = 'Stab'; expected one of: –;"):
        refuse(faults_in(tmp_path, known_to("line"), "Stab", known=()))


@given(st.lists(st.sampled_from(["2020", "1999", "", "i år", "20201"]), max_size=8))
def test_as_many_faults_are_told_as_there_are_wrong_cells(cells: list[str]) -> None:
    with TemporaryDirectory() as folder:
        found = faults_in(Path(folder), YEAR, *cells)
    assert [one.line for one in found] == [line for line, cell in enumerate(cells, 2) if cell not in {"2020", "1999"}]


@given(st.text())
def test_whatever_stands_in_a_cell_has_its_faults_worded(cell: str) -> None:
    columns = [column for file in ALL for column in file.columns if not column.kind.judge]
    for column in columns:
        for one in column.kind.wrong(cell):
            assert (
                "\n" not in CsvCell("a.csv", CsvRow({column.name: cell}, 2), column).bad(*one[1:], one.seen).swedish()
            )


@pytest.mark.parametrize("name", ["a", "nettobudget_2019", "åäö", "x2", "a_"])
def test_the_id_of_a_figure_is_lower_case_letters_digits_and_underscores(name: str) -> None:
    assert list(FIGURES.columns[0].kind.wrong(name)) == []
    assert parse_formula(name).name == name


@pytest.mark.parametrize("name", ["A", "2019", "_a", "a b", "a-b", "a:b", "a.b", "a\n", "[a]", "é"])
def test_anything_else_is_no_id_of_a_figure(name: str) -> None:
    assert [one.seen for one in FIGURES.columns[0].kind.wrong(name)] == [name]


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_a_key_is_made_of_columns_that_are_declared_once(file: CsvFile) -> None:
    assert len(set(file.names)) == len(file.names)
    assert set(file.key) <= set(file.names)
