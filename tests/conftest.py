"""What several test modules need: a report made of a text, and the tables that are read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from analysis.readers.tables import Table, read_tables
from tests.books import keep_books

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


# Files that take long, by what they share; each group runs on one worker, and the first groups start first.
GROUPS = {
    "report": ("whole/test_report.py",),
    "books": (
        *("workbook/test_book.py", "workbook/test_print.py", "workbook/test_safe.py", "workbook/test_accessible.py"),
        *("workbook/test_colours.py", "workbook/test_drawn_charts.py", "workbook/test_links.py"),
        *("workbook/test_tables.py", "workbook/test_shown.py"),
        *("workbook/test_charts.py", "workbook/sheets/test_pages.py", "workbook/sheets/test_deviations.py"),
    ),
    "notebooks": ("whole/test_notebooks.py",),
    "signs": ("readers/test_signs.py",),
    "tables": ("readers/test_tables.py",),
}
_GROUP = {name: group for group, names in GROUPS.items() for name in names}


def _group(nodeid: str) -> str:
    file = nodeid.partition("::")[0].removeprefix("tests/")
    return _GROUP.get(file, file)


class _ByGroup(LoadScopeScheduling):  # type: ignore[misc]
    """Gives a worker all the tests of a file, or of a group of files."""

    def _split_scope(self, nodeid: str) -> str:
        return _group(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _ByGroup | None:
    """Share out tests by group where they are to be shared out by file."""
    return _ByGroup(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the groups that take long first, so that none is left for the end."""
    order = {group: at for at, group in enumerate(GROUPS)}
    items.sort(key=lambda item: order.get(_group(item.nodeid), len(order)))


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave nothing in what this user's programs know of each other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _books(tmp_path_factory: pytest.TempPathFactory) -> None:
    keep_books(tmp_path_factory.mktemp("books"))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write a text to a report, line ends and spaces as they are, and return its path."""

    def write_text(text: str) -> Path:
        path = tmp_path / "rapport.txt"
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write_text


@pytest.fixture
def read(write: Callable[[str], Path]) -> Callable[[str], list[Table]]:
    """Read the tables of a text."""

    def read_text(text: str) -> list[Table]:
        return read_tables(write(text))

    return read_text


@pytest.fixture
def read_one(read: Callable[[str], list[Table]]) -> Callable[[str], Table]:
    """Read the only table of a text."""

    def read_only(text: str) -> Table:
        (table,) = read(text)
        return table

    return read_only
