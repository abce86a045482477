"""The order in which what stands on a page is read, also where a broken file gives boxes that end before they begin."""

from __future__ import annotations

from analysis.readers.pdf.pages import Item, _ordered


def item(left: float, right: float, top: float, text: str) -> Item:
    return Item(left, right, top, top - 10, 10, text)


def test_columns_are_read_one_after_the_other() -> None:
    items = [
        *(item(50, 150, 700, "vänster 1"), item(300, 400, 700, "höger 1")),
        *(item(50, 150, 680, "vänster 2"), item(300, 400, 680, "höger 2")),
    ]
    assert [one.content for one in _ordered(items)] == ["vänster 1", "vänster 2", "höger 1", "höger 2"]


def test_a_box_that_ends_before_it_begins_is_kept() -> None:
    items = [item(500, 10, 700, "bakvänd"), item(50, 20, 699, "också"), item(900, 5, 698, "och den")]
    assert sorted(str(one.content) for one in _ordered(items)) == ["bakvänd", "och den", "också"]
