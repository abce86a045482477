"""The sheets Innehåll, Källor and Läsning: what the workbook holds, where from, and how it was read."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.frames import records
from analysis.ledger.claims import audit_claims
from analysis.readers.tables import Table
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE, reconcile
from analysis.statements.folder import Folder
from analysis.statements.register import left_out, load_documents, load_tables
from analysis.wording.reliance import not_read
from analysis.wording.trust import describe_layouts, shared_notes
from analysis.workbook.cells import TEXT, YEAR, Cell, Column, Formula, columns_of, first_cell
from analysis.workbook.desk import Desk
from analysis.workbook.sheets.checks import CHECKS, KINDS

CONTENTS, SOURCES, READING = "Innehåll", "Källor", "Läsning"
_WORDS = {
    "Minus": "kostnad; i avvikelser underskott mot budget. Avvikelse = utfall − budget.",
    "tkr": "tusental kronor.",
    "Rad": "raden i den publicerade rapporten, räknad i dess text, eller dess sida eller blad; "
    "rad i utdraget är raden i den text som lästes.",
    "Tryckt": "talet står i en rapport.",
    "Beräknat": "talet är räknat här ur tryckta tal.",
    "Uppgett": "en rapport anger orsaken.",
    "Ej angiven": "ingen orsak är införd ur rapporterna.",
    "Uppgett av controller": "en kommentar av den som följer upp nämnden, med namn och datum.",
    "Oförklarat": "det som varken källor eller beräkningar förklarar.",
    "Tomt": "talet saknas. Det är inte noll.",
}


def contents_sheet(desk: Desk) -> None:
    """Write the contents with links, the words, and the counts of verdicts as formulas over their sheets."""
    sheet = desk.sheet(CONTENTS, (32, 66), landscape=False)
    sheet.title(CONTENTS, describe_layouts(desk.folder))
    rows: list[list[Cell]] = [[first_cell(name), shows] for name, shows in desk.contents.items() if name != CONTENTS]
    sheet.table("Bladen", [Column("Blad"), Column("Vad det visar")], rows)
    sheet.table("Orden", [Column("Ord"), Column("Vad det betyder")], [[*pair] for pair in _WORDS.items()])
    sheet.table("Utslag", [Column("Prövat"), Column("Utslag")], _counts(desk))
    sheet.one_page(2)


def _counts(desk: Desk) -> list[list[Cell]]:
    """Count the verdicts of the checks and of the claims in words."""
    audit = audit_claims(data=desk.folder)
    claims = {heading.partition(":")[0]: audit.loc[audit["art"] == kind] for kind, (_, heading) in KINDS.items()}
    tested = {"Tryckta summor och avvikelser": (reconcile(data=desk.folder), desk.verdicts[CHECKS])}
    tested |= {name: (own, desk.verdicts[name]) for name, own in claims.items() if name in desk.verdicts}
    rows = list[list[Cell]]()
    for name, (found, where) in tested.items():
        kinds = (AGREES, ROUNDING, DIFFERS, UNTESTABLE)
        text = '&", "&'.join(f'COUNTIF({where},"{kind}")&" {kind}"' for kind in kinds)
        said = ", ".join(f"{(found['utslag'] == kind).sum()} {kind}" for kind in kinds)
        rows.append([name, Formula(f"={text}", said)])
    return rows


_SOURCES = {"Dokument": TEXT, "Titel": TEXT, "Utgivare": TEXT, "År": YEAR, "Saknas": TEXT, "Fil": TEXT, "sha256": TEXT}


_NOTES = [Column("Dokument"), Column("Tabell"), Column("Anmärkning")]


def source_sheet(desk: Desk) -> None:
    """Write which documents the figures come from, and what those lack."""
    sheet = desk.sheet(SOURCES, (20, 30, 20, 7, 60, 33, 42))
    sheet.title(
        SOURCES,
        "Varje siffra i arbetsboken är tryckt i något av dessa dokument eller beräknad ur tryckta siffror.",
        "Uppgifter visar alla tal med avsnitt och rad i den publicerade rapporten.",
        "Filen är ett utdrag med rapportens tabeller där inte hela rapporten är inläst.",
        "Filens namn och kontrollsumma (sha256) skrivs inte ut.",
    )
    names = ("id", "title", "publisher", "year", "missing", "file", "sha256")
    documents = records(load_documents(data=desk.folder))
    lacks = [" ".join(filter(None, (row["missing"], _unread(row["id"], desk.folder)))) for row in documents]
    rows = [
        [lack if name == "missing" else row[name] for name in names] for row, lack in zip(documents, lacks, strict=True)
    ]
    sheet.keep_above(sheet.table("Dokument", columns_of(_SOURCES), rows))
    sheet.print_columns(len(_SOURCES) - 2)


def _unread(document: str, folder: Folder) -> str:
    """Say what of a document is not read today: what a person writes of it in the register stands beside that."""
    said = not_read(document, folder)
    return f"Inte läst fullt ut: {said}." if said else ""


def reading_sheet(desk: Desk) -> None:
    """Write what the reader of the tables had to decide, and where it is in doubt."""
    sheet = desk.sheet(READING, (20, 36, 84))
    sheet.title(
        "Läsning: tolkningar vid inläsningen",
        "Där tryckta siffror kan delas på flera sätt avgör en kontrollräkning. Om tvivel kvarstår utelämnas siffrorna.",
    )
    notes = [row for one in load_tables(desk.folder) for row in _noted(one.document["id"], one.tables)]
    notes += [
        [one.document, one.table.title, note]
        for one in left_out(desk.folder)
        for note in (*one.table.notes, one.note())
    ]
    sheet.keep_above(sheet.table("Anmärkningar", _NOTES, notes, empty="Inget behövde tolkas."))


def _noted(document: str, tables: Sequence[Table]) -> list[list[Cell]]:
    """List what is noted of each table of a document; what is noted of all of them is said once, of the whole file."""
    shared = shared_notes(tables)
    rows: list[list[Cell]] = [
        [document, table.title, note] for table in tables for note in table.notes if note not in shared
    ]
    return rows + [[document, "hela filen", note] for note in shared]
