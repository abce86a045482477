"""A table, and where it stands on its page."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.readers.pdf.regions import Interval


@dataclass(slots=True)
class PlacedTable:
    """A table and where it stands on its page.

    Attributes
    ----------
    above
        Words over several columns that are part of no column's name.
    head
        The cells of its head; empty where the page has none.
    rows
        The cells of its rows.
    columns
        The edges of its columns of numbers.
    top, bottom, left, right
        Its edges.
    used
        The words in it, by identity.
    plain
        Its lines without cells.
    is_unclear
        Whether its columns cannot be told apart, so that no name is given and no number read.
    continues
        Whether it goes on from the page before.
    """

    above: list[str]
    head: list[str]
    rows: list[list[str]]
    columns: list[Interval]
    top: float
    bottom: float
    left: float
    right: float
    used: set[int]
    plain: list[str] = field(default_factory=list)
    is_unclear: bool = False
    continues: bool = False

    def goes_on(self, above: PlacedTable, shift: float) -> bool:
        """Tell whether this is the rest of a table on the page before: the same head or none, the same columns."""
        if len(self.columns) != len(above.columns) or (self.head and self.head != above.head):
            return False
        if self.rows and len(self.rows[0]) != len(above.rows[0]):
            return False
        moved = [one[1] - other[1] for one, other in zip(self.columns, above.columns, strict=True)]
        return max(moved) - min(moved) <= shift

    def take_rest(self, below: PlacedTable) -> None:
        """Take the first row of the next page where it ends this table's last row; what is in doubt stays so."""
        if not below.rows or not self.rows:
            return
        label, rest = self.rows[-1][0], below.rows[0]
        starts_row = rest[0][:1].isupper() or rest[0].lower().startswith("varav")
        if starts_row or not any(rest[1:]) or not any(self.rows[-1][1:]):
            return
        del below.rows[0]
        joined = [
            f"{above} / {end}" if above and end else above or end
            for above, end in zip(self.rows[-1], rest, strict=True)
        ]
        self.rows[-1] = [f"{label} {rest[0]}".strip(), *joined[1:]]

    def lines(self) -> list[str]:
        """Write head and rows as lines with cells parted by tabs; a table that goes on needs no head."""
        above = [] if self.is_unclear else self.above
        names = [""] * len(self.head) if self.is_unclear else self.head
        head = [] if self.continues else [*above, "\t".join(names)]
        return [*head, *("\t".join(row) for row in self.rows)]
