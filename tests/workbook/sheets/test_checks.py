"""The sheet of checks: every number live over the printed figures, every verdict by a formula that says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
import xlsxwriter

from analysis.files import DATA
from analysis.statements.checks import reconcile
from analysis.statements.folder import opened
from analysis.workbook.desk import Desk
from analysis.workbook.live import Places
from analysis.workbook.sheets.checks import CHECKS, check_sheet
from analysis.workbook.sheets.figures import figure_sheet
from tests.boards import plain_rows, write_board
from tests.books import loaded, needs_office, recalculated, table

HEADS = [
    *("År", "Post", "Kontroll", "Beräknat, tkr", "Tryckt, tkr", "Skillnad, tkr", "Tolerans, tkr", "Utslag", "Källa"),
    *("Uträkning", "Toleransens grund"),
]
LIVE = ("Beräknat, tkr", "Tryckt, tkr", "Skillnad, tkr", "Utslag")
HEAD = "## Drift\n\nDriftsredovisning ({})\t\t\t\n\tUtfall\tBudget\tAvvikelse\n"
SOME = "varav-rader ryms i Intäkter, resten är inte särredovisad"
Parts = list[tuple[str, str, str, str, str]]  # total, part, parent, weight, relation
SUMMED: Parts = [("Summa", "Stab", "", "1", "lika"), ("Summa", "HVB", "", "1", "lika")]


class Written(NamedTuple):
    """A workbook of figures and checks: its file, the range of the verdicts, and the cells of the figures."""

    path: Path
    verdicts: str
    places: Places

    def rows(self, *, values: bool) -> list[dict[str, Any]]:
        """Return the rows of the table of checks, by heading, as formulas or as their values."""
        head, *rows = table(self.path, "Kontroller", "Kontrollista", values=values)
        return [dict(zip(map(str, head), row, strict=True)) for row in rows]

    def anew(self) -> Written:
        """Let LibreOffice compute every formula anew."""
        return self._replace(path=recalculated(self.path)[0])

    def row(self, post: str, check: str, *, values: bool = True) -> dict[str, Any]:
        """Return the only row with a line and a check."""
        (found,) = (one for one in self.rows(values=values) if (one["Post"], one["Kontroll"]) == (post, check))
        return found


def write(path: Path, data: Path, keep: Callable[[Places], Places] = dict) -> Written:
    """Write the figures and the checks of a folder to a workbook."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        desk = Desk(book, "Nämnden", opened(data), 2021)
        figure_sheet(desk)
        desk.live = desk.live._replace(places=keep(desk.live.places))
        check_sheet(desk)
        return Written(path, desk.verdicts[CHECKS], desk.live.places)


def board(folder: Path, lines: str, parts: Parts, unit: str = "tkr") -> Written:
    """Write the workbook of a board of one drift table, whose lines have their cells parted by a bar."""
    text = HEAD.format(unit) + "".join(line.replace(" | ", "\t") + "\n" for line in lines.split("\n"))
    data = write_board(folder / "data", {"a-2021": text}, [("a-2021", "Drift", *part) for part in parts])
    return write(folder / "bok.xlsx", data)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(tmp_path_factory.mktemp("kontroller") / "bok.xlsx", DATA)


def test_the_sheet_has_a_row_for_each_check_with_what_it_found(real: Written) -> None:
    rows = real.rows(values=True)
    assert list(rows[0]) == HEADS
    shown = [tuple(row[name] for name in ("År", *LIVE)) for row in rows]
    columns = ("år", "beräknat_tkr", "tryckt_tkr", "skillnad_tkr", "utslag")
    assert shown == plain_rows(reconcile().sort_values("år", kind="stable"), *columns)


def test_every_number_and_verdict_of_the_reports_is_live(real: Written) -> None:
    still = [
        (row["År"], row["Post"], row["Kontroll"], name)
        for row in real.rows(values=False)
        for name in LIVE
        if not str(row[name]).startswith("=")
    ]
    assert still == []


def filled(text: str, places: Places) -> str:
    """Put the cell of a figure of socialnamnden in the place of its id in [brackets]."""
    return re.sub(r"\[([^]]+)\]", lambda found: places[f"socialnamnden-{found[1]}"], text)


@pytest.mark.parametrize(
    ("check", "printed", "computed"),
    [
        (
            (2020, "Ledning", "avvikelse = utfall − budget"),
            "=[2020:drift:Ledning:avvikelse 2020]",
            "=[2020:drift:Ledning:utfall 2020]-[2020:drift:Ledning:budget 2020]",
        ),
        (
            (2017, "Totalt", "utfall: netto = intäkter + kostnader"),
            "=[2017:drift:Totalt:utfall 2017]",
            "=[2017:drift:Intäkter:utfall 2017]+[2017:drift:Kostnader:utfall 2017]",
        ),
        (
            (2017, "Intäkter", f"budget: {SOME}"),
            "=[2017:drift:Intäkter:budget 2017]",
            (
                "=[2017:drift:Intäkter > Migrationsverket:budget 2017]"
                "+[2017:drift:Intäkter > Sociala kontrakt:budget 2017]"
                "+[2017:drift:Intäkter > Momsbidrag:budget 2017]"
            ),
        ),
        (
            (2020, "Summa (sedan projektstart)", "utfall: rader = Summa"),
            "=[2020:investering:Summa:utfall 2020 sedan projektstart]",
            (
                "=[2020:investering:Nytt verksamhetssystem:utfall 2020 sedan projektstart]"
                "+[2020:investering:Digitalisering/utveckling data:utfall 2020 sedan projektstart]"
                "+[2020:investering:Möbler och inventarier ny våning:utfall 2020 sedan projektstart]"
            ),
        ),
    ],
)
def test_a_number_leads_to_the_figures_of_its_lines(
    real: Written, check: tuple[object, ...], printed: str, computed: str
) -> None:
    rows = real.rows(values=False)
    (row,) = (one for one in rows if (one["År"], one["Post"], one["Kontroll"]) == check)
    assert row["Tryckt, tkr"] == filled(printed, real.places)
    assert row["Beräknat, tkr"] == filled(computed, real.places)


def test_a_label_that_stands_twice_leads_to_the_line_of_its_own_table(real: Written) -> None:
    rows = real.rows(values=False)
    found = [row for row in rows if row["Kontroll"] == "ombudgetering: rader = Summa"]
    names = [f"socialnamnden-2020:ombudgetering:Summa@{line}:ombudgetering 2020" for line in (347, 380)]
    assert [row["Tryckt, tkr"] for row in found] == [f"={real.places[name]}" for name in names]


def test_difference_is_printed_less_computed_and_the_verdict_follows_from_it(real: Written) -> None:
    row = real.rows(values=False)[0]
    assert row["Skillnad, tkr"] == "=E8-D8"
    assert row["Utslag"] == (
        '=IF(ISNUMBER(F8),IF(F8=0,"stämmer",IF(ABS(F8)<=G8,"avrundning","avviker")),"kan inte prövas")'
    )
    assert real.row("Intäkter", f"utfall: {SOME}", values=False)["Utslag"].startswith(
        "=IF(ISNUMBER(F24),IF(OR(F24=0,AND(F24*E24>0,ABS(F24)<=ABS(E24))),"
    )
    assert real.row("Ledning", "avvikelse = utfall − budget")["Källa"] == "socialnamnden-2020, Drift, rad\u00a0746"


def test_the_range_of_verdicts_holds_all_of_them_and_nothing_else(real: Written) -> None:
    sheet = loaded(real.path, values=True)["Kontroller"]
    name, _, cells = real.verdicts.partition("!")
    assert name == "'Kontroller'"
    verdicts = [row[0].value for row in sheet[cells.replace("$", "")]]
    assert verdicts == reconcile().sort_values("år", kind="stable")["utslag"].tolist()


def on_paper(sheet: Any) -> float:
    """Return how wide the columns from A to I are together; neighbours of one width are stored as one."""
    stored = sheet.column_dimensions.values()
    return float(sum(one.width * (min(one.max, 9) - one.min + 1) for one in stored if one.min <= 9))


def test_the_columns_that_are_printed_can_be_read_on_paper(real: Written) -> None:
    sheet = loaded(real.path)["Kontroller"]
    assert sheet.print_area == "'Kontroller'!$A$1:$I$81"
    assert "Uträkning och toleransens grund skrivs inte ut." in str(sheet["A5"].value)
    paper = 842 - 2 * 0.6 * 72  # points between the margins of a lying A4
    assert 11 * paper / (on_paper(sheet) * 5.25) >= 8.5


def test_what_is_written_above_the_table_stays_on_the_paper(real: Written) -> None:
    sheet = loaded(real.path)["Kontroller"]
    assert max(len(str(sheet.cell(row, 1).value or "")) for row in range(1, 7)) < on_paper(sheet) * 1.12


def test_a_number_whose_figure_has_no_cell_is_written_as_it_is(tmp_path: Path) -> None:
    text = HEAD.format("tkr") + "Stab\t-12\t-10\t-2\nHVB\t-20\t-20\t0\n"
    data = write_board(tmp_path / "data", {"a-2021": text})
    gone = "a-2021:drift:Stab:utfall 2021"

    def keep(places: Places) -> Places:
        return {name: cell for name, cell in places.items() if name != gone}

    written = write(tmp_path / "bok.xlsx", data, keep)
    stab, hvb = (written.row(name, "avvikelse = utfall − budget", values=False) for name in ("Stab", "HVB"))
    assert (stab["Beräknat, tkr"], stab["Skillnad, tkr"]) == (-2, "=E8-D8")
    assert stab["Tryckt, tkr"] == f"={written.places['a-2021:drift:Stab:avvikelse 2021']}"
    assert hvb["Beräknat, tkr"].startswith("='Uppgifter'!")


def test_a_number_that_could_not_be_read_leaves_its_cells_empty(tmp_path: Path) -> None:
    written = board(tmp_path, "Stab | -1x | -10 | -2\nHVB | -20 | -20 | 0\nSumma | -32 | -30 | -2", SUMMED)
    row = written.row("Summa", "utfall: rader = Summa")
    assert [row[name] for name in HEADS[3:8]] == [None, -32, None, None, "kan inte prövas"]
    assert row["Toleransens grund"] == "ett tal saknas eller är tveksamt läst"


def test_a_sheet_without_checks_says_why(tmp_path: Path) -> None:
    text = "## Drift\n\nDriftsredovisning (tkr)\t\t\n\tUtfall\tBudget\nStab\t-3\t-1\n"
    written = write(tmp_path / "bok.xlsx", write_board(tmp_path / "data", {"a-2021": text}))
    sheet = loaded(written.path)["Kontroller"]
    assert [row[0].value for row in sheet.iter_rows() if row[0].value] == [
        "Kontroller: tryckta summor och avvikelser omräknade",
        "Ingen tabell har en tryckt avvikelse, och sums.csv anger inga summor; därför finns inget att kontrollera.",
    ]
    assert not sheet.tables
    assert written.verdicts == "'Kontroller'!$H$4:$H$4"


def test_more_lines_than_a_formula_of_a_file_may_hold(tmp_path: Path) -> None:
    names = [f"Verksamheten för stöd och omsorg nummer {at}" for at in range(100)]
    lines = "\n".join(f"{name} | -1 | -1 | 0" for name in names)
    parts: Parts = [("Summa", name, "", "1", "lika") for name in names]
    row = board(tmp_path, f"{lines}\nSumma | -100 | -100 | 0", parts).row(
        "Summa", "utfall: rader = Summa", values=False
    )
    assert row["Beräknat, tkr"].count("+") == 99


CASES = [  # what a part and the line that holds it come to, in tkr, and the verdict of each relation
    ("7", "7", "stämmer", "stämmer"),
    ("7", "8", "avrundning", "stämmer"),
    ("7", "900", "avviker", "stämmer"),
    ("7", "6", "avrundning", "avrundning"),
    ("7", "5", "avviker", "avviker"),
    ("7", "-900", "avviker", "avviker"),
    ("-7", "-900", "avviker", "stämmer"),
    ("-7", "0", "avviker", "avviker"),
    ("0", "1", "avrundning", "stämmer"),
    ("7x", "8", "kan inte prövas", "kan inte prövas"),
]


def cases(data: Path) -> Path:
    """Write a board with each case as a line of its own, in tkr, mnkr and kr, and a net with each weight."""
    names = [f"Post {letter}" for letter in "abcdefghij"]
    pairs = zip(names, CASES, strict=True)
    body = "".join(f"{name}\t{whole}\t1\t0\nvarav Del\t{part}\t1\t0\n" for name, (part, whole, *_) in pairs)
    net = "Intäkter\t10,3\t10,1\t0,2\nKostnader\t30,2\t30,1\t0,1\nTotalt\t-19,8\t-20,0\t0,2\n"
    units = {"a-2021": "tkr", "a-2022": "mnkr", "a-2023": "kr"}
    reports = {name: HEAD.format(unit) + body for name, unit in units.items()}
    sums = [(name, "Drift", one, "Del", one, "1", "lika") for name in units for one in names]
    sums += [(name, "Drift", one, "Del", one, "1", "högst") for name in units for one in names]
    for name, unit in {"b-2021": "kr", "b-2022": "mnkr"}.items():
        reports[name] = HEAD.format(unit) + net
        sums += [
            (name, "Drift", "Totalt", "Kostnader", "", "-1", "lika"),
            (name, "Drift", "Totalt", "Intäkter", "", "1", "lika"),
        ]
    return write_board(data, reports, sums)


@pytest.fixture(scope="module")
def every_case(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("fall")
    return write(folder / "bok.xlsx", cases(folder / "data"))


def test_every_case_has_its_verdict(every_case: Written) -> None:
    rows = [row for row in every_case.rows(values=True) if row["År"] == 2022 and "utfall: varav" in row["Kontroll"]]
    found: dict[str, list[str]] = {"lika": [], "högst": []}
    for row in rows:
        found["högst" if "ryms" in row["Kontroll"] else "lika"].append(row["Utslag"])
    assert found == {"lika": [case[2] for case in CASES], "högst": [case[3] for case in CASES]}


@needs_office
@pytest.mark.parametrize("made_up", [True, False], ids=["every case", "the reports"])
def test_recalculated_by_libreoffice_every_number_and_verdict_is_the_same(
    request: pytest.FixtureRequest, *, made_up: bool
) -> None:
    written = request.getfixturevalue("every_case" if made_up else "real")
    before, after = written.rows(values=True), written.anew().rows(values=True)
    assert len(before) > 60
    for name in HEADS[3:8]:
        assert [row[name] for row in after] == [row[name] for row in before], name


@needs_office
def test_another_printed_figure_gives_another_verdict(tmp_path: Path) -> None:
    written = board(tmp_path, "Stab | -12 | -10 | -2\nHVB | -20 | -20 | 0\nSumma | -32 | -30 | -2", SUMMED)
    book = openpyxl.load_workbook(written.path)
    sheet, _, cell = written.places["a-2021:drift:Stab:utfall 2021"].replace("$", "").rpartition("!")
    book[sheet.strip("'")][cell] = -15
    book.save(written.path)
    row = written.anew().row("Summa", "utfall: rader = Summa")
    assert [row[name] for name in HEADS[3:8]] == [-35, -32, 3, 1.5, "avviker"]
