"""The files of reasons: what reports state as causes, what the board did, what they print as changes."""

from __future__ import annotations

from analysis.csv_columns import TEXT, YEAR, Column, known_to, never, one_of
from analysis.csv_files import CsvFile
from analysis.data_files.kinds import A_FORMULA, QUOTING, SUBJECT, WHERE

STATED, HINTED, RISK = STRENGTHS = ("anger", "antyder", "nämner som risk")

CAUSES = CsvFile(
    "causes.csv",
    (
        *WHERE,
        Column("year", YEAR, "the year explained"),
        Column(
            "since",
            YEAR,
            "the year that the change is from; empty where the year's deviation from budget, or its figure, is "
            "explained",
            never,
        ),
        *SUBJECT,
        Column("part", TEXT, "for which part of it the cause is stated; empty where for all of it", never),
        Column("cause", TEXT, "what the report says, in our words"),
        Column(
            "amount",
            known_to("formula", *A_FORMULA, unit="tkr"),
            "what it came to, a formula in tkr; plus is better. Only where the report prints it",
            never,
        ),
        Column("strength", one_of(*STRENGTHS), "how firmly: `anger`, `antyder` or `nämner som risk`"),
    ),
    key=("document", "year", "since", "kind", "what", "part", "cause"),
)
MEASURES = CsvFile(
    "measures.csv",
    (
        *WHERE,
        Column("year", YEAR, "the year whose report tells of it"),
        *SUBJECT,
        Column("measure", QUOTING, "what was done or decided, in our words; an id in `{braces}` is its value"),
        Column("who", TEXT, "who did or decided it"),
        Column("from", TEXT, "from when, as far as the report says"),
        Column("status", one_of("beslutad", "planerad", "pågår", "genomförd", "avslutad"), "how far it has come"),
        Column(
            "effect",
            known_to("formula", *A_FORMULA, unit="tkr"),
            "what it is to give or gave, a formula in tkr; only where printed",
            never,
        ),
        Column("note", QUOTING, "what else must be known; may be empty", never),
    ),
    key=("document", "year", "kind", "what", "measure"),
)
CHANGES = CsvFile(
    "changes.csv",
    (
        *WHERE,
        Column("year", YEAR, "the year that the change leads to"),
        Column("since", YEAR, "the year that it is from"),
        Column(
            "of",
            TEXT,
            "what it is a part of: a concept such as `intäkter` or `bruttokostnad`; `steg:` and the name of another "
            "step where it lies inside that one, and is not added",
        ),
        Column("step", TEXT, "what the step is called in a bridge"),
        Column("concept", known_to("concept"), "the concept whose causes explain it; may be empty", never),
        Column("formula", known_to("formula", *A_FORMULA, unit="tkr"), "the change in tkr, plus is better, over ids"),
        Column(
            "overlaps",
            TEXT,
            "empty where it is a step of its own; the name of the step that it may lie inside of, or the earlier "
            "year where that may have had the same cost: the rest is then a span",
            never,
        ),
        Column("note", TEXT, "what else must be known; may be empty", never),
    ),
)
