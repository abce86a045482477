"""Which columns of a table name its rows: words before codes, what differs before what repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.vocabulary.column_kinds import Column
from analysis.vocabulary.labels import is_total
from analysis.vocabulary.numerals import clean, is_number

_TWO = 2  # columns that name rows: a group and what stands in it
_CODE = re.compile(r"[^\W\d_]{0,3}\d[\w.:/*-]*")


def is_code(text: str) -> bool:
    """Tell a code of digits, also one that begins with a zero, from words.

    Examples
    --------
    >>> is_code("0599"), is_code("P8014"), is_code("Stab"), is_code("Vård 2")
    (True, True, False, False)
    """
    return is_number(text) or _CODE.fullmatch(text) is not None


def label_places(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Find the columns that name the rows: one where that is enough, more where only they together differ.

    Parameters
    ----------
    columns
        All columns of the table.
    rows
        The cells of its rows.

    Examples
    --------
    >>> head = [Column("Kod", "text"), Column("Enhet", "text"), Column("Utfall", "tal", "utfall")]
    >>> label_places(head, [["0599", "Stab", "-5"], ["0599", "HVB", "-6"]])
    (1,)
    """
    near = _near(columns)
    named = [at for at in near if columns[at].kind == "etikett" and columns[at].name]
    with_numbers = [row for row in rows if any(_text(row, at) for at, one in enumerate(columns) if one.kind == "tal")]
    texts = {at: [_text(row, at) for row in with_numbers or rows] for at in near}
    words = [at for at in near if are_words(texts[at])]
    if len(words) < 2:  # noqa: PLR2004  (one is enough)
        return (*words, *named[-1:], *near[:1], 0)[:1]
    varying = [at for at in words if len({text for text in texts[at] if text}) > 1] or words
    unique = [at for at in varying if _tell_apart([texts[at]])]
    last = [at for at in named if at in varying][-1:]
    if unique:
        return tuple(last if set(last) & set(unique) else unique[:1])
    coded = [at for at in near if at in varying or len(set(texts[at])) > 1]
    tried = [*(varying[:count] for count in range(2, len(varying) + 1)), coded]
    whole = dict(zip(near, _filled([texts[at] for at in near]), strict=True))
    together = next((places for places in tried if _tell_apart([whole[at] for at in places])), last or varying)
    return tuple(together)


def _filled(columns: Sequence[Sequence[str]]) -> list[list[str]]:
    """Fill a name that is printed once for several rows into those below it, up to the next name left of it."""
    found: list[list[str]] = [[] for _ in columns]
    for row in zip(*columns, strict=True):
        has_new = False
        for at, text in enumerate(row):
            above = found[at][-1] if found[at] and not has_new and any(row[at + 1 :]) else ""
            found[at].append(text or above)
            has_new = has_new or bool(text)
    return found


def groups_of(places: Sequence[int], rows: Sequence[Sequence[str]]) -> list[str] | None:
    """Name the group of each row where its name stands in the middle of its rows; None where none can.

    Parameters
    ----------
    places
        The columns that name the rows, from left to right.
    rows
        The cells of the rows.

    Examples
    --------
    >>> groups_of((0, 1), [["", "Intäkt"], ["Stab", "Kostnad"], ["", "Intäkt"], ["HVB", "Kostnad"]])
    ['Stab', 'Stab', 'HVB', 'HVB']
    >>> groups_of((0, 1), [["", "Intäkt"], ["Stab", "Kostnad"], ["HVB", "Intäkt"]])
    """
    outer, inner = places
    own = [_text(row, inner) for row in rows]
    size = next((at for at in range(1, len(own)) if own[at] == own[0]), len(own))
    found = list[str]()
    for at in range(0, len(own), size):
        names = [text for row in rows[at : at + size] if (text := _text(row, outer))]
        if len(names) != 1 or own[at : at + size] != own[:size]:
            return None
        found += names * size
    return found


def row_labels(columns: Sequence[Column], rows: Sequence[Sequence[str]], places: Sequence[int]) -> list[str]:
    """Return the label of each row as printed; where its own cell is empty, the first words left of the numbers.

    Where several columns make the label, a name that is printed once for several rows is a part of each.
    """
    if len(places) == _TWO and is_open_group(places, rows):
        groups = groups_of(places, rows) or [""] * len(rows)
        return [
            ", ".join(filter(None, [group, _text(row, places[1])])) for group, row in zip(groups, rows, strict=True)
        ]
    found, above = list[str](), dict[int, str]()
    for row in rows:
        own = {at: text for at in places if (text := _text(row, at))}
        is_sum = any(is_total(text) for text in own.values())
        if own and not is_sum and places[-1] in own:
            own = {at: own.get(at) or above.get(at, "") for at in places}
        above = {**above, **own} if not is_sum or places[-1] in own else {}
        parts = [row[at].strip() if _text(row, at) else text for at, text in own.items() if text]
        spare = [row[at].strip() for at in _near(columns) if _text(row, at)]
        named = [text for text in spare if not is_code(clean(text))] or spare
        found.append(", ".join(parts) if parts else next(iter(named), ""))
    return found


def is_open_group(places: Sequence[int], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row has a name of its own and none of a group, though others have."""
    outer, inner = places[0], places[-1]
    return bool(rows) and len(places) == _TWO and not _text(rows[0], outer) and bool(_text(rows[0], inner))


def _near(columns: Sequence[Column]) -> list[int]:
    """List the columns of words and codes before the first numbers; those behind them where none stands before."""
    numbers = [at for at, column in enumerate(columns) if column.kind == "tal"]
    others = [at for at, column in enumerate(columns) if column.kind != "tal"]
    return [at for at in others if at < min(numbers, default=0)] or others


def _text(row: Sequence[str], at: int) -> str:
    return clean(row[at]) if at < len(row) else ""


def are_words(texts: Sequence[str]) -> bool:
    """Tell a column of words from one of codes, by what most of its cells are; totals stand among codes too.

    Examples
    --------
    >>> are_words(["Stab", "HVB", "0599"]), are_words(["0599", "0600", "Summa"])
    (True, False)
    """
    own = [text for text in texts if text and not is_total(text)]
    return sum(not is_code(text) for text in own) * 2 > len(own)


def _tell_apart(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether no two rows have the same texts; totals have a name in common."""
    rows = [row for row in zip(*columns, strict=True) if not any(map(is_total, row))]
    return all(any(row) for row in rows) and len(set(rows)) == len(rows)
