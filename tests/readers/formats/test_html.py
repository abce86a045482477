"""Saved web pages in, frames out: what the page shows is read, what it hides, runs or fetches is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import analysis.readers.formats.html
import analysis.readers.formats.lines
from analysis.errors import DocumentError
from analysis.readers.documents import read_document
from analysis.readers.formats.lines import Document
from analysis.readers.tables import Table, read_tables
from tests.boards import plain_rows

HEAD = "<tr><th>Verksamhet</th><th>Utfall 2020</th><th>Budget 2020</th><th>Avvikelse</th></tr>"
HEAD_LINE = "Verksamhet\tUtfall 2020\tBudget 2020\tAvvikelse"
ROW = "<tr><td>Stab</td><td>-5</td><td>-6</td><td>1</td></tr>"


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], Path]:
    def write(body: str) -> Path:
        path = tmp_path / "sida.html"
        path.write_text(f"<!DOCTYPE html>\n<html><body>{body}</body></html>", encoding="utf-8")
        return path

    return write


def rows(table: Table) -> list[tuple[object, ...]]:
    return plain_rows(table.frame, *table.frame.columns)


def lines(path: Path) -> list[str]:
    return [line for line in read_document(path).lines if line]


def test_a_table_of_a_page_becomes_a_frame(page: Callable[[str], Path]) -> None:
    path = page(
        "<h1>4 Ekonomi</h1>\n<h2>4.1 <i>Drift</i></h2><p>Driftredovisning (tkr)</p>"
        f"<table>{HEAD}<tr><td>Stab</td><td>&minus;1&nbsp;500</td><td>-1 600</td>\n<td><b>100</b></td></tr>"
        "<tr><td>Vård &amp; omsorg</td><td>-15&#8239;785</td><td>-16785</td><td>1&thinsp;000</td></tr>"
        "<tr><td>Summa</td><td>-17 285</td><td>-18 385</td><td>1 100</td></tr></table>"
    )
    (table,) = read_tables(path)
    assert list(table.frame.columns) == ["post", "Utfall 2020", "Budget 2020", "Avvikelse"]
    assert rows(table) == [
        ("Stab", -1500, -1600, 100),
        ("Vård & omsorg", -15785, -16785, 1000),
        ("Summa", -17285, -18385, 1100),
    ]
    assert (table.title, table.section, table.unit) == ("Driftredovisning (tkr)", "4.1 Drift", "tkr")
    assert [row.certainty for row in table.rows] == ["säker"] * 3
    assert table.notes == ()


def test_headings_paragraphs_and_lists_become_lines(page: Callable[[str], Path]) -> None:
    path = page("<h2>Ett</h2><p>Rad\n ett<br>rad två</p><ul><li>Punkt</ul><pre>Stab  1\nVård  2</pre>Sist")
    assert lines(path) == ["## Ett", "Rad ett", "rad två", "Punkt", "Stab  1", "Vård  2", "Sist"]


def test_cells_that_span_columns_and_rows_keep_the_others_in_place(page: Callable[[str], Path]) -> None:
    path = page(
        "<table><tr><th rowspan=2>Verksamhet</th><th colspan=3>2020</th><th colspan=3>2019</th></tr>"
        f"<tr>{'<th>Utfall</th><th>Budget</th><th>Avvikelse</th>' * 2}</tr>"
        "<tr><td>Stab<td>1<td>2<td>-1<td>3<td>5<td>-2</table>"
    )
    assert lines(path) == [
        "Verksamhet\t2020\t\t\t2019\t\t",
        "\tUtfall\tBudget\tAvvikelse\tUtfall\tBudget\tAvvikelse",
        "Stab\t1\t2\t-1\t3\t5\t-2",
    ]
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", 1, 2, -1, 3, 5, -2)]
    assert [column.year for column in table.columns] == [2020] * 3 + [2019] * 3


def test_end_tags_that_the_language_lets_out(page: Callable[[str], Path]) -> None:
    path = page(
        "<table><tr><th>Verksamhet<th>Utfall 2020<th>Budget 2020<th>Avvikelse"
        "<tr><td>Stab<td>-5<td>-6<td>1<tr><td>Hyra<td>-1<td>-2<td>1</table>"
    )
    (table,) = read_tables(path)
    assert rows(table) == [("Stab", -5, -6, 1), ("Hyra", -1, -2, 1)]


@pytest.mark.parametrize(
    "cell",
    [
        "-5<sup>1</sup>",
        "-5<sup><a href='#n'>2)</a></sup>",
        "<span style='display:none'>99</span>-5",
        "<span hidden>99</span>-5",
        "<del>-7</del> -5",
        "-5<!-- 9 -->",
        "-5<script>9</script>",
        "-5<style>9</style>",
        "<div>-5</div>",
        "<p>\n  -5\n</p>",
    ],
)
def test_what_is_no_digit_of_a_cell_joins_none(page: Callable[[str], Path], cell: str) -> None:
    (table,) = read_tables(page(f"<table>{HEAD}{ROW.replace('-5', cell)}</table>"))
    assert rows(table) == [("Stab", -5, -6, 1)]


def test_two_numbers_in_one_cell_are_doubted(page: Callable[[str], Path]) -> None:
    (table,) = read_tables(page(f"<table>{HEAD}{ROW.replace('-5', '12<br>345')}</table>"))
    assert rows(table) == [("Stab", None, -6, 1)]
    assert table.rows[0].doubt.startswith("Utfall 2020: ”12 / 345” kan inte läsas som tal")


def test_a_comma_that_may_part_thousands_is_doubted(page: Callable[[str], Path]) -> None:
    english = ROW.replace("-5", "-15,785").replace("-6", "-16,785").replace("<td>1<", "<td>1,000<")
    (table,) = read_tables(page(f"<table>{HEAD}{english}</table>"))
    assert rows(table) == [("Stab", None, None, None)]
    assert "”-15,785 (tusental eller decimaler?)” kan inte läsas som tal" in table.rows[0].doubt
    (table,) = read_tables(page(f"<table>{HEAD}{english.replace('1,000', '1,0')}</table>"))
    assert rows(table) == [("Stab", -15.785, -16.785, 1)]


def test_two_tables_that_follow_each_other_stay_two(page: Callable[[str], Path]) -> None:
    path = page(f"<table>{HEAD}{ROW}</table><table>{HEAD}{ROW.replace('Stab', 'Hyra')}</table>")
    assert [rows(table) for table in read_tables(path)] == [[("Stab", -5, -6, 1)], [("Hyra", -5, -6, 1)]]


def test_a_table_that_lays_out_others_is_no_table_and_noted(page: Callable[[str], Path]) -> None:
    document = read_document(page(f"<table><tr><td>Meny</td><td>Drift<table>{HEAD}{ROW}</table></td></tr></table>"))
    assert [line for line in document.lines if line] == ["Meny", "Drift", HEAD_LINE, "Stab\t-5\t-6\t1"]
    assert document.notes == ("sida.html: en tabell har tabeller i sina celler; bara de inre är lästa som tabeller.",)


def test_nothing_is_fetched_and_no_entity_is_unfolded(tmp_path: Path) -> None:
    (tmp_path / "hemlig.txt").write_text("hemligt", encoding="utf-8")
    path = tmp_path / "sida.html"
    path.write_text(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/hemlig.txt"><!ENTITY y "haha">]><html><body>'
        '<iframe src="hemlig.txt">i</iframe><img src="http://127.0.0.1:9/"><object data="hemlig.txt">o</object>'
        "<p>&x;&y;Stab</p></body></html>",
        encoding="utf-8",
    )
    text = "\n".join(lines(path))
    assert "Stab" in text
    assert "hemligt" not in text
    assert "haha" not in text.replace('"haha"', "")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=iso-8859-1>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_is_what_the_bytes_and_the_page_say(tmp_path: Path, head: str, encoding: str) -> None:
    path = tmp_path / "sida.html"
    path.write_bytes(f"<html><head>{head}</head><body><p>Åtgärder på “nämnd”</p></body></html>".encode(encoding))
    assert read_document(path) == Document("sida.html", ["Åtgärder på “nämnd”", ""], marks_wraps=False)


def test_an_encoding_that_no_page_says_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "sida.html"
    path.write_bytes("<html><p>Vård</p></html>".encode("cp1252"))
    assert read_document(path).notes == ("sida.html: filen är inte UTF-8; läst som Windows-1252.",)


def test_a_cell_that_spans_too_much_is_refused(page: Callable[[str], Path]) -> None:
    with pytest.raises(DocumentError, match="filen: more than 1000 columns"):
        read_document(page("<table><tr><td colspan=1001>a</table>"))
    assert lines(page("<table><tr><td colspan=1000>a</table>")) == ["a"]
    assert lines(page("<table><tr><td colspan=x rowspan=99999999>a<td>b</table>")) == ["a\tb"]


def test_a_page_with_too_many_rows_is_refused(page: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis.readers.formats.lines, "MOST_ROWS", 1)
    with pytest.raises(DocumentError, match="more than 1 rows"):
        read_document(page(f"<table>{HEAD}{ROW}</table>"))


def test_a_page_that_is_too_large_is_refused(page: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis.readers.formats.html, "MOST_BYTES", 20)
    with pytest.raises(DocumentError, match=r"^sida\.html: saw \d+ bytes; expected at most 20 bytes"):
        read_document(page("<p>Stab</p>"))


def test_a_page_with_too_many_tags_is_refused(page: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = page("<p>Stab</p>")
    monkeypatch.setattr(analysis.readers.formats.html, "MOST_TAGS", 7)
    assert lines(path) == ["Stab"]
    monkeypatch.setattr(analysis.readers.formats.html, "MOST_TAGS", 6)
    with pytest.raises(DocumentError, match="more than 6 tags"):
        read_document(path)


def test_a_page_without_text_is_refused(page: Callable[[str], Path]) -> None:
    with pytest.raises(DocumentError, match=r"^sida\.html: saw an empty file"):
        read_document(page("<script>Stab</script>"))


def test_elements_inside_each_other_without_end_are_read(page: Callable[[str], Path]) -> None:
    assert lines(page("<div>" * 20_000 + "Stab")) == ["Stab"]
    assert lines(page("<table><tr><td>" * 2_000 + "Stab")) == ["Stab"]


def test_a_text_with_marks_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text("<b>Stab</b>\t1\n", encoding="utf-8")
    assert read_document(path).lines == ["<b>Stab</b>\t1", ""]
