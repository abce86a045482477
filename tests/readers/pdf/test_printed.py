"""One table, printed in fourteen shapes by three programs: every cell comes out as it was printed, and certain."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.readers.formats.lines import Document
from analysis.readers.pdf.pages import read_pdf
from analysis.readers.tables import Table, read_tables
from tests.readers.pdf.investments import INVESTED_SHAPES
from tests.readers.pdf.shapes import SHAPES

PDFS = Path(__file__).parent / "printed"
FILES = [f"{program}_{shape}.pdf" for program in ("calc", "chromium", "writer") for shape in SHAPES]
FILES.remove("calc_sides.pdf")  # a sheet has no text beside its cells
DRIFT = [
    ("Nämnd och ledning", -1475, -1520, 45),
    ("Administration och gemensamma verksamheter", -9312, -9050, -262),
    ("Reserv", -640, 1205, -1845),
    ("Öppna insatser för barn och unga", -11208, -12004, 796),
    ("Familjehem", -26871, -21400, -5471),
    ("Institutionsvård", -38066, -30915, -7151),
    ("Stödboende", -5503, -5508, 5),
    ("Myndighetsutövning barn, unga och familj", -17950, -18345, 395),
    ("Tillfälligt boende", -3104, None, -3104),
    ("Boendestöd", -2260, -2260, 0),
    ("Missbruksvård vuxna, öppenvård och institution", -12733, -11980, -753),
    ("Försörjningsstöd", -61240, -64100, 2860),
    ("Arbetsmarknadsåtgärder", -4018, -4500, 482),
    ("Statsbidrag och återsökningar", 4060, 3500, 560),
    ("Summa", -190320, -176877, -13443),
]
INVESTED = [
    ("Nytt verksamhetssystem", -1200, -860, 340),
    ("Inventarier stödboende", -300, -412, -112),
    ("Summa", -1500, -1272, 228),
]


def lines_of(name: str) -> Document:
    path = PDFS / name
    return read_pdf(path, path.read_bytes())


def cells(table: Table) -> list[tuple[object, ...]]:
    return [(row.label, *(None if one is None else int(one.value) for one in row.cut)) for row in table.rows]


@pytest.mark.parametrize("name", FILES)
def test_every_cell_is_as_printed(name: str) -> None:
    first, *others = read_tables(PDFS / name)
    assert [column.name for column in first.columns] == ["Utfall 2021", "Budget 2021", "Avvikelse"]
    assert cells(first) == DRIFT
    assert [row.doubt for row in first.rows] == [""] * len(DRIFT)
    assert (first.title, first.section) == ("Driftredovisning, nettoresultat (tkr)", "4.1 Drift")
    assert (first.kind, first.unit) == ("drift", "tkr")
    assert len(others) == ("two_tables" in name)


@pytest.mark.parametrize("program", ["calc", "chromium", "writer"])
def test_the_second_table_of_a_page_is_read_too(program: str) -> None:
    second = read_tables(PDFS / f"{program}_two_tables.pdf")[1]
    assert [column.name for column in second.columns] == ["Budget 2021", "Utfall 2021", "Avvikelse"]
    assert (second.title, second.kind, cells(second)) == ("Investeringsredovisning (tkr)", "investering", INVESTED)


PROJECTS = [
    ("Nytt verksamhetssystem", -2400, -1310, 1090, -1000, -785, 215),
    ("Möbler och inventarier ny våning", -575, -437, 138, -197, -59, 138),
    ("Arbetsmiljö", None, None, None, -300, -207, 93),
    ("Digitala lås", -800, -846, -46, -400, -446, -46),
    ("Summa", -3775, -2593, 1182, -1897, -1497, 400),
]


@pytest.mark.parametrize("shape", INVESTED_SHAPES)
@pytest.mark.parametrize("program", ["calc", "chromium", "writer"])
def test_six_columns_of_investments_are_named_by_their_group_below_any_head(program: str, shape: str) -> None:
    (table,) = read_tables(PDFS / f"{program}_invest_{shape}.pdf")
    assert tuple(column.name for column in table.columns) == INVESTED_SHAPES[shape].names
    roles = ["budget", "utfall", "avvikelse", "budget", "utfall", "avvikelse"]
    assert [column.role for column in table.columns] == roles
    assert (cells(table), table.kind, table.unit) == (PROJECTS, "investering", "tkr")
    assert [row.certainty for row in table.rows] == ["säker"] * len(PROJECTS)


@pytest.mark.parametrize("program", ["calc", "chromium", "writer"])
def test_a_table_goes_on_over_the_page(program: str) -> None:
    document = lines_of(f"{program}_two_pages.pdf")
    (_, first), (start, second) = document.places
    assert (first, second) == ("sida 1", "sida 2")
    assert document.lines[start - 1].count("\t") == document.lines[start - 2].count("\t") == 3
    assert sum("Utfall 2021" in line for line in document.lines) == 1
    assert not any(line.startswith("Sida ") for line in document.lines)
    assert sum(line == "Årsrapport 2021" for line in document.lines) == (program != "chromium")


@pytest.mark.parametrize("program", ["chromium", "writer"])
def test_prose_beside_a_table_stays_whole(program: str) -> None:
    lines = lines_of(f"{program}_sides.pdf").lines
    prose = [line for line in lines if "\t" not in line]
    assert " ".join(prose).count("Placeringarna ökade") >= 4
    assert not any("Familjehem" in line for line in prose)


def test_lines_outside_tables_are_plain() -> None:
    lines = lines_of("calc_ruled.pdf").lines
    assert lines[:6] == [
        "4.1 Drift",
        "Nämndens nettokostnad blev högre än budget, främst inom familjehem.",
        "Tabellen visar utfallet per verksamhet.",
        "",
        "Driftredovisning, nettoresultat (tkr)",
        "",
    ]
