"""Heads of several lines: what stands over several columns is a group's name, never a column's role."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import NoTablesError
from analysis.readers.pdf.pages import read_pdf
from analysis.readers.placed.grid import grid_of
from analysis.readers.placed.lines import Fragment
from analysis.readers.placed.names import name_columns
from analysis.readers.placed.words import Word
from analysis.readers.tables import read_tables
from tests.pdf_files import Text, make_pdf, put_right

EDGES = (215, 285, 355, 425, 495, 565)
NAMES = ("Budget", "Ack utfall", "Avvikelse", "Budget", "Utfall", "Avvikelse")
INVESTED = (
    ("Nytt system", "-100", "0", "100", "-100", "0", "100"),
    ("Möbler", "-575", "-437", "138", "-197", "-59", "138"),
    ("Arbetsmiljö", "", "", "", "-300", "-207", "93"),
    ("Summa", "-675", "-437", "238", "-597", "-266", "331"),
)


def invested(banners: dict[float, str], names: tuple[str, ...] = NAMES) -> list[Text]:
    """Print six columns of numbers below their names, and words over several of them."""
    texts = [Text(left, 715, words) for left, words in banners.items()]
    texts += [Text(40, 700, "Projekt"), *(put_right(at, 700, one) for at, one in zip(EDGES, names, strict=True))]
    for place, (label, *numbers) in enumerate(INVESTED, 1):
        texts.append(Text(40, 700 - 18 * place, label))
        texts += [put_right(at, 700 - 18 * place, one) for at, one in zip(EDGES, numbers, strict=True) if one]
    return texts


def lines_of(texts: list[Text]) -> list[str]:
    return [line for line in read_pdf(Path("rapport.pdf"), make_pdf(texts)).lines if "\t" in line]


def test_words_over_several_columns_do_not_blank_their_names() -> None:
    head, *rows = lines_of(invested({190: "Utgifter sedan projektstart", 400: "Varav årets investeringar"}))
    since, year = "Utgifter sedan projektstart", "Varav årets investeringar"
    assert head.split("\t") == [
        "Projekt",
        *(f"{since} {name}" for name in NAMES[:3]),
        *(f"{year} {name}" for name in NAMES[3:]),
    ]
    assert rows == ["\t".join(row) for row in INVESTED]


GRID = [(190.0, 215.0), (260.0, 285.0)]


def fragment(left: float, right: float, base: float, text: str) -> Fragment:
    return Fragment([Word(left, right, base, 10.0, text, follows=False, ends=False)])


@pytest.mark.parametrize(
    ("wide", "own", "unclear"),
    [
        ("Investeringsbudget", ("Norr", "Söder"), True),
        ("Investeringsbudget", ("Norr", "Utfall"), True),
        ("Investeringsbudget", ("Budget", "Utfall"), False),
        ("Projektstart", ("Norr", "Söder"), False),
    ],
)
def test_only_a_role_that_nothing_else_names_makes_a_head_unclear(
    wide: str, own: tuple[str, str], *, unclear: bool
) -> None:
    rows = [
        [fragment(200, 280, 715, wide)],
        [fragment(left, right, 700, text) for (left, right), text in zip(GRID, own, strict=True)],
    ]
    assert name_columns(rows, grid_of(GRID, [], 10.0), parts_words=False).is_unclear == unclear


def test_a_year_alone_beside_the_outcome_of_that_year_has_lost_its_words() -> None:
    names = ("Utfall 2024", "2024", "Avvikelse", "Utfall 2023", "Budget 2023", "Avvikelse 2023")
    assert lines_of(invested({}, names))[0] == "\t" * 6


def test_a_group_that_is_printed_over_its_first_column_names_all_of_them() -> None:
    texts = invested({190: "Norr", 400: "Söder"}, ("Budget", "Utfall", "Avvikelse") * 2)
    assert lines_of(texts)[0].split("\t") == [
        "Projekt",
        *("Norr: Budget", "Norr: Utfall", "Norr: Avvikelse"),
        *("Söder: Budget", "Söder: Utfall", "Söder: Avvikelse"),
    ]


def test_a_table_given_up_below_words_that_may_head_it_is_not_read_again_as_text(tmp_path: Path) -> None:
    texts = invested({}, ("",) * 6)
    texts += [
        Text(60, 745, "Utfall och budget för alla projekt redovisas här."),
        Text(60, 730, "Budget Utfall Avvikelse"),
    ]
    path = tmp_path / "rapport.pdf"
    path.write_bytes(make_pdf(texts))
    assert lines_of(texts) == ["\t" * 6, *("\t".join(row) for row in INVESTED)]
    with pytest.raises(NoTablesError, match="without a table"):
        read_tables(path)


def test_a_group_goes_on_to_the_next_on_its_line_whatever_else_is_wrapped() -> None:
    names = ("Utfall", "Budget", "prognos", "prognos", "prognos", "Budget")
    above = [put_right(right, 712, "Fg") for right in (EDGES[3],)]
    groups = [put_right(right, 730, words) for right, words in ((EDGES[0], "Period"), (EDGES[4], "Helår"))]
    assert lines_of([*invested({}, names), *above, *groups])[0].split("\t") == [
        "Projekt",
        *("Period Utfall", "Period Budget", "Period prognos", "Period Fg prognos"),
        *("Helår prognos", "Helår Budget"),
    ]


def test_the_last_line_of_a_group_in_one_cell_is_no_name() -> None:
    texts = invested({190: "Utgifter under hela tiden", 400: "Varav årets investeringar"})
    texts = [one._replace(y=727) if one.y == 715 and one.x == 190 else one for one in texts]
    head = lines_of([*texts, Text(192, 717, "sedan")])[0].split("\t")
    assert head[1:4] == [f"Utgifter under hela tiden sedan: {name}" for name in NAMES[:3]]


def test_a_title_over_one_column_is_no_part_of_its_name() -> None:
    texts = [*invested({}), Text(315, 725, "Investeringar 2021")]
    lines = read_pdf(Path("rapport.pdf"), make_pdf(texts)).lines
    assert lines[:2] == ["Investeringar 2021", "\t".join(("Projekt", *NAMES))]


def test_numbers_of_three_digits_below_a_whole_head_are_no_part_of_it() -> None:
    texts = invested({})
    for at, right in enumerate(EDGES):
        texts.append(put_right(right, 688, f"{218 + at} {196 + at}"))
    lines = lines_of([*texts, Text(40, 693, "Norra skolan och"), Text(40, 683, "södra skolan")])
    assert lines[0].split("\t")[1:] == list(NAMES)


@pytest.mark.parametrize(
    ("above", "below", "names"),
    [
        (
            ("", "Ack.", "Ack.", "Utfall", "Budget", ""),
            ("Beslutat", "Utfall", "Avvikelse", "2018", "2018", "Avvikelse"),
            ["Beslutat", "Ack. Utfall", "Ack. Avvikelse", "Utfall 2018", "Budget 2018", "Avvikelse"],
        ),
        (
            ("Årets", "", "", "", "", ""),
            ("budget", "Ack utfall", "Avvikelse", "Budget", "Utfall", "Avvikelse"),
            ["Årets budget", *NAMES[1:]],
        ),
    ],
    ids=["abbreviations that end with a point", "one word alone, with much leading"],
)
def test_the_first_line_of_a_head_is_neither_prose_nor_a_title(
    above: tuple[str, ...], below: tuple[str, ...], names: list[str]
) -> None:
    upper = [put_right(at, 718, one) for at, one in zip(EDGES, above, strict=True) if one]
    head, *_ = lines_of([*upper, *invested({}, below)])
    assert head.split("\t")[1:] == names


def test_a_sentence_and_a_title_above_a_head_are_no_part_of_it() -> None:
    texts = [Text(190, 718, "Projekten blev klara under hösten."), *invested({})]
    assert lines_of(texts)[0].split("\t")[1:] == list(NAMES)


def sheet(names: list[tuple[float, float, str]], edges: tuple[float, ...]) -> bytes:
    """Print a head of names, each at a place of its own, above three rows of right-aligned numbers."""
    texts = [Text(left, base, words) for left, base, words in names]
    for place, (label, *numbers) in enumerate((row[: len(edges) + 1] for row in INVESTED[1:]), 1):
        texts.append(Text(40, 700 - 18 * place, label))
        texts += [put_right(at, 700 - 18 * place, one) for at, one in zip(edges, numbers, strict=True) if one]
    return make_pdf(texts)


def test_names_broken_inside_their_words_where_cells_begin_are_joined(tmp_path: Path) -> None:
    path, edges = tmp_path / "a.pdf", (240, 310, 380)
    names = [(172, 712, "Helårsprogn"), (172, 700, "os"), (242, 712, "Helårsbudge"), (242, 700, "t")]
    path.write_bytes(sheet([*names, (312, 712, "Prognosavvi"), (312, 700, "kelse")], edges))
    (table,) = read_tables(path)
    assert [column.name for column in table.columns] == ["Helårsprognos", "Helårsbudget", "Prognosavvikelse"]


def test_the_number_of_a_page_parts_no_table_from_its_rest(tmp_path: Path) -> None:
    path, edges = tmp_path / "a.pdf", (285, 355, 425)
    head = [put_right(at, 718, name) for at, name in zip(edges, ("Budget", "Utfall", "Avvikelse"), strict=True)]

    def rows(*lines: tuple[str, ...]) -> list[Text]:
        return [
            text
            for at, (label, *numbers) in enumerate(lines, 1)
            for text in [
                Text(40, 718 - 18 * at, label),
                *(put_right(edge, 718 - 18 * at, one) for edge, one in zip(edges, numbers, strict=True)),
            ]
        ]

    first = [
        Text(40, 760, "Investeringar (tkr)"),
        *head,
        *rows(("Möbler", "-100", "-90", "10"), ("Bil", "-50", "-55", "-5")),
        Text(500, 60, "20"),
    ]
    path.write_bytes(make_pdf(first, [*head, *rows(("Larm", "-", "-8", "-"), ("Dörr", "-", "-2", "-"))]))
    (table,) = read_tables(path)
    assert [row.label for row in table.rows] == ["Möbler", "Bil", "Larm", "Dörr"]
