"""What the data gives stands first, and what is missing last, in one line."""

from __future__ import annotations

from pathlib import Path

from analysis.wording.yardsticks.overview import describe_yardsticks
from tests.boards import make_board
from tests.yardsticks.full import YEAR, full_board


def test_a_board_with_all_of_it_misses_nothing(tmp_path: Path) -> None:
    lines = describe_yardsticks(YEAR, data=full_board(tmp_path / "data")).splitlines()
    assert len(lines) == 5
    assert not any("Inte inläst" in line for line in lines)


def test_what_is_missing_stands_last_in_one_line(tmp_path: Path) -> None:
    assert describe_yardsticks(2023, data=make_board(tmp_path)).splitlines() == [
        (
            "- Inte inläst för 2023: uppföljningar med prognos, månadsutfall från januari, kostnader eller volymer månad för "
            "månad, sparade filer från Kolada och mål och indikatorer."
        )
    ]
    told, missing = describe_yardsticks(2020).splitlines()
    assert told.startswith("- 16 indikatorer är införda för 2020")
    assert missing.startswith("- Inte inläst för 2020: uppföljningar")
