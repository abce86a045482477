"""The process that files are read by, held to a memory (``python -m``, this module; `bounded` starts it).

Its libraries unpack and lay out what others wrote: on some files they ask for more memory than there is, never end, or
stop the process that they run in. Jobs come by standard input and answers go by standard output, both pickled.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from analysis.errors import AnalysisError, Fault
from analysis.readers.bounded import Answer
from analysis.readers.leftovers import faults_left
from analysis.readers.tables import read_tables

JOBS: dict[str, Callable[..., Any]] = {"read_tables": read_tables, "faults_left": faults_left}
_PLAIN = (str, int, float, type(None))  # values of a fault that any process can take


def main(most_bytes: int, most_seconds: int) -> None:
    """Do jobs until standard input ends."""
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who waits
    with suppress(EOFError, BrokenPipeError):
        while True:
            folder, job, arguments = pickle.load(jobs)  # noqa: S301  (of the process that started this one)
            os.chdir(folder)
            _hold(most_bytes, most_seconds)
            _tell(answers, _done(JOBS[job], arguments))


def _hold(most_bytes: int, most_seconds: int) -> None:
    """Hold the process to a memory, and the next job to a time, where the system knows limits.

    `bounded` keeps the time too, and better; this one is for where that is no more.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + most_seconds + 1
    for what, most in ((resource.RLIMIT_AS, most_bytes), (resource.RLIMIT_CPU, until), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        with suppress(ValueError, OSError):  # macOS takes no limit on memory
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _done(job: Callable[..., Any], arguments: tuple[Any, ...]) -> Answer:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            answer = Answer("done", job(*arguments))
        except AnalysisError as error:
            answer = Answer("raised", type(error)([_plain(one) for one in error.faults]))
        except MemoryError:
            return Answer("memory")
        except Exception as error:  # noqa: BLE001  (a fault of ours, raised anew where it is seen)
            answer = Answer("raised", error, "".join(traceback.format_exception(error)))
    return answer._replace(warned=tuple((str(one.message), one.category, one.filename, one.lineno) for one in caught))


def _plain(fault: Fault) -> Fault:
    """Write out the errors that a fault names, which may not go from a process to another."""
    values: dict[str, object] = {
        name: value if isinstance(value, _PLAIN) else str(value) for name, value in fault.values.items()
    }
    return fault._replace(values=values)


def _tell(answers: IO[bytes], answer: Answer) -> None:
    """Write an answer as a plain tuple: this module has another name here than where it is read."""
    try:
        told = pickle.dumps(tuple(answer))
    except MemoryError:
        told = pickle.dumps(("memory",))
    except Exception as error:  # noqa: BLE001  (an error that cannot be pickled)
        told = pickle.dumps(tuple(answer._replace(value=RuntimeError(f"{answer.value!r} ({error})"))))
    answers.write(told)
    answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
