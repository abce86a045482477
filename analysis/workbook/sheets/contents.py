"""The sheet Innehåll: what each sheet shows, how the words are used, and how the figures held when computed anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.ledger.claims import audit_claims
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE, reconcile
from analysis.wording.narrate import describe_layouts
from analysis.workbook.cells import Cell, Column, Formula, Link
from analysis.workbook.sheet import Sheet

NAME = "Innehåll"
_SHEETS = {
    "Sammanfattning": "hela året på en sida",
    "Avvikelser": "raderna bakom årets avvikelse, störst först, med orsaker och kommentarer",
    "Mellan åren": "varför nettokostnaden och avvikelsen ändrades",
    "Prognos": "hur prognosen flyttade sig under året, och hur långt från utfallet den var",
    "Investeringar": "årets investeringar och ombudgeteringar",
    "Volymer och personal": "volymer och personaltal så som de är tryckta",
    "Känslighet": "vad en enhet är värd, och hur många som skulle täcka underskottet",
    "Påståenden": "rapporternas egna uppgifter prövade",
    "Kontroller": "tryckta summor och avvikelser omräknade",
    "Jämförbarhet": "vilka år som mäter samma sak",
    "Uppgifter": "varje tal, dess uträkning och dess källa",
    "Källor": "dokumenten och vad som saknas i dem",
    "Läsning": "tolkningar vid inläsningen",
    "Diagramunderlag": "talen som diagrammen ritas av",
}
_WORDS = {
    "Minus": "kostnad; i avvikelser underskott mot budget. Avvikelse = utfall − budget.",
    "tkr": "tusental kronor.",
    "Uppgett": "en källa anger det.",
    "Uppgett av controller": "en kommentar av den som följer upp nämnden, med namn och datum.",
    "Beräknat": "räknat här ur tryckta tal; ingen källa anger någon orsak.",
    "Oförklarat": "det som varken källor eller beräkningar förklarar.",
    "Tomt": "talet saknas. Det är inte noll.",
}


def contents_sheet(
    book: Any, names: Sequence[tuple[str, str]], footer: str, verdicts: tuple[str, str], data: Path
) -> None:
    """Write the contents with links, the words, and the counts of verdicts as formulas over the sheets that have them.

    Parameters
    ----------
    book, footer, data
        The workbook, the foot of its pages, and the folder that holds the register.
    names
        The sheets in order, with what is said of those that only this board has.
    verdicts
        The ranges of the verdicts of checks and of claims.
    """
    sheet = Sheet(book, NAME, (32, 66), footer=footer)
    sheet.title("Innehåll", describe_layouts(data))
    rows: list[list[Cell]] = [[Link(f"'{name}'!A1", name), said or _what(name)] for name, said in names if name != NAME]
    sheet.table("Bladen", [Column("Blad"), Column("Vad det visar")], rows)
    sheet.table("Orden", [Column("Ord"), Column("Vad det betyder")], [[*pair] for pair in _WORDS.items()])
    sheet.table("Utslag", [Column("Prövat"), Column("Utslag")], _counts(verdicts, data))


def _what(name: str) -> str:
    if name.startswith("Driftredovisning "):
        return "driftredovisningen rad för rad, med summor och avvikelser omräknade"
    return _SHEETS[name]


def _counts(verdicts: tuple[str, str], data: Path) -> list[list[Cell]]:
    """Count the verdicts of the checks and of the claims in words."""
    tested = {
        "Tryckta summor och avvikelser": reconcile(data)["utslag"],
        "Rapporternas påståenden": audit_claims(data)["utslag"],
    }
    rows = list[list[Cell]]()
    for (name, found), where in zip(tested.items(), verdicts, strict=True):
        kinds = (AGREES, ROUNDING, DIFFERS, UNTESTABLE)
        text = '&", "&'.join(f'COUNTIF({where},"{kind}")&" {kind}"' for kind in kinds)
        rows.append([name, Formula(f"={text}", ", ".join(f"{(found == kind).sum()} {kind}" for kind in kinds))])
    return rows
