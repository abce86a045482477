"""Each control of the panel gives what its plain call gives, and the panel says what it cannot do."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import analysis
from analysis.errors import DataError
from analysis.exploration.drawn import bridge_page
from analysis.exploration.panel import MISSING, PLAIN, Panel, explore
from tests.exploration.test_scenario import DAY_PRICE, DAYS, HOUSEHOLDS, STAFF, plain
from tests.statements.test_boards import two_boards


@pytest.fixture
def panel() -> Panel:
    made = explore(2020, 2019)
    assert isinstance(made, Panel)
    return made


def called(panel: Panel, name: str) -> list[Any]:
    """Run the calls that stand on the panel, and return what they give."""
    calls = [html.unescape(call) for call in re.findall("<code>(.*?)</code>", panel.shown[name].value)]
    names: dict[str, Any] = {"analysis": analysis}
    if calls[0].startswith("values = "):
        exec(calls.pop(0), names)  # noqa: S102  (our own calls)
    return [eval(call, names) for call in calls]  # noqa: S307


def texts(panel: Panel, name: str) -> list[str]:
    return [html.unescape(text) for text in re.findall("<p [^>]*>(.*?)</p>", panel.shown[name].value)]


@pytest.mark.parametrize(
    ("control", "value"), [("år", 2017), ("jämför med", 2017), ("minst tkr", "500"), ("minst procent", "50 %")]
)  # fmt: skip
def test_what_is_chosen_gives_what_the_plain_calls_give(panel: Panel, control: str, value: int | str) -> None:
    before = panel.shown["träd"].value, panel.shown["svar"].value
    panel.controls[control].value = value
    *said, tree = called(panel, "anrop svar")
    assert texts(panel, "svar") == said
    assert panel.shown["träd"].value == tree._repr_html_()
    assert (panel.shown["träd"].value, panel.shown["svar"].value) != before


def test_limits_are_read_as_swedes_write_them_and_kept_where_they_cannot_be(panel: Panel) -> None:
    panel.controls["minst procent"].value = "2,5"
    assert (panel.chosen.least_percent, texts(panel, "gränser")) == (2.5, [])
    before = panel.shown["svar"].value
    panel.controls["minst tkr"].value = "mycket"
    (said,) = texts(panel, "gränser")
    assert said.replace("\N{NO-BREAK SPACE}", " ") == (
        "”mycket” går inte: skriv ett tal från 0 till 1 000 000 000, till exempel 2,5."
    )
    assert (panel.chosen.least_tkr, panel.shown["svar"].value) == (1000, before)


@pytest.mark.parametrize(
    "values", [{}, {HOUSEHOLDS: 500}, {DAYS: 6750, DAY_PRICE: 4000}, {STAFF: 0, HOUSEHOLDS: 566}], ids=str
)
def test_sliders_give_what_the_plain_calls_give(panel: Panel, values: dict[str, int]) -> None:
    for name, value in values.items():
        panel.sliders[name].value = value
    assert panel.values == values
    sentence, frame, left = called(panel, "anrop scenario")
    assert texts(panel, "mening") == [sentence]
    assert panel.shown["brygga"].value == bridge_page(frame, "Avvikelse 2020, tkr")
    assert f"<b>{analysis.swedish.tkr(left)}</b>" in panel.shown["kvar"].value


def test_a_volume_without_a_price_says_what_each_would_give_and_keeps_the_others(panel: Panel) -> None:
    panel.sliders[DAYS].value = 6750
    panel.sliders[STAFF].value = 0
    said = plain(texts(panel, "mening")[0])
    assert "402 tkr bättre. Kvar till balans: 27 258 tkr." in said
    assert said.endswith("Anta ett: varje 1 000 kr/vårddygn ger 750 tkr bättre.")
    assert "27 258 tkr" in plain(panel.shown["kvar"].value)


def test_a_slider_that_the_browser_moves_by_nothing_changes_nothing(panel: Panel) -> None:
    panel.sliders[HOUSEHOLDS].value = 564.9999999999999
    assert panel.values == {}
    assert "Ingenting är ändrat." in texts(panel, "mening")[0]


@pytest.mark.parametrize(("text", "value"), [("6 750", 6750), ("−10 %", 6750), ("6750,4", 6750), ("15 000", 15000)])
def test_what_is_typed_moves_the_slider(panel: Panel, text: str, value: int) -> None:
    panel._fields[DAYS].value = text
    assert panel.values == {DAYS: value}
    assert plain(panel._fields[DAYS].value) == f"{value:,}".replace(",", " ")


@pytest.mark.parametrize("text", ["99 999", "många", "-5", "10 %"])
def test_what_cannot_be_typed_says_what_to_write_and_moves_nothing(panel: Panel, text: str) -> None:
    panel._fields[DAYS].value = text
    assert panel.values == {}
    said = plain(html.unescape(panel._sizes[DAYS].value))
    assert f"”{text}” går inte: skriv ett tal från 0 till 15 000, eller en ändring som −10 %." in said


def test_a_volume_without_a_price_has_no_number_on_the_bridge(panel: Panel) -> None:
    panel.sliders[DAYS].value = 6750
    rows = panel.shown["brygga"].value.split("<tr>")[1:]
    assert [row.count("inte räknad") for row in rows] == [0, 1, 0]


def test_a_year_that_is_unknown_is_refused() -> None:
    with pytest.raises(DataError, match="saw year 1999; expected one of: 2017, 2020"):
        explore(1999)


def test_the_sliders_go_back_where_they_were(panel: Panel) -> None:
    panel.sliders[HOUSEHOLDS].value = 500
    panel.reset.click()
    assert panel.values == {}
    assert "Ingenting är ändrat." in texts(panel, "mening")[0]


def test_another_year_has_its_own_sliders_and_says_what_cannot_be_tried(panel: Panel) -> None:
    panel.controls["år"].value = 2017
    assert list(panel.sliders) == [STAFF]
    shown = html.unescape(panel._rows.children[-1].value)
    assert "Hushåll med försörjningsstöd per månad: går inte att pröva." in shown


def test_the_button_writes_the_file_of_what_is_chosen(
    panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.files.OUT", tmp_path / "ut")
    panel.controls["minst tkr"].value = "500"
    panel.button.click()
    assert texts(panel, "skrivet") == [f"Skrev {tmp_path / 'ut' / 'underlag_2020_mot_2019.xlsx'}."]
    path = tmp_path / "ut" / "underlag_2020_mot_2019.xlsx"
    written = path.read_bytes()
    assert load_workbook(path).sheetnames[0] == "Sammanfattning"
    monkeypatch.setattr(analysis, "OUT", tmp_path)
    called(panel, "anrop fil")
    assert (tmp_path / path.name).read_bytes() == written


def test_a_file_that_cannot_be_written_is_told_in_swedish(
    panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.files.OUT", tmp_path)
    (tmp_path / "underlag_2020_mot_2019.xlsx").mkdir()
    panel.button.click()
    assert texts(panel, "skrivet")[0].startswith("Det gick inte: ")


def test_of_several_boards_another_can_be_chosen_and_the_calls_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = two_boards(tmp_path)
    made = explore(data=data)
    assert isinstance(made, Panel)
    assert texts(made, "svar")[0].startswith("Kulturnämnden redovisar")
    made.controls["nämnd"].value = "Idrottsnämnden"
    assert texts(made, "svar")[0].startswith("Idrottsnämnden redovisar")
    monkeypatch.setattr("analysis.statements.folder.session", lambda: (data, None))
    assert called(made, "anrop svar")[0] == texts(made, "svar")[0]


def test_without_ipywidgets_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.exploration.panel.find_spec", lambda _: None)
    assert explore() == MISSING


def test_nothing_of_a_live_panel_is_text_but_that_it_is_one(panel: Panel) -> None:
    bundle = panel._repr_mimebundle_()
    assert bundle["text/plain"] == repr(panel) == PLAIN
    assert set(bundle) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
