"""Formulas over figures: read, computed, written out for people and for a spreadsheet; nothing in them can run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
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
_EXCEL = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "negate": "-"}
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
    return (one for one in _leaves(node) if one.kind == "reference")


def numbers(node: Node) -> Iterator[Node]:
    """Yield the parts of a formula that are numbers of its own."""
    return (one for one in _leaves(node) if one.kind == "number")


def _leaves(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        waiting += reversed(one.parts)
        if not one.parts:
            yield one


def _spine(node: Node) -> tuple[Node, list[Node]]:
    """Go down the first parts of a formula; return the last of them, and what is around it from within.

    A sum of a thousand lines is a thousand deep on that side alone, deeper than functions may call themselves.
    """
    around = list[Node]()
    while node.parts:
        around.append(node)
        node = node.parts[0]
    return node, around[::-1]


def terms(node: Node) -> list[tuple[int, Node]]:
    """Part a sum into what is added (1) and what is taken away (-1), from left to right.

    Examples
    --------
    >>> [(sign, part.kind) for sign, part in terms(parse_formula("a - b * c + d"))]
    [(1, 'reference'), (-1, 'multiply'), (1, 'reference')]
    """
    found = list[tuple[int, Node]]()
    while node.kind in {"add", "subtract"}:
        found.append((1 if node.kind == "add" else -1, node.parts[1]))
        node = node.parts[0]
    found.append((-1, node.parts[0]) if node.kind == "negate" else (1, node))
    return found[::-1]


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
    leaf, around = _spine(node)
    left = known(leaf.name) if leaf.kind == "reference" else constant(leaf.value, parse_unit(leaf.name))
    for one in around:
        left = -left if one.kind == "negate" else _computed(one.kind, left, compute(one.parts[1], known))
    return left


def _computed(kind: str, left: Quantity, right: Quantity) -> Quantity:
    if kind in {"add", "subtract"}:
        return left + right if kind == "add" else left - right
    return left * right if kind == "multiply" else left / right


def written(node: Node, name: Callable[[str], str]) -> str:
    """Write a formula as a person would, each figure by its name.

    Examples
    --------
    >>> written(parse_formula("a - (b - c) * 12 mån"), str.upper)
    'A − (B − C) × 12 mån'
    """

    def number(leaf: Node) -> str:
        decimals = max(-int(leaf.value.as_tuple().exponent), 0)
        text = format_number(leaf.value, decimals, thousands=" ")
        return text if leaf.name == "ggr" else f"{text} {leaf.name}"

    signs = {kind: f" {sign} " for kind, sign in _SIGNS.items()} | {"negate": TRUE_MINUS}
    return _text(node, lambda leaf: name(leaf.name) if leaf.kind == "reference" else number(leaf), signs)


def spreadsheet(node: Node, cell: Callable[[str], str]) -> str:
    """Write a formula for a spreadsheet; `cell` gives the place of a figure, in base units.

    Examples
    --------
    >>> spreadsheet(parse_formula("a - (b + 2,5 %)"), lambda name: {"a": "D5", "b": "D6"}[name])
    'D5-(D6+0.025)'
    """

    def number(leaf: Node) -> str:
        return format(_plain(leaf.value * parse_unit(leaf.name).factor), "f")

    return _text(node, lambda leaf: cell(leaf.name) if leaf.kind == "reference" else number(leaf), _EXCEL)


def _text(node: Node, leaf: Callable[[Node], str], signs: Mapping[str, str]) -> str:
    """Write a formula in parentheses where they are needed; pieces are joined once, so that long sums take no time."""
    first, around = _spine(node)
    pieces, before = deque([leaf(first)]), first
    for one in around:
        if _is_bound(one, 0, before):
            pieces.appendleft("(")
            pieces.append(")")
        if one.kind == "negate":
            pieces.appendleft(signs["negate"])
        else:
            right = _text(one.parts[1], leaf, signs)
            pieces += [signs[one.kind], f"({right})" if _is_bound(one, 1, one.parts[1]) else right]
        before = one
    return "".join(pieces)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _is_bound(node: Node, at: int, part: Node) -> bool:
    """Tell a part that would be read in another order without parentheses."""
    inner, outer = _RANK.get(part.kind, 4), _RANK[node.kind]
    loose = at == 1 and inner == outer and node.kind in {"subtract", "divide"}
    signed = part.kind == "negate" and (at == 1 or node.kind == "negate")
    return inner < outer or loose or signed
