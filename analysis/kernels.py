"""Notebooks executed side by side, as many at once as there are cores, each as in a new kernel."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any, NamedTuple, Self

from analysis.errors import AnalysisError, fault
from analysis.files import OUT, environment
from analysis.forked import Forks, can_fork

_LONGEST_SOCKET = 90  # bytes of its path; systems take 103 or 107, of which the number of the socket needs a few
TIMEOUT = 300  # seconds that one cell may take


class Executed(NamedTuple):
    """An executed notebook: its name without suffix, and its content."""

    name: str
    content: Any


Paths = Sequence[Path] | Future[list[Path]]  # notebooks, or what will become them
Each = Callable[[Executed], object]


class NotebookError(AnalysisError):
    """A notebook did not run through."""


class Run:
    """A run of notebooks, as the one who waits for it holds it.

    Attributes
    ----------
    started
        Is set once what executes them starts by itself, so that other work no longer holds it up.
    """

    def __init__(self) -> None:
        self.started = Event()
        self._stops: Callable[[], object] = bool
        self._is_stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            self.stop()

    def stop(self) -> None:
        """End what executes the notebooks, also what has not begun yet."""
        self._is_stopped = True
        self._stops()

    def stopped_by(self, stops: Callable[[], object]) -> None:
        """Say what ends it."""
        self._stops = stops
        if self._is_stopped:
            stops()


def prepare() -> None:
    """Load what runs notebooks."""
    # jsonschema would spend a second on a grammar for web addresses; no notebook is checked for any
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import nbclient  # noqa: F401


def execute(
    paths: Paths,
    data: Path,
    run: Run | None = None,
    out: Path = OUT,
    board: str | None = None,
    each: Each = lambda _: None,
) -> list[Executed]:
    """Execute notebooks side by side, each as in a kernel of its own; the files are left as they are.

    Parameters
    ----------
    paths
        The notebooks, or what will become them while that which executes them starts.
    data
        The folder that they take for `data/`.
    run
        What is told once they start, and what stops them.
    out
        The folder that they write to.
    board
        The board that they are about, where `data` has several.
    each
        Is given each notebook once it is executed.

    Raises
    ------
    NotebookError
        Naming every notebook that failed, with its error.
    """
    run = run or Run()
    try:
        places = {**environment(data, board), "ANALYSIS_OUT": str(out.resolve())}
        usual = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}  # that of a notebook
        if can_fork():
            results = _in_forks(paths, {**usual, **places}, run, each)
        else:
            results = asyncio.run(_in_kernels(paths, {**usual, **places}, run, each))
    finally:
        run.started.set()
    faults = [
        fault("notebook-failed", path.name, reason=_reason(result))
        for path, result in results.items()
        if isinstance(result, BaseException)
    ]
    if faults:
        raise NotebookError(faults)
    return [Executed(path.stem, result) for path, result in results.items()]


def _in_forks(paths: Paths, environment: dict[str, str], run: Run, each: Each) -> dict[Path, Any]:
    """Execute notebooks by forks of a process that has loaded what they use."""
    if not isinstance(paths, Future) and not paths:
        return {}
    with Forks(environment, TIMEOUT).closing() as forks:
        run.stopped_by(forks.stop)
        run.started.set()
        prepare()  # while it starts
        known = paths.result() if isinstance(paths, Future) else paths
        return forks.execute(known, lambda path, content: each(Executed(path.stem, content)))


async def _in_kernels(paths: Paths, environment: dict[str, str], run: Run, each: Each) -> dict[Path, Any]:
    """Execute notebooks in as many kernels as there are cores; each takes the next one that waits."""
    with TemporaryDirectory() as folder:
        cores = os.cpu_count() or 1
        is_open = isinstance(paths, Future) and not paths.done()
        number = cores if is_open else min(len(await _known(paths)), cores)
        kernels = [await _start_kernel(Path(folder, str(at)), environment) for at in range(number)]
        run.started.set()
        prepare()  # while the kernels start

        results = dict[Path, Any]()

        async def work(kernel: Any, waiting: Iterator[Path]) -> None:
            for path in waiting:
                try:
                    results[path] = await _execute_one(path, kernel)
                except Exception as error:  # noqa: BLE001  (whatever a notebook does is its own fault, and told with the others)
                    results[path] = error
                    if not await kernel.is_alive():
                        await kernel.restart_kernel(now=True)
                else:
                    each(Executed(path.stem, results[path]))

        try:
            known = await _known(paths)
            waiting = iter(known)
            loop, working = asyncio.get_running_loop(), asyncio.gather(*(work(kernel, waiting) for kernel in kernels))
            run.stopped_by(lambda: loop.call_soon_threadsafe(working.cancel))
            await working
        finally:
            await asyncio.gather(*(kernel.shutdown_kernel(now=True) for kernel in kernels))
    return {path: results[path] for path in known}


async def _known(paths: Paths) -> list[Path]:
    return await asyncio.wrap_future(paths) if isinstance(paths, Future) else [*paths]


async def _start_kernel(place: Path, environment: dict[str, str]) -> Any:
    """Start a kernel that talks over sockets in the file system, closed to other users.

    Windows has none, and a path longer than `_LONGEST_SOCKET` no system takes; then it talks over this machine's own
    network, with a key that only this user can read.
    """
    from jupyter_client.manager import AsyncKernelManager

    is_possible = os.name != "nt" and len(os.fsencode(place)) <= _LONGEST_SOCKET
    where = {"transport": "ipc", "ip": str(place)} if is_possible else {}
    kernel = AsyncKernelManager(kernel_name="python3", **where)
    await kernel.start_kernel(env=environment)
    return kernel


async def _execute_one(path: Path, kernel: Any) -> Any:
    """Execute a notebook in a kernel that others may have used, and that starts over before it."""
    import nbformat
    from nbclient import NotebookClient

    content: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    begin = f"from analysis.fresh import start_over; start_over({str(path.parent.resolve())!r})"
    content.cells.insert(0, nbformat.v4.new_code_cell(begin))  # type: ignore[no-untyped-call]
    client = NotebookClient(content, km=kernel, timeout=TIMEOUT)
    try:
        executed = await client.async_execute()
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
    del executed.cells[0]
    for cell in executed.cells:
        if cell.cell_type == "code" and cell.execution_count:
            cell.execution_count -= 1  # it was counted with the cell that is gone
    return executed


def _reason(error: BaseException) -> str:
    """Return what a person is told of an error: its last line, after the traceback, or the first of what has none."""
    from nbclient.exceptions import CellExecutionError

    lines = [line for line in re.sub(r"\x1b\[[0-9;]*m", "", str(error)).splitlines() if line.strip()]
    return lines[-1 if isinstance(error, CellExecutionError) else 0][:300] if lines else type(error).__name__
