"""A small made-up board, written to a folder as `data/` is laid out."""

from collections.abc import Sequence
from pathlib import Path

from tests.helpers_data import write_board

REPORT = """\
Drift

Driftredovisning (tkr)

Utfall 2023 Budget 2023 Avvikelse

Bibliotek -1 200 -1 000 -200

=Simhall -2 500 -2 600 100

Ledning -300 200 -500

Summa -4 000 -3 400 -600
"""
BOARD = {"nämnd": "Kulturnämnden", "title": "Kulturnämndens bokslut 2023", "publisher": "Exempelby"}


def sum_parts(*names: str, section: str = "Drift", total: str = "Summa") -> list[Sequence[str]]:
    """Return rows of sums.csv: lines that add up to a total; one with a minus in front is taken away."""
    signs = [("-1" if name.startswith("-") else "1", name.removeprefix("-")) for name in names]
    return [("kultur-2023", section, total, name, "", weight, "lika") for weight, name in signs]


SUMS = sum_parts("Bibliotek", "=Simhall", "Ledning")


def make_board(folder: Path, report: str = REPORT, sums: Sequence[Sequence[str]] = SUMS) -> Path:
    """Write a board's register, report and sums; return the folder."""
    return write_board(folder, {"kultur-2023": report}, sums, **BOARD)
