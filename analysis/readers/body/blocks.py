"""Lines of text to the tables among them."""

from __future__ import annotations

from analysis.readers.body.chain import chain_zones, without_heads
from analysis.readers.body.reading import BlockReader
from analysis.readers.body.zones import find_zones
from analysis.readers.formats.lines import Document
from analysis.readers.raw import RawTable


def read_blocks(document: Document, first: int, end: int) -> list[RawTable]:
    """Read the tables in a stretch of lines that holds no table whose cells are known.

    Parameters
    ----------
    document
        The document.
    first, end
        The first line of the stretch, and the line after its last, counted from 0.
    """
    zones, tail = find_zones(document.lines, first, end)
    zones, tail = without_heads(zones, tail)
    tables = list[RawTable]()
    for block in chain_zones(zones, tail, first):
        table = BlockReader(document, block).read()
        if table is not None:
            tables.append(table)
    return tables
