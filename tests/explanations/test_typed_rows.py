"""The typed rows of explanations: exact, adding up to what they explain, and what the public frames are made of."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.explanations.bridges import adjust, adjust_steps, bridge, bridge_steps
from analysis.explanations.deviations import deviation_lines, lines_of, rank_deviations, ranked_lines, total_of
from analysis.explanations.effects import END, START, Step, bridge_frame
from analysis.explanations.sensitivity import sensitivity, sensitivity_rows
from analysis.explanations.staffing import staffing, staffing_rows
from analysis.explanations.subjects import split_named
from analysis.explanations.volumes import JOINT, volume_price, volume_price_steps
from analysis.statements.folder import opened
from tests.boards import plain_rows, write_board

HEAD = "## Drift\n\nDriftsredovisning (mnkr)\t\t\t\n\tUtfall 2023\tBudget 2023\tAvvikelse\n"
HUNDREDTHS = st.integers(-(10**14), -1)  # of mnkr: the most digits that a printed number may have, and a sum of some


def shown(hundredths: int) -> str:
    """Write hundredths as they are printed."""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole},{rest:02}"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(HUNDREDTHS, HUNDREDTHS), min_size=2, max_size=4))
def test_the_lines_of_a_deviation_add_up_to_the_printed_total_exactly(lines: list[tuple[int, int]]) -> None:
    total = (sum(outcome for outcome, _ in lines), sum(budget for _, budget in lines))
    rows = [(f"Rad {chr(65 + at)}", *line) for at, line in enumerate(lines)]
    text = HEAD + "".join(
        f"{post}\t{shown(a)}\t{shown(b)}\t{shown(a - b)}\n" for post, a, b in [*rows, ("Summa", *total)]
    )
    sums = [("a-2023", "Drift", "Summa", post, "", "1", "lika") for post, *_ in rows]
    with TemporaryDirectory() as data:
        folder = opened(write_board(Path(data), {"a-2023": text}, sums))
        whole, found = total_of(folder, 2023), lines_of(folder, 2023)
    wanted = [Decimal(hundredths) * 10 for hundredths in (*total, total[0] - total[1])]
    assert [whole.utfall_tkr, whole.budget_tkr, whole.avvikelse_tkr] == wanted
    assert {line.post for line in found} == {post for post, *_ in rows}  # nothing is left over
    for at, value in enumerate(wanted):
        assert sum((line.money[at] or Decimal(0) for line in found), Decimal(0)) == value


def sizes(steps: list[Step]) -> Decimal:
    """Return what the steps between start and end come to, less the way from start to end."""
    start, end = (step.effekt_tkr for step in steps if step.slag in {START, END})
    return start + sum((step.effekt_tkr for step in steps if step.slag not in {START, END}), Decimal(0)) - end


@pytest.mark.parametrize("joint", JOINT)
def test_steps_sum_exactly_and_are_what_the_frames_show(joint: str) -> None:
    folder = opened()
    split = split_named(None, folder)
    pairs = [
        (bridge_steps(folder, 2020), bridge(2020)),
        (bridge_steps(folder, 2020, 2017), bridge(2020, since=2017)),
        (bridge_steps(folder, 2020, 2019), bridge(2020, since=2019)),
        (adjust_steps(folder, 2020, 2019), adjust(2020, since=2019)),
        (volume_price_steps(folder, 2020, 2019, split, joint), volume_price(2020, since=2019, joint=joint)),
    ]
    for steps, frame in pairs:
        assert sizes(steps) == 0
        assert bridge_frame(steps).equals(frame)


def as_framed(*row: object) -> tuple[object, ...]:
    """Return a typed row as a frame shows it."""
    return tuple(float(value) if isinstance(value, Decimal) else value for value in row)


def test_typed_rows_are_what_the_frames_show() -> None:
    folder = opened()
    assert [as_framed(*row) for row in staffing_rows(folder)] == plain_rows(staffing(), *staffing())
    assert [as_framed(*row) for row in sensitivity_rows(folder, 2020)] == plain_rows(
        sensitivity(2020), *sensitivity(2020)
    )
    lines = [as_framed(line.post, *line.money, line.tal, line.rad) for line in lines_of(folder, 2020)]
    money = ("utfall_tkr", "budget_tkr", "avvikelse_tkr")
    assert lines == plain_rows(deviation_lines(2020), "post", *money, "tal", "rad")
    ranked = rank_deviations(2020)
    assert [as_framed(*line) for line in ranked_lines(folder, 2020)] == plain_rows(ranked, *ranked)
