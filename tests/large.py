"""Made-up reports and folders as large as boards get: thousands of lines, hundreds of tables and of documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.data_files import DOCUMENTS as DOCUMENTS_FILE
from analysis.data_files import SUMS as SUMS_FILE
from tests.boards import document_row, write_csv


def table(year: int, lines: int, number: int = 1) -> str:
    """Write an operating statement whose lines add up to its total; the figures differ by table and year."""
    made = [
        (f"Enhet {number}-{at}", -(900 + 7 * at + 13 * number + year % 100), -(1000 + 7 * at)) for at in range(lines)
    ]
    total = ("Summa", sum(utfall for _, utfall, _ in made), sum(budget for *_, budget in made))
    rows = [f"{label}\t{utfall}\t{budget}\t{utfall - budget}" for label, utfall, budget in (*made, total)]
    return "\n".join([_title(number), "", f"\tUtfall {year}\tBudget {year}\tAvvikelse", *rows, ""])


def _title(number: int) -> str:
    return f"Driftredovisning {number} (tkr)" if number > 1 else "Driftredovisning (tkr)"


def report(year: int, lines: int, tables: int = 1) -> str:
    """Write a report of several tables that have so many lines together."""
    return "\n".join(table(year, lines // tables, number) for number in range(1, tables + 1))


def parts(document: str, lines: int, tables: int = 1) -> Iterator[list[str]]:
    """Yield the rows of sums.csv that go with a report."""
    for number in range(1, tables + 1):
        for at in range(lines // tables):
            yield [document, _title(number), "Summa", f"Enhet {number}-{at}", "", "1", "lika"]


def write_folder(data: Path, boards: int, years: int, lines: int = 60) -> Path:
    """Write a folder of several boards, each with a report a year and the sums of its lines."""
    rows, sums = list[list[str]](), list[list[str]]()
    for board in range(1, boards + 1):
        for year in range(2025 - years, 2025):
            name = f"namnd{board}-{year}"
            rows.append(document_row(data, name, report(year, lines), nämnd=f"Nämnd {board}"))
            sums += parts(name, lines)
    write_csv(data / "documents.csv", DOCUMENTS_FILE.names, rows)
    write_csv(data / "sums.csv", SUMS_FILE.names, sums)
    return data
