"""The made-up table of the PDF fixtures, and the shapes that it is printed in."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = ("", "Utfall 2021", "Budget 2021", "Avvikelse")
TITLE = "Driftredovisning, nettoresultat (tkr)"
BEFORE = "Nämndens nettokostnad blev högre än budget, främst inom familjehem. Tabellen visar utfallet per verksamhet."
AFTER = "Avvikelsen mot budget beror på 14 nya placeringar. Kostnaden per placering var 1 250 tkr under året."
ROWS = (
    ("Nämnd och ledning", "-1 475", "-1 520", "45"),
    ("Administration och gemensamma verksamheter", "-9 312", "-9 050", "-262"),
    ("Reserv", "-640", "1 205", "-1 845"),
    ("Öppna insatser för barn och unga", "-11 208", "-12 004", "796"),
    ("Familjehem", "-26 871", "-21 400", "-5 471"),
    ("Institutionsvård", "-38 066", "-30 915", "-7 151"),
    ("Stödboende", "-5 503", "-5 508", "5"),
    ("Myndighetsutövning barn, unga och familj", "-17 950", "-18 345", "395"),
    ("Tillfälligt boende", "-3 104", "", "-3 104"),
    ("Boendestöd", "-2 260", "-2 260", "0"),
    ("Missbruksvård vuxna, öppenvård och institution", "-12 733", "-11 980", "-753"),
    ("Försörjningsstöd", "-61 240", "-64 100", "2 860"),
    ("Arbetsmarknadsåtgärder", "-4 018", "-4 500", "482"),
    ("Statsbidrag och återsökningar", "4 060", "3 500", "560"),
    ("Summa", "-190 320", "-176 877", "-13 443"),
)
SECOND_TITLE = "Investeringsredovisning (tkr)"
SECOND_HEAD = ("Projekt", "Budget 2021", "Utfall 2021", "Avvikelse")
SECOND_ROWS = (
    ("Nytt verksamhetssystem", "-1 200", "-860", "340"),
    ("Inventarier stödboende", "-300", "-412", "-112"),
    ("Summa", "-1 500", "-1 272", "228"),
)


@dataclass(frozen=True)
class Shape:
    """One way to print the table.

    Attributes
    ----------
    ruled, zebra, landscape
        Whether cells have borders, every other row is shaded, the page lies down.
    points
        The font size.
    label_mm, number_mm
        The widths of the columns.
    align
        Where a cell's lines stand in its row: top, middle or bottom.
    strict
        Whether numbers are printed with no-break spaces and U+2212.
    two_pages, two_tables, sides
        Whether the table runs on to a second page, a second table follows it, prose stands at both sides of it.
    stacked
        Whether the head is printed over two lines, words that span columns on the first.
    """

    ruled: bool = False
    zebra: bool = False
    landscape: bool = False
    points: float = 10
    label_mm: int = 88
    number_mm: int = 27
    align: str = "top"
    strict: bool = False
    two_pages: bool = False
    two_tables: bool = False
    sides: bool = False
    stacked: bool = False


SHAPES = {
    "ruled": Shape(ruled=True),
    "borderless": Shape(),
    "wrapped": Shape(label_mm=50),
    "centred": Shape(label_mm=50, align="middle", ruled=True),
    "bottom": Shape(label_mm=50, align="bottom"),
    "zebra": Shape(zebra=True, label_mm=50),
    "narrow": Shape(number_mm=15, align="middle", label_mm=55),
    "strict": Shape(strict=True),
    "two_pages": Shape(two_pages=True, ruled=True),
    "two_tables": Shape(two_tables=True),
    "sides": Shape(sides=True, label_mm=44, number_mm=18, points=7),
    "landscape": Shape(landscape=True, label_mm=110, ruled=True),
    "small": Shape(points=6, label_mm=60, number_mm=18),
    "stacked": Shape(stacked=True, number_mm=20),
}


def printed(cell: str, shape: Shape) -> str:
    """Return a number as a shape prints it."""
    return cell.replace("-", "\u2212").replace(" ", "\u00a0") if shape.strict and cell[-1:].isdigit() else cell


def head_lines(head: tuple[str, ...], shape: Shape) -> list[tuple[str, ...]]:
    """Return the lines of a head; a stacked one has its years below its words."""
    if not shape.stacked:
        return [head]
    parted = [(*name.split(" ", 1), "")[:2] for name in head]
    return [tuple(first for first, _ in parted), tuple(second for _, second in parted)]
