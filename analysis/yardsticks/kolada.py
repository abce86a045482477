"""Files that a controller saved from Kolada, `kolada/*.json`, to values of key figures, read within bounds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import DataError, Fault, fault, swedish_reason
from analysis.harmless import steering
from analysis.statements.folder import SAVED, Folder, kept

FOLDER = SAVED.partition("/")[0]
MOST_BYTES, MOST_FILES, MOST_VALUES = 5_000_000, 200, 50_000
_LONGEST_NUMBER, _DIGITS, _LONGEST_TEXT = 30, 15, 20_000
_SAVED = re.compile(r"(?<!\d)(20\d\d-\d\d-\d\d)(?!\d)")
_KPI, _CODE = re.compile(r"[NU]\d{5}"), re.compile(r"\d{4}")
_GENDERS = ("T", "K", "M")
_NEXT, _BEFORE = ("next_url", "next_page"), ("previous_url", "previous_page")
_AN_ID = ("an id such as N30001", "ett id, t.ex. N30001")
_JSON = ("a file saved from Kolada: JSON with values", "en fil sparad från Kolada: JSON med values")


class Value(NamedTuple):
    """A municipality's value of a key figure in a year, men and women together, as Kolada has it.

    Attributes
    ----------
    kpi, municipality, year
        The ids, and the year.
    value, status
        The exact number, None where there is none, and what Kolada says of it.
    file, saved
        The file that it stands in, and the day in that file's name; None where the name has none.
    """

    kpi: str
    municipality: str
    year: int
    value: Decimal | None
    status: str
    file: str
    saved: date | None


class KeyFigure(NamedTuple):
    """What Kolada says of a key figure: its title, and when its newest values are preliminary and final."""

    kpi: str
    title: str
    preliminary: date | None
    final: date | None
    period: int | None


class Kolada(NamedTuple):
    """All saved values by key figure, municipality and year, what is said of the key figures, and what is amiss."""

    numbers: Mapping[tuple[str, str, int], Value]
    about: Mapping[str, KeyFigure]
    notes: tuple[str, ...]

    def years(self, kpi: str, municipality: str) -> list[int]:
        """List the years that a municipality has a number for, oldest first."""
        own = ((key, one) for key, one in self.numbers.items() if key[:2] == (kpi, municipality))
        return sorted(key[2] for key, one in own if one.value is not None)

    def is_preliminary(self, one: Value) -> bool | None:
        """Tell whether a value is preliminary: one of the newest year may be; None where the files do not say."""
        about = self.about.get(one.kpi)
        if ((about and about.period) or self._newest(one.kpi)) != one.year:
            return False
        return None if about is None or about.final is None or one.saved is None else one.saved < about.final

    def _newest(self, kpi: str) -> int:
        return max(year for own, _, year in self.numbers if own == kpi)


class _BadError(ValueError):
    """Something in a file is not what Kolada saves: where, what was seen, and what was expected in two languages."""

    def fault(self, name: str) -> Fault:
        """Name it as a fault of a file."""
        column, seen, expected, swedish = self.args
        return fault("bad-value", name, None, column=column, seen=seen, expected=expected, expected_sv=swedish)


def _bad(where: str, seen: object, expected: str, expected_sv: str) -> _BadError:
    return _BadError(where, str(seen)[:80], expected, expected_sv)


@kept
def load_kolada(folder: Folder) -> Kolada:
    """Load all files that are saved under ``kolada/``; a folder without them has no values.

    Raises
    ------
    DataError
        When a file is too large, no JSON or not as Kolada saves it, or two files of the same day, or of no known day,
        have different values; every file at fault is named.
    """
    found, about, notes, faults = list[Value](), dict[str, KeyFigure](), list[str](), list[Fault]()
    pages = 0
    paths = sorted(folder.path.glob(SAVED))
    if len(paths) > MOST_FILES:
        raise DataError(fault("too-many", FOLDER, place=FOLDER, most=MOST_FILES, what="files", what_sv="filer"))
    for path in paths:
        name = f"{FOLDER}/{path.name}"
        try:
            content = _content(path, name)
            found += _values(content, name)
            about |= {one.kpi: one for one in _about(content)}
            pages += any(content.get(key) for key in _NEXT) - any(content.get(key) for key in _BEFORE)
        except DataError as error:
            faults += error.faults
        except _BadError as error:
            faults.append(error.fault(name))
    chosen, twice = _newest(found)
    if faults := [*faults, *twice]:
        raise DataError(faults)
    if pages > 0:
        notes.append("Minst en fil från Kolada har fler sidor än de som är sparade (next_url): värden kan saknas.")
    return Kolada(chosen, about, tuple(notes))


def _content(path: Path, name: str) -> dict[str, Any]:
    """Read a file as JSON with a list of values, no larger than it may be."""
    try:
        if not path.is_file():
            raise DataError(fault("not-a-file", name))
        if (size := path.stat().st_size) > MOST_BYTES:
            raise DataError(fault("too-large", name, size=size, most=MOST_BYTES))
        content = _parsed(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise DataError(fault("unreadable-file", name, reason=error, reason_sv=swedish_reason(error))) from error
    except UnicodeDecodeError as error:
        raise DataError(fault("wrong-encoding", name, byte=hex(error.object[error.start]))) from None
    except RecursionError:
        raise DataError(fault("too-deep", name)) from None
    if not isinstance(content, dict) or not isinstance(content.get("values"), list):
        raise _bad("values", "–", *_JSON)
    return content


def _parsed(text: str) -> Any:
    """Parse JSON: numbers exact and no longer than they may be, no name twice in one place."""
    try:
        return json.loads(
            text, parse_float=_number, parse_int=_number, parse_constant=_constant, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        raise _bad(f"rad {error.lineno}", error.msg, *_JSON) from None


def _number(text: str) -> Decimal:
    expected = ("a number of at most 15 digits before the point", "ett tal med högst 15 siffror före kommat")
    try:
        value = Decimal(text) if len(text) <= _LONGEST_NUMBER else None
    except ArithmeticError:  # an exponent that no number has
        value = None
    if value is None or not -_LONGEST_NUMBER <= value.adjusted() < _DIGITS:
        raise _bad("value", text, *expected)
    return value


def _constant(text: str) -> Decimal:
    raise _bad("value", text, "a number", "ett tal")


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        again = next(name for name in names if names.count(name) > 1)
        raise _bad(again, "två gånger", "each name once", "varje namn en gång")
    return found


def _text(row: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    value = row.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or steering(value):
        raise _bad(name, type(value).__name__, "a text", "en text")
    return value


def _matching(row: Mapping[str, Any], name: str, kind: re.Pattern[str], expected: tuple[str, str]) -> str:
    value = _text(row, name)
    if not kind.fullmatch(value):
        raise _bad(name, value, *expected)
    return value


def _values(content: Mapping[str, Any], name: str) -> Iterator[Value]:
    """Yield the values of a file, men and women together; a file of metadata has none."""
    saved, taken = _day_of(name), 0
    for row in content["values"]:
        if not isinstance(row, dict):
            raise _bad("values", type(row).__name__, *_JSON)
        if "kpi" not in row and "id" in row:
            continue  # what is said of a key figure
        kpi = _matching(row, "kpi", _KPI, _AN_ID)
        code = _matching(row, "municipality", _CODE, ("four digits", "fyra siffror"))
        year, parts = row.get("period"), row.get("values")
        if not isinstance(year, Decimal) or year != int(year) or not 1970 <= year <= 2100:  # noqa: PLR2004
            raise _bad("period", year, "a year such as 2020", "ett år, t.ex. 2020")
        if not isinstance(parts, list):
            raise _bad("values", type(parts).__name__, *_JSON)
        taken += len(parts)
        if taken > MOST_VALUES:
            raise _bad("values", taken, f"at most {MOST_VALUES} values", f"högst {MOST_VALUES} värden")
        for value, status in _totals(parts):
            yield Value(kpi, code, int(year), value, status, name, saved)


def _totals(parts: Sequence[Any]) -> Iterator[tuple[Decimal | None, str]]:
    for part in parts:
        if not isinstance(part, dict):
            raise _bad("values", type(part).__name__, *_JSON)
        gender, value = part.get("gender"), part.get("value")
        if gender not in _GENDERS:
            raise _bad("gender", gender, "T, K or M", "T, K eller M")
        if value is not None and not isinstance(value, Decimal):
            raise _bad("value", value, "a number, or null", "ett tal, eller null")
        if not isinstance(part.get("isdeleted", False), bool):
            raise _bad("isdeleted", part.get("isdeleted"), "true or false", "true eller false")
        if gender == "T" and not part.get("isdeleted"):
            yield value, _text(part, "status", needed=False)


def _about(content: Mapping[str, Any]) -> Iterator[KeyFigure]:
    """Yield what a file of metadata says of key figures."""
    for row in content["values"]:
        if "kpi" in row or "id" not in row:
            continue
        kpi = _matching(row, "id", _KPI, _AN_ID)
        preliminary, final = (_date(row, name) for name in ("prel_publication_date", "publication_date"))
        period = str(row.get("publ_period") or "")
        year = int(period) if re.fullmatch(r"\d{4}", period) else None
        yield KeyFigure(kpi, _text(row, "title"), preliminary, final, year)


def _date(row: Mapping[str, Any], name: str) -> date | None:
    text = _text(row, name, needed=False)
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        raise _bad(name, text, "a day such as 2021-03-15", "en dag, t.ex. 2021-03-15") from None


def _day_of(name: str) -> date | None:
    found = _SAVED.search(name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _newest(found: Sequence[Value]) -> tuple[dict[tuple[str, str, int], Value], list[Fault]]:
    """Keep the value that was saved last, as values are revised; two of one day that differ are a fault."""
    chosen, faults = dict[tuple[str, str, int], Value](), list[Fault]()
    for one in found:
        key = (one.kpi, one.municipality, one.year)
        other = chosen.setdefault(key, one)
        if other.saved and one.saved and other.saved != one.saved:
            chosen[key] = max(other, one, key=lambda value: value.saved or date.min)
        elif other.value != one.value:
            seen = f"{' '.join(map(str, key))} = {one.value} ({other.file}: {other.value})"
            texts = ("one value, or the day of saving in both names", "ett värde, eller hämtningsdagen i båda namnen")
            faults.append(_bad("values", seen, *texts).fault(one.file))
    return chosen, faults
