"""The files of what a board asks about: drivers, subjects, costs to split, and the words that drafts go by."""

from __future__ import annotations

from analysis.csv_columns import TEXT, YEAR, Column, known_to, never, one_of, pattern
from analysis.csv_files import CsvFile
from analysis.data_files.kinds import A_FORMULA, BOARD, DRAFT, FORMULA, QUOTING, UNIT

SUBJECT_KINDS = (
    *("rubrik", "begrepp", "diagram", "rad", "volym", "följer", "okänt", "fråga", "saknas"),
    *("inhyrd personal", "lönekostnad", "ej utbetald lön", "årsarbetare"),
)
WORD_KINDS = (
    *("inhyrd personal", "lönekostnad", "ej utbetald lön", "årsarbetare"),
    *("volym", "pris", "ändelse", "utan betydelse"),
)

DRIVERS = CsvFile(
    "drivers.csv",
    (
        Column(
            "driver",
            pattern(".+", "a text on one line", "en text på en rad"),
            "one unit of what, in Swedish: *en timme …*",
        ),
        Column("year", YEAR, "the year that it is measured in"),
        Column("unit", UNIT, "the unit counted"),
        Column(
            "effect",
            known_to("saving", *A_FORMULA, unit="tkr/{unit}"),
            "a formula: what one unit fewer saves in a year, in money per unit",
        ),
        Column("level", FORMULA, "a formula: how many units there are; may be empty", never),
        Column("note", QUOTING, "what is assumed; an id in `{braces}` is replaced by its value", never),
        BOARD,
    ),
    key=("driver", "year"),
    optional=("board",),
)
SUBJECTS = CsvFile(
    "subjects.csv",
    (
        Column(
            "sheet",
            known_to("sheet"),
            "the name of the sheet: at most 31 characters, none of `[ ] : * ? / \\ '`, and no other sheet's name",
        ),
        Column(
            "kind",
            one_of(*SUBJECT_KINDS),
            "what the row adds: see [The words](#the-words)",
        ),
        Column(
            "what",
            known_to("what"),
            "which concept, line, volume, figure or text; in a text, an id in `{braces}` is replaced by its value",
        ),
        BOARD,
        DRAFT,
    ),
    optional=("board", "draft"),
)
SPLITS = CsvFile(
    "splits.csv",
    (
        Column("split", known_to("split"), "what the split is called; no two of a board have one name"),
        Column(
            "sheet", known_to("sheet"), "the subject of `subjects.csv` whose sheet tells of it; may be empty", never
        ),
        Column("cost", known_to("concept"), "the concept, or the label of a printed line, of the cost that is split"),
        Column("quantity", known_to("concept"), "that of its quantity"),
        Column(
            "price",
            known_to("concept"),
            "that of the price, for one of the quantity; empty where none is printed: it is then cost ÷ quantity",
            never,
        ),
        Column(
            "factor",
            known_to("factor"),
            "a number with its unit that the product is taken times, such as `12 mån` where quantity and price are for "
            "a month; may be empty",
            never,
        ),
        Column(
            "uprating", known_to("concept"), "the concept of a stated part of the price effect; may be empty", never
        ),
        Column(
            "printed_change",
            known_to("concept"),
            "the concept of the cost's change as printed, which the split is held against; may be empty",
            never,
        ),
        BOARD,
        DRAFT,
    ),
    key=("split",),
    optional=("uprating", "printed_change", "board", "draft"),
)
DRAFT_WORDS = CsvFile(
    "draft_words.csv",
    (
        Column("kind", one_of(*WORD_KINDS), "what the word tells: see [The words](#the-words)"),
        Column("word", TEXT, "the word, or words, in small letters"),
    ),
    key=("kind", "word"),
)
