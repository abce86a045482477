"""The one way from a file to its tables for all others: read by a process of its own, within a memory and a time."""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import time
import warnings
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from analysis.errors import DocumentError, Fault, fault

if TYPE_CHECKING:  # what reads is loaded by the process that reads
    from analysis.readers.leftovers import Span
    from analysis.readers.tables import Table

MOST_BYTES, MOST_SECONDS = 1_000_000_000, 60  # of memory and time that a file may take to be read
_ROOT = Path(__file__).parents[2]
_MEGABYTE = 1_000_000


def read_tables(path: str | Path, unit: str | None = None) -> list[Table]:
    r"""Read every table of a printed report.

    A table that kept its cells (parted by tabs) and one that lost them (cells and thousands parted by the same
    space) are read by the same mechanism: the head gives how many numbers a row has, the digit groups give the
    possible readings, ``avvikelse = utfall − budget`` and the printed sums pick one. Where a doubt remains the
    numbers are left out, the row is ``tveksam`` and a note gives its printed text. The file is read by a process of its
    own, which is stopped where it takes more than 1 GB of memory (where the system knows such a limit) or 60 seconds.

    Parameters
    ----------
    path
        A PDF, Excel, Word, web page, CSV or text file.
    unit
        The unit of its tables in money that print none, where it is known: ``kr``, ``tkr``, ``mnkr`` or ``mkr``.

    Returns
    -------
    list[Table]
        The tables in printed order; signs and units as printed.

    Raises
    ------
    DocumentError
        When the file cannot be read as text, or not within the memory and the time.
    NoTablesError
        When it has no table.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "drift.txt")
    ...     _ = path.write_text("Drift (tkr)\n\nUtfall 2020 Budget 2020 Avvikelse\nLedning -15 785 859 -16 644\n")
    ...     (table,) = read_tables(path)
    >>> table.frame
          post  Utfall 2020  Budget 2020  Avvikelse
    0  Ledning     -15785.0        859.0   -16644.0
    """
    return cast("list[Table]", _READER.do("read_tables", Path(path), unit))


def faults_left(path: Path, spans: Sequence[Span]) -> list[Fault]:
    """Say where figures of a file stand that its tables do not give again.

    Parameters
    ----------
    path
        The file.
    spans
        What its tables were read from.
    """
    return cast("list[Fault]", _READER.do("faults_left", path, list(spans)))


def prepare() -> None:
    """Start the process that reads, while there is something else to do."""
    _READER.start()


class Answer(NamedTuple):
    """What became of a job.

    Attributes
    ----------
    outcome
        ``done``, ``raised``, or ``memory`` where there was too little.
    value
        What the job returned, or what it raised.
    told
        Where it was raised, for a programmer.
    warned
        The warnings of its libraries: text, category, file and line.
    """

    outcome: str
    value: Any = None
    told: str = ""
    warned: tuple[tuple[str, type[Warning], str, int], ...] = ()


class Reader:
    """A process that reads files, started when it is needed and kept for the next file.

    Parameters
    ----------
    most_bytes, most_seconds
        The memory and the time that a file may take.
    """

    def __init__(self, most_bytes: int = MOST_BYTES, most_seconds: float = MOST_SECONDS) -> None:
        self._most_bytes, self._most_seconds = most_bytes, most_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = Lock()

    def do(self, job: str, path: Path, *arguments: object) -> Any:
        """Let the process do one of its jobs with a file; what it raises is raised here.

        Raises
        ------
        DocumentError
            When the job takes too much memory or time, or stops the process.
        """
        until = time.monotonic() + self._most_seconds
        with self._lock:
            is_fresh = self.start()
            answer = self._ask(job, path, *arguments, until=until)
            if answer.outcome in {"memory", "stopped"} and not is_fresh:  # what was read before may be to blame
                self.start()
                answer = self._ask(job, path, *arguments, until=until)
        for text, category, file, line in answer.warned:
            warnings.warn_explicit(text, category, file, line)
        if answer.outcome == "done":
            return answer.value
        if answer.outcome == "raised":
            raise answer.value from (RuntimeError(answer.told) if answer.told else None)
        raise DocumentError(self._refusal(answer.outcome, path.name))

    def close(self) -> None:
        """Stop the process."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():  # a fork leaves it to the one who started it
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", stream).close()

    def start(self) -> bool:
        """Start the process where there is none, without waiting for it; tell whether it is a new one."""
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return False
        self.close()
        limits = [str(self._most_bytes), str(int(self._most_seconds))]
        self._process = subprocess.Popen(  # noqa: S603  (our own module, nothing of the file in the command)
            [sys.executable, "-m", "analysis.readers.worker", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # each thread of it sets memory aside
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._owner = os.getpid()
        return True

    def _ask(self, job: str, path: Path, *arguments: object, until: float) -> Answer:
        """Hand over a job and wait for what became of it; a process that did not end it well is no more."""
        process = cast("subprocess.Popen[bytes]", self._process)
        jobs, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        late = Timer(max(until - time.monotonic(), 0.0), process.kill)
        late.daemon = True
        late.start()
        answer = Answer("stopped")
        try:
            pickle.dump((str(Path.cwd()), job, (path, *arguments)), jobs)
            jobs.flush()
            answer = Answer(*pickle.load(answers))  # noqa: S301  (of our own process)
        except (EOFError, OSError, pickle.UnpicklingError):
            answer = Answer("stopped" if late.is_alive() else "time")
        finally:
            late.cancel()
            if answer.outcome not in {"done", "raised"}:
                self.close()
        return answer

    def _refusal(self, outcome: str, name: str) -> Fault:
        if outcome == "time":
            return fault("out-of-time", name, most=int(self._most_seconds))
        most = self._most_bytes // _MEGABYTE
        if outcome == "memory":
            return fault("out-of-memory", name, most=most)
        return fault("reader-stopped", name, most=most)


_READER = Reader()
atexit.register(_READER.close)
