"""The few named errors, said in English to programmers and in Swedish to controllers."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import NamedTuple

from analysis.fault_texts import TEXTS
from analysis.harmless import for_terminal

_REASONS = {  # what an operating system says of a file
    errno.EACCES: "behörighet saknas",
    errno.EPERM: "behörighet saknas",
    errno.EROFS: "platsen är skrivskyddad",
    errno.ENOSPC: "disken är full",
    errno.EISDIR: "det är en mapp",
    errno.ENOTDIR: "en del av sökvägen är en fil, ingen mapp",
    errno.EEXIST: "en del av sökvägen är en fil, ingen mapp",
    errno.ENOENT: "sökvägen finns inte",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.ELOOP: "länken leder tillbaka till sig själv",
    errno.EMLINK: "filen är en länk",
}


def swedish_reason(error: Exception) -> str:
    """Say in Swedish why the operating system did not let a file be read or written.

    Examples
    --------
    >>> swedish_reason(OSError(28, "No space left on device")), swedish_reason(ValueError("embedded null byte"))
    ('disken är full', 'filen går inte att öppna')
    """
    return _REASONS.get(getattr(error, "errno", 0) or 0, "filen går inte att öppna")


class Fault(NamedTuple):
    """One fault: where it is, what was seen, what was expected and what to do."""

    code: str
    file: str
    line: int | None
    values: dict[str, object]

    def english(self) -> str:
        """Say it to a programmer."""
        seen, expected, action = (part.format(**self.values) for part in TEXTS[self.code][0])
        line = f", line {self.line}" if self.line else ""
        return for_terminal(f"{self.file}{line}: saw {seen}; expected {expected}; {action}")

    def swedish(self) -> str:
        """Say it to a controller."""
        seen, expected, action = (part.format(**self.values) for part in TEXTS[self.code][1])
        line = f" rad {self.line}" if self.line else ""
        return for_terminal(f"{self.file}{line}: {seen}; väntade {expected}; {action}.")


def fault(code: str, file: object, line: int | None = None, **values: object) -> Fault:
    """Make one fault from its code and the values that its text names.

    Examples
    --------
    >>> print(fault("empty-file", "rapport.txt").english())
    rapport.txt: saw an empty file; expected the text of a report; export or download the file again
    """
    if code not in TEXTS:
        raise KeyError(code)
    # a row of a workbook knows the file that it stands in
    return Fault(code, str(getattr(line, "file", file)), line, values)


def unknown_year(file: object, seen: object, known: str) -> Fault:
    """Make the fault of a year that is not known; one in quotes may well be known as a number.

    Examples
    --------
    >>> print(unknown_year("driftredovisning", "2020", "2017, 2020").english())
    driftredovisning: saw year '2020'; expected a year without quotes; write 2020
    """
    if isinstance(seen, str) and seen.isdigit():
        return fault("year-in-quotes", file, seen=seen)
    return fault("unknown-year", file, seen=seen, known=known)


class AnalysisError(Exception):
    """A named error that carries every fault found, for people in two languages.

    Attributes
    ----------
    faults
        All faults of the file or files, in the order in which they were found.
    """

    def __init__(self, faults: Fault | Sequence[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(one.english() for one in self.faults))

    def __reduce__(self) -> tuple[type[AnalysisError], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)  # what another process finds is raised in this one

    def swedish(self) -> str:
        """Return all faults in Swedish, one a line."""
        return "\n".join(one.swedish() for one in self.faults)

    def _render_traceback_(self) -> list[str]:
        """Say it to the one who runs a notebook, who is a controller: IPython shows this in place of a traceback."""
        return [f"Det gick inte:\n{self.swedish()}"]


class DocumentError(AnalysisError):
    """A report file cannot be read."""


class NoTablesError(DocumentError):
    """A report file was read, but no table is in it."""


class DataError(AnalysisError):
    """A file under `data/` is wrong: columns, values, keys or references."""


class ComparisonError(AnalysisError):
    """Two years were to be compared that do not measure the same thing."""


class OutputError(AnalysisError):
    """An output could not be written; what was there before is kept."""
