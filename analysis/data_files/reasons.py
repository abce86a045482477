"""The files of reasons: what reports state as causes, what the board did, what they print as changes."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.csv_columns import TEXT, YEAR, Column, known_to, never, one_of, pattern
from analysis.csv_files import CsvFile
from analysis.data_files.kinds import A_FORMULA, QUOTING, SUBJECT, WHERE

STATED, HINTED, RISK = STRENGTHS = ("anger", "antyder", "nämner som risk")
PROPOSED, PLANNED, DECIDED, GOING_ON, DONE, ENDED, CALLED_OFF = MEASURE_STATES = (
    *("föreslagen", "planerad", "beslutad", "pågår", "genomförd", "avslutad", "avbruten"),
)
COUNTED, NOT_COUNTED = "ja", "nej"  # whether a forecast counts with a measure
_A_MONTH = ("a month such as 2026-09", "en månad, t.ex. 2026-09")

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
        Column("cause", QUOTING, "what the report says, in our words; an id in `{braces}` is its value"),
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


def _has_effect(row: Mapping[str, str]) -> bool:
    return bool(row["effect_this_year"] or row["effect_full_year"])


MEASURES = CsvFile(
    "measures.csv",
    (
        *WHERE[:2],
        WHERE[2]._replace(
            meaning=f"{WHERE[2].meaning}; empty where no report prints it, as of a decision that the section names",
            needed=never,
        ),
        Column("year", YEAR, "the year whose report tells of it, and that it is to have effect in"),
        *SUBJECT,
        Column("measure", QUOTING, "what was done or decided, in our words; an id in `{braces}` is its value"),
        Column("who", TEXT, "who did or decided it"),
        Column("from", TEXT, "from when, as far as the report says"),
        Column("status", one_of(*MEASURE_STATES), "how far it has come"),
        Column(
            "effect",
            known_to("formula", *A_FORMULA, unit="tkr"),
            "what it is to give or gave, a formula in tkr; only where printed",
            never,
        ),
        Column("note", QUOTING, "what else must be known; may be empty", never),
        Column(
            "effect_this_year",
            known_to("formula", *A_FORMULA, unit="tkr"),
            "what it is expected to give in `year`, a formula in tkr, plus is better; empty where nobody says",
            never,
        ),
        Column(
            "effect_full_year",
            known_to("formula", *A_FORMULA, unit="tkr"),
            "what it is expected to give in a whole year, likewise",
            never,
        ),
        Column(
            "start",
            pattern(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", *_A_MONTH),
            "the month that the effect begins with, such as `2026-09`. With it the effect of this year is twelfths of "
            "that of a whole year, from that month on: what says otherwise is refused; empty where it comes by degrees",
            never,
        ),
        Column(
            "in_forecast",
            one_of(COUNTED, NOT_COUNTED),
            "`ja` where the newest forecast counts with it already, else `nej`; needed beside an effect",
            _has_effect,
        ),
        Column("responsible", TEXT, "who answers for it being carried out; may be empty", never),
        Column(
            "acts_on",
            known_to("acted"),
            "the driver, line, volume or concept whose cost it changes, where that is not `what`; may be empty",
            never,
        ),
        Column(
            "part",
            TEXT,
            "which part of it, where two measures of a year act on the same thing: each then needs a part of its own",
            never,
        ),
    ),
    key=("document", "year", "kind", "what", "measure"),
    optional=("effect_this_year", "effect_full_year", "start", "in_forecast", "responsible", "acts_on", "part"),
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
