"""Volumes and key figures of staff have a role and a time: a budget is no outcome, and no August stands as a year."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from analysis.ledger.ledger import load_figures
from analysis.statements.load import load_staff, load_volumes
from analysis.statements.register import left_out
from analysis.statements.sound import place_of
from analysis.statements.tidy import time_of
from analysis.vocabulary.column_kinds import number_column
from analysis.workbook.book import write_audit_workbook
from tests.boards import REPORT, plain_rows, write_board

HEAD = "## Volymer\n\nVolymutveckling\n"
YEAR = f"{HEAD}Volymmått\tUtfall 2023\tBudget 2024\tUtfall 2024\nUtlån\t1 200\t1 300\t1 250\nBesök\t40,5\t41\t39,5\n"
AUGUST = (
    f"{HEAD}Volymmått\tJan-aug 2024\tJan-aug 2025\tBudget helår 2025\tPrognos helår 2025\n"
    "Utlån\t800\t850\t1 300\t1 280\n\n## Personal\n\nNyckeltal\tAug 2024\tAug 2025\nAntal årsarbetare\t58,0\t59,5\n"
)
EITHER = "helår eller januari–augusti"


def test_a_volume_table_has_its_budget_as_a_budget(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"a-2024": YEAR})
    assert left_out(data) == []
    assert plain_rows(load_volumes(data=data), "post", "år", "period", "roll", "värde", "upplösning") == [
        ("Utlån", 2023, "helår", "utfall", 1200.0, 1.0),
        ("Utlån", 2024, "helår", "budget", 1300.0, 1.0),
        ("Utlån", 2024, "helår", "utfall", 1250.0, 1.0),
        ("Besök", 2023, "helår", "utfall", 40.5, 0.1),
        ("Besök", 2024, "helår", "budget", 41.0, 1.0),
        ("Besök", 2024, "helår", "utfall", 39.5, 0.1),
    ]


def test_a_follow_up_has_its_months_its_budget_and_its_forecast(tmp_path: Path) -> None:
    data = write_board(tmp_path, {"u-2025": AUGUST}, period="jan-aug")
    assert left_out(data) == []
    assert plain_rows(load_volumes(data=data), "post", "år", "period", "roll", "värde") == [
        ("Utlån", 2024, "januari–augusti", "utfall", 800.0),
        ("Utlån", 2025, "januari–augusti", "utfall", 850.0),
        ("Utlån", 2025, "helår", "budget", 1300.0),
        ("Utlån", 2025, "helår", "prognos", 1280.0),
    ]
    assert plain_rows(load_staff(data=data), "post", "år", "period", "mätdatum", "värde") == [
        ("Antal årsarbetare", 2024, "augusti", "augusti", 58.0),
        ("Antal årsarbetare", 2025, "augusti", "augusti", 59.5),
    ]


def test_the_ids_of_measures_say_role_and_time(tmp_path: Path) -> None:
    figures = load_figures(data=write_board(tmp_path, {"u-2025": AUGUST}, period="jan-aug"))
    assert plain_rows(figures, "id", "period") == [
        ("u-2025:volym:Utlån:utfall 2024 januari–augusti", "januari–augusti"),
        ("u-2025:volym:Utlån:utfall 2025 januari–augusti", "januari–augusti"),
        ("u-2025:volym:Utlån:budget 2025", "helår"),
        ("u-2025:volym:Utlån:prognos 2025", "helår"),
        ("u-2025:personal:Antal årsarbetare:2024 augusti", "augusti"),
        ("u-2025:personal:Antal årsarbetare:2025 augusti", "augusti"),
    ]


@pytest.mark.parametrize(
    ("period", "head", "role", "time"),
    [
        ("helår", "Utfall 2024", "utfall", (2024, "helår")),
        ("helår", "Utfall", "utfall", (2025, "helår")),
        ("helår", "Utfall fg år", "utfall", (2024, "helår")),
        ("helår", "Budget 2026", "budget", (2026, "helår")),
        ("helår", "Jan-aug 2024", "utfall", (2024, "januari–augusti")),
        ("helår", "Dec 2024", "utfall", (2024, "december")),
        ("bokslut", "Utfall 2025", "utfall", (2025, "bokslut")),
        ("jan-aug", "Utfall 2025", "utfall", (2025, "januari–augusti")),
        ("jan-aug", "Ack utfall 2024", "utfall", (2024, "januari–augusti")),
        ("jan-aug", "Utfall t.o.m. aug 2024", "utfall", (2024, "januari–augusti")),
        ("jan-aug", "Utfall aug 2025", "utfall", (2025, "augusti")),
        ("jan-aug", "Årsbudget", "budget", (2025, "helår")),
        ("jan-aug", "Prognos", "prognos", (2025, "helår")),
        ("jan-aug", "Budget jan-aug", "budget", (2025, "januari–augusti")),
        ("jan-aug", "Budget 2025", "budget", (2025, EITHER)),
        ("jan-aug", "Utfall 2024", "utfall", (2024, EITHER)),
        ("jan-aug", "Utfall jan-dec 2024", "utfall", (2024, "helår")),
    ],
)
def test_what_time_a_column_is_for(period: str, head: str, role: str, time: tuple[int, str]) -> None:
    place = place_of({"id": "a", "nämnd": "Nämnden", "year": "2025", "period": period})
    assert tuple(time_of(place, number_column(head, role)).values()) == time


def test_two_columns_of_one_time_are_left_out_and_told(tmp_path: Path) -> None:
    text = f"{REPORT}\n{HEAD}Volymmått\tUtfall 2024\tUtfall 2024\nUtlån\t5\t6\n"
    (one,) = left_out(write_board(tmp_path, {"a-2024": text}))
    assert one.note() == (
        "Tabellen ”Volymutveckling” är utelämnad: a-2024.txt rad 18: 2 kolumner för utfall 2024 helår; väntade en; "
        "kontrollera tabellhuvudet: en kolumn kan sakna år eller period."
    )


def test_the_sheet_has_a_column_for_each_time_and_compares_the_same_times_alone(tmp_path: Path) -> None:
    text = f"{REPORT}\n{AUGUST}"
    data = write_board(tmp_path, {"a-2023": f"{REPORT}\n{YEAR}", "u-2025": text})
    rows = (data / "documents.csv").read_text(encoding="utf-8").replace("2025,helår", "2025,januari–augusti")
    (data / "documents.csv").write_text(rows, encoding="utf-8")
    book = openpyxl.load_workbook(write_audit_workbook(tmp_path / "bok.xlsx", data=data), data_only=True)
    shown = [list(filter(None, row)) for row in book["Volymer och personal"].iter_rows(values_only=True)]
    assert [
        "Post",
        "Enhet",
        "2023",
        "Budget 2024",
        "2024",
        "Förändring 2023–2024",
        "Förändring i procent",
        "Rad",
    ] in shown
    months = ["Januari–augusti 2024", "Januari–augusti 2025", "Budget 2025", "Prognos 2025"]
    change = ["Förändring januari–augusti 2024–2025", "Förändring i procent", "Rad"]
    assert ["Post", "Enhet", *months, *change] in shown
    (changed,) = [row[2:7] for row in shown if row[:1] == ["Utlån"] and 800 in row]
    assert changed == [800, 850, 1300, 1280, 50]
