"""What is said of the real reports: on the line and below the heading that is named, and in our own words."""

from __future__ import annotations

import csv
import re

import pytest

from analysis.files import DATA

SOURCES = DATA.parent.parent / "shared" / "reports"  # the whole reports, where they are at hand
FILES = ("causes.csv", "measures.csv", "changes.csv")
MOST_WORDS = 5  # that may follow each other as in the report


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def the_report(document: str) -> list[str]:
    path = SOURCES / f"{document}.txt"
    if not path.is_file():
        pytest.skip("the whole reports are not at hand")
    return path.read_text(encoding="utf-8").split("\n")


def words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.lower())


def longest_copied(text: str, report: str) -> int:
    """Return how many words of a text follow each other in a report, at most."""
    own, whole = words(text), f" {' '.join(words(report))} "
    longest = 0
    for start in range(len(own)):
        while start + longest < len(own) and f" {' '.join(own[start : start + longest + 1])} " in whole:
            longest += 1
    return longest


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Hyran steg.", 2), ("Hyran och steg", 1), ("Elen sjönk", 0), ("", 0), ("Att hyran steg snabbt i år", 4)],
)
def test_words_that_are_copied_are_counted(text: str, expected: int) -> None:
    assert longest_copied(text, "Vi ser att\nhyran  steg, snabbt.") == expected


@pytest.mark.parametrize("name", FILES)
def test_every_row_names_a_line_with_text_below_its_heading(name: str) -> None:
    wrong = list[tuple[str, str]]()
    for row in rows_of(name):
        lines = the_report(row["document"])[: int(row["line"])]
        above = " ".join(" ".join(lines).split()).lower()
        headings = [part in above for part in row["section"].lower().split(" – ")]
        if not lines[-1].strip() or not all(headings):
            wrong.append((row["line"], row["section"]))
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_no_sentence_of_a_report_is_copied(name: str) -> None:
    reports = {row["document"]: "\n".join(the_report(row["document"])) for row in rows_of(name)}
    texts = [(row["document"], row.get(column, "")) for row in rows_of(name) for column in ("cause", "measure", "note")]
    assert [text for document, text in texts if longest_copied(text, reports[document]) > MOST_WORDS] == []
