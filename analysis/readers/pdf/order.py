"""What stands on a page, put in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.readers.pdf.lines import Line
from analysis.readers.pdf.placed import PlacedTable

_JOIN = 2.5  # font sizes: words further apart on a line belong to different columns of text
_GUTTER = 0.8  # font sizes between columns of text
_PARAGRAPH = 1.75  # font sizes between baselines where a paragraph ends


@dataclass(slots=True)
class Item:
    """A line of text or a table, and where it stands."""

    left: float
    right: float
    top: float
    bottom: float
    size: float
    content: str | PlacedTable


def page_items(lines: Sequence[Line], tables: Sequence[PlacedTable]) -> list[Item]:
    """Put tables, and the text that stands outside them, in the order in which it is read.

    Parameters
    ----------
    lines
        The lines of the page, top to bottom.
    tables
        Its tables.
    """
    used = set[int]().union(*(table.used for table in tables))
    items = [Item(one.left, one.right, one.top, one.bottom, 0.0, one) for one in tables]
    for line in lines:
        items += _texts(line, used)
    return _ordered(items)


def _texts(line: Line, used: set[int]) -> Iterator[Item]:
    """Yield the text of a line outside tables; words far apart are texts of their own."""
    rest = [one for one in line.fragments if not used.intersection(map(id, one.words))]
    texts = list[Item]()
    for one in rest:
        if texts and one.left - texts[-1].right <= _JOIN * line.size:
            texts[-1].right, texts[-1].content = one.right, f"{texts[-1].content} {one.printed}"
        else:
            high, low = line.base + 0.7 * line.size, line.base - 0.2 * line.size
            texts.append(Item(one.left, one.right, high, low, line.size, one.printed))
    yield from texts


def _ordered(items: list[Item]) -> list[Item]:
    """Order items top to bottom; where columns stand beside each other, one column after the other."""
    items.sort(key=lambda item: -item.top)
    found, group = list[Item](), list[Item]()
    is_wide = False
    for band in _bands(items):
        whole = [*group, *band]
        gutter = _gutter(whole) if is_wide or len(band) > 1 else None
        if group and gutter is None and (is_wide or len(band) > 1):
            found += _columns(group)
            group, is_wide = [], False
        group += band
        is_wide = is_wide or len(band) > 1
    return [*found, *_columns(group)]


def _bands(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the items that stand beside each other, from the top down."""
    band, low = list[Item](), 0.0
    for item in items:
        if band and item.top <= low:
            yield band
            band = []
        low = min(low, item.bottom) if band else item.bottom
        band.append(item)
    if band:
        yield band


def _gutter(items: Sequence[Item]) -> float | None:
    """Find where a strip without anything parts the items into left and right."""
    reach, widest = float("-inf"), None
    for item in sorted(items, key=lambda item: item.left):
        size = item.size or 8.0
        if widest is None and reach != float("-inf") and item.left - reach > _GUTTER * size:
            widest = (item.left + reach) / 2
        reach = max(reach, item.right)
    return widest


def _columns(items: list[Item]) -> list[Item]:
    """Read a group column by column; a table whose title stands above all columns comes first."""
    gutter = _gutter(items)
    if gutter is None or len(items) == 1:
        return sorted(items, key=lambda item: -item.top)
    left = [item for item in items if item.right < gutter]
    right = [item for item in items if item.right >= gutter]
    if not left or not right:  # a broken file may have boxes that end before they begin
        return sorted(items, key=lambda item: -item.top)
    left, right = _ordered(left), _ordered(right)
    first = right[0].content
    return [*right, *left] if isinstance(first, PlacedTable) else [*left, *right]


def is_apart(above: Item, below: Item) -> bool:
    """Tell whether a blank line belongs between two items."""
    if not isinstance(above.content, str) or not isinstance(below.content, str):
        return True
    step = above.bottom - below.bottom
    return step < 0 or step > _PARAGRAPH * max(above.size, below.size)
