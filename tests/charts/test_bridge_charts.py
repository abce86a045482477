"""Bridges, year columns, staffing and sensitivity as pictures: what stands in them, and a chart of nothing."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from analysis import charts
from analysis.explanations.bridges import bridge
from analysis.explanations.sensitivity import sensitivity
from analysis.explanations.staffing import staffing
from analysis.explanations.volumes import volume_price
from analysis.ledger.compare import compare
from analysis.wording.changes import attempt

mpl.use("agg")


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def texts(ax) -> list[str]:
    return [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in ax.texts]


def test_a_bridge_has_a_number_for_each_step_and_ends_where_it_should():
    ax = charts.bridge_bars(bridge(2020, since=2017), "Nämnden", "Nettokostnad, tkr", "2017 till 2020")
    assert texts(ax)[:6] == ["−183 607", "−88 202", "+11 867", "+41 253", "−1", "−218 690"]
    bars = [bar for bar in ax.patches if isinstance(bar, Rectangle)]
    assert bars[1].get_x() + bars[1].get_width() == -183607 - 88202
    assert bars[4].get_x() + bars[4].get_width() == bars[5].get_width() == -218690


def test_only_the_unexplained_is_hatched():
    ax = charts.bridge_bars(bridge(2020, since=2017), "Nämnden", "Nettokostnad, tkr", "2017 till 2020")
    assert [bool(bar.get_hatch()) for bar in ax.patches] == [False, False, False, True, False, False]


@pytest.mark.parametrize(
    "draw",
    [
        lambda frame: charts.bridge_bars(frame, "Nämnden", "Bistånd, tkr", "2017 till 2020"),
        lambda frame: charts.year_columns(frame, "Nämnden", "Bistånd, tkr"),
        lambda frame: charts.staffing_columns(frame, "Nämnden"),
        lambda frame: charts.sensitivity_bars(frame, "Nämnden"),
    ],
)
def test_a_chart_of_nothing_says_why(draw):
    ax = draw(attempt(volume_price, 2020, since=2017))
    assert "finns inte för 2017" in texts(ax)[0].replace("\n", " ")
    assert not ax.patches


def test_years_have_gaps_and_marks():
    ax = charts.year_columns(compare("HVB-placeringar"), "Nämnden", "HVB, tkr")
    assert texts(ax)[:4] == ["−95 052", "saknas", "saknas", "−5 974"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2017", "2018", "2019", "2020"]
    assert [bar.get_facecolor()[:3] for bar in ax.patches][1] == (1.0, 1.0, 1.0)
    assert "fylld: jämförbar, kontur: ej jämförbar" in texts(ax)


def test_staffing_shows_consultants_on_top_of_salaries_and_the_missing_year():
    ax = charts.staffing_columns(staffing(), "Nämnden")
    shown = texts(ax)
    assert shown[:4] == ["konsulter\n2 070", "97 063", "konsulter\n12 269", "116 969"]
    assert shown[4] == "saknas"


def test_a_driver_whose_worth_is_not_known_says_so():
    shown = texts(charts.sensitivity_bars(sensitivity(2020), "Nämnden"))
    assert shown[:5] == ["101,4", "573,1", "966,6", "661,5", "inte känt"]


def test_axes_of_ones_own_lose_frame_and_values():
    _, ax = plt.subplots()
    charts.bridge_bars(pd.DataFrame(bridge(2017)), "Nämnden", "Från budget till utfall, tkr", "2017", ax)
    assert not any(side.get_visible() for side in ax.spines.values())
    assert len(ax.get_xticks()) == 0
