"""Write the made-up board of the Swedish quick start anew: two annual reports, months and a follow-up."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import docx
import xlsxwriter

from analysis.files import DATA

BOARD = "Fritidsnämnden"
TKR = 1000
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can say
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug")
_TITLE = "Driftredovisning per verksamhet"
_EXPORT = ("Verksamhet", *_MONTHS, "Ack utfall", "Ack budget", "Avvikelse")
_FOLLOW_UP = (
    *("Verksamhet", "Budget jan-aug", "Utfall jan-aug", "Avvikelse jan-aug"),
    *("Årsbudget", "Prognos helår", "Prognosavvikelse"),
)


class Line(NamedTuple):
    """A line of the board, in tkr: budget and outcome of two years, then those of eight months and the forecast."""

    name: str
    first: tuple[int, int]
    second: tuple[int, int]
    so_far: tuple[int, int]
    ahead: tuple[int, int]
    shares: tuple[int, ...]  # how the outcome of eight months spreads over them

    def months(self) -> list[int]:
        """Return the outcome of each month in kr; the last one takes what is left."""
        whole = self.so_far[1] * TKR
        found = [round(whole * share / sum(self.shares)) for share in self.shares[:-1]]
        return [*found, whole - sum(found)]


_EVEN, _SUMMER, _TERM = (10, 10, 10, 10, 10, 10, 9, 10), (7, 7, 8, 9, 11, 16, 18, 14), (12, 13, 13, 13, 14, 12, 4, 9)
LINES = (
    Line("Ledning och kansli", (-6200, -6050), (-6400, -6520), (-4400, -4350), (-6600, -6550), _EVEN),
    Line("Fritidsgårdar", (-14800, -15350), (-15300, -16900), (-10800, -11900), (-16200, -17800), _TERM),
    Line("Badhuset", (-18400, -20900), (-19600, -21750), (-14000, -14600), (-21000, -21900), _SUMMER),
    Line("Idrottsplatser", (-22600, -22150), (-23400, -22980), (-15900, -15650), (-23900, -23600), _EVEN),
    Line("Bidrag till föreningar", (-9500, -9500), (-9700, -9640), (-6600, -6600), (-9900, -9900), _EVEN),
    Line("Kulturskolan", (-12100, -12480), (-12600, -12450), (-8600, -8720), (-12900, -13000), _TERM),
)
VISITS = "Antal besök i badhuset"
VOLUMES = {  # budget and outcome by year
    VISITS: {2024: (155_000, 151_450), 2025: (150_000, 145_000)},
    "Kostnad per besök i badhuset, kr": {2024: (119, 138), 2025: (131, 150)},
}
AHEAD = (98_400, 148_000, 142_000)  # visits: those of eight months, the budget and the forecast of the year
Rows = Sequence[Sequence[str | int]]


def _whole(rows: Rows) -> list[Sequence[str | int]]:
    """Put the sum of each column below its rows."""
    columns = list(zip(*rows, strict=True))[1:]
    return [*rows, ["Summa", *(sum(int(value) for value in column) for column in columns)]]


def _gap(pair: tuple[int, int]) -> tuple[int, int, int]:
    """Put the deviation behind budget and outcome."""
    return (*pair, pair[1] - pair[0])


def _so_far(line: Line) -> tuple[int, int, int]:
    """Put outcome before budget and deviation, as an economy system does."""
    budget, outcome, deviation = _gap(line.so_far)
    return outcome, budget, deviation


def _year(lines: Sequence[tuple[str, tuple[int, int]]]) -> list[Sequence[str | int]]:
    return _whole([[name, *_gap(pair)] for name, pair in lines])


def _volumes(year: int) -> Rows:
    """Put budget and outcome of each volume below their head."""
    rows: Rows = [[name, *pair[year]] for name, pair in VOLUMES.items()]
    return [["Volymmått", f"Budget {year}", f"Utfall {year}"], *rows]


def _printed(value: str | int) -> str:
    return f"{value:,}".replace(",", " ").replace("-", "\N{MINUS SIGN}") if isinstance(value, int) else value


def word(path: Path, year: int, text: str, *tables: Rows) -> None:
    """Write a report as a Word file with its statement in tkr, and its volumes; each table begins with its head."""
    document = docx.Document()
    document.add_heading(f"{BOARD} {year}", 1)
    for rows, title, above in zip(tables, ("Ekonomi", "Volymer"), ([text, f"{_TITLE} (tkr)"], []), strict=True):
        document.add_heading(title, 2)
        for line in above:
            document.add_paragraph(line)
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = _printed(value)
    memory = BytesIO()
    document.save(memory)
    _write(path, memory)


def excel(path: Path, unit: str, rows: Rows, volumes: Rows = ()) -> None:
    """Write a table as a sheet of a workbook, volumes as another; each begins with its head."""
    memory = BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        number = book.add_format({"num_format": "# ##0"})
        for name, title, table in (("Rapport", f"{_TITLE}, belopp i {unit}", rows), ("Volymer", "Volymer", volumes)):
            if not table:
                continue
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, title)
            for at, row in enumerate(table, 2):
                for column, value in enumerate(row):
                    sheet.write(at, column, value, number)
    _write(path, memory)


def _write(path: Path, memory: BytesIO) -> None:
    """Write a package without the time of day in it."""
    with zipfile.ZipFile(memory) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-01-01T00:00:00Z", old.read(part))
            new.writestr(zipfile.ZipInfo(part.filename, _FIRST_DAY), content, zipfile.ZIP_DEFLATED)


def main(folder: Path) -> None:
    """Write the four files."""
    head = ("Verksamhet", "Budget {0}", "Utfall {0}", "Avvikelse")
    said = "Underskottet kommer av dyrare el i badhuset och av fler öppna kvällar på fritidsgårdarna."
    first, second = [[text.format(year) for text in head] for year in (2024, 2025)]
    old: Rows = [first, *_year([(line.name, line.first) for line in LINES])]
    word(folder / "fritidsnamnden-2024.docx", 2024, said, old, _volumes(2024))
    new: Rows = [second, *_year([(line.name, line.second) for line in LINES])]
    excel(folder / "fritidsnamnden-2025.xlsx", "tkr", new, _volumes(2025))
    months: Rows = [[one.name, *one.months(), *(tkr * TKR for tkr in _so_far(one))] for one in LINES]
    excel(folder / "fritidsnamnden-manader-2026.xlsx", "kr", [_EXPORT, *_whole(months)])
    said = "Prognosen för helåret är ett underskott. Fritidsgårdarna har haft fler öppna kvällar än budgeterat."
    ahead = _whole([[one.name, *_gap(one.so_far), *_gap(one.ahead)] for one in LINES])
    expected: Rows = [("Volymmått", "Jan-aug 2026", "Budget helår 2026", "Prognos helår 2026"), (VISITS, *AHEAD)]
    word(folder / "fritidsnamnden-augusti-2026.docx", 2026, said, [_FOLLOW_UP, *ahead], expected)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "examples")
