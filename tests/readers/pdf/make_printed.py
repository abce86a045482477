"""Make the PDFs of the tests with LibreOffice and Chromium, where installed: ``python -m tests.readers.pdf.make_printed``."""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.readers.pdf.investments import INVESTED_SHAPES, write_investments
from tests.readers.pdf.shapes import (
    AFTER,
    BEFORE,
    HEAD,
    ROWS,
    SECOND_HEAD,
    SECOND_ROWS,
    SECOND_TITLE,
    SHAPES,
    TITLE,
    Shape,
    head_lines,
    printed,
)

TARGET = Path(__file__).with_name("printed")
MOST_BYTES = 60_000
SIDE = "Placeringarna ökade under hösten. Fler barn behövde vård utanför hemmet och priset per dygn steg. "
PITCH_MM = 8  # the height of a row that is to run on to a second page


def tables_of(shape: Shape) -> list[tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]]]:
    """Return title, head and rows of each table of a shape."""
    second = [(SECOND_TITLE, SECOND_HEAD, SECOND_ROWS)] if shape.two_tables else []
    return [(TITLE, HEAD, ROWS), *second]


def as_html(shape: Shape) -> str:
    """Write a page for Chromium."""
    border = "border: 0.5pt solid #444;" if shape.ruled else ""
    zebra = "tbody tr:nth-child(even) { background: #d8dee8 }" if shape.zebra else ""
    height = "height: 15mm" if shape.two_pages else ""
    margin = '@bottom-center { content: "Sida " counter(page) " av " counter(pages) }' if shape.two_pages else ""
    broken = "th { overflow-wrap: anywhere }" if shape.number_mm < 20 else ""
    size = "A4 landscape" if shape.landscape else "A4"
    style = f"""@page {{ size: {size}; margin: 18mm; {margin} }}
    body {{ font: {shape.points}pt 'DejaVu Sans'; margin: 0 }} h2 {{ font-size: 1.3em }}
    table {{ border-collapse: collapse; table-layout: fixed; width: {shape.label_mm + 3 * shape.number_mm}mm }}
    th, td {{ {border} padding: 0.6mm 1mm; vertical-align: {shape.align} }} {broken}
    tr {{ break-inside: avoid; {height} }} {zebra}
    th:first-child, td:first-child {{ text-align: left; width: {shape.label_mm - 2}mm }}
    th, td {{ text-align: right }} .sides {{ display: flex; gap: 5mm }} .sides > p {{ width: 28mm; margin: 0 }}"""
    body = "".join(_html_table(shape, *table) for table in tables_of(shape))
    if shape.sides:
        body = f'<div class="sides"><p>{SIDE * 2}</p><div>{body}</div><p>{SIDE * 2}</p></div>'
    return (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>Provtabell</title><style>{style}</style>'
        f"<h2>4.1 Drift</h2><p>{BEFORE}</p>{body}<p>{AFTER}</p></html>"
    )


def _html_table(shape: Shape, title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    def line(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(printed(cell, shape))}</{tag}>" for cell in cells) + "</tr>"

    heads = "".join(line(cells, "th") for cells in head_lines(head, shape))
    body = "".join(line(cells, "td") for cells in rows)
    return f"<p><b>{title}</b></p><table><thead>{heads}</thead><tbody>{body}</tbody></table>"


def write_docx(shape: Shape, path: Path) -> None:
    """Write a document for LibreOffice Writer."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document: Any = Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "DejaVu Sans", Pt(shape.points)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if shape.landscape:
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    if shape.two_pages:
        section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "Årsrapport 2021", "Sida "
        for code in ("PAGE", "NUMPAGES"):
            _add_field(section.footer.paragraphs[0], code)
            section.footer.paragraphs[0].add_run(" av " if code == "PAGE" else "")
    document.add_heading("4.1 Drift", 2)
    document.add_paragraph(BEFORE)
    for title, head, rows in tables_of(shape):
        document.add_paragraph(title).runs[0].bold = True
        _docx_table(document, shape, head, rows)
    if shape.sides:
        document.add_paragraph(SIDE * 8)
    document.add_paragraph(AFTER)
    document.save(str(path))


def _add_field(paragraph: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _docx_table(document: Any, shape: Shape, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    heads = head_lines(head, shape)
    table = document.add_table(rows=0, cols=len(head))
    table.style, table.autofit = "Table Grid" if shape.ruled else "Normal Table", False
    align = {"top": "TOP", "middle": "CENTER", "bottom": "BOTTOM"}[shape.align]
    for at, column in enumerate(table.columns):
        column.width = Mm(shape.number_mm if at else shape.label_mm)
    for place, cells in enumerate([*heads, *rows]):
        row = table.add_row()
        if shape.two_pages:
            row.height = Mm(15)
        for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = Mm(shape.number_mm if at else shape.label_mm)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT[align]
            cell.text = printed(text, shape)
            if at:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _decorate(cell, bold=place < len(heads), shaded=shape.zebra and place % 2 == 0)
        if place < len(heads):
            _set(row._tr.get_or_add_trPr(), "w:tblHeader")
    if shape.sides:
        _float(table)


def _decorate(cell: Any, *, bold: bool, shaded: bool) -> None:
    for run in cell.paragraphs[0].runs:
        run.bold = bold
    if shaded:
        _set(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill="D8DEE8")


def _float(table: Any) -> None:
    """Let text run along both sides of a table."""
    places = {"horzAnchor": "page", "vertAnchor": "text", "tblpX": "3000", "tblpY": "200"}
    _set(table._tbl.tblPr, "w:tblpPr", leftFromText="200", rightFromText="200", **places)


def _set(parent: Any, name: str, **values: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)


def write_xlsx(shape: Shape, path: Path) -> None:
    """Write a workbook for LibreOffice Calc."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Drift")
    sheet.set_paper(9)
    sheet.set_column(0, 0, shape.label_mm / 2.1)
    sheet.set_column(1, 3, shape.number_mm / 2.5)
    if shape.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    base = {"font_name": "DejaVu Sans", "font_size": shape.points}
    row = 0
    for text in ("4.1 Drift", *textwrap.wrap(BEFORE, 70)):
        sheet.write(row, 0, text, book.add_format(base))
        row += 1
    for title, head, rows in tables_of(shape):
        sheet.write(row + 1, 0, title, book.add_format({**base, "bold": True}))
        row = _sheet_table(book, sheet, shape, row + 2, (head, rows))
    for place, text in enumerate(textwrap.wrap(AFTER, 70)):
        sheet.write(row + 1 + place, 0, text, book.add_format(base))
    book.close()


def _sheet_table(book: Any, sheet: Any, shape: Shape, top: int, printed_rows: tuple[Any, Any]) -> int:
    head, rows = printed_rows
    heads = head_lines(head, shape)
    align = {"top": "top", "middle": "vcenter", "bottom": "bottom"}[shape.align]
    for place, cells in enumerate([*heads, *rows]):
        for at, text in enumerate(cells):
            style = {"font_name": "DejaVu Sans", "font_size": shape.points, "valign": align, "text_wrap": True}
            style |= {"align": "right" if at else "left", "bold": place < len(heads), "border": int(shape.ruled)}
            style |= {"bg_color": "#D8DEE8"} if shape.zebra and place % 2 == 0 else {}
            sheet.write_string(top + place, at, printed(text, shape), book.add_format(style))
        if shape.two_pages:
            sheet.set_row(top + place, 60)
    if shape.two_pages:
        sheet.repeat_rows(top, top + len(heads) - 1)
        sheet.set_header("&LÅrsrapport 2021")
        sheet.set_footer("&CSida &P av &N")
    return top + len(heads) + len(rows)


def main() -> int:
    """Make the fixtures whose programs are installed; say which were not."""
    chosen = sys.argv[1:] or [*SHAPES, *(f"invest_{name}" for name in INVESTED_SHAPES)]
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_sources(folder, chosen)
        missing = print_all(folder, TARGET)
    print(f"not installed: {', '.join(missing)}" if missing else "all made")
    large = [path.name for path in TARGET.glob("*.pdf") if path.stat().st_size > MOST_BYTES]
    print(f"over {MOST_BYTES} bytes: {large}" if large else f"all below {MOST_BYTES} bytes")
    return 1 if large else 0


def _write_sources(folder: Path, chosen: Sequence[str]) -> None:
    for shape_name in chosen:
        if shape_name.startswith("invest_"):
            write_investments(folder, shape_name.removeprefix("invest_"))
            continue
        shape = SHAPES[shape_name]
        (folder / f"chromium_{shape_name}.html").write_text(as_html(shape), encoding="utf-8")
        write_docx(shape, folder / f"writer_{shape_name}.docx")
        if not shape.sides:  # a sheet has no text beside its cells
            write_xlsx(shape, folder / f"calc_{shape_name}.xlsx")


def print_all(folder: Path, target: Path) -> list[str]:
    """Print all sources in a folder; return the programs that are not installed."""
    office, browser = shutil.which("soffice"), shutil.which("chromium")
    if office:
        sources = [str(path) for kind in ("docx", "xlsx") for path in sorted(folder.glob(f"*.{kind}"))]
        profile = f"-env:UserInstallation={folder.as_uri()}/profile"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(target), *sources]
        subprocess.run(command, check=True, capture_output=True)
    for source in sorted(folder.glob("*.html")) if browser else ():
        _print(str(browser), source, target / f"{source.stem}.pdf")
    return [name for name, found in (("soffice", office), ("chromium", browser)) if not found]


def _print(browser: str, source: Path, target: Path) -> None:
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [browser, *options, f"--user-data-dir={source.parent}/browser", f"--print-to-pdf={target}", str(source)]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
