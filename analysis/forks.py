"""The process that notebooks are forked from, and what each of them does (``python -m``; `forked` starts it).

It loads once what notebooks use, has a shell, and forks for each notebook: that one starts with all of it, and what it
leaves behind ends with it. A fork holds nothing but the thread that made it, so this process has no other: it is not
the one that writes the report, it talks over pipes alone, and OpenBLAS is held to the one thread. The shell is that of
a kernel of Jupyter, so that its messages are the same; it tells them to a pipe in the place of sockets.

Jobs come as a line of JSON on standard input, answers go as lines on standard output: the number of a notebook, and
what is told of it (nothing more once it is gone).
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe, wait
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

import numpy as np
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from traitlets.config import Config

from analysis.forked import LATE

_LATE = json.dumps(LATE).encode()
_ONE_THREAD = "OPENBLAS_NUM_THREADS"
_END = b"{}"  # is told of a notebook that was executed to its end
_LOOK = 0.5  # seconds until it is looked again whether a notebook is gone whose pipe is held open by what it has left
Tell = Callable[[dict[str, Any]], None]


class Job(NamedTuple):
    """A notebook to execute.

    Attributes
    ----------
    folder
        The folder that it stands in.
    cells
        The source of each cell of code, and whether it may fail.
    """

    folder: str
    cells: Sequence[tuple[str, bool]]


class _Told(Session):
    """What takes the messages of a shell, in the order that they are sent in."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**words)
        self.messages = list[dict[str, Any]]()

    def send(self, _socket: Any, message: Any, content: Any = None, *_: Any, **_words: Any) -> None:  # type: ignore[override]
        """Take a message, or the kind of one and its content."""
        kind, content = (message, content) if isinstance(message, str) else (message["msg_type"], message["content"])
        self.messages.append({"msg_type": kind, "content": content})


class _Stream(io.TextIOBase):
    """What a cell prints, by Python or straight to the file descriptor, as messages of the shell."""

    def __init__(self, name: str, descriptor: int, told: _Told) -> None:
        self.name, self._descriptor, self._told = name, descriptor, told
        self._texts: list[str] = []
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115  (as long as the process)
        self._read = 0
        os.dup2(self._file.fileno(), descriptor)

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._texts.append(text)
        return len(text)

    def flush(self) -> None:
        if more := os.fstat(self._descriptor).st_size - self._read:
            self._texts.append(os.pread(self._descriptor, more, self._read).decode(errors="replace"))
            self._read += more
        if text := "".join(self._texts):
            self._told.send(None, "stream", {"name": self.name, "text": text})
        self._texts.clear()


def main(seconds: float) -> None:
    """Load what notebooks use, take the jobs, and let as many run at once as there are cores.

    Parameters
    ----------
    seconds
        What one cell may take.
    """
    answers = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.environ.pop(_ONE_THREAD, None)  # it has been read; a notebook's own processes are not held to it
    gc.disable()
    shell, told = _loaded()
    line = sys.stdin.buffer.readline()
    if not line:
        return
    _warm()  # what the one that asks has read by now is kept
    gc.freeze()  # nothing of this is to be looked through again, nor copied for it
    gc.enable()
    jobs = [Job(*one) for one in json.loads(line)]
    _supervise(jobs, seconds, answers, lambda job, tell: _run(job, shell, told, tell))


def _loaded() -> tuple[Any, _Told]:
    """Load what notebooks use, and return the shell that they run in."""
    import analysis

    told = _Told()
    config = Config()
    config.HistoryManager.enabled = False  # it would have a thread
    shell: Any = ZMQInteractiveShell.instance(config=config)
    shell.displayhook.session = shell.display_pub.session = told
    shell.displayhook.pub_socket = shell.display_pub.pub_socket = None
    shell.displayhook.topic = b"execute_result"
    shell.enable_gui = lambda _gui=None: None  # a chart opens no window
    shell.events.register("post_execute", _lay_out)
    import matplotlib.pyplot as plt

    plt.switch_backend(plt.get_backend())
    plt.uninstall_repl_displayhook()
    for name in dir(analysis):
        getattr(analysis, name)
    return shell, told


def _lay_out() -> None:
    """Lay charts out once more before they are shown, as pyplot does, which would draw them too."""
    from matplotlib._pylab_helpers import Gcf

    for manager in Gcf.get_all_fig_managers():
        figure = manager.canvas.figure
        if figure.stale and (engine := figure.get_layout_engine()):
            engine.execute(figure)


def _warm() -> None:
    """Read and compute what every notebook asks for, and draw a chart: its letters are not looked up again."""
    import openpyxl  # noqa: F401  (by which a written workbook is shown)
    from matplotlib.figure import Figure

    import analysis

    with suppress(Exception):  # a notebook will say it
        analysis.describe_answers(*analysis.choose(reported=True))
        figure = Figure(layout="constrained")
        analysis.charts.year_bars(analysis.year_table(), analysis.describe_board(), figure.subplots())
        figure.savefig(io.BytesIO())


class _Fork(NamedTuple):
    """A notebook that runs: its number, its process, and until when its cell may take."""

    number: int
    pid: int
    until: float


def _supervise(jobs: Sequence[Job], seconds: float, answers: int, run: Callable[[Job, Tell], None]) -> None:
    """Fork for each job, pass on what is told of it, and end with the one that asked."""
    waiting, running, cores = list(enumerate(jobs)), dict[Connection, _Fork](), os.cpu_count() or 1
    while waiting or running:
        while waiting and len(running) < cores:
            number, job = waiting.pop(0)
            reader, pid = _forked(job, run, answers)
            running[reader] = _Fork(number, pid, time.monotonic() + seconds)
        ready = wait([0, *running], _LOOK)
        if 0 in ready:  # nothing is asked of this process any more
            for one in running.values():
                os.kill(one.pid, signal.SIGKILL)
            return
        for reader, one in list(running.items()):
            told = _next(reader) if reader in ready else _silence(reader, one)
            if told:
                _tell(answers, one.number, told)
                running[reader] = one._replace(until=time.monotonic() + seconds)
            if told in {b"", _END, _LATE}:
                del running[reader]
                reader.close()
                os.kill(one.pid, signal.SIGKILL)
                os.waitpid(one.pid, 0)
                _tell(answers, one.number, b"")


def _silence(reader: Connection, one: _Fork) -> bytes | None:
    """Say of a notebook that tells nothing whether it is gone or late."""
    if os.waitid(os.P_PID, one.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) and not reader.poll():
        return b""
    return _LATE if one.until <= time.monotonic() else None


def _tell(answers: int, number: int, told: bytes) -> None:
    content = f"{number} ".encode() + told + b"\n"
    while content:
        content = content[os.write(answers, content) :]


def _next(reader: Connection) -> bytes:
    """Return what a notebook tells next; nothing once it is gone."""
    with suppress(EOFError, OSError):
        return reader.recv_bytes()
    return b""


def _forked(job: Job, run: Callable[[Job, Tell], None], answers: int) -> tuple[Connection, int]:
    """Fork for a job; return where it tells, and its process."""
    reader, writer = Pipe(duplex=False)
    if pid := os.fork():
        writer.close()
        return reader, pid
    try:
        reader.close()
        os.close(answers)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        own = os.getpid()

        def tell(told: dict[str, Any]) -> None:
            if os.getpid() != own:  # a cell forked, and did not end what it forked
                os._exit(0)
            writer.send_bytes(json.dumps(told, default=str).encode())

        run(job, tell)
    finally:
        os._exit(0)


def _run(job: Job, shell: Any, told: _Told, tell: Tell) -> None:
    """Execute a notebook in this process, which is its own; tell of each cell, and of the end."""
    os.chdir(job.folder)
    sys.path[0] = job.folder
    np.random.seed()  # noqa: NPY002  (all forks would draw the same from the one that a notebook may use)
    sys.stdout, sys.stderr = _Stream("stdout", 1, told), _Stream("stderr", 2, told)
    for source, may_fail in job.cells:
        reply = _reply(shell, source)
        tell({"messages": told.messages, "reply": reply})
        told.messages = []
        if reply["status"] == "error" and not may_fail:
            break
    shell.history_manager.output_hist.clear()
    shell.user_ns.clear()  # what the notebook has opened is closed, its temporary folders too
    tell({})


def _reply(shell: Any, source: str) -> dict[str, Any]:
    """Execute a cell as a kernel does, and reply as it does."""
    result = shell.run_cell(source, store_history=True)
    sys.stdout.flush()
    sys.stderr.flush()
    if result.success and not getattr(shell, "_last_traceback_during_displayhook", False):
        return {"status": "ok"}
    error = result.error_before_exec or result.error_in_exec
    traceback = shell._last_traceback or []  # noqa: SLF001
    return {"status": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": traceback}


if __name__ == "__main__":
    main(float(sys.argv[1]))
