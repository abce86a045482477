"""The board's pages: answers that fit, sentences beside their source, subjects with what is known and not known."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from analysis.data_files import DOCUMENTS
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import opened
from analysis.wording.sentences import Answer, Sentence
from analysis.workbook.live import Allotted
from analysis.workbook.paper import DENSE
from analysis.workbook.sheet import Sheet
from analysis.workbook.sheets.board.summary import fitting
from analysis.workbook.sheets.board.told import report_names
from tests.boards import document_row, write_board, write_csv
from tests.books import filled, loaded
from tests.books import table as sheet_table
from tests.follow_ups import AUGUST_TEXT, YEAR_TEXT
from tests.statements.test_months import SO_FAR
from tests.workbook.both import finished


@pytest.fixture(scope="module")
def pages() -> Path:
    return finished("2020 mot 2019")


def column(path: Path, sheet: str, name: str = "A") -> list[str]:
    """Return the texts of a column from the top down."""
    return [str(cell.value) for cell in loaded(path, values=True)[sheet][name] if cell.value is not None]


def test_the_first_page_answers_five_questions_in_order(pages: Path) -> None:
    asked = [text for text in column(pages, "Sammanfattning") if text.endswith("?")]
    assert asked == [
        *("Varför missades budgeten?", "Vad har ändrats sedan 2019 och 2017, och varför?", "Vad har gjorts?"),
        *("Vad vet vi inte?", "Går det att lita på talen?"),
    ]


def test_a_sentence_leads_to_its_first_figure_and_names_the_line_of_the_report(pages: Path) -> None:
    page = loaded(pages, values=True)["Sammanfattning"]
    linked = [cell for cell in page["G"] if cell.hyperlink]
    assert linked[0].value.replace("\u00a0", " ") == "2020, rad 770, 822"
    sheet, _, place = linked[0].hyperlink.location.partition("!")
    assert loaded(pages, values=True)[sheet.strip("'")][place].value == -27660


def test_the_table_of_years_is_explained_below_it_and_a_target_has_no_colour(pages: Path) -> None:
    page = loaded(pages, values=True)["Sammanfattning"]
    row = next(cell.row for cell in page["A"] if str(cell.value).startswith("Tkr är tusen kronor."))
    assert [page.cell(row - at, 1).value for at in (1, 2)] == [None, 2020]
    coloured = {str(one.sqref) for one in page.conditional_formatting}
    assert coloured
    assert not any(one.startswith("E") for one in coloured)


def test_the_chart_says_what_it_draws_and_names_the_lines_that_the_text_names(pages: Path) -> None:
    head, *rows = sheet_table(pages, "Sammanfattning", "Diagram_Sammanfattning_1")
    assert head[0] == "Rad"
    text = " ".join(column(pages, "Sammanfattning")).replace("\u00a0", " ")
    *named, (others, *_) = rows
    assert others == "Övriga 8 rader"
    assert all(f"{row[0]} (" in text or f"Raden {row[0]} gick" in text for row in named)


def test_answers_that_do_not_fit_lose_their_last_sentences() -> None:
    with xlsxwriter.Workbook(BytesIO(), {"in_memory": True}) as book:
        sheet = Sheet(book, "Blad", (90, 20), footer="", paper=DENSE)
        long = Answer("Varför?", tuple(Sentence(f"Mening {at}.") for at in range(90)))
        short = Answer("Hur?", (Sentence("En mening."),))
        first, second = fitting(sheet, [long, short])
    assert 1 < len(first.sentences) < 60
    assert first.sentences == long.sentences[: len(first.sentences)]
    assert second == short


def test_a_subject_has_causes_what_follows_what_was_done_and_what_is_unknown(pages: Path) -> None:
    texts = column(pages, "Konsulter")
    parts = [
        "Vad rapporten anger",
        "Det följer av talen",
        "Åtgärder och uppdrag",
        "Det vi inte vet",
        "Frågor att ställa",
    ]
    assert [text for text in texts if text in parts] == parts
    assert not any("lön per årsarbetare" in text.lower() for text in texts)


def test_hired_staff_stands_beside_the_salaries_that_were_not_paid(pages: Path) -> None:
    head, *rows = sheet_table(pages, "Konsulter", "Inhyrt_Konsulter")
    assert head == ["År", "Konsulter, tkr", "Ej utbetald lön, tkr", "Merkostnad, tkr", "Egen lönekostnad, tkr"]
    assert rows == [
        [2016, -2070, None, None, -94993],
        [2017, -12269, 5390, -12269 + 5390, -104700],
        [2019, -7733, 4683, -7733 + 4683, -92727],
        [2020, -402, None, None, -91093],
    ]


def test_a_figure_gets_a_row_when_it_is_first_asked_for_and_so_does_what_it_needs() -> None:
    ledger = load_ledger(opened())
    places = Allotted(ledger, "Tal", 4, 1)
    assert "ramökning_2020" in places
    assert places.rows == {}
    assert places["nettobudget_2019"] == places["nettobudget_2019"] == "'Tal'!$B$5"
    assert list(places.rows) == ["nettobudget_2019", "socialnamnden-2020:drift:Summa:budget 2020", "ramökning_2020"]
    places.stand("aktivt_försörjningsstöd_2020", "'Avvikelser'!$D$6")
    assert places["aktivt_försörjningsstöd_2020"] == "'Avvikelser'!$D$6"
    assert len(places) == len(list(places)) == 4
    with pytest.raises(KeyError):
        places["ingen_uppgift"]


def test_the_last_page_says_what_does_not_hold(pages: Path) -> None:
    shown = filled(pages, values=True)
    assert shown["Tal och prövning", "A1"] == "Så har talen prövats"
    assert any("Månadsanställda 2019" in text for text in column(pages, "Tal och prövning"))


def test_a_follow_up_is_named_by_its_month_and_what_stands_beside_it_by_its_id(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2024": YEAR_TEXT, "u-2025": AUGUST_TEXT, "m-2025": SO_FAR})
    rows = [
        document_row(data, "a-2024", YEAR_TEXT),
        document_row(data, "u-2025", AUGUST_TEXT, period="januari–augusti"),
        document_row(data, "m-2025", SO_FAR, period="januari–augusti"),
    ]
    write_csv(data / "documents.csv", DOCUMENTS.names, rows)
    assert report_names(opened(data)) == {"a-2024": "2024", "u-2025": "aug\N{NO-BREAK SPACE}2025", "m-2025": "m-2025"}
