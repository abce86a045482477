"""The judge itself, and what the readers make of a fixed sample of random tables.

The sample's counts are today's, literally; rows wrong and sure are to come down to none, kind by kind. More tables:
``python -m tests.readers.oracle``, or ``make fuzz``.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from analysis.errors import DocumentError
from analysis.readers.formats.packages import refuse_damage
from analysis.readers.tables import Table, read_tables
from tests.readers.oracle import run
from tests.readers.oracle.cases import KINDS, make_case
from tests.readers.oracle.run import broke_down, judge
from tests.readers.oracle.score import OUTCOMES, Score, score
from tests.readers.oracle.truth import Case, Cell, Column, Printed, Row

SEED, EACH = 20_261_126, 20  # files of each kind
HEAD = "Driftredovisning (tkr)\n\nVerksamhet\tUtfall jan-aug 2024\tBudget 2024\tAvvikelse %\n"
TEXT = f"{HEAD}Stab\t-1 200\t-1 000\t-20,0\nHVB\t-5 974\t\t-\nSumma\t-7 174\t-6 978\t-2,8 %\n"


def cell(text: str) -> Cell:
    bare = text.removesuffix("%").replace(" ", "").replace(",", ".")
    return Cell(Decimal(bare) if bare not in {"", "-"} else None, text, "%" if text.endswith("%") else "")


def row(label: str, *cells: str) -> Row:
    return Row((label,), "", tuple(map(cell, cells)))


COLUMNS = (
    Column("Utfall jan-aug 2024", frozenset({"utfall"}), frozenset({2024}), 8, has_period=True),
    Column("Budget 2024", frozenset({"budget"}), frozenset({2024})),
    Column("Avvikelse %", frozenset({"avvikelse"}), frozenset({None}), is_share=True),
)
STAB = row("Stab", "-1 200", "-1 000", "-20,0")
HVB = row("HVB", "-5 974", "", "-")
SUM = row("Summa", "-7 174", "-6 978", "-2,8 %")
PRINTED = Printed("tkr", COLUMNS, (STAB, HVB, SUM), (1, 1))


def judged(folder: Path, printed: Printed, text: str = TEXT) -> Score:
    path = folder / "rapport.txt"
    path.write_text(text, encoding="utf-8")
    return score([printed], read_tables(path))


def counts(result: Score) -> tuple[int, ...]:
    return tuple(result.cells[outcome] for outcome in OUTCOMES)


def with_row(old: Row, new: Row) -> Printed:
    return PRINTED._replace(rows=tuple(new if one is old else one for one in PRINTED.rows))


def with_column(at: int, new: Column) -> Printed:
    return PRINTED._replace(columns=(*COLUMNS[:at], new, *COLUMNS[at + 1 :]))


def test_what_is_read_as_printed_is_right(tmp_path: Path) -> None:
    result = judged(tmp_path, PRINTED)
    assert (counts(result), result.wrong, result.turned) == ((7, 0, 0, 0, 0, 0), [], 0)


DIFFERENT = {
    "another label": (with_row(STAB, row("Kansli", "-1 200", "-1 000", "-20,0")), ["etikett"]),
    "a digit": (with_row(STAB, row("Stab", "-1 300", "-1 000", "-20,0")), ["tal"]),
    "a number where none was read": (with_row(HVB, row("HVB", "-5 974", "-5", "")), ["tal"]),
    "none where a number was read": (with_row(HVB, row("HVB", "", "", "")), ["tal"]),
    "the sign": (with_row(STAB, row("Stab", "1 200", "-1 000", "-20,0")), ["tecken"]),
    "the unit": (PRINTED._replace(unit="mnkr"), ["enhet"] * 3),
    "no unit": (PRINTED._replace(unit=None), ["enhet"] * 3),
    "the role": (with_column(1, COLUMNS[1]._replace(roles=frozenset({"prognos"}))), ["kolumn"] * 3),
    "the year": (with_column(1, COLUMNS[1]._replace(years=frozenset({2023}))), ["kolumn"] * 3),
    "no year": (with_column(1, COLUMNS[1]._replace(years=frozenset({None}))), ["kolumn"] * 3),
    "the period": (with_column(0, COLUMNS[0]._replace(month=9)), ["kolumn"] * 3),
    "a period that is not read": (with_column(1, COLUMNS[1]._replace(month=8, has_period=True)), ["kolumn"] * 3),
    "per cent": (with_column(2, COLUMNS[2]._replace(is_share=False)), ["kolumn"] * 3),
    "a word of the head": (with_column(1, COLUMNS[1]._replace(words=("fg",))), ["kolumn"] * 3),
    "one row less": (PRINTED._replace(rows=(STAB, SUM)), ["ingen sådan rad"]),
}


@pytest.mark.parametrize(("printed", "causes"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_differs_from_print_is_wrong_and_sure(tmp_path: Path, printed: Printed, causes: list[str]) -> None:
    assert [one.cause for one in judged(tmp_path, printed).wrong] == causes


def test_a_turned_sign_is_counted(tmp_path: Path) -> None:
    assert judged(tmp_path, PRINTED._replace(turn=(-1, -1))).turned == 3


def test_doubt_and_loss_are_told_apart(tmp_path: Path) -> None:
    """A doubtful row, one that a note names, and one that nobody names."""
    more = (*PRINTED.rows, row("Kost", "-859", "-860", "0,1"), row("Turism", "-77", "-78", "1,3"))
    text = (
        f"{TEXT.replace('-1 200', '-1,2,0')}Kost -859 -860 0,1\n\n\n\n\nÖvrigt\n\nTurism -77 -78 1,3\nSkog -5 -6 2,4\n"
    )
    result = judged(tmp_path, PRINTED._replace(rows=more), text)
    assert counts(result) == (4, 3, 3, 0, 3, 0)
    path = tmp_path / "rapport.txt"
    tables = read_tables(path)
    assert counts(score([PRINTED._replace(rows=more)], tables, "rad 7: ”Kost -859 -860 0,1” står utan tabell")) == (
        4,
        3,
        3,
        3,
        0,
        0,
    )


def test_a_lost_column_is_left_out_and_not_wrong(tmp_path: Path) -> None:
    text = TEXT.replace("\tAvvikelse %", "").replace("\t-20,0", "").replace("\t-2,8 %", "").replace("\t-\n", "\n")
    result = judged(tmp_path, PRINTED, text)
    assert (counts(result), result.wrong) == ((5, 0, 0, 0, 2, 0), [])


@pytest.mark.parametrize(
    ("kind", "said"), [(MemoryError, "MemoryError"), (RecursionError, "saw parts nested too deep in each other")]
)
def test_running_out_is_no_refusal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: type[Exception], said: str
) -> None:
    """Whatever a reader turns it into, it comes out as what it is: no answer to a file."""

    def fails(_: Path) -> list[Table]:
        with refuse_damage("rapport.xlsx"):
            raise kind(kind.__name__)
        return []

    monkeypatch.setattr(run, "read_tables", fails)
    with pytest.raises((DocumentError, kind), match=said) as raised:
        run.read(tmp_path / "rapport.xlsx")
    assert broke_down(raised.value)


def test_damage_is_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    path.write_bytes(b"PK\x03\x04")
    tables, refusal = run.read(path)
    assert (tables, "skadad" in refusal) == ([], True)


def test_a_case_is_made_by_its_seed() -> None:
    first, again = (make_case(7, 3, "text") for _ in range(2))
    assert first == again
    assert first.content != make_case(8, 3, "text").content


@pytest.mark.parametrize("kind", KINDS)
def test_every_printed_number_stands_in_the_file(kind: str) -> None:
    cases = [make_case(SEED, number, kind) for number in range(12)]
    for case in cases:
        for one in numbers(case):
            assert one in case.shown, f"{case.name}: {one}"


def numbers(case: Case) -> list[str]:
    return [one.text for table in case.tables for line in table.rows for one in line.cells if one.value is not None]


COUNTS = {
    "text": (379, 234, 15, 0, 0, 0),
    "broken": (285, 369, 111, 0, 0, 0),
    "layout": (610, 68, 89, 0, 0, 0),
    "cells": (315, 320, 0, 0, 0, 0),
    "tabs": (495, 74, 102, 0, 0, 0),
    "csv": (554, 5, 47, 12, 0, 0),
    "xlsx": (554, 32, 21, 0, 0, 0),
    "docx": (369, 48, 68, 0, 0, 0),
    "html": (567, 8, 20, 30, 0, 0),
    "pdf": (357, 205, 41, 0, 0, 0),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Score]]:
    folder = tmp_path_factory.mktemp("oracle")
    return {kind: [judge(make_case(SEED, number, kind), folder)[0] for number in range(EACH)] for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_rows_wrong_and_sure(sample: dict[str, list[Score]], kind: str) -> None:
    assert [one.cause for result in sample[kind] for one in result.wrong] == []


@pytest.mark.parametrize("kind", KINDS)
def test_counts_of_cells(sample: dict[str, list[Score]], kind: str) -> None:
    total = sum((result.cells for result in sample[kind]), Counter[str]())
    assert tuple(total[outcome] for outcome in OUTCOMES) == COUNTS[kind]
