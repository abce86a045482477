"""The two workbooks that the checks are held against: what the board gets, and the appendix."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from analysis.workbook.book import write_audit_workbook
from tests import books
from tests.books import ONLY_DRIFT, YEARS, Book, read_book

APPENDIX = "bilaga "  # begins the name of a case that is the appendix
CASES = [*books.CASES, f"{APPENDIX}2020 mot 2019", f"{APPENDIX}{ONLY_DRIFT}"]
FEET = {case: books.FEET[case.removeprefix(APPENDIX)] for case in CASES}


@cache
def finished(case: str) -> Path:
    """Write one of the workbooks, once a worker; it is only to be read."""
    years = case.removeprefix(APPENDIX)
    board = books.finished(years)
    if years == case:
        return board
    path = board.with_name(f"{case}.xlsx")
    if years in YEARS:
        return write_audit_workbook(path, *YEARS[years])
    return write_audit_workbook(path, data=board.parent / "data")


@cache
def real_book(case: str) -> Book:
    """Read one of the workbooks."""
    return read_book(finished(case).read_bytes())


def is_appendix(case: str) -> bool:
    """Tell the appendix from what the board gets."""
    return case.startswith(APPENDIX)
