"""The ledger: figures by id, formulas over them computed, written out and led back to their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis.ledger.entries import Figure
from analysis.ledger.formulas import Node, compute, references, written
from analysis.ledger.quantities import Quantity

_ID = re.compile(r"\{([^{}]+)\}")


class Ledger(NamedTuple):
    """All figures by id, and the ids that would name several cells with the ids to use in their place."""

    figures: Mapping[str, Figure]
    unclear: Mapping[str, list[str]]

    def evaluate(self, node: Node) -> tuple[Quantity | None, tuple[str, ...]]:
        """Compute a formula over the figures; where one is missing, return none and the ids of what is missing."""
        parts = [self.figures[part.name] for part in references(node)]
        missing = [name for part in parts if part.quantity is None for name in part.missing]
        if missing:
            return None, tuple(dict.fromkeys(missing))
        return compute(node, lambda name: self.figures[name].known()), ()

    def leaves(self, node: Node) -> list[Figure]:
        """Return the figures without a formula that a formula comes down to, each once."""
        found, seen, stack = dict[str, Figure](), set[str](), [self._parts(node)]
        while stack:
            one = next(stack[-1], None)
            if one is None:
                stack.pop()
            elif one.node is None:
                found[one.id] = one
            elif one.id not in seen:
                seen.add(one.id)
                stack.append(self._parts(one.node))
        return list(found.values())

    def _parts(self, node: Node) -> Iterator[Figure]:
        return (self.figures[part.name] for part in references(node))

    def sources(self, node: Node) -> dict[str, str]:
        """Say which documents and sections a formula comes down to."""
        places = dict.fromkeys((leaf.document, leaf.section) for leaf in self.leaves(node) if leaf.document)
        documents = dict.fromkeys(document for document, _ in places)
        sections = dict.fromkeys(section for _, section in places if section)
        return {"dokument": ", ".join(documents), "avsnitt": "; ".join(sections)}

    def printed_figure(self, node: Node) -> Figure | None:
        """Return the figure that a formula is nothing but, its sign apart, where it is a printed or missing one."""
        inner = node.parts[0] if node.kind == "negate" else node
        figure = self.figures[inner.name] if inner.kind == "reference" else None
        return figure if figure and figure.node is None else None

    def filled(self, text: str) -> str:
        """Put the value of a figure in the place of its id in {braces}."""
        return _ID.sub(lambda found: self.figures[found[1]].shown(), text)

    def written(self, node: Node) -> str:
        """Write a formula out with the names of the figures."""
        return written(node, lambda name: self.figures[name].name)


def ids_in(text: str) -> list[str]:
    """Return the ids that stand in {braces} in a text.

    Examples
    --------
    >>> ids_in("Läsningen ger {budget_2017} mot {utfall_2017}.")
    ['budget_2017', 'utfall_2017']
    """
    return _ID.findall(text)
