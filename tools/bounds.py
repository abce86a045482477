"""Read each file of a folder the package's own way, and print what came of it, in what time and memory (Linux, macOS).

Run as ``python tools/bounds.py FOLDER``; docs/bounds.md holds such a table.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
_UNIT = 1 if sys.platform == "darwin" else 1024  # of what the system tells of memory


def main(folder: Path) -> None:
    """Print a row of a Markdown table for each file, each read by a caller of its own."""
    print("| file | outcome | seconds | MB |\n| --- | --- | ---: | ---: |")
    for path in sorted(one for one in folder.iterdir() if one.is_file()):
        asked = [sys.executable, __file__, "--one", str(path)]
        caller = subprocess.run(asked, capture_output=True, text=True, check=False)
        told = caller.stdout.strip() or f"the caller died ({caller.returncode}) | |"
        print(f"| `{path.name}` | {told} |", flush=True)


def one(path: Path) -> None:
    """Read one file; print what came of it, the seconds with the start of the process, and the most that it held."""
    from analysis.errors import AnalysisError
    from analysis.readers.bounded import Reader

    reader, began = Reader(), time.perf_counter()
    try:
        tables = reader.do("read_tables", path, None)
        outcome = f"{len(tables)} tables"
    except AnalysisError as error:
        outcome = error.faults[0].code
    taken = time.perf_counter() - began
    reader.close()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _UNIT
    print(f"{outcome} | {taken:.1f} | {peak / 1_000_000:.0f}")


if __name__ == "__main__":
    one(Path(sys.argv[2])) if sys.argv[1] == "--one" else main(Path(sys.argv[1]))
