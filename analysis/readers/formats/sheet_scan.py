"""The sheets of an Excel workbook, gone through once: how much they hold, what they hide and merge."""

from __future__ import annotations

import re

from analysis.errors import DocumentError, fault
from analysis.readers.formats.layouts import Layout
from analysis.readers.formats.lines import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from analysis.readers.formats.packages import Watchers, damaged

_LAST_ROW = 1_048_576  # of any sheet of Excel
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Z]{1,3}")
_MERGED = re.compile(r"(?P<first>[A-Z]{1,3})(?P<row>\d{1,7}):(?P<last>[A-Z]{1,3})\d{1,7}")


class SheetScan:
    """Counts what the sheets hold before any cell of them is kept, and notes what they hide and merge.

    Parameters
    ----------
    name
        The file's name, for messages.
    """

    def __init__(self, name: str) -> None:
        self._name, self._part = name, ""
        self._rows = self._column = self._widest = 0
        self._is_row_counted = self._has_formula = self._in_value = self._is_text = False
        self._has_bare = self._is_row_hidden = False
        self._row = self._merged = 0
        self._layouts = dict[str, Layout]()

    @property
    def has_bare_formula(self) -> bool:
        """Whether any formula has no value beside it."""
        return self._has_bare or self._has_formula

    def layout(self, part: str) -> Layout:
        """Return what a sheet hides and merges."""
        return self._layouts.get(part.lstrip("/"), Layout())

    def watch(self, part: str) -> Watchers | None:
        """Return who is to be told of the elements and texts of a part, where it is a sheet."""
        self._close()
        self._part, self._rows, self._column, self._widest, self._row, self._merged = part, 0, 0, 0, 0, 0
        if not _SHEET.fullmatch(part):
            return None
        self._layouts[part] = Layout()
        return self._start, self._text

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        self._in_value = local == "v"
        if local == "c":
            self._close()
            self._is_text = attributes.get("t") == "str"  # a formula may give an empty one
            self._column = _column_number(attributes.get("r", "")) or self._column + 1
        elif local == "f":
            self._has_formula = not self._is_text
        elif local in {"v", "is"}:
            self._value()
        elif local == "row":
            self._begin_row(attributes)
        elif local == "col" and _is_hidden(attributes, "width"):
            first, last = (int(attributes.get(name, "0")) for name in ("min", "max"))
            self._layouts[self._part].hidden_columns.append((first - 1, last - 1))
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._close()
        self._column, self._is_row_counted = 0, False
        number = attributes.get("r", str(self._row + 1))
        if not number.isdecimal() or int(number) > _LAST_ROW:
            raise damaged(self._name, f"{self._part}: row {number[:20]}")
        self._row, self._is_row_hidden = int(number), _is_hidden(attributes, "ht")

    def _merge(self, reference: str) -> None:
        found = _MERGED.fullmatch(reference)
        if found:
            self._merged += 1
            first, last = (_column_number(found[name]) - 1 for name in ("first", "last"))
            self._layouts[self._part].merge(int(found["row"]), first, last)
        if self._merged > MOST_ROWS:
            self._refuse(MOST_ROWS, "merged cells", "sammanfogade celler")

    def _text(self, _: str) -> None:
        if self._in_value:
            self._has_formula = False

    def _close(self) -> None:
        self._has_bare |= self._has_formula
        self._has_formula = False

    def _value(self) -> None:
        self._widest = max(self._widest, self._column)
        if not self._is_row_counted:
            self._rows += 1
            self._is_row_counted = True
            if self._is_row_hidden:
                self._layouts[self._part].hidden_rows.add(self._row)
        if self._rows > MOST_ROWS:
            self._refuse(MOST_ROWS, "rows", "rader")
        if self._widest > MOST_COLUMNS:
            self._refuse(MOST_COLUMNS, "columns", "kolumner")
        if self._rows * self._widest > MOST_CELLS:
            self._refuse(MOST_CELLS, "cells", "celler")

    def _refuse(self, most: int, what: str, what_sv: str) -> None:
        place = self._part.rpartition("/")[2]
        raise DocumentError(fault("too-many", self._name, place=place, most=most, what=what, what_sv=what_sv))


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Tell a row or a column that is hidden, or has no height or width."""
    return attributes.get("hidden") in {"1", "true"} or attributes.get(size) in {"0", "0.0"}


def _column_number(reference: str) -> int:
    letters, number = _LETTERS.match(reference), 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
