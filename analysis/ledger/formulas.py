"""Formulas over figures: read, computed, written out for people and for a spreadsheet; nothing in them can run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from analysis.ledger.quantities import Quantity, constant, parse_unit
from analysis.vocabulary.numerals import TRUE_MINUS, format_number

if TYPE_CHECKING:
    from lark import Lark, Token

LONGEST, DEEPEST = 2000, 200  # characters; parts within parts
_GRAMMAR = r"""
?start: sum
?sum: term
    | sum "+" term -> add
    | sum _MINUS term -> subtract
?term: factor
    | term _TIMES factor -> multiply
    | term "/" factor -> divide
?factor: _MINUS factor -> negate
    | NUMBER [UNIT] -> number
    | NAME -> reference
    | "[" CELL "]" -> reference
    | "(" sum ")"
_MINUS: "-" | "−"
_TIMES: "*" | "×"
NUMBER: /[0-9]{1,15}(,[0-9]{1,6})?/
UNIT: /%|[a-zåäö]+/
NAME: /[a-zåäö][a-zåäö0-9_]*/
CELL: /[^\[\]\x00-\x1f]+/
%ignore /[ \t]+/
"""
_SIGNS = {"add": "+", "subtract": TRUE_MINUS, "multiply": "×", "divide": "/"}
_EXCEL = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
_RANK = {"add": 1, "subtract": 1, "multiply": 2, "divide": 2, "negate": 3}


class Node(NamedTuple):
    """A part of a formula.

    Attributes
    ----------
    kind
        ``add``, ``subtract``, ``multiply``, ``divide``, ``negate``, ``number`` or ``reference``.
    parts
        What is computed with; empty for the last two.
    name
        The id that a reference names; the unit of a number.
    value
        The value of a number.
    depth
        How many parts stand within each other.
    """

    kind: str
    parts: tuple[Node, ...] = ()
    name: str = ""
    value: Decimal = Decimal(0)
    depth: int = 1


class FormulaError(ValueError):
    """A text is no formula; it says where."""


@lru_cache(maxsize=1)
def _parser() -> Lark:
    from lark import Lark, Transformer

    class ToNode(Transformer["Token", Node]):
        """Makes nodes of what the grammar finds."""

        def __default__(self, data: str, children: list[Node], meta: object) -> Node:
            _ = meta
            return Node(str(data), tuple(children), depth=1 + max(child.depth for child in children))

        def number(self, children: list[Token | None]) -> Node:
            number, unit = children
            return Node("number", name=str(unit or "ggr"), value=Decimal(str(number).replace(",", ".")))

        def reference(self, children: list[Token]) -> Node:
            return Node("reference", name=str(children[0]).strip())

    return Lark(_GRAMMAR, parser="lalr", transformer=ToNode(), maybe_placeholders=True)


@lru_cache(maxsize=4096)
def parse_formula(text: str) -> Node:
    """Read a formula of ids, numbers with units, ``+ - * /`` and parentheses; a table's cell stands in brackets.

    Raises
    ------
    FormulaError
        When the text is anything else, longer than 2 000 characters or more than 200 parts deep.

    Examples
    --------
    >>> [node.name for node in references(parse_formula("hushåll_2020 * snitt_2020 * 12 mån"))]
    ['hushåll_2020', 'snitt_2020']
    """
    from lark.exceptions import UnexpectedInput

    if len(text) > LONGEST:
        raise FormulaError(f"longer than {LONGEST} characters")
    try:
        node: Node = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedInput as error:
        column = max(int(getattr(error, "column", 1)), 1)
        raise FormulaError(f"{text[column - 1 : column + 19]!r}") from None
    if node.depth > DEEPEST:
        raise FormulaError(f"more than {DEEPEST} parts within each other")
    return node


def references(node: Node) -> Iterator[Node]:
    """Yield the parts of a formula that name a figure, from left to right."""
    if node.kind == "reference":
        yield node
    for part in node.parts:
        yield from references(part)


def numbers(node: Node) -> Iterator[Node]:
    """Yield the parts of a formula that are numbers of its own."""
    if node.kind == "number":
        yield node
    for part in node.parts:
        yield from numbers(part)


def compute(node: Node, known: Callable[[str], Quantity]) -> Quantity:
    """Compute a formula.

    Parameters
    ----------
    node
        The formula.
    known
        Gives the quantity of an id.

    Raises
    ------
    UnitClashError
        When quantities of different kinds are added.
    ZeroDivisionError
        When a divisor may be zero.
    """
    if node.kind == "reference":
        return known(node.name)
    if node.kind == "number":
        return constant(node.value, parse_unit(node.name))
    if node.kind == "negate":
        return -compute(node.parts[0], known)
    left, right = (compute(part, known) for part in node.parts)
    if node.kind in {"add", "subtract"}:
        return left + right if node.kind == "add" else left - right
    return left * right if node.kind == "multiply" else left / right


def written(node: Node, name: Callable[[str], str]) -> str:
    """Write a formula as a person would, each figure by its name.

    Examples
    --------
    >>> written(parse_formula("a - (b - c) * 12 mån"), str.upper)
    'A − (B − C) × 12 mån'
    """
    if node.kind == "reference":
        return name(node.name)
    if node.kind == "number":
        decimals = max(-int(node.value.as_tuple().exponent), 0)
        number = format_number(node.value, decimals, thousands=" ")
        return number if node.name == "ggr" else f"{number} {node.name}"
    if node.kind == "negate":
        return f"{TRUE_MINUS}{_bound(node, 0, written(node.parts[0], name))}"
    left, right = (_bound(node, at, written(part, name)) for at, part in enumerate(node.parts))
    return f"{left} {_SIGNS[node.kind]} {right}"


def spreadsheet(node: Node, cell: Callable[[str], str]) -> str:
    """Write a formula for a spreadsheet; `cell` gives the place of a figure, in base units.

    Examples
    --------
    >>> spreadsheet(parse_formula("a - (b + 2,5 %)"), lambda name: {"a": "D5", "b": "D6"}[name])
    'D5-(D6+0.025)'
    """
    if node.kind == "reference":
        return cell(node.name)
    if node.kind == "number":
        return format(_plain(node.value * parse_unit(node.name).factor), "f")
    if node.kind == "negate":
        return f"-{_bound(node, 0, spreadsheet(node.parts[0], cell))}"
    left, right = (_bound(node, at, spreadsheet(part, cell)) for at, part in enumerate(node.parts))
    return f"{left}{_EXCEL[node.kind]}{right}"


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _bound(node: Node, at: int, text: str) -> str:
    """Put a part in parentheses where it would otherwise be read in another order."""
    part = node.parts[at]
    inner, outer = _RANK.get(part.kind, 4), _RANK[node.kind]
    loose = at == 1 and inner == outer and node.kind in {"subtract", "divide"}
    signed = part.kind == "negate" and (at == 1 or node.kind == "negate")
    return f"({text})" if inner < outer or loose or signed else text
