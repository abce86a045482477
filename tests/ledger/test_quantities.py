"""Values with units and doubt: the true value always lies within the tolerance, and no nearer bound is given away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from operator import add, mul, sub, truediv
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.ledger.quantities import Quantity, UnitClashError, constant, parse_unit, printed

TKR, ONE = parse_unit("tkr"), parse_unit("ggr")
OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": sub, "*": mul, "/": truediv}


def tkr(name: str, value: str, step: str = "1") -> Quantity:
    return printed(name, Decimal(value), Decimal(step), TKR)


def plain(quantity: Quantity) -> tuple[str, str]:
    return f"{quantity.value.normalize():f}", f"{quantity.tolerance.normalize():f}"


A, B, ZERO = tkr("a", "30"), tkr("b", "120", "10"), tkr("z", "0")


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (A, ("30", "0.5")),
        (-A, ("-30", "0.5")),
        (A + B, ("150", "5.5")),
        (A - B, ("-90", "5.5")),
        (A - A, ("0", "0")),
        (A + B - A, ("120", "5")),
        (A + A, ("60", "1")),
        (A - -A, ("60", "1")),
        (A + tkr("c", "30") - A, ("30", "0.5")),
        (A * constant(Decimal(12), ONE), ("360", "6")),
        (A * B, ("3600", "212.5")),
        (A / constant(Decimal(4), ONE), ("7.5", "0.125")),
        (A / A, ("1", "0")),
        (A * B / A, ("120", "5.169491525423728813559322034")),
        (printed("n", Decimal(7), Decimal(0), TKR) * constant(Decimal(3), ONE), ("21", "0")),
    ],
)
def test_values_and_tolerances_by_hand(quantity: Quantity, expected: tuple[str, str]) -> None:
    assert plain(quantity) == expected


def test_a_figure_used_twice_is_not_doubted_twice_but_two_of_the_same_value_are() -> None:
    assert (A - A).tolerance == 0
    assert (A - tkr("another", "30")).tolerance == 1
    share = A / (A + B)
    assert share.tolerance < (A / (tkr("another", "30") + B)).tolerance


@pytest.mark.parametrize("combine", [add, sub])
@pytest.mark.parametrize("unit", ["antal", "%", "tkr/mån"])
def test_different_kinds_are_not_added(combine: Callable[[Quantity, Quantity], Quantity], unit: str) -> None:
    with pytest.raises(UnitClashError):
        combine(A, constant(Decimal(1), parse_unit(unit)))


def test_the_same_kind_in_another_unit_is_added() -> None:
    assert plain(A + printed("m", Decimal("1.5"), Decimal("0.1"), parse_unit("mnkr"))) == ("1530", "50.5")
    assert plain(A + printed("k", Decimal(500), Decimal(1), parse_unit("kr"))) == ("30.5", "0.5005")


def test_products_and_quotients_have_the_unit_of_their_parts() -> None:
    months = constant(Decimal(12), parse_unit("mån"))
    assert (A / months).kind == parse_unit("tkr/mån").kind
    assert (A / months * months).kind == TKR.kind
    assert (A / B).kind == ONE.kind


def test_a_value_is_given_in_any_unit_of_its_kind() -> None:
    assert A.within(parse_unit("kr")) == (Decimal(30000), Decimal(500))
    assert A.within(parse_unit("mnkr")) == (Decimal("0.03"), Decimal("0.0005"))
    assert (A / B).within(parse_unit("%"))[0] == 25


@pytest.mark.parametrize("unit", ["antal", "%", "tkr/mån"])
def test_a_value_is_not_given_in_a_unit_of_another_kind(unit: str) -> None:
    with pytest.raises(UnitClashError):
        A.within(parse_unit(unit))


@pytest.mark.parametrize(
    "divisor", [ZERO, A - A, tkr("c", "0.5"), tkr("c", "-0.5"), tkr("c", "4", "10"), A - tkr("c", "29")]
)
def test_a_divisor_that_may_be_zero_is_refused(divisor: Quantity) -> None:
    with pytest.raises(ZeroDivisionError):
        A / divisor


def test_a_divisor_just_away_from_zero_is_not_refused() -> None:
    assert (A / tkr("c", "0.51")).tolerance > 1000
    assert plain(A / tkr("c", "-1", "0")) == ("-30", "0.5")


def test_a_divisor_that_is_a_product_brings_its_own_bound() -> None:
    # 100 is moved by 40 and bounded by 4 beyond that, so the quotient is off by at most 0.01 * 44 / (100 - 44)
    share = constant(Decimal(1), ONE) / (tkr("a", "10", "4") * tkr("b", "10", "4"))
    assert share.value == Decimal("0.01")
    assert round(share.tolerance, 12) == Decimal("0.007857142857")


class Print(NamedTuple):
    """A printed number, and the true one that was rounded to it, by `error` half steps."""

    number: int
    step: str
    error: Fraction

    def quantity(self, name: str) -> Quantity:
        return printed(name, self.number * Decimal(self.step), Decimal(self.step), ONE)

    def true(self) -> Fraction:
        return (self.number + self.error / 2) * Fraction(self.step)


Tree = int | tuple[str, Any, Any]  # the place of a printed number, or an operation with two trees
ERRORS = st.one_of(st.sampled_from([-1, 1]), st.integers(-100, 100).map(lambda one: Fraction(one, 100)))
PRINTS = st.builds(
    Print, st.integers(-300, 300), st.sampled_from(["0", "0.01", "0.1", "1", "10"]), ERRORS.map(Fraction)
)
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.integers(0, 2), lambda inner: st.tuples(st.sampled_from("+-*/"), inner, inner), max_leaves=8
)


def value_of(tree: Tree, leaves: Sequence[Any]) -> Any:
    if isinstance(tree, int):
        return leaves[tree]
    sign, left, right = tree
    return OPERATIONS[sign](value_of(left, leaves), value_of(right, leaves))


@given(tree=TREES, prints=st.lists(PRINTS, min_size=3, max_size=3))
@settings(max_examples=1000)
def test_the_true_value_lies_within_the_tolerance(tree: Tree, prints: list[Print]) -> None:
    with localcontext(prec=200):
        try:
            found = value_of(tree, [one.quantity(f"f{at}") for at, one in enumerate(prints)])
        except ZeroDivisionError:
            assume(False)  # noqa: FBT003  (a divisor may be zero)
        true = value_of(tree, [one.true() for one in prints])
        gap = abs(true - Fraction(found.value))
        assert gap <= Fraction(found.tolerance) + Fraction(1, 10**60)  # what 200 digits round


@given(left=PRINTS, right=PRINTS, subtract=st.booleans())
def test_the_tolerance_of_a_sum_is_reached(left: Print, right: Print, *, subtract: bool) -> None:
    ends = [one._replace(error=Fraction(sign)) for one, sign in ((left, 1), (right, -1 if subtract else 1))]
    sign = "-" if subtract else "+"
    found = value_of((sign, 0, 1), [left.quantity("a"), right.quantity("b")])
    true = value_of((sign, 0, 1), [one.true() for one in ends])
    assert true - Fraction(found.value) == Fraction(found.tolerance)


@given(number=PRINTS, other=PRINTS)
def test_what_is_added_and_taken_away_leaves_no_doubt(number: Print, other: Print) -> None:
    a, b = number.quantity("a"), other.quantity("b")
    assert (a - a).tolerance == 0
    assert (a + b - a).tolerance == b.tolerance
    assert (a + b - a).value == b.value


@given(number=PRINTS)
def test_a_tolerance_is_half_a_step(number: Print) -> None:
    assert number.quantity("a").tolerance * 2 == Decimal(number.step)
    assert (number.quantity("a").moves == {}) == (number.step == "0")
