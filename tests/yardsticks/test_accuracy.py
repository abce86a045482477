"""Forecasts against outcomes over years: bias and spread of each line, and a span of the present forecast."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.charts import outlook_bars
from analysis.errors import DataError
from analysis.wording.yardsticks.accuracy import describe_accuracy
from analysis.yardsticks.accuracy import forecast_accuracy, forecast_outlook
from tests.boards import make_board, plain_rows
from tests.yardsticks.years import OUTCOMES, PAPERS, forecast_board

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return forecast_board(tmp_path / "data")


def test_bias_and_spread_of_each_line_over_all_years(data: Path) -> None:
    columns = ("post", "månad", "antal_år", "år", "snittfel_tkr", "lägsta_fel_tkr", "högsta_fel_tkr", "spridning_tkr")
    assert plain_rows(forecast_accuracy(data=data), *columns) == [
        ("Stab", 8, 2, "2021, 2022", 0.0, -1.0, 1.0, 2.0),
        ("HVB", 8, 2, "2021, 2022", -2.5, -4.0, -1.0, 3.0),
        ("Summa", 8, 2, "2021, 2022", -2.5, -5.0, 0.0, 5.0),
    ]


def test_the_bias_is_a_share_of_the_mean_outcome(data: Path) -> None:
    assert forecast_accuracy(data=data)["snittfel_procent"].iloc[1] == pytest.approx(-2.5 / 65.5 * 100)


def test_only_years_before_the_one_asked_for_are_looked_at(data: Path) -> None:
    assert plain_rows(forecast_accuracy(2022, data=data), "post", "år", "snittfel_tkr")[1] == ("HVB", "2021", -4.0)
    assert forecast_accuracy(2021, data=data).empty


def test_months_are_told_apart(tmp_path: Path) -> None:
    march = {(2021, 3): ((-7, -8, -30, -30), (-15, -15, -60, -60))}
    frame = forecast_accuracy(data=forecast_board(tmp_path / "data", {**march, **PAPERS}))
    assert plain_rows(frame[frame["post"] == "HVB"], "månad", "antal_år", "snittfel_tkr") == [
        (8, 2, -2.5),
        (3, 1, -6.0),
    ]


def test_a_total_of_another_name_is_the_total(tmp_path: Path) -> None:
    data = forecast_board(tmp_path / "data", totals={2021: "Totalt"})
    assert plain_rows(forecast_accuracy(data=data), "post", "antal_år")[-1] == ("Summa", 2)


def test_the_forecast_is_a_span_and_what_is_left_is_computed(data: Path) -> None:
    columns = ("post", "utfall_hittills_tkr", "återstår_tkr", "prognos_tkr", "årsbudget_tkr", "lägst_tkr", "högst_tkr")
    assert plain_rows(forecast_outlook(2023, data=data), *columns) == [
        ("Stab", -19.0, -10.0, -29.0, -30.0, -30.0, -28.0),
        ("HVB", -55.0, -26.0, -81.0, -70.0, -85.0, -82.0),
        ("Summa", -74.0, -36.0, -110.0, -100.0, -115.0, -110.0),
    ]


def test_one_earlier_year_gives_no_span(data: Path) -> None:
    frame = forecast_outlook(2022, data=data)
    assert frame["lägst_tkr"].isna().all()
    assert set(frame["skäl"]) == {
        "Bara ett tidigare år har både prognos efter augusti och utfall, så spannet går inte att ange."
    }


def test_another_month_gives_no_span(tmp_path: Path) -> None:
    papers = {**PAPERS, (2023, 10): PAPERS[2023, 8]}
    frame = forecast_outlook(2023, data=forecast_board(tmp_path / "data", papers))
    assert set(frame["månad"]) == {10}
    assert frame["skäl"].iloc[0].startswith("Inget tidigare år har både prognos efter oktober och utfall")


def test_a_year_without_a_follow_up_is_refused(data: Path) -> None:
    with pytest.raises(DataError, match="saw year 2019; expected one of: 2021, 2022, 2023"):
        forecast_outlook(2019, data=data)


def test_the_span_is_said_in_words(data: Path) -> None:
    assert describe_accuracy(2023, data=data).replace(NBSP, " ") == (
        "Prognosen efter augusti för summan missade från −5 tkr till 0 tkr i två år (2021, 2022), i snitt −3 tkr. "
        "Med samma fel som då hamnar summan 2023 mellan −115 tkr och −110 tkr; prognosen är −110 tkr. "
        "Spannet är vad som har hänt, ingen sannolikhet."
    )


@pytest.mark.parametrize(("shift", "word"), [(-9, "för ljus"), (9, "för mörk")])
def test_forecasts_that_were_off_one_way_are_called_so(tmp_path: Path, shift: int, word: str) -> None:
    outcomes = {year: [(one + shift, budget) for one, budget in rows] for year, rows in OUTCOMES.items()}
    said = describe_accuracy(2023, data=forecast_board(tmp_path / "data", PAPERS, outcomes))
    assert f"för summan var {word} i två år (2021, 2022), i snitt" in said


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    assert describe_accuracy(2023, data=make_board(tmp_path / "a")).startswith("Ingen uppföljning är inläst")
    alone = forecast_board(tmp_path / "b", {(2023, 8): PAPERS[2023, 8]}, {})
    assert describe_accuracy(2023, data=alone).startswith("Inget år före 2023 har både uppföljning och utfall")
    one = forecast_board(tmp_path / "c", PAPERS, {2022: OUTCOMES[2022]})
    assert "Bara ett tidigare år" in describe_accuracy(2023, data=one)


def test_the_chart_has_a_bar_a_line_with_its_span(data: Path) -> None:
    ax = outlook_bars(forecast_outlook(2023, data=data), "Nämnden", 2023)
    texts = [text.get_text().replace(NBSP, " ") for text in ax.texts]
    assert texts[:3] == ["−29 (+1)", "−81 (−11)", "−110 (−10)"]
    assert "Prognosen −110 tkr kan bli −115 tkr till −110 tkr." in texts
    lines = [np.asarray(line.get_xydata(), dtype=float) for line in ax.lines]
    spans = [sorted(line[:, 0]) for line in lines if len(set(line[:, 1])) == 1 and len(set(line[:, 0])) > 1]
    assert spans == [[28.0, 30.0], [82.0, 85.0], [110.0, 115.0]]


def test_a_chart_without_forecasts_says_so(data: Path) -> None:
    ax = outlook_bars(forecast_outlook(2023, data=data).head(0), "Nämnden", 2023)
    assert "Ingen uppföljning har en prognos som går att rita." in [text.get_text() for text in ax.texts]
