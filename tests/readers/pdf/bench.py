"""Compare how tables are read out of the PDF fixtures: this package, pdfplumber and camelot; asserts nothing.

Run as ``python -m tests.readers.pdf.bench``. With ``--install`` pdfplumber and camelot are installed into an environment of
their own below the system's folder for temporary files; they are no part of the project.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.readers.pdf.shapes import HEAD, ROWS, SECOND_HEAD, SECOND_ROWS

PDFS = Path(__file__).with_name("printed")
PEERS = Path(tempfile.gettempdir()) / "analysis-pdf-peers"
_PEER_CODE = """
import json, sys, time
name, times, *files = sys.argv[1:]
if name == "pdfplumber":
    import pdfplumber
    text = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    def read(file):
        with pdfplumber.open(file) as pdf:
            return [table for page in pdf.pages for table in page.extract_tables() or page.extract_tables(text)]
else:
    import camelot
    def read(file):
        return [table.data for table in camelot.read_pdf(file, flavor="network", pages="all")]
found = {}
for file in files:
    taken = []
    for _ in range(int(times)):
        start = time.perf_counter()
        try:
            tables = read(file)
        except Exception as error:
            tables = []
        taken.append(time.perf_counter() - start)
    found[file] = sorted(taken)[len(taken) // 2], tables
print(json.dumps(found))
"""
Grid = list[list[str]]


def wanted(name: str) -> Grid:
    """Return the cells that a fixture prints, heads and all."""
    second = [list(SECOND_HEAD), *map(list, SECOND_ROWS)] if "two_tables" in name else []
    return [list(HEAD), *map(list, ROWS), *second]


def exact_cells(name: str, grids: Sequence[Grid]) -> tuple[int, int]:
    """Count the cells that came out exactly, in rows that have the right label; spaces and minus signs count alike."""
    rows = {tuple(map(_plain, row)) for grid in grids for row in grid}
    by_label: dict[tuple[str, int], tuple[str, ...]] = {(row[0], len(row)): row for row in rows if row}
    right = total = 0
    for row in wanted(name):
        cells = tuple(map(_plain, row))
        found = cells if cells in rows else by_label.get((cells[0], len(cells)), ())
        right += sum(one == other for one, other in zip(cells, found, strict=False))
        total += len(cells)
    return right, total


def _plain(cell: str | None) -> str:
    return " ".join((cell or "").replace("\u2212", "-").split())


def median(read: Callable[[], object], times: int = 15) -> float:
    """Return the median time of a call, after one to warm up."""
    taken = []
    for _ in range(times + 1):
        start = time.perf_counter()
        read()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def ours(path: Path, data: bytes) -> list[Grid]:
    """Read the tables of a fixture with this package: lines with cells."""
    from analysis.readers.pdf.pages import read_pdf

    return [[line.split("\t") for line in read_pdf(path, data).lines if "\t" in line]]


def bare(data: bytes) -> list[str]:
    """Read the bare text of a fixture."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    found = list[str]()
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return found


def peer_python(*, install: bool) -> Path | None:
    """Return the Python that has the peers, or None; install them where that is asked for."""
    python = PEERS / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if install and not python.exists():
        venv.create(PEERS, with_pip=True)
        packages = ["pdfplumber", "camelot-py[base]", "opencv-python-headless"]
        subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True)
    return python if python.exists() else None


def peer(python: Path, name: str, files: Sequence[Path]) -> dict[str, tuple[float, list[Grid]]]:
    """Run a peer over the fixtures in a process of its own; only the reading is timed."""
    command = [str(python), "-c", _PEER_CODE, name, "3", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: not to be run ({done.stderr.strip().splitlines()[-1:]})")
        return {}
    return {str(file): (taken, grids) for file, (taken, grids) in json.loads(done.stdout.splitlines()[-1]).items()}


def main() -> int:
    """Print exact cells and times for each fixture."""
    files = sorted(set(PDFS.glob("*.pdf")) - set(PDFS.glob("*_invest_*.pdf")))
    python = peer_python(install="--install" in sys.argv[1:])
    peers = {name: peer(python, name, files) for name in ("pdfplumber", "camelot")} if python else {}
    print(f"{'file':<28}{'text ms':>9}{'ours ms':>9}{'ratio':>7}{'cells':>12}", *(f"{name:>24}" for name in peers))
    totals: dict[str, list[float]] = {}
    for file in files:
        data = file.read_bytes()
        text, taken = median(lambda: bare(data)), median(lambda: ours(file, data))  # noqa: B023
        right, total = exact_cells(file.name, ours(file, data))
        line = f"{file.name:<28}{text * 1000:>9.2f}{taken * 1000:>9.2f}{taken / text:>7.1f}{f'{right}/{total}':>12}"
        totals.setdefault("ours", []).append(taken)
        totals.setdefault("text", []).append(text)
        for name, found in peers.items():
            if str(file) in found:
                spent, grids = found[str(file)]
                right, total = exact_cells(file.name, grids)
                totals.setdefault(name, []).append(spent)
                line += f" {f'{spent * 1000:.0f} ms {right}/{total}':>24}"
        print(line, flush=True)
    for name, taken_all in totals.items():
        print(f"{name}: {sum(taken_all):.2f} s in all, {sum(taken_all) / sum(totals['ours']):.1f} times ours")
    return 0


if __name__ == "__main__":
    sys.exit(main())
