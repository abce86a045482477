"""Corrections by hand: they replace what the source prints, and fail loudly once it prints something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.data_files import CORRECTIONS
from analysis.errors import DataError
from analysis.readers.tables import Table
from analysis.statements.checks import reconcile
from analysis.statements.corrections import correct_tables
from analysis.statements.folder import opened, state
from analysis.statements.load import load_drift
from analysis.statements.register import load_tables
from tests.boards import REPORT, make_board, plain_rows, write_csv

UNREAD = REPORT.replace("-300 200 -500", "-300 2O0 -500")  # a letter for a digit
PRINTED = "-300 2O0 -500"
MONEY = ("post", "utfall_tkr", "budget_tkr", "avvikelse_tkr", "läsning")
TABS = "Driftredovisning (tkr)\n\n\tUtfall 2023\tBudget 2023\tAvvikelse\nStab\t-5\t-6\t1\nVård\t-5\tca 7\t2\n"
COSTS = "Driftredovisning (tkr)\n\nUtfall 2023 Budget 2023 Avvikelse\nStab 50 60 10\nVård 20 15 -5\nHem 8 9O 1\n"


def correct(data: Path, *rows: tuple[str, ...]) -> Path:
    """Write corrections of lines of the made-up report: line, column, value, printed."""
    cells = [("kultur-2023", line, column, value, "Läst i pdf.", printed) for line, column, value, printed in rows]
    write_csv(data / "corrections.csv", CORRECTIONS.names, cells)
    return data


def whole(line: str, printed: str, *values: str) -> list[tuple[str, ...]]:
    columns = ("Utfall 2023", "Budget 2023", "Avvikelse")
    return [(line, column, value, printed) for column, value in zip(columns, values, strict=True)]


def test_a_row_that_could_not_be_read_is_certain_once_all_of_it_is_corrected(tmp_path: Path) -> None:
    data = make_board(tmp_path, UNREAD)
    assert plain_rows(load_drift(data=data), *MONEY)[2] == ("Ledning", None, None, None, "tveksam")
    correct(data, *whole("11", PRINTED, "-300", "200", "−500"))
    assert plain_rows(load_drift(data=data), *MONEY)[2] == ("Ledning", -300, 200, -500, "säker")
    assert set(reconcile(data=data)["utslag"]) == {"stämmer"}


def test_a_correction_is_a_note_of_its_table_with_its_reason(tmp_path: Path) -> None:
    (one,) = load_tables(correct(make_board(tmp_path, UNREAD), *whole("11", PRINTED, "-300", "200", "-500")))
    table = one.tables[0]
    assert table.notes[-1] == (
        "kultur-2023.txt rad 11 ”Ledning”: rättad: Avvikelse = ”-500” i stället för ”-300 2O0 -500” (Läst i pdf.)."
    )
    assert table.rows[2].doubt == ""
    assert table.frame.iloc[2].to_list() == ["Ledning", -300, 200, -500]


def test_a_row_stays_in_doubt_while_a_number_of_it_is_missing(tmp_path: Path) -> None:
    data = correct(make_board(tmp_path, UNREAD), ("11", "Utfall 2023", "-300", PRINTED))
    assert plain_rows(load_drift(data=data), *MONEY)[2] == ("Ledning", -300, None, None, "tveksam")


def test_corrected_numbers_that_do_not_agree_stay_in_doubt(tmp_path: Path) -> None:
    data = correct(make_board(tmp_path, UNREAD), *whole("11", PRINTED, "-300", "200", "-400"))
    assert plain_rows(load_drift(data=data), *MONEY)[2] == ("Ledning", -300, 200, -400, "tveksam")
    assert "de står kvar som de är rättade" in load_tables(data)[0].tables[0].rows[2].doubt


def test_one_number_told_wrongly_is_corrected_by_how_it_is_printed(tmp_path: Path) -> None:
    misprint = REPORT.replace("-1 200 -1 000 -200", "-1 200 -1 000 -250")
    data = correct(make_board(tmp_path, misprint), ("7", "Avvikelse", "-200", "−250"))
    assert plain_rows(load_drift(data=data), *MONEY)[0] == ("Bibliotek", -1200, -1000, -200, "säker")


def test_one_cell_in_doubt_is_corrected_by_its_own_text(tmp_path: Path) -> None:
    data = correct(make_board(tmp_path, TABS, []), ("5", "Budget 2023", "-7", "ca 7"))
    assert plain_rows(load_drift(data=data), *MONEY)[1] == ("Vård", -5, -7, 2, "säker")


def test_a_cell_can_be_corrected_to_empty_and_from_empty(tmp_path: Path) -> None:
    text = TABS.replace("ca 7\t2", "\t2")
    data = correct(make_board(tmp_path, text, []), ("5", "Budget 2023", "-7", ""), ("4", "Avvikelse", "", "1"))
    assert plain_rows(load_drift(data=data), *MONEY) == [("Stab", -5, -6, None, "säker"), ("Vård", -5, -7, 2, "säker")]


def test_a_reading_that_arithmetic_chose_is_named_by_its_whole_print(tmp_path: Path) -> None:
    data = correct(make_board(tmp_path), *whole("9", "-2 500 -2 600 100", "-2 501", "-2 600", "99"))
    assert plain_rows(load_drift(data=data), *MONEY)[1] == ("=Simhall", -2501, -2600, 99, "säker")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("11", "Utfall 2023", "-300", "-300 200 -500"), "printed = ”-300 200 -500”; väntade det som källan har där: "),
        (("7", "Avvikelse", "-200", "-250"), "printed = ”-250”; väntade det som källan har där: ”−200”"),
        (("7", "Avvikelse", "-200", ""), "printed = ””; väntade det som källan har där: ”−200”"),
        (("8", "Avvikelse", "-200", "-250"), "line = ”8”; väntade något av: 7, 9, 11, 13"),
        (("elva", "Avvikelse", "-200", "-250"), "line = ”elva”; väntade något av: 7, 9, 11, 13"),
        (("7", "Diff", "-200", "-250"), "column = ”Diff”; väntade något av: Utfall 2023, Budget 2023, Avvikelse"),
        (("7", "Avvikelse", "2OO", "-250"), "value = ”2OO”; väntade ett tal som −1 234,5, eller ingenting"),
    ],
)
def test_a_wrong_correction_is_named_with_its_line(tmp_path: Path, row: tuple[str, ...], fault: str) -> None:
    with pytest.raises(DataError, match=r"^corrections\.csv, line 2: saw ") as error:
        load_tables(correct(make_board(tmp_path, UNREAD), row))
    assert error.value.swedish().startswith(f"corrections.csv rad 2: {fault}")


def test_a_correction_of_what_the_source_no_longer_prints_says_what_stands_there(tmp_path: Path) -> None:
    data = correct(make_board(tmp_path, UNREAD.replace("2O0", "2Q0")), *whole("11", PRINTED, "-300", "200", "-500"))
    with pytest.raises(DataError, match="saw printed = '-300 2O0 -500'") as error:
        load_drift(data=data)
    assert "”-300 2Q0 -500”" in error.value.swedish()


def test_all_faults_are_named_together(tmp_path: Path) -> None:
    data = make_board(tmp_path, UNREAD)
    row = ("kultur-2023", "7", "Avvikelse", "1", "Skäl.", "-200")
    rows = [("okänd", *row[1:]), row, row, (*row[:4], "", "-200"), (*row[:4], "a\x1bb", "-200")]
    write_csv(data / "corrections.csv", CORRECTIONS.names, rows)
    with pytest.raises(DataError, match="line 2") as error:
        load_tables(data)
    assert [(one.line, one.values.get("column", one.values.get("key"))) for one in error.value.faults] == [
        (2, "document"),
        (4, "document + line + column"),
        (5, "reason"),
        (5, "document + line + column"),
        (6, "reason"),
        (6, "document + line + column"),
    ]


def test_corrections_take_part_in_the_state_of_the_data(tmp_path: Path) -> None:
    data = make_board(tmp_path, UNREAD)
    before = state(data)
    correct(data, ("11", "Utfall 2023", "-300", PRINTED))
    assert state(data) != before


def test_costs_printed_without_a_sign_are_judged_as_their_table_prints_them(
    tmp_path: Path, read_one: Callable[[str], Table]
) -> None:
    table = read_one(COSTS)
    certain = [row._replace(certainty="säker", doubt="") for row in table.rows[:2]]
    data = correct(make_board(tmp_path), *whole("6", "8 9O 1", "8", "9", "1"))
    found = correct_tables(opened(data), {"kultur-2023": [replace(table, rows=(*certain, table.rows[2]))]})
    assert found["kultur-2023"][0].rows[2].certainty == "säker"
