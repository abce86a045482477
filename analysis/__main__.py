"""Command line, in Swedish: `python -m analysis report`."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Timer
from typing import Any, NoReturn

FAULT, USAGE = 1, 2
_PATIENCE = 2.0  # seconds before a command says what it is doing
_DATA = "mapp med documents.csv (data/)"


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Swedish."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)  # type: ignore[arg-type]
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")
        self._positionals.title, self._optionals.title = "kommandon", "val"

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "användning:")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "användning:")

    def error(self, message: str) -> NoReturn:
        self.exit(
            USAGE, f"{self.format_usage()}Kommandot gick inte att tolka ({message}). Visa hjälp: {self.prog} --help\n"
        )


class _Progress:
    """Says on stderr what is being done, once a command has taken so long that one wonders."""

    def __init__(self, patience: float = _PATIENCE) -> None:
        self._start, self._patience = time.perf_counter(), patience
        self._timer: Timer | None = None

    def __call__(self, text: str) -> None:
        """Say it now, or when patience is over if it is still being done then."""
        self.rest()
        left = self._patience - (time.perf_counter() - self._start)
        if left <= 0:
            self._say(text)
        else:
            self._timer = Timer(left, self._say, [text])
            self._timer.daemon = True
            self._timer.start()

    def rest(self) -> None:
        """Say no more of what was being done."""
        if self._timer is not None:
            self._timer.cancel()

    def _say(self, text: str) -> None:
        seconds = f"{time.perf_counter() - self._start:4.1f}".replace(".", ",")
        print(f"[{seconds} s] {text}", file=sys.stderr, flush=True)


Run = Callable[[argparse.Namespace, _Progress], int]


def _year(text: str) -> int:
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"”{text}” är inget år som 2020")
    return int(text)


def _unit(text: str) -> str:
    from analysis.vocabulary.numerals import MONEY_UNITS

    if text.lower() not in MONEY_UNITS:
        raise argparse.ArgumentTypeError(f"”{text}” är ingen av enheterna {', '.join(MONEY_UNITS)}")
    return text.lower()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m analysis",
        description="Läser tryckta driftredovisningar, räknar om dem och skriver underlag till nämnden.",
        epilog="Exempel: python -m analysis report",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando", parser_class=_Parser)

    def command(name: str, run: Run, about: str, example: str) -> argparse.ArgumentParser:
        said = f"{about[0].upper()}{about[1:]}."
        one: argparse.ArgumentParser = commands.add_parser(
            name, help=about, description=said, epilog=f"Exempel: python -m analysis {example}"
        )
        one.set_defaults(run=run)
        one._positionals.title = "argument"  # noqa: SLF001  (argparse has no other way to name them)
        return one

    one = command("read", _read, "visa vad som läses ur en fil, utan att skriva något", "read rapport.pdf")
    one.add_argument("file", type=Path, metavar="FIL", help="rapporten")
    _add_unit(one)
    one = command(
        "add",
        _add,
        "läs och pröva en rapport och registrera det som går att läsa, om du svarar ja",
        "add bokslut.pdf --board Kulturnämnden --year 2024",
    )
    _describe_report(one)
    one = command(
        "report",
        _report,
        "läs data/, kontrollera, kör anteckningsböckerna och skriv out/",
        "report --out ~/nämnden",
    )
    one.add_argument("--year", type=_year, metavar="ÅR", help="året som underlaget gäller (det senaste)")
    one.add_argument("--compared-with", type=_year, metavar="ÅR", help="året att jämföra med (närmast före)")
    _add_data(one)
    one.add_argument("--out", type=Path, metavar="MAPP", help="mapp att skriva till (out/)")
    one = command(
        "check", _check, "räkna om tryckta summor och avvikelser och visa dem som skiljer", "check --year 2020"
    )
    one.add_argument("--year", type=_year, metavar="ÅR", help="bara det året (alla)")
    _add_data(one)
    one = command("trace", _trace, "visa varifrån en uppgift kommer", "trace nettobudget_2019")
    one.add_argument("id", metavar="ID", help="uppgiftens id, som i bladet Uppgifter")
    _add_data(one)
    one = command("claims", _claims, "visa rapporternas påståenden som avviker eller inte kan prövas", "claims")
    _add_data(one)
    return parser


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="MAPP", help=_DATA)
    parser.add_argument("--board", metavar="NAMN", help="nämnden, om mappen har flera")


def _add_unit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--unit", type=_unit, metavar="ENHET", help="enhet för tabeller som inte trycker någon, t.ex. tkr"
    )


def _describe_report(parser: argparse.ArgumentParser) -> None:
    """Add what must and may be said of a report that is registered."""
    parser.add_argument("file", type=Path, metavar="FIL", help="rapporten")
    parser.add_argument("--board", required=True, metavar="NAMN", help="nämndens namn")
    parser.add_argument("--year", required=True, type=_year, metavar="ÅR", help="året som rapporten gäller")
    parser.add_argument("--period", default="", metavar="PERIOD", help="vilken del av året (helår)")
    parser.add_argument("--title", default="", metavar="TITEL", help="rapportens titel")
    parser.add_argument("--publisher", default="", metavar="NAMN", help="kommunen (som nämndens förra rapport)")
    parser.add_argument("--id", default="", metavar="ID", help="kort namn på rapporten (nämnd och år)")
    _add_unit(parser)
    parser.add_argument("--data", type=Path, metavar="MAPP", help=_DATA)
    parser.add_argument("--yes", action="store_true", help="registrera utan att fråga")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when it succeeded, 1 at a fault in data or output, 2 at wrong usage."""
    chosen = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a Windows console would lose the minus signs
    from analysis.errors import AnalysisError

    run: Run = chosen.run
    say = _Progress(0 if run is _report else _PATIENCE)
    try:
        return run(chosen, say)
    except AnalysisError as error:
        say.rest()
        print(f"Det gick inte:\n{error.swedish()}", file=sys.stderr)
        return FAULT
    except BrokenPipeError:  # the one who reads has seen enough, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT
    finally:
        say.rest()


def _where(chosen: argparse.Namespace) -> dict[str, Any]:
    """Return the folder and the board that a command is about."""
    return {"data": chosen.data, "board": chosen.board}


def _read(chosen: argparse.Namespace, say: _Progress) -> int:
    say(f"Läser {chosen.file.name}")
    from analysis.intake.inspection import inspect_report
    from analysis.wording.terminal import show_inspection

    found = inspect_report(chosen.file, unit=chosen.unit or "")
    say.rest()
    print(show_inspection(chosen.file.name, found))
    return 0


def _add(chosen: argparse.Namespace, say: _Progress) -> int:
    say(f"Läser och prövar {chosen.file.name}")
    from analysis.intake.inspection import plan_addition
    from analysis.intake.registration import WHOLE_YEAR, Wanted, register
    from analysis.wording.terminal import show_addition

    period = chosen.period or WHOLE_YEAR
    wanted = Wanted(chosen.board, chosen.year, period, chosen.title, chosen.publisher, chosen.id, chosen.unit or "")
    addition = plan_addition(chosen.file, wanted, data=chosen.data)
    say.rest()
    print(show_addition(chosen.file.name, addition))
    if not chosen.yes and not _has_terminal():
        print("Det finns ingen terminal att fråga i, så inget är registrerat. Kör igen med --yes.", file=sys.stderr)
        return FAULT
    if not chosen.yes and not _agrees("Registrera? [j/N] "):
        print("Inget är registrerat.")
        return 0
    say(f"Registrerar {addition.row['id']}")
    files = register(addition.found.content, addition.row, addition.sums, data=chosen.data)
    say.rest()
    print(f"Registrerat: {addition.row['id']}.\nSkrivet:")
    print("\n".join(f"  {_short(path)}" for path in files))
    return 0


def _has_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _agrees(question: str) -> bool:
    try:
        return input(question).strip().lower() in {"j", "ja"}
    except (EOFError, KeyboardInterrupt):
        print()
        return False


def _report(chosen: argparse.Namespace, say: _Progress) -> int:
    from analysis.files import OUT
    from analysis.report import make_report

    years = (chosen.year, chosen.compared_with)
    report = make_report(chosen.out or OUT, **_where(chosen), say=say, years=years)
    print("\n".join(str(line) for line in report.summary))
    print("Skrivet:")
    print("\n".join(f"  {_short(path)}" for path in report.files))
    return 0


def _check(chosen: argparse.Namespace, say: _Progress) -> int:
    say("Räknar om tryckta summor och avvikelser")
    from analysis.statements.checks import DIFFERS
    from analysis.wording.terminal import checks_of, show_checks

    checks = checks_of(chosen.year, **_where(chosen))
    say.rest()
    print(show_checks(checks, "dokument", "år"))
    return FAULT if (checks["utslag"] == DIFFERS).any() else 0


def _trace(chosen: argparse.Namespace, say: _Progress) -> int:
    say(f"Söker {chosen.id}")
    from analysis.wording.terminal import plain
    from analysis.wording.views import trace

    found = trace(chosen.id, **_where(chosen))
    say.rest()
    print(plain(repr(found)))
    return 0


def _claims(chosen: argparse.Namespace, say: _Progress) -> int:
    say("Räknar om rapporternas påståenden")
    from analysis.wording.terminal import show_claims, unsettled_claims
    from analysis.wording.trust import describe_claims

    said, claims = describe_claims(**_where(chosen)), unsettled_claims(**_where(chosen))
    say.rest()
    print(said if claims.empty else f"{said}\n\n{show_claims(claims)}")
    return 0


def _short(path: Path) -> str:
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return str(path) if relative.startswith("..") else relative


if __name__ == "__main__":
    sys.exit(main())
