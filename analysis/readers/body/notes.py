"""A column of numbers of notes beside the labels of a table: which figures are such numbers, and which are amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from analysis.readers.body.identities import Identity, test
from analysis.readers.body.labels import TAKES_NUMBER
from analysis.readers.body.lattice import Cut
from analysis.readers.body.stacking import Word
from analysis.readers.body.zones import Piece, Zone
from analysis.vocabulary.heads import is_note_word

_BEFORE = re.compile(r"(?:^|\s)not\.?$", re.IGNORECASE)  # the word before each number, not in the head
_LIST = re.compile(r"(?:^|\s)((?:\d{1,2}, ?)+)$")  # all numbers of a row but the last
_NUMBER = re.compile(r"\d{1,2}")
_FEWEST = 3  # numbers that are known to be those of notes
_JOINED = re.compile(r"\d{1,2},\d{1,2}")


def note_name(words: Iterable[Word]) -> str:
    """Find the name of the column of notes among the words of a head; empty where there is none.

    Examples
    --------
    >>> note_name([Word("Not", 0), Word("Utfall", 0)])
    'Not'
    """
    return next((word.text for word in words if is_note_word(word.text)), "")


def without_notes(zones: Sequence[Zone], *, is_named: bool) -> list[Zone]:
    """Take the numbers of notes from the first figures of rows; each zone that loses one keeps how it stood.

    Parameters
    ----------
    zones
        The rows as printed.
    is_named
        Whether the head names a column of notes: then a small whole number may be one though no word says so.
    """
    if not is_named and not any(_BEFORE.search(zone.own) for zone in zones):
        return list(zones)
    taken, carried, is_own_line = list[Zone](), list[Piece](), is_named and _stand_alone(zones)
    for zone in zones:
        above, carried = [*carried, *zone.above], []
        if is_named and not zone.own and zone.above and len(zone.atoms) == 1 and _NUMBER.fullmatch(zone.atoms[0].text):
            carried = above  # the note of a heading
            continue
        is_one = is_own_line and len(zone.atoms) > 1 and zone.atoms[1].gap >= 0
        whole = replace(zone, above=above)
        taken.append(whole if is_one else _without_note(whole, is_named=is_named))
    return taken


def _stand_alone(zones: Sequence[Zone]) -> bool:
    """Tell whether most short first numbers stand on lines of their own, so that others are a part of their amount."""
    short = [zone for zone in zones if len(zone.atoms) > 1 and _NUMBER.fullmatch(zone.atoms[0].text)]
    return sum(zone.atoms[1].gap < 0 for zone in short) * 2 > len(short)


def _without_note(zone: Zone, *, is_named: bool) -> Zone:
    may_shed = is_named and len(zone.atoms) > 1
    if may_shed and TAKES_NUMBER.search(zone.own) and all(_NUMBER.fullmatch(atom.text) for atom in zone.atoms[:2]):
        own = f"{zone.own} {zone.atoms[0].text}"
        zone = replace(zone, own=own, atoms=zone.atoms[1:])  # its number, and the note behind it
    first = zone.atoms[0].text
    if len(zone.atoms) == 1:
        return zone
    own, note = zone.own, ""
    if _BEFORE.search(own) and _NUMBER.fullmatch(first):
        own, note = _BEFORE.sub("", own), first
    elif is_named and (listed := _LIST.search(own)) and _NUMBER.fullmatch(first):
        own, note = own[: listed.start()], f"{listed[1].strip()} {first}"
    elif is_named and (_NUMBER.fullmatch(first) or (_JOINED.fullmatch(first) and _has_no_decimals(zone))):
        note = first
    if not note:
        return zone
    rest = [zone.atoms[1]._replace(gap=max(zone.atoms[1].gap, 0)), *zone.atoms[2:]]
    return replace(zone, own=own.strip(), atoms=rest, lead=0, note=note, whole=zone)


def _has_no_decimals(zone: Zone) -> bool:
    return not any("," in atom.text for atom in zone.atoms[1:])


class Settled(NamedTuple):
    """Whether the first number of a row is taken for that of a note, and whether that is open."""

    is_note: bool
    is_open: bool = False


def settle_notes(
    zones: Sequence[Zone], cuts: Sequence[list[Cut]], whole: Sequence[list[Cut]], identities: Sequence[Identity]
) -> list[Settled]:
    """Tell for each row whether its first number is that of a note.

    Parameters
    ----------
    zones
        The rows without what may be numbers of notes.
    cuts
        Their readings.
    whole
        The readings of the rows as printed; none where nothing was taken.
    identities
        What the columns are of each other.
    """
    said: list[bool | None] = []
    forced, unread = list[bool](), list[bool]()
    for zone, own, other in zip(zones, cuts, whole, strict=True):
        is_said = zone.whole is None or zone.whole.own != zone.own  # the word stands there, or a list of numbers
        plain = [cut for cut in own if not cut.shed and not cut.dropped]
        others = [cut for cut in other if not cut.shed and not cut.dropped]
        is_sure = is_said or (plain and not others)
        said.append(True if is_sure else _held(plain, others, identities))
        forced.append(not plain)
        takes_number = zone.whole is not None and TAKES_NUMBER.search(zone.own) is not None
        unread.append(not is_said and (takes_number or not (plain or others)))
    settled = _in_order(zones, said, forced)
    return [one._replace(is_open=one.is_open or lost) for one, lost in zip(settled, unread, strict=True)]


def _held(own: Sequence[Cut], others: Sequence[Cut], identities: Sequence[Identity]) -> bool | None:
    """Ask what the columns are of each other; the first must be among them."""
    first = [one for one in identities if 0 in one.places]
    with_note = any(test(cut.cells, one) is True for cut in own for one in first)
    without = any(test(cut.cells, one) is True for cut in others for one in first)
    return None if with_note == without else with_note


def _in_order(zones: Sequence[Zone], said: Sequence[bool | None], forced: Sequence[bool]) -> list[Settled]:
    """Ask the numbers of the notes above and below, where those that are known go up."""
    known = [(at, _first(zone)) for at, zone in enumerate(zones) if zone.note and said[at]]
    open_ones = [_first(zone) for at, zone in enumerate(zones) if said[at] is None and not forced[at]]
    numbers = sorted([*(number for _, number in known), *open_ones])
    is_whole = len(known) >= _FEWEST and numbers == list(range(1, len(numbers) + 1))  # each once, none missing
    goes_up = len(known) >= _FEWEST and all(one[1] < other[1] for one, other in pairwise(known))
    settled = list[Settled]()
    for at, (zone, one, must) in enumerate(zip(zones, said, forced, strict=True)):
        if one is not None:
            settled.append(Settled(one))
            continue
        above = max((number for place, number in known if place < at), default=0)
        below = min((number for place, number in known if place > at), default=above + 2)
        fits = above < _first(zone) < below
        if must:  # a cell is missing, or there is no note
            settled.append(Settled(is_note=False, is_open=fits or not goes_up))
        elif is_whole or (goes_up and fits and _first(zone) == above + 1):
            settled.append(Settled(is_note=True))
        else:
            settled.append(Settled(is_note=fits or not goes_up, is_open=fits or not goes_up))
    return settled


def _first(zone: Zone) -> int:
    return int(re.split(r"\D+", zone.note)[0])
