"""What several test modules need: a report made of a text, and the tables that are read from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from analysis.readers.tables import Table, read_tables
from tests.books import keep_books

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


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
