"""What a column of a CSV file may hold, when it must hold something, and what a message expects of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from analysis.vocabulary.numerals import parse_number

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


class Wrong(NamedTuple):
    """What of a cell is wrong, and what was expected in its place."""

    seen: str
    expected: str
    expected_sv: str


class Kind(NamedTuple):
    """What the cells of a column may hold.

    Attributes
    ----------
    expected, expected_sv
        What a message expects in the place of an empty cell; empty where it lists the known words instead.
    wrong
        Finds what is wrong with a text.
    words
        The words that it must be one of; any text where there are none.
    judge
        The name of what else judges it, handed in to `read_table` by the floor that has the knowledge.
    unit
        Of a formula: the unit that it must come out in, other columns of the row in braces.
    """

    expected: str = ""
    expected_sv: str = ""
    wrong: Callable[[str], Iterable[Wrong]] = lambda _text: ()
    words: tuple[str, ...] = ()
    judge: str = ""
    unit: str = ""


def that_fits(expected: str, expected_sv: str, fits: Callable[[str], object]) -> Kind:
    """Make a kind of a test that a text passes or not.

    Examples
    --------
    >>> short = that_fits("at most two letters", "högst två bokstäver", lambda text: len(text) < 3)
    >>> [one.expected for one in short.wrong("tkr")]
    ['at most two letters']
    """

    def wrong(text: str) -> Iterator[Wrong]:
        if not fits(text):
            yield Wrong(text, expected, expected_sv)

    return Kind(expected, expected_sv, wrong)


def pattern(regex: str, expected: str, expected_sv: str) -> Kind:
    """Make a kind of texts that a pattern describes."""
    return that_fits(expected, expected_sv, re.compile(regex).fullmatch)


def text(expected: str = "a text", expected_sv: str = "en text") -> Kind:
    """Make a kind of any text."""
    return Kind(expected, expected_sv)


def number(expected: str, expected_sv: str, least: Decimal | None = None) -> Kind:
    """Make a kind of Swedish numbers without a unit, not below the least."""

    def fits(text: str) -> bool:
        try:
            found = parse_number(text)
        except ValueError:
            return False
        return found is not None and not found.unit and (least is None or found.value >= least)

    return that_fits(expected, expected_sv, fits)


def one_of(*words: str) -> Kind:
    """Make a kind of a few allowed words."""
    return Kind(words=words)


def known_to(judge: str, expected: str = "", expected_sv: str = "", unit: str = "") -> Kind:
    """Make a kind that a higher floor judges: ids of other files, units, formulas."""
    return Kind(expected, expected_sv, judge=judge, unit=unit)


def note(most: int) -> Kind:
    """Make a kind of what people write freely, which is shown on one line and kept in a workbook."""

    def wrong(text: str) -> Iterator[Wrong]:
        line = on_one_line(text)
        if len(line) > most:
            yield Wrong(line, f"at most {most} characters, not {len(line)}", f"högst {most} tecken, inte {len(line)}")

    return Kind("a text", "en text", wrong)


def _is_day(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d", text) and date.fromisoformat(text))
    except ValueError:
        return False


TEXT = text()
YEAR = pattern(r"(?:19|20)[0-9]{2}", "a year such as 2020", "ett år, t.ex. 2020")
DAY = that_fits("a day such as 2026-03-01", "en dag, t.ex. 2026-03-01", _is_day)
WHOLE = pattern(r"[0-9]{1,9}", "a whole number", "ett heltal")

Needed = Callable[[Mapping[str, str]], bool]


def always(_row: Mapping[str, str]) -> bool:
    """Say that no cell of a column may be empty."""
    return True


def never(_row: Mapping[str, str]) -> bool:
    """Say that a cell of a column may be empty."""
    return False


def where(column: str, *words: str) -> Needed:
    """Say that a cell may not be empty where another one of the row holds one of some words.

    Examples
    --------
    >>> where("status", "tryckt")({"status": "tryckt"}), where("status", "tryckt")({"status": "saknas"})
    (True, False)
    """
    return lambda row: row[column] in words


def unless(column: str, *words: str) -> Needed:
    """Say that a cell may be empty only where another one of the row holds one of some words."""
    return lambda row: row[column] not in words


def beside(column: str) -> Needed:
    """Say that a cell may be empty only where another one of the row is."""
    return lambda row: bool(row[column])


class Column(NamedTuple):
    """A column of a CSV file: its name, what it may hold, its meaning for the data dictionary, when it is needed."""

    name: str
    kind: Kind
    meaning: str
    needed: Needed = always


def on_one_line(text: str) -> str:
    r"""Put a text on one line.

    Examples
    --------
    >>> on_one_line("Fler\ndygn. ")
    'Fler dygn.'
    """
    parts = (part.strip() for part in _BREAKS.split(text))
    return " ".join(part for part in parts if part)
