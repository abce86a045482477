"""Sheets with one column a month: a month is no year, and what the months come to is held against print."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.readers.tables import read_tables
from analysis.statements.load import load_drift
from analysis.vocabulary.column_kinds import is_amount, is_month, is_period
from analysis.vocabulary.periods import month_name
from analysis.vocabulary.relations import Relation
from tests.boards import plain_rows, write_board
from tests.grids import KINDS, columns, printed, write_grid

SHORT = ["Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"]
BEHIND = ["Ack utfall", "Budget", "Avvikelse"]


def sheet(months: list[str]) -> list[list[object]]:
    own = list(range(10, 10 * len(months) + 1, 10))
    whole = sum(own)
    return [
        ["Konto", "Benämning", *months, *BEHIND],
        ["5011", "Lön", *own, whole, whole + 40, 40],
        ["6010", "Hyra", *(2 * one for one in own), 2 * whole, 2 * whole - 50, -50],
        [None, "Summa", *(3 * one for one in own), 3 * whole, 3 * whole - 10, -10],
    ]


NAMES = {
    "short": SHORT,
    "with a role": [f"Utfall {name.lower()}" for name in SHORT],
    "year and month": [f"2024{month:02}" for month in range(1, 13)],
    "with a hyphen": [f"2024-{month:02}" for month in range(1, 13)],
    "month and year": [f"{name.lower()}-24" for name in SHORT],
    "long": [f"{month_name(month)} 2024" for month in range(1, 13)],
    "follow-up": SHORT[:8],
    "two": SHORT[:2],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_a_month_is_no_year(tmp_path: Path, kind: str, names: list[str]) -> None:
    (table,) = read_tables(write_grid(tmp_path, kind, sheet(names)))
    year = 2024 if "24" in names[0] else None
    months = [(name, "utfall", year, month_name(at)) for at, name in enumerate(names, 1)]
    assert columns(table)[: len(names)] == months
    assert [(column.name, column.role) for column in table.columns[len(names) :]] == list(
        zip(BEHIND, ["utfall", "budget", "avvikelse"], strict=True)
    )
    assert table.pairs == (Relation(len(names), len(names) + 1, len(names) + 2),)
    assert all(is_month(one) and is_period(one) and not is_amount(one) for one in table.columns[: len(names)])
    assert [row.certainty for row in table.rows] == ["säker"] * 3


def test_the_head_of_a_sheet_may_hold_dates(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as file:
        page, shown = file.add_worksheet("Blad"), file.add_format({"num_format": "mmm-yy"})
        page.write_row(0, 0, ["Konto", *[None] * 3, "Ack utfall"])
        for at, serial in enumerate((45292, 45323, 45352), 1):
            page.write_number(0, at, serial, shown)
        page.write_row(1, 0, ["Lön", 10, 20, 30, 60])
        page.write_row(2, 0, ["Hyra", 20, 40, 60, 120])
    (table,) = read_tables(path)
    assert [column[2:] for column in columns(table)] == [
        *((2024, "januari"), (2024, "februari"), (2024, "mars"), (None, "")),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_months_that_do_not_come_to_what_is_printed_are_reported(tmp_path: Path, kind: str) -> None:
    rows = sheet(SHORT)
    rows[2][5] = 90
    (table,) = read_tables(write_grid(tmp_path, kind, rows))
    assert [row.certainty for row in table.rows] == ["säker", "tveksam", "säker"]
    assert table.rows[1].doubt.replace("\N{NO-BREAK SPACE}", " ") == (
        "Jan–Dec blir 1 570, inte 1 560 som i ”Ack utfall”; talen står kvar som de är tryckta"
    )
    assert printed(table)[1][4] == 90


def test_months_up_to_each_month_are_told_from_months_alone(tmp_path: Path) -> None:
    rows = [["Post", "Jan", "Feb", "Mar", "Ack utfall"], ["Lön", 10, 21, 33, 33], ["Hyra", 20, 42, 66, 66]]
    (table,) = read_tables(write_grid(tmp_path, "csv", rows))
    assert [column.period for column in table.columns] == [
        *("januari–januari", "januari–februari", "januari–mars", ""),
    ]
    assert not any(map(is_month, table.columns))
    assert table.notes == (
        "rapport.csv rad 1: Jan–Mar är läst som årets utfall till och med varje månad: den sista är ”Ack utfall”.",
    )


def test_months_without_what_they_come_to_are_said_to_be_months(tmp_path: Path) -> None:
    rows = [["Post", "Okt", "Nov", "Dec", "Årsbudget"], ["Lön", 10, 21, 33, 500], ["Hyra", 20, 42, 66, 700]]
    (table,) = read_tables(write_grid(tmp_path, "csv", rows))
    assert table.notes == (
        "rapport.csv rad 1: Okt–Dec är var sin månads utfall; ingen kolumn säger vad de blir tillsammans.",
    )


def test_budgets_of_months_are_not_held_against_the_year(tmp_path: Path) -> None:
    names = [*(f"Utfall {name}" for name in SHORT[:3]), *(f"Budget {name}" for name in SHORT[:3]), "Utfall ack"]
    rows = [["Post", *names, "Årsbudget"], ["Lön", 10, 20, 30, 11, 21, 31, 60, 240], ["Hyra", 1, 2, 3, 2, 3, 4, 6, 30]]
    (table,) = read_tables(write_grid(tmp_path, "csv", rows))
    assert [column[1:] for column in columns(table)] == [
        *(("utfall", None, name) for name in ("januari", "februari", "mars")),
        *(("budget", None, name) for name in ("januari", "februari", "mars")),
        *(("utfall", None, ""), ("budget", None, "")),
    ]
    assert [row.certainty for row in table.rows] == ["säker"] * 2


@pytest.mark.parametrize("names", [["Prognos apr", "Prognos aug", "Budget"], ["Utfall aug 2023", "Utfall aug 2024"]])
def test_columns_up_to_one_month_of_the_year_are_no_months(tmp_path: Path, names: list[str]) -> None:
    rows = [["Post", *names], ["Lön", *range(10, 10 + len(names))], ["Hyra", *range(20, 20 + len(names))]]
    (table,) = read_tables(write_grid(tmp_path, "csv", rows))
    assert not any(map(is_month, table.columns))


def test_the_outcome_of_a_year_is_what_the_months_come_to(tmp_path: Path) -> None:
    rows = sheet(SHORT)
    text = "Driftredovisning (tkr)\n\n" + "".join("\t".join(str(one or "") for one in row) + "\n" for row in rows)
    drift = load_drift(data=write_board(tmp_path, {"a-2024": text}))
    assert plain_rows(drift, "post", "utfall_tkr", "budget_tkr", "avvikelse_tkr")[0] == ("Lön", -780, -820, 40)
    bare = "\n".join("\t".join(line.split("\t")[:14]) for line in text.splitlines())
    assert load_drift(data=write_board(tmp_path, {"b-2024": bare + "\n"})).empty
