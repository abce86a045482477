"""Native charts: a bridge's parts on each side of zero, deviations by sign, years with gaps and marks."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from analysis.workbook.cells import Formula
from analysis.workbook.charts import NAME, Chart, ChartSheet, Step
from analysis.workbook.sheet import Sheet
from tests.books import loaded

TITLES = ("Nämnden, Kommunen", "Netto, tkr", "Helår 2020")


def amount(value: float) -> Formula:
    return Formula(f"={value:g}", value)


def drawn(path: Path, draw: Callable[[ChartSheet], Chart]) -> tuple[list[list[object]], str, str]:
    """Draw a chart; return the rows of its table, the XML of the chart and the text beside it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = Sheet(book, "Blad", (40,), footer="")
        chart = draw(ChartSheet(book, ""))
        sheet.chart(chart.drawing, chart.alt, (600, 300))
    table = loaded(path, values=True)[NAME]
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/charts/chart1.xml").decode()
    return [list(row) for row in table.iter_rows(min_row=6, values_only=True)], xml, chart.alt


def test_a_bridge_that_crosses_zero_has_its_parts_on_both_sides(tmp_path: Path) -> None:
    steps = [
        Step("2019", is_total=True, value=amount(-10)),
        Step("Bidrag", is_total=False, value=amount(25)),
        Step("Hyra", is_total=False, value=amount(-5)),
        Step("2020", is_total=True, value=amount(10)),
    ]
    rows, _, alt = drawn(tmp_path / "a.xlsx", lambda charts: charts.bridge(TITLES, steps))
    assert rows[0][:12] == [
        *("Steg", "Belopp", "Från", "Till", "Bas +", "Bas −"),
        *("Sämre +", "Sämre −", "Bättre +", "Bättre −", "Summa +", "Summa −"),
    ]
    assert [row[:14] for row in rows[1:5]] == [
        ["2019", -10, 0, -10, 0, 0, None, None, None, None, 0, -10, None, None],
        ["Bidrag", 25, -10, 15, 0, 0, 0, 0, 15, -10, None, None, 0, -25],
        ["Hyra", -5, 15, 10, 10, 0, 5, 0, 0, 0, None, None, -5, 0],
        ["2020", 10, 0, 10, 0, 0, None, None, None, None, 10, 0, None, None],
    ]
    assert alt == "Brygga. Nämnden, Kommunen. Netto, tkr. Helår 2020. 2019 −10; Bidrag +25; Hyra −5; 2020 10."


def test_the_unexplained_has_columns_of_its_own_and_a_hatching(tmp_path: Path) -> None:
    steps = [
        Step("2019", is_total=True, value=amount(-100)),
        Step("Resten", is_total=False, value=amount(-20), explained=False),
        Step("2020", is_total=True, value=amount(-120)),
    ]
    rows, xml, _ = drawn(tmp_path / "a.xlsx", lambda charts: charts.bridge(TITLES, steps))
    heads = [str(head) for head in rows[0] if head]
    assert rows[2][heads.index("Oförklarat, sämre −")] == -20
    assert rows[2][heads.index("Sämre −")] is None
    assert 'prst="wdUpDiag"' in xml
    names = re.findall(r"<c:tx><c:v>([^<]*)</c:v></c:tx>", xml.replace("\n", ""))
    assert names == heads[4:]


def test_each_step_starts_where_the_one_above_ends_as_a_formula(tmp_path: Path) -> None:
    steps = [Step("A", is_total=True, value=amount(1)), Step("B", is_total=False, value=amount(2))]
    path = tmp_path / "a.xlsx"
    drawn(path, lambda charts: charts.bridge(TITLES, steps))
    sheet = loaded(path)[NAME]
    assert [sheet["C7"].value, sheet["C8"].value, sheet["D8"].value] == ["=0", "=D7", "=C8+B8"]


def test_deviations_are_series_by_sign_and_the_sum_one_of_its_own(tmp_path: Path) -> None:
    lines = [("Stab", amount(-3)), ("Summa", amount(5))]
    rows, xml, alt = drawn(tmp_path / "a.xlsx", lambda charts: charts.deviations(TITLES, lines, amount(2)))
    assert [row[:5] for row in rows[:4]] == [
        ["Rad", "Avvikelse", "Sämre", "Bättre", "Summa"],
        ["Stab", -3, -3, 0, None],
        ["Summa", 5, 0, 5, None],  # a line may bear the name
        ["Summa", 2, None, None, 2],
    ]
    assert "stacked" not in xml
    assert alt.endswith("Stab −3; Summa +5; Summa +2.")


def test_a_missing_year_is_a_gap_and_each_mark_a_series(tmp_path: Path) -> None:
    years = [(2017, amount(-9.5), "delvis"), (2018, None, "saknas"), (2019, amount(0), "jämförbar")]
    rows, xml, alt = drawn(tmp_path / "a.xlsx", lambda charts: charts.years(TITLES, years))
    assert [row[:3] for row in rows[:4]] == [
        ["År", "Jämförbar", "Delvis"],
        ["2017", None, -9.5],
        ["2018 saknas", None, None],
        ["2019", 0, None],
    ]
    assert "dispBlanksAs" not in xml  # a gap is what is drawn where nothing is said
    values = [part.partition("</c:val>")[0] for part in xml.split("<c:val>")[1:]]
    assert any('<c:pt idx="2">' in part for part in values)
    assert not any('<c:pt idx="1">' in part for part in values)  # the missing year
    assert alt.endswith("2017 (delvis) −9,5; 2018 –; 2019 (jämförbar) 0,0.")


@pytest.mark.parametrize("values", [(-100, -120), (100, 120), (-5, 7), (0, 0)])
def test_the_axis_holds_zero_and_leaves_room_for_the_numbers(tmp_path: Path, values: tuple[float, float]) -> None:
    steps = [Step(str(at), is_total=True, value=amount(value)) for at, value in enumerate(values)]
    _, xml, _ = drawn(tmp_path / "a.xlsx", lambda charts: charts.bridge(TITLES, steps))
    most, least = (float(found) for found in re.findall(r"<c:(?:max|min) val=\"([^\"]*)\"", xml))
    assert least <= min(0, *values)
    assert most >= max(0, *values)
    assert most > least
    assert least < min(values) if min(values) < 0 else least == 0
