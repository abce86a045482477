"""Judge the readers on random tables: ``python -m tests.readers.oracle --runs 300 --seed 1 --kinds text,pdf --show 3``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from analysis.readers.tables import Table
from tests.readers.oracle.cases import KINDS, make_case
from tests.readers.oracle.run import Tally, judge
from tests.readers.oracle.score import OUTCOMES, Score
from tests.readers.oracle.truth import Case


def main() -> int:
    """Run the oracle; return 1 where anything is wrong and sure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--clean", action="store_true", help="no faults of print")
    parser.add_argument(
        "--show", type=int, default=0, metavar="K", help="print the first K files with rows wrong and sure"
    )
    parser.add_argument("--only", type=int, metavar="NUMBER", help="this file alone, whatever it gives")
    parser.add_argument("--lost", action="store_true", help="show files with cells left out without a word instead")
    asked = parser.parse_args()
    kinds = asked.kinds.split(",")
    tallies, left, start = {kind: Tally() for kind in kinds}, asked.show, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for number in [asked.only] if asked.only is not None else range(asked.runs):
            kind = kinds[number % len(kinds)]
            case = make_case(asked.seed, number, kind, clean=asked.clean)
            result, tables, refusal = judge(case, Path(folder))
            tallies[kind].add(case, result, refused=bool(refusal))
            is_shown = result.cells["utan ord"] if asked.lost else result.wrong
            if asked.only is not None or (left and is_shown):
                left -= 1
                print(described(number, case, result, tables, refusal))
    print(summary(tallies))
    print(f"{time.monotonic() - start:.1f} s")
    return int(any(tally.causes for tally in tallies.values()))


def described(number: int, case: Case, result: Score, tables: list[Table], refusal: str) -> str:
    """Show a case: the print, the truth, what was read, and what is wrong."""
    parts = [f"=== {number} {case.kind} {case.name} mutation: {case.mutation or 'none'}", case.shown, "--- truth"]
    for printed in case.tables:
        parts.append(f"unit {printed.unit}")
        parts += [
            f"  column {c.name!r} {set(c.roles)} {set(c.years)} {c.month or ''} {c.words or ''}"
            for c in printed.columns
        ]
        parts += [
            f"  {row.line}: {row.labels} <{row.heading}> {' | '.join(c.text for c in row.cells)}"
            for row in printed.rows
        ]
    parts.append(f"--- read {refusal}")
    for table in tables:
        parts.append(f"unit {table.unit} {table.kind} ”{table.title}”")
        parts += [f"  column {c.name!r} {c.role} {c.year or ''}" for c in table.columns]
        for row in table.rows:
            numbers = " | ".join("" if n is None else f"{n.value}{n.unit or ''}" for n in row.cut)
            parts.append(f"  {row.line}: {row.label!r} <{row.heading}> {numbers} {row.certainty} {row.doubt}")
        parts += [f"  note: {note}" for note in table.notes]
    parts += ["--- judged " + str(dict(result.cells))]
    parts += [f"  WRONG {one.cause}: read {one.read}; printed {one.printed}" for one in result.wrong]
    return "\n".join(parts)


def summary(tallies: dict[str, Tally]) -> str:
    """Print the counts of each kind, and of all."""
    head = f"{'kind':8}{'files':>7}{'tables':>7}{'rows':>7}{'refused':>9}" + "".join(f"{one:>14}" for one in OUTCOMES)
    lines = [f"{head}{'wrong rows':>12}{'wrong files':>12}{'headings':>9}  causes"]
    total, cells = Tally(), Counter[str]()
    for kind, tally in tallies.items():
        lines.append(_line(kind, tally))
        cells += tally.cells
        for name in ("files", "tables", "rows", "refused", "wrong_files", "headings"):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
        total.causes += tally.causes
    total.cells = cells
    return "\n".join([*lines, _line("all", total)])


def _line(kind: str, tally: Tally) -> str:
    cells = "".join(f"{tally.cells[one]:>14}" for one in OUTCOMES)
    causes = ", ".join(f"{cause} {count}" for cause, count in tally.causes.most_common())
    return (
        f"{kind:8}{tally.files:>7}{tally.tables:>7}{tally.rows:>7}{tally.refused:>9}{cells}"
        f"{tally.causes.total():>12}{tally.wrong_files:>12}{tally.headings:>9}  {causes}"
    )


if __name__ == "__main__":
    sys.exit(main())
