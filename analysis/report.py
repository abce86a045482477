"""The main job: read, reconcile, execute the notebooks, write everything to one folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import NamedTuple

from analysis.notebooks import execute, prepare_pages, write_charts, write_page
from analysis.outputs import whole_file
from analysis.paths import DATA, NOTEBOOKS, OUT, WORKBOOK

Say = Callable[[str], None]


class Report(NamedTuple):
    """What the main job found and wrote.

    Attributes
    ----------
    summary
        What was read and found, in Swedish, a line each.
    files
        The files written, the workbook first.
    """

    summary: list[str]
    files: list[Path]


def make_report(
    data: Path = DATA,
    out: Path = OUT,
    notebooks: Path = NOTEBOOKS,
    say: Say = lambda _: None,
    years: tuple[int | None, int | None] = (None, None),
) -> Report:
    """Turn the registered documents into the workbook, the pages and the charts.

    Parameters
    ----------
    data
        The folder that holds the register.
    out
        The folder to write to.
    notebooks
        The folder that holds the notebooks.
    say
        Is told what the job is about to do, in Swedish.
    years
        The year and the one to compare it with, of the workbook and of the notebooks that choose a year in a line
        ``year = …`` or ``since = …``; None for what each chooses itself.

    Returns
    -------
    Report
        What was read and found, and the files written.

    Raises
    ------
    AnalysisError
        When a year is unknown, or data, a notebook or an output is at fault; files already there are kept.
    """
    if any(years):
        _refuse_unknown(years, data)
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as pool:
        paths = _with_years(sorted(notebooks.glob("[0-9]*.ipynb")), years, Path(folder))
        written = Path(folder, "out")  # what the notebooks write is moved once all of them have run through
        say(f"Startar anteckningsböckerna: {', '.join(path.stem for path in paths)}")
        running = pool.submit(execute, paths, data, started := Event(), written)
        started.wait()
        from analysis.wording.summary import summarise  # while the kernels start
        from analysis.workbook.book import write_board_workbook

        say(f"Läser och räknar om {data.name}/")
        summary = [str(line) for line in summarise(data)]
        say("Skriver arbetsboken")
        files = [write_board_workbook(out / WORKBOOK, *years, data=data)]
        say("Väntar på anteckningsböckerna")
        prepare_pages()
        executed = running.result()
        files += [_moved(path, out) for path in sorted(written.glob("*"))]
    say("Skriver sidor och diagram")
    for one in executed:
        files += [write_page(one, out / f"{one.name}.html"), *write_charts(one, out)]
    return Report(summary, files)


def _moved(path: Path, folder: Path) -> Path:
    """Move a file that a notebook has written to where the report is written."""
    target = folder / path.name
    with whole_file(target) as place:
        place.write_bytes(path.read_bytes())
    return target


def _refuse_unknown(years: tuple[int | None, int | None], data: Path) -> None:
    """Name an unknown year before any notebook is started."""
    from analysis.explanations.deviations import year_total

    if years[0] is not None:
        year_total(years[0], data)


def _with_years(paths: Sequence[Path], years: tuple[int | None, int | None], folder: Path) -> list[Path]:
    """Copy the notebooks with other years in the lines where they choose them; as they are where none is asked for."""
    if not any(years):
        return list(paths)
    import nbformat

    copies = list[Path]()
    for path in paths:
        content = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        cell = next((one for one in content.cells if one.cell_type == "code"), None)
        for name, year in zip(("year", "since"), years, strict=True):
            if cell is not None and year is not None:
                cell.source = re.sub(rf"(?m)^{name} = .*$", f"{name} = {year}", cell.source)
        nbformat.write(content, folder / path.name)  # type: ignore[no-untyped-call]
        copies.append(folder / path.name)
    return copies
