"""The sheet Innehåll: what each sheet shows, how the words are used, and how the figures held when computed anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.frames import records
from analysis.ledger.claims import audit_claims
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE, reconcile
from analysis.statements.register import load_documents, load_tables
from analysis.wording.trust import describe_layouts
from analysis.workbook.cells import TEXT, YEAR, Cell, Column, Formula, Link, columns_of
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


_SOURCES = {"Dokument": TEXT, "Titel": TEXT, "Utgivare": TEXT, "År": YEAR, "Saknas": TEXT, "Fil": TEXT, "sha256": TEXT}


_NOTES = [Column("Dokument"), Column("Tabell"), Column("Anmärkning")]


def source_sheet(book: Any, footer: str, data: Path) -> None:
    """Write which documents the figures come from, and what those lack."""
    sheet = Sheet(book, "Källor", (20, 30, 20, 7, 60, 33, 42), footer=footer, landscape=True)
    sheet.title(
        "Källor",
        "Varje siffra i arbetsboken är tryckt i något av dessa dokument eller beräknad ur tryckta siffror.",
        "Uppgifter visar alla tal med avsnitt; för tal ur tabeller också raden i källfilen.",
        "Filens namn och kontrollsumma (sha256) skrivs inte ut.",
    )
    names = ("id", "title", "publisher", "year", "missing", "file", "sha256")
    rows = [[row[name] for name in names] for row in records(load_documents(data))]
    sheet.keep_above(sheet.table("Dokument", columns_of(_SOURCES), rows))
    sheet.print_columns(len(_SOURCES) - 2)


def reading_sheet(book: Any, footer: str, data: Path) -> None:
    """Write what the reader of the tables had to decide, and where it is in doubt."""
    sheet = Sheet(book, "Läsning", (20, 36, 84), footer=footer, landscape=True)
    sheet.title(
        "Läsning: tolkningar vid inläsningen",
        "Där tryckta siffror kan delas på flera sätt avgör en kontrollräkning. Om tvivel kvarstår utelämnas siffrorna.",
    )
    notes = [
        [one.document["id"], table.title, note]
        for one in load_tables(data)
        for table in one.tables
        for note in table.notes
    ]
    sheet.keep_above(sheet.table("Anmärkningar", _NOTES, notes, empty="Inget behövde tolkas."))
