"""Printed lines as typed rows: each figure is carried exactly from print to ledger and check."""

from __future__ import annotations

import math
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.files import DATA
from analysis.ledger.figures import load_cells
from analysis.statements.checks import judge, load_checks
from analysis.statements.lines import MONEY, CarryOverLine
from analysis.statements.load import (
    CARRY_OVERS,
    DRIFT,
    INVESTMENTS,
    STAFF,
    VOLUMES,
    drift_lines,
    load_carry_overs,
    load_drift,
    load_investments,
    load_staff,
    load_volumes,
    money_lines,
    staff_lines,
    volume_lines,
)
from tests.boards import plain_rows, write_board

LONGEST = 10**15 - 1  # tenths: the most digits that a printed number may have


def shown(tenths: int) -> str:
    """Write tenths as they are printed, with a decimal comma."""
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole:,},{rest}".replace(",", " ", f"{whole:,}".count(","))


def board(data: Path, *lines: tuple[int, int]) -> Path:
    """Write a board whose lines have outcome and budget in tenths of mnkr, and their sum in the last line."""
    rows = [(f"Rad {chr(65 + at)}", *line) for at, line in enumerate(lines)]
    rows.append(("Summa", sum(outcome for outcome, _ in lines), sum(budget for _, budget in lines)))
    text = "## Drift\n\nDriftsredovisning (mnkr)\t\t\t\n\tUtfall 2021\tBudget 2021\tAvvikelse\n"
    text += "".join(f"{post}\t{shown(one)}\t{shown(two)}\t{shown(one - two)}\n" for post, one, two in rows)
    return write_board(
        data, {"a-2021": text}, [("a-2021", "Drift", "Summa", post, "", "1", "lika") for post, *_ in rows[:-1]]
    )


AMOUNTS = st.integers(-LONGEST // 4, -1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=2, max_size=3))
def test_a_figure_is_carried_exactly_from_print_to_ledger_and_check(lines: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as folder:
        data = board(Path(folder), *lines)
        own = drift_lines(data)
        cells = load_cells(data).known
        judged = {(one.kontroll, one.post, one.storhet): one for one in map(judge, load_checks(data))}
    printed = [*lines, (sum(outcome for outcome, _ in lines), sum(budget for _, budget in lines))]
    for line, (outcome, budget) in zip(own, printed, strict=True):
        wanted = [Decimal(tenths) * 100 for tenths in (outcome, budget, outcome - budget)]
        assert [line.amount(column) for column in MONEY] == wanted
        names = [f"a-2021:drift:{line.post}:{column.removesuffix('_tkr')} 2021" for column in MONEY]
        assert [cells[name].value for name in names] == wanted
        check = judged["avvikelse = utfall − budget", line.post, "avvikelse"]
        assert (check.tryckt_tkr, check.beräknat_tkr, check.skillnad_tkr) == (wanted[2], wanted[2], Decimal(0))
    for quantity, at in (("utfall", 0), ("budget", 1)):
        total = judged["rader = Summa", "Summa", quantity]
        assert (total.beräknat_tkr, total.utslag) == (Decimal(printed[-1][at]) * 100, "stämmer")


def test_a_difference_in_the_last_of_fifteen_digits_is_seen(tmp_path: Path) -> None:
    text = "## Drift\n\nDriftsredovisning (mnkr)\t\t\t\n\tUtfall 2021\tBudget 2021\tAvvikelse\n"
    lines = ["Rad A\t-10 000 000 000 000,1\t-10 000 000 000 000,0\t-0,1", "Rad B\t-0,1\t-0,1\t0,0"]
    data = write_board(tmp_path, {"a-2021": text + "\n".join(lines)})
    (first, _) = (judge(check) for check in load_checks(data))
    assert (first.beräknat_tkr, first.skillnad_tkr, first.tolerans_tkr) == (Decimal(-100), Decimal(0), Decimal(150))


def test_a_value_has_no_zeros_behind_it_and_a_step_of_its_own(tmp_path: Path) -> None:
    (line, *_) = drift_lines(board(tmp_path, (-15, -20), (-15, -20)))
    values = [*map(line.amount, MONEY), line.upplösning_tkr]
    assert [str(value) for value in values] == ["-1500", "-2000", "500", "100"]


def test_only_carry_overs_have_moved_money() -> None:
    kinds = {kind: {(type(line) is CarryOverLine, *line.money) for line in own} for kind, own in money_lines().items()}
    assert kinds == {
        "drift": {(False, *MONEY)},
        "investering": {(False, *MONEY)},
        "ombudgetering": {(True, *MONEY, "ombudgetering_tkr")},
    }


@pytest.mark.parametrize("kind", ["drift", "investering", "ombudgetering", "volym", "personal"])
def test_a_frame_has_the_values_of_its_lines_as_floats(kind: str) -> None:
    found = {**money_lines(), "volym": volume_lines(DATA), "personal": staff_lines(DATA)}
    frame, schema = {
        "drift": (load_drift(), DRIFT),
        "investering": (load_investments(), INVESTMENTS),
        "ombudgetering": (load_carry_overs(), CARRY_OVERS),
        "volym": (load_volumes(), VOLUMES),
        "personal": (load_staff(), STAFF),
    }[kind]
    rows = [line.record() for line in found[kind]]
    plain = [
        tuple(None if isinstance(row[name], float) and math.isnan(row[name]) else row[name] for name in schema)
        for row in rows
    ]
    assert plain == plain_rows(frame, *schema)
