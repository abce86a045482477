"""Printed cells as figures: their ids, what cannot be read, and which of them rounding can have moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.files import DATA
from analysis.ledger.figures import Cell, CellId, Cells, line_name, load_cells
from tests.boards import make_board, write_board

REPORT = """\
## Drift

Driftsredovisning (mnkr)\t\t\t
\tUtfall 2021\tBudget 2021\tAvvikelse
Stab\t-1,5\t-2,0\t0,5
*varav Lokaler [nya]\t-0,5\t\t-
Stab\t-2\t-2\t0
HVB\t-4\t-3\t-1O
Summa\t-7,5\t-7,0\t-0,5

## Volym

Volymmått\tUtfall 2020\tUtfall 2021
Ärenden\t35\t22,5
Placerade barn\t12\t14
Möten\t3\t
Hushåll, antal per månad\t600\t598
Vårddygn\t100\t90

## Personal

Nyckeltal\tMätdatum\tUtfall 2021\tUtfall kvinnor 2021\tUtfall män 2021
Antal anställda\t30/11\t<b>138</b>\t111\t27
Antal årsarbetare\t30/11\t100\t60,5\t39,5
Sjukfrånvaro\t1/12-30/11\t6,6 %\t7 %\t
Medelålder\tdec\t44\t43x\t50
"""


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Cells:
    return load_cells(write_board(tmp_path_factory.mktemp("data"), {"a-2021": REPORT}))


def values(cells: Cells, kind: str) -> dict[str, tuple[str | None, str, str]]:
    """Return value, unit and step of the cells of one kind, by the id behind it."""
    start = f"a-2021:{kind}:"
    return {
        name.removeprefix(start): (
            cell.value if cell.value is None else str(cell.value),
            cell.unit,
            f"{cell.resolution:f}",
        )
        for name, cell in cells.known.items()
        if name.startswith(start)
    }


def test_money_is_in_tkr_with_the_step_of_its_line(cells: Cells) -> None:
    assert values(cells, "drift") == {
        "Stab@5:utfall 2021": ("-1500", "tkr", "100"),
        "Stab@5:budget 2021": ("-2000", "tkr", "100"),
        "Stab@5:avvikelse 2021": ("500", "tkr", "100"),
        "Stab > Lokaler (nya):utfall 2021": ("-500", "tkr", "100"),
        "Stab@7:utfall 2021": ("-2000", "tkr", "1000"),
        "Stab@7:budget 2021": ("-2000", "tkr", "1000"),
        "Stab@7:avvikelse 2021": ("0", "tkr", "1000"),
        "HVB:utfall 2021": ("-4000", "tkr", "1000"),
        "HVB:budget 2021": ("-3000", "tkr", "1000"),
        "HVB:avvikelse 2021": (None, "tkr", "1000"),
        "Summa:utfall 2021": ("-7500", "tkr", "100"),
        "Summa:budget 2021": ("-7000", "tkr", "100"),
        "Summa:avvikelse 2021": ("-500", "tkr", "100"),
    }


def test_whole_counts_are_exact_and_rounded_lines_keep_their_step(cells: Cells) -> None:
    assert values(cells, "volym") == {
        "Ärenden:utfall 2020": ("35", "antal", "1"),
        "Ärenden:utfall 2021": ("22.5", "antal", "0.1"),
        "Placerade barn:utfall 2020": ("12", "antal", "0"),
        "Placerade barn:utfall 2021": ("14", "antal", "0"),
        "Möten:utfall 2020": ("3", "antal", "0"),
        "Hushåll, antal per månad:utfall 2020": ("600", "antal per månad", "1"),
        "Hushåll, antal per månad:utfall 2021": ("598", "antal per månad", "1"),
        "Vårddygn:utfall 2020": ("100", "vårddygn", "1"),
        "Vårddygn:utfall 2021": ("90", "vårddygn", "1"),
    }


def test_groups_of_staff_are_columns_and_an_unread_cell_has_no_value(cells: Cells) -> None:
    assert values(cells, "personal") == {
        "Antal anställda:2021": ("138", "antal", "0"),
        "Antal anställda:2021 kvinnor": ("111", "antal", "0"),
        "Antal anställda:2021 män": ("27", "antal", "0"),
        "Antal årsarbetare:2021": ("100", "årsarbetare", "1"),
        "Antal årsarbetare:2021 kvinnor": ("60.5", "årsarbetare", "0.1"),
        "Antal årsarbetare:2021 män": ("39.5", "årsarbetare", "0.1"),
        "Sjukfrånvaro:2021": ("6.6", "%", "0.1"),
        "Sjukfrånvaro:2021 kvinnor": ("7", "%", "1"),
        "Medelålder:2021": ("44", "år", "1"),
        "Medelålder:2021 kvinnor": (None, "år", "1"),
        "Medelålder:2021 män": ("50", "år", "1"),
    }


def test_a_label_that_stands_twice_has_no_cell_without_its_line_number(cells: Cells) -> None:
    start = "a-2021:drift:Stab"
    assert cells.unclear == {
        f"{start}:{column} 2021": [f"{start}@5:{column} 2021", f"{start}@7:{column} 2021"]
        for column in ("utfall", "budget", "avvikelse")
    }
    assert set(cells.unclear) & set(cells.known) == set()


def test_labels_that_differ_by_their_brackets_alone_are_one_label(tmp_path: Path) -> None:
    rows = "Stab (ny)\t-1\t-2\t1\nStab [ny]\t-3\t-5\t2\n"
    text = f"Driftsredovisning (tkr)\t\t\t\n\tUtfall 2021\tBudget 2021\tAvvikelse\n{rows}"
    found = load_cells(write_board(tmp_path, {"a-2021": text}))
    assert found.unclear["a-2021:drift:Stab (ny):utfall 2021"] == [
        "a-2021:drift:Stab (ny)@3:utfall 2021",
        "a-2021:drift:Stab (ny)@4:utfall 2021",
    ]


def test_a_cell_says_all_that_is_known_of_it(cells: Cells) -> None:
    cell = cells.known["a-2021:personal:Sjukfrånvaro:2021 kvinnor"]
    assert cell._replace(value=None) == Cell(
        key=CellId("a-2021", "personal", "Sjukfrånvaro", "", 2021, "kvinnor"),
        period="1/12-30/11",
        value=None,
        unit="%",
        resolution=cell.resolution,
        section="Personal",
        line=25,
    )


def test_a_cell_is_of_its_own_year_and_of_the_reports_period(cells: Cells) -> None:
    cell = cells.known["a-2021:volym:Placerade barn:utfall 2020"]
    assert (cell.key.year, cell.period, cell.section, cell.line) == (2020, "helår", "Volym", 15)


def test_every_cell_is_known_by_its_own_id(cells: Cells) -> None:
    assert {name: cell.id for name, cell in cells.known.items()} == {name: name for name in cells.known}


def test_the_same_label_in_two_documents_is_clear(tmp_path: Path) -> None:
    rows = "Driftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nStab\t-1\t-2\t1\n"
    found = load_cells(write_board(tmp_path, {"a-2021": rows, "b-2022": rows}))
    assert found.unclear == {}
    assert [name for name in found.known if "utfall" in name] == [
        "a-2021:drift:Stab:utfall 2021",
        "b-2022:drift:Stab:utfall 2022",
    ]


def test_a_project_since_its_start_is_another_column(tmp_path: Path) -> None:
    head = "\tAck utfall 2022\tAck budget 2022\tAvvikelse\tUtfall 2022\tBudget 2022\tAvvikelse\n"
    text = f"Investeringsredovisning (tkr)\t\t\t\t\t\t\n{head}Stolar\t-3\t-5\t2\t-1\t-2\t1\n"
    found = load_cells(write_board(tmp_path, {"a-2022": text})).known
    assert {name.rpartition(":")[2]: str(cell.value) for name, cell in found.items()} == {
        "utfall 2022 sedan projektstart": "-3",
        "budget 2022 sedan projektstart": "-5",
        "avvikelse 2022 sedan projektstart": "2",
        "utfall 2022": "-1",
        "budget 2022": "-2",
        "avvikelse 2022": "1",
    }


def test_a_small_board_has_a_cell_for_each_number(tmp_path: Path) -> None:
    found = load_cells(make_board(tmp_path)).known
    assert [str(cell.value) for cell in found.values()] == (
        ["-1200", "-1000", "-200", "-2500", "-2600", "100", "-300", "200", "-500", "-4000", "-3400", "-600"]
    )


@pytest.mark.parametrize(
    ("post", "parent", "name"),
    [
        ("Stab", "", "Stab"),
        ("Lokaler", "Kostnader", "Kostnader > Lokaler"),
        ("Stab [ny]", "Drift [x]", "Drift (x) > Stab (ny)"),
        ("3:e man", "", "3:e man"),
    ],
)
def test_a_part_is_named_with_its_line(post: str, parent: str, name: str) -> None:
    assert line_name(post, parent) == name


def test_a_line_without_the_notion_of_parts_is_named_alone() -> None:
    assert line_name("Ärenden") == "Ärenden"


def test_the_real_cells() -> None:
    cells = load_cells(DATA)
    assert len(cells.known) >= 400
    assert [cell.id for cell in cells.known.values() if cell.value is None] == []
    assert cells.unclear["socialnamnden-2020:ombudgetering:Summa:utfall 2020"] == [
        "socialnamnden-2020:ombudgetering:Summa@347:utfall 2020",
        "socialnamnden-2020:ombudgetering:Summa@380:utfall 2020",
    ]
    exact = {cell.unit for cell in cells.known.values() if cell.resolution == 0}
    assert exact == {"antal"}
