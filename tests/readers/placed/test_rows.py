"""Lines to rows: wrapped labels and numbers, told by where they stand, by their words, and by arithmetic."""

from __future__ import annotations

import pytest

from analysis.readers.placed.cells import open_labels, table_cells
from analysis.readers.placed.columns import BodyLine, body_line, joined_number
from analysis.readers.placed.lines import Fragment, Line, lines_of
from analysis.readers.placed.rows import group_rows, layout_of
from analysis.readers.placed.words import BLURRED, Word
from analysis.vocabulary.relations import Relation

COLUMNS = {0: 50.0, 1: 300.0, 2: 400.0, 3: 500.0}
RELATION = Relation(0, 1, 2)


def fragment(left: float, base: float, text: str) -> Fragment:
    words = list[Word]()
    for part in text.split():
        words.append(Word(left, left + 6.0 * len(part), base, 10.0, part, follows=True, ends=False))
        left += 6.0 * (len(part) + 0.5)
    return Fragment(words, [False] * (len(words) - 1))


def body(*lines: tuple[float, dict[int, str]]) -> list[BodyLine]:
    return [
        BodyLine(base, 10.0, {at: fragment(COLUMNS[at], base, text) for at, text in cells.items()})
        for base, cells in lines
    ]


def rows_of(lines: list[BodyLine], relations: list[Relation]) -> list[list[str]]:
    layout = layout_of(lines, relations)
    return [[row.get(at, "") for at in range(4)] for row in table_cells(group_rows(lines, layout), layout, 3)]


WIDE = (600.0, {0: "En lång etikett som fyller kolumnen", 1: "1", 2: "1", 3: "0"})


@pytest.mark.parametrize("first", [670.0, 664.0, 658.0], ids=["top", "middle", "bottom"])
def test_a_label_on_two_lines_is_one_wherever_its_numbers_stand(first: float) -> None:
    numbers = {1: "-3", 2: "-4", 3: "1"}
    wrapped: dict[float, dict[int, str]] = {670.0: {0: "Öppna insatser för barn och"}, 658.0: {0: "unga i familjer"}}
    wrapped.setdefault(first, {}).update(numbers)
    lines = body(*sorted(wrapped.items(), reverse=True), WIDE)
    assert rows_of(lines, [RELATION])[0] == ["Öppna insatser för barn och unga i familjer", "-3", "-4", "1"]


def test_a_heading_among_rows_stays_a_row_of_its_own() -> None:
    lines = body(
        (670, {0: "Stab", 1: "-3", 2: "-4", 3: "1"}), (650, {0: "Vuxna:"}), (630, {0: "HVB", 1: "2", 2: "1", 3: "1"})
    )
    assert [row[0] for row in rows_of(lines, [RELATION])] == ["Stab", "Vuxna:", "HVB"]


WRAPPED = body((670, {0: "Stab", 1: "-1", 2: "-1", 3: "45"}), (658, {1: "475", 2: "520"}), WIDE)


def test_arithmetic_joins_the_lines_of_a_number() -> None:
    assert rows_of(WRAPPED, [RELATION])[0] == ["Stab", "-1 475", "-1 520", "45"]


def test_without_arithmetic_the_lines_stay_apart() -> None:
    assert rows_of(WRAPPED, [])[0] == ["Stab", "-1 / 475", "-1 / 520", "45"]


def test_arithmetic_that_fails_joins_nothing() -> None:
    lines = body((670, {0: "Stab", 1: "-1", 2: "-1", 3: "49"}), (658, {1: "475", 2: "520"}), WIDE)
    assert rows_of(lines, [RELATION])[0] == ["Stab", "-1 / 475", "-1 / 520", "49"]


def test_a_group_that_begins_with_nought_ends_the_number_above() -> None:
    lines = body((670, {0: "Stab", 1: "10", 2: "9", 3: "1"}), (658, {1: "002", 2: "001", 3: "001"}))
    assert rows_of(lines, [])[0] == ["Stab", "10 002", "9 001", "1 001"]


def test_a_lone_sign_above_a_number_is_its_minus() -> None:
    lines = body((670, {0: "Stab", 1: "–", 2: "–", 3: "45"}), (658, {1: "475", 2: "520"}), WIDE)
    assert rows_of(lines, [RELATION])[0] == ["Stab", "– 475", "– 520", "45"]


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        (["-1", "475"], "-1 475"),
        (["1 218", "690,5"], "1 218 690,5"),
        (["12", "34"], ""),
        (["1475", "520"], ""),
        (["-", "475"], "- 475"),
        (["x", "475"], ""),
        (["1", "475", "-3"], ""),
    ],
)
def test_only_groups_of_three_go_on_a_number(pieces: list[str], joined: str) -> None:
    assert joined_number(pieces) == joined


def texts(*words: tuple[float, str, bool]) -> list[str]:
    made = [Word(left, left + 5.5 * len(text), 700.0, 10.0, text, follows, ends=False) for left, text, follows in words]
    (line,) = lines_of(made)
    assert isinstance(line, Line)
    return [one.text for one in line.fragments]


def test_words_are_parted_by_distance_and_by_what_a_number_can_be() -> None:
    assert texts((50, "Stab", False), (75, "och", True), (200, "-1", False), (214, "475", True)) == [
        "Stab och",
        "-1 475",
    ]
    assert texts((200, "-1", False), (214, "475", False), (233, "-12", False)) == ["-1 475", "-12"]
    assert texts((200, "290", False), (219, "1", False), (227, "204", False)) == ["290", "1 204"]


def test_spaces_of_two_kinds_part_two_numbers() -> None:
    assert texts((200, "-1", False), (214, "475", True), (233, "520", False), (252, "100", True)) == [
        "-1 475",
        "520 100",
    ]


PITCH = 14.0
NUMBERS = {1: "-3", 2: "-4", 3: "1"}


def column_of_labels(*lines: tuple[str, bool]) -> list[BodyLine]:
    """Print labels below each other, equally far apart, with or without numbers beside them."""
    return body(
        *((700 - PITCH * at, {0: label} | (NUMBERS if filled else {})) for at, (label, filled) in enumerate(lines))
    )


def doubted(lines: list[BodyLine]) -> list[tuple[str, bool]]:
    layout = layout_of(lines, [RELATION])
    is_open = open_labels(group_rows(lines, layout), layout)
    told = zip(rows_of(lines, [RELATION]), is_open, strict=True)
    return [(label, is_one) for (label, *numbers), is_one in told if any(numbers)]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([("Stab", True), ("Vuxna", False), ("HVB", True), ("Familjehem norr", True)], [False, False, False]),
        ([("Familjehem norr", True), ("Vuxna", False), ("HVB", True), ("Stab", True)], [True, False, False]),
        ([("Stab", True), ("Boende och", True), ("Familjehem norr", True)], [False, True, False]),
        (
            [("10 Stab", True), ("20 Ny", False), ("Ekbacken", True), ("30 Ny", False), ("Furan", True)],
            [True, True, True],
        ),
        ([("Stab", True), ("norra delen", True), ("Familjehem norr", True)], [False, True, False]),
        ([("Stab", True), ("varav hyra", True), ("Familjehem norr", True)], [False, False, False]),
    ],
    ids=["room-beside-it", "fills-its-column", "ends-open", "codes-alone", "begins-small", "varav"],
)
def test_a_label_that_may_be_longer_or_shorter_is_in_doubt(lines: list[tuple[str, bool]], wanted: list[bool]) -> None:
    assert [open_ for _, open_ in doubted(column_of_labels(*lines))] == wanted


def test_lines_farther_apart_than_those_of_one_label_are_two() -> None:
    lines = body(
        (700, {0: "Familjehem norr", **NUMBERS}),
        (688, {0: "och söder"}),
        (670, {0: "Missbruksvården"}),
        (652, {0: "HVB", **NUMBERS}),
    )
    assert doubted(lines) == [("Familjehem norr och söder", False), ("HVB", False)]


def test_varav_alone_on_a_line_goes_on() -> None:
    lines = body((700, {0: "varav", **NUMBERS}), (688, {0: "Norra skolan"}), (670, {0: "Familjehem norr", **NUMBERS}))
    assert doubted(lines) == [("varav Norra skolan", False), ("Familjehem norr", False)]


def test_a_word_that_fills_its_column_may_go_on_below() -> None:
    lines = body((700, {0: "verksamhetssys", **NUMBERS}), (688, {0: "tem"}), (670, {0: "Boende norr ab", **NUMBERS}))
    assert doubted(lines) == [("verksamhetssys tem", True), ("Boende norr ab", False)]


def test_words_printed_over_each_other_and_those_above_are_in_doubt() -> None:
    lines = column_of_labels(("Stab", True), ("HVB", True), ("Boende", True), ("Familjehem norr", True))
    lines[2].cells[0].is_blurred = True
    assert [open_ for _, open_ in doubted(lines)] == [False, True, True, False]


def test_a_line_in_another_weight_is_no_part_of_a_label() -> None:
    lines = column_of_labels(("Familjehem norr", True), ("Vuxna", False), ("HVB", True))
    assert doubted(lines)[0] == ("Familjehem norr", True)
    words = lines[1].cells[0].words
    words[0] = words[0]._replace(is_bold=True)
    assert doubted(lines)[0] == ("Familjehem norr", False)


@pytest.mark.parametrize(
    ("left", "held"), [(275, "7,3 %"), (282, BLURRED), (330, None)], ids=["in it", "beside it", "far from it"]
)
def test_a_number_beside_a_column_of_which_only_the_head_was_found_blurs_its_cell(
    left: float, held: str | None
) -> None:
    texts = ((40.0, 20.0, "Vård"), (140.0, 18.0, "2,7"), (left, 20.0, "7,3 %"))
    fragments = [
        Fragment([Word(at, at + width, 700.0, 10.0, text, follows=False, ends=False)]) for at, width, text in texts
    ]
    found = body_line(Line(700.0, 10.0, fragments), [(122.0, 158.0), (271.0, 278.0)], [(40.0, 100.0)])
    assert [found.cells[at].text if at in found.cells else None for at in (0, 1, 2)] == ["Vård", "2,7", held]
