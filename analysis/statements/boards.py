"""Whose a document or a row of a data folder is, where the folder holds the reports of several boards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.csv_files import CsvFile, CsvRow
from analysis.errors import DataError, Fault, fault
from analysis.frames import nearest

NO_PUBLISHER = "utgivare ej angiven"


class Board(NamedTuple):
    """A board of a municipality, as its newest document writes both."""

    name: str
    publisher: str

    @property
    def text(self) -> str:
        """Return the board with its municipality.

        Examples
        --------
        >>> Board("Kulturnämnden", "Exempelby").text
        'Kulturnämnden, Exempelby'
        """
        return f"{self.name}, {self.publisher}" if self.publisher else self.name

    @property
    def shown(self) -> str:
        """Return the board as a page names it: with its municipality where one is given.

        Examples
        --------
        >>> Board("Kulturnämnden", "Exempelby").shown, Board("Kulturnämnden", NO_PUBLISHER).shown
        ('Kulturnämnden, Exempelby', 'Kulturnämnden')
        """
        return self.name if self.publisher == NO_PUBLISHER else self.text


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


class Shares(NamedTuple):
    """The rows of a file with their places in it, by the board that they are of, and those that are wrong."""

    parted: dict[Board | None, list[tuple[int, CsvRow]]]
    faults: list[Fault]

    def of(self, board: Board | None) -> list[CsvRow]:
        """Return the rows of a board in their order, with those that name none."""
        own = {at: row for one in (None, board) for at, row in self.parted.get(one, ())}
        return [own[at] for at in sorted(own)]


class Boards(NamedTuple):
    """The boards of a folder, and whose each of its documents is."""

    of: dict[str, Board]

    @property
    def known(self) -> list[Board]:
        """Return each board once, in the order that they were registered in."""
        return list(dict.fromkeys(self.of.values()))

    @property
    def choices(self) -> list[str]:
        """Return what the boards are chosen by: the name, with the municipality where two have a board of that name."""
        names = [_plain(one.name) for one in self.known]
        return [one.name if names.count(_plain(one.name)) == 1 else one.text for one in self.known]

    def called(self, text: str) -> list[Board]:
        """Return the boards that a text names: a board, or a board and its municipality."""
        return [one for one in self.known if _plain(text) in {_plain(one.name), _plain(one.text)}]

    def chosen(self, asked: str | None) -> Board | None:
        """Return the board that is asked for, or the only one; none where the folder has no document.

        Raises
        ------
        DataError
            When there are several and none of them is asked for, or the one asked for is not there.
        """
        found = self.called(asked) if asked else self.known
        if len(found) > 1:
            raise DataError(fault("several-boards", "documents.csv", seen=len(found), known="; ".join(self.choices)))
        if asked and not found and self.known:
            known = nearest(asked, self.choices, len(self.choices)) or "; ".join(self.choices)
            raise DataError(fault("unknown-board", "documents.csv", seen=asked, known=known))
        return found[0] if found else None

    def own(self, file: CsvFile, rows: Sequence[CsvRow], board: Board | None) -> list[CsvRow]:
        """Keep the rows of a file that are a board's."""
        return self.shares(file, rows).of(board)

    def shares(self, file: CsvFile, rows: Sequence[CsvRow]) -> Shares:
        """Part the rows of a file by the board that they are of, and name those of which it cannot be told.

        A row is the board's whose document it names, else the one that its column ``board`` names; where both are
        empty it is the only board's, and in a folder of several it is a fault.
        """
        parted, faults = dict[Board | None, list[tuple[int, CsvRow]]](), list[Fault]()
        for at, row in enumerate(rows):
            if found := list(self._faults(file, row)):
                faults += found
            else:
                parted.setdefault(self.owner(row), []).append((at, row))
        return Shares(parted, faults)

    def owner(self, row: Mapping[str, str]) -> Board | None:
        """Return the board whose a row is; none where it is the only board's."""
        named = self.called(row["board"]) if row.get("board") else []
        return self.of.get(row.get("document", "")) or next(iter(named), None)

    def _faults(self, file: CsvFile, row: CsvRow) -> Iterator[Fault]:
        """Find a board that is not there, another than the document's, or none where there are several."""
        if "board" not in file.names:
            return
        cell, known = file.cell(row, "board"), "; ".join(self.choices)
        document = self.of.get(row.get("document", ""))
        named = self.called(cell.text) if cell.text else []
        if cell.text and self.known and len(named) != 1:
            yield cell.unknown(self.choices)
        elif document and named and named[0] != document:
            yield cell.bad(f"the board of the document, {document.text}", f"dokumentets nämnd, {document.text}")
        elif not document and not row.get("document") and not named and len(self.known) > 1:
            yield cell.bad(f"one of: {known}", f"en av mappens nämnder: {known}")


def boards_of(documents: Iterable[CsvRow]) -> Boards:
    """Tell whose each document is; one without a municipality belongs to the only board of that name.

    Examples
    --------
    >>> rows = [CsvRow({"id": f"{name}-2023", "nämnd": name, "publisher": "Exempelby"}, 2) for name in ("A", "B")]
    >>> boards_of(rows).choices
    ['A', 'B']
    """
    rows = [row for row in documents if row["nämnd"]]
    said = {(_plain(row["nämnd"]), _plain(row["publisher"])): Board(row["nämnd"], row["publisher"]) for row in rows}
    none = {"", _plain(NO_PUBLISHER)}
    found = dict[str, Board]()
    for row in rows:
        name, publisher = _plain(row["nämnd"]), _plain(row["publisher"])
        others = [key for key in said if key[0] == name and key[1] not in none]
        is_sole = publisher in none and len(others) == 1
        found[row["id"]] = said[others[0] if is_sole else (name, publisher)]
    return Boards(found)
