"""A sentence with its sources, and an answer made of sentences."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from analysis.explanations.causes import Cause
from analysis.swedish import tkr


class Sentence(NamedTuple):
    """A sentence, the ids of the figures in it, and the places of the reports that it rests on besides."""

    text: str
    ids: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


class Answer(NamedTuple):
    """A question as a heading, and its answer."""

    heading: str
    sentences: tuple[Sentence, ...]

    def _repr_markdown_(self) -> str:
        return f"**{self.heading}** {' '.join(one.text for one in self.sentences)}"

    def __repr__(self) -> str:
        return self._repr_markdown_()


class Answers(list[Answer]):
    """Answers that a notebook shows as text, a paragraph each."""

    def _repr_markdown_(self) -> str:
        return "\n\n".join(map(repr, self))

    def __repr__(self) -> str:
        return self._repr_markdown_()


def size(value: Decimal | None) -> str:
    """Write the size of an amount in tkr, whatever its sign.

    Examples
    --------
    >>> size(Decimal(-827)).replace("\N{NO-BREAK SPACE}", " ")
    '827 tkr'
    """
    return tkr(float(abs(value or Decimal(0))))


def signed(value: Decimal) -> str:
    """Write an amount in tkr with its sign."""
    return tkr(float(value), signed=True)


def places_of(causes: Iterable[Cause]) -> tuple[str, ...]:
    """Name where causes stand: section and line of the report, each once."""
    return tuple(dict.fromkeys(f"{one.avsnitt}, rad {one.rad}" for one in causes))


def bullets(answer: Answer) -> str:
    """Write the sentences of an answer as a list.

    Examples
    --------
    >>> print(bullets(Answer("Vad?", (Sentence("Ett."), Sentence("Två.")))))
    - Ett.
    - Två.
    """
    return "\n".join(f"- {one.text}" for one in answer.sentences)
