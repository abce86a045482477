"""What can be asked is shown with calls that work, and found by Swedish words."""

from __future__ import annotations

import inspect
from pathlib import Path

import matplotlib as mpl
import pytest

import analysis
from analysis.wording.guide import Guide, overview
from analysis.wording.questions import QUESTIONS
from tests.boards import REPORT, make_board
from tests.statements.test_boards import two_boards

mpl.use("agg")


@pytest.mark.parametrize(("text", "call"), overview().rows, ids=[row[0] for row in overview().rows])
def test_every_call_of_the_overview_answers(
    text: str, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert text.endswith("?")
    answer = eval(call, {"analysis": analysis})  # noqa: S307  (our own calls)
    assert getattr(answer, "rows", None) or str(answer).strip()
    assert not repr(answer).startswith("Går inte att")


def test_the_overview_says_what_is_read_and_which_years_are_known() -> None:
    assert overview().lines == [
        "Socialnämnden, Katrineholms kommun",
        "Läst: Socialnämndens årsredovisning 2017 (tre tabeller, 37 rader, alla säkert lästa).",
        "Läst: Socialnämndens årsredovisning 2020 (nio tabeller, 69 rader, alla säkert lästa).",
        "År med uppgifter: 2017, 2019 och 2020.",
    ]


def test_only_what_the_data_answers_is_asked(tmp_path: Path) -> None:
    asked = [row[0] for row in overview(data=make_board(tmp_path, REPORT)).rows]
    assert "Hur gick året, och varför?" in asked
    assert not any("från 2" in text or "prognos" in text or "Vad har hänt" in text for text in asked)


def test_of_several_boards_one_is_to_be_chosen(tmp_path: Path) -> None:
    data = two_boards(tmp_path)
    found = overview(data=data)
    assert found.lines == ["Mappen har två nämnder: Kulturnämnden och Idrottsnämnden. Välj en."]
    assert found.rows[1] == [
        "Vad finns om Idrottsnämnden?",
        'analysis.use(board="Idrottsnämnden"); analysis.overview()',
    ]
    assert overview(data=data, board="Idrottsnämnden").lines[0] == "Idrottsnämnden, Exempelby"


def test_an_empty_folder_is_told_how_to_begin(tmp_path: Path) -> None:
    found = overview(data=tmp_path)
    assert found.lines == ["Mappen har ingen registrerad rapport."]
    assert [row[0] for row in found.rows] == ["Läs en ny rapport", "Registrera en rapport"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("orsaker", "causes"),
        ("Varifrån kommer siffran?", "trace_year"),
        ("brygga", "bridge"),
        ("prognosen", "forecast_path"),
        ("excel", "to_excel"),
        ("rätta fel", "correct"),
        ("väsentliga avvikelser", "rank_deviations"),
        ("jämföra åren", "compare"),
    ],
)
def test_swedish_words_in_any_form_find_the_function(words: str, name: str) -> None:
    assert any(name in call for _, call in analysis.help(words).rows[:3])


def test_what_nothing_has_leads_to_the_nearest_words() -> None:
    found = analysis.help("avikkelse")
    assert (found.rows, found.lines) == (
        [],
        ["Ingen fråga har ”avikkelse”. Närmast kända: avvikelse, avvikelser, avvikelsen."],
    )


def test_without_words_all_are_listed() -> None:
    assert len(analysis.help().rows) == len(QUESTIONS)


def test_every_public_name_is_found_by_some_question() -> None:
    asked = {name.split(".")[0] for question in QUESTIONS for name in question.names}
    assert asked == set(dir(analysis))


def test_every_function_asked_for_is_there() -> None:
    for name in (name for question in QUESTIONS for name in question.names if name != "charts"):
        assert getattr(analysis, name) is not None
    assert inspect.isfunction(analysis.help)


def test_a_guide_is_shown_without_markup_of_its_words() -> None:
    found = Guide(["<b> & mer"], [("a<i>?", "b")])
    assert found._repr_html_().startswith("<p>&lt;b&gt; &amp; mer</p>\n<table>")
    assert '<td style="text-align: left">a&lt;i&gt;?</td>' in found._repr_html_()
    assert repr(found) == "<b> & mer\nFråga  Anrop\na<i>?  b"
    assert Guide(["Bara text."], [])._repr_html_() == "<p>Bara text.</p>"


def test_the_folder_of_the_session_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYSIS_DATA", str(make_board(tmp_path, REPORT)))
    assert overview().lines[0] == "Kulturnämnden, Exempelby"
