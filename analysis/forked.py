"""Notebooks executed by forks of one process that has loaded what they use (`forks`, which this one starts)."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

from analysis.files import ROOT

_INLINE = "module://matplotlib_inline.backend_inline"  # where charts of a notebook go
LATE = "late"  # is told of a notebook one of whose cells took too long


def can_fork() -> bool:
    """Tell whether this system has forks that are to be relied on; libraries of macOS break in one."""
    return hasattr(os, "fork") and sys.platform != "darwin"


class Forks:
    """The process that notebooks are forked from; it loads what they use while there is something else to do.

    Parameters
    ----------
    environment
        The environment of the notebooks.
    seconds
        What one cell may take.
    """

    def __init__(self, environment: dict[str, str], seconds: float) -> None:
        self._seconds = seconds
        self._process = subprocess.Popen(  # noqa: S603  (our own module, nothing of a file in the command)
            [sys.executable, "-m", "analysis.forks", str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**environment, "MPLBACKEND": _INLINE, "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,  # Ctrl-C is for the one who waits
        )

    def stop(self) -> None:
        """End it, and what it has forked."""
        if self._process.returncode is None:  # else its number may be another's by now
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    @contextmanager
    def closing(self) -> Iterator[Forks]:
        """End it once it is no longer used."""
        try:
            yield self
        finally:
            self.stop()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    cast("IO[bytes]", stream).close()

    def execute(self, paths: Sequence[Path], each: Callable[[Path, Any], object]) -> dict[Path, Any]:
        """Execute notebooks; give each that did not fail as it ends, and return its content, or why it failed."""
        jobs, answers = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        notebooks = [_Notebook(path, self._seconds) for path in paths]
        with suppress(BrokenPipeError):  # none of them will have an answer
            jobs.write(json.dumps([one.job() for one in notebooks]).encode() + b"\n")
            jobs.flush()
        ended = 0
        while ended < len(paths) and (line := answers.readline()):
            number, _, told = line.strip().partition(b" ")
            notebook = notebooks[int(number)]
            if told:
                notebook.take(json.loads(told))
                continue
            ended += 1
            if not isinstance(content := notebook.result(), Exception):
                each(paths[int(number)], content)
        return {path: notebook.result() for path, notebook in zip(paths, notebooks, strict=True)}


class _Notebook:
    """A notebook that is executed by a fork; what is told of it becomes its outputs as with a kernel."""

    def __init__(self, path: Path, seconds: float) -> None:
        import nbformat
        from nbclient import NotebookClient

        self._content: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        self._folder, self._seconds = str(path.parent.resolve()), seconds
        self._client = NotebookClient(self._content)  # keeps what is cleared and shown anew
        self._cells = [
            (at, cell)
            for at, cell in enumerate(self._content.cells)
            if cell.cell_type == "code" and cell.source.strip() and "skip-execution" not in _tags(cell)
        ]
        self._done, self._error = 0, cast("Exception | None", None)
        self._is_whole = False

    def job(self) -> tuple[str, list[tuple[str, bool]]]:
        """Return its folder, and the sources of its cells with whether they may fail."""
        return self._folder, [(cell.source, "raises-exception" in _tags(cell)) for _, cell in self._cells]

    def take(self, told: Any) -> None:
        """Take what is told of the next cell, or of the end."""
        from nbclient.exceptions import CellExecutionError, CellTimeoutError

        if told == {}:
            self._is_whole = True
            return
        at, cell = self._cells[self._done]
        if told == LATE:
            text = "Cell execution timed out"
            self._error = CellTimeoutError.error_from_timeout_and_cell(text, int(self._seconds), cell)
            return
        self._done += 1
        cell.outputs, self._client.clear_before_next_output = [], False
        for message in told["messages"]:
            kind = {"msg_type": message["msg_type"]}
            self._client.process_message({**message, "header": kind, "parent_header": {}}, cell, at)
        cell.execution_count = self._done
        if told["reply"]["status"] == "error" and "raises-exception" not in _tags(cell):
            self._error = CellExecutionError.from_cell_and_msg(cell, told["reply"])

    def result(self) -> Any:
        """Return its content, or why it failed."""
        from nbclient.exceptions import DeadKernelError

        if self._error or not self._is_whole:
            return self._error or DeadKernelError("Kernel died")
        return self._content


def _tags(cell: Any) -> Sequence[str]:
    return cast("Sequence[str]", cell.metadata.get("tags", ()))
