"""The Swedish quick start: each command of the page is run as it stands, and its papers hold what the page promises."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from analysis.files import APPENDIX, DATA, ROOT, WORKBOOK
from tests.books import loaded, table

PAGE = ROOT / "notebooks" / "din_egen_namnd.md"
EXAMPLES = ("fritidsnamnden-2024.docx", "fritidsnamnden-2025.xlsx", "fritidsnamnden-augusti-2026.docx")
MONTHS = "fritidsnamnden-manader-2026.xlsx"


def commands() -> list[list[str]]:
    """Return the commands of the page in order."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Run the commands of the page in a folder of their own; return it, and what they said."""
    folder = tmp_path_factory.mktemp("egen")
    shutil.copytree(DATA / "examples", folder / "data" / "examples")
    said = list[str]()
    for interpreter, *words in commands():
        assert interpreter == ".venv/bin/python"
        ran = subprocess.run(
            [sys.executable, *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        said.append(ran.stdout)
        if "report" in words:  # the later paper takes the place of the one before
            shutil.copytree(folder / words[-1], folder / f"efter-{len(said)}")
    return folder, said


def column(path: Path, sheet: str) -> list[str]:
    """Return the texts of the first column of a sheet."""
    return [str(row[0].value).replace("\N{NO-BREAK SPACE}", " ") for row in loaded(path)[sheet].iter_rows(max_col=1)]


def test_the_page_asks_for_at_most_ten_choices_and_no_file_written_by_hand(walked: tuple[Path, list[str]]) -> None:
    options = [pair for words in commands() for pair in pairwise(words) if pair[0].startswith("--")]
    chosen = {pair for pair in options if pair[0] != "--yes" and not pair[1].startswith("--")}
    assert len({value for _, value in chosen}) <= 10
    written = sorted(path.name for path in (walked[0] / "min-namnd").glob("*.csv"))
    assert written == ["documents.csv", "splits.csv", "subjects.csv", "sums.csv"]


def test_every_row_of_the_files_is_read_for_certain_and_holds(walked: tuple[Path, list[str]]) -> None:
    added = [said for said, words in zip(walked[1], commands(), strict=True) if "add" in words]
    assert walked[1][0].startswith("fritidsnamnden-2024.docx: två tabeller, nio rader, alla säkert lästa.")
    assert len(added) == len([*EXAMPLES, MONTHS])
    assert all("alla säkert lästa" in text and "alla stämmer" in text for text in added)
    assert not any("Att titta på" in text for text in walked[1])


def test_the_years_paper_goes_from_year_to_year_by_what_the_board_does(walked: tuple[Path, list[str]]) -> None:
    book = walked[0] / "efter-6" / WORKBOOK
    page = column(book, "Sammanfattning")
    assert page[0] == "Utfall mot budget 2025"
    assert "Underskottet 2025 blev 3 240 tkr, 3,7 % av budgeten." in page
    rows = {row[0]: row[1] for row in table(book, "Mellan åren", "Steg2024_2025")[1:]}
    assert rows == {
        "Nettokostnad 2024": -86_430,
        "Fritidsgårdar": -1_550,
        "Badhuset": -850,
        "Idrottsplatser": -830,
        "Ledning och kansli": -470,
        "Bidrag till föreningar": -140,
        "Kulturskolan": 30,
        "Nettokostnad 2025": -90_240,
    }


def test_the_draft_that_is_accepted_parts_a_cost_into_quantity_and_price(walked: tuple[Path, list[str]]) -> None:
    shown, accepted = (said for said, words in zip(walked[1], commands(), strict=True) if "drafts" in words)
    assert "Badhuset = Antal besök i badhuset × Kostnad per besök i badhuset, kr" in shown
    assert "Inga utkast väntar på svar." in accepted
    said = " ".join(column(walked[0] / "efter-6" / WORKBOOK, "Badhuset"))
    assert "Badhuset kostade 850 tkr mer 2025 än 2024: färre besök i badhuset sänkte kostnaden med 890 tkr" in said
    assert "Priset är inte tryckt för 2026" in " ".join(column(walked[0] / "efter-9" / WORKBOOK, "Badhuset"))


def test_the_forecast_paper_is_about_the_year_to_come(walked: tuple[Path, list[str]]) -> None:
    book, appendix = (walked[0] / "efter-9" / name for name in (WORKBOOK, APPENDIX))
    page = column(book, "Sammanfattning")
    assert page[0] == "Prognos mot budget 2026"
    assert "Prognosen för 2026 är ett underskott på 2 250 tkr, 2,5 % av budgeten." in page
    assert [row[4] for row in table(appendix, "Prognos", "Prognoser")[1:]][-1] == -92_750
    months = table(appendix, "Månader 2026", "Månadssumma2026")[1:]
    assert [row[0] for row in months][::7] == ["januari", "augusti"]
    assert months[-1][2] == -61_820


@pytest.mark.parametrize("name", [*EXAMPLES, MONTHS])
def test_the_files_are_what_the_tool_writes(name: str, tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "tools" / "examples.py", tmp_path], check=True, cwd=ROOT)
    with zipfile.ZipFile(tmp_path / name) as new, zipfile.ZipFile(DATA / "examples" / name) as old:
        assert {part: new.read(part) for part in new.namelist()} == {part: old.read(part) for part in old.namelist()}
