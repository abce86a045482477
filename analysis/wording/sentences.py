"""A sentence with its sources, and an answer made of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from analysis.explanations.causes import Cause, marked
from analysis.explanations.measures import Action
from analysis.harmless import for_markdown
from analysis.swedish import tkr

TESTED = "Tal och prövning"  # the sheet of the board's book that says how the figures were tested
NOT_ENTERED = "Inga orsaker är införda: programmet läser rapportens tabeller, inte dess text."  # which may state some
NONE_DONE = "Inga åtgärder är införda: programmet läser rapportens tabeller, inte dess text."
APPENDIX = "Bilaga för granskning"  # the book that holds what the board's does not


class Place(NamedTuple):
    """A line of a report, or a page or sheet, under one of its headings."""

    document: str
    section: str
    line: int | str


class Sentence(NamedTuple):
    """A sentence, the ids of the figures in it, and the places of the reports that it rests on besides."""

    text: str
    ids: tuple[str, ...] = ()
    where: tuple[Place, ...] = ()


class Answer(NamedTuple):
    """A question as a heading, and its answer."""

    heading: str
    sentences: tuple[Sentence, ...]

    def _repr_markdown_(self) -> str:
        return f"**{for_markdown(self.heading)}** {for_markdown(' '.join(one.text for one in self.sentences))}"

    def __repr__(self) -> str:
        return f"**{self.heading}** {' '.join(one.text for one in self.sentences)}"


class Answers(list[Answer]):
    """Answers that a notebook shows as text, a paragraph each."""

    def _repr_markdown_(self) -> str:
        return "\n\n".join(one._repr_markdown_() for one in self)

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self))


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


def places_of(said: Iterable[Cause | Action]) -> tuple[Place, ...]:
    """Name where causes or measures stand in the reports, each place once: what has no line by its section."""
    return tuple(dict.fromkeys(Place(one.dokument, one.avsnitt, one.rad or one.avsnitt) for one in said))


def stated(
    lead: str, causes: Iterable[Cause], ids: tuple[str, ...] = (), span: tuple[int, int] | None = None
) -> Iterator[Sentence]:
    """Write causes behind what they explain; risks are left out.

    Those of each part of a line are a sentence of their own; those of a change are told together. A cause of fewer
    years than the change that is explained says of which, and how much it is where that is known.
    """
    parts = dict[str, dict[str, Cause]]()
    for one in causes:
        if not one.is_risk:
            parts.setdefault(one.avser_del, {}).setdefault(one.orsak, one)
    texts = {part: " ".join(marked(one, *_fewer(one, span)) for one in own.values()) for part, own in parts.items()}
    if span is None:
        for part, own in parts.items():
            about = f"{lead} ({part})" if part else lead
            yield Sentence(f"{about}: {texts[part]}", ids, places_of(own.values()))
    elif parts:
        (first, said), *others = texts.items()
        more = "".join(f" {f'Om {part}: ' if part else ''}{text}" for part, text in others)
        about = f"{lead} ({first})" if first else lead
        where = places_of(one for own in parts.values() for one in own.values())
        yield Sentence(f"{about}: {said}{more}", ids, where)


def _fewer(one: Cause, span: tuple[int, int] | None) -> Iterator[str]:
    if span is not None and one.från_år is not None and (one.från_år, one.år) != span:
        yield f"{one.från_år}–{one.år}"
        if one.belopp_tkr is not None:
            yield size(one.belopp_tkr)


def bullets(answer: Answer) -> str:
    """Write the sentences of an answer as a list.

    Examples
    --------
    >>> print(bullets(Answer("Vad?", (Sentence("Ett."), Sentence("Två.")))))
    - Ett.
    - Två.
    """
    return "\n".join(f"- {one.text}" for one in answer.sentences)
