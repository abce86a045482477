"""The main job: read, reconcile, execute the notebooks, write everything to one folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from analysis.cache import keep, recall, shared
from analysis.errors import AnalysisError, DataError, Fault, OutputError, fault
from analysis.files import APPENDIX, DATA, NOTEBOOKS, OUT, WORKBOOK, sha256_of
from analysis.harmless import for_markdown
from analysis.kernels import Executed, Run, execute
from analysis.pages import prepare_pages, write_charts, write_page
from analysis.statements.folder import Data, Folder, folder_path, opened, state
from analysis.swedish import file_name
from analysis.together import alone, change, has_remains, making

if TYPE_CHECKING:
    from analysis.explanations.subjects import Subject

SUBJECT_NOTEBOOK = "02_amne"  # is run once for each subject of the data
LIVE_NOTEBOOK = "00_utforska"  # its controls need a kernel, and its tables stand on other pages
EXAMPLE_NOTEBOOK = "06_egen_rapport"  # about a made-up board: no part of another folder's report
WITH_SPLITS, WITH_STAFF = "volym-och-pris", "inhyrd-personal"  # tags of cells that not every subject has need of
_OWN = re.compile(r"[0-9]{2}[a-z]*_[a-z0-9_]+(?:\.html|_diagram_[0-9]+\.png)")  # the names of pages and charts
_ASKED_WRONG = {"several-boards", "unknown-board", "changed-meanwhile"}  # faults that no file of the folder has
_LETTERS, _LAST = ascii_lowercase[1:-1], 99  # a z says that more follow; the last number of a notebook


Say = Callable[[str], None]


class Report(NamedTuple):
    """What the main job found and wrote.

    Attributes
    ----------
    summary
        What was read and found, in Swedish, a line each.
    files
        The files written, the workbooks first.
    older
        Pages and charts beside them that an earlier run wrote and this one did not.
    is_unchanged
        Whether nothing was written, because all that the files are made of is as it was, and so are they.
    """

    summary: list[str]
    files: list[Path]
    older: list[Path]
    is_unchanged: bool = False


def make_report(
    out: Path = OUT,
    *,
    data: str | Path | None = None,
    board: str | None = None,
    notebooks: Path = NOTEBOOKS,
    say: Say = lambda _: None,
    years: tuple[int | None, int | None] = (None, None),
) -> Report:
    """Turn the registered documents into the workbooks, the pages and the charts: all of them, or none.

    Parameters
    ----------
    out
        The folder to write to.
    data, board
        The folder that holds the register, and the board that the report is about where it has several.
    notebooks
        The folder that holds the notebooks.
    say
        Is told what the job is about to do, in Swedish.
    years
        The year and the one to compare it with, of the workbooks and of the notebooks that choose a year in a line
        ``year = …`` or ``since = …``; None for what each chooses itself.

    Returns
    -------
    Report
        What was read and found, and the files written. Where data, notebooks, program and libraries are as they were
        when the files in the folder were made, and the files too, nothing is made anew.

    Raises
    ------
    AnalysisError
        When a year is unknown, or data, a notebook or an output is at fault, or the folder was changed while it was
        read; all files already there are kept. Of data, the faults of all files are named together.
    """
    try:
        return _report(out, opened(data, board), notebooks, say, years)
    except AnalysisError as error:
        if isinstance(error, OutputError) or not (faults := _faults_of_data(error, data, board)):
            raise
        raise DataError(faults) from error


def _faults_of_data(error: AnalysisError, data: Data | None, board: str | None) -> list[Fault]:
    """Find all that is wrong with the files of the board, where what stopped its report may come of any of it."""
    from analysis.intake.rehearsal import folder_faults

    if {one.code for one in error.faults} & _ASKED_WRONG:
        return []
    whose = None
    with suppress(AnalysisError):  # where the register cannot be read, all boards' files are tried
        whose = opened(data, board).board
    return folder_faults(folder_path(data), whose=whose)


def _report(out: Path, folder: Folder, notebooks: Path, say: Say, years: tuple[int | None, int | None]) -> Report:
    """Do what `make_report` does, up to the first file that is at fault."""
    every = sorted(notebooks.glob("[0-9]*.ipynb"))
    made_of = _made_of(out, folder, every, years)
    if (before := _made_before(out, folder, made_of)) is not None:
        return before
    if any(years):
        _refuse_unknown(years, folder)
    with alone(out), making(out) as made, making(out) as place:
        summary, files = _made(made, place, every, folder, say, years)
        if state(folder.path) != folder.state:
            raise DataError(fault("changed-meanwhile", folder.path))
        names = [path.relative_to(made) for path in files]
        change(out, {out / name: made / name for name in names})
    report = Report(summary, [out / name for name in names], _older(out, names))
    seen = {name.as_posix(): sha256_of(out / name) for name in names}
    if _made_of(out, folder, every, years) == made_of:  # no notebook was changed meanwhile
        keep(folder.path, made_of, json.dumps([summary, seen]).encode())
    return report


def _made_of(out: Path, folder: Folder, notebooks: Sequence[Path], years: tuple[int | None, int | None]) -> object:
    """Tell all that a report is made of, but the program, and where it is written."""
    files = [(name, digest) for name, _, _, digest in folder.state]
    return (
        "report",
        str(out.resolve()),
        folder.board,
        years,
        files,
        [(path.name, sha256_of(path)) for path in notebooks],
    )


def _made_before(out: Path, folder: Folder, made_of: object) -> Report | None:
    """Return the report that stands in a folder, where it is made of the same and its files are untouched."""
    if (kept := recall(folder.path, made_of)) is None or has_remains(out):
        return None
    summary, seen = json.loads(kept)
    if not all((out / name).is_file() and sha256_of(out / name) == digest for name, digest in seen.items()):
        return None
    names = [Path(name) for name in seen]
    return Report(summary, [out / name for name in names], _older(out, names), is_unchanged=True)


def _older(out: Path, names: Sequence[Path]) -> list[Path]:
    return [path for path in sorted(out.iterdir()) if _OWN.fullmatch(path.name) and Path(path.name) not in names]


def _made(
    made: Path,
    place: Path,
    notebooks: Sequence[Path],
    folder: Folder,
    say: Say,
    years: tuple[int | None, int | None],
) -> tuple[list[str], list[Path]]:
    """Make all that a report is in a folder; return what was read and found, and the files."""
    whose, written, chosen = folder.board.text if folder.board else None, made / "skrivet", Future[list[Path]]()
    pages = dict[str, list[Path]]()

    def write(one: Executed) -> None:
        pages[one.name] = [write_page(one, made / f"{one.name}.html"), *write_charts(one, made)]

    with shared(place), ThreadPoolExecutor(1) as pool, Run() as run:  # a workbook that a notebook shows is written once
        running = pool.submit(execute, chosen if notebooks else [], folder.path, run, written, whose, write)
        run.started.wait()
        try:  # while that which executes them starts
            paths = _as_asked(_of_board(notebooks, folder, place), years, place)
            say(f"Startar anteckningsböckerna: {', '.join(path.stem for path in paths)}")
            say(f"Läser och räknar om {folder.path.name}/")
            from analysis.wording.summary import summarise

            summary = [str(line) for line in summarise(data=folder)]
            chosen.set_result(paths)  # they find the tables read
        finally:
            chosen.cancel()  # where they could not be told
        from analysis.workbook.book import write_audit_workbook, write_board_workbook

        say("Skriver arbetsböckerna")
        files = [
            write_board_workbook(made / WORKBOOK, *years, data=folder),
            write_audit_workbook(made / APPENDIX, *years, data=folder),
        ]
        say("Skriver sidor och diagram av anteckningsböckerna")
        prepare_pages()
        executed = running.result()
    known = {path.read_bytes() for path in files}  # one content is not left under two names
    new = [path for path in sorted(written.glob("*")) if path.read_bytes() not in known]
    files += [path.replace(made / path.name) for path in new]
    return summary, [*files, *(path for one in executed for path in pages[one.name])]


def _refuse_unknown(years: tuple[int | None, int | None], folder: Folder) -> None:
    """Name an unknown year before any notebook is started."""
    from analysis.explanations.deviations import year_total

    if years[0] is not None:
        year_total(years[0], data=folder)


def _of_board(paths: Sequence[Path], folder: Folder, place: Path) -> list[Path]:
    """Give each subject of the board a notebook of its own; leave out another board's example and what is only live."""
    from analysis.explanations.subjects import load_subjects

    found = list[Path]()
    for path in paths:
        if path.stem == SUBJECT_NOTEBOOK:
            after = min((int(one.stem[:2]) for one in paths if one.stem > path.stem), default=_LAST + 1)
            for at, subject in enumerate(load_subjects(folder)):
                name = f"{page_number(int(path.stem[:2]), after, at)}_{file_name(subject.name)}"
                found.append(place / f"{name}.ipynb")
                _write_subject(path, found[-1], subject, folder)
        elif path.stem != LIVE_NOTEBOOK and (path.stem != EXAMPLE_NOTEBOOK or folder.path.resolve() == DATA.resolve()):
            found.append(path)
    return found


def page_number(first: int, after: int, at: int) -> str:
    """Give the page of a subject its number: those up to the next notebook's, then the last with letters behind.

    The names sort as the subjects stand, however many there are, and none has the number of another notebook.

    Examples
    --------
    >>> [page_number(2, 5, at) for at in (0, 1, 2, 3, 4, 26, 27)]
    ['02', '03', '04', '04b', '04c', '04y', '04zb']
    """
    if first + at < after:
        return f"{first + at:02}"
    rounds, letter = divmod(at - (after - first), len(_LETTERS))
    return f"{after - 1:02}{'z' * rounds}{_LETTERS[letter]}"


def _write_subject(path: Path, target: Path, subject: Subject, folder: Folder) -> None:
    """Write the notebook of subjects about one: its title, its choice, no chapter that it has nothing for."""
    import nbformat

    from analysis.explanations.subjects import splits_of

    content = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    gone = set() if splits_of(subject.name, folder) else {WITH_SPLITS}
    gone |= set() if subject.staffing else {WITH_STAFF}
    content.cells = [one for one in content.cells if not gone & set(one.metadata.get("tags", ()))]
    content.cells[0].source = f"# {for_markdown(subject.title)}"
    cell = next(one for one in content.cells if one.cell_type == "code")
    chosen = f"subject = {json.dumps(subject.name, ensure_ascii=False)}"
    cell.source = re.sub(r"(?m)^subject = .*$", lambda _: chosen, cell.source)
    nbformat.write(content, target)  # type: ignore[no-untyped-call]


def _as_asked(paths: Sequence[Path], years: tuple[int | None, int | None], folder: Path) -> list[Path]:
    """Copy the notebooks whose first cell chooses other data or years than those asked for, and choose these there."""
    import nbformat

    chosen = {
        rf"^{name} = .*$": f"{name} = {year}" for name, year in zip(("year", "since"), years, strict=True) if year
    }
    chosen[r"^analysis\.use\([^)\n].*$"] = "analysis.use()"
    copies = list[Path]()
    for path in paths:
        content = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        cell = next((one for one in content.cells if one.cell_type == "code"), None)
        source = cell.source if cell else ""
        for old, new in chosen.items():
            source = re.sub(f"(?m){old}", new, source)
        if cell is not None and source != cell.source:
            cell.source = source
            nbformat.write(content, folder / path.name)  # type: ignore[no-untyped-call]
            copies.append(folder / path.name)
        else:
            copies.append(path)
    return copies
