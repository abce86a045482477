"""Frames and CSV files on their way in and out: columns, kinds of value, keys."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from analysis.errors import AnalysisError, fault
from analysis.frames import (
    MAYBE_WHOLE,
    NUMBER,
    TEXT,
    WHOLE,
    FrameError,
    check_frame,
    make_frame,
    nearest,
    records,
)

SCHEMA = {"post": TEXT, "år": WHOLE, "utfall_tkr": NUMBER}


def rows() -> list[dict[str, object]]:
    return [
        {"post": "Stab", "år": 2020, "utfall_tkr": -1.5},
        {"post": "Stab", "år": 2021, "utfall_tkr": None},
    ]


def frame() -> pd.DataFrame:
    return pd.DataFrame({"post": ["Stab", "Stab"], "år": [2020, 2021], "utfall_tkr": [-1.5, float("nan")]})


def codes(error: pytest.ExceptionInfo[AnalysisError]) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.file, one.line) for one in error.value.faults]


def test_a_right_frame_is_returned_itself() -> None:
    right = frame()
    assert check_frame("rader", right, SCHEMA, ["post", "år"]) is right


@pytest.mark.parametrize(
    "columns",
    [["post", "år"], ["post", "år", "utfall_tkr", "extra"], ["år", "post", "utfall_tkr"], ["post", "år", "utfall"]],
    ids=["missing", "extra", "order", "name"],
)
def test_wrong_columns_are_named(columns: list[str]) -> None:
    right = frame().assign(extra=1.0, utfall=1.0)
    with pytest.raises(FrameError, match=r"^rader: saw \[") as error:
        check_frame("rader", right[columns], SCHEMA)
    (one,) = error.value.faults
    assert one == fault("wrong-frame", "rader", seen=columns, expected=["post", "år", "utfall_tkr"])


@pytest.mark.parametrize(
    ("column", "kind", "message"),
    [
        ("post", "object", "rader: saw post: object; expected str;"),
        ("år", "float64", "rader: saw år: float64; expected int64;"),
        ("utfall_tkr", "object", "rader: saw utfall_tkr: object; expected float64;"),
    ],
)
def test_a_wrong_kind_of_value_is_named(column: str, kind: str, message: str) -> None:
    with pytest.raises(FrameError, match=f"^{message}"):
        check_frame("rader", frame().astype({column: kind}), SCHEMA)


def test_a_doubled_key_is_named() -> None:
    with pytest.raises(FrameError, match=r"^rader: saw \['Stab'\] twice; expected each \['post'\] once;"):
        check_frame("rader", frame(), SCHEMA, ["post"])


def test_a_key_of_several_columns_may_repeat_one_of_them() -> None:
    doubled = pd.concat([frame(), frame().tail(1)], ignore_index=True)
    with pytest.raises(FrameError, match=r"^rader: saw \['Stab', 2021\] twice; expected each \['post', 'år'\] once;"):
        check_frame("rader", doubled, SCHEMA, ["post", "år"])


def test_each_repetition_of_a_key_is_a_fault() -> None:
    tripled = pd.concat([frame()] * 3, ignore_index=True)
    with pytest.raises(FrameError, match="twice") as error:
        check_frame("rader", tripled, SCHEMA, ["post", "år"])
    assert (
        str(error.value).splitlines()
        == [
            "rader: saw ['Stab', 2020] twice; expected each ['post', 'år'] once; remove or rename one of the rows",
            "rader: saw ['Stab', 2021] twice; expected each ['post', 'år'] once; remove or rename one of the rows",
        ]
        * 2
    )


def test_wrong_columns_and_kinds_are_reported_together() -> None:
    wrong = frame().astype({"år": "float64", "post": "object"}).assign(extra=1)
    with pytest.raises(FrameError, match="rader") as error:
        check_frame("rader", wrong, SCHEMA, ["post"])
    assert list(error.value.faults) == [
        fault(
            "wrong-frame", "rader", seen=["post", "år", "utfall_tkr", "extra"], expected=["post", "år", "utfall_tkr"]
        ),
        fault("wrong-frame", "rader", seen="post: object", expected="str"),
        fault("wrong-frame", "rader", seen="år: float64", expected="int64"),
    ]


def test_rows_become_a_checked_frame() -> None:
    pd.testing.assert_frame_equal(make_frame("rader", rows(), SCHEMA, ["post", "år"]), frame())


def test_a_frame_without_rows_has_its_columns_and_kinds() -> None:
    made = make_frame("rader", [], SCHEMA, ["post"])
    assert made.shape == (0, 3)
    assert made.dtypes.astype(str).to_dict() == {"post": "str", "år": "int64", "utfall_tkr": "float64"}


def test_a_whole_number_may_be_missing() -> None:
    made = make_frame("rader", [{"år": 2021}, {"år": None}], {"år": MAYBE_WHOLE})
    assert made["år"].isna().tolist() == [False, True]
    assert (made["år"].iloc[0], str(made["år"].dtype)) == (2021, "Int64")


@pytest.mark.parametrize(
    ("kind", "given", "made"),
    [
        (TEXT, ["Stab", "", 5], ["Stab", "", "5"]),
        (WHOLE, [2021, "2020", 3.0], [2021, 2020, 3]),
        (NUMBER, [1, Decimal("-2.5"), "0.1"], [1.0, -2.5, 0.1]),
        (MAYBE_WHOLE, [2021, 3.0], [2021, 3]),
    ],
)
def test_values_become_the_columns_kind(kind: str, given: list[object], made: list[object]) -> None:
    column = make_frame("rader", [{"a": value} for value in given], {"a": kind})["a"]
    assert (column.tolist(), str(column.dtype)) == (made, kind)


@pytest.mark.parametrize("kind", [TEXT, NUMBER, MAYBE_WHOLE])
def test_cells_that_a_row_lacks_are_missing_and_others_left_out(kind: str) -> None:
    made = make_frame("rader", [{"b": 1}, {"a": None}], {"a": kind})
    assert (list(made.columns), made["a"].isna().tolist()) == (["a"], [True, True])


@pytest.mark.parametrize(
    ("kind", "value"), [(WHOLE, None), (WHOLE, "tjugo"), (NUMBER, "1,5"), (MAYBE_WHOLE, 2.5)], ids=str
)
def test_a_value_of_another_kind_makes_no_frame(kind: str, value: object) -> None:
    with pytest.raises((TypeError, ValueError), match=r"int|float|cast"):
        make_frame("rader", [{"a": value}], {"a": kind})


def test_the_rows_of_a_frame_are_plain_values() -> None:
    schema = {"post": TEXT, "år": WHOLE, "utfall_tkr": NUMBER, "till_år": MAYBE_WHOLE}
    row = {"post": "Stab", "år": 2020, "utfall_tkr": -1.5, "till_år": 2021}
    (found,) = records(make_frame("rader", [row], schema))
    assert found == row
    assert [type(value) for value in found.values()] == [str, int, float, int]
    assert records(make_frame("rader", [], schema)) == []


def test_a_whole_number_that_is_missing_is_none_in_a_row() -> None:
    found = records(make_frame("rader", [{"år": 2021}, {"år": None}], {"år": MAYBE_WHOLE}))
    assert found == [{"år": 2021}, {"år": None}]


def test_rows_with_a_doubled_key_make_no_frame() -> None:
    with pytest.raises(FrameError, match=r"saw \['Stab'\] twice"):
        make_frame("rader", rows(), SCHEMA, ["post"])


@pytest.mark.parametrize(
    ("word", "known", "listed"),
    [
        ("Kostnad", ["Intäkter", "Kostnader"], "Kostnader"),
        ("Ledningen", ["Stab", "Ledning", "Leading"], "Ledning, Leading"),
        ("Xyz", ["Stab", "HVB", "Ledning", "Summa"], "HVB, Ledning, Stab"),
        ("Stab", ["Stab", "Stab"], "Stab"),
        ("Stab", [], ""),
    ],
    ids=["close", "nearest first", "none close", "no word twice", "none known"],
)
def test_the_nearest_known_words_are_listed(word: str, known: list[str], listed: str) -> None:
    assert nearest(word, known) == listed


def test_no_more_words_are_listed_than_asked_for() -> None:
    assert nearest("Stab", ["Stab", "Stabb", "Staben"], most=1) == "Stab"
