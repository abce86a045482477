"""Command line, in Swedish: `python -m analysis report`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

FAULT, USAGE = 1, 2


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


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m analysis",
        description="Läser tryckta driftredovisningar, räknar om dem och skriver underlag till nämnden.",
        epilog="Exempel: python -m analysis report",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="kommando", parser_class=_Parser)
    report = commands.add_parser(
        "report",
        help="läs data/, kontrollera, kör anteckningsböckerna och skriv out/",
        description="Läser data/, räknar om tryckta summor, kör anteckningsböckerna och skriver out/.",
        epilog="Exempel: python -m analysis report --out ~/nämnden",
    )
    report.add_argument("--data", type=Path, metavar="MAPP", help="mapp med documents.csv (data/)")
    report.add_argument("--out", type=Path, metavar="MAPP", help="mapp att skriva till (out/)")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when it succeeded, 1 at a fault in data or output, 2 at wrong usage."""
    chosen = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # a Windows console would lose the minus signs
    from analysis.errors import AnalysisError

    try:
        _report(chosen.data, chosen.out)
    except AnalysisError as error:
        print(f"Det gick inte:\n{error.swedish()}", file=sys.stderr)
        return FAULT
    return 0


def _report(data: Path | None, out: Path | None) -> None:
    start = time.perf_counter()

    def say(text: str) -> None:
        seconds = f"{time.perf_counter() - start:4.1f}".replace(".", ",")
        print(f"[{seconds} s] {text}", file=sys.stderr, flush=True)

    from analysis.paths import DATA, OUT
    from analysis.report import make_report

    report = make_report(data or DATA, out or OUT, say=say)
    print("\n".join(str(line) for line in report.summary))
    print("Skrivet:")
    print("\n".join(f"  {_short(path)}" for path in report.files))


def _short(path: Path) -> str:
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


if __name__ == "__main__":
    sys.exit(main())
