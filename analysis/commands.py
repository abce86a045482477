"""What each command does: it reads, asks, writes and shows."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.command_line import Progress, tell
from analysis.harmless import for_terminal

FAULT = 1  # the code of a command that found one


def _where(chosen: argparse.Namespace) -> dict[str, Any]:
    """Return the folder and the board that a command is about."""
    return {"data": chosen.data, "board": chosen.board}


def read_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Show what is read of a file; write nothing."""
    say(f"Läser {chosen.file.name}")
    from analysis.intake.inspection import inspect_report
    from analysis.statements.sheets import SIGN
    from analysis.vocabulary.periods import WHOLE_YEAR
    from analysis.wording.terminal import show_inspection

    period = chosen.period or WHOLE_YEAR
    found = inspect_report(chosen.file, chosen.year, period, chosen.unit or "", SIGN.join(chosen.sheet))
    say.rest()
    tell(show_inspection(chosen.file.name, found))
    return 0


def add_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Register what is sound of a report, after questions."""
    say(f"Läser och prövar {chosen.file.name}")
    from analysis.data_files import SPLITS, SUBJECTS
    from analysis.errors import DataError
    from analysis.intake.guards import SOURCE
    from analysis.intake.inspection import plan_addition
    from analysis.intake.registration import Wanted, register
    from analysis.statements.sheets import SIGN
    from analysis.vocabulary.periods import WHOLE_YEAR
    from analysis.wording.terminal import show_addition

    told = (chosen.period or WHOLE_YEAR, chosen.title, chosen.publisher, chosen.id, chosen.unit or "")
    own = {"replace": chosen.replace, "sheets": SIGN.join(chosen.sheet), "source": SOURCE in chosen.accept}
    wanted = Wanted(chosen.board, chosen.year, *told, **own)
    addition = plan_addition(chosen.file, wanted, data=chosen.data)
    say.rest()
    tell(show_addition(chosen.file.name, addition))
    doubts = [doubt for doubt in addition.doubts if doubt.kind not in chosen.accept]
    if doubts and (chosen.yes or not _has_terminal()):
        raise DataError([doubt.fault(chosen.file.name) for doubt in doubts])
    questions = [f"{doubt.sentence} Är det rätt ändå? [j/N] " for doubt in doubts]
    if not _may(chosen, [*questions, "Byta ut? [j/N] " if chosen.replace else "Registrera? [j/N] "], "registrerat"):
        return 0 if _has_terminal() else FAULT
    say(f"Registrerar {addition.row['id']}")
    files = register(addition.found.content, addition.row, addition.sums, data=chosen.data, replace=chosen.replace)
    say.rest()
    tell(f"Registrerat: {addition.row['id']}.")
    _show_files(files)
    if any(path.name in {SUBJECTS.name, SPLITS.name} for path in files):
        print("Utkast till ämnen och uppdelningar väntar på svar; inget av dem räknas förrän du godkänner det.")
        print(f"Visa dem: python -m analysis drafts{f' --data {chosen.data}' if chosen.data else ''}")
    return 0


def _may(chosen: argparse.Namespace, questions: Sequence[str], done: str) -> bool:
    """Ask what must be answered with a yes; say that nothing is done where it is not."""
    if chosen.yes:
        return True
    if not _has_terminal():
        tell(f"Det finns ingen terminal att fråga i, så inget är {done}. Kör igen med --yes.", file=sys.stderr)
        return False
    if all(map(_agrees, questions)):
        return True
    tell(f"Inget är {done}.")
    return False


def _show_files(files: Sequence[Path]) -> None:
    """List what was written, and what was taken away."""
    for title, is_there in (("Skrivet:", True), ("Borttaget:", False)):
        if listed := [path for path in files if path.exists() == is_there]:
            tell("\n".join([title, *(f"  {_short(path)}" for path in listed)]))


def template_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Write the workbook that a controller fills in."""
    say(f"Skriver {chosen.path.name}")
    from analysis.csv_workbook import WORKBOOK
    from analysis.workbook.template import write_template

    path = write_template(chosen.path, **_where(chosen))
    say.rest()
    _show_files([path])
    tell(f"Lägg den i datamappen som {WORKBOOK}, så läses den som den är, bredvid CSV-filerna.")
    return 0


def drafts_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Show the drafts that wait, and accept or turn down some."""
    say("Söker utkast")
    from analysis.intake.drafting import accept_drafts, drafts, turn_down_drafts
    from analysis.intake.drafts import find_drafts
    from analysis.statements.folder import opened
    from analysis.wording.terminal import show_drafts

    files = [
        *(accept_drafts(chosen.accept, **_where(chosen)) if chosen.accept else []),
        *(turn_down_drafts(chosen.remove, **_where(chosen)) if chosen.remove else []),
    ]
    found, doubts = drafts(**_where(chosen)), find_drafts(opened(**_where(chosen))).doubts
    say.rest()
    _show_files(list(dict.fromkeys(files)))
    print(show_drafts(found, doubts))
    return 0


def remove_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Take a registered report out."""
    say(f"Prövar mappen utan {chosen.id}")
    from analysis.intake.registration import remove
    from analysis.wording.terminal import show_removal

    tell(show_removal(chosen.id, chosen.data))
    if not _may(chosen, ["Ta bort? [j/N] "], "borttaget"):
        return 0 if _has_terminal() else FAULT
    files = remove(chosen.id, data=chosen.data)
    say.rest()
    _show_files(files)
    return 0


def renew_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Move sums whose table is read under another heading now."""
    say("Läser rapporterna på nytt")
    from analysis.intake.renewing import find_renewals, renew

    found = find_renewals(data=chosen.data)
    say.rest()
    for one in found:
        tell(f"{one.document}: summan ”{one.total}” står under ”{one.old}”, som nu läses som ”{one.new}”.")
    if not found:
        tell("Alla summor i sums.csv står under en rubrik som deras rapport läses med.")
        return 0
    if not _may(chosen, ["Flytta? [j/N] "], "flyttat"):
        return 0 if _has_terminal() else FAULT
    _show_files(renew(found, data=chosen.data))
    return 0


def correct_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Put a cell right, or add the sums that hold since."""
    say(f"Rättar {chosen.id}")
    from analysis.intake.correcting import add_sums, correct_cell

    if chosen.line is None:
        files = add_sums(chosen.id, chosen.data)
    else:
        files = correct_cell(chosen.id, (chosen.line, chosen.column), chosen.value, chosen.reason, chosen.data)
    say.rest()
    if files:
        _show_files(files)
    else:
        tell("Inget att skriva: sums.csv har redan de summor i rapporten som stämmer.")
    return 0


def _has_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _agrees(question: str) -> bool:
    try:
        return input(for_terminal(question)).strip().lower() in {"j", "ja"}
    except (EOFError, KeyboardInterrupt):
        tell()
        return False


def report_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Write workbooks, pages and charts."""
    from analysis.files import OUT
    from analysis.report import make_report

    years = (chosen.year, chosen.compared_with)
    report = make_report(chosen.out or OUT, **_where(chosen), say=say, years=years)
    tell("\n".join(str(line) for line in report.summary))
    unchanged = "Inget har ändrats sedan filerna skrevs, så de är kvar som de var:"
    tell(unchanged if report.is_unchanged else "Skrivet:")
    tell("\n".join(f"  {_short(path)}" for path in report.files))
    if report.older:
        tell("Kvar från en tidigare körning, inte skrivet nu:")
        tell("\n".join(f"  {_short(path)}" for path in report.older))
    return 0


def check_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Try every file of a folder, and show what does not hold."""
    say("Prövar mappens filer och räknar om tryckta summor och avvikelser")
    from analysis.errors import DataError
    from analysis.intake.rehearsal import folder_faults
    from analysis.statements.checks import DIFFERS
    from analysis.statements.sources import compare_sources
    from analysis.wording.summary import checks_of
    from analysis.wording.terminal import show_checks, show_sources

    faults = folder_faults(chosen.data)
    say.rest()
    if faults:
        raise DataError(faults)
    checks = checks_of(chosen.year, **_where(chosen))
    tell(show_checks(checks, "dokument", "år"))
    sources = compare_sources(**_where(chosen))
    if not sources.empty:
        tell(f"\n{show_sources(sources)}")
    return FAULT if DIFFERS in {*checks["utslag"], *sources["utslag"]} else 0


def trace_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Show where a figure comes from."""
    say(f"Söker {chosen.id}")
    from analysis.wording.views import trace

    found = trace(chosen.id, **_where(chosen))
    say.rest()
    tell(repr(found))
    return 0


def claims_command(chosen: argparse.Namespace, say: Progress) -> int:
    """Show the statements of reports that do not hold."""
    say("Räknar om rapporternas påståenden")
    from analysis.wording.summary import unsettled_claims
    from analysis.wording.terminal import show_claims
    from analysis.wording.trust import describe_claims

    said, claims = describe_claims(**_where(chosen)), unsettled_claims(**_where(chosen))
    say.rest()
    tell(said if claims.empty else f"{said}\n\n{show_claims(claims)}")
    return 0


def _short(path: Path) -> str:
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if relative.startswith("..") else relative
