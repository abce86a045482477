"""The rows of a head to columns: the lowest cell says what a column is, the levels above give its year and group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.vocabulary.column_kinds import GROUP, Column, is_month, is_period, is_whole_year_column, number_column
from analysis.vocabulary.columns import cell_column, join_wrapped, names_role
from analysis.vocabulary.heads import goes_on
from analysis.vocabulary.numerals import MONEY_UNITS, clean
from analysis.vocabulary.periods import one_month

_UNIT_OR_NOTHING = re.compile(rf"(?:\(?(?:belopp i )?(?:{'|'.join(MONEY_UNITS)})\)?)?", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ACCOUNTED = re.compile(r"redovis(?:at|ning)", re.IGNORECASE)
_GROUP = re.compile(rf"\b(?:{GROUP})\b", re.IGNORECASE)
_BEFORE = re.compile(r"\bfg\b|\bföreg", re.IGNORECASE)  # of the year before
_APART = re.compile(r"(?:period|ackumulerat|helår) (?:ack|perioden)", re.IGNORECASE)  # a group, then a name
_NAMED = {"utfall", "budget", "prognos", "okänd"}  # roles that two columns of one name cannot share


class Fragment(NamedTuple):
    """A text of a head and the columns that it stands over."""

    text: str
    first: int
    last: int

    @property
    def size(self) -> int:
        """How many columns it stands over."""
        return self.last - self.first + 1

    @property
    def is_group(self) -> bool:
        """Whether it stands over several columns."""
        return self.last > self.first


class Head(NamedTuple):
    """The columns of a head, and why they cannot be told apart, in Swedish; empty where they can."""

    columns: list[Column]
    doubt: str


def is_unit(text: str) -> bool:
    """Tell a unit of money, or nothing at all.

    Examples
    --------
    >>> is_unit("Belopp i tkr"), is_unit(""), is_unit("Stab")
    (True, True, False)
    """
    return _UNIT_OR_NOTHING.fullmatch(text) is not None


def unit_in(text: str) -> str:
    """Return the unit of money that a text ends with; empty where it names none.

    Examples
    --------
    >>> unit_in("Belopp i tkr"), unit_in("(mnkr)"), unit_in("")
    ('tkr', 'mnkr', '')
    """
    return text.strip("()").split(" ")[-1]


def read_head(rows: Sequence[Sequence[str]], spans: Sequence[Mapping[int, int]]) -> Head:
    """Read the rows of a head column by column.

    Parameters
    ----------
    rows
        The cells of its rows, top down.
    spans
        For each row, how many columns its merged cells cover; empty where the file does not say.

    Examples
    --------
    >>> head = read_head([["", "Ack", "", "Helår"], ["Post", "Utfall", "Budget", "Prognos"]], [{1: 2}, {}])
    >>> [(column.name, column.role) for column in head.columns]
    [('Post', ''), ('Ack Utfall', 'utfall'), ('Ack Budget', 'budget'), ('Helår Prognos', 'prognos')]
    """
    width = max(map(len, rows), default=0)
    texts = [[clean(row[at]) if at < len(row) else "" for at in range(width)] for row in rows]
    levels: list[list[Fragment]] = [[] for _ in range(width)]
    guessed = list[Fragment]()
    for level, (row, known) in enumerate(zip(texts, spans, strict=True)):
        unit = unit_in(row[0]) if level and is_unit(row[0]) else ""  # of the numbers, not of the labels
        fragments = _fragments(texts, level, known)
        guessed += [] if known else [one for one in fragments if one.is_group]
        for one in fragments:
            for at in range(one.first, min(one.last + 1, width)):
                if at or not unit:
                    levels[at].append(one._replace(text=f"{one.text} {unit}".strip()))
    columns = [_column(fragments) for fragments in levels]
    columns = [Column("", "text") if _is_of_group(levels, at, texts[-1]) else one for at, one in enumerate(columns)]
    numbers = columns[1:]
    open_year = "" if _are_blocks(texts, guessed) else _open_year(columns, guessed)
    doubts = (
        open_year,
        _open_spread(texts, guessed),
        _open_before(columns, guessed),
        _open_role(numbers),
        _open_group(numbers),
        _broken(numbers),
    )
    return Head(columns, _same_names(columns) or next(filter(None, doubts), ""))


def _fragments(texts: Sequence[Sequence[str]], level: int, known: Mapping[int, int]) -> list[Fragment]:
    """Find the texts of a row of a head and what each stands over: as merged, else as the empty cells beside it."""
    row, lower = texts[level], texts[level + 1 :]
    places = [at for at, text in enumerate(row) if text]
    if known:
        return _as_merged([Fragment(row[at], at, at + known.get(at, 1) - 1) for at in places], lower)
    below = {at for at in range(len(row)) if any(other[at] for other in lower)}
    found = list[Fragment]()
    for at, end in pairwise([*places, len(row)]):
        last = at
        while last + 1 < end and last + 1 in below:
            last += 1
        found.append(Fragment(row[at], at, last))
    return _in_blocks(found, lower, below)


def _as_merged(found: list[Fragment], lower: Sequence[Sequence[str]]) -> list[Fragment]:
    """Let a name that nobody merged cover the empty cells beside it where the columns below are as those of another."""
    shapes = {_shape(lower, range(one.first, one.last + 1)) for one in found if one.is_group}
    ends = [*(one.first for one in found[1:]), max(map(len, lower), default=0)]
    return [
        one if one.is_group or _shape(lower, range(one.first, end)) not in shapes else one._replace(last=end - 1)
        for one, end in zip(found, ends, strict=True)
    ]


def _shape(lower: Sequence[Sequence[str]], places: Sequence[int]) -> tuple[str, ...]:
    """Say what the columns of a block hold: their roles, a forecast like an outcome, or else their names."""
    names = [" ".join(row[at] for row in lower if at < len(row) and row[at]) for at in places]
    roles = [cell_column(name).role or name.lower() for name in names]
    return tuple(roles if "utfall" in roles else (role.replace("prognos", "utfall") for role in roles))


def _in_blocks(found: list[Fragment], lower: Sequence[Sequence[str]], below: set[int]) -> list[Fragment]:
    """Let each name of a group cover its own block where the columns below repeat, wherever in it the name stands."""
    over = [one for one in found if one.first and one.first in below]
    columns = sorted(at for at in below if at)
    if not over or len(columns) % len(over) or len(columns) == len(over):
        return found
    size = len(columns) // len(over)
    blocks = [columns[at : at + size] for at in range(0, len(columns), size)]
    shapes = [sorted(_shape(lower, block)) for block in blocks]
    is_repeated = len(blocks) > 1 and all(one == shapes[0] for one in shapes) and len({*shapes[0]}) == size
    if not is_repeated or not all(one.first in block for one, block in zip(over, blocks, strict=True)):
        return found
    moved = {one.first: Fragment(one.text, block[0], block[-1]) for one, block in zip(over, blocks, strict=True)}
    return [moved.get(one.first, one) for one in found]


def _are_blocks(texts: Sequence[Sequence[str]], groups: Sequence[Fragment]) -> bool:
    """Tell whether names of groups stand over blocks of the same columns each, side by side, and over all of them."""
    if len(groups) < 2 or len({one.size for one in groups}) > 1:  # noqa: PLR2004  (a block beside another)
        return False
    level = next(at for at, row in enumerate(texts) if groups[0].text in row)
    named = {at for row in texts[level + 1 :] for at, text in enumerate(row) if text and at}
    covered = [at for one in groups for at in range(one.first, one.last + 1)]
    blocks = [
        [[row[at].lower() for row in texts[level + 1 :]] for at in range(one.first, one.last + 1)] for one in groups
    ]
    return sorted(named) == covered and all(block == blocks[0] for block in blocks)


def _column(levels: Sequence[Fragment]) -> Column:
    """Say what a column is: the lowest cell decides the role, what stands over several columns is a group's name."""
    plain = cell_column(" ".join(one.text for one in levels))
    groups = [one for at, one in enumerate(levels) if one.is_group and not _joins(levels, at)]
    own = join_wrapped([one.text for one in levels if one not in groups], marks_wraps=False)
    base = cell_column(own)
    if base.kind != "tal" or not base.role or _is_only_when(base):
        return plain if plain.kind == "tal" or groups else _lowest(levels) or plain
    return _grouped(base, [one.text for one in groups]) if groups else base


def _joins(levels: Sequence[Fragment], at: int) -> bool:
    """Tell whether a text over several columns goes on in the cells below it: deviation from – budget, forecast."""
    below = [one.text for one in levels[at + 1 :] if not one.is_group]
    text = levels[at].text
    is_deviation = cell_column(text).role in {"avvikelse", "förändring"}
    return goes_on(text) or (is_deviation and not any(map(_is_deviation, below)))


def _is_deviation(text: str) -> bool:
    return cell_column(text).role in {"avvikelse", "förändring"}


def _is_only_when(column: Column) -> bool:
    """Tell a column that is named by its year or month alone: what it holds, a level above may say."""
    return not names_role(column.name) and not re.search(r"utgift|investering", column.name, re.IGNORECASE)


def _grouped(base: Column, groups: Sequence[str]) -> Column:
    """Name a column with its group; its own year goes before that of the group."""
    is_before = _BEFORE.search(base.name) is not None  # of no year that a group names
    kept = [
        text for text in groups if not _years(text) or (not is_before and _years(text) <= {base.year or _year(text)})
    ]
    years = [year for text in reversed(kept) for year in sorted(_years(text))]
    joint = " – " if any(map(names_role, kept)) else " "
    name = joint.join(filter(None, [" ".join(kept), base.name]))
    return number_column(name, base.role)._replace(year=base.year or next(iter(years), None))


def _year(text: str) -> int | None:
    return next(iter(_years(text)), None)


def _years(text: str) -> set[int]:
    return {int(year) for year in _YEAR.findall(text)}


def _lowest(levels: Sequence[Fragment]) -> Column | None:
    """Take the lowest cell alone where the words above it are not known, and neither name a role nor go on in it."""
    lowest = levels[-1].text if levels else ""
    above = " ".join(one.text for one in levels[:-1])
    column = cell_column(lowest)
    if not above or not names_role(lowest) or column.kind != "tal" or names_role(above) or goes_on(above):
        return None
    return _grouped(column, [above])


def _open_year(columns: Sequence[Column], groups: Sequence[Fragment]) -> str:
    """Say of a year that stands beside columns without one, not merged over its own, that it may be theirs too."""
    if len(groups) > 1 and groups[-1].size > groups[-2].size and _years(groups[-1].text):
        last = columns[groups[-1].last] if groups[-1].last < len(columns) else None
        has_own = last is not None and bool(_years(last.name) - _years(groups[-1].text))
        if last and not has_own and not _BEFORE.search(last.name):
            return f"det går inte att avgöra om ”{groups[-1].text}” gäller ”{last.name}” också; talen står kvar"
    for one in groups:
        before = [column for column in columns[: one.first] if column.kind == "tal" and column.role in _NAMED]
        if _years(one.text) and any(column.year is None for column in before):
            return f"det går inte att avgöra vilka kolumner ”{one.text}” gäller; talen står kvar"
    return ""


def _is_of_group(levels: Sequence[Sequence[Fragment]], at: int, lowest: Sequence[str]) -> bool:
    """Tell a column that has only the name of its group, though the others of the group have names of their own."""
    own = levels[at]
    if not own or lowest[at] or not all(one.is_group for one in own):
        return False
    return any(lowest[place] for one in own for place in range(one.first, min(one.last + 1, len(lowest))))


def _open_spread(texts: Sequence[Sequence[str]], groups: Sequence[Fragment]) -> str:
    """Say of a name that no merged cells spread that columns beside its own, of another role or group, may be none."""
    for one in groups:
        below = [
            " ".join(row[at] for row in texts if at != one.first or row[at] != one.text) for at in range(len(texts[0]))
        ]
        roles = {at: _role_of(below[at]) for at in range(one.first, min(one.last + 1, len(below)))}
        first, own = roles.pop(one.first, ""), _role_of(one.text)
        others = {role for role in roles.values() if role} - {own}
        is_joined = own == "avvikelse" and bool(first) and "utfall" not in others  # from the budget, from the forecast
        who = {found.lower() for at in roles for found in _GROUP.findall(below[at])}
        whose = {found.lower() for found in _GROUP.findall(one.text)}
        if (own and others and not is_joined) or (whose and who - whose):
            return f"det går inte att avgöra vilka kolumner ”{one.text}” gäller; talen står kvar"
    return ""


def _open_before(columns: Sequence[Column], groups: Sequence[Fragment]) -> str:
    """Say of the first name that no merged cells spread that a column before it, as one of its own, may be its too."""
    for one in groups[:1]:
        before = [column for column in columns[: one.first] if column.kind == "tal" and not _is_dated(column)]
        own = {column.role for column in columns[one.first : one.last + 1]}
        if any(column.role in own & _NAMED for column in before):
            return f"det går inte att avgöra vilka kolumner ”{one.text}” gäller; talen står kvar"
    return ""


def _is_dated(column: Column) -> bool:
    return column.year is not None or bool(column.period) or is_period(column) or is_whole_year_column(column)


def _role_of(text: str) -> str:
    return cell_column(text).role if names_role(text) or _ACCOUNTED.search(text) else ""


def _open_role(columns: Sequence[Column]) -> str:
    """Say of a role that some of the years have and others have not that it may be theirs too."""
    numbers = [column for column in columns if column.kind == "tal"]
    named = [column for column in numbers if not column.name.isdigit()]
    years = {column.year for column in numbers}
    is_row_of_years = None not in years and len(years) == len(numbers) > len(named) > 0
    if is_row_of_years and len({column.role for column in named}) == 1:
        return f"det går inte att avgöra vilka år ”{named[0].name}” gäller; talen står kvar"
    return ""


def _open_group(columns: Sequence[Column]) -> str:
    """Say of a year in front of one column's own words that it may head the columns beside it too."""
    numbers = [column for column in columns if column.kind == "tal"]
    apart = [column for column in numbers if _APART.match(column.name)]
    if len(apart) == 1 and sum(is_period(column) for column in numbers) > 1:
        return f"det går inte att avgöra vilka kolumner ”{apart[0].name.split()[0]}” gäller; talen står kvar"
    ahead = [column for column in numbers if _YEAR.match(column.name) and names_role(column.name)]
    if len(ahead) == 1 and any(column.year is None and column.role in _NAMED for column in numbers):
        return f"det går inte att avgöra vilka kolumner ”{ahead[0].year}” gäller; talen står kvar"
    return ""


def _broken(columns: Sequence[Column]) -> str:
    """Say of a name that begins with a small letter among others that it may have been broken off."""
    names = [column.name for column in columns if column.kind == "tal" and not is_month(column)]
    lower = [name for name in names if name[:1].islower() and not one_month(name.split()[0])]
    if lower and any(name[:1].isupper() for name in names):
        return f"kolumnnamnet ”{lower[0]}” kan vara slutet på ett annat; talen står kvar"
    return ""


def _same_names(columns: Sequence[Column]) -> str:
    """Say which columns have the same name, role, year and period, so that nothing tells them apart."""
    seen = dict[tuple[object, ...], int]()
    for at, column in enumerate(columns):
        if column.kind != "tal" or column.role not in _NAMED:
            continue
        key = (column.role, column.year, *sorted(_words(column)))
        if key in seen:
            both = f"kolumnerna {seen[key] + 1} och {at + 1} heter båda ”{column.name}”"
            return f"{both} och kan inte skiljas åt; talen står kvar"
        seen[key] = at
    return ""


def _words(column: Column) -> Iterator[str]:
    yield from (word.strip("().,:–").lower() for word in column.name.split() if word != "–")
