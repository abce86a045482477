"""Investments, carry-overs, volumes and staff stand in the workbook as printed, what follows from them is live."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter

from analysis.files import DATA
from analysis.ledger.ledger import load_ledger
from analysis.statements.folder import opened
from analysis.workbook import live
from analysis.workbook.desk import Desk
from analysis.workbook.live import Places
from analysis.workbook.sheets.as_printed import investment_sheet, volume_sheet
from tests.boards import write_board
from tests.books import live_values, loaded, needs_office, recalculated

DRIFT = (
    "## Drift\n\nDriftsredovisning (tkr)\t\t\t\n\tUtfall\tBudget\tAvvikelse\nStab\t-10\t-12\t2\nSumma\t-10\t-12\t2\n"
)
INVESTED = """
## Investeringar

Investeringsredovisning (kr)\t\t\t
\tUtfall\tBudget\tAvvikelse
Datorer\t-1 500\t-2 000\t500
*varav Skärmar\t-250\t\t
Stolar\t-400\t0\t-500
Summa\t-1 900\t-2 000\t100
"""
MOVED = """
## Flyttade medel

Ombudgetering av investeringsmedel (tkr)\t\t\t\t\t
Nr\tProjektbenämning\tUtfall 2021\tBudget 2021\tAvvikelse\tOmbudgetering till 2022
946 019\tDatorer\t-2\t-3\t1\t1
946 020\tStolar\t-1\t-1\t0\t
\tSumma\t-3\t-4\t1\t2
"""
VOLUMES = """
## Volymer

Volymmått\tUtfall 2019\tUtfall 2020\tUtfall 2021
Ärenden\t35\t22,5\t24
Placerade\t12\t\t14
Möten\t3\t0\t5
Andel i tid (%)\t90\t91,5\t90
Trasig\t1\t2x\t3
Tom\t-\t-\t-
Samtal\t\t4 st\t5 st
Tillsyn\t\t4\t5 st
"""
STAFF = """
## Personal

Nyckeltal\tMätdatum\tUtfall 2021\tUtfall kvinnor 2021\tUtfall 2020\tUtfall kvinnor 2020
<b>Styrka</b>\t\t\t\t\t
Anställda\t30/11\t138\t111\t140\t112
<b>Kostnader</b>\t\t\t\t\t
Löner (tkr)\t1/1-31/12\t-91 093\t\t-92 727\t
Sjukfrånvaro\tdec\t6,6 %\t7 %\t4 %\t
Medelålder\tdec\t44\t43x\t\t
"""
EARLIER = """
## Personal

Nyckeltal\tMätdatum\tUtfall 2019
Löner (tkr)\t1/12-30/11\t90 000
"""
SUMS = [
    ("a-2021", "Investeringar", "Summa", "Datorer", "", "1", "lika"),
    ("a-2021", "Investeringar", "Summa", "Stolar", "", "1", "lika"),
    ("a-2021", "Flyttade medel", "Summa", "Datorer", "", "-1", "högst"),
    ("a-2021", "Flyttade medel", "Summa", "Stolar", "", "1", "lika"),
]


class Made(NamedTuple):
    """A workbook with one sheet, and the cells that the sheet says its figures are in."""

    path: Path
    places: Places

    def sheet(self, *, values: bool = True) -> Any:
        return loaded(self.path, values=values).worksheets[0]

    def rows(self, *, values: bool = True) -> list[list[object]]:
        """Return the rows without the empty cells to their right, spaces as spaces."""
        found = list[list[object]]()
        for row in self.sheet(values=values).iter_rows(values_only=True):
            cells = [cell.replace("\N{NO-BREAK SPACE}", " ") or None if isinstance(cell, str) else cell for cell in row]
            found.append(cells[: max((at for at, cell in enumerate(cells, 1) if cell is not None), default=0)])
        return found

    def row(self, *labels: object) -> int:
        """Return the number of the first row that begins with some cells."""
        return next(at for at, row in enumerate(self.rows(), 1) if row[: len(labels)] == list(labels))


def make(folder: Path, write: Callable[[Desk], None], data: Path = DATA) -> Made:
    path = folder / "blad.xlsx"
    with xlsxwriter.Workbook(path) as book:
        desk = Desk(book, "Nämnden, Kommunen", opened(data), 2021)
        write(desk)
    return Made(path, desk.cells)


def board(folder: Path, *parts: str, sums: Sequence[Sequence[str]] = ()) -> Path:
    return write_board(folder / "data", {"a-2021": DRIFT + "".join(parts)}, sums)


def test_investments_stand_as_printed_with_live_deviations(tmp_path: Path) -> None:
    made = make(tmp_path, investment_sheet, board(tmp_path, INVESTED))
    head, *lines = made.rows()[made.row("År") - 1 :]
    assert head == [
        *("År", "Projekt", "Omfattning", "Del av", "Utfall, tkr", "Budget, tkr", "Avvikelse, tkr (beräknad)"),
        *("Avvikelse, tkr (tryckt)", "Skillnad, tkr", "Förbrukat av budget", "Källa"),
    ]
    assert lines == [
        [2021, "Datorer", "årets", None, -1.5, -2, 0.5, 0.5, 0, 0.75, "a-2021, Investeringar, rad 12"],
        [2021, "Skärmar", "årets", "Datorer", -0.25, *[None] * 5, "a-2021, Investeringar, rad 13"],
        [2021, "Stolar", "årets", None, -0.4, 0, -0.4, -0.5, -0.1, None, "a-2021, Investeringar, rad 14"],
        [2021, "Summa", "årets", None, -1.9, -2, 0.1, 0.1, 0, 0.95, "a-2021, Investeringar, rad 15"],
    ]
    row = made.row("År") + 1
    texts = made.rows(values=False)[row - 1][6:10]
    assert texts == [f"=E{row}-F{row}", 0.5, f"=H{row}-G{row}", f"=E{row}/F{row}"]


def test_total_lines_are_bold_and_decimals_are_those_of_print(tmp_path: Path) -> None:
    made = make(tmp_path, investment_sheet, board(tmp_path, INVESTED, MOVED))
    sheet, first, moved = made.sheet(), made.row(2021, "Datorer", "årets"), made.row(2021, "Datorer", "946 019")
    assert [sheet[f"B{row}"].font.bold for row in range(first, first + 4)] == [False, False, False, True]
    assert sheet[f"E{first}"].number_format == "#,##0.000;−#,##0.000;0.000"
    assert sheet[f"G{first}"].number_format == "+#,##0.000;−#,##0.000;0.000"
    assert sheet[f"E{moved}"].number_format == "#,##0;−#,##0;0"


def test_sums_are_computed_anew_and_held_against_print(tmp_path: Path) -> None:
    made = make(tmp_path, investment_sheet, board(tmp_path, INVESTED, MOVED, sums=SUMS))
    first, row = made.row(2021, "Datorer"), made.row(2021, "Summa, beräknad av 2 rader")
    source = "a-2021, Investeringar, rad 15"
    assert made.rows()[row - 1 : row + 2] == [
        [2021, "Summa, beräknad av 2 rader", "årets", None, -1.9, -2, 0.1, 0, -0.1, 0.95, source],
        [2021, "Summa, tryckt", "årets", None, -1.9, -2, 0.1, 0.1, 0, 0.95, source],
        [2021, "Summa, skillnad, tryckt − beräknad", "årets", None, 0, 0, 0, 0.1, 0.1, None, source],
    ]
    computed, printed, difference = made.rows(values=False)[row - 1 : row + 2]
    assert [computed[at] for at in (4, 6, 7, 9)] == [
        *(f"=E{first}+E{first + 2}", f"=E{row}-F{row}", f"=H{first}+H{first + 2}", f"=E{row}/F{row}"),
    ]
    assert [printed[at] for at in (4, 7, 8)] == [f"=E{first + 3}", f"=H{first + 3}", f"=H{row + 1}-G{row + 1}"]
    assert [difference[at] for at in (4, 7)] == [f"=E{row + 1}-E{row}", f"=H{row + 1}-H{row}"]


def test_sum_of_some_lines_leaves_a_rest_and_weights_become_signs(tmp_path: Path) -> None:
    made = make(tmp_path, investment_sheet, board(tmp_path, INVESTED, MOVED, sums=SUMS))
    row, line = made.row(2021, "Summa, beräknad av 1 rad"), made.row(2021, "Datorer", "946 019")
    assert [cells[4:10] for cells in made.rows()[row - 1 : row + 2]] == [
        [2, 3, -1, -1, 0, -1],
        [-3, -4, 1, 1, 0, 2],
        [-5, -7, 2, 2, 0, 3],
    ]
    assert made.rows()[row + 1][1] == "Summa, övrigt (beräknat)"
    assert made.rows(values=False)[row - 1][4] == f"=-E{line}"


def test_what_a_sum_leaves_over_uses_no_budget(tmp_path: Path) -> None:
    made = make(tmp_path, investment_sheet, board(tmp_path, INVESTED, sums=SUMS[1:2]))
    row = made.row(2021, "Summa, beräknad av 1 rad")
    assert [cells[9] for cells in made.rows()[row - 1 : row + 2]] == [None, 0.95, None]


def test_lines_without_an_amount_have_no_sum(tmp_path: Path) -> None:
    made = make(tmp_path, investment_sheet, board(tmp_path, MOVED, sums=SUMS[3:]))
    row = made.row(2021, "Summa, beräknad av 1 rad")
    assert [cells[9] for cells in made.rows()[row - 1 : row + 2]] == [None, 2, None]


def test_carry_overs_have_number_amount_and_year(tmp_path: Path) -> None:
    made = make(tmp_path, investment_sheet, board(tmp_path, MOVED))
    assert made.rows()[1:3] == [
        ["Ingen investeringsredovisning är inläst: inget registrerat dokument har en sådan tabell."],
        ["Ombudgetering: 2 tkr från 2021 till 2022."],
    ]
    row = made.row("År")
    assert made.rows()[row - 1][2:4] == ["Nr", "Till år"]
    assert made.rows()[row : row + 2] == [
        [2021, "Datorer", "946 019", 2022, -2, -3, 1, 1, 0, 1, "a-2021, Flyttade medel, rad 12"],
        [2021, "Stolar", "946 020", 2022, -1, -1, 0, 0, 0, None, "a-2021, Flyttade medel, rad 13"],
    ]


def test_sentences_give_the_totals_of_each_year(tmp_path: Path) -> None:
    first, second = make(tmp_path, investment_sheet).rows()[1:3]
    assert str(first[0]).removeprefix("Årets investeringar: ").split("; ") == [
        "2017 utfall −664 tkr mot budget −650 tkr, avvikelse −14 tkr",
        "2020 utfall −266 tkr mot budget −1 397 tkr, avvikelse +1 131 tkr.",
    ]
    assert str(second[0]).split("; ") == [
        "Ombudgetering: 231 tkr från 2020 till 2021 (Bilaga: Information om ombudgetering av investeringsmedel)",
        "500 tkr från 2020 till 2021 (Bilaga: Begäran om ombudgetering av investeringsmedel).",
    ]


def test_sentence_says_where_no_total_is_printed(tmp_path: Path) -> None:
    part = INVESTED.replace("Summa\t-1 900\t-2 000\t100\n", "")
    rows = make(tmp_path, investment_sheet, board(tmp_path, part)).rows()
    assert rows[1] == ["Årets investeringar: ingen summa är tryckt."]


def test_a_second_source_of_a_year_is_no_second_total(tmp_path: Path) -> None:
    data = write_board(tmp_path / "data", {"a-2021": DRIFT + INVESTED, "b-2021": INVESTED})
    text = make(tmp_path, investment_sheet, data).rows()[1]
    one = "2021 utfall −1,9 tkr mot budget −2 tkr, avvikelse +0,1 tkr"
    assert text == [f"Årets investeringar: {one}."]


def test_deviation_that_is_not_printed_is_computed(tmp_path: Path) -> None:
    part = "\n## Investeringar\n\nInvesteringsredovisning (tkr)\t\t\n\tUtfall\tBudget\nDatorer\t-3\t-2\nSumma\t-3\t-2\n"
    made = make(tmp_path, investment_sheet, board(tmp_path, part))
    assert made.rows()[1] == ["Årets investeringar: 2021 utfall −3 tkr mot budget −2 tkr, avvikelse −1 tkr."]
    assert made.rows()[made.row(2021, "Datorer") - 1][4:10] == [-3, -2, -1, None, None, 1.5]


def test_volumes_have_a_column_a_year_and_the_last_change(tmp_path: Path) -> None:
    made = make(tmp_path, volume_sheet, board(tmp_path, VOLUMES))
    row = made.row("Post")
    assert made.rows()[row - 3 : row] == [
        ["Volymer 2019–2021: Volymer"],
        ["Källa: a-2021, Volymer"],
        ["Post", "Enhet", "2019", "2020", "2021", "Förändring 2020–2021", "Förändring i procent", "Rad"],
    ]
    assert made.rows()[row:] == [
        ["Ärenden", "antal", 35, 22.5, 24, 1.5, pytest.approx(1.5 / 22.5), 11],
        ["Placerade", "antal", 12, None, 14, None, None, 12],
        ["Möten", "antal", 3, 0, 5, 5, None, 13],
        ["Andel i tid (%)", "%", 90, 91.5, 90, -1.5, None, 14],
        ["Trasig", "antal", 1, None, 3, None, None, 15],
        ["Tom", "antal", None, None, None, None, None, 16],
        ["Samtal", "st", None, 4, 5, 1, 0.25, 17],
        ["Tillsyn", "antal", None, 4, None, None, None, 18],
        ["Tillsyn", "st", None, None, 5, None, None, 18],
    ]
    assert made.rows(values=False)[row][5:7] == [
        f"=E{row + 1}-D{row + 1}",
        f"=(ABS(E{row + 1})-ABS(D{row + 1}))/ABS(D{row + 1})",
    ]


def test_numbers_have_as_many_decimals_as_print(tmp_path: Path) -> None:
    made = make(tmp_path, volume_sheet, board(tmp_path, VOLUMES))
    sheet, row = made.sheet(), made.row("Ärenden")
    assert [sheet[f"{column}{row}"].number_format for column in "CDEF"] == [
        *("#,##0;−#,##0;0", "#,##0.0;−#,##0.0;0.0", "#,##0;−#,##0;0", "+#,##0.0;−#,##0.0;0.0"),
    ]
    # a change of a volume is neither good nor bad
    assert not sheet.conditional_formatting


def test_staff_has_a_table_a_heading_and_a_row_a_group_that_is_printed(tmp_path: Path) -> None:
    made = make(tmp_path, volume_sheet, board(tmp_path, STAFF))
    head = ["Post", "Enhet", "Grupp", "Mätdatum", "2020", "2021"]
    head += ["Förändring 2020–2021", "Förändring i procent", "Rad"]
    assert made.rows()[made.row("Personal 2020–2021: Styrka") - 1 :] == [
        ["Personal 2020–2021: Styrka"],
        ["Källa: a-2021, Personal"],
        head,
        ["Anställda", "antal", "totalt", "30/11", 140, 138, -2, pytest.approx(-2 / 140), 12],
        ["Anställda", "antal", "kvinnor", "30/11", 112, 111, -1, pytest.approx(-1 / 112), 12],
        [],
        ["Personal 2020–2021: Kostnader"],
        ["Källa: a-2021, Personal"],
        head,
        ["Löner (tkr)", "tkr", "totalt", "1/1-31/12", -92727, -91093, 1634, pytest.approx(-1634 / 92727), 14],
        ["Sjukfrånvaro", "%", "totalt", "dec", 4, 6.6, 2.6, None, 15],
        ["Sjukfrånvaro", "%", "kvinnor", "dec", None, 7, None, None, 15],
        ["Medelålder", "år", "totalt", "dec", None, 44, None, None, 16],
        ["Medelålder", "år", "kvinnor", "dec", None, None, None, None, 16],
    ]


def test_years_of_two_documents_are_not_set_against_each_other(tmp_path: Path) -> None:
    data = write_board(tmp_path / "data", {"a-2019": EARLIER, "a-2021": DRIFT + STAFF})
    made = make(tmp_path, volume_sheet, data)
    row = made.row("Personal 2019: Personal")
    assert made.rows()[row : row + 3] == [
        ["Källa: a-2019, Personal"],
        ["Post", "Enhet", "Grupp", "Mätdatum", "2019", "Rad"],
        ["Löner (tkr)", "tkr", "totalt", "1/12-30/11", 90000, 5],
    ]
    assert made.row("Personal 2020–2021: Kostnader") > row


@pytest.mark.parametrize(
    ("write", "sentences"),
    [
        (
            investment_sheet,
            [
                "Ingen investeringsredovisning är inläst: inget registrerat dokument har en sådan tabell.",
                "Ingen tabell över ombudgeteringar är inläst.",
            ],
        ),
        (
            volume_sheet,
            ["Ingen tabell över volymer är inläst.", "Ingen tabell med personalnyckeltal är inläst."],
        ),
    ],
)
def test_sheet_without_tables_says_so(tmp_path: Path, write: Callable[[Desk], None], sentences: list[str]) -> None:
    made = make(tmp_path, write, board(tmp_path))
    assert [row[0] for row in made.rows()[1:]] == sentences
    assert not made.sheet().tables
    assert not made.places


def test_a_head_is_kept_in_view_only_above_its_own_table(tmp_path: Path) -> None:
    alone = make(tmp_path, investment_sheet, board(tmp_path, INVESTED))
    assert alone.sheet().freeze_panes == f"A{alone.row('År') + 1}"
    assert make(tmp_path, investment_sheet, board(tmp_path, INVESTED, MOVED)).sheet().freeze_panes is None
    alone = make(tmp_path, volume_sheet, board(tmp_path, VOLUMES))
    assert alone.sheet().print_title_rows == f"${alone.row('Post')}:${alone.row('Post')}"
    assert make(tmp_path, volume_sheet, board(tmp_path, VOLUMES, STAFF)).sheet().freeze_panes is None


def figures_of_tables(data: Path) -> dict[str, float]:
    """Return the ledger's figures of tables other than operating statements that have a value."""
    figures = load_ledger(data).figures.values()
    own = [one for one in figures if one.line is not None and one.id.split(":")[1] != "drift"]
    return {one.id: float(value) for one in own if (value := one.value()) is not None}


@pytest.mark.parametrize("made_up", [False, True])
def test_each_figure_of_the_ledger_has_the_cell_with_its_value(tmp_path: Path, *, made_up: bool) -> None:
    twice = INVESTED.replace("Stolar", "Datorer").replace("Summa", "Totalt")  # a label that stands twice
    data = board(tmp_path, twice, MOVED, VOLUMES, STAFF) if made_up else DATA
    shown = dict[str, object]()
    for write in (investment_sheet, volume_sheet):
        made = make(tmp_path, write, data)
        name, sheet = made.sheet().title, made.sheet()
        assert all(place.startswith(f"'{name}'!$") for place in made.places.values())
        shown |= {key: sheet[place.rpartition("!")[2].replace("$", "")].value for key, place in made.places.items()}
    assert shown == figures_of_tables(data)
    assert len(shown) > 40


def test_cell_whose_value_is_not_the_ledgers_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = board(tmp_path, VOLUMES)
    ledger, turned = load_ledger(data), "a-2021:volym:Ärenden:utfall 2019"
    other = ledger.figures["a-2021:volym:Ärenden:utfall 2021"]
    changed = replace(ledger, figures={**ledger.figures, turned: other})
    monkeypatch.setattr(live, "load_ledger", lambda _: changed)
    places = make(tmp_path, volume_sheet, data).places
    assert turned not in places
    assert "a-2021:volym:Ärenden:utfall 2020" in places


@needs_office
@pytest.mark.parametrize("made_up", [False, True])
def test_recalculated_by_libreoffice_every_formula_keeps_its_value(tmp_path: Path, *, made_up: bool) -> None:
    data = board(tmp_path, INVESTED, MOVED, VOLUMES, STAFF, sums=SUMS) if made_up else DATA
    path = tmp_path / "blad.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for sheet in (investment_sheet, volume_sheet):
            sheet(Desk(book, "Nämnden", opened(data), 2021))
    before, after = live_values(path, *recalculated(path))
    assert len(before) > 60
    assert after == pytest.approx(before, abs=1e-9)
