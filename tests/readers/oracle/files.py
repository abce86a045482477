"""The lines of a document as the bytes of each usual file."""

from __future__ import annotations

import csv
import html
import io
import random
import re
from collections.abc import Sequence

from tests.pdf_files import Text, make_pdf
from tests.readers.oracle.figures import Style
from tests.readers.oracle.lines import BLANK, HEAD, Line

SUFFIXES = {"csv": ".csv", "xlsx": ".xlsx", "docx": ".docx", "html": ".html", "pdf": ".pdf"}
_ADVANCE = {  # of Helvetica, in thousandths
    **dict.fromkeys("0123456789", 556),
    **dict.fromkeys(" ,.:;/!\u00a0", 278),
    **dict.fromkeys("-()", 333),
    **dict.fromkeys("il", 222),
    **dict.fromkeys("tf", 278),
    **dict.fromkeys("jr", 300),
    **dict.fromkeys("cksvxyzJ", 500),
    **dict.fromkeys("BEKAPSVXY", 667),
    **dict.fromkeys("CDHNRU", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 833),
    **{"w": 722, "W": 944, "F": 611, "T": 611, "L": 556, "I": 278, "%": 889, "*": 389, "–": 556, "+": 584},
}


def text_file(lines: Sequence[Line]) -> bytes:
    """Write the lines as they are."""
    return "\n".join(line.text for line in lines).encode() + b"\n"


def csv_file(lines: Sequence[Line], chance: random.Random) -> bytes:
    """Write cells parted by semicolons, as Swedish Excel does."""
    memory = io.StringIO()
    writer = csv.writer(memory, delimiter=";", lineterminator="\r\n")
    width = max((len(line.cells) for line in lines), default=1)
    pads = chance.random() < 0.5
    for line in lines:
        row = list(line.cells) if line.cells else ([line.text] if line.text else [])
        writer.writerow([*row, *[""] * (width - len(row))] if pads else row)
    return memory.getvalue().encode(chance.choice(("utf-8-sig", "utf-8", "utf-8")))


def _runs(lines: Sequence[Line]) -> list[tuple[bool, list[Line]]]:
    """Part lines into prose and tables."""
    found = list[tuple[bool, list[Line]]]()
    for line in lines:
        is_table = bool(line.cells) or (line.what == BLANK and bool(found) and found[-1][0] and not line.text)
        if line.what == BLANK:
            continue
        if found and found[-1][0] == is_table and not (line.what == HEAD and found[-1][1][-1].what != HEAD):
            found[-1][1].append(line)
        else:
            found.append((is_table, [line]))
    return found


def html_file(lines: Sequence[Line], chance: random.Random) -> bytes:
    """Write a web page."""
    parts = list[str]()
    merged = chance.random() < 0.8
    for is_table, run in _runs(lines):
        if is_table:
            rows = "".join(f"<tr>{_html_cells(line, merged=merged)}</tr>\n" for line in run)
            parts.append(f"<table>\n{rows}</table>")
        else:
            parts += [f"<{tag}>{html.escape(line.text)}</{tag}>" for line in run for tag in ["h3" if line.what == "title" else "p"]]
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
    for is_table, run in _runs(lines):
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


def xlsx_file(lines: Sequence[Line], style: Style, chance: random.Random) -> bytes:
    """Write a sheet; numbers as numbers in a format, or as text."""
    import xlsxwriter

    memory = io.BytesIO()
    as_numbers = chance.random() < 0.75
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Blad1")
        shown = book.add_format({"num_format": "#,##0" + ("." + "0" * style.decimals if style.decimals else "")})
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
                    sheet.write_number(at, place, number, shown)
                elif text and not any(first <= place <= last for first, last in line.spans):
                    sheet.write_string(at, place, text)
    return memory.getvalue()


def _plain_number(text: str) -> float | None:
    """Return the number of a cell that says no more than its number."""
    bare = re.sub(r"[\s\u00a0]", "", text).replace("−", "-").replace("–", "-").replace(",", ".")
    return float(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) and not re.search(r"\d\.\d{3}", text) else None


def advance(text: str, size: float) -> float:
    """Say how wide a text is in Helvetica."""
    return sum(_ADVANCE.get(sign, 556) for sign in text) * size / 1000


def pdf_file(lines: Sequence[Line], chance: random.Random) -> bytes:
    """Write pages with the cells at their places, the numbers at the right of their columns."""
    size = chance.choice((8.0, 9.0, 10.0))
    pitch, gap = size * chance.uniform(1.25, 1.8), chance.uniform(12, 26)
    side = chance.choice(("right", "right", "left", "centre"))
    pages, y = [list[Text]()], 780.0
    for is_table, run in _runs(lines):
        edges = _edges(run, size, gap) if is_table else []
        for line in run:
            if y < 70:
                pages.append([])
                y = 780.0
            pages[-1] += _cells_at(line, edges, y, size, side) if is_table else [Text(56, round(y, 1), _latin(line.text), size)]
            y -= pitch
        y -= pitch * 0.6
    return make_pdf(*pages)


def _edges(run: Sequence[Line], size: float, gap: float) -> list[tuple[float, float]]:
    """Place columns: the left and the right edge of each."""
    width = max(len(line.cells) for line in run)
    edges, at = list[tuple[float, float]](), 56.0
    for place in range(width):
        texts = [line.cells[place] for line in run if place < len(line.cells) and not any(a <= place <= b for a, b in line.spans)]
        room = max((advance(_latin(text), size) for text in texts), default=20) + 1
        edges.append((at, at + room))
        at += room + gap
    return edges


def _cells_at(line: Line, edges: Sequence[tuple[float, float]], y: float, size: float, side: str) -> list[Text]:
    found = list[Text]()
    for place, raw in enumerate(line.cells):
        text = _latin(raw)
        if not text:
            continue
        (left, right), wide = edges[place], advance(text, size)
        span = next((last for first, last in line.spans if first == place), place)
        if span > place:
            right = edges[span][1]
            x = max(left, (left + right - wide) / 2)
        elif place == 0 or (line.what == HEAD and side == "left"):
            x = left
        else:
            x = (left + right - wide) / 2 if line.what == HEAD and side == "centre" else right - wide
        found.append(Text(round(x, 2), round(y, 1), text, size))
    return found


def _latin(text: str) -> str:
    """Write with the signs that the file's font has."""
    return text.replace("−", "-").replace("\u2012", "-")
