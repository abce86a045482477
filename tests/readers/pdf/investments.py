"""The made-up investments of the PDF fixtures, below the heads of several lines that such tables have, by three programs.

Each head is a list of lines; a cell is its words and how many columns it stands over.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TITLE = "Investeringsredovisning (tkr)"
ROWS = (
    ("Nytt verksamhetssystem", "-2 400", "-1 310", "1 090", "-1 000", "-785", "215"),
    ("Möbler och inventarier ny våning", "-575", "-437", "138", "-197", "-59", "138"),
    ("Arbetsmiljö", "", "", "", "-300", "-207", "93"),
    ("Digitala lås", "-800", "-846", "-46", "-400", "-446", "-46"),
    ("Summa", "-3 775", "-2 593", "1 182", "-1 897", "-1 497", "400"),
)
_NAMES = [("Budget", 1), ("Ack utfall", 1), ("Avvikelse", 1), ("Budget", 1), ("Utfall", 1), ("Avvikelse", 1)]
_GROUPS = [("Utgifter sedan projektstart", 3), ("Varav årets investeringar", 3)]
_DECIDED = [("Beslutad totalutgift", 1), ("Ack utfall", 1), ("Avvikelse", 1), *_NAMES[3:]]
_SINCE, _YEAR = "Utgifter sedan projektstart", "Varav årets investeringar"
Cells = list[tuple[str, int]]


@dataclass(frozen=True)
class InvestedShape:
    """One way to print the investments.

    Attributes
    ----------
    head
        The lines of the head.
    names
        What each column is then called.
    align
        Where heads stand over their numbers: left, center or right.
    number_mm, points
        The widths of the columns of numbers and the font size.
    merges
        Whether a cell over several columns is one cell, or the first of as many.
    """

    head: list[Cells]
    names: tuple[str, ...]
    align: str = "right"
    number_mm: int = 20
    points: float = 8
    merges: bool = True
    ruled: bool = False


_BOTH = tuple(
    f"{group} {name}" for (group, _), of in zip(_GROUPS, (_NAMES[:3], _NAMES[3:]), strict=True) for name, _ in of
)
INVESTED_SHAPES = {
    "banner": InvestedShape([[("", 1), *_GROUPS], [("Projekt", 1), *_NAMES]], _BOTH, align="center", ruled=True),
    "banner_left": InvestedShape([[("", 1), *_GROUPS], [("Projekt", 1), *_NAMES]], _BOTH, align="left"),
    "banner_unmerged": InvestedShape(
        [[("", 1), *_GROUPS], [("Projekt", 1), *_NAMES]], _BOTH, align="left", merges=False, number_mm=25, points=7
    ),
    "banner_right": InvestedShape([[("", 1), *_GROUPS], [("Projekt", 1), *_NAMES]], _BOTH),
    "decided": InvestedShape(
        [[("", 1), *_GROUPS], [("Projekt", 1), *_DECIDED]],
        (f"{_SINCE} Beslutad totalutgift", *_BOTH[1:]),
        align="center",
    ),
    "wrapped": InvestedShape(
        [[("", 1), *_GROUPS], [("Projekt", 1), *_DECIDED]],
        (f"{_SINCE} Beslutad totalutgift", *_BOTH[1:]),
        align="center",
        number_mm=14,
    ),
    "three": InvestedShape(
        [[("", 1), ("Investeringar 2021", 6)], [("", 1), *_GROUPS], [("Projekt", 1), *_NAMES]], _BOTH, align="center"
    ),
    "years": InvestedShape(
        [[("", 1), *_GROUPS], [("Projekt", 1), *_NAMES[:3], ("Budget 2021", 1), ("Utfall 2021", 1), ("Avvikelse 2021", 1)]],
        (*_BOTH[:3], f"{_YEAR} Budget 2021", f"{_YEAR} Utfall 2021", f"{_YEAR} Avvikelse 2021"),
        number_mm=17,
    ),
}  # fmt: skip


def as_html(shape: InvestedShape) -> str:
    """Write a page for Chromium."""
    border = "border: 0.5pt solid #444;" if shape.ruled else ""
    style = f"""@page {{ size: A4; margin: 15mm }} body {{ font: {shape.points}pt 'DejaVu Sans'; margin: 0 }}
    table {{ border-collapse: collapse; table-layout: fixed; width: {50 + 6 * shape.number_mm}mm }}
    th, td {{ {border} padding: 0.6mm 1mm; vertical-align: bottom }} td {{ text-align: right }}
    th {{ text-align: {shape.align} }} th:first-child, td:first-child {{ text-align: left }}
    col:first-child {{ width: 50mm }}"""
    heads = "".join(f"<tr>{''.join(_html_cell(*cell, merges=shape.merges) for cell in row)}</tr>" for row in shape.head)
    rows = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in ROWS)
    columns = "<col>" * 7
    return (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>Provtabell</title><style>{style}</style>'
        f"<p><b>{TITLE}</b></p><table>{columns}<thead>{heads}</thead><tbody>{rows}</tbody></table></html>"
    )


def _html_cell(text: str, width: int, *, merges: bool) -> str:
    if merges or width == 1:
        return f'<th colspan="{width}">{html.escape(text)}</th>'
    return f'<th style="white-space: nowrap">{html.escape(text)}</th>' + "<th></th>" * (width - 1)


def write_docx(shape: InvestedShape, path: Path) -> None:
    """Write a document for LibreOffice Writer."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    document: Any = Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "DejaVu Sans", Pt(shape.points)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    document.add_paragraph(TITLE).runs[0].bold = True
    table = document.add_table(rows=len(shape.head) + len(ROWS), cols=7)
    table.style, table.autofit = "Table Grid" if shape.ruled else "Normal Table", False
    for at, column in enumerate(table.columns):
        column.width = Mm(shape.number_mm if at else 50)
    for place, row in enumerate(table.rows):
        cells = shape.head[place] if place < len(shape.head) else [(one, 1) for one in ROWS[place - len(shape.head)]]
        align = shape.align.upper() if place < len(shape.head) else "RIGHT"
        at = 0
        for text, width in cells:
            cell = row.cells[at]
            cell.width = Mm(shape.number_mm if at else 50)
            if width > 1 and shape.merges:
                cell = cell.merge(row.cells[at + width - 1])
            cell.text = text
            cell.paragraphs[0].alignment = getattr(WD_ALIGN_PARAGRAPH, align if at else "LEFT")
            at += width
        for at, cell in enumerate(row.cells):
            cell.width = Mm(shape.number_mm if at else 50)
    document.save(str(path))


def write_xlsx(shape: InvestedShape, path: Path) -> None:
    """Write a workbook for LibreOffice Calc."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Investeringar")
    sheet.set_paper(9)
    sheet.set_column(0, 0, 50 / 2.1)
    sheet.set_column(1, 6, shape.number_mm / 2.1)
    sheet.fit_to_pages(1, 0)
    base = {"font_name": "DejaVu Sans", "font_size": shape.points, "border": int(shape.ruled)}
    sheet.write(0, 0, TITLE, book.add_format({**base, "border": 0, "bold": True}))
    for place, cells in enumerate([*shape.head, *([(one, 1) for one in row] for row in ROWS)], 2):
        is_head, at = place < len(shape.head) + 2, 0
        for text, width in cells:
            style = {**base, "align": ("left" if not at else shape.align if is_head else "right"), "bold": is_head}
            style |= {"text_wrap": is_head and (shape.merges or width == 1), "valign": "bottom"}
            if width > 1 and shape.merges:
                sheet.merge_range(place, at, place, at + width - 1, text, book.add_format(style))
            else:
                sheet.write_string(place, at, text, book.add_format(style))
            at += width
    book.close()


def write_investments(folder: Path, name: str) -> None:
    """Write the sources of a shape into a folder."""
    shape = INVESTED_SHAPES[name]
    (folder / f"chromium_invest_{name}.html").write_text(as_html(shape), encoding="utf-8")
    write_docx(shape, folder / f"writer_invest_{name}.docx")
    write_xlsx(shape, folder / f"calc_invest_{name}.xlsx")
