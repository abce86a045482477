"""Text laid out in columns of signs: its cells, its head, and what it cannot tell."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from analysis.readers.formats.lines import Document
from analysis.readers.laid_out import HAS_MORE, MAY_BE_PAGE, MAY_HAVE_MARK, _line, part_cells
from analysis.readers.placed.regions import find_regions
from analysis.readers.placed.tables import LOOSE
from analysis.readers.tables import Table

Read = Callable[[str], list[Table]]
HEAD = "Post            Utfall    Budget    Avvikelse"
ROWS = ["Stab             1 200     1 100          100", "Vård                75       175         -100"]


def parted(*lines: str) -> list[str]:
    """Return the lines that hold anything, as they are read."""
    found = part_cells(Document("a.txt", [line for text in lines for line in text.split("\n")], marks_wraps=False))
    return [line for line in found.lines if line.strip()]


def doubted(*lines: str) -> dict[str, str]:
    """Return what makes lines doubtful, by the first cell of each."""
    found = part_cells(Document("a.txt", [line for text in lines for line in text.split("\n")], marks_wraps=False))
    return {found.lines[number - 1].split("\t")[0]: doubt for number, doubt in found.doubts.items()}


def test_cells_are_told_by_where_they_stand() -> None:
    assert parted("Drift (tkr)", "", HEAD, ROWS[0], "Skola                          20          -20") == [
        "Drift (tkr)",
        "Post\tUtfall\tBudget\tAvvikelse",
        "Stab\t1 200\t1 100\t100",
        "Skola\t\t20\t-20",
    ]


def test_years_below_and_groups_above_belong_to_the_columns_that_they_stand_over() -> None:
    table = """
                      Hela projektet            Årets investeringar 2024
Post               Utfall      Budget            Utfall      Budget
Kök                   -12         -14                -3          -4
Tak                     0          -9                 0          -9
"""
    first = "Post\tHela projektet: Utfall\tHela projektet: Budget"
    assert parted(table)[0] == f"{first}\tÅrets investeringar 2024 Utfall\tÅrets investeringar 2024 Budget"
    stacked = "Post           Utfall         Budget mot\n                 2024              ram\n"
    assert parted(stacked + "Kök               -12              -14\nTak                 0               -9")[0] == (
        "Post\tUtfall 2024\tBudget mot ram"
    )


def test_a_year_far_from_its_numbers_stands_below_the_name_that_is_not() -> None:
    head = "           Avvikelse mot budget  Utfall   Anslag\nTkr        2022                  2022     2022\n"
    rows = "Turism                    1 785    -837     -622\nSkola                       -24    -270     -247"
    assert parted(head + rows)[0] == "Tkr\tAvvikelse mot budget 2022\tUtfall 2022\tAnslag 2022"


def test_labels_over_several_lines_with_the_numbers_in_their_middle() -> None:
    head, first, last = (
        "Post              Utfall   Budget",
        "Bad                   12       13",
        "Tak                   -4       -5",
    )
    two, three = (
        "Boende och\nvård                 -31      -30",
        "Insatser för\nbarn och unga        -58      -60\ni familjer",
    )
    assert parted(head, first, two, three, last)[1:] == [
        "Bad\t12\t13",
        "Boende och vård\t-31\t-30",
        "Insatser för barn och unga i familjer\t-58\t-60",
        "Tak\t-4\t-5",
    ]


def test_a_head_that_stands_again_goes_on_with_its_table(read: Read) -> None:
    (table,) = read("\n".join(["Drift (tkr)", "", HEAD, ROWS[0], "", "Sida 12", "", HEAD, ROWS[1]]))
    assert [(row.label, row.doubt) for row in table.rows] == [("Stab", ""), ("Vård", "")]
    assert any(note.endswith("rad 8: tabellhuvudet upprepas (ny sida); läst som samma tabell.") for note in table.notes)


def test_a_head_with_other_names_begins_another_table(read: Read) -> None:
    tables = read("\n".join(["Drift (tkr)", "", HEAD, ROWS[0], "", HEAD.replace("Utfall", "Anslag"), ROWS[1]]))
    assert [[row.label for row in table.rows] for table in tables] == [["Stab"], ["Vård"]]


def test_a_line_above_a_head_that_stands_again_may_be_the_top_of_a_page() -> None:
    top = "Nämnden 2024        25"
    assert "Nämnden 2024\t25\t\t" in parted(HEAD, ROWS[0], top, HEAD, ROWS[1])
    assert doubted(HEAD, ROWS[0], top, HEAD, ROWS[1]) == {"Nämnden 2024": MAY_BE_PAGE}
    assert doubted(HEAD, ROWS[0], top, ROWS[1]) == {}


def test_a_row_beside_which_more_stands_is_in_doubt_and_so_is_the_next() -> None:
    lines = HEAD, ROWS[0], f"{ROWS[1]} varav", "hyra                 5         6           -1", "Skola  20  20  0"
    found = doubted(*lines)
    assert [HAS_MORE in found.get(label, "") for label in ("Stab", "Vård", "hyra")] == [False, True, True]
    assert "varav" in parted(*lines)  # it is not lost


def test_a_number_with_more_decimals_than_its_column_may_end_in_the_mark_of_a_note() -> None:
    rows = ["Bygg        31,4          33,2", "Vård       402,1        488,61", "Skola      604,8         701,5"]
    assert doubted("Nämnd     Utfall        Budget", *rows) == {"Vård": MAY_HAVE_MARK}


def test_a_doubt_does_not_hang_on_a_column_that_is_not_read(read: Read) -> None:
    head = "Nämnd   Not   Bokslut     Budget    Antal"
    rows = [
        "Bygg      1      31,4       33,2       11",
        "Vård      2     402,1     488,61       12",
        "Skola     3     604,8      701,5       13",
    ]
    (table,) = read("\n".join(["Drift (mnkr)", "", head, *rows]))
    assert [MAY_HAVE_MARK in row.doubt for row in table.rows] == [False, True, False]
    assert table.rows[1].cut[1] is not None  # it is told as printed


def test_a_number_in_no_column_leaves_its_row_in_doubt() -> None:
    moved = "Skola                          20          -20          5"
    assert doubted(HEAD, *ROWS, moved) == {"Skola": LOOSE}


def test_a_lone_number_below_a_blank_line_is_no_page_where_it_stands_in_a_column(read: Read) -> None:
    lone, page = "                   843", "12"
    assert "843" in " ".join(parted(HEAD, ROWS[0], "", lone, "", ROWS[1]))
    assert page not in parted(HEAD, ROWS[0], "", page, "", ROWS[1])
    (table,) = read("\n".join(["Drift (tkr)", "", HEAD, ROWS[0], "", lone, "", ROWS[1]]))
    assert any("843" in note for note in table.notes)


def test_what_is_not_laid_out_stays_as_it_is() -> None:
    tabs = ["Post\tUtfall", *ROWS]
    ragged = ["Post Utfall Budget", "Stab   12   13", "Boende och omsorg   -31   -30", "Vård av barn   -5   -6"]
    torn = ["Post       Utfall Budget Prognos", *ROWS]
    for lines in (tabs, ragged, torn, ["Året var lugnt.", "Vi blev färre."]):
        assert parted(*lines) == lines


def test_rows_are_told_by_their_lines_in_the_text(read: Read) -> None:
    (table,) = read("\n".join(["Drift (tkr)", "", "", HEAD, "", *ROWS]))
    assert [table.location.origin.where(row.line) for row in table.rows] == ["rad 6", "rad 7"]


numbers = st.integers(-9_999_999, 9_999_999) | st.none()


@given(
    rows=st.lists(st.tuples(numbers, numbers, numbers), min_size=3, max_size=9),
    gaps=st.tuples(*[st.integers(2, 9)] * 3),
    name=st.sampled_from(["Stab", "Vård 2", "Boende 1–5 år"]),
)
def test_any_numbers_set_to_the_right_come_back_as_printed(
    rows: list[tuple[int | None, ...]], gaps: tuple[int, ...], name: str
) -> None:
    texts = [["" if one is None else f"{one:,}".replace(",", " ") for one in row] for row in rows]
    texts = [["7", "-8", "9"], *(["1", *row[1:]] if not any(row) else row for row in texts), ["1", "2", "3"]]
    names = ["Utfall", "Budget", "Avvikelse"]
    widths = [max(len(row[at]) for row in [*texts, names]) + gap for at, gap in enumerate(gaps)]
    lines = ["".join(text.rjust(width) for text, width in zip(row, widths, strict=True)) for row in [names, *texts]]
    labels = ["Post", *(f"{name} {letter}" for letter in "bcdfghjklmn"[: len(texts)])]
    found = parted(*(label.ljust(16) + line for label, line in zip(labels, lines, strict=True)))
    assert [line.split("\t")[1:] for line in found] == [names, *texts]


def test_words_one_blank_apart_name_the_columns_that_each_stands_over() -> None:
    head = "                      Intäkter Kostnader             Utfall      Budget\nMnkr                      2025      2025               2025        2025"
    rows = "Bygg                      17,1     -43,9              -26,8       -25,7\nSkola                    240,7  -1 937,3           -1 696,6    -1 695,7"
    assert parted(head, rows)[0] == "Mnkr\tIntäkter 2025\tKostnader 2025\tUtfall 2025\tBudget 2025"


def test_numbers_one_blank_apart_are_two_where_they_cannot_be_one() -> None:
    rows = ["Kök       0,800 0,617   0,183", "Tak      20,068 15,127  4,941", "Vägg      1,352 0,446   0,906"]
    assert parted("Post     Budget  Utfall  Avvik.", *rows)[2] == "Tak\t20,068\t15,127\t4,941"


def test_a_line_that_begins_beyond_the_widest_row_is_no_end_of_the_program() -> None:
    assert parted(HEAD, *ROWS, " " * 700 + "Slut")[1:3] == ["Stab\t1 200\t1 100\t100", "Vård\t75\t175\t-100"]


def test_nothing_that_stands_beyond_the_widest_row_is_lost() -> None:
    far = "Kök" + " ".rjust(700) + "900"
    assert far in parted(HEAD, ROWS[0], far, ROWS[1])


def test_numbers_in_brackets_keep_their_thousands() -> None:
    rows = ["Stab       (36 326)    (36 630)", "Vård      (108 600)   (106 311)"]
    assert parted("Post         Utfall      Budget", *rows)[1] == "Stab\t(36 326)\t(36 630)"


def test_a_column_of_numbers_that_are_not_known_is_a_column() -> None:
    rows = ["Stab   2,0   2,3    ..", "Vård   5,3   5,2   7,9", "Bad    0,9   0,9    .."]
    (region,) = find_regions([_line(row, at) for at, row in enumerate(rows)])
    assert len(region.columns) == 3
    (region,) = find_regions([_line(row.replace("..", "ja"), at) for at, row in enumerate(rows)])
    assert len(region.columns) == 2


def test_a_line_of_years_between_two_tables_parts_them() -> None:
    above = ["Stab       -32,8                        -93,6", "Vård        -2,0                         -5,6"]
    below = ["Verksamhet                    2024      2023", "Elever                          11        11"]
    lines = [
        _line(text, at) for at, text in enumerate([*above, *below, "Hushåll                          7        54"])
    ]
    assert [(region.first, region.last) for region in find_regions(lines)] == [(0, 1), (3, 4)]
    lines[2] = _line(below[0].replace("Verksamhet", "Nämnd     "), 2)
    assert [(region.first, region.last) for region in find_regions(lines)] == [(0, 1), (3, 4)]


BANNERS = "                         Utfall 2024                     Budget 2024"
NET = "Område          Intäkter   Kostnader      Netto   Intäkter   Kostnader      Netto   Avvikelse"
NETS = [
    "Gator              9 120     -41 200    -32 080      8 700     -39 900    -31 200        -880",
    "Skola             28 400    -161 000   -132 600     27 900    -159 500   -131 600      -1 000",
    "Summa             37 520    -202 200   -164 680     36 600    -199 400   -162 800      -1 880",
]


def test_a_short_name_in_the_middle_of_a_group_names_all_of_its_columns() -> None:
    parts = ["Intäkter", "Kostnader", "Netto"]
    names = [f"{over} {part}" for over in ("Utfall 2024", "Budget 2024") for part in parts]
    assert parted(BANNERS, NET, *NETS)[:2] == [
        "\t".join(["Område", *names, "Avvikelse"]),
        "Gator\t9 120\t-41 200\t-32 080\t8 700\t-39 900\t-31 200\t-880",
    ]


def test_a_name_over_the_first_of_two_groups_leaves_what_none_tells_apart_in_doubt(read: Read) -> None:
    (table,) = read("\n".join(["Drift (tkr)", "", BANNERS.replace("Budget 2024", ""), NET, *NETS]))
    assert {row.certainty for row in table.rows} == {"tveksam"}


def test_a_number_below_a_unit_that_its_name_broke_off_leaves_its_row_in_doubt(read: Read) -> None:
    text = (
        "Investeringar per projekt 2019\n\n"
        "                                Utgifter sedan projektstart          Varav årets investeringar\n"
        "                              Utfall tkr   Budget   Avvikelse tkr   Utfall   Budget tkr   Avvikelse\n"
        "    Enhet                                     tkr                      tkr                      tkr\n"
        "    Nettokostnad                   2 308    2 043             265    3 063        3 055        8 1)\n"
        "    Fordon 2                          16       19              -3       28           28           0\n"
        "    Hiss                              20       25              -5       32            -           -     Torg   6    8\n"
        "    Tak                              138      282            -144      206          427        -221\n"
        "1) Avser tiden efter flytten.\n"
    )
    assert [row.label for one in read(text) for row in one.rows if row.label == "Fordon 2" and not row.doubt] == []
