"""Many cases read and judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

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
        self.cells += result.cells
        self.causes += Counter(one.cause for one in result.wrong)


def read_case(case: Case, folder: Path) -> tuple[list[Table], str]:
    """Read the file of a case; return its tables, or the text of the refusal."""
    path = folder / case.name
    path.write_bytes(case.content)
    try:
        return read_tables(path), ""
    except AnalysisError as error:
        return [], error.swedish()
    finally:
        path.unlink()


def judge(case: Case, folder: Path) -> tuple[Score, list[Table], str]:
    """Read a case and judge what was read."""
    tables, refusal = read_case(case, folder)
    return score(case.tables, tables, refusal), tables, refusal
