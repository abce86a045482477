"""Notebooks executed side by side, as many kernels as cores, each notebook as in a new one."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any, NamedTuple

from analysis.errors import AnalysisError, fault
from analysis.files import OUT, environment

_LONGEST_SOCKET = 90  # bytes of its path; systems take 103 or 107, of which the number of the socket needs a few
TIMEOUT = 300  # seconds that one cell may take


class Executed(NamedTuple):
    """An executed notebook: its name without suffix, and its content."""

    name: str
    content: Any


class NotebookError(AnalysisError):
    """A notebook did not run through."""


def prepare() -> None:
    """Load what runs notebooks."""
    # jsonschema would spend a second on a grammar for web addresses; no notebook is checked for any
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import nbclient  # noqa: F401


def execute(
    paths: Sequence[Path] | Future[list[Path]],
    data: Path,
    started: Event | None = None,
    out: Path = OUT,
    board: str | None = None,
) -> list[Executed]:
    """Execute notebooks side by side, each as in a kernel of its own; the files are left as they are.

    Parameters
    ----------
    paths
        The notebooks, or what will become them while the kernels start.
    data
        The folder that their kernels take for `data/`.
    started
        Is set once the kernels start by themselves, so that other work no longer holds them up.
    out
        The folder that their kernels write to.
    board
        The board that they are about, where `data` has several.

    Raises
    ------
    NotebookError
        Naming every notebook that failed, with its error.
    """
    started = started or Event()
    try:
        places = {**environment(data, board), "ANALYSIS_OUT": str(out.resolve())}
        usual = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}  # that of a notebook
        results = asyncio.run(_execute_all(paths, {**usual, **places}, started))
    finally:
        started.set()
    faults = [
        fault("notebook-failed", path.name, reason=_reason(result))
        for path, result in results.items()
        if isinstance(result, BaseException)
    ]
    if faults:
        raise NotebookError(faults)
    return [Executed(path.stem, result) for path, result in results.items()]


async def _execute_all(
    paths: Sequence[Path] | Future[list[Path]], environment: dict[str, str], started: Event
) -> dict[Path, Any]:
    """Execute notebooks in as many kernels as there are cores; each takes the next one that waits."""
    with TemporaryDirectory() as folder:
        cores = os.cpu_count() or 1
        is_open = isinstance(paths, Future) and not paths.done()
        number = cores if is_open else min(len(await _known(paths)), cores)
        kernels = [await _start_kernel(Path(folder, str(at)), environment) for at in range(number)]
        started.set()
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

        try:
            known = await _known(paths)
            waiting = iter(known)
            await asyncio.gather(*(work(kernel, waiting) for kernel in kernels))
        finally:
            await asyncio.gather(*(kernel.shutdown_kernel(now=True) for kernel in kernels))
    return {path: results[path] for path in known}


async def _known(paths: Sequence[Path] | Future[list[Path]]) -> list[Path]:
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
        if cell.cell_type == "code":
            cell.execution_count -= 1  # it was counted with the cell that is gone
    return executed


def _reason(error: BaseException) -> str:
    lines = [line for line in re.sub(r"\x1b\[[0-9;]*m", "", str(error)).splitlines() if line.strip()]
    return lines[-1][:300] if lines else type(error).__name__
