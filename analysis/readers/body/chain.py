"""Zones to blocks: what stands together as one table, and where another begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.readers.body.labels import is_prose
from analysis.readers.body.zones import Piece, Zone
from analysis.vocabulary.columns import unglued
from analysis.vocabulary.heads import ends_open, is_after, is_known, is_label_head, is_note_word, roles_in
from analysis.vocabulary.numerals import UNITS
from analysis.vocabulary.owners import OWNER_WORD
from analysis.vocabulary.titles import find_unit, names_table

_LONGEST_PIECE = 90  # letters of a line that may be a label
_MOST_PIECES = 9  # lines between two rows
_FEWEST_ROLES = 2  # words of a head
_YEAR = re.compile(r"(?:199\d|20[0-3]\d)")
_SHORT_YEAR = re.compile(r"[-’'´][123]\d")
_PAGE = re.compile(r"\s*(?:sida|sid\.?)?\s*\d{1,3}\s*(?:\(\d+\)|av \d+|/\s*\d+)?\s*", re.IGNORECASE)
_PART = re.compile(r"intäkt(?:er)?|kostnad(?:er)?|(?:brutto|netto)(?:kostnad(?:er)?)?|resultat", re.IGNORECASE)
_FEWEST_LETTERS = 3  # of a word that names a row


@dataclass(slots=True)
class Block:
    """Rows that stand together, the lines above them and those behind them."""

    zones: list[Zone]
    tail: list[Piece]
    since: int
    repeated: list[int] = field(default_factory=list)


def without_heads(zones: Sequence[Zone], tail: Sequence[Piece]) -> tuple[list[Zone], list[Piece]]:
    """Take years and numbers that stand in a head, and page numbers, for words."""
    kept, carried = list[Zone](), list[Piece]()
    for at, zone in enumerate(zones):
        zone.above = [*carried, *(piece for piece in zone.above if not _PAGE.fullmatch(piece.text))]
        carried = []
        figures = [atom for atom in zone.atoms if not atom.is_sign]
        texts = [atom.text for atom in zone.atoms if atom.text.lower() not in UNITS]
        are_years = all(map(_YEAR.fullmatch, texts)) or _ends_head(zone)
        following = zones[at + 1 : at + 2]
        is_beside = len(zone.atoms) > 1 and _is_before_role(zone, following)
        if are_years and (_heads(zone.own) or is_beside or _is_below_roles(zone) or _is_above_roles(following)):
            carried = [*zone.above, Piece(zone.line, f"{zone.own} {zone.printed}".strip(), after_blank=False)]
        elif len(figures) == 1 and not zone.own and not zone.above and kept and _PAGE.fullmatch(figures[0].text):
            carried = []
        else:
            kept.append(zone)
    return kept, [*carried, *tail]


def _is_below_roles(zone: Zone) -> bool:
    """Tell whether a line of years, with the name of the label column before them, stands below names of columns."""
    roles = sum(len(roles_in(piece.text)) for piece in zone.above)
    return len(zone.atoms) > 1 and len(zone.own.split()) <= _FEWEST_ROLES and roles >= _FEWEST_ROLES


def _ends_head(zone: Zone) -> bool:
    """Tell whether a line of names ends with the last two digits of a year, behind a dash."""
    return len(zone.atoms) == 1 and bool(_SHORT_YEAR.fullmatch(zone.atoms[0].text)) and names_columns(zone.own)


def _is_before_role(zone: Zone, following: Sequence[Zone]) -> bool:
    """Tell whether the words behind years, on their line, name one column more."""
    behind = [piece.text for one in following for piece in one.above if piece.line == zone.line]
    return any(map(roles_in, behind))


def _is_above_roles(following: Sequence[Zone]) -> bool:
    """Tell whether the words down to the next figures name columns."""
    texts = [[*(piece.text for piece in zone.above), zone.own] for zone in following]
    return any(sum(len(roles_in(text)) for text in own) >= _FEWEST_ROLES for own in texts)


def _heads(words: str) -> bool:
    """Tell whether words before a year belong to the head of a table."""
    if roles_in(words) or not words.strip():
        return True
    known = (is_after, is_label_head, ends_open, is_note_word, OWNER_WORD.fullmatch)
    return all(len(word) < _FEWEST_LETTERS or any(one(word) for one in known) for word in words.split())


def chain_zones(zones: Sequence[Zone], tail: Sequence[Piece], first: int) -> Iterator[Block]:
    """Chain zones while the words between them look like labels.

    Parameters
    ----------
    zones
        The zones of a stretch of lines.
    tail
        The words behind the last of them.
    first
        The first line of the stretch, counted from 0.
    """
    block = Block([], [], first)
    for zone in zones:
        is_row = not is_prose(zone.own)
        if block.zones and not (is_row and _joins(zone, block)):
            yield block
            block = Block([], [], block.zones[-1].last + 1)
        if not is_row:
            block = Block([], [], zone.last + 1)
            continue
        if not block.zones:
            prose = [piece.line for piece in zone.above if _is_apart(piece.text)]
            block.since = max(block.since, prose[-1] + 1 if prose else 0)
        block.zones.append(zone)
    if block.zones:
        block.tail = list(tail)
        yield block


def _joins(zone: Zone, block: Block) -> bool:
    """Tell whether a zone belongs to the block before it; where it does not, the lines between end the block."""
    place = _break(zone.above)
    if place is None:
        return True
    again = _repeated_head(zone.above, block)
    if again is None:
        block.tail = zone.above[:place]
        return False
    first, below = again
    block.repeated.append(zone.above[first].line)
    own = {_bare(piece) for piece in block.zones[0].above}
    lower = [piece for piece in zone.above[:first] if piece.text.lstrip()[:1].islower() and _bare(piece) not in own]
    zone.above = [*lower, *zone.above[below:]]
    return True


def _is_apart(text: str) -> bool:
    bare = " ".join(text.split())
    is_long = len(bare) > _LONGEST_PIECE or is_prose(bare)
    return text.startswith("#") or (is_long and not names_columns(bare))


def names_columns(text: str) -> bool:
    """Tell the head of a table from prose: it names two columns or more, and each of its words is known in heads.

    Examples
    --------
    >>> names_columns("Belopp kr Utfall Budget Avvik."), names_columns("Budget för utfall saknas.")
    (True, False)
    """
    words = unglued(text).split()
    return len(roles_in(text)) >= _FEWEST_ROLES and all(is_known(word) or is_label_head(word) for word in words)


def _names_parts(text: str) -> bool:
    """Tell the head of a table with incomes, costs and their difference in columns: nothing but two such words."""
    words = [word for word in text.split() if not (is_label_head(word) or is_after(word) or is_note_word(word))]
    return len(words) >= _FEWEST_ROLES and all(map(_PART.fullmatch, words))


def _names_years(text: str) -> bool:
    """Tell the head of a table with a year a column: two years or more, and nothing but the name of the labels."""
    years = _YEAR.findall(text)
    return len(years) >= _FEWEST_ROLES and _heads(_YEAR.sub(" ", text))


def _break(above: Sequence[Piece]) -> int | None:
    """Return after how many of the lines between two rows a new table begins; None where the table goes on."""
    for at, piece in enumerate(above):
        if (
            _is_apart(piece.text)
            or _names_parts(piece.text)
            or _names_years(piece.text)
            or (at < len(above) - 1 and find_unit(piece.text, piece.text))
        ):
            return at
    title = next((at for at, piece in enumerate(above) if names_table(piece.text) and not roles_in(piece.text)), None)
    if title is not None and any(roles_in(piece.text) for piece in above[title + 1 :]):
        return title
    if len(above) > _MOST_PIECES or sum(len(roles_in(piece.text)) for piece in above) >= _FEWEST_ROLES:
        return 0
    return None


def _repeated_head(above: Sequence[Piece], block: Block) -> tuple[int, int] | None:
    """Find where between two rows the head of the table stands once more, with page numbers and the like before it.

    Returns
    -------
    tuple[int, int] | None
        The first of its lines and the one below it; None where another table begins.
    """
    lines = [_bare(piece) for piece in block.zones[0].above]
    heads = [at for at, line in enumerate(lines) if roles_in(line) or all(map(is_after, line.split()))]
    core = [line.split() for line in (lines[heads[0] : heads[-1] + 1] if heads else [])]
    if any(_is_apart(piece.text) for piece in above):
        return None
    words = [(word, at) for at, piece in enumerate(above) for word in piece.text.split()]
    while core:
        wanted = [word for line in core for word in line]
        for first in range(len(words) - len(wanted), -1, -1):
            own = words[first : first + len(wanted)]
            if [word for word, _ in own] == wanted:
                top, below = own[0][1], own[-1][1] + 1
                others = [piece.text for piece in (*above[:top], *above[below:])]
                beside = [*words[:first], *words[first + len(wanted) :]]  # more names on the same lines
                others += [word for word, at in beside if top <= at < below]
                is_other = any(names_table(piece.text) and _bare(piece) not in lines for piece in above[:top])
                return None if is_other or any(map(roles_in, others)) else (top, below)
        core = core[1:]  # the title of the table is not repeated
    return None


def _bare(piece: Piece) -> str:
    return " ".join(piece.text.split())
