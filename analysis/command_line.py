"""What commands are parsed with, and what is said while they run."""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path
from threading import Timer
from typing import IO, Any, NoReturn

from analysis.harmless import for_terminal

USAGE = 2  # the code of a command that could not be understood
PATIENCE = 2.0  # seconds before a command says what it is doing
DATA_HELP = "mapp med documents.csv (data/)"


class Parser(argparse.ArgumentParser):
    """A parser that speaks Swedish."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)  # type: ignore[arg-type]
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")
        self._positionals.title, self._optionals.title = "kommandon", "val"

    def format_usage(self) -> str:
        """Return how the command is written."""
        return super().format_usage().replace("usage:", "användning:")

    def format_help(self) -> str:
        """Return all that the command understands."""
        return super().format_help().replace("usage:", "användning:")

    def error(self, message: str) -> NoReturn:
        """Say what could not be understood, and end."""
        self.exit(
            USAGE,
            f"{self.format_usage()}Kommandot gick inte att tolka: {in_swedish(message)}. "
            f"Visa hjälp: {self.prog} --help\n",
        )

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(for_terminal(message), file)


def in_swedish(message: str) -> str:
    """Say what could not be understood of a command.

    Examples
    --------
    >>> in_swedish("unrecognized arguments: 2024.pdf")
    'okända ord: 2024.pdf; sätt citattecken om det som har mellanslag'
    >>> in_swedish("argument kommando: invalid choice: 'help' (choose from 'add', 'check')")
    'kommando: ”help” finns inte; välj add, check'
    """
    message = _CHOICES.sub(lambda found: found[0].replace("'", ""), message)
    for pattern, said in _MESSAGES:
        if found := pattern.fullmatch(message):
            return said.format(*found.groups())
    return message


def tell(text: str = "", *, file: IO[str] | None = None) -> None:
    """Print a text of which nothing steers the terminal, whatever document it comes from."""
    print(for_terminal(text), file=file, flush=file is sys.stderr)


_CHOICES = re.compile(r"\(choose from .*\)")
_MESSAGES = (
    (re.compile(r"unrecognized arguments: (.*)"), "okända ord: {0}; sätt citattecken om det som har mellanslag"),
    (re.compile(r"the following arguments are required: (.*)"), "{0} saknas"),
    (
        re.compile(r"argument (\S+): invalid choice: '?([^']*)'? \(choose from (.*)\)"),
        "{0}: ”{1}” finns inte; välj {2}",
    ),
    (re.compile(r"argument (\S+): expected one argument"), "{0}: det som ska stå efter saknas"),
    (re.compile(r"argument (\S+): invalid \S+ value: (.*)"), "{0}: {1} går inte att tolka"),
    (re.compile(r"argument (\S+): (.*)"), "{0}: {1}"),
)


class Progress:
    """Says on stderr what is being done, once a command has taken so long that one wonders."""

    def __init__(self, patience: float = PATIENCE) -> None:
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
        tell(f"[{seconds} s] {text}", file=sys.stderr)


def a_year(text: str) -> int:
    """Read a year."""
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"”{text}” är inget år som 2020")
    return int(text)


def a_unit(text: str) -> str:
    """Read a unit of money."""
    from analysis.vocabulary.numerals import MONEY_UNITS

    if text.lower() not in MONEY_UNITS:
        raise argparse.ArgumentTypeError(f"”{text}” är ingen av enheterna {', '.join(MONEY_UNITS)}")
    return text.lower()


def a_period(text: str) -> str:
    """Read a part of the year: the whole of it, or what month it ends with."""
    from analysis.vocabulary.periods import is_part_of_year, is_whole_year

    said = " ".join(text.split())
    if said and not (is_whole_year(said) or is_part_of_year(said)):
        raise argparse.ArgumentTypeError(f"”{said}” är ingen period; skriv helår, eller t.ex. januari–augusti")
    return said


def add_data(parser: argparse.ArgumentParser) -> None:
    """Add the folder and the board."""
    parser.add_argument("--data", type=Path, metavar="MAPP", help=DATA_HELP)
    parser.add_argument("--board", metavar="NAMN", help="nämnden, om mappen har flera")


def describe_reading(parser: argparse.ArgumentParser) -> None:
    """Add what decides how a file is read: the part of the year, the unit where none is printed, the sheets."""
    parser.add_argument("--period", type=a_period, default="", metavar="PERIOD", help="vilken del av året (helår)")
    parser.add_argument(
        "--unit", type=a_unit, metavar="ENHET", help="enhet för tabeller som inte trycker någon, t.ex. tkr"
    )
    parser.add_argument(
        "--sheet",
        action="append",
        default=[],
        metavar="BLAD",
        help="läs bara det bladet (alla); kan anges flera gånger",
    )


def describe_report(parser: argparse.ArgumentParser) -> None:
    """Add what must and may be said of a report that is registered."""
    parser.add_argument("file", type=Path, metavar="FIL", help="rapporten")
    parser.add_argument("--board", required=True, metavar="NAMN", help="nämndens namn")
    parser.add_argument("--year", required=True, type=a_year, metavar="ÅR", help="året som rapporten gäller")
    describe_reading(parser)
    parser.add_argument("--title", default="", metavar="TITEL", help="rapportens titel")
    parser.add_argument("--publisher", default="", metavar="NAMN", help="kommunen (som nämndens förra rapport)")
    parser.add_argument("--id", default="", metavar="ID", help="kort namn på rapporten (nämnd och år)")
    parser.add_argument("--data", type=Path, metavar="MAPP", help=DATA_HELP)
    parser.add_argument(
        "--replace", action="store_true", help="byt ut nämndens rapport för samma år och period (eller den med --id)"
    )
    parser.add_argument(
        "--accept",
        action="append",
        default=[],
        choices=("year", "period", "board", "publisher", "source"),
        metavar="SAK",
        help="säg ja till det som annars frågas: year, period, board, publisher eller source (en andra källa)",
    )
    parser.add_argument("--yes", action="store_true", help="registrera utan att fråga")


def describe_correction(parser: argparse.ArgumentParser) -> None:
    """Add what must and may be said of a correction."""
    parser.add_argument("id", metavar="ID", help="rapportens id i documents.csv")
    parser.add_argument("line", nargs="?", type=int, metavar="RAD", help="raden, som i läsningens anmärkning")
    parser.add_argument("column", nargs="?", default="", metavar="KOLUMN", help="kolumnens rubrik, t.ex. Utfall 2024")
    parser.add_argument("value", nargs="?", default="", metavar="VÄRDE", help="rätt tal; utelämnat: cellen är tom")
    parser.add_argument("--reason", default="", metavar="SKÄL", help="varför, för den som läser anmärkningen")
    parser.add_argument("--data", type=Path, metavar="MAPP", help=DATA_HELP)
    parser._negative_number_matcher = re.compile(r"-[\d\s.,]+")  # noqa: SLF001  (a number is no option)


def describe_drafts(parser: argparse.ArgumentParser) -> None:
    """Add which drafts are accepted and which are turned down."""
    parser.add_argument(
        "--accept", action="append", default=[], metavar="NAMN", help="låt utkastet räknas; alla tar alla"
    )
    parser.add_argument(
        "--remove", action="append", default=[], metavar="NAMN", help="avvisa utkastet, så att det inte föreslås igen"
    )
    add_data(parser)
