"""Native charts: a bridge's parts on each side of zero, deviations by sign, costs upwards, years with gaps and targets."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from analysis.workbook.cells import Formula
from analysis.workbook.charts import NAME, Chart, Charts, Step, Told, chart_data
from analysis.workbook.sheet import Sheet
from tests.books import loaded

TOLD = Told("Hyran ökade", "Netto, tkr", "Nämnden, Kommunen")


def amount(value: float) -> Formula:
    return Formula(f"={value:g}", value)


def drawn(path: Path, draw: Callable[[Charts], Chart]) -> tuple[list[list[object]], str, str]:
    """Draw a chart; return the rows of its table, the XML of the chart and the text beside it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = Sheet(book, "Blad", (40,), footer="")
        chart = draw(Charts(book, chart_data(book, "")))
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
    rows, _, alt = drawn(tmp_path / "a.xlsx", lambda charts: charts.bridge(TOLD, steps))
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
    assert alt == "Brygga. Nämnden, Kommunen. Hyran ökade. Netto, tkr: 2019 −10; Bidrag +25; Hyra −5; 2020 10."


def test_the_unexplained_has_columns_of_its_own_and_a_hatching_with_a_legend(tmp_path: Path) -> None:
    steps = [
        Step("2019", is_total=True, value=amount(-100)),
        Step("Resten", is_total=False, value=amount(-20), explained=False),
        Step("2020", is_total=True, value=amount(-120)),
    ]
    rows, xml, _ = drawn(tmp_path / "a.xlsx", lambda charts: charts.bridge(TOLD, steps))
    heads = [str(head) for head in rows[0] if head]
    assert rows[2][heads.index("Oförklarat, sämre −")] == -20
    assert rows[2][heads.index("Sämre −")] is None
    assert 'prst="wdUpDiag"' in xml
    assert "<c:legend>" in xml
    names = re.findall(r"<c:tx><c:v>([^<]*)</c:v></c:tx>", xml.replace("\n", ""))
    assert names == heads[4:]


def test_each_step_starts_where_the_one_above_ends_as_a_formula(tmp_path: Path) -> None:
    steps = [Step("A", is_total=True, value=amount(1)), Step("B", is_total=False, value=amount(2))]
    path = tmp_path / "a.xlsx"
    drawn(path, lambda charts: charts.bridge(TOLD, steps))
    sheet = loaded(path)[NAME]
    assert [sheet["C7"].value, sheet["C8"].value, sheet["D8"].value] == ["=0", "=D7", "=C8+B8"]


def test_deviations_are_series_by_sign(tmp_path: Path) -> None:
    lines = [("Stab", amount(-3)), ("Summa", amount(5))]
    rows, xml, alt = drawn(tmp_path / "a.xlsx", lambda charts: charts.deviations(TOLD, lines))
    assert [row[:4] for row in rows[:3]] == [
        ["Rad", "Avvikelse", "Sämre", "Bättre"],
        ["Stab", -3, -3, 0],
        ["Summa", 5, 0, 5],
    ]
    assert "stacked" not in xml
    assert alt.endswith("Stab −3; Summa +5.")


def test_costs_point_upwards_a_missing_year_is_a_gap_and_each_mark_a_series(tmp_path: Path) -> None:
    years = [(2017, amount(-9.5), "delvis"), (2018, None, "jämförbar"), (2019, amount(-3), "jämförbar")]
    rows, xml, alt = drawn(tmp_path / "a.xlsx", lambda charts: charts.years(TOLD, years))
    assert [row[:3] for row in rows[:4]] == [
        ["År", "Jämförbar", "Delvis jämförbar"],
        [2017, None, 9.5],
        ["2018 saknas", None, None],
        [2019, 3, None],
    ]
    assert loaded(tmp_path / "a.xlsx")[NAME]["C7"].value == "=-(-9.5)"
    assert "dispBlanksAs" not in xml  # a gap is what is drawn where nothing is said
    values = [part.partition("</c:val>")[0] for part in xml.split("<c:val>")[1:]]
    assert not any('<c:pt idx="1">' in part for part in values)  # the missing year
    assert "pattFill" not in xml  # hatching means one thing: not explained
    assert alt.startswith("Staplar per år, kostnad uppåt.")
    assert alt.endswith("2017 (delvis jämförbar) 9,5; 2018 –; 2019 3,0.")


def test_a_target_is_a_mark_of_its_own(tmp_path: Path) -> None:
    years = [(2019, amount(-38), None), (2020, amount(-27), amount(-17))]
    rows, xml, alt = drawn(tmp_path / "a.xlsx", lambda charts: charts.targets(TOLD, years))
    assert [row[1:5] for row in rows[1:3]] == [[-38, -38, 0, None], [-27, -27, 0, -17]]
    assert "<c:lineChart>" in xml
    assert alt.endswith("2019 −38; 2020 −27; mål 2020 −17.")


def test_a_chart_on_a_page_has_its_table_to_the_right_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = Sheet(book, "Blad", (40, 10), footer="")
        Charts(book, sheet.beside(3)).deviations(TOLD, [("Stab", amount(-3))])
    page = loaded(path)["Blad"]
    assert page.tables["Diagram_Blad_1"].ref == "D2:G3"
    assert page["F3"].value == "=MIN(0,E3)"


@pytest.mark.parametrize("values", [(-100, -120), (100, 120), (-5, 7), (0, 0)])
def test_the_axis_holds_zero_and_leaves_room_for_the_numbers(tmp_path: Path, values: tuple[float, float]) -> None:
    steps = [Step(str(at), is_total=True, value=amount(value)) for at, value in enumerate(values)]
    _, xml, _ = drawn(tmp_path / "a.xlsx", lambda charts: charts.bridge(TOLD, steps))
    most, least = (float(found) for found in re.findall(r"<c:(?:max|min) val=\"([^\"]*)\"", xml))
    assert least <= min(0, *values)
    assert most >= max(0, *values)
    assert most > least
    assert least < min(values) if min(values) < 0 else least == 0
