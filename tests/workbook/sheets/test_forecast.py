"""The sheet Prognos: live errors and changes that a recalculation confirms, and a sentence where there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from analysis.data_files import DOCUMENTS
from analysis.statements.folder import REGISTER, opened
from analysis.statements.lines import FollowUpLine, MoneyLine
from analysis.workbook.book import write_audit_workbook
from analysis.workbook.charts import NAME as CHARTS
from analysis.workbook.desk import Desk, chart_sheet
from analysis.workbook.sheets.forecast import forecast_sheet
from tests.books import filled, live_values, loaded, needs_office, recalculated
from tests.books import table as sheet_table
from tests.follow_ups import AUGUST, MARCH, NAN, YEAR, follow_up, follow_up_board, together, year_end

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a workbook with the sheet alone, from lines in place of files."""

    def written(*follow_ups: Sequence[FollowUpLine], final: Sequence[MoneyLine] = YEAR, year: int = 2023) -> Path:
        found = together(*follow_ups)
        names = {
            "id": list(dict.fromkeys(line.dokument for line in found)),
            "nämnd": "Nämnden",
            "publisher": "Kommunen",
        }
        monkeypatch.setattr("analysis.explanations.forecasts.follow_up_lines", lambda _: found)
        monkeypatch.setattr("analysis.explanations.forecasts.drift_lines", lambda _: final)
        (tmp_path / REGISTER).write_text(f"{','.join(DOCUMENTS.names)}\n", encoding="utf-8")
        monkeypatch.setattr("analysis.workbook.sheets.forecast.load_documents", lambda **_: pd.DataFrame(names))
        path = tmp_path / "bok.xlsx"
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("Prognos")
            desk = Desk(book, "Nämnden", opened(tmp_path), year)
            chart_sheet(desk)
            forecast_sheet(desk)
        return path

    return written


def table(path: Path, name: str, *, values: bool = True) -> list[list[object]]:
    return sheet_table(path, "Prognos", name, values=values)


def test_the_path_is_a_true_table_with_its_numbers(write: Write) -> None:
    head, *rows = table(write(MARCH, AUGUST), "Prognoser")
    assert head == [
        *("Rad", "Del av", "Uppföljning", "Årsbudget, tkr", "Prognos, tkr", "Prognosavvikelse, tkr", "Ändring, tkr"),
        *("Utfall helår, tkr", "Prognosfel, tkr", "Prognosfel, % av utfallet", "Skäl", "Källa"),
    ]
    assert [row[2:9] for row in rows[-2:]] == [
        ["januari–mars", -100, -105, -5, None, -112, -7],
        ["januari–augusti", -100, -110, -10, -5, -112, -2],
    ]
    assert rows[-1][9] == pytest.approx(-2 / 112)
    assert rows[-1][11] == "u-2023-08, rad 13; a-2023, rad 23"


def test_what_follows_from_print_is_a_live_formula(write: Write) -> None:
    path = write(MARCH, AUGUST)
    first, last = table(path, "Prognoser", values=False)[-2:]
    at = next(cell.row for row in loaded(path)["Prognos"] for cell in row if cell.value == "Summa") + 1
    assert first[3:8] == [-100, -105, f"=E{at - 1}-D{at - 1}", None, -112]
    assert last[3:10] == [
        *(-100, -110, f"=E{at}-D{at}", f"=E{at}-E{at - 1}", f"=H{at - 1}", f"=H{at}-E{at}", f"=I{at}/ABS(H{at})")
    ]


def test_a_forecast_that_is_not_printed_is_a_formula_over_what_is(write: Write) -> None:
    texts = table(write(follow_up(3, ("Summa", -100, NAN, -5))), "Prognoser", values=False)[-1]
    assert str(texts[4]).startswith("=D")
    assert texts[5] == -5
    assert table(write(follow_up(3, ("Summa", -100, NAN, -5))), "Prognoser")[-1][4] == -105


def test_a_change_past_a_gap_is_taken_from_the_forecast_before_it(write: Write) -> None:
    gap = follow_up(4, ("Summa", -100, NAN, NAN))
    path = write(MARCH, gap, AUGUST)
    march, april, august = table(path, "Prognoser")[-3:]
    assert [row[6] for row in (march, april, august)] == [None, None, -5]
    assert [april[4], april[8]] == [None, None]
    before, after = str(table(path, "Prognoser", values=False)[-1][6]).removeprefix("=E").split("-E")
    assert int(before) - int(after) == 2


def test_the_steps_sum_to_the_outcome_and_are_drawn(write: Write) -> None:
    path = write(MARCH, AUGUST)
    rows = table(path, "Prognossteg")[1:]
    assert [(row[0], row[3]) for row in rows] == [
        ("Prognos i mars", -105), ("Ändring till augusti", -5), ("Från sista prognosen till utfallet", -2),
        ("Utfall 2023", -112),
    ]  # fmt: skip
    assert [row[2] for row in rows] == ["u-2023-03, rad 13", "u-2023-08, rad 13", "a-2023, rad 23", "a-2023, rad 23"]
    drawn = loaded(path, values=True)[CHARTS]
    assert [row[1].value for row in drawn[drawn.tables["Diagramtabell1"].ref]][1:] == [-105, -5, -2, -112]


def test_halves_of_a_tkr_leave_a_step_of_rounding(write: Write) -> None:
    halves = [follow_up(at, ("Summa", -100, -100 - at / 2, -at / 2)) for at in (3, 4, 8)]
    steps = {row[0]: row[3] for row in table(write(*halves), "Prognossteg")[1:]}
    assert steps == {
        "Prognos i mars": -102, "Ändring till april": -1, "Ändring till augusti": -2,
        "Från sista prognosen till utfallet": -8, "Avrundning": 1, "Utfall 2023": -112,
    }  # fmt: skip


def test_without_an_annual_report_the_steps_end_in_the_newest_forecast(write: Write) -> None:
    path = write(MARCH, AUGUST, final=year_end())
    assert [row[3] for row in table(path, "Prognossteg")[1:]] == [-105, -5, -110]
    assert {row[7] for row in table(path, "Prognoser")[1:]} == {None}


def test_one_forecast_alone_leads_nowhere_and_is_not_drawn(write: Write) -> None:
    path = write(AUGUST, final=year_end())
    assert [row[4] for row in table(path, "Prognoser")[1:]][-1] == -110
    assert "Prognossteg" not in loaded(path)["Prognos"].tables
    assert not any("Stegen från den första" in str(text) for text in filled(path, values=True).values())


def test_a_later_year_under_way_is_shown_and_said(write: Write) -> None:
    shown = filled(write(MARCH, final=year_end(), year=2022), values=True)
    assert str(shown["Prognos", "A1"]).startswith("Prognos 2023:")
    assert shown["Prognos", "A2"] == "För 2022 är ingen uppföljning inläst; här visas 2023."


def test_a_year_after_all_follow_ups_has_a_sentence_and_no_table(write: Write) -> None:
    path = write(MARCH, year=2024)
    shown = filled(path, values=True)
    assert shown["Prognos", "A2"] == "Ingen uppföljning är inläst för 2024, bara för 2023."
    assert not loaded(path)["Prognos"].tables


@pytest.mark.parametrize("final", [True, False], ids=["closed", "under way"])
def test_registered_documents_give_the_sheet(tmp_path: Path, final: bool) -> None:  # noqa: FBT001
    data, path = follow_up_board(tmp_path / "data", final=final), tmp_path / "bok.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Prognos")
        desk = Desk(book, "Nämnden", opened(data), 2023)
        chart_sheet(desk)
        forecast_sheet(desk)
    assert table(path, "Prognossteg")[-1][3] == (-112 if final else -110)
    assert [row[4] for row in table(path, "Prognoser")[-2:]] == [-105, -110]


def test_an_outcome_is_a_link_to_the_operating_statement(tmp_path: Path) -> None:
    data, path = follow_up_board(tmp_path / "data"), tmp_path / "bok.xlsx"
    write_audit_workbook(path, 2023, data=data)
    outcomes = [row[7] for row in table(path, "Prognoser", values=False)[1:]]
    assert outcomes[::2] == [f"='Driftredovisning 2023'!D{row}" for row in (7, 8, 9)]
    assert [row[7] for row in table(path, "Prognoser")[1::2]] == [-28, -84, -112]


def test_without_a_forecast_of_the_total_the_lines_stand_alone(write: Write) -> None:
    path = write(follow_up(3, ("Stab", -30, -31, -1)), final=year_end(("Stab", -28, -30)))
    book = loaded(path)["Prognos"]
    assert list(book.tables) == ["Prognoser"]
    assert table(path, "Prognoser")[1][8] == 3


@needs_office
def test_recalculated_by_libreoffice_every_cell_keeps_its_value(write: Write) -> None:
    gap = follow_up(4, ("Summa", -100, NAN, -6.5), ("HVB", -70, NAN, NAN))
    path = write(MARCH, gap, AUGUST, follow_up(10, ("Summa", -100.5, -110.5, -10)))
    before, after = live_values(path, *recalculated(path))
    assert len(before) > 40
    assert after == pytest.approx(before)
