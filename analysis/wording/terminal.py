"""What was read and how it holds, as Swedish text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from analysis.data_files import SPLITS
from analysis.frames import records
from analysis.harmless import for_terminal
from analysis.intake.drafting import Draft
from analysis.intake.inspection import Addition, Inspection
from analysis.intake.registration import rows_of
from analysis.readers.tables import CERTAIN, DOUBTFUL, Table
from analysis.statements.checks import AGREES, DIFFERS, ROUNDING, UNTESTABLE
from analysis.statements.register import registered_rows
from analysis.swedish import capital, count, number_word
from analysis.vocabulary.numerals import Printed, clean, format_number
from analysis.wording.trust import shared_notes
from analysis.wording.views import View, present

_CHECKS = ("post", "kontroll", "storhet", "tryckt_tkr", "beräknat_tkr", "skillnad_tkr", "tolerans_tkr", "utslag")
_CLAIMS = ("utslag", "kortnamn", "påstått", "beräknat", "enhet", "påstående")
_SOURCES = ("år", "post", "storhet", "enhet", "källa", "värde", "andra_källa", "andra_värde", "skillnad", "utslag")


def describe_reading(name: str, tables: Sequence[Table]) -> str:
    """Say how many tables and rows a file has, and how many rows are in doubt."""
    rows = [doubt for table in tables for doubt in doubts_of(table)]
    doubts = sum(map(bool, rows))
    doubt = count(doubts, "rad tveksam", "rader tveksamma") if doubts else "alla säkert lästa"
    return for_terminal(
        f"{name}: {count(len(tables), 'tabell', 'tabeller')}, {count(len(rows), 'rad', 'rader')}, {doubt}."
    )


def show_tables(tables: Sequence[Table]) -> Iterator[str]:
    """Show each table: what it is, its rows with doubts and its notes; then once what is noted of all of them.

    Yields
    ------
    str
        One text a table, and one of the notes that all tables share.
    """
    shared = shared_notes(tables)
    for number, table in enumerate(tables, 1):
        facts = [f"slag: {table.kind}", f"enhet: {table.unit or 'inte tryckt'}"]
        facts += [f"avsnitt: {table.section}"] * (table.section != table.title)
        lines = [f"Tabell {number}: {table.title or 'utan rubrik'}", f"{' · '.join(facts)} · {table.location}", ""]
        own = [note for note in table.notes if note not in shared]
        yield for_terminal("\n".join([*lines, repr(_view(table)), *_noted("Anmärkningar:", own)]))
    if shared:
        yield for_terminal("\n".join(_noted("Anmärkningar till hela filen:", shared)[1:]))


def _noted(heading: str, notes: Sequence[str]) -> list[str]:
    return ["", heading, *(f"  {note}" for note in notes)] if notes else []


def doubts_of(table: Table) -> list[str]:
    """Say of each row why it is doubtful: its numbers, or else what their signs mean; empty where it is not."""
    turns = [turn.doubt for turn in table.turns] or [""] * len(table.rows)
    return [row.doubt or turn for row, turn in zip(table.rows, turns, strict=True)]


def _view(table: Table) -> View:
    names = table.names
    texts = list(dict.fromkeys(name for row in table.rows for name, text in row.texts.items() if text))
    where = [table.location.origin.where(row.line) for row in table.rows]
    is_spread = bool(table.location.places) and len(set(where)) > 1
    rows = [
        [
            *([place] if is_spread else []),
            *(str(row.line), clean(row.label), *map(_number, row.cut), *(row.texts.get(name, "") for name in texts)),
            f"{DOUBTFUL}: {doubt}" if doubt else CERTAIN,
        ]
        for row, place, doubt in zip(table.rows, where, doubts_of(table), strict=True)
    ]
    # corrections.csv names a row by its line, also where that is one of the text that was read
    places = [*["Plats"] * is_spread, "Läst rad" if table.location.places else "Rad"]
    numeric = [*[False] * is_spread, True, False, *(True for _ in names), *(False for _ in texts), False]
    return View([*places, "Post", *names, *texts, "Läsning"], rows, numeric)


def _number(number: Printed | None) -> str:
    if number is None:
        return "–"
    decimals = max(-int(number.resolution.as_tuple().exponent), 0)
    return format_number(number.value, decimals, number.unit or "")


def show_checks(checks: pd.DataFrame, *more: str) -> str:
    """Show checks that do not hold exactly, as a table; a sentence where all of them do.

    Parameters
    ----------
    checks
        Rows of `analysis.reconcile`.
    more
        Columns to show first.

    Examples
    --------
    >>> show_checks(pd.DataFrame({"utslag": ["stämmer"]}))
    'En kontroll av tryckta summor och avvikelser: alla stämmer.'
    """
    many = capital(count(len(checks), "kontroll", "kontroller"))
    text = f"{many} av tryckta summor och avvikelser"
    if checks.empty:
        return "Inga tryckta summor eller avvikelser att kontrollera."
    counts = checks["utslag"].value_counts()
    if counts.get(AGREES, 0) == len(checks):
        return f"{text}: alla stämmer."
    said = _counted(checks["utslag"])
    shown = present(checks[checks["utslag"] != AGREES], *more, _place_column(checks), *_CHECKS)
    return for_terminal(f"{text}: {said}.\n\n{shown}")


def _place_column(checks: pd.DataFrame) -> str:
    """Choose how to say where checks stand: the line alone, where all files have lines of their own."""
    is_named = "plats" in checks and not checks["plats"].str.startswith("rad ").all()
    return "plats" if is_named else "rad"


def placed(checks: pd.DataFrame, where: Callable[[str, int], str]) -> pd.DataFrame:
    """Say of each check where it stands in its file."""
    if checks.empty:
        return checks
    return checks.assign(plats=[where(one["dokument"], one["rad"]) for one in records(checks)])


def show_sources(rows: pd.DataFrame) -> str:
    """Show how two sources of the same time agree: a sentence, and a table of what does not hold exactly.

    Parameters
    ----------
    rows
        Rows of `analysis.compare_sources`.

    Examples
    --------
    >>> show_sources(pd.DataFrame({"utslag": ["stämmer"], "källa": ["a-2024"], "andra_källa": ["export"]}))
    'Två källor för samma tid (a-2024 och export): en uppgift finns i båda; alla stämmer.'
    """
    pairs = dict.fromkeys((row["källa"], row["andra_källa"]) for row in records(rows))
    names = "; ".join(f"{first} och {second}" for first, second in pairs)
    text = f"Två källor för samma tid ({names}): {count(len(rows), 'uppgift', 'uppgifter')} finns i båda"
    if (rows["utslag"] == AGREES).all():
        return for_terminal(f"{text}; alla stämmer.")
    shown = present(rows[rows["utslag"] != AGREES], *_SOURCES)
    return for_terminal(f"{text}: {_counted(rows['utslag'])}.\n\n{shown}")


def _counted(verdicts: pd.Series) -> str:
    """Count verdicts in words."""
    counts = verdicts.value_counts()
    words = {AGREES: "stämmer", ROUNDING: "inom avrundning", DIFFERS: "avviker", UNTESTABLE: "kan inte prövas"}
    return ", ".join(f"{number_word(int(counts[kind]))} {words[kind]}" for kind in words if counts.get(kind, 0))


def show_claims(claims: pd.DataFrame) -> str:
    """Show claims of the reports as a table: the verdict, what was claimed and computed, and what they say.

    Parameters
    ----------
    claims
        Rows of `analysis.audit_claims`.
    """
    says = [
        f"{row['påstående']} ({row['dokument']}, {row['avsnitt']})"
        + (f" Saknas: {row['saknas']}." if row["saknas"] else "")
        for row in records(claims)
    ]
    return for_terminal(repr(present(claims.assign(kortnamn=claims["id"], påstående=says), *_CLAIMS)))


def show_inspection(name: str, found: Inspection) -> str:
    """Show what is read from a file: its tables, how they hold, and what should be looked at.

    Parameters
    ----------
    name
        What the file is called.
    found
        What `analysis.intake.inspection.inspect_report` returned.
    """
    parts = [describe_reading(name, found.tables), *show_tables(found.tables)]
    if found.fault is None:
        where = {row.line: table.location.origin.where(row.line) for table in found.tables for row in table.rows}
        parts.append(show_checks(placed(found.checks, lambda _, line: where.get(line, f"rad {line}"))))
    remarks = [*found.remarks, *(found.fault.swedish().splitlines() if found.fault else [])]
    if remarks:
        parts.append("\n".join(["Att titta på:", *(f"  {one}" for one in remarks)]))
    return for_terminal("\n\n".join(parts))


def show_addition(name: str, addition: Addition) -> str:
    """Show a report before it is registered: what is read, unknown lines, and what would be written.

    Parameters
    ----------
    name
        What its file is called.
    addition
        What `analysis.intake.inspection.plan_addition` returned.
    """
    parts = [show_inspection(name, addition.found)]
    if addition.doubts:
        parts.append("\n".join(["Att svara på:", *(f"  {doubt.sentence}" for doubt in addition.doubts)]))
    if addition.unknown:
        rows = [[line, near] for line, near in addition.unknown.items()]
        parts.append(repr(View(["Rad som inget begrepp i concepts.csv har", "Närmast kända"], rows, [False, False])))
    written = [f"  {column}: {value or '–'}" for column, value in addition.row.items()]
    replaced = [f"Byter ut: {addition.replaces}"] if addition.replaces else []
    parts.append("\n".join([*replaced, "Raden i documents.csv:", *written]))
    sums = [
        f"  {one.section}: {one.total} = {' + '.join(post for post, _ in one.parts)}"
        for one in addition.found.sums
        if one.is_told
    ]
    parts.append("\n".join(["Summor i sums.csv:", *(sums or ["  inga: ingen tabells rader ger dess tryckta summa"])]))
    return for_terminal("\n\n".join(parts))


def show_drafts(found: Sequence[Draft], doubts: Sequence[str] = ()) -> str:
    """Show what waits for an answer, and what was seen and is no draft.

    Parameters
    ----------
    found
        What `analysis.intake.drafting.drafts` returned.
    doubts
        Sentences on what was not proposed.

    Examples
    --------
    >>> show_drafts([])
    'Inga utkast väntar på svar.'
    """
    many = (
        f"{capital(count(len(found), 'utkast', 'utkast'))} väntar på svar. Inget av dem räknas förrän det är godkänt."
    )
    lines = [many if found else "Inga utkast väntar på svar."]
    for one in found:
        if one.file == SPLITS.name:
            row = one.rows[0]
            said = f"  {row['cost']} = {row['quantity']} × {row['price'] or 'beräknat pris'}"
            lines += ["", f"Uppdelning: {one.name}", said]
        else:
            lines += ["", f"Ämne: {one.name}", *(f"  {row['kind']}: {row['what']}" for row in one.rows)]
    if found:
        lines += ["", "Godkänn med --accept NAMN, avvisa med --remove NAMN; namnet alla tar alla."]
    if doubts:
        lines += ["", "Att titta på:", *(f"  {one}" for one in doubts)]
    return for_terminal("\n".join(lines))


def show_removal(document: str, data: Path) -> str:
    """Say what is taken away with a registered report.

    Parameters
    ----------
    document
        Its id in documents.csv.
    data
        The folder that it is registered in.

    Examples
    --------
    >>> from analysis.files import DATA
    >>> print(show_removal("socialnamnden-2017", DATA))
    Tas bort: Socialnämndens årsredovisning 2017 (reports/socialnamnden-2017.txt)
      sums.csv: 14 rader
      excerpts.csv: 52 rader
    """
    titles = [f"{row['title']} ({row['file']})" for row in registered_rows(data) if row["id"] == document]
    lines = [f"  {name}: {count(rows, 'rad', 'rader')}" for name, rows in rows_of(document, data).items()]
    return for_terminal("\n".join([*(f"Tas bort: {title}" for title in titles), *lines]))
