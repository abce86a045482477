"""What words of labels tell of lines: the lists of draft_words.csv, and how a label is held against them."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.csv_files import read_table, refuse
from analysis.data_files import DRAFT_WORDS
from analysis.files import DATA
from analysis.statements.folder import Folder

HIRED, SALARY, UNPAID, STAFF = "inhyrd personal", "lönekostnad", "ej utbetald lön", "årsarbetare"
_VOLUME, _PRICE, _ENDING, _FILLER = "volym", "pris", "ändelse", "utan betydelse"
_JOINT = "s"  # between the parts of a compound
_LEAST = 4  # letters of a word that may begin a compound


class Words(NamedTuple):
    """The words of each kind, in small letters."""

    of: dict[str, frozenset[str]]

    def begins(self, label: str, kind: str) -> bool:
        """Tell whether a word of a label begins with one of a kind."""
        text = f" {' '.join(_plain(label))}"
        return any(f" {word}" in text for word in self.of.get(kind, ()))

    def is_price(self, label: str) -> bool:
        """Tell whether a label says what one of something costs."""
        return self.begins(label, _PRICE)

    def is_volume(self, label: str) -> bool:
        """Tell whether a label says that something is counted, by a word of it or by the end of one."""
        ends = tuple(self.of.get(_VOLUME, ()))
        return any(token.endswith(ends) for token in _plain(label)) if ends else False

    def bears(self, label: str) -> list[str]:
        """Return the words of a label that say what it is about."""
        return [token for token in _plain(label) if token not in self.of.get(_FILLER, ())]

    def shared(self, cost: str, other: str) -> tuple[int, int]:
        """Count the words that say what a cost is, and how many of them another label has.

        Examples
        --------
        >>> from analysis.statements.folder import opened
        >>> words = load_words(opened())
        >>> words.shared("Hemtjänst", "Antal utförda hemtjänsttimmar"), words.shared("Barnomsorg", "Barn i förskola")
        ((1, 1), (1, 0))
        """
        own, others = self.bears(cost), _plain(other)
        return len(own), sum(any(self._is_of(word, token) for token in others) for word in own)

    def _is_of(self, word: str, token: str) -> bool:
        """Tell whether a word is another, in any form, or the first part of a compound that ends in what is counted."""
        rest = token.removeprefix(word)
        if not token.startswith(word) or (rest and len(word) < _LEAST):
            return False
        counted = {rest, rest.removeprefix(_JOINT)} & self.of.get(_VOLUME, frozenset())
        return not rest or rest in self.of.get(_ENDING, ()) or bool(counted)


def load_words(folder: Folder) -> Words:
    """Load the words of a folder, or those of the project where it has none of its own.

    Raises
    ------
    DataError
        When the file is wrong: every fault at once.

    Examples
    --------
    >>> from analysis.statements.folder import opened
    >>> "timmar" in load_words(opened()).of["volym"]
    True
    """
    read = read_table(folder.path if (folder.path / DRAFT_WORDS.name).is_file() else DATA, DRAFT_WORDS)
    refuse(read.faults)
    kinds = dict.fromkeys(row["kind"] for row in read.rows)
    return Words({kind: frozenset(row["word"] for row in read.rows if row["kind"] == kind) for kind in kinds})


def _plain(label: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", label.casefold())
