"""Forecasts against the outcome: each error and change is exact, and what cannot be followed says why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from analysis.charts.columns import forecast_lines
from analysis.charts.style import TOTAL
from analysis.errors import DataError
from analysis.explanations.effects import bridge_frame
from analysis.explanations.forecasts import (
    FORECASTS,
    forecast_bridge,
    forecast_path,
    forecast_steps,
    forecast_years,
    path_frame,
    path_of,
    total_path,
)
from analysis.frames import check_frame
from analysis.statements.lines import FollowUpLine, MoneyLine
from analysis.statements.load import load_drift
from analysis.vocabulary.numerals import exact
from analysis.wording.changes import describe_forecast, describe_path
from tests.boards import plain_rows
from tests.follow_ups import AUGUST, MARCH, NAN, YEAR, follow_up, follow_up_board, together, year_end

mpl.use("agg")
NO_YEAR = year_end(year=2023)


def path(*follow_ups: Sequence[FollowUpLine], final: Sequence[MoneyLine] = YEAR) -> pd.DataFrame:
    return path_frame(path_of(together(*follow_ups), final, 2023))


def bridged(*follow_ups: Sequence[FollowUpLine], final: Sequence[MoneyLine] = YEAR) -> pd.DataFrame:
    return bridge_frame(forecast_steps(path_of(together(*follow_ups), final, 2023), 2023))


def reasons(found: pd.DataFrame) -> dict[object, object]:
    return {row[0]: row[1] for row in plain_rows(found, "post", "skäl")}


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_each_line_follows_its_forecast_to_the_outcome() -> None:
    found = path(MARCH, AUGUST)
    check_frame("prognoser", found, FORECASTS, ["post", "förälder", "dokument"])
    columns = ("post", "månad", "prognos_tkr", "prognosavvikelse_tkr", "ändring_tkr", "utfall_tkr", "prognosfel_tkr")
    assert plain_rows(found, *columns) == [
        ("Stab", 3, -30, 0, None, -28, 2),
        ("Stab", 8, -29, 1, 1, -28, 1),
        ("HVB", 3, -75, -5, None, -84, -9),
        ("HVB", 8, -81, -11, -6, -84, -3),
        ("Summa", 3, -105, -5, None, -112, -7),
        ("Summa", 8, -110, -10, -5, -112, -2),
    ]
    assert found["prognosfel_procent"].round(3).tolist() == [7.143, 3.571, -10.714, -3.571, -6.25, -1.786]
    places = ("dokument", "rad", "utfall_dokument", "utfall_rad")
    assert plain_rows(found, *places)[3:5] == [("u-2023-08", 12, "a-2023", 22), ("u-2023-03", 13, "a-2023", 23)]


def test_follow_ups_stand_in_the_order_of_their_months() -> None:
    assert path(AUGUST, MARCH).equals(path(MARCH, AUGUST))


def test_an_error_that_rounding_can_explain_says_so() -> None:
    coarse = follow_up(8, ("HVB", -70, -100, -30), ("Summa", -100, -100, 0), upplösning_tkr=Decimal(100))
    assert reasons(path(coarse))["HVB"] == "Prognosfelet kan vara avrundning."  # −84 against −100 in steps of 100
    fine = follow_up(8, ("HVB", -70, -100, -30), ("Summa", -100, -100, 0))
    assert reasons(path(fine))["HVB"] == ""


def test_without_an_annual_report_the_outcome_is_missing_not_zero() -> None:
    found = path(MARCH, AUGUST, final=NO_YEAR)
    assert found[["utfall_tkr", "prognosfel_tkr", "prognosfel_procent", "utfall_rad"]].isna().all(axis=None)
    assert found["prognos_tkr"].tolist() == [-30, -29, -75, -81, -105, -110]
    assert set(found["skäl"]) >= {"Årets utfall är inte inläst."}


@pytest.mark.parametrize(
    "cells", [{"period": "januari–augusti"}, {"år": 2022}, {"nämnd": "En annan nämnd"}], ids=["part", "year", "board"]
)
def test_what_is_not_the_whole_year_of_the_same_board_is_no_outcome(cells: dict[str, Any]) -> None:
    final = year_end(("Summa", -112, -100), **cells)
    assert path(MARCH, final=final)["utfall_tkr"].isna().all()
    assert path(MARCH, final=year_end(("Summa", -112, -100), period="Helår"))["utfall_tkr"].tolist()[-1] == -112


def test_a_line_of_one_document_alone_stays_with_gaps_and_a_reason() -> None:
    found = path(
        follow_up(3, ("Gammal", -5, -6, -1), ("Stab", -1, -1, 0), ("Summa", -100, -105, -5)),
        follow_up(8, ("Stab", -1, -1, 0), ("Summa", -100, -110, -10)),
        final=year_end(("Stab", -1, -1), ("Ny", -2, 0), ("Summa", -112, -100)),
    )
    assert plain_rows(found, "post", "månad", "prognos_tkr", "utfall_tkr", "rad", "skäl")[2:6] == [
        ("Ny", 3, None, -2, None, "Raden finns inte i uppföljningen januari–mars."),
        ("Ny", 8, None, -2, None, "Raden finns inte i uppföljningen januari–augusti."),
        ("Gammal", 3, -6, None, 11, "Raden finns inte i årsredovisningen."),
        (
            *("Gammal", 8, None, None, None),
            "Raden finns inte i uppföljningen januari–augusti. Raden finns inte i årsredovisningen.",
        ),
    ]


def test_an_annual_report_drawn_up_by_other_lines_shows_its_total_alone() -> None:
    found = path(
        follow_up(8, ("Hemtjänst", -5, -6, -1), ("Summa", -100, -110, -10)),
        final=year_end(("Löner", -80, -70), ("Hyror", -32, -30), ("Summa", -112, -100)),
    )
    assert plain_rows(found, "post", "prognos_tkr", "utfall_tkr", "skäl") == [
        ("Hemtjänst", -6, None, "Raden finns inte i årsredovisningen."),
        ("Summa", -110, -112, ""),
    ]


def test_a_label_that_stands_twice_with_other_numbers_is_not_followed() -> None:
    twice = follow_up(3, ("Hyra", -5, -6, -1), ("Hyra", -7, -8, -1), ("Summa", -100, -105, -5))
    final = year_end(("Hyra", -6, -5), ("Summa", -112, -100))
    row = plain_rows(path(twice, final=final), "post", "prognos_tkr", "rad", "skäl")[0]
    text = "Etiketten står flera gånger med olika tal i uppföljningen januari–mars; raden går inte att följa."
    assert row == ("Hyra", None, None, text)
    other = year_end(("Hyra", -6, -5), ("Hyra", -7, -5), ("Summa", -112, -100))
    once = follow_up(3, ("Hyra", -5, -6, -1), ("Hyra", -5, -6, -1), ("Summa", -100, -105, -5))
    row = plain_rows(path(once, final=other), "post", "prognos_tkr", "utfall_tkr", "skäl")[0]
    assert row[:3] == ("Hyra", -6, None)
    assert "flera gånger med olika tal i årsredovisningen" in str(row[3])


def test_a_part_is_matched_with_the_line_that_it_is_part_of() -> None:
    lines = follow_up(3, ("Hyra", -9, -9, 0), ("varav Hyra", -4, -5, -1), ("Summa", -9, -9, 0))
    final = year_end(("Hyra", -9, -9), ("varav Hyra", -6, -4), ("Summa", -9, -9))
    found = plain_rows(path(lines, final=final), "post", "förälder", "prognos_tkr", "utfall_tkr")
    assert found[:2] == [("Hyra", "", -9, -9), ("Hyra", "Kostnader", -5, -6)]


def test_labels_match_whatever_their_capitals_and_blanks() -> None:
    found = path(follow_up(3, ("Barn  och UNGA", -5, -6, -1)), final=year_end(("Barn och unga", -7, -5)))
    assert plain_rows(found, "post", "prognosfel_tkr") == [("Barn och unga", -1)]


def test_the_total_is_matched_by_being_it() -> None:
    named = follow_up(3, ("Stab", -30, -30, 0), ("Summa nämnden", -100, -105, -5))
    last = plain_rows(path(named), "post", "prognos_tkr", "utfall_tkr", "skäl")[-1]
    assert last == ("Summa", -105, -112, "Summan heter ”Summa nämnden” i uppföljningen januari–mars.")


def test_of_several_sums_with_other_names_none_is_taken_for_the_total() -> None:
    sums = follow_up(3, ("Summa intäkter", 50, 50, 0), ("Summa kostnader", -150, -155, -5))
    found = path(sums)
    assert [row["prognos_tkr"] == row["prognos_tkr"] for row in total_path(found)] == [False]
    assert found["post"].tolist()[-1] == "Summa"
    right = follow_up(3, ("Summa", -100, -105, -5), ("Summa kostnader", -150, -155, -5))
    assert total_path(path(right))[0]["prognos_tkr"] == -105


def test_a_forecast_that_is_not_printed_is_computed_from_budget_and_deviation() -> None:
    row = path(follow_up(3, ("Summa", -100, NAN, -5))).iloc[-1]
    assert (row["prognos_tkr"], row["tal"]) == (-105, "beräknat")
    assert row["skäl"] == "Prognosen är räknad: årsbudget plus tryckt prognosavvikelse."


def test_a_doubtful_forecast_is_never_computed() -> None:
    row = path(follow_up(3, ("Summa", -100, NAN, -5), läsning="tveksam")).iloc[-1]
    assert pd.isna(row["prognos_tkr"])
    assert (row["tal"], row["skäl"]) == ("", "Prognosen gick inte att läsa säkert.")


def test_a_printed_deviation_that_is_not_forecast_less_budget_is_shown_with_both() -> None:
    row = path(follow_up(3, ("Summa", -100, -105, -15))).iloc[-1]
    assert row["prognosavvikelse_tkr"] == -15
    assert row["skäl"] == "Tryckt prognosavvikelse är −15 men prognos minus årsbudget −5 tkr."
    assert path(follow_up(3, ("Summa", -100, -105, -6))).iloc[-1]["skäl"] == ""  # rounding of three numbers


def test_a_change_past_a_gap_says_where_it_starts() -> None:
    gap = follow_up(4, ("Summa", -100, NAN, NAN))
    found = path(MARCH, gap, AUGUST)
    total = found[found["post"] == "Summa"]
    assert plain_rows(total, "månad", "ändring_tkr", "skäl") == [
        (3, None, ""),
        (4, None, "Ingen prognos är tryckt för raden."),
        (8, -5, "Ändringen är räknad från januari–mars."),
    ]
    assert (
        bridged(MARCH, gap, AUGUST)["skäl"].tolist()[1]
        == "Sedan januari–mars; däremellan finns ingen prognos att läsa."
    )
    assert "Prognos för summan saknas i april." in describe_path(found, 2023)


def test_an_outcome_of_zero_has_an_error_and_no_per_cent() -> None:
    row = path(follow_up(3, ("Summa", -1, -9, -8)), final=year_end(("Summa", 0, -1))).iloc[-1]
    assert (row["utfall_tkr"], row["prognosfel_tkr"]) == (0, 9)
    assert pd.isna(row["prognosfel_procent"])


def test_of_several_boards_the_one_of_the_annual_report_is_followed() -> None:
    other = follow_up(8, ("Summa", -1, -2, -1), nämnd="Andra", dokument="b")
    assert set(path(MARCH, other)["dokument"]) == {"u-2023-03"}
    assert set(path(MARCH, other, final=NO_YEAR)["dokument"]) == {"b"}


def test_a_year_without_follow_ups_names_those_that_have_some() -> None:
    lines = together(MARCH, follow_up(3, ("Summa", -1, -1, 0), year=2021))
    with pytest.raises(DataError, match=r"uppföljning: saw year 2020; expected one of: 2021, 2023"):
        path_of(lines, YEAR, 2020)


def test_the_bridge_goes_from_the_first_forecast_to_the_outcome() -> None:
    assert plain_rows(bridged(MARCH, AUGUST), "post", "slag", "effekt_tkr", "källa") == [
        ("Prognos i mars", "start", -105, "u-2023-03, rad 13"),
        ("Ändring till augusti", "effekt", -5, "u-2023-08, rad 13"),
        ("Från sista prognosen till utfallet", "effekt", -2, "a-2023:drift:Summa:utfall 2023"),
        ("Utfall 2023", "slut", -112, "a-2023:drift:Summa:utfall 2023"),
    ]


def test_without_an_outcome_the_bridge_ends_in_the_newest_forecast() -> None:
    found = bridged(MARCH, AUGUST, final=NO_YEAR)
    assert plain_rows(found, "post", "effekt_tkr") == [
        ("Prognos i mars", -105), ("Ändring till augusti", -5), ("Prognos i augusti", -110)
    ]  # fmt: skip


def test_two_follow_ups_of_a_month_are_told_apart_by_document() -> None:
    again = follow_up(3, ("Summa", -100, -107, -7), dokument="u-2023-03b")
    assert bridged(MARCH, again)["post"].tolist()[:2] == [
        "Prognos i mars (u-2023-03)", "Ändring till mars (u-2023-03b)"
    ]  # fmt: skip


def test_without_a_forecast_of_the_total_there_is_no_bridge() -> None:
    unread = follow_up(3, ("Summa", -100, NAN, NAN))
    found = path(unread)
    with pytest.raises(DataError, match=r"uppföljning 2023: saw prognos = ''; expected a forecast of the total"):
        bridged(unread)
    assert describe_path(found, 2023) == "Uppföljningarna 2023 har ingen prognos för summan som går att läsa."


def test_registered_documents_give_the_path_the_bridge_and_the_sentence(tmp_path: Path) -> None:
    data = follow_up_board(tmp_path)
    assert forecast_years(data=data) == [2023]
    columns = ("post", "månad", "prognos_tkr", "prognosavvikelse_tkr", "ändring_tkr", "utfall_tkr", "prognosfel_tkr")
    assert plain_rows(forecast_path(2023, data=data), *columns)[-3:] == [
        ("HVB", 8, -81, -11, -6, -84, -3),
        ("Summa", 3, -105, -5, None, -112, -7),
        ("Summa", 8, -110, -10, -5, -112, -2),
    ]
    assert forecast_bridge(2023, data=data)["effekt_tkr"].tolist() == [-105, -5, -2, -112]
    assert "2 tkr sämre än den sista prognosen" in plain(describe_forecast(2023, data=data))
    assert describe_forecast(2024, data=data) == "Ingen uppföljning är inläst för 2024, bara för 2023."
    with pytest.raises(DataError, match=r"uppföljning: saw year 2024; expected one of: 2023"):
        forecast_path(2024, data=data)


def test_a_forecast_that_stands_in_for_the_year_is_not_taken_for_its_outcome(tmp_path: Path) -> None:
    data = follow_up_board(tmp_path, final=False)
    assert load_drift(data=data)["period"].tolist() == ["prognos efter augusti"] * 3
    assert forecast_path(2023, data=data)["utfall_tkr"].isna().all()
    assert forecast_bridge(2023, data=data)["effekt_tkr"].tolist() == [-105, -5, -110]


AMOUNTS = st.integers(-(10**9), 10**9).map(lambda number: number / 2)


@given(st.lists(st.one_of(AMOUNTS, st.just(NAN)), min_size=1, max_size=8), AMOUNTS)
def test_changes_and_the_last_error_add_up_exactly(forecasts: list[float], outcome: float) -> None:
    papers = [follow_up(at, ("Summa", NAN, value, NAN)) for at, value in enumerate(forecasts, 1)]
    final = year_end(("Summa", outcome, 0.0))
    found = path(*papers, final=final)
    known = [row for row in total_path(found) if row["prognos_tkr"] == row["prognos_tkr"]]
    for before, row in pairwise(known):
        assert exact(before["prognos_tkr"]) + exact(row["ändring_tkr"]) == exact(row["prognos_tkr"])
    for row in known:
        assert exact(row["prognos_tkr"]) + exact(row["prognosfel_tkr"]) == exact(outcome)
    if known:
        bridge = bridged(*papers, final=final)
        sizes = [exact(value) for value in bridge["effekt_tkr"]]
        assert sum(sizes[:-1]) == sizes[-1]
        assert set(bridge["slag"]) <= {"start", "effekt", "avrundning", "slut"}


def test_the_sentence_says_where_the_forecast_went_and_what_it_missed() -> None:
    assert plain(describe_path(path(MARCH, AUGUST), 2023)) == (
        "Prognosen för helåret 2023 var −105 tkr i mars och −110 tkr i augusti. Mot årsbudgeten är den senaste "
        "−10 tkr. Utfallet blev −112 tkr, 2 tkr sämre än den sista prognosen (1,8 % av utfallet). Längst från sin "
        "prognos hamnade HVB, 3 tkr sämre."
    )
    assert plain(describe_path(path(MARCH, final=NO_YEAR), 2023)).endswith(
        "är den senaste −5 tkr. Årets utfall är inte inläst."
    )
    hit = path(follow_up(3, ("Summa", -100, -112, -12)), final=year_end(("Summa", -112, -100)))
    assert plain(describe_path(hit, 2023)).endswith("Utfallet blev −112 tkr, lika med den sista prognosen.")


def test_neither_a_sum_nor_a_part_is_named_as_furthest_from_its_forecast() -> None:
    lines = follow_up(
        3, ("Stab", -30, -30, 0), ("varav Hyra", -9, -9, 0), ("HVB", -70, -70, 0), ("Summa", -100, -100, 0)
    )
    final = year_end(("Stab", -31, -30), ("varav Hyra", -29, -9), ("HVB", -73, -70), ("Summa", -104, -100))
    said = plain(describe_path(path(lines, final=final), 2023))
    assert said.endswith("Längst från sin prognos hamnade HVB, 3 tkr sämre.")


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def test_forecasts_are_grey_the_outcome_solid_and_budgets_outlined() -> None:
    ax = forecast_lines(path(MARCH, AUGUST), "Nämnden, Kommunen")
    bars = [one for one in ax.patches if isinstance(one, Rectangle)]
    looks: list[tuple[object, ...]] = [
        (one.get_height(), one.get_hatch(), mpl.colors.to_hex(one.get_facecolor())) for one in bars
    ]
    assert looks == [
        (-100, None, "#ffffff"), (-105, None, "#bbbbbb"), (-100, None, "#ffffff"), (-110, None, "#bbbbbb"),
        (-100, None, "#ffffff"), (-112, None, TOTAL),
    ]  # fmt: skip
    assert [text.get_text() for text in ax.texts][:6] == ["−105", "(−5)", "−110", "(−10)", "−112", "(−12)"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["mars", "augusti", "utfall"]


def test_a_follow_up_without_a_forecast_is_a_gap_in_the_chart() -> None:
    ax = forecast_lines(path(MARCH, follow_up(4, ("Summa", -100, NAN, NAN)), final=NO_YEAR), "Nämnden")
    assert [text.get_text() for text in ax.texts][:3] == ["−105", "(−5)", "saknas"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["mars", "april"]


def test_a_path_without_a_total_gives_a_chart_that_says_so() -> None:
    ax = forecast_lines(path(follow_up(3, ("Stab", -1, -1, 0)), final=NO_YEAR), "Nämnden")
    assert ax.texts[0].get_text() == "Ingen uppföljning har en summa med prognos."


@pytest.mark.parametrize("scale", [1, -1, 1000], ids=["cost", "income", "large"])
@pytest.mark.parametrize("months", [1, 11])
def test_no_text_collides_or_is_cut(scale: int, months: int) -> None:
    papers = [follow_up(at, ("Summa", -100 * scale, -100 * scale - at, -at)) for at in range(1, months + 1)]
    ax = forecast_lines(path(*papers, final=year_end(("Summa", -113 * scale, -100 * scale))), "Nämnden, Kommunen")
    figure = ax.get_figure(root=True)
    assert figure
    figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in [*ax.texts, *ax.get_xticklabels()]]
    page = figure.bbox.padded(1)
    assert all(page.contains(box.x0, box.y0) and page.contains(box.x1, box.y1) for box in boxes)
    assert not [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.overlaps(b)]
