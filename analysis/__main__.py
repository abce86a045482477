"""Command line, in Swedish: `python -m analysis report`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

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
from analysis.commands import (
    FAULT,
    add_command,
    check_command,
    claims_command,
    correct_command,
    drafts_command,
    read_command,
    remove_command,
    renew_command,
    report_command,
    template_command,
    trace_command,
)

INTERRUPTED = 130


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
    one = command("read", read_command, "visa vad som läses ur en fil, utan att skriva något", "read rapport.pdf")
    one.add_argument("file", type=Path, metavar="FIL", help="rapporten")
    one.add_argument("--year", type=a_year, metavar="ÅR", help="året som rapporten gäller")
    describe_reading(one)
    one = command(
        "add",
        add_command,
        "läs och pröva en rapport och registrera det som går att läsa, om du svarar ja",
        "add bokslut.pdf --board Kulturnämnden --year 2024",
    )
    describe_report(one)
    one = command(
        "template",
        template_command,
        "skriv en arbetsbok att fylla i med orsaker, åtgärder, kommentarer, uppgifter och rättelser",
        "template min-data/egna_uppgifter.xlsx",
    )
    one.add_argument(
        "path", type=Path, metavar="FIL", help="arbetsboken som skrivs; läses ur datamappen under det namnet"
    )
    add_data(one)
    one = command(
        "drafts",
        drafts_command,
        "visa utkasten till ämnen och uppdelningar, och godkänn eller avvisa dem",
        "drafts --data min-data --accept Hemtjänst",
    )
    describe_drafts(one)
    one = command("remove", remove_command, "ta bort en registrerad rapport", "remove kulturnamnden-2024")
    one.add_argument("id", metavar="ID", help="rapportens id i documents.csv")
    one.add_argument("--data", type=Path, metavar="MAPP", help=DATA_HELP)
    one.add_argument("--yes", action="store_true", help="ta bort utan att fråga")
    one = command(
        "renew", renew_command, "flytta summor vars tabell nu läses under en annan rubrik", "renew --data min-data"
    )
    one.add_argument("--data", type=Path, metavar="MAPP", help=DATA_HELP)
    one.add_argument("--yes", action="store_true", help="flytta utan att fråga")
    one = command(
        "correct",
        correct_command,
        "rätta en cell som lästs fel; utan rad lägga till de summor som stämmer efter rättelser",
        'correct kulturnamnden-2024 17 "Utfall 2024" "-13 875" --reason "Bokstav i filen."',
    )
    describe_correction(one)


def _add_asking(command: Command) -> None:
    """Add the commands that tell of a folder."""
    one = command(
        "report",
        report_command,
        "läs data/, kontrollera, kör anteckningsböckerna och skriv out/",
        "report --out ~/nämnden",
    )
    one.add_argument("--year", type=a_year, metavar="ÅR", help="året som underlaget gäller (det senaste)")
    one.add_argument("--compared-with", type=a_year, metavar="ÅR", help="året att jämföra med (närmast före)")
    add_data(one)
    one.add_argument("--out", type=Path, metavar="MAPP", help="mapp att skriva till (out/)")
    one = command(
        "check",
        check_command,
        "pröva alla filer i mappen, räkna om tryckta summor och avvikelser och visa det som skiljer",
        "check --year 2020",
    )
    one.add_argument("--year", type=a_year, metavar="ÅR", help="bara det året (alla)")
    add_data(one)
    one = command("trace", trace_command, "visa varifrån en uppgift kommer", "trace nettobudget_2019")
    one.add_argument("id", metavar="ID", help="uppgiftens id, som i bladet Uppgifter")
    add_data(one)
    one = command("claims", claims_command, "visa rapporternas påståenden som avviker eller inte kan prövas", "claims")
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
    if run in {read_command, add_command, correct_command, renew_command}:  # the others have no new file to read
        prepare()
    say = Progress(0 if run is report_command else PATIENCE)
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


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here is for more; each costs a start and its memory
    sys.exit(main())
