"""A year opened up: nothing is lost on the way down, and what does not compare says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.explanations.causes import causes
from analysis.explanations.deviations import rank_deviations
from analysis.explanations.measures import measures
from analysis.exploration.tree import TREE, Tree, explain_tree
from tests.boards import REPORT, write_board


def rows(tree: Tree, **wanted: object) -> list[str]:
    frame = tree.frame
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return [str(text).replace("\u00a0", " ") for text in frame["text"]]


@pytest.mark.parametrize("year", [2017, 2020])
def test_the_lines_below_the_total_add_up_to_it(year: int) -> None:
    frame = explain_tree(year).frame
    assert frame.dtypes.astype(str).to_dict() == TREE
    total, below = frame.iloc[0], frame[(frame["nivå"] == 1) & (frame["slag"] == "rad")]
    assert below["avvikelse_tkr"].sum() == total["avvikelse_tkr"]


def test_a_line_opens_to_its_parts_and_they_add_up_to_it() -> None:
    frame = explain_tree(2017).frame
    at = frame.index[frame["text"].str.startswith("Kostnader ")][0]
    rest = frame.iloc[at + 1 :]
    parts = rest[: int((rest["nivå"] <= 1).to_numpy().argmax())]
    own = parts[(parts["nivå"] == 2) & (parts["slag"] == "rad")]
    assert own["text"].iloc[0].startswith("HVB placeringar (utfall −95\u00a0052, budget −79\u00a0405, väsentlig")
    assert own["avvikelse_tkr"].sum() == frame.loc[at, "avvikelse_tkr"] == -18110


@pytest.mark.parametrize("year", [2017, 2020])
def test_every_line_every_cause_and_every_measure_of_the_deviation_is_there(year: int) -> None:
    tree = explain_tree(year)
    text = repr(tree)
    lines = rank_deviations(year)["post"]
    assert [post for post in lines if post not in text] == []
    stated = causes(year=year)
    own = stated[stated["gäller"].isin(["rad", "total"]) & stated["från_år"].isna()]
    drift = own[~own["vad"].str.contains("investering:")]
    assert [cause for cause in drift["orsak"] if cause.rstrip(".") not in text] == []
    done = measures(what="", year=year)["åtgärd"]
    assert [one for one in done if one not in text] == []


def test_what_does_not_compare_is_grey_and_says_why_and_the_rest_is_not() -> None:
    tree = explain_tree(2020, 2017)
    shut = rows(tree, jämförbar="nej")
    assert "går inte att jämföra: Enheten Ledning finns inte för 2017, bara för 2020." in shut
    assert any("HVB-placeringar: 2020: Raden HVB är en enhets nettoresultat" in text for text in shut)
    page = tree._repr_html_()
    assert page.count("font-style: italic") == len(shut)
    assert "Nettokostnaden är 35 083 tkr högre 2020 än 2017." in rows(tree, jämförbar="ja")


def test_without_another_year_nothing_is_compared() -> None:
    assert rows(explain_tree(2020), slag="jämförelse") == []


def test_every_line_leads_to_the_print() -> None:
    frame = explain_tree(2020, 2019).frame
    sources = frame[(frame["slag"] == "källa") & (frame["nivå"] == 2)]["källa"]
    assert len(sources) == (frame["slag"] == "rad").sum()
    assert sources.iloc[0] == "Socialnämndens årsredovisning 2020, Drift, rad 746"


def test_the_threshold_decides_what_is_said_to_be_material() -> None:
    assert repr(explain_tree(2020, None, 1000, 5)).count(", väsentlig") == 5
    assert repr(explain_tree(2020, None, 100_000, 5)).count(", väsentlig") == 0


def test_a_name_of_a_report_is_no_markup_on_the_page(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"kultur-2023": REPORT.replace("Bibliotek", "Bibliotek & co")})
    tree = explain_tree(2023, data=data)
    assert "Bibliotek & co" in repr(tree)
    assert ("Bibliotek &amp; co" in tree._repr_html_(), "& co" in tree._repr_html_()) == (True, False)


def test_an_unknown_year_is_named() -> None:
    with pytest.raises(DataError, match="2019"):
        explain_tree(2019)
