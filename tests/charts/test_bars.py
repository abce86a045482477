"""A chart shows what its frame holds, and nothing in it collides or is cut."""

import itertools

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from analysis.charts.bars import deviation_bars
from analysis.charts.style import BETTER, WORSE
from analysis.explanations.deviations import deviation_lines

mpl.use("agg")
WHO, PERIOD = "Kulturnämnden, Exempelby", "Helår 2023, utfall jämfört med budget"


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def bars(values: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame({"post": list(values), "avvikelse_tkr": list(values.values())})


def rectangles(ax) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def numbers(ax) -> list[str]:
    return [text.get_text() for text in ax.texts[: len(ax.patches)]]


def test_bars_numbers_and_sum_come_from_the_frame():
    ax = deviation_bars(bars({"Ledning": -500.0, "Simhall": 100.0, "Stab": 0.0}), WHO, PERIOD)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Ledning", "Simhall", "Summa"]
    assert [patch.get_width() for patch in rectangles(ax)] == [-500.0, 100.0, -400.0]
    assert numbers(ax) == ["−500", "+100", "−400"]
    assert [text.get_text() for text in ax.texts[3:]] == [PERIOD, "Avvikelse mot budget per rad, tkr", WHO]


def test_favourable_and_unfavourable_differ_in_colour_and_in_sign():
    ax = deviation_bars(bars({"A": -5.0, "B": 5.0}), WHO, PERIOD)
    assert [mpl.colors.to_hex(patch.get_facecolor()) for patch in ax.patches[:2]] == [WORSE, BETTER]
    assert numbers(ax)[:2] == ["−5", "+5"]


def test_draws_on_the_axes_it_is_given():
    _, ax = plt.subplots()
    assert deviation_bars(bars({"A": 1.0}), WHO, PERIOD, ax) is ax


@pytest.mark.parametrize(
    "lines",
    [
        deviation_lines(2017),
        deviation_lines(2020),
        bars({"A": 1.0}),
        bars({"A": -1.0}),
        bars({"Ett mycket långt namn på en verksamhet som ingen orkar läsa": -99999.0, "B": 99998.0}),
        bars({f"Verksamhet {number}": 10.0**number * (-1) ** number for number in range(1, 7)}),
        bars({"A": 0.0}),
    ],
    ids=["2017", "2020", "one better", "one worse", "long label", "all sizes", "nothing"],
)
def test_no_text_collides_or_is_cut(lines):
    ax = deviation_bars(lines, WHO, PERIOD)
    figure = ax.get_figure(root=True)
    assert figure
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in [*ax.texts, *ax.get_yticklabels()]]
    page = figure.bbox.padded(1)
    assert all(page.contains(box.x0, box.y0) and page.contains(box.x1, box.y1) for box in boxes)
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])]
