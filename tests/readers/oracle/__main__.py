"""Judge the readers on random tables: ``python -m tests.readers.oracle --runs 300 --seed 1 --kinds text,pdf --show 3``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.readers.oracle.cases import KINDS, make_case
from tests.readers.oracle.run import Tally, judge
from tests.readers.oracle.shown import described, summary


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
    tallies, left, start, slowest = {kind: Tally() for kind in kinds}, asked.show, time.monotonic(), (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        for number in [asked.only] if asked.only is not None else range(asked.runs):
            kind = kinds[number % len(kinds)]
            case = make_case(asked.seed, number, kind, clean=asked.clean)
            began = time.process_time()
            result, tables, refusal = judge(case, Path(folder))
            slowest = max(slowest, (time.process_time() - began, f"{number} {kind}"))
            tallies[kind].add(case, result, refused=bool(refusal))
            is_shown = result.cells["utan ord"] if asked.lost else result.wrong
            if asked.only is not None or (left and is_shown):
                left -= 1
                print(described(number, case, result, tables, refusal))
    print(summary(tallies))
    print(f"{time.monotonic() - start:.1f} s; slowest file: {slowest[1]}, {slowest[0]:.2f} s")
    return int(any(tally.causes for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
