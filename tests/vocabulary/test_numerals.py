"""Printed Swedish numbers to exact values and back: every sign, separator and unit that print uses."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.vocabulary.numerals import clean, exact, format_number, half_up, is_number, parse_number

NO_BREAK, NARROW, THIN, MINUS = "\u00a0", "\u202f", "\u2009", "\u2212"

READABLE = [
    ("0", "0", "1", None),
    ("7", "7", "1", None),
    ("859", "859", "1", None),
    ("1 291", "1291", "1", None),
    ("10500", "10500", "1", None),
    ("1 234 567", "1234567", "1", None),
    (f"15{NO_BREAK}785", "15785", "1", None),
    (f"15{NARROW}785", "15785", "1", None),
    (f"15{THIN}785", "15785", "1", None),
    ("-15 785", "-15785", "1", None),
    ("–15 785", "-15785", "1", None),
    (f"{MINUS}15 785", "-15785", "1", None),
    ("- 15 785", "-15785", "1", None),
    (f"–{NO_BREAK}15 785", "-15785", "1", None),
    ("+111", "111", "1", None),
    ("+ 111", "111", "1", None),
    ("-0", "0", "1", None),
    ("4,5", "4.5", "0.1", None),
    ("37,0", "37.0", "0.1", None),
    ("-0,05", "-0.05", "0.01", None),
    ("1 234,567", "1234.567", "0.001", None),
    ("96,4 %", "96.4", "0.1", "%"),
    ("37%", "37", "1", "%"),
    (f"0,1{NO_BREAK}%", "0.1", "0.1", "%"),
    ("%37", "37", "1", "%"),
    ("% -4,5", "-4.5", "0.1", "%"),
    ("3 487 tkr", "3487", "1", "tkr"),
    ("3 487 TKR", "3487", "1", "tkr"),
    ("1 900 kr", "1900", "1", "kr"),
    ("-1,5 mnkr", "-1.5", "0.1", "mnkr"),
    ("49,3 Mkr", "49.3", "0.1", "mkr"),
    ("60 dagar", "60", "1", "dagar"),
    ("5st", "5", "1", "st"),
    (" <b>104 700</b> ", "104700", "1", None),
    ("1 100*", "1100", "1", None),
    (f"{NO_BREAK}-9 866{NO_BREAK}", "-9866", "1", None),
    ("123456789012345", "123456789012345", "1", None),
]


@pytest.mark.parametrize(("text", "value", "resolution", "unit"), READABLE)
def test_a_printed_number_has_an_exact_value(text: str, value: str, resolution: str, unit: str | None) -> None:
    assert parse_number(text) == (Decimal(value), Decimal(resolution), unit)
    assert str(parse_number(text)).startswith(f"Printed(value=Decimal('{value}')")  # 37,0 keeps its printed zero
    assert is_number(text)


@pytest.mark.parametrize(
    "text", ["", " ", NO_BREAK, "-", " – ", MINUS, "\u2010", "\u2011", "\u2014", "<b>-</b>", "**", "-*"]
)
def test_an_empty_cell_and_a_lone_dash_are_nothing(text: str) -> None:
    assert parse_number(text) is None
    assert not is_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ledning",
        "1.5",
        "1.234",
        "1'000",
        "1 23",
        "12 34",
        "1234 567",
        "0 800",
        "012",
        "00",
        "1 234 56",
        "1  234",
        "1,",
        ",5",
        "1,5,5",
        "1,2345678",
        "--5",
        "+-5",
        "-% 5",
        "% 5 %",
        "%5 tkr",
        "%",
        "tkr",
        "5 %%",
        "5 EUR",
        "1/12",
        "30-49",
        "1 234 567 890 123 456",
        "12345678901234,56",
        "1e5",
        "nan",
        "½",
        "1\n234",
        "1*2",
        "1**000",
        "1\\2",
        "--",
        "-\u2010",
        "\u2010\u2011",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not a printed Swedish number: "):
        parse_number(text)
    assert not is_number(text)


def test_a_refused_text_is_shown_but_not_at_length() -> None:
    with pytest.raises(ValueError, match=r"^not a printed Swedish number: '12 34'$"):
        parse_number("12 34")
    with pytest.raises(ValueError, match=rf"^not a printed Swedish number: '{'x' * 40}'$"):
        parse_number("x" * 1000)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("<b>Totalt</b>", "Totalt"),
        ("**varav HVB placeringar", "varav HVB placeringar"),
        (r"\*varav Momsbidrag", "varav Momsbidrag"),
        (f" {NO_BREAK}Stab{NO_BREAK} ", "Stab"),
        ("a  b", "a  b"),
        ("Stab * ", "Stab"),
        ("a*b", "a*b"),
    ],
)
def test_marks_are_cleaned_away(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("value", "how", "text"),
    [
        (0, {}, "0"),
        (0, {"signed": True}, "0"),
        (999, {}, "999"),
        (-27660, {"unit": "tkr"}, f"{MINUS}27{NO_BREAK}660{NO_BREAK}tkr"),
        (-27660, {"unit": "tkr", "thousands": " "}, f"{MINUS}27 660{NO_BREAK}tkr"),
        (1234567.0, {}, f"1{NO_BREAK}234{NO_BREAK}567"),
        (111, {"signed": True}, "+111"),
        (-111, {"signed": True}, f"{MINUS}111"),
        (4.25, {"decimals": 1}, "4,3"),
        (-4.25, {"decimals": 1}, f"{MINUS}4,3"),
        (2.675, {"decimals": 2, "unit": "mnkr"}, f"2,68{NO_BREAK}mnkr"),
        (999.5, {}, f"1{NO_BREAK}000"),
        (-0.4, {"signed": True}, "0"),
        (0.4, {"signed": True}, "0"),
        (37, {"decimals": 1, "unit": "%"}, f"37,0{NO_BREAK}%"),
        (Decimal("0.05"), {"decimals": 1}, "0,1"),
        (None, {"unit": "tkr", "signed": True}, "–"),
        (float("nan"), {"decimals": 2}, "–"),
        (Decimal("NaN"), {}, "–"),
    ],
)
def test_a_value_is_written_the_swedish_way(value: float | Decimal | None, how: dict[str, Any], text: str) -> None:
    assert format_number(value, **how) == text


@pytest.mark.parametrize(
    ("value", "resolution", "rounded"),
    [
        ("0.5", "1", "1"),
        ("-0.5", "1", "-1"),
        ("2.5", "1", "3"),
        ("-2.5", "1", "-3"),
        ("2.4999", "1", "2"),
        ("1250", "100", "1300"),
        ("-1249", "100", "-1200"),
        ("0.125", "0.01", "0.13"),
        ("7", "5", "5"),
    ],
)
def test_a_half_goes_away_from_zero(value: str, resolution: str, rounded: str) -> None:
    assert half_up(Decimal(value), Decimal(resolution)) == Decimal(rounded)
    assert half_up(float(value), Decimal(resolution)) == Decimal(rounded)


def test_a_float_of_a_frame_is_the_decimal_that_was_printed() -> None:
    assert exact(0.1) + exact(0.2) == Decimal("0.3")
    assert str(exact(-15785.0)) == "-15785"
    assert str(exact(1e15)) == "1000000000000000"
    assert str(exact(-0.0)) == "0"
    assert exact(3) == Decimal(3)
    assert str(exact(Decimal("37.0"))) == "37.0"


SIGNS = [dash + space for dash in ("-", "–", MINUS) for space in ("", " ", NO_BREAK)]
PLUSES = ["", "+", "+ "]
SEPARATORS = [" ", NO_BREAK, NARROW, THIN, ""]
UNITS_IN_FRONT = ["%", "% ", f"%{NO_BREAK}"]
UNITS_BEHIND = [space + unit for unit in ("%", "tkr", "kr", "mnkr", "mkr") for space in ("", " ", NO_BREAK)]
AROUND = [("", ""), *((unit, "") for unit in UNITS_IN_FRONT), *(("", unit) for unit in UNITS_BEHIND)]


@given(digits=st.integers(-(10**9), 10**9), decimals=st.integers(0, 3))
def test_every_way_to_print_a_value_reads_back(digits: int, decimals: int) -> None:
    value, resolution = Decimal(digits).scaleb(-decimals), Decimal(1).scaleb(-decimals)
    signs = SIGNS if digits < 0 else PLUSES if digits else [""]
    for sign, separator, (front, behind) in product(signs, SEPARATORS, AROUND):
        written = sign + format_number(abs(value), decimals, thousands=separator)
        unit = (front + behind).strip(f" {NO_BREAK}") or None
        assert parse_number(front + written + behind) == (value, resolution, unit)


@given(digits=st.integers(-(10**12), 10**12), decimals=st.integers(0, 3), unit=st.sampled_from(["", "%", "tkr"]))
def test_what_format_writes_parse_reads(digits: int, decimals: int, unit: str) -> None:
    value = Decimal(digits).scaleb(-decimals)
    read = parse_number(format_number(value, decimals, unit, signed=True))
    assert read == (value, Decimal(1).scaleb(-decimals), unit or None)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_rounding_is_never_more_than_half_a_step_off(value: Decimal) -> None:
    rounded = half_up(value, Decimal("0.1"))
    assert rounded % Decimal("0.1") == 0
    assert abs(rounded - value) <= Decimal("0.05")


@given(st.text(alphabet="0123456789 ,-–%+tkr\u00a0", max_size=12))
def test_any_text_is_a_number_or_nothing_or_refused(text: str) -> None:
    if is_number(text):
        read = parse_number(text)
        assert read is not None
        assert sorted(c for c in text if c.isdigit()) == sorted(c for c in f"{abs(read.value):f}" if c.isdigit())


@pytest.mark.parametrize(
    ("text", "value"), [("(1 234)", "-1234"), ("(0,5)", "-0.5"), ("1 234-", "-1234"), ("12,5−", "-12.5")]
)
def test_a_number_in_parentheses_or_with_its_minus_behind_is_negative(text: str, value: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize("text", ["(-5)", "(5", "5)", "-5-", "()", "(5) (6)"])
def test_other_parentheses_are_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a printed Swedish number"):
        parse_number(text)
