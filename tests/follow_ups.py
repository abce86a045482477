"""Made-up follow-ups and annual reports for tests: lines as the loaders give them, and a board's documents."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from analysis.data_files import DOCUMENTS as DOCUMENTS_FILE
from analysis.statements.lines import FollowUpLine, MoneyLine
from analysis.vocabulary.numerals import exact
from tests.boards import document_row, write_board, write_csv

MONTHS = {3: "januari–mars", 4: "januari–april", 8: "januari–augusti", 10: "januari–oktober"}
NAN = float("nan")
Line = tuple[str, float, float, float]  # post, årsbudget, prognos, prognosavvikelse
Outcome = tuple[str, float, float]  # post, utfall, budget


def kind(post: str) -> str:
    """Say what a made-up line is, from its label: ``varav`` lines are part of Kostnader."""
    return "varav" if post.startswith("varav ") else "summa" if post.startswith("Summa") else "netto"


def amount(value: float) -> Decimal | None:
    """Return an amount as a line carries it; NaN is none."""
    return None if math.isnan(value) else exact(value)


def _place(at: int, post: str, cells: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "nämnd": "Nämnden",
        "avsnitt": "Drift",
        "ordning": at,
        "rubrik": "",
        "etikett": post,
        "post": post.removeprefix("varav "),
        "slag": kind(post),
        "förälder": "Kostnader" if kind(post) == "varav" else "",
        "upplösning_tkr": Decimal(1),
        "läsning": "säker",
        **cells,
    }


def follow_up(month: int, *lines: Line, year: int = 2023, **cells: object) -> list[FollowUpLine]:
    """Make the lines of one follow-up, named by year and month such as ``u-2023-08``; all of them have the cells."""
    own = {"dokument": f"u-{year}-{month:02}", "år": year, "period": MONTHS.get(month, f"januari–{month}"), **cells}
    return [
        FollowUpLine(
            **_place(at, post, {"rad": 10 + at, "månad": month, **own}),
            utfall_tkr=None,
            budget_tkr=None,
            årsbudget_tkr=amount(budget),
            prognos_tkr=amount(forecast),
            prognosavvikelse_tkr=amount(deviation),
        )
        for at, (post, budget, forecast, deviation) in enumerate(lines, 1)
    ]


def year_end(*lines: Outcome, year: int = 2023, **cells: object) -> list[MoneyLine]:
    """Make the lines of an annual report, named by year such as ``a-2023``; all of them have the cells."""
    own = {"dokument": f"a-{year}", "år": year, "period": "helår", **cells}
    return [
        MoneyLine(
            **_place(at, post, {"rad": 20 + at, **own}),
            utfall_tkr=amount(outcome),
            budget_tkr=amount(budget),
            avvikelse_tkr=amount(outcome - budget),
        )
        for at, (post, outcome, budget) in enumerate(lines, 1)
    ]


def together(*papers: Sequence[FollowUpLine]) -> list[FollowUpLine]:
    """Put documents after each other."""
    return [line for paper in papers for line in paper]


MARCH = follow_up(3, ("Stab", -30, -30, 0), ("HVB", -70, -75, -5), ("Summa", -100, -105, -5))
AUGUST = follow_up(8, ("Stab", -30, -29, 1), ("HVB", -70, -81, -11), ("Summa", -100, -110, -10))
YEAR = year_end(("Stab", -28, -30), ("HVB", -84, -70), ("Summa", -112, -100))
HEAD = "## Drift\n\nDriftsredovisning (tkr)\t\t\t\t\t\n"
FORECAST_HEAD = f"{HEAD}\tUtfall\tBudget\tÅrsbudget\tPrognos\tAvvikelse\n"
MARCH_TEXT = f"{FORECAST_HEAD}Stab\t-7\t-8\t-30\t-30\t0\nHVB\t-19\t-17\t-70\t-75\t-5\nSumma\t-26\t-25\t-100\t-105\t-5\n"
AUGUST_TEXT = (
    f"{FORECAST_HEAD}Stab\t-19\t-20\t-30\t-29\t1\nHVB\t-55\t-47\t-70\t-81\t-11\nSumma\t-74\t-67\t-100\t-110\t-10\n"
)
YEAR_TEXT = f"{HEAD}\tUtfall\tBudget\tAvvikelse\nStab\t-28\t-30\t2\nHVB\t-84\t-70\t-14\nSumma\t-112\t-100\t-12\n"


def follow_up_board(data: Path, *, final: bool = True) -> Path:
    """Write a board with follow-ups in March and August 2023, and the annual report of that year where asked for."""
    write_board(data, {"u-03-2023": MARCH_TEXT, "u-08-2023": AUGUST_TEXT})
    rows = [
        document_row(data, "u-03-2023", MARCH_TEXT, period="januari–mars"),
        document_row(data, "u-08-2023", AUGUST_TEXT, period="januari–augusti"),
        *([document_row(data, "a-2023", YEAR_TEXT)] if final else []),
    ]
    write_csv(data / "documents.csv", DOCUMENTS_FILE.names, rows)
    return data
