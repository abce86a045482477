"""A controller's comments: read by document and line, oldest first; every fault of comments.csv told at once."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from analysis.data_files import LONGEST
from analysis.errors import DataError, Fault
from analysis.explanations.notes import Comment, describe_comments, load_comments
from analysis.workbook.cells import columns_of
from analysis.workbook.sheet import Sheet
from tests.ledgers import REPORT, Row, write_ledger

DAY, NAME = "2022-03-01", "Eva Ek"


def comment(text: str, *, line: str = "HVB", day: str = DAY, name: str = NAME, document: str = "a-2021") -> Row:
    return (document, line, day, name, text)


def write_comments(data: Path, *rows: Row) -> Path:
    return write_ledger(data, comments=rows)


def faults_of(data: Path, *rows: Row) -> list[Fault]:
    with pytest.raises(DataError) as error:
        load_comments(write_comments(data, *rows))
    return list(error.value.faults)


def test_comments_stand_by_document_and_line_of_its_file(tmp_path: Path) -> None:
    data = write_comments(tmp_path, comment("Fler dygn."), comment("Vakanser.", line="Stab", name="Bo Al"))
    assert load_comments(data) == {
        ("a-2021", 6): [Comment("Fler dygn.", DAY, NAME)],
        ("a-2021", 5): [Comment("Vakanser.", DAY, "Bo Al")],
    }


def test_the_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    data = write_ledger(tmp_path)
    text = "comment,name,date,line,document\nFler dygn.,Eva Ek,2022-03-01,HVB,a-2021\n"
    (data / "comments.csv").write_text(text, encoding="utf-8-sig")
    assert load_comments(data) == {("a-2021", 6): [Comment("Fler dygn.", DAY, NAME)]}


def test_a_folder_without_comments_has_none(tmp_path: Path) -> None:
    assert load_comments(write_ledger(tmp_path)) == {}


def test_a_file_with_nothing_but_its_head_has_none(tmp_path: Path) -> None:
    assert load_comments(write_comments(tmp_path)) == {}


def test_comments_of_a_line_are_given_oldest_first_and_those_of_a_day_as_the_file_has_them(tmp_path: Path) -> None:
    data = write_comments(
        tmp_path,
        comment("Tredje.", day="2022-03-10"),
        comment("Annan rad.", line="Stab", day="2022-01-01"),
        comment("Första.", day="2021-12-31"),
        comment("Fjärde.", day="2022-03-10", name="Bo Al"),
        comment("Andra.", day="2022-03-02"),
    )
    assert [one.text for one in load_comments(data)["a-2021", 6]] == ["Första.", "Andra.", "Tredje.", "Fjärde."]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        comment("Vakanser.", line="Stab"),
        comment("Fler dygn.", line="HVBB"),
        comment("Vakanser.", line="Stab"),
        comment("", day="", name=""),
        comment("Fel dokument.", line="Stab", document="a-2022"),
        comment("Dyrare\x07", line="", day="1 mars"),
    ]
    told = [(one.line, one.code, one.values.get("column"), one.values["seen"]) for one in faults_of(tmp_path, *rows)]
    assert told == [
        (3, "unknown-reference", "line", "a-2021: HVBB"),
        (4, "duplicate-key", None, "a-2021: Stab, 2022-03-01, Eva Ek, Vakanser."),
        (5, "bad-value", "date", ""),
        (5, "bad-value", "name", ""),
        (5, "bad-value", "comment", ""),
        (6, "unknown-reference", "line", "a-2022: Stab"),
        (7, "unknown-reference", "line", "a-2021:"),
        (7, "bad-value", "date", "1 mars"),
        (7, "bad-value", "comment", "U+0007"),
    ]


def test_an_unknown_line_is_named_with_the_nearest_of_its_document(tmp_path: Path) -> None:
    (one,) = faults_of(tmp_path, comment("Vakanser.", line="Stabb"))
    assert one.swedish() == (
        "comments.csv rad 2: line = ”a-2021: Stabb”; väntade något av: Stab; "
        "rätta stavningen eller registrera det som saknas."
    )


def test_an_unknown_document_is_named_with_the_nearest_lines_of_others(tmp_path: Path) -> None:
    (one,) = faults_of(tmp_path, comment("Vakanser.", line="Stab", document="b-2021"))
    assert one.values["known"] == "a-2021: Stab, a-2021: Summa, a-2021: HVB"


def test_a_folder_without_any_line_knows_none(tmp_path: Path) -> None:
    data = write_ledger(tmp_path, reports={}, comments=[comment("Vakanser.")])
    with pytest.raises(DataError, match=r"^comments\.csv, line 2: saw line = 'a-2021: HVB'; expected one of: –;"):
        load_comments(data)


@pytest.mark.parametrize("other", [{"day": "2022-03-02"}, {"name": "Bo Al"}, {"text": "Dyrare."}, {"line": "Stab"}])
def test_rows_that_differ_in_one_cell_are_no_duplicates(tmp_path: Path, other: dict[str, str]) -> None:
    cells = {"text": "Fler dygn.", **other}
    data = write_comments(tmp_path, comment("Fler dygn."), comment(cells.pop("text"), **cells))
    assert sum(map(len, load_comments(data).values())) == 2


def test_the_same_words_on_a_line_of_two_documents_are_no_duplicates(tmp_path: Path) -> None:
    rows = [comment("Fler dygn."), comment("Fler dygn.", document="a-2022")]
    data = write_ledger(tmp_path, reports={"a-2021": REPORT, "a-2022": REPORT}, comments=rows)
    assert sorted(load_comments(data)) == [("a-2021", 6), ("a-2022", 6)]


def test_a_row_that_stands_twice_is_refused_and_its_long_text_cut_in_the_message(tmp_path: Path) -> None:
    (one,) = faults_of(tmp_path, comment("Fler\ndygn. " * 50), comment("Fler\ndygn. " * 50))
    assert one.english() == (
        "comments.csv, line 103: saw a-2021: HVB, 2022-03-01, Eva Ek, Fler dygn. Fler dygn. Fler dygn. Fler dygn. Fl… twice; "
        "expected each line + date + name + comment once; remove or rename one of the rows"
    )


@pytest.mark.parametrize("day", ["2020-02-29", "1999-12-31"])
def test_a_day_of_the_calendar_is_taken(tmp_path: Path, day: str) -> None:
    data = write_comments(tmp_path, comment("Fler dygn.", day=day))
    assert load_comments(data)["a-2021", 6][0].date == day


@pytest.mark.parametrize(
    "day",
    [
        *("2021-02-29", "2022-13-01", "2022-04-31", "2022-00-10", "0202-03-01"),
        *("20220301", "2022-W09-2", "2022-3-1", "1/3 2022", "2022-03-01T10:00", "2022-03-01 ½", "٢٠٢٢-٠٣-٠١"),
    ],
)
def test_any_other_day_is_refused(tmp_path: Path, day: str) -> None:
    (one,) = faults_of(tmp_path, comment("Fler dygn.", day=day))
    assert one.swedish() == f"comments.csv rad 2: date = ”{day}”; väntade en dag, t.ex. 2026-03-01; rätta cellen."


def test_a_comment_may_be_as_long_as_is_said_but_no_longer(tmp_path: Path) -> None:
    assert LONGEST == 2000
    assert load_comments(write_comments(tmp_path, comment("å" * 2000)))["a-2021", 6][0].text == "å" * 2000
    (one,) = faults_of(tmp_path, comment("å" * 2001))
    assert one.english() == (
        f"comments.csv, line 2: saw comment = '{'å' * 79}…'; expected at most 2000 characters, not 2001; correct the cell"
    )
    assert one.swedish() == (
        f"comments.csv rad 2: comment = ”{'å' * 79}…”; väntade högst 2000 tecken, inte 2001; rätta cellen."
    )


def test_a_name_is_held_to_the_same(tmp_path: Path) -> None:
    told = faults_of(tmp_path, comment("Fler dygn.", name="å" * 2001), comment("Fler dygn.", name="Eva\x1bEk"))
    assert [(one.line, one.values["column"], one.values["expected_sv"]) for one in told] == [
        (2, "name", "högst 2000 tecken, inte 2001"),
        (3, "name", "inga styrtecken"),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Fler dygn.\nDyrare.", "Fler dygn. Dyrare."),
        ("Fler dygn.\r\n\r\n  Dyrare.", "Fler dygn. Dyrare."),
        ("Fler dygn. \n \n Dyrare.", "Fler dygn. Dyrare."),
        ("Fler\tdygn.\u2028Dyrare.\x85Slut.", "Fler dygn. Dyrare. Slut."),
        ("  Fler   dygn, 1\u00a0200 st. ", "Fler   dygn, 1\u00a0200 st."),
        ("Gul 🟡 – ”rätt” <b>&amp;</b>", "Gul 🟡 – ”rätt” <b>&amp;</b>"),
    ],
)
def test_line_breaks_become_blanks_and_all_else_stays(tmp_path: Path, written: str, read: str) -> None:
    data = write_comments(tmp_path, comment(written, name="Eva\nEk"))
    assert load_comments(data)["a-2021", 6] == [Comment(read, DAY, "Eva Ek")]


@pytest.mark.parametrize("mark", ["\x00", "\x08", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\ufffe", "\uffff"])
def test_a_control_character_is_refused_by_its_code(tmp_path: Path, mark: str) -> None:
    (one,) = faults_of(tmp_path, comment(f"Fler{mark}dygn{mark}."))
    assert one.swedish() == (
        f"comments.csv rad 2: comment = ”U+{ord(mark):04X}”; väntade inga styrtecken; rätta cellen."
    )


def test_another_column_is_refused(tmp_path: Path) -> None:
    data = write_ledger(tmp_path)
    (data / "comments.csv").write_text("document,line,comment\na-2021,Stab,Vakanser.\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"^comments\.csv, line 1: saw columns document, line, comment; "):
        load_comments(data)


@pytest.mark.parametrize(
    ("comments", "text"),
    [
        ([], ""),
        ([Comment("Fler dygn", "2026-03-01", "Namn")], "Fler dygn (uppgett av controller, Namn, 2026-03-01)"),
        (
            [Comment("Fler.", "2026-03-01", "Eva Ek"), Comment("Dyrare.", "2026-04-02", "Bo Al")],
            "Fler. (uppgett av controller, Eva Ek, 2026-03-01) · Dyrare. (uppgett av controller, Bo Al, 2026-04-02)",
        ),
    ],
)
def test_a_line_has_its_comments_in_one_cell(comments: list[Comment], text: str) -> None:
    assert describe_comments(comments) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1+1}", "https://example.org", "_x0041_", "12"])
def test_what_looks_like_a_formula_stays_a_text_in_the_workbook(tmp_path: Path, text: str) -> None:
    comments = load_comments(write_comments(tmp_path, comment(text)))["a-2021", 6]
    assert [one.text for one in comments] == [text]
    with xlsxwriter.Workbook(tmp_path / "bok.xlsx") as book:
        Sheet(book, "Blad", [40], footer="Nämnden").table("Rader", columns_of({"Kommentar": "@"}), [[text]])
    cell = openpyxl.load_workbook(tmp_path / "bok.xlsx").active["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)
