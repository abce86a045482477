"""A chart of lying bars shows what its frame holds, says its message, and nothing in it collides or is cut."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis import charts
from analysis.charts.style import BETTER, BETTER_TEXT, PAPER, TABLE_HEAD, TOTAL, WORSE, WORSE_TEXT
from analysis.explanations.bridges import adjust, bridge
from analysis.explanations.deviations import deviation_lines
from analysis.explanations.effects import shorten
from analysis.explanations.volumes import volume_price
from tests.charts.drawn import bars, collisions, lightness, lines_at, names, texts

mpl.use("agg")
WHO, PERIOD = "Kulturnämnden, Exempelby", "helår 2023, utfall jämfört med budget"
WHAT = "Nettokostnad, tkr"
APART = 25  # of 100: how much lighter better is than worse, so that grey print tells them apart
READABLE = 40  # how much lighter paper is than what is written or drawn on it


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def lines(values: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame({"post": list(values), "avvikelse_tkr": list(values.values())})


def steps(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["post", "slag", "effekt_tkr"])


def test_better_and_worse_differ_in_lightness_and_all_stand_out_from_paper():
    assert lightness(BETTER) - lightness(WORSE) >= APART
    assert all(lightness(PAPER) - lightness(colour) >= READABLE for colour in (BETTER, WORSE, TOTAL))
    assert all(lightness(TABLE_HEAD) - lightness(colour) >= READABLE for colour in (BETTER_TEXT, WORSE_TEXT))


def test_deviations_numbers_and_sum_come_from_the_frame_and_rounding_is_a_note():
    ax = charts.deviation_bars(lines({"Ledning": -500.0, "Bad": 100.0, "Stab": 0.0, "Avrundning": 1.0}), WHO, PERIOD)
    assert names(ax) == ["Ledning", "Bad", "Summa"]
    assert [bar.get_width() for bar in bars(ax)] == [-500.0, 100.0, -399.0]
    assert [mpl.colors.to_hex(bar.get_facecolor()) for bar in bars(ax)] == [WORSE, BETTER, TOTAL]
    title = [
        f"{WHO}, {PERIOD}",
        "Avvikelse mot budget per rad, tkr",
        "Underskottet är 399 tkr. Mest väger Ledning (−500).",
    ]
    assert texts(ax) == ["−500", "+100", "−399", *title, "Dessutom avrundning +1 tkr."]


def test_a_bridge_draws_differences_from_its_first_total_and_ends_in_the_last():
    ax = charts.bridge_bars(bridge(2020, since=2017), WHO, WHAT, "2017 till 2020")
    assert names(ax)[0] == "Nettokostnad 2017\n−183 607"
    assert names(ax)[-1] == "Nettokostnad 2020\n−218 690"
    assert texts(ax)[:4] == ["−88 202", "+11 867", "+41 252", "−35 083"]
    drawn = bars(ax)
    assert [bar.get_width() for bar in drawn] == [0, -88202, 11867, 41252, -35083]
    assert drawn[3].get_x() + drawn[3].get_width() == -35083
    assert "x" in lines_at(ax, 0), "a zero line"


def test_a_bridge_hatches_only_the_unexplained_says_so_and_says_its_message():
    ax = charts.bridge_bars(bridge(2020, since=2019), WHO, WHAT, "2019 till 2020")
    hatched = [bool(bar.get_hatch()) for bar in bars(ax)]
    assert hatched == [name == "Övrigt, oförklarat" for name in names(ax)]
    assert "1 390 tkr bättre: mest upp drog Konsulter (+7 331), mest ner Intäkter (−5 495)." in texts(ax)
    note = texts(ax)[-1]
    assert note.startswith("Lodräta linjen: nettokostnad 2019. Ljus: bättre, mörk: sämre, streckad: oförklarat.")
    assert note.endswith("mellan −2 558 och +216 tkr om poster räknats två gånger.")


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (steps(("A", "start", -9.0), ("Pris: hyra", "effekt", -2.0), ("B", "slut", -11.0)), "mest ner drog Hyra (−2)."),
        (steps(("A", "start", -9.0), ("B", "slut", -9.0)), "Ingen förändring."),
    ],
)
def test_a_message_names_what_there_is(frame, said):
    assert texts(charts.bridge_bars(frame, WHO, WHAT, PERIOD))[-2].endswith(said)


def test_rounding_is_no_bar_of_a_bridge():
    frame = steps(("A", "start", -9.0), ("B", "effekt", 1.0), ("Avrundning", "avrundning", 1.0), ("C", "slut", -7.0))
    ax = charts.bridge_bars(frame, WHO, WHAT, PERIOD)
    assert [name.split("\n")[0] for name in names(ax)] == ["A", "B", "C"]
    assert texts(ax)[-1].endswith("Dessutom avrundning +1 tkr.")


LONG = "Ett mycket långt namn på en verksamhet som ingen orkar läsa"


@pytest.mark.parametrize(
    "frame",
    [
        deviation_lines(2017),
        deviation_lines(2020),
        lines({"A": 1.0}),
        lines({"A": -1.0}),
        lines({LONG: -99999.0, "B": 99998.0}),
        lines({f"Verksamhet {number}": 10.0**number * (-1) ** number for number in range(1, 7)}),
        lines({"A": 0.0}),
    ],
    ids=["2017", "2020", "one better", "one worse", "long label", "all sizes", "nothing"],
)
def test_no_text_of_deviations_collides_or_is_cut(frame):
    assert not collisions(charts.deviation_bars(frame, WHO, PERIOD))


@pytest.mark.parametrize(
    "frame",
    [
        bridge(2020, since=2017),
        bridge(2020, since=2019),
        shorten(bridge(2020)),
        bridge(2017),
        adjust(2020, since=2019),
        volume_price(2020, since=2019),
        steps((LONG, "start", -99999.0), (LONG, "effekt", 199998.0), (LONG, "slut", 99999.0)),
    ],
    ids=["2017-2020", "2019-2020", "within", "all lines", "deviation", "volume and price", "long"],
)
def test_no_text_of_a_bridge_collides_or_is_cut(frame):
    assert not collisions(charts.bridge_bars(frame, WHO, WHAT, PERIOD))


@pytest.mark.parametrize("draw", [charts.deviation_bars, lambda *given: charts.bridge_bars(given[0], WHO, *given[1:])])
def test_a_frame_without_rows_is_drawn_as_the_reason_why(draw):
    frame = pd.DataFrame()
    frame.attrs["skäl"] = "Driftredovisning finns inte för 2022."
    ax = draw(frame, WHO, PERIOD)
    assert (bars(ax), texts(ax)[0]) == ([], "Driftredovisning finns inte för 2022.")


def test_draws_on_the_axes_it_is_given_without_frame_or_values():
    _, ax = plt.subplots()
    assert charts.bridge_bars(bridge(2017), WHO, WHAT, "2017", ax) is ax
    assert not any(side.get_visible() for side in ax.spines.values())
    assert len(ax.get_xticks()) == 0


def test_more_deviations_than_an_eye_takes_end_in_one_bar_of_the_smallest():
    many = lines({f"Enhet {at}": 1000.0 - at for at in range(100)})
    ax = charts.deviation_bars(many, WHO, PERIOD)
    widths = [bar.get_width() for bar in bars(ax)]
    assert names(ax)[58:] == ["Enhet 58", "Övriga 41 rader", "Summa"]
    assert widths[58:] == [942.0, sum(1000.0 - at for at in range(59, 100)), sum(1000.0 - at for at in range(100))]
    assert len(bars(charts.deviation_bars(many.head(60), WHO, PERIOD))) == 61


def test_more_steps_than_an_eye_takes_end_in_one_bar_before_what_nothing_explains():
    effects = [(f"Steg {at}", "effekt", float(at)) for at in range(1, 101)]
    whole = sum(value for *_, value in effects) + 7.0
    frame = steps(("2019", "start", 0.0), *effects, ("Övrigt", "rest", 7.0), ("2020", "slut", whole))
    ax = charts.bridge_bars(frame, WHO, WHAT, PERIOD)
    assert names(ax)[1:3] == ["Steg 42", "Steg 43"]
    assert names(ax)[-3:-1] == ["Övriga 41 steg", "Övrigt"]
    assert [bar.get_width() for bar in bars(ax)][-3:] == [sum(range(1, 42)), 7.0, whole]
