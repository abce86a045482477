"""The charts of a workbook: the numbers that they draw, that stand before them and that are said to who cannot see."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl

from tests.whole.made import TOTAL, Findings, Year
from tests.whole.said import number, plain

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_HEADS = ("Avvikelse", "Sämre", "Bättre")


def hold_charts(path: Path, board: Mapping[int, Year], found: Findings) -> None:
    """Hold what the charts of a workbook draw against its cells, and their tables and texts against the truth."""
    book = openpyxl.load_workbook(path, data_only=True)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, part in parts.items():
        if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
            _series(name, ET.fromstring(part), book, found)  # noqa: S314  (our own file)
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
            for text in _texts(part):
                _said(text, board, found)
    for sheet in book:
        _tables(sheet, board, found)


def _series(name: str, chart: Any, book: Any, found: Findings) -> None:
    """Hold what a chart keeps of each of its numbers against the cell that it is drawn from."""
    for reference in [*chart.iter(f"{_C}numRef"), *chart.iter(f"{_C}strRef")]:
        sheet, cells = str(reference.findtext(f"{_C}f")).replace("$", "").rsplit("!", 1)
        span = book[sheet.strip("'").replace("''", "'")][cells]
        values = [cell.value for row in span for cell in row] if isinstance(span, tuple) else [span.value]
        for point in reference.iter(f"{_C}pt"):
            seen, own = point.findtext(f"{_C}v"), values[int(point.get("idx"))]
            if isinstance(own, int | float):
                found.hold(f"{name}, {cells}", seen, Decimal(str(own)))
            elif str(own) != seen and (own is not None or seen):
                found.wrong.append(f"{name}, {cells}: saw {seen}, the cell holds {own}")


def _texts(part: bytes) -> Iterator[str]:
    for shape in ET.fromstring(part).iter():  # noqa: S314  (our own file)
        if shape.tag.endswith("cNvPr") and shape.get("descr"):
            yield plain(str(shape.get("descr")))


def _said(text: str, board: Mapping[int, Year], found: Findings) -> None:
    """Hold what a chart's text says of each bar."""
    before = list[str]()
    for bar in text.rpartition(": ")[2].rstrip(".").split("; "):
        parts = re.fullmatch(r"(.*?) ([+-]?\d{1,3}(?: \d{3})*)", bar)
        label = parts[1] if parts else bar
        expected = _deviation(label, board, before)
        before.append(label)
        if parts is None or expected is None:
            found.wrong.append(f"chart: a bar that nothing holds: {bar}")
        else:
            found.hold(f"chart, {label}", number(parts[2]), expected)


def _tables(sheet: Any, board: Mapping[int, Year], found: Findings) -> None:
    """Hold the table that stands before a chart: each deviation, and that it is parted into worse and better."""
    columns = dict[int, list[str]]()
    for row in sheet.iter_rows(values_only=True):
        for at in range(len(row) - 3):
            if row[at] in {"Rad", "År"} and row[at + 1 : at + 4] == _HEADS:
                columns = {at: []}
        for at, before in columns.items():
            label, (value, worse, better) = str(row[at]), row[at + 1 : at + 4]
            if not isinstance(value, int | float):
                continue
            where, expected = f"chart on {sheet.title}, {label}", _deviation(label, board, before)
            before.append(label)
            if expected is None:
                found.wrong.append(f"{where}: a row that nothing holds")
                continue
            found.hold(where, value, expected)
            found.hold(f"{where}, worse", worse, min(expected, Decimal(0)))
            found.hold(f"{where}, better", better, max(expected, Decimal(0)))


def _deviation(label: str, board: Mapping[int, Year], before: Sequence[str]) -> Decimal | None:
    """Return the deviation of a year, of a line of the newest one, or of all lines but the largest, named before."""
    lines = board[max(board)].lines
    if label.isdigit() and int(label) in board:
        return board[int(label)].lines[TOTAL][2]
    if label in lines:
        return lines[label][2]
    rest = [line[2] for name, line in lines.items() if name not in {TOTAL, *before} and line[2]]
    is_largest = rest and all(abs(lines[name][2]) >= max(map(abs, rest)) for name in before if name in lines)
    return sum(rest, Decimal(0)) if is_largest and label == f"Övriga {len(rest)} rader" else None
