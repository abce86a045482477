"""The main job: read, reconcile, execute the notebooks, write everything to one folder."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import NamedTuple

from analysis.notebooks import execute, prepare_pages, write_charts, write_page
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


def make_report(data: Path = DATA, out: Path = OUT, notebooks: Path = NOTEBOOKS, say: Say = lambda _: None) -> Report:
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

    Returns
    -------
    Report
        What was read and found, and the files written.

    Raises
    ------
    AnalysisError
        When data, a notebook or an output is at fault; files already there are kept.
    """
    paths = sorted(notebooks.glob("[0-9]*.ipynb"))
    with ThreadPoolExecutor(1) as pool:
        say(f"Startar anteckningsböckerna: {', '.join(path.stem for path in paths)}")
        running = pool.submit(execute, paths, data, started := Event(), out)
        started.wait()
        from analysis.summary import summarise  # while the kernels start
        from analysis.workbook import write_board_workbook

        say(f"Läser och räknar om {data.name}/")
        summary = [str(line) for line in summarise(data)]
        say("Skriver arbetsboken")
        files = [write_board_workbook(out / WORKBOOK, data=data)]
        say("Väntar på anteckningsböckerna")
        prepare_pages()
        executed = running.result()
    say("Skriver sidor och diagram")
    for one in executed:
        files += [write_page(one, out / f"{one.name}.html"), *write_charts(one, out)]
    return Report(summary, files)
