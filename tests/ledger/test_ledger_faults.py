"""Every fault of figures.csv: by itself and at once, with its row, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from analysis.errors import DataError
from analysis.ledger.ledger import load_ledger
from tests.boards import REPORT, make_board, write_figures
from tests.ledger.test_ledger import DEVIATION, A, load, said, values

PRINTED, COMPUTED, MISSING = {"id": "a", "value": "5"}, {"id": "a", "formula": DEVIATION}, {"id": "a"}
NUMBER = "expected a number such as 8 453 or 65,4"
STEP = "expected a step that the value is a multiple of"
UNIT = "expected a unit such as tkr, kr or %, or what is counted in small letters, such as timmar"
EITHER = "expected a value for 'tryckt', a formula for 'beräknad', neither for 'saknas'"
NAME = "expected lower-case words with _ such as ramökning_2020"
PARTS = "expected ids, cells in [brackets], numbers such as 12 mån or 2,5, + - * / and parentheses"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({**PRINTED, "id": "Ram_2020"}, f"saw id = 'Ram_2020'; {NAME}"),
        ({**PRINTED, "id": "", "concept": "x"}, f"saw id = ''; {NAME}"),
        ({**PRINTED, "id": "a:b"}, f"saw id = 'a:b'; {NAME}"),
        ({**PRINTED, "concept": ""}, "saw concept = ''; expected a text"),
        ({**PRINTED, "period": ""}, "saw period = ''; expected a text such as helår"),
        ({**PRINTED, "section": ""}, "saw section = ''; expected the heading it stands under"),
        ({**PRINTED, "year": "1899"}, "saw year = '1899'; expected a year such as 2020"),
        ({**PRINTED, "year": "20201"}, "saw year = '20201'; expected a year such as 2020"),
        ({**PRINTED, "year": ""}, "saw year = ''; expected a year such as 2020"),
        ({**PRINTED, "status": "Tryckt"}, "saw status = 'Tryckt'; expected one of: tryckt, beräknad, saknas"),
        ({**PRINTED, "status": ""}, "saw status = ''; expected one of: tryckt, beräknad, saknas"),
        ({**PRINTED, "document": "kultur-2032"}, "saw document = 'kultur-2032'; expected one of: kultur-2023"),
        ({**PRINTED, "document": ""}, "saw document = ''; expected one of: kultur-2023"),
        ({**COMPUTED, "document": "x"}, "saw document = 'x'; expected one of: kultur-2023"),
        ({**MISSING, "document": "x"}, "saw document = 'x'; expected one of: kultur-2023"),
        ({**PRINTED, "unit": "tkrr"}, "saw unit = 'tkrr'; expected one of: tkr, kr, mkr, mnkr"),
        ({**PRINTED, "unit": "mnkrr"}, "saw unit = 'mnkrr'; expected one of: mnkr, mkr, kr, tkr, mån"),
        ({**PRINTED, "unit": "euro"}, f"saw unit = 'euro'; {UNIT}"),
        ({**PRINTED, "unit": "Hushåll"}, f"saw unit = 'Hushåll'; {UNIT}"),
        ({**PRINTED, "value": "5.5"}, f"saw value = '5.5'; {NUMBER}"),
        ({**PRINTED, "value": "5 tkr"}, f"saw value = '5 tkr'; {NUMBER}"),
        ({**PRINTED, "value": "-"}, f"saw value = '-'; {NUMBER}"),
        ({**PRINTED, "value": "1 2"}, f"saw value = '1 2'; {NUMBER}"),
        ({**PRINTED, "resolution": ""}, f"saw resolution = ''; {NUMBER}"),
        ({**PRINTED, "resolution": "-1"}, f"saw resolution = '-1'; {NUMBER}"),
        ({**PRINTED, "resolution": "en"}, f"saw resolution = 'en'; {NUMBER}"),
        ({**COMPUTED, "resolution": "en"}, f"saw resolution = 'en'; {NUMBER}"),
        ({**PRINTED, "resolution": "10"}, f"saw resolution = '10'; {STEP}"),
        ({**PRINTED, "value": "5,25", "resolution": "0,1"}, f"saw resolution = '0,1'; {STEP}"),
        ({**PRINTED, "formula": "2 tkr"}, f"saw status 'tryckt' with both; {EITHER}"),
        ({**COMPUTED, "value": "5", "status": "beräknad"}, f"saw status 'beräknad' with both; {EITHER}"),
        ({**MISSING, "status": "beräknad"}, f"saw status 'beräknad' with neither; {EITHER}"),
        ({**PRINTED, "status": "beräknad"}, f"saw status 'beräknad' with a value; {EITHER}"),
        ({**PRINTED, "status": "saknas"}, f"saw status 'saknas' with a value; {EITHER}"),
        ({**COMPUTED, "status": "saknas"}, f"saw status 'saknas' with a formula; {EITHER}"),
        ({**COMPUTED, "formula": "2 +* b"}, f"saw formula stops making sense at '* b'; {PARTS}"),
        ({**COMPUTED, "formula": "a" * 2001}, f"saw formula stops making sense at longer than 2000 characters; {PARTS}"),
        ({**COMPUTED, "formula": "__import__('os')"}, f"saw formula stops making sense at \"__import__('os')\"; {PARTS}"),
        ({**COMPUTED, "formula": "a"}, "saw figures that are computed from each other: a → a; expected figures that end in print"),
        (
            {**COMPUTED, "formula": f"{DEVIATION} + 1 mån"},
            "saw formula: units that do not fit in kultur-2023:drift:Summa:avvikelse 2023 + 1 mån; expected units that give tkr",
        ),
        (
            {**COMPUTED, "formula": "2 tkr * 3 tkr"},
            "saw formula: units that do not fit in 2 tkr × 3 tkr; expected units that give tkr",
        ),
        (
            {**COMPUTED, "formula": "2 tkr / (1 - 100 %)"},
            "saw formula: a divisor that is or may be zero in 2 tkr / (1 − 100 %); expected a divisor well away from zero",
        ),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_with_what_is_wrong(tmp_path: Path, row: Mapping[str, str], message: str) -> None:
    assert said(tmp_path, row) == [f"line 2: {message}"]


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (PRINTED, ("5", "0.5")),
        (COMPUTED, ("-600", "0.5")),
        (MISSING, None),
        ({**COMPUTED, "document": "kultur-2023"}, ("-600", "0.5")),
        ({**MISSING, "document": "kultur-2023", "section": "Drift"}, None),
        ({**PRINTED, "value": "−5 000", "resolution": "100", "year": "1900"}, ("-5000", "50")),
        ({**PRINTED, "value": "0"}, ("0", "0.5")),
        ({**PRINTED, "value": "5,25", "resolution": "0,05"}, ("5.25", "0.025")),
        ({**PRINTED, "resolution": "0", "unit": "kr/hushåll/mån"}, ("5", "0")),
    ],
)
def test_a_right_row_is_read(tmp_path: Path, row: Mapping[str, str], value: tuple[str, str] | None) -> None:
    assert values(load(tmp_path, row), "a") == [value]


def test_a_wrong_row_is_named_in_swedish(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 3") as error:
        load(tmp_path, A, {"id": "x", "formula": "a / 0"}, {"id": "y", "formula": "y"})
    assert error.value.swedish().splitlines() == [
        "figures.csv rad 3: formula: en nämnare som är eller kan vara noll i a / 0; väntade en nämnare skild från noll; ändra formeln.",
        "figures.csv rad 4: uppgifter som beräknas ur varandra: y → y; väntade uppgifter som slutar i tryck; bryt cirkeln.",
    ]


def test_an_unknown_id_is_named_with_the_nearest(tmp_path: Path) -> None:
    rows = [{"id": "ram_2020", "value": "5"}, {"id": "x", "formula": "ram_2021 + ram_2021 - ram_2020"}]
    (message,) = said(tmp_path, *rows)
    assert message == "line 3: saw formula = 'ram_2021'; expected one of: ram_2020"


def test_an_unknown_cell_is_named_with_the_nearest(tmp_path: Path) -> None:
    (message,) = said(tmp_path, {"id": "x", "formula": "[kultur-2023:drift:Summa:avikelse 2023]"})
    assert message.startswith(
        "line 2: saw formula = 'kultur-2023:drift:Summa:avikelse 2023'; expected one of: kultur-2023:drift:Summa:avvikelse 2023,"
    )


def test_an_unclear_cell_is_named_with_the_clear_ones(tmp_path: Path) -> None:
    twice = REPORT.replace("Ledning -300", "Bibliotek -300")
    data = write_figures(
        make_board(tmp_path, twice), [{"id": "x", "formula": "[kultur-2023:drift:Bibliotek:utfall 2023]"}]
    )
    names = "kultur-2023:drift:Bibliotek@7:utfall 2023, kultur-2023:drift:Bibliotek@11:utfall 2023"
    with pytest.raises(
        DataError, match=rf"^figures\.csv, line 2: saw '.*', which names several cells; expected one of: {names};"
    ):
        load_ledger(data)
    write_figures(data, [{"id": "x", "formula": "[kultur-2023:drift:Bibliotek@11:utfall 2023]"}])
    assert values(load_ledger(data), "x") == [("-300", "0.5")]


def test_a_divisor_that_rounding_can_have_made_zero_is_named(tmp_path: Path) -> None:
    rows = [A, {"id": "b", "value": "1 201"}, {"id": "x", "formula": "a / (a - b)", "unit": "ggr"}]
    assert said(tmp_path, *rows) == [
        "line 4: saw formula: a divisor that is or may be zero in a / (a − b); expected a divisor well away from zero"
    ]


def test_every_circle_is_named(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "formula": "b + 1 tkr"},
        {"id": "b", "formula": "c"},
        {"id": "c", "formula": "a - 1 tkr"},
        {"id": "d", "formula": "e"},
        {"id": "e", "formula": "d * 2"},
        {"id": "above", "formula": "a + e"},
        {"id": "fine", "formula": "2 tkr"},
    ]
    messages = said(tmp_path, *rows)
    circles = [re.findall(r"[a-e]+", message.partition("each other: ")[2].partition(";")[0]) for message in messages]
    assert [circle[0] == circle[-1] for circle in circles] == [True, True]
    assert sorted("".join(sorted(circle[1:])) for circle in circles) == ["abc", "de"]
    needs = {"a": "b", "b": "c", "c": "a", "d": "e", "e": "d"}
    assert all(needs[one] == two for circle in circles for one, two in pairwise(circle))
    line = {row["id"]: number for number, row in enumerate(rows, 2)}
    assert [int(message[5]) for message in messages] == [line[circle[0]] for circle in circles]


def test_an_id_that_stands_twice_is_named_at_each_row_behind_the_first(tmp_path: Path) -> None:
    rows = [A, {**A, "value": "5"}, {"id": "b", "value": "5"}, {"id": "a", "formula": "b"}]
    assert said(tmp_path, *rows) == [f"line {line}: saw a twice; expected each id once" for line in (3, 5)]


def test_the_faults_of_all_rows_are_named_together(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 2") as error:
        load(
            tmp_path,
            {**A, "year": "20", "unit": "€", "value": "x", "resolution": ""},
            {"id": "a", "status": "beräknad"},
            {"id": "b", "value": "5", "document": "nej"},
            {"id": "c", "formula": "("},
        )
    assert [(one.code, one.file, one.line, one.values.get("column")) for one in error.value.faults] == [
        ("bad-value", "figures.csv", 2, "year"),
        ("bad-value", "figures.csv", 2, "value"),
        ("bad-value", "figures.csv", 2, "unit"),
        ("bad-value", "figures.csv", 2, "resolution"),
        ("duplicate-key", "figures.csv", 3, None),
        ("value-or-formula", "figures.csv", 3, None),
        ("unknown-reference", "figures.csv", 4, "document"),
        ("bad-formula", "figures.csv", 5, "formula"),
    ]


def test_the_faults_of_all_formulas_are_named_together(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 3") as error:
        load(
            tmp_path,
            A,
            {"id": "b", "formula": "nothing + nowhere"},
            {"id": "c", "formula": "c"},
            {"id": "d", "formula": "a / 0"},
            {"id": "e", "formula": "a + 1 mån"},
            {"id": "above", "formula": "a + b + c + d + e"},
        )
    assert [(one.code, one.line) for one in error.value.faults] == [
        ("unknown-reference", 3),
        ("unknown-reference", 3),
        ("cycle", 4),
        ("zero-divisor", 5),
        ("unit-clash", 6),
    ]


def test_a_number_with_an_unknown_unit_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"figures\.csv, line 3: saw formula = 'tkrr'; expected one of: tkr"):
        load(tmp_path, A, {"id": "b", "formula": "a * 2 tkrr"})


def test_faults_of_rows_and_of_formulas_are_named_together(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 2") as error:
        load(tmp_path, {**A, "year": "x"}, {"id": "b", "formula": "a + nope"}, {"id": "c", "formula": "c"})
    assert [(one.code, one.line) for one in error.value.faults] == [
        ("bad-value", 2),
        ("unknown-reference", 3),
        ("cycle", 4),
    ]


def test_units_are_checked_also_where_a_figure_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 4: saw formula: units that do not fit in a \\+ m"):
        load(tmp_path, A, {"id": "m", "unit": "vårddygn"}, {"id": "b", "formula": "a + m"})
