"""Texts from files do nothing where they are shown: no markup, no control of a terminal, no formula; all of them stay."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from analysis.__main__ import main
from analysis.csv_text import parse_csv, written
from analysis.data_files import CAUSES
from analysis.errors import DataError
from analysis.harmless import document_line, for_csv, for_markdown, for_page, for_terminal, from_csv
from analysis.report import make_report
from analysis.statements.load import load_drift
from analysis.statements.sums import load_sums
from analysis.swedish import Text
from tests.boards import make_board, write_csv
from tests.ledgers import cause
from tests.notebooks import make_notebook

HOSTILE = (
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<style>table{display:none}</style>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[Stab](https://example.org)",
    "Stab https://example.org",
    '=HYPERLINK("https://example.org";"Stab")',
    "=cmd|'/c calc'!A0",
    "@SUM(1+1)",
    "+Stab",
    "-Stab",
    "Stab;=1+1",
    "**Stab** _x_ `y` ~~z~~",
    "$\\frac$ Stab $x$",
    "{body} {title} {0}",
    "&lt;b&gt;&amp; ]]>",
)
STEERING = (
    *("Ett\x1b[31m", "Tv\x01å", "Tre\x0bfyra", "Fem\ufffe", "Sex\uffff", "Sju\u202e", "Åtta\U0001fffe", "Nio\x9b"),
)


def report_of(labels: tuple[str, ...]) -> str:
    rows = "".join(f"{label}\t-{at}00\t-90\t{90 - 100 * at}\n" for at, label in enumerate(labels, 1))
    number = len(labels)
    total = -100 * number * (number + 1) // 2
    last = f"Summa\t{total}\t{-90 * number}\t{total + 90 * number}\n"
    return f"Drift\n\nDriftredovisning (tkr)\n\n\tUtfall 2023\tBudget 2023\tAvvikelse\n{rows}{last}"


class Elements(HTMLParser):
    """Collects the elements of a page, and the addresses that it names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.addresses = list[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "http-equiv"}]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    source = tmp_path / "rapport.txt"
    source.write_text(report_of(HOSTILE + STEERING), encoding="utf-8", newline="\n")
    words = ["--board", "<b>Nämnden</b> [x](https://a.se)", "--year", "2023", "--title", "<style>*</style>"]
    words += ["--publisher", "=Byn <script>", "--id", "a-2023", "--data", str(tmp_path / "data"), "--yes"]
    assert main(["add", str(source), *words]) == 0
    return tmp_path / "data"


def test_labels_are_kept_and_steer_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = capsys.readouterr()
    posts = load_drift(data=data)["post"].tolist()
    assert {
        "=cmd|'/c calc'!A0",
        "-Stab",
        "Stab;=1+1",
        "<script>alert(1)</script>",
        "Ett[31m",
        "Tre fyra",
        "Två",
    } <= set(posts)
    assert "".join(posts).isprintable()
    assert [one for one in shown.out + shown.err if not one.isprintable() and one not in "\n\u00a0\u2003"] == []
    (found,) = load_sums(data)
    assert {part.post for part in found.parts} >= {"=cmd|'/c calc'!A0", "-Stab", "Stab;=1+1", "@SUM(1+1)"}


@pytest.mark.parametrize("sign", [",", ";"])
def test_no_spreadsheet_runs_a_cell_that_we_write(data: Path, sign: str) -> None:
    for name in ("sums.csv", "documents.csv"):
        text = (data / name).read_text("utf-8")
        cells = [cell.strip().lstrip('"') for line in text.splitlines() for cell in line.split(sign)]
        assert [cell for cell in cells if re.match(r"[=@]|[-+][^\d]", cell)] == []


def test_pages_and_workbooks_hold_nothing_of_the_data_but_text(data: Path, tmp_path: Path) -> None:
    write_csv(
        data / "causes.csv",
        CAUSES.names,
        [cause("-Stab", "<script>x</script> [a](https://b.se) $\\frac$", document="a-2023", year="2023")],
    )
    report = make_report(tmp_path / "ut", data=data)
    pages = [path for path in report.files if path.suffix == ".html"]
    assert pages
    for path in pages:
        text = path.read_text("utf-8")
        found = Elements(text)
        assert (found.tags.count("meta"), found.tags.count("style"), found.tags.count("body")) == (3, 1, 1)
        assert not {"script", "link", "base", "iframe", "object", "form", "svg"} & set(found.tags)
        assert [one for one in found.addresses if not one.startswith(("data:image/png", "#", "Content-Security"))] == []
        assert text == for_page(text)
    overview = (tmp_path / "ut" / "01_oversikt.html").read_text("utf-8")
    assert "&lt;script&gt;" in overview
    for path in report.files:
        if path.suffix == ".xlsx":
            check_package(path)


def check_package(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            root = ET.fromstring(package.read(name))  # noqa: S314  (our own; a part that is no XML raises)
            formulas = [one.text or "" for one in root.iter() if one.tag.endswith("}f") or one.tag == "f"]
            assert [one for one in formulas if re.search(r"HYPERLINK|cmd|https?:", one)] == []
            assert [one for one in root.iter() if one.get("TargetMode") == "External"] == []


def test_a_cell_of_a_csv_file_that_steers_is_refused(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data", title="Bokslut\x1b[31m")
    make_notebook(tmp_path / "01_prov.ipynb", "1")
    with pytest.raises(DataError, match=r"title = 'U\+001B'; expected no control characters"):
        make_report(tmp_path / "ut", data=data, notebooks=tmp_path)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "3. Stab", "2020) x", "- Stab", "+ x", "---", "===", "# h", "12345678. a", "| a |"]
)
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    page = markdown2html_mistune(for_markdown(text))
    shown = page.removeprefix("<p>").removesuffix("</p>\n")
    assert "<" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&") == text


def test_our_own_lists_and_headings_stay() -> None:
    assert Text("**Vad?**\n\n- <b> ett\n- två")._repr_markdown_() == "**Vad?**\n\n- &#60;b&#62; ett\n- två"


@given(st.text())
def test_a_cell_is_read_back_as_it_was_written(text: str) -> None:
    assert from_csv(for_csv(text)) == text


@given(st.lists(st.text(alphabet="=+-@';,\"\n 1aå", max_size=8), min_size=2, max_size=2), st.sampled_from(",;"))
def test_a_row_is_read_back_as_it_was_written(cells: list[str], sign: str) -> None:
    content = written([["post", "värde"], cells], sign, "\n").encode()
    rows = parse_csv("a.csv", content, ["post", "värde"]).rows[1:]
    assert [row for _, row in rows] == ([cells] if any(map(str.strip, cells)) else [])


@given(st.text(alphabet=st.characters()))
def test_nothing_steers(text: str) -> None:
    assert all(one.isprintable() or one in "\n\u00a0\u2003" for one in for_terminal(text))
    assert not set(document_line(text)) & set("\x00\x0b\x0c\x1b\x85\u2028\u202e\ufffe\uffff\ud800")
