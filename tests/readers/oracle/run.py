"""Many cases read and judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError
from analysis.readers.tables import Table, read_tables
from tests.readers.oracle.score import Score, score
from tests.readers.oracle.truth import Case


@dataclass(slots=True)
class Tally:
    """Counts of one kind."""

    tables: int = 0
    files: int = 0
    refused: int = 0
    wrong_files: int = 0
    rows: int = 0
    headings: int = 0
    turned: int = 0
    cells: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)

    def add(self, case: Case, result: Score, *, refused: bool) -> None:
        """Count a case."""
        self.files += 1
        self.tables += len(case.tables)
        self.refused += refused
        self.wrong_files += bool(result.wrong)
        self.rows += result.rows
        self.headings += result.headings
        self.turned += result.turned
        self.cells += result.cells
        self.causes += Counter(one.cause for one in result.wrong)

    def counts(self) -> dict[str, Any]:
        """Return the counts by name, for JSON."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @classmethod
    def of(cls, counts: Mapping[str, Any]) -> Tally:
        """Make a tally of counts that came through JSON."""
        return cls(**{**counts, "cells": Counter(counts["cells"]), "causes": Counter(counts["causes"])})

    def join(self, other: Tally) -> None:
        """Add the counts of another."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


def broke_down(error: BaseException | None) -> bool:
    """Tell whether memory or recursion ran out below an error, whatever it was turned into.

    Examples
    --------
    >>> try:
    ...     raise ValueError from RecursionError()
    ... except ValueError as error:
    ...     broke_down(error)
    True
    """
    seen = list[BaseException]()
    while error is not None and error not in seen:
        if isinstance(error, MemoryError | RecursionError):
            return True
        seen.append(error)
        error = error.__cause__ or error.__context__
    return False


def judge(case: Case, folder: Path) -> tuple[Score, list[Table], str]:
    """Read a case and judge what was read; return that too, or the text of the refusal.

    The file stands in the folder while it is read, so that a crash leaves it behind.
    """
    path = folder / case.name
    path.write_bytes(case.content)
    tables, refusal = read(path)
    path.unlink()
    return score(case.tables, tables, refusal), tables, refusal


def read(path: Path) -> tuple[list[Table], str]:
    """Read the tables of a file, or the text of the refusal."""
    try:
        return read_tables(path), ""
    except AnalysisError as error:
        if broke_down(error):
            raise
        return [], error.swedish()
