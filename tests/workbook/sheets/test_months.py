"""The sheets Månader: months as printed, added up live, drawn for the whole, and said where they cannot be."""

from __future__ import annotations

from pathlib import Path

from analysis.workbook.book import write_audit_workbook
from analysis.workbook.charts import NAME as CHARTS
from tests.books import drawings, live_values, loaded, needs_office, read_book, recalculated, table
from tests.statements.test_months import ALONE, BESIDE, SO_FAR, board

SHEET = "Månader 2025"


def written(folder: Path, text: str, **cells: str) -> Path:
    return write_audit_workbook(folder / "bok.xlsx", data=board(folder / "data", text, **cells))


def texts(path: Path) -> list[str]:
    return [str(cell.value) for row in loaded(path)[SHEET].iter_rows(max_col=1) for cell in row if cell.value]


def test_months_stand_as_printed_with_their_sum_live(tmp_path: Path) -> None:
    path = written(tmp_path, BESIDE, period="helår")
    head, *rows = table(path, SHEET, "Månader2025_1")
    assert head == ["Rad", "Jan", "Feb", "Mar", "Summa", "Läsning", "Källa"]
    assert rows == [
        ["Hemtjänst", -100, -110, -120, -330, "säker", "rad 4"],
        ["Stab", -10, -11, -12, -33, "säker", "rad 5"],
        ["Summa", -110, -121, -132, -363, "säker", "rad 6"],
    ]
    assert [row[1:5] for row in table(path, SHEET, "Månader2025_2")[1:]][-1] == [-110, -110, -100, -320]
    assert str(table(path, SHEET, "Månader2025_1", values=False)[1][4]).startswith("=SUM(B")


def test_the_whole_is_added_up_month_by_month_against_its_budget(tmp_path: Path) -> None:
    path = written(tmp_path, BESIDE, period="helår")
    head, *rows = table(path, SHEET, "Månadssumma2025")
    assert head == [
        *("Månad", "Utfall, tkr", "Utfall hittills, tkr", "Budget, tkr", "Avvikelse, tkr"),
        *("Budget hittills, tkr", "Avvikelse hittills, tkr"),
    ]
    assert rows == [
        ["januari", -110, -110, -110, 0, -110, 0],
        ["februari", -121, -231, -110, -11, -220, -11],
        ["mars", -132, -363, -100, -32, -320, -43],
    ]
    assert "Diagrammen och tabellen därunder visar raden Summa." in texts(path)
    assert all(str(cell).startswith("=") for cell in table(path, SHEET, "Månadssumma2025", values=False)[2][1:])


def test_a_month_that_is_a_difference_is_a_formula_over_the_two_that_are_printed(tmp_path: Path) -> None:
    path = written(tmp_path, SO_FAR)
    assert table(path, SHEET, "Månader2025_1", values=False)[1][1:4] == [-100, "=(-210)-(-100)", "=(-330)-(-210)"]
    assert table(path, SHEET, "Månader2025_1")[1][1:4] == [-100, -110, -120]
    assert any(text.startswith("Rapporten har årets belopp till och med varje månad") for text in texts(path))


def test_a_month_without_a_number_ends_what_is_added_up(tmp_path: Path) -> None:
    path = written(tmp_path, ALONE.replace("Summa\t-110 500\t-110 250", "Summa\t-110 500\t"))
    assert [row[1:] for row in table(path, SHEET, "Månadssumma2025")[1:]] == [
        [-110.5, -110.5],
        [None, None],
        [-132.25, None],
    ]


def test_doubtful_lines_are_counted_and_marked(tmp_path: Path) -> None:
    path = written(tmp_path, ALONE.replace("\t-120 250\t", "\t-120 650\t"))
    assert "1 av 3 rader är tveksamt lästa; se kolumnen Läsning." in texts(path)
    assert [row[5] for row in table(path, SHEET, "Månader2025_1")[1:]] == ["tveksam", "säker", "säker"]


def test_without_a_total_all_lines_are_added_up_and_it_is_said(tmp_path: Path) -> None:
    follow_up = "Driftredovisning (tkr)\n\nVerksamhet\tUtfall\tBudget\tAvvikelse\nStab\t-1\t-2\t1\nSumma\t-1\t-2\t1\n\n"
    lines = "Månader (tkr)\n\nVerksamhet\tJan\tFeb\tMar\nStab\t-10\t-11\t-12\nHVB\t-20\t-21\t-22\n"
    path = written(tmp_path, follow_up + lines, period="helår")
    assert [row[1:] for row in table(path, SHEET, "Månadssumma2025")[1:]] == [[-30, -30], [-32, -62], [-34, -96]]
    assert any(text.startswith("Ingen summa är tryckt") for text in texts(path))


def test_the_whole_is_drawn_alone_and_added_up_with_costs_upwards(tmp_path: Path) -> None:
    path = written(tmp_path, BESIDE, period="helår")
    alone, added = (one for one in drawings(read_book(path.read_bytes())) if one.sheet == SHEET)
    assert alone.alt == (
        "Staplar per månad, kostnad uppåt. Nämnden, Kommunen. Utfall 2025, tkr per månad: jan utfall 110; "
        "jan budget 110; feb utfall 121; feb budget 110; mar utfall 132; mar budget 100."
    )
    assert added.alt.endswith("feb utfall 231; feb budget 220; mar utfall 363; mar budget 320.")
    drawn = loaded(path, values=True)[CHARTS]
    assert [cell.value for cell in drawn[drawn.tables["Diagramtabell1"].ref][1]] == ["jan", 110, 110]


def test_a_board_without_months_has_no_such_sheet(tmp_path: Path) -> None:
    text = "Driftredovisning (tkr)\n\nVerksamhet\tUtfall\tBudget\tAvvikelse\nStab\t-1\t-2\t1\nSumma\t-1\t-2\t1\n"
    assert SHEET not in loaded(written(tmp_path, text, period="helår")).sheetnames


@needs_office
def test_every_month_is_what_its_formula_gives(tmp_path: Path) -> None:
    paths = [
        written(tmp_path / name, text, period=period).rename(tmp_path / f"{name}.xlsx")
        for name, text, period in (("a", BESIDE, "helår"), ("b", SO_FAR, "januari–mars"), ("c", ALONE, "januari–mars"))
    ]
    for path, anew in zip(paths, recalculated(*paths), strict=True):
        before, after = live_values(path, anew)
        assert {place: value for place, value in before.items() if place[0] in {SHEET, CHARTS}} == {
            place: value for place, value in after.items() if place[0] in {SHEET, CHARTS}
        }
