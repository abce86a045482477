"""Compare how tables are read out of the PDF fixtures, in one run: bare text, this package and its peers.

Run as ``python -m tests.readers.pdf.bench``; it fails where this package loses a cell or reads one wrong and sure. With
``--install`` the peers are installed into an environment of their own below the system's folder for temporary files;
they are no part of the project, and what is not installed is skipped.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.readers.pdf.investments import ROWS as INVESTED_ROWS
from tests.readers.pdf.shapes import ROWS, SECOND_ROWS

PDFS = Path(__file__).with_name("printed")
PEERS = Path(tempfile.gettempdir()) / "analysis-pdf-peers"
PACKAGES = {
    "pdf-inspector": ["pdf-inspector"],
    "camelot": ["camelot-py[base]", "opencv-python-headless"],
    "pdfplumber": ["pdfplumber"],
}
TIMES, PEER_TIMES, MOST = 9, 3, 3.0
_PEER_CODE = """
import json, sys, time
name, times, *files = sys.argv[1:]
if name == "pdfplumber":
    import pdfplumber
    text = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    def read(file):
        with pdfplumber.open(file) as pdf:
            return [table for page in pdf.pages for table in page.extract_tables() or page.extract_tables(text)]
elif name == "camelot":
    import camelot
    def read(file):
        return [table.data for table in camelot.read_pdf(file, flavor="network", pages="all")]
else:
    import pdf_inspector
    def read(file):
        lines = (pdf_inspector.process_pdf(file).markdown or "").splitlines()
        return [[[cell.strip(" *") for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]]
found = {}
for file in files:
    taken = []
    for _ in range(int(times) + 1):
        start = time.process_time()
        try:
            tables = read(file)
        except Exception as error:
            tables = []
        taken.append(time.process_time() - start)
    found[file] = min(taken[1:]), tables
print(json.dumps(found))
"""
Grid = Sequence[Sequence[str | None]]


class Count(NamedTuple):
    """Cells that came out right, wrong without a word, and not at all; and the time that it took."""

    right: int
    wrong: int
    lost: int
    seconds: float


def wanted(name: str) -> list[tuple[str, ...]]:
    """Return the rows that a fixture prints, without heads."""
    if "_invest_" in name:
        return list(INVESTED_ROWS)
    return [*ROWS, *(SECOND_ROWS if "two_tables" in name else ())]


def count(name: str, grids: Iterable[Grid], seconds: float) -> Count:
    """Count cells of the rows whose label is right; spaces and minus signs count alike."""
    found = [cells for grid in grids for row in grid if (cells := [_plain(cell) for cell in row])]
    right = wrong = lost = 0
    for row in wanted(name):
        cells = [_plain(cell) for cell in row]
        same = [sum(map(str.__eq__, cells, other)) for other in found if other[0] == cells[0]]
        right += max(same, default=0)
        wrong += len(cells) - max(same) if same else 0
        lost += 0 if same else len(cells)
    return Count(right, wrong, lost, seconds)


def _plain(cell: str | None) -> str:
    return " ".join((cell or "").replace("\u2212", "-").split())


def least(read: Callable[[], object], times: int = TIMES) -> float:
    """Return the least processor time of a call, after one to warm up."""
    taken = []
    for _ in range(times + 1):
        start = time.process_time()
        read()
        taken.append(time.process_time() - start)
    return min(taken[1:])


def sure_rows(path: Path) -> Grid:
    """Return the rows that this package is sure of, as it hands them on; a doubted row is none."""
    from analysis.readers.tables import read_tables

    return [
        [row.label, *("" if one is None else f"{int(one.value):,}".replace(",", " ") for one in row.cut)]
        for table in read_tables(path)
        for row in table.rows
        if row.certainty == "säker"
    ]


def ours(path: Path, data: bytes) -> Count:
    """Read a fixture with this package: its cells as they are handed on, the time as it takes to find them."""
    from analysis.readers.pdf.pages import read_pdf

    return count(path.name, [sure_rows(path)], least(lambda: read_pdf(path, data)))


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
        packages = [one for ones in PACKAGES.values() for one in ones]
        subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True)
    return python if python.exists() else None


def peer(python: Path, name: str, files: Sequence[Path]) -> dict[str, Count]:
    """Run a peer over the fixtures in a process of its own; only the reading is timed."""
    command = [str(python), "-c", _PEER_CODE, name, str(PEER_TIMES), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: not to be run ({' '.join(done.stderr.strip().splitlines()[-1:])})")
        return {}
    found = json.loads(done.stdout.splitlines()[-1])
    return {Path(file).name: count(Path(file).name, grids, taken) for file, (taken, grids) in found.items()}


def show(name: str, counts: Sequence[Count], text: float) -> None:
    """Print the sum of what one reader found."""
    right, wrong, lost, seconds = (sum(ones) for ones in zip(*counts, strict=True))
    print(f"{name:<16}{right:>7}{wrong:>22}{lost:>8}{seconds * 1000:>10.0f}{seconds / text:>18.1f}")


def main() -> int:
    """Print cells and times of each reader over all fixtures; fail where this package falls below its floors."""
    files = sorted(PDFS.glob("*.pdf"))
    datas = [file.read_bytes() for file in files]
    text = sum(least(lambda: bare(data)) for data in datas)  # noqa: B023
    found = [ours(file, data) for file, data in zip(files, datas, strict=True)]
    total = sum(len(row) for file in files for row in wanted(file.name))
    print(f"{len(files)} PDFs, {total} cells; bare text {text * 1000:.0f} ms")
    print(f"{'reader':<16}{'right':>7}{'wrong without a word':>22}{'lost':>8}{'ms':>10}{'times bare text':>18}")
    show("this package", found, text)
    python = peer_python(install="--install" in sys.argv[1:])
    for name in PACKAGES:
        counts = list(peer(python, name, files).values()) if python else []
        if counts:
            show(name, counts, text)
        else:
            print(f"{name:<16} not installed, skipped (--install)")
    short = [file.name for file, one in zip(files, found, strict=True) if one.wrong or one.lost]
    print(
        f"cells lost or wrong: {short}" if short else f"every cell right and sure; aim at most {MOST} times bare text"
    )
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
