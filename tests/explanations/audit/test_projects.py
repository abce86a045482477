"""Projects are held against what they are thought to cost in all, and never against an estimate of another project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.data_files import PROJECTS
from analysis.errors import DataError
from analysis.explanations.audit.projects import OUTLAYS, project_outlays, project_rows
from analysis.intake.rehearsal import folder_faults
from analysis.statements.folder import opened
from analysis.wording.audit.projects import describe_projects
from analysis.workbook.book import write_audit_workbook
from analysis.yardsticks.checklist import listed_points
from tests.boards import make_board, plain_rows, write_csv
from tests.books import loaded, needs_office, recalculated, table
from tests.ledgers import HEAD, Row, printed, write_ledger

INVESTED = (
    "\nInvesteringsredovisning (tkr)\n\n"
    "\tBeslutad total budget\tAck utfall\tAvvikelse\tBudget 2021\tUtfall 2021\tAvvikelse 2021\n"
    "Datorer\t-900\t-500\t400\t-300\t-200\t100\nFordon\t-400\t-390\t10\t-100\t-150\t-50\n"
    "Summa\t-1300\t-890\t410\t-400\t-350\t50\n"
)
REPORT = f"{HEAD}Stab\t-10\t-12\t2\nSumma\t-10\t-12\t2\n{INVESTED}"
OUTLAY = ("beslutad_totalutgift_tkr", "ackumulerat_utfall_tkr", "beräknad_totalutgift_tkr", "beräknad_avvikelse_tkr")


def estimated(project: str, estimate: str, /, **cells: str) -> Row:
    row = dict.fromkeys(PROJECTS.names, "") | {"document": "a-2021", "project": project, "estimate": estimate}
    row |= {"date": "2021-12", "source": "Projektledaren"} | cells
    return [row[name] for name in PROJECTS.names]


DATORER, FORDON = estimated("Datorer", "-slut_2021"), estimated("Fordon", "-400 tkr", note="Klart i mars.")


def board(data: Path, *rows: Row, report: str = REPORT) -> Path:
    write_ledger(data, [printed("slut_2021", "1000")], reports={"a-2021": report})
    write_csv(data / PROJECTS.name, PROJECTS.names, rows)
    return data


def said(data: Path) -> str:
    return describe_projects(2021, data=data).replace("\N{NO-BREAK SPACE}", " ")


def point(data: Path) -> tuple[str, str]:
    return next((one.läge, one.underlag) for one in listed_points(opened(data), 2021) if one.nr == 22)


def test_each_project_and_all_of_them_are_held_against_what_is_decided(tmp_path: Path) -> None:
    frame = project_outlays(2021, data=board(tmp_path, DATORER, FORDON))
    assert frame.dtypes.astype(str).to_dict() == OUTLAYS
    assert plain_rows(frame, "projekt", *OUTLAY, "återstår_tkr", "avvikelse_tkr", "skäl") == [
        ("Datorer", -900, -500, -1000, -100, -500, 100, ""),
        ("Fordon", -400, -390, -400, 0, -10, -50, "Klart i mars."),
        ("Alla projekt", -1300, -890, -1400, -100, -510, 50, ""),
    ]
    assert plain_rows(frame, "datum", "uppgift_från", "dokument", "rad")[::2] == [
        ("2021-12", "Projektledaren", "a-2021", 11),
        ("", "", "", None),
    ]
    assert said(tmp_path) == (
        "Datorer beräknas kosta 1 000 tkr i allt, 100 tkr mer än de beslutade 900 tkr. Alla projekt beräknas kosta "
        "1 400 tkr mot beslutade 1 300 tkr, 100 tkr mer. I år förbrukades 50 tkr mindre än årets budget."
    )
    assert point(tmp_path) == ("givet", "Projekt med beslutad och beräknad totalutgift: 2 av 2.")


def test_a_project_without_a_row_is_missing_and_so_is_the_sum(tmp_path: Path) -> None:
    data = board(tmp_path, DATORER)
    assert plain_rows(project_outlays(2021, data=data), "projekt", *OUTLAY[2:], "skäl")[1:] == [
        ("Fordon", None, None, "Beräknad totalutgift saknas (projects.csv)."),
        ("Alla projekt", None, None, "Beslutad eller beräknad totalutgift saknas för Fordon."),
    ]
    assert "Beslutad eller beräknad totalutgift saknas för Fordon." in said(data)
    assert point(data) == ("delvis", "Projekt med beslutad och beräknad totalutgift: 1 av 2.")


def test_without_estimates_nothing_is_guessed(tmp_path: Path) -> None:
    data = board(tmp_path)
    assert project_outlays(2021, data=data)["beräknad_avvikelse_tkr"].isna().all()
    assert said(data) == "Beräknad totalutgift är inte införd för något av de 2 projekten 2021 (projects.csv)."
    assert point(data) == ("delvis", "Tre rader sedan projektens start; beräknad totalutgift är inte införd.")
    assert describe_projects(2023, data=make_board(tmp_path / "b")) == "Inga investeringsprojekt är inlästa för 2023."


def test_a_table_of_the_year_alone_has_no_decided_total(tmp_path: Path) -> None:
    text = "\nInvesteringsredovisning (tkr)\n\n\tUtfall\tBudget\tAvvikelse\nDatorer\t-200\t-300\t100\n"
    data = board(tmp_path, DATORER, report=REPORT.replace(INVESTED, text))
    (one, whole) = project_rows(opened(data))
    assert (one.beslutad, one.beräknad_avvikelse, one.skäl) == (None, None, "Beslutad totalutgift är inte tryckt.")
    assert one.avvikelse is not None
    assert one.avvikelse.tkr == 100
    assert whole.beräknad_avvikelse is None
    assert point(data) == ("delvis", "Bara årets tal.")


def test_an_estimate_below_what_is_spent_is_shown_as_doubtful(tmp_path: Path) -> None:
    (first, *_) = project_rows(opened(board(tmp_path, estimated("Datorer", "-450 tkr"))))
    assert first.skäl == "Beräknad totalutgift är lägre än det som redan är förbrukat."
    assert first.återstår is not None
    assert first.återstår.tkr == 50


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (estimated("Dator", "-1 tkr"), "projects.csv, line 2: saw project = 'Dator'; expected one of: Datorer"),
        (estimated("Summa", "-1 tkr"), "projects.csv, line 2: saw project = 'Summa'; expected one of: "),
        (estimated("Stab", "-1 tkr"), "projects.csv, line 2: saw project = 'Stab'; expected one of: "),
        (estimated("Datorer", "1000 tkr"), "projects.csv, line 2: saw estimate = '1000 tkr'; expected the sign of"),
        (estimated("Datorer", "-5 kr/st"), "projects.csv, line 2: "),
        (estimated("Datorer", ""), "projects.csv, line 2: saw estimate = ''; expected a formula"),
        (estimated("Datorer", "-1 tkr", date="snart"), "projects.csv, line 2: saw date = 'snart'; expected a date"),
        (estimated("Datorer", "-1 tkr", source=""), "projects.csv, line 2: saw source = ''; expected a text"),
        (estimated("Datorer", "-1 tkr", document="b-2021"), "projects.csv, line 2: saw document = 'b-2021'; expected"),
    ],
)
def test_what_does_not_fit_the_printed_table_is_refused(tmp_path: Path, row: Row, message: str) -> None:
    data = board(tmp_path, row)
    with pytest.raises(DataError, match=rf"^{re.escape(message)}"):
        project_outlays(data=data)
    assert {(one.file, one.line) for one in folder_faults(data)} == {("projects.csv", 2)}


def test_two_estimates_of_one_project_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^projects\.csv, line 3: saw a-2021 Datorer twice"):
        project_outlays(data=board(tmp_path, DATORER, estimated("Datorer", "-950 tkr")))


ROWS = [
    ["2021: Datorer", -900, -500, -1000, -100, -500, -200, -300, 100],
    ["2021: Fordon", -400, -390, -400, 0, -10, -150, -100, -50],
    ["2021: Alla projekt", -1300, -890, -1400, -100, -510, -350, -400, 50],
]


def test_the_sheet_has_live_formulas_that_carry_their_values(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=board(tmp_path / "data", DATORER, FORDON))
    assert [row[:9] for row in table(path, "Projekt", "Projekt")[1:]] == ROWS
    written = table(path, "Projekt", "Projekt", values=False)[1:]
    assert all(str(cell).startswith("=") for row in written for cell in row[1:9])


@needs_office
def test_a_recalculation_confirms_the_sheet(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=board(tmp_path / "data", DATORER, FORDON))
    (again,) = recalculated(path)
    assert [row[:9] for row in table(again, "Projekt", "Projekt")[1:]] == ROWS


def test_a_board_without_estimates_has_no_such_sheet(tmp_path: Path) -> None:
    path = write_audit_workbook(tmp_path / "bok.xlsx", data=board(tmp_path / "data"))
    assert "Projekt" not in loaded(path).sheetnames
