"""Drafts written into subjects.csv and splits.csv, and there accepted or turned down by a controller."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.csv_files import ACCEPTED, DRAFT, PROPOSED, TURNED_DOWN, CsvFile, CsvRow, read_csv
from analysis.csv_workbook import SheetLine
from analysis.data_files import SPLITS, SUBJECTS
from analysis.errors import DataError, fault
from analysis.frames import nearest
from analysis.intake.drafts import FILES, find_drafts, rows_at_hand
from analysis.intake.shares import contents
from analysis.intake.writing import Step, extended, write_together
from analysis.statements.folder import Data, Folder, folder_path, opened
from analysis.together import alone

EVERY = ("alla", "all")
_NAME = {SUBJECTS.name: "sheet", SPLITS.name: "split"}


class Draft(NamedTuple):
    """What may be accepted or turned down as one: a subject, or a split of it.

    Attributes
    ----------
    name
        What it is called: the sheet of a subject, the name of a split.
    file
        The file that its rows stand in.
    subject
        The sheet that it is told of on.
    rows
        Its rows.
    """

    name: str
    file: str
    subject: str
    rows: tuple[CsvRow, ...]


def drafts(*, data: Data | None = None, board: str | None = None) -> list[Draft]:
    """List the drafts of a board that wait for an answer: subjects in the order of their file, then splits.

    Parameters
    ----------
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    list[Draft]
        What neither the CSV files nor the workbook `egna_uppgifter.xlsx` has an answer to.

    Raises
    ------
    DataError
        When a file has wrong columns.

    Examples
    --------
    >>> drafts()
    []
    """
    folder = opened(data, board)
    found = list[Draft]()
    for file in FILES:
        rows = _waiting(file, folder)
        for name in dict.fromkeys(row[_NAME[file.name]] for row in rows):
            own = tuple(row for row in rows if row[_NAME[file.name]] == name)
            found.append(Draft(name, file.name, own[0]["sheet"], own))
    return found


def _waiting(file: CsvFile, folder: Folder) -> list[CsvRow]:
    """Return the rows of the CSV file that are drafts, without those that the workbook answers."""
    rows = rows_at_hand(file, folder)
    answered = [row for row in rows if row.get(DRAFT) != PROPOSED]
    keys = {_cells(row) for row in answered}
    own = [row for row in rows if row.get(DRAFT) == PROPOSED and not isinstance(row.line, SheetLine)]
    kept = folder.boards.own(file, own, folder.board)
    return [row for row in kept if _cells(row) not in keys]


def _cells(row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, text) for name, text in row.items() if name != DRAFT))


def write_drafts(folder: Folder, data: Path | None = None) -> list[Path]:
    """Write what is proposed for a board into its folder, each row marked as a draft.

    Parameters
    ----------
    folder
        The board's folder, or its share of one.
    data
        The whole folder, where only a share of it is given.

    Returns
    -------
    list[Path]
        The files changed; none where nothing new is proposed.

    Raises
    ------
    OutputError
        When a file cannot be written; what was there is kept.
    """
    rows, place = find_drafts(folder).rows, data or folder.path
    steps: list[Step] = [
        (place / file.name, extended(contents(place / file.name), file.names, rows[file.name]))
        for file in FILES
        if rows[file.name]
    ]
    return write_together(place, steps) if steps else []


def accept_drafts(names: Sequence[str], *, data: Data | None = None, board: str | None = None) -> list[Path]:
    """Let drafts count: subjects and splits by name, a split together with the draft of its subject.

    Parameters
    ----------
    names
        The names of drafts; `alla` for all of them.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    list[Path]
        The files changed.

    Raises
    ------
    DataError
        When there is no such draft, or the folder could not be loaded with it; nothing is changed then.
    OutputError
        When a file cannot be written; what was there is kept.

    Examples
    --------
    >>> accept_drafts(["Hemtjänst"])
    Traceback (most recent call last):
    analysis.errors.DataError: subjects.csv: saw draft = 'Hemtjänst'; expected one of: –; correct the spelling, or
    register what is missing
    """
    with alone(folder_path(data)):
        folder = opened(data, board)
        chosen = _chosen(names, folder)
        subjects = {one.subject for one in chosen}
        needed = [one for one in drafts(data=folder) if one.file == SUBJECTS.name and one.name in subjects]
        return _answer([*chosen, *needed], "", folder)


def turn_down_drafts(names: Sequence[str], *, data: Data | None = None, board: str | None = None) -> list[Path]:
    """Turn drafts down, so that they are not proposed again; with a subject its splits.

    Parameters
    ----------
    names
        The names of drafts; `alla` for all of them.
    data, board
        The folder that holds the register, and the board where it has several.

    Returns
    -------
    list[Path]
        The files changed.

    Raises
    ------
    DataError
        When there is no such draft; nothing is changed then.
    OutputError
        When a file cannot be written; what was there is kept.

    Examples
    --------
    >>> turn_down_drafts(["alla"])
    []
    """
    with alone(folder_path(data)):
        folder = opened(data, board)
        chosen = _chosen(names, folder)
        gone = {one.name for one in chosen if one.file == SUBJECTS.name}
        answered = [one for one in drafts(data=folder) if one in chosen or one.subject in gone]
        return _answer(answered, TURNED_DOWN, folder)


def _chosen(names: Sequence[str], folder: Folder) -> list[Draft]:
    """Return the drafts of some names, refusing every name that none has."""
    waiting = drafts(data=folder)
    if any(name.casefold() in EVERY for name in names):
        return waiting
    known = [one.name for one in waiting]
    faults = [
        fault("unknown-reference", SUBJECTS.name, column=DRAFT, seen=name, known=nearest(name, known) or "–")
        for name in names
        if name not in known
    ]
    if faults:
        raise DataError(faults)
    return [one for one in waiting if one.name in names]


def _answer(chosen: Iterable[Draft], word: str, folder: Folder) -> list[Path]:
    """Mark the rows of drafts with a word, or with none."""
    steps, rows = list[Step](), [(one.file, _cells(row)) for one in chosen for row in one.rows]
    for file in FILES:
        own = {cells for name, cells in rows if name == file.name}
        if own:
            text = read_csv(folder.path / file.name, file.names)
            steps.append((folder.path / file.name, text.filled(DRAFT, _marked(own, word, file))))
    return write_together(folder.path, steps) if steps else []


def _marked(own: set[tuple[tuple[str, str], ...]], word: str, file: CsvFile) -> Callable[[Mapping[str, str]], str]:
    empty = dict.fromkeys(file.names, "")

    def mark(row: Mapping[str, str]) -> str:
        said = row.get(DRAFT, "")
        return word if said == PROPOSED and _cells({**empty, **row}) in own else said if said != ACCEPTED else ""

    return mark
