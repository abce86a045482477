"""Causes, measures and sentences on a page, each beside the place in the report that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.explanations.causes import Action
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import ids_in
from analysis.statements.folder import Folder
from analysis.statements.register import load_documents
from analysis.wording.answers import done
from analysis.workbook.live import Live
from analysis.workbook.sheet import Sheet


def report_names(folder: Folder) -> dict[str, str]:
    """Name each document by its year; by its id where several are of that year."""
    register = load_documents(folder)
    alone = ~register["year"].duplicated(keep=False)
    names = register["year"].astype(str).where(alone, register["id"])
    return dict(zip(register["id"], names, strict=True))


def write_measure(sheet: Sheet, one: Action, live: Live) -> None:
    """Write what was done, by whom, how far it has come and what it gave."""
    said = done(one, noted=False)
    ids = [part.name for part in references(parse_formula(one.formel))] if one.formel else []
    sheet.prose(said.text, [*said.where, *live.cited(ids)])


def write_filled(sheet: Sheet, texts: Sequence[str], live: Live) -> None:
    """Write sentences with the figures that they name in braces."""
    for text in texts:
        names = ids_in(text)
        sheet.prose(f"• {live.ledger.filled(text)}", live.cited(names))


def brief(text: str, most: int) -> str:
    """Keep the sentences of a text that fit in so many letters, the first in any case.

    Examples
    --------
    >>> brief("Ett skäl. Ett annat skäl. Ett tredje skäl.", 26)
    'Ett skäl. Ett annat skäl. …'
    """
    kept, rest = "", text
    while rest:
        sentence, dot, rest = rest.partition(". ")
        sentence += dot.rstrip()
        if kept and len(kept) + len(sentence) > most:
            return f"{kept} …"
        kept = f"{kept} {sentence}".strip()
    return kept
