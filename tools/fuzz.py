"""Feed the readers broken files and random tables, in bounded time and memory.

A broken file must be read or refused with a named error; running out of memory or recursion is a finding, whatever
error it is turned into. Of a random table, whose print is known, no row may be wrong and sure (`tests.readers.oracle`);
what is right, doubtful or left out is counted by format. Random boards go from their reports to the workbooks and,
one in fifty, to the pages: each number there, in tables, sentences and charts, is held against what was made
(`tests.whole.truth`).

Run as ``make fuzz``, or ``python tools/fuzz.py --runs 20000 --tables 5000 --boards 300 --seed 7``; without a seed a
fresh one is taken and said. A file that breaks a reader, or is read wrong and sure, is kept under ``out/fuzz``. POSIX
only: the limits on time and memory are the system's.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
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
    from tests.readers.oracle.run import broke_down

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
            if broke_down(error):
                raise
            error.swedish()
        signal.alarm(0)
        path.unlink()


def judge_tables(seed: int, first: int, count: int, folder: Path) -> None:
    """Read so many random tables, keep those that are read wrong and sure, and print the counts of each."""
    from tests.readers.oracle.cases import KINDS, make_case
    from tests.readers.oracle.run import Tally, judge
    from tests.readers.oracle.shown import described

    for number in range(first, first + count):
        kind, tally = KINDS[number % len(KINDS)], Tally()
        case = make_case(seed, number, kind)
        signal.alarm(SECONDS)
        result, tables, refusal = judge(case, folder)
        signal.alarm(0)
        tally.add(case, result, refused=bool(refusal))
        print(json.dumps({"kind": kind, **tally.counts()}), flush=True)
        if result.wrong:
            kept = _keep(f"seed-{seed}-{case.name}", case.content)
            kept.with_suffix(".judged").write_text(described(number, case, result, tables, refusal), encoding="utf-8")


def judge_boards(seed: int, first: int, count: int, folder: Path) -> None:
    """Take so many random boards from report to workbook; the one being taken is named in the folder."""
    from tests.whole.truth import take_through

    for number in range(first, first + count):
        mark = folder / f"{number}-board-of-seed-{seed}.txt"
        mark.write_text(f"tests.whole.made.make_board({seed * 1_000_000 + number})\n", encoding="utf-8")
        with tempfile.TemporaryDirectory() as place:
            found = take_through(seed * 1_000_000 + number, Path(place), page=number % 50 == 0)
        print(json.dumps({"compared": found.compared, "wrong": len(found.wrong)}), flush=True)
        if found.wrong:
            said = mark.read_text(encoding="utf-8") + "\n".join(found.wrong)
            _keep(mark.name, said.encode())
        mark.unlink()


def _keep(name: str, content: bytes) -> Path:
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / name
    kept.write_bytes(content)
    return kept


def main() -> int:
    """Run the fuzzer; return 1 where a reader broke, or read anything wrong and sure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5_000, help="broken files")
    parser.add_argument("--tables", type=int, default=2_000, help="files of random tables")
    parser.add_argument("--boards", type=int, default=200, help="random boards")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--worker", choices=(*_JOBS,), help=argparse.SUPPRESS)
    parser.add_argument("--part", type=int, nargs=2, metavar=("FIRST", "COUNT"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if asked.worker:
        first, count = asked.part
        return _work(asked.worker, asked.seed, (first, count), asked.folder)
    print(f"seed {asked.seed}", flush=True)
    findings, _ = _run("broken", asked.runs, asked.seed)
    crashes, told = _run("tables", asked.tables, asked.seed)
    wrong = _counted(told)
    broken_boards, compared = _run("boards", asked.boards, asked.seed, 25)
    counts = [json.loads(line) for line in compared]
    numbers, others = (sum(one[name] for one in counts) for name in ("compared", "wrong"))
    print(
        f"{numbers} numbers of boards compared, {others} are others than they should be; kept in {KEPT} where any are"
    )
    return int(findings + crashes + wrong + broken_boards + others > 0)


_JOBS = {"broken": read_broken, "tables": judge_tables, "boards": judge_boards}


def _work(what: str, seed: int, part: tuple[int, int], folder: Path) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        _JOBS[what](seed, *part, folder)
    except Exception:  # noqa: BLE001  (whatever it is, it is a finding)
        traceback.print_exc()
        return 1
    return 0


def _run(what: str, runs: int, seed: int, batch: int = BATCH) -> tuple[int, list[str]]:
    """Run a part in batches, each a process; return how many files broke a reader, and what was printed."""
    findings, start, done, told = 0, time.monotonic(), 0, list[str]()
    while done < runs:
        with tempfile.TemporaryDirectory() as folder:
            part = ["--seed", str(seed), "--part", str(done), str(min(batch, runs - done)), "--folder", folder]
            ended = subprocess.run(
                [sys.executable, __file__, "--worker", what, *part], capture_output=True, text=True, check=False
            )
            done += min(batch, runs - done)
            told += ended.stdout.splitlines()
            if ended.returncode:
                path = next(Path(folder).iterdir(), None)
                if path is None:  # it is no file that broke it
                    raise SystemExit(ended.stderr)
                kept = _keep(path.name, path.read_bytes())
                findings += 1
                done = int(re.split(r"\D", path.name)[0]) + 1  # go on behind it
                print(f"{kept}: exit {ended.returncode}\n{ended.stderr[-1500:]}", flush=True)
    print(f"{runs} files of {what}, {findings} findings, {time.monotonic() - start:.0f} s", flush=True)
    return findings, told


def _counted(told: list[str]) -> int:
    """Print what was counted in all batches; return how many rows are wrong and sure."""
    from tests.readers.oracle.cases import KINDS
    from tests.readers.oracle.run import Tally
    from tests.readers.oracle.shown import summary

    tallies = {kind: Tally() for kind in KINDS}
    for line in told:
        counts = json.loads(line)
        tallies[counts.pop("kind")].join(Tally.of(counts))
    print(summary(tallies))
    wrong = sum(tally.causes.total() for tally in tallies.values())
    if wrong:
        print(f"{wrong} rows wrong and sure; each file is kept in {KEPT}, with its print and what was read (.judged)")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
