"""Months that documents print are kept: each alone, in tkr, beside what is of more months and never mixed with it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.statements.lines import MonthLine
from analysis.statements.load import load_drift, load_follow_ups, load_months, month_lines
from analysis.statements.months import by_line, newest_months, whole_of
from tests.boards import make_board, plain_rows, write_board

MONTH_COLUMNS = ("post", "år", "månad", "utfall_tkr", "budget_tkr", "tal", "läsning")
ALONE = (
    "Driftredovisning (kr)\n\n"
    "Verksamhet\tJan\tFeb\tMar\tAck utfall\tAck budget\tAvvikelse\tÅrsbudget\tFg år ack utfall\n"
    "Hemtjänst\t-100 500\t-110 250\t-120 250\t-331 000\t-300 000\t-31 000\t-1 200 000\t-290 000\n"
    "Stab\t-10 000\t\t-12 000\t-22 000\t-30 000\t8 000\t-120 000\t-29 000\n"
    "Summa\t-110 500\t-110 250\t-132 250\t-353 000\t-330 000\t-23 000\t-1 320 000\t-319 000\n"
)
SO_FAR = (
    "Driftredovisning (tkr)\n\n"
    "Verksamhet\tJan\tFeb\tMar\tAck utfall\tAck budget\tAvvikelse\n"
    "Hemtjänst\t-100\t-210\t-330\t-330\t-300\t-30\n"
    "Stab\t-10\t-21\t-33\t-33\t-30\t-3\n"
    "Summa\t-110\t-231\t-363\t-363\t-330\t-33\n"
)
BESIDE = (
    "Driftredovisning (tkr)\n\n"
    "Verksamhet\tUtfall jan\tUtfall feb\tUtfall mar\tBudget jan\tBudget feb\tBudget mar\tUtfall\tBudget\tAvvikelse\n"
    "Hemtjänst\t-100\t-110\t-120\t-100\t-100\t-90\t-330\t-290\t-40\n"
    "Stab\t-10\t-11\t-12\t-10\t-10\t-10\t-33\t-30\t-3\n"
    "Summa\t-110\t-121\t-132\t-110\t-110\t-100\t-363\t-320\t-43\n"
)
LIST = (
    "Driftredovisning, nettokostnad (kr)\n\n"
    "Period\tVerksamhet\tMått\tBelopp\n"
    "202501\tHemtjänst\tUtfall\t100 500\n"
    "202501\tHemtjänst\tBudget\t99 000\n"
    "202501\tStab\tUtfall\t20 000\n"
    "202502\tHemtjänst\tUtfall\t101 500\n"
    "202502\tHemtjänst\tBudget\t99 000\n"
    "202502\tStab\tUtfall\t20 400\n"
)


def board(folder: Path, text: str, **cells: str) -> Path:
    return write_board(folder, {"a-2025": text}, **{"period": "januari–mars", **cells})


def test_a_month_is_kept_and_nothing_of_more_months_is_taken_for_one(tmp_path: Path) -> None:
    frame = load_months(data=board(tmp_path, ALONE))
    assert plain_rows(frame, *MONTH_COLUMNS) == [
        ("Hemtjänst", 2025, 1, -100.5, None, "tryckt", "säker"),
        ("Hemtjänst", 2025, 2, -110.25, None, "tryckt", "säker"),
        ("Hemtjänst", 2025, 3, -120.25, None, "tryckt", "säker"),
        ("Stab", 2025, 1, -10, None, "tryckt", "säker"),
        ("Stab", 2025, 2, None, None, "tryckt", "säker"),
        ("Stab", 2025, 3, -12, None, "tryckt", "säker"),
        ("Summa", 2025, 1, -110.5, None, "tryckt", "säker"),
        ("Summa", 2025, 2, -110.25, None, "tryckt", "säker"),
        ("Summa", 2025, 3, -132.25, None, "tryckt", "säker"),
    ]
    assert list(frame["källa"])[::3] == ["a-2025, rad 4", "a-2025, rad 5", "a-2025, rad 6"]


def test_the_year_so_far_and_the_budget_of_the_year_stand_where_they_did(tmp_path: Path) -> None:
    columns = ("post", "utfall_tkr", "budget_tkr", "årsbudget_tkr")
    assert plain_rows(load_follow_ups(data=board(tmp_path, ALONE)), *columns) == [
        ("Hemtjänst", -331, -300, -1200),
        ("Stab", -22, -30, -120),
        ("Summa", -353, -330, -1320),
    ]


def test_a_month_is_the_difference_where_each_column_holds_the_months_before(tmp_path: Path) -> None:
    assert plain_rows(load_months(data=board(tmp_path, SO_FAR)), "post", "månad", "utfall_tkr", "tal")[:3] == [
        ("Hemtjänst", 1, -100, "tryckt"),
        ("Hemtjänst", 2, -110, "beräknat"),
        ("Hemtjänst", 3, -120, "beräknat"),
    ]


def test_outcome_and_budget_of_a_month_stand_in_one_row(tmp_path: Path) -> None:
    data = board(tmp_path, BESIDE, period="helår")
    assert plain_rows(load_months(data=data), "post", "månad", "utfall_tkr", "budget_tkr")[:3] == [
        ("Hemtjänst", 1, -100, -100),
        ("Hemtjänst", 2, -110, -100),
        ("Hemtjänst", 3, -120, -90),
    ]
    assert plain_rows(load_drift(data=data), "post", "utfall_tkr", "budget_tkr") == [
        ("Hemtjänst", -330, -290),
        ("Stab", -33, -30),
        ("Summa", -363, -320),
    ]


def test_a_list_of_amounts_has_the_months_that_its_lines_say(tmp_path: Path) -> None:
    assert plain_rows(load_months(data=board(tmp_path, LIST)), *MONTH_COLUMNS) == [
        ("Hemtjänst", 2025, 1, -100.5, -99, "tryckt", "säker"),
        ("Stab", 2025, 1, -20, None, "tryckt", "säker"),
        ("Hemtjänst", 2025, 2, -101.5, -99, "tryckt", "säker"),
        ("Stab", 2025, 2, -20.4, None, "tryckt", "säker"),
    ]


def test_a_list_whose_signs_say_nothing_is_in_doubt(tmp_path: Path) -> None:
    text = LIST.replace("Driftredovisning, nettokostnad (kr)", "Belopp i kr").replace("\t20 000", "\t-95 000")
    lines = month_lines(board(tmp_path, text))
    assert {line.läsning for line in lines if line.månad == 1} == {"tveksam"}


def test_a_month_that_does_not_come_to_the_whole_is_in_doubt(tmp_path: Path) -> None:
    found = load_months(data=board(tmp_path, ALONE.replace("\t-120 250\t", "\t-120 650\t")))
    assert dict(found.groupby("post")["läsning"].first()) == {
        "Hemtjänst": "tveksam",
        "Stab": "säker",
        "Summa": "säker",
    }


def test_two_columns_that_say_the_same_of_a_month_are_none(tmp_path: Path) -> None:
    head = "Verksamhet\tUtfall jan\tUtfall feb\tUtfall mar\tUtfall jan\tUtfall feb\tUtfall mar\tUtfall\tBudget\tAvvikelse\n"
    text = f"Driftredovisning (tkr)\n\n{head}Stab\t-10\t-11\t-12\t-10\t-11\t-12\t-33\t-30\t-3\n"
    assert load_months(data=board(tmp_path, text, period="helår")).empty


def test_a_board_without_months_has_an_empty_frame_with_its_columns(tmp_path: Path) -> None:
    frame = load_months(data=make_board(tmp_path))
    assert frame.empty
    assert {"månad", "utfall_tkr", "källa"} <= set(frame.columns)


def test_months_without_a_unit_are_refused_with_the_rest_of_their_table(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"a-2025\.txt, line 3: saw a table in money without"):
        load_months(data=board(tmp_path, ALONE.replace(" (kr)", "")))


def month(post: str, number: int, utfall: int, **cells: object) -> MonthLine:
    place = {"nämnd": "N", "år": 2025, "period": "helår", "avsnitt": "Drift", "rad": 1, "ordning": 1, "rubrik": ""}
    own = {"dokument": "a", "etikett": post, "post": post, "läsning": "säker", "slag": "netto", "förälder": ""}
    money = {"utfall_tkr": utfall, "budget_tkr": None, "tal": "tryckt", "upplösning_tkr": None, "källa": ""}
    return MonthLine(**{**place, **own, **money, "månad": number, **cells})  # type: ignore[arg-type]


def test_the_document_with_most_months_tells_a_year_and_the_last_one_of_two() -> None:
    march = [month("Stab", at, -1, dokument="mars") for at in (1, 2, 3)]
    again = [month("Stab", at, -2, dokument="mars, rättad") for at in (1, 2, 3)]
    first = [month("Stab", at, -3, dokument="februari") for at in (1, 2)]
    found = newest_months([*march, *again, *first])
    assert {line.dokument for line in found[2025]} == {"mars, rättad"}


def test_lines_of_one_label_are_kept_apart() -> None:
    rows = by_line([month("Löner", 1, -1), month("Löner", 1, -5), month("Löner", 2, -2), month("Löner", 2, -6)])
    assert [[row.months[at].utfall_tkr for at in (1, 2)] for row in rows] == [[-1, -2], [-5, -6]]


def test_the_whole_is_the_last_total_else_all_lines_that_are_sure() -> None:
    stab, hvb = month("Stab", 1, -1), month("HVB", 1, -2)
    total = month("Summa", 1, -3, slag="summa")
    assert [row.head.post for row in whole_of(by_line([stab, hvb, total]))] == ["Summa"]
    assert [row.head.post for row in whole_of(by_line([stab, hvb]))] == ["Stab", "HVB"]
    assert whole_of(by_line([stab, month("HVB", 1, -2, läsning="tveksam")])) == []
    assert whole_of(by_line([stab, month("Löner", 1, -1, slag="varav")])) == []


NAMES = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")


@given(st.lists(st.integers(-99_999, -1), min_size=3, max_size=12))
def test_the_months_of_a_year_so_far_are_what_it_was_added_up_from(own: list[int]) -> None:
    added = [sum(own[: at + 1]) for at in range(len(own))]
    rows = [[label, *(value * weight for value in added)] for label, weight in (("Stab", 1), ("HVB", 2), ("Summa", 3))]
    lines = ["\t".join(map(str, [*row, row[-1], 0, row[-1]])) for row in rows]
    head = "\t".join(["Verksamhet", *NAMES[: len(own)], "Ack utfall", "Ack budget", "Avvikelse"])
    with TemporaryDirectory() as folder:
        text = "\n".join(["Driftredovisning (tkr)", "", head, *lines, ""])
        found = load_months(data=board(Path(folder), text))
    assert list(found.loc[found["post"] == "HVB", "utfall_tkr"]) == [2 * value for value in own]
