"""Measure what the house aims at, as ratios within one run; report and PDFs have floors. Run as ``make bench``."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest import mock

from replay import Recording

from analysis.cache import CACHE
from analysis.files import DATA, ROOT

sys.path.insert(0, str(ROOT))  # for the large folders that the tests make too
MOST_REPORT = 3.5  # times that many kernels: more than that, and the job does something twice again
ROWS, TABLES = 15, (1, 10, 100, 1_000, 5_000)
_START_KERNELS = """
import asyncio, sys, tempfile
from jupyter_client.manager import AsyncKernelManager

async def start(folder, number):
    how = {} if sys.platform == "win32" else {"transport": "ipc", "ip": f"{folder}/{number}"}
    kernel = AsyncKernelManager(kernel_name="python3", **how)
    await kernel.start_kernel()
    client = kernel.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    await client.execute("import pandas, matplotlib.pyplot", reply=True, timeout=60)
    client.stop_channels()
    await kernel.shutdown_kernel(now=True)

async def start_all(count):
    with tempfile.TemporaryDirectory() as folder:
        await asyncio.gather(*(start(folder, number) for number in range(count)))

asyncio.run(start_all(int(sys.argv[1])))
"""


def seconds(*command: str, times: int = 5) -> float:
    """Return the median time of a command of this Python, after one run to warm up; of that run where no other is."""
    taken = []
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(times + 1):  # compiled once, as the libraries that it is held against are
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], cwd=ROOT, env=usual, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:] or taken)


def show(what: str, measured: str, aim: str) -> None:
    """Print one result beside its aim."""
    print(f"{what:<58} {measured:>26}   aim {aim}", flush=True)


def bench_import() -> None:
    """Compare importing this package, and using all of it, with importing pandas."""
    bare, pandas, package = (seconds("-c", code) for code in ("pass", "import pandas", "import analysis"))
    every = "import analysis; [getattr(analysis, name) for name in dir(analysis)]"
    used = seconds("-c", every)
    for what, taken in (("import analysis / import pandas", package), ("all its names / import pandas", used)):
        show(what, f"{(taken - bare) / (pandas - bare):.2f} ({taken - bare:.2f} s)", "at most 1.2")


def bench_report() -> None:
    """Compare the main job, with nothing kept of any other, with starting a kernel a core that loads what charts need.

    Raises
    ------
    SystemExit
        When it takes longer than the floor.
    """
    count = os.cpu_count() or 1
    kernels, made, kept = list[float](), list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        for at in range(6):  # in turn, because a machine is faster at one time than at another
            kernels.append(seconds("-c", _START_KERNELS, str(count), times=0))
            shutil.rmtree(DATA / CACHE, ignore_errors=True)
            made.append(seconds("-m", "analysis", "report", "--out", f"{folder}/{at}", times=0))
            kept.append(seconds("-m", "analysis", "report", "--out", f"{folder}/kept{at}", times=0))
        again = seconds("-m", "analysis", "report", "--out", f"{folder}/kept5")
    one = statistics.median(kernels[1:])
    for what, taken in (("from nothing", made), ("tables kept", kept)):
        whole = statistics.median(taken[1:])
        said = f"make report, {what} / {count} kernel(s) with pandas, matplotlib"
        show(said, f"{whole / one:.2f} ({whole:.2f} / {one:.2f} s)", "at most 1.5")
    show("make report where nothing has changed", f"{again:.2f} s", "under 1 s")
    ratio = statistics.median(its / other for its, other in zip(made[1:], kernels[1:], strict=True))
    if ratio > MOST_REPORT:
        raise SystemExit(f"make report: {ratio:.2f} times the kernels, which is more than {MOST_REPORT}")


def bench_folder(boards: int = 30, years: int = 10) -> None:
    """Time a folder of many boards and reports against one of a single board."""
    from tests.large import report, write_folder

    with tempfile.TemporaryDirectory() as place:
        sizes = {"number 3": (1, 2), f"number {years + 1} of its board": (1, years)}
        sizes[f"number {boards * years + 1}, {years + 1} of its board"] = (boards, years)
        for at, (what, size) in enumerate(sizes.items()):
            data = write_folder(Path(place, str(at)), *size)
            own = ("--board", "Nämnd 1", "--data", str(data))
            first, second = (seconds("-m", "analysis", "check", *own, times=0) for _ in range(2))
            out = ("--out", f"{place}/out{at}")
            made, again = (seconds("-m", "analysis", "report", *own, *out, times=0) for _ in range(2))
            file = Path(place, f"{at}.txt")
            file.write_text(report(2025, 60), encoding="utf-8")
            added = seconds("-m", "analysis", "add", str(file), *own, "--year", "2025", "--yes", times=0)
            show(f"adding report {what}", f"{added:.2f} s", "the same")
            show("  checking its folder, and once more", f"{first:.2f} s, {second:.2f} s", "linear, under 1 s")
            show("  the report of one board of it, and once more", f"{made:.2f} s, {again:.2f} s", "under 20 s, 1 s")


def bench_workbook() -> None:
    """Compare writing the board's workbook, its data loaded before, with the same calls again, and with bare cells."""
    from analysis import write_board_workbook

    with tempfile.TemporaryDirectory() as folder:
        path, bare = Path(folder, "board.xlsx"), Path(folder, "bare.xlsx")
        write_board_workbook(path)
        counts = filled_cells(path)
        ours, theirs = (_times(job) for job in (lambda: write_board_workbook(path), lambda: write_bare(bare, counts)))
        recording = Recording()
        with recording.running():
            write_board_workbook(path)
        again, _ = _times(lambda: recording.play(bare))
        show(
            f"writing the workbook / its {len(recording)} calls to XlsxWriter alone",
            f"{ours[0] / again:.2f} ({ours[0]:.2f} / {again:.2f} s)",
            "at most 2",
        )
        for what, mine, other in zip(("writing", "packing, of that:"), ours, theirs, strict=True):
            show(
                f"{what} the workbook / {sum(counts)} bare cells",
                f"{mine / other:.2f} ({mine:.2f} / {other:.2f} s)",
                "at most 2",
            )


def _times(job: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """Return the median times of a job, and of XlsxWriter's packing in it, after one run to warm up."""
    import xlsxwriter

    whole, packing, pack = list[float](), list[float](), xlsxwriter.Workbook.close

    def timed(book: xlsxwriter.Workbook) -> None:
        start = time.perf_counter()
        pack(book)
        packing.append(time.perf_counter() - start)

    with mock.patch.object(xlsxwriter.Workbook, "close", timed):
        for _ in range(times + 1):
            start = time.perf_counter()
            job()
            whole.append(time.perf_counter() - start)
    return statistics.median(whole[1:]), statistics.median(packing[1:])


def filled_cells(path: Path) -> list[int]:
    """Count the cells of each sheet that hold something."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    return [sum(value is not None for row in sheet.iter_rows(values_only=True) for value in row) for sheet in book]


def write_bare(path: Path, counts: Sequence[int], width: int = 10) -> None:
    """Write so many cells a sheet, numbers and short texts in turn, with nothing else."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        for count in counts:
            sheet = book.add_worksheet()
            for at in range(count):
                place = divmod(at, width)
                if at % 2:
                    sheet.write_string(*place, f"text {at}")
                else:
                    sheet.write_number(*place, at)


def printed_table(number: int) -> str:
    """Write a table of 15 rows as a PDF's text has it: cells and thousands parted by the same space."""
    lines = ["Driftredovisning (tkr) ", "", f"Utfall {2000 + number % 25} Budget {2000 + number % 25} Avvikelse ", ""]
    for row in range(ROWS):
        utfall, budget = -(1234 * (row + 1) + number % 977), -(1187 * (row + 2) - number % 463)
        cells = " ".join(f"{value:,}".replace(",", " ") for value in (utfall, budget, utfall - budget))
        lines += [f"Verksamhet {chr(65 + row)} {cells} ", ""]
    return "\n".join([*lines, " ", ""])


def bench_reading() -> None:
    """Time reading, and the memory of what is read, for more and more tables in one file."""
    from analysis import read_tables

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tables.txt")
        for count in TABLES:
            path.write_text("".join(map(printed_table, range(count))), encoding="utf-8")
            taken, kept = _measure(lambda: read_tables(path), peak=count <= TABLES[3])
            memory = f", {kept / count / 1024:.0f} kB" if kept else ""
            show(
                f"reading {count} table(s) of {ROWS} rows, each", f"{taken / count * 1000:.2f} ms{memory}", "under 2 ms"
            )


def _measure(job: Callable[[], object], *, peak: bool) -> tuple[float, int]:
    job() if peak else None
    start = time.perf_counter()
    job()
    taken = time.perf_counter() - start
    if not peak:
        return taken, 0
    tracemalloc.start()
    result = job()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return taken, kept


if __name__ == "__main__":
    os.environ.pop("ANALYSIS_DATA", None)
    bench_import()
    bench_report()
    bench_folder()
    bench_workbook()
    bench_reading()
    subprocess.run([sys.executable, "-m", "tests.readers.pdf.bench"], cwd=ROOT, check=True)
