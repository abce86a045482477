"""Notebooks executed side by side, each to a page without code and its charts."""

from __future__ import annotations

import asyncio
import base64
import copy
import os
import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any, NamedTuple

from analysis.errors import AnalysisError, fault
from analysis.outputs import whole_file
from analysis.paths import OUT

ONLY_IN_LAB = "bara-i-jupyterlab"  # the tag of a cell that a page leaves out
_PICTURE = "image/png"
TIMEOUT = 300  # seconds that one cell may take
_PAGE = Path(__file__).with_name("page.html")


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


def prepare_pages() -> None:
    """Load what writes pages, its templates too."""
    import nbformat

    _exporter().from_notebook_node(nbformat.v4.new_notebook())  # type: ignore[no-untyped-call]


@lru_cache(maxsize=1)
def _exporter() -> Any:
    from nbconvert import HTMLExporter

    return HTMLExporter(template_name="basic", exclude_input=True, exclude_output_prompt=True)  # type: ignore[no-untyped-call]


def execute(paths: Sequence[Path], data: Path, started: Event | None = None, out: Path = OUT) -> list[Executed]:
    """Execute notebooks side by side, each in a kernel of its own; the files are left as they are.

    Parameters
    ----------
    paths
        The notebooks.
    data
        The folder that their kernels take for `data/`.
    started
        Is set once the kernels start by themselves, so that other work no longer holds them up.
    out
        The folder that their kernels write to.

    Raises
    ------
    NotebookError
        Naming every notebook that failed, with its error.
    """
    started = started or Event()
    try:
        places = {"ANALYSIS_DATA": str(data.resolve()), "ANALYSIS_OUT": str(out.resolve())}
        results = asyncio.run(_execute_all(paths, {**os.environ, **places}, started))
    finally:
        started.set()
    faults = [
        fault("notebook-failed", path.name, reason=_reason(result))
        for path, result in zip(paths, results, strict=True)
        if isinstance(result, BaseException)
    ]
    if faults:
        raise NotebookError(faults)
    return [Executed(path.stem, result) for path, result in zip(paths, results, strict=True)]


async def _execute_all(paths: Sequence[Path], environment: dict[str, str], started: Event) -> list[Any]:
    with TemporaryDirectory() as folder:
        kernels = [await _start_kernel(path, Path(folder), environment) for path in paths]
        prepare()  # while the kernels start
        started.set()
        running = (_execute_one(path, kernel) for path, kernel in zip(paths, kernels, strict=True))
        return await asyncio.gather(*running, return_exceptions=True)


async def _start_kernel(path: Path, folder: Path, environment: dict[str, str]) -> Any:
    """Start a kernel that talks over sockets in the file system, closed to other users; Windows has none."""
    from jupyter_client.manager import AsyncKernelManager

    where = {} if os.name == "nt" else {"transport": "ipc", "ip": str(folder / path.stem)}
    kernel = AsyncKernelManager(kernel_name="python3", **where)
    await kernel.start_kernel(cwd=str(path.parent), env=environment)
    return kernel


async def _execute_one(path: Path, kernel: Any) -> Any:
    import nbformat
    from nbclient import NotebookClient

    content: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(content, km=kernel, timeout=TIMEOUT, shutdown_kernel="immediate")
    return await client.async_execute(cleanup_kc=True)


def _reason(error: BaseException) -> str:
    lines = [line for line in re.sub(r"\x1b\[[0-9;]*m", "", str(error)).splitlines() if line.strip()]
    return lines[-1][:300] if lines else type(error).__name__


def write_page(notebook: Executed, path: Path) -> Path:
    """Write an executed notebook as a page without code, which stands alone and fetches nothing.

    Parameters
    ----------
    notebook
        The executed notebook.
    path
        The page to write.

    Raises
    ------
    OutputError
        When the page cannot be written; what was there is kept.
    """
    body, _ = _exporter().from_notebook_node(_for_page(notebook.content))
    found = re.search(r"<h1[^>]*>(.*?)<a|<h1[^>]*>(.*?)</h1>", body)
    title = re.sub(r"<[^>]+>", "", found[1] or found[2]) if found else notebook.name
    body = re.sub(r'<a class="anchor-link".*?</a>', "", body)
    page = _PAGE.read_text(encoding="utf-8").replace("{title}", title).replace("{body}", body)
    with whole_file(path) as place:
        place.write_text(page, encoding="utf-8")
    return path


def _for_page(content: Any) -> Any:
    """Leave out what is said to the one who runs the cells, and say of a picture where its numbers stand."""
    page = copy.deepcopy(content)
    page.cells = [cell for cell in page.cells if ONLY_IN_LAB not in cell.metadata.get("tags", [])]
    for cell in page.cells:
        for output in cell.get("outputs", []):
            if _PICTURE in output.get("data", ()):
                output.metadata[_PICTURE] = {"alt": "Bild; dess tal står i tabellerna närmast ovanför."}
    return page


def write_charts(notebook: Executed, folder: Path) -> list[Path]:
    """Write the charts of an executed notebook as PNG, named by the notebook and numbered.

    Parameters
    ----------
    notebook
        The executed notebook.
    folder
        Where the pictures are written.

    Raises
    ------
    OutputError
        When a picture cannot be written; what was there is kept.
    """
    pictures = [
        output["data"][_PICTURE]
        for cell in notebook.content.cells
        for output in cell.get("outputs", [])
        if _PICTURE in output.get("data", ())
    ]
    paths = [folder / f"{notebook.name}_diagram_{number}.png" for number in range(1, len(pictures) + 1)]
    for path, picture in zip(paths, pictures, strict=True):
        with whole_file(path) as place:
            place.write_bytes(base64.b64decode(picture))
    return paths
