"""Two tables whose rows stand on the same lines are two; words between the columns of one table part nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.readers.tables import Table

Read = Callable[[str], list[Table]]
DRIFT = [
    ["Stab", "-7 691", "-7 544", "-147"],
    ["Vård", "-67 553", "-62 536", "-5 017"],
    ["Skola", "-10 233", "-9 724", "-509"],
    ["Summa", "-85 477", "-79 804", "-5 673"],
]
INVESTED = [
    ["Möbler", "-393", "-412", "19"],
    ["Larm", "-907", "-984", "77"],
    ["Summa", "-1 300", "-1 396", "96"],
]
TITLES = ["Drift, tkr", "", "", "", "Investering, tkr", "", "", ""]
HEAD = ["Nämnd", "Utfall", "Budget", "Avvikelse", "Projekt", "Utfall", "Budget", "Avvikelse"]


def laid_out(lines: list[list[str]], *, words: tuple[int, ...]) -> str:
    """Lay cells out in columns of 16 signs: words to the left, numbers and their names to the right."""
    return "\n".join(
        "".join(f"{cell:<16}" if at in words else f"{cell:>14}  " for at, cell in enumerate(line)).rstrip()
        for line in lines
    )


def found(tables: list[Table]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the title and kind of tables, and the labels and doubts of their rows."""
    return [(one.title, one.kind, [(row.label, row.doubt) for row in one.rows]) for one in tables]


def test_two_tables_beside_each_other_are_two_each_with_its_title(read: Read) -> None:
    rows = [[*left, *right] for left, right in zip(DRIFT, [*INVESTED, []], strict=True)]
    text = laid_out([["Ekonomi"], TITLES, HEAD, *rows], words=(0, 4))
    tables = read(text)
    assert found(tables) == [
        ("Drift, tkr", "drift", [("Stab", ""), ("Vård", ""), ("Skola", ""), ("Summa", "")]),
        ("Investering, tkr", "investering", [("Möbler", ""), ("Larm", ""), ("Summa", "")]),
    ]
    assert [list(one.frame["Utfall"]) for one in tables] == [
        [-7691.0, -67553.0, -10233.0, -85477.0],
        [-393.0, -907.0, -1300.0],
    ]
    assert not any("ingår inte" in note for one in tables for note in one.notes)


WORDS = {
    "comments": ([*HEAD[:4], "Kommentar", *HEAD[5:]], ["Sent", "Dyrt", "Lugnt", "Klart"]),
    "the same word in rows": (HEAD, ["Nej", "Ja", "Nej", "Ja"]),
    "a row without words": (HEAD, ["Sent", "Dyrt", "Lugnt", ""]),
    "no name in common": ([*HEAD[:5], "Mål", "Prognos", "Skillnad"], ["Sent", "Dyrt", "Lugnt", "Klart"]),
}


@pytest.mark.parametrize(("head", "words"), WORDS.values(), ids=WORDS)
def test_words_between_columns_are_no_labels_of_a_second_table(read: Read, head: list[str], words: list[str]) -> None:
    rows = [[*row, word, *row[1:]] for row, word in zip(DRIFT, words, strict=True)]
    sure = {row.label for one in read(laid_out([["Drift, tkr"], head, *rows], words=(0, 4))) for row in one.rows}
    assert not {*words} & sure
