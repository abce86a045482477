"""The words between two rows: the end of the label above, headings, and the beginning of the label below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.readers.body.zones import Piece, Zone
from analysis.vocabulary.columns import join_wrapped
from analysis.vocabulary.labels import is_part, is_total
from analysis.vocabulary.numerals import clean

TAKES_NUMBER = re.compile(  # what a number behind it belongs to
    r"(?:\b(?:enhet|avdelning|projekt|fordon|område|team|grupp|etapp|del|kv\.?|kvarter|åk|över|under|minst|"
    r"hus|rum|plan|väg|linje|buss|zon|fas|lss|sol|kap\.?|nr)|§)$",
    re.IGNORECASE,
)
LOOSE = "etiketten hör inte säkert till talen"
_GOES_ON = re.compile(
    r"(?:[,/(–-]|\b(?:och|eller|samt|av|för|per|i|på|till|inkl|exkl|som|med|mot|varav|därav))$", re.IGNORECASE
)
_JOINS = re.compile(r"[a-zåäö]$")
_CONTINUES = re.compile(r"[a-zåäö(%]|och\b|[-–]\s?[a-zåäö]")
_PART = re.compile(r"(?:varav|därav)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[a-zåäö]{4}|\d)[.!?](?: +[A-ZÅÄÖ]|$)")
_SUM_OF = re.compile(r"(?:del)?summa (.+)", re.IGNORECASE)
_CODE = re.compile(r"\d{2,6}[ .]")
_REMARK = re.compile(r"(?:\*|\d\)|[a-d]\)|[\u00b9\u00b2\u00b3]|not\b|källa|anm)", re.IGNORECASE)
LONGEST, _LONGEST_ALONE = 200, 60  # letters of a label, and of one on a line of its own
_FEWEST_WORDS, _MOST_WORDS = 3, 25  # of a sentence, of a label
_MOST_LINES = 8
_ROOM = 2  # letters that a line may be longer than the longest seen, since letters differ in width


@dataclass(slots=True)
class Label:
    """The label of one row.

    Attributes
    ----------
    lines
        Its lines, down to that of the figures.
    heading
        The heading that it stands under.
    doubt
        Why it is in doubt, in Swedish, or empty.
    tail
        Its lines below the figures.
    last
        The last line that belongs to the row, counted from 0.
    heads
        The line of the heading, where that stands just above the row.
    """

    lines: list[str]
    heading: str = ""
    doubt: str = ""
    tail: list[str] = field(default_factory=list)
    last: int = 0
    heads: int | None = None

    def text(self, *, marks_wraps: bool) -> str:
        """Return the label as printed, its lines joined."""
        return join_wrapped([*self.lines, *self.tail], marks_wraps=marks_wraps).strip()


def is_prose(text: str) -> bool:
    """Tell a line of prose from a label.

    Examples
    --------
    >>> is_prose("Lokalerna lämnades i april."), is_prose("Myndighet ek.bistånd och vuxna avd")
    (True, False)
    """
    words = text.split()
    if len(words) > _MOST_WORDS:
        return True
    return len(words) >= _FEWEST_WORDS and _SENTENCE.search(text.strip()) is not None


def read_labels(zones: Sequence[Zone], tail: Sequence[Piece], first_above: Sequence[Piece]) -> list[Label]:
    """Give each row its label.

    Parameters
    ----------
    zones
        The rows.
    tail
        The lines behind the last row.
    first_above
        The lines between the head and the first row.
    """
    lines = [zone.own for zone in zones] + [piece.text for zone in zones[1:] for piece in zone.above]
    width = max((len(line.strip()) for line in lines), default=0)
    found, heading, coded, summed = list[Label](), "", _are_coded(zones), _summed(zones)
    for at, zone in enumerate(zones):
        above = list(first_above if not at else zone.above)
        before = found[-1] if found else None
        ends, heads, begins, doubt = _part(above, zone, before, width, coded=coded)
        if before and ends:
            before.tail += [piece.text.strip() for piece in ends]
            before.last = ends[-1].line
        if heads:
            heading = _heading(heads)
        has_part = any(is_part(piece.text.strip()) for piece in ends)  # a row of its own, whose figures are lost
        if before and (has_part or doubt == "above"):
            before.doubt = before.doubt or LOOSE
        if any(clean(piece.text).lower() in summed for piece in begins):
            doubt = "below"  # a heading, of what a total sums
        own = [*(piece.text for piece in begins), *([zone.own] if zone.own.strip() else [])]
        label = Label(own, heading, LOOSE if doubt == "below" else "", last=zone.last)
        label.heads = heads[-1].line if heads else None
        found.append(label)
    if found:
        _close(found[-1], tail, width)
        _doubt_order(found, zones, tail)
    return found


def _doubt_order(found: Sequence[Label], zones: Sequence[Zone], tail: Sequence[Piece]) -> None:
    """Doubt all labels where figures may stand above theirs: they stand alone, and one is left over behind the last.

    So where the first row has none, or a total was taken for a heading.
    """
    is_bare, is_alone = not found[0].lines, sum(not zone.own for zone in zones) * 2 > len(zones)
    is_left = not found[-1].tail and _is_label(tail, is_apart=is_bare)
    if (is_left and (is_bare or is_alone)) or (is_alone and any(is_total(label.heading) for label in found)):
        for label in found:
            label.doubt = LOOSE


def _is_label(tail: Sequence[Piece], *, is_apart: bool) -> bool:
    """Tell whether the line just below the last row, or below a blank one, may be a label without figures."""
    text = tail[0].text.strip() if tail and (is_apart or not tail[0].after_blank) else ""
    return 0 < len(text) <= _LONGEST_ALONE and not is_prose(text) and not _REMARK.match(text)


def _summed(zones: Sequence[Zone]) -> set[str]:
    """Return what the totals of a block are said to be of, in small letters."""
    return {own[1].lower() for zone in zones if (own := _SUM_OF.match(clean(zone.own)))}


def _are_coded(zones: Sequence[Zone]) -> bool:
    """Tell whether the labels of a block begin with a code."""
    firsts = [zone.above[-1].text.strip() if zone.above and not _CODE.match(zone.own) else zone.own for zone in zones]
    return sum(_CODE.match(first) is not None for first in firsts) * 2 > len(zones)


def _heading(lines: Sequence[Piece]) -> str:
    """Return the lowest heading: a line that begins with a small letter goes on from the one above it."""
    first = len(lines) - 1
    while first > 0 and _CONTINUES.match(lines[first].text.strip()):
        first -= 1
    return clean(join_wrapped([piece.text for piece in lines[first:]], marks_wraps=False))


def _part(
    above: list[Piece], zone: Zone, before: Label | None, width: int, *, coded: bool
) -> tuple[list[Piece], list[Piece], list[Piece], str]:
    """Part lines into the end of the label above, headings, and the beginning of the label below."""
    above = [piece for piece in above if not _REMARK.match(piece.text.strip())]
    if not above:
        return [], [], [], ""
    begins = _beginning(above, zone, coded=coded)
    rest = above[: len(above) - len(begins)]
    ends = _ending(rest, before)
    rest = rest[len(ends) :]
    if begins and not ends and before and len(begins) == len(above) and _may_end(above, before, width) and zone.own:
        return ends, rest, begins, "both" if _CONTINUES.match(above[0].text.strip()) else ""
    doubt = "below" if begins and _is_torn(begins, zone) else ""
    if rest and before and not ends and not rest[0].after_blank and _may_end(rest, before, width):
        doubt = "above"
    if not zone.own and len(above) > 1 and not begins[:-1] and rest and not begins[-1].after_blank:
        doubt = "below"
    return ends, rest, begins, doubt


def _beginning(above: Sequence[Piece], zone: Zone, *, coded: bool) -> list[Piece]:
    """Find the lines that begin the label of the row below them."""
    own = zone.own.strip()
    at = len(above)
    if not own:
        at -= 1
        own = above[at].text.strip()
    while at > 0:
        upper = above[at - 1].text.strip()
        goes_on = _GOES_ON.search(upper) is not None
        continues = _CONTINUES.match(own) is not None and not _PART.match(own)
        lacks_code = coded and not _CODE.match(own) and not is_total(own) and _CODE.match(upper) is not None
        if not (goes_on or continues or lacks_code):
            break
        at -= 1
        own = upper
    return list(above[at:])


def _is_torn(begins: Sequence[Piece], zone: Zone) -> bool:
    """Tell whether a label goes on with a capital behind a joining word: a line between may be missing."""
    lines = [*(piece.text.strip() for piece in begins), *([zone.own.strip()] if zone.own.strip() else [])]
    return any(_JOINS.search(upper) and lower[:1].isupper() for upper, lower in pairwise(lines))


def _ending(rest: Sequence[Piece], before: Label | None) -> list[Piece]:
    """Find the lines that end the label of the row above them: they begin with a small letter or a bracket."""
    if before is None:
        return []
    goes_on = bool(before.lines) and _GOES_ON.search(before.lines[-1].strip()) is not None
    found = list[Piece]()
    for piece in rest:
        text = piece.text.strip()
        if not (
            _CONTINUES.match(text) or (goes_on and not found) or (found and _GOES_ON.search(found[-1].text.strip()))
        ):
            break
        found.append(piece)
    return found


def _may_end(rest: Sequence[Piece], before: Label, width: int) -> bool:
    """Tell whether a line below a row may end its label: its first word had no room left on the line above."""
    if not before.lines or (is_total(clean(before.lines[0])) and len(before.lines[0].split()) > 1):
        return False
    text = rest[0].text.strip()
    if not text or is_part(text) or text.endswith(":"):
        return False
    needed = len(before.lines[-1].strip()) + 1 + len(text.split()[0])
    return needed > width - _ROOM


def _close(label: Label, tail: Sequence[Piece], width: int) -> None:
    """Let the lines just below the last row end its label, or make it doubtful."""
    if not tail or tail[0].after_blank or _REMARK.match(tail[0].text.strip()):
        return
    goes_on = bool(label.lines) and _GOES_ON.search(label.lines[-1].strip()) is not None
    for piece in tail:
        text = piece.text.strip()
        if piece.after_blank or is_prose(text) or len(text) > max(width, 1) + _ROOM:
            return
        if not (_CONTINUES.match(text) or goes_on):
            if not label.tail and _may_end([piece], label, width):
                label.doubt = LOOSE
            return
        label.tail.append(text)
        label.last = piece.line
        goes_on = _GOES_ON.search(text) is not None
