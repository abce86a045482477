"""The files of the register and of its reports: what is registered, adds up, is corrected and commented."""

from __future__ import annotations

from analysis.csv_columns import DAY, TEXT, WHOLE, YEAR, Column, known_to, never, note, one_of
from analysis.csv_files import CsvFile
from analysis.data_files.kinds import DOCUMENT, LINE_OF_STATEMENT, LONGEST, NUMBER_OR_NOTHING, REASON, SIGN
from analysis.vocabulary.numerals import MONEY_UNITS

ALL_ENTERED = "alla"
DOCUMENTS = CsvFile(
    "documents.csv",
    (
        Column(
            "id",
            TEXT,
            "short name of the document, `board-year`; other files and the column `dokument` refer to it",
        ),
        Column("nämnd", TEXT, "the board whose report it is"),
        Column("year", YEAR, "the year reported on, four digits"),
        Column("period", TEXT, "what part of the year: `helår` is the whole year"),
        Column("title", TEXT, "the document's title"),
        Column("publisher", TEXT, "the municipality"),
        Column("file", TEXT, "the text below `data/`"),
        Column("sha256", TEXT, "checksum of the file; loading stops when it differs", never),
        Column(
            "unit",
            one_of(*MONEY_UNITS),
            "the unit of its tables in money that print none: `kr`, `tkr`, `mnkr` or `mkr`; may be empty, and the "
            "whole column may be left out",
            never,
        ),
        Column(
            "sheets",
            TEXT,
            "the sheets of a workbook that are read, parted by `/`; empty where all of them are, and the whole column "
            "may be left out",
            never,
        ),
        Column(
            "reasons",
            one_of(ALL_ENTERED),
            "`alla` where every cause and measure that the document states is entered in `causes.csv` and "
            "`measures.csv`: only then is it said to state none; else empty, and the whole column may be left out",
            never,
        ),
        Column("missing", TEXT, "what the document or the file lacks, in Swedish; may be empty", never),
    ),
    key=("id",),
    may_be_missing=False,
    optional=("unit", "sheets", "reasons"),
)
SUMS = CsvFile(
    "sums.csv",
    (
        Column("document", TEXT, "`id` in `documents.csv`", never),
        Column("section", TEXT, "the heading of the table, as the column `avsnitt` gives it", never),
        Column("total", TEXT, "the `post` of the line that holds the printed total", never),
        Column("part", TEXT, "the `post` of a line that takes part", never),
        Column("parent", TEXT, "for a `varav` line, the line that it is part of (`förälder`); else empty", never),
        Column(
            "weight",
            SIGN,
            "`1` where the part is added, `-1` where it is taken away",
        ),
        Column(
            "relation",
            one_of("lika", "högst"),
            "`lika` (equal): the parts are the whole total; `högst` (at most): they are only some of it, and may "
            "leave a remainder",
        ),
    ),
    key=("part", "parent", "total", "document", "section", "relation"),
    may_be_missing=False,
)
EXCERPTS = CsvFile(
    "excerpts.csv",
    (
        Column("document", DOCUMENT, "`id` in `documents.csv`"),
        Column("line", WHOLE, "a line of the file under `reports/`"),
        Column("report_line", WHOLE, "the line of the report that it is, as it was published to us as text"),
    ),
    key=("document", "line"),
)
CORRECTIONS = CsvFile(
    "corrections.csv",
    (
        Column("document", DOCUMENT, "`id` in `documents.csv`"),
        Column(
            "line",
            known_to("row"),
            "the line of the source that the row's numbers stand in, as the column `rad` of the frames and the "
            "notes of the reader give it",
        ),
        Column(
            "column",
            known_to("cell"),
            "the head of the number column as printed, such as `Utfall 2020`; the second one of the same name is "
            "`Utfall (2)`",
        ),
        Column(
            "value",
            NUMBER_OR_NOTHING,
            "the number as print would have it: `-1 234,5`; empty where the cell is empty",
            never,
        ),
        Column("reason", REASON, "why, in Swedish; at most 2000 characters"),
        Column(
            "printed",
            TEXT,
            "the printed text that it replaces: what the note on a doubtful row quotes (all of it), the text of "
            "the one cell that the note names, or the number as printed; empty where the cell was read as empty",
            never,
        ),
    ),
    key=("document", "line", "column"),
)
COMMENTS = CsvFile(
    "comments.csv",
    (
        Column("document", TEXT, "`id` in `documents.csv`", never),
        Column("line", LINE_OF_STATEMENT, "the line as in the ids of its cells: `Kostnader > HVB placeringar`"),
        Column("date", DAY, "the day of the comment: `2026-03-01`"),
        Column("name", note(LONGEST), "who gives it; at most 2000 characters"),
        Column(
            "comment",
            note(LONGEST),
            "the comment, in any words; at most 2000 characters. A line break becomes a blank, other control "
            "characters are refused. What looks like a formula stays a text",
        ),
    ),
)
