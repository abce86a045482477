"""Avvikelser and Mellan åren: live shares, thresholds that can be changed, comments that survive, steps that sum."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.data_files import COMMENTS
from analysis.errors import DataError
from analysis.workbook.book import write_board_workbook
from tests.boards import SUMS, make_board, sum_parts, write_csv
from tests.books import finished, loaded
from tests.books import table as cells_of

Table = dict[object, dict[str, object]]


def table(path: Path, sheet: str, name: str, *, values: bool = True) -> Table:
    """Return a table's rows by their first cell, each by heading."""
    head, *rows = cells_of(path, sheet, name, values=values)
    return {row[0]: dict(zip(map(str, head), row, strict=True)) for row in rows}


@pytest.fixture(scope="module")
def real() -> Path:
    return finished("2020 mot 2017")


def test_lines_are_ranked_with_live_shares(real: Path) -> None:
    rows, texts = table(real, "Avvikelser", "Avvikelselista"), table(real, "Avvikelser", "Avvikelselista", values=False)
    assert list(rows)[:2] == ["Ledning", "Barn och unga"]
    assert list(rows)[-2:] == ["Avrundning", "Summa"]
    barn = rows["Barn och unga"]
    assert (barn["Utfall, tkr"], barn["Avvikelse, tkr"], barn["Väsentlig"]) == (-40112, -9866, "ja")
    assert barn["Andel av budget"] == pytest.approx(-9866 / 30246)
    assert texts["Barn och unga"]["Avvikelse, tkr"] == -9866  # as it is printed, beside its line
    assert (barn["Tryckt rad"], barn["Tal"], barn["Orsak"]) == (760, "tryckt", "")
    assert rows["Ledning"]["Andel av budget"] is None  # its budget has the opposite sign
    assert rows["Ledning"]["Vad rapporten säger"] == "Budgeterad som intäkt."
    assert rows["Myndighet ek.bistånd och vuxna avd"]["Andel av budget"] is None  # more than the whole budget
    assert "Tröskel_tkr" in str(texts["Barn och unga"]["Väsentlig"])
    assert rows["Summa"]["Avvikelse, tkr"] == -27660


def test_thresholds_are_cells_with_names(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data")
    path = write_board_workbook(tmp_path / "bok.xlsx", thresholds=(150, 20), data=data)
    book = loaded(path)
    where = {name: book.defined_names[name].attr_text for name in ("Tröskel_tkr", "Tröskel_procent")}
    values = [book["Avvikelser"][place.split("!")[1].replace("$", "")].value for place in where.values()]
    assert values == [150, 20]
    rows = table(path, "Avvikelser", "Avvikelselista")
    assert {str(name): row["Väsentlig"] for name, row in rows.items() if row["Väsentlig"]} == {
        "Ledning": "ja", "Bibliotek": "ja", "=Simhall": "nej"
    }  # fmt: skip


def test_the_controllers_comments_stand_with_name_and_date(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data")
    rows = [
        ("kultur-2023", "Ledning", "2024-02-02", "Eva Ek", "Chef slutade."),
        ("kultur-2023", "Ledning", "2024-02-01", "Bo Al", "=1+1"),
    ]
    write_csv(data / "comments.csv", COMMENTS.names, rows)
    lines = table(write_board_workbook(tmp_path / "bok.xlsx", data=data), "Avvikelser", "Avvikelselista")
    assert lines["Ledning"]["Vad rapporten säger"] == (
        "Budgeterad som intäkt. =1+1 (uppgett av controller, Bo Al, 2024-02-01) · Chef slutade. (uppgett av controller, Eva Ek, 2024-02-02)"
    )
    assert lines["Bibliotek"]["Vad rapporten säger"] == ""
    assert [lines[name]["Orsak"] for name in ("Ledning", "Bibliotek")] == ["uppgett av controller", ""]


def test_a_line_that_is_taken_away_is_linked_with_its_sign_turned(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data", sums=sum_parts("Bibliotek", "=Simhall", "-Ledning"))
    path = write_board_workbook(tmp_path / "bok.xlsx", data=data)
    texts = table(path, "Avvikelser", "Avvikelselista", values=False)
    assert str(texts["Ledning"]["Avvikelse, tkr"]).startswith("=-'Tal och prövning'!$B$")
    assert table(path, "Avvikelser", "Avvikelselista")["Ledning"]["Avvikelse, tkr"] == 500


def test_no_cause_is_said_once_and_not_on_each_row(real: Path) -> None:
    said = [cell.value for cell in loaded(real, values=True)["Avvikelser"]["A"] if cell.value]
    assert sum("ingen orsak" in str(text) for text in said) == 1


def test_the_bridge_between_years_sums_in_the_sheet(real: Path) -> None:
    name = "Steg2017_2020"
    rows, texts = table(real, "Mellan åren", name), table(real, "Mellan åren", name, values=False)
    amounts = {key: row["Effekt, tkr"] for key, row in rows.items()}
    assert amounts == {
        "Nettokostnad 2017": -183607,
        "Intäkter": -88202,
        "Konsulter": 11867,
        "Övrigt, oförklarat": 41252,
        "Nettokostnad 2020": -218690,
    }
    assert str(texts["Intäkter"]["Effekt, tkr"]).startswith("=ROUND(")
    assert "-SUM(" in str(texts["Övrigt, oförklarat"]["Effekt, tkr"])
    assert (rows["Intäkter"]["Tal"], rows["Intäkter"]["Orsak"]) == ("beräknat", "uppgett")


def test_the_rest_of_a_bridge_has_its_span(real: Path) -> None:
    rest = table(real, "Mellan åren", "Steg2019_2020")["Övrigt, oförklarat"]
    assert str(rest["Vad rapporten säger"]).replace("\u00a0", " ").startswith("Mellan −2 558 tkr och +216 tkr: ")


def test_the_way_from_deviation_to_deviation_sums_with_the_net_cost_as_one_step(real: Path) -> None:
    rows = list(table(real, "Mellan åren", "Avvikelse2017_2020").values())
    amounts = [float(str(row["Effekt, tkr"])) for row in rows]
    assert sum(amounts[:-1]) == amounts[-1] == -27660
    assert [row["Steg"] for row in rows][-3:-1] == ["Nettokostnadens förändring", "Avrundning"]


@pytest.mark.parametrize(("since", "words"), [(None, "Inget tidigare år är inläst."), (2022, "Nettokostnad")])
def test_a_board_without_concepts_says_why_nothing_is_compared(tmp_path: Path, since: int | None, words: str) -> None:
    data = make_board(tmp_path / "data", sums=SUMS)
    if since:
        with pytest.raises(DataError, match=r"compared_with\): saw year 2022; expected one of: –"):
            write_board_workbook(tmp_path / "bok.xlsx", 2023, since, data=data)
        return
    sheet = loaded(write_board_workbook(tmp_path / "bok.xlsx", data=data))["Mellan åren"]
    assert any(words in str(cell.value) for cell in sheet["A"])


def test_a_year_is_not_compared_with_itself(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"compared_with\): saw year 2020; expected one of: 2015, 2016"):
        write_board_workbook(tmp_path / "bok.xlsx", 2020, 2020)
