"""Causes, measures and sentences on a page, each beside the place in the report that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.explanations.causes import Action
from analysis.ledger.formulas import parse_formula, references
from analysis.ledger.ledger import ids_in
from analysis.swedish import capital, tkr
from analysis.workbook.live import Live
from analysis.workbook.sheet import Sheet


def write_measure(sheet: Sheet, one: Action, live: Live) -> None:
    """Write what was done, by whom, how far it has come and what it gave."""
    effect = "" if one.effekt_tkr is None else f" Effekt {tkr(float(one.effekt_tkr), signed=True)}."
    known = "framgår inte" not in one.vem
    text = f"{capital(one.vem)}: {one.åtgärd[:1].lower()}{one.åtgärd[1:]}" if known else one.åtgärd
    when = "" if "framgår inte" in one.från else f", {one.från}"
    ids = [part.name for part in references(parse_formula(one.formel))] if one.formel else []
    place = f"{one.avsnitt}, rad {one.rad}"
    sheet.prose(f"{text.rstrip('.')} ({one.läge}{when}).{effect}", [place, *live.cited(ids)])


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
