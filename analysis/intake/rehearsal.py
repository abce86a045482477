"""A data folder as it is or as it would become, loaded in a copy, and all that is wrong with it told at once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from analysis.cache import keep, lent, recall
from analysis.csv_files import CsvFile, Judge, read_csv, read_rows, read_table
from analysis.csv_text import with_lines, written
from analysis.csv_workbook import WORKBOOK, SheetLine, empty_row
from analysis.data_files import ALL, CONCEPTS, DOCUMENTS, FIGURES
from analysis.errors import AnalysisError, DataError, Fault, fault, swedish_reason
from analysis.explanations.audit.budgets import load_budgets
from analysis.explanations.audit.mixes import load_mixes
from analysis.explanations.audit.payers import load_payers
from analysis.explanations.audit.principles import load_principles
from analysis.explanations.audit.projects import load_estimates
from analysis.explanations.audit.unit_costs import load_limits
from analysis.explanations.causes import load_causes
from analysis.explanations.changes import load_changes
from analysis.explanations.measures import load_measures
from analysis.explanations.notes import load_comments
from analysis.explanations.sensitivity import load_drivers
from analysis.explanations.subjects import load_splits, load_subjects
from analysis.intake.shares import shares
from analysis.intake.touched import touched_boards
from analysis.ledger.claims import audit_claims
from analysis.ledger.compare import concepts, unknown_lines
from analysis.ledger.ledger import load_figures
from analysis.ledger.places import report_lines
from analysis.statements.boards import Board, boards_of
from analysis.statements.checks import reconcile
from analysis.statements.folder import SAVED, Folder, digests, opened, state
from analysis.statements.load import (
    load_carry_overs,
    load_drift,
    load_follow_ups,
    load_investments,
    load_months,
    load_staff,
    load_volumes,
)
from analysis.yardsticks.comparison import load_comparison
from analysis.yardsticks.goals import load_goals
from analysis.yardsticks.kolada import load_kolada

_FRAMES: tuple[Callable[..., object], ...] = (
    *(load_drift, load_investments, load_carry_overs, load_follow_ups, load_months, load_volumes, load_staff),
    *(reconcile, load_figures, audit_claims, concepts, unknown_lines),
)
_ROWS: tuple[Callable[[Folder], object], ...] = (
    *(report_lines, load_causes, load_measures, load_changes, load_comments, load_drivers, load_subjects, load_splits),
    *(load_kolada, load_comparison, load_goals, load_budgets, load_mixes, load_limits, load_payers),
    *(load_principles, load_estimates),
)
_OF_WHOLE_FILES = {"wrong-columns", "bad-csv", "wrong-encoding", "too-large", "not-a-file", "unreadable-file"}
_NAMING = (DOCUMENTS, FIGURES, CONCEPTS)  # the files whose first column other files name
_FILES = {file.name: file for file in ALL}
_NAMES = (*_FILES, WORKBOOK)


class Names(NamedTuple):
    """The names that are gone with the rows that were wrong: what lacks them is not at fault itself."""

    gone: set[str]

    def miss(self, one: Fault) -> bool:
        """Tell whether a fault is that of a name which is gone."""
        said = " ".join(map(str, one.values.values()))
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in self.gone)


def folder_faults(
    data: Path, changed: Mapping[Path, bytes | None] | None = None, whose: Board | None = None
) -> list[Fault]:
    """Find all that is wrong with a folder, as it is or as it would be with some of its files changed.

    A row that is wrong hides nothing: the rest is loaded without it. The folder itself is left alone. Of a change that
    touches what some boards see alone, only those boards are loaded: for the others nothing is other than before. A
    folder that nothing was wrong with, and that is as it was then, is not loaded again.

    Parameters
    ----------
    data
        The folder; it need not be there where all of it is given.
    changed
        What files in it are to hold; None for one that is to go.
    whose
        The board whose rows and reports alone are tried; all boards' where none is given.

    Returns
    -------
    list[Fault]
        All faults, file by file, in the order of their lines.

    Examples
    --------
    >>> from analysis.files import DATA
    >>> folder_faults(DATA)
    []
    """
    if strange := [fault("not-a-file", name) for name in _NAMES if _is_strange(data / name)]:
        return strange
    if not changed and not (data / DOCUMENTS.name).is_file():
        return [fault("missing-file", data / DOCUMENTS.name)]
    known = None if changed else _known(data)
    if known and recall(data, known) is not None:
        return []
    found, names = dict[str, Fault](), Names(set())
    touched = {whose} if whose else touched_boards(data, changed or {})
    with staged(data, changed or {}, touched) as stage:
        while faults := [one for one in _load_all(stage, touched) if one.english() not in found]:
            found |= {one.english(): one for one in faults if not names.miss(one)}
            if not _take_out(stage, faults, names):
                found |= {one.english(): one for one in _shapes(stage)}
                break
    if known and not whose and not found and _known(data) == known:
        keep(data, known, b"")
    order = [file.name for file in ALL]
    return sorted(found.values(), key=lambda one: (order.index(one.file) if one.file in order else -1, one.line or 0))


def _known(data: Path) -> object:
    """Tell what a folder that nothing is wrong with is known by; None where its files cannot be told."""
    with suppress(AnalysisError):
        return "sound", digests(state(data))
    return None


@contextmanager
def staged(
    data: Path, changed: Mapping[Path, bytes | None], touched: Collection[Board] | None = None
) -> Iterator[Path]:
    """Give a copy of a folder as it would be with some of its files changed: all of it, or what some boards see of it.

    Yields
    ------
    Path
        A folder that is gone afterwards.

    Raises
    ------
    DataError
        When a file of the folder cannot be read.
    """
    with TemporaryDirectory() as place:
        stage = Path(place)
        seen = changed if touched is None else {**changed, **shares(data, changed, touched)}
        for path in _files(data, touched):
            if path not in seen:
                _copy(path, data, stage)
        for path, content in seen.items():
            if content is not None:
                _copy_of(path, data, stage).write_bytes(content)
        with lent(data, stage):
            yield stage


@contextmanager
def opened_share(data: Path, board: Board) -> Iterator[Folder]:
    """Open what a board sees of a folder, in a copy that is gone afterwards; no other board's rows are read."""
    with staged(data, {}, {board}) as stage:
        yield opened(stage, board.text)


def rehearse(data: Path, changed: Mapping[Path, bytes | None]) -> None:
    """Refuse what would leave a folder with anything wrong in it; the folder itself is left alone.

    Parameters
    ----------
    data
        The folder; it need not be there.
    changed
        What files in it are to hold; None for one that is to go.

    Raises
    ------
    DataError
        With all that would be wrong.
    """
    if faults := folder_faults(data, changed):
        raise DataError(faults)


def _files(data: Path, touched: Collection[Board] | None) -> Iterator[Path]:
    """Yield the files of a folder that anything is read from: the reports of all boards, or of some."""
    yield from (path for path in data.glob("*.csv") if path.name[0] != "." and path.is_file())
    yield from (path for path in data.glob(SAVED) if path.is_file())
    if (data / WORKBOOK).is_file():
        yield data / WORKBOOK
    with suppress(DataError):
        rows = read_rows(data / DOCUMENTS.name, DOCUMENTS.names, DOCUMENTS.optional)
        whose = boards_of(rows)
        for row in rows:
            path = data / row["file"].replace("\0", "")
            if touched is not None and whose.of.get(row["id"]) not in {None, *touched}:
                continue
            if path.is_file() and path.resolve().is_relative_to(data.resolve()):
                yield path


def _copy_of(path: Path, data: Path, stage: Path) -> Path:
    """Say where the copy of a file goes; its folder is made."""
    copy = stage / path.relative_to(data)
    copy.parent.mkdir(parents=True, exist_ok=True)
    return copy


def _copy(path: Path, data: Path, stage: Path) -> None:
    try:
        shutil.copyfile(path, _copy_of(path, data, stage))
    except OSError as error:
        name, why = path.relative_to(data).as_posix(), error.strerror or error
        raise DataError(fault("unreadable-file", name, reason=why, reason_sv=swedish_reason(error))) from error


def _is_strange(path: Path) -> bool:
    """Tell a folder or a device where a file should be."""
    return path.exists() and not path.is_file()


def _load_all(stage: Path, touched: Collection[Board] | None) -> list[Fault]:
    """Load all that is read from a folder, board by board; return what is wrong, each fault once."""
    faults = dict[str, Fault]()
    try:
        known = boards_of(read_rows(stage / DOCUMENTS.name, DOCUMENTS.names, DOCUMENTS.optional)).known
        chosen = [one.text for one in known if touched is None or one in touched]
        folders = [opened(stage, board) for board in chosen] if known else [opened(stage)]
    except AnalysisError as error:
        return list(error.faults)
    for folder in folders:
        for load in (*(partial(one, data=folder) for one in _FRAMES), *(partial(one, folder) for one in _ROWS)):
            try:
                load()
            except AnalysisError as error:
                faults |= {one.english(): one for one in error.faults}
    return list(faults.values())


def _shapes(stage: Path) -> Iterator[Fault]:
    """Find what is wrong with the cells of each file by themselves, where no other file can be relied on."""
    judges: dict[str, Judge] = {column.kind.judge: lambda _cell: () for file in ALL for column in file.columns}
    for file in ALL:
        if (stage / file.name).is_file():
            try:
                yield from read_table(stage, file, judges).faults
            except DataError as error:
                yield from error.faults


def _take_out(stage: Path, faults: Sequence[Fault], names: Names) -> bool:
    """Take out what is wrong; tell whether the rest can be loaded without it."""
    places = {(one.file, None if one.code in _OF_WHOLE_FILES else one.line) for one in faults}
    twice = {(one.file, one.line) for one in faults if one.code == "duplicate-key"}
    for name, line in sorted(places, key=lambda place: (place[0], place[1] or 0)):
        if name == WORKBOOK:
            _without_sheet_row(stage, line)
            continue
        if Path(name).match(SAVED):
            (stage / name).unlink(missing_ok=True)
            continue
        file = _FILES.get(name, DOCUMENTS)
        at = line if name in _FILES else _line_of_report(stage, name)
        if at is None and file in _NAMING:
            return False
        if at is None:
            (stage / name).write_text(written([file.names], ",", "\n"), encoding="utf-8")
        else:
            _without_row(stage, file, at, Names(set()) if (name, line) in twice else names)
    return True


def _without_sheet_row(stage: Path, line: int | None) -> None:
    """Empty a row of the workbook, or take it away where it is wrong as a whole."""
    if isinstance(line, SheetLine):
        empty_row(stage, line)
    else:
        (stage / WORKBOOK).unlink()


def _line_of_report(stage: Path, name: str) -> int | None:
    """Find the row of the document whose file has a name."""
    rows = read_rows(stage / DOCUMENTS.name, DOCUMENTS.names, DOCUMENTS.optional)
    return next((row.line for row in rows if Path(row["file"]).name == Path(name).name), None)


def _without_row(stage: Path, file: CsvFile, line: int, names: Names) -> None:
    """Empty a row, so that the others keep their lines."""
    path = stage / file.name
    text = read_csv(path, file.names)
    for own, cells in text.rows[1:]:
        if own == line and file in _NAMING:
            name = dict(zip(text.header, cells, strict=False)).get(file.names[0], "").strip()
            names.gone.update({name} - {""})
    rows = [row for at, row in enumerate(text.rows) if at == 0 or row[0] != line]
    path.write_text(with_lines(rows), encoding="utf-8", newline="")
