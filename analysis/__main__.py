"""Command line, in Swedish: `python -m analysis report`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analysis.command_line import (
    DATA_HELP,
    PATIENCE,
    Parser,
    Progress,
    a_year,
    add_data,
    describe_correction,
    describe_drafts,
    describe_reading,
    describe_report,
    tell,
)
from analysis.harmless import for_terminal

FAULT, INTERRUPTED = 1, 130


Run = Callable[[argparse.Namespace, Progress], int]


Command = Callable[[str, Run, str, str], argparse.ArgumentParser]  # name, what it runs, what it is about, an example


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m analysis",
        description="Läser tryckta driftredovisningar, räknar om dem och skriver underlag till nämnden.",
        epilog="Exempel: python -m analysis report",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando", parser_class=Parser)

    def command(name: str, run: Run, about: str, example: str) -> argparse.ArgumentParser:
        said = f"{about[0].upper()}{about[1:]}."
        one: argparse.ArgumentParser = commands.add_parser(
            name, help=about, description=said, epilog=f"Exempel: python -m analysis {example}"
        )
        one.set_defaults(run=run)
        one._positionals.title = "argument"  # noqa: SLF001  (argparse has no other way to name them)
        return one

    _add_registering(command)
    _add_asking(command)
    return parser


def _add_registering(command: Command) -> None:
    """Add the commands that read a report and change a folder."""
    one = command("read", _read, "visa vad som läses ur en fil, utan att skriva något", "read rapport.pdf")
    one.add_argument("file", type=Path, metavar="FIL", help="rapporten")
    one.add_argument("--year", type=a_year, metavar="ÅR", help="året som rapporten gäller")
    describe_reading(one)
    one = command(
        "add",
        _add,
        "läs och pröva en rapport och registrera det som går att läsa, om du svarar ja",
        "add bokslut.pdf --board Kulturnämnden --year 2024",
    )
    describe_report(one)
    one = command(
        "template",
        _template,
        "skriv en arbetsbok att fylla i med orsaker, åtgärder, kommentarer, uppgifter och rättelser",
        "template min-data/egna_uppgifter.xlsx",
    )
    one.add_argument(
        "path", type=Path, metavar="FIL", help="arbetsboken som skrivs; läses ur datamappen under det namnet"
    )
    add_data(one)
    one = command(
        "drafts",
        _drafts,
        "visa utkasten till ämnen och uppdelningar, och godkänn eller avvisa dem",
        "drafts --data min-data --accept Hemtjänst",
    )
    describe_drafts(one)
    one = command("remove", _remove, "ta bort en registrerad rapport", "remove kulturnamnden-2024")
    one.add_argument("id", metavar="ID", help="rapportens id i documents.csv")
    one.add_argument("--data", type=Path, metavar="MAPP", help=DATA_HELP)
    one.add_argument("--yes", action="store_true", help="ta bort utan att fråga")
    one = command("renew", _renew, "flytta summor vars tabell nu läses under en annan rubrik", "renew --data min-data")
    one.add_argument("--data", type=Path, metavar="MAPP", help=DATA_HELP)
    one.add_argument("--yes", action="store_true", help="flytta utan att fråga")
    one = command(
        "correct",
        _correct,
        "rätta en cell som lästs fel; utan rad lägga till de summor som stämmer efter rättelser",
        'correct kulturnamnden-2024 17 "Utfall 2024" "-13 875" --reason "Bokstav i filen."',
    )
    describe_correction(one)


def _add_asking(command: Command) -> None:
    """Add the commands that tell of a folder."""
    one = command(
        "report",
        _report,
        "läs data/, kontrollera, kör anteckningsböckerna och skriv out/",
        "report --out ~/nämnden",
    )
    one.add_argument("--year", type=a_year, metavar="ÅR", help="året som underlaget gäller (det senaste)")
    one.add_argument("--compared-with", type=a_year, metavar="ÅR", help="året att jämföra med (närmast före)")
    add_data(one)
    one.add_argument("--out", type=Path, metavar="MAPP", help="mapp att skriva till (out/)")
    one = command(
        "check",
        _check,
        "pröva alla filer i mappen, räkna om tryckta summor och avvikelser och visa det som skiljer",
        "check --year 2020",
    )
    one.add_argument("--year", type=a_year, metavar="ÅR", help="bara det året (alla)")
    add_data(one)
    one = command("trace", _trace, "visa varifrån en uppgift kommer", "trace nettobudget_2019")
    one.add_argument("id", metavar="ID", help="uppgiftens id, som i bladet Uppgifter")
    add_data(one)
    one = command("claims", _claims, "visa rapporternas påståenden som avviker eller inte kan prövas", "claims")
    add_data(one)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when it succeeded, 1 at a fault in data or output, 2 at wrong usage, 130 at Ctrl-C."""
    chosen = _parsed(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a Windows console would lose the minus signs; the name of a file may be no UTF-8
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from analysis.errors import AnalysisError, fault, swedish_reason
    from analysis.readers.bounded import prepare

    run: Run = chosen.run
    if run in {_read, _add, _correct, _renew}:  # the others have no new file to read
        prepare()
    say = Progress(0 if run is _report else PATIENCE)
    try:
        _end_what_was_begun(chosen)
        return run(chosen, say)
    except AnalysisError as error:
        say.rest()
        tell(f"Det gick inte:\n{error.swedish()}", file=sys.stderr)
        return FAULT
    except PermissionError as error:  # of a folder: what stands in it cannot even be looked for
        say.rest()
        why = fault("unreadable-file", error.filename, reason=error.strerror, reason_sv=swedish_reason(error))
        tell(f"Det gick inte:\n{why.swedish()}", file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        say.rest()
        tell("Avbrutet.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the one who reads has seen enough, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT
    finally:
        say.rest()


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the arguments; refuse a text that no file can hold, and fill in the folder where none is given."""
    from analysis.files import session

    parser = _parser()
    chosen = parser.parse_args(arguments)
    for value in (one for one in vars(chosen).values() if isinstance(one, str)):
        if (plain := value.encode(errors="replace").decode()) != value:
            parser.error(f"”{plain}” är inte skrivet i UTF-8")
    if "data" in chosen and chosen.data is None:
        chosen.data = session()[0]
    return chosen


def _end_what_was_begun(chosen: argparse.Namespace) -> None:
    """Finish or take back what a command that was stopped has left in the folders of this one; say so."""
    from analysis.files import OUT, session
    from analysis.together import recover

    folders = list[Path]()
    if hasattr(chosen, "data"):
        folders.append(chosen.data or session()[0])
    if hasattr(chosen, "out"):
        folders.append(chosen.out or OUT)
    if hasattr(chosen, "path"):
        folders.append(chosen.path if chosen.path.is_dir() else chosen.path.parent)
    for folder in folders:
        if said := recover(folder):
            tell(said, file=sys.stderr)


def _where(chosen: argparse.Namespace) -> dict[str, Any]:
    """Return the folder and the board that a command is about."""
    return {"data": chosen.data, "board": chosen.board}


def _read(chosen: argparse.Namespace, say: Progress) -> int:
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


def _add(chosen: argparse.Namespace, say: Progress) -> int:
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


def _template(chosen: argparse.Namespace, say: Progress) -> int:
    say(f"Skriver {chosen.path.name}")
    from analysis.csv_workbook import WORKBOOK
    from analysis.workbook.template import write_template

    path = write_template(chosen.path, **_where(chosen))
    say.rest()
    _show_files([path])
    tell(f"Lägg den i datamappen som {WORKBOOK}, så läses den som den är, bredvid CSV-filerna.")
    return 0


def _drafts(chosen: argparse.Namespace, say: Progress) -> int:
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


def _remove(chosen: argparse.Namespace, say: Progress) -> int:
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


def _renew(chosen: argparse.Namespace, say: Progress) -> int:
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


def _correct(chosen: argparse.Namespace, say: Progress) -> int:
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


def _report(chosen: argparse.Namespace, say: Progress) -> int:
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


def _check(chosen: argparse.Namespace, say: Progress) -> int:
    say("Prövar mappens filer och räknar om tryckta summor och avvikelser")
    from analysis.errors import DataError
    from analysis.intake.rehearsal import folder_faults
    from analysis.statements.checks import DIFFERS
    from analysis.statements.sources import compare_sources
    from analysis.wording.terminal import checks_of, show_checks, show_sources

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


def _trace(chosen: argparse.Namespace, say: Progress) -> int:
    say(f"Söker {chosen.id}")
    from analysis.wording.views import trace

    found = trace(chosen.id, **_where(chosen))
    say.rest()
    tell(repr(found))
    return 0


def _claims(chosen: argparse.Namespace, say: Progress) -> int:
    say("Räknar om rapporternas påståenden")
    from analysis.wording.terminal import show_claims, unsettled_claims
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


if __name__ == "__main__":
    sys.exit(main())
