"""The lines of a document as the bytes of each usual file."""

from __future__ import annotations

import csv
import html
import io
import random
import re
from collections.abc import Sequence

from tests.readers.oracle.lines import BLANK, HEAD, ROW, Line, runs_of

NEW_LINE = "\n"
SUFFIXES = {"csv": ".csv", "xlsx": ".xlsx", "docx": ".docx", "html": ".html", "pdf": ".pdf"}


def text_file(lines: Sequence[Line]) -> bytes:
    """Write the lines as they are."""
    text = "".join(f"{' ' if line.joins else NEW_LINE}{line.text}" for line in lines)
    return f"{text.removeprefix(NEW_LINE)}{NEW_LINE}".encode()


def csv_file(lines: Sequence[Line], chance: random.Random) -> bytes:
    """Write cells parted by semicolons, as Swedish Excel does, or by commas or tabs."""
    memory, sign = io.StringIO(), chance.choice(";;;;;;;,\t")
    writer = csv.writer(memory, delimiter=sign, lineterminator="\r\n")
    width = max((len(line.cells) for line in lines), default=1)
    pads = chance.random() < 0.5 or sign != ";"
    for line in lines:
        row = list(line.cells) if line.cells else ([line.text] if line.text else [])
        # a row of the table that lacks a cell stays short: filled up, it would print other empty cells
        writer.writerow([*row, *[""] * (width - len(row))] if pads and line.what != ROW else row)
    return memory.getvalue().encode(chance.choice(("utf-8-sig", "utf-8", "utf-8")))


def html_file(lines: Sequence[Line], chance: random.Random) -> bytes:
    """Write a web page."""
    parts = list[str]()
    merged = chance.random() < 0.8
    for is_table, run in runs_of(lines):
        if is_table:
            rows = "".join(f"<tr>{_html_cells(line, merged=merged)}</tr>\n" for line in run)
            parts.append(f"<table>\n{rows}</table>")
        else:
            parts += [
                f"<{tag}>{html.escape(line.text)}</{tag}>"
                for line in run
                for tag in ["h3" if line.what == "title" else "p"]
            ]
    return f"<!DOCTYPE html>\n<html><head><meta charset=utf-8></head><body>\n{chr(10).join(parts)}\n</body></html>".encode()


def _html_cells(line: Line, *, merged: bool) -> str:
    tag, found, at = "th" if line.what == HEAD else "td", "", 0
    while at < len(line.cells):
        last = next((last for first, last in line.spans if first == at), at) if merged else at
        span = f' colspan="{last - at + 1}"' if last > at else ""
        found += f"<{tag}{span}>{html.escape(line.cells[at])}</{tag}>"
        at = last + 1
    return found


def docx_file(lines: Sequence[Line]) -> bytes:
    """Write a Word file."""
    import docx

    memory, letter = io.BytesIO(), docx.Document()
    for is_table, run in runs_of(lines):
        if not is_table:
            for line in run:
                letter.add_heading(line.text, 2) if line.what == "title" else letter.add_paragraph(line.text)
            continue
        width = max(len(line.cells) for line in run)
        table = letter.add_table(len(run), width)
        for line, row in zip(run, table.rows, strict=True):
            cells = list(row.cells)
            for cell, text in zip(cells, line.cells, strict=False):
                if text:
                    cell.text = text
            for first, last in line.spans:
                cells[first].merge(cells[last])
    letter.save(memory)
    return memory.getvalue()


def xlsx_file(lines: Sequence[Line], chance: random.Random) -> bytes:
    """Write a sheet; numbers as numbers in a format, or as text."""
    import xlsxwriter

    memory = io.BytesIO()
    as_numbers = chance.random() < 0.75
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Blad1")
        formats = [book.add_format({"num_format": f"#,##0{'.' * bool(count)}{'0' * count}"}) for count in range(4)]
        for at, line in enumerate(line for line in lines if line.what != BLANK or not line.text):
            if not line.cells:
                if line.text:
                    sheet.write_string(at, 0, line.text)
                continue
            for first, last in line.spans:
                sheet.merge_range(at, first, at, last, line.cells[first])
            for place, text in enumerate(line.cells):
                number = _plain_number(text) if as_numbers and place and line.what != HEAD else None
                if number is not None:
                    sheet.write_number(at, place, number, formats[len(text.partition(",")[2])])
                elif text and not any(first <= place <= last for first, last in line.spans):
                    sheet.write_string(at, place, text)
    return memory.getvalue()


def _plain_number(text: str) -> float | None:
    """Return the number of a cell that says no more than its number."""
    bare = re.sub(r"[\s\u00a0]", "", text).replace("−", "-").replace("–", "-").replace(",", ".")
    return float(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) and not re.search(r"\d\.\d{3}", text) else None
