"""Charts over years: gaps, what does not compare, targets, hired staff, and a chart of nothing."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis import charts
from analysis.charts.style import PALE, TOTAL, WORSE
from analysis.explanations.staffing import staffing
from analysis.explanations.volumes import volume_price
from analysis.explanations.years import year_table
from analysis.ledger.compare import compare
from analysis.wording.changes import attempt
from tests.charts.drawn import bars, collisions, lines_at, texts

mpl.use("agg")
NAN = float("nan")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def years(ax) -> list[str]:
    return [label.get_text().replace("\N{NO-BREAK SPACE}", " ") for label in ax.get_xticklabels()]


def test_a_value_that_measures_something_else_is_not_drawn_and_a_missing_year_is_a_gap():
    ax = charts.year_columns(compare("HVB-placeringar"), "Nämnden", "HVB, kostnad i tkr")
    assert texts(ax)[:4] == ["95 052", "saknas", "saknas", "ej jämförbar"]
    assert years(ax) == ["2017", "2018", "2019", "2020"]
    assert [bar.get_height() for bar in bars(ax)] == [95052], "costs upwards"
    assert "Ett värde som mäter något annat är inte ritat." in texts(ax)


def test_what_compares_in_part_is_light_and_said_not_hatched():
    ax = charts.year_columns(compare("utbetalt ekonomiskt bistånd"), "Nämnden", "Bistånd, kostnad i tkr")
    assert texts(ax)[:4] == ["60 794", "saknas", "ca 61 000", "ca 57 300"]
    assert [mpl.colors.to_hex(bar.get_facecolor()) for bar in bars(ax)] == [PALE, TOTAL, TOTAL]
    assert not any(bar.get_hatch() for bar in bars(ax))
    assert "Från ca 61 000 tkr (2019) till ca 57 300 tkr (2020)." in texts(ax)


def test_every_year_stands_with_its_deviation_and_the_target():
    ax = charts.year_bars(year_table(), "Nämnden")
    assert texts(ax)[:4] == ["−3 487", "saknas", "−38 874", "−27 660"]
    assert years(ax) == ["2017", "2018", "2019", "2020\nmål −17 000"]
    assert {mpl.colors.to_hex(bar.get_facecolor()) for bar in bars(ax)} == {WORSE}
    assert "y" in lines_at(ax, -17000)
    assert "y" in lines_at(ax, 0), "a zero line"
    assert "Underskottet 2020 blev 27 660 tkr, 10 660 tkr mer än målet." in texts(ax)


@pytest.mark.parametrize(
    ("period", "name", "said"),
    [
        ("prognos efter augusti", "2025\nprognos", "Underskottet 2025 väntas bli 10 tkr."),
        ("januari–augusti", "2025\njan–aug", "Underskottet januari–augusti 2025 blev 10 tkr."),
        ("", "2025", "Underskottet 2025 blev 10 tkr."),
    ],
)
def test_a_year_that_has_not_ended_says_so(period, name, said):
    rows = {"år": [2024, 2025], "avvikelse_tkr": [-3.0, -10.0], "mål_tkr": [NAN, NAN], "period": ["", period]}
    ax = charts.year_bars(pd.DataFrame(rows), "Nämnden")
    assert years(ax) == ["2024", name]
    assert said in texts(ax)


def test_hired_staff_stands_beside_the_salaries_that_were_not_paid():
    ax = charts.staffing_columns(staffing(), "Nämnden")
    assert texts(ax)[:5] == ["2 070", "ej känt", "12 269", "5 390", "saknas"]
    assert len(bars(ax)) == 6, "salaries of years that do not compare are not drawn"
    assert "Inhyrd personal kostade mer än sparade löner 2017 och 2019." in texts(ax)
    assert texts(ax)[-1] == "Vad de ljusa staplarna vilar på står i skälen för varje år."


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.year_columns(compare("konsulter"), "Nämnden", "Konsulter, kostnad i tkr"),
        lambda: charts.year_columns(compare("orosanmälningar"), "Nämnden", "Orosanmälningar, antal"),
        lambda: charts.year_columns(compare("HVB-placeringar"), "Nämnden", "HVB, kostnad i tkr"),
        lambda: charts.year_bars(year_table(), "Nämnden, Kommunen"),
        lambda: charts.year_bars(pd.DataFrame({"år": [2020], "avvikelse_tkr": [5.0], "mål_tkr": [NAN]}), "Nämnden"),
        lambda: charts.staffing_columns(staffing(), "Nämnden, Kommunen"),
    ],
)
def test_no_text_collides_or_is_cut_and_the_message_comes_first(draw):
    ax = draw()
    assert not collisions(ax)
    bold = [text.get_text() for text in ax.texts if text.get_fontweight() == "bold"]
    assert bold
    assert "".join(bold).endswith(".")


@pytest.mark.parametrize(
    "draw",
    [
        lambda frame: charts.bridge_bars(frame, "Nämnden", "Bistånd, tkr", "2017 till 2020"),
        lambda frame: charts.year_columns(frame, "Nämnden", "Bistånd, tkr"),
        lambda frame: charts.staffing_columns(frame, "Nämnden"),
    ],
)
def test_a_chart_of_nothing_says_why(draw):
    ax = draw(attempt(volume_price, 2020, since=2017))
    assert "finns inte för 2017" in texts(ax)[0]
    assert not ax.patches
    assert not collisions(ax)


def test_a_board_without_a_known_year_has_a_chart_that_says_so():
    none = pd.DataFrame({"år": [], "avvikelse_tkr": [], "mål_tkr": []})
    assert texts(charts.year_bars(none, "Nämnden"))[0] == "Uppgifter saknas."
