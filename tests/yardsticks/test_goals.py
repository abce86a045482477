"""Goals beside money: judged only by what is printed, set beside their subject's cost, and refused where wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.data_files.yardsticks import GOALS
from analysis.errors import DataError
from analysis.statements.folder import opened
from analysis.wording.yardsticks.goals import describe_goals
from analysis.yardsticks.goals import goals, load_goals
from tests.boards import columns_of, make_board, plain_rows, write_csv, write_figures

NBSP = "\N{NO-BREAK SPACE}"


def goal(**cells: str) -> list[str]:
    """Make a row of goals.csv."""
    row = {
        "document": "kultur-2023",
        "section": "Mål",
        "line": "7",
        "year": "2023",
        "subject": "Bad",
        "goal": "fler ska bada",
        "indicator": "besök",
        "unit": "besök",
        "outcome": "besök_2023",
        **cells,
    }
    return [row.get(name, "") for name in GOALS.names]


def board(folder: Path, *rows: list[str]) -> Path:
    data = make_board(folder)
    write_figures(
        data,
        [
            {"id": "besök_2023", "value": "900", "unit": "besök"},
            {"id": "besök_2022", "value": "800", "unit": "besök"},
            {"id": "okänt_2023", "unit": "besök"},
        ],
    )
    concept = {"concept": "simhall", "year": "2023", "figure": "[kultur-2023:drift:=Simhall:utfall 2023]"}
    concept |= {"unit": "tkr", "basis": "drift", "comparability": "jämförbar"}
    names = columns_of("concepts.csv")
    write_csv(data / "concepts.csv", names, [[concept.get(name, "") for name in names]])
    write_csv(data / "subjects.csv", ("sheet", "kind", "what"), [("Bad", "begrepp", "simhall")])
    write_csv(data / "goals.csv", GOALS.names, rows)
    return data


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ({"direction": "minst", "target": "900 besök"}, "nått"),
        ({"direction": "minst", "target": "901 besök"}, "ej nått"),
        ({"direction": "högst", "target": "900 besök"}, "nått"),
        ({"direction": "högst", "target": "899 besök"}, "ej nått"),
        ({"direction": "öka", "earlier": "besök_2022"}, "åt rätt håll"),
        ({"direction": "minska", "earlier": "besök_2022"}, "åt fel håll"),
        ({"direction": "öka", "earlier": "besök_2023"}, "oförändrat"),
        ({"direction": "öka"}, "kan inte bedömas"),
        ({}, "kan inte bedömas"),
        ({"outcome": ""}, "kan inte bedömas"),
        ({"outcome": "okänt_2023", "direction": "minst", "target": "1 besök"}, "kan inte bedömas"),
    ],
)
def test_a_goal_is_judged_by_what_is_printed_alone(tmp_path: Path, cells: dict[str, str], verdict: str) -> None:
    frame = goals(data=board(tmp_path / "data", goal(**cells)))
    assert list(frame["måluppfyllelse"]) == [verdict]
    assert bool(frame["skäl"][0]) is (verdict == "kan inte bedömas")


def test_a_goal_stands_beside_what_its_subject_cost(tmp_path: Path) -> None:
    data = board(tmp_path / "data", goal(direction="minst", target="900 besök"), goal(indicator="annat", subject=""))
    assert plain_rows(goals(data=data), "ämne", "kostnad", "kostnad_tkr") == [
        ("Bad", "simhall", -2500.0),
        ("", "", None),
    ]
    assert len(goals(2023, "Bad", data=data)) == 1
    assert goals(2022, data=data).empty


def test_what_measures_something_else_is_no_cost_of_the_subject() -> None:
    frame = goals(2020, "HVB-placeringar")
    assert plain_rows(frame, "kostnad", "kostnad_tkr") == [("placeringar totalt", -65400.0)] * 2


def test_a_year_without_a_cost_has_none(tmp_path: Path) -> None:
    assert plain_rows(goals(data=board(tmp_path / "data", goal(year="2022"))), "kostnad", "kostnad_tkr") == [("", None)]


@pytest.mark.parametrize(
    ("cells", "match"),
    [
        ({"document": "okänd"}, "document = 'okänd'"),
        ({"subject": "Skidor"}, "subject = 'Skidor'; expected one of: Bad"),
        ({"outcome": "hittas_ej"}, "outcome = 'hittas_ej'"),
        ({"outcome": "900 tkr"}, "units that give besök"),
        ({"direction": "mer"}, "one of: minst, högst, öka, minska"),
        ({"direction": "minst"}, "line 2: saw target = ''; expected a formula"),
        ({"target": "900 besök"}, "minst or högst, as target is filled in"),
        ({"direction": "öka", "target": "900 besök"}, "minst or högst, as target is filled in"),
        ({"direction": "minst", "target": "1 besök", "earlier": "1 besök"}, "öka or minska, as earlier is filled in"),
        ({"note": "{hittas_ej}"}, "note = 'hittas_ej'"),
        ({"line": "sju"}, "a whole number"),
    ],
)
def test_a_wrong_goal_is_refused(tmp_path: Path, cells: dict[str, str], match: str) -> None:
    data = board(tmp_path / "data", goal(**cells))
    with pytest.raises(DataError, match=match):
        load_goals(opened(data))


def test_a_goal_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 3: saw kultur-2023 2023 fler ska bada besök twice"):
        load_goals(opened(board(tmp_path / "data", goal(), goal())))


def test_a_board_without_goals_says_so(tmp_path: Path) -> None:
    data = make_board(tmp_path / "data")
    assert goals(data=data).empty
    assert describe_goals(2023, data=data) == "Inga mål eller indikatorer är införda för 2023 (goals.csv)."
    assert (
        describe_goals(2023, "Bad", data=data) == "Inga mål eller indikatorer är införda för Bad för 2023 (goals.csv)."
    )


def test_the_words_set_the_cost_beside_the_goal(tmp_path: Path) -> None:
    said = describe_goals(2023, data=board(tmp_path / "data", goal(direction="minst", target="950 besök")))
    assert said.replace(NBSP, " ") == (
        "En indikator är införd för 2023, en går att bedöma: Besök 900 besök (målet är minst 950 besök): ej nått. "
        "Simhall kostade 2 500 tkr."
    )


def test_the_words_say_why_nothing_can_be_judged(tmp_path: Path) -> None:
    said = describe_goals(2023, data=board(tmp_path / "data", goal()))
    assert said == "En indikator är införd för 2023, ingen går att bedöma: Rapporten anger inget mål i tal."


def test_the_reports_print_one_target_in_figures_and_it_is_met() -> None:
    frame = goals()
    judged = frame[frame["måluppfyllelse"] != "kan inte bedömas"]
    assert plain_rows(judged, "år", "utfall", "målvärde", "måluppfyllelse") == [(2017, 98.0, 120.0, "nått")]
    assert frame["år"].value_counts().to_dict() == {2020: 16, 2017: 9}


def test_every_outcome_stands_on_the_line_that_the_goal_names() -> None:
    from analysis.ledger.ledger import load_ledger

    figures = load_ledger(opened()).figures
    for one in load_goals(opened()):
        figure = figures[one.formulas["outcome"]]
        assert (figure.document, figure.section, figure.report_line) == (one.dokument, one.avsnitt, one.rad)
