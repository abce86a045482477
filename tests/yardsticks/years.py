"""Made-up boards of several years: follow-ups with forecasts, annual reports, months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from analysis.data_files import DOCUMENTS
from analysis.vocabulary.periods import months_to
from tests.boards import document_row, write_board, write_csv
from tests.follow_ups import FORECAST_HEAD, HEAD, MONTHS

# by year and month: outcome so far, budget so far, budget, forecast of two lines
Papers = Mapping[tuple[int, int], Sequence[tuple[int, int, int, int]]]
PAPERS: Papers = {
    (2021, 8): ((-18, -20, -30, -30), (-40, -40, -60, -62)),
    (2022, 8): ((-19, -20, -30, -29), (-42, -40, -60, -64)),
    (2023, 8): ((-19, -20, -30, -29), (-55, -47, -70, -81)),
}
OUTCOMES = {2021: ((-31, -30), (-66, -60)), 2022: ((-28, -30), (-65, -60))}
_LINES = ("Stab", "HVB")


def _with_sum(rows: Sequence[Sequence[int]]) -> list[tuple[str, Sequence[int]]]:
    return [*zip(_LINES, rows, strict=True), ("Summa", [sum(column) for column in zip(*rows, strict=True)])]


def follow_up_text(rows: Sequence[Sequence[int]]) -> str:
    """Write a follow-up; the last column is forecast less budget."""
    return FORECAST_HEAD + "".join(
        "\t".join([name, *map(str, row), str(row[3] - row[2])]) + "\n" for name, row in _with_sum(rows)
    )


def annual_text(rows: Sequence[Sequence[int]]) -> str:
    """Write an annual report."""
    return f"{HEAD}\tUtfall\tBudget\tAvvikelse\n" + "".join(
        "\t".join([name, *map(str, row), str(row[0] - row[1])]) + "\n" for name, row in _with_sum(rows)
    )


def forecast_board(
    data: Path,
    papers: Papers = PAPERS,
    outcomes: Mapping[int, Sequence[Sequence[int]]] = OUTCOMES,
    totals: Mapping[int, str] = MappingProxyType({}),
) -> Path:
    """Write a board with follow-ups by year and month, the annual reports of some years, and what a year's total is."""

    def called(year: int, text: str) -> str:
        return text.replace("Summa", totals.get(year, "Summa"))

    write_board(data, {})
    follow_ups = [
        document_row(data, f"u-{month:02}-{year}", called(year, follow_up_text(rows)), period=MONTHS[month])
        for (year, month), rows in papers.items()
    ]
    reports = [document_row(data, f"a-{year}", called(year, annual_text(rows))) for year, rows in outcomes.items()]
    write_csv(data / "documents.csv", DOCUMENTS.names, [*follow_ups, *reports])
    return data


_SHORT = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")


def month_text(lines: Mapping[str, Sequence[int]], budget: int | Mapping[str, int]) -> str:
    """Write a statement with a column a month: outcomes of each line, with its budget a month or one for all."""
    budgets = budget if isinstance(budget, Mapping) else dict.fromkeys(lines, budget)
    months = len(next(iter(lines.values())))
    head = ["Verksamhet", *_SHORT[:months], "Ack utfall", "Ack budget", "Avvikelse", "Årsbudget"]
    every = {**lines, "Summa": [sum(column) for column in zip(*lines.values(), strict=True)]}
    text = "Driftredovisning (tkr)\n\n" + "\t".join(head) + "\n"
    for name, values in every.items():
        own = budgets.get(name, sum(budgets.values()))
        so_far = [sum(values), own * months, sum(values) - own * months, own * 12]
        text += "\t".join([name, *map(str, [*values, *so_far])]) + "\n"
    return text


def month_board(data: Path, years: Mapping[int, Mapping[str, Sequence[int]]], budget: int = -100) -> Path:
    """Write a board with a statement month by month of some years."""
    rows = list[list[str]]()
    write_board(data, {})
    for year, lines in years.items():
        months = len(next(iter(lines.values())))
        period = "helår" if months == len(_SHORT) else months_to(months)
        rows.append(document_row(data, f"m-{year}", month_text(lines, budget), period=period))
    write_csv(data / "documents.csv", DOCUMENTS.names, rows)
    return data


# Stab is even; HVB spends most of its year in the second half
EVEN, LATE = [-100, -98] * 6, [-50] * 6 + [-150] * 6
MONTHLY = {
    2021: {"Stab": EVEN, "HVB": LATE},
    2022: {"Stab": EVEN, "HVB": [-60] * 6 + [-150] * 6},
    2023: {"Stab": [-100, -98] * 3, "HVB": [-80] * 6},
}
