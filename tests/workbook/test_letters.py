"""Lines are broken where their letters end, so that none is cut and none is broken early."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
import xlsxwriter
from openpyxl import load_workbook

from analysis.workbook.cells import Link
from analysis.workbook.letters import text_width, wrapped
from analysis.workbook.paper import DENSE
from analysis.workbook.sheet import Sheet
from tests.workbook.both import finished

TEXT = "Nämnden fick 2 år till på sig att nå en budget i balans, och kostnaden blev 7\u00a0331\u00a0tkr lägre än 2019."


@pytest.mark.parametrize("points", [30, 80, 150, 400, 4000])
def test_lines_hold_what_they_can_and_no_more(points: float) -> None:
    lines = wrapped(TEXT, points)
    assert "".join(lines).replace(" ", "") == TEXT.replace(" ", "")
    assert all(text_width(line) <= points for line in lines)
    assert all(text_width(f"{one} {two.split(' ')[0]}") > points for one, two in pairwise(lines) if " " in TEXT)


def test_a_word_without_room_is_parted_and_an_empty_text_has_no_lines() -> None:
    assert wrapped("Försörjningsstöd", 40) == ["Försörjni", "ngsstöd"]
    assert wrapped("2025,\N{NO-BREAK SPACE}blad\N{NO-BREAK SPACE}Rapport", 84) == [
        "2025,\N{NO-BREAK SPACE}blad\N{NO-BREAK SPACE}",
        "Rapport",
    ]
    assert wrapped("fritidsnamnden-2026", 84) == ["fritidsnamnden-", "2026"]
    assert wrapped("W", 1) == ["W"]
    assert wrapped("  ", 40) == []


def test_wide_letters_are_wider_than_narrow_ones_and_unknown_ones_are_the_widest() -> None:
    assert text_width("i") < text_width("a") < text_width("m") < text_width("\u4e2d")
    assert text_width("a", 20) == 2 * text_width("a")
    assert text_width("a", bold=True) > text_width("a")


def column(source: object, text: str = "En kort mening.") -> list[str]:
    """Return what stands in the last column beside a text."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        Sheet(book, "Blad", (40, 16), footer="", paper=DENSE).prose(text, source)  # type: ignore[arg-type]
    return [str(cell.value) for cell in load_workbook(content)["Blad"]["B"] if cell.value is not None]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (None, "En mening.", []),
        ("", "En mening.", []),
        ("2020,\u00a0rad\u00a07", "En mening.", ["2020,\u00a0rad\u00a07"]),
        ("2020,\u00a0rad\u00a0774, 154, 722", "Kort.", ["2020,\u00a0rad\u00a0774 m.fl."]),
        (Link("'Blad'!A1", "2020,\u00a0rad\u00a0774, 154"), "Ord " * 20, ["2020,\u00a0rad\u00a0774,", "154"]),
    ],
)
def test_a_source_stands_whole_beside_its_sentence_or_says_that_there_are_more(
    source: object, text: str, expected: list[str]
) -> None:
    assert column(source, text) == expected


@pytest.mark.parametrize("case", ["2020 mot 2019", "2020 mot 2017", "2017"])
def test_no_sentence_of_the_first_page_runs_into_its_source(case: str) -> None:
    page = load_workbook(finished(case))["Sammanfattning"]
    wide = [page.column_dimensions[letter].width * 7 * 0.75 for letter in "ABCDEF"]
    beside = [row for row in page.iter_rows() if row[6].value is not None and isinstance(row[0].value, str)]
    assert len(beside) > 5
    assert [row[0].value for row in beside if text_width(row[0].value) > sum(wide)] == []
    sources = [str(row[6].value) for row in beside if row[6].row > 15]
    assert [one for one in sources if "…" in one or text_width(one) > page.column_dimensions["G"].width * 5.25] == []
