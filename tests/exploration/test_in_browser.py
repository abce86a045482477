"""What a controller sees and does in a real JupyterLab in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import Page, jupyterlab, needs_browser, page

ROOT = Path(__file__).resolve().parents[2]
DAYS = "Vårddygn på institution"
ROW = "[...document.querySelectorAll('.widget-vbox')].filter(one => one.innerText.trim().startsWith('{}')).pop()"
IDLE = (
    "(async () => { const own = await (await fetch('/api/sessions')).json(); return own.length > 0 && "
    "own[0].kernel.execution_state === 'idle' && own[0].kernel.connections > 0; })()"
)
LEFT = "document.querySelector('.kvar-till-balans b').innerText"

pytestmark = needs_browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    place = tmp_path_factory.mktemp("lab")
    notebooks = place / "notebooks"
    notebooks.mkdir()
    shutil.copy(ROOT / "notebooks" / "00_utforska.ipynb", notebooks)
    with (
        jupyterlab(notebooks, place, ANALYSIS_OUT=str(place / "ut")) as address,
        page(f"{address}/lab/tree/00_utforska.ipynb?reset", place) as opened,
    ):
        opened.wait("document.querySelector('.jp-NotebookPanel .jp-Cell') !== null")
        opened.wait(IDLE)
        opened.wait("document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'")
        for name in ("Run", "Run All Cells"):
            menu = f"[...document.querySelectorAll('.lm-MenuBar-item, .lm-Menu-item')].find(one => one.innerText.trim().split('\\n')[0] === '{name}')"
            opened.wait(f"!!{menu}")
            opened.click(menu)
        opened.wait("document.querySelector('.widget-tab') !== null")
        yield opened


def tab(lab: Page, name: str) -> None:
    lab.click(f"[...document.querySelectorAll('.widget-tab .lm-TabBar-tab')].find(one => one.innerText === '{name}')")


def type_beside(lab: Page, label: str, text: str) -> None:
    """Type a value beside a slider."""
    lab.click(f"({ROW.format(label)}).querySelector('.widget-text input')")
    lab.run("document.execCommand('selectAll')")
    lab.ask("Input.insertText", text=text)
    lab.run("document.activeElement.blur()")


def test_institution_days_ten_per_cent_lower_is_answered_without_code_and_the_file_is_written(
    lab: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tab(lab, "Vad händer om?")
    assert lab.wait(LEFT).replace("\u00a0", " ") == "27 660 tkr"
    type_beside(lab, DAYS, "−10 %")
    lab.wait("document.body.innerText.includes('effekten är inte räknad')")
    type_beside(lab, "Dygnskostnad", "4 000")
    lab.wait(f"({LEFT}).startsWith('24')")
    assert lab.run(LEFT).replace("\u00a0", " ") == "24 660 tkr"
    assert "(−10 %)" in lab.run("document.body.innerText").replace("\u00a0", " ")
    tab(lab, "Nämndens fil")
    lab.click("[...document.querySelectorAll('button')].find(one => one.innerText === 'Skriv nämndens fil')")
    lab.wait("document.body.innerText.includes('ut/underlag_2020_mot_2019.xlsx.')")
    assert list(tmp_path_factory.getbasetemp().glob("lab*/ut/underlag_2020_mot_2019.xlsx"))


def test_a_slider_that_is_moved_changes_the_number_at_once(lab: Page) -> None:
    tab(lab, "Vad händer om?")
    before = lab.wait(LEFT)
    lab.run(f"({ROW.format('Hushåll')}).querySelector('.noUi-handle').focus()")
    lab.press("ArrowLeft", 37)
    lab.wait(f"({LEFT}) !== '{before}'")
    assert lab.wait(f"({LEFT}) !== '–' && {LEFT}") != before
