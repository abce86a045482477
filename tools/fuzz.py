"""Feed the readers broken files: each must be read or refused with a named error, in bounded time and memory.

Run as ``make fuzz``, or ``python tools/fuzz.py --runs 20000 --seed 7``; a file that breaks a reader is kept under
``out/fuzz`` and named. POSIX only: the limits on time and memory are the system's.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "out" / "fuzz"
SECONDS, MEMORY = 20, 3 * 1024**3
BATCH = 250  # files that one process reads
ROWS = (("", "Utfall", "Budget", "Avvikelse"), ("Stab", -1_200, -1_000, -200), ("Summa", -1_200, -1_000, -200))
PIECES = (
    b"\x00",
    b"\t",
    b"\n",
    b"-",
    "\u2212".encode(),
    "\u00a0".encode(),
    b"9" * 400,
    b"<",
    b"]]>",
    b"%PDF",
    b"PK\x03\x04",
)


def seeds() -> Iterator[tuple[str, bytes]]:
    """Yield a name and the bytes of a good file of each format."""
    folders = (ROOT / "data" / "reports", ROOT / "data" / "examples", ROOT / "tests" / "readers" / "pdf" / "printed")
    for path in (path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())):
        yield path.name, path.read_bytes()
    lines = ["\t".join(map(str, row)) for row in ROWS]
    yield "tabs.txt", ("Driftredovisning (tkr)\n\n" + "\n".join(lines)).encode()
    yield "semicolons.csv", "\n".join(line.replace("\t", ";") for line in lines).encode("cp1252")
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    yield "page.html", f"<html><body><h2>Driftredovisning (tkr)</h2><table>{cells}</table></body></html>".encode()
    yield "sheet.xlsx", _sheet()
    yield "letter.docx", _letter()


def _sheet() -> bytes:
    import xlsxwriter

    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Drift tkr")
        for at, row in enumerate(ROWS):
            sheet.write_row(at, 0, row)
    return memory.getvalue()


def _letter() -> bytes:
    import docx

    memory, letter = io.BytesIO(), docx.Document()
    letter.add_heading("Driftredovisning (tkr)")
    table = letter.add_table(len(ROWS), len(ROWS[0]))
    for line, row in zip(table.rows, ROWS, strict=True):
        for cell, value in zip(line.cells, row, strict=True):
            cell.text = str(value)
    letter.save(memory)
    return memory.getvalue()


def broken(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Break a file in one to six places; inside a zip mostly one of its parts."""
    if content[:2] == b"PK" and chance.random() < 0.8:  # noqa: PLR2004
        return _broken_part(content, others, chance)
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 2, 8, 64, 1024))
        kind = chance.randrange(6)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:  # noqa: PLR2004
            data[at:at] = data[at : at + length] * chance.randint(1, 50)
        elif kind == 3:  # noqa: PLR2004
            data[at:at] = chance.choice(PIECES)
        elif kind == 4:  # noqa: PLR2004
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            data[at:at] = other[start : start + length]
        else:
            data[at : at + length] = chance.randbytes(length)
    return bytes(data[:4_000_000])


def _broken_part(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as out:
        names = package.namelist()
        hit = chance.choice(names)
        for name in names:
            part = package.read(name)
            out.writestr(name, broken(part, others, chance) if name == hit and part[:2] != b"PK" else part)
    return memory.getvalue()


def read_broken(seed: int, first: int, count: int, folder: Path) -> None:
    """Read so many broken files; the one being read stands in the folder, so that a crash leaves it behind."""
    from analysis.errors import AnalysisError
    from analysis.readers.tables import read_tables

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    good = list(seeds())
    others = [content for _, content in good]
    for number in range(first, first + count):
        chance = random.Random(f"{seed}:{number}")  # noqa: S311  (to break files, not to keep secrets)
        name, content = chance.choice(good)
        path = folder / f"{number}-{chance.choice((name, 'lies.pdf', 'lies.xlsx', 'lies.txt', name))}"
        path.write_bytes(broken(content, others, chance))
        signal.alarm(SECONDS)
        try:
            read_tables(path)
        except AnalysisError as error:
            error.swedish()
        signal.alarm(0)
        path.unlink()


def main() -> int:
    """Run the fuzzer; return 1 where a reader broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", type=int, nargs=2, metavar=("FIRST", "COUNT"))
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.worker:
        sys.path.insert(0, str(ROOT))
        try:
            first, count = asked.worker
            read_broken(asked.seed, first, count, asked.folder)
        except Exception:  # noqa: BLE001  (whatever it is, it is a finding)
            traceback.print_exc()
            return 1
        return 0
    return _run(asked.runs, asked.seed)


def _run(runs: int, seed: int) -> int:
    findings, start, done = 0, time.monotonic(), 0
    while done < runs:
        with tempfile.TemporaryDirectory() as folder:
            left = ["--seed", str(seed), "--worker", str(done), str(min(BATCH, runs - done)), "--folder", folder]
            ended = subprocess.run([sys.executable, __file__, *left], capture_output=True, text=True, check=False)
            done += min(BATCH, runs - done)
            if ended.returncode:
                (path,) = Path(folder).iterdir()
                KEPT.mkdir(parents=True, exist_ok=True)
                kept = KEPT / path.name
                kept.write_bytes(path.read_bytes())
                findings += 1
                done = int(path.name.partition("-")[0]) + 1  # go on behind it
                print(f"{kept}: exit {ended.returncode}\n{ended.stderr[-1500:]}", flush=True)
    print(f"{runs} broken files, {findings} findings, {time.monotonic() - start:.0f} s")
    return int(findings > 0)


if __name__ == "__main__":
    sys.exit(main())
